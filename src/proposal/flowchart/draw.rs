//! Draws the rows and the weeks under them. One path holds all that looks alike.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::rows::Row;
use crate::model::Date;
use crate::proposal::gantt::{Head, Scale};

/// How large things are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Metrics {
    /// A hairline, a pixel or what stands for it on paper.
    pub unit: f64,
    /// The height of a row.
    pub row: f64,
    /// What is free above and below a bar in its row.
    pub gap: f64,
    /// The height of the row of weeks.
    pub weeks: f64,
    /// How wide a letter is, on average.
    pub letter: f64,
}

impl Metrics {
    /// Pixels.
    pub const SCREEN: Self = Self {
        unit: 1.0,
        row: 30.0,
        gap: 5.0,
        weeks: 58.0,
        letter: 5.9,
    };
    /// Millimetres.
    pub const PAPER: Self = Self {
        unit: 0.15,
        row: 6.4,
        gap: 1.0,
        weeks: 11.0,
        letter: 1.28,
    };

    /// Where the rows end.
    #[must_use]
    pub fn height(&self, rows: usize) -> f64 {
        self.row * f64::from(u32::try_from(rows).unwrap_or(u32::MAX))
    }
}

/// What is drawn alike, from the ground up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layer {
    /// The lines between weeks, or days.
    Fine,
    /// The lines between months.
    Coarse,
    /// The lines between flights.
    Rows,
    /// The lines between channels.
    Channels,
    /// Flights.
    Flight,
    /// The ends of weeks on a flight: what it holds is told week by week without colour.
    Notch,
    /// How much falls into a week.
    Week,
}

impl Layer {
    /// From the ground up.
    pub const ALL: [Self; 7] = [
        Self::Fine,
        Self::Coarse,
        Self::Rows,
        Self::Channels,
        Self::Flight,
        Self::Notch,
        Self::Week,
    ];

    /// The class of its path in the page.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Fine => "f-fine",
            Self::Coarse => "f-coarse",
            Self::Rows => "f-rows",
            Self::Channels => "f-channels",
            Self::Flight => "f-flight",
            Self::Notch => "f-notch",
            Self::Week => "f-week",
        }
    }
}

/// The path of every layer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ink([String; Layer::ALL.len()]);

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

    fn write(&mut self, layer: Layer, path: std::fmt::Arguments) {
        if let Some(layer) = self.0.get_mut(layer as usize) {
            // Writing into a string cannot fail.
            let _ = layer.write_fmt(path);
        }
    }
}

/// Where the bar of a row stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// Its left edge.
    pub x: f64,
    /// Its upper edge.
    pub y: f64,
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
}

impl Place {
    /// The place of what stands in the row with this number, from 0; none while it has no days.
    #[must_use]
    pub fn of(row: &Row, at: usize, scale: &Scale, metrics: &Metrics) -> Option<Self> {
        let span = row.flight.span?;
        let x = scale.x(span.start);
        Some(Self {
            x,
            y: metrics.height(at) + metrics.gap,
            width: (scale.end_of(span.finish) - x).max(2.0 * metrics.unit),
            height: metrics.row - 2.0 * metrics.gap,
        })
    }
}

/// Draws all rows under the lines of the head, and under them the weeks.
#[must_use]
pub fn draw(
    rows: &[Row],
    weeks: &BTreeMap<Date, i64>,
    head: &Head,
    scale: &Scale,
    metrics: &Metrics,
) -> Ink {
    let mut ink = Ink::default();
    let bottom = metrics.height(rows.len());
    let low = bottom + metrics.weeks;
    for (layer, marks) in [(Layer::Fine, &head.lower), (Layer::Coarse, &head.upper)] {
        for mark in marks {
            ink.write(layer, format_args!("M{:.2} 0V{low:.2}", mark.x));
        }
    }
    for (at, row) in rows.iter().enumerate() {
        let layer = if row.first {
            Layer::Channels
        } else {
            Layer::Rows
        };
        let line = metrics.height(at);
        if at > 0 {
            let (left, right) = (scale.left, scale.right());
            ink.write(layer, format_args!("M{left:.2} {line:.2}H{right:.2}"));
        }
        if let Some(place) = Place::of(row, at, scale, metrics) {
            ink.flight(row, place, scale, metrics);
        }
    }
    for mark in week_marks(weeks, scale, metrics, bottom) {
        let (x, y) = (mark.x, mark.top);
        ink.write(
            Layer::Week,
            format_args!("M{x:.2} {y:.2}H{:.2}V{low:.2}H{x:.2}z", x + mark.width),
        );
    }
    ink
}

impl Ink {
    fn flight(&mut self, row: &Row, place: Place, scale: &Scale, metrics: &Metrics) {
        let Place {
            x,
            y,
            width,
            height,
        } = place;
        self.write(
            Layer::Flight,
            format_args!("M{x:.2} {y:.2}h{width:.2}v{height:.2}h-{width:.2}z"),
        );
        let Some(span) = row.flight.span else {
            return;
        };
        // Where weeks are too narrow to be told apart, notches would only be grey.
        if scale.width * 7.0 < 12.0 * metrics.unit {
            return;
        }
        let tick = height * 0.22;
        let mut week = span.start.plus_days(8 - i64::from(span.start.weekday()));
        while week <= span.finish {
            let (x, low) = (scale.x(week), y + height);
            self.write(Layer::Notch, format_args!("M{x:.2} {low:.2}v-{tick:.2}"));
            let next = week.plus_days(7);
            if next <= week {
                break;
            }
            week = next;
        }
    }
}

/// A week with how much falls into it.
#[derive(Debug, Clone, PartialEq)]
pub struct WeekMark {
    /// Its Monday.
    pub week: Date,
    /// How much that is.
    pub amount: i64,
    /// The left edge of its column.
    pub x: f64,
    /// The upper edge of its column.
    pub top: f64,
    /// The width of its column.
    pub width: f64,
}

/// The columns of the weeks that hold something, over the edge of the row that begins at `top`.
#[must_use]
pub fn week_marks(
    weeks: &BTreeMap<Date, i64>,
    scale: &Scale,
    metrics: &Metrics,
    top: f64,
) -> Vec<WeekMark> {
    let most = weeks.values().copied().max().unwrap_or(0);
    let room = metrics.weeks * 0.62;
    (weeks.iter())
        .filter(|(_, amount)| **amount > 0 && most > 0)
        .map(|(week, amount)| {
            let share = Decimal::from(*amount) / Decimal::from(most);
            let height = room * share.to_f64().unwrap_or(0.0);
            let (from, to) = (scale.x(*week), scale.x(week.plus_days(7)));
            let from = from.max(scale.left);
            let to = to.min(scale.right());
            let free = ((to - from) * 0.12).min(3.0 * metrics.unit);
            WeekMark {
                week: *week,
                amount: *amount,
                x: from + free,
                top: top + metrics.weeks - height.max(metrics.unit),
                width: (to - from - 2.0 * free).max(metrics.unit),
            }
        })
        .collect()
}
