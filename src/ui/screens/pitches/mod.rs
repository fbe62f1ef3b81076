//! Pitches: every pitch in the library, and where a new one starts.

pub mod board;
pub mod list;
pub mod pipeline;
pub mod templates;

pub use list::{due_name, money_of, next_cell, stage_code, title_of};

use leptos::html;
use leptos::prelude::*;
use rust_decimal::Decimal;
use wasm_bindgen::JsCast;

use crate::library::Card;
use crate::library::browser::Library;
use crate::model::{Currency, Guide, Money, Pitch, Stage};
use crate::plan::pipeline::is_open;
use crate::ui::desk::{Desk, Group, Sort, use_desk};
use crate::ui::format;
use crate::ui::lasting::Kept;
use crate::ui::lazy::{self, lazily};
use crate::ui::opening::{
    ACCEPT, choose_files, start_example, take_dropped, take_files, use_arrivals,
};
use crate::ui::parts::icon::{Glyph, Icon};
use crate::ui::pictures::now;
use crate::ui::words;
use crate::words::Word;

const SORTS: [(Sort, Word); 6] = [
    (Sort::Recent, word!("Last changed")),
    (Sort::NextDate, word!("Next date")),
    (Sort::Value, word!("Value")),
    (Sort::Weighted, word!("Weighted value")),
    (Sort::Client, word!("Client")),
    (Sort::Title, word!("Title")),
];

const GROUPS: [(Group, Word); 4] = [
    (Group::Nothing, word!(group "Nothing")),
    (Group::Client, word!("Client")),
    (Group::Stage, word!("Stage")),
    (Group::Month, word!("Month of decision")),
];

/// The screen.
#[component]
pub fn Pitches() -> impl IntoView {
    let desk = use_desk();
    let arrivals = use_arrivals();
    let file_input = NodeRef::<html::Input>::new();
    let dropping = RwSignal::new(false);
    let is_empty = move || desk.cards.read().is_empty();
    let start_new = move |_| {
        let settings = desk.settings.get_untracked();
        desk.start(Pitch::blank(format::today(), &settings));
    };
    let choose_file = move |_| {
        if let Some(input) = file_input.get_untracked() {
            input.set_value("");
            choose_files(desk, arrivals, input);
        }
    };
    let starters = move || {
        view! {
            <div class="actions">
                <button type="button" class="primary with-icon" on:click=start_new>
                    <Icon glyph=Glyph::Plus/>
                    <span>{t!("New pitch")}</span>
                </button>
                <button type="button" on:click=move |_| desk.templates_open.set(true)>
                    {t!("From a template…")}
                </button>
                <button type="button" on:click=move |_| start_example(desk)>
                    {t!("Start from the example")}
                </button>
                <button type="button" on:click=choose_file>
                    {t!("Open file…")}
                </button>
                <button type="button" class="quiet with-icon" on:click=move |_| desk.bin_open.set(true)>
                    <Icon glyph=Glyph::Bin/>
                    <span>{t!("Bin")}</span>
                </button>
            </div>
        }
    };

    view! {
        <div
            class="pitches"
            class:dropping=move || dropping.get()
            on:dragover=move |event| {
                event.prevent_default();
                dropping.set(true);
            }
            on:dragleave=move |_| dropping.set(false)
            on:drop=move |event| {
                event.prevent_default();
                dropping.set(false);
                take_dropped(desk, arrivals, &event);
            }
        >
            <input
                type="file"
                class="unseen"
                accept=ACCEPT
                multiple=true
                aria-label=t!("Pitch files")
                tabindex="-1"
                node_ref=file_input
                on:change=move |event| {
                    let input = event
                        .target()
                        .and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
                    take_files(desk, arrivals, input.and_then(|input| input.files()));
                }
            />
            <Show when=move || has_left_out(desk)>{lazily(lazy::left_out())}</Show>
            <Show
                when=move || !is_empty()
                fallback=move || view! {
                    <section class="welcome">
                        <h1>{t!("A pitch, from brief to signature, on one desk")}</h1>
                        <p class="lead">
                            {t!("Story, timeline, budget and proposal are one document: move a date or a rate and every figure that depends on it moves too.")}
                        </p>
                        {starters()}
                        <ul class="promises">
                            <li>
                                <strong>{t!("New to it?")}</strong>
                                " " {t!("The example is a complete pitch. Change anything; it is yours.")} " "
                                <button type="button" class="link" on:click=move |_| show_around(desk)>
                                    {t!("Show me around")}
                                </button>
                            </li>
                            <li>
                                <strong>{t!("Kept here.")}</strong>
                                " " {t!("Pitches stay in this browser. Nothing is uploaded; there is no account.")}
                            </li>
                            <li>
                                <strong>{t!("Shared as files.")}</strong>
                                " " {t!("Send a pitch to a colleague as JSON, open theirs, print for the client.")}
                            </li>
                        </ul>
                    </section>
                }
            >
                <header class="screen-head">
                    <h1>{t!("Pitches")}</h1>
                    {starters()}
                </header>
                {move || {
                    reminder(desk)
                        .map(|words| {
                            view! {
                                <p class="field-hint reminder">{words} " " <a href="#/settings">{t!("Back up everything")}</a></p>
                            }
                        })
                }}
                <Worked/>
            </Show>
        </div>
    }
}

/// The example, with the first steps beside it.
pub fn show_around(desk: Desk) {
    desk.change_settings(|settings| settings.guide = Some(Guide::default()));
    start_example(desk);
}

fn has_left_out(desk: Desk) -> bool {
    desk.cards.track();
    desk.with_library(Library::has_left_out)
}

/// What is to be said when pitches were edited long after the last file that has them.
fn reminder(desk: Desk) -> Option<String> {
    let edited = (desk.cards.read().iter()).map(|card| card.saved_at).max()?;
    let exported = desk.with_library(Library::exported)?;
    exported.reminder(now(), edited)
}

/// The opportunities that are looked for, in the order that is asked for. Templates are none.
pub fn shown(desk: Desk) -> Memo<Vec<Card>> {
    let looking = desk.looking;
    Memo::new(move |_| {
        let wanted = looking.find.get().to_lowercase();
        let stage = looking.stage.get();
        let mut cards: Vec<Card> = desk
            .cards
            .read()
            .iter()
            .filter(|card| !card.summary.is_template)
            .filter(|card| stage.is_none_or(|stage| card.summary.stage == stage))
            .filter(|card| {
                wanted.is_empty()
                    || card.summary.title.to_lowercase().contains(&wanted)
                    || card.summary.client.to_lowercase().contains(&wanted)
            })
            .cloned()
            .collect();
        let today = format::today();
        match looking.sort.get() {
            Sort::Recent => {}
            Sort::NextDate => cards.sort_by_key(|card| {
                let next = card.summary.next_date(today).map(|due| due.date);
                (next.is_none(), next)
            }),
            Sort::Value => cards.sort_by_key(|card| std::cmp::Reverse(card.summary.value)),
            Sort::Weighted => cards.sort_by_key(|card| std::cmp::Reverse(card.summary.weighted)),
            Sort::Client => cards.sort_by_key(|card| card.summary.client.to_lowercase()),
            Sort::Title => cards.sort_by_key(|card| card.summary.title.to_lowercase()),
        }
        cards
    })
}

/// A choice beside its label, of values with names.
fn choice<T: Copy + PartialEq + Send + Sync + 'static>(
    label: &'static str,
    all: &'static [(T, Word)],
    value: Kept<T>,
) -> AnyView {
    let options = (all.iter().enumerate())
        .map(|(place, (of, name))| {
            let of = *of;
            view! { <option value=place.to_string() selected=move || value.get() == of>{name.said()}</option> }
        })
        .collect_view();
    view! {
        <label class="inline-field">
            <span>{label}</span>
            <select on:change=move |event| {
                let chosen = event_target_value(&event).parse::<usize>().ok();
                if let Some((of, _)) = chosen.and_then(|place| all.get(place)) {
                    value.set(*of);
                }
            }>{options}</select>
        </label>
    }
    .into_any()
}

/// What the stage filter offers.
const STAGES: [(Option<Stage>, Word); 8] = [
    (None, word!("All")),
    (Some(Stage::Lead), words::stage_word(Stage::Lead)),
    (Some(Stage::Briefed), words::stage_word(Stage::Briefed)),
    (
        Some(Stage::InProgress),
        words::stage_word(Stage::InProgress),
    ),
    (Some(Stage::Pitched), words::stage_word(Stage::Pitched)),
    (Some(Stage::Won), words::stage_word(Stage::Won)),
    (Some(Stage::Lost), words::stage_word(Stage::Lost)),
    (Some(Stage::OnHold), words::stage_word(Stage::OnHold)),
];

/// Pitches to work with: figures, what to look for, the list or the board.
#[component]
fn Worked() -> impl IntoView {
    let desk = use_desk();
    let looking = desk.looking;
    let shown = shown(desk);
    let months = RwSignal::new(false);
    let pressed = move |board: bool| {
        let is = looking.is_board.get() == board;
        if is { "true" } else { "false" }
    };
    view! {
        <div class="pipeline-head">
            <Pipeline shown/>
            <button
                type="button"
                aria-expanded=move || if months.get() { "true" } else { "false" }
                on:click=move |_| months.update(|open| *open = !*open)
            >
                {t!("By month")}
            </button>
        </div>
        <Show when=move || months.get()>{lazily(lazy::pipeline())}</Show>
        <div class="filters">
            <label class="inline-field">
                <span>{t!("Find")}</span>
                <input
                    type="search"
                    prop:value=move || looking.find.get()
                    on:input=move |event| looking.find.set(event_target_value(&event))
                />
            </label>
            <Show when=move || !looking.is_board.get()>
                {choice(t!("Stage"), &STAGES, looking.stage)} {choice(t!("Group by"), &GROUPS, looking.group)}
            </Show>
            {choice(t!("Sort by"), &SORTS, looking.sort)}
            <div class="either" role="group" aria-label=t!(noun "View")>
                <button type="button" aria-pressed=move || pressed(false) on:click=move |_| looking.is_board.set(false)>
                    {t!("List")}
                </button>
                <button
                    type="button"
                    aria-pressed=move || pressed(true)
                    on:click=move |_| {
                        looking.stage.set(None);
                        looking.is_board.set(true);
                    }
                >
                    {t!("Board")}
                </button>
            </div>
        </div>
        <Show when=move || looking.is_board.get() fallback=move || view! { <list::List shown/> }>
            {lazily(lazy::board())}
        </Show>
    }
    .into_any()
}

/// What the shown pitches are worth together, currency by currency.
#[component]
fn Pipeline(shown: Memo<Vec<Card>>) -> impl IntoView {
    let sums = move || {
        let mut sums: Vec<(Currency, Money, Money)> = Vec::new();
        for card in shown.read().iter() {
            let summary = &card.summary;
            if !is_open(summary.stage) {
                continue;
            }
            let value = summary.value.unwrap_or_default();
            let weighted = summary.weighted.unwrap_or_default();
            match sums.iter_mut().find(|sum| sum.0 == summary.currency) {
                Some(sum) => *sum = (sum.0, sum.1 + value, sum.2 + weighted),
                None => sums.push((summary.currency, value, weighted)),
            }
        }
        sums
    };
    view! {
        <dl class="figures" aria-label=t!("Pipeline")>
            <div>
                <dt>{t!("Pitches")}</dt>
                <dd>{move || format::number(Decimal::from(shown.read().len()))}</dd>
            </div>
            {move || {
                sums()
                    .into_iter()
                    .map(|(currency, value, weighted)| {
                        view! {
                            <div>
                                <dt>{t!("Open value")}</dt>
                                <dd>{format::money_round(value, currency)}</dd>
                            </div>
                            <div>
                                <dt>{t!("Weighted")}</dt>
                                <dd>{format::money_round(weighted, currency)}</dd>
                            </div>
                        }
                    })
                    .collect_view()
            }}
        </dl>
    }
    .into_any()
}
