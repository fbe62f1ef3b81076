//! The agency's cash by month, in the internal view: when it pays ahead, and for how long.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::lines::whole_days;
use crate::model::{Money, Pitch};
use crate::plan::cash::{Cash, cash};
use crate::plan::month::Month;
use crate::plan::payments::payments;
use crate::ui::format;
use crate::ui::parts::field::ReadField;
use crate::ui::parts::figures::ledger;
use crate::ui::parts::settled::kept_up;
use crate::ui::workspace::Workspace;

/// The section; nothing of it in front of a client.
pub fn position(workspace: Workspace) -> AnyView {
    (move || workspace.internal.get().then(|| section(workspace))).into_any()
}

fn section(workspace: Workspace) -> AnyView {
    let place = NodeRef::<html::Div>::new();
    let cash = kept_up(workspace.settled, place, move || {
        let pitch = workspace.pitch.read();
        let (schedule, price) = (workspace.schedule.read(), workspace.price.read());
        let payments = payments(&pitch, &schedule, &price);
        Some(cash(&pitch, &schedule, &price, &payments))
    });
    let figures = move || cash.read().as_ref().map(|cash| table(workspace, cash));
    let says = move || cash.read().as_ref().map(|cash| words(workspace, cash));
    view! {
        <section class="block" aria-labelledby="b-cash">
            <h2 id="b-cash">"Cash"</h2>
            <p class="field-hint">
                "Internal. Payments without tax, less what third parties, media and expenses cost; salaries are not among it."
            </p>
            <div class="pair">
                {days(workspace, "Client pays after (days)", |pitch| pitch.budget.payment_days, |pitch, days| {
                    Arc::make_mut(&mut pitch.budget).payment_days = days;
                })}
                {days(workspace, "We pay suppliers after (days)", |pitch| pitch.budget.supplier_days, |pitch, days| {
                    Arc::make_mut(&mut pitch.budget).supplier_days = days;
                })}
            </div>
            <div class="cash" node_ref=place>
                <p role="status" aria-label="Cash position">{says}</p>
                {figures}
            </div>
        </section>
    }
    .into_any()
}

fn days(
    workspace: Workspace,
    label: &'static str,
    get: fn(&Pitch) -> u16,
    set: fn(&mut Pitch, u16),
) -> AnyView {
    let value = Memo::new(move |_| get(&workspace.pitch.read()).to_string());
    let commit = Callback::new(move |typed: String| {
        let days = whole_days(&typed)?;
        workspace.edit("Change days of payment", "", |pitch| set(pitch, days));
        Ok(())
    });
    let disabled = Signal::derive(move || workspace.is_read_only());
    view! { <ReadField label=label value=value figure=true disabled=disabled on_commit=commit/> }
        .into_any()
}

fn name(month: Month) -> String {
    format::month_and_year(month.first_day())
}

fn words(workspace: Workspace, cash: &Cash) -> String {
    let currency = workspace.currency.get();
    let money = |amount: Money| format::money_in(amount, currency);
    let words = match (cash.lowest(), cash.covered_from()) {
        (None, _) if cash.months.is_empty() => "No money moves yet.".to_owned(),
        (None, _) => "Payments cover what goes out in every month.".to_owned(),
        (Some(lowest), covered) => {
            let ahead = money(-lowest.position);
            let low = format!(
                "Most is paid ahead at the end of {}: {ahead}.",
                name(lowest.month)
            );
            match covered {
                Some(month) => format!("{low} From {} on payments cover it.", name(month)),
                None => format!("{low} Payments never cover it."),
            }
        }
    };
    if cash.undated.is_zero() {
        return words;
    }
    let undated = money(cash.undated);
    format!("{words} {undated} have no date yet and stand in no month.")
}

fn table(workspace: Workspace, cash: &Cash) -> AnyView {
    let currency = workspace.currency.get();
    let money = |amount: Money| (format::money(amount, currency), amount < Money::ZERO);
    let heads = ["Month", "Paid in", "Paid out", "Position"];
    let rows = cash.months.iter().map(|month| {
        let figures = [month.paid_in, month.paid_out, month.position];
        (name(month.month), figures.map(money).into())
    });
    ledger(
        Some("Cash by month".to_owned()),
        heads.map(str::to_owned).into(),
        rows,
    )
}
