//! Cards: what the list of pitches shows of each, kept as an index that can be rebuilt.

use serde::{Deserialize, Serialize};

use crate::model::{
    Currency, Date, Hours, KeyDate, Money, Percent, Pitch, PitchId, Stage, key_date,
};

/// What the list of pitches shows of one. It follows from the pitch and may be made anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardSummary {
    /// What the pitch is called.
    pub title: String,
    /// The client's organisation.
    pub client: String,
    /// Where it stands.
    pub stage: Stage,
    /// Whether it is a template, and no opportunity.
    pub is_template: bool,
    /// The days that matter, in order, from a week before it was saved on.
    pub dates: Vec<KeyDate>,
    /// The day of the launch.
    pub launch: Option<Date>,
    /// Net total of the recommended option, or the typed value.
    pub value: Option<Money>,
    /// Value times win probability.
    pub weighted: Option<Money>,
    /// How likely it is won.
    pub win_probability: Percent,
    /// Profit over agency gross income, in basis points.
    pub profit_margin: Option<i64>,
    /// The currency of every amount here.
    pub currency: Currency,
    /// The day that says in which month it counts: of the decision, else of the pitch.
    pub counts_on: Option<Date>,
    /// Hours spent on pitching for it.
    pub pitching_hours: Hours,
    /// What they cost.
    pub pitching_cost: Money,
    /// Points of go or no go, 0 to 100.
    pub score: Option<u8>,
    /// How many checks found a problem.
    pub problems: u32,
}

impl CardSummary {
    /// What a pitch says of itself, without what has to be worked out.
    #[must_use]
    pub fn plain(pitch: &Pitch) -> Self {
        Self {
            title: pitch.title.clone(),
            client: pitch.client.organisation.clone(),
            stage: pitch.status.stage,
            is_template: pitch.is_template,
            dates: Vec::new(),
            launch: None,
            value: None,
            weighted: None,
            win_probability: pitch.status.win_probability,
            profit_margin: None,
            currency: pitch.currency,
            counts_on: None,
            pitching_hours: Hours::ZERO,
            pitching_cost: Money::ZERO,
            score: None,
            problems: 0,
        }
    }

    /// The next day that matters, on or after today.
    #[must_use]
    pub fn next_date(&self, today: Date) -> Option<&KeyDate> {
        key_date::next(&self.dates, today)
    }
}

/// A pitch in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Its id.
    pub id: PitchId,
    /// The revision that was summed up; 0 for a card that still is to be.
    pub revision: u64,
    /// When it was last saved, in milliseconds since 1970.
    pub saved_at: u64,
    /// What is shown.
    pub summary: CardSummary,
}

/// The index as it is kept.
#[must_use]
pub fn write(cards: &[Card]) -> String {
    crate::file::sealed::seal(&serde_json::to_string(cards).unwrap_or_default())
}

/// The kept index; none when it cannot be read, and then it is rebuilt from the pitches.
#[must_use]
pub fn read(sealed: &str) -> Option<Vec<Card>> {
    let text = crate::file::sealed::open(sealed).ok()?;
    serde_json::from_str(text).ok()
}
