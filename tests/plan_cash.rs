//! The agency's cash by month: worked by hand, and what always holds.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/cases.rs"]
mod cases;

use cases::cases;
use std::sync::Arc;

use pitchwright::model::{Date, Money, Pitch};
use pitchwright::plan::cash::{Cash, cash, cash_with_salaries};
use pitchwright::plan::payments::payments;
use pitchwright::plan::phasing::{Measure, Months, months_by_group, phasing};
use pitchwright::plan::price::price;
use pitchwright::plan::schedule::schedule;
use proptest::prelude::*;
use serde_json::{Value, json};

fn pitch(budget: &Value) -> Pitch {
    serde_json::from_value(json!({
        "title": "", "currency": "EUR",
        "timeline": {
            "start": "2027-01-04",
            "phases": [{ "id": "p", "name": "" }],
            "tasks": [
                { "id": "t1", "name": "Shoot", "phase": "p", "duration": 20 },
                { "id": "t2", "name": "On air", "phase": "p", "duration": 40 },
            ],
            "links": [{ "id": "l", "from": "t1", "to": "t2" }],
        },
        "budget": budget,
    }))
    .unwrap()
}

fn worked_out(pitch: &Pitch) -> Cash {
    let (schedule, price) = (schedule(&pitch.timeline, None), price(pitch, None));
    let payments = payments(pitch, &schedule, &price);
    cash(pitch, &schedule, &price, &payments)
}

fn day(month: u32, day: u32) -> Date {
    Date::ymd(2027, month, day).unwrap()
}

fn rows(cash: &Cash) -> Vec<(u32, i64, i64, i64)> {
    (cash.months.iter())
        .map(|m| {
            (
                m.month.month,
                m.paid_in.units(),
                m.paid_out.units(),
                m.position.units(),
            )
        })
        .collect()
}

/// 20 days from 4 January end on 29 January: the film falls into January. A tax of a fifth.
fn film() -> Value {
    json!({
        "lines": [
            { "id": "film", "kind": "third_party", "quantity": "1", "unit_cost": 100_000, "markup": "20", "tax": "20", "task": "t1" },
            { "id": "fee", "hours": "10", "bill_rate": 8_000, "cost_rate": 3_000, "tax": "20", "task": "t2" },
        ],
        "payments": [
            { "id": "a", "share": { "percent": "50" }, "due": { "date": "2027-02-20" } },
            { "id": "b", "share": "rest", "due": { "task": "t2" } },
        ],
    })
}

#[test]
fn a_film_is_paid_before_the_client_pays() {
    let mut pitch = pitch(&film());
    // Net 2,000.00, half of it each time without tax; the film costs 1,000.00. The fee's cost is
    // salaries.
    let cash = worked_out(&pitch);
    assert_eq!(
        rows(&cash),
        [
            (1, 0, 100_000, -100_000),
            (2, 100_000, 0, 0),
            (3, 100_000, 0, 100_000)
        ]
    );
    assert_eq!(cash.lowest, Some((day(1, 31), Money::minor(-100_000))));
    assert_eq!(cash.covered_on, Some(day(2, 20)));

    // The client takes 30 days: 20 February becomes 22 March, 26 March 25 April. Suppliers give 60:
    // 31 January becomes 1 April.
    let budget = Arc::make_mut(&mut pitch.budget);
    (budget.payment_days, budget.supplier_days) = (30, 60);
    let cash = worked_out(&pitch);
    assert_eq!(
        rows(&cash),
        [(3, 100_000, 0, 100_000), (4, 100_000, 100_000, 100_000)]
    );
    assert_eq!((cash.lowest, cash.covered_on), (None, None));
}

#[test]
fn within_a_month_it_is_lower_than_at_its_end() {
    let mut pitch = pitch(&film());
    // Suppliers give 10 days: the film is paid on 10 February, ten days before the client pays.
    Arc::make_mut(&mut pitch.budget).supplier_days = 10;
    let cash = worked_out(&pitch);
    assert_eq!(
        rows(&cash),
        [(2, 100_000, 100_000, 0), (3, 100_000, 0, 100_000)]
    );
    assert_eq!(cash.lowest, Some((day(2, 10), Money::minor(-100_000))));
    assert_eq!(cash.covered_on, Some(day(2, 20)));
}

#[test]
fn salaries_are_paid_at_the_end_of_the_month_of_the_work() {
    let pitch = pitch(&film());
    let (schedule, price) = (schedule(&pitch.timeline, None), price(&pitch, None));
    let payments = payments(&pitch, &schedule, &price);
    let cash = cash_with_salaries(&pitch, &schedule, &price, &payments);
    // 300.00 for the fee, on whose finish in March it falls.
    let salaries: Vec<_> = cash.months.iter().map(|m| m.salaries.units()).collect();
    assert_eq!(salaries, [0, 0, 30_000]);
    let last = cash.months.last().unwrap();
    assert_eq!(last.position, price.profit);
    assert_eq!(last.net(), Money::minor(70_000));
}

#[test]
fn salaries_are_paid_ahead_too() {
    let mut budget = film();
    budget["payments"][0]["due"] = json!({ "date": "2027-05-20" });
    budget["payments"][1]["due"] = json!({ "date": "2027-05-21" });
    let pitch = pitch(&budget);
    let (schedule, price) = (schedule(&pitch.timeline, None), price(&pitch, None));
    let payments = payments(&pitch, &schedule, &price);
    let cash = cash_with_salaries(&pitch, &schedule, &price, &payments);
    // The film in January, the salaries in March.
    assert_eq!(cash.lowest, Some((day(3, 31), Money::minor(-130_000))));
    assert_eq!(cash.covered_on, Some(day(5, 21)));
}

#[test]
fn of_two_days_that_are_as_low_the_first_is_named_and_the_last_cover_counts() {
    let cash = worked_out(&pitch(&json!({
        "lines": [
            { "id": "a", "kind": "third_party", "quantity": "1", "unit_cost": 100_000, "markup": "20", "task": "t1" },
            { "id": "b", "kind": "third_party", "quantity": "1", "unit_cost": 100_000, "markup": "20", "task": "t2" },
        ],
        "payments": [
            { "id": "x", "share": { "amount": 100_000 }, "due": { "date": "2027-02-20" } },
            { "id": "y", "share": "rest", "due": { "date": "2027-04-30" } },
        ],
    })));
    let positions: Vec<i64> = cash.months.iter().map(|m| m.position.units()).collect();
    assert_eq!(positions, [-100_000, 0, -100_000, 40_000]);
    assert_eq!(cash.lowest, Some((day(1, 31), Money::minor(-100_000))));
    assert_eq!(cash.covered_on, Some(day(4, 30)));
}

#[test]
fn what_has_no_date_is_said_and_nothing_moves_nothing() {
    let mut budget = film();
    budget["payments"][1]["due"] = json!({ "task": "gone" });
    let cash = worked_out(&pitch(&budget));
    assert_eq!(cash.undated, Money::minor(100_000));
    assert_eq!(cash.covered_on, Some(day(2, 20)));
    let nothing = worked_out(&pitch(&json!({})));
    assert_eq!(nothing, Cash::default());
}

#[test]
fn a_retainer_falls_evenly_into_its_months() {
    let pitch = pitch(&json!({ "lines": [{
        "id": "r", "bill_rate": 10_000, "hours_from": "retainer",
        "retainer": { "from": "2027-11-15", "months": 3, "hours_a_month": "33.3333" },
    }] }));
    let (schedule, price) = (schedule(&pitch.timeline, None), price(&pitch, None));
    // 99.9999 hours at 100.00.
    assert_eq!(price.subtotal, Money::minor(999_999));
    let phased = phasing(&pitch, &schedule, &price, Measure::Price);
    let months: Vec<_> = (phased.total.iter())
        .map(|(m, amount)| (m.year, m.month, amount.units()))
        .collect();
    assert_eq!(
        months,
        [(2027, 11, 333_333), (2027, 12, 333_333), (2028, 1, 333_333)]
    );
}

#[test]
fn months_of_groups_stand_in_the_order_of_the_budget_with_what_has_no_group_last() {
    let expense = |id: &str, group: &str, cost: i64| json!({ "id": id, "kind": "expense", "group": group, "quantity": "1", "unit_cost": cost, "task": "t1" });
    let pitch = pitch(&json!({
        "groups": [{ "id": "g1" }, { "id": "empty" }, { "id": "g2" }],
        "lines": [expense("a", "gone", 1), expense("b", "g2", 10), expense("c", "g1", 100), expense("d", "g2", 1_000)],
    }));
    let (schedule, price) = (schedule(&pitch.timeline, None), price(&pitch, None));
    let phased = phasing(&pitch, &schedule, &price, Measure::Net);
    let groups: Vec<_> = (months_by_group(&pitch.budget, &phased).into_iter())
        .map(|group| {
            let lines: Vec<String> = group.lines.iter().map(ToString::to_string).collect();
            let sum = group.months.values().copied().sum::<Money>().units();
            (group.group.map(|id| id.to_string()), lines.join(" "), sum)
        })
        .collect();
    let group = |id: &str| Some(id.to_owned());
    assert_eq!(
        groups,
        [
            (group("g1"), "c".to_owned(), 100),
            (group("g2"), "b d".to_owned(), 1_010),
            (None, "a".to_owned(), 1)
        ]
    );
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn all_that_moves_is_all_there_is(
        costs in prop::collection::vec((0_i64..9_000_000, 0_usize..4, prop::bool::ANY), 0..12),
        percents in prop::collection::vec(1_u32..100, 1..5),
        (payment_days, supplier_days) in (0_u16..120, 0_u16..120),
    ) {
        let kinds = ["third_party", "expense", "media_service_fee", "fixed"];
        let lines: Vec<Value> = costs.iter().enumerate().map(|(at, (cost, kind, tied))| json!({
            "id": format!("l{at}"), "kind": kinds[*kind], "group": format!("g{}", at % 3), "quantity": "1", "unit_cost": cost,
            "net": cost, "markup": "15", "service_fee": "7.5", "tax": "21",
            "task": if *tied { json!("t1") } else { Value::Null },
        })).collect();
        let mut instalments: Vec<Value> = percents.iter().enumerate().map(|(at, percent)| json!({
            "id": format!("p{at}"), "share": { "percent": (percent / 5).to_string() },
            "due": if at % 2 == 0 { json!({ "task": "t2" }) } else { json!("monthly") },
        })).collect();
        instalments.push(json!({ "id": "rest", "share": "rest", "due": "signature" }));
        let mut pitch = pitch(&json!({
            "groups": [{ "id": "g1" }, { "id": "g0" }], "lines": lines, "payments": instalments,
        }));
        let budget = Arc::make_mut(&mut pitch.budget);
        (budget.payment_days, budget.supplier_days) = (payment_days, supplier_days);
        let (price, cash) = (price(&pitch, None), worked_out(&pitch));
        let paid_in: Money = cash.months.iter().map(|m| m.paid_in).sum();
        let paid_out: Money = cash.months.iter().map(|m| m.paid_out).sum();
        prop_assert_eq!(paid_in + cash.undated, price.net_total);
        prop_assert_eq!(paid_out, price.external_cost);
        let last = cash.months.last().map_or(Money::ZERO, |m| m.position);
        prop_assert_eq!(last, paid_in - paid_out);
        for pair in cash.months.windows(2) {
            prop_assert_eq!(pair[0].month.next(), pair[1].month);
            prop_assert_eq!(pair[0].position + pair[1].net(), pair[1].position);
        }
        // No month ends below the lowest day, and after the day of cover none below zero.
        let lowest = cash.lowest.map_or(Money::ZERO, |(_, low)| low);
        prop_assert!(cash.months.iter().all(|m| m.position >= lowest));
        if let Some(covered) = cash.covered_on {
            prop_assert!(cash.lowest.is_some_and(|(day, _)| day < covered));
            prop_assert!(cash.months.iter().filter(|m| m.month.last_day() >= covered).all(|m| m.position >= Money::ZERO));
        } else {
            prop_assert_eq!(cash.lowest.is_some(), last < Money::ZERO);
        }
        let phased = phasing(&pitch, &schedule(&pitch.timeline, None), &price, Measure::Net);
        let mut sums = Months::new();
        for (month, amount) in months_by_group(&pitch.budget, &phased).iter().flat_map(|g| &g.months) {
            *sums.entry(*month).or_default() = sums.get(month).copied().unwrap_or_default() + *amount;
        }
        prop_assert_eq!(sums.values().copied().sum::<Money>(), price.net_total);
        prop_assert_eq!(&sums, &phased.total);
        let salaried = {
            let schedule = schedule(&pitch.timeline, None);
            cash_with_salaries(&pitch, &schedule, &price, &payments(&pitch, &schedule, &price))
        };
        let salaries: Money = salaried.months.iter().map(|m| m.salaries).sum();
        prop_assert_eq!(salaries, price.labour_cost);
    }
}
