//! Files that are dropped anywhere on the page, and pitches that are pasted into it.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DragEvent, Element};

use super::desk::Desk;
use super::opening::{Arrivals, Asked, take, take_dropped, take_files};
use crate::file::link::MARK;
use crate::library::browser::chunk::{NotFetched, in_chunk};

in_chunk! {
    desk, prepared by prepare_follow,
    /// Takes what is dropped and pasted where nothing else takes it.
    ///
    /// # Errors
    /// When the code for it could not be fetched.
    pub fn follow(desk: Desk, arrivals: Arrivals) -> Result<(), NotFetched> {
        // Without this the browser would leave the page and show the file.
        let over = window_event_listener(ev::dragover, |event| {
            if carries_files(&event) {
                event.prevent_default();
            }
        });
        let dropped = window_event_listener(ev::drop, move |event| {
            if !event.default_prevented() && carries_files(&event) {
                event.prevent_default();
                take_dropped(desk, arrivals, &event);
            }
        });
        let pasted = window_event_listener(ev::paste, move |event| paste(desk, arrivals, &event));
        // The page lives as long as its listeners do.
        std::mem::forget((over, dropped, pasted));
        Ok(())
    }
}

fn carries_files(event: &DragEvent) -> bool {
    let types = event.data_transfer().map(|data| data.types());
    types.is_some_and(|types| types.iter().any(|kind| kind == "Files"))
}

fn paste(desk: Desk, arrivals: Arrivals, event: &ClipboardEvent) {
    let into = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let is_field = |element: Element| {
        let fields = "input, textarea, select, [contenteditable='true']";
        element.closest(fields).ok().flatten().is_some()
    };
    if event.default_prevented() || into.is_some_and(is_field) {
        return;
    }
    let Some(data) = event.clipboard_data() else {
        return;
    };
    let files = data.files();
    if files.as_ref().is_some_and(|files| files.length() > 0) {
        event.prevent_default();
        take_files(desk, arrivals, files);
        return;
    }
    let text = data.get_data("text/plain").unwrap_or_default();
    let text = text.trim();
    if let Some((_, letters)) = text.split_once(MARK) {
        event.prevent_default();
        // A hash is always a valid one; the link in it is opened as one that was followed.
        let _ = window().location().set_hash(&format!("{MARK}{letters}"));
    } else if text.starts_with('{') {
        event.prevent_default();
        let asked = Asked::Text(t!("What was pasted").to_owned(), text.to_owned());
        leptos::task::spawn_local(take(desk, arrivals, asked));
    }
}
