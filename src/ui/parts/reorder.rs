//! Moving the entries of a short list: by its handle with a pointer, by Alt+↑ and Alt+↓ from anywhere
//! in the entry. Long lists are grids, which do the same.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, PointerEvent};

use super::icon::{Glyph, Icon};

/// A list whose entries can be moved. A handle that is cheap to copy.
#[derive(Clone, Copy)]
pub struct Reorder {
    /// The list, whose children are the entries.
    pub list: NodeRef<html::Ol>,
    /// The entry that a pointer holds, and before which it would be put.
    held: RwSignal<Option<(usize, usize)>>,
    /// Moves the entry from one place to another, counted after it is taken out.
    on_move: Callback<(usize, usize)>,
}

impl Reorder {
    /// Of a list of which `on_move` moves an entry from one place to another.
    pub fn new(on_move: Callback<(usize, usize)>) -> Self {
        Self {
            list: NodeRef::new(),
            held: RwSignal::new(None),
            on_move,
        }
    }

    /// The class of an entry while one is dragged: taken, or with the line where it would be put.
    pub fn class(self, at: usize, count: usize) -> &'static str {
        match self.held.get() {
            Some((from, _)) if from == at => "taken",
            Some((_, before)) if before == at => "drop-before",
            Some((_, before)) if before == count && at + 1 == count => "drop-after",
            _ => "",
        }
    }

    /// Moves the entry and keeps the focus on the control that had it.
    pub fn step(self, at: usize, by: isize) {
        let count = self.entries().len();
        let to = at.saturating_add_signed(by);
        if to == at || to >= count {
            return;
        }
        let active = document().active_element();
        let control = active.and_then(|active| active.get_attribute("data-control"));
        self.on_move.run((at, to));
        // The list is drawn anew.
        request_animation_frame(move || {
            let entries = self.entries();
            let Some(entry) = entries.get(to) else {
                return;
            };
            // A button that can go no further gives the focus to what can always have it.
            for name in [control.as_deref().unwrap_or("entry"), "entry"] {
                let found = entry.query_selector(&format!("[data-control={name}]:enabled"));
                if let Some(control) = found.ok().flatten()
                    && let Ok(control) = control.dyn_into::<HtmlElement>()
                {
                    let _ = control.focus();
                    return;
                }
            }
        });
    }

    /// Takes Alt+↑ and Alt+↓.
    pub fn on_key(self, at: usize, event: &KeyboardEvent) {
        let by = match &*event.key() {
            "ArrowUp" if event.alt_key() => -1,
            "ArrowDown" if event.alt_key() => 1,
            "Escape" if self.held.get_untracked().is_some() => return self.held.set(None),
            _ => return,
        };
        event.prevent_default();
        self.step(at, by);
    }

    /// What a pointer takes an entry by.
    pub fn handle(self, at: usize) -> AnyView {
        let take = move |event: PointerEvent| {
            event.prevent_default();
            let handle: Option<Element> = event.current_target().and_then(|it| it.dyn_into().ok());
            if let Some(handle) = handle {
                let _ = handle.set_pointer_capture(event.pointer_id());
            }
            self.held.set(Some((at, at)));
        };
        let carry = move |event: PointerEvent| {
            if self.held.get_untracked().is_some() {
                let before = self.place_at(f64::from(event.client_y()));
                self.held.set(Some((at, before)));
            }
        };
        let put = move |_| {
            let held = self.held.get_untracked();
            self.held.set(None);
            // Before itself or before the next is where it stands.
            match held {
                Some((from, before)) if before > from + 1 => self.on_move.run((from, before - 1)),
                Some((from, before)) if before < from => self.on_move.run((from, before)),
                _ => {}
            }
        };
        view! {
            <span
                class="reorder-handle"
                aria-hidden="true"
                title=t!("Drag to move (Alt+↑, Alt+↓)")
                on:pointerdown=take
                on:pointermove=carry
                on:pointerup=put
                on:pointercancel=move |_| self.held.set(None)
            >
                <Icon glyph=Glyph::Grip/>
            </span>
        }
        .into_any()
    }

    fn entries(self) -> Vec<Element> {
        let Some(list) = self.list.get_untracked() else {
            return Vec::new();
        };
        let children = list.children();
        (0..children.length())
            .filter_map(|at| children.item(at))
            .collect()
    }

    /// Before which entry something at this height would be put.
    fn place_at(self, y: f64) -> usize {
        let above = |entry: &&Element| {
            let place = entry.get_bounding_client_rect();
            place.top() + place.height() / 2.0 < y
        };
        self.entries().iter().filter(above).count()
    }
}
