use leptos::prelude::*;
#[component] pub fn ProposalScreen() -> impl IntoView { view!{<h1>"Proposal"</h1>} }
