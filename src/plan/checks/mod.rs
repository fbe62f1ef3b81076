//! The checks of a pitch: one list of what does not fit, is missing or should be looked at.
//!
//! Here is what is looked for; the words are in `finding`, what looks internal in `wording`.

mod finding;
mod wording;

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::load::{Staffed, days_away, load};
use super::payments::payments;
use super::pipeline::is_open;
use super::price::{Price, price as price_of};
use super::schedule::{Conflict, Schedule};
use crate::model::{
    BudgetOption, Date, DeliverableId, FlightId, LineId, ObjectiveId, PersonId, Pitch, Section,
    SectionId, SectionKind, TaskId, TaskKind,
};

pub use finding::{Finding, Missing, TermsPart, Words};

/// One entry of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// How bad it is.
    pub severity: Severity,
    /// What it is; its words come from [`Finding::words`].
    pub finding: Finding,
    /// Where to go to put it right.
    pub place: Place,
}

/// How bad a finding is, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// It does not fit: not to be sent like this.
    Problem,
    /// Something that a client or a lawyer would ask about.
    Warning,
    /// Something that is easily forgotten.
    Hint,
}

/// Where in a pitch a finding is put right.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// The brief.
    Brief,
    /// An objective of the brief.
    Objective(ObjectiveId),
    /// A section of the story.
    Section(SectionId),
    /// The scope.
    Scope,
    /// A deliverable of the scope.
    Deliverable(DeliverableId),
    /// The timeline.
    Timeline,
    /// A task of the timeline.
    Task(TaskId),
    /// The budget.
    Budget,
    /// A line of the budget.
    Line(LineId),
    /// The payment schedule.
    Payments,
    /// A flight of the media plan.
    Flight(FlightId),
    /// A person of the team.
    Person(PersonId),
    /// The terms.
    Terms,
}

/// The checks of a pitch, worst first, given the schedule and price of the option that counts
/// (usually the recommended one). Without `today` nothing is said about days that have passed.
#[must_use]
pub fn checks(
    pitch: &Pitch,
    schedule: &Schedule,
    price: &Price,
    today: Option<Date>,
) -> Vec<Check> {
    let mut list = List(Vec::new());
    let subject = Subject {
        pitch,
        schedule,
        price,
        today,
        names: pitch
            .timeline
            .tasks
            .iter()
            .map(|task| (&task.id, task.name.as_str()))
            .collect(),
    };
    subject.budget(&mut list);
    subject.launch(&mut list);
    subject.timeline(&mut list);
    subject.tasks(&mut list);
    subject.people(&mut list);
    subject.lines(&mut list);
    subject.payments(&mut list);
    subject.brief(&mut list);
    subject.story(&mut list);
    subject.scope(&mut list);
    subject.flights(&mut list);
    subject.terms(&mut list);
    wording::looks_internal(pitch, &mut list);
    list.0.sort_by_key(|check| check.severity);
    list.0
}

struct List(Vec<Check>);

impl List {
    fn add(&mut self, severity: Severity, place: Place, finding: Finding) {
        self.0.push(Check {
            severity,
            finding,
            place,
        });
    }
}

struct Subject<'a> {
    pitch: &'a Pitch,
    schedule: &'a Schedule,
    price: &'a Price,
    today: Option<Date>,
    names: HashMap<&'a TaskId, &'a str>,
}

impl Subject<'_> {
    fn name(&self, task: &TaskId) -> String {
        self.names
            .get(task)
            .map_or_else(String::new, |name| (*name).to_owned())
    }

    fn budget(&self, list: &mut List) {
        let Some(budget) = self.pitch.brief.client_budget else {
            return;
        };
        let mut over = |severity, option: Option<&BudgetOption>, price: &Price| {
            if price.net_total > budget {
                let finding = Finding::OverBudget {
                    option: option.map(|option| option.name.clone()),
                    net_total: price.net_total,
                    budget,
                    by: price.net_total - budget,
                };
                list.add(severity, Place::Budget, finding);
            }
        };
        let chosen = self.price.option.as_ref();
        let options = &self.pitch.budget.options;
        let option = chosen.and_then(|id| options.find(id));
        over(Severity::Problem, option.map(|o| &**o), self.price);
        for option in options.iter().filter(|o| Some(&o.id) != chosen) {
            let price = price_of(self.pitch, Some(&option.id));
            over(Severity::Warning, Some(option), &price);
        }
    }

    fn launch(&self, list: &mut List) {
        let timeline = &self.pitch.timeline;
        let place = || {
            let launch = timeline.launch.clone();
            launch.map_or(Place::Timeline, Place::Task)
        };
        let short_by = self
            .today
            .filter(|_| is_open(self.pitch.status.stage))
            .map_or(self.schedule.short_by, |today| {
                self.schedule.short_by_from(today)
            });
        if short_by > 0 {
            let finding = Finding::ShortOfTime { days: short_by };
            list.add(Severity::Problem, Place::Timeline, finding);
        }
        let Some(launch) = self.schedule.launch else {
            return;
        };
        let wanted = [timeline.launch_date, self.pitch.brief.client_start];
        if let Some(wanted) = wanted.into_iter().flatten().min()
            && launch > wanted
        {
            let calendar = &self.schedule.calendar;
            let finding = Finding::LaunchMissed {
                launch,
                wanted,
                days: calendar
                    .working_days_between(wanted.plus_days(1), launch)
                    .max(1),
            };
            list.add(Severity::Problem, place(), finding);
        }
    }

    fn timeline(&self, list: &mut List) {
        for tasks in &self.schedule.loops {
            let finding = Finding::Loop {
                tasks: tasks.iter().map(|task| self.name(task)).collect(),
            };
            let place = tasks.first().cloned().map_or(Place::Timeline, Place::Task);
            list.add(Severity::Problem, place, finding);
        }
        let exists = |task| self.names.contains_key(task);
        let links = &self.pitch.timeline.links;
        let dangling = links
            .iter()
            .filter(|link| !exists(&link.from) || !exists(&link.to))
            .count();
        if dangling > 0 {
            let finding = Finding::LinksWithoutTask { count: dangling };
            list.add(Severity::Warning, Place::Timeline, finding);
        }
        for conflict in &self.schedule.conflicts {
            let name = self.name(conflict.task());
            let (severity, finding) = match conflict {
                Conflict::LinkWantsLater { by, .. } => (
                    Severity::Problem,
                    Finding::StartsBeforeItCan { name, days: *by },
                ),
                Conflict::MustStartTooLate { by, .. } => (
                    Severity::Problem,
                    Finding::MustStartTooLate { name, days: *by },
                ),
                Conflict::MustStartTooEarly { .. } => {
                    (Severity::Problem, Finding::MustStartTooEarly { name })
                }
                Conflict::MustStartOffDay { .. } => {
                    (Severity::Warning, Finding::MustStartOffDay { name })
                }
                Conflict::DeadlineMissed { by, .. } => (
                    Severity::Problem,
                    Finding::DeadlineMissed { name, days: *by },
                ),
            };
            list.add(severity, Place::Task(conflict.task().clone()), finding);
        }
        // Planning back, being short of time says it already.
        if !self.schedule.planned_back {
            let late = || {
                self.schedule
                    .tasks
                    .iter()
                    .filter(|(_, t)| t.total_slack < 0)
            };
            let worst = late().min_by_key(|(id, task)| (task.total_slack, task.begins, *id));
            if let Some((id, task)) = worst {
                let finding = Finding::NegativeSlack {
                    name: self.name(id),
                    days: -task.total_slack,
                    tasks: late().count(),
                };
                list.add(Severity::Problem, Place::Task(id.clone()), finding);
            }
        }
    }

    fn tasks(&self, list: &mut List) {
        let in_option = |id| self.schedule.tasks.contains_key(id);
        let tasks = || {
            self.pitch
                .timeline
                .tasks
                .iter()
                .filter(|t| in_option(&t.id))
        };
        for task in tasks() {
            let place = || Place::Task(task.id.clone());
            let name = || task.name.clone();
            if task.kind == TaskKind::Milestone {
                continue;
            }
            if task.kind == TaskKind::Approval {
                if task.days() == 0 {
                    let finding = Finding::ApprovalWithoutTime { name: name() };
                    list.add(Severity::Warning, place(), finding);
                }
                continue;
            }
            if task.days() == 0 {
                let finding = Finding::TaskWithoutDuration { name: name() };
                list.add(Severity::Hint, place(), finding);
            }
            let assigned = |a: &crate::model::Assignment| {
                !a.hours.is_zero() && (a.role.is_some() || a.person.is_some())
            };
            if !task.assignments.iter().any(|a| assigned(a)) {
                let finding = Finding::NobodyAssigned { name: name() };
                list.add(Severity::Warning, place(), finding);
            }
        }
    }

    fn people(&self, list: &mut List) {
        let team = &self.pitch.team;
        let staffed = Staffed {
            pitch: self.pitch,
            schedule: self.schedule,
            weight: Decimal::ONE,
        };
        let load = load(&[staffed]);
        for row in &load.people {
            let Some(person) = &row.person else { continue };
            let weeks = || {
                load.weeks
                    .iter()
                    .zip(&row.weeks)
                    .filter(|(_, w)| w.is_overbooked())
            };
            let over =
                |week: &super::load::WeekLoad| week.hours - week.capacity.unwrap_or_default();
            let worst = weeks().max_by(|(a, x), (b, y)| over(x).cmp(&over(y)).then(b.cmp(a)));
            if let Some((week, worst)) = worst {
                let finding = Finding::Overbooked {
                    name: row.name.clone(),
                    week: *week,
                    hours: worst.hours,
                    capacity: worst.capacity.unwrap_or_default(),
                    weeks: weeks().count(),
                };
                list.add(Severity::Warning, Place::Person(person.clone()), finding);
            }
        }
        let away: HashMap<_, _> = team
            .people
            .iter()
            .filter(|person| !person.away.is_empty())
            .map(|person| (&person.id, &**person))
            .collect();
        if away.is_empty() {
            return;
        }
        for task in &self.pitch.timeline.tasks {
            let Some(scheduled) = self.schedule.tasks.get(&task.id).filter(|t| t.days > 0) else {
                continue;
            };
            for assignment in &task.assignments {
                let person = assignment.person.as_ref().and_then(|id| away.get(id));
                let Some(person) = person else { continue };
                let days = days_away(person, scheduled, &self.schedule.calendar);
                if days > 0 {
                    let all = days >= i64::from(scheduled.days);
                    let severity = if all {
                        Severity::Warning
                    } else {
                        Severity::Hint
                    };
                    let finding = Finding::AwayDuringTask {
                        person: person.name.clone(),
                        task: task.name.clone(),
                        days,
                        of: i64::from(scheduled.days),
                    };
                    list.add(severity, Place::Task(task.id.clone()), finding);
                }
            }
        }
    }

    fn lines(&self, list: &mut List) {
        for line in &self.pitch.budget.lines {
            let Some(figures) = self.price.lines.get(&line.id) else {
                continue;
            };
            let place = || Place::Line(line.id.clone());
            let name = || line.name.clone();
            if figures.price < figures.cost {
                let finding = Finding::PriceBelowCost {
                    name: name(),
                    price: figures.price,
                    cost: figures.cost,
                };
                list.add(Severity::Problem, place(), finding);
            } else if figures.price.is_zero() {
                let finding = Finding::LineWithoutPrice { name: name() };
                list.add(Severity::Hint, place(), finding);
            }
        }
        for id in &self.price.held {
            let name = self.pitch.budget.lines.find(id);
            let finding = Finding::AmountHeld {
                name: name.map_or_else(String::new, |line| line.name.clone()),
            };
            list.add(Severity::Problem, Place::Line(id.clone()), finding);
        }
    }

    fn payments(&self, list: &mut List) {
        if self.pitch.budget.payments.is_empty() {
            if !self.price.total.is_zero() {
                list.add(Severity::Hint, Place::Payments, Finding::NoPayments);
            }
            return;
        }
        let payments = payments(self.pitch, self.schedule, self.price);
        if !payments.difference.is_zero() {
            let finding = Finding::PaymentsDiffer {
                difference: payments.difference,
                total: self.price.total,
            };
            list.add(Severity::Problem, Place::Payments, finding);
        }
        for payment in payments.payments.iter().filter(|p| p.date.is_none()) {
            let finding = Finding::PaymentWithoutDate {
                name: payment.name.clone(),
            };
            list.add(Severity::Warning, Place::Payments, finding);
        }
        for payment in payments.payments.iter().filter(|p| p.amount.units() < 0) {
            let finding = Finding::PaymentNegative {
                name: payment.name.clone(),
                amount: payment.amount,
            };
            list.add(Severity::Problem, Place::Payments, finding);
        }
    }

    fn brief(&self, list: &mut List) {
        for objective in &self.pitch.brief.objectives {
            let place = || Place::Objective(objective.id.clone());
            let name = || objective.name.clone();
            if objective.metric.trim().is_empty() {
                let finding = Finding::ObjectiveWithoutMetric { name: name() };
                list.add(Severity::Warning, place(), finding);
            }
            if objective.by.is_none() {
                let finding = Finding::ObjectiveWithoutDate { name: name() };
                list.add(Severity::Warning, place(), finding);
            }
        }
        let client = &self.pitch.client;
        if let (Some(today), Some(date)) = (self.today, client.next_action_date)
            && date < today
            && is_open(self.pitch.status.stage)
        {
            let finding = Finding::NextActionOverdue {
                action: client.next_action.clone(),
                date,
            };
            list.add(Severity::Hint, Place::Brief, finding);
        }
    }

    fn story(&self, list: &mut List) {
        for section in self.pitch.story.sections.iter().filter(|s| !s.internal) {
            if self.is_empty(section) {
                let finding = Finding::EmptySection {
                    title: section.title.clone(),
                };
                let place = Place::Section(section.id.clone());
                list.add(Severity::Warning, place, finding);
            }
        }
    }

    fn is_empty(&self, section: &Section) -> bool {
        let pitch = self.pitch;
        let blank = |texts: &[&str]| texts.iter().all(|text| text.trim().is_empty());
        match section.kind {
            SectionKind::Prose => blank(&[&section.text]),
            SectionKind::Concept => blank(&[
                &section.text,
                &section.idea,
                &section.rationale,
                &section.executions,
            ]),
            SectionKind::Objectives => pitch.brief.objectives.is_empty(),
            SectionKind::Deliverables => {
                pitch.scope.deliverables.is_empty() && blank(&[&pitch.scope.out_of_scope])
            }
            SectionKind::Timeline => self.schedule.tasks.is_empty(),
            SectionKind::Budget => self.price.lines.is_empty(),
            SectionKind::Options => pitch.budget.options.is_empty(),
            SectionKind::Media => pitch.media.flights.is_empty(),
            SectionKind::Team => pitch.team.people.is_empty() && pitch.team.roles.is_empty(),
            SectionKind::Payments => pitch.budget.payments.is_empty(),
            SectionKind::Terms => {
                let terms = &pitch.terms;
                terms.valid_until.is_none()
                    && blank(&[
                        &terms.assumptions,
                        &terms.exclusions,
                        &terms.cancellation,
                        &terms.ownership,
                    ])
            }
            SectionKind::Signatures => false,
        }
    }

    fn scope(&self, list: &mut List) {
        let scope = &self.pitch.scope;
        if scope.out_of_scope.trim().is_empty() {
            list.add(Severity::Warning, Place::Scope, Finding::NothingOutOfScope);
        }
        let lines: std::collections::HashSet<_> = self
            .pitch
            .budget
            .lines
            .iter()
            .map(|line| &line.id)
            .collect();
        for deliverable in &scope.deliverables {
            let mut missing = Vec::new();
            if deliverable.rounds.is_none() {
                missing.push(Missing::Rounds);
            }
            if deliverable.acceptance.trim().is_empty() {
                missing.push(Missing::Acceptance);
            }
            if !deliverable.lines.iter().any(|line| lines.contains(line)) {
                missing.push(Missing::Line);
            }
            if !missing.is_empty() {
                let finding = Finding::DeliverableIncomplete {
                    name: deliverable.name.clone(),
                    missing,
                };
                let place = Place::Deliverable(deliverable.id.clone());
                list.add(Severity::Warning, place, finding);
            }
        }
    }

    fn flights(&self, list: &mut List) {
        let brief = &self.pitch.brief;
        let first = brief.client_start.or(self.schedule.launch);
        let end = brief.client_finish;
        let option = self.price.option.as_ref();
        for flight in self.pitch.media.flights.iter().filter(|f| f.is_in(option)) {
            let name = || {
                let parts = [flight.channel.trim(), flight.placement.trim()];
                let parts: Vec<&str> = parts.into_iter().filter(|p| !p.is_empty()).collect();
                parts.join(", ")
            };
            let place = || Place::Flight(flight.id.clone());
            let (Some(start), Some(finish)) = (flight.start, flight.finish) else {
                let finding = Finding::FlightWithoutDates { name: name() };
                list.add(Severity::Warning, place(), finding);
                continue;
            };
            if finish < start {
                let finding = Finding::FlightEndsBeforeStart { name: name() };
                list.add(Severity::Problem, place(), finding);
            } else if let Some(first) = first.filter(|first| start < *first) {
                let finding = Finding::FlightBeforeCampaign {
                    name: name(),
                    start,
                    first,
                };
                list.add(Severity::Warning, place(), finding);
            } else if let Some(last) = end.filter(|end| finish > *end) {
                let finding = Finding::FlightAfterCampaign {
                    name: name(),
                    finish,
                    last,
                };
                list.add(Severity::Warning, place(), finding);
            }
        }
    }

    fn terms(&self, list: &mut List) {
        let terms = &self.pitch.terms;
        let parts = [
            (TermsPart::Assumptions, &terms.assumptions),
            (TermsPart::Exclusions, &terms.exclusions),
            (TermsPart::Cancellation, &terms.cancellation),
            (TermsPart::Ownership, &terms.ownership),
        ];
        let missing: Vec<TermsPart> = parts
            .into_iter()
            .filter(|(_, text)| text.trim().is_empty())
            .map(|(part, _)| part)
            .collect();
        if !missing.is_empty() {
            let finding = Finding::TermsMissing { parts: missing };
            list.add(Severity::Warning, Place::Terms, finding);
        }
        match (terms.valid_until, self.today) {
            (None, _) => list.add(Severity::Hint, Place::Terms, Finding::NoValidity),
            (Some(date), Some(today)) if date < today && is_open(self.pitch.status.stage) => {
                let finding = Finding::ValidityPassed { date };
                list.add(Severity::Problem, Place::Terms, finding);
            }
            _ => {}
        }
    }
}
