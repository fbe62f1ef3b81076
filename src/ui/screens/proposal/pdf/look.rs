//! Computed styles as numbers, and how letters look.

use std::collections::HashMap;

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, CssStyleDeclaration, Element, HtmlElement, Range};

use crate::pdf::colour::{self, CLEAR};
use crate::pdf::list::{Colour, Type};

/// A length of the browser as the list has it.
pub fn short(length: f64) -> f32 {
    #[expect(clippy::cast_possible_truncation, reason = "places on a page")]
    let short = length as f32;
    short
}

/// The computed style of an element.
pub fn style(element: &Element) -> Option<CssStyleDeclaration> {
    window().get_computed_style(element).ok().flatten()
}

/// The computed style of what stands before the content of an element, or around its first letter.
pub fn pseudo_style(element: &Element, name: &str) -> Option<CssStyleDeclaration> {
    window()
        .get_computed_style_with_pseudo_elt(element, name)
        .ok()
        .flatten()
}

/// A property of a style.
pub fn value(style: &CssStyleDeclaration, name: &str) -> String {
    style.get_property_value(name).unwrap_or_default()
}

/// A length in pixels.
pub fn pixels(style: &CssStyleDeclaration, name: &str) -> f32 {
    number(&value(style, name)).unwrap_or(0.0)
}

/// The number that a text begins with.
pub fn number(text: &str) -> Option<f32> {
    text.trim().trim_end_matches("px").parse().ok()
}

/// A colour that is seen; none of what is clear.
pub fn colour(style: &CssStyleDeclaration, name: &str) -> Option<Colour> {
    let colour = colour::read(&value(style, name)).unwrap_or(CLEAR);
    let [_, _, _, covers] = colour;
    (covers > 0).then_some(colour)
}

/// How the letters of an element are written.
#[derive(Clone, PartialEq)]
pub struct Letters {
    /// The number of their type.
    pub look: u32,
    /// Their colour.
    pub colour: Colour,
    /// How far the box of a line of them reaches above the line they stand on.
    pub ascent: f32,
    /// How small and large letters are changed.
    pub case: Case,
}

/// How small and large letters are changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// Not.
    AsWritten,
    /// All are large.
    Upper,
    /// All are small.
    Lower,
    /// The first of each word is large.
    Words,
}

impl Case {
    fn of(words: &str) -> Self {
        match words {
            "uppercase" => Self::Upper,
            "lowercase" => Self::Lower,
            "capitalize" => Self::Words,
            _ => Self::AsWritten,
        }
    }

    /// A word in it.
    pub fn set(self, word: &str) -> String {
        match self {
            Self::AsWritten => word.to_owned(),
            Self::Upper => word.to_uppercase(),
            Self::Lower => word.to_lowercase(),
            Self::Words => first_large(word),
        }
    }
}

/// The word with its first letter large.
pub fn first_large(word: &str) -> String {
    let mut letters = word.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// The types that are in use, and how they are measured: a line of letters out of sight says where
/// its box begins above the line that they stand on.
pub struct Looks {
    /// The types.
    pub types: Vec<Type>,
    by_words: HashMap<String, (u32, f32)>,
    probe: HtmlElement,
    letters: HtmlElement,
    foot: HtmlElement,
    range: Range,
}

impl Looks {
    /// Puts the line that is measured into the page.
    pub fn new() -> Result<Self, JsValue> {
        let make = |name: &str| -> Result<HtmlElement, JsValue> {
            Ok(document().create_element(name)?.unchecked_into())
        };
        let (probe, letters, foot) = (make("div")?, make("span")?, make("span")?);
        let set = |element: &HtmlElement, pairs: &[(&str, &str)]| {
            for (name, value) in pairs {
                let _ = element.style().set_property(name, value);
            }
        };
        probe.set_attribute("aria-hidden", "true")?;
        set(
            &probe,
            &[
                ("position", "absolute"),
                ("inset", "0 auto auto 0"),
                ("visibility", "hidden"),
                ("white-space", "nowrap"),
                ("text-rendering", "geometricPrecision"),
            ],
        );
        set(
            &foot,
            &[("display", "inline-block"), ("width", "0"), ("height", "0")],
        );
        letters.set_text_content(Some("x"));
        probe.append_child(&letters)?;
        probe.append_child(&foot)?;
        if let Some(body) = document().body() {
            body.append_child(&probe)?;
        }
        Ok(Self {
            types: Vec::new(),
            by_words: HashMap::new(),
            probe,
            letters,
            foot,
            range: Range::new()?,
        })
    }

    /// How the letters of an element with this style are written, drawn larger or smaller by
    /// `scale`.
    pub fn letters(&mut self, style: &CssStyleDeclaration, scale: f32, ink: &str) -> Letters {
        let [families, size, weight, slope, spacing] = [
            "font-family",
            "font-size",
            "font-weight",
            "font-style",
            "letter-spacing",
        ]
        .map(|name| value(style, name));
        let features = features(style);
        let words = format!("{families}|{size}|{weight}|{slope}|{spacing}|{features:?}|{scale}");
        let (look, ascent) = match self.by_words.get(&words) {
            Some(known) => *known,
            None => {
                let look = u32::try_from(self.types.len()).unwrap_or(u32::MAX);
                self.types.push(Type {
                    families: family_names(&families),
                    size: number(&size).unwrap_or(16.0) * scale,
                    weight: number(&weight).unwrap_or(400.0),
                    italic: slope.starts_with("italic") || slope.starts_with("oblique"),
                    spacing: number(&spacing).unwrap_or(0.0) * scale,
                    features,
                });
                let ascent = self.measure(&[
                    ("font-family", &families),
                    ("font-size", &size),
                    ("font-weight", &weight),
                    ("font-style", &slope),
                ]);
                let known = (look, ascent * scale);
                self.by_words.insert(words, known);
                known
            }
        };
        Letters {
            look,
            colour: colour(style, ink).unwrap_or(CLEAR),
            ascent,
            case: Case::of(&value(style, "text-transform")),
        }
    }

    fn measure(&self, font: &[(&str, &str)]) -> f32 {
        for (name, value) in font {
            let _ = self.probe.style().set_property(name, value);
        }
        let inside = self.letters.first_child();
        let above = inside.and_then(|letter| {
            self.range.select_node_contents(&letter).ok()?;
            Some(self.range.get_bounding_client_rect().top())
        });
        let stand = self.foot.get_bounding_client_rect().bottom();
        short(above.map_or(0.0, |above| stand - above))
    }
}

impl Drop for Looks {
    fn drop(&mut self) {
        self.probe.remove();
    }
}

/// `"Source Sans 3", sans-serif` as names.
fn family_names(list: &str) -> Vec<String> {
    list.split(',')
        .map(|name| name.trim().trim_matches(['"', '\'']).to_owned())
        .filter(|name| !name.is_empty())
        .collect()
}

/// The OpenType features that a style asks for.
fn features(style: &CssStyleDeclaration) -> Vec<String> {
    let mut found = Vec::new();
    for (property, names) in [
        (
            "font-variant-numeric",
            &[
                ("lining-nums", "lnum"),
                ("oldstyle-nums", "onum"),
                ("tabular-nums", "tnum"),
                ("proportional-nums", "pnum"),
                ("diagonal-fractions", "frac"),
                ("slashed-zero", "zero"),
                ("ordinal", "ordn"),
            ][..],
        ),
        (
            "font-variant-caps",
            &[
                ("all-small-caps", "c2sc"),
                ("all-small-caps", "smcp"),
                ("small-caps", "smcp"),
            ],
        ),
        ("font-kerning", &[("none", "kern=0")]),
        (
            "font-variant-ligatures",
            &[("none", "liga=0"), ("no-common-ligatures", "liga=0")],
        ),
    ] {
        let value = value(style, property);
        if value.is_empty() || value == "normal" {
            continue;
        }
        let words: Vec<&str> = value.split_whitespace().collect();
        found.extend(
            (names.iter())
                .filter(|(word, _)| words.contains(word))
                .map(|(_, tag)| (*tag).to_owned()),
        );
    }
    let settings = value(style, "font-feature-settings");
    if settings != "normal" {
        for setting in settings.split(',') {
            let mut parts = setting.split_whitespace();
            let tag = parts.next().unwrap_or_default().trim_matches(['"', '\'']);
            let on = match parts.next() {
                None | Some("on") => "1",
                Some("off") => "0",
                Some(number) => number,
            };
            if tag.len() == 4 {
                found.push(format!("{tag}={on}"));
            }
        }
    }
    found
}

/// A canvas and what draws on it, of this size in its own pixels.
pub fn canvas(
    width: f64,
    height: f64,
) -> Option<(web_sys::HtmlCanvasElement, CanvasRenderingContext2d)> {
    let canvas: web_sys::HtmlCanvasElement =
        document().create_element("canvas").ok()?.unchecked_into();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "held between 1 and a size that browsers draw"
    )]
    let size = |length: f64| length.ceil().clamp(1.0, 8_000.0) as u32;
    canvas.set_width(size(width));
    canvas.set_height(size(height));
    let context = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    Some((canvas, context))
}
