//! What keys, pointer and clipboard have in common: the active cell, moving it, editing it.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::block::Block;
use super::source::{Column, Editor, Row, SharedSource, Source};
use super::state::GridState;
use super::{ROW_HEIGHT, row_height};
use crate::ui::desk::{Desk, use_desk};
use crate::ui::lasting::Kept;
use crate::ui::workspace::Workspace;

/// A grid, as those who act on it see it.
#[derive(Clone, Copy)]
pub(super) struct Control {
    pub desk: Desk,
    pub workspace: Workspace,
    pub source: StoredValue<SharedSource>,
    pub state: GridState,
    pub tree: bool,
    pub columns: Memo<Vec<Column>>,
    pub rows: Memo<Arc<Vec<Row>>>,
    /// Height of a row in CSS pixels.
    pub height: Memo<i32>,
    /// The block of cells that is chosen, if it is more than the active one.
    pub block: Memo<Option<Block>>,
    pub scroller: NodeRef<html::Div>,
    pub narrow: Kept<bool>,
    owner: StoredValue<Owner>,
}

impl Control {
    pub fn new(
        desk: Desk,
        workspace: Workspace,
        source: SharedSource,
        state: GridState,
        tree: bool,
    ) -> Self {
        let narrow = use_desk().narrow;
        let source = StoredValue::new(source);
        let columns = Memo::new(move |_| source.with_value(|source| source.columns()));
        let rows = Memo::new(move |_| Arc::new(source.with_value(|source| source.rows())));
        Self {
            desk,
            workspace,
            source,
            state,
            tree,
            columns,
            rows,
            height: Memo::new(move |_| row_height(narrow)),
            block: Memo::new(move |_| Block::of(state, &rows.read(), columns.read().len())),
            scroller: NodeRef::new(),
            narrow,
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
        }
    }

    /// Does something in the ownership of the grid.
    pub fn owning<T>(&self, act: impl FnOnce() -> T) -> T {
        self.owner.get_value().with(act)
    }

    pub fn act<T>(&self, what: impl FnOnce(&dyn Source) -> T) -> T {
        self.source.with_value(|source| what(&**source))
    }

    pub fn index_of(&self, id: &str) -> Option<usize> {
        (self.rows.read_untracked().iter()).position(|row| &*row.id == id)
    }

    pub fn row_at(&self, index: usize) -> Option<Row> {
        self.rows.read_untracked().get(index).cloned()
    }

    pub fn row_of(&self, id: &str) -> Option<Row> {
        self.row_at(self.index_of(id)?)
    }

    /// The active row and column.
    pub fn active(&self) -> Option<(Row, usize)> {
        let (id, column) = self.state.active.get_untracked()?;
        Some((self.row_of(&id)?, column))
    }

    /// The block that is chosen; the active cell alone where none is.
    pub fn chosen(&self) -> Option<Block> {
        let block = *self.block.read_untracked();
        block.or_else(|| {
            let (id, column) = self.state.active.get_untracked()?;
            let index = self.index_of(&id)?;
            Some(Block::cell(index, column))
        })
    }

    /// Whether rows are cards.
    pub fn is_narrow(&self) -> bool {
        self.narrow.get_untracked()
    }

    fn head_height(&self) -> i32 {
        if self.is_narrow() { 0 } else { ROW_HEIGHT }
    }

    pub fn keep_in_view(&self, index: usize) {
        let Some(Some(element)) = self.scroller.try_get_untracked() else {
            return;
        };
        let height = self.height.get_untracked();
        let top = i32::try_from(index).unwrap_or(0) * height;
        let view = element.client_height() - self.head_height();
        if top < element.scroll_top() {
            element.set_scroll_top(top);
        } else if top + height > element.scroll_top() + view {
            element.set_scroll_top(top + height - view);
        }
    }

    /// The place between rows that is nearest to this height of the page, from 0.
    pub fn place_at(&self, client_y: i32) -> Option<usize> {
        let (y, height) = self.offset(client_y)?;
        let index = usize::try_from((y + height / 2) / height).unwrap_or(0);
        Some(index.min(self.rows.read_untracked().len()))
    }

    fn offset(&self, client_y: i32) -> Option<(i32, i32)> {
        let element = self.scroller.get_untracked()?;
        #[allow(clippy::cast_possible_truncation)]
        let top = element.get_bounding_client_rect().top() as i32;
        let y = client_y - top + element.scroll_top() - self.head_height();
        Some((y, self.height.get_untracked().max(1)))
    }

    pub fn activate(&self, id: Arc<str>, column: usize) {
        self.state.wants_focus.set_value(true);
        self.state.error.set(String::new());
        if let Some(index) = self.index_of(&id) {
            self.keep_in_view(index);
        }
        // At once where the cell is in the page, so that no key that follows is lost.
        if self.state.edit.read_untracked().is_none() {
            self.focus(&id, column);
        }
        self.state.extent.set(None);
        self.state.active.set(Some((id, column)));
    }

    /// Moves the focus to a cell that is in the page.
    pub fn focus(&self, id: &str, column: usize) {
        let Some(Some(scroller)) = self.scroller.try_get_untracked() else {
            return;
        };
        // Ids are letters, digits, '-', '_' and ':', so the selector needs no escaping.
        let selector = format!("[data-row=\"{id}\"] > [data-column=\"{column}\"]");
        let found = scroller.query_selector(&selector).ok().flatten();
        if let Some(cell) = found.and_then(|cell| cell.dyn_into::<HtmlElement>().ok()) {
            let focused = document().active_element();
            if focused.as_ref() != Some(cell.as_ref()) {
                let _ = cell.focus();
            }
        }
    }

    /// Moves the active cell, as far as there are cells.
    pub fn go(&self, row_by: isize, column_by: isize) {
        let Some((row, column)) = self.active() else {
            return;
        };
        let from = self.index_of(&row.id).unwrap_or(0);
        let (index, column) = self.moved((from, column), row_by, column_by);
        if let Some(row) = self.row_at(index) {
            self.activate(row.id, column);
        }
    }

    /// Moves the corner of the chosen block that is not the active cell.
    pub fn extend(&self, row_by: isize, column_by: isize) {
        let Some(anchor) = self.state.active.get_untracked() else {
            return;
        };
        let corner = self.state.corner().unwrap_or_else(|| anchor.clone());
        let from = self.index_of(&corner.0).unwrap_or(0);
        let (index, column) = self.moved((from, corner.1), row_by, column_by);
        self.extend_to(index, column);
    }

    /// Chooses the block from the active cell to this one.
    pub fn extend_to(&self, index: usize, column: usize) {
        let (Some(anchor), Some(row)) = (self.state.active.get_untracked(), self.row_at(index))
        else {
            return;
        };
        let corner = (row.id, column);
        self.keep_in_view(index);
        let extent = (anchor != corner).then_some((anchor, corner));
        if *self.state.extent.read_untracked() == extent {
            return;
        }
        self.state.extent.set(extent);
        if let Some(block) = *self.block.read_untracked() {
            let (rows, columns) = block.size();
            let rows = match rows {
                1 => t!("1 row").to_owned(),
                rows => t!("{rows} rows"),
            };
            let columns = match columns {
                1 => t!("1 column").to_owned(),
                columns => t!("{columns} columns"),
            };
            self.desk.say(&t!("{rows} by {columns} chosen."));
        }
    }

    fn moved(&self, from: (usize, usize), row_by: isize, column_by: isize) -> (usize, usize) {
        let last_row = self.rows.read_untracked().len().saturating_sub(1);
        let last_column = self.columns.read_untracked().len().saturating_sub(1);
        (
            from.0.saturating_add_signed(row_by).min(last_row),
            from.1.saturating_add_signed(column_by).min(last_column),
        )
    }

    /// Opens the field of the active cell, with what it holds or with what was typed.
    pub fn begin(&self, seed: Option<String>) {
        let Some((row, column)) = self.active() else {
            return;
        };
        let state = self.state;
        match self.act(|source| source.editor(&row, column)) {
            Some(Editor::Line(text)) => {
                state.error.set(String::new());
                state.seeded.set_value(seed.is_some());
                state.edit.set(Some(Editor::Line(seed.unwrap_or(text))));
            }
            Some(editor) => {
                state.seed.set_value(seed.unwrap_or_default());
                state.edit.set(Some(editor));
            }
            None => (self.desk).say(t!("This cell follows from others and cannot be edited.")),
        }
    }

    /// Takes what was typed and moves on; keeps the field open where it cannot be taken, with the
    /// reason said.
    pub fn commit(&self, text: &str, next: (i32, i32)) {
        let state = self.state;
        if let Some((row, column)) = self.active()
            && let Err(words) = self.act(|source| source.commit(&row, column, text))
        {
            self.desk.say(&words);
            state.error.set(words);
            return;
        }
        state.error.set(String::new());
        state.edit.set(None);
        state.wants_focus.set_value(true);
        if next != (0, 0) {
            self.go(next.0 as isize, next.1 as isize);
        }
    }
}

/// The row and column under a pointer.
pub(super) fn hit(event: &web_sys::Event) -> Option<(String, usize, Element)> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let cell = target.closest("[data-column]").ok().flatten()?;
    let row = cell.closest("[data-row]").ok().flatten()?;
    let column = cell.get_attribute("data-column")?.parse().ok()?;
    Some((row.get_attribute("data-row")?, column, cell))
}

/// The part of a row with this class that an event is on; what is pressed may be the icon in it.
pub(super) fn part(event: &web_sys::Event, class: &str) -> Option<Element> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest(class).ok().flatten()
}
