//! The words of the proposal: fields that fill themselves, footnotes, and what Markdown says, written
//! as blocks.

use super::super::block::{Content, TextLook};
use super::super::fields::{Filler, may_hold};
use super::super::markdown::{self, Prose, read};
use super::super::run::Run;
use super::super::tables;
use super::{Writer, space};
use crate::model::{Figure, FigureId, Identifier};

/// The footnotes of one text: the name, the words, and the number from the first mark on.
type Notes = Vec<(String, Vec<Run>, Option<usize>)>;

impl Writer<'_> {
    /// The text with its fields filled.
    pub(super) fn filled(&mut self, text: &str) -> String {
        if may_hold(text) {
            self.filler().text(text)
        } else {
            text.to_owned()
        }
    }

    /// The same of runs.
    fn filled_runs(&mut self, runs: Vec<Run>) -> Vec<Run> {
        if runs.iter().any(|run| may_hold(&run.text)) {
            self.filler().runs(runs)
        } else {
            runs
        }
    }

    /// The runs with their fields filled and their footnotes numbered. A mark without a footnote
    /// stays what was written.
    fn finished(&mut self, runs: Vec<Run>, notes: &mut Notes) -> Vec<Run> {
        let mut runs = self.filled_runs(runs);
        for run in runs.iter_mut().filter(|run| run.note) {
            *run = match self.number(&run.text, notes) {
                Some(number) => Run::note(number.to_string()),
                None => Run::plain(format!("[^{}]", run.text)),
            };
        }
        runs
    }

    /// The number of the footnote of this name; the first mark gives it.
    fn number(&mut self, name: &str, notes: &mut Notes) -> Option<usize> {
        let name = name.to_lowercase();
        let (_, runs, number) = notes.iter_mut().find(|(other, ..)| *other == name)?;
        if number.is_none() {
            let words = self.filled_runs(runs.clone());
            *number = Some(self.footnote(words));
        }
        *number
    }

    /// A footnote of the block that comes next; its number.
    pub(super) fn footnote(&mut self, runs: Vec<Run>) -> usize {
        self.notes += 1;
        self.marked.push((self.notes, runs));
        self.notes
    }

    fn filler(&mut self) -> &mut Filler {
        let (view, figures) = (self.view, self.figures);
        self.filler.get_or_insert_with(|| Filler::of(view, figures))
    }

    pub(super) fn headed_prose(&mut self, heading: &str, markdown: &str) {
        if !markdown.trim().is_empty() {
            self.heading(vec![Run::plain(heading)]);
            self.prose(markdown);
        }
    }

    pub(super) fn prose(&mut self, markdown: &str) {
        let (pieces, mut notes) = with_notes(markdown);
        for piece in pieces {
            match piece {
                Prose::Heading(runs) => {
                    let runs = self.finished(runs, &mut notes);
                    self.heading(runs);
                }
                Prose::Paragraph(runs) => {
                    let runs = self.finished(runs, &mut notes);
                    self.text(TextLook::Body, runs, space::TEXT);
                }
                Prose::Quote(runs) => {
                    let runs = self.finished(runs, &mut notes);
                    self.text(TextLook::Quote, runs, space::QUOTE);
                }
                Prose::List(mut items) => {
                    for item in &mut items {
                        item.runs = self.finished(std::mem::take(&mut item.runs), &mut notes);
                    }
                    self.add(Content::List(items), space::TEXT);
                }
                Prose::Table(table) => self.written(table, &mut notes),
                Prose::Picture {
                    picture,
                    description,
                } => {
                    let figure = Figure {
                        description: self.filled(&description),
                        ..Figure::of(FigureId::from_random(0), picture)
                    };
                    self.board(&[&figure]);
                }
                Prose::Note(..) => {}
            }
        }
        // What no mark leads to is not lost.
        for (_, runs, number) in notes {
            if number.is_none() {
                let runs = self.filled_runs(runs);
                self.text(TextLook::Note, runs, space::TEXT);
            }
        }
    }

    /// A table of prose. Marks stand behind the words of their cells.
    fn written(&mut self, mut table: markdown::Table, notes: &mut Notes) {
        let mut marks = Vec::new();
        let rows = std::iter::once(&mut table.head).chain(&mut table.rows);
        for (row, cells) in rows.enumerate() {
            for (column, runs) in cells.iter_mut().enumerate() {
                let all = self.finished(std::mem::take(runs), notes);
                let (found, words): (Vec<Run>, Vec<Run>) =
                    all.into_iter().partition(|run| run.note);
                *runs = words;
                let numbers = found
                    .iter()
                    .filter_map(|mark| mark.text.parse::<usize>().ok());
                marks.extend(numbers.map(|number| (row, (column, number))));
            }
        }
        let without_rows = table.rows.is_empty();
        let mut table = tables::written(&table);
        for (row, mark) in marks {
            // A head without rows is a row.
            match (row.checked_sub(1), without_rows) {
                (None, false) => table.marks.push(mark),
                (at, _) => {
                    if let Some(row) = table.rows.get_mut(at.unwrap_or(0)) {
                        row.marks.push(mark);
                    }
                }
            }
        }
        self.add(Content::Table(table), space::TABLE);
    }

    /// Prose as one paragraph: its pieces follow each other on lines of their own.
    pub(super) fn flattened(&mut self, markdown: &str) -> Vec<Run> {
        let (pieces, mut notes) = with_notes(markdown);
        let mut all: Vec<Run> = Vec::new();
        for piece in pieces {
            let pieces = match piece {
                Prose::Heading(runs) | Prose::Paragraph(runs) | Prose::Quote(runs) => vec![runs],
                Prose::List(items) => items.into_iter().map(|item| item.runs).collect(),
                Prose::Table(table) => {
                    let rows = std::iter::once(table.head).chain(table.rows);
                    rows.map(|row| row.join(&Run::plain(" · "))).collect()
                }
                Prose::Picture { .. } | Prose::Note(..) => continue,
            };
            for runs in pieces {
                if !all.is_empty() {
                    all.push(Run::plain("\n"));
                }
                all.extend(self.finished(runs, &mut notes));
            }
        }
        all
    }
}

/// The pieces of a text, and its footnotes.
fn with_notes(markdown: &str) -> (Vec<Prose>, Notes) {
    let pieces = read(markdown);
    let mut notes = Notes::new();
    for piece in &pieces {
        if let Prose::Note(name, runs) = piece {
            let name = name.to_lowercase();
            // Of two with one name the first counts; the other is kept as text.
            let taken = notes.iter().any(|(other, ..)| *other == name);
            let name = if taken { String::new() } else { name };
            notes.push((name, runs.clone(), None));
        }
    }
    (pieces, notes)
}
