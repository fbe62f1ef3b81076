//! Checks of the timeline and of the people on it.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::{Finding, List, Place, Severity, Subject};
use crate::model::{Assignment, TaskKind};
use crate::plan::load::{Staffed, WeekLoad, days_away, load};
use crate::plan::pipeline::is_open;
use crate::plan::schedule::Conflict;

impl Subject<'_> {
    pub(super) fn launch(&self, list: &mut List) {
        let timeline = &self.pitch.timeline;
        let place = || {
            let launch = timeline.launch.clone();
            launch.map_or(Place::Timeline, Place::Task)
        };
        let short_by = self
            .today
            .filter(|_| is_open(self.pitch.status.stage))
            .map_or(self.schedule.short_by, |today| {
                self.schedule.short_by_from(today)
            });
        if short_by > 0 {
            let finding = Finding::ShortOfTime { days: short_by };
            list.add(Severity::Problem, Place::Timeline, finding);
        }
        let Some(launch) = self.schedule.launch else {
            return;
        };
        let wanted = [timeline.launch_date, self.pitch.brief.client_start];
        if let Some(wanted) = wanted.into_iter().flatten().min()
            && launch > wanted
        {
            let calendar = &self.schedule.calendar;
            let finding = Finding::LaunchMissed {
                launch,
                wanted,
                days: calendar
                    .working_days_between(wanted.plus_days(1), launch)
                    .max(1),
            };
            list.add(Severity::Problem, place(), finding);
        }
    }

    pub(super) fn timeline(&self, list: &mut List) {
        for tasks in &self.schedule.loops {
            let finding = Finding::Loop {
                tasks: tasks.iter().map(|task| self.name(task)).collect(),
            };
            let place = tasks.first().cloned().map_or(Place::Timeline, Place::Task);
            list.add(Severity::Problem, place, finding);
        }
        let exists = |task| self.names.contains_key(task);
        let links = &self.pitch.timeline.links;
        let dangling = links
            .iter()
            .filter(|link| !exists(&link.from) || !exists(&link.to))
            .count();
        if dangling > 0 {
            let finding = Finding::LinksWithoutTask { count: dangling };
            list.add(Severity::Warning, Place::Timeline, finding);
        }
        for conflict in &self.schedule.conflicts {
            let name = self.name(conflict.task());
            let (severity, finding) = match conflict {
                Conflict::LinkWantsLater { by, .. } => (
                    Severity::Problem,
                    Finding::StartsBeforeItCan { name, days: *by },
                ),
                Conflict::MustStartTooLate { by, .. } => (
                    Severity::Problem,
                    Finding::MustStartTooLate { name, days: *by },
                ),
                Conflict::MustStartTooEarly { .. } => {
                    (Severity::Problem, Finding::MustStartTooEarly { name })
                }
                Conflict::MustStartOffDay { .. } => {
                    (Severity::Warning, Finding::MustStartOffDay { name })
                }
                Conflict::DeadlineMissed { by, .. } => (
                    Severity::Problem,
                    Finding::DeadlineMissed { name, days: *by },
                ),
            };
            list.add(severity, Place::Task(conflict.task().clone()), finding);
        }
        // Planning back, being short of time says it already.
        if !self.schedule.planned_back {
            let late = || {
                self.schedule
                    .tasks
                    .in_order()
                    .filter(|(_, t)| t.total_slack < 0)
            };
            let worst = late().min_by_key(|(id, task)| (task.total_slack, task.begins, *id));
            if let Some((id, task)) = worst {
                let finding = Finding::NegativeSlack {
                    name: self.name(id),
                    days: -task.total_slack,
                    tasks: late().count(),
                };
                list.add(Severity::Problem, Place::Task(id.clone()), finding);
            }
        }
    }

    pub(super) fn tasks(&self, list: &mut List) {
        let in_option = |id| self.schedule.tasks.contains_key(id);
        let tasks = || {
            self.pitch
                .timeline
                .tasks
                .iter()
                .filter(|t| in_option(&t.id))
        };
        for task in tasks() {
            let place = || Place::Task(task.id.clone());
            let name = || task.name.clone();
            if task.kind == TaskKind::Milestone {
                continue;
            }
            if task.kind == TaskKind::Approval {
                if task.days() == 0 {
                    let finding = Finding::ApprovalWithoutTime { name: name() };
                    list.add(Severity::Warning, place(), finding);
                }
                continue;
            }
            if task.days() == 0 {
                let finding = Finding::TaskWithoutDuration { name: name() };
                list.add(Severity::Hint, place(), finding);
            }
            let assigned =
                |a: &Assignment| !a.hours.is_zero() && (a.role.is_some() || a.person.is_some());
            if !task.assignments.iter().any(|a| assigned(a)) {
                let finding = Finding::NobodyAssigned { name: name() };
                list.add(Severity::Warning, place(), finding);
            }
        }
    }

    pub(super) fn people(&self, list: &mut List) {
        let team = &self.pitch.team;
        let staffed = Staffed {
            pitch: self.pitch,
            schedule: self.schedule,
            weight: Decimal::ONE,
        };
        let load = load(&[staffed]);
        for row in &load.people {
            let Some(person) = &row.person else { continue };
            let weeks = || {
                load.weeks
                    .iter()
                    .zip(&row.weeks)
                    .filter(|(_, w)| w.is_overbooked())
            };
            let over = |week: &WeekLoad| week.hours - week.capacity.unwrap_or_default();
            let worst = weeks().max_by(|(a, x), (b, y)| over(x).cmp(&over(y)).then(b.cmp(a)));
            if let Some((week, worst)) = worst {
                let finding = Finding::Overbooked {
                    name: row.name.clone(),
                    week: *week,
                    hours: worst.hours,
                    capacity: worst.capacity.unwrap_or_default(),
                    weeks: weeks().count(),
                };
                list.add(Severity::Warning, Place::Person(person.clone()), finding);
            }
        }
        let away: HashMap<_, _> = team
            .people
            .iter()
            .filter(|person| !person.away.is_empty())
            .map(|person| (&person.id, &**person))
            .collect();
        if away.is_empty() {
            return;
        }
        for task in &self.pitch.timeline.tasks {
            let Some(scheduled) = self.schedule.tasks.get(&task.id).filter(|t| t.days > 0) else {
                continue;
            };
            for assignment in &task.assignments {
                let person = assignment.person.as_ref().and_then(|id| away.get(id));
                let Some(person) = person else { continue };
                let days = days_away(person, scheduled, &self.schedule.calendar);
                if days > 0 {
                    let all = days >= i64::from(scheduled.days);
                    let severity = if all {
                        Severity::Warning
                    } else {
                        Severity::Hint
                    };
                    let finding = Finding::AwayDuringTask {
                        person: person.name.clone(),
                        task: task.name.clone(),
                        days,
                        of: i64::from(scheduled.days),
                    };
                    list.add(severity, Place::Task(task.id.clone()), finding);
                }
            }
        }
    }
}
