//! Values found by their ids: a table made once for many look-ups, several times as quick to make
//! as a map of the standard library where thousands of ids come in.
#![allow(
    clippy::indexing_slicing,
    reason = "a slot is masked to the length of the table, which is a power of two, and holds a \
              position of the list or nothing"
)]

use crate::model::Identifier;

/// Ids, each once, with a value each, in the order in which they came.
#[derive(Debug, Clone)]
pub struct ById<Id, T> {
    ids: Vec<Id>,
    values: Vec<T>,
    /// Positions of `ids`, or [`FREE`]; at least half of the slots are free.
    slots: Vec<u32>,
}

const FREE: u32 = u32::MAX;

impl<Id: Identifier, T> ById<Id, T> {
    /// An empty table with room for so many ids.
    #[must_use]
    pub fn with_room(for_ids: usize) -> Self {
        Self {
            ids: Vec::with_capacity(for_ids),
            values: Vec::with_capacity(for_ids),
            slots: vec![FREE; slots(for_ids)],
        }
    }

    /// Adds an id with its value if it is new, and says whether it was.
    pub fn add(&mut self, id: &Id, value: T) -> bool {
        if slots(self.ids.len() + 1) > self.slots.len() {
            self.make_room();
        }
        let slot = self.slot(id);
        let new = self.slots[slot] == FREE;
        if new {
            self.slots[slot] = u32::try_from(self.ids.len()).unwrap_or(FREE);
            self.ids.push(id.clone());
            self.values.push(value);
        }
        new
    }

    /// Where this id stands.
    #[must_use]
    pub fn position(&self, id: &Id) -> Option<usize> {
        match self.slots[self.slot(id)] {
            FREE => None,
            place => usize::try_from(place).ok(),
        }
    }

    /// The value of this id.
    #[must_use]
    pub fn get(&self, id: &Id) -> Option<&T> {
        self.values.get(self.position(id)?)
    }

    /// The value of this id, to be changed.
    pub fn get_mut(&mut self, id: &Id) -> Option<&mut T> {
        let position = self.position(id)?;
        self.values.get_mut(position)
    }

    /// The ids in the order in which they came.
    #[must_use]
    pub fn ids(&self) -> &[Id] {
        &self.ids
    }

    /// The values in the order in which their ids came.
    #[must_use]
    pub fn values(&self) -> &[T] {
        &self.values
    }

    /// The ids with their values, in the order in which they came.
    pub fn iter(&self) -> impl Iterator<Item = (&Id, &T)> {
        self.ids.iter().zip(&self.values)
    }

    fn make_room(&mut self) {
        self.slots = vec![FREE; 2 * self.slots.len()];
        for at in 0..self.ids.len() {
            let slot = self.slot(&self.ids[at]);
            self.slots[slot] = u32::try_from(at).unwrap_or(FREE);
        }
    }

    /// The slot that holds this id, or the free one where it belongs.
    fn slot(&self, id: &Id) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = hash(id.as_str()) & mask;
        loop {
            let place = self.slots[slot];
            let taken = usize::try_from(place).ok().and_then(|at| self.ids.get(at));
            if taken.is_none_or(|taken| taken == id) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
    }
}

/// How many slots so many ids take.
fn slots(ids: usize) -> usize {
    (2 * ids).max(2).next_power_of_two()
}

/// FNV-1a, its halves folded. Public domain; see Fowler, Noll and Vo.
fn hash(text: &str) -> usize {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    usize::try_from((hash ^ (hash >> 32)) & 0xffff_ffff).unwrap_or(0)
}
