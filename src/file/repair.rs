//! What a damaged or hand-made file gets wrong and can be put right without losing anything:
//! ids used twice, references to what is not there, links that close a loop.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use serde_json::Value;

use crate::model::list::Entry;
use crate::model::{Due, Extra, Identifier, List, ObjectiveMeasure, OptionRounds, Pitch};
use crate::plan::schedule::schedule;

/// Something that was put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Repair {
    /// An id stood twice; the later entry got another.
    DoubleId {
        /// In which list.
        list: &'static str,
        /// The id.
        id: String,
    },
    /// A reference named what is not there; it is remembered as a field of its entry.
    Dangling {
        /// What referred.
        from: String,
        /// What it referred to, in words.
        to: &'static str,
    },
    /// A link closed a loop or led nowhere; it is set aside in the file.
    LinkSetAside {
        /// The name of the predecessor.
        from: String,
        /// The name of the successor.
        to: String,
    },
    /// A picture is not what its name says; it is left out, and its place is kept.
    Picture {
        /// What the file calls it.
        name: String,
    },
}

impl fmt::Display for Repair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DoubleId { list, id } => f.write_str(&t!(
                "Two entries of {list} had the id “{id}”; the later one got a new id."
            )),
            Self::Dangling { from, to } => f.write_str(&t!(
                "{from} referred to a {to} that is not in the file; the reference was taken out and is remembered in the file."
            )),
            Self::LinkSetAside { from, to } => f.write_str(&t!(
                "The link from “{from}” to “{to}” closes a loop or leads nowhere; it was set aside in the file and does not count."
            )),
            Self::Picture { name } => f.write_str(&t!(
                "A picture in the file is damaged and was left out: {name}. Its place is kept; choose the picture again there, or ask for the file to be sent again."
            )),
        }
    }
}

/// Puts right what can be put right without losing anything, and says what it was. Doing it again
/// changes nothing.
pub fn repair(pitch: &mut Pitch) -> Vec<Repair> {
    let mut repairs = Vec::new();
    double_ids(pitch, &mut repairs);
    dangling(pitch, &mut repairs);
    loops(pitch, &mut repairs);
    repairs
}

fn double_ids(pitch: &mut Pitch, repairs: &mut Vec<Repair>) {
    // A section is copied only when there is something to put right in it.
    macro_rules! in_list {
        ($section:ident, $list:ident) => {
            if has_doubles(&pitch.$section.$list) {
                let list = &mut Arc::make_mut(&mut pitch.$section).$list;
                unique(
                    list,
                    concat!(stringify!($section), " › ", stringify!($list)),
                    repairs,
                );
            }
        };
    }
    in_list!(client, contacts);
    in_list!(brief, objectives);
    in_list!(story, sections);
    in_list!(scope, deliverables);
    in_list!(team, roles);
    in_list!(team, people);
    in_list!(timeline, holidays);
    in_list!(timeline, phases);
    in_list!(timeline, tasks);
    in_list!(timeline, links);
    in_list!(timeline, baselines);
    in_list!(budget, groups);
    in_list!(budget, lines);
    in_list!(budget, options);
    in_list!(budget, payments);
    in_list!(budget, offers);
    in_list!(media, flights);
    in_list!(journal, entries);
    in_list!(pursuit, time);
    if (pitch.story.sections.iter()).any(|section| has_doubles(&section.figures)) {
        let sections = &mut Arc::make_mut(&mut pitch.story).sections;
        each(sections, |section| {
            unique(&mut section.figures, t!("a section's pictures"), repairs);
        });
    }
    if pitch
        .timeline
        .tasks
        .iter()
        .any(|task| has_doubles(&task.assignments))
    {
        let tasks = &mut Arc::make_mut(&mut pitch.timeline).tasks;
        each(tasks, |task| {
            unique(&mut task.assignments, t!("a task's assignments"), repairs);
        });
    }
    if pitch
        .team
        .people
        .iter()
        .any(|person| has_doubles(&person.away))
    {
        let people = &mut Arc::make_mut(&mut pitch.team).people;
        each(people, |person| {
            unique(&mut person.away, t!("a person's days away"), repairs);
        });
    }
}

/// Every entry in turn, to be changed.
fn each<T: Entry>(list: &mut List<T>, mut act: impl FnMut(&mut T)) {
    let entries: Vec<Arc<T>> = list.iter().cloned().collect();
    *list = entries
        .into_iter()
        .map(|mut entry| {
            act(Arc::make_mut(&mut entry));
            entry
        })
        .collect();
}

fn has_doubles<T: Entry>(list: &List<T>) -> bool {
    let ids: BTreeSet<&str> = list.iter().map(|entry| entry.id().as_str()).collect();
    ids.len() != list.len()
}

/// Gives every later entry with an id that stood before a new one, made from the old.
fn unique<T: Entry>(list: &mut List<T>, name: &'static str, repairs: &mut Vec<Repair>) {
    let mut taken: BTreeSet<String> = list
        .iter()
        .map(|entry| entry.id().as_str().to_owned())
        .collect();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    each(list, |entry| {
        let id = entry.id().as_str().to_owned();
        if seen.insert(id.clone()) {
            return;
        }
        let stem: String = id.chars().take(50).collect();
        for number in 2_u64.. {
            let candidate = format!("{stem}-{number}");
            if taken.insert(candidate.clone()) {
                let random = u64::from(crc32fast::hash(candidate.as_bytes()));
                entry.set_id(parse_or(&candidate, random));
                seen.insert(candidate);
                break;
            }
        }
        repairs.push(Repair::DoubleId { list: name, id });
    });
}

/// The id with this text; ids made of an id and a number are always well formed.
fn parse_or<Id: Identifier>(text: &str, random: u64) -> Id {
    Id::parse(text).unwrap_or_else(|| Id::from_random(random))
}

/// Takes out a reference that names nothing, and remembers it.
fn forget<Id: Identifier>(
    reference: &mut Option<Id>,
    known: &BTreeSet<String>,
    extra: &mut Extra,
    field: &str,
) -> bool {
    let lost = reference
        .take_if(|id| !known.contains(id.as_str()))
        .map(|id| extra.insert(format!("lost_{field}"), Value::String(id.to_string())));
    lost.is_some()
}

/// The same for a list of references.
fn forget_all<Id: Identifier>(
    references: &mut Vec<Id>,
    known: &BTreeSet<String>,
    extra: &mut Extra,
    field: &str,
) -> bool {
    let lost: Vec<Value> = references
        .iter()
        .filter(|id| !known.contains(id.as_str()))
        .map(|id| Value::String(id.to_string()))
        .collect();
    if lost.is_empty() {
        return false;
    }
    references.retain(|id| known.contains(id.as_str()));
    extra.insert(format!("lost_{field}"), Value::Array(lost));
    true
}

fn ids<T: Entry>(list: &List<T>) -> BTreeSet<String> {
    list.iter()
        .map(|entry| entry.id().as_str().to_owned())
        .collect()
}

fn dangling(pitch: &mut Pitch, repairs: &mut Vec<Repair>) {
    let roles = ids(&pitch.team.roles);
    let people = ids(&pitch.team.people);
    let phases = ids(&pitch.timeline.phases);
    let tasks = ids(&pitch.timeline.tasks);
    let groups = ids(&pitch.budget.groups);
    let lines = ids(&pitch.budget.lines);
    let options = ids(&pitch.budget.options);
    let flights = ids(&pitch.media.flights);
    let deliverables = ids(&pitch.scope.deliverables);
    let mut note = |lost: bool, from: &str, to: &'static str| {
        if lost {
            let from = if from.is_empty() {
                t!("An entry")
            } else {
                from
            };
            repairs.push(Repair::Dangling {
                from: t!("“{name}”", name = from),
                to,
            });
        }
    };

    let mut team = pitch.team.clone();
    each(&mut Arc::make_mut(&mut team).people, |person| {
        let lost = forget(&mut person.role, &roles, &mut person.extra, "role");
        note(lost, &person.name, t!(lost "role"));
    });
    let mut pursuit = pitch.pursuit.clone();
    each(&mut Arc::make_mut(&mut pursuit).time, |time| {
        let lost = forget(&mut time.role, &roles, &mut time.extra, "role");
        note(lost, &time.note, t!(lost "role"));
    });
    let mut timeline = pitch.timeline.clone();
    let changed = Arc::make_mut(&mut timeline);
    let lost = forget(&mut changed.launch, &tasks, &mut changed.extra, "launch");
    note(lost, t!("The timeline"), t!(lost "launch milestone"));
    each(&mut changed.tasks, |task| {
        let lost = forget(&mut task.phase, &phases, &mut task.extra, "phase");
        note(lost, &task.name, t!(lost "phase"));
        let lost = forget_all(&mut task.options, &options, &mut task.extra, "options");
        note(lost, &task.name, t!(lost "option"));
        let name = task.name.clone();
        each(&mut task.assignments, |assignment| {
            let lost = forget(&mut assignment.role, &roles, &mut assignment.extra, "role");
            note(lost, &name, t!(lost "role"));
            let lost = forget(
                &mut assignment.person,
                &people,
                &mut assignment.extra,
                "person",
            );
            note(lost, &name, t!(lost "person"));
        });
    });
    let mut budget = pitch.budget.clone();
    let changed = Arc::make_mut(&mut budget);
    let lost = forget(
        &mut changed.recommended,
        &options,
        &mut changed.extra,
        "recommended",
    );
    note(lost, t!("The budget"), t!(lost "recommended option"));
    each(&mut changed.lines, |line| {
        let lost = forget(&mut line.group, &groups, &mut line.extra, "group");
        note(lost, &line.name, t!(lost "group"));
        let lost = forget(&mut line.role, &roles, &mut line.extra, "role");
        note(lost, &line.name, t!(lost "role"));
        let lost = forget(&mut line.phase, &phases, &mut line.extra, "phase");
        note(lost, &line.name, t!(lost "phase"));
        let lost = forget(&mut line.task, &tasks, &mut line.extra, "task");
        note(lost, &line.name, t!(lost "task"));
        let lost = forget(&mut line.flight, &flights, &mut line.extra, "flight");
        note(lost, &line.name, t!(lost "flight"));
        let lost = forget_all(&mut line.options, &options, &mut line.extra, "options");
        note(lost, &line.name, t!(lost "option"));
    });
    each(&mut changed.payments, |instalment| {
        if let Due::Task(task) = &instalment.due
            && !tasks.contains(task.as_str())
        {
            let lost = Value::String(task.to_string());
            instalment.extra.insert("lost_due".to_owned(), lost);
            instalment.due = Due::Signature;
            note(true, &instalment.name, t!(lost "task"));
        }
    });
    each(&mut changed.options, |option| {
        let lost: Vec<OptionRounds> = (option.rounds)
            .extract_if(.., |own| !deliverables.contains(own.deliverable.as_str()))
            .collect();
        // Plain data, so this cannot fail.
        if let Some(lost) = (!lost.is_empty()).then(|| serde_json::to_value(lost).ok()) {
            option
                .extra
                .extend(lost.map(|lost| ("lost_rounds".to_owned(), lost)));
            note(true, &option.name, t!(lost "deliverable"));
        }
    });
    each(&mut changed.offers, |offer| {
        let lost = forget(&mut offer.option, &options, &mut offer.extra, "option");
        note(lost, &offer.name, t!(lost "option"));
    });
    let mut media = pitch.media.clone();
    each(&mut Arc::make_mut(&mut media).flights, |flight| {
        let lost = forget_all(&mut flight.options, &options, &mut flight.extra, "options");
        note(lost, &flight.channel, t!(lost "option"));
    });
    let objectives = ids(&pitch.brief.objectives);
    let changed = Arc::make_mut(&mut media);
    let lost: Vec<ObjectiveMeasure> = (changed.measures)
        .extract_if(.., |one| !objectives.contains(one.objective.as_str()))
        .collect();
    // Plain data, so this cannot fail.
    if let Some(lost) = (!lost.is_empty()).then(|| serde_json::to_value(lost).ok()) {
        let lost = lost.map(|lost| ("lost_measures".to_owned(), lost));
        changed.extra.extend(lost);
        note(true, t!("The media plan"), t!(lost "objective"));
    }
    let mut scope = pitch.scope.clone();
    each(&mut Arc::make_mut(&mut scope).deliverables, |deliverable| {
        let lost = forget(&mut deliverable.due, &tasks, &mut deliverable.extra, "due");
        note(lost, &deliverable.name, t!(lost "task"));
        let lost = forget_all(
            &mut deliverable.lines,
            &lines,
            &mut deliverable.extra,
            "lines",
        );
        note(lost, &deliverable.name, t!(lost "budget line"));
        let lost = forget_all(
            &mut deliverable.tasks,
            &tasks,
            &mut deliverable.extra,
            "tasks",
        );
        note(lost, &deliverable.name, t!(lost "task"));
    });
    pitch.team = team;
    pitch.pursuit = pursuit;
    pitch.timeline = timeline;
    pitch.budget = budget;
    pitch.media = media;
    pitch.scope = scope;
}

/// Sets aside the links that the schedule does not count, in the timeline's `set_aside_links`.
fn loops(pitch: &mut Pitch, repairs: &mut Vec<Repair>) {
    let set_aside = schedule(&pitch.timeline, None).set_aside;
    if set_aside.is_empty() {
        return;
    }
    let timeline = Arc::make_mut(&mut pitch.timeline);
    let mut kept: Vec<Value> = match timeline.extra.remove("set_aside_links") {
        Some(Value::Array(links)) => links,
        Some(other) => vec![other],
        None => Vec::new(),
    };
    for id in &set_aside {
        let Some(link) = timeline.links.remove(id) else {
            continue;
        };
        let name = |id| {
            timeline
                .tasks
                .find(id)
                .map_or_else(|| id.to_string(), |task| task.name.clone())
        };
        repairs.push(Repair::LinkSetAside {
            from: name(&link.from),
            to: name(&link.to),
        });
        // A link is plain data, so this cannot fail; if it did, the link would stay out.
        kept.extend(serde_json::to_value(&*link).ok());
    }
    timeline
        .extra
        .insert("set_aside_links".to_owned(), Value::Array(kept));
}
