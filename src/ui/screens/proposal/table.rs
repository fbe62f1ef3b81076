//! Draws a table, with its head repeated and its sums carried from sheet to sheet.

use leptos::prelude::*;

use super::blocks::{Piece, mark};
use crate::proposal::block::{Cell, Row, RowKind, Table, TableLook};

/// What is said where a table goes on from the sheet before.
const CONTINUED: &str = "(continued)";

/// A table, or the rows of it that stand on one sheet under a repeated head.
pub fn table(table: &Table, piece: &Piece<'_>) -> AnyView {
    let columns = table.columns.len();
    let probe = piece.is_probe();
    let (continued, unfinished) = (piece.continued() || probe, !piece.complete);
    let class = match table.look {
        TableLook::Plain => "table",
        TableLook::Totals => "table totals",
    };
    let caption = match (table.caption.is_empty(), continued) {
        (true, false) => None,
        (true, true) => Some(CONTINUED.to_owned()),
        (false, false) => Some(table.caption.clone()),
        (false, true) => Some(format!("{} {CONTINUED}", table.caption)),
    };
    let widths = (table.columns.iter())
        .map(|column| {
            let width = format!("{}%", column.width);
            view! { <col style:width=width/> }
        })
        .collect_view();
    let head = (table.look == TableLook::Plain).then(|| {
        let cells = (table.columns.iter().enumerate())
            .map(|(at, column)| {
                if column.title.is_empty() {
                    return view! { <td></td> }.into_any();
                }
                view! {
                    <th scope="col" class:figures=column.figures class:marked=column.marked>
                        {column.title.clone()}
                        // A mark stands where its head stands first.
                        {(!piece.continued()).then(|| marks(table.marks_of(at), piece))}
                    </th>
                }
                .into_any()
            })
            .collect_view();
        view! { <thead><tr>{cells}</tr></thead> }
    });
    let sum_at = |row: Option<&Row>| row.map_or_else(String::new, |row| row.carried.clone());
    let carried = |class: &'static str, words: &'static str, sum: String| {
        view! {
            <tr class=format!("carried {class}")>
                <th scope="row" colspan=columns.saturating_sub(1).max(1).to_string()>{words}</th>
                <td class="figures">{sum}</td>
            </tr>
        }
    };
    let rows = &table.rows;
    let brought = (table.carries && continued).then(|| {
        let sum = sum_at(piece.from.checked_sub(1).and_then(|at| rows.get(at)));
        carried("carried-in", "Brought forward", sum)
    });
    let forward = (table.carries && unfinished).then(|| {
        let sum = sum_at(
            piece
                .to
                .min(rows.len())
                .checked_sub(1)
                .and_then(|at| rows.get(at)),
        );
        carried("carried-out", "Carried forward", sum)
    });
    view! {
        <table class=class>
            {caption.map(|words| view! { <caption>{words}</caption> })}
            <colgroup>{widths}</colgroup>
            {head}
            <tbody>
                {brought}
                {piece.of(rows).iter().map(|row| row_view(row, table, piece)).collect_view()}
                {forward}
            </tbody>
        </table>
    }
    .into_any()
}

fn marks(numbers: impl Iterator<Item = usize>, piece: &Piece<'_>) -> AnyView {
    let marks = numbers.map(|number| mark(&number.to_string(), piece));
    marks.collect_view().into_any()
}

fn row_view(row: &Row, table: &Table, piece: &Piece<'_>) -> AnyView {
    let words = |(at, cell): (usize, &Cell)| {
        let note = cell.note.clone();
        view! {
            <span class="cell-words">{cell.text.clone()} {marks(row.marks_of(at), piece)}</span>
            {(!note.is_empty()).then(|| view! { " " <span class="cell-note">{note}</span> })}
        }
    };
    if row.kind == RowKind::Group {
        let columns = table.columns.len().to_string();
        return view! {
            <tr class="row group">
                <th scope="rowgroup" colspan=columns>
                    {row.cells.iter().enumerate().next().map(words)}
                </th>
            </tr>
        }
        .into_any();
    }
    let class = match row.kind {
        RowKind::Line | RowKind::Group => "row",
        RowKind::Subtotal => "row subtotal",
        RowKind::Total => "row total",
    };
    let cells = (row.cells.iter().zip(&table.columns).enumerate())
        .map(|(at, (cell, column))| {
            let figures = column.figures;
            if at == 0 {
                view! { <th scope="row">{words((at, cell))}</th> }.into_any()
            } else {
                view! { <td class:figures=figures>{words((at, cell))}</td> }.into_any()
            }
        })
        .collect_view();
    view! { <tr class=class>{cells}</tr> }.into_any()
}
