//! The faces that a page carries in itself, so that it looks as it was designed wherever it is opened,
//! with no network too: of those that are shipped only the ones it is set in, and of those the
//! Latin letters. What is written in others stands in faces of the reader's machine.

use crate::model::{Face, Theme};
use crate::proposal::block::{Content, Design, Proposal, TextLook};
use crate::proposal::run::Run;

/// A file with a face, as it is shipped in `fonts/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shipped {
    /// The name of the file.
    pub file: &'static str,
    /// The family, as `style/fonts.css` names it.
    pub family: &'static str,
    /// From the lightest to the boldest.
    pub weights: &'static str,
    /// Whether it slants.
    pub italic: bool,
    /// The letters that it has.
    pub range: &'static str,
}

const NEWSREADER: Shipped = Shipped {
    file: "newsreader-latin.woff2",
    family: "Newsreader",
    weights: "400 600",
    italic: false,
    range: "U+0000-00FF, U+0131, U+0152-0153, U+2013-2014, U+2018-201A, U+201C-201E, U+2020-2022, U+2026, U+2030, U+2039-203A, U+20AC, U+2122, U+2190-2193, U+2212, U+2215",
};
const NEWSREADER_ITALIC: Shipped = Shipped {
    file: "newsreader-latin-italic.woff2",
    family: "Newsreader",
    weights: "200 800",
    italic: true,
    range: "U+0000-00FF, U+0131, U+0152-0153, U+2000-206F, U+20AC, U+2122, U+2212, U+2215",
};
const FRAUNCES: Shipped = Shipped {
    file: "fraunces-latin.woff2",
    family: "Fraunces",
    weights: "100 900",
    italic: false,
    range: "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+0304, U+0308, U+0329, U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215, U+FEFF, U+FFFD",
};
const BRICOLAGE: Shipped = Shipped {
    file: "bricolage-grotesque-latin.woff2",
    family: "Bricolage Grotesque",
    weights: "200 800",
    italic: false,
    range: "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+0304, U+0308, U+0329, U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215, U+FEFF, U+FFFD",
};
const SOURCE_SANS: Shipped = Shipped {
    file: "source-sans-3-latin.woff2",
    family: "Source Sans 3",
    weights: "200 900",
    italic: false,
    range: "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+0304, U+0308, U+0329, U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215, U+FEFF, U+FFFD",
};

/// Every face that a page may carry.
pub const ALL: [Shipped; 5] = [
    NEWSREADER,
    NEWSREADER_ITALIC,
    FRAUNCES,
    BRICOLAGE,
    SOURCE_SANS,
];

/// The faces of titles and of running text in this design.
fn chosen(design: &Design) -> [Shipped; 2] {
    let of = |face: Face, own: Shipped| match face {
        Face::Theme => own,
        Face::Newsreader => NEWSREADER,
        Face::Fraunces => FRAUNCES,
        Face::Bricolage => BRICOLAGE,
        Face::SourceSans => SOURCE_SANS,
    };
    let (titles, text) = match design.theme {
        Theme::Paper => (NEWSREADER, NEWSREADER),
        Theme::Poster => (BRICOLAGE, SOURCE_SANS),
        Theme::Journal => (FRAUNCES, NEWSREADER),
        Theme::Studio => (SOURCE_SANS, SOURCE_SANS),
    };
    [of(design.title_face, titles), of(design.text_face, text)]
}

/// The faces in which the page of a proposal is set; tables and pictures are always in Source Sans.
#[must_use]
pub fn needed(proposal: &Proposal) -> Vec<Shipped> {
    let [titles, text] = chosen(&proposal.design);
    let mut needed = vec![SOURCE_SANS];
    for face in [titles, text] {
        if !needed.contains(&face) {
            needed.push(face);
        }
    }
    // The others are slanted by the browser: they have no italics of their own.
    if text == NEWSREADER && proposal.blocks.iter().any(|block| slants(&block.content)) {
        needed.push(NEWSREADER_ITALIC);
    }
    needed
}

/// Whether anything in it is set in italics.
fn slants(content: &Content) -> bool {
    let any = |runs: &[Run]| runs.iter().any(|run| run.emphasis);
    match content {
        Content::Text { look, runs } => *look == TextLook::Quote || any(runs),
        Content::Heading(runs) => any(runs),
        Content::List(items) => items.iter().any(|item| any(&item.runs)),
        Content::Team(members) => members.iter().any(|member| any(&member.biography)),
        _ => false,
    }
}

/// The families of titles and of running text, as a style sheet names them.
pub(super) fn families(design: &Design) -> [String; 2] {
    chosen(design).map(|face| {
        let like = match face.family {
            "Newsreader" | "Fraunces" => "var(--serif)",
            _ => "var(--sans)",
        };
        format!("\"{}\", {like}", face.family)
    })
}

/// The rule of a face with the bytes of its file in it.
pub(super) fn rule(face: &Shipped, file: &[u8]) -> String {
    let Shipped {
        family,
        weights,
        range,
        ..
    } = face;
    let slant = if face.italic { "italic" } else { "normal" };
    format!(
        "@font-face {{ font-family: \"{family}\"; font-weight: {weights}; font-style: {slant}; font-display: swap; src: url(data:font/woff2;base64,{}) format(\"woff2\"); unicode-range: {range} }}\n",
        base64(file)
    )
}

/// Three bytes as four signs (RFC 4648).
fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let sign = SIGNS.get((bits >> (18 - 6 * at) & 63) as usize);
            text.push(match sign {
                Some(sign) if at <= three.len() => char::from(*sign),
                _ => '=',
            });
        }
    }
    text
}
