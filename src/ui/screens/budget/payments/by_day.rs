//! Every payment on its day, with what is paid until then.

use leptos::prelude::*;

use super::Schedule;
use crate::model::Money;
use crate::plan::payments::{Payment, PaymentSchedule};
use crate::plan::price::basis_points;
use crate::ui::parts::figures::{Ledger, Row, heads};
use crate::ui::workspace::Workspace;
use crate::ui::{format, words};

/// The table, behind a button; nothing while there are no payments.
pub(super) fn by_day(workspace: Workspace, schedule: Schedule) -> AnyView {
    let has = Memo::new(move |_| !schedule.read().payments.is_empty());
    let open = RwSignal::new(false);
    let figures = move || {
        open.get()
            .then(|| table(workspace, &schedule.read()).scrolling())
    };
    (move || {
        has.get().then(|| {
            view! {
                <button
                    type="button"
                    aria-expanded=move || if open.get() { "true" } else { "false" }
                    on:click=move |_| open.update(|open| *open = !*open)
                >
                    {t!("Every payment by day")}
                </button>
                {figures}
            }
        })
    })
    .into_any()
}

fn table(workspace: Workspace, schedule: &PaymentSchedule) -> Ledger {
    let currency = workspace.currency.get();
    let total = workspace.price.read().total;
    let mut payments: Vec<&Payment> = schedule.payments.iter().collect();
    // Those without a day come last.
    payments.sort_by_key(|payment| (payment.date.is_none(), payment.date));
    let mut sum = Money::ZERO;
    let rows = payments.into_iter().map(|payment| {
        sum = sum + payment.amount;
        let day = payment
            .date
            .map_or_else(|| t!("No day yet").to_owned(), format::date);
        let name = if payment.parts > 1 {
            t!("{}, {} of {}", payment.name, payment.part, payment.parts)
        } else {
            payment.name.clone()
        };
        let share = basis_points(sum, total).map_or_else(|| "–".to_owned(), words::basis_points);
        let cells = [
            day,
            format::money(payment.amount, currency),
            format::money(sum, currency),
            share,
        ];
        Row::new(name, cells).bad(1, payment.amount < Money::ZERO)
    });
    Ledger {
        name: t!("Every payment by day").to_owned(),
        rows: rows.collect(),
        heads: heads([
            t!("Payment"),
            t!("Day"),
            t!("Amount"),
            t!("Paid until then"),
            t!("Of the total"),
        ]),
        foot: None,
    }
}
