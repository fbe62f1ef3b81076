//! What the price of a line rests on, in words for the client.

use std::sync::Arc;

use leptos::prelude::*;

use crate::model::LineId;
use crate::ui::parts::field::TextField;
use crate::ui::workspace::Workspace;

/// The field.
pub fn assumption(workspace: Workspace, id: LineId) -> AnyView {
    let own = id.clone();
    let value = Memo::new(move |_| {
        let budget = workspace.budget.read();
        let line = budget.lines.find(&own);
        line.map(|line| line.assumption.clone()).unwrap_or_default()
    });
    let change = Callback::new(move |text: String| {
        let field = format!("assumption of {id}");
        workspace.edit(t!("Change assumption"), &field, |pitch| {
            if let Some(line) = Arc::make_mut(&mut pitch.budget).lines.find_mut(&id) {
                line.assumption = text;
            }
        });
    });
    view! {
        <TextField
            label=t!("Assumption")
            value=value
            on_input=change
            hint=t!("What the price rests on. The client reads it as a footnote of the line.")
            disabled=Signal::derive(move || workspace.is_read_only())
        />
    }
    .into_any()
}
