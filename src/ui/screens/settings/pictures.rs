//! What pictures take of the browser's storage, and taking away those that nothing shows.

use leptos::prelude::*;

use crate::library::browser::pictures::Kept;
use crate::model::Picture;
use crate::ui::desk::use_desk;
use crate::ui::{format, history, pictures};

/// A picture that was put here today may belong to an edit that is not saved yet.
const TOO_YOUNG: u64 = 24 * 3_600_000;

/// The pictures that are kept, and whether something shows each.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Count {
    all: Vec<Kept>,
    unused: Vec<Kept>,
}

fn words(kept: &[Kept]) -> String {
    let bytes = kept.iter().map(|kept| kept.bytes).sum();
    let pictures = match kept.len() {
        1 => t!("1 picture").to_owned(),
        count => t!("{count} pictures"),
    };
    format!("{pictures}, {}", format::bytes(bytes))
}

/// The part of the settings.
#[component]
pub fn KeptPictures() -> impl IntoView {
    let desk = use_desk();
    let count = RwSignal::new(None::<Count>);
    let look = move || {
        leptos::task::spawn_local(async move {
            let Some((_, all)) = pictures::kept().await else {
                return;
            };
            let library = desk.library();
            let Ok(mut mentioned) = library.mentioned_pictures().await else {
                return;
            };
            // Earlier states show pictures too; while nobody knows which, none is offered.
            let Ok(history) = history::history(&library).await else {
                return;
            };
            match history.pictures().await {
                Ok(pictures) => mentioned.extend(pictures),
                Err(_) => return,
            }
            let now = pictures::now();
            let is_unused = |kept: &&Kept| {
                !mentioned.contains(&kept.picture) && kept.since.saturating_add(TOO_YOUNG) < now
            };
            let unused = all.iter().filter(is_unused).copied().collect();
            let _ = count.try_set(Some(Count { all, unused }));
        });
    };
    look();
    let remove = move |_| {
        let Some(unused) = count.get_untracked().map(|count| count.unused) else {
            return;
        };
        leptos::task::spawn_local(async move {
            let gone: Vec<Picture> = unused.iter().map(|kept| kept.picture).collect();
            let removed = match pictures::kept().await {
                Some((store, _)) => store.remove(&gone).await.map_err(|error| error.to_string()),
                None => Err(t!("the browser's database is not available").to_owned()),
            };
            match removed {
                Ok(()) => desk.toast(&t!("Removed: {}.", words(&unused))),
                Err(why) => desk.toast(&t!("No picture was removed: {why}.")),
            }
            look();
        });
    };
    move || {
        let count = count.get().filter(|count| !count.all.is_empty())?;
        let unused = (!count.unused.is_empty()).then(|| {
            view! {
                " "
                {t!("No pitch shows {} of them.", words(&count.unused))}
                " "
                <button type="button" on:click=remove>{t!("Remove what no pitch shows")}</button>
            }
        });
        Some(view! {
            <p class="kept-pictures">
                {t!("Beside them in its database: {}.", words(&count.all))} {unused}
            </p>
        })
    }
}
