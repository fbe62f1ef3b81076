//! A panic ends the page's right to write: the rescue layer, told by an event, freezes storage
//! and hands out the pitches.

use js_sys::Reflect;
use wasm_bindgen::JsValue;

/// Tells the rescue layer about every panic.
pub fn install() {
    std::panic::set_hook(Box::new(|info| {
        let words = info.to_string();
        web_sys::console::error_1(&JsValue::from_str(&words));
        if let (Some(window), Ok(event)) =
            (web_sys::window(), web_sys::Event::new("pitchwright:panic"))
        {
            let _ = Reflect::set(&event, &"message".into(), &JsValue::from_str(&words));
            let _ = window.dispatch_event(&event);
        }
    }));
}
