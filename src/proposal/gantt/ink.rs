//! What is drawn in the rows: bars and diamonds, brackets of phases, slack, progress, deadlines,
//! agreed dates, and the arrows between. One path holds all that looks alike, so that a window of
//! rows is a dozen paths whatever stands in it.

use std::fmt::Write as _;
use std::ops::Range;

use rust_decimal::prelude::ToPrimitive;

use super::layer::{Layer, Metrics};
use super::rows::{Bar, BarKind, Tie};
use super::scale::{Head, Scale};
use crate::model::Date;
use crate::plan::calendar::Calendar;
use crate::plan::schedule::Span;

/// The path of every layer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ink([String; Layer::ALL.len()]);

/// The height at which a row stands, and how high it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// Its upper edge.
    pub top: f64,
    /// Its height.
    pub height: f64,
}

impl Band {
    /// Its middle.
    #[must_use]
    pub fn middle(&self) -> f64 {
        self.top + self.height / 2.0
    }

    /// Its lower edge.
    #[must_use]
    pub fn bottom(&self) -> f64 {
        self.top + self.height
    }
}

/// The rows of a picture, asked for one by one: the screen has only those in view.
pub trait Rows {
    /// What stands in a row; nothing where the row is empty.
    fn bar(&self, row: usize) -> Option<Bar>;
    /// Where bars and links of a row stand.
    fn band(&self, row: usize) -> Band;
    /// Where the line under a row stands.
    fn line(&self, row: usize) -> f64 {
        self.band(row).bottom()
    }
}

/// Draws these rows, and of the links those that are seen there. A link to a row outside runs
/// there, to be clipped.
#[must_use]
pub fn draw(
    rows: &dyn Rows,
    window: Range<usize>,
    ties: &[Tie],
    scale: &Scale,
    metrics: &Metrics,
) -> Ink {
    let mut ink = Ink::default();
    for row in window.clone() {
        let line = rows.line(row) - metrics.unit / 2.0;
        let (left, right) = (scale.left, scale.right());
        ink.write(Layer::Rows, format_args!("M{left:.2} {line:.2}H{right:.2}"));
        if let Some(bar) = rows.bar(row) {
            ink.bar(&bar, rows.band(row).middle(), scale, metrics);
        }
    }
    for tie in ties.iter().filter(|tie| tie.touches(&window)) {
        if let (Some(from), Some(to)) = (rows.bar(tie.from), rows.bar(tie.to)) {
            let (from_band, to_band) = (rows.band(tie.from), rows.band(tie.to));
            ink.tie((&from, from_band), (&to, to_band), tie.kind, scale, metrics);
        }
    }
    ink
}

/// Where a bar begins and ends; a point is the middle of its day.
#[must_use]
pub fn ends(bar: &Bar, scale: &Scale) -> (f64, f64) {
    span_ends(bar.start, bar.finish, bar.point, scale)
}

fn span_ends(start: Date, finish: Date, point: bool, scale: &Scale) -> (f64, f64) {
    if point {
        let middle = scale.x(start) + scale.width / 2.0;
        (middle, middle)
    } else {
        (scale.x(start), scale.end_of(finish))
    }
}

impl Ink {
    /// The path of a layer.
    #[must_use]
    pub fn path(&self, layer: Layer) -> &str {
        self.0.get(layer as usize).map_or("", String::as_str)
    }

    /// The paths from the ground up.
    pub fn layers(self) -> impl Iterator<Item = (Layer, String)> {
        Layer::ALL.into_iter().zip(self.0)
    }

    /// The lines of the scale through the rows, and the days on which nobody works where they are
    /// wide enough to be told apart.
    #[must_use]
    pub fn ground(
        scale: &Scale,
        head: &Head,
        closed: Option<(&Calendar, Range<i64>)>,
        (top, bottom): (f64, f64),
        metrics: &Metrics,
    ) -> Self {
        let mut ink = Self::default();
        for (layer, marks) in [(Layer::Fine, &head.lower), (Layer::Coarse, &head.upper)] {
            for mark in marks {
                let x = mark.x;
                ink.write(layer, format_args!("M{x:.2} {top:.2}V{bottom:.2}"));
            }
        }
        if let Some((calendar, days)) = closed.filter(|_| scale.width >= 3.0 * metrics.unit) {
            for day in days.map(|number| scale.day(number)) {
                if !calendar.is_working(day) {
                    let (x, right) = (scale.x(day), scale.end_of(day));
                    let path = format_args!("M{x:.2} {top:.2}H{right:.2}V{bottom:.2}H{x:.2}z");
                    ink.write(Layer::Closed, path);
                }
            }
        }
        ink
    }

    /// A sign by itself, for saying what it means: a diamond where both ends are one.
    #[must_use]
    pub fn sign(
        kind: BarKind,
        critical: bool,
        ends: (f64, f64),
        middle: f64,
        metrics: &Metrics,
    ) -> Self {
        let mut ink = Self::default();
        ink.shape(kind, critical, ends, middle, metrics);
        ink
    }

    pub(super) fn write(&mut self, layer: Layer, path: std::fmt::Arguments) {
        if let Some(layer) = self.0.get_mut(layer as usize) {
            // Writing into a string cannot fail.
            let _ = layer.write_fmt(path);
        }
    }

    fn rectangle(&mut self, layer: Layer, (x1, x2): (f64, f64), top: f64, height: f64) {
        self.write(
            layer,
            format_args!("M{x1:.2} {top:.2}H{x2:.2}v{height:.2}H{x1:.2}z"),
        );
    }

    fn diamond(&mut self, layer: Layer, x: f64, middle: f64, half: f64) {
        let top = middle - half;
        self.write(
            layer,
            format_args!(
                "M{x:.2} {top:.2}l{half:.2} {half:.2}l{0:.2} {half:.2}l{0:.2} {0:.2}z",
                -half
            ),
        );
    }

    fn bar(&mut self, bar: &Bar, middle: f64, scale: &Scale, metrics: &Metrics) {
        let unit = metrics.unit;
        let (x1, x2) = ends(bar, scale);
        if bar.kind == BarKind::Phase {
            let (top, low) = (middle - metrics.bracket.0, middle + metrics.bracket.1);
            self.write(
                Layer::Phase,
                format_args!("M{x1:.2} {low:.2}V{top:.2}H{x2:.2}V{low:.2}"),
            );
            return;
        }
        self.elsewhere(bar, middle, scale, metrics);
        if let Some(day) = bar.inside.slack_to {
            let (x, tick) = (scale.end_of(day), 3.0 * unit);
            self.write(
                Layer::Slack,
                format_args!(
                    "M{x2:.2} {middle:.2}H{x:.2}m0 {:.2}v{:.2}",
                    -tick,
                    2.0 * tick
                ),
            );
        }
        let x2 = x2.max(x1 + 2.0 * unit);
        let place = if bar.point { (x1, x1) } else { (x1, x2) };
        self.shape(bar.kind, bar.critical, place, middle, metrics);
        let done = bar.inside.done.fraction().to_f64().unwrap_or(0.0);
        if done > 0.0 && !bar.point {
            let y = middle + metrics.bar - metrics.done / 2.0;
            let x = x1 + (x2 - x1) * done.min(1.0);
            self.write(Layer::Done, format_args!("M{x1:.2} {y:.2}H{x:.2}"));
        }
        if let Some(day) = bar.inside.deadline {
            let x = scale.end_of(day);
            let y = middle - metrics.bar - 2.0 * unit;
            let (pole, half, flag) = (20.0 * unit, 4.0 * unit, 6.0 * unit);
            self.write(
                Layer::Deadline,
                format_args!(
                    "M{x:.2} {y:.2}v{pole:.2}m{0:.2} -{pole:.2}h{1:.2}l{0:.2} {flag:.2}z",
                    -half,
                    2.0 * half
                ),
            );
        }
    }

    /// A bar, or a diamond where both ends are one.
    fn shape(
        &mut self,
        kind: BarKind,
        critical: bool,
        (x1, x2): (f64, f64),
        middle: f64,
        metrics: &Metrics,
    ) {
        let point = x2 <= x1;
        match kind {
            BarKind::Approval => {
                if !point {
                    let layer = Layer::Approval.or(Layer::ApprovalCritical, critical);
                    self.rectangle(layer, (x1, x2), middle - metrics.rail, 2.0 * metrics.rail);
                }
                // The client's decision is a diamond, so that it is told from work also in grey.
                let layer = Layer::Decision.or(Layer::DecisionCritical, critical);
                self.diamond(layer, f64::midpoint(x1, x2), middle, metrics.bar);
            }
            _ if point => {
                let layer = Layer::Milestone.or(Layer::MilestoneCritical, critical);
                self.diamond(layer, x1, middle, metrics.bar);
            }
            _ => {
                let layer = Layer::Task.or(Layer::TaskCritical, critical);
                self.rectangle(layer, (x1, x2), middle - metrics.bar, 2.0 * metrics.bar);
            }
        }
    }

    /// Where the bar stands in another plan, and where it was agreed to stand.
    fn elsewhere(&mut self, bar: &Bar, middle: f64, scale: &Scale, metrics: &Metrics) {
        let unit = metrics.unit;
        let place = |span: Span| {
            let (x1, x2) = span_ends(span.start, span.finish, bar.point, scale);
            (x1, x2.max(x1 + 2.0 * unit))
        };
        if let Some((x1, x2)) = bar.ghost.map(place) {
            let half = metrics.bar + 3.0 * unit;
            if bar.point {
                self.diamond(Layer::Ghost, x1, middle, half);
            } else {
                self.rectangle(Layer::Ghost, (x1, x2), middle - half, 2.0 * half);
            }
        }
        if let Some((x1, x2)) = bar.agreed.map(place) {
            let (height, gap) = metrics.agreed;
            let top = middle + metrics.bar + gap;
            if bar.point {
                self.diamond(Layer::Agreed, x1, top + height / 2.0, height);
            } else {
                self.rectangle(Layer::Agreed, (x1, x2), top, height);
            }
        }
    }
}
