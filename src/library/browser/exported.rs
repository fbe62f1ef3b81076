//! What follows an export: when it was is kept, and the browser is asked to keep what is here.

use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::Library;
use super::indexed::now;
use super::local::Local;
use crate::library::PREFIX;
use crate::library::exported::Exported;

fn key() -> String {
    format!("{PREFIX}exported")
}

/// Notes that a file was handed over; `opens_here` when it is one that brings pitches back.
pub fn note(opens_here: bool) {
    if opens_here && let Some(local) = Local::open() {
        // Where this fails, the reminder comes too early.
        let _ = local.write(&key(), &Exported::Last { at: now() }.write());
    }
    // The first export is when losing the browser's copy begins to matter.
    spawn_local(async {
        if !is_persistent().await {
            persist().await;
        }
    });
}

/// Asks the browser not to throw the data away when it runs out of room: whether it agreed.
pub(super) async fn persist() -> bool {
    let asked = web_sys::window().map(|window| window.navigator().storage().persist());
    let Some(Ok(promise)) = asked else {
        return false;
    };
    let granted = JsFuture::from(promise).await.ok();
    granted.is_some_and(|granted| granted.is_truthy())
}

/// Whether the browser has agreed not to throw the data away.
pub async fn is_persistent() -> bool {
    let asked = web_sys::window().map(|window| window.navigator().storage().persisted());
    let Some(Ok(promise)) = asked else {
        return false;
    };
    let granted = JsFuture::from(promise).await.ok();
    granted.is_some_and(|granted| granted.is_truthy())
}

impl Library {
    /// When a file was last made that opens here again; none while nothing is here to be exported,
    /// and where nothing can be noted.
    pub fn exported(&self) -> Option<Exported> {
        let local = self.0.local.as_ref()?;
        if let Some(known) = local.read(&key()).and_then(|text| Exported::read(&text)) {
            return Some(known);
        }
        if self.0.cards.borrow().is_empty() {
            return None;
        }
        let since = Exported::Never { since: now() };
        let _ = local.write(&key(), &since.write());
        Some(since)
    }
}
