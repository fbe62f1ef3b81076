//! Money by kind of line: what charts tell apart, and nothing that the client may not know.

use std::collections::BTreeMap;

use crate::model::{Budget, LineKind, Money};
use crate::plan::month::Month;
use crate::plan::phasing::Phasing;
use crate::plan::price::Price;
use crate::words::Word;

/// The kinds that charts tell apart.
pub const KINDS: [Word; 4] = [
    word!("Fees"),
    word!("Production"),
    word!("Media"),
    word!("Expenses"),
];

/// Which of [`KINDS`] is media.
pub(super) const MEDIA: usize = 2;

/// An amount for each of [`KINDS`].
pub type Kinds = [Money; 4];

pub(super) fn place(kind: LineKind) -> usize {
    match kind {
        LineKind::Fee | LineKind::Fixed => 0,
        LineKind::ThirdParty => 1,
        LineKind::MediaCommission | LineKind::MediaServiceFee => MEDIA,
        LineKind::Expense => 3,
    }
}

fn add(kinds: &mut Kinds, kind: LineKind, amount: Money) {
    if let Some(sum) = kinds.get_mut(place(kind)) {
        *sum = *sum + amount;
    }
}

/// The net total of a priced option by kind.
#[must_use]
pub fn by_kind(budget: &Budget, price: &Price) -> Kinds {
    let mut kinds = Kinds::default();
    for line in &budget.lines {
        if let Some(figures) = price.lines.get(&line.id) {
            add(&mut kinds, line.kind, figures.net);
        }
    }
    kinds
}

/// Phased amounts by month and kind, every month from the first to the last.
#[must_use]
pub fn months_by_kind(budget: &Budget, phasing: &Phasing) -> Vec<(Month, Kinds)> {
    let mut months: BTreeMap<Month, Kinds> = (phasing.months.iter())
        .map(|month| (*month, Kinds::default()))
        .collect();
    for line in &budget.lines {
        for (month, amount) in phasing.lines.get(&line.id).into_iter().flatten() {
            add(months.entry(*month).or_default(), line.kind, *amount);
        }
    }
    months.into_iter().collect()
}

/// The kinds that have an amount anywhere.
pub(super) struct Shown(Vec<usize>);

pub(super) fn shown<'a>(all: impl Iterator<Item = &'a Kinds> + Clone) -> Shown {
    let has = |place: &usize| {
        let mut amounts = all.clone().filter_map(|kinds| kinds.get(*place));
        amounts.any(|amount| !amount.is_zero())
    };
    Shown((0..KINDS.len()).filter(has).collect())
}

impl Shown {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn names(&self) -> Vec<&'static str> {
        let name = |place: &usize| KINDS.get(*place).map(|kind| kind.said());
        self.0.iter().filter_map(name).collect()
    }

    pub fn of(&self, kinds: &Kinds) -> Vec<Money> {
        let amount = |place: &usize| kinds.get(*place).copied();
        self.0.iter().filter_map(amount).collect()
    }
}
