//! A timeline out of Microsoft Project's XML, whoever wrote it. What cannot be kept as it stands
//! is said.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::calendar::left_out;
use super::dates::{constrain, ends, hold, starts};
use super::outline::{Outline, Row, outline};
use super::value::{DivCeil, is_elapsed, minutes, moment};
use super::xml::{Element, decode, tree};
use super::{BadProject, ID, Imported, KIND, calendar, links, people};
use crate::model::timeline::MAX_DURATION;
use crate::model::{
    Assignment, Date, Identifier, List, Percent, Phase, PhaseId, PlanFrom, Task, TaskId, TaskKind,
    Team, Timeline,
};
use crate::plan::calendar::Calendar;
use crate::plan::schedule::schedule;

/// The most tasks, and the most links, of a file.
const MOST: usize = 20_000;
/// The most phases.
const MOST_PHASES: usize = 500;
/// How many tasks are named where several have something in common.
const NAMED: usize = 3;

/// Reads a file of Project. Work goes to the roles and people of `team` by their names; `start` is
/// the first day of a plan that names none.
///
/// # Errors
/// When it is no XML of Project, damaged, or beyond the limits of a pitch.
pub fn read(bytes: &[u8], team: &Team, start: Date) -> Result<Imported, BadProject> {
    let text = decode(bytes)?;
    let project = tree(&text)?;
    let mut reading = Reading::new(&project);
    let outline = reading.outline()?;
    let mut timeline = reading.frame(&outline, start);
    let tasks = reading.tasks(&outline, &mut timeline)?;
    let minutes = reading.minutes_per_day;
    let work = people::read(&project, &outline, team, minutes, &mut reading.said);
    reading.place(&outline, tasks, work.assignments, &mut timeline)?;
    Ok(Imported {
        timeline,
        roles: work.roles,
        people: work.people,
        said: reading.said,
    })
}

/// A file under way.
struct Reading<'a> {
    project: &'a Element,
    minutes_per_day: i64,
    /// Our own custom fields, where the file has them.
    kind_field: bool,
    id_field: bool,
    said: Vec<String>,
}

impl<'a> Reading<'a> {
    fn new(project: &'a Element) -> Self {
        let has = |(field, _, alias): (&str, &str, &str)| {
            project
                .entries("ExtendedAttributes", "ExtendedAttribute")
                .any(|a| a.text("FieldID") == field && a.text("Alias") == alias)
        };
        Self {
            project,
            minutes_per_day: project
                .number("MinutesPerDay")
                .filter(|minutes| (1..=24 * 60).contains(minutes))
                .unwrap_or(super::value::MINUTES_PER_DAY),
            kind_field: has(KIND),
            id_field: has(ID),
            said: Vec::new(),
        }
    }

    /// The rows that count, in the order of their numbers, as an outline.
    fn outline(&mut self) -> Result<Outline<'a>, BadProject> {
        let mut rows: Vec<(i64, &Element)> = Vec::new();
        let mut uids = BTreeSet::new();
        let (mut inactive, mut elsewhere, mut double) = (0, 0, 0);
        for task in self.project.entries("Tasks", "Task") {
            // Blank rows, and the project itself.
            if task.flag("IsNull") || task.number("OutlineLevel") == Some(0) {
                continue;
            }
            let Some(uid) = task
                .number("UID")
                .filter(|uid| (0..=i64::from(i32::MAX)).contains(uid))
            else {
                double += 1;
                continue;
            };
            if task.text("Active") == "0" {
                inactive += 1;
            } else if task.flag("ExternalTask") {
                elsewhere += 1;
            } else if !uids.insert(uid) {
                double += 1;
            } else {
                rows.push((uid, task));
            }
            if rows.len() > MOST {
                return Err(beyond(
                    "Project › Tasks",
                    t!("at most {MOST} tasks are taken"),
                ));
            }
        }
        left_out(
            &mut self.said,
            inactive,
            t!("1 inactive task was left out."),
            t!("{inactive} inactive tasks were left out."),
        );
        left_out(
            &mut self.said,
            elsewhere,
            t!("1 task of another project was left out."),
            t!("{elsewhere} tasks of other projects were left out."),
        );
        left_out(
            &mut self.said,
            double,
            t!("1 task without a number of its own was left out."),
            t!("{double} tasks without numbers of their own were left out."),
        );
        if rows.is_empty() {
            return Err(BadProject::NoTasks);
        }
        if rows.iter().all(|(_, task)| task.number("ID").is_some()) {
            rows.sort_by_key(|(_, task)| task.number("ID"));
        }
        let outline = outline(rows, |task| self.kept(task, KIND) == Some("Phase"));
        if let Some(top) = &outline.top {
            self.said.push(t!(
                "“{top}” lies over everything, so it was taken for the project and what is under it for the phases."
            ));
        }
        match outline.flattened {
            0 => {}
            1 => self.said.push(
                t!("1 summary under phases became part of the names of its tasks, such as “Stage › Task”.")
                    .to_owned(),
            ),
            count => self.said.push(t!(
                "{count} summaries under phases became part of the names of their tasks, such as “Stage › Task”."
            )),
        }
        Ok(outline)
    }

    /// What our own custom field says of a task.
    fn kept<'e>(&self, task: &'e Element, field: (&str, &str, &str)) -> Option<&'e str> {
        let ours = if field == KIND {
            self.kind_field
        } else {
            self.id_field
        };
        task.all("ExtendedAttribute")
            .find(|kept| ours && kept.text("FieldID") == field.0)
            .map(|kept| kept.text("Value"))
    }

    /// The timeline without its tasks: start, calendar and direction.
    fn frame(&mut self, outline: &Outline<'a>, start: Date) -> Timeline {
        let (week, holidays) = calendar::read(self.project, &mut self.said);
        // Planned back, tasks may stand before the start: then the plan is too short.
        let back = self.project.text("ScheduleFromStart") == "0";
        let named = moment(self.project.text("StartDate")).map(|start| start.date);
        let first = outline
            .rows
            .iter()
            .filter(|row| !row.summary)
            .filter_map(|row| starts(row.element))
            .min()
            .map(|first| first.date);
        let begin = match (named, first) {
            (Some(named), Some(first)) if first < named && !back => {
                self.said.push(t!(
                    "The project starts on {named} in the file, its first task on {first}; the plan starts with the task."
                ));
                first
            }
            (named, first) => named.or(first).unwrap_or_else(|| {
                self.said
                    .push(t!("The file names no start; that of this pitch was kept.").to_owned());
                start
            }),
        };
        let mut timeline = Timeline {
            start: begin,
            working_week: week,
            holidays,
            plan_from: PlanFrom::Start,
            launch_date: None,
            launch: None,
            phases: List::default(),
            tasks: List::default(),
            links: List::default(),
            baselines: List::default(),
            extra: Default::default(),
        };
        if back && let Some(finish) = moment(self.project.text("FinishDate")) {
            let calendar = Calendar::of(&timeline);
            timeline.plan_from = PlanFrom::Launch;
            // Work may fill the last day, or must be done before it.
            timeline.launch_date = Some(if finish.minute > super::value::DAY_BEGINS {
                calendar.date(calendar.index_on_or_before(finish.date) + 1)
            } else {
                finish.date
            });
        }
        timeline
    }

    /// The tasks by their positions in the outline; phases go into the timeline.
    fn tasks(
        &mut self,
        outline: &Outline<'a>,
        timeline: &mut Timeline,
    ) -> Result<HashMap<usize, Task>, BadProject> {
        let calendar = Calendar::of(timeline);
        let mut phases: HashMap<usize, PhaseId> = HashMap::new();
        let mut taken = BTreeSet::new();
        for (at, row) in outline.rows.iter().enumerate() {
            if row.summary && row.phase.is_none() {
                let id: PhaseId = self.id(row, "ph", &mut taken);
                timeline.phases.push(Phase {
                    id: id.clone(),
                    name: row.element.raw("Name").to_owned(),
                    extra: Default::default(),
                });
                phases.insert(at, id);
            }
        }
        if timeline.phases.len() > MOST_PHASES {
            let what = t!("at most {MOST_PHASES} phases are taken");
            return Err(beyond("Project › Tasks", what));
        }
        let mut taken = BTreeSet::new();
        let mut tasks = HashMap::new();
        let mut notes = Notes::default();
        for (at, row) in outline
            .rows
            .iter()
            .enumerate()
            .filter(|(_, row)| !row.summary)
        {
            let id: TaskId = self.id(row, "t", &mut taken);
            let mut task = self.task(row, id, &calendar, &mut notes);
            task.phase = row.phase.and_then(|phase| phases.get(&phase).cloned());
            if self
                .kept(row.element, KIND)
                .is_some_and(|kind| kind.ends_with(", launch"))
            {
                timeline.launch = Some(task.id.clone());
            }
            tasks.insert(at, task);
        }
        self.said.extend(notes.words());
        Ok(tasks)
    }

    /// The id that the file keeps, else one made of its number.
    fn id<Id: Identifier>(&self, row: &Row<'_>, prefix: &str, taken: &mut BTreeSet<Id>) -> Id {
        let kept = self.kept(row.element, ID).and_then(Id::parse);
        let made = || Id::parse(&format!("{prefix}-{}", row.uid));
        let id = kept
            .filter(|id| !taken.contains(id))
            .or_else(|| made().filter(|id| !taken.contains(id)))
            .unwrap_or_else(|| Id::from_random(u64::try_from(row.uid).unwrap_or(0)));
        taken.insert(id.clone());
        id
    }

    fn task(&self, row: &Row<'_>, id: TaskId, calendar: &Calendar, notes: &mut Notes) -> Task {
        let element = row.element;
        let name = element.raw("Name");
        let name = if row.under.is_empty() {
            name.to_owned()
        } else {
            format!("{} › {name}", row.under)
        };
        let duration = self.days(element, &name, calendar, notes);
        let kind = match self
            .kept(element, KIND)
            .map(|kind| kind.trim_end_matches(", launch"))
        {
            Some("Approval") => TaskKind::Approval,
            Some("Task") => TaskKind::Task,
            _ if duration == 0 => TaskKind::Milestone,
            _ => TaskKind::Task,
        };
        let mut task = Task::new(id, &name, kind, duration);
        task.progress =
            Percent::whole(element.number("PercentComplete").unwrap_or(0).clamp(0, 100));
        element.raw("Notes").trim().clone_into(&mut task.note);
        task.deadline = moment(element.text("Deadline")).map(|deadline| deadline.date);
        if constrain(&mut task, element, calendar) {
            notes.constraints.push(task.name.clone());
        }
        task
    }

    /// The duration in whole working days.
    fn days(&self, element: &Element, name: &str, calendar: &Calendar, notes: &mut Notes) -> u32 {
        let text = match element.text("Duration") {
            "" => element.text("ManualDuration"),
            text => text,
        };
        let span = starts(element).zip(ends(element));
        let by_dates = || {
            span.map(|(start, end)| calendar.working_days_between(start.date, end.date))
                .filter(|_| !element.flag("Milestone"))
        };
        let days = match minutes(text, self.minutes_per_day) {
            Some(0) => 0,
            Some(minutes) if is_elapsed(element.number("DurationFormat").unwrap_or(7)) => {
                notes.elapsed.push(name.to_owned());
                let week = i64::from(calendar.days_per_week());
                by_dates().unwrap_or((minutes * week).div_ceil_of(24 * 60 * 7))
            }
            Some(minutes) => {
                if minutes % self.minutes_per_day != 0 {
                    notes.rounded.push(name.to_owned());
                }
                minutes.div_ceil_of(self.minutes_per_day)
            }
            None => {
                let milestone = element.flag("Milestone");
                if !milestone {
                    notes.no_duration.push(name.to_owned());
                }
                by_dates().unwrap_or(i64::from(!milestone))
            }
        };
        let most = i64::from(MAX_DURATION);
        if days > most {
            notes.too_long.push(name.to_owned());
        }
        u32::try_from(days.clamp(0, most)).unwrap_or(0)
    }

    /// Puts everything into the timeline: tasks with their work, links without loops, and dates
    /// as they stand in the file.
    fn place(
        &mut self,
        outline: &Outline<'a>,
        mut tasks: HashMap<usize, Task>,
        mut assignments: BTreeMap<i64, Vec<Assignment>>,
        timeline: &mut Timeline,
    ) -> Result<(), BadProject> {
        let week = i64::from(Calendar::of(timeline).days_per_week());
        let links = links::read(outline, &tasks, self.minutes_per_day, week, &mut self.said);
        if links.len() > MOST {
            return Err(beyond(
                "Project › Tasks",
                t!("at most {MOST} links are taken"),
            ));
        }
        let mut elements: HashMap<TaskId, &Element> = HashMap::new();
        for (at, row) in outline.rows.iter().enumerate() {
            if let Some(mut task) = tasks.remove(&at) {
                let work = assignments.remove(&row.uid).unwrap_or_default();
                task.assignments = work.into_iter().collect();
                elements.insert(task.id.clone(), row.element);
                timeline.tasks.push(task);
            }
        }
        timeline.links = links.into_iter().collect();
        self.open_loops(timeline);
        let natural = schedule(timeline, None);
        if timeline.plan_from == PlanFrom::Start {
            hold(timeline, &natural, &elements);
        }
        self.compare(timeline, &elements);
        Ok(())
    }

    /// Takes out the links that close loops.
    fn open_loops(&mut self, timeline: &mut Timeline) {
        let closing = schedule(timeline, None).set_aside;
        let name = |id: &TaskId| {
            timeline
                .tasks
                .find(id)
                .map_or_else(String::new, |t| t.name.clone())
        };
        for id in &closing {
            if let Some(link) = timeline.links.find(id) {
                self.said.push(t!(
                    "The link from “{}” to “{}” closes a loop, so it was left out.",
                    name(&link.from),
                    name(&link.to)
                ));
            }
        }
        timeline.links.retain(|link| !closing.contains(&link.id));
    }

    /// Says which tasks stand on other days than in the file.
    fn compare(&mut self, timeline: &Timeline, elements: &HashMap<TaskId, &Element>) {
        let schedule = schedule(timeline, None);
        let other: Vec<&str> = timeline
            .tasks
            .iter()
            .filter(|task| {
                let there = elements.get(&task.id).and_then(|e| starts(e).zip(ends(e)));
                let here = schedule.tasks.get(&task.id);
                there.zip(here).is_some_and(|((start, end), here)| {
                    start.date != here.start || end.date != here.finish
                })
            })
            .map(|task| &*task.name)
            .collect();
        match other.len() {
            0 => {}
            1 => self.said.push(t!(
                "1 task stands on other days here than in the file: {}.",
                named(&other)
            )),
            count => self.said.push(t!(
                "{count} tasks stand on other days here than in the file: {}.",
                named(&other)
            )),
        }
    }
}

/// What is said of several tasks together.
#[derive(Default)]
struct Notes {
    rounded: Vec<String>,
    elapsed: Vec<String>,
    no_duration: Vec<String>,
    too_long: Vec<String>,
    constraints: Vec<String>,
}

impl Notes {
    fn words(self) -> Vec<String> {
        let one = |names: &[String], what: fn(String) -> String| {
            let short: Vec<&str> = names.iter().map(|name| &**name).collect();
            (!names.is_empty()).then(|| what(named(&short)))
        };
        [
            one(&self.rounded, |tasks| t!("Durations that were no whole working days were rounded up: {tasks}.")),
            one(&self.elapsed, |tasks| t!("Durations that run through nights and weekends became the working days between their dates: {tasks}.")),
            one(&self.no_duration, |tasks| t!("Durations that could not be read were taken from the dates: {tasks}.")),
            one(&self.too_long, |tasks| t!("Durations beyond 5,000 working days were shortened to that: {tasks}.")),
            one(&self.constraints, |tasks| t!("Constraints other than “not before”, “must start on” and “deadline” were turned into the nearest of these: {tasks}.")),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// The first names, and how many more there are.
fn named(names: &[&str]) -> String {
    let mut first: Vec<String> = names
        .iter()
        .take(NAMED)
        .map(|name| t!("“{name}”"))
        .collect();
    if names.len() > NAMED {
        first.push(t!(count "{} more", names.len() - NAMED));
    }
    first.join(", ")
}

fn beyond(place: &str, what: String) -> BadProject {
    BadProject::BeyondLimit {
        place: place.to_owned(),
        what,
    }
}
