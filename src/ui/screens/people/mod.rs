//! People: everybody's weeks over all pitches, who has too much, and who could take it.

mod work;

use std::sync::Arc;

use leptos::prelude::*;
use rust_decimal::Decimal;
use wasm_bindgen::JsCast;

use crate::model::{Date, Percent, Stage};
use crate::plan::load::Staffed;
use crate::plan::pipeline::is_live;
use crate::plan::workload::{Staff, Worker, WorkerWeek, Workload, workload};
use crate::ui::across::{self, Across, Held};
use crate::ui::desk::{Desk, use_desk};
use crate::ui::format;
use crate::ui::parts::field::Tick;
use crate::ui::parts::narrow::is_narrow;

/// Weeks in view on a wide page, and on a narrow one.
const WEEKS: [usize; 2] = [8, 3];

/// What the screen shows.
#[derive(Clone, Copy)]
struct Shown {
    desk: Desk,
    across: Across,
    /// A day of the first week.
    from: RwSignal<Date>,
    /// Whether hours count as likely as their pitch is won.
    weighted: RwSignal<bool>,
    only_overbooked: RwSignal<bool>,
    find: RwSignal<String>,
    /// The row and the week that is looked into.
    chosen: RwSignal<Option<(RowKey, Date)>>,
    /// The cell that Tab comes to: the one that had the focus last.
    stop: RwSignal<Option<(RowKey, Date)>>,
    load: Memo<Arc<Workload>>,
}

/// A row: a person, or a role that nobody fills yet.
#[derive(Debug, Clone, PartialEq, Eq)]
struct RowKey {
    is_open: bool,
    name: String,
}

impl RowKey {
    fn find<'a>(&self, load: &'a Workload) -> Option<&'a Worker> {
        let all = if self.is_open {
            &load.open
        } else {
            &load.people
        };
        all.iter().find(|worker| worker.name == self.name)
    }
}

/// How much the hours of a pitch count: as likely as it is won, where that is asked for.
fn weight(read: &Held, weighted: bool) -> Decimal {
    let status = &read.pitch.status;
    let chance: Percent = status.win_probability;
    if weighted && status.stage != Stage::Won {
        chance.fraction()
    } else {
        Decimal::ONE
    }
}

fn loaded(across: Across, desk: Desk, weighted: bool, from: Date, weeks: usize) -> Workload {
    let pitches = across.pitches.read();
    let live: Vec<Staff<'_>> = (pitches.iter())
        .filter(|read| is_live(read.pitch.status.stage))
        .map(|read| Staff {
            id: &read.id,
            staffed: Staffed {
                pitch: &read.pitch,
                schedule: &read.schedule,
                weight: weight(read, weighted),
            },
        })
        .collect();
    let full_week = desk.settings.read().full_week();
    workload(&live, full_week, from, weeks)
}

/// The screen.
#[component]
pub fn PeopleScreen() -> impl IntoView {
    let desk = use_desk();
    let across = across::follow(desk);
    let from = RwSignal::new(format::today());
    let weighted = RwSignal::new(false);
    let load = Memo::new(move |_| {
        let [wide, small] = WEEKS;
        let weeks = if is_narrow() { small } else { wide };
        Arc::new(loaded(across, desk, weighted.get(), from.get(), weeks))
    });
    let shown = Shown {
        desk,
        across,
        from,
        weighted,
        only_overbooked: RwSignal::new(false),
        find: RwSignal::new(String::new()),
        chosen: RwSignal::new(None),
        stop: RwSignal::new(None),
        load,
    };
    let is_empty = move || {
        let load = load.read();
        load.people.is_empty() && load.open.is_empty()
    };
    view! {
        <header class="screen-head">
            <h1>{t!("People")}</h1>
        </header>
        {across::reading(across)}
        <Show
            when=move || !is_empty()
            fallback=move || view! {
                <p class="grid-empty">
                    {t!("Nobody is on a team yet. People are added under each pitch’s Team, and get hours under its Timeline; here all pitches that are neither lost nor on hold come together.")}
                </p>
            }
        >
            {overbooked(shown)}
            {tools(shown)}
            <div class="split people-split">
                {table(shown)}
                <aside class="details" aria-labelledby="people-week">
                    {work::week(shown)}
                </aside>
            </div>
        </Show>
    }
    .into_any()
}

fn tools(shown: Shown) -> AnyView {
    let step = move |days: i64| move |_| shown.from.update(|day| *day = day.plus_days(days));
    let range = move || {
        let load = shown.load.read();
        let first = load.weeks.first().copied();
        let last = load.weeks.last().map(|week| week.plus_days(6));
        first
            .zip(last)
            .map(|(first, last)| format!("{} – {}", format::short_date(first), format::date(last)))
    };
    view! {
        <div class="toolbar">
            <label class="inline-field">
                <span>{t!("Find")}</span>
                <input type="search" on:input=move |event| shown.find.set(event_target_value(&event))/>
            </label>
            <div class="actions" role="group" aria-label=t!("Weeks")>
                <button type="button" aria-label=t!("Four weeks earlier") on:click=step(-28)>"←"</button>
                <button type="button" on:click=move |_| shown.from.set(format::today())>{t!("This week")}</button>
                <button type="button" aria-label=t!("Four weeks later") on:click=step(28)>"→"</button>
                <span class="people-range" role="status">{range}</span>
            </div>
            <Tick
                label=t!("Weighted by win probability")
                value=Signal::derive(move || shown.weighted.get())
                on_change=move |yes: bool| shown.weighted.set(yes)
            />
            <Tick
                label=t!("Overbooked only")
                value=Signal::derive(move || shown.only_overbooked.get())
                on_change=move |yes: bool| shown.only_overbooked.set(yes)
            />
        </div>
    }
    .into_any()
}

/// Hours as people say them.
fn hours(hours: Decimal) -> String {
    format::number(hours.round_dp(1).normalize())
}

/// Who has too much, in which week most, and of what.
fn overbooked(shown: Shown) -> AnyView {
    (move || {
        let load = shown.load.get();
        let items = (load.people.iter())
            .filter(|worker| worker.is_overbooked())
            .map(|worker| overbooked_item(shown, worker, &load))
            .collect::<Vec<_>>();
        if items.is_empty() {
            return view! { <p class="good people-good">{t!("Nobody is overbooked in these weeks.")}</p> }.into_any();
        }
        view! {
            <section class="overbooked" aria-labelledby="overbooked">
                <h2 id="overbooked">{t!("Overbooked")}</h2>
                <ul>{items}</ul>
            </section>
        }
        .into_any()
    })
    .into_any()
}

fn overbooked_item(shown: Shown, worker: &Worker, load: &Workload) -> AnyView {
    let over = |week: &WorkerWeek| week.hours - week.capacity.unwrap_or_default();
    let weeks: Vec<(&Date, &WorkerWeek)> = (load.weeks.iter().zip(&worker.weeks))
        .filter(|(_, week)| week.is_overbooked())
        .collect();
    let most = weeks.iter().copied().max_by_key(|(_, week)| over(week));
    let Some((monday, week)) = most else {
        return ().into_any();
    };
    let mut of: Vec<(String, Decimal)> = Vec::new();
    let titles = shown.across.pitches.read();
    for work in &week.work {
        let title = (titles.iter().find(|read| read.id == work.pitch))
            .map(|read| read.pitch.title.clone())
            .unwrap_or_default();
        match of.iter_mut().find(|(other, _)| *other == title) {
            Some((_, sum)) => *sum += work.hours,
            None => of.push((title, work.hours)),
        }
    }
    of.sort_by_key(|(_, sum)| std::cmp::Reverse(*sum));
    let of = (of.into_iter())
        .map(|(title, sum)| format!("{title} {} h", hours(sum)))
        .collect::<Vec<_>>()
        .join(", ");
    let date = format::short_date(*monday);
    let (has, can) = (hours(week.hours), hours(week.capacity.unwrap_or_default()));
    let said = match weeks.len() {
        1 => t!("1 week, most in the week of {date}: {has} of {can} h. {of}."),
        count => t!("{count} weeks, most in the week of {date}: {has} of {can} h. {of}."),
    };
    let at = (
        RowKey {
            is_open: false,
            name: worker.name.clone(),
        },
        *monday,
    );
    view! {
        <li>
            <strong><bdi>{worker.name.clone()}</bdi></strong>
            <span>{said}</span>
            <button type="button" class="quiet" aria-label=t!("Show the week of {name}", name = worker.name) on:click=move |_| choose(shown, at.clone())>
                {t!("Show")}
            </button>
        </li>
    }
    .into_any()
}

fn rows(shown: Shown) -> Vec<RowKey> {
    let load = shown.load.read();
    let find = shown.find.read().trim().to_lowercase();
    let is_found = |worker: &&Worker| {
        find.is_empty()
            || worker.name.to_lowercase().contains(&find)
            || worker.role.to_lowercase().contains(&find)
    };
    let only = shown.only_overbooked.get();
    let people = (load.people.iter())
        .filter(is_found)
        .filter(|worker| !only || worker.is_overbooked())
        .map(|worker| RowKey {
            is_open: false,
            name: worker.name.clone(),
        });
    let open = (load.open.iter())
        .filter(is_found)
        .filter(|_| !only)
        .map(|worker| RowKey {
            is_open: true,
            name: worker.name.clone(),
        });
    people.chain(open).collect()
}

fn table(shown: Shown) -> AnyView {
    let rows = Memo::new(move |_| rows(shown));
    let weeks = Memo::new(move |_| shown.load.read().weeks.clone());
    let this_week = format::today().monday();
    let stop = Memo::new(move |_| {
        let (rows, weeks) = (rows.read(), weeks.read());
        let there = shown.stop.get();
        let there = there.filter(|(row, week)| rows.contains(row) && weeks.contains(week));
        there.or_else(|| Some((rows.first()?.clone(), *weeks.first()?)))
    });
    view! {
        <div class="scroll-x">
            <table class="people" role="grid" aria-label=t!("Hours by week") on:keydown=from_cell_to_cell>
                <thead>
                    <tr>
                        <th scope="col">{t!("Who")}</th>
                        {move || {
                            weeks
                                .get()
                                .into_iter()
                                .map(|week| {
                                    let now = (week == this_week).then_some("date");
                                    view! { <th scope="col" class="figure" aria-current=now>{format::short_date(week)}</th> }
                                })
                                .collect_view()
                        }}
                    </tr>
                </thead>
                <tbody>
                    <For each=move || rows.get() key=|row| (row.is_open, row.name.clone()) let:row>
                        {table_row(shown, weeks, stop, row)}
                    </For>
                </tbody>
            </table>
        </div>
        {move || rows.read().is_empty().then(|| view! { <p class="grid-empty">{t!("Nobody matches.")}</p> })}
    }
    .into_any()
}

fn table_row(
    shown: Shown,
    weeks: Memo<Vec<Date>>,
    stop: Memo<Option<(RowKey, Date)>>,
    key: RowKey,
) -> AnyView {
    let of = key.clone();
    let worker = Memo::new(move |_| of.find(&shown.load.read()).cloned());
    let name = match (key.is_open, key.name.is_empty()) {
        (true, true) => t!("Nobody yet, without a role").to_owned(),
        (true, false) => t!("Nobody yet: {}", key.name),
        (false, true) => t!("Somebody without a name").to_owned(),
        (false, false) => key.name.clone(),
    };
    let under = {
        let is_open = key.is_open;
        move || {
            let worker = worker.read();
            let worker = worker.as_ref()?;
            let week = worker
                .hours_per_week
                .map(|week| t!("{} h a week", hours(week.decimal())));
            let role = (!is_open && !worker.role.is_empty()).then(|| worker.role.clone());
            Some(role.into_iter().chain(week).collect::<Vec<_>>().join(" · "))
        }
    };
    let named = name.clone();
    let cells = move || {
        let worker = worker.get();
        let entries = worker.map(|worker| worker.weeks).unwrap_or_default();
        (weeks.get().into_iter().zip(entries))
            .map(|(week, entry)| cell(shown, stop, &key, &named, week, &entry))
            .collect_view()
    };
    view! {
        <tr>
            <th scope="row">
                <bdi>{name}</bdi>
                <span class="under">{under}</span>
            </th>
            {cells}
        </tr>
    }
    .into_any()
}

fn cell(
    shown: Shown,
    stop: Memo<Option<(RowKey, Date)>>,
    key: &RowKey,
    name: &str,
    week: Date,
    entry: &WorkerWeek,
) -> AnyView {
    let of = entry.capacity.map(hours);
    let is_over = entry.is_overbooked();
    let share = (entry.capacity)
        .filter(|capacity| !capacity.is_zero())
        .and_then(|capacity| (entry.hours * Decimal::ONE_HUNDRED).checked_div(capacity))
        .unwrap_or_default();
    let level = if is_over {
        "over"
    } else if entry.hours.is_zero() {
        "none"
    } else if share >= Decimal::from(80) {
        "full"
    } else {
        "some"
    };
    let date = format::short_date(week);
    let has = hours(entry.hours);
    let said = match &of {
        Some(of) if is_over => t!("{name}, week of {date}: {has} of {of} hours, overbooked"),
        Some(of) => t!("{name}, week of {date}: {has} of {of} hours"),
        None => t!("{name}, week of {date}: {has} hours"),
    };
    let away = match entry.days_away {
        0 => None,
        1 => Some(t!("1 day away").to_owned()),
        days => Some(t!("{days} days away")),
    };
    let at = (key.clone(), week);
    let focused = at.clone();
    let stop_at = at.clone();
    let is_stop = move || stop.read().as_ref() == Some(&stop_at);
    let chosen = at.clone();
    let is_chosen = move || shown.chosen.read().as_ref() == Some(&chosen);
    let pressed = is_chosen.clone();
    let capacity = of.map(|of| {
        view! { <span class="of" aria-hidden="true">"/ " {of}</span> }
    });
    view! {
        <td class:chosen=is_chosen>
            <button
                type="button"
                class="week-cell"
                data-level=level
                tabindex=move || if is_stop() { "0" } else { "-1" }
                aria-pressed=move || if pressed() { "true" } else { "false" }
                on:click=move |_| choose(shown, at.clone())
                on:focus=move |_| shown.stop.set(Some(focused.clone()))
            >
                <span class="unseen">{said}</span>
                <span aria-hidden="true">{has}</span>
                {capacity}
                {away.map(|away| view! { <span class="away">{away}</span> })}
            </button>
        </td>
    }
    .into_any()
}

/// Looks into a week; on a narrow page, where that stands below, it comes into view.
fn choose(shown: Shown, at: (RowKey, Date)) {
    shown.chosen.set(Some(at));
    if untrack(is_narrow) {
        request_animation_frame(|| {
            let heading = document().get_element_by_id("people-week");
            let heading = heading.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok());
            if let Some(heading) = heading {
                heading.scroll_into_view();
                let _ = heading.focus();
            }
        });
    }
}

fn element(target: Option<web_sys::EventTarget>) -> Option<web_sys::Element> {
    target?.dyn_into::<web_sys::Element>().ok()
}

/// Arrows go from week to week and from row to row.
fn from_cell_to_cell(event: web_sys::KeyboardEvent) {
    if event.alt_key() || event.ctrl_key() || event.meta_key() || event.shift_key() {
        return;
    }
    let Some(cell) = element(event.target()).and_then(|target| target.closest("td").ok().flatten())
    else {
        return;
    };
    let Some(row) = cell.parent_element() else {
        return;
    };
    let at = |row: &web_sys::Element, place: u32| row.children().item(place);
    let count = row.children().length();
    let place = (0..count).find(|place| at(&row, *place).as_ref() == Some(&cell));
    let Some(place) = place else { return };
    let next = match event.key().as_str() {
        "ArrowLeft" => place.checked_sub(1).and_then(|place| at(&row, place)),
        "ArrowRight" => at(&row, place + 1),
        "Home" => at(&row, 1),
        "End" => count.checked_sub(1).and_then(|last| at(&row, last)),
        "ArrowUp" => row
            .previous_element_sibling()
            .and_then(|row| at(&row, place)),
        "ArrowDown" => row.next_element_sibling().and_then(|row| at(&row, place)),
        _ => return,
    };
    event.prevent_default();
    let button = next
        .and_then(|cell| cell.query_selector("button").ok().flatten())
        .and_then(|button| button.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(button) = button {
        let _ = button.focus();
    }
}
