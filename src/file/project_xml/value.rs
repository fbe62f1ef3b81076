//! The values of Project's XML: moments, durations, and their rounding to whole working days.

use chrono::{NaiveDateTime, Timelike};

use crate::model::Date;
use crate::plan::calendar::Calendar;

/// When a working day begins in the files written here, in minutes from midnight.
pub(super) const DAY_BEGINS: u32 = 8 * 60;
/// When it ends.
pub(super) const DAY_ENDS: u32 = 17 * 60;
/// Minutes of work in a day in the files written here.
pub(super) const MINUTES_PER_DAY: i64 = 480;

/// A moment of a calendar day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Moment {
    /// The day.
    pub date: Date,
    /// Minutes from midnight.
    pub minute: u32,
}

impl Moment {
    /// The working day on which work begins that begins at this moment: the next one when the
    /// working day is over.
    pub fn begins(self, calendar: &Calendar) -> i64 {
        if self.minute >= DAY_ENDS {
            calendar.index_on_or_before(self.date) + 1
        } else {
            calendar.index_on_or_after(self.date)
        }
    }
}

/// A moment such as `2027-05-03T08:00:00`; the time may be left out, a time zone is not looked at.
pub(super) fn moment(text: &str) -> Option<Moment> {
    let date = Date::parse(text.get(..10)?).ok()?;
    let time = text.get(..19).unwrap_or(text);
    let minute = NaiveDateTime::parse_from_str(time, "%Y-%m-%dT%H:%M:%S")
        .map_or(0, |moment| moment.hour() * 60 + moment.minute());
    Some(Moment { date, minute })
}

/// The minutes of a duration such as `PT16H30M0S`; a day counts as a working day of
/// `minutes_per_day`.
pub(super) fn minutes(text: &str, minutes_per_day: i64) -> Option<i64> {
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let mut rest = text.strip_prefix('P')?;
    let mut seconds = 0_i64;
    let mut in_time = false;
    while !rest.is_empty() {
        if let Some(time) = rest.strip_prefix('T') {
            in_time = true;
            rest = time;
            continue;
        }
        let end = rest.find(|c: char| c.is_ascii_alphabetic())?;
        let (number, unit) = rest.split_at(end);
        let whole = number.split('.').next().unwrap_or(number);
        let number: i64 = whole.parse().ok().filter(|n| *n < 100_000_000)?;
        let each = match (unit.get(..1)?, in_time) {
            ("D", false) => minutes_per_day * 60,
            ("H", true) => 3_600,
            ("M", true) => 60,
            ("S", true) => 1,
            _ => return None,
        };
        seconds += number * each;
        rest = unit.get(1..)?;
    }
    let minutes = seconds.div_ceil_of(60);
    Some(if negative { -minutes } else { minutes })
}

/// Whole parts, rounded away from zero.
pub(super) trait DivCeil {
    /// How many parts of this size there are, rounded away from zero.
    fn div_ceil_of(self, part: i64) -> i64;
}

impl DivCeil for i64 {
    fn div_ceil_of(self, part: i64) -> i64 {
        let part = part.max(1);
        let whole = self / part;
        if self % part == 0 {
            whole
        } else {
            whole + self.signum()
        }
    }
}

/// Whether a duration of this format runs through nights and days off. 32 more means estimated.
pub(super) fn is_elapsed(format: i64) -> bool {
    matches!(format & !32, 4 | 6 | 8 | 10 | 12 | 20)
}

/// Whether a lag of this format is a share of the predecessor's duration.
pub(super) fn is_percent(format: i64) -> bool {
    matches!(format & !32, 19 | 20)
}
