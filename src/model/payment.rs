//! The payment schedule: how much the client pays, and when.

use serde::{Deserialize, Serialize};

use super::id::{InstalmentId, TaskId};
use super::list::entry;
use super::{Date, Extra, Share, is_default};

/// One payment of the client, or one a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Instalment {
    /// Never changes.
    pub id: InstalmentId,
    /// What the client reads.
    #[serde(default, skip_serializing_if = "is_default")]
    pub name: String,
    /// How much.
    pub share: Share,
    /// Of what a percentage is taken.
    #[serde(default, skip_serializing_if = "is_default")]
    pub of: InstalmentBase,
    /// When.
    pub due: Due,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What the percentage of an instalment is taken of.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum InstalmentBase {
    /// The total, tax included.
    #[default]
    Total,
    /// The total without media lines and their tax.
    AllButMedia,
    /// Media lines with their tax.
    Media,
}

impl InstalmentBase {
    /// Every value, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Total, Self::AllButMedia, Self::Media];
}

/// When an instalment is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Due {
    /// On signature: the day the client decides, or the start of the project.
    Signature,
    /// When a task is finished.
    Task(TaskId),
    /// On a day.
    Date(Date),
    /// In equal parts at the start of each month of the retainers, or else of the flights, or else of
    /// the project; of a share of media, of the flights or else of the project.
    Monthly,
}

entry!(Instalment: InstalmentId);
