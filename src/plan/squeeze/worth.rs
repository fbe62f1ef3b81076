//! What tasks are worth, and how short they can be.

use std::collections::HashMap;

use rust_decimal::{Decimal, RoundingStrategy};

use super::super::hours::RolesOfPeople;
use super::super::price::Price;
use crate::model::{
    Estimating, HoursFrom, Line, LineKind, Money, OptionId, Percent, Pitch, Role, RoleId, Task,
    TaskKind,
};

/// The fewest working days that a task can take: its best case, or else the agency's share of its
/// duration, rounded up. What is done is done; an approval takes at least a day.
pub(super) fn shortest(task: &Task, estimating: &Estimating) -> i64 {
    let days = i64::from(task.days());
    if days == 0 {
        return 0;
    }
    let left = (Percent::whole(100).decimal() - task.progress.decimal()).max(Decimal::ZERO);
    let up = |share: Decimal| {
        let exact = Decimal::from(days) * share / Decimal::ONE_HUNDRED;
        let up = exact.round_dp_with_strategy(0, RoundingStrategy::AwayFromZero);
        i64::try_from(up).unwrap_or(days)
    };
    let least = match (task.kind, task.best) {
        (TaskKind::Approval, _) => 1,
        (_, Some(best)) => i64::from(best),
        (_, None) => up(estimating.shortest.decimal()),
    };
    least.max(up(Decimal::ONE_HUNDRED - left)).clamp(1, days)
}

/// What the hours of tasks are worth.
pub(super) struct Worth<'a> {
    roles: HashMap<&'a RoleId, &'a Role>,
    billed: RolesOfPeople<'a>,
    pitch: &'a Pitch,
    price: &'a Price,
}

impl<'a> Worth<'a> {
    pub fn new(pitch: &'a Pitch, price: &'a Price) -> Self {
        Self {
            roles: pitch.team.roles.iter().map(|r| (&r.id, &**r)).collect(),
            billed: RolesOfPeople::new(&pitch.team),
            pitch,
            price,
        }
    }

    /// What its hours cost the agency.
    pub fn cost(&self, task: &'a Task) -> Decimal {
        self.of(task, |role| role.cost_rate)
    }

    fn of(&self, task: &'a Task, rate: fn(&Role) -> Money) -> Decimal {
        task.assignments
            .iter()
            .filter_map(|assignment| {
                let role = self.roles.get(self.billed.billed(assignment)?)?;
                Some(assignment.hours.decimal() * rate(role).decimal())
            })
            .sum()
    }

    /// What the agency would have earned with it: its hours at bill rate, and the price of the
    /// lines tied to it, less what both cost. Nothing when that is less.
    pub fn given_up(&self, task: &'a Task, option: Option<&OptionId>) -> Decimal {
        let lines: Money = self
            .pitch
            .budget
            .lines
            .iter()
            .filter(|line| line.is_in(option) && goes_with(line, task))
            .filter_map(|line| self.price.lines.get(&line.id))
            .map(|figures| figures.price - figures.cost)
            .sum();
        (self.of(task, |role| role.bill_rate) - self.cost(task) + lines.decimal())
            .max(Decimal::ZERO)
    }
}

/// Whether a line of the budget falls away with a task: it is tied to it, and is not hours of the
/// timeline, which follow by themselves.
pub(super) fn goes_with(line: &Line, task: &Task) -> bool {
    line.task.as_ref() == Some(&task.id)
        && !(line.kind == LineKind::Fee && line.hours_from == HoursFrom::Timeline)
}
