//! A dialog: the browser's own, which holds the focus and gives it back.

use leptos::html;
use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// A modal dialog that is open while `open` is true.
#[component]
pub fn Dialog(
    /// Its heading and accessible name.
    title: &'static str,
    /// Whether it is open.
    open: RwSignal<bool>,
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
    let children = StoredValue::new(children);
    view! {
        <dialog
            node_ref=node
            class="dialog"
            aria-label=title
            on:close=move |_| open.set(false)
        >
            <Show when=move || open.get()>
                <header class="dialog-head">
                    <h2>{title}</h2>
                    <button
                        type="button"
                        class="quiet square"
                        aria-label="Close"
                        on:click=move |_| open.set(false)
                    >
                        <Icon glyph=Glyph::Cross/>
                    </button>
                </header>
                <div class="dialog-body">{children.with_value(|children| children())}</div>
            </Show>
        </dialog>
    }
    .into_any()
}
