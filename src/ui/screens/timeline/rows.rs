//! The rows of the timeline: phases with their tasks, milestones and approvals under them.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;

use super::index::{Index, phase_of_row};
use super::panel::Panel;
use super::{edits, who};
use crate::model::timeline::MAX_DURATION;
use crate::model::{Date, Percent, PhaseId, Task, TaskId, TaskKind};
use crate::plan::parse;
use crate::plan::schedule::{Conflict, Schedule, Scheduled};
use crate::ui::desk::Desk;
use crate::ui::parts::grid::{Cell, Column, Editor, Row, Source};
use crate::ui::workspace::Workspace;
use crate::ui::{format, words};

/// The timeline as a grid.
pub struct Plan {
    /// For words said to people.
    pub desk: Desk,
    /// The open pitch.
    pub workspace: Workspace,
    /// What stands where.
    pub index: Memo<Arc<Index>>,
    /// The phases whose tasks are hidden.
    pub folded: RwSignal<Arc<BTreeSet<PhaseId>>>,
    /// What stands beside the grid.
    pub panel: RwSignal<Panel>,
    /// Another schedule of the same tasks, drawn behind the bars: what an open tool looks at. Who
    /// sets it takes it away again.
    pub ghost: RwSignal<Option<Arc<Schedule>>>,
}

/// The columns by their place.
const NAME: usize = 0;
const NUMBER: usize = 1;
const DAYS: usize = 2;
const START: usize = 3;
const FINISH: usize = 4;
const AFTER: usize = 5;
const WHO: usize = 6;
const SLACK: usize = 7;
const DONE: usize = 8;

impl Plan {
    /// The task of a row.
    pub fn task(&self, row: &str) -> Option<Arc<Task>> {
        let id = TaskId::new(row).ok()?;
        let at = self.index.read().places.get(&id)?.at;
        self.workspace.timeline.read().tasks.get(at).cloned()
    }

    fn scheduled(&self, task: &Task) -> Option<Scheduled> {
        self.workspace.schedule.read().tasks.get(&task.id).copied()
    }

    /// The predecessors as they are typed.
    fn after(&self, task: &Task) -> String {
        let index = self.index.read();
        let timeline = self.workspace.timeline.read();
        let Some(place) = index.places.get(&task.id) else {
            return String::new();
        };
        place
            .after
            .iter()
            .filter_map(|at| {
                let link = timeline.links.get(*at)?;
                let number = index.places.get(&link.from)?.number;
                Some(parse::link_text(number, link.kind, link.lag))
            })
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// A task's cell as it is typed.
    fn typed(&self, task: &Task, column: usize) -> String {
        let scheduled = self.scheduled(task);
        match column {
            NAME => task.name.clone(),
            NUMBER => self
                .index
                .read()
                .places
                .get(&task.id)
                .map(|place| place.number.to_string())
                .unwrap_or_default(),
            DAYS if task.kind == TaskKind::Milestone => String::new(),
            DAYS => format!("{}d", task.duration),
            START => scheduled.map(|s| format::date(s.start)).unwrap_or_default(),
            FINISH => scheduled
                .map(|s| format::date(s.finish))
                .unwrap_or_default(),
            AFTER => self.after(task),
            WHO => who::shown(&task.assignments, &self.workspace.team.read()),
            SLACK => scheduled
                .map(|s| format!("{}d", s.total_slack))
                .unwrap_or_default(),
            _ if task.progress.is_zero() => String::new(),
            _ => format::percent(task.progress.decimal()),
        }
    }

    /// A day as a cell shows it: its year only where it is needed to tell it from another.
    fn day(&self, date: Date) -> String {
        let from_start = date.days_since(self.workspace.timeline.read().start);
        if from_start.abs() < 330 {
            format::short_date(date)
        } else {
            format::date(date)
        }
    }

    fn phase_cells(&self, id: &PhaseId) -> Vec<Cell> {
        let timeline = self.workspace.timeline.read();
        let schedule = self.workspace.schedule.read();
        let name = timeline
            .phases
            .find(id)
            .map(|phase| phase.name.clone())
            .unwrap_or_default();
        let span = schedule.phases.get(id);
        let mut cells = vec![Cell::edit(name)];
        cells.extend((NUMBER..=DONE).map(|column| match (column, span) {
            (DAYS, Some(span)) => {
                let days = schedule
                    .calendar
                    .working_days_between(span.start, span.finish);
                Cell::show(format!("{days}d"))
            }
            (START, Some(span)) => Cell::show(self.day(span.start)),
            (FINISH, Some(span)) => Cell::show(self.day(span.finish)),
            _ => Cell::default(),
        }));
        cells
    }

    fn task_cells(&self, task: &Task) -> Vec<Cell> {
        let Some(scheduled) = self.scheduled(task) else {
            // Not in the shown option: it is there, and has no dates.
            return (NAME..=DONE)
                .map(|column| {
                    let text = if column == NAME || column == NUMBER {
                        self.typed(task, column)
                    } else {
                        String::new()
                    };
                    Cell::show(text)
                        .hint("Not part of the shown option.")
                        .class("out")
                })
                .collect();
        };
        let conflict = {
            let schedule = self.workspace.schedule.read();
            schedule.conflict(&task.id).map(conflict_words)
        };
        (NAME..=DONE)
            .map(|column| {
                let text = match column {
                    START => self.day(scheduled.start),
                    FINISH => self.day(scheduled.finish),
                    _ => self.typed(task, column),
                };
                let cell = match column {
                    NUMBER => return Cell::show(text),
                    SLACK => {
                        let class = match scheduled.total_slack {
                            ..0 => "bad",
                            0 => "strong",
                            _ => "",
                        };
                        let hint = if scheduled.critical {
                            "Critical: a day later here is a day later at the end."
                        } else {
                            ""
                        };
                        return Cell::show(text).hint(hint).class(class);
                    }
                    DAYS if task.kind == TaskKind::Milestone => {
                        return Cell::show("").hint("A milestone has no duration.");
                    }
                    _ => Cell::edit(text),
                };
                match column {
                    START => cell.hint("A day typed here is the one before which it does not start. +3d is three days later than now."),
                    FINISH => match &conflict {
                        Some(words) => cell.class("bad").hint(words.clone()),
                        None => cell.hint("A day typed here changes the duration."),
                    },
                    AFTER => {
                        cell.hint("Numbers of tasks, such as 4 or 4SS+2d, with commas between.")
                    }
                    WHO if task.kind == TaskKind::Task && task.assignments.is_empty() => {
                        Cell::edit("Nobody")
                            .class("warn")
                            .hint("Type roles or people and their hours, such as “Art director 24h”.")
                    }
                    _ => cell,
                }
            })
            .collect()
    }

    fn commit_task(&self, task: &Task, column: usize, text: &str) -> Result<(), String> {
        let workspace = self.workspace;
        let change = |name: &str, act: &dyn Fn(&mut Task)| {
            edits::change_task(workspace, name, "", &task.id, |task| act(task));
        };
        match column {
            NAME => change("Rename task", &|task| text.clone_into(&mut task.name)),
            DAYS => {
                let week = workspace.schedule.read_untracked().calendar.days_per_week();
                let days = parse::duration(text, week).map_err(|error| error.to_string())?;
                change("Change duration", &|task| task.duration = days);
            }
            START if text.trim().is_empty() => change("Change start", &|task| {
                task.not_before = None;
                task.must_start_on = None;
            }),
            START | FINISH => {
                let schedule = workspace.schedule.get_untracked();
                let start = schedule.tasks.get(&task.id).map(|s| s.start);
                let start = start.ok_or("It is not part of the shown option.")?;
                // Days are read as those near to the task, also long before it.
                let day = parse::date(text, &format::date_form(), start, start)
                    .map_err(|error| error.to_string())?;
                // A milestone has no duration: its finish is its start.
                if column == START || task.kind == TaskKind::Milestone {
                    edits::start_on(self, &task.id, day);
                } else {
                    let days = schedule.calendar.working_days_between(start, day);
                    let days = u32::try_from(days).ok().filter(|days| *days >= 1);
                    let days = days.ok_or("It cannot finish before it starts.")?;
                    change("Change duration", &|task| {
                        task.duration = days.min(MAX_DURATION);
                    });
                }
            }
            AFTER => {
                let index = self.index.get_untracked();
                let week = workspace.schedule.read_untracked().calendar.days_per_week();
                let row = |number: usize| index.order.get(number.checked_sub(1)?).cloned();
                let links = parse::links(text, week, row).map_err(|error| error.to_string())?;
                return edits::set_links(workspace, &task.id, &links);
            }
            WHO => {
                let team = workspace.team.get_untracked();
                let assignments = who::read(text, &task.assignments, &team)?;
                change("Change who works on it", &|task| {
                    task.assignments = assignments.clone();
                });
            }
            DONE => {
                let done = words::read_percent(text)?;
                if done > Percent::whole(100) {
                    return Err("Progress is at most 100 %.".to_owned());
                }
                change("Change progress", &|task| task.progress = done);
            }
            _ => return Err("This follows from the plan.".to_owned()),
        }
        Ok(())
    }
}

/// The name of moving a row.
fn moved(row: &Row) -> &'static str {
    if row.class == "phase" {
        "Move phase"
    } else {
        "Move task"
    }
}

/// What a conflict is, in words.
pub fn conflict_words(conflict: &Conflict) -> String {
    match conflict {
        Conflict::LinkWantsLater { by, .. } => {
            format!(
                "It must start on a day, but what comes before it wants it {by} working days later."
            )
        }
        Conflict::MustStartTooEarly { .. } => {
            "It must start before the project does, so it starts with the project.".to_owned()
        }
        Conflict::MustStartOffDay { .. } => {
            "It must start on a day on which nobody works, so it starts on the next working day."
                .to_owned()
        }
        Conflict::MustStartTooLate { by, .. } => {
            format!("It must start {by} working days later than the launch allows.")
        }
        Conflict::DeadlineMissed { by, .. } => {
            format!("It finishes {by} working days after its deadline.")
        }
    }
}

impl Source for Plan {
    fn columns(&self) -> Vec<Column> {
        vec![
            Column::text("Name", "minmax(11rem, 3fr)"),
            Column::figure("No.", "2.5rem"),
            Column::figure("Days", "3.25rem"),
            Column::figure("Start", "4.75rem").on_card(),
            Column::figure("Finish", "4.75rem").on_card(),
            Column::text("After", "5rem"),
            Column::text("Who", "minmax(6rem, 2fr)"),
            Column::figure("Slack", "3.5rem"),
            Column::figure("Done", "3.5rem"),
        ]
    }
    fn rows(&self) -> Vec<Row> {
        self.index.read().rows.clone()
    }
    fn cells(&self, row: &Row) -> Vec<Cell> {
        match phase_of_row(&row.id) {
            Some(phase) => self.phase_cells(&phase),
            None => self
                .task(&row.id)
                .map_or_else(Vec::new, |task| self.task_cells(&task)),
        }
    }
    fn editor(&self, row: &Row, column: usize) -> Option<Editor> {
        let cells = untrack(|| self.cells(row));
        let cell = cells.get(column)?;
        let text = match untrack(|| self.task(&row.id)) {
            Some(task) => untrack(|| self.typed(&task, column)),
            None => cell.text.clone(),
        };
        cell.editable.then_some(Editor::Line(text))
    }
    fn commit(&self, row: &Row, column: usize, text: &str) -> Result<(), String> {
        if let Some(phase) = phase_of_row(&row.id) {
            if column != NAME {
                return Err("A phase spans its tasks: change those.".to_owned());
            }
            self.workspace.edit("Rename phase", "", |pitch| {
                if let Some(phase) = Arc::make_mut(&mut pitch.timeline).phases.find_mut(&phase) {
                    text.clone_into(&mut phase.name);
                }
            });
            return Ok(());
        }
        let Some(task) = untrack(|| self.task(&row.id)) else {
            return Ok(());
        };
        // What is typed again as it stands changes nothing: a start that follows from links must
        // not become a constraint by being looked at.
        if untrack(|| self.typed(&task, column)) == text {
            return Ok(());
        }
        self.commit_task(&task, column, text)
    }
    fn remove(&self, row: &Row) {
        if let Some(phase) = phase_of_row(&row.id) {
            self.workspace.delete("Delete phase", |pitch| {
                pitch.remove_phase(&phase);
            });
        } else if let Ok(task) = TaskId::new(&row.id) {
            let kind = untrack(|| self.task(&row.id)).map(|task| task.kind);
            let name = match kind {
                Some(TaskKind::Milestone) => "Delete milestone",
                Some(TaskKind::Approval) => "Delete approval",
                _ => "Delete task",
            };
            self.workspace.delete(name, |pitch| {
                pitch.remove_task(&task);
            });
        }
    }
    fn step(&self, row: &Row, by: i32) {
        let name = moved(row);
        self.workspace
            .edit(name, "", |pitch| edits::step(pitch, &row.id, by));
    }
    fn drop_before(&self, row: &Row, before: Option<&Row>) {
        let before = before.map(|row| &*row.id);
        self.workspace.edit(moved(row), "", |pitch| {
            edits::drop_before(pitch, &row.id, before);
        });
    }
    fn toggle(&self, row: &Row) {
        if let Some(phase) = phase_of_row(&row.id) {
            self.folded.update(|folded| {
                let folded = Arc::make_mut(folded);
                if !folded.remove(&phase) {
                    folded.insert(phase);
                }
            });
        }
    }
    fn indent(&self, row: &Row, by: i32) {
        let Some(task) = untrack(|| self.task(&row.id)) else {
            return;
        };
        let timeline = self.workspace.timeline.get_untracked();
        let phase = if by > 0 {
            timeline.phases.first().map(|phase| phase.id.clone())
        } else {
            None
        };
        if task.phase.is_none() == (by > 0) {
            edits::change_task(self.workspace, "Change phase", "", &task.id, |task| {
                task.phase = phase;
            });
        }
    }
    fn nudge(&self, row: &Row, days: i32) {
        if let Some(task) = untrack(|| self.task(&row.id)) {
            edits::move_by(self, &task.id, days.into());
        }
    }
    fn add_after(&self, row: &Row) -> Option<Arc<str>> {
        Some(edits::add_task(
            self.workspace,
            TaskKind::Task,
            Some(&row.id),
        ))
    }
}
