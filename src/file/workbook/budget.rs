//! The sheet of a budget: groups and lines, what they come to, and how the tax comes about.

use std::fmt::Write as _;

use rust_decimal::Decimal;
use rust_xlsxwriter::XlsxError;

use super::cell::{at, fixed, fixed_down, is_clear, rounded, rounding, sheet_prefix, text_of};
use super::inside::{InsideLine, InsideOffer, kind_name};
use super::look::{Dress, Holds};
use super::rates;
use super::sheet::{Column, Sheet};
use super::tax::{Base, Part, Scopes, is_simple};
use super::view::{Offer, PricedLine};
use crate::model::{DiscountScope, LineKind, Money, Percent, Share};

pub(super) const ITEM: u16 = 0;
pub(super) const KIND: u16 = 1;
pub(super) const QUANTITY: u16 = 2;
const UNIT: u16 = 3;
const RATE: u16 = 4;
pub(super) const PRICE: u16 = 5;
const TAX: u16 = 6;
/// From here on the agency's own columns.
pub(super) const ROLE: u16 = 7;
const UNIT_COST: u16 = 8;
const FACTOR: u16 = 9;
pub(super) const COST: u16 = 10;
const MARGIN: u16 = 11;
const NOTE: u16 = 12;

/// The row of the heads.
pub(super) const HEAD: u32 = 3;

/// Where everything on a budget's sheet is.
pub(super) struct Placed {
    /// What stands before a cell of it in other sheets' formulas.
    pub prefix: String,
    /// The first and the last row of lines and groups.
    pub first: u32,
    pub last: u32,
    /// The rows of the groups, in their order.
    pub groups: Vec<u32>,
    /// The rows of the lines, in their order.
    pub lines: Vec<u32>,
    pub subtotal: u32,
    pub discount: Option<u32>,
    pub contingency: Option<u32>,
    pub net_total: u32,
    /// With their rates.
    pub taxes: Vec<(Percent, u32)>,
    pub total: u32,
}

impl Placed {
    /// The amount of a row, for a formula on another sheet.
    pub fn price(&self, row: u32) -> String {
        format!("{}{}", self.prefix, fixed(row, PRICE))
    }

    /// The lines and groups of a column, for a formula on another sheet.
    pub fn column(&self, column: u16) -> String {
        format!(
            "{}{}",
            self.prefix,
            fixed_down(column, self.first, self.last)
        )
    }

    /// The rate of a tax, for a name.
    pub fn rate(&self, row: u32) -> String {
        format!("{}{}", self.prefix, fixed(row, RATE))
    }

    /// Where everything will be on the sheet of this name.
    pub fn plan(name: &str, offer: &Offer<'_>) -> Self {
        let mut row = HEAD + 1;
        let (mut groups, mut lines) = (Vec::new(), Vec::new());
        for group in &offer.groups {
            groups.push(row);
            row += 1;
            for _ in 0..group.lines {
                lines.push(row);
                row += 1;
            }
        }
        let last = row.saturating_sub(1).max(HEAD + 1);
        let mut next = last + 1;
        let mut take = || {
            next += 1;
            next
        };
        let subtotal = take();
        let discount = offer.discount.map(|_| take());
        let contingency = offer.contingency.as_ref().map(|_| take());
        let net_total = take();
        let taxes = offer
            .sums
            .taxes
            .iter()
            .map(|(rate, _, _)| (*rate, take()))
            .collect();
        Self {
            prefix: sheet_prefix(name),
            first: HEAD + 1,
            last,
            groups,
            lines,
            subtotal,
            discount,
            contingency,
            net_total,
            taxes,
            total: take(),
        }
    }
}

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
        Column::text("Item", 44.0),
        Column::text("Kind", if inside { 19.0 } else { 12.0 }),
        Column::figures("Quantity", 10.0),
        Column::text("Unit", 9.0),
        Column::figures(&money("Rate"), 13.0),
        Column::figures(&money("Price"), 16.0),
        Column::figures("Tax rate", 8.0),
    ];
    if inside {
        let own = [
            Column::text("Role", 20.0),
            Column::figures(&money("Unit cost"), 13.0),
            Column::figures("Markup or commission", 13.0),
            Column::figures(&money("Cost"), 16.0),
            Column::figures("Margin", 9.0),
            Column::text("Note", 36.0),
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
                format!(
                    "{} {amount} at {}",
                    currency.code(),
                    rate.decimal().normalize()
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
fn money(
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
    format!("{}%", percent.decimal().normalize())
}

/// Subtotal, discount, contingency, net total, taxes and total, and below them the steps to them.
fn totals(
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
    row_of(sheet, placed.subtotal, "Subtotal", Dress::Sum)?;
    let all = format!("=ROUND(SUMIF({kinds},\"?*\",{prices}),{places})");
    sheet.sum(placed.subtotal, PRICE, &all, sums.subtotal, Dress::Sum)?;
    let mut net = cell(placed.subtotal);
    if let (Some(row), Some(discount)) = (placed.discount, offer.discount) {
        let of = match discount.scope {
            DiscountScope::Fees => "of fees and fixed prices",
            DiscountScope::Everything => "of everything",
        };
        let base = cell(steps.discounted);
        let (words, formula) = match discount.value {
            Share::Percent(percent) => {
                row_of(sheet, row, "", Dress::Line)?;
                sheet.percent(row, RATE, percent, Dress::Line)?;
                let exact = scopes.discounted.decimal().checked_mul(percent.fraction());
                let rate = at(row, RATE);
                (
                    format!("Discount, {} {of}", percent_words(percent)),
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
                    "Discount".to_owned(),
                    Some(format!("=-MAX(0,MIN({rate},{base}))")),
                )
            }
            Share::Rest => {
                row_of(sheet, row, "", Dress::Line)?;
                ("Discount".to_owned(), None)
            }
        };
        sheet.text(row, ITEM, &words, Dress::Line)?;
        money(sheet, row, PRICE, formula, -sums.discount, Dress::Line)?;
        let _ = write!(net, "+{}", cell(row));
    }
    if let (Some(row), Some(own)) = (placed.contingency, &offer.contingency) {
        let of = if scopes.contingency_everything {
            "everything"
        } else {
            "third parties"
        };
        let words = format!("Contingency, {} of {of}", percent_words(own.percent));
        row_of(sheet, row, &words, Dress::Line)?;
        sheet.percent(row, RATE, own.percent, Dress::Line)?;
        let exact = scopes.secured.decimal().checked_mul(own.percent.fraction());
        let share = format!("{}*{}", at(row, RATE), cell(steps.secured));
        let share = exact.and_then(|exact| round(&share, exact));
        let formula = share.map(|share| format!("=MAX(0,{share})"));
        money(sheet, row, PRICE, formula, sums.contingency, Dress::Line)?;
        let _ = write!(net, "+{}", cell(row));
    }
    row_of(sheet, placed.net_total, "Net total", Dress::Sum)?;
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
    let words = format!("Total in {}", sheet.currency.code());
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

/// The rows of the steps below the totals.
#[derive(Clone, Copy)]
struct Steps {
    title: u32,
    discounted: u32,
    secured: u32,
}

impl Steps {
    fn below(placed: &Placed) -> Self {
        let title = placed.total + 2;
        Self {
            title,
            discounted: title + 1,
            secured: title + 2,
        }
    }

    /// Five rows for every rate: prices, discount, contingency, rounding, base.
    fn prices(self, at_rate: usize) -> u32 {
        self.secured + 1 + 5 * u32::try_from(at_rate).unwrap_or(0)
    }

    fn base(self, at_rate: usize) -> u32 {
        self.prices(at_rate) + 4
    }
}

/// Writes the steps to discount, contingency and taxes.
struct Workings<'a> {
    placed: &'a Placed,
    steps: Steps,
    scopes: &'a Scopes,
    tax_name: &'a str,
    places: u32,
}

impl Workings<'_> {
    fn write(
        &self,
        sheet: &mut Sheet<'_>,
        offer: &Offer<'_>,
        bases: &[Base],
    ) -> Result<(), XlsxError> {
        if offer.discount.is_none() && offer.contingency.is_none() && bases.is_empty() {
            return Ok(());
        }
        sheet.subtitle(
            self.steps.title,
            "How discount, contingency and tax come about",
        )?;
        self.scopes(sheet, offer)?;
        for (at_rate, base) in bases.iter().enumerate() {
            self.rate(sheet, at_rate, base)?;
        }
        Ok(())
    }

    /// The prices of lines for which these conditions hold.
    fn prices(&self, conditions: &str) -> String {
        let prices = fixed_down(PRICE, self.placed.first, self.placed.last);
        format!("SUMIFS({prices}{conditions})")
    }

    fn kind(&self, name: &str) -> String {
        let kinds = fixed_down(KIND, self.placed.first, self.placed.last);
        format!(",{kinds},\"{name}\"")
    }

    fn scopes(&self, sheet: &mut Sheet<'_>, offer: &Offer<'_>) -> Result<(), XlsxError> {
        let (scopes, places) = (self.scopes, self.places);
        if offer.discount.is_some() {
            let row = self.steps.discounted;
            let (words, formula) = if scopes.discount_everything {
                (
                    "Everything, which the discount is taken of",
                    fixed(self.placed.subtotal, PRICE),
                )
            } else {
                let fees = self.prices(&self.kind("Fee"));
                let fixed = self.prices(&self.kind("Fixed price"));
                (
                    "Fees and fixed prices, which the discount is taken of",
                    format!("ROUND({fees}+{fixed},{places})"),
                )
            };
            step(
                sheet,
                row,
                words,
                Some(format!("={formula}")),
                scopes.discounted,
            )?;
        }
        if offer.contingency.is_some() {
            let discount =
                (self.placed.discount).map_or_else(|| "0".to_owned(), |row| fixed(row, PRICE));
            let (words, formula) = if scopes.contingency_everything {
                let subtotal = fixed(self.placed.subtotal, PRICE);
                (
                    "Everything after discount, which the contingency is a share of",
                    Some(format!("=ROUND({subtotal}+{discount},{places})")),
                )
            } else {
                let third = self.prices(&self.kind("Third party"));
                let formula = if offer.discount.is_some() && scopes.discount_everything {
                    let all = fixed(self.steps.discounted, PRICE);
                    let more = constant(scopes.secured_rounding, sheet);
                    format!(
                        "=ROUND({third}+IF({all}=0,0,ROUND({discount}*{third}/{all},{places})){more},{places})"
                    )
                } else {
                    format!("=ROUND({third},{places})")
                };
                (
                    "Third parties after discount, which the contingency is a share of",
                    scopes.secured_is_sure.then_some(formula),
                )
            };
            step(sheet, self.steps.secured, words, formula, scopes.secured)?;
        }
        Ok(())
    }

    fn rate(&self, sheet: &mut Sheet<'_>, at_rate: usize, base: &Base) -> Result<(), XlsxError> {
        let Some((_, tax_row)) = self.placed.taxes.get(at_rate).copied() else {
            return Ok(());
        };
        let places = self.places;
        let name = format!("{} {}", self.tax_name, percent_words(base.rate));
        let taxed = fixed_down(TAX, self.placed.first, self.placed.last);
        let at_rate_only = format!(",{taxed},{}", fixed(tax_row, RATE));
        let of = |kind: &str| self.prices(&format!("{at_rate_only}{}", self.kind(kind)));
        let row = self.steps.prices(at_rate);
        let (discount, contingency) = (self.placed.discount, self.placed.contingency);
        let formula = format!("=ROUND({},{places})", self.prices(&at_rate_only));
        step(
            sheet,
            row,
            &format!("{name}: prices of its lines"),
            Some(formula),
            base.prices,
        )?;

        let share = |part: Part, formula: String| part.is_sure.then_some(formula);
        let all = fixed(self.steps.discounted, PRICE);
        let formula = discount.map(|discount| {
            let part = if self.scopes.discount_everything {
                fixed(row, PRICE)
            } else {
                format!("({}+{})", of("Fee"), of("Fixed price"))
            };
            let whole = fixed(discount, PRICE);
            format!("=IF({all}=0,0,ROUND({whole}*{part}/{all},{places}))")
        });
        let formula = formula.and_then(|formula| share(base.discount, formula));
        step(
            sheet,
            row + 1,
            "Less their share of the discount",
            formula,
            -base.discount.amount,
        )?;

        let formula = contingency.map(|contingency| {
            let whole = fixed(contingency, PRICE);
            let secured = fixed(self.steps.secured, PRICE);
            let part = if self.scopes.contingency_everything {
                format!("({}+{})", fixed(row, PRICE), fixed(row + 1, PRICE))
            } else if let Some(discount) = discount.filter(|_| self.scopes.discount_everything) {
                let off = fixed(discount, PRICE);
                format!("{}*(1+IF({all}=0,0,{off}/{all}))", of("Third party"))
            } else {
                of("Third party")
            };
            format!("=IF({secured}=0,0,ROUND({whole}*{part}/{secured},{places}))")
        });
        let formula = formula.and_then(|formula| share(base.contingency, formula));
        step(
            sheet,
            row + 2,
            "Plus their share of the contingency",
            formula,
            base.contingency.amount,
        )?;

        step(
            sheet,
            row + 3,
            "Rounding of the shares line by line",
            None,
            base.rounding,
        )?;
        let sum = format!(
            "=ROUND(SUM({}),{places})",
            super::cell::down(PRICE, row, row + 3)
        );
        step(
            sheet,
            row + 4,
            &format!("{name} is taken on"),
            Some(sum),
            base.taxed,
        )
    }
}

fn step(
    sheet: &mut Sheet<'_>,
    row: u32,
    words: &str,
    formula: Option<String>,
    amount: Money,
) -> Result<(), XlsxError> {
    sheet.text(row, ITEM, words, Dress::Working)?;
    sheet.blank(row, KIND..=RATE, Dress::Working)?;
    money(sheet, row, PRICE, formula, amount, Dress::Working)
}

/// An amount to be added in a formula, such as `+0.01`; nothing for nothing.
pub(super) fn constant(amount: Money, sheet: &Sheet<'_>) -> String {
    match amount.units() {
        0 => String::new(),
        1.. => format!("+{}", text_of(amount, sheet.currency)),
        _ => text_of(amount, sheet.currency),
    }
}
