//! The sheet of a budget: its groups and lines. What they come to stands in `totals`.

use rust_decimal::Decimal;
use rust_xlsxwriter::XlsxError;

use super::cell::{at, is_clear, rounded, rounding, text_of};
use super::inside::{InsideLine, InsideOffer, kind_name};
use super::look::{Dress, Holds};
use super::placed::Placed;
use super::rates;
use super::sheet::{Column, Sheet};
use super::totals::totals;
use super::view::{Offer, PricedLine};
use crate::model::{LineKind, Money, Percent};

pub(super) const ITEM: u16 = 0;
pub(super) const KIND: u16 = 1;
pub(super) const QUANTITY: u16 = 2;
const UNIT: u16 = 3;
pub(super) const RATE: u16 = 4;
pub(super) const PRICE: u16 = 5;
pub(super) const TAX: u16 = 6;
/// From here on the agency's own columns.
pub(super) const ROLE: u16 = 7;
const UNIT_COST: u16 = 8;
const FACTOR: u16 = 9;
pub(super) const COST: u16 = 10;
const MARGIN: u16 = 11;
const NOTE: u16 = 12;

/// The row of the heads.
pub(super) const HEAD: u32 = 3;

/// Writes the sheet.
pub(super) fn write(
    sheet: &mut Sheet<'_>,
    placed: &Placed,
    offer: &Offer<'_>,
    inside: Option<&InsideOffer<'_>>,
    tax_name: &str,
    on_line: &mut dyn FnMut(),
) -> Result<(), XlsxError> {
    sheet.heads(HEAD, &columns(sheet, inside.is_some()))?;
    sheet.page.group_symbols_above(true);
    let mut lines = offer.lines.iter().zip(&placed.lines);
    let mut inside_lines = inside.map(|inside| inside.lines.iter());
    for (group, row) in offer.groups.iter().zip(&placed.groups) {
        let (first, last) = (row + 1, row + u32::try_from(group.lines).unwrap_or(0));
        sheet.text(*row, ITEM, group.name, Dress::Group)?;
        sheet.blank(*row, KIND..=RATE, Dress::Group)?;
        let sum_of = |column| format!("=SUM({}:{})", at(first, column), at(last, column));
        sheet.sum(*row, PRICE, &sum_of(PRICE), group.price, Dress::Group)?;
        sheet.blank(*row, TAX..=TAX, Dress::Group)?;
        let mut cost = Money::ZERO;
        for (line, row) in lines.by_ref().take(group.lines) {
            let own = inside_lines.as_mut().and_then(Iterator::next);
            write_line(sheet, *row, line, own)?;
            cost = cost + own.map_or(Money::ZERO, |own| own.cost);
            on_line();
        }
        if inside.is_some() {
            sheet.blank(*row, ROLE..=FACTOR, Dress::Group)?;
            sheet.sum(*row, COST, &sum_of(COST), cost, Dress::Group)?;
            margin(sheet, *row, group.price, cost, Dress::Group)?;
            sheet.blank(*row, NOTE..=NOTE, Dress::Group)?;
        }
        sheet.page.group_rows(first, last)?;
    }
    totals(sheet, placed, offer, tax_name)
}

fn columns(sheet: &Sheet<'_>, inside: bool) -> Vec<Column> {
    let money = |words: &str| format!("{words}, {}", sheet.currency.code());
    let mut columns = vec![
        Column::text(t!("Item"), 44.0),
        Column::text(t!("Kind"), if inside { 19.0 } else { 12.0 }),
        Column::figures(t!("Quantity"), 10.0),
        Column::text(t!("Unit"), 9.0),
        Column::figures(&money(t!("Rate")), 13.0),
        Column::figures(&money(t!("Price")), 16.0),
        Column::figures(t!("Tax rate"), 8.0),
    ];
    if inside {
        let own = [
            Column::text(t!("Role"), 20.0),
            Column::figures(&money(t!("Unit cost")), 13.0),
            Column::figures(t!("Markup or commission"), 13.0),
            Column::figures(&money(t!("Cost")), 16.0),
            Column::figures(t!("Margin"), 9.0),
            Column::text(t!("Note"), 36.0),
        ];
        columns.extend(own.into_iter().map(Column::inside));
    }
    columns
}

fn write_line(
    sheet: &mut Sheet<'_>,
    row: u32,
    line: &PricedLine<'_>,
    inside: Option<&InsideLine<'_>>,
) -> Result<(), XlsxError> {
    let dress = Dress::Line;
    sheet.text(row, ITEM, line.name, dress)?;
    let kind = inside.map_or(line.kind.name(), |inside| kind_name(inside.kind));
    sheet.text(row, KIND, kind, dress)?;
    match line.quantity {
        Some(quantity) => sheet.number(row, QUANTITY, quantity, dress)?,
        None => sheet.blank(row, QUANTITY..=QUANTITY, dress)?,
    }
    sheet.text(row, UNIT, line.unit, dress)?;
    match (line.unit_price, inside.and_then(|inside| inside.role)) {
        (Some(rate), Some(role)) if inside.is_some_and(|inside| !inside.own_rate) => {
            sheet.sum(row, RATE, &format!("={}", rates::bill(role)), rate, dress)?;
        }
        (Some(rate), _) => sheet.amount(row, RATE, rate, dress)?,
        (None, _) => sheet.blank(row, RATE..=RATE, dress)?,
    }
    let price = price_formula(sheet, row, line, inside);
    money(sheet, row, PRICE, price, line.price, dress)?;
    match line.tax {
        Some(tax) => sheet.percent(row, TAX, tax, dress)?,
        None => sheet.blank(row, TAX..=TAX, dress)?,
    }
    if let Some(inside) = inside {
        write_inside(sheet, row, line, inside)?;
    }
    Ok(())
}

fn write_inside(
    sheet: &mut Sheet<'_>,
    row: u32,
    line: &PricedLine<'_>,
    inside: &InsideLine<'_>,
) -> Result<(), XlsxError> {
    let dress = Dress::Line;
    sheet.text(row, ROLE, inside.role_name, dress)?;
    match (inside.unit_cost, inside.role) {
        (Some(rate), Some(role)) if !inside.own_cost => {
            sheet.sum(
                row,
                UNIT_COST,
                &format!("={}", rates::cost(role)),
                rate,
                dress,
            )?;
        }
        (Some(cost), _) => sheet.amount(row, UNIT_COST, cost, dress)?,
        (None, _) => {
            let words = inside.bought_in.map(|(currency, amount, rate)| {
                let amount = text_of(amount, currency);
                t!(
                    "{currency} {amount} at {rate}",
                    currency = currency.code(),
                    rate = rate.decimal().normalize()
                )
            });
            sheet.text(row, UNIT_COST, &words.unwrap_or_default(), dress)?;
        }
    }
    match inside.factor {
        Some(factor) => sheet.percent(row, FACTOR, factor, dress)?,
        None => sheet.blank(row, FACTOR..=FACTOR, dress)?,
    }
    let cost = cost_formula(sheet, row, inside).filter(|_| !line.held);
    money(sheet, row, COST, cost, inside.cost, dress)?;
    margin(sheet, row, line.price, inside.cost, dress)?;
    sheet.text(row, NOTE, inside.note, dress)
}

/// A formula where a spreadsheet is sure to come to the same amount, else the amount.
pub(super) fn money(
    sheet: &mut Sheet<'_>,
    row: u32,
    column: u16,
    formula: Option<String>,
    amount: Money,
    dress: Dress,
) -> Result<(), XlsxError> {
    match formula {
        Some(formula) => sheet.sum(row, column, &formula, amount, dress),
        None => sheet.amount(row, column, amount, dress),
    }
}

fn margin(
    sheet: &mut Sheet<'_>,
    row: u32,
    price: Money,
    cost: Money,
    dress: Dress,
) -> Result<(), XlsxError> {
    let (p, c) = (at(row, PRICE), at(row, COST));
    let formula = format!("=IF({p}=0,\"–\",({p}-{c})/{p})");
    ratio(sheet, row, MARGIN, &formula, price - cost, price, dress)
}

/// A formula that comes to a share, or to a dash where there is nothing to share.
pub(super) fn ratio(
    sheet: &mut Sheet<'_>,
    row: u32,
    column: u16,
    formula: &str,
    part: Money,
    whole: Money,
    dress: Dress,
) -> Result<(), XlsxError> {
    let share = part.decimal().checked_div(whole.decimal());
    let result = share.map_or_else(|| "–".to_owned(), |share| share.round_dp(12).to_string());
    sheet.formula(row, column, formula, result, dress, Holds::Percent(1))
}

/// The price of a line from what stands beside it.
fn price_formula(
    sheet: &Sheet<'_>,
    row: u32,
    line: &PricedLine<'_>,
    inside: Option<&InsideLine<'_>>,
) -> Option<String> {
    if line.held {
        return None;
    }
    if line.kind.is_labour() {
        let exact = line.quantity?.checked_mul(line.unit_price?.decimal())?;
        let product = format!("{}*{}", at(row, QUANTITY), at(row, RATE));
        return certain(sheet, &product, exact, line.price);
    }
    // What follows is of the agency's own figures.
    let inside = inside?;
    let (cost, factor) = (at(row, COST), at(row, FACTOR));
    let on_cost = inside.factor.unwrap_or_default().fraction();
    match inside.kind {
        LineKind::Expense => (line.price == inside.cost).then(|| format!("={cost}")),
        LineKind::ThirdParty | LineKind::MediaServiceFee => {
            let exact = inside.cost.decimal().checked_mul(Decimal::ONE + on_cost)?;
            certain(sheet, &format!("{cost}*(1+{factor})"), exact, line.price)
        }
        LineKind::MediaCommission => {
            let kept = Decimal::ONE - on_cost;
            let exact = inside.cost.decimal().checked_div(kept)?;
            (is_clear(exact) && rounded(exact) == Some(line.price))
                .then(|| format!("=ROUND({cost}/(1-{factor}),{})", sheet.currency.decimals()))
        }
        LineKind::Fee | LineKind::Fixed => None,
    }
}

/// The cost of a line from what stands beside it.
fn cost_formula(sheet: &Sheet<'_>, row: u32, inside: &InsideLine<'_>) -> Option<String> {
    let unit_cost = at(row, UNIT_COST);
    let cost = inside.unit_cost?;
    let quantity = match inside.kind {
        LineKind::MediaCommission | LineKind::MediaServiceFee => {
            return (cost == inside.cost).then(|| format!("={unit_cost}"));
        }
        LineKind::Fee => inside.hours.decimal(),
        LineKind::Fixed | LineKind::ThirdParty | LineKind::Expense => inside.quantity.decimal(),
    };
    let exact = quantity.checked_mul(cost.decimal())?;
    let product = format!("{}*{unit_cost}", at(row, QUANTITY));
    certain(sheet, &product, exact, inside.cost)
}

/// The rounded product as a formula, where it is sure to be this amount.
fn certain(sheet: &Sheet<'_>, product: &str, exact: Decimal, amount: Money) -> Option<String> {
    let formula = rounding(product, exact, sheet.currency)?;
    (rounded(exact) == Some(amount)).then(|| format!("={formula}"))
}

/// The words of a percentage, such as `12.5%`.
pub(super) fn percent_words(percent: Percent) -> String {
    t!("{percent}%", percent = percent.decimal().normalize())
}
