//! What bounds the tasks of a network: their own constraints, and the launch they are planned
//! back from.
#![allow(
    clippy::indexing_slicing,
    reason = "every list here has one entry a task of the network, and is read at its positions"
)]

use super::calendar::Calendar;
use super::network::{Arrow, Network};
use crate::model::{Date, Task};

/// Durations and constraints of the tasks, the latter as indexes. Taken in one go: tasks lie apart
/// in memory, these lists do not.
pub(super) struct Limits {
    /// The durations in working days.
    pub days: Vec<i64>,
    /// The earliest start that is allowed, at least 0.
    pub floors: Vec<i64>,
    /// The day on which a task must start, at least 0.
    pub must: Vec<Option<i64>>,
    /// The index after the last working day on or before the deadline.
    pub deadlines: Vec<Option<i64>>,
}

impl Limits {
    pub fn new(tasks: &[&Task], calendar: &Calendar) -> Self {
        let first = |date: Date| calendar.index_on_or_after(date).max(0);
        let after = |date: Date| calendar.index_on_or_before(date) + 1;
        let mut limits = Self {
            days: Vec::with_capacity(tasks.len()),
            floors: Vec::with_capacity(tasks.len()),
            must: Vec::with_capacity(tasks.len()),
            deadlines: Vec::with_capacity(tasks.len()),
        };
        for task in tasks {
            limits.days.push(task.days().into());
            limits.floors.push(task.not_before.map_or(0, first));
            limits.must.push(task.must_start_on.map(first));
            limits.deadlines.push(task.deadline.map(after));
        }
        limits
    }
}

/// A plan that is made back from the launch.
pub(super) struct Back {
    /// Where every task stands.
    pub starts: Vec<i64>,
    /// What lies behind the launch.
    pub behind: Vec<bool>,
    /// The launch index.
    index: i64,
    date: Date,
    /// The latest start of each task if no link led on from it.
    own: Vec<i64>,
}

impl Back {
    pub fn new(
        network: &Network,
        calendar: &Calendar,
        limits: &Limits,
        launch: Option<usize>,
        date: Date,
    ) -> Self {
        let days = &limits.days;
        let index = calendar.index_on_or_after(date);
        let behind = launch.map_or_else(
            || vec![false; network.len()],
            |launch| network.behind(launch),
        );
        let caps: Vec<i64> = (0..network.len())
            .map(|at| {
                let end = if launch == Some(at) && days[at] > 0 {
                    calendar.index_on_or_before(date) + 1
                } else {
                    index
                };
                end.min(limits.deadlines[at].unwrap_or(end))
                    .min(limits.must[at].map_or(end, |must| must + days[at]))
            })
            .collect();
        let latest = network.backward(days, &caps, |to| !behind[to]);
        let starts = network.forward(days, &limits.floors, &limits.must, |at| {
            (!behind[at]).then_some(latest[at])
        });
        let own = caps
            .iter()
            .zip(days)
            .map(|(cap, days)| cap - days)
            .collect();
        Self {
            starts,
            behind,
            index,
            date,
            own,
        }
    }

    /// The day that a milestone shows: the launch date at the launch index; else the finish day
    /// of what leads to it when a finish link does; else the day on which what follows begins.
    pub fn milestone_day(&self, network: &Network, calendar: &Calendar, at: usize) -> Date {
        let start = self.starts[at];
        let set_by_launch = start == self.index && self.own[at] == self.index && !self.behind[at];
        if set_by_launch {
            return self.date;
        }
        let follows_finish = network.arriving(at).any(Arrow::waits_for_finish);
        calendar.date(if follows_finish { start - 1 } else { start })
    }
}
