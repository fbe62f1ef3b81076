//! How much falls into which week: its row under the flights, and the same as a table.

use std::collections::BTreeMap;

use leptos::prelude::*;
use rust_decimal::Decimal;

use super::super::plan::Plan;
use super::Chart;
use crate::model::{Date, FlightId, Money};
use crate::plan::media_weeks::by_week;
use crate::proposal::flowchart::{self, Metrics, compact, draw, week_marks};
use crate::ui::format;
use crate::ui::parts::figures::{Ledger, Row};
use crate::ui::parts::flowchart::paths;
use crate::ui::screens::proposal::Here;

/// What is summed up by week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Money,
    Impressions,
}

impl Chart {
    pub(super) fn weeks_view(self) -> AnyView {
        let (weeks, scale, head) = (self.weeks.get(), self.scale.read(), self.head());
        let decimals = match self.weight.get() {
            Weight::Money => self.plan.workspace.currency.get().decimals(),
            Weight::Impressions => 0,
        };
        let metrics = Metrics::SCREEN;
        let ink = draw(&[], &weeks, &head, &scale, &metrics);
        let sums = week_marks(&weeks, &scale, &metrics, 0.0)
            .into_iter()
            .filter_map(|mark| {
                let words = compact(Decimal::new(mark.amount, decimals), &Here);
                let letters = u16::try_from(words.chars().count()).unwrap_or(u16::MAX);
                let fits = f64::from(letters) * metrics.letter <= scale.width * 7.0;
                let x = format!("{:.1}", mark.x + mark.width / 2.0);
                let y = format!("{:.1}", mark.top - 4.0);
                fits.then(
                    || view! { <text class="f-sum" text-anchor="middle" x=x y=y>{words}</text> },
                )
            });
        view! { {paths(ink)} {sums.collect_view()} }.into_any()
    }

    pub(super) fn weight_name(self) -> String {
        match self.weight.get() {
            Weight::Impressions => t!("Impressions by week").to_owned(),
            Weight::Money => {
                let currency = self.plan.workspace.currency.get();
                let currency = currency.code();
                if self.plan.is_internal() {
                    t!("Net by week, {currency}")
                } else {
                    t!("Gross by week, {currency}")
                }
            }
        }
    }

    /// An amount of the row of weeks as it is written.
    fn amount(self, amount: i64) -> String {
        match self.weight.get() {
            Weight::Impressions => format::number(amount.into()),
            Weight::Money => {
                let currency = self.plan.workspace.currency.get();
                format::money(Money::minor(amount), currency)
            }
        }
    }

    pub(super) fn weight_words(self) -> String {
        let weeks = self.weeks.read();
        let most = weeks.iter().max_by_key(|(_, amount)| **amount);
        let name = self.weight_name();
        match most.filter(|(_, amount)| **amount > 0) {
            None => t!("{name}: nothing yet."),
            Some((week, amount)) => {
                let (week, amount) = (format::date(*week), self.amount(*amount));
                t!("{name}: most in the week of {week}, {amount}.")
            }
        }
    }

    /// The weeks as figures.
    pub(super) fn table(self) -> AnyView {
        let open = RwSignal::new(false);
        let figures = move || {
            let weeks = self.weeks.read();
            let row = |(week, amount): (&Date, &i64)| {
                Row::new(format::date(*week), [self.amount(*amount)])
            };
            Ledger {
                name: t!("Weeks").to_owned(),
                heads: vec![t!("Week of").to_owned(), self.weight_name()],
                rows: weeks.iter().map(row).collect(),
                foot: None,
            }
        };
        view! {
            <details class="chart-table" on:toggle=move |_| open.update(|open| *open = !*open)>
                <summary>{t!("Weeks as a table")}</summary>
                {move || open.get().then(|| figures().scrolling())}
            </details>
        }
        .into_any()
    }
}

/// How much falls into which week.
pub(super) fn weeks_of(plan: Plan, rows: &[flowchart::Row], weight: Weight) -> BTreeMap<Date, i64> {
    let (cases, media) = (plan.cases.read(), plan.workspace.media.read());
    let internal = plan.is_internal();
    let amount = |id: &FlightId| match weight {
        Weight::Impressions => {
            let seen = cases.expected.flights.get(id)?.impressions?;
            i64::try_from(seen).ok()
        }
        Weight::Money if internal => Some(media.flights.find(id)?.net.units()),
        Weight::Money => Some(plan.gross(id)?.units()),
    };
    let amounts = rows.iter().filter_map(|row| {
        let flight = &row.flight;
        Some((flight.span?, amount(&flight.id)?))
    });
    by_week(amounts)
}
