//! A list of holidays as a grid, with what is added to it by hand.

use std::sync::Arc;

use leptos::prelude::*;

use crate::model::timeline::MAX_CLOSURE;
use crate::model::{Date, Holiday, Identifier, List, WorkingWeek};
use crate::plan::calendar::Calendar;
use crate::ui::desk::fresh;
use crate::ui::parts::grid::{Cell, Column, Editor, Row, Source};
use crate::ui::{format, words};

/// How many working days a new closure takes.
const CLOSURE_DAYS: i64 = 5;

/// What is done to a list of holidays.
pub type Act = Arc<dyn Fn(&mut List<Holiday>) + Send + Sync>;

/// A list of holidays as a grid; changes go to `change` with their name.
pub struct Rows {
    list: Signal<List<Holiday>>,
    change: Callback<(String, Act)>,
}

/// Adds a holiday of the agency's own on this day, or behind its last one, and says which row it
/// is.
pub fn add(list: Signal<List<Holiday>>, change: Callback<(String, Act)>, day: Date) -> Arc<str> {
    let day = after_own(&list.read_untracked(), day);
    push(
        change,
        t!("Add holiday"),
        Holiday::new(fresh(), day, t!("New holiday")),
    )
}

/// Adds a closure of a week's work behind this day, or behind the agency's last one, and says
/// which row it is.
pub fn add_closure(
    list: Signal<List<Holiday>>,
    change: Callback<(String, Act)>,
    week: WorkingWeek,
    day: Date,
) -> Arc<str> {
    let list = list.read_untracked();
    let after = after_own(&list, day.plus_days(1));
    let calendar = Calendar::new(after, week, &list);
    let mut closure = Holiday::new(fresh(), calendar.date(0), t!("Agency closed"));
    closure.until = Some(calendar.date(CLOSURE_DAYS - 1));
    push(change, t!("Add closure"), closure)
}

/// The day after the last of the agency's own days, or this day when it has none.
fn after_own(list: &[Arc<Holiday>], day: Date) -> Date {
    let own = list.iter().filter(|holiday| holiday.region.is_empty());
    let last = own.map(|holiday| holiday.last()).max();
    last.map_or(day, |last| last.plus_days(1).max(day))
}

fn push(change: Callback<(String, Act)>, name: &str, holiday: Holiday) -> Arc<str> {
    let key: Arc<str> = holiday.id.as_str().into();
    let act: Act = Arc::new(move |holidays| holidays.push(holiday.clone()));
    change.run((name.to_owned(), act));
    key
}

/// Puts a holiday on another day; a closure keeps its length. A public holiday that is moved is
/// one of the agency's own days from then on.
fn move_to(holiday: &mut Holiday, day: Date) {
    if day != holiday.date {
        let length = holiday.until.map(|until| until.days_since(holiday.date));
        holiday.date = day;
        holiday.until = length.map(|length| day.plus_days(length));
        holiday.region.clear();
    }
}

/// Sets or clears the last day of a closure.
fn end_on(holiday: &mut Holiday, until: Option<Date>) -> Result<(), String> {
    let length = until.map_or(0, |until| until.days_since(holiday.date));
    if length < 0 {
        return Err(t!(
            "The last day cannot lie before the first, {}.",
            format::date(holiday.date)
        ));
    }
    if length > MAX_CLOSURE {
        return Err(t!(
            "The last day lies at most {MAX_CLOSURE} days after the first; this one lies {length} days after it."
        ));
    }
    holiday.until = until.filter(|_| length > 0);
    if holiday.until.is_some() {
        holiday.region.clear();
    }
    Ok(())
}

impl Rows {
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

impl Source for Rows {
    fn columns(&self) -> Vec<Column> {
        vec![
            Column::text(t!("Holiday"), "minmax(10rem, 3fr)"),
            Column::text(t!("Date"), "minmax(7rem, 1fr)").on_card(),
            Column::text(t!("Until"), "minmax(7rem, 1fr)").on_card(),
            Column::text(t!(region "Of"), "5rem"),
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
                Cell::edit(holiday.until.map(format::date).unwrap_or_default())
                    .hint(holiday.until.map(format::long_date).unwrap_or_default()),
                match holiday.region.as_str() {
                    "" => Cell::show(t!("Agency")),
                    region => Cell::show(region).hint(t!("A public holiday there")),
                },
            ]
        })
    }
    fn editor(&self, row: &Row, column: usize) -> Option<Editor> {
        untrack(|| self.cells(row))
            .get(column)
            .filter(|cell| cell.editable)
            .map(|cell| Editor::Line(cell.text.clone()))
    }
    fn commit(&self, row: &Row, column: usize, text: &str) -> Result<(), String> {
        let Some(found) = untrack(|| self.find(row)) else {
            return Ok(());
        };
        let mut holiday = Holiday::clone(&found);
        match column {
            0 => text.clone_into(&mut holiday.name),
            1 => {
                let day = words::read_date(text)?.ok_or(t!("A holiday has a date."))?;
                move_to(&mut holiday, day);
            }
            2 => {
                let until = words::read_date_after(text, holiday.date)?;
                end_on(&mut holiday, until)?;
            }
            _ => return Err(t!("This is where the holiday came from.").to_owned()),
        }
        self.run(t!("Change holiday"), move |list| {
            if let Some(entry) = list.find_mut(&holiday.id) {
                *entry = holiday.clone();
            }
        });
        Ok(())
    }
    fn remove(&self, row: &Row) {
        let id = row.id.clone();
        self.run(t!("Delete holiday"), move |list| {
            list.retain(|h| h.id.as_str() != &*id);
        });
    }
    fn step(&self, row: &Row, by: i32) {
        let id = row.id.clone();
        self.run(t!("Move holiday"), move |list| words::step(list, &id, by));
    }
    fn drop_before(&self, row: &Row, before: Option<&Row>) {
        let id = row.id.clone();
        let before = before.map(|row| row.id.clone());
        self.run(t!("Move holiday"), move |list| {
            words::move_before(list, &id, before.as_deref());
        });
    }
}
