//! Tables pasted from a spreadsheet or another planning program, with or without headings: tasks
//! as phases, tasks and links, and the lines of a budget. What cannot be read is said and never
//! dropped unsaid.

mod budget;
mod budget_columns;
mod cells;
mod columns;
mod links;
mod rows;
mod value;

use std::borrow::Cow;
use std::collections::HashMap;

use super::DateForm;
use crate::model::{
    Assignment, Date, Identifier, Link, LinkId, LinkKind, List, Percent, Phase, PhaseId, Task,
    TaskId, TaskKind, Timeline,
};
use crate::plan::calendar::Calendar;

pub use budget::{BudgetAround, MAX_LINES, PastedLines, add_lines, budget};
pub use columns::Column;

/// The most characters of a table that are read.
pub const MAX_TABLE: usize = 2_000_000;
/// The most rows of a table that are read.
pub const MAX_ROWS: usize = 5_000;

/// What is known where a table is pasted.
pub struct Around<'a> {
    /// The columns of a table without headings.
    pub columns: &'a [Column],
    /// How people here write dates.
    pub dates: &'a DateForm,
    /// The working days.
    pub calendar: &'a Calendar,
    /// The day that dates without a year are near to.
    pub near: Date,
    /// The task in a row of the plan, for predecessors that are not in the table.
    pub task_in_row: &'a dyn Fn(usize) -> Option<TaskId>,
}

/// A table that was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pasted {
    /// The names of the phases.
    pub phases: Vec<String>,
    /// The tasks in their order.
    pub tasks: Vec<PastedTask>,
    /// What waits for what.
    pub links: Vec<PastedLink>,
    /// What could not be read, in whole sentences.
    pub said: Vec<String>,
}

/// A task of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastedTask {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: TaskKind,
    /// The position of its phase.
    pub phase: Option<usize>,
    /// Working days.
    pub duration: u32,
    /// Not to start before this day.
    pub not_before: Option<Date>,
    /// Who works on it, as it was typed.
    pub who: String,
    /// How much is done.
    pub progress: Percent,
    /// A note.
    pub note: String,
    /// The row of the table, from 1, headings not counted.
    pub row: usize,
}

/// A link of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastedLink {
    /// What is waited for.
    pub from: Predecessor,
    /// The position of the task that waits.
    pub to: usize,
    /// What waits for what.
    pub kind: LinkKind,
    /// Working days between.
    pub lag: i32,
}

/// What a pasted task waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Predecessor {
    /// The task at this position of the table.
    Pasted(usize),
    /// A task that is in the plan already.
    Planned(TaskId),
}

/// Reads a table.
#[must_use]
pub fn table(text: &str, around: &Around<'_>) -> Pasted {
    if text.len() > MAX_TABLE {
        return Pasted {
            said: vec![t!(
                "This is more than {MAX_TABLE} characters, so nothing of it was read. Paste a part of it."
            )],
            ..Pasted::default()
        };
    }
    rows::read(cells::rows(text), around)
}

/// These words as a cell of a text that a spreadsheet reads: what it would take for a formula gets
/// an apostrophe before it. [`unguarded`] gives them back.
#[must_use]
pub fn guarded(words: &str) -> Cow<'_, str> {
    if needs_guard(words) {
        format!("'{words}").into()
    } else {
        words.into()
    }
}

/// The words of a cell, without the apostrophe that [`guarded`] put before them.
#[must_use]
pub fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(words) if needs_guard(words) => words,
        _ => cell,
    }
}

/// Whether these words, or what stands behind their apostrophes, begin like a formula.
fn needs_guard(words: &str) -> bool {
    const BEGIN: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
    let words = words.trim_start_matches('\'');
    let mut signs = (words.chars()).skip_while(|sign| sign.is_whitespace() || sign.is_control());
    words.starts_with(['\t', '\r', '\n']) || signs.next().is_some_and(|sign| BEGIN.contains(&sign))
}

/// The rows of cells that a spreadsheet copied: tabs between them, quotes around those that need
/// them.
#[must_use]
pub fn copied(text: &str) -> Vec<Vec<String>> {
    cells::copied(text)
}

/// Adds what was read after the tasks that are there; a phase of a name that is there already is
/// that phase. `fresh` makes the texts of new ids, `who` reads who works on a task.
pub fn add(
    timeline: &mut Timeline,
    pasted: &Pasted,
    fresh: &mut dyn FnMut() -> String,
    who: impl Fn(&str) -> List<Assignment>,
) {
    let same = |a: &str, b: &str| a.trim().to_lowercase() == b.trim().to_lowercase();
    let mut phases: Vec<PhaseId> = Vec::with_capacity(pasted.phases.len());
    for name in &pasted.phases {
        let known = timeline.phases.iter().find(|phase| same(&phase.name, name));
        let id = known.map(|phase| phase.id.clone());
        phases.push(id.unwrap_or_else(|| {
            let id: PhaseId = new_id(fresh);
            timeline.phases.push(Phase {
                id: id.clone(),
                name: name.clone(),
                extra: Default::default(),
            });
            id
        }));
    }
    let mut ids: HashMap<usize, TaskId> = HashMap::new();
    for (at, task) in pasted.tasks.iter().enumerate() {
        let id: TaskId = new_id(fresh);
        ids.insert(at, id.clone());
        timeline.tasks.push(Task {
            phase: task.phase.and_then(|phase| phases.get(phase).cloned()),
            not_before: task.not_before,
            progress: task.progress,
            note: task.note.clone(),
            assignments: who(&task.who),
            ..Task::new(id, &task.name, task.kind, task.duration)
        });
    }
    for link in &pasted.links {
        let from = match &link.from {
            Predecessor::Pasted(at) => ids.get(at).cloned(),
            Predecessor::Planned(id) => timeline.tasks.find(id).map(|task| task.id.clone()),
        };
        if let (Some(from), Some(to)) = (from, ids.get(&link.to).cloned()) {
            timeline.links.push(Link {
                id: new_id::<LinkId>(fresh),
                from,
                to,
                kind: link.kind,
                lag: link.lag,
                extra: Default::default(),
            });
        }
    }
}

fn new_id<Id: Identifier>(fresh: &mut dyn FnMut() -> String) -> Id {
    Id::parse(&fresh()).unwrap_or_else(|| Id::from_random(0))
}
