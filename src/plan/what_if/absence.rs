//! How much longer tasks take while somebody who works on them is away.
#![allow(
    clippy::indexing_slicing,
    reason = "every list here has one entry a task of the network, and is read at its positions"
)]

use super::super::calendar::Calendar;
use super::super::limits::{Back, Limits};
use super::super::load::days_away_in;
use super::super::network::Network;
use super::super::schedule::Span;
use super::{Absence, is_open};
use crate::model::timeline::MAX_DURATION;
use crate::model::{Date, OptionId, Person, Pitch, PlanFrom, TaskId};

/// By how many working days each task of the person takes longer: as many as they are away
/// during it, the added days included. Days on which they were to be away anyway are in the plan
/// already and do not count.
///
/// Tasks are taken in the order of the plan, so that each is where those before it have pushed
/// it. Planned back, what leads to the launch is pushed to begin earlier, so it is taken from its
/// end; what lies behind the launch is taken forward.
pub(super) fn longer(
    pitch: &Pitch,
    option: Option<&OptionId>,
    absence: &Absence,
) -> Vec<(TaskId, u32)> {
    let Some(person) = pitch.team.people.find(&absence.person) else {
        return Vec::new();
    };
    let timeline = &pitch.timeline;
    let calendar = Calendar::of(timeline);
    let network = Network::new(timeline, option);
    let tasks = network.tasks(timeline);
    let mut limits = Limits::new(&tasks, &calendar);
    let launch = timeline.launch.as_ref().and_then(|id| network.position(id));
    let date = timeline
        .launch_date
        .filter(|_| timeline.plan_from == PlanFrom::Launch);
    let back =
        |limits: &Limits| date.map(|date| Back::new(&network, &calendar, limits, launch, date));
    let behind = back(&limits).map(|back| back.behind);
    let from_end = |at: usize| behind.as_ref().is_some_and(|behind| !behind[at]);
    let backwards = network.order.iter().rev().filter(|at| from_end(**at));
    let forwards = network.order.iter().filter(|at| !from_end(**at));
    let mut longer = Vec::new();
    for at in backwards.chain(forwards).copied() {
        let task = tasks[at];
        let theirs = |a: &crate::model::Assignment| a.person.as_ref() == Some(&absence.person);
        if !is_open(task) || !task.assignments.iter().any(|a| theirs(a)) {
            continue;
        }
        let before = limits.days[at];
        // Each day it is longer may be another day away; it ends when none is added.
        while limits.days[at] < i64::from(MAX_DURATION) {
            let starts = back(&limits).map_or_else(
                || network.forward(&limits.days, &limits.floors, &limits.must, |_| None),
                |back| back.starts,
            );
            let span = Span {
                start: calendar.date(starts[at]),
                finish: calendar.date(starts[at] + limits.days[at] - 1),
            };
            let wanted = before + newly_away(person, absence, span, &calendar);
            if wanted <= limits.days[at] {
                break;
            }
            limits.days[at] = wanted.min(i64::from(MAX_DURATION));
        }
        if let Ok(more @ 1..) = u32::try_from(limits.days[at] - before) {
            longer.push((task.id.clone(), more));
        }
    }
    longer
}

/// On how many working days of the span they are away because of this absence alone.
fn newly_away(person: &Person, absence: &Absence, span: Span, calendar: &Calendar) -> i64 {
    let from: Date = absence.from.min(absence.to).max(span.start);
    let to: Date = absence.to.max(absence.from).min(span.finish);
    if to < from {
        return 0;
    }
    let part = Span {
        start: from,
        finish: to,
    };
    calendar.working_days_between(from, to) - days_away_in(person, part, calendar)
}
