//! Squeeze: asked to launch some working days earlier, the cheapest ways, each to look at and to
//! take.

use std::sync::Arc;

use leptos::prelude::*;

use super::outlook::{only_moved, working_days};
use super::rows::Plan;
use super::ways::{Showing, card, title};
use crate::model::{Estimating, OptionId, Percent, Pitch, Timeline};
use crate::plan::schedule::schedule;
use crate::plan::squeeze::{Reach, Squeeze, squeeze as find_ways};
use crate::ui::desk::Desk;
use crate::ui::parts::field::ReadField;
use crate::ui::parts::settled::when_settled;
use crate::ui::parts::tools::from_the_top;
use crate::ui::{format, words};

/// What is asked for when the panel opens: a week.
const FIRST: u32 = 5;
/// The most that can be asked for, in working days.
const MOST: u32 = 250;

/// What ways follow from.
type Question = (Arc<Pitch>, Option<OptionId>, u32, Estimating);

/// The panel.
pub fn squeeze(plan: Arc<Plan>) -> AnyView {
    let (workspace, desk, ghost) = (plan.workspace, plan.desk, plan.ghost);
    let asked = RwSignal::new(FIRST);
    // The pitch that the ways are of, and the ways.
    let found = RwSignal::new(None::<Arc<(Arc<Pitch>, Option<Squeeze>)>>);
    let shown = RwSignal::new(None::<usize>);
    let estimating = Memo::new(move |_| desk.settings.read().estimating.clone());
    let answer = move |(pitch, option, days, estimating): Question| {
        let ways = find_ways(
            &pitch,
            option.as_ref(),
            days,
            &estimating,
            Some(format::today()),
        );
        shown.set(None);
        found.set(Some(Arc::new((pitch, ways))));
    };
    // Looked for once what is asked stands: a search must not hold up typing.
    let answer_soon = when_settled(move |question: Question| {
        answer(question);
        if let Some(ways) = found
            .read_untracked()
            .as_ref()
            .and_then(|found| found.1.as_ref())
        {
            desk.say(&spoken(ways));
        }
    });
    Effect::new(move |first: Option<()>| {
        let question = (
            workspace.pitch.get(),
            workspace.option.get(),
            asked.get(),
            estimating.get(),
        );
        if first.is_none() {
            answer(question);
        } else {
            answer_soon(question);
        }
    });
    Effect::new(move |_| {
        let way = shown.get().and_then(|nth| {
            let found = found.read_untracked();
            let (pitch, squeeze) = &**found.as_ref()?;
            let after = squeeze.as_ref()?.ways.get(nth)?.apply(pitch);
            let option = workspace.option.get_untracked();
            let then = schedule(&after.timeline, option.as_ref());
            Some(only_moved(&then, &workspace.schedule.read_untracked()))
        });
        ghost.set(way);
    });
    on_cleanup(move || ghost.set(None));
    let node = NodeRef::new();
    from_the_top(node);
    let apply = Callback::new(move |nth: usize| {
        let now = workspace.pitch.get_untracked();
        let way = found.with_untracked(|found| {
            let (of, squeeze) = &**found.as_ref()?;
            // Ways of a pitch that has just changed are about to be others.
            let current = Arc::ptr_eq(of, &now);
            squeeze.as_ref()?.ways.get(nth).filter(|_| current).cloned()
        });
        let Some(way) = way else {
            return;
        };
        workspace.edit(t!("Squeeze the plan"), "", |pitch| {
            *pitch = way.apply(pitch);
        });
        asked.set(0);
        let words = t!("The launch is planned for {}.", format::date(way.launch));
        desk.toast_with(&words, t!("Undo"), move || workspace.undo());
    });
    let on_days = move |event: leptos::ev::Event| {
        // While nothing stands there, another number is about to be typed.
        if let Ok(days) = event_target_value(&event).trim().parse::<u32>() {
            asked.set(days.min(MOST));
        }
    };
    let on_left = move |event: leptos::ev::Event| {
        let field: web_sys::HtmlInputElement = event_target(&event);
        field.set_value(&asked.get_untracked().to_string());
    };
    view! {
        <div class="tool" node_ref=node>
            <div class="field days-earlier">
                <label for="squeeze-days">{t!("Launch earlier by (working days)")}</label>
                <input
                    type="number"
                    id="squeeze-days"
                    min="0"
                    max=MOST
                    step="1"
                    inputmode="numeric"
                    class="figure"
                    prop:value=move || asked.get().to_string()
                    on:input=on_days
                    on:change=on_left
                />
            </div>
            {move || found.get().map(|found| match &found.1 {
                None => view! {
                    <p class="field-hint">
                        {t!("Nothing is planned yet. Add tasks and link them to a launch milestone, then ask here how to launch earlier.")}
                    </p>
                }
                .into_any(),
                Some(ways) => {
                    let internal = workspace.internal.get();
                    let showing = Showing {
                        pitch: found.0.clone(),
                        internal,
                        shown,
                        apply,
                        locked: Signal::derive(move || workspace.is_read_only()),
                    };
                    answers(ways, &showing)
                }
            })}
            {assumptions(desk, estimating)}
        </div>
    }
    .into_any()
}

fn answers(squeeze: &Squeeze, showing: &Showing) -> AnyView {
    let cards: Vec<AnyView> = squeeze
        .ways
        .iter()
        .enumerate()
        .map(|(nth, way)| card(nth, way, showing))
        .collect();
    let lead = lead(squeeze, &showing.pitch.timeline);
    view! {
        <div class="answer">
            {lead.into_iter().map(|words| view! { <p>{words}</p> }).collect_view()}
        </div>
        {(!cards.is_empty()).then(|| view! { <ol class="ways" aria-label=t!("Ways to launch earlier")>{cards}</ol> })}
        {(squeeze.asked > 0).then(|| reach(squeeze.reach, &showing.pitch.timeline))}
    }
    .into_any()
}

/// What is asked, and whether it can be.
fn lead(squeeze: &Squeeze, timeline: &Timeline) -> Vec<String> {
    let is_launch = timeline.launch.is_some() || timeline.launch_date.is_some();
    let now = format::date(squeeze.now);
    let mut said = Vec::new();
    if squeeze.asked == 0 {
        said.push(if is_launch {
            t!("The launch is on {now}. Say by how many working days it is to be earlier.")
        } else {
            t!("The finish is on {now}. Say by how many working days it is to be earlier.")
        });
        return said;
    }
    let wanted = format::date(squeeze.wanted);
    if is_launch {
        said.push(t!("Launch on {wanted} instead of {now}."));
    } else {
        said.push(t!("No launch milestone is chosen, so the finish counts.").to_owned());
        said.push(t!("Finish on {wanted} instead of {now}."));
    }
    let Reach { own, all, .. } = squeeze.reach;
    if own < squeeze.asked {
        let most = match own {
            ..=0 => t!("Of our own accord no working day can be gained.").to_owned(),
            own => t!(
                "Of our own accord at most {working_days} can be gained.",
                working_days = working_days(own)
            ),
        };
        said.push(most);
        if all > own.max(0) && all < squeeze.asked {
            said.push(t!(
                "With quicker answers of the client, at most {working_days}.",
                working_days = working_days(all)
            ));
        }
        if own <= 0 && all <= 0 {
            said.push(
                t!("Every task on the way is as short as it can be, or held by a date of its own.")
                    .to_owned(),
            );
        }
    }
    said
}

/// How far each kind of way goes by itself.
fn reach(reach: Reach, timeline: &Timeline) -> AnyView {
    let optional = timeline.tasks.iter().any(|task| task.optional);
    let line = |name: &'static str, days: i64, none: &'static str| {
        let gained = days.max(0);
        let words = if gained == 0 && !none.is_empty() {
            none.to_owned()
        } else {
            working_days(gained)
        };
        view! { <div><dt>{name}</dt><dd>{words}</dd></div> }
    };
    let no_option = if optional {
        ""
    } else {
        t!("no task is marked optional")
    };
    view! {
        <details>
            <summary>{t!("How far each goes by itself")}</summary>
            <dl class="reach">
                {line(t!("Room there is"), reach.spare, t!(room "none"))}
                {line(t!("Overlapping"), reach.overlapping, "")}
                {line(t!("Shortening"), reach.shortening, "")}
                {line(t!("Dropping"), reach.dropping, no_option)}
                {line(t!("Quicker answers"), reach.asking, "")}
            </dl>
        </details>
    }
    .into_any()
}

fn spoken(squeeze: &Squeeze) -> String {
    match (squeeze.asked, squeeze.ways.first()) {
        (0, _) => String::new(),
        (_, None) => t!("No working day can be gained.").to_owned(),
        (_, Some(way)) => {
            let (title, date) = (title(0, way), format::date(way.launch));
            let working_days = working_days(way.gains);
            match squeeze.ways.len() {
                1 => t!("1 way found. {title}: launch on {date}, {working_days} earlier."),
                count => {
                    t!("{count} ways found. {title}: launch on {date}, {working_days} earlier.")
                }
            }
        }
    }
}

/// The agency's rules of thumb, to be read and changed.
fn assumptions(desk: Desk, estimating: Memo<Estimating>) -> AnyView {
    let field = move |label: &'static str,
                      hint: &'static str,
                      most: i64,
                      get: fn(&Estimating) -> Percent,
                      set: fn(&mut Estimating, Percent)| {
        let value = Signal::derive(move || format::percent(get(&estimating.read()).decimal()));
        let commit = move |typed: String| {
            let percent = words::read_percent(&typed)?;
            if percent > Percent::whole(most) {
                return Err(t!("At most {most} %."));
            }
            desk.change_settings(|settings| set(&mut settings.estimating, percent));
            Ok(())
        };
        view! { <ReadField label=label hint=Signal::stored(hint.to_owned()) value=value figure=true on_commit=Callback::new(commit)/> }
            .into_any()
    };
    view! {
        <details class="assumptions">
            <summary>{t!("What is assumed")}</summary>
            <div class="row-details">
                {field(
                    t!("Hours added by shortening"),
                    t!("On the hours of each day that a task is shorter."),
                    1000,
                    |e| e.shortening,
                    |e, percent| e.shortening = percent,
                )}
                {field(
                    t!("Work done again by overlapping"),
                    t!("Of the later task’s hours, for each day of the overlap."),
                    1000,
                    |e| e.rework,
                    |e, percent| e.rework = percent,
                )}
                {field(
                    t!("Shortest a task can be"),
                    t!("Of its days, where it has no best case of its own."),
                    100,
                    |e| e.shortest,
                    |e, percent| e.shortest = percent,
                )}
                <p class="field-hint">
                    {t!("Kept in the settings of the agency. Tasks overlap by at most half of either. Ways are in the order of what they cost the agency when the client pays nothing for the haste: added hours at cost rates, and what dropped tasks would have earned.")}
                </p>
            </div>
        </details>
    }
    .into_any()
}
