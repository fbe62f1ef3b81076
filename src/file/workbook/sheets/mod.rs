//! The sheets of a spreadsheet.
//!
//! What a sheet may show the client is in [`view`] and nothing else is; cost, margin and the rate
//! card are in [`inside`], which the client's version is written without.

mod budget;
mod cell;
mod chart;
mod inside;
mod look;
mod margin;
mod media;
mod months;
mod options;
mod payments;
mod placed;
mod rates;
mod sheet;
mod summary;
mod tax;
mod totals;
mod view;
mod workings;
mod write;

pub use write::write;
