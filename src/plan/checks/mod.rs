//! The checks of a pitch: one list of what does not fit, is missing or should be looked at.
//!
//! Here are the list and what is looked for in the money; `rates`, `dates` and `texts` look at the
//! rest, `wording` at what looks internal, and `finding` has the words.

mod dates;
mod finding;
mod rates;
mod texts;
mod wording;

use std::collections::HashMap;

use super::payments::payments;
use super::price::{Price, price as price_of};
use super::schedule::Schedule;
use crate::model::{
    BudgetOption, Date, DeliverableId, FlightId, LineId, Money, ObjectiveId, PersonId, Pitch,
    SectionId, TaskId,
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
    subject.rates(&mut list);
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

    fn lines(&self, list: &mut List) {
        for line in &self.pitch.budget.lines {
            let Some(figures) = self.price.lines.get(&line.id) else {
                continue;
            };
            let place = || Place::Line(line.id.clone());
            let name = || line.name.clone();
            // What takes something off again saves cost too: less than it takes off.
            if figures.price < figures.cost && figures.cost >= Money::ZERO {
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
}
