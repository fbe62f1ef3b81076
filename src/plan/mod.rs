//! What follows from the document: dates, prices, forecasts, warnings.
//!
//! Pure functions of a pitch. No clock: where today matters, it is a parameter.

pub mod allocate;
mod approvals;
pub mod by_id;
pub mod calendar;
pub mod cash;
pub mod checks;
pub mod client_calendar;
pub mod drift;
pub mod exposure;
pub mod forecast;
pub mod hours;
pub mod instalments;
mod limits;
pub mod load;
pub mod media_weeks;
pub mod month;
mod network;
pub mod objectives_forecast;
pub mod option_differences;
pub mod parse;
pub mod payments;
pub mod phasing;
pub mod pipeline;
pub mod price;
pub mod public_holidays;
pub mod pursuit;
pub mod retainer;
pub mod risk;
pub mod schedule;
mod scheduled;
pub mod search;
pub mod squeeze;
pub mod summary;
pub mod target;
pub mod task_cost;
pub mod what_if;
pub mod workload;
