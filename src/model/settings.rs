//! The agency's own settings, kept apart from its pitches.

use serde::{Deserialize, Serialize};

use super::timeline::Holiday;
use super::{
    Benchmark, Colour, Cover, Currency, Extra, Face, Hours, List, Paper, Percent, Picture, Role,
    Section, Terms, Theme, WorkingWeek, is_default,
};
use crate::words::Language;

/// What a new pitch of this agency starts with.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Settings {
    /// The name of the agency.
    #[serde(default, skip_serializing_if = "is_default")]
    pub agency: String,
    /// Who writes in the journal.
    #[serde(default, skip_serializing_if = "is_default")]
    pub author: String,
    /// The currency of new pitches.
    #[serde(default, skip_serializing_if = "is_default")]
    pub currency: Currency,
    /// The paper of new pitches.
    #[serde(default, skip_serializing_if = "is_default")]
    pub paper: Paper,
    /// How proposals of new pitches are dressed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub house: House,
    /// The working week of new pitches.
    #[serde(default, skip_serializing_if = "is_default")]
    pub working_week: WorkingWeek,
    /// The holidays of new pitches.
    #[serde(default, skip_serializing_if = "is_default")]
    pub holidays: List<Holiday>,
    /// The rate card of new pitches.
    #[serde(default, skip_serializing_if = "is_default")]
    pub roles: List<Role>,
    /// The standard terms.
    #[serde(default, skip_serializing_if = "is_default")]
    pub terms: Terms,
    /// The tax rate of new pitches.
    #[serde(default, skip_serializing_if = "is_default")]
    pub tax_rate: Option<Percent>,
    /// What the tax is called.
    #[serde(default, skip_serializing_if = "is_default")]
    pub tax_name: String,
    /// What placements cost and bring, in the agency's experience: at most 2,000. Assumptions,
    /// shown as such wherever they are used.
    #[serde(default, skip_serializing_if = "is_default")]
    pub benchmarks: List<Benchmark>,
    /// Sections that are used again: credentials, case studies, biographies, terms.
    #[serde(default, skip_serializing_if = "is_default")]
    pub sections: List<Section>,
    /// Light, dark, or as the system says.
    #[serde(default, skip_serializing_if = "is_default")]
    pub appearance: Appearance,
    /// The language of the page; none is the browser's.
    #[serde(default, skip_serializing_if = "is_default")]
    pub language: Option<Language>,
    /// The columns of the timeline that are shown beside the name, by their keys; none means the
    /// usual ones.
    #[serde(default, skip_serializing_if = "is_default")]
    pub timeline_columns: Option<Vec<String>>,
    /// How much of the width the timeline's grid has beside the chart, in per cent; none means what
    /// suits the screen.
    #[serde(default, skip_serializing_if = "is_default")]
    pub timeline_split: Option<u8>,
    /// The columns of the media plan that are shown beside channel and placement, by their keys;
    /// none means the usual ones.
    #[serde(default, skip_serializing_if = "is_default")]
    pub media_columns: Option<Vec<String>>,
    /// How the timeline estimates what is asked of it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub estimating: Estimating,
    /// The first steps that were shown and are not left; none when nobody asked for them.
    #[serde(default, skip_serializing_if = "is_default")]
    pub guide: Option<Guide>,
    /// Hours of a full week; none means 40. Nobody has more for all pitches together, unless one of
    /// them says so.
    #[serde(default, skip_serializing_if = "is_default")]
    pub full_week: Option<Hours>,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The first steps, for who is new to the desk.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Guide {
    /// What was done of them.
    #[serde(default, skip_serializing_if = "is_default")]
    pub done: Vec<FirstStep>,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Something to try once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FirstStep {
    /// Give the pitch another title.
    Title,
    /// Change a task, so that the plan ends on another day.
    Timeline,
    /// Change a line, so that the net total is another.
    Budget,
    /// Take it back.
    Undo,
    /// Look at the proposal.
    Proposal,
    /// Look at the ways to share it.
    Share,
}

impl FirstStep {
    /// Every step, in the order in which they are offered.
    pub const ALL: [Self; 6] = [
        Self::Title,
        Self::Timeline,
        Self::Budget,
        Self::Undo,
        Self::Proposal,
        Self::Share,
    ];
}

impl Settings {
    /// Hours of a full week.
    #[must_use]
    pub fn full_week(&self) -> Hours {
        self.full_week.unwrap_or(Hours::whole(40))
    }
}

/// How the agency dresses its proposals: its house style.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct House {
    /// The logo.
    #[serde(skip_serializing_if = "is_default")]
    pub logo: Option<Picture>,
    /// How titles, tables and marks look.
    #[serde(skip_serializing_if = "is_default")]
    pub theme: Theme,
    /// The colour of the brand; none is the theme's own.
    #[serde(skip_serializing_if = "is_default")]
    pub accent: Option<Colour>,
    /// How the cover is laid out.
    #[serde(skip_serializing_if = "is_default")]
    pub cover: Cover,
    /// The face of titles.
    #[serde(skip_serializing_if = "is_default")]
    pub title_face: Face,
    /// The face of running text.
    #[serde(skip_serializing_if = "is_default")]
    pub text_face: Face,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The agency's rules of thumb for what it costs to gain time. Assumptions, shown as such.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Estimating {
    /// By how much the hours of a day grow that a task is shortened by: handing over, working in
    /// parallel, working late.
    pub shortening: Percent,
    /// How much of the later task's hours is done again when two tasks overlap that should follow
    /// each other, for the days of the overlap.
    pub rework: Percent,
    /// The shortest that a task can be made without a best case of its own, as a share of its
    /// duration.
    pub shortest: Percent,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Default for Estimating {
    fn default() -> Self {
        Self {
            shortening: Percent::whole(50),
            rework: Percent::whole(25),
            shortest: Percent::whole(60),
            extra: Extra::new(),
        }
    }
}

/// How the desk looks.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Appearance {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Appearance {
    /// Every value, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];
}
