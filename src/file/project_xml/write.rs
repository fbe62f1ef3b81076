//! A plan as Microsoft Project's XML. Elements stand in the order of the schema.

use std::collections::{BTreeMap, HashMap};

use rust_decimal::prelude::ToPrimitive;

use super::file::File;
use super::value::{DAY_BEGINS, DAY_ENDS, MINUTES_PER_DAY, Moment};
use super::{ID, KIND, NAMESPACE, calendar, people};
use crate::model::{
    Date, Identifier, LinkKind, Percent, Phase, Pitch, PlanFrom, Task, TaskId, TaskKind, Timeline,
};
use crate::plan::calendar::Calendar;
use crate::plan::schedule::{Schedule, Scheduled};

/// For whom a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Colleagues: everything.
    Internal,
    /// The client: tasks, dates and links; no notes, hours, progress, deadlines or people.
    Client,
}

/// The plan of one option as a file for Project, given the schedule of that option. Tasks of
/// other options are not in it. Where a task has both, the day on which it must start is written
/// and the one before which it must not start is not, as it counts for nothing.
#[must_use]
pub fn write(pitch: &Pitch, schedule: &Schedule, audience: Audience) -> String {
    let mut file = File::default();
    file.text.push_str(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Project xmlns=\"",
    );
    file.text.push_str(NAMESPACE);
    file.text.push_str("\">\n");
    file.depth = 1;
    let timeline = &pitch.timeline;
    let back = back_from(timeline);
    header(&mut file, pitch, schedule, back);
    attributes(&mut file, audience);
    calendar::write(&mut file, timeline);
    let rows = rows(timeline, schedule);
    tasks(&mut file, pitch, schedule, &rows, audience);
    if audience == Audience::Internal {
        people::write(&mut file, pitch, schedule, &numbers(&rows));
    }
    file.close("Project");
    file.text
}

/// The launch date that the plan is made back from.
fn back_from(timeline: &Timeline) -> Option<Date> {
    timeline
        .launch_date
        .filter(|_| timeline.plan_from == PlanFrom::Launch)
}

fn header(file: &mut File, pitch: &Pitch, schedule: &Schedule, back: Option<Date>) {
    let timeline = &pitch.timeline;
    file.put("SaveVersion", 14);
    file.put_text("Title", &pitch.title);
    file.put_text("Company", &pitch.client.organisation);
    file.put("ScheduleFromStart", u8::from(back.is_none()));
    file.put_moment("StartDate", timeline.start, DAY_BEGINS);
    match back {
        // What leads to the launch is done before that day begins.
        Some(launch) => file.put_moment("FinishDate", launch, DAY_BEGINS),
        None => file.put_moment(
            "FinishDate",
            schedule.finish.unwrap_or(timeline.start),
            DAY_ENDS,
        ),
    }
    file.put_text("CurrencyCode", pitch.currency.code());
    file.put("CalendarUID", 1);
    file.put("DefaultStartTime", "08:00:00");
    file.put("DefaultFinishTime", "17:00:00");
    file.put("MinutesPerDay", MINUTES_PER_DAY);
    let week = i64::from(schedule.calendar.days_per_week());
    file.put("MinutesPerWeek", MINUTES_PER_DAY * week);
    file.put("DaysPerMonth", 20);
    // Fixed duration: hours do not change how long a task is.
    file.put("DefaultTaskType", 1);
    file.put("DurationFormat", 7);
    file.put("WorkFormat", 2);
    file.put("NewTasksEffortDriven", 0);
    file.put("NewTasksEstimated", 0);
    file.put("WeekStartDay", 1);
    file.put("NewTasksAreManual", 0);
}

fn attributes(file: &mut File, audience: Audience) {
    file.open("ExtendedAttributes");
    for (field, name, alias) in [KIND, ID] {
        if audience == Audience::Client && field == ID.0 {
            continue;
        }
        file.open("ExtendedAttribute");
        file.put("FieldID", field);
        file.put("FieldName", name);
        file.put("Alias", alias);
        file.close("ExtendedAttribute");
    }
    file.close("ExtendedAttributes");
}

/// A row of the file.
enum Row<'a> {
    /// A phase and from when to when its tasks go.
    Phase(&'a Phase, Option<(Moment, Moment)>),
    /// A task and whether it lies in a phase.
    Task(&'a Task, &'a Scheduled, bool),
}

/// Phases and tasks in the order in which they are shown.
fn rows<'a>(timeline: &'a Timeline, schedule: &'a Schedule) -> Vec<Row<'a>> {
    let known = |task: &'a Task| {
        let scheduled = schedule.tasks.get(&task.id)?;
        let phase = task.phase.as_ref().and_then(|id| timeline.phases.find(id));
        Some((phase.map(|phase| &phase.id), task, scheduled))
    };
    let tasks: Vec<_> = timeline
        .tasks
        .iter()
        .filter_map(|task| known(task))
        .collect();
    let mut by_phase: BTreeMap<_, Vec<Row<'a>>> = BTreeMap::new();
    for (phase, task, scheduled) in tasks {
        let row = Row::Task(task, scheduled, phase.is_some());
        by_phase.entry(phase).or_default().push(row);
    }
    let mut rows = by_phase.remove(&None).unwrap_or_default();
    for phase in &timeline.phases {
        let tasks = by_phase.remove(&Some(&phase.id)).unwrap_or_default();
        let spans = || {
            tasks.iter().filter_map(|row| match row {
                Row::Task(_, scheduled, _) => Some(span(&schedule.calendar, scheduled)),
                Row::Phase(..) => None,
            })
        };
        let from = spans().map(|(from, _)| from).min();
        let to = spans().map(|(_, to)| to).max();
        rows.push(Row::Phase(phase, from.zip(to)));
        rows.extend(tasks);
    }
    rows
}

/// From when to when a task goes. A moment at the end of a day is the start of the next one: a
/// milestone that shows the finish of what leads to it stands there.
fn span(calendar: &Calendar, scheduled: &Scheduled) -> (Moment, Moment) {
    let moment = |date, minute| Moment { date, minute };
    let at_end = scheduled.days == 0 && scheduled.start == calendar.date(scheduled.begins - 1);
    let start = moment(scheduled.start, if at_end { DAY_ENDS } else { DAY_BEGINS });
    if scheduled.days == 0 {
        (start, start)
    } else {
        (start, moment(scheduled.finish, DAY_ENDS))
    }
}

fn tasks(
    file: &mut File,
    pitch: &Pitch,
    schedule: &Schedule,
    rows: &[Row<'_>],
    audience: Audience,
) {
    let timeline = &pitch.timeline;
    let numbers = numbers(rows);
    let mut links: HashMap<&TaskId, Vec<(usize, LinkKind, i32)>> = HashMap::new();
    for link in &timeline.links {
        let from = numbers.get(&link.from);
        if let Some(from) = from.filter(|_| !schedule.set_aside.contains(&link.id)) {
            links
                .entry(&link.to)
                .or_default()
                .push((*from, link.kind, link.lag));
        }
    }
    file.open("Tasks");
    let (mut outer, mut inner) = (0, 0);
    for (at, row) in rows.iter().enumerate() {
        let number = at + 1;
        let outline = match row {
            Row::Task(_, _, true) => {
                inner += 1;
                format!("{outer}.{inner}")
            }
            _ => {
                outer += 1;
                inner = 0;
                outer.to_string()
            }
        };
        file.open("Task");
        match row {
            Row::Phase(phase, span) => {
                begin(file, number, &phase.name, &outline, 1);
                phase_body(file, *span, schedule);
            }
            Row::Task(task, scheduled, in_phase) => {
                let level = if *in_phase { 2 } else { 1 };
                begin(file, number, &task.name, &outline, level);
                task_body(file, timeline, schedule, task, scheduled, audience);
                for (from, kind, lag) in links.get(&task.id).into_iter().flatten() {
                    link(file, *from, *kind, *lag);
                }
                let launch = timeline.launch.as_ref() == Some(&task.id);
                kept(file, KIND, kind_name(task.kind, launch));
            }
        }
        if audience == Audience::Internal {
            let id = match row {
                Row::Phase(phase, _) => phase.id.as_str(),
                Row::Task(task, ..) => task.id.as_str(),
            };
            kept(file, ID, id);
        }
        file.close("Task");
    }
    file.close("Tasks");
}

/// The number of every task in the file.
fn numbers<'a>(rows: &[Row<'a>]) -> HashMap<&'a TaskId, usize> {
    rows.iter()
        .enumerate()
        .filter_map(|(at, row)| match row {
            Row::Task(task, ..) => Some((&task.id, at + 1)),
            Row::Phase(..) => None,
        })
        .collect()
}

fn begin(file: &mut File, number: usize, name: &str, outline: &str, level: u8) {
    file.put("UID", number);
    file.put("ID", number);
    file.put_name(name);
    file.put("Active", 1);
    file.put("Manual", 0);
    file.put("Type", 1);
    file.put("IsNull", 0);
    file.put("WBS", outline);
    file.put("OutlineNumber", outline);
    file.put("OutlineLevel", level);
    file.put("Priority", 500);
}

fn phase_body(file: &mut File, span: Option<(Moment, Moment)>, schedule: &Schedule) {
    let calendar = &schedule.calendar;
    let start = Moment {
        date: calendar.date(0),
        minute: DAY_BEGINS,
    };
    let (from, to) = span.unwrap_or((start, start));
    file.put_moment("Start", from.date, from.minute);
    file.put_moment("Finish", to.date, to.minute);
    let days = to.begins(calendar) - from.begins(calendar);
    file.put_days("Duration", days);
    file.put("DurationFormat", 7);
    file.put("EffortDriven", 0);
    file.put("Estimated", 0);
    file.put("Milestone", 0);
    file.put("Summary", 1);
    file.put_days("ActualDuration", 0);
    file.put_days("RemainingDuration", days);
    file.put("ConstraintType", 0);
    kept(file, KIND, "Phase");
}

fn task_body(
    file: &mut File,
    timeline: &Timeline,
    schedule: &Schedule,
    task: &Task,
    scheduled: &Scheduled,
    audience: Audience,
) {
    let days = i64::from(scheduled.days);
    let (from, to) = span(&schedule.calendar, scheduled);
    file.put_moment("Start", from.date, from.minute);
    file.put_moment("Finish", to.date, to.minute);
    file.put_days("Duration", days);
    file.put("DurationFormat", 7);
    file.put("EffortDriven", 0);
    file.put("Estimated", 0);
    file.put("Milestone", u8::from(days == 0));
    file.put("Summary", 0);
    done(file, task, scheduled, audience);
    let constraint = match (task.must_start_on, task.not_before) {
        (Some(day), _) => (2, Some(day)),
        (None, Some(day)) => (4, Some(day)),
        // Planned back, what leads to the launch stands as late as it can.
        (None, None) if back_from(timeline).is_some() => (1, None),
        (None, None) => (0, None),
    };
    file.put("ConstraintType", constraint.0);
    if let Some(day) = constraint.1 {
        file.put_moment("ConstraintDate", day, DAY_BEGINS);
    }
    if audience == Audience::Internal {
        if let Some(deadline) = task.deadline {
            file.put_moment("Deadline", deadline, DAY_ENDS);
        }
        if !task.note.is_empty() {
            file.put_text("Notes", &task.note);
        }
    }
}

/// How much of a task is done, in the several forms in which Project keeps it.
fn done(file: &mut File, task: &Task, scheduled: &Scheduled, audience: Audience) {
    let percent = match audience {
        Audience::Internal => whole_percent(task.progress),
        Audience::Client => 0,
    };
    let minutes = i64::from(scheduled.days) * MINUTES_PER_DAY;
    let worked = minutes * percent / 100;
    file.put("PercentComplete", percent);
    if percent > 0 {
        file.put_moment("ActualStart", scheduled.start, DAY_BEGINS);
    }
    if percent == 100 {
        file.put_moment("ActualFinish", scheduled.finish, DAY_ENDS);
    }
    file.put_minutes("ActualDuration", worked);
    file.put_minutes("RemainingDuration", minutes - worked);
}

fn whole_percent(progress: Percent) -> i64 {
    progress
        .decimal()
        .round()
        .to_i64()
        .unwrap_or(0)
        .clamp(0, 100)
}

fn link(file: &mut File, from: usize, kind: LinkKind, lag: i32) {
    file.open("PredecessorLink");
    file.put("PredecessorUID", from);
    let code = match kind {
        LinkKind::FinishToFinish => 0,
        LinkKind::FinishToStart => 1,
        LinkKind::StartToFinish => 2,
        LinkKind::StartToStart => 3,
    };
    file.put("Type", code);
    file.put("CrossProject", 0);
    // Tenths of minutes.
    file.put("LinkLag", i64::from(lag) * MINUTES_PER_DAY * 10);
    file.put("LagFormat", 7);
    file.close("PredecessorLink");
}

fn kept(file: &mut File, (field, ..): (&str, &str, &str), value: &str) {
    file.open("ExtendedAttribute");
    file.put("FieldID", field);
    file.put_text("Value", value);
    file.close("ExtendedAttribute");
}

fn kind_name(kind: TaskKind, launch: bool) -> &'static str {
    match (kind, launch) {
        (TaskKind::Task, false) => "Task",
        (TaskKind::Task, true) => "Task, launch",
        (TaskKind::Milestone, false) => "Milestone",
        (TaskKind::Milestone, true) => "Milestone, launch",
        (TaskKind::Approval, false) => "Approval",
        (TaskKind::Approval, true) => "Approval, launch",
    }
}
