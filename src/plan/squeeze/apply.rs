//! The changes of a way, made to a pitch.

use std::sync::Arc;

use super::is_planned_back;
use super::worth::goes_with;
use crate::model::timeline::MAX_LAG;
use crate::model::{
    AssignmentId, Date, Due, Hours, Identifier, LineId, Link, LinkId, LinkKind, Pitch, Task,
    TaskId, Timeline,
};

/// Gives an assignment these hours.
pub(super) fn grow(pitch: &mut Pitch, task: &TaskId, assignment: &AssignmentId, hours: Hours) {
    let timeline = Arc::make_mut(&mut pitch.timeline);
    if let Some(task) = timeline.tasks.find_mut(task)
        && let Some(assignment) = task.assignments.find_mut(assignment)
    {
        assignment.hours = hours;
    }
}

/// Lets a task take so many working days. Estimates of its best and worst case stay around it.
pub(super) fn take(pitch: &mut Pitch, task: &TaskId, days: u32) {
    if let Some(task) = find(pitch, task) {
        task.duration = days;
        task.best = task.best.map(|best| best.min(days));
    }
}

/// Gives a link so many more working days of lead.
pub(super) fn overlap(pitch: &mut Pitch, link: &LinkId, days: u32) {
    let timeline = Arc::make_mut(&mut pitch.timeline);
    if let Some(link) = timeline.links.find_mut(link) {
        let days = i32::try_from(days).unwrap_or(MAX_LAG);
        link.lag = link.lag.saturating_sub(days).max(-MAX_LAG);
    }
}

/// The launch is held by this day instead of a later one.
pub(super) fn launch(pitch: &mut Pitch, to: Date) {
    let back = is_planned_back(pitch);
    let timeline = Arc::make_mut(&mut pitch.timeline);
    if back {
        timeline.launch_date = Some(to);
    }
    let Some(launch) = timeline.launch.clone() else {
        return;
    };
    if let Some(task) = timeline.tasks.find_mut(&launch) {
        task.not_before = task.not_before.map(|day| day.min(to));
        task.must_start_on = task.must_start_on.map(|day| day.min(to));
    }
}

/// Drops a task with the budget lines that are tied to it. What waited for it waits for what it
/// waited for; a payment due on it is due on what comes before it.
pub(super) fn drop(pitch: &mut Pitch, id: &TaskId) {
    let Some(task) = pitch.timeline.tasks.find(id).cloned() else {
        return;
    };
    let lines: Vec<LineId> = pitch
        .budget
        .lines
        .iter()
        .filter(|line| goes_with(line, &task))
        .map(|line| line.id.clone())
        .collect();
    for line in &lines {
        pitch.remove_line(line);
    }
    let before = pitch.timeline.links.iter().find(|link| link.to == *id);
    if let Some(before) = before.map(|link| Due::Task(link.from.clone())) {
        let due = Due::Task(id.clone());
        Arc::make_mut(&mut pitch.budget).payments.change_where(
            |instalment| instalment.due == due,
            |instalment| instalment.due = before.clone(),
        );
    }
    bridge(Arc::make_mut(&mut pitch.timeline), id);
    pitch.remove_task(id);
}

/// Links everything before a task with everything after it.
fn bridge(timeline: &mut Timeline, id: &TaskId) {
    let into: Vec<Arc<Link>> = timeline
        .links
        .iter()
        .filter(|l| l.to == *id)
        .cloned()
        .collect();
    let out: Vec<Arc<Link>> = timeline
        .links
        .iter()
        .filter(|l| l.from == *id)
        .cloned()
        .collect();
    for before in &into {
        for after in &out {
            if before.from == after.to {
                continue;
            }
            let kind = across(before.kind, after.kind);
            let lag = before
                .lag
                .saturating_add(after.lag)
                .clamp(-MAX_LAG, MAX_LAG);
            let known = timeline
                .links
                .iter()
                .find(|l| l.from == before.from && l.to == after.to && l.kind == kind)
                .map(|link| link.id.clone());
            if let Some(link) = known.and_then(|known| timeline.links.find_mut(&known)) {
                link.lag = link.lag.max(lag);
                continue;
            }
            timeline.links.push(Link {
                id: new_id(timeline, before, after),
                from: before.from.clone(),
                to: after.to.clone(),
                kind,
                lag,
                extra: Default::default(),
            });
        }
    }
}

/// The kind of a link that does what two did with a task without duration between them.
fn across(before: LinkKind, after: LinkKind) -> LinkKind {
    use LinkKind::{FinishToFinish, FinishToStart, StartToFinish, StartToStart};
    let from_finish = matches!(before, FinishToStart | FinishToFinish);
    let to_start = matches!(after, FinishToStart | StartToStart);
    match (from_finish, to_start) {
        (true, true) => FinishToStart,
        (true, false) => FinishToFinish,
        (false, true) => StartToStart,
        (false, false) => StartToFinish,
    }
}

/// An id that no link has. It follows from the two links, so that the same way makes the same
/// pitch (FNV-1a).
fn new_id(timeline: &Timeline, before: &Link, after: &Link) -> LinkId {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in before
        .id
        .as_str()
        .bytes()
        .chain([b' '])
        .chain(after.id.as_str().bytes())
    {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    loop {
        let id = LinkId::from_random(hash);
        if timeline.links.position(&id).is_none() {
            return id;
        }
        hash = hash.wrapping_add(1);
    }
}

fn find<'a>(pitch: &'a mut Pitch, task: &TaskId) -> Option<&'a mut Task> {
    Arc::make_mut(&mut pitch.timeline).tasks.find_mut(task)
}
