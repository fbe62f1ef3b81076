//! Handing a file to the browser's downloads.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;

use crate::library::browser::exported;
use crate::words::Word;

const CANNOT: Word = word!("The browser could not make the file. Try again, or another browser.");

/// Downloads this text as a file of this name and type.
///
/// # Errors
/// In words, when the browser cannot make the file.
pub fn text(name: &str, kind: &str, text: &str) -> Result<(), String> {
    uncounted(name, kind, text)?;
    // Pitches and backups are the files that open here again.
    exported::note(kind == "application/json");
    Ok(())
}

/// As [`text`], of what is no copy of the work as it stands: an earlier version, or what cannot be read.
///
/// # Errors
/// In words, when the browser cannot make the file.
pub fn uncounted(name: &str, kind: &str, text: &str) -> Result<(), String> {
    made(kind, text)
        .and_then(|data| hand_over(name, &data))
        .map_err(|_| CANNOT.said().to_owned())
}

/// Downloads this data as a file of this name.
///
/// # Errors
/// In words, when the browser cannot make the file.
pub fn blob(name: &str, data: &Blob) -> Result<(), String> {
    hand_over(name, data).map_err(|_| CANNOT.said().to_owned())?;
    exported::note(false);
    Ok(())
}

/// An address under which this page finds the text as a file of this type. Whoever asked for it
/// revokes it.
///
/// # Errors
/// In words, when the browser cannot make the file.
pub fn url_of(kind: &str, text: &str) -> Result<String, String> {
    made(kind, text)
        .and_then(|data| web_sys::Url::create_object_url_with_blob(&data))
        .map_err(|_| CANNOT.said().to_owned())
}

fn made(kind: &str, text: &str) -> Result<Blob, JsValue> {
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(kind);
    Blob::new_with_str_sequence_and_options(&parts, &options)
}

fn hand_over(name: &str, data: &Blob) -> Result<(), JsValue> {
    let url = web_sys::Url::create_object_url_with_blob(data)?;
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
