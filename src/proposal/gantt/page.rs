//! The text of an SVG file as it is written: letters, lines, paths in fixed colours, and what the
//! signs mean.

use std::fmt::Write as _;

use super::ink::{Band, Ink};
use super::layer::{Layer, Metrics};
use super::rows::{Bar, BarKind, Inside, Picture};
use super::scale::{Mark, float};
use super::sheets::dates;
use super::svg::{INDENT, MARGIN, NAME_LINE, Words};
use crate::proposal::formats::Formats;

const FONT: &str = "'Source Sans 3', 'Segoe UI', Helvetica, Arial, sans-serif";
pub(super) const INK: &str = "#171c28";
const INK_2: &str = "#434a57";
const INK_3: &str = "#5f6673";
pub(super) const SPOT: &str = "#1f44a8";
pub(super) const BAD: &str = "#9c2320";

/// How a text is written.
#[derive(Clone, Copy)]
pub(super) struct Text {
    size: f64,
    weight: u16,
    colour: &'static str,
    anchor: &'static str,
}

impl Text {
    pub(super) const NAME: Self = Self {
        size: 13.0,
        weight: 400,
        colour: INK,
        anchor: "start",
    };
    pub(super) const HEAD: Self = Self {
        size: 11.0,
        colour: INK_2,
        ..Self::NAME
    };

    pub(super) const fn bold(self) -> Self {
        Self {
            weight: 600,
            ..self
        }
    }
    pub(super) const fn in_middle(self) -> Self {
        Self {
            anchor: "middle",
            ..self
        }
    }
    pub(super) const fn colour(self, colour: &'static str) -> Self {
        Self { colour, ..self }
    }
}

/// The text of the file as it is written. Writing into a string cannot fail.
pub(super) struct Page(pub(super) String);

impl Page {
    pub(super) fn open(&mut self, width: f64, height: f64, words: Words<'_>) {
        let (title, note) = (escaped(words.title), escaped(words.note));
        let _ = write!(
            self.0,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" \
             width=\"{width:.0}\" height=\"{height:.0}\" viewBox=\"0 0 {width:.0} {height:.0}\" \
             role=\"img\" font-family=\"{FONT}\">\n<title>{title}</title>\n\
             <desc>{note}</desc>\n\
             <rect width=\"{width:.0}\" height=\"{height:.0}\" fill=\"#ffffff\"/>\n",
        );
        let large = Text {
            size: 22.0,
            ..Text::NAME
        };
        self.text((MARGIN, MARGIN + 20.0), words.title, large.bold());
        let note = Text::NAME.colour(INK_2);
        self.text((MARGIN, MARGIN + 42.0), words.note, note);
    }

    pub(super) fn text(&mut self, (x, y): (f64, f64), words: &str, look: Text) {
        self.lines(&[words.to_owned()], (x, y), look);
    }

    /// A text on lines: one text, so that it is found and read as one.
    fn lines(&mut self, lines: &[String], (x, y): (f64, f64), look: Text) {
        if lines.iter().all(String::is_empty) {
            return;
        }
        let _ = write!(
            self.0,
            "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{}\" font-weight=\"{}\" fill=\"{}\" text-anchor=\"{}\">",
            look.size, look.weight, look.colour, look.anchor
        );
        if let [line] = lines {
            self.0.push_str(&escaped(line));
        } else {
            for (at, line) in lines.iter().enumerate() {
                let (down, space) = if at == 0 { (0.0, "") } else { (NAME_LINE, " ") };
                let line = escaped(line);
                let _ = write!(
                    self.0,
                    "{space}<tspan x=\"{x:.1}\" dy=\"{down}\">{line}</tspan>"
                );
            }
        }
        self.0.push_str("</text>\n");
    }

    pub(super) fn marks(&mut self, marks: &[Mark], y: f64, look: Text) {
        for mark in marks {
            self.text((mark.label_at, y), &mark.label, look);
        }
    }

    pub(super) fn line(
        &mut self,
        (x1, y1): (f64, f64),
        (x2, y2): (f64, f64),
        (colour, width): (&str, f64),
    ) {
        let _ = writeln!(
            self.0,
            "<path d=\"M{x1:.1} {y1:.1}L{x2:.1} {y2:.1}\" stroke=\"{colour}\" stroke-width=\"{width}\"/>"
        );
    }

    pub(super) fn ink(&mut self, ink: Ink) {
        for (layer, path) in ink.layers().filter(|(_, path)| !path.is_empty()) {
            let (fill, stroke, width, dashes) = look(layer);
            let _ = write!(
                self.0,
                "<path d=\"{path}\" fill=\"{fill}\" stroke=\"{stroke}\" stroke-width=\"{width}\""
            );
            if !dashes.is_empty() {
                let _ = write!(self.0, " stroke-dasharray=\"{dashes}\"");
            }
            self.0.push_str("/>\n");
        }
    }

    pub(super) fn row(
        &mut self,
        bar: &Bar,
        band: Band,
        name: &[String],
        dates_at: f64,
        formats: &dyn Formats,
    ) {
        let phase = bar.kind == BarKind::Phase;
        let look = if phase { Text::NAME.bold() } else { Text::NAME };
        let x = MARGIN + if phase { 0.0 } else { INDENT };
        self.lines(name, (x, band.top + 19.0), look);
        let look = Text {
            size: 12.0,
            ..Text::NAME.colour(INK_2)
        };
        self.text((dates_at, band.top + 19.0), &dates(bar, formats), look);
    }

    /// What the signs mean that are in the picture.
    pub(super) fn signs(&mut self, picture: &Picture, y: f64) {
        let has = |test: &dyn Fn(&Bar) -> bool| picture.bars.iter().any(test);
        let inside = |test: &dyn Fn(&Inside) -> bool| has(&|bar| test(&bar.inside));
        let kind_is = |kind: BarKind| has(&|bar| bar.kind == kind);
        let mut x = MARGIN + 8.0;
        let kinds = [
            (
                kind_is(BarKind::Task),
                BarKind::Task,
                false,
                t!(noun "work"),
            ),
            (
                has(&|bar| bar.critical),
                BarKind::Task,
                true,
                t!("no slack"),
            ),
            (
                kind_is(BarKind::Milestone),
                BarKind::Milestone,
                false,
                t!("milestone"),
            ),
            (
                kind_is(BarKind::Approval),
                BarKind::Approval,
                false,
                t!("client approval"),
            ),
        ];
        for (_, kind, critical, name) in kinds.into_iter().filter(|(shown, ..)| *shown) {
            let length = if kind == BarKind::Task { 24.0 } else { 0.0 };
            let ends = (x, x + length);
            self.ink(Ink::sign(kind, critical, ends, y - 4.0, &Metrics::SCREEN));
            x = self.meaning(x + length.max(6.0) + 8.0, y, name);
        }
        let lines = [
            (
                inside(&|inside| !inside.done.is_zero()),
                Layer::Done,
                t!("done"),
            ),
            (
                inside(&|inside| inside.slack_to.is_some()),
                Layer::Slack,
                t!("slack"),
            ),
            (
                inside(&|inside| inside.deadline.is_some()),
                Layer::Deadline,
                t!("deadline"),
            ),
            (
                has(&|bar| bar.agreed.is_some()),
                Layer::Agreed,
                t!("as agreed"),
            ),
        ];
        for (_, layer, name) in lines.into_iter().filter(|(shown, ..)| *shown) {
            let (fill, stroke, width, dashes) = look(layer);
            let middle = y - 4.0;
            let _ = writeln!(
                self.0,
                "<path d=\"M{x:.1} {middle:.1}h24\" fill=\"{fill}\" stroke=\"{stroke}\" stroke-width=\"{width}\" stroke-dasharray=\"{dashes}\"/>"
            );
            x = self.meaning(x + 32.0, y, name);
        }
    }

    /// Writes what a sign means and says where the next one may stand.
    fn meaning(&mut self, x: f64, y: f64, name: &str) -> f64 {
        self.text((x, y), name, Text::HEAD);
        x + float(i64::try_from(name.chars().count()).unwrap_or(0)) * 6.0 + 24.0
    }
}

/// Fill, stroke, width of the stroke and its dashes.
const fn look(layer: Layer) -> (&'static str, &'static str, f64, &'static str) {
    const NONE: &str = "none";
    match layer {
        Layer::Closed => ("#f2f2ec", NONE, 0.0, ""),
        Layer::Fine => (NONE, "#ececea", 1.0, ""),
        Layer::Coarse => (NONE, "#cfcfca", 1.0, ""),
        Layer::Rows => (NONE, "#e3e3df", 1.0, ""),
        Layer::Ghost => ("#fbf0a6", INK_3, 1.0, "3 2"),
        Layer::Agreed => ("#ffffff", INK_3, 1.0, ""),
        Layer::Link => (NONE, INK_3, 1.0, ""),
        Layer::Slack => (NONE, INK_3, 2.0, ""),
        Layer::Task => ("#b7c2e3", SPOT, 1.0, ""),
        Layer::TaskCritical => ("#b7c2e3", INK, 2.5, ""),
        Layer::Approval | Layer::Decision => ("#ffffff", INK, 1.25, ""),
        Layer::ApprovalCritical | Layer::DecisionCritical => ("#ffffff", INK, 2.5, ""),
        Layer::Milestone | Layer::MilestoneCritical => (INK, INK, 1.25, ""),
        Layer::Done => (NONE, "#1f6b45", 4.0, ""),
        Layer::Phase => (NONE, INK, 2.0, ""),
        Layer::Deadline => ("#7d5200", "#7d5200", 1.5, ""),
    }
}

/// A text on lines of at most so many letters, broken between words where that can be.
pub(in crate::proposal) fn wrapped(text: &str, letters: usize) -> Vec<String> {
    let letters = letters.max(1);
    let mut lines = vec![String::new()];
    let mut length = 0;
    for word in text.split_whitespace() {
        let mut rest: Vec<char> = word.chars().collect();
        while !rest.is_empty() {
            let gap = usize::from(length > 0);
            if length + gap + rest.len() > letters && length > 0 {
                lines.push(String::new());
                length = 0;
                continue;
            }
            let part: String = rest.drain(..rest.len().min(letters)).collect();
            length += gap + part.chars().count();
            if let Some(line) = lines.last_mut() {
                if gap > 0 {
                    line.push(' ');
                }
                line.push_str(&part);
            }
        }
    }
    lines
}

/// Text as it may stand in XML: signs of markup spelled out, what XML cannot hold left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(' '),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            letter => out.push(letter),
        }
    }
    out
}
