//! A pitch as a spreadsheet (xlsx): the budget with live formulas, options side by side, months,
//! payments and media, for the client or for the agency's own eyes.
//!
//! Here is what can be asked for, which the page knows too; the sheets themselves are written by the
//! worker alone.

#[cfg(feature = "workbook")]
mod sheets;

use serde::{Deserialize, Serialize};

use crate::model::{Date, OptionId};

pub use super::project_xml::Audience;
#[cfg(feature = "workbook")]
pub use sheets::write;

/// The greatest amount that a spreadsheet keeps to the last digit: fifteen of them, in minor
/// units.
pub const MAX_AMOUNT: i64 = 999_999_999_999_999;

/// What a spreadsheet is to hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setup {
    /// For whom it is.
    pub audience: Audience,
    /// Which options.
    pub options: Choice,
    /// The day on which it is made.
    pub made: Date,
}

/// Which options a spreadsheet holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// All of them, each with a budget of its own; months, payments and media of the one we
    /// recommend.
    All,
    /// This one alone, as if there were no other.
    One(OptionId),
}

/// Why a spreadsheet is not written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CannotWrite {
    /// An amount has more digits than a spreadsheet keeps.
    #[error("{}", t!("{0} is more than a spreadsheet can count to the last digit. Look at quantities and rates in the budget.", .0))]
    TooLarge(&'static str),
    /// The option is gone.
    #[error("{}", t!("This option is no longer in the budget. Choose another one."))]
    NoSuchOption,
    /// The crate that writes it refuses.
    #[error("{}", t!("The spreadsheet could not be written: {0}. Your pitch is as it was.", .0))]
    Refused(String),
}
