//! Retainers: so many hours a month, what is used of them, and what becomes of the rest.

use std::collections::{BTreeMap, VecDeque};

use rust_decimal::Decimal;

use super::allocate::largest_remainder;
use super::hours::tasks_behind;
use super::month::{Month, months_of};
use super::schedule::{Schedule, Span};
use crate::model::{Hours, HoursFrom, Line, LineKind, OptionId, Pitch, Retainer, Rollover};

/// A month of a retainer. Hours that are available are used before hours are over: the oldest
/// first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetainerMonth {
    /// The month.
    pub month: Month,
    /// Hours of this month.
    pub included: Decimal,
    /// Hours that earlier months left.
    pub rolled_in: Decimal,
    /// Hours that are worked in it.
    pub used: Decimal,
    /// Of those, hours that are not covered.
    pub over: Decimal,
    /// Hours that later months can use.
    pub rolled_out: Decimal,
    /// Hours that are lost with this month.
    pub expired: Decimal,
}

/// The retainer of a line: of a fee whose hours come from it, with at least one month.
#[must_use]
pub fn retainer_of(line: &Line) -> Option<&Retainer> {
    let is_one = line.kind == LineKind::Fee && line.hours_from == HoursFrom::Retainer;
    let retainer = line.retainer.as_ref().filter(|_| is_one)?;
    (retainer.months > 0).then_some(retainer)
}

/// The calendar months of a retainer, in order.
pub fn months_of_retainer(retainer: &Retainer, pitch: &Pitch) -> impl Iterator<Item = Month> {
    let first = first_month(retainer, pitch);
    std::iter::successors(Some(first), |month| Some(month.next()))
        .take(usize::from(retainer.months))
}

/// The months of a retainer, given the hours that are worked in each; hours worked in other months
/// are not its business.
#[must_use]
pub fn ledger(
    retainer: &Retainer,
    start: Month,
    worked: &BTreeMap<Month, Decimal>,
) -> Vec<RetainerMonth> {
    let included = retainer.hours_a_month.decimal();
    let lasting = match retainer.rollover {
        Rollover::None => 0,
        Rollover::Months(months) => usize::from(months),
        Rollover::All => usize::MAX,
    };
    // What is left of which month, the oldest first.
    let mut left: VecDeque<(usize, Decimal)> = VecDeque::new();
    let last = usize::from(retainer.months).saturating_sub(1);
    let months = std::iter::successors(Some(start), |month| Some(month.next()));
    (months.take(usize::from(retainer.months)).enumerate())
        .map(|(at, month)| {
            let rolled_in = left.iter().map(|(_, hours)| *hours).sum();
            left.push_back((at, included));
            let used = worked.get(&month).copied().unwrap_or_default();
            let mut over = used;
            for (_, hours) in &mut left {
                let taken = over.min(*hours);
                *hours -= taken;
                over -= taken;
            }
            let stays = |from: usize| at < last && at - from < lasting;
            let expired = (left.iter())
                .filter(|(from, _)| !stays(*from))
                .map(|(_, hours)| *hours)
                .sum();
            left.retain(|(from, hours)| stays(*from) && !hours.is_zero());
            RetainerMonth {
                month,
                included,
                rolled_in,
                used,
                over,
                rolled_out: left.iter().map(|(_, hours)| *hours).sum(),
                expired,
            }
        })
        .collect()
}

/// The first month of a retainer: its own, or that in which the project starts.
#[must_use]
pub fn first_month(retainer: &Retainer, pitch: &Pitch) -> Month {
    Month::of(retainer.from.unwrap_or(pitch.timeline.start))
}

/// The hours of a line's role by month, in its phase or in all: every task's hours spread evenly
/// over its working days, to a hundredth, by largest remainder.
#[must_use]
pub fn worked(
    pitch: &Pitch,
    schedule: &Schedule,
    option: Option<&OptionId>,
    line: &Line,
) -> BTreeMap<Month, Decimal> {
    let mut months: BTreeMap<Month, Decimal> = BTreeMap::new();
    let Some(role) = &line.role else {
        return months;
    };
    let phase = line.phase.as_ref();
    for (task, hours) in tasks_behind(&pitch.timeline, &pitch.team, option, role, phase) {
        let Some(dates) = schedule.tasks.get(&task) else {
            continue;
        };
        let span = Span {
            start: dates.start,
            finish: dates.finish.max(dates.start),
        };
        let parts = months_of(span);
        let calendar = &schedule.calendar;
        let days: Vec<i64> = (parts.iter())
            .map(|(_, part)| calendar.working_days_between(part.start, part.finish))
            .collect();
        for ((month, _), share) in parts.iter().zip(spread(hours, &days)) {
            *months.entry(*month).or_default() += share;
        }
    }
    months
}

fn spread(hours: Hours, days: &[i64]) -> Vec<Decimal> {
    let hundredths = i64::try_from((hours.decimal() * Decimal::ONE_HUNDRED).round()).unwrap_or(0);
    let parts = largest_remainder(hundredths, days).into_iter();
    parts.map(|part| Decimal::new(part, 2)).collect()
}
