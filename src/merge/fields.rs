//! How fields are read and merged, and where to find what is known of one.

use super::table;
use crate::words::Word;

/// How a field's value is read, and how it is merged.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    /// The id of an entry: never changes and is never shown.
    Id,
    /// A line that people write.
    Text,
    /// Paragraphs that people write.
    Prose,
    /// An amount in the currency of the pitch.
    Money,
    /// An amount in the currency that the field beside it names.
    MoneyIn(&'static str),
    /// A calendar day.
    Date,
    /// Working days.
    Days,
    /// Calendar days.
    CalendarDays,
    /// Per hundred.
    Percent,
    /// Hours of work.
    Hours,
    /// A count or a quantity.
    Number,
    /// A tick.
    YesNo,
    /// A tick that the screen shows the other way round.
    NoYes,
    /// One of several: the words of the file and those of the screen, the usual one first.
    Choice(&'static [(&'static str, Word)]),
    /// Several of several.
    Choices(&'static [(&'static str, Word)]),
    /// The id of an entry elsewhere.
    Names(Of),
    /// The ids of entries elsewhere; `none` is how an empty list reads.
    NamesAll(Of, Word),
    /// The id of an entry that may be gone: a record, or a place that is skipped.
    MayName(Of),
    /// A code of a currency.
    Currency,
    /// A picture.
    Picture,
    /// The weekdays on which people work.
    Week,
    /// A percentage, an amount, or the rest.
    Share,
    /// When an instalment is due.
    Due,
    /// What becomes of unused hours.
    Rollover,
    /// Fields that merge one by one.
    Group(&'static Shape),
    /// Fields that only make sense together: one value.
    Record(&'static Shape),
    /// Entries with ids (or with a field that serves as one).
    Entries(&'static Shape),
    /// Entries that merge as one value; the word is what one is in English.
    Several(&'static str),
}

/// A list whose entries are named elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Of {
    Roles,
    People,
    Phases,
    Tasks,
    Groups,
    Lines,
    Options,
    Flights,
    Deliverables,
    Objectives,
    Sections,
}

impl Of {
    /// All of them.
    pub(super) const ALL: [Self; 11] = [
        Self::Roles,
        Self::People,
        Self::Phases,
        Self::Tasks,
        Self::Groups,
        Self::Lines,
        Self::Options,
        Self::Flights,
        Self::Deliverables,
        Self::Objectives,
        Self::Sections,
    ];

    /// Where the list stands: the section and its field.
    pub(super) const fn place(self) -> [&'static str; 2] {
        match self {
            Self::Roles => ["team", "roles"],
            Self::People => ["team", "people"],
            Self::Phases => ["timeline", "phases"],
            Self::Tasks => ["timeline", "tasks"],
            Self::Groups => ["budget", "groups"],
            Self::Lines => ["budget", "lines"],
            Self::Options => ["budget", "options"],
            Self::Flights => ["media", "flights"],
            Self::Deliverables => ["scope", "deliverables"],
            Self::Objectives => ["brief", "objectives"],
            Self::Sections => ["story", "sections"],
        }
    }

    /// What its entries are.
    pub(super) const fn shape(self) -> &'static Shape {
        match self {
            Self::Roles => &table::ROLE,
            Self::People => &table::PERSON,
            Self::Phases => &table::PHASE,
            Self::Tasks => &table::TASK,
            Self::Groups => &table::GROUP,
            Self::Lines => &table::LINE,
            Self::Options => &table::OPTION,
            Self::Flights => &table::FLIGHT,
            Self::Deliverables => &table::DELIVERABLE,
            Self::Objectives => &table::OBJECTIVE,
            Self::Sections => &table::SECTION,
        }
    }
}

/// What is the same in every language, or is read by nobody.
pub(super) const fn as_is(text: &'static str) -> Word {
    Word::new("", text)
}

/// A field of an entry.
pub(super) struct Field {
    /// Its name in the file.
    pub name: &'static str,
    /// Its name on screen.
    pub label: Word,
    /// How its value is read.
    pub kind: Kind,
    /// Whether it may be empty; else what is not in the file is nought, *no*, or the usual choice.
    pub optional: bool,
}

/// A kind of entry, or a part of the pitch.
pub(super) struct Shape {
    /// What one is called in a sentence; of a part of the pitch nobody reads it.
    pub noun: Word,
    /// The field by which its entries are told apart in a list.
    pub key: &'static str,
    /// Its fields, in the order in which they are read.
    pub fields: &'static [Field],
    /// Fields that only make sense together and are decided as one.
    pub together: &'static [&'static [&'static str]],
}

impl Shape {
    /// The field of this name.
    pub(super) fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// Whether two of its entries that are alike but for their ids say no more than one: a public
    /// holiday that both copies took from the list, a link that both drew.
    pub(super) fn says_it_once(&self) -> bool {
        matches!(self.noun.english(), "holiday" | "link")
    }

    /// Whether it is that of the whole pitch.
    pub(super) fn is_pitch(&self) -> bool {
        self.noun == table::PITCH.noun
    }
}

/// What a field is called on screen, by its path of field names without ids, such as
/// `timeline/tasks/duration`; none for a field that this version does not know.
#[must_use]
pub fn label_of(path: &str) -> Option<&'static str> {
    at(path).map(|field| field.label.said())
}

/// The words of a choice in the file with those on screen, by the path of its field; none where it
/// is no choice.
#[must_use]
pub fn choices_of(path: &str) -> Option<&'static [(&'static str, Word)]> {
    match at(path)?.kind {
        Kind::Choice(words) | Kind::Choices(words) => Some(words),
        _ => None,
    }
}

/// The field with this path.
fn at(path: &str) -> Option<&'static Field> {
    let mut shape = Some(&table::PITCH);
    let mut found = None;
    for name in path.split('/') {
        let field = shape?.field(name)?;
        found = Some(field);
        shape = match field.kind {
            Kind::Group(inner) | Kind::Record(inner) | Kind::Entries(inner) => Some(inner),
            _ => None,
        };
    }
    found
}
