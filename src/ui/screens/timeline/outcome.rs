//! What would follow from a what-if, in figures, sentences and a table.

use leptos::prelude::*;

use super::outlook::{few, later, named, signed, signed_money, working_days};
use super::what_if::Scenario;
use crate::model::Money;
use crate::plan::what_if::{Change, MovedPayment, Outcome, Shift};
use crate::ui::format;
use crate::ui::parts::figures::figure;
use crate::ui::workspace::Workspace;

/// So many moved tasks are listed.
const LISTED: usize = 40;

/// What is said once a slider stands still.
pub fn spoken(effect: &Outcome) -> String {
    let shift = if effect.launch.after.is_some() {
        (t!("Launch"), effect.launch)
    } else {
        (t!("Finish"), effect.finish)
    };
    let moved = match effect.moved.len() {
        0 => t!("No task moves.").to_owned(),
        1 => t!("1 task moves.").to_owned(),
        count => t!("{count} tasks move."),
    };
    format!("{}: {}. {moved}", shift.0, arrow(shift.1))
}

/// From one day to another, and by how much.
fn arrow(shift: Shift) -> String {
    match (shift.before, shift.after) {
        (Some(before), Some(after)) if before == after => {
            t!("{}, as before", format::date(after))
        }
        (Some(before), Some(after)) => format!(
            "{} → {}, {}",
            format::date(before),
            format::date(after),
            later(shift.by)
        ),
        (_, Some(after)) => format::date(after),
        _ => "–".to_owned(),
    }
}

/// The outcome beside the sliders.
pub fn outcome(workspace: Workspace, scenario: &Scenario) -> AnyView {
    let effect = &scenario.effect;
    let currency = workspace.currency.get();
    let internal = workspace.internal.get();
    let money = |change: Change<Money>| {
        if change.before == change.after {
            (
                format::money_in(change.after, currency),
                t!("as before").to_owned(),
            )
        } else {
            let by = change.after - change.before;
            (
                format::money_in(change.after, currency),
                signed_money(by, currency),
            )
        }
    };
    let amount = |name, change| {
        let (value, under) = money(change);
        figure(name, value, under)
    };
    let day = |name, shift: Shift| {
        let under = match (shift.before, shift.by) {
            (_, 0) => t!("as before").to_owned(),
            (Some(before), by @ 1..) => t!(
                "{working_days} later than {}",
                format::short_date(before),
                working_days = working_days(by)
            ),
            (Some(before), by) => t!(
                "{working_days} earlier than {}",
                format::short_date(before),
                working_days = working_days(-by)
            ),
            _ => String::new(),
        };
        shift
            .after
            .map(|after| figure(name, format::date(after), under))
    };
    let held = &effect.holding;
    let sentences = sentences(workspace, scenario);
    view! {
        <section class="outcome" aria-label=t!("What would change")>
            <dl class="figures">
                {day(t!("Launch"), effect.launch)}
                {day(t!("Finish"), effect.finish)}
                {amount(t!("Price before tax"), effect.net_total)}
                {internal.then(|| amount(t!("Profit"), effect.profit))}
                {(!held.people.is_empty()).then(|| figure(
                    t!("Holding the team"),
                    signed_money(held.bill, currency),
                    if internal {
                        t!("at bill rates; {} at cost rates", signed_money(held.cost, currency))
                    } else {
                        t!("at bill rates").to_owned()
                    },
                ))}
            </dl>
            <ul class="effects">
                {sentences.into_iter().map(|words| view! { <li>{words}</li> }).collect_view()}
            </ul>
            {holding(workspace, scenario, internal)}
            {moved(scenario)}
        </section>
    }
    .into_any()
}

/// What is worth a sentence.
fn sentences(workspace: Workspace, scenario: &Scenario) -> Vec<String> {
    let effect = &scenario.effect;
    let timeline = &scenario.pitch.timeline;
    let currency = workspace.currency.get();
    let mut said = Vec::new();
    let Change { before, after } = effect.short_by;
    if after > 0 && after != before {
        let working_days_now = working_days(after);
        said.push(if before > 0 {
            t!(
                "The plan is short by {working_days_now}, {working_days_before} before: the work would have to begin before it can.",
                working_days_before = working_days(before)
            )
        } else {
            t!(
                "The plan is short by {working_days_now}: the work would have to begin before it can."
            )
        });
    }
    for (task, by) in &effect.missed {
        said.push(t!(
            "{task} misses its deadline by {working_days}.",
            task = named(timeline, task),
            working_days = working_days(*by)
        ));
    }
    let names: Vec<String> = effect
        .in_the_way
        .iter()
        .filter(|id| timeline.tasks.find(id).is_some_and(|task| task.days() > 0))
        .map(|id| named(timeline, id))
        .collect();
    if !names.is_empty() {
        said.push(t!("In the way: {}.", few(&names)));
    }
    said.push(match effect.moved.len() {
        0 => t!("No task moves.").to_owned(),
        1 => t!("1 task moves.").to_owned(),
        count => t!("{count} tasks move."),
    });
    let names: Vec<String> = effect
        .critical
        .iter()
        .filter(|id| !effect.in_the_way.contains(*id))
        .map(|id| named(timeline, id))
        .collect();
    if !names.is_empty() {
        said.push(t!("Critical now, with no slack left: {}.", few(&names)));
    }
    for week in effect.overbooked.iter().take(4) {
        said.push(t!(
            "{name} is overbooked in the week of {date}: {work} hours of work, {time} hours of time.",
            name = week.name,
            date = format::short_date(week.week),
            work = format::number(week.hours.round_dp(1)),
            time = format::number(week.capacity.round_dp(1)),
        ));
    }
    match effect.overbooked.len().saturating_sub(4) {
        0 => {}
        1 => said.push(t!("1 more week is overbooked.").to_owned()),
        more => said.push(t!("{more} more weeks are overbooked.")),
    }
    let amount = |amount| format::money_in(amount, currency);
    said.extend(
        effect
            .payments
            .iter()
            .map(|p| payment_words(p, &amount(p.amount))),
    );
    said
}

fn payment_words(payment: &MovedPayment, amount: &str) -> String {
    let name = &payment.name;
    match (payment.before, payment.after) {
        (Some(before), Some(after)) => t!(
            "Payment “{name}” ({amount}) is due in {month} instead of {month_before}.",
            month = format::month_and_year(after),
            month_before = format::month_and_year(before)
        ),
        (None, Some(after)) => {
            t!(
                "Payment “{name}” ({amount}) is due in {month} too.",
                month = format::month_and_year(after)
            )
        }
        (Some(before), None) => {
            t!(
                "Payment “{name}” of {month} falls away.",
                month = format::month_and_year(before)
            )
        }
        (None, None) => String::new(),
    }
}

/// Who is held longer, and what is assumed.
fn holding(workspace: Workspace, scenario: &Scenario, internal: bool) -> AnyView {
    let held = &scenario.effect.holding;
    if held.people.is_empty() {
        return ().into_any();
    }
    let currency = workspace.currency.get();
    let people = &scenario.pitch.team.people;
    let lines = held.people.iter().filter_map(|held| {
        let name = people.find(&held.person)?.name.clone();
        let days = working_days(held.days);
        let hours = format::number(held.hours.round_dp(2));
        let bill = signed_money(held.bill, currency);
        let words = if internal {
            t!(
                "{name}: {days}, {hours} hours, {bill}, {cost} cost",
                cost = signed_money(held.cost, currency)
            )
        } else {
            t!("{name}: {days}, {hours} hours, {bill}")
        };
        Some(view! { <li>{words}</li> })
    });
    view! {
        <details>
            <summary>{t!("How holding the team is worked out")}</summary>
            <p class="field-hint">
                {t!("Assumed: who is named on a task keeps their hours a week free from their first task to their last. Each working day more, days away apart, counts their hours a week over the days of the week, at the rates of their role.")}
            </p>
            <ul class="effects">{lines.collect_view()}</ul>
        </details>
    }
    .into_any()
}

/// The tasks that move.
fn moved(scenario: &Scenario) -> AnyView {
    let tasks = &scenario.effect.moved;
    if tasks.is_empty() {
        return ().into_any();
    }
    let timeline = &scenario.pitch.timeline;
    let rows = tasks.iter().take(LISTED).map(|moved| {
        let name = timeline
            .tasks
            .find(&moved.task)
            .map(|task| task.name.clone());
        let days = if moved.by == 0 {
            t!(day "same").to_owned()
        } else {
            signed(moved.by.into()) + "d"
        };
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="figure">{format::short_date(moved.finish.before)}</td>
                <td class="figure">{format::short_date(moved.finish.after)}</td>
                <td class="figure">{days}</td>
            </tr>
        }
    });
    let more = tasks.len().saturating_sub(LISTED);
    view! {
        <table class="moved">
            <caption>{t!("Tasks that move, by their finish")}</caption>
            <thead>
                <tr>
                    <th scope="col">{t!("Task")}</th>
                    <th scope="col" class="figure">{t!("Was")}</th>
                    <th scope="col" class="figure">{t!("Would be")}</th>
                    <th scope="col" class="figure">{t!(difference "By")}</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
        {(more > 0).then(|| view! { <p class="field-hint">{t!("And {more} more.")}</p> })}
    }
    .into_any()
}
