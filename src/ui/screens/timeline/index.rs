//! Which rows there are, in which order, and where each task stands: made once, until a task
//! comes, goes or is moved, so that no row has to look for anything.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::{Identifier, Link, List, Phase, PhaseId, Task, TaskId, TaskKind, Timeline};
use crate::plan::by_id::ById;
use crate::ui::parts::grid::Row;

/// What stands in which row, and which number a task has.
#[derive(Debug)]
pub struct Index {
    /// The rows that are shown.
    pub rows: Vec<Row>,
    /// Where each task stands.
    pub places: ById<TaskId, Place>,
    /// The tasks by number.
    pub order: Vec<TaskId>,
    made_of: (List<Phase>, List<Task>, List<Link>, Arc<BTreeSet<PhaseId>>),
}

/// One index is another only if it is the same: comparing all they hold would take longer than
/// making them.
impl PartialEq for Index {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

/// Where a task stands, so that no row has to look for it.
#[derive(Debug)]
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
    pub fn of(timeline: &Timeline, folded: &Arc<BTreeSet<PhaseId>>) -> Self {
        let mut alone = Vec::new();
        let mut by_phase: ById<PhaseId, Vec<usize>> = ById::with_room(timeline.phases.len());
        for (at, task) in timeline.tasks.iter().enumerate() {
            match &task.phase {
                None => alone.push(at),
                Some(phase) => {
                    by_phase.add(phase, Vec::new());
                    if let Some(tasks) = by_phase.get_mut(phase) {
                        tasks.push(at);
                    }
                }
            }
        }
        let mut index = Self {
            rows: Vec::new(),
            places: ById::with_room(timeline.tasks.len()),
            order: Vec::new(),
            made_of: (
                timeline.phases.clone(),
                timeline.tasks.clone(),
                timeline.links.clone(),
                folded.clone(),
            ),
        };
        let phases = timeline.phases.iter().map(|phase| Some(&phase.id));
        for phase in std::iter::once(None).chain(phases) {
            let tasks = match phase {
                Some(phase) => by_phase.get(phase).map_or(&[][..], Vec::as_slice),
                None => &alone,
            };
            let open = phase.is_none_or(|phase| !folded.contains(phase));
            if let Some(phase) = phase {
                index.rows.push(Row {
                    id: phase_row(phase),
                    level: 1,
                    expanded: Some(open),
                    class: "phase",
                });
            }
            for at in tasks.iter().copied() {
                let Some(task) = timeline.tasks.get(at) else {
                    continue;
                };
                index.order.push(task.id.clone());
                let place = Place {
                    number: index.order.len(),
                    at,
                    row: open.then_some(index.rows.len()),
                    after: Vec::new(),
                };
                index.places.add(&task.id, place);
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

    /// Whether it is the index of this timeline too: the same tasks and phases in the same
    /// places with the same links between them, whatever else has changed about them.
    pub fn is_of(&self, timeline: &Timeline, folded: &Arc<BTreeSet<PhaseId>>) -> bool {
        let (phases, tasks, links, were_folded) = &self.made_of;
        let same_task = |a: &Task, b: &Task| a.id == b.id && a.phase == b.phase && a.kind == b.kind;
        Arc::ptr_eq(were_folded, folded)
            && same(phases, &timeline.phases, |a, b| a.id == b.id)
            && same(tasks, &timeline.tasks, same_task)
            && same(links, &timeline.links, |a, b| a.to == b.to)
    }
}

fn same<T>(before: &List<T>, now: &List<T>, alike: impl Fn(&T, &T) -> bool) -> bool {
    before.len() == now.len()
        && before
            .iter()
            .zip(now)
            .all(|(a, b)| Arc::ptr_eq(a, b) || alike(a, b))
}
