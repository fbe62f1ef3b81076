//! The scope, edited where it is told: deliverables, what is out of scope, how changes are priced.

use std::sync::Arc;

use leptos::prelude::*;

use crate::model::{Deliverable, DeliverableId, Identifier, Line, LineId, Quantity, TaskId};
use crate::ui::desk::fresh;
use crate::ui::parts::details::{RowDetails, RowTools, add_at_end};
use crate::ui::parts::grid::{Cell, Column, Editor, Grid, GridState, Row, SharedSource, Source};
use crate::ui::parts::prose::ProseField;
use crate::ui::workspace::Workspace;
use crate::ui::{format, words};

/// What stands between the names of lines.
const BETWEEN: &str = "; ";

/// The deliverables and the texts around them.
pub fn scope_editor(workspace: Workspace) -> AnyView {
    let disabled = Signal::derive(move || workspace.is_read_only());
    let state = GridState::default();
    let rows: SharedSource = Arc::new(Deliverables(workspace));
    view! {
        <h3>{t!("Deliverables")}</h3>
        <Grid
            name=t!("Deliverables")
            source=rows.clone()
            state=state
            empty=t!("Nothing is promised yet. What does the client get, how many, and by when?")
        />
        <RowTools source=rows.clone() state=state add=t!("Add deliverable") on_add=add_at_end(&rows) disabled=disabled/>
        <details class="more">
            <summary>{t!("All fields of the selected deliverable")}</summary>
            <RowDetails source=rows state=state/>
        </details>
        <ProseField
            label=t!("Out of scope")
            value=Signal::derive(move || workspace.scope.read().out_of_scope.clone())
            disabled=disabled
            on_input=move |text: String| {
                workspace
                    .edit(
                        t!("Change what is out of scope"),
                        "out of scope",
                        |pitch| Arc::make_mut(&mut pitch.scope).out_of_scope = text,
                    );
            }
        />
        <ProseField
            label=t!("Changes")
            hint=Signal::stored(t!("How changes are asked for and priced.").to_owned())
            value=Signal::derive(move || workspace.scope.read().changes.clone())
            disabled=disabled
            on_input=move |text: String| {
                workspace
                    .edit(
                        t!("Change how changes are priced"),
                        "scope changes",
                        |pitch| Arc::make_mut(&mut pitch.scope).changes = text,
                    );
            }
        />
    }
    .into_any()
}

/// The deliverables as a grid.
struct Deliverables(Workspace);

impl Deliverables {
    fn find(&self, row: &Row) -> Option<Arc<Deliverable>> {
        let scope = self.0.scope.get();
        let found = scope
            .deliverables
            .iter()
            .find(|d| d.id.as_str() == &*row.id);
        found.cloned()
    }

    fn text(&self, deliverable: &Deliverable, column: usize) -> String {
        let number =
            |value: Option<rust_decimal::Decimal>| value.map(format::number).unwrap_or_default();
        match column {
            0 => deliverable.name.clone(),
            1 => number(deliverable.quantity.map(Quantity::decimal)),
            2 => deliverable.specification.clone(),
            3 => number(deliverable.rounds.map(Into::into)),
            4 => deliverable
                .further_round_price
                .map(|amount| format::money(amount, self.0.currency.get()))
                .unwrap_or_default(),
            5 => deliverable.acceptance.clone(),
            6 => self.due(deliverable),
            _ => self.paid_by(deliverable),
        }
    }

    /// The names of the lines that pay for it.
    fn paid_by(&self, deliverable: &Deliverable) -> String {
        let budget = self.0.budget.read();
        let names = deliverable
            .lines
            .iter()
            .filter_map(|id| budget.lines.find(id));
        names
            .map(|line| line.name.trim().to_owned())
            .collect::<Vec<_>>()
            .join(BETWEEN)
    }

    /// The lines that are named: by their whole names, or the beginning of one alone.
    fn read_lines(&self, typed: &str) -> Result<Vec<LineId>, String> {
        let budget = self.0.budget.read_untracked();
        let wanted = typed
            .split([';', '\n'])
            .map(str::trim)
            .filter(|name| !name.is_empty());
        wanted
            .map(|name| {
                let key = name.to_lowercase();
                let named = |line: &&Arc<Line>| line.name.trim().to_lowercase() == key;
                let begins = |line: &&Arc<Line>| line.name.trim().to_lowercase().starts_with(&key);
                let mut like = budget.lines.iter().filter(begins);
                let found = budget.lines.iter().find(named).or_else(|| {
                    let first = like.next();
                    first.filter(|_| like.next().is_none())
                });
                found.map(|line| line.id.clone()).ok_or_else(|| {
                    t!("The budget has no one line called “{name}”. Name lines as they are there, with ; between them.")
                })
            })
            .collect()
    }

    /// The name of the task it is due on, with its date.
    fn due(&self, deliverable: &Deliverable) -> String {
        let Some(id) = &deliverable.due else {
            return String::new();
        };
        let name = self
            .0
            .timeline
            .read()
            .tasks
            .find(id)
            .map(|task| task.name.clone());
        let date = self
            .0
            .schedule
            .read()
            .tasks
            .get(id)
            .map(|task| format::short_date(task.finish));
        match (name, date) {
            (Some(name), Some(date)) => format!("{date}, {name}"),
            (Some(name), None) => name,
            _ => String::new(),
        }
    }
}

impl Source for Deliverables {
    fn columns(&self) -> Vec<Column> {
        vec![
            Column::text(t!("Deliverable"), "minmax(11rem, 3fr)"),
            Column::figure(t!("Quantity"), "5rem").on_card(),
            Column::text(t!("Specification"), "minmax(8rem, 2fr)"),
            Column::figure(t!("Rounds"), "4.5rem"),
            Column::figure(t!("Further round"), "7rem"),
            Column::text(t!("Acceptance"), "minmax(8rem, 2fr)"),
            Column::text(t!("Due on"), "minmax(8rem, 2fr)").on_card(),
            Column::text(t!("Paid by"), "minmax(8rem, 2fr)"),
        ]
    }
    fn rows(&self) -> Vec<Row> {
        let scope = self.0.scope.get();
        scope
            .deliverables
            .iter()
            .map(|d| Row::new(d.id.as_str()))
            .collect()
    }
    fn cells(&self, row: &Row) -> Vec<Cell> {
        let Some(deliverable) = self.find(row) else {
            return Vec::new();
        };
        (0..8)
            .map(|column| Cell::edit(self.text(&deliverable, column)))
            .collect()
    }
    fn editor(&self, row: &Row, column: usize) -> Option<Editor> {
        untrack(|| {
            let deliverable = self.find(row)?;
            if column != 6 {
                return Some(Editor::Line(self.text(&deliverable, column)));
            }
            let mut choices = vec![(String::new(), "–".to_owned())];
            choices.extend(
                self.0
                    .timeline
                    .read()
                    .tasks
                    .iter()
                    .map(|task| (task.id.to_string(), task.name.clone())),
            );
            let chosen = deliverable.due.as_ref().map(ToString::to_string);
            Some(Editor::Choice(choices, chosen.unwrap_or_default()))
        })
    }
    fn commit(&self, row: &Row, column: usize, text: &str) -> Result<(), String> {
        let Ok(id) = DeliverableId::new(&row.id) else {
            return Ok(());
        };
        let change = |act: &dyn Fn(&mut Deliverable)| {
            self.0.edit(t!("Change deliverable"), "", |pitch| {
                if let Some(found) = Arc::make_mut(&mut pitch.scope).deliverables.find_mut(&id) {
                    act(found);
                }
            });
        };
        match column {
            0 => change(&|d| text.clone_into(&mut d.name)),
            1 => {
                let quantity = words::read_quantity(text)?;
                change(&|d| d.quantity = quantity);
            }
            2 => change(&|d| text.clone_into(&mut d.specification)),
            3 => {
                let rounds = match words::read_count(text)? {
                    None => None,
                    Some(count) => Some(
                        u16::try_from(count)
                            .ok()
                            .filter(|count| *count <= 100)
                            .ok_or(t!("Rounds are a number from 0 to 100."))?,
                    ),
                };
                change(&|d| d.rounds = rounds);
            }
            4 => {
                let amount = words::read_money(text, self.0.currency.get_untracked())?;
                change(&|d| d.further_round_price = amount);
            }
            5 => change(&|d| text.clone_into(&mut d.acceptance)),
            6 => {
                let task = TaskId::new(text).ok();
                change(&|d| d.due.clone_from(&task));
            }
            _ => {
                let lines = self.read_lines(text)?;
                change(&|d| d.lines.clone_from(&lines));
            }
        }
        Ok(())
    }
    fn add_after(&self, row: &Row) -> Option<Arc<str>> {
        let id: DeliverableId = fresh();
        let key: Arc<str> = id.as_str().into();
        self.0.edit(t!("Add deliverable"), "", |pitch| {
            let deliverable = Deliverable {
                id,
                name: t!("New deliverable").to_owned(),
                quantity: Some(Quantity::ONE),
                specification: String::new(),
                rounds: None,
                further_round_price: None,
                acceptance: String::new(),
                due: None,
                lines: Vec::new(),
                tasks: Vec::new(),
                extra: Default::default(),
            };
            let list = &mut Arc::make_mut(&mut pitch.scope).deliverables;
            words::insert_after(list, &row.id, deliverable);
        });
        Some(key)
    }
    fn remove(&self, row: &Row) {
        if let Ok(id) = DeliverableId::new(&row.id) {
            self.0.delete(t!("Delete deliverable"), |pitch| {
                pitch.remove_deliverable(&id);
            });
        }
    }
    fn step(&self, row: &Row, by: i32) {
        self.0.edit(t!("Move deliverable"), "", |pitch| {
            words::step(
                &mut Arc::make_mut(&mut pitch.scope).deliverables,
                &row.id,
                by,
            );
        });
    }
    fn drop_before(&self, row: &Row, before: Option<&Row>) {
        self.0.edit(t!("Move deliverable"), "", |pitch| {
            let list = &mut Arc::make_mut(&mut pitch.scope).deliverables;
            words::move_before(list, &row.id, before.map(|row| &*row.id));
        });
    }
}
