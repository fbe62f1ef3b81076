//! Before it goes out: what the client will see, and what is wrong with it.

use std::sync::Arc;

use leptos::prelude::*;

use crate::plan::checks::checks;
use crate::proposal::Proposal;
use crate::ui::format;
use crate::ui::screens::findings::check_list;
use crate::ui::workspace::Workspace;

/// The panel. It is reckoned while it is open.
pub fn panel(workspace: Workspace, proposal: Memo<Arc<Proposal>>) -> AnyView {
    let node = NodeRef::<leptos::html::Details>::new();
    let opened = RwSignal::new(false);
    let found = Memo::new(move |_| {
        if !opened.get() {
            return Vec::new();
        }
        let (schedule, price) = (workspace.schedule.read(), workspace.price.read());
        let pitch = workspace.pitch.read();
        let mut found = checks(&pitch, &schedule, &price, Some(format::today()));
        found.retain(|check| check.finding.is_in_what_is_given());
        found
    });
    let seen = move || {
        let (proposal, price) = (proposal.read(), workspace.price.read());
        let total = format::money_in(price.total, workspace.currency.get());
        let kind = workspace.proposal.read().document.name();
        match proposal.sections.len() {
            1 => t!(
                "{kind} with 1 section; {total} with tax. No cost, markup, margin, note or hidden section is in it."
            ),
            sections => t!(
                "{kind} with {sections} sections; {total} with tax. No cost, markup, margin, note or hidden section is in it."
            ),
        }
    };
    let unknown = move || {
        let unknown = proposal.read().unknown_fields.join(", ");
        (!unknown.is_empty()).then(|| {
            let words = t!("Stands for nothing, and is printed as it is written: {unknown}.");
            view! { <p class="field-problem" role="status">{words}</p> }
        })
    };
    view! {
        <details
            class="more going-out"
            node_ref=node
            on:toggle=move |_| opened.set(node.get_untracked().is_some_and(|node| node.open()))
        >
            <summary>{t!("Before it goes out")}</summary>
            <p class="field-hint">{seen}</p>
            {unknown}
            {move || {
                let found = found.read();
                if found.is_empty() {
                    view! { <p class="good">{t!("The checks found nothing that the client would stumble over.")}</p> }.into_any()
                } else {
                    check_list(workspace, &found)
                }
            }}
        </details>
    }
    .into_any()
}
