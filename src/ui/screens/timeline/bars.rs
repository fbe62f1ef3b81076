//! What is drawn in the rows of the Gantt: bars and diamonds, brackets of phases, slack,
//! deadlines, and the arrows between tasks. Only rows in view are drawn.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use leptos::prelude::*;

use super::chart::{Drag, Scale, float};
use super::rows::{Plan, phase_of_row};
use crate::model::{Date, LinkKind, Task, TaskId, TaskKind};
use crate::plan::schedule::{Schedule, Scheduled};
use crate::ui::format;

/// Half the height of a bar.
const HALF: f64 = 8.0;

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
    let count = |number: i64| usize::try_from(number).unwrap_or(0);
    let mut middles: BTreeMap<&TaskId, f64> = BTreeMap::new();
    let mut bars = Vec::new();
    let mut lines = String::new();
    let height = f64::from(height);
    let mut bottom = float(seen.0) * height;
    let rows = index.rows.iter().skip(count(seen.0)).take(count(seen.1));
    let tasks: Vec<_> = rows.map(|row| (row, plan.task(&row.id))).collect();
    for (row, task) in &tasks {
        let middle = bottom + height / 2.0;
        bottom += height;
        let _ = write!(lines, "M0 {:.1}h99999", bottom - 0.5);
        if let Some(task) = task {
            if let Some(scheduled) = schedule.tasks.get(&task.id) {
                middles.insert(&task.id, middle);
                bars.push(bar(task, scheduled, &schedule, scale, middle, drag));
            }
        } else if let Some(span) = phase_of_row(&row.id).and_then(|id| schedule.phases.get(&id)) {
            let (x1, x2) = (scale.x(span.start), scale.x(span.finish) + scale.width);
            let (top, low) = (middle - 3.0, middle + 5.0);
            let path = format!("M{x1:.1} {low}V{top}H{x2:.1}V{low}");
            bars.push(view! { <path class="phase-bar" d=path></path> }.into_any());
        }
    }
    let mut ties = String::new();
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
                        around(&mut ties, (out, y1), (start, y2), -1.0);
                    } else {
                        down_into(&mut ties, (out, y1), (into, y2));
                    }
                }
                _ => around(&mut ties, (out, y1), (finish, y2), 1.0),
            }
        }
    }
    view! {
        <path class="row-lines" d=lines></path>
        <path class="tie" d=ties></path>
        {bars}
    }
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

fn bar(
    task: &Task,
    scheduled: &Scheduled,
    schedule: &Schedule,
    scale: &Scale,
    middle: f64,
    drag: &Drag,
) -> AnyView {
    let (mut x1, mut x2) = ends(scheduled, scale);
    let x3 = if scheduled.total_slack > 0 && !schedule.planned_back {
        scale.x(schedule.calendar.date(scheduled.lf - 1)) + scale.width
    } else {
        x2
    };
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
    let class = match (approval, scheduled.critical) {
        (false, false) => "task-bar",
        (false, true) => "task-bar critical",
        (true, false) => "approval-bar",
        (true, true) => "approval-bar critical",
    };
    let day = |day: Date| format::date(day);
    let title = if scheduled.days == 0 {
        format!("{}: {}", task.name, day(scheduled.finish))
    } else {
        let (from, to) = (day(scheduled.start), day(scheduled.finish));
        format!(
            "{}: {from} to {to}, {} working days",
            task.name, scheduled.days
        )
    };
    let id = task.id.to_string();
    let top = middle - HALF;
    let slack = (x3 > x2).then(|| {
        let path = format!("M{x2:.1} {middle:.1}H{x3:.1}m0 -3v6");
        view! { <path class="slack" d=path></path> }
    });
    let deadline = task.deadline.map(|deadline| {
        let x = scale.x(deadline) + scale.width;
        let path = format!("M{x:.1} {:.1}v20m-4 -20h8l-4 6z", middle - 10.0);
        view! { <path class="deadline" d=path></path> }
    });
    if scheduled.days == 0 {
        let path = format!("M{x1:.1} {top:.1}l8 8l-8 8l-8 -8z");
        return view! {
            {slack}
            <path class=class d=path data-task=id><title>{title}</title></path>
            {deadline}
        }
        .into_any();
    }
    let width = (x2 - x1).max(2.0);
    // The client's decision ends in a diamond, so that it is told from work also in grey.
    let mark = approval.then(|| {
        let path = format!(
            "M{:.1} {:.1}l5 5l-5 5l-5 -5z",
            x1 + width / 2.0,
            middle - 5.0
        );
        view! { <path class="approval-mark" d=path></path> }
    });
    let done: f64 = task.progress.decimal().to_string().parse().unwrap_or(0.0);
    let done = (done > 0.0).then(|| {
        let path = format!(
            "M{x1:.1} {:.1}h{:.1}",
            middle + HALF - 2.0,
            width * done / 100.0
        );
        view! { <path class="done" d=path></path> }
    });
    let rect = move |class: &'static str, x: f64, width: f64| {
        let (x, y) = (format!("{x:.1}"), format!("{top:.1}"));
        view! {
            <rect class=class x=x y=y width=format!("{width:.1}") height="16" data-task=id.clone()>
                <title>{title.clone()}</title>
            </rect>
        }
        .into_any()
    };
    view! {
        {slack}
        {rect(class, x1, width)}
        {mark}
        {done}
        {rect("grip", x2 - 3.0, 7.0)}
        {deadline}
    }
    .into_any()
}

/// An arrow along, then down or up into a bar.
fn down_into(path: &mut String, from: (f64, f64), to: (f64, f64)) {
    let down = if to.1 > from.1 { 1.0 } else { -1.0 };
    let edge = to.1 - down * HALF;
    let _ = write!(
        path,
        "M{:.1} {:.1}H{:.1}V{edge:.1}m-3 {:.1}l3 {:.1}l3 {:.1}",
        from.0,
        from.1,
        to.0,
        down * -4.0,
        down * 4.0,
        down * -4.0
    );
}

/// An arrow that goes around to the left (-1) or right (1) edge of a bar.
fn around(path: &mut String, from: (f64, f64), to: (f64, f64), side: f64) {
    let turn = from.0 + 5.0;
    let last = to.0 + side * 7.0;
    let between = from.1 + if to.1 > from.1 { 15.5 } else { -15.5 };
    let _ = if side > 0.0 {
        let out = turn.max(last);
        write!(path, "M{:.1} {:.1}H{out:.1}V{:.1}", from.0, from.1, to.1)
    } else {
        write!(
            path,
            "M{:.1} {:.1}H{turn:.1}V{between:.1}H{last:.1}V{:.1}",
            from.0, from.1, to.1
        )
    };
    let tip = side * 4.0;
    let _ = write!(path, "H{:.1}m{tip:.1} -3l{:.1} 3l{tip:.1} 3", to.0, -tip);
}
