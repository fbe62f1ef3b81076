//! A plan as moments: when its tasks start and finish, what lies between, and what may be cut.
#![allow(
    clippy::indexing_slicing,
    reason = "every list here has one entry a task, or one a link, of the network"
)]

use super::problem::{Allowed, Problem, weight};
use super::trade_off::{SOURCE, TradeOff};
use crate::model::{LinkKind, Percent, TaskKind};

/// Tasks that are left out of a plan.
#[derive(Clone, Copy)]
pub(super) struct Without<'a> {
    tasks: &'a [usize],
    /// They may be left out or not: nothing that either needs is asked for.
    or_not: bool,
}

impl<'a> Without<'a> {
    pub const NOTHING: Without<'static> = Without {
        tasks: &[],
        or_not: false,
    };

    pub fn these(tasks: &'a [usize]) -> Self {
        let or_not = false;
        Self { tasks, or_not }
    }

    pub fn any(tasks: &'a [usize]) -> Self {
        let or_not = true;
        Self { tasks, or_not }
    }

    pub fn covers(self, at: usize) -> bool {
        self.tasks.contains(&at)
    }
}

impl Problem<'_> {
    /// The plan as moments: the start and the finish of every task that counts, and the end.
    pub fn graph(&self, allowed: Allowed, without: Without<'_>, strict: bool) -> (usize, TradeOff) {
        let end = 1 + 2 * self.days.len();
        let mut graph = TradeOff::new(end + 1);
        let gone = |at: usize| without.covers(at);
        for at in self
            .network
            .order
            .iter()
            .copied()
            .filter(|at| self.counts[*at])
        {
            let (first, last) = (start(at), finish(at));
            if gone(at) {
                graph.firm(SOURCE, first, 0);
                graph.firm(first, last, 0);
                if !without.or_not {
                    // What waited for it waits for what it waited for.
                    graph.firm(last, first, 0);
                }
                continue;
            }
            graph.firm(SOURCE, first, self.must[at].unwrap_or(self.floors[at]));
            let days = self.days[at];
            let (most, price) = match self.tasks[at].kind {
                TaskKind::Task if allowed.shorten => {
                    (days - self.shorten[at].0, weight(self.shorten[at].1))
                }
                TaskKind::Approval if allowed.ask => (days - self.shorten[at].0, 1),
                _ => (0, 1),
            };
            graph.soft(first, last, days, most, price);
            // It takes no longer than it takes.
            graph.firm(last, first, -days);
        }
        for (nth, arrow) in self.network.arrows().iter().enumerate() {
            if !self.counts[arrow.from]
                || !self.counts[arrow.to]
                || (self.must[arrow.to].is_some() && !gone(arrow.to))
            {
                continue;
            }
            let (from, to) = match arrow.kind {
                LinkKind::FinishToStart => (finish(arrow.from), start(arrow.to)),
                LinkKind::StartToStart => (start(arrow.from), start(arrow.to)),
                LinkKind::FinishToFinish => (finish(arrow.from), finish(arrow.to)),
                LinkKind::StartToFinish => (start(arrow.from), finish(arrow.to)),
            };
            let most = if allowed.overlap {
                self.lead(nth, without, strict)
            } else {
                0
            };
            graph.soft(from, to, arrow.lag, most, weight(self.overlap[arrow.to]));
        }
        for (at, held) in self.ends.iter().zip(&self.held) {
            if gone(*at) {
                continue;
            }
            graph.firm(finish(*at), end, self.after_the_finish(*at, *held, without));
            if self.days[*at] == 0 {
                // Held by its own date alone, or at the very start, a milestone falls on the day.
                graph.firm(SOURCE, end, self.floors[*at] + 1);
            }
        }
        (end, graph)
    }

    /// Whether the day on which something ends is the one after its finish. Planned back, all but
    /// a launch with a duration is done before the launch date; planned forward, a milestone shows
    /// the day on which what leads to it is finished, or else the one on which it falls.
    fn after_the_finish(&self, at: usize, held: bool, without: Without<'_>) -> i64 {
        i64::from(match (self.back, self.days[at] > 0) {
            (true, lasts) => !lasts || self.launch != Some(at),
            (false, true) => false,
            (false, false) => held || !self.follows_finishes(at, without),
        })
    }

    /// Whether all that leads to it leads there by its finish; what is left out passes on how it
    /// is reached itself.
    fn follows_finishes(&self, at: usize, without: Without<'_>) -> bool {
        let mut seen = vec![false; self.days.len()];
        let mut open = vec![at];
        while let Some(at) = open.pop() {
            for arrow in self.network.arriving(at) {
                if without.covers(arrow.from) && !without.or_not {
                    if !std::mem::replace(&mut seen[arrow.from], true) {
                        open.push(arrow.from);
                    }
                } else if !arrow.waits_for_finish() && !without.covers(arrow.from) {
                    return false;
                }
            }
        }
        true
    }

    /// By how many days a link may be given a lead that it has not yet: the agency's own tasks
    /// that follow each other at once, up to half of either.
    pub fn lead(&self, link: usize, without: Without<'_>, strict: bool) -> i64 {
        let arrow = &self.network.arrows()[link];
        let own = |at: usize| {
            let task = self.tasks[at];
            task.kind == TaskKind::Task && (without.or_not || !without.covers(at))
        };
        let open = self.tasks[arrow.to].progress.is_zero()
            && self.tasks[arrow.from].progress < Percent::whole(100)
            && self.must[arrow.to].is_none();
        if arrow.kind != LinkKind::FinishToStart
            || arrow.lag > 0
            || !(own(arrow.from) && own(arrow.to) && open)
        {
            return 0;
        }
        let days = |at: usize| {
            if strict {
                self.shorten[at].0
            } else {
                self.days[at]
            }
        };
        (days(arrow.from).min(days(arrow.to)) / 2 + arrow.lag).max(0)
    }
}

/// The moment at which a task starts.
pub(super) fn start(at: usize) -> usize {
    1 + 2 * at
}

/// The moment at which it is finished.
pub(super) fn finish(at: usize) -> usize {
    2 + 2 * at
}
