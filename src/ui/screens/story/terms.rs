//! The terms, edited where they are told.

use std::sync::Arc;

use leptos::prelude::*;

use crate::model::Terms;
use crate::ui::parts::prose::ProseField;
use crate::ui::words;
use crate::ui::workspace::Workspace;

/// The fields of the terms.
pub fn terms_editor(workspace: Workspace) -> AnyView {
    let text = move |label: &'static str,
                     changed: &'static str,
                     get: fn(&Terms) -> &String,
                     set: fn(&mut Terms, String)| {
        let value = Signal::derive(move || get(&workspace.terms.read()).clone());
        let disabled = Signal::derive(move || workspace.is_read_only());
        let on_input = move |text: String| {
            workspace.edit(changed, label, |pitch| {
                set(Arc::make_mut(&mut pitch.terms), text);
            });
        };
        view! { <ProseField label=label value=value on_input=on_input disabled=disabled/> }
    };
    view! {
        {text(t!("Assumptions"), t!("Change assumptions"), |t| &t.assumptions, |t, text| t.assumptions = text)}
        {text(t!("Exclusions"), t!("Change exclusions"), |t| &t.exclusions, |t, text| t.exclusions = text)}
        {words::date_field(
            workspace,
            t!("Valid until"),
            |p| p.terms.valid_until,
            |p, date| Arc::make_mut(&mut p.terms).valid_until = date,
        )}
        {text(t!("Cancellation"), t!("Change cancellation"), |t| &t.cancellation, |t, text| t.cancellation = text)}
        {text(t!("Ownership of work"), t!("Change ownership of work"), |t| &t.ownership, |t, text| t.ownership = text)}
    }
    .into_any()
}
