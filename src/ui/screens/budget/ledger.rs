//! Tables of figures by month: one look for cash, retainers, payments and currencies. They scroll
//! by themselves where the page is narrow.

use leptos::html;
use leptos::prelude::*;

use crate::ui::parts::size::in_view;
use crate::ui::workspace::Workspace;

/// A table.
#[derive(Clone, PartialEq, Eq)]
pub struct Ledger {
    /// What it is called.
    pub name: String,
    /// The heads of its columns.
    pub heads: Vec<&'static str>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// The sums under it.
    pub foot: Option<Row>,
}

/// A row of a table: its name, and a figure for every other column.
#[derive(Clone, PartialEq, Eq)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// The figures, and whether each is one to worry about.
    pub cells: Vec<(String, bool)>,
}

impl Row {
    /// A row of figures that are all well.
    pub fn new(name: impl Into<String>, cells: impl IntoIterator<Item = String>) -> Self {
        Self {
            name: name.into(),
            cells: cells.into_iter().map(|cell| (cell, false)).collect(),
        }
    }

    /// The same, with worry about the figure in this place.
    pub fn bad(mut self, place: usize, bad: bool) -> Self {
        if let Some((_, worry)) = self.cells.get_mut(place) {
            *worry = bad;
        }
        self
    }
}

/// The table on screen.
pub fn ledger(table: &Ledger) -> AnyView {
    let heads = (table.heads.iter().enumerate())
        .map(|(at, head)| view! { <th scope="col" class:figure={at > 0}>{*head}</th> })
        .collect_view();
    let rows = table.rows.iter().map(row).collect_view();
    let foot = table
        .foot
        .as_ref()
        .map(|foot| view! { <tfoot>{row(foot)}</tfoot> });
    view! {
        <div class="scrolls" tabindex="0" role="region" aria-label=table.name.clone()>
            <table class="ledger">
                <caption class="unseen">{table.name.clone()}</caption>
                <thead><tr>{heads}</tr></thead>
                <tbody>{rows}</tbody>
                {foot}
            </table>
        </div>
    }
    .into_any()
}

fn row(row: &Row) -> AnyView {
    let cells = (row.cells.iter())
        .map(|(text, bad)| view! { <td class="figure" class:bad=*bad>{text.clone()}</td> })
        .collect_view();
    view! { <tr><th scope="row">{row.name.clone()}</th>{cells}</tr> }.into_any()
}

/// As [`crate::ui::parts::size::kept_up`], for what also follows choices made on the screen:
/// `choices` reads them.
pub fn kept_up_with<T: Clone + PartialEq + Send + Sync + 'static>(
    workspace: Workspace,
    place: NodeRef<html::Div>,
    choices: impl Fn() + Send + Sync + 'static,
    make: impl Fn() -> T + Send + Sync + 'static,
) -> Memo<Option<T>> {
    let seen = in_view(place);
    Memo::new(move |before: Option<&Option<T>>| {
        workspace.settled.track();
        choices();
        if seen.get() {
            Some(untrack(&make))
        } else {
            before.cloned().flatten()
        }
    })
}
