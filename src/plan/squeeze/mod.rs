//! Squeeze: asked to launch some working days earlier, the cheapest ways to do it (tasks that
//! overlap, tasks made shorter, optional tasks dropped), each with its effect on date, hours and
//! price. Nothing is changed until a way is applied.

mod apply;
mod problem;
mod trade_off;

use rust_decimal::{Decimal, RoundingStrategy};

use super::calendar::Calendar;
use super::price::{Price, price};
use super::schedule::{Schedule, schedule};
use crate::model::{
    AssignmentId, Date, Estimating, Hours, LineKind, LinkId, Money, OptionId, Pitch, PlanFrom,
    TaskId,
};
use problem::{Allowed, Moves, Problem};

/// What can be done to launch earlier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Squeeze {
    /// By how many working days earlier it is to be.
    pub asked: i64,
    /// The launch now; the finish when no launch milestone is named or it is in another option.
    pub now: Date,
    /// The day that is asked for.
    pub wanted: Date,
    /// By how many working days the agency can bring it forward, of its own accord.
    pub reach: Reach,
    /// The ways. Those of the agency's own come first, the cheapest of them at the head; they
    /// gain what is asked, or as much as can be gained. Then those that need the client.
    pub ways: Vec<Way>,
}

/// By how many working days the launch can be brought forward. Negative when the plan is short
/// already and cannot even catch up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    /// With nothing done: there is that much room.
    pub spare: i64,
    /// By overlapping alone.
    pub overlapping: i64,
    /// By shortening alone.
    pub shortening: i64,
    /// By dropping alone.
    pub dropping: i64,
    /// By quicker answers of the client alone.
    pub asking: i64,
    /// By all that the agency can do itself.
    pub own: i64,
    /// By all of this and quicker answers.
    pub all: i64,
}

/// A way to launch earlier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// What kind of way it is.
    pub kind: WayKind,
    /// What is done, in the order of the plan.
    pub moves: Vec<Move>,
    /// The working days by which the launch is earlier then.
    pub gains: i64,
    /// The launch then, or the finish.
    pub launch: Date,
    /// How many more hours are worked; negative when fewer are.
    pub hours: Decimal,
    /// By how much the net total grows; negative when it shrinks.
    pub price: Money,
    /// Internal: by how much the cost grows: hours of the timeline at cost rates, whether or not
    /// the budget follows them, and lines of the budget that fall away.
    pub cost: Money,
    /// Internal: what the agency gives up when the client pays nothing for the haste: extra hours
    /// at cost rates, and what dropped tasks would have earned. Ways are compared by it.
    pub loss: Money,
    /// The hours of assignments that grow, as they are then.
    grown: Vec<Grown>,
}

/// Hours of an assignment as they are when a way is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Grown {
    task: TaskId,
    assignment: AssignmentId,
    hours: Hours,
}

/// What kind of way it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WayKind {
    /// There is room: nothing needs to be done but to say the new date.
    Room,
    /// Tasks that should follow each other overlap.
    Overlap,
    /// Tasks take fewer days.
    Shorten,
    /// Optional tasks are dropped.
    Drop,
    /// More than one of these.
    Mixed,
    /// The client answers quicker. Needs the client's agreement.
    Ask,
    /// The client answers quicker, and more. Needs the client's agreement.
    AskAndMore,
}

impl WayKind {
    /// Whether the client has to agree.
    #[must_use]
    pub fn needs_client(self) -> bool {
        matches!(self, Self::Ask | Self::AskAndMore)
    }
}

/// One thing that is done to launch earlier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Move {
    /// A task takes fewer working days.
    Shorten {
        /// The task.
        task: TaskId,
        /// Its working days now.
        from: u32,
        /// Its working days then.
        to: u32,
    },
    /// A task starts before the one that it follows is finished.
    Overlap {
        /// The link between them.
        link: LinkId,
        /// The earlier task.
        first: TaskId,
        /// The later task.
        then: TaskId,
        /// So many working days earlier than now.
        days: u32,
    },
    /// An optional task is dropped, with the budget lines that are tied to it. What waited for it
    /// waits for what it waited for.
    Drop {
        /// The task.
        task: TaskId,
    },
    /// The client answers quicker.
    Ask {
        /// The approval.
        approval: TaskId,
        /// Its working days now.
        from: u32,
        /// Its working days then.
        to: u32,
    },
    /// The date that holds the launch is the earlier one.
    Launch {
        /// The new date.
        to: Date,
    },
}

/// The cheapest ways to launch so many working days earlier. `None` without tasks.
///
/// The launch counts as the screen shows it: the day of the launch milestone; planned back, the
/// launch date. Its own date (not before, must start on) is what is asked to move, so it moves.
/// `today` is the earliest day for what is not begun, planning back; planning forward it does not
/// matter.
///
/// **Method.** With the tasks that are dropped settled, bringing the end forward at least cost is
/// the time-cost trade-off of the critical path method with linear costs, solved exactly as a
/// flow over the network (see `trade_off`), so that parallel critical ways are cut together. Sets
/// of dropped tasks are tried in the order of what they give up: every set of up to six optional
/// tasks, else none, each, some of each two, and all, which may miss a cheaper set.
///
/// **Limits.** A task is not made shorter than its best case, or the agency's share of its
/// duration, nor than what is done of it. Only finish-to-start links without a lag between the
/// agency's own tasks overlap, at most by half of either task (of its shortest duration where the
/// way also shortens). Costs are those of the tasks' hours at the rate card's rates. Dates that
/// hold other tasks (not before, must start on) stay.
#[must_use]
pub fn squeeze(
    pitch: &Pitch,
    option: Option<&OptionId>,
    earlier: u32,
    estimating: &Estimating,
    today: Option<Date>,
) -> Option<Squeeze> {
    let plan = schedule(&pitch.timeline, option);
    let before = price(pitch, option);
    let now = end_of(pitch, &plan)?;
    let calendar = &plan.calendar;
    let asked = i64::from(earlier);
    let problem = Problem::new(pitch, &before, option, estimating, calendar, now, today);
    let reach = reach_of(&problem);
    let aim = asked.min(reach.own);
    let mut found: Vec<Moves> = OWN
        .iter()
        .filter(|allowed| aim > 0 && (**allowed != WHOLE || problem.can_drop()))
        .filter_map(|allowed| problem.solve(*allowed, aim))
        .collect();
    let with_client = asked.min(reach.all);
    if asked > 0 && reach.asking > reach.spare && with_client > reach.spare {
        let wanted = if reach.asking >= asked {
            problem.solve(ASK, asked)
        } else if reach.own < asked {
            problem.solve(ALL, with_client)
        } else {
            None
        };
        found.extend(wanted);
    }
    let mut ways: Vec<Way> = Vec::new();
    let asking = Asking {
        pitch,
        option,
        plan: &plan,
        before: &before,
        problem: &problem,
        estimating,
        now,
    };
    for moves in found {
        let days = if moves.ask.is_empty() {
            aim
        } else {
            with_client
        };
        let way = asking.way(&moves, days);
        // Tried on the plan itself: a way that does not do what it should is none.
        if way.gains >= days && !ways.iter().any(|known| known.moves == way.moves) {
            ways.push(way);
        }
    }
    ways.sort_by_key(|way| (way.kind.needs_client(), way.loss, way.moves.len()));
    Some(Squeeze {
        asked,
        now,
        wanted: earlier_day(calendar, now, asked),
        reach,
        ways,
    })
}

const NOTHING: Allowed = Allowed {
    shorten: false,
    overlap: false,
    drop: false,
    ask: false,
};
const SHORTEN: Allowed = Allowed {
    shorten: true,
    ..NOTHING
};
const OVERLAP: Allowed = Allowed {
    overlap: true,
    ..NOTHING
};
const DROP: Allowed = Allowed {
    drop: true,
    ..NOTHING
};
const ASK: Allowed = Allowed {
    ask: true,
    ..NOTHING
};
/// Everything that the agency can do itself.
const EVERY: Allowed = Allowed {
    shorten: true,
    overlap: true,
    drop: true,
    ask: false,
};
/// As [`EVERY`], with the whole scope.
const WHOLE: Allowed = Allowed {
    drop: false,
    ..EVERY
};
const ALL: Allowed = Allowed { ask: true, ..EVERY };
const OWN: [Allowed; 5] = [EVERY, WHOLE, OVERLAP, SHORTEN, DROP];

fn reach_of(problem: &Problem<'_>) -> Reach {
    let most = |allowed| problem.reach(allowed).1;
    let (spare, own) = problem.reach(EVERY);
    Reach {
        spare,
        overlapping: most(OVERLAP),
        shortening: most(SHORTEN),
        dropping: most(DROP),
        asking: most(ASK),
        own,
        all: most(ALL),
    }
}

/// The day that is asked to move: the launch date that is planned back from, the launch, or else
/// the finish.
fn end_of(pitch: &Pitch, plan: &Schedule) -> Option<Date> {
    pitch
        .timeline
        .launch_date
        .filter(|_| plan.planned_back)
        .filter(|_| !plan.tasks.is_empty())
        .or(plan.launch)
        .or(plan.finish)
}

fn earlier_day(calendar: &Calendar, day: Date, by: i64) -> Date {
    calendar.date(calendar.index_on_or_after(day) - by)
}

/// What ways are made from.
struct Asking<'a> {
    pitch: &'a Pitch,
    option: Option<&'a OptionId>,
    plan: &'a Schedule,
    before: &'a Price,
    problem: &'a Problem<'a>,
    estimating: &'a Estimating,
    now: Date,
}

impl Asking<'_> {
    /// The way of these moves, with what it really does to the plan and the price.
    fn way(&self, found: &Moves, days: i64) -> Way {
        let calendar = &self.plan.calendar;
        let wanted = earlier_day(calendar, self.now, days);
        let mut moves = self.moves(found);
        moves.extend(self.launch(found, wanted));
        let mut way = Way {
            kind: kind_of(found),
            moves,
            gains: 0,
            launch: wanted,
            hours: Decimal::ZERO,
            price: Money::ZERO,
            cost: Money::ZERO,
            loss: Money::round(self.problem.loss(found)).0,
            grown: self.grown(found),
        };
        let after = way.apply(self.pitch);
        let plan = schedule(&after.timeline, self.option);
        let price = price(&after, self.option);
        way.launch = end_of(&after, &plan).unwrap_or(wanted);
        way.gains = calendar.index_on_or_after(self.now) - calendar.index_on_or_after(way.launch);
        way.hours = hours(&after, self.option) - hours(self.pitch, self.option);
        way.price = price.net_total - self.before.net_total;
        way.cost = cost(&after, self.option, &price) - cost(self.pitch, self.option, self.before);
        way
    }

    fn moves(&self, found: &Moves) -> Vec<Move> {
        let network = &self.problem.network;
        let id = |at: usize| network.tasks.get(at).map(|task| task.id.clone());
        let days = |at: usize| network.tasks.get(at).map_or(0, |task| task.days());
        let count = |days: i64| u32::try_from(days).unwrap_or(0);
        let less = |at: usize, less: i64| days(at).saturating_sub(count(less));
        let mut moves: Vec<(usize, Move)> = Vec::new();
        for (at, by) in &found.shorten {
            moves.extend(id(*at).map(|task| {
                let (from, to) = (days(*at), less(*at, *by));
                (*at, Move::Shorten { task, from, to })
            }));
        }
        for (nth, by) in &found.overlap {
            moves.extend(network.arrows.get(*nth).and_then(|arrow| {
                let overlap = Move::Overlap {
                    link: arrow.link.id.clone(),
                    first: id(arrow.from)?,
                    then: id(arrow.to)?,
                    days: count(*by),
                };
                Some((arrow.to, overlap))
            }));
        }
        for at in &found.drop {
            moves.extend(id(*at).map(|task| (*at, Move::Drop { task })));
        }
        for (at, by) in &found.ask {
            moves.extend(id(*at).map(|approval| {
                let (from, to) = (days(*at), less(*at, *by));
                (*at, Move::Ask { approval, from, to })
            }));
        }
        moves.sort_by_key(|(at, _)| *at);
        moves.into_iter().map(|(_, one)| one).collect()
    }

    /// The date that holds the launch, where it has to move for the launch to be on that day.
    fn launch(&self, found: &Moves, wanted: Date) -> Option<Move> {
        let timeline = &self.pitch.timeline;
        if self.plan.planned_back {
            return Some(Move::Launch { to: wanted });
        }
        let task = timeline.tasks.find(timeline.launch.as_ref()?)?;
        let at = self.problem.network.position(&task.id)?;
        let shorter = found.shorten.iter().find(|(other, _)| *other == at);
        let days = i64::from(task.days()) - shorter.map_or(0, |(_, days)| *days);
        let first = earlier_day(&self.plan.calendar, wanted, (days - 1).max(0));
        let held = task.must_start_on.max(task.not_before)?;
        (held > first).then_some(Move::Launch { to: first })
    }

    /// The hours that grow: a share for every day by which a task is shorter, and for every day
    /// by which it overlaps the one before it; to a hundredth of an hour.
    fn grown(&self, found: &Moves) -> Vec<Grown> {
        let network = &self.problem.network;
        let mut shares: std::collections::BTreeMap<usize, Decimal> = Default::default();
        let mut add = |at: usize, days: i64, share: Decimal| {
            *shares.entry(at).or_default() += Decimal::from(days) * share;
        };
        for (at, days) in &found.shorten {
            add(*at, *days, self.estimating.shortening.fraction());
        }
        for (nth, days) in &found.overlap {
            if let Some(arrow) = network.arrows.get(*nth) {
                add(arrow.to, *days, self.estimating.rework.fraction());
            }
        }
        let mut grown = Vec::new();
        for (at, share) in shares {
            let Some(task) = network.tasks.get(at) else {
                continue;
            };
            let Some(share) = share.checked_div(Decimal::from(task.days())) else {
                continue;
            };
            for assignment in task.assignments.iter().filter(|a| !a.hours.is_zero()) {
                let before = assignment.hours.decimal();
                let exact = before + before * share;
                let hours = exact.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
                grown.push(Grown {
                    task: task.id.clone(),
                    assignment: assignment.id.clone(),
                    hours: Hours::new(hours).unwrap_or(assignment.hours),
                });
            }
        }
        grown
    }
}

fn kind_of(moves: &Moves) -> WayKind {
    let own = [
        (!moves.overlap.is_empty(), WayKind::Overlap),
        (!moves.shorten.is_empty(), WayKind::Shorten),
        (!moves.drop.is_empty(), WayKind::Drop),
    ];
    let mut kinds = own.iter().filter(|(is, _)| *is).map(|(_, kind)| *kind);
    match (moves.ask.is_empty(), kinds.next(), kinds.next()) {
        (true, None, _) => WayKind::Room,
        (true, Some(kind), None) => kind,
        (true, Some(_), Some(_)) => WayKind::Mixed,
        (false, None, _) => WayKind::Ask,
        (false, Some(_), _) => WayKind::AskAndMore,
    }
}

/// All hours of the option's tasks.
fn hours(pitch: &Pitch, option: Option<&OptionId>) -> Decimal {
    pitch
        .timeline
        .tasks
        .iter()
        .filter(|task| task.is_in(option))
        .flat_map(|task| task.assignments.iter())
        .map(|assignment| assignment.hours.decimal())
        .sum()
}

/// What the hours of the option's tasks cost, and the lines of the budget that are no hours.
fn cost(pitch: &Pitch, option: Option<&OptionId>, price: &Price) -> Money {
    let hours = super::hours::HoursByRole::of(&pitch.timeline, &pitch.team, option);
    let labour: Decimal = pitch
        .team
        .roles
        .iter()
        .map(|role| hours.hours(&role.id, None).decimal() * role.cost_rate.decimal())
        .sum();
    let lines: Money = pitch
        .budget
        .lines
        .iter()
        .filter(|line| line.kind != LineKind::Fee)
        .filter_map(|line| price.lines.get(&line.id))
        .map(|figures| figures.cost)
        .sum();
    Money::round(labour).0 + lines
}

impl Way {
    /// The pitch when this way is taken.
    #[must_use]
    pub fn apply(&self, pitch: &Pitch) -> Pitch {
        let mut pitch = pitch.clone();
        for grown in &self.grown {
            apply::grow(&mut pitch, &grown.task, &grown.assignment, grown.hours);
        }
        for one in &self.moves {
            match one {
                Move::Shorten { task, to, .. }
                | Move::Ask {
                    approval: task, to, ..
                } => apply::take(&mut pitch, task, *to),
                Move::Overlap { link, days, .. } => apply::overlap(&mut pitch, link, *days),
                Move::Drop { task } => apply::drop(&mut pitch, task),
                Move::Launch { to } => apply::launch(&mut pitch, *to),
            }
        }
        pitch
    }
}

/// Whether a pitch is planned back from a launch date.
pub(super) fn is_planned_back(pitch: &Pitch) -> bool {
    pitch.timeline.plan_from == PlanFrom::Launch && pitch.timeline.launch_date.is_some()
}
