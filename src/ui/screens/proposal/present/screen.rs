//! The screen of a presentation: filled by the page where the browser allows it, and the rest of the
//! page out of reach.

use std::cell::RefCell;

use gloo_events::EventListener;
use js_sys::{Function, Promise, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, VisibilityState};

thread_local! {
    /// The screen that is being given back: a browser takes its time over it.
    static LEAVING: RefCell<Option<Promise>> = const { RefCell::new(None) };
}

fn leaving() -> Option<Promise> {
    LEAVING.with_borrow(Clone::clone)
}

/// Whether the page fills the screen, and has not given it back.
pub fn is_filled() -> bool {
    document().fullscreen_element().is_some() && leaving().is_none()
}

/// Asks the browser to fill the screen, once one that is being given back is. Where it does not, the
/// presentation fills the window.
pub fn fill() {
    let Some(root) = document().document_element() else {
        return;
    };
    match leaving() {
        None => ask(&root, "requestFullscreen"),
        Some(left) => spawn_local(async move {
            let _ = JsFuture::from(left).await;
            ask(&root, "requestFullscreen");
        }),
    }
}

/// Gives the screen back, if the page fills it.
pub fn give_back() {
    if !is_filled() {
        return;
    }
    if let Some(promise) = call(&document(), "exitFullscreen", &JsValue::UNDEFINED) {
        LEAVING.set(Some(promise.clone()));
        spawn_local(async move {
            let _ = JsFuture::from(promise).await;
            LEAVING.set(None);
        });
    }
}

/// Asks for something and leaves it at that: a browser that refuses leaves the window filled.
fn ask(on: &JsValue, name: &str) {
    if let Some(promise) = call(on, name, &JsValue::UNDEFINED) {
        spawn_local(async move {
            let _ = JsFuture::from(promise).await;
        });
    }
}

/// Called by name, because a browser may not have it, and its promise is to be heard.
fn call(on: &JsValue, name: &str, with: &JsValue) -> Option<Promise> {
    let method: Function = Reflect::get(on, &name.into()).ok()?.dyn_into().ok()?;
    method.call1(on, with).ok()?.dyn_into().ok()
}

/// Keeps the screen from going dark for as long as the owner lives, where the browser can.
pub fn keep_awake() {
    let kept = StoredValue::new_local(None::<JsValue>);
    let Ok(lock) = Reflect::get(&window().navigator(), &"wakeLock".into()) else {
        return;
    };
    let wanted = move || {
        // It is lost when the page goes out of sight, and wanted again when it comes back.
        let Some(promise) = call(&lock, "request", &"screen".into()) else {
            return;
        };
        spawn_local(async move {
            if let Ok(sentinel) = JsFuture::from(promise).await
                && let Some(late) = kept.try_set_value(Some(sentinel)).flatten()
            {
                ask(&late, "release");
            }
        });
    };
    wanted();
    let seen = EventListener::new(&document(), "visibilitychange", move |_| {
        if document().visibility_state() == VisibilityState::Visible {
            wanted();
        }
    });
    let seen = StoredValue::new_local(Some(seen));
    on_cleanup(move || {
        seen.try_update_value(Option::take);
        if let Some(sentinel) = kept.try_update_value(Option::take).flatten() {
            ask(&sentinel, "release");
        }
    });
}

/// Puts everything around an element out of reach of keys, pointers and screen readers; gives back
/// what was put so.
pub fn alone(element: &Element) -> Vec<Element> {
    let mut set = Vec::new();
    let mut inner = element.clone();
    while let Some(outer) = inner.parent_element() {
        let children = outer.children();
        for child in (0..children.length()).filter_map(|at| children.item(at)) {
            let is_page = matches!(&*child.tag_name(), "SCRIPT" | "LINK" | "STYLE");
            if child != inner && !is_page && !child.has_attribute("inert") {
                let _ = child.set_attribute("inert", "");
                set.push(child);
            }
        }
        if outer.tag_name() == "BODY" {
            break;
        }
        inner = outer;
    }
    set
}

/// Puts it back into reach.
pub fn together(set: &[Element]) {
    for element in set {
        let _ = element.remove_attribute("inert");
    }
}
