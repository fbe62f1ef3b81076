//! Changing a pitch's currency: every amount keeps its digits, nothing is converted.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::{Currency, Money, Pitch, Share};

impl Pitch {
    /// Gives the pitch another currency. 84,250.00 EUR becomes 84,250 JPY: where the new currency
    /// has fewer decimals amounts are rounded half away from zero, and none grows beyond
    /// [`Money::MAX_TYPED`]. Rates of exchange are the user's business.
    pub fn set_currency(&mut self, currency: Currency) {
        let from = self.currency.decimals();
        let to = currency.decimals();
        self.currency = currency;
        if from == to {
            return;
        }
        let factor = Decimal::from(10_i64.pow(to)) / Decimal::from(10_i64.pow(from));
        let scale = |amount: &mut Money| {
            let (scaled, _) = Money::round(amount.decimal() * factor);
            *amount = scaled.clamp(-Money::MAX_TYPED, Money::MAX_TYPED);
        };
        let scale_some = |amount: &mut Option<Money>| {
            if let Some(amount) = amount {
                scale(amount);
            }
        };
        let scale_share = |share: &mut Share| {
            if let Share::Amount(amount) = share {
                scale(amount);
            }
        };
        scale_some(&mut Arc::make_mut(&mut self.status).typed_value);
        scale_some(&mut Arc::make_mut(&mut self.brief).client_budget);
        Arc::make_mut(&mut self.scope)
            .deliverables
            .change_where(|_| true, |entry| scale_some(&mut entry.further_round_price));
        Arc::make_mut(&mut self.team).roles.change_where(
            |_| true,
            |role| {
                scale(&mut role.bill_rate);
                scale(&mut role.cost_rate);
            },
        );
        if let Some(signed) = &mut self.signed {
            let signed = Arc::make_mut(signed);
            scale(&mut signed.net_total);
            scale(&mut signed.total);
            signed
                .groups
                .iter_mut()
                .for_each(|group| scale(&mut group.price));
        }
        let baselines = &mut Arc::make_mut(&mut self.timeline).baselines;
        baselines.change_where(|_| true, |baseline| scale(&mut baseline.net_total));
        // Offers name the currency they were made in and stay as they were.
        let budget = Arc::make_mut(&mut self.budget);
        budget.lines.change_where(
            |_| true,
            |line| {
                scale_some(&mut line.bill_rate);
                scale_some(&mut line.cost_rate);
                scale(&mut line.unit_price);
                scale(&mut line.unit_cost);
                scale(&mut line.net);
            },
        );
        budget.options.change_where(
            |option| option.discount.is_some(),
            |option| {
                if let Some(discount) = &mut option.discount {
                    scale_share(&mut discount.value);
                }
            },
        );
        budget
            .payments
            .change_where(|_| true, |instalment| scale_share(&mut instalment.share));
        let media = Arc::make_mut(&mut self.media);
        scale_some(&mut media.conversion_value);
        media.flights.change_where(
            |_| true,
            |flight| {
                scale(&mut flight.rate);
                scale(&mut flight.net);
                for case in flight.low.iter_mut().chain(&mut flight.high) {
                    scale_some(&mut case.rate);
                }
            },
        );
    }
}
