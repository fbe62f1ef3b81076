//! The ways to a target as cards: what each comes to and what the client gives up, in words and
//! figures, to be taken as a new option.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use super::{Found, lever_name, named};
use crate::model::{DiscountScope, Money, Percent, Pitch, RoleId};
use crate::plan::target::{Move, Way, WayKind};
use crate::ui::screens::timeline::outlook::figure;
use crate::ui::{format, words};

/// So many lines are named before the rest is counted.
const NAMED: usize = 5;

/// What cards of ways need to know.
pub struct Showing {
    /// The ways, and what they are of.
    pub found: Arc<Found>,
    /// Whether what only the agency knows is shown.
    pub internal: bool,
    /// Takes a way.
    pub apply: Callback<usize>,
    /// Whether none can be taken.
    pub locked: Signal<bool>,
}

fn title(way: &Way, internal: bool) -> &'static str {
    match (way.kind, internal) {
        (WayKind::Only(lever), _) => lever_name(lever),
        (WayKind::MostProfit, true) => "A mix: most profit",
        (WayKind::MostProfit, false) => "A mix: leaner",
        (WayKind::Balanced, _) => "A mix: half and half",
        (WayKind::LeastTaken, _) => "A mix: least taken out",
        (WayKind::Everything, _) => "Everything together",
    }
}

/// A way.
pub fn card(nth: usize, way: &Way, showing: &Showing) -> AnyView {
    let pitch = &showing.found.pitch;
    let money = |amount: Money| format::money_in(amount, pitch.currency);
    let heading = format!("target-{nth}");
    let names = format!("{heading}-apply {heading}");
    let (apply, locked, internal) = (showing.apply, showing.locked, showing.internal);
    let figures = way.figures;
    let margin = figures
        .profit_margin
        .map_or_else(|| "–".to_owned(), words::basis_points);
    let (from, class) = from_target(way, pitch);
    let gives: Vec<String> = gives_up(way, pitch);
    view! {
        <li class="way">
            <h3 id=heading.clone()>{title(way, internal)}</h3>
            {(internal && way.loses_money()).then(|| view! {
                <p class="bad">"Below the floor: it costs the agency money."</p>
            })}
            <dl class="figures">
                {figure("Net total", money(figures.net_total), String::new())}
                {figure("Total", money(figures.total), String::new())}
                {internal.then(|| view! {
                    {figure("Gross income", money(figures.agency_gross_income), String::new())}
                    {figure("Profit", money(figures.profit), format!("margin {margin}"))}
                })}
            </dl>
            <p class=class>{from}</p>
            <ul class="effects" aria-label="What it takes">
                {gives.into_iter().map(|words| view! { <li>{words}</li> }).collect_view()}
            </ul>
            <div class="actions">
                <button
                    type="button"
                    id=format!("{heading}-apply")
                    aria-labelledby=names
                    disabled=move || locked.get()
                    on:click=move |_| apply.run(nth)
                >
                    "Apply as a new option"
                </button>
            </div>
        </li>
    }
    .into_any()
}

/// How far it is from the target.
fn from_target(way: &Way, pitch: &Pitch) -> (String, &'static str) {
    let money = |amount: Money| format::money_in(amount, pitch.currency);
    match way.above {
        Money::ZERO => ("Meets the target to the minor unit.".to_owned(), "good"),
        above if above < Money::ZERO => (format!("{} below the target.", money(-above)), "good"),
        above => (
            format!("Not enough: still {} above the target.", money(above)),
            "warn",
        ),
    }
}

/// What is done, in words.
fn gives_up(way: &Way, pitch: &Pitch) -> Vec<String> {
    let money = |amount: Money| format::money_in(amount, pitch.currency);
    let mut said = Vec::new();
    if way.taken > Money::ZERO {
        said.push(format!(
            "The client gives up {} of what is planned.",
            money(way.taken)
        ));
    } else {
        said.push("The client gives up nothing: everything planned stays in.".to_owned());
    }
    for one in &way.moves {
        match one {
            Move::Discount { scope, from, to } => {
                said.push(discount_words(*scope, *from, *to, pitch));
            }
            Move::Contingency { from, to } => {
                let percent = |percent: Percent| format::percent(percent.decimal());
                said.push(format!(
                    "Contingency {} instead of {}: {} is set aside.",
                    percent(*to),
                    percent(*from),
                    money(way.figures.contingency)
                ));
            }
            _ => {}
        }
    }
    said.extend(swaps(way, pitch));
    said.extend(drops(way, pitch));
    for one in &way.moves {
        if let Move::Rounds {
            deliverable,
            from,
            to,
            price,
            ..
        } = one
        {
            let name = named(&pitch.scope.deliverables, deliverable, |d| &d.name);
            let rounds = if *to == 1 { "round" } else { "rounds" };
            let sum = Money::minor(price.units() * i64::from(from.saturating_sub(*to)));
            said.push(format!(
                "{name}: {to} {rounds} of changes instead of {from}, {} less.",
                money(sum)
            ));
        }
    }
    said
}

fn discount_words(scope: DiscountScope, from: Money, to: Money, pitch: &Pitch) -> String {
    let money = |amount: Money| format::money_in(amount, pitch.currency);
    let of = match scope {
        DiscountScope::Fees => "fees",
        DiscountScope::Everything => "everything",
    };
    if from.is_zero() {
        format!("A discount of {} on {of}.", money(to))
    } else {
        format!(
            "A discount of {} on {of} instead of {} now.",
            money(to),
            money(from)
        )
    }
}

/// Roles that give way, each pair of roles once.
fn swaps(way: &Way, pitch: &Pitch) -> Vec<String> {
    let mut pairs: BTreeMap<(&RoleId, &RoleId), (usize, Money)> = BTreeMap::new();
    for one in &way.moves {
        if let Move::Swap {
            from, to, price, ..
        } = one
        {
            let pair = pairs.entry((from, to)).or_default();
            pair.0 += 1;
            pair.1 = pair.1 + *price;
        }
    }
    let name = |role| named(&pitch.team.roles, role, |role| &role.name);
    (pairs.into_iter())
        .map(|((from, to), (count, price))| {
            let lines = if count == 1 {
                "one line".to_owned()
            } else {
                format!("{count} lines")
            };
            format!(
                "{} instead of {} on {lines}, {} less.",
                name(to),
                name(from),
                format::money_in(price, pitch.currency)
            )
        })
        .collect()
}

fn drops(way: &Way, pitch: &Pitch) -> Option<String> {
    let dropped: Vec<(String, Money)> = (way.moves.iter())
        .filter_map(|one| match one {
            Move::Drop { line, price } => {
                Some((named(&pitch.budget.lines, line, |line| &line.name), *price))
            }
            _ => None,
        })
        .collect();
    let mut each: Vec<String> = (dropped.iter().take(NAMED))
        .map(|(name, price)| format!("{name} ({})", format::money_in(*price, pitch.currency)))
        .collect();
    let rest = dropped.get(NAMED..).unwrap_or_default();
    if !rest.is_empty() {
        let sum: Money = rest.iter().map(|(_, price)| *price).sum();
        each.push(format!(
            "{} more lines ({})",
            rest.len(),
            format::money_in(sum, pitch.currency)
        ));
    }
    (!each.is_empty()).then(|| format!("Without {}.", each.join(", ")))
}
