//! Pitches: every pitch in the library, and where a new one starts.

use leptos::html;
use leptos::prelude::*;
use rust_decimal::Decimal;
use wasm_bindgen::JsCast;

use crate::library::Card;
use crate::library::browser::Library;
use crate::model::{Currency, Money, Pitch, Stage};
use crate::ui::desk::{Desk, use_desk};
use crate::ui::format;
use crate::ui::lazy::{self, lazily};
use crate::ui::opening::{choose_files, start_example, take_dropped, take_files, use_arrivals};
use crate::ui::parts::icon::{Glyph, Icon};
use crate::ui::pictures::now;
use crate::ui::route::{Part, Route};
use crate::ui::words;

/// How the list is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Recent,
    NextDate,
    Value,
    Client,
}

impl Sort {
    const ALL: [(Self, &'static str, &'static str); 4] = [
        (Self::Recent, "recent", "Last changed"),
        (Self::NextDate, "date", "Next date"),
        (Self::Value, "value", "Value"),
        (Self::Client, "client", "Client"),
    ];
}

/// The screen.
#[component]
pub fn Pitches() -> impl IntoView {
    let desk = use_desk();
    let arrivals = use_arrivals();
    let file_input = NodeRef::<html::Input>::new();
    let search = RwSignal::new(String::new());
    let stage = RwSignal::new(None::<Stage>);
    let sort = RwSignal::new(Sort::Recent);
    let dropping = RwSignal::new(false);

    let shown = Memo::new(move |_| {
        let wanted = search.get().to_lowercase();
        let stage = stage.get();
        let mut cards: Vec<Card> = desk
            .cards
            .read()
            .iter()
            .filter(|card| stage.is_none_or(|stage| card.summary.stage == stage))
            .filter(|card| {
                wanted.is_empty()
                    || card.summary.title.to_lowercase().contains(&wanted)
                    || card.summary.client.to_lowercase().contains(&wanted)
            })
            .cloned()
            .collect();
        match sort.get() {
            Sort::Recent => {}
            Sort::NextDate => {
                cards
                    .sort_by_key(|card| (card.summary.next_date.is_none(), card.summary.next_date));
            }
            Sort::Value => cards.sort_by_key(|card| std::cmp::Reverse(card.summary.value)),
            Sort::Client => cards.sort_by_key(|card| card.summary.client.to_lowercase()),
        }
        cards
    });
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
                    <span>"New pitch"</span>
                </button>
                <button type="button" on:click=move |_| start_example(desk)>
                    "Start from the example"
                </button>
                <button type="button" on:click=choose_file>
                    "Open file…"
                </button>
                <button type="button" class="quiet with-icon" on:click=move |_| desk.bin_open.set(true)>
                    <Icon glyph=Glyph::Bin/>
                    <span>"Bin"</span>
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
                accept=".json,.html,.pdf,application/json,text/html,application/pdf"
                multiple=true
                aria-label="Pitch files"
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
                        <h1>"A pitch, from brief to signature, on one desk"</h1>
                        <p class="lead">
                            "Story, timeline, budget and proposal are one document: move a date or a rate and every figure that depends on it moves too."
                        </p>
                        {starters()}
                        <ul class="promises">
                            <li>
                                <strong>"New to it?"</strong>
                                " The example is a complete pitch. Change anything; it is yours."
                            </li>
                            <li>
                                <strong>"Kept here."</strong>
                                " Pitches stay in this browser. Nothing is uploaded; there is no account."
                            </li>
                            <li>
                                <strong>"Shared as files."</strong>
                                " Send a pitch to a colleague as JSON, open theirs, print for the client."
                            </li>
                        </ul>
                    </section>
                }
            >
                <header class="screen-head">
                    <h1>"Pitches"</h1>
                    {starters()}
                </header>
                {move || {
                    reminder(desk)
                        .map(|words| {
                            view! {
                                <p class="field-hint reminder">{words} " " <a href="#/settings">"Back up everything"</a></p>
                            }
                        })
                }}
                <Pipeline shown/>
                <div class="filters">
                    <label class="inline-field">
                        <span>"Find"</span>
                        <input
                            type="search"
                            prop:value=move || search.get()
                            on:input=move |event| search.set(event_target_value(&event))
                        />
                    </label>
                    <label class="inline-field">
                        <span>"Stage"</span>
                        <select on:change=move |event| {
                            let chosen = event_target_value(&event);
                            stage.set(Stage::ALL.into_iter().find(|s| words::stage(*s) == chosen));
                        }>
                            <option value="">"All"</option>
                            {Stage::ALL
                                .map(|stage| {
                                    view! { <option value=words::stage(stage)>{words::stage(stage)}</option> }
                                })
                                .collect_view()}
                        </select>
                    </label>
                    <label class="inline-field">
                        <span>"Sort by"</span>
                        <select on:change=move |event| {
                            let chosen = event_target_value(&event);
                            if let Some((by, ..)) = Sort::ALL.into_iter().find(|(_, value, _)| *value == chosen) {
                                sort.set(by);
                            }
                        }>
                            {Sort::ALL
                                .map(|(_, value, name)| view! { <option value=value>{name}</option> })
                                .collect_view()}
                        </select>
                    </label>
                </div>
                <List shown/>
            </Show>
        </div>
    }
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

/// What the shown pitches are worth together, currency by currency.
#[component]
fn Pipeline(shown: Memo<Vec<Card>>) -> impl IntoView {
    let sums = move || {
        let mut sums: Vec<(Currency, Money, Money)> = Vec::new();
        for card in shown.read().iter() {
            let summary = &card.summary;
            if matches!(summary.stage, Stage::Lost | Stage::OnHold) {
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
        <dl class="figures" aria-label="Pipeline">
            <div>
                <dt>"Pitches"</dt>
                <dd>{move || format::number(Decimal::from(shown.read().len()))}</dd>
            </div>
            {move || {
                sums()
                    .into_iter()
                    .map(|(currency, value, weighted)| {
                        view! {
                            <div>
                                <dt>"Value"</dt>
                                <dd>{format::money_round(value, currency)}</dd>
                            </div>
                            <div>
                                <dt>"Weighted"</dt>
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

#[component]
fn List(shown: Memo<Vec<Card>>) -> impl IntoView {
    let desk = use_desk();
    // Up and down go from pitch to pitch, as in every grid.
    let on_key = move |event: web_sys::KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowDown" => 1_isize,
            "ArrowUp" => -1,
            _ => return,
        };
        let Some(row) = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
            .and_then(|target| target.closest("tr").ok().flatten())
        else {
            return;
        };
        let next = if by > 0 {
            row.next_element_sibling()
        } else {
            row.previous_element_sibling()
        };
        let link = next
            .and_then(|row| row.query_selector("a").ok().flatten())
            .and_then(|link| link.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(link) = link {
            event.prevent_default();
            let _ = link.focus();
        }
    };
    view! {
        <table class="list" role="grid" aria-label="Pitches" on:keydown=on_key>
            <thead>
                <tr>
                    <th scope="col">"Pitch"</th>
                    <th scope="col">"Stage"</th>
                    <th scope="col">"Next date"</th>
                    <th scope="col" class="figure">"Value"</th>
                    <th scope="col" class="figure">"Weighted"</th>
                    <th scope="col">"Problems"</th>
                    <th scope="col"><span class="unseen">"Actions"</span></th>
                </tr>
            </thead>
            <tbody>
                <For each=move || shown.get() key=|card| (card.id.clone(), card.revision) let:card>
                    {pitch_row(desk, card)}
                </For>
            </tbody>
        </table>
        {move || {
            shown.read().is_empty().then(|| view! { <p class="grid-empty">"No pitch matches."</p> })
        }}
    }
    .into_any()
}

fn pitch_row(desk: Desk, card: Card) -> AnyView {
    let summary = card.summary.clone();
    let title = if summary.title.is_empty() {
        "Untitled pitch".to_owned()
    } else {
        summary.title
    };
    let next = summary.next_date.map(|date| {
        view! {
            <span class="nowrap">{format::date(date)}</span>
            <span class="under">{summary.next_name.clone()}</span>
        }
    });
    let money = move |amount: Option<Money>| {
        amount.map_or_else(
            || "–".to_owned(),
            |amount| format::money_round(amount, summary.currency),
        )
    };
    let problems = match summary.problems {
        0 => "None".to_owned(),
        1 => "1 problem".to_owned(),
        count => format!("{count} problems"),
    };
    let href = Route::Pitch(card.id.clone(), Part::Overview).hash();
    let remove = {
        let (id, title) = (card.id.clone(), title.clone());
        move |_| {
            let id = id.clone();
            let title = title.clone();
            leptos::task::spawn_local(async move {
                let library = desk.library();
                match library.remove(&id).await {
                    Ok(()) => {
                        desk.refresh_cards();
                        let id = id.clone();
                        desk.toast_with(&format!("{title} is in the bin."), "Undo", move || {
                            let id = id.clone();
                            leptos::task::spawn_local(async move {
                                if let Err(error) = desk.library().restore(&id).await {
                                    desk.toast(&error.to_string());
                                }
                                desk.refresh_cards();
                            });
                        });
                    }
                    Err(error) => desk.toast(&error.to_string()),
                }
            });
        }
    };
    let duplicate = {
        let id = card.id.clone();
        move |_| {
            let id = id.clone();
            leptos::task::spawn_local(async move {
                match desk.library().load(&id).await {
                    Ok(loaded) => {
                        let mut pitch = loaded.document.pitch;
                        pitch.title = format!("{} (copy)", pitch.title);
                        desk.start(pitch);
                    }
                    Err(error) => desk.toast(&error.to_string()),
                }
            });
        }
    };
    view! {
        <tr>
            <th scope="row">
                <a href=href><bdi>{title.clone()}</bdi></a>
                <span class="under"><bdi>{summary.client}</bdi></span>
            </th>
            <td><span class="stage" data-stage=words::stage(summary.stage)>{words::stage(summary.stage)}</span></td>
            <td>{next}</td>
            <td class="figure">{money(summary.value)}</td>
            <td class="figure">{money(summary.weighted)}</td>
            <td class:warn=move || { summary.problems > 0 }>{problems}</td>
            <td class="row-actions">
                <button type="button" class="quiet square" aria-label=format!("Duplicate {title}") title="Duplicate" on:click=duplicate>
                    <Icon glyph=Glyph::Copy/>
                </button>
                <button type="button" class="quiet square" aria-label=format!("Delete {title}") title="Delete" on:click=remove>
                    <Icon glyph=Glyph::Bin/>
                </button>
            </td>
        </tr>
    }
    .into_any()
}
