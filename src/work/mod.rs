//! Work that takes long, as messages: what is asked, what is answered, and a bench on which one
//! piece of work after another is done in slices. It runs in a worker beside the page
//! (`src/bin/worker.rs`), or in the page itself where there is no worker.

mod bench;
mod pdf;
mod workbook;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use bench::{Bench, Job, Pace};
#[cfg(feature = "pdf")]
pub use pdf::PdfTalk;
pub use pdf::{Heard, Likenesses, Pdf, PdfNews};
pub use workbook::Workbook;

use crate::model::{OptionId, Timeline};
use crate::plan::risk::{Outcome, Spread};

/// A message to the worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Tells the work from other work; answers carry it.
    pub id: u32,
    /// What is asked.
    pub ask: Ask,
}

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ask {
    /// How likely the launch is.
    Risk(Risk),
    /// The work of this id is no longer wanted. Nothing is answered.
    Cancel,
}

/// A simulation of the launch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Risk {
    /// The plan.
    pub timeline: Arc<Timeline>,
    /// The option whose tasks count; none for all.
    pub option: Option<OptionId>,
    /// What tasks without an estimate are given.
    pub spread: Option<Spread>,
    /// How often the plan is run through.
    pub runs: u32,
    /// What the durations are drawn from.
    pub seed: u64,
}

/// A message from the worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Of which work.
    pub id: u32,
    /// What there is to say.
    pub news: News,
}

/// What a worker has to say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum News {
    /// It has started and hears what it is asked. Its id is 0.
    Ready,
    /// So much is done.
    Progress(Progress),
    /// All is done.
    Done(Product),
    /// It cannot be done: why, in words.
    Failed(String),
}

/// How much of a piece of work is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// So many parts.
    pub done: u32,
    /// Of so many.
    pub of: u32,
}

impl Progress {
    /// In whole per cent, rounded down: 100 only when all is done.
    #[must_use]
    pub fn percent(self) -> u32 {
        let percent = u64::from(self.done) * 100 / u64::from(self.of.max(1));
        u32::try_from(percent).unwrap_or(100)
    }
}

/// What a piece of work has come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Product {
    /// Of [`Ask::Risk`].
    Risk(Outcome),
}
