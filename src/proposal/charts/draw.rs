//! Makes marks of a chart. Parts of bars differ in darkness and in texture, so that they are told
//! apart without colour; words stand at what they are of.

use std::fmt::Write as _;

use rust_decimal::prelude::ToPrimitive;

use super::{Bar, Chart, Form};
use crate::model::Money;

/// The room for a chart, in the unit of its surface: pixels on screen, millimetres on paper.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Metrics {
    /// From edge to edge.
    pub width: f64,
    /// The size of letters.
    pub letter: f64,
}

/// A drawn chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// From edge to edge.
    pub width: f64,
    /// From top to bottom.
    pub height: f64,
    /// What stands on it, the lowest first.
    pub marks: Vec<Mark>,
}

/// A mark.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// A part of a bar: where it is, and which part.
    Part {
        /// From the left.
        x: f64,
        /// From the top.
        y: f64,
        /// Its width.
        width: f64,
        /// Its height.
        height: f64,
        /// Of which series, from 0.
        series: usize,
    },
    /// The texture of a part: a path of lines.
    Texture(String),
    /// A line: the zero of bars, or a line of the axis.
    Rule {
        /// Its path.
        path: String,
        /// Whether it is the zero.
        zero: bool,
    },
    /// Words.
    Text {
        /// Where they stand.
        x: f64,
        /// The line they stand on.
        y: f64,
        /// Which end of them.
        anchor: Anchor,
        /// Less important than others.
        quiet: bool,
        /// The words.
        text: String,
    },
}

/// Which end of words stands at their place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// The first letter.
    Start,
    /// The middle.
    Middle,
    /// The last letter.
    End,
}

/// The mean width of a small letter or a digit as a share of its size: rather more than they have.
const LETTER_WIDTH: f64 = 0.54;
/// The least share of a chart's width that bars are left beside their words; with less, they stand
/// under them.
const LEAST_ROOM: f64 = 0.3;
/// The least and the most steps of an axis.
const STEPS: i64 = 5;

impl Metrics {
    /// How wide words are at most.
    fn words(&self, text: &str) -> f64 {
        text.chars().map(|sign| self.sign(sign)).sum()
    }

    /// How wide a sign is at most: those of Chinese, Japanese and Korean fill a square, capitals and
    /// the broadest letters are wider than others.
    fn sign(&self, sign: char) -> f64 {
        let share = match sign {
            '\u{1100}'..='\u{115f}' | '\u{2e80}'.. => 1.02,
            'M' | 'W' | 'm' | 'w' | '%' | '@' | '…' | '—' => 0.9,
            sign if sign.is_uppercase() => 0.7,
            _ => LETTER_WIDTH,
        };
        share * self.letter
    }

    /// The words, cut with an ellipsis where they are wider.
    fn fitted(&self, text: &str, room: f64) -> String {
        if self.words(text) <= room {
            return text.to_owned();
        }
        let mut left = room - self.sign('…');
        let fits = |sign: &char| {
            left -= self.sign(*sign);
            left >= 0.0
        };
        let cut: String = text.chars().take_while(fits).collect();
        format!("{}…", cut.trim_end())
    }
}

/// Draws a chart for this room.
#[must_use]
pub fn draw(chart: &Chart, metrics: Metrics) -> Drawing {
    let mut hand = Hand {
        metrics,
        marks: Vec::new(),
    };
    let top = hand.legend(chart);
    let height = match chart.form {
        Form::Rows => hand.rows(chart, top),
        Form::Columns => hand.columns(chart, top),
    };
    Drawing {
        width: metrics.width,
        height,
        marks: hand.marks,
    }
}

/// The amounts that the lines of an axis stand for, from the least: steps of 1, 2 or 5 times a
/// power of ten, zero among them.
pub(super) fn ticks(bars: &[Bar]) -> Vec<Money> {
    let (least, most) = range(bars);
    let span = (most.units() - least.units()).max(1);
    let mut step: i64 = 1;
    for factor in [2, 5, 10].iter().cycle() {
        let power = 10_i64.pow(step.ilog10());
        if span / step < STEPS || step > i64::MAX / 20 {
            break;
        }
        step = power.saturating_mul(*factor);
    }
    let from = least.units().div_euclid(step);
    let to = -(-most.units()).div_euclid(step);
    (from..=to).map(|at| Money::minor(at * step)).collect()
}

/// The least and the greatest that bars reach; zero is between them.
fn range(bars: &[Bar]) -> (Money, Money) {
    let reach = |bar: &Bar, above: bool| -> Money {
        let amounts = bar.parts.iter().map(|part| part.amount);
        amounts
            .filter(|amount| (*amount > Money::ZERO) == above)
            .sum()
    };
    let least = bars.iter().map(|bar| reach(bar, false)).min();
    let most = bars.iter().map(|bar| reach(bar, true)).max();
    (least.unwrap_or_default(), most.unwrap_or_default())
}

fn float(amount: Money) -> f64 {
    amount.units().to_f64().unwrap_or(0.0)
}

/// The figure of a bar with its note, or alone where both are wider than the chart: the note stands
/// in the table too.
fn said(bar: &Bar, metrics: Metrics) -> String {
    let both = format!("{}  {}", bar.figure, bar.note);
    if bar.note.is_empty() || metrics.words(&both) > metrics.width {
        bar.figure.clone()
    } else {
        both
    }
}

/// Where bars of a chart lie.
struct Lane {
    /// Where they begin.
    zero: f64,
    /// How long a minor unit is.
    scale: f64,
}

impl Lane {
    fn of(bars: &[Bar], left: f64, room: f64) -> Self {
        let (least, most) = range(bars);
        let scale = room / (float(most) - float(least)).max(1.0);
        Self {
            zero: left - float(least) * scale,
            scale,
        }
    }
}

struct Hand {
    metrics: Metrics,
    marks: Vec<Mark>,
}

impl Hand {
    fn text(&mut self, at: (f64, f64), anchor: Anchor, quiet: bool, text: String) {
        if !text.is_empty() {
            let (x, y) = at;
            self.marks.push(Mark::Text {
                x,
                y,
                anchor,
                quiet,
                text,
            });
        }
    }

    fn part(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), series: usize) {
        if width <= 0.0 || height <= 0.0 {
            return;
        }
        self.marks.push(Mark::Part {
            x,
            y,
            width,
            height,
            series,
        });
        let step = self.metrics.letter * 0.35;
        let mut path = String::new();
        // The first kind is full, the third pale; the second has upright lines, the fourth level
        // ones. Writing into a string cannot fail.
        match series % 4 {
            1 => {
                let mut at = x + step;
                while at < x + width {
                    let _ = write!(path, "M{at:.2} {y:.2}v{height:.2}");
                    at += step;
                }
            }
            3 => {
                let mut at = y + step;
                while at < y + height {
                    let _ = write!(path, "M{x:.2} {at:.2}h{width:.2}");
                    at += step;
                }
            }
            _ => {}
        }
        if !path.is_empty() {
            self.marks.push(Mark::Texture(path));
        }
    }

    fn rule(&mut self, path: String, zero: bool) {
        self.marks.push(Mark::Rule { path, zero });
    }

    /// The names of the parts, where bars have several, and where what is below begins.
    fn legend(&mut self, chart: &Chart) -> f64 {
        if chart.series.len() < 2 {
            return 0.0;
        }
        let letter = self.metrics.letter;
        let (mut x, mut y) = (0.0, letter);
        for (series, name) in chart.series.iter().enumerate() {
            let width = 1.6 * letter + self.metrics.words(name) + 1.4 * letter;
            if x > 0.0 && x + width > self.metrics.width {
                (x, y) = (0.0, y + 1.6 * letter);
            }
            self.part((x, y - 0.85 * letter), (1.2 * letter, letter), series);
            let at = (x + 1.6 * letter, y);
            self.text(at, Anchor::Start, false, (*name).to_owned());
            x += width;
        }
        y + 0.9 * letter
    }

    /// Bars with their words on both sides, or under their words where that leaves them too little.
    fn rows(&mut self, chart: &Chart, top: f64) -> f64 {
        let metrics = self.metrics;
        let gap = 0.7 * metrics.letter;
        let said: Vec<String> = chart.bars.iter().map(|bar| said(bar, metrics)).collect();
        let widest = |widths: &mut dyn Iterator<Item = f64>| widths.fold(0.0, f64::max);
        let names = widest(&mut chart.bars.iter().map(|bar| metrics.words(&bar.label)));
        let names = names.min(metrics.width * 0.34);
        let figures = widest(&mut said.iter().map(|words| metrics.words(words)));
        let left = names + gap;
        let room = metrics.width - left - figures - gap;
        if room < metrics.width * LEAST_ROOM {
            return self.rows_under_words(chart, &said, top);
        }
        let letter = metrics.letter;
        let row = 2.0 * letter;
        let lane = Lane::of(&chart.bars, left, room);
        let mut y = top;
        for (bar, said) in chart.bars.iter().zip(said) {
            let line = y + row / 2.0 + 0.35 * letter;
            let name = metrics.fitted(&bar.label, names);
            self.text((0.0, line), Anchor::Start, false, name);
            let right = self.bar(bar, &lane, y + 0.19 * row, 0.62 * row);
            self.text((right + gap, line), Anchor::Start, false, said);
            y += row;
        }
        self.rule(format!("M{:.2} {top:.2}V{y:.2}", lane.zero), true);
        y + 0.3 * letter
    }

    /// Bars over the whole width, each under its name and its figure: on one line where all of them
    /// fit, otherwise on two.
    fn rows_under_words(&mut self, chart: &Chart, said: &[String], top: f64) -> f64 {
        let metrics = self.metrics;
        let letter = metrics.letter;
        let fits = |(bar, said): (&Bar, &String)| {
            metrics.words(&bar.label) + letter + metrics.words(said) <= metrics.width
        };
        let on_one_line = chart.bars.iter().zip(said).all(fits);
        let lane = Lane::of(&chart.bars, 0.0, metrics.width);
        let (mut y, mut zero) = (top, String::new());
        for (bar, said) in chart.bars.iter().zip(said) {
            y += 1.1 * letter;
            let name = metrics.fitted(&bar.label, metrics.width);
            self.text((0.0, y), Anchor::Start, false, name);
            let (x, anchor) = if on_one_line {
                (metrics.width, Anchor::End)
            } else {
                y += 1.3 * letter;
                (0.0, Anchor::Start)
            };
            self.text((x, y), anchor, false, said.clone());
            y += 0.45 * letter;
            self.bar(bar, &lane, y, 1.1 * letter);
            let _ = write!(zero, "M{:.2} {y:.2}v{:.2}", lane.zero, 1.1 * letter);
            y += 1.8 * letter;
        }
        self.rule(zero, true);
        y
    }

    /// The parts of a bar, what is less than nothing to the left; where it ends on the right.
    fn bar(&mut self, bar: &Bar, lane: &Lane, y: f64, height: f64) -> f64 {
        let (mut right, mut back) = (lane.zero, lane.zero);
        for (series, part) in bar.parts.iter().enumerate() {
            let width = float(part.amount).abs() * lane.scale;
            let x = if part.amount > Money::ZERO {
                right += width;
                right - width
            } else {
                back -= width;
                back
            };
            self.part((x, y), (width, height), series);
        }
        right
    }

    fn columns(&mut self, chart: &Chart, top: f64) -> f64 {
        let metrics = self.metrics;
        let letter = metrics.letter;
        let (Some(first), Some(last)) = (chart.axis.first(), chart.axis.last()) else {
            return top;
        };
        let labels = chart.axis.iter().map(|(_, text)| metrics.words(text));
        let left = labels.fold(0.0, f64::max) + 0.7 * letter;
        let top = top + 0.8 * letter;
        let height = 13.0 * letter;
        let (low, span) = (float(first.0), (float(last.0) - float(first.0)).max(1.0));
        let y_of = |amount: f64| top + height - (amount - low) / span * height;
        for (amount, text) in &chart.axis {
            let y = y_of(float(*amount));
            let path = format!("M{left:.2} {y:.2}H{:.2}", metrics.width);
            self.rule(path, amount.is_zero());
            let at = (left - 0.5 * letter, y + 0.35 * letter);
            self.text(at, Anchor::End, true, text.clone());
        }
        let count = chart.bars.len().max(1);
        let slot = (metrics.width - left) / count.to_f64().unwrap_or(1.0);
        let widest = chart.bars.iter().map(|bar| metrics.words(&bar.label));
        let every = ((widest.fold(0.0, f64::max) + 0.8 * letter) / slot).ceil();
        let every = every.to_usize().unwrap_or(1).max(1);
        let wide = (slot * 0.64).min(3.4 * letter);
        let mut free = 0.0;
        for (at, bar) in chart.bars.iter().enumerate() {
            let middle = left + slot * (at.to_f64().unwrap_or(0.0) + 0.5);
            let (mut up, mut down) = (0.0, 0.0);
            for (series, part) in bar.parts.iter().enumerate() {
                let amount = float(part.amount);
                let (from, to) = if amount > 0.0 {
                    up += amount;
                    (up - amount, up)
                } else {
                    down += amount;
                    (down, down - amount)
                };
                let (y, bottom) = (y_of(to), y_of(from));
                self.part((middle - wide / 2.0, y), (wide, bottom - y), series);
            }
            // Words of the last months stay on the sheet, and off those before them.
            let half = metrics.words(&bar.label) / 2.0;
            let x = middle.min(metrics.width - half);
            if at % every == 0 && x - half >= free {
                let line = top + height + 1.4 * letter;
                self.text((x, line), Anchor::Middle, true, bar.label.clone());
                free = x + half + 0.5 * letter;
            }
        }
        top + height + 2.0 * letter
    }
}
