//! The brief: what the client wants to achieve, for whom, and with what.

use serde::{Deserialize, Serialize};

use super::id::ObjectiveId;
use super::list::entry;
use super::{Date, Extra, List, Money, is_default};

/// What the client wants to achieve, for whom, and with what. Texts are Markdown.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Brief {
    /// The situation.
    #[serde(default, skip_serializing_if = "is_default")]
    pub background: String,
    /// What is to be achieved, in order of weight.
    #[serde(default, skip_serializing_if = "is_default")]
    pub objectives: List<Objective>,
    /// Who is to be moved.
    #[serde(default, skip_serializing_if = "is_default")]
    pub audience: String,
    /// How many people that is.
    #[serde(default, skip_serializing_if = "is_default")]
    pub audience_size: Option<u64>,
    /// What is true of them and useful to us.
    #[serde(default, skip_serializing_if = "is_default")]
    pub insight: String,
    /// The one thing to say.
    #[serde(default, skip_serializing_if = "is_default")]
    pub proposition: String,
    /// How it is said.
    #[serde(default, skip_serializing_if = "is_default")]
    pub tone: String,
    /// What must be in or must not.
    #[serde(default, skip_serializing_if = "is_default")]
    pub mandatories: String,
    /// Who else is after them.
    #[serde(default, skip_serializing_if = "is_default")]
    pub competitors: String,
    /// The budget the client stated, net, all in.
    #[serde(default, skip_serializing_if = "is_default")]
    pub client_budget: Option<Money>,
    /// The first day of the campaign the client stated.
    #[serde(default, skip_serializing_if = "is_default")]
    pub client_start: Option<Date>,
    /// The last day of the campaign the client stated.
    #[serde(default, skip_serializing_if = "is_default")]
    pub client_finish: Option<Date>,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Something to be achieved, with how it is measured.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Objective {
    /// Never changes.
    pub id: ObjectiveId,
    /// What is to be achieved.
    #[serde(default, skip_serializing_if = "is_default")]
    pub name: String,
    /// What is measured.
    #[serde(default, skip_serializing_if = "is_default")]
    pub metric: String,
    /// The figure now.
    #[serde(default, skip_serializing_if = "is_default")]
    pub baseline: String,
    /// The figure wanted.
    #[serde(default, skip_serializing_if = "is_default")]
    pub target: String,
    /// By when.
    #[serde(default, skip_serializing_if = "is_default")]
    pub by: Option<Date>,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

entry!(Objective: ObjectiveId);
