//! Draws what is on a page.

use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Point, Rect, Size, Transform};
use krilla::image::Image;
use krilla::num::NormalizedF32;
use krilla::paint::{Fill, FillRule, LineCap, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::text::{Font, KrillaGlyph};
use kurbo::{BezPath, PathEl};

use super::list::{
    self, Anchor, Area, Colour, Dash, Picture, Rule, Run, Shape, Type, Underline, What,
};
use super::type_case::{Part, TypeCase};

/// How near circles are drawn by curves: the length of their handles.
const ROUND: f32 = 0.552_285;

/// A picture of letters, with its measures.
pub struct Drawn {
    /// The picture.
    pub image: Image,
    /// Its measures.
    pub likeness: list::Likeness,
}

/// What drawing needs.
pub struct Desk<'a> {
    /// The fonts.
    pub case: &'a mut TypeCase,
    /// How letters look.
    pub types: &'a [Type],
    /// The pictures.
    pub pictures: &'a [Option<Image>],
    /// Pictures of letters that no font has.
    pub likenesses: &'a dyn Fn(u32, Colour, &str) -> Option<&'a Drawn>,
}

impl Desk<'_> {
    /// Draws something. Clips are the page's.
    pub fn draw(&mut self, surface: &mut Surface<'_>, what: &What) {
        match what {
            What::Run(run) => self.run(surface, run),
            What::Area(area) => fill_area(surface, area),
            What::Rule(rule) => draw_rule(surface, rule),
            What::Shape(shape) => draw_shape(surface, shape),
            What::Picture(picture) => {
                let image = usize::try_from(picture.picture)
                    .ok()
                    .and_then(|at| self.pictures.get(at));
                if let Some(Some(image)) = image {
                    draw_picture(surface, picture, image.clone());
                }
            }
            What::Clip(_) | What::Unclip => {}
        }
    }

    fn run(&mut self, surface: &mut Surface<'_>, run: &Run) {
        let Some(look) = usize::try_from(run.look)
            .ok()
            .and_then(|at| self.types.get(at))
        else {
            return;
        };
        let size = look.size;
        let mut line = Line::new(surface, size, run.baseline, run.colour);
        let (mut begin, mut end) = (f32::MAX, f32::MIN);
        let mut gaps = Vec::new();
        for word in &run.words {
            let set = self.case.set(run.look, look, &word.text);
            let likeness = (set.lacks)
                .then(|| (self.likenesses)(run.look, run.colour, &word.text))
                .flatten();
            let reach = likeness.map_or(set.advance * size, |drawn| drawn.likeness.advance);
            let mut x = match run.anchor {
                Anchor::Start => word.x,
                Anchor::Middle => word.x - reach / 2.0,
                Anchor::End => word.x - reach,
            };
            begin = begin.min(x);
            let seen = word.text.trim_end();
            if seen.len() == word.text.len() {
                end = end.max(x + reach);
            } else {
                let set = self.case.set(run.look, look, seen);
                let reach = if set.lacks { reach } else { set.advance * size };
                end = end.max(x + reach);
            }
            if set.lacks {
                line.flush();
                if let Some(drawn) = likeness {
                    draw_likeness(line.surface, drawn, x, run.baseline);
                }
                // Letters that are not seen say what the picture shows.
                if let Some((font, blank)) = self.case.blank() {
                    line.say(&font, &blank, x, reach, &set.says);
                }
                continue;
            }
            for part in &set.parts {
                if let Some(under) = run.underline {
                    gaps.extend(self.crossings(part, under, x, size));
                }
                line.add(&part.font, part.slanted, &part.glyphs, x, &set.says);
                x += part.glyphs.iter().map(|glyph| glyph.x_advance).sum::<f32>() * size;
            }
        }
        line.flush();
        if let Some(under) = run.underline
            && begin < end
        {
            draw_under(surface, under, run.baseline, (begin, end), &gaps);
        }
    }

    /// Where letters cross the line under them, with a little room.
    fn crossings(&self, part: &Part, under: Underline, x: f32, size: f32) -> Vec<(f32, f32)> {
        let band = (-(under.below + under.thickness) / size, -under.below / size);
        let mut at = x;
        let mut found = Vec::new();
        for glyph in &part.glyphs {
            if let Some((from, to)) = self.case.crossing(part, glyph.glyph_id, band) {
                let begin = at + glyph.x_offset * size;
                let room = under.thickness;
                found.push((begin + from * size - room, begin + to * size + room));
            }
            at += glyph.x_advance * size;
        }
        found
    }
}

/// A line under letters, which leaves room where they cross it.
fn draw_under(
    surface: &mut Surface<'_>,
    under: Underline,
    baseline: f32,
    (begin, end): (f32, f32),
    gaps: &[(f32, f32)],
) {
    let y = baseline + under.below + under.thickness / 2.0;
    let mut piece = |from: f32, to: f32| {
        if from < to {
            let rule = Rule {
                from: [from, y],
                to: [to, y],
                width: under.thickness,
                colour: under.colour,
                dash: Dash::Solid,
            };
            draw_rule(surface, &rule);
        }
    };
    let mut from = begin;
    for (gap, after) in gaps {
        piece(from, gap.min(end));
        from = from.max(*after);
    }
    piece(from, end);
}

/// Glyphs of one font on their way to the page: those of words that follow each other are drawn
/// at once, with the space between them as wide as it was measured.
struct Line<'a, 's> {
    surface: &'a mut Surface<'s>,
    size: f32,
    baseline: f32,
    fill: Fill,
    font: Option<(Font, bool)>,
    glyphs: Vec<KrillaGlyph>,
    text: String,
    begin: f32,
    end: f32,
}

impl<'a, 's> Line<'a, 's> {
    fn new(surface: &'a mut Surface<'s>, size: f32, baseline: f32, colour: Colour) -> Self {
        Self {
            surface,
            size,
            baseline,
            fill: fill(colour),
            font: None,
            glyphs: Vec::new(),
            text: String::new(),
            begin: 0.0,
            end: 0.0,
        }
    }

    fn add(&mut self, font: &Font, slanted: bool, glyphs: &[KrillaGlyph], x: f32, text: &str) {
        let goes_on = self
            .font
            .as_ref()
            .is_some_and(|(own, lean)| own == font && *lean == slanted);
        if !goes_on {
            self.flush();
            self.font = Some((font.clone(), slanted));
            self.begin = x;
        } else if let Some(last) = self.glyphs.last_mut() {
            last.x_advance += (x - self.end) / self.size;
        }
        let start = self.text.len();
        self.text.push_str(text);
        self.end = x;
        for glyph in glyphs {
            let mut glyph = glyph.clone();
            glyph.text_range = start + glyph.text_range.start..start + glyph.text_range.end;
            self.end += glyph.x_advance * self.size;
            self.glyphs.push(glyph);
        }
    }

    /// Draws one glyph that is not seen and stands for a text.
    fn say(&mut self, font: &Font, blank: &KrillaGlyph, x: f32, reach: f32, text: &str) {
        let mut said = blank.clone();
        said.text_range = 0..text.len();
        said.x_advance = reach / self.size;
        let mut first = blank.clone();
        first.x_advance = 0.0;
        first.text_range = 0..1;
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(self.fill.clone()));
        let point = Point::from_xy(x, self.baseline);
        // The glyph is a space everywhere else, so that here its text is written beside it.
        self.surface
            .draw_glyphs(point, &[first], font.clone(), " ", self.size, false);
        self.surface
            .draw_glyphs(point, &[said], font.clone(), text, self.size, false);
    }

    fn flush(&mut self) {
        let Some((font, slanted)) = self.font.take() else {
            return;
        };
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(self.fill.clone()));
        if slanted {
            let lean = Transform::from_row(1.0, 0.0, -0.25, 1.0, 0.25 * self.baseline, 0.0);
            self.surface.push_transform(&lean);
        }
        let point = Point::from_xy(self.begin, self.baseline);
        self.surface
            .draw_glyphs(point, &self.glyphs, font, &self.text, self.size, false);
        if slanted {
            self.surface.pop();
        }
        self.glyphs.clear();
        self.text.clear();
    }
}

fn fill(colour: Colour) -> Fill {
    let [red, green, blue, covers] = colour;
    Fill {
        paint: rgb::Color::new(red, green, blue).into(),
        opacity: opacity(covers),
        rule: FillRule::NonZero,
    }
}

fn opacity(covers: u8) -> NormalizedF32 {
    NormalizedF32::new(f32::from(covers) / 255.0).unwrap_or(NormalizedF32::ONE)
}

/// Whether lines may be as wide.
fn is_width(width: f32) -> bool {
    width.is_finite() && width > 0.0
}

fn stroke(colour: Colour, width: f32, cap: LineCap, dash: Option<Vec<f32>>) -> Stroke {
    let [red, green, blue, covers] = colour;
    Stroke {
        paint: rgb::Color::new(red, green, blue).into(),
        width,
        line_cap: cap,
        opacity: opacity(covers),
        dash: dash.map(|array| StrokeDash { array, offset: 0.0 }),
        ..Stroke::default()
    }
}

/// A box, with round corners where they have a radius.
pub fn box_path(at: &list::Rect, radius: f32) -> Option<Path> {
    let mut path = PathBuilder::new();
    if radius <= 0.01 {
        path.push_rect(Rect::from_xywh(at.x, at.y, at.width, at.height)?);
        return path.finish();
    }
    let radius = radius.min(at.width / 2.0).min(at.height / 2.0);
    let (left, top, right, bottom) = (at.x, at.y, at.right(), at.bottom());
    let handle = radius * (1.0 - ROUND);
    path.move_to(left + radius, top);
    path.line_to(right - radius, top);
    path.cubic_to(
        right - handle,
        top,
        right,
        top + handle,
        right,
        top + radius,
    );
    path.line_to(right, bottom - radius);
    path.cubic_to(
        right,
        bottom - handle,
        right - handle,
        bottom,
        right - radius,
        bottom,
    );
    path.line_to(left + radius, bottom);
    path.cubic_to(
        left + handle,
        bottom,
        left,
        bottom - handle,
        left,
        bottom - radius,
    );
    path.line_to(left, top + radius);
    path.cubic_to(left, top + handle, left + handle, top, left + radius, top);
    path.close();
    path.finish()
}

fn fill_area(surface: &mut Surface<'_>, area: &Area) {
    if let Some(path) = box_path(&area.at, area.radius) {
        surface.set_stroke(None);
        surface.set_fill(Some(fill(area.colour)));
        surface.draw_path(&path);
    }
}

fn draw_rule(surface: &mut Surface<'_>, rule: &Rule) {
    if !is_width(rule.width) {
        return;
    }
    let mut path = PathBuilder::new();
    path.move_to(rule.from[0], rule.from[1]);
    path.line_to(rule.to[0], rule.to[1]);
    let (cap, dash) = match rule.dash {
        Dash::Solid => (LineCap::Butt, None),
        Dash::Dotted => (LineCap::Round, Some(vec![0.0, rule.width * 2.0])),
        Dash::Dashed => (
            LineCap::Butt,
            Some(vec![rule.width * 3.0, rule.width * 2.0]),
        ),
    };
    if let Some(path) = path.finish() {
        surface.set_fill(None);
        surface.set_stroke(Some(stroke(rule.colour, rule.width, cap, dash)));
        surface.draw_path(&path);
    }
}

fn draw_shape(surface: &mut Surface<'_>, shape: &Shape) {
    let Some(path) = svg_path(&shape.path) else {
        return;
    };
    let [xx, yx, xy, yy, x, y] = shape.matrix;
    surface.push_transform(&Transform::from_row(xx, yx, xy, yy, x, y));
    if let Some(colour) = shape.fill {
        surface.set_stroke(None);
        surface.set_fill(Some(fill(colour)));
        surface.draw_path(&path);
    }
    if let Some((colour, width, dash)) = shape.stroke.as_ref().filter(|stroke| is_width(stroke.1)) {
        let is_dash = dash.iter().all(|length| *length >= 0.0) && dash.iter().sum::<f32>() > 0.0;
        let dash = is_dash.then(|| dash.clone());
        surface.set_fill(None);
        surface.set_stroke(Some(stroke(*colour, *width, LineCap::Butt, dash)));
        surface.draw_path(&path);
    }
    surface.pop();
}

/// A path as SVG writes it. None when it is none.
fn svg_path(path: &str) -> Option<Path> {
    #[expect(clippy::cast_possible_truncation, reason = "places on a page")]
    let at = |point: kurbo::Point| (point.x as f32, point.y as f32);
    let mut built = PathBuilder::new();
    for element in BezPath::from_svg(path).ok()?.elements() {
        match *element {
            PathEl::MoveTo(to) => {
                let (x, y) = at(to);
                built.move_to(x, y);
            }
            PathEl::LineTo(to) => {
                let (x, y) = at(to);
                built.line_to(x, y);
            }
            PathEl::QuadTo(by, to) => {
                let ((x1, y1), (x, y)) = (at(by), at(to));
                built.quad_to(x1, y1, x, y);
            }
            PathEl::CurveTo(by, and, to) => {
                let ((x1, y1), (x2, y2), (x, y)) = (at(by), at(and), at(to));
                built.cubic_to(x1, y1, x2, y2, x, y);
            }
            PathEl::ClosePath => built.close(),
        }
    }
    built.finish()
}

fn draw_picture(surface: &mut Surface<'_>, picture: &Picture, image: Image) {
    let (Some(size), Some(seen)) = (
        Size::from_wh(picture.at.width, picture.at.height),
        box_path(&picture.seen, picture.radius),
    ) else {
        return;
    };
    surface.push_clip_path(&seen, &FillRule::NonZero);
    surface.push_transform(&Transform::from_translate(picture.at.x, picture.at.y));
    surface.draw_image(image, size);
    surface.pop();
    surface.pop();
}

fn draw_likeness(surface: &mut Surface<'_>, drawn: &Drawn, x: f32, baseline: f32) {
    let likeness = &drawn.likeness;
    if let Some(size) = Size::from_wh(likeness.width, likeness.height) {
        let at = Transform::from_translate(x - likeness.left, baseline - likeness.above);
        surface.push_transform(&at);
        surface.draw_image(drawn.image.clone(), size);
        surface.pop();
    }
}
