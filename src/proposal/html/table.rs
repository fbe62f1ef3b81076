//! Tables with captions, heads and named rows.

use super::hand::{Dress, Hand};
use super::options;
use crate::proposal::block::{Cell, Row, RowKind, Table, TableLook};

const TABLE: Dress = Dress::of("table", "border-collapse:collapse;width:100%");
const TOTALS: Dress = Dress::of("table totals", "border-collapse:collapse;width:100%");
const MARKED: Dress = Dress::of(
    "figures marked",
    "text-align:right;vertical-align:bottom;padding:4px 6px;border-bottom:2px solid #333333",
);
const HEAD: (Dress, Dress) = (
    Dress::of(
        "",
        "text-align:left;vertical-align:bottom;padding:4px 6px;border-bottom:2px solid #333333",
    ),
    Dress::of(
        "figures",
        "text-align:right;vertical-align:bottom;padding:4px 6px;border-bottom:2px solid #333333",
    ),
);
const LINE: (Dress, Dress) = (
    Dress::of(
        "",
        "text-align:left;vertical-align:top;padding:4px 6px;border-bottom:1px solid #cccccc;font-weight:normal",
    ),
    Dress::of(
        "figures",
        "text-align:right;vertical-align:top;padding:4px 6px;border-bottom:1px solid #cccccc",
    ),
);
const SUM: (Dress, Dress) = (
    Dress::of(
        "",
        "text-align:left;vertical-align:top;padding:4px 6px;border-bottom:1px solid #333333;font-weight:bold",
    ),
    Dress::of(
        "figures",
        "text-align:right;vertical-align:top;padding:4px 6px;border-bottom:1px solid #333333;font-weight:bold",
    ),
);

/// A table. In the page a table that is wider than the text scrolls in its place.
pub(super) fn table(hand: &mut Hand, table: &Table) {
    let bordered = |pair: (Dress, Dress), figures: bool| if figures { pair.1 } else { pair.0 };
    let name = if table.caption.is_empty() {
        let heads = table.columns.iter().map(|column| column.title.as_str());
        heads
            .filter(|head| !head.is_empty())
            .collect::<Vec<_>>()
            .join(", ")
    } else {
        table.caption.clone()
    };
    let dress = match table.look {
        TableLook::Plain => TABLE,
        TableLook::Totals => TOTALS,
    };
    open(hand, &name, &table.caption, dress);
    if table.look == TableLook::Plain {
        hand.markup("<thead>\n<tr>");
        for (at, column) in table.columns.iter().enumerate() {
            let dress = if column.marked {
                MARKED
            } else {
                bordered(HEAD, column.figures)
            };
            if column.title.is_empty() {
                hand.open("td", dress);
                hand.markup("</td>");
            } else {
                hand.open_with("th", dress, " scope=\"col\"");
                hand.text(&column.title);
                table.marks_of(at).for_each(|number| hand.mark(number));
                hand.markup("</th>");
            }
        }
        hand.markup("</tr>\n</thead>\n");
    }
    // A group and its rows are a body of their own, so that its head names them.
    let bodies = (table.rows).chunk_by(|_, next| next.kind != RowKind::Group);
    for rows in bodies {
        hand.markup("<tbody>\n");
        for line in rows {
            row(hand, line, table);
        }
        hand.markup("</tbody>\n");
    }
    close(hand);
}

fn row(hand: &mut Hand, row: &Row, table: &Table) {
    let is_same = options::compares(table) && options::is_same(row);
    let (dress, pair) = match row.kind {
        RowKind::Line if is_same => (Dress::class("same"), LINE),
        RowKind::Line => (Dress::NONE, LINE),
        RowKind::Group => (Dress::class("group"), SUM),
        RowKind::Subtotal if is_same => (Dress::class("subtotal same"), SUM),
        RowKind::Subtotal => (Dress::class("subtotal"), SUM),
        RowKind::Total => (Dress::class("total"), SUM),
    };
    hand.open("tr", dress);
    if row.kind == RowKind::Group {
        let across = format!(" scope=\"rowgroup\" colspan=\"{}\"", table.columns.len());
        hand.open_with("th", pair.0, &across);
        let first = row.cells.iter().take(1);
        first.for_each(|words| cell(hand, words, row.marks_of(0)));
        hand.markup("</th>");
    } else {
        for (at, (words, column)) in row.cells.iter().zip(&table.columns).enumerate() {
            let dress = if column.figures { pair.1 } else { pair.0 };
            let (element, scope) = if at == 0 {
                ("th", " scope=\"row\"")
            } else {
                ("td", "")
            };
            hand.open_with(element, dress, scope);
            cell(hand, words, row.marks_of(at));
            hand.format(format_args!("</{element}>"));
        }
    }
    hand.close("tr");
}

fn cell(hand: &mut Hand, cell: &Cell, marks: impl Iterator<Item = usize>) {
    hand.lines(&cell.text);
    marks.for_each(|number| hand.mark(number));
    if !cell.note.is_empty() {
        hand.markup("<br>");
        hand.open("span", Dress::of("small", "font-size:0.85em;color:#555555"));
        hand.lines(&cell.note);
        hand.markup("</span>");
    }
}

/// A table of plain cells under these heads; the first cell of a row names it, and all after the
/// first are figures where `figures` says so.
pub(super) fn simple(
    hand: &mut Hand,
    caption: &str,
    heads: &[String],
    rows: &[Vec<String>],
    figures: bool,
) {
    open(hand, caption, caption, TABLE);
    hand.markup("<thead>\n<tr>");
    for (at, head) in heads.iter().enumerate() {
        let dress = if at > 0 && figures { HEAD.1 } else { HEAD.0 };
        hand.open_with("th", dress, " scope=\"col\"");
        hand.text(head);
        hand.markup("</th>");
    }
    hand.markup("</tr>\n</thead>\n<tbody>\n");
    for cells in rows {
        hand.markup("<tr>");
        for (at, words) in cells.iter().enumerate() {
            let dress = if at > 0 && figures { LINE.1 } else { LINE.0 };
            let (element, scope) = if at == 0 {
                ("th", " scope=\"row\"")
            } else {
                ("td", "")
            };
            hand.open_with(element, dress, scope);
            hand.lines(words);
            hand.format(format_args!("</{element}>"));
        }
        hand.close("tr");
    }
    hand.markup("</tbody>\n");
    close(hand);
}

/// Opens a table: in the page within a place that scrolls, which a keyboard reaches by its name.
/// Word processors lose captions, so on the clipboard they are paragraphs.
fn open(hand: &mut Hand, name: &str, caption: &str, dress: Dress) {
    if hand.is_page() {
        hand.markup("<div class=\"scrolls\" role=\"group\" tabindex=\"0\" aria-label=\"");
        hand.text(if name.is_empty() { t!("Sums") } else { name });
        hand.markup("\">\n");
    } else {
        hand.element("p", Dress::of("", "color:#555555"), caption);
    }
    hand.open("table", dress);
    hand.markup("\n");
    if hand.is_page() {
        hand.element("caption", Dress::NONE, caption);
    }
}

fn close(hand: &mut Hand) {
    hand.close("table");
    if hand.is_page() {
        hand.close("div");
    }
}
