//! The flights as a grid.

use std::sync::Arc;

use leptos::prelude::*;
use rust_decimal::Decimal;

use super::columns::Field;
use super::plan::{MODELS, Plan, model_name, new_flight, read_model};
use crate::model::{BuyingModel, Flight, FlightId, Identifier, Money, Percent, Quantity};
use crate::plan::forecast::FlightForecast;
use crate::ui::desk::fresh;
use crate::ui::parts::grid::{Cell, Column, Editor, Row, Source};
use crate::ui::{format, words};

/// The flights in these columns.
pub struct Flights {
    /// The media plan.
    pub plan: Plan,
    /// The columns, in order.
    pub fields: Memo<Vec<Field>>,
}

const DASH: &str = "–";

/// A number of things.
pub fn count(number: u64) -> String {
    format::number(Decimal::from(number))
}

/// A number of things, or a dash.
pub fn count_or_dash(number: Option<u64>) -> String {
    number.map_or_else(|| DASH.to_owned(), count)
}

/// A share in per cent; nothing typed is none.
///
/// # Errors
/// In words, when it cannot be read or is above 100 %.
pub fn read_share(text: &str) -> Result<Option<Percent>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let percent = words::read_percent(text)?;
    if percent > Percent::whole(100) {
        return Err(t!("A rate is at most 100 %.").to_owned());
    }
    Ok(Some(percent))
}

/// A share as it is written.
pub fn share(percent: Option<Percent>) -> String {
    percent
        .map(|percent| format::percent(percent.decimal()))
        .unwrap_or_default()
}

impl Flights {
    fn find(&self, row: &Row) -> Option<Arc<Flight>> {
        self.plan.flight(&FlightId::new(&row.id).ok()?)
    }

    fn field(&self, column: usize) -> Option<Field> {
        self.fields.read().get(column).copied()
    }

    fn text(&self, flight: &Flight, expected: &FlightForecast, field: Field) -> String {
        let currency = self.plan.workspace.currency.get();
        let money = |amount: Option<Money>| {
            amount.map_or_else(|| DASH.to_owned(), |amount| format::money(amount, currency))
        };
        let flat = flight.model == BuyingModel::Flat;
        let decimal = |number: Option<Decimal>| number.map(format::number);
        match field {
            Field::Channel => flight.channel.clone(),
            Field::Placement => flight.placement.clone(),
            Field::Start => flight.start.map(format::date).unwrap_or_default(),
            Field::Finish => flight.finish.map(format::date).unwrap_or_default(),
            Field::Model => model_name(flight.model).to_owned(),
            Field::Rate if flat => String::new(),
            Field::Rate => format::money(flight.rate, currency),
            Field::Net => format::money(flight.net, currency),
            Field::Gross => money(self.plan.gross(&flight.id)),
            Field::Impressions if flat => flight.impressions.map(count).unwrap_or_default(),
            Field::Impressions => count_or_dash(expected.impressions),
            Field::Ctr => share(flight.ctr),
            Field::Cvr => share(flight.cvr),
            Field::Frequency => {
                decimal(flight.frequency.map(Quantity::decimal)).unwrap_or_default()
            }
            Field::Reach => count_or_dash(expected.reach),
            Field::Grp => decimal(expected.grp).unwrap_or_else(|| DASH.to_owned()),
            Field::Clicks => count_or_dash(expected.clicks),
            Field::Views => count_or_dash(expected.views),
            Field::Conversions => count_or_dash(expected.conversions),
            Field::Cpm => money(expected.cpm),
            Field::Cpc => money(expected.cpc),
            Field::Cpa => money(expected.cpa),
        }
    }

    fn cell(&self, flight: &Flight, expected: &FlightForecast, field: Field) -> Cell {
        let text = self.text(flight, expected, field);
        let flat = flight.model == BuyingModel::Flat;
        let cell = match field {
            Field::Rate if flat => Cell::show("").hint(t!("A flat placement has no rate.")),
            Field::Impressions if flat => Cell::edit(text),
            Field::Impressions => Cell::show(text).hint(t!("Follows from net and rate.")),
            Field::Gross if text == DASH => {
                Cell::show(text).hint(t!("No budget line pays for this flight."))
            }
            Field::Gross => Cell::show(text).hint(t!("From the budget line that pays for it.")),
            Field::Reach | Field::Grp if text == DASH => Cell::show(text).hint(t!(
                "Needs impressions, a frequency and the size of the audience."
            )),
            Field::Reach
            | Field::Grp
            | Field::Clicks
            | Field::Views
            | Field::Conversions
            | Field::Cpm
            | Field::Cpc
            | Field::Cpa => Cell::show(text),
            _ => Cell::edit(text),
        };
        let is_assumed = |field: Field| field.assumed().is_some_and(|it| flight.assumes(it));
        match &flight.assumed {
            Some(assumed) if is_assumed(field) => cell
                .hint(t!("Assumed: {source}.", source = assumed.from))
                .class("assumed"),
            _ => cell,
        }
    }
}

/// Puts what was typed into a flight.
fn put(plan: Plan, flight: &mut Flight, field: Field, text: &str) -> Result<(), String> {
    let currency = plan.workspace.currency.get_untracked();
    let amount = || words::read_money(text, currency).map(Option::unwrap_or_default);
    let before = (flight.start, flight.finish);
    match field {
        Field::Channel => text.clone_into(&mut flight.channel),
        Field::Placement => text.clone_into(&mut flight.placement),
        Field::Start => flight.start = words::read_date(text)?,
        Field::Finish => {
            flight.finish = match flight.start {
                Some(start) => words::read_date_after(text, start)?,
                None => words::read_date(text)?,
            }
        }
        Field::Model => flight.model = read_model(text)?,
        Field::Rate => flight.rate = amount()?,
        Field::Net => flight.net = amount()?,
        Field::Impressions => flight.impressions = words::read_count(text)?,
        Field::Ctr => flight.ctr = read_share(text)?,
        Field::Cvr => flight.cvr = read_share(text)?,
        Field::Frequency => flight.frequency = words::read_quantity(text)?,
        _ => return Err(t!("This follows from the other figures.").to_owned()),
    }
    if let Some(figure) = field.assumed() {
        flight.owns(figure);
    }
    if let (Some(start), Some(finish)) = (flight.start, flight.finish)
        && finish < start
    {
        // A flight that starts later than it finished moves as a whole.
        match (field, before.0) {
            (Field::Start, Some(first)) => {
                flight.finish = Some(start.plus_days(finish.days_since(first)));
            }
            _ => return Err(t!("A flight cannot finish before it starts.").to_owned()),
        }
    }
    Ok(())
}

impl Source for Flights {
    fn columns(&self) -> Vec<Column> {
        self.fields.get().into_iter().map(Field::column).collect()
    }
    fn rows(&self) -> Vec<Row> {
        let media = self.plan.workspace.media.get();
        (media.flights.iter())
            .map(|flight| Row::new(flight.id.as_str()))
            .collect()
    }
    fn cells(&self, row: &Row) -> Vec<Cell> {
        let Some(flight) = self.find(row) else {
            return Vec::new();
        };
        let out = !flight.is_in(self.plan.workspace.option.get().as_ref());
        let expected = {
            let cases = self.plan.cases.read();
            let found = cases.expected.flights.get(&flight.id).copied();
            found.unwrap_or_default()
        };
        (self.fields.get().into_iter())
            .map(|field| {
                let cell = self.cell(&flight, &expected, field);
                if out { cell.class("out") } else { cell }
            })
            .collect()
    }
    fn editor(&self, row: &Row, column: usize) -> Option<Editor> {
        let cells = untrack(|| self.cells(row));
        let cell = cells.get(column).filter(|cell| cell.editable)?;
        if untrack(|| self.field(column)) == Some(Field::Model) {
            let names = MODELS.map(|(_, name)| (name.said().to_owned(), name.said().to_owned()));
            return Some(Editor::Choice(names.to_vec(), cell.text.clone()));
        }
        Some(Editor::Line(cell.text.clone()))
    }
    fn commit(&self, row: &Row, column: usize, text: &str) -> Result<(), String> {
        let Some(found) = untrack(|| self.find(row)) else {
            return Ok(());
        };
        let cells = untrack(|| self.cells(row));
        let Some(cell) = cells.get(column).filter(|cell| cell.text != text) else {
            return Ok(());
        };
        if !cell.editable {
            let words = format!(
                "{} {}",
                t!("This follows from the other figures."),
                cell.hint
            );
            return Err(words.trim_end().to_owned());
        }
        let Some(field) = untrack(|| self.field(column)) else {
            return Ok(());
        };
        let mut new = Flight::clone(&found);
        put(self.plan, &mut new, field, text)?;
        self.plan
            .change(&found.id, t!("Change flight"), "", |flight| {
                *flight = new.clone();
            });
        Ok(())
    }
    fn remove(&self, row: &Row) {
        if let Ok(id) = FlightId::new(&row.id) {
            self.plan.workspace.delete(t!("Delete flight"), |pitch| {
                pitch.remove_flight(&id);
            });
        }
    }
    fn step(&self, row: &Row, by: i32) {
        self.plan.workspace.edit(t!("Move flight"), "", |pitch| {
            words::step(&mut Arc::make_mut(&mut pitch.media).flights, &row.id, by);
        });
    }
    fn drop_before(&self, row: &Row, before: Option<&Row>) {
        self.plan.workspace.edit(t!("Move flight"), "", |pitch| {
            let list = &mut Arc::make_mut(&mut pitch.media).flights;
            words::move_before(list, &row.id, before.map(|row| &*row.id));
        });
    }
    fn add_after(&self, row: &Row) -> Option<Arc<str>> {
        let workspace = self.plan.workspace;
        let id: FlightId = fresh();
        let key: Arc<str> = id.as_str().into();
        let start = workspace.schedule.read_untracked().launch;
        let flight = new_flight(id, start);
        workspace.edit(t!("Add flight"), "", |pitch| {
            let list = &mut Arc::make_mut(&mut pitch.media).flights;
            words::insert_after(list, &row.id, flight);
        });
        Some(key)
    }
}
