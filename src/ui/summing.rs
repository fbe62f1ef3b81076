//! What the list of pitches shows of one. What works it out is fetched with what reads pitches.

use super::format;
use crate::library::CardSummary;
use crate::library::browser::Summarise;
use crate::library::browser::chunk::{NotFetched, at_once, in_chunk};
use crate::model::{Date, Pitch};
use crate::plan::summary;

in_chunk! {
    reading, prepared by prepare,
    fn summed(pitch: &Pitch, today: Date) -> Result<CardSummary, NotFetched> {
        Ok(of(pitch, today))
    }
}

/// What sums a pitch up for the list.
pub const SUMMARISE: Summarise = Summarise {
    prepare: || Box::pin(fetch()),
    at_once: card_summary,
};

/// Fetches it; where it cannot be had, cards say less until it can.
pub async fn fetch() {
    let _ = prepare().await;
}

/// What the list shows of a pitch; none while what works it out is not fetched yet.
fn card_summary(pitch: &Pitch) -> Option<CardSummary> {
    at_once(summed(pitch, format::today()))?.ok()
}

fn of(pitch: &Pitch, today: Date) -> CardSummary {
    let summary = summary::summary(pitch, today);
    CardSummary {
        title: summary.title,
        client: summary.organisation,
        stage: summary.stage,
        is_template: pitch.is_template,
        dates: summary.dates,
        launch: summary.launch,
        value: summary.value,
        weighted: summary.weighted,
        win_probability: summary.win_probability,
        profit_margin: summary.profit_margin,
        currency: summary.currency,
        counts_on: summary.counts_on,
        pitching_hours: summary.pitching_hours,
        pitching_cost: summary.pitching_cost,
        score: summary.score,
        problems: u32::try_from(summary.problems).unwrap_or(u32::MAX),
    }
}
