//! The history of pitches: which states are kept, and which of them go when they are old or room
//! is short.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Fingerprint;
use crate::model::PitchId;

const MINUTE: u64 = 60_000;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// While a pitch is worked on, a state is kept this often, in milliseconds.
pub const EVERY: u64 = 10 * MINUTE;
/// The bytes that all states together may take, packed. Those that someone named, shared or signed
/// stay whatever they take.
pub const ROOM: u64 = 60_000_000;
/// So many of the newest states of every pitch stay, however short room is.
const AT_LEAST: usize = 12;

/// Says each reason once: what it is called where it is kept, and what people read.
macro_rules! whys {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $words:expr;)*) => {
        /// Why a state was kept.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Why {
            $($(#[$doc])* $name,)*
        }

        impl Why {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// What it is called where it is kept.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// In words.
            #[must_use]
            pub fn words(self) -> &'static str {
                match self { $(Self::$name => $words,)* }
            }
        }
    };
}

whys! {
    /// The pitch was opened.
    Opened = "opened", t!("When it was opened");
    /// It was worked on for a while.
    Working = "working", t!("While it was worked on");
    /// A file was about to take its place.
    BeforeFile = "before-file", t!("Before a file replaced it");
    /// A colleague's copy was about to be merged into it.
    BeforeMerge = "before-merge", t!("Before a copy was merged");
    /// Nearly all of it went at once.
    BeforeEmptying = "before-emptying", t!("Before nearly all of it was deleted");
    /// An earlier state was about to be restored.
    BeforeRestore = "before-restore", t!("Before an earlier version was restored");
    /// Someone wanted it kept.
    ByHand = "by-hand", t!("Kept by hand");
    /// It went to a colleague, or came from one: what both copies go back to.
    Shared = "shared", t!("As it was shared");
    /// It went to the client.
    Sent = "sent", t!("As it was sent to the client");
    /// The client signed it.
    Signed = "signed", t!("As it was signed");
    /// One of the two places where pitches are kept held an older copy.
    Found = "found", t!("An older copy, found on opening");
}

impl Why {
    /// The reason with this code; none when this version does not know it.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|why| why.code() == code)
    }

    /// Whether people count on it: then neither age nor want of room takes it away.
    #[must_use]
    pub const fn stays(self) -> bool {
        matches!(
            self,
            Self::ByHand | Self::Shared | Self::Sent | Self::Signed
        )
    }
}

/// A state of a pitch that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Where it is kept.
    pub key: u64,
    /// Of which pitch.
    pub pitch: PitchId,
    /// When it was kept, in milliseconds since 1970.
    pub at: u64,
    /// Its revision.
    pub revision: u64,
    /// Why it was kept; none for a reason that this version does not know.
    pub why: Option<Why>,
    /// What someone called it; empty when nobody did.
    pub name: String,
    /// What tells it from others.
    pub fingerprint: Option<Fingerprint>,
    /// How many bytes it takes, packed.
    pub bytes: u64,
}

impl Entry {
    /// Whether neither age nor want of room takes it away: it has a name, people count on it, or
    /// this version does not know what it is for.
    #[must_use]
    pub fn stays(&self) -> bool {
        !self.name.is_empty() || self.why.is_none_or(Why::stays)
    }

    /// What it is called: its name, or why it was kept.
    #[must_use]
    pub fn title(&self) -> &str {
        if !self.name.is_empty() {
            return &self.name;
        }
        self.why.map_or(t!("Kept by a newer version"), Why::words)
    }
}

/// The stretch of time of which one state stays, for a state of this age: the older, the longer.
/// None while all stay.
fn stretch(age: u64) -> Option<u64> {
    match age {
        _ if age < HOUR => None,
        _ if age < 2 * DAY => Some(HOUR),
        _ if age < 60 * DAY => Some(DAY),
        _ if age < 365 * DAY => Some(7 * DAY),
        _ => Some(30 * DAY),
    }
}

/// The keys of the states that are to go: of those of one stretch of time all but the newest, and
/// then the oldest until the rest fits into `room` bytes. Times in the future, from a clock that was
/// set back, count as now.
#[must_use]
pub fn thinned(entries: &[Entry], now: u64, room: u64) -> BTreeSet<u64> {
    let mut newest_first: Vec<&Entry> = entries.iter().collect();
    newest_first.sort_by_key(|entry| std::cmp::Reverse((entry.at, entry.key)));
    let mut gone = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut of_pitch: BTreeMap<&PitchId, usize> = BTreeMap::new();
    let mut may_go = Vec::new();
    let mut used = 0_u64;
    for entry in newest_first {
        let count = of_pitch.entry(&entry.pitch).or_default();
        *count += 1;
        let (first, enough) = (*count == 1, *count > AT_LEAST);
        let place = stretch(now.saturating_sub(entry.at))
            .map(|stretch| (&entry.pitch, stretch, entry.at / stretch));
        let doubled = place.is_some_and(|place| !seen.insert(place));
        if doubled && !first && !entry.stays() {
            gone.insert(entry.key);
            *count -= 1;
            continue;
        }
        used = used.saturating_add(entry.bytes);
        if enough && !entry.stays() {
            may_go.push(entry);
        }
    }
    while used > room
        && let Some(oldest) = may_go.pop()
    {
        used -= oldest.bytes;
        gone.insert(oldest.key);
    }
    gone
}
