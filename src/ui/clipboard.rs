//! Putting something on the clipboard as what it is: for documents and mail, and as plain text.

use js_sys::{Array, Function, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Puts this on the clipboard, as HTML and as text; as text alone where the browser takes no more.
///
/// # Errors
/// When the browser refuses.
pub async fn put(html: &str, text: &str) -> Result<(), JsValue> {
    let clipboard = window().navigator().clipboard();
    let item = Reflect::get(&window(), &"ClipboardItem".into())?;
    let Ok(item) = item.dyn_into::<Function>() else {
        JsFuture::from(clipboard.write_text(text)).await?;
        return Ok(());
    };
    let parts = Object::new();
    for (kind, part) in [("text/html", html), ("text/plain", text)] {
        let options = web_sys::BlobPropertyBag::new();
        options.set_type(kind);
        let part = Array::of1(&JsValue::from_str(part));
        let blob = web_sys::Blob::new_with_str_sequence_and_options(&part, &options)?;
        Reflect::set(&parts, &kind.into(), &blob)?;
    }
    let item = Reflect::construct(&item, &Array::of1(&parts))?;
    let write = Reflect::get(&clipboard, &"write".into())?.dyn_into::<Function>()?;
    let written = write.call1(&clipboard, &Array::of1(&item))?;
    JsFuture::from(js_sys::Promise::resolve(&written)).await?;
    Ok(())
}
