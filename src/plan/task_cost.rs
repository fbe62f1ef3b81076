//! Internal: what the tasks of a timeline cost the agency. Never for the client.

use std::collections::BTreeMap;

use super::price::Price;
use crate::model::{Assignment, Budget, Money, Role, Task, TaskId, Team};

/// What the hours on a task cost: of each assignment hours times the cost rate of its role, or
/// else of the role of its person, rounded to the minor unit. An assignment of nobody costs
/// nothing.
#[must_use]
pub fn labour_cost(task: &Task, team: &Team) -> Money {
    task.assignments
        .iter()
        .filter_map(|assignment| {
            let rate = role_of(assignment, team)?.cost_rate;
            let hours = assignment.hours.decimal();
            let cost = hours.checked_mul(rate.decimal())?;
            Some(Money::round(cost).0)
        })
        .sum()
}

/// What the budget lines of an option cost that are tied to a task, by task.
#[must_use]
pub fn tied_costs(budget: &Budget, price: &Price) -> BTreeMap<TaskId, Money> {
    let mut costs: BTreeMap<TaskId, Money> = BTreeMap::new();
    for line in &budget.lines {
        if let (Some(task), Some(figures)) = (&line.task, price.lines.get(&line.id)) {
            let sum = costs.entry(task.clone()).or_default();
            *sum = *sum + figures.cost;
        }
    }
    costs
}

fn role_of<'a>(assignment: &Assignment, team: &'a Team) -> Option<&'a Role> {
    let role = assignment.role.as_ref().or_else(|| {
        let person = team.people.find(assignment.person.as_ref()?)?;
        person.role.as_ref()
    })?;
    team.roles.find(role).map(std::sync::Arc::as_ref)
}
