//! Risk: how likely the launch is. Durations in three points, ten thousand runs of the plan, and
//! the dates that hold.

mod estimates;
mod histogram;

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::rows::Plan;
use crate::model::Date;
use crate::plan::risk::{Outcome, RUNS, Rests, Spread, rests_on};
use crate::ui::format;
use crate::ui::parts::grid::{Grid, GridState, SharedSource};
use crate::ui::worker::{self, Handle};
use crate::ui::workspace::Workspace;
use crate::work::{Progress, Risk};
use estimates::Estimates;

/// How long the plan stands still before it is run through again.
const SETTLED_AFTER: Duration = Duration::from_millis(500);
/// What durations are drawn from. Always the same, so that dates move with the plan alone.
const SEED: u64 = 1;
/// How many tasks are named as moving the launch.
const NAMED: usize = 5;
/// The chances that dates are given for, of 100.
const CHANCES: [u32; 3] = [50, 80, 95];

/// How the simulation stands.
#[derive(Clone, PartialEq)]
enum Stand {
    /// It was not asked for, or was cancelled.
    Still,
    /// It is under way.
    Runs(Progress),
    /// It has failed: why.
    Failed(String),
    /// It is done.
    Done,
}

/// The simulation of this panel.
#[derive(Clone, Copy)]
struct Trial {
    plan: StoredValue<Arc<Plan>>,
    stand: RwSignal<Stand>,
    /// What the last one has come to.
    outcome: RwSignal<Option<Arc<Outcome>>>,
    /// Whether tasks without an estimate are given the usual spread.
    usual: RwSignal<bool>,
    /// Whether the days are shown as a table.
    in_days: RwSignal<bool>,
    /// The work that is wanted: dropped with the panel.
    handle: StoredValue<Option<Handle>>,
    /// Counts changes of the plan, to tell the last one.
    changes: StoredValue<u32>,
}

/// The tool.
pub fn risk(plan: Arc<Plan>) -> AnyView {
    let workspace = plan.workspace;
    let trial = Trial {
        plan: StoredValue::new(plan.clone()),
        stand: RwSignal::new(Stand::Still),
        outcome: RwSignal::new(None),
        usual: RwSignal::new(false),
        in_days: RwSignal::new(false),
        handle: StoredValue::new(None),
        changes: StoredValue::new(0),
    };
    // Owned by the panel: when it closes, the work ends.
    on_cleanup(move || {
        let _ = trial.handle.try_set_value(None);
    });
    trial.follow();
    let source: SharedSource = Arc::new(Estimates::new(plan, trial.usual));
    view! {
        <div class="tool risk">
            {basis(workspace, trial.usual)}
            {controls(trial)}
            {move || trial.outcome.get().map(|outcome| result(trial, &outcome))}
            <h3>{t!("Three-point durations")}</h3>
            <Grid
                name=t!("Three-point durations")
                source=source
                state=GridState::default()
                empty=t!("No task takes time yet.")
            />
        </div>
    }
    .into_any()
}

impl Trial {
    fn workspace(self) -> Workspace {
        self.plan.with_value(|plan| plan.workspace)
    }

    fn spread(self) -> Option<Spread> {
        self.usual.get_untracked().then(Spread::default)
    }

    /// Runs through the plan as it is now, in the place of what was under way.
    fn run(self) {
        let workspace = self.workspace();
        let ask = Risk {
            timeline: workspace.timeline.get_untracked(),
            option: workspace.option.get_untracked(),
            spread: self.spread(),
            runs: RUNS,
            seed: SEED,
        };
        let first = Progress { done: 0, of: RUNS };
        self.stand.set(Stand::Runs(first));
        let on_progress = move |now: Progress| {
            let before = self.stand.try_get_untracked();
            self.say_progress(before, now);
            let _ = self.stand.try_set(Stand::Runs(now));
        };
        let on_done = move |result| match result {
            Ok(outcome) => self.finish(Arc::new(outcome)),
            Err(reason) => {
                let _ = self.stand.try_set(Stand::Failed(reason));
            }
        };
        // The one before ends before this one begins.
        self.handle.set_value(None);
        self.handle
            .set_value(Some(worker::risk(ask, on_progress, on_done)));
    }

    /// Says each quarter once: a screen reader is not to be flooded.
    fn say_progress(self, before: Option<Stand>, now: Progress) {
        let quarter = now.percent() / 25;
        if let Some(Stand::Runs(before)) = before
            && quarter > before.percent() / 25
        {
            let words = t!("{} of 100 of the runs are done.", quarter * 25);
            self.plan.with_value(|plan| plan.desk.say(&words));
        }
    }

    fn finish(self, outcome: Arc<Outcome>) {
        let words = dates(&outcome)
            .map(|(chance, date)| t!("holds in {chance} of 100: {}", format::date(date)))
            .collect::<Vec<_>>()
            .join("; ");
        let words = if outcome.is_launch {
            t!("All runs are done. The launch {words}.")
        } else {
            t!("All runs are done. The finish {words}.")
        };
        let _ = self
            .plan
            .try_with_value(|plan: &Arc<Plan>| plan.desk.say(&words));
        let _ = self.outcome.try_set(Some(outcome));
        let _ = self.stand.try_set(Stand::Done);
    }

    fn cancel(self) {
        self.handle.set_value(None);
        self.stand.set(Stand::Still);
        self.plan.with_value(|plan| plan.desk.say(t!("Cancelled.")));
    }

    /// Runs again when the plan is another, once it was asked to run.
    fn follow(self) {
        let workspace = self.workspace();
        Effect::new(move |before: Option<()>| {
            workspace.timeline.track();
            workspace.option.track();
            self.usual.track();
            if before.is_none() || self.stand.get_untracked() == Stand::Still {
                return;
            }
            let mine = self.changes.get_value().wrapping_add(1);
            self.changes.set_value(mine);
            let run = move || {
                let is_last = self.changes.try_get_value() == Some(mine);
                if is_last && self.stand.get_untracked() != Stand::Still {
                    self.run();
                }
            };
            set_timeout(run, SETTLED_AFTER);
        });
    }
}

/// The dates that hold, each with how often of 100.
fn dates(outcome: &Outcome) -> impl Iterator<Item = (u32, Date)> {
    CHANCES
        .into_iter()
        .filter_map(|chance| Some((chance, outcome.holds_in(chance)?)))
}

/// What the simulation rests on, and the usual spread for what nothing is known about.
fn basis(workspace: Workspace, usual: RwSignal<bool>) -> AnyView {
    let rests = Memo::new(move |_| {
        let option = workspace.option.get();
        let spread = usual.get().then(Spread::default);
        rests_on(&workspace.timeline.read(), option.as_ref(), spread)
    });
    let offered = Memo::new(move |_| {
        let rests = rests.get();
        rests.fixed + rests.spread > 0
    });
    view! {
        <p class="hint">{move || basis_words(rests.get())}</p>
        {move || offered.get().then(|| {
            let toggle = move |_| usual.update(|usual| *usual = !*usual);
            view! {
                <button
                    type="button"
                    aria-pressed=move || if usual.get() { "true" } else { "false" }
                    on:click=toggle
                >
                    {t!("Use a usual spread")}
                </button>
                <p class="hint">{spread_words(Spread::default())}</p>
            }
        })}
    }
    .into_any()
}

fn basis_words(rests: Rests) -> String {
    let mut parts = vec![match rests.estimated {
        0 => t!("No task has three points yet").to_owned(),
        1 => t!("1 task has three points").to_owned(),
        count => t!("{count} tasks have three points"),
    }];
    match rests.spread {
        0 => {}
        1 => parts.push(t!("1 task with a usual spread").to_owned()),
        count => parts.push(t!("{count} tasks with a usual spread")),
    }
    match rests.fixed {
        0 => {}
        1 => parts.push(t!("1 task taken to last as long as planned").to_owned()),
        count => parts.push(t!("{count} tasks taken to last as long as planned")),
    }
    format!("{}.", parts.join("; "))
}

fn spread_words(spread: Spread) -> String {
    t!(
        "For tasks without three points: from {best} to {worst} % of their days, approvals from {approval_best} to {approval_worst} %. Nothing of it is written into the plan.",
        best = spread.best,
        worst = spread.worst,
        approval_best = spread.approval_best,
        approval_worst = spread.approval_worst
    )
}

/// The button that starts it, and how far it is.
fn controls(trial: Trial) -> AnyView {
    let now = Memo::new(move |_| match &*trial.stand.read() {
        Stand::Runs(progress) => Some(*progress),
        _ => None,
    });
    let is_running = Memo::new(move |_| now.read().is_some());
    let failure = move || match &*trial.stand.read() {
        Stand::Failed(reason) => Some(reason.clone()),
        _ => None,
    };
    let percent = move || now.get().map_or(0, Progress::percent);
    view! {
        <div class="risk-run">
            {move || if is_running.get() {
                view! {
                    <label for="risk-progress">{t!(trials "Runs")}</label>
                    <progress id="risk-progress" max="100" value=move || percent().to_string()></progress>
                    <span class="risk-percent" aria-hidden="true">{move || format!("{} %", percent())}</span>
                    <button type="button" on:click=move |_| trial.cancel()>{t!("Cancel")}</button>
                }
                .into_any()
            } else {
                let run = move |_| {
                    trial.plan.with_value(|plan| plan.desk.say(t!("The runs have begun.")));
                    trial.run();
                };
                view! { <button type="button" class="primary" on:click=run>{t!("Run {}", count(RUNS))}</button> }
                    .into_any()
            }}
        </div>
        {move || failure().map(|reason| view! {
            <div role="alert" class="risk-failed">
                <p class="bad">{reason}</p>
                <button type="button" on:click=move |_| trial.run()>{t!("Try again")}</button>
            </div>
        })}
    }
    .into_any()
}

/// What it has come to; of the plan before while another is under way.
fn result(trial: Trial, outcome: &Outcome) -> AnyView {
    let Some(planned) = outcome.planned else {
        return view! { <p class="hint">{t!("There is nothing to run through yet: add a task.")}</p> }
            .into_any();
    };
    let figures = dates(outcome)
        .map(|(chance, date)| {
            let id = format!("risk-{chance}");
            view! {
                <div class:main=chance == 80>
                    <dt id=id.clone()>{t!("Holds in {chance} of 100")}</dt>
                    <dd><output aria-labelledby=id>{format::date(date)}</output></dd>
                </div>
            }
        })
        .collect_view();
    let stale = move || !matches!(*trial.stand.read(), Stand::Done);
    view! {
        <div class="risk-result" class:stale=stale aria-busy=move || if matches!(*trial.stand.read(), Stand::Runs(_)) { "true" } else { "false" }>
            <dl class="risk-dates">{figures}</dl>
            <p>{planned_words(outcome, planned)}</p>
            {histogram::histogram(outcome, planned, trial.in_days)}
            {drivers(trial, outcome)}
        </div>
    }
    .into_any()
}

/// How likely the planned day is, and what comes on average.
fn planned_words(outcome: &Outcome, planned: Date) -> String {
    let held = outcome.by(planned);
    let date = format::date(planned);
    if held == outcome.runs && outcome.days.len() == 1 {
        return if outcome.is_launch {
            t!(
                "The launch as planned, {date}, holds for certain: no duration that matters is uncertain."
            )
        } else {
            t!(
                "The finish as planned, {date}, holds for certain: no duration that matters is uncertain."
            )
        };
    }
    let chance = of_100(held, outcome.runs);
    match (outcome.is_launch, outcome.mean.map(format::date)) {
        (true, Some(mean)) => {
            t!("The launch as planned, {date}, holds in {chance} of 100. On average it is {mean}.")
        }
        (true, None) => t!("The launch as planned, {date}, holds in {chance} of 100."),
        (false, Some(mean)) => {
            t!("The finish as planned, {date}, holds in {chance} of 100. On average it is {mean}.")
        }
        (false, None) => t!("The finish as planned, {date}, holds in {chance} of 100."),
    }
}

/// A share of all as so many of 100, in words where a figure would say never or always.
fn of_100(part: u32, all: u32) -> String {
    let rounded = (u64::from(part) * 200 + u64::from(all)) / (2 * u64::from(all.max(1)));
    match rounded {
        0 if part > 0 => t!("less than 1").to_owned(),
        100 if part < all => t!("more than 99").to_owned(),
        rounded => rounded.to_string(),
    }
}

/// A count as people here write it.
fn count(number: u32) -> String {
    format::number(number.into())
}

/// The tasks that move the launch most.
fn drivers(trial: Trial, outcome: &Outcome) -> AnyView {
    let moving: Vec<_> = outcome
        .drivers
        .iter()
        .filter(|driver| driver.share > 0)
        .take(NAMED)
        .cloned()
        .collect();
    if moving.is_empty() {
        return ().into_any();
    }
    let timeline = trial.workspace().timeline;
    let runs = outcome.runs;
    let rows = moving
        .into_iter()
        .map(|driver| {
            let id = driver.task;
            let name = move || {
                let timeline = timeline.read();
                timeline
                    .tasks
                    .find(&id)
                    .map_or_else(|| "–".to_owned(), |task| task.name.clone())
            };
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td>{format!("{} %", driver.share)}</td>
                    <td>{of_100(driver.critical, runs)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="risk-table">
            <caption>{t!("What moves it most")}</caption>
            <thead>
                <tr>
                    <th scope="col">{t!("Task")}</th>
                    <th scope="col">{t!(noun "Share")}</th>
                    <th scope="col">{t!("Critical, of 100")}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
