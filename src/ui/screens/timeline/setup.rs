//! What the plan rests on: the start, the direction, the launch, the working week and holidays.

use std::sync::Arc;

use leptos::prelude::*;

use crate::model::{PlanFrom, TaskId, TaskKind};
use crate::plan::public_holidays::year;
use crate::plan::schedule::approval_effects;
use crate::ui::desk::use_desk;
use crate::ui::holidays::{self, Holidays};
use crate::ui::parts::field::{Choice, ReadField, Tick};
use crate::ui::parts::icon::{Glyph, Icon};
use crate::ui::parts::narrow::is_narrow;
use crate::ui::workspace::Workspace;
use crate::ui::{format, words};

/// The disclosure over the grid.
pub fn setup(workspace: Workspace) -> AnyView {
    let disabled = Signal::derive(move || workspace.is_read_only());
    let start = Signal::derive(move || format::date(workspace.timeline.read().start));
    let on_start = move |typed: String| {
        let day = words::read_date(&typed)?.ok_or(t!("A plan has a first day."))?;
        workspace.edit(t!("Change start"), "", |pitch| {
            Arc::make_mut(&mut pitch.timeline).start = day;
        });
        Ok(())
    };
    let direction = Signal::derive(move || match workspace.timeline.read().plan_from {
        PlanFrom::Start => "start".to_owned(),
        PlanFrom::Launch => "launch".to_owned(),
    });
    let directions = vec![
        ("start".to_owned(), t!("Start, forward").to_owned()),
        ("launch".to_owned(), t!("Launch, back").to_owned()),
    ];
    let milestones = Signal::derive(move || {
        let timeline = workspace.timeline.read();
        let mut choices = vec![(String::new(), "–".to_owned())];
        choices.extend(
            timeline
                .tasks
                .iter()
                .filter(|task| {
                    task.kind == TaskKind::Milestone || timeline.launch.as_ref() == Some(&task.id)
                })
                .map(|task| (task.id.to_string(), task.name.clone())),
        );
        choices
    });
    let launch = Signal::derive(move || {
        workspace
            .timeline
            .read()
            .launch
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default()
    });
    let back = Memo::new(move |_| workspace.timeline.read().plan_from == PlanFrom::Launch);
    let open = RwSignal::new(false);
    view! {
        <div class="plan-from" class:open=move || open.get()>
            <ReadField label=t!("Start") value=start disabled=disabled on_commit=Callback::new(on_start)/>
            <Choice
                label=t!("Plan from")
                choices=Signal::stored(directions)
                value=direction
                disabled=disabled
                on_choose=move |chosen: String| {
                    let plan_from = if chosen == "launch" { PlanFrom::Launch } else { PlanFrom::Start };
                    workspace.edit(t!("Change planning direction"), "", |pitch| {
                        let launch = pitch.timeline.launch.clone();
                        let timeline = Arc::make_mut(&mut pitch.timeline);
                        timeline.plan_from = plan_from;
                        // Turned round, the plan keeps the launch that it has come to.
                        if plan_from == PlanFrom::Launch && timeline.launch_date.is_none() {
                            let schedule = workspace.schedule.get_untracked();
                            timeline.launch_date = launch
                                .and(schedule.launch)
                                .or(schedule.finish);
                        }
                    });
                }
            />
            {move || back.get().then(|| words::date_field(
                workspace,
                t!("Launch on"),
                |p| p.timeline.launch_date,
                |p, date| Arc::make_mut(&mut p.timeline).launch_date = date,
            ))}
            <Choice
                label=t!("Launch milestone")
                choices=milestones
                value=launch
                disabled=disabled
                on_choose=move |id: String| {
                    workspace.edit(t!("Change launch milestone"), "", |pitch| {
                        Arc::make_mut(&mut pitch.timeline).launch = TaskId::new(&id).ok();
                    });
                }
            />
            {super::option_choice(workspace)}
            <button
                type="button"
                class="quiet"
                aria-expanded=move || if open.get() { "true" } else { "false" }
                on:click=move |_| open.update(|open| *open = !*open)
            >
                <Icon glyph=Glyph::Chevron/>
                {move || if is_narrow() { t!("Start, launch and holidays") } else { t!("Working week and holidays") }}
            </button>
        </div>
        {holidays::missing_years(of_plan(workspace, 0))}
        {move || open.get().then(|| calendar(workspace, disabled))}
    }
    .into_any()
}

/// The holidays of the plan, with the public ones of its years and so many after them.
fn of_plan(workspace: Workspace, more_years: i32) -> Holidays {
    let timeline = workspace.timeline;
    // An edit that leaves the years as they are asks nothing of the list.
    let years = Memo::new(move |_| {
        let first = timeline.read().start;
        let last = workspace.schedule.read().finish.unwrap_or(first).max(first);
        (year(first), year(last))
    });
    Holidays {
        list: Signal::derive(move || timeline.read().holidays.clone()),
        week: Signal::derive(move || timeline.read().working_week),
        from: Signal::derive(move || timeline.read().start),
        years: Signal::derive(move || {
            let (first, last) = years.get();
            first..=last + more_years
        }),
        change: Callback::new(move |(name, act): (String, holidays::Act)| {
            workspace.edit(&name, "", |pitch| {
                act(&mut Arc::make_mut(&mut pitch.timeline).holidays);
            });
        }),
        undo: Callback::new(move |_| workspace.undo()),
        disabled: Signal::derive(move || workspace.is_read_only()),
    }
}

/// The working week, the holidays, and what waiting for the client costs.
fn calendar(workspace: Workspace, disabled: Signal<bool>) -> AnyView {
    let desk = use_desk();
    let again = Trigger::new();
    view! {
            <div class="setup">
                <fieldset>
                    <legend>{t!("Working days")}</legend>
                    <div class="week-days">
                        {(1..=7_u8)
                            .map(|day| {
                                view! {
                                    <Tick
                                        label=format::weekday(day)
                                        value=Signal::derive(move || {
                                            again.track();
                                            workspace.timeline.read().working_week.includes(day)
                                        })
                                        disabled=disabled
                                        on_change=move |_| {
                                            match workspace.timeline.read_untracked().working_week.toggled(day) {
                                                Some(week) => workspace.edit(t!("Change working week"), "", |pitch| {
                                                    Arc::make_mut(&mut pitch.timeline).working_week = week;
                                                }),
                                                None => {
                                                    // Ticks it again: the value did not change.
                                                    again.notify();
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
                {holidays::holidays(of_plan(workspace, 1), t!("No holidays."))}
                {effects(workspace)}
            </div>
    }
    .into_any()
}

/// By how many working days one more day of each approval moves the launch, in words.
fn effects(workspace: Workspace) -> AnyView {
    let lines = move || {
        let option = workspace.option.get();
        let timeline = workspace.timeline.get();
        let effects = approval_effects(&timeline, option.as_ref());
        let words: Vec<String> = effects
            .iter()
            .filter(|(_, days)| *days != 0)
            .filter_map(|(id, days)| Some(effect_words(&timeline.tasks.find(id)?.name, *days)))
            .collect();
        match (effects.is_empty(), words.is_empty()) {
            (true, _) => vec![t!("No approval by the client is planned.").to_owned()],
            (_, true) => {
                vec![t!("One more day of any one approval does not move the launch.").to_owned()]
            }
            _ => words,
        }
    };
    view! {
        <div>
            <h3>{t!("What waiting for the client costs")}</h3>
            <ul class="effects">
                {move || lines().into_iter().map(|words| view! { <li>{words}</li> }).collect_view()}
            </ul>
        </div>
    }
    .into_any()
}

/// What one more day of an approval does, in words.
pub fn effect_words(name: &str, days: i64) -> String {
    match days {
        0 => t!("{name}: one more day does not move the launch."),
        1 => t!("{name}: one more day moves the launch by a working day."),
        days => t!("{name}: one more day moves the launch by {days} working days."),
    }
}
