//! The plan as a trade of time against cost: what may be shortened, overlapped, dropped or asked
//! for, by how many days and at which price, and the cheapest moves that bring the end forward.
#![allow(
    clippy::indexing_slicing,
    reason = "every list here has one entry a task, or one a link, of the network"
)]

use rust_decimal::Decimal;

use super::super::calendar::Calendar;
use super::super::limits::Limits;
use super::super::network::Network;
use super::super::price::Price;
use super::moments::{Without, finish, start};
use super::worth::{Worth, shortest};
use crate::model::{Date, Estimating, OptionId, Percent, Pitch, PlanFrom, Task, TaskKind};

/// So many sets of dropped tasks are tried at most.
const SETS: usize = 64;
/// Optional tasks of which every set is tried; of more, each, each two, and all.
const EVERY_SET: usize = 6;

/// Which kinds of moves are allowed.
#[allow(
    clippy::struct_excessive_bools,
    reason = "four kinds, each allowed or not"
)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Allowed {
    pub shorten: bool,
    pub overlap: bool,
    pub drop: bool,
    pub ask: bool,
}

/// Moves by position: tasks and links of the network, with days.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Moves {
    pub shorten: Vec<(usize, i64)>,
    pub overlap: Vec<(usize, i64)>,
    pub drop: Vec<usize>,
    pub ask: Vec<(usize, i64)>,
    /// What they cost, in thousandths of a minor unit and a little for every move.
    pub weight: i128,
}

/// A plan of which something is to end earlier.
pub(super) struct Problem<'a> {
    pub network: Network,
    /// Its tasks.
    pub tasks: Vec<&'a Task>,
    /// Where the end lies now, as the number of the working day after it.
    pub now: i64,
    pub days: Vec<i64>,
    pub floors: Vec<i64>,
    pub must: Vec<Option<i64>>,
    /// What the end waits for.
    pub counts: Vec<bool>,
    /// The tasks whose finish is the end.
    pub ends: Vec<usize>,
    /// Which of these are held by a day of their own.
    pub held: Vec<bool>,
    pub launch: Option<usize>,
    /// Whether it is planned back from a launch date.
    pub back: bool,
    /// The least days of each task, and what a day less costs.
    pub shorten: Vec<(i64, Decimal)>,
    /// What a day of overlap costs, of each task as the later one.
    pub overlap: Vec<Decimal>,
    /// The optional tasks, and what is given up with each.
    pub drop: Vec<(usize, Decimal)>,
}

impl<'a> Problem<'a> {
    /// `end` is the day of the launch, or of the finish without one; `today` counts planned back.
    pub fn new(
        pitch: &'a Pitch,
        price: &Price,
        option: Option<&OptionId>,
        estimating: &Estimating,
        calendar: &Calendar,
        end: Date,
        today: Option<Date>,
    ) -> Self {
        let timeline = &*pitch.timeline;
        let network = Network::new(timeline, option);
        let tasks = network.tasks(timeline);
        let limits = Limits::new(&tasks, calendar);
        let (mut floors, mut must) = (limits.floors, limits.must);
        let back = timeline.plan_from == PlanFrom::Launch && timeline.launch_date.is_some();
        if let Some(today) = today.filter(|_| back) {
            let today = calendar.index_on_or_after(today);
            for (floor, task) in floors.iter_mut().zip(&tasks) {
                if task.progress.is_zero() {
                    *floor = today.max(*floor);
                }
            }
        }
        let days = limits.days;
        let launch = timeline.launch.as_ref().and_then(|id| network.position(id));
        let all = 0..days.len();
        let ends: Vec<usize> = match launch {
            // Planned back, whatever does not follow the launch is done by then.
            Some(launch) if back => {
                let behind = network.behind(launch);
                all.filter(|at| !behind[*at]).collect()
            }
            Some(launch) => vec![launch],
            None => all.collect(),
        };
        let held = ends.iter().map(|at| must[*at].is_some()).collect();
        // The launch's own date is what is asked to move.
        if let Some(launch) = launch {
            floors[launch] = 0;
            must[launch] = None;
        }
        let worth = Worth::new(pitch, price);
        let fraction = |percent: Percent| percent.fraction();
        let per_day = |at: usize, share: Decimal| {
            let days = Decimal::from(days[at]);
            (worth.cost(tasks[at]) * share)
                .checked_div(days)
                .unwrap_or_default()
        };
        let shorten = (0..days.len())
            .map(|at| {
                let least = shortest(tasks[at], estimating);
                (least, per_day(at, fraction(estimating.shortening)))
            })
            .collect();
        let overlap = (0..days.len())
            .map(|at| per_day(at, fraction(estimating.rework)))
            .collect();
        let mut problem = Self {
            now: calendar.index_on_or_after(end) + 1,
            counts: Vec::new(),
            drop: Vec::new(),
            days,
            floors,
            must,
            ends,
            held,
            launch,
            back,
            shorten,
            overlap,
            network,
            tasks,
        };
        problem.counts = problem.before_the_end();
        problem.drop = (0..problem.days.len())
            .filter(|at| {
                let task = problem.tasks[*at];
                problem.counts[*at]
                    && task.optional
                    && launch != Some(*at)
                    && problem.days[*at] > 0
                    && task.progress.is_zero()
            })
            .map(|at| (at, worth.given_up(problem.tasks[at], option)))
            .collect();
        problem
    }

    /// Whether the end waits for an optional task.
    pub fn can_drop(&self) -> bool {
        !self.drop.is_empty()
    }

    /// By how many working days the end can be brought forward without any move, and with all
    /// that are allowed.
    pub fn reach(&self, allowed: Allowed) -> (i64, i64) {
        let (end, graph) = self.graph(allowed, Without::NOTHING, false);
        let spare = self.now - graph.uncut(end);
        let most = |without: Without<'_>| {
            let of = |(allowed, strict)| {
                let (end, graph) = self.graph(allowed, without, strict);
                self.now - graph.least(end)
            };
            families(allowed).into_iter().map(of).fold(spare, i64::max)
        };
        let sets = self.sets(allowed);
        let bound = most(Without::any(&self.droppable(allowed)));
        let mut reached = spare;
        // From the largest set on: dropping more seldom makes it longer.
        for (_, dropped) in sets.iter().rev() {
            reached = reached.max(most(Without::these(dropped)));
            if reached >= bound {
                break;
            }
        }
        (spare, reached)
    }

    /// The cheapest allowed moves that bring the end forward by so many working days.
    pub fn solve(&self, allowed: Allowed, earlier: i64) -> Option<Moves> {
        let wanted = self.now - earlier;
        let cheapest = |without: Without<'_>| {
            families(allowed)
                .into_iter()
                .filter_map(|(allowed, strict)| self.cut(allowed, without, strict, wanted))
                .min_by_key(|moves| moves.weight)
        };
        // What has to be cut whatever is dropped.
        let bound = cheapest(Without::any(&self.droppable(allowed)))?.weight;
        let mut best: Option<Moves> = None;
        for (given_up, dropped) in self.sets(allowed) {
            let beaten = |weight: i128| best.as_ref().is_some_and(|best| weight >= best.weight);
            if beaten(given_up + bound) {
                break;
            }
            if let Some(mut moves) = cheapest(Without::these(&dropped)) {
                moves.weight += given_up;
                if !beaten(moves.weight) {
                    moves.drop = dropped;
                    best = Some(moves);
                }
            }
        }
        best
    }

    /// What the hours of these moves cost the agency, with what it gives up: exact, in minor
    /// units.
    pub fn loss(&self, moves: &Moves) -> Decimal {
        let of = |list: &[(usize, i64)], price: &dyn Fn(usize) -> Decimal| -> Decimal {
            list.iter()
                .map(|(at, days)| price(*at) * Decimal::from(*days))
                .sum()
        };
        let later = |arrow: usize| self.overlap[self.network.arrows()[arrow].to];
        let dropped: Decimal = self
            .drop
            .iter()
            .filter(|(at, _)| moves.drop.contains(at))
            .map(|(_, given_up)| *given_up)
            .sum();
        of(&moves.shorten, &|at| self.shorten[at].1) + of(&moves.overlap, &later) + dropped
    }

    fn drops(&self, allowed: Allowed) -> impl Iterator<Item = &(usize, Decimal)> {
        self.drop.iter().filter(move |_| allowed.drop)
    }

    fn droppable(&self, allowed: Allowed) -> Vec<usize> {
        self.drops(allowed).map(|(at, _)| *at).collect()
    }

    /// The sets of optional tasks to try without, the cheapest first.
    fn sets(&self, allowed: Allowed) -> Vec<(i128, Vec<usize>)> {
        let drops: Vec<&(usize, Decimal)> = self.drops(allowed).collect();
        let count = drops.len();
        let sets: Vec<Vec<usize>> = if count <= EVERY_SET {
            (0..1_usize << count)
                .map(|set| (0..count).filter(|nth| set >> nth & 1 == 1).collect())
                .collect()
        } else {
            let mut sets = vec![Vec::new()];
            sets.extend((0..count).map(|one| vec![one]));
            let twos = (0..count).flat_map(|a| (a + 1..count).map(move |b| vec![a, b]));
            sets.extend(twos.take(SETS - sets.len().min(SETS)));
            sets.push((0..count).collect());
            sets
        };
        let mut weighed: Vec<(i128, Vec<usize>)> = sets
            .into_iter()
            .map(|set| {
                let chosen = || set.iter().filter_map(|nth| drops.get(*nth));
                let given_up = chosen().map(|(_, price)| i128::from(weight(*price))).sum();
                (given_up, chosen().map(|(at, _)| *at).collect())
            })
            .collect();
        weighed.sort();
        weighed
    }

    /// The cheapest cuts without these tasks.
    fn cut(
        &self,
        allowed: Allowed,
        without: Without<'_>,
        strict: bool,
        wanted: i64,
    ) -> Option<Moves> {
        let (end, graph) = self.graph(allowed, without, strict);
        if graph.least(end) > wanted {
            return None;
        }
        let places = graph.solve(end, wanted)?;
        let mut moves = Moves::default();
        for at in self.network.order.iter().copied() {
            if !self.counts[at] || without.covers(at) {
                continue;
            }
            let less = self.days[at] - (places[finish(at)] - places[start(at)]);
            if less <= 0 {
                continue;
            }
            if self.tasks[at].kind == TaskKind::Approval {
                moves.ask.push((at, less));
                moves.weight += i128::from(less);
            } else {
                moves.shorten.push((at, less));
                moves.weight += i128::from(weight(self.shorten[at].1)) * i128::from(less);
            }
        }
        if allowed.overlap {
            for (nth, arrow) in self.network.arrows().iter().enumerate() {
                if self.lead(nth, without, strict) == 0 {
                    continue;
                }
                let lead = arrow.lag - (places[start(arrow.to)] - places[finish(arrow.from)]);
                if lead > 0 {
                    moves.overlap.push((nth, lead));
                    moves.weight += i128::from(weight(self.overlap[arrow.to])) * i128::from(lead);
                }
            }
        }
        Some(moves)
    }

    /// Which tasks the end waits for, themselves included.
    fn before_the_end(&self) -> Vec<bool> {
        let mut reached = vec![false; self.days.len()];
        let mut open = self.ends.clone();
        for at in &open {
            reached[*at] = true;
        }
        while let Some(at) = open.pop() {
            for arrow in self.network.arriving(at) {
                if !std::mem::replace(&mut reached[arrow.from], true) {
                    open.push(arrow.from);
                }
            }
        }
        reached
    }
}

/// Tasks that overlap may do so by half of what they take: alone by half of what they take now,
/// together with shorter tasks by half of the shortest they can be (`strict`).
fn families(allowed: Allowed) -> Vec<(Allowed, bool)> {
    if allowed.shorten && allowed.overlap {
        let alone = Allowed {
            shorten: false,
            ..allowed
        };
        vec![(allowed, true), (alone, false)]
    } else {
        vec![(allowed, false)]
    }
}

/// A price a day as whole thousandths of a minor unit. Every day weighs something, so that none
/// is moved for nothing.
pub(super) fn weight(price: Decimal) -> i64 {
    const MOST: i64 = 1_000_000_000_000;
    let thousandths = price.saturating_mul(Decimal::ONE_THOUSAND);
    i64::try_from(thousandths.round())
        .unwrap_or(MOST)
        .clamp(0, MOST)
        + 1
}
