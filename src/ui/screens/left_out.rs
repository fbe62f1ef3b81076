//! Pitches that were left out of the start, because the page stopped while it read them: they can be
//! downloaded, and tried again.

use js_sys::{JSON, Reflect};
use leptos::prelude::*;

use super::{GAP, around};
use crate::library::browser::Library;
use crate::model::PitchId;
use crate::ui::desk::{Desk, use_desk};
use crate::ui::download;
use crate::ui::route::{Part, Route};

/// What stands above the list of pitches.
#[component]
pub fn LeftOut() -> impl IntoView {
    let desk = use_desk();
    (move || {
        desk.cards.track();
        let left_out = desk.with_library(Library::left_out);
        left_out.into_iter().map(|id| one(desk, id)).collect_view()
    })
    .into_any()
}

fn one(desk: Desk, id: PitchId) -> AnyView {
    let text = desk.with_library(|library| library.text_of_left_out(&id));
    // Without its seal.
    let json = text.find('{').and_then(|start| text.get(start..));
    let json = json.unwrap_or(&text).to_owned();
    let title = title_of(&json).unwrap_or_else(|| id.to_string());
    let said = t!(
        "“{title}” was left out, because the page stopped while it read it. Its data is untouched.",
        title = GAP
    );
    // The title stands apart in the sentence: it may be written the other way.
    let named = view! { <bdi>{title.clone()}</bdi> }.into_any();
    let busy = RwSignal::new(false);
    let try_again = {
        let id = id.clone();
        move |_| {
            busy.set(true);
            let id = id.clone();
            leptos::task::spawn_local(async move {
                let library = desk.library();
                let is_listed = library.try_again(&id).await;
                for words in library.take_notices() {
                    desk.toast(&words);
                }
                busy.try_set(false);
                desk.refresh_cards();
                if is_listed {
                    desk.go(&Route::Pitch(id, Part::Overview));
                }
            });
        }
    };
    let save = {
        let words: Vec<&str> = (title.split(|letter: char| !letter.is_alphanumeric()))
            .filter(|word| !word.is_empty())
            .collect();
        let name = format!("{}.pitch.json", words.join("-").to_lowercase());
        move |_| {
            if let Err(words) = download::uncounted(&name, "application/json", &json) {
                desk.toast(&words);
            }
        }
    };
    view! {
        <section class="banner" aria-label=t!("Left out: {title}")>
            <p>{around(&said, named)}</p>
            <div class="actions">
                <button
                    type="button"
                    aria-label=t!("Try again: {title}")
                    disabled=move || busy.get()
                    on:click=try_again
                >
                    {t!("Try again")}
                </button>
                <button type="button" class="quiet" aria-label=t!("Download {title}") on:click=save>
                    {t!("Download")}
                </button>
            </div>
        </section>
    }
    .into_any()
}

/// The title in the text of a pitch, as the browser reads it: our own reader is what stopped at it.
fn title_of(json: &str) -> Option<String> {
    let file = JSON::parse(json).ok()?;
    let pitch = Reflect::get(&file, &"pitch".into()).ok()?;
    let title = Reflect::get(&pitch, &"title".into()).ok()?.as_string()?;
    (!title.is_empty()).then_some(title)
}
