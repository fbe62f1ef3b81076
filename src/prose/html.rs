//! Reads the HTML of other programs, and that of our own editor, into a document. It comes in
//! pieces, one after another, so that nothing can nest too deep. Structure and emphasis are kept,
//! everything else is left behind: looks, scripts, pictures from elsewhere.

use super::document::{Align, Block, Document, Image, Line, Marker, Style, Table};
use super::edit::Place;
use super::run::{self, Run, clean_address, text_of};

/// A piece of HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// An element begins.
    Open {
        /// Its name, in small letters.
        name: String,
        /// Its attributes.
        attributes: Vec<(String, String)>,
    },
    /// Text.
    Text(String),
    /// The element that began last ends.
    Close,
    /// Here a selection begins or ends.
    Mark,
}

/// What comes from elsewhere, cleaned.
#[must_use]
pub fn clean(pieces: impl IntoIterator<Item = Piece>) -> Document {
    let mut reader = Reader::default();
    reader.take_all(pieces);
    reader.document.tidy()
}

/// What our own editor shows, with its empty lines, and where the marks stand in it.
#[must_use]
pub fn shown(pieces: impl IntoIterator<Item = Piece>) -> (Document, Vec<Place>) {
    let mut reader = Reader {
        ours: true,
        ..Reader::default()
    };
    reader.take_all(pieces);
    reader.document.settle();
    (reader.document, reader.marks)
}

/// What holds for everything inside an element, until it ends.
#[derive(Clone, Default)]
struct Context {
    dress: Run,
    style: Style,
    /// Nothing inside is read.
    skips: bool,
    /// Text is kept as it is.
    verbatim: bool,
}

/// An element that has not ended.
struct Frame {
    name: String,
    before: Context,
    /// Whether it is an item of a list.
    is_item: bool,
}

#[derive(Default)]
struct Reader {
    ours: bool,
    document: Document,
    line: Option<Line>,
    context: Context,
    frames: Vec<Frame>,
    /// The next number of each open list; `None` for a list with dashes.
    lists: Vec<Option<u64>>,
    /// Depth and mark of each open item; its first line takes the mark.
    items: Vec<(u8, Marker)>,
    /// What Word writes before an item, while it is read.
    bullet: Option<String>,
    table: Option<Cells>,
    marks: Vec<Place>,
}

/// A table that is read.
#[derive(Default)]
struct Cells {
    rows: Vec<Vec<Vec<Run>>>,
    columns: Vec<Align>,
    cell: Option<Vec<Run>>,
    /// The next words of the cell begin a line.
    breaks: bool,
    /// How many tables are open inside it.
    inner: u32,
    spans: usize,
}

impl Reader {
    fn take_all(&mut self, pieces: impl IntoIterator<Item = Piece>) {
        for piece in pieces {
            match piece {
                Piece::Open { name, attributes } => self.open(name, &attributes),
                Piece::Close => self.close(),
                Piece::Text(text) => self.text(&text),
                Piece::Mark => self.mark(),
            }
        }
        self.end_line();
    }

    fn open(&mut self, name: String, attributes: &[(String, String)]) {
        let attribute = |wanted: &str| {
            let found = attributes.iter().find(|(name, _)| name == wanted);
            found.map_or("", |(_, value)| value.as_str())
        };
        let before = self.context.clone();
        let look = lean(attribute("style"));
        let mut is_item = false;
        if !self.context.skips {
            if is_block(&name) {
                self.end_line();
            }
            match name.as_str() {
                "b" | "strong" => self.context.dress.strong = true,
                "i" | "em" | "cite" => self.context.dress.emphasis = true,
                "code" | "tt" | "kbd" | "samp" => self.context.dress.code = true,
                "a" => self.context.dress.link = clean_address(attribute("href")),
                "br" => self.line_break(),
                "hr" => self.document.blocks.push(Block::Rule),
                "pre" => {
                    self.context.style = Style::Code;
                    self.context.verbatim = true;
                }
                "sup" if self.ours && !attribute("data-note").is_empty() => {
                    self.push(Run::note(attribute("data-note")));
                    self.context.skips = true;
                }
                "p" if self.ours && attribute("class") == "note-line" => {
                    self.context.style = Style::Note;
                }
                "blockquote" => self.context.style = Style::Quote,
                "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                    let level = name.bytes().last().map_or(1, |digit| digit - b'0');
                    self.context.style = Style::Heading(level);
                }
                "ul" => self.lists.push(None),
                "ol" => self
                    .lists
                    .push(Some(attribute("start").parse().unwrap_or(1))),
                "li" => {
                    is_item = true;
                    self.item(attribute("aria-level"));
                }
                "table" | "tr" | "td" | "th" => {
                    let figures = [look.as_str(), attribute("align")];
                    self.begin_cells(&name, figures, attribute("colspan"));
                }
                "figure" if self.ours && !attribute("data-source").is_empty() => {
                    self.document.blocks.push(Block::Image(Image {
                        alt: attribute("data-alt").to_owned(),
                        source: attribute("data-source").to_owned(),
                    }));
                    self.context.skips = true;
                }
                name if is_skipped(name) => self.context.skips = true,
                _ => {}
            }
            if !self.ours {
                is_item |= self.look(&name, &look, attribute("class"));
            }
        }
        self.frames.push(Frame {
            name,
            before,
            is_item,
        });
    }

    /// What the looks of foreign HTML mean; whether it makes an item of a list.
    fn look(&mut self, name: &str, look: &str, class: &str) -> bool {
        let dress = &mut self.context.dress;
        match value(look, "font-weight") {
            Some("bold" | "bolder" | "600" | "700" | "800" | "900") => dress.strong = true,
            Some("normal" | "lighter" | "100" | "200" | "300" | "400" | "500") => {
                dress.strong = false;
            }
            _ => {}
        }
        match value(look, "font-style") {
            Some("italic" | "oblique") => dress.emphasis = true,
            Some("normal") => dress.emphasis = false,
            _ => {}
        }
        if value(look, "display") == Some("none") || value(look, "mso-hide") == Some("all") {
            self.context.skips = true;
        }
        let list = value(look, "mso-list");
        if list == Some("ignore") {
            self.context.skips = true;
            self.bullet = Some(String::new());
        } else if let Some((_, level)) = list.and_then(|list| list.split_once("level")) {
            let digits = level.chars().map_while(|c| c.to_digit(10)).next();
            let depth = digits.unwrap_or(1).saturating_sub(1);
            let depth = u8::try_from(depth).unwrap_or_default();
            if name != "li" {
                self.items.push((depth, Marker::Dash));
                return true;
            }
        } else if name == "p" {
            self.context.style = match class {
                "MsoTitle" => Style::Heading(1),
                "MsoSubtitle" => Style::Heading(2),
                "MsoQuote" | "MsoIntenseQuote" => Style::Quote,
                _ => return false,
            };
        }
        false
    }

    fn close(&mut self) {
        let Some(frame) = self.frames.pop() else {
            return;
        };
        let skipped = frame.before.skips;
        if self.context.skips
            && !skipped
            && let Some(bullet) = self.bullet.take()
            && let Some((_, marker)) = self.items.last_mut()
        {
            *marker = marker_of(&bullet);
        }
        if !skipped {
            if is_block(&frame.name) {
                self.end_line();
            }
            match frame.name.as_str() {
                "ul" | "ol" => {
                    self.lists.pop();
                }
                "table" | "tr" | "td" | "th" => self.end_cells(&frame.name),
                _ => {}
            }
        }
        if frame.is_item {
            self.items.pop();
        }
        self.context = frame.before;
    }

    fn text(&mut self, text: &str) {
        if let Some(bullet) = &mut self.bullet {
            bullet.push_str(text);
        }
        if self.context.skips {
            return;
        }
        let text = if self.ours || self.context.verbatim {
            text.to_owned()
        } else {
            text.replace(['\n', '\r', '\t'], " ")
        };
        let blank = text.trim().is_empty();
        let opens = self.line.is_none() && self.cell().is_none();
        if text.is_empty() || (blank && opens) {
            return;
        }
        let heading = matches!(self.context.style, Style::Heading(_));
        let run = Run {
            strong: self.context.dress.strong && (self.ours || !heading),
            ..self.context.dress.with_text(&text)
        };
        self.push(run);
    }

    fn line_break(&mut self) {
        if !self.ours && self.cell().is_none() {
            // Two breaks part paragraphs; one before any words parts nothing.
            match &mut self.line {
                None => return,
                Some(line) if text_of(&line.runs).trim_end_matches(' ').ends_with('\n') => {
                    self.end_line();
                    return;
                }
                Some(_) => {}
            }
        }
        self.push(Run::plain("\n"));
    }

    fn push(&mut self, run: Run) {
        if let Some(table) = &mut self.table
            && let Some(cell) = &mut table.cell
        {
            if std::mem::take(&mut table.breaks) && !cell.is_empty() {
                run::push(cell, Run::plain("\n"));
            }
            run::push(cell, run);
            return;
        }
        if self.line.is_none() {
            let style = self.line_style();
            let runs = Vec::new();
            self.line = Some(Line { style, runs });
        }
        if let Some(line) = &mut self.line {
            run::push(&mut line.runs, run);
        }
    }

    fn line_style(&mut self) -> Style {
        match (self.context.style, self.items.last_mut()) {
            (heading @ Style::Heading(_), _) if !self.ours => heading,
            (_, Some((depth, marker))) => Style::Item {
                depth: *depth,
                marker: std::mem::replace(marker, Marker::None),
            },
            (style, None) => style,
        }
    }

    fn end_line(&mut self) {
        if let Some(table) = self.table.as_mut().filter(|table| table.cell.is_some()) {
            table.breaks = true;
            return;
        }
        if let Some(mut line) = self.line.take() {
            without_last_break(&mut line.runs);
            if self.ours || !text_of(&line.runs).trim().is_empty() {
                self.document.blocks.push(Block::Line(line));
            }
        }
    }

    fn item(&mut self, level: &str) {
        let marker = match self.lists.last_mut() {
            Some(Some(number)) => {
                let marker = Marker::Number(*number);
                *number = number.saturating_add(1);
                marker
            }
            _ => Marker::Dash,
        };
        let depth = match level.parse::<usize>() {
            Ok(level) if !self.ours => level.saturating_sub(1),
            _ => self.lists.len().saturating_sub(1),
        };
        self.items
            .push((u8::try_from(depth).unwrap_or(u8::MAX), marker));
    }

    fn cell(&self) -> Option<&Vec<Run>> {
        self.table.as_ref()?.cell.as_ref()
    }

    fn begin_cells(&mut self, name: &str, figures: [&str; 2], span: &str) {
        let Some(table) = &mut self.table else {
            if name == "table" {
                self.table = Some(Cells::default());
            }
            return;
        };
        match name {
            "table" => table.inner += 1,
            _ if table.inner > 0 => {}
            "tr" => table.rows.push(Vec::new()),
            _ => {
                if table.rows.is_empty() {
                    table.rows.push(Vec::new());
                }
                let column = table.rows.last().map_or(0, Vec::len);
                let [look, align] = figures;
                let align = match value(look, "text-align").unwrap_or(align) {
                    "right" | "end" => Align::End,
                    "center" => Align::Center,
                    _ => Align::Start,
                };
                table
                    .columns
                    .resize(table.columns.len().max(column + 1), align);
                if let Some(known) = table.columns.get_mut(column) {
                    *known = align;
                }
                table.cell = Some(Vec::new());
                table.breaks = false;
                table.spans = span.parse().unwrap_or(1_usize).clamp(1, 50);
            }
        }
    }

    fn end_cells(&mut self, name: &str) {
        let Some(table) = &mut self.table else {
            return;
        };
        match name {
            "table" if table.inner > 0 => table.inner -= 1,
            "table" => self.end_table(),
            "td" | "th" if table.inner == 0 => {
                if let Some(mut cell) = table.cell.take()
                    && let Some(row) = table.rows.last_mut()
                {
                    without_last_break(&mut cell);
                    row.push(cell);
                    row.resize(row.len() + table.spans - 1, Vec::new());
                }
            }
            _ => {}
        }
    }

    fn end_table(&mut self) {
        let Some(table) = self.table.take() else {
            return;
        };
        let mut rows = table.rows.into_iter().filter(|row| !row.is_empty());
        let Some(mut head) = rows.next() else {
            return;
        };
        let mut rows: Vec<_> = rows.collect();
        let width = rows.iter().map(Vec::len).max().unwrap_or(0).max(head.len());
        if rows.is_empty() && width == 1 && !self.ours {
            // A box around some words.
            let runs = head.pop().unwrap_or_default();
            let style = Style::Paragraph;
            self.document.blocks.push(Block::Line(Line { style, runs }));
            return;
        }
        for row in std::iter::once(&mut head).chain(&mut rows) {
            row.resize(width, Vec::new());
        }
        let mut columns = table.columns;
        columns.resize(width, Align::Start);
        self.document.blocks.push(Block::Table(Table {
            columns,
            head,
            rows,
        }));
    }

    fn mark(&mut self) {
        let block = self.document.blocks.len();
        let at = |runs: &[Run]| text_of(runs).chars().count();
        let place = match (&self.table, &self.line) {
            (Some(table), _) if !table.rows.is_empty() => {
                let row = table.rows.len() - 1;
                let column = table.rows.last().map_or(0, Vec::len);
                Place {
                    block,
                    cell: Some((row, column)),
                    offset: table.cell.as_deref().map_or(0, at),
                }
            }
            (_, line) => Place {
                block,
                cell: None,
                offset: line.as_ref().map_or(0, |line| at(&line.runs)),
            },
        };
        self.marks.push(place);
    }
}

/// A break at the end shows that a line is there; it is no part of it.
fn without_last_break(runs: &mut Vec<Run>) {
    if let Some(last) = runs.last_mut()
        && last.text.ends_with('\n')
    {
        last.text.pop();
        if last.text.is_empty() {
            runs.pop();
        }
    }
}

/// A style attribute in small letters without white space.
fn lean(style: &str) -> String {
    let lean = style.chars().filter(|c| !c.is_whitespace());
    lean.flat_map(char::to_lowercase).collect()
}

/// The value of a property of a lean style.
fn value<'a>(look: &'a str, property: &str) -> Option<&'a str> {
    look.split(';')
        .filter_map(|part| part.split_once(':'))
        .find(|(name, _)| *name == property)
        .map(|(_, value)| value)
}

/// What Word writes before an item says of which kind it is.
fn marker_of(bullet: &str) -> Marker {
    let bullet = bullet.trim().trim_start_matches('(');
    let mark = bullet.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
    let number = bullet.strip_suffix(mark).unwrap_or_default();
    if number.is_empty() || !mark.starts_with(['.', ')']) {
        Marker::Dash
    } else {
        Marker::Number(number.parse().unwrap_or(1))
    }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "ul"
            | "ol"
            | "li"
            | "dl"
            | "dt"
            | "dd"
            | "blockquote"
            | "pre"
            | "table"
            | "caption"
            | "hr"
            | "figure"
            | "figcaption"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "main"
            | "nav"
            | "aside"
            | "address"
            | "form"
            | "fieldset"
            | "details"
            | "summary"
            | "center"
            | "body"
            | "html"
    )
}

fn is_skipped(name: &str) -> bool {
    matches!(
        name,
        "head"
            | "script"
            | "style"
            | "title"
            | "template"
            | "noscript"
            | "svg"
            | "math"
            | "object"
            | "iframe"
            | "video"
            | "audio"
            | "canvas"
            | "select"
            | "textarea"
            | "button"
            | "xml"
    )
}
