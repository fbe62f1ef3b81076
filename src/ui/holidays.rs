//! Holidays as a grid: the agency's and each pitch's.

use std::sync::Arc;

use leptos::prelude::*;

use super::desk::fresh;
use super::parts::grid::{Cell, Column, Editor, Row, Source};
use super::{format, words};
use crate::model::{Date, Holiday, HolidayId, Identifier, List};

/// What is done to a list of holidays.
pub type Act = Arc<dyn Fn(&mut List<Holiday>) + Send + Sync>;

/// A list of holidays as a grid; changes go to `change` with their name.
pub struct Holidays {
    list: Signal<List<Holiday>>,
    change: Callback<(String, Act)>,
}

/// Adds a holiday on this day and says which row it is.
pub fn add(list: Signal<List<Holiday>>, change: Callback<(String, Act)>, day: Date) -> Arc<str> {
    let id: HolidayId = fresh();
    let key: Arc<str> = id.as_str().into();
    let last = list
        .read_untracked()
        .last()
        .map(|holiday| holiday.last().plus_days(1));
    let act: Act = Arc::new(move |holidays| {
        holidays.push(Holiday::new(id.clone(), last.unwrap_or(day), "New holiday"));
    });
    change.run(("Add holiday".to_owned(), act));
    key
}

impl Holidays {
    /// A grid over this list.
    pub fn new(list: Signal<List<Holiday>>, change: Callback<(String, Act)>) -> Self {
        Self { list, change }
    }

    fn find(&self, row: &Row) -> Option<Arc<Holiday>> {
        let list = self.list.get();
        list.iter()
            .find(|holiday| holiday.id.as_str() == &*row.id)
            .cloned()
    }

    fn run(&self, name: &str, act: impl Fn(&mut List<Holiday>) + Send + Sync + 'static) {
        self.change.run((name.to_owned(), Arc::new(act)));
    }
}

impl Source for Holidays {
    fn columns(&self) -> Vec<Column> {
        vec![
            Column::text("Holiday", "minmax(10rem, 3fr)"),
            Column::text("Date", "minmax(8rem, 1fr)").on_card(),
        ]
    }
    fn rows(&self) -> Vec<Row> {
        self.list
            .get()
            .iter()
            .map(|holiday| Row::new(holiday.id.as_str()))
            .collect()
    }
    fn cells(&self, row: &Row) -> Vec<Cell> {
        self.find(row).map_or_else(Vec::new, |holiday| {
            vec![
                Cell::edit(holiday.name.clone()),
                Cell::edit(format::date(holiday.date)).hint(format::long_date(holiday.date)),
            ]
        })
    }
    fn editor(&self, row: &Row, column: usize) -> Option<Editor> {
        untrack(|| self.cells(row))
            .get(column)
            .map(|cell| Editor::Line(cell.text.clone()))
    }
    fn commit(&self, row: &Row, column: usize, text: &str) -> Result<(), String> {
        let Some(found) = untrack(|| self.find(row)) else {
            return Ok(());
        };
        let mut holiday = Holiday::clone(&found);
        if column == 0 {
            text.clone_into(&mut holiday.name);
        } else {
            holiday.date = words::read_date(text)?.ok_or("A holiday has a date.")?;
        }
        self.run("Change holiday", move |list| {
            if let Some(entry) = list.find_mut(&holiday.id) {
                *entry = holiday.clone();
            }
        });
        Ok(())
    }
    fn remove(&self, row: &Row) {
        let id = row.id.clone();
        self.run("Delete holiday", move |list| {
            list.retain(|h| h.id.as_str() != &*id);
        });
    }
    fn step(&self, row: &Row, by: i32) {
        let id = row.id.clone();
        self.run("Move holiday", move |list| words::step(list, &id, by));
    }
    fn drop_before(&self, row: &Row, before: Option<&Row>) {
        let id = row.id.clone();
        let before = before.map(|row| row.id.clone());
        self.run("Move holiday", move |list| {
            words::move_before(list, &id, before.as_deref());
        });
    }
}
