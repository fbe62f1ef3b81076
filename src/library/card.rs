//! Cards: what the list of pitches shows of each, kept as an index that can be rebuilt.

use serde::{Deserialize, Serialize};

use crate::model::{Currency, Date, Money, PitchId, Stage};

/// What the list of pitches shows of one. It follows from the pitch and may be made anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardSummary {
    /// What the pitch is called.
    pub title: String,
    /// The client's organisation.
    pub client: String,
    /// Where it stands.
    pub stage: Stage,
    /// The next day that matters.
    pub next_date: Option<Date>,
    /// What that day is.
    pub next_name: String,
    /// The day of the launch.
    pub launch: Option<Date>,
    /// Net total of the recommended option, or the typed value.
    pub value: Option<Money>,
    /// Value times win probability.
    pub weighted: Option<Money>,
    /// The currency of the two.
    pub currency: Currency,
    /// How many checks found a problem.
    pub problems: u32,
}

/// A pitch in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Its id.
    pub id: PitchId,
    /// The revision that was summed up.
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
