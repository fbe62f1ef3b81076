//! The totals of the shown option, and inside them what only the agency sees.

use leptos::prelude::*;
use rust_decimal::Decimal;

use crate::model::Money;
use crate::ui::lasting::Kept;
use crate::ui::workspace::Workspace;
use crate::ui::{format, words};

/// A total with its name.
struct Figure {
    name: String,
    text: String,
    class: &'static str,
}

/// The totals.
pub fn totals(workspace: Workspace, internal: Kept<bool>) -> AnyView {
    let figures = move || {
        let price = workspace.price.get();
        let currency = workspace.currency.get();
        let money = |amount: Money| format::money(amount, currency);
        let figure = |name: &str, text: String, class: &'static str| Figure {
            name: name.to_owned(),
            text,
            class,
        };
        let mut client = vec![figure(t!("Subtotal"), money(price.subtotal), "")];
        if !price.discount.is_zero() {
            client.push(figure(t!("Discount"), money(-price.discount), ""));
        }
        if !price.contingency.is_zero() {
            client.push(figure(t!("Contingency"), money(price.contingency), ""));
        }
        client.push(figure(t!("Net total"), money(price.net_total), "sum"));
        let tax_name = workspace.budget.read().tax_name.clone();
        for tax in &price.taxes {
            let name = if tax_name.is_empty() {
                t!("Tax")
            } else {
                &tax_name
            };
            let rate = format::percent(tax.rate.decimal());
            client.push(figure(&format!("{name} {rate}"), money(tax.tax), ""));
        }
        client.push(figure(t!("Total"), money(price.total), "sum"));
        if let Some(budget) = workspace.brief.read().client_budget {
            let left = budget - price.net_total;
            let (name, class) = if left < Money::ZERO {
                (t!("Over the client's budget"), "bad")
            } else {
                (t!("Left of the client's budget"), "")
            };
            client.push(figure(name, money(Money::minor(left.units().abs())), class));
        }
        if internal.get() {
            let margin = price
                .profit_margin
                .map_or_else(|| "–".to_owned(), words::basis_points);
            let rate = price.blended_rate.map_or_else(|| "–".to_owned(), money);
            let profit = if price.profit < Money::ZERO {
                "bad"
            } else {
                ""
            };
            client.extend([
                figure(
                    t!("External cost"),
                    money(price.external_cost),
                    "first-internal",
                ),
                figure(
                    t!("Agency gross income"),
                    money(price.agency_gross_income),
                    "",
                ),
                figure(t!("Labour cost"), money(price.labour_cost), ""),
                figure(t!("Profit"), money(price.profit), profit),
                figure(t!("Profit margin"), margin, "sum"),
                figure(
                    t!("Fee hours"),
                    format::number(price.fee_hours.decimal()),
                    "",
                ),
                figure(t!("Blended rate"), rate, ""),
            ]);
        }
        client
    };
    let held = move || {
        let count = workspace.price.read().held.len();
        let words = match count {
            0 => return None,
            1 => t!("1 line is beyond what can be counted and is held at the limit: look at its quantity and rate.").to_owned(),
            count => t!(
                "{} lines are beyond what can be counted and are held at the limit: look at their quantities and rates.",
                format::number(Decimal::from(count))
            ),
        };
        Some(view! { <p class="bad" role="alert">{words}</p> })
    };
    view! {
        <h2>{move || t!("Totals, {}", workspace.currency.get().code())}</h2>
        <dl class="totals">
            {move || {
                figures()
                    .into_iter()
                    .enumerate()
                    .map(|(number, figure)| {
                        let id = format!("total-{number}");
                        view! {
                            <dt id=id.clone() class=figure.class>{figure.name}</dt>
                            <dd class=figure.class><output aria-labelledby=id>{figure.text}</output></dd>
                        }
                    })
                    .collect_view()
            }}
        </dl>
        {held}
    }
    .into_any()
}
