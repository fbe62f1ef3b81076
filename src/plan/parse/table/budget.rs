//! Lines of a budget from a spreadsheet: pasted cells or a CSV file. A row that cannot be read as a
//! whole is refused by name, and nothing is guessed for it.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::budget_columns::{Column, by_place, from_heading, is_sum, kind};
use super::{MAX_TABLE, cells, new_id, unguarded};
use crate::model::{
    Budget, BudgetOption, Currency, Group, GroupId, Line, LineId, LineKind, List, Money, OptionId,
    Percent, Phase, Quantity, Team,
};
use crate::plan::parse::{self, Misread, NumberForm};

/// The most rows that are read: as many lines as a pitch may have.
pub const MAX_LINES: usize = 10_000;

/// What is known where a budget is pasted.
pub struct BudgetAround<'a> {
    /// How people here write numbers.
    pub numbers: NumberForm,
    /// The currency of the pitch.
    pub currency: Currency,
    /// The roles by their names.
    pub team: &'a Team,
    /// The phases by their names.
    pub phases: &'a List<Phase>,
    /// The options by their names.
    pub options: &'a List<BudgetOption>,
    /// The tax rate of lines whose table has no column for it.
    pub tax: Option<Percent>,
}

/// A budget that was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PastedLines {
    /// The names of the groups.
    pub groups: Vec<String>,
    /// The lines, each with the place of its group. Their ids are yet to be given.
    pub lines: Vec<(Option<usize>, Line)>,
    /// The rows that are left out, in whole sentences: which, and why.
    pub refused: Vec<String>,
    /// What came in otherwise than it stands there, in whole sentences.
    pub said: Vec<String>,
}

/// Reads a budget.
#[must_use]
pub fn budget(text: &str, around: &BudgetAround<'_>) -> PastedLines {
    let mut read = PastedLines::default();
    if text.len() > MAX_TABLE {
        read.said.push(t!(
            "This is more than {MAX_TABLE} characters, so nothing of it was read. Take a part of it."
        ));
        return read;
    }
    let rows = cells::rows(text);
    // Titles may stand above the heading.
    let heading =
        (rows.iter().enumerate().take(12)).find_map(|(at, row)| Some((at, from_heading(row)?)));
    let (first, columns) = match heading {
        Some((at, columns)) => (at + 1, columns),
        None => (0, by_place(rows.iter().map(Vec::len).max().unwrap_or(0))),
    };
    if let Some(heading) = first.checked_sub(1).and_then(|at| rows.get(at)) {
        unknown_columns(heading, &columns, &mut read.said);
    }
    let mut reader = Reader {
        around,
        has_tax: columns.contains(&Column::Tax),
        group: None,
        strangers: BTreeMap::new(),
        read,
    };
    for (at, cells) in rows.iter().enumerate().skip(first) {
        let row = Row::of(at + 1, cells, &columns);
        if row.cells.is_empty() {
            continue;
        }
        if reader.read.lines.len() >= MAX_LINES {
            let words = t!(
                "The table has more than {MAX_LINES} lines; those from row {row} on were left out.",
                row = row.number
            );
            reader.read.said.push(words);
            break;
        }
        reader.row(&row);
    }
    reader.done()
}

/// Adds what was read after the lines that are there; a group of a name that is there already is
/// that group. `fresh` makes the texts of new ids.
pub fn add_lines(budget: &mut Budget, pasted: &PastedLines, fresh: &mut dyn FnMut() -> String) {
    let mut groups: Vec<GroupId> = Vec::with_capacity(pasted.groups.len());
    for name in &pasted.groups {
        let known = budget.groups.iter().find(|group| same(&group.name, name));
        let id = known.map(|group| group.id.clone());
        groups.push(id.unwrap_or_else(|| {
            let id: GroupId = new_id(fresh);
            budget.groups.push(Group {
                id: id.clone(),
                name: name.clone(),
                extra: Default::default(),
            });
            id
        }));
    }
    for (group, line) in &pasted.lines {
        budget.lines.push(Line {
            id: new_id(fresh),
            group: group.and_then(|at| groups.get(at).cloned()),
            ..line.clone()
        });
    }
}

fn same(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

fn unknown_columns(heading: &[String], columns: &[Column], said: &mut Vec<String>) {
    let unknown: Vec<String> = (heading.iter().zip(columns))
        .filter(|(cell, column)| **column == Column::Other && !cell.trim().is_empty())
        .map(|(cell, _)| t!("“{}”", cell.trim()))
        .collect();
    match unknown.as_slice() {
        [] => {}
        [one] => said.push(t!("Not read: the column {one}.")),
        several => said.push(t!("Not read: the columns {}.", several.join(", "))),
    }
}

/// A row of the table.
struct Row<'a> {
    /// From 1, as the table counts them.
    number: usize,
    cells: BTreeMap<Column, &'a str>,
}

impl<'a> Row<'a> {
    fn of(number: usize, cells: &'a [String], columns: &[Column]) -> Self {
        let cells = (columns.iter().zip(cells))
            .map(|(column, cell)| (*column, unguarded(cell.trim())))
            .filter(|(column, cell)| !cell.is_empty() && *column != Column::Other)
            .collect();
        Self { number, cells }
    }

    fn cell(&self, column: Column) -> &'a str {
        self.cells.get(&column).copied().unwrap_or_default()
    }

    /// What there is to say of it, with its number and its name.
    fn told(&self, words: &str) -> String {
        let first = self.cells.values().next().copied();
        let name = match self.cell(Column::Item) {
            "" => first.unwrap_or_default(),
            name => name,
        };
        let name: String = name.chars().take(60).collect();
        t!("Row {row}, “{name}”: {words}", row = self.number)
    }

    /// What of a cell can be read, when something stands there.
    fn read<T>(
        &self,
        column: Column,
        read: impl FnOnce(&str) -> Result<T, Misread>,
    ) -> Result<Option<T>, String> {
        match self.cell(column) {
            "" | "–" | "-" | "—" => Ok(None),
            text => read(text).map(Some).map_err(|error| error.to_string()),
        }
    }
}

struct Reader<'a> {
    around: &'a BudgetAround<'a>,
    has_tax: bool,
    /// The group that the rows below its heading stand in.
    group: Option<usize>,
    /// Names that nothing here has, and of what.
    strangers: BTreeMap<String, &'static str>,
    read: PastedLines,
}

impl Reader<'_> {
    fn row(&mut self, row: &Row<'_>) {
        let name = row.cell(Column::Item);
        let figures = [
            Column::Quantity,
            Column::Hours,
            Column::Rate,
            Column::UnitCost,
            Column::Price,
            Column::Cost,
            Column::Kind,
            Column::Role,
            Column::Unit,
            Column::Tax,
        ];
        let has_figures = figures.iter().any(|column| !row.cell(*column).is_empty());
        if name.is_empty() && row.cell(Column::Role).is_empty() {
            // A group whose name stands in its own column, or nothing but figures.
            match row.cell(Column::Group) {
                "" => self.refuse(row, t!("it has no name.")),
                group if !has_figures => self.group = Some(self.group_named(group)),
                _ => self.refuse(row, t!("it has no name.")),
            }
            return;
        }
        if is_sum(name) {
            self.refuse(row, t!("it is a sum, which is worked out here."));
            return;
        }
        if !name.is_empty() && !has_figures {
            self.group = Some(self.group_named(name));
            return;
        }
        match self.line(row) {
            Ok(line) => {
                let group = match row.cell(Column::Group) {
                    "" => self.group,
                    name => Some(self.group_named(name)),
                };
                self.read.lines.push((group, line));
            }
            Err(words) => self.refuse(row, &words),
        }
    }

    fn line(&mut self, row: &Row<'_>) -> Result<Line, String> {
        let around = self.around;
        let (numbers, decimals) = (around.numbers, around.currency.decimals());
        let money = |column| row.read(column, |text| parse::amount(text, numbers, decimals));
        let role_name = row.cell(Column::Role);
        let named = |name: &str| around.team.roles.iter().find(|role| same(&role.name, name));
        let role = named(role_name).filter(|_| !role_name.is_empty());
        let rate = money(Column::Rate)?;
        let price = money(Column::Price)?;
        let unit_cost = money(Column::UnitCost)?;
        let cost = money(Column::Cost)?;
        let factor = row.read(Column::Factor, |text| percent(text, numbers))?;
        let kind = Self::kind(row, role.is_some(), unit_cost.or(cost).is_some())?;
        let text = match row.cell(Column::Item) {
            "" => role_name,
            name => name,
        };
        let mut line = Line::new(provisional()?, text, kind);
        row.cell(Column::Note).clone_into(&mut line.note);
        row.cell(Column::Unit).clone_into(&mut line.unit);
        line.tax = self.tax(row)?;
        line.phase = self.phase(row.cell(Column::Phase));
        line.options = self.options(row.cell(Column::Options));
        let how_many = match row.cell(Column::Hours) {
            "" => Column::Quantity,
            _ => Column::Hours,
        };
        let quantity = row.read(how_many, |text| parse::quantity(text, numbers));
        match kind {
            LineKind::Fee => {
                line.unit.clear();
                let role = role.or_else(|| named(text));
                line.role = role.map(|role| role.id.clone());
                if role.is_none() && !role_name.is_empty() {
                    self.strangers.insert(role_name.to_owned(), "role");
                }
                let hours = row.read(how_many, |text| parse::hours(text, numbers))?;
                line.hours = hours.ok_or(t!("it is a fee without hours."))?;
                line.bill_rate =
                    rate.filter(|rate| role.is_none_or(|role| role.bill_rate != *rate));
                line.cost_rate =
                    unit_cost.filter(|rate| role.is_none_or(|role| role.cost_rate != *rate));
                if role.is_none() && rate.is_none() {
                    let price = price.ok_or(t!("it has no rate and no price."))?;
                    let of_one = price.decimal().checked_div(line.hours.decimal());
                    line.bill_rate = of_one.map(|rate| Money::round(rate).0);
                    if of_one.is_some_and(|rate| !rate.fract().is_zero()) {
                        self.said_of(
                            row,
                            t!("its price is no whole rate an hour, so that was rounded."),
                        );
                    }
                }
            }
            LineKind::Fixed => {
                line.unit_cost = unit_cost.unwrap_or_default();
                let (quantity, each) =
                    whole(quantity?, rate, price).ok_or(t!("it has no price."))?;
                (line.quantity, line.unit_price) = (quantity, each);
            }
            LineKind::ThirdParty | LineKind::Expense => {
                // A price without a cost is the cost of one: the client's version says no more.
                let unit = unit_cost.or(rate);
                let (quantity, each) =
                    whole(quantity?, unit, cost.or(price)).ok_or(t!("it has no cost."))?;
                (line.quantity, line.unit_cost) = (quantity, each);
                if kind == LineKind::ThirdParty {
                    line.markup = factor.unwrap_or_default();
                }
            }
            LineKind::MediaCommission | LineKind::MediaServiceFee => {
                let net = unit_cost.or(cost).or(rate).or(price);
                line.net = net.ok_or(t!("it has no net."))?;
                let factor = factor.unwrap_or_default();
                if kind == LineKind::MediaServiceFee {
                    line.service_fee = factor;
                } else if factor < Percent::whole(100) {
                    line.commission = factor;
                } else {
                    return Err(t!("its commission is 100 % or more.").to_owned());
                }
            }
        }
        Ok(line)
    }

    /// How the price comes about: as the row says, else as what it holds makes likely.
    fn kind(row: &Row<'_>, has_role: bool, has_cost: bool) -> Result<LineKind, String> {
        match row.cell(Column::Kind) {
            "" => {}
            words => {
                return kind(words).ok_or_else(|| t!("“{words}” is no kind of line. Kinds are fee, fixed price, third party, media, expense."));
            }
        }
        let unit = row.cell(Column::Unit).trim_end_matches('.').to_lowercase();
        let by_the_hour = [
            "h", "hr", "hrs", "hour", "hours", "std", "stunde", "stunden",
        ];
        let is_fee =
            has_role || !row.cell(Column::Hours).is_empty() || by_the_hour.contains(&unit.as_str());
        Ok(if is_fee {
            LineKind::Fee
        } else if has_cost {
            LineKind::ThirdParty
        } else {
            LineKind::Fixed
        })
    }

    fn tax(&self, row: &Row<'_>) -> Result<Option<Percent>, String> {
        if !self.has_tax {
            return Ok(self.around.tax);
        }
        match row.cell(Column::Tax).to_lowercase().as_str() {
            "none" | "exempt" | "no" | "keine" | "kein" | "frei" | "steuerfrei" | "befreit"
            | "ohne" | "nein" => Ok(None),
            _ => row.read(Column::Tax, |text| percent(text, self.around.numbers)),
        }
    }

    fn phase(&mut self, name: &str) -> Option<crate::model::PhaseId> {
        let found = self
            .around
            .phases
            .iter()
            .find(|phase| same(&phase.name, name));
        if found.is_none() && !name.is_empty() {
            self.strangers.insert(name.to_owned(), "phase");
        }
        found
            .filter(|_| !name.is_empty())
            .map(|phase| phase.id.clone())
    }

    fn options(&mut self, names: &str) -> Vec<OptionId> {
        let mut found: Vec<OptionId> = Vec::new();
        for name in names
            .split([',', ';', '/'])
            .map(str::trim)
            .filter(|name| !name.is_empty())
        {
            match self
                .around
                .options
                .iter()
                .find(|option| same(&option.name, name))
            {
                Some(option) if !found.contains(&option.id) => found.push(option.id.clone()),
                Some(_) => {}
                None if same(name, "all") || same(name, "alle") => {}
                None => {
                    self.strangers.insert(name.to_owned(), "option");
                }
            }
        }
        if found.len() == self.around.options.len() {
            found.clear();
        }
        found
    }

    fn group_named(&mut self, name: &str) -> usize {
        let groups = &mut self.read.groups;
        groups
            .iter()
            .position(|group| same(group, name))
            .unwrap_or_else(|| {
                groups.push(name.to_owned());
                groups.len() - 1
            })
    }

    fn refuse(&mut self, row: &Row<'_>, words: &str) {
        self.read.refused.push(row.told(words));
    }

    fn said_of(&mut self, row: &Row<'_>, words: &str) {
        self.read.said.push(row.told(words));
    }

    fn done(mut self) -> PastedLines {
        for of in ["role", "phase", "option"] {
            let names: Vec<String> = (self.strangers.iter())
                .filter(|(_, what)| **what == of)
                .map(|(name, _)| t!("“{}”", name))
                .collect();
            if !names.is_empty() {
                let names = names.join(", ");
                self.read.said.push(match of {
                    "role" => t!("No role here is called {names}: that is left open."),
                    "phase" => t!("No phase here is called {names}: that is left open."),
                    _ => t!("No option here is called {names}: that is left open."),
                });
            }
        }
        self.read
    }
}

/// A percentage, also as a share: a spreadsheet may hand over 0.21 for 21 %.
fn percent(text: &str, numbers: NumberForm) -> Result<Percent, Misread> {
    let percent = parse::percent(text, numbers)?;
    let is_share = !text.contains('%') && !percent.is_zero() && percent < Percent::whole(1);
    if is_share {
        let hundredfold = percent.decimal() * Decimal::ONE_HUNDRED;
        return Ok(Percent::new(hundredfold).unwrap_or(percent));
    }
    Ok(percent)
}

/// How many, and the price of one. Where only the price of all is given, one is counted, unless
/// it can be shared out to the minor unit.
fn whole(
    quantity: Option<Quantity>,
    of_one: Option<Money>,
    of_all: Option<Money>,
) -> Option<(Quantity, Money)> {
    if let Some(of_one) = of_one {
        return Some((quantity.unwrap_or(Quantity::ONE), of_one));
    }
    let of_all = of_all?;
    let quantity = quantity.filter(|quantity| !quantity.is_zero());
    if let Some(quantity) = quantity {
        let of_one = of_all.decimal().checked_div(quantity.decimal());
        let (of_one, _) = Money::round(of_one?);
        if of_one.decimal().checked_mul(quantity.decimal())? == of_all.decimal() {
            return Some((quantity, of_one));
        }
    }
    Some((Quantity::ONE, of_all))
}

/// The id of a line that is yet to be added.
fn provisional() -> Result<LineId, String> {
    LineId::new("pasted").map_err(|error| error.to_string())
}
