//! The lines as the grid asks for them and hands edits back.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use super::field::Field;
use super::index::group_of_row;
use super::order::{drop_before, step};
use super::show::full_name;
use super::{Lines, change, new_line};
use crate::model::{Identifier, Line, LineId, LineKind};
use crate::ui::desk::fresh;
use crate::ui::parts::grid::{Cell, Column, Editor, Row, Source};

impl Source for Lines {
    fn columns(&self) -> Vec<Column> {
        self.shown_fields().map(Field::column).collect()
    }
    fn rows(&self) -> Vec<Row> {
        self.index.read().rows.clone()
    }
    fn cells(&self, row: &Row) -> Vec<Cell> {
        if let Some(group) = group_of_row(&row.id) {
            return self.group_cells(&group);
        }
        let Some(line) = self.line(&row.id) else {
            return Vec::new();
        };
        let in_option = self.priced(&line).is_some();
        let mut cells: Vec<Cell> = self
            .shown_fields()
            .map(|field| self.cell(&line, field, in_option))
            .collect();
        if !in_option {
            for cell in &mut cells {
                cell.class = "out";
            }
        }
        cells
    }
    fn editor(&self, row: &Row, column: usize) -> Option<Editor> {
        untrack(|| {
            let cells = self.cells(row);
            let cell = cells.get(column).filter(|cell| cell.editable)?;
            if let (Some(line), Some(field)) = (self.line(&row.id), self.field_at(column))
                && let Some(chosen) = Self::chosen(&line, field)
            {
                let mut choices = Vec::new();
                self.offer(field, &mut |value, name, more| {
                    choices.push((value.to_owned(), full_name(name, more)));
                    false
                });
                return Some(Editor::Choice(choices, chosen.to_owned()));
            }
            Some(Editor::Line(cell.text.clone()))
        })
    }
    fn commit(&self, row: &Row, column: usize, text: &str) -> Result<(), String> {
        // What is typed again as it stands changes nothing: a rate of the role stays the role's.
        // What follows from others is refused, also where a pasted block covers it.
        let cells = untrack(|| self.cells(row));
        let Some(cell) = cells.get(column).filter(|cell| cell.text != text) else {
            return Ok(());
        };
        if !cell.editable {
            return Err(if cell.hint.is_empty() {
                t!("This follows from the other figures.").to_owned()
            } else {
                cell.hint.clone()
            });
        }
        if let Some(group) = group_of_row(&row.id) {
            self.workspace.edit(t!("Rename group"), "", |pitch| {
                if let Some(group) = Arc::make_mut(&mut pitch.budget).groups.find_mut(&group) {
                    text.clone_into(&mut group.name);
                }
            });
            return Ok(());
        }
        let (Some(line), Some(field)) = (untrack(|| self.line(&row.id)), self.field_at(column))
        else {
            return Ok(());
        };
        let (name, new) = self.changed(&line, field, text)?;
        change(self.workspace, name, &line.id, |line| *line = new);
        Ok(())
    }
    // Lines are put together first and go into the pitch at once: it is priced once.
    fn commit_block(&self, cells: &[(Row, usize, String)]) -> Vec<String> {
        let mut refused = Vec::new();
        let mut lines: BTreeMap<Arc<str>, Line> = BTreeMap::new();
        for (row, column, text) in cells {
            let Some(field) = self.field_at(*column) else {
                continue;
            };
            if group_of_row(&row.id).is_some() {
                if field == Field::Item {
                    refused.extend(self.commit(row, *column, text).err());
                }
                continue;
            }
            let known = lines.get(&row.id).cloned();
            let Some(line) = known.or_else(|| untrack(|| Some((*self.line(&row.id)?).clone())))
            else {
                continue;
            };
            let (editable, as_it_stands) = untrack(|| {
                let cell = self.cell(&line, field, true);
                (cell.editable, cell.text == *text)
            });
            if !editable || as_it_stands {
                continue;
            }
            match self.changed(&line, field, text) {
                Ok((_, new)) => {
                    lines.insert(row.id.clone(), new);
                }
                Err(words) => refused.push(words),
            }
        }
        self.workspace.edit(t!("Change lines"), "", |pitch| {
            Arc::make_mut(&mut pitch.budget).lines.change_where(
                |line| lines.contains_key(line.id.as_str()),
                |line| {
                    if let Some(new) = lines.get(line.id.as_str()) {
                        line.clone_from(new);
                    }
                },
            );
        });
        refused
    }
    fn remove_rows(&self, rows: &[Row]) {
        self.workspace.delete(t!("Delete rows"), |pitch| {
            for row in rows {
                if let Some(group) = group_of_row(&row.id) {
                    pitch.remove_group(&group);
                } else if let Ok(line) = LineId::new(&row.id) {
                    pitch.remove_line(&line);
                }
            }
        });
    }
    fn remove(&self, row: &Row) {
        if let Some(group) = group_of_row(&row.id) {
            self.workspace.delete(t!("Delete group"), |pitch| {
                pitch.remove_group(&group);
            });
        } else if let Ok(line) = LineId::new(&row.id) {
            self.workspace.delete(t!("Delete line"), |pitch| {
                pitch.remove_line(&line);
            });
        }
    }
    fn step(&self, row: &Row, by: i32) {
        self.workspace
            .edit(t!("Move line"), "", |pitch| step(pitch, &row.id, by));
    }
    fn drop_before(&self, row: &Row, before: Option<&Row>) {
        self.workspace.edit(t!("Move line"), "", |pitch| {
            drop_before(pitch, &row.id, before.map(|row| &*row.id));
        });
    }
    fn toggle(&self, row: &Row) {
        if let Some(group) = group_of_row(&row.id) {
            self.folded.update(|folded| {
                let folded = Arc::make_mut(folded);
                if !folded.remove(&group) {
                    folded.insert(group);
                }
            });
        }
    }
    fn add_after(&self, row: &Row) -> Option<Arc<str>> {
        self.add_rows(row, 1).into_iter().next()
    }
    fn add_rows(&self, row: &Row, count: usize) -> Vec<Arc<str>> {
        let ids: Vec<LineId> = std::iter::repeat_with(fresh).take(count).collect();
        let keys = ids.iter().map(|id| id.as_str().into()).collect();
        let mut unfold = None;
        self.workspace.edit(t!("Add line"), "", |pitch| {
            let budget = Arc::make_mut(&mut pitch.budget);
            let before = budget
                .lines
                .iter()
                .position(|line| line.id.as_str() == &*row.id);
            let (at, group, kind) = match before.and_then(|at| Some((at, budget.lines.get(at)?))) {
                Some((at, line)) => (at + 1, line.group.clone(), line.kind),
                None => {
                    let group = group_of_row(&row.id)
                        .or_else(|| budget.groups.last().map(|g| g.id.clone()));
                    (budget.lines.len(), group, LineKind::Fee)
                }
            };
            unfold.clone_from(&group);
            for id in ids.into_iter().rev() {
                let line = new_line(id, kind, group.clone(), budget.tax_rate);
                budget.lines.insert(at, line);
            }
        });
        if let Some(group) = unfold {
            self.folded.update(|folded| {
                Arc::make_mut(folded).remove(&group);
            });
        }
        keys
    }
}
