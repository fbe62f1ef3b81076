//! The start: both stores are read, their copies of each pitch laid side by side, and what cannot be
//! read is put aside. What the index knows is listed without being read.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use wasm_bindgen::JsValue;
use web_sys::BroadcastChannel;

use super::chunk::in_chunk;
use super::gate::Gate;
use super::indexed::{Indexed, KEPT, Record, SNAPSHOTS, now};
use super::local::Local;
use super::{
    Broken, Inner, Library, LibraryError, Summarise, index_key, left_out_key, reading_key,
};
use crate::file::sealed;
use crate::library::card::{self, Card};
use crate::library::reconcile::{Store, Verdict, reconcile};
use crate::library::{PREFIX, Shelf, Stored, key_pitch, pitch_key};
use crate::model::{Identifier, PitchId};

impl Library {
    /// Opens the library: asks both stores what they can do. Nothing is listed yet. Never fails.
    pub async fn open(summarise: Summarise) -> Self {
        let local = Local::open();
        let index = (local.as_ref()).and_then(|local| local.read(&index_key()));
        Self(Rc::new(Inner {
            local,
            indexed: Indexed::open().await,
            memory: RefCell::default(),
            known: RefCell::new(
                index
                    .and_then(|index| card::read(&index))
                    .unwrap_or_default(),
            ),
            settled: Gate::default(),
            cards: RefCell::default(),
            unsummed: RefCell::default(),
            saved: RefCell::default(),
            broken: RefCell::default(),
            left_out: RefCell::default(),
            notices: RefCell::default(),
            channel: BroadcastChannel::new("pitchwright").ok(),
            newer: RefCell::default(),
            outdated: Cell::new(false),
            summarise,
        }))
    }

    /// Lists what the index knows, before a pitch is looked at: whether it did. It does where nothing
    /// speaks against the index: there is a text of just these pitches, and the last start was a good
    /// one. What the list shows is then put right by [`settle`](Self::settle).
    pub fn list_as_known(&self) -> bool {
        let inner = &self.0;
        let Some(local) = &inner.local else {
            return false;
        };
        let keys = local.keys();
        let here: Vec<PitchId> = keys.iter().filter_map(|key| key_pitch(key)).collect();
        let known = inner.known.borrow();
        let is_sound = !known.is_empty()
            && known.len() == here.len()
            && known.iter().all(|card| here.contains(&card.id))
            && self.ids_left_out().is_empty()
            && !keys.contains(&reading_key());
        if is_sound {
            inner.cards.borrow_mut().clone_from(&known);
        }
        is_sound
    }

    /// When both stores were laid side by side.
    pub(super) async fn settled(&self) {
        self.0.settled.wait().await;
    }

    /// Lays the stores' copies of each pitch side by side and puts aside what cannot be read; what is
    /// read or written of a pitch waits for it. To be called once. Never fails.
    pub async fn settle(&self) {
        let inner = &self.0;
        // The database first: whoever saves meanwhile writes local storage first, so that what is found there
        // is never the older of the two for that.
        let pitches = match &inner.indexed {
            Some(indexed) => indexed.all().await.unwrap_or_default(),
            None => Vec::new(),
        };
        let mut all: BTreeMap<PitchId, Copies> = BTreeMap::new();
        for (id, record) in pitches {
            all.entry(id).or_default().indexed = Some(record);
        }
        if let Some(local) = &inner.local {
            for key in local.keys() {
                if let Some(id) = key_pitch(&key) {
                    all.entry(id).or_default().local = local.text(&key);
                }
            }
        }
        let known = inner.known.take();
        let left_out = self.ids_left_out();
        let mut cards = Vec::new();
        let mut is_as_known = true;
        for card in known {
            match all.get_mut(&card.id) {
                Some(copies) if copies.are_as_known(&card) && !left_out.contains(&card.id) => {
                    all.remove(&card.id);
                    cards.push(card);
                }
                Some(copies) => copies.saved_at = Some(card.saved_at),
                None => is_as_known = false,
            }
        }
        is_as_known &= all.is_empty();
        // What was saved meanwhile is newer than what was found.
        let is_saved = |card: &Card| inner.saved.borrow().contains(&card.id);
        cards.retain(|card| !is_saved(card));
        let listed = inner.cards.take();
        cards.extend(listed.into_iter().filter(is_saved));
        inner.cards.replace(cards);
        for (id, copies) in &all {
            let saved_at = copies.saved_at.unwrap_or_else(now);
            let texts = copies.texts();
            if left_out.contains(id) {
                self.leave_out(id, texts.into_iter().find_map(|(_, text)| text));
            } else if !inner.saved.borrow().contains(id) {
                self.read_for_list(id, texts, saved_at).await;
            }
        }
        self.sort_cards();
        if !is_as_known {
            self.write_index();
        }
        if let Some(local) = &inner.local {
            let _ = local.delete(&reading_key());
            for key in local.keys() {
                if key.starts_with(&format!("{PREFIX}broken/"))
                    && let Some(text) = local.read(&key)
                {
                    inner.broken.borrow_mut().push(Broken { key, text });
                }
            }
        }
        if let Some(indexed) = &inner.indexed {
            for (key, text) in indexed.kept_aside().await.unwrap_or_default() {
                let key = format!("{PREFIX}broken/{key}");
                inner.broken.borrow_mut().push(Broken { key, text });
            }
        }
        inner.settled.open();
    }

    /// Lays the copies of a pitch side by side and lists it, while the rescue layer knows which it is.
    pub(super) async fn read_for_list(
        &self,
        id: &PitchId,
        texts: [(Store, Option<String>); 2],
        saved_at: u64,
    ) {
        let inner = &self.0;
        if let Some(local) = &inner.local {
            let _ = local.write(&reading_key(), id.as_str());
        }
        match lay(self.clone(), id.clone(), texts, saved_at).await {
            Ok(laid) => laid.await,
            // Nothing is known of it now, so nothing is done to it.
            Err(error) => {
                let words = t!("{id} is not listed. {}", error);
                inner.notices.borrow_mut().push(words);
            }
        }
    }

    /// The pitches that the rescue layer left out of the start.
    pub(super) fn ids_left_out(&self) -> Vec<PitchId> {
        let local = self.0.local.as_ref();
        let ids = local.and_then(|local| local.read(&left_out_key()));
        let ids = ids.unwrap_or_default();
        ids.split(' ')
            .filter_map(|id| PitchId::new(id).ok())
            .collect()
    }

    /// A pitch that the page stopped at is not read again; its text can be downloaded.
    fn leave_out(&self, id: &PitchId, text: Option<String>) {
        let words = t!(
            "The page stopped while it read the pitch {id}, so it was left out. Its data is kept as it is: see the list of pitches."
        );
        self.0.notices.borrow_mut().push(words);
        self.0.left_out.borrow_mut().insert(id.clone());
        self.0.broken.borrow_mut().push(Broken {
            key: pitch_key(id),
            text: text.unwrap_or_default(),
        });
    }

    async fn carry_out(
        &self,
        id: &PitchId,
        verdict: Verdict,
        texts: &[(Store, Option<String>)],
        saved_at: u64,
    ) {
        let inner = &self.0;
        if let Some(newer) = &verdict.newer {
            inner.newer.borrow_mut().insert(id.clone());
            if verdict.opened.is_none() {
                let words = t!("The pitch {id} is not listed. {newer}");
                inner.notices.borrow_mut().push(words);
            }
        }
        for store in &verdict.broken {
            let text = texts
                .iter()
                .find(|(from, _)| from == store)
                .and_then(|(_, text)| text.clone())
                .unwrap_or_default();
            if !self.keep_aside(id, &text).await {
                // What could not be kept aside must not be written over.
                inner.notices.borrow_mut().push(t!(
                    "A damaged copy of {id} could not be kept aside, so it was left as it is."
                ));
                return;
            }
            inner.notices.borrow_mut().push(if verdict.opened.is_some() {
                t!("One of the two copies of {id} was damaged. The sound one is used; the other is kept aside.")
            } else {
                t!("The pitch {id} cannot be read. Its data is kept as it is: see Settings.")
            });
        }
        if let (Some(text), Some(indexed)) = (&verdict.snapshot, &inner.indexed) {
            let kept = indexed
                .add(SNAPSHOTS, id, "older copy found on opening", text)
                .await;
            if kept.is_err() {
                return;
            }
        }
        let Some(opened) = verdict.opened else {
            return;
        };
        if let Some(winner) = &verdict.winner {
            let stored = Stored {
                revision: opened.document.revision,
                text: winner.clone(),
            };
            let found = texts.iter().find(|(from, _)| *from == Store::Local);
            if verdict.rewrite.contains(&Store::Local)
                && let Some(local) = &inner.local
                // Another tab may have saved since.
                && local.get(id).ok().as_ref() == found.map(|(_, text)| text)
            {
                let _ = local.put(id, &stored.text);
            }
            if verdict.rewrite.contains(&Store::Indexed)
                && let Some(indexed) = &inner.indexed
            {
                let there = texts.iter().find(|(from, _)| *from == Store::Indexed);
                match there.and_then(|(_, text)| text.as_deref()) {
                    Some(damaged) if verdict.broken.contains(&Store::Indexed) => {
                        let _ = indexed.mend(id, damaged, &stored).await;
                    }
                    _ => {
                        let text = stored.text.as_str().into();
                        indexed.put_if_newer(id, stored.revision, text, |_| ());
                    }
                }
            }
        }
        (inner.summarise.prepare)().await;
        if inner.saved.borrow().contains(id) {
            return;
        }
        if !self.list(id, &opened.document, saved_at) {
            let mut unsummed = inner.unsummed.borrow_mut();
            unsummed.insert(id.clone(), (opened.document, saved_at));
        }
    }

    /// Keeps text that cannot be read where it is never overwritten; `false` when no store took it.
    async fn keep_aside(&self, id: &PitchId, text: &str) -> bool {
        let inner = &self.0;
        let mut kept = false;
        if let Some(local) = &inner.local {
            let keys = local.keys();
            let prefix = format!("{PREFIX}broken/{id}/");
            let there = keys
                .iter()
                .filter(|key| key.starts_with(&prefix))
                .any(|key| local.read(key).as_deref() == Some(text));
            let free = (1..=10_000_u32)
                .map(|n| format!("{prefix}{n}"))
                .find(|key| !keys.contains(key));
            kept = there || free.is_some_and(|key| local.write(&key, text).is_ok());
        }
        if !kept && let Some(indexed) = &inner.indexed {
            kept = indexed
                .add(KEPT, id, "could not be read", text)
                .await
                .is_ok();
        }
        kept
    }
}

in_chunk! {
    reading, prepared by prepare_lay,
    /// Lays the copies of a pitch side by side and does what is to be done about it.
    fn lay(
        library: Library, id: PitchId, texts: [(Store, Option<String>); 2], saved_at: u64
    ) -> Result<Pin<Box<dyn Future<Output = ()>>>, LibraryError> {
        Ok(Box::pin(async move {
            let [local, indexed] = texts.each_ref().map(|(_, text)| text.as_deref());
            let verdict = reconcile(&id, local, indexed);
            library.carry_out(&id, verdict, &texts, saved_at).await;
        }))
    }
}

/// What is kept of a pitch, its texts still with the browser.
#[derive(Default)]
struct Copies {
    local: Option<JsValue>,
    indexed: Option<Record>,
    /// When it was saved, as far as the index says it.
    saved_at: Option<u64>,
}

impl Copies {
    /// Whether reading them would say what the card says: both are equal and sound, and of the
    /// revision that was summed up.
    fn are_as_known(&self, card: &Card) -> bool {
        let (Some(local), Some(indexed)) = (&self.local, &self.indexed) else {
            return false;
        };
        card.revision == indexed.revision
            // The browser compares its texts faster than they are brought here.
            && *local == indexed.text
            && (local.as_string()).is_some_and(|text| sealed::open(&text).is_ok())
    }

    fn texts(&self) -> [(Store, Option<String>); 2] {
        let indexed = self.indexed.as_ref().map(|record| &record.text);
        [
            (Store::Local, self.local.as_ref()),
            (Store::Indexed, indexed),
        ]
        .map(|(store, text)| (store, text.and_then(JsValue::as_string)))
    }
}
