//! What the plan rests on: the start, the direction, the launch, the working week and holidays.

use std::sync::Arc;

use leptos::prelude::*;

use crate::model::{PlanFrom, TaskId, TaskKind};
use crate::plan::schedule::approval_effects;
use crate::ui::holidays::{self, Holidays};
use crate::ui::parts::details::RowTools;
use crate::ui::parts::field::{Choice, ReadField, Tick};
use crate::ui::parts::grid::{Grid, GridState, SharedSource};
use crate::ui::workspace::Workspace;
use crate::ui::{format, words};

/// The disclosure over the grid.
pub fn setup(workspace: Workspace) -> AnyView {
    let disabled = Signal::derive(move || workspace.is_read_only());
    let start = Signal::derive(move || format::date(workspace.timeline.read().start));
    let on_start = move |typed: String| {
        let day = words::read_date(&typed)?.ok_or("A plan has a first day.")?;
        workspace.edit("Change start", "", |pitch| {
            Arc::make_mut(&mut pitch.timeline).start = day;
        });
        Ok(())
    };
    let direction = Signal::derive(move || match workspace.timeline.read().plan_from {
        PlanFrom::Start => "start".to_owned(),
        PlanFrom::Launch => "launch".to_owned(),
    });
    let directions = vec![
        ("start".to_owned(), "Forward from the start".to_owned()),
        ("launch".to_owned(), "Back from the launch date".to_owned()),
    ];
    let milestones = Signal::derive(move || {
        let timeline = workspace.timeline.read();
        let mut choices = vec![(String::new(), "–".to_owned())];
        choices.extend(
            timeline
                .tasks
                .iter()
                .filter(|task| {
                    task.kind == TaskKind::Milestone || timeline.launch.as_ref() == Some(&task.id)
                })
                .map(|task| (task.id.to_string(), task.name.clone())),
        );
        choices
    });
    let launch = Signal::derive(move || {
        workspace
            .timeline
            .read()
            .launch
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default()
    });
    let list = Signal::derive(move || workspace.timeline.read().holidays.clone());
    let change = Callback::new(move |(name, act): (String, holidays::Act)| {
        workspace.edit(&name, "", |pitch| {
            act(&mut Arc::make_mut(&mut pitch.timeline).holidays);
        });
    });
    let rows: SharedSource = Arc::new(Holidays::new(list, change));
    let state = GridState::default();
    let add = move || holidays::add(list, change, workspace.timeline.read_untracked().start);
    let effects = move || {
        let option = workspace.option.get();
        let timeline = workspace.timeline.get();
        let effects = approval_effects(&timeline, option.as_ref());
        if effects.is_empty() {
            return ().into_any();
        }
        let lines = effects
            .into_iter()
            .filter_map(|(id, days)| {
                let name = timeline.tasks.find(&id)?.name.clone();
                let effect = match days {
                    0 => "moves nothing".to_owned(),
                    1 => "moves the launch by 1 working day".to_owned(),
                    days => format!("moves the launch by {days} working days"),
                };
                Some(view! { <li>{format!("{name}: one more day {effect}.")}</li> })
            })
            .collect_view();
        view! {
            <h3>"What waiting for the client costs"</h3>
            <ul class="effects">{lines}</ul>
        }
        .into_any()
    };
    view! {
        <details class="more">
            <summary>"Start, launch, working week and holidays"</summary>
            <div class="setup">
                <div class="pair">
                    <ReadField label="Start" value=start disabled=disabled on_commit=Callback::new(on_start)/>
                    <Choice
                        label="Plan"
                        choices=Signal::stored(directions)
                        value=direction
                        disabled=disabled
                        on_choose=move |chosen: String| {
                            let plan_from = if chosen == "launch" { PlanFrom::Launch } else { PlanFrom::Start };
                            workspace.edit("Change planning direction", "", |pitch| {
                                Arc::make_mut(&mut pitch.timeline).plan_from = plan_from;
                            });
                        }
                    />
                    <Choice
                        label="Launch milestone"
                        choices=milestones
                        value=launch
                        disabled=disabled
                        on_choose=move |id: String| {
                            workspace.edit("Change launch milestone", "", |pitch| {
                                Arc::make_mut(&mut pitch.timeline).launch = TaskId::new(&id).ok();
                            });
                        }
                    />
                    {words::date_field(
                        workspace,
                        "Launch date to plan back from",
                        |p| p.timeline.launch_date,
                        |p, date| Arc::make_mut(&mut p.timeline).launch_date = date,
                    )}
                </div>
                <fieldset>
                    <legend>"Working days"</legend>
                    <div class="week-days">
                        {(1..=7_u8)
                            .map(|day| {
                                view! {
                                    <Tick
                                        label=format::weekday(day)
                                        value=Signal::derive(move || workspace.timeline.read().working_week.includes(day))
                                        disabled=disabled
                                        on_change=move |_| {
                                            workspace.edit("Change working week", "", |pitch| {
                                                let timeline = Arc::make_mut(&mut pitch.timeline);
                                                timeline.working_week = timeline
                                                    .working_week
                                                    .toggled(day)
                                                    .unwrap_or(timeline.working_week);
                                            });
                                        }
                                    />
                                }
                            })
                            .collect_view()}
                    </div>
                </fieldset>
                <Grid name="Holidays" source=rows.clone() state=state empty="No holidays."/>
                <RowTools source=rows state=state add="Add holiday" on_add=Callback::new(move |()| add()) disabled=disabled/>
                {effects}
            </div>
        </details>
    }
    .into_any()
}
