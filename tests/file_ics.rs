//! Calendars: whole days that end before the day they name, identifiers that stay, lines that any
//! program can read.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "support/cases.rs"]
mod cases;

use cases::cases;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use pitchwright::file::{self, Document, ics};
use pitchwright::model::{Date, Money, TaskKind};
use pitchwright::plan::client_calendar::client_calendar;
use pitchwright::plan::price::price;
use pitchwright::plan::schedule::schedule;
use proptest::prelude::*;

fn example() -> Document {
    let path = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").unwrap())
        .join("assets/example.pitch.json");
    file::read(&std::fs::read_to_string(path).unwrap())
        .unwrap()
        .document
}

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000, 0).unwrap()
}

fn milestones(document: &Document) -> String {
    let option = document.pitch.budget.recommended_option();
    ics::milestones(document, &schedule(&document.pitch.timeline, option), now())
}

fn for_client(document: &Document) -> String {
    let option = document.pitch.budget.recommended_option();
    let schedule = schedule(&document.pitch.timeline, option);
    let price = price(&document.pitch, option);
    let today = Date::parse("2027-02-01").unwrap();
    let owed = client_calendar(&document.pitch, &schedule, &price, today);
    ics::for_client(document, &owed, now(), |money: Money| {
        format!("EUR {}", money.units())
    })
}

/// The entries of a calendar, as another reader would take them apart.
fn events(text: &str) -> Vec<BTreeMap<String, String>> {
    let unfolded = text.replace("\r\n ", "");
    let mut events = Vec::new();
    for line in unfolded.split("\r\n") {
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        match (name, value) {
            ("BEGIN", "VEVENT") => events.push(BTreeMap::new()),
            _ => {
                if let Some(event) = events.last_mut() {
                    event.insert(name.to_owned(), value.to_owned());
                }
            }
        }
    }
    events
}

fn unescaped(text: &str) -> String {
    let mut plain = String::new();
    let mut signs = text.chars();
    while let Some(sign) = signs.next() {
        plain.push(match sign {
            '\\' => match signs.next().unwrap() {
                'n' => '\n',
                other => other,
            },
            sign => sign,
        });
    }
    plain
}

#[test]
fn every_milestone_and_approval_is_a_day_or_several() {
    let document = example();
    let text = milestones(&document);
    let events = events(&text);
    let expected = document
        .pitch
        .timeline
        .tasks
        .iter()
        .filter(|t| t.kind != TaskKind::Task);
    assert_eq!(events.len(), expected.count());
    let approval = events
        .iter()
        .find(|e| e["SUMMARY"] == "Client approves creative\\, round 1")
        .unwrap();
    // Friday 19 to Tuesday 23 March: the end is the first day that is not part of it.
    assert_eq!(approval["DTSTART;VALUE=DATE"], "20270319");
    assert_eq!(approval["DTEND;VALUE=DATE"], "20270324");
    assert_eq!(approval["CATEGORIES"], "Approval");
    assert_eq!(approval["TRANSP"], "TRANSPARENT");
    assert_eq!(approval["DTSTAMP"], "20270115T080000Z");
    assert!(
        approval["DESCRIPTION"].starts_with("The client has 3 working days.\\nPhase: Creative")
    );
    let launch = events.iter().find(|e| e["SUMMARY"] == "On air").unwrap();
    assert_eq!(
        (&*launch["DTSTART;VALUE=DATE"], &*launch["DTEND;VALUE=DATE"]),
        ("20270503", "20270504")
    );
    assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:"));
    assert!(text.ends_with("END:VCALENDAR\r\n"));
    assert!(!text.contains("METHOD"));
}

#[test]
fn identifiers_stay_and_the_sequence_counts_up() {
    let mut document = example();
    document.revision = 7;
    let before = events(&milestones(&document));
    document.revision = 9;
    let timeline = Arc::make_mut(&mut document.pitch.timeline);
    timeline.tasks.change_where(
        |_| true,
        |task| {
            task.name.push_str(" (new)");
            task.duration += 1;
        },
    );
    let after = events(&milestones(&document));
    for (old, new) in before.iter().zip(&after) {
        assert_eq!(old["UID"], new["UID"]);
        assert_ne!(old["SUMMARY"], new["SUMMARY"]);
        assert_eq!((&*old["SEQUENCE"], &*new["SEQUENCE"]), ("7", "9"));
    }
    let uids: std::collections::BTreeSet<_> = after.iter().map(|e| &e["UID"]).collect();
    assert_eq!(uids.len(), after.len());
    document.revision = u64::MAX;
    assert_eq!(
        events(&milestones(&document))[0]["SEQUENCE"],
        i32::MAX.to_string()
    );
}

#[test]
fn the_client_gets_what_they_owe_and_the_launch() {
    let mut document = example();
    let timeline = Arc::make_mut(&mut document.pitch.timeline);
    timeline
        .tasks
        .change_where(|_| true, |task| task.note = "SECRET".to_owned());
    timeline.tasks.change_where(
        |t| t.kind == TaskKind::Task,
        |task| task.name = "SECRET".to_owned(),
    );
    timeline
        .phases
        .change_where(|_| true, |phase| phase.name = "SECRET".to_owned());
    let text = for_client(&document);
    assert!(!text.contains("SECRET"));
    let events = events(&text);
    let summaries: Vec<&str> = events.iter().map(|e| &*e["SUMMARY"]).collect();
    assert!(summaries.contains(&"Approve creative\\, round 1"));
    assert!(summaries.contains(&"On air"));
    assert!(!summaries.contains(&"Kick-off"), "a milestone is not owed");
    let payment = events
        .iter()
        .find(|e| e["SUMMARY"] == "Payment: On signature")
        .unwrap();
    assert!(payment["DESCRIPTION"].contains("EUR "));
    assert_eq!(payment["CATEGORIES"], "Payment");
}

#[test]
fn the_last_day_there_is_ends_after_itself() {
    let mut document = example();
    let timeline = Arc::make_mut(&mut document.pitch.timeline);
    let id = timeline.launch.clone().unwrap();
    timeline.tasks.find_mut(&id).unwrap().must_start_on = Some(Date::MAX);
    let events = events(&milestones(&document));
    let launch = events.iter().find(|e| e["SUMMARY"] == "On air").unwrap();
    assert_eq!(
        (&*launch["DTSTART;VALUE=DATE"], &*launch["DTEND;VALUE=DATE"]),
        ("22001231", "22010101")
    );
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn any_name_comes_through(name in "\\PC{0,60}([\n;,\\\\:\"äß漢👩‍🎨 ]\\PC{0,30}){0,4}") {
        let mut document = example();
        let timeline = Arc::make_mut(&mut document.pitch.timeline);
        let id = timeline.launch.clone().unwrap();
        timeline.tasks.find_mut(&id).unwrap().name.clone_from(&name);
        let text = milestones(&document);
        for line in text.trim_end_matches("\r\n").split("\r\n") {
            prop_assert!(line.len() <= 75, "{} octets: {}", line.len(), line);
            prop_assert!(!line.contains(['\r', '\n']));
        }
        let found = events(&text).into_iter().any(|event| unescaped(&event["SUMMARY"]) == name);
        prop_assert!(found, "{name:?} in {text}");
    }
}
