//! What comes in is read, checked, and kept beside what is there, never over it.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::desk::{Desk, LockedIn, Preview};
use super::history;
use super::on_disk;
use super::opening::{Arrivals, Asked, Incoming};
use super::pictures;
use super::route::Route;
use super::workspace::Workspace;
use crate::file::{self, Access, Document, backup, locked};
use crate::library::browser::reading;
use crate::library::history::Why;
use crate::model::Fingerprint;

/// Takes something in.
pub async fn take(desk: Desk, arrivals: Arrivals, asked: Asked) {
    match asked {
        Asked::Files(all) => files(desk, arrivals, all).await,
        Asked::Text(from, text) => one(desk, arrivals, &from, &text).await,
        Asked::Preview(preview, workspace) => keep(desk, arrivals, *workspace, &preview),
        Asked::InPlaceOfMine(incoming) => replace(desk, *incoming).await,
        Asked::Example => example(desk).await,
    }
}

/// Reads files, one after another. One opens; several are kept and listed.
async fn files(desk: Desk, arrivals: Arrivals, files: Vec<web_sys::File>) {
    let is_one = files.len() == 1;
    let mut kept = 0_usize;
    for file in files {
        let name = file.name();
        let document = match text_of(&file).await {
            Ok(text) => take_text(desk, arrivals, &name, &text).await,
            Err(words) => {
                desk.toast(&format!("{name}: {words}"));
                None
            }
        };
        on_disk::came(&name, document.as_ref().map(|document| &document.id));
        match document {
            Some(document) if is_one => desk.keep(document),
            Some(document) => {
                desk.add(&document, &format!("{name}:"));
                let cards = desk.cards.read_untracked();
                kept += usize::from(cards.iter().any(|card| card.id == document.id));
            }
            None => {}
        }
    }
    if kept > 0 {
        desk.go(&Route::Pitches);
        let pitches = if kept == 1 { "pitch is" } else { "pitches are" };
        desk.toast(&format!("{kept} {pitches} in the list now."));
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

/// The pitch in `text`, which is to be kept; none when it cannot be, and when it is in the library
/// already, which asks what to do.
async fn take_text(desk: Desk, arrivals: Arrivals, name: &str, text: &str) -> Option<Document> {
    let opened = match reading::read(text).await {
        Ok(opened) => opened,
        Err(_) if locked::is_locked(text) => {
            match locked::read(text) {
                Ok(locked) => desk.locked.set(Some(Arc::new(LockedIn {
                    from: name.to_owned(),
                    locked,
                    is_link: false,
                }))),
                Err(error) => desk.toast(&format!("{name} was not opened. {error}")),
            }
            return None;
        }
        Err(_) if backup::is_backup(text) => {
            let text = Arc::new(text.to_owned());
            desk.toast_with(
                &format!("{name} is a backup of a whole library. Nothing of it is here yet."),
                "Restore it in Settings",
                move || {
                    desk.backup.set(Some(text.clone()));
                    desk.go(&Route::Settings);
                },
            );
            return None;
        }
        Err(error) => {
            desk.toast(&format!("{name} was not opened. {error}"));
            return None;
        }
    };
    if let Access::ReadOnly { reason, .. } = opened.access {
        // Keeping it would write it in our own, older form: it is shown, and that is all.
        desk.preview.set(Some(Arc::new(Preview {
            from: name.to_owned(),
            document: opened.document,
            reason,
            may_be_kept: false,
        })));
        return None;
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
    offered(desk, arrivals, name, opened.document)
}

/// Keeps the pitch in `text` and opens it.
async fn one(desk: Desk, arrivals: Arrivals, name: &str, text: &str) {
    if let Some(document) = take_text(desk, arrivals, name, text).await {
        desk.keep(document);
    }
}

/// The pitch, which is to be kept; none when it is in the library already, which asks what to do.
fn offered(desk: Desk, arrivals: Arrivals, name: &str, document: Document) -> Option<Document> {
    let mine = desk
        .cards
        .read_untracked()
        .iter()
        .find(|card| card.id == document.id)
        .cloned();
    match mine {
        None => Some(came(desk, document)),
        Some(mine) => {
            arrivals.0.update(|waiting| {
                let from = name.to_owned();
                waiting.push(Incoming {
                    from,
                    document,
                    mine,
                });
            });
            None
        }
    }
}

/// A pitch that came in, with the state in which it came, which is kept: what both copies go back
/// to.
fn came(desk: Desk, mut document: Document) -> Document {
    document.parted(Fingerprint::of(&document.pitch));
    let kept = Arc::new(document.clone());
    leptos::task::spawn_local(async move {
        // Without it a later comparison asks more; the pitch itself is kept.
        let _ = history::keep(desk, kept, Why::Shared, "").await;
    });
    document
}

/// Keeps the pitch that is only shown, and opens it.
fn keep(desk: Desk, arrivals: Arrivals, workspace: Workspace, preview: &Preview) {
    if let Some(document) = offered(desk, arrivals, &preview.from, preview.document.clone()) {
        let id = document.id.clone();
        workspace.close();
        desk.keep(document);
        workspace.open(id);
    }
}

/// Puts what came in in the place of ours, after keeping ours in its history.
async fn replace(desk: Desk, incoming: Incoming) {
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
}

/// Starts a pitch from the built-in example.
async fn example(desk: Desk) {
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
