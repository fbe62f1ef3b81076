use leptos::prelude::*;
#[component] pub fn TimelineScreen() -> impl IntoView { view!{<h1>"Timeline"</h1>} }
