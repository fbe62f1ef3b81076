//! Changes to a pitch that is not open: from a board, a client, somebody's week.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;

use js_sys::Promise;
use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::desk::Desk;
use crate::file::{Access, Document};
use crate::library::SaveState;
use crate::library::browser::{Claim, Library};
use crate::model::{Pitch, PitchId};

/// A claim is asked for so often, with so many milliseconds between.
const TRIES: u32 = 6;
const BETWEEN_MS: u32 = 40;

thread_local! {
    /// What waits for the change before it; none while nothing is being changed.
    static WAITING: RefCell<Option<VecDeque<Changing>>> = const { RefCell::new(None) };
}

type Changing = Pin<Box<dyn Future<Output = ()>>>;

/// Changes come one after another: each reads what the one before it wrote.
fn after_others(change: impl Future<Output = ()> + 'static) {
    let change: Changing = Box::pin(change);
    let first = WAITING.with_borrow_mut(|waiting| match waiting {
        Some(waiting) => {
            waiting.push_back(change);
            None
        }
        None => {
            *waiting = Some(VecDeque::new());
            Some(change)
        }
    });
    let Some(first) = first else { return };
    leptos::task::spawn_local(async move {
        let mut next = Some(first);
        while let Some(change) = next {
            change.await;
            next = WAITING.with_borrow_mut(|waiting| {
                let next = waiting.as_mut().and_then(VecDeque::pop_front);
                if next.is_none() {
                    *waiting = None;
                }
                next
            });
        }
    });
}

/// Changes a pitch that is not open, and offers to take it back; what went wrong is said.
pub fn change(desk: Desk, id: PitchId, name: String, change: impl FnOnce(&mut Pitch) + 'static) {
    after_others(async move {
        match try_change(&desk.library(), &id, change).await {
            Ok(Some((before, after))) => {
                desk.refresh_cards();
                desk.toast_with(&name, t!("Undo"), move || {
                    take_back(desk, &id, &before, &after);
                });
            }
            Ok(None) => {}
            Err(words) => desk.toast(&words),
        }
    });
}

/// Puts a pitch back as it was, unless somebody went on with it.
fn take_back(desk: Desk, id: &PitchId, before: &Pitch, after: &Pitch) {
    let (id, before, after) = (id.clone(), before.clone(), after.clone());
    after_others(async move {
        let back = move |pitch: &mut Pitch| {
            if *pitch == after {
                *pitch = before;
            }
        };
        match try_change(&desk.library(), &id, back).await {
            Ok(Some(_)) => desk.say(t!("Undone.")),
            Ok(None) => desk.toast(t!("The pitch was changed since, so nothing was undone. Its history has the earlier state.")),
            Err(words) => desk.toast(&words),
        }
        desk.refresh_cards();
    });
}

/// What the pitch was and is; none when the change changed nothing.
async fn try_change(
    library: &Library,
    id: &PitchId,
    change: impl FnOnce(&mut Pitch),
) -> Result<Option<(Pitch, Pitch)>, String> {
    // Held until the change is written; whoever edits it elsewhere is not written over.
    let Some(_claim) = claimed(library, id).await else {
        return Err(t!("Another tab is editing this pitch, so nothing was changed here. Close it there, or change it there.").to_owned());
    };
    let loaded = library.load(id).await.map_err(|error| error.to_string())?;
    if let Access::ReadOnly { reason, .. } = loaded.access {
        return Err(reason);
    }
    let before = loaded.document.pitch.clone();
    let mut document = loaded.document;
    change(&mut document.pitch);
    if document.pitch == before {
        return Ok(None);
    }
    document.revision = document.revision.saturating_add(1);
    env!("CARGO_PKG_VERSION").clone_into(&mut document.app_version);
    match save(library, &document).await {
        SaveState::NotSaved { reason } => Err(t!("Not saved: {reason}.")),
        _ => Ok(Some((before, document.pitch))),
    }
}

/// The claim to a pitch; none while another tab edits it. A browser takes a moment to give back what
/// the change before this one held.
async fn claimed(library: &Library, id: &PitchId) -> Option<Claim> {
    for _ in 0..TRIES {
        let claim = library.claim(id, || {}).await;
        if matches!(claim, Claim::Editor(_)) {
            return Some(claim);
        }
        gloo_timers::future::TimeoutFuture::new(BETWEEN_MS).await;
    }
    None
}

/// Keeps a document and waits for what both stores answer.
async fn save(library: &Library, document: &Document) -> SaveState {
    let state = StoredValue::new_local(None);
    let answered = Promise::new(&mut |done, _| {
        library.save(document, move |answer| {
            state.set_value(Some(answer));
            let _ = done.call0(&wasm_bindgen::JsValue::NULL);
        });
    });
    let _ = JsFuture::from(answered).await;
    let answer = state.get_value().unwrap_or(SaveState::Saving);
    state.dispose();
    answer
}
