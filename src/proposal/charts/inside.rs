//! Internal: what the agency spends of the net total and what it keeps. For the agency's screen
//! alone; the proposal is composed without it.

use std::cmp::Ordering;

use super::kinds::{MEDIA, place};
use super::{Chart, Words, where_it_goes};
use crate::model::{Budget, Money};
use crate::plan::price::Price;

/// Internal, never for the client: what the net total of a priced option is spent on, and what is
/// left of it. Nothing where there is no money.
#[must_use]
pub fn costs_and_profit(budget: &Budget, price: &Price, words: Words<'_>) -> Option<Chart> {
    let chart = where_it_goes(&spent(budget, price), words)?;
    let profit = words.money(price.profit);
    let summary = match price.profit.cmp(&Money::ZERO) {
        Ordering::Less => t!(
            "Internal. The agency pays {} more than it earns.",
            words.money(-price.profit)
        ),
        Ordering::Equal => t!("Internal. Nothing is left as profit.").to_owned(),
        Ordering::Greater => t!(
            "Internal. Of {} net, {profit} is left as profit.",
            words.money(price.net_total)
        ),
    };
    Some(Chart {
        name: t!("Costs and profit"),
        summary,
        of: t!("What for"),
        ..chart
    })
}

/// Internal: what the net total goes into. Together these are the net total: agency gross income is
/// subtotal less discount less external cost, and profit is that less labour.
fn spent(budget: &Budget, price: &Price) -> Vec<(String, Money)> {
    let media: Money = (budget.lines.iter())
        .filter(|line| place(line.kind) == MEDIA)
        .filter_map(|line| price.lines.get(&line.id).map(|figures| figures.cost))
        .sum();
    let left = if price.profit < Money::ZERO {
        t!("Loss")
    } else {
        t!("Profit")
    };
    [
        (t!("Our people"), price.labour_cost),
        (t!("Production and expenses"), price.external_cost - media),
        (t!("Media"), media),
        (t!("Contingency"), price.contingency),
        (left, price.profit),
    ]
    .map(|(name, amount)| (name.to_owned(), amount))
    .into()
}
