//! The arrows between bars: from one end, around or down, into the other.

use super::ink::{Band, Ink, ends};
use super::layer::{Layer, Metrics};
use super::rows::Bar;
use super::scale::Scale;
use crate::model::LinkKind;

impl Ink {
    pub(super) fn tie(
        &mut self,
        (from, from_band): (&Bar, Band),
        (to, to_band): (&Bar, Band),
        kind: LinkKind,
        scale: &Scale,
        metrics: &Metrics,
    ) {
        let (start, finish) = ends(from, scale);
        let out = match kind {
            LinkKind::FinishToStart | LinkKind::FinishToFinish => finish,
            LinkKind::StartToStart | LinkKind::StartToFinish => start,
        };
        let (start, finish) = ends(to, scale);
        let y = to_band.middle();
        match kind {
            LinkKind::FinishToStart | LinkKind::StartToStart => {
                // Into the first day of the bar; straight where the arrow comes from above it.
                let first = if to.point {
                    start
                } else {
                    start + metrics.into
                };
                let straight = out > first && out <= start + scale.width;
                let into = if straight { out } else { first };
                if into < out || from_band == to_band {
                    self.around(from_band, out, (start, y), -1.0, metrics);
                } else {
                    self.down_into((out, from_band.middle()), (into, y), metrics);
                }
            }
            _ => self.around(from_band, out, (finish, y), 1.0, metrics),
        }
    }

    /// An arrow along, then down or up into a bar.
    fn down_into(&mut self, (x1, y1): (f64, f64), (x2, y2): (f64, f64), metrics: &Metrics) {
        let down = if y2 > y1 { 1.0 } else { -1.0 };
        let (edge, tip) = (y2 - down * metrics.bar, down * metrics.tip);
        let half = 0.75 * metrics.tip;
        self.write(
            Layer::Link,
            format_args!(
                "M{x1:.2} {y1:.2}H{x2:.2}V{edge:.2}m{0:.2} {1:.2}l{half:.2} {tip:.2}l{half:.2} {1:.2}",
                -half, -tip
            ),
        );
    }

    /// An arrow that goes around to the left (-1) or right (1) edge of a bar.
    fn around(&mut self, from: Band, x1: f64, (x2, y2): (f64, f64), side: f64, metrics: &Metrics) {
        let y1 = from.middle();
        let turn = x1 + metrics.stub;
        let last = x2 + side * 1.75 * metrics.tip;
        if side > 0.0 {
            let out = turn.max(last);
            self.write(
                Layer::Link,
                format_args!("M{x1:.2} {y1:.2}H{out:.2}V{y2:.2}"),
            );
        } else {
            // Back along the edge of the row it comes from.
            let edge = metrics.unit / 2.0;
            let between = if y2 > y1 {
                from.bottom() - edge
            } else {
                from.top + edge
            };
            self.write(
                Layer::Link,
                format_args!("M{x1:.2} {y1:.2}H{turn:.2}V{between:.2}H{last:.2}V{y2:.2}"),
            );
        }
        let (tip, half) = (side * metrics.tip, 0.75 * metrics.tip);
        self.write(
            Layer::Link,
            format_args!(
                "H{x2:.2}m{tip:.2} {0:.2}l{1:.2} {half:.2}l{tip:.2} {half:.2}",
                -half, -tip
            ),
        );
    }
}
