//! Whether the page is narrow: grids become cards, the rail a bar, details a sheet from below.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use super::grid::GridState;
use crate::ui::desk::{Desk, use_desk};

/// Keeps the desk's word on its width true: below 720 px it is narrow.
pub fn follow_width(desk: Desk) {
    let list = window().match_media("(max-width: 719.98px)").ok().flatten();
    let narrow = desk.narrow;
    narrow.set(list.as_ref().is_some_and(web_sys::MediaQueryList::matches));
    if let Some(list) = list {
        let query = list.clone();
        let changed = Closure::<dyn Fn()>::new(move || narrow.set(query.matches()));
        let listener = changed.as_ref().unchecked_ref();
        // The page lives as long as the listener does.
        if list
            .add_event_listener_with_callback("change", listener)
            .is_ok()
        {
            changed.forget();
        }
    }
}

/// Whether the page is narrow, tracked.
pub fn is_narrow() -> bool {
    use_desk().narrow.get()
}

/// On a narrow page details come up from below: what they are of stays in view above them.
pub fn keep_above(state: GridState, pane: NodeRef<leptos::html::Div>) {
    Effect::new(move |_| {
        if state.active.read().is_some()
            && is_narrow()
            && let Some(pane) = pane.get()
        {
            pane.scroll_into_view();
        }
    });
}
