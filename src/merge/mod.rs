//! Two copies of a pitch laid beside each other, what is different in words, and one pitch made of
//! both. With the common ancestor, what only one side changed is taken; without it, every
//! difference is a decision. docs/merging.md says it in full.
//!
//! The document is compared as it stands in the file, so that no field can be forgotten: objects
//! key by key, lists by the ids of their entries, long text by its paragraphs, all else as one
//! value. The table of `fields` says how each is called and read.

mod change;
mod choices;
mod consequences;
mod fields;
mod names;
mod order;
mod paragraphs;
mod read;
mod settle;
mod shown;
mod table;
mod walk;

use serde_json::Value;

use crate::model::{Currency, Pitch};

pub use change::{Change, Choice, Decisions, Difference, Named, Part, Side, What};
pub use consequences::{Consequences, Figures, consequences, figures};
pub use fields::{choices_of, label_of};
pub use paragraphs::{Paragraphs, Piece, WordCount};
pub use settle::{MergeError, Note};
pub use shown::{Plain, Shown};

use names::Names;
use walk::{NamesOfAll, Policy, Walked};

/// A merged pitch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// The pitch; it passes the reader without a repair.
    pub pitch: Pitch,
    /// What had to be done beside what was decided.
    pub notes: Vec<Note>,
    /// Every change with what was [taken](Change::taken) of it.
    pub changes: Vec<Change>,
}

/// Two copies of a pitch beside each other, with or without their common ancestor.
#[derive(Debug)]
pub struct Comparison {
    mine: Pitch,
    copies: Copies,
    changes: Vec<Change>,
}

/// The copies as they stand in the file.
struct Copies {
    base: Option<Value>,
    mine: Value,
    theirs: Value,
    names: NamesOfAll,
    /// The currency that amounts are compared in.
    currency: Currency,
}

impl std::fmt::Debug for Copies {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Copies").finish_non_exhaustive()
    }
}

impl Comparison {
    /// Lays two copies beside each other. `base` is the pitch that both were made from, where it
    /// is known.
    #[must_use]
    pub fn new(base: Option<&Pitch>, mine: &Pitch, theirs: &Pitch) -> Self {
        let copies = Copies::new(base, mine, theirs);
        let undecided = Decisions::new();
        let walked = copies.walk(Policy::Decided(&undecided));
        Self {
            mine: mine.clone(),
            copies,
            changes: walked.changes,
        }
    }

    /// What is different, by part of the desk, and in a part in the order of our copy. What both
    /// did alike is among it, with nothing to choose.
    #[must_use]
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// What somebody has to decide.
    pub fn open(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|change| change.asks)
    }

    /// Whether the copies say the same.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        (self.changes.iter()).all(|change| change.side == Side::Same)
    }

    /// The currency in which [`Shown::Money`] is to be written: ours, unless another copy has
    /// one with more decimals.
    #[must_use]
    pub fn currency(&self) -> Currency {
        self.copies.currency
    }

    /// The one pitch that these decisions make of both.
    ///
    /// # Errors
    /// When it would be beyond the limits of a file.
    pub fn merge(&self, decisions: &Decisions) -> Result<Merged, MergeError> {
        self.copies.merged(Policy::Decided(decisions))
    }

    /// What one change does by itself to the dates and sums of our copy: what taking it over
    /// would do, or, if it is our own, what it did.
    ///
    /// # Errors
    /// When there is no change with this key, or taking it would be beyond the limits of a file.
    pub fn effect_of(&self, key: &str) -> Result<Consequences, MergeError> {
        let change = self.changes.iter().find(|change| change.key == key);
        let change = change.ok_or(MergeError::NoSuchChange)?;
        let choice = match change.default {
            Choice::Both => Choice::Both,
            Choice::Mine | Choice::Theirs => Choice::Theirs,
        };
        let other = self.copies.merged(Policy::Only(key, choice))?.pitch;
        Ok(
            if change.side == Side::Mine && change.default != Choice::Theirs {
                consequences(&other, &self.mine)
            } else {
                consequences(&self.mine, &other)
            },
        )
    }
}

/// The one pitch that these decisions make of two copies.
///
/// # Errors
/// When it would be beyond the limits of a file.
pub fn merge(
    base: Option<&Pitch>,
    mine: &Pitch,
    theirs: &Pitch,
    decisions: &Decisions,
) -> Result<Merged, MergeError> {
    Copies::new(base, mine, theirs).merged(Policy::Decided(decisions))
}

/// What has changed from an earlier pitch to a later one: every change is on the side
/// [`Side::Mine`], from its base to its mine.
#[must_use]
pub fn since(before: &Pitch, now: &Pitch) -> Vec<Change> {
    Comparison::new(Some(before), now, before).changes
}

/// The pitch with one part as it is in another copy, such as a snapshot. What the rest refers to
/// in that part stays; what that part refers to in the rest and is not there any more is let go.
/// Both are named in the notes.
///
/// # Errors
/// When it would be beyond the limits of a file.
pub fn take_part(pitch: &Pitch, from: &Pitch, part: Part) -> Result<Merged, MergeError> {
    Copies::new(Some(pitch), pitch, from).merged(Policy::Part(part))
}

/// So many times at most it is looked for what is needed: what is kept may need something itself.
const ROUNDS: usize = 16;

impl Copies {
    fn new(base: Option<&Pitch>, mine: &Pitch, theirs: &Pitch) -> Self {
        // Amounts are in minor units: they are compared in the currency with the most decimals.
        let codes = [Some(mine), Some(theirs), base].into_iter().flatten();
        let currency = codes
            .map(|pitch| pitch.currency)
            .rev()
            .max_by_key(|code| code.decimals());
        let currency = currency.unwrap_or(mine.currency);
        // A pitch is plain data, so this cannot fail.
        let value =
            |pitch: &Pitch| serde_json::to_value(scaled(pitch, currency)).unwrap_or_default();
        let (base, mine, theirs) = (base.map(value), value(mine), value(theirs));
        let names = [
            base.as_ref().map(Names::of).unwrap_or_default(),
            Names::of(&mine),
            Names::of(&theirs),
        ];
        Self {
            base,
            mine,
            theirs,
            names,
            currency,
        }
    }

    /// Walks until everything is there that something refers to.
    fn walk(&self, policy: Policy) -> Walked {
        let mut needed = settle::Needed::new();
        let go = |needed: &settle::Needed| {
            let (base, mine, theirs) = (self.base.as_ref(), &self.mine, &self.theirs);
            walk::walk(base, mine, theirs, &self.names, policy, needed)
        };
        let mut walked = go(&needed);
        for _ in 0..ROUNDS {
            if !settle::grow(&mut needed, &walked.pitch, &self.names) {
                break;
            }
            walked = go(&needed);
        }
        walked
    }

    fn merged(&self, policy: Policy) -> Result<Merged, MergeError> {
        let walked = self.walk(policy);
        let (mut pitch, notes) = settle::settled(walked.pitch, &walked.changes, &walked.let_go)?;
        if pitch.currency.decimals() != self.currency.decimals() {
            let code = pitch.currency;
            pitch.currency = self.currency;
            pitch.set_currency(code);
        }
        Ok(Merged {
            pitch,
            notes,
            changes: walked.changes,
        })
    }
}

/// The pitch with its amounts in minor units of a currency, and its own currency still named.
fn scaled(pitch: &Pitch, currency: Currency) -> Pitch {
    let mut pitch = pitch.clone();
    if pitch.currency.decimals() != currency.decimals() {
        let code = pitch.currency;
        pitch.set_currency(currency);
        pitch.currency = code;
    }
    pitch
}
