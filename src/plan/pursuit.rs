//! Whether to pitch, and what pitching costs.

use rust_decimal::Decimal;

use super::price::{percent_of, times};
use crate::model::{Hours, Money, Percent, Pitch, Pursuit, Rating, TimeEntry};

/// From this score on it is worth pitching.
const GO_FROM: u8 = 70;
/// Below this score it is not.
const NO_GO_BELOW: u8 = 50;

/// How the four ratings add up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Score {
    /// Points, 0 to 100: all ratings at 1 are 0, all at 5 are 100, each counts the same.
    pub points: u8,
    /// What they speak for.
    pub advice: Advice,
}

/// What a score speaks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Advice {
    /// Pitch: 70 points or more.
    Go,
    /// Ask for better terms, or for more to know: 50 to 69.
    Talk,
    /// Do not pitch: less than 50.
    NoGo,
}

/// The score of a pursuit; none before all four are rated.
#[must_use]
pub fn score(pursuit: &Pursuit) -> Option<Score> {
    let ratings = [pursuit.fit?, pursuit.odds?, pursuit.cost?, pursuit.returns?];
    let above: u16 = (ratings.iter())
        .map(|rating: &Rating| u16::from(rating.number()) - 1)
        .sum();
    // At most 4 each, so at most 16: the points of a hundred, rounded half up.
    let points = u8::try_from((above * 100 + 8) / 16).unwrap_or(100);
    let advice = match points {
        GO_FROM.. => Advice::Go,
        NO_GO_BELOW.. => Advice::Talk,
        _ => Advice::NoGo,
    };
    Some(Score { points, advice })
}

/// What pitching costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PitchingCost {
    /// Hours spent so far.
    pub spent_hours: Hours,
    /// What they cost the agency.
    pub spent: Money,
    /// Hours that were planned.
    pub planned_hours: Hours,
    /// What those would cost at the mean cost rate of the rate card.
    pub planned: Money,
}

impl PitchingCost {
    /// What pitching will have cost when it is over: what was planned, or what it took if that is
    /// more.
    #[must_use]
    pub fn expected(&self) -> Money {
        self.planned.max(self.spent)
    }
}

/// What pitching costs: each entry's hours at its own cost rate, else that of its role, else the
/// mean of the rate card; each rounded once.
#[must_use]
pub fn pitching_cost(pitch: &Pitch) -> PitchingCost {
    let mean = mean_cost_rate(pitch);
    let rate = |time: &TimeEntry| {
        let role = time.role.as_ref().and_then(|id| pitch.team.roles.find(id));
        time.cost_rate
            .or(role.map(|role| role.cost_rate))
            .unwrap_or(mean)
    };
    let pursuit = &pitch.pursuit;
    PitchingCost {
        spent_hours: pursuit.time.iter().map(|time| time.hours).sum(),
        spent: (pursuit.time.iter()).fold(Money::ZERO, |sum, time| {
            sum + times(time.hours.decimal(), rate(time)).0
        }),
        planned_hours: pursuit.planned_hours,
        planned: times(pursuit.planned_hours.decimal(), mean).0,
    }
}

/// The mean cost rate of a pitch's rate card, of the roles that have one; 0 without any.
#[must_use]
pub fn mean_cost_rate(pitch: &Pitch) -> Money {
    let rates: Vec<Decimal> = (pitch.team.roles.iter())
        .filter(|role| !role.cost_rate.is_zero())
        .map(|role| role.cost_rate.decimal())
        .collect();
    let sum: Decimal = rates.iter().sum();
    sum.checked_div(Decimal::from(rates.len()))
        .map_or(Money::ZERO, |mean| Money::round(mean).0)
}

/// What pitching brings on average: win probability times the profit if it is won, less what
/// pitching costs.
#[must_use]
pub fn expected_return(profit: Money, win_probability: Percent, cost: &PitchingCost) -> Money {
    percent_of(win_probability, profit) - cost.expected()
}
