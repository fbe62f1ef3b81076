//! Charts and other drawings of the sheets: shapes and letters of an SVG.

use web_sys::{CssStyleDeclaration, Element};

use super::boxes::seen_style;
use super::look::{colour, number, value};
use super::walk::{Inside, Walk};
use crate::pdf::list::{Anchor, Colour, Rect, Run, Shape, What, Word};

/// From a drawing to the sheet: `a b c d e f` as in SVG's `matrix`.
type Matrix = [f32; 6];

impl Walk {
    /// What is drawn in an SVG that lies here on the sheet.
    pub fn svg(&mut self, svg: &Element, inside: &Inside, at: Rect) {
        let place = [1.0, 0.0, 0.0, 1.0, at.x, at.y];
        let size = (at.width, at.height);
        self.shapes(svg, &fitted(svg, place, size), inside);
    }

    fn shapes(&mut self, parent: &Element, matrix: &Matrix, inside: &Inside) {
        let children = parent.children();
        for at in 0..children.length() {
            if let Some(child) = children.item(at) {
                self.shape(&child, matrix, inside);
            }
        }
    }

    fn shape(&mut self, element: &Element, around: &Matrix, inside: &Inside) {
        let Some(style) = seen_style(element) else {
            return;
        };
        let matrix = match transform(&style) {
            Some(own) => times(around, &own),
            None => *around,
        };
        let tag = element.tag_name();
        let length = |name: &str| attribute(element, name);
        let path = match tag.as_str() {
            "g" => return self.shapes(element, &matrix, inside),
            "svg" => {
                let (x, y, width, height) =
                    (length("x"), length("y"), length("width"), length("height"));
                let place = times(&matrix, &[1.0, 0.0, 0.0, 1.0, x, y]);
                let corner = |x: f32, y: f32| mapped(&place, x, y);
                let ((left, top), (right, bottom)) = (corner(0.0, 0.0), corner(width, height));
                let clip = Rect {
                    x: left,
                    y: top,
                    width: right - left,
                    height: bottom - top,
                };
                self.put(inside, What::Clip(clip));
                self.shapes(element, &fitted(element, place, (width, height)), inside);
                self.put(inside, What::Unclip);
                return;
            }
            "text" => return self.letters_at(element, &style, &matrix, inside),
            "path" => element.get_attribute("d").unwrap_or_default(),
            "rect" => {
                let (x, y, width, height) =
                    (length("x"), length("y"), length("width"), length("height"));
                if width <= 0.0 || height <= 0.0 {
                    return;
                }
                rect_path(x, y, width, height, length("rx"))
            }
            "circle" => ellipse_path(length("cx"), length("cy"), length("r"), length("r")),
            "ellipse" => ellipse_path(length("cx"), length("cy"), length("rx"), length("ry")),
            "line" => format!(
                "M{} {}L{} {}",
                length("x1"),
                length("y1"),
                length("x2"),
                length("y2")
            ),
            "polyline" => format!("M{}", element.get_attribute("points").unwrap_or_default()),
            "polygon" => format!("M{}z", element.get_attribute("points").unwrap_or_default()),
            _ => return,
        };
        if path.trim().is_empty() {
            return;
        }
        let fill = colour(&style, "fill").map(|fill| faded(fill, &style, "fill-opacity"));
        let width = number(&value(&style, "stroke-width")).unwrap_or(1.0);
        let stroke = (colour(&style, "stroke").filter(|_| width > 0.0)).map(|stroke| {
            let dash = value(&style, "stroke-dasharray");
            let dash = dash.split(',').filter_map(number).collect();
            (faded(stroke, &style, "stroke-opacity"), width, dash)
        });
        if fill.is_some() || stroke.is_some() {
            self.put(
                inside,
                What::Shape(Shape {
                    path,
                    matrix,
                    fill,
                    stroke,
                }),
            );
        }
    }

    /// Letters in a drawing, on one line.
    fn letters_at(
        &mut self,
        element: &Element,
        style: &CssStyleDeclaration,
        matrix: &Matrix,
        inside: &Inside,
    ) {
        let text = element.text_content().unwrap_or_default();
        if text.trim().is_empty() {
            return;
        }
        let [a, b, ..] = *matrix;
        let letters = self.looks.letters(style, a.hypot(b), "fill");
        let (x, baseline) = mapped(matrix, attribute(element, "x"), attribute(element, "y"));
        let anchor = match value(style, "text-anchor").as_str() {
            "middle" => Anchor::Middle,
            "end" => Anchor::End,
            _ => Anchor::Start,
        };
        let run = Run {
            look: letters.look,
            colour: letters.colour,
            baseline,
            anchor,
            words: vec![Word {
                x,
                text: letters.case.set(&text),
            }],
            underline: None,
        };
        self.put(inside, What::Run(run));
    }
}

fn attribute(element: &Element, name: &str) -> f32 {
    element
        .get_attribute(name)
        .and_then(|value| number(&value))
        .unwrap_or(0.0)
}

#[expect(clippy::many_single_char_names, reason = "as SVG names them")]
fn mapped(matrix: &Matrix, x: f32, y: f32) -> (f32, f32) {
    let [a, b, c, d, e, f] = *matrix;
    (a * x + c * y + e, b * x + d * y + f)
}

/// First the right one, then the left one.
#[expect(clippy::many_single_char_names, reason = "as SVG names them")]
fn times(left: &Matrix, right: &Matrix) -> Matrix {
    let [a, b, c, d, e, f] = *left;
    let [g, h, i, j, k, l] = *right;
    [
        a * g + c * h,
        b * g + d * h,
        a * i + c * j,
        b * i + d * j,
        a * k + c * l + e,
        b * k + d * l + f,
    ]
}

/// From the `viewBox` of an SVG to its place: as large as it fits, in the middle.
fn fitted(svg: &Element, place: Matrix, (width, height): (f32, f32)) -> Matrix {
    let view = svg.get_attribute("viewBox").unwrap_or_default();
    let numbers: Vec<f32> = view
        .split(|c: char| c == ',' || c.is_whitespace())
        .filter_map(|number| number.parse().ok())
        .collect();
    let [left, top, wide, high] = numbers[..] else {
        return place;
    };
    if wide <= 0.0 || high <= 0.0 {
        return place;
    }
    let (across, down) = if svg.get_attribute("preserveAspectRatio").as_deref() == Some("none") {
        (width / wide, height / high)
    } else {
        let scale = (width / wide).min(height / high);
        (scale, scale)
    };
    let x = (width - wide * across) / 2.0 - left * across;
    let y = (height - high * down) / 2.0 - top * down;
    times(&place, &[across, 0.0, 0.0, down, x, y])
}

fn transform(style: &CssStyleDeclaration) -> Option<Matrix> {
    let words = value(style, "transform");
    let inner = words.strip_prefix("matrix(")?.strip_suffix(')')?;
    let numbers: Vec<f32> = inner
        .split(',')
        .filter_map(|number| number.trim().parse().ok())
        .collect();
    numbers.try_into().ok()
}

fn faded(colour: Colour, style: &CssStyleDeclaration, name: &str) -> Colour {
    let [red, green, blue, covers] = colour;
    let share = |name: &str| number(&value(style, name)).unwrap_or(1.0).clamp(0.0, 1.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of a byte"
    )]
    let covers = (f32::from(covers) * share(name) * share("opacity")).round() as u8;
    [red, green, blue, covers]
}

fn rect_path(x: f32, y: f32, width: f32, height: f32, radius: f32) -> String {
    let radius = radius.min(width / 2.0).min(height / 2.0);
    if radius <= 0.0 {
        return format!("M{x} {y}h{width}v{height}h{}z", -width);
    }
    let (across, down) = (width - 2.0 * radius, height - 2.0 * radius);
    format!(
        "M{} {y}h{across}a{r} {r} 0 0 1 {r} {r}v{down}a{r} {r} 0 0 1 -{r} {r}h{}a{r} {r} 0 0 1 -{r} -{r}v{}a{r} {r} 0 0 1 {r} -{r}z",
        x + radius,
        -across,
        -down,
        r = radius,
    )
}

fn ellipse_path(x: f32, y: f32, across: f32, down: f32) -> String {
    if across <= 0.0 || down <= 0.0 {
        return String::new();
    }
    format!(
        "M{} {y}a{across} {down} 0 1 0 {} 0a{across} {down} 0 1 0 {} 0z",
        x - across,
        2.0 * across,
        -2.0 * across,
    )
}
