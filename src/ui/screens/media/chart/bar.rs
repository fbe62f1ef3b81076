//! What of a flight is pointed at and reached by key: it lies over its bar, and moves it.

use std::sync::Arc;

use leptos::prelude::*;
use rust_decimal::prelude::ToPrimitive;
use wasm_bindgen::JsCast;
use web_sys::{KeyboardEvent, PointerEvent};

use super::super::held::{Grip, Held, flight_name, put, span_words};
use super::Chart;
use crate::model::{FlightId, Identifier};
use crate::proposal::flowchart::Place;
use crate::ui::parts::narrow::is_narrow;

/// So much of a bar's end pulls it longer.
const EDGE: f64 = 9.0;

impl Chart {
    /// What of a flight is pointed at and reached by key: it lies over its bar.
    pub(super) fn bar(self, id: FlightId) -> AnyView {
        let found = {
            let id = id.clone();
            Memo::new(move |_| self.places.read().get(&id).cloned())
        };
        let side = move |of: fn(&Place) -> f64| {
            let place = found.read().as_ref().and_then(|(_, place)| *place);
            place.map(|place| format!("{:.1}px", of(&place)))
        };
        let words = {
            let id = id.clone();
            move || {
                let row = found.get()?.0;
                let flight = self.plan.flight(&id)?;
                let amount = match &*row.flight.label {
                    "" => String::new(),
                    label => format!(", {label}"),
                };
                Some(format!(
                    "{}: {}{amount}",
                    flight_name(&flight),
                    span_words(row.flight.span?)
                ))
            }
        };
        let label = move || {
            let (row, place) = found.get()?;
            let letters = u16::try_from(row.flight.label.chars().count()).unwrap_or(u16::MAX);
            let fits = f64::from(letters) * 6.6 + 14.0 <= place?.width;
            fits.then_some(row.flight.label)
        };
        // What is held says where it would go.
        let dates = {
            let id = id.clone();
            move || {
                let is_held = self.held.read().as_ref().is_some_and(|held| held.id == id);
                let span = found.get()?.0.flight.span.filter(|_| is_held)?;
                Some(view! { <span class="flow-dates">{span_words(span)}</span> })
            }
        };
        let is_at = {
            let id = id.clone();
            move || match &*self.at.read() {
                Some(at) if self.ids.read().contains(at) => *at == id,
                _ => self.ids.read().first() == Some(&id),
            }
        };
        let chosen = {
            let id = id.clone();
            move || {
                self.state
                    .active_row()
                    .is_some_and(|row| *row == *id.as_str())
            }
        };
        let (key, down, focus, tap) = (id.clone(), id.clone(), id.clone(), id.clone());
        view! {
            <button
                type="button"
                class="flow-bar"
                class:chosen=chosen
                id=element_id(&id)
                aria-label=words
                aria-describedby="flow-help"
                tabindex=move || if is_at() { "0" } else { "-1" }
                style:left=move || side(|place| place.x)
                style:top=move || side(|place| place.y - 3.0)
                style:width=move || side(|place| place.width)
                style:height=move || side(|place| place.height + 6.0)
                on:focus=move |_| self.reach(&focus)
                on:click=move |_| self.choose(&tap)
                on:keydown=move |event| self.key(&key, &event)
                on:pointerdown=move |event| self.press(&down, &event)
                on:pointermove=move |event| self.travel(&event)
                on:pointerup=move |_| self.release()
                on:pointercancel=move |_| self.held.set(None)
            >
                <span class="flow-label" aria-hidden="true">{label}</span>
                {dates}
            </button>
        }
        .into_any()
    }

    /// The flight is reached: keys begin here, and the grid shows it as its active row. On a narrow
    /// page that would cover the flowchart, and waits for a tap.
    fn reach(self, id: &FlightId) {
        self.at.set(Some(id.clone()));
        if !untrack(is_narrow) {
            self.choose(id);
        }
    }

    fn choose(self, id: &FlightId) {
        let row: Arc<str> = id.as_str().into();
        if untrack(|| self.state.active_row()).as_ref() != Some(&row) {
            self.state.active.set(Some((row, 0)));
        }
    }

    fn key(self, id: &FlightId, event: &KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let step = self.zoom.get_untracked().step();
        let ids = self.ids.get_untracked();
        let at = ids.iter().position(|other| other == id).unwrap_or(0);
        let days = match event.key().as_str() {
            "ArrowLeft" => -step,
            "ArrowRight" => step,
            "ArrowUp" => return go(event, ids.get(at.wrapping_sub(1))),
            "ArrowDown" => return go(event, ids.get(at + 1)),
            "Home" => return go(event, ids.first()),
            "End" => return go(event, ids.last()),
            "Enter" => {
                event.prevent_default();
                return self.state.go_to(id.as_str().into());
            }
            _ => return,
        };
        event.prevent_default();
        let grip = if event.shift_key() {
            Grip::Finish
        } else {
            Grip::Body
        };
        put(
            self.plan,
            &Held {
                id: id.clone(),
                grip,
                days,
            },
        );
        show(id);
    }

    /// Takes hold of a flight. A finger scrolls instead; keys and fields move flights there.
    fn press(self, id: &FlightId, event: &PointerEvent) {
        let is_pen = event.pointer_type() != "touch" && event.button() == 0;
        if !is_pen || self.plan.workspace.is_read_only() {
            return;
        }
        let Some(bar) = document().get_element_by_id(&element_id(id)) else {
            return;
        };
        let _ = bar.set_pointer_capture(event.pointer_id());
        let place = bar.get_bounding_client_rect();
        let x = f64::from(event.client_x());
        let is_wide = place.width() > 3.0 * EDGE;
        let grip = if is_wide && x > place.right() - EDGE {
            Grip::Finish
        } else if is_wide && x < place.left() + EDGE {
            Grip::Start
        } else {
            Grip::Body
        };
        self.from.set_value(x);
        self.held.set(Some(Held {
            id: id.clone(),
            grip,
            days: 0,
        }));
    }

    fn travel(self, event: &PointerEvent) {
        let Some(held) = self.held.get_untracked() else {
            return;
        };
        let gone = f64::from(event.client_x()) - self.from.get_value();
        // Alt goes by days where steps are weeks.
        let step = if event.alt_key() {
            1
        } else {
            self.zoom.get_untracked().step()
        };
        let width = self.scale.read_untracked().width * step.to_f64().unwrap_or(1.0);
        let days = (gone / width).round().to_i64().unwrap_or(0) * step;
        if days != held.days {
            self.held.set(Some(Held { days, ..held }));
        }
    }

    fn release(self) {
        let held = self.held.get_untracked();
        if let Some(held) = held {
            // In one turn with the edit, so that the bar does not spring back between.
            put(self.plan, &held);
            self.held.set(None);
        }
    }
}

fn element_id(id: &FlightId) -> String {
    format!("flow-{id}")
}

/// Moves the focus to a flight.
fn go(event: &KeyboardEvent, id: Option<&FlightId>) {
    event.prevent_default();
    let element = id.and_then(|id| document().get_element_by_id(&element_id(id)));
    if let Some(element) =
        element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok())
    {
        let _ = element.focus();
    }
}

/// Scrolls so that a flight that was moved by key stays in view.
fn show(id: &FlightId) {
    let id = element_id(id);
    request_animation_frame(move || {
        if let Some(element) = document().get_element_by_id(&id) {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            options.set_inline(web_sys::ScrollLogicalPosition::Nearest);
            element.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
}
