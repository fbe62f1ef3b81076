//! The size and place of an element, told by the browser when it knows: asking for it would have the page
//! laid out once more.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

/// Whether the element is in view, or nearly: what is far from it need not be kept up to date.
pub fn in_view(node: NodeRef<html::Div>) -> RwSignal<bool> {
    let seen = RwSignal::new(false);
    Effect::new(move |_| {
        let Some(element) = node.get() else {
            return;
        };
        let told = Closure::<dyn Fn(js_sys::Array)>::new(move |entries: js_sys::Array| {
            let last: Option<IntersectionObserverEntry> = entries.pop().dyn_into().ok();
            if let Some(entry) = last {
                let _ = seen.try_set(entry.is_intersecting());
            }
        });
        let options = IntersectionObserverInit::new();
        options.set_root_margin("300px");
        let hear = told.as_ref().unchecked_ref();
        if let Ok(observer) = IntersectionObserver::new_with_options(hear, &options) {
            observer.observe(&element);
            let kept = StoredValue::new_local((observer, told));
            on_cleanup(move || kept.with_value(|(observer, _)| observer.disconnect()));
        }
    });
    seen
}

/// Calls `changed` when the element has its first size and whenever it gets another. What
/// follows must not change that size at once.
pub fn on_resize(node: NodeRef<html::Div>, changed: impl Fn() + Clone + 'static) {
    Effect::new(move |_| {
        let Some(element) = node.get() else {
            return;
        };
        let changed = Closure::<dyn Fn()>::new(changed.clone());
        if let Ok(observer) = web_sys::ResizeObserver::new(changed.as_ref().unchecked_ref()) {
            observer.observe(&element);
            let kept = StoredValue::new_local((observer, changed));
            on_cleanup(move || kept.with_value(|(observer, _)| observer.disconnect()));
        }
    });
}
