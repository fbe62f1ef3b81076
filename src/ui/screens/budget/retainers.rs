//! The retainers of the shown option, month by month: what is included, what the timeline plans,
//! and what becomes of the rest.

use leptos::html;
use leptos::prelude::*;
use rust_decimal::Decimal;

use crate::model::{Line, Pitch, Retainer, Rollover};
use crate::plan::month::Month;
use crate::plan::retainer::{RetainerMonth, first_month, ledger as months_of, retainer_of, worked};
use crate::ui::format;
use crate::ui::parts::figures::{Ledger, Row, heads};
use crate::ui::parts::settled::kept_up;
use crate::ui::workspace::Workspace;

/// A retainer as the section shows it.
#[derive(Clone, PartialEq)]
struct Entry {
    name: String,
    terms: Retainer,
    first: Month,
    months: Vec<RetainerMonth>,
    /// Hours that are planned before or after its months.
    outside: Decimal,
}

/// The section; nothing while the option has no retainer.
pub fn retainers(workspace: Workspace) -> AnyView {
    let has = Memo::new(move |_| {
        let (budget, option) = (workspace.budget.read(), workspace.option.read());
        let mut lines = budget
            .lines
            .iter()
            .filter(|line| line.is_in(option.as_ref()));
        lines.any(|line| retainer_of(line).is_some())
    });
    (move || has.get().then(|| section(workspace))).into_any()
}

fn section(workspace: Workspace) -> AnyView {
    let place = NodeRef::<html::Div>::new();
    let entries = kept_up(
        move || workspace.settled.track(),
        place,
        move || {
            let pitch = workspace.pitch.read();
            let option = workspace.option.read();
            let lines = pitch
                .budget
                .lines
                .iter()
                .filter(|line| line.is_in(option.as_ref()));
            let entries = lines.filter_map(|line| entry(workspace, &pitch, line));
            Some(entries.collect::<Vec<_>>())
        },
    );
    let shown = move || {
        let entries = entries.read();
        entries.iter().flatten().map(view_of).collect_view()
    };
    view! {
        <section class="block" aria-labelledby="b-retainers">
            <h2 id="b-retainers">{t!("Retainers")}</h2>
            <p class="field-hint">
                {t!("Hours of the role as the timeline plans them. The oldest hours are used first.")}
            </p>
            <div class="retainers" node_ref=place>{shown}</div>
        </section>
    }
    .into_any()
}

fn entry(workspace: Workspace, pitch: &Pitch, line: &Line) -> Option<Entry> {
    let terms = retainer_of(line)?;
    let schedule = workspace.schedule.read();
    let worked = worked(pitch, &schedule, workspace.option.read().as_ref(), line);
    let first = first_month(terms, pitch);
    let months = months_of(terms, first, &worked);
    let planned: Decimal = worked.values().sum();
    let used: Decimal = months.iter().map(|month| month.used).sum();
    Some(Entry {
        name: line.name.clone(),
        terms: terms.clone(),
        first,
        months,
        outside: planned - used,
    })
}

fn view_of(entry: &Entry) -> AnyView {
    let name = match entry.name.trim() {
        "" => t!("Without a name").to_owned(),
        name => name.to_owned(),
    };
    let a_month = hours(entry.terms.hours_a_month.decimal());
    let from = format::month_and_year(entry.first.first_day());
    let terms = match entry.terms.months {
        1 => t!("{a_month} a month for 1 month, from {from} on."),
        months => t!("{a_month} a month for {months} months, from {from} on."),
    };
    let terms = format!("{terms} {}", unused(entry.terms.rollover));
    let outside = (!entry.outside.is_zero()).then(|| {
        let words = t!(
            "{} are planned before or after its months.",
            hours(entry.outside)
        );
        view! { <p class="bad">{words}</p> }
    });
    view! {
        <h3>{name.clone()}</h3>
        <p class="field-hint">{terms}</p>
        {table(name, &entry.months).scrolling()}
        {outside}
    }
    .into_any()
}

/// What becomes of unused hours, in a sentence.
fn unused(rollover: Rollover) -> String {
    match rollover {
        Rollover::None => t!("Unused hours: end with the month.").to_owned(),
        Rollover::All => t!("Unused hours: last until it ends.").to_owned(),
        Rollover::Months(1) => t!("Unused hours: can be used one month longer.").to_owned(),
        Rollover::Months(2) => t!("Unused hours: can be used two months longer.").to_owned(),
        Rollover::Months(3) => t!("Unused hours: can be used three months longer.").to_owned(),
        Rollover::Months(6) => t!("Unused hours: can be used six months longer.").to_owned(),
        Rollover::Months(months) => t!("Unused hours: can be used {months} months longer."),
    }
}

fn hours(hours: Decimal) -> String {
    t!("{} h", format::number(hours))
}

fn table(name: String, months: &[RetainerMonth]) -> Ledger {
    let rows = months.iter().map(|month| {
        let cells = [
            month.included,
            month.rolled_in,
            month.used,
            month.over,
            month.rolled_out,
            month.expired,
        ];
        let name = format::month_and_year(month.month.first_day());
        Row::new(name, cells.map(format::number)).bad(3, !month.over.is_zero())
    });
    let sum = |of: fn(&RetainerMonth) -> Decimal| format::number(months.iter().map(of).sum());
    let none = String::new;
    let foot = [
        sum(|month| month.included),
        none(),
        sum(|month| month.used),
        sum(|month| month.over),
        none(),
        sum(|month| month.expired),
    ];
    Ledger {
        name: t!("Hours of {name} by month"),
        heads: heads([
            t!("Month"),
            t!("Included"),
            t!("Rolled in"),
            t!("Planned"),
            t!("Beyond"),
            t!("Rolled on"),
            t!(hours "Lost"),
        ]),
        rows: rows.collect(),
        foot: Some(Row::new(t!("Together"), foot)),
    }
}
