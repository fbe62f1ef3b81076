//! A pitch that was left out of the start, because the page stopped while it read it: what is kept of
//! it, and reading it once more.

use std::collections::BTreeSet;

use super::indexed::{DOCS, now};
use super::{Library, left_out_key, pitch_key, reading_key};
use crate::library::Shelf;
use crate::library::reconcile::Store;
use crate::model::{Identifier, PitchId};

impl Library {
    /// The pitches that were left out of the start; their texts are among the [broken](Self::broken).
    pub fn left_out(&self) -> BTreeSet<PitchId> {
        self.0.left_out.borrow().clone()
    }

    /// The text of a pitch that was left out, as it was found.
    pub fn text_of_left_out(&self, id: &PitchId) -> String {
        let key = pitch_key(id);
        let broken = self.0.broken.borrow();
        let kept = broken.iter().find(|broken| broken.key == key);
        kept.map(|kept| kept.text.clone()).unwrap_or_default()
    }

    /// Reads a pitch that was left out once more: whether it is listed now. It counts as left out until
    /// it is, so that a page that stops at it again starts without it at once.
    pub async fn try_again(&self, id: &PitchId) -> bool {
        self.settled().await;
        let inner = &self.0;
        let local = inner.local.as_ref();
        let here = local.and_then(|local| local.get(id).ok().flatten());
        let indexed = match &inner.indexed {
            Some(indexed) => indexed.get(DOCS, id).await.ok().flatten(),
            None => None,
        };
        let indexed = indexed.map(|stored| stored.text);
        let texts = [(Store::Local, here), (Store::Indexed, indexed)];
        self.read_for_list(id, texts, now()).await;
        let is_listed = inner.cards.borrow().iter().any(|card| card.id == *id);
        if is_listed {
            inner.left_out.borrow_mut().remove(id);
            let key = pitch_key(id);
            inner.broken.borrow_mut().retain(|broken| broken.key != key);
            self.sort_cards();
            self.write_index();
        }
        if let Some(local) = local {
            // Where this fails, the next start leaves out what was left out before.
            let left = inner.left_out.borrow();
            let left: Vec<&str> = left.iter().map(PitchId::as_str).collect();
            let _ = local.write(&left_out_key(), &left.join(" "));
            let _ = local.delete(&reading_key());
        }
        is_listed
    }
}
