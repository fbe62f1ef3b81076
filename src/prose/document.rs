//! A document: lines, each in a style, with tables and pictures between them. Lists and quotes are
//! neighbouring lines in the style of one, so that a change of style is a change of one value.

use super::run::{self, Run, encoded, text_of, visible};

/// The deepest list that is indented further; deeper items stand at this depth.
pub(super) const DEEPEST_LIST: u8 = 4;
/// The largest number Markdown knows.
const LARGEST_NUMBER: u64 = 999_999_999;

/// What somebody wrote, from top to bottom.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// In order.
    pub blocks: Vec<Block>,
}

/// A piece of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A line of text: a paragraph, a heading, an item of a list.
    Line(Line),
    /// A table.
    Table(Table),
    /// A picture.
    Image(Image),
    /// A rule across the page.
    Rule,
}

/// A line of text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// What it is.
    pub style: Style,
    /// Its words.
    pub runs: Vec<Run>,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    /// A paragraph.
    #[default]
    Paragraph,
    /// A heading with its level, from 1 to 6.
    Heading(u8),
    /// Words of somebody else.
    Quote,
    /// An item of a list.
    Item {
        /// 0 for the outermost list, at most 4.
        depth: u8,
        /// What stands before it.
        marker: Marker,
    },
    /// Lines as typed on a machine, kept as they are.
    Code,
    /// A footnote: its mark, then its words.
    Note,
}

/// What stands before an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marker {
    /// A dash.
    Dash,
    /// A number.
    Number(u64),
    /// Nothing: it goes on with the item above.
    None,
}

/// A table with a head.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// On which side the cells of each column stand.
    pub columns: Vec<Align>,
    /// The cells of the head.
    pub head: Vec<Vec<Run>>,
    /// The other rows, with a cell for every column.
    pub rows: Vec<Vec<Vec<Run>>>,
}

/// Where words stand in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// Where lines begin.
    #[default]
    Start,
    /// In the middle.
    Center,
    /// Where lines end, as figures do.
    End,
}

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Image {
    /// What it shows, in words.
    pub alt: String,
    /// Its address.
    pub source: String,
}

impl Document {
    /// A document of plain text: a blank line parts paragraphs, any other is a line break.
    #[must_use]
    pub fn plain(text: &str) -> Self {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let mut blocks = Vec::new();
        for line in text.split('\n') {
            match blocks.last_mut() {
                Some(Block::Line(Line { runs, .. })) if !line.trim().is_empty() => {
                    let apart = if runs.is_empty() { "" } else { "\n" };
                    run::push(runs, Run::plain(format!("{apart}{line}")));
                }
                _ => {
                    let runs = if line.trim().is_empty() {
                        Vec::new()
                    } else {
                        vec![Run::plain(line)]
                    };
                    blocks.push(Block::Line(Line {
                        style: Style::Paragraph,
                        runs,
                    }));
                }
            }
        }
        Self { blocks }.tidy()
    }

    /// The document as it is kept: without empty lines, lists without gaps in depth or number.
    #[must_use]
    pub fn tidy(self) -> Self {
        let mut tidy = Vec::new();
        for block in self.blocks {
            match block {
                Block::Line(line) => {
                    let runs = line.tidy_runs();
                    if !runs.is_empty() {
                        let style = match (line.style, runs.first()) {
                            // Without its mark a footnote is a paragraph.
                            (Style::Note, Some(first)) if !first.note => Style::Paragraph,
                            (style, _) => settled(style, &tidy),
                        };
                        tidy.push(Block::Line(Line { style, runs }));
                    }
                }
                Block::Table(table) => tidy.extend(table.tidy().map(Block::Table)),
                Block::Image(image) => tidy.push(Block::Image(image.tidy())),
                Block::Rule => tidy.push(Block::Rule),
            }
        }
        Self { blocks: tidy }
    }

    /// Lists without gaps in depth or number; nothing else is changed.
    pub(super) fn settle(&mut self) {
        for at in 0..self.blocks.len() {
            if let Some((before, [Block::Line(line), ..])) = self.blocks.split_at_mut_checked(at) {
                line.style = settled(line.style, before);
            }
        }
    }

    /// How many words it has.
    #[must_use]
    pub fn words(&self) -> usize {
        let count = |runs: &[Run]| text_of(runs).split_whitespace().count();
        self.blocks
            .iter()
            .map(|block| match block {
                Block::Line(line) => count(&line.runs),
                Block::Table(table) => {
                    let cells = table.head.iter().chain(table.rows.iter().flatten());
                    cells.map(|cell| count(cell)).sum()
                }
                Block::Image(_) | Block::Rule => 0,
            })
            .sum()
    }
}

impl Line {
    fn tidy_runs(&self) -> Vec<Run> {
        match self.style {
            Style::Code => {
                let text = visible(&text_of(&self.runs));
                let text = text.trim_matches('\n');
                let blank = text.trim().is_empty();
                (!blank).then(|| Run::plain(text)).into_iter().collect()
            }
            Style::Heading(_) => {
                let on_one_line = |run: &Run| run.with_text(&run.text.replace('\n', " "));
                run::tidy(&self.runs.iter().map(on_one_line).collect::<Vec<_>>())
            }
            Style::Note => {
                let runs = run::tidy(&self.runs);
                let Some((mark, words)) = runs.split_first().filter(|(mark, _)| mark.note) else {
                    return runs;
                };
                let words = run::tidy(words);
                let mut runs = vec![mark.clone()];
                if !words.is_empty() {
                    runs.push(Run::plain(" "));
                }
                run::extend(&mut runs, words);
                runs
            }
            _ => run::tidy(&self.runs),
        }
    }
}

/// The style of a line as it can be after these blocks.
fn settled(style: Style, before: &[Block]) -> Style {
    let (depth, marker) = match style {
        Style::Heading(level) => return Style::Heading(level.clamp(1, 6)),
        Style::Item { depth, marker } => (depth, marker),
        other => return other,
    };
    let mut items = before.iter().rev().map_while(|block| match block {
        Block::Line(Line {
            style: Style::Item { depth, marker },
            ..
        }) => Some((*depth, *marker)),
        _ => None,
    });
    let last = items.clone().next();
    let deepest = match (last, marker) {
        (None, Marker::None) => return Style::Paragraph,
        (None, _) => 0,
        (Some((depth, _)), Marker::None) => depth,
        (Some((depth, _)), _) => depth.saturating_add(1),
    };
    let depth = depth.min(deepest).min(DEEPEST_LIST);
    let sibling = items
        .by_ref()
        .take_while(|(other, _)| *other >= depth)
        .find(|(other, marker)| *other == depth && *marker != Marker::None);
    let marker = match (marker, sibling) {
        (Marker::Number(_), Some((_, Marker::Number(number)))) => {
            Marker::Number(number.saturating_add(1).min(LARGEST_NUMBER))
        }
        (Marker::Number(number), _) => Marker::Number(number.min(LARGEST_NUMBER)),
        (other, _) => other,
    };
    Style::Item { depth, marker }
}

impl Table {
    fn tidy(mut self) -> Option<Self> {
        let width = self.head.len();
        self.columns.resize(width, Align::Start);
        for row in std::iter::once(&mut self.head).chain(&mut self.rows) {
            row.resize(width, Vec::new());
            for cell in row {
                *cell = run::tidy(cell);
            }
        }
        (width > 0).then_some(self)
    }
}

impl Image {
    fn tidy(self) -> Self {
        let alt = visible(&self.alt);
        Self {
            alt: alt.split_whitespace().collect::<Vec<_>>().join(" "),
            source: encoded(&self.source),
        }
    }
}
