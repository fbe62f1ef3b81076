//! Files that come in: read, checked, and kept beside what is there, never over it.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::desk::{CameIn, Desk, fresh};
use super::history;
use super::pictures;
use super::route::{Part, Route};
use crate::file::fingerprint::Fingerprint;
use crate::file::{self, Access, Document};
use crate::library::Card;
use crate::library::browser::reading;
use crate::library::history::Why;

/// A file that was read and holds a pitch that is in the library already.
#[derive(Clone)]
pub struct Incoming {
    /// Where it came from, such as the name of its file.
    pub from: String,
    /// What came in.
    pub document: Document,
    /// What is there.
    pub mine: Card,
}

/// Files that wait for a decision, oldest first.
#[derive(Clone, Copy)]
pub struct Arrivals(pub RwSignal<Vec<Incoming>>);

/// Reads the files that were chosen or dropped.
pub fn take_files(desk: Desk, arrivals: Arrivals, files: Option<web_sys::FileList>) {
    let Some(files) = files else {
        return;
    };
    for index in 0..files.length() {
        let Some(file) = files.get(index) else {
            continue;
        };
        leptos::task::spawn_local(async move {
            let name = file.name();
            match text_of(&file).await {
                Ok(text) => take_text(desk, arrivals, &name, &text).await,
                Err(words) => desk.toast(&format!("{name}: {words}")),
            }
        });
    }
}

async fn text_of(file: &web_sys::File) -> Result<String, String> {
    let most = file::web_page::most_bytes(&file.name());
    if file.size() > f64::from(u32::try_from(most).unwrap_or(u32::MAX)) {
        return Err(format!(
            "the file is larger than {} MB, so it was not opened.",
            most / 1_000_000
        ));
    }
    let text = JsFuture::from(file.text()).await;
    text.ok()
        .and_then(|text| text.as_string())
        .ok_or_else(|| "the browser could not read the file.".to_owned())
}

/// Keeps the pitch in `text`, or asks what to do when it is in the library already.
pub async fn take_text(desk: Desk, arrivals: Arrivals, name: &str, text: &str) {
    let opened = match reading::read(text).await {
        Ok(opened) => opened,
        Err(error) => {
            desk.toast(&format!("{name} was not opened. {error}"));
            return;
        }
    };
    if let Access::ReadOnly { reason, .. } = opened.access {
        // Keeping it would write it in our own, older form: it is shown, and that is all.
        desk.preview.set(Some(Arc::new((opened.document, reason))));
        return;
    }
    if !opened.repairs.is_empty() {
        let words: Vec<String> = opened.repairs.iter().map(ToString::to_string).collect();
        desk.toast(&format!(
            "{name}: {} put right. {}",
            words.len(),
            words.join(" ")
        ));
    }
    if let Err(words) = pictures::keep_of_file(opened.pictures).await {
        desk.toast(&format!("{name}: {words}"));
    }
    let document = opened.document;
    let mine = desk
        .cards
        .read_untracked()
        .iter()
        .find(|card| card.id == document.id)
        .cloned();
    match mine {
        None => take_in(desk, document),
        Some(mine) => arrivals.0.update(|waiting| {
            let from = name.to_owned();
            waiting.push(Incoming {
                from,
                document,
                mine,
            });
        }),
    }
}

/// Keeps a pitch that came in, and the state in which it came: what both copies go back to.
fn take_in(desk: Desk, mut document: Document) {
    document.parted(Fingerprint::of(&document.pitch));
    desk.keep(document.clone());
    leptos::task::spawn_local(async move {
        // Without it a later comparison asks more; the pitch itself is kept.
        let _ = history::keep(desk, Arc::new(document), Why::Shared, "").await;
    });
}

/// Lays what came in beside ours.
pub fn compare(desk: Desk, incoming: Incoming) {
    let id = incoming.mine.id.clone();
    desk.came_in.set(Some(Arc::new(CameIn {
        from: incoming.from,
        document: incoming.document,
    })));
    desk.go(&Route::Pitch(id, Part::Compare));
}

/// Keeps what came in as a pitch of its own.
pub fn keep_both(desk: Desk, incoming: Incoming) {
    let mut document = incoming.document;
    document.id = fresh();
    desk.keep(document);
}

/// Puts what came in in the place of ours, after keeping ours in its history.
pub fn replace_mine(desk: Desk, incoming: Incoming) {
    leptos::task::spawn_local(async move {
        let library = desk.library();
        let kept = match library.load(&incoming.mine.id).await {
            Ok(loaded) => {
                let revision = loaded.document.revision;
                let mine = Arc::new(loaded.document);
                let kept = history::keep(desk, mine, Why::BeforeFile, "").await;
                kept.map(|()| revision)
            }
            Err(error) => Err(error.to_string()),
        };
        match kept {
            Ok(revision) => {
                let mut document = incoming.document;
                document.revision = document.revision.max(revision).saturating_add(1);
                desk.keep(document);
            }
            Err(words) => desk.toast(&format!(
                "Nothing was replaced, because your version could not be kept first: {words}."
            )),
        }
    });
}

/// Starts a pitch from the built-in example.
pub fn start_example(desk: Desk) {
    leptos::task::spawn_local(async move {
        match fetch_text("example.pitch.json").await {
            Ok(text) => match reading::read(&text).await {
                Ok(opened) => {
                    if let Err(words) = pictures::keep_of_file(opened.pictures).await {
                        desk.toast(&words);
                    }
                    desk.start(opened.document.pitch);
                }
                Err(error) => desk.toast(&format!("The example could not be read. {error}")),
            },
            Err(()) => desk.toast(
                "The example could not be fetched. Check the connection and try again; a new pitch needs none.",
            ),
        }
    });
}

async fn fetch_text(path: &str) -> Result<String, ()> {
    let gone = |_: JsValue| ();
    let response = JsFuture::from(window().fetch_with_str(path))
        .await
        .map_err(gone)?;
    let response: web_sys::Response = response.dyn_into().map_err(gone)?;
    if !response.ok() {
        return Err(());
    }
    let text = JsFuture::from(response.text().map_err(gone)?)
        .await
        .map_err(gone)?;
    text.as_string().ok_or(())
}
