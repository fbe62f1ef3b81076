//! The size of an element, told by the browser when it knows: asking for it would have the page
//! laid out once more.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

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
