use leptos::prelude::*;
#[component]
pub fn MediaScreen() -> impl IntoView {
    view! {<h1>"Media"</h1>}
}
