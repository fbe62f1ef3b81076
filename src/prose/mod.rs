//! Prose as people write it: headings, paragraphs, lists, quotes, tables. It is kept as Markdown,
//! comes in as Markdown or as the HTML of other programs, and is edited as a document that is
//! flat, so that nothing in a file can nest too deep.

mod document;
pub mod edit;
pub mod html;
mod inline;
mod read;
mod run;
mod write;

pub use document::{Align, Block, Document, Image, Line, Marker, Style, Table};
pub use read::read;
pub use run::{Run, clean_address, is_safe_link, note_name, text_of, typed_address};
pub use write::write;
