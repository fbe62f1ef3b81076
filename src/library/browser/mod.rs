//! The library in the browser: both stores, the index, other tabs, and who edits what.

mod bin;
pub mod chunk;
mod claim;
pub mod exported;
pub mod history;
mod indexed;
mod left_out;
mod local;
pub mod panic;
pub mod pictures;
pub mod reading;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

use super::card::{self, Card, CardSummary};
use super::message::{Build, Message};
use super::reconcile::{Store, Verdict};
use super::{PREFIX, SaveState, Shelf, ShelfError, Stored, pitch_key};
use crate::file::{self, Access, Document, Repair, sealed};
use crate::model::{Identifier, Pitch, PitchId, Settings};
pub use bin::Binned;
use chunk::NotFetched;
pub use claim::Claim;
use indexed::{DOCS, Indexed, KEPT, SNAPSHOTS, now};
use local::Local;
use reading::reconcile;

/// The quota of local storage, in UTF-16 units.
const LOCAL_LIMIT: u64 = 5_242_880;

/// What the stores can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Health {
    /// Local storage works.
    pub local: bool,
    /// IndexedDB works.
    pub indexed: bool,
}

impl Health {
    /// What must be said about it; nothing when all is well.
    pub fn words(self) -> Option<String> {
        let words = match (self.local, self.indexed) {
            (true, true) => return None,
            (true, false) => {
                t!(
                    "This browser's database is not available, so pitches are kept in one place only. Download what matters."
                )
            }
            (false, true) => {
                t!(
                    "This browser's local storage is blocked, so pitches are kept in one place only. Download what matters."
                )
            }
            (false, false) => {
                t!(
                    "This browser does not let the page keep anything. Pitches are gone when the tab is closed: download them."
                )
            }
        };
        Some(words.to_owned())
    }
}

/// Something that could not be read and is kept byte for byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// Its key.
    pub key: String,
    /// Its text.
    pub text: String,
}

/// How much room is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Use {
    /// UTF-16 units used in local storage.
    pub local_units: u64,
    /// UTF-16 units there are.
    pub local_limit: u64,
}

/// A pitch that was opened.
pub struct Loaded {
    /// The pitch.
    pub document: Document,
    /// What was put right.
    pub repairs: Vec<Repair>,
    /// Whether it may be edited.
    pub access: Access,
}

/// Why the library did not do what it was asked to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LibraryError {
    /// No such pitch.
    #[error("{}", t!("There is no such pitch in this browser. It may be in another browser, or in a file: open it from there."))]
    Unknown,
    /// Its data cannot be read.
    #[error("{}", t!("The pitch's data is damaged in both places where it was kept. It is kept as it is: download it in Settings."))]
    Broken,
    /// It was left out of the start.
    #[error("{}", t!("The page stopped while it read this pitch, so it was left out. It can be tried again in the list of pitches."))]
    LeftOut,
    /// It was written by a newer version.
    #[error("{0}")]
    Newer(file::ReadError),
    /// It may be looked at only: why.
    #[error("{}", t!("{0} It was left as it is.", .0))]
    ReadOnly(String),
    /// A store failed.
    #[error("{}", t!("This did not work: {0}.", .0))]
    Shelf(ShelfError),
    /// The code that reads pitches is not at hand.
    #[error("{}", t!("The part of the page that reads pitches could not be fetched: check the connection, or reload the page. The pitch is safe."))]
    NotFetched,
}

impl From<NotFetched> for LibraryError {
    fn from(_: NotFetched) -> Self {
        Self::NotFetched
    }
}

impl From<ShelfError> for LibraryError {
    fn from(error: ShelfError) -> Self {
        Self::Shelf(error)
    }
}

/// What sums a pitch up for the list.
#[derive(Clone, Copy)]
pub struct Summarise {
    /// Fetches it, as far as it can be had.
    pub prepare: fn() -> Pin<Box<dyn Future<Output = ()>>>,
    /// Sums a pitch up; none while it is not fetched yet.
    pub at_once: fn(&Pitch) -> Option<CardSummary>,
}

struct Inner {
    local: Option<Local>,
    indexed: Option<Indexed>,
    /// What is kept while neither store works.
    memory: RefCell<BTreeMap<PitchId, Stored>>,
    cards: RefCell<Vec<Card>>,
    /// Saved pitches that are not summed up yet, and when they were saved.
    unsummed: RefCell<BTreeMap<PitchId, (Document, u64)>>,
    broken: RefCell<Vec<Broken>>,
    /// Pitches that were left out of the start.
    left_out: RefCell<BTreeSet<PitchId>>,
    notices: RefCell<Vec<String>>,
    channel: Option<BroadcastChannel>,
    /// Pitches whose data was written by a newer version: never written over.
    newer: RefCell<BTreeSet<PitchId>>,
    /// Whether a newer build is at work in another tab.
    outdated: Cell<bool>,
    summarise: Summarise,
}

/// The library. A handle that is cheap to copy.
#[derive(Clone)]
pub struct Library(Rc<Inner>);

fn index_key() -> String {
    format!("{PREFIX}index")
}

fn settings_key() -> String {
    format!("{PREFIX}settings")
}

/// The pitch that is being read during the start, so that the rescue layer can name it when the
/// page stops there time and again.
fn reading_key() -> String {
    format!("{PREFIX}reading")
}

/// The pitches that the rescue layer left out of the start, with spaces between.
fn left_out_key() -> String {
    format!("{PREFIX}left-out")
}

impl Library {
    /// Opens the library: asks both stores what they can do, lays their copies side by side and
    /// puts aside what cannot be read. Never fails.
    pub async fn open(summarise: Summarise) -> Self {
        let library = Self(Rc::new(Inner {
            local: Local::open(),
            indexed: Indexed::open().await,
            memory: RefCell::default(),
            cards: RefCell::default(),
            unsummed: RefCell::default(),
            broken: RefCell::default(),
            left_out: RefCell::default(),
            notices: RefCell::default(),
            channel: BroadcastChannel::new("pitchwright").ok(),
            newer: RefCell::default(),
            outdated: Cell::new(false),
            summarise,
        }));
        library.reconcile_all().await;
        library
    }

    async fn reconcile_all(&self) {
        let inner = &self.0;
        let in_indexed: BTreeMap<PitchId, Stored> = match &inner.indexed {
            Some(indexed) => indexed
                .all()
                .await
                .unwrap_or_default()
                .into_iter()
                .collect(),
            None => BTreeMap::new(),
        };
        let in_local: BTreeMap<PitchId, String> = inner
            .local
            .iter()
            .flat_map(|local| {
                let ids = local.list().unwrap_or_default();
                ids.into_iter().filter_map(|id| {
                    let text = local.get(&id).ok().flatten()?;
                    Some((id, text))
                })
            })
            .collect();
        let index = inner
            .local
            .as_ref()
            .and_then(|local| local.read(&index_key()));
        let known: BTreeMap<PitchId, Card> = index
            .and_then(|index| card::read(&index))
            .unwrap_or_default()
            .into_iter()
            .map(|card| (card.id.clone(), card))
            .collect();
        let mut ids: Vec<&PitchId> = in_local.keys().chain(in_indexed.keys()).collect();
        ids.sort();
        ids.dedup();
        for id in ids {
            let local = in_local.get(id);
            let indexed = in_indexed.get(id);
            if self.is_left_out(id) {
                self.leave_out(id, local.or(indexed.map(|stored| &stored.text)));
                continue;
            }
            // Two equal, sound copies that the index knows need not be read.
            if let (Some(text), Some(stored), Some(card)) = (local, indexed, known.get(id))
                && *text == stored.text
                && card.revision == stored.revision
                && sealed::open(text).is_ok()
            {
                inner.cards.borrow_mut().push(card.clone());
                continue;
            }
            let texts = [
                (Store::Local, local.cloned()),
                (Store::Indexed, indexed.map(|stored| stored.text.clone())),
            ];
            let saved_at = known.get(id).map_or_else(now, |card| card.saved_at);
            self.read_for_list(id, texts, saved_at).await;
        }
        if let Some(local) = &inner.local {
            let _ = local.delete(&reading_key());
        }
        self.sort_cards();
        for key in inner.local.iter().flat_map(Local::keys) {
            if key.starts_with(&format!("{PREFIX}broken/"))
                && let Some(text) = inner.local.as_ref().and_then(|local| local.read(&key))
            {
                inner.broken.borrow_mut().push(Broken { key, text });
            }
        }
        if let Some(indexed) = &inner.indexed {
            for (key, text) in indexed.kept_aside().await.unwrap_or_default() {
                let key = format!("{PREFIX}broken/{key}");
                inner.broken.borrow_mut().push(Broken { key, text });
            }
        }
        self.write_index();
    }

    /// Lays the copies of a pitch side by side and lists it, while the rescue layer knows which it is.
    async fn read_for_list(
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

    fn is_left_out(&self, id: &PitchId) -> bool {
        let local = self.0.local.as_ref();
        let ids = local.and_then(|local| local.read(&left_out_key()));
        ids.is_some_and(|ids| ids.split(' ').any(|left| left == id.as_str()))
    }

    /// A pitch that the page stopped at is not read again; its text can be downloaded.
    fn leave_out(&self, id: &PitchId, text: Option<&String>) {
        let words = t!(
            "The page stopped while it read the pitch {id}, so it was left out. Its data is kept as it is: see the list of pitches."
        );
        self.0.notices.borrow_mut().push(words);
        self.0.left_out.borrow_mut().insert(id.clone());
        self.0.broken.borrow_mut().push(Broken {
            key: pitch_key(id),
            text: text.cloned().unwrap_or_default(),
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
        if !self.list(id, &opened.document, saved_at) {
            let mut unsummed = inner.unsummed.borrow_mut();
            unsummed.insert(id.clone(), (opened.document, saved_at));
        }
    }

    /// Puts a pitch into the list in the place of its older card. `false` when what sums it up is
    /// not at hand yet: then only what it says of itself is listed, under no revision, so that it is
    /// summed up the next time.
    fn list(&self, id: &PitchId, document: &Document, saved_at: u64) -> bool {
        let summary = (self.0.summarise.at_once)(&document.pitch);
        let is_whole = summary.is_some();
        let mut cards = self.0.cards.borrow_mut();
        cards.retain(|card| card.id != *id);
        cards.push(Card {
            id: id.clone(),
            revision: if is_whole { document.revision } else { 0 },
            saved_at,
            summary: summary.unwrap_or_else(|| CardSummary::plain(&document.pitch)),
        });
        is_whole
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

    /// Every pitch, the last saved first.
    pub fn cards(&self) -> Vec<Card> {
        self.sum_up();
        self.0.cards.borrow().clone()
    }

    /// Sums up what was saved since the last time and writes the index.
    pub fn sum_up(&self) {
        let unsummed = self.0.unsummed.take();
        if unsummed.is_empty() {
            return;
        }
        for (id, (document, saved_at)) in unsummed {
            if !self.list(&id, &document, saved_at) {
                let mut unsummed = self.0.unsummed.borrow_mut();
                unsummed.entry(id).or_insert((document, saved_at));
            }
        }
        self.sort_cards();
        self.write_index();
    }

    fn sort_cards(&self) {
        self.0
            .cards
            .borrow_mut()
            .sort_by_key(|card| std::cmp::Reverse(card.saved_at));
    }

    /// The index is a convenience: when it cannot be written it is rebuilt next time.
    fn write_index(&self) {
        if let Some(local) = &self.0.local
            && !self.is_outdated()
        {
            let _ = local.write(&index_key(), &card::write(&self.0.cards.borrow()));
        }
    }

    /// What the stores can do.
    pub fn health(&self) -> Health {
        Health {
            local: self.0.local.is_some(),
            indexed: self.0.indexed.is_some(),
        }
    }

    /// What happened when the library was opened, once.
    pub fn take_notices(&self) -> Vec<String> {
        self.0.notices.take()
    }

    /// Whether a pitch was left out of the start.
    pub fn has_left_out(&self) -> bool {
        !self.0.left_out.borrow().is_empty()
    }

    /// What could not be read and is kept byte for byte.
    pub fn broken(&self) -> Vec<Broken> {
        self.0.broken.borrow().clone()
    }

    /// Reads a pitch: the newest whole copy of the two.
    ///
    /// # Errors
    /// When there is none.
    pub async fn load(&self, id: &PitchId) -> Result<Loaded, LibraryError> {
        let inner = &self.0;
        if self.is_left_out(id) {
            return Err(LibraryError::LeftOut);
        }
        let local = match &inner.local {
            Some(local) => local.get(id).unwrap_or_default(),
            None => inner
                .memory
                .borrow()
                .get(id)
                .map(|stored| stored.text.clone()),
        };
        let indexed = match &inner.indexed {
            Some(indexed) => indexed.get(DOCS, id).await.unwrap_or_default(),
            None => None,
        };
        let found = local.is_some() || indexed.is_some();
        let indexed = indexed.as_ref().map(|stored| stored.text.as_str());
        let mut verdict = reconcile(id, local.as_deref(), indexed).await?;
        if let Some(newer) = &verdict.newer {
            inner.newer.borrow_mut().insert(id.clone());
            if let Some(opened) = &mut verdict.opened
                && opened.access == Access::Edit
            {
                // Of the two copies only the older can be read, and is not to replace the other.
                opened.access = Access::ReadOnly {
                    version: file::VERSION,
                    reason: t!("You see an older copy of this pitch. {newer}"),
                };
            }
        }
        match (verdict.opened, verdict.newer) {
            (Some(opened), _) => {
                if opened.access != Access::Edit {
                    inner.newer.borrow_mut().insert(id.clone());
                }
                Ok(Loaded {
                    document: opened.document,
                    repairs: opened.repairs,
                    access: opened.access,
                })
            }
            (None, Some(newer)) => Err(LibraryError::Newer(newer)),
            (None, None) if found => Err(LibraryError::Broken),
            (None, None) => Err(LibraryError::Unknown),
        }
    }

    /// Keeps a pitch in both stores: both writes are begun in this task, and `on_state` hears how
    /// they ended.
    pub fn save(&self, document: &Document, on_state: impl Fn(SaveState) + 'static) {
        let inner = &self.0;
        let id = document.id.clone();
        if let Err(refused) = self.may_write(&id) {
            on_state(SaveState::of(&Err(refused.clone()), &Err(refused)));
            return;
        }
        let revision = document.revision;
        let text = file::write_compact(document);
        if file::has_long_text(&text) {
            let refused = ShelfError::TooLong;
            on_state(SaveState::of(&Err(refused.clone()), &Err(refused)));
            return;
        }
        let text = sealed::seal(&text);
        // Handed to the browser once: of a large pitch that takes as long as keeping it.
        let kept = JsValue::from_str(&text);
        let first_save = !inner.cards.borrow().iter().any(|card| card.id == id);
        inner
            .unsummed
            .borrow_mut()
            .insert(id.clone(), (document.clone(), now()));
        if first_save {
            self.sum_up();
        }
        let local = match &inner.local {
            Some(local) => local.write_text(&pitch_key(&id), &kept),
            None => {
                let stored = Stored { revision, text };
                inner.memory.borrow_mut().insert(id.clone(), stored);
                Err(ShelfError::Blocked)
            }
        };
        let channel = inner.channel.clone();
        let settle = move |indexed: Result<(), ShelfError>| {
            if indexed.is_ok()
                && let Some(channel) = &channel
            {
                let saved = Message::Saved(revision, id.clone()).write(Build::this());
                let _ = channel.post_message(&JsValue::from_str(&saved));
            }
            on_state(SaveState::of(&local, &indexed));
        };
        match &inner.indexed {
            Some(indexed) => indexed.put_if_newer(&document.id, revision, kept, settle),
            None => settle(Err(ShelfError::Blocked)),
        }
    }

    /// Whether something may be written in the place of this pitch.
    fn may_write(&self, id: &PitchId) -> Result<(), ShelfError> {
        if self.is_outdated() {
            return Err(ShelfError::Outdated);
        }
        if self.0.newer.borrow().contains(id) {
            return Err(ShelfError::Newer);
        }
        Ok(())
    }

    /// Whether a newer build is at work in another tab, so that this one writes nothing.
    pub fn is_outdated(&self) -> bool {
        self.0.outdated.get()
    }

    /// From now on this tab writes nothing: a newer build is at work in another.
    pub fn set_outdated(&self) {
        self.0.outdated.set(true);
    }

    /// Calls back when the site's data was cleared while the page is open.
    pub fn on_cleared(&self, act: impl Fn() + 'static) {
        if let Some(indexed) = &self.0.indexed {
            indexed.on_ended(act);
        }
    }

    /// The agency's settings; those of a new agency when none are kept. Settings that cannot be
    /// read are kept aside.
    pub fn settings(&self) -> Settings {
        let Some(local) = &self.0.local else {
            return Settings::default();
        };
        let Some(text) = local.read(&settings_key()) else {
            return Settings::default();
        };
        let read = sealed::open(&text)
            .ok()
            .and_then(|json| file::backup::read_settings(json).ok());
        read.unwrap_or_else(|| {
            let key = format!("{PREFIX}broken/settings/{}", now());
            let _ = local.write(&key, &text);
            self.0.broken.borrow_mut().push(Broken { key, text });
            Settings::default()
        })
    }

    /// Keeps the agency's settings.
    ///
    /// # Errors
    /// When local storage is blocked or full.
    pub fn save_settings(&self, settings: &Settings) -> Result<(), LibraryError> {
        if self.is_outdated() {
            return Err(ShelfError::Outdated.into());
        }
        let local = self.0.local.as_ref().ok_or(ShelfError::Blocked)?;
        let text = sealed::seal(&file::backup::write_settings(settings));
        local.write(&settings_key(), &text)?;
        Ok(())
    }

    /// How much of local storage is used, by everything of this origin.
    pub fn storage_use(&self) -> Use {
        Use {
            local_units: self.0.local.as_ref().map_or(0, Local::units),
            local_limit: LOCAL_LIMIT,
        }
    }

    /// Claims a pitch for editing in this tab.
    pub async fn claim(&self, id: &PitchId, on_lost: impl Fn() + 'static) -> Claim {
        claim::claim(id, false, on_lost).await
    }

    /// Takes a pitch from the tab that edits it, which is asked to write first.
    pub async fn take_over(&self, id: &PitchId, on_lost: impl Fn() + 'static) -> Claim {
        if let Some(channel) = &self.0.channel {
            let release = Message::Release(id.clone()).write(Build::this());
            let _ = channel.post_message(&JsValue::from_str(&release));
        }
        // Long enough for the other tab to write what it has not yet written.
        gloo_timers::future::TimeoutFuture::new(150).await;
        claim::claim(id, true, on_lost).await
    }

    /// Calls back with what other tabs say, and tells them that this one is here. `on_newer` is
    /// called once, when a newer build is heard.
    pub fn on_message(&self, heard: impl Fn(Message) + 'static, on_newer: impl Fn() + 'static) {
        let Some(channel) = &self.0.channel else {
            return;
        };
        let here = JsValue::from_str(&Message::Here.write(Build::this()));
        let _ = channel.post_message(&here);
        let (library, answers) = (self.clone(), channel.clone());
        let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let words = event.data().as_string().unwrap_or_default();
            let (message, build) = Message::read(&words);
            if build > Build::this() && !library.is_outdated() {
                on_newer();
            }
            if build < Build::this() {
                let _ = answers.post_message(&here);
            }
            if let Some(message) = message {
                heard(message);
            }
        });
        channel.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        // The page lives as long as the listener does.
        listener.forget();
    }

    /// Asks the browser not to throw the data away when it runs out of room.
    pub async fn persist(&self) -> bool {
        exported::persist().await
    }
}
