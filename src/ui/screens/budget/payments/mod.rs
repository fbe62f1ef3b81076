//! When the client pays what: the instalments, whether they add up, usual schedules to begin with,
//! and every payment on its day.

mod by_day;
mod grid;
mod templates;

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use crate::model::Money;
use crate::plan::instalments::made_to_add_up;
use crate::plan::payments::{PaymentSchedule, payments};
use crate::ui::desk::{fresh, use_desk};
use crate::ui::format;
use crate::ui::parts::details::{RowTools, add_at_end};
use crate::ui::parts::grid::{Grid, GridState, SharedSource};
use crate::ui::workspace::Workspace;
use grid::Payments;

/// The payments of the shown option.
type Schedule = Memo<Arc<PaymentSchedule>>;

/// The payment schedule.
pub fn payment_schedule(workspace: Workspace) -> AnyView {
    let disabled = Signal::derive(move || workspace.is_read_only());
    let schedule = Memo::new(move |_| {
        // The price does not change with the instalments, nor with the dates of the flights.
        workspace.status.track();
        workspace.budget.track();
        workspace.media.track();
        let (schedule, price) = (workspace.schedule.get(), workspace.price.get());
        Arc::new(untrack(|| {
            payments(&workspace.pitch.read(), &schedule, &price)
        }))
    });
    let source: SharedSource = Arc::new(Payments {
        workspace,
        schedule,
    });
    let state = GridState::default();
    view! {
        <section class="block" aria-labelledby="b-payments">
            <h2 id="b-payments">{t!("Payments")}</h2>
            <Grid
                name=t!("Payment schedule")
                source=source.clone()
                state=state
                empty=t!("No payments yet. What is paid on signature, and what on which milestone?")
            />
            <RowTools source=source.clone() state=state add=t!("Add instalment") on_add=add_at_end(&source) disabled=disabled/>
            {balance(workspace, schedule)}
            {templates::templates(workspace)}
            {by_day::by_day(workspace, schedule)}
        </section>
    }
    .into_any()
}

/// Whether the payments add up; where they do not, by how much, and the press that makes them.
fn balance(workspace: Workspace, schedule: Schedule) -> AnyView {
    let desk = use_desk();
    let node = NodeRef::<html::P>::new();
    let difference = Memo::new(move |_| schedule.read().difference);
    let has = Memo::new(move |_| !workspace.budget.read().payments.is_empty());
    let below = Memo::new(move |_| {
        let schedule = schedule.read();
        let below = schedule.payments.iter().find(|p| p.amount < Money::ZERO);
        below.map(|payment| (payment.name.clone(), payment.amount))
    });
    let words = move || {
        let money = |amount: Money| format::money_in(amount, workspace.currency.get());
        let difference = difference.get();
        if !has.get() {
            String::new()
        } else if let Some((name, amount)) = below.get().filter(|_| difference.is_zero()) {
            let amount = money(amount);
            t!("“{name}” comes to {amount}: the other instalments ask for more than the total.")
        } else if difference.is_zero() {
            t!("The instalments add up to the total.").to_owned()
        } else if difference > Money::ZERO {
            t!("{} of the total is not yet asked for.", money(difference))
        } else {
            t!(
                "The instalments ask for {} more than the total.",
                money(-difference)
            )
        }
    };
    let good = move || difference.get().is_zero() && below.read().is_none();
    let fix = move |_| {
        let (pitch, plan) = (
            workspace.pitch.get_untracked(),
            workspace.schedule.get_untracked(),
        );
        let price = workspace.price.get_untracked();
        if let Some(list) = made_to_add_up(&pitch, &plan, &price, fresh()) {
            workspace.edit(t!("Make payments add up"), "", |pitch| {
                Arc::make_mut(&mut pitch.budget).payments = list;
            });
            desk.say(t!("The instalments add up to the total."));
        }
        // The button that was pressed is gone.
        if let Some(words) = node.get_untracked() {
            let _ = words.focus();
        }
    };
    view! {
        <div class="balance">
            <p node_ref=node tabindex="-1" class:good=good class:bad=move || !good()>{words}</p>
            {move || {
                (has.get() && !difference.get().is_zero()).then(|| {
                    view! {
                        <button type="button" disabled=move || workspace.is_read_only() on:click=fix>
                            {t!("Make it add up")}
                        </button>
                    }
                })
            }}
        </div>
    }
    .into_any()
}
