//! The scope: what is delivered, what is not, and how changes are priced.

use serde::{Deserialize, Serialize};

use super::id::{DeliverableId, LineId, TaskId};
use super::list::entry;
use super::{Extra, List, Money, Quantity, is_default};

/// What is delivered, what is not, and how changes are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Scope {
    /// What the client gets.
    #[serde(default, skip_serializing_if = "is_default")]
    pub deliverables: List<Deliverable>,
    /// What is not included (Markdown).
    #[serde(default, skip_serializing_if = "is_default")]
    pub out_of_scope: String,
    /// How changes are asked for and priced (Markdown).
    #[serde(default, skip_serializing_if = "is_default")]
    pub changes: String,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Something the client gets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Deliverable {
    /// Never changes.
    pub id: DeliverableId,
    /// What it is.
    #[serde(default, skip_serializing_if = "is_default")]
    pub name: String,
    /// How many.
    #[serde(default, skip_serializing_if = "is_default")]
    pub quantity: Option<Quantity>,
    /// Format or specification.
    #[serde(default, skip_serializing_if = "is_default")]
    pub specification: String,
    /// Rounds of changes included.
    #[serde(default, skip_serializing_if = "is_default")]
    pub rounds: Option<u16>,
    /// Price of a further round.
    #[serde(default, skip_serializing_if = "is_default")]
    pub further_round_price: Option<Money>,
    /// How acceptance is judged.
    #[serde(default, skip_serializing_if = "is_default")]
    pub acceptance: String,
    /// The milestone it is due on.
    #[serde(default, skip_serializing_if = "is_default")]
    pub due: Option<TaskId>,
    /// The budget lines that pay for it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub lines: Vec<LineId>,
    /// The tasks it comes from.
    #[serde(default, skip_serializing_if = "is_default")]
    pub tasks: Vec<TaskId>,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

entry!(Deliverable: DeliverableId);
