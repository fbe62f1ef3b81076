//! What falls into which month. A month of a line is the part of its price that we have reckoned
//! from the calendar, so that it follows when the price is changed, and all of them add up to it.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Workbook, XlsxError};

use super::cell::{at, down};
use super::chart;
use super::look::{Dress, Look};
use super::placed::Placed;
use super::sheet::{Column, Sheet};
use super::view::{Offer, PricedLine, View};
use crate::model::Money;
use crate::plan::month::Month;
use crate::words::Word;

/// The name of the sheet.
pub(super) const NAME: Word = word!(sheet "Months");
const HEAD: u32 = 3;
const PRICE: u16 = 1;
const FIRST_MONTH: u16 = 2;
/// Above so many cells the lines are left out, and the groups' months are amounts.
const MOST_CELLS: usize = 300_000;

/// Writes the sheet.
pub(super) fn write(
    book: &mut Workbook,
    look: &Look,
    view: &View<'_>,
    placed: &Placed,
    on_line: &mut dyn FnMut(),
) -> Result<(), XlsxError> {
    let Some(offer) = view.main() else {
        return Ok(());
    };
    let mut sheet = Sheet::new(
        book,
        look,
        view,
        NAME.said(),
        &of_offer(t!("Months"), offer),
    )?;
    let months = &view.months;
    let last_month = FIRST_MONTH + u16::try_from(months.len().saturating_sub(1)).unwrap_or(0);
    let check = last_month + 1;
    let mut columns = vec![
        Column::text(t!("Item"), 44.0),
        Column::figures(t!("Price"), 16.0),
    ];
    columns.extend(
        months
            .iter()
            .map(|month| Column::figures(&name(*month), 14.0)),
    );
    columns.push(Column::figures(t!("Not in a month"), 13.0));
    sheet.heads(HEAD, &columns)?;
    sheet.page.group_symbols_above(true);
    let detailed = offer.lines.len().saturating_mul(months.len()) <= MOST_CELLS;
    let mut row = HEAD + 1;
    let mut lines = offer.lines.iter().zip(&placed.lines);
    let mut all: BTreeMap<Month, Money> = BTreeMap::new();
    for (group, place) in offer.groups.iter().zip(&placed.groups) {
        let head = row;
        let mut sums: BTreeMap<Month, Money> = BTreeMap::new();
        row += 1;
        for (line, place) in lines.by_ref().take(group.lines) {
            for (month, amount) in &line.months {
                let sum = sums.entry(*month).or_default();
                *sum = *sum + *amount;
            }
            if detailed {
                let spread = Spread {
                    placed,
                    months,
                    last_month,
                };
                spread.line(&mut sheet, row, line, *place)?;
                row += 1;
            }
            on_line();
        }
        let last = row.saturating_sub(1);
        sheet.text(head, 0, group.name, Dress::Group)?;
        sheet.sum(
            head,
            PRICE,
            &format!("={}", placed.price(*place)),
            group.price,
            Dress::Group,
        )?;
        for (column, month) in (FIRST_MONTH..).zip(months) {
            let amount = sums.get(month).copied().unwrap_or_default();
            if detailed {
                let sum = format!("=SUBTOTAL(9,{})", down(column, head + 1, last));
                sheet.quiet_sum(head, column, &sum, amount, Dress::Group)?;
            } else {
                sheet.amount(head, column, amount, Dress::Group)?;
            }
            let total = all.entry(*month).or_default();
            *total = *total + amount;
        }
        left(&mut sheet, head, check, last_month, Dress::Group)?;
        if detailed {
            sheet.page.group_rows(head + 1, last)?;
        }
    }
    let (first, last) = (HEAD + 1, row.saturating_sub(1).max(HEAD + 1));
    let total = row.max(HEAD + 2);
    let kind = if detailed { "SUBTOTAL(9," } else { "SUM(" };
    sheet.text(total, 0, t!("Subtotal by month"), Dress::Total)?;
    let subtotal = format!("={}", placed.price(placed.subtotal));
    sheet.sum(total, PRICE, &subtotal, offer.sums.subtotal, Dress::Total)?;
    for (column, month) in (FIRST_MONTH..).zip(months) {
        let sum = format!("={kind}{})", down(column, first, last));
        let amount = all.get(month).copied().unwrap_or_default();
        sheet.quiet_sum(total, column, &sum, amount, Dress::Total)?;
    }
    left(&mut sheet, total, check, last_month, Dress::Total)?;
    sheet.page.write_string_with_format(
        total + 2,
        0,
        t!("Prices before discount, contingency and tax. Fees fall on the working days of their phase, media on the days of their flight, what is tied to a task on the day it is finished, everything else on the days of the project."),
        &super::look::note(),
    )?;
    sheet.print(view, true, Some(HEAD))?;
    if !months.is_empty() {
        let chart = chart::months(
            NAME.said(),
            (HEAD, total),
            (FIRST_MONTH, last_month),
            look.amount_format(),
        );
        sheet.page.insert_chart(total + 4, 0, &chart)?;
    }
    Ok(())
}

/// The title of a sheet that is of one offer.
pub(super) fn of_offer(title: &str, offer: &Offer<'_>) -> String {
    if offer.name.is_empty() {
        title.to_owned()
    } else {
        format!("{title}: {}", offer.name)
    }
}

/// What no month holds: nothing, as long as only prices are changed.
fn left(
    sheet: &mut Sheet<'_>,
    row: u32,
    column: u16,
    last_month: u16,
    dress: Dress,
) -> Result<(), XlsxError> {
    let (price, places) = (at(row, PRICE), sheet.currency.decimals());
    let months = format!("{}:{}", at(row, FIRST_MONTH), at(row, last_month));
    let formula = format!("=ROUND({price}-SUM({months}),{places})");
    sheet.quiet_sum(row, column, &formula, Money::ZERO, dress)
}

struct Spread<'a> {
    placed: &'a Placed,
    months: &'a [Month],
    last_month: u16,
}

impl Spread<'_> {
    /// A line: each month is what of the price is due by its end, less what stood before.
    fn line(
        &self,
        sheet: &mut Sheet<'_>,
        row: u32,
        line: &PricedLine<'_>,
        place: u32,
    ) -> Result<(), XlsxError> {
        let dress = Dress::Line;
        sheet.text(row, 0, line.name, dress)?;
        sheet.sum(
            row,
            PRICE,
            &format!("={}", self.placed.price(place)),
            line.price,
            dress,
        )?;
        let whole = line.price.units();
        let places = sheet.currency.decimals();
        let price = format!("${}", at(row, PRICE));
        let mut due = Money::ZERO;
        for (column, month) in (FIRST_MONTH..).zip(self.months) {
            let Some(amount) = line.months.get(month).copied().filter(|_| whole != 0) else {
                sheet.blank(row, column..=column, dress)?;
                continue;
            };
            due = due + amount;
            let part = if due == line.price {
                price.clone()
            } else {
                format!("{price}*{}/{whole}", due.units())
            };
            let formula = if column == FIRST_MONTH {
                format!("=ROUND({part},{places})")
            } else {
                let before = format!("{}:{}", at(row, FIRST_MONTH), at(row, column - 1));
                format!("=ROUND({part}-SUM({before}),{places})")
            };
            sheet.quiet_sum(row, column, &formula, amount, dress)?;
        }
        left(sheet, row, self.last_month + 1, self.last_month, dress)
    }
}

/// A month as its column is called, such as May 2027.
fn name(month: Month) -> String {
    const NAMES: [Word; 12] = [
        word!(month "Jan"),
        word!(month "Feb"),
        word!(month "Mar"),
        word!(month "Apr"),
        word!(month "May"),
        word!(month "Jun"),
        word!(month "Jul"),
        word!(month "Aug"),
        word!(month "Sep"),
        word!(month "Oct"),
        word!(month "Nov"),
        word!(month "Dec"),
    ];
    let at = usize::try_from(month.month).unwrap_or(1).saturating_sub(1);
    let name = NAMES.get(at).map_or("", |name| name.said());
    format!("{name} {}", month.year)
}
