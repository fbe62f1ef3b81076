//! The agency's cash by month, in the internal view: when it pays ahead, and for how long.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::lines::whole_days;
use crate::model::{Money, Pitch};
use crate::plan::cash::{Cash, CashMonth, cash, cash_with_salaries};
use crate::plan::payments::payments;
use crate::ui::format;
use crate::ui::parts::field::{ReadField, Tick};
use crate::ui::parts::figures::{Ledger, Row, heads};
use crate::ui::parts::settled::kept_up;
use crate::ui::workspace::Workspace;

/// The section; nothing of it in front of a client.
pub fn position(workspace: Workspace) -> AnyView {
    (move || workspace.internal.get().then(|| section(workspace))).into_any()
}

fn section(workspace: Workspace) -> AnyView {
    let place = NodeRef::<html::Div>::new();
    let salaries = RwSignal::new(false);
    let cash = kept_up(
        move || {
            workspace.settled.track();
            salaries.track();
        },
        place,
        move || {
            let pitch = workspace.pitch.read();
            let (schedule, price) = (workspace.schedule.read(), workspace.price.read());
            let payments = payments(&pitch, &schedule, &price);
            let reckon = if salaries.get() {
                cash_with_salaries
            } else {
                cash
            };
            Some(reckon(&pitch, &schedule, &price, &payments))
        },
    );
    let says = move || cash.read().as_ref().map(|cash| words(workspace, cash));
    let figures = move || {
        let cash = cash.read();
        let cash = cash.as_ref().filter(|cash| !cash.months.is_empty())?;
        Some(table(workspace, cash, salaries.get()).scrolling())
    };
    view! {
        <section class="block" aria-labelledby="b-cash">
            <h2 id="b-cash">{t!("Cash")}</h2>
            <p class="field-hint">
                {t!("Internal. Payments without tax, less what third parties, media and expenses cost. Salaries are paid whatever is pitched: tick them to see them too.")}
            </p>
            <div class="pair">
                {days(workspace, t!("Client pays after (days)"), |pitch| pitch.budget.payment_days, |pitch, days| {
                    Arc::make_mut(&mut pitch.budget).payment_days = days;
                })}
                {days(workspace, t!("We pay suppliers after (days)"), |pitch| pitch.budget.supplier_days, |pitch, days| {
                    Arc::make_mut(&mut pitch.budget).supplier_days = days;
                })}
            </div>
            <Tick label=t!("With salaries") value=salaries on_change=move |yes: bool| salaries.set(yes)/>
            <div class="cash" node_ref=place>
                <p role="status" aria-label=t!("Cash position")>{says}</p>
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
        workspace.edit(t!("Change days of payment"), "", |pitch| set(pitch, days));
        Ok(())
    });
    let disabled = Signal::derive(move || workspace.is_read_only());
    view! { <ReadField label=label value=value figure=true disabled=disabled on_commit=commit/> }
        .into_any()
}

fn words(workspace: Workspace, cash: &Cash) -> String {
    let currency = workspace.currency.get();
    let money = |amount: Money| format::money_in(amount, currency);
    let words = match (cash.lowest, cash.covered_on) {
        (None, _) if cash.months.is_empty() => t!("No money moves yet.").to_owned(),
        (None, _) => t!("Payments cover what goes out on every day.").to_owned(),
        (Some((day, low)), Some(covered)) => t!(
            "Lowest on {}: {}. From {} on payments cover it.",
            format::date(day),
            money(low),
            format::date(covered)
        ),
        (Some((day, low)), None) => t!(
            "Lowest on {}: {}. Payments never cover it.",
            format::date(day),
            money(low)
        ),
    };
    if cash.undated.is_zero() {
        return words;
    }
    let undated = t!(
        "{} have no date yet and stand in no month.",
        money(cash.undated)
    );
    format!("{words} {undated}")
}

fn table(workspace: Workspace, cash: &Cash, salaries: bool) -> Ledger {
    let currency = workspace.currency.get();
    let money = |amount: Money| format::money(amount, currency);
    let with = |mut cells: Vec<String>, amount: Money| {
        if salaries {
            cells.insert(2, money(amount));
        }
        cells
    };
    let rows = cash.months.iter().map(|month| {
        let cells = [month.paid_in, month.paid_out, month.net(), month.position];
        let cells = with(cells.map(money).to_vec(), month.salaries);
        let last = cells.len() - 1;
        let name = format::month_and_year(month.month.first_day());
        Row::new(name, cells).bad(last, month.position < Money::ZERO)
    });
    let sum = |of: fn(&CashMonth) -> Money| cash.months.iter().map(of).sum::<Money>();
    let sums = [sum(|m| m.paid_in), sum(|m| m.paid_out), sum(CashMonth::net)];
    let sums = with(sums.map(money).to_vec(), sum(|m| m.salaries));
    let mut heads = heads([
        t!("Month"),
        t!("Paid in"),
        t!("Paid out"),
        t!(cash "Net"),
        t!(cash "Position"),
    ]);
    if salaries {
        heads.insert(3, t!("Salaries").to_owned());
    }
    Ledger {
        name: t!("Cash by month").to_owned(),
        heads,
        rows: rows.collect(),
        foot: Some(Row::new(
            t!("Together"),
            sums.into_iter().chain([String::new()]),
        )),
    }
}
