//! The tables of the proposal: objectives, deliverables, dates, media, payments; prices and
//! what people wrote apart.

mod flowchart;
mod price;
mod written;

pub(super) use price::{budget, options, summary, totals};
pub(super) use written::written;

use crate::model::{Currency, Date, List, Money, Objective, Percent};
use crate::plan::client_calendar::Owed;

use super::block::{Cell, Column, Row, RowKind, Table};
use super::charts::Words;
use super::client_view::{ClientView, DueView, MediaView, Payment, Worker};
use super::formats::Formats;
use super::gantt::{Bar, BarKind};

/// What stands where there is no figure.
pub(super) const NONE: &str = "–";

/// How figures read.
pub(super) struct Figures<'a> {
    pub formats: &'a dyn Formats,
    pub currency: Currency,
}

impl Figures<'_> {
    /// As charts take them.
    pub fn words(&self) -> Words<'_> {
        Words {
            formats: self.formats,
            currency: self.currency,
        }
    }

    pub(super) fn amount(&self, amount: Money) -> String {
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
            t!("Tax")
        } else {
            name.trim()
        };
        format!("{name} {}", self.formats.percent(rate.decimal()))
    }

    pub(super) fn in_currency(&self) -> String {
        t!("All amounts in {}", self.currency.code())
    }
}

pub(super) fn columns(columns: &[(&str, bool, u8)]) -> Vec<Column> {
    (columns.iter())
        .map(|(title, figures, width)| Column {
            title: (*title).to_owned(),
            figures: *figures,
            width: *width,
            marked: false,
        })
        .collect()
}

pub(super) fn line(cells: Vec<Cell>) -> Row {
    Row::new(RowKind::Line, cells)
}

pub(super) fn objectives(objectives: &List<Objective>, figures: &Figures<'_>) -> Table {
    Table {
        columns: columns(&[
            (t!("Objective"), false, 46),
            (t!("Now"), true, 16),
            (t!("Target"), true, 18),
            (t!("By"), true, 20),
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
            (t!("Deliverable"), false, 52),
            (t!("Quantity"), true, 11),
            (t!("Rounds of changes"), true, 17),
            (t!("Due"), true, 20),
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
                    t!("then {price} each")
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

/// What the client decides, and how long they have for it.
pub(super) fn duties(duties: &[Owed], figures: &Figures<'_>) -> Table {
    let day =
        |date: Option<Date>| date.map_or_else(|| NONE.to_owned(), |day| figures.formats.date(day));
    Table {
        columns: columns(&[
            (t!("What we ask of you"), false, 44),
            (t!("Working days"), true, 16),
            (t!("Asked on"), true, 20),
            (t!("By"), true, 20),
        ]),
        rows: (duties.iter())
            .map(|owed| {
                let days = owed
                    .working_days
                    .map_or_else(|| NONE.to_owned(), |days| days.to_string());
                line(vec![
                    Cell::new(owed.what.clone()),
                    Cell::new(days),
                    Cell::new(day(owed.asked_on)),
                    Cell::new(day(owed.by)),
                ])
            })
            .collect(),
        ..Table::default()
    }
}

/// Who does what.
pub(super) fn roles(people: &[Worker<'_>]) -> Table {
    Table {
        columns: columns(&[(t!("Role"), false, 50), (t!("Name"), false, 50)]),
        rows: (people.iter())
            .map(|person| {
                line(vec![
                    Cell::new(or_none(person.role)),
                    Cell::new(person.name),
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
            (t!("What"), false, 52),
            (t!("Who"), false, 20),
            (t!(date "From"), true, 14),
            (t!(date "Done"), true, 14),
        ]),
        rows: (dates.into_iter())
            .map(|bar| {
                let approval = bar.kind == BarKind::Approval;
                line(vec![
                    Cell::new(bar.name.clone()),
                    Cell::new(if approval {
                        t!("Your decision")
                    } else {
                        t!("Milestone")
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

pub(super) fn payments(payments: &[Payment], figures: &Figures<'_>) -> Table {
    let mut rows: Vec<Row> = (payments.iter())
        .map(|payment| {
            let due = match &payment.due {
                DueView::Signature => Cell::new(t!("On signature")),
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
                Cell::new(t!("Total")),
                Cell::default(),
                Cell::new(figures.amount(sum)),
            ],
        ));
    }
    Table {
        caption: t!("All amounts in {}, tax included", figures.currency.code()),
        columns: columns(&[
            (t!("Instalment"), false, 46),
            (t!("Due"), false, 34),
            (t!("Amount"), true, 20),
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
                Cell::new(t!("Together")),
                Cell::default(),
                Cell::new(figures.amount_or_none(all_priced.then(|| priced.sum()))),
                Cell::new(figures.count_or_none(media.impressions)),
                Cell::new(figures.count_or_none(media.clicks)),
                Cell::new(figures.count_or_none(media.conversions)),
            ],
        ));
    }
    Table {
        caption: t!(
            "All amounts in {}, before tax. Figures are what we expect",
            figures.currency.code()
        ),
        columns: columns(&[
            (t!("Channel"), false, 25),
            (t!("Dates"), false, 20),
            (t!("Price"), true, 15),
            (t!("Impressions"), true, 15),
            (t!("Clicks"), true, 12),
            (t!("Conversions"), true, 13),
        ]),
        rows,
        ..Table::default()
    }
}
