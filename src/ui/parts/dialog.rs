//! A dialog: the browser's own, which holds the focus and gives it back.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Node;

use super::icon::{Glyph, Icon};

/// A modal dialog that is open while `open` is true.
#[component]
pub fn Dialog(
    /// Its heading and accessible name.
    title: &'static str,
    /// Whether it is open.
    open: RwSignal<bool>,
    /// A class for its looks.
    #[prop(optional)]
    class: &'static str,
    /// Whether it has no heading, and goes when one presses beside it.
    #[prop(optional)]
    slight: bool,
    /// What it holds; made anew each time it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let open = open.get();
        if let Some(dialog) = node.get() {
            if open && !dialog.open() {
                let _ = dialog.show_modal();
            } else if !open && dialog.open() {
                dialog.close();
            }
        }
    });
    let on_press = move |event: web_sys::MouseEvent| {
        let on = event.target().and_then(|on| on.dyn_into::<Node>().ok());
        let dialog = node.get_untracked();
        if slight && dialog.is_some_and(|dialog| dialog.is_same_node(on.as_ref())) {
            // The press takes the focus from nobody.
            event.prevent_default();
            open.set(false);
        }
    };
    let head = move || {
        (!slight).then(|| {
            view! {
                <header class="dialog-head">
                    <h2>{title}</h2>
                    <button
                        type="button"
                        class="quiet square"
                        aria-label=t!("Close")
                        on:click=move |_| open.set(false)
                    >
                        <Icon glyph=Glyph::Cross/>
                    </button>
                </header>
            }
        })
    };
    let children = StoredValue::new(children);
    view! {
        <dialog
            node_ref=node
            class=format!("dialog {class}")
            aria-label=title
            on:mousedown=on_press
            on:close=move |_| open.set(false)
        >
            <Show when=move || open.get()>
                {head}
                <div class="dialog-body">{children.with_value(|children| children())}</div>
            </Show>
        </dialog>
    }
    .into_any()
}
