//! The rate card, which the budget's fees take their rates from: change it there, and every price
//! follows. Only the agency sees it.

use rust_decimal::Decimal;
use rust_xlsxwriter::XlsxError;

use super::budget::{self, ratio};
use super::cell::{at, down, fixed, quoted, sheet_prefix};
use super::inside::{Inside, InsideOffer};
use super::look::{Dress, Holds, decimals_of};
use super::placed::Placed;
use super::sheet::{Column, Sheet};
use super::view::{Kind, Offer, View};
use crate::model::{Hours, LineKind, Money};
use crate::words::Word;

/// The name of the sheet.
pub(super) const NAME: Word = word!(sheet "Rates");
const HEAD: u32 = 3;
const BILL: u16 = 2;
const COST: u16 = 3;
const MARGIN: u16 = 4;
const HOURS: u16 = 5;
const FEES: u16 = 6;

/// The bill rate of a role, by its place in the rate card.
pub(super) fn bill(role: usize) -> String {
    format!("{}{}", sheet_prefix(NAME.said()), fixed(row(role), BILL))
}

/// The cost rate of a role, by its place in the rate card.
pub(super) fn cost(role: usize) -> String {
    format!("{}{}", sheet_prefix(NAME.said()), fixed(row(role), COST))
}

fn row(role: usize) -> u32 {
    HEAD + 1 + u32::try_from(role).unwrap_or(0)
}

/// Writes the sheet.
pub(super) fn write(
    sheet: &mut Sheet<'_>,
    view: &View<'_>,
    inside: &Inside<'_>,
    placed: &Placed,
) -> Result<(), XlsxError> {
    let money = |words: &str| format!("{words}, {}", sheet.currency.code());
    let columns = [
        Column::text(t!("Role"), 30.0),
        Column::text(t!("Discipline"), 20.0),
        Column::figures(&money(t!("Bill rate an hour")), 14.0),
        Column::figures(&money(t!("Cost rate an hour")), 14.0).inside(),
        Column::figures(t!("Margin"), 10.0).inside(),
        Column::figures(t!("Hours"), 12.0),
        Column::figures(&money(t!("Fees")), 16.0),
    ];
    sheet.heads(HEAD, &columns)?;
    let (Some(offer), Some(own)) = (view.main(), inside.offers.get(view.main)) else {
        return Ok(());
    };
    for (place, role) in inside.roles.iter().enumerate() {
        let row = row(place);
        let dress = Dress::Line;
        sheet.text(row, 0, &role.name, dress)?;
        sheet.text(row, 1, &role.discipline, dress)?;
        sheet.amount(row, BILL, role.bill_rate, dress)?;
        sheet.amount(row, COST, role.cost_rate, dress)?;
        let (bill, cost) = (at(row, BILL), at(row, COST));
        let formula = format!("=IF({bill}=0,\"–\",({bill}-{cost})/{bill})");
        let margin = role.bill_rate - role.cost_rate;
        ratio(sheet, row, MARGIN, &formula, margin, role.bill_rate, dress)?;
        let (hours, fees) = of_role(offer, own, place);
        let same_name = |other: &&&crate::model::Role| same(&other.name, &role.name);
        let is_known = inside.roles.iter().filter(same_name).count() == 1 && !role.name.is_empty();
        if is_known {
            // Not SUMIF, to which a name may be a condition.
            let of = |column| {
                format!(
                    "=SUMPRODUCT(({}={})*({}={})*{})",
                    placed.column(budget::KIND),
                    quoted(Kind::Fee.name()),
                    placed.column(budget::ROLE),
                    at(row, 0),
                    placed.column(column)
                )
            };
            let holds = Holds::Number(decimals_of(hours.decimal()));
            let result = hours.decimal().to_string();
            sheet.formula(row, HOURS, &of(budget::QUANTITY), result, dress, holds)?;
            sheet.sum(row, FEES, &of(budget::PRICE), fees, dress)?;
        } else {
            sheet.number(row, HOURS, hours.decimal(), dress)?;
            sheet.amount(row, FEES, fees, dress)?;
        }
    }
    let first = HEAD + 1;
    let last = row(inside.roles.len().saturating_sub(1)).max(first);
    let total = last + 1;
    sheet.text(total, 0, t!("In the rate card"), Dress::Sum)?;
    sheet.blank(total, 1..=MARGIN, Dress::Sum)?;
    let roles = 0..inside.roles.len();
    let (hours, fees) = roles.map(|place| of_role(offer, own, place)).fold(
        (Decimal::ZERO, Money::ZERO),
        |(hours, fees), (more, fee)| (hours + more.decimal(), fees + fee),
    );
    let sum = |column| format!("=SUM({})", down(column, first, last));
    let holds = Holds::Number(decimals_of(hours));
    sheet.formula(
        total,
        HOURS,
        &sum(HOURS),
        hours.to_string(),
        Dress::Sum,
        holds,
    )?;
    sheet.sum(total, FEES, &sum(FEES), fees, Dress::Sum)
}

fn same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

/// Hours and fees of a role in an offer.
fn of_role(offer: &Offer<'_>, inside: &InsideOffer<'_>, role: usize) -> (Hours, Money) {
    let lines = offer.lines.iter().zip(&inside.lines);
    let of_role = lines.filter(|(_, own)| own.kind == LineKind::Fee && own.role == Some(role));
    of_role.fold((Hours::ZERO, Money::ZERO), |(hours, fees), (line, own)| {
        (hours + own.hours, fees + line.price)
    })
}
