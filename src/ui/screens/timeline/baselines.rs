//! Baselines: keeping the plan when the client agrees to it, and what has moved since.

use std::sync::Arc;

use leptos::prelude::*;

use super::outlook::{later, signed_money};
use super::rows::Plan;
use crate::model::{Baseline, BaselineId, Money};
use crate::plan::drift::{self, Drift};
use crate::ui::desk::fresh;
use crate::ui::format;
use crate::ui::parts::field::{Choice, TextField};
use crate::ui::parts::icon::{Glyph, Icon};
use crate::ui::workspace::Workspace;

/// Which baseline is shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Shown {
    /// The one that was kept last.
    #[default]
    Latest,
    /// None.
    Nothing,
    /// This one.
    One(BaselineId),
}

/// The baseline that is shown.
pub fn chosen(workspace: Workspace, shown: RwSignal<Shown>) -> Option<Arc<Baseline>> {
    let baselines = &workspace.timeline.read().baselines;
    match &*shown.read() {
        Shown::Latest => baselines.last().cloned(),
        Shown::Nothing => None,
        // One that is gone gives way to the last.
        Shown::One(id) => baselines.find(id).or_else(|| baselines.last()).cloned(),
    }
}

/// By how much the plan has moved since the baseline that is shown.
pub fn drift_of(workspace: Workspace, shown: RwSignal<Shown>) -> Option<Arc<Drift>> {
    let baseline = chosen(workspace, shown)?;
    let price = workspace.price.read();
    let schedule = workspace.schedule.read();
    Some(Arc::new(drift::drift(
        &baseline,
        &schedule,
        price.net_total,
    )))
}

/// The panel.
pub fn panel(plan: Arc<Plan>) -> AnyView {
    let workspace = plan.workspace;
    let shown = plan.shown_baseline;
    let disabled = move || workspace.is_read_only();
    let empty = Memo::new(move |_| workspace.timeline.read().baselines.is_empty());
    view! {
        <div class="tool">
        <p class="field-hint">
            {t!("Keep the plan as it stands when the client agrees to it. From then on the timeline shows what has moved.")}
        </p>
        <button
            type="button"
            disabled=move || disabled() || workspace.schedule.read().tasks.is_empty()
            on:click=move |_| keep(workspace, shown)
        >
            <Icon glyph=Glyph::Plus/>
            {t!("Keep baseline")}
        </button>
        {move || (!empty.get()).then(|| view! { {choice(workspace, shown)} {kept(plan.clone())} })}
        </div>
    }
    .into_any()
}

/// Keeps the plan as it stands, and shows it.
fn keep(workspace: Workspace, shown: RwSignal<Shown>) {
    let today = format::today();
    let baseline = drift::baseline(
        fresh(),
        &t!("Agreed {}", format::date(today)),
        today,
        &workspace.schedule.read_untracked(),
        workspace.option.read_untracked().as_ref(),
        workspace.price.read_untracked().net_total,
    );
    workspace.edit(t!("Keep baseline"), "", |pitch| {
        Arc::make_mut(&mut pitch.timeline).baselines.push(baseline);
    });
    shown.set(Shown::Latest);
}

fn choice(workspace: Workspace, shown: RwSignal<Shown>) -> AnyView {
    let choices = Signal::derive(move || {
        let timeline = workspace.timeline.read();
        let mut choices = vec![(String::new(), t!(baseline "None").to_owned())];
        choices.extend(
            timeline
                .baselines
                .iter()
                .rev()
                .map(|baseline| (baseline.id.to_string(), baseline.name.clone())),
        );
        choices
    });
    let value = Signal::derive(move || {
        chosen(workspace, shown).map_or_else(String::new, |baseline| baseline.id.to_string())
    });
    view! {
        <Choice
            label=t!("Compare with")
            choices=choices
            value=value
            on_choose=move |id: String| {
                shown.set(BaselineId::new(&id).map_or(Shown::Nothing, Shown::One));
            }
        />
    }
    .into_any()
}

/// The baseline that is shown: its name, what has moved, and the way to take it out.
fn kept(plan: Arc<Plan>) -> AnyView {
    let workspace = plan.workspace;
    let shown = plan.shown_baseline;
    let id = Memo::new(move |_| chosen(workspace, shown).map(|baseline| baseline.id.clone()));
    (move || {
        let id = id.get()?;
        let plan = plan.clone();
        let own = id.clone();
        let baseline = Memo::new(move |_| workspace.timeline.read().baselines.find(&own).cloned());
        let name = Signal::derive(move || {
            baseline.read().as_ref().map(|b| b.name.clone()).unwrap_or_default()
        });
        let renamed = id.clone();
        let rename = move |text: String| {
            workspace.edit(t!("Rename baseline"), &format!("{renamed} name"), |pitch| {
                let baselines = &mut Arc::make_mut(&mut pitch.timeline).baselines;
                if let Some(baseline) = baselines.find_mut(&renamed) {
                    text.clone_into(&mut baseline.name);
                }
            });
        };
        let remove = move |_| {
            workspace.delete(t!("Delete baseline"), |pitch| {
                Arc::make_mut(&mut pitch.timeline).baselines.remove(&id);
            });
        };
        Some(view! {
            <TextField
                label=t!("Name")
                value=name
                on_input=rename
                disabled=Signal::derive(move || workspace.is_read_only())
            />
            {move || Some(changes(&plan, &*baseline.get()?, &*plan.drift.get()?))}
            <button type="button" class="quiet" disabled=move || workspace.is_read_only() on:click=remove>
                <Icon glyph=Glyph::Bin/>
                {t!("Delete baseline")}
            </button>
        })
    })
    .into_any()
}

/// What has moved since: launch, finish, price, and the tasks that have moved most.
fn changes(plan: &Plan, baseline: &Baseline, drift: &Drift) -> AnyView {
    let workspace = plan.workspace;
    let schedule = workspace.schedule.read();
    let currency = workspace.currency.get();
    let timeline = workspace.timeline.read();
    let dated = |name: &'static str,
                 then: Option<crate::model::Date>,
                 now: Option<crate::model::Date>,
                 by: Option<i64>| {
        let words = match (then, now) {
            (Some(then), Some(now)) if then == now => format::date(now),
            (Some(then), Some(now)) => format!("{} → {}", format::date(then), format::date(now)),
            (Some(then), None) => t!("{} → none", format::date(then)),
            (None, Some(now)) => t!("none → {}", format::date(now)),
            (None, None) => return None,
        };
        Some(row(name, words, by.map(moved_by).unwrap_or_default()))
    };
    let now = baseline.net_total + drift.net_total;
    let prices = if drift.net_total == Money::ZERO {
        format::money(now, currency)
    } else {
        format!(
            "{} → {}",
            format::money(baseline.net_total, currency),
            format::money(now, currency)
        )
    };
    let price = match drift.net_total {
        Money::ZERO => t!("as it was").to_owned(),
        by => signed_money(by, currency),
    };
    let mut moved: Vec<(&str, i64)> = timeline
        .tasks
        .iter()
        .filter_map(|task| Some((task.name.as_str(), drift.tasks.get(&task.id)?.finish_by)))
        .filter(|(_, by)| *by != 0)
        .collect();
    moved.sort_by_key(|(_, by)| std::cmp::Reverse(by.abs()));
    let count = moved.len();
    let named = |ids: &[crate::model::TaskId]| {
        ids.iter()
            .filter_map(|id| timeline.tasks.find(id).map(|task| task.name.clone()))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let moved = moved
        .into_iter()
        .take(MOST_MOVED)
        .map(|(name, by)| view! { <li>{name.to_owned()} ": " {moved_by(by)}</li> })
        .collect_view();
    view! {
        <p class="field-hint">{t!("Kept on {}.", format::date(baseline.kept_on))}</p>
        <dl class="drift" aria-label=t!("Since the baseline")>
            {dated(t!("Launch"), baseline.launch, schedule.launch, drift.launch)}
            {dated(t!("Finish"), baseline.finish, schedule.finish, drift.finish)}
            {row(t!("Net total"), prices, price)}
        </dl>
        <h3>{match count {
            0 => t!("No task finishes on another day.").to_owned(),
            1 => t!("1 task finishes on another day").to_owned(),
            count => t!("{count} tasks finish on another day"),
        }}</h3>
        <ul class="effects">{moved}</ul>
        {(!drift.added.is_empty()).then(|| view! { <p>{t!("Added since: {}", named(&drift.added))}</p> })}
        {(!drift.gone.is_empty()).then(|| view! { <p>{gone(drift.gone.len())}</p> })}
    }
    .into_any()
}

/// How many of the tasks that have moved most are named.
const MOST_MOVED: usize = 12;

fn row(name: &'static str, words: String, by: String) -> AnyView {
    view! {
        <div>
            <dt>{name}</dt>
            <dd>{words} <strong>{by}</strong></dd>
        </div>
    }
    .into_any()
}

fn gone(count: usize) -> String {
    match count {
        1 => t!("1 task of then is gone.").to_owned(),
        count => t!("{count} tasks of then are gone."),
    }
}

/// By how many working days, in words.
fn moved_by(days: i64) -> String {
    if days == 0 {
        t!("as it was").to_owned()
    } else {
        later(days)
    }
}
