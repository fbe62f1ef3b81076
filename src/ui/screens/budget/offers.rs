//! The log of what was offered when, what the client said, and how far it is from today.

use std::sync::Arc;

use leptos::prelude::*;

use super::negotiation::use_negotiation;
use crate::model::{Money, Offer, OfferAnswer, OfferId, Pitch};
use crate::plan::price::{Price, price};
use crate::ui::desk::{Desk, fresh, use_desk};
use crate::ui::format;
use crate::ui::parts::field::{Choice, ReadField, TextArea};
use crate::ui::parts::figures::figure;
use crate::ui::parts::icon::{Glyph, Icon};
use crate::ui::parts::tools::{focus_first, from_the_top};
use crate::ui::words;
use crate::ui::workspace::Workspace;
use crate::words::Word;

/// The name of the tool.
pub const NAME: Word = word!("Offers");

const ANSWERS: [(OfferAnswer, Word); 4] = [
    (OfferAnswer::Open, word!(state "Open")),
    (OfferAnswer::Accepted, word!("Accepted")),
    (OfferAnswer::Declined, word!("Declined")),
    (OfferAnswer::Countered, word!("Asked for something else")),
];

/// The tool.
pub fn tool(workspace: Workspace) -> AnyView {
    let desk = use_desk();
    let node = NodeRef::new();
    from_the_top(node);
    let ids = Memo::new(move |_| {
        let budget = workspace.budget.read();
        let ids = budget.offers.iter().rev().map(|offer| offer.id.clone());
        ids.collect::<Vec<_>>()
    });
    let what = move || {
        let pitch = workspace.pitch.read();
        let price = workspace.price.read();
        let net = format::money_in(price.net_total, pitch.currency);
        match option_name(&pitch, &price).trim() {
            "" => t!("Keeps the budget as it stands today, at {net} net."),
            name => t!("Keeps “{name}” as it stands today, at {net} net."),
        }
    };
    view! {
        <div class="tool" node_ref=node>
            <p class="field-hint">{t!("For the agency only: nothing here reaches the proposal.")}</p>
            <div class="record">
                <button
                    type="button"
                    disabled=move || workspace.is_read_only() || workspace.budget.read().lines.is_empty()
                    on:click=move |_| record(workspace, desk)
                >
                    <Icon glyph=Glyph::Plus/>
                    {t!("Record offer")}
                </button>
                <p class="field-hint">{what}</p>
            </div>
            {move || ids.read().is_empty().then(|| view! {
                <p class="field-hint">{t!("Nothing is recorded yet. Record what goes to the client, and what the client says to it.")}</p>
            })}
            <ol class="ways offers" aria-label=t!("Offers, the latest first")>
                <For each=move || ids.get() key=Clone::clone let:id>
                    {entry(workspace, &id, node)}
                </For>
            </ol>
        </div>
    }
    .into_any()
}

fn option_name(pitch: &Pitch, price: &Price) -> String {
    let option = (price.option.as_ref()).and_then(|id| pitch.budget.options.find(id));
    option.map(|option| option.name.clone()).unwrap_or_default()
}

/// Keeps the shown option as it stands.
fn record(workspace: Workspace, desk: Desk) {
    let pitch = workspace.pitch.get_untracked();
    let price = workspace.price.get_untracked();
    let name = option_name(&pitch, &price);
    let offer = Offer {
        id: fresh(),
        on: format::today(),
        option: price.option.clone(),
        name: name.clone(),
        currency: pitch.currency,
        net_total: price.net_total,
        total: price.total,
        profit: price.profit,
        agency_gross_income: price.agency_gross_income,
        answer: OfferAnswer::Open,
        asked: None,
        note: String::new(),
        extra: Default::default(),
    };
    workspace.edit(t!("Record offer"), "", |pitch| {
        Arc::make_mut(&mut pitch.budget).offers.push(offer);
    });
    desk.say(&match name.trim() {
        "" => t!("Recorded: the budget as it stands today.").to_owned(),
        name => t!("Recorded: “{name}” as it stands today."),
    });
}

fn change(
    workspace: Workspace,
    name: &str,
    field: &str,
    id: &OfferId,
    act: impl FnOnce(&mut Offer),
) {
    workspace.edit(name, field, |pitch| {
        if let Some(offer) = Arc::make_mut(&mut pitch.budget).offers.find_mut(id) {
            act(offer);
        }
    });
}

/// An offer.
fn entry(workspace: Workspace, id: &OfferId, panel: NodeRef<leptos::html::Div>) -> AnyView {
    let own = id.clone();
    let offer = Memo::new(move |_| workspace.budget.read().offers.find(&own).cloned());
    let heading = format!("offer-{id}");
    let removed = id.clone();
    let remove = move |_| {
        workspace.delete(t!("Delete offer"), |pitch| {
            Arc::make_mut(&mut pitch.budget).offers.remove(&removed);
        });
        // The button that was pressed is gone.
        focus_first(panel, "button");
    };
    let title = move || {
        let offer = offer.get();
        offer.map(|offer| {
            let name = match offer.name.trim() {
                "" => t!("The budget"),
                name => name,
            };
            format!("{name}, {}", format::date(offer.on))
        })
    };
    let delete_names = format!("{heading}-delete {heading}");
    view! {
        <li class="way">
            <div class="details-head">
                <h3 id=heading.clone()>{title}</h3>
                <button
                    type="button"
                    class="quiet square"
                    id=format!("{heading}-delete")
                    aria-label=t!("Delete offer")
                    aria-labelledby=delete_names
                    disabled=move || workspace.is_read_only()
                    on:click=remove
                >
                    <Icon glyph=Glyph::Bin/>
                </button>
            </div>
            {move || offer.get().map(|offer| figures(workspace, &offer))}
            {fields(workspace, id, offer)}
        </li>
    }
    .into_any()
}

/// What it was, and how far the one before it and today are from it.
fn figures(workspace: Workspace, offer: &Offer) -> AnyView {
    let money = |amount: Money| format::money_in(amount, offer.currency);
    let internal = workspace.internal.get();
    let earlier = {
        let budget = workspace.budget.read();
        let at = budget.offers.position(&offer.id);
        at.and_then(|at| budget.offers.get(at.checked_sub(1)?).cloned())
    };
    let mut said = Vec::new();
    if let Some(earlier) = earlier {
        said.push(if earlier.currency == offer.currency {
            let by = offer.net_total - earlier.net_total;
            match by {
                Money::ZERO => t!("the same as the offer before.").to_owned(),
                by if by < Money::ZERO => t!("{} less than the offer before.", money(-by)),
                by => t!("{} more than the offer before.", money(by)),
            }
        } else {
            t!("The offer before was in {}.", earlier.currency.code())
        });
    }
    said.push(today(workspace, offer));
    view! {
        <dl class="figures">
            {figure(t!("Net total"), money(offer.net_total), String::new())}
            {figure(t!("Total"), money(offer.total), String::new())}
            {internal.then(|| view! {
                {figure(t!("Gross income"), money(offer.agency_gross_income), String::new())}
                {figure(t!("Profit"), money(offer.profit), String::new())}
            })}
        </dl>
        <ul class="effects">
            {said.into_iter().map(|words| view! { <li>{words}</li> }).collect_view()}
        </ul>
    }
    .into_any()
}

/// How the option stands now.
fn today(workspace: Workspace, offer: &Offer) -> String {
    if workspace.currency.get() != offer.currency {
        return t!(
            "It was in {}; the pitch is in {} now.",
            offer.currency.code(),
            workspace.currency.get().code()
        );
    }
    // The shown option's price is known; another's follows from these alone.
    let shown = workspace.price.get();
    let now = if shown.option == offer.option {
        shown.net_total
    } else {
        workspace.team.track();
        workspace.timeline.track();
        workspace.media.track();
        let known = {
            let budget = workspace.budget.read();
            (offer.option.as_ref()).is_some_and(|id| budget.options.position(id).is_some())
        };
        if !known {
            return t!("The option is not in the budget any more.").to_owned();
        }
        untrack(|| price(&workspace.pitch.read(), offer.option.as_ref())).net_total
    };
    let money = |amount: Money| format::money_in(amount, offer.currency);
    match now - offer.net_total {
        Money::ZERO => t!("It stands as it was offered.").to_owned(),
        by if by < Money::ZERO => t!(
            "It stands at {} now: {} less than what was offered.",
            money(now),
            money(-by)
        ),
        by => t!(
            "It stands at {} now: {} more than what was offered.",
            money(now),
            money(by)
        ),
    }
}

/// What the client said to it.
fn fields(workspace: Workspace, id: &OfferId, offer: Memo<Option<Arc<Offer>>>) -> AnyView {
    let disabled = Signal::derive(move || workspace.is_read_only());
    let answer = Memo::new(move |_| offer.read().as_ref().map(|o| o.answer).unwrap_or_default());
    let on_answer = {
        let id = id.clone();
        move |name: String| {
            if let Some((answer, _)) = ANSWERS.iter().find(|(_, other)| other.said() == name) {
                change(
                    workspace,
                    t!("Change answer to an offer"),
                    "",
                    &id,
                    |offer| {
                        offer.answer = *answer;
                    },
                );
            }
        }
    };
    let on_day = {
        let id = id.clone();
        move |typed: String| {
            let day =
                words::read_date(&typed)?.ok_or(t!("An offer has a day, such as 3 May 2027."))?;
            change(workspace, t!("Change day of an offer"), "", &id, |offer| {
                offer.on = day;
            });
            Ok(())
        }
    };
    let on_note = {
        let id = id.clone();
        let field = format!("{id} note");
        move |text: String| {
            change(
                workspace,
                t!("Change note of an offer"),
                &field,
                &id,
                |offer| {
                    offer.note = text;
                },
            );
        }
    };
    let asked_id = id.clone();
    let choices = ANSWERS.map(|(_, name)| (name.said().to_owned(), name.said().to_owned()));
    view! {
        <div class="row-details">
            <Choice
                label=t!("Answer")
                choices=Signal::stored(choices.to_vec())
                value=Signal::derive(move || answer_name(answer.get()).to_owned())
                disabled=disabled
                on_choose=on_answer
            />
            {move || (answer.get() == OfferAnswer::Countered).then(|| asked(workspace, &asked_id, offer, disabled))}
            <ReadField
                label=t!("Offered on")
                value=Signal::derive(move || {
                    offer.read().as_ref().map(|o| format::date(o.on)).unwrap_or_default()
                })
                disabled=disabled
                on_commit=Callback::new(on_day)
            />
            <TextArea
                label=t!("Note")
                value=Signal::derive(move || offer.read().as_ref().map(|o| o.note.clone()).unwrap_or_default())
                rows=2
                disabled=disabled
                on_input=on_note
            />
        </div>
    }
    .into_any()
}

fn answer_name(answer: OfferAnswer) -> &'static str {
    let found = ANSWERS.iter().find(|(other, _)| *other == answer);
    found.map_or("", |(_, name)| name.said())
}

/// What the client asked for instead, and the way to it.
fn asked(
    workspace: Workspace,
    id: &OfferId,
    offer: Memo<Option<Arc<Offer>>>,
    disabled: Signal<bool>,
) -> AnyView {
    let negotiation = use_negotiation();
    let figure = Memo::new(move |_| {
        let offer = offer.read();
        offer.as_ref().and_then(|o| Some((o.asked?, o.currency)))
    });
    let value = Signal::derive(move || {
        let figure = figure.get();
        figure
            .map(|(asked, currency)| format::money(asked, currency))
            .unwrap_or_default()
    });
    let id = id.clone();
    let commit = move |typed: String| {
        let currency = offer.read_untracked().as_ref().map(|o| o.currency);
        let asked = words::read_money(&typed, currency.unwrap_or_default())?;
        change(
            workspace,
            t!("Change what was asked for"),
            "",
            &id,
            |offer| {
                offer.asked = asked;
            },
        );
        Ok(())
    };
    let ready = Memo::new(move |_| {
        let currency = workspace.currency.get();
        figure.get().is_some_and(|(_, own)| own == currency)
    });
    let price_to = move |_| {
        let Some(offer) = offer.get_untracked() else {
            return;
        };
        if let Some(asked) = offer.asked {
            let known = {
                let budget = workspace.budget.read_untracked();
                offer
                    .option
                    .clone()
                    .filter(|id| budget.options.position(id).is_some())
            };
            negotiation.price_to(workspace, known, asked);
        }
    };
    view! {
        <ReadField label=t!("Asked for, net") value=value figure=true disabled=disabled on_commit=Callback::new(commit)/>
        <div class="actions">
            <button type="button" disabled=move || !ready.get() on:click=price_to>{t!("Price to this")}</button>
        </div>
    }
    .into_any()
}
