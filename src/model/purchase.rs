//! What is bought in another currency.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Currency, Date, Extra, Money, Quantity, is_default};

/// What one of a line is bought for in another currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct BoughtIn {
    /// The currency it is bought in.
    pub currency: Currency,
    /// What one costs (of media: the net), in minor units of that currency.
    pub amount: Money,
    /// What one major unit of that currency costs in major units of the document's: above 0.
    pub rate: Quantity,
    /// The day of the rate.
    #[serde(default, skip_serializing_if = "is_default")]
    pub dated: Option<Date>,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

impl BoughtIn {
    /// What `quantity` of it costs in minor units of `home`, exact: quantity x amount x rate,
    /// from the minor unit of its currency to that of `home`. None where the product is out of
    /// all bounds.
    #[must_use]
    pub fn cost_in(&self, home: Currency, quantity: Decimal) -> Option<Decimal> {
        let decimals = |currency: Currency| i64::from(currency.decimals());
        let shift = decimals(home) - decimals(self.currency);
        let power = Decimal::from(10_i64.checked_pow(u32::try_from(shift.abs()).ok()?)?);
        let cost = (self.amount.decimal())
            .checked_mul(self.rate.decimal())?
            .checked_mul(quantity)?;
        if shift < 0 {
            cost.checked_div(power)
        } else {
            cost.checked_mul(power)
        }
    }
}
