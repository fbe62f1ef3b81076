//! A button that opens a small panel under it: closed by Escape, by leaving it, or by its button.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// A button named `name` and what it opens.
#[component]
pub fn Popover(
    /// The name of the button, and of what it opens.
    name: &'static str,
    /// What it opens; made anew each time.
    children: ChildrenFn,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let whole = NodeRef::<html::Div>::new();
    let button = NodeRef::<html::Button>::new();
    let children = StoredValue::new(children);
    let on_key = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" && open.get_untracked() {
            event.stop_propagation();
            open.set(false);
            if let Some(button) = button.get_untracked() {
                let _ = button.focus();
            }
        }
    };
    // The focus goes nowhere when a pointer presses on bare ground inside: that is no leaving.
    let on_leave = move |event: web_sys::FocusEvent| {
        let to = event
            .related_target()
            .and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        let inside = whole.get_untracked().is_some_and(|whole| {
            to.as_ref().map_or_else(
                || whole.matches(":hover").unwrap_or(false),
                |to| whole.contains(Some(to)),
            )
        });
        if !inside {
            open.set(false);
        }
    };
    view! {
        <div class="popover" node_ref=whole on:keydown=on_key on:focusout=on_leave>
            <button
                type="button"
                node_ref=button
                aria-expanded=move || if open.get() { "true" } else { "false" }
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {name}
            </button>
            <Show when=move || open.get()>
                <div class="popover-body" role="group" aria-label=name>
                    {children.with_value(|children| children())}
                </div>
            </Show>
        </div>
    }
    .into_any()
}
