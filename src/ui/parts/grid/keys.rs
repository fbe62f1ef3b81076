//! The keys of a grid.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::block;
use super::control::Control;

/// As far as there are cells.
const FAR: isize = isize::MAX / 2;

pub(super) fn on_key(control: Control, event: &KeyboardEvent) {
    if control.state.edit.read_untracked().is_some() {
        return;
    }
    let Some((row, column)) = control.active() else {
        return;
    };
    let go = |row_by, column_by| {
        if event.shift_key() {
            control.extend(row_by, column_by);
        } else {
            control.go(row_by, column_by);
        }
    };
    let view = control.state.view_height.get_untracked() / control.height.get_untracked().max(1);
    let page = isize::try_from(view.max(2) - 1).unwrap_or(10);
    let command = event.ctrl_key() || event.meta_key();
    let first = column == 0;
    match event.key().as_str() {
        "ArrowDown" if event.alt_key() => control.act(|s| s.step(&row, 1)),
        "ArrowUp" if event.alt_key() => control.act(|s| s.step(&row, -1)),
        "ArrowRight" if event.alt_key() && event.shift_key() => control.act(|s| s.nudge(&row, 1)),
        "ArrowLeft" if event.alt_key() && event.shift_key() => control.act(|s| s.nudge(&row, -1)),
        "ArrowRight" if event.alt_key() => control.act(|s| s.indent(&row, 1)),
        "ArrowLeft" if event.alt_key() => control.act(|s| s.indent(&row, -1)),
        "ArrowDown" if command => go(FAR, 0),
        "ArrowUp" if command => go(-FAR, 0),
        "ArrowRight" if command => go(0, FAR),
        "ArrowLeft" if command => go(0, -FAR),
        "ArrowDown" => go(1, 0),
        "ArrowUp" => go(-1, 0),
        "ArrowRight" if first && !event.shift_key() && row.expanded == Some(false) => {
            control.act(|s| s.toggle(&row));
        }
        "ArrowLeft" if first && !event.shift_key() && row.expanded == Some(true) => {
            control.act(|s| s.toggle(&row));
        }
        "ArrowRight" => go(0, 1),
        "ArrowLeft" => go(0, -1),
        "PageDown" => go(page, 0),
        "PageUp" => go(-page, 0),
        "Home" if command => go(-FAR, -FAR),
        "End" if command => go(FAR, FAR),
        "Home" => go(0, -FAR),
        "End" => go(0, FAR),
        "Enter" if command => {
            let added = control.act(|source| source.add_after(&row));
            if let Some(id) = added {
                control.activate(id, 0);
                control.begin(None);
            }
        }
        "Enter" | "F2" => control.begin(None),
        "Escape" if control.state.extent.read_untracked().is_some() => {
            control.state.extent.set(None);
        }
        " " if event.shift_key() => {
            // The whole row.
            control.activate(row.id, 0);
            control.extend(0, FAR);
        }
        " " if row.expanded.is_some() && first => control.act(|s| s.toggle(&row)),
        "a" if command => {
            if let Some(top) = control.row_at(0) {
                control.activate(top.id, 0);
                control.extend(FAR, FAR);
            }
        }
        "d" if command => block::fill(control, true),
        "r" if command && !event.shift_key() => block::fill(control, false),
        "Delete" | "Backspace" if command => remove(control),
        "Delete" | "Backspace" => block::clear(control, t!("Clear")),
        key if key.chars().count() == 1 && !command && !event.alt_key() => {
            control.begin(Some(key.to_owned()));
        }
        _ => return,
    }
    event.prevent_default();
    event.stop_propagation();
}

/// Takes out the rows that are chosen; the next one becomes active.
fn remove(control: Control) {
    let (Some(block), Some((_, column))) = (control.chosen(), control.active()) else {
        return;
    };
    let rows = control.rows.get_untracked();
    let next = (rows.get(block.rows.1 + 1))
        .or_else(|| rows.get(block.rows.0.checked_sub(1)?))
        .map(|row| row.id.clone());
    let gone = rows.get(block.rows.0..=block.rows.1).unwrap_or_default();
    match gone {
        [row] => control.act(|source| source.remove(row)),
        rows => (control.workspace).together(t!("Delete rows"), || {
            control.act(|source| source.remove_rows(rows));
        }),
    }
    if let Some(id) = next {
        control.activate(id, column);
    }
}
