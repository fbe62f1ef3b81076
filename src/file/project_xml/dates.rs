//! The dates of tasks in a Project file: their constraints, and what keeps them where they are.

use std::collections::HashMap;

use super::value::{DAY_ENDS, Moment, moment};
use super::xml::Element;
use crate::model::{Date, Link, LinkKind, Task, TaskId, Timeline};
use crate::plan::calendar::Calendar;
use crate::plan::schedule::Schedule;

/// When a task starts.
pub(super) fn starts(element: &Element) -> Option<Moment> {
    moment(element.text("Start")).or_else(|| moment(element.text("ManualStart")))
}

/// When it ends.
pub(super) fn ends(element: &Element) -> Option<Moment> {
    moment(element.text("Finish")).or_else(|| moment(element.text("ManualFinish")))
}

/// The constraint of a task, as one of those that there are here.
/// Whether it was another, which is to be said.
pub(super) fn constrain(task: &mut Task, element: &Element, calendar: &Calendar) -> bool {
    let date = moment(element.text("ConstraintDate"));
    let start = starts(element).map(|start| start.date);
    let day = date.map(|moment| {
        if moment.minute >= DAY_ENDS {
            calendar.date(moment.begins(calendar))
        } else {
            moment.date
        }
    });
    let kind = element.number("ConstraintType");
    match kind {
        Some(2) => task.must_start_on = day.or(start),
        Some(4) => task.not_before = day.or(start),
        Some(3) => task.must_start_on = start,
        Some(7) => task.deadline = task.deadline.or(date.map(|moment| moment.date)),
        // Not to start later, not to finish earlier: the dates of the file hold them.
        _ => {}
    }
    matches!(kind, Some(3 | 5 | 6 | 7))
}

/// Holds tasks where the file has them when links alone would let them start earlier: what a
/// planner put there by hand, what a person's calendar or a finished part keeps there. A task
/// that was put by hand before what it waits for must start on its day.
pub(super) fn hold(
    timeline: &mut Timeline,
    natural: &Schedule,
    elements: &HashMap<TaskId, &Element>,
) {
    let calendar = &natural.calendar;
    let days: HashMap<&TaskId, i64> = (timeline.tasks.iter())
        .map(|task| (&task.id, i64::from(task.days())))
        .collect();
    let start = |id: &TaskId| {
        let there = elements.get(id).and_then(|element| starts(element));
        let here = natural.tasks.get(id).map_or(0, |task| task.es);
        there.map_or(here, |there| there.begins(calendar).max(0))
    };
    let mut wanted: HashMap<&TaskId, i64> = HashMap::new();
    for link in &timeline.links {
        let of = |id: &TaskId| days.get(id).copied().unwrap_or(0);
        let earliest = allowed(link, start(&link.from), of(&link.from), of(&link.to));
        let entry = wanted.entry(&link.to).or_insert(0);
        *entry = earliest.max(*entry);
    }
    let mut holds: HashMap<TaskId, (bool, Date)> = HashMap::new();
    for task in &timeline.tasks {
        let by_hand = elements
            .get(&task.id)
            .is_some_and(|element| element.flag("Manual"));
        if task.must_start_on.is_some() || elements.get(&task.id).and_then(|e| starts(e)).is_none()
        {
            continue;
        }
        let floor = task
            .not_before
            .map_or(0, |day| calendar.index_on_or_after(day));
        let floor = wanted.get(&task.id).copied().unwrap_or(0).max(floor).max(0);
        let there = start(&task.id);
        if there > floor || there < floor && by_hand {
            holds.insert(task.id.clone(), (there < floor, calendar.date(there)));
        }
    }
    timeline.tasks.change_where(
        |task| holds.contains_key(&task.id),
        |task| {
            if let Some((must, day)) = holds.get(&task.id) {
                if *must {
                    task.must_start_on = Some(*day);
                } else {
                    task.not_before = Some(*day);
                }
            }
        },
    );
}

/// The earliest start that a link allows its successor, as the schedule has it.
fn allowed(link: &Link, from: i64, from_days: i64, to_days: i64) -> i64 {
    let lag = i64::from(link.lag);
    match link.kind {
        LinkKind::FinishToStart => from + from_days + lag,
        LinkKind::StartToStart => from + lag,
        LinkKind::FinishToFinish => from + from_days + lag - to_days,
        LinkKind::StartToFinish => from + lag - to_days,
    }
}
