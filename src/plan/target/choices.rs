//! What can be taken from an option bit by bit: roles of fee lines, optional lines, rounds.

use std::collections::HashMap;

use super::settle::Bench;
use super::{Lever, Levers, Move};
use crate::model::{Deliverable, DiscountScope, Line, LineId, LineKind, Money, Percent, Role};
use crate::plan::price::LinePrice;

/// The most rounds of one deliverable that are taken off.
const MOST_ROUNDS: u16 = 3;

/// A thing of which one choice can be made, or none.
#[derive(Debug, Clone)]
pub(super) struct Slot {
    pub choices: Vec<Choice>,
    /// When one of these is dropped, nothing can be chosen here.
    pub unless_dropped: Vec<LineId>,
}

/// A choice.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    pub lever: Lever,
    pub act: Move,
    /// By how much the price of lines falls.
    pub weight: Money,
    /// By how much the cost of lines falls; negative when it grows.
    pub cost: Money,
    /// The line that tells which discount, contingency and tax it comes with.
    pub kind: LineKind,
    pub tax: Option<Percent>,
}

impl Slot {
    /// The same with choices of these levers only.
    pub fn only(&self, levers: Levers) -> Self {
        let mut slot = self.clone();
        slot.choices.retain(|choice| levers.has(choice.lever));
        slot
    }
}

/// The slots of the base option, lines in their order, then deliverables.
pub(super) fn slots(bench: &Bench<'_>, levers: Levers) -> Vec<Slot> {
    let mut slots = Vec::new();
    let rates = RateCard::new(bench.roles());
    for (line, figures) in bench.lines() {
        let mut choices = Vec::new();
        if levers.has(Lever::OptionalLines) && line.optional && figures.price > Money::ZERO {
            choices.push(Choice {
                lever: Lever::OptionalLines,
                act: Move::Drop {
                    line: line.id.clone(),
                    price: figures.price,
                },
                weight: figures.price,
                cost: figures.cost,
                kind: line.kind,
                tax: line.tax,
            });
        }
        if levers.has(Lever::Team) {
            choices.extend(rates.swap(line, figures));
        }
        if !choices.is_empty() {
            slots.push(Slot {
                choices,
                unless_dropped: Vec::new(),
            });
        }
    }
    if levers.has(Lever::Rounds) {
        let lines: HashMap<&LineId, (&Line, LinePrice)> = (bench.lines())
            .map(|(line, figures)| (&line.id, (line, figures)))
            .collect();
        let mut all = Fees::default();
        for (line, figures) in bench.lines() {
            all.add(line, figures);
        }
        let tax = bench.tax_rate();
        // Rounds come off fees and fixed prices, of which something is to be left.
        let mut left = bench.scope(DiscountScope::Fees);
        for (what, rounds) in bench.deliverables() {
            if let Some(slot) = rounds_slot(what, rounds, &lines, &all, tax) {
                let most = slot.choices.iter().map(|choice| choice.weight).max();
                let most = most.unwrap_or_default();
                if most < left {
                    left = left - most;
                    slots.push(slot);
                }
            }
        }
    }
    slots
}

/// The roles by what they cost the client.
struct RateCard<'a>(Vec<&'a Role>);

impl<'a> RateCard<'a> {
    fn new(roles: impl Iterator<Item = &'a Role>) -> Self {
        let mut roles: Vec<&Role> = roles.collect();
        // The dearest first; of equals the one that leaves more.
        roles.sort_by_key(|role| (-role.bill_rate, role.cost_rate));
        Self(roles)
    }

    fn swap(&self, line: &Line, figures: LinePrice) -> Option<Choice> {
        if line.kind != LineKind::Fee || figures.hours.is_zero() {
            return None;
        }
        let role = line.role.as_ref()?;
        let role = self.0.iter().find(|other| other.id == *role)?;
        let rate = line.bill_rate.unwrap_or(role.bill_rate);
        let cheaper = self.0.iter().find(|other| {
            other.bill_rate < rate && other.id != role.id && same_discipline(role, other)
        })?;
        let of = |rate: Money| Money::round(figures.hours.decimal() * rate.decimal()).0;
        let (price, cost) = (of(cheaper.bill_rate), of(cheaper.cost_rate));
        let weight = figures.price - price;
        (weight > Money::ZERO).then(|| Choice {
            lever: Lever::Team,
            act: Move::Swap {
                line: line.id.clone(),
                from: role.id.clone(),
                to: cheaper.id.clone(),
                price: weight,
            },
            weight,
            cost: figures.cost - cost,
            kind: line.kind,
            tax: line.tax,
        })
    }
}

/// Whether one can do the other's work. On a rate card without disciplines all of them can.
fn same_discipline(one: &Role, other: &Role) -> bool {
    let (one, other) = (one.discipline.trim(), other.discipline.trim());
    one.to_lowercase() == other.to_lowercase()
}

/// What fee lines come to.
#[derive(Default)]
struct Fees {
    price: Money,
    cost: Money,
    /// Of the first of them.
    tax: Option<Percent>,
    count: usize,
}

impl Fees {
    fn add(&mut self, line: &Line, figures: LinePrice) {
        if line.kind == LineKind::Fee {
            self.price = self.price + figures.price;
            self.cost = self.cost + figures.cost;
            if self.count == 0 {
                self.tax = line.tax;
            }
            self.count += 1;
        }
    }
}

/// The rounds of a deliverable. What one saves is what it would cost: as much of its price as the
/// fees that pay for the deliverable cost of theirs, or else all fees.
fn rounds_slot(
    what: &Deliverable,
    rounds: u16,
    lines: &HashMap<&LineId, (&Line, LinePrice)>,
    all: &Fees,
    tax: Option<Percent>,
) -> Option<Slot> {
    let price = what.further_round_price.filter(|p| *p > Money::ZERO)?;
    // What another option delivers has no rounds here.
    let own: Vec<(&Line, LinePrice)> = (what.lines.iter())
        .filter_map(|line| lines.get(line).copied())
        .collect();
    if own.is_empty() && !what.lines.is_empty() {
        return None;
    }
    let mut fees = Fees::default();
    for (line, figures) in &own {
        fees.add(line, *figures);
    }
    let fees = if fees.price > Money::ZERO { &fees } else { all };
    let share = (fees.cost.decimal() * price.decimal()).checked_div(fees.price.decimal());
    let cost = share.map_or(Money::ZERO, |share| Money::round(share).0);
    let first_tax = if fees.count > 0 { fees.tax } else { tax };
    let tax = own.first().map_or(first_tax, |(line, _)| line.tax);
    let most = rounds.saturating_sub(1).min(MOST_ROUNDS);
    let choices: Vec<Choice> = (1..=most)
        .map(|fewer| {
            let times = |amount: Money| Money::minor(amount.units() * i64::from(fewer));
            Choice {
                lever: Lever::Rounds,
                act: Move::Rounds {
                    deliverable: what.id.clone(),
                    from: rounds,
                    to: rounds - fewer,
                    price,
                    cost,
                },
                weight: times(price),
                cost: times(cost),
                kind: LineKind::Fixed,
                tax,
            }
        })
        .collect();
    (!choices.is_empty()).then(|| Slot {
        choices,
        unless_dropped: own.iter().map(|(line, _)| line.id.clone()).collect(),
    })
}
