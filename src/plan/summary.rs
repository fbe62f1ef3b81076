//! A pitch on a card of the library: what one needs to know without opening it.

use super::checks::{Severity, checks};
use super::month::Month;
use super::payments::payments;
use super::pipeline::{Opportunity, counts_on, is_open, opportunity_of};
use super::price::{Price, price};
use super::pursuit::score;
use super::schedule::{Schedule, schedule};
use crate::model::{
    Currency, Date, DateKind, Hours, KeyDate, Money, Percent, Pitch, Stage, TaskKind,
};

/// A card keeps this many days that matter.
pub const MOST_DATES: usize = 60;
/// How long a day that is over is still kept, in days: what was not done is to be seen.
const KEPT_FOR: i64 = 7;

/// A pitch on a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// What the pitch is called.
    pub title: String,
    /// The client's organisation.
    pub organisation: String,
    /// Where it stands.
    pub stage: Stage,
    /// The day of the launch milestone, else the launch date that was typed.
    pub launch: Option<Date>,
    /// The last day of the plan.
    pub finish: Option<Date>,
    /// The days that matter, in order, from a week before today on; at most [`MOST_DATES`].
    pub dates: Vec<KeyDate>,
    /// Net total of the recommended option, or the typed value.
    pub value: Option<Money>,
    /// Value times win probability.
    pub weighted: Option<Money>,
    /// How likely it is won.
    pub win_probability: Percent,
    /// The currency of the value.
    pub currency: Currency,
    /// The day whose month it counts in.
    pub counts_on: Option<Date>,
    /// Profit over agency gross income of the recommended option, in basis points.
    pub profit_margin: Option<i64>,
    /// Hours spent on pitching for it.
    pub pitching_hours: Hours,
    /// What they cost.
    pub pitching_cost: Money,
    /// Points of go or no go, see [`super::pursuit::score`].
    pub score: Option<u8>,
    /// How many checks found a problem.
    pub problems: usize,
    /// How many checks found something to look at.
    pub warnings: usize,
}

impl Summary {
    /// What counts of it in the pipeline.
    #[must_use]
    pub fn opportunity(&self) -> Opportunity {
        Opportunity {
            stage: self.stage,
            currency: self.currency,
            value: self.value,
            win_probability: self.win_probability,
            month: self.counts_on.map(Month::of),
            pitching_hours: self.pitching_hours,
            pitching_cost: self.pitching_cost,
        }
    }
}

/// The card of a pitch, as of today.
#[must_use]
pub fn summary(pitch: &Pitch, today: Date) -> Summary {
    let option = pitch.budget.recommended_option();
    let schedule = schedule(&pitch.timeline, option);
    let price = price(pitch, option);
    let found = checks(pitch, &schedule, &price, Some(today));
    let count = |severity| found.iter().filter(|c| c.severity == severity).count();
    let has_lines = !pitch.budget.lines.is_empty();
    let value = if has_lines {
        Some(price.net_total)
    } else {
        pitch.status.typed_value
    };
    let opportunity = opportunity_of(pitch, value);
    Summary {
        title: pitch.title.clone(),
        organisation: pitch.client.organisation.clone(),
        stage: opportunity.stage,
        launch: schedule.launch.or(pitch.timeline.launch_date),
        finish: schedule.finish,
        dates: key_dates(pitch, &schedule, &price, today),
        value,
        weighted: opportunity.weighted_value(),
        win_probability: opportunity.win_probability,
        currency: opportunity.currency,
        counts_on: counts_on(pitch),
        profit_margin: price.profit_margin.filter(|_| has_lines),
        pitching_hours: opportunity.pitching_hours,
        pitching_cost: opportunity.pitching_cost,
        score: score(&pitch.pursuit).map(|score| score.points),
        problems: count(Severity::Problem),
        warnings: count(Severity::Warning),
    }
}

/// The days of a pitch that matter, in order. A next action stays until it is done, however long
/// it is overdue; of other days those of the last week are still there. What is sold counts its
/// milestones, approvals and payments; what is lost counts only the next action.
fn key_dates(pitch: &Pitch, schedule: &Schedule, price: &Price, today: Date) -> Vec<KeyDate> {
    let status = &pitch.status;
    let mut dates = Vec::new();
    let mut add = |kind, date: Option<Date>, name: &str| {
        dates.extend(date.map(|date| KeyDate {
            date,
            kind,
            name: name.to_owned(),
        }));
    };
    let client = &pitch.client;
    add(
        DateKind::NextAction,
        client.next_action_date,
        &client.next_action,
    );
    if is_open(status.stage) {
        add(DateKind::Pitch, status.pitch_date, "");
        add(DateKind::Decision, status.decision_date, "");
        add(DateKind::ValidUntil, pitch.terms.valid_until, "");
    }
    if status.stage != Stage::Lost {
        let launch = schedule.launch.or(pitch.timeline.launch_date);
        add(DateKind::Launch, launch, "");
        add(DateKind::Finish, schedule.finish, "");
    }
    if status.stage == Stage::Won {
        for task in &pitch.timeline.tasks {
            let kind = match task.kind {
                TaskKind::Task => continue,
                TaskKind::Milestone => DateKind::Milestone,
                TaskKind::Approval => DateKind::Approval,
            };
            let is_over = task.progress == Percent::whole(100);
            let is_launch = pitch.timeline.launch.as_ref() == Some(&task.id);
            if let Some(planned) = schedule.tasks.get(&task.id)
                && !is_over
                && !is_launch
            {
                add(kind, Some(planned.finish), &task.name);
            }
        }
        for payment in payments(pitch, schedule, price).payments {
            add(DateKind::Payment, payment.date, &payment.name);
        }
    }
    let from = today.plus_days(-KEPT_FOR);
    dates.retain(|due| due.kind == DateKind::NextAction || due.date >= from);
    dates.sort();
    dates.truncate(MOST_DATES);
    dates
}
