//! What is used of the browser's two stores, what to do when they fill, and since when no file was
//! made.

use leptos::prelude::*;
use rust_decimal::Decimal;
use wasm_bindgen_futures::JsFuture;

use super::pictures::KeptPictures;
use crate::library::browser::{Library, exported};
use crate::library::history::Entry;
use crate::ui::desk::use_desk;
use crate::ui::{format, history, pictures};

/// From so many hundredths on, a store is nearly full.
const NEARLY: u64 = 80;

/// What the browser says of the database: how many bytes are used, and how many there are.
async fn estimate() -> Option<(u64, u64)> {
    let asked = window().navigator().storage().estimate().ok()?;
    let answer = JsFuture::from(asked).await.ok()?;
    let figure = |name: &str| {
        let figure = js_sys::Reflect::get(&answer, &name.into()).ok()?.as_f64()?;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "bytes"
        )]
        let bytes = figure.max(0.0) as u64;
        Some(bytes)
    };
    Some((figure("usage")?, figure("quota")?))
}

fn share(used: u64, limit: u64) -> u64 {
    used.saturating_mul(100) / limit.max(1)
}

/// The part of the settings.
#[component]
pub fn Room() -> impl IntoView {
    let desk = use_desk();
    let database = RwSignal::new(None::<(u64, u64)>);
    let earlier = RwSignal::new(None::<Vec<Entry>>);
    let persistent = RwSignal::new(None::<bool>);
    let look = move || {
        leptos::task::spawn_local(async move {
            let _ = persistent.try_set(Some(exported::is_persistent().await));
            let _ = database.try_set(estimate().await);
            if let Ok(history) = history::history(&desk.library()).await {
                let _ = earlier.try_set(history.all().await.ok());
            }
        });
    };
    Effect::new(move |_| {
        desk.cards.track();
        look();
    });
    let used = move || {
        desk.cards.track();
        desk.with_library(Library::storage_use)
    };
    let local_share = move || {
        let used = used();
        share(used.local_units, used.local_limit)
    };
    let database_words = move || {
        let (used, quota) = database.get()?;
        let earlier = earlier.get().unwrap_or_default();
        let bytes = earlier.iter().map(|entry| entry.bytes).sum();
        let versions = match earlier.len() {
            0 => None,
            1 => Some(t!(
                "1 earlier version takes {} of it.",
                format::bytes(bytes)
            )),
            count => Some(t!(
                "{count} earlier versions take {} of it; the oldest go by themselves.",
                format::bytes(bytes)
            )),
        };
        let database = t!(
            "Database: {} of {} used, as the browser reckons.",
            format::bytes(used),
            format::bytes(quota),
        );
        Some(match versions {
            Some(versions) => format!("{database} {versions}"),
            None => database,
        })
    };
    let full = move || {
        let database = database.get().map_or(0, |(used, quota)| share(used, quota));
        let words = if local_share() >= NEARLY {
            t!(
                "Local storage is nearly full. Back up everything, then move pitches that are over to the bin: that makes room at once, and they can be restored. Other pages under this address use it too."
            )
        } else if database >= NEARLY {
            t!(
                "The database is nearly full. Back up everything, then remove pictures that no pitch shows and pitches in the bin, or make room on the disk."
            )
        } else {
            return None;
        };
        Some(view! { <p class="banner bad" role="status">{words}</p> })
    };
    let since = move || {
        desk.cards.track();
        let exported = desk.with_library(Library::exported)?;
        Some(exported.words(pictures::now()))
    };
    let promised = move || match persistent.get() {
        Some(true) => t!("The browser keeps all this even when its disk runs short."),
        Some(false) => {
            t!(
                "When its disk runs short, the browser may delete all this; it is asked to keep it with every file that you download."
            )
        }
        None => "",
    };
    view! {
        <div class="field">
            <span id="s-used">
                {move || {
                    let used = used();
                    let limit = format::number(Decimal::from(used.local_limit));
                    let used = format::number(Decimal::from(used.local_units));
                    match desk.cards.read().len() {
                        1 => t!("{used} of {limit} characters used, by 1 pitch"),
                        count => t!("{used} of {limit} characters used, by {count} pitches"),
                    }
                }}
            </span>
            <div class="meter" aria-hidden="true">
                <span style:width=move || format!("{}%", local_share())></span>
            </div>
        </div>
        {full}
        <p class="kept-database">{database_words}</p>
        <KeptPictures/>
        <p class="last-export">{since} " " {promised}</p>
    }
    .into_any()
}
