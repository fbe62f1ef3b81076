//! Local storage behind the [`Shelf`] port. It is asked for once, carefully: `gloo-storage`
//! panics where storage is blocked. Texts go to it raw, as its JSON helpers would quote them twice.

use gloo_storage::{LocalStorage, Storage as _};
use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Storage;

use crate::library::{PREFIX, Shelf, ShelfError, key_pitch, pitch_key};
use crate::model::PitchId;

/// Local storage, where it is to be had.
pub struct Local(Storage);

/// What the browser answered, in our words.
pub fn error(value: &JsValue) -> ShelfError {
    let name = js_sys::Reflect::get(value, &"name".into())
        .ok()
        .and_then(|name| name.as_string())
        .unwrap_or_default();
    match name.as_str() {
        "QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED" => ShelfError::Full,
        "SecurityError" => ShelfError::Blocked,
        _ => ShelfError::Other(if name.is_empty() {
            t!("no reason given").to_owned()
        } else {
            name
        }),
    }
}

impl Local {
    /// Local storage, if the browser grants it.
    pub fn open() -> Option<Self> {
        // The probe: asking may throw, and may answer null.
        let granted = web_sys::window()?.local_storage().ok().flatten()?;
        granted.get_item(PREFIX).ok()?;
        Some(Self(LocalStorage::raw()))
    }

    /// The text under a key of ours.
    pub fn read(&self, key: &str) -> Option<String> {
        self.0.get_item(key).ok().flatten()
    }

    /// As [`Self::read`], of a text that stays with the browser.
    pub fn text(&self, key: &str) -> Option<JsValue> {
        let text = self.call("getItem", &[&JsValue::from_str(key)]).ok()?;
        text.is_string().then_some(text)
    }

    /// Writes the text under a key of ours and reads it back.
    pub fn write(&self, key: &str, text: &str) -> Result<(), ShelfError> {
        self.write_text(key, &JsValue::from_str(text))
    }

    /// As [`Self::write`], of a text that the browser has already: handing one over takes longer
    /// than keeping it.
    pub fn write_text(&self, key: &str, text: &JsValue) -> Result<(), ShelfError> {
        let key = JsValue::from_str(key);
        self.call("setItem", &[&key, text])
            .map_err(|value| error(&value))?;
        match self.call("getItem", &[&key]) {
            Ok(back) if back == *text => Ok(()),
            _ => Err(ShelfError::Lying),
        }
    }

    fn call(&self, method: &str, arguments: &[&JsValue]) -> Result<JsValue, JsValue> {
        let method: Function = js_sys::Reflect::get(&self.0, &method.into())?.unchecked_into();
        method.apply(&self.0, &arguments.iter().copied().collect())
    }

    /// Takes a key of ours out.
    pub fn delete(&self, key: &str) -> Result<(), ShelfError> {
        self.0.remove_item(key).map_err(|value| error(&value))
    }

    /// All keys of ours.
    pub fn keys(&self) -> Vec<String> {
        let length = self.0.length().unwrap_or(0);
        (0..length)
            .filter_map(|index| self.0.key(index).ok().flatten())
            .filter(|key| key.starts_with(PREFIX))
            .collect()
    }

    /// UTF-16 units used by every key of this origin, ours or not: they share one quota.
    pub fn units(&self) -> u64 {
        let length = self.0.length().unwrap_or(0);
        let units = |text: &str| u64::try_from(text.encode_utf16().count()).unwrap_or(0);
        (0..length)
            .filter_map(|index| self.0.key(index).ok().flatten())
            .map(|key| units(&key) + self.read(&key).map_or(0, |text| units(&text)))
            .sum()
    }
}

impl Shelf for Local {
    fn get(&self, id: &PitchId) -> Result<Option<String>, ShelfError> {
        self.0
            .get_item(&pitch_key(id))
            .map_err(|value| error(&value))
    }
    fn put(&self, id: &PitchId, text: &str) -> Result<(), ShelfError> {
        self.write(&pitch_key(id), text)
    }
    fn remove(&self, id: &PitchId) -> Result<(), ShelfError> {
        self.delete(&pitch_key(id))
    }
    fn list(&self) -> Result<Vec<PitchId>, ShelfError> {
        Ok(self
            .keys()
            .iter()
            .filter_map(|key| key_pitch(key))
            .collect())
    }
}
