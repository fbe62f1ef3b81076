//! The timeline: when people work, what they do, and what waits for what.

use serde::{Deserialize, Serialize};

use super::id::{
    AssignmentId, BaselineId, HolidayId, LinkId, OptionId, PersonId, PhaseId, RoleId, TaskId,
};
use super::list::entry;
use super::week::WorkingWeek;
use super::{Date, Extra, Hours, List, Money, Percent, is_default};

/// The longest duration of a task, in working days.
pub const MAX_DURATION: u32 = 5_000;
/// The longest lag or lead of a link, in working days.
pub const MAX_LAG: i32 = 5_000;
/// The most calendar days of one closure.
pub const MAX_CLOSURE: i64 = 400;

/// When people work, what they do, and what waits for what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Timeline {
    /// The first day of the project.
    pub start: Date,
    /// The weekdays on which people work.
    #[serde(default, skip_serializing_if = "is_default")]
    pub working_week: WorkingWeek,
    /// The days on which nobody works.
    #[serde(default, skip_serializing_if = "is_default")]
    pub holidays: List<Holiday>,
    /// Forward from the start, or back from the launch.
    #[serde(default, skip_serializing_if = "is_default")]
    pub plan_from: PlanFrom,
    /// The day of the launch to plan back from.
    #[serde(default, skip_serializing_if = "is_default")]
    pub launch_date: Option<Date>,
    /// The milestone that is the launch.
    #[serde(default, skip_serializing_if = "is_default")]
    pub launch: Option<TaskId>,
    /// The phases, in order.
    #[serde(default, skip_serializing_if = "is_default")]
    pub phases: List<Phase>,
    /// Tasks, milestones and approvals, in the order in which they are shown.
    #[serde(default, skip_serializing_if = "is_default")]
    pub tasks: List<Task>,
    /// What waits for what.
    #[serde(default, skip_serializing_if = "is_default")]
    pub links: List<Link>,
    /// Plans as they stood when they were agreed, the oldest first.
    #[serde(default, skip_serializing_if = "is_default")]
    pub baselines: List<Baseline>,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Timeline {
    /// An empty timeline that is planned from this day, in the usual working week.
    #[must_use]
    pub fn new(start: Date) -> Self {
        Self {
            start,
            working_week: WorkingWeek::default(),
            holidays: List::default(),
            plan_from: PlanFrom::Start,
            launch_date: None,
            launch: None,
            phases: List::default(),
            tasks: List::default(),
            links: List::default(),
            baselines: List::default(),
            extra: Extra::new(),
        }
    }
}

/// In which direction the plan is made.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PlanFrom {
    /// Every task as early as it can be.
    #[default]
    Start,
    /// Every task as late as the launch allows.
    Launch,
}

impl PlanFrom {
    /// Every value, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Start, Self::Launch];
}

/// A day on which nobody works, or several in a row: a public holiday, a closure of the agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Holiday {
    /// Never changes.
    pub id: HolidayId,
    /// The day, or the first of them.
    pub date: Date,
    /// The last of them, at most [`MAX_CLOSURE`] days after the first; none for a single day.
    #[serde(default, skip_serializing_if = "is_default")]
    pub until: Option<Date>,
    /// Such as Easter Monday.
    #[serde(default, skip_serializing_if = "is_default")]
    pub name: String,
    /// Of a public holiday: where it is one, by ISO 3166 code, such as NL or DE-BY. Empty for the
    /// agency's own days.
    #[serde(default, skip_serializing_if = "is_default")]
    pub region: String,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A stretch of the timeline; it spans its tasks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Phase {
    /// Never changes.
    pub id: PhaseId,
    /// Such as Production.
    #[serde(default, skip_serializing_if = "is_default")]
    pub name: String,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A task, a milestone or a client approval.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Task {
    /// Never changes.
    pub id: TaskId,
    /// What is done.
    #[serde(default, skip_serializing_if = "is_default")]
    pub name: String,
    /// Task, milestone or approval.
    #[serde(default, skip_serializing_if = "is_default")]
    pub kind: TaskKind,
    /// The phase it belongs to.
    #[serde(default, skip_serializing_if = "is_default")]
    pub phase: Option<PhaseId>,
    /// Working days, 0 to [`MAX_DURATION`]; a milestone counts as 0 whatever stands here.
    #[serde(default, skip_serializing_if = "is_default")]
    pub duration: u32,
    /// Internal: working days if all goes well, at most [`Task::duration`], which is the likely
    /// case. As short as it can be made.
    #[serde(default, skip_serializing_if = "is_default")]
    pub best: Option<u32>,
    /// Internal: working days if all goes badly, at least [`Task::duration`].
    #[serde(default, skip_serializing_if = "is_default")]
    pub worst: Option<u32>,
    /// Internal: may be dropped to gain time.
    #[serde(default, skip_serializing_if = "is_default")]
    pub optional: bool,
    /// Not to start before this day.
    #[serde(default, skip_serializing_if = "is_default")]
    pub not_before: Option<Date>,
    /// To start on this day, whatever the links want.
    #[serde(default, skip_serializing_if = "is_default")]
    pub must_start_on: Option<Date>,
    /// To be finished by this day; moves nothing.
    #[serde(default, skip_serializing_if = "is_default")]
    pub deadline: Option<Date>,
    /// Who works on it, and how long.
    #[serde(default, skip_serializing_if = "is_default")]
    pub assignments: List<Assignment>,
    /// Internal: how much of it is done, 0 to 100 %.
    #[serde(default, skip_serializing_if = "is_default")]
    pub progress: Percent,
    /// The options it belongs to; none named means all.
    #[serde(default, skip_serializing_if = "is_default")]
    pub options: Vec<OptionId>,
    /// Internal: a note.
    #[serde(default, skip_serializing_if = "is_default")]
    pub note: String,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What stands in a row of the timeline.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TaskKind {
    /// Work of the agency.
    #[default]
    Task,
    /// A moment, without duration.
    Milestone,
    /// A decision the client owes.
    Approval,
}

impl TaskKind {
    /// Every value, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Task, Self::Milestone, Self::Approval];
}

/// Hours of a role or a person on a task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Assignment {
    /// Never changes.
    pub id: AssignmentId,
    /// The role that is billed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub role: Option<RoleId>,
    /// The person, when it is known who.
    #[serde(default, skip_serializing_if = "is_default")]
    pub person: Option<PersonId>,
    /// Hours on the whole task.
    #[serde(default, skip_serializing_if = "is_default")]
    pub hours: Hours,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A successor waits for its predecessor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Link {
    /// Never changes.
    pub id: LinkId,
    /// The predecessor.
    pub from: TaskId,
    /// The successor.
    pub to: TaskId,
    /// What waits for what.
    #[serde(default, skip_serializing_if = "is_default")]
    pub kind: LinkKind,
    /// Working days between; negative is a lead. From -[`MAX_LAG`] to [`MAX_LAG`].
    #[serde(default, skip_serializing_if = "is_default")]
    pub lag: i32,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Which end of the successor waits for which end of the predecessor.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub enum LinkKind {
    /// The start waits for the finish.
    #[default]
    #[serde(rename = "FS")]
    FinishToStart,
    /// The start waits for the start.
    #[serde(rename = "SS")]
    StartToStart,
    /// The finish waits for the finish.
    #[serde(rename = "FF")]
    FinishToFinish,
    /// The finish waits for the start.
    #[serde(rename = "SF")]
    StartToFinish,
}

impl LinkKind {
    /// Every value, in the order in which they are offered.
    pub const ALL: [Self; 4] = [
        Self::FinishToStart,
        Self::StartToStart,
        Self::FinishToFinish,
        Self::StartToFinish,
    ];
}

/// The plan as it stood when it was agreed: dates to hold the plan against. It is a record and
/// does not change with the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Baseline {
    /// Never changes.
    pub id: BaselineId,
    /// Such as Agreed with the client.
    #[serde(default, skip_serializing_if = "is_default")]
    pub name: String,
    /// The day on which it was kept.
    pub kept_on: Date,
    /// The option whose dates it holds.
    #[serde(default, skip_serializing_if = "is_default")]
    pub option: Option<OptionId>,
    /// The launch then.
    #[serde(default, skip_serializing_if = "is_default")]
    pub launch: Option<Date>,
    /// The finish then.
    #[serde(default, skip_serializing_if = "is_default")]
    pub finish: Option<Date>,
    /// The net total then.
    #[serde(default, skip_serializing_if = "is_default")]
    pub net_total: Money,
    /// The tasks then, in the order of their ids. A task may be gone since.
    #[serde(default, skip_serializing_if = "is_default")]
    pub tasks: Vec<BaselineTask>,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The dates of a task in a [`Baseline`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct BaselineTask {
    /// Which task; it may be gone since.
    pub task: TaskId,
    /// Its first day.
    pub start: Date,
    /// Its last day.
    pub finish: Date,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

entry!(
    Baseline: BaselineId,
    Holiday: HolidayId,
    Phase: PhaseId,
    Task: TaskId,
    Assignment: AssignmentId,
    Link: LinkId,
);

impl Holiday {
    /// A single day of the agency's own.
    #[must_use]
    pub fn new(id: HolidayId, date: Date, name: &str) -> Self {
        Self {
            id,
            date,
            until: None,
            name: name.to_owned(),
            region: String::new(),
            extra: Extra::new(),
        }
    }

    /// Its last day, never before its first and at most [`MAX_CLOSURE`] days after it.
    #[must_use]
    pub fn last(&self) -> Date {
        let last = self.until.unwrap_or(self.date);
        last.clamp(self.date, self.date.plus_days(MAX_CLOSURE))
    }
}

impl Task {
    /// A task of this many working days with nothing else known about it.
    #[must_use]
    pub fn new(id: TaskId, name: &str, kind: TaskKind, duration: u32) -> Self {
        Self {
            id,
            name: name.to_owned(),
            kind,
            phase: None,
            duration,
            best: None,
            worst: None,
            optional: false,
            not_before: None,
            must_start_on: None,
            deadline: None,
            assignments: List::default(),
            progress: Percent::default(),
            options: Vec::new(),
            note: String::new(),
            extra: Extra::new(),
        }
    }

    /// Makes it last this many working days in the likely case; the best and the worst case give
    /// way where they must.
    pub fn set_duration(&mut self, days: u32) {
        self.duration = days;
        self.best = self.best.map(|best| best.min(days));
        self.worst = self.worst.map(|worst| worst.max(days));
    }

    /// Its duration in working days; a milestone has none.
    #[must_use]
    pub fn days(&self) -> u32 {
        if self.kind == TaskKind::Milestone {
            0
        } else {
            self.duration
        }
    }

    /// Whether it is part of this option.
    #[must_use]
    pub fn is_in(&self, option: Option<&OptionId>) -> bool {
        super::option::belongs(&self.options, option)
    }
}
