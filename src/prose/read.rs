//! Reads Markdown (`CommonMark` with tables and footnotes). What a document has no form for is kept as text:
//! nothing that was written gets lost, nothing becomes script.

use pulldown_cmark::{Alignment, CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::document::{Align, Block, Document, Image, Line, Marker, Style, Table};
use super::run::{self, Run, is_safe_link};

/// Reads Markdown.
#[must_use]
pub fn read(markdown: &str) -> Document {
    let mut reader = Reader::default();
    // A mark is one also while its footnote is not written yet.
    let options = Options::ENABLE_TABLES | Options::ENABLE_OLD_FOOTNOTES;
    for event in Parser::new_ext(markdown, options) {
        reader.take(event);
    }
    reader.end_line();
    reader.document.tidy()
}

#[derive(Default)]
struct Reader {
    document: Document,
    runs: Vec<Run>,
    /// The next number of each open list; `None` for a list with dashes.
    lists: Vec<Option<u64>>,
    marker: Option<Marker>,
    strong: u32,
    emphasis: u32,
    links: Vec<Option<String>>,
    quotes: u32,
    in_heading: bool,
    in_code: bool,
    /// The addresses of pictures whose words are read.
    images: Vec<String>,
    alt: String,
    table: Option<Table>,
    row: Vec<Vec<Run>>,
    /// Whether the words of a footnote are read.
    in_note: bool,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Code(text) => self.push(&text, true),
            Event::Html(text) | Event::InlineHtml(text) if is_break(&text) => {
                self.push("\n", false);
            }
            Event::InlineHtml(text) if &*text == APART => {}
            Event::Text(text)
            | Event::Html(text)
            | Event::InlineHtml(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text) => self.push(&text, self.in_code),
            Event::FootnoteReference(name) if self.images.is_empty() => {
                self.runs.push(Run::note(name.into_string()));
            }
            Event::FootnoteReference(_) => {}
            Event::SoftBreak => self.push(" ", false),
            Event::HardBreak => self.push("\n", false),
            Event::Rule => {
                self.end_line();
                self.document.blocks.push(Block::Rule);
            }
            Event::TaskListMarker(done) => self.push(if done { "☑ " } else { "☐ " }, false),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::FootnoteDefinition(name) => {
                self.end_line();
                self.end_note();
                self.in_note = true;
                self.runs = vec![Run::note(name.into_string())];
            }
            // Inside a footnote everything is its words.
            Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::List(_) | Tag::Item if self.in_note => {
                self.end_line();
            }
            Tag::Heading { .. } => {
                self.end_line();
                self.in_heading = true;
            }
            Tag::BlockQuote(_) => {
                self.end_line();
                self.quotes += 1;
            }
            Tag::CodeBlock(kind) => {
                self.end_line();
                self.in_code = true;
                if let CodeBlockKind::Fenced(language) = kind
                    && !language.is_empty()
                {
                    self.push(&format!("{language}\n"), true);
                }
            }
            Tag::List(first) => {
                self.end_line();
                self.lists.push(first);
            }
            Tag::Item => {
                self.end_line();
                self.marker = Some(match self.lists.last_mut() {
                    Some(Some(number)) => {
                        let marker = Marker::Number(*number);
                        *number = number.saturating_add(1);
                        marker
                    }
                    _ => Marker::Dash,
                });
            }
            Tag::Emphasis => self.emphasis += 1,
            Tag::Strong => self.strong += 1,
            Tag::Link { dest_url, .. } => self
                .links
                .push(is_safe_link(&dest_url).then(|| dest_url.into_string())),
            Tag::Image { dest_url, .. } => self.images.push(dest_url.into_string()),
            Tag::Table(columns) => {
                self.end_note();
                self.end_line();
                let columns = columns.iter().map(|column| match column {
                    Alignment::Right => Align::End,
                    Alignment::Center => Align::Center,
                    Alignment::Left | Alignment::None => Align::Start,
                });
                self.table = Some(Table {
                    columns: columns.collect(),
                    ..Table::default()
                });
            }
            Tag::Paragraph | Tag::HtmlBlock => self.end_line(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::FootnoteDefinition => self.end_note(),
            TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::List(_) | TagEnd::Item
                if self.in_note =>
            {
                self.end_line();
            }
            TagEnd::Heading(level) => {
                self.in_heading = false;
                self.line(Style::Heading(level as u8));
            }
            TagEnd::BlockQuote(_) => {
                self.end_line();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::CodeBlock => {
                self.in_code = false;
                if self.lists.is_empty() {
                    self.line(Style::Code);
                } else {
                    self.end_line();
                }
            }
            TagEnd::List(_) => {
                self.end_line();
                self.lists.pop();
            }
            TagEnd::Emphasis => self.emphasis = self.emphasis.saturating_sub(1),
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Link => {
                self.links.pop();
            }
            TagEnd::Image => self.end_image(),
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.runs);
                self.row.push(cell);
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                let row = std::mem::take(&mut self.row);
                if let Some(table) = &mut self.table {
                    if tag == TagEnd::TableHead {
                        table.head = row;
                    } else {
                        table.rows.push(row);
                    }
                }
            }
            TagEnd::Table => {
                let table = self.table.take().map(Block::Table);
                self.document.blocks.extend(table);
            }
            TagEnd::Paragraph | TagEnd::HtmlBlock | TagEnd::Item => self.end_line(),
            _ => {}
        }
    }

    fn push(&mut self, text: &str, code: bool) {
        if !self.images.is_empty() {
            self.alt.push_str(text);
            return;
        }
        let run = Run {
            text: text.to_owned(),
            strong: self.strong > 0,
            emphasis: self.emphasis > 0,
            code,
            link: self.links.last().cloned().flatten(),
            note: false,
        };
        run::push(&mut self.runs, run);
    }

    /// A picture stands alone; inside a heading, list or table its words stand for it.
    fn end_image(&mut self) {
        let Some(source) = self.images.pop().filter(|_| self.images.is_empty()) else {
            return;
        };
        let alt = std::mem::take(&mut self.alt);
        let stands = !self.in_heading
            && self.lists.is_empty()
            && self.table.is_none()
            && self.links.is_empty()
            && !self.in_note
            && !source.is_empty();
        if stands {
            self.end_line();
            let image = Block::Image(Image { alt, source });
            self.document.blocks.push(image);
        } else {
            let linked = self.links.is_empty() && is_safe_link(&source);
            self.links.extend(linked.then_some(Some(source)));
            self.push(&alt, false);
            if linked {
                self.links.pop();
            }
        }
    }

    fn end_line(&mut self) {
        if self.in_heading || self.table.is_some() {
            return;
        }
        if self.in_note {
            if self.runs.len() > 1 {
                run::push(&mut self.runs, Run::plain("\n"));
            }
            return;
        }
        if self.runs.iter().all(|run| run.text.trim().is_empty()) {
            self.runs.clear();
            return;
        }
        let style = if let Some(depth) = self.lists.len().checked_sub(1) {
            Style::Item {
                depth: u8::try_from(depth).unwrap_or(u8::MAX),
                marker: self.marker.take().unwrap_or(Marker::None),
            }
        } else if self.quotes > 0 {
            Style::Quote
        } else {
            Style::Paragraph
        };
        self.line(style);
    }

    fn end_note(&mut self) {
        if std::mem::take(&mut self.in_note) {
            self.line(Style::Note);
        }
    }

    fn line(&mut self, style: Style) {
        let runs = std::mem::take(&mut self.runs);
        let line = Block::Line(Line { style, runs });
        self.document.blocks.push(line);
    }
}

/// Stands between a mark and a link, which would be read as one, and is read as nothing.
pub(super) const APART: &str = "<!---->";

/// Whether it is the break that cells of tables use, where Markdown has no other.
fn is_break(html: &str) -> bool {
    let name = html.trim().strip_prefix('<').unwrap_or_default();
    let name = name.strip_suffix('>').unwrap_or_default();
    name.trim_end_matches('/').trim().eq_ignore_ascii_case("br")
}
