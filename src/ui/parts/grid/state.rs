//! What a grid is doing: which cell is active, which is edited.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::pointer::Press;
use super::source::Editor;

/// How long a row is active before its details are shown.
const SETTLED_AFTER: Duration = Duration::from_millis(60);

/// The height of a grid before it is known, in CSS pixels.
const FIRST_HEIGHT: i32 = 640;

/// A cell: its row's id and its column.
pub(super) type Place = (Arc<str>, usize);

/// What a grid is doing: which cell is active, which is edited. Made by the screen, so that it
/// can select a row it has just added and show the details of the active one.
#[derive(Clone, Copy)]
pub struct GridState {
    /// The active cell: its row and column.
    pub active: RwSignal<Option<(Arc<str>, usize)>>,
    /// Whether the active cell is edited, and with what.
    pub(super) edit: RwSignal<Option<Editor>>,
    /// The active cell as it was when a block was chosen from it, and the block's other corner:
    /// another active cell ends the block.
    pub(super) extent: RwSignal<Option<(Place, Place)>>,
    pub(super) error: RwSignal<String>,
    /// How far the rows are scrolled, in CSS pixels.
    pub scroll: RwSignal<i32>,
    /// The height of the part in view, in CSS pixels.
    pub view_height: RwSignal<i32>,
    pub(super) wants_focus: StoredValue<bool>,
    /// The editor was opened by typing: what was typed stays, the next key goes behind it.
    pub(super) seeded: StoredValue<bool>,
    /// The letter with which a choice was begun; it is taken once.
    pub(super) seed: StoredValue<String>,
    /// The row that is moved, and the place between rows where it would go.
    pub(super) dragged: RwSignal<Option<(Arc<str>, usize)>>,
    pub(super) press: StoredValue<Press>,
}

impl Default for GridState {
    fn default() -> Self {
        Self {
            active: RwSignal::new(None),
            edit: RwSignal::new(None),
            extent: RwSignal::new(None),
            error: RwSignal::new(String::new()),
            scroll: RwSignal::new(0),
            view_height: RwSignal::new(FIRST_HEIGHT),
            wants_focus: StoredValue::new(false),
            seeded: StoredValue::new(false),
            seed: StoredValue::new(String::new()),
            dragged: RwSignal::new(None),
            press: StoredValue::new(Press::None),
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

    /// The corner of the chosen block that is not the active cell.
    pub(super) fn corner(&self) -> Option<Place> {
        let extent = self.extent.read_untracked();
        let (anchor, corner) = extent.as_ref()?;
        let is_from_here = self.active.read_untracked().as_ref() == Some(anchor);
        is_from_here.then(|| corner.clone())
    }

    /// The active row's id, tracked.
    pub fn active_row(&self) -> Option<Arc<str>> {
        self.active.read().as_ref().map(|(row, _)| row.clone())
    }
}
