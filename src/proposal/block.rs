//! The proposal as blocks: what stands on paper, in order, before it is laid on sheets.

use crate::model::{Cover as CoverLayout, Face, Paper, Picture, SectionId, Theme};

use super::board::Board;
use super::brand::Brand;
use super::charts;
use super::flowchart;
use super::gantt::Chart;
use super::layout::Start;
use super::markdown::Item;
use super::run::{Run, text_of};

/// A proposal, ready to be measured and laid out.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// As on the cover.
    pub title: String,
    /// The organisation it is for.
    pub client: String,
    /// What the printed file is called.
    pub file_name: String,
    /// What stands in the footer beside the page number: client and title; version, date, and
    /// the fingerprint of what was sent or signed.
    pub footer: (String, String),
    /// The paper.
    pub paper: Paper,
    /// How it is dressed.
    pub design: Design,
    /// Landscape content is turned onto upright sheets.
    pub turn_landscape: bool,
    /// The titles of the sections, for the running header.
    pub sections: Vec<String>,
    /// Which sections of the story these are, in the same order; none of what no section says.
    pub section_ids: Vec<Option<SectionId>>,
    /// Fields in texts that stand for nothing, as they were written.
    pub unknown_fields: Vec<String>,
    /// In order; the first is the cover.
    pub blocks: Vec<Block>,
}

/// How a proposal is dressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Design {
    /// How titles, tables and marks look.
    pub theme: Theme,
    /// The colour of the brand with what follows from it; none is the theme's own.
    pub brand: Option<Brand>,
    /// How the cover is laid out.
    pub cover: CoverLayout,
    /// The face of titles.
    pub title_face: Face,
    /// The face of running text.
    pub text_face: Face,
}

impl Design {
    /// The classes that dress what holds sheets, and the web page.
    #[must_use]
    pub fn classes(&self) -> String {
        let (theme, own_cover) = match self.theme {
            Theme::Paper => ("paper", "white"),
            Theme::Poster => ("poster", "full"),
            Theme::Journal => ("journal", "white"),
            Theme::Studio => ("studio", "band"),
        };
        let cover = match self.cover {
            CoverLayout::Theme => own_cover,
            CoverLayout::White => "white",
            CoverLayout::Band => "band",
            CoverLayout::Full => "full",
        };
        let face = |face: Face| match face {
            Face::Theme => "theme",
            Face::Newsreader => "newsreader",
            Face::Fraunces => "fraunces",
            Face::Bricolage => "bricolage",
            Face::SourceSans => "source-sans",
        };
        let (titles, text) = (face(self.title_face), face(self.text_face));
        format!("theme-{theme} cover-{cover} titles-{titles} text-{text}")
    }
}

/// A block.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// What it holds.
    pub content: Content,
    /// Which of [`Proposal::sections`] it stands in; none before the first.
    pub section: Option<usize>,
    /// Where it begins.
    pub start: Start,
    /// On landscape sheets.
    pub landscape: bool,
    /// In how many columns it stands with those beside it; 1 is as wide as the sheet.
    pub columns: u8,
    /// The space above it, in millimetres.
    pub before: f64,
    /// Stands on the sheet on which the next block begins.
    pub keep_with_next: bool,
}

/// What a block holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// The first sheet.
    Cover(Cover),
    /// What is where.
    Contents(Vec<ContentsEntry>),
    /// The title of a section, with its number.
    Section {
        /// From 1.
        number: usize,
        /// Its words.
        title: String,
    },
    /// A heading inside a section.
    Heading(Vec<Run>),
    /// A paragraph.
    Text {
        /// How it is dressed.
        look: TextLook,
        /// Its words.
        runs: Vec<Run>,
    },
    /// A list.
    List(Vec<Item>),
    /// A table.
    Table(Table),
    /// Figures of the budget as a picture.
    Chart(charts::Chart),
    /// The timeline as a picture.
    Gantt(Chart),
    /// The media plan as a picture.
    Flowchart(flowchart::Sheet),
    /// Pictures.
    Board(Board),
    /// Who works on it.
    Team(Vec<Member>),
    /// Places to sign.
    Signatures(Vec<Party>),
    /// A footnote. It stands in the list before the block that bears its first mark, and on paper at
    /// the foot of every sheet with such a mark.
    Footnote {
        /// From 1, in the order of the marks.
        number: usize,
        /// Its words.
        runs: Vec<Run>,
    },
}

/// The mark of a footnote in a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// The number of the footnote.
    pub number: usize,
    /// In which part of the block: the item of a list, the row of a table, the member of a team.
    pub part: usize,
    /// Where in the text of a paragraph or an item, in UTF-16 units.
    pub offset: u32,
}

/// How a paragraph is dressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextLook {
    /// As running text.
    Body,
    /// As words of somebody else.
    Quote,
    /// As the idea of a concept: large.
    Idea,
    /// As a mark over what follows, such as Our recommendation.
    Mark,
    /// As a note under a table.
    Note,
}

/// The first sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cover {
    /// What it is, of other documents than the proposal.
    pub document: String,
    /// The organisation.
    pub client: String,
    /// Its brand, where that differs.
    pub brand: String,
    /// The title.
    pub title: String,
    /// Under the title.
    pub subtitle: String,
    /// The people it is prepared for, each with their position.
    pub prepared_for: Vec<String>,
    /// The agency.
    pub agency: String,
    /// Its logo.
    pub logo: Option<Picture>,
    /// A picture beside the title.
    pub picture: Option<Picture>,
    /// The day.
    pub date: String,
    /// The version.
    pub version: String,
}

/// A line of the contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContentsEntry {
    /// The number of the section.
    pub number: usize,
    /// Its title.
    pub title: String,
    /// The block that it leads to.
    pub block: usize,
}

/// A table. It is cut between rows; its head is repeated.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// How it is dressed.
    pub look: TableLook,
    /// What it is; repeated with "(continued)".
    pub caption: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// Whether sums are carried from sheet to sheet in the last column.
    pub carries: bool,
    /// The marks of footnotes behind its heads: of which column, and which footnote.
    pub marks: Vec<(usize, usize)>,
}

/// How a table is dressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TableLook {
    /// Hairlines between rows.
    #[default]
    Plain,
    /// Figures under a rule, without a head.
    Totals,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its head.
    pub title: String,
    /// Figures stand to the right.
    pub figures: bool,
    /// Its share of the table's width, in hundredths.
    pub width: u8,
    /// The one we recommend.
    pub marked: bool,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it is.
    pub kind: RowKind,
    /// A cell for every column; a group has one.
    pub cells: Vec<Cell>,
    /// The sum of the lines down to and with this one, of a table that carries.
    pub carried: String,
    /// The marks of footnotes behind the words of its cells: of which cell, and which footnote.
    pub marks: Vec<(usize, usize)>,
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// A line.
    Line,
    /// A heading over lines; stands with the next row.
    Group,
    /// The sum of a group; stands with the row before.
    Subtotal,
    /// The sum of all; stands with the row before.
    Total,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// Its words.
    pub text: String,
    /// Smaller, below them.
    pub note: String,
}

/// Somebody who works on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Full name.
    pub name: String,
    /// What they do.
    pub role: String,
    /// What the client reads about them.
    pub biography: Vec<Run>,
    /// A portrait.
    pub portrait: Option<Picture>,
}

/// Somebody who signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// The organisation.
    pub name: String,
    /// As what, such as client.
    pub part: String,
}

impl Cell {
    /// A cell with these words.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            note: String::new(),
        }
    }
}

impl Row {
    /// A row of these cells.
    #[must_use]
    pub fn new(kind: RowKind, cells: Vec<Cell>) -> Self {
        Self {
            kind,
            cells,
            carried: String::new(),
            marks: Vec::new(),
        }
    }

    /// The footnotes whose marks stand behind the words of a cell.
    pub fn marks_of(&self, cell: usize) -> impl Iterator<Item = usize> + '_ {
        let marks = self.marks.iter().filter(move |(at, _)| *at == cell);
        marks.map(|(_, number)| *number)
    }
}

impl Table {
    /// The footnotes whose marks stand behind the head of a column.
    pub fn marks_of(&self, column: usize) -> impl Iterator<Item = usize> + '_ {
        let marks = self.marks.iter().filter(move |(at, _)| *at == column);
        marks.map(|(_, number)| *number)
    }
}

/// The words of runs, with marks as they are to be written.
fn read_out(runs: &[Run], mark: &dyn Fn(&str) -> String) -> String {
    let words = runs.iter().map(|run| {
        if run.note {
            mark(&run.text)
        } else {
            run.text.clone()
        }
    });
    words.collect()
}

/// The marks among runs, in this part of a block.
fn marks_in(runs: &[Run], part: usize) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut offset = 0_usize;
    for run in runs {
        if run.note
            && let Ok(number) = run.text.parse()
        {
            marks.push(Mark {
                number,
                part,
                offset: u32::try_from(offset).unwrap_or(u32::MAX),
            });
        }
        offset += run.text.encode_utf16().count();
    }
    marks
}

impl Proposal {
    /// The pictures on its sheets, in order, as often as they are there.
    pub fn pictures(&self) -> impl Iterator<Item = Picture> {
        self.blocks.iter().flat_map(|block| match &block.content {
            Content::Cover(cover) => cover.logo.into_iter().chain(cover.picture).collect(),
            Content::Board(board) => {
                let frames = board.rows.iter().flatten();
                frames.map(|frame| frame.picture).collect::<Vec<_>>()
            }
            Content::Team(members) => {
                let portraits = members.iter().filter_map(|member| member.portrait);
                portraits.collect()
            }
            _ => Vec::new(),
        })
    }
}

impl Content {
    /// The marks of footnotes in it, in order.
    #[must_use]
    pub fn marks(&self) -> Vec<Mark> {
        match self {
            Self::Heading(runs) | Self::Text { runs, .. } => marks_in(runs, 0),
            Self::List(items) => (items.iter().enumerate())
                .flat_map(|(part, item)| marks_in(&item.runs, part))
                .collect(),
            Self::Team(members) => (members.iter().enumerate())
                .flat_map(|(part, member)| marks_in(&member.biography, part))
                .collect(),
            Self::Table(table) => {
                let mark = |part: usize| {
                    move |(_, number): &(usize, usize)| Mark {
                        number: *number,
                        part,
                        offset: 0,
                    }
                };
                let heads = table.marks.iter().map(mark(0));
                let rows = (table.rows.iter().enumerate())
                    .flat_map(|(part, row)| row.marks.iter().map(mark(part)));
                heads.chain(rows).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Its words, a line for everything that stands apart.
    #[must_use]
    pub fn words(&self) -> Vec<String> {
        self.words_with(&str::to_owned)
    }

    /// The same, with the marks of footnotes as they are to be written.
    #[must_use]
    pub fn words_with(&self, mark: &dyn Fn(&str) -> String) -> Vec<String> {
        let mut words = Vec::new();
        match self {
            Self::Cover(cover) => {
                words.extend([
                    cover.document.clone(),
                    cover.client.clone(),
                    cover.brand.clone(),
                    cover.title.clone(),
                    cover.subtitle.clone(),
                    cover.agency.clone(),
                    cover.date.clone(),
                    cover.version.clone(),
                ]);
                words.extend(cover.prepared_for.iter().cloned());
            }
            Self::Contents(entries) => {
                words.extend(
                    entries
                        .iter()
                        .map(|entry| format!("{} {}", entry.number, entry.title)),
                );
            }
            Self::Section { number, title } => words.push(format!("{number} {title}")),
            Self::Heading(runs) | Self::Text { runs, .. } => words.push(read_out(runs, mark)),
            Self::Footnote { number, runs } => {
                words.push(format!("{} {}", mark(&number.to_string()), text_of(runs)));
            }
            Self::List(items) => words.extend(items.iter().map(|item| read_out(&item.runs, mark))),
            Self::Table(table) => {
                words.push(table.caption.clone());
                words.extend(table.columns.iter().map(|column| column.title.clone()));
                for row in &table.rows {
                    for cell in &row.cells {
                        words.extend([cell.text.clone(), cell.note.clone()]);
                    }
                }
            }
            Self::Chart(chart) => {
                words.push(chart.name.to_owned());
                for bar in &chart.bars {
                    words.extend([bar.label.clone(), bar.figure.clone(), bar.note.clone()]);
                }
            }
            Self::Gantt(chart) => {
                for (bar, line) in chart.lines_of(chart.rows.clone()) {
                    words.extend([bar.name.clone(), line.dates.clone()]);
                }
            }
            Self::Flowchart(sheet) => {
                for row in &sheet.rows {
                    let flight = &row.flight;
                    words.extend([flight.channel.clone(), flight.placement.clone()]);
                    words.push(flight.label.clone());
                }
                if let Some(weight) = &sheet.weight {
                    words.push(weight.name.clone());
                    words.extend(weight.words.values().cloned());
                }
            }
            Self::Board(board) => {
                words.extend(
                    board
                        .rows
                        .iter()
                        .flatten()
                        .map(|frame| frame.caption.clone()),
                );
            }
            Self::Team(members) => {
                for member in members {
                    words.extend([
                        member.name.clone(),
                        member.role.clone(),
                        read_out(&member.biography, mark),
                    ]);
                }
            }
            Self::Signatures(parties) => {
                for party in parties {
                    words.extend([party.name.clone(), party.part.clone()]);
                }
            }
        }
        words.retain(|word| !word.is_empty());
        words
    }
}
