//! The team: the rate card and the people.

use serde::{Deserialize, Serialize};

use super::id::{AwayId, PersonId, RoleId};
use super::list::entry;
use super::{Date, Extra, Hours, List, Money, Picture, is_default};

/// The rate card and the people.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Team {
    /// The rate card.
    #[serde(default, skip_serializing_if = "is_default")]
    pub roles: List<Role>,
    /// Who works on it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub people: List<Person>,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A line of the rate card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Role {
    /// Never changes.
    pub id: RoleId,
    /// Such as art director.
    #[serde(default, skip_serializing_if = "is_default")]
    pub name: String,
    /// Such as creative.
    #[serde(default, skip_serializing_if = "is_default")]
    pub discipline: String,
    /// What the client pays an hour.
    #[serde(default, skip_serializing_if = "is_default")]
    pub bill_rate: Money,
    /// Internal: what an hour costs the agency.
    #[serde(default, skip_serializing_if = "is_default")]
    pub cost_rate: Money,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Somebody who works on the pitch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Person {
    /// Never changes.
    pub id: PersonId,
    /// Full name.
    #[serde(default, skip_serializing_if = "is_default")]
    pub name: String,
    /// The role they fill.
    #[serde(default, skip_serializing_if = "is_default")]
    pub role: Option<RoleId>,
    /// Hours a week they have for this pitch.
    #[serde(default, skip_serializing_if = "is_default")]
    pub hours_per_week: Hours,
    /// Internal: when they are away.
    #[serde(default, skip_serializing_if = "is_default")]
    pub away: List<Away>,
    /// What the client reads about them (Markdown).
    #[serde(default, skip_serializing_if = "is_default")]
    pub biography: String,
    /// A portrait that the client sees.
    #[serde(default, skip_serializing_if = "is_default")]
    pub portrait: Option<Picture>,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A span of days on which somebody is away, both ends included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Away {
    /// Never changes.
    pub id: AwayId,
    /// The first day away.
    pub from: Date,
    /// The last day away.
    pub to: Date,
    /// Internal: why.
    #[serde(default, skip_serializing_if = "is_default")]
    pub note: String,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

entry!(Role: RoleId, Person: PersonId, Away: AwayId);
