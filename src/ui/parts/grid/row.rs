//! One row of a grid: one value of all that it shows, and one effect that touches what is different.

use leptos::html;
use leptos::prelude::*;
use leptos::tachys::html::attribute::custom::custom_attribute;
use web_sys::Element;

use super::editor::CellEditor;
use super::source::{Cell, Column, Row, SharedSource};
use super::state::GridState;
use crate::ui::parts::icon::{Glyph, Icon};

/// All that a row shows: one value a row.
#[derive(Clone, PartialEq)]
struct Look {
    cells: Vec<Cell>,
    active: Option<usize>,
    editing: Option<usize>,
    /// Nothing is active yet: Tab enters the grid here.
    entry: bool,
    dragged: bool,
}

impl Look {
    fn cell(&self, at: usize) -> Cell {
        self.cells.get(at).cloned().unwrap_or_default()
    }

    fn class(&self, row: &Row) -> String {
        let mut class = format!("row {}", row.class);
        add_classes(
            &mut class,
            &[
                ("selected", self.active.is_some()),
                ("dragged", self.dragged),
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
                ("active", self.active == Some(at)),
                (own, !own.is_empty()),
            ],
        );
        class
    }

    fn tab_index(&self, at: usize) -> &'static str {
        if self.active == Some(at) || (at == 0 && self.entry) {
            "0"
        } else {
            "-1"
        }
    }

    fn selected(&self) -> &'static str {
        if self.active.is_some() {
            "true"
        } else {
            "false"
        }
    }
}

fn add_classes(class: &mut String, names: &[(&str, bool)]) {
    for (name, _) in names.iter().filter(|(_, applies)| *applies) {
        class.push(' ');
        class.push_str(name);
    }
}

/// Touches what is different: with a computation for every attribute of every cell, waking them
/// would take longer than all the rest of an edit.
fn repaint(element: &Element, row: &Row, columns: &[Column], before: &Look, now: &Look) {
    let set = |element: &Element, name: &str, text: Option<&str>| {
        // Both fail only for names that no attribute can have.
        let _ = match text {
            Some(text) => element.set_attribute(name, text),
            None => element.remove_attribute(name),
        };
    };
    if before.active.is_some() != now.active.is_some() || before.dragged != now.dragged {
        set(element, "class", Some(&now.class(row)));
        set(element, "aria-selected", Some(now.selected()));
    }
    let children = element.children();
    for (at, column) in columns.iter().enumerate() {
        let Some(cell) = u32::try_from(at).ok().and_then(|at| children.item(at)) else {
            continue;
        };
        let (was, is) = (before.cells.get(at), now.cells.get(at));
        let (class, tab_index) = (now.cell_class(at, column), now.tab_index(at));
        if class != before.cell_class(at, column) {
            set(&cell, "class", Some(&class));
        }
        if tab_index != before.tab_index(at) {
            set(&cell, "tabindex", Some(tab_index));
        }
        if was == is {
            continue;
        }
        let is = is.cloned().unwrap_or_default();
        set(
            &cell,
            "title",
            Some(&*is.hint).filter(|hint| !hint.is_empty()),
        );
        set(&cell, "aria-readonly", (!is.editable).then_some("true"));
        // A cell that is edited has no text; it gets the newest when the field closes.
        if let Ok(Some(text)) = cell.query_selector(":scope > .text") {
            text.set_text_content(Some(&is.text));
        }
    }
}

/// One row.
#[component]
pub(super) fn GridRow(
    source: StoredValue<SharedSource>,
    state: GridState,
    columns: Memo<Vec<Column>>,
    height: Memo<i32>,
    item: (usize, Row),
    commit: Callback<(String, (i32, i32))>,
) -> impl IntoView {
    let (index, row) = item;
    let look = {
        let row = row.clone();
        Memo::new(move |_| {
            let here = state.active.read();
            let active = here.as_ref().filter(|(id, _)| *id == row.id);
            let active = active.map(|(_, column)| *column);
            Look {
                cells: source.with_value(|source| source.cells(&row)),
                active,
                editing: active.filter(|_| state.edit.read().is_some()),
                entry: index == 0 && here.is_none(),
                dragged: (state.dragged.read().as_ref()).is_some_and(|(id, _)| *id == row.id),
            }
        })
    };
    let node = NodeRef::<html::Div>::new();
    let painted = StoredValue::new(look.get_untracked());
    let editing = RwSignal::new(painted.with_value(|look| look.editing));
    let shown = row.clone();
    Effect::new(move |_| {
        let now = look.read();
        if let Some(element) = node.get_untracked() {
            columns.with_untracked(|columns| {
                painted.with_value(|before| repaint(&element, &shown, columns, before, &now));
            });
        }
        if editing.get_untracked() != now.editing {
            editing.set(now.editing);
        }
        painted.set_value(now.clone());
    });
    let movable = source.with_value(|source| source.can_move());
    let indent = row.level.saturating_sub(1);
    let level = (indent > 0 || row.expanded.is_some()).then(|| row.level.to_string());
    let cell = move |(at, column): (usize, Column)| {
        let now = look.get_untracked();
        let shown = now.cell(at);
        let label = column.name.clone();
        view! {
            <div
                role=if at == 0 { "rowheader" } else { "gridcell" }
                class=now.cell_class(at, &column)
                data-column=at.to_string()
                aria-colindex=(at + 1).to_string()
                aria-readonly=(!shown.editable).then_some("true")
                tabindex=now.tab_index(at)
                title=Some(shown.hint).filter(|hint| !hint.is_empty())
            >
                {(at == 0).then(|| lead(movable, indent, row.expanded))}
                {move || {
                    if editing.get() == Some(at) {
                        view! { <CellEditor state label=label.clone() commit/> }.into_any()
                    } else {
                        let text = look.with_untracked(|look| look.cell(at).text);
                        view! { <span class="text">{text}</span> }.into_any()
                    }
                }}
            </div>
        }
        .into_any()
    };
    let cells = move || {
        let cells = columns.get().into_iter().enumerate().map(cell);
        cells.collect_view()
    };
    let place = move || {
        let top = i32::try_from(index)
            .unwrap_or(0)
            .saturating_mul(height.get());
        format!("translateY({top}px)")
    };
    view! {
        <div
            role="row"
            class=painted.with_value(|look| look.class(&row))
            data-row=row.id.to_string()
            aria-rowindex=(index + 2).to_string()
            {..custom_attribute("aria-level", level)}
            aria-expanded=row.expanded.map(|open| if open { "true" } else { "false" })
            aria-selected=painted.with_value(Look::selected)
            style:transform=place
            node_ref=node
        >
            {cells}
        </div>
    }
    .into_any()
}

/// What stands before the text of a row's first cell: its handle, its indent, and what folds it.
fn lead(movable: bool, indent: u8, expanded: Option<bool>) -> AnyView {
    view! {
        {movable
            .then(|| {
                view! {
                    <span class="handle" aria-hidden="true">
                        <Icon glyph=Glyph::Grip/>
                    </span>
                }
            })}
        <span class="indent" style:width=format!("{}px", u16::from(indent) * 16)></span>
        {expanded
            .map(|open| {
                view! {
                    <span class="fold" class:open=open aria-hidden="true">
                        <Icon glyph=Glyph::Chevron/>
                    </span>
                }
            })}
    }
    .into_any()
}
