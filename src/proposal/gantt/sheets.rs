//! The picture on sheets of paper: rows low enough for one sheet where they stay readable, else
//! spread evenly over several; a plan too long for one sheet's width goes on beside it, with names
//! and dates repeated.

use std::ops::Range;
use std::sync::Arc;

use chrono::Datelike;
use rust_decimal::prelude::ToPrimitive;

use super::ink::{Band, Ink, Rows, draw};
use super::layer::Metrics;
use super::rows::{Bar, BarKind, Picture};
use super::scale::{Head, Lettering, Scale, float, head};
use crate::model::Date;
use crate::plan::schedule::Span;
use crate::proposal::formats::Formats;

/// The width of the column of names, in millimetres.
const NAMES: f64 = 62.0;
/// The width of the column of dates.
const DATES: f64 = 29.0;
/// The height of the scale.
const SCALE: f64 = 9.0;
/// The height of a row, where there is room.
const TALL_ROW: f64 = 6.4;
/// The height of a row of a plan that takes several sheets anyway.
const ROW: f64 = 4.8;
/// The least height of a row.
const LOW_ROW: f64 = 3.6;
/// What a further line of a long name adds to its row.
const NAME_LINE: f64 = 2.9;
/// How many letters of a name surely fit on a line.
const NAME_LETTERS: usize = 42;
/// The least width of a day: below it a week is no longer told from the next.
const LEAST_DAY: f64 = 0.35;
/// Free on both sides of the days, so that a diamond on the first or last has room.
const EDGE: f64 = 2.0;
/// A sheet ends with a phase when it ends at most this many rows earlier or later.
const NEAR_PHASE: usize = 4;

/// How much room there is, in millimetres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Space {
    /// From edge to edge.
    pub width: f64,
    /// From top to bottom on the sheet on which the picture begins.
    pub first: f64,
    /// From top to bottom on every further sheet.
    pub next: f64,
}

/// A row on paper.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// From when to when.
    pub dates: String,
    /// Where it stands under the first row.
    pub band: Band,
}

/// What of the picture stands on one sheet: some of its rows, and a stretch of time. Lengths are
/// millimetres; 0,0 is above the first row of all, left of the names.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// The whole picture.
    pub picture: Arc<Picture>,
    /// All its rows.
    pub lines: Arc<[Line]>,
    /// The rows on this sheet.
    pub rows: Range<usize>,
    /// Which stretch of time of these rows it is, from 1, and how many there are.
    pub part: (usize, usize),
    /// Where days stand.
    pub scale: Scale,
    /// What is written over them.
    pub head: Head,
    /// From edge to edge.
    pub width: f64,
    /// Where names end and dates begin.
    pub dates_at: f64,
    /// Where dates end and time begins.
    pub time_at: f64,
    /// The height of the scale, which stands above the rows.
    pub scale_height: f64,
}

impl Chart {
    /// These of its rows, counted from its first, as rows of the picture.
    #[must_use]
    pub fn piece(&self, from: usize, to: usize) -> Range<usize> {
        let at = |row: usize| self.rows.start.saturating_add(row).min(self.rows.end);
        at(from)..at(to)
    }

    /// Rows of the picture with their lines.
    pub fn lines_of(&self, rows: Range<usize>) -> impl Iterator<Item = (&Bar, &Line)> {
        (self.picture.bars.iter().zip(self.lines.iter()))
            .skip(rows.start)
            .take(rows.len())
    }

    /// Where rows of the picture begin and end.
    #[must_use]
    pub fn extent(&self, rows: &Range<usize>) -> (f64, f64) {
        let band = |row: usize| self.lines.get(row).map(|line| line.band);
        let last = rows.end.checked_sub(1).and_then(band);
        (
            band(rows.start).map_or(0.0, |band| band.top),
            last.map_or(0.0, |band| band.bottom()),
        )
    }

    /// The lines of the scale through rows of the picture.
    #[must_use]
    pub fn ground(&self, rows: &Range<usize>) -> Ink {
        Ink::ground(
            &self.scale,
            &self.head,
            None,
            self.extent(rows),
            &Metrics::PAPER,
        )
    }

    /// What stands in rows of the picture.
    #[must_use]
    pub fn ink(&self, rows: Range<usize>) -> Ink {
        draw(self, rows, &self.picture.ties, &self.scale, &Metrics::PAPER)
    }

    /// Where the launch stands, when it is in this stretch of time.
    #[must_use]
    pub fn launch(&self) -> Option<f64> {
        let x = self.scale.x(self.picture.launch?) + self.scale.width / 2.0;
        (self.scale.left..self.scale.right())
            .contains(&x)
            .then_some(x)
    }
}

impl Rows for Chart {
    fn bar(&self, row: usize) -> Option<Bar> {
        self.picture.bars.get(row).cloned()
    }
    fn band(&self, row: usize) -> Band {
        let nowhere = Band {
            top: 0.0,
            height: 0.0,
        };
        self.lines.get(row).map_or(nowhere, |line| line.band)
    }
}

/// Lays the picture on sheets: from top to bottom, and the stretches of time in which something
/// happens in the same rows after each other. Empty without rows.
#[must_use]
pub fn charts(picture: Picture, space: Space, formats: &dyn Formats) -> Vec<Chart> {
    let Some(span) = picture.span() else {
        return Vec::new();
    };
    let time_at = NAMES + DATES;
    let room = space.width - time_at - 2.0 * EDGE;
    let stretches = stretches(span, room);
    let longest = stretches.iter().map(|(_, days)| *days).max().unwrap_or(1);
    let scales: Vec<(Scale, Head)> = (stretches.iter())
        .map(|(first, days)| {
            let scale = Scale {
                origin: *first,
                days: *days,
                width: room / float(longest),
                left: time_at + EDGE,
            };
            let head = head(&scale, 0..*days, scale.left, &Lettering::PAPER, formats);
            (scale, head)
        })
        .collect();
    let lines: Arc<[Line]> = lines(&picture, space, formats).into();
    let pieces = pieces(&picture.bars, &lines, space);
    let picture = Arc::new(picture);
    let mut charts = Vec::new();
    for rows in pieces {
        let bars = picture.bars.get(rows.clone()).unwrap_or_default();
        // Time in which nothing happens in these rows is not worth a sheet.
        let busy = |scale: &Scale| {
            let end = scale.day(scale.days);
            (bars.iter()).any(|bar| bar.start < end && bar.finish >= scale.origin)
        };
        let scales: Vec<_> = scales.iter().filter(|(scale, _)| busy(scale)).collect();
        for (at, (scale, head)) in scales.iter().enumerate() {
            charts.push(Chart {
                picture: picture.clone(),
                lines: lines.clone(),
                rows: rows.clone(),
                part: (at + 1, scales.len()),
                scale: *scale,
                head: head.clone(),
                width: space.width,
                dates_at: NAMES,
                time_at,
                scale_height: SCALE,
            });
        }
    }
    charts
}

/// The first day and the number of days of every stretch of time: all in whole weeks where it has
/// room, else about as many whole months in each.
fn stretches(span: Span, room: f64) -> Vec<(Date, i64)> {
    let first = span.start.plus_days(1 - i64::from(span.start.weekday()));
    let last = span.finish.plus_days(8 - i64::from(span.finish.weekday()));
    let days = last.days_since(first).max(1);
    if float(days) * LEAST_DAY <= room {
        return vec![(first, days)];
    }
    let month_of =
        |date: Date| i64::from(date.naive().year() * 12) + i64::from(date.naive().month0());
    let first_of = |month: i64| {
        let number = |number: i64| i32::try_from(number).unwrap_or(0);
        let month_of_year = u32::try_from(month.rem_euclid(12)).unwrap_or(0);
        Date::ymd(number(month.div_euclid(12)), month_of_year + 1, 1).unwrap_or(Date::MAX)
    };
    let (from, to) = (month_of(span.start), month_of(span.finish) + 1);
    let count = to - from;
    let most = (room / LEAST_DAY / 31.0).to_i64().unwrap_or(1).max(1);
    let parts = (count + most - 1) / most;
    (0..parts)
        .map(|part| {
            let begin = first_of(from + part * count / parts);
            let end = first_of(from + (part + 1) * count / parts);
            (begin, end.days_since(begin).max(1))
        })
        .collect()
}

/// How high the picture is with its rows as low as they may be, in millimetres.
#[must_use]
pub fn lowest(picture: &Picture) -> f64 {
    SCALE
        + picture
            .bars
            .iter()
            .map(|bar| LOW_ROW + more_lines(bar))
            .sum::<f64>()
}

/// What a long name adds to its row.
fn more_lines(bar: &Bar) -> f64 {
    let lines = bar.name.chars().count().saturating_sub(1) / NAME_LETTERS;
    f64::from(u16::try_from(lines).unwrap_or(u16::MAX)) * NAME_LINE
}

fn lines(picture: &Picture, space: Space, formats: &dyn Formats) -> Vec<Line> {
    let count = f64::from(u32::try_from(picture.bars.len()).unwrap_or(u32::MAX)).max(1.0);
    let long_names: f64 = picture.bars.iter().map(more_lines).sum();
    let on_one_sheet = (space.first - SCALE - long_names) / count;
    let base = if on_one_sheet < LOW_ROW {
        ROW
    } else {
        on_one_sheet.min(TALL_ROW)
    };
    let mut top = 0.0;
    (picture.bars.iter())
        .map(|bar| {
            let height = base + more_lines(bar);
            let band = Band { top, height };
            top += height;
            Line {
                dates: dates(bar, formats),
                band,
            }
        })
        .collect()
}

pub(super) fn dates(bar: &Bar, formats: &dyn Formats) -> String {
    if bar.start >= bar.finish {
        formats.day(bar.finish)
    } else {
        format!("{} – {}", formats.day(bar.start), formats.day(bar.finish))
    }
}

/// The rows of each sheet: as few sheets as will do, about equally full.
fn pieces(bars: &[Bar], lines: &[Line], space: Space) -> Vec<Range<usize>> {
    let most = bars.len().max(1);
    (1..=most)
        .find_map(|sheets| spread(bars, lines, space, sheets))
        // Rows higher than a sheet: whoever lays the sheets cuts where it must.
        .unwrap_or_else(|| std::iter::once(0..bars.len()).collect())
}

fn spread(bars: &[Bar], lines: &[Line], space: Space, sheets: usize) -> Option<Vec<Range<usize>>> {
    let room = |sheet: usize| if sheet == 0 { space.first } else { space.next } - SCALE;
    let height = |rows: Range<usize>| -> f64 {
        let rows = lines.get(rows).unwrap_or_default();
        rows.iter().map(|line| line.band.height).sum()
    };
    // What adds up by fractions of a millimetre is no reason for another sheet.
    let fits = |rows: Range<usize>, room: f64| height(rows) <= room + 0.01;
    let is_phase = |row: usize| bars.get(row).is_some_and(|bar| bar.kind == BarKind::Phase);
    let mut pieces = Vec::new();
    let mut from = 0;
    for sheet in 0..sheets {
        let room_after: f64 = (sheet + 1..sheets).map(room).sum();
        let (here, rest) = (room(sheet), height(from..lines.len()));
        let wanted = rest * here / (here + room_after);
        let may_end =
            |to: usize| to > from && fits(from..to, here) && fits(to..lines.len(), room_after);
        let even = (from..=lines.len())
            .min_by(|a, b| {
                let off = |to: usize| (height(from..to) - wanted).abs();
                off(*a).total_cmp(&off(*b))
            })
            .unwrap_or(from);
        let near = |to: &usize| to.abs_diff(even);
        let around = even.saturating_sub(NEAR_PHASE)..=(even + NEAR_PHASE).min(lines.len());
        let to = (around.clone())
            .filter(|to| may_end(*to) && (is_phase(*to) || *to == lines.len()))
            .min_by_key(near)
            // Not right under the head of a phase.
            .or_else(|| {
                (around.clone())
                    .filter(|to| may_end(*to) && !is_phase(to.wrapping_sub(1)))
                    .min_by_key(near)
            })
            .or_else(|| around.filter(|to| may_end(*to)).min_by_key(near))?;
        pieces.push(from..to);
        from = to;
        if from == lines.len() {
            break;
        }
    }
    (from == lines.len()).then_some(pieces)
}
