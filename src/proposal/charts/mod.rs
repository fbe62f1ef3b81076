//! Charts of the budget, drawn by one hand for the screen and for paper: where the money goes, the
//! options beside each other, the months. A chart is figures with their words; [`draw`] makes
//! marks of them. Everything it shows stands in its [`Chart::table`] too.

mod draw;
mod inside;
mod kinds;

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::formats::Formats;
use crate::model::{Currency, Money};
use crate::plan::allocate::largest_remainder;
use crate::plan::month::Month;

pub use draw::{Anchor, Drawing, Mark, Metrics, draw};
pub use inside::costs_and_profit;
pub use kinds::{KINDS, Kinds, by_kind, months_by_kind};

/// The most bars of [`where_it_goes`]; what is smaller stands together.
const MOST: usize = 9;

/// The most months that stand beside each other: more stand as years.
const MOST_MONTHS: usize = 36;

/// A chart: bars of one or several parts, and the words to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// What it is, such as Where the money goes.
    pub name: &'static str,
    /// What it says, in a sentence.
    pub summary: String,
    /// What the bars are of, over the first column of the table.
    pub of: &'static str,
    /// How the bars stand.
    pub form: Form,
    /// The parts that bars have, in order; one without a name for bars of one part.
    pub series: Vec<&'static str>,
    /// The bars, in order.
    pub bars: Vec<Bar>,
    /// What the notes of bars are, over their column of the table.
    pub noted: &'static str,
    /// What an axis reads, in order from the least; none for a chart that needs none.
    pub axis: Vec<(Money, String)>,
}

/// How bars stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// One under the other, from the left.
    Rows,
    /// One beside the other, from the bottom.
    Columns,
}

/// A bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// What it is.
    pub label: String,
    /// Its parts, as many as there are series.
    pub parts: Vec<Part>,
    /// Their sum.
    pub total: Money,
    /// The sum in words.
    pub figure: String,
    /// More about it, such as its share.
    pub note: String,
}

/// A part of a bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// How much.
    pub amount: Money,
    /// The same in words.
    pub figure: String,
}

/// How amounts are written.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    /// In which locale.
    pub formats: &'a dyn Formats,
    /// In which currency.
    pub currency: Currency,
}

impl Words<'_> {
    fn amount(&self, amount: Money) -> String {
        self.formats.amount(amount, self.currency)
    }

    fn money(&self, amount: Money) -> String {
        self.formats.money(amount, self.currency)
    }

    /// A difference in words, such as 1,000.00 less.
    fn difference(&self, more: Money) -> String {
        match more.cmp(&Money::ZERO) {
            Ordering::Less => t!("{} less", self.amount(-more)),
            Ordering::Equal => t!("the same").to_owned(),
            Ordering::Greater => t!("{} more", self.amount(more)),
        }
    }

    fn bar(&self, label: String, parts: &[Money], note: String) -> Bar {
        let total = parts.iter().copied().sum();
        let part = |amount: &Money| Part {
            amount: *amount,
            figure: self.amount(*amount),
        };
        Bar {
            label,
            parts: parts.iter().map(part).collect(),
            total,
            figure: self.amount(total),
            note,
        }
    }
}

impl Chart {
    /// The same figures as a table: heads, and a row for every bar. The first cell of a row names
    /// it.
    #[must_use]
    pub fn table(&self) -> (Vec<String>, Vec<Vec<String>>) {
        let parted = self.series.len() > 1;
        let noted = self.bars.iter().any(|bar| !bar.note.is_empty());
        let mut heads = vec![self.of.to_owned()];
        if parted {
            heads.extend(self.series.iter().map(|name| (*name).to_owned()));
        }
        heads.push(if parted { t!("Total") } else { t!("Amount") }.to_owned());
        if noted {
            heads.push(self.noted.to_owned());
        }
        let row = |bar: &Bar| {
            let mut cells = vec![bar.label.clone()];
            if parted {
                cells.extend(bar.parts.iter().map(|part| part.figure.clone()));
            }
            cells.push(bar.figure.clone());
            if noted {
                cells.push(bar.note.clone());
            }
            cells
        };
        (heads, self.bars.iter().map(row).collect())
    }
}

/// Where the money goes: a bar for each of these, the greatest first, the small ones together. The
/// shares add up to 100 %, to a tenth. Nothing where there is no money.
#[must_use]
pub fn where_it_goes(amounts: &[(String, Money)], words: Words<'_>) -> Option<Chart> {
    let mut amounts: Vec<(String, Money)> = (amounts.iter())
        .filter(|(_, amount)| !amount.is_zero())
        .cloned()
        .collect();
    // Equal ones stand as they came.
    amounts.sort_by_key(|(_, amount)| std::cmp::Reverse(*amount));
    if amounts.len() > MOST {
        let small = amounts.split_off(MOST - 1);
        let sum = small.iter().map(|(_, amount)| *amount).sum();
        amounts.push((t!("{} smaller ones", small.len()), sum));
    }
    let total: Money = amounts.iter().map(|(_, amount)| *amount).sum();
    let (most, greatest) = amounts.first().cloned()?;
    let weights: Vec<i64> = amounts.iter().map(|(_, amount)| amount.units()).collect();
    // A share of nothing, or of less, says nothing.
    let are_shares = total > Money::ZERO && weights.iter().all(|weight| *weight >= 0);
    let shares = if are_shares {
        let tenths = largest_remainder(1000, &weights).into_iter();
        let percent = |tenths| words.formats.percent(Decimal::new(tenths, 1));
        tenths.map(percent).collect()
    } else {
        vec![String::new(); weights.len()]
    };
    let all = words.money(total);
    let summary = match shares.first().filter(|_| are_shares) {
        Some(share) => t!(
            "Of {all}, most is {group}: {amount} ({share}).",
            group = named(most),
            amount = words.money(greatest)
        ),
        None => t!(
            "Of {all}, most is {group}: {amount}.",
            group = named(most),
            amount = words.money(greatest)
        ),
    };
    let bars = (amounts.into_iter().zip(shares))
        .map(|((label, amount), share)| words.bar(named(label), &[amount], share))
        .collect();
    Some(Chart {
        name: t!("Where the money goes"),
        summary,
        of: t!("Group"),
        noted: t!(noun "Share"),
        form: Form::Rows,
        series: vec![""],
        bars,
        axis: Vec::new(),
    })
}

fn named(label: String) -> String {
    if label.trim().is_empty() {
        t!("Without a group").to_owned()
    } else {
        label
    }
}

/// Options beside each other, by kind of line; `true` marks the recommended one. Nothing where
/// there are fewer than two.
#[must_use]
pub fn options_compared(options: &[(String, bool, Kinds)], words: Words<'_>) -> Option<Chart> {
    if options.len() < 2 {
        return None;
    }
    let shown = kinds::shown(options.iter().map(|(_, _, kinds)| kinds));
    let mut bars: Vec<Bar> = Vec::with_capacity(options.len());
    let total = |kinds: &Kinds| kinds.iter().copied().sum::<Money>();
    let recommended = options.iter().find(|(_, recommended, _)| *recommended);
    let recommended = recommended.map(|(_, _, kinds)| total(kinds));
    for (name, is_recommended, kinds) in options {
        let note = match recommended {
            _ if *is_recommended => t!("recommended").to_owned(),
            Some(recommended) => words.difference(total(kinds) - recommended),
            None => String::new(),
        };
        bars.push(words.bar(name.clone(), &shown.of(kinds), note));
    }
    let least = bars.iter().min_by_key(|bar| bar.total)?;
    let most = bars.iter().max_by_key(|bar| bar.total)?;
    Some(Chart {
        name: t!("Options compared"),
        summary: t!(
            "From {least} ({cheapest}) to {most} ({dearest}).",
            least = words.money(least.total),
            cheapest = least.label,
            most = words.money(most.total),
            dearest = most.label
        ),
        of: t!("Option"),
        noted: t!("Against recommended"),
        form: Form::Rows,
        series: shown.names(),
        bars,
        axis: Vec::new(),
    })
}

/// Months that do not fit beside each other, as years.
fn by_year(months: &[(Month, Kinds)]) -> Vec<(String, Kinds)> {
    let mut years: Vec<(i32, Kinds)> = Vec::new();
    for (month, kinds) in months {
        match years.last_mut().filter(|(year, _)| *year == month.year) {
            Some((_, sums)) => {
                for (sum, amount) in sums.iter_mut().zip(kinds) {
                    *sum = *sum + *amount;
                }
            }
            None => years.push((month.year, *kinds)),
        }
    }
    years
        .into_iter()
        .map(|(year, kinds)| (year.to_string(), kinds))
        .collect()
}

/// What falls into which month, by kind of line. Nothing where no money falls into any.
#[must_use]
pub fn by_month(months: &[(Month, Kinds)], words: Words<'_>) -> Option<Chart> {
    let shown = kinds::shown(months.iter().map(|(_, kinds)| kinds));
    if shown.is_empty() {
        return None;
    }
    let name = |month: &Month| words.formats.month_and_year(month.first_day());
    let in_years = months.len() > MOST_MONTHS;
    let named: Vec<(String, Kinds)> = if in_years {
        by_year(months)
    } else {
        let named = months.iter().map(|(month, kinds)| (name(month), *kinds));
        named.collect()
    };
    let bars: Vec<Bar> = (named.into_iter())
        .map(|(name, kinds)| words.bar(name, &shown.of(&kinds), String::new()))
        .collect();
    let most = bars.iter().rev().max_by_key(|bar| bar.total)?;
    let total: Money = bars.iter().map(|bar| bar.total).sum();
    let all = words.money(total);
    let (when, amount) = (&most.label, words.money(most.total));
    let summary = match bars.len() {
        1 => t!("All {all} fall into {when}."),
        count if in_years => t!("{all} over {count} years; most in {when}: {amount}."),
        count => t!("{all} over {count} months; most in {when}: {amount}."),
    };
    let axis = draw::ticks(&bars).into_iter();
    Some(Chart {
        name: t!("Months"),
        summary,
        of: t!("Month"),
        noted: "",
        form: Form::Columns,
        series: shown.names(),
        axis: axis.map(|amount| (amount, words.amount(amount))).collect(),
        bars,
    })
}
