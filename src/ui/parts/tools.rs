//! Tools that open beside the work, in the place of the details: one at a time.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::icon::{Glyph, Icon};
use crate::words::{Word, within};

/// A tool of a screen, drawn from what the screen knows.
pub struct Tool<C: 'static> {
    /// The name on its button and over it: no two tools of a screen share one.
    pub name: Word,
    /// Draws it. Called anew each time it is opened.
    pub view: fn(C) -> AnyView,
}

/// The name of the tool that is open; none while the details are shown.
pub type Open = RwSignal<Option<Word>>;

/// The tool that is open, with its name and the way out of it; the details otherwise.
pub fn beside<C: Clone + Send + 'static>(
    tools: &'static [Tool<C>],
    open: Open,
    context: C,
    details: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    (move || {
        let name = open.get();
        match tools.iter().find(|tool| Some(tool.name) == name) {
            None => details(),
            Some(tool) => {
                let body = untrack(|| (tool.view)(context.clone()));
                view! {
                    <div class="details-head">
                        <h2>{tool.name.said()}</h2>
                        <button
                            type="button"
                            class="quiet square"
                            aria-label=t!("Close {}", within(tool.name.said()))
                            on:click=move |_| open.set(None)
                        >
                            <Icon glyph=Glyph::Cross/>
                        </button>
                    </div>
                    {body}
                }
                .into_any()
            }
        }
    })
    .into_any()
}

/// A button for each tool, pressed while it is open.
pub fn buttons<C>(tools: &'static [Tool<C>], open: Open) -> AnyView {
    let button = |name: Word| {
        let is_open = move || open.get() == Some(name);
        view! {
            <button
                type="button"
                class="quiet"
                aria-pressed=move || if is_open() { "true" } else { "false" }
                on:click=move |_| open.update(|open| *open = (*open != Some(name)).then_some(name))
            >
                {name.said()}
            </button>
        }
        .into_any()
    };
    let buttons = tools.iter().map(|tool| button(tool.name)).collect_view();
    view! {
        <div class="tools-ahead" role="group" aria-label=t!("Tools")>
            {buttons}
        </div>
    }
    .into_any()
}

/// Shows a panel from its top: the one before may have been scrolled.
pub fn from_the_top(panel: NodeRef<leptos::html::Div>) {
    Effect::new(move |_| {
        let beside = panel
            .get()
            .and_then(|panel| panel.closest(".details").ok().flatten());
        if let Some(beside) = beside {
            beside.set_scroll_top(0);
        }
    });
}

/// Puts the keyboard on the first such element of a panel.
pub fn focus_first(panel: NodeRef<leptos::html::Div>, what: &str) {
    let found = panel
        .get_untracked()
        .and_then(|panel| panel.query_selector(what).ok().flatten());
    if let Some(found) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        let _ = found.focus();
    }
}
