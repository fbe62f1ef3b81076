//! The floor: the price at which the agency earns nothing, by a discount on fees alone.

use super::settle::Bench;
use crate::model::{DiscountScope, Money};

/// The price below which the agency loses money, with everything that it does now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Floor {
    /// With so much off the fees nothing is earned and nothing lost.
    At {
        /// What is taken off the fees then, in all.
        discount: Money,
        /// The net total then.
        net_total: Money,
        /// The total then.
        total: Money,
    },
    /// Even with nothing left of the fees something is earned.
    BelowFees {
        /// What is earned then.
        profit: Money,
        /// The net total then.
        net_total: Money,
        /// The total then.
        total: Money,
    },
    /// Money is lost already without any discount.
    Above {
        /// So much.
        loss: Money,
    },
}

impl Bench<'_> {
    /// The floor of the base option. A discount on fees takes from profit what it takes off, so
    /// profit and the discount there is now are what can be given.
    pub fn floor(&self) -> Floor {
        let give = self.now.profit + self.now.discount;
        let fees = self.scope(DiscountScope::Fees);
        if give < Money::ZERO {
            return Floor::Above { loss: -give };
        }
        let then = self.discounted(DiscountScope::Fees, give.min(fees));
        let (net_total, total) = (then.net_total, then.total);
        if give > fees {
            return Floor::BelowFees {
                profit: then.profit,
                net_total,
                total,
            };
        }
        Floor::At {
            discount: give,
            net_total,
            total,
        }
    }
}
