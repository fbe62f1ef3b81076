//! The options side by side: what each holds and comes to, and by how much they differ.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use rust_xlsxwriter::{Workbook, XlsxError};

use super::budget::{percent_words, ratio};
use super::cell::{at, fixed};
use super::chart;
use super::inside::Inside;
use super::look::{Dress, Holds, Look};
use super::margin;
use super::placed::Placed;
use super::sheet::{Column, Sheet};
use super::view::{Offer, View};
use crate::model::{LineId, Money, Percent};
use crate::words::Word;

/// The name of the sheet.
pub(super) const NAME: Word = word!(sheet "Options");
const HEAD: u32 = 3;

/// Writes the sheet; the budgets of the options are on these.
pub(super) fn write(
    book: &mut Workbook,
    look: &Look,
    view: &View<'_>,
    inside: Option<&Inside<'_>>,
    placed: &[Placed],
) -> Result<(), XlsxError> {
    let mut sheet = Sheet::new(book, look, view, NAME.said(), t!("Options side by side"))?;
    let mut columns = vec![Column::text("", 40.0)];
    columns.extend(view.offers.iter().map(|offer| {
        let name = offer.name;
        if offer.recommended && !says_so(name) {
            Column::figures(&t!("{name} (recommended)"), 24.0)
        } else {
            Column::figures(name, 24.0)
        }
    }));
    sheet.heads(HEAD, &columns)?;
    let mut table = Table {
        sheet,
        view,
        placed,
        row: HEAD + 1,
    };
    table.descriptions()?;
    table.groups()?;
    table.own_lines()?;
    let net_total = table.sums()?;
    if let Some(inside) = inside {
        table.inside(inside)?;
    }
    let below = table.row + 1;
    let Table { mut sheet, .. } = table;
    sheet.print(view, true, Some(HEAD))?;
    let last = u16::try_from(view.offers.len()).unwrap_or(1);
    let colours: Vec<bool> = view.offers.iter().map(|offer| offer.recommended).collect();
    let chart = chart::options(
        NAME.said(),
        (HEAD, net_total),
        last,
        &colours,
        look.amount_format(),
    );
    sheet.page.insert_chart(below, 0, &chart)?;
    Ok(())
}

/// Whether an option says by its name that it is recommended.
fn says_so(name: &str) -> bool {
    let name = name.to_lowercase();
    name.contains("recommend") || name.contains(t!(stem "recommend"))
}

/// The formula and the amount of an option, where it has one.
type Figure<'a> = dyn Fn(&Offer<'_>, &Placed) -> Option<(String, Money)> + 'a;

struct Table<'a> {
    sheet: Sheet<'a>,
    view: &'a View<'a>,
    placed: &'a [Placed],
    row: u32,
}

impl Table<'_> {
    fn descriptions(&mut self) -> Result<(), XlsxError> {
        if self
            .view
            .offers
            .iter()
            .all(|offer| offer.description.is_empty())
        {
            return Ok(());
        }
        let row = self.next(t!("What it is"), Dress::Line)?;
        // A line of its column holds some twenty characters.
        let longest = self
            .view
            .offers
            .iter()
            .map(|offer| offer.description.chars().count())
            .max();
        let lines = u32::try_from(longest.unwrap_or(0) / 20 + 1).unwrap_or(1);
        self.sheet
            .page
            .set_row_height(row, (14 * lines).clamp(28, 280))?;
        let format = self.sheet.look.cell(Dress::Line, Holds::Wrapped);
        for (column, offer) in (1..).zip(&self.view.offers) {
            self.sheet.put(row, column, offer.description, &format)?;
        }
        Ok(())
    }

    /// A row for every name of a group.
    fn groups(&mut self) -> Result<(), XlsxError> {
        let mut seen = HashSet::new();
        let names: Vec<&str> = (self.view.offers.iter())
            .flat_map(|offer| offer.groups.iter().map(|group| group.name))
            .filter(|name| seen.insert(*name))
            .collect();
        for name in names {
            self.across(name, Dress::Line, &|offer, placed| {
                let of_name = offer.groups.iter().zip(&placed.groups);
                let of_name: Vec<_> = of_name.filter(|(group, _)| group.name == name).collect();
                let sum: Money = of_name.iter().map(|(group, _)| group.price).sum();
                let cells: Vec<String> =
                    of_name.iter().map(|(_, row)| placed.price(**row)).collect();
                (!cells.is_empty()).then(|| (format!("={}", cells.join("+")), sum))
            })?;
        }
        Ok(())
    }

    /// The lines that not every option has.
    fn own_lines(&mut self) -> Result<(), XlsxError> {
        let all = self.view.offers.len();
        let mut found: BTreeMap<&LineId, usize> = BTreeMap::new();
        for line in self.view.offers.iter().flat_map(|offer| &offer.lines) {
            *found.entry(line.id).or_default() += 1;
        }
        let differs: BTreeSet<&LineId> = (found
            .iter()
            .filter(|(_, count)| **count < all)
            .map(|(id, _)| *id))
        .collect();
        let mut seen = HashSet::new();
        let lines: Vec<(&LineId, &str)> = (self.view.offers.iter())
            .flat_map(|offer| &offer.lines)
            .filter(|line| differs.contains(line.id) && seen.insert(line.id))
            .map(|line| (line.id, line.name))
            .collect();
        // A comparison of hundreds of lines is read on their own sheets.
        if lines.is_empty() || lines.len() > 200 {
            return Ok(());
        }
        self.next(t!("Where they differ"), Dress::Group)?;
        let last = u16::try_from(all).unwrap_or(1);
        self.sheet.blank(self.row - 1, 1..=last, Dress::Group)?;
        for (id, name) in lines {
            self.across(name, Dress::Line, &|offer, placed| {
                let mut lines = offer.lines.iter().zip(&placed.lines);
                let (line, row) = lines.find(|(line, _)| line.id == id)?;
                Some((format!("={}", placed.price(*row)), line.price))
            })?;
        }
        Ok(())
    }

    /// From subtotal to total, and the difference; the row of the net totals.
    fn sums(&mut self) -> Result<u32, XlsxError> {
        let link = |placed: &Placed, row: u32| format!("={}", placed.price(row));
        self.across(t!("Subtotal"), Dress::Sum, &|offer, placed| {
            Some((link(placed, placed.subtotal), offer.sums.subtotal))
        })?;
        if self.placed.iter().any(|placed| placed.discount.is_some()) {
            self.across(t!("Discount"), Dress::Line, &|offer, placed| {
                Some((link(placed, placed.discount?), -offer.sums.discount))
            })?;
        }
        if self
            .placed
            .iter()
            .any(|placed| placed.contingency.is_some())
        {
            self.across(t!("Contingency"), Dress::Line, &|offer, placed| {
                Some((link(placed, placed.contingency?), offer.sums.contingency))
            })?;
        }
        let net_total = self.across(t!("Net total"), Dress::Sum, &|offer, placed| {
            Some((link(placed, placed.net_total), offer.sums.net_total))
        })?;
        let rates: BTreeSet<Percent> = (self.placed.iter())
            .flat_map(|placed| placed.taxes.iter().map(|(rate, _)| *rate))
            .collect();
        for rate in rates {
            let name = format!("{} {}", self.view.tax_name, percent_words(rate));
            self.across(&name, Dress::Line, &|offer, placed| {
                let (_, row) = placed.taxes.iter().find(|(other, _)| *other == rate)?;
                let (_, _, tax) = offer
                    .sums
                    .taxes
                    .iter()
                    .find(|(other, _, _)| *other == rate)?;
                Some((link(placed, *row), *tax))
            })?;
        }
        let total = t!("Total in {}", self.sheet.currency.code());
        self.across(&total, Dress::Total, &|offer, placed| {
            Some((link(placed, placed.total), offer.sums.total))
        })?;
        let main = u16::try_from(self.view.main + 1).unwrap_or(1);
        let of_main = self
            .view
            .main()
            .map(|offer| (offer.name, offer.sums.net_total));
        if let Some((name, of_main)) = of_main {
            let row = self.next(&t!("Net total against {name}"), Dress::Line)?;
            for (column, offer) in (1..).zip(&self.view.offers) {
                let formula = format!("={}-{}", at(net_total, column), fixed(net_total, main));
                let difference = offer.sums.net_total - of_main;
                self.sheet
                    .sum(row, column, &formula, difference, Dress::Line)?;
            }
        }
        Ok(net_total)
    }

    /// What only the agency sees.
    fn inside(&mut self, inside: &Inside<'_>) -> Result<(), XlsxError> {
        let title = self.next(t!("For the agency’s eyes only"), Dress::Group)?;
        let format = self.sheet.look.inside(Dress::Group, Holds::Text);
        self.sheet
            .put(title, 0, t!("For the agency’s eyes only"), &format)?;
        for (column, _) in (1..).zip(&self.view.offers) {
            self.sheet.put(title, column, "", &format)?;
        }
        let external = self.own(
            inside,
            t!("External cost"),
            Dress::Line,
            &|placed, _, price| {
                (
                    format!("={}", margin::external_cost(placed)),
                    price.external_cost,
                )
            },
        )?;
        let labour = external + 2;
        let income = self.own(
            inside,
            t!("Agency gross income"),
            Dress::Sum,
            &|placed, column, price| {
                let discount = placed
                    .discount
                    .map_or_else(String::new, |row| format!("+{}", placed.price(row)));
                let subtotal = placed.price(placed.subtotal);
                (
                    format!("={subtotal}{discount}-{}", at(external, column)),
                    price.agency_gross_income,
                )
            },
        )?;
        self.own(
            inside,
            t!("Labour cost"),
            Dress::Line,
            &|placed, _, price| {
                (
                    format!("={}", margin::labour_cost(placed)),
                    price.labour_cost,
                )
            },
        )?;
        let profit = self.own(inside, t!("Profit"), Dress::Total, &|_, column, price| {
            (
                format!("={}-{}", at(income, column), at(labour, column)),
                price.profit,
            )
        })?;
        let row = self.next(t!("Profit margin"), Dress::Line)?;
        for (column, offer) in (1..).zip(&inside.offers) {
            let (profit, income) = (at(profit, column), at(income, column));
            let formula = format!("=IF({income}>0,{profit}/{income},\"–\")");
            let whole = offer.price.agency_gross_income.max(Money::ZERO);
            ratio(
                &mut self.sheet,
                row,
                column,
                &formula,
                offer.price.profit,
                whole,
                Dress::Line,
            )?;
        }
        Ok(())
    }

    fn own(
        &mut self,
        inside: &Inside<'_>,
        words: &str,
        dress: Dress,
        figure: &dyn Fn(&Placed, u16, &crate::plan::price::Price) -> (String, Money),
    ) -> Result<u32, XlsxError> {
        let row = self.next(words, dress)?;
        let offers = inside.offers.iter().zip(self.placed);
        for (column, (offer, placed)) in (1..).zip(offers) {
            let (formula, amount) = figure(placed, column, &offer.price);
            self.sheet.sum(row, column, &formula, amount, dress)?;
        }
        Ok(row)
    }

    /// A row with a figure of every option, or a dash where it has none.
    fn across(&mut self, words: &str, dress: Dress, figure: &Figure<'_>) -> Result<u32, XlsxError> {
        let row = self.next(words, dress)?;
        let offers = self.view.offers.iter().zip(self.placed);
        for (column, (offer, placed)) in (1..).zip(offers) {
            match figure(offer, placed) {
                Some((formula, amount)) => self.sheet.sum(row, column, &formula, amount, dress)?,
                None => self.sheet.dash(row, column, dress)?,
            }
        }
        Ok(row)
    }

    fn next(&mut self, words: &str, dress: Dress) -> Result<u32, XlsxError> {
        let row = self.row;
        self.sheet.text(row, 0, words, dress)?;
        self.row += 1;
        Ok(row)
    }
}
