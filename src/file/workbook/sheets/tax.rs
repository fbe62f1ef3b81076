//! What tax is taken on. We spread discount and contingency over the lines by largest remainder,
//! which no short formula does; a sheet spreads them over the rates and adds what the two ways
//! differ by, a few minor units at most.

use rust_decimal::Decimal;

use super::cell::{is_clear, rounded};
use super::view::{Kind, Offer, PricedLine};
use crate::model::{ContingencyScope, DiscountScope, Money, Percent};

/// How the base of a rate comes about.
pub(super) struct Base {
    pub rate: Percent,
    /// Prices of the lines at this rate.
    pub prices: Money,
    /// Their share of the discount, as a positive amount.
    pub discount: Part,
    /// Their share of the contingency.
    pub contingency: Part,
    /// What spreading over lines rather than rates makes up.
    pub rounding: Money,
    /// What the tax is taken on.
    pub taxed: Money,
    pub tax: Money,
}

/// A share, and whether a formula is sure to come to it.
#[derive(Clone, Copy)]
pub(super) struct Part {
    pub amount: Money,
    pub is_sure: bool,
}

/// What the discount and the contingency of an offer are taken of.
pub(super) struct Scopes {
    pub discount_everything: bool,
    pub contingency_everything: bool,
    /// What the discount is taken of.
    pub discounted: Money,
    /// What the contingency is a share of.
    pub secured: Money,
    /// What the third parties' share of the discount is off from its formula.
    pub secured_rounding: Money,
    pub secured_is_sure: bool,
}

impl Scopes {
    pub fn of(offer: &Offer<'_>) -> Self {
        let discount_everything =
            (offer.discount).is_some_and(|discount| discount.scope == DiscountScope::Everything);
        let contingency_everything = (offer.contingency.as_ref())
            .is_some_and(|own| own.scope == ContingencyScope::Everything);
        let sums = &offer.sums;
        let discounted = if discount_everything {
            sums.subtotal
        } else {
            sum(offer, |line| line.kind.is_labour())
        };
        let third = sum(offer, |line| line.kind == Kind::ThirdParty);
        let mut scopes = Self {
            discount_everything,
            contingency_everything,
            discounted,
            secured: sums.subtotal - sums.discount,
            secured_rounding: Money::ZERO,
            secured_is_sure: true,
        };
        if !contingency_everything {
            // All of the contingency stands in the net of the third parties.
            let net: Money = (offer.lines.iter())
                .filter(|line| line.kind == Kind::ThirdParty)
                .map(|line| line.net)
                .sum();
            scopes.secured = if sums.contingency.is_zero() {
                net
            } else {
                net - sums.contingency
            };
            let off = share(sums.discount, third.decimal(), discounted);
            if discount_everything {
                scopes.secured_rounding = scopes.secured - (third - off.amount);
                scopes.secured_is_sure = off.is_sure;
            }
        }
        scopes
    }

    /// The base of every rate.
    pub fn bases(&self, offer: &Offer<'_>) -> Vec<Base> {
        let sums = &offer.sums;
        (sums.taxes.iter())
            .map(|(rate, base, tax)| {
                let at_rate = |of: fn(Kind) -> bool| {
                    sum(offer, |line| line.tax == Some(*rate) && of(line.kind))
                };
                let prices = at_rate(|_| true);
                let discounted = if self.discount_everything {
                    prices
                } else {
                    at_rate(Kind::is_labour)
                };
                let discount = share(sums.discount, discounted.decimal(), self.discounted);
                let secured = if self.contingency_everything {
                    (prices - discount.amount).decimal()
                } else {
                    let third = at_rate(|kind| kind == Kind::ThirdParty).decimal();
                    third * (Decimal::ONE - self.discount_of_one(offer))
                };
                let contingency = share(sums.contingency, secured, self.secured);
                Base {
                    rate: *rate,
                    prices,
                    discount,
                    contingency,
                    rounding: *base - (prices - discount.amount + contingency.amount),
                    taxed: *base,
                    tax: *tax,
                }
            })
            .collect()
    }

    /// What the discount takes off one of everything.
    fn discount_of_one(&self, offer: &Offer<'_>) -> Decimal {
        let share = offer
            .sums
            .discount
            .decimal()
            .checked_div(self.discounted.decimal());
        share
            .filter(|_| self.discount_everything)
            .unwrap_or_default()
    }
}

/// Whether the one rate of an offer is taken on all of its net total.
pub(super) fn is_simple(offer: &Offer<'_>) -> bool {
    let [(rate, base, _)] = offer.sums.taxes.as_slice() else {
        return false;
    };
    *base == offer.sums.net_total && offer.lines.iter().all(|line| line.tax == Some(*rate))
}

fn sum(offer: &Offer<'_>, of: impl Fn(&PricedLine<'_>) -> bool) -> Money {
    let lines = offer.lines.iter().filter(|line| of(line));
    lines.map(|line| line.price).sum()
}

/// `whole` times `part` over `all`, rounded.
fn share(whole: Money, part: Decimal, all: Money) -> Part {
    let exact =
        (whole.decimal().checked_mul(part)).and_then(|product| product.checked_div(all.decimal()));
    match exact {
        // A share of nothing is nothing; the sheet says so in the same way.
        None if all.is_zero() => Part {
            amount: Money::ZERO,
            is_sure: true,
        },
        None => Part {
            amount: Money::ZERO,
            is_sure: false,
        },
        Some(exact) => Part {
            amount: rounded(exact).unwrap_or_default(),
            is_sure: is_clear(exact),
        },
    }
}
