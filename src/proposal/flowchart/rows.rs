//! The rows of a flowchart: flights under their channels, in the order in which a channel is
//! named first.

use crate::model::FlightId;
use crate::plan::schedule::Span;

/// What a row shows of a flight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flight {
    /// Which one.
    pub id: FlightId,
    /// Its channel.
    pub channel: String,
    /// Where in the channel.
    pub placement: String,
    /// Its days; none while it has none.
    pub span: Option<Span>,
    /// Written on its bar, such as its price; may be empty.
    pub label: String,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What stands in it.
    pub flight: Flight,
    /// Whether it is the first of its channel.
    pub first: bool,
}

/// Brings flights of a channel together, each in the order in which they come.
#[must_use]
pub fn grouped(flights: Vec<Flight>) -> Vec<Row> {
    let mut channels: Vec<(String, Vec<Flight>)> = Vec::new();
    for flight in flights {
        let channel = flight.channel.trim().to_lowercase();
        match channels.iter_mut().find(|(name, _)| *name == channel) {
            Some((_, list)) => list.push(flight),
            None => channels.push((channel, vec![flight])),
        }
    }
    (channels.into_iter())
        .flat_map(|(_, list)| {
            (list.into_iter().enumerate()).map(|(at, flight)| Row {
                flight,
                first: at == 0,
            })
        })
        .collect()
}

/// From the first day to the last of all rows.
#[must_use]
pub fn span_of(rows: &[Row]) -> Option<Span> {
    (rows.iter())
        .filter_map(|row| row.flight.span)
        .reduce(|all, span| Span {
            start: all.start.min(span.start),
            finish: all.finish.max(span.finish),
        })
}

/// The whole weeks that hold a span.
#[must_use]
pub fn period(span: Span) -> Span {
    Span {
        start: span.start.monday(),
        finish: span.finish.monday().plus_days(6),
    }
}
