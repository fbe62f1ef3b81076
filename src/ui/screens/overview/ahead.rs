//! What lies ahead: the dates of the pitch, its next milestones and approvals, and who is on it.

use leptos::prelude::*;

use crate::model::{Date, DateKind, KeyDate, TaskKind};
use crate::ui::format;
use crate::ui::route::Part;
use crate::ui::workspace::{Workspace, use_workspace};

/// So many milestones and approvals are shown.
const SHOWN: usize = 5;

/// The section.
#[component]
pub fn Ahead() -> impl IntoView {
    let workspace = use_workspace();
    view! {
        <section aria-labelledby="o-next">
            <h2 id="o-next">{t!("Next")}</h2>
            {move || dates(workspace)}
            {move || milestones(workspace)}
            <p>{move || people(workspace)}</p>
        </section>
    }
    .into_any()
}

fn in_days(date: Date) -> String {
    match date.days_since(format::today()) {
        0 => t!("today").to_owned(),
        1 => t!("tomorrow").to_owned(),
        days if days > 1 => t!("in {days} days"),
        -1 => t!("yesterday").to_owned(),
        days => t!("{} days ago", -days),
    }
}

/// What was agreed with the client: the next action, the pitch, the decision, the end of the offer.
fn dates(workspace: Workspace) -> AnyView {
    let pitch = workspace.pitch.read();
    let status = &pitch.status;
    let client = &pitch.client;
    let of = [
        (
            DateKind::NextAction,
            client.next_action_date,
            &client.next_action,
        ),
        (DateKind::Pitch, status.pitch_date, &String::new()),
        (DateKind::Decision, status.decision_date, &String::new()),
        (
            DateKind::ValidUntil,
            pitch.terms.valid_until,
            &String::new(),
        ),
    ]
    .map(|(kind, date, name)| {
        let name = name.clone();
        date.map(|date| KeyDate { date, kind, name })
    });
    let mut of: Vec<KeyDate> = of.into_iter().flatten().collect();
    of.sort();
    if of.is_empty() {
        return view! {
            <p class="field-hint">
                {t!("No date is set yet.")} " "
                <a href=workspace.href(Part::Brief)>{t!("Next action, pitch and decision stand under Brief")}</a> "."
            </p>
        }
        .into_any();
    }
    let items = (of.into_iter())
        .map(|due| {
            let late = due.date < format::today() && due.kind == DateKind::NextAction;
            let name = due.kind.name();
            let what = (!due.name.is_empty()).then(|| view! { <span>{due.name.clone()}</span> });
            view! {
                <div>
                    <dt>{name}</dt>
                    <dd class:warn=late>
                        {what} <span class="nowrap">{format::date(due.date)}</span> " "
                        <span class="under-inline">{in_days(due.date)}</span>
                    </dd>
                </div>
            }
        })
        .collect_view();
    view! { <dl class="ahead" aria-label=t!("Dates with the client")>{items}</dl> }.into_any()
}

fn milestones(workspace: Workspace) -> AnyView {
    let today = format::today();
    let schedule = workspace.schedule.read();
    let timeline = workspace.timeline.read();
    let mut ahead: Vec<_> = (timeline.tasks.iter())
        .filter(|task| task.kind != TaskKind::Task)
        .filter_map(|task| {
            let finish = schedule.tasks.get(&task.id)?.finish;
            Some((finish, task.name.clone(), task.id.clone(), task.kind))
        })
        .filter(|(finish, ..)| *finish >= today)
        .collect();
    ahead.sort();
    if ahead.is_empty() {
        return view! { <p>{t!("No milestone or approval lies ahead.")}</p> }.into_any();
    }
    let more = ahead.len().saturating_sub(SHOWN);
    let items = (ahead.into_iter().take(SHOWN))
        .map(|(finish, name, id, kind)| {
            let row: std::sync::Arc<str> = crate::model::Identifier::as_str(&id).into();
            let kind = (kind == TaskKind::Approval)
                .then(|| view! { <span class="under-inline">{t!("approval")}</span> });
            view! {
                <li>
                    <span class="nowrap">{format::date(finish)}</span>
                    <span>
                        <a
                            href=workspace.href(Part::Timeline)
                            on:click=move |_| workspace.seek.set(Some((Part::Timeline, row.clone())))
                        >
                            {name}
                        </a>
                        " " {kind}
                    </span>
                </li>
            }
        })
        .collect_view();
    let more = (more > 0).then(|| view! { <p class="field-hint">{t!("And {more} more.")}</p> });
    view! { <ul class="milestones" aria-label=t!("Milestones and approvals")>{items}</ul> {more} }
        .into_any()
}

fn people(workspace: Workspace) -> String {
    let team = workspace.team.read();
    let people: Vec<&str> = team
        .people
        .iter()
        .map(|person| person.name.as_str())
        .collect();
    if people.is_empty() {
        t!("Nobody is on the team yet.").to_owned()
    } else {
        t!("On it: {}.", people.join(", "))
    }
}
