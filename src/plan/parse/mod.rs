//! What people type, read as they mean it: amounts, dates, durations and links.
//!
//! How a locale writes numbers and dates comes in as data; nothing here asks the browser.

mod amount;
mod date;
mod row;
pub mod table;

pub use amount::{amount, hours, percent, quantity, share};
pub use date::date;
pub use row::{Linked, duration, link_text, links};

/// The longest text that is read, in characters.
pub const MAX_TEXT: usize = 200;

/// How a locale writes numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberForm {
    /// Before the decimals.
    pub decimal: char,
    /// Between groups of digits. Spaces and apostrophes are always understood as well.
    pub group: char,
}

impl Default for NumberForm {
    fn default() -> Self {
        Self {
            decimal: '.',
            group: ',',
        }
    }
}

/// In which order a locale writes the numbers of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DateOrder {
    /// 12/5 is 12 May.
    #[default]
    DayMonth,
    /// 12/5 is 5 December.
    MonthDay,
}

/// How a locale writes dates.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DateForm {
    /// The order of numbers. A year of four digits may always come first.
    pub order: DateOrder,
    /// Names of the months of the locale, January first, as many spellings of each as there are.
    /// English and German names are always understood as well.
    pub months: Vec<Vec<String>>,
}

/// Why a text is not taken. The words say what to type instead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Misread {
    /// Nothing was typed.
    #[error("{}", t!("Nothing is typed here."))]
    Empty,
    /// More was typed than is read.
    #[error("{}", t!("This is too long. Type at most {MAX_TEXT} characters."))]
    TooLong,
    /// Not a number.
    #[error("{}", t!("“{0}” is not a number. Type one such as 12.5, 12k or =3*850.", .0))]
    NotANumber(String),
    /// A sum that is not complete.
    #[error("{}", t!("This sum is not complete. Type one such as =3*850+40."))]
    BrokenSum,
    /// A sum that divides by nothing.
    #[error("{}", t!("This divides by zero."))]
    DivisionByZero,
    /// A number with a per cent sign where none belongs.
    #[error("{}", t!("This is a percentage. Type an amount or a number."))]
    UnexpectedPercent,
    /// A number outside its range.
    #[error("{}", t!("{what} lies between {least} and {most}.", what = .what, least = .least, most = .most))]
    OutOfRange {
        /// What was expected.
        what: String,
        /// The least that is taken.
        least: String,
        /// The greatest that is taken.
        most: String,
    },
    /// Not a date.
    #[error("{}", t!("“{0}” is not a date. Type one such as 12 May, 12/5, 2027-05-12 or +3d.", .0))]
    NotADate(String),
    /// A day that the calendar does not have.
    #[error("{}", t!("There is no such day: “{0}”.", .0))]
    NoSuchDay(String),
    /// A day outside the years that are planned in.
    #[error("{}", t!("A date lies between 1970 and 2200; “{0}” does not.", .0))]
    YearOutOfRange(String),
    /// Not a duration.
    #[error("{}", t!("“{0}” is not a duration. Type working days such as 3 or 3d, or weeks such as 2w.", .0))]
    NotADuration(String),
    /// A duration that is no whole number of working days.
    #[error("{}", t!("A duration is a whole number of working days; “{0}” is not.", .0))]
    NotWholeDays(String),
    /// Not a link.
    #[error("{}", t!("“{0}” is not a link. Type a row such as 4, or 4SS, 4FS+2d, several with commas.", .0))]
    NotALink(String),
    /// A link to a row that there is not.
    #[error("{}", t!("There is no task in row {0}.", .0))]
    NoSuchRow(String),
}

/// The text without space around it, if it is not empty and not too long.
fn trimmed(text: &str) -> Result<&str, Misread> {
    let text = text.trim();
    if text.is_empty() {
        Err(Misread::Empty)
    } else if text.chars().count() > MAX_TEXT {
        Err(Misread::TooLong)
    } else {
        Ok(text)
    }
}

/// What of a text is repeated in an error.
fn shown(text: &str) -> String {
    text.trim().chars().take(40).collect()
}
