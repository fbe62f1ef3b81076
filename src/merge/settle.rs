//! A merged document becomes a pitch again: what it refers to is there, and it passes the reader.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::change::Change;
use super::fields::{Kind, Of, Shape};
use super::names::{Names, text};
use super::table::PITCH;
use super::walk::{self, LetGo};
use crate::file::{self, Document, Repair};
use crate::model::{
    DeliverableId, FlightId, GroupId, Identifier, LineId, ObjectiveId, OptionId, PersonId, PhaseId,
    Pitch, PitchId, RoleId, TaskId,
};
use crate::words::Word;

/// What a merge had to do beside what was decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// One copy removed an entry that the other still needs: it is kept.
    Kept {
        /// What it is, such as role.
        noun: Word,
        /// What it is called.
        name: String,
        /// What needs it.
        needed_by: Vec<String>,
    },
    /// An entry went, and what referred to it stands without it.
    LetGo {
        /// What it is, such as role.
        noun: Word,
        /// What it is called.
        name: String,
        /// What stands without it.
        needed_by: Vec<String>,
    },
    /// What the reader puts right, such as a loop that links of both copies close.
    Repaired(Repair),
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Kept {
                noun,
                name,
                needed_by,
            } => f.write_str(&t!(
                "{entry} is gone in one copy and is kept: it is needed by {names}.",
                entry = the(*noun, name),
                names = listed(needed_by)
            )),
            Self::LetGo {
                noun,
                name,
                needed_by,
            } => f.write_str(&t!(
                "{entry} is let go; without it now: {names}.",
                entry = the(*noun, name),
                names = listed(needed_by)
            )),
            Self::Repaired(Repair::LinkSetAside { from, to }) => f.write_str(&t!(
                "The link from “{from}” to “{to}” closes a loop with a link of the other copy; it is set aside in the file and does not count."
            )),
            Self::Repaired(repair) => repair.fmt(f),
        }
    }
}

/// An entry at the beginning of a sentence.
fn the(noun: Word, name: &str) -> String {
    match noun.english() {
        "role" => t!("The role “{name}”"),
        "person" => t!("The person “{name}”"),
        "phase" => t!("The phase “{name}”"),
        "task" => t!("The task “{name}”"),
        "group" => t!(budget "The group “{name}”"),
        "line" => t!(budget "The line “{name}”"),
        "option" => t!("The option “{name}”"),
        "flight" => t!("The flight “{name}”"),
        "deliverable" => t!("The deliverable “{name}”"),
        "objective" => t!("The objective “{name}”"),
        "section" => t!("The section “{name}”"),
        _ => t!("“{name}”"),
    }
}

/// Names in a sentence.
fn listed(names: &[String]) -> String {
    const NAMED: usize = 5;
    let shown: Vec<String> = (names.iter().take(NAMED))
        .map(|name| t!("“{name}”"))
        .collect();
    match names.len().checked_sub(NAMED) {
        Some(more) if more > 0 => t!("{names} and {more} more", names = shown.join(", ")),
        _ => shown.join(", "),
    }
}

/// Why two copies cannot be merged as it was decided. Nothing is changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MergeError {
    /// The result is beyond what a pitch may hold.
    #[error("{}", t!("Merged like this the pitch would not be taken: {0} Choose one side where both are long.", .0))]
    Refused(String),
    /// There is no change with this key.
    #[error("{}", t!("This change is not there any more. Compare the copies again."))]
    NoSuchChange,
}

/// What the document refers to that is not in it, with the names of what refers to it.
pub(super) fn dangling(pitch: &Value) -> BTreeMap<(Of, String), Vec<String>> {
    let names = Names::of(pitch);
    let mut found = Found {
        names: &names,
        missing: BTreeMap::new(),
    };
    if let Some(pitch) = pitch.as_object() {
        found.object(&PITCH, pitch, t!("The pitch"));
    }
    found.missing
}

struct Found<'a> {
    names: &'a Names,
    missing: BTreeMap<(Of, String), Vec<String>>,
}

impl Found<'_> {
    fn object(&mut self, shape: &'static Shape, entry: &Map<String, Value>, by: &str) {
        for field in shape.fields {
            let Some(value) = entry.get(field.name) else {
                continue;
            };
            let values = value.as_array().into_iter().flatten();
            match field.kind {
                Kind::Names(of) => self.one(of, value.as_str(), by),
                Kind::NamesAll(of, _) => {
                    for value in values {
                        self.one(of, value.as_str(), by);
                    }
                }
                Kind::Due => {
                    self.one(Of::Tasks, value.get("task").and_then(Value::as_str), by);
                }
                Kind::Group(inner) | Kind::Record(inner) => {
                    let by = if shape.is_pitch() {
                        field.label.said()
                    } else {
                        by
                    };
                    if let Some(value) = value.as_object() {
                        self.object(inner, value, by);
                    }
                }
                Kind::Entries(inner) => {
                    for value in values.filter_map(Value::as_object) {
                        let own = self.names.entry(inner, value);
                        // An assignment is known by its task.
                        let by = if text(entry, "id").is_empty() {
                            &own
                        } else {
                            by
                        };
                        self.object(inner, value, by);
                    }
                }
                _ => {}
            }
        }
    }

    fn one(&mut self, of: Of, id: Option<&str>, by: &str) {
        if let Some(id) = id.filter(|id| self.names.find(of, id).is_none()) {
            let referring = self.missing.entry((of, id.to_owned())).or_default();
            if !referring.iter().any(|name| name == by) {
                referring.push(by.to_owned());
            }
        }
    }
}

/// Makes a merged document a pitch: through the same door as a file, after which what is to be
/// let go goes as if it were deleted on its screen.
pub(super) fn settled(
    pitch: Value,
    changes: &[Change],
    let_go: &[LetGo],
) -> Result<(Pitch, Vec<Note>), MergeError> {
    let refused = |what: String| MergeError::Refused(what);
    let pitch: Pitch =
        serde_json::from_value(pitch).map_err(|error| refused(format!("{error}.")))?;
    let kept = changes.iter().filter_map(|change| {
        let entry = change.trail.last()?;
        if change.needed_by.is_empty() || change.taken != change.default {
            return None;
        }
        let of = walk::list_of(&change.key, &entry.id)?;
        Some(Note::Kept {
            noun: of.shape().noun,
            name: entry.name.clone(),
            needed_by: change.needed_by.clone(),
        })
    });
    let mut notes: Vec<Note> = kept.collect();
    let mut pitch = pitch;
    for entry in let_go {
        remove(&mut pitch, entry.of, &entry.id);
        notes.push(Note::LetGo {
            noun: entry.of.shape().noun,
            name: entry.named.name.clone(),
            needed_by: entry.needed_by.clone(),
        });
    }
    let text = file::write_compact(&Document::new(PitchId::from_random(0), pitch));
    let opened = file::read(&text).map_err(|error| {
        refused(match error {
            file::ReadError::BeyondLimit { place, what } => format!("{place}: {what}."),
            file::ReadError::TooLarge => {
                t!(
                    "it is larger than {size} MB.",
                    size = file::MAX_BYTES / 1_000_000
                )
            }
            other => other.to_string(),
        })
    })?;
    notes.extend(opened.repairs.into_iter().map(Note::Repaired));
    Ok((opened.document.pitch, notes))
}

/// Takes an entry out with what refers to it, as its screen does; nothing else is lost.
fn remove(pitch: &mut Pitch, of: Of, id: &str) {
    fn with<Id: Identifier>(id: &str, act: impl FnOnce(&Id)) {
        if let Some(id) = Id::parse(id) {
            act(&id);
        }
    }
    match of {
        Of::Roles => with(id, |id: &RoleId| {
            pitch.remove_role(id);
        }),
        Of::People => with(id, |id: &PersonId| {
            pitch.remove_person(id);
        }),
        Of::Phases => with(id, |id: &PhaseId| {
            pitch.remove_phase(id);
        }),
        Of::Tasks => with(id, |id: &TaskId| {
            pitch.remove_task(id);
        }),
        Of::Groups => with(id, |id: &GroupId| {
            pitch.remove_group(id);
        }),
        Of::Lines => with(id, |id: &LineId| {
            pitch.remove_line(id);
        }),
        Of::Flights => with(id, |id: &FlightId| {
            pitch.remove_flight(id);
        }),
        Of::Deliverables => with(id, |id: &DeliverableId| {
            pitch.remove_deliverable(id);
        }),
        Of::Objectives => with(id, |id: &ObjectiveId| {
            Arc::make_mut(&mut pitch.brief).objectives.remove(id);
            let media = Arc::make_mut(&mut pitch.media);
            media.measures.retain(|measure| measure.objective != *id);
        }),
        // Nothing refers to a section so that it would miss it.
        Of::Sections => {}
        Of::Options => with(id, |id: &OptionId| remove_option(pitch, id)),
    }
}

/// Takes an option out. What belonged to it alone stays, in every option, where deleting an option
/// on its screen would take it along.
fn remove_option(pitch: &mut Pitch, id: &OptionId) {
    let without = |named: &mut Vec<OptionId>| named.retain(|option| option != id);
    let budget = Arc::make_mut(&mut pitch.budget);
    budget.lines.change_where(
        |line| line.options.contains(id),
        |line| without(&mut line.options),
    );
    Arc::make_mut(&mut pitch.timeline).tasks.change_where(
        |task| task.options.contains(id),
        |task| without(&mut task.options),
    );
    Arc::make_mut(&mut pitch.media).flights.change_where(
        |flight| flight.options.contains(id),
        |flight| without(&mut flight.options),
    );
    pitch.remove_option(id);
}

/// The names of all copies that know this entry.
pub(super) fn is_known(names: &walk::NamesOfAll, of: Of, id: &str) -> bool {
    names.iter().any(|names| names.find(of, id).is_some())
}

/// The keys of what is needed.
pub(super) type Needed = BTreeMap<String, Vec<String>>;

/// Adds what a document refers to and lacks; `false` when it lacks nothing that a copy has.
pub(super) fn grow(needed: &mut Needed, pitch: &Value, names: &walk::NamesOfAll) -> bool {
    let before: BTreeSet<String> = needed.keys().cloned().collect();
    for ((of, id), by) in dangling(pitch) {
        if is_known(names, of, &id) {
            needed.entry(walk::key(of, &id)).or_insert(by);
        }
    }
    needed.len() > before.len()
}
