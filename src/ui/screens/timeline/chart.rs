//! The Gantt beside the grid, in step with it: time, scrolling and zoom. What the pointer does is
//! in `hand`, what stands in the rows in `bars`, and how that is drawn in `proposal::gantt`. The
//! grid is the accessible truth; the chart is for the eye and the pointer.

use std::ops::Range;
use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use rust_decimal::prelude::ToPrimitive;

use super::bars::{NAME_OVER_BAR, Window, ties, words};
use super::hand::{Hand, grid_beside};
use super::held::Grip;
use super::index::phase_of_row;
use super::rows::Plan;
use super::zoom::{View, scale_of};
use crate::model::{Date, TaskId};
use crate::proposal::gantt::{Head, Ink, Lettering, Metrics, Scale, draw, head};
use crate::ui::desk::use_desk;
use crate::ui::format;
use crate::ui::parts::gantt::{labels, paths, ticks};
use crate::ui::parts::grid::{GridState, ROW_HEIGHT, row_height};
use crate::ui::parts::narrow::is_narrow;
use crate::ui::parts::size::on_resize;
use crate::ui::screens::proposal::Here;
use crate::ui::workspace::Workspace;

/// Lines through the rows reach this far, in CSS pixels.
const FAR: f64 = 9999.0;
/// The width of the flag with the word Today.
const FLAG: f64 = 40.0;

/// The chart.
#[component]
pub fn Chart(plan: Arc<Plan>, state: GridState, view: View) -> impl IntoView {
    let workspace = plan.workspace;
    let narrow = use_desk().narrow;
    let pane = NodeRef::<html::Div>::new();
    let view_width = RwSignal::new(600_i32);
    let left = RwSignal::new(0_i32);
    let scale = Memo::new(move |_| {
        let start = workspace.timeline.read().start;
        let wide = f64::from(view_width.get());
        scale_of(&workspace.schedule.read(), start, view.zoom.get(), wide)
    });
    let sizes = Signal::derive(move || (row_height(narrow), ROW_HEIGHT));
    let index = plan.index;
    let total = Memo::new(move |_| {
        let rows = i32::try_from(index.read().rows.len()).unwrap_or(i32::MAX / 100);
        rows.saturating_mul(row_height(narrow))
    });
    // The rows and the time that are drawn change in steps, not at every pixel scrolled.
    let rows_seen = Memo::new(move |_| {
        let height = row_height(narrow).max(1);
        let first = usize::try_from(state.scroll.get() / height / 6 * 6 - 6).unwrap_or(0);
        let count = usize::try_from(state.view_height.get() / height + 14).unwrap_or(30);
        let rows = index.read().rows.len();
        first.min(rows)..(first + count).min(rows)
    });
    let days_seen = Memo::new(move |_| {
        let scale = scale.read();
        let from = f64::from(left.get() / 256 * 256);
        let day = |x: f64| (x / scale.width).to_i64().unwrap_or(0);
        let last = day(from + f64::from(view_width.get()) + 600.0);
        day(from - 300.0).max(0)..last.min(scale.days)
    });

    let measure = move || {
        if let Some(Some(pane)) = pane.try_get_untracked() {
            let _ = view_width.try_set(pane.client_width());
        }
    };
    // As wide as the window, the grid beside it and what is open beside both leave it.
    // In the next frame: what follows from the width must not change it while it is observed.
    on_resize(pane, move || request_animation_frame(measure));
    let show = move |day: Date, before: f64| {
        if let Some(Some(pane)) = pane.try_get_untracked() {
            let x = scale.read_untracked().x(day) - before;
            let x = x.to_i32().unwrap_or(0).max(0);
            // Asked to stay where it is, the browser would still lay the page out.
            if x != left.get_untracked() {
                pane.set_scroll_left(x);
            }
        }
    };
    // The plan begins at the left edge, also when it begins on another day; else the day there
    // stays when days become wider or narrower.
    Effect::new(move |shown: Option<(Scale, Date)>| {
        let (now, start) = (scale.get(), workspace.timeline.read_untracked().start);
        pane.track();
        view.day.set_value(now.width);
        let first = match shown {
            Some((before, same)) if same == start => {
                let days = f64::from(left.get_untracked()) / before.width;
                let first = before.day(days.round().to_i64().unwrap_or(0));
                (before != now).then_some((first, 0.0))
            }
            _ => Some((start, 24.0)),
        };
        if let Some((day, before)) = first {
            request_animation_frame(move || show(day, before));
        }
        (now, start)
    });
    let to_today = view.to_today;
    Effect::new(move |times: Option<i32>| {
        let now = to_today.get();
        if times.is_some_and(|times| times != now) {
            show(format::today().plus_days(-7), 0.0);
        }
        now
    });
    // On narrow pages the chart scrolls by itself, and the grid behind it follows; else the chart
    // follows the grid.
    Effect::new(move |_| {
        let top = state.scroll.get();
        if is_narrow()
            && let Some(pane) = pane.get()
            && (pane.scroll_top() - top).abs() > 1
        {
            pane.set_scroll_top(top);
        }
    });
    let on_scroll = move |_| {
        let Some(pane) = pane.get_untracked() else {
            return;
        };
        left.set(pane.scroll_left());
        if untrack(is_narrow)
            && let Some(grid) = grid_beside(&pane)
        {
            grid.set_scroll_top(pane.scroll_top());
        }
    };
    // A wheel over the chart scrolls the grid, and the chart follows.
    let on_wheel = move |event: web_sys::WheelEvent| {
        if event.delta_y() == 0.0 || event.shift_key() || event.ctrl_key() || untrack(is_narrow) {
            return;
        }
        let grid = pane
            .get_untracked()
            .and_then(|pane| grid_beside(&pane))
            .filter(|grid| grid.scroll_height() > grid.client_height());
        if let Some(grid) = grid {
            event.prevent_default();
            grid.set_scroll_top(grid.scroll_top() + event.delta_y().to_i32().unwrap_or(0));
        }
    };

    let hand = Hand::new(plan.clone(), state, pane, scale, sizes);
    let (over, held) = (hand.over, hand.held);
    let over_grip = move |grip: fn(Grip) -> bool| {
        let held = held.read().as_ref().map(|held| held.grip);
        held.or_else(|| over.read().as_ref().map(|(_, grip)| *grip))
            .is_some_and(grip)
    };
    let title = {
        let plan = plan.clone();
        move || match over.get()? {
            (id, Grip::Body | Grip::End) => words(&plan, &id),
            (_, Grip::FromFinish) => Some(t!("Drag to what can start when it is done").to_owned()),
            (_, Grip::FromStart) => Some(t!("Drag to what can start when it starts").to_owned()),
        }
    };

    let ties = ties(&plan);
    let window = {
        let plan = plan.clone();
        move || {
            let over = if is_narrow() { NAME_OVER_BAR } else { 0.0 };
            Window::of(&plan, row_height(narrow), over).held(held.get())
        }
    };
    let handles = {
        let (hand, window) = (hand.clone(), window.clone());
        move || (over.read().is_some() || held.read().is_some()).then(|| hand.handles(&window()))
    };
    let rows = move || {
        let (window, scale) = (window(), scale.read());
        let ink = draw(
            &window,
            rows_seen.get(),
            &ties.read(),
            &scale,
            &Metrics::SCREEN,
        );
        paths(ink, false)
    };
    let chosen = move || {
        let row = state.active_row()?;
        let at = index.read().rows.iter().position(|r| r.id == row)?;
        let height = row_height(narrow);
        let top = i32::try_from(at).ok()?.saturating_mul(height);
        Some(
            view! { <rect class="chosen" x="0" width="100%" y=top.to_string() height=height.to_string()></rect> },
        )
    };
    let marks = move || {
        let x = f64::from(left.get());
        head(&scale.read(), days_seen.get(), x, &Lettering::SCREEN, &Here)
    };
    let height = move || {
        let view = state.view_height.get();
        if is_narrow() {
            view.min(total.get()).max(1)
        } else {
            view
        }
    };
    let picture = view! {
        <svg
            class="bars ink"
            width=move || scale.read().right().to_string()
            height=move || height().to_string()
        >
            {move || ground(workspace, &scale.read(), days_seen.get())}
            <g transform=move || format!("translate(0 {})", -state.scroll.get())>{chosen} {rows} {handles}</g>
            {move || moments(workspace, &scale.read())}
        </svg>
    }
    .into_any();
    let (down, travel, up, lost, tap) = (
        hand.clone(),
        hand.clone(),
        hand.clone(),
        hand.clone(),
        hand.clone(),
    );
    view! {
        <div
            class="chart"
            class:on-bar=move || over_grip(|grip| grip == Grip::Body)
            class:on-end=move || over_grip(|grip| grip == Grip::End)
            class:on-handle=move || over_grip(|grip| !matches!(grip, Grip::Body | Grip::End))
            title=title
            aria-hidden="true"
            node_ref=pane
            on:wheel=on_wheel
            on:scroll=on_scroll
            on:pointerdown=move |event| down.press(&event)
            on:pointermove=move |event| travel.travel(&event)
            on:pointerup=move |_| up.release()
            on:pointercancel=move |_| lost.drop_it()
            on:pointerleave=move |_| over.set(None)
            on:click=move |event| tap.tap(&event)
        >
            <svg class="chart-head" width=move || scale.read().right().to_string() height=ROW_HEIGHT.to_string()>
                {move || head_view(&marks(), &scale.read())}
            </svg>
            <div class="chart-body" style:height=move || is_narrow().then(|| format!("{}px", total.get()))>
                {move || is_narrow().then(|| names(&plan, rows_seen.get(), view_width.get()))}
                {picture}
            </div>
            {hand.label()}
        </div>
    }
    .into_any()
}

/// The two lines of the scale, and today over them.
fn head_view(head: &Head, scale: &Scale) -> AnyView {
    let path = ticks(&head.upper, 0.0, 32.0) + &ticks(&head.lower, 17.0, 32.0);
    let today = scale.x(format::today()) + scale.width / 2.0;
    let flag = format!("M{:.1} 17h{FLAG}v15h-{FLAG}z", today - FLAG / 2.0);
    view! {
        <path class="head-lines" d=path></path>
        {labels(&head.upper, 13.0, "coarse")}
        {labels(&head.lower, 27.5, "fine")}
        <path class="today-flag" d=flag></path>
        <text class="today-name" x=format!("{today:.1}") y="28">{t!("Today")}</text>
    }
    .into_any()
}

/// The lines of the scale through the rows, and days on which nobody works.
fn ground(workspace: Workspace, scale: &Scale, days: Range<i64>) -> AnyView {
    let schedule = workspace.schedule.read();
    let marks = head(scale, days.clone(), 0.0, &Lettering::SCREEN, &Here);
    let marks = Head {
        lower: Vec::new(),
        ..marks
    };
    let closed = Some((&schedule.calendar, days));
    let ink = Ink::ground(scale, &marks, closed, (0.0, FAR), &Metrics::SCREEN);
    paths(ink, true)
}

/// Today and the launch.
fn moments(workspace: Workspace, scale: &Scale) -> AnyView {
    let line = |day: Option<Date>, class: &'static str| {
        let x = day.map_or(-9.0, |day| scale.x(day) + scale.width / 2.0);
        let path = format!("M{x:.1} 0V{FAR}");
        view! { <path class=class d=path></path> }
    };
    view! {
        {line(Some(format::today()), "today-line")}
        {line(workspace.schedule.read().launch, "launch-line")}
    }
    .into_any()
}

/// The names of the rows with their dates, over the bars: for when the grid is not beside them.
fn names(plan: &Plan, rows: Range<usize>, width: i32) -> AnyView {
    let (index, timeline, schedule) = (
        plan.index.read(),
        plan.workspace.timeline.read(),
        plan.workspace.schedule.read(),
    );
    let day = format::short_date;
    let name = |at: usize| {
        let row = index.rows.get(at)?;
        let (name, span) = match phase_of_row(&row.id) {
            Some(phase) => {
                let span = schedule.phases.get(&phase);
                let name = timeline.phases.find(&phase)?.name.clone();
                (name, span.map(|span| (span.start, span.finish)))
            }
            None => {
                let id = TaskId::new(&row.id).ok()?;
                let task = timeline.tasks.get(index.places.get(&id)?.at)?;
                let dates = schedule.tasks.get(&id);
                (
                    task.name.clone(),
                    dates.map(|task| (task.start, task.finish)),
                )
            }
        };
        let dates = match span {
            Some((start, finish)) if start < finish => format!("{} – {}", day(start), day(finish)),
            Some((_, finish)) => day(finish),
            None => String::new(),
        };
        let top = i32::try_from(at)
            .ok()?
            .saturating_mul(row_height(use_desk().narrow));
        Some(view! {
            <div class="bar-name" class:phase=row.class == "phase" style:transform=format!("translateY({top}px)")>
                <span class="bar-title">{name}</span>
                <span class="bar-dates">{dates}</span>
            </div>
        })
    };
    view! {
        <div class="bar-names" style:width=format!("{width}px")>
            {rows.filter_map(name).collect_view()}
        </div>
    }
    .into_any()
}
