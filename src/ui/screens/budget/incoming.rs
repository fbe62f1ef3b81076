//! What would come in from a table of lines, and what would not, before it does.

use std::sync::Arc;

use leptos::prelude::*;

use crate::model::{Identifier, LineId, LineKind, Money, Pitch};
use crate::plan::parse::table::{BudgetAround, PastedLines, add_lines, budget};
use crate::plan::price::price;
use crate::ui::desk::{Desk, fresh};
use crate::ui::format;
use crate::ui::workspace::Workspace;

/// The most lines and the most remarks that are shown one by one.
const MOST_SHOWN: usize = 40;
const MOST_TOLD: usize = 12;

/// A budget that was read, with what it comes to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Incoming {
    pasted: PastedLines,
    /// Group, item, kind, how many, price.
    rows: Vec<[String; 5]>,
    total: Money,
}

/// The preview, and the button that brings the lines in as one step.
pub fn preview(
    desk: Desk,
    workspace: Workspace,
    open: RwSignal<bool>,
    text: RwSignal<String>,
) -> AnyView {
    let incoming = Memo::new(move |_| Arc::new(read(workspace, &text.read())));
    let nothing = move || incoming.read().pasted.lines.is_empty();
    let summary = move || summary(&incoming.read(), workspace);
    let add = move |_| {
        let incoming = incoming.get_untracked();
        workspace.edit(t!("Add lines from a spreadsheet"), "", |pitch| {
            let budget = Arc::make_mut(&mut pitch.budget);
            add_lines(budget, &incoming.pasted, &mut || {
                fresh::<LineId>().as_str().to_owned()
            });
        });
        open.set(false);
        text.set(String::new());
        let words = match incoming.pasted.lines.len() {
            1 => t!("1 line added.").to_owned(),
            count => t!("{count} lines added."),
        };
        desk.toast_with(&words, t!("Undo"), move || workspace.undo());
    };
    view! {
        <p role="status">{summary}</p>
        <div class="preview" tabindex="0" role="region" aria-label=t!("What comes in")>
            {move || remarks(&incoming.read().pasted)}
            {move || table(&incoming.read())}
        </div>
        <div class="choices">
            <button type="button" class="primary" disabled=nothing on:click=add>
                {t!("Add lines")}
            </button>
        </div>
    }
    .into_any()
}

/// `3 lines in 2 groups`.
fn counted(lines: usize, groups: usize) -> String {
    match (lines, groups) {
        (1, 0) => t!("1 line").to_owned(),
        (1, 1) => t!("1 line in 1 group").to_owned(),
        (1, groups) => t!("1 line in {groups} groups"),
        (lines, 0) => t!("{lines} lines"),
        (lines, 1) => t!("{lines} lines in 1 group"),
        (lines, groups) => t!("{lines} lines in {groups} groups"),
    }
}

fn summary(incoming: &Incoming, workspace: Workspace) -> String {
    let pasted = &incoming.pasted;
    if pasted.lines.is_empty() && pasted.refused.is_empty() && pasted.said.is_empty() {
        return t!("Nothing to add yet.").to_owned();
    }
    let total = format::money_in(incoming.total, workspace.currency.get());
    let lines = counted(pasted.lines.len(), pasted.groups.len());
    match pasted.refused.len() {
        0 => t!("{lines}, {total}."),
        1 => t!("{lines}, {total}; 1 row is left out."),
        count => t!("{lines}, {total}; {count} rows are left out."),
    }
}

/// Reads the table for this pitch, and prices what it holds as if nothing else were there.
fn read(workspace: Workspace, text: &str) -> Incoming {
    if text.trim().is_empty() {
        return Incoming::default();
    }
    let pitch = workspace.pitch.read();
    let around = BudgetAround {
        numbers: format::number_form(),
        currency: pitch.currency,
        team: &pitch.team,
        phases: &pitch.timeline.phases,
        options: &pitch.budget.options,
        tax: pitch.budget.tax_rate,
    };
    let pasted = budget(text, &around);
    let mut alone = Pitch::clone(&pitch);
    let own = Arc::make_mut(&mut alone.budget);
    own.lines.retain(|_| false);
    let mut number = 0;
    add_lines(own, &pasted, &mut || {
        number += 1;
        format!("incoming-{number}")
    });
    let priced = price(&alone, None);
    let rows = (alone.budget.lines.iter().zip(&pasted.lines))
        .take(MOST_SHOWN)
        .map(|(line, (group, _))| {
            let figures = priced.lines.get(&line.id).copied().unwrap_or_default();
            let many = match line.kind {
                LineKind::Fee => t!("{} h", format::number(line.hours.decimal())),
                LineKind::MediaCommission | LineKind::MediaServiceFee => String::new(),
                _ => format::number(line.quantity.decimal()),
            };
            [
                group
                    .and_then(|at| pasted.groups.get(at).cloned())
                    .unwrap_or_default(),
                line.name.clone(),
                super::lines::kind_name(line.kind).to_owned(),
                many,
                format::money(figures.price, pitch.currency),
            ]
        })
        .collect();
    Incoming {
        rows,
        total: priced.subtotal,
        pasted,
    }
}

/// Rows that are left out first, then what comes in otherwise.
fn remarks(pasted: &PastedLines) -> AnyView {
    let all = pasted.refused.iter().chain(&pasted.said);
    let count = pasted.refused.len() + pasted.said.len();
    if count == 0 {
        return ().into_any();
    }
    let told = all
        .take(MOST_TOLD)
        .map(|words| view! { <li>{words.clone()}</li> });
    let more = count.saturating_sub(MOST_TOLD);
    let more = (more > 0).then(|| view! { <li>{t!("And {more} more.")}</li> });
    view! { <div class="said"><ul>{told.collect_view()}{more}</ul></div> }.into_any()
}

fn table(incoming: &Incoming) -> AnyView {
    if incoming.rows.is_empty() {
        return ().into_any();
    }
    let rows = incoming
        .rows
        .iter()
        .cloned()
        .map(|[group, item, kind, many, price]| {
            view! {
                <tr>
                    <td>{group}</td>
                    <th scope="row">{item}</th>
                    <td>{kind}</td>
                    <td class="figure">{many}</td>
                    <td class="figure">{price}</td>
                </tr>
            }
        });
    let more = incoming
        .pasted
        .lines
        .len()
        .saturating_sub(incoming.rows.len());
    let more = (more > 0).then(|| view! { <p class="field-hint">{t!("And {more} more.")}</p> });
    view! {
        <table class="incoming" aria-label=t!("Lines that come in")>
            <thead>
                <tr>
                    <th scope="col">{t!("Group")}</th>
                    <th scope="col">{t!("Item")}</th>
                    <th scope="col">{t!("Kind")}</th>
                    <th scope="col" class="figure">{t!("Quantity")}</th>
                    <th scope="col" class="figure">{t!("Price")}</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
        {more}
    }
    .into_any()
}
