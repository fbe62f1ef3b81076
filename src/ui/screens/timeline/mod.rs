//! Timeline: what is done when, as a grid and as the Gantt drawn from the schedule beside it.

mod chart;
mod details;
mod edits;
mod rows;
mod setup;
mod who;

use std::sync::Arc;

use leptos::prelude::*;

use crate::model::TaskKind;
use crate::ui::format;
use crate::ui::parts::field::Choice;
use crate::ui::parts::grid::{Grid, GridState, SharedSource};
use crate::ui::parts::icon::{Glyph, Icon};
use crate::ui::parts::narrow::is_narrow;
use crate::ui::workspace::{Workspace, use_workspace};
use chart::{Chart, Zoom};
use rows::{Index, Plan};

/// The screen.
#[component]
pub fn TimelineScreen() -> impl IntoView {
    let workspace = use_workspace();
    let state = GridState::default();
    let folded = RwSignal::new(Arc::new(std::collections::BTreeSet::new()));
    let index = Memo::new(move |_| Arc::new(Index::of(&workspace.timeline.read(), &folded.read())));
    let plan = Arc::new(Plan {
        workspace,
        index,
        folded,
    });
    let source: SharedSource = plan.clone();
    let zoom = RwSignal::new(Zoom::Weeks);
    let on_chart = RwSignal::new(false);
    let disabled = Signal::derive(move || workspace.is_read_only());
    let add = move |kind: TaskKind| {
        let after = state.active.get_untracked().map(|(row, _)| row);
        state.go_to(edits::add_task(workspace, kind, after.as_deref()));
    };
    let add_button = move |name: &'static str, kind: TaskKind| {
        view! {
            <button type="button" disabled=move || disabled.get() on:click=move |_| add(kind)>
                <Icon glyph=Glyph::Plus/>
                {name}
            </button>
        }
        .into_any()
    };
    view! {
        <header class="screen-head">
            <h1>"Timeline"</h1>
            {figures(workspace)}
        </header>
        <div class="toolbar">
            {add_button("Add task", TaskKind::Task)}
            {add_button("Add milestone", TaskKind::Milestone)}
            {add_button("Add approval", TaskKind::Approval)}
            <button
                type="button"
                disabled=move || disabled.get()
                on:click=move |_| state.go_to(edits::add_phase(workspace))
            >
                <Icon glyph=Glyph::Plus/>
                "Add phase"
            </button>
            <div class="toolbar-end">
                {option_choice(workspace)}
                <div class="zoom" role="group" aria-label="Zoom">
                    {Zoom::ALL
                        .map(|(level, name)| {
                            view! {
                                <button
                                    type="button"
                                    aria-pressed=move || if zoom.get() == level { "true" } else { "false" }
                                    on:click=move |_| zoom.set(level)
                                >
                                    {name}
                                </button>
                            }
                        })
                        .collect_view()}
                </div>
            </div>
        </div>
        {setup::setup(workspace)}
        {move || is_narrow().then(|| view! {
            <div class="actions chart-switch">
                <button
                    type="button"
                    aria-pressed=move || if on_chart.get() { "true" } else { "false" }
                    on:click=move |_| on_chart.update(|on| *on = !*on)
                >
                    "Chart"
                </button>
            </div>
        })}
        <div class="timeline" class:chart-only=move || on_chart.get()>
            <div class="timeline-pane">
                <Grid
                    name="Timeline tasks"
                    source=source.clone()
                    state=state
                    tree=true
                    empty="Nothing is planned yet. Add a phase and its first task, or type a task and its days."
                />
                <Chart plan=plan.clone() state=state zoom=zoom/>
            </div>
            <aside class="details" aria-label="Details">
                {details::details(plan.clone(), source, state)}
            </aside>
        </div>
    }
}

/// Launch and finish, and what is in the way of them.
fn figures(workspace: Workspace) -> AnyView {
    let date = |date: Option<crate::model::Date>| date.map_or_else(|| "–".to_owned(), format::date);
    let short = move || {
        let short = workspace.schedule.read().short_by_from(format::today());
        (short > 0).then(|| {
            let days = if short == 1 { "day" } else { "days" };
            view! { <p class="bad">{format!("{short} working {days} short: the work would have to begin before it can.")}</p> }
        })
    };
    view! {
        <div>
            <dl class="figures">
                <div>
                    <dt id="t-launch">"Launch date"</dt>
                    <dd><output aria-labelledby="t-launch">{move || date(workspace.schedule.read().launch)}</output></dd>
                </div>
                <div>
                    <dt id="t-finish">"Finish date"</dt>
                    <dd><output aria-labelledby="t-finish">{move || date(workspace.schedule.read().finish)}</output></dd>
                </div>
            </dl>
            {short}
        </div>
    }
    .into_any()
}

/// Which option's figures are shown, when there is more than one.
pub fn option_choice(workspace: Workspace) -> AnyView {
    let choices = Signal::derive(move || {
        let budget = workspace.budget.read();
        budget
            .options
            .iter()
            .map(|option| (option.id.to_string(), option.name.clone()))
            .collect::<Vec<_>>()
    });
    let value = Signal::derive(move || {
        workspace
            .option
            .get()
            .map(|id| id.to_string())
            .unwrap_or_default()
    });
    (move || {
        (choices.read().len() > 1).then(|| {
            view! {
                <Choice
                    label="Option"
                    choices=choices
                    value=value
                    on_choose=move |id: String| {
                        workspace.shown_option.set(crate::model::OptionId::new(&id).ok());
                    }
                />
            }
        })
    })
    .into_any()
}
