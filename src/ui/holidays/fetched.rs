//! Fetches the public holidays, once: when the page is at rest, or when they are first needed.

use std::cell::RefCell;
use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::plan::public_holidays::PublicHolidays;
use crate::words::Word;

/// What is said when they cannot be fetched.
const NOT_FETCHED: Word = word!(
    "The public holidays could not be fetched. The connection may be gone, or a newer Pitchwright has taken this one's place. Try again, or reload the page; holidays can be typed meanwhile."
);

thread_local! {
    static TEXT: RefCell<Option<Arc<str>>> = const { RefCell::new(None) };
    static READ: RefCell<Option<Arc<PublicHolidays>>> = const { RefCell::new(None) };
}

/// Fetches them, so that they are at hand without a network too.
///
/// # Errors
/// When they cannot be fetched, or are not those that belong to this page.
pub async fn prepare() -> Result<(), ()> {
    text().await.map(|_| ()).map_err(|_| ())
}

/// The public holidays.
///
/// # Errors
/// In words, when they cannot be fetched or read.
pub async fn known() -> Result<Arc<PublicHolidays>, String> {
    if let Some(read) = READ.with_borrow(Clone::clone) {
        return Ok(read);
    }
    let text = text().await.map_err(|_| NOT_FETCHED.said().to_owned())?;
    let read =
        PublicHolidays::parse(&text).map_err(|error| t!("Holidays can be typed, but {error}."))?;
    let read = Arc::new(read);
    READ.set(Some(read.clone()));
    Ok(read)
}

async fn text() -> Result<Arc<str>, JsValue> {
    if let Some(text) = TEXT.with_borrow(Clone::clone) {
        return Ok(text);
    }
    // The page names the file by its content and knows its hash (scripts/page.mjs).
    let named = document()
        .query_selector("meta[name=public-holidays]")?
        .and_then(|meta| meta.get_attribute("content"))
        .unwrap_or_default();
    let (file, hash) = named.split_once(' ').ok_or(JsValue::NULL)?;
    let checked = web_sys::RequestInit::new();
    checked.set_integrity(hash);
    let response = JsFuture::from(window().fetch_with_str_and_init(file, &checked)).await?;
    let response: web_sys::Response = response.dyn_into()?;
    if !response.ok() {
        return Err(JsValue::NULL);
    }
    let text = JsFuture::from(response.text()?).await?;
    let text: Arc<str> = text.as_string().ok_or(JsValue::NULL)?.into();
    TEXT.set(Some(text.clone()));
    Ok(text)
}
