//! The walk over three copies of a document at once. It makes the list of changes and the merged
//! document in one go, so that what is shown is what is done.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::change::{Change, Choice, Decisions, Difference, Named, Part, Side, What};
use super::fields::{Field, Kind, Of, PITCH, Shape};
use super::names::{Names, text};
use super::paragraphs;
use super::read::{self, Around};
use super::shown::Shown;
use super::{fields, order};

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

    /// Merges a list by the ids of its entries; `false` where it is no such list.
    fn list(
        &mut self,
        shape: &'static Shape,
        name: &str,
        place: &Place,
        three: Three<Fields>,
        into: &mut Fields,
    ) -> bool {
        let three = three.field(name);
        let (Some(base), Some(mine), Some(theirs)) = (
            Entries::of(shape, three.base),
            Entries::of(shape, three.mine),
            Entries::of(shape, three.theirs),
        ) else {
            return false;
        };
        if three.mine == three.theirs && (!three.known || three.base == three.mine) {
            if let Some(value) = three.mine {
                into.insert(name.to_owned(), value.clone());
            }
            return true;
        }
        let twins = twins(shape, &base, &mine, &theirs);
        let mut merged: BTreeMap<&str, Value> = BTreeMap::new();
        let new_in_theirs = theirs.order.iter().filter(|id| !mine.has(id));
        let gone = (base.order.iter()).filter(|id| !mine.has(id) && !theirs.has(id));
        for id in mine.order.iter().chain(new_in_theirs).chain(gone) {
            let three = Three {
                base: base.find(id),
                mine: mine.find(id),
                theirs: theirs.find(id),
                known: three.known,
            };
            let mut place = place.under(id);
            place.trail.push(self.named(shape, id, three));
            match twins.get(id) {
                Some(Choice::Mine) => {
                    if three.known {
                        let contents = self.contents(shape, three);
                        self.push(plain(&place, What::Added, Side::Same, contents));
                    }
                    let entry = three.mine.cloned().unwrap_or_default();
                    merged.insert(id, Value::Object(entry));
                    continue;
                }
                Some(_) => continue,
                None => {}
            }
            if let Some(entry) = self.entry(shape, id, &place, three) {
                merged.insert(id, Value::Object(entry));
            }
        }
        let replaced = self.places(shape, place, three.known, [&base, &mine, &theirs]);
        let order = order::laid(
            &mine.order,
            &theirs.order,
            |id| merged.contains_key(id),
            &replaced,
            |id| !theirs.has(id) && !base.has(id),
        );
        let entries: Vec<Value> = order.iter().filter_map(|id| merged.remove(id)).collect();
        into.insert(name.to_owned(), Value::Array(entries));
        true
    }

    /// The entry as people know it: by its name in our copy, if it is there.
    fn named(&self, shape: &'static Shape, id: &str, three: Three<Fields>) -> Named {
        let [base, mine, theirs] = self.names;
        let name = match (three.mine, three.theirs, three.base) {
            (Some(entry), ..) => mine.entry(shape, entry),
            (None, Some(entry), _) => theirs.entry(shape, entry),
            (None, None, Some(entry)) => base.entry(shape, entry),
            (None, None, None) => String::new(),
        };
        Named {
            noun: shape.noun,
            name,
            id: id.to_owned(),
        }
    }

    /// Merges an entry of a list; none when it is not in the merged list.
    fn entry(
        &mut self,
        shape: &'static Shape,
        id: &str,
        place: &Place,
        three: Three<Fields>,
    ) -> Option<Fields> {
        let Three {
            base,
            mine,
            theirs,
            known,
        } = three;
        let (entry, has, gone) = match (mine, theirs) {
            (Some(mine), Some(theirs)) => {
                if known && base.is_none() && mine == theirs {
                    let contents = self.contents(shape, three);
                    self.push(plain(place, What::Added, Side::Same, contents));
                    return Some(mine.clone());
                }
                let known = known && base.is_some();
                return Some(self.object(shape, place, Three { known, ..three }));
            }
            (Some(mine), None) => (mine, Choice::Mine, Choice::Theirs),
            (None, Some(theirs)) => (theirs, Choice::Theirs, Choice::Mine),
            (None, None) => {
                let contents = self.contents(shape, three);
                self.push(plain(place, What::Removed, Side::Same, contents));
                return None;
            }
        };
        let side_of = |choice| {
            if choice == Choice::Mine {
                Side::Mine
            } else {
                Side::Theirs
            }
        };
        let (what, side, mut default, mut asks) = match base {
            _ if !known => (What::Alone, side_of(has), has, true),
            None => (What::Added, side_of(has), has, false),
            Some(base) if base == entry => (What::Removed, side_of(gone), gone, false),
            Some(_) => (What::Removed, Side::Both, has, true),
        };
        let needed_by = self.needed.get(&place.key);
        if needed_by.is_some() && default == gone {
            (default, asks) = (has, true);
        }
        let differences = if (what, side) == (What::Removed, Side::Both) {
            let fields = changed(base, entry);
            (fields.iter())
                .map(|name| self.difference(shape.field(name), name, three))
                .collect()
        } else {
            self.contents(shape, three)
        };
        let taken = self.push(Change {
            key: place.key.clone(),
            part: place.part,
            trail: place.trail.clone(),
            what,
            side,
            differences,
            needed_by: needed_by.cloned().unwrap_or_default(),
            choices: vec![Choice::Mine, Choice::Theirs],
            default,
            taken: default,
            asks,
        });
        if taken == has {
            return Some(entry.clone());
        }
        // What refers to it is let go of it once the document is a pitch again.
        let needed_by = needed_by?.clone();
        let of = Of::ALL.into_iter().find(|of| key(*of, id) == place.key)?;
        self.let_go.push(LetGo {
            of,
            id: id.to_owned(),
            named: place.trail.last()?.clone(),
            needed_by,
        });
        Some(entry.clone())
    }

    /// What an entry that is not in all copies holds.
    fn contents(&self, shape: &'static Shape, three: Three<Fields>) -> Vec<Difference> {
        let mut names: BTreeSet<&str> = BTreeSet::new();
        for entry in [three.base, three.mine, three.theirs].into_iter().flatten() {
            names.extend(entry.keys().map(String::as_str));
        }
        let known = shape
            .fields
            .iter()
            .filter(|field| !matches!(field.kind, Kind::Id));
        let known = known
            .map(|field| field.name)
            .filter(|name| names.contains(name));
        let unknown = names
            .iter()
            .copied()
            .filter(|name| shape.field(name).is_none());
        let there = |entry: Option<&Fields>, shown: Shown| match entry {
            Some(_) => shown,
            None => Shown::Nothing,
        };
        known
            .chain(unknown)
            .map(|name| {
                let difference = self.difference(shape.field(name), name, three);
                Difference {
                    base: difference.base.map(|base| there(three.base, base)),
                    mine: there(three.mine, difference.mine),
                    theirs: there(three.theirs, difference.theirs),
                    ..difference
                }
            })
            .collect()
    }

    /// Lists what stands in another place, and says which entries take the place they have in
    /// their copy.
    fn places<'a>(
        &mut self,
        shape: &'static Shape,
        place: &Place,
        known: bool,
        [base, mine, theirs]: [&Entries<'a>; 3],
    ) -> BTreeSet<&'a str> {
        let shared = |ids: &[&'a str]| -> Vec<&'a str> {
            let both = |id: &&&str| mine.has(id) && theirs.has(id);
            ids.iter().filter(both).copied().collect()
        };
        let (ours, others) = (shared(&mine.order), shared(&theirs.order));
        let mut by_us = BTreeSet::new();
        let mut by_them = BTreeSet::new();
        if known {
            by_us = order::moved(&base.order, &mine.order);
            by_them = order::moved(&base.order, &theirs.order);
        }
        by_us.retain(|id| mine.has(id) && theirs.has(id));
        by_them.retain(|id| mine.has(id) && theirs.has(id));
        let moved = |id: &&str| by_us.contains(*id) || by_them.contains(*id);
        let rest: Vec<&str> = ours.iter().filter(|id| !moved(id)).copied().collect();
        let by_nobody_known = order::moved(&rest, &others);
        let agreed = ours == others;
        let any = |_: &str| true;
        let (before_ours, before_others) = (order::before(&ours, any), order::before(&others, any));
        let befores = [base, mine, theirs].map(|entries| order::before(&entries.order, any));
        let mut replaced = BTreeSet::new();
        for id in ours.iter().copied() {
            let side = match (by_us.contains(id), by_them.contains(id)) {
                (true, true) if before_ours.get(id) == before_others.get(id) => Side::Same,
                (true, true) => Side::Both,
                // It moved past what the other has removed.
                _ if agreed => continue,
                (true, false) => Side::Mine,
                (false, true) => Side::Theirs,
                (false, false) if by_nobody_known.contains(id) => Side::Both,
                (false, false) => continue,
            };
            let three = Three {
                base: base.find(id),
                mine: mine.find(id),
                theirs: theirs.find(id),
                known,
            };
            let mut place = place.under(id);
            place.trail.push(self.named(shape, id, three));
            place.key.push_str("#place");
            let [in_base, in_mine, in_theirs] = [
                (0, base, known && base.has(id)),
                (1, mine, true),
                (2, theirs, true),
            ]
            .map(|(copy, entries, there)| {
                let before = befores
                    .get(copy)
                    .and_then(|before| before.get(id).copied().flatten());
                let names = self.names.get(copy);
                let name =
                    before.and_then(|before| Some(names?.entry(shape, entries.find(before)?)));
                there.then_some(Shown::After(name))
            });
            let difference = Difference {
                field: String::new(),
                label: "Place".to_owned(),
                base: in_base,
                mine: in_mine.unwrap_or(Shown::Nothing),
                theirs: in_theirs.unwrap_or(Shown::Nothing),
                paragraphs: None,
            };
            let mut change = plain(&place, What::Moved, side, vec![difference]);
            if side != Side::Same {
                change.choices = vec![Choice::Mine, Choice::Theirs];
            }
            if side == Side::Theirs {
                change.default = Choice::Theirs;
            }
            change.asks = side == Side::Both;
            if self.push(change) == Choice::Theirs {
                replaced.insert(id);
            }
        }
        replaced
    }
}

/// New entries of both copies that say the same under two ids, with whose they are: ours stands
/// for both.
fn twins<'a>(
    shape: &'static Shape,
    base: &Entries,
    mine: &Entries<'a>,
    theirs: &Entries<'a>,
) -> BTreeMap<&'a str, Choice> {
    let mut twins = BTreeMap::new();
    if !shape.says_it_once() {
        return twins;
    }
    let said = |entry: &Fields| {
        let mut entry = entry.clone();
        entry.remove(shape.key);
        Value::Object(entry).to_string()
    };
    let new = |one: &Entries<'a>, other: &Entries<'a>| -> Vec<(String, &'a str)> {
        let new = |id: &&&str| !base.has(id) && !other.has(id);
        let ids = one.order.iter().filter(new);
        ids.filter_map(|id| Some((said(one.find(id)?), *id)))
            .collect()
    };
    let mut ours: BTreeMap<String, &str> = new(mine, theirs).into_iter().collect();
    for (said, id) in new(theirs, mine) {
        if let Some(our) = ours.remove(&said) {
            twins.insert(our, Choice::Mine);
            twins.insert(id, Choice::Theirs);
        }
    }
    twins
}

/// A change of which there is nothing to choose.
fn plain(place: &Place, what: What, side: Side, differences: Vec<Difference>) -> Change {
    Change {
        key: place.key.clone(),
        part: place.part,
        trail: place.trail.clone(),
        what,
        side,
        differences,
        needed_by: Vec::new(),
        choices: Vec::new(),
        default: Choice::Mine,
        taken: Choice::Mine,
        asks: false,
    }
}

/// The fields in which an entry is not as it was.
fn changed(base: Option<&Fields>, entry: &Fields) -> Vec<String> {
    let was = |name: &str| base.and_then(|base| base.get(name));
    let names = base.into_iter().flat_map(Fields::keys).chain(entry.keys());
    let names: BTreeSet<&String> = names.collect();
    (names.into_iter())
        .filter(|name| was(name) != entry.get(*name))
        .cloned()
        .collect()
}

/// The key of an entry of a list that others name.
pub(super) fn key(of: Of, id: &str) -> String {
    let [section, list] = of.place();
    format!("{section}/{list}/{id}")
}

/// A list by the ids of its entries.
struct Entries<'a> {
    order: Vec<&'a str>,
    by_id: BTreeMap<&'a str, &'a Fields>,
}

impl<'a> Entries<'a> {
    /// None where it is no list, or an entry has no id or that of another.
    fn of(shape: &fields::Shape, list: Option<&'a Value>) -> Option<Self> {
        let mut entries = Self {
            order: Vec::new(),
            by_id: BTreeMap::new(),
        };
        let Some(list) = list else {
            return Some(entries);
        };
        for entry in list.as_array()? {
            let entry = entry.as_object()?;
            let id = text(entry, shape.key);
            if id.is_empty() || entries.by_id.insert(id, entry).is_some() {
                return None;
            }
            entries.order.push(id);
        }
        Some(entries)
    }

    fn has(&self, id: &str) -> bool {
        self.by_id.contains_key(id)
    }

    fn find(&self, id: &str) -> Option<&'a Fields> {
        self.by_id.get(id).copied()
    }
}
