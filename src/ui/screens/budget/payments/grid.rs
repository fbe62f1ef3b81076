//! The instalments as the grid shows and takes them.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::options::share_text;
use crate::model::{
    Due, Identifier, Instalment, InstalmentBase, InstalmentId, Percent, Share, TaskId,
};
use crate::plan::parse;
use crate::plan::payments::PaymentSchedule;
use crate::ui::desk::fresh;
use crate::ui::parts::grid::{Cell, Column, Editor, Row, Source};
use crate::ui::workspace::Workspace;
use crate::ui::{format, words};
use crate::words::Word;

/// The instalments as a grid.
pub(super) struct Payments {
    pub workspace: Workspace,
    pub schedule: Memo<Arc<PaymentSchedule>>,
}

const BASES: [(InstalmentBase, Word); 3] = [
    (InstalmentBase::Total, word!("Total")),
    (InstalmentBase::AllButMedia, word!("All but media")),
    (InstalmentBase::Media, word!("Media")),
];

impl Payments {
    fn find(&self, row: &Row) -> Option<Arc<Instalment>> {
        let budget = self.workspace.budget.get();
        budget
            .payments
            .iter()
            .find(|i| i.id.as_str() == &*row.id)
            .cloned()
    }

    /// The choices of when an instalment is due, with their values.
    fn dues(&self) -> Vec<(String, String)> {
        let timeline = self.workspace.timeline.read();
        let fixed = [
            ("signature", t!("On signature")),
            ("monthly", t!("Monthly")),
            ("date", t!("On a date")),
        ];
        fixed
            .iter()
            .map(|(value, name)| ((*value).to_owned(), (*name).to_owned()))
            .chain(
                timeline
                    .tasks
                    .iter()
                    .map(|task| (format!("task:{}", task.id), t!("After {}", task.name))),
            )
            .collect()
    }

    fn due_value(due: &Due) -> String {
        match due {
            Due::Signature => "signature".to_owned(),
            Due::Monthly => "monthly".to_owned(),
            Due::Date(_) => "date".to_owned(),
            Due::Task(id) => format!("task:{id}"),
        }
    }

    fn text(&self, instalment: &Instalment, column: usize) -> String {
        let currency = self.workspace.currency.get();
        let schedule = self.schedule.read();
        let own: Vec<_> = schedule
            .payments
            .iter()
            .filter(|p| p.instalment == instalment.id)
            .collect();
        match column {
            0 => instalment.name.clone(),
            1 => share_text(instalment.share, currency),
            2 => BASES
                .iter()
                .find(|(base, _)| *base == instalment.of)
                .map(|(_, name)| name.said().to_owned())
                .unwrap_or_default(),
            3 => {
                let value = Self::due_value(&instalment.due);
                self.dues()
                    .into_iter()
                    .find(|(other, _)| *other == value)
                    .map(|(_, name)| name)
                    .unwrap_or_default()
            }
            4 => match (
                own.first().and_then(|p| p.date),
                own.last().and_then(|p| p.date),
            ) {
                (Some(first), Some(last)) if first != last => {
                    format!(
                        "{} – {}",
                        format::short_date(first),
                        format::short_date(last)
                    )
                }
                (Some(day), _) => format::date(day),
                _ => String::new(),
            },
            _ => format::money(own.iter().map(|p| p.amount).sum(), currency),
        }
    }
}

impl Source for Payments {
    fn columns(&self) -> Vec<Column> {
        vec![
            Column::text(t!("Instalment"), "minmax(10rem, 2fr)"),
            Column::figure(t!(noun "Share"), "6rem"),
            Column::text(t!("Of"), "7rem"),
            Column::text(t!("Due"), "minmax(8rem, 2fr)"),
            Column::figure(t!("Date"), "8rem").on_card(),
            Column::figure(t!("Amount"), "8rem").on_card(),
        ]
    }
    fn rows(&self) -> Vec<Row> {
        let budget = self.workspace.budget.get();
        budget
            .payments
            .iter()
            .map(|i| Row::new(i.id.as_str()))
            .collect()
    }
    fn cells(&self, row: &Row) -> Vec<Cell> {
        let Some(instalment) = self.find(row) else {
            return Vec::new();
        };
        (0..6)
            .map(|column| {
                let text = self.text(&instalment, column);
                match column {
                    1 => Cell::edit(text).hint(t!("A percentage, an amount, or rest.")),
                    4 if matches!(instalment.due, Due::Date(_)) => Cell::edit(text),
                    4 | 5 => Cell::show(text),
                    _ => Cell::edit(text),
                }
            })
            .collect()
    }
    fn editor(&self, row: &Row, column: usize) -> Option<Editor> {
        untrack(|| {
            let instalment = self.find(row)?;
            let text = self.text(&instalment, column);
            match column {
                2 => {
                    let names =
                        BASES.map(|(_, name)| (name.said().to_owned(), name.said().to_owned()));
                    Some(Editor::Choice(names.to_vec(), text))
                }
                3 => Some(Editor::Choice(
                    self.dues(),
                    Self::due_value(&instalment.due),
                )),
                4 if !matches!(instalment.due, Due::Date(_)) => None,
                5 => None,
                _ => Some(Editor::Line(text)),
            }
        })
    }
    fn commit(&self, row: &Row, column: usize, text: &str) -> Result<(), String> {
        let Some(found) = untrack(|| self.find(row)) else {
            return Ok(());
        };
        let mut new = Instalment::clone(&found);
        match column {
            0 => text.clone_into(&mut new.name),
            1 => {
                let decimals = self.workspace.currency.get_untracked().decimals();
                new.share = parse::share(text, format::number_form(), decimals)
                    .map_err(|e| e.to_string())?;
                if matches!(new.share, Share::Percent(percent) if percent > Percent::whole(100)) {
                    return Err(t!("An instalment is at most 100 %.").to_owned());
                }
            }
            2 => {
                let base = BASES.iter().find(|(_, name)| name.said() == text);
                new.of = base.ok_or(t!("Choose one of the list."))?.0;
            }
            3 => {
                // A pasted cell names what a chosen one gives the value of.
                let dues = untrack(|| self.dues());
                let found = dues
                    .iter()
                    .find(|(value, name)| value == text || name == text);
                new.due = match found.map_or("", |(value, _)| value) {
                    "signature" => Due::Signature,
                    "monthly" => Due::Monthly,
                    "date" => match new.due {
                        Due::Date(day) => Due::Date(day),
                        _ => Due::Date(self.workspace.timeline.read_untracked().start),
                    },
                    task => {
                        let id = task
                            .strip_prefix("task:")
                            .and_then(|id| TaskId::new(id).ok());
                        Due::Task(id.ok_or(t!("Choose one of the list."))?)
                    }
                };
            }
            4 => {
                new.due = Due::Date(
                    words::read_date(text)?.ok_or(t!("Type the day on which it is due."))?,
                );
            }
            _ => return Err(t!("This follows from the total.").to_owned()),
        }
        self.workspace.edit(t!("Change payments"), "", |pitch| {
            if let Some(instalment) = Arc::make_mut(&mut pitch.budget).payments.find_mut(&new.id) {
                *instalment = new.clone();
            }
        });
        Ok(())
    }
    fn remove(&self, row: &Row) {
        self.workspace.delete(t!("Delete instalment"), |pitch| {
            Arc::make_mut(&mut pitch.budget)
                .payments
                .retain(|i| i.id.as_str() != &*row.id);
        });
    }
    fn step(&self, row: &Row, by: i32) {
        self.workspace.edit(t!("Move instalment"), "", |pitch| {
            words::step(&mut Arc::make_mut(&mut pitch.budget).payments, &row.id, by);
        });
    }
    fn drop_before(&self, row: &Row, before: Option<&Row>) {
        self.workspace.edit(t!("Move instalment"), "", |pitch| {
            let list = &mut Arc::make_mut(&mut pitch.budget).payments;
            words::move_before(list, &row.id, before.map(|row| &*row.id));
        });
    }
    fn add_after(&self, row: &Row) -> Option<Arc<str>> {
        let id: InstalmentId = fresh();
        let key: Arc<str> = id.as_str().into();
        self.workspace.edit(t!("Add instalment"), "", |pitch| {
            let list = &mut Arc::make_mut(&mut pitch.budget).payments;
            let rest = list.iter().any(|other| other.share == Share::Rest);
            let instalment = Instalment {
                id,
                name: t!("New instalment").to_owned(),
                share: if rest {
                    Share::Percent(Percent::whole(10))
                } else {
                    Share::Rest
                },
                of: InstalmentBase::Total,
                due: Due::Signature,
                extra: Default::default(),
            };
            words::insert_after(list, &row.id, instalment);
        });
        Some(key)
    }
}
