//! How a pitch reads on paper: the proposal as blocks, and the rules that lay blocks on sheets.
//!
//! [`compose()`] writes the blocks from what the client may see; the page measures them;
//! [`layout::paginate`] lays them on sheets. Pure: no browser, no clock.

pub mod block;
pub mod board;
pub mod brand;
mod change_order;
pub mod charts;
mod client_view;
mod compose;
pub mod fields;
pub mod flowchart;
pub mod formats;
pub mod gantt;
pub mod given;
pub mod html;
pub mod layout;
pub mod markdown;
pub mod paper;
pub mod reuse;
pub mod run;
pub mod statement;
mod tables;

pub use block::{Block, Content, Proposal};
pub use change_order::sign;
pub use compose::compose;
pub use formats::Formats;
