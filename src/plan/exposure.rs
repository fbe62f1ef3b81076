//! What the agency buys in other currencies, and what it loses or gains when their rates move.
//! Internal.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::price::Price;
use crate::model::{BoughtIn, Currency, Line, LineKind, Money, Percent, Pitch};

/// What is bought in one other currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exposure {
    /// The currency.
    pub currency: Currency,
    /// How many lines are bought in it.
    pub lines: usize,
    /// What they come to there, in its minor units; every line is rounded once.
    pub amount: Money,
    /// What they cost here, at their own rates.
    pub cost: Money,
    /// What the profit gains (below zero: loses) when it gets dearer.
    pub dearer: Money,
    /// The same when it gets cheaper.
    pub cheaper: Money,
}

/// The other currencies that lines of a priced option are bought in, the greatest cost first, when
/// every rate moves by so many per cent.
///
/// The prices stand as they are offered, so that a dearer currency is the agency's loss; but
/// expenses, which the client pays at what they cost. Costs at a moved rate are rounded line by
/// line, as prices are.
#[must_use]
pub fn exposure(pitch: &Pitch, price: &Price, by: Percent) -> Vec<Exposure> {
    let home = pitch.currency;
    let mut found: BTreeMap<&str, Exposure> = BTreeMap::new();
    for line in &pitch.budget.lines {
        let (Some(abroad), Some(figures)) = (line.abroad(), price.lines.get(&line.id)) else {
            continue;
        };
        let entry = found.entry(abroad.currency.code()).or_insert(Exposure {
            currency: abroad.currency,
            lines: 0,
            amount: Money::ZERO,
            cost: Money::ZERO,
            dearer: Money::ZERO,
            cheaper: Money::ZERO,
        });
        entry.lines += 1;
        let there = abroad.amount.decimal().checked_mul(quantity(line));
        entry.amount = entry.amount + rounded(there);
        entry.cost = entry.cost + figures.cost;
        if line.kind != LineKind::Expense {
            let gains = |factor| figures.cost - moved(abroad, home, line, factor);
            entry.dearer = entry.dearer + gains(Decimal::ONE + by.fraction());
            entry.cheaper = entry.cheaper + gains(Decimal::ONE - by.fraction());
        }
    }
    let mut found: Vec<Exposure> = found.into_values().collect();
    found.sort_by_key(|entry| std::cmp::Reverse(entry.cost));
    found
}

/// How many of a line are bought: of media, whose net is all of it, one.
fn quantity(line: &Line) -> Decimal {
    match line.kind {
        LineKind::MediaCommission | LineKind::MediaServiceFee => Decimal::ONE,
        _ => line.quantity.decimal(),
    }
}

/// What a line costs at its rate times a factor.
fn moved(abroad: &BoughtIn, home: Currency, line: &Line, factor: Decimal) -> Money {
    let exact = abroad.cost_in(home, quantity(line));
    rounded(exact.and_then(|exact| exact.checked_mul(factor)))
}

fn rounded(exact: Option<Decimal>) -> Money {
    exact.map_or(Money::MAX_LINE, |exact| Money::round(exact).0)
}
