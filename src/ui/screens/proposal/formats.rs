//! Figures and dates of the proposal as people here write them.

use rust_decimal::Decimal;

use crate::model::{Currency, Date, Money};
use crate::proposal::Formats;
use crate::ui::format;

/// The browser's locale.
pub struct Here;

impl Formats for Here {
    fn money(&self, amount: Money, currency: Currency) -> String {
        format::money_in(amount, currency)
    }
    fn amount(&self, amount: Money, currency: Currency) -> String {
        format::money(amount, currency)
    }
    fn number(&self, number: Decimal) -> String {
        format::number(number)
    }
    fn percent(&self, percent: Decimal) -> String {
        format::percent(percent)
    }
    fn date(&self, date: Date) -> String {
        format::date(date)
    }
    fn day(&self, date: Date) -> String {
        format::short_date(date)
    }
    fn month(&self, date: Date) -> String {
        format::month(date)
    }
    fn month_and_year(&self, date: Date) -> String {
        format::month_and_year(date)
    }
}
