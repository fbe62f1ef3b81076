//! The stage board: a column for each stage, a card for each pitch. Cards go to another stage by
//! dragging, by key, or by the choice on them.

use std::sync::Arc;

use leptos::prelude::*;
use rust_decimal::Decimal;
use wasm_bindgen::JsCast;

use super::list::{due_name, problems, stage_code, title_of};
use super::shown;
use crate::library::Card;
use crate::model::{Currency, Identifier, Money, Pitch, PitchId, Stage};
use crate::ui::desk::{Desk, use_desk};
use crate::ui::elsewhere;
use crate::ui::format;
use crate::ui::route::{Part, Route};
use crate::ui::words;

/// What the board remembers while it is open.
#[derive(Clone, Copy)]
struct Moving {
    desk: Desk,
    /// The pitch that is dragged.
    dragged: RwSignal<Option<PitchId>>,
    /// The stage that it is dragged over.
    over: RwSignal<Option<Stage>>,
    /// The pitch that has the focus when it stands in its new column, and which that is.
    focus: RwSignal<Option<(PitchId, Stage)>>,
}

/// The board.
#[component]
pub fn Board() -> impl IntoView {
    let desk = use_desk();
    let shown = shown(desk);
    let moving = Moving {
        desk,
        dragged: RwSignal::new(None),
        over: RwSignal::new(None),
        focus: RwSignal::new(None),
    };
    view! {
        <p class="field-hint" id="board-hint">
            {t!("Drag a card to another stage, or move it with Alt and the left or right arrow. Up and down go from card to card.")}
        </p>
        <div class="stage-board" role="group" aria-label=t!("Stages") aria-describedby="board-hint">
            {Stage::ALL.map(|stage| column(moving, shown, stage)).collect_view()}
        </div>
    }
    .into_any()
}

fn column(moving: Moving, shown: Memo<Vec<Card>>, stage: Stage) -> AnyView {
    let cards = Memo::new(move |_| {
        let all = shown.read();
        let here = all.iter().filter(|card| card.summary.stage == stage);
        here.cloned().collect::<Vec<Card>>()
    });
    let name = words::stage(stage);
    let code = stage_code(stage);
    let id = format!("board-{}", code.to_lowercase().replace(' ', "-"));
    let labelled = id.clone();
    view! {
        <section
            class="board-column"
            data-stage=code
            class:over=move || moving.over.get() == Some(stage)
            aria-labelledby=labelled
            on:dragover=move |event| {
                if moving.dragged.read_untracked().is_some() {
                    event.prevent_default();
                    moving.over.set(Some(stage));
                }
            }
            on:dragleave=move |_| moving.over.set(None)
            on:drop=move |event| {
                event.stop_propagation();
                moving.over.set(None);
                if let Some(pitch) = moving.dragged.get_untracked() {
                    event.prevent_default();
                    moving.dragged.set(None);
                    move_to(moving, &pitch, stage);
                }
            }
        >
            <header>
                <h2 id=id>
                    <span class="stage" data-stage=code>{name}</span>
                    <span class="count">{move || format::number(Decimal::from(cards.read().len()))}</span>
                </h2>
                <p class="under">{move || sums(&cards.read())}</p>
            </header>
            <ul>
                <For each=move || cards.get() key=|card| (card.id.clone(), card.revision) let:card>
                    {board_card(moving, card)}
                </For>
            </ul>
        </section>
    }
    .into_any()
}

/// The value of these pitches, currency by currency.
fn sums(cards: &[Card]) -> String {
    let mut sums: Vec<(Currency, Money)> = Vec::new();
    for card in cards {
        let summary = &card.summary;
        let Some(value) = summary.value else { continue };
        match sums.iter_mut().find(|sum| sum.0 == summary.currency) {
            Some(sum) => sum.1 = sum.1 + value,
            None => sums.push((summary.currency, value)),
        }
    }
    let written = sums
        .into_iter()
        .map(|(currency, sum)| format::money_round(sum, currency));
    written.collect::<Vec<_>>().join(" + ")
}

fn board_card(moving: Moving, card: Card) -> AnyView {
    let title = title_of(&card.summary);
    let summary = card.summary;
    let id = card.id;
    let href = Route::Pitch(id.clone(), Part::Overview).hash();
    let next = summary.next_date(format::today()).map(|due| {
        let words = format!("{} · {}", format::short_date(due.date), due_name(due));
        view! { <p class="under">{words}</p> }
    });
    let worth = summary.value.map(|value| {
        let value = format::money_round(value, summary.currency);
        let chance = format::percent(summary.win_probability.decimal());
        view! { <p class="board-worth"><span>{value}</span> <span class="under">{chance}</span></p> }
    });
    let wrong = (summary.problems > 0)
        .then(|| view! { <p class="under warn">{problems(summary.problems)}</p> });
    let options = Stage::ALL
        .map(|stage| {
            let (code, name) = (stage_code(stage), words::stage(stage));
            view! { <option value=code selected=stage == summary.stage>{name}</option> }
        })
        .collect_view();
    let link = NodeRef::<leptos::html::A>::new();
    let (mine, awaited) = (id.clone(), (id.clone(), summary.stage));
    Effect::new(move |_| {
        if moving.focus.read().as_ref() == Some(&awaited)
            && let Some(link) = link.get()
        {
            moving.focus.set(None);
            // It is not in the page before this frame.
            request_animation_frame(move || {
                let _ = link.focus();
            });
        }
    });
    let (by_choice, by_key) = (id.clone(), id.clone());
    let stage = summary.stage;
    view! {
        <li
            class="board-card"
            draggable="true"
            on:dragstart=move |event| {
                if let Some(data) = event.data_transfer() {
                    let _ = data.set_data("text/plain", mine.as_str());
                    data.set_effect_allowed("move");
                }
                moving.dragged.set(Some(mine.clone()));
            }
            on:dragend=move |_| {
                moving.dragged.set(None);
                moving.over.set(None);
            }
            on:keydown=move |event| on_key(moving, &by_key, stage, &event)
        >
            <a href=href node_ref=link draggable="false" aria-keyshortcuts="Alt+ArrowLeft Alt+ArrowRight"><bdi>{title.clone()}</bdi></a>
            <p class="under"><bdi>{summary.client}</bdi></p>
            {worth}
            {next}
            {wrong}
            <select
                aria-label=t!("Stage of {title}")
                on:change=move |event| {
                    let chosen = event_target_value(&event);
                    if let Some(stage) = Stage::ALL.into_iter().find(|stage| stage_code(*stage) == chosen) {
                        move_to(moving, &by_choice, stage);
                    }
                }
            >{options}</select>
        </li>
    }
    .into_any()
}

fn on_key(moving: Moving, id: &PitchId, stage: Stage, event: &web_sys::KeyboardEvent) {
    let target = (event.target()).and_then(|target| target.dyn_into::<web_sys::HtmlElement>().ok());
    let Some(link) = target.filter(|target| target.tag_name() == "A") else {
        return;
    };
    let by: isize = match event.key().as_str() {
        "ArrowLeft" | "ArrowUp" => -1,
        "ArrowRight" | "ArrowDown" => 1,
        _ => return,
    };
    let along = matches!(event.key().as_str(), "ArrowLeft" | "ArrowRight");
    if event.alt_key() && along {
        event.prevent_default();
        let place = Stage::ALL.iter().position(|other| *other == stage);
        let next = place.and_then(|place| place.checked_add_signed(by));
        if let Some(next) = next.and_then(|next| Stage::ALL.get(next)) {
            moving.focus.set(Some((id.clone(), *next)));
            move_to(moving, id, *next);
        }
        return;
    }
    if event.alt_key() || event.ctrl_key() || event.meta_key() || event.shift_key() {
        return;
    }
    if let Some(next) = neighbour(&link, by, along) {
        event.prevent_default();
        let _ = next.focus();
    }
}

/// The card above or below, or the first one of the next column that has any.
fn neighbour(link: &web_sys::HtmlElement, by: isize, along: bool) -> Option<web_sys::HtmlElement> {
    let found = |from: &web_sys::Element, what: &str| {
        let found = from.query_selector(what).ok().flatten();
        found.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok())
    };
    let step = |from: &web_sys::Element| {
        if by > 0 {
            from.next_element_sibling()
        } else {
            from.previous_element_sibling()
        }
    };
    if !along {
        let card = link.closest("li").ok().flatten()?;
        return found(&step(&card)?, "a");
    }
    let mut column = step(&link.closest("section").ok().flatten()?);
    while let Some(here) = column {
        if let Some(link) = found(&here, "li a") {
            return Some(link);
        }
        column = step(&here);
    }
    None
}

/// Puts a pitch at another stage.
fn move_to(moving: Moving, id: &PitchId, stage: Stage) {
    let desk = moving.desk;
    let cards = desk.cards.get_untracked();
    let Some(card) = cards.iter().find(|card| card.id == *id) else {
        return;
    };
    if card.summary.stage == stage {
        return;
    }
    let words = format!("{}: {}.", title_of(&card.summary), words::stage(stage));
    let change = move |pitch: &mut Pitch| Arc::make_mut(&mut pitch.status).stage = stage;
    elsewhere::change(desk, id.clone(), words, change);
}
