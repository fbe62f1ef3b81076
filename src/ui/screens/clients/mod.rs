//! Clients: what is due, who they are, and all that went on with each.

mod client;
mod due;

use std::collections::BTreeMap;

use leptos::prelude::*;
use rust_decimal::Decimal;

use crate::library::Card;
use crate::model::{Currency, KeyDate, Money, Stage};
use crate::plan::pipeline::{Pipeline, is_open, pipeline};
use crate::ui::desk::{Desk, use_desk};
use crate::ui::format;
use crate::ui::route::Route;
use crate::ui::screens::pitches::next_cell;
use crate::ui::words;

/// The screen: all clients, or one.
#[component]
pub fn ClientsScreen() -> impl IntoView {
    let desk = use_desk();
    let name = Memo::new(move |_| match &*desk.route.read() {
        Route::Clients(name) => name.clone(),
        _ => None,
    });
    (move || match name.get() {
        Some(name) => client::client(desk, name),
        None => all(desk),
    })
    .into_any()
}

/// How a client's name is compared: people of one name are one client.
fn key(name: &str) -> String {
    name.trim().to_lowercase()
}

/// The pitches of a client, newest first.
fn of_client(desk: Desk, name: &str) -> Vec<Card> {
    let wanted = key(name);
    (desk.cards.read().iter())
        .filter(|card| !card.summary.is_template && key(&card.summary.client) == wanted)
        .cloned()
        .collect()
}

/// A client and its pitches.
#[derive(Clone, PartialEq)]
struct Row {
    name: String,
    cards: Vec<Card>,
}

impl Row {
    fn pipeline(&self) -> Pipeline {
        let all: Vec<_> = (self.cards.iter())
            .map(|card| words::opportunity(&card.summary))
            .collect();
        pipeline(&all)
    }

    fn next(&self) -> Option<&KeyDate> {
        let today = format::today();
        (self.cards.iter())
            .filter_map(|card| card.summary.next_date(today))
            .min()
    }
}

fn rows(desk: Desk, find: &str) -> Vec<Row> {
    let find = find.trim().to_lowercase();
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    for card in desk.cards.read().iter() {
        let name = card.summary.client.trim();
        if card.summary.is_template || name.is_empty() || !key(name).contains(&find) {
            continue;
        }
        let row = rows.entry(key(name)).or_insert_with(|| Row {
            name: name.to_owned(),
            cards: Vec::new(),
        });
        row.cards.push(card.clone());
    }
    rows.into_values().collect()
}

fn all(desk: Desk) -> AnyView {
    let find = RwSignal::new(String::new());
    let rows = Memo::new(move |_| rows(desk, &find.read()));
    let none = move || find.read().trim().is_empty() && rows.read().is_empty();
    view! {
        <header class="screen-head">
            <h1>{t!("Clients")}</h1>
        </header>
        <div class="sections wide">
            <section aria-labelledby="clients-due">
                <h2 id="clients-due">{t!("Due")}</h2>
                {due::due(desk)}
            </section>
            <section aria-labelledby="clients-all">
                <h2 id="clients-all">{t!("All clients")}</h2>
                <Show
                    when=move || !none()
                    fallback=|| view! {
                        <p class="grid-empty">
                            {t!("No client yet. A client is there as soon as a pitch names one, under Brief.")}
                        </p>
                    }
                >
                    <div class="filters">
                        <label class="inline-field">
                            <span>{t!("Find")}</span>
                            <input type="search" on:input=move |event| find.set(event_target_value(&event))/>
                        </label>
                    </div>
                    {move || table(&rows.read())}
                </Show>
            </section>
        </div>
    }
    .into_any()
}

/// Amounts of several currencies, side by side; a dash for none.
fn amounts(pipeline: &Pipeline, of: fn(&crate::plan::pipeline::Sums) -> Money) -> String {
    let all: Vec<String> = (pipeline.currencies.iter())
        .map(|(currency, sums)| (*currency, of(sums)))
        .filter(|(_, sum)| !sum.is_zero())
        .map(|(currency, sum): (Currency, Money)| format::money_round(sum, currency))
        .collect();
    if all.is_empty() {
        "–".to_owned()
    } else {
        all.join(" + ")
    }
}

fn count(number: usize) -> String {
    if number == 0 {
        "–".to_owned()
    } else {
        format::number(Decimal::from(number))
    }
}

/// A figure that says its name where there is no column head; a dash is left out there.
fn figure(name: &'static str, value: String) -> AnyView {
    let none = value == "–";
    view! { <td class="figure" class:none=none data-label=name>{value}</td> }.into_any()
}

fn table(rows: &[Row]) -> AnyView {
    if rows.is_empty() {
        return view! { <p class="grid-empty">{t!("No client matches.")}</p> }.into_any();
    }
    let rows = (rows.iter())
        .map(|row| {
            let pipeline = row.pipeline();
            let at = |stage| pipeline.stages.get(&stage).copied().unwrap_or(0);
            let open = (pipeline.stages.iter())
                .filter(|(stage, _)| is_open(**stage))
                .map(|(_, count)| count)
                .sum::<usize>();
            let next = row.next().map(next_cell);
            let href = Route::Clients(Some(row.name.clone())).hash();
            view! {
                <tr>
                    <th scope="row"><a href=href><bdi>{row.name.clone()}</bdi></a></th>
                    {figure(t!(state "Open"), count(open))}
                    {figure(t!("Won"), count(at(Stage::Won)))}
                    {figure(t!("Lost"), count(at(Stage::Lost)))}
                    {figure(t!("Open value"), amounts(&pipeline, |sums| sums.open))}
                    {figure(t!("Weighted"), amounts(&pipeline, |sums| sums.weighted))}
                    {figure(t!("Won value"), amounts(&pipeline, |sums| sums.won))}
                    <td>{next}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="list" aria-label=t!("Clients")>
            <thead>
                <tr>
                    <th scope="col">{t!("Client")}</th>
                    <th scope="col" class="figure">{t!(state "Open")}</th>
                    <th scope="col" class="figure">{t!("Won")}</th>
                    <th scope="col" class="figure">{t!("Lost")}</th>
                    <th scope="col" class="figure">{t!("Open value")}</th>
                    <th scope="col" class="figure">{t!("Weighted")}</th>
                    <th scope="col" class="figure">{t!("Won value")}</th>
                    <th scope="col">{t!("Next date")}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
