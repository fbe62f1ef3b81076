//! The pointer on a grid: choosing cells and blocks, filling, and moving rows by their handles.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, MouseEvent, Node, PointerEvent};

use super::block::{self, Block};
use super::control::{Control, hit, part};

/// How far sideways a row is dragged to move it a level deeper or higher, in CSS pixels.
const LEVEL_DRAG: i32 = 24;
/// How near the lower right corner of the chosen cells a pointer takes it, in CSS pixels.
const CORNER: f64 = 9.0;

/// What a pressed pointer is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Press {
    /// Nothing.
    #[default]
    None,
    /// It was pressed on this cell: moving on chooses a block.
    Cell(usize, usize),
    /// It chooses a block.
    Block,
    /// It draws this block out, to fill what it is drawn over.
    Fill(Block),
    /// It moves a row, taken at this place across the page.
    Row(i32),
}

/// Whether the field of the active cell is open in this cell.
fn is_edited(control: Control, cell: &Element) -> bool {
    let field = || cell.query_selector("input, select").ok().flatten();
    control.state.edit.read_untracked().is_some() && field().is_some()
}

pub(super) fn on_click(control: Control, event: &MouseEvent) {
    let Some((id, column, cell)) = hit(event) else {
        return;
    };
    // A block that was just drawn is not given up by letting go.
    if control.state.press.get_value() == Press::Block {
        control.state.press.set_value(Press::None);
        return;
    }
    if part(event, ".fold").is_some() {
        if let Some(row) = control.row_of(&id) {
            control.act(|source| source.toggle(&row));
        }
    } else if event.shift_key() {
        if let Some(index) = control.index_of(&id) {
            control.extend_to(index, column);
        }
    } else if !is_edited(control, &cell) {
        control.activate(id.into(), column);
    }
}

pub(super) fn on_double_click(control: Control, event: &Event) {
    if hit(event).is_some() && control.state.edit.read_untracked().is_none() {
        control.begin(None);
    }
}

pub(super) fn on_down(control: Control, event: &PointerEvent) {
    let Some((id, column, cell)) = hit(event) else {
        return;
    };
    let Some(index) = control.index_of(&id) else {
        return;
    };
    let press = &control.state.press;
    press.set_value(Press::None);
    if let Some(handle) = part(event, ".handle") {
        event.prevent_default();
        let _ = handle.set_pointer_capture(event.pointer_id());
        press.set_value(Press::Row(event.client_x()));
        control.state.dragged.set(Some((id.into(), index)));
    } else if event.pointer_type() == "mouse"
        && event.button() == 0
        && !event.shift_key()
        && part(event, ".fold").is_none()
        && !is_edited(control, &cell)
    {
        press.set_value(match control.chosen() {
            Some(block) if is_corner(block, index, column) && at_corner(event, &cell) => {
                event.prevent_default();
                Press::Fill(block)
            }
            _ => Press::Cell(index, column),
        });
    }
}

fn is_corner(block: Block, index: usize, column: usize) -> bool {
    (block.rows.1, block.columns.1) == (index, column)
}

fn at_corner(event: &PointerEvent, cell: &Element) -> bool {
    let place = cell.get_bounding_client_rect();
    place.right() - f64::from(event.client_x()) < CORNER
        && place.bottom() - f64::from(event.client_y()) < CORNER
}

pub(super) fn on_move(control: Control, event: &PointerEvent) {
    let state = control.state;
    match state.press.get_value() {
        Press::None => {}
        Press::Row(_) => {
            if let Some(index) = control.place_at(event.client_y()) {
                state.dragged.update(|dragged| {
                    if let Some((_, to)) = dragged {
                        *to = index;
                    }
                });
            }
        }
        // It was let go outside the grid.
        _ if event.buttons() & 1 == 0 => state.press.set_value(Press::None),
        Press::Cell(index, column) => {
            if let Some((id, now, _)) = hit(event)
                && let (Some(to), Some(row)) = (control.index_of(&id), control.row_at(index))
                && (to, now) != (index, column)
            {
                state.press.set_value(Press::Block);
                control.activate(row.id, column);
                control.extend_to(to, now);
            }
        }
        Press::Block => {
            if let Some((id, column, _)) = hit(event)
                && let Some(index) = control.index_of(&id)
            {
                control.extend_to(index, column);
            }
        }
        Press::Fill(from) => {
            if let Some((id, column, _)) = hit(event)
                && let Some(index) = control.index_of(&id)
            {
                draw_out(control, from, index, column);
            }
        }
    }
}

/// Shows the block as it is drawn out: downwards, or to the right when the pointer is beside it.
fn draw_out(control: Control, from: Block, index: usize, column: usize) {
    let down = index > from.rows.1 || column <= from.columns.1;
    let (row, column) = if down {
        (index.max(from.rows.1), from.columns.1)
    } else {
        (from.rows.1, column)
    };
    if let Some(first) = control.row_at(from.rows.0) {
        let anchor = (first.id, from.columns.0);
        if control.state.active.read_untracked().as_ref() != Some(&anchor) {
            control.activate(anchor.0, anchor.1);
        }
        control.extend_to(row, column);
    }
}

pub(super) fn on_up(control: Control, event: &PointerEvent) {
    let state = control.state;
    let press = state.press.get_value();
    match press {
        // The click that follows is part of it.
        Press::Block => return,
        Press::Fill(from) => {
            let drawn = control.chosen().filter(|block| *block != from);
            if let Some(block) = drawn {
                block::fill_block(control, block, block.rows.1 > from.rows.1);
            }
            state.press.set_value(Press::Block);
            return;
        }
        Press::Row(x) => drop_row(control, event.client_x() - x),
        Press::None | Press::Cell(..) => {}
    }
    state.press.set_value(Press::None);
}

fn drop_row(control: Control, sideways: i32) {
    let state = control.state;
    let Some((id, to)) = state.dragged.get_untracked() else {
        return;
    };
    state.dragged.set(None);
    let (Some(row), before) = (control.row_of(&id), control.row_at(to)) else {
        return;
    };
    // Before itself or before the next is where it stands: sideways, it changes its level.
    let stays = (control.index_of(&id)).is_some_and(|at| to == at || to == at + 1);
    if stays && sideways.abs() >= LEVEL_DRAG {
        control.act(|source| source.indent(&row, sideways.signum()));
    } else if !stays {
        control.act(|source| source.drop_before(&row, before.as_ref()));
    }
}

/// Whether the focus goes out of the grid.
pub(super) fn leaves(control: Control, event: &web_sys::FocusEvent) -> bool {
    let to = event
        .related_target()
        .and_then(|to| to.dyn_into::<Node>().ok());
    to.is_some_and(|node| {
        let scroller = control.scroller.get_untracked();
        scroller.is_none_or(|scroller| !scroller.contains(Some(&node)))
    })
}
