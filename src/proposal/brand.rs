//! The colour of a brand on paper: as it is where it fills, darker where it is written with, so that
//! what is read keeps its contrast whatever the colour.

use crate::model::design::Colour;

/// The least contrast of text with what is behind it: success criterion 1.4.3 of WCAG 2.2, level AA.
pub const READABLE: f64 = 4.5;

const WHITE: Colour = Colour([255; 3]);
/// The ink of the proposal, nearly.
const INK: Colour = Colour([0x16, 0x1a, 0x24]);

/// A brand's colour with what follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Brand {
    /// As it is: behind text and in bars.
    pub fill: Colour,
    /// What is written on it.
    pub on_fill: Colour,
    /// What is written with it on white paper.
    pub text: Colour,
    /// A breath of it behind text.
    pub wash: Colour,
}

impl Brand {
    /// What follows from a colour.
    #[must_use]
    pub fn of(fill: Colour) -> Self {
        // Black or white always has a contrast of 4.58 at least; the ink comes first where it will do.
        let on_fill = [WHITE, INK, Colour([0; 3])]
            .into_iter()
            .find(|on| contrast(*on, fill) >= READABLE)
            .unwrap_or(WHITE);
        let text = (0..=100)
            .map(|step| mixed(fill, Colour([0; 3]), step))
            .find(|text| contrast(*text, WHITE) >= READABLE)
            .unwrap_or(INK);
        Self {
            fill,
            on_fill,
            text,
            wash: mixed(fill, WHITE, 91),
        }
    }

    /// What is written with it, with so many hundredths of white.
    #[must_use]
    pub fn tint(&self, white: u16) -> Colour {
        mixed(self.text, WHITE, white.min(100))
    }
}

/// The contrast of two colours, from 1 to 21: WCAG 2.2, "contrast ratio".
#[must_use]
pub fn contrast(one: Colour, other: Colour) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Relative luminance, from 0 to 1: WCAG 2.2, "relative luminance".
fn luminance(colour: Colour) -> f64 {
    let [red, green, blue] = colour.0.map(|channel| {
        let channel = f64::from(channel) / 255.0;
        if channel <= 0.040_45 {
            channel / 12.92
        } else {
            ((channel + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// So many hundredths of `into` in `colour`.
fn mixed(colour: Colour, into: Colour, hundredths: u16) -> Colour {
    let part = |from: u8, to: u8| {
        let sum = u16::from(from) * (100 - hundredths) + u16::from(to) * hundredths;
        u8::try_from((sum + 50) / 100).unwrap_or(u8::MAX)
    };
    let ([r, g, b], [to_r, to_g, to_b]) = (colour.0, into.0);
    Colour([part(r, to_r), part(g, to_g), part(b, to_b)])
}
