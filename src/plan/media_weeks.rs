//! Weeks of a media plan, and how much of each flight falls into them.

use std::collections::BTreeMap;

use super::allocate::largest_remainder;
use super::schedule::Span;
use crate::model::{Date, Flight};

/// The days of a flight: of one that has a single date, that day. None where it has no date, or
/// ends before it starts.
#[must_use]
pub fn days_of(flight: &Flight) -> Option<Span> {
    let start = flight.start.or(flight.finish)?;
    let finish = flight.finish.unwrap_or(start);
    (start <= finish).then_some(Span { start, finish })
}

/// Spreads amounts evenly over their calendar days and says how much falls into which week, by its
/// Monday. The weeks of an amount add up to it, to the last unit (largest remainder, ties to the
/// earlier week). Weeks between without anything are there too, with 0.
pub fn by_week(amounts: impl IntoIterator<Item = (Span, i64)>) -> BTreeMap<Date, i64> {
    let mut weeks: BTreeMap<Date, i64> = BTreeMap::new();
    for (span, amount) in amounts {
        let (mondays, days): (Vec<Date>, Vec<i64>) = weeks_of(span).into_iter().unzip();
        for (week, part) in mondays.into_iter().zip(largest_remainder(amount, &days)) {
            let sum = weeks.entry(week).or_default();
            *sum = sum.saturating_add(part);
        }
    }
    let between = (weeks.first_key_value().zip(weeks.last_key_value()))
        .map(|((first, _), (last, _))| (*first, *last));
    if let Some((mut week, last)) = between {
        while week < last {
            weeks.entry(week).or_default();
            week = week.plus_days(7);
        }
    }
    weeks
}

/// The weeks of a span with how many of its days each holds.
fn weeks_of(span: Span) -> Vec<(Date, i64)> {
    let mut weeks = Vec::new();
    let mut day = span.start;
    while day <= span.finish {
        let week = day.monday();
        let last = week.plus_days(6).min(span.finish);
        weeks.push((week, last.days_since(day) + 1));
        match last.next() {
            Some(next) => day = next,
            // The end of the calendar.
            None => break,
        }
    }
    weeks
}
