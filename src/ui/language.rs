//! Which language the page speaks: the one of the settings, else the first of the browser's that
//! it knows. Its words are fetched before anything is drawn; English needs none.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::words::{self, Language};

/// Has the page speak; the words for it when it has to stay English.
///
/// Called once, before anything is drawn: what was said stays as it was said.
pub async fn speak(chosen: Option<Language>) -> Option<&'static str> {
    let language = chosen.unwrap_or_else(of_browser);
    says(language);
    if language == Language::English {
        return None;
    }
    match fetch(language).await {
        Ok(catalogue) => {
            words::speak(language, catalogue);
            None
        }
        Err(_) => {
            says(Language::English);
            Some(match language {
                Language::English => "",
                Language::German => {
                    "Die deutschen Texte konnten nicht geladen werden, daher spricht die Seite Englisch. Bitte die Verbindung prüfen und neu laden."
                }
            })
        }
    }
}

/// Tells assistive technology and the rescue layer which language it is.
fn says(language: Language) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("lang", language.code());
    }
    let _ = js_sys::Reflect::set(
        &js_sys::global(),
        &"pitchwrightSpeaks".into(),
        &language.code().into(),
    );
}

/// The first language of the browser that is spoken here.
pub fn of_browser() -> Language {
    let spoken = |locale: JsValue| Language::of_locale(&locale.as_string()?);
    let languages = window().navigator().languages();
    languages.iter().find_map(spoken).unwrap_or_default()
}

/// The locale in which figures and dates are written: the browser's, where it is one of the
/// language that is spoken.
pub fn locale() -> String {
    let language = words::language();
    let fits = |locale: JsValue| {
        let locale = locale.as_string()?;
        (Language::of_locale(&locale) == Some(language)).then_some(locale)
    };
    let languages = window().navigator().languages();
    languages.iter().find_map(fits).unwrap_or_else(|| {
        match language {
            Language::English => "en-GB",
            Language::German => "de-DE",
        }
        .to_owned()
    })
}

async fn fetch(language: Language) -> Result<String, JsValue> {
    // The page names the file by its content and knows its hash (scripts/page.mjs).
    let named = document()
        .query_selector(&format!("meta[name=words-{}]", language.code()))?
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
    text.as_string().ok_or(JsValue::NULL)
}
