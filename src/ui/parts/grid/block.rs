//! A block of cells, as in a spreadsheet: chosen from the active cell to a corner; copied, cut,
//! pasted, cleared and filled as a whole, each as one edit.

use leptos::prelude::*;

use super::control::Control;
use super::source::{Editor, Row};
use super::state::GridState;
use crate::plan::parse::table::{copied as copied_cells, guarded, unguarded};

/// A rectangle of cells: first and last place, both included, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Block {
    pub rows: (usize, usize),
    pub columns: (usize, usize),
}

impl Block {
    /// One cell.
    pub fn cell(row: usize, column: usize) -> Self {
        Self {
            rows: (row, row),
            columns: (column, column),
        }
    }

    /// The block that is chosen in a grid, tracked; none where it is the active cell alone.
    pub fn of(state: GridState, rows: &[Row], columns: usize) -> Option<Self> {
        let extent = state.extent.read();
        let ((id, column), corner) = extent.as_ref()?;
        let active = state.active.read();
        active
            .as_ref()
            .filter(|active| active.0 == *id && active.1 == *column)?;
        let find = |id: &str| rows.iter().position(|row| &*row.id == id);
        let (from, to) = (find(id)?, find(&corner.0)?);
        let last = columns.saturating_sub(1);
        let (left, right) = ((*column).min(last), corner.1.min(last));
        Some(Self {
            rows: (from.min(to), from.max(to)),
            columns: (left.min(right), left.max(right)),
        })
    }

    /// The columns of the block in a row.
    pub fn columns_in(self, row: usize) -> Option<(usize, usize)> {
        (self.rows.0..=self.rows.1)
            .contains(&row)
            .then_some(self.columns)
    }

    /// How many rows and columns it has.
    pub fn size(self) -> (usize, usize) {
        let count = |(first, last): (usize, usize)| last - first + 1;
        (count(self.rows), count(self.columns))
    }
}

/// The texts of the chosen cells, as spreadsheets take them: tabs between cells, a line a row.
pub(super) fn copied(control: Control) -> Option<String> {
    let block = control.chosen()?;
    let rows = control.rows.get_untracked();
    let lines = rows.get(block.rows.0..=block.rows.1)?.iter().map(|row| {
        let cells = untrack(|| control.act(|source| source.cells(row)));
        let texts = (block.columns.0..=block.columns.1).map(|at| {
            let text = cells.get(at).map_or("", |cell| &cell.text);
            let line = text.replace(['\t', '\r', '\n'], " ");
            if is_figure(&line) {
                line
            } else {
                guarded(&line).into_owned()
            }
        });
        texts.collect::<Vec<_>>().join("\t")
    });
    Some(lines.collect::<Vec<_>>().join("\n"))
}

/// Whether a spreadsheet may reckon with it: digits, with a sign before them at most.
fn is_figure(text: &str) -> bool {
    let digits = text.trim_start().trim_start_matches(['+', '-']);
    digits
        .chars()
        .all(|sign| sign.is_ascii_digit() || ".,%' \u{a0}\u{202f}".contains(sign))
}

/// Empties the chosen cells that hold a line of text.
pub(super) fn clear(control: Control, name: &str) {
    let Some(block) = control.chosen() else {
        return;
    };
    let rows = control.rows.get_untracked();
    let mut cells = Vec::new();
    for row in rows.get(block.rows.0..=block.rows.1).unwrap_or_default() {
        for at in block.columns.0..=block.columns.1 {
            let editor = control.act(|source| source.editor(row, at));
            if matches!(editor, Some(Editor::Line(_))) {
                cells.push((row.clone(), at, String::new()));
            }
        }
    }
    take(control, name, &cells);
}

/// Puts a copied block where the active cell or the chosen block begins. A single text fills the
/// whole block. Where the rows of the same depth end, rows are added.
pub(super) fn paste(control: Control, text: &str) {
    let (Some(block), Some((first, _))) = (control.chosen(), control.active()) else {
        return;
    };
    // A cell is one line here: what stood on several in a spreadsheet follows each other.
    let one_line = |cell: String| {
        unguarded(&cell)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    let lines = copied_cells(text.trim_end_matches(['\r', '\n'])).into_iter();
    let mut table: Vec<Vec<String>> = lines
        .map(|line| line.into_iter().map(one_line).collect())
        .collect();
    if let [line] = table.as_slice()
        && let [only] = line.as_slice()
    {
        let (rows, columns) = block.size();
        table = vec![vec![only.clone(); columns]; rows];
    }
    let start = control.row_at(block.rows.0).unwrap_or(first);
    control.workspace.together(t!("Paste"), || {
        let rows = rows_for(control, block.rows.0, &start, table.len());
        let short = table.len() - rows.len();
        let last = control.columns.read_untracked().len();
        let cells: Vec<(Row, usize, String)> = (rows.iter().zip(&table))
            .flat_map(|(row, line)| {
                let places = block.columns.0..last;
                (places.zip(line)).map(|(at, text)| (row.clone(), at, text.clone()))
            })
            .collect();
        take(control, t!("Paste"), &cells);
        if short > 0 {
            (control.desk).toast(&match short {
                1 => t!("1 row had no place: rows cannot be added here.").to_owned(),
                short => t!("{short} rows had no place: rows cannot be added here."),
            });
        }
    });
}

/// The row at `index` and those after it that stand as deep or deeper, at most `count`; rows are
/// added where they end before.
fn rows_for(control: Control, index: usize, start: &Row, count: usize) -> Vec<Row> {
    let rows = control.rows.get_untracked();
    let below = rows.get(index..).unwrap_or_default();
    let mut found: Vec<Row> = (below.iter())
        .take_while(|row| row.level >= start.level)
        .take(count)
        .cloned()
        .collect();
    if let Some(last) = found.last().filter(|_| found.len() < count) {
        let more = control.act(|source| source.add_rows(last, count - found.len()));
        let rows = control.rows.get_untracked();
        found.extend(
            more.iter()
                .filter_map(|id| rows.iter().find(|row| row.id == *id).cloned()),
        );
    }
    found
}

/// Copies the first row of the block into the others (`down`), or its first column (to the
/// right). A single cell takes what stands before it, as in a spreadsheet.
pub(super) fn fill(control: Control, down: bool) {
    let Some(mut block) = control.chosen() else {
        return;
    };
    let (rows, columns) = block.size();
    if down && rows == 1 {
        block.rows.0 = block.rows.0.saturating_sub(1);
    } else if !down && columns == 1 {
        block.columns.0 = block.columns.0.saturating_sub(1);
    }
    fill_block(control, block, down);
}

/// The same for a block that was drawn out by pointer.
pub(super) fn fill_block(control: Control, block: Block, down: bool) {
    let rows = control.rows.get_untracked();
    let Some(rows) = rows.get(block.rows.0..=block.rows.1) else {
        return;
    };
    let value = |row: &Row, at: usize| match control.act(|source| source.editor(row, at)) {
        Some(Editor::Line(text)) => Some(text),
        Some(Editor::Choice(choices, chosen)) => (choices.into_iter())
            .find(|(value, _)| *value == chosen)
            .map(|(_, name)| name),
        None => None,
    };
    let columns = block.columns.0..=block.columns.1;
    let mut cells = Vec::new();
    let mut put = |row: &Row, at: usize, text: &Option<String>| {
        cells.extend(text.clone().map(|text| (row.clone(), at, text)));
    };
    if down {
        let Some((first, others)) = rows.split_first() else {
            return;
        };
        for at in columns {
            let text = value(first, at);
            for row in others {
                put(row, at, &text);
            }
        }
    } else {
        for row in rows {
            let text = value(row, *columns.start());
            columns.clone().skip(1).for_each(|at| put(row, at, &text));
        }
    }
    take(
        control,
        if down {
            t!("Fill down")
        } else {
            t!("Fill right")
        },
        &cells,
    );
}

/// Gives the source texts for cells, as one edit, and says what it did not take.
fn take(control: Control, name: &str, cells: &[(Row, usize, String)]) {
    let mut refused = Vec::new();
    (control.workspace).together(name, || {
        refused = control.act(|source| source.commit_block(cells));
    });
    if let Some(words) = refused.first() {
        let all = match refused.len() {
            1 => t!("One cell was left as it was").to_owned(),
            count => t!("{count} cells were left as they were"),
        };
        control.desk.toast(&format!("{all}: {words}"));
    }
}
