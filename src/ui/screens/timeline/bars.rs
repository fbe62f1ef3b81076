//! What is drawn in the rows of the Gantt: bars and diamonds, brackets of phases, slack,
//! deadlines, and the arrows between tasks. Only rows in view are drawn, and one path holds all
//! that looks alike, so that an edit that moves everything costs a dozen attributes.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use leptos::prelude::*;

use super::chart::{Drag, Scale, float};
use super::index::phase_of_row;
use super::rows::Plan;
use crate::model::{Identifier, LinkKind, Task, TaskId, TaskKind};
use crate::plan::schedule::{Schedule, Scheduled, Span};
use crate::ui::format;

/// Half the height of a bar.
const HALF: f64 = 8.0;

/// The classes of what is drawn, from the ground up, and their places.
const LAYERS: [&str; 12] = [
    "row-lines",
    "ghost",
    "tie",
    "slack",
    "task-bar",
    "task-bar critical",
    "approval-bar",
    "approval-bar critical",
    "approval-mark",
    "done",
    "phase-bar",
    "deadline",
];
const LINES: usize = 0;
const GHOST: usize = 1;
const TIE: usize = 2;
const SLACK: usize = 3;
const TASK: usize = 4;
const APPROVAL: usize = 6;
const MARK: usize = 8;
const DONE: usize = 9;
const PHASE: usize = 10;
const DEADLINE: usize = 11;

/// The path of each layer.
struct Ink([String; LAYERS.len()]);

impl Ink {
    fn draw(&mut self, layer: usize, path: std::fmt::Arguments) {
        if let Some(layer) = self.0.get_mut(layer) {
            // Writing into a string cannot fail.
            let _ = layer.write_fmt(path);
        }
    }

    /// An arrow along, then down or up into a bar.
    fn down_into(&mut self, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) {
        let down = if y2 > y1 { 1.0 } else { -1.0 };
        let (edge, tip) = (y2 - down * HALF, down * 4.0);
        self.draw(
            TIE,
            format_args!(
                "M{x1:.1} {y1:.1}H{x2:.1}V{edge:.1}m-3 {:.1}l3 {tip}l3 {:.1}",
                -tip, -tip
            ),
        );
    }

    /// An arrow that goes around to the left (-1) or right (1) edge of a bar.
    fn around(&mut self, (x1, y1): (f64, f64), (x2, y2): (f64, f64), side: f64) {
        let turn = x1 + 5.0;
        let last = x2 + side * 7.0;
        let tip = side * 4.0;
        if side > 0.0 {
            let out = turn.max(last);
            self.draw(TIE, format_args!("M{x1:.1} {y1:.1}H{out:.1}V{y2:.1}"));
        } else {
            let between = y1 + if y2 > y1 { 15.5 } else { -15.5 };
            self.draw(
                TIE,
                format_args!("M{x1:.1} {y1:.1}H{turn:.1}V{between:.1}H{last:.1}V{y2:.1}"),
            );
        }
        self.draw(TIE, format_args!("H{x2:.1}m{tip} -3l{:.1} 3l{tip} 3", -tip));
    }
}

/// `seen` is the first row in view and how many there are; `height` that of a row.
pub fn draw_rows(
    plan: &Plan,
    seen: (i64, i64),
    scale: &Scale,
    height: i32,
    drag: &Drag,
) -> AnyView {
    let schedule = plan.workspace.schedule.read();
    let timeline = plan.workspace.timeline.read();
    let index = plan.index.read();
    let ghost = plan.ghost.read();
    let count = |number: i64| usize::try_from(number).unwrap_or(0);
    let mut middles: BTreeMap<TaskId, f64> = BTreeMap::new();
    let mut ink = Ink(Default::default());
    let height = f64::from(height);
    let mut bottom = float(seen.0) * height;
    for row in index.rows.iter().skip(count(seen.0)).take(count(seen.1)) {
        let middle = bottom + height / 2.0;
        bottom += height;
        ink.draw(LINES, format_args!("M0 {:.1}h99999", bottom - 0.5));
        if let Some(id) = phase_of_row(&row.id) {
            if let Some(span) = schedule.phases.get(&id) {
                let (x1, x2) = (scale.x(span.start), scale.x(span.finish) + scale.width);
                let (top, low) = (middle - 3.0, middle + 5.0);
                ink.draw(PHASE, format_args!("M{x1:.1} {low}V{top}H{x2:.1}V{low}"));
            }
        } else if let Some(task) = plan.task(&row.id)
            && let Some(scheduled) = schedule.tasks.get(&task.id)
        {
            if let Some(ghost) = ghost.as_ref().and_then(|ghost| ghost.get(&task.id)) {
                outline(&mut ink, *ghost, scheduled.days, scale, middle);
            }
            bar(&mut ink, &task, scheduled, &schedule, scale, middle, drag);
            middles.insert(task.id.clone(), middle);
        }
    }
    for link in &timeline.links {
        let known = |id| Some((*middles.get(id)?, schedule.tasks.get(id)?));
        if let (Some((y1, from)), Some((y2, to))) = (known(&link.from), known(&link.to)) {
            let (start, finish) = ends(from, scale);
            let out = match link.kind {
                LinkKind::FinishToStart | LinkKind::FinishToFinish => finish,
                LinkKind::StartToStart | LinkKind::StartToFinish => start,
            };
            let (start, finish) = ends(to, scale);
            match link.kind {
                LinkKind::FinishToStart | LinkKind::StartToStart => {
                    // Into the first day of the bar; straight where the arrow comes from above it.
                    let first = if to.days == 0 { start } else { start + 4.0 };
                    let straight = out > first && out <= start + scale.width;
                    let into = if straight { out } else { first };
                    if into < out {
                        ink.around((out, y1), (start, y2), -1.0);
                    } else {
                        ink.down_into((out, y1), (into, y2));
                    }
                }
                _ => ink.around((out, y1), (finish, y2), 1.0),
            }
        }
    }
    LAYERS
        .into_iter()
        .zip(ink.0)
        .map(|(class, path)| view! { <path class=class d=path></path> })
        .collect_view()
        .into_any()
}

/// Where a task's bar begins and ends; a milestone is a point in the middle of its day.
fn ends(task: &Scheduled, scale: &Scale) -> (f64, f64) {
    let start = scale.x(task.start);
    if task.days == 0 {
        let middle = start + scale.width / 2.0;
        (middle, middle)
    } else {
        (start, scale.x(task.finish) + scale.width)
    }
}

/// Where a task stands in another schedule.
fn outline(ink: &mut Ink, span: Span, days: u32, scale: &Scale, middle: f64) {
    let (x1, x2) = (scale.x(span.start), scale.x(span.finish) + scale.width);
    let top = middle - HALF - 3.0;
    if days == 0 {
        ink.draw(GHOST, format_args!("M{x1:.1} {top}l11 11l-11 11l-11 -11z"));
    } else {
        let width = (x2 - x1).max(2.0);
        ink.draw(
            GHOST,
            format_args!("M{x1:.1} {top}h{width:.1}v22h-{width:.1}z"),
        );
    }
}

fn bar(
    ink: &mut Ink,
    task: &Task,
    scheduled: &Scheduled,
    schedule: &Schedule,
    scale: &Scale,
    middle: f64,
    drag: &Drag,
) {
    let (mut x1, mut x2) = ends(scheduled, scale);
    if scheduled.total_slack > 0 && !schedule.planned_back {
        let x3 = scale.x(schedule.calendar.date(scheduled.lf - 1)) + scale.width;
        ink.draw(SLACK, format_args!("M{x2:.1} {middle}H{x3:.1}m0 -3v6"));
    }
    if let Some((dragged, days, end)) = drag
        && *dragged == task.id
    {
        let by = days * scale.width;
        if *end {
            x2 = (x2 + by).max(x1 + scale.width);
        } else {
            x1 += by;
            x2 += by;
        }
    }
    let approval = task.kind == TaskKind::Approval;
    let layer = if approval { APPROVAL } else { TASK } + usize::from(scheduled.critical);
    let top = middle - HALF;
    if scheduled.days == 0 {
        ink.draw(layer, format_args!("M{x1:.1} {top}l8 8l-8 8l-8 -8z"));
    } else {
        let width = (x2 - x1).max(2.0);
        ink.draw(
            layer,
            format_args!("M{x1:.1} {top}h{width:.1}v16h-{width:.1}z"),
        );
        if approval {
            // The client's decision carries a diamond, so that it is told from work also in grey.
            let x = x1 + width / 2.0;
            ink.draw(
                MARK,
                format_args!("M{x:.1} {}l5 5l-5 5l-5 -5z", middle - 5.0),
            );
        }
        let done: f64 = task.progress.decimal().to_string().parse().unwrap_or(0.0);
        if done > 0.0 {
            let (y, width) = (middle + HALF - 2.0, width * done / 100.0);
            ink.draw(DONE, format_args!("M{x1:.1} {y}h{width:.1}"));
        }
    }
    if let Some(deadline) = task.deadline {
        let x = scale.x(deadline) + scale.width;
        let y = middle - 10.0;
        ink.draw(DEADLINE, format_args!("M{x:.1} {y}v20m-4 -20h8l-4 6z"));
    }
}

/// The task whose bar is at this place of the chart, and whether it is the end of the bar.
pub fn at(plan: &Plan, scale: &Scale, row: usize, x: f64) -> Option<(TaskId, bool)> {
    let row = plan.index.get_untracked().rows.get(row)?.id.clone();
    let id = TaskId::new(&row).ok()?;
    let schedule = plan.workspace.schedule.get_untracked();
    let task = schedule.tasks.get(&id)?;
    let (x1, x2) = ends(task, scale);
    let room = if task.days == 0 { HALF } else { 4.0 };
    let on_it = (x1 - room..=x2 + room).contains(&x);
    on_it.then_some((id, task.days > 0 && x > x2 - 5.0))
}

/// What a bar is, in words.
pub fn words(plan: &Plan, id: &TaskId) -> Option<String> {
    let task = plan.task(id.as_str())?;
    let schedule = plan.workspace.schedule.read();
    let dates = schedule.tasks.get(id)?;
    let (start, finish) = (format::date(dates.start), format::date(dates.finish));
    Some(match dates.days {
        0 => format!("{}: {finish}", task.name),
        1 => format!("{}: {start}, 1 working day", task.name),
        days => format!("{}: {start} – {finish}, {days} working days", task.name),
    })
}
