//! What comes in is read, checked, and kept beside what is there, never over it.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlInputElement;

use super::desk::{Desk, LockedIn, Preview, fresh};
use super::history;
use super::on_disk::{self, NotPicked};
use super::opening::{Arrivals, Asked, Coming, Incoming};
use super::pictures;
use super::route::Route;
use super::workspace::Workspace;
use crate::file::{self, Access, Document, backup, locked};
use crate::library::ShelfError;
use crate::library::browser::{LibraryError, Loaded, reading};
use crate::library::history::Why;
use crate::model::{Fingerprint, PitchId};

/// Takes something in.
pub async fn take(desk: Desk, arrivals: Arrivals, asked: Asked) {
    match asked {
        Asked::Files(all) => files(desk, arrivals, all).await,
        Asked::Dropped(all, origins) => {
            let all = on_disk::with_origins(all, origins).await;
            files(desk, arrivals, all).await;
        }
        Asked::Choice(input) => choice(desk, arrivals, &input).await,
        Asked::Text(from, text) => one(desk, arrivals, &from, &text).await,
        Asked::Preview(preview, workspace) => keep(desk, arrivals, *workspace, &preview).await,
        Asked::InPlaceOfMine(incoming) => replace(desk, *incoming).await,
        Asked::Example => example(desk).await,
    }
}

/// Lets files be chosen, and takes them.
async fn choice(desk: Desk, arrivals: Arrivals, input: &HtmlInputElement) {
    match on_disk::pick().await {
        Ok(all) => {
            if all.iter().any(Option::is_none) {
                desk.toast(on_disk::UNREAD.said());
            }
            files(desk, arrivals, all.into_iter().flatten().collect()).await;
        }
        Err(NotPicked::Nobody) => {}
        // In a frame of another page, for one.
        Err(NotPicked::NotShown) if on_disk::is_asked_for() => input.click(),
        // This code took too long to come: browsers show nothing that nobody has just asked for.
        Err(NotPicked::NotShown) => {
            desk.toast(t!(
                "The browser did not show your files. Press “Open file…” again."
            ));
        }
    }
}

/// Reads files, one after another. One opens; several are kept and listed.
async fn files(desk: Desk, arrivals: Arrivals, files: Vec<Coming>) {
    let is_one = files.len() == 1;
    let mut kept = 0_usize;
    for coming in files {
        let name = coming.file.name();
        let taken = match text_of(&coming.file).await {
            Ok(text) => take_text(desk, arrivals, &name, &text, Some(&coming)).await,
            Err(words) => {
                desk.toast(&format!("{name}: {words}"));
                None
            }
        };
        let Some(Taken { document, origin }) = taken else {
            continue;
        };
        let id = document.id.clone();
        if is_one {
            desk.keep(document);
        } else {
            desk.add(&document, move |reason| t!("{name}: Not saved: {reason}"));
        }
        let is_kept = is_kept(desk, &id);
        if is_kept && let Some(origin) = origin {
            on_disk::tie(&id, &origin);
        }
        kept += usize::from(is_kept && !is_one);
    }
    if kept > 0 {
        desk.go(&Route::Pitches);
        desk.toast(&match kept {
            1 => t!("1 pitch is in the list now.").to_owned(),
            kept => t!("{kept} pitches are in the list now."),
        });
    }
}

/// Whether the library has the pitch; a store that fails says so itself.
fn is_kept(desk: Desk, id: &PitchId) -> bool {
    desk.cards
        .read_untracked()
        .iter()
        .any(|card| card.id == *id)
}

async fn text_of(file: &web_sys::File) -> Result<String, String> {
    let most = file::web_page::most_bytes(&file.name());
    if file.size() > f64::from(u32::try_from(most).unwrap_or(u32::MAX)) {
        return Err(t!(
            "the file is larger than {} MB, so it was not opened.",
            most / 1_000_000
        ));
    }
    let text = JsFuture::from(file.text()).await;
    text.ok()
        .and_then(|text| text.as_string())
        .ok_or_else(|| t!("the browser could not read the file.").to_owned())
}

/// A pitch that came in and is to be kept.
struct Taken {
    document: Document,
    /// The file that holds just this, where it can be saved back to it.
    origin: Option<Coming>,
}

/// The pitch in `text`, which is to be kept; none when it cannot be, and when it is in the library
/// already, which asks what to do. `from` is the file that it was read from.
async fn take_text(
    desk: Desk,
    arrivals: Arrivals,
    name: &str,
    text: &str,
    from: Option<&Coming>,
) -> Option<Taken> {
    let opened = match reading::read(text).await {
        Ok(opened) => opened,
        Err(_) if locked::is_locked(text) => {
            match locked::read(text) {
                Ok(locked) => desk.locked.set(Some(Arc::new(LockedIn {
                    from: name.to_owned(),
                    locked,
                    is_link: false,
                }))),
                Err(error) => desk.toast(&t!("{name} was not opened. {error}")),
            }
            return None;
        }
        Err(_) if backup::is_backup(text) => {
            let text = Arc::new(text.to_owned());
            desk.toast_with(
                &t!("{name} is a backup of a whole library. Nothing of it is here yet."),
                t!("Restore it in Settings"),
                move || {
                    desk.backup.set(Some(text.clone()));
                    desk.go(&Route::Settings);
                },
            );
            return None;
        }
        Err(error) => {
            desk.toast(&t!("{name} was not opened. {error}"));
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
        desk.toast(&t!(
            "{name}: {} put right. {}",
            words.len(),
            words.join(" ")
        ));
    }
    if let Err(words) = pictures::keep_of_file(opened.pictures).await {
        desk.toast(&format!("{name}: {words}"));
    }
    let origin = from.filter(|_| on_disk::can_be_tied(name, text)).cloned();
    let document = opened.document;
    offered(desk, arrivals, name, Taken { document, origin }).await
}

/// Keeps the pitch in `text` and opens it.
async fn one(desk: Desk, arrivals: Arrivals, name: &str, text: &str) {
    if let Some(taken) = take_text(desk, arrivals, name, text, None).await {
        desk.keep(taken.document);
    }
}

/// The pitch, which is to be kept; none when it is in the library already, which asks what to do.
async fn offered(desk: Desk, arrivals: Arrivals, name: &str, taken: Taken) -> Option<Taken> {
    let Taken {
        mut document,
        origin,
    } = taken;
    let card = (desk.cards.read_untracked().iter())
        .find(|card| card.id == document.id)
        .cloned();
    let library = desk.library();
    let there = library.load(&document.id).await;
    let Some(mine) = card else {
        let is_hidden = matches!(there, Err(LibraryError::Newer(_) | LibraryError::LeftOut));
        if is_hidden {
            document.id = fresh();
            desk.toast(&t!(
                "{name} is kept as a pitch of its own, beside the one that is here already and cannot be opened."
            ));
        }
        let origin = origin.filter(|_| !is_hidden);
        let document = came(desk, document);
        return Some(Taken { document, origin });
    };
    // What is here is what stands in the file: it can be saved back to it whatever is chosen now.
    if let (Ok(there), Some(origin)) = (&there, &origin)
        && there.document.pitch == document.pitch
    {
        on_disk::tie(&mine.id, origin);
    }
    let refused = match there {
        _ if library.is_outdated() => Some(ShelfError::Outdated.to_string()),
        Ok(Loaded {
            access: Access::ReadOnly { .. },
            ..
        }) => Some(ShelfError::Newer.to_string()),
        Ok(_) => None,
        Err(error) => Some(error.to_string()),
    };
    let waits = Incoming {
        from: name.to_owned(),
        document,
        mine,
        refused,
        origin: origin.map(StoredValue::new_local),
    };
    arrivals.0.update(|waiting| waiting.push(waits));
    None
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
async fn keep(desk: Desk, arrivals: Arrivals, workspace: Workspace, preview: &Preview) {
    let taken = Taken {
        document: preview.document.clone(),
        origin: None,
    };
    if let Some(Taken { document, .. }) = offered(desk, arrivals, &preview.from, taken).await {
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
            let id = document.id.clone();
            desk.keep(document);
            if let Some(origin) = incoming.origin {
                origin.with_value(|origin| on_disk::tie(&id, origin));
            }
        }
        Err(words) => desk.toast(&t!(
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
                Err(error) => desk.toast(&t!("The example could not be read. {error}")),
            },
            Err(()) => desk.toast(
                t!("The example could not be fetched. Check the connection and try again; a new pitch needs none."),
            ),
        }
}

pub async fn fetch_text(path: &str) -> Result<String, ()> {
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
