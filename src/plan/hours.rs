//! Hours of the timeline: who is billed for an assignment, and how many hours a role has in a
//! phase.

use std::collections::HashMap;
use std::sync::Arc;

use crate::model::{
    Assignment, Hours, OptionId, PersonId, PhaseId, RoleId, Task, TaskId, Team, Timeline,
};

/// Hours by role and phase, from the assignments of the tasks of one option.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HoursByRole {
    in_phase: HashMap<(RoleId, PhaseId), Hours>,
    in_all: HashMap<RoleId, Hours>,
}

impl HoursByRole {
    /// The hours of this timeline's tasks. An assignment counts for its role, or else for the
    /// role of its person.
    #[must_use]
    pub fn of(timeline: &Timeline, team: &Team, option: Option<&OptionId>) -> Self {
        let roles = RolesOfPeople::new(team);
        let mut hours = Self::default();
        for task in timeline.tasks.iter().filter(|task| task.is_in(option)) {
            for assignment in &task.assignments {
                let Some(role) = roles.billed(assignment) else {
                    continue;
                };
                add(&mut hours.in_all, role.clone(), assignment.hours);
                if let Some(phase) = &task.phase {
                    let key = (role.clone(), phase.clone());
                    add(&mut hours.in_phase, key, assignment.hours);
                }
            }
        }
        hours
    }

    /// The hours of a role, in one phase or in all.
    #[must_use]
    pub fn hours(&self, role: &RoleId, phase: Option<&PhaseId>) -> Hours {
        match phase {
            Some(phase) => self.in_phase.get(&(role.clone(), phase.clone())),
            None => self.in_all.get(role),
        }
        .copied()
        .unwrap_or_default()
    }
}

/// Whether two timelines give every role the same hours: an edit of dates or durations seldom
/// changes who does how much.
#[must_use]
pub fn same_hours(one: &Timeline, other: &Timeline) -> bool {
    let same = |(one, other): (&Arc<Task>, &Arc<Task>)| {
        Arc::ptr_eq(one, other)
            || (one.assignments == other.assignments
                && one.phase == other.phase
                && one.options == other.options)
    };
    one.tasks.len() == other.tasks.len() && one.tasks.iter().zip(&other.tasks).all(same)
}

/// The tasks that a role's hours come from, in one phase or in all, in the order of the timeline:
/// what [`HoursByRole::hours`] is the sum of.
#[must_use]
pub fn tasks_behind(
    timeline: &Timeline,
    team: &Team,
    option: Option<&OptionId>,
    role: &RoleId,
    phase: Option<&PhaseId>,
) -> Vec<(TaskId, Hours)> {
    let roles = RolesOfPeople::new(team);
    (timeline.tasks.iter())
        .filter(|task| task.is_in(option) && (phase.is_none() || task.phase.as_ref() == phase))
        .filter_map(|task| {
            let of_role = |assignment: &&Arc<Assignment>| roles.billed(assignment) == Some(role);
            let hours: Hours = (task.assignments.iter())
                .filter(of_role)
                .map(|assignment| assignment.hours)
                .sum();
            (!hours.is_zero()).then(|| (task.id.clone(), hours))
        })
        .collect()
}

fn add<K: std::hash::Hash + Eq>(hours: &mut HashMap<K, Hours>, key: K, more: Hours) {
    let sum = hours.entry(key).or_default();
    *sum = *sum + more;
}

/// Which role each person fills.
pub(super) struct RolesOfPeople<'a>(HashMap<&'a PersonId, &'a RoleId>);

impl<'a> RolesOfPeople<'a> {
    pub fn new(team: &'a Team) -> Self {
        Self(
            team.people
                .iter()
                .filter_map(|person| Some((&person.id, person.role.as_ref()?)))
                .collect(),
        )
    }

    /// The role that is billed for an assignment: its own, or else that of its person.
    pub fn billed(&self, assignment: &'a Assignment) -> Option<&'a RoleId> {
        assignment
            .role
            .as_ref()
            .or_else(|| self.0.get(assignment.person.as_ref()?).copied())
    }
}
