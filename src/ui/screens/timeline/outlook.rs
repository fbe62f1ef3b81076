//! Words and parts that the tools which look ahead share.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::model::{Currency, Money, TaskId, Timeline};
use crate::plan::schedule::{Schedule, Scheduled, Span, Spans};
use crate::ui::format;

/// `1 working day`, `3 working days`.
pub fn working_days(days: i64) -> String {
    if days == 1 {
        t!("1 working day").to_owned()
    } else {
        t!("{days} working days")
    }
}

/// `3 working days later`, `on the same day`.
pub fn later(by: i64) -> String {
    match by {
        0 => t!("on the same day").to_owned(),
        1.. => t!("{working_days} later", working_days = working_days(by)),
        _ => t!("{working_days} earlier", working_days = working_days(-by)),
    }
}

/// A number with its sign: `+3`, `−2`, `0`.
pub fn signed(number: Decimal) -> String {
    let shown = format::number(number.abs());
    sign(number.is_zero(), number.is_sign_negative(), &shown)
}

/// An amount with its sign: `+€199.50`, `−€60.00`.
pub fn signed_money(amount: Money, currency: Currency) -> String {
    let size = if amount < Money::ZERO {
        -amount
    } else {
        amount
    };
    let shown = format::money_in(size, currency);
    sign(amount.is_zero(), amount < Money::ZERO, &shown)
}

fn sign(none: bool, less: bool, shown: &str) -> String {
    match (none, less) {
        (true, _) => shown.to_owned(),
        (_, true) => format!("−{shown}"),
        _ => format!("+{shown}"),
    }
}

/// The name of a task in a sentence.
pub fn named(timeline: &Timeline, id: &TaskId) -> String {
    let name = timeline.tasks.find(id).map(|task| task.name.trim());
    match name {
        Some(name) if !name.is_empty() => t!("“{name}”"),
        _ => t!("A task without a name").to_owned(),
    }
}

/// The first few of these, and how many more there are.
pub fn few(names: &[String]) -> String {
    const SHOWN: usize = 4;
    let shown = names.iter().take(SHOWN).cloned().collect::<Vec<_>>();
    let shown = shown.join(", ");
    match names.len().saturating_sub(SHOWN) {
        0 => shown,
        more => t!("{shown} and {more} more"),
    }
}

/// The tasks of a schedule that stand elsewhere than in another: what is drawn behind the bars.
pub fn only_moved(then: &Schedule, now: &Schedule) -> Arc<Spans> {
    let span = |dates: &Scheduled| Span {
        start: dates.start,
        finish: dates.finish,
    };
    let moved = then.tasks.in_order().filter_map(|(id, dates)| {
        let then = span(dates);
        (now.tasks.get(id).map(span) != Some(then)).then(|| (id.clone(), then))
    });
    Arc::new(moved.collect())
}
