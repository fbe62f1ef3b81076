//! What uncertain durations do to the launch: the plan is run through many times, each time with
//! other durations, and the days on which it launches are counted.
//!
//! Floats exist only while durations are drawn; nothing of this is stored in a pitch.
#![allow(
    clippy::indexing_slicing,
    reason = "every list here has one entry a task of the network, and is read at its positions"
)]

mod estimate;
mod outcome;

use std::sync::Arc;

pub use estimate::{Basis, Rests, Spread, ThreePoints, estimate, rests_on};
pub use outcome::{Driver, LaunchDay, Outcome};

use super::calendar::Calendar;
use super::limits::Limits;
use super::network::Network;
use super::schedule::{schedule, shows_finish};
use crate::model::{Date, OptionId, Timeline};
use estimate::Draws;
use outcome::Tally;

/// How often the plan is run through when nothing else is said: enough for the dates to stand
/// still from one seed to another.
pub const RUNS: u32 = 10_000;
/// The most runs of one simulation.
pub const MAX_RUNS: u32 = 100_000;

/// A simulation of the launch, done in as many steps as suits whoever runs it.
///
/// * Planned forward, every task begins as early as its links and constraints allow.
/// * Planned back from a launch date, every task begins when it is planned to, or later when what
///   it waits for is late. Nothing begins before the project does.
///
/// The same plan and seed give the same outcome, in whatever order tasks and links are listed:
/// every task draws from numbers of its own. So changing one estimate leaves the others' as they
/// fell.
pub struct Simulation {
    timeline: Arc<Timeline>,
    option: Option<OptionId>,
    runs: u32,
    done: u32,
    draws: Draws,
    plan: Planned,
    tally: Tally,
}

/// The plan that is put to the test.
struct Planned {
    calendar: Calendar,
    back: bool,
    /// The task that is the launch; the last day of any task counts without.
    launch: Option<usize>,
    /// The day of the launch, or the finish.
    date: Option<Date>,
    /// Planned back: the earliest start of each task, which is where it is planned to begin.
    starts: Vec<i64>,
    /// Planned back: what lies between the start of a milestone and the day that it shows.
    shows: Vec<i64>,
}

impl Simulation {
    /// A simulation of `runs` runs, at most [`MAX_RUNS`], of the tasks of one option. Tasks
    /// without an estimate keep their duration, or are given `spread`.
    #[must_use]
    pub fn new(
        timeline: Arc<Timeline>,
        option: Option<OptionId>,
        spread: Option<Spread>,
        runs: u32,
        seed: u64,
    ) -> Self {
        let network = Network::new(&timeline, option.as_ref());
        let tasks = network.tasks(&timeline);
        let plan = Planned::new(&timeline, option.as_ref(), &network);
        let draws = Draws::new(&tasks, spread, seed);
        let tally = Tally::new(network.len(), plan.index());
        Self {
            runs: runs.clamp(1, MAX_RUNS),
            done: 0,
            timeline,
            option,
            draws,
            plan,
            tally,
        }
    }

    /// Does so many runs more, or as many as are left.
    pub fn step(&mut self, runs: u32) {
        let network = Network::new(&self.timeline, self.option.as_ref());
        let mut limits = Limits::new(&network.tasks(&self.timeline), &self.plan.calendar);
        let floors: Vec<i64> = limits
            .floors
            .iter()
            .zip(&self.plan.starts)
            .map(|(floor, planned)| *floor.max(planned))
            .collect();
        for _ in 0..runs.min(self.runs - self.done) {
            self.done += 1;
            self.draws.fill(&mut limits.days);
            let starts = network.forward(&limits.days, &floors, &limits.must, |_| None);
            let last_day = |at| self.plan.last_day(&network, &limits, &starts, at);
            let Some((day, ends)) = ends(self.plan.launch, network.len(), last_day) else {
                continue;
            };
            self.tally.count_day(day);
            self.tally.count_durations(&self.draws, &limits.days, day);
            self.tally.count_way(ends, |at, reach| {
                if limits.must[at].is_none() {
                    network
                        .arriving(at)
                        .filter(|arrow| {
                            arrow.earliest(starts[arrow.from], &limits.days) == starts[at]
                        })
                        .for_each(|arrow| reach(arrow.from));
                }
            });
        }
    }

    /// Whether all runs are done.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.done >= self.runs
    }

    /// How many runs are done, and of how many.
    #[must_use]
    pub fn progress(&self) -> (u32, u32) {
        (self.done, self.runs)
    }

    /// What the runs so far have come to.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        let planned = self.plan.index();
        let date = |index| match self.plan.date {
            // A launch date that is planned back from may be a day on which nobody works.
            Some(date) if Some(index) == planned => date,
            _ => self.plan.calendar.date(index),
        };
        let network = Network::new(&self.timeline, self.option.as_ref());
        let id = |at: usize| network.ids()[at].clone();
        let mut outcome = self.tally.outcome(&self.draws, date, id);
        outcome.is_launch = self.plan.launch.is_some();
        outcome.planned = self.plan.date;
        outcome
    }
}

impl Planned {
    fn new(timeline: &Timeline, option: Option<&OptionId>, network: &Network) -> Self {
        let schedule = schedule(timeline, option);
        let launch = timeline.launch.as_ref().and_then(|id| network.position(id));
        let calendar = schedule.calendar.clone();
        let of_task = |at: usize| schedule.tasks.get(&network.ids()[at]);
        let back = schedule.planned_back;
        let all = 0..network.len();
        Self {
            launch,
            date: if launch.is_some() {
                schedule.launch
            } else {
                schedule.finish
            },
            starts: all
                .clone()
                .map(|at| match of_task(at) {
                    Some(task) if back => task.begins,
                    _ => 0,
                })
                .collect(),
            shows: all
                .map(|at| match of_task(at) {
                    Some(task) if back && task.days == 0 => {
                        calendar.index_on_or_after(task.finish) - task.begins
                    }
                    _ => 0,
                })
                .collect(),
            back,
            calendar,
        }
    }

    /// The working day of [`Self::date`], or the next one.
    fn index(&self) -> Option<i64> {
        self.date.map(|date| self.calendar.index_on_or_after(date))
    }

    /// The last day of a task, as [`schedule`] shows it.
    fn last_day(&self, network: &Network, limits: &Limits, starts: &[i64], at: usize) -> i64 {
        let days = limits.days[at];
        if days > 0 {
            starts[at] + days - 1
        } else if self.back {
            starts[at] + self.shows[at]
        } else {
            starts[at] - i64::from(shows_finish(network, limits, starts, at))
        }
    }
}

/// The last day of all, and the tasks that have it: of the launch alone when there is one.
fn ends(
    launch: Option<usize>,
    tasks: usize,
    last_day: impl Fn(usize) -> i64,
) -> Option<(i64, Vec<usize>)> {
    if let Some(at) = launch {
        return Some((last_day(at), vec![at]));
    }
    let days: Vec<i64> = (0..tasks).map(last_day).collect();
    let last = *days.iter().max()?;
    let at_last = (0..tasks).filter(|at| days[*at] == last).collect();
    Some((last, at_last))
}
