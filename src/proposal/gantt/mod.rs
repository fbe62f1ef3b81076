//! The timeline as a picture, drawn by one hand for the screen, for paper and for a file: what
//! stands in its rows, where a day stands, and the path of everything that looks alike.
//!
//! Lengths are those of the [`Metrics`]: pixels on screen and in a file, millimetres on paper.

mod ink;
mod layer;
mod page;
mod rows;
mod scale;
mod sheets;
mod svg;
mod ties;

pub(in crate::proposal) use page::wrapped;

pub use ink::{Band, Ink, Rows, draw, ends};
pub use layer::{Layer, Metrics};
pub use rows::{Bar, BarKind, Inside, Picture, Source, Tie};
pub use scale::{Head, Lettering, Mark, Scale, head};
pub use sheets::{Chart, Line, Space, charts, lowest};
pub use svg::{Drawing, Words, chart_svg};
