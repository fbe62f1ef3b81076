//! Ids: every entry of every list carries one that never changes, so that copies of a pitch
//! can be laid beside each other and merged.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize};

/// The longest id that is read, in bytes.
pub const MAX_ID_LEN: usize = 64;

/// Why a text is no id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", t!("an id has 1 to {MAX_ID_LEN} letters, digits, '-' or '_'; this is {0}", format_args!("{:?}", .0)))]
pub struct BadId(pub String);

/// Ids are random: 60 bits in base 32, short enough to read aloud, long enough not to collide.
fn encode(random: u64) -> String {
    const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    (0..12)
        .map(|i| {
            let digit = usize::try_from((random >> (i * 5)) & 31).unwrap_or(0);
            char::from(DIGITS.get(digit).copied().unwrap_or(b'0'))
        })
        .collect()
}

fn checked(text: &str) -> Result<Arc<str>, BadId> {
    let fits = (1..=MAX_ID_LEN).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    if fits {
        Ok(text.into())
    } else {
        Err(BadId(text.chars().take(80).collect()))
    }
}

/// What all ids have in common.
pub trait Identifier: Clone + Ord + fmt::Display + fmt::Debug {
    /// The id that 60 of these 64 random bits stand for.
    fn from_random(random: u64) -> Self;
    /// The id with this text; `None` when the text is no id.
    fn parse(text: &str) -> Option<Self>;
    /// The id as text.
    fn as_str(&self) -> &str;
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
        #[serde(transparent)]
        pub struct $name(Arc<str>);

        impl $name {
            /// An id from its text.
            ///
            /// # Errors
            /// When the text is empty, longer than [`MAX_ID_LEN`] or holds other than
            /// ASCII letters, digits, `-` and `_`.
            pub fn new(text: &str) -> Result<Self, BadId> {
                checked(text).map(Self)
            }
        }

        impl Identifier for $name {
            fn from_random(random: u64) -> Self {
                Self(encode(random).into())
            }
            fn parse(text: &str) -> Option<Self> {
                Self::new(text).ok()
            }
            fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?}", &*self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                Self::new(&text).map_err(serde::de::Error::custom)
            }
        }
    )*};
}

ids! {
    /// A pitch, for ever: its file name and its place in the library follow from it.
    PitchId,
    /// A person at the client.
    ContactId,
    /// An objective of the brief.
    ObjectiveId,
    /// A section of the story.
    SectionId,
    /// A deliverable of the scope.
    DeliverableId,
    /// A role of the rate card.
    RoleId,
    /// A person of the team.
    PersonId,
    /// A span of days on which a person is away.
    AwayId,
    /// A day on which nobody works.
    HolidayId,
    /// A plan as it stood when it was agreed.
    BaselineId,
    /// A phase of the timeline.
    PhaseId,
    /// A task, milestone or approval.
    TaskId,
    /// A link between two tasks.
    LinkId,
    /// Hours of a role or person on a task.
    AssignmentId,
    /// A group of budget lines.
    GroupId,
    /// A budget line.
    LineId,
    /// A budget option.
    OptionId,
    /// An instalment of the payment schedule.
    InstalmentId,
    /// Something that was offered to the client.
    OfferId,
    /// A flight of the media plan.
    FlightId,
    /// A benchmark for rates, of the agency's own.
    BenchmarkId,
    /// A picture where it is shown.
    FigureId,
    /// A note or decision of the journal.
    EntryId,
    /// Hours that were spent on pitching.
    TimeEntryId,
}
