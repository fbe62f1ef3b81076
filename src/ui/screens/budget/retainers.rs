//! The retainers of the shown option, month by month: what is included, what the timeline plans,
//! and what becomes of the rest.

use leptos::html;
use leptos::prelude::*;
use rust_decimal::Decimal;

use super::retainer::rollover_name;
use crate::model::{Line, Pitch, Retainer};
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
            <h2 id="b-retainers">"Retainers"</h2>
            <p class="field-hint">
                "Hours of the role as the timeline plans them. The oldest hours are used first."
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
        "" => "Without a name".to_owned(),
        name => name.to_owned(),
    };
    let terms = format!(
        "{} a month for {}, from {} on. Unused hours: {}.",
        hours(entry.terms.hours_a_month.decimal()),
        match entry.terms.months {
            1 => "1 month".to_owned(),
            months => format!("{months} months"),
        },
        format::month_and_year(entry.first.first_day()),
        rollover_name(entry.terms.rollover).to_lowercase(),
    );
    let outside = (!entry.outside.is_zero()).then(|| {
        let words = format!(
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

fn hours(hours: Decimal) -> String {
    format!("{} h", format::number(hours))
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
        name: format!("Hours of {name} by month"),
        heads: heads([
            "Month",
            "Included",
            "Rolled in",
            "Planned",
            "Beyond",
            "Rolled on",
            "Lost",
        ]),
        rows: rows.collect(),
        foot: Some(Row::new("Together", foot)),
    }
}
