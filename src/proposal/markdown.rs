//! What people wrote, in the plain pieces that the proposal can lay out. What it has no form for is
//! kept as text.

use crate::model::Picture;
use crate::prose::{self, Block, Line, Run, Style, text_of};
pub use crate::prose::{Marker, Table, is_safe_link};

/// A piece of prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Prose {
    /// A heading inside a section.
    Heading(Vec<Run>),
    /// A paragraph.
    Paragraph(Vec<Run>),
    /// Words of somebody else.
    Quote(Vec<Run>),
    /// A list, flat, each item with its depth.
    List(Vec<Item>),
    /// A table.
    Table(Table),
    /// A picture that the pitch carries.
    Picture {
        /// The picture.
        picture: Picture,
        /// What is to be seen on it.
        description: String,
    },
    /// A footnote: its name, and its words.
    Note(String, Vec<Run>),
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// 0 for the outermost list, at most 4.
    pub depth: u8,
    /// Its number, in a numbered list; none has a dash. A second paragraph of an item has neither.
    pub marker: Marker,
    /// Its words.
    pub runs: Vec<Run>,
}

/// Reads Markdown.
#[must_use]
pub fn read(markdown: &str) -> Vec<Prose> {
    let mut pieces: Vec<Prose> = Vec::new();
    for block in prose::read(markdown).blocks {
        match block {
            Block::Line(Line { style, runs }) => match (style, pieces.last_mut()) {
                (Style::Paragraph, _) => pieces.push(Prose::Paragraph(runs)),
                (Style::Heading(_), _) => pieces.push(Prose::Heading(runs)),
                (Style::Quote, _) => pieces.push(Prose::Quote(runs)),
                (Style::Code, _) => pieces.push(Prose::Paragraph(vec![Run {
                    code: true,
                    ..Run::plain(text_of(&runs))
                }])),
                (Style::Note, _) => {
                    let mut runs = runs.into_iter();
                    let name = runs.next().map(|mark| mark.text).unwrap_or_default();
                    pieces.push(Prose::Note(name, trimmed(runs.collect())));
                }
                (Style::Item { depth, marker }, last) => {
                    let item = Item {
                        depth,
                        marker,
                        runs,
                    };
                    match last {
                        Some(Prose::List(items)) => items.push(item),
                        _ => pieces.push(Prose::List(vec![item])),
                    }
                }
            },
            Block::Table(table) => pieces.push(Prose::Table(table)),
            // Words stand for a picture from elsewhere: nothing is fetched.
            Block::Image(image) => pieces.push(match image.source.parse() {
                Ok(picture) => Prose::Picture {
                    picture,
                    description: image.alt,
                },
                Err(_) => Prose::Paragraph(vec![Run::plain(image.alt)]),
            }),
            Block::Rule => {}
        }
    }
    pieces
}

/// The words of a footnote without the space behind its mark.
fn trimmed(mut runs: Vec<Run>) -> Vec<Run> {
    if let Some(first) = runs.first_mut() {
        first.text = first.text.trim_start().to_owned();
    }
    runs.retain(|run| !run.text.is_empty());
    runs
}
