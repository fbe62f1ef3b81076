//! What is done with a result that is chosen.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::command::Command;
use crate::model::{FlightId, LineId, TaskId};
use crate::ui::desk::Desk;
use crate::ui::format;
use crate::ui::opening::Arrivals;
use crate::ui::route::{Part, Route};
use crate::ui::workspace::Workspace;

/// So many frames a screen that is yet to be fetched is waited for.
const FRAMES: u16 = 180;

/// Where a result leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A place of the desk.
    Go(Route),
    /// A row of a part of the open pitch.
    Row(Part, Arc<str>),
    /// A note of the journal, counted from the newest.
    Note(usize),
    /// Something is done.
    Do(Command),
}

/// What results act on.
#[derive(Clone, Copy)]
pub struct Desks {
    /// The desk.
    pub desk: Desk,
    /// The open pitch.
    pub workspace: Workspace,
    /// Files that wait for a decision.
    pub arrivals: Arrivals,
}

impl Target {
    /// What is said at the end of its row, worked out when it is drawn.
    pub fn detail(&self, workspace: Workspace) -> String {
        let Self::Row(part, id) = self else {
            return String::new();
        };
        let date = match part {
            Part::Timeline => TaskId::new(id).ok().and_then(|id| {
                let schedule = workspace.schedule.read_untracked();
                Some(schedule.tasks.get(&id)?.finish)
            }),
            Part::Media => FlightId::new(id).ok().and_then(|id| {
                let media = workspace.media.read_untracked();
                media.flights.find(&id)?.start
            }),
            Part::Budget => {
                let price = LineId::new(id).ok().and_then(|id| {
                    let price = workspace.price.read_untracked();
                    Some(price.lines.get(&id)?.price)
                });
                let currency = workspace.currency.get_untracked();
                let words = price.map(|price| format::money_round(price, currency));
                return words.unwrap_or_default();
            }
            _ => None,
        };
        date.map(format::short_date).unwrap_or_default()
    }

    /// Does it.
    pub fn act(&self, on: Desks) {
        let Desks {
            desk, workspace, ..
        } = on;
        match self {
            Self::Go(route) => go(desk, route.clone(), Some("#main".to_owned())),
            Self::Row(part, id) => {
                workspace.seek.set(Some((*part, id.clone())));
                go_to_part(desk, *part, None);
            }
            Self::Note(at) => {
                let field = format!(".journal > li:nth-child({}) textarea", at + 1);
                go_to_part(desk, Part::Overview, Some(field));
            }
            Self::Do(command) => command.act(on),
        }
    }
}

/// Goes to a place, and with the focus to what this selector finds there.
pub fn go(desk: Desk, route: Route, focus: Option<String>) {
    if *desk.route.read_untracked() != route {
        desk.go(&route);
    }
    if let Some(selector) = focus {
        focus_soon(desk, route, selector, FRAMES);
    }
}

/// The same for a part of the open pitch.
pub fn go_to_part(desk: Desk, part: Part, focus: Option<String>) {
    let pitch = desk.route.read_untracked().pitch().cloned();
    if let Some(id) = pitch {
        go(desk, Route::Pitch(id, part), focus);
    }
}

/// Moves the focus to what this selector finds, as soon as this place is there.
fn focus_soon(desk: Desk, route: Route, selector: String, frames: u16) {
    let is_there = *desk.route.read_untracked() == route;
    let found = is_there.then(|| document().query_selector(&selector).ok().flatten());
    let found = found.flatten();
    match found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        Some(found) => {
            let _ = found.focus();
        }
        None if frames > 0 => {
            request_animation_frame(move || focus_soon(desk, route, selector, frames - 1));
        }
        None => {}
    }
}
