//! Reading pitches: the largest part of the library, and not needed to list them.

use super::LibraryError;
use super::chunk::{NotFetched, in_chunk};
use crate::file::{self, Opened};
use crate::library::reconcile::{self, Verdict};
use crate::model::PitchId;

/// Why a file was not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadingError {
    /// What is in the file.
    #[error(transparent)]
    File(#[from] file::ReadError),
    /// The code that reads files is not at hand.
    #[error("{}", t!("The part of the page that reads files could not be fetched: check the connection, or reload the page."))]
    NotFetched,
}

impl From<NotFetched> for ReadingError {
    fn from(_: NotFetched) -> Self {
        Self::NotFetched
    }
}

in_chunk! {
    reading, prepared by prepare,
    /// Reads a file; see [`file::read`].
    ///
    /// # Errors
    /// When it cannot be read, or the code that reads it could not be fetched.
    pub fn read(text: &str) -> Result<Opened, ReadingError> {
        Ok(file::read(text)?)
    }
}

in_chunk! {
    reading, prepared by prepare_reconcile,
    /// Judges what the two stores hold of a pitch; see [`reconcile::reconcile`].
    ///
    /// # Errors
    /// When the code that reads pitches could not be fetched.
    pub fn reconcile(
        id: &PitchId, local: Option<&str>, indexed: Option<&str>
    ) -> Result<Verdict, LibraryError> {
        Ok(reconcile::reconcile(id, local, indexed))
    }
}
