//! The options one by one, under the table that has them side by side: which is looked at is
//! chosen by opening it, without script. Everything stands in the table too.

use super::hand::Hand;
use super::table;
use crate::proposal::block::{Row, RowKind, Table};

/// What stands in the table where an option has nothing.
const NOTHING: &str = "–";

/// Every option with its price by group, the recommended one open; nothing for a table that does
/// not compare options.
pub(super) fn one_by_one(hand: &mut Hand, table: &Table) {
    if table.columns.len() < 3 || !table.columns.iter().any(|column| column.marked) {
        return;
    }
    hand.markup("<div class=\"options\">\n");
    for (at, column) in table.columns.iter().enumerate().skip(1) {
        let open = if column.marked { " open" } else { "" };
        hand.format(format_args!("<details name=\"option\"{open}>\n<summary>"));
        hand.text(&column.title);
        let total = table.rows.iter().rfind(|row| row.kind == RowKind::Total);
        if let Some(total) = total.and_then(|row| row.cells.get(at)) {
            hand.markup(" <span class=\"sum\">");
            hand.text(&total.text);
            hand.markup("</span>");
        }
        hand.markup("</summary>\n");
        table::table(hand, &alone(table, at));
        hand.markup("</details>\n");
    }
    hand.markup("</div>\n");
}

/// The table of one option alone, without what it has not.
fn alone(table: &Table, at: usize) -> Table {
    let rows = (table.rows.iter())
        .filter(|row| {
            row.kind == RowKind::Group || row.cells.get(at).is_some_and(|c| c.text != NOTHING)
        })
        .map(|row| Row::new(row.kind, pair(&row.cells, at)))
        .collect();
    Table {
        look: table.look,
        caption: table.caption.clone(),
        columns: pair(&table.columns, at),
        rows: without_empty_groups(rows),
        carries: false,
        marks: Vec::new(),
    }
}

/// The first of these, which names the row, and the one at this place.
fn pair<T: Clone>(all: &[T], at: usize) -> Vec<T> {
    all.first()
        .into_iter()
        .chain(all.get(at))
        .cloned()
        .collect()
}

fn without_empty_groups(rows: Vec<Row>) -> Vec<Row> {
    let followed = |at: usize| {
        let next: Option<&Row> = rows.get(at + 1);
        next.is_some_and(|row| row.kind != RowKind::Group)
    };
    let kept: Vec<bool> = (rows.iter().enumerate())
        .map(|(at, row)| row.kind != RowKind::Group || followed(at))
        .collect();
    let rows = rows.into_iter().zip(kept);
    rows.filter_map(|(row, kept)| kept.then_some(row)).collect()
}
