//! The steps to discount, contingency and taxes, below the totals of a budget's sheet.

use super::budget::{ITEM, KIND, PRICE, RATE, TAX, money, percent_words};
use super::cell::{fixed, fixed_down, quoted, text_of};
use super::look::Dress;
use super::placed::Placed;
use super::sheet::Sheet;
use super::tax::{Base, Part, Scopes};
use super::view::{Kind, Offer};
use crate::model::Money;
use rust_xlsxwriter::XlsxError;

/// The rows of the steps below the totals.
#[derive(Clone, Copy)]
pub(super) struct Steps {
    pub title: u32,
    pub discounted: u32,
    pub secured: u32,
}

impl Steps {
    pub fn below(placed: &Placed) -> Self {
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

    pub fn base(self, at_rate: usize) -> u32 {
        self.prices(at_rate) + 4
    }
}

/// Writes the steps to discount, contingency and taxes.
pub(super) struct Workings<'a> {
    pub placed: &'a Placed,
    pub steps: Steps,
    pub scopes: &'a Scopes,
    pub tax_name: &'a str,
    pub places: u32,
}

impl Workings<'_> {
    pub fn write(
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
            t!("How discount, contingency and tax come about"),
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

    fn kind(&self, kind: Kind) -> String {
        let kinds = fixed_down(KIND, self.placed.first, self.placed.last);
        format!(",{kinds},{}", quoted(kind.name()))
    }

    fn scopes(&self, sheet: &mut Sheet<'_>, offer: &Offer<'_>) -> Result<(), XlsxError> {
        let (scopes, places) = (self.scopes, self.places);
        if offer.discount.is_some() {
            let row = self.steps.discounted;
            let (words, formula) = if scopes.discount_everything {
                (
                    t!("Everything, which the discount is taken of"),
                    fixed(self.placed.subtotal, PRICE),
                )
            } else {
                let fees = self.prices(&self.kind(Kind::Fee));
                let fixed = self.prices(&self.kind(Kind::Fixed));
                (
                    t!("Fees and fixed prices, which the discount is taken of"),
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
                    t!("Everything after discount, which the contingency is a share of"),
                    Some(format!("=ROUND({subtotal}+{discount},{places})")),
                )
            } else {
                let third = self.prices(&self.kind(Kind::ThirdParty));
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
                    t!("Third parties after discount, which the contingency is a share of"),
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
        let of = |kind: Kind| self.prices(&format!("{at_rate_only}{}", self.kind(kind)));
        let row = self.steps.prices(at_rate);
        let (discount, contingency) = (self.placed.discount, self.placed.contingency);
        let formula = format!("=ROUND({},{places})", self.prices(&at_rate_only));
        step(
            sheet,
            row,
            &t!("{name}: prices of its lines"),
            Some(formula),
            base.prices,
        )?;

        let share = |part: Part, formula: String| part.is_sure.then_some(formula);
        let all = fixed(self.steps.discounted, PRICE);
        let formula = discount.map(|discount| {
            let part = if self.scopes.discount_everything {
                fixed(row, PRICE)
            } else {
                format!("({}+{})", of(Kind::Fee), of(Kind::Fixed))
            };
            let whole = fixed(discount, PRICE);
            format!("=IF({all}=0,0,ROUND({whole}*{part}/{all},{places}))")
        });
        let formula = formula.and_then(|formula| share(base.discount, formula));
        step(
            sheet,
            row + 1,
            t!("Less their share of the discount"),
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
                format!("{}*(1+IF({all}=0,0,{off}/{all}))", of(Kind::ThirdParty))
            } else {
                of(Kind::ThirdParty)
            };
            format!("=IF({secured}=0,0,ROUND({whole}*{part}/{secured},{places}))")
        });
        let formula = formula.and_then(|formula| share(base.contingency, formula));
        step(
            sheet,
            row + 2,
            t!("Plus their share of the contingency"),
            formula,
            base.contingency.amount,
        )?;

        step(
            sheet,
            row + 3,
            t!("Rounding of the shares line by line"),
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
            &t!("{name} is taken on"),
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
