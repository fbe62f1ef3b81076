//! The media plan over the weeks, drawn by one hand for the screen and for paper: a row for each
//! flight, by channel, and under them how much falls into which week.
//!
//! Lengths are those of the [`Metrics`]: pixels on screen, millimetres on paper. The scale of
//! days, weeks and months is the one of the timeline.

mod draw;
mod rows;
mod sheets;

pub use draw::{Ink, Layer, Metrics, Place, WeekMark, draw, week_marks};
pub use rows::{Flight, Row, grouped, period, span_of};
pub use sheets::{Sheet, Weight, compact, sheets};
