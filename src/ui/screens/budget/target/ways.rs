//! The ways to a target as cards: what each comes to and what the client gives up, in words and
//! figures, to be taken as a new option.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::{Found, lever_name, named};
use crate::model::{DiscountScope, Money, Percent, Pitch, RoleId};
use crate::plan::target::{Move, Way, WayKind};
use crate::ui::parts::figures::figure;
use crate::ui::{format, words};

/// So many lines are named before the rest is counted.
const NAMED: usize = 5;

/// What stands on the card of a way. Compared, so that cards which say the same stay, and with
/// them the place of the keyboard.
#[derive(Clone, PartialEq, Eq)]
pub struct Card {
    title: String,
    loses_money: bool,
    /// Name, figure, and what stands under it.
    figures: Vec<(&'static str, String, String)>,
    from_target: (String, &'static str),
    gives_up: String,
    done: Vec<String>,
}

/// The card of a way. `internal` is whether what only the agency knows is shown.
pub fn card(way: &Way, found: &Found, internal: bool) -> Card {
    let pitch = &found.pitch;
    let money = |amount: Money| format::money_in(amount, pitch.currency);
    let figures = way.figures;
    let plain = |name, amount| (name, money(amount), String::new());
    let mut shown = vec![
        plain(t!("Net total"), figures.net_total),
        plain(t!("Total"), figures.total),
    ];
    if internal {
        let margin = figures
            .profit_margin
            .map_or_else(|| "–".to_owned(), words::basis_points);
        shown.push(plain(t!("Gross income"), figures.agency_gross_income));
        shown.push((t!("Profit"), money(figures.profit), t!("margin {margin}")));
    }
    Card {
        title: title(way, found, internal),
        loses_money: internal && way.loses_money(),
        figures: shown,
        from_target: from_target(way, pitch),
        gives_up: if way.taken > Money::ZERO {
            t!("Gives up {} of what is planned.", money(way.taken))
        } else {
            t!("Gives up nothing: everything planned stays in.").to_owned()
        },
        done: done(way, pitch),
    }
}

fn title(way: &Way, found: &Found, internal: bool) -> String {
    let mix = match (way.kind, internal) {
        (WayKind::Only(lever), _) => return lever_name(lever).to_owned(),
        (WayKind::MostProfit, true) => t!("Mix: most profit"),
        (WayKind::MostProfit, false) => t!("Mix: leaner"),
        (WayKind::Balanced, _) => t!("Mix: in between"),
        (WayKind::LeastTaken, _) => t!("Mix: least taken out"),
        (WayKind::Everything, _) => t!("Everything together"),
    };
    let mut set_aside = found
        .answer
        .ways
        .iter()
        .filter(|way| !way.keeps_contingency());
    if way.keeps_contingency() && set_aside.next().is_some() {
        t!("{mix}, contingency kept")
    } else {
        mix.to_owned()
    }
}

/// Shows a card.
pub fn show(nth: usize, card: Card, apply: Callback<usize>, locked: Signal<bool>) -> AnyView {
    let heading = format!("target-{nth}");
    let names = format!("{heading}-apply {heading}");
    let (from, class) = card.from_target;
    let figures = card.figures.into_iter();
    let done = match card.done.len() {
        1 => t!("What is done (1 thing)").to_owned(),
        count => t!("What is done ({count} things)"),
    };
    view! {
        <li class="way">
            <h3 id=heading.clone()>{card.title}</h3>
            {card.loses_money.then(|| view! {
                <p class="bad">{t!("Below the floor: it costs the agency money.")}</p>
            })}
            <dl class="figures">
                {figures.map(|(name, value, under)| figure(name, value, under)).collect_view()}
            </dl>
            <p class=class>{from}</p>
            <p>{card.gives_up}</p>
            <details open=nth == 0>
                <summary>{done}</summary>
                <ul class="effects">
                    {card.done.into_iter().map(|words| view! { <li>{words}</li> }).collect_view()}
                </ul>
            </details>
            <div class="actions">
                <button
                    type="button"
                    id=format!("{heading}-apply")
                    aria-labelledby=names
                    disabled=move || locked.get()
                    on:click=move |_| apply.run(nth)
                >
                    {t!("Apply as a new option")}
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
        Money::ZERO => (t!("Meets the target to the minor unit.").to_owned(), "good"),
        above if above < Money::ZERO => (t!("{} below the target.", money(-above)), "good"),
        above => (
            t!("Not enough: still {} above the target.", money(above)),
            "warn",
        ),
    }
}

/// What is done, in words.
fn done(way: &Way, pitch: &Pitch) -> Vec<String> {
    let money = |amount: Money| format::money_in(amount, pitch.currency);
    let mut said = Vec::new();
    for one in &way.moves {
        match one {
            Move::Discount { scope, from, to } => {
                said.push(discount_words(*scope, *from, *to, pitch));
            }
            Move::Contingency { from, to } => {
                let percent = |percent: Percent| format::percent(percent.decimal());
                said.push(t!(
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
            let sum = money(Money::minor(
                price.units() * i64::from(from.saturating_sub(*to)),
            ));
            said.push(if *to == 1 {
                t!("{name}: 1 round of changes instead of {from}, {sum} less.")
            } else {
                t!("{name}: {to} rounds of changes instead of {from}, {sum} less.")
            });
        }
    }
    said
}

fn discount_words(scope: DiscountScope, from: Money, to: Money, pitch: &Pitch) -> String {
    let money = |amount: Money| format::money_in(amount, pitch.currency);
    let to = money(to);
    match (scope, from.is_zero()) {
        (DiscountScope::Fees, true) => t!("A discount of {to} on fees."),
        (DiscountScope::Everything, true) => t!("A discount of {to} on everything."),
        (DiscountScope::Fees, false) => {
            t!("A discount of {to} on fees instead of {} now.", money(from))
        }
        (DiscountScope::Everything, false) => t!(
            "A discount of {to} on everything instead of {} now.",
            money(from)
        ),
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
            let (to, from) = (name(to), name(from));
            let less = format::money_in(price, pitch.currency);
            if count == 1 {
                t!("{to} instead of {from} on one line, {less} less.")
            } else {
                t!("{to} instead of {from} on {count} lines, {less} less.")
            }
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
        let sum = format::money_in(sum, pitch.currency);
        each.push(match rest.len() {
            1 => t!("1 more line ({sum})"),
            count => t!("{count} more lines ({sum})"),
        });
    }
    (!each.is_empty()).then(|| t!("Without {}.", each.join(", ")))
}
