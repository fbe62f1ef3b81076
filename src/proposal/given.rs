//! What was given to the client: the marks of what was sent and what was signed, and how far the
//! pitch has moved since the signature.

use std::sync::Arc;

use crate::model::{Date, Fingerprint, Pitch, Sent};

use super::block::Table;
use super::change_order::changes;
use super::client_view::ClientView;
use super::formats::Formats;
use super::tables::Figures;

/// The mark of what goes to the client on this day.
#[must_use]
pub fn send(pitch: &Pitch, date: Date) -> Sent {
    Sent {
        date: Some(date),
        version: pitch.proposal.version.trim().to_owned(),
        fingerprint: Some(Fingerprint::of_offer(pitch)),
        extra: Default::default(),
    }
}

/// What the footer says of a pitch that is what was sent or signed; none of one that is not.
#[must_use]
pub fn printed(pitch: &Pitch) -> Option<Fingerprint> {
    let signed = pitch
        .signed
        .as_deref()
        .and_then(|signed| signed.fingerprint);
    let sent = pitch.sent.as_deref().and_then(|sent| sent.fingerprint);
    if signed.is_none() && sent.is_none() {
        return None;
    }
    let now = Fingerprint::of_offer(pitch);
    (signed == Some(now) || sent == Some(now)).then_some(now)
}

/// How far a pitch has moved since it was signed: what it was, and what it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drift {
    /// In the order of the change order: scope, dates, price; parts in which nothing is different
    /// are not there.
    pub parts: Vec<DriftPart>,
}

/// A part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DriftPart {
    /// Scope, dates or price.
    pub name: &'static str,
    /// What is different, as signed, and now; amounts in the currency of the pitch.
    pub rows: Vec<[String; 3]>,
}

/// How far a pitch has moved since it was signed; none of one that was not.
#[must_use]
pub fn drift(pitch: &Pitch, formats: &dyn Formats) -> Option<Drift> {
    let signed = pitch.signed.as_ref().map(Arc::as_ref)?;
    let view = ClientView::of(pitch);
    let figures = Figures {
        formats,
        currency: view.currency,
    };
    let changes = changes(signed, &view, &figures);
    let part = |name: &'static str, table: &Table| {
        let rows = table.rows.iter().map(|row| {
            let cell = |at: usize| {
                row.cells
                    .get(at)
                    .map_or_else(String::new, |cell| cell.text.clone())
            };
            [cell(0), cell(1), cell(2)]
        });
        DriftPart {
            name,
            rows: rows.collect(),
        }
    };
    let mut parts = vec![
        part(t!("Scope"), &changes.scope),
        part(t!("Dates"), &changes.dates),
        part(t!("Price"), &changes.price),
    ];
    parts.retain(|part| !part.rows.is_empty());
    Some(Drift { parts })
}
