//! The pipeline: what all pitches together may bring, when, and what pitching for them costs.

use std::collections::BTreeMap;

use super::month::Month;
use super::price::{basis_points, percent_of, recommended_price};
use super::pursuit::pitching_cost;
use crate::model::{Currency, Date, Hours, Money, Percent, Pitch, Stage};

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
    /// The month in which it counts, see [`counts_on`].
    pub month: Option<Month>,
    /// Hours spent on pitching for it.
    pub pitching_hours: Hours,
    /// What they cost.
    pub pitching_cost: Money,
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
    /// Hours of pitching, whatever became of it.
    pub pitching: Pitching<Hours>,
}

/// Sums of one currency.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
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
    /// What pitching cost.
    pub pitching: Pitching<Money>,
    /// By month and stage; pitches without a month stand under none, after all others.
    pub months: Vec<(Option<Month>, MonthSums)>,
}

/// What pitching took, by what became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pitching<T> {
    /// On pitches that are still open or on hold.
    pub open: T,
    /// On pitches that were won.
    pub won: T,
    /// On pitches that were lost.
    pub lost: T,
}

/// What counts in one month.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MonthSums {
    /// Of each stage that has any: how many pitches, and their value.
    pub stages: BTreeMap<Stage, (usize, Money)>,
    /// Weighted value of those that are open.
    pub weighted: Money,
    /// Value of those that are won.
    pub won: Money,
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

/// The day whose month a pitch counts in: of the decision, else the day it is presented.
#[must_use]
pub fn counts_on(pitch: &Pitch) -> Option<Date> {
    pitch.status.decision_date.or(pitch.status.pitch_date)
}

/// What counts of this pitch in the pipeline.
#[must_use]
pub fn opportunity(pitch: &Pitch) -> Opportunity {
    opportunity_of(pitch, value(pitch))
}

/// What counts of this pitch, whose value is known already.
pub(super) fn opportunity_of(pitch: &Pitch, value: Option<Money>) -> Opportunity {
    let cost = pitching_cost(pitch);
    Opportunity {
        stage: pitch.status.stage,
        currency: pitch.currency,
        value,
        win_probability: pitch.status.win_probability,
        month: counts_on(pitch).map(Month::of),
        pitching_hours: cost.spent_hours,
        pitching_cost: cost.spent,
    }
}

/// Whether a pitch at this stage is still open: neither won, lost nor on hold.
#[must_use]
pub fn is_open(stage: Stage) -> bool {
    !matches!(stage, Stage::Won | Stage::Lost | Stage::OnHold)
}

/// Whether a pitch at this stage takes people's time: neither lost nor on hold.
#[must_use]
pub fn is_live(stage: Stage) -> bool {
    !matches!(stage, Stage::Lost | Stage::OnHold)
}

/// The figures of all these pitches.
#[must_use]
pub fn pipeline(opportunities: &[Opportunity]) -> Pipeline {
    let mut pipeline = Pipeline::default();
    let mut months: BTreeMap<(Currency, bool, Option<Month>), MonthSums> = BTreeMap::new();
    for opportunity in opportunities {
        *pipeline.stages.entry(opportunity.stage).or_default() += 1;
        let hours = pipeline.pitching.of(opportunity.stage);
        *hours = [*hours, opportunity.pitching_hours].into_iter().sum();
        let has_cost = !opportunity.pitching_cost.is_zero();
        if opportunity.value.is_none() && !has_cost {
            continue;
        }
        let sums = pipeline.currencies.entry(opportunity.currency).or_default();
        let cost = sums.pitching.of(opportunity.stage);
        *cost = *cost + opportunity.pitching_cost;
        let Some(value) = opportunity.value else {
            continue;
        };
        // Months in order, and after them what has none.
        let place = (
            opportunity.currency,
            opportunity.month.is_none(),
            opportunity.month,
        );
        let month = months.entry(place).or_default();
        let (count, sum) = month.stages.entry(opportunity.stage).or_default();
        *count += 1;
        *sum = *sum + value;
        match opportunity.stage {
            Stage::Won => {
                sums.won = sums.won + value;
                month.won = month.won + value;
            }
            Stage::Lost => sums.lost = sums.lost + value,
            Stage::OnHold => {}
            _ => {
                let weighted = opportunity.weighted_value().unwrap_or_default();
                sums.open = sums.open + value;
                sums.weighted = sums.weighted + weighted;
                month.weighted = month.weighted + weighted;
            }
        }
    }
    for ((currency, _, month), of_month) in months {
        let sums = pipeline.currencies.entry(currency).or_default();
        sums.months.push((month, of_month));
    }
    let share = |won: Money, lost: Money| basis_points(won, won + lost);
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

impl<T> Pitching<T> {
    fn of(&mut self, stage: Stage) -> &mut T {
        match stage {
            Stage::Won => &mut self.won,
            Stage::Lost => &mut self.lost,
            _ => &mut self.open,
        }
    }
}
