//! What the client signed: the record that a change order is measured against.

use serde::{Deserialize, Serialize};

use super::id::{DeliverableId, TaskId};
use super::{Date, Extra, Fingerprint, Money, Quantity, is_default};

/// What was signed, as the client saw it; nothing internal.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Signed {
    /// The day of the signature.
    #[serde(default, skip_serializing_if = "is_default")]
    pub date: Option<Date>,
    /// What was signed; see [`Fingerprint::of_offer`].
    #[serde(default, skip_serializing_if = "is_default")]
    pub fingerprint: Option<Fingerprint>,
    /// The version that was signed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub version: String,
    /// What was promised.
    #[serde(default, skip_serializing_if = "is_default")]
    pub deliverables: Vec<SignedDeliverable>,
    /// The milestones and approvals with their last days.
    #[serde(default, skip_serializing_if = "is_default")]
    pub dates: Vec<SignedDate>,
    /// The price of every group of lines, in the order of the budget.
    #[serde(default, skip_serializing_if = "is_default")]
    pub groups: Vec<SignedPrice>,
    /// Before tax.
    #[serde(default, skip_serializing_if = "is_default")]
    pub net_total: Money,
    /// With tax.
    #[serde(default, skip_serializing_if = "is_default")]
    pub total: Money,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A deliverable as it was signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct SignedDeliverable {
    /// Which.
    pub id: DeliverableId,
    /// What it was called.
    #[serde(default, skip_serializing_if = "is_default")]
    pub name: String,
    /// How many.
    #[serde(default, skip_serializing_if = "is_default")]
    pub quantity: Option<Quantity>,
    /// Rounds of changes that were in the price.
    #[serde(default, skip_serializing_if = "is_default")]
    pub rounds: Option<u16>,
    /// When it was due.
    #[serde(default, skip_serializing_if = "is_default")]
    pub due: Option<Date>,
}

/// A date as it was signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct SignedDate {
    /// Of which task.
    pub task: TaskId,
    /// What it was called.
    #[serde(default, skip_serializing_if = "is_default")]
    pub name: String,
    /// Its last day.
    pub date: Date,
}

/// The price of a group as it was signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct SignedPrice {
    /// The name of the group; empty for lines without one.
    #[serde(default, skip_serializing_if = "is_default")]
    pub name: String,
    /// Before discount, contingency and tax.
    pub price: Money,
}
