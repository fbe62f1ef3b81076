//! A pitch on a card of the library: what one needs to know without opening it.

use super::checks::{Severity, checks};
use super::pipeline::{Opportunity, is_open};
use super::price::price;
use super::schedule::schedule;
use crate::model::{Currency, Date, Money, Percent, Pitch, Stage};

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
    /// The next day that matters, on or after today.
    pub next_date: Option<(NextDate, Date)>,
    /// Net total of the recommended option, or the typed value.
    pub value: Option<Money>,
    /// Value times win probability.
    pub weighted: Option<Money>,
    /// How likely it is won.
    pub win_probability: Percent,
    /// The currency of the value.
    pub currency: Currency,
    /// How many checks found a problem.
    pub problems: usize,
    /// How many checks found something to look at.
    pub warnings: usize,
}

/// What a day of a [`Summary`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NextDate {
    /// The next action with the client.
    NextAction,
    /// The pitch is presented.
    Pitch,
    /// The client decides.
    Decision,
    /// The offer ends.
    ValidUntil,
    /// The launch.
    Launch,
    /// The plan ends.
    Finish,
}

impl NextDate {
    /// Its name on a card.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NextAction => "Next action",
            Self::Pitch => "Pitch",
            Self::Decision => "Decision",
            Self::ValidUntil => "Offer ends",
            Self::Launch => "Launch",
            Self::Finish => "Finish",
        }
    }
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
    let launch = schedule.launch.or(pitch.timeline.launch_date);
    let status = &pitch.status;
    let still_selling = is_open(status.stage);
    let next_date = [
        (NextDate::NextAction, pitch.client.next_action_date),
        (NextDate::Pitch, status.pitch_date.filter(|_| still_selling)),
        (
            NextDate::Decision,
            status.decision_date.filter(|_| still_selling),
        ),
        (
            NextDate::ValidUntil,
            pitch.terms.valid_until.filter(|_| still_selling),
        ),
        (NextDate::Launch, launch),
        (NextDate::Finish, schedule.finish),
    ]
    .into_iter()
    .filter_map(|(what, date)| Some((what, date.filter(|date| *date >= today)?)))
    .min_by_key(|(what, date)| (*date, *what));
    let mut summary = Summary {
        title: pitch.title.clone(),
        organisation: pitch.client.organisation.clone(),
        stage: status.stage,
        launch,
        finish: schedule.finish,
        next_date: next_date.filter(|_| status.stage != Stage::Lost),
        value: if pitch.budget.lines.is_empty() {
            status.typed_value
        } else {
            Some(price.net_total)
        },
        weighted: None,
        win_probability: status.win_probability,
        currency: pitch.currency,
        problems: count(Severity::Problem),
        warnings: count(Severity::Warning),
    };
    summary.weighted = summary.opportunity().weighted_value();
    summary
}
