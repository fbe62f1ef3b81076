//! Durations in three points, and durations drawn between them.

use rand::SeedableRng;
use rand::rngs::Xoshiro256PlusPlus;
use rand_distr::{Distribution, Pert};
use serde::{Deserialize, Serialize};

use crate::model::timeline::MAX_DURATION;
use crate::model::{Identifier, OptionId, Task, TaskKind, Timeline};

/// A duration in working days, if all goes well, most likely, and if all goes badly. In order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ThreePoints {
    /// If all goes well.
    pub best: u32,
    /// Most likely.
    pub likely: u32,
    /// If all goes badly.
    pub worst: u32,
}

impl ThreePoints {
    /// Whether there is nothing uncertain about it.
    #[must_use]
    pub fn is_fixed(self) -> bool {
        self.best == self.worst
    }
}

/// What a duration in three points rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// Best or worst was estimated for this very task.
    Estimated,
    /// The spread that is usual.
    Spread,
    /// Nothing is known: the duration is taken as certain.
    Fixed,
}

/// How far durations usually fall from the likely one, in per cent of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spread {
    /// Of tasks, if all goes well. At most 100.
    pub best: u32,
    /// Of tasks, if all goes badly. At least 100.
    pub worst: u32,
    /// Of approvals, if all goes well. At most 100.
    pub approval_best: u32,
    /// Of approvals, if all goes badly. At least 100.
    pub approval_worst: u32,
}

impl Default for Spread {
    fn default() -> Self {
        Self {
            best: 90,
            worst: 150,
            approval_best: 100,
            approval_worst: 200,
        }
    }
}

impl Spread {
    /// The three points of a likely duration: the best rounded to whole working days, the worst
    /// up.
    fn around(self, likely: u32, kind: TaskKind) -> ThreePoints {
        let (best, worst) = if kind == TaskKind::Approval {
            (self.approval_best, self.approval_worst)
        } else {
            (self.best, self.worst)
        };
        let of = |percent: u32, add: u32| likely.saturating_mul(percent).saturating_add(add) / 100;
        ThreePoints {
            best: of(best.min(100), 50),
            likely,
            worst: of(worst.max(100), 99).min(MAX_DURATION.max(likely)),
        }
    }
}

/// The three points of a task's duration, and what they rest on. A point that was not estimated
/// is the likely one. A milestone has none.
#[must_use]
pub fn estimate(task: &Task, spread: Option<Spread>) -> (ThreePoints, Basis) {
    let likely = task.days();
    let fixed = ThreePoints {
        best: likely,
        likely,
        worst: likely,
    };
    if task.kind == TaskKind::Milestone {
        return (fixed, Basis::Fixed);
    }
    match (task.best, task.worst, spread) {
        (None, None, None) => (fixed, Basis::Fixed),
        (None, None, Some(spread)) => (spread.around(likely, task.kind), Basis::Spread),
        (best, worst, _) => {
            let points = ThreePoints {
                best: best.unwrap_or(likely).min(likely),
                likely,
                worst: worst.unwrap_or(likely).max(likely),
            };
            (points, Basis::Estimated)
        }
    }
}

/// How many tasks of an option have which [`Basis`]; milestones, which take no time, apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rests {
    /// Tasks that were estimated.
    pub estimated: usize,
    /// Tasks that were given the usual spread.
    pub spread: usize,
    /// Tasks whose duration is taken as certain.
    pub fixed: usize,
}

/// What the durations of an option rest on.
#[must_use]
pub fn rests_on(timeline: &Timeline, option: Option<&OptionId>, spread: Option<Spread>) -> Rests {
    let mut rests = Rests::default();
    let takes_time =
        |task: &&std::sync::Arc<Task>| task.is_in(option) && task.kind != TaskKind::Milestone;
    for task in timeline.tasks.iter().filter(takes_time) {
        match estimate(task, spread).1 {
            Basis::Estimated => rests.estimated += 1,
            Basis::Spread => rests.spread += 1,
            Basis::Fixed => rests.fixed += 1,
        }
    }
    rests
}

/// The durations that are drawn.
pub(super) struct Draws(pub Vec<Draw>);

/// A duration that is drawn anew in each run.
pub(super) struct Draw {
    /// The position of its task.
    pub at: usize,
    pert: Pert<f64>,
    random: Xoshiro256PlusPlus,
}

impl Draws {
    /// The tasks whose duration is uncertain. Each draws from numbers of its own, told apart by
    /// its id.
    pub fn new(tasks: &[&Task], spread: Option<Spread>, seed: u64) -> Self {
        let uncertain = |(at, task): (usize, &&Task)| {
            let points = estimate(task, spread).0;
            Some(Draw {
                at,
                pert: pert(points)?,
                random: Xoshiro256PlusPlus::seed_from_u64(seed ^ hash(task.id.as_str())),
            })
        };
        Self(tasks.iter().enumerate().filter_map(uncertain).collect())
    }

    /// Draws the durations of one run, in whole working days.
    pub fn fill(&mut self, days: &mut [i64]) {
        for draw in &mut self.0 {
            if let Some(days) = days.get_mut(draw.at) {
                *days = whole(draw.pert.sample(&mut draw.random));
            }
        }
    }
}

/// The PERT distribution, a beta distribution that is stretched from best to worst with its peak
/// at the likely value and the mean (best + 4 · likely + worst) / 6: D. G. Malcolm, J. H.
/// Roseboom, C. E. Clark and W. Fazar, “Application of a Technique for Research and Development
/// Program Evaluation”, Operations Research 7 (1959), 646–669.
fn pert(points: ThreePoints) -> Option<Pert<f64>> {
    if points.is_fixed() {
        return None;
    }
    Pert::new(f64::from(points.best), f64::from(points.worst))
        .with_mode(f64::from(points.likely))
        .ok()
}

/// The nearest whole number of days. What is drawn lies between two durations, so it is neither
/// negative nor large.
#[allow(
    clippy::cast_possible_truncation,
    reason = "a number between two durations fits, and a cast of any other saturates"
)]
fn whole(days: f64) -> i64 {
    (days + 0.5) as i64
}

/// FNV-1a: the same for the same text in every build and on every machine.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
