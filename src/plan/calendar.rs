//! Working days, counted: index 0 is the first working day on or after the project's start.
//!
//! Nothing here walks day by day: whole weeks are multiplied, holidays found by binary search.

use std::sync::Arc;

use crate::model::{Date, Holiday, Timeline, WorkingWeek};

/// The working days of a project: days of its working week that are no holiday.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// Day numbers (0 to 6, Monday first) of the working week, in order.
    weekdays: Vec<i64>,
    week: WorkingWeek,
    /// Holidays that fall on a day of the working week, as [`day_number`], in order, each once.
    holidays: Vec<i64>,
    /// For each of them, how many working days lie before it, counted from day number 0.
    before_holiday: Vec<i64>,
    /// Working days before the start, counted from day number 0.
    base: i64,
}

/// The days of a range of indexes, laid out for many look-ups.
pub(super) struct Days<'a> {
    calendar: &'a Calendar,
    first: i64,
    /// From the day of index `first` on; empty where laying them out would cost more than it
    /// saves.
    dates: Vec<Date>,
}

impl<'a> Days<'a> {
    /// For about so many look-ups from the index `first` to before `end`.
    pub fn of(calendar: &'a Calendar, first: Option<i64>, end: i64, look_ups: usize) -> Self {
        // A milestone shows the day before.
        let first = first.unwrap_or(0).saturating_sub(1);
        let wanted = usize::try_from(end.saturating_add(1).saturating_sub(first)).unwrap_or(0);
        // A first day before the days there are is none to count on from.
        let there = calendar.index_on_or_after(calendar.date(first)) == first;
        let dates = if there && wanted <= 8 * look_ups {
            calendar.days_from(first).take(wanted).collect()
        } else {
            Vec::new()
        };
        Self {
            calendar,
            first,
            dates,
        }
    }

    /// As [`Calendar::date`].
    pub fn date(&self, index: i64) -> Date {
        usize::try_from(index.saturating_sub(self.first))
            .ok()
            .and_then(|place| self.dates.get(place).copied())
            .unwrap_or_else(|| self.calendar.date(index))
    }
}

/// The Monday before [`Date::MIN`], a Thursday, has day number 0.
const FIRST_THURSDAY: i64 = 3;

fn day_number(date: Date) -> i64 {
    date.days_since(Date::MIN).saturating_add(FIRST_THURSDAY)
}

fn date_of(day_number: i64) -> Date {
    Date::MIN.plus_days(day_number.saturating_sub(FIRST_THURSDAY))
}

fn length(list: &[i64]) -> i64 {
    i64::try_from(list.len()).unwrap_or(i64::MAX)
}

impl Calendar {
    /// The calendar of a project that starts on `start`. The order of the holidays does not
    /// matter, nor whether one is named twice.
    #[must_use]
    pub fn new(start: Date, week: WorkingWeek, holidays: &[Arc<Holiday>]) -> Self {
        let mut days_off: Vec<i64> = holidays
            .iter()
            .flat_map(|holiday| day_number(holiday.date)..=day_number(holiday.last()))
            .filter(|day| week.includes(date_of(*day).weekday()))
            .collect();
        days_off.sort_unstable();
        days_off.dedup();
        let mut calendar = Self {
            weekdays: week.weekdays().map(|day| i64::from(day) - 1).collect(),
            week,
            holidays: days_off,
            before_holiday: Vec::new(),
            base: 0,
        };
        calendar.before_holiday = calendar
            .holidays
            .iter()
            .map(|day| calendar.working_days_before(*day))
            .collect();
        calendar.base = calendar.working_days_before(day_number(start));
        calendar
    }

    /// The calendar of this timeline.
    #[must_use]
    pub fn of(timeline: &Timeline) -> Self {
        Self::new(timeline.start, timeline.working_week, &timeline.holidays)
    }

    /// The day of this index; negative indexes lie before the start. Stops at [`Date::MIN`] and
    /// [`Date::MAX`].
    #[must_use]
    pub fn date(&self, index: i64) -> Date {
        let wanted = index.saturating_add(self.base);
        // Working day `wanted` lies after every holiday that has at most so many before it.
        let skipped = self
            .before_holiday
            .partition_point(|before| *before <= wanted);
        let in_week_days = wanted.saturating_add(i64::try_from(skipped).unwrap_or(0));
        let per_week = length(&self.weekdays).max(1);
        let weekday = usize::try_from(in_week_days.rem_euclid(per_week))
            .ok()
            .and_then(|nth| self.weekdays.get(nth))
            .copied()
            .unwrap_or(0);
        date_of(
            in_week_days
                .div_euclid(per_week)
                .saturating_mul(7)
                .saturating_add(weekday),
        )
    }

    /// The working days from the one of this index on, up to [`Date::MAX`].
    fn days_from(&self, index: i64) -> impl Iterator<Item = Date> {
        let first = self.date(index);
        let number = day_number(first);
        let off = self.holidays.partition_point(|day| *day < number);
        let mut days_off = self.holidays.iter().skip(off).copied().peekable();
        let works: [bool; 7] = std::array::from_fn(|day| {
            self.weekdays
                .iter()
                .any(|weekday| usize::try_from(*weekday) == Ok(day))
        });
        std::iter::successors(Some((first, number)), |(day, number)| {
            Some((day.next()?, number + 1))
        })
        .filter(move |(_, number)| {
            let is_off = days_off.next_if(|day| day == number).is_some();
            let weekday = usize::try_from(number.rem_euclid(7)).unwrap_or(0);
            !is_off && works.get(weekday).copied().unwrap_or(false)
        })
        .map(|(day, _)| day)
    }

    /// The index of the first working day on or after this day.
    #[must_use]
    pub fn index_on_or_after(&self, date: Date) -> i64 {
        self.working_days_before(day_number(date)) - self.base
    }

    /// The index of the last working day on or before this day; -1 and less before the start.
    #[must_use]
    pub fn index_on_or_before(&self, date: Date) -> i64 {
        self.working_days_before(day_number(date) + 1) - 1 - self.base
    }

    /// Whether people work on this day.
    #[must_use]
    pub fn is_working(&self, date: Date) -> bool {
        self.week.includes(date.weekday())
            && self.holidays.binary_search(&day_number(date)).is_err()
    }

    /// How many working days there are from one day to another, both included; 0 when `to` lies
    /// before `from`.
    #[must_use]
    pub fn working_days_between(&self, from: Date, to: Date) -> i64 {
        (self.index_on_or_before(to) - self.index_on_or_after(from) + 1).max(0)
    }

    /// How many days of the week people work, 1 to 7, holidays apart.
    #[must_use]
    pub fn days_per_week(&self) -> u32 {
        u32::try_from(self.weekdays.len()).unwrap_or(7)
    }

    /// Working days from day number 0 up to, not including, this one.
    fn working_days_before(&self, day: i64) -> i64 {
        let in_this_week = self
            .weekdays
            .iter()
            .filter(|weekday| **weekday < day.rem_euclid(7))
            .count();
        let off = self.holidays.partition_point(|holiday| *holiday < day);
        let count = |n: usize| i64::try_from(n).unwrap_or(0);
        day.div_euclid(7) * length(&self.weekdays) + count(in_this_week) - count(off)
    }
}
