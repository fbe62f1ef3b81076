//! What is different between two plans of a pitch: dates, deadlines, load, price, payments, and
//! what it costs to hold the team longer.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rust_decimal::Decimal;

use super::super::load::{Staffed, days_away_in, load};
use super::super::month::Month;
use super::super::payments::payments;
use super::super::price::{Price, price};
use super::super::schedule::{Conflict, Schedule, Span};
use crate::model::{
    Date, InstalmentId, Money, OptionId, Person, PersonId, Pitch, Role, RoleId, TaskId,
};

/// A pitch with its schedule, of the option that is looked at.
#[derive(Debug, Clone, Copy)]
pub struct Planned<'a> {
    /// The pitch.
    pub pitch: &'a Pitch,
    /// Its schedule.
    pub schedule: &'a Schedule,
}

/// What is different in a changed plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The launch.
    pub launch: Shift,
    /// The finish.
    pub finish: Shift,
    /// Planning back: by how many working days the plan is short, from today.
    pub short_by: Change<i64>,
    /// The tasks that start or finish on another day, in the order of the timeline.
    pub moved: Vec<MovedTask>,
    /// Tasks that become critical, in the order of the timeline.
    pub critical: Vec<TaskId>,
    /// Tasks that miss a deadline which they met, or had not, with the working days; those that
    /// miss one by more than before too.
    pub missed: Vec<(TaskId, i64)>,
    /// The tasks with less than no slack that had some, in the order of the timeline: what is in
    /// the way.
    pub in_the_way: Vec<TaskId>,
    /// Weeks in which somebody has more hours than they have time, and had not before.
    pub overbooked: Vec<Overbooked>,
    /// What the client pays, before tax.
    pub net_total: Change<Money>,
    /// Internal: agency gross income.
    pub agency_gross_income: Change<Money>,
    /// Internal: profit.
    pub profit: Change<Money>,
    /// Payments that are due in another month.
    pub payments: Vec<MovedPayment>,
    /// What holding the team costs.
    pub holding: Holding,
}

/// A value before and after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change<T> {
    /// Before.
    pub before: T,
    /// After.
    pub after: T,
}

/// A day before and after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shift {
    /// Before; none when there is none.
    pub before: Option<Date>,
    /// After.
    pub after: Option<Date>,
    /// By how many working days it is later; negative when earlier, 0 when one is missing.
    pub by: i64,
}

/// A task that stands elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovedTask {
    /// Which.
    pub task: TaskId,
    /// Its first day.
    pub start: Change<Date>,
    /// Its last day.
    pub finish: Change<Date>,
    /// By how many working days it finishes later; negative when earlier.
    pub by: i64,
}

/// A week of somebody with more hours than there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overbooked {
    /// Their name.
    pub name: String,
    /// The Monday of the week.
    pub week: Date,
    /// The hours they have to do.
    pub hours: Decimal,
    /// The hours they have.
    pub capacity: Decimal,
}

/// A payment that is due in another month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovedPayment {
    /// The instalment.
    pub instalment: InstalmentId,
    /// What the client reads.
    pub name: String,
    /// The day it was due; none when it is a payment more.
    pub before: Option<Date>,
    /// The day it is due; none when it falls away.
    pub after: Option<Date>,
    /// How much it is, after.
    pub amount: Money,
}

/// What it costs to hold the team longer. Assumes that who is named on a task keeps their hours a
/// week free from the first to the last of their tasks: a day costs hours a week over working
/// days a week, at the rates of their role; days away and days off cost nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Holding {
    /// Those who are held longer, or less long, in the order of the team.
    pub people: Vec<Held>,
    /// At bill rates: what the hours would be worth elsewhere.
    pub bill: Money,
    /// Internal: at cost rates.
    pub cost: Money,
}

/// Somebody who is held longer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Who.
    pub person: PersonId,
    /// By how many working days; negative when less long.
    pub days: i64,
    /// The hours kept free on them.
    pub hours: Decimal,
    /// The hours at bill rate, rounded once.
    pub bill: Money,
    /// Internal: the hours at cost rate, rounded once.
    pub cost: Money,
}

/// What is different after a change.
#[must_use]
pub fn compare(
    before: Planned<'_>,
    after: Planned<'_>,
    option: Option<&OptionId>,
    today: Date,
) -> Outcome {
    let (was, is) = (before.schedule, after.schedule);
    let prices = Change {
        before: price(before.pitch, option),
        after: price(after.pitch, option),
    };
    let amounts = |of: fn(&Price) -> Money| Change {
        before: of(&prices.before),
        after: of(&prices.after),
    };
    let tasks = || {
        after.pitch.timeline.tasks.iter().filter_map(|task| {
            let (was, is) = (was.tasks.get(&task.id)?, is.tasks.get(&task.id)?);
            Some((&task.id, was, is))
        })
    };
    let ids = |found: Vec<&TaskId>| found.into_iter().cloned().collect();
    Outcome {
        launch: shift(is, was.launch, is.launch),
        finish: shift(is, was.finish, is.finish),
        short_by: Change {
            before: was.short_by_from(today),
            after: is.short_by_from(today),
        },
        moved: tasks()
            .filter(|(_, was, is)| (was.start, was.finish) != (is.start, is.finish))
            .map(|(id, was, now)| MovedTask {
                task: id.clone(),
                start: Change {
                    before: was.start,
                    after: now.start,
                },
                finish: Change {
                    before: was.finish,
                    after: now.finish,
                },
                by: working_days(is, was.finish, now.finish),
            })
            .collect(),
        critical: ids(tasks()
            .filter(|(_, was, is)| is.critical && !was.critical)
            .map(|(id, _, _)| id)
            .collect()),
        missed: missed(was, is),
        in_the_way: ids(tasks()
            .filter(|(_, was, is)| is.total_slack < 0 && was.total_slack >= 0)
            .map(|(id, _, _)| id)
            .collect()),
        overbooked: overbooked(before, after),
        net_total: amounts(|price| price.net_total),
        agency_gross_income: amounts(|price| price.agency_gross_income),
        profit: amounts(|price| price.profit),
        payments: moved_payments(before, after, &prices),
        holding: holding(before, after),
    }
}

/// By how many working days one day is after another.
fn working_days(schedule: &Schedule, from: Date, to: Date) -> i64 {
    schedule.calendar.index_on_or_after(to) - schedule.calendar.index_on_or_after(from)
}

fn shift(schedule: &Schedule, before: Option<Date>, after: Option<Date>) -> Shift {
    let by = before
        .zip(after)
        .map_or(0, |(before, after)| working_days(schedule, before, after));
    Shift { before, after, by }
}

fn missed(was: &Schedule, is: &Schedule) -> Vec<(TaskId, i64)> {
    let by = |schedule: &Schedule| -> BTreeMap<TaskId, i64> {
        schedule
            .conflicts
            .iter()
            .filter_map(|conflict| match conflict {
                Conflict::DeadlineMissed { task, by } => Some((task.clone(), *by)),
                _ => None,
            })
            .collect()
    };
    let before = by(was);
    by(is)
        .into_iter()
        .filter(|(task, by)| before.get(task).is_none_or(|before| by > before))
        .collect()
}

fn overbooked(before: Planned<'_>, after: Planned<'_>) -> Vec<Overbooked> {
    let of = |planned: Planned<'_>| -> BTreeMap<(String, Date), (Decimal, Decimal)> {
        let load = load(&[Staffed {
            pitch: planned.pitch,
            schedule: planned.schedule,
            weight: Decimal::ONE,
        }]);
        load.people
            .iter()
            .flat_map(|row| {
                load.weeks
                    .iter()
                    .zip(&row.weeks)
                    .filter(|(_, week)| week.is_overbooked())
                    .filter_map(|(monday, week)| {
                        Some(((row.name.clone(), *monday), (week.hours, week.capacity?)))
                    })
            })
            .collect()
    };
    let was = of(before);
    of(after)
        .into_iter()
        .filter(|(who, _)| !was.contains_key(who))
        .map(|((name, week), (hours, capacity))| Overbooked {
            name,
            week,
            hours,
            capacity,
        })
        .collect()
}

fn moved_payments(
    before: Planned<'_>,
    after: Planned<'_>,
    prices: &Change<Price>,
) -> Vec<MovedPayment> {
    let was = payments(before.pitch, before.schedule, &prices.before).payments;
    let is = payments(after.pitch, after.schedule, &prices.after).payments;
    let mut left: HashMap<(&InstalmentId, usize), _> =
        was.iter().map(|p| ((&p.instalment, p.part), p)).collect();
    let month = |date: Option<Date>| date.map(Month::of);
    let mut moved = Vec::new();
    for payment in &is {
        let known = left.remove(&(&payment.instalment, payment.part));
        let due_before = known.and_then(|payment| payment.date);
        if month(due_before) != month(payment.date) {
            moved.push(MovedPayment {
                instalment: payment.instalment.clone(),
                name: payment.name.clone(),
                before: due_before,
                after: payment.date,
                amount: payment.amount,
            });
        }
    }
    let gone = was
        .iter()
        .filter(|p| left.contains_key(&(&p.instalment, p.part)));
    moved.extend(gone.map(|payment| MovedPayment {
        instalment: payment.instalment.clone(),
        name: payment.name.clone(),
        before: payment.date,
        after: None,
        amount: payment.amount,
    }));
    moved
}

fn holding(before: Planned<'_>, after: Planned<'_>) -> Holding {
    let (was, is) = (held_days(before), held_days(after));
    let team = &after.pitch.team;
    let roles: HashMap<&RoleId, &Role> = team.roles.iter().map(|r| (&r.id, &**r)).collect();
    let per_week = Decimal::from(after.schedule.calendar.days_per_week());
    let people: Vec<Held> = team
        .people
        .iter()
        .filter(|person| !person.hours_per_week.is_zero())
        .filter_map(|person| {
            let days = is.get(&person.id)? - was.get(&person.id)?;
            let hours = person.hours_per_week.decimal() * Decimal::from(days);
            let role = person.role.as_ref().and_then(|id| roles.get(id));
            let at = |rate: fn(&Role) -> Money| {
                let rate = role.map_or(Money::ZERO, |role| rate(role)).decimal();
                // Divided last, so that a third of an hour is rounded once.
                let exact = hours.checked_mul(rate)?.checked_div(per_week)?;
                Some(Money::round(exact).0)
            };
            (days != 0).then_some(Held {
                person: person.id.clone(),
                days,
                hours: hours.checked_div(per_week)?,
                bill: at(|role| role.bill_rate)?,
                cost: at(|role| role.cost_rate)?,
            })
        })
        .collect();
    Holding {
        bill: people.iter().map(|held| held.bill).sum(),
        cost: people.iter().map(|held| held.cost).sum(),
        people,
    }
}

/// The working days from the first to the last of everybody's tasks on which they are there.
fn held_days(planned: Planned<'_>) -> BTreeMap<PersonId, i64> {
    let mut spans: BTreeMap<&PersonId, Span> = BTreeMap::new();
    for task in &planned.pitch.timeline.tasks {
        let Some(scheduled) = planned.schedule.tasks.get(&task.id) else {
            continue;
        };
        let span = Span {
            start: scheduled.start,
            finish: scheduled.finish,
        };
        let people: BTreeSet<&PersonId> = task
            .assignments
            .iter()
            .filter_map(|assignment| assignment.person.as_ref())
            .collect();
        for person in people {
            spans
                .entry(person)
                .and_modify(|known| *known = known.and(span))
                .or_insert(span);
        }
    }
    let calendar = &planned.schedule.calendar;
    let there = |person: &Person, span: Span| {
        calendar.working_days_between(span.start, span.finish)
            - days_away_in(person, span, calendar)
    };
    planned
        .pitch
        .team
        .people
        .iter()
        .filter_map(|person| {
            let span = spans.get(&person.id)?;
            Some((person.id.clone(), there(person, *span)))
        })
        .collect()
}
