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
        key => said(key),
    }
}

/// Keys that are pressed together, such as `Ctrl+Alt+1`, by their names.
pub fn together(keys: &'static str) -> String {
    keys.split('+').map(said).collect::<Vec<_>>().join("+")
}

/// What is written on a key, where that is a word.
fn said(key: &'static str) -> &'static str {
    match key {
        "Ctrl" => t!(key "Ctrl"),
        "Alt" => t!(key "Alt"),
        "Shift" => t!(key "Shift"),
        "Esc" => t!(key "Esc"),
        "Tab" => t!(key "Tab"),
        "Enter" => t!(key "Enter"),
        "Space" => t!(key "Space"),
        "Backspace" => t!(key "Backspace"),
        "Delete" => t!(key "Delete"),
        "Home" => t!(key "Home"),
        "End" => t!(key "End"),
        "Page Up" => t!(key "Page Up"),
        "Page Down" => t!(key "Page Down"),
        key => key,
    }
}
