//! The agency's cash by month: what the client pays in, what goes out to suppliers and media, and
//! what stands between. Internal.

use std::collections::BTreeMap;

use super::allocate::shares;
use super::month::Month;
use super::payments::PaymentSchedule;
use super::phasing::{Measure, phasing};
use super::price::{Price, is_labour};
use super::schedule::Schedule;
use crate::model::{Date, Line, Money, Pitch};

/// The cash of a pitch, without tax, which only passes through.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cash {
    /// Every month from the first payment to the last.
    pub months: Vec<CashMonth>,
    /// Payments in without a date, which stand in no month.
    pub undated: Money,
    /// The day on which the agency has paid the most ahead, and the position then; none when it
    /// never pays ahead. Within a month it can be lower than at its end.
    pub lowest: Option<(Date, Money)>,
    /// The day from which the position is never below zero again, when it was.
    pub covered_on: Option<Date>,
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
    /// What fees and fixed prices cost, where that is asked for.
    pub salaries: Money,
    /// What came in less what went out, from the first month to the end of this one.
    pub position: Money,
}

impl CashMonth {
    /// What came in less what went out in this month alone.
    #[must_use]
    pub fn net(&self) -> Money {
        self.paid_in - self.paid_out - self.salaries
    }
}

/// The cash of a priced option. A payment comes in so many days after it is due as the client
/// takes; its tax is left out, in proportion, to the last minor unit. External cost falls into
/// months as [`phasing`] says, is invoiced on the last day of its month and paid so many days
/// later as suppliers give. Labour is not among it: salaries are paid whatever is pitched.
#[must_use]
pub fn cash(pitch: &Pitch, schedule: &Schedule, price: &Price, payments: &PaymentSchedule) -> Cash {
    reckon(pitch, schedule, price, payments, false)
}

/// As [`cash`], with what fees and fixed prices cost: it falls into months in the same way and is
/// paid on the last day of its month.
#[must_use]
pub fn cash_with_salaries(
    pitch: &Pitch,
    schedule: &Schedule,
    price: &Price,
    payments: &PaymentSchedule,
) -> Cash {
    reckon(pitch, schedule, price, payments, true)
}

/// What moves on a day.
#[derive(Clone, Copy, Default)]
struct Flow {
    paid_in: Money,
    paid_out: Money,
    salaries: Money,
}

type Days = BTreeMap<Date, Flow>;

fn reckon(
    pitch: &Pitch,
    schedule: &Schedule,
    price: &Price,
    payments: &PaymentSchedule,
    salaries: bool,
) -> Cash {
    let mut days = Days::new();
    let undated = pay_in(pitch, price, payments, &mut days);
    pay_out(pitch, schedule, price, salaries, &mut days);
    let mut cash = by_month(&days);
    cash.undated = undated;
    (cash.lowest, cash.covered_on) = low_water(&days);
    cash
}

/// The payments of the client without tax, on their days; those without a day are the answer.
fn pay_in(pitch: &Pitch, price: &Price, payments: &PaymentSchedule, days: &mut Days) -> Money {
    let amounts: Vec<i64> = (payments.payments.iter())
        .map(|payment| payment.amount.units())
        .collect();
    let asked: Money = payments.payments.iter().map(|payment| payment.amount).sum();
    let tax = price.total - price.net_total;
    let net = shares(asked, &[price.net_total.units(), tax.units()]);
    let net = net.first().copied().unwrap_or_default();
    let mut undated = Money::ZERO;
    for (payment, amount) in payments.payments.iter().zip(shares(net, &amounts)) {
        let Some(due) = payment.date else {
            undated = undated + amount;
            continue;
        };
        let paid = due.plus_days(i64::from(pitch.budget.payment_days));
        let flow = days.entry(paid).or_default();
        flow.paid_in = flow.paid_in + amount;
    }
    undated
}

fn pay_out(pitch: &Pitch, schedule: &Schedule, price: &Price, salaries: bool, days: &mut Days) {
    let phased = phasing(pitch, schedule, price, Measure::Cost);
    let counts = |line: &&std::sync::Arc<Line>| salaries || !is_labour(line.kind);
    for line in pitch.budget.lines.iter().filter(counts) {
        let months = phased.lines.get(&line.id).into_iter().flatten();
        for (month, amount) in months.filter(|(_, amount)| !amount.is_zero()) {
            let invoiced = month.last_day();
            if is_labour(line.kind) {
                let flow = days.entry(invoiced).or_default();
                flow.salaries = flow.salaries + *amount;
            } else {
                let paid = invoiced.plus_days(i64::from(pitch.budget.supplier_days));
                let flow = days.entry(paid).or_default();
                flow.paid_out = flow.paid_out + *amount;
            }
        }
    }
}

fn by_month(days: &Days) -> Cash {
    let (first, last) = (days.keys().next(), days.keys().next_back());
    let last = last.map(|day| Month::of(*day));
    let months = std::iter::successors(first.map(|day| Month::of(*day)), |m| Some(m.next()));
    let mut position = Money::ZERO;
    let months = months
        .take_while(|month| last.is_some_and(|last| *month <= last))
        .map(|month| {
            let in_it = || days.range(month.first_day()..=month.last_day());
            let sum = |of: fn(&Flow) -> Money| in_it().map(|(_, flow)| of(flow)).sum();
            let mut row = CashMonth {
                month,
                paid_in: sum(|flow| flow.paid_in),
                paid_out: sum(|flow| flow.paid_out),
                salaries: sum(|flow| flow.salaries),
                position,
            };
            position = position + row.net();
            row.position = position;
            row
        });
    Cash {
        months: months.collect(),
        ..Cash::default()
    }
}

/// The first of the lowest days, and the day from which on all is covered.
fn low_water(days: &Days) -> (Option<(Date, Money)>, Option<Date>) {
    let mut position = Money::ZERO;
    let (mut lowest, mut covered) = (None::<(Date, Money)>, None);
    for (day, flow) in days {
        position = position + flow.paid_in - flow.paid_out - flow.salaries;
        if position < Money::ZERO {
            covered = None;
            if lowest.is_none_or(|(_, low)| position < low) {
                lowest = Some((*day, position));
            }
        } else if lowest.is_some() {
            covered = covered.or(Some(*day));
        }
    }
    (lowest, covered)
}
