//! The proposal as HTML: a whole page that a browser opens from a file without asking anybody for
//! anything, and a piece that Word and Google Docs take from the clipboard. One writer for both.
//!
//! Every word of the pitch passes [`hand::Hand::text`], which escapes it.

mod blocks;
pub mod faces;
mod hand;
mod options;
mod pictures;
mod plain;
mod table;

use std::fmt::Write as _;

use crate::model::{Paper, Theme};
use crate::words;

use super::block::{Design, Proposal};
use faces::Shipped;
use hand::{Form, Hand};

pub use hand::Images;
pub use plain::plain;

/// How the page looks, in one place with its dark colours and its rules for print.
const STYLE: &str = include_str!("../../../assets/web-page.css");
/// What the themes and covers change of that.
const THEMES: &str = include_str!("../../../assets/web-themes.css");

/// What the page may do: show itself. It asks for nothing and runs nothing.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:";

/// The whole page. `faces` are the files of the faces that it carries ([`faces::needed`]): without
/// them it is set in faces of the reader's machine. `images` finds its pictures. `tail` is markup that stands at its end and is
/// not seen, such as the pitch itself.
#[must_use]
pub fn page(
    proposal: &Proposal,
    images: Images<'_>,
    faces: &[(Shipped, Vec<u8>)],
    tail: &str,
) -> String {
    let mut hand = Hand::new(Form::Page, images);
    hand.format(format_args!(
        "<!doctype html>\n<html lang=\"{}\" class=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n",
        words::language().code(),
        proposal.design.classes()
    ));
    hand.markup(&format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n"
    ));
    hand.markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    hand.markup("<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
    hand.text(&proposal.file_name);
    hand.markup("</title>\n<style>\n");
    for (face, file) in faces {
        hand.markup(&faces::rule(face, file));
    }
    hand.markup(STYLE);
    hand.markup(THEMES);
    hand.markup(paper(proposal.paper));
    hand.markup(&dress(&proposal.design));
    hand.markup("</style>\n</head>\n<body>\n");
    blocks::all(&mut hand, proposal);
    hand.markup(tail);
    hand.markup("\n</body>\n</html>\n");
    hand.done()
}

/// The proposal for the clipboard: simple markup that carries its own style, figures for pictures.
#[must_use]
pub fn fragment(proposal: &Proposal, images: Images<'_>) -> String {
    let mut hand = Hand::new(Form::Clipboard, images);
    blocks::all(&mut hand, proposal);
    hand.done()
}

/// The colours of a theme for charts and marks: what is written, and three tints.
type Tints = [&'static str; 4];

/// By day and in the dark.
const fn tints(theme: Theme) -> (Tints, Tints) {
    match theme {
        Theme::Paper => (
            ["#1f44a8", "#b9c3e4", "#d6dcf1", "#edf0fa"],
            ["#9fb6ff", "#47578e", "#333e66", "#232940"],
        ),
        Theme::Poster => (
            ["#a50013", "#e0b0ab", "#f0cecb", "#faeae9"],
            ["#fc9d95", "#85413c", "#622825", "#411c1a"],
        ),
        Theme::Journal => (
            ["#135b42", "#b0c3ba", "#cedbd5", "#eaf0ed"],
            ["#89cbae", "#435f52", "#2b4338", "#1e2d26"],
        ),
        Theme::Studio => (
            ["#433889", "#babbd7", "#d5d5e9", "#edeef6"],
            ["#b3b0ff", "#54537b", "#3a385b", "#27263b"],
        ),
    }
}

/// The faces and the colours. In the dark the page keeps the colours of its theme, which are made
/// for it; what is filled with the colour of the brand is filled with it there too.
fn dress(design: &Design) -> String {
    let (own, dark) = tints(design.theme);
    let named = |[spot, fill, mid, pale]: [String; 4]| {
        format!(":root {{ --spot: {spot}; --fill: {fill}; --mid: {mid}; --pale: {pale} }}")
    };
    let (light, strong, on_strong) = match design.brand {
        None => (
            own.map(str::to_owned),
            own[0].to_owned(),
            "#ffffff".to_owned(),
        ),
        Some(brand) => (
            [brand.text, brand.tint(66), brand.tint(80), brand.wash].map(|it| it.to_string()),
            brand.fill.to_string(),
            brand.on_fill.to_string(),
        ),
    };
    let [titles, text] = faces::families(design);
    let mut style = format!(
        ":root {{ --titles: {titles}; --text: {text}; --strong: {strong}; --on-strong: {on_strong} }}\n"
    );
    for (media, colours) in [
        ("(prefers-color-scheme: light)", light.clone()),
        (
            "screen and (prefers-color-scheme: dark)",
            dark.map(str::to_owned),
        ),
        ("print", light),
    ] {
        // Writing into a string cannot fail.
        let _ = writeln!(style, "@media {media} {{ {} }}", named(colours));
    }
    style
}

/// The paper on which the page prints, as the sheets do.
const fn paper(paper: Paper) -> &'static str {
    match paper {
        Paper::A4 => {
            "@page { size: A4 }\n@page wide { size: A4 landscape }\n:root { --page: 296mm }\n"
        }
        Paper::Letter => {
            "@page { size: letter }\n@page wide { size: letter landscape }\n:root { --page: 278mm }\n"
        }
        Paper::Screen => {
            "@page { size: 254mm 142.875mm; margin: 14mm 20mm 12mm }\n@page wide { size: 254mm 142.875mm; margin: 14mm 20mm 12mm }\n:root { --page: 142mm }\n@media print { main > section { break-before: page } main > section > h2 { margin-top: 0 } .picture > svg, .gantt .picture > svg { max-height: 96mm } }\n"
        }
    }
}
