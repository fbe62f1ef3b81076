//! What if: the client answers late, the launch is to be earlier, somebody is away. The changed
//! pitch, and what moves in it, by how much and at what cost, without touching the plan.

mod absence;
mod outcome;

use std::sync::Arc;

use super::calendar::Calendar;
use super::schedule::{Schedule, schedule};
use crate::model::timeline::MAX_DURATION;
use crate::model::{
    Away, AwayId, Date, OptionId, Percent, PersonId, Pitch, PlanFrom, Task, TaskKind,
};
pub use outcome::{
    Change, Held, Holding, MovedPayment, MovedTask, Outcome, Overbooked, Planned, Shift, compare,
};

/// Something that may happen to the plan.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WhatIf {
    /// By how many working days every approval by the client is late.
    pub approvals_late: u32,
    /// By how many working days earlier the launch is to be.
    pub launch_earlier: u32,
    /// Somebody is away.
    pub away: Option<Absence>,
}

/// Somebody is away, both days included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absence {
    /// Who.
    pub person: PersonId,
    /// The first day away.
    pub from: Date,
    /// The last day away.
    pub to: Date,
}

impl WhatIf {
    /// Whether it leaves everything as it is.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.approvals_late == 0 && self.launch_earlier == 0 && self.away.is_none()
    }

    /// The pitch if it happens, which is also what is kept when it does. `away` is the id of the
    /// days away that the person gets.
    ///
    /// * Every approval that is not done takes so many more working days.
    /// * Planned back, the launch date is the earlier day, so the plan says by how much it is
    ///   short. Planned forward, the launch milestone gets that day as its deadline, so its slack
    ///   says so; a date of its own that holds it (not before, must start on) moves with it. The
    ///   day counts from the launch as it is without the rest.
    /// * Every task of the person that is not done takes as many more working days as they are
    ///   away during it, one task after the other, as tasks that wait for a longer one move
    ///   (`absence`). Its hours stay.
    #[must_use]
    pub fn apply(&self, pitch: &Pitch, option: Option<&OptionId>, away: AwayId) -> Pitch {
        let mut changed = pitch.clone();
        if self.approvals_late > 0 {
            Arc::make_mut(&mut changed.timeline).tasks.change_where(
                |task| task.kind == TaskKind::Approval && is_open(task) && task.is_in(option),
                |task| lengthen(task, self.approvals_late),
            );
        }
        if self.launch_earlier > 0 {
            let by = i64::from(self.launch_earlier);
            bring_launch(&mut changed, &schedule(&pitch.timeline, option), by);
        }
        if let Some(absence) = &self.away {
            for (task, days) in absence::longer(&changed, option, absence) {
                if let Some(task) = Arc::make_mut(&mut changed.timeline).tasks.find_mut(&task) {
                    lengthen(task, days);
                }
            }
            let team = Arc::make_mut(&mut changed.team);
            if let Some(person) = team.people.find_mut(&absence.person) {
                person.away.push(Away {
                    id: away,
                    from: absence.from.min(absence.to),
                    to: absence.to.max(absence.from),
                    note: String::new(),
                    extra: Default::default(),
                });
            }
        }
        changed
    }
}

/// Whether a task is not done yet.
fn is_open(task: &Task) -> bool {
    task.days() > 0 && task.progress < Percent::whole(100)
}

/// Lets a task take more days. Its worst case is never better than what is likely.
fn lengthen(task: &mut Task, by: u32) {
    task.duration = task.duration.saturating_add(by).min(MAX_DURATION);
    task.worst = task.worst.map(|worst| worst.max(task.duration));
}

fn bring_launch(pitch: &mut Pitch, now: &Schedule, by: i64) {
    let calendar = Calendar::of(&pitch.timeline);
    let earlier = |day: Date| calendar.date(calendar.index_on_or_after(day) - by);
    let timeline = Arc::make_mut(&mut pitch.timeline);
    if timeline.plan_from == PlanFrom::Launch {
        timeline.launch_date = timeline.launch_date.map(earlier);
    }
    let Some(wanted) = now.launch.map(earlier).filter(|_| !now.planned_back) else {
        return;
    };
    let launch = timeline.launch.clone();
    if let Some(task) = launch.and_then(|id| timeline.tasks.find_mut(&id)) {
        task.not_before = task.not_before.map(|day| day.min(wanted));
        task.must_start_on = task.must_start_on.map(|day| day.min(wanted));
        task.deadline = Some(task.deadline.map_or(wanted, |day| day.min(wanted)));
    }
}
