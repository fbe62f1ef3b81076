//! The timeline as a picture: where every bar, diamond and link stands, in millimetres. Screen
//! and paper draw the same picture from it.

use chrono::Datelike;

use crate::model::{Date, LinkKind};

use super::formats::Formats;

/// The width of the column of names.
const NAMES: f64 = 62.0;
/// The width of the column of dates.
const DATES: f64 = 29.0;
/// The height of the scale of months and weeks.
const SCALE: f64 = 9.0;
/// The height of a row, where there is room.
const TALL_ROW: f64 = 6.4;
/// The least height of a row.
const LOW_ROW: f64 = 3.6;
/// What a further line of a long name adds to its row.
const NAME_LINE: f64 = 2.9;
/// How many letters of a name surely fit on a line.
const NAME_LETTERS: usize = 42;
/// The least width of a week whose first day is written over it.
const WEEK_WITH_LABEL: f64 = 5.2;
/// Free on both sides of the days, so that a diamond on the first or last has room.
const EDGE: f64 = 2.0;
/// How far a link runs before it turns.
const STUB: f64 = 1.1;

/// A row to be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// What is done.
    pub name: String,
    /// What it is.
    pub kind: BarKind,
    /// The first day.
    pub start: Date,
    /// The last day, included.
    pub finish: Date,
    /// Without slack.
    pub critical: bool,
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BarKind {
    /// Spans the rows below it.
    Phase,
    /// Work of the agency.
    Task,
    /// A moment.
    Milestone,
    /// A decision of the client.
    Approval,
}

/// A link to be drawn, between rows by their place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tie {
    /// The predecessor.
    pub from: usize,
    /// The successor.
    pub to: usize,
    /// What waits for what.
    pub kind: LinkKind,
}

/// The picture. Lengths are millimetres; 0,0 is above the first row, left of the names.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Chart {
    /// From edge to edge.
    pub width: f64,
    /// Where names end and dates begin.
    pub dates_at: f64,
    /// Where dates end and time begins.
    pub time_at: f64,
    /// The height of the scale, which stands above the rows.
    pub scale_height: f64,
    /// The months.
    pub months: Vec<Mark>,
    /// The Mondays.
    pub weeks: Vec<Mark>,
    /// The launch.
    pub launch: Option<f64>,
    /// The rows.
    pub rows: Vec<ChartRow>,
    /// The links, each a line from point to point; the last point has the arrow.
    pub links: Vec<Vec<(f64, f64)>>,
}

/// A place on the scale.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// From the left edge.
    pub x: f64,
    /// What is written there; may be empty.
    pub label: String,
}

/// A row of the picture.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartRow {
    /// What is done.
    pub name: String,
    /// From when to when.
    pub dates: String,
    /// What it is.
    pub kind: BarKind,
    /// Without slack.
    pub critical: bool,
    /// The upper edge.
    pub y: f64,
    /// Its height.
    pub height: f64,
    /// Where its bar begins.
    pub x: f64,
    /// How long its bar is; 0 for a milestone.
    pub length: f64,
}

impl ChartRow {
    /// The height of its middle.
    #[must_use]
    pub fn middle(&self) -> f64 {
        self.y + self.height / 2.0
    }
}

/// Draws the rows into a picture of this width, with rows low enough for this height where they
/// stay readable.
#[must_use]
pub fn draw(
    bars: &[Bar],
    ties: &[Tie],
    launch: Option<Date>,
    width: f64,
    height: f64,
    formats: &dyn Formats,
) -> Chart {
    let (Some(first), Some(last)) = (
        bars.iter().map(|bar| bar.start).min(),
        bars.iter().map(|bar| bar.finish).max(),
    ) else {
        return Chart::default();
    };
    // Whole weeks.
    let first = first.plus_days(1 - i64::from(first.weekday()));
    let last = last.plus_days(8 - i64::from(last.weekday()));
    let time_at = NAMES + DATES;
    let days = span(first, last).max(1.0);
    let day = (width - time_at - 2.0 * EDGE) / days;
    let x_of = |date: Date| time_at + EDGE + span(first, date) * day;

    let rows = rows(bars, height, &x_of, day, formats);
    let links = ties.iter().filter_map(|tie| route(tie, &rows)).collect();
    Chart {
        width,
        dates_at: NAMES,
        time_at,
        scale_height: SCALE,
        months: months(first, last, day, &x_of, formats),
        weeks: weeks(first, last, day, &x_of, formats),
        launch: launch
            .filter(|date| (first..=last).contains(date))
            .map(x_of),
        rows,
        links,
    }
}

/// Calendar days between two days. Dates lie in 230 years, which a float holds exactly.
fn span(from: Date, to: Date) -> f64 {
    f64::from(i32::try_from(to.days_since(from)).unwrap_or(i32::MAX))
}

fn rows(
    bars: &[Bar],
    height: f64,
    x_of: &dyn Fn(Date) -> f64,
    day: f64,
    formats: &dyn Formats,
) -> Vec<ChartRow> {
    let lines_over = |bar: &Bar| {
        let lines = bar.name.chars().count().saturating_sub(1) / NAME_LETTERS;
        f64::from(u16::try_from(lines).unwrap_or(u16::MAX))
    };
    let count = f64::from(u32::try_from(bars.len()).unwrap_or(u32::MAX)).max(1.0);
    let long_names: f64 = bars.iter().map(lines_over).sum::<f64>() * NAME_LINE;
    let base = ((height - SCALE - long_names) / count).clamp(LOW_ROW, TALL_ROW);
    let mut y = 0.0;
    bars.iter()
        .map(|bar| {
            let height = base + lines_over(bar) * NAME_LINE;
            let milestone = bar.kind == BarKind::Milestone;
            // A milestone stands in the middle of its day.
            let x = x_of(bar.start) + if milestone { day / 2.0 } else { 0.0 };
            let row = ChartRow {
                name: bar.name.clone(),
                dates: dates(bar, formats),
                kind: bar.kind,
                critical: bar.critical,
                y,
                height,
                x,
                length: if milestone {
                    0.0
                } else {
                    (span(bar.start, bar.finish) + 1.0) * day
                },
            };
            y += height;
            row
        })
        .collect()
}

fn dates(bar: &Bar, formats: &dyn Formats) -> String {
    if bar.start >= bar.finish {
        formats.day(bar.finish)
    } else {
        format!("{} – {}", formats.day(bar.start), formats.day(bar.finish))
    }
}

fn months(
    first: Date,
    last: Date,
    day: f64,
    x_of: &dyn Fn(Date) -> f64,
    formats: &dyn Formats,
) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    let mut written_year = None;
    let mut date = first;
    while date < last {
        let (year, month) = (date.naive().year(), date.naive().month());
        let next = if month == 12 {
            Date::ymd(year + 1, 1, 1)
        } else {
            Date::ymd(year, month + 1, 1)
        };
        let next = next.unwrap_or(last).min(last);
        let room = span(date, next) * day;
        let long = formats.month_and_year(date);
        let short = formats.month(date);
        // A letter of a label takes some 1.6 mm.
        let fits = |label: &str| {
            f64::from(u16::try_from(label.chars().count()).unwrap_or(u16::MAX)) * 1.6 + 1.0 < room
        };
        let label = if written_year != Some(year) && fits(&long) {
            written_year = Some(year);
            long
        } else if fits(&short) {
            short
        } else {
            String::new()
        };
        marks.push(Mark {
            x: x_of(date),
            label,
        });
        if next <= date {
            break;
        }
        date = next;
    }
    marks
}

fn weeks(
    first: Date,
    last: Date,
    day: f64,
    x_of: &dyn Fn(Date) -> f64,
    formats: &dyn Formats,
) -> Vec<Mark> {
    let week = day * 7.0;
    // A line every 1, 2, 4 … weeks, never closer than a millimetre and a half.
    let mut step = 1_i64;
    let mut width = week;
    while width < 1.5 {
        step *= 2;
        width *= 2.0;
    }
    let mut marks = Vec::new();
    let mut date = first;
    while date < last {
        let label = if width >= WEEK_WITH_LABEL {
            formats.number(date.naive().day().into())
        } else {
            String::new()
        };
        marks.push(Mark {
            x: x_of(date),
            label,
        });
        let next = date.plus_days(7 * step);
        if next <= date {
            break;
        }
        date = next;
    }
    marks
}

/// The line of a link: out of one end, around, into the other.
fn route(tie: &Tie, rows: &[ChartRow]) -> Option<Vec<(f64, f64)>> {
    let from = rows.get(tie.from)?;
    let to = rows.get(tie.to)?;
    let out_right = matches!(tie.kind, LinkKind::FinishToStart | LinkKind::FinishToFinish);
    let in_left = matches!(tie.kind, LinkKind::FinishToStart | LinkKind::StartToStart);
    let (y1, y2) = (from.middle(), to.middle());
    let end = |row: &ChartRow, right: bool| {
        let reach = if row.kind == BarKind::Milestone {
            1.3
        } else {
            0.0
        };
        if right {
            row.x + row.length + reach
        } else {
            row.x - reach
        }
    };
    let x1 = end(from, out_right);
    let x2 = end(to, !in_left);
    let out = if out_right { x1 + STUB } else { x1 - STUB };
    let into = if in_left { x2 - STUB } else { x2 + STUB };
    let straight = match (out_right, in_left) {
        (true, true) => (into >= out).then_some(out),
        (false, false) => (into <= out).then_some(out),
        (true, false) => Some(out.max(into)),
        (false, true) => Some(out.min(into)),
    };
    if let Some(x) = straight {
        return Some(vec![(x1, y1), (x, y1), (x, y2), (x2, y2)]);
    }
    // Back below (or above) the row it comes from.
    let between = if y2 > y1 {
        from.y + from.height
    } else {
        from.y
    };
    Some(vec![
        (x1, y1),
        (out, y1),
        (out, between),
        (into, between),
        (into, y2),
        (x2, y2),
    ])
}
