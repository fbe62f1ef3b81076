//! What a change does to the dates and the sums of a pitch.

use std::fmt;

use crate::model::{Currency, Date, Money, Pitch};
use crate::plan::checks::Words;
use crate::plan::price::price;
use crate::plan::schedule::schedule;

use super::shown::Plain;

/// Dates and sums of the recommended option.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figures {
    /// The day of the launch milestone, else the launch date that was typed.
    pub launch: Option<Date>,
    /// The last day of the plan.
    pub finish: Option<Date>,
    /// Before tax.
    pub net_total: Money,
    /// With tax.
    pub total: Money,
    /// Profit over agency gross income as [`crate::plan::price::Price::profit_margin`] has it, in
    /// hundredths of a per cent; none without income.
    pub profit_margin: Option<i64>,
    /// The currency of the sums.
    pub currency: Currency,
}

/// The figures of this pitch.
#[must_use]
pub fn figures(pitch: &Pitch) -> Figures {
    let option = pitch.budget.recommended_option();
    let plan = schedule(&pitch.timeline, option);
    let price = price(pitch, option);
    Figures {
        launch: plan.launch.or(pitch.timeline.launch_date),
        finish: plan.finish,
        net_total: price.net_total,
        total: price.total,
        profit_margin: price.profit_margin,
        currency: pitch.currency,
    }
}

/// Dates and sums before and after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Consequences {
    /// Before.
    pub before: Figures,
    /// After.
    pub after: Figures,
}

/// What going from one pitch to the other does to its dates and sums.
#[must_use]
pub fn consequences(before: &Pitch, after: &Pitch) -> Consequences {
    Consequences {
        before: figures(before),
        after: figures(after),
    }
}

impl Consequences {
    /// Whether dates and sums stay as they are.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.before == self.after
    }

    /// In words, such as `launch moves to 14 May 2026, net +4,200`; empty when nothing changes.
    /// The total is only named where the net total stays.
    #[must_use]
    pub fn words(&self, words: &dyn Words) -> String {
        let Self { before, after } = self;
        let mut said = Vec::new();
        match (before.launch, after.launch) {
            (from, to) if from == to => {}
            (Some(_), Some(to)) => said.push(t!("launch moves to {day}", day = words.date(to))),
            (None, Some(to)) => said.push(t!("launch on {day}", day = words.date(to))),
            (_, None) => said.push(t!("no launch any more").to_owned()),
        }
        if before.launch == after.launch || after.launch != after.finish {
            match (before.finish, after.finish) {
                (from, to) if from == to => {}
                (Some(_), Some(to)) => said.push(t!("finish moves to {day}", day = words.date(to))),
                (None, Some(to)) => said.push(t!("finish on {day}", day = words.date(to))),
                (_, None) => said.push(t!("no finish any more").to_owned()),
            }
        }
        if before.currency == after.currency {
            let signed = |from: Money, to: Money| {
                let difference = to - from;
                let sign = if difference < Money::ZERO { "−" } else { "+" };
                let size = if difference < Money::ZERO {
                    -difference
                } else {
                    difference
                };
                (!difference.is_zero()).then(|| format!("{sign}{}", words.money(size)))
            };
            if let Some(sum) = signed(before.net_total, after.net_total) {
                said.push(t!(sum "net {sum}"));
            } else if let Some(sum) = signed(before.total, after.total) {
                said.push(t!(sum "total {sum}"));
            }
        } else {
            said.push(t!("sums in {currency}", currency = after.currency.code()));
        }
        if before.profit_margin != after.profit_margin {
            let percent = |points: Option<i64>| {
                points.map_or_else(
                    || t!(margin "none").to_owned(),
                    |points| format!("{} %", words.number(rust_decimal::Decimal::new(points, 2))),
                )
            };
            said.push(t!(
                "profit margin {before} → {after}",
                before = percent(before.profit_margin),
                after = percent(after.profit_margin)
            ));
        }
        said.join(", ")
    }
}

/// As [`Plain`] writes it.
impl fmt::Display for Consequences {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words(&Plain(self.after.currency)))
    }
}
