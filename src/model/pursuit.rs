//! Whether the agency pitches for it, and what pitching takes. All of it is internal.

use serde::{Deserialize, Serialize};

use super::id::TimeEntryId;
use super::list::entry;
use super::{Date, Extra, Hours, List, Money, RoleId, is_default};

/// Whether the agency pitches, and what pitching takes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Pursuit {
    /// How well client and work fit the agency; 5 is best.
    #[serde(default, skip_serializing_if = "is_default")]
    pub fit: Option<Rating>,
    /// How good the odds are against the others who pitch; 5 is best.
    #[serde(default, skip_serializing_if = "is_default")]
    pub odds: Option<Rating>,
    /// How little pitching costs against what there is to win; 5 is least.
    #[serde(default, skip_serializing_if = "is_default")]
    pub cost: Option<Rating>,
    /// What it brings if it is won: profit, reference, more work; 5 is most.
    #[serde(default, rename = "return", skip_serializing_if = "is_default")]
    pub returns: Option<Rating>,
    /// What was decided.
    #[serde(default, skip_serializing_if = "is_default")]
    pub decision: Option<GoDecision>,
    /// When it was decided.
    #[serde(default, skip_serializing_if = "is_default")]
    pub decided_on: Option<Date>,
    /// Why it was decided so.
    #[serde(default, skip_serializing_if = "is_default")]
    pub reason: String,
    /// Hours that pitching may take.
    #[serde(default, skip_serializing_if = "is_default")]
    pub planned_hours: Hours,
    /// Hours that pitching took so far.
    #[serde(default, skip_serializing_if = "is_default")]
    pub time: List<TimeEntry>,
    /// Why it was won or lost, as far as one knows.
    #[serde(default, skip_serializing_if = "is_default")]
    pub outcome: String,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Hours that were spent on pitching.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct TimeEntry {
    /// Never changes.
    pub id: TimeEntryId,
    /// The day, or the first day, of the work.
    #[serde(default, skip_serializing_if = "is_default")]
    pub date: Option<Date>,
    /// The role whose cost rate counts; without one it is the mean of the rate card.
    #[serde(default, skip_serializing_if = "is_default")]
    pub role: Option<RoleId>,
    /// How many hours.
    #[serde(default, skip_serializing_if = "is_default")]
    pub hours: Hours,
    /// What an hour cost, where it is not what the rate card says.
    #[serde(default, skip_serializing_if = "is_default")]
    pub cost_rate: Option<Money>,
    /// On what.
    #[serde(default, skip_serializing_if = "is_default")]
    pub note: String,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

/// From 1, worst, to 5, best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Rating(u8);

/// A rating beyond 1 to 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", t!("a rating is 1, 2, 3, 4 or 5, not {0}", .0))]
pub struct BadRating(pub u8);

impl Rating {
    /// Every rating, worst first.
    pub const ALL: [Self; 5] = [Self(1), Self(2), Self(3), Self(4), Self(5)];

    /// The number, 1 to 5.
    #[must_use]
    pub const fn number(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Rating {
    type Error = BadRating;

    fn try_from(number: u8) -> Result<Self, BadRating> {
        if (1..=5).contains(&number) {
            Ok(Self(number))
        } else {
            Err(BadRating(number))
        }
    }
}

impl From<Rating> for u8 {
    fn from(rating: Rating) -> Self {
        rating.0
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl schemars::JsonSchema for Rating {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Rating".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "integer", "minimum": 1, "maximum": 5,
            "description": "From 1, worst, to 5, best."
        })
    }
}

/// Whether the agency pitches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum GoDecision {
    /// It does.
    Go,
    /// It does not.
    NoGo,
}

impl GoDecision {
    /// What people call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Go => t!("Go"),
            Self::NoGo => t!("No go"),
        }
    }
}

entry!(TimeEntry: TimeEntryId);
