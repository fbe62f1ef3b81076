//! One client: its pitches, what comes next, the people there, and the history.

use std::sync::Arc;

use leptos::prelude::*;

use super::{amounts, due, key, of_client};
use crate::library::Card;
use crate::model::{Contact, Date, EntryKind, Identifier, JournalEntry, Pitch, PitchId, Stage};
use crate::plan::pipeline::pipeline;
use crate::ui::across::{self, Across};
use crate::ui::desk::{Desk, fresh};
use crate::ui::elsewhere;
use crate::ui::format;
use crate::ui::parts::field::{Choice, ReadField, TextArea, Tick};
use crate::ui::parts::icon::{Glyph, Icon};
use crate::ui::route::{Part, Route};
use crate::ui::screens::pitches::{money_of, next_cell, stage_code, title_of};
use crate::ui::words;

/// Everything of the client of this name.
pub fn client(desk: Desk, name: String) -> AnyView {
    let across = across::follow(desk);
    let wanted = name.clone();
    let cards = Memo::new(move |_| of_client(desk, &wanted));
    let is_none = move || cards.read().is_empty();
    let shown = name.clone();
    view! {
        <header class="screen-head">
            <div>
                <p class="field-hint"><a href="#/clients">{t!("All clients")}</a></p>
                <h1><bdi>{name.clone()}</bdi></h1>
            </div>
        </header>
        {across::reading(across)}
        <Show
            when=move || !is_none()
            fallback=|| view! { <p class="grid-empty">{t!("No pitch names this client any more.")}</p> }
        >
            <div class="sections wide">
                {move || figures(&cards.read())}
                <section aria-labelledby="client-pitches">
                    <h2 id="client-pitches">{t!("Pitches")}</h2>
                    {move || pitches(&cards.read())}
                </section>
                <section aria-labelledby="client-next">
                    <h2 id="client-next">{t!("Next actions")}</h2>
                    {next_actions(desk, across, cards)}
                </section>
                <section aria-labelledby="client-contacts">
                    <h2 id="client-contacts">{t!("Contacts")}</h2>
                    {contacts(across, shown.clone())}
                </section>
                <section aria-labelledby="client-history">
                    <h2 id="client-history">{t!("Notes and decisions")}</h2>
                    {history(desk, across, cards, shown.clone())}
                </section>
            </div>
        </Show>
    }
    .into_any()
}

fn figures(cards: &[Card]) -> AnyView {
    let all: Vec<_> = (cards.iter())
        .map(|card| words::opportunity(&card.summary))
        .collect();
    let pipeline = pipeline(&all);
    let won = pipeline
        .won_share
        .map_or_else(|| "–".to_owned(), words::rough_basis_points);
    let facts = [
        (t!("Open value"), amounts(&pipeline, |sums| sums.open)),
        (t!("Weighted"), amounts(&pipeline, |sums| sums.weighted)),
        (t!("Won value"), amounts(&pipeline, |sums| sums.won)),
        (t!("Pitches won"), won),
        (
            t!("Cost of pitching"),
            amounts(&pipeline, |sums| {
                sums.pitching.open + sums.pitching.won + sums.pitching.lost
            }),
        ),
    ];
    let facts = facts
        .map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
        .collect_view();
    view! { <dl class="figures" aria-label=t!("Figures of this client")>{facts}</dl> }.into_any()
}

fn pitches(cards: &[Card]) -> AnyView {
    let rows = (cards.iter())
        .map(|card| {
            let summary = &card.summary;
            let money = |amount| money_of(amount, summary.currency);
            let next = summary.next_date(format::today()).map(next_cell);
            let stage = words::stage(summary.stage);
            let href = Route::Pitch(card.id.clone(), Part::Overview).hash();
            view! {
                <tr>
                    <th scope="row"><a href=href><bdi>{title_of(summary)}</bdi></a></th>
                    <td><span class="stage" data-stage=stage_code(summary.stage)>{stage}</span></td>
                    <td>{next}</td>
                    <td class="figure">{money(summary.value)}</td>
                    <td class="figure">{money(summary.weighted)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="list" aria-label=t!("Pitches of this client")>
            <thead>
                <tr>
                    <th scope="col">{t!("Pitch")}</th>
                    <th scope="col">{t!("Stage")}</th>
                    <th scope="col">{t!("Next date")}</th>
                    <th scope="col" class="figure">{t!("Value")}</th>
                    <th scope="col" class="figure">{t!("Weighted")}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

/// The pitch with this id, as far as it is read.
fn found(across: Across, id: &PitchId) -> Option<Arc<Pitch>> {
    let all = across.pitches.read();
    let read = all.iter().find(|read| read.id == *id)?;
    Some(read.pitch.clone())
}

/// What comes next in each pitch that is not lost: two fields and a tick.
fn next_actions(desk: Desk, across: Across, cards: Memo<Vec<Card>>) -> AnyView {
    let live = move || {
        let cards = cards.read();
        (cards.iter())
            .filter(|card| card.summary.stage != Stage::Lost)
            .map(|card| (card.id.clone(), title_of(&card.summary)))
            .collect::<Vec<_>>()
    };
    view! {
        <div class="next-actions">
            <For each=live key=Clone::clone let:one>
                {next_action(desk, across, one.0, one.1)}
            </For>
        </div>
    }
    .into_any()
}

fn next_action(desk: Desk, across: Across, id: PitchId, title: String) -> AnyView {
    let of = id.clone();
    let now = Memo::new(move |_| {
        let pitch = found(across, &of)?;
        let client = &pitch.client;
        Some((client.next_action.clone(), client.next_action_date))
    });
    // Each by itself: what is typed into one stays when the other is saved.
    let what = Memo::new(move |_| now.get().map(|(what, _)| what).unwrap_or_default());
    let by = Memo::new(move |_| {
        let date = now.get().and_then(|(_, date)| date);
        date.map(format::date).unwrap_or_default()
    });
    let disabled = Signal::derive(move || now.read().is_none());
    let (of_what, of_by, of_done) = (id.clone(), id.clone(), id);
    let set_what = move |text: String| {
        let text = text.trim().to_owned();
        elsewhere::change(
            desk,
            of_what.clone(),
            t!("Next action changed.").to_owned(),
            move |pitch| {
                Arc::make_mut(&mut pitch.client).next_action = text;
            },
        );
        Ok(())
    };
    let set_by = move |text: String| {
        let date: Option<Date> = words::read_date(&text)?;
        elsewhere::change(
            desk,
            of_by.clone(),
            t!("Next action changed.").to_owned(),
            move |pitch| {
                Arc::make_mut(&mut pitch.client).next_action_date = date;
            },
        );
        Ok(())
    };
    let has_action = move || {
        now.read()
            .as_ref()
            .is_some_and(|(what, date)| !what.is_empty() || date.is_some())
    };
    view! {
        <div class="next-action" role="group" aria-label=title.clone()>
            <p class="next-of"><bdi>{title.clone()}</bdi></p>
            <ReadField label=t!("Next action") value=what disabled=disabled on_commit=Callback::new(set_what)/>
            <ReadField label=t!("By") value=by disabled=disabled on_commit=Callback::new(set_by)/>
            <button
                type="button"
                class="with-icon"
                aria-label=t!("Done: next action of {title}")
                disabled=move || !has_action()
                on:click=move |_| due::finish(desk, of_done.clone())
            >
                <Icon glyph=Glyph::Check/>
                <span>{t!(action "Done")}</span>
            </button>
        </div>
    }
    .into_any()
}

/// A person there, and the pitches that name them.
struct Known {
    contact: Contact,
    of: Vec<(PitchId, String)>,
}

/// Everybody whom a pitch of this client names; the same name or address is one person, as the
/// newest pitch has them.
fn everybody(across: Across, name: &str) -> Vec<Known> {
    let mut all: Vec<Known> = Vec::new();
    let wanted = key(name);
    for read in across.pitches.read().iter() {
        if key(&read.pitch.client.organisation) != wanted {
            continue;
        }
        for contact in &read.pitch.client.contacts {
            let same = |known: &Known| {
                let name = key(&contact.name);
                let email = key(&contact.email);
                (!name.is_empty() && key(&known.contact.name) == name)
                    || (!email.is_empty() && key(&known.contact.email) == email)
            };
            let of = (read.id.clone(), read.pitch.title.clone());
            match all.iter_mut().find(|known| same(known)) {
                Some(known) => {
                    for (here, there) in [
                        (&mut known.contact.position, &contact.position),
                        (&mut known.contact.part, &contact.part),
                        (&mut known.contact.email, &contact.email),
                        (&mut known.contact.phone, &contact.phone),
                    ] {
                        if here.is_empty() {
                            here.clone_from(there);
                        }
                    }
                    known.of.push(of);
                }
                None => all.push(Known {
                    contact: Contact::clone(contact),
                    of: vec![of],
                }),
            }
        }
    }
    all
}

fn contacts(across: Across, name: String) -> AnyView {
    (move || {
        let all = everybody(across, &name);
        if all.is_empty() {
            return view! { <p class="field-hint">{t!("Nobody yet. Contacts are kept under each pitch’s Brief.")}</p> }
                .into_any();
        }
        let items = all.into_iter().map(contact_item).collect_view();
        view! { <ul class="contact-list" aria-label=t!("Contacts")>{items}</ul> }.into_any()
    })
    .into_any()
}

fn contact_item(known: Known) -> AnyView {
    let Known { contact, of } = known;
    let name = if contact.name.is_empty() {
        contact.email.clone()
    } else {
        contact.name.clone()
    };
    let what: Vec<String> = [contact.position, contact.part]
        .into_iter()
        .filter(|word| !word.is_empty())
        .collect();
    let mail = (is_address(&contact.email)).then(|| {
        view! { <a href=format!("mailto:{}", contact.email)>{contact.email.clone()}</a> }
    });
    let dialled: String = (contact.phone.chars())
        .filter(|sign| sign.is_ascii_digit() || *sign == '+')
        .collect();
    let phone = (!dialled.is_empty())
        .then(|| view! { <a href=format!("tel:{dialled}")>{contact.phone.clone()}</a> });
    let pitches = (of.into_iter())
        .map(|(id, title)| {
            let href = Route::Pitch(id, Part::Brief).hash();
            view! { <li><a href=href><bdi>{title}</bdi></a></li> }
        })
        .collect_view();
    view! {
        <li>
            <p><strong><bdi>{name}</bdi></strong> <span class="under">{what.join(" · ")}</span></p>
            <p class="contact-ways">{mail} {phone}</p>
            <ul class="contact-of" aria-label=t!("Named in")>{pitches}</ul>
        </li>
    }
    .into_any()
}

/// Whether a text can stand in a mail link: it comes from a file and may say anything.
fn is_address(text: &str) -> bool {
    text.contains('@')
        && (text.chars()).all(|sign| sign.is_alphanumeric() || "@.-_+".contains(sign))
}

/// An entry of the history, and of which pitch.
#[derive(Clone, PartialEq)]
struct Noted {
    pitch: PitchId,
    title: String,
    entry: Arc<JournalEntry>,
}

fn history(desk: Desk, across: Across, cards: Memo<Vec<Card>>, name: String) -> AnyView {
    let only_decisions = RwSignal::new(false);
    let entries = Memo::new(move |_| {
        let wanted = key(&name);
        let mut all: Vec<Noted> = Vec::new();
        for read in across.pitches.read().iter() {
            if key(&read.pitch.client.organisation) != wanted {
                continue;
            }
            all.extend(read.pitch.journal.entries.iter().rev().map(|entry| Noted {
                pitch: read.id.clone(),
                title: read.pitch.title.clone(),
                entry: entry.clone(),
            }));
        }
        all.retain(|noted| !only_decisions.get() || noted.entry.kind == EntryKind::Decision);
        // Newest first; those of one day as they were written, newest first.
        all.sort_by_key(|noted| std::cmp::Reverse(noted.entry.date));
        all
    });
    view! {
        {new_entry(desk, cards)}
        <Tick
            label=t!("Decisions only")
            value=Signal::derive(move || only_decisions.get())
            on_change=move |yes: bool| only_decisions.set(yes)
        />
        {move || {
            let entries = entries.read();
            if entries.is_empty() {
                return view! { <p class="field-hint">{t!("Nothing is noted yet.")}</p> }.into_any();
            }
            let items = entries.iter().map(noted_item).collect_view();
            view! { <ol class="client-journal" aria-label=t!("History")>{items}</ol> }.into_any()
        }}
    }
    .into_any()
}

fn noted_item(noted: &Noted) -> AnyView {
    let entry = &noted.entry;
    let decided = (entry.kind == EntryKind::Decision)
        .then(|| view! { <strong class="decided">{t!("Decision")}</strong> });
    let head = [
        entry.date.map(format::date).unwrap_or_default(),
        entry.author.clone(),
        entry.about.clone(),
    ];
    let head = (head.into_iter())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" · ");
    let href = Route::Pitch(noted.pitch.clone(), Part::Overview).hash();
    view! {
        <li>
            <p class="under">{decided} " " {head} " · " <a href=href><bdi>{noted.title.clone()}</bdi></a></p>
            <p class="said">{entry.text.clone()}</p>
        </li>
    }
    .into_any()
}

fn new_entry(desk: Desk, cards: Memo<Vec<Card>>) -> AnyView {
    let text = RwSignal::new(String::new());
    let is_decision = RwSignal::new(false);
    let chosen = RwSignal::new(None::<PitchId>);
    let pitch = Memo::new(move |_| {
        let cards = cards.read();
        let chosen = chosen.get();
        let still = chosen.filter(|id| cards.iter().any(|card| card.id == *id));
        still.or_else(|| cards.first().map(|card| card.id.clone()))
    });
    let choices = Signal::derive(move || {
        (cards.read().iter())
            .map(|card| (card.id.as_str().to_owned(), title_of(&card.summary)))
            .collect::<Vec<_>>()
    });
    let add = move |_| {
        let words = text.get_untracked().trim().to_owned();
        let Some(pitch) = pitch.get_untracked().filter(|_| !words.is_empty()) else {
            return;
        };
        let kind = if is_decision.get_untracked() {
            EntryKind::Decision
        } else {
            EntryKind::Note
        };
        let settings = desk.settings.get_untracked();
        let entry = JournalEntry::new(fresh(), kind, format::today(), &settings.author, words);
        elsewhere::change(desk, pitch, t!("Noted.").to_owned(), move |pitch| {
            Arc::make_mut(&mut pitch.journal).entries.push(entry);
        });
        text.set(String::new());
        is_decision.set(false);
    };
    view! {
        <div class="journal-new">
            <TextArea label=t!("New entry") rows=2 value=text on_input=move |typed: String| text.set(typed)/>
            <div class="actions">
                <Choice
                    label=t!("Pitch")
                    choices=choices
                    value=Signal::derive(move || pitch.get().map(|id| id.as_str().to_owned()).unwrap_or_default())
                    on_choose=move |id: String| chosen.set(PitchId::new(&id).ok())
                />
                <Tick
                    label=t!("It is a decision")
                    value=Signal::derive(move || is_decision.get())
                    on_change=move |yes: bool| is_decision.set(yes)
                />
                <button type="button" on:click=add disabled=move || text.read().trim().is_empty()>
                    {t!("Add entry")}
                </button>
            </div>
        </div>
    }
    .into_any()
}
