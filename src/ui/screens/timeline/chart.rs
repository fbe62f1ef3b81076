//! The Gantt beside the grid, drawn from the schedule: only the rows in view, in step with the
//! grid. The grid is the accessible truth; the chart is for the eye and the pointer.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::edits;
use super::rows::{Plan, phase_of_row};
use crate::model::{Date, Identifier, LinkKind, TaskId, TaskKind};
use crate::plan::schedule::Schedule;
use crate::ui::format;
use crate::ui::parts::grid::{GridState, ROW_HEIGHT, row_height};
use crate::ui::parts::narrow::Narrow;
use crate::ui::workspace::Workspace;

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
struct Scale {
    origin: Date,
    days: i64,
    width: f64,
}

#[allow(clippy::cast_precision_loss)]
fn float(number: i64) -> f64 {
    // Days of a chart are far below 2^52.
    number as f64
}

impl Scale {
    fn of(schedule: &Schedule, start: Date, zoom: Zoom, view: f64) -> Self {
        let span = schedule.span();
        let first = span.map_or(start, |span| span.start.min(start));
        let last = span
            .map_or(start, |span| span.finish)
            .max(start.plus_days(42));
        // From the Monday before, with some room after.
        let origin = first.plus_days(-i64::from(first.weekday()) - 6);
        let days = (last.days_since(origin) + 22).clamp(60, 36_500);
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
    fn x(&self, day: Date) -> f64 {
        float(day.days_since(self.origin)) * self.width
    }

    fn total(&self) -> f64 {
        float(self.days) * self.width
    }
}

/// A bar that is being dragged: the task, by how many days, and whether its end is.
type Drag = Option<(TaskId, f64, bool)>;

/// The chart.
#[component]
pub fn Chart(plan: Arc<Plan>, state: GridState, zoom: RwSignal<Zoom>) -> impl IntoView {
    let workspace = plan.workspace;
    let narrow = use_context::<Narrow>();
    let pane = NodeRef::<html::Div>::new();
    let view_width = RwSignal::new(600.0_f64);
    let left = RwSignal::new(0_i32);
    let drag = RwSignal::new(None as Drag);
    let grabbed = StoredValue::new(0.0_f64);
    let scale = Memo::new(move |_| {
        let schedule = workspace.schedule.get();
        Scale::of(
            &schedule,
            workspace.timeline.read().start,
            zoom.get(),
            view_width.get(),
        )
    });
    let measure = move || {
        if let Some(Some(pane)) = pane.try_get_untracked() {
            let _ = view_width.try_set(f64::from(pane.client_width()));
        }
    };
    Effect::new(move |_| {
        pane.track();
        request_animation_frame(measure);
    });
    let resized = window_event_listener(leptos::ev::resize, move |_| measure());
    on_cleanup(move || resized.remove());
    // The plan begins at the left edge when the scale changes.
    Effect::new(move |_| {
        zoom.track();
        if let Some(pane) = pane.get() {
            let start = workspace.timeline.read_untracked().start;
            let x = scale.read_untracked().x(start) - 24.0;
            #[allow(clippy::cast_possible_truncation)]
            pane.set_scroll_left(x as i32);
        }
    });
    // A wheel over the chart scrolls the grid, and the chart follows.
    let on_wheel = move |event: web_sys::WheelEvent| {
        if event.delta_y() == 0.0 || event.shift_key() {
            return;
        }
        let grid = pane
            .get_untracked()
            .and_then(|pane| pane.parent_element())
            .and_then(|parent| parent.query_selector(".grid").ok().flatten());
        if let Some(grid) = grid {
            event.prevent_default();
            #[allow(clippy::cast_possible_truncation)]
            grid.set_scroll_top(grid.scroll_top() + event.delta_y() as i32);
        }
    };
    let on_down = move |event: web_sys::PointerEvent| {
        let target = event
            .target()
            .and_then(|t| t.dyn_into::<web_sys::Element>().ok());
        let id = target.as_ref().and_then(|t| t.get_attribute("data-task"));
        if let (Some(target), Some(id)) = (target, id.and_then(|id| TaskId::new(&id).ok()))
            && !workspace.is_read_only()
        {
            event.prevent_default();
            let _ = target.set_pointer_capture(event.pointer_id());
            grabbed.set_value(f64::from(event.client_x()));
            state.active.set(Some((id.as_str().into(), 0)));
            let end = target.class_list().contains("grip");
            drag.set(Some((id, 0.0, end)));
        }
    };
    let on_move = move |event: web_sys::PointerEvent| {
        let by = (f64::from(event.client_x()) - grabbed.get_value()) / scale.read_untracked().width;
        drag.update(|drag| {
            if let Some((_, days, _)) = drag {
                *days = by.round();
            }
        });
    };
    let on_up = move |_| {
        if let Some((id, days, end)) = drag.get_untracked() {
            drag.set(None);
            #[allow(clippy::cast_possible_truncation)]
            let days = days as i64;
            if days != 0 {
                if end {
                    resize_task(workspace, &id, days);
                } else {
                    move_task(workspace, &id, days);
                }
            }
        }
    };
    let picture = move || {
        let scale = scale.get();
        let height = row_height(narrow);
        let rows = draw_rows(&plan, state, &scale, height, &drag.get());
        let shift = -state.scroll.get();
        view! {
            <svg class="bars" width=scale.total().to_string() height=state.view_height.get().to_string()>
                {ground(workspace, &scale, left.get(), view_width.get())}
                <g transform=format!("translate(0 {shift})")>{rows}</g>
                {marks(workspace, &scale)}
            </svg>
        }
        .into_any()
    };
    view! {
        <div
            class="chart"
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
            {move || head(&scale.get(), left.get(), view_width.get())}
            {picture}
        </div>
    }
    .into_any()
}

/// Moves a task by calendar days: it starts no earlier than the day it lands on.
pub fn move_task(workspace: Workspace, id: &TaskId, days: i64) {
    let schedule = workspace.schedule.get_untracked();
    let Some(task) = schedule.tasks.get(id) else {
        return;
    };
    let day = task.start.plus_days(days);
    let index = if days < 0 {
        schedule.calendar.index_on_or_before(day)
    } else {
        schedule.calendar.index_on_or_after(day)
    };
    let day = schedule.calendar.date(index);
    edits::change_task(workspace, "Move task", &format!("{id} move"), id, |task| {
        task.not_before = Some(day);
    });
}

fn resize_task(workspace: Workspace, id: &TaskId, days: i64) {
    let schedule = workspace.schedule.get_untracked();
    let Some(task) = schedule.tasks.get(id) else {
        return;
    };
    let finish = task.finish.plus_days(days).max(task.start);
    let days = schedule
        .calendar
        .working_days_between(task.start, finish)
        .max(1);
    if let Ok(days) = u32::try_from(days) {
        edits::change_task(workspace, "Change duration", "", id, |task| {
            task.duration = days.min(crate::model::timeline::MAX_DURATION);
        });
    }
}

/// Months above, weeks or days below; only what is in view.
fn head(scale: &Scale, left: i32, view: f64) -> AnyView {
    let from = f64::from(left) - 200.0;
    let to = f64::from(left) + view + 50.0;
    let mut months = Vec::new();
    let mut days = Vec::new();
    let mut day = scale.origin;
    let (mut shown_month, step) = (String::new(), i64::from(scale.width < 1.0) * 6 + 1);
    for offset in (0..scale.days).step_by(usize::try_from(step).unwrap_or(1)) {
        day = scale.origin.plus_days(offset).max(day);
        let x = scale.x(day);
        if x > to {
            break;
        }
        let iso = day.to_string();
        let month = iso.get(..7).unwrap_or_default().to_owned();
        let first = iso.ends_with("-01") || offset == 0;
        if month != shown_month {
            shown_month = month;
            let quarter = matches!(iso.get(5..7), Some("01" | "04" | "07" | "10"));
            if x >= from && (first || x > 0.0) && (scale.width >= 1.2 || quarter) {
                months.push(view! {
                    <text x=(x + 4.0).to_string() y="13" class="month">{format::month_and_year(day)}</text>
                    <line x1=x.to_string() x2=x.to_string() y1="0" y2="32"></line>
                });
            }
        }
        let week = day.weekday() == 1;
        if x >= from && ((scale.width >= 6.0 && week) || scale.width >= 20.0) {
            let number = iso
                .get(8..)
                .unwrap_or_default()
                .trim_start_matches('0')
                .to_owned();
            days.push(view! { <text x=(x + 4.0).to_string() y="27">{number}</text> });
        }
    }
    view! {
        <svg class="chart-head" width=scale.total().to_string() height=ROW_HEIGHT.to_string()>
            {months}
            {days}
        </svg>
    }
    .into_any()
}

/// Days on which nobody works, where they are wide enough to be seen.
fn ground(workspace: Workspace, scale: &Scale, left: i32, view: f64) -> AnyView {
    if scale.width < 3.0 {
        return ().into_any();
    }
    let schedule = workspace.schedule.get();
    #[allow(clippy::cast_possible_truncation)]
    let first = (f64::from(left) / scale.width) as i64 - 2;
    #[allow(clippy::cast_possible_truncation)]
    let count = (view / scale.width) as i64 + 6;
    let mut path = String::new();
    for offset in first.max(0)..(first + count).min(scale.days) {
        let day = scale.origin.plus_days(offset);
        if !schedule.calendar.is_working(day) {
            let _ = write!(
                path,
                "M{:.1} 0h{:.1}v9999h-{:.1}z",
                scale.x(day),
                scale.width,
                scale.width
            );
        }
    }
    view! { <path class="closed" d=path></path> }.into_any()
}

/// Today and the launch.
fn marks(workspace: Workspace, scale: &Scale) -> AnyView {
    let line = |day: Date, class: &'static str| {
        let x = format!("{:.1}", scale.x(day) + scale.width / 2.0);
        view! { <line class=class x1=x.clone() x2=x y1="0" y2="9999"></line> }
    };
    let launch = workspace
        .schedule
        .read()
        .launch
        .map(|day| line(day, "launch-line"));
    view! {
        {line(format::today(), "today-line")}
        {launch}
    }
    .into_any()
}

/// Where a task's bar begins and ends.
fn ends(schedule: &Schedule, scale: &Scale, id: &TaskId) -> Option<(f64, f64)> {
    let task = schedule.tasks.get(id)?;
    let start = scale.x(task.start);
    let finish = scale.x(task.finish) + scale.width;
    Some(if task.days == 0 {
        let middle = start + scale.width / 2.0;
        (middle, middle)
    } else {
        (start, finish)
    })
}

fn draw_rows(plan: &Plan, state: GridState, scale: &Scale, height: i32, drag: &Drag) -> AnyView {
    let schedule = plan.workspace.schedule.get();
    let timeline = plan.workspace.timeline.get();
    let index = plan.index.get();
    let first = usize::try_from(state.scroll.get() / height)
        .unwrap_or(0)
        .saturating_sub(2);
    let count = usize::try_from(state.view_height.get() / height).unwrap_or(30) + 6;
    let mut places: BTreeMap<&TaskId, f64> = BTreeMap::new();
    let mut bars = Vec::new();
    for (number, row) in index.rows.iter().enumerate().skip(first).take(count) {
        let top = f64::from(height) * float(i64::try_from(number).unwrap_or(0));
        let middle = top + f64::from(height) / 2.0;
        if let Some(phase) = phase_of_row(&row.id) {
            if let Some(span) = schedule.phases.get(&phase) {
                let (x1, x2) = (scale.x(span.start), scale.x(span.finish) + scale.width);
                let path = format!(
                    "M{x1:.1} {:.1}V{:.1}H{x2:.1}V{:.1}",
                    middle + 6.0,
                    middle - 2.0,
                    middle + 6.0
                );
                bars.push(view! { <path class="phase-bar" d=path></path> }.into_any());
            }
            continue;
        }
        let Some(task) = timeline
            .tasks
            .iter()
            .find(|task| task.id.as_str() == &*row.id)
        else {
            continue;
        };
        let (Some(scheduled), Some((mut x1, mut x2))) = (
            schedule.tasks.get(&task.id),
            ends(&schedule, scale, &task.id),
        ) else {
            continue;
        };
        places.insert(&task.id, middle);
        if let Some((dragged, days, end)) = drag
            && *dragged == task.id
        {
            x2 = (x2 + days * scale.width).max(x1 + if *end { scale.width } else { -1e9 });
            if !*end {
                x1 += days * scale.width;
            }
        }
        let class = if scheduled.critical { "critical" } else { "" };
        let title = format!(
            "{}: {} to {}, {} working days",
            task.name,
            format::date(scheduled.start),
            format::date(scheduled.finish),
            scheduled.days
        );
        let id = task.id.to_string();
        if scheduled.days == 0 {
            let shape = format!("M{x1:.1} {:.1}l7 7l-7 7l-7 -7z", middle - 7.0);
            let kind = if task.kind == TaskKind::Approval {
                "approval-mark"
            } else {
                "milestone-mark"
            };
            bars.push(
                view! { <path class=format!("{kind} {class}") d=shape data-task=id><title>{title}</title></path> }
                    .into_any(),
            );
        } else {
            let kind = if task.kind == TaskKind::Approval {
                "approval-bar"
            } else {
                "task-bar"
            };
            let width = (x2 - x1).max(2.0);
            let slack = (scheduled.total_slack > 0 && !schedule.planned_back).then(|| {
                let late = schedule.calendar.date(scheduled.lf - 1);
                let x3 = scale.x(late) + scale.width;
                let y = format!("{middle:.1}");
                view! { <line class="slack" x1=format!("{x2:.1}") x2=format!("{x3:.1}") y1=y.clone() y2=y></line> }
            });
            let done = width * decimal(task.progress.decimal()) / 100.0;
            bars.push(
                view! {
                    {slack}
                    <rect class=format!("{kind} {class}") x=format!("{x1:.1}") y=format!("{:.1}", middle - 8.0)
                        width=format!("{width:.1}") height="16" data-task=id.clone()>
                        <title>{title}</title>
                    </rect>
                    <rect class="done" x=format!("{x1:.1}") y=format!("{:.1}", middle + 4.0) width=format!("{done:.1}") height="4"></rect>
                    <rect class="grip" x=format!("{:.1}", x2 - 5.0) y=format!("{:.1}", middle - 8.0) width="8" height="16" data-task=id></rect>
                }
                .into_any(),
            );
        }
        if let Some(deadline) = task.deadline {
            let x = scale.x(deadline) + scale.width;
            let path = format!("M{x:.1} {:.1}v14m-4 -14h8", middle - 7.0);
            bars.push(view! { <path class="deadline" d=path></path> }.into_any());
        }
    }
    let mut ties = String::new();
    for link in &timeline.links {
        if let (Some(y1), Some(y2)) = (places.get(&link.from), places.get(&link.to))
            && let (Some(from), Some(to)) = (
                ends(&schedule, scale, &link.from),
                ends(&schedule, scale, &link.to),
            )
        {
            let from_finish = matches!(
                link.kind,
                LinkKind::FinishToStart | LinkKind::FinishToFinish
            );
            let to_start = matches!(link.kind, LinkKind::FinishToStart | LinkKind::StartToStart);
            tie(
                &mut ties,
                if from_finish { from.1 } else { from.0 },
                *y1,
                if to_start { to.0 } else { to.1 },
                *y2,
                to_start,
            );
        }
    }
    view! {
        <path class="tie" d=ties></path>
        {bars}
    }
    .into_any()
}

/// A right-angled arrow.
fn tie(path: &mut String, x1: f64, y1: f64, x2: f64, y2: f64, to_start: bool) {
    let way = if to_start { -1.0 } else { 1.0 };
    let last = x2 + way * 7.0;
    let turn = x1 + 5.0;
    let _ = if to_start && last >= turn - 2.0 {
        write!(path, "M{x1:.1} {y1:.1}H{turn:.1}V{y2:.1}H{x2:.1}")
    } else {
        let between = y1 + if y2 > y1 { 14.0 } else { -14.0 };
        write!(
            path,
            "M{x1:.1} {y1:.1}H{turn:.1}V{between:.1}H{last:.1}V{y2:.1}H{x2:.1}"
        )
    };
    let _ = write!(
        path,
        "m{:.1} -3l{:.1} 3l{:.1} 3",
        way * 4.0,
        way * -4.0,
        way * 4.0
    );
}

fn decimal(number: rust_decimal::Decimal) -> f64 {
    number.to_string().parse().unwrap_or(0.0)
}
