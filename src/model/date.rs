//! `Date`: a plain calendar day, without a time zone.

use std::fmt;

use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The first year that is read.
pub const FIRST_YEAR: i32 = 1970;
/// The last year that is read.
pub const LAST_YEAR: i32 = 2200;

/// Why a text is no date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadDate {
    /// Not of the form YYYY-MM-DD, or no such day.
    #[error("{}", t!("a date is a calendar day written YYYY-MM-DD; this is {0}", format_args!("{:?}", .0)))]
    NoDate(String),
    /// A day outside the years that are planned in.
    #[error("{}", t!("a date lies between {FIRST_YEAR} and {LAST_YEAR}; this is {0}", format_args!("{:?}", .0)))]
    OutOfRange(String),
}

/// A calendar day between 1970-01-01 and 2200-12-31.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(NaiveDate);

impl Date {
    /// The first day there is.
    pub const MIN: Self = Self(match NaiveDate::from_ymd_opt(FIRST_YEAR, 1, 1) {
        Some(day) => day,
        None => NaiveDate::MIN,
    });
    /// The last day there is.
    pub const MAX: Self = Self(match NaiveDate::from_ymd_opt(LAST_YEAR, 12, 31) {
        Some(day) => day,
        None => NaiveDate::MAX,
    });

    /// The day `day` of month `month` (1 to 12) of year `year`.
    ///
    /// # Errors
    /// When there is no such day, or its year is outside [`FIRST_YEAR`] to [`LAST_YEAR`].
    pub fn ymd(year: i32, month: u32, day: u32) -> Result<Self, BadDate> {
        let text = || format!("{year:04}-{month:02}-{day:02}");
        let date =
            NaiveDate::from_ymd_opt(year, month, day).ok_or_else(|| BadDate::NoDate(text()))?;
        Self::from_naive(date).ok_or_else(|| BadDate::OutOfRange(text()))
    }

    /// A date from its ISO 8601 form, YYYY-MM-DD.
    ///
    /// # Errors
    /// When the text is of another form, names no day, or a day out of range.
    pub fn parse(text: &str) -> Result<Self, BadDate> {
        let short = || text.chars().take(40).collect::<String>();
        let bytes = text.as_bytes();
        let well_formed = bytes.len() == 10
            && bytes.iter().enumerate().all(|(i, b)| match i {
                4 | 7 => *b == b'-',
                _ => b.is_ascii_digit(),
            });
        if !well_formed {
            return Err(BadDate::NoDate(short()));
        }
        // Of this form three numbers are all there is to read, and much less code than chrono's parser.
        let number = |place: std::ops::Range<usize>| text.get(place)?.parse::<u32>().ok();
        let date = || {
            let year = i32::try_from(number(0..4)?).ok()?;
            NaiveDate::from_ymd_opt(year, number(5..7)?, number(8..10)?)
        };
        let date = date().ok_or_else(|| BadDate::NoDate(short()))?;
        Self::from_naive(date).ok_or_else(|| BadDate::OutOfRange(short()))
    }

    /// The same day of chrono's, if it is in range.
    #[must_use]
    pub fn from_naive(date: NaiveDate) -> Option<Self> {
        (FIRST_YEAR..=LAST_YEAR)
            .contains(&date.year())
            .then_some(Self(date))
    }

    /// The same day as chrono's.
    #[must_use]
    pub const fn naive(self) -> NaiveDate {
        self.0
    }

    /// The day so many calendar days later (earlier when negative); stops at [`Self::MIN`] and
    /// [`Self::MAX`].
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        let distance = Days::new(days.unsigned_abs());
        let moved = if days < 0 {
            self.0.checked_sub_days(distance)
        } else {
            self.0.checked_add_days(distance)
        };
        moved
            .and_then(Self::from_naive)
            .unwrap_or(if days < 0 { Self::MIN } else { Self::MAX })
    }

    /// The day after; none after [`Self::MAX`].
    #[must_use]
    pub fn next(self) -> Option<Self> {
        self.0.succ_opt().map(Self).filter(|day| *day <= Self::MAX)
    }

    /// Calendar days from `earlier` to this day; negative when it is later.
    #[must_use]
    pub fn days_since(self, earlier: Self) -> i64 {
        self.0.signed_duration_since(earlier.0).num_days()
    }

    /// ISO weekday: 1 is Monday, 7 is Sunday.
    #[must_use]
    pub fn weekday(self) -> u8 {
        u8::try_from(self.0.weekday().number_from_monday()).unwrap_or(7)
    }

    /// The Monday of its week; stops at [`Self::MIN`].
    #[must_use]
    pub fn monday(self) -> Self {
        self.plus_days(1 - i64::from(self.weekday()))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:04}-{:02}-{:02}",
            self.0.year(),
            self.0.month(),
            self.0.day()
        )
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl schemars::JsonSchema for Date {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "format": "date",
            "pattern": r"^(19[7-9]\d|20\d\d|21\d\d|2200)-\d\d-\d\d$",
            "description": "A calendar day, YYYY-MM-DD, from 1970-01-01 to 2200-12-31."
        })
    }
}
