//! Whether this copy of the desk works offline, is installed, and is the newest.

use leptos::prelude::*;

use crate::ui::desk::use_desk;
use crate::ui::installed::{NEWER, Offline, RELOAD, install, is_app, take_newer, use_installed};
use crate::ui::workspace::use_workspace;

/// A line about this copy, with what can be done about it.
#[component]
pub fn WorksOffline() -> impl IntoView {
    let desk = use_desk();
    let workspace = use_workspace();
    let installed = use_installed();
    let words = move || match installed.offline.get() {
        Offline::Coming => {
            t!("Pitchwright is being kept in this browser, to work offline.").to_owned()
        }
        Offline::Kept => {
            t!("Works offline: Pitchwright itself is kept in this browser too.").to_owned()
        }
        Offline::Not(why) => t!("Does not work offline: {why}"),
    };
    let app = is_app().then(|| format!(" {}", t!("You are using it as an installed app.")));
    view! {
        <p role="status">{words} {app} {move || installed.newer.get().then(|| format!(" {}", NEWER.said()))}</p>
        <Show when=move || installed.newer.get() || installed.offered.get()>
            <div class="actions">
                <Show when=move || installed.newer.get()>
                    <button type="button" on:click=move |_| take_newer(desk, workspace)>
                        {RELOAD.said()}
                    </button>
                </Show>
                <Show when=move || installed.offered.get()>
                    <button type="button" on:click=move |_| install(installed)>
                        {t!("Install Pitchwright")}
                    </button>
                </Show>
            </div>
        </Show>
    }
    .into_any()
}
