//! The agency's own settings, kept apart from its pitches.

use serde::{Deserialize, Serialize};

use super::timeline::Holiday;
use super::{Currency, Extra, List, Paper, Percent, Role, Terms, WorkingWeek, is_default};

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
    /// Light, dark, or as the system says.
    #[serde(default, skip_serializing_if = "is_default")]
    pub appearance: Appearance,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
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
