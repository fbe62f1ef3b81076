//! Phasing: what falls into which calendar month. The months of a line add up to the line, to
//! the last minor unit.

use std::collections::{BTreeMap, HashMap};

use super::allocate::shares;
use super::by_id::ById;
use super::month::{Month, months_of};
use super::price::{LinePrice, Price};
use super::retainer::{months_of_retainer, retainer_of};
use super::schedule::{Schedule, Span};
use crate::model::{Budget, Date, Flight, FlightId, GroupId, Line, LineId, LineKind, Money, Pitch};

/// Which figure of a line is spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Measure {
    /// What the client pays, before discount and tax.
    #[default]
    Price,
    /// Its share of the net total.
    Net,
    /// Internal: what the agency pays.
    Cost,
}

impl Measure {
    fn of(self, line: &LinePrice) -> Money {
        match self {
            Self::Price => line.price,
            Self::Net => line.net,
            Self::Cost => line.cost,
        }
    }
}

/// Amounts by month.
pub type Months = BTreeMap<Month, Money>;

/// What falls into which month.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Phasing {
    /// Every month from the first amount to the last, also those without one.
    pub months: Vec<Month>,
    /// The months of every line of the option.
    pub lines: BTreeMap<LineId, Months>,
    /// The sums of the months.
    pub total: Months,
}

/// The months of a group of lines.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GroupMonths {
    /// The group; none for lines without one, or in one that does not exist.
    pub group: Option<GroupId>,
    /// The sums of its lines.
    pub months: Months,
    /// Its lines, in the order of the budget.
    pub lines: Vec<LineId>,
}

/// The months of every group that has lines, in the order of the budget; those without a group
/// come last. The groups of a month add up to the month.
#[must_use]
pub fn months_by_group(budget: &Budget, phasing: &Phasing) -> Vec<GroupMonths> {
    let mut places = ById::with_room(budget.groups.len());
    for group in &budget.groups {
        places.add(&group.id, ());
    }
    let groups = budget.groups.iter().map(|group| Some(group.id.clone()));
    let mut found: Vec<GroupMonths> = (groups.chain([None]))
        .map(|group| GroupMonths {
            group,
            ..GroupMonths::default()
        })
        .collect();
    for line in &budget.lines {
        let Some(months) = phasing.lines.get(&line.id) else {
            continue;
        };
        let place = line.group.as_ref().and_then(|id| places.position(id));
        let place = place.unwrap_or(budget.groups.len());
        if let Some(group) = found.get_mut(place) {
            group.lines.push(line.id.clone());
            for (month, amount) in months {
                let sum = group.months.entry(*month).or_default();
                *sum = *sum + *amount;
            }
        }
    }
    found.retain(|group| !group.lines.is_empty());
    found
}

/// Spreads every line of a priced option over months. The first of these that applies counts: a
/// retainer falls evenly into its months; a line tied to a task falls on that task's finish; a fee
/// spreads over the working days of its phase; media over the calendar days of its flight;
/// everything else evenly over the project's calendar days (over the day of its start, when there
/// are no tasks). Ties to the earlier month.
#[must_use]
pub fn phasing(pitch: &Pitch, schedule: &Schedule, price: &Price, measure: Measure) -> Phasing {
    let flights: HashMap<&FlightId, &Flight> =
        pitch.media.flights.iter().map(|f| (&f.id, &**f)).collect();
    let start = pitch.timeline.start;
    let project = Spread::calendar_days(schedule.span().unwrap_or(Span {
        start,
        finish: start,
    }));
    let mut phases = HashMap::new();
    let mut result = Phasing::default();
    for line in &pitch.budget.lines {
        let Some(figures) = price.lines.get(&line.id) else {
            continue;
        };
        let amount = measure.of(figures);
        let months = if let Some(months) = of_retainer(line, pitch, amount) {
            months
        } else if let Some(finish) = on_finish(line, schedule) {
            Months::from([(Month::of(finish), amount)])
        } else if let Some(span) = flight_span(line, &flights) {
            Spread::calendar_days(span).of(amount)
        } else if let Some((phase, span)) = phase_span(line, schedule) {
            phases
                .entry(phase)
                .or_insert_with(|| Spread::working_days(span, schedule))
                .of(amount)
        } else {
            project.of(amount)
        };
        for (month, amount) in &months {
            let sum = result.total.entry(*month).or_default();
            *sum = *sum + *amount;
        }
        result.lines.insert(line.id.clone(), months);
    }
    let first = result.total.keys().next().copied();
    let last = result.total.keys().next_back().copied();
    result.months = std::iter::successors(first, |month| Some(month.next()))
        .take_while(|month| last.is_some_and(|last| *month <= last))
        .collect();
    result
}

fn of_retainer(line: &Line, pitch: &Pitch, amount: Money) -> Option<Months> {
    let retainer = retainer_of(line)?;
    let parts = shares(amount, &vec![1; usize::from(retainer.months)]);
    Some(months_of_retainer(retainer, pitch).zip(parts).collect())
}

fn on_finish(line: &Line, schedule: &Schedule) -> Option<Date> {
    Some(schedule.tasks.get(line.task.as_ref()?)?.finish)
}

fn flight_span(line: &Line, flights: &HashMap<&FlightId, &Flight>) -> Option<Span> {
    let media = matches!(
        line.kind,
        LineKind::MediaCommission | LineKind::MediaServiceFee
    );
    let flight = flights.get(line.flight.as_ref().filter(|_| media)?)?;
    let start = flight.start.or(flight.finish)?;
    Some(Span {
        start,
        finish: flight.finish.unwrap_or(start),
    })
}

fn phase_span<'a>(
    line: &'a Line,
    schedule: &Schedule,
) -> Option<(&'a crate::model::PhaseId, Span)> {
    let phase = line.phase.as_ref().filter(|_| line.kind == LineKind::Fee)?;
    Some((phase, *schedule.phases.get(phase)?))
}

/// Months with how much of a span falls into each.
struct Spread {
    months: Vec<Month>,
    weights: Vec<i64>,
}

impl Spread {
    fn calendar_days(span: Span) -> Self {
        let (months, weights) = months_of(span)
            .into_iter()
            .map(|(month, part)| (month, part.finish.days_since(part.start) + 1))
            .unzip();
        Self { months, weights }
    }

    /// By working days; by calendar days when the span has none.
    fn working_days(span: Span, schedule: &Schedule) -> Self {
        let calendar = &schedule.calendar;
        let (months, weights): (_, Vec<i64>) = months_of(span)
            .into_iter()
            .map(|(month, part)| {
                (
                    month,
                    calendar.working_days_between(part.start, part.finish),
                )
            })
            .unzip();
        if weights.iter().all(|weight| *weight == 0) {
            return Self::calendar_days(span);
        }
        Self { months, weights }
    }

    fn of(&self, amount: Money) -> Months {
        self.months
            .iter()
            .copied()
            .zip(shares(amount, &self.weights))
            .collect()
    }
}
