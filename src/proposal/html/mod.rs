//! The proposal as HTML: a whole page that a browser opens from a file without asking anybody for
//! anything, and a piece that Word and Google Docs take from the clipboard. One writer for both.
//!
//! Every word of the pitch passes [`hand::Hand::text`], which escapes it.

mod blocks;
mod hand;
mod options;
mod pictures;
mod plain;
mod table;

use std::fmt::Write as _;

use crate::model::{Face, Paper, Theme};

use super::block::{Design, Proposal};
use hand::{Form, Hand};

pub use hand::Images;
pub use plain::plain;

/// How the page looks, in one place with its dark colours and its rules for print.
const STYLE: &str = include_str!("../../../assets/web-page.css");

/// What the page may do: show itself. It asks for nothing and runs nothing.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:";

/// The whole page. `images` finds its pictures; `tail` is markup that stands at its end and is not
/// seen, such as the pitch itself.
#[must_use]
pub fn page(proposal: &Proposal, images: Images<'_>, tail: &str) -> String {
    let mut hand = Hand::new(Form::Page, images);
    hand.markup("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    hand.markup(&format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n"
    ));
    hand.markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    hand.markup("<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
    hand.text(&proposal.file_name);
    hand.markup("</title>\n<style>\n");
    hand.markup(STYLE);
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

/// The colour of the brand and the face of titles. In the dark the page keeps its own colours,
/// which are made for it.
fn dress(design: &Design) -> String {
    let mut style = String::new();
    if let Some(brand) = design.brand {
        let colours = format!(":root {{ --spot: {}; --pale: {} }}", brand.text, brand.wash);
        for media in ["(prefers-color-scheme: light)", "print"] {
            // Writing into a string cannot fail.
            let _ = writeln!(style, "@media {media} {{ {colours} }}");
        }
    }
    let sans = match design.title_face {
        Face::Theme => matches!(design.theme, Theme::Poster | Theme::Studio),
        face => matches!(face, Face::Bricolage | Face::SourceSans),
    };
    if sans {
        style.push_str("h1, h2 { font-family: var(--sans) }\n");
    }
    style
}

/// The paper on which the page prints.
const fn paper(paper: Paper) -> &'static str {
    match paper {
        Paper::A4 | Paper::Screen => "@page { size: A4 }\n@page wide { size: A4 landscape }\n",
        Paper::Letter => "@page { size: letter }\n@page wide { size: letter landscape }\n",
    }
}
