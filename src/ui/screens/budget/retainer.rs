//! The retainer of a fee: its months and hours, what becomes of hours that a month leaves, and
//! what is used of them by the timeline.

use leptos::prelude::*;

use super::lines::{self, whole_days};
use crate::model::{HoursFrom, LineId, LineKind, Retainer, Rollover};
use crate::plan::retainer::{self, RetainerMonth, first_month, worked};
use crate::ui::parts::field::{Choice, ReadField};
use crate::ui::parts::figures::{Ledger, Row, heads};
use crate::ui::workspace::Workspace;
use crate::ui::{format, words};
use crate::words::Word;

const END: Word = word!("End with the month");
const LAST: Word = word!("Last until it ends");
const MONTHS: [(u16, Word); 4] = [
    (1, word!("Can be used one month longer")),
    (2, word!("Can be used two months longer")),
    (3, word!("Can be used three months longer")),
    (6, word!("Can be used six months longer")),
];

/// What becomes of unused hours, in words.
fn rollover_name(rollover: Rollover) -> String {
    match rollover {
        Rollover::None => END.said().to_owned(),
        Rollover::All => LAST.said().to_owned(),
        Rollover::Months(months) => {
            let known = MONTHS.iter().find(|(other, _)| *other == months);
            known.map_or_else(
                || t!("Can be used {months} months longer"),
                |(_, name)| name.said().to_owned(),
            )
        }
    }
}

/// The fields and the months, for a fee whose hours come from its retainer.
pub fn retainer(workspace: Workspace, id: LineId) -> AnyView {
    let own = id.clone();
    let line = Memo::new(move |_| workspace.budget.read().lines.find(&own).cloned());
    let shown = Memo::new(move |_| {
        line.read().as_ref().is_some_and(|line| {
            line.kind == LineKind::Fee && line.hours_from == HoursFrom::Retainer
        })
    });
    let terms = Memo::new(move |_| {
        let line = line.get();
        line.and_then(|line| line.retainer.clone())
            .unwrap_or_default()
    });
    let months = Memo::new(move |_| {
        if !shown.get() {
            return Vec::new();
        }
        let (pitch, schedule) = (workspace.pitch.read(), workspace.schedule.read());
        let terms = terms.read();
        let Some(line) = line.get() else {
            return Vec::new();
        };
        let worked = worked(&pitch, &schedule, workspace.option.get().as_ref(), &line);
        retainer::ledger(&terms, first_month(&terms, &pitch), &worked)
    });
    let id = StoredValue::new(id);
    let change = move |name: &str, act: &dyn Fn(&mut Retainer)| {
        lines::change(workspace, name, &id.get_value(), |line| {
            act(line.retainer.get_or_insert_default());
        });
    };
    let disabled = Signal::derive(move || workspace.is_read_only());
    let on_months = Callback::new(move |typed: String| {
        let months = whole_days(&typed)?;
        if months > 120 {
            return Err(t!("A retainer has at most 120 months.").to_owned());
        }
        change(t!("Change months of a retainer"), &|terms| {
            terms.months = months;
        });
        Ok(())
    });
    let on_hours = Callback::new(move |typed: String| {
        let hours = words::read_hours(&typed)?.unwrap_or_default();
        change(t!("Change hours of a retainer"), &|terms| {
            terms.hours_a_month = hours;
        });
        Ok(())
    });
    let on_from = Callback::new(move |typed: String| {
        let day = words::read_date(&typed)?;
        change(t!("Change start of a retainer"), &|terms| {
            terms.from = day;
        });
        Ok(())
    });
    let on_rollover = move |chosen: String| {
        let known = MONTHS.iter().find(|(_, name)| name.said() == chosen);
        let rollover = match known {
            Some((months, _)) => Rollover::Months(*months),
            None if chosen == LAST.said() => Rollover::All,
            None if chosen == END.said() => Rollover::None,
            None => return,
        };
        change(t!("Change what becomes of unused hours"), &|terms| {
            terms.rollover = rollover;
        });
    };
    let choices = Signal::derive(move || {
        let now = rollover_name(terms.read().rollover);
        let mut names = vec![END.said().to_owned()];
        names.extend(MONTHS.iter().map(|(_, name)| name.said().to_owned()));
        names.push(LAST.said().to_owned());
        if !names.contains(&now) {
            names.push(now);
        }
        names
            .into_iter()
            .map(|name| (name.clone(), name))
            .collect::<Vec<_>>()
    });
    (move || {
        if !shown.get() {
            return ().into_any();
        }
        let count = Signal::derive(move || terms.read().months.to_string());
        let hours = Signal::derive(move || format::number(terms.read().hours_a_month.decimal()));
        let from = Signal::derive(move || terms.read().from.map(format::date).unwrap_or_default());
        let rollover = Signal::derive(move || rollover_name(terms.read().rollover));
        view! {
            <section class="row-details" aria-labelledby="b-retainer">
                <h3 id="b-retainer">{t!("Retainer")}</h3>
                <ReadField label=t!("Months") value=count figure=true disabled=disabled on_commit=on_months/>
                <ReadField label=t!("Hours a month") value=hours figure=true disabled=disabled on_commit=on_hours/>
                <ReadField label=t!("First month (any day in it)") value=from disabled=disabled on_commit=on_from/>
                <Choice label=t!("Unused hours") choices=choices value=rollover disabled=disabled on_choose=on_rollover/>
                {move || table(&months.read())}
            </section>
        }
        .into_any()
    })
    .into_any()
}

/// What is there, used and left by month; what is over or lost is said under it.
fn table(months: &[RetainerMonth]) -> AnyView {
    if months.is_empty() {
        return ().into_any();
    }
    let rows = months.iter().map(|month| {
        let hours = |hours| format::number(hours);
        let figures = [
            hours(month.rolled_in + month.included),
            hours(month.used),
            hours(month.rolled_out),
        ];
        Row::new(format::month_and_year(month.month.first_day()), figures)
            .bad(1, !month.over.is_zero())
    });
    let sum = |of: fn(&RetainerMonth) -> rust_decimal::Decimal| {
        format::number(months.iter().map(of).sum::<rust_decimal::Decimal>())
    };
    let (over, lost) = (sum(|month| month.over), sum(|month| month.expired));
    let ledger = Ledger {
        name: t!("Hours of the retainer by month").to_owned(),
        heads: heads([t!("Month"), t!("Hours"), t!("Planned"), t!(hours "Left")]),
        rows: rows.collect(),
        foot: None,
    };
    view! {
        {ledger.table()}
        <p class="field-hint">{t!("{over} h are planned beyond the retainer; {lost} h end unused.")}</p>
    }
    .into_any()
}
