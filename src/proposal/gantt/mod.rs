//! The timeline as a picture, drawn by one hand for the screen, for paper and for a file: what
//! stands in its rows, where a day stands, and the path of everything that looks alike.
//!
//! Lengths are those of the [`Metrics`]: pixels on screen and in a file, millimetres on paper.

mod ink;
mod page;
mod rows;
mod scale;
mod sheets;
mod svg;

pub use ink::{Band, Ink, Layer, Metrics, Rows, draw, ends};
pub use rows::{Bar, BarKind, Inside, Picture, Tie};
pub use scale::{Head, Lettering, Mark, Scale, head};
pub use sheets::{Chart, Line, Space, charts, lowest};
pub use svg::{Drawing, Words, chart_svg};
