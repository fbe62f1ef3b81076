//! Grounds, borders and pictures of elements.

use web_sys::{CssStyleDeclaration, Element, HtmlImageElement};

use super::look::{colour, pixels, style, value};
use super::walk::{Inside, Walk};
use crate::pdf::list::{Area, Dash, Picture, Rect, Rule, What};

impl Walk {
    /// The ground of an element, and its borders.
    pub fn boxes(&mut self, element: &Element, style: &CssStyleDeclaration, inside: &Inside) {
        let ground = colour(style, "background-color");
        let has_border = value(style, "border-width") != "0px";
        if ground.is_none() && !has_border {
            return;
        }
        let radius = pixels(style, "border-top-left-radius") * inside.scale;
        for at in self.frame.rects(Some(element.get_client_rects())) {
            if let Some(colour) = ground {
                self.look(inside, What::Area(Area { at, radius, colour }));
            }
            if has_border {
                self.border(style, inside, at);
            }
        }
        // What has borders and no height has them nevertheless.
        if has_border && element.get_client_rects().length() > 0 {
            let at = self.frame.rect(&element.get_bounding_client_rect());
            if at.width <= 0.0 || at.height <= 0.0 {
                self.border(style, inside, at);
            }
        }
    }

    fn border(&mut self, style: &CssStyleDeclaration, inside: &Inside, at: Rect) {
        for side in ["top", "right", "bottom", "left"] {
            let width = pixels(style, &format!("border-{side}-width")) * inside.scale;
            let kind = value(style, &format!("border-{side}-style"));
            if width <= 0.0 || kind == "none" || kind == "hidden" {
                continue;
            }
            let Some(colour) = colour(style, &format!("border-{side}-color")) else {
                continue;
            };
            let half = width / 2.0;
            let (from, to) = match side {
                "top" => ([at.x, at.y + half], [at.right(), at.y + half]),
                "bottom" => ([at.x, at.bottom() - half], [at.right(), at.bottom() - half]),
                "left" => ([at.x + half, at.y], [at.x + half, at.bottom()]),
                _ => ([at.right() - half, at.y], [at.right() - half, at.bottom()]),
            };
            let dash = match kind.as_str() {
                "dotted" => Dash::Dotted,
                "dashed" => Dash::Dashed,
                _ => Dash::Solid,
            };
            self.look(
                inside,
                What::Rule(Rule {
                    from,
                    to,
                    width,
                    colour,
                    dash,
                }),
            );
        }
    }

    /// A box that a style sheet draws before the content of an element.
    pub fn box_before(
        &mut self,
        element: &Element,
        own: &CssStyleDeclaration,
        style: &CssStyleDeclaration,
        inside: &Inside,
    ) {
        let Some(colour) = colour(style, "background-color") else {
            return;
        };
        let scale = inside.scale;
        let around = self.frame.rect(&element.get_bounding_client_rect());
        let length = |name: &str| pixels(style, name) * scale;
        let edge = |name: &str| pixels(own, name) * scale;
        let (x, y) = if value(style, "position") == "absolute" {
            (around.x + length("left"), around.y + length("top"))
        } else {
            (
                around.x + edge("border-left-width") + edge("padding-left") + length("margin-left"),
                around.y + edge("border-top-width") + edge("padding-top") + length("margin-top"),
            )
        };
        let at = Rect {
            x,
            y,
            width: length("width"),
            height: length("height"),
        };
        self.look(
            inside,
            What::Area(Area {
                at,
                radius: 0.0,
                colour,
            }),
        );
    }

    /// A picture, as its style fits it into its box.
    pub fn picture(
        &mut self,
        element: &Element,
        own: &CssStyleDeclaration,
        inside: &Inside,
        at: Rect,
    ) {
        let Some(image) = wasm_bindgen::JsCast::dyn_ref::<HtmlImageElement>(element) else {
            return;
        };
        let scale = inside.scale;
        let edge = |side: &str| {
            (pixels(own, &format!("border-{side}-width")) + pixels(own, &format!("padding-{side}")))
                * scale
        };
        let seen = Rect {
            x: at.x + edge("left"),
            y: at.y + edge("top"),
            width: at.width - edge("left") - edge("right"),
            height: at.height - edge("top") - edge("bottom"),
        };
        #[expect(clippy::cast_precision_loss, reason = "pixels of a picture")]
        let (width, height) = (image.natural_width() as f32, image.natural_height() as f32);
        if width <= 0.0 || height <= 0.0 || seen.width <= 0.0 || seen.height <= 0.0 {
            return;
        }
        let (across, down) = (seen.width / width, seen.height / height);
        let fit = value(own, "object-fit");
        let whole = match fit.as_str() {
            "cover" => (across.max(down), across.max(down)),
            "contain" => (across.min(down), across.min(down)),
            "none" => (scale, scale),
            "scale-down" => (across.min(down).min(scale), across.min(down).min(scale)),
            _ => (across, down),
        };
        let (drawn_width, drawn_height) = (width * whole.0, height * whole.1);
        let (left, top) = position(&value(own, "object-position"));
        let drawn = Rect {
            x: seen.x + (seen.width - drawn_width) * left,
            y: seen.y + (seen.height - drawn_height) * top,
            width: drawn_width,
            height: drawn_height,
        };
        let radius = pixels(own, "border-top-left-radius") * scale;
        let number = self.picture_number(&image.current_src());
        self.put(
            inside,
            What::Picture(Picture {
                picture: number,
                at: drawn,
                seen,
                radius,
            }),
        );
    }

    fn picture_number(&mut self, address: &str) -> u32 {
        let known = self.pictures.iter().position(|known| known == address);
        let at = known.unwrap_or_else(|| {
            self.pictures.push(address.to_owned());
            self.pictures.len() - 1
        });
        u32::try_from(at).unwrap_or(u32::MAX)
    }
}

/// `50% 50%` as shares.
fn position(words: &str) -> (f32, f32) {
    let mut shares = words.split_whitespace().map(|word| {
        let percent = word
            .strip_suffix('%')
            .and_then(|number| number.parse::<f32>().ok());
        percent.map_or(0.5, |percent| percent / 100.0)
    });
    (shares.next().unwrap_or(0.5), shares.next().unwrap_or(0.5))
}

/// The style of an element, where it is seen.
pub fn seen_style(element: &Element) -> Option<CssStyleDeclaration> {
    let style = style(element)?;
    let is_seen = value(&style, "display") != "none" && value(&style, "visibility") == "visible";
    is_seen.then_some(style)
}
