//! The pitches as a list, perhaps in groups.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::templates;
use crate::library::browser::chunk::{NotFetched, in_chunk};
use crate::library::{Card, CardSummary};
use crate::model::{Currency, DateKind, KeyDate, Money, PitchId, Stage};
use crate::ui::desk::{Desk, Group, use_desk};
use crate::ui::format;
use crate::ui::parts::icon::{Glyph, Icon};
use crate::ui::parts::settled::when_painted;
use crate::ui::route::{Part, Route};
use crate::ui::words;

/// So many rows are drawn first, more than a screen shows, so that they are there at once.
const ROWS_AT_FIRST: usize = 20;
/// So many more are drawn at a time.
const ROWS_AT_ONCE: usize = 40;

/// What is done with a pitch of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// A new pitch is made of it.
    Duplicate,
    /// A template is made of it.
    MakeTemplate,
}

in_chunk! {
    desk, prepared by prepare,
    fn begin(desk: Desk, id: PitchId, deed: Deed) -> Result<(), NotFetched> {
        templates::make(desk, id, deed);
        Ok(())
    }
}

/// Does something with a pitch of the list.
pub fn act(desk: Desk, id: PitchId, deed: Deed) {
    leptos::task::spawn_local(async move {
        if begin(desk, id, deed).await.is_err() {
            desk.toast(t!("This part of the page could not be fetched: check the connection, or reload the page."));
        }
    });
}

/// The rows of a group under its name.
#[derive(Clone, PartialEq)]
struct Rows {
    name: String,
    cards: Vec<Card>,
}

/// The list.
#[component]
pub fn List(
    /// What is in it, in order.
    shown: Memo<Vec<Card>>,
) -> impl IntoView {
    let desk = use_desk();
    let drawn = RwSignal::new(ROWS_AT_FIRST);
    Effect::new(move |_| {
        if drawn.get() < shown.read().len() {
            when_painted(move || {
                let _ = drawn.try_update(|drawn| *drawn += ROWS_AT_ONCE);
            });
        }
    });
    let groups = Memo::new(move |_| {
        let by = desk.looking.group.get();
        grouped(by, &shown.read(), drawn.get())
    });
    let count = move || shown.read().len();
    view! {
        <table class="list" role="grid" aria-label=t!("Pitches") aria-rowcount=move || count() + 1 on:keydown=from_row_to_row>
            <thead>
                <tr>
                    <th scope="col">{t!("Pitch")}</th>
                    <th scope="col">{t!("Stage")}</th>
                    <th scope="col">{t!("Next date")}</th>
                    <th scope="col" class="figure">{t!("Value")}</th>
                    <th scope="col" class="figure">{t!("Weighted")}</th>
                    <th scope="col" class="figure">{t!("Margin")}</th>
                    <th scope="col">{t!("Problems")}</th>
                    <th scope="col"><span class="unseen">{t!("Actions")}</span></th>
                </tr>
            </thead>
            <For each=move || groups.get() key=|rows| rows.name.clone() let:rows>
                {group(desk, groups, rows)}
            </For>
        </table>
        {move || {
            shown.read().is_empty().then(|| view! { <p class="grid-empty">{t!("No pitch matches.")}</p> })
        }}
    }
    .into_any()
}

/// Up and down go from pitch to pitch, as in every grid.
fn from_row_to_row(event: web_sys::KeyboardEvent) {
    let by = match event.key().as_str() {
        "ArrowDown" => 1_isize,
        "ArrowUp" => -1,
        _ => return,
    };
    let table = event
        .current_target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let row = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .and_then(|target| target.closest("tr").ok().flatten());
    let (Some(table), Some(row)) = (table, row) else {
        return;
    };
    let Ok(links) = table.query_selector_all("th[scope=row] a") else {
        return;
    };
    let here = (0..links.length())
        .find(|place| row.contains(links.item(*place).as_ref()))
        .and_then(|place| usize::try_from(place).ok());
    let next = here
        .and_then(|place| place.checked_add_signed(by))
        .and_then(|place| links.item(u32::try_from(place).ok()?))
        .and_then(|link| link.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(link) = next {
        event.prevent_default();
        let _ = link.focus();
    }
}

fn grouped(by: Group, cards: &[Card], drawn: usize) -> Vec<Rows> {
    let name = |summary: &CardSummary| match by {
        Group::Nothing => String::new(),
        Group::Client if summary.client.trim().is_empty() => t!("No client yet").to_owned(),
        Group::Client => summary.client.trim().to_owned(),
        Group::Stage => words::stage(summary.stage).to_owned(),
        Group::Month => summary
            .counts_on
            .map_or_else(|| t!("No date yet").to_owned(), format::month_and_year),
    };
    let mut groups: Vec<(Rows, _)> = Vec::new();
    for card in cards {
        let name = name(&card.summary);
        let same = |rows: &Rows| rows.name.to_lowercase() == name.to_lowercase();
        match groups.iter_mut().find(|(rows, _)| same(rows)) {
            Some((rows, _)) => rows.cards.push(card.clone()),
            None => {
                let day = card.summary.counts_on;
                let place = match by {
                    Group::Stage => (Some(card.summary.stage), false, None),
                    Group::Month => (None, day.is_none(), day),
                    Group::Nothing | Group::Client => (None, false, None),
                };
                let cards = vec![card.clone()];
                groups.push((Rows { name, cards }, place));
            }
        }
    }
    // Stages and months in their order, clients in that of the list.
    groups.sort_by_key(|(_, place)| *place);
    let mut left = drawn;
    for (rows, _) in &mut groups {
        rows.cards.truncate(left);
        left -= rows.cards.len();
    }
    groups.into_iter().map(|(rows, _)| rows).collect()
}

fn group(desk: Desk, groups: Memo<Vec<Rows>>, rows: Rows) -> AnyView {
    let name = rows.name.clone();
    let cards = move || {
        let groups = groups.read();
        let found = groups.iter().find(|rows| rows.name == name);
        found.map(|rows| rows.cards.clone()).unwrap_or_default()
    };
    let head = (!rows.name.is_empty()).then(|| {
        view! {
            <tr class="group-row">
                <th scope="rowgroup" colspan="8"><bdi>{rows.name}</bdi></th>
            </tr>
        }
    });
    view! {
        <tbody>
            {head}
            <For each=cards key=|card| (card.id.clone(), card.revision) let:card>
                {pitch_row(desk, card)}
            </For>
        </tbody>
    }
    .into_any()
}

/// What a stage is called in the page, for its dress, whatever people call it.
pub const fn stage_code(stage: Stage) -> &'static str {
    match stage {
        Stage::Lead => "Lead",
        Stage::Briefed => "Briefed",
        Stage::InProgress => "In progress",
        Stage::Pitched => "Pitched",
        Stage::Won => "Won",
        Stage::Lost => "Lost",
        Stage::OnHold => "On hold",
    }
}

/// A title that is never empty.
pub fn title_of(summary: &CardSummary) -> String {
    if summary.title.is_empty() {
        t!("Untitled pitch").to_owned()
    } else {
        summary.title.clone()
    }
}

/// What a day that matters is, in a word or two.
pub fn due_name(due: &KeyDate) -> String {
    match due.kind {
        DateKind::NextAction | DateKind::Milestone | DateKind::Approval | DateKind::Payment
            if !due.name.is_empty() =>
        {
            due.name.clone()
        }
        kind => kind.name().to_owned(),
    }
}

/// A day that matters, and under it what it is.
pub fn next_cell(due: &KeyDate) -> AnyView {
    view! {
        <span class="nowrap">{format::date(due.date)}</span>
        <span class="under">{due_name(due)}</span>
    }
    .into_any()
}

/// An amount as lists have it; a dash for none.
pub fn money_of(amount: Option<Money>, currency: Currency) -> String {
    amount.map_or_else(
        || "–".to_owned(),
        |amount| format::money_round(amount, currency),
    )
}

/// How many problems, in words.
pub fn problems(count: u32) -> String {
    match count {
        0 => t!(problems "None").to_owned(),
        1 => t!("1 problem").to_owned(),
        count => t!("{count} problems"),
    }
}

/// Puts a pitch into the bin, and offers to take it out again.
pub fn remove(desk: Desk, id: PitchId, title: String) {
    leptos::task::spawn_local(async move {
        let library = desk.library();
        match library.remove(&id).await {
            Ok(()) => {
                desk.refresh_cards();
                desk.toast_with(&t!("{title} is in the bin."), t!("Undo"), move || {
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

fn pitch_row(desk: Desk, card: Card) -> AnyView {
    let title = title_of(&card.summary);
    let summary = card.summary;
    let next = summary.next_date(format::today()).map(next_cell);
    let money = |amount| money_of(amount, summary.currency);
    let chance = format::percent(summary.win_probability.decimal());
    let margin = summary
        .profit_margin
        .map_or_else(|| "–".to_owned(), words::rough_basis_points);
    let href = Route::Pitch(card.id.clone(), Part::Overview).hash();
    let deed = |deed: Deed| {
        let id = card.id.clone();
        move |_| act(desk, id.clone(), deed)
    };
    let (id, named) = (card.id.clone(), title.clone());
    view! {
        <tr>
            <th scope="row">
                <a href=href><bdi>{title.clone()}</bdi></a>
                <span class="under"><bdi>{summary.client}</bdi></span>
            </th>
            <td><span class="stage" data-stage=stage_code(summary.stage)>{words::stage(summary.stage)}</span></td>
            <td>{next}</td>
            <td class="figure" class:none=summary.value.is_none()>{money(summary.value)}</td>
            <td class="figure" class:none=summary.weighted.is_none() data-label=t!("Weighted")>{money(summary.weighted)} <span class="under">{chance}</span></td>
            <td class="figure" class:none=summary.profit_margin.is_none() data-label=t!("Margin")>{margin}</td>
            <td class:warn=summary.problems != 0 class:none=summary.problems == 0>{problems(summary.problems)}</td>
            <td class="row-actions">
                <button type="button" class="quiet square" aria-label=t!("Duplicate {title}") title=t!("Duplicate as a new pitch") on:click=deed(Deed::Duplicate)>
                    <Icon glyph=Glyph::Copy/>
                </button>
                <button type="button" class="quiet square" aria-label=t!("Make a template of {title}") title=t!("Make a template") on:click=deed(Deed::MakeTemplate)>
                    <Icon glyph=Glyph::Template/>
                </button>
                <button
                    type="button"
                    class="quiet square"
                    aria-label=t!("Delete {title}")
                    title=t!("Delete")
                    on:click=move |_| remove(desk, id.clone(), named.clone())
                >
                    <Icon glyph=Glyph::Bin/>
                </button>
            </td>
        </tr>
    }
    .into_any()
}
