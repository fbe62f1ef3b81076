//! The library in the browser: both stores, the index, other tabs, and who edits what.

mod bin;
pub mod chunk;
mod claim;
pub mod exported;
pub mod gate;
pub mod history;
mod indexed;
mod left_out;
mod local;
mod opening;
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
use super::{PREFIX, SaveState, Shelf, ShelfError, Stored, pitch_key};
use crate::file::{self, Access, Document, Repair, sealed};
use crate::model::{Pitch, PitchId, Settings};
pub use bin::Binned;
use chunk::NotFetched;
pub use claim::Claim;
use indexed::{DOCS, Indexed, now};
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
    /// What the index said at the start, until the stores were looked at.
    known: RefCell<Vec<Card>>,
    /// Opened when both stores were laid side by side.
    settled: gate::Gate,
    cards: RefCell<Vec<Card>>,
    /// Pitches that were saved since the start.
    saved: RefCell<BTreeSet<PitchId>>,
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
        self.settled().await;
        if self.ids_left_out().contains(id) {
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
        inner.saved.borrow_mut().insert(id.clone());
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
