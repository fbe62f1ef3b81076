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
use crate::ui::screens::pitches::show_around;
use crate::ui::screens::team::{RateCard, RoleChange, apply};
use crate::ui::workspace::use_workspace;
use crate::ui::{self, download, format, words};
use crate::words::Language;

/// The screen.
#[component]
pub fn SettingsScreen() -> impl IntoView {
    let desk = use_desk();
    view! {
        <header class="screen-head">
            <h1>{t!("Settings")}</h1>
            <p class="field-hint">{t!("What new pitches start with. Pitches that exist keep their own.")}</p>
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
            <h2 id="s-agency">{t!("Agency")}</h2>
            <div class="pair">
                {text(desk, t!("Agency name"), |s| &s.agency, |s, text| s.agency = text)}
                {text(desk, t!("Your name"), |s| &s.author, |s, text| s.author = text)}
            </div>
            <div class="pair">
                <ReadField
                    label=t!("Currency")
                    value=Signal::derive(move || desk.settings.read().currency.code().to_owned())
                    hint=Signal::stored(t!("Three letters, such as EUR.").to_owned())
                    on_commit=Callback::new(move |typed: String| {
                        let currency = Currency::new(&typed.trim().to_uppercase())
                            .map_err(|error| error.to_string())?;
                        desk.change_settings(|settings| settings.currency = currency);
                        Ok(())
                    })
                />
                <Choice
                    label=t!("Paper")
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
                {text(desk, t!("Name of the tax"), |s| &s.tax_name, |s, text| s.tax_name = text)}
                <ReadField
                    label=t!("Tax rate")
                    value=tax
                    figure=true
                    hint=Signal::stored(t!("Leave empty when nothing is taxed.").to_owned())
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
            <h2 id="s-calendar">{t!("Working week and holidays")}</h2>
            <fieldset>
                <legend>{t!("Working days")}</legend>
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
                                                desk.toast(t!("A working week has at least one day."));
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
                    label=t!("Hours of a full week")
                    figure=true
                    value=Signal::derive(move || format::number(desk.settings.read().full_week().decimal()))
                    hint=Signal::stored(t!("Under People nobody has more for all pitches together.").to_owned())
                    on_commit=Callback::new(move |text: String| set_full_week(desk, &text))
                />
            </div>
            {holidays::holidays(of_agency, t!("No holidays yet."))}
        </section>
    }
    .into_any()
}

fn set_full_week(desk: Desk, text: &str) -> Result<(), String> {
    let hours = words::read_hours(text)?;
    if hours.is_some_and(|hours| hours > Hours::whole(168)) {
        return Err(t!("A week has 168 hours.").to_owned());
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
            <h2 id="s-rates">{t!("Rate card")}</h2>
            <Grid name=t!("Rate card") source=rows.clone() state=state empty=t!("No role yet. Bill rate and cost rate are per hour.")/>
            <RowTools source=rows.clone() state=state add=t!("Add role") on_add=add_at_end(&rows) disabled=false/>
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
            <h2 id="s-terms">{t!("Standard terms")}</h2>
            {term(t!("Assumptions"), |t| &t.assumptions, |t, text| t.assumptions = text)}
            {term(t!("Exclusions"), |t| &t.exclusions, |t, text| t.exclusions = text)}
            {term(t!("Cancellation"), |t| &t.cancellation, |t, text| t.cancellation = text)}
            {term(t!("Ownership of work"), |t| &t.ownership, |t, text| t.ownership = text)}
        </section>
    }
    .into_any()
}

#[component]
fn Looks() -> impl IntoView {
    let desk = use_desk();
    let name = |appearance: Appearance| match appearance {
        Appearance::System => t!("As the system says"),
        Appearance::Light => t!("Light"),
        Appearance::Dark => t!("Dark"),
    };
    let choices = Appearance::ALL.map(|a| (name(a).to_owned(), name(a).to_owned()));
    let workspace = use_workspace();
    let languages = std::iter::once((String::new(), t!("As the browser says").to_owned())).chain(
        Language::ALL.map(|language| (language.code().to_owned(), language.name().to_owned())),
    );
    let language = move || {
        let language = desk.settings.read().language;
        language.map_or("", Language::code).to_owned()
    };
    view! {
        <section aria-labelledby="s-looks">
            <h2 id="s-looks">{t!("The desk")}</h2>
            <div class="pair">
                <Choice
                    label=t!("Appearance")
                    choices=Signal::stored(choices.to_vec())
                    value=Signal::derive(move || name(desk.settings.read().appearance).to_owned())
                    on_choose=move |chosen: String| {
                        if let Some(appearance) = Appearance::ALL.into_iter().find(|a| name(*a) == chosen) {
                            desk.change_settings(|settings| settings.appearance = appearance);
                        }
                    }
                />
                <Choice
                    label=t!("Language")
                    choices=Signal::stored(languages.collect::<Vec<_>>())
                    value=Signal::derive(language)
                    on_choose=move |code: String| {
                        let chosen = Language::ALL.into_iter().find(|language| language.code() == code);
                        desk.change_settings(|settings| settings.language = chosen);
                        if chosen.unwrap_or_else(ui::language::of_browser) != crate::words::language() {
                            // What is said stays as it was said: the page is made anew.
                            ui::installed::reload(desk, workspace);
                        }
                    }
                />
            </div>
            <p class="field-hint">{t!("The first steps stand beside the example and are ticked by doing them.")}</p>
            <div class="actions">
                <button type="button" on:click=move |_| show_around(desk)>
                    {t!("Show me around")}
                </button>
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
            <h2 id="s-keeping">{t!("What is kept here")}</h2>
            <p>
                {t!("Pitches live in this browser, on this device, twice: in its local storage and in its database. Clearing the site's data deletes both, and private windows forget everything. A backup file is yours to keep.")}
            </p>
            <room::Room/>
            <self::installed::WorksOffline/>
            <div class="actions">
                <button type="button" class="primary" on:click=back_up>{t!("Back up everything")}</button>
                {opener(
                    t!("Restore from a backup…"),
                    t!("Backup file"),
                    ".json,application/json",
                    Signal::stored(false),
                    move |file: web_sys::File| {
                        leptos::task::spawn_local(async move {
                            let text = wasm_bindgen_futures::JsFuture::from(file.text()).await;
                            match text.ok().and_then(|text| text.as_string()) {
                                Some(text) => restore(text),
                                None => desk.toast(t!("The browser could not read the file.")),
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
                            <ul role="status" aria-label=t!("What came in")>
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
        desk.toast(&t!(
            "The backup was not made, because it did not read back as it should. {error}"
        ));
        return;
    }
    let name = format!("pitchwright-backup-{}.json", format::today());
    let count = documents.len();
    let without = match missing {
        0 => String::new(),
        1 => t!("1 of their pictures is not in this browser, so not in it either.").to_owned(),
        _ => t!("{missing} of their pictures are not in this browser, so not in it either."),
    };
    let made = match (count, unread) {
        (1, 0) => t!("1 pitch and the settings are in {name}, which was read back."),
        (_, 0) => t!("{count} pitches and the settings are in {name}, which was read back."),
        (1, 1) => t!("1 pitch is in {name}; 1 could not be read and is not in it."),
        (_, 1) => t!("{count} pitches are in {name}; 1 could not be read and is not in it."),
        (1, _) => t!("1 pitch is in {name}; {unread} could not be read and are not in it."),
        _ => t!("{count} pitches are in {name}; {unread} could not be read and are not in it."),
    };
    match download::text(&name, "application/json", &text) {
        Ok(()) => desk.toast(format!("{made} {without}").trim_end()),
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
            lines.push(t!("{title}: kept beside the one you have."));
        } else {
            lines.push(t!("{title}: restored."));
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
        lines.push(t!("The agency's settings: restored.").to_owned());
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
                <h3>{t!("Could not be read")}</h3>
                <p>{t!("These are kept byte for byte and never overwritten.")}</p>
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
                                        {t!("Download {}", broken.key)}
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
