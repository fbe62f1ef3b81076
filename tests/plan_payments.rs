//! Payment schedules to begin with, monthly payments of retainers, and making a schedule add up.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/cases.rs"]
mod cases;

use cases::cases;
use std::sync::Arc;

use pitchwright::model::{Date, Due, Identifier, InstalmentId, List, Money, Pitch, Share};
use pitchwright::plan::instalments::{Template, from_template, made_to_add_up};
use pitchwright::plan::payments::{PaymentSchedule, payments};
use pitchwright::plan::price::{Price, price};
use pitchwright::plan::schedule::schedule;
use proptest::prelude::*;
use serde_json::{Value, json};

/// Milestones on 4 January, 1 February, 1 March and 29 March 2027, tasks in between.
fn pitch(budget: &Value) -> Pitch {
    serde_json::from_value(json!({
        "title": "", "currency": "EUR",
        "timeline": {
            "start": "2027-01-04",
            "tasks": [
                { "id": "m0", "name": "Kick-off", "kind": "milestone" },
                { "id": "t1", "name": "Idea", "duration": 20 },
                { "id": "m1", "name": "Idea agreed", "kind": "milestone" },
                { "id": "t2", "name": "Shoot", "duration": 20 },
                { "id": "m2", "name": "Film approved", "kind": "milestone" },
                { "id": "t3", "name": "Finish", "duration": 20 },
                { "id": "m3", "name": "On air", "kind": "milestone" },
            ],
            "links": [
                { "id": "a", "from": "t1", "to": "m1" }, { "id": "b", "from": "t1", "to": "t2" },
                { "id": "c", "from": "t2", "to": "m2" }, { "id": "d", "from": "t2", "to": "t3" },
                { "id": "e", "from": "t3", "to": "m3" },
            ],
        },
        "media": { "flights": [{ "id": "f", "start": "2027-04-10", "finish": "2027-06-05", "net": 300_000 }] },
        "budget": budget,
    }))
    .unwrap()
}

fn lines() -> Value {
    json!([
        { "id": "film", "kind": "fixed", "quantity": "1", "unit_price": 100_001, "tax": "21" },
        { "id": "media", "kind": "media_service_fee", "flight": "f", "service_fee": "10", "tax": "21" },
    ])
}

fn due(pitch: &Pitch) -> PaymentSchedule {
    payments(pitch, &schedule(&pitch.timeline, None), &price(pitch, None))
}

fn ids() -> impl FnMut() -> InstalmentId {
    let mut count = 0_u32;
    move || {
        count += 1;
        InstalmentId::new(&format!("new{count}")).unwrap()
    }
}

fn with_template(template: Template, pitch: &mut Pitch) {
    let schedule = schedule(&pitch.timeline, None);
    let list = from_template(template, pitch, &schedule, ids());
    Arc::make_mut(&mut pitch.budget).payments = list.into_iter().collect();
}

fn rows(schedule: &PaymentSchedule) -> Vec<(String, String, i64)> {
    (schedule.payments.iter())
        .map(|p| {
            let day = p.date.map(|day| day.to_string()).unwrap_or_default();
            (p.name.clone(), day, p.amount.units())
        })
        .collect()
}

fn row(name: &str, day: &str, amount: i64) -> (String, String, i64) {
    (name.to_owned(), day.to_owned(), amount)
}

#[test]
fn templates_lie_on_the_milestones_of_the_plan() {
    let mut pitch = pitch(&json!({ "lines": lines() }));
    // 1,000.01 and media of 3,300.00, with 903.0021 of tax: 5,203.01.
    assert_eq!(price(&pitch, None).total, Money::minor(520_301));
    with_template(Template::Halves, &mut pitch);
    assert_eq!(
        rows(&due(&pitch)),
        [
            row("On signature", "2027-01-04", 260_151),
            row("Balance", "2027-03-26", 260_150)
        ]
    );
    with_template(Template::FortyFortyTwenty, &mut pitch);
    assert_eq!(
        rows(&due(&pitch)),
        [
            row("On signature", "2027-01-04", 208_120),
            row("Film approved", "2027-02-26", 208_120),
            row("Balance", "2027-03-26", 104_061)
        ]
    );
    with_template(Template::Thirds, &mut pitch);
    assert_eq!(
        rows(&due(&pitch)),
        [
            row("Idea agreed", "2027-01-29", 173_416),
            row("Film approved", "2027-02-26", 173_416),
            row("Balance", "2027-03-26", 173_469)
        ]
    );
    with_template(Template::MediaAhead, &mut pitch);
    // 3,300.00 and 693.00 of tax in April, May and June; 1,210.01 in halves.
    assert_eq!(
        rows(&due(&pitch)),
        [
            row("Media, monthly in advance", "2027-04-01", 133_100),
            row("Media, monthly in advance", "2027-05-01", 133_100),
            row("Media, monthly in advance", "2027-06-01", 133_100),
            row("On signature", "2027-01-04", 60_501),
            row("Balance", "2027-03-26", 60_500)
        ]
    );
    // They move with the timeline: the shoot takes five days longer.
    let timeline = Arc::make_mut(&mut pitch.timeline);
    let id = timeline.tasks[3].id.clone();
    timeline.tasks.find_mut(&id).unwrap().duration += 5;
    assert_eq!(
        due(&pitch).payments[4].date.unwrap().to_string(),
        "2027-04-02"
    );
}

#[test]
fn without_milestones_tasks_stand_in_and_without_tasks_signature_does() {
    let mut pitch = pitch(&json!({ "lines": lines() }));
    let timeline = Arc::make_mut(&mut pitch.timeline);
    timeline
        .tasks
        .retain(|task| task.id.as_str().starts_with('t'));
    with_template(Template::Thirds, &mut pitch);
    let names: Vec<_> = rows(&due(&pitch)).into_iter().map(|row| row.0).collect();
    assert_eq!(names, ["Idea", "Shoot", "Balance"]);
    Arc::make_mut(&mut pitch.timeline).tasks.retain(|_| false);
    for template in Template::ALL {
        with_template(template, &mut pitch);
        let schedule = due(&pitch);
        assert!(schedule.difference.is_zero(), "{template:?}");
        assert!(
            schedule
                .payments
                .iter()
                .all(|payment| payment.date.is_some())
        );
    }
}

/// What the client is asked for, and on which day of a plan of milestones on these days.
fn asked_on(template: Template, days: &[i64]) -> Vec<(String, i64)> {
    let start = Date::ymd(2027, 1, 1).unwrap();
    let milestones: Vec<Value> = (days.iter())
        .map(|day| {
            let on = start.plus_days(*day).to_string();
            json!({ "id": format!("m{day}"), "name": format!("Day {day}"), "kind": "milestone", "must_start_on": on })
        })
        .collect();
    let mut pitch = pitch(&json!({ "lines": lines() }));
    let week = json!([1, 2, 3, 4, 5, 6, 7]);
    let plan = json!({ "start": start.to_string(), "working_week": week, "tasks": milestones });
    pitch.timeline = serde_json::from_value(plan).unwrap();
    with_template(template, &mut pitch);
    let due = due(&pitch);
    assert!(due.difference.is_zero(), "{template:?}");
    (due.payments.into_iter())
        .map(|payment| (payment.name, payment.date.unwrap().days_since(start)))
        .collect()
}

#[test]
fn parts_lie_on_the_milestones_nearest_to_them() {
    let named = |name: &str, day: i64| (name.to_owned(), day);
    let days = [0, 10, 30, 44, 50, 80, 90];
    assert_eq!(
        asked_on(Template::FortyFortyTwenty, &days),
        [
            named("On signature", 0),
            named("Day 44", 44),
            named("Balance", 90)
        ]
    );
    assert_eq!(
        asked_on(Template::Thirds, &days),
        [
            named("Day 30", 30),
            named("Day 50", 50),
            named("Balance", 90)
        ]
    );
    // Never twice the same, though it were the nearest, nor the one of the balance.
    assert_eq!(
        asked_on(Template::Thirds, &[0, 55, 95, 100]),
        [
            named("Day 55", 55),
            named("Day 95", 95),
            named("Balance", 100)
        ]
    );
    assert_eq!(
        asked_on(Template::Thirds, &[0, 90, 100]),
        [
            named("Day 0", 0),
            named("Day 90", 90),
            named("Balance", 100)
        ]
    );
    assert_eq!(
        asked_on(Template::FortyFortyTwenty, &[0, 10, 90, 100]),
        [
            named("On signature", 0),
            named("Day 10", 10),
            named("Balance", 100)
        ]
    );
}

#[test]
fn where_there_are_three_milestones_no_task_stands_in() {
    let mut pitch = pitch(&json!({ "lines": lines() }));
    let timeline = Arc::make_mut(&mut pitch.timeline);
    timeline.tasks.retain(|task| task.id.as_str() != "m0");
    with_template(Template::Thirds, &mut pitch);
    let names: Vec<_> = rows(&due(&pitch)).into_iter().map(|row| row.0).collect();
    assert_eq!(names, ["Idea agreed", "Film approved", "Balance"]);
}

#[test]
fn a_retainer_is_paid_in_its_months_and_media_in_those_of_its_flights() {
    let mut lines = lines();
    lines.as_array_mut().unwrap().push(json!({
        "id": "r", "bill_rate": 10_000, "hours_from": "retainer",
        "retainer": { "from": "2027-07-20", "months": 3, "hours_a_month": "10" },
    }));
    let pitch = pitch(&json!({
        "lines": lines,
        "payments": [
            { "id": "m", "name": "Media", "share": { "percent": "100" }, "of": "media", "due": "monthly" },
            { "id": "w", "name": "Work", "share": { "percent": "100" }, "of": "all_but_media", "due": "monthly" },
        ],
    }));
    // 1,210.01 and 3,000.00 for 30 hours, in three parts.
    assert_eq!(
        rows(&due(&pitch))[3..],
        [
            row("Work", "2027-07-01", 140_334),
            row("Work", "2027-08-01", 140_334),
            row("Work", "2027-09-01", 140_333)
        ]
    );
    assert_eq!(rows(&due(&pitch))[0].1, "2027-04-01");
}

fn fixed(payments: Value) -> Pitch {
    let pitch = pitch(&json!({ "lines": lines(), "payments": payments }));
    let (schedule, price) = (schedule(&pitch.timeline, None), price(&pitch, None));
    let id = InstalmentId::new("balance").unwrap();
    let list = made_to_add_up(&pitch, &schedule, &price, id).unwrap();
    let mut after = pitch.clone();
    Arc::make_mut(&mut after.budget).payments = list;
    after
}

#[test]
fn what_is_monthly_falls_into_the_months_of_the_project_where_nothing_runs() {
    let mut lines = lines();
    lines.as_array_mut().unwrap().pop();
    let mut pitch = pitch(&json!({ "lines": lines }));
    Arc::make_mut(&mut pitch.media).flights = List::default();
    with_template(Template::Monthly, &mut pitch);
    assert_eq!(
        rows(&due(&pitch)),
        [
            row("Monthly", "2027-01-01", 40_334),
            row("Monthly", "2027-02-01", 40_334),
            row("Monthly", "2027-03-01", 40_333)
        ]
    );
    // Without tasks, into the month in which it starts.
    Arc::make_mut(&mut pitch.timeline).tasks = List::default();
    assert_eq!(rows(&due(&pitch)), [row("Monthly", "2027-01-01", 121_001)]);
}

#[test]
fn percentages_of_a_whole_are_shared_by_the_largest_remainder() {
    let pitch = pitch(&json!({ "payments": [
        { "id": "a", "share": { "percent": "12.5" }, "due": "signature" },
        { "id": "b", "share": { "percent": "37.5" }, "due": "signature" },
        { "id": "c", "share": { "percent": "50" }, "due": "signature" },
    ] }));
    // 12.625, 37.875 and 50.5: two units are left, and go to the first two.
    let price = Price {
        total: Money::minor(101),
        ..price(&pitch, None)
    };
    let due = payments(&pitch, &schedule(&pitch.timeline, None), &price);
    let amounts: Vec<i64> = due.payments.iter().map(|p| p.amount.units()).collect();
    assert_eq!(amounts, [13, 38, 50]);
}

#[test]
fn what_is_missing_becomes_a_balance_and_what_is_too_much_is_taken_off_the_last() {
    let forty = |id: &str| json!({ "id": id, "name": id, "share": { "percent": "40" }, "due": "signature" });
    let short = due(&fixed(json!([forty("a"), forty("b")])));
    assert_eq!(short.difference, Money::ZERO);
    assert_eq!(rows(&short)[2], row("Balance", "2027-03-26", 104_061));

    let amount = |id: &str, amount: i64| json!({ "id": id, "name": id, "share": { "amount": amount }, "due": "signature" });
    // 6,203.01 asked for: 1,000.00 too much, which c is too small for and b is not.
    let over = fixed(json!([
        amount("a", 300_000),
        amount("b", 310_301),
        amount("c", 10_000)
    ]));
    assert_eq!(over.budget.payments[1].share, Share::Rest);
    let amounts: Vec<i64> = rows(&due(&over)).into_iter().map(|row| row.2).collect();
    assert_eq!(amounts, [300_000, 210_301, 10_000]);

    // Twice the total in three: nothing is great enough, all shrink.
    let all = fixed(json!([
        amount("a", 346_867),
        amount("b", 346_867),
        amount("c", 346_868)
    ]));
    let amounts: Vec<i64> = rows(&due(&all)).into_iter().map(|row| row.2).collect();
    assert_eq!(amounts, [173_416, 173_416, 173_469]);
}

#[test]
fn what_adds_up_is_left_alone() {
    let pitch = pitch(&json!({ "lines": lines(), "payments": [
        { "id": "a", "share": "rest", "due": "signature" },
    ] }));
    let (schedule, price) = (schedule(&pitch.timeline, None), price(&pitch, None));
    let id = || InstalmentId::new("x").unwrap();
    assert_eq!(made_to_add_up(&pitch, &schedule, &price, id()), None);
    let mut none = pitch.clone();
    Arc::make_mut(&mut none.budget).payments = List::default();
    assert_eq!(made_to_add_up(&none, &schedule, &price, id()), None);
}

const BASES: [&str; 3] = ["total", "all_but_media", "media"];

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn made_to_add_up_it_does_and_nobody_pays_less_than_nothing(
        shares in prop::collection::vec((prop::bool::ANY, 1_i64..70, 0_i64..400_000, 0_usize..3), 1..7),
    ) {
        let list: Vec<Value> = shares.iter().enumerate().map(|(at, (is_percent, percent, amount, of))| json!({
            "id": format!("i{at}"),
            "share": if *is_percent { json!({ "percent": percent.to_string() }) } else { json!({ "amount": amount }) },
            "of": BASES[*of],
            "due": if at % 2 == 0 { json!("monthly") } else { json!({ "task": "m2" }) },
        })).collect();
        let pitch = pitch(&json!({ "lines": lines(), "payments": list }));
        let (schedule, price) = (schedule(&pitch.timeline, None), price(&pitch, None));
        let id = InstalmentId::new("balance").unwrap();
        let before = payments(&pitch, &schedule, &price);
        let Some(list) = made_to_add_up(&pitch, &schedule, &price, id) else {
            prop_assert!(before.difference.is_zero());
            return Ok(());
        };
        let mut after = pitch.clone();
        Arc::make_mut(&mut after.budget).payments = list;
        let now = payments(&after, &schedule, &price);
        prop_assert_eq!(now.difference, Money::ZERO);
        prop_assert!(now.payments.iter().all(|p| p.amount >= Money::ZERO), "{:?}", now.payments);
        // Nobody is asked for more than before, but for the balance that is new.
        let sum = |of: &PaymentSchedule, id: &InstalmentId| -> Money {
            of.payments.iter().filter(|p| p.instalment == *id).map(|p| p.amount).sum()
        };
        if before.difference < Money::ZERO {
            let last = pitch.budget.payments.last().map(|i| i.id.clone());
            for instalment in pitch.budget.payments.iter().filter(|i| Some(&i.id) != last.as_ref()) {
                prop_assert!(sum(&now, &instalment.id) <= sum(&before, &instalment.id));
            }
        }
        prop_assert!(after.budget.payments.iter().filter(|i| i.share == Share::Rest).count() <= 1);
    }

    #[test]
    fn templates_add_up_whatever_there_is(
        price_of_one in 0_i64..9_000_000, net in 0_i64..9_000_000, tax in 0_u32..30,
    ) {
        for template in Template::ALL {
            let mut pitch = pitch(&json!({ "lines": [
                { "id": "a", "kind": "fixed", "quantity": "1", "unit_price": price_of_one, "tax": tax.to_string() },
                { "id": "b", "kind": "media_commission", "net": net, "commission": "15" },
            ] }));
            with_template(template, &mut pitch);
            let schedule = due(&pitch);
            prop_assert_eq!(schedule.difference, Money::ZERO);
            prop_assert!(schedule.payments.iter().all(|p| p.amount >= Money::ZERO));
            let tasks_named = pitch.budget.payments.iter().all(|i| match &i.due {
                Due::Task(task) => pitch.timeline.tasks.position(task).is_some(),
                _ => true,
            });
            prop_assert!(tasks_named);
        }
    }
}
