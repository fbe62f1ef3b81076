//! Whether a pitch is saved. *Saved* is said when both stores hold the newest revision, and at no
//! other time.

use std::fmt;

use super::ShelfError;

/// Whether the open pitch is saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveState {
    /// Both stores hold it.
    Saved,
    /// An answer is awaited.
    Saving,
    /// Only one store holds it: which one does not, and why.
    SavedOnce {
        /// In words.
        problem: String,
    },
    /// No store holds it.
    NotSaved {
        /// In words.
        reason: String,
    },
}

impl SaveState {
    /// Whether something is wrong.
    #[must_use]
    pub const fn is_failure(&self) -> bool {
        matches!(self, Self::SavedOnce { .. } | Self::NotSaved { .. })
    }

    /// The state that follows from what the two stores answered.
    #[must_use]
    pub fn of(local: &Result<(), ShelfError>, indexed: &Result<(), ShelfError>) -> Self {
        match (local, indexed) {
            (Ok(()), Ok(())) => Self::Saved,
            // A newer revision elsewhere means that ours is not what will be found.
            (_, Err(ShelfError::Stale)) | (Err(ShelfError::Stale), _) => Self::NotSaved {
                reason: ShelfError::Stale.to_string(),
            },
            // It could not be read from a file either.
            (Err(ShelfError::TooLong), _) => Self::NotSaved {
                reason: ShelfError::TooLong.to_string(),
            },
            (Err(error), Ok(())) => Self::SavedOnce {
                problem: t!("local storage failed, {error}"),
            },
            (Ok(()), Err(error)) => Self::SavedOnce {
                problem: t!("the browser's database failed, {error}"),
            },
            (Err(local), Err(_)) => Self::NotSaved {
                reason: t!("{local}. Download the pitch so that nothing is lost"),
            },
        }
    }
}

impl fmt::Display for SaveState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Saved => f.write_str(t!("Saved")),
            Self::Saving => f.write_str(t!("Saving…")),
            Self::SavedOnce { problem } => f.write_str(&t!("Saved in one place only: {problem}")),
            Self::NotSaved { reason } => f.write_str(&t!("Not saved: {reason}")),
        }
    }
}
