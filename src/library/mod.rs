//! Where pitches are kept: twice, in local storage and in IndexedDB, because the two fail in
//! opposite ways. What is kept is never thrown away because it cannot be read.

#[cfg(all(target_arch = "wasm32", feature = "page"))]
pub mod browser;
pub mod card;
pub mod exported;
pub mod history;
pub mod message;
pub mod reconcile;
pub mod save;

pub use card::{Card, CardSummary};
pub use save::SaveState;

use crate::model::{Identifier, PitchId};

/// Before every key of ours: it never changes and does not depend on where the page lives.
pub const PREFIX: &str = "pitchwright/v1/";

/// The key of a pitch in local storage.
#[must_use]
pub fn pitch_key(id: &PitchId) -> String {
    format!("{PREFIX}p/{}", id.as_str())
}

/// The pitch that a key of local storage holds, when it holds one.
#[must_use]
pub fn key_pitch(key: &str) -> Option<PitchId> {
    let id = key.strip_prefix(PREFIX)?.strip_prefix("p/")?;
    PitchId::new(id).ok()
}

/// A pitch as a store holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Its revision.
    pub revision: u64,
    /// Its sealed text.
    pub text: String,
}

/// Why a store did not do what it was asked to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ShelfError {
    /// No room is left.
    #[error("{}", t!("its storage is full"))]
    Full,
    /// The browser lets this page keep nothing.
    #[error("{}", t!("the browser does not let this page keep anything"))]
    Blocked,
    /// A newer revision is there already.
    #[error("{}", t!("another tab saved a newer version of this pitch"))]
    Stale,
    /// A newer build of the page is at work.
    #[error("{}", t!("a newer Pitchwright is open in another tab; reload this one"))]
    Outdated,
    /// What is there was written by a newer version, whose data is not written over.
    #[error("{}", t!("this pitch was saved by a newer version; reload the page"))]
    Newer,
    /// A text is so long that what is written would not be read again.
    #[error("{}", t!("a text in it has more than {} characters; shorten it, or undo", crate::file::MAX_TEXT))]
    TooLong,
    /// What was written does not read back.
    #[error("{}", t!("what was written does not read back"))]
    Lying,
    /// Something else.
    #[error("{}", t!("the browser says: {0}", .0))]
    Other(String),
}

/// A place where pitches are kept by id.
pub trait Shelf {
    /// The pitch with this id.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn get(&self, id: &PitchId) -> Result<Option<String>, ShelfError>;
    /// Keeps a pitch in the place of an older revision, and reads it back.
    ///
    /// # Errors
    /// When there is no room, a newer revision is there, or it does not read back; what was there
    /// before is there still.
    fn put(&self, id: &PitchId, text: &str) -> Result<(), ShelfError>;
    /// Takes a pitch out.
    ///
    /// # Errors
    /// When the store cannot be written.
    fn remove(&self, id: &PitchId) -> Result<(), ShelfError>;
    /// The ids of all pitches.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn list(&self) -> Result<Vec<PitchId>, ShelfError>;
}
