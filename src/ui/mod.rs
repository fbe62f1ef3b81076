//! What people see and touch: the only room that knows the browser's DOM and Leptos.

use leptos::prelude::*;

/// Puts the desk on the page.
pub fn mount() {
    leptos::mount::mount_to_body(|| view! { <h1>"Pitchwright"</h1> });
}
