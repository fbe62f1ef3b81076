//! How figures and dates read: the page asks the browser's locale, a test writes them plainly.

use rust_decimal::Decimal;

use crate::model::{Currency, Date, Money};

/// Turns figures into words of a locale.
pub trait Formats {
    /// An amount with its currency, such as € 1,250.00.
    fn money(&self, amount: Money, currency: Currency) -> String;
    /// An amount in a column whose head names the currency, such as 1,250.00.
    fn amount(&self, amount: Money, currency: Currency) -> String;
    /// A number with the decimals it has.
    fn number(&self, number: Decimal) -> String;
    /// A percentage: `12.5` is 12.5 %.
    fn percent(&self, percent: Decimal) -> String;
    /// A day in full, such as 12 May 2027.
    fn date(&self, date: Date) -> String;
    /// A day without its year, such as 12 May.
    fn day(&self, date: Date) -> String;
    /// A month, such as Mar.
    fn month(&self, date: Date) -> String;
    /// A month with its year, such as Mar 2027.
    fn month_and_year(&self, date: Date) -> String;
}
