//! Figures as they are read: one with its name, or many as a table that keeps its heads at any
//! width.

use leptos::prelude::*;

/// A figure with its name, in a `dl.figures`.
pub fn figure(name: &'static str, value: String, under: String) -> AnyView {
    view! {
        <div>
            <dt>{name}</dt>
            <dd>
                {value}
                {(!under.is_empty()).then(|| view! { <span class="under">{under}</span> })}
            </dd>
        </div>
    }
    .into_any()
}

/// A table of figures.
#[derive(Clone, PartialEq, Eq)]
pub struct Ledger {
    /// What it is called.
    pub name: String,
    /// What each row is of, and the heads of its figures.
    pub heads: Vec<String>,
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
    #[must_use]
    pub fn bad(mut self, place: usize, bad: bool) -> Self {
        if let Some((_, worry)) = self.cells.get_mut(place) {
            *worry = bad;
        }
        self
    }
}

/// Heads of a table.
#[must_use]
pub fn heads<const N: usize>(heads: [&str; N]) -> Vec<String> {
    heads.map(str::to_owned).into()
}

impl Ledger {
    /// The table, which scrolls by itself where it is wider than its place.
    pub fn scrolling(&self) -> AnyView {
        view! {
            <div class="scrolls" tabindex="0" role="region" aria-label=self.name.clone()>
                {self.table()}
            </div>
        }
        .into_any()
    }

    /// The table; its name is for those who do not see where it stands.
    pub fn table(&self) -> AnyView {
        let heads = (self.heads.iter().enumerate())
            .map(|(at, head)| view! { <th scope="col" class:figure={at > 0}>{head.clone()}</th> })
            .collect_view();
        let foot = self.foot.as_ref();
        view! {
            <table class="ledger">
                <caption class="unseen">{self.name.clone()}</caption>
                <thead><tr>{heads}</tr></thead>
                <tbody>{self.rows.iter().map(row).collect_view()}</tbody>
                {foot.map(|foot| view! { <tfoot>{row(foot)}</tfoot> })}
            </table>
        }
        .into_any()
    }
}

fn row(row: &Row) -> AnyView {
    let cells = (row.cells.iter())
        .map(|(text, bad)| view! { <td class="figure" class:bad=*bad>{text.clone()}</td> })
        .collect_view();
    view! { <tr><th scope="row">{row.name.clone()}</th>{cells}</tr> }.into_any()
}
