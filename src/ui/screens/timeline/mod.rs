//! Timeline: what is done when, as a grid and as the Gantt drawn from the schedule beside it.

mod bars;
mod chart;
mod client_calendar;
mod details;
mod edits;
mod exchange;
mod index;
mod panel;
mod rows;
mod setup;
mod who;

use std::sync::Arc;

use leptos::prelude::*;

use crate::model::TaskKind;
use crate::ui::desk::use_desk;
use crate::ui::format;
use crate::ui::parts::field::Choice;
use crate::ui::parts::grid::{Grid, GridState, SharedSource};
use crate::ui::parts::icon::{Glyph, Icon};
use crate::ui::parts::narrow::is_narrow;
use crate::ui::workspace::{Workspace, use_workspace};
use chart::{Chart, Zoom};
use index::Index;
use panel::Panel;
use rows::Plan;

/// The screen.
#[component]
pub fn TimelineScreen() -> impl IntoView {
    let workspace = use_workspace();
    let state = GridState::default();
    let folded = RwSignal::new(Arc::new(std::collections::BTreeSet::new()));
    let index = Memo::new(move |_| Arc::new(Index::of(&workspace.timeline.read(), &folded.read())));
    let plan = Arc::new(Plan {
        desk: use_desk(),
        workspace,
        index,
        folded,
        panel: RwSignal::new(Panel::Details),
        ghost: RwSignal::new(None),
    });
    let panel = plan.panel;
    let source: SharedSource = plan.clone();
    let zoom = RwSignal::new(Zoom::Weeks);
    // Where the chart is asked to go: a new value each time.
    let to_today = RwSignal::new(0_i32);
    // Beside the grid where there is room for both, in its place where there is not.
    let on_chart = RwSignal::new(!untrack(is_narrow));
    let pane = NodeRef::<leptos::html::Div>::new();
    // On a narrow page details come up from below: what they are of stays in view above them.
    Effect::new(move |_| {
        if state.active.read().is_some()
            && is_narrow()
            && let Some(pane) = pane.get()
        {
            pane.scroll_into_view();
        }
    });
    let disabled = Signal::derive(move || workspace.is_read_only());
    let add_button = move |name: &'static str, kind: Option<TaskKind>| {
        let add = move |_| {
            let after = state.active.get_untracked().map(|(row, _)| row);
            match kind {
                Some(kind) => {
                    let row = edits::add_task(workspace, kind, after.as_deref());
                    state.rename(row, edits::first_name(kind));
                }
                None => state.rename(edits::add_phase(workspace), edits::NEW_PHASE),
            }
        };
        view! {
            <button type="button" disabled=move || disabled.get() on:click=add>
                <Icon glyph=Glyph::Plus/>
                {name}
            </button>
        }
        .into_any()
    };
    let press = move |name: &'static str, pressed: Signal<bool>, act: Callback<()>| {
        view! {
            <button
                type="button"
                aria-pressed=move || if pressed.get() { "true" } else { "false" }
                on:click=move |_| act.run(())
            >
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
        {setup::setup(workspace)}
        <div class="toolbar timeline-tools">
            {add_button("Add task", Some(TaskKind::Task))}
            {add_button("Add milestone", Some(TaskKind::Milestone))}
            {add_button("Add approval", Some(TaskKind::Approval))}
            {add_button("Add phase", None)}
            {panel::buttons(panel)}
            <div class="toolbar-end">
                {press("Chart", on_chart.into(), Callback::new(move |()| on_chart.update(|on| *on = !*on)))}
                <div class="zoom" role="group" aria-label="Zoom" class:off=move || !on_chart.get()>
                    {Zoom::ALL
                        .map(|(level, name)| {
                            let pressed = Signal::derive(move || zoom.get() == level);
                            press(name, pressed, Callback::new(move |()| zoom.set(level)))
                        })
                        .collect_view()}
                    <button type="button" on:click=move |_| to_today.update(|times| *times += 1)>"Today"</button>
                </div>
            </div>
        </div>
        <div class="timeline" class:with-chart=move || on_chart.get()>
            <div class="timeline-pane" node_ref=pane>
                <Grid
                    name="Timeline tasks"
                    source=source.clone()
                    state=state
                    tree=true
                    empty="Nothing is planned yet. Add a phase and its first task, then type its days and what it comes after."
                />
                {
                    let plan = plan.clone();
                    move || on_chart.get().then(|| view! { <Chart plan=plan.clone() state=state zoom=zoom to_today=to_today/> })
                }
            </div>
            <aside
                class="details"
                aria-label="Details"
                class:on-row=move || state.active.read().is_some() || panel.get() != Panel::Details
            >
                {
                    let beside = plan.clone();
                    panel::beside(beside, move || details::details(plan.clone(), source.clone(), state))
                }
            </aside>
        </div>
    }
}

/// Launch and finish, and what is in the way of them.
fn figures(workspace: Workspace) -> AnyView {
    let figure = move |id: &'static str, name: &'static str, launch: bool| {
        let date = move || {
            let schedule = workspace.schedule.read();
            let date = if launch {
                schedule.launch
            } else {
                schedule.finish
            };
            date.map_or_else(|| "–".to_owned(), format::date)
        };
        view! {
            <div>
                <dt id=id>{name}</dt>
                <dd><output aria-labelledby=id>{date}</output></dd>
            </div>
        }
        .into_any()
    };
    // Planning back: how much time there is to spare, or how much is missing.
    let room = move || {
        let schedule = workspace.schedule.read();
        if !schedule.planned_back {
            return ().into_any();
        }
        let today = schedule.calendar.index_on_or_after(format::today());
        let short = schedule.short_by_from(format::today());
        let spare = schedule
            .tasks
            .values()
            .map(|task| task.total_slack.min(task.begins - today))
            .fold(i64::MAX, i64::min);
        let (class, days, words) = if short > 0 {
            (
                "bad",
                short,
                "short: the work would have to begin before it can",
            )
        } else {
            ("good", spare.max(0), "to spare before the work must begin")
        };
        if days == i64::MAX {
            return ().into_any();
        }
        let unit = if days == 1 {
            "working day"
        } else {
            "working days"
        };
        view! { <p class=class><output aria-label="Room">{format!("{days} {unit} {words}.")}</output></p> }
            .into_any()
    };
    view! {
        <div>
            <dl class="figures">
                {figure("t-launch", "Launch date", true)}
                {figure("t-finish", "Finish date", false)}
            </dl>
            {room}
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
