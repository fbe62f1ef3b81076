//! The style sheet of the screens that are fetched when they are asked for: fetched with the first of
//! them, or when the page is at rest.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlLinkElement;

use super::worker::link;

/// It could not be fetched.
pub struct NotFetched;

/// What is marked so has been fetched.
const READY: &str = "data-screens";

/// Whether it is on the page.
pub fn is_there() -> bool {
    let found = document().query_selector(&format!("link[{READY}]"));
    found.ok().flatten().is_some()
}

/// Fetches it, if that has not been done.
///
/// # Errors
/// When it cannot be fetched.
pub async fn prepare() -> Result<(), NotFetched> {
    if is_there() {
        return Ok(());
    }
    let sheet = put_on_page().ok_or(NotFetched)?;
    let loaded = js_sys::Promise::new(&mut |yes, no| {
        sheet.set_onload(Some(&yes));
        sheet.set_onerror(Some(&no));
    });
    if JsFuture::from(loaded).await.is_err() {
        // The next try begins anew.
        sheet.remove();
        return Err(NotFetched);
    }
    sheet.set_attribute(READY, "").map_err(|_| NotFetched)
}

fn put_on_page() -> Option<HtmlLinkElement> {
    let told = link("screens")?;
    let sheet: HtmlLinkElement = document().create_element("link").ok()?.dyn_into().ok()?;
    sheet.set_rel("stylesheet");
    sheet.set_cross_origin(Some("anonymous"));
    let integrity = told.get_attribute("integrity").unwrap_or_default();
    sheet.set_attribute("integrity", &integrity).ok()?;
    sheet.set_href(&told.href());
    document().head()?.append_child(&sheet).ok()?;
    Some(sheet)
}
