//! The ways to launch earlier as cards: what each does, in words and figures, to look at and to
//! take.

use std::sync::Arc;

use leptos::prelude::*;

use super::outlook::{named, signed, signed_money, working_days};
use crate::model::{Money, Pitch, Timeline};
use crate::plan::squeeze::{Move, Way, WayKind};
use crate::ui::format;
use crate::ui::parts::figures::figure;

/// What cards of ways need to know.
pub struct Showing {
    /// The pitch that the ways are of.
    pub pitch: Arc<Pitch>,
    /// Whether cost is shown.
    pub internal: bool,
    /// The way that is drawn behind the bars.
    pub shown: RwSignal<Option<usize>>,
    /// Takes a way.
    pub apply: Callback<usize>,
    /// Whether none can be taken.
    pub locked: Signal<bool>,
}

/// The name of a kind of way.
fn kind_name(kind: WayKind) -> &'static str {
    match kind {
        WayKind::Room => t!("There is room"),
        WayKind::Overlap => t!(way "Overlap"),
        WayKind::Shorten => t!(way "Shorten"),
        WayKind::Drop => t!(way "Drop"),
        WayKind::Mixed => t!("A mix"),
        WayKind::Ask => t!("Ask the client"),
        WayKind::AskAndMore => t!("Ask the client, and more"),
    }
}

/// What a way is called.
pub fn title(nth: usize, way: &Way) -> String {
    let title = match way.kind {
        WayKind::Overlap if nth == 0 => t!("Cheapest: overlap"),
        WayKind::Shorten if nth == 0 => t!("Cheapest: shorten"),
        WayKind::Drop if nth == 0 => t!("Cheapest: drop"),
        WayKind::Mixed if nth == 0 => t!("Cheapest: a mix"),
        kind => kind_name(kind),
    };
    title.to_owned()
}

/// A way.
pub fn card(nth: usize, way: &Way, showing: &Showing) -> AnyView {
    let currency = showing.pitch.currency;
    let timeline = &showing.pitch.timeline;
    let title = title(nth, way);
    let moves: Vec<String> = way
        .moves
        .iter()
        .map(|one| move_words(one, timeline))
        .collect();
    let (shown, apply, locked) = (showing.shown, showing.apply, showing.locked);
    let show = move |_| shown.update(|shown| *shown = (*shown != Some(nth)).then_some(nth));
    let heading = format!("way-{nth}");
    let names = format!("{heading} {heading}-show");
    let apply_names = format!("{heading}-apply {heading}");
    view! {
        <li class="way">
            <h3 id=heading.clone()>{title}</h3>
            {way.kind.needs_client().then(|| view! {
                <p class="warn">{t!("Needs the client’s agreement.")}</p>
            })}
            <dl class="figures">
                {figure(t!("Launch"), format::date(way.launch), t!("{working_days} earlier", working_days = working_days(way.gains)))}
                {figure(t!("Hours"), signed(way.hours), String::new())}
                {figure(t!("Price before tax"), signed_money(way.price, currency), String::new())}
                {showing.internal.then(|| figure(t!("Cost"), signed_money(way.cost, currency), given_up(way, &showing.pitch)))}
            </dl>
            <ul class="effects">
                {moves.into_iter().map(|words| view! { <li>{words}</li> }).collect_view()}
            </ul>
            <div class="actions">
                <button
                    type="button"
                    id=format!("{heading}-show")
                    aria-labelledby=names
                    aria-pressed=move || if shown.get() == Some(nth) { "true" } else { "false" }
                    on:click=show
                >
                    {t!("Show")}
                </button>
                <button
                    type="button"
                    id=format!("{heading}-apply")
                    aria-labelledby=apply_names
                    disabled=move || locked.get()
                    on:click=move |_| apply.run(nth)
                >
                    {t!("Apply")}
                </button>
            </div>
        </li>
    }
    .into_any()
}

/// What a way takes from the agency beyond what it costs: income of what is dropped.
fn given_up(way: &Way, pitch: &Pitch) -> String {
    let drops = way.moves.iter().any(|one| matches!(one, Move::Drop { .. }));
    if drops && way.loss > Money::ZERO {
        t!("gives up {}", format::money_in(way.loss, pitch.currency))
    } else {
        String::new()
    }
}

fn move_words(one: &Move, timeline: &Timeline) -> String {
    match one {
        Move::Shorten { task, from, to } => t!(
            "{task} takes {working_days} instead of {from}.",
            task = named(timeline, task),
            working_days = working_days(i64::from(*to))
        ),
        Move::Overlap {
            first, then, days, ..
        } => t!(
            "{task} starts {working_days} before {other} is finished.",
            task = named(timeline, then),
            working_days = working_days(i64::from(*days) + lead_now(timeline, one)),
            other = named(timeline, first)
        ),
        Move::Drop { task } => {
            t!(
                "{task} is dropped, with the lines that are tied to it.",
                task = named(timeline, task)
            )
        }
        Move::Ask { approval, from, to } => t!(
            "{task}: an answer within {working_days} instead of {from}.",
            task = named(timeline, approval),
            working_days = working_days(i64::from(*to))
        ),
        Move::Launch { to } => t!("The launch’s own date becomes {}.", format::date(*to)),
    }
}

/// The lead that a link has already.
fn lead_now(timeline: &Timeline, one: &Move) -> i64 {
    match one {
        Move::Overlap { link, .. } => timeline
            .links
            .find(link)
            .map_or(0, |link| i64::from(-link.lag).max(0)),
        _ => 0,
    }
}
