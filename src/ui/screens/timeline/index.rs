//! Which rows there are, in which order, and where each task stands: made once for a timeline, so
//! that no row has to look for anything.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::{Identifier, PhaseId, Task, TaskId, TaskKind, Timeline};
use crate::ui::parts::grid::Row;

/// What stands in which row, and which number a task has.
#[derive(Debug, PartialEq, Eq)]
pub struct Index {
    /// The rows that are shown.
    pub rows: Vec<Row>,
    /// Where each task stands.
    pub places: BTreeMap<TaskId, Place>,
    /// The tasks by number.
    pub order: Vec<TaskId>,
}

/// Where a task stands, so that no row has to look for it.
#[derive(Debug, PartialEq, Eq)]
pub struct Place {
    /// Its number, from 1, in the order in which tasks are shown.
    pub number: usize,
    /// Its position among the timeline's tasks.
    pub at: usize,
    /// Its position among the rows, when it is shown.
    pub row: Option<usize>,
    /// The positions of the links that lead to it.
    pub after: Vec<usize>,
}

/// The id of a phase's row. Tasks' rows have the tasks' ids, which hold no colon.
pub fn phase_row(id: &PhaseId) -> Arc<str> {
    format!("phase:{id}").into()
}

/// The phase whose row this is.
pub fn phase_of_row(row: &str) -> Option<PhaseId> {
    PhaseId::new(row.strip_prefix("phase:")?).ok()
}

impl Index {
    /// The rows of a timeline, with these phases folded.
    pub fn of(timeline: &Timeline, folded: &BTreeSet<PhaseId>) -> Self {
        let mut by_phase: BTreeMap<Option<&PhaseId>, Vec<(usize, &Arc<Task>)>> = BTreeMap::new();
        for (at, task) in timeline.tasks.iter().enumerate() {
            by_phase
                .entry(task.phase.as_ref())
                .or_default()
                .push((at, task));
        }
        let mut index = Self {
            rows: Vec::new(),
            places: BTreeMap::new(),
            order: Vec::new(),
        };
        let phases = timeline.phases.iter().map(|phase| Some(&phase.id));
        for phase in std::iter::once(None).chain(phases) {
            let tasks = by_phase.remove(&phase).unwrap_or_default();
            let open = phase.is_none_or(|phase| !folded.contains(phase));
            if let Some(phase) = phase {
                index.rows.push(Row {
                    id: phase_row(phase),
                    level: 1,
                    expanded: Some(open),
                    class: "phase",
                });
            }
            for (at, task) in tasks {
                index.order.push(task.id.clone());
                let place = Place {
                    number: index.order.len(),
                    at,
                    row: open.then_some(index.rows.len()),
                    after: Vec::new(),
                };
                index.places.insert(task.id.clone(), place);
                if open {
                    index.rows.push(Row {
                        id: task.id.as_str().into(),
                        level: if phase.is_some() { 2 } else { 1 },
                        expanded: None,
                        class: match task.kind {
                            TaskKind::Task => "task",
                            TaskKind::Milestone => "milestone",
                            TaskKind::Approval => "approval",
                        },
                    });
                }
            }
        }
        for (at, link) in timeline.links.iter().enumerate() {
            if let Some(place) = index.places.get_mut(&link.to) {
                place.after.push(at);
            }
        }
        index
    }
}
