//! What the client pays when, following the total, and whether it adds up.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Workbook, XlsxError};

use super::budget;
use super::cell::{at, down, fixed, quoted, rounded, rounding};
use super::look::{Dress, Look};
use super::months::of_offer;
use super::placed::Placed;
use super::sheet::{Column, Sheet};
use super::view::{Kind, Payment, View};
use super::workings::constant;
use crate::model::{InstalmentBase, Money, Share};
use crate::words::Word;

/// The name of the sheet.
pub(super) const NAME: Word = word!(sheet "Payments");
const HEAD: u32 = 3;
const SHARE: u16 = 3;
const AMOUNT: u16 = 4;

/// Writes the sheet.
pub(super) fn write(
    book: &mut Workbook,
    look: &Look,
    view: &View<'_>,
    placed: &Placed,
) -> Result<(), XlsxError> {
    let Some(offer) = view.main() else {
        return Ok(());
    };
    let mut sheet = Sheet::new(
        book,
        look,
        view,
        NAME.said(),
        &of_offer(t!("Payments"), offer),
    )?;
    let columns = [
        Column::text(t!("Payment"), 36.0),
        Column::text(t!("When"), 36.0),
        Column::figures(t!("Due"), 14.0),
        Column::figures(t!(noun "Share"), 12.0),
        Column::figures(&t!("Amount, {}", sheet.currency.code()), 18.0),
    ];
    sheet.heads(HEAD, &columns)?;
    let first = HEAD + 1;
    let count = u32::try_from(view.payments.len()).unwrap_or(0);
    let last = (first + count).saturating_sub(1).max(first);
    let sums = last + 1;
    let media_row = sums + 4;
    let media: Money = (offer.lines.iter())
        .filter(|line| line.kind == Kind::Media)
        .map(|line| line.price)
        .sum();
    let bases = Bases {
        total: placed.price(placed.total),
        media: fixed(media_row, AMOUNT),
        total_of: offer.sums.total,
        media_of: offer.sums.media_total,
    };
    let mut parts = Parts::default();
    for (row, payment) in (first..).zip(&view.payments) {
        let dress = Dress::Line;
        let name = match payment.parts {
            0 | 1 => payment.name.clone(),
            parts => t!(
                "{name}, {part} of {parts}",
                name = payment.name,
                part = payment.part
            ),
        };
        sheet.text(row, 0, &name, dress)?;
        sheet.text(row, 1, payment.when, dress)?;
        sheet.date(row, 2, payment.date, dress)?;
        match payment.share {
            Share::Percent(percent) => sheet.percent(row, SHARE, percent, dress)?,
            Share::Rest => sheet.put(
                row,
                SHARE,
                t!("The rest"),
                &look.cell(dress, super::look::Holds::Amount),
            )?,
            Share::Amount(_) => sheet.blank(row, SHARE..=SHARE, dress)?,
        }
        match bases.formula(&sheet, payment, row, &mut parts, (first, last)) {
            Some(formula) => sheet.sum(row, AMOUNT, &formula, payment.amount, dress)?,
            None => sheet.amount(row, AMOUNT, payment.amount, dress)?,
        }
    }
    let paid: Money = view.payments.iter().map(|payment| payment.amount).sum();
    let rows = [
        (
            t!("All payments"),
            format!("=SUM({})", down(AMOUNT, first, last)),
            paid,
            Dress::Sum,
        ),
        (
            t!("Total of the budget"),
            format!("={}", bases.total),
            offer.sums.total,
            Dress::Line,
        ),
        (
            t!("Not yet in a payment"),
            format!(
                "=ROUND({}-{},{})",
                at(sums + 1, AMOUNT),
                at(sums, AMOUNT),
                sheet.currency.decimals()
            ),
            offer.sums.total - paid,
            Dress::Total,
        ),
    ];
    for (row, (words, formula, amount, dress)) in (sums..).zip(&rows) {
        sheet.text(row, 0, words, *dress)?;
        sheet.blank(row, 1..=SHARE, *dress)?;
        sheet.sum(row, AMOUNT, formula, *amount, *dress)?;
    }
    let needs_media = |payment: &Payment<'_>| payment.of != InstalmentBase::Total;
    if view.payments.iter().any(needs_media) {
        let words = t!("Media with their share of discount, contingency and tax");
        sheet.text(media_row, 0, words, Dress::Working)?;
        sheet.blank(media_row, 1..=SHARE, Dress::Working)?;
        // In proportion to the prices of media, as they stand now.
        let formula = (!media.is_zero()).then(|| {
            format!(
                "=ROUND(SUMIF({},{},{})*{}/{},{})",
                placed.column(budget::KIND),
                quoted(&Kind::all_media()),
                placed.column(budget::PRICE),
                bases.media_of.units(),
                media.units(),
                sheet.currency.decimals()
            )
        });
        match formula {
            Some(formula) => {
                sheet.sum(media_row, AMOUNT, &formula, bases.media_of, Dress::Working)?;
            }
            None => sheet.amount(media_row, AMOUNT, bases.media_of, Dress::Working)?,
        }
    }
    sheet.print(view, false, Some(HEAD))
}

/// The parts of a monthly payment that were written before.
#[derive(Default)]
struct Parts {
    due: Money,
}

/// What shares are taken of.
struct Bases {
    total: String,
    media: String,
    total_of: Money,
    media_of: Money,
}

impl Bases {
    fn of(&self, base: InstalmentBase) -> (String, Money) {
        match base {
            InstalmentBase::Total => (self.total.clone(), self.total_of),
            InstalmentBase::AllButMedia => (
                format!("({}-{})", self.total, self.media),
                self.total_of - self.media_of,
            ),
            InstalmentBase::Media => (self.media.clone(), self.media_of),
        }
    }

    /// The formula of a payment; none where it is an amount of its own.
    fn formula(
        &self,
        sheet: &Sheet<'_>,
        payment: &Payment<'_>,
        row: u32,
        parts: &mut Parts,
        (first, last): (u32, u32),
    ) -> Option<String> {
        let places = sheet.currency.decimals();
        let (base, base_of) = match payment.share {
            Share::Rest => (self.total.clone(), self.total_of),
            _ => self.of(payment.of),
        };
        if payment.parts > 1 {
            if payment.part == 1 {
                parts.due = Money::ZERO;
            }
            parts.due = parts.due + payment.amount;
            if matches!(payment.share, Share::Amount(_)) || base_of.is_zero() {
                return None;
            }
            let due = format!("{base}*{}/{}", parts.due.units(), base_of.units());
            let before = u32::try_from(payment.part).unwrap_or(1) - 1;
            return Some(if before == 0 {
                format!("=ROUND({due},{places})")
            } else {
                let before = down(AMOUNT, row - before, row - 1);
                format!("=ROUND({due}-SUM({before}),{places})")
            });
        }
        match payment.share {
            Share::Percent(percent) => {
                let exact: Decimal = base_of.decimal().checked_mul(percent.fraction())?;
                let product = format!("{base}*{}", at(row, SHARE));
                let share = rounding(&product, exact, sheet.currency)?;
                // Shares of a whole are rounded together, so that they add up.
                let more = constant(payment.amount - rounded(exact)?, sheet);
                Some(format!("={share}{more}"))
            }
            Share::Rest => {
                let mut others = String::new();
                if row > first {
                    others = format!("-SUM({})", down(AMOUNT, first, row - 1));
                }
                if row < last {
                    others = format!("{others}-SUM({})", down(AMOUNT, row + 1, last));
                }
                // A second rest is nothing.
                let is_rest = !payment.amount.is_zero() || self.total_of.is_zero();
                is_rest.then(|| format!("=ROUND({base}{others},{places})"))
            }
            Share::Amount(_) => None,
        }
    }
}
