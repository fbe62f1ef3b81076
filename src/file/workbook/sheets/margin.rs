//! Cost and margin: from the subtotal to the profit, and by kind of line. Only the agency sees it.

use rust_xlsxwriter::XlsxError;

use super::budget::{self, ratio};
use super::cell::{at, down, fixed, is_clear, quoted, sheet_prefix};
use super::inside::{InsideOffer, kind_name};
use super::look::{Dress, Holds, decimals_of};
use super::placed::Placed;
use super::sheet::{Column, Sheet};
use super::view::{Kind, Offer};
use crate::model::{LineKind, Money};
use crate::words::Word;

/// The name of the sheet.
pub(super) const NAME: Word = word!(sheet "Cost and margin");
const AMOUNT: u16 = 1;
const FIRST: u32 = 3;

/// Writes the sheet.
pub(super) fn write(
    sheet: &mut Sheet<'_>,
    offer: &Offer<'_>,
    inside: &InsideOffer<'_>,
    placed: &Placed,
) -> Result<(), XlsxError> {
    let money = |words: &str| format!("{words}, {}", sheet.currency.code());
    let columns = [
        Column::text(t!("From price to profit"), 40.0),
        Column::figures(&money(t!("Amount")), 18.0).inside(),
    ];
    sheet.heads(FIRST, &columns)?;
    let price = &inside.price;
    let discount = (placed.discount).map_or_else(|| "0".to_owned(), |row| placed.price(row));
    let external = external_cost(placed);
    let labour = labour_cost(placed);
    let cell = |row: u32| fixed(FIRST + row, AMOUNT);
    let steps = [
        (
            t!("Subtotal"),
            format!("={}", placed.price(placed.subtotal)),
            price.subtotal,
            Dress::Line,
        ),
        (
            t!("Discount"),
            format!("={discount}"),
            -price.discount,
            Dress::Line,
        ),
        (
            t!("External cost"),
            format!("=-({external})"),
            -price.external_cost,
            Dress::Line,
        ),
        (
            t!("Agency gross income"),
            format!("=SUM({}:{})", cell(1), cell(3)),
            price.agency_gross_income,
            Dress::Sum,
        ),
        (
            t!("Labour cost"),
            format!("=-({labour})"),
            -price.labour_cost,
            Dress::Line,
        ),
        (
            t!("Profit"),
            format!("={}+{}", cell(4), cell(5)),
            price.profit,
            Dress::Total,
        ),
    ];
    for (row, (words, formula, amount, dress)) in (FIRST + 1..).zip(&steps) {
        sheet.text(row, 0, words, *dress)?;
        sheet.sum(row, AMOUNT, formula, *amount, *dress)?;
    }
    let row = FIRST + 7;
    sheet.text(
        row,
        0,
        t!("Profit margin, of agency gross income"),
        Dress::Line,
    )?;
    let formula = format!("=IF({0}>0,{1}/{0},\"–\")", cell(4), cell(6));
    let income = price.agency_gross_income.max(Money::ZERO);
    ratio(
        sheet,
        row,
        AMOUNT,
        &formula,
        price.profit,
        income,
        Dress::Line,
    )?;

    let hours = hours(placed);
    let fees = fees(placed);
    sheet.text(row + 1, 0, t!("Fee hours"), Dress::Line)?;
    let total = price.fee_hours.decimal();
    let holds = Holds::Number(decimals_of(total));
    sheet.formula(
        row + 1,
        AMOUNT,
        &format!("={hours}"),
        total.to_string(),
        Dress::Line,
        holds,
    )?;
    sheet.text(row + 2, 0, t!("Blended rate an hour"), Dress::Line)?;
    let places = sheet.currency.decimals();
    let formula = format!("=IF({hours}=0,\"–\",ROUND({fees}/({hours}),{places}))");
    let exact = price.fees.decimal().checked_div(total);
    let is_sure = exact.is_none_or(is_clear);
    match price.blended_rate {
        Some(rate) if !is_sure => sheet.amount(row + 2, AMOUNT, rate, Dress::Line)?,
        Some(rate) => sheet.sum(row + 2, AMOUNT, &formula, rate, Dress::Line)?,
        None => sheet.dash(row + 2, AMOUNT, Dress::Line)?,
    }
    by_kind(sheet, row + 5, offer, inside, placed)
}

/// The formula of what third parties, media and expenses cost.
pub(super) fn external_cost(placed: &Placed) -> String {
    let third = sum_of(placed, Kind::ThirdParty.name(), budget::COST);
    let media = sum_of(placed, &Kind::all_media(), budget::COST);
    let expenses = sum_of(placed, Kind::Expense.name(), budget::COST);
    format!("{third}+{media}+{expenses}")
}

/// The formula of what fees and fixed prices cost.
pub(super) fn labour_cost(placed: &Placed) -> String {
    let fees = sum_of(placed, Kind::Fee.name(), budget::COST);
    let fixed = sum_of(placed, Kind::Fixed.name(), budget::COST);
    format!("{fees}+{fixed}")
}

fn hours(placed: &Placed) -> String {
    sum_of(placed, Kind::Fee.name(), budget::QUANTITY)
}

fn fees(placed: &Placed) -> String {
    sum_of(placed, Kind::Fee.name(), budget::PRICE)
}

/// The formula of the sum of a column over the lines of a kind.
fn sum_of(placed: &Placed, kind: &str, column: u16) -> String {
    format!(
        "SUMIF({},{},{})",
        placed.column(budget::KIND),
        quoted(kind),
        placed.column(column)
    )
}

/// Cost, price, markup and margin of every kind of line.
fn by_kind(
    sheet: &mut Sheet<'_>,
    row: u32,
    offer: &Offer<'_>,
    inside: &InsideOffer<'_>,
    placed: &Placed,
) -> Result<(), XlsxError> {
    let money = |words: &str| format!("{words}, {}", sheet.currency.code());
    let columns = [
        Column::text(t!("By kind of line"), 40.0),
        Column::figures(&money(t!("Cost")), 18.0).inside(),
        Column::figures(&money(t!("Price")), 18.0),
        Column::figures(&money(t!("Price less cost")), 18.0).inside(),
        Column::figures(t!("Markup, of cost"), 12.0).inside(),
        Column::figures(t!("Margin, of price"), 12.0).inside(),
    ];
    sheet.heads(row, &columns)?;
    let first = row + 1;
    let mut next = first;
    let mut sums = (Money::ZERO, Money::ZERO);
    for kind in LineKind::ALL {
        let lines = offer.lines.iter().zip(&inside.lines);
        let of_kind: Vec<_> = lines.filter(|(_, own)| own.kind == kind).collect();
        if of_kind.is_empty() {
            continue;
        }
        let cost: Money = of_kind.iter().map(|(_, own)| own.cost).sum();
        let price: Money = of_kind.iter().map(|(line, _)| line.price).sum();
        sums = (sums.0 + cost, sums.1 + price);
        sheet.text(next, 0, kind_name(kind), Dress::Line)?;
        let of = |column| {
            let kinds = placed.column(budget::KIND);
            format!("=SUMIF({kinds},{},{})", at(next, 0), placed.column(column))
        };
        let (cost_of, price_of) = (of(budget::COST), of(budget::PRICE));
        figures(
            sheet,
            next,
            (&cost_of, cost),
            (&price_of, price),
            Dress::Line,
        )?;
        next += 1;
    }
    let last = next.saturating_sub(1).max(first);
    sheet.text(next, 0, t!("All lines"), Dress::Total)?;
    let sum = |column| format!("=SUM({})", down(column, first, last));
    figures(
        sheet,
        next,
        (&sum(1), sums.0),
        (&sum(2), sums.1),
        Dress::Total,
    )
}

fn figures(
    sheet: &mut Sheet<'_>,
    row: u32,
    (cost_of, cost): (&str, Money),
    (price_of, price): (&str, Money),
    dress: Dress,
) -> Result<(), XlsxError> {
    sheet.sum(row, 1, cost_of, cost, dress)?;
    sheet.sum(row, 2, price_of, price, dress)?;
    let (c, p, left) = (at(row, 1), at(row, 2), at(row, 3));
    sheet.sum(row, 3, &format!("={p}-{c}"), price - cost, dress)?;
    let share_of = |whole: &str| format!("=IF({whole}=0,\"–\",{left}/{whole})");
    ratio(sheet, row, 4, &share_of(&c), price - cost, cost, dress)?;
    ratio(sheet, row, 5, &share_of(&p), price - cost, price, dress)
}

/// The cell of the agency gross income, for formulas on other sheets.
pub(super) fn income() -> String {
    step(4)
}

/// The cell of the profit, for formulas on other sheets.
pub(super) fn profit() -> String {
    step(6)
}

/// The cell of the profit margin, for formulas on other sheets.
pub(super) fn share() -> String {
    step(7)
}

fn step(row: u32) -> String {
    format!(
        "{}{}",
        sheet_prefix(NAME.said()),
        fixed(FIRST + row, AMOUNT)
    )
}
