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

/// A cell of a ledger: its text, and whether it says something bad.
pub type Entry = (String, bool);

/// A table of figures: what each row is of and its heads, then the name and the figures of every
/// row. `caption` is for those who do not see where it stands.
pub fn ledger(
    caption: Option<String>,
    heads: Vec<String>,
    rows: impl Iterator<Item = (String, Vec<Entry>)>,
) -> AnyView {
    let heads = (heads.into_iter().enumerate())
        .map(|(at, head)| view! { <th scope="col" class:figure={at > 0}>{head}</th> })
        .collect_view();
    let rows = rows
        .map(|(name, entries)| {
            let entries = entries
                .into_iter()
                .map(|(text, bad)| view! { <td class="figure" class:bad=bad>{text}</td> })
                .collect_view();
            view! { <tr><th scope="row">{name}</th>{entries}</tr> }
        })
        .collect_view();
    view! {
        <table class="ledger">
            {caption.map(|caption| view! { <caption class="unseen">{caption}</caption> })}
            <thead><tr>{heads}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
