//! The Gantt beside the grid, in step with it: time, scrolling and dragging. What is drawn in its
//! rows is in `bars`. The grid is the accessible truth; the chart is for the eye and the pointer.

use std::fmt::Write as _;
use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::bars::{at, draw_rows, words};
use super::edits;
use super::rows::Plan;
use crate::model::{Date, Identifier, TaskId};
use crate::plan::schedule::Schedule;
use crate::ui::format;
use crate::ui::parts::grid::{GridState, ROW_HEIGHT, row_height};
use crate::ui::parts::narrow::Narrow;
use crate::ui::workspace::Workspace;

/// Today is drawn and can be gone to when it is at most this many days before or after the plan.
const NEAR_DAYS: i64 = 120;

/// How much of time is in view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zoom {
    /// Days can be told apart.
    Days,
    /// Weeks can.
    Weeks,
    /// Months can.
    Months,
    /// Quarters can.
    Quarters,
    /// Everything is in view.
    Fit,
}

impl Zoom {
    /// The levels with their names.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Days, "Days"),
        (Self::Weeks, "Weeks"),
        (Self::Months, "Months"),
        (Self::Quarters, "Quarters"),
        (Self::Fit, "Fit"),
    ];
}

/// The first day of the chart, how many there are, and how wide one is in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    origin: Date,
    days: i64,
    /// The width of a day.
    pub width: f64,
}

#[allow(
    clippy::cast_precision_loss,
    reason = "days and rows are far below 2^52"
)]
/// A count of days or rows, for drawing.
pub fn float(number: i64) -> f64 {
    number as f64
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "pixels and days of a chart fit; what does not stops at the end"
)]
fn whole(number: f64) -> i32 {
    number as i32
}

impl Scale {
    fn of(schedule: &Schedule, start: Date, zoom: Zoom, view: f64) -> Self {
        let span = schedule.span();
        let mut first = span.map_or(start, |span| span.start.min(start));
        let mut last = span.map_or(start, |span| span.finish);
        if zoom != Zoom::Fit {
            let today = format::today();
            if (first.plus_days(-NEAR_DAYS)..=last.plus_days(NEAR_DAYS)).contains(&today) {
                first = first.min(today);
                last = last.max(today);
            }
            last = last.max(start.plus_days(42));
        }
        // From a Monday before, with some room after.
        let origin = first.plus_days(1 - i64::from(first.weekday()) - 7);
        let room = if zoom == Zoom::Fit { 7 } else { 22 };
        // In steps, so that the whole chart is not drawn anew when the last task moves a day.
        let step = if zoom == Zoom::Fit { 1 } else { 28 };
        let days = (last.days_since(origin) + room + step - 1) / step * step;
        let days = days.clamp(21, 36_500);
        let width = match zoom {
            Zoom::Days => 26.0,
            Zoom::Weeks => 9.0,
            Zoom::Months => 3.6,
            Zoom::Quarters => 1.5,
            Zoom::Fit => (view / float(days)).clamp(0.2, 26.0),
        };
        Self {
            origin,
            days,
            width,
        }
    }

    /// Where a day begins.
    pub fn x(&self, day: Date) -> f64 {
        float(day.days_since(self.origin)) * self.width
    }

    fn total(&self) -> f64 {
        float(self.days) * self.width
    }

    /// The days that are in view, with some on either side.
    fn seen(&self, (left, view): (i64, i64)) -> std::ops::Range<i64> {
        let day = |x: i64| i64::from(whole(float(x) / self.width));
        let from = day(left - 300).max(0);
        from..day(left + view + 600).min(self.days)
    }
}

/// A bar that is being dragged: the task, by how many days, and whether its end is.
pub type Drag = Option<(TaskId, f64, bool)>;

/// The chart. A new value in `to_today` takes it to today.
#[component]
pub fn Chart(
    plan: Arc<Plan>,
    state: GridState,
    zoom: RwSignal<Zoom>,
    to_today: RwSignal<i32>,
) -> impl IntoView {
    let workspace = plan.workspace;
    let narrow = use_context::<Narrow>();
    let pane = NodeRef::<html::Div>::new();
    let view_width = RwSignal::new(600_i32);
    let left = RwSignal::new(0_i32);
    let drag = RwSignal::new(None as Drag);
    let grabbed = StoredValue::new(0.0_f64);
    let scale = Memo::new(move |_| {
        let start = workspace.timeline.read().start;
        let view = f64::from(view_width.get());
        Scale::of(&workspace.schedule.read(), start, zoom.get(), view)
    });
    // The rows and the time that are drawn change in steps, not at every pixel scrolled.
    let rows_seen = Memo::new(move |_| {
        let height = row_height(narrow).max(1);
        let first = i64::from(state.scroll.get() / height / 6 * 6 - 6).max(0);
        (first, i64::from(state.view_height.get() / height) + 14)
    });
    let time_seen = Memo::new(move |_| {
        (
            i64::from(left.get() / 256 * 256),
            i64::from(view_width.get()),
        )
    });

    let measure = move || {
        if let Some(Some(pane)) = pane.try_get_untracked() {
            let _ = view_width.try_set(pane.client_width());
        }
    };
    Effect::new(move |_| {
        pane.track();
        request_animation_frame(measure);
    });
    let resized = window_event_listener(leptos::ev::resize, move |_| measure());
    on_cleanup(move || resized.remove());
    let show = move |day: Date| {
        if let Some(Some(pane)) = pane.try_get_untracked() {
            pane.set_scroll_left(whole(scale.read_untracked().x(day) - 24.0));
        }
    };
    // The plan begins at the left edge when the zoom changes.
    Effect::new(move |_| {
        zoom.track();
        pane.track();
        let start = workspace.timeline.read_untracked().start;
        request_animation_frame(move || show(start));
    });
    Effect::new(move |times: Option<i32>| {
        let now = to_today.get();
        if times.is_some_and(|times| times != now) {
            show(format::today().plus_days(-7));
        }
        now
    });

    // A wheel over the chart scrolls the grid, and the chart follows.
    let on_wheel = move |event: web_sys::WheelEvent| {
        if event.delta_y() == 0.0 || event.shift_key() || event.ctrl_key() {
            return;
        }
        let grid = pane
            .get_untracked()
            .and_then(|pane| pane.parent_element())
            .and_then(|parent| parent.query_selector(".grid").ok().flatten())
            .filter(|grid| grid.scroll_height() > grid.client_height());
        if let Some(grid) = grid {
            event.prevent_default();
            grid.set_scroll_top(grid.scroll_top() + whole(event.delta_y()));
        }
    };
    // What is under the pointer. Bars are no elements of their own: one path holds them all.
    let over = RwSignal::new(None as Drag);
    let under = {
        let plan = plan.clone();
        move |event: &web_sys::PointerEvent| -> Drag {
            let pane = pane.get_untracked()?;
            let place = pane.get_bounding_client_rect();
            let wide = narrow.is_none_or(|narrow| !narrow.0.get_untracked());
            let head = if wide { ROW_HEIGHT } else { 0 };
            let x = event.client_x() - whole(place.left()) + pane.scroll_left();
            let y = event.client_y() - whole(place.top()) - head;
            let row = (y + state.scroll.get_untracked()) / untrack(|| row_height(narrow)).max(1);
            let row = usize::try_from(row).ok().filter(|_| y >= 0)?;
            let (id, end) = at(&plan, &scale.read_untracked(), row, f64::from(x))?;
            Some((id, 0.0, end))
        }
    };
    let on_down = {
        let under = under.clone();
        move |event: web_sys::PointerEvent| {
            let Some((id, days, end)) = under(&event) else {
                return;
            };
            state.active.set(Some((id.as_str().into(), 0)));
            // A finger scrolls; keys and fields move tasks there.
            if workspace.is_read_only() || event.button() != 0 || event.pointer_type() == "touch" {
                return;
            }
            event.prevent_default();
            if let Some(pane) = pane.get_untracked() {
                let _ = pane.set_pointer_capture(event.pointer_id());
            }
            grabbed.set_value(f64::from(event.client_x()));
            drag.set(Some((id, days, end)));
        }
    };
    let on_move = move |event: web_sys::PointerEvent| {
        let Some((id, before, end)) = drag.get_untracked() else {
            let now = under(&event);
            if now != over.get_untracked() {
                over.set(now);
            }
            return;
        };
        let by = f64::from(event.client_x()) - grabbed.get_value();
        let days = (by / scale.read_untracked().width).round();
        if whole(days) != whole(before) {
            drag.set(Some((id, days, end)));
        }
    };
    let named = plan.clone();
    let title = move || over.get().and_then(|(id, ..)| words(&named, &id));
    let dropped = plan.clone();
    let on_up = move |_| {
        if let Some((id, days, end)) = drag.get_untracked() {
            drag.set(None);
            let days = i64::from(whole(days));
            if days != 0 && end {
                edits::resize_by(workspace, &id, days);
            } else if days != 0 {
                edits::move_by(&dropped, &id, days);
            }
        }
    };

    let chosen = {
        let plan = plan.clone();
        move || {
            let row = state.active_row()?;
            let at = plan.index.read().rows.iter().position(|r| r.id == row)?;
            let height = row_height(narrow);
            let top = i32::try_from(at).ok()?.saturating_mul(height);
            Some(
                view! { <rect class="chosen" x="0" width="100%" y=top.to_string() height=height.to_string()></rect> },
            )
        }
    };
    let rows = move || {
        draw_rows(
            &plan,
            rows_seen.get(),
            &scale.read(),
            row_height(narrow),
            &drag.read(),
        )
    };
    let picture = view! {
        <svg
            class="bars"
            width=move || scale.read().total().to_string()
            height=move || state.view_height.get().to_string()
        >
            {move || ground(workspace, &scale.read(), time_seen.get())}
            <g transform=move || format!("translate(0 {})", -state.scroll.get())>{chosen} {rows}</g>
            {move || marks(workspace, &scale.read())}
        </svg>
    }
    .into_any();
    view! {
        <div
            class="chart"
            class:on-bar=move || over.read().as_ref().is_some_and(|over| !over.2)
            class:on-end=move || over.read().as_ref().is_some_and(|over| over.2)
            title=title
            aria-hidden="true"
            node_ref=pane
            on:wheel=on_wheel
            on:scroll=move |_| {
                if let Some(pane) = pane.get_untracked() {
                    left.set(pane.scroll_left());
                }
            }
            on:pointerdown=on_down
            on:pointermove=on_move
            on:pointerup=on_up
            on:pointercancel=move |_| drag.set(None)
        >
            {move || head(&scale.read(), time_seen.get(), left.get())}
            {picture}
        </div>
    }
    .into_any()
}

/// Months above, weeks or days below; only what is in view. The month at the left edge stays in
/// view.
fn head(scale: &Scale, time: (i64, i64), left: i32) -> AnyView {
    let mut months: Vec<(f64, String)> = Vec::new();
    let mut days = Vec::new();
    let seen = scale.seen(time);
    let start = seen.start;
    for offset in seen {
        let day = scale.origin.plus_days(offset);
        let iso = day.to_string();
        let part = |range| iso.get(range).unwrap_or_default();
        let x = scale.x(day);
        let quarter = matches!(part(5..7), "01" | "04" | "07" | "10");
        if (part(8..10) == "01" && (scale.width >= 1.6 || quarter)) || offset == start {
            months.push((x, format::month_and_year(day)));
        }
        if scale.width >= 20.0 || (scale.width >= 3.2 && day.weekday() == 1) {
            let number = part(8..10).trim_start_matches('0').to_owned();
            days.push(view! { <text x=(x + 3.0).to_string() y="27">{number}</text> });
        }
    }
    let left = f64::from(left);
    let ends: Vec<f64> = months.iter().skip(1).map(|(x, _)| *x).collect();
    let months = months
        .into_iter()
        .enumerate()
        .map(|(at, (x, name))| {
            let end = ends.get(at).copied().unwrap_or(f64::MAX);
            let from = x.max(left) + 4.0;
            // A name that would run into the next is left out.
            let name = (from + 58.0 < end).then_some(name);
            view! {
                <line x1=x.to_string() x2=x.to_string() y1="0" y2="32"></line>
                <text x=from.to_string() y="13" class="month">{name}</text>
            }
        })
        .collect_view();
    view! {
        <svg class="chart-head" width=scale.total().to_string() height=ROW_HEIGHT.to_string()>
            {months}
            {days}
        </svg>
    }
    .into_any()
}

/// Days on which nobody works, where they are wide enough to be seen.
fn ground(workspace: Workspace, scale: &Scale, time: (i64, i64)) -> AnyView {
    let mut path = String::new();
    if scale.width >= 3.0 {
        let schedule = workspace.schedule.read();
        for offset in scale.seen(time) {
            let day = scale.origin.plus_days(offset);
            if !schedule.calendar.is_working(day) {
                let width = scale.width;
                let _ = write!(path, "M{:.1} 0h{width:.1}v9999h-{width:.1}z", scale.x(day));
            }
        }
    }
    view! { <path class="closed" d=path></path> }.into_any()
}

/// Today and the launch.
fn marks(workspace: Workspace, scale: &Scale) -> AnyView {
    let line = |day: Option<Date>, class: &'static str| {
        let x = day.map_or(-9.0, |day| scale.x(day) + scale.width / 2.0);
        let path = format!("M{x:.1} 0V9999");
        view! { <path class=class d=path></path> }
    };
    view! {
        {line(Some(format::today()), "today-line")}
        {line(workspace.schedule.read().launch, "launch-line")}
    }
    .into_any()
}
