//! A PDF file of sheets that are laid out: a list of what is drawn where, as plain data, and the
//! writer that makes a file of it. The page makes the list of the sheets it shows
//! (`ui/screens/proposal/pdf`); a worker of its own writes the file.
//!
//! The list says for every letter and line where it stands, and for every piece what it is: a
//! heading, a paragraph, a cell. The writer sets the same letters from the same fonts at the same
//! places, and keeps the structure, so that the file can be read aloud, searched and copied from.

pub mod colour;
pub mod faces;
pub mod list;

#[cfg(feature = "pdf")]
mod band;
#[cfg(feature = "pdf")]
mod draw;
#[cfg(feature = "pdf")]
mod structure;
#[cfg(feature = "pdf")]
mod type_case;
#[cfg(feature = "pdf")]
mod write;

#[cfg(feature = "pdf")]
pub use write::{CannotWrite, Writer};
