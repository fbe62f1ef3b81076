//! The screen of a presentation: filled by the page where the browser allows it, and the rest of the
//! page out of reach.

use js_sys::{Function, Promise, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Element;

/// Whether the page fills the screen.
pub fn is_filled() -> bool {
    document().fullscreen_element().is_some()
}

/// Asks the browser to fill the screen. Where it does not, the presentation fills the window.
pub fn fill() {
    if let Some(root) = document().document_element() {
        ask(&root, "requestFullscreen");
    }
}

/// Gives the screen back, if the page fills it.
pub fn give_back() {
    if is_filled() {
        ask(&document(), "exitFullscreen");
    }
}

/// Called by name, because a browser may have neither, and its promise is to be heard.
fn ask(on: &JsValue, name: &str) {
    let method = Reflect::get(on, &name.into()).ok();
    let Some(method) = method.and_then(|method| method.dyn_into::<Function>().ok()) else {
        return;
    };
    if let Some(promise) = (method.call0(on).ok()).and_then(|it| it.dyn_into::<Promise>().ok()) {
        spawn_local(async move {
            // A browser that refuses leaves the window filled.
            let _ = JsFuture::from(promise).await;
        });
    }
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
