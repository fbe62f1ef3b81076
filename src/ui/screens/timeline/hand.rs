//! What the pointer does to the bars: moves them, pulls their ends, and draws links from one to
//! another. Everything it does is also done by key or in a field.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use rust_decimal::prelude::ToPrimitive;
use web_sys::{Element, PointerEvent};

use super::bars::{HANDLE, at, ends_of, task_at};
use super::edits;
use super::held::{Grip, Held};
use super::rows::Plan;
use crate::model::{Identifier, TaskId};
use crate::proposal::gantt::{Band, Rows, Scale};
use crate::ui::format;
use crate::ui::parts::grid::GridState;

/// So near to an edge of the chart it scrolls while something is dragged, in CSS pixels.
const EDGE: f64 = 32.0;
/// By so much in a frame.
const STEP: i32 = 10;
/// A pointer that has gone no further than this is where it took hold.
const SLIP: f64 = 8.0;
/// A link may be dropped so far beside a bar.
const NEAR_BAR: f64 = 10.0;

/// The pointer over the chart.
#[derive(Clone)]
pub struct Hand {
    plan: Arc<Plan>,
    state: GridState,
    pane: NodeRef<html::Div>,
    scale: Memo<Scale>,
    /// The height of a row and of the head over the rows.
    sizes: Signal<(i32, i32)>,
    /// What is under the pointer.
    pub over: RwSignal<Option<(TaskId, Grip)>>,
    /// What is being dragged.
    pub held: RwSignal<Option<Held>>,
    /// Where the pointer is: along time, and down the rows.
    pub at: RwSignal<(f64, f64)>,
    /// Where it took hold: in the window, and along time.
    pressed: StoredValue<(f64, f64, f64)>,
    /// Where it is in the window.
    last: StoredValue<(f64, f64)>,
    touch: StoredValue<bool>,
}

impl Hand {
    /// A hand over this chart.
    pub fn new(
        plan: Arc<Plan>,
        state: GridState,
        pane: NodeRef<html::Div>,
        scale: Memo<Scale>,
        sizes: Signal<(i32, i32)>,
    ) -> Self {
        let hand = Self {
            plan,
            state,
            pane,
            scale,
            sizes,
            over: RwSignal::new(None),
            held: RwSignal::new(None),
            at: RwSignal::new((0.0, 0.0)),
            pressed: StoredValue::new((0.0, 0.0, 0.0)),
            last: StoredValue::new((0.0, 0.0)),
            touch: StoredValue::new(false),
        };
        let held = hand.held;
        let desk = hand.plan.desk;
        let escape = window_event_listener(leptos::ev::keydown, move |event| {
            if event.key() == "Escape" && held.read_untracked().is_some() {
                event.prevent_default();
                held.set(None);
                desk.say(t!("Nothing was changed."));
            }
        });
        on_cleanup(move || escape.remove());
        hand
    }

    /// Along time and down the rows.
    fn place(&self, x: f64, y: f64) -> Option<(f64, f64)> {
        let pane = self.pane.get_untracked()?;
        let frame = pane.get_bounding_client_rect();
        let head = f64::from(self.sizes.get_untracked().1);
        Some((
            x - frame.left() + f64::from(pane.scroll_left()),
            y - frame.top() - head + f64::from(self.state.scroll.get_untracked()),
        ))
    }

    fn row_at(&self, y: f64) -> Option<usize> {
        let height = f64::from(self.sizes.get_untracked().0.max(1));
        (y >= 0.0).then(|| (y / height).to_usize()).flatten()
    }

    fn under(&self, (x, y): (f64, f64)) -> Option<(TaskId, Grip)> {
        at(&self.plan, &self.scale.read_untracked(), self.row_at(y)?, x)
    }

    /// Makes the row at this place the active one.
    fn choose(&self, y: f64) {
        let index = self.plan.index.get_untracked();
        if let Some(row) = self.row_at(y).and_then(|row| index.rows.get(row)) {
            self.state.active.set(Some((row.id.clone(), 0)));
        }
    }

    /// A press: chooses the row and takes hold of a bar. A finger scrolls instead, and chooses
    /// when it has not; keys and fields move tasks there.
    pub fn press(&self, event: &PointerEvent) {
        let touch = event.pointer_type() == "touch";
        self.touch.set_value(touch);
        let (x, y) = (event.client_x().into(), event.client_y().into());
        let Some(place) = self.place(x, y).filter(|_| !touch && event.button() == 0) else {
            return;
        };
        self.choose(place.1);
        let Some((id, grip)) = self.under(place) else {
            return;
        };
        if self.plan.workspace.is_read_only() {
            return;
        }
        event.prevent_default();
        if let Some(pane) = self.pane.get_untracked() {
            let _ = pane.set_pointer_capture(event.pointer_id());
        }
        self.pressed.set_value((x, y, place.0));
        self.last.set_value((x, y));
        self.at.set(place);
        self.held.set(Some(Held {
            id,
            grip,
            days: 0,
            onto: None,
        }));
        self.creep();
    }

    /// A tap of a finger.
    pub fn tap(&self, event: &web_sys::MouseEvent) {
        let place = self.place(event.client_x().into(), event.client_y().into());
        if let Some((_, y)) = place.filter(|_| self.touch.get_value()) {
            self.choose(y);
        }
    }

    /// The pointer moves.
    pub fn travel(&self, event: &PointerEvent) {
        let (x, y) = (event.client_x().into(), event.client_y().into());
        if self.held.read_untracked().is_some() {
            self.last.set_value((x, y));
            self.follow();
        } else if event.pointer_type() != "touch" {
            let now = self.place(x, y).and_then(|place| self.under(place));
            if now != self.over.get_untracked() {
                self.over.set(now);
            }
        }
    }

    /// What is held goes to where the pointer is.
    fn follow(&self) {
        let ((x, y), (.., from)) = (self.last.get_value(), self.pressed.get_value());
        let (Some(place), Some(before)) = (self.place(x, y), self.held.get_untracked()) else {
            return;
        };
        self.at.set(place);
        let mut now = before.clone();
        if before.grip.link().is_some() {
            now.onto = self.target(place).filter(|id| *id != before.id);
        } else {
            let days = (place.0 - from) / self.scale.read_untracked().width;
            now.days = days.round().to_i64().unwrap_or(0);
        }
        if now != before {
            self.held.set(Some(now));
        }
    }

    /// The task whose bar is here, or nearly.
    fn target(&self, (x, y): (f64, f64)) -> Option<TaskId> {
        let (id, task) = task_at(&self.plan, self.row_at(y)?)?;
        let (x1, x2) = ends_of(&task, &self.scale.read_untracked());
        (x1 - NEAR_BAR..=x2 + NEAR_BAR).contains(&x).then_some(id)
    }

    /// Scrolls while something is held near an edge of the chart.
    fn creep(&self) {
        let hand = self.clone();
        request_animation_frame(move || {
            let held = hand.held.try_get_untracked().flatten();
            let Some((held, Some(pane))) = held.zip(hand.pane.try_get_untracked()) else {
                return;
            };
            let ((x, y), (x0, y0, _)) = (hand.last.get_value(), hand.pressed.get_value());
            let frame = pane.get_bounding_client_rect();
            // Only where the pointer has gone towards the edge: it may have taken hold there.
            let towards = |at: f64, gone: f64, from: f64, to: f64| {
                STEP * (i32::from(at > to - EDGE && gone > SLIP)
                    - i32::from(at < from + EDGE && gone < -SLIP))
            };
            let across = towards(x, x - x0, frame.left(), frame.right());
            let head = f64::from(hand.sizes.get_untracked().1);
            let down = if held.grip.link().is_some() {
                towards(y, y - y0, frame.top() + head, frame.bottom())
            } else {
                0
            };
            if (across, down) != (0, 0) {
                pane.set_scroll_left(pane.scroll_left() + across);
                if let Some(grid) = grid_beside(&pane).filter(|_| down != 0) {
                    grid.set_scroll_top(grid.scroll_top() + down);
                }
                hand.follow();
            }
            hand.creep();
        });
    }

    /// Lets go: what was dragged becomes an edit.
    pub fn release(&self) {
        let Some(held) = self.held.get_untracked() else {
            return;
        };
        self.held.set(None);
        let plan = &self.plan;
        match (held.grip, held.grip.link(), held.onto) {
            (_, Some(kind), Some(onto)) => {
                if let Err(words) = edits::add_link(plan, &held.id, &onto, kind) {
                    plan.desk.toast(&words);
                }
            }
            (Grip::End, ..) if held.days != 0 => edits::resize_by(plan, &held.id, held.days),
            (Grip::Body, ..) if held.days != 0 => edits::move_by(plan, &held.id, held.days),
            _ => {}
        }
    }

    /// Lets go of it without changing anything.
    pub fn drop_it(&self) {
        self.held.set(None);
    }

    /// What is said beside the pointer while something is dragged, and where.
    pub fn label(&self) -> AnyView {
        let hand = self.clone();
        (move || {
            let held = hand.held.get()?;
            let words = hand.words(&held)?;
            let (x, y) = hand.at.get();
            let (height, head) = hand.sizes.get();
            let y = y - f64::from(hand.state.scroll.get()) + f64::from(head + height) - 8.0;
            let place = format!("translate({:.0}px, {y:.0}px)", x + 14.0);
            Some(view! { <div class="drag-label" style:transform=place>{words}</div> })
        })
        .into_any()
    }

    fn words(&self, held: &Held) -> Option<String> {
        let name = |id: &TaskId| Some(self.plan.task(id.as_str())?.name.clone());
        if held.grip.link().is_some() {
            return Some(match &held.onto {
                Some(onto) => format!("{} → {}", name(&held.id)?, name(onto)?),
                None => t!("To the bar that waits for it").to_owned(),
            });
        }
        let schedule = self.plan.workspace.schedule.read();
        let span = held.span(&schedule, schedule.tasks.get(&held.id)?);
        let (start, finish) = (
            format::short_date(span.start),
            format::short_date(span.finish),
        );
        let point = schedule.tasks.get(&held.id)?.days == 0;
        Some(if point {
            start
        } else {
            let days = schedule
                .calendar
                .working_days_between(span.start, span.finish);
            match days {
                1 => t!("{start} – {finish}, 1 day"),
                days => t!("{start} – {finish}, {days} days"),
            }
        })
    }

    /// The handles of the bar under the pointer, or the line from the one that is dragged.
    pub fn handles(&self, rows: &dyn Rows) -> AnyView {
        let plan = &self.plan;
        let scale = self.scale.read();
        let place = |id: &TaskId| {
            let row = plan.index.read().places.get(id)?.row?;
            let task = *plan.workspace.schedule.read().tasks.get(id)?;
            let room = if task.days == 0 { 6.0 } else { 0.0 };
            let (x1, x2) = ends_of(&task, &scale);
            Some((rows.band(row), x1 - room, x2 + room))
        };
        if let Some(held) = self.held.get() {
            return held
                .grip
                .link()
                .and_then(|_| {
                    let (band, x1, x2) = place(&held.id)?;
                    let from = if held.grip == Grip::FromStart { x1 } else { x2 };
                    let (x, y) = self.at.get();
                    let path = format!("M{from:.1} {:.1}L{x:.1} {y:.1}", band.middle());
                    let frame = held.onto.as_ref().and_then(&place).map(|(band, x1, x2)| {
                        let Band { top, height } = band;
                        format!(
                            "M{:.1} {:.1}H{:.1}v{:.1}H{:.1}z",
                            x1 - 4.0,
                            top + 3.0,
                            x2 + 4.0,
                            height - 6.0,
                            x1 - 4.0
                        )
                    });
                    Some(view! {
                        <path class="rubber" d=path></path>
                        <path class="target" d=frame></path>
                    })
                })
                .into_any();
        }
        if plan.workspace.is_read_only() {
            return ().into_any();
        }
        let over = self.over.get();
        over.and_then(|(id, grip)| {
            let (band, x1, x2) = place(&id)?;
            let dot = |x: f64, own: Grip| {
                view! { <circle class="link-handle" class:hot=grip == own cx=format!("{x:.1}") cy=format!("{:.1}", band.middle()) r="5"></circle> }
            };
            Some(view! {
                {dot(x1 - HANDLE, Grip::FromStart)}
                {dot(x2 + HANDLE, Grip::FromFinish)}
            })
        })
        .into_any()
    }
}

/// The grid beside the chart.
pub fn grid_beside(pane: &Element) -> Option<Element> {
    pane.parent_element()?
        .query_selector(".grid")
        .ok()
        .flatten()
}
