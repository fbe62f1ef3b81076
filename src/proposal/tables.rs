//! The tables of the proposal: objectives, deliverables, dates, budget, options, media, payments.

use std::collections::BTreeSet;

use crate::model::{Currency, Date, LineId, List, Money, Objective, Percent};

use super::block::{Cell, Column, Row, RowKind, Table, TableLook};
use super::client_view::{ClientView, DueView, MediaView, Offer, Payment, Sums};
use super::formats::Formats;
use super::gantt::{Bar, BarKind};

/// What stands where there is no figure.
const NONE: &str = "–";

/// How figures read.
pub(super) struct Figures<'a> {
    pub formats: &'a dyn Formats,
    pub currency: Currency,
}

impl Figures<'_> {
    fn amount(&self, amount: Money) -> String {
        self.formats.amount(amount, self.currency)
    }

    fn amount_or_none(&self, amount: Option<Money>) -> String {
        amount.map_or_else(|| NONE.to_owned(), |amount| self.amount(amount))
    }

    fn count_or_none(&self, count: Option<u64>) -> String {
        count.map_or_else(
            || NONE.to_owned(),
            |count| self.formats.number(count.into()),
        )
    }

    fn date_or_none(&self, date: Option<Date>) -> String {
        date.map_or_else(|| NONE.to_owned(), |date| self.formats.date(date))
    }

    fn tax(&self, name: &str, rate: Percent) -> String {
        let name = if name.trim().is_empty() {
            "Tax"
        } else {
            name.trim()
        };
        format!("{name} {}", self.formats.percent(rate.decimal()))
    }

    fn in_currency(&self) -> String {
        format!("All amounts in {}", self.currency.code())
    }
}

fn columns(columns: &[(&str, bool, u8)]) -> Vec<Column> {
    (columns.iter())
        .map(|(title, figures, width)| Column {
            title: (*title).to_owned(),
            figures: *figures,
            width: *width,
            marked: false,
        })
        .collect()
}

fn line(cells: Vec<Cell>) -> Row {
    Row::new(RowKind::Line, cells)
}

pub(super) fn objectives(objectives: &List<Objective>, figures: &Figures<'_>) -> Table {
    Table {
        columns: columns(&[
            ("Objective", false, 46),
            ("Now", true, 16),
            ("Target", true, 18),
            ("By", true, 20),
        ]),
        rows: (objectives.iter())
            .map(|objective| {
                line(vec![
                    Cell {
                        text: objective.name.clone(),
                        note: objective.metric.clone(),
                    },
                    Cell::new(or_none(&objective.baseline)),
                    Cell::new(or_none(&objective.target)),
                    Cell::new(figures.date_or_none(objective.by)),
                ])
            })
            .collect(),
        ..Table::default()
    }
}

fn or_none(text: &str) -> &str {
    if text.trim().is_empty() { NONE } else { text }
}

pub(super) fn deliverables(view: &ClientView<'_>, figures: &Figures<'_>) -> Table {
    Table {
        columns: columns(&[
            ("Deliverable", false, 52),
            ("Quantity", true, 11),
            ("Rounds of changes", true, 17),
            ("Due", true, 20),
        ]),
        rows: (view.deliverables.iter())
            .map(|deliverable| {
                let note = [&deliverable.specification, &deliverable.acceptance]
                    .into_iter()
                    .filter(|text| !text.trim().is_empty())
                    .map(|text| text.trim())
                    .collect::<Vec<_>>()
                    .join("\n");
                let further = (deliverable.further_round_price).map_or_else(String::new, |price| {
                    let price = figures.formats.money(price, figures.currency);
                    format!("then {price} each")
                });
                let due = (deliverable.due.as_ref())
                    .and_then(|task| view.finishes.get(task))
                    .map(|(_, date)| *date);
                line(vec![
                    Cell {
                        text: deliverable.name.clone(),
                        note,
                    },
                    Cell::new(deliverable.quantity.map_or_else(
                        || NONE.to_owned(),
                        |quantity| figures.formats.number(quantity.decimal()),
                    )),
                    Cell {
                        text: deliverable
                            .rounds
                            .map_or_else(|| NONE.to_owned(), |rounds| rounds.to_string()),
                        note: further,
                    },
                    Cell::new(figures.date_or_none(due)),
                ])
            })
            .collect(),
        ..Table::default()
    }
}

/// Milestones and approvals by date.
pub(super) fn key_dates(bars: &[Bar], figures: &Figures<'_>) -> Table {
    let mut dates: Vec<&Bar> = (bars.iter())
        .filter(|bar| matches!(bar.kind, BarKind::Milestone | BarKind::Approval))
        .collect();
    dates.sort_by_key(|bar| (bar.finish, bar.start));
    Table {
        columns: columns(&[
            ("What", false, 52),
            ("Who", false, 20),
            ("From", true, 14),
            ("Done", true, 14),
        ]),
        rows: (dates.into_iter())
            .map(|bar| {
                let approval = bar.kind == BarKind::Approval;
                line(vec![
                    Cell::new(bar.name.clone()),
                    Cell::new(if approval {
                        "Your decision"
                    } else {
                        "Milestone"
                    }),
                    Cell::new(if approval {
                        figures.formats.day(bar.start)
                    } else {
                        String::new()
                    }),
                    Cell::new(figures.formats.day(bar.finish)),
                ])
            })
            .collect(),
        ..Table::default()
    }
}

pub(super) fn budget(view: &ClientView<'_>, figures: &Figures<'_>) -> Table {
    let mut rows = Vec::new();
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
    Table {
        caption: figures.in_currency(),
        columns: columns(&[
            ("Item", false, 50),
            ("Quantity", true, 17),
            ("Rate", true, 15),
            ("Amount", true, 18),
        ]),
        rows,
        carries: true,
        ..Table::default()
    }
}

pub(super) fn totals(sums: &Sums, tax_name: &str, figures: &Figures<'_>) -> Table {
    let row = |kind, label: String, amount: Money| {
        Row::new(
            kind,
            vec![Cell::new(label), Cell::new(figures.amount(amount))],
        )
    };
    let mut rows = vec![row(RowKind::Line, "Subtotal".into(), sums.subtotal)];
    if !sums.discount.is_zero() {
        rows.push(row(RowKind::Line, "Discount".into(), -sums.discount));
    }
    if !sums.contingency.is_zero() {
        rows.push(row(RowKind::Line, "Contingency".into(), sums.contingency));
    }
    rows.push(row(RowKind::Subtotal, "Net total".into(), sums.net_total));
    for (rate, tax) in &sums.taxes {
        rows.push(row(RowKind::Line, figures.tax(tax_name, *rate), *tax));
    }
    let total = format!("Total in {}", figures.currency.code());
    rows.push(row(RowKind::Total, total, sums.total));
    Table {
        look: TableLook::Totals,
        columns: columns(&[("", false, 60), ("", true, 40)]),
        rows,
        ..Table::default()
    }
}

/// The options side by side.
pub(super) fn options(view: &ClientView<'_>, figures: &Figures<'_>) -> Table {
    let offers = &view.offers;
    if offers.is_empty() {
        return Table::default();
    }
    let first = 31_u8;
    let share = (100 - first) / u8::try_from(offers.len()).unwrap_or(u8::MAX).max(1);
    let mut head = columns(&[("", false, first)]);
    head.extend(offers.iter().map(|offer| Column {
        title: match offer.name.trim() {
            "" => "Option".to_owned(),
            name if offer.recommended && !name.to_lowercase().contains("recommend") => {
                format!("{name} (recommended)")
            }
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
        rows.push(across(RowKind::Line, "What it is", offers, |offer| {
            offer.description.trim().to_owned()
        }));
    }
    for name in names_in_order(offers) {
        let label = if name.trim().is_empty() {
            "Other"
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
        rows.push(sums(RowKind::Line, "Discount", &|sums| -sums.discount));
    }
    if offers.iter().any(|offer| !offer.sums.contingency.is_zero()) {
        rows.push(sums(RowKind::Line, "Contingency", &|sums| sums.contingency));
    }
    rows.push(sums(RowKind::Subtotal, "Net total", &|sums| sums.net_total));
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
    rows.push(sums(RowKind::Total, "Total", &|sums| sums.total));
    Table {
        caption: figures.in_currency(),
        columns: head,
        rows,
        ..Table::default()
    }
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
        vec![Cell::new("Where they differ")],
    )];
    for (id, name) in lines {
        rows.push(across(RowKind::Line, name, offers, |offer| {
            if has(offer, id) { "included" } else { NONE }.to_owned()
        }));
    }
    rows.push(Row::new(
        RowKind::Group,
        vec![Cell::new("What it comes to")],
    ));
    rows
}

fn has(offer: &Offer, id: &LineId) -> bool {
    offer.own_lines.iter().any(|(line, _)| line == id)
}

pub(super) fn payments(payments: &[Payment], figures: &Figures<'_>) -> Table {
    let mut rows: Vec<Row> = (payments.iter())
        .map(|payment| {
            let due = match &payment.due {
                DueView::Signature => Cell::new("On signature"),
                DueView::Task(name, date) => Cell {
                    text: figures.date_or_none(*date),
                    note: name.clone(),
                },
                DueView::Date(date) => Cell::new(figures.date_or_none(*date)),
            };
            line(vec![
                Cell::new(payment.name.clone()),
                due,
                Cell::new(figures.amount(payment.amount)),
            ])
        })
        .collect();
    if rows.len() > 1 {
        let sum = payments.iter().map(|payment| payment.amount).sum();
        rows.push(Row::new(
            RowKind::Total,
            vec![
                Cell::new("Total"),
                Cell::default(),
                Cell::new(figures.amount(sum)),
            ],
        ));
    }
    Table {
        caption: format!("{}, tax included", figures.in_currency()),
        columns: columns(&[
            ("Instalment", false, 46),
            ("Due", false, 34),
            ("Amount", true, 20),
        ]),
        rows,
        ..Table::default()
    }
}

pub(super) fn media(media: &MediaView<'_>, figures: &Figures<'_>) -> Table {
    let mut rows: Vec<Row> = (media.flights.iter())
        .map(|flight| {
            let dates = match (flight.start, flight.finish) {
                (Some(start), Some(finish)) => format!(
                    "{} – {}",
                    figures.formats.day(start),
                    figures.formats.day(finish)
                ),
                (start, finish) => figures.date_or_none(start.or(finish)),
            };
            line(vec![
                Cell {
                    text: flight.channel.clone(),
                    note: flight.placement.clone(),
                },
                Cell::new(dates),
                Cell::new(figures.amount_or_none(flight.price)),
                Cell::new(figures.count_or_none(flight.impressions)),
                Cell::new(figures.count_or_none(flight.clicks)),
                Cell::new(figures.count_or_none(flight.conversions)),
            ])
        })
        .collect();
    if rows.len() > 1 {
        let priced = media.flights.iter().filter_map(|flight| flight.price);
        let all_priced = media.flights.iter().all(|flight| flight.price.is_some());
        rows.push(Row::new(
            RowKind::Total,
            vec![
                Cell::new("Together"),
                Cell::default(),
                Cell::new(figures.amount_or_none(all_priced.then(|| priced.sum()))),
                Cell::new(figures.count_or_none(media.impressions)),
                Cell::new(figures.count_or_none(media.clicks)),
                Cell::new(figures.count_or_none(media.conversions)),
            ],
        ));
    }
    Table {
        caption: format!(
            "{}, before tax. Figures are what we expect",
            figures.in_currency()
        ),
        columns: columns(&[
            ("Channel", false, 25),
            ("Dates", false, 20),
            ("Price", true, 15),
            ("Impressions", true, 15),
            ("Clicks", true, 12),
            ("Conversions", true, 13),
        ]),
        rows,
        ..Table::default()
    }
}
