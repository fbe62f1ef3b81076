//! The story: the sections of the proposal, in the order in which they are told.

use serde::{Deserialize, Serialize};

use super::id::SectionId;
use super::list::entry;
use super::{Extra, Figure, List, is_default};

/// The sections of the proposal.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Story {
    /// In the order in which they are told.
    #[serde(default, skip_serializing_if = "is_default")]
    pub sections: List<Section>,
    /// The parts of the statement of work in their order; empty means the usual ones.
    #[serde(default, skip_serializing_if = "is_default")]
    pub statement: Vec<StatementPart>,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Story {
    /// The parts of the statement of work in their order, also those that are left out: as they
    /// were chosen, or the usual ones. A part whose section is gone from the story is gone.
    #[must_use]
    pub fn statement_parts(&self) -> Vec<StatementPart> {
        let usual = |kind: SectionKind| StatementPart {
            kind,
            section: None,
            left_out: false,
        };
        if self.statement.is_empty() {
            return SectionKind::BINDING.map(usual).to_vec();
        }
        let known = |part: &&StatementPart| {
            let section = part.section.as_ref();
            section.is_none_or(|id| self.sections.find(id).is_some())
        };
        self.statement.iter().filter(known).cloned().collect()
    }
}

/// A part of the statement of work: a live block, or a section of the story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct StatementPart {
    /// What it holds.
    #[serde(default, skip_serializing_if = "is_default")]
    pub kind: SectionKind,
    /// The section of the story whose words it has; none is a live block under its plain title.
    #[serde(default, skip_serializing_if = "is_default")]
    pub section: Option<SectionId>,
    /// It keeps its place but is not written.
    #[serde(default, skip_serializing_if = "is_default")]
    pub left_out: bool,
}

/// A section of the story: prose, a creative concept, or a live block drawn from the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a choice by itself, as it is ticked and as it stands in a file"
)]
pub struct Section {
    /// Never changes.
    pub id: SectionId,
    /// Its heading.
    #[serde(default, skip_serializing_if = "is_default")]
    pub title: String,
    /// What it holds.
    #[serde(default, skip_serializing_if = "is_default")]
    pub kind: SectionKind,
    /// Internal: the client does not see this section.
    #[serde(default, skip_serializing_if = "is_default")]
    pub internal: bool,
    /// Prose (Markdown); before a live block, its introduction.
    #[serde(default, skip_serializing_if = "is_default")]
    pub text: String,
    /// Of a concept: the idea in a sentence or two.
    #[serde(default, skip_serializing_if = "is_default")]
    pub idea: String,
    /// Of a concept: why it works (Markdown).
    #[serde(default, skip_serializing_if = "is_default")]
    pub rationale: String,
    /// Of a concept: what is made of it (Markdown, usually a list).
    #[serde(default, skip_serializing_if = "is_default")]
    pub executions: String,
    /// What it shows: one picture, or a board of several.
    #[serde(default, skip_serializing_if = "is_default")]
    pub figures: List<Figure>,
    /// Of a concept: the one we recommend.
    #[serde(default, skip_serializing_if = "is_default")]
    pub recommended: bool,
    /// How much of the plan a live block shows.
    #[serde(default, skip_serializing_if = "is_default")]
    pub extent: Extent,
    /// It begins on a sheet of its own.
    #[serde(default, skip_serializing_if = "is_default")]
    pub new_page: bool,
    /// It stands on landscape sheets.
    #[serde(default, skip_serializing_if = "is_default")]
    pub landscape: bool,
    /// Internal: what whoever presents it says (Markdown). The client never sees it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub speaker_notes: String,
    /// In how many columns its words stand.
    #[serde(default, skip_serializing_if = "is_default")]
    pub columns: Columns,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

/// In how many columns the words of a section stand. Tables and pictures are as wide as all of them.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Columns {
    /// As wide as the sheet.
    #[default]
    One,
    /// Two beside each other.
    Two,
    /// Three, where sheets are wide enough; two on upright ones.
    Three,
}

impl Columns {
    /// Every value, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::One, Self::Two, Self::Three];
}

/// How much of the plan a live block shows.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Extent {
    /// All of it.
    #[default]
    Whole,
    /// Of the timeline: the phases and what the client approves.
    Phases,
    /// Of the timeline: milestones and approvals as dates, without a chart.
    Milestones,
    /// Of the budget: a sum for each group.
    Summary,
    /// Of the media plan: the flights over the weeks, without figures.
    Flowchart,
    /// Of the media plan: the figures of the flights, without the picture.
    Forecast,
}

/// What a section holds.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SectionKind {
    /// Text that people write.
    #[default]
    Prose,
    /// A creative concept.
    Concept,
    /// Live: the objectives of the brief.
    Objectives,
    /// Live: the deliverables of the scope and what is out of it.
    Deliverables,
    /// Live: the Gantt.
    Timeline,
    /// Live: lines and totals of the recommended option.
    Budget,
    /// Live: the options side by side.
    Options,
    /// Live: the flights and the forecast.
    Media,
    /// Live: who works on it.
    Team,
    /// Live: the payment schedule.
    Payments,
    /// Live: the terms.
    Terms,
    /// Live: places to sign.
    Signatures,
}

impl SectionKind {
    /// What a statement of work holds when nobody has chosen, in its order.
    pub const BINDING: [Self; 8] = [
        Self::Objectives,
        Self::Deliverables,
        Self::Timeline,
        Self::Team,
        Self::Budget,
        Self::Payments,
        Self::Terms,
        Self::Signatures,
    ];

    /// How much a live block of this kind may show, in the order in which that is offered.
    #[must_use]
    pub const fn extents(self) -> &'static [Extent] {
        match self {
            Self::Timeline => &[Extent::Whole, Extent::Phases, Extent::Milestones],
            Self::Budget => &[Extent::Whole, Extent::Summary],
            Self::Media => &[Extent::Whole, Extent::Flowchart, Extent::Forecast],
            _ => &[Extent::Whole],
        }
    }

    /// Every value, in the order in which they are offered.
    pub const ALL: [Self; 12] = [
        Self::Prose,
        Self::Concept,
        Self::Objectives,
        Self::Deliverables,
        Self::Timeline,
        Self::Budget,
        Self::Options,
        Self::Media,
        Self::Team,
        Self::Payments,
        Self::Terms,
        Self::Signatures,
    ];
}

impl Section {
    /// An empty section of prose.
    #[must_use]
    pub fn new(id: SectionId) -> Self {
        Self {
            id,
            title: String::new(),
            kind: SectionKind::Prose,
            internal: false,
            text: String::new(),
            idea: String::new(),
            rationale: String::new(),
            executions: String::new(),
            figures: List::default(),
            recommended: false,
            extent: Extent::Whole,
            new_page: false,
            landscape: false,
            speaker_notes: String::new(),
            columns: Columns::One,
            extra: Extra::new(),
        }
    }

    /// How many words people wrote in it for the client.
    #[must_use]
    pub fn words(&self) -> usize {
        [&self.text, &self.idea, &self.rationale, &self.executions]
            .map(|text| text.split_whitespace().count())
            .iter()
            .sum()
    }
}

entry!(Section: SectionId);
