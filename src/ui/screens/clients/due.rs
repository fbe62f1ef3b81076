//! What is due across all clients: late, this week, next week.

use std::sync::Arc;

use leptos::prelude::*;

use crate::model::{Date, DateKind, EntryKind, JournalEntry, KeyDate, Pitch, PitchId};
use crate::ui::desk::{Desk, fresh};
use crate::ui::elsewhere;
use crate::ui::format;
use crate::ui::parts::icon::{Glyph, Icon};
use crate::ui::route::{Part, Route};
use crate::ui::screens::pitches::{due_name, title_of};
use crate::words::Word;

/// Something that is due, and of which pitch.
#[derive(Clone, PartialEq)]
struct Due {
    pitch: PitchId,
    title: String,
    client: String,
    day: KeyDate,
}

/// When something is due.
#[derive(Clone, Copy, PartialEq, Eq)]
enum When {
    Late,
    ThisWeek,
    NextWeek,
}

impl When {
    const ALL: [(Self, Word); 3] = [
        (Self::Late, word!("Late")),
        (Self::ThisWeek, word!("This week")),
        (Self::NextWeek, word!("Next week")),
    ];

    /// Only a next action can be late: other days are over when they are over.
    fn of(due: &KeyDate, today: Date) -> Option<Self> {
        let next = today.monday().plus_days(7);
        match due.date {
            date if date < today => (due.kind == DateKind::NextAction).then_some(Self::Late),
            date if date < next => Some(Self::ThisWeek),
            date if date < next.plus_days(7) => Some(Self::NextWeek),
            _ => None,
        }
    }
}

/// The list.
pub fn due(desk: Desk) -> AnyView {
    let all = Memo::new(move |_| {
        let mut all: Vec<Due> = (desk.cards.read().iter())
            .filter(|card| !card.summary.is_template)
            .flat_map(|card| {
                card.summary.dates.iter().map(|due| Due {
                    pitch: card.id.clone(),
                    title: title_of(&card.summary),
                    client: card.summary.client.clone(),
                    day: due.clone(),
                })
            })
            .collect();
        all.sort_by(|one, other| one.day.cmp(&other.day));
        all
    });
    (move || {
        let today = format::today();
        let all = all.read();
        let groups = When::ALL
            .map(|(when, name)| {
                let name = name.said();
                let items: Vec<_> = (all.iter())
                    .filter(|one| When::of(&one.day, today) == Some(when))
                    .map(|one| item(desk, one, when, today))
                    .collect();
                (!items.is_empty()).then(|| {
                    view! {
                        <h3 class:warn=when == When::Late>{name}</h3>
                        <ul class="due-list" aria-label=name>{items}</ul>
                    }
                })
            })
            .into_iter()
            .flatten()
            .collect::<Vec<_>>();
        if groups.is_empty() {
            view! { <p class="field-hint">{t!("Nothing is due this week or next. Next actions and dates come from each pitch’s Brief and Timeline.")}</p> }
                .into_any()
        } else {
            groups.into_any()
        }
    })
    .into_any()
}

fn item(desk: Desk, one: &Due, when: When, today: Date) -> AnyView {
    let day = if one.day.date == today {
        t!("Today").to_owned()
    } else if when == When::Late {
        format::date(one.day.date)
    } else {
        let weekday = format::weekday(one.day.date.weekday());
        format!("{weekday}, {}", format::short_date(one.day.date))
    };
    let href = Route::Pitch(one.pitch.clone(), Part::Overview).hash();
    let kind = (due_name(&one.day) != one.day.kind.name())
        .then(|| view! { <span class="under">{one.day.kind.name()}</span> });
    let done = (one.day.kind == DateKind::NextAction).then(|| {
        let (pitch, what) = (one.pitch.clone(), due_name(&one.day));
        view! {
            <button
                type="button"
                class="quiet with-icon"
                aria-label=t!("Done: {what}")
                on:click=move |_| finish(desk, pitch.clone())
            >
                <Icon glyph=Glyph::Check/>
                <span>{t!(action "Done")}</span>
            </button>
        }
    });
    view! {
        <li>
            <span class="due-day">{day}</span>
            <span class="due-what"><strong>{due_name(&one.day)}</strong> {kind}</span>
            <span class="due-of">
                <a href=href><bdi>{one.title.clone()}</bdi></a>
                <span class="under"><bdi>{one.client.clone()}</bdi></span>
            </span>
            {done}
        </li>
    }
    .into_any()
}

/// A next action that is done becomes a note of the journal.
pub fn finish(desk: Desk, pitch: PitchId) {
    let id = fresh();
    let author = desk.settings.read_untracked().author.clone();
    let today = format::today();
    elsewhere::change(
        desk,
        pitch,
        t!("Done, and noted in the journal.").to_owned(),
        move |pitch: &mut Pitch| {
            let client = Arc::make_mut(&mut pitch.client);
            let what = std::mem::take(&mut client.next_action);
            client.next_action_date = None;
            let text = if what.trim().is_empty() {
                t!("Next action done.").to_owned()
            } else {
                t!("Done: {what}")
            };
            let entry = JournalEntry::new(id, EntryKind::Note, today, &author, text);
            Arc::make_mut(&mut pitch.journal).entries.push(entry);
        },
    );
}
