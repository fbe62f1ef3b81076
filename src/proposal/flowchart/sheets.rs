//! The flowchart on paper: as many rows as a sheet holds, under a scale of its own, and the weeks
//! under the last of them.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::draw::{Ink, Metrics, WeekMark, draw, week_marks};
use super::rows::{Row, period, span_of};
use crate::model::Date;
use crate::proposal::formats::Formats;
use crate::proposal::gantt::{Head, Lettering, Scale, head};

/// From edge to edge, in millimetres: as wide as the text of an upright sheet, A4 or Letter.
const WIDTH: f64 = 147.0;
/// The width of the column of names.
const NAMES: f64 = 46.0;
/// The height of the scale.
const HEAD: f64 = 9.0;
/// As many rows stand on a sheet, with the scale and the weeks.
const MOST: usize = 26;

/// What the row of weeks says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Weight {
    /// What it is, such as price by week.
    pub name: String,
    /// How much falls into which week, by its Monday.
    pub weeks: BTreeMap<Date, i64>,
    /// The same in words, where a column has room for them.
    pub words: BTreeMap<Date, String>,
}

/// A piece of the flowchart that stands on one sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Its rows.
    pub rows: Vec<Row>,
    /// How much falls into which week; only under the last rows.
    pub weight: Option<Weight>,
    /// Time.
    pub scale: Scale,
    /// What is written over it.
    pub head: Head,
    /// The width of the column of names, the height of the scale.
    pub margins: (f64, f64),
    /// How large things are.
    pub metrics: Metrics,
    /// What a screen reader says of it.
    pub summary: String,
    /// Which part of how many.
    pub part: (usize, usize),
}

impl Sheet {
    /// From top to bottom, without the scale.
    #[must_use]
    pub fn height(&self) -> f64 {
        let weeks = self.weight.as_ref().map_or(0.0, |_| self.metrics.weeks);
        self.metrics.height(self.rows.len()) + weeks
    }

    /// What is drawn.
    #[must_use]
    pub fn ink(&self) -> Ink {
        let none = BTreeMap::new();
        let weeks = self.weight.as_ref().map_or(&none, |weight| &weight.weeks);
        let mut metrics = self.metrics;
        if self.weight.is_none() {
            metrics.weeks = 0.0;
        }
        draw(&self.rows, weeks, &self.head, &self.scale, &metrics)
    }

    /// The weeks with their words, where there is room.
    #[must_use]
    pub fn marks(&self) -> Vec<(WeekMark, String)> {
        let Some(weight) = &self.weight else {
            return Vec::new();
        };
        let top = self.metrics.height(self.rows.len());
        week_marks(&weight.weeks, &self.scale, &self.metrics, top)
            .into_iter()
            .filter_map(|mark| {
                let words = weight.words.get(&mark.week)?.clone();
                let letters = u16::try_from(words.chars().count()).unwrap_or(u16::MAX);
                let room = self.scale.width * 7.0;
                (f64::from(letters) * self.metrics.letter <= room).then_some((mark, words))
            })
            .collect()
    }
}

/// The rows on sheets; none where no flight has days.
#[must_use]
pub fn sheets(rows: &[Row], weight: Option<Weight>, formats: &dyn Formats) -> Vec<Sheet> {
    let Some(span) = span_of(rows) else {
        return Vec::new();
    };
    let whole = period(span);
    let days = whole.finish.days_since(whole.start) + 1;
    let left = NAMES;
    let room = WIDTH - left;
    let scale = Scale {
        origin: whole.start,
        days,
        width: room / f64::from(i32::try_from(days).unwrap_or(i32::MAX)),
        left,
    };
    let head = head(&scale, 0..days, left, &Lettering::PAPER, formats);
    // Shared out evenly, so that no sheet holds a row or two.
    let parts = rows.len().div_ceil(MOST);
    let each = rows.len().div_ceil(parts.max(1));
    let (from, to) = (formats.date(span.start), formats.date(span.finish));
    let summary = t!("{} flights from {from} to {to}.", rows.len());
    (rows.chunks(each.max(1)).enumerate())
        .map(|(at, rows)| Sheet {
            rows: rows.to_vec(),
            weight: weight.clone().filter(|_| at + 1 == parts),
            scale,
            head: head.clone(),
            margins: (left, HEAD),
            metrics: Metrics::PAPER,
            summary: summary.clone(),
            part: (at + 1, parts),
        })
        .collect()
}

/// A number in few letters: 950, 12.3k, 1.2M.
#[must_use]
pub fn compact(number: Decimal, formats: &dyn Formats) -> String {
    let in_units = |unit: i64| {
        let number = number / Decimal::from(unit);
        let places = u32::from(number.abs() < Decimal::ONE_HUNDRED);
        formats.number(number.round_dp(places).normalize())
    };
    match number.abs() {
        size if size < Decimal::from(1_000) => in_units(1),
        size if size < Decimal::from(999_500) => t!("{number}k", number = in_units(1_000)),
        _ => t!("{number}M", number = in_units(1_000_000)),
    }
}
