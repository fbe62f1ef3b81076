//! A way made from moves: what is done, and what that really does to the plan and the price.

use std::collections::BTreeMap;

use rust_decimal::{Decimal, RoundingStrategy};

use super::super::hours::HoursByRole;
use super::super::price::{Price, price};
use super::super::schedule::{Schedule, schedule};
use super::problem::{Moves, Problem};
use super::{Grown, Move, Way, WayKind, earlier_day, end_of};
use crate::model::{Date, Estimating, Hours, LineKind, Money, OptionId, Pitch};

/// What ways are made from.
pub(super) struct Asking<'a> {
    pub pitch: &'a Pitch,
    pub option: Option<&'a OptionId>,
    pub plan: &'a Schedule,
    pub before: &'a Price,
    pub problem: &'a Problem<'a>,
    pub estimating: &'a Estimating,
    pub now: Date,
}

impl Asking<'_> {
    /// The way of these moves, with what it really does to the plan and the price.
    pub fn way(&self, found: &Moves, days: i64) -> Way {
        let calendar = &self.plan.calendar;
        let wanted = earlier_day(calendar, self.now, days);
        let mut moves = self.moves(found);
        moves.extend(self.launch(found, wanted));
        let mut way = Way {
            kind: kind_of(found),
            moves,
            gains: 0,
            launch: wanted,
            hours: Decimal::ZERO,
            price: Money::ZERO,
            cost: Money::ZERO,
            loss: Money::round(self.problem.loss(found)).0,
            grown: self.grown(found),
        };
        let after = way.apply(self.pitch);
        let plan = schedule(&after.timeline, self.option);
        let price = price(&after, self.option);
        way.launch = end_of(&after, &plan).unwrap_or(wanted);
        way.gains = calendar.index_on_or_after(self.now) - calendar.index_on_or_after(way.launch);
        way.hours = hours(&after, self.option) - hours(self.pitch, self.option);
        way.price = price.net_total - self.before.net_total;
        way.cost = cost(&after, self.option, &price) - cost(self.pitch, self.option, self.before);
        way
    }

    fn moves(&self, found: &Moves) -> Vec<Move> {
        let (network, tasks) = (&self.problem.network, &self.problem.tasks);
        let id = |at: usize| tasks.get(at).map(|task| task.id.clone());
        let days = |at: usize| tasks.get(at).map_or(0, |task| task.days());
        let count = |days: i64| u32::try_from(days).unwrap_or(0);
        let less = |at: usize, less: i64| days(at).saturating_sub(count(less));
        let mut moves: Vec<(usize, Move)> = Vec::new();
        for (at, by) in &found.shorten {
            moves.extend(id(*at).map(|task| {
                let (from, to) = (days(*at), less(*at, *by));
                (*at, Move::Shorten { task, from, to })
            }));
        }
        for (nth, by) in &found.overlap {
            moves.extend(network.arrows().get(*nth).and_then(|arrow| {
                let overlap = Move::Overlap {
                    link: network.link(arrow).id.clone(),
                    first: id(arrow.from)?,
                    then: id(arrow.to)?,
                    days: count(*by),
                };
                Some((arrow.to, overlap))
            }));
        }
        for at in &found.drop {
            moves.extend(id(*at).map(|task| (*at, Move::Drop { task })));
        }
        for (at, by) in &found.ask {
            moves.extend(id(*at).map(|approval| {
                let (from, to) = (days(*at), less(*at, *by));
                (*at, Move::Ask { approval, from, to })
            }));
        }
        moves.sort_by_key(|(at, _)| *at);
        moves.into_iter().map(|(_, one)| one).collect()
    }

    /// The date that holds the launch, where it has to move for the launch to be on that day.
    fn launch(&self, found: &Moves, wanted: Date) -> Option<Move> {
        let timeline = &self.pitch.timeline;
        if self.plan.planned_back {
            return Some(Move::Launch { to: wanted });
        }
        let task = timeline.tasks.find(timeline.launch.as_ref()?)?;
        let at = self.problem.network.position(&task.id)?;
        let shorter = found.shorten.iter().find(|(other, _)| *other == at);
        let days = i64::from(task.days()) - shorter.map_or(0, |(_, days)| *days);
        let first = earlier_day(&self.plan.calendar, wanted, (days - 1).max(0));
        let held = task.must_start_on.max(task.not_before)?;
        (held > first).then_some(Move::Launch { to: first })
    }

    /// The hours that grow: a share for every day by which a task is shorter, and for every day
    /// by which it overlaps the one before it; to a hundredth of an hour.
    fn grown(&self, found: &Moves) -> Vec<Grown> {
        let (network, tasks) = (&self.problem.network, &self.problem.tasks);
        let mut shares: BTreeMap<usize, Decimal> = BTreeMap::new();
        let mut add = |at: usize, days: i64, share: Decimal| {
            *shares.entry(at).or_default() += Decimal::from(days) * share;
        };
        for (at, days) in &found.shorten {
            add(*at, *days, self.estimating.shortening.fraction());
        }
        for (nth, days) in &found.overlap {
            if let Some(arrow) = network.arrows().get(*nth) {
                add(arrow.to, *days, self.estimating.rework.fraction());
            }
        }
        let mut grown = Vec::new();
        for (at, share) in shares {
            let Some(task) = tasks.get(at) else {
                continue;
            };
            let Some(share) = share.checked_div(Decimal::from(task.days())) else {
                continue;
            };
            for assignment in task.assignments.iter().filter(|a| !a.hours.is_zero()) {
                let before = assignment.hours.decimal();
                let exact = before + before * share;
                let hours = exact.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
                grown.push(Grown {
                    task: task.id.clone(),
                    assignment: assignment.id.clone(),
                    hours: Hours::new(hours).unwrap_or(assignment.hours),
                });
            }
        }
        grown
    }
}

fn kind_of(moves: &Moves) -> WayKind {
    let own = [
        (!moves.overlap.is_empty(), WayKind::Overlap),
        (!moves.shorten.is_empty(), WayKind::Shorten),
        (!moves.drop.is_empty(), WayKind::Drop),
    ];
    let mut kinds = own.iter().filter(|(is, _)| *is).map(|(_, kind)| *kind);
    match (moves.ask.is_empty(), kinds.next(), kinds.next()) {
        (true, None, _) => WayKind::Room,
        (true, Some(kind), None) => kind,
        (true, Some(_), Some(_)) => WayKind::Mixed,
        (false, None, _) => WayKind::Ask,
        (false, Some(_), _) => WayKind::AskAndMore,
    }
}

/// All hours of the option's tasks.
fn hours(pitch: &Pitch, option: Option<&OptionId>) -> Decimal {
    pitch
        .timeline
        .tasks
        .iter()
        .filter(|task| task.is_in(option))
        .flat_map(|task| task.assignments.iter())
        .map(|assignment| assignment.hours.decimal())
        .sum()
}

/// What the hours of the option's tasks cost, and the lines of the budget that are no hours.
fn cost(pitch: &Pitch, option: Option<&OptionId>, price: &Price) -> Money {
    let hours = HoursByRole::of(&pitch.timeline, &pitch.team, option);
    let labour: Decimal = pitch
        .team
        .roles
        .iter()
        .map(|role| hours.hours(&role.id, None).decimal() * role.cost_rate.decimal())
        .sum();
    let lines: Money = pitch
        .budget
        .lines
        .iter()
        .filter(|line| line.kind != LineKind::Fee)
        .filter_map(|line| price.lines.get(&line.id))
        .map(|figures| figures.cost)
        .sum();
    Money::round(labour).0 + lines
}
