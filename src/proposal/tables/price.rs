//! The tables of prices: the budget line by line, what it comes to, and the options side by side.

use std::collections::BTreeSet;

use super::{Figures, NONE, columns, line};
use crate::model::{LineId, Money, Percent};
use crate::proposal::block::{Cell, Column, Row, RowKind, Table, TableLook};
use crate::proposal::client_view::{ClientView, Offer, Sums};

/// The budget line by line, and what lines rest on: in which row, and in which words.
pub(in crate::proposal) fn budget<'a>(
    view: &'a ClientView<'_>,
    figures: &Figures<'_>,
) -> (Table, Vec<(usize, &'a str)>) {
    let mut rows = Vec::new();
    let mut assumptions = Vec::new();
    let mut sum = Money::ZERO;
    for group in &view.groups {
        let named = !group.name.trim().is_empty();
        if named {
            rows.push(Row {
                carried: figures.amount(sum),
                ..Row::new(RowKind::Group, vec![Cell::new(group.name.trim())])
            });
        }
        for entry in &group.lines {
            sum = sum + entry.price;
            if !entry.assumption.trim().is_empty() {
                assumptions.push((rows.len(), entry.assumption.trim()));
            }
            let quantity = entry.quantity.as_ref().map(|(quantity, unit)| {
                let quantity = figures.formats.number(quantity.decimal());
                format!("{quantity} {unit}").trim_end().to_owned()
            });
            rows.push(Row {
                carried: figures.amount(sum),
                ..line(vec![
                    Cell::new(entry.name.clone()),
                    Cell::new(quantity.unwrap_or_default()),
                    Cell::new(
                        entry
                            .unit_price
                            .map_or_else(String::new, |p| figures.amount(p)),
                    ),
                    Cell::new(figures.amount(entry.price)),
                ])
            });
        }
        if named && view.groups.len() > 1 {
            rows.push(Row {
                carried: figures.amount(sum),
                ..Row::new(
                    RowKind::Subtotal,
                    vec![
                        Cell::new(group.name.trim()),
                        Cell::default(),
                        Cell::default(),
                        Cell::new(figures.amount(group.price)),
                    ],
                )
            });
        }
    }
    let table = Table {
        caption: figures.in_currency(),
        columns: columns(&[
            (t!("Item"), false, 50),
            (t!("Quantity"), true, 17),
            (t!("Rate"), true, 15),
            (t!("Amount"), true, 18),
        ]),
        rows,
        carries: true,
        ..Table::default()
    };
    (table, assumptions)
}

/// A sum for each group; lines without a group are summed by themselves.
pub(in crate::proposal) fn summary(view: &ClientView<'_>, figures: &Figures<'_>) -> Table {
    let mut sum = Money::ZERO;
    let rows = (view.groups.iter())
        .map(|group| {
            sum = sum + group.price;
            let name = match group.name.trim() {
                "" => t!("Other"),
                name => name,
            };
            Row {
                carried: figures.amount(sum),
                ..line(vec![
                    Cell::new(name),
                    Cell::new(figures.amount(group.price)),
                ])
            }
        })
        .collect();
    Table {
        caption: figures.in_currency(),
        columns: columns(&[(t!("Item"), false, 78), (t!("Amount"), true, 22)]),
        rows,
        carries: true,
        ..Table::default()
    }
}

pub(in crate::proposal) fn totals(sums: &Sums, tax_name: &str, figures: &Figures<'_>) -> Table {
    let row = |kind, label: String, amount: Money| {
        Row::new(
            kind,
            vec![Cell::new(label), Cell::new(figures.amount(amount))],
        )
    };
    let mut rows = vec![row(RowKind::Line, t!("Subtotal").into(), sums.subtotal)];
    if !sums.discount.is_zero() {
        rows.push(row(RowKind::Line, t!("Discount").into(), -sums.discount));
    }
    if !sums.contingency.is_zero() {
        rows.push(row(
            RowKind::Line,
            t!("Contingency").into(),
            sums.contingency,
        ));
    }
    rows.push(row(
        RowKind::Subtotal,
        t!("Net total").into(),
        sums.net_total,
    ));
    for (rate, tax) in &sums.taxes {
        rows.push(row(RowKind::Line, figures.tax(tax_name, *rate), *tax));
    }
    let total = t!("Total in {}", figures.currency.code());
    rows.push(row(RowKind::Total, total, sums.total));
    Table {
        look: TableLook::Totals,
        columns: columns(&[("", false, 60), ("", true, 40)]),
        rows,
        ..Table::default()
    }
}

/// The options side by side.
pub(in crate::proposal) fn options(view: &ClientView<'_>, figures: &Figures<'_>) -> Table {
    let offers = &view.offers;
    if offers.is_empty() {
        return Table::default();
    }
    let first = 31_u8;
    let share = (100 - first) / u8::try_from(offers.len()).unwrap_or(u8::MAX).max(1);
    let mut head = columns(&[("", false, first)]);
    head.extend(offers.iter().map(|offer| Column {
        title: match offer.name.trim() {
            "" => t!("Option").to_owned(),
            name if offer.recommended && !says_so(name) => t!("{name} (recommended)"),
            name => name.to_owned(),
        },
        figures: true,
        width: share,
        marked: offer.recommended,
    }));

    let mut rows = Vec::new();
    if offers
        .iter()
        .any(|offer| !offer.description.trim().is_empty())
    {
        rows.push(across(RowKind::Line, t!("What it is"), offers, |offer| {
            offer.description.trim().to_owned()
        }));
    }
    for name in names_in_order(offers) {
        let label = if name.trim().is_empty() {
            t!("Other")
        } else {
            name.trim()
        };
        rows.push(across(RowKind::Line, label, offers, |offer| {
            let group = offer.groups.iter().find(|(group, _)| group == name);
            figures.amount_or_none(group.map(|(_, sum)| *sum))
        }));
    }
    rows.extend(differences(offers));
    let sums = |kind, label: &str, sum: &dyn Fn(&Sums) -> Money| {
        across(kind, label, offers, |offer| {
            let sum = sum(&offer.sums);
            // A discount of nothing is no discount.
            figures.amount_or_none((kind != RowKind::Line || !sum.is_zero()).then_some(sum))
        })
    };
    if offers.iter().any(|offer| !offer.sums.discount.is_zero()) {
        rows.push(sums(RowKind::Line, t!("Discount"), &|sums| -sums.discount));
    }
    if offers.iter().any(|offer| !offer.sums.contingency.is_zero()) {
        rows.push(sums(RowKind::Line, t!("Contingency"), &|sums| {
            sums.contingency
        }));
    }
    rows.push(sums(RowKind::Subtotal, t!("Net total"), &|sums| {
        sums.net_total
    }));
    let mut rates: Vec<Percent> = (offers.iter())
        .flat_map(|offer| offer.sums.taxes.iter().map(|(rate, _)| *rate))
        .collect();
    rates.sort_unstable();
    rates.dedup();
    for rate in rates {
        let label = figures.tax(view.tax_name, rate);
        rows.push(sums(RowKind::Line, &label, &|sums| {
            let of_rate = sums.taxes.iter().filter(|(of, _)| *of == rate);
            of_rate.map(|(_, tax)| *tax).sum()
        }));
    }
    rows.push(sums(RowKind::Total, t!("Total"), &|sums| sums.total));
    Table {
        caption: figures.in_currency(),
        columns: head,
        rows,
        ..Table::default()
    }
}

/// Whether an option says by its name that it is recommended.
fn says_so(name: &str) -> bool {
    let name = name.to_lowercase();
    name.contains("recommend") || name.contains(t!(stem "recommend"))
}

fn across(kind: RowKind, label: &str, offers: &[Offer], cell: impl Fn(&Offer) -> String) -> Row {
    let mut cells = vec![Cell::new(label)];
    cells.extend(offers.iter().map(|offer| Cell::new(cell(offer))));
    Row::new(kind, cells)
}

fn names_in_order(offers: &[Offer]) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in offers.iter().flat_map(|offer| &offer.groups) {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    names
}

/// What only some of the options have.
fn differences(offers: &[Offer]) -> Vec<Row> {
    let mut seen: BTreeSet<&LineId> = BTreeSet::new();
    let mut lines: Vec<(&LineId, &str)> = Vec::new();
    for (id, name) in offers.iter().flat_map(|offer| &offer.own_lines) {
        if seen.insert(id) {
            lines.push((id, name));
        }
    }
    lines.retain(|(id, _)| !offers.iter().all(|offer| has(offer, id)));
    if lines.is_empty() {
        return Vec::new();
    }
    let mut rows = vec![Row::new(
        RowKind::Group,
        vec![Cell::new(t!("Where they differ"))],
    )];
    for (id, name) in lines {
        rows.push(across(RowKind::Line, name, offers, |offer| {
            let words = if has(offer, id) { t!("included") } else { NONE };
            words.to_owned()
        }));
    }
    rows.push(Row::new(
        RowKind::Group,
        vec![Cell::new(t!("What it comes to"))],
    ));
    rows
}

fn has(offer: &Offer, id: &LineId) -> bool {
    offer.own_lines.iter().any(|(line, _)| line == id)
}
