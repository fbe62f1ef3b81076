//! Links that carry a pitch: made, and opened to be looked at. Nothing of one is kept until someone
//! says so, and what it carries leaves the address bar at once.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::desk::{Desk, LockedIn, Preview};
use super::locking;
use crate::file::link::{self, Parcel};
use crate::file::locked::Locked;
use crate::file::{self, Access, Document, client, packed};
use crate::library::browser::chunk::{NotFetched, in_chunk};
use crate::library::browser::reading;
use crate::words::Word;

/// What is said over a pitch that came in a link.
const LOOKED_AT: Word = word!(
    "This pitch came in a link. It is only shown: nothing of it is kept in this browser until you keep it."
);
/// What a link is called where it came from.
const FROM: Word = word!("The link");

type Opening = Pin<Box<dyn Future<Output = ()>>>;

/// Opens the link in the address, if there is one: now, and whenever another comes.
pub fn follow(desk: Desk) {
    let look = move || {
        let hash = window().location().hash().unwrap_or_default();
        let Some(letters) = hash.strip_prefix(link::MARK) else {
            return;
        };
        let letters = letters.to_owned();
        // The pitch is in it: it does not stay in the address bar, nor in what the browser remembers.
        if let Ok(history) = window().history() {
            let _ = history.replace_state_with_url(&JsValue::NULL, "", Some("#/"));
        }
        leptos::task::spawn_local(async move {
            match opening(desk, letters).await {
                Ok(opening) => opening.await,
                Err(_) => desk.toast(
                    t!("The part of the page that opens links could not be fetched. Check the connection, and open the link again."),
                ),
            }
        });
    };
    look();
    window_event_listener(leptos::ev::hashchange, move |_| look());
}

in_chunk! {
    desk, prepared by prepare,
    fn opening(desk: Desk, letters: String) -> Result<Opening, NotFetched> {
        Ok(Box::pin(async move {
            match link::read(&letters) {
                Ok(Parcel::Open(bytes)) => show(desk, &bytes).await,
                Ok(Parcel::Locked(bytes)) => match Locked::from_bytes(&bytes) {
                    Ok(locked) => desk.locked.set(Some(Arc::new(LockedIn {
                        from: FROM.said().to_owned(),
                        locked,
                        is_link: true,
                    }))),
                    Err(error) => desk.toast(&error.to_string()),
                },
                Err(error) => desk.toast(&error.to_string()),
            }
        }))
    }
}

/// Shows the packed pitch of a link.
pub async fn show(desk: Desk, bytes: &[u8]) {
    let text = match packed::unpack(bytes) {
        Ok(text) => text,
        Err(error) => return desk.toast(&t!("The link was not opened: {error}.")),
    };
    match reading::read(&text).await {
        Ok(opened) => {
            let (reason, may_be_kept) = match opened.access {
                Access::Edit => (LOOKED_AT.said().to_owned(), true),
                Access::ReadOnly { reason, .. } => (reason, false),
            };
            desk.preview.set(Some(Arc::new(Preview {
                from: FROM.said().to_owned(),
                document: opened.document,
                reason,
                may_be_kept,
            })));
        }
        Err(error) => desk.toast(&t!("The link was not opened. {error}")),
    }
}

/// The address that carries a pitch: all of it, or what the client sees. Pictures are not in it.
///
/// # Errors
/// In words, when it is too long, or the browser does not lock it.
pub async fn address(
    document: &Document,
    for_client: bool,
    password: &str,
) -> Result<String, String> {
    let document = if for_client {
        client::copy(document)
    } else {
        document.clone()
    };
    let bytes = packed::pack(&file::write_compact(&document));
    let parcel = if password.is_empty() {
        Parcel::Open(bytes)
    } else {
        let locked = locking::lock(&bytes, password).await;
        Parcel::Locked(locked.map_err(|error| error.to_string())?.to_bytes())
    };
    let fragment = link::write(&parcel).map_err(|error| error.to_string())?;
    // Read back before it is given away.
    if link::read(&fragment) != Ok(parcel) {
        return Err(t!("The link did not read back as it should, so it was not made.").to_owned());
    }
    let location = window().location();
    let page = location.href().unwrap_or_default();
    let page = page.split('#').next().unwrap_or_default();
    Ok(format!("{page}{}{fragment}", link::MARK))
}
