//! Baselines and what has moved since, and what tasks cost.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::sync::Arc;

use pitchwright::file;
use pitchwright::model::{
    Baseline, BaselineId, Date, Hours, Identifier, LineId, Money, Pitch, Task, TaskId, TaskKind,
};
use pitchwright::plan::drift::{Drift, TaskDrift, baseline, drift};
use pitchwright::plan::price::price;
use pitchwright::plan::schedule::schedule;
use pitchwright::plan::task_cost::{labour_cost, tied_costs};

const EXAMPLE: &str = include_str!("../assets/example.pitch.json");

fn example() -> Pitch {
    file::read(EXAMPLE).unwrap().document.pitch
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn id(text: &str) -> TaskId {
    TaskId::new(text).unwrap()
}

fn keep(pitch: &Pitch) -> Baseline {
    let option = pitch.budget.recommended_option();
    let plan = schedule(&pitch.timeline, option);
    let net = price(pitch, option).net_total;
    let kept = BaselineId::from_random(1);
    baseline(kept, "Agreed", day("2027-02-19"), &plan, option, net)
}

fn since(baseline: &Baseline, pitch: &Pitch) -> Drift {
    let option = pitch.budget.recommended_option();
    let plan = schedule(&pitch.timeline, option);
    drift(baseline, &plan, price(pitch, option).net_total)
}

fn edit(pitch: &mut Pitch, task: &str, change: impl FnOnce(&mut Task)) {
    let timeline = Arc::make_mut(&mut pitch.timeline);
    change(timeline.tasks.find_mut(&id(task)).unwrap());
}

#[test]
fn a_plan_has_not_moved_since_it_was_kept() {
    let pitch = example();
    let kept = keep(&pitch);
    assert_eq!(kept.launch, Some(day("2027-05-03")));
    let moved = since(&kept, &pitch);
    assert_eq!((moved.launch, moved.finish), (Some(0), Some(0)));
    assert_eq!(moved.net_total, Money::ZERO);
    assert!(moved.added.is_empty() && moved.gone.is_empty());
    assert_eq!(moved.tasks.len(), kept.tasks.len());
    assert!(
        moved
            .tasks
            .values()
            .all(|t| t.start_by == 0 && t.finish_by == 0)
    );
}

#[test]
fn drift_counts_working_days_over_weekends_and_holidays() {
    let mut pitch = example();
    let kept = keep(&pitch);
    // From Monday 3 May to Friday 7 May, with two holidays between.
    edit(&mut pitch, "t-edit", |task| {
        task.set_duration(task.duration + 5);
    });
    let moved = since(&kept, &pitch);
    assert_eq!(moved.launch, Some(2));
    let edit = moved.tasks[&id("t-edit")];
    // From Friday 16 April over a weekend to Friday 23 April.
    let then = TaskDrift {
        start: day("2027-04-12"),
        finish: day("2027-04-16"),
        start_by: 0,
        finish_by: 5,
    };
    assert_eq!(edit, then);
    // What leads to it has not moved.
    assert_eq!(moved.tasks[&id("t-approve-creative-2")].finish_by, 0);
}

#[test]
fn tasks_that_came_and_went_are_named() {
    let mut pitch = example();
    let kept = keep(&pitch);
    pitch.remove_task(&id("t-legal"));
    let timeline = Arc::make_mut(&mut pitch.timeline);
    timeline
        .tasks
        .push(Task::new(id("t-new"), "New", TaskKind::Task, 2));
    let moved = since(&kept, &pitch);
    assert_eq!(moved.gone, [id("t-legal")]);
    assert_eq!(moved.added, [id("t-new")]);
    // The record itself stays as it was agreed.
    assert!(kept.tasks.iter().any(|then| then.task == id("t-legal")));
}

#[test]
fn a_baseline_goes_through_a_file_unchanged() {
    let mut document = file::read(EXAMPLE).unwrap().document;
    let kept = keep(&document.pitch);
    let timeline = Arc::make_mut(&mut document.pitch.timeline);
    timeline.baselines.push(kept.clone());
    let again = file::read(&file::write(&document, &file::Pictures::new())).unwrap();
    assert_eq!(again.repairs, []);
    assert_eq!(*again.document.pitch.timeline.baselines[0], kept);
}

#[test]
fn a_task_costs_its_hours_and_the_lines_tied_to_it() {
    let mut pitch = example();
    // 28 h of a strategist at 62, 6 h of the account director at 68, 10 h of the analyst at 46.
    let immersion = pitch.timeline.tasks.find(&id("t-immersion")).unwrap();
    assert_eq!(labour_cost(immersion, &pitch.team), Money::minor(260_400));
    // The director and the production house are one line of 62,000 when it is tied to the shoot.
    let film = pitch
        .budget
        .lines
        .iter()
        .find(|line| line.unit_cost == Money::minor(6_200_000))
        .map(|line| line.id.clone())
        .unwrap();
    tie(&mut pitch, &film, "t-shoot");
    let option = pitch.budget.recommended_option();
    let tied = tied_costs(&pitch.budget, &price(&pitch, option));
    assert!(tied[&id("t-shoot")] >= Money::minor(6_200_000));
}

fn tie(pitch: &mut Pitch, line: &LineId, task: &str) {
    let budget = Arc::make_mut(&mut pitch.budget);
    budget.lines.find_mut(line).unwrap().task = Some(id(task));
}

#[test]
fn the_best_and_the_worst_case_give_way_to_the_likely_one() {
    let mut task = Task::new(id("t"), "Edit", TaskKind::Task, 5);
    (task.best, task.worst) = (Some(4), Some(8));
    task.set_duration(3);
    assert_eq!((task.best, task.worst), (Some(3), Some(8)));
    task.set_duration(9);
    assert_eq!((task.best, task.worst), (Some(3), Some(9)));
    assert_eq!(labour_cost(&task, &example().team), Money::ZERO);
    assert_eq!(Hours::ZERO, task.assignments.iter().map(|a| a.hours).sum());
}
