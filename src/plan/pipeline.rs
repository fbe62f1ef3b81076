//! The pipeline: what all pitches together may bring.

use std::collections::BTreeMap;

use super::price::{percent_of, recommended_price};
use crate::model::{Currency, Money, Percent, Pitch, Stage};

/// What counts of one pitch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opportunity {
    /// Where it stands.
    pub stage: Stage,
    /// The currency of its value.
    pub currency: Currency,
    /// What it is worth, see [`value`].
    pub value: Option<Money>,
    /// How likely it is won.
    pub win_probability: Percent,
}

impl Opportunity {
    /// Value times win probability.
    #[must_use]
    pub fn weighted_value(&self) -> Option<Money> {
        Some(percent_of(self.win_probability, self.value?))
    }
}

/// What all pitches together may bring.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pipeline {
    /// How many stand at each stage that has any.
    pub stages: BTreeMap<Stage, usize>,
    /// Sums by currency: amounts of different currencies are never added.
    pub currencies: BTreeMap<Currency, Sums>,
    /// Won over won and lost, by count, in basis points; none before the first decision.
    pub won_share: Option<i64>,
}

/// Sums of one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sums {
    /// Value of the open pitches: neither won, lost nor on hold.
    pub open: Money,
    /// Weighted value of the open pitches.
    pub weighted: Money,
    /// Value of the pitches that are won.
    pub won: Money,
    /// Value of the pitches that are lost.
    pub lost: Money,
    /// Won over won and lost, by value, in basis points; none before the first decision.
    pub won_share: Option<i64>,
}

/// What a pitch is worth: the net total of its recommended option, or its typed value while the
/// budget has no lines.
#[must_use]
pub fn value(pitch: &Pitch) -> Option<Money> {
    if pitch.budget.lines.is_empty() {
        pitch.status.typed_value
    } else {
        Some(recommended_price(pitch).net_total)
    }
}

/// What counts of this pitch in the pipeline.
#[must_use]
pub fn opportunity(pitch: &Pitch) -> Opportunity {
    Opportunity {
        stage: pitch.status.stage,
        currency: pitch.currency,
        value: value(pitch),
        win_probability: pitch.status.win_probability,
    }
}

/// Whether a pitch at this stage is still open: neither won, lost nor on hold.
#[must_use]
pub fn is_open(stage: Stage) -> bool {
    !matches!(stage, Stage::Won | Stage::Lost | Stage::OnHold)
}

/// The figures of all these pitches.
#[must_use]
pub fn pipeline(opportunities: &[Opportunity]) -> Pipeline {
    let mut pipeline = Pipeline::default();
    for opportunity in opportunities {
        *pipeline.stages.entry(opportunity.stage).or_default() += 1;
        let Some(value) = opportunity.value else {
            continue;
        };
        let sums = pipeline.currencies.entry(opportunity.currency).or_default();
        match opportunity.stage {
            Stage::Won => sums.won = sums.won + value,
            Stage::Lost => sums.lost = sums.lost + value,
            Stage::OnHold => {}
            _ => {
                sums.open = sums.open + value;
                sums.weighted = sums.weighted + opportunity.weighted_value().unwrap_or_default();
            }
        }
    }
    let share = |won: Money, lost: Money| super::price::basis_points(won, won + lost);
    for sums in pipeline.currencies.values_mut() {
        sums.won_share = share(sums.won, sums.lost);
    }
    let number = |stage| {
        let count = pipeline.stages.get(&stage).copied().unwrap_or(0);
        Money::minor(i64::try_from(count).unwrap_or(i64::MAX))
    };
    pipeline.won_share = share(number(Stage::Won), number(Stage::Lost));
    pipeline
}
