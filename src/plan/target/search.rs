//! Which choices to make: a knapsack with a discount that fills what is left, by branch and bound
//! (Land and Doig 1960) with the bound of Dantzig (1957) for the choices that are still open.
#![allow(
    clippy::indexing_slicing,
    reason = "frames hold places of lines of slots, which are checked against their lengths"
)]

use rust_decimal::{Decimal, RoundingStrategy};

use super::choices::{Choice, Slot};
use super::finder::Wish;
use super::settle::Bench;
use super::{Lever, Move};
use crate::model::DiscountScope;

/// Parts of a minor unit that the search reckons in.
pub(super) const SHARE: i128 = 1000;
/// So much of what matters second weighs as one of what matters first: a minor unit of profit
/// outweighs ten million euro taken from the client, and the other way round.
const SECOND: i128 = 1_000_000_000;
/// After so many steps the best that is found is taken.
const STEPS: u64 = 200_000;

/// A number of minor units in parts.
pub(super) fn parts(units: Decimal) -> i128 {
    let exact = units.checked_mul(Decimal::from(1000)).unwrap_or_default();
    let rounded = exact.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    i128::try_from(rounded).unwrap_or(0)
}

/// How choices are weighed.
pub(super) struct Rates<'a> {
    pub bench: &'a Bench<'a>,
    /// What is to come off, in parts.
    pub need: i128,
    /// With a discount: so much of it makes the figure fall by so much.
    pub short: Option<(i128, i128)>,
    /// The same at best, for whether there is room for it; as above when none.
    pub ease: Option<(i128, i128)>,
    /// How much more discount there can be, in parts.
    pub room: i128,
    /// The share that is set aside.
    pub contingency: Decimal,
    /// The scope of the discount that makes up for the rest.
    pub discount: Option<DiscountScope>,
}

/// A choice in parts of a minor unit.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Item {
    /// By how much the figure falls.
    pub weight: i128,
    /// By how much profit falls.
    pub loss: i128,
    /// What it takes from the client.
    pub taken: i128,
    /// What it takes from the prices that can be discounted.
    pub room: i128,
}

/// A choice in its place.
struct Candidate {
    item: Item,
    /// What it costs of what is wished for.
    cost: i128,
    /// Its slot, by its place in the order of the search, and its choice there.
    place: (usize, usize),
    /// Choices that cannot be made with it.
    against: Vec<(usize, usize)>,
}

/// A choice by its place, what it does, and what it costs of what is wished for.
type Weighed = (usize, Item, i128);

/// What is to be found.
pub(super) struct Problem<'a> {
    slots: Vec<&'a Slot>,
    /// For each slot its candidates, the cheapest for what they take off first.
    lines: Vec<Vec<Candidate>>,
    /// All candidates in that order: slot, weight and cost.
    order: Vec<(usize, i128, i128)>,
    /// For each slot where its first candidate stands in `order`.
    first: Vec<usize>,
    /// Where candidates begin that cost more than a discount which takes off as much.
    end: usize,
    need: i128,
    short: Option<(i128, i128)>,
    ease: Option<(i128, i128)>,
    room: i128,
    wish: Wish,
}

/// What was found.
pub(super) struct Found {
    /// Slot and choice; none when the figure cannot be reached.
    pub picks: Option<Vec<(usize, usize)>>,
    /// Whether nothing can be better by a minor unit or more.
    pub exact: bool,
    /// By how many parts something can be better at most.
    pub within: i128,
}

/// What is chosen so far.
#[derive(Clone, Copy, Default)]
struct State {
    weight: i128,
    cost: i128,
    taken: i128,
    room: i128,
}

/// A slot that is being decided, and the choice that is tried next.
struct Frame {
    slot: usize,
    next: usize,
    state: State,
}

impl<'a> Problem<'a> {
    /// Which of these choices to make.
    pub fn new(slots: &'a [Slot], rates: &Rates<'_>, wish: Wish) -> Self {
        let weigh = |choice: &Choice| {
            let item = rates.bench.weigh(choice, rates);
            let cost = match wish {
                Wish::Profit | Wish::ProfitWithin(_) => item.loss + item.taken / SECOND,
                Wish::LeastTaken => item.taken + item.loss / SECOND,
            };
            (item, cost)
        };
        // Every slot with its candidates, in the order of what they cost for what they take off.
        let mut sorted: Vec<(&Slot, Vec<Weighed>)> = (slots.iter())
            .map(|slot| {
                let mut list: Vec<_> = (slot.choices.iter().enumerate())
                    .map(|(at, choice)| {
                        let (item, cost) = weigh(choice);
                        (at, item, cost)
                    })
                    .collect();
                list.retain(|(_, item, _)| item.weight > 0);
                list.sort_by(|a, b| cheaper((a.1.weight, a.2), (b.1.weight, b.2)));
                (slot, list)
            })
            .filter(|(_, list)| !list.is_empty())
            .collect();
        sorted.sort_by(|(_, a), (_, b)| cheaper((a[0].1.weight, a[0].2), (b[0].1.weight, b[0].2)));
        let slots: Vec<&Slot> = sorted.iter().map(|(slot, _)| *slot).collect();
        let conflicts = conflicts(&slots);
        let lines: Vec<Vec<Candidate>> = (sorted.into_iter().enumerate())
            .map(|(slot, (_, list))| {
                let candidate = |(at, item, cost)| Candidate {
                    item,
                    cost,
                    place: (slot, at),
                    against: conflicts_of(&conflicts, (slot, at)),
                };
                list.into_iter().map(candidate).collect()
            })
            .collect();
        let mut order: Vec<(usize, i128, i128)> = (lines.iter().flatten())
            .map(|one| (one.place.0, one.item.weight, one.cost))
            .collect();
        order.sort_by(|a, b| cheaper((a.1, a.2), (b.1, b.2)));
        let mut first = vec![order.len(); lines.len()];
        for (at, (slot, _, _)) in order.iter().enumerate() {
            first[*slot] = first[*slot].min(at);
        }
        let mut problem = Self {
            end: order.len(),
            slots,
            lines,
            order,
            first,
            need: rates.need,
            short: rates.short,
            ease: rates.ease,
            room: rates.room,
            wish,
        };
        if let Some((room, falls)) = problem.short {
            let dear = |(_, weight, cost): &(usize, i128, i128)| {
                *cost > 0 && problem.of_discount(weight * room / falls) < *cost
            };
            problem.end = problem.order.iter().position(dear).unwrap_or(problem.end);
        }
        problem
    }

    /// The moves of what was picked, levers in their order.
    pub fn moves(&self, picks: &[(usize, usize)]) -> Vec<Move> {
        let mut chosen: Vec<&Choice> = (picks.iter())
            .filter_map(|(slot, choice)| self.slots.get(*slot)?.choices.get(*choice))
            .collect();
        chosen.sort_by(|a, b| (a.lever, key(&a.act)).cmp(&(b.lever, key(&b.act))));
        chosen.into_iter().map(|one| one.act.clone()).collect()
    }

    /// What costs least of what is wished for and reaches the figure, to less than a minor unit:
    /// to weigh the rest would take long and gain nothing.
    pub fn solve(&self) -> Found {
        let mut best = None::<(i128, Vec<(usize, usize)>)>;
        let mut picks: Vec<(usize, usize)> = Vec::new();
        let mut steps = 0;
        let root = State::default();
        if let Some(cost) = self.cost(&root) {
            best = Some((cost, Vec::new()));
        }
        let mut frames = vec![Frame {
            slot: 0,
            next: 0,
            state: root,
        }];
        while let Some(frame) = frames.last_mut() {
            let done = steps > STEPS
                || frame.slot >= self.lines.len()
                || frame.next == 0 && {
                    let bound = self.bound(frame.slot, &frame.state, &mut steps);
                    bound.is_none_or(|bound| {
                        best.as_ref().is_some_and(|(cost, _)| bound + SHARE > *cost)
                    })
                };
            if done {
                frames.pop();
                picks.pop();
                continue;
            }
            let Some(candidate) = self.lines[frame.slot].get(frame.next) else {
                // Nothing of this slot.
                frame.slot += 1;
                frame.next = 0;
                continue;
            };
            frame.next += 1;
            let state = frame.state.with(candidate);
            if !self.allows(&state) || candidate.against.iter().any(|one| picks.contains(one)) {
                continue;
            }
            let slot = frame.slot + 1;
            picks.push(candidate.place);
            if let Some(cost) = self.cost(&state)
                && best.as_ref().is_none_or(|(known, _)| cost < *known)
            {
                best = Some((cost, picks.clone()));
            }
            frames.push(Frame {
                slot,
                next: 0,
                state,
            });
        }
        let exact = steps <= STEPS;
        let found = best.as_ref().map_or(0, |(cost, _)| *cost);
        let bound = self.bound(0, &root, &mut steps).unwrap_or(found);
        Found {
            within: (found - bound).max(0),
            picks: best.map(|(_, picks)| picks),
            exact,
        }
    }

    fn allows(&self, state: &State) -> bool {
        match self.wish {
            Wish::ProfitWithin(most) => state.taken <= i128::from(most.units()) * SHARE,
            Wish::Profit | Wish::LeastTaken => true,
        }
    }

    /// What a choice costs when nothing is added but a discount; none when that is not enough.
    fn cost(&self, state: &State) -> Option<i128> {
        let short = self.need - state.weight;
        if short <= 0 {
            return Some(state.cost);
        }
        let (room, falls) = self.short?;
        let discount = (short * room).div_euclid(falls);
        let left = self.room - state.room;
        // Whether there is room for it is shown by trying, so what nearly fits is tried.
        let (least, left) = match self.ease {
            Some((ease, falls)) => (
                (short * ease).div_euclid(falls.max(1)),
                left + self.room / 20,
            ),
            None => (discount, left),
        };
        (least <= left).then(|| state.cost + self.of_discount(discount))
    }

    fn of_discount(&self, discount: i128) -> i128 {
        match self.wish {
            Wish::Profit | Wish::ProfitWithin(_) => discount,
            Wish::LeastTaken => discount / SECOND,
        }
    }

    /// Nothing that can still be chosen costs less than this: what is open could be taken in
    /// part, and more than one choice of a slot. None when even that does not reach the figure.
    fn bound(&self, slot: usize, state: &State, steps: &mut u64) -> Option<i128> {
        *steps += 1;
        let mut need = self.need - state.weight;
        let mut cost = state.cost;
        // Behind the end a discount is cheaper.
        let first = self
            .first
            .get(slot)
            .map_or(self.end, |first| (*first).min(self.end));
        for (of, weight, price) in &self.order[first..self.end] {
            *steps += 1;
            if need <= 0 && *price >= 0 {
                break;
            }
            if *of < slot {
                continue;
            }
            if *price < 0 || need >= *weight {
                cost += price;
                need -= weight;
            } else {
                cost += (price * need).div_euclid(*weight);
                need = 0;
            }
        }
        if need <= 0 {
            return Some(cost);
        }
        let (room, falls) = self.short?;
        Some(cost + self.of_discount((need * room).div_euclid(falls)))
    }
}

impl State {
    fn with(&self, candidate: &Candidate) -> Self {
        let item = &candidate.item;
        Self {
            weight: self.weight + item.weight,
            cost: self.cost + candidate.cost,
            taken: self.taken + item.taken,
            room: self.room + item.room,
        }
    }
}

/// Which of two costs less for what it takes off, as weight and cost.
fn cheaper(a: (i128, i128), b: (i128, i128)) -> std::cmp::Ordering {
    (a.1 * b.0).cmp(&(b.1 * a.0)).then(b.0.cmp(&a.0))
}

/// Where a move stands among those of its lever.
fn key(one: &Move) -> (&str, u16) {
    use crate::model::Identifier;
    match one {
        Move::Swap { line, .. } | Move::Drop { line, .. } => (line.as_str(), 0),
        Move::Rounds {
            deliverable, to, ..
        } => (deliverable.as_str(), *to),
        Move::Discount { .. } | Move::Contingency { .. } => ("", 0),
    }
}

/// Pairs that cannot be chosen together: dropping a line, and rounds of what it pays for.
fn conflicts(slots: &[&Slot]) -> Vec<[(usize, usize); 2]> {
    let mut drops = std::collections::HashMap::new();
    for (slot, one) in slots.iter().enumerate() {
        for (choice, it) in one.choices.iter().enumerate() {
            if let (Lever::OptionalLines, Move::Drop { line, .. }) = (it.lever, &it.act) {
                drops.insert(line, (slot, choice));
            }
        }
    }
    let mut pairs = Vec::new();
    for (slot, one) in slots.iter().enumerate() {
        for drop in one.unless_dropped.iter().filter_map(|line| drops.get(line)) {
            pairs.extend((0..one.choices.len()).map(|choice| [(slot, choice), *drop]));
        }
    }
    pairs
}

fn conflicts_of(pairs: &[[(usize, usize); 2]], place: (usize, usize)) -> Vec<(usize, usize)> {
    let other = |[a, b]: &[(usize, usize); 2]| match place {
        place if place == *a => Some(*b),
        place if place == *b => Some(*a),
        _ => None,
    };
    pairs.iter().filter_map(other).collect()
}
