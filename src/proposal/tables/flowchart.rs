//! The media plan as the client sees it, for its flowchart: prices and impressions, and never what
//! the media are paid.

use rust_decimal::Decimal;

use super::Figures;
use crate::model::Money;
use crate::plan::media_weeks::by_week;
use crate::plan::schedule::Span;
use crate::proposal::client_view::{FlightView, MediaView};
use crate::proposal::flowchart::{Flight, Row, Weight, compact, grouped};

impl MediaView<'_> {
    /// The rows.
    pub(in crate::proposal) fn rows(&self, figures: &Figures<'_>) -> Vec<Row> {
        let row = |flight: &FlightView| Flight {
            id: flight.id.clone(),
            channel: flight.channel.clone(),
            placement: flight.placement.clone(),
            span: span(flight),
            label: (flight.price).map_or_else(String::new, |price| {
                figures.formats.money(price, figures.currency)
            }),
        };
        grouped(self.flights.iter().map(row).collect())
    }

    /// Price by week where every flight has one; else impressions, where one has any.
    pub(in crate::proposal) fn weight(&self, figures: &Figures<'_>) -> Option<Weight> {
        let formats = figures.formats;
        let amounts = |of: &dyn Fn(&FlightView) -> Option<i64>| -> Vec<(Span, i64)> {
            (self.flights.iter())
                .filter_map(|flight| Some((span(flight)?, of(flight)?)))
                .collect()
        };
        let is_priced = |flight: &FlightView| flight.price.is_some_and(|price| price > Money::ZERO);
        let (name, weeks, minor) = if self.flights.iter().all(is_priced) {
            let name = t!("Price by week, {}", figures.currency.code());
            let prices = amounts(&|flight| Some(flight.price?.units()));
            (name, by_week(prices), figures.currency.decimals())
        } else {
            let seen = amounts(&|flight| i64::try_from(flight.impressions?).ok());
            (t!("Impressions by week").to_owned(), by_week(seen), 0)
        };
        let words = (weeks.iter())
            .map(|(week, amount)| (*week, compact(Decimal::new(*amount, minor), formats)))
            .collect();
        (weeks.values().any(|amount| *amount > 0)).then_some(Weight { name, weeks, words })
    }
}

fn span(flight: &FlightView) -> Option<Span> {
    let start = flight.start.or(flight.finish)?;
    let finish = flight.finish.unwrap_or(start);
    (start <= finish).then_some(Span { start, finish })
}
