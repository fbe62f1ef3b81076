//! Words that the client will see and that look as if they were meant for us.

use super::{Finding, List, Place, Severity};
use crate::model::Pitch;

/// Whole words or phrases, in lower case and in each language that is spoken here: a pitch is not
/// always in that of the page.
const INTERNAL: [&str; 44] = [
    "todo",
    "to do:",
    "fixme",
    "tbd",
    "tbc",
    "xxx",
    "lorem ipsum",
    "placeholder",
    "internal",
    "internally",
    "confidential to us",
    "do not send",
    "do not show",
    "not for the client",
    "don't tell",
    "our margin",
    "profit margin",
    "agency margin",
    "cost rate",
    "markup",
    "mark-up",
    "zu erledigen:",
    "noch zu klären",
    "platzhalter",
    // Not alone: in English it is somebody who learns.
    "intern:",
    "nur intern",
    "interne",
    "internem",
    "internen",
    "interner",
    "internes",
    "vertraulich für uns",
    "nur für uns",
    "nicht senden",
    "nicht versenden",
    "nicht zeigen",
    "nicht für den kunden",
    "dem kunden nicht sagen",
    "unsere marge",
    "gewinnmarge",
    "agenturmarge",
    "kostensatz",
    "selbstkosten",
    "aufschlag",
];

/// Finds such words in every text that the client sees, at most one for each entry.
pub(super) fn looks_internal(pitch: &Pitch, list: &mut List) {
    let mut look = |name: &str, place: Place, texts: &[&str]| {
        if let Some(word) = texts.iter().find_map(|text| internal_word(text)) {
            let finding = Finding::LooksInternal {
                name: name.to_owned(),
                word: word.to_owned(),
            };
            list.add(Severity::Warning, place.clone(), finding);
        }
        // A template has nothing but guidance, and is not sent.
        let guidance = texts.iter().find_map(|text| guidance(text));
        if let Some(text) = guidance.filter(|_| !pitch.is_template) {
            let finding = Finding::Guidance {
                name: name.to_owned(),
                text: text.to_owned(),
            };
            list.add(Severity::Warning, place, finding);
        }
    };
    look(
        t!("The cover"),
        Place::Brief,
        &[&pitch.title, &pitch.proposal.subtitle],
    );
    for section in pitch.story.sections.iter().filter(|s| !s.internal) {
        let mut texts = vec![
            &*section.title,
            &section.text,
            &section.idea,
            &section.rationale,
            &section.executions,
        ];
        for figure in &section.figures {
            texts.extend([&*figure.description, &figure.caption]);
        }
        look(&section.title, Place::Section(section.id.clone()), &texts);
    }
    for objective in &pitch.brief.objectives {
        let texts = [
            &*objective.name,
            &objective.metric,
            &objective.baseline,
            &objective.target,
        ];
        look(
            &objective.name,
            Place::Objective(objective.id.clone()),
            &texts,
        );
    }
    for deliverable in &pitch.scope.deliverables {
        let texts = [
            &*deliverable.name,
            &deliverable.specification,
            &deliverable.acceptance,
        ];
        let place = Place::Deliverable(deliverable.id.clone());
        look(&deliverable.name, place, &texts);
    }
    look(
        t!("The scope"),
        Place::Scope,
        &[&pitch.scope.out_of_scope, &pitch.scope.changes],
    );
    for task in &pitch.timeline.tasks {
        look(&task.name, Place::Task(task.id.clone()), &[&task.name]);
    }
    for phase in &pitch.timeline.phases {
        look(&phase.name, Place::Timeline, &[&phase.name]);
    }
    for group in &pitch.budget.groups {
        look(&group.name, Place::Budget, &[&group.name]);
    }
    for option in &pitch.budget.options {
        look(
            &option.name,
            Place::Budget,
            &[&option.name, &option.description],
        );
    }
    for line in &pitch.budget.lines {
        look(
            &line.name,
            Place::Line(line.id.clone()),
            &[&line.name, &line.unit],
        );
    }
    for instalment in &pitch.budget.payments {
        look(&instalment.name, Place::Payments, &[&instalment.name]);
    }
    for flight in &pitch.media.flights {
        let texts = [&*flight.channel, &flight.placement];
        look(&flight.channel, Place::Flight(flight.id.clone()), &texts);
    }
    for person in &pitch.team.people {
        look(
            &person.name,
            Place::Person(person.id.clone()),
            &[&person.biography],
        );
    }
    let terms = &pitch.terms;
    look(
        t!("The terms"),
        Place::Terms,
        &[
            &terms.assumptions,
            &terms.exclusions,
            &terms.cancellation,
            &terms.ownership,
        ],
    );
}

/// Words in square brackets that are no link, no footnote and no picture: what a template says to
/// whoever fills it in.
fn guidance(text: &str) -> Option<&str> {
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        let (inside, behind) = after.split_once(']')?;
        let is_link = behind.starts_with(['(', '[', ':']) || before.ends_with([']', '!', '\\']);
        let is_mark = inside.starts_with('^') || matches!(inside, "" | " " | "x" | "X");
        if !is_link && !is_mark && !inside.contains('[') && inside.contains(char::is_alphabetic) {
            return Some(inside);
        }
        rest = behind;
    }
    None
}

fn internal_word(text: &str) -> Option<&'static str> {
    if text.is_empty() {
        return None;
    }
    let text = text.to_lowercase();
    INTERNAL.into_iter().find(|word| {
        text.match_indices(word).any(|(at, found)| {
            let letter = |c: char| c.is_alphanumeric();
            let before = text.get(..at).and_then(|before| before.chars().next_back());
            let after = text
                .get(at + found.len()..)
                .and_then(|after| after.chars().next());
            !before.is_some_and(letter) && !after.is_some_and(letter)
        })
    })
}
