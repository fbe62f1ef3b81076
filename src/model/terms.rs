//! Terms, the journal, and how the proposal is dressed.

use serde::{Deserialize, Serialize};

use super::id::EntryId;
use super::list::entry;
use super::{Colour, Cover, Date, Extra, Face, List, Picture, Theme, is_default};

/// What both sides agree to. Texts are Markdown.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Terms {
    /// What the plan rests on.
    #[serde(default, skip_serializing_if = "is_default")]
    pub assumptions: String,
    /// What the price leaves out.
    #[serde(default, skip_serializing_if = "is_default")]
    pub exclusions: String,
    /// The last day the offer stands.
    #[serde(default, skip_serializing_if = "is_default")]
    pub valid_until: Option<Date>,
    /// What is owed when the client stops.
    #[serde(default, skip_serializing_if = "is_default")]
    pub cancellation: String,
    /// Who owns the work, and from when.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ownership: String,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Internal: notes and decisions.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Journal {
    /// In the order in which they were made.
    #[serde(default, skip_serializing_if = "is_default")]
    pub entries: List<JournalEntry>,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Internal: a note or a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct JournalEntry {
    /// Never changes.
    pub id: EntryId,
    /// Note or decision.
    #[serde(default, skip_serializing_if = "is_default")]
    pub kind: EntryKind,
    /// When.
    #[serde(default, skip_serializing_if = "is_default")]
    pub date: Option<Date>,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub author: String,
    /// What it is about.
    #[serde(default, skip_serializing_if = "is_default")]
    pub about: String,
    /// The words (Markdown).
    #[serde(default, skip_serializing_if = "is_default")]
    pub text: String,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

impl JournalEntry {
    /// A new entry of this kind, about nothing in particular.
    #[must_use]
    pub fn new(id: EntryId, kind: EntryKind, date: Date, author: &str, text: String) -> Self {
        Self {
            id,
            kind,
            date: Some(date),
            author: author.to_owned(),
            about: String::new(),
            text,
            extra: Extra::new(),
        }
    }
}

/// What a journal entry is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// Something to remember.
    #[default]
    Note,
    /// Something decided.
    Decision,
}

impl EntryKind {
    /// Every value, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Note, Self::Decision];
}

/// How the proposal is dressed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct ProposalSetup {
    /// The agency as it signs.
    #[serde(default, skip_serializing_if = "is_default")]
    pub agency: String,
    /// Under the title on the cover.
    #[serde(default, skip_serializing_if = "is_default")]
    pub subtitle: String,
    /// The version in the footer, such as 2.
    #[serde(default, skip_serializing_if = "is_default")]
    pub version: String,
    /// The date on the cover and in the footer.
    #[serde(default, skip_serializing_if = "is_default")]
    pub date: Option<Date>,
    /// Which of the three documents is written.
    #[serde(default, skip_serializing_if = "is_default")]
    pub document: DocumentKind,
    /// The paper.
    #[serde(default, skip_serializing_if = "is_default")]
    pub paper: Paper,
    /// Landscape content is turned onto portrait sheets, for browsers that mix no orientations.
    #[serde(default, skip_serializing_if = "is_default")]
    pub turn_landscape: bool,
    /// Budget and options stand without their charts.
    #[serde(default, skip_serializing_if = "is_default")]
    pub without_charts: bool,
    /// How titles, tables and marks look.
    #[serde(default, skip_serializing_if = "is_default")]
    pub theme: Theme,
    /// The colour of the brand; none is the theme's own.
    #[serde(default, skip_serializing_if = "is_default")]
    pub accent: Option<Colour>,
    /// How the cover is laid out.
    #[serde(default, skip_serializing_if = "is_default")]
    pub cover: Cover,
    /// The agency's logo on the cover.
    #[serde(default, skip_serializing_if = "is_default")]
    pub logo: Option<Picture>,
    /// A picture on the cover.
    #[serde(default, skip_serializing_if = "is_default")]
    pub cover_picture: Option<Picture>,
    /// The face of titles.
    #[serde(default, skip_serializing_if = "is_default")]
    pub title_face: Face,
    /// The face of running text.
    #[serde(default, skip_serializing_if = "is_default")]
    pub text_face: Face,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The documents that a pitch reads as.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// Sells: story, concepts, plan, price.
    #[default]
    Proposal,
    /// Binds: deliverables, dates, duties, price, terms.
    Statement,
    /// Says what is different from what was signed.
    ChangeOrder,
}

impl DocumentKind {
    /// Every value, in the order in which they are offered.
    pub const ALL: &'static [Self] = &[Self::Proposal, Self::Statement, Self::ChangeOrder];

    /// What people call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Proposal => t!("Proposal"),
            Self::Statement => t!("Statement of work"),
            Self::ChangeOrder => t!("Change order"),
        }
    }
}

/// The paper that the proposal is laid out for.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub enum Paper {
    /// 210 mm by 297 mm.
    #[default]
    #[serde(rename = "A4")]
    A4,
    /// 8.5 in by 11 in.
    #[serde(rename = "Letter")]
    Letter,
    /// A screen of 16 by 9, drawn as 254 mm by 142.875 mm.
    #[serde(rename = "Screen")]
    Screen,
}

impl Paper {
    /// Every value, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::A4, Self::Letter, Self::Screen];

    /// What people call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::A4 => "A4",
            Self::Letter => t!("US Letter"),
            Self::Screen => t!("Screen, 16:9"),
        }
    }
}

entry!(JournalEntry: EntryId);
