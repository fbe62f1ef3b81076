//! Where the outline of a letter crosses a band, so that a line under it can make room.

use skrifa::outline::OutlinePen;

/// How many lines stand for a curve.
const STEPS: u8 = 8;

/// A band from one height to another, and what was drawn across it.
pub struct Band {
    low: f32,
    high: f32,
    at: (f32, f32),
    begin: (f32, f32),
    /// From where to where it is crossed.
    pub found: Option<(f32, f32)>,
}

impl Band {
    /// A band that nothing has crossed.
    pub fn of(low: f32, high: f32) -> Self {
        Self {
            low,
            high,
            at: (0.0, 0.0),
            begin: (0.0, 0.0),
            found: None,
        }
    }

    fn line(&mut self, to: (f32, f32)) {
        let from = std::mem::replace(&mut self.at, to);
        let (lower, upper) = if from.1 <= to.1 {
            (from, to)
        } else {
            (to, from)
        };
        if upper.1 < self.low || lower.1 > self.high {
            return;
        }
        let rise = upper.1 - lower.1;
        let x_at = |y: f32| {
            if rise <= f32::EPSILON {
                lower.0
            } else {
                let share = ((y - lower.1) / rise).clamp(0.0, 1.0);
                lower.0 + (upper.0 - lower.0) * share
            }
        };
        let mut ends = vec![x_at(self.low), x_at(self.high)];
        if rise <= f32::EPSILON {
            ends.push(upper.0);
        }
        for x in ends {
            let (least, most) = self.found.unwrap_or((x, x));
            self.found = Some((least.min(x), most.max(x)));
        }
    }

    fn curve(&mut self, point: impl Fn(f32) -> (f32, f32)) {
        for step in 1..=STEPS {
            self.line(point(f32::from(step) / f32::from(STEPS)));
        }
    }
}

impl OutlinePen for Band {
    fn move_to(&mut self, x: f32, y: f32) {
        self.at = (x, y);
        self.begin = (x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.line((x, y));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let from = self.at;
        self.curve(|t| {
            let of = |a: f32, b: f32, c: f32| {
                (1.0 - t) * (1.0 - t) * a + 2.0 * (1.0 - t) * t * b + t * t * c
            };
            (of(from.0, cx, x), of(from.1, cy, y))
        });
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        let from = self.at;
        self.curve(|t| {
            let of = |a: f32, b: f32, c: f32, d: f32| {
                let rest = 1.0 - t;
                rest * rest * rest * a
                    + 3.0 * rest * rest * t * b
                    + 3.0 * rest * t * t * c
                    + t * t * t * d
            };
            (of(from.0, cx0, cx1, x), of(from.1, cy0, cy1, y))
        });
    }

    fn close(&mut self) {
        let begin = self.begin;
        self.line(begin);
    }
}
