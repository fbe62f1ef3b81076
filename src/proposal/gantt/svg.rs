//! The picture as a file of its own: names, dates, scale, rows and what the signs mean, in light
//! colours, with text as text. Complete in itself: it asks for nothing from anywhere.

use super::ink::{Band, Ink, Rows, draw};
use super::layer::Metrics;
use super::page::{BAD, INK, Page, SPOT, Text, wrapped};
use super::rows::{Bar, Picture};
use super::scale::{Lettering, Scale, float, head};
use crate::model::Date;
use crate::plan::calendar::Calendar;
use crate::proposal::formats::Formats;

/// Around everything, in pixels.
pub(super) const MARGIN: f64 = 28.0;
/// What title and note take.
const TITLE: f64 = 62.0;
/// The height of the scale.
const HEAD: f64 = 40.0;
/// The height of a row of one line.
const ROW: f64 = 28.0;
/// What a further line of a name adds to its row.
pub(super) const NAME_LINE: f64 = 16.0;
/// How far the names of tasks stand in.
pub(super) const INDENT: f64 = 14.0;
/// The width of a letter of a name, on average, and how many of them stand on a line at most.
const LETTERS: (f64, usize) = (7.7, 44);
/// The width of the column of dates.
const DATES: f64 = 132.0;
/// The width that time has when its days are neither too narrow nor too wide for it.
const TIME: f64 = 1100.0;
/// What the names of today and of the launch take under the rows, and the signs under those.
const FOOT: f64 = 70.0;

/// What is written over the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words<'a> {
    /// In large letters.
    pub title: &'a str,
    /// In small letters below, such as the date of the picture; may be empty.
    pub note: &'a str,
}

/// A picture as the text of an SVG file, with its size in pixels.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// The text.
    pub svg: String,
    /// From edge to edge.
    pub width: f64,
    /// From top to bottom.
    pub height: f64,
}

/// The picture as an SVG file. It shows what is in the picture: progress and slack when it was
/// made with what only the agency sees. Days on which nobody works are shaded where the calendar
/// is given, and today is drawn where it is in the picture.
#[must_use]
pub fn chart_svg(
    picture: &Picture,
    words: Words<'_>,
    calendar: Option<&Calendar>,
    today: Option<Date>,
    formats: &dyn Formats,
) -> Drawing {
    let table = Table::of(picture);
    let time_at = MARGIN + table.names + DATES;
    let scale = scale(picture, time_at);
    let top = MARGIN + TITLE + HEAD;
    let bottom = table.bands.last().map_or(top, Band::bottom);
    let width = (scale.right() + MARGIN).max(640.0);
    let height = bottom + FOOT + MARGIN;
    let mut out = Page(String::new());
    out.open(width, height, words);

    let head = head(
        &scale,
        0..scale.days,
        scale.left,
        &Lettering::SCREEN,
        formats,
    );
    let days = calendar.map(|calendar| (calendar, 0..scale.days));
    out.ink(Ink::ground(
        &scale,
        &head,
        days,
        (top, bottom),
        &Metrics::SCREEN,
    ));
    for (marks, y, class) in [
        (&head.upper, top - 24.0, Text::HEAD.bold()),
        (&head.lower, top - 8.0, Text::HEAD),
    ] {
        out.marks(marks, y, class);
    }
    out.line((MARGIN, top), (scale.right(), top), (INK, 1.0));

    let ties = &picture.ties;
    let rows = 0..picture.bars.len();
    out.ink(draw(&table, rows, ties, &scale, &Metrics::SCREEN));
    for ((bar, band), name) in picture.bars.iter().zip(&table.bands).zip(&table.lines) {
        out.row(bar, *band, name, MARGIN + table.names, formats);
    }
    let in_view = |day: &Date| (0..scale.days).contains(&day.days_since(scale.origin));
    let named = [
        (picture.launch, t!("Launch"), SPOT),
        (today, t!("Today"), BAD),
    ];
    for (at, (day, name, colour)) in named.into_iter().enumerate() {
        if let Some(day) = day.filter(in_view) {
            let x = scale.x(day) + scale.width / 2.0;
            out.line((x, top - HEAD + 18.0), (x, bottom + 4.0), (colour, 1.5));
            let y = bottom + 17.0 + if at == 0 { 0.0 } else { 15.0 };
            let text = Text::HEAD.bold().in_middle().colour(colour);
            out.text((x, y), &format!("{name} {}", formats.day(day)), text);
        }
    }
    out.signs(picture, height - MARGIN - 6.0);
    out.0.push_str("</svg>\n");
    Drawing {
        svg: out.0,
        width,
        height,
    }
}

/// From a Monday before the first day to some days after the last.
fn scale(picture: &Picture, left: f64) -> Scale {
    let Some(span) = picture.span() else {
        return Scale {
            origin: Date::MIN,
            days: 0,
            width: 1.0,
            left,
        };
    };
    let slack = picture.bars.iter().filter_map(|bar| bar.inside.slack_to);
    let last = slack.fold(span.finish, Date::max);
    let origin = (span.start).plus_days(1 - i64::from(span.start.weekday()));
    let days = last.days_since(origin) + 9 - i64::from(last.weekday());
    Scale {
        origin,
        days,
        width: (TIME / float(days)).clamp(1.6, 22.0),
        left,
    }
}

/// The rows with their names on lines.
struct Table<'a> {
    picture: &'a Picture,
    lines: Vec<Vec<String>>,
    bands: Vec<Band>,
    /// The width of the column of names.
    names: f64,
}

impl<'a> Table<'a> {
    fn of(picture: &'a Picture) -> Self {
        let lines: Vec<Vec<String>> = (picture.bars.iter())
            .map(|bar| wrapped(&bar.name, LETTERS.1))
            .collect();
        let count = |number: usize| f64::from(u16::try_from(number).unwrap_or(u16::MAX));
        let mut top = MARGIN + TITLE + HEAD;
        let bands = (lines.iter())
            .map(|name| {
                let height = ROW + count(name.len().saturating_sub(1)) * NAME_LINE;
                let band = Band { top, height };
                top += height;
                band
            })
            .collect();
        let longest = lines
            .iter()
            .flatten()
            .map(|line| line.chars().count())
            .max();
        Self {
            picture,
            lines,
            bands,
            names: count(longest.unwrap_or(0)).max(12.0) * LETTERS.0 + INDENT + 12.0,
        }
    }
}

impl Rows for Table<'_> {
    fn bar(&self, row: usize) -> Option<Bar> {
        self.picture.bars.get(row).cloned()
    }
    fn band(&self, row: usize) -> Band {
        let nowhere = Band {
            top: 0.0,
            height: 0.0,
        };
        self.bands.get(row).copied().unwrap_or(nowhere)
    }
}
