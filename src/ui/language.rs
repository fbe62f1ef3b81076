//! Which language the page speaks: the one of the settings, else the first of the browser's that
//! it knows. Its words are fetched before anything is drawn; English needs none.

use js_sys::{Function, Promise, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::words::{self, Language};

/// Has the page speak; the words for it when it has to stay English.
///
/// Called once, before anything is drawn: what was said stays as it was said.
pub async fn speak(chosen: Option<Language>) -> Option<&'static str> {
    let language = chosen.unwrap_or_else(of_browser);
    let spoken = match (language, fetch(language).await) {
        (Language::English, _) => language,
        (_, Some(catalogue)) => {
            words::speak(language, catalogue);
            language
        }
        (_, None) => Language::English,
    };
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("lang", spoken.code());
    }
    (spoken != language).then_some(
        "Die deutschen Texte konnten nicht geladen werden, daher spricht die Seite Englisch. Bitte die Verbindung prüfen und neu laden.",
    )
}

/// The locales of the browser, the most wanted first.
fn locales() -> Vec<String> {
    let joined = window().navigator().languages().join(" ");
    let joined = String::from(joined);
    joined.split_whitespace().map(str::to_owned).collect()
}

/// The first language of the browser that is spoken here.
pub fn of_browser() -> Language {
    let locales = locales();
    let mut spoken = locales
        .iter()
        .filter_map(|locale| Language::of_locale(locale));
    spoken.next().unwrap_or_default()
}

/// The locale in which figures and dates are written: the browser's, unless it is one of another
/// language that is spoken here.
pub fn locale() -> String {
    let language = words::language();
    let fits = |locale: &String| Language::of_locale(locale).is_none_or(|own| own == language);
    locales().into_iter().find(fits).unwrap_or_else(|| {
        match language {
            Language::English => "en-GB",
            Language::German => "de-DE",
        }
        .to_owned()
    })
}

/// The catalogue of a language. The script that starts the page fetches it, and tells the rescue
/// layer which language it is (scripts/page.mjs).
async fn fetch(language: Language) -> Option<String> {
    let fetch = Reflect::get(&js_sys::global(), &"pitchwrightWords".into()).ok()?;
    let fetch: Function = fetch.dyn_into().ok()?;
    let fetched = fetch.call1(&JsValue::UNDEFINED, &language.code().into());
    let fetched: Promise = fetched.ok()?.dyn_into().ok()?;
    JsFuture::from(fetched).await.ok()?.as_string()
}
