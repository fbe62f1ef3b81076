//! The first sheet: for whom, what it comes to, where the money goes.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::budget::{percent_words, ratio};
use super::cell::at;
use super::chart;
use super::inside::InsideOffer;
use super::look::{self, Dress, Holds, Look};
use super::margin;
use super::placed::Placed;
use super::sheet::{Column, Sheet, clipped};
use super::view::View;
use crate::model::Money;
use crate::words::Word;

/// The name of the sheet.
pub(super) const NAME: Word = word!(sheet "Summary");
const AMOUNT: u16 = 1;
/// More groups than this make no chart that can be read.
const MOST_BARS: u32 = 24;

/// Writes the sheet.
pub(super) fn write(
    book: &mut Workbook,
    look: &Look,
    view: &View<'_>,
    inside: Option<&InsideOffer<'_>>,
    placed: &Placed,
) -> Result<(), XlsxError> {
    let Some(offer) = view.main() else {
        return Ok(());
    };
    let title = if view.title.trim().is_empty() {
        t!("Budget")
    } else {
        view.title
    };
    let mut sheet = Sheet::new(book, look, view, NAME.said(), title)?;
    sheet.page.set_column_width(0, 38)?;
    sheet.page.set_column_width(1, 20)?;
    sheet.page.set_column_width(2, 12)?;
    let mut row = 3;
    let named = format!("{} ", t!("Version"));
    let version = view.version.trim().trim_start_matches(&*named);
    let about = [
        (t!("Client"), view.organisation),
        (t!(sender "From"), view.agency),
        (t!(cover "About"), view.subtitle),
        (t!("Option"), offer.name),
        (t!("Version"), version),
    ];
    for (label, words) in about.iter().filter(|(_, words)| !words.trim().is_empty()) {
        sheet
            .page
            .write_string_with_format(row, 0, *label, &look::label())?;
        sheet.put(
            row,
            AMOUNT,
            words,
            &look::label().set_font_color(look::INK).set_indent(1),
        )?;
        row += 1;
    }
    if view.date.is_some() {
        sheet
            .page
            .write_string_with_format(row, 0, t!("Date"), &look::label())?;
        if let Some(day) = view.date.and_then(super::sheet::day) {
            let format = look::label()
                .set_num_format(t!(excel "d mmmm yyyy"))
                .set_align(rust_xlsxwriter::FormatAlign::Left)
                .set_indent(1);
            sheet
                .page
                .write_datetime_with_format(row, AMOUNT, &day, &format)?;
        }
        row += 1;
    }
    if inside.is_some() {
        let warning = look.inside(Dress::Group, Holds::Text);
        sheet.put(
            row + 1,
            0,
            t!("Internal: cost and margin are in here. Not for the client."),
            &warning,
        )?;
        sheet.put(row + 1, 1, "", &warning)?;
        sheet.put(row + 1, 2, "", &warning)?;
        row += 2;
    }

    sheet.subtitle(row + 1, t!("What it comes to"))?;
    row += 2;
    for (words, at_row, amount, dress) in sums(view, placed) {
        sheet.text(row, 0, &words, dress)?;
        sheet.sum(
            row,
            AMOUNT,
            &format!("={}", placed.price(at_row)),
            amount,
            dress,
        )?;
        row += 1;
    }
    if let Some(inside) = inside {
        row = own_figures(&mut sheet, row + 1, inside)?;
    }

    sheet.subtitle(row + 1, t!("Where the money goes"))?;
    let head = row + 2;
    let columns = [
        Column::text(t!("Group"), 38.0),
        Column::figures(&t!("Price, {}", sheet.currency.code()), 20.0),
        Column::figures(t!(noun "Share"), 12.0),
    ];
    sheet.heads(head, &columns)?;
    row = head + 1;
    let first = row;
    let whole = placed.price(placed.subtotal);
    for (group, place) in offer.groups.iter().zip(&placed.groups) {
        sheet.text(row, 0, group.name, Dress::Line)?;
        sheet.sum(
            row,
            AMOUNT,
            &format!("={}", placed.price(*place)),
            group.price,
            Dress::Line,
        )?;
        let share = format!("=IF({whole}=0,\"–\",{}/{whole})", at(row, AMOUNT));
        ratio(
            &mut sheet,
            row,
            2,
            &share,
            group.price,
            offer.sums.subtotal,
            Dress::Line,
        )?;
        row += 1;
    }
    sheet.print(view, false, None)?;
    if row > first {
        let last = (row - 1).min(first + MOST_BARS - 1);
        let chart = chart::groups(
            NAME.said(),
            (first, last),
            (0, AMOUNT),
            look.amount_format(),
        );
        sheet.page.insert_chart(row + 1, 0, &chart)?;
    }
    sheet.page.set_active(true);
    Ok(())
}

/// From subtotal to total: words, the row on the budget's sheet, the amount.
fn sums(view: &View<'_>, placed: &Placed) -> Vec<(String, u32, Money, Dress)> {
    let Some(offer) = view.main() else {
        return Vec::new();
    };
    let sums = &offer.sums;
    let mut rows = vec![(
        t!("Subtotal").to_owned(),
        placed.subtotal,
        sums.subtotal,
        Dress::Line,
    )];
    if let Some(row) = placed.discount {
        rows.push((t!("Discount").to_owned(), row, -sums.discount, Dress::Line));
    }
    if let Some(row) = placed.contingency {
        rows.push((
            t!("Contingency").to_owned(),
            row,
            sums.contingency,
            Dress::Line,
        ));
    }
    rows.push((
        t!("Net total").to_owned(),
        placed.net_total,
        sums.net_total,
        Dress::Sum,
    ));
    for ((rate, row), (_, _, tax)) in placed.taxes.iter().zip(&sums.taxes) {
        let words = format!("{} {}", view.tax_name, percent_words(*rate));
        rows.push((clipped(&words), *row, *tax, Dress::Line));
    }
    let words = t!("Total in {}", view.currency.code());
    rows.push((words, placed.total, sums.total, Dress::Total));
    rows
}

/// Agency gross income, profit and margin, taken from their own sheet.
fn own_figures(
    sheet: &mut Sheet<'_>,
    row: u32,
    inside: &InsideOffer<'_>,
) -> Result<u32, XlsxError> {
    let price = &inside.price;
    sheet.subtitle(row, t!("What is in it for the agency"))?;
    let rows = [
        (
            t!("Agency gross income"),
            margin::income(),
            price.agency_gross_income,
            Dress::Line,
        ),
        (t!("Profit"), margin::profit(), price.profit, Dress::Sum),
    ];
    for (row, (words, cell, amount, dress)) in (row + 1..).zip(&rows) {
        sheet.text(row, 0, words, *dress)?;
        sheet.sum(row, AMOUNT, &format!("={cell}"), *amount, *dress)?;
    }
    sheet.text(row + 3, 0, t!("Profit margin"), Dress::Line)?;
    let income = price.agency_gross_income.max(Money::ZERO);
    let formula = format!("={}", margin::share());
    ratio(
        sheet,
        row + 3,
        AMOUNT,
        &formula,
        price.profit,
        income,
        Dress::Line,
    )?;
    Ok(row + 4)
}
