//! Asks for the password of a file or a link that stands behind one.

use std::sync::Arc;

use leptos::prelude::*;

use crate::ui::desk::{LockedIn, use_desk};
use crate::ui::opening::{Asked, take, use_arrivals};
use crate::ui::parts::dialog::Dialog;
use crate::ui::{links, locking};

/// The dialog, while something waits for its password.
#[component]
pub fn UnlockDialog() -> impl IntoView {
    let desk = use_desk();
    let arrivals = use_arrivals();
    let open = RwSignal::new(true);
    let password = RwSignal::new(String::new());
    let problem = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    Effect::new(move |_| {
        if !open.get() {
            desk.locked.set(None);
        }
    });
    let unlock = move |waiting: Arc<LockedIn>| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        problem.set(String::new());
        leptos::task::spawn_local(async move {
            let opened = locking::unlock(&waiting.locked, &password.get_untracked()).await;
            busy.try_set(false);
            match opened {
                Ok(bytes) if waiting.is_link => {
                    desk.locked.set(None);
                    links::show(desk, &bytes).await;
                }
                Ok(bytes) => {
                    desk.locked.set(None);
                    match String::from_utf8(bytes) {
                        Ok(text) => {
                            take(desk, arrivals, Asked::Text(waiting.from.clone(), text)).await;
                        }
                        Err(_) => desk.toast(&t!("{} is damaged.", waiting.from)),
                    }
                }
                Err(error) => {
                    problem.try_set(error.to_string());
                }
            }
        });
    };
    view! {
        <Dialog title=t!("Password") open>
            {move || {
                desk.locked.get().map(|waiting| {
                    let from = waiting.from.clone();
                    view! {
                        <form
                            class="form"
                            on:submit=move |event| {
                                event.prevent_default();
                                unlock(waiting.clone());
                            }
                        >
                            <p>{t!("{from} stands behind a password. Whoever sent it knows it.")}</p>
                            <div class="field">
                                <label for="unlock-password">{t!("Password")}</label>
                                <input
                                    type="password"
                                    id="unlock-password"
                                    autocomplete="off"
                                    autofocus
                                    aria-describedby="unlock-problem"
                                    aria-invalid=move || (!problem.read().is_empty()).then_some("true")
                                    on:input=move |event| password.set(event_target_value(&event))
                                />
                                <p class="field-problem" id="unlock-problem" role="alert">
                                    {move || problem.get()}
                                </p>
                            </div>
                            <div class="actions">
                                <button type="submit" class="primary" disabled=move || busy.get()>
                                    {move || if busy.get() { t!("Opening…") } else { t!(verb "Open") }}
                                </button>
                            </div>
                        </form>
                    }
                })
            }}
        </Dialog>
    }
    .into_any()
}
