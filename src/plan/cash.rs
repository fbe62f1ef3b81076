//! The agency's cash by month: what the client pays in, what goes out to suppliers and media, and
//! what stands between. Internal.

use std::collections::BTreeMap;

use super::allocate::shares;
use super::month::Month;
use super::payments::PaymentSchedule;
use super::phasing::{Measure, phasing};
use super::price::{Price, is_labour};
use super::schedule::Schedule;
use crate::model::{Date, Money, Pitch};

/// The cash of a pitch, without tax, which only passes through.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cash {
    /// Every month from the first payment to the last.
    pub months: Vec<CashMonth>,
    /// Payments in without a date, which stand in no month.
    pub undated: Money,
}

/// What happens in a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CashMonth {
    /// The month.
    pub month: Month,
    /// What the client pays.
    pub paid_in: Money,
    /// What is paid for third parties, media and expenses.
    pub paid_out: Money,
    /// What came in less what went out, from the first month to the end of this one.
    pub position: Money,
}

impl Cash {
    /// The month in which the agency has paid the most ahead; none when it never does.
    #[must_use]
    pub fn lowest(&self) -> Option<CashMonth> {
        let lowest = self.months.iter().min_by_key(|month| month.position);
        lowest.copied().filter(|month| month.position < Money::ZERO)
    }

    /// The first month from whose end on the position is never below zero again, when it was.
    #[must_use]
    pub fn covered_from(&self) -> Option<Month> {
        let below = |month: &CashMonth| month.position < Money::ZERO;
        let last = self.months.iter().rposition(below)?;
        self.months.get(last + 1).map(|month| month.month)
    }
}

/// The cash of a priced option. A payment comes in so many days after it is due as the client
/// takes; its tax is left out, in proportion, to the last minor unit. External cost falls into
/// months as [`phasing`] says, is invoiced on the last day of its month and paid so many days
/// later as suppliers give. Labour is not among it: salaries are paid whatever is pitched.
#[must_use]
pub fn cash(pitch: &Pitch, schedule: &Schedule, price: &Price, payments: &PaymentSchedule) -> Cash {
    let budget = &pitch.budget;
    let mut flows: BTreeMap<Month, (Money, Money)> = BTreeMap::new();
    let amounts: Vec<i64> = (payments.payments.iter())
        .map(|payment| payment.amount.units())
        .collect();
    let asked: Money = payments.payments.iter().map(|payment| payment.amount).sum();
    let net = shares(
        asked,
        &[
            price.net_total.units(),
            (price.total - price.net_total).units(),
        ],
    );
    let net = net.first().copied().unwrap_or_default();
    let mut cash = Cash::default();
    for (payment, amount) in payments.payments.iter().zip(shares(net, &amounts)) {
        match payment.date {
            Some(due) => {
                let (paid_in, _) = flows.entry(later(due, budget.payment_days)).or_default();
                *paid_in = *paid_in + amount;
            }
            None => cash.undated = cash.undated + amount,
        }
    }
    let phased = phasing(pitch, schedule, price, Measure::Cost);
    let external = budget.lines.iter().filter(|line| !is_labour(line.kind));
    for months in external.filter_map(|line| phased.lines.get(&line.id)) {
        for (month, amount) in months.iter().filter(|(_, amount)| !amount.is_zero()) {
            let invoiced = month.next().first_day().plus_days(-1);
            let paid = later(invoiced, budget.supplier_days);
            let (_, paid_out) = flows.entry(paid).or_default();
            *paid_out = *paid_out + *amount;
        }
    }
    let (first, last) = (
        flows.keys().next().copied(),
        flows.keys().next_back().copied(),
    );
    let months = std::iter::successors(first, |month| Some(month.next()))
        .take_while(|month| last.is_some_and(|last| *month <= last));
    let mut position = Money::ZERO;
    for month in months {
        let (paid_in, paid_out) = flows.get(&month).copied().unwrap_or_default();
        position = position + paid_in - paid_out;
        cash.months.push(CashMonth {
            month,
            paid_in,
            paid_out,
            position,
        });
    }
    cash
}

/// The month of a day so many days later.
fn later(day: Date, days: u16) -> Month {
    Month::of(day.plus_days(i64::from(days)))
}
