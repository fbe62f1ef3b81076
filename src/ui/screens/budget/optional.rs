//! Whether a line may be dropped to reach a price.

use leptos::prelude::*;

use super::lines;
use crate::model::LineId;
use crate::ui::parts::field::Tick;
use crate::ui::workspace::Workspace;

/// The tick, in the internal view: the client is not to know what is ready to be given up.
pub fn optional_tick(workspace: Workspace, id: LineId) -> AnyView {
    let own = id.clone();
    let value = Memo::new(move |_| {
        let budget = workspace.budget.read();
        budget.lines.find(&own).is_some_and(|line| line.optional)
    });
    let change = Callback::new(move |yes: bool| {
        lines::change(
            workspace,
            t!("Change whether a line may be dropped"),
            &id,
            |line| {
                line.optional = yes;
            },
        );
    });
    let disabled = Signal::derive(move || workspace.is_read_only());
    (move || {
        workspace.internal.get().then(|| {
            view! { <Tick label=t!("May be dropped to reach a price") value=value on_change=change disabled=disabled/> }
        })
    })
    .into_any()
}
