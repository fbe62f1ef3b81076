//! Edits that keep a pitch whole: taking something out also takes out what refers to it.

use std::sync::Arc;

use super::{
    AssignmentId, BudgetOption, DeliverableId, Due, FlightId, GroupId, HoursFrom, LineId, OptionId,
    Person, PersonId, PhaseId, Pitch, RoleId, TaskId,
};

impl Pitch {
    /// Takes a task out, with its links; what was due on it or paid on it keeps standing without.
    /// `false` when there is no such task.
    pub fn remove_task(&mut self, id: &TaskId) -> bool {
        let timeline = Arc::make_mut(&mut self.timeline);
        if timeline.tasks.remove(id).is_none() {
            return false;
        }
        timeline
            .links
            .retain(|link| link.from != *id && link.to != *id);
        if timeline.launch.as_ref() == Some(id) {
            timeline.launch = None;
        }
        Arc::make_mut(&mut self.budget).lines.change_where(
            |line| line.task.as_ref() == Some(id),
            |line| line.task = None,
        );
        let due = Due::Task(id.clone());
        Arc::make_mut(&mut self.budget).payments.change_where(
            |instalment| instalment.due == due,
            |instalment| {
                instalment.due = Due::Signature;
            },
        );
        Arc::make_mut(&mut self.scope).deliverables.change_where(
            |deliverable| deliverable.due.as_ref() == Some(id) || deliverable.tasks.contains(id),
            |deliverable| {
                deliverable.due.take_if(|due| due == id);
                deliverable.tasks.retain(|task| task != id);
            },
        );
        true
    }

    /// Takes a phase out; its tasks and lines stand without a phase. `false` when there is none.
    pub fn remove_phase(&mut self, id: &PhaseId) -> bool {
        let timeline = Arc::make_mut(&mut self.timeline);
        if timeline.phases.remove(id).is_none() {
            return false;
        }
        timeline.tasks.change_where(
            |task| task.phase.as_ref() == Some(id),
            |task| task.phase = None,
        );
        Arc::make_mut(&mut self.budget).lines.change_where(
            |line| line.phase.as_ref() == Some(id),
            |line| line.phase = None,
        );
        true
    }

    /// Takes a role off the rate card: its assignments without a person go, people stand without
    /// a role, and fee lines keep the rates and hours they had. `false` when there is none.
    pub fn remove_role(&mut self, id: &RoleId) -> bool {
        let Some(role) = Arc::make_mut(&mut self.team).roles.remove(id) else {
            return false;
        };
        Arc::make_mut(&mut self.team).people.change_where(
            |person| person.role.as_ref() == Some(id),
            |person| person.role = None,
        );
        let hours_of_timeline = |phase: Option<&PhaseId>| {
            self.timeline
                .tasks
                .iter()
                .filter(|task| phase.is_none() || task.phase.as_ref() == phase)
                .flat_map(|task| task.assignments.iter())
                .filter(|assignment| assignment.role.as_ref() == Some(id))
                .map(|assignment| assignment.hours)
                .sum()
        };
        Arc::make_mut(&mut self.budget).lines.change_where(
            |line| line.role.as_ref() == Some(id),
            |line| {
                if line.hours_from == HoursFrom::Timeline {
                    line.hours = hours_of_timeline(line.phase.as_ref());
                    line.hours_from = HoursFrom::Typed;
                }
                line.bill_rate.get_or_insert(role.bill_rate);
                line.cost_rate.get_or_insert(role.cost_rate);
                line.role = None;
            },
        );
        if self
            .pursuit
            .time
            .iter()
            .any(|time| time.role.as_ref() == Some(id))
        {
            Arc::make_mut(&mut self.pursuit).time.change_where(
                |time| time.role.as_ref() == Some(id),
                |time| {
                    time.cost_rate.get_or_insert(role.cost_rate);
                    time.role = None;
                },
            );
        }
        self.unassign(
            |role, _| role == Some(id),
            |assignment| assignment.role = None,
        );
        true
    }

    /// Takes a person out of the team; their hours stay with the role. `false` when there is none.
    pub fn remove_person(&mut self, id: &PersonId) -> bool {
        if Arc::make_mut(&mut self.team).people.remove(id).is_none() {
            return false;
        }
        self.unassign(
            |_, person| person == Some(id),
            |assignment| assignment.person = None,
        );
        true
    }

    /// Gives an assignment to somebody else: to the person of that name on this team, or to
    /// `to`, who joins it. What is billed stays as it was. `false` when there is no such assignment.
    pub fn reassign(&mut self, task: &TaskId, assignment: &AssignmentId, to: Person) -> bool {
        let wanted = to.name.trim().to_lowercase();
        let there = (self.team.people.iter())
            .find(|person| person.name.trim().to_lowercase() == wanted)
            .map(|person| person.id.clone());
        let person = there.clone().unwrap_or_else(|| to.id.clone());
        if !self.assign(task, assignment, Some(person)) {
            return false;
        }
        if there.is_none() {
            Arc::make_mut(&mut self.team).people.push(to);
        }
        true
    }

    /// Takes an assignment from its person; the hours wait for somebody of the role that is billed.
    /// `false` when there is no such assignment, or when it would be nobody's.
    pub fn unassign_person(&mut self, task: &TaskId, assignment: &AssignmentId) -> bool {
        self.assign(task, assignment, None)
    }

    /// Sets the person of an assignment and keeps the role that is billed.
    fn assign(
        &mut self,
        task: &TaskId,
        assignment: &AssignmentId,
        person: Option<PersonId>,
    ) -> bool {
        let found =
            (self.timeline.tasks.find(task)).and_then(|task| task.assignments.find(assignment));
        let Some(found) = found else {
            return false;
        };
        let of_person = (found.person.as_ref())
            .and_then(|id| self.team.people.find(id))
            .and_then(|person| person.role.clone());
        let role = found.role.clone().or(of_person);
        if person.is_none() && role.is_none() {
            return false;
        }
        if let Some(task) = Arc::make_mut(&mut self.timeline).tasks.find_mut(task)
            && let Some(found) = task.assignments.find_mut(assignment)
        {
            found.role = role;
            found.person = person;
        }
        true
    }

    /// Changes the assignments that `hit` finds, and drops those that are nobody's after it.
    fn unassign(
        &mut self,
        hit: impl Fn(Option<&RoleId>, Option<&PersonId>) -> bool,
        change: impl Fn(&mut super::Assignment),
    ) {
        Arc::make_mut(&mut self.timeline).tasks.change_where(
            |task| {
                task.assignments
                    .iter()
                    .any(|a| hit(a.role.as_ref(), a.person.as_ref()))
            },
            |task| {
                task.assignments
                    .change_where(|a| hit(a.role.as_ref(), a.person.as_ref()), &change);
                task.assignments
                    .retain(|a| a.role.is_some() || a.person.is_some());
            },
        );
    }

    /// Takes a budget line out, and out of the deliverables it pays for. `false` when there is
    /// none.
    pub fn remove_line(&mut self, id: &LineId) -> bool {
        if Arc::make_mut(&mut self.budget).lines.remove(id).is_none() {
            return false;
        }
        Arc::make_mut(&mut self.scope).deliverables.change_where(
            |deliverable| deliverable.lines.contains(id),
            |deliverable| deliverable.lines.retain(|line| line != id),
        );
        true
    }

    /// Takes a deliverable out, and the rounds that options include of it. `false` when there is
    /// none.
    pub fn remove_deliverable(&mut self, id: &DeliverableId) -> bool {
        let scope = Arc::make_mut(&mut self.scope);
        if scope.deliverables.remove(id).is_none() {
            return false;
        }
        let names = |option: &BudgetOption| option.rounds.iter().any(|own| own.deliverable == *id);
        if self.budget.options.iter().any(|option| names(option)) {
            let budget = Arc::make_mut(&mut self.budget);
            budget.options.change_where(names, |option| {
                option.rounds.retain(|own| own.deliverable != *id);
            });
        }
        true
    }

    /// Takes a group out; its lines stand without one. `false` when there is none.
    pub fn remove_group(&mut self, id: &GroupId) -> bool {
        let budget = Arc::make_mut(&mut self.budget);
        if budget.groups.remove(id).is_none() {
            return false;
        }
        budget.lines.change_where(
            |line| line.group.as_ref() == Some(id),
            |line| line.group = None,
        );
        true
    }

    /// Takes an option out. What belonged to it alone goes with it (naming no option would put it
    /// into all of them); the rest loses its name. `false` when there is no such option.
    pub fn remove_option(&mut self, id: &OptionId) -> bool {
        if Arc::make_mut(&mut self.budget).options.remove(id).is_none() {
            return false;
        }
        let only = |named: &[OptionId]| named.len() == 1 && named.contains(id);
        let last = self.budget.options.is_empty();
        if !last {
            let lines: Vec<_> = self
                .budget
                .lines
                .iter()
                .filter(|l| only(&l.options))
                .map(|l| l.id.clone())
                .collect();
            let tasks: Vec<_> = self
                .timeline
                .tasks
                .iter()
                .filter(|t| only(&t.options))
                .map(|t| t.id.clone())
                .collect();
            let flights: Vec<_> = self
                .media
                .flights
                .iter()
                .filter(|f| only(&f.options))
                .map(|f| f.id.clone())
                .collect();
            for line in &lines {
                self.remove_line(line);
            }
            for task in &tasks {
                self.remove_task(task);
            }
            for flight in &flights {
                self.remove_flight(flight);
            }
        }
        let budget = Arc::make_mut(&mut self.budget);
        budget.recommended.take_if(|recommended| recommended == id);
        budget.offers.change_where(
            |offer| offer.option.as_ref() == Some(id),
            |offer| offer.option = None,
        );
        budget.lines.change_where(
            |l| l.options.contains(id),
            |l| l.options.retain(|o| o != id),
        );
        Arc::make_mut(&mut self.timeline).tasks.change_where(
            |t| t.options.contains(id),
            |t| t.options.retain(|o| o != id),
        );
        Arc::make_mut(&mut self.media).flights.change_where(
            |f| f.options.contains(id),
            |f| f.options.retain(|o| o != id),
        );
        true
    }

    /// Takes a flight out; lines that took its net keep the amount. `false` when there is none.
    pub fn remove_flight(&mut self, id: &FlightId) -> bool {
        let Some(flight) = Arc::make_mut(&mut self.media).flights.remove(id) else {
            return false;
        };
        Arc::make_mut(&mut self.budget).lines.change_where(
            |line| line.flight.as_ref() == Some(id),
            |line| {
                line.net = flight.net;
                line.flight = None;
            },
        );
        true
    }
}
