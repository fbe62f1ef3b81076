//! What typing into a field makes of a line.

use leptos::prelude::*;

use super::Lines;
use super::field::{Field, HOURS, KINDS};
use crate::model::{
    FlightId, GroupId, HoursFrom, Line, LineKind, Percent, PhaseId, RoleId, TaskId,
};
use crate::ui::words;

impl Lines {
    /// The line with this text in a field, and the name of the edit.
    pub(super) fn changed(
        &self,
        line: &Line,
        field: Field,
        text: &str,
    ) -> Result<(&'static str, Line), String> {
        let text = if Self::chosen(line, field).is_some() {
            &*untrack(|| self.value_of(field, text))
                .ok_or(t!("Choose one of those in the list."))?
        } else {
            text
        };
        let currency = self.workspace.currency.get_untracked();
        let mut new = Line::clone(line);
        let money = || words::read_money(text, currency);
        let amount = || money().map(Option::unwrap_or_default);
        let name = match field {
            Field::Item => {
                text.clone_into(&mut new.name);
                t!("Rename line")
            }
            Field::Kind => {
                let kind = KINDS.iter().find(|(_, name)| name.said() == text);
                new.kind = kind.ok_or(t!("Choose one of the kinds in the list."))?.0;
                t!("Change kind of line")
            }
            Field::Role => {
                new.role = RoleId::new(text).ok();
                t!("Change role")
            }
            Field::Quantity if line.kind == LineKind::Fee => {
                new.hours = words::read_hours(text)?.unwrap_or_default();
                new.hours_from = HoursFrom::Typed;
                t!("Change hours")
            }
            Field::Quantity => {
                new.quantity = words::read_quantity(text)?.unwrap_or_default();
                t!("Change quantity")
            }
            Field::Rate => {
                match line.kind {
                    LineKind::Fee => new.bill_rate = money()?,
                    LineKind::Fixed => new.unit_price = amount()?,
                    LineKind::ThirdParty | LineKind::Expense => new.unit_cost = amount()?,
                    LineKind::MediaCommission | LineKind::MediaServiceFee => new.net = amount()?,
                }
                t!("Change rate")
            }
            Field::Factor => {
                let percent = words::read_percent(text)?;
                match line.kind {
                    LineKind::MediaCommission if percent >= Percent::whole(100) => {
                        return Err(
                            t!("A commission is a share of the gross, below 100 %.").to_owned()
                        );
                    }
                    LineKind::MediaCommission => new.commission = percent,
                    LineKind::MediaServiceFee => new.service_fee = percent,
                    _ => new.markup = percent,
                }
                t!("Change markup")
            }
            Field::Tax => {
                new.tax = if text.trim().is_empty() {
                    None
                } else {
                    Some(words::read_percent(text)?)
                };
                t!("Change tax")
            }
            Field::Group => {
                new.group = GroupId::new(text).ok();
                t!("Change group")
            }
            Field::Phase => {
                new.phase = PhaseId::new(text).ok();
                t!("Change phase")
            }
            Field::Task => {
                new.task = TaskId::new(text).ok();
                t!("Change task")
            }
            Field::Flight => {
                new.flight = FlightId::new(text).ok();
                t!("Change flight")
            }
            Field::HoursFrom => {
                let found = HOURS.iter().find(|(_, name)| name.said() == text);
                new.hours_from = found.map_or(line.hours_from, |(from, _)| *from);
                if new.hours_from == HoursFrom::Typed
                    && let Some(priced) = untrack(|| self.priced(line))
                {
                    // What the timeline said is what typing starts from.
                    new.hours = priced.hours;
                }
                t!("Change where hours come from")
            }
            Field::OwnCost => {
                if line.kind == LineKind::Fixed {
                    new.unit_cost = amount()?;
                } else {
                    new.cost_rate = money()?;
                }
                t!("Change cost")
            }
            Field::Unit => {
                text.clone_into(&mut new.unit);
                t!("Change unit")
            }
            Field::Note => {
                text.clone_into(&mut new.note);
                t!("Change note")
            }
            Field::Cost | Field::Price | Field::Margin => {
                return Err(t!("This follows from quantity, rate and markup.").to_owned());
            }
        };
        Ok((name, new))
    }
}
