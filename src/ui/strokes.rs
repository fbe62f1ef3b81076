//! How keys are called on this device.

use leptos::prelude::*;

/// Whether ⌘ is here what Ctrl is elsewhere.
fn is_apple() -> bool {
    let platform = window().navigator().platform().unwrap_or_default();
    platform.starts_with("Mac") || platform.starts_with("iP")
}

/// A key of Ctrl with another, such as `K`: `Ctrl K`, or `⌘ K`.
pub fn with_ctrl(key: &str) -> String {
    format!("{} {key}", called("Ctrl"))
}

/// What a key is called here.
pub fn called(key: &'static str) -> &'static str {
    match key {
        "Ctrl" if is_apple() => "⌘",
        "Alt" if is_apple() => "⌥",
        key => key,
    }
}
