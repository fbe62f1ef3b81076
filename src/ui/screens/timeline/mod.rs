//! Timeline: what is done when, as a grid and as the Gantt drawn from the schedule beside it.

mod bars;
mod baselines;
mod chart;
mod client_calendar;
mod columns;
mod details;
mod edits;
mod exchange;
mod hand;
mod held;
mod index;
mod outcome;
pub mod outlook;
mod panel;
mod picture;
mod risk;
mod rows;
mod setup;
mod squeeze;
mod ways;
mod what_if;
mod who;
mod zoom;

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;

use crate::model::{PhaseId, TaskId, TaskKind};
use crate::plan::task_cost::tied_costs;
use crate::ui::desk::{Desk, use_desk};
use crate::ui::format;
use crate::ui::parts::field::Choice;
use crate::ui::parts::grid::{Grid, GridState, SharedSource};
use crate::ui::parts::icon::{Glyph, Icon};
use crate::ui::parts::narrow::{is_narrow, keep_above};
use crate::ui::parts::settled::turn;
use crate::ui::parts::tools;
use crate::ui::route::Part;
use crate::ui::workspace::{Workspace, use_workspace};
use chart::Chart;
use index::Index;
use panel::TOOLS;
use rows::Plan;
use zoom::{View, Zoom};

/// The screen.
#[component]
pub fn TimelineScreen() -> impl IntoView {
    let workspace = use_workspace();
    let state = GridState::default();
    let folded = RwSignal::new(Arc::new(BTreeSet::new()));
    unfold_sought(workspace, folded);
    let index = Memo::new(move |before: Option<&Arc<Index>>| {
        let (timeline, folded) = (workspace.timeline.read(), folded.read());
        match before.filter(|before| before.is_of(&timeline, &folded)) {
            Some(before) => before.clone(),
            None => Arc::new(Index::of(&timeline, &folded)),
        }
    });
    let desk = use_desk();
    let shown_baseline = RwSignal::new(baselines::Shown::default());
    let drift = Memo::new(move |_| baselines::drift_of(workspace, shown_baseline));
    let fields = Memo::new(move |_| {
        let internal = workspace.internal.get();
        columns::shown(&desk.settings.read(), internal, drift.read().is_some())
    });
    let tied_costs = Memo::new(move |_| {
        Arc::new(tied_costs(
            &workspace.budget.read(),
            &workspace.price.read(),
        ))
    });
    let plan = Arc::new(Plan {
        desk,
        workspace,
        index,
        folded,
        fields,
        tied_costs,
        shown_baseline,
        drift,
        agreed: Memo::new(move |_| drift.read().as_ref().map(|drift| Arc::new(drift.then()))),
        panel: RwSignal::new(None),
        ghost: RwSignal::new(None),
    });
    let panel = plan.panel;
    let source: SharedSource = plan.clone();
    // Beside the grid where there is room for both, in its place where there is not.
    let shown = View::new(!untrack(is_narrow));
    let (zoom, on_chart) = (shown.zoom, shown.shown);
    let desk = plan.desk;
    let pane = NodeRef::<leptos::html::Div>::new();
    let split = RwSignal::new(split_at_first(desk));
    keep_above(state, pane);
    // The grid first, then the chart, then what stands beside both.
    let turn = turn(2);
    let has_chart = Memo::new(move |_| on_chart.get() && turn.get() > 0);
    let has_details = Memo::new(move |_| turn.get() > 1);
    let disabled = Signal::derive(move || workspace.is_read_only());
    let add_button = move |name: &'static str, kind: Option<TaskKind>| {
        let add = move |_| {
            let after = state.active.get_untracked().map(|(row, _)| row);
            match kind {
                Some(kind) => {
                    let row = edits::add_task(workspace, kind, after.as_deref());
                    state.rename(row, edits::first_name(kind));
                }
                None => state.rename(edits::add_phase(workspace), edits::NEW_PHASE.said()),
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
            <h1>{t!("Timeline")}</h1>
            {tools::buttons(TOOLS, panel)}
            {figures(workspace)}
        </header>
        {setup::setup(workspace)}
        <div class="toolbar timeline-tools">
            {add_button(t!("Add task"), Some(TaskKind::Task))}
            {add_button(t!("Add milestone"), Some(TaskKind::Milestone))}
            {add_button(t!("Add approval"), Some(TaskKind::Approval))}
            {add_button(t!("Add phase"), None)}
            <div class="toolbar-end">
                {columns::chooser(desk)}
                {press(t!("Chart"), on_chart.into(), Callback::new(move |()| on_chart.update(|on| *on = !*on)))}
                <div class="zoom" role="group" aria-label=t!("Zoom") class:off=move || !on_chart.get()>
                    {Zoom::ALL
                        .map(|(level, name)| {
                            let pressed = Signal::derive(move || zoom.get() == level);
                            press(name.said(), pressed, Callback::new(move |()| zoom.set(level)))
                        })
                        .collect_view()}
                    <button type="button" on:click=move |_| shown.go_to_today()>{t!("Today")}</button>
                </div>
            </div>
        </div>
        <div class="timeline" class:with-chart=move || on_chart.get() on:keydown=move |event| shown.on_key(&event, desk)>
            <div class="timeline-pane" node_ref=pane style=("--split", move || format!("{}%", split.get()))>
                <Grid
                    name=t!("Timeline tasks")
                    source=source.clone()
                    state=state
                    tree=true
                    empty=t!("Nothing is planned yet. Add a phase and its first task, then type its days and what it comes after.")
                />
                {
                    let plan = plan.clone();
                    move || has_chart.get().then(|| view! { {splitter(desk, split, pane)} <Chart plan=plan.clone() state=state view=shown/> })
                }
            </div>
            <aside
                class="details"
                aria-label=t!("Details")
                class:on-row=move || state.active.read().is_some() || panel.get().is_some()
            >
                {
                    let beside = move || {
                        let (plan, source) = (plan.clone(), source.clone());
                        tools::beside(TOOLS, panel, plan.clone(), move || details::details(plan.clone(), source.clone(), state))
                    };
                    move || has_details.get().then(&beside)
                }
            </aside>
        </div>
    }
}

/// A task that is sought from elsewhere is shown, also when its phase is folded.
fn unfold_sought(workspace: Workspace, folded: RwSignal<Arc<BTreeSet<PhaseId>>>) {
    Effect::new(move |_| {
        let Some((Part::Timeline, row)) = workspace.seek.get() else {
            return;
        };
        let timeline = workspace.timeline.read_untracked();
        let task = TaskId::new(&row)
            .ok()
            .and_then(|id| timeline.tasks.find(&id));
        let phase = task.and_then(|task| task.phase.as_ref());
        if let Some(phase) = phase.filter(|phase| folded.read_untracked().contains(phase)) {
            folded.update(|folded| {
                Arc::make_mut(folded).remove(phase);
            });
        }
    });
}

/// How much of the width the grid may have beside the chart, in per cent.
const SPLITS: std::ops::RangeInclusive<u8> = 15..=85;

/// The share at which names can be read in the usual columns and the chart has the rest.
fn usual_split() -> u8 {
    let wide = window().match_media("(min-width: 100rem)").ok().flatten();
    if wide.is_some_and(|wide| wide.matches()) {
        50
    } else {
        62
    }
}

fn split_at_first(desk: Desk) -> u8 {
    let kept = desk.settings.read_untracked().timeline_split;
    kept.map_or_else(usual_split, |kept| {
        kept.clamp(*SPLITS.start(), *SPLITS.end())
    })
}

/// What stands between the grid and the chart and moves their border, by pointer and by key.
fn splitter(desk: Desk, split: RwSignal<u8>, pane: NodeRef<leptos::html::Div>) -> AnyView {
    let keep = move |share: Option<u8>| {
        split.set(share.unwrap_or_else(usual_split));
        desk.change_settings(|settings| settings.timeline_split = share);
    };
    let by = move |by: i8| {
        let share = split.get_untracked().saturating_add_signed(by);
        keep(Some(share.clamp(*SPLITS.start(), *SPLITS.end())));
    };
    let on_key = move |event: web_sys::KeyboardEvent| {
        match event.key().as_str() {
            "ArrowLeft" => by(-2),
            "ArrowRight" => by(2),
            "Home" => keep(Some(*SPLITS.start())),
            "End" => keep(Some(*SPLITS.end())),
            "Enter" => keep(None),
            _ => return,
        }
        event.prevent_default();
    };
    // What the share was when the border was taken up.
    let held = StoredValue::new(None);
    let on_down = move |event: web_sys::PointerEvent| {
        event.prevent_default();
        let target: web_sys::Element = event_target(&event);
        let _ = target.set_pointer_capture(event.pointer_id());
        held.set_value(Some(split.get_untracked()));
    };
    let on_move = move |event: web_sys::PointerEvent| {
        if let Some(pane) = pane.get_untracked().filter(|_| held.get_value().is_some()) {
            let place = pane.get_bounding_client_rect();
            let part = (f64::from(event.client_x()) - place.left()) / place.width().max(1.0);
            let (least, most) = (f64::from(*SPLITS.start()), f64::from(*SPLITS.end()));
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "within the bounds of a share"
            )]
            split.set((part * 100.0).round().clamp(least, most) as u8);
        }
    };
    let on_up = move |_| {
        let before = held.get_value();
        held.set_value(None);
        let share = split.get_untracked();
        if before.is_some_and(|before| before != share) {
            keep(Some(share));
        }
    };
    view! {
        <div
            class="splitter"
            role="separator"
            tabindex="0"
            aria-label=t!("Width of the grid")
            aria-orientation="vertical"
            aria-valuemin=SPLITS.start().to_string()
            aria-valuemax=SPLITS.end().to_string()
            aria-valuenow=move || split.get().to_string()
            title=t!("Drag, or ← →, to share out the width. Enter puts it back.")
            on:keydown=on_key
            on:pointerdown=on_down
            on:pointermove=on_move
            on:pointerup=on_up
            on:pointercancel=on_up
            on:dblclick=move |_| keep(None)
        ></div>
    }
    .into_any()
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
        let (class, days) = if short > 0 {
            ("bad", short)
        } else {
            ("good", spare.max(0))
        };
        if days == i64::MAX {
            return ().into_any();
        }
        let words = match (short > 0, days) {
            (true, 1) => {
                t!("1 working day short: the work would have to begin before it can.").to_owned()
            }
            (true, days) => {
                t!("{days} working days short: the work would have to begin before it can.")
            }
            (false, 1) => t!("1 working day to spare before the work must begin.").to_owned(),
            (false, days) => t!("{days} working days to spare before the work must begin."),
        };
        view! { <p class=class><output aria-label=t!(time "Room")>{words}</output></p> }.into_any()
    };
    view! {
        <div>
            <dl class="figures">
                {figure("t-launch", t!("Launch date"), true)}
                {figure("t-finish", t!("Finish date"), false)}
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
                    label=t!("Option")
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
