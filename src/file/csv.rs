//! The lines of a budget as comma-separated values, which any spreadsheet opens and
//! `plan::parse::table` reads again. Numbers are written as people here write them.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::project_xml::Audience;
use crate::model::{Currency, Identifier, Line, LineKind, Money, OptionId, Pitch};
use crate::plan::parse::NumberForm;
use crate::plan::parse::table::guarded;
use crate::plan::price::{LinePrice, price};

/// The lines of an option, or of all; the client's version holds what the proposal says and no
/// more. Begins with the mark of UTF-8, without which spreadsheets take it for another encoding.
///
/// Cells of words that a spreadsheet would take for a formula get an apostrophe before them.
#[must_use]
pub fn lines(
    pitch: &Pitch,
    option: Option<&OptionId>,
    audience: Audience,
    numbers: NumberForm,
) -> String {
    let mut table = Table::new(numbers, pitch.currency);
    let is_internal = audience == Audience::Internal;
    let has_options = option.is_none() && !pitch.budget.options.is_empty();
    for head in [
        t!("Group"),
        t!("Item"),
        t!("Kind"),
        t!("Quantity"),
        t!("Unit"),
    ] {
        table.words(head);
    }
    table.words(&t!("Rate, {}", pitch.currency.code()));
    table.words(&t!("Price, {}", pitch.currency.code()));
    table.words(t!("Tax %"));
    if has_options {
        table.words(t!("Options"));
    }
    if is_internal {
        table.words(t!("Role"));
        table.words(t!("Phase"));
        table.words(&t!("Unit cost, {}", pitch.currency.code()));
        table.words(t!("Markup or commission %"));
        table.words(&t!("Cost, {}", pitch.currency.code()));
        table.words(t!("Margin %"));
        table.words(t!("Note"));
    }
    table.end();
    let names = Names::of(pitch);
    let priced = price(pitch, option);
    for line in names.in_order(pitch, option) {
        let figures = priced.lines.get(&line.id).copied().unwrap_or_default();
        shown(&mut table, &names, line, &figures, is_internal);
        if has_options {
            table.words(&names.options(line));
        }
        if is_internal {
            hidden(&mut table, &names, line, &figures);
        }
        table.end();
    }
    table.text
}

/// The text of a file from a spreadsheet: UTF-8 or UTF-16 by its mark, else UTF-8 where it is
/// that, else what Windows writes in Western Europe.
#[must_use]
pub fn text_of(bytes: &[u8]) -> String {
    let units = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = rest.as_chunks::<2>().0.iter().map(|pair| unit(*pair));
        char::decode_utf16(units)
            .map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect()
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => units(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => units(rest, u16::from_be_bytes),
        _ => match str::from_utf8(bytes) {
            Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text).to_owned(),
            Err(_) => bytes.iter().map(|byte| windows_1252(*byte)).collect(),
        },
    }
}

fn windows_1252(byte: u8) -> char {
    const FROM_80: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž',
        '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}',
        'ž', 'Ÿ',
    ];
    let place = usize::from(byte).checked_sub(0x80);
    let special = place.and_then(|place| FROM_80.get(place));
    special.copied().unwrap_or(char::from(byte))
}

/// What the client may see of a line.
fn shown(table: &mut Table, names: &Names<'_>, line: &Line, figures: &LinePrice, inside: bool) {
    table.words(names.group(line));
    table.words(&line.name);
    table.words(match line.kind {
        LineKind::Fee => t!("Fee"),
        LineKind::Fixed => t!("Fixed price"),
        LineKind::ThirdParty => t!("Third party"),
        LineKind::MediaCommission if inside => t!("Media at commission"),
        LineKind::MediaServiceFee if inside => t!("Media at service fee"),
        LineKind::MediaCommission | LineKind::MediaServiceFee => t!("Media"),
        LineKind::Expense => t!("Expense"),
    });
    match line.kind {
        LineKind::Fee => {
            table.number(figures.hours.decimal());
            table.words(t!("h"));
            table.amount_or_none(
                line.bill_rate
                    .or(names.role(line).map(|role| role.bill_rate)),
            );
        }
        LineKind::Fixed => {
            table.number(line.quantity.decimal());
            table.words(&line.unit);
            table.amount(line.unit_price);
        }
        LineKind::ThirdParty | LineKind::Expense => {
            table.number(line.quantity.decimal());
            table.words(&line.unit);
            // The price of one would say what the agency pays.
            table.words("");
        }
        LineKind::MediaCommission | LineKind::MediaServiceFee => {
            for _ in 0..3 {
                table.words("");
            }
        }
    }
    table.amount(figures.price);
    match line.tax {
        Some(tax) => table.number(tax.decimal()),
        None => table.words(""),
    }
}

/// What only the agency sees of a line.
fn hidden(table: &mut Table, names: &Names<'_>, line: &Line, figures: &LinePrice) {
    let role = names.role(line).filter(|_| line.kind == LineKind::Fee);
    table.words(role.map_or("", |role| &role.name));
    table.words(names.phase(line));
    let unit_cost = match line.kind {
        LineKind::Fee => line.cost_rate.or(role.map(|role| role.cost_rate)),
        // What is bought abroad has no cost of one in this currency, and all of it has.
        _ if line.abroad().is_some() => None,
        LineKind::MediaCommission | LineKind::MediaServiceFee => Some(figures.cost),
        LineKind::Fixed | LineKind::ThirdParty | LineKind::Expense => Some(line.unit_cost),
    };
    table.amount_or_none(unit_cost);
    match line.kind {
        LineKind::ThirdParty => table.number(line.markup.decimal()),
        LineKind::MediaCommission => table.number(line.commission.decimal()),
        LineKind::MediaServiceFee => table.number(line.service_fee.decimal()),
        LineKind::Fee | LineKind::Fixed | LineKind::Expense => table.words(""),
    }
    table.amount(figures.cost);
    match figures.margin() {
        Some(points) => table.number(Decimal::new(points, 2)),
        None => table.words(""),
    }
    table.words(&line.note);
}

/// Names by ids.
struct Names<'a> {
    pitch: &'a Pitch,
    groups: HashMap<&'a str, (usize, &'a str)>,
    roles: HashMap<&'a str, &'a crate::model::Role>,
    phases: HashMap<&'a str, &'a str>,
}

impl<'a> Names<'a> {
    fn of(pitch: &'a Pitch) -> Self {
        let groups = pitch.budget.groups.iter().enumerate();
        Self {
            pitch,
            groups: groups
                .map(|(at, g)| (g.id.as_str(), (at, g.name.as_str())))
                .collect(),
            roles: pitch
                .team
                .roles
                .iter()
                .map(|r| (r.id.as_str(), &**r))
                .collect(),
            phases: pitch
                .timeline
                .phases
                .iter()
                .map(|p| (p.id.as_str(), p.name.as_str()))
                .collect(),
        }
    }

    /// The lines group by group, as they are shown; those without a group come last.
    fn in_order(&self, pitch: &'a Pitch, option: Option<&OptionId>) -> Vec<&'a Line> {
        let lines = pitch.budget.lines.iter().map(|line| &**line);
        let mut lines: Vec<&Line> = lines.filter(|line| line.is_in(option)).collect();
        lines.sort_by_key(|line| self.place(line).map_or(usize::MAX, |(at, _)| at));
        lines
    }

    fn place(&self, line: &Line) -> Option<(usize, &'a str)> {
        self.groups.get(line.group.as_ref()?.as_str()).copied()
    }

    fn group(&self, line: &Line) -> &'a str {
        self.place(line).map_or("", |(_, name)| name)
    }

    fn role(&self, line: &Line) -> Option<&'a crate::model::Role> {
        self.roles.get(line.role.as_ref()?.as_str()).copied()
    }

    fn phase(&self, line: &Line) -> &'a str {
        let name = line
            .phase
            .as_ref()
            .and_then(|phase| self.phases.get(phase.as_str()));
        name.copied().unwrap_or_default()
    }

    fn options(&self, line: &Line) -> String {
        let named = line
            .options
            .iter()
            .filter_map(|id| self.pitch.budget.options.find(id));
        named
            .map(|option| option.name.as_str())
            .collect::<Vec<_>>()
            .join(" / ")
    }
}

/// The text as it grows.
struct Table {
    text: String,
    at_start: bool,
    between: char,
    decimal: char,
    currency: Currency,
}

impl Table {
    fn new(numbers: NumberForm, currency: Currency) -> Self {
        Self {
            text: "\u{feff}".to_owned(),
            at_start: true,
            // Where the comma is the decimal sign, spreadsheets expect semicolons.
            between: if numbers.decimal == ',' { ';' } else { ',' },
            decimal: numbers.decimal,
            currency,
        }
    }

    fn words(&mut self, words: &str) {
        let guarded = guarded(words);
        // Whichever sign whoever reads it takes for the one between cells.
        if guarded.contains(['"', '\n', '\r', '\t', ',', ';']) {
            self.cell(&format!("\"{}\"", guarded.replace('"', "\"\"")));
        } else {
            self.cell(&guarded);
        }
    }

    fn number(&mut self, number: Decimal) {
        let text = number.normalize().to_string();
        self.cell(&text.replace('.', &self.decimal.to_string()));
    }

    fn amount(&mut self, amount: Money) {
        let text = Decimal::new(amount.units(), self.currency.decimals()).to_string();
        self.cell(&text.replace('.', &self.decimal.to_string()));
    }

    fn amount_or_none(&mut self, amount: Option<Money>) {
        match amount {
            Some(amount) => self.amount(amount),
            None => self.cell(""),
        }
    }

    fn cell(&mut self, text: &str) {
        if !self.at_start {
            self.text.push(self.between);
        }
        self.at_start = false;
        self.text.push_str(text);
    }

    fn end(&mut self) {
        self.text.push_str("\r\n");
        self.at_start = true;
    }
}
