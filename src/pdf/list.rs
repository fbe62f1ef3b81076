//! What is drawn on the sheets, as plain data: pages with letters, areas, lines and pictures at
//! their places, and the structure of the document that they belong to.
//!
//! Lengths are CSS pixels (96 to the inch) from the upper left corner of the page, unless said
//! otherwise.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A document that is laid out.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct List {
    /// What is said of it as a whole.
    pub about: About,
    /// How letters look; runs name them by their place in this list.
    pub types: Vec<Type>,
    /// Its structure, parents before their children; items name their node by its place.
    pub nodes: Vec<Node>,
    /// Its pages, in order.
    pub pages: Vec<Page>,
    /// The bookmarks, in order.
    pub marks: Vec<Mark>,
    /// Where links within the document lead, by name.
    pub places: BTreeMap<String, Place>,
    /// What travels inside the file.
    pub attachment: Option<Attachment>,
}

/// What is said of a document as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct About {
    /// Its title.
    pub title: String,
    /// Who it is by; may be empty.
    pub author: String,
    /// The language of its words, such as `en`.
    pub language: String,
    /// The day it is of.
    pub day: Day,
}

/// A calendar day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Day {
    /// The year.
    pub year: u16,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day, 1 to 31.
    pub day: u8,
}

/// A file inside the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Its name.
    pub name: String,
    /// What it is, in a sentence.
    pub description: String,
    /// Its text, which is JSON.
    pub json: String,
}

/// How letters look.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Type {
    /// Families, the first that has a letter draws it. Names of other families than those that
    /// are shipped stand for what this computer has.
    pub families: Vec<String>,
    /// The size.
    pub size: f32,
    /// The weight, 1 to 1000.
    pub weight: f32,
    /// Whether it is italic.
    pub italic: bool,
    /// What is put between letters, beyond what the font says.
    pub spacing: f32,
    /// OpenType features that are on, such as `tnum`.
    pub features: Vec<String>,
}

/// A place in the document.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// The page, from 0.
    pub page: u32,
    /// How far below its upper edge.
    pub y: f32,
}

/// A bookmark.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    /// What it says.
    pub title: String,
    /// How deep it stands, from 1.
    pub level: u8,
    /// Where it leads.
    pub place: Place,
}

/// A piece of the structure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Node {
    /// What it is.
    pub tag: Tag,
    /// What it stands in; none at the top. Always an earlier one.
    pub parent: Option<u32>,
}

/// What a piece of the structure is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tag {
    /// A section with all that is in it.
    Section,
    /// Things that belong together.
    Division,
    /// A heading: how deep, from 1, and what it says.
    Heading(u8, String),
    /// A paragraph.
    Paragraph,
    /// Words that are quoted or set apart.
    Quote,
    /// A table of contents.
    Contents,
    /// A line of one.
    Entry,
    /// Words that lead elsewhere in the document; its link stands in it.
    Reference,
    /// A list; whether its items are numbered.
    List(bool),
    /// An item of a list.
    Item,
    /// What stands before an item: a dash or number.
    Label,
    /// What an item says.
    Body,
    /// A table.
    Table,
    /// What stands over or under a table.
    Caption,
    /// The rows of a table that head its columns.
    Head,
    /// The other rows.
    Rows,
    /// A row.
    Row,
    /// A cell that heads its row, or else its column; and over how many columns it runs.
    HeadCell(Scope, u16),
    /// A cell, and over how many columns it runs.
    Cell(u16),
    /// A picture.
    Figure(Figure),
    /// Words that lead elsewhere.
    Link,
    /// Words of a program.
    Code,
}

/// A picture in the structure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// What can be said instead of it.
    pub says: String,
    /// Its page, from 0.
    pub page: u32,
    /// Where it is.
    pub at: Rect,
}

/// What a cell heads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Its row.
    Row,
    /// Its column.
    Column,
}

/// A page.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Page {
    /// Its width.
    pub width: f32,
    /// Its height.
    pub height: f32,
    /// Where what is on it is drawn turned by 90° to the right: at which distance from the left
    /// edge the turned page has its upper edge. Items and links lie as before turning.
    pub turned: Option<f32>,
    /// What is on it, from the ground up. In the order in which it is read.
    pub items: Vec<Item>,
    /// Places that lead elsewhere when they are pressed.
    pub links: Vec<Link>,
}

/// Something that is drawn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// What it belongs to.
    pub of: Owner,
    /// What it is.
    pub what: What,
}

/// What something that is drawn belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Owner {
    /// The head of the page, which is repeated and not read.
    Head,
    /// Its foot.
    Foot,
    /// To the look of the page alone.
    Look,
    /// It is said on a page before, and again because there is a new page.
    Again,
    /// To this node.
    Node(u32),
}

/// A colour: red, green, blue, and how much it covers, 0 to 255.
pub type Colour = [u8; 4];

/// Something that is drawn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// Letters on one line.
    Run(Run),
    /// An area of one colour.
    Area(Area),
    /// A line.
    Rule(Rule),
    /// A shape.
    Shape(Shape),
    /// A picture.
    Picture(Picture),
    /// From here on only what is in this box is seen.
    Clip(Rect),
    /// The last clip ends.
    Unclip,
}

/// A box.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Rect {
    /// Its left edge.
    pub x: f32,
    /// Its upper edge.
    pub y: f32,
    /// Its width.
    pub width: f32,
    /// Its height.
    pub height: f32,
}

impl Rect {
    /// Its right edge.
    #[must_use]
    pub fn right(&self) -> f32 {
        self.x + self.width
    }

    /// Its lower edge.
    #[must_use]
    pub fn bottom(&self) -> f32 {
        self.y + self.height
    }
}

/// Letters on one line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// How they look.
    pub look: u32,
    /// Their colour.
    pub colour: Colour,
    /// The line they stand on.
    pub baseline: f32,
    /// How they stand to their place.
    #[serde(default)]
    pub anchor: Anchor,
    /// Words with the space after them, each at its place.
    pub words: Vec<Word>,
    /// A line under them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub underline: Option<Underline>,
}

impl Run {
    /// No letters: what keeps its node, such as an empty cell, in the structure.
    #[must_use]
    pub fn nothing() -> Self {
        Self {
            look: 0,
            colour: [0, 0, 0, 0],
            baseline: 0.0,
            anchor: Anchor::Start,
            words: Vec::new(),
            underline: None,
        }
    }
}

/// A word with the space after it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Word {
    /// Where it stands.
    pub x: f32,
    /// What it says.
    pub text: String,
}

/// How letters stand to their place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Anchor {
    /// They begin there.
    #[default]
    Start,
    /// Their middle is there.
    Middle,
    /// They end there.
    End,
}

/// A line under letters.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Underline {
    /// Its colour.
    pub colour: Colour,
    /// How far its upper edge is below the line on which the letters stand.
    pub below: f32,
    /// How thick it is.
    pub thickness: f32,
}

/// An area of one colour.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Area {
    /// Where it is.
    pub at: Rect,
    /// The radius of its corners.
    #[serde(default)]
    pub radius: f32,
    /// Its colour.
    pub colour: Colour,
}

/// A line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    /// From here.
    pub from: [f32; 2],
    /// To here.
    pub to: [f32; 2],
    /// How thick it is.
    pub width: f32,
    /// Its colour.
    pub colour: Colour,
    /// How it is broken.
    #[serde(default)]
    pub dash: Dash,
}

/// How a line is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dash {
    /// Not at all.
    #[default]
    Solid,
    /// Into dots.
    Dotted,
    /// Into dashes.
    Dashed,
}

/// A shape in a system of its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Shape {
    /// The path, as in SVG.
    pub path: String,
    /// From the path to the page: `a b c d e f` as in SVG's `matrix`.
    pub matrix: [f32; 6],
    /// What fills it.
    pub fill: Option<Colour>,
    /// What draws its edge, how wide, and broken into which lengths; in the lengths of the path.
    pub stroke: Option<(Colour, f32, Vec<f32>)>,
}

/// A picture.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Picture {
    /// Which of the pictures that come with the list.
    pub picture: u32,
    /// Where all of it would be.
    pub at: Rect,
    /// What of that is seen.
    pub seen: Rect,
    /// The radius of the corners of what is seen.
    #[serde(default)]
    pub radius: f32,
}

/// A place that leads elsewhere when it is pressed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// The node of its words.
    pub node: u32,
    /// Where it is pressed, a box a line.
    pub boxes: Vec<Rect>,
    /// Where it leads.
    pub to: Target,
    /// What it says.
    pub says: String,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// To an address of the web.
    Web(String),
    /// To one of [`List::places`].
    Place(String),
}

/// Letters that none of the fonts has, as the list names them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Lacking {
    /// How they look.
    pub look: u32,
    /// Their colour.
    pub colour: Colour,
    /// What they say.
    pub text: String,
}

/// A picture of letters that none of the fonts has, as PNG beside it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Likeness {
    /// How far what is drawn begins left of the place of the letters.
    pub left: f32,
    /// How far above the line they stand on the picture begins.
    pub above: f32,
    /// Its width.
    pub width: f32,
    /// Its height.
    pub height: f32,
    /// How far the letters reach.
    pub advance: f32,
}
