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
        ("Launch", effect.launch)
    } else {
        ("Finish", effect.finish)
    };
    let moved = match effect.moved.len() {
        0 => "No task moves.".to_owned(),
        1 => "1 task moves.".to_owned(),
        count => format!("{count} tasks move."),
    };
    format!("{}: {}. {moved}", shift.0, arrow(shift.1))
}

/// From one day to another, and by how much.
fn arrow(shift: Shift) -> String {
    match (shift.before, shift.after) {
        (Some(before), Some(after)) if before == after => {
            format!("{}, as before", format::date(after))
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
                "as before".to_owned(),
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
            (_, 0) => "as before".to_owned(),
            (Some(before), by) => format!("{} than {}", later(by), format::short_date(before)),
            _ => String::new(),
        };
        shift
            .after
            .map(|after| figure(name, format::date(after), under))
    };
    let held = &effect.holding;
    let sentences = sentences(workspace, scenario);
    view! {
        <section class="outcome" aria-label="What would change">
            <dl class="figures">
                {day("Launch", effect.launch)}
                {day("Finish", effect.finish)}
                {amount("Price before tax", effect.net_total)}
                {internal.then(|| amount("Profit", effect.profit))}
                {(!held.people.is_empty()).then(|| figure(
                    "Holding the team",
                    signed_money(held.bill, currency),
                    if internal {
                        format!("at bill rates; {} at cost rates", signed_money(held.cost, currency))
                    } else {
                        "at bill rates".to_owned()
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
        let now = if before > 0 {
            format!(", {} before", working_days(before))
        } else {
            String::new()
        };
        said.push(format!(
            "The plan is short by {}{now}: the work would have to begin before it can.",
            working_days(after)
        ));
    }
    for (task, by) in &effect.missed {
        said.push(format!(
            "{} misses its deadline by {}.",
            named(timeline, task),
            working_days(*by)
        ));
    }
    let names: Vec<String> = effect
        .in_the_way
        .iter()
        .filter(|id| timeline.tasks.find(id).is_some_and(|task| task.days() > 0))
        .map(|id| named(timeline, id))
        .collect();
    if !names.is_empty() {
        said.push(format!("In the way: {}.", few(&names)));
    }
    said.push(match effect.moved.len() {
        0 => "No task moves.".to_owned(),
        1 => "1 task moves.".to_owned(),
        count => format!("{count} tasks move."),
    });
    let names: Vec<String> = effect
        .critical
        .iter()
        .filter(|id| !effect.in_the_way.contains(*id))
        .map(|id| named(timeline, id))
        .collect();
    if !names.is_empty() {
        said.push(format!(
            "Critical now, with no slack left: {}.",
            few(&names)
        ));
    }
    for week in effect.overbooked.iter().take(4) {
        said.push(format!(
            "{} is overbooked in the week of {}: {} hours of work, {} hours of time.",
            week.name,
            format::short_date(week.week),
            format::number(week.hours.round_dp(1)),
            format::number(week.capacity.round_dp(1)),
        ));
    }
    if let Some(more @ 1..) = effect.overbooked.len().checked_sub(4) {
        said.push(format!("{more} more weeks are overbooked."));
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
        (Some(before), Some(after)) => format!(
            "Payment “{name}” ({amount}) is due in {} instead of {}.",
            format::month_and_year(after),
            format::month_and_year(before)
        ),
        (None, Some(after)) => {
            format!(
                "Payment “{name}” ({amount}) is due in {} too.",
                format::month_and_year(after)
            )
        }
        (Some(before), None) => {
            format!(
                "Payment “{name}” of {} falls away.",
                format::month_and_year(before)
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
        let cost = if internal {
            format!(", {} cost", signed_money(held.cost, currency))
        } else {
            String::new()
        };
        let words = format!(
            "{name}: {}, {} hours, {}{cost}",
            working_days(held.days),
            format::number(held.hours.round_dp(2)),
            signed_money(held.bill, currency)
        );
        Some(view! { <li>{words}</li> })
    });
    view! {
        <details>
            <summary>"How holding the team is worked out"</summary>
            <p class="field-hint">
                "Assumed: who is named on a task keeps their hours a week free from their first task to their last. Each working day more, days away apart, counts their hours a week over the days of the week, at the rates of their role."
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
            "same".to_owned()
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
            <caption>"Tasks that move, by their finish"</caption>
            <thead>
                <tr>
                    <th scope="col">"Task"</th>
                    <th scope="col" class="figure">"Was"</th>
                    <th scope="col" class="figure">"Would be"</th>
                    <th scope="col" class="figure">"By"</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
        {(more > 0).then(|| view! { <p class="field-hint">{format!("And {more} more.")}</p> })}
    }
    .into_any()
}
