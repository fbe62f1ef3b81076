//! Checks of what is written: brief, story, scope, flights and terms.

use std::collections::HashSet;
use std::sync::Arc;

use super::{Finding, List, Missing, Place, Severity, Subject, TermsPart};
use crate::model::{Figure, Section, SectionKind};
use crate::plan::pipeline::is_open;

impl Subject<'_> {
    pub(super) fn brief(&self, list: &mut List) {
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

    pub(super) fn story(&self, list: &mut List) {
        for section in self.pitch.story.sections.iter().filter(|s| !s.internal) {
            if self.is_empty(section) {
                let finding = Finding::EmptySection {
                    title: section.title.clone(),
                };
                let place = Place::Section(section.id.clone());
                list.add(Severity::Warning, place, finding);
            }
            let is_mute = |figure: &&Arc<Figure>| figure.description.trim().is_empty();
            let count = section.figures.iter().filter(is_mute).count();
            if count > 0 {
                let finding = Finding::PicturesWithoutDescription {
                    title: section.title.clone(),
                    count,
                };
                list.add(Severity::Hint, Place::Section(section.id.clone()), finding);
            }
        }
    }

    fn is_empty(&self, section: &Section) -> bool {
        let pitch = self.pitch;
        let blank = |texts: &[&str]| texts.iter().all(|text| text.trim().is_empty());
        if !section.figures.is_empty() {
            return false;
        }
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

    pub(super) fn scope(&self, list: &mut List) {
        let scope = &self.pitch.scope;
        if scope.out_of_scope.trim().is_empty() {
            list.add(Severity::Warning, Place::Scope, Finding::NothingOutOfScope);
        }
        let lines: HashSet<_> = self
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

    pub(super) fn flights(&self, list: &mut List) {
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

    pub(super) fn terms(&self, list: &mut List) {
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
