//! Lists in the walk: their entries are found again by their ids, and stand in an order of both.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{Fields, LetGo, Place, Three, Walk, list_of};
use crate::merge::change::{Change, Choice, Difference, Named, Side, What};
use crate::merge::fields::{Kind, Shape};
use crate::merge::names::text;
use crate::merge::order;
use crate::merge::shown::Shown;

impl Walk<'_> {
    /// Merges a list by the ids of its entries; `false` where it is no such list.
    pub(super) fn list(
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
            noun: shape.noun.said(),
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
        let of = list_of(&place.key, id)?;
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
                label: t!(list "Place").to_owned(),
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

/// A list by the ids of its entries.
struct Entries<'a> {
    order: Vec<&'a str>,
    by_id: BTreeMap<&'a str, &'a Fields>,
}

impl<'a> Entries<'a> {
    /// None where it is no list, or an entry has no id or that of another.
    fn of(shape: &Shape, list: Option<&'a Value>) -> Option<Self> {
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
