//! Words and parts that the tools which look ahead share.

use std::sync::Arc;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use rust_decimal::Decimal;

use crate::model::{Currency, Money, TaskId, Timeline};
use crate::plan::schedule::{Schedule, Scheduled, Span, Spans};
use crate::ui::format;

/// When figures that change with every step are said: once they have stood for a moment.
const SETTLED: std::time::Duration = std::time::Duration::from_millis(300);

/// `1 working day`, `3 working days`.
pub fn working_days(days: i64) -> String {
    if days == 1 {
        "1 working day".to_owned()
    } else {
        format!("{days} working days")
    }
}

/// `3 working days later`, `on the same day`.
pub fn later(by: i64) -> String {
    match by {
        0 => "on the same day".to_owned(),
        1.. => format!("{} later", working_days(by)),
        _ => format!("{} earlier", working_days(-by)),
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
        Some(name) if !name.is_empty() => format!("“{name}”"),
        _ => "A task without a name".to_owned(),
    }
}

/// The first few of these, and how many more there are.
pub fn few(names: &[String]) -> String {
    const SHOWN: usize = 4;
    let shown = names.iter().take(SHOWN).cloned().collect::<Vec<_>>();
    let shown = shown.join(", ");
    match names.len().saturating_sub(SHOWN) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// Does something with the newest value once it has stood for a moment; forgets it when the
/// panel is closed.
pub fn when_settled<T: Send + Sync + 'static>(
    act: impl Fn(T) + Send + Sync + 'static,
) -> impl Fn(T) + Copy {
    let act = StoredValue::new(act);
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    on_cleanup(move || {
        if let Some(Some(timer)) = waiting.try_get_value() {
            timer.clear();
        }
    });
    move |value: T| {
        if let Some(Some(timer)) = waiting.try_get_value() {
            timer.clear();
        }
        let fire = move || {
            act.try_with_value(|act| act(value));
        };
        let timer = set_timeout_with_handle(fire, SETTLED).ok();
        waiting.try_set_value(timer);
    }
}

/// Shows a panel from its top: the one before may have been scrolled.
pub fn from_the_top(panel: NodeRef<leptos::html::Div>) {
    Effect::new(move |_| {
        let beside = panel
            .get()
            .and_then(|panel| panel.closest(".details").ok().flatten());
        if let Some(beside) = beside {
            beside.set_scroll_top(0);
        }
    });
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

/// A figure with its name.
pub fn figure(name: &'static str, value: String, under: String) -> AnyView {
    view! {
        <div>
            <dt>{name}</dt>
            <dd>
                {value}
                {(!under.is_empty()).then(|| view! { <span class="under">{under}</span> })}
            </dd>
        </div>
    }
    .into_any()
}
