//! Tables as people wrote them among their words.

use crate::proposal::block::{Cell, Column, Row, RowKind, Table};
use crate::proposal::run::{Run, text_of};
use crate::prose::{self, Align};

/// Columns share the width as their longest words do, between these numbers of letters.
const NARROWEST: usize = 5;
const WIDEST: usize = 40;

/// A table of prose. A head without rows is a row.
pub fn written(table: &prose::Table) -> Table {
    let texts = |cells: &[Vec<Run>]| -> Vec<String> {
        let text = |runs: &Vec<Run>| text_of(runs).replace('\n', " ");
        cells.iter().map(text).collect()
    };
    let mut head = texts(&table.head);
    let mut rows: Vec<_> = table.rows.iter().map(|row| texts(row)).collect();
    let letters: Vec<usize> = (0..head.len())
        .map(|column| {
            let cells = std::iter::once(&head).chain(&rows);
            let longest = cells
                .filter_map(|row| row.get(column))
                .map(|text| text.chars().count());
            longest.max().unwrap_or_default().clamp(NARROWEST, WIDEST)
        })
        .collect();
    let all: usize = letters.iter().sum();
    if rows.is_empty() {
        rows.push(std::mem::replace(
            &mut head,
            vec![String::new(); letters.len()],
        ));
    }
    let columns = head.into_iter().zip(letters).zip(&table.columns);
    Table {
        columns: columns
            .map(|((title, letters), align)| Column {
                title,
                figures: *align == Align::End,
                width: u8::try_from(letters * 100 / all.max(1)).unwrap_or(100),
                marked: false,
            })
            .collect(),
        rows: (rows.into_iter())
            .map(|cells| Row::new(RowKind::Line, cells.into_iter().map(Cell::new).collect()))
            .collect(),
        ..Table::default()
    }
}
