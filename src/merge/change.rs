//! What is different between two copies, one entry of a list a difference, and what can be done
//! about it.

use std::collections::BTreeMap;

use super::paragraphs::Paragraphs;
use super::shown::Shown;
use crate::plan::checks::Words;
use crate::words::within;

/// A part of the desk, as changes are grouped and as parts are taken from another copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Title and currency.
    Overview,
    /// The client and where the opportunity stands.
    Client,
    /// What the client wants.
    Brief,
    /// What we tell them.
    Story,
    /// What they get.
    Scope,
    /// When.
    Timeline,
    /// For how much.
    Budget,
    /// What is bought where.
    Media,
    /// Who.
    Team,
    /// On which terms.
    Terms,
    /// How it is dressed, and what was signed.
    Proposal,
    /// Notes and decisions.
    Journal,
    /// What this version does not know.
    Other,
}

impl Part {
    /// All parts, in the order in which changes are listed.
    pub const ALL: [Self; 13] = [
        Self::Overview,
        Self::Client,
        Self::Brief,
        Self::Story,
        Self::Scope,
        Self::Timeline,
        Self::Budget,
        Self::Media,
        Self::Team,
        Self::Terms,
        Self::Proposal,
        Self::Journal,
        Self::Other,
    ];

    /// Its name on screen.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Overview => t!("Overview"),
            Self::Client => t!("Client"),
            Self::Brief => t!("Brief"),
            Self::Story => t!("Story"),
            Self::Scope => t!("Scope"),
            Self::Timeline => t!("Timeline"),
            Self::Budget => t!("Budget"),
            Self::Media => t!("Media"),
            Self::Team => t!("Team"),
            Self::Terms => t!("Terms"),
            Self::Proposal => t!("Proposal"),
            Self::Journal => t!("Journal"),
            Self::Other => t!("Other"),
        }
    }

    /// The part that this field of a pitch belongs to.
    pub(super) fn of(field: &str) -> Self {
        match field {
            "title" | "is_template" | "currency" | "pursuit" => Self::Overview,
            "client" | "status" => Self::Client,
            "brief" => Self::Brief,
            "story" => Self::Story,
            "scope" => Self::Scope,
            "timeline" => Self::Timeline,
            "budget" => Self::Budget,
            "media" => Self::Media,
            "team" => Self::Team,
            "terms" => Self::Terms,
            "proposal" | "sent" | "signed" => Self::Proposal,
            "journal" => Self::Journal,
            _ => Self::Other,
        }
    }
}

/// What happened to an entry or a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum What {
    /// The entry is new.
    Added,
    /// The entry is gone; on [`Side::Both`], gone on one side and changed on the other.
    Removed,
    /// The entry stands in another place of its list.
    Moved,
    /// Fields differ.
    Changed,
    /// Only one copy has the entry, and without an ancestor nobody knows whether it was added
    /// there or removed here.
    Alone,
}

/// Who did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// Our copy alone.
    Mine,
    /// Their copy alone.
    Theirs,
    /// Both, in the same way: nothing to decide.
    Same,
    /// Both, in different ways; or nobody knows who, without an ancestor.
    Both,
}

/// What is taken of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Choice {
    /// As it is in our copy.
    Mine,
    /// As it is in their copy.
    Theirs,
    /// Of long text: what either side changed, and where both changed a paragraph, theirs after
    /// ours.
    Both,
}

/// Decisions by the key of their change (or of a paragraph, see [`Paragraphs`]). What is not in
/// it takes its default.
pub type Decisions = BTreeMap<String, Choice>;

/// An entry as people know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// What it is, such as task, as people read it.
    pub noun: &'static str,
    /// What it is called; never empty.
    pub name: String,
    /// Its id, to find it on its screen.
    pub id: String,
}

/// A field that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Its name in the file; empty for the place in a list.
    pub field: String,
    /// Its name on screen.
    pub label: String,
    /// Its value in the common ancestor; none when there is no ancestor.
    pub base: Option<Shown>,
    /// Its value in our copy.
    pub mine: Shown,
    /// Its value in their copy.
    pub theirs: Shown,
    /// Of long text: its paragraphs side by side.
    pub paragraphs: Option<Paragraphs>,
}

/// A difference between two copies: of an entry as a whole, of its place, or of a field (or of a
/// few fields that only make sense together).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// A path of field names and ids; the same for the same change as long as both copies stay.
    pub key: String,
    /// The part of the desk.
    pub part: Part,
    /// The entry, from the outermost to the innermost; empty for a field of the part itself.
    pub trail: Vec<Named>,
    /// What happened.
    pub what: What,
    /// Who did it.
    pub side: Side,
    /// The fields that differ. Of an entry that is added or removed as a whole, what it holds.
    pub differences: Vec<Difference>,
    /// Entries that refer to this one in one copy, while the other has removed it: the reason
    /// why it is proposed to keep it.
    pub needed_by: Vec<String>,
    /// What can be taken; empty when there is nothing to choose.
    pub choices: Vec<Choice>,
    /// What is taken when nothing is decided.
    pub default: Choice,
    /// What was taken in the merge that this list belongs to.
    pub taken: Choice,
    /// Whether it is to be decided by somebody, and not merely can be.
    pub asks: bool,
}

impl Change {
    /// What it is of: the names of the entries, or the name of the part.
    #[must_use]
    pub fn title(&self) -> String {
        if self.trail.is_empty() {
            return self.part.name().to_owned();
        }
        let names: Vec<&str> = self.trail.iter().map(|entry| entry.name.as_str()).collect();
        names.join(" › ")
    }

    /// What it is of and which fields it changes, such as `Brief, background`: it
    /// tells one change of a part or an entry from the others.
    #[must_use]
    pub fn name(&self) -> String {
        let fields = self.differences.iter().map(Difference::name);
        let names: Vec<String> = std::iter::once(self.title()).chain(fields).collect();
        names.join(", ")
    }

    /// The difference in words, such as `Days 5 d → 8 d`.
    #[must_use]
    pub fn words(&self, words: &dyn Words) -> String {
        let differences = || {
            self.differences
                .iter()
                .map(|difference| difference.words(self.side, words))
                .collect::<Vec<_>>()
                .join(", ")
        };
        match (self.what, self.side) {
            (What::Added, Side::Same) => t!("added in both").to_owned(),
            (What::Added, _) => t!("added").to_owned(),
            (What::Removed, Side::Same) => t!("removed in both").to_owned(),
            (What::Removed, Side::Both) => {
                // The side that is gone has nothing to show.
                let gone_here = self.default == Choice::Theirs;
                let side = if gone_here { Side::Theirs } else { Side::Mine };
                let changed: Vec<String> = (self.differences.iter())
                    .map(|difference| difference.words(side, words))
                    .collect();
                let changes = changed.join(", ");
                if gone_here {
                    t!("removed here, changed there: {changes}")
                } else {
                    t!("removed there, changed here: {changes}")
                }
            }
            (What::Removed, _) => t!("removed").to_owned(),
            (What::Alone, Side::Mine) => t!("only here").to_owned(),
            (What::Alone, _) => t!("only there").to_owned(),
            (What::Moved, Side::Same) => t!("moved in both").to_owned(),
            (What::Moved | What::Changed, _) => differences(),
        }
    }

    /// Whose it is and the difference, such as `Launch film edit: Days 5 d → 8 d`.
    #[must_use]
    pub fn sentence(&self, words: &dyn Words) -> String {
        format!("{}: {}", self.title(), self.words(words))
    }
}

impl Difference {
    /// What the field is called within a sentence, such as `background`.
    #[must_use]
    pub fn name(&self) -> String {
        within(&self.label)
    }

    fn words(&self, side: Side, words: &dyn Words) -> String {
        let label = &self.label;
        let long = |shown: &Shown| matches!(shown, Shown::Words(_));
        if let Some(paragraphs) = &self.paragraphs
            && (long(&self.mine) || long(&self.theirs) || self.base.as_ref().is_some_and(long))
        {
            let Paragraphs { mine, theirs, .. } = paragraphs;
            return match (side, &self.base) {
                (Side::Mine | Side::Same, _) => format!("{label}: {mine}"),
                (Side::Theirs, _) => format!("{label}: {theirs}"),
                (Side::Both, Some(_)) => t!("{label}: {mine} here; {theirs} there"),
                (Side::Both, None) => {
                    let (here, there) = (self.mine.words(words), self.theirs.words(words));
                    t!("{label}: {here} here, {there} there")
                }
            };
        }
        let (mine, theirs) = (self.mine.words(words), self.theirs.words(words));
        let base = self.base.as_ref().map(|base| base.words(words));
        match (side, base) {
            (Side::Mine | Side::Same, Some(base)) => format!("{label} {base} → {mine}"),
            (Side::Theirs, Some(base)) => format!("{label} {base} → {theirs}"),
            (Side::Both, Some(base)) => {
                t!("{label} {base} → {mine} here, {theirs} there")
            }
            (_, None) => t!("{label} {mine} here, {theirs} there"),
        }
    }
}
