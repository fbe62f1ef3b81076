//! The bench: what was asked is done in slices, so that whoever does it can hear in between.

use std::collections::VecDeque;

use serde::Deserialize;

use super::{Answer, Ask, News, Product, Progress, Request};
use crate::plan::risk::Simulation;

/// A piece of work that is under way.
pub enum Job {
    /// A simulation of the launch.
    Risk(Box<Simulation>),
}

impl Job {
    /// The work that is asked for; none when none is.
    #[must_use]
    pub fn of(ask: Ask) -> Option<Self> {
        match ask {
            Ask::Risk(risk) => Some(Self::Risk(Box::new(Simulation::new(
                risk.timeline,
                risk.option,
                risk.spread,
                risk.runs,
                risk.seed,
            )))),
            Ask::Cancel => None,
        }
    }

    /// Does so many parts of it, and says how it stands.
    pub fn step(&mut self, parts: u32) -> News {
        match self {
            Self::Risk(simulation) => {
                simulation.step(parts);
                if simulation.is_done() {
                    return News::Done(Product::Risk(simulation.outcome()));
                }
                let (done, of) = simulation.progress();
                News::Progress(Progress { done, of })
            }
        }
    }
}

/// How many parts are done in a slice, so that it takes about as long as it may.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// So many parts.
    pub parts: u32,
    /// How long a slice may take, in milliseconds.
    at_most: f64,
}

impl Pace {
    /// Slices of at most about so many milliseconds.
    #[must_use]
    pub fn of(at_most: f64) -> Self {
        Self { parts: 8, at_most }
    }

    /// Takes note of how long a slice took, in milliseconds.
    pub fn took(&mut self, milliseconds: f64) {
        if milliseconds > self.at_most {
            self.parts = (self.parts / 2).max(1);
        } else if milliseconds * 2.5 < self.at_most {
            self.parts = self.parts.saturating_mul(2);
        }
    }
}

/// What can be read of a message that is not understood: who waits for its answer.
#[derive(Deserialize)]
struct Named {
    id: u32,
}

/// What a worker has to do, the first first.
pub struct Bench {
    jobs: VecDeque<(u32, Job, Pace)>,
    slice: f64,
}

impl Bench {
    /// An empty bench whose slices take at most about so many milliseconds.
    #[must_use]
    pub fn new(slice: f64) -> Self {
        Self {
            jobs: VecDeque::new(),
            slice,
        }
    }

    /// Whether there is nothing to do.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.jobs.is_empty()
    }

    /// Takes a message. What it answers at once, if anything: that it was not understood.
    pub fn receive(&mut self, message: &str) -> Option<Answer> {
        match serde_json::from_str::<Request>(message) {
            Ok(Request { id, ask }) => {
                match Job::of(ask) {
                    Some(job) => self.jobs.push_back((id, job, Pace::of(self.slice))),
                    None => self.jobs.retain(|(of, _, _)| *of != id),
                }
                None
            }
            Err(error) => Some(Answer {
                id: serde_json::from_str(message).map_or(0, |Named { id }| id),
                news: News::Failed(t!("The worker was asked what it does not know: {error}")),
            }),
        }
    }

    /// Does a slice of what comes first, timed by `now` in milliseconds, and says how it stands.
    pub fn work(&mut self, now: impl Fn() -> f64) -> Option<Answer> {
        let (id, job, pace) = self.jobs.front_mut()?;
        let before = now();
        let news = job.step(pace.parts);
        pace.took(now() - before);
        let id = *id;
        if !matches!(news, News::Progress(_)) {
            self.jobs.pop_front();
        }
        Some(Answer { id, news })
    }
}
