//! Where each entry stands in a list, found by its id: a table made once for many look-ups.
#![allow(
    clippy::indexing_slicing,
    reason = "a slot is masked to the length of the table, which is a power of two, and holds a \
              position of the list or nothing"
)]

use crate::model::Identifier;

/// Ids, each once, and where each stands.
#[derive(Debug)]
pub(super) struct Places<Id> {
    ids: Vec<Id>,
    /// Positions of `ids`, or [`FREE`]; at least half of the slots are free.
    slots: Vec<u32>,
}

const FREE: u32 = u32::MAX;

impl<Id: Identifier> Places<Id> {
    /// An empty table with room for so many ids.
    pub fn with_room(for_ids: usize) -> Self {
        Self {
            ids: Vec::with_capacity(for_ids),
            slots: vec![FREE; (2 * for_ids).max(2).next_power_of_two()],
        }
    }

    /// Adds an id at the end if it is new, and says whether it was. There must be room for it.
    pub fn add(&mut self, id: &Id) -> bool {
        let slot = self.slot(id);
        let new = self.slots[slot] == FREE;
        if new {
            debug_assert!(
                2 * self.ids.len() < self.slots.len(),
                "room was made for fewer"
            );
            self.slots[slot] = u32::try_from(self.ids.len()).unwrap_or(FREE);
            self.ids.push(id.clone());
        }
        new
    }

    /// Where this id stands.
    pub fn find(&self, id: &Id) -> Option<usize> {
        match self.slots[self.slot(id)] {
            FREE => None,
            place => usize::try_from(place).ok(),
        }
    }

    /// The ids in their order.
    pub fn ids(&self) -> &[Id] {
        &self.ids
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

/// FNV-1a, its halves folded. Public domain; see Fowler, Noll and Vo.
fn hash(text: &str) -> usize {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    usize::try_from((hash ^ (hash >> 32)) & 0xffff_ffff).unwrap_or(0)
}
