//! The lines of the budget: groups with their lines under them, one source for the grid and for
//! the details of a line.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use leptos::prelude::*;
use rust_decimal::Decimal;

use crate::model::{
    Budget, FlightId, Group, GroupId, HoursFrom, Identifier, Line, LineId, LineKind, Money,
    Percent, PhaseId, Pitch, RoleId, TaskId,
};
use crate::plan::by_id::ById;
use crate::plan::price::{GroupPrice, LinePrice};
use crate::ui::desk::fresh;
use crate::ui::parts::grid::{Cell, Column, Editor, Row, Source};
use crate::ui::workspace::Workspace;
use crate::ui::{format, words};

/// What the groups come to.
pub type Sums = BTreeMap<Option<GroupId>, GroupPrice>;

/// What stands in which row.
#[derive(Debug)]
pub struct Index {
    rows: Vec<Row>,
    places: ById<LineId, usize>,
    /// What it is of.
    budget: Arc<Budget>,
    folded: Arc<BTreeSet<GroupId>>,
}

impl Index {
    /// Whether this budget has the same rows: an edit seldom changes them.
    pub fn is_of(&self, budget: &Budget, folded: &BTreeSet<GroupId>) -> bool {
        let line = |(was, is): (&Arc<Line>, &Arc<Line>)| {
            Arc::ptr_eq(was, is) || (was.id == is.id && was.group == is.group)
        };
        let group = |(was, is): (&Arc<Group>, &Arc<Group>)| was.id == is.id;
        let (lines, groups) = (&self.budget.lines, &self.budget.groups);
        *self.folded == *folded
            && lines.len() == budget.lines.len()
            && groups.len() == budget.groups.len()
            && groups.iter().zip(&budget.groups).all(group)
            && lines.iter().zip(&budget.lines).all(line)
    }

    /// The rows of a budget, with these groups folded. Lines without a group, or in one that does
    /// not exist, stand first.
    pub fn of(budget: &Arc<Budget>, folded: &Arc<BTreeSet<GroupId>>) -> Self {
        let mut by_group: BTreeMap<Option<&GroupId>, Vec<Arc<str>>> = BTreeMap::new();
        let known: BTreeSet<&GroupId> = budget.groups.iter().map(|group| &group.id).collect();
        let mut places = ById::with_room(budget.lines.len());
        for (place, line) in budget.lines.iter().enumerate() {
            let key: Arc<str> = line.id.as_str().into();
            let group = line.group.as_ref().filter(|group| known.contains(group));
            by_group.entry(group).or_default().push(key);
            places.add(&line.id, place);
        }
        let mut rows = Vec::with_capacity(budget.lines.len() + known.len());
        let groups = budget.groups.iter().map(|group| Some(&group.id));
        for group in std::iter::once(None).chain(groups) {
            let lines = by_group.remove(&group).unwrap_or_default();
            let open = group.is_none_or(|group| !folded.contains(group));
            if let Some(group) = group {
                rows.push(Row {
                    id: group_row(group),
                    level: 1,
                    expanded: Some(open),
                    class: "group",
                });
            }
            if open {
                rows.extend(lines.into_iter().map(|id| Row {
                    id,
                    level: if group.is_some() { 2 } else { 1 },
                    expanded: None,
                    class: "line",
                }));
            }
        }
        Self {
            rows,
            places,
            budget: budget.clone(),
            folded: folded.clone(),
        }
    }

    /// Where the line of this row stands in the budget, if it is one.
    fn place(&self, row: &str) -> Option<usize> {
        self.places.get(&LineId::new(row).ok()?).copied()
    }

    /// Whether this is the row of a line that exists.
    pub fn has_line(&self, row: &str) -> bool {
        self.place(row).is_some()
    }
}

/// The id of a group's row. Lines' rows have the lines' ids, which hold no colon.
pub fn group_row(id: &GroupId) -> Arc<str> {
    format!("group:{id}").into()
}

/// The group whose row this is.
pub fn group_of_row(row: &str) -> Option<GroupId> {
    GroupId::new(row.strip_prefix("group:")?).ok()
}

/// A field of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Item,
    Kind,
    Role,
    Quantity,
    Rate,
    Factor,
    Tax,
    Cost,
    Price,
    Margin,
    Group,
    Phase,
    Task,
    Flight,
    HoursFrom,
    OwnCost,
    Unit,
    Note,
}

/// The fields that have a column.
pub const GRID: &[Field] = &[
    Field::Item,
    Field::Kind,
    Field::Role,
    Field::Quantity,
    Field::Rate,
    Field::Factor,
    Field::Cost,
    Field::Price,
    Field::Margin,
    Field::Tax,
];
/// The fields that only the details show.
pub const DETAILS: &[Field] = &[
    Field::Group,
    Field::Phase,
    Field::Task,
    Field::Flight,
    Field::HoursFrom,
    Field::OwnCost,
    Field::Unit,
    Field::Note,
];

/// The lines as a grid.
#[derive(Clone, Copy)]
pub struct Lines {
    pub workspace: Workspace,
    pub index: Memo<Arc<Index>>,
    pub sums: Memo<Arc<Sums>>,
    pub folded: RwSignal<Arc<BTreeSet<GroupId>>>,
    /// Whether cost, markup and margin are shown.
    pub internal: RwSignal<bool>,
    pub fields: &'static [Field],
}

const KINDS: [(LineKind, &str); 6] = [
    (LineKind::Fee, "Fee"),
    (LineKind::Fixed, "Fixed price"),
    (LineKind::ThirdParty, "Third party"),
    (LineKind::MediaCommission, "Media at commission"),
    (LineKind::MediaServiceFee, "Media at service fee"),
    (LineKind::Expense, "Expense"),
];

const HOURS: [(HoursFrom, &str); 3] = [
    (HoursFrom::Typed, "Typed"),
    (HoursFrom::Timeline, "From the timeline"),
    (HoursFrom::Retainer, "From its retainer"),
];

/// What a kind is called.
pub fn kind_name(kind: LineKind) -> &'static str {
    let found = KINDS.iter().find(|(other, _)| *other == kind);
    found.map_or("", |(_, name)| name)
}

fn is_media(kind: LineKind) -> bool {
    matches!(kind, LineKind::MediaCommission | LineKind::MediaServiceFee)
}

/// Changes one line.
pub fn change(workspace: Workspace, name: &str, id: &LineId, act: impl FnOnce(&mut Line)) {
    workspace.edit(name, "", |pitch| {
        if let Some(line) = Arc::make_mut(&mut pitch.budget).lines.find_mut(id) {
            act(line);
        }
    });
}

/// A line that is yet to be named and priced.
pub fn new_line(id: LineId, kind: LineKind, group: Option<GroupId>, tax: Option<Percent>) -> Line {
    Line {
        group,
        tax,
        ..Line::new(id, "New line", kind)
    }
}

/// A number of days or months as it is typed: a whole one, at most 365.
pub fn whole_days(typed: &str) -> Result<u16, String> {
    let count = words::read_count(typed)?.unwrap_or_default();
    let count = u16::try_from(count).ok().filter(|count| *count <= 365);
    count.ok_or_else(|| "This is at most 365.".to_owned())
}

/// Adds a group at the end and says which row it is.
pub fn add_group(workspace: Workspace) -> Arc<str> {
    let id: GroupId = fresh();
    let key = group_row(&id);
    workspace.edit("Add group", "", |pitch| {
        Arc::make_mut(&mut pitch.budget).groups.push(Group {
            id,
            name: "New group".to_owned(),
            extra: Default::default(),
        });
    });
    key
}

/// Takes a thing that can be chosen: its value, its name and what makes the name plainer. The
/// first one taken with `true` ends the offer.
type Take<'a> = &'a mut dyn FnMut(&str, &str, &str) -> bool;

impl Lines {
    fn line(&self, row: &str) -> Option<Arc<Line>> {
        let place = self.index.read().place(row)?;
        self.workspace.budget.read().lines.get(place).cloned()
    }

    fn priced(&self, line: &Line) -> Option<LinePrice> {
        self.workspace.price.read().lines.get(&line.id).copied()
    }

    fn money(&self, amount: crate::model::Money) -> String {
        format::money(amount, self.workspace.currency.get())
    }

    /// The chosen value of a field that is chosen from a list; empty for none.
    fn chosen(line: &Line, field: Field) -> Option<&str> {
        let id = match field {
            Field::Kind => Some(kind_name(line.kind)),
            Field::HoursFrom => {
                let found = HOURS.iter().find(|(from, _)| *from == line.hours_from);
                found.map(|(_, name)| *name)
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
    fn offer(&self, field: Field, take: Take<'_>) -> bool {
        let workspace = self.workspace;
        if field == Field::Kind {
            return KINDS.iter().any(|(_, name)| take(name, name, ""));
        }
        if field == Field::HoursFrom {
            return HOURS.iter().any(|(_, name)| take(name, name, ""));
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
    fn value_of(&self, field: Field, text: &str) -> Option<String> {
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

    fn text(&self, line: &Line, field: Field) -> String {
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

    fn cell(&self, line: &Line, field: Field, in_option: bool) -> Cell {
        let text = self.text(line, field);
        if !Self::applies(line, field) {
            return Cell::show("").hint("Not used by lines of this kind.");
        }
        if self.is_hidden(line, field) {
            return Cell::show("").hint("What the agency pays: shown in the internal view.");
        }
        let from_flight = field == Field::Rate && is_media(line.kind) && line.flight.is_some();
        let cell = match field {
            Field::Cost | Field::Price | Field::Margin => Cell::show(text),
            Field::Rate if from_flight => {
                return Cell::show(text).hint("The net of its flight: change it in Media.");
            }
            Field::Rate if line.abroad().is_some() => {
                return Cell::show(text)
                    .hint("Bought in another currency: change it in the details.")
                    .class("from-plan");
            }
            _ => Cell::edit(text),
        };
        match field {
            Field::Quantity
                if line.kind == LineKind::Fee && line.hours_from == HoursFrom::Timeline =>
            {
                cell.hint("Hours from the timeline. Type a number to have hours of its own.")
                    .class("from-plan")
            }
            Field::Rate if line.kind == LineKind::Fee && line.bill_rate.is_some() => cell
                .hint("The line's own rate. Empty it to have the role's.")
                .class("strong"),
            Field::Rate if line.kind == LineKind::ThirdParty => {
                cell.hint("Cost of one; the markup comes on top.")
            }
            Field::Factor => cell.hint(match line.kind {
                LineKind::MediaCommission => "Commission, a share of the gross.",
                LineKind::MediaServiceFee => "Service fee on the net.",
                _ => "Markup on the cost.",
            }),
            Field::Price if !in_option => cell.hint("Not part of the shown option."),
            Field::Margin => {
                let loss = self
                    .priced(line)
                    .is_some_and(|priced| priced.price < priced.cost);
                if loss {
                    cell.class("bad").hint("The price is below the cost.")
                } else {
                    cell
                }
            }
            _ => cell,
        }
    }

    fn group_cells(&self, id: &GroupId) -> Vec<Cell> {
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
                    Cell::show(format!("{} h", format::number(sum.hours.decimal())))
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
    fn shown_fields(&self) -> impl Iterator<Item = Field> {
        let internal = self.internal.get();
        self.fields.iter().copied().filter(move |field| {
            internal
                || !matches!(
                    field,
                    Field::Factor | Field::Cost | Field::Margin | Field::OwnCost | Field::Note
                )
        })
    }

    fn field_at(&self, column: usize) -> Option<Field> {
        untrack(|| self.shown_fields().nth(column))
    }

    /// The line with this text in a field, and the name of the edit.
    fn changed(
        &self,
        line: &Line,
        field: Field,
        text: &str,
    ) -> Result<(&'static str, Line), String> {
        let text = if Self::chosen(line, field).is_some() {
            &*untrack(|| self.value_of(field, text)).ok_or("Choose one of those in the list.")?
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
                "Rename line"
            }
            Field::Kind => {
                let kind = KINDS.iter().find(|(_, name)| *name == text);
                new.kind = kind.ok_or("Choose one of the kinds in the list.")?.0;
                "Change kind of line"
            }
            Field::Role => {
                new.role = RoleId::new(text).ok();
                "Change role"
            }
            Field::Quantity if line.kind == LineKind::Fee => {
                new.hours = words::read_hours(text)?.unwrap_or_default();
                new.hours_from = HoursFrom::Typed;
                "Change hours"
            }
            Field::Quantity => {
                new.quantity = words::read_quantity(text)?.unwrap_or_default();
                "Change quantity"
            }
            Field::Rate => {
                match line.kind {
                    LineKind::Fee => new.bill_rate = money()?,
                    LineKind::Fixed => new.unit_price = amount()?,
                    LineKind::ThirdParty | LineKind::Expense => new.unit_cost = amount()?,
                    LineKind::MediaCommission | LineKind::MediaServiceFee => new.net = amount()?,
                }
                "Change rate"
            }
            Field::Factor => {
                let percent = words::read_percent(text)?;
                match line.kind {
                    LineKind::MediaCommission if percent >= Percent::whole(100) => {
                        return Err("A commission is a share of the gross, below 100 %.".to_owned());
                    }
                    LineKind::MediaCommission => new.commission = percent,
                    LineKind::MediaServiceFee => new.service_fee = percent,
                    _ => new.markup = percent,
                }
                "Change markup"
            }
            Field::Tax => {
                new.tax = if text.trim().is_empty() {
                    None
                } else {
                    Some(words::read_percent(text)?)
                };
                "Change tax"
            }
            Field::Group => {
                new.group = GroupId::new(text).ok();
                "Change group"
            }
            Field::Phase => {
                new.phase = PhaseId::new(text).ok();
                "Change phase"
            }
            Field::Task => {
                new.task = TaskId::new(text).ok();
                "Change task"
            }
            Field::Flight => {
                new.flight = FlightId::new(text).ok();
                "Change flight"
            }
            Field::HoursFrom => {
                let found = HOURS.iter().find(|(_, name)| *name == text);
                new.hours_from = found.map_or(line.hours_from, |(from, _)| *from);
                if new.hours_from == HoursFrom::Typed
                    && let Some(priced) = untrack(|| self.priced(line))
                {
                    // What the timeline said is what typing starts from.
                    new.hours = priced.hours;
                }
                "Change where hours come from"
            }
            Field::OwnCost => {
                if line.kind == LineKind::Fixed {
                    new.unit_cost = amount()?;
                } else {
                    new.cost_rate = money()?;
                }
                "Change cost"
            }
            Field::Unit => {
                text.clone_into(&mut new.unit);
                "Change unit"
            }
            Field::Note => {
                text.clone_into(&mut new.note);
                "Change note"
            }
            Field::Cost | Field::Price | Field::Margin => {
                return Err("This follows from quantity, rate and markup.".to_owned());
            }
        };
        Ok((name, new))
    }
}

impl Source for Lines {
    fn columns(&self) -> Vec<Column> {
        self.shown_fields()
            .map(|field| match field {
                Field::Item => Column::text("Item", "minmax(9.5rem, 3fr)"),
                Field::Kind => Column::text("Kind", "minmax(5.5rem, 1fr)"),
                Field::Role => Column::text("Role", "minmax(6.5rem, 1fr)"),
                Field::Quantity => Column::figure("Quantity", "4.5rem"),
                Field::Rate => Column::figure("Rate", "5.25rem"),
                Field::Factor => Column::figure("Markup", "4.25rem"),
                Field::Tax => Column::figure("Tax", "3.5rem"),
                Field::Cost => Column::figure("Cost", "5.75rem"),
                Field::Price => Column::figure("Price", "6rem").on_card(),
                Field::Margin => Column::figure("Margin", "4.5rem").on_card(),
                Field::Group => Column::text("Group", ""),
                Field::Phase => Column::text("Phase", ""),
                Field::Task => Column::text("Falls on the finish of", ""),
                Field::Flight => Column::text("Flight", ""),
                Field::HoursFrom => Column::text("Hours from", ""),
                Field::OwnCost => Column::figure("Cost rate or unit cost (internal)", ""),
                Field::Unit => Column::text("Unit", ""),
                Field::Note => Column::text("Note (internal)", ""),
            })
            .collect()
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
                "This follows from the other figures.".to_owned()
            } else {
                cell.hint.clone()
            });
        }
        if let Some(group) = group_of_row(&row.id) {
            self.workspace.edit("Rename group", "", |pitch| {
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
        self.workspace.edit("Change lines", "", |pitch| {
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
        self.workspace.delete("Delete rows", |pitch| {
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
            self.workspace.delete("Delete group", |pitch| {
                pitch.remove_group(&group);
            });
        } else if let Ok(line) = LineId::new(&row.id) {
            self.workspace.delete("Delete line", |pitch| {
                pitch.remove_line(&line);
            });
        }
    }
    fn step(&self, row: &Row, by: i32) {
        self.workspace
            .edit("Move line", "", |pitch| step(pitch, &row.id, by));
    }
    fn drop_before(&self, row: &Row, before: Option<&Row>) {
        self.workspace.edit("Move line", "", |pitch| {
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
        self.workspace.edit("Add line", "", |pitch| {
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

fn full_name(name: &str, more: &str) -> String {
    if more.is_empty() {
        name.to_owned()
    } else {
        format!("{name} {more}")
    }
}

/// Moves a group or line one place, past the edge of a group into the next one.
fn step(pitch: &mut Pitch, row: &str, by: i32) {
    let budget = Arc::make_mut(&mut pitch.budget);
    if let Some(group) = group_of_row(row) {
        words::step(&mut budget.groups, group.as_str(), by);
        return;
    }
    let Some(line) = budget
        .lines
        .iter()
        .find(|line| line.id.as_str() == row)
        .cloned()
    else {
        return;
    };
    let mates: Vec<LineId> = budget
        .lines
        .iter()
        .filter(|other| other.group == line.group)
        .map(|other| other.id.clone())
        .collect();
    let by = isize::try_from(by).unwrap_or(0);
    let at = mates.iter().position(|id| *id == line.id).unwrap_or(0);
    if let Some(mate) = at.checked_add_signed(by).and_then(|to| mates.get(to)) {
        if let Some(to) = budget.lines.position(mate) {
            budget.lines.move_to(&line.id, to);
        }
        return;
    }
    let groups: Vec<Option<GroupId>> = std::iter::once(None)
        .chain(budget.groups.iter().map(|group| Some(group.id.clone())))
        .collect();
    let here = groups
        .iter()
        .position(|group| *group == line.group)
        .unwrap_or(0);
    if let Some(next) = here
        .checked_add_signed(by)
        .and_then(|to| groups.get(to).cloned())
    {
        let last = budget.lines.len();
        if let Some(line) = budget.lines.find_mut(&line.id) {
            line.group = next;
        }
        budget
            .lines
            .move_to(&line.id, if by > 0 { 0 } else { last });
    }
}

/// Moves a row before another, or to the end; a line takes the group it lands in.
fn drop_before(pitch: &mut Pitch, row: &str, before: Option<&str>) {
    let budget = Arc::make_mut(&mut pitch.budget);
    let group_at = |row: &str| {
        group_of_row(row).or_else(|| {
            let line = budget.lines.iter().find(|line| line.id.as_str() == row);
            line.and_then(|line| line.group.clone())
        })
    };
    if let Some(group) = group_of_row(row) {
        let target = before.and_then(group_at);
        words::move_before(
            &mut budget.groups,
            group.as_str(),
            target.as_ref().map(Identifier::as_str),
        );
        return;
    }
    // Before a group's row means at the end of what stands above it.
    let (group, anchor) = match before {
        None => (budget.groups.last().map(|group| group.id.clone()), None),
        Some(row) => match group_of_row(row) {
            Some(next) => {
                let at = budget.groups.position(&next).unwrap_or(0);
                let above = at.checked_sub(1).and_then(|at| budget.groups.get(at));
                (above.map(|group| group.id.clone()), None)
            }
            None => (group_at(row), Some(row)),
        },
    };
    budget.lines.change_where(
        |line| line.id.as_str() == row,
        |line| line.group.clone_from(&group),
    );
    words::move_before(&mut budget.lines, row, anchor);
}
