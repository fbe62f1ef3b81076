//! What the client owes: everything, by date, in words for the client, and nothing internal.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::path::PathBuf;
use std::sync::Arc;

use pitchwright::file;
use pitchwright::model::{Date, Due, Money, Percent, Pitch, Stage, TaskKind};
use pitchwright::plan::client_calendar::{ClientCalendar, OwedKind, asked, client_calendar};
use pitchwright::plan::price::price;
use pitchwright::plan::schedule::schedule;

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn example() -> Pitch {
    let path = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").unwrap())
        .join("assets/example.pitch.json");
    file::read(&std::fs::read_to_string(path).unwrap())
        .unwrap()
        .document
        .pitch
}

fn owed(pitch: &Pitch, today: &str) -> ClientCalendar {
    let option = pitch.budget.recommended_option();
    let schedule = schedule(&pitch.timeline, option);
    client_calendar(pitch, &schedule, &price(pitch, option), day(today))
}

#[test]
fn the_example_owes_every_approval_and_payment_by_date() {
    let pitch = example();
    let calendar = owed(&pitch, "2027-02-01");
    let lines: Vec<(String, &str)> = (calendar.entries.iter())
        .filter(|entry| entry.kind != OwedKind::Payment)
        .map(|entry| (entry.by.unwrap().to_string(), &*entry.what))
        .collect();
    assert_eq!(
        lines,
        [
            ("2027-02-19".to_owned(), "Decide on our proposal"),
            ("2027-03-04".to_owned(), "Approve brief"),
            ("2027-03-15".to_owned(), "Approve media plan"),
            ("2027-03-23".to_owned(), "Approve creative, round 1"),
            ("2027-03-25".to_owned(), "Legal clears claims"),
            ("2027-03-31".to_owned(), "Approve creative, round 2"),
            ("2027-04-20".to_owned(), "Approve films"),
        ]
    );
    let brief = calendar
        .entries
        .iter()
        .find(|e| e.what == "Approve brief")
        .unwrap();
    assert_eq!(brief.asked_on, Some(day("2027-03-03")));
    assert_eq!(brief.working_days, Some(2));
    // All of the money, to the last cent.
    let option = pitch.budget.recommended_option();
    let paid: Money = calendar.entries.iter().filter_map(|e| e.amount).sum();
    assert_eq!(paid, price(&pitch, option).total);
    // By date, whatever kind it is.
    assert!(calendar.entries.is_sorted_by_key(|entry| entry.by));
    assert_eq!(
        calendar.launch.map(|(_, name, date)| (name, date)),
        Some(("On air".to_owned(), day("2027-05-03")))
    );
}

#[test]
fn the_decision_and_the_brief_are_owed_only_while_they_are_to_come() {
    let mut pitch = example();
    let kinds = |pitch: &Pitch, today: &str| {
        let calendar = owed(pitch, today);
        let decisions = calendar
            .entries
            .iter()
            .filter(|e| e.kind == OwedKind::Decision);
        decisions.map(|e| e.what.clone()).collect::<Vec<_>>()
    };
    assert_eq!(
        kinds(&pitch, "2027-01-01"),
        ["Send the brief", "Decide on our proposal"]
    );
    assert_eq!(kinds(&pitch, "2027-02-19"), ["Decide on our proposal"]);
    assert!(kinds(&pitch, "2027-02-20").is_empty());
    Arc::make_mut(&mut pitch.status).stage = Stage::Won;
    assert!(kinds(&pitch, "2027-01-01").is_empty());
}

#[test]
fn a_payment_that_waits_for_what_has_no_date_comes_last() {
    let mut pitch = example();
    let gone = pitch
        .timeline
        .tasks
        .iter()
        .find(|t| t.name == "On air")
        .unwrap()
        .id
        .clone();
    let budget = Arc::make_mut(&mut pitch.budget);
    let waits = budget
        .payments
        .iter()
        .find(|i| i.due == Due::Task(gone.clone()))
        .unwrap()
        .id
        .clone();
    // Not by the edit that would look after the payment.
    Arc::make_mut(&mut pitch.timeline).tasks.remove(&gone);
    let calendar = owed(&pitch, "2027-03-01");
    let last = calendar.entries.last().unwrap();
    assert_eq!(
        (last.by, &*last.key),
        (None, &*format!("payment.{waits}.1"))
    );
    assert_eq!(calendar.launch, None);
}

#[test]
fn nothing_internal_is_in_it() {
    let mut pitch = example();
    let timeline = Arc::make_mut(&mut pitch.timeline);
    timeline.tasks.change_where(
        |_| true,
        |task| {
            task.note = "SECRET".to_owned();
            task.progress = Percent::whole(61);
            if task.kind == TaskKind::Task {
                task.name = "SECRET".to_owned();
            }
        },
    );
    let words = format!("{:?}", owed(&pitch, "2027-01-01"));
    assert!(
        !words.contains("SECRET") && !words.contains("61"),
        "{words}"
    );
    for person in &pitch.team.people {
        assert!(!words.contains(&person.name));
    }
}

#[test]
fn approvals_are_put_as_what_is_asked_for() {
    for (name, expected) in [
        ("Client approves films", "Approve films"),
        ("client approval: Storyboard", "Approve Storyboard"),
        (
            "Client approval of the media plan",
            "Approve the media plan",
        ),
        ("Approval – key visual", "Approve key visual"),
        ("Storyboard approval", "Approve Storyboard"),
        ("Animatic – client sign-off", "Approve Animatic"),
        ("Sign off artwork", "Approve artwork"),
        ("Approve artwork", "Approve artwork"),
        ("Client approves", "Approve"),
        ("Legal clears claims", "Legal clears claims"),
        ("Approvals board meets", "Approvals board meets"),
        ("Freigabe Film", "Freigabe Film"),
        ("İö", "İö"),
        ("", "Approve"),
    ] {
        assert_eq!(asked(name), expected, "{name}");
    }
}
