//! Time along the picture: where a day stands, and the days, weeks, months, quarters and years
//! that are written over it, as finely as their names have room.

use std::ops::Range;

use chrono::Datelike;

use crate::model::Date;
use crate::proposal::formats::Formats;

/// A stretch of days side by side.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// The first day.
    pub origin: Date,
    /// How many days there are.
    pub days: i64,
    /// How wide a day is.
    pub width: f64,
    /// Where the first day begins.
    pub left: f64,
}

#[allow(
    clippy::cast_precision_loss,
    reason = "counts of days and rows are far below 2^52"
)]
pub(super) fn float(number: i64) -> f64 {
    number as f64
}

impl Scale {
    /// Where a day begins.
    #[must_use]
    pub fn x(&self, day: Date) -> f64 {
        self.left + float(day.days_since(self.origin)) * self.width
    }

    /// Where a day ends.
    #[must_use]
    pub fn end_of(&self, day: Date) -> f64 {
        self.x(day) + self.width
    }

    /// Where the last day ends.
    #[must_use]
    pub fn right(&self) -> f64 {
        self.left + float(self.days) * self.width
    }

    /// The day with this number, from 0.
    #[must_use]
    pub fn day(&self, number: i64) -> Date {
        self.origin.plus_days(number)
    }
}

/// What is written over the days: two lines, the coarser one above.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Head {
    /// Months, quarters or years.
    pub upper: Vec<Mark>,
    /// Days, weeks, months or quarters.
    pub lower: Vec<Mark>,
}

/// A place on the scale.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// Where it begins.
    pub x: f64,
    /// What is written there; empty where it has no room.
    pub label: String,
    /// Where that is written.
    pub label_at: f64,
}

/// How wide letters are, on average, and what is free beside a label.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lettering {
    /// Of the upper line.
    pub upper: f64,
    /// Of the lower line.
    pub lower: f64,
    /// Between a line and its label.
    pub pad: f64,
}

impl Lettering {
    /// In pixels: 11 px on both lines.
    pub const SCREEN: Self = Self {
        upper: 6.2,
        lower: 5.6,
        pad: 3.0,
    };
    /// In millimetres: 7.4 and 6.5 pt.
    pub const PAPER: Self = Self {
        upper: 1.5,
        lower: 1.2,
        pad: 0.7,
    };
}

/// A step of the scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Grain {
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

impl Grain {
    /// The first day of the step that holds this day.
    fn begin(self, day: Date) -> Date {
        let (year, month) = (day.naive().year(), day.naive().month());
        let first = |month| Date::ymd(year, month, 1).unwrap_or(day);
        match self {
            Self::Day => day,
            Self::Week => day.plus_days(1 - i64::from(day.weekday())),
            Self::Month => first(month),
            Self::Quarter => first((month - 1) / 3 * 3 + 1),
            Self::Year => first(1),
        }
    }

    /// The least number of days of a step.
    const fn days(self) -> i64 {
        match self {
            Self::Day => 1,
            Self::Week => 7,
            Self::Month => 28,
            Self::Quarter => 90,
            Self::Year => 365,
        }
    }

    /// The first day of the next step.
    fn next(self, begin: Date) -> Date {
        // Far enough to lie in the next step, and not so far as to lie behind it.
        self.begin(begin.plus_days(self.days() + if self.days() > 7 { 4 } else { 0 }))
    }

    /// What a step is called, at length and in short.
    fn names(self, begin: Date, formats: &dyn Formats) -> [String; 2] {
        let year = begin.naive().year();
        match self {
            Self::Day | Self::Week => {
                let number = formats.number(begin.naive().day().into());
                [number.clone(), number]
            }
            Self::Month => [formats.month_and_year(begin), formats.month(begin)],
            Self::Quarter => {
                let quarter = (begin.naive().month() - 1) / 3 + 1;
                [t!("Q{quarter} {year}"), t!("Q{quarter}")]
            }
            Self::Year => [year.to_string(), year.to_string()],
        }
    }
}

/// The two lines over the days in view. The label of the first step stays in view when its
/// beginning lies left of `left`.
#[must_use]
pub fn head(
    scale: &Scale,
    days: Range<i64>,
    left: f64,
    lettering: &Lettering,
    formats: &dyn Formats,
) -> Head {
    let room = |letters: f64, days: i64| {
        float(days) * scale.width >= letters * lettering.lower + 2.0 * lettering.pad
    };
    let (upper, lower) = if room(2.0, 1) {
        (Grain::Month, Some(Grain::Day))
    } else if room(2.0, 7) {
        (Grain::Month, Some(Grain::Week))
    } else if room(3.5, 28) {
        (Grain::Quarter, Some(Grain::Month))
    } else if room(2.0, 90) {
        (Grain::Year, Some(Grain::Quarter))
    } else {
        (Grain::Year, None)
    };
    let line = |grain: Grain, letter: f64, long: bool| {
        marks(scale, &days, grain, |x, end, begin| {
            let at = x.max(left) + lettering.pad;
            let [name, short] = grain.names(begin, formats);
            let fits = |label: &String| {
                let letters = u16::try_from(label.chars().count()).unwrap_or(u16::MAX);
                at + f64::from(letters) * letter + lettering.pad <= end
            };
            let label = [name, short]
                .into_iter()
                .skip(usize::from(!long))
                .find(fits);
            (at, label.unwrap_or_default())
        })
    };
    Head {
        upper: line(upper, lettering.upper, true),
        lower: lower.map_or_else(Vec::new, |grain| line(grain, lettering.lower, false)),
    }
}

/// A mark for every step that has a day in view. A step that begins before the first day of the
/// scale has its mark there.
fn marks(
    scale: &Scale,
    days: &Range<i64>,
    grain: Grain,
    label: impl Fn(f64, f64, Date) -> (f64, String),
) -> Vec<Mark> {
    let last = scale.day(days.end.min(scale.days));
    let mut marks = Vec::new();
    let mut begin = grain.begin(scale.day(days.start.max(0)));
    while begin < last {
        let next = grain.next(begin);
        let x = scale.x(begin).max(scale.left);
        let (label_at, label) = label(x, scale.x(next).min(scale.right()), begin);
        marks.push(Mark { x, label, label_at });
        if next <= begin {
            // At the end of the calendar.
            break;
        }
        begin = next;
    }
    marks
}
