//! The rows of the Gantt as the screen has them: those in view, with what is being dragged where
//! the pointer has it. How they are drawn is in `proposal::gantt`.

use std::sync::Arc;

use leptos::prelude::*;

use super::held::{Grip, Held};
use super::index::{Index, phase_of_row};
use super::rows::Plan;
use crate::model::{Identifier, TaskId, Timeline};
use crate::plan::schedule::{Schedule, Scheduled, Spans};
use crate::proposal::gantt::{Band, Bar, Rows, Scale, Tie};
use crate::ui::format;

/// How far before and behind a bar it can be linked from, in CSS pixels.
pub const REACH: f64 = 24.0;
/// Where in that reach the handle is drawn.
pub const HANDLE: f64 = 13.0;
/// What the name over a bar takes of its row, on narrow pages.
pub const NAME_OVER_BAR: f64 = 24.0;

/// The rows with the schedule that gives them their dates.
pub struct Window {
    index: Arc<Index>,
    timeline: Arc<Timeline>,
    schedule: Arc<Schedule>,
    ghost: Option<Arc<Spans>>,
    agreed: Option<Arc<Spans>>,
    held: Option<Held>,
    height: f64,
    over: f64,
}

impl Window {
    /// The rows as they are now, tracked. `over` is what names take of a row's height.
    pub fn of(plan: &Plan, height: i32, over: f64) -> Self {
        Self {
            index: plan.index.get(),
            timeline: plan.workspace.timeline.get(),
            schedule: plan.workspace.schedule.get(),
            ghost: plan.ghost.get(),
            agreed: plan.agreed.get(),
            held: None,
            height: f64::from(height),
            over,
        }
    }

    /// The same rows with a bar where the pointer holds it.
    pub fn held(self, held: Option<Held>) -> Self {
        Self { held, ..self }
    }

    fn top(&self, row: usize) -> f64 {
        f64::from(u32::try_from(row).unwrap_or(u32::MAX)) * self.height
    }
}

impl Rows for Window {
    fn bar(&self, row: usize) -> Option<Bar> {
        let row = self.index.rows.get(row)?;
        if let Some(phase) = phase_of_row(&row.id) {
            return Some(Bar::of_phase("", *self.schedule.phases.get(&phase)?));
        }
        let id = TaskId::new(&row.id).ok()?;
        let task = self.timeline.tasks.get(self.index.places.get(&id)?.at)?;
        let scheduled = self.schedule.tasks.get(&id)?;
        let mut bar = Bar::of_task(task, scheduled, &self.schedule);
        let place = |spans: &Option<Arc<Spans>>| spans.as_ref()?.get(&id).copied();
        bar.ghost = place(&self.ghost);
        bar.agreed = place(&self.agreed);
        if let Some(held) = self.held.as_ref().filter(|held| held.id == id) {
            let span = held.span(&self.schedule, scheduled);
            (bar.start, bar.finish) = (span.start, span.finish);
        }
        Some(bar)
    }

    fn band(&self, row: usize) -> Band {
        Band {
            top: self.top(row) + self.over,
            height: self.height - self.over,
        }
    }
}

/// The links between rows that are shown.
pub fn ties(plan: &Plan) -> Memo<Arc<Vec<Tie>>> {
    let (workspace, index) = (plan.workspace, plan.index);
    // Moving a task leaves them as they are, and so does not have them looked up anew.
    let links = Memo::new(move |_| workspace.timeline.read().links.clone());
    let set_aside = Memo::new(move |_| workspace.schedule.read().set_aside.clone());
    Memo::new(move |_| {
        let (links, index, set_aside) = (links.read(), index.read(), set_aside.read());
        let row = |id: &TaskId| index.places.get(id)?.row;
        let ties = (links.iter())
            .filter(|link| !set_aside.contains(&link.id))
            .filter_map(|link| {
                Some(Tie {
                    from: row(&link.from)?,
                    to: row(&link.to)?,
                    kind: link.kind,
                })
            });
        Arc::new(ties.collect())
    })
}

/// The task of a row with its dates.
pub fn task_at(plan: &Plan, row: usize) -> Option<(TaskId, Scheduled)> {
    let index = plan.index.get_untracked();
    let id = TaskId::new(&index.rows.get(row)?.id).ok()?;
    let schedule = plan.workspace.schedule.get_untracked();
    let scheduled = *schedule.tasks.get(&id)?;
    Some((id, scheduled))
}

/// Where a task's bar begins and ends.
pub fn ends_of(task: &Scheduled, scale: &Scale) -> (f64, f64) {
    let start = scale.x(task.start);
    if task.days == 0 {
        let middle = start + scale.width / 2.0;
        (middle, middle)
    } else {
        (start, scale.end_of(task.finish))
    }
}

/// The task whose bar is at this place of the chart, and what of it.
pub fn at(plan: &Plan, scale: &Scale, row: usize, x: f64) -> Option<(TaskId, Grip)> {
    let (id, task) = task_at(plan, row)?;
    let (x1, x2) = ends_of(&task, scale);
    let room = if task.days == 0 { 8.0 } else { 4.0 };
    let grip = if (x1 - room..=x2 + room).contains(&x) {
        if task.days > 0 && x > x2 - 5.0 {
            Grip::End
        } else {
            Grip::Body
        }
    } else if (x2..=x2 + room + REACH).contains(&x) {
        Grip::FromFinish
    } else if (x1 - room - REACH..=x1).contains(&x) {
        Grip::FromStart
    } else {
        return None;
    };
    Some((id, grip))
}

/// What a bar is, in words.
pub fn words(plan: &Plan, id: &TaskId) -> Option<String> {
    let task = plan.task(id.as_str())?;
    let schedule = plan.workspace.schedule.read();
    let dates = schedule.tasks.get(id)?;
    let (start, finish) = (format::date(dates.start), format::date(dates.finish));
    Some(match dates.days {
        0 => format!("{}: {finish}", task.name),
        1 => t!("{}: {start}, 1 working day", task.name),
        days => t!("{}: {start} – {finish}, {days} working days", task.name),
    })
}
