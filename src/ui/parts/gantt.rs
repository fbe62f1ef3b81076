//! The picture of a timeline in the page: its paths and the letters over it. What they are comes
//! from `proposal::gantt`, for the screen and for paper alike.

use std::fmt::Write as _;

use leptos::prelude::*;

use crate::proposal::gantt::{Ink, Mark};

/// The paths: those of the ground, or those of what stands on it.
pub fn paths(ink: Ink, ground: bool) -> AnyView {
    ink.layers()
        .filter(|(layer, _)| layer.is_ground() == ground)
        .map(|(layer, path)| view! { <path class=layer.class() d=path></path> })
        .collect_view()
        .into_any()
}

/// The letters of a line of the scale, which stand on `y`.
pub fn labels(marks: &[Mark], y: f64, class: &'static str) -> AnyView {
    (marks.iter())
        .filter(|mark| !mark.label.is_empty())
        .map(|mark| {
            let x = format!("{:.2}", mark.label_at);
            view! { <text class=class x=x y=y.to_string()>{mark.label.clone()}</text> }
        })
        .collect_view()
        .into_any()
}

/// The path of lines from top to bottom where marks of the scale begin.
pub fn ticks(marks: &[Mark], top: f64, bottom: f64) -> String {
    let mut path = String::new();
    for mark in marks {
        // Writing into a string cannot fail.
        let _ = write!(path, "M{:.2} {top:.2}V{bottom:.2}", mark.x);
    }
    path
}
