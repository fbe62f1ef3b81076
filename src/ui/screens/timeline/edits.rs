//! The edits of the timeline, by the workspace's one door.

use std::sync::Arc;

use leptos::prelude::*;

use super::index::phase_of_row;
use super::rows::Plan;
use crate::model::timeline::MAX_DURATION;
use crate::model::{
    Date, Identifier, Link, LinkId, LinkKind, Phase, PhaseId, Pitch, Task, TaskId, TaskKind,
    Timeline,
};
use crate::plan::parse::Linked;
use crate::plan::schedule::{Schedule, Scheduled, would_loop};
use crate::ui::desk::{Toast, fresh};
use crate::ui::format;
use crate::ui::workspace::Workspace;
use crate::words::Word;

/// What a task of this kind is called until it is named.
pub fn first_name(kind: TaskKind) -> &'static str {
    match kind {
        TaskKind::Task => t!("New task"),
        TaskKind::Milestone => t!("New milestone"),
        TaskKind::Approval => t!("Client approves"),
    }
}

/// What a phase is called until it is named.
pub const NEW_PHASE: Word = word!("New phase");

/// A task that is yet to be named.
fn new_task(id: TaskId, kind: TaskKind, phase: Option<PhaseId>) -> Task {
    let duration = match kind {
        TaskKind::Task => 1,
        TaskKind::Milestone => 0,
        TaskKind::Approval => 2,
    };
    Task {
        phase,
        ..Task::new(id, first_name(kind), kind, duration)
    }
}

/// Adds a task after the row, in its phase, and says which row it is.
pub fn add_task(workspace: Workspace, kind: TaskKind, after: Option<&str>) -> Arc<str> {
    let id: TaskId = fresh();
    let key: Arc<str> = id.as_str().into();
    let name = match kind {
        TaskKind::Task => t!("Add task"),
        TaskKind::Milestone => t!("Add milestone"),
        TaskKind::Approval => t!("Add approval"),
    };
    workspace.edit(name, "", |pitch| {
        let timeline = Arc::make_mut(&mut pitch.timeline);
        let before = after.and_then(|row| timeline.tasks.iter().position(|t| t.id.as_str() == row));
        let (at, phase) = match (before, after.and_then(phase_of_row)) {
            (Some(at), _) => {
                let phase = timeline.tasks.get(at).and_then(|task| task.phase.clone());
                (at + 1, phase)
            }
            (None, Some(phase)) => (0, Some(phase)),
            (None, None) => {
                let last = timeline.phases.last().map(|phase| phase.id.clone());
                (timeline.tasks.len(), last)
            }
        };
        timeline.tasks.insert(at, new_task(id.clone(), kind, phase));
    });
    key
}

/// Adds a phase at the end and says which row it is.
pub fn add_phase(workspace: Workspace) -> Arc<str> {
    let id: PhaseId = fresh();
    let key = super::index::phase_row(&id);
    workspace.edit(t!("Add phase"), "", |pitch| {
        Arc::make_mut(&mut pitch.timeline).phases.push(Phase {
            id,
            name: NEW_PHASE.said().to_owned(),
            extra: Default::default(),
        });
    });
    key
}

/// Changes one task.
pub fn change_task(
    workspace: Workspace,
    name: &str,
    field: &str,
    id: &TaskId,
    act: impl FnOnce(&mut Task),
) {
    workspace.edit(name, field, |pitch| {
        if let Some(task) = Arc::make_mut(&mut pitch.timeline).tasks.find_mut(id) {
            act(task);
        }
    });
}

/// Lets a task start on this day: no earlier, or on the very day where that is what it has. Says
/// so when the plan lets it start later only.
pub fn start_on(plan: &Plan, id: &TaskId, day: Date) {
    let workspace = plan.workspace;
    change_task(
        workspace,
        t!("Change start"),
        &format!("{id} start"),
        id,
        |task| {
            if task.must_start_on.is_some() {
                task.must_start_on = Some(day);
            } else {
                task.not_before = Some(day);
            }
        },
    );
    let schedule = workspace.schedule.get_untracked();
    let Some(task) = schedule.tasks.get(id) else {
        return;
    };
    let wanted = schedule.calendar.index_on_or_after(day);
    let words = if schedule.planned_back && task.begins != wanted {
        t!(
            "Planned back from the launch, it stands as late as the launch allows: {}.",
            format::date(task.start)
        )
    } else if task.begins > wanted {
        t!(
            "It cannot start earlier, because of what comes before it: {}.",
            format::date(task.start)
        )
    } else {
        return;
    };
    // A key that is held down says it once.
    let said = |toasts: &Vec<Toast>| toasts.iter().any(|toast| toast.words == words);
    if !plan.desk.toasts.with_untracked(said) {
        plan.desk.toast(&words);
    }
}

/// Moves a task by so many calendar days, to the nearest working day on that side, and says what
/// came of it.
pub fn move_by(plan: &Plan, id: &TaskId, days: i64) {
    let before = plan.workspace.schedule.get_untracked();
    if let Some(task) = before.tasks.get(id) {
        let index = moved_index(&before, task, days);
        start_on(plan, id, before.calendar.date(index));
        plan.desk.say(&what_moved(plan, id, &before));
    }
}

/// The index on which a task begins that is moved by so many calendar days.
pub fn moved_index(schedule: &Schedule, task: &Scheduled, days: i64) -> i64 {
    let day = task.start.plus_days(days);
    if days < 0 {
        schedule.calendar.index_on_or_before(day).max(0)
    } else {
        schedule.calendar.index_on_or_after(day)
    }
}

/// Moves the end of a task by so many calendar days, and says what came of it.
pub fn resize_by(plan: &Plan, id: &TaskId, days: i64) {
    let before = plan.workspace.schedule.get_untracked();
    if let Some(task) = before.tasks.get(id) {
        let days = resized_days(&before, task, days);
        change_task(plan.workspace, t!("Change duration"), "", id, |task| {
            task.set_duration(days);
        });
        plan.desk.say(&what_moved(plan, id, &before));
    }
}

/// The working days of a task whose end is moved by so many calendar days: 1 at least.
pub fn resized_days(schedule: &Schedule, task: &Scheduled, days: i64) -> u32 {
    let finish = task.finish.plus_days(days).max(task.start);
    let days = schedule.calendar.working_days_between(task.start, finish);
    u32::try_from(days.max(1)).map_or(MAX_DURATION, |days| days.min(MAX_DURATION))
}

/// Where a task stands now and how many others moved with it, for screen readers.
fn what_moved(plan: &Plan, id: &TaskId, before: &Schedule) -> String {
    let now = plan.workspace.schedule.get_untracked();
    let (Some(task), Some(dates)) = (untrack(|| plan.task(id.as_str())), now.tasks.get(id)) else {
        return String::new();
    };
    let day = |task: &Scheduled| (task.start, task.finish);
    let stood = before.tasks.get(id).map(day) == Some(day(dates));
    let dates = if dates.start == dates.finish {
        format::date(dates.finish)
    } else {
        let (start, finish) = (format::date(dates.start), format::date(dates.finish));
        t!("{start} to {finish}")
    };
    let others = now.tasks.iter().filter(|(other, task)| {
        *other != id && before.tasks.get(other).map(day) != Some(day(task))
    });
    let name = &task.name;
    match (stood, others.count()) {
        (true, 0) => t!("{name} still {dates}."),
        (true, 1) => t!("{name} still {dates}, 1 other task moved."),
        (true, count) => t!("{name} still {dates}, {count} other tasks moved."),
        (false, 0) => t!("{name} now {dates}."),
        (false, 1) => t!("{name} now {dates}, 1 other task moved."),
        (false, count) => t!("{name} now {dates}, {count} other tasks moved."),
    }
}

/// Links two tasks, beside the links they have, and says so.
///
/// # Errors
/// In words, with the names of the tasks, when they are linked so already or the link would close
/// a loop; nothing is changed then.
pub fn add_link(plan: &Plan, from: &TaskId, to: &TaskId, kind: LinkKind) -> Result<(), String> {
    let workspace = plan.workspace;
    let timeline = workspace.timeline.get_untracked();
    let name = |id: &TaskId| {
        let task = timeline.tasks.find(id);
        task.map(|task| task.name.clone()).unwrap_or_default()
    };
    let (first, second) = (name(from), name(to));
    let same = |link: &Link| link.from == *from && link.to == *to && link.kind == kind;
    if timeline.links.iter().any(|link| same(link)) {
        return Err(t!("“{second}” waits for “{first}” already."));
    }
    if let Some(words) = loop_words(&timeline, from, to) {
        return Err(words);
    }
    let before = workspace.schedule.get_untracked();
    workspace.edit(t!("Add link"), "", |pitch| {
        Arc::make_mut(&mut pitch.timeline).links.push(Link {
            id: fresh::<LinkId>(),
            from: from.clone(),
            to: to.clone(),
            kind,
            lag: 0,
            extra: Default::default(),
        });
    });
    let moved = what_moved(plan, to, &before);
    plan.desk.say(&t!("{second} waits for {first}. {moved}"));
    Ok(())
}

/// What is said of a link that would close a loop.
fn loop_words(timeline: &Timeline, from: &TaskId, to: &TaskId) -> Option<String> {
    let names: Vec<String> = would_loop(timeline, from, to)?
        .iter()
        .filter_map(|id| timeline.tasks.find(id))
        .map(|task| t!("“{}”", task.name))
        .collect();
    Some(t!("This link would close a loop: {}.", names.join(" → ")))
}

/// Gives a task these predecessors in the place of those it had.
///
/// # Errors
/// In words, with the names of the tasks, when a link would close a loop; nothing is changed then.
pub fn set_links(workspace: Workspace, to: &TaskId, links: &[Linked]) -> Result<(), String> {
    let current = workspace.timeline.get_untracked();
    let mut timeline = Timeline::clone(&current);
    timeline.links.retain(|link| link.to != *to);
    for linked in links {
        if let Some(words) = loop_words(&timeline, &linked.from, to) {
            return Err(words);
        }
        // A link that stood there already keeps its id.
        let known = current
            .links
            .iter()
            .find(|link| link.to == *to && link.from == linked.from && link.kind == linked.kind);
        timeline.links.push(Link {
            id: known.map_or_else(fresh::<LinkId>, |link| link.id.clone()),
            from: linked.from.clone(),
            to: to.clone(),
            kind: linked.kind,
            lag: linked.lag,
            extra: known.map(|link| link.extra.clone()).unwrap_or_default(),
        });
    }
    workspace.edit(t!("Change links"), "", |pitch| {
        pitch.timeline = Arc::new(timeline);
    });
    Ok(())
}

/// Moves a task or phase one place, past the phase's edge into the next phase.
pub fn step(pitch: &mut Pitch, row: &str, by: i32) {
    let timeline = Arc::make_mut(&mut pitch.timeline);
    if let Some(phase) = phase_of_row(row) {
        crate::ui::words::step(&mut timeline.phases, phase.as_str(), by);
        return;
    }
    let order = shown_order(timeline);
    let Some(at) = order.iter().position(|(id, _)| id.as_str() == row) else {
        return;
    };
    let by = isize::try_from(by).unwrap_or(0);
    let Some((id, phase)) = order.get(at).cloned() else {
        return;
    };
    let neighbour = at
        .checked_add_signed(by)
        .and_then(|to| order.get(to).cloned());
    match neighbour {
        Some((other, other_phase)) if other_phase == phase => {
            if let Some(to) = timeline.tasks.position(&other) {
                timeline.tasks.move_to(&id, to);
            }
        }
        // At the edge of its phase the task goes into the next one.
        _ => {
            let phases: Vec<Option<PhaseId>> = std::iter::once(None)
                .chain(timeline.phases.iter().map(|phase| Some(phase.id.clone())))
                .collect();
            let here = phases.iter().position(|other| *other == phase).unwrap_or(0);
            let Some(next) = here
                .checked_add_signed(by)
                .and_then(|to| phases.get(to).cloned())
            else {
                return;
            };
            let last = timeline.tasks.len();
            if let Some(task) = timeline.tasks.find_mut(&id) {
                task.phase = next;
            }
            timeline.tasks.move_to(&id, if by > 0 { 0 } else { last });
        }
    }
}

/// Moves a row before another, or to the end; a task takes the phase it lands in.
pub fn drop_before(pitch: &mut Pitch, row: &str, before: Option<&str>) {
    let timeline = Arc::make_mut(&mut pitch.timeline);
    if let Some(phase) = phase_of_row(row) {
        let target = before.map(|row| {
            phase_of_row(row).map_or_else(
                || {
                    let task = timeline.tasks.iter().find(|task| task.id.as_str() == row);
                    let phase = task.and_then(|task| task.phase.clone());
                    phase.map(|phase| phase.to_string()).unwrap_or_default()
                },
                |phase| phase.to_string(),
            )
        });
        let target = target.filter(|target| !target.is_empty());
        crate::ui::words::move_before(&mut timeline.phases, phase.as_str(), target.as_deref());
        return;
    }
    let order = shown_order(timeline);
    let Some(id) = order
        .iter()
        .map(|(id, _)| id)
        .find(|id| id.as_str() == row)
        .cloned()
    else {
        return;
    };
    // Before a phase's row means at the end of what stands above it.
    let (phase, anchor) = match before {
        None => (order.last().and_then(|(_, phase)| phase.clone()), None),
        Some(row) => match phase_of_row(row) {
            Some(next) => {
                let at = timeline.phases.position(&next).unwrap_or(0);
                let above = at.checked_sub(1).and_then(|at| timeline.phases.get(at));
                (above.map(|phase| phase.id.clone()), None)
            }
            None => {
                let task = timeline.tasks.iter().find(|task| task.id.as_str() == row);
                (task.and_then(|task| task.phase.clone()), Some(row))
            }
        },
    };
    if let Some(task) = timeline.tasks.find_mut(&id) {
        task.phase = phase;
    }
    crate::ui::words::move_before(&mut timeline.tasks, id.as_str(), anchor);
}

/// The tasks in the order in which they are shown: those without a phase, then phase by phase.
fn shown_order(timeline: &Timeline) -> Vec<(TaskId, Option<PhaseId>)> {
    std::iter::once(None)
        .chain(timeline.phases.iter().map(|phase| Some(&phase.id)))
        .flat_map(|phase| {
            timeline
                .tasks
                .iter()
                .filter(move |task| task.phase.as_ref() == phase)
                .map(|task| (task.id.clone(), task.phase.clone()))
        })
        .collect()
}
