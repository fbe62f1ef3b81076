//! Hours by the month.

use serde::{Deserialize, Serialize};

use super::{Date, Extra, Hours, is_default};

/// So many hours a month, for so many months.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Retainer {
    /// A day of the first month; the month in which the project starts when none is named.
    #[serde(default, skip_serializing_if = "is_default")]
    pub from: Option<Date>,
    /// For so many months, at most 120.
    #[serde(default, skip_serializing_if = "is_default")]
    pub months: u16,
    /// Hours a month.
    #[serde(default, skip_serializing_if = "is_default")]
    pub hours_a_month: Hours,
    /// What becomes of hours that a month leaves.
    #[serde(default, skip_serializing_if = "is_default")]
    pub rollover: Rollover,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Retainer {
    /// Months times hours a month, held at the most hours that a line can have; the second value
    /// says whether they had to be held.
    #[must_use]
    pub fn hours(&self) -> (Hours, bool) {
        let hours = self.hours_a_month.decimal().checked_mul(self.months.into());
        match hours.map(Hours::new) {
            Some(Ok(hours)) => (hours, false),
            _ => (Hours::whole(i64::MAX), true),
        }
    }
}

/// What becomes of the hours of a retainer that a month leaves.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Rollover {
    /// They end with the month.
    #[default]
    None,
    /// They can be used in so many months after it.
    Months(u16),
    /// They can be used until the retainer ends.
    All,
}
