//! The three points of every task's duration, as a grid to type them in.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::edits;
use super::super::rows::Plan;
use crate::model::{Identifier, Task, TaskKind};
use crate::plan::parse;
use crate::plan::risk::{Spread, estimate};
use crate::ui::parts::grid::{Cell, Column, Editor, Row, Source};

/// The columns by their place.
const NAME: usize = 0;
const BEST: usize = 1;
const LIKELY: usize = 2;

/// The tasks of the shown option that take time, with their three points.
pub struct Estimates {
    plan: Arc<Plan>,
    usual: RwSignal<bool>,
}

impl Estimates {
    /// A grid over this plan; `usual` shows the usual spread where nothing was estimated.
    pub fn new(plan: Arc<Plan>, usual: RwSignal<bool>) -> Self {
        Self { plan, usual }
    }

    /// A point as it was typed.
    fn typed(task: &Task, column: usize) -> Option<u32> {
        match column {
            BEST => task.best,
            LIKELY => Some(task.duration),
            _ => task.worst,
        }
    }

    /// Best and worst, or what stands for it when it was not typed.
    fn point(&self, task: &Task, column: usize) -> Cell {
        if let Some(days) = Self::typed(task, column) {
            return Cell::edit(format!("{days}d"));
        }
        let usual = self.usual.get() && task.best.is_none() && task.worst.is_none();
        if !usual {
            return Cell::edit("").hint(t!(
                "As the likely one. Type working days such as 3d, or 2w."
            ));
        }
        let points = estimate(task, Some(Spread::default())).0;
        let days = if column == BEST {
            points.best
        } else {
            points.worst
        };
        Cell::edit(format!("{days}d")).class("quiet-cell").hint(t!(
            "The usual spread, which is not written into the plan. Type your own."
        ))
    }
}

impl Source for Estimates {
    fn columns(&self) -> Vec<Column> {
        vec![
            Column::text(t!("Task"), "minmax(5rem, 1fr)"),
            Column::figure(t!("Best"), "3.5rem").on_card(),
            Column::figure(t!("Likely"), "3.5rem"),
            Column::figure(t!("Worst"), "3.5rem").on_card(),
        ]
    }
    fn rows(&self) -> Vec<Row> {
        let option = self.plan.workspace.option.get();
        let timeline = self.plan.workspace.timeline.read();
        let index = self.plan.index.read();
        index
            .order
            .iter()
            .filter_map(|id| timeline.tasks.get(index.places.get(id)?.at))
            .filter(|task| task.kind != TaskKind::Milestone && task.is_in(option.as_ref()))
            .map(|task| Row::new(task.id.as_str()))
            .collect()
    }
    fn cells(&self, row: &Row) -> Vec<Cell> {
        let Some(task) = self.plan.task(&row.id) else {
            return Vec::new();
        };
        vec![
            Cell::show(task.name.clone()),
            self.point(&task, BEST),
            Cell::edit(format!("{}d", task.duration)),
            self.point(&task, LIKELY + 1),
        ]
    }
    fn editor(&self, row: &Row, column: usize) -> Option<Editor> {
        let task = untrack(|| self.plan.task(&row.id))?;
        let days = Self::typed(&task, column).map(|days| format!("{days}d"));
        (column != NAME).then(|| Editor::Line(days.unwrap_or_default()))
    }
    fn commit(&self, row: &Row, column: usize, text: &str) -> Result<(), String> {
        let workspace = self.plan.workspace;
        let Some(task) = untrack(|| self.plan.task(&row.id)) else {
            return Ok(());
        };
        let week = workspace.schedule.read_untracked().calendar.days_per_week();
        let days = match text.trim() {
            "" if column != LIKELY => None,
            text => Some(parse::duration(text, week).map_err(|error| error.to_string())?),
        };
        let (name, changed) = changed(&task, column, days)?;
        edits::change_task(workspace, name, "", &task.id, |task| *task = changed);
        Ok(())
    }
    fn can_move(&self) -> bool {
        false
    }
}

/// The task with another point, and what that is called; refused when the points were out of
/// order.
fn changed(task: &Task, column: usize, days: Option<u32>) -> Result<(&'static str, Task), String> {
    let mut changed = task.clone();
    let name = match (column, days) {
        (BEST, _) => {
            changed.best = days;
            t!("Change best case")
        }
        (LIKELY, Some(days)) => {
            changed.duration = days;
            t!("Change duration")
        }
        (LIKELY, None) => return Err(t!("A task takes some days, or 0.").to_owned()),
        _ => {
            changed.worst = days;
            t!("Change worst case")
        }
    };
    let likely = changed.duration;
    if let Some(best) = changed.best.filter(|best| *best > likely) {
        return Err(t!(
            "The best case, {best}d, cannot be longer than the likely one, {likely}d."
        ));
    }
    if let Some(worst) = changed.worst.filter(|worst| *worst < likely) {
        return Err(t!(
            "The worst case, {worst}d, cannot be shorter than the likely one, {likely}d."
        ));
    }
    Ok((name, changed))
}
