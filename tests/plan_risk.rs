//! Risk: what always holds of a simulated launch, what the distribution is, and what drives it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    clippy::float_cmp
)]

#[path = "support/cases.rs"]
mod cases;

use cases::cases;
use std::sync::Arc;

use pitchwright::model::{Date, Identifier, Task, TaskId, TaskKind, Timeline};
use pitchwright::plan::risk::{
    Basis, Outcome, RUNS, Rests, Simulation, Spread, ThreePoints, estimate, rests_on,
};
use pitchwright::plan::schedule::{Conflict, schedule};
use proptest::prelude::*;
use serde_json::{Value, json};

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

/// Tasks as "name best/likely/worst" or "name likely", links as "a b FS+2"; Monday to Friday from
/// Monday 2027-01-04. A task of 0 days is a milestone, the last of which is the launch.
fn plan(tasks: &[&str], links: &[&str]) -> Timeline {
    let tasks: Vec<Value> = tasks
        .iter()
        .map(|task| {
            let (id, days) = task.split_once(' ').unwrap();
            let points: Vec<u32> = days.split('/').map(|days| days.parse().unwrap()).collect();
            match points[..] {
                [0] => json!({ "id": id, "name": id, "kind": "milestone" }),
                [likely] => json!({ "id": id, "name": id, "duration": likely }),
                [best, likely, worst] => {
                    json!({ "id": id, "name": id, "duration": likely, "best": best, "worst": worst })
                }
                _ => panic!("{task}"),
            }
        })
        .collect();
    let launch = tasks.iter().rfind(|task| task["kind"] == "milestone");
    let launch = launch.map(|task| task["id"].clone());
    let links: Vec<Value> = links
        .iter()
        .map(|link| {
            let mut parts = link.split(' ');
            let (from, to) = (parts.next().unwrap(), parts.next().unwrap());
            let (kind, lag) = parts.next().unwrap_or("FS+0").split_at(2);
            let lag: i32 = if lag.is_empty() { 0 } else { lag.parse().unwrap() };
            json!({ "id": format!("{from}-{to}"), "from": from, "to": to, "kind": kind, "lag": lag })
        })
        .collect();
    serde_json::from_value(
        json!({ "start": "2027-01-04", "tasks": tasks, "links": links, "launch": launch }),
    )
    .unwrap()
}

fn simulated(timeline: &Timeline, spread: Option<Spread>, runs: u32, seed: u64) -> Outcome {
    let mut simulation = Simulation::new(Arc::new(timeline.clone()), None, spread, runs, seed);
    while !simulation.is_done() {
        simulation.step(1_000);
    }
    simulation.outcome()
}

fn simulate(timeline: &Timeline) -> Outcome {
    simulated(timeline, None, RUNS, 1)
}

/// The mean and the variance of the working day's index.
fn moments(outcome: &Outcome) -> (f64, f64) {
    let runs = f64::from(outcome.runs);
    let sum = |of: &dyn Fn(f64) -> f64| {
        let days = outcome.days.iter();
        days.map(|day| of(day.index as f64) * f64::from(day.runs))
            .sum::<f64>()
            / runs
    };
    let mean = sum(&|index| index);
    (mean, sum(&|index| (index - mean).powi(2)))
}

fn driver(outcome: &Outcome, task: &str) -> Option<(u32, u32)> {
    let found = outcome
        .drivers
        .iter()
        .find(|driver| driver.task.as_str() == task);
    found.map(|driver| (driver.critical, driver.share))
}

#[test]
fn one_task_falls_as_the_pert_distribution_does() {
    let outcome = simulate(&plan(&["a 20/40/120"], &[]));
    let (mean, variance) = moments(&outcome);
    let pert_mean = (20.0 + 4.0 * 40.0 + 120.0) / 6.0;
    // Of the beta distribution with the shapes that PERT gives it; a twelfth is the rounding's.
    let pert_variance = (pert_mean - 20.0) * (120.0 - pert_mean) / 7.0 + 1.0 / 12.0;
    // It takes 40 days, so its last has index 39.
    assert!((mean - (pert_mean - 1.0)).abs() < 0.6, "{mean}");
    assert!((variance / pert_variance - 1.0).abs() < 0.05, "{variance}");
    let first = outcome.days.first().unwrap().index;
    let last = outcome.days.last().unwrap().index;
    assert!(first >= 19 && last <= 119, "{first} {last}");
}

#[test]
fn a_chain_takes_the_sum_of_the_means_on_average() {
    let tasks = [
        "a 5/8/20",
        "b 2/3/9",
        "c 10/10/10",
        "d 1/6/6",
        "e 4/4/14",
        "f 0",
    ];
    let links = ["a b", "b c FS+2", "c d", "d e FS-1", "e f"];
    let outcome = simulate(&plan(&tasks, &links));
    let mean: f64 = [(5, 8, 20), (2, 3, 9), (10, 10, 10), (1, 6, 6), (4, 4, 14)]
        .iter()
        .map(|(best, likely, worst)| f64::from(best + 4 * likely + worst) / 6.0)
        .sum();
    // Two days of lag, one of lead; the launch shows the day on which the last task finishes.
    let expected = mean + 2.0 - 1.0 - 1.0;
    let (simulated, _) = moments(&outcome);
    assert!(
        (simulated - expected).abs() < 0.2,
        "{simulated}, not {expected}"
    );
    let likely = 8 + 3 + 10 + 6 + 4;
    let late = outcome.late as f64 / f64::from(outcome.runs);
    assert!((late - (mean - f64::from(likely))).abs() < 0.2, "{late}");
    assert!(outcome.is_launch);
    // The average is one of the days around it.
    let mean = outcome.mean.unwrap();
    assert!(
        outcome
            .days
            .iter()
            .any(|day| day.date == mean && (day.index as f64 - simulated).abs() <= 0.5)
    );
}

#[test]
fn dates_that_hold_are_counted_from_the_runs() {
    let runs =
        |index: i64, date: &str, runs: u32| json!({ "index": index, "date": date, "runs": runs });
    let outcome: Outcome = serde_json::from_value(json!({
        "runs": 200, "is_launch": true, "planned": "2027-03-02", "late": 0, "mean": "2027-03-02", "drivers": [],
        "days": [runs(0, "2027-03-01", 99), runs(1, "2027-03-02", 1), runs(3, "2027-03-04", 59), runs(4, "2027-03-05", 1), runs(9, "2027-03-12", 40)],
    }))
    .unwrap();
    assert_eq!(outcome.holds_in(50), Some(day("2027-03-02")));
    assert_eq!(outcome.holds_in(80), Some(day("2027-03-05")));
    assert_eq!(outcome.holds_in(81), Some(day("2027-03-12")));
    assert_eq!(outcome.holds_in(100), Some(day("2027-03-12")));
    assert_eq!(outcome.by(day("2027-02-28")), 0);
    assert_eq!(outcome.by(day("2027-03-03")), 100);
}

#[test]
fn the_longer_of_two_ways_is_critical_and_the_wider_estimate_moves_the_launch() {
    let tasks = [
        "write 4/5/9",
        "shoot 10/12/30",
        "music 2/3/4",
        "legal 1/2/3",
        "on-air 0",
    ];
    let links = [
        "write shoot",
        "shoot on-air",
        "music on-air",
        "legal on-air",
    ];
    let outcome = simulate(&plan(&tasks, &links));
    assert_eq!(driver(&outcome, "on-air"), Some((RUNS, 0)));
    assert_eq!(driver(&outcome, "music"), None);
    let (write, write_share) = driver(&outcome, "write").unwrap();
    let (shoot, shoot_share) = driver(&outcome, "shoot").unwrap();
    assert_eq!((write, shoot), (RUNS, RUNS));
    assert_eq!(outcome.drivers[0].task.as_str(), "shoot");
    assert!(
        shoot_share > 80 && write_share > 2,
        "{shoot_share} {write_share}"
    );
    assert!((99..=101).contains(&(shoot_share + write_share)));
}

#[test]
fn ways_that_take_about_the_same_are_critical_by_turns() {
    let outcome = simulate(&plan(&["a 5/10/20", "b 5/10/20", "z 0"], &["a z", "b z"]));
    let (a, a_share) = driver(&outcome, "a").unwrap();
    let (b, b_share) = driver(&outcome, "b").unwrap();
    // Each in half of the runs, and both when they take the same.
    assert!(
        a < RUNS * 65 / 100 && b < RUNS * 65 / 100 && a + b > RUNS,
        "{a} {b}"
    );
    assert!((45..=55).contains(&a_share) && (45..=55).contains(&b_share));
    // Two ways that must both be done are later than either: its own plan seldom holds.
    assert!(outcome.by(outcome.planned.unwrap()) < RUNS * 30 / 100);
}

#[test]
fn a_duration_that_nothing_waits_for_has_no_share() {
    let outcome = simulate(&plan(&["a 1/2/40", "b 4/5/9", "z 0"], &["a b SS+3", "b z"]));
    assert_eq!(
        driver(&outcome, "a"),
        Some((RUNS, driver(&outcome, "a").unwrap().1))
    );
    assert!(driver(&outcome, "a").unwrap().1 <= 2);
    assert!(driver(&outcome, "b").unwrap().1 >= 98);
}

#[test]
fn what_lies_before_a_fixed_start_is_not_critical() {
    let mut timeline = plan(&["a 1/2/3", "b 4/5/9", "z 0"], &["a b", "b z"]);
    timeline
        .tasks
        .find_mut(&TaskId::new("b").unwrap())
        .unwrap()
        .must_start_on = Some(day("2027-03-01"));
    let outcome = simulate(&timeline);
    assert_eq!(driver(&outcome, "a"), None);
    assert_eq!(driver(&outcome, "b"), Some((RUNS, 100)));
}

#[test]
fn planned_back_nothing_is_gained_and_what_is_late_pushes_on() {
    let mut timeline = plan(&["a 1/5/9", "b 3/5/5", "z 0"], &["a b", "b z"]);
    timeline.plan_from = pitchwright::model::PlanFrom::Launch;
    timeline.launch_date = Some(day("2027-03-06"));
    let outcome = simulate(&timeline);
    // A Saturday: what is on time shows the launch date itself.
    assert_eq!(outcome.planned, Some(day("2027-03-06")));
    assert_eq!(outcome.days[0].date, day("2027-03-06"));
    assert_eq!(outcome.days[1].date, day("2027-03-09"));
    // a is as often late as early, and b makes up a little at times.
    let holds = outcome.by(day("2027-03-06"));
    assert!(
        (RUNS * 50 / 100..RUNS * 80 / 100).contains(&holds),
        "{holds}"
    );

    // Without anything that can be late, it holds.
    let mut sure = plan(&["a 1/5/5", "b 3/5/5", "z 0"], &["a b", "b z"]);
    sure.plan_from = timeline.plan_from;
    sure.launch_date = timeline.launch_date;
    let outcome = simulate(&sure);
    assert_eq!(outcome.by(day("2027-03-06")), RUNS);
    assert_eq!(outcome.late, 0);

    // A plan that would have to begin before it may does not hold.
    sure.launch_date = Some(day("2027-01-13"));
    let outcome = simulate(&sure);
    assert_eq!(schedule(&sure, None).short_by, 3);
    assert!(outcome.by(day("2027-01-13")) < RUNS / 10);
}

#[test]
fn a_missing_point_is_the_likely_one_and_a_milestone_has_none() {
    let task = |best, worst| {
        let mut task = Task::new(TaskId::new("a").unwrap(), "A", TaskKind::Task, 10);
        (task.best, task.worst) = (best, worst);
        task
    };
    let points = |best, likely, worst| ThreePoints {
        best,
        likely,
        worst,
    };
    let spread = Some(Spread::default());
    assert_eq!(
        estimate(&task(None, None), None),
        (points(10, 10, 10), Basis::Fixed)
    );
    assert_eq!(
        estimate(&task(None, None), spread),
        (points(9, 10, 15), Basis::Spread)
    );
    assert_eq!(
        estimate(&task(Some(7), None), spread),
        (points(7, 10, 10), Basis::Estimated)
    );
    assert_eq!(
        estimate(&task(None, Some(12)), None),
        (points(10, 10, 12), Basis::Estimated)
    );
    // A duration that was changed since does not turn the points round.
    assert_eq!(
        estimate(&task(Some(12), Some(8)), None),
        (points(10, 10, 10), Basis::Estimated)
    );
    let mut other = task(None, None);
    other.kind = TaskKind::Approval;
    assert_eq!(
        estimate(&other, spread),
        (points(10, 10, 20), Basis::Spread)
    );
    other.kind = TaskKind::Milestone;
    (other.best, other.worst) = (Some(1), Some(20));
    assert_eq!(estimate(&other, spread), (points(0, 0, 0), Basis::Fixed));
    let short = Task::new(TaskId::new("a").unwrap(), "A", TaskKind::Task, 1);
    assert_eq!(estimate(&short, spread).0, points(1, 1, 2));
    let timeline = plan(&["a 1/2/3", "b 4", "c 5", "z 0"], &[]);
    let rests = |estimated, spread, fixed| Rests {
        estimated,
        spread,
        fixed,
    };
    assert_eq!(rests_on(&timeline, None, None), rests(1, 0, 2));
    assert_eq!(rests_on(&timeline, None, spread), rests(1, 2, 0));
}

#[test]
fn a_spread_makes_certain_durations_uncertain() {
    let timeline = plan(&["a 10", "b 20", "z 0"], &["a b", "b z"]);
    let certain = simulate(&timeline);
    assert_eq!(certain.days.len(), 1);
    let uncertain = simulated(&timeline, Some(Spread::default()), RUNS, 1);
    assert!(uncertain.holds_in(50) > certain.holds_in(50));
    assert!(uncertain.holds_in(95) > uncertain.holds_in(50));
}

#[test]
fn a_plan_of_nothing_has_an_outcome_of_nothing() {
    let outcome = simulate(&plan(&[], &[]));
    assert_eq!(
        (outcome.planned, outcome.mean, outcome.holds_in(80)),
        (None, None, None)
    );
    assert!(outcome.days.is_empty() && outcome.drivers.is_empty());
}

/// A plan of up to eight tasks with links of all kinds from earlier to later ones.
fn plans() -> impl Strategy<Value = Timeline> {
    let task = (
        0..12_u32,
        0..6_u32,
        0..20_u32,
        any::<bool>(),
        prop::option::weighted(0.2, 0..40_i64),
    );
    let link = (0..8_usize, 0..8_usize, 0..4_usize, -3..5_i32);
    let tasks = prop::collection::vec(task, 1..8);
    (tasks, prop::collection::vec(link, 0..12), any::<bool>()).prop_map(|(tasks, links, launch)| {
        let start = day("2027-01-04");
        let kinds = ["FS", "SS", "FF", "SF"];
        let count = tasks.len();
        let listed: Vec<Value> = tasks
            .into_iter()
            .enumerate()
            .map(|(at, (likely, less, more, estimated, floor))| {
                let points = estimated.then(|| (likely.saturating_sub(less), likely + more));
                json!({
                    "id": format!("t{at}"), "duration": likely,
                    "kind": if likely == 0 { "milestone" } else { "task" },
                    "best": points.map(|points| points.0), "worst": points.map(|points| points.1),
                    "not_before": floor.map(|days| start.plus_days(days)),
                })
            })
            .collect();
        let links: Vec<Value> = links
            .into_iter()
            .enumerate()
            .filter(|(_, (from, to, _, _))| from < to && *to < count)
            .map(|(at, (from, to, kind, lag))| {
                json!({ "id": format!("l{at}"), "from": format!("t{from}"), "to": format!("t{to}"), "kind": kinds[kind], "lag": lag })
            })
            .collect();
        let launch = launch.then(|| format!("t{}", count - 1));
        serde_json::from_value(
            json!({ "start": start, "tasks": listed, "links": links, "launch": launch }),
        )
        .unwrap()
    })
}

/// The same plan with nothing estimated.
fn certain(mut timeline: Timeline) -> Timeline {
    let ids: Vec<TaskId> = timeline.tasks.iter().map(|task| task.id.clone()).collect();
    for id in ids {
        let task = timeline.tasks.find_mut(&id).unwrap();
        (task.best, task.worst) = (None, None);
    }
    timeline
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn the_same_seed_gives_the_same_outcome_in_steps_of_any_size(timeline in plans(), seed: u64, step in 1..400_u32) {
        let outcome = simulated(&timeline, None, 300, seed);
        let mut simulation = Simulation::new(Arc::new(timeline), None, None, 300, seed);
        while !simulation.is_done() {
            let before = simulation.progress().0;
            simulation.step(step);
            prop_assert!(simulation.progress().0 > before);
        }
        prop_assert_eq!(simulation.progress(), (300, 300));
        prop_assert_eq!(simulation.outcome(), outcome);
    }

    #[test]
    fn the_order_of_lists_does_not_matter(timeline in plans(), seed: u64) {
        let mut turned = timeline.clone();
        turned.tasks = timeline.tasks.iter().rev().map(|task| Task::clone(task)).collect();
        turned.links = timeline.links.iter().rev().map(|link| (**link).clone()).collect();
        prop_assert_eq!(simulated(&turned, None, 200, seed), simulated(&timeline, None, 200, seed));
    }

    #[test]
    fn a_later_date_holds_more_often(timeline in plans(), seed: u64) {
        let outcome = simulated(&timeline, Some(Spread::default()), 300, seed);
        prop_assert_eq!(outcome.days.iter().map(|day| day.runs).sum::<u32>(), 300);
        let mut before = None;
        for percent in [1, 20, 50, 80, 95, 100] {
            let date = outcome.holds_in(percent).unwrap();
            prop_assert!(Some(date) >= before);
            prop_assert!(outcome.by(date) * 100 >= percent * 300);
            prop_assert!(outcome.by(date.plus_days(-1)) * 100 < percent * 300);
            before = Some(date);
        }
    }

    #[test]
    fn a_certain_plan_launches_as_scheduled(timeline in plans(), seed: u64, back in prop::option::of(0..90_i64)) {
        let mut timeline = certain(timeline);
        if let Some(days) = back {
            timeline.plan_from = pitchwright::model::PlanFrom::Launch;
            timeline.launch_date = Some(timeline.start.plus_days(days));
        }
        let schedule = schedule(&timeline, None);
        // What would have to begin before it may is late, which the schedule says otherwise.
        prop_assume!(schedule.short_by == 0);
        let no_conflict = !schedule.conflicts.iter().any(|c| matches!(c, Conflict::LinkWantsLater { .. }));
        prop_assert!(no_conflict);
        let planned = schedule.launch.or(schedule.finish);
        let outcome = simulated(&timeline, None, 20, seed);
        prop_assert_eq!(outcome.planned, planned);
        prop_assert_eq!(outcome.days.iter().map(|day| Some(day.date)).collect::<Vec<_>>(), vec![planned]);
        prop_assert_eq!((outcome.late, outcome.mean, outcome.by(planned.unwrap())), (0, planned, 20));
    }

    #[test]
    fn planned_forward_the_launch_lies_between_the_best_case_and_the_worst(timeline in plans(), seed: u64) {
        let case = |pick: fn(ThreePoints) -> u32| {
            let mut timeline = timeline.clone();
            let ids: Vec<TaskId> = timeline.tasks.iter().map(|task| task.id.clone()).collect();
            for id in ids {
                let task = timeline.tasks.find_mut(&id).unwrap();
                task.duration = pick(estimate(task, None).0);
            }
            let schedule = schedule(&timeline, None);
            schedule.launch.or(schedule.finish).unwrap()
        };
        // A finish that leads its successor's start can make a longer task launch sooner.
        prop_assume!(timeline.links.iter().all(|link| !matches!(link.kind, pitchwright::model::LinkKind::FinishToFinish | pitchwright::model::LinkKind::StartToFinish)));
        let outcome = simulated(&timeline, None, 200, seed);
        prop_assert!(outcome.days.first().unwrap().date >= case(|points| points.best));
        prop_assert!(outcome.days.last().unwrap().date <= case(|points| points.worst));
    }
}
