//! Where everything on a budget's sheet is, before it is written: formulas of all sheets ask here.

use super::budget::{HEAD, PRICE, RATE};
use super::cell::{fixed, fixed_down, sheet_prefix};
use super::view::Offer;
use crate::model::Percent;

/// Where everything on a budget's sheet is.
pub(super) struct Placed {
    /// What stands before a cell of it in other sheets' formulas.
    pub prefix: String,
    /// The first and the last row of lines and groups.
    pub first: u32,
    pub last: u32,
    /// The rows of the groups, in their order.
    pub groups: Vec<u32>,
    /// The rows of the lines, in their order.
    pub lines: Vec<u32>,
    pub subtotal: u32,
    pub discount: Option<u32>,
    pub contingency: Option<u32>,
    pub net_total: u32,
    /// With their rates.
    pub taxes: Vec<(Percent, u32)>,
    pub total: u32,
}

impl Placed {
    /// The amount of a row, for a formula on another sheet.
    pub fn price(&self, row: u32) -> String {
        format!("{}{}", self.prefix, fixed(row, PRICE))
    }

    /// The lines and groups of a column, for a formula on another sheet.
    pub fn column(&self, column: u16) -> String {
        format!(
            "{}{}",
            self.prefix,
            fixed_down(column, self.first, self.last)
        )
    }

    /// The rate of a tax, for a name.
    pub fn rate(&self, row: u32) -> String {
        format!("{}{}", self.prefix, fixed(row, RATE))
    }

    /// Where everything will be on the sheet of this name.
    pub fn plan(name: &str, offer: &Offer<'_>) -> Self {
        let mut row = HEAD + 1;
        let (mut groups, mut lines) = (Vec::new(), Vec::new());
        for group in &offer.groups {
            groups.push(row);
            row += 1;
            for _ in 0..group.lines {
                lines.push(row);
                row += 1;
            }
        }
        let last = row.saturating_sub(1).max(HEAD + 1);
        let mut next = last + 1;
        let mut take = || {
            next += 1;
            next
        };
        let subtotal = take();
        let discount = offer.discount.map(|_| take());
        let contingency = offer.contingency.as_ref().map(|_| take());
        let net_total = take();
        let taxes = offer
            .sums
            .taxes
            .iter()
            .map(|(rate, _, _)| (*rate, take()))
            .collect();
        Self {
            prefix: sheet_prefix(name),
            first: HEAD + 1,
            last,
            groups,
            lines,
            subtotal,
            discount,
            contingency,
            net_total,
            taxes,
            total: take(),
        }
    }
}
