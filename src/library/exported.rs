//! When the pitches were last taken along as files that open here again: browsers may lose what
//! they keep, files stay.

/// A day, in milliseconds.
const DAY: u64 = 24 * 3_600_000;
/// So many days may pass after edits before the desk says that no file has them.
const QUIET: u64 = 7;

/// The last file that opens here again, or since when there was none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exported {
    /// None yet; pitches have been here since then, in milliseconds since 1970.
    Never {
        /// Since when.
        since: u64,
    },
    /// One was made then, in milliseconds since 1970.
    Last {
        /// When.
        at: u64,
    },
}

impl Exported {
    /// How it is kept.
    #[must_use]
    pub fn write(self) -> String {
        match self {
            Self::Never { since } => format!("never {since}"),
            Self::Last { at } => format!("last {at}"),
        }
    }

    /// What was kept; none when it cannot be read.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (kind, at) = text.split_once(' ')?;
        let at = at.parse().ok()?;
        match kind {
            "never" => Some(Self::Never { since: at }),
            "last" => Some(Self::Last { at }),
            _ => None,
        }
    }

    /// Whole days since then; none after a clock that was set back.
    #[must_use]
    pub const fn days(self, now: u64) -> u64 {
        let (Self::Never { since: at } | Self::Last { at }) = self;
        now.saturating_sub(at) / DAY
    }

    /// When it was, in words.
    #[must_use]
    pub fn words(self, now: u64) -> String {
        match (self, self.days(now)) {
            (Self::Last { .. }, 0) => t!("A file was last downloaded today.").to_owned(),
            (Self::Last { .. }, 1) => t!("A file was last downloaded yesterday.").to_owned(),
            (Self::Last { .. }, days) => t!("A file was last downloaded {days} days ago."),
            (Self::Never { .. }, 0) => t!("No file was downloaded yet.").to_owned(),
            (Self::Never { .. }, 1) => t!("No file was downloaded yet, for 1 day.").to_owned(),
            (Self::Never { .. }, days) => t!("No file was downloaded yet, for {days} days."),
        }
    }

    /// What is to be said beside the pitches: something was edited since, more than seven days ago
    /// there was the last file. `edited` is when a pitch was last saved.
    #[must_use]
    pub fn reminder(self, now: u64, edited: u64) -> Option<String> {
        let (Self::Never { since: at } | Self::Last { at }) = self;
        let days = self.days(now);
        if days <= QUIET || edited <= at {
            return None;
        }
        Some(match self {
            Self::Never { .. } => t!(
                "For {days} days your pitches have been in this browser only. A backup file is yours to keep."
            ),
            Self::Last { .. } => {
                t!("Your pitches have changed since you last downloaded a file, {days} days ago.")
            }
        })
    }
}
