//! Pictures: in the page as SVG from the hands that draw for the screen and for paper, with their
//! figures as a table behind a button; on the clipboard the table alone. The page's style gives
//! the colours.

use std::fmt::Write as _;

use super::hand::Hand;
use super::table::simple;
use crate::proposal::charts::{self, Anchor, Mark};
use crate::proposal::flowchart::{self, Place};
use crate::proposal::gantt::{self, Band, BarKind, Ink};
use crate::words::Word;

/// The room for a chart in millimetres, as on paper, so that it holds the same words.
const CHART: charts::Metrics = charts::Metrics {
    width: 162.0,
    letter: 2.75,
};
/// How many letters of a task's name stand on a line, and how high such a line is.
const NAME: (usize, f64) = (42, 2.9);
/// What pictures are called that have no name of their own.
const TIMELINE: Word = word!("Timeline");
const FLOWCHART: Word = word!("Flowchart");
/// How many letters of a flight's name have room beside its bar.
const PLACE: usize = 34;
/// The heights of the two lines of a scale in it.
const SCALE: (f64, f64, f64) = (3.3, 4.6, 7.7);

/// Figures of the budget.
pub(super) fn chart(hand: &mut Hand, chart: &charts::Chart) {
    let (heads, rows) = chart.table();
    if hand.is_page() {
        let drawing = charts::draw(chart, CHART);
        let says = format!("{}. {}", chart.name, chart.summary);
        let size = (0.0, 0.0, drawing.width, drawing.height);
        open(hand, ("bars", chart.name), size, &says);
        drawing.marks.iter().for_each(|one| mark(hand, one));
        hand.markup("</svg></div>\n");
    }
    close(hand, chart.name, &heads, &rows, true);
}

/// The timeline.
pub(super) fn gantt(hand: &mut Hand, chart: &gantt::Chart) {
    let rows = chart.rows.clone();
    let table: Vec<Vec<String>> = (chart.lines_of(rows.clone()))
        .map(|(bar, line)| vec![bar.name.clone(), line.dates.clone()])
        .collect();
    let heads = [t!("What"), t!("When")].map(str::to_owned);
    let (part, _) = chart.part;
    if hand.is_page() {
        let (top, bottom) = chart.extent(&rows);
        let head = top - chart.scale_height;
        let says = t!("Bars of the timeline; the table behind it says the same.");
        let size = (0.0, head, chart.width, bottom - head);
        open(hand, ("gantt", TIMELINE.said()), size, says);
        key(hand, chart, head);
        for (bar, line) in chart.lines_of(rows.clone()) {
            let phase = bar.kind == BarKind::Phase;
            row(hand, chart, &bar.name, &line.dates, line.band, phase);
        }
        let (left, right) = (chart.time_at, chart.width);
        scale(hand, &chart.head, head, top);
        // Bars and links that lead out of this stretch of time end at its edge.
        hand.format(format_args!(
            "<svg x=\"{left:.2}\" y=\"{top:.2}\" width=\"{width:.2}\" height=\"{height:.2}\" viewBox=\"{left:.2} {top:.2} {width:.2} {height:.2}\">",
            width = right - left,
            height = bottom - top,
        ));
        ink(hand, chart.ground(&rows));
        ink(hand, chart.ink(rows));
        hand.markup("</svg>");
        path(hand, "edge", &format!("M0 {top:.2}H{right:.2}"));
        if let Some(x) = chart.launch() {
            let from = head + SCALE.1;
            path(hand, "launch", &format!("M{x:.2} {from:.2}V{bottom:.2}"));
        }
        hand.markup("</svg></div>\n");
    } else if part > 1 {
        // The same rows, at a later time.
        return;
    }
    close(hand, TIMELINE.said(), &heads, &table, false);
}

/// The media plan over the weeks.
pub(super) fn flowchart(hand: &mut Hand, sheet: &flowchart::Sheet) {
    let heads = [t!("Channel"), t!("Placement"), t!("What it holds")].map(str::to_owned);
    let table: Vec<Vec<String>> = (sheet.rows.iter())
        .map(|row| {
            let flight = &row.flight;
            let cells = [&flight.channel, &flight.placement, &flight.label];
            cells.map(String::clone).to_vec()
        })
        .collect();
    if hand.is_page() {
        let (_, top) = sheet.margins;
        let (right, low) = (sheet.scale.right(), sheet.height());
        let says = t!("Flowchart. {} The table says the same.", sheet.summary);
        let size = (0.0, -top, right, low + top);
        open(hand, ("flow", FLOWCHART.said()), size, &says);
        scale(hand, &sheet.head, -top, 0.0);
        for (layer, line) in sheet.ink().layers() {
            path(hand, layer.class(), &line);
        }
        let under = sheet.metrics.height(sheet.rows.len());
        path(
            hand,
            "edge",
            &format!("M0 0H{right:.2}M0 {under:.2}H{right:.2}"),
        );
        for (at, row) in sheet.rows.iter().enumerate() {
            flight(hand, sheet, row, at);
        }
        for (mark, words) in sheet.marks() {
            let at = (mark.x + mark.width / 2.0, mark.top - 0.8);
            text(hand, "f-sum", at, Anchor::Middle, &words);
        }
        if let Some(weight) = &sheet.weight {
            let at = (0.0, under + sheet.metrics.weeks / 2.0);
            text(hand, "name", at, Anchor::Start, &weight.name);
        }
        hand.markup("</svg></div>\n");
    }
    close(hand, FLOWCHART.said(), &heads, &table, false);
}

/// Opens a figure of this class and name, and its picture, whose unit is a millimetre. A picture
/// that is wider than the page scrolls in its place, where a keyboard reaches it.
fn open(
    hand: &mut Hand,
    (class, name): (&str, &str),
    (x, y, width, height): (f64, f64, f64, f64),
    says: &str,
) {
    hand.format(format_args!(
        "<figure class=\"{class}\">\n<div class=\"picture\" tabindex=\"0\" role=\"group\" aria-label=\""
    ));
    hand.text(name);
    hand.format(format_args!(
        "\"><svg viewBox=\"{x:.2} {y:.2} {width:.2} {height:.2}\" role=\"img\" aria-label=\""
    ));
    hand.text(says);
    hand.markup("\">");
}

/// The figures of a picture as a table; in the page it ends the figure.
fn close(hand: &mut Hand, name: &str, heads: &[String], rows: &[Vec<String>], figures: bool) {
    if !hand.is_page() {
        return simple(hand, "", heads, rows, figures);
    }
    hand.markup("<details class=\"behind\">\n<summary>");
    hand.text(&t!("{name} as a table"));
    hand.markup("</summary>\n");
    simple(hand, name, heads, rows, figures);
    hand.markup("</details>\n</figure>\n");
}

fn path(hand: &mut Hand, class: &str, line: &str) {
    if !line.is_empty() {
        hand.format(format_args!("<path class=\"{class}\" d=\"{line}\"/>"));
    }
}

fn ink(hand: &mut Hand, ink: Ink) {
    for (layer, line) in ink.layers() {
        path(hand, layer.class(), &line);
    }
}

fn text(hand: &mut Hand, class: &str, (x, y): (f64, f64), anchor: Anchor, words: &str) {
    let anchor = match anchor {
        Anchor::Start => "start",
        Anchor::Middle => "middle",
        Anchor::End => "end",
    };
    hand.format(format_args!(
        "<text class=\"{class}\" x=\"{x:.2}\" y=\"{y:.2}\" text-anchor=\"{anchor}\">"
    ));
    hand.text(words);
    hand.markup("</text>");
}

fn mark(hand: &mut Hand, mark: &Mark) {
    match mark {
        Mark::Part {
            x,
            y,
            width,
            height,
            series,
        } => hand.format(format_args!(
            "<rect class=\"part part-{}\" x=\"{x:.2}\" y=\"{y:.2}\" width=\"{width:.2}\" height=\"{height:.2}\"/>",
            series % 4
        )),
        Mark::Texture(line) => path(hand, "texture", line),
        Mark::Rule { path: line, zero } => {
            path(hand, if *zero { "axis zero" } else { "axis" }, line);
        }
        Mark::Text {
            x,
            y,
            anchor,
            quiet,
            text: words,
        } => {
            let class = if *quiet { "quiet" } else { "name" };
            text(hand, class, (*x, *y), *anchor, words);
        }
    }
}

/// The two lines of a scale with their letters, between its top and its bottom.
fn scale(hand: &mut Hand, head: &gantt::Head, top: f64, bottom: f64) {
    let lines = [
        (&head.lower, "week", top + SCALE.1, top + SCALE.2),
        (&head.upper, "month", top, top + SCALE.0),
    ];
    for (marks, class, from, letters) in lines {
        let ticks = marks.iter().fold(String::new(), |mut ticks, mark| {
            // Writing into a string cannot fail.
            let _ = write!(ticks, "M{:.2} {from:.2}V{bottom:.2}", mark.x);
            ticks
        });
        path(hand, "tick", &ticks);
        for mark in marks.iter().filter(|mark| !mark.label.is_empty()) {
            text(
                hand,
                class,
                (mark.label_at, letters),
                Anchor::Start,
                &mark.label,
            );
        }
    }
}

/// What the signs of the timeline mean, over its names.
fn key(hand: &mut Hand, chart: &gantt::Chart, head: f64) {
    let signs = [
        (BarKind::Milestone, false, 0.0, 2.0, t!("milestone")),
        (BarKind::Approval, false, 0.0, 22.0, t!("your approval")),
        (BarKind::Task, true, 3.4, 50.0, t!("no slack")),
    ];
    let middle = head + chart.scale_height - 2.6;
    for (kind, critical, half, x, words) in signs {
        let ends = (x - half, x + half);
        ink(
            hand,
            Ink::sign(kind, critical, ends, middle, &gantt::Metrics::PAPER),
        );
        let at = (x + half + 2.2, middle + 0.9);
        text(hand, "quiet", at, Anchor::Start, words);
    }
    let (part, parts) = chart.part;
    if parts > 1 {
        let words = t!("part {part} of {parts}");
        let at = (chart.time_at - 3.0, middle + 0.9);
        text(hand, "name", at, Anchor::End, &words);
    }
}

/// A row's name, on lines where it is long, and its dates.
fn row(hand: &mut Hand, chart: &gantt::Chart, name: &str, dates: &str, band: Band, phase: bool) {
    let (letters, height) = NAME;
    let lines = gantt::wrapped(name, letters);
    let (class, x) = if phase { ("phase", 0.0) } else { ("name", 3.0) };
    let over = f64::from(u16::try_from(lines.len().saturating_sub(1)).unwrap_or(u16::MAX));
    let mut y = band.middle() + 0.95 - over * height / 2.0;
    for line in &lines {
        text(hand, class, (x, y), Anchor::Start, line);
        y += height;
    }
    let at = (chart.dates_at, band.middle() + 0.95);
    text(hand, "quiet", at, Anchor::Start, dates);
    let low = band.bottom();
    path(hand, "g-rows", &format!("M0 {low:.2}H{:.2}", chart.time_at));
}

/// A flight's name and what stands on its bar, where there is room for it.
fn flight(hand: &mut Hand, sheet: &flowchart::Sheet, row: &flowchart::Row, at: usize) {
    let flight = &row.flight;
    let y = sheet.metrics.height(at) + sheet.metrics.row / 2.0 + 0.9;
    let (channel, placement) = (y - 1.3, y + 1.5);
    // The channel over the first of its flights, the placement below it. What is cut here stands
    // whole in the table.
    let name = |words: &str| shortened(words, PLACE);
    let lines = if row.first && !flight.channel.is_empty() {
        vec![
            ("phase", channel, name(&flight.channel)),
            ("quiet", placement, name(&flight.placement)),
        ]
    } else {
        vec![("quiet", y, name(&flight.placement))]
    };
    for (class, y, words) in lines {
        text(hand, class, (0.0, y), Anchor::Start, &words);
    }
    let Some(place) = Place::of(row, at, &sheet.scale, &sheet.metrics) else {
        return;
    };
    let letters = u16::try_from(flight.label.chars().count()).unwrap_or(u16::MAX);
    if f64::from(letters) * sheet.metrics.letter + 2.0 <= place.width {
        text(
            hand,
            "f-label",
            (place.x + 1.0, y),
            Anchor::Start,
            &flight.label,
        );
    }
}

/// The first of these letters, with a sign that there are more.
fn shortened(words: &str, letters: usize) -> String {
    if words.chars().count() <= letters {
        return words.to_owned();
    }
    let kept: String = words.chars().take(letters - 1).collect();
    format!("{}…", kept.trim_end())
}
