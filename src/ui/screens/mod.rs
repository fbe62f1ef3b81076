//! The screens, one a part of the desk.

use leptos::prelude::*;

pub mod arrival;
pub mod bin;
pub mod brief;
pub mod budget;
pub mod clients;
pub mod compare;
pub mod findings;
pub mod guide;
pub mod history;
pub mod keys;
pub mod left_out;
pub mod media;
pub mod overview;
pub mod people;
pub mod pitches;
pub mod proposal;
pub mod search;
pub mod settings;
pub mod share;
pub mod story;
pub mod team;
pub mod timeline;
pub mod unlock;

/// What stands in a sentence in the place of something that is drawn within it, such as a link:
/// where that is differs from language to language.
pub const GAP: &str = "\u{fffc}";

/// A sentence around what is drawn in the place of its [`GAP`].
pub fn around(sentence: &str, within: AnyView) -> AnyView {
    let (before, after) = sentence.split_once(GAP).unwrap_or((sentence, ""));
    let (before, after) = (before.to_owned(), after.to_owned());
    view! { {before} {within} {after} }.into_any()
}
