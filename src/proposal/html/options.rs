//! The options side by side, of which any can be held against any other, and one by one under
//! that. All of it works without script: boxes that are ticked and parts that are opened.

use super::hand::Hand;
use super::table;
use crate::proposal::block::{Row, RowKind, Table};

/// What stands in the table where an option has nothing.
const NOTHING: &str = "–";

/// How many options can be ticked: for so many the style sheet has a rule.
const MOST: usize = 7;

/// Whether a table compares options.
pub(super) fn compares(table: &Table) -> bool {
    table.columns.len() >= 3 && table.columns.iter().any(|column| column.marked)
}

/// Whether a row says the same of every option.
pub(super) fn is_same(row: &Row) -> bool {
    let mut cells = row.cells.iter().skip(1).map(|cell| &cell.text);
    let first = cells.next();
    cells.all(|cell| Some(cell) == first)
}

/// The table with boxes that choose its columns, and one that leaves only rows that differ.
pub(super) fn side_by_side(hand: &mut Hand, table: &Table) {
    hand.markup("<div class=\"compare\">\n<fieldset>\n<legend>");
    hand.text(t!("Compare"));
    hand.markup("</legend>\n");
    for (at, column) in table.columns.iter().enumerate().skip(1).take(MOST) {
        hand.format(format_args!(
            "<label><input type=\"checkbox\" class=\"show-{at}\" checked/> "
        ));
        hand.text(&column.title);
        hand.markup("</label>\n");
    }
    hand.markup("<label><input type=\"checkbox\" class=\"differs\"/> ");
    hand.text(t!("Only what differs"));
    hand.markup("</label>\n</fieldset>\n");
    table::table(hand, table);
    hand.markup("</div>\n");
    one_by_one(hand, table);
}

/// Every option with its price by group, the recommended one open.
fn one_by_one(hand: &mut Hand, table: &Table) {
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
