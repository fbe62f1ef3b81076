//! What is bought in other currencies, and what a move of their rates does to the profit. Internal.

use leptos::html;
use leptos::prelude::*;

use crate::model::{Money, Percent};
use crate::plan::exposure::{Exposure, exposure};
use crate::plan::price::basis_points;
use crate::ui::parts::field::ReadField;
use crate::ui::parts::figures::{Ledger, Row, heads};
use crate::ui::parts::settled::kept_up;
use crate::ui::workspace::Workspace;
use crate::ui::{format, words};

/// The section; nothing in front of a client, or while all is bought at home.
pub fn currencies(workspace: Workspace) -> AnyView {
    let has = Memo::new(move |_| {
        workspace.internal.get()
            && workspace
                .budget
                .read()
                .lines
                .iter()
                .any(|l| l.abroad().is_some())
    });
    (move || has.get().then(|| section(workspace))).into_any()
}

fn section(workspace: Workspace) -> AnyView {
    let place = NodeRef::<html::Div>::new();
    let by = RwSignal::new(Percent::whole(5));
    let found = kept_up(
        move || {
            workspace.settled.track();
            by.track();
        },
        place,
        move || {
            let (pitch, price) = (workspace.pitch.read(), workspace.price.read());
            Some(exposure(&pitch, &price, by.get()))
        },
    );
    let disabled = Signal::derive(|| false);
    let value = Signal::derive(move || format::percent(by.get().decimal()));
    let commit = Callback::new(move |typed: String| {
        let percent = words::read_percent(&typed)?;
        if percent > Percent::whole(100) || percent < Percent::default() {
            return Err(t!("A rate moves by 0 to 100 %.").to_owned());
        }
        by.set(percent);
        Ok(())
    });
    let says = move || {
        let found = found.read();
        found
            .as_ref()
            .map(|found| sentence(workspace, found, by.get()))
    };
    let figures = move || {
        let found = found.read();
        let found = found.as_ref().filter(|found| !found.is_empty())?;
        Some(table(workspace, found).scrolling())
    };
    view! {
        <section class="block" aria-labelledby="b-currencies">
            <h2 id="b-currencies">{t!("Other currencies")}</h2>
            <p class="field-hint">
                {t!("Internal. Prices stand as they are offered; expenses are paid by the client at what they cost.")}
            </p>
            <div class="exposed">
                <ReadField label=t!("Rates move by") value=value figure=true disabled=disabled on_commit=commit/>
            </div>
            <div class="cash" node_ref=place>
                <p role="status" aria-label=t!("What rates do")>{says}</p>
                {figures}
            </div>
        </section>
    }
    .into_any()
}

fn sentence(workspace: Workspace, found: &[Exposure], by: Percent) -> String {
    let price = workspace.price.read();
    let money = |amount: Money| format::money_in(amount, workspace.currency.get());
    let change: Money = found.iter().map(|entry| entry.dearer).sum();
    if found.is_empty() {
        return t!("Nothing of this option is bought in another currency.").to_owned();
    }
    if change.is_zero() {
        return t!("Profit does not change: the client pays expenses at what they cost.")
            .to_owned();
    }
    let margin = |change: Money| {
        let income = price.agency_gross_income + change;
        let points = basis_points(price.profit + change, income).filter(|_| income > Money::ZERO);
        points.map_or_else(|| "–".to_owned(), words::basis_points)
    };
    t!(
        "If they all get {} dearer, profit falls by {} to {}, and the profit margin from {} to {}.",
        format::percent(by.decimal()),
        money(-change),
        money(price.profit + change),
        margin(Money::ZERO),
        margin(change),
    )
}

fn table(workspace: Workspace, found: &[Exposure]) -> Ledger {
    let home = workspace.currency.get();
    let money = |amount: Money| format::money(amount, home);
    let signed = |amount: Money| {
        let sign = if amount > Money::ZERO { "+" } else { "" };
        format!("{sign}{}", money(amount))
    };
    let rows = found.iter().map(|entry| {
        let cells = [
            entry.lines.to_string(),
            format::money(entry.amount, entry.currency),
            money(entry.cost),
            signed(entry.dearer),
            signed(entry.cheaper),
        ];
        Row::new(entry.currency.code(), cells).bad(3, entry.dearer < Money::ZERO)
    });
    let sum = |of: fn(&Exposure) -> Money| found.iter().map(of).sum::<Money>();
    let lines: usize = found.iter().map(|entry| entry.lines).sum();
    let foot = [
        lines.to_string(),
        String::new(),
        money(sum(|entry| entry.cost)),
        signed(sum(|entry| entry.dearer)),
        signed(sum(|entry| entry.cheaper)),
    ];
    Ledger {
        name: t!("Purchases by currency").to_owned(),
        heads: heads([
            t!("Currency"),
            t!("Lines"),
            t!("In that currency"),
            t!("Cost here"),
            t!("Profit if dearer"),
            t!("Profit if cheaper"),
        ]),
        rows: rows.collect(),
        foot: Some(Row::new(t!("Together"), foot)),
    }
}
