//! Messages that go by themselves, and what is said to screen readers.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};
use crate::ui::desk::use_desk;

/// The messages on screen.
#[component]
pub fn Toasts() -> impl IntoView {
    let desk = use_desk();
    let close = move |id: u64| {
        desk.toasts
            .update(|toasts| toasts.retain(|toast| toast.id != id));
    };
    view! {
        <div class="toasts" role="region" aria-label="Messages">
            <For each=move || desk.toasts.get() key=|toast| toast.id let:toast>
                <div class="toast" role="alert">
                    <span>{toast.words.clone()}</span>
                    {toast
                        .action
                        .clone()
                        .map(|(name, act)| {
                            view! {
                                <button
                                    type="button"
                                    class="quiet"
                                    on:click=move |_| {
                                        act();
                                        close(toast.id);
                                    }
                                >
                                    {name}
                                </button>
                            }
                        })}
                    <button
                        type="button"
                        class="quiet square"
                        aria-label="Close message"
                        on:click=move |_| close(toast.id)
                    >
                        <Icon glyph=Glyph::Cross/>
                    </button>
                </div>
            </For>
        </div>
        <div class="unseen" aria-live="polite" aria-atomic="true">
            {move || desk.announcement.get()}
        </div>
    }
    .into_any()
}
