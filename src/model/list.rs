//! `List`: entries in an order that people chose, each with an id, each behind an `Arc`, so that
//! keeping the value before an edit costs a pointer an entry.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::Arc;

use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::id::Identifier;

/// The most entries of one list that are read from a file.
pub const MAX_ENTRIES: usize = 20_000;

/// Something that stands in a [`List`].
pub trait Entry: Clone {
    /// The type of its id.
    type Id: Identifier;
    /// Its id, which never changes.
    fn id(&self) -> &Self::Id;
    /// Gives it another id: only for copies and for repairing a file that uses one id twice.
    fn set_id(&mut self, id: Self::Id);
}

/// An ordered list of entries with ids. Reads like a slice of `Arc<T>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct List<T>(Vec<Arc<T>>);

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Deref for List<T> {
    type Target = [Arc<T>];
    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<'a, T> IntoIterator for &'a List<T> {
    type Item = &'a Arc<T>;
    type IntoIter = std::slice::Iter<'a, Arc<T>>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<T> FromIterator<T> for List<T> {
    fn from_iter<I: IntoIterator<Item = T>>(entries: I) -> Self {
        Self(entries.into_iter().map(Arc::new).collect())
    }
}

impl<T> FromIterator<Arc<T>> for List<T> {
    fn from_iter<I: IntoIterator<Item = Arc<T>>>(entries: I) -> Self {
        Self(entries.into_iter().collect())
    }
}

impl<T: Entry> List<T> {
    /// Where the entry with this id stands.
    #[must_use]
    pub fn position(&self, id: &T::Id) -> Option<usize> {
        self.0.iter().position(|entry| entry.id() == id)
    }

    /// The entry with this id.
    #[must_use]
    pub fn find(&self, id: &T::Id) -> Option<&Arc<T>> {
        self.0.iter().find(|entry| entry.id() == id)
    }

    /// The entry with this id, to be changed. Its id is not to be changed.
    pub fn find_mut(&mut self, id: &T::Id) -> Option<&mut T> {
        self.0
            .iter_mut()
            .find(|entry| entry.id() == id)
            .map(Arc::make_mut)
    }

    /// Every entry, to be changed; an entry is copied only if `change` says it applies to it.
    pub fn change_where(&mut self, applies: impl Fn(&T) -> bool, change: impl Fn(&mut T)) {
        for entry in &mut self.0 {
            if applies(entry) {
                change(Arc::make_mut(entry));
            }
        }
    }

    /// Adds an entry at the end.
    pub fn push(&mut self, entry: T) {
        self.0.push(Arc::new(entry));
    }

    /// Adds an entry before the one at `index`, or at the end when there are fewer.
    pub fn insert(&mut self, index: usize, entry: T) {
        self.0.insert(index.min(self.0.len()), Arc::new(entry));
    }

    /// Takes the entry with this id out.
    pub fn remove(&mut self, id: &T::Id) -> Option<Arc<T>> {
        self.position(id).map(|index| self.0.remove(index))
    }

    /// Keeps the entries that `keep` says yes to.
    pub fn retain(&mut self, keep: impl Fn(&T) -> bool) {
        self.0.retain(|entry| keep(entry));
    }

    /// Moves the entry with this id so that it stands at `index` (the last place when there are
    /// fewer); `false` when it is not in the list or stands there already.
    pub fn move_to(&mut self, id: &T::Id, index: usize) -> bool {
        let Some(from) = self.position(id) else {
            return false;
        };
        let to = index.min(self.0.len().saturating_sub(1));
        if from == to {
            return false;
        }
        let entry = self.0.remove(from);
        self.0.insert(to, entry);
        true
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Entries<T> {
            type Value = List<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = seq.next_element()? {
                    if entries.len() >= MAX_ENTRIES {
                        return Err(serde::de::Error::custom(t!(
                            "the list has more than {MAX_ENTRIES} entries"
                        )));
                    }
                    entries.push(Arc::new(entry));
                }
                Ok(List(entries))
            }
        }
        deserializer.deserialize_seq(Entries(PhantomData))
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl<T: schemars::JsonSchema> schemars::JsonSchema for List<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("List_of_{}", T::schema_name()).into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let items = generator.subschema_for::<T>();
        schemars::json_schema!({ "type": "array", "maxItems": MAX_ENTRIES, "items": items })
    }
}

/// Implements [`Entry`] for a struct whose id is its field `id`.
macro_rules! entry {
    ($($name:ident: $id:ident),* $(,)?) => {$(
        impl $crate::model::list::Entry for $name {
            type Id = $crate::model::id::$id;
            fn id(&self) -> &Self::Id {
                &self.id
            }
            fn set_id(&mut self, id: Self::Id) {
                self.id = id;
            }
        }
    )*};
}
pub(crate) use entry;
