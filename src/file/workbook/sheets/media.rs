//! The media plan: flights, what the client pays for them and what they are expected to bring; for
//! the agency also what the media are paid, and how the figures follow from it.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Workbook, XlsxError};

use super::cell::{at, down, is_clear};
use super::inside::{Inside, InsideFlight};
use super::look::{Dress, Holds, Look};
use super::months::of_offer;
use super::placed::Placed;
use super::sheet::{Column, Sheet};
use super::view::{Flight, View};
use crate::model::{BuyingModel, Money};
use crate::words::Word;

/// The name of the sheet.
pub(super) const NAME: Word = word!(sheet "Media");
const HEAD: u32 = 3;
const PRICE: u16 = 4;
const IMPRESSIONS: u16 = 5;
const CLICKS: u16 = 6;
const CONVERSIONS: u16 = 7;
/// From here on the agency's own columns.
const MODEL: u16 = 8;
const RATE: u16 = 9;
const NET: u16 = 10;
const CTR: u16 = 11;
const CVR: u16 = 12;

/// Writes the sheet.
pub(super) fn write(
    book: &mut Workbook,
    look: &Look,
    view: &View<'_>,
    inside: Option<&Inside<'_>>,
    placed: &Placed,
) -> Result<(), XlsxError> {
    let Some(offer) = view.main() else {
        return Ok(());
    };
    let mut sheet = Sheet::new(book, look, view, NAME.said(), &of_offer(t!("Media"), offer))?;
    sheet.heads(HEAD, &columns(&sheet, inside.is_some()))?;
    let first = HEAD + 1;
    for (place, flight) in view.flights.iter().enumerate() {
        let row = first + u32::try_from(place).unwrap_or(0);
        let dress = Dress::Line;
        sheet.text(row, 0, flight.channel, dress)?;
        sheet.text(row, 1, flight.placement, dress)?;
        sheet.date(row, 2, flight.start, dress)?;
        sheet.date(row, 3, flight.finish, dress)?;
        let prices = flight.lines.iter().filter_map(|at| offer.lines.get(*at));
        let price: Money = prices.map(|line| line.price).sum();
        let cells: Vec<String> = (flight.lines.iter())
            .filter_map(|at| placed.lines.get(*at))
            .map(|row| placed.price(*row))
            .collect();
        if cells.is_empty() {
            sheet.dash(row, PRICE, dress)?;
        } else {
            sheet.sum(row, PRICE, &format!("={}", cells.join("+")), price, dress)?;
        }
        let own = inside.and_then(|inside| inside.flights.get(place));
        for (column, count) in counts(flight) {
            let formula = own.and_then(|own| formula(row, column, own, flight));
            match (formula, count) {
                (Some(formula), Some(count)) => {
                    let holds = Holds::Number(0);
                    sheet.formula(row, column, &formula, count.to_string(), dress, holds)?;
                }
                _ => sheet.count(row, column, count, dress)?,
            }
        }
        if let Some(own) = own {
            write_inside(&mut sheet, row, own)?;
        }
    }
    totals(&mut sheet, view, inside, first)?;
    sheet.print(view, true, Some(HEAD))
}

fn columns(sheet: &Sheet<'_>, inside: bool) -> Vec<Column> {
    let money = |words: &str| format!("{words}, {}", sheet.currency.code());
    let mut columns = vec![
        Column::text(t!("Channel"), 24.0),
        Column::text(t!("Placement"), 38.0),
        Column::figures(t!(date "From"), 13.0),
        Column::figures(t!(date "To"), 13.0),
        Column::figures(&money(t!("Price")), 16.0),
        Column::figures(t!("Impressions"), 14.0),
        Column::figures(t!("Clicks"), 12.0),
        Column::figures(t!("Conversions"), 12.0),
    ];
    if inside {
        let own = [
            Column::text(t!("Bought by"), 10.0),
            Column::figures(&money(t!(media "Rate")), 12.0),
            Column::figures(&money(t!("Net to the medium")), 16.0),
            Column::figures(t!("Clicks per impression"), 12.0),
            Column::figures(t!("Conversions per click"), 12.0),
        ];
        columns.extend(own.into_iter().map(Column::inside));
    }
    columns
}

fn counts(flight: &Flight<'_>) -> [(u16, Option<u64>); 3] {
    [
        (IMPRESSIONS, flight.impressions),
        (CLICKS, flight.clicks),
        (CONVERSIONS, flight.conversions),
    ]
}

fn write_inside(sheet: &mut Sheet<'_>, row: u32, own: &InsideFlight) -> Result<(), XlsxError> {
    let dress = Dress::Line;
    let model = match own.model {
        BuyingModel::Cpm => t!("CPM"),
        BuyingModel::Cpc => t!("CPC"),
        BuyingModel::Cpv => t!("CPV"),
        BuyingModel::Cpa => t!("CPA"),
        BuyingModel::Flat => t!("Flat"),
    };
    sheet.text(row, MODEL, model, dress)?;
    sheet.amount(row, RATE, own.rate, dress)?;
    sheet.amount(row, NET, own.net, dress)?;
    for (column, percent) in [(CTR, own.ctr), (CVR, own.cvr)] {
        match percent {
            Some(percent) => sheet.percent(row, column, percent, dress)?,
            None => sheet.dash(row, column, dress)?,
        }
    }
    Ok(())
}

/// How a figure follows from what is bought, where a formula is sure to come to ours: figures that
/// follow from others take them before they are rounded.
fn formula(row: u32, column: u16, own: &InsideFlight, flight: &Flight<'_>) -> Option<String> {
    let (net, rate) = (at(row, NET), at(row, RATE));
    let (bought, exact) = match own.model {
        BuyingModel::Flat => (at(row, IMPRESSIONS), Decimal::from(flight.impressions?)),
        model => {
            let times = if model == BuyingModel::Cpm { 1000 } else { 1 };
            let units = own.net.decimal().checked_mul(Decimal::from(times))?;
            let text = if times == 1 {
                format!("{net}/{rate}")
            } else {
                format!("{net}/{rate}*{times}")
            };
            (text, units.checked_div(own.rate.decimal())?)
        }
    };
    let from_ctr = || {
        Some((
            format!("{bought}*{}", at(row, CTR)),
            exact.checked_mul(own.ctr?.fraction())?,
        ))
    };
    let clicks = match own.model {
        BuyingModel::Cpm | BuyingModel::Flat => from_ctr(),
        BuyingModel::Cpc => Some((bought.clone(), exact)),
        BuyingModel::Cpv | BuyingModel::Cpa => None,
    };
    let (text, exact, ours) = match column {
        IMPRESSIONS if own.model == BuyingModel::Cpm => (bought, exact, flight.impressions?),
        CLICKS => clicks
            .map(|(text, exact)| (text, exact, flight.clicks))
            .and_then(|(text, exact, ours)| Some((text, exact, ours?)))?,
        CONVERSIONS if own.model == BuyingModel::Cpa => (bought, exact, flight.conversions?),
        CONVERSIONS => {
            let (text, exact) = clicks?;
            let exact = exact.checked_mul(own.cvr?.fraction())?;
            (
                format!("{text}*{}", at(row, CVR)),
                exact,
                flight.conversions?,
            )
        }
        _ => return None,
    };
    let whole = super::cell::rounded(exact)?;
    (is_clear(exact) && u64::try_from(whole.units()).ok() == Some(ours))
        .then(|| format!("=ROUND({text},0)"))
}

fn totals(
    sheet: &mut Sheet<'_>,
    view: &View<'_>,
    inside: Option<&Inside<'_>>,
    first: u32,
) -> Result<(), XlsxError> {
    let Some(offer) = view.main() else {
        return Ok(());
    };
    let last = first
        + u32::try_from(view.flights.len())
            .unwrap_or(0)
            .saturating_sub(1);
    let row = last + 1;
    let dress = Dress::Total;
    let sum = |column| format!("=SUM({})", down(column, first, last));
    sheet.text(row, 0, t!("All flights"), dress)?;
    sheet.blank(row, 1..=3, dress)?;
    let lines = view.flights.iter().flat_map(|flight| &flight.lines);
    let prices = lines
        .filter_map(|at| offer.lines.get(*at))
        .map(|line| line.price);
    sheet.sum(row, PRICE, &sum(PRICE), prices.sum(), dress)?;
    for (at, column) in [IMPRESSIONS, CLICKS, CONVERSIONS].into_iter().enumerate() {
        let counts = view
            .flights
            .iter()
            .filter_map(|flight| counts(flight).get(at).and_then(|c| c.1));
        let total = counts.fold(0_u64, u64::saturating_add);
        sheet.formula(
            row,
            column,
            &sum(column),
            total.to_string(),
            dress,
            Holds::Number(0),
        )?;
    }
    if let Some(inside) = inside {
        sheet.blank(row, MODEL..=RATE, dress)?;
        let net = inside.flights.iter().map(|flight| flight.net).sum();
        sheet.sum(row, NET, &sum(NET), net, dress)?;
        sheet.blank(row, CTR..=CVR, dress)?;
    }
    Ok(())
}
