//! The tool “Files”: the budget in other programs, and their budgets here.

use leptos::prelude::*;

use super::spreadsheet;
use crate::ui::desk::use_desk;
use crate::ui::workspace::Workspace;

/// The tool.
pub fn exchange(workspace: Workspace) -> AnyView {
    let desk = use_desk();
    view! {
        <div class="tool exchange">
            <section>
                <h3>"Spreadsheet"</h3>
                <p class="field-hint">
                    "For Excel or LibreOffice, with live formulas and charts. The client’s version holds nothing internal."
                </p>
                {spreadsheet::download(desk, workspace)}
            </section>
        </div>
    }
    .into_any()
}
