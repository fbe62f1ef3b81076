//! What a row looks like, and the hand that paints it: rows are elements that are used again for
//! other rows, so a paint touches only what is different from what stood there before.

use std::sync::Arc;

use web_sys::{Element, Node};

use super::source::{Cell, Column, Row};
use crate::ui::parts::icon::{Glyph, drawn};

/// All that a row shows.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Look {
    /// Its place among all rows, from 0.
    pub index: usize,
    pub row: Row,
    pub cells: Arc<Vec<Cell>>,
    pub marks: Marks,
    /// Height of a row in CSS pixels.
    pub height: i32,
}

/// What a row shows besides its cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Marks {
    pub active: Option<usize>,
    /// The column that is edited.
    pub editing: Option<usize>,
    /// The first and the last column of the block that is chosen.
    pub block: Option<(usize, usize)>,
    /// The column of the lower right corner of what is chosen: drawn out, it fills.
    pub corner: Option<usize>,
    /// Nothing is active yet: Tab enters the grid here.
    pub entry: bool,
    pub dragged: bool,
}

impl Look {
    fn class(&self) -> String {
        let mut class = format!("row {}", self.row.class);
        add_classes(
            &mut class,
            &[
                ("selected", self.marks.active.is_some()),
                ("dragged", self.marks.dragged),
            ],
        );
        class
    }

    fn cell_class(&self, at: usize, column: &Column) -> String {
        let (editable, own) = (self.cells.get(at)).map_or((false, ""), |c| (c.editable, c.class));
        let mut class = String::from("cell");
        add_classes(
            &mut class,
            &[
                ("figure", column.numeric),
                ("on-card", column.on_card),
                ("first", at == 0),
                ("derived", !editable),
                ("active", self.marks.active == Some(at)),
                ("chosen", self.chosen(at)),
                ("corner", self.marks.corner == Some(at)),
                (own, !own.is_empty()),
            ],
        );
        class
    }

    fn chosen(&self, at: usize) -> bool {
        (self.marks.block).is_some_and(|(first, last)| (first..=last).contains(&at))
    }

    fn tab_index(&self, at: usize) -> &'static str {
        if self.marks.active == Some(at) || (at == 0 && self.marks.entry) {
            "0"
        } else {
            "-1"
        }
    }

    /// A cell that is edited has no text; it gets the newest when the field closes.
    fn text(&self, at: usize) -> &str {
        if self.marks.editing == Some(at) {
            return "";
        }
        self.cells.get(at).map_or("", |cell| &cell.text)
    }

    fn hint(&self, at: usize) -> Option<&str> {
        let hint = self.cells.get(at).map(|cell| &*cell.hint);
        hint.filter(|hint| !hint.is_empty())
    }

    fn read_only(&self, at: usize) -> bool {
        !self.cells.get(at).is_some_and(|cell| cell.editable)
    }

    fn level(&self) -> Option<u8> {
        (self.row.level > 1 || self.row.expanded.is_some()).then_some(self.row.level)
    }
}

fn add_classes(class: &mut String, names: &[(&str, bool)]) {
    for (name, _) in names.iter().filter(|(_, applies)| *applies) {
        class.push(' ');
        class.push_str(name);
    }
}

/// The elements of a row.
#[derive(Clone)]
pub(super) struct Nodes {
    pub row: Element,
    cells: Vec<CellNodes>,
    indent: Option<Element>,
    fold: Option<Element>,
}

#[derive(Clone)]
struct CellNodes {
    cell: Element,
    text: Element,
}

impl Nodes {
    /// The elements of a row like this one, which [`skeleton`] made.
    pub fn like(skeleton: &Element) -> Option<Self> {
        let row: Element = into(skeleton.clone_node_with_deep(true).ok()?)?;
        let mut cells = Vec::new();
        let mut next = row.first_element_child();
        while let Some(cell) = next {
            next = cell.next_element_sibling();
            let text = cell.last_element_child()?;
            cells.push(CellNodes { cell, text });
        }
        let find = |class| row.query_selector(class).ok().flatten();
        Some(Self {
            indent: find(".indent"),
            fold: find(".fold"),
            cells,
            row,
        })
    }

    /// The element of a cell.
    pub fn cell(&self, at: usize) -> Option<&Element> {
        self.cells.get(at).map(|nodes| &nodes.cell)
    }

    /// Says which row this is: at once, so that the focus finds it before it is painted.
    pub fn name(&self, row: &Row) {
        set(&self.row, "data-row", Some(&row.id));
    }

    /// Touches what is different.
    pub fn paint(&self, columns: &[Column], before: Option<&Look>, now: &Look) {
        if before == Some(now) {
            return;
        }
        self.paint_row(before, now);
        for (at, (nodes, column)) in self.cells.iter().zip(columns).enumerate() {
            let CellNodes { cell, text } = nodes;
            let class = now.cell_class(at, column);
            if before.map(|look| look.cell_class(at, column)).as_ref() != Some(&class) {
                set(cell, "class", Some(&class));
            }
            let tab_index = now.tab_index(at);
            if before.map(|look| look.tab_index(at)) != Some(tab_index) {
                set(cell, "tabindex", Some(tab_index));
            }
            if before.is_some_and(|look| look.chosen(at)) != now.chosen(at) {
                set(cell, "aria-selected", now.chosen(at).then_some("true"));
            }
            if before.and_then(|look| look.hint(at)) != now.hint(at) {
                set(cell, "title", now.hint(at));
            }
            if before.is_some_and(|look| look.read_only(at)) != now.read_only(at) {
                set(cell, "aria-readonly", now.read_only(at).then_some("true"));
            }
            if before.map_or("", |look| look.text(at)) != now.text(at) {
                text.set_text_content(Some(now.text(at)));
            }
        }
    }

    fn paint_row(&self, before: Option<&Look>, now: &Look) {
        let row = &self.row;
        let class = now.class();
        if before.map(Look::class).as_ref() != Some(&class) {
            set(row, "class", Some(&class));
            let selected = now.marks.active.is_some();
            set(
                row,
                "aria-selected",
                Some(if selected { "true" } else { "false" }),
            );
        }
        let place = |look: &Look| (look.index, look.height);
        if before.map(place) != Some(place(now)) {
            set(row, "aria-rowindex", Some(&(now.index + 2).to_string()));
            let top = i32::try_from(now.index)
                .unwrap_or(0)
                .saturating_mul(now.height);
            if let Some(row) = into_html(row) {
                // Fails only for a text that is no value.
                let _ = row
                    .style()
                    .set_property("transform", &format!("translateY({top}px)"));
            }
        }
        if before.and_then(Look::level) != now.level() {
            set(
                row,
                "aria-level",
                now.level().map(|level| level.to_string()).as_deref(),
            );
            let indent = (self.indent.as_ref()).and_then(into_html);
            if let Some(indent) = indent {
                let width = u16::from(now.row.level.saturating_sub(1)) * 16;
                let _ = indent.style().set_property("width", &format!("{width}px"));
            }
        }
        if before.is_none_or(|look| look.row.expanded != now.row.expanded) {
            let open = now.row.expanded;
            let words = open.map(|open| if open { "true" } else { "false" });
            set(row, "aria-expanded", words);
            if let Some(fold) = &self.fold {
                set(fold, "hidden", open.is_none().then_some(""));
                let class = if open == Some(true) {
                    "fold open"
                } else {
                    "fold"
                };
                set(fold, "class", Some(class));
            }
        }
    }
}

/// A row without texts, to make rows like it. None where a page cannot make elements.
pub(super) fn skeleton(columns: &[Column], movable: bool, tree: bool) -> Option<Element> {
    let row = element("div", "row")?;
    set(&row, "role", Some("row"));
    for at in 0..columns.len() {
        let cell = element("div", "cell")?;
        set(
            &cell,
            "role",
            Some(if at == 0 { "rowheader" } else { "gridcell" }),
        );
        set(&cell, "data-column", Some(&at.to_string()));
        set(&cell, "aria-colindex", Some(&(at + 1).to_string()));
        set(&cell, "tabindex", Some("-1"));
        if at == 0 {
            if movable {
                cell.append_child(&with_icon("handle", Glyph::Grip)?).ok()?;
            }
            if tree {
                cell.append_child(&*element("span", "indent")?).ok()?;
                cell.append_child(&with_icon("fold", Glyph::Chevron)?)
                    .ok()?;
            }
        }
        cell.append_child(&*element("span", "text")?).ok()?;
        row.append_child(&cell).ok()?;
    }
    Some(row)
}

fn with_icon(class: &str, glyph: Glyph) -> Option<Node> {
    let span = element("span", class)?;
    set(&span, "aria-hidden", Some("true"));
    span.append_child(&*drawn(glyph)?).ok()?;
    Some(span.into())
}

fn element(tag: &str, class: &str) -> Option<Element> {
    let element = leptos::prelude::document().create_element(tag).ok()?;
    set(&element, "class", Some(class));
    Some(element)
}

/// Sets an attribute, or takes it away. Both fail only for names that no attribute can have.
fn set(element: &Element, name: &str, text: Option<&str>) {
    let _ = match text {
        Some(text) => element.set_attribute(name, text),
        None => element.remove_attribute(name),
    };
}

fn into(node: Node) -> Option<Element> {
    wasm_bindgen::JsCast::dyn_into(node).ok()
}

fn into_html(element: &Element) -> Option<&web_sys::HtmlElement> {
    wasm_bindgen::JsCast::dyn_ref(element)
}
