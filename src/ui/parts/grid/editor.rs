//! What the active cell of a grid is edited with: a line of text or a choice.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use leptos::html;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::source::Editor;
use super::state::GridState;

/// What the active cell is edited with.
#[component]
pub(super) fn CellEditor(
    state: GridState,
    label: String,
    commit: Callback<(String, (i32, i32))>,
) -> impl IntoView {
    let Some(editor) = state.edit.get_untracked() else {
        return ().into_any();
    };
    // Leaving by key and leaving by pointer must not take the text twice.
    // Taking it may take this editor away with its signals, so the flag is none.
    let left = Arc::new(AtomicBool::new(false));
    let leave = {
        let left = left.clone();
        move |text: String, next: (i32, i32)| {
            // Moving on takes the focus, which comes back here as leaving by pointer.
            if !left.swap(true, Ordering::Relaxed) {
                // A row that went while it was edited takes nothing any more.
                if commit.try_run((text, next)).is_none() {
                    let _ = state.edit.try_set(None);
                }
                let open = state
                    .edit
                    .try_read_untracked()
                    .is_some_and(|edit| edit.is_some());
                left.store(!open, Ordering::Relaxed);
            }
        }
    };
    let give_up = {
        let left = left.clone();
        move || {
            left.store(true, Ordering::Relaxed);
            state.error.set(String::new());
            state.edit.set(None);
        }
    };
    let (take, drop_it) = (leave.clone(), give_up.clone());
    let on_key = move |event: KeyboardEvent, text: String| {
        if !is_of_the_desk(&event) {
            event.stop_propagation();
        }
        match event.key().as_str() {
            "Enter" => take(text, (if event.shift_key() { -1 } else { 1 }, 0)),
            "Tab" => take(text, (0, if event.shift_key() { -1 } else { 1 })),
            "Escape" => drop_it(),
            _ => return,
        }
        event.prevent_default();
    };
    match editor {
        Editor::Line(text) => {
            let node = NodeRef::<html::Input>::new();
            Effect::new(move |_| {
                if let Some(input) = node.get() {
                    // The text first: what is not there cannot be selected.
                    input.set_value(&text);
                    let _ = input.focus();
                    let end = u32::try_from(text.encode_utf16().count()).unwrap_or(0);
                    let from = if state.seeded.get_value() { end } else { 0 };
                    let _ = input.set_selection_range(from, end);
                }
            });
            view! {
                <input
                    type="text"
                    class="editor"
                    autocomplete="off"
                    aria-label=label
                    aria-invalid=move || (!state.error.read().is_empty()).then_some("true")
                    node_ref=node
                    on:keydown=move |event| on_key(event.clone(), event_target_value(&event))
                    on:blur=move |event| {
                        let text = event_target_value(&event);
                        leave(text, (0, 0));
                        // What cannot be taken is given up when the field is left by pointer.
                        if !left.load(Ordering::Relaxed) {
                            give_up();
                        }
                    }
                />
            }
            .into_any()
        }
        Editor::Choice(choices, chosen) => {
            let on_change = leave.clone();
            let before = chosen.clone();
            let select = NodeRef::<html::Select>::new();
            let names: Vec<_> = choices.clone();
            let typed = StoredValue::new(Typed::default());
            let seek = move |letter: &str| {
                typed.update_value(|typed| typed.add(letter));
                let found = typed.with_value(|typed| typed.first_of(&names).map(str::to_owned));
                if let (Some(select), Some(found)) = (select.get_untracked(), found) {
                    select.set_value(&found);
                }
            };
            let begin = seek.clone();
            Effect::new(move |_| {
                if let Some(select) = select.get() {
                    let _ = select.focus();
                    let letter = state.seed.try_update_value(std::mem::take);
                    if let Some(letter) = letter.filter(|letter| !letter.is_empty()) {
                        begin(&letter);
                    }
                }
            });
            // With arrows one looks for a choice; another key takes it.
            let looks = StoredValue::new(false);
            let key = move |event: KeyboardEvent| {
                let held = event.ctrl_key() || event.meta_key() || event.alt_key();
                let key = event.key();
                let is_letter = key.chars().count() == 1 && !held;
                let goes_on = typed.with_value(Typed::goes_on);
                looks.set_value(!is_letter && !matches!(&*key, "Enter" | "Tab"));
                if is_letter && (key != " " || goes_on) {
                    seek(&key);
                    event.prevent_default();
                    event.stop_propagation();
                } else {
                    let value = event_target_value(&event);
                    on_key(event, value);
                }
            };
            view! {
                <select
                    class="editor"
                    aria-label=label
                    node_ref=select
                    on:keydown=key
                    on:change=move |event| {
                        if !looks.get_value() {
                            on_change(event_target_value(&event), (0, 0));
                        }
                    }
                    on:pointerdown=move |_| looks.set_value(false)
                    on:blur=move |event| {
                        // A choice that was only looked at is given up, not made again.
                        let value = event_target_value(&event);
                        if value == before {
                            give_up();
                        } else {
                            leave(value, (0, 0));
                        }
                    }
                >
                    {choices
                        .into_iter()
                        .map(|(value, name)| {
                            let selected = value == chosen;
                            view! { <option value=value selected=selected>{name}</option> }
                        })
                        .collect_view()}
                </select>
            }
            .into_any()
        }
    }
}

/// Whether this is a key that the desk takes wherever one is.
fn is_of_the_desk(event: &KeyboardEvent) -> bool {
    (event.ctrl_key() || event.meta_key()) && matches!(&*event.key(), "k" | "/")
}

/// After so many milliseconds what is typed begins anew.
const PAUSE: f64 = 1_000.0;

/// What is typed to find a choice by its name.
#[derive(Default)]
struct Typed {
    text: String,
    at: f64,
}

impl Typed {
    fn goes_on(&self) -> bool {
        !self.text.is_empty() && js_sys::Date::now() - self.at < PAUSE
    }

    fn add(&mut self, letter: &str) {
        if !self.goes_on() {
            self.text.clear();
        }
        self.text.push_str(&letter.to_lowercase());
        self.at = js_sys::Date::now();
    }

    /// The value of the first choice whose name begins so, or has a word that does.
    fn first_of<'a>(&self, choices: &'a [(String, String)]) -> Option<&'a str> {
        let begins = |name: &str| name.to_lowercase().starts_with(&self.text);
        let has_word = |name: &str| name.split([' ', '-', '(']).any(begins);
        let found = choices.iter().find(|(_, name)| begins(name));
        let found = found.or_else(|| choices.iter().find(|(_, name)| has_word(name)));
        found.map(|(value, _)| value.as_str())
    }
}
