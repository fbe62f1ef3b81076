//! Files from and for other programs: one that is chosen, its bytes, and one that is handed over.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use crate::ui::desk::Desk;
use crate::ui::download;

/// A button that lets one file be chosen. `named` is what a screen reader calls the choice,
/// `accept` the kinds that are offered.
pub fn opener(
    label: &'static str,
    named: &'static str,
    accept: &'static str,
    disabled: Signal<bool>,
    on_file: impl Fn(File) + 'static,
) -> AnyView {
    let input = NodeRef::<html::Input>::new();
    let choose = move |_| {
        if let Some(input) = input.get_untracked() {
            // The same file twice in a row is a choice too.
            input.set_value("");
            input.click();
        }
    };
    let chosen = move |event: web_sys::Event| {
        let input = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
        let file = input
            .and_then(|input| input.files())
            .and_then(|files| files.get(0));
        if let Some(file) = file {
            on_file(file);
        }
    };
    view! {
        <button type="button" disabled=move || disabled.get() on:click=choose>
            {label}
        </button>
        <input
            type="file"
            class="unseen"
            accept=accept
            aria-label=named
            tabindex="-1"
            node_ref=input
            on:change=chosen
        />
    }
    .into_any()
}

/// The bytes of a file of at most so many.
///
/// # Errors
/// In words: `too_large`, or that the browser could not read it.
pub async fn bytes_of(file: &File, most: usize, too_large: &str) -> Result<Vec<u8>, String> {
    let most = u32::try_from(most).unwrap_or(u32::MAX);
    if file.size() > f64::from(most) {
        return Err(too_large.to_owned());
    }
    let buffer = JsFuture::from(file.array_buffer()).await;
    let buffer = buffer.map_err(|_| t!("The browser could not read the file.").to_owned())?;
    Ok(js_sys::Uint8Array::new(&buffer).to_vec())
}

/// Hands a text to the browser as a file, and says so.
pub fn hand_over(desk: Desk, name: &str, kind: &str, text: &str) {
    match download::text(name, kind, text) {
        Ok(()) => desk.say(t!("The file is downloaded.")),
        Err(words) => desk.toast(&words),
    }
}
