//! Figures and dates as they are, so that a test can look for them.

use pitchwright::model::{Currency, Date, Money};
use pitchwright::proposal::Formats;
use rust_decimal::Decimal;

/// No locale.
pub struct Plain;

impl Formats for Plain {
    fn money(&self, amount: Money, currency: Currency) -> String {
        format!("{} {}", currency.code(), self.amount(amount, currency))
    }
    fn amount(&self, amount: Money, currency: Currency) -> String {
        Decimal::new(amount.units(), currency.decimals()).to_string()
    }
    fn number(&self, number: Decimal) -> String {
        number.to_string()
    }
    fn percent(&self, percent: Decimal) -> String {
        format!("{percent} %")
    }
    fn date(&self, date: Date) -> String {
        date.to_string()
    }
    fn day(&self, date: Date) -> String {
        date.to_string()[5..].to_owned()
    }
    fn month(&self, date: Date) -> String {
        date.to_string()[5..7].to_owned()
    }
    fn month_and_year(&self, date: Date) -> String {
        date.to_string()[..7].to_owned()
    }
}
