//! Calendar months, and how many days of a span fall into each.

use std::fmt;

use chrono::Datelike;

use super::schedule::Span;
use crate::model::Date;

/// A month of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    /// The year.
    pub year: i32,
    /// 1 is January.
    pub month: u32,
}

impl Month {
    /// The month of a day.
    #[must_use]
    pub fn of(date: Date) -> Self {
        Self {
            year: date.naive().year(),
            month: date.naive().month(),
        }
    }

    /// The month after.
    #[must_use]
    pub fn next(self) -> Self {
        if self.month >= 12 {
            Self {
                year: self.year + 1,
                month: 1,
            }
        } else {
            Self {
                month: self.month + 1,
                ..self
            }
        }
    }

    /// Its first day; stops at [`Date::MAX`].
    #[must_use]
    pub fn first_day(self) -> Date {
        Date::ymd(self.year, self.month, 1).unwrap_or(Date::MAX)
    }

    /// Its last day; stops at [`Date::MAX`].
    #[must_use]
    pub fn last_day(self) -> Date {
        Date::ymd(self.next().year, self.next().month, 1)
            .map_or(Date::MAX, |first| first.plus_days(-1))
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

/// The months that a span touches, each with the part of the span that lies in it. A span that
/// ends before it starts is its first day.
#[must_use]
pub fn months_of(span: Span) -> Vec<(Month, Span)> {
    let finish = span.finish.max(span.start);
    let last = Month::of(finish);
    let mut month = Month::of(span.start);
    let mut months = Vec::new();
    while month <= last {
        let part = Span {
            start: span.start.max(month.first_day()),
            finish: finish.min(month.last_day()),
        };
        months.push((month, part));
        month = month.next();
    }
    months
}
