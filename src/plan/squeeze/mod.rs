//! Squeeze: asked to launch some working days earlier, the cheapest ways to do it (tasks that
//! overlap, tasks made shorter, optional tasks dropped), each with its effect on date, hours and
//! price. Nothing is changed until a way is applied.

mod apply;
mod moments;
mod problem;
mod trade_off;
mod way;
mod worth;

use rust_decimal::Decimal;

use super::calendar::Calendar;
use super::price::price;
use super::schedule::{Schedule, schedule};
use crate::model::{
    AssignmentId, Date, Estimating, Hours, LinkId, Money, OptionId, Pitch, PlanFrom, TaskId,
};
use problem::{Allowed, Moves, Problem};
use way::Asking;

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
