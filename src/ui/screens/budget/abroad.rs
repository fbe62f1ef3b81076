//! A line that is bought in another currency: the amount there, the rate and its day.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use rust_decimal::Decimal;

use super::lines;
use crate::model::{BoughtIn, Currency, Line, LineId, LineKind, Money, Quantity};
use crate::ui::desk::use_desk;
use crate::ui::parts::field::ReadField;
use crate::ui::parts::tools::focus_first;
use crate::ui::workspace::Workspace;
use crate::ui::{format, words};

/// What one of a line costs in its own currency, to be changed.
fn own_cost(line: &mut Line) -> &mut Money {
    match line.kind {
        LineKind::MediaCommission | LineKind::MediaServiceFee => &mut line.net,
        _ => &mut line.unit_cost,
    }
}

/// Buys a line in this currency: at first for the same digits at a rate of 1. None brings the line
/// home, at what it costs now.
fn buy_in(line: &mut Line, home: Currency, currency: Option<Currency>) {
    let now = line.bought_in.take();
    let Some(currency) = currency.filter(|currency| *currency != home) else {
        let cost = now.and_then(|abroad| abroad.cost_in(home, Decimal::ONE));
        if let Some(cost) = cost {
            *own_cost(line) = Money::round(cost).0;
        }
        return;
    };
    line.bought_in = Some(match now {
        Some(abroad) => BoughtIn { currency, ..abroad },
        None => {
            let same = BoughtIn {
                currency: home,
                amount: *own_cost(line),
                rate: Quantity::ONE,
                dated: None,
                extra: Default::default(),
            };
            let amount = same.cost_in(currency, Decimal::ONE).unwrap_or_default();
            BoughtIn {
                currency,
                amount: Money::round(amount).0,
                ..same
            }
        }
    });
}

/// Whether another purchase is in the same currency at another rate, or at one of another day.
fn differs(one: &BoughtIn, other: &BoughtIn) -> bool {
    one.currency == other.currency && (one.rate != other.rate || one.dated != other.dated)
}

/// The fields, in the internal view.
pub fn abroad(workspace: Workspace, id: LineId) -> AnyView {
    let own = id.clone();
    let line = Memo::new(move |_| workspace.budget.read().lines.find(&own).cloned());
    let bought = Memo::new(move |_| {
        let line = line.get();
        line.and_then(|line| line.abroad().cloned())
    });
    let possible = Memo::new(move |_| {
        workspace.internal.get()
            && line
                .read()
                .as_ref()
                .is_some_and(|line| line.can_be_bought_abroad())
    });
    let has = Memo::new(move |_| bought.read().is_some());
    let desk = use_desk();
    let field = NodeRef::<html::Div>::new();
    let disabled = Signal::derive(move || workspace.is_read_only());
    let show = move |text: fn(&BoughtIn) -> String| {
        Signal::derive(move || bought.read().as_ref().map(text).unwrap_or_default())
    };
    let id = StoredValue::new(id);
    let change = move |name: &str, act: &dyn Fn(&mut BoughtIn)| {
        lines::change(workspace, name, &id.get_value(), |line| {
            if let Some(abroad) = &mut line.bought_in {
                act(abroad);
            }
        });
    };
    let currency = Callback::new(move |typed: String| {
        let code = typed.trim().to_uppercase();
        let currency = if code.is_empty() {
            None
        } else {
            Some(Currency::new(&code).map_err(|error| error.to_string())?)
        };
        let home = workspace.currency.get_untracked();
        lines::change(
            workspace,
            t!("Change currency of a line"),
            &id.get_value(),
            |line| {
                buy_in(line, home, currency);
            },
        );
        Ok(())
    });
    let amount = Callback::new(move |typed: String| {
        let currency = bought
            .read_untracked()
            .as_ref()
            .map(|abroad| abroad.currency);
        let currency = currency.unwrap_or_default();
        let amount = words::read_money(&typed, currency)?.unwrap_or_default();
        change(t!("Change amount abroad"), &|abroad| abroad.amount = amount);
        Ok(())
    });
    let rate = Callback::new(move |typed: String| {
        let rate = words::read_quantity(&typed)?.filter(|rate| !rate.is_zero());
        let rate = rate.ok_or(t!("A rate of exchange is above 0, such as 0.92."))?;
        // A rate that is typed is that of today, until another day is typed.
        change(t!("Change rate of exchange"), &|abroad| {
            abroad.rate = rate;
            abroad.dated = Some(format::today());
        });
        Ok(())
    });
    let dated = Callback::new(move |typed: String| {
        let day = words::read_date(&typed)?;
        change(t!("Change day of the rate"), &|abroad| abroad.dated = day);
        Ok(())
    });
    let hint = Signal::derive(move || {
        let home = workspace.currency.get();
        bought.read().as_ref().map_or_else(String::new, |abroad| {
            let one = abroad.cost_in(home, Decimal::ONE).unwrap_or_default();
            let cost = format::money_in(Money::round(one).0, home);
            t!("One costs {cost} at this rate.")
        })
    });
    let home = move || workspace.currency.get().code().to_owned();
    // Other lines in the same currency, at another rate or of another day.
    let others = Memo::new(move |_| {
        let (bought, budget) = (bought.read(), workspace.budget.read());
        bought.as_ref().map_or(0, |abroad| {
            let others = budget.lines.iter().filter_map(|line| line.abroad());
            others.filter(|other| differs(abroad, other)).count()
        })
    });
    let same_for_all = move |_| {
        let Some(abroad) = bought.get_untracked() else {
            return;
        };
        workspace.edit(t!("Use one rate for a currency"), "", |pitch| {
            let lines = &mut Arc::make_mut(&mut pitch.budget).lines;
            lines.change_where(
                |line| line.abroad().is_some_and(|other| differs(&abroad, other)),
                |line| {
                    if let Some(other) = &mut line.bought_in {
                        (other.rate, other.dated) = (abroad.rate, abroad.dated);
                    }
                },
            );
        });
        desk.say(t!("The rate is used for all lines in this currency."));
        // The button that was pressed is gone.
        focus_first(field, "input");
    };
    let bring_home = move |_| {
        let home = workspace.currency.get_untracked();
        lines::change(
            workspace,
            t!("Buy a line at home"),
            &id.get_value(),
            |line| {
                buy_in(line, home, None);
            },
        );
        // The button that was pressed is gone.
        focus_first(field, "input");
    };
    (move || {
        if !possible.get() {
            return ().into_any();
        }
        let code = show(|abroad| abroad.currency.code().to_owned());
        let more = move || {
            has.get().then(|| {
                let sum = show(|abroad| format::money(abroad.amount, abroad.currency));
                let at = show(|abroad| format::number(abroad.rate.decimal()));
                let day = show(|abroad| abroad.dated.map(format::date).unwrap_or_default());
                view! {
                    <ReadField label=t!("Amount in that currency") value=sum figure=true disabled=disabled on_commit=amount/>
                    <ReadField
                        label=t!("Rate: {} for one of it", home())
                        value=at
                        hint=hint
                        figure=true
                        disabled=disabled
                        on_commit=rate
                    />
                    <ReadField label=t!("Day of the rate") value=day disabled=disabled on_commit=dated/>
                    {move || {
                        let words = match others.get() {
                            0 => return None,
                            1 => t!("Use this rate for 1 other line in {}", code.get()),
                            count => t!("Use this rate for {count} other lines in {}", code.get()),
                        };
                        Some(
                            view! {
                                <button type="button" disabled=move || disabled.get() on:click=same_for_all>
                                    {words}
                                </button>
                            },
                        )
                    }}
                    <button type="button" disabled=move || disabled.get() on:click=bring_home>
                        {move || t!("Buy it in {} again", home())}
                    </button>
                }
            })
        };
        view! {
            <div class="row-details" node_ref=field>
                <ReadField label=t!("Bought in another currency (internal)") value=code disabled=disabled on_commit=currency/>
                {more}
            </div>
        }
        .into_any()
    })
    .into_any()
}
