//! The client and where the opportunity stands.

use serde::{Deserialize, Serialize};

use super::id::ContactId;
use super::list::entry;
use super::{Date, Extra, List, Money, Percent, is_default};

/// The organisation that the pitch is for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Client {
    /// The organisation as it is written on the proposal.
    #[serde(default, skip_serializing_if = "is_default")]
    pub organisation: String,
    /// The brand or product, where it differs.
    #[serde(default, skip_serializing_if = "is_default")]
    pub brand: String,
    /// The people there.
    #[serde(default, skip_serializing_if = "is_default")]
    pub contacts: List<Contact>,
    /// Internal: notes on the relationship (Markdown).
    #[serde(default, skip_serializing_if = "is_default")]
    pub notes: String,
    /// Internal: what the account director does next.
    #[serde(default, skip_serializing_if = "is_default")]
    pub next_action: String,
    /// Internal: by when.
    #[serde(default, skip_serializing_if = "is_default")]
    pub next_action_date: Option<Date>,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A person at the client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Contact {
    /// Never changes.
    pub id: ContactId,
    /// Full name.
    #[serde(default, skip_serializing_if = "is_default")]
    pub name: String,
    /// Position, such as marketing director.
    #[serde(default, skip_serializing_if = "is_default")]
    pub position: String,
    /// Internal: the part they play, such as "decides".
    #[serde(default, skip_serializing_if = "is_default")]
    pub part: String,
    /// E-mail address.
    #[serde(default, skip_serializing_if = "is_default")]
    pub email: String,
    /// Telephone number.
    #[serde(default, skip_serializing_if = "is_default")]
    pub phone: String,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Where the opportunity stands.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Status {
    /// The stage.
    #[serde(default, skip_serializing_if = "is_default")]
    pub stage: Stage,
    /// Internal: how likely the pitch is won.
    #[serde(default, skip_serializing_if = "is_default")]
    pub win_probability: Percent,
    /// The day the brief came in.
    #[serde(default, skip_serializing_if = "is_default")]
    pub brief_received: Option<Date>,
    /// The day the pitch is presented.
    #[serde(default, skip_serializing_if = "is_default")]
    pub pitch_date: Option<Date>,
    /// The day the client decides.
    #[serde(default, skip_serializing_if = "is_default")]
    pub decision_date: Option<Date>,
    /// Internal: a value to count with before there is a budget.
    #[serde(default, skip_serializing_if = "is_default")]
    pub typed_value: Option<Money>,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The stages of an opportunity.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Heard of, no brief yet.
    #[default]
    Lead,
    /// The brief is in.
    Briefed,
    /// The pitch is being prepared.
    InProgress,
    /// Presented; the client decides.
    Pitched,
    /// Ours.
    Won,
    /// Not ours.
    Lost,
    /// Waiting.
    OnHold,
}

impl Stage {
    /// Every value, in the order in which they are offered.
    pub const ALL: [Self; 7] = [
        Self::Lead,
        Self::Briefed,
        Self::InProgress,
        Self::Pitched,
        Self::Won,
        Self::Lost,
        Self::OnHold,
    ];
}

entry!(Contact: ContactId);
