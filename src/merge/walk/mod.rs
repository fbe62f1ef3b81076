//! The walk over three copies of a document at once. It makes the list of changes and the merged
//! document in one go, so that what is shown is what is done.

mod lists;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::change::{Change, Choice, Decisions, Difference, Named, Part, Side, What};
use super::fields::{Field, Kind, Of, Shape};
use super::names::Names;
use super::paragraphs;
use super::read::{self, Around};
use super::table::PITCH;

type Fields = Map<String, Value>;

/// Who says what is taken.
#[derive(Clone, Copy)]
pub(super) enum Policy<'a> {
    /// These decisions; the rest takes its default.
    Decided(&'a Decisions),
    /// One change is as said, the rest is as in our copy.
    Only(&'a str, Choice),
    /// One part is as in their copy, but for what the rest needs of it; the rest is as in ours.
    Part(Part),
}

impl Policy<'_> {
    fn choice(&self, change: &Change) -> Option<Choice> {
        match *self {
            Self::Decided(decisions) => decisions.get(&change.key).copied(),
            Self::Only(key, choice) if key == change.key => Some(choice),
            Self::Part(part) if part == change.part => {
                // What the rest needs is kept, which is its default.
                change.needed_by.is_empty().then_some(Choice::Theirs)
            }
            Self::Only(..) | Self::Part(_) => Some(Choice::Mine),
        }
    }

    fn paragraph(&self, key: &str) -> Option<Choice> {
        match self {
            Self::Decided(decisions) => decisions.get(key).copied(),
            Self::Only(..) | Self::Part(_) => None,
        }
    }
}

/// Something in all three copies.
struct Three<'a, T> {
    base: Option<&'a T>,
    mine: Option<&'a T>,
    theirs: Option<&'a T>,
    /// Whether there is an ancestor that knows of it; if so, no base means that it was not there.
    known: bool,
}

impl<T> Clone for Three<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Three<'_, T> {}

impl<'a> Three<'a, Fields> {
    fn field(self, name: &str) -> Three<'a, Value> {
        let of = |fields: Option<&'a Fields>| fields.and_then(|fields| fields.get(name));
        Three {
            base: of(self.base),
            mine: of(self.mine),
            theirs: of(self.theirs),
            known: self.known,
        }
    }
}

/// Where in the document the walk is.
#[derive(Clone)]
struct Place {
    key: String,
    part: Part,
    trail: Vec<Named>,
}

impl Place {
    /// The place of a field or an entry in it.
    fn under(&self, step: &str) -> Self {
        let step = step
            .replace('~', "~0")
            .replace('/', "~1")
            .replace('#', "~2");
        Self {
            key: if self.key.is_empty() {
                step
            } else {
                format!("{}/{step}", self.key)
            },
            part: self.part,
            trail: self.trail.clone(),
        }
    }
}

/// An entry that is to go although something still refers to it.
pub(super) struct LetGo {
    /// In which list.
    pub of: Of,
    /// Its id.
    pub id: String,
    /// The entry.
    pub named: Named,
    /// What refers to it.
    pub needed_by: Vec<String>,
}

/// What a walk came to.
pub(super) struct Walked {
    /// The merged document, with what is to be let go still in it.
    pub pitch: Value,
    /// What differs, in the order of the desk.
    pub changes: Vec<Change>,
    /// What is to be let go.
    pub let_go: Vec<LetGo>,
}

/// The names in each copy: ancestor, ours, theirs.
pub(super) type NamesOfAll = [Names; 3];

struct Walk<'a> {
    names: &'a NamesOfAll,
    policy: Policy<'a>,
    needed: &'a BTreeMap<String, Vec<String>>,
    changes: Vec<Change>,
    let_go: Vec<LetGo>,
}

/// Walks over the copies. `needed` are the keys of entries that must stay while something refers
/// to them, with the names of what does.
pub(super) fn walk(
    base: Option<&Value>,
    mine: &Value,
    theirs: &Value,
    names: &NamesOfAll,
    policy: Policy,
    needed: &BTreeMap<String, Vec<String>>,
) -> Walked {
    let mut walk = Walk {
        names,
        policy,
        needed,
        changes: Vec::new(),
        let_go: Vec::new(),
    };
    let place = Place {
        key: String::new(),
        part: Part::Other,
        trail: Vec::new(),
    };
    let three = Three {
        base: base.and_then(Value::as_object),
        mine: mine.as_object(),
        theirs: theirs.as_object(),
        known: base.is_some(),
    };
    let pitch = Value::Object(walk.object(&PITCH, &place, three));
    walk.changes.sort_by_key(|change| change.part);
    Walked {
        pitch,
        changes: walk.changes,
        let_go: walk.let_go,
    }
}

impl Walk<'_> {
    /// Merges an object field by field.
    fn object(&mut self, shape: &'static Shape, place: &Place, three: Three<Fields>) -> Fields {
        let Three {
            base, mine, theirs, ..
        } = three;
        if mine == theirs && (!three.known || base == mine) {
            return mine.cloned().unwrap_or_default();
        }
        let all: BTreeSet<&str> = [base, mine, theirs]
            .into_iter()
            .flatten()
            .flat_map(|fields| fields.keys().map(String::as_str))
            .collect();
        let known = shape.fields.iter().map(|field| field.name);
        let unknown = all
            .iter()
            .copied()
            .filter(|name| shape.field(name).is_none());
        let mut into = Fields::new();
        let mut done: BTreeSet<&str> = BTreeSet::new();
        for name in known.chain(unknown) {
            if !all.contains(name) || done.contains(name) {
                continue;
            }
            let alone = [name];
            let together = shape.together.iter().find(|names| names.contains(&name));
            let names: &[&str] = together.map_or(&alone, |names| *names);
            done.extend(names);
            let mut place = place.under(name);
            if shape.is_pitch() {
                place.part = Part::of(name);
            }
            match shape.field(name).map(|field| &field.kind) {
                Some(Kind::Group(inner)) if self.group(inner, name, &place, three, &mut into) => {}
                Some(Kind::Entries(inner)) if self.list(inner, name, &place, three, &mut into) => {}
                _ => self.unit(shape, names, &place, three, &mut into),
            }
        }
        into
    }

    /// Merges a group of fields, where all copies have it.
    fn group(
        &mut self,
        shape: &'static Shape,
        name: &str,
        place: &Place,
        three: Three<Fields>,
        into: &mut Fields,
    ) -> bool {
        let three = three.field(name);
        let of = |value: Option<&'_ Value>| value.is_some_and(Value::is_object);
        if !of(three.mine) || !of(three.theirs) || (three.known && !of(three.base)) {
            return false;
        }
        let merged = self.object(
            shape,
            place,
            Three {
                base: three.base.and_then(Value::as_object),
                mine: three.mine.and_then(Value::as_object),
                theirs: three.theirs.and_then(Value::as_object),
                known: three.known,
            },
        );
        into.insert(name.to_owned(), Value::Object(merged));
        true
    }

    /// Merges a field, or a few that only make sense together, as one value.
    fn unit(
        &mut self,
        shape: &'static Shape,
        names: &[&str],
        place: &Place,
        three: Three<Fields>,
        into: &mut Fields,
    ) {
        let of = |fields: Option<&Fields>| -> Vec<Option<Value>> {
            let value = |name: &&str| fields.and_then(|fields| fields.get(*name)).cloned();
            names.iter().map(value).collect()
        };
        let (base, mine, theirs) = (of(three.base), of(three.mine), of(three.theirs));
        let mut put = |values: &[Option<Value>]| {
            for (name, value) in names.iter().zip(values) {
                if let Some(value) = value {
                    into.insert((*name).to_owned(), value.clone());
                }
            }
        };
        let side = match (three.known, mine == theirs) {
            (true, true) if base != mine => Side::Same,
            (_, true) => return put(&mine),
            (true, false) if base == mine => Side::Theirs,
            (true, false) if base == theirs => Side::Mine,
            _ => Side::Both,
        };
        let mut differences = Vec::new();
        let mut both = None;
        for (at, name) in names.iter().enumerate() {
            let at = |values: &[Option<Value>]| values.get(at).cloned().flatten();
            let (base, mine, theirs) = (at(&base), at(&mine), at(&theirs));
            if mine == theirs && (!three.known || base == mine) {
                continue;
            }
            let field = shape.field(name);
            let mut difference = self.difference(field, name, three);
            if matches!(field.map(|field| field.kind), Some(Kind::Prose)) {
                let text = |value: &Option<Value>| match value {
                    Some(Value::String(text)) => text.clone(),
                    _ => String::new(),
                };
                let ancestor = three.known.then(|| text(&base));
                let (paragraphs, merged) = paragraphs::merged(
                    ancestor.as_deref(),
                    &text(&mine),
                    &text(&theirs),
                    &place.key,
                    |key| self.policy.paragraph(key),
                );
                both = Some((merged, paragraphs.is_open()));
                difference.paragraphs = Some(paragraphs);
            }
            differences.push(difference);
        }
        let empty = |values: &[Option<Value>]| values.iter().all(Option::is_none);
        let open = both.as_ref().map(|(_, open)| *open);
        let default = match side {
            Side::Theirs => Choice::Theirs,
            // Where one has nothing, the other is proposed.
            Side::Both if empty(&mine) => Choice::Theirs,
            Side::Both if empty(&theirs) => Choice::Mine,
            Side::Both if open == Some(false) || (open.is_some() && three.known) => Choice::Both,
            Side::Mine | Side::Same | Side::Both => Choice::Mine,
        };
        let choices = match (side, open) {
            (Side::Same, _) => Vec::new(),
            (Side::Both, Some(_)) => vec![Choice::Mine, Choice::Theirs, Choice::Both],
            _ => vec![Choice::Mine, Choice::Theirs],
        };
        // Text whose paragraphs fit together needs nobody.
        let fits = open == Some(false) && default == Choice::Both;
        let taken = self.push(Change {
            key: place.key.clone(),
            part: place.part,
            trail: place.trail.clone(),
            what: What::Changed,
            side,
            differences,
            needed_by: Vec::new(),
            choices,
            default,
            taken: default,
            asks: side == Side::Both && !(three.known && fits),
        });
        match (taken, both) {
            (Choice::Both, Some((text, _))) => put(&[Some(Value::String(text))]),
            (Choice::Theirs, _) => put(&theirs),
            _ => put(&mine),
        }
    }

    /// A field in all copies, as people read it.
    fn difference(&self, field: Option<&Field>, name: &str, three: Three<Fields>) -> Difference {
        let of = |entry: Option<&Fields>, names| {
            let value = entry.and_then(|entry| entry.get(name));
            read::shown(field, value, Around { entry, names })
        };
        let [base, mine, theirs] = self.names_for();
        Difference {
            field: name.to_owned(),
            label: read::label(field, name),
            base: three.known.then(|| of(three.base, base)),
            mine: of(three.mine, mine),
            theirs: of(three.theirs, theirs),
            paragraphs: None,
        }
    }

    /// The names for reading each copy: its own first.
    fn names_for(&self) -> [[&Names; 3]; 3] {
        let [base, mine, theirs] = self.names;
        [
            [base, mine, theirs],
            [mine, theirs, base],
            [theirs, mine, base],
        ]
    }

    /// Lists a change and says what is taken of it.
    fn push(&mut self, mut change: Change) -> Choice {
        let chosen = self.policy.choice(&change);
        change.taken = chosen
            .filter(|choice| change.choices.contains(choice))
            .unwrap_or(change.default);
        let taken = change.taken;
        self.changes.push(change);
        taken
    }
}

/// The key of an entry of a list that others name.
pub(super) fn key(of: Of, id: &str) -> String {
    let [section, list] = of.place();
    format!("{section}/{list}/{id}")
}

/// The list that others name the entry with this key and id in.
pub(super) fn list_of(entry: &str, id: &str) -> Option<Of> {
    Of::ALL.into_iter().find(|of| key(*of, id) == entry)
}
