//! Messages that go by themselves, and what is said to screen readers.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};
use crate::ui::desk::{Toast, use_desk};

/// The messages on screen.
#[component]
pub fn Toasts() -> impl IntoView {
    let desk = use_desk();
    let close = move |id: u64| {
        desk.toasts
            .update(|toasts| toasts.retain(|toast| toast.id != id));
    };
    view! {
        <div class="toasts" role="region" aria-label=t!("Messages")>
            <For each=move || desk.toasts.get() key=|toast| toast.id let:toast>
                <div class="toast" role="alert">
                    {body(toast.clone(), true, move || close(toast.id))}
                </div>
            </For>
            <div role="status">
                {move || {
                    desk.standing
                        .get()
                        .map(|toast| {
                            view! {
                                <div class="toast">
                                    {body(toast, false, move || desk.standing.set(None))}
                                </div>
                            }
                        })
                }}
            </div>
        </div>
        <div class="unseen" aria-live="polite" aria-atomic="true">
            {move || desk.announcement.get()}
        </div>
    }
    .into_any()
}

/// What a message says and what can be done about it. Doing it closes the message where it
/// `closes`.
fn body(toast: Toast, closes: bool, close: impl Fn() + Clone + 'static) -> AnyView {
    let action = toast.action.map(|(name, act)| {
        let close = close.clone();
        let act = move |_| {
            act();
            if closes {
                close();
            }
        };
        view! {
            <button type="button" class="quiet" on:click=act>
                {name}
            </button>
        }
    });
    view! {
        <span>{toast.words}</span>
        {action}
        <button
            type="button"
            class="quiet square"
            aria-label=t!("Close message")
            on:click=move |_| close()
        >
            <Icon glyph=Glyph::Cross/>
        </button>
    }
    .into_any()
}
