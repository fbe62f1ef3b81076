//! Pitchwright: the planning desk of an agency's account director, in a browser tab.
//!
//! Rooms and the direction in which they may use each other: see ARCHITECTURE.md.

#[macro_use(t, word)]
extern crate pitchwright_words;

pub mod file;
pub mod library;
pub mod merge;
pub mod model;
pub mod pdf;
pub mod plan;
pub mod proposal;
pub mod prose;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
pub mod ui;
pub mod words;
pub mod work;
