//! The keys, told by where they work.

mod told;

use leptos::prelude::*;

use crate::ui::desk::use_desk;
use crate::ui::parts::dialog::Dialog;
use crate::ui::strokes::called;
use crate::words::Word;
use told::{Keys, TOLD};

/// The dialog.
#[component]
pub fn KeysDialog() -> impl IntoView {
    let desk = use_desk();
    view! {
        <Dialog title=t!("Keyboard keys") open=desk.keys_told class="keys-dialog">
            <div class="keys-told">
                {TOLD.map(|(place, keys)| group(place, keys)).collect_view()}
            </div>
        </Dialog>
    }
    .into_any()
}

fn group(place: Word, keys: Keys) -> AnyView {
    let line = |(keys, what): &(&'static str, Word)| {
        view! {
            <div>
                <dt>{keys.split("  ").map(strokes).collect_view()}</dt>
                <dd>{what.said()}</dd>
            </div>
        }
    };
    let place = place.said();
    view! {
        <section aria-label=place>
            <h3>{place}</h3>
            <dl>{keys.iter().map(line).collect_view()}</dl>
        </section>
    }
    .into_any()
}

/// Keys that are pressed together, such as `Ctrl+Shift+Z`.
fn strokes(together: &'static str) -> AnyView {
    let mut keys = Vec::new();
    let mut rest = together;
    // A plus at the end is a key itself.
    while let Some((key, after)) = rest
        .split_once('+')
        .filter(|(key, after)| !key.is_empty() && !after.is_empty())
    {
        keys.push(key);
        rest = after;
    }
    keys.push(rest);
    let key = |(at, key): (usize, &'static str)| {
        view! {
            {(at > 0).then_some("+")}
            <kbd>{called(key)}</kbd>
        }
    };
    let keys = keys.into_iter().enumerate().map(key).collect_view();
    view! { <span class="strokes">{keys}</span> " " }.into_any()
}
