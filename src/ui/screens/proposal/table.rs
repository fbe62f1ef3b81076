//! Draws a table, with its head repeated and its sums carried from sheet to sheet.

use super::blocks::{Piece, mark};
use super::pen::Pen;
use crate::proposal::block::{Cell, Column, Row, RowKind, Table, TableLook};

/// A table, or the rows of it that stand on one sheet under a repeated head.
pub fn table(pen: &mut Pen, table: &Table, on: &Piece<'_>) {
    let (continued, unfinished) = (on.continued() || on.is_probe(), !on.complete);
    let class = match table.look {
        TableLook::Plain => "table",
        TableLook::Totals => "table totals",
    };
    // Where a table goes on from the sheet before, that is said.
    let caption = match (table.caption.is_empty(), continued) {
        (true, false) => None,
        (true, true) => Some(t!("(continued)").to_owned()),
        (false, false) => Some(table.caption.clone()),
        (false, true) => Some(t!("{caption} (continued)", caption = table.caption)),
    };
    let rows = &table.rows;
    let sum_before = |row: usize| {
        let above = row.checked_sub(1).and_then(|at| rows.get(at));
        above.map_or("", |row| &row.carried)
    };
    pen.element("table", class, |pen| {
        if let Some(words) = caption {
            pen.words("caption", "", &words);
        }
        pen.element("colgroup", "", |pen| {
            for column in &table.columns {
                pen.element("col", "", |pen| {
                    pen.style("width", &format!("{}%", column.width));
                });
            }
        });
        if table.look == TableLook::Plain {
            pen.element("thead", "", |pen| {
                pen.element("tr", "", |pen| {
                    for (at, column) in table.columns.iter().enumerate() {
                        // A mark stands where its head stands first.
                        head(pen, column, |pen| {
                            if !on.continued() {
                                marks(pen, table.marks_of(at), on);
                            }
                        });
                    }
                });
            });
        }
        pen.element("tbody", "", |pen| {
            if table.carries && continued {
                carried(
                    pen,
                    table,
                    "carried carried-in",
                    t!("Brought forward"),
                    sum_before(on.from),
                );
            }
            for row in on.of(rows) {
                row_of(pen, row, table, on);
            }
            if table.carries && unfinished {
                let sum = sum_before(on.to.min(rows.len()));
                carried(
                    pen,
                    table,
                    "carried carried-out",
                    t!("Carried forward"),
                    sum,
                );
            }
        });
    });
}

fn head(pen: &mut Pen, column: &Column, marks: impl FnOnce(&mut Pen)) {
    if column.title.is_empty() {
        pen.element("td", "", |_| {});
        return;
    }
    let class = match (column.figures, column.marked) {
        (false, false) => "",
        (true, false) => "figures",
        (false, true) => "marked",
        (true, true) => "figures marked",
    };
    pen.element("th", class, |pen| {
        pen.set("scope", "col");
        pen.text(&column.title);
        marks(pen);
    });
}

fn carried(pen: &mut Pen, table: &Table, class: &str, words: &str, sum: &str) {
    pen.element("tr", class, |pen| {
        pen.element("th", "", |pen| {
            let before = table.columns.len().saturating_sub(1).max(1);
            pen.set("scope", "row");
            pen.set("colspan", &before.to_string());
            pen.text(words);
        });
        pen.words("td", "figures", sum);
    });
}

fn marks(pen: &mut Pen, numbers: impl Iterator<Item = usize>, on: &Piece<'_>) {
    for number in numbers {
        mark(pen, &number.to_string(), on);
    }
}

fn row_of(pen: &mut Pen, row: &Row, table: &Table, on: &Piece<'_>) {
    let words = |pen: &mut Pen, at: usize, cell: &Cell| {
        pen.element("span", "cell-words", |pen| {
            pen.text(&cell.text);
            marks(pen, row.marks_of(at), on);
        });
        if !cell.note.is_empty() {
            pen.text(" ");
            pen.words("span", "cell-note", &cell.note);
        }
    };
    let class = match row.kind {
        RowKind::Group => "row group",
        RowKind::Line => "row",
        RowKind::Subtotal => "row subtotal",
        RowKind::Total => "row total",
    };
    pen.element("tr", class, |pen| {
        if row.kind == RowKind::Group {
            pen.element("th", "", |pen| {
                pen.set("scope", "rowgroup");
                pen.set("colspan", &table.columns.len().to_string());
                if let Some(cell) = row.cells.first() {
                    words(pen, 0, cell);
                }
            });
            return;
        }
        for (at, (cell, column)) in row.cells.iter().zip(&table.columns).enumerate() {
            if at == 0 {
                pen.element("th", "", |pen| {
                    pen.set("scope", "row");
                    words(pen, at, cell);
                });
            } else {
                let class = if column.figures { "figures" } else { "" };
                pen.element("td", class, |pen| words(pen, at, cell));
            }
        }
    });
}
