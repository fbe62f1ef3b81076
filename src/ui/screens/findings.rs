//! What the checks found, each a link to the place where it is put right.

use leptos::prelude::*;

use crate::plan::checks::{Check, Severity};
use crate::ui::parts::icon::{Glyph, Icon};
use crate::ui::words::{self, Here};
use crate::ui::workspace::Workspace;

/// The list.
pub fn check_list(workspace: Workspace, checks: &[Check]) -> AnyView {
    view! {
        <ul class="checks">
            {checks.iter().map(|check| check_item(workspace, check)).collect_view()}
        </ul>
    }
    .into_any()
}

fn check_item(workspace: Workspace, check: &Check) -> AnyView {
    let (class, word, glyph) = match check.severity {
        Severity::Problem => ("severity problem", t!("Problem:"), Glyph::Warning),
        Severity::Warning => ("severity warning", t!("Warning:"), Glyph::Warning),
        Severity::Hint => ("severity hint", t!("Hint:"), Glyph::Check),
    };
    let words = check.finding.words(&Here(workspace.currency.get()));
    let part = words::part_of(&check.place);
    let href = workspace.href(part);
    let sought = words::row_of(&check.place).map(|row| (part, row));
    view! {
        <li>
            <span class=class>
                <Icon glyph/>
                <span class="unseen">{word} " "</span>
            </span>
            <a href=href on:click=move |_| workspace.seek.set(sought.clone())>
                {words}
            </a>
        </li>
    }
    .into_any()
}
