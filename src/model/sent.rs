//! What went to the client: a mark, so that the paper in their hands is known again.

use serde::{Deserialize, Serialize};

use super::{Date, Extra, Fingerprint, is_default};

/// What was sent.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Sent {
    /// The day on which it went.
    #[serde(default, skip_serializing_if = "is_default")]
    pub date: Option<Date>,
    /// The version that went.
    #[serde(default, skip_serializing_if = "is_default")]
    pub version: String,
    /// What it was; see [`Fingerprint::of_offer`].
    #[serde(default, skip_serializing_if = "is_default")]
    pub fingerprint: Option<Fingerprint>,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}
