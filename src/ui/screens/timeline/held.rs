//! What of the chart the pointer holds, and where it would be put.

use super::edits;
use crate::model::{LinkKind, TaskId};
use crate::plan::schedule::{Schedule, Scheduled, Span};

/// What of a bar is under the pointer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grip {
    /// The bar: it is moved.
    Body,
    /// Its end: it is made longer or shorter.
    End,
    /// The handle behind it: what is linked waits for its finish.
    FromFinish,
    /// The handle before it: what is linked waits for its start.
    FromStart,
}

impl Grip {
    /// The link that is drawn from it.
    pub const fn link(self) -> Option<LinkKind> {
        match self {
            Self::Body | Self::End => None,
            Self::FromFinish => Some(LinkKind::FinishToStart),
            Self::FromStart => Some(LinkKind::StartToStart),
        }
    }
}

/// What is being dragged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The task.
    pub id: TaskId,
    /// What of its bar.
    pub grip: Grip,
    /// By how many days.
    pub days: i64,
    /// The task to which a link would lead.
    pub onto: Option<TaskId>,
}

impl Held {
    /// Where the task would stand by itself: on working days, whatever it is linked to.
    pub fn span(&self, schedule: &Schedule, task: &Scheduled) -> Span {
        let calendar = &schedule.calendar;
        let last = i64::from(task.days) - 1;
        match self.grip {
            Grip::Body if self.days != 0 => {
                let begins = edits::moved_index(schedule, task, self.days);
                Span {
                    start: calendar.date(begins),
                    finish: calendar.date(begins + last.max(0)),
                }
            }
            Grip::End if self.days != 0 => {
                let days = edits::resized_days(schedule, task, self.days);
                Span {
                    start: task.start,
                    finish: calendar.date(task.begins + i64::from(days) - 1),
                }
            }
            _ => Span {
                start: task.start,
                finish: task.finish,
            },
        }
    }
}
