//! Where cells are, and which formulas a spreadsheet works out to the same minor unit as we do.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::file::workbook::MAX_AMOUNT;
use crate::model::{Currency, Money};

/// The address of a cell, such as `C7`; row and column count from 0.
pub(super) fn at(row: u32, column: u16) -> String {
    format!("{}{}", column_name(column), row + 1)
}

/// The address of a cell that stays where a formula is copied, such as `$C$7`.
pub(super) fn fixed(row: u32, column: u16) -> String {
    format!("${}${}", column_name(column), row + 1)
}

/// The address of rows of a column, such as `C7:C9`.
pub(super) fn down(column: u16, first: u32, last: u32) -> String {
    format!("{}:{}", at(first, column), at(last, column))
}

/// The address of rows of a column that stays, such as `$C$7:$C$9`.
pub(super) fn fixed_down(column: u16, first: u32, last: u32) -> String {
    format!("{}:{}", fixed(first, column), fixed(last, column))
}

/// The name of a column, such as `AB`.
pub(super) fn column_name(column: u16) -> String {
    let mut name = Vec::new();
    let mut rest = u32::from(column) + 1;
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or(0);
        name.push(char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    name.iter().rev().collect()
}

/// The name of a sheet as formulas write it, with the sign before the cell: `'Budget A'!`.
pub(super) fn sheet_prefix(name: &str) -> String {
    format!("'{}'!", name.replace('\'', "''"))
}

/// Words as formulas write them: `"Fee"`.
pub(super) fn quoted(words: &str) -> String {
    format!("\"{}\"", words.replace('"', "\"\""))
}

/// An amount as the decimal text of its major unit: 8425000 cents are `84250.00`.
pub(super) fn text_of(amount: Money, currency: Currency) -> String {
    Decimal::new(amount.units(), currency.decimals()).to_string()
}

/// The number that stands for a decimal text. It is made from the text at the very edge, and is
/// the nearest there is: amounts of up to fifteen digits come back as the same text.
pub(super) fn number_of(decimal: Decimal) -> f64 {
    decimal.normalize().to_string().parse().unwrap_or(0.0)
}

/// Rounded half away from zero, to the minor unit; none beyond what is counted.
pub(super) fn rounded(minor: Decimal) -> Option<Money> {
    let whole = minor.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    let units = i64::try_from(whole).ok()?;
    (units.unsigned_abs() <= MAX_AMOUNT.unsigned_abs()).then(|| Money::minor(units))
}

/// The rounded product of two cells, in a form that every spreadsheet rounds as we do; `exact` is
/// the product in minor units. None where it has more than the fifteen digits that a spreadsheet
/// carries.
///
/// A product that ends in just half a minor unit may lie a breath below it there (1.005 does), so
/// it is first rounded to six places more.
pub(super) fn rounding(product: &str, exact: Decimal, currency: Currency) -> Option<String> {
    if exact.normalize().mantissa().unsigned_abs() >= 1_000_000_000_000_000 {
        return None;
    }
    let places = currency.decimals();
    let is_half = exact.abs().fract() == Decimal::new(5, 1);
    Some(if is_half {
        format!("ROUND(ROUND({product},{}),{places})", places + 6)
    } else {
        format!("ROUND({product},{places})")
    })
}

/// Whether a spreadsheet's ROUND of this quotient, in minor units, is certain to be ours: it must
/// lie further from a half than its last digit can be wrong.
pub(super) fn is_clear(quotient: Decimal) -> bool {
    let half = Decimal::new(5, 1);
    let from_half = (quotient.abs().fract() - half).abs();
    from_half * Decimal::from(10_i64.pow(14)) > quotient.abs().max(Decimal::ONE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_in_a_spreadsheet() {
        let names: Vec<String> = [0, 25, 26, 51, 52, 701, 702].map(column_name).to_vec();
        assert_eq!(names, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }

    #[test]
    fn what_is_near_a_half_is_not_clear() {
        let number = |text: &str| text.parse::<Decimal>().unwrap_or_default();
        assert!(is_clear(number("12.4")));
        assert!(!is_clear(number("12.5")));
        assert!(!is_clear(number("123456789012.5000001")));
    }

    #[test]
    fn a_half_is_rounded_twice_and_what_is_too_long_not_at_all() {
        let formula = |exact: &str| {
            let exact = exact.parse::<Decimal>().unwrap_or_default();
            rounding("A1*B1", exact, Currency::EUR)
        };
        assert_eq!(formula("100.25").as_deref(), Some("ROUND(A1*B1,2)"));
        assert_eq!(
            formula("-100.50").as_deref(),
            Some("ROUND(ROUND(A1*B1,8),2)")
        );
        assert_eq!(formula("1234567890123.125"), None);
    }
}
