//! The grid: a windowed `grid` or `treegrid` edited as in a spreadsheet. Only rows in view (and
//! the active one) exist in the page, so that an edit costs the same with ten rows or ten
//! thousand. What stands in it comes from a [`Source`].

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::tachys::html::attribute::custom::custom_attribute;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Element, HtmlElement, KeyboardEvent, MouseEvent, PointerEvent};

use super::icon::{Glyph, Icon};
use super::narrow::Narrow;
use crate::ui::desk::use_desk;

/// Height of a row in CSS pixels, on wide pages and on narrow ones.
pub const ROW_HEIGHT: i32 = 32;
/// Height of a row's card on narrow pages, in CSS pixels.
pub const CARD_HEIGHT: i32 = 64;
/// How long a row is active before its details are shown.
const SETTLED_AFTER: Duration = Duration::from_millis(60);
/// Rows kept in the page above and below what is in view.
const OVERSCAN: usize = 6;

/// A column of a grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub name: String,
    /// Its CSS grid track, such as `6rem` or `minmax(12rem, 3fr)`.
    pub track: &'static str,
    /// Figures stand at the right edge.
    pub numeric: bool,
    /// Shown on a narrow page too, where only the first column and two figures are.
    pub on_card: bool,
}

impl Column {
    /// A column of text.
    pub fn text(name: &str, track: &'static str) -> Self {
        Self {
            name: name.to_owned(),
            track,
            numeric: false,
            on_card: false,
        }
    }

    /// A column of figures.
    pub fn figure(name: &str, track: &'static str) -> Self {
        Self {
            numeric: true,
            ..Self::text(name, track)
        }
    }

    /// The same column, shown on narrow pages too.
    #[must_use]
    pub fn on_card(mut self) -> Self {
        self.on_card = true;
        self
    }
}

/// A row of a grid.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Row {
    /// Tells it from the others, and tells the source what it stands for.
    pub id: Arc<str>,
    /// Its depth in a tree, from 1.
    pub level: u8,
    /// Of a row with rows under it: whether they are shown.
    pub expanded: Option<bool>,
    /// A class for its looks, such as `phase`.
    pub class: &'static str,
}

impl Row {
    /// A row of the first level with nothing under it.
    pub fn new(id: &str) -> Self {
        Self {
            id: id.into(),
            level: 1,
            expanded: None,
            class: "",
        }
    }
}

/// What a cell shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// Its text.
    pub text: String,
    /// More about it, for a pointer that rests and for screen readers.
    pub hint: String,
    /// Whether it can be edited.
    pub editable: bool,
    /// A class for its looks, such as `warn`.
    pub class: &'static str,
}

impl Cell {
    /// A cell that can be edited.
    pub fn edit(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            editable: true,
            ..Self::default()
        }
    }

    /// A cell that follows from others.
    pub fn show(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// The same cell with more about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// The same cell with a class.
    #[must_use]
    pub fn class(mut self, class: &'static str) -> Self {
        self.class = class;
        self
    }
}

/// What a cell is edited with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Editor {
    /// A line of text, as people type it.
    Line(String),
    /// A choice: values with their names, and the chosen value.
    Choice(Vec<(String, String)>, String),
}

/// Where a grid's rows come from and where its edits go. `columns`, `rows` and `cells` are read
/// inside reactive computations: what they read is tracked.
pub trait Source: Send + Sync {
    /// The columns.
    fn columns(&self) -> Vec<Column>;
    /// The rows that are shown, in order.
    fn rows(&self) -> Vec<Row>;
    /// The cells of a row, one for each column.
    fn cells(&self, row: &Row) -> Vec<Cell>;
    /// What a cell is edited with; `None` when it cannot be.
    fn editor(&self, row: &Row, column: usize) -> Option<Editor>;
    /// Takes what was typed or chosen.
    ///
    /// # Errors
    /// In words for the user, when it cannot be taken; nothing is changed then.
    fn commit(&self, row: &Row, column: usize, text: &str) -> Result<(), String>;
    /// Takes the row out.
    fn remove(&self, _row: &Row) {}
    /// Moves the row one place up (-1) or down (1).
    fn step(&self, _row: &Row, _by: i32) {}
    /// Moves the row before another, or to the end.
    fn drop_before(&self, _row: &Row, _before: Option<&Row>) {}
    /// Shows or hides the rows under this one.
    fn toggle(&self, _row: &Row) {}
    /// Moves the row a level deeper (1) or higher (-1).
    fn indent(&self, _row: &Row, _by: i32) {}
    /// Moves what the row stands for so many days later (earlier when negative).
    fn nudge(&self, _row: &Row, _days: i32) {}
    /// Adds a row under this one and says which it is.
    fn add_after(&self, _row: &Row) -> Option<Arc<str>> {
        None
    }
    /// Whether rows can be moved.
    fn can_move(&self) -> bool {
        true
    }
}

/// The source of a grid, as it is handed around.
pub type SharedSource = Arc<dyn Source>;

/// What a grid is doing: which cell is active, which is edited. Made by the screen, so that it
/// can select a row it has just added and show the details of the active one.
#[derive(Clone, Copy)]
pub struct GridState {
    /// The active cell: its row and column.
    pub active: RwSignal<Option<(Arc<str>, usize)>>,
    /// Whether the active cell is edited, and with what.
    edit: RwSignal<Option<Editor>>,
    error: RwSignal<String>,
    /// How far the rows are scrolled, in CSS pixels.
    pub scroll: RwSignal<i32>,
    /// The height of the part in view, in CSS pixels.
    pub view_height: RwSignal<i32>,
    wants_focus: StoredValue<bool>,
    /// The editor was opened by typing: what was typed stays, the next key goes behind it.
    seeded: StoredValue<bool>,
    dragged: RwSignal<Option<(Arc<str>, usize)>>,
}

impl Default for GridState {
    fn default() -> Self {
        Self {
            active: RwSignal::new(None),
            edit: RwSignal::new(None),
            error: RwSignal::new(String::new()),
            scroll: RwSignal::new(0),
            view_height: RwSignal::new(900),
            wants_focus: StoredValue::new(false),
            seeded: StoredValue::new(false),
            dragged: RwSignal::new(None),
        }
    }
}

impl GridState {
    /// Makes this row active, at its first column, and moves the focus there.
    pub fn go_to(&self, row: Arc<str>) {
        self.wants_focus.set_value(true);
        self.active.set(Some((row, 0)));
    }

    /// Makes this row active and edits the name in its first column, which is `name`: for a row
    /// that has just been added.
    pub fn rename(&self, row: Arc<str>, name: &str) {
        self.error.set(String::new());
        self.edit.set(Some(Editor::Line(name.to_owned())));
        self.go_to(row);
    }

    /// The same grid with its active row as it settles, for what shows its details: going through
    /// rows, or from one typed cell to the next, does not wait for every field of every row on
    /// the way.
    #[must_use]
    pub fn settled(self) -> Self {
        let active = RwSignal::new(self.active.get_untracked());
        Effect::new(move |_| {
            let now = self.active.get();
            if now.is_none() {
                active.set(None);
                return;
            }
            let settle = move || {
                if self.active.try_get_untracked() == Some(now) {
                    let _ = active.try_set(self.active.get_untracked());
                }
            };
            set_timeout(settle, SETTLED_AFTER);
        });
        Self { active, ..self }
    }

    /// The active row's id, tracked.
    pub fn active_row(&self) -> Option<Arc<str>> {
        self.active.read().as_ref().map(|(row, _)| row.clone())
    }
}

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
        // Steps of a few rows, so that scrolling does not touch the window at every pixel.
        let from = (first / OVERSCAN * OVERSCAN).saturating_sub(OVERSCAN);
        let to = (first + count + 2 * OVERSCAN).min(rows.len());
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
        for (row, line) in below
            .iter()
            .zip(text.trim_end_matches(['\r', '\n']).lines())
        {
            for (offset, value) in line.split('\t').enumerate() {
                let result =
                    source.with_value(|source| source.commit(row, column + offset, value.trim()));
                refused = refused.or(result.err());
            }
        }
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
    let on_pointer_down = move |event: PointerEvent| {
        let handle = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok())
            // What is pressed may be the sign inside of it.
            .and_then(|target| target.closest(".handle").ok().flatten());
        let (Some(handle), Some((id, _, _))) = (handle, hit(&event)) else {
            return;
        };
        event.prevent_default();
        let _ = handle.set_pointer_capture(event.pointer_id());
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
    let on_pointer_up = move |_| {
        let Some((id, to)) = state.dragged.get_untracked() else {
            return;
        };
        state.dragged.set(None);
        let (row, before) = untrack(|| (row_of(&id), rows.read().get(to).cloned()));
        if let Some(row) = row
            && before.as_ref().is_none_or(|before| before.id != row.id)
        {
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
fn GridRow(
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

/// What the active cell is edited with.
#[component]
fn CellEditor(
    state: GridState,
    label: String,
    commit: Callback<(String, (i32, i32))>,
) -> impl IntoView {
    let Some(editor) = state.edit.get_untracked() else {
        return ().into_any();
    };
    // Leaving by key and leaving by pointer must not take the text twice.
    // Taking it may take this editor away with its signals, so the flag is none.
    let left = Arc::new(AtomicBool::new(false));
    let leave = {
        let left = left.clone();
        move |text: String, next: (i32, i32)| {
            // Moving on takes the focus, which comes back here as leaving by pointer.
            if !left.swap(true, Ordering::Relaxed) {
                // A row that went while it was edited takes nothing any more.
                if commit.try_run((text, next)).is_none() {
                    let _ = state.edit.try_set(None);
                }
                let open = state
                    .edit
                    .try_read_untracked()
                    .is_some_and(|edit| edit.is_some());
                left.store(!open, Ordering::Relaxed);
            }
        }
    };
    let give_up = {
        let left = left.clone();
        move || {
            left.store(true, Ordering::Relaxed);
            state.error.set(String::new());
            state.edit.set(None);
        }
    };
    let (take, drop_it) = (leave.clone(), give_up.clone());
    let on_key = move |event: KeyboardEvent, text: String| {
        event.stop_propagation();
        match event.key().as_str() {
            "Enter" => take(text, (if event.shift_key() { -1 } else { 1 }, 0)),
            "Tab" => take(text, (0, if event.shift_key() { -1 } else { 1 })),
            "Escape" => drop_it(),
            _ => return,
        }
        event.prevent_default();
    };
    match editor {
        Editor::Line(text) => {
            let node = NodeRef::<html::Input>::new();
            Effect::new(move |_| {
                if let Some(input) = node.get() {
                    // The text first: what is not there cannot be selected.
                    input.set_value(&text);
                    let _ = input.focus();
                    let end = u32::try_from(text.encode_utf16().count()).unwrap_or(0);
                    let from = if state.seeded.get_value() { end } else { 0 };
                    let _ = input.set_selection_range(from, end);
                }
            });
            view! {
                <input
                    type="text"
                    class="editor"
                    autocomplete="off"
                    aria-label=label
                    aria-invalid=move || (!state.error.read().is_empty()).then_some("true")
                    node_ref=node
                    on:keydown=move |event| on_key(event.clone(), event_target_value(&event))
                    on:blur=move |event| {
                        let text = event_target_value(&event);
                        leave(text, (0, 0));
                        // What cannot be taken is given up when the field is left by pointer.
                        if !left.load(Ordering::Relaxed) {
                            give_up();
                        }
                    }
                />
            }
            .into_any()
        }
        Editor::Choice(choices, chosen) => {
            let on_change = leave.clone();
            let before = chosen.clone();
            let select = NodeRef::<html::Select>::new();
            Effect::new(move |_| {
                if let Some(select) = select.get() {
                    let _ = select.focus();
                }
            });
            view! {
                <select
                    class="editor"
                    aria-label=label
                    node_ref=select
                    on:keydown=move |event| on_key(event.clone(), event_target_value(&event))
                    on:change=move |event| on_change(event_target_value(&event), (0, 0))
                    on:blur=move |event| {
                        // A choice that was only looked at is given up, not made again.
                        let value = event_target_value(&event);
                        if value == before {
                            give_up();
                        } else {
                            leave(value, (0, 0));
                        }
                    }
                >
                    {choices
                        .into_iter()
                        .map(|(value, name)| {
                            let selected = value == chosen;
                            view! { <option value=value selected=selected>{name}</option> }
                        })
                        .collect_view()}
                </select>
            }
            .into_any()
        }
    }
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
