//! The schedule: what must always hold, what is shown, planning back, loops and conflicts.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]
#![allow(clippy::too_many_arguments, clippy::many_single_char_names)]

#[path = "support/cases.rs"]
mod cases;

use cases::cases;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Instant;

use pitchwright::model::{
    Date, Holiday, HolidayId, Identifier, Link, LinkId, LinkKind, List, PlanFrom, Task, TaskId,
    TaskKind, Timeline, WorkingWeek,
};
use pitchwright::plan::calendar::Calendar;
use pitchwright::plan::schedule::{Conflict, Schedule, approval_effects, schedule, would_loop};
use proptest::prelude::*;
use serde_json::json;

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn id(text: &str) -> TaskId {
    TaskId::new(text).unwrap()
}

/// Tasks as (id, days), links as "a b FS+2"; Monday to Friday from Monday 2027-01-04.
fn plan(tasks: &[(&str, u32)], links: &[&str]) -> Timeline {
    let tasks: Vec<_> = tasks
        .iter()
        .map(|(id, days)| {
            let kind = if *days == 0 { "milestone" } else { "task" };
            json!({ "id": id, "name": id, "kind": kind, "duration": days })
        })
        .collect();
    let links: Vec<_> = links
        .iter()
        .map(|link| {
            let mut parts = link.split(' ');
            let (from, to) = (parts.next().unwrap(), parts.next().unwrap());
            let (kind, lag) = parts.next().unwrap_or("FS+0").split_at(2);
            let lag: i32 = if lag.is_empty() { 0 } else { lag.parse().unwrap() };
            json!({ "id": format!("{from}-{to}"), "from": from, "to": to, "kind": kind, "lag": lag })
        })
        .collect();
    serde_json::from_value(json!({ "start": "2027-01-04", "tasks": tasks, "links": links }))
        .unwrap()
}

fn edit(timeline: &mut Timeline, task: &str, change: impl FnOnce(&mut Task)) {
    change(timeline.tasks.find_mut(&id(task)).unwrap());
}

fn shown(schedule: &Schedule, task: &str) -> (String, String) {
    let task = schedule.tasks.get(&id(task)).unwrap();
    (task.start.to_string(), task.finish.to_string())
}

fn on(schedule: &Schedule, task: &str) -> String {
    let (start, finish) = shown(schedule, task);
    assert_eq!(start, finish);
    start
}

#[test]
fn the_calendar_counts_over_weekends_and_holidays() {
    let holidays: Vec<Arc<Holiday>> = ["2027-01-06", "2027-01-09", "2027-01-06", "2027-01-04"]
        .iter()
        .enumerate()
        .map(|(i, date)| {
            let holiday = json!({ "id": format!("h{i}"), "date": date });
            Arc::new(serde_json::from_value(holiday).unwrap())
        })
        .collect();
    let calendar = Calendar::new(day("2027-01-02"), WorkingWeek::default(), &holidays);
    assert_eq!(calendar.date(0), day("2027-01-05"));
    assert_eq!(calendar.date(1), day("2027-01-07"));
    assert_eq!(calendar.date(3), day("2027-01-11"));
    assert_eq!(calendar.date(-1), day("2027-01-01"));
    assert_eq!(calendar.date(-2), day("2026-12-31"));
    assert_eq!(calendar.index_on_or_after(day("2027-01-06")), 1);
    assert_eq!(calendar.index_on_or_before(day("2027-01-06")), 0);
    assert_eq!(calendar.index_on_or_before(day("2027-01-04")), -1);
    assert!(!calendar.is_working(day("2027-01-06")));
    assert!(calendar.is_working(day("2027-01-07")));
    assert_eq!(calendar.date(i64::MAX), Date::MAX);
    assert_eq!(calendar.date(i64::MIN), Date::MIN);
}

#[test]
fn milestones_show_the_day_that_reaches_them() {
    let mut timeline = plan(
        &[
            ("kick", 0),
            ("work", 5),
            ("done", 0),
            ("air", 0),
            ("alone", 0),
        ],
        &["kick work", "work done", "work air"],
    );
    edit(&mut timeline, "air", |t| {
        t.not_before = Some(day("2027-01-11"));
    });
    let schedule = schedule(&timeline, None);
    assert_eq!(on(&schedule, "kick"), "2027-01-04");
    assert_eq!(
        shown(&schedule, "work"),
        ("2027-01-04".into(), "2027-01-08".into())
    );
    assert_eq!(on(&schedule, "done"), "2027-01-08");
    assert_eq!(on(&schedule, "air"), "2027-01-11", "its own floor sets it");
    assert_eq!(on(&schedule, "alone"), "2027-01-04");
}

#[test]
fn a_must_start_is_kept_and_what_it_breaks_is_said() {
    let mut timeline = plan(&[("a", 5), ("b", 2), ("c", 1)], &["a b", "b c"]);
    edit(&mut timeline, "b", |t| {
        t.must_start_on = Some(day("2027-01-07"));
    });
    edit(&mut timeline, "c", |t| {
        t.deadline = Some(day("2027-01-08"));
    });
    let plan = schedule(&timeline, None);
    assert_eq!(plan.tasks.get(&id("b")).unwrap().es, 3);
    assert_eq!(
        plan.conflicts,
        [
            Conflict::LinkWantsLater {
                task: id("b"),
                link: LinkId::new("a-b").unwrap(),
                by: 2
            },
            Conflict::DeadlineMissed {
                task: id("c"),
                by: 1
            },
        ]
    );
    edit(&mut timeline, "b", |t| {
        t.must_start_on = Some(day("2027-01-16"));
    });
    assert_eq!(
        schedule(&timeline, None).conflicts[0],
        Conflict::MustStartOffDay { task: id("b") }
    );
    // The first day of the project is early enough.
    let mut first = timeline.clone();
    edit(&mut first, "a", |t| {
        t.must_start_on = Some(day("2027-01-04"));
    });
    assert_eq!(schedule(&first, None).conflict(&id("a")), None);
    edit(&mut timeline, "b", |t| {
        t.must_start_on = Some(day("2026-12-30"));
    });
    let plan = schedule(&timeline, None);
    assert_eq!(plan.tasks.get(&id("b")).unwrap().es, 0);
    assert!(
        plan.conflicts
            .contains(&Conflict::MustStartTooEarly { task: id("b") })
    );
}

#[test]
fn a_deadline_moves_nothing_and_makes_slack_negative() {
    let mut timeline = plan(&[("a", 5), ("b", 5)], &["a b"]);
    edit(&mut timeline, "b", |t| {
        t.deadline = Some(day("2027-01-13"));
    });
    let plan = schedule(&timeline, None);
    assert_eq!(shown(&plan, "b").1, "2027-01-15");
    assert_eq!(plan.tasks.get(&id("a")).unwrap().total_slack, -2);
    assert_eq!(plan.tasks.get(&id("b")).unwrap().total_slack, -2);
    assert!(plan.tasks.get(&id("a")).unwrap().critical);
    assert_eq!(
        plan.conflicts,
        [Conflict::DeadlineMissed {
            task: id("b"),
            by: 2
        }]
    );
}

#[test]
fn the_first_conflict_of_a_task_is_found_by_its_id() {
    let tasks = [("a", 5), ("b", 5), ("c", 5), ("d", 5)];
    let mut timeline = plan(&tasks, &["a b", "b c", "c d"]);
    for task in ["b", "d"] {
        edit(&mut timeline, task, |t| {
            t.deadline = Some(day("2027-01-13"));
        });
    }
    edit(&mut timeline, "d", |t| {
        t.must_start_on = Some(day("2027-01-16"));
    });
    let plan = schedule(&timeline, None);
    assert_eq!(plan.conflicts.len(), 4);
    for task in ["a", "c", "gone"] {
        assert_eq!(plan.conflict(&id(task)), None, "{task}");
    }
    let missed = Conflict::DeadlineMissed {
        task: id("b"),
        by: 2,
    };
    assert_eq!(plan.conflict(&id("b")), Some(&missed));
    let off_day = Conflict::MustStartOffDay { task: id("d") };
    assert_eq!(plan.conflict(&id("d")), Some(&off_day));
}

fn backwards(launch_date: &str) -> Timeline {
    let mut timeline = plan(
        &[
            ("kick", 0),
            ("a", 5),
            ("b", 3),
            ("c", 2),
            ("air", 0),
            ("live", 10),
            ("review", 0),
        ],
        &[
            "kick a",
            "kick b",
            "a c",
            "b c",
            "c air",
            "air live",
            "live review",
        ],
    );
    timeline.plan_from = PlanFrom::Launch;
    timeline.launch_date = Some(day(launch_date));
    timeline.launch = Some(id("air"));
    timeline
}

#[test]
fn planning_back_puts_everything_as_late_as_the_launch_allows() {
    let plan = schedule(&backwards("2027-02-01"), None);
    assert_eq!(plan.launch, Some(day("2027-02-01")));
    assert_eq!(on(&plan, "air"), "2027-02-01");
    assert_eq!(
        shown(&plan, "c"),
        ("2027-01-28".into(), "2027-01-29".into())
    );
    assert_eq!(
        shown(&plan, "a"),
        ("2027-01-21".into(), "2027-01-27".into())
    );
    assert_eq!(
        shown(&plan, "b"),
        ("2027-01-25".into(), "2027-01-27".into())
    );
    assert_eq!(on(&plan, "kick"), "2027-01-21");
    assert_eq!(
        shown(&plan, "live"),
        ("2027-02-01".into(), "2027-02-12".into())
    );
    assert_eq!(on(&plan, "review"), "2027-02-12");
    assert_eq!(plan.finish, Some(day("2027-02-12")));
    assert_eq!(plan.short_by, 0);
    assert_eq!(plan.short_by_from(day("2027-01-21")), 0);
    assert_eq!(plan.short_by_from(day("2027-01-25")), 2);
}

#[test]
fn planning_back_says_by_how_much_it_is_short() {
    let plan = schedule(&backwards("2027-01-11"), None);
    assert_eq!(plan.short_by, 2);
    assert_eq!(on(&plan, "air"), "2027-01-11");
    assert_eq!(plan.tasks.get(&id("a")).unwrap().begins, -2);
    assert_eq!(plan.tasks.get(&id("a")).unwrap().start, day("2026-12-31"));
    assert!(plan.tasks.get(&id("a")).unwrap().critical);
    // A weekend launch: everything is done on the Friday before.
    let plan = schedule(&backwards("2027-01-31"), None);
    assert_eq!(on(&plan, "air"), "2027-01-31");
    assert_eq!(shown(&plan, "c").1, "2027-01-29");
    // A task that may not begin before a day counts too.
    let mut timeline = backwards("2027-02-01");
    edit(&mut timeline, "b", |t| {
        t.not_before = Some(day("2027-01-27"));
    });
    assert_eq!(schedule(&timeline, None).short_by, 2);
}

#[test]
fn planning_back_keeps_a_must_start() {
    let mut timeline = backwards("2027-02-01");
    edit(&mut timeline, "c", |t| {
        t.must_start_on = Some(day("2027-01-20"));
    });
    let plan = schedule(&timeline, None);
    assert_eq!(shown(&plan, "c").0, "2027-01-20");
    assert_eq!(shown(&plan, "a").1, "2027-01-19");
    assert_eq!(plan.conflicts, []);
    edit(&mut timeline, "c", |t| {
        t.must_start_on = Some(day("2027-02-10"));
    });
    let plan = schedule(&timeline, None);
    assert_eq!(shown(&plan, "c").0, "2027-01-28");
    assert_eq!(
        plan.conflicts,
        [Conflict::MustStartTooLate {
            task: id("c"),
            by: 9
        }]
    );
}

#[test]
fn loops_are_opened_and_named() {
    let timeline = plan(
        &[("a", 1), ("b", 2), ("c", 3), ("d", 1)],
        &["a b", "b c", "c b", "c d", "d d", "b ghost"],
    );
    let plan = schedule(&timeline, None);
    assert_eq!(plan.tasks.len(), 4);
    let set_aside: Vec<&str> = plan.set_aside.iter().map(Identifier::as_str).collect();
    assert_eq!(set_aside, ["b-ghost", "c-b", "d-d"]);
    assert_eq!(plan.loops, [vec![id("b"), id("c")], vec![id("d")]]);
    assert_eq!(
        plan.tasks.get(&id("d")).unwrap().es,
        6,
        "the other links still count"
    );
}

#[test]
fn a_link_that_would_close_a_loop_is_named_before_it_is_drawn() {
    let timeline = plan(
        &[("a", 1), ("b", 1), ("c", 1), ("d", 1)],
        &["a b", "b c", "a c"],
    );
    assert_eq!(
        would_loop(&timeline, &id("c"), &id("a")),
        Some(vec![id("a"), id("c")])
    );
    assert_eq!(
        would_loop(&timeline, &id("b"), &id("a")),
        Some(vec![id("a"), id("b")])
    );
    assert_eq!(
        would_loop(&timeline, &id("a"), &id("a")),
        Some(vec![id("a")])
    );
    assert_eq!(would_loop(&timeline, &id("a"), &id("d")), None);
    assert_eq!(would_loop(&timeline, &id("c"), &id("ghost")), None);
}

#[test]
fn one_more_day_of_an_approval() {
    let mut timeline = plan(
        &[("a", 3), ("ok", 2), ("legal", 1), ("air", 0), ("late", 4)],
        &["a ok", "ok air", "a legal", "legal air", "air late"],
    );
    for task in ["ok", "legal"] {
        edit(&mut timeline, task, |t| {
            t.kind = TaskKind::Approval;
        });
    }
    timeline.launch = Some(id("air"));
    assert_eq!(
        approval_effects(&timeline, None),
        [(id("ok"), 1), (id("legal"), 0)]
    );
}

#[test]
fn options_leave_out_tasks_and_their_links() {
    let mut timeline = plan(&[("a", 2), ("b", 2), ("c", 2)], &["a b", "b c"]);
    let small = pitchwright::model::OptionId::new("small").unwrap();
    let large = pitchwright::model::OptionId::new("large").unwrap();
    edit(&mut timeline, "b", |t| {
        t.options = vec![large.clone()];
    });
    let plan = schedule(&timeline, Some(&small));
    assert!(!plan.tasks.contains_key(&id("b")));
    assert_eq!(plan.tasks.get(&id("c")).unwrap().es, 0);
    assert!(
        plan.set_aside.is_empty(),
        "a link of another option is no mistake"
    );
    assert_eq!(
        schedule(&timeline, Some(&large))
            .tasks
            .get(&id("c"))
            .unwrap()
            .es,
        4
    );
}

#[test]
fn an_empty_timeline_has_no_dates() {
    let plan = schedule(&plan(&[], &[]), None);
    assert_eq!(
        (plan.finish_index, plan.finish, plan.launch, plan.span()),
        (0, None, None, None)
    );
    assert!(plan.tasks.is_empty());
}

#[test]
fn a_plan_may_start_on_the_first_day_there_is_and_end_on_the_last() {
    let mut timeline = plan(&[("a", 1), ("b", 2), ("done", 0)], &["a b", "b done"]);
    timeline.start = Date::MIN;
    let first = schedule(&timeline, None);
    assert_eq!(on(&first, "a"), "1970-01-01");
    let next = ("1970-01-02".into(), "1970-01-05".into());
    assert_eq!(shown(&first, "b"), next);
    assert_eq!(on(&first, "done"), "1970-01-05");
    // Wednesday, the last day: nothing lies behind it.
    timeline.start = Date::MAX;
    let last = schedule(&timeline, None);
    assert_eq!(on(&last, "a"), "2200-12-31");
    assert_eq!(on(&last, "b"), "2200-12-31");
}

#[test]
fn schedules_are_the_same_when_every_task_has_the_same_dates() {
    let tasks = [("a", 1), ("b", 2), ("c", 2)];
    let timeline = plan(&tasks, &["a b", "a c"]);
    let dates = |timeline: &Timeline| schedule(timeline, None).tasks;
    let whole = dates(&timeline);
    assert!(!whole.is_empty());
    // Another order is no difference; one day more is, and so is another task.
    let mut turned = timeline.clone();
    turned.tasks = reversed(&turned.tasks);
    assert_eq!(dates(&turned), whole);
    let mut longer = timeline.clone();
    edit(&mut longer, "c", |task| task.duration = 3);
    assert_ne!(dates(&longer), whole);
    longer.tasks = reversed(&longer.tasks);
    assert_ne!(dates(&longer), whole);
    // They are walked through in the order of their ids.
    let turned = dates(&turned);
    let mut ids = Vec::new();
    for (id, _) in &turned {
        ids.push(id.as_str());
    }
    assert_eq!(ids, ["a", "b", "c"]);
    let keys: Vec<&str> = turned.keys().map(TaskId::as_str).collect();
    assert_eq!(keys, ids);
    let fewer = plan(&tasks[..2], &["a b"]);
    assert_ne!(dates(&fewer), whole);
    assert_ne!(whole, dates(&fewer));
}

/// The plan of the built-in example, whose answers were computed apart.
#[test]
fn the_example_comes_out() {
    let days = [
        0, 4, 6, 3, 2, 7, 3, 3, 2, 2, 5, 4, 5, 2, 5, 2, 8, 2, 7, 2, 3, 3, 0, 57, 8, 0,
    ];
    let names: Vec<String> = (1..=days.len()).map(|row| format!("t{row}")).collect();
    let tasks: Vec<(&str, u32)> = names.iter().map(String::as_str).zip(days).collect();
    let links = [
        "t1 t2",
        "t2 t3 SS+2",
        "t2 t4",
        "t4 t5",
        "t5 t6",
        "t6 t7",
        "t7 t8",
        "t8 t9",
        "t9 t10",
        "t7 t11",
        "t8 t12",
        "t10 t13",
        "t11 t13",
        "t12 t13",
        "t13 t14",
        "t14 t15",
        "t15 t16",
        "t10 t17",
        "t16 t18",
        "t17 t18 FF+1",
        "t4 t19",
        "t19 t20",
        "t20 t21",
        "t18 t22",
        "t21 t22",
        "t22 t23",
        "t23 t24",
        "t24 t25",
        "t25 t26",
    ];
    let mut timeline = plan(&tasks, &links);
    timeline.start = day("2027-02-22");
    timeline.holidays = ["03-26", "03-29", "04-27", "05-05", "05-06", "05-17"]
        .iter()
        .map(|date| {
            let id = HolidayId::new(&format!("h{date}")).unwrap();
            Holiday::new(id, day(&format!("2027-{date}")), "")
        })
        .collect();
    edit(&mut timeline, "t23", |t| {
        t.not_before = Some(day("2027-05-03"));
        t.deadline = Some(day("2027-05-03"));
    });
    timeline.launch = Some(id("t23"));
    let plan = schedule(&timeline, None);
    assert_eq!(shown(&plan, "t10").1, "2027-03-31");
    assert_eq!(shown(&plan, "t16").1, "2027-04-20");
    assert_eq!(shown(&plan, "t22").1, "2027-04-28");
    assert_eq!(plan.tasks.get(&id("t22")).unwrap().total_slack, 2);
    assert_eq!(plan.launch, Some(day("2027-05-03")));
    assert_eq!(plan.tasks.get(&id("t11")).unwrap().free_slack, 2);
    assert_eq!(plan.tasks.get(&id("t11")).unwrap().total_slack, 4);
    assert_eq!(on(&plan, "t26"), "2027-08-04");
    assert_eq!(plan.conflicts, []);
}

#[test]
fn ten_thousand_tasks_are_quick() {
    let names: Vec<String> = (0..10_000).map(|n| format!("t{n}")).collect();
    let tasks: Vec<(&str, u32)> = names.iter().map(|n| (n.as_str(), 3)).collect();
    let links: Vec<String> = (1..10_000)
        .flat_map(|n| {
            [
                format!("t{} t{n} FS+1", n - 1),
                format!("t{} t{n} SS", n / 2),
            ]
        })
        .collect();
    let links: Vec<&str> = links.iter().map(String::as_str).collect();
    let timeline = plan(&tasks, &links);
    let start = Instant::now();
    let plan = schedule(&timeline, None);
    let took = start.elapsed();
    assert_eq!(plan.finish_index, 10_000 * 3 + 9_999);
    assert!(
        took.as_millis() < 1_000,
        "{took:?}: this must not grow with the square of the tasks"
    );
    println!("10,000 tasks: {took:?}");
}

#[derive(Debug, Clone)]
struct Drawn {
    timeline: Timeline,
}

prop_compose! {
    fn drawn_task(n: usize)(
        days in 0_u32..12,
        milestone in proptest::bool::weighted(0.15),
        not_before in proptest::option::weighted(0.2, -20_i64..120),
        must in proptest::option::weighted(0.1, -10_i64..120),
        deadline in proptest::option::weighted(0.2, -10_i64..120),
    ) -> Task {
        let start = day("2027-01-04");
        let mut task: Task = serde_json::from_value(json!({ "id": format!("t{n:02}"), "duration": days })).unwrap();
        if milestone {
            task.kind = TaskKind::Milestone;
        }
        task.not_before = not_before.map(|d| start.plus_days(d));
        task.must_start_on = must.map(|d| start.plus_days(d));
        task.deadline = deadline.map(|d| start.plus_days(d));
        task
    }
}

fn kind() -> impl Strategy<Value = LinkKind> {
    proptest::sample::select(LinkKind::ALL.to_vec())
}

/// Timelines with holidays, all links, all constraints; with `loops` also with loops.
fn timelines(loops: bool) -> impl Strategy<Value = Drawn> {
    (2_usize..14)
        .prop_flat_map(move |count| {
            let tasks: Vec<_> = (0..count).map(drawn_task).collect();
            let links =
                proptest::collection::vec((0..count, 0..count, kind(), -6_i32..7), 0..count * 2);
            let holidays = proptest::collection::vec(0_i64..150, 0..12);
            let week = proptest::sample::subsequence(vec![1_u8, 2, 3, 4, 5, 6, 7], 1..=7);
            (tasks, links, holidays, week, 0_i64..14)
        })
        .prop_map(move |(tasks, links, holidays, week, start)| {
            let ids: Vec<TaskId> = tasks.iter().map(|t| t.id.clone()).collect();
            let links: List<Link> = links
                .into_iter()
                .enumerate()
                .filter(|(_, (from, to, ..))| loops || from < to)
                .map(|(n, (from, to, kind, lag))| Link {
                    id: LinkId::new(&format!("k{n}")).unwrap(),
                    from: ids[from].clone(),
                    to: ids[to].clone(),
                    kind,
                    lag,
                    extra: BTreeMap::new(),
                })
                .collect();
            let first = day("2027-01-04");
            let mut timeline = plan(&[], &[]);
            timeline.start = first.plus_days(start);
            timeline.working_week = WorkingWeek::new(&week).unwrap();
            timeline.tasks = tasks.into_iter().collect();
            timeline.links = links;
            timeline.holidays = holidays
                .into_iter()
                .enumerate()
                .map(|(n, offset)| {
                    let id = HolidayId::new(&format!("h{n}")).unwrap();
                    Holiday::new(id, first.plus_days(offset), "")
                })
                .collect();
            Drawn { timeline }
        })
}

fn allowed(link: &Link, from: (i64, i64), days: i64) -> i64 {
    let (start, finish) = from;
    let lag = i64::from(link.lag);
    match link.kind {
        LinkKind::FinishToStart => finish + lag,
        LinkKind::StartToStart => start + lag,
        LinkKind::FinishToFinish => finish + lag - days,
        LinkKind::StartToFinish => start + lag - days,
    }
}

fn reversed<T: Clone>(list: &List<T>) -> List<T> {
    list.iter().rev().map(|entry| (**entry).clone()).collect()
}

proptest! {
    #![proptest_config(cases(600))]

    #[test]
    fn the_calendar_agrees_with_counting_days(
        start in 0_i64..400,
        week in proptest::sample::subsequence(vec![1_u8, 2, 3, 4, 5, 6, 7], 1..=7),
        holidays in proptest::collection::vec(0_i64..500, 0..40),
    ) {
        let first = day("2026-12-01");
        let week = WorkingWeek::new(&week).unwrap();
        let list: Vec<Arc<Holiday>> = holidays.iter().enumerate().map(|(n, offset)| {
            let holiday = json!({ "id": format!("h{n}"), "date": first.plus_days(*offset).to_string() });
            Arc::new(serde_json::from_value(holiday).unwrap())
        }).collect();
        let calendar = Calendar::new(first.plus_days(start), week, &list);
        let works = |date: Date| week.includes(date.weekday()) && !list.iter().any(|h| h.date == date);
        let mut index = 0;
        for offset in start..start + 300 {
            let date = first.plus_days(offset);
            prop_assert_eq!(calendar.is_working(date), works(date));
            prop_assert_eq!(calendar.index_on_or_after(date), index);
            if works(date) {
                prop_assert_eq!(calendar.date(index), date);
                prop_assert_eq!(calendar.index_on_or_before(date), index);
                index += 1;
            } else {
                prop_assert_eq!(calendar.index_on_or_before(date), index - 1);
            }
        }
        let mut index = 0;
        for offset in (start - 200..start).rev() {
            let date = first.plus_days(offset);
            if works(date) {
                index -= 1;
                prop_assert_eq!(calendar.date(index), date);
            }
            prop_assert_eq!(calendar.index_on_or_after(date), index);
        }
    }

    #[test]
    fn no_task_starts_before_its_predecessors_allow(drawn in timelines(true), back in proptest::option::of(0_i64..200)) {
        let mut timeline = drawn.timeline;
        if let Some(days) = back {
            timeline.plan_from = PlanFrom::Launch;
            timeline.launch_date = Some(timeline.start.plus_days(days));
            timeline.launch = timeline.tasks.first().map(|t| t.id.clone());
        }
        let plan = schedule(&timeline, None);
        let tasks: HashMap<_, _> = timeline.tasks.iter().map(|t| (&t.id, t)).collect();
        prop_assert_eq!(plan.tasks.len(), timeline.tasks.len());
        for link in timeline.links.iter().filter(|l| !plan.set_aside.contains(&l.id)) {
            let (from, to) = (&plan.tasks.get(&link.from).unwrap(), &plan.tasks.get(&link.to).unwrap());
            let days = i64::from(to.days);
            let task = tasks[&link.to];
            if task.must_start_on.is_none() {
                prop_assert!(to.es >= allowed(link, (from.es, from.ef), days));
                prop_assert!(to.begins >= allowed(link, (from.begins, from.ends), days), "{link:?}");
            } else if to.begins < allowed(link, (from.begins, from.ends), days) {
                let said = plan.conflicts.iter().any(|c| {
                    c.task() == &link.to && matches!(c, Conflict::LinkWantsLater { .. })
                });
                prop_assert!(said);
            }
        }
        for task in &timeline.tasks {
            let scheduled = plan.tasks.get(&task.id).unwrap();
            prop_assert!(scheduled.es >= 0);
            prop_assert_eq!(scheduled.ef - scheduled.es, i64::from(scheduled.days));
            prop_assert_eq!(scheduled.lf - scheduled.ls, i64::from(scheduled.days));
            prop_assert_eq!(scheduled.total_slack, scheduled.ls - scheduled.es);
            prop_assert!(scheduled.start <= scheduled.finish);
            if scheduled.days > 0 {
                prop_assert!(plan.calendar.is_working(scheduled.start));
                prop_assert!(plan.calendar.is_working(scheduled.finish));
            }
            if let (None, Some(floor)) = (back, task.not_before.filter(|_| task.must_start_on.is_none())) {
                prop_assert!(scheduled.start >= floor, "{:?} {floor}", scheduled);
            }
        }
        if back.is_some() {
            let launch = timeline.launch.as_ref().unwrap();
            let early = plan.short_by;
            prop_assert!(early >= 0);
            prop_assert!(plan.launch.unwrap() <= timeline.launch_date.unwrap()
                || tasks[launch].days() > 0, "{:?}", plan.launch);
        }
    }

    #[test]
    fn the_order_of_lists_does_not_matter(drawn in timelines(true)) {
        let timeline = drawn.timeline;
        let plan = schedule(&timeline, None);
        let other = Timeline {
            tasks: reversed(&timeline.tasks),
            links: reversed(&timeline.links),
            holidays: reversed(&timeline.holidays),
            ..timeline.clone()
        };
        let mut again = schedule(&other, None);
        let mut plan = plan;
        plan.loops.sort();
        again.loops.sort();
        prop_assert_eq!(plan, again);
    }

    #[test]
    fn a_plan_without_loops_sets_nothing_aside(drawn in timelines(false)) {
        let plan = schedule(&drawn.timeline, None);
        prop_assert!(plan.set_aside.is_empty() && plan.loops.is_empty());
        for link in &drawn.timeline.links {
            prop_assert!(would_loop(&drawn.timeline, &link.to, &link.from).is_some());
        }
    }

    #[test]
    fn slack_is_what_a_task_can_slip(drawn in timelines(false), pick in 0_usize..14) {
        // Slipping a task by its free slack moves no other; constraints apart.
        let mut timeline = drawn.timeline;
        timeline.tasks.change_where(|_| true, |task| {
            task.must_start_on = None;
            task.deadline = None;
        });
        let plan = schedule(&timeline, None);
        let picked = timeline.tasks[pick % timeline.tasks.len()].id.clone();
        let before = plan.tasks.get(&picked).unwrap();
        prop_assert!(before.free_slack >= 0 && before.total_slack >= before.free_slack.min(before.total_slack));
        let to = plan.calendar.date(before.es + before.total_slack);
        timeline.tasks.find_mut(&picked).unwrap().not_before = Some(to);
        let after = schedule(&timeline, None);
        prop_assert_eq!(after.finish_index, plan.finish_index, "total slack moves no finish");
        let to = plan.calendar.date(before.es + before.free_slack.min(before.total_slack));
        timeline.tasks.find_mut(&picked).unwrap().not_before = Some(to);
        let after = schedule(&timeline, None);
        for (id, task) in &plan.tasks {
            if *id != picked {
                prop_assert_eq!(after.tasks.get(id).unwrap().es, task.es, "{} moved", id);
            }
        }
    }
}
