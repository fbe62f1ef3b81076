//! The bin: pitches that were deleted wait there until someone takes them out or lets them go.

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::file::{Document, sealed};
use crate::library::browser::{Binned, reading};
use crate::ui::desk::{Desk, fresh, use_desk};
use crate::ui::format;
use crate::ui::history::history;
use crate::ui::parts::dialog::Dialog;

/// A deleted pitch.
#[derive(Clone)]
struct Deleted {
    binned: Binned,
    /// Its title, and its client.
    named: Option<(String, String)>,
}

type Found = RwSignal<Option<Result<Vec<Deleted>, String>>>;

/// The dialog.
#[component]
pub fn BinDialog() -> impl IntoView {
    let desk = use_desk();
    let found: Found = RwSignal::new(None);
    look(desk, found);
    view! {
        <Dialog title=t!("Bin") open=desk.bin_open>
            <p>
                {t!("Deleted pitches wait here, whole and with their history, until they are deleted for good. They take room in this browser.")}
            </p>
            {move || list(desk, found)}
        </Dialog>
    }
    .into_any()
}

/// Reads what is in the bin.
fn look(desk: Desk, found: Found) {
    leptos::task::spawn_local(async move {
        let binned = match desk.library().binned().await {
            Ok(binned) => binned,
            Err(error) => {
                found.try_set(Some(Err(error.to_string())));
                return;
            }
        };
        let mut deleted = Vec::new();
        for binned in binned {
            let named = document_of(&binned).await.map(|document| {
                let client = document.pitch.client.organisation.clone();
                (document.pitch.title, client)
            });
            deleted.push(Deleted { binned, named });
        }
        deleted.sort_by_key(|deleted| std::cmp::Reverse(deleted.binned.since));
        found.try_set(Some(Ok(deleted)));
    });
}

async fn document_of(binned: &Binned) -> Option<Document> {
    let json = sealed::open(&binned.text).ok()?;
    Some(reading::read(json).await.ok()?.document)
}

fn list(desk: Desk, found: Found) -> AnyView {
    match found.get() {
        None => view! { <p class="opening" role="status">{t!("Looking…")}</p> }.into_any(),
        Some(Err(words)) => view! { <p class="banner bad" role="alert">{words}</p> }.into_any(),
        Some(Ok(deleted)) if deleted.is_empty() => {
            view! { <p class="history-empty">{t!("The bin is empty.")}</p> }.into_any()
        }
        Some(Ok(deleted)) => view! {
            <ul class="bin-list" aria-label=t!("Deleted pitches")>
                {deleted.into_iter().map(|deleted| item(desk, found, deleted)).collect_view()}
            </ul>
        }
        .into_any(),
    }
}

fn item(desk: Desk, found: Found, deleted: Deleted) -> AnyView {
    let (title, client) = match &deleted.named {
        Some((title, client)) if title.is_empty() => {
            (t!("Untitled pitch").to_owned(), client.clone())
        }
        Some(named) => named.clone(),
        None => (
            t!("A pitch that cannot be read ({})", deleted.binned.id),
            String::new(),
        ),
    };
    let since = match deleted.binned.since {
        0 => String::new(),
        at => t!("Deleted {}", format::day_and_time(at)),
    };
    let readable = deleted.named.is_some();
    let asked = RwSignal::new(false);
    let (back, gone) = (deleted.binned.clone(), deleted.binned);
    let (back_title, gone_title) = (title.clone(), title.clone());
    let restore = move |_| {
        let (binned, title) = (back.clone(), back_title.clone());
        leptos::task::spawn_local(async move {
            match take_out(desk, &binned).await {
                Ok(()) => desk.say(&t!("{title} is back among the pitches.")),
                Err(words) => desk.toast(&words),
            }
            look(desk, found);
        });
    };
    let forget = move |_| {
        let (binned, title) = (gone.clone(), gone_title.clone());
        leptos::task::spawn_local(async move {
            match let_go(desk, &binned).await {
                Ok(()) => desk.say(&t!("{title} is deleted for good.")),
                Err(words) => desk.toast(&words),
            }
            look(desk, found);
        });
    };
    view! {
        <li>
            <div>
                <strong><bdi>{title.clone()}</bdi></strong>
                <span class="under"><bdi>{client}</bdi></span>
                <span class="under">{since}</span>
            </div>
            <div class="actions">
                {readable.then(|| view! {
                    <button type="button" aria-label=t!("Restore {title}") on:click=restore>
                        {t!("Restore")}
                    </button>
                })}
                // For good is asked once more, in its own place.
                <Show
                    when=move || asked.get()
                    fallback={
                        let title = title.clone();
                        move || view! {
                            <button
                                type="button"
                                class="quiet"
                                aria-label=t!("Delete for good… {title}")
                                on:click=move |_| asked.set(true)
                            >
                                {t!("Delete for good…")}
                            </button>
                        }
                    }
                >
                    <button
                        type="button"
                        class="danger"
                        aria-label=t!("Yes, delete it and its history: {title}")
                        on:click=forget.clone()
                    >
                        {t!("Yes, delete it and its history")}
                    </button>
                </Show>
            </div>
        </li>
    }
    .into_any()
}

/// Puts a pitch back; where another with its id has come meanwhile, beside that.
async fn take_out(desk: Desk, binned: &Binned) -> Result<(), String> {
    let library = desk.library();
    let is_there = desk
        .cards
        .read_untracked()
        .iter()
        .any(|card| card.id == binned.id);
    if is_there {
        let document = document_of(binned).await;
        let mut document = document.ok_or(t!("The pitch in the bin cannot be read."))?;
        document.id = fresh();
        desk.keep(document);
        desk.bin_open.set(false);
        return library
            .forget(&binned.id)
            .await
            .map_err(|error| error.to_string());
    }
    library
        .restore(&binned.id)
        .await
        .map_err(|error| error.to_string())?;
    desk.refresh_cards();
    Ok(())
}

/// Deletes a pitch and its earlier versions for ever; those stay while another with its id is there.
async fn let_go(desk: Desk, binned: &Binned) -> Result<(), String> {
    let library = desk.library();
    library
        .forget(&binned.id)
        .await
        .map_err(|error| error.to_string())?;
    if desk
        .cards
        .read_untracked()
        .iter()
        .any(|card| card.id == binned.id)
    {
        return Ok(());
    }
    let Ok(history) = history(&library).await else {
        return Ok(());
    };
    let versions = history.all().await.map_err(|error| error.to_string())?;
    let of_it = versions.iter().filter(|entry| entry.pitch == binned.id);
    let keys: BTreeSet<u64> = of_it.map(|entry| entry.key).collect();
    history
        .remove(&keys)
        .await
        .map_err(|error| error.to_string())
}
