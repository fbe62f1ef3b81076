//! What to do with a file whose pitch is in the library already.

use leptos::prelude::*;

use crate::ui::desk::{Desk, use_desk};
use crate::ui::opening::{Incoming, compare, keep_both, open_mine, replace_mine, use_arrivals};
use crate::ui::parts::dialog::Dialog;
use crate::words::Word;

const REPLACING: Word = word!(
    "Comparing shows what is different, and merges what both have changed. Replacing keeps your version in the pitch’s history first."
);

/// The dialog, for as long as files wait.
#[component]
pub fn ArrivalDialog() -> impl IntoView {
    let desk = use_desk();
    let arrivals = use_arrivals();
    let open = RwSignal::new(!arrivals.0.read_untracked().is_empty());
    Effect::new(move |_| open.set(!arrivals.0.read().is_empty()));
    Effect::new(move |_| {
        if !open.get() {
            // Closing the dialog leaves the library as it was.
            if !arrivals.0.read_untracked().is_empty() {
                arrivals.0.update(Vec::clear);
            }
        }
    });
    let refused = move || {
        arrivals
            .0
            .read()
            .first()
            .and_then(|first| first.refused.clone())
    };
    let take = move |act: fn(Desk, Incoming)| {
        let first = arrivals
            .0
            .try_update(|waiting| (!waiting.is_empty()).then(|| waiting.remove(0)));
        if let Some(Some(incoming)) = first {
            act(desk, incoming);
        }
    };
    view! {
        <Dialog title=t!("You have this pitch already") open>
            {move || {
                arrivals
                    .0
                    .read()
                    .first()
                    .map(|incoming| {
                        let title = incoming.document.pitch.title.clone();
                        view! {
                            <p>
                                {t!(
                                    "“{title}” came in as version {}; yours is version {}. Nothing has been changed yet.",
                                    incoming.document.revision,
                                    incoming.mine.revision,
                                )}
                            </p>
                        }
                    })
            }}
            <div class="actions">
                <button type="button" class="primary" on:click=move |_| take(compare)>
                    {t!("Compare")}
                </button>
                <button type="button" on:click=move |_| take(keep_both)>
                    {t!("Keep both")}
                </button>
                <button
                    type="button"
                    disabled=move || refused().is_some()
                    aria-describedby="not-replaced"
                    on:click=move |_| take(replace_mine)
                >
                    {t!("Replace mine")}
                </button>
                <button type="button" on:click=move |_| take(open_mine)>
                    {t!("Open mine")}
                </button>
                <button type="button" class="quiet" on:click=move |_| open.set(false)>
                    {t!("Cancel")}
                </button>
            </div>
            <p class="field-hint" id="not-replaced">
                {move || match refused() {
                    Some(why) => t!("Yours cannot be replaced: {why}. Compare both, or keep both."),
                    None => REPLACING.said().to_owned(),
                }}
            </p>
        </Dialog>
    }
    .into_any()
}
