//! One week of somebody: what it is made of, and who could take a part of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use rust_decimal::Decimal;

use super::{RowKey, Shown, hours};
use crate::model::{AssignmentId, Date, Hours, Person, Pitch, PitchId, TaskId};
use crate::plan::workload::{Candidate, Work, Worker, Workload, candidates};
use crate::ui::across::Held;
use crate::ui::desk::fresh;
use crate::ui::elsewhere;
use crate::ui::format;
use crate::ui::parts::field::Choice;
use crate::ui::route::{Part, Route};
use crate::ui::workspace::use_workspace;

/// Nobody in particular: the hours wait for somebody.
const NOBODY: &str = "nobody";

/// The week that is looked into.
pub fn week(shown: Shown) -> AnyView {
    (move || {
        let load = shown.load.get();
        let chosen = shown.chosen.get();
        let found = chosen.as_ref().and_then(|(key, week)| {
            let worker = key.find(&load)?;
            let place = load.weeks.iter().position(|other| other == week)?;
            Some((key, worker, *week, worker.weeks.get(place)?))
        });
        let Some((key, worker, week, entry)) = found else {
            return view! {
                <h2 id="people-week" tabindex="-1">{t!("A week")}</h2>
                <p class="field-hint">{t!("Choose a week to see what it is made of, and to give work to somebody else.")}</p>
            }
            .into_any();
        };
        let free = entry.free().filter(|free| !free.is_zero());
        let (date, has) = (format::date(week), hours(entry.hours));
        let said = match entry.capacity.map(hours) {
            Some(of) => t!("Week of {date}: {has} of {of} hours."),
            None => t!("Week of {date}: {has} hours."),
        };
        let over = entry.is_overbooked().then(|| {
            let over = entry.hours - entry.capacity.unwrap_or_default();
            view! { <p class="warn">{t!("{} hours too many.", hours(over))}</p> }
        });
        let free = free.map(|free| view! { <p class="good">{t!("{} hours are free.", hours(free))}</p> });
        let items = (entry.work.iter())
            .map(|work| item(shown, &load, key, worker, work))
            .collect_view();
        let name = if key.is_open {
            t!("Nobody yet: {}", worker.name)
        } else {
            worker.name.clone()
        };
        let list = if entry.work.is_empty() {
            view! { <p class="field-hint">{t!("No work in this week.")}</p> }.into_any()
        } else {
            view! { <ul class="week-work" aria-label=t!("Work of this week")>{items}</ul> }.into_any()
        };
        view! {
            <h2 id="people-week" tabindex="-1"><bdi>{name}</bdi></h2>
            <p>{said}</p>
            {over}
            {free}
            {list}
        }
        .into_any()
    })
    .into_any()
}

/// What an assignment is: the pitch, its task, and its hours in every week in view.
struct Given {
    read: Arc<Held>,
    task: TaskId,
    assignment: AssignmentId,
    weeks: Vec<(Date, Decimal)>,
}

fn given(shown: Shown, load: &Workload, worker: &Worker, work: &Work) -> Option<Given> {
    let pitches = shown.across.pitches.read_untracked();
    let read = pitches.iter().find(|read| read.id == work.pitch)?.clone();
    let mut weeks: BTreeMap<Date, Decimal> = BTreeMap::new();
    for (week, entry) in load.weeks.iter().zip(&worker.weeks) {
        for other in &entry.work {
            if other.assignment == work.assignment && other.pitch == work.pitch {
                *weeks.entry(*week).or_default() += other.hours;
            }
        }
    }
    Some(Given {
        read,
        task: work.task.clone(),
        assignment: work.assignment.clone(),
        weeks: weeks.into_iter().collect(),
    })
}

fn item(shown: Shown, load: &Workload, key: &RowKey, worker: &Worker, work: &Work) -> AnyView {
    let workspace = use_workspace();
    let Some(given) = given(shown, load, worker, work) else {
        return ().into_any();
    };
    let pitch = &given.read.pitch;
    let task = pitch.timeline.tasks.find(&given.task);
    let name = task.map(|task| task.name.clone()).unwrap_or_default();
    let role = role_of(pitch, &given.task, &given.assignment);
    let not = (!key.is_open).then_some(worker.name.as_str());
    let mut choices = vec![(String::new(), t!("Choose…").to_owned())];
    choices.extend(
        (candidates(load, &role, &given.weeks, not).iter()).map(|one| candidate_choice(load, one)),
    );
    if !key.is_open && !role.is_empty() {
        choices.push((NOBODY.to_owned(), t!("Nobody yet ({role})")));
    }
    let href = Route::Pitch(given.read.id.clone(), Part::Timeline).hash();
    let row: Arc<str> = crate::model::Identifier::as_str(&given.task).into();
    let title = pitch.title.clone();
    let words = format!("{} h", hours(work.hours));
    let label = t!("Give “{name}” to");
    let load = load.clone();
    let (id, task, assignment) = (given.read.id.clone(), given.task, given.assignment);
    let on_choose = move |chosen: String| {
        if chosen.is_empty() {
            return;
        }
        let to = chosen
            .parse::<usize>()
            .ok()
            .and_then(|place| load.people.get(place));
        give(shown, &id, &task, &assignment, to.cloned());
    };
    view! {
        <li>
            <p>
                <a href=href on:click=move |_| workspace.seek.set(Some((Part::Timeline, row.clone())))><bdi>{name}</bdi></a>
                <span class="figure">{words}</span>
            </p>
            <p class="under"><bdi>{title}</bdi> {(!role.is_empty()).then(|| format!(" · {role}"))}</p>
            <Choice label=label choices=Signal::stored(choices) value=Signal::stored(String::new()) on_choose=on_choose/>
        </li>
    }
    .into_any()
}

fn candidate_choice(load: &Workload, one: &Candidate) -> (String, String) {
    let worker = load.people.get(one.place);
    let name = worker.map(|worker| worker.name.clone()).unwrap_or_default();
    let role = worker
        .map(|worker| worker.role.as_str())
        .filter(|role| !role.is_empty());
    let who = role.map_or_else(|| name.clone(), |role| format!("{name}, {role}"));
    let time = if one.is_enough {
        t!("has time").to_owned()
    } else if one.free.is_zero() {
        t!("has no time").to_owned()
    } else {
        t!("has {} h of it", hours(one.free))
    };
    (one.place.to_string(), format!("{who}: {time}"))
}

/// The name of the role that an assignment is billed as.
fn role_of(pitch: &Pitch, task: &TaskId, assignment: &AssignmentId) -> String {
    let found =
        (pitch.timeline.tasks.find(task)).and_then(|task| task.assignments.find(assignment));
    let team = &pitch.team;
    let role = found.and_then(|assignment| {
        assignment.role.clone().or_else(|| {
            let person = team.people.find(assignment.person.as_ref()?)?;
            person.role.clone()
        })
    });
    role.and_then(|role| team.roles.find(&role).map(|role| role.name.clone()))
        .unwrap_or_default()
}

/// Gives an assignment to somebody, or to nobody yet.
fn give(shown: Shown, id: &PitchId, task: &TaskId, assignment: &AssignmentId, to: Option<Worker>) {
    let (task, assignment) = (task.clone(), assignment.clone());
    let new = fresh();
    let words = match &to {
        Some(worker) => t!("Given to {}.", worker.name),
        None => t!("Given to nobody yet.").to_owned(),
    };
    elsewhere::change(
        shown.desk,
        id.clone(),
        words,
        move |pitch: &mut Pitch| match to {
            Some(worker) => {
                let same =
                    |name: &str| name.trim().to_lowercase() == worker.role.trim().to_lowercase();
                let role = (pitch.team.roles.iter())
                    .find(|role| same(&role.name))
                    .map(|role| role.id.clone());
                let person = Person {
                    id: new,
                    name: worker.name.clone(),
                    role,
                    hours_per_week: worker.hours_per_week.unwrap_or(Hours::ZERO),
                    away: Default::default(),
                    biography: String::new(),
                    portrait: None,
                    extra: Default::default(),
                };
                pitch.reassign(&task, &assignment, person);
            }
            None => {
                pitch.unassign_person(&task, &assignment);
            }
        },
    );
}
