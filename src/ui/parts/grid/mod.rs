//! The grid: a windowed `grid` or `treegrid` edited as in a spreadsheet. Only rows in view (and
//! the active one) exist in the page, so that an edit costs the same with ten rows or ten
//! thousand. What stands in it comes from a [`Source`].

mod editor;
mod row;
mod source;
mod state;

use std::sync::Arc;

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Element, HtmlElement, KeyboardEvent, MouseEvent, PointerEvent};

use super::narrow::Narrow;
use crate::ui::desk::use_desk;
use crate::ui::workspace::use_workspace;
use row::GridRow;
pub use source::{Cell, Column, Editor, Row, SharedSource, Source};
pub use state::GridState;

/// Height of a row in CSS pixels, on wide pages and on narrow ones.
pub const ROW_HEIGHT: i32 = 32;
/// Height of a row's card on narrow pages, in CSS pixels.
pub const CARD_HEIGHT: i32 = 64;
/// How far sideways a row is dragged to move it a level deeper or higher, in CSS pixels.
const LEVEL_DRAG: i32 = 24;
/// Rows kept in the page above and below what is in view.
const OVERSCAN: usize = 6;
/// The window goes on by so many rows: not at every pixel, and not so many that making them takes
/// longer than a frame.
const STEP: usize = 2;

/// The height of a row on this page, tracked.
pub fn row_height(narrow: Option<Narrow>) -> i32 {
    if narrow.is_some_and(|narrow| narrow.0.get()) {
        CARD_HEIGHT
    } else {
        ROW_HEIGHT
    }
}

/// A grid named `name`. `tree` makes it a treegrid.
#[component]
pub fn Grid(
    /// Its accessible name.
    name: &'static str,
    /// Where its rows come from.
    source: SharedSource,
    /// What it is doing.
    state: GridState,
    /// Whether rows stand under rows.
    #[prop(optional)]
    tree: bool,
    /// What to say when there are no rows.
    #[prop(optional)]
    empty: &'static str,
) -> impl IntoView {
    let desk = use_desk();
    let workspace = use_workspace();
    let narrow = use_context::<Narrow>();
    let source = StoredValue::new(source);
    let columns = Memo::new(move |_| source.with_value(|source| source.columns()));
    let rows = Memo::new(move |_| Arc::new(source.with_value(|source| source.rows())));
    let height = Memo::new(move |_| row_height(narrow));
    let scroller = NodeRef::<html::Div>::new();

    let index_of = move |id: &str| rows.read().iter().position(|row| &*row.id == id);
    let row_of = move |id: &str| rows.read().iter().find(|row| &*row.id == id).cloned();
    let active_row = move || {
        let active = state.active.get_untracked()?;
        untrack(|| row_of(&active.0)).map(|row| (row, active.1))
    };

    // The rows that exist in the page: those in view, and the active one.
    let window_rows = Memo::new(move |_| {
        let rows = rows.get();
        let height = height.get();
        let first = usize::try_from(state.scroll.get() / height).unwrap_or(0);
        let count = usize::try_from(state.view_height.get() / height).unwrap_or(30) + 1;
        let first = first / STEP * STEP;
        let from = first.saturating_sub(OVERSCAN);
        let to = (first + count + OVERSCAN + STEP).min(rows.len());
        let mut shown: Vec<(usize, Row)> = rows
            .iter()
            .enumerate()
            .take(to)
            .skip(from)
            .map(|(index, row)| (index, row.clone()))
            .collect();
        if let Some((id, _)) = &*state.active.read()
            && let Some(index) = rows.iter().position(|row| row.id == *id)
            && !(from..to).contains(&index)
            && let Some(row) = rows.get(index)
        {
            shown.push((index, row.clone()));
        }
        shown
    });

    let keep_in_view = move |index: usize| {
        let Some(element) = scroller.get_untracked() else {
            return;
        };
        let height = height.get_untracked();
        let head = if narrow.is_some_and(|n| n.0.get_untracked()) {
            0
        } else {
            ROW_HEIGHT
        };
        let top = i32::try_from(index).unwrap_or(0) * height;
        let view = element.client_height() - head;
        if top < element.scroll_top() {
            element.set_scroll_top(top);
        } else if top + height > element.scroll_top() + view {
            element.set_scroll_top(top + height - view);
        }
    };

    let activate = move |id: Arc<str>, column: usize| {
        state.wants_focus.set_value(true);
        state.error.set(String::new());
        if let Some(index) = untrack(|| index_of(&id)) {
            keep_in_view(index);
        }
        // At once where the cell is in the page, so that no key that follows is lost.
        if let Some(scroller) = scroller.get_untracked()
            && state.edit.read_untracked().is_none()
        {
            focus_cell(&scroller, &id, column);
        }
        state.active.set(Some((id, column)));
    };

    // Focus follows the active cell, also when its row was made anew or moved.
    Effect::new(move |_| {
        let active = state.active.get();
        window_rows.track();
        if state.edit.read().is_some() || !state.wants_focus.get_value() {
            return;
        }
        if let Some((id, column)) = active {
            let focus = move || {
                // A field that has opened meanwhile, or another active cell, keeps the focus.
                let still = state.edit.try_get_untracked() == Some(None)
                    && state.active.try_get_untracked() == Some(Some((id.clone(), column)));
                if still && let Some(Some(scroller)) = scroller.try_get_untracked() {
                    focus_cell(&scroller, &id, column);
                }
            };
            // Now, so that no key is lost; and again when a row made anew is there.
            focus();
            request_animation_frame(focus);
        }
    });

    // A row that the screen made active is brought into view.
    Effect::new(move |_| {
        if let Some((id, _)) = state.active.get()
            && let Some(index) = untrack(|| index_of(&id))
        {
            request_animation_frame(move || keep_in_view(index));
        }
    });

    let go = move |row_by: isize, column_by: isize| {
        let Some((row, column)) = active_row() else {
            return;
        };
        let last_column = columns.read_untracked().len().saturating_sub(1);
        let column = column.saturating_add_signed(column_by).min(last_column);
        let target = untrack(|| {
            let rows = rows.read();
            let index = rows.iter().position(|r| r.id == row.id).unwrap_or(0);
            let to = index
                .saturating_add_signed(row_by)
                .min(rows.len().saturating_sub(1));
            rows.get(to).map(|row| row.id.clone())
        });
        if let Some(id) = target {
            activate(id, column);
        }
    };

    let begin = move |seed: Option<String>| {
        let Some((row, column)) = active_row() else {
            return;
        };
        match source.with_value(|source| source.editor(&row, column)) {
            Some(Editor::Line(text)) => {
                state.error.set(String::new());
                state.seeded.set_value(seed.is_some());
                state.edit.set(Some(Editor::Line(seed.unwrap_or(text))));
            }
            Some(editor) => state.edit.set(Some(editor)),
            None => desk.say("This cell follows from others and cannot be edited."),
        }
    };

    // Takes what was typed; `false` keeps the editor open, with the reason said.
    let commit = move |text: &str| -> bool {
        let Some((row, column)) = active_row() else {
            state.edit.set(None);
            return true;
        };
        match source.with_value(|source| source.commit(&row, column, text)) {
            Ok(()) => {
                state.error.set(String::new());
                state.edit.set(None);
                true
            }
            Err(words) => {
                desk.say(&words);
                state.error.set(words);
                false
            }
        }
    };

    let on_key = move |event: KeyboardEvent| {
        if state.edit.read_untracked().is_some() {
            return;
        }
        let Some((row, column)) = active_row() else {
            return;
        };
        let page = isize::try_from(
            (state.view_height.get_untracked() / height.get_untracked().max(1)).max(2) - 1,
        )
        .unwrap_or(10);
        let command = event.ctrl_key() || event.meta_key();
        let act = |what: &dyn Fn(&dyn Source)| source.with_value(|source| what(&**source));
        match event.key().as_str() {
            "ArrowDown" if event.alt_key() => act(&|s| s.step(&row, 1)),
            "ArrowUp" if event.alt_key() => act(&|s| s.step(&row, -1)),
            "ArrowRight" if event.alt_key() && event.shift_key() => act(&|s| s.nudge(&row, 1)),
            "ArrowLeft" if event.alt_key() && event.shift_key() => act(&|s| s.nudge(&row, -1)),
            "ArrowRight" if event.alt_key() => act(&|s| s.indent(&row, 1)),
            "ArrowLeft" if event.alt_key() => act(&|s| s.indent(&row, -1)),
            "ArrowDown" => go(1, 0),
            "ArrowUp" => go(-1, 0),
            "ArrowRight" if column == 0 && row.expanded == Some(false) => act(&|s| s.toggle(&row)),
            "ArrowLeft" if column == 0 && row.expanded == Some(true) => act(&|s| s.toggle(&row)),
            "ArrowRight" => go(0, 1),
            "ArrowLeft" => go(0, -1),
            "PageDown" => go(page, 0),
            "PageUp" => go(-page, 0),
            "Home" if command => go(isize::MIN / 2, isize::MIN / 2),
            "End" if command => go(isize::MAX / 2, isize::MAX / 2),
            "Home" => go(0, isize::MIN / 2),
            "End" => go(0, isize::MAX / 2),
            "Enter" if command => {
                let added = source.with_value(|source| source.add_after(&row));
                if let Some(id) = added {
                    activate(id, 0);
                    begin(None);
                }
            }
            "Enter" | "F2" => begin(None),
            " " if row.expanded.is_some() && column == 0 => act(&|s| s.toggle(&row)),
            "Delete" | "Backspace" if command => {
                let next = untrack(|| {
                    let rows = rows.read();
                    let index = rows.iter().position(|r| r.id == row.id).unwrap_or(0);
                    rows.get(index + 1)
                        .or_else(|| rows.get(index.checked_sub(1)?))
                        .map(|row| row.id.clone())
                });
                act(&|s| s.remove(&row));
                if let Some(id) = next {
                    activate(id, column);
                }
            }
            "Delete" | "Backspace" => {
                let editable = source.with_value(|source| source.editor(&row, column));
                if matches!(editable, Some(Editor::Line(_)))
                    && let Err(words) = source.with_value(|source| source.commit(&row, column, ""))
                {
                    desk.toast(&words);
                }
            }
            key if key.chars().count() == 1 && !command && !event.alt_key() => {
                begin(Some(key.to_owned()));
            }
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };

    let on_click = move |event: MouseEvent| {
        let Some((id, column, cell)) = hit(&event) else {
            return;
        };
        let fold = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok())
            .and_then(|target| target.closest(".fold").ok().flatten());
        if fold.is_some() {
            if let Some(row) = untrack(|| row_of(&id)) {
                source.with_value(|source| source.toggle(&row));
            }
            return;
        }
        if state.edit.read_untracked().is_some()
            && cell
                .query_selector("input, select")
                .ok()
                .flatten()
                .is_some()
        {
            return;
        }
        activate(id.into(), column);
    };
    let on_double_click = move |event: MouseEvent| {
        if hit(&event).is_some() && state.edit.read_untracked().is_none() {
            begin(None);
        }
    };

    let on_copy = move |event: ClipboardEvent| {
        if state.edit.read_untracked().is_some() {
            return;
        }
        let Some((row, column)) = active_row() else {
            return;
        };
        let text = untrack(|| source.with_value(|source| source.cells(&row)))
            .get(column)
            .map(|cell| cell.text.clone());
        if let (Some(data), Some(text)) = (event.clipboard_data(), text)
            && data.set_data("text/plain", &text).is_ok()
        {
            event.prevent_default();
        }
    };
    // Cells pasted from a spreadsheet go right and down from the active one.
    let on_paste = move |event: ClipboardEvent| {
        if state.edit.read_untracked().is_some() {
            return;
        }
        let text = event
            .clipboard_data()
            .and_then(|data| data.get_data("text/plain").ok())
            .unwrap_or_default();
        let (Some((row, column)), false) = (active_row(), text.is_empty()) else {
            return;
        };
        event.prevent_default();
        let below: Vec<Row> = untrack(|| {
            let rows = rows.read();
            rows.iter()
                .skip_while(|r| r.id != row.id)
                .cloned()
                .collect()
        });
        let mut refused = None;
        workspace.together("Paste", || {
            for (row, line) in below
                .iter()
                .zip(text.trim_end_matches(['\r', '\n']).lines())
            {
                for (offset, value) in line.split('\t').enumerate() {
                    let result = source
                        .with_value(|source| source.commit(row, column + offset, value.trim()));
                    refused = refused.take().or(result.err());
                }
            }
        });
        if let Some(words) = refused {
            desk.toast(&format!("Not everything could be pasted: {words}"));
        }
    };

    let on_focus_out = move |event: web_sys::FocusEvent| {
        let outside = event
            .related_target()
            .and_then(|target| target.dyn_into::<web_sys::Node>().ok())
            .is_some_and(|node| {
                scroller
                    .get_untracked()
                    .is_none_or(|scroller| !scroller.contains(Some(&node)))
            });
        if outside {
            state.wants_focus.set_value(false);
        }
    };
    let on_focus_in = move |_| state.wants_focus.set_value(true);

    let target_index = move |event: &PointerEvent| {
        let element = scroller.get_untracked()?;
        let head = if narrow.is_some_and(|n| n.0.get_untracked()) {
            0
        } else {
            ROW_HEIGHT
        };
        #[allow(clippy::cast_possible_truncation)]
        let top = element.get_bounding_client_rect().top() as i32;
        let y = event.client_y() - top + element.scroll_top() - head;
        let height = height.get_untracked();
        let index = usize::try_from((y + height / 2) / height).unwrap_or(0);
        Some(index.min(rows.read_untracked().len()))
    };
    let dragged_from = StoredValue::new(0_i32);
    let on_pointer_down = move |event: PointerEvent| {
        // What is pressed may be the icon in it.
        let handle = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok())
            .and_then(|target| target.closest(".handle").ok().flatten());
        let (Some(handle), Some((id, _, _))) = (handle, hit(&event)) else {
            return;
        };
        event.prevent_default();
        let _ = handle.set_pointer_capture(event.pointer_id());
        dragged_from.set_value(event.client_x());
        if let Some(index) = untrack(|| index_of(&id)) {
            state.dragged.set(Some((id.into(), index)));
        }
    };
    let on_pointer_move = move |event: PointerEvent| {
        if state.dragged.read_untracked().is_some()
            && let Some(index) = target_index(&event)
        {
            state.dragged.update(|dragged| {
                if let Some((_, to)) = dragged {
                    *to = index;
                }
            });
        }
    };
    let on_pointer_up = move |event: PointerEvent| {
        let Some((id, to)) = state.dragged.get_untracked() else {
            return;
        };
        state.dragged.set(None);
        let (row, before) = untrack(|| (row_of(&id), rows.read().get(to).cloned()));
        let Some(row) = row else {
            return;
        };
        // Before itself or before the next is where it stands: sideways, it changes its level.
        let sideways = event.client_x() - dragged_from.get_value();
        let stays = untrack(|| index_of(&id)).is_some_and(|at| to == at || to == at + 1);
        if stays && sideways.abs() >= LEVEL_DRAG {
            source.with_value(|source| source.indent(&row, sideways.signum()));
        } else if !stays {
            source.with_value(|source| source.drop_before(&row, before.as_ref()));
        }
    };

    // The height of the part in view.
    Effect::new(move |_| {
        if let Some(element) = scroller.get() {
            let read = move || {
                if let Some(Some(element)) = scroller.try_get_untracked() {
                    let _ = state.view_height.try_set(element.client_height().max(200));
                }
            };
            read();
            let _ = element;
        }
    });
    let resized = window_event_listener(ev::resize, move |_| {
        if let Some(element) = scroller.get_untracked() {
            state.view_height.set(element.client_height().max(200));
        }
    });
    on_cleanup(move || resized.remove());

    let tracks = move || {
        columns
            .read()
            .iter()
            .map(|column| column.track)
            .collect::<Vec<_>>()
            .join(" ")
    };
    let head = move || {
        columns
            .get()
            .into_iter()
            .enumerate()
            .map(|(index, column)| {
                view! {
                    <div
                        role="columnheader"
                        class="head"
                        class:figure=column.numeric
                        aria-colindex=(index + 1).to_string()
                    >
                        {column.name}
                    </div>
                }
            })
            .collect_view()
    };
    let body_height = move || {
        let rows = i32::try_from(rows.read().len()).unwrap_or(i32::MAX / 100);
        format!("{}px", rows.saturating_mul(height.get()))
    };

    view! {
        <div
            class="grid"
            role=if tree { "treegrid" } else { "grid" }
            aria-label=name
            aria-rowcount=move || (rows.read().len() + 1).to_string()
            aria-colcount=move || columns.read().len().to_string()
            node_ref=scroller
            style=("--tracks", tracks)
            on:scroll=move |_| {
                if let Some(element) = scroller.get_untracked() {
                    state.scroll.set(element.scroll_top());
                    state.view_height.set(element.client_height().max(200));
                }
            }
            on:keydown=on_key
            on:click=on_click
            on:dblclick=on_double_click
            on:copy=on_copy
            on:paste=on_paste
            on:focusin=on_focus_in
            on:focusout=on_focus_out
            on:pointerdown=on_pointer_down
            on:pointermove=on_pointer_move
            on:pointerup=on_pointer_up
            on:pointercancel=move |_| state.dragged.set(None)
        >
            <div role="rowgroup" class="grid-head">
                <div role="row" class="row" aria-rowindex="1">
                    {head}
                </div>
            </div>
            <div role="rowgroup" class="grid-body" style:height=body_height>
                <For each=move || window_rows.get() key=|row| row.clone() let:item>
                    <GridRow source state columns height item commit=Callback::new(move |(text, next): (String, (i32, i32))| {
                        if commit(&text) {
                            state.wants_focus.set_value(true);
                            if next != (0, 0) {
                                go(next.0 as isize, next.1 as isize);
                            }
                        }
                    })/>
                </For>
                {move || {
                    let (_, to) = state.dragged.get()?;
                    let top = i32::try_from(to).unwrap_or(0) * height.get();
                    Some(view! { <div class="drop-line" style:transform=format!("translateY({top}px)")></div> })
                }}
            </div>
        </div>
        {move || {
            (rows.read().is_empty() && !empty.is_empty())
                .then(|| view! { <p class="grid-empty">{empty}</p> })
        }}
        {move || {
            let words = state.error.get();
            (!words.is_empty()).then(|| view! { <p class="grid-error" role="alert">{words}</p> })
        }}
    }
    .into_any()
}

/// The row and column under a pointer.
fn hit(event: &web_sys::Event) -> Option<(String, usize, Element)> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let cell = target.closest("[data-column]").ok().flatten()?;
    let row = cell.closest("[data-row]").ok().flatten()?;
    let column = cell.get_attribute("data-column")?.parse().ok()?;
    Some((row.get_attribute("data-row")?, column, cell))
}

fn focus_cell(scroller: &Element, id: &str, column: usize) {
    // Ids are letters, digits, '-' and '_', so the selector needs no escaping.
    let selector = format!("[data-row=\"{id}\"] > [data-column=\"{column}\"]");
    let cell = scroller
        .query_selector(&selector)
        .ok()
        .flatten()
        .and_then(|cell| cell.dyn_into::<HtmlElement>().ok());
    if let Some(cell) = cell {
        let focused = document().active_element();
        if focused.as_ref() != Some(cell.as_ref()) {
            let _ = cell.focus();
        }
    }
}
