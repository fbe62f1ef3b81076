use leptos::prelude::*;
#[component]
pub fn BudgetScreen() -> impl IntoView {
    view! {<h1>"Budget"</h1>}
}
