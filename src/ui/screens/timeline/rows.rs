//! The rows of the timeline: phases with their tasks, milestones and approvals under them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use leptos::prelude::*;

use super::baselines::Shown;
use super::columns::Field;
use super::index::{Index, phase_of_row};
use super::outlook::working_days;
use super::{edits, who};
use crate::model::timeline::MAX_DURATION;
use crate::model::{Date, Hours, Money, Percent, PhaseId, Task, TaskId, TaskKind};
use crate::plan::drift::Drift;
use crate::plan::parse;
use crate::plan::schedule::{Conflict, Scheduled, Spans};
use crate::plan::task_cost::labour_cost;
use crate::ui::desk::Desk;
use crate::ui::parts::grid::{Cell, Column, Editor, Row, Source};
use crate::ui::parts::tools;
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
    /// The columns that are shown.
    pub fields: Memo<Vec<Field>>,
    /// Internal: what the budget lines cost that are tied to a task, by task.
    pub tied_costs: Memo<Arc<BTreeMap<TaskId, Money>>>,
    /// Which baseline is shown.
    pub shown_baseline: RwSignal<Shown>,
    /// By how much the plan has moved since the baseline that is shown.
    pub drift: Memo<Option<Arc<Drift>>>,
    /// Where tasks stood in that baseline: drawn under their bars.
    pub agreed: Memo<Option<Arc<Spans>>>,
    /// What stands beside the grid.
    pub panel: tools::Open,
    /// Where tasks would stand instead, drawn behind the bars: what an open tool looks at. Who
    /// sets it takes it away again.
    pub ghost: RwSignal<Option<Arc<Spans>>>,
}

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
    fn typed(&self, task: &Task, field: Field) -> String {
        let scheduled = || self.scheduled(task);
        let days = |days: Option<u32>| days.map(|days| format!("{days}d")).unwrap_or_default();
        match field {
            Field::Name => task.name.clone(),
            Field::Number => self
                .index
                .read()
                .places
                .get(&task.id)
                .map(|place| place.number.to_string())
                .unwrap_or_default(),
            Field::Days | Field::Best | Field::Worst if task.kind == TaskKind::Milestone => {
                String::new()
            }
            Field::Days => format!("{}d", task.duration),
            Field::Best => days(task.best),
            Field::Worst => days(task.worst),
            Field::Start => scheduled()
                .map(|s| format::date(s.start))
                .unwrap_or_default(),
            Field::Finish => scheduled()
                .map(|s| format::date(s.finish))
                .unwrap_or_default(),
            Field::Drift => self
                .drift
                .read()
                .as_ref()
                .and_then(|drift| drift.tasks.get(&task.id).copied())
                .map(|drift| match drift.finish_by {
                    0 => "0d".to_owned(),
                    by => format!("{by:+}d"),
                })
                .unwrap_or_default(),
            Field::Deadline => task.deadline.map(format::date).unwrap_or_default(),
            Field::After => self.after(task),
            Field::Who => who::shown(&task.assignments, &self.workspace.team.read()),
            Field::Hours => {
                let hours = hours_of(task);
                if hours.is_zero() {
                    String::new()
                } else {
                    format::number(hours.decimal())
                }
            }
            Field::Cost => {
                let cost = self.cost(task);
                if cost == Money::ZERO {
                    String::new()
                } else {
                    format::money(cost, self.workspace.currency.get())
                }
            }
            Field::Slack => scheduled()
                .map(|s| format!("{}d", s.total_slack))
                .unwrap_or_default(),
            Field::Done if task.progress.is_zero() => String::new(),
            Field::Done => format::percent(task.progress.decimal()),
        }
    }

    /// Internal: what a task costs the agency.
    fn cost(&self, task: &Task) -> Money {
        let tied = self.tied_costs.read();
        let tied = tied.get(&task.id).copied().unwrap_or_default();
        labour_cost(task, &self.workspace.team.read()) + tied
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
        let fields = self.fields.read();
        fields
            .iter()
            .map(|field| match (field, span) {
                (Field::Name, _) => Cell::edit(name.clone()),
                (Field::Days, Some(span)) => {
                    let days = schedule
                        .calendar
                        .working_days_between(span.start, span.finish);
                    Cell::show(format!("{days}d"))
                }
                (Field::Start, Some(span)) => Cell::show(self.day(span.start)),
                (Field::Finish, Some(span)) => Cell::show(self.day(span.finish)),
                _ => Cell::default(),
            })
            .collect()
    }

    fn task_cells(&self, task: &Task) -> Vec<Cell> {
        let fields = self.fields.read();
        let Some(scheduled) = self.scheduled(task) else {
            // Not in the shown option: it is there, and has no dates.
            return fields
                .iter()
                .map(|field| {
                    let text = match field {
                        Field::Name | Field::Number => self.typed(task, *field),
                        _ => String::new(),
                    };
                    Cell::show(text)
                        .hint(t!("Not part of the shown option."))
                        .class("out")
                })
                .collect();
        };
        fields
            .iter()
            .map(|field| self.task_cell(task, &scheduled, *field))
            .collect()
    }

    fn task_cell(&self, task: &Task, scheduled: &Scheduled, field: Field) -> Cell {
        let text = match field {
            Field::Start => self.day(scheduled.start),
            Field::Finish => self.day(scheduled.finish),
            Field::Deadline => task.deadline.map(|day| self.day(day)).unwrap_or_default(),
            _ => self.typed(task, field),
        };
        match field {
            Field::Number => Cell::show(text),
            Field::Slack => {
                let class = match scheduled.total_slack {
                    ..0 => "bad",
                    0 => "strong",
                    _ => "",
                };
                let hint = if scheduled.critical {
                    t!("Critical: a day later here is a day later at the end.")
                } else {
                    ""
                };
                Cell::show(text).hint(hint).class(class)
            }
            Field::Drift => {
                let late = text.starts_with('+');
                Cell::show(text)
                    .hint(t!("By how many working days it finishes later than in the baseline."))
                    .class(if late { "bad" } else { "" })
            }
            Field::Cost => Cell::show(text)
                .hint(t!("Internal: its hours at cost rates, and the budget lines tied to it.")),
            Field::Days | Field::Best | Field::Worst if task.kind == TaskKind::Milestone => {
                Cell::show("").hint(t!("A milestone has no duration."))
            }
            Field::Best => Cell::edit(text).hint(t!("Working days if all goes well.")),
            Field::Worst => Cell::edit(text).hint(t!("Working days if all goes badly.")),
            Field::Start => Cell::edit(text).hint(t!("A day typed here is the one before which it does not start. +3d is three days later than now.")),
            Field::Finish => match self.conflict(task) {
                Some(words) => Cell::edit(text).class("bad").hint(words),
                None => Cell::edit(text).hint(t!("A day typed here changes the duration.")),
            },
            Field::After => {
                Cell::edit(text).hint(t!("Numbers of tasks, such as 4 or 4SS+2d, with commas between."))
            }
            Field::Who if task.kind == TaskKind::Task && task.assignments.is_empty() => {
                Cell::edit(t!("Nobody"))
                    .class("warn")
                    .hint(t!("Type roles or people and their hours, such as “Art director 24h”."))
            }
            // Who works so long is typed in the column beside it.
            Field::Hours if task.assignments.len() != 1 => Cell::show(text),
            _ => Cell::edit(text),
        }
    }

    fn conflict(&self, task: &Task) -> Option<String> {
        let schedule = self.workspace.schedule.read();
        schedule.conflict(&task.id).map(conflict_words)
    }

    fn commit_task(&self, task: &Task, field: Field, text: &str) -> Result<(), String> {
        let workspace = self.workspace;
        let change = |name: &str, act: &dyn Fn(&mut Task)| {
            edits::change_task(workspace, name, "", &task.id, |task| act(task));
        };
        match field {
            Field::Name => change(t!("Rename task"), &|task| text.clone_into(&mut task.name)),
            Field::Days => {
                let days = read_days(workspace, text)?;
                change(t!("Change duration"), &|task| task.set_duration(days));
            }
            Field::Best | Field::Worst if text.trim().is_empty() => {
                change(t!("Change estimate"), &|task| {
                    if field == Field::Best {
                        task.best = None;
                    } else {
                        task.worst = None;
                    }
                });
            }
            Field::Best => {
                let days = read_days(workspace, text)?;
                fits_best(days, task.duration)?;
                change(t!("Change estimate"), &|task| task.best = Some(days));
            }
            Field::Worst => {
                let days = read_days(workspace, text)?;
                fits_worst(days, task.duration)?;
                change(t!("Change estimate"), &|task| task.worst = Some(days));
            }
            Field::Deadline => {
                let day = words::read_date(text)?;
                change(t!("Change deadline"), &|task| task.deadline = day);
            }
            Field::Hours => {
                let hours = words::read_hours(text)?.unwrap_or_default();
                change(t!("Change hours"), &|task| {
                    task.assignments
                        .change_where(|_| true, |assignment| assignment.hours = hours);
                });
            }
            Field::Start if text.trim().is_empty() => change(t!("Change start"), &|task| {
                task.not_before = None;
                task.must_start_on = None;
            }),
            Field::Start | Field::Finish => {
                let schedule = workspace.schedule.get_untracked();
                let start = schedule.tasks.get(&task.id).map(|s| s.start);
                let start = start.ok_or(t!("It is not part of the shown option."))?;
                // Days are read as those near to the task, also long before it.
                let day = parse::date(text, &format::date_form(), start, start)
                    .map_err(|error| error.to_string())?;
                // A milestone has no duration: its finish is its start.
                if field == Field::Start || task.kind == TaskKind::Milestone {
                    edits::start_on(self, &task.id, day);
                } else {
                    let days = schedule.calendar.working_days_between(start, day);
                    let days = u32::try_from(days).ok().filter(|days| *days >= 1);
                    let days = days.ok_or(t!("It cannot finish before it starts."))?;
                    change(t!("Change duration"), &|task| {
                        task.set_duration(days.min(MAX_DURATION));
                    });
                }
            }
            Field::After => {
                let index = self.index.get_untracked();
                let week = workspace.schedule.read_untracked().calendar.days_per_week();
                let row = |number: usize| index.order.get(number.checked_sub(1)?).cloned();
                let links = parse::links(text, week, row).map_err(|error| error.to_string())?;
                return edits::set_links(workspace, &task.id, &links);
            }
            Field::Who => {
                let team = workspace.team.get_untracked();
                let assignments = who::read(text, &task.assignments, &team)?;
                change(t!("Change who works on it"), &|task| {
                    task.assignments = assignments.clone();
                });
            }
            Field::Done => {
                let done = words::read_percent(text)?;
                if done > Percent::whole(100) {
                    return Err(t!("Progress is at most 100 %.").to_owned());
                }
                change(t!("Change progress"), &|task| task.progress = done);
            }
            Field::Number | Field::Drift | Field::Cost | Field::Slack => {
                return Err(t!("This follows from the plan.").to_owned());
            }
        }
        Ok(())
    }

    /// Says where a row that was moved stands now, for those who do not see it.
    fn say_place(&self, row: &Row) {
        let index = self.index.get_untracked();
        let timeline = self.workspace.timeline.get_untracked();
        let phase_name = |id: &PhaseId| timeline.phases.find(id).map(|phase| phase.name.clone());
        let (name, within) = match (phase_of_row(&row.id), untrack(|| self.task(&row.id))) {
            (Some(phase), _) => (phase_name(&phase), None),
            (None, Some(task)) => {
                let within = task.phase.as_ref().and_then(phase_name);
                (Some(task.name.clone()), Some(within))
            }
            (None, None) => return,
        };
        let Some(at) = index.rows.iter().position(|other| other.id == row.id) else {
            return;
        };
        let name = name.unwrap_or_default();
        let (row, rows) = (at + 1, index.rows.len());
        self.desk.say(&match within {
            Some(Some(phase)) => t!("{name} is now row {row} of {rows}, in {phase}."),
            Some(None) => t!("{name} is now row {row} of {rows}, outside the phases."),
            None => t!("{name} is now row {row} of {rows}."),
        });
    }

    /// The field that stands in a column.
    fn field(&self, column: usize) -> Option<Field> {
        self.fields.read_untracked().get(column).copied()
    }
}

/// A duration as people type it.
///
/// # Errors
/// In words, when it cannot be read.
pub fn read_days(workspace: Workspace, text: &str) -> Result<u32, String> {
    let schedule = workspace.schedule.read_untracked();
    parse::duration(text, schedule.calendar.days_per_week()).map_err(|error| error.to_string())
}

/// Whether a best case goes with the likely one; both in working days.
///
/// # Errors
/// In words, when it does not.
pub fn fits_best(best: u32, likely: u32) -> Result<(), String> {
    if best <= likely {
        Ok(())
    } else {
        Err(t!("The best case is at most the likely one, {likely}d."))
    }
}

/// Whether a worst case goes with the likely one; both in working days.
///
/// # Errors
/// In words, when it does not.
pub fn fits_worst(worst: u32, likely: u32) -> Result<(), String> {
    if worst >= likely {
        Ok(())
    } else {
        Err(t!("The worst case is at least the likely one, {likely}d."))
    }
}

/// All hours of a task.
fn hours_of(task: &Task) -> Hours {
    task.assignments
        .iter()
        .map(|assignment| assignment.hours)
        .sum()
}

/// The name of moving a row.
fn moved(row: &Row) -> &'static str {
    if row.class == "phase" {
        t!("Move phase")
    } else {
        t!("Move task")
    }
}

/// What a conflict is, in words.
pub fn conflict_words(conflict: &Conflict) -> String {
    match conflict {
        Conflict::LinkWantsLater { by, .. } => t!(
            "It must start on a day, but what comes before it wants it {working_days} later.",
            working_days = working_days(*by)
        ),
        Conflict::MustStartTooEarly { .. } => {
            t!("It must start before the project does, so it starts with the project.").to_owned()
        }
        Conflict::MustStartOffDay { .. } => t!(
            "It must start on a day on which nobody works, so it starts on the next working day."
        )
        .to_owned(),
        Conflict::MustStartTooLate { by, .. } => t!(
            "It must start {working_days} later than the launch allows.",
            working_days = working_days(*by)
        ),
        Conflict::DeadlineMissed { by, .. } => t!(
            "It finishes {working_days} after its deadline.",
            working_days = working_days(*by)
        ),
    }
}

impl Source for Plan {
    fn columns(&self) -> Vec<Column> {
        self.fields
            .read()
            .iter()
            .map(|field| field.column())
            .collect()
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
            Some(task) => {
                let field = self.field(column)?;
                untrack(|| self.typed(&task, field))
            }
            None => cell.text.clone(),
        };
        cell.editable.then_some(Editor::Line(text))
    }
    fn commit(&self, row: &Row, column: usize, text: &str) -> Result<(), String> {
        if let Some(phase) = phase_of_row(&row.id) {
            if self.field(column) != Some(Field::Name) {
                return Err(t!("A phase spans its tasks: change those.").to_owned());
            }
            self.workspace.edit(t!("Rename phase"), "", |pitch| {
                if let Some(phase) = Arc::make_mut(&mut pitch.timeline).phases.find_mut(&phase) {
                    text.clone_into(&mut phase.name);
                }
            });
            return Ok(());
        }
        let (Some(task), Some(field)) = (untrack(|| self.task(&row.id)), self.field(column)) else {
            return Ok(());
        };
        // What is typed again as it stands changes nothing: a start that follows from links must
        // not become a constraint by being looked at.
        if untrack(|| self.typed(&task, field)) == text {
            return Ok(());
        }
        self.commit_task(&task, field, text)
    }
    fn remove(&self, row: &Row) {
        if let Some(phase) = phase_of_row(&row.id) {
            self.workspace.delete(t!("Delete phase"), |pitch| {
                pitch.remove_phase(&phase);
            });
        } else if let Ok(task) = TaskId::new(&row.id) {
            let kind = untrack(|| self.task(&row.id)).map(|task| task.kind);
            let name = match kind {
                Some(TaskKind::Milestone) => t!("Delete milestone"),
                Some(TaskKind::Approval) => t!("Delete approval"),
                _ => t!("Delete task"),
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
        self.say_place(row);
    }
    fn drop_before(&self, row: &Row, before: Option<&Row>) {
        let before = before.map(|row| &*row.id);
        self.workspace.edit(moved(row), "", |pitch| {
            edits::drop_before(pitch, &row.id, before);
        });
        self.say_place(row);
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
            edits::change_task(self.workspace, t!("Change phase"), "", &task.id, |task| {
                task.phase = phase;
            });
            self.say_place(row);
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
