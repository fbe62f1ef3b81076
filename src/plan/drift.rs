//! Baselines: keeping the plan as it was agreed, and by how much it has moved since.

use std::collections::BTreeMap;

use super::calendar::Calendar;
use super::schedule::{Schedule, Span, Spans};
use crate::model::{Baseline, BaselineId, BaselineTask, Date, Extra, Money, OptionId, TaskId};

/// By how much the plan has moved since a baseline, in working days of today's calendar. Later is
/// positive.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Drift {
    /// The launch; none when it had or has no day.
    pub launch: Option<i64>,
    /// The finish; none when it had or has no day.
    pub finish: Option<i64>,
    /// The net total, now less then.
    pub net_total: Money,
    /// The tasks that both have.
    pub tasks: BTreeMap<TaskId, TaskDrift>,
    /// The tasks that have come since.
    pub added: Vec<TaskId>,
    /// The tasks that have gone since.
    pub gone: Vec<TaskId>,
}

/// By how much a task has moved, in working days. Later is positive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TaskDrift {
    /// Its first day then.
    pub start: Date,
    /// Its last day then.
    pub finish: Date,
    /// By how much it starts later.
    pub start_by: i64,
    /// By how much it finishes later.
    pub finish_by: i64,
}

/// The plan as it stands, to be kept.
#[must_use]
pub fn baseline(
    id: BaselineId,
    name: &str,
    kept_on: Date,
    schedule: &Schedule,
    option: Option<&OptionId>,
    net_total: Money,
) -> Baseline {
    Baseline {
        id,
        name: name.to_owned(),
        kept_on,
        option: option.cloned(),
        launch: schedule.launch,
        finish: schedule.finish,
        net_total,
        tasks: schedule
            .tasks
            .iter()
            .map(|(task, dates)| BaselineTask {
                task: task.clone(),
                start: dates.start,
                finish: dates.finish,
                extra: Extra::new(),
            })
            .collect(),
        extra: Extra::new(),
    }
}

/// By how much the plan has moved since then. `schedule` and `net_total` are those of now, of the
/// option that the baseline holds.
#[must_use]
pub fn drift(baseline: &Baseline, schedule: &Schedule, net_total: Money) -> Drift {
    let calendar = &schedule.calendar;
    let by = |then: Option<Date>, now: Option<Date>| Some(working_days(calendar, then?, now?));
    let mut drift = Drift {
        launch: by(baseline.launch, schedule.launch),
        finish: by(baseline.finish, schedule.finish),
        net_total: net_total - baseline.net_total,
        ..Drift::default()
    };
    for then in &baseline.tasks {
        match schedule.tasks.get(&then.task) {
            Some(now) => {
                drift.tasks.insert(
                    then.task.clone(),
                    TaskDrift {
                        start: then.start,
                        finish: then.finish,
                        start_by: working_days(calendar, then.start, now.start),
                        finish_by: working_days(calendar, then.finish, now.finish),
                    },
                );
            }
            None => drift.gone.push(then.task.clone()),
        }
    }
    drift.added = schedule
        .tasks
        .keys()
        .filter(|task| !drift.tasks.contains_key(*task))
        .cloned()
        .collect();
    drift
}

impl Drift {
    /// Where the tasks stood then that are still there.
    #[must_use]
    pub fn then(&self) -> Spans {
        let span = |task: &TaskDrift| Span {
            start: task.start,
            finish: task.finish,
        };
        let tasks = self.tasks.iter();
        tasks.map(|(id, task)| (id.clone(), span(task))).collect()
    }
}

/// How many working days lie between two days: 0 for the same, 1 from a Friday to the Monday
/// after it, negative back in time.
fn working_days(calendar: &Calendar, then: Date, now: Date) -> i64 {
    calendar.index_on_or_after(now) - calendar.index_on_or_after(then)
}
