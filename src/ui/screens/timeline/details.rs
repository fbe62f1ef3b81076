//! The details of the active row: what the grid has no column for.

use std::sync::Arc;

use leptos::prelude::*;

use super::edits::change_task;
use super::index::phase_of_row;
use super::rows::Plan;
use crate::model::{
    Assignment, Date, Hours, OptionId, PersonId, PhaseId, RoleId, Task, TaskId, TaskKind,
};
use crate::plan::schedule::approval_effect;
use crate::ui::desk::fresh;
use crate::ui::parts::details::{RowDetails, RowTools, row_head};
use crate::ui::parts::field::{Choice, ReadField, TextArea, Tick};
use crate::ui::parts::grid::{GridState, SharedSource};
use crate::ui::parts::icon::{Glyph, Icon};
use crate::ui::parts::options::option_ticks;
use crate::ui::workspace::Workspace;
use crate::ui::{format, words};
use crate::words::Word;

/// The panel.
pub fn details(plan: Arc<Plan>, source: SharedSource, state: GridState) -> AnyView {
    let workspace = plan.workspace;
    let calm = state.settled();
    let disabled = Signal::derive(move || workspace.is_read_only());
    let what = Memo::new(move |_| {
        let row = calm.active_row()?;
        if phase_of_row(&row).is_some() {
            return Some(None);
        }
        plan.task(&row)
            .map(|task| Some((task.id.clone(), task.kind)))
    });
    let add_source = source.clone();
    (move || match what.get() {
        None => view! {
            <h2>{t!("Details")}</h2>
            <p class="field-hint">
                {t!("Choose a row to see everything about it.")}
            </p>
            <dl class="keys">
                {KEYS
                    .map(|(keys, what)| view! { <div><dt>{keys.said()}</dt><dd>{what.said()}</dd></div> })
                    .collect_view()}
            </dl>
        }
        .into_any(),
        Some(None) => view! {
            {row_head(state, t!("Phase"))}
            <RowDetails source=source.clone() state=calm/>
            {tools(add_source.clone(), state, disabled)}
        }
        .into_any(),
        Some(Some((id, kind))) => view! {
            {row_head(state, match kind {
                TaskKind::Task => t!("Task"),
                TaskKind::Milestone => t!("Milestone"),
                TaskKind::Approval => t!("Approval"),
            })}
            {(kind == TaskKind::Approval).then(|| effect(workspace, id.clone()))}
            <RowDetails source=source.clone() state=calm/>
            {task_fields(workspace, id)}
            {tools(add_source.clone(), state, disabled)}
        }
        .into_any(),
    })
    .into_any()
}

/// What keys do in the grid.
const KEYS: [(Word, Word); 8] = [
    (word!("Enter, F2"), word!("edit the cell")),
    (word!("Ctrl+Enter"), word!("add a row below")),
    (word!("Ctrl+Del"), word!("delete the row")),
    (word!("Alt+↑ ↓"), word!("move the row")),
    (word!("Alt+← →"), word!("out of a phase, into it")),
    (word!("Alt+Shift+← →"), word!("a day earlier, later")),
    (word!("Alt+plus, minus"), word!("chart nearer, farther")),
    (word!("Alt+0, Alt+T"), word!("all of it, today")),
];

/// What one more day of an approval does to the launch.
fn effect(workspace: Workspace, id: TaskId) -> AnyView {
    let words = move || {
        let option = workspace.option.get();
        let (schedule, timeline) = (workspace.schedule.read(), workspace.timeline.read());
        let days = approval_effect(&schedule, &timeline, option.as_ref(), &id)?;
        Some(super::setup::effect_words(
            t!("Waiting for the client"),
            days,
        ))
    };
    view! { <p class="field-hint">{words}</p> }.into_any()
}

fn tools(source: SharedSource, state: GridState, disabled: Signal<bool>) -> AnyView {
    let adder = source.clone();
    let add = move || {
        let row = state
            .active
            .get_untracked()
            .map_or_else(|| "".into(), |(row, _)| row);
        let row = crate::ui::parts::grid::Row::new(&row);
        adder.add_after(&row).unwrap_or_else(|| row.id.clone())
    };
    view! { <RowTools source=source state=state add=t!("Add below") on_add=Callback::new(move |()| add()) disabled=disabled/> }
        .into_any()
}

fn task_fields(workspace: Workspace, id: TaskId) -> AnyView {
    let disabled = Signal::derive(move || workspace.is_read_only());
    let task = {
        let id = id.clone();
        Memo::new(move |_| workspace.timeline.read().tasks.find(&id).cloned())
    };
    let change = {
        let id = id.clone();
        move |name: &str, field: &str, act: &dyn Fn(&mut Task)| {
            change_task(workspace, name, field, &id, |task| act(task));
        }
    };
    let kinds = [
        (TaskKind::Task, t!("Task")),
        (TaskKind::Milestone, t!("Milestone")),
        (TaskKind::Approval, t!("Approval by the client")),
    ];
    let kind_name = move |kind: TaskKind| {
        kinds
            .iter()
            .find(|(k, _)| *k == kind)
            .map(|(_, name)| (*name).to_owned())
            .unwrap_or_default()
    };
    let on_kind = {
        let change = change.clone();
        move |chosen: String| {
            if let Some((kind, _)) = kinds.iter().find(|(_, name)| *name == chosen) {
                change(t!("Change kind"), "", &|task| task.kind = *kind);
            }
        }
    };
    let phases = Signal::derive(move || {
        let mut choices = vec![(String::new(), "–".to_owned())];
        let timeline = workspace.timeline.read();
        choices.extend(
            timeline
                .phases
                .iter()
                .map(|p| (p.id.to_string(), p.name.clone())),
        );
        choices
    });
    let on_phase = {
        let change = change.clone();
        move |chosen: String| {
            let phase = PhaseId::new(&chosen).ok();
            change(t!("Change phase"), "", &|task| {
                task.phase.clone_from(&phase);
            });
        }
    };
    let date = {
        let change = change.clone();
        move |label: &'static str,
              changed: &'static str,
              hint: &'static str,
              get: fn(&Task) -> Option<Date>,
              set: fn(&mut Task, Option<Date>)| {
            let change = change.clone();
            let value = Signal::derive(move || {
                task.read()
                    .as_ref()
                    .and_then(|task| get(task))
                    .map(format::date)
                    .unwrap_or_default()
            });
            let commit = move |typed: String| {
                let day = words::read_date(&typed)?;
                change(changed, "", &|task| {
                    set(task, day);
                });
                Ok(())
            };
            view! { <ReadField label=label hint=Signal::stored(hint.to_owned()) value=value disabled=disabled on_commit=Callback::new(commit)/> }
                .into_any()
        }
    };
    let note = Signal::derive(move || {
        task.read()
            .as_ref()
            .map(|t| t.note.clone())
            .unwrap_or_default()
    });
    let on_note = {
        let (change, id) = (change.clone(), id.clone());
        move |text: String| {
            change(t!("Change note"), &format!("{id} note"), &|task| {
                text.clone_into(&mut task.note);
            });
        }
    };
    let named = Signal::derive(move || {
        task.read()
            .as_ref()
            .map(|t| t.options.clone())
            .unwrap_or_default()
    });
    let options = {
        let change = change.clone();
        let set = Callback::new(move |named: Vec<OptionId>| {
            change(t!("Change options"), "", &|task| {
                task.options.clone_from(&named);
            });
        });
        option_ticks(workspace, named, set)
    };
    view! {
        <Choice
            label=t!("Kind")
            choices=Signal::stored(kinds.map(|(_, name)| (name.to_owned(), name.to_owned())).to_vec())
            value=Signal::derive(move || task.read().as_ref().map(|t| kind_name(t.kind)).unwrap_or_default())
            disabled=disabled
            on_choose=on_kind
        />
        <Choice
            label=t!("Phase")
            choices=phases
            value=Signal::derive(move || {
                task.read().as_ref().and_then(|t| t.phase.as_ref()).map(ToString::to_string).unwrap_or_default()
            })
            disabled=disabled
            on_choose=on_phase
        />
        {estimates(workspace, id.clone(), task)}
        {date(t!("Not before"), t!("Change not before"), "", |t| t.not_before, |t, day| t.not_before = day)}
        {date(t!("Must start on"), t!("Change must start on"), t!("Whatever the links want; what they want is said."), |t| t.must_start_on, |t, day| t.must_start_on = day)}
        {date(t!("Deadline"), t!("Change deadline"), t!("Moves nothing; the slack is counted from it."), |t| t.deadline, |t, day| t.deadline = day)}
        {assignments(workspace, id, task)}
        {options}
        <TextArea label=t!("Note") hint=Signal::stored(t!("Internal.").to_owned()) rows=2 value=note on_input=on_note disabled=disabled/>
    }
    .into_any()
}

/// The best and the worst case, and whether it may be dropped; a milestone has neither.
fn estimates(workspace: Workspace, id: TaskId, task: Memo<Option<Arc<Task>>>) -> AnyView {
    let disabled = Signal::derive(move || workspace.is_read_only());
    let is_milestone = Memo::new(move |_| {
        let task = task.read();
        task.as_ref()
            .is_none_or(|task| task.kind == TaskKind::Milestone)
    });
    let id = StoredValue::new(id);
    let change = move |name: &str, act: &dyn Fn(&mut Task)| {
        change_task(workspace, name, "", &id.get_value(), |task| act(task));
    };
    let days = move |label: &'static str,
                     get: fn(&Task) -> Option<u32>,
                     fits: fn(u32, u32) -> Result<(), String>,
                     set: fn(&mut Task, Option<u32>)| {
        let value = Signal::derive(move || {
            let task = task.read();
            let days = task.as_ref().and_then(|task| get(task));
            days.map(|days| format!("{days}d")).unwrap_or_default()
        });
        let commit = move |typed: String| {
            let days = if typed.trim().is_empty() {
                None
            } else {
                let likely = task
                    .read_untracked()
                    .as_ref()
                    .map_or(0, |task| task.duration);
                let days = super::rows::read_days(workspace, &typed)?;
                fits(days, likely)?;
                Some(days)
            };
            change(t!("Change estimate"), &|task| set(task, days));
            Ok(())
        };
        view! { <ReadField label=label value=value disabled=disabled on_commit=Callback::new(commit)/> }
            .into_any()
    };
    (move || {
        (!is_milestone.get()).then(|| {
            view! {
                <div class="pair">
                    {days(t!("Best case"), |t| t.best, super::rows::fits_best, |t, days| t.best = days)}
                    {days(t!("Worst case"), |t| t.worst, super::rows::fits_worst, |t, days| t.worst = days)}
                </div>
                <Tick
                    label=t!("May be dropped to gain time")
                    value=Signal::derive(move || task.read().as_ref().is_some_and(|t| t.optional))
                    disabled=disabled
                    on_change=move |yes: bool| change(t!("Change what may be dropped"), &|task| task.optional = yes)
                />
            }
        })
    })
    .into_any()
}

/// Who works on the task: a choice and the hours for each, one more row to add.
fn assignments(workspace: Workspace, id: TaskId, task: Memo<Option<Arc<Task>>>) -> AnyView {
    let disabled = Signal::derive(move || workspace.is_read_only());
    let choices = Signal::derive(move || {
        let team = workspace.team.read();
        team.people
            .iter()
            .map(|p| (format!("person:{}", p.id), p.name.clone()))
            .chain(
                team.roles
                    .iter()
                    .map(|r| (format!("role:{}", r.id), r.name.clone())),
            )
            .collect::<Vec<_>>()
    });
    let ids = Memo::new(move |_| {
        let task = task.read();
        task.as_ref().map_or_else(Vec::new, |t| {
            t.assignments
                .iter()
                .map(|a| a.id.clone())
                .collect::<Vec<_>>()
        })
    });
    let id = StoredValue::new(id);
    let change = move |act: &dyn Fn(&mut Task)| {
        change_task(
            workspace,
            t!("Change who works on it"),
            "",
            &id.get_value(),
            |task| act(task),
        );
    };
    let row = move |own: crate::model::AssignmentId| {
        let found = {
            let own = own.clone();
            Signal::derive(move || {
                task.read()
                    .as_ref()
                    .and_then(|t| t.assignments.find(&own).cloned())
            })
        };
        let value = Signal::derive(move || {
            found
                .get()
                .map(|a| match (&a.person, &a.role) {
                    (Some(person), _) => format!("person:{person}"),
                    (None, Some(role)) => format!("role:{role}"),
                    (None, None) => String::new(),
                })
                .unwrap_or_default()
        });
        let set = {
            let own = own.clone();
            move |act: &dyn Fn(&mut Assignment)| {
                change(&|task| {
                    if let Some(assignment) = task.assignments.find_mut(&own) {
                        act(assignment);
                    }
                });
            }
        };
        let set_hours = set.clone();
        view! {
            <div class="assignment">
                <Choice
                    label=t!("Who")
                    choices=choices
                    value=value
                    disabled=disabled
                    on_choose=move |chosen: String| {
                        let team = workspace.team.get_untracked();
                        set(&|assignment| {
                            if let Some(person) = chosen.strip_prefix("person:").and_then(|id| PersonId::new(id).ok()) {
                                assignment.role = team.people.find(&person).and_then(|p| p.role.clone());
                                assignment.person = Some(person);
                            } else {
                                assignment.role = chosen.strip_prefix("role:").and_then(|id| RoleId::new(id).ok());
                                assignment.person = None;
                            }
                        });
                    }
                />
                <ReadField
                    label=t!("Hours")
                    figure=true
                    value=Signal::derive(move || found.get().map(|a| format::number(a.hours.decimal())).unwrap_or_default())
                    disabled=disabled
                    on_commit=Callback::new(move |typed: String| {
                        let hours = words::read_hours(&typed)?.unwrap_or_default();
                        set_hours(&|assignment| assignment.hours = hours);
                        Ok(())
                    })
                />
                <button
                    type="button"
                    class="quiet square"
                    aria-label=t!("Remove assignment")
                    disabled=move || disabled.get()
                    on:click=move |_| change(&|task| { task.assignments.remove(&own); })
                >
                    <Icon glyph=Glyph::Bin/>
                </button>
            </div>
        }
        .into_any()
    };
    let add = move |_| {
        let team = workspace.team.get_untracked();
        let person = team.people.first();
        let role = person
            .and_then(|p| p.role.clone())
            .or_else(|| team.roles.first().map(|r| r.id.clone()));
        let assignment = Assignment {
            id: fresh(),
            role,
            person: person.map(|p| p.id.clone()),
            hours: Hours::whole(8),
            extra: Default::default(),
        };
        change(&|task| task.assignments.push(assignment.clone()));
    };
    view! {
        <fieldset class="assignments">
            <legend>{t!("Who works on it")}</legend>
            <For each=move || ids.get() key=Clone::clone children=row/>
            <button type="button" on:click=add disabled=move || disabled.get() || choices.read().is_empty()>
                <Icon glyph=Glyph::Plus/>
                {t!("Add assignment")}
            </button>
        </fieldset>
    }
    .into_any()
}
