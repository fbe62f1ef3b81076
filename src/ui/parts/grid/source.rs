//! What stands in a grid and where it comes from: columns, rows, cells, and the source that gives
//! them and takes edits.

use std::sync::Arc;

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
    /// Takes texts for many cells, each as if it were typed, and says in words what was not taken.
    /// Cells that follow from others are passed over.
    fn commit_block(&self, cells: &[(Row, usize, String)]) -> Vec<String> {
        let editable = |row: &Row, at: usize| {
            let cells = leptos::prelude::untrack(|| self.cells(row));
            cells.get(at).is_some_and(|cell| cell.editable)
        };
        (cells.iter())
            .filter(|(row, at, _)| editable(row, *at))
            .filter_map(|(row, at, text)| self.commit(row, *at, text).err())
            .collect()
    }
    /// Takes many rows out.
    fn remove_rows(&self, rows: &[Row]) {
        for row in rows {
            self.remove(row);
        }
    }
    /// Adds so many rows under this one, and says which they are: fewer where it cannot.
    fn add_rows(&self, row: &Row, count: usize) -> Vec<Arc<str>> {
        let next = |after: &Arc<str>| {
            self.add_after(&Row {
                id: after.clone(),
                ..row.clone()
            })
        };
        std::iter::successors(next(&row.id), next)
            .take(count)
            .collect()
    }
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
