//! The dates of a timeline: the critical path method over working days, forward from the start
//! or back from the launch.
#![allow(
    clippy::indexing_slicing,
    reason = "every list here has one entry a task of the network, and is read at its positions"
)]

use std::collections::BTreeMap;
use std::sync::Arc;

pub use super::approvals::{approval_effect, approval_effects};
use super::by_id::ById;
use super::calendar::{Calendar, Days};
use super::limits::{Back, Limits};
use super::network::Network;
pub use super::scheduled::{Scheduled, ScheduledTasks};
use crate::model::{Date, LinkId, OptionId, PhaseId, PlanFrom, Task, TaskId, Timeline};

/// What follows from a timeline. Indexes count working days as [`Calendar`] does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// The working days.
    pub calendar: Calendar,
    /// Every task of the option.
    pub tasks: ScheduledTasks,
    /// The index after the last working day of the last task.
    pub finish_index: i64,
    /// The last day of the last task; none without tasks.
    pub finish: Option<Date>,
    /// The day of the launch milestone, when one is named and part of the option.
    pub launch: Option<Date>,
    /// Planning back: by how many working days the plan would have to start before it may
    /// (before the start, or before a task's first allowed day). 0 when it fits.
    pub short_by: i64,
    /// The loops of links that were found, each as the tasks on its way.
    pub loops: Vec<Vec<TaskId>>,
    /// Links that do not count: they close a loop or name a task that does not exist.
    pub set_aside: Vec<LinkId>,
    /// Where constraints and links want different things, in the order of the tasks' ids.
    pub conflicts: Vec<Conflict>,
    /// The span of every phase that has a task in the option.
    pub phases: BTreeMap<PhaseId, Span>,
    /// Whether tasks stand at their latest start, planned back from a launch date.
    pub planned_back: bool,
    /// The earliest index at which a task stands that is not begun.
    first_open: Option<i64>,
}

/// From one day to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first day.
    pub start: Date,
    /// The last day.
    pub finish: Date,
}

/// Where tasks stand: from their first day to their last.
pub type Spans = BTreeMap<TaskId, Span>;

impl Span {
    /// The span that covers both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            finish: self.finish.max(other.finish),
        }
    }
}

/// A constraint that the rest of the plan does not keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conflict {
    /// A task must start on a day; this link wants it later. The link is not obeyed.
    LinkWantsLater {
        /// The task that must start on a day.
        task: TaskId,
        /// The link that wants it later the most.
        link: LinkId,
        /// By how many working days.
        by: i64,
    },
    /// A task must start on a day before the project starts; it starts with the project.
    MustStartTooEarly {
        /// The task.
        task: TaskId,
    },
    /// A task must start on a day on which nobody works; it starts on the next working day.
    MustStartOffDay {
        /// The task.
        task: TaskId,
    },
    /// Planning back, a task must start later than the launch allows.
    MustStartTooLate {
        /// The task.
        task: TaskId,
        /// By how many working days.
        by: i64,
    },
    /// A task finishes after its deadline.
    DeadlineMissed {
        /// The task.
        task: TaskId,
        /// By how many working days.
        by: i64,
    },
}

impl Conflict {
    /// The task it is about.
    #[must_use]
    pub fn task(&self) -> &TaskId {
        match self {
            Self::LinkWantsLater { task, .. }
            | Self::MustStartTooEarly { task }
            | Self::MustStartOffDay { task }
            | Self::MustStartTooLate { task, .. }
            | Self::DeadlineMissed { task, .. } => task,
        }
    }
}

impl Schedule {
    /// Planning back: by how many working days the plan is short when nothing can start before
    /// `today`, tasks that are begun apart. At least [`Self::short_by`]; planning forward 0.
    #[must_use]
    pub fn short_by_from(&self, today: Date) -> i64 {
        if !self.planned_back {
            return 0;
        }
        let today = self.calendar.index_on_or_after(today);
        self.first_open
            .map_or(0, |first| today - first)
            .max(self.short_by)
    }

    /// The first conflict of a task.
    #[must_use]
    pub fn conflict(&self, task: &TaskId) -> Option<&Conflict> {
        // They are in the order of the tasks' ids.
        let first = self.conflicts.partition_point(|found| found.task() < task);
        self.conflicts
            .get(first)
            .filter(|found| found.task() == task)
    }

    /// From the first day of the first task to the last of the last; none without tasks.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        self.tasks
            .values()
            .map(|task| Span {
                start: task.start,
                finish: task.finish,
            })
            .reduce(Span::and)
    }
}

/// The dates of the tasks of one option, or of all tasks. Takes time in proportion to tasks and
/// links.
///
/// Formulas: the pages on the timeline in the project's description of the domain; the critical
/// path method with four kinds of links. Beyond them, planning back:
///
/// * The launch index T is that of the first working day on or after the launch date: whatever
///   leads to the launch is done before that day. A launch that is no milestone is done by its
///   end.
/// * What lies behind the launch milestone follows it, as early as it can.
/// * A milestone whose latest start is T shows the launch date itself.
/// * A task that must start on a day stands no later than that.
#[must_use]
pub fn schedule(timeline: &Timeline, option: Option<&OptionId>) -> Schedule {
    let network = Arc::new(Network::new(timeline, option));
    work_out(network, timeline)
}

/// As [`schedule`], quicker after an edit: what the edit left as it was is taken from the
/// schedule before it.
#[must_use]
pub fn schedule_after(
    before: &Schedule,
    timeline: &Timeline,
    option: Option<&OptionId>,
) -> Schedule {
    work_out(network_after(before, timeline, option), timeline)
}

/// The network of this timeline: that of the schedule before it, where it still holds.
pub(super) fn network_after(
    before: &Schedule,
    timeline: &Timeline,
    option: Option<&OptionId>,
) -> Arc<Network> {
    let network = before.tasks.network();
    if network.is_of(timeline, option) {
        network.clone()
    } else {
        Arc::new(Network::new(timeline, option))
    }
}

/// The dates of the tasks of a network of this timeline.
fn work_out(network: Arc<Network>, timeline: &Timeline) -> Schedule {
    let calendar = Calendar::of(timeline);
    let tasks = network.tasks(timeline);
    let limits = Limits::new(&tasks, &calendar);
    let days = &limits.days;
    let es = network.forward(days, &limits.floors, &limits.must, |_| None);
    let end = last_end(&es, days);
    let launch = timeline.launch.as_ref().and_then(|id| network.position(id));
    let back = timeline
        .launch_date
        .filter(|_| timeline.plan_from == PlanFrom::Launch)
        .map(|date| Back::new(&network, &calendar, &limits, launch, date));
    let ls = back.as_ref().map_or_else(
        || {
            let cap = |deadline: &Option<i64>| deadline.map_or(end, |index| index.min(end));
            let caps: Vec<i64> = limits.deadlines.iter().map(cap).collect();
            network.backward(days, &caps, |_| true)
        },
        |back| back.starts.clone(),
    );
    let shown = if back.is_some() { &ls } else { &es };
    let finish_index = last_end(shown, days);
    let table = Days::of(
        &calendar,
        shown.iter().copied().min(),
        finish_index,
        shown.len(),
    );

    let mut dates = Vec::with_capacity(tasks.len());
    let mut first_open: Option<i64> = None;
    let mut phases: ById<PhaseId, Span> = ById::with_room(timeline.phases.len());
    for (at, task) in tasks.iter().enumerate() {
        let total_slack = ls[at] - es[at];
        let free_slack = network
            .leaving(at)
            .map(|arrow| es[arrow.to] - arrow.earliest(es[at], days))
            .min()
            .unwrap_or(end - es[at] - days[at]);
        let begins = shown[at];
        let ends = begins + days[at];
        let (start, finish) = if days[at] == 0 {
            let day = match &back {
                Some(back) => back.milestone_day(&network, &calendar, at),
                None if shows_finish(&network, &limits, &es, at) => table.date(begins - 1),
                None => table.date(begins),
            };
            (day, day)
        } else {
            (table.date(begins), table.date(ends - 1))
        };
        if task.progress.is_zero() {
            first_open = Some(first_open.map_or(begins, |first| first.min(begins)));
        }
        if let Some(phase) = &task.phase {
            let span = Span { start, finish };
            match phases.get_mut(phase) {
                Some(known) => *known = known.and(span),
                None => {
                    phases.add(phase, span);
                }
            }
        }
        dates.push(Scheduled {
            es: es[at],
            ef: es[at] + days[at],
            ls: ls[at],
            lf: ls[at] + days[at],
            total_slack,
            free_slack,
            critical: total_slack <= 0,
            begins,
            ends,
            start,
            finish,
            days: task.days(),
        });
    }
    let ids = |positions: &Vec<usize>| {
        let id = |at: &usize| network.ids()[*at].clone();
        positions.iter().map(id).collect()
    };
    let short_by = back.as_ref().map_or(0, |back| {
        (0..tasks.len())
            .filter(|at| !back.behind[*at])
            .map(|at| limits.must[at].unwrap_or(0).max(limits.floors[at]) - ls[at])
            .fold(0, i64::max)
    });
    Schedule {
        conflicts: conflicts(&network, &tasks, &calendar, &limits, shown, &dates),
        finish_index,
        finish: dates.iter().map(|task| task.finish).max(),
        launch: launch.map(|at| dates[at].finish),
        short_by,
        loops: network.loops.iter().map(ids).collect(),
        set_aside: network.set_aside.clone(),
        phases: phases
            .iter()
            .map(|(id, span)| (id.clone(), *span))
            .collect(),
        planned_back: back.is_some(),
        first_open,
        calendar,
        tasks: ScheduledTasks::new(network, dates),
    }
}

/// The index after the last working day of the last task; 0 without tasks.
pub(super) fn last_end(starts: &[i64], days: &[i64]) -> i64 {
    let ends = starts.iter().zip(days).map(|(start, days)| start + days);
    ends.max().unwrap_or(0)
}

/// The tasks of the loop that a link between these two would close: from the successor back to
/// the predecessor. `None` when it closes none.
#[must_use]
pub fn would_loop(timeline: &Timeline, from: &TaskId, to: &TaskId) -> Option<Vec<TaskId>> {
    if from == to {
        return Some(vec![from.clone()]);
    }
    let network = Network::new(timeline, None);
    let way = network.way(network.position(to)?, network.position(from)?)?;
    Some(
        way.into_iter()
            .map(|at| network.ids()[at].clone())
            .collect(),
    )
}

/// Planning forward: whether a milestone shows the finish day of what leads to it, because a
/// finish link, and no constraint of its own, sets its earliest start.
pub(super) fn shows_finish(network: &Network, limits: &Limits, es: &[i64], at: usize) -> bool {
    let days = &limits.days;
    limits.must[at].is_none()
        && limits.floors[at] < es[at]
        && network
            .arriving(at)
            .any(|arrow| arrow.waits_for_finish() && arrow.earliest(es[arrow.from], days) == es[at])
}

fn conflicts(
    network: &Network,
    tasks: &[&Task],
    calendar: &Calendar,
    limits: &Limits,
    shown: &[i64],
    dates: &[Scheduled],
) -> Vec<Conflict> {
    let mut found = Vec::new();
    let bound = |at: &usize| limits.must[*at].is_some() || limits.deadlines[*at].is_some();
    for at in (0..tasks.len()).filter(bound) {
        let task = tasks[at];
        let id = || task.id.clone();
        if let (Some(date), Some(must)) = (task.must_start_on, limits.must[at]) {
            if calendar.index_on_or_after(date) < 0 {
                found.push(Conflict::MustStartTooEarly { task: id() });
            } else if !calendar.is_working(date) {
                found.push(Conflict::MustStartOffDay { task: id() });
            }
            if shown[at] < must {
                let by = must - shown[at];
                found.push(Conflict::MustStartTooLate { task: id(), by });
            }
            let worst = network
                .arriving(at)
                .map(|arrow| {
                    let by = arrow.earliest(shown[arrow.from], &limits.days) - shown[at];
                    (by, std::cmp::Reverse(&network.link(arrow).id))
                })
                .max();
            if let Some((by, std::cmp::Reverse(link))) = worst.filter(|(by, _)| *by > 0) {
                found.push(Conflict::LinkWantsLater {
                    task: id(),
                    link: link.clone(),
                    by,
                });
            }
        }
        let finish = dates[at].finish;
        if let Some(deadline) = task.deadline
            && finish > deadline
        {
            let by = calendar.index_on_or_after(finish) - calendar.index_on_or_before(deadline);
            found.push(Conflict::DeadlineMissed {
                task: id(),
                by: by.max(1),
            });
        }
    }
    found.sort_by(|a, b| a.task().cmp(b.task()));
    found
}
