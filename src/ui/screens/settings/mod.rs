//! Settings: what a new pitch of this agency starts with, how the desk looks, and what is kept.

mod benchmarks;
mod house;
mod installed;
mod pictures;
mod room;
mod sections;

use std::sync::Arc;

use leptos::prelude::*;

use crate::file::{Pictures, backup};
use crate::model::{Appearance, Currency, Holiday, Hours, List, Paper, Settings, Terms};
use crate::plan::public_holidays::year;
use crate::ui::desk::{Desk, fresh, use_desk};
use crate::ui::holidays::{self, Holidays};
use crate::ui::parts::details::{RowTools, add_at_end};
use crate::ui::parts::field::{Choice, ReadField, TextArea, TextField, Tick};
use crate::ui::parts::files::opener;
use crate::ui::parts::grid::{Grid, GridState, SharedSource};
use crate::ui::screens::team::{RateCard, RoleChange, apply};
use crate::ui::{self, download, format, words};

/// The screen.
#[component]
pub fn SettingsScreen() -> impl IntoView {
    let desk = use_desk();
    view! {
        <header class="screen-head">
            <h1>"Settings"</h1>
            <p class="field-hint">"What new pitches start with. Pitches that exist keep their own."</p>
        </header>
        {move || {
            let words = desk.settings_problem.get();
            (!words.is_empty()).then(|| view! { <p class="banner bad" role="alert">{words}</p> })
        }}
        <div class="sections">
            <Agency/>
            <house::House/>
            <Calendar/>
            <Rates/>
            <benchmarks::Benchmarks/>
            <sections::Library/>
            <StandardTerms/>
            <Looks/>
            <Keeping/>
        </div>
    }
}

fn text(
    desk: Desk,
    label: &'static str,
    get: fn(&Settings) -> &String,
    set: fn(&mut Settings, String),
) -> AnyView {
    let value = Signal::derive(move || get(&desk.settings.read()).clone());
    let on_input = move |text: String| desk.change_settings(|settings| set(settings, text));
    view! { <TextField label=label value=value on_input=on_input/> }.into_any()
}

#[component]
fn Agency() -> impl IntoView {
    let desk = use_desk();
    let papers = Paper::ALL.map(|paper| (paper.name().to_owned(), paper.name().to_owned()));
    let tax = Signal::derive(move || {
        let rate = desk.settings.read().tax_rate;
        rate.map(|rate| format::percent(rate.decimal()))
            .unwrap_or_default()
    });
    view! {
        <section aria-labelledby="s-agency">
            <h2 id="s-agency">"Agency"</h2>
            <div class="pair">
                {text(desk, "Agency name", |s| &s.agency, |s, text| s.agency = text)}
                {text(desk, "Your name", |s| &s.author, |s, text| s.author = text)}
            </div>
            <div class="pair">
                <ReadField
                    label="Currency"
                    value=Signal::derive(move || desk.settings.read().currency.code().to_owned())
                    hint=Signal::stored("Three letters, such as EUR.".to_owned())
                    on_commit=Callback::new(move |typed: String| {
                        let currency = Currency::new(&typed.trim().to_uppercase())
                            .map_err(|error| error.to_string())?;
                        desk.change_settings(|settings| settings.currency = currency);
                        Ok(())
                    })
                />
                <Choice
                    label="Paper"
                    choices=Signal::stored(papers.to_vec())
                    value=Signal::derive(move || {
                        desk.settings.read().paper.name().to_owned()
                    })
                    on_choose=move |chosen: String| {
                        if let Some(paper) = Paper::ALL.into_iter().find(|paper| paper.name() == chosen) {
                            desk.change_settings(|settings| settings.paper = paper);
                        }
                    }
                />
                {text(desk, "Name of the tax", |s| &s.tax_name, |s, text| s.tax_name = text)}
                <ReadField
                    label="Tax rate"
                    value=tax
                    figure=true
                    hint=Signal::stored("Leave empty when nothing is taxed.".to_owned())
                    on_commit=Callback::new(move |typed: String| {
                        let rate = if typed.trim().is_empty() {
                            None
                        } else {
                            Some(words::read_percent(&typed)?)
                        };
                        desk.change_settings(|settings| settings.tax_rate = rate);
                        Ok(())
                    })
                />
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn Calendar() -> impl IntoView {
    let desk = use_desk();
    let change = move |act: &dyn Fn(&mut List<Holiday>)| {
        desk.change_settings(|settings| act(&mut settings.holidays));
    };
    let this_year = year(format::today());
    let of_agency = Holidays {
        list: Signal::derive(move || desk.settings.read().holidays.clone()),
        week: Signal::derive(move || desk.settings.read().working_week),
        from: Signal::derive(format::today),
        years: Signal::stored(this_year..=this_year + 2),
        change: Callback::new(move |(_, act): (String, holidays::Act)| change(&*act)),
        undo: Callback::new(move |before: List<Holiday>| {
            change(&move |list| list.clone_from(&before));
        }),
        disabled: Signal::stored(false),
    };
    view! {
        <section aria-labelledby="s-calendar">
            <h2 id="s-calendar">"Working week and holidays"</h2>
            <fieldset>
                <legend>"Working days"</legend>
                <div class="week-days">
                    {(1..=7_u8)
                        .map(|day| {
                            view! {
                                <Tick
                                    label=format::weekday(day)
                                    value=Signal::derive(move || desk.settings.read().working_week.includes(day))
                                    on_change=move |_| {
                                        let week = desk.settings.read_untracked().working_week.toggled(day);
                                        match week {
                                            Some(week) => desk.change_settings(|settings| settings.working_week = week),
                                            None => {
                                                // Ticks it again: the value did not change.
                                                desk.settings.notify();
                                                desk.toast("A working week has at least one day.");
                                            }
                                        }
                                    }
                                />
                            }
                        })
                        .collect_view()}
                </div>
            </fieldset>
            <div class="pair">
                <ReadField
                    label="Hours of a full week"
                    figure=true
                    value=Signal::derive(move || format::number(desk.settings.read().full_week().decimal()))
                    hint=Signal::stored("Under People nobody has more for all pitches together.".to_owned())
                    on_commit=Callback::new(move |text: String| set_full_week(desk, &text))
                />
            </div>
            {holidays::holidays(of_agency, "No holidays yet.")}
        </section>
    }
    .into_any()
}

fn set_full_week(desk: Desk, text: &str) -> Result<(), String> {
    let hours = words::read_hours(text)?;
    if hours.is_some_and(|hours| hours > Hours::whole(168)) {
        return Err("A week has 168 hours.".to_owned());
    }
    desk.change_settings(|settings| {
        settings.full_week = hours.filter(|hours| *hours != Hours::ZERO);
    });
    Ok(())
}

#[component]
fn Rates() -> impl IntoView {
    let desk = use_desk();
    let state = GridState::default();
    let roles = Signal::derive(move || {
        Arc::new(
            desk.settings
                .read()
                .roles
                .iter()
                .cloned()
                .collect::<Vec<_>>(),
        )
    });
    let currency = Signal::derive(move || desk.settings.read().currency);
    let change = Callback::new(move |(_, change): (String, RoleChange)| {
        desk.change_settings(|settings| apply(&mut settings.roles, change));
    });
    let rows: SharedSource = Arc::new(RateCard::new(roles, currency, change));
    view! {
        <section aria-labelledby="s-rates">
            <h2 id="s-rates">"Rate card"</h2>
            <Grid name="Rate card" source=rows.clone() state=state empty="No role yet. Bill rate and cost rate are per hour."/>
            <RowTools source=rows.clone() state=state add="Add role" on_add=add_at_end(&rows) disabled=false/>
        </section>
    }
    .into_any()
}

#[component]
fn StandardTerms() -> impl IntoView {
    let desk = use_desk();
    let term =
        move |label: &'static str, get: fn(&Terms) -> &String, set: fn(&mut Terms, String)| {
            let value = Signal::derive(move || get(&desk.settings.read().terms).clone());
            let on_input = move |text: String| desk.change_settings(|s| set(&mut s.terms, text));
            view! { <TextArea label=label value=value on_input=on_input/> }
        };
    view! {
        <section aria-labelledby="s-terms">
            <h2 id="s-terms">"Standard terms"</h2>
            {term("Assumptions", |t| &t.assumptions, |t, text| t.assumptions = text)}
            {term("Exclusions", |t| &t.exclusions, |t, text| t.exclusions = text)}
            {term("Cancellation", |t| &t.cancellation, |t, text| t.cancellation = text)}
            {term("Ownership of work", |t| &t.ownership, |t, text| t.ownership = text)}
        </section>
    }
    .into_any()
}

#[component]
fn Looks() -> impl IntoView {
    let desk = use_desk();
    let name = |appearance: Appearance| match appearance {
        Appearance::System => "As the system says",
        Appearance::Light => "Light",
        Appearance::Dark => "Dark",
    };
    let choices = Appearance::ALL.map(|a| (name(a).to_owned(), name(a).to_owned()));
    view! {
        <section aria-labelledby="s-looks">
            <h2 id="s-looks">"The desk"</h2>
            <div class="pair">
                <Choice
                    label="Appearance"
                    choices=Signal::stored(choices.to_vec())
                    value=Signal::derive(move || name(desk.settings.read().appearance).to_owned())
                    on_choose=move |chosen: String| {
                        if let Some(appearance) = Appearance::ALL.into_iter().find(|a| name(*a) == chosen) {
                            desk.change_settings(|settings| settings.appearance = appearance);
                        }
                    }
                />
            </div>
        </section>
    }
    .into_any()
}

/// What is kept in this browser, and how to take it along.
#[component]
fn Keeping() -> impl IntoView {
    let desk = use_desk();
    let report = RwSignal::new(Vec::<String>::new());
    let back_up = move |_| leptos::task::spawn_local(back_up(desk));
    let restore = move |text: String| {
        leptos::task::spawn_local(restore_backup(desk, report, text));
    };
    // One that was opened among the pitches.
    Effect::new(move |_| {
        if let Some(text) = desk.backup.get() {
            desk.backup.set(None);
            restore(text.to_string());
        }
    });
    view! {
        <section aria-labelledby="s-keeping">
            <h2 id="s-keeping">"What is kept here"</h2>
            <p>
                "Pitches live in this browser, on this device, twice: in its local storage and in its database. Clearing the site's data deletes both, and private windows forget everything. A backup file is yours to keep."
            </p>
            <room::Room/>
            <self::installed::WorksOffline/>
            <div class="actions">
                <button type="button" class="primary" on:click=back_up>"Back up everything"</button>
                {opener(
                    "Restore from a backup…",
                    "Backup file",
                    ".json,application/json",
                    Signal::stored(false),
                    move |file: web_sys::File| {
                        leptos::task::spawn_local(async move {
                            let text = wasm_bindgen_futures::JsFuture::from(file.text()).await;
                            match text.ok().and_then(|text| text.as_string()) {
                                Some(text) => restore(text),
                                None => desk.toast("The browser could not read the file."),
                            }
                        });
                    },
                )}
            </div>
            {move || {
                let lines = report.get();
                (!lines.is_empty())
                    .then(|| {
                        view! {
                            <ul role="status" aria-label="What came in">
                                {lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}
                            </ul>
                        }
                    })
            }}
            <Broken/>
        </section>
    }
    .into_any()
}

/// Writes everything into one file, reads it back, and only then hands it over.
async fn back_up(desk: Desk) {
    let library = desk.library();
    let mut documents = Vec::new();
    let mut unread = 0_usize;
    for card in library.cards() {
        match library.load(&card.id).await {
            Ok(loaded) => documents.push(loaded.document),
            Err(_) => unread += 1,
        }
    }
    let settings = desk.settings.get_untracked();
    let (pictures, missing) =
        ui::pictures::of(&backup::write(&settings, &documents, &Pictures::new())).await;
    let text = backup::write(&settings, &documents, &pictures);
    if let Err(error) = backup::verify(&text, &settings, &documents, &pictures) {
        desk.toast(&format!(
            "The backup was not made, because it did not read back as it should. {error}"
        ));
        return;
    }
    let name = format!("pitchwright-backup-{}.json", format::today());
    let count = documents.len();
    let without = if missing == 0 {
        String::new()
    } else {
        format!(" {missing} of their pictures are not in this browser, so not in it either.")
    };
    match download::text(&name, "application/json", &text) {
        Ok(()) if unread == 0 => desk.toast(&format!(
            "{count} pitches and the settings are in {name}, which was read back.{without}"
        )),
        Ok(()) => desk.toast(&format!(
            "{count} pitches are in {name}; {unread} could not be read and are not in it.{without}"
        )),
        Err(words) => desk.toast(&words),
    }
    desk.cards.notify();
}

/// Takes every pitch of a backup in: those that are here already come in as pitches of their own.
async fn restore_backup(desk: Desk, report: RwSignal<Vec<String>>, text: String) {
    let read = match backup::read(&text) {
        Ok(read) => read,
        Err(error) => {
            report.set(vec![error.to_string()]);
            return;
        }
    };
    let mut lines = Vec::new();
    if let Err(words) = ui::pictures::keep(&read.pictures).await {
        lines.push(words);
    }
    for document in read.documents {
        let title = document.pitch.title.clone();
        let mut document = document;
        let known = desk
            .cards
            .read_untracked()
            .iter()
            .any(|card| card.id == document.id);
        if known {
            document.id = fresh();
            lines.push(format!("{title}: kept beside the one you have."));
        } else {
            lines.push(format!("{title}: restored."));
        }
        desk.with_library(|library| {
            library.save(&document, move |state| {
                if state.is_failure() {
                    desk.toast(&state.to_string());
                }
            });
        });
    }
    lines.extend(read.refused);
    if desk.settings.read_untracked().agency.is_empty()
        && let Some(settings) = read.settings
    {
        desk.change_settings(|own| *own = settings);
        lines.push("The agency's settings: restored.".to_owned());
    }
    desk.refresh_cards();
    report.set(lines);
}

/// What could not be read and is kept as it is.
#[component]
fn Broken() -> impl IntoView {
    let desk = use_desk();
    move || {
        desk.cards.track();
        let broken = desk.with_library(crate::library::browser::Library::broken);
        (!broken.is_empty()).then(|| {
            view! {
                <h3>"Could not be read"</h3>
                <p>"These are kept byte for byte and never overwritten."</p>
                <ul>
                    {broken
                        .into_iter()
                        .map(|broken| {
                            let name = format!("{}.txt", broken.key.replace('/', "-"));
                            view! {
                                <li>
                                    <button
                                        type="button"
                                        on:click=move |_| {
                                            if let Err(words) = download::text(&name, "text/plain", &broken.text) {
                                                desk.toast(&words);
                                            }
                                        }
                                    >
                                        {format!("Download {}", broken.key)}
                                    </button>
                                </li>
                            }
                        })
                        .collect_view()}
                </ul>
            }
            .into_any()
        })
    }
}
