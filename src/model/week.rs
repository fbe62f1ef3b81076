//! The working week: the weekdays on which people work.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A set of ISO weekdays (1 is Monday, 7 is Sunday), at least one. In the file a list of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkingWeek(u8);

impl WorkingWeek {
    /// Monday to Friday.
    pub const MONDAY_TO_FRIDAY: Self = Self(0b001_1111);

    /// The week of these ISO weekdays; `None` when there is none or one is not 1 to 7.
    #[must_use]
    pub fn new(weekdays: &[u8]) -> Option<Self> {
        let mut days = 0_u8;
        for day in weekdays {
            if !(1..=7).contains(day) {
                return None;
            }
            days |= 1 << (day - 1);
        }
        (days != 0).then_some(Self(days))
    }

    /// Whether people work on this ISO weekday.
    #[must_use]
    pub const fn includes(self, weekday: u8) -> bool {
        matches!(weekday, 1..=7) && self.0 & (1 << (weekday - 1)) != 0
    }

    /// Its weekdays, Monday first.
    pub fn weekdays(self) -> impl Iterator<Item = u8> {
        (1..=7).filter(move |day| self.includes(*day))
    }

    /// The week with this weekday switched; `None` when none would be left.
    #[must_use]
    pub fn toggled(self, weekday: u8) -> Option<Self> {
        if !(1..=7).contains(&weekday) {
            return Some(self);
        }
        let days = self.0 ^ (1 << (weekday - 1));
        (days != 0).then_some(Self(days))
    }
}

impl Default for WorkingWeek {
    fn default() -> Self {
        Self::MONDAY_TO_FRIDAY
    }
}

impl Serialize for WorkingWeek {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.weekdays())
    }
}

impl<'de> Deserialize<'de> for WorkingWeek {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let days = Vec::<u8>::deserialize(deserializer)?;
        Self::new(&days).ok_or_else(|| {
            D::Error::custom(t!(
                "a working week is a list of weekdays, 1 for Monday to 7 for Sunday, at least one"
            ))
        })
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl schemars::JsonSchema for WorkingWeek {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "WorkingWeek".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "array",
            "items": { "type": "integer", "minimum": 1, "maximum": 7 },
            "minItems": 1,
            "description": "ISO weekdays on which people work: 1 is Monday, 7 is Sunday."
        })
    }
}
