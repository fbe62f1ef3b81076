//! What if: sliders for late answers and an earlier launch, somebody away, and what follows, at
//! once and beside the plan. Kept, it is one edit; dropped, nothing was changed.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;

use super::outcome::{outcome, spoken};
use super::outlook::{only_moved, working_days};
use super::rows::Plan;
use crate::model::{AwayId, Date, Identifier, Percent, PersonId, Pitch, TaskKind};
use crate::plan::schedule::{Spans, schedule};
use crate::plan::what_if::{Absence, Outcome, Planned, WhatIf, compare};
use crate::ui::desk::fresh;
use crate::ui::parts::field::{Choice, ReadField};
use crate::ui::parts::settled::when_settled;
use crate::ui::parts::tools::from_the_top;
use crate::ui::workspace::Workspace;
use crate::ui::{format, words};

/// The farthest that a slider goes, in working days.
const FARTHEST: u32 = 20;

/// What would be, were it so.
#[derive(PartialEq)]
pub struct Scenario {
    /// The pitch then.
    pub pitch: Pitch,
    /// The tasks that move.
    pub ghost: Arc<Spans>,
    /// What is different.
    pub effect: Outcome,
}

/// The panel.
pub fn what_if(plan: Arc<Plan>) -> AnyView {
    let (workspace, desk, ghost) = (plan.workspace, plan.desk, plan.ghost);
    let what = RwSignal::new(WhatIf::default());
    let scenario = Memo::new(move |_| what.with(|what| scenario(workspace, what)).map(Arc::new));
    Effect::new(move |_| {
        ghost.set(
            scenario
                .read()
                .as_ref()
                .map(|scenario| scenario.ghost.clone()),
        );
    });
    on_cleanup(move || ghost.set(None));
    let say = when_settled(move |words: String| desk.say(&words));
    Effect::new(move |first: Option<()>| {
        let now = scenario.get();
        if first.is_some()
            && let Some(scenario) = now
        {
            say(spoken(&scenario.effect));
        }
    });
    let node = NodeRef::new();
    from_the_top(node);
    let untouched = Signal::derive(move || what.read().is_nothing());
    let keep = move |_| {
        let happens = what.get_untracked();
        let option = workspace.option.get_untracked();
        workspace.edit(t!("Keep what if"), "", |pitch| {
            *pitch = happens.apply(pitch, option.as_ref(), fresh());
        });
        what.set(WhatIf::default());
        desk.toast_with(t!("Kept: the plan is changed."), t!("Undo"), move || {
            workspace.undo();
        });
    };
    let give_up = move |_| {
        what.set(WhatIf::default());
        desk.say(t!("Dropped. The plan is as it was."));
    };
    view! {
        <div class="tool" node_ref=node>
            <p class="field-hint">{t!("Try it out: nothing is changed until you keep it.")}</p>
            {late(workspace, what)}
            {earlier(workspace, what)}
            {away(workspace, what)}
            <div class="actions">
                <button
                    type="button"
                    class="primary"
                    disabled=move || untouched.get() || workspace.is_read_only()
                    on:click=keep
                >
                    {t!(scenario "Keep")}
                </button>
                <button type="button" disabled=move || untouched.get() on:click=give_up>{t!(scenario "Drop")}</button>
            </div>
            {move || match &*scenario.read() {
                None => view! {
                    <p class="field-hint">
                        {t!("What moves, by how much and what it costs stands here, and dashed behind the bars of the chart.")}
                    </p>
                }
                .into_any(),
                Some(scenario) => outcome(workspace, scenario),
            }}
        </div>
    }
    .into_any()
}

fn scenario(workspace: Workspace, what: &WhatIf) -> Option<Scenario> {
    if what.is_nothing() {
        return None;
    }
    let before = workspace.pitch.read();
    let was = workspace.schedule.read();
    let option = workspace.option.read();
    // For looking at; what is kept gets an id of its own.
    let pitch = what.apply(&before, option.as_ref(), AwayId::from_random(0));
    let schedule = schedule(&pitch.timeline, option.as_ref());
    let effect = compare(
        Planned {
            pitch: &before,
            schedule: &was,
        },
        Planned {
            pitch: &pitch,
            schedule: &schedule,
        },
        option.as_ref(),
        format::today(),
    );
    Some(Scenario {
        pitch,
        ghost: only_moved(&schedule, &was),
        effect,
    })
}

fn late(workspace: Workspace, what: RwSignal<WhatIf>) -> AnyView {
    let possible = Memo::new(move |_| {
        let schedule = workspace.schedule.read();
        workspace.timeline.read().tasks.iter().any(|task| {
            task.kind == TaskKind::Approval
                && task.progress < Percent::whole(100)
                && schedule.tasks.contains_key(&task.id)
        })
    });
    slider(
        "client-answers-late-by",
        t!("Client answers late by"),
        t!("No answer of the client is planned. Add an approval to see what waiting for it costs."),
        possible,
        Signal::derive(move || what.read().approvals_late),
        Callback::new(move |days| what.update(|what| what.approvals_late = days)),
    )
}

fn earlier(workspace: Workspace, what: RwSignal<WhatIf>) -> AnyView {
    let possible = Memo::new(move |_| {
        let schedule = workspace.schedule.read();
        schedule.launch.is_some() || (schedule.planned_back && !schedule.tasks.is_empty())
    });
    slider(
        "launch-earlier-by",
        t!("Launch earlier by"),
        t!("No launch is chosen. Name the launch milestone over the grid to try an earlier one."),
        possible,
        Signal::derive(move || what.read().launch_earlier),
        Callback::new(move |days| what.update(|what| what.launch_earlier = days)),
    )
}

/// A slider in working days, or why there is none.
fn slider(
    id: &'static str,
    label: &'static str,
    why_not: &'static str,
    possible: Memo<bool>,
    days: Signal<u32>,
    set: Callback<u32>,
) -> AnyView {
    let words = move || working_days(i64::from(days.get()));
    (move || {
        if !possible.get() {
            return view! { <p class="field-hint">{why_not}</p> }.into_any();
        }
        view! {
            <div class="field slider">
                <label for=id>{label}</label>
                <span class="read-out" aria-hidden="true">{words}</span>
                <input
                    type="range"
                    id=id
                    min="0"
                    max=FARTHEST
                    step="1"
                    aria-valuetext=words
                    prop:value=move || days.get().to_string()
                    on:input=move |event| set.run(event_target_value(&event).parse().unwrap_or(0))
                />
            </div>
        }
        .into_any()
    })
    .into_any()
}

/// Who is away, and when.
fn away(workspace: Workspace, what: RwSignal<WhatIf>) -> AnyView {
    let people = Memo::new(move |_| {
        let schedule = workspace.schedule.read();
        let timeline = workspace.timeline.read();
        let busy: BTreeSet<&PersonId> = timeline
            .tasks
            .iter()
            .filter(|task| schedule.tasks.contains_key(&task.id))
            .flat_map(|task| task.assignments.iter())
            .filter_map(|assignment| assignment.person.as_ref())
            .collect();
        let team = workspace.team.read();
        team.people
            .iter()
            .filter(|person| busy.contains(&person.id))
            .map(|person| (person.id.to_string(), person.name.clone()))
            .collect::<Vec<_>>()
    });
    let choices = Signal::derive(move || {
        let nobody = (String::new(), t!("Nobody").to_owned());
        std::iter::once(nobody).chain(people.get()).collect()
    });
    let chosen = Memo::new(move |_| what.read().away.as_ref().map(|away| away.person.clone()));
    let on_choose = move |id: String| {
        let person = PersonId::new(&id).ok();
        let (from, to) = person.as_ref().map_or((Date::MIN, Date::MIN), |person| {
            first_week(workspace, person)
        });
        what.update(|what| {
            what.away = person.map(|person| match what.away.take() {
                Some(away) => Absence { person, ..away },
                None => Absence { person, from, to },
            });
        });
    };
    (move || {
        if people.read().is_empty() {
            return view! {
                <p class="field-hint">
                    {t!("Nobody is named on a task. Name people in the column Who to see what happens while one is away.")}
                </p>
            }
            .into_any();
        }
        view! {
            <Choice
                label=t!("Away")
                choices=choices
                value=Signal::derive(move || {
                    chosen.get().map(|id| id.to_string()).unwrap_or_default()
                })
                on_choose=on_choose
            />
            {move || chosen.read().is_some().then(|| view! {
                <div class="from-to">
                    {away_day(t!("From"), what, |away| away.from, |away, day| {
                        away.from = day;
                        away.to = away.to.max(day);
                    })}
                    {away_day(t!("To"), what, |away| away.to, |away, day| {
                        away.to = day;
                        away.from = away.from.min(day);
                    })}
                </div>
            })}
        }
        .into_any()
    })
    .into_any()
}

fn away_day(
    label: &'static str,
    what: RwSignal<WhatIf>,
    get: fn(&Absence) -> Date,
    set: fn(&mut Absence, Date),
) -> AnyView {
    let value = Signal::derive(move || {
        let what = what.read();
        what.away
            .as_ref()
            .map(|away| format::date(get(away)))
            .unwrap_or_default()
    });
    let commit = move |typed: String| {
        let day = words::read_date(&typed)?.ok_or(t!("Type a day, such as 3 May."))?;
        what.update(|what| {
            if let Some(away) = &mut what.away {
                set(away, day);
            }
        });
        Ok(())
    };
    view! { <ReadField label=label value=value on_commit=Callback::new(commit)/> }.into_any()
}

/// The first week in which somebody has something to do that is not done.
fn first_week(workspace: Workspace, person: &PersonId) -> (Date, Date) {
    let schedule = workspace.schedule.get_untracked();
    let timeline = workspace.timeline.get_untracked();
    let from = timeline
        .tasks
        .iter()
        .filter(|task| task.progress < Percent::whole(100))
        .filter(|task| {
            task.assignments
                .iter()
                .any(|a| a.person.as_ref() == Some(person))
        })
        .filter_map(|task| schedule.tasks.get(&task.id))
        .map(|task| task.start)
        .min()
        .unwrap_or(timeline.start);
    let calendar = &schedule.calendar;
    let week = i64::from(calendar.days_per_week());
    let last = calendar.date(calendar.index_on_or_after(from) + week - 1);
    (from, last)
}
