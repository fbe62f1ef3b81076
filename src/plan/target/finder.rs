//! Puts ways together: each lever by itself, then combinations.

use super::choices::Slot;
use super::search::{Problem, SHARE};
use super::settle::{Bench, Knobs};
use super::{Asked, Lever, Levers, Move, Way, WayKind};
use crate::model::{DiscountScope, LineId, Money};

/// Collects ways.
pub(super) struct Finder<'a> {
    pub asked: &'a Asked,
    pub bench: &'a Bench<'a>,
    pub slots: &'a [Slot],
    pub ways: Vec<Way>,
    pub exact: bool,
    pub within: Money,
}

impl Finder<'_> {
    fn has(&self, lever: Lever) -> bool {
        self.asked.levers.has(lever)
    }

    /// How far levers go that have an end.
    pub fn reach(&self) -> Vec<(Lever, Money)> {
        let now = self.bench.now.measured(self.asked.measure);
        let mut reach = Vec::new();
        for lever in Lever::ALL.into_iter().filter(|lever| self.has(*lever)) {
            let settled = match lever {
                Lever::FeeDiscount | Lever::WholeDiscount => continue,
                Lever::Contingency => self.bench.settle(&[], Knobs::NO_CONTINGENCY),
                _ => (self.bench).settle(&self.all_of(lever), Knobs::NONE),
            };
            let then = settled.figures.measured(self.asked.measure);
            reach.push((lever, now - then));
        }
        reach
    }

    /// Everything that a lever can do.
    fn all_of(&self, lever: Lever) -> Vec<Move> {
        let of = |slot: &Slot| {
            let choices = slot.choices.iter().filter(|choice| choice.lever == lever);
            choices.max_by_key(|c| c.weight).map(|c| c.act.clone())
        };
        self.slots.iter().filter_map(of).collect()
    }

    pub fn singles(&mut self) {
        let discounts = [
            (Lever::FeeDiscount, DiscountScope::Fees),
            (Lever::WholeDiscount, DiscountScope::Everything),
        ];
        for (lever, scope) in discounts {
            if self.has(lever) {
                let way = self.bench.settle(&[], Knobs::discount(scope));
                self.keep(way, WayKind::Only(lever));
            }
        }
        if self.has(Lever::Contingency) {
            let way = self.bench.settle(&[], Knobs::CONTINGENCY);
            self.keep(way, WayKind::Only(Lever::Contingency));
        }
        for lever in Lever::DISCRETE {
            if self.has(lever) {
                let only = Levers::only(&[lever]);
                let moves = self.cover(only, Knobs::NONE, Wish::Profit);
                let moves = moves.unwrap_or_else(|| self.all_of(lever));
                let way = self.bench.settle(&moves, Knobs::NONE);
                self.keep(way, WayKind::Only(lever));
            }
        }
    }

    /// The discount that makes up for what is left.
    fn scope(&self) -> Option<DiscountScope> {
        if self.has(Lever::FeeDiscount) {
            Some(DiscountScope::Fees)
        } else {
            (self.has(Lever::WholeDiscount)).then_some(DiscountScope::Everything)
        }
    }

    /// All that there is, when nothing reaches the figure.
    pub fn everything(&mut self) {
        if self.ways.iter().any(Way::reaches) {
            return;
        }
        let most = |slot: &Slot| {
            let most = slot.choices.iter().max_by_key(|choice| choice.weight);
            most.map(|choice| choice.act.clone())
        };
        let dropped: Vec<Move> = self.all_of(Lever::OptionalLines);
        let goes = |line: &LineId| {
            let mut dropped = dropped.iter();
            dropped.any(|one| matches!(one, Move::Drop { line: gone, .. } if gone == line))
        };
        let moves: Vec<Move> = (self.slots.iter())
            .filter(|slot| !slot.unless_dropped.iter().any(goes))
            .filter_map(most)
            .collect();
        let knobs = Knobs {
            contingency: self.has(Lever::Contingency),
            discount: self.scope(),
            ..Knobs::NONE
        };
        let way = self.bench.settle(&moves, knobs);
        self.keep(way, WayKind::Everything);
    }

    /// Combinations, first with the contingency as it is.
    pub fn mixes(&mut self) {
        let levers = self.asked.levers;
        let scope = self.scope();
        for contingency in [false, true] {
            if contingency && !self.has(Lever::Contingency) {
                continue;
            }
            let knobs = Knobs {
                contingency,
                discount: scope,
                ..Knobs::NONE
            };
            let mut wishes = vec![(Wish::LeastTaken, WayKind::LeastTaken)];
            if levers.any(&Lever::DISCRETE) {
                wishes.push((Wish::Profit, WayKind::MostProfit));
            }
            let mut most = None;
            for (wish, kind) in wishes {
                let Some(moves) = self.cover(levers, knobs, wish) else {
                    continue;
                };
                let way = self.bench.settle(&moves, knobs);
                if wish == Wish::Profit {
                    most = Some(way.taken);
                }
                self.keep(way, kind);
            }
            if let Some(most) = most.filter(|most| *most > Money::ZERO) {
                let half = Wish::ProfitWithin(Money::minor(most.units() / 2));
                if let Some(moves) = self.cover(levers, knobs, half) {
                    let way = self.bench.settle(&moves, knobs);
                    self.keep(way, WayKind::Balanced);
                }
            }
        }
    }

    /// What to do of these levers so that the figure is reached; none when it is not.
    fn cover(&mut self, levers: Levers, knobs: Knobs, wish: Wish) -> Option<Vec<Move>> {
        let slots: Vec<Slot> = (self.slots.iter())
            .map(|slot| slot.only(levers))
            .filter(|slot| !slot.choices.is_empty())
            .collect();
        let mut rates = self.bench.rates(knobs);
        let mut best = None::<Way>;
        let mut chosen = None;
        // Rounding may leave what is chosen a few minor units short without a discount. With one,
        // what it does to the total depends on the taxes of what is left.
        for _ in 0..ROUNDS {
            let problem = Problem::new(&slots, &rates, wish);
            let found = problem.solve();
            self.exact &= found.exact;
            if wish == Wish::Profit && !found.exact {
                self.within = self.within.max(units(found.within));
            }
            let Some(picks) = found.picks else {
                break;
            };
            let moves = problem.moves(&picks);
            let (way, slope) = self.bench.settled(&moves, knobs);
            if way.reaches() && best.as_ref().is_none_or(|best| wish.prefers(&way, best)) {
                best = Some(way.clone());
                chosen = Some(moves);
            }
            if knobs.discount.is_none() {
                if way.reaches() {
                    break;
                }
                rates.need += i128::from(way.above.units()) * SHARE;
            } else if slope.is_none() || way.reaches() && nearly(slope, rates.short) {
                break;
            } else {
                rates.ease = rates.ease.filter(|_| way.reaches());
                rates.short = slope;
            }
        }
        chosen
    }

    /// Keeps a way that does something, once: a combination of one lever is that lever.
    fn keep(&mut self, way: Way, kind: WayKind) {
        let known = self.ways.iter().any(|known| known.moves == way.moves);
        if !way.moves.is_empty() && !known {
            self.ways.push(Way { kind, ..way });
        }
    }
}

/// Parts of the search in minor units, rounded up.
fn units(parts: i128) -> Money {
    let units = i64::try_from((parts + SHARE - 1) / SHARE);
    Money::minor(units.unwrap_or(i64::MAX))
}

/// Whether a discount does nearly the same to the figure: to a ten-thousandth.
fn nearly(one: Option<(i128, i128)>, other: Option<(i128, i128)>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => {
            let (a, b) = (one.0 * other.1, other.0 * one.1);
            (a - b).abs() * 10_000 <= a.abs()
        }
        _ => one == other,
    }
}

/// How often a choice is made again with what the one before showed.
const ROUNDS: u32 = 4;

/// What a combination is to be good at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    /// The most profit, then the least taken from the client.
    Profit,
    /// The same, taking at most so much from the client.
    ProfitWithin(Money),
    /// The least taken from the client, then the most profit.
    LeastTaken,
}

impl Wish {
    fn prefers(self, way: &Way, to: &Way) -> bool {
        let key = |way: &Way| {
            let profit = -way.figures.profit;
            match self {
                Self::LeastTaken => (way.taken, profit),
                Self::Profit | Self::ProfitWithin(_) => (profit, way.taken),
            }
        };
        key(way) < key(to)
    }
}
