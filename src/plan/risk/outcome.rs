//! What the runs of a simulation come to: on which days it launched, and because of what.
#![allow(
    clippy::indexing_slicing,
    reason = "every list here has one entry a task of the network, and is read at its positions"
)]

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::estimate::Draws;
use crate::model::{Date, TaskId};

/// What a simulation has come to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Outcome {
    /// How many runs were done.
    pub runs: u32,
    /// Whether it is about the launch; about the finish of the last task otherwise.
    pub is_launch: bool,
    /// The day that is planned; none without tasks.
    pub planned: Option<Date>,
    /// The days on which runs launched, in order, each once.
    pub days: Vec<LaunchDay>,
    /// The sum over all runs of the working days by which they launched after the planned day.
    pub late: i64,
    /// The average day, rounded to a whole one; none without tasks.
    pub mean: Option<Date>,
    /// What was critical in at least one run, what moves the launch most first.
    pub drivers: Vec<Driver>,
}

/// How many runs launched on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LaunchDay {
    /// The working day's index, as the calendar of the timeline counts.
    pub index: i64,
    /// The day.
    pub date: Date,
    /// How many runs.
    pub runs: u32,
}

/// A task that has a say in the launch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Driver {
    /// The task.
    pub task: TaskId,
    /// In how many runs it was critical: one day later there would have been one day later at the
    /// launch. (The criticality index is this over all runs.)
    pub critical: u32,
    /// Its share in how far the launch moves, in per cent. 0 for a task whose duration is certain,
    /// or does not matter.
    pub share: u32,
}

impl Outcome {
    /// The date that holds in so many of 100: the earliest day on or before which at least that
    /// share of the runs launched. None without runs.
    #[must_use]
    pub fn holds_in(&self, of_100: u32) -> Option<Date> {
        let wanted = u64::from(of_100) * u64::from(self.runs);
        let mut so_far = 0_u64;
        self.days
            .iter()
            .find(|day| {
                so_far += u64::from(day.runs);
                so_far * 100 >= wanted
            })
            .map(|day| day.date)
    }

    /// How many runs launched on or before a day.
    #[must_use]
    pub fn by(&self, date: Date) -> u32 {
        self.days
            .iter()
            .filter(|day| day.date <= date)
            .map(|day| day.runs)
            .sum()
    }
}

/// What is counted while runs are done. Whole numbers only, so that the order in which tasks are
/// listed cannot matter.
pub(super) struct Tally {
    runs: u32,
    planned: i64,
    days: BTreeMap<i64, u32>,
    /// Working days after the planned day, summed over the runs.
    late: i64,
    critical: Vec<u32>,
    /// Of each task that is drawn.
    durations: Vec<Sums>,
    /// In which run a task was last found on the driving way.
    seen_in: Vec<u32>,
    open: Vec<usize>,
}

impl Tally {
    pub fn new(tasks: usize, planned: Option<i64>) -> Self {
        Self {
            runs: 0,
            planned: planned.unwrap_or(0),
            days: BTreeMap::new(),
            late: 0,
            critical: vec![0; tasks],
            durations: vec![Sums::default(); tasks],
            seen_in: vec![0; tasks],
            open: Vec::new(),
        }
    }

    /// Counts a run that launched on this working day.
    pub fn count_day(&mut self, day: i64) {
        self.runs += 1;
        self.late += day - self.planned;
        *self.days.entry(day).or_default() += 1;
    }

    /// Counts the durations that were drawn beside the day to which they led.
    pub fn count_durations(&mut self, draws: &Draws, days: &[i64], day: i64) {
        let late = day - self.planned;
        for draw in &draws.0 {
            let (sums, days) = (&mut self.durations[draw.at], days[draw.at]);
            sums.days += days;
            sums.squares += days * days;
            sums.products += days * late;
        }
    }

    /// Counts the tasks from which a way leads to the end on which nothing waits: `before` names
    /// what makes a task begin when it does.
    pub fn count_way(&mut self, ends: Vec<usize>, before: impl Fn(usize, &mut dyn FnMut(usize))) {
        self.open = ends;
        while let Some(at) = self.open.pop() {
            if self.seen_in[at] == self.runs {
                continue;
            }
            self.seen_in[at] = self.runs;
            self.critical[at] += 1;
            before(at, &mut |from| self.open.push(from));
        }
    }

    /// What was counted, with the day of an index and the id of a position.
    pub fn outcome(
        &self,
        draws: &Draws,
        date: impl Fn(i64) -> Date,
        id: impl Fn(usize) -> TaskId,
    ) -> Outcome {
        let runs = i64::from(self.runs.max(1));
        // Half a day up, also of what is early.
        let mean = self.planned + (2 * self.late + runs).div_euclid(2 * runs);
        Outcome {
            runs: self.runs,
            is_launch: false,
            planned: None,
            late: self.late,
            mean: (!self.days.is_empty()).then(|| date(mean)),
            drivers: self.drivers(draws, id),
            days: self
                .days
                .iter()
                .map(|(index, runs)| LaunchDay {
                    index: *index,
                    date: date(*index),
                    runs: *runs,
                })
                .collect(),
        }
    }

    /// Each task's share: the square of the correlation of its duration with the launch, over the
    /// sum of all those squares. Where durations add up, that is its share in the variance.
    fn drivers(&self, draws: &Draws, id: impl Fn(usize) -> TaskId) -> Vec<Driver> {
        let mut found: BTreeMap<TaskId, (f64, u32)> = (0..self.critical.len())
            .filter(|at| self.critical[*at] > 0)
            .map(|at| (id(at), (0.0, self.critical[at])))
            .collect();
        for draw in &draws.0 {
            if let Some((moves, _)) = found.get_mut(&id(draw.at)) {
                *moves = self.durations[draw.at].moves(self.runs, self.late);
            }
        }
        // In the order of the ids, so that the sum is the same however tasks are listed.
        let all: f64 = found.values().map(|(moves, _)| moves).sum();
        let mut drivers: Vec<(f64, Driver)> = found
            .into_iter()
            .map(|(task, (moves, critical))| {
                let share = percent(moves, all);
                let driver = Driver {
                    task,
                    critical,
                    share,
                };
                (moves, driver)
            })
            .collect();
        drivers.sort_by(|(a_moves, a), (b_moves, b)| {
            let order = b_moves.total_cmp(a_moves);
            order.then(b.critical.cmp(&a.critical))
        });
        drivers.into_iter().map(|(_, driver)| driver).collect()
    }
}

/// Of a duration that is drawn: its sum over the runs, that of its squares, and that of its
/// products with the working days by which the launch is late.
#[derive(Clone, Copy, Default)]
struct Sums {
    days: i64,
    squares: i64,
    products: i64,
}

impl Sums {
    /// The square of the covariance with the launch over the variance of the duration; times a
    /// factor that is the same for all. 0 when the launch comes sooner the longer it takes.
    fn moves(self, runs: u32, late: i64) -> f64 {
        let times_runs = |sum: i64, a: i64, b: i64| {
            float(i128::from(sum) * i128::from(runs) - i128::from(a) * i128::from(b))
        };
        let variance = times_runs(self.squares, self.days, self.days);
        let covariance = times_runs(self.products, self.days, late);
        if variance > 0.0 && covariance > 0.0 {
            covariance / variance * covariance
        } else {
            0.0
        }
    }
}

#[allow(
    clippy::cast_precision_loss,
    reason = "a share in per cent does not need more than the 53 bits that are kept"
)]
fn float(number: i128) -> f64 {
    number as f64
}

/// A part of all in whole per cent.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a part of all, of which neither is negative, lies between 0 and 100 per cent"
)]
fn percent(part: f64, all: f64) -> u32 {
    if all > 0.0 {
        (part / all * 100.0 + 0.5) as u32
    } else {
        0
    }
}
