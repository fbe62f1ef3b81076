//! The payment schedule: what the client pays when, and whether it adds up to the total.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::allocate::shares;
use super::month::{Month, months_of};
use super::price::{Price, percent_of};
use super::retainer::{months_of_retainer, retainer_of};
use super::schedule::{Schedule, Span};
use crate::model::{
    Date, Due, Instalment, InstalmentBase, InstalmentId, Money, OptionId, Pitch, Share,
};

/// What the client pays when.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PaymentSchedule {
    /// The payments, in the order of the instalments; a monthly instalment gives one a month.
    pub payments: Vec<Payment>,
    /// The total less all payments: positive when something is not yet asked for, negative when
    /// too much is.
    pub difference: Money,
}

/// One payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    /// The instalment that it comes from.
    pub instalment: InstalmentId,
    /// What the client reads.
    pub name: String,
    /// The day it is due; none when it waits for a task that is not part of the option.
    pub date: Option<Date>,
    /// How much.
    pub amount: Money,
    /// Which payment of its instalment it is, from 1.
    pub part: usize,
    /// How many payments its instalment has.
    pub parts: usize,
}

/// The payments for a priced option, given the schedule of that option.
///
/// Percentages of one base that add up to 100 % share it by largest remainder, so that they add
/// up to the last minor unit; others are rounded one by one. The first [`Share::Rest`] takes what
/// all others leave. A payment on signature is due on the day the client decides, or on the first
/// day of the project; a monthly one on the first day of every month of the retainers of the
/// option (unless it is a share of media), or else of its flights, or else of the project.
#[must_use]
pub fn payments(pitch: &Pitch, schedule: &Schedule, price: &Price) -> PaymentSchedule {
    let option = price.option.as_ref();
    let instalments = &pitch.budget.payments;
    let amounts = amounts(instalments.iter().map(|i| &**i), price);
    let mut result = PaymentSchedule::default();
    for (instalment, amount) in instalments.iter().zip(amounts) {
        let dates = match &instalment.due {
            Due::Signature => vec![Some(
                pitch.status.decision_date.unwrap_or(pitch.timeline.start),
            )],
            Due::Task(task) => vec![schedule.tasks.get(task).map(|task| task.finish)],
            Due::Date(date) => vec![Some(*date)],
            Due::Monthly => paying_months(pitch, option, schedule, instalment.of)
                .into_iter()
                .map(|month| Some(month.first_day()))
                .collect(),
        };
        let parts = dates.len();
        let split = shares(amount, &vec![1; parts]);
        for (place, (date, amount)) in dates.into_iter().zip(split).enumerate() {
            result.payments.push(Payment {
                instalment: instalment.id.clone(),
                name: instalment.name.clone(),
                date,
                amount,
                part: place + 1,
                parts,
            });
        }
    }
    let paid: Money = result.payments.iter().map(|payment| payment.amount).sum();
    result.difference = price.total - paid;
    result
}

fn paying_months(
    pitch: &Pitch,
    option: Option<&OptionId>,
    schedule: &Schedule,
    of: InstalmentBase,
) -> Vec<Month> {
    let retained = (pitch.budget.lines.iter())
        .filter(|line| of != InstalmentBase::Media && line.is_in(option))
        .filter_map(|line| retainer_of(line))
        .flat_map(|retainer| months_of_retainer(retainer, pitch))
        .collect::<BTreeSet<Month>>();
    if !retained.is_empty() {
        return retained.into_iter().collect();
    }
    let flights = pitch
        .media
        .flights
        .iter()
        .filter(|flight| flight.is_in(option))
        .filter_map(|flight| {
            let start = flight.start.or(flight.finish)?;
            Some(Span {
                start,
                finish: flight.finish.unwrap_or(start).max(start),
            })
        })
        .reduce(Span::and);
    let start = pitch.timeline.start;
    let span = flights.or_else(|| schedule.span()).unwrap_or(Span {
        start,
        finish: start,
    });
    months_of(span)
        .into_iter()
        .map(|(month, _)| month)
        .collect()
}

fn amounts<'a>(
    instalments: impl Iterator<Item = &'a Instalment> + Clone,
    price: &Price,
) -> Vec<Money> {
    let base_of = |base: InstalmentBase| match base {
        InstalmentBase::Total => price.total,
        InstalmentBase::AllButMedia => price.total - price.media_total,
        InstalmentBase::Media => price.media_total,
    };
    let mut amounts: Vec<Money> = instalments
        .clone()
        .map(|instalment| match instalment.share {
            Share::Percent(percent) => percent_of(percent, base_of(instalment.of)),
            Share::Amount(amount) => amount,
            Share::Rest => Money::ZERO,
        })
        .collect();
    for base in InstalmentBase::ALL {
        let whole: Vec<(usize, Decimal)> = instalments
            .clone()
            .enumerate()
            .filter_map(|(place, instalment)| match instalment.share {
                Share::Percent(percent) if instalment.of == base => {
                    Some((place, percent.decimal()))
                }
                _ => None,
            })
            .collect();
        if whole.iter().map(|(_, percent)| *percent).sum::<Decimal>() != Decimal::ONE_HUNDRED {
            continue;
        }
        // Percentages have at most six decimals.
        let weights: Vec<i64> = whole
            .iter()
            .map(|(_, percent)| i64::try_from(*percent * Decimal::from(1_000_000)).unwrap_or(0))
            .collect();
        for ((place, _), share) in whole.iter().zip(shares(base_of(base), &weights)) {
            if let Some(amount) = amounts.get_mut(*place) {
                *amount = share;
            }
        }
    }
    let rest = instalments.clone().position(|i| i.share == Share::Rest);
    let paid: Money = amounts.iter().copied().sum();
    if let Some(amount) = rest.and_then(|place| amounts.get_mut(place)) {
        *amount = price.total - paid;
    }
    amounts
}
