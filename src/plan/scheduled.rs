//! The dates of tasks, found by their ids.

use std::fmt;
use std::sync::Arc;

use super::network::Network;
use crate::model::{Date, TaskId};

/// The dates of one task. Intervals of indexes are half-open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scheduled {
    /// Earliest start.
    pub es: i64,
    /// Earliest finish.
    pub ef: i64,
    /// Latest start.
    pub ls: i64,
    /// Latest finish.
    pub lf: i64,
    /// Working days by which it can slip without moving the finish, or the launch; negative when
    /// a deadline or the launch is missed.
    pub total_slack: i64,
    /// Working days by which it can slip without moving another task.
    pub free_slack: i64,
    /// Total slack of 0 or less.
    pub critical: bool,
    /// The index at which it is shown to begin: `es`, or `ls` planning back.
    pub begins: i64,
    /// The index after its last working day as shown: `begins` plus `days`.
    pub ends: i64,
    /// The first day, as shown.
    pub start: Date,
    /// The last day, as shown.
    pub finish: Date,
    /// Duration in working days.
    pub days: u32,
}

/// The dates of every task of a schedule.
#[derive(Clone)]
pub struct ScheduledTasks {
    /// Knows where each task stands in the list.
    network: Arc<Network>,
    list: Vec<Scheduled>,
}

impl ScheduledTasks {
    pub(super) fn new(network: Arc<Network>, list: Vec<Scheduled>) -> Self {
        Self { network, list }
    }

    pub(super) fn network(&self) -> &Arc<Network> {
        &self.network
    }

    /// The dates of this task; none when it is not part of the option.
    #[must_use]
    pub fn get(&self, id: &TaskId) -> Option<&Scheduled> {
        self.list.get(self.network.position(id)?)
    }

    /// Whether this task has dates.
    #[must_use]
    pub fn contains_key(&self, id: &TaskId) -> bool {
        self.network.position(id).is_some()
    }

    /// The dates of all tasks, in the order of the timeline.
    pub fn values(&self) -> std::slice::Iter<'_, Scheduled> {
        self.list.iter()
    }

    /// The tasks with their dates, in the order of the timeline.
    pub fn in_order(&self) -> impl Iterator<Item = (&TaskId, &Scheduled)> {
        self.network.ids().iter().zip(&self.list)
    }

    /// The tasks with their dates, in the order of their ids: they are sorted when this is asked.
    pub fn iter(&self) -> std::vec::IntoIter<(&TaskId, &Scheduled)> {
        let mut tasks: Vec<_> = self.in_order().collect();
        tasks.sort_unstable_by_key(|(id, _)| *id);
        tasks.into_iter()
    }

    /// The ids of the tasks, in their order.
    pub fn keys(&self) -> impl Iterator<Item = &TaskId> {
        self.iter().map(|(id, _)| id)
    }

    /// How many tasks there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is no task.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

/// The same dates for the same tasks, in whichever order.
impl PartialEq for ScheduledTasks {
    fn eq(&self, other: &Self) -> bool {
        if Arc::ptr_eq(&self.network, &other.network) || self.network.ids() == other.network.ids() {
            return self.list == other.list;
        }
        let same = |(id, dates)| other.get(id) == Some(dates);
        self.len() == other.len() && self.in_order().all(same)
    }
}

impl Eq for ScheduledTasks {}

impl<'a> IntoIterator for &'a ScheduledTasks {
    type Item = (&'a TaskId, &'a Scheduled);
    type IntoIter = std::vec::IntoIter<Self::Item>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Debug for ScheduledTasks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}
