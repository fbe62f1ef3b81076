//! Handing a file to the browser's downloads.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

/// Downloads this text as a file of this name and type.
///
/// # Errors
/// In words, when the browser cannot make the file.
pub fn text(name: &str, kind: &str, text: &str) -> Result<(), String> {
    make(name, kind, text).map_err(|_| {
        "The browser could not make the file. Try again, or another browser.".to_owned()
    })
}

fn make(name: &str, kind: &str, text: &str) -> Result<(), JsValue> {
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(kind);
    let blob = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options)?;
    let url = web_sys::Url::create_object_url_with_blob(&blob)?;
    let link: web_sys::HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The download has its own hold on the data by the time this runs.
    set_timeout(
        move || {
            let _ = web_sys::Url::revoke_object_url(&url);
        },
        std::time::Duration::from_mins(1),
    );
    Ok(())
}
