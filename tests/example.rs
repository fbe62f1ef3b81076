//! The built-in example: it reads without a repair, writes back as it stands, and its dates and
//! figures are those that were computed apart from the project.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use pitchwright::file::{self, Access};
use pitchwright::model::{Date, Money, OptionId, Pitch, TaskId};
use pitchwright::plan::price::price;
use pitchwright::plan::schedule::{Schedule, schedule};

const EXAMPLE: &str = include_str!("../assets/example.pitch.json");

fn example() -> Pitch {
    file::read(EXAMPLE)
        .expect("the example reads")
        .document
        .pitch
}

fn option(id: &str) -> OptionId {
    OptionId::new(id).unwrap()
}

fn finish(schedule: &Schedule, id: &str) -> Date {
    schedule
        .tasks
        .get(&TaskId::new(id).unwrap())
        .unwrap()
        .finish
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

#[test]
fn reads_whole_and_writes_back_as_it_stands() {
    let opened = file::read(EXAMPLE).unwrap();
    assert_eq!(opened.access, Access::Edit);
    assert_eq!(opened.repairs, []);
    assert_eq!(file::write(&opened.document, &opened.pictures), EXAMPLE);
    assert_eq!(opened.pictures.len(), 5);
}

#[test]
fn dates_come_out_as_computed_apart() {
    let pitch = example();
    let plan = schedule(&pitch.timeline, Some(&option("o-recommended")));
    assert_eq!(finish(&plan, "t-approve-creative-2"), day("2027-03-31"));
    assert_eq!(finish(&plan, "t-approve-films"), day("2027-04-20"));
    assert_eq!(finish(&plan, "t-trafficking"), day("2027-04-28"));
    assert_eq!(plan.launch, Some(day("2027-05-03")));
    assert_eq!(finish(&plan, "t-review"), day("2027-08-04"));
    let slack = |id: &str| {
        plan.tasks
            .get(&TaskId::new(id).unwrap())
            .unwrap()
            .total_slack
    };
    assert_eq!(slack("t-trafficking"), 2);
    assert_eq!(slack("t-legal"), 4);
}

#[test]
fn every_option_has_a_launch_on_the_same_day() {
    let pitch = example();
    for id in ["o-essential", "o-recommended", "o-stretch"] {
        let plan = schedule(&pitch.timeline, Some(&option(id)));
        assert_eq!(plan.launch, Some(day("2027-05-03")), "{id}");
        assert!(plan.loops.is_empty() && plan.conflicts.is_empty(), "{id}");
    }
}

#[test]
fn essential_alone_stays_within_the_clients_budget() {
    let pitch = example();
    let budget = pitch.brief.client_budget.unwrap();
    let net = |id: &str| price(&pitch, Some(&option(id))).net_total;
    assert!(net("o-essential") <= budget);
    assert!(net("o-essential") > Money::ZERO);
    assert!(net("o-recommended") > budget);
    assert!(net("o-stretch") > net("o-recommended"));
}
