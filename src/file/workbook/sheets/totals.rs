//! What a budget comes to, below its lines: subtotal, discount, contingency, net total, taxes and
//! total.

use std::fmt::Write as _;

use rust_decimal::Decimal;
use rust_xlsxwriter::XlsxError;

use super::budget::{ITEM, KIND, PRICE, RATE, money, percent_words};
use super::cell::{at, fixed, fixed_down, rounding};
use super::look::Dress;
use super::placed::Placed;
use super::sheet::Sheet;
use super::tax::{Scopes, is_simple};
use super::view::Offer;
use super::workings::{Steps, Workings};
use crate::model::{DiscountScope, Share};

/// Subtotal, discount, contingency, net total, taxes and total, and below them the steps to them.
pub(super) fn totals(
    sheet: &mut Sheet<'_>,
    placed: &Placed,
    offer: &Offer<'_>,
    tax_name: &str,
) -> Result<(), XlsxError> {
    let places = sheet.currency.decimals();
    let sums = &offer.sums;
    let scopes = Scopes::of(offer);
    let steps = Steps::below(placed);
    let cell = |row: u32| fixed(row, PRICE);
    let currency = sheet.currency;
    let round = |product: &str, exact: Decimal| rounding(product, exact, currency);
    let row_of = |sheet: &mut Sheet<'_>, row, words: &str, dress| {
        sheet.text(row, ITEM, words, dress)?;
        sheet.blank(row, KIND..=RATE, dress)
    };
    let prices = fixed_down(PRICE, placed.first, placed.last);
    let kinds = fixed_down(KIND, placed.first, placed.last);
    row_of(sheet, placed.subtotal, t!("Subtotal"), Dress::Sum)?;
    let all = format!("=ROUND(SUMIF({kinds},\"?*\",{prices}),{places})");
    sheet.sum(placed.subtotal, PRICE, &all, sums.subtotal, Dress::Sum)?;
    let mut net = cell(placed.subtotal);
    if let (Some(row), Some(discount)) = (placed.discount, offer.discount) {
        let base = cell(steps.discounted);
        let (words, formula) = match discount.value {
            Share::Percent(percent) => {
                row_of(sheet, row, "", Dress::Line)?;
                sheet.percent(row, RATE, percent, Dress::Line)?;
                let exact = scopes.discounted.decimal().checked_mul(percent.fraction());
                let rate = at(row, RATE);
                let share = percent_words(percent);
                (
                    match discount.scope {
                        DiscountScope::Fees => t!("Discount, {share} of fees and fixed prices"),
                        DiscountScope::Everything => t!("Discount, {share} of everything"),
                    },
                    exact
                        .and_then(|exact| round(&format!("{rate}*{base}"), exact))
                        .map(|share| format!("=-MAX(0,MIN({share},{base}))")),
                )
            }
            Share::Amount(amount) => {
                row_of(sheet, row, "", Dress::Line)?;
                sheet.amount(row, RATE, amount, Dress::Line)?;
                let rate = at(row, RATE);
                (
                    t!("Discount").to_owned(),
                    Some(format!("=-MAX(0,MIN({rate},{base}))")),
                )
            }
            Share::Rest => {
                row_of(sheet, row, "", Dress::Line)?;
                (t!("Discount").to_owned(), None)
            }
        };
        sheet.text(row, ITEM, &words, Dress::Line)?;
        money(sheet, row, PRICE, formula, -sums.discount, Dress::Line)?;
        let _ = write!(net, "+{}", cell(row));
    }
    if let (Some(row), Some(own)) = (placed.contingency, &offer.contingency) {
        let share = percent_words(own.percent);
        let words = if scopes.contingency_everything {
            t!("Contingency, {share} of everything")
        } else {
            t!("Contingency, {share} of third parties")
        };
        row_of(sheet, row, &words, Dress::Line)?;
        sheet.percent(row, RATE, own.percent, Dress::Line)?;
        let exact = scopes.secured.decimal().checked_mul(own.percent.fraction());
        let share = format!("{}*{}", at(row, RATE), cell(steps.secured));
        let share = exact.and_then(|exact| round(&share, exact));
        let formula = share.map(|share| format!("=MAX(0,{share})"));
        money(sheet, row, PRICE, formula, sums.contingency, Dress::Line)?;
        let _ = write!(net, "+{}", cell(row));
    }
    row_of(sheet, placed.net_total, t!("Net total"), Dress::Sum)?;
    let formula = format!("=ROUND({net},{places})");
    sheet.sum(
        placed.net_total,
        PRICE,
        &formula,
        sums.net_total,
        Dress::Sum,
    )?;
    let simple = is_simple(offer);
    let bases = scopes.bases(offer);
    let mut total = cell(placed.net_total);
    for (at_rate, base) in bases.iter().enumerate() {
        let Some((_, row)) = placed.taxes.get(at_rate).copied() else {
            continue;
        };
        let words = format!("{tax_name} {}", percent_words(base.rate));
        row_of(sheet, row, &words, Dress::Line)?;
        sheet.percent(row, RATE, base.rate, Dress::Line)?;
        let of = if simple {
            cell(placed.net_total)
        } else {
            cell(steps.base(at_rate))
        };
        let exact = base.taxed.decimal().checked_mul(base.rate.fraction());
        let product = format!("{}*{of}", at(row, RATE));
        let formula = exact
            .and_then(|exact| round(&product, exact))
            .map(|tax| format!("={tax}"));
        money(sheet, row, PRICE, formula, base.tax, Dress::Line)?;
        let _ = write!(total, "+{}", cell(row));
    }
    let words = t!("Total in {}", sheet.currency.code());
    row_of(sheet, placed.total, &words, Dress::Total)?;
    let formula = format!("=ROUND({total},{places})");
    sheet.sum(placed.total, PRICE, &formula, sums.total, Dress::Total)?;
    let steps = Workings {
        placed,
        steps,
        scopes: &scopes,
        tax_name,
        places,
    };
    steps.write(sheet, offer, if simple { &[] } else { &bases })
}
