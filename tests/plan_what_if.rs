//! What if: the changed pitch, and what is different in it, against figures worked out by hand.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "support/cases.rs"]
mod cases;

use cases::cases;
use std::sync::Arc;

use pitchwright::file;
use pitchwright::model::{
    AwayId, Date, Money, OptionId, Percent, PersonId, Pitch, PlanFrom, Settings, TaskId, Timeline,
};
use pitchwright::plan::calendar::Calendar;
use pitchwright::plan::schedule::{Schedule, schedule};
use pitchwright::plan::what_if::{Absence, Outcome, Planned, Shift, WhatIf, compare};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value, json};

const EXAMPLE: &str = include_str!("../assets/example.pitch.json");

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn id(text: &str) -> TaskId {
    TaskId::new(text).unwrap()
}

fn away_id() -> AwayId {
    AwayId::new("away").unwrap()
}

fn example() -> (Pitch, OptionId) {
    let pitch = file::read(EXAMPLE).unwrap().document.pitch;
    (pitch, OptionId::new("o-recommended").unwrap())
}

fn apply(what_if: &WhatIf, pitch: &Pitch, option: Option<&OptionId>) -> (Pitch, Schedule) {
    let after = what_if.apply(pitch, option, away_id());
    let plan = schedule(&after.timeline, option);
    (after, plan)
}

fn effect(what_if: &WhatIf, pitch: &Pitch, option: Option<&OptionId>) -> Outcome {
    let plan = schedule(&pitch.timeline, option);
    let (after, planned) = apply(what_if, pitch, option);
    let before = Planned {
        pitch,
        schedule: &plan,
    };
    let after = Planned {
        pitch: &after,
        schedule: &planned,
    };
    compare(before, after, option, day("2027-01-04"))
}

fn late(days: u32) -> WhatIf {
    WhatIf {
        approvals_late: days,
        ..WhatIf::default()
    }
}

fn earlier(days: u32) -> WhatIf {
    WhatIf {
        launch_earlier: days,
        ..WhatIf::default()
    }
}

fn away(person: &str, from: &str, to: &str) -> WhatIf {
    WhatIf {
        away: Some(Absence {
            person: PersonId::new(person).unwrap(),
            from: day(from),
            to: day(to),
        }),
        ..WhatIf::default()
    }
}

/// Tasks as (id, days, person), one after the other, then the milestone "air"; from Monday
/// 4 January 2027. Ann and Ben have 20 hours a week; an hour is billed at 100.00, costs 40.00.
fn plan(tasks: &[(&str, u32, &str)]) -> Pitch {
    let mut pitch = Pitch::blank(day("2027-01-04"), &Settings::default());
    let person = |id: &str| json!({ "id": id, "name": id, "role": "r", "hours_per_week": "20" });
    pitch.team = Arc::new(
        serde_json::from_value(json!({
            "roles": [{ "id": "r", "name": "Maker", "bill_rate": 10_000, "cost_rate": 4_000 }],
            "people": [person("ann"), person("ben")],
        }))
        .unwrap(),
    );
    let mut list: Vec<Value> = tasks
        .iter()
        .map(|(id, days, person)| {
            json!({ "id": id, "name": id, "duration": days, "assignments":
                [{ "id": format!("a-{id}"), "person": person, "hours": "8" }] })
        })
        .collect();
    list.push(json!({ "id": "air", "kind": "milestone" }));
    let ids: Vec<&str> = tasks.iter().map(|task| task.0).chain(["air"]).collect();
    let links: Vec<Value> = ids
        .windows(2)
        .map(|pair| json!({ "id": format!("{}-{}", pair[0], pair[1]), "from": pair[0], "to": pair[1] }))
        .collect();
    let timeline: Timeline = serde_json::from_value(json!({
        "start": "2027-01-04", "launch": "air", "tasks": list, "links": links
    }))
    .unwrap();
    pitch.timeline = Arc::new(timeline);
    pitch
}

fn days(pitch: &Pitch, task: &str) -> u32 {
    pitch.timeline.tasks.find(&id(task)).unwrap().duration
}

#[test]
fn nothing_changes_nothing() {
    let (pitch, option) = example();
    let nothing = WhatIf::default();
    assert!(nothing.is_nothing());
    assert_eq!(nothing.apply(&pitch, Some(&option), away_id()), pitch);
    let effect = effect(&nothing, &pitch, Some(&option));
    assert!(effect.moved.is_empty() && effect.payments.is_empty() && effect.missed.is_empty());
    assert_eq!(effect.launch.by, 0);
    assert_eq!(effect.holding.people, []);
    assert_eq!(effect.net_total.before, effect.net_total.after);
}

/// Four approvals lie on the way to the launch (brief, two rounds, films): 12 working days. Two of
/// them are room before the launch's own date, 3 May; without the 5th, 6th and 17th of May,
/// nine after it is the 19th. What follows the launch starts ten later: the launch fell on the
/// morning of its day, and falls on the evening of the day on which trafficking is done.
#[test]
fn late_answers_in_the_example() {
    let (pitch, option) = example();
    let effect = effect(&late(3), &pitch, Some(&option));
    assert_eq!(
        effect.launch,
        Shift {
            before: Some(day("2027-05-03")),
            after: Some(day("2027-05-19")),
            by: 9
        }
    );
    assert_eq!(effect.missed, [(id("t-on-air"), 9)]);
    let moved = |task: &str| effect.moved.iter().find(|moved| moved.task == id(task));
    assert_eq!(moved("t-approve-brief").unwrap().by, 3);
    assert_eq!(moved("t-trafficking").unwrap().by, 12);
    assert_eq!(moved("t-optimise").unwrap().by, 10);
    assert!(moved("t-immersion").is_none() && moved("t-media-plan").is_none());
    assert!(
        effect.critical.contains(&id("t-trafficking")),
        "it had two days of slack"
    );
    // Lea plans media from the same day on and optimises ten days longer: 24 / 5 x 10 hours.
    let lea = PersonId::new("p-lea").unwrap();
    let held = effect
        .holding
        .people
        .iter()
        .find(|held| held.person == lea)
        .unwrap();
    assert_eq!((held.days, held.hours), (10, Decimal::from(48)));
    assert_eq!(held.bill, Money::minor(48 * 11_000));
    assert_eq!(held.cost, Money::minor(48 * 4_700));
    assert!(
        effect
            .holding
            .people
            .iter()
            .all(|held| held.person.to_string() != "p-hugo")
    );
    let bill: Money = effect.holding.people.iter().map(|held| held.bill).sum();
    assert_eq!(effect.holding.bill, bill);
    // Round two was approved on 31 March and is now on 13 April: 30 % are due a month later.
    let paid: Vec<&str> = effect
        .payments
        .iter()
        .map(|payment| payment.name.as_str())
        .collect();
    assert_eq!(paid, ["When creative is approved"]);
    assert_eq!(effect.payments[0].before, Some(day("2027-03-31")));
    assert_eq!(effect.payments[0].after, Some(day("2027-04-13")));
    assert_eq!(effect.net_total.before, effect.net_total.after);
}

/// Five working days before 3 May is the 23rd of April. Trafficking is done on the 28th: two
/// working days too late, as the 27th is none.
#[test]
fn an_earlier_launch_in_the_example() {
    let (pitch, option) = example();
    let effect = effect(&earlier(5), &pitch, Some(&option));
    assert_eq!(effect.launch.after, Some(day("2027-04-28")));
    assert_eq!(effect.missed, [(id("t-on-air"), 2)]);
    assert!(effect.in_the_way.contains(&id("t-casting")));
    assert!(effect.in_the_way.contains(&id("t-trafficking")));
    assert!(
        !effect.in_the_way.contains(&id("t-booking")),
        "it has slack enough"
    );
    let fits = self::effect(&earlier(3), &pitch, Some(&option));
    assert_eq!(
        (fits.launch.after, fits.launch.by),
        (Some(day("2027-04-28")), -3)
    );
    assert_eq!((fits.missed, fits.in_the_way), (vec![], vec![]));
    let (kept, _) = apply(&earlier(5), &pitch, Some(&option));
    let launch = kept.timeline.tasks.find(&id("t-on-air")).unwrap();
    assert_eq!(launch.deadline, Some(day("2027-04-23")));
    assert_eq!(launch.not_before, Some(day("2027-04-23")));
}

#[test]
fn planned_back_an_earlier_launch_says_by_how_much_the_plan_is_short() {
    let mut pitch = plan(&[("a", 5, "ann"), ("b", 5, "ben")]);
    let timeline = Arc::make_mut(&mut pitch.timeline);
    timeline.plan_from = PlanFrom::Launch;
    timeline.launch_date = Some(day("2027-01-19"));
    let (after, planned) = apply(&earlier(3), &pitch, None);
    assert_eq!(after.timeline.launch_date, Some(day("2027-01-14")));
    assert_eq!(
        after.timeline.tasks.find(&id("air")).unwrap().deadline,
        None
    );
    assert_eq!(planned.short_by, 2);
    let effect = effect(&earlier(3), &pitch, None);
    assert_eq!((effect.short_by.before, effect.short_by.after), (0, 2));
    assert_eq!(effect.in_the_way, [id("a"), id("b"), id("air")]);
}

#[test]
fn a_task_takes_as_many_more_days_as_its_person_is_away_during_it() {
    // a: Mon 4 to Fri 8; b: Mon 11 to Fri 15. Ann is away from Thu 7 to Tue 12: of a two days;
    // longer by two it would end on the 12th, away as well: four in all, to the 14th.
    let pitch = plan(&[("a", 5, "ann"), ("b", 5, "ann"), ("c", 2, "ben")]);
    let what = away("ann", "2027-01-07", "2027-01-12");
    let (after, planned) = apply(&what, &pitch, None);
    assert_eq!(
        (days(&after, "a"), days(&after, "b"), days(&after, "c")),
        (9, 5, 2)
    );
    assert_eq!(
        planned.tasks.get(&id("a")).unwrap().finish,
        day("2027-01-14")
    );
    let ann = &after.team.people[0];
    assert_eq!(
        (ann.away[0].from, ann.away[0].to),
        (day("2027-01-07"), day("2027-01-12"))
    );
    let effect = effect(&what, &pitch, None);
    assert_eq!(effect.launch.by, 4);
    // Ann's tasks span four days more, on which she is away: only Ben could be held, and his one
    // task moves as it is.
    assert_eq!(effect.holding.people, []);
    // Days on which she was to be away anyway are in the plan already.
    let again = away("ann", "2027-01-08", "2027-01-12");
    let (twice, _) = apply(&again, &after, None);
    assert_eq!(twice.timeline, after.timeline);
    // The days may be given in any order.
    let turned = away("ann", "2027-01-12", "2027-01-07");
    assert_eq!(apply(&turned, &pitch, None).0, after);
}

#[test]
fn an_absence_meets_the_tasks_where_the_earlier_ones_push_them() {
    // Away from Mon 11 to Wed 13, when b would be; a is not touched, b takes eight days.
    let pitch = plan(&[("a", 5, "ann"), ("b", 5, "ann")]);
    let (after, _) = apply(&away("ann", "2027-01-11", "2027-01-13"), &pitch, None);
    assert_eq!((days(&after, "a"), days(&after, "b")), (5, 8));
    // Answers that are late push b behind the absence.
    let mut pitch = plan(&[("a", 5, "ann"), ("ok", 1, "ben"), ("b", 5, "ann")]);
    let timeline = Arc::make_mut(&mut pitch.timeline);
    timeline.tasks.find_mut(&id("ok")).unwrap().kind = pitchwright::model::TaskKind::Approval;
    let both = WhatIf {
        approvals_late: 4,
        ..away("ann", "2027-01-12", "2027-01-15")
    };
    let (after, _) = apply(&both, &pitch, None);
    assert_eq!((days(&after, "ok"), days(&after, "b")), (5, 5));
    // What is done takes no longer.
    let timeline = Arc::make_mut(&mut pitch.timeline);
    timeline.tasks.find_mut(&id("a")).unwrap().progress = Percent::whole(100);
    let (after, _) = apply(&away("ann", "2027-01-04", "2027-01-05"), &pitch, None);
    assert_eq!(days(&after, "a"), 5);
}

#[test]
fn planned_back_a_longer_task_begins_earlier() {
    let mut pitch = plan(&[("a", 2, "ben"), ("b", 5, "ann")]);
    let timeline = Arc::make_mut(&mut pitch.timeline);
    timeline.plan_from = PlanFrom::Launch;
    timeline.launch_date = Some(day("2027-02-01"));
    // b: Mon 25 to Fri 29. Away Thu 21 to Tue 26: two days of b; begun two earlier, on the 21st,
    // she is away on those too.
    let (after, planned) = apply(&away("ann", "2027-01-21", "2027-01-26"), &pitch, None);
    assert_eq!(days(&after, "b"), 9);
    assert_eq!(
        planned.tasks.get(&id("b")).unwrap().start,
        day("2027-01-19")
    );
    assert_eq!(planned.launch, Some(day("2027-02-01")));
}

#[test]
fn longer_plans_hold_people_at_their_rates() {
    // Ann begins and ends; the approval between them takes three days more.
    let mut pitch = plan(&[("a", 2, "ann"), ("ok", 2, "ben"), ("b", 2, "ann")]);
    let timeline = Arc::make_mut(&mut pitch.timeline);
    timeline.tasks.find_mut(&id("ok")).unwrap().kind = pitchwright::model::TaskKind::Approval;
    let longer = effect(&late(3), &pitch, None).holding;
    let ann = &longer.people[0];
    // 20 hours in 5 days: three days are 12 hours.
    assert_eq!((ann.days, ann.hours), (3, Decimal::from(12)));
    assert_eq!(
        (ann.bill, ann.cost),
        (Money::minor(120_000), Money::minor(48_000))
    );
    // Ben is named on the approval itself, which is three days longer.
    assert_eq!(longer.people.len(), 2);
    assert_eq!(longer.cost, Money::minor(96_000));
}

#[test]
fn a_week_with_too_many_hours_is_named() {
    // Ann has 20 hours a week, 8 of them taken; away Monday to Thursday she has 4.
    let pitch = plan(&[("a", 5, "ann")]);
    let mut full = pitch.clone();
    let timeline = Arc::make_mut(&mut full.timeline);
    let task = timeline.tasks.find_mut(&id("a")).unwrap();
    let hours: List =
        serde_json::from_value(json!([{ "id": "x", "person": "ann", "hours": "20" }])).unwrap();
    task.assignments = hours;
    let effect = effect(&away("ann", "2027-01-04", "2027-01-07"), &full, None);
    // Nine days: the 8th alone in the first week, then five and two days... 20 hours over the
    // five days on which she is there: 4 in the first week, 16 in the second. Both fit.
    assert_eq!(effect.overbooked, []);
    let task = Arc::make_mut(&mut full.timeline);
    task.tasks.find_mut(&id("a")).unwrap().duration = 1;
    let effect = self::effect(&away("ann", "2027-01-04", "2027-01-07"), &full, None);
    // One day of work, then: all of its 20 hours on the 8th, where she has 4.
    assert_eq!(effect.overbooked.len(), 1);
    assert_eq!(effect.overbooked[0].name, "ann");
    assert_eq!(effect.overbooked[0].capacity, Decimal::from(4));
}

type List = pitchwright::model::List<pitchwright::model::Assignment>;

proptest! {
    #![proptest_config(cases(96))]

    /// A task of somebody away ends when it has had as many days with them as it takes.
    #[test]
    fn everybody_has_the_days_that_their_tasks_take(
        lengths in prop::collection::vec((1..8_u32, prop::bool::ANY), 1..6),
        from in 0..40_i64,
        length in 0..20_i64,
        back in prop::bool::ANY,
    ) {
        let names = ["a", "b", "c", "d", "e"];
        let tasks: Vec<_> = lengths
            .iter()
            .enumerate()
            .map(|(at, (days, ann))| (names[at], *days, if *ann { "ann" } else { "ben" }))
            .collect();
        let mut pitch = plan(&tasks);
        if back {
            let timeline = Arc::make_mut(&mut pitch.timeline);
            timeline.plan_from = PlanFrom::Launch;
            timeline.launch_date = Some(day("2027-02-15"));
        }
        let first = day("2027-01-01").plus_days(from);
        let what = WhatIf {
            away: Some(Absence {
                person: PersonId::new("ann").unwrap(),
                from: first,
                to: first.plus_days(length),
            }),
            ..WhatIf::default()
        };
        let (after, planned) = apply(&what, &pitch, None);
        let calendar = Calendar::of(&pitch.timeline);
        for (name, days, person) in &tasks {
            let task = planned.tasks.get(&id(name)).unwrap();
            let there = (task.begins..task.ends)
                .map(|index| calendar.date(index))
                .filter(|day| *person == "ben" || *day < first || *day > first.plus_days(length))
                .count();
            prop_assert_eq!(there, *days as usize, "{} {:?}", name, task);
        }
        let more: u32 = tasks.iter().map(|(name, days, _)| self::days(&after, name) - days).sum();
        prop_assert_eq!(effect(&what, &pitch, None).launch.by, if back { 0 } else { i64::from(more) });
    }
}
