//! Days that matter: what is due, and when.

use serde::{Deserialize, Serialize};

use super::Date;

/// A day that matters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct KeyDate {
    /// The day.
    pub date: Date,
    /// What is due.
    pub kind: DateKind,
    /// What it is called, where it has a name of its own: the action, the milestone.
    pub name: String,
}

/// What a day is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateKind {
    /// The next action with the client.
    NextAction,
    /// The pitch is presented.
    Pitch,
    /// The client decides.
    Decision,
    /// The offer ends.
    ValidUntil,
    /// The client approves something.
    Approval,
    /// A milestone is reached.
    Milestone,
    /// The client pays.
    Payment,
    /// The launch.
    Launch,
    /// The plan ends.
    Finish,
}

impl DateKind {
    /// What people call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NextAction => t!("Next action"),
            Self::Pitch => t!(date "Pitch"),
            Self::Decision => t!("Decision"),
            Self::ValidUntil => t!("Offer ends"),
            Self::Approval => t!("Approval"),
            Self::Milestone => t!("Milestone"),
            Self::Payment => t!("Payment"),
            Self::Launch => t!("Launch"),
            Self::Finish => t!("Finish"),
        }
    }
}

/// The next of these days, in their order, on or after today.
#[must_use]
pub fn next(dates: &[KeyDate], today: Date) -> Option<&KeyDate> {
    dates.iter().find(|due| due.date >= today)
}
