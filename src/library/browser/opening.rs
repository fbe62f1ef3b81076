//! The start: both stores are read, their copies of each pitch laid side by side, and what cannot be
//! read is put aside. What the index knows is listed without being read.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::BroadcastChannel;

use super::indexed::{Found, Indexed, KEPT, Record, SNAPSHOTS, now};
use super::local::Local;
use super::reading::reconcile;
use super::{
    Broken, Inner, Library, LibraryError, Summarise, index_key, left_out_key, reading_key,
};
use crate::file::sealed;
use crate::library::card::{self, Card};
use crate::library::reconcile::{Store, Verdict};
use crate::library::{PREFIX, Shelf, Stored, key_pitch, pitch_key};
use crate::model::{Identifier, PitchId};

/// What waits until both stores were laid side by side.
pub(super) struct Gate {
    opened: Promise,
    open: Option<Function>,
}

impl Default for Gate {
    fn default() -> Self {
        let mut open = None;
        let opened = Promise::new(&mut |resolve, _| open = Some(resolve));
        Self { opened, open }
    }
}

impl Library {
    /// Opens the library: asks both stores what they can do. Nothing is listed yet. Never fails.
    pub async fn open(summarise: Summarise) -> Self {
        let local = Local::open();
        let known = local
            .as_ref()
            .and_then(|local| local.read(&index_key()))
            .and_then(|index| card::read(&index))
            .unwrap_or_default();
        Self(Rc::new(Inner {
            local,
            indexed: Indexed::open().await,
            memory: RefCell::default(),
            known: RefCell::new(
                (known.into_iter())
                    .map(|card| (card.id.clone(), card))
                    .collect(),
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
        let here: BTreeSet<PitchId> = keys.iter().filter_map(|key| key_pitch(key)).collect();
        let known = inner.known.borrow();
        let is_sound = !known.is_empty()
            && known.keys().eq(&here)
            && self.ids_left_out().is_empty()
            && !keys.contains(&reading_key());
        if is_sound {
            *inner.cards.borrow_mut() = known.values().cloned().collect();
            self.sort_cards();
        }
        is_sound
    }

    /// When both stores were laid side by side.
    pub(super) async fn settled(&self) {
        // It is resolved and never refused.
        let _ = JsFuture::from(self.0.settled.opened.clone()).await;
    }

    /// Lays the stores' copies of each pitch side by side and puts aside what cannot be read; what is
    /// read or written of a pitch waits for it. To be called once. Never fails.
    pub async fn settle(&self) {
        let inner = &self.0;
        // The database answers while local storage is read.
        let asked = inner.indexed.as_ref().map(Indexed::found);
        let local = inner.local.as_ref();
        let keys = local.map(Local::keys).unwrap_or_default();
        let in_local: BTreeMap<PitchId, JsValue> = (keys.iter())
            .filter_map(|key| Some((key_pitch(key)?, local?.text(key)?)))
            .collect();
        let known = inner.known.take();
        let left_out = self.ids_left_out();
        let Found { pitches, aside } = match asked {
            Some(asked) => asked.await,
            None => Found::default(),
        };
        let ids: BTreeSet<&PitchId> = in_local.keys().chain(pitches.keys()).collect();
        let mut cards = Vec::new();
        let mut to_read = Vec::new();
        for id in ids {
            let local = in_local.get(id);
            let indexed = pitches.get(id);
            if left_out.contains(id) {
                let text = local.or(indexed.map(|record| &record.text));
                self.leave_out(id, text.and_then(JsValue::as_string));
                continue;
            }
            match known.get(id) {
                Some(card) if is_as_known(card, local, indexed) => cards.push(card.clone()),
                card => to_read.push((id, local, indexed, card.map(|card| card.saved_at))),
            }
        }
        let is_as_known = to_read.is_empty() && known.len() == cards.len();
        // What was saved meanwhile is newer than what was found.
        let is_saved = |card: &Card| inner.saved.borrow().contains(&card.id);
        cards.retain(|card| !is_saved(card));
        let listed = inner.cards.take();
        cards.extend(listed.into_iter().filter(is_saved));
        inner.cards.replace(cards);
        for (id, local, indexed, saved_at) in to_read {
            if inner.saved.borrow().contains(id) {
                continue;
            }
            let text = |text: Option<&JsValue>| text.and_then(JsValue::as_string);
            let texts = [
                (Store::Local, text(local)),
                (Store::Indexed, text(indexed.map(|record| &record.text))),
            ];
            self.read_for_list(id, texts, saved_at.unwrap_or_else(now))
                .await;
        }
        if let Some(local) = local {
            let _ = local.delete(&reading_key());
        }
        self.sort_cards();
        let (keys, aside) = if is_as_known {
            (keys, aside)
        } else {
            self.write_index();
            // What was read may have been put aside.
            let aside = match &inner.indexed {
                Some(indexed) => indexed.kept_aside().await.unwrap_or_default(),
                None => aside,
            };
            (local.map(Local::keys).unwrap_or_default(), aside)
        };
        let here = keys
            .into_iter()
            .filter(|key| key.starts_with(&format!("{PREFIX}broken/")))
            .filter_map(|key| Some((local?.read(&key)?, key)));
        let there = aside
            .into_iter()
            .map(|(key, text)| (text, format!("{PREFIX}broken/{key}")));
        let mut broken = inner.broken.borrow_mut();
        broken.extend(here.chain(there).map(|(text, key)| Broken { key, text }));
        if let Some(open) = &inner.settled.open {
            // It only tells those who wait.
            let _ = open.call0(&JsValue::NULL);
        }
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
        let [local, indexed] = texts.each_ref().map(|(_, text)| text.as_deref());
        match reconcile(id, local, indexed).await {
            Ok(verdict) => self.carry_out(id, verdict, &texts, saved_at).await,
            // Nothing is known of it now, so nothing is done to it.
            Err(_) => {
                let words = t!("{id} is not listed. {}", LibraryError::NotFetched);
                inner.notices.borrow_mut().push(words);
            }
        }
    }

    /// The pitches that the rescue layer left out of the start.
    pub(super) fn ids_left_out(&self) -> BTreeSet<PitchId> {
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
            if verdict.rewrite.contains(&Store::Local)
                && let Some(local) = &inner.local
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

/// Whether the index says of a pitch what reading it would say: both copies are equal and sound, and of
/// the revision that was summed up.
fn is_as_known(card: &Card, local: Option<&JsValue>, indexed: Option<&Record>) -> bool {
    let (Some(local), Some(indexed)) = (local, indexed) else {
        return false;
    };
    card.revision == indexed.revision
        // The browser compares its texts faster than they are brought here.
        && *local == indexed.text
        && (local.as_string()).is_some_and(|text| sealed::open(&text).is_ok())
}
