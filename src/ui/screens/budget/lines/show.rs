//! What the cells of a line and of a group show.

use std::sync::Arc;

use leptos::prelude::*;
use rust_decimal::Decimal;

use super::Lines;
use super::field::{Field, HOURS, KINDS, is_media, kind_name};
use crate::model::{GroupId, HoursFrom, Identifier, Line, LineKind, Money};
use crate::plan::price::LinePrice;
use crate::ui::parts::grid::Cell;
use crate::ui::{format, words};

/// Takes a thing that can be chosen: its value, its name and what makes the name plainer. The
/// first one taken with `true` ends the offer.
pub(super) type Take<'a> = &'a mut dyn FnMut(&str, &str, &str) -> bool;

impl Lines {
    pub(super) fn line(&self, row: &str) -> Option<Arc<Line>> {
        let place = self.index.read().place(row)?;
        self.workspace.budget.read().lines.get(place).cloned()
    }

    pub(super) fn priced(&self, line: &Line) -> Option<LinePrice> {
        self.workspace.price.read().lines.get(&line.id).copied()
    }

    fn money(&self, amount: crate::model::Money) -> String {
        format::money(amount, self.workspace.currency.get())
    }

    /// The chosen value of a field that is chosen from a list; empty for none.
    pub(super) fn chosen(line: &Line, field: Field) -> Option<&str> {
        let id = match field {
            Field::Kind => Some(kind_name(line.kind)),
            Field::HoursFrom => {
                let found = HOURS.iter().find(|(from, _)| *from == line.hours_from);
                found.map(|(_, name)| name.said())
            }
            Field::Role => line.role.as_ref().map(Identifier::as_str),
            Field::Group => line.group.as_ref().map(Identifier::as_str),
            Field::Phase => line.phase.as_ref().map(Identifier::as_str),
            Field::Task => line.task.as_ref().map(Identifier::as_str),
            Field::Flight => line.flight.as_ref().map(Identifier::as_str),
            _ => return None,
        };
        Some(id.unwrap_or_default())
    }

    /// Offers what a field is chosen from, one by one, so that finding one name in a long list
    /// makes no list.
    pub(super) fn offer(&self, field: Field, take: Take<'_>) -> bool {
        let workspace = self.workspace;
        if field == Field::Kind {
            return KINDS
                .iter()
                .any(|(_, name)| take(name.said(), name.said(), ""));
        }
        if field == Field::HoursFrom {
            return HOURS
                .iter()
                .any(|(_, name)| take(name.said(), name.said(), ""));
        }
        if take("", "–", "") {
            return true;
        }
        match field {
            Field::Role => {
                let team = workspace.team.read();
                let mut roles = team.roles.iter();
                roles.any(|role| take(role.id.as_str(), &role.name, ""))
            }
            Field::Group => {
                let budget = workspace.budget.read();
                let mut groups = budget.groups.iter();
                groups.any(|group| take(group.id.as_str(), &group.name, ""))
            }
            Field::Phase => {
                let timeline = workspace.timeline.read();
                let mut phases = timeline.phases.iter();
                phases.any(|phase| take(phase.id.as_str(), &phase.name, ""))
            }
            Field::Task => {
                let timeline = workspace.timeline.read();
                let mut tasks = timeline.tasks.iter();
                tasks.any(|task| take(task.id.as_str(), &task.name, ""))
            }
            Field::Flight => {
                let media = workspace.media.read();
                let mut flights = media.flights.iter();
                flights.any(|flight| take(flight.id.as_str(), &flight.channel, &flight.placement))
            }
            _ => false,
        }
    }

    /// The value of what was chosen, or of what a pasted cell names.
    pub(super) fn value_of(&self, field: Field, text: &str) -> Option<String> {
        let mut found = None;
        self.offer(field, &mut |value, name, more| {
            if value == text || full_name(name, more).eq_ignore_ascii_case(text) {
                found = Some(value.to_owned());
            }
            found.is_some()
        });
        found
    }

    /// What the agency pays, which the client's view of the lines does not show.
    fn is_hidden(&self, line: &Line, field: Field) -> bool {
        field == Field::Rate
            && (line.kind == LineKind::ThirdParty || is_media(line.kind))
            && !self.internal.get()
    }

    /// Whether a field counts for lines of this kind.
    fn applies(line: &Line, field: Field) -> bool {
        let kind = line.kind;
        match field {
            Field::Role | Field::HoursFrom => kind == LineKind::Fee,
            Field::Quantity => !is_media(kind),
            Field::Factor => kind == LineKind::ThirdParty || is_media(kind),
            Field::Flight => is_media(kind),
            Field::OwnCost => matches!(kind, LineKind::Fee | LineKind::Fixed),
            Field::Unit => !is_media(kind) && kind != LineKind::Fee,
            _ => true,
        }
    }

    pub(super) fn text(&self, line: &Line, field: Field) -> String {
        if !Self::applies(line, field) || self.is_hidden(line, field) {
            return String::new();
        }
        if let Some(chosen) = Self::chosen(line, field) {
            let mut found = String::new();
            if !chosen.is_empty() {
                self.offer(field, &mut |value, name, more| {
                    if value == chosen {
                        found = full_name(name, more);
                    }
                    value == chosen
                });
            }
            return found;
        }
        let priced = self.priced(line);
        match field {
            Field::Item => line.name.clone(),
            Field::Quantity if line.kind == LineKind::Fee => {
                let hours = priced.map_or(line.hours, |priced| priced.hours);
                format::number(hours.decimal())
            }
            Field::Quantity => format::number(line.quantity.decimal()),
            Field::Rate => self.rate(line),
            Field::Factor => format::percent(match line.kind {
                LineKind::MediaCommission => line.commission.decimal(),
                LineKind::MediaServiceFee => line.service_fee.decimal(),
                _ => line.markup.decimal(),
            }),
            Field::Tax => line
                .tax
                .map(|tax| format::percent(tax.decimal()))
                .unwrap_or_default(),
            Field::Cost => priced.map(|p| self.money(p.cost)).unwrap_or_default(),
            Field::Price => priced.map(|p| self.money(p.price)).unwrap_or_default(),
            Field::Margin => priced
                .map(|p| {
                    p.margin()
                        .map_or_else(|| "–".to_owned(), words::basis_points)
                })
                .unwrap_or_default(),
            Field::OwnCost if line.kind == LineKind::Fixed => self.money(line.unit_cost),
            Field::OwnCost => {
                let team = self.workspace.team.read();
                let role = line.role.as_ref().and_then(|id| team.roles.find(id));
                line.cost_rate
                    .or_else(|| role.map(|role| role.cost_rate))
                    .map(|rate| self.money(rate))
                    .unwrap_or_default()
            }
            Field::Unit => line.unit.clone(),
            _ => line.note.clone(),
        }
    }

    /// What one of it costs: of a fee the bill rate, its own or the role's.
    fn rate(&self, line: &Line) -> String {
        if let Some(abroad) = line.abroad() {
            let cost = abroad.cost_in(self.workspace.currency.get(), Decimal::ONE);
            return self.money(Money::round(cost.unwrap_or_default()).0);
        }
        match line.kind {
            LineKind::Fee => {
                let team = self.workspace.team.read();
                let role = line.role.as_ref().and_then(|id| team.roles.find(id));
                line.bill_rate
                    .or_else(|| role.map(|role| role.bill_rate))
                    .map(|rate| self.money(rate))
                    .unwrap_or_default()
            }
            LineKind::Fixed => self.money(line.unit_price),
            LineKind::ThirdParty | LineKind::Expense => self.money(line.unit_cost),
            LineKind::MediaCommission | LineKind::MediaServiceFee => {
                let media = self.workspace.media.read();
                let flight = line.flight.as_ref().and_then(|id| media.flights.find(id));
                self.money(flight.map_or(line.net, |flight| flight.net))
            }
        }
    }

    pub(super) fn cell(&self, line: &Line, field: Field, in_option: bool) -> Cell {
        let text = self.text(line, field);
        if !Self::applies(line, field) {
            return Cell::show("").hint(t!("Not used by lines of this kind."));
        }
        if self.is_hidden(line, field) {
            return Cell::show("").hint(t!("What the agency pays: shown in the internal view."));
        }
        let from_flight = field == Field::Rate && is_media(line.kind) && line.flight.is_some();
        let cell = match field {
            Field::Cost | Field::Price | Field::Margin => Cell::show(text),
            Field::Rate if from_flight => {
                return Cell::show(text).hint(t!("The net of its flight: change it in Media."));
            }
            Field::Rate if line.abroad().is_some() => {
                return Cell::show(text)
                    .hint(t!("Bought in another currency: change it in the details."))
                    .class("from-plan");
            }
            _ => Cell::edit(text),
        };
        match field {
            Field::Quantity
                if line.kind == LineKind::Fee && line.hours_from == HoursFrom::Timeline =>
            {
                cell.hint(t!(
                    "Hours from the timeline. Type a number to have hours of its own."
                ))
                .class("from-plan")
            }
            Field::Rate if line.kind == LineKind::Fee && line.bill_rate.is_some() => cell
                .hint(t!("The line's own rate. Empty it to have the role's."))
                .class("strong"),
            Field::Rate if line.kind == LineKind::ThirdParty => {
                cell.hint(t!("Cost of one; the markup comes on top."))
            }
            Field::Factor => cell.hint(match line.kind {
                LineKind::MediaCommission => t!("Commission, a share of the gross."),
                LineKind::MediaServiceFee => t!("Service fee on the net."),
                _ => t!("Markup on the cost."),
            }),
            Field::Price if !in_option => cell.hint(t!("Not part of the shown option.")),
            Field::Margin => {
                let loss = self
                    .priced(line)
                    .is_some_and(|priced| priced.price < priced.cost);
                if loss {
                    cell.class("bad").hint(t!("The price is below the cost."))
                } else {
                    cell
                }
            }
            _ => cell,
        }
    }

    pub(super) fn group_cells(&self, id: &GroupId) -> Vec<Cell> {
        let name = {
            let budget = self.workspace.budget.read();
            let group = budget.groups.find(id);
            group.map(|group| group.name.clone()).unwrap_or_default()
        };
        let sums = self.sums.read();
        let sum = sums.get(&Some(id.clone())).copied().unwrap_or_default();
        self.shown_fields()
            .map(|field| match field {
                Field::Item => Cell::edit(name.clone()),
                Field::Quantity if !sum.hours.is_zero() => {
                    Cell::show(t!("{} h", format::number(sum.hours.decimal())))
                }
                Field::Cost => Cell::show(self.money(sum.cost)),
                Field::Price => Cell::show(self.money(sum.price)),
                Field::Margin => {
                    let margin = crate::plan::price::basis_points(sum.price - sum.cost, sum.price);
                    Cell::show(margin.map_or_else(|| "–".to_owned(), words::basis_points))
                }
                _ => Cell::default(),
            })
            .collect()
    }

    /// The fields that are shown, inside or for the client's eyes.
    pub(super) fn shown_fields(&self) -> impl Iterator<Item = Field> {
        let internal = self.internal.get();
        let fields = self.fields.iter().copied();
        fields.filter(move |field| internal || !field.is_internal())
    }

    pub(super) fn field_at(&self, column: usize) -> Option<Field> {
        untrack(|| self.shown_fields().nth(column))
    }
}

pub(super) fn full_name(name: &str, more: &str) -> String {
    if more.is_empty() {
        name.to_owned()
    } else {
        format!("{name} {more}")
    }
}
