//! Retainers, beside a second reckoning that follows every single hour.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/cases.rs"]
mod cases;

use cases::cases;
use std::collections::BTreeMap;
use std::sync::Arc;

use pitchwright::model::{Hours, Line, Pitch, Retainer, Rollover};
use pitchwright::plan::hours::HoursByRole;
use pitchwright::plan::month::Month;
use pitchwright::plan::price::price;
use pitchwright::plan::retainer::{self, RetainerMonth, ledger, retainer_of};
use pitchwright::plan::schedule::schedule;
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::json;

const FIRST: Month = Month {
    year: 2027,
    month: 11,
};

fn retainer(months: u16, hours: u16, rollover: Rollover) -> Retainer {
    Retainer {
        from: None,
        months,
        hours_a_month: Hours::whole(i64::from(hours)),
        rollover,
        extra: Default::default(),
    }
}

fn months() -> impl Iterator<Item = Month> {
    std::iter::successors(Some(FIRST), |month| Some(month.next()))
}

fn worked(hours: &[u16]) -> BTreeMap<Month, Decimal> {
    months()
        .zip(hours.iter().map(|hours| Decimal::from(*hours)))
        .collect()
}

fn columns(months: &[RetainerMonth]) -> Vec<[i64; 5]> {
    let whole = |hours: Decimal| i64::try_from(hours).unwrap();
    (months.iter())
        .map(|m| [m.rolled_in, m.used, m.over, m.rolled_out, m.expired].map(whole))
        .collect()
}

#[test]
fn what_a_month_leaves_ends_rolls_on_or_lasts() {
    let used = worked(&[6, 14, 4, 10]);
    let of = |rollover| columns(&ledger(&retainer(4, 10, rollover), FIRST, &used));
    // In, used, over, out, expired.
    assert_eq!(
        of(Rollover::None),
        [
            [0, 6, 0, 0, 4],
            [0, 14, 4, 0, 0],
            [0, 4, 0, 0, 6],
            [0, 10, 0, 0, 0]
        ]
    );
    assert_eq!(
        of(Rollover::Months(1)),
        // The four hours left in the first month are used in the second before its own.
        [
            [0, 6, 0, 4, 0],
            [4, 14, 0, 0, 0],
            [0, 4, 0, 6, 0],
            [6, 10, 0, 0, 6]
        ]
    );
    assert_eq!(of(Rollover::All), of(Rollover::Months(1)));
    let idle = columns(&ledger(
        &retainer(3, 10, Rollover::Months(1)),
        FIRST,
        &worked(&[]),
    ));
    assert_eq!(
        idle,
        [[0, 0, 0, 10, 0], [10, 0, 0, 10, 10], [10, 0, 0, 0, 20]]
    );
    let kept = columns(&ledger(
        &retainer(3, 10, Rollover::All),
        FIRST,
        &worked(&[]),
    ));
    assert_eq!(
        kept,
        [[0, 0, 0, 10, 0], [10, 0, 0, 20, 0], [20, 0, 0, 0, 30]]
    );
    assert!(ledger(&retainer(0, 10, Rollover::All), FIRST, &used).is_empty());
    // Months go on over the year.
    assert_eq!(
        ledger(&retainer(3, 1, Rollover::None), FIRST, &used)[2].month,
        Month {
            year: 2028,
            month: 1
        }
    );
}

/// Lines of a role in all phases and in one, of a role without work, and of nobody.
fn planned(tasks: &[(u32, u32, &str)]) -> Pitch {
    let tasks: Vec<_> = (tasks.iter().enumerate())
        .map(|(at, (duration, hours, phase))| {
            json!({
                "id": format!("t{at}"), "phase": phase, "duration": duration,
                "assignments": [{ "id": "a", "role": "r", "hours": hours.to_string() }],
            })
        })
        .collect();
    serde_json::from_value(json!({
        "title": "", "currency": "EUR",
        "team": { "roles": [{ "id": "r" }, { "id": "other" }] },
        "timeline": { "start": "2027-01-25", "phases": [{ "id": "p" }, { "id": "q" }], "tasks": tasks },
        "budget": { "lines": [
            { "id": "all", "role": "r" }, { "id": "one", "role": "r", "phase": "q" },
            { "id": "none", "role": "other" }, { "id": "nobody" },
        ] },
    }))
    .unwrap()
}

fn hours_worked(pitch: &Pitch, line: usize) -> Vec<(u32, Decimal)> {
    let schedule = schedule(&pitch.timeline, None);
    let worked = retainer::worked(pitch, &schedule, None, &pitch.budget.lines[line]);
    worked.iter().map(|(m, hours)| (m.month, *hours)).collect()
}

#[test]
fn hours_are_used_on_the_working_days_of_the_tasks() {
    // From Monday 25 January: ten days, five of them in January; three days in January alone.
    let pitch = planned(&[(10, 25, "p"), (3, 7, "q")]);
    assert_eq!(
        hours_worked(&pitch, 0),
        [(1, Decimal::new(195, 1)), (2, Decimal::new(125, 1))]
    );
    assert_eq!(hours_worked(&pitch, 1), [(1, Decimal::from(7))]);
    assert!(hours_worked(&pitch, 2).is_empty() && hours_worked(&pitch, 3).is_empty());
}

#[test]
fn a_retainer_counts_of_a_fee_whose_hours_come_from_it() {
    let line = |kind: &str, hours_from: &str, months: u16| -> Line {
        serde_json::from_value(json!({
            "id": "l", "kind": kind, "hours_from": hours_from,
            "retainer": { "months": months, "hours_a_month": "10" },
        }))
        .unwrap()
    };
    let months = |line: &Line| retainer_of(line).map(|retainer| retainer.months);
    assert_eq!(months(&line("fee", "retainer", 1)), Some(1));
    assert_eq!(months(&line("fee", "retainer", 0)), None, "of no month");
    // Of other lines it is kept, for when they are fees of a retainer again.
    assert_eq!(months(&line("fee", "typed", 6)), None);
    assert_eq!(months(&line("fixed", "retainer", 6)), None);
    let mut bare = line("fee", "retainer", 6);
    bare.retainer = None;
    assert_eq!(months(&bare), None);
}

#[test]
fn a_retainer_of_too_many_hours_is_held_and_said_and_not_for_nothing() {
    let held = |hours_a_month: u32| {
        let mut pitch = planned(&[]);
        let lines = json!([{
            "id": "l", "bill_rate": 10_000, "hours_from": "retainer",
            "retainer": { "months": 60, "hours_a_month": hours_a_month.to_string() },
        }]);
        Arc::make_mut(&mut pitch.budget).lines = serde_json::from_value(lines).unwrap();
        let price = price(&pitch, None);
        (price.net_total.units(), price.held.len())
    };
    assert_eq!(held(1_666), (999_600_000, 0));
    // Five years of 2,000 hours a month are 120,000 hours: 100,000 are the most.
    assert_eq!(held(2_000), (1_000_000_000, 1));
}

/// Every hour by itself: when it was included, and when it can last be used.
fn hour_by_hour(count: usize, hours: u16, lasting: usize, used: &[u16]) -> Vec<[i64; 5]> {
    let mut open: Vec<usize> = Vec::new();
    (0..count)
        .map(|at| {
            let rolled_in = open.len();
            open.extend(std::iter::repeat_n(at, usize::from(hours)));
            let wanted = usize::from(used.get(at).copied().unwrap_or(0));
            let taken = wanted.min(open.len());
            open.drain(..taken);
            let before = open.len();
            open.retain(|from| at + 1 < count && at < from.saturating_add(lasting));
            [
                rolled_in,
                wanted,
                wanted - taken,
                open.len(),
                before - open.len(),
            ]
            .map(|hours| i64::try_from(hours).unwrap())
        })
        .collect()
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn it_agrees_with_hours_followed_one_by_one(
        count in 0_u16..15, hours in 0_u16..12, lasting in prop::option::of(0_u16..5),
        used in prop::collection::vec(0_u16..30, 0..15),
    ) {
        let rollover = match lasting {
            None => Rollover::All,
            Some(0) => Rollover::None,
            Some(months) => Rollover::Months(months),
        };
        let months = ledger(&retainer(count, hours, rollover), FIRST, &worked(&used));
        let lasting = lasting.map_or(usize::MAX, usize::from);
        prop_assert_eq!(columns(&months), hour_by_hour(usize::from(count), hours, lasting, &used));
        // Every hour that was included is used, lost or over at the end.
        let sum = |of: fn(&RetainerMonth) -> Decimal| months.iter().map(of).sum::<Decimal>();
        prop_assert_eq!(sum(|m| m.included), sum(|m| m.used - m.over) + sum(|m| m.expired));
    }

    #[test]
    fn what_is_worked_by_month_is_what_is_planned(
        tasks in prop::collection::vec((0_u32..90, 0_u32..400, prop::bool::ANY), 0..8),
    ) {
        let tasks: Vec<_> = (tasks.into_iter())
            .map(|(days, hours, first)| (days, hours, if first { "p" } else { "q" }))
            .collect();
        let pitch = planned(&tasks);
        let hours = HoursByRole::of(&pitch.timeline, &pitch.team, None);
        for line in 0..3 {
            let sum: Decimal = hours_worked(&pitch, line).iter().map(|(_, hours)| *hours).sum();
            let line = &pitch.budget.lines[line];
            let planned = hours.hours(line.role.as_ref().unwrap(), line.phase.as_ref());
            prop_assert_eq!(sum, planned.decimal());
        }
    }
}
