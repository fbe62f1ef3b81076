//! Microsoft Project's XML (MSPDI): a timeline written for other planning programs, and read from
//! what they write.
//!
//! Element names and codes are those of Microsoft's published Project XML Data Interchange
//! Schema, namespace `http://schemas.microsoft.com/project`.

mod calendar;
mod dates;
mod file;
mod links;
mod merge;
mod outline;
mod people;
mod read;
mod value;
mod write;
mod xml;

use crate::model::{Person, Role, Timeline};

pub use merge::{add, replace};
pub use read::read;
pub use write::{Audience, write};

/// The most bytes of a Project file that are read: Project writes some five kilobytes a task.
pub const MAX_PROJECT_BYTES: usize = 40_000_000;

/// The namespace of the format.
const NAMESPACE: &str = "http://schemas.microsoft.com/project";
/// The custom field that keeps what Project does not know of a task, by its name there.
const KIND: (&str, &str, &str) = ("188743731", "Text1", "Kind");
/// The custom field that keeps a task's or phase's id, so that it is known again on the way back.
const ID: (&str, &str, &str) = ("188743734", "Text2", "Pitchwright id");

/// What was read from a Project file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The timeline. Ids are those that the file keeps of ours, else made from its numbers.
    pub timeline: Timeline,
    /// Roles that have work in the file and are not in the team, without rates.
    pub roles: Vec<Role>,
    /// People who have work in the file and are not in the team.
    pub people: Vec<Person>,
    /// What came in differently than it stands in the file, in whole sentences.
    pub said: Vec<String>,
}

/// Why a Project file is not taken. Nothing is changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadProject {
    /// More than [`MAX_PROJECT_BYTES`].
    #[error("{}", t!("The file is larger than {} MB. Save it from Project without baselines and try again.", MAX_PROJECT_BYTES / 1_000_000))]
    TooLarge,
    /// Nothing in it.
    #[error("{}", t!("The file is empty. Ask for it to be sent again."))]
    Empty,
    /// Not text, or text in an encoding that is not read.
    #[error("{}", t!("The file is no XML text. In Project, choose “Save as” and the type “XML Format”."))]
    NoText,
    /// XML of another kind.
    #[error("{}", t!("This is no Microsoft Project XML: it begins with <{0}>. In Project, choose “Save as” and the type “XML Format”.", .0))]
    OtherFormat(String),
    /// Not well-formed, or cut off.
    #[error("{}", t!("The file is damaged in line {line}, in {place}: {what}. Ask for it to be sent again.", line = .line, place = .place, what = .what))]
    Damaged {
        /// The line, from 1.
        line: usize,
        /// The elements around it.
        place: String,
        /// What is wrong.
        what: String,
    },
    /// More than is taken.
    #[error("{}", t!("{place}: {what}. Nothing was opened.", place = .place, what = .what))]
    BeyondLimit {
        /// Where in the file.
        place: String,
        /// What is beyond the limit.
        what: String,
    },
    /// No task in it.
    #[error("{}", t!("There is no task in the file."))]
    NoTasks,
}
