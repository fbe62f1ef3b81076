//! What follows from the document: dates, prices, forecasts, warnings.
//!
//! Pure functions of a pitch. No clock: where today matters, it is a parameter.

pub mod allocate;
pub mod calendar;
pub mod hours;
mod network;
pub mod price;
pub mod schedule;
