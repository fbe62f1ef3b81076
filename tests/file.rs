//! What travels: files read whole, repaired with a list, or refused with the place named.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "support/cases.rs"]
mod cases;

use cases::cases;
use std::fs;
use std::path::PathBuf;

use pitchwright::file::{self, Access, Document, MAX_BYTES, ReadError, Repair, backup, sealed};
use pitchwright::model::{Fingerprint, Identifier, PitchId, Settings};
use proptest::prelude::*;
use serde_json::{Value, json};

const EXAMPLE: &str = include_str!("../assets/example.pitch.json");
const FULL: &str = include_str!("files/v1-full.pitch.json");
const PLANNING: &str = include_str!("files/v1-planning.pitch.json");

fn folder(name: &str) -> PathBuf {
    PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").unwrap()).join(name)
}

fn document(text: &str) -> Document {
    file::read(text).expect("it reads").document
}

/// The full sample with one value changed: `at` is a JSON pointer.
fn with(at: &str, value: Value) -> String {
    let mut document: Value = serde_json::from_str(FULL).unwrap();
    *document.pointer_mut(at).expect("the place is there") = value;
    document.to_string()
}

#[test]
fn the_committed_schema_is_that_of_the_types() {
    let path = folder("schema/pitch.schema.json");
    let schema = file::schema();
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        fs::write(&path, &schema).unwrap();
    }
    assert_eq!(
        fs::read_to_string(path).unwrap(),
        schema,
        "run with UPDATE_SCHEMA=1"
    );
}

#[test]
fn every_sample_fits_the_schema_and_reads() {
    let schema: Value = serde_json::from_str(&file::schema()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let mut samples = vec![EXAMPLE.to_owned()];
    for entry in fs::read_dir(folder("tests/files")).unwrap() {
        let path = entry.unwrap().path();
        if path.to_string_lossy().ends_with(".pitch.json") {
            samples.push(fs::read_to_string(path).unwrap());
        }
    }
    assert!(samples.len() >= 3);
    for sample in samples {
        let value: Value = serde_json::from_str(&sample).unwrap();
        let errors: Vec<String> = validator
            .iter_errors(&value)
            .map(|error| error.to_string())
            .collect();
        assert_eq!(errors, Vec::<String>::new());
        let opened = file::read(&sample).unwrap();
        assert_eq!(opened.repairs, []);
        assert_eq!(opened.access, Access::Edit);
        let again = file::read(&file::write(&opened.document, &file::Pictures::new())).unwrap();
        assert_eq!(again.document, opened.document);
        assert!(
            file::verify(
                &file::write(&opened.document, &file::Pictures::new()),
                &opened.document,
                &file::Pictures::new()
            )
            .is_ok()
        );
    }
}

#[test]
fn the_full_sample_of_version_1_is_frozen() {
    // A file that was ever written must open for ever: this one is not to be edited.
    assert_eq!(crc32fast::hash(FULL.as_bytes()), FROZEN);
    assert_eq!(crc32fast::hash(PLANNING.as_bytes()), FROZEN_PLANNING);
}
const FROZEN: u32 = 0xe0bf_7c31;
/// Closures, estimates and baselines, which version 1 got when it was in use already.
const FROZEN_PLANNING: u32 = 0x0d27_64db;

#[test]
fn unknown_fields_survive_at_every_level() {
    unknown_fields_survive(
        FULL,
        &[
            "",
            "/pitch",
            "/pitch/client",
            "/pitch/client/contacts/0",
            "/pitch/timeline",
            "/pitch/timeline/tasks/3",
            "/pitch/timeline/tasks/1/assignments/0",
            "/pitch/budget/lines/2",
            "/pitch/budget/options/0/discount",
            "/pitch/terms",
            "/pitch/proposal",
        ],
    );
    unknown_fields_survive(
        PLANNING,
        &[
            "/pitch/timeline/holidays/1",
            "/pitch/timeline/baselines/0",
            "/pitch/timeline/baselines/0/tasks/1",
        ],
    );
}

fn unknown_fields_survive(sample: &str, places: &[&str]) {
    let mut document: Value = serde_json::from_str(sample).unwrap();
    for place in places {
        let object = document
            .pointer_mut(place)
            .and_then(Value::as_object_mut)
            .expect(place);
        object.insert(
            "from_the_future".to_owned(),
            json!({ "deep": [1, "two", null] }),
        );
    }
    let read = self::document(&document.to_string());
    let back: Value = serde_json::from_str(&file::write(&read, &file::Pictures::new())).unwrap();
    for place in places {
        let kept = back.pointer(&format!("{place}/from_the_future"));
        assert_eq!(kept, Some(&json!({ "deep": [1, "two", null] })), "{place}");
    }
}

#[test]
fn closures_and_estimates_that_make_none_are_refused_by_place() {
    let with = |at: &str, value: Value| {
        let mut document: Value = serde_json::from_str(PLANNING).unwrap();
        *document.pointer_mut(at).expect("the place is there") = value;
        file::read(&document.to_string()).unwrap_err().to_string()
    };
    let backwards = with("/pitch/timeline/holidays/1/until", json!("2027-02-01"));
    assert!(backwards.contains("“Agency closed”"), "{backwards}");
    let endless = with("/pitch/timeline/holidays/1/until", json!("2199-02-01"));
    assert!(endless.contains("400 days"), "{endless}");
    let worst = with("/pitch/timeline/tasks/0/worst", json!(900_000));
    assert!(worst.contains("“Edit”"), "{worst}");
}

#[test]
fn what_is_no_pitch_is_refused_by_name() {
    for text in ["{}", "[]", "[1]", "7", "\"text\"", "null"] {
        assert!(
            matches!(file::read(text), Err(ReadError::OtherFormat(_))),
            "{text}"
        );
    }
    assert_eq!(file::read("  \n"), Err(ReadError::Empty));
    let other = json!({ "format": "excalidraw", "version": 1 }).to_string();
    assert_eq!(
        file::read(&other),
        Err(ReadError::OtherFormat("“excalidraw”".to_owned()))
    );
    assert_eq!(
        file::read(&" ".repeat(MAX_BYTES + 1)),
        Err(ReadError::TooLarge)
    );
    assert_eq!(file::read(&" ".repeat(MAX_BYTES)), Err(ReadError::Empty));
}

#[test]
fn the_newest_states_in_which_copies_parted_are_kept() {
    let mut document = document(EXAMPLE);
    let states: Vec<Fingerprint> = (0..40)
        .map(|n| format!("{n:032x}").parse().unwrap())
        .collect();
    for state in &states {
        document.parted(*state);
    }
    assert_eq!(document.shared, states[8..]);
    // A state that comes again is the newest, and there once.
    document.parted(states[20]);
    assert_eq!(document.shared.len(), 32);
    assert_eq!(document.shared.last(), Some(&states[20]));
    assert_eq!(document.shared[..12], states[8..20]);
    let written = file::write(&document, &file::Pictures::new());
    assert_eq!(self::document(&written).shared, document.shared);
    // So of a file with more of them.
    let all: Vec<String> = states.iter().map(ToString::to_string).collect();
    let mut value: Value = serde_json::from_str(&written).unwrap();
    value["shared"] = json!(all);
    assert_eq!(self::document(&value.to_string()).shared, states[8..]);
    value["shared"] = json!(["no state"]);
    assert!(file::read(&value.to_string()).is_err());
}

#[test]
fn a_file_is_read_back_before_it_counts() {
    let good = document(EXAMPLE);
    let none = file::Pictures::new();
    let text = file::write(&good, &none);
    assert_eq!(file::verify(&text, &good, &none), Ok(()));
    let mut other = good.clone();
    other.pitch.title.push('.');
    let error = file::verify(&text, &other, &none).unwrap_err().to_string();
    assert!(error.contains("does not read back"), "{error}");
    assert!(file::verify(&text[..text.len() / 2], &good, &none).is_err());
    let line = file::write_on_one_line(&good, &none);
    assert!(!line.contains('\n'));
    assert_eq!(file::verify(&line, &good, &none), Ok(()));
}

#[test]
fn a_mark_before_the_text_is_no_damage() {
    assert!(file::read(&format!("\u{feff}{EXAMPLE}")).is_ok());
}

#[test]
fn newer_versions_open_read_only_or_say_which_is_needed() {
    let opened = file::read(&with("/version", json!(2))).unwrap();
    assert!(matches!(opened.access, Access::ReadOnly { version: 2, .. }));
    let strange = json!({ "format": "pitchwright-pitch", "version": 99, "pitch": 7 }).to_string();
    assert_eq!(file::read(&strange), Err(ReadError::TooNew { found: 99 }));
}

#[test]
fn errors_name_the_place() {
    let cases = [
        (
            "/pitch/timeline/tasks/2/duration",
            json!(-3),
            "timeline › tasks › 3",
        ),
        (
            "/pitch/timeline/tasks/2/duration",
            json!(5_001),
            "5000 working days",
        ),
        (
            "/pitch/timeline/start",
            json!("2026-02-30"),
            "timeline › start",
        ),
        (
            "/pitch/timeline/start",
            json!("9999-01-01"),
            "between 1970 and 2200",
        ),
        (
            "/pitch/team/roles/0/bill_rate",
            json!(1e17),
            "team › roles › 1",
        ),
        ("/pitch/team/roles/0/bill_rate", json!(1.5), "whole number"),
        (
            "/pitch/team/roles/0/bill_rate",
            json!({}),
            "an amount in minor units",
        ),
        ("/pitch/status/win_probability", json!([]), "a percentage"),
        (
            "/pitch/status/win_probability",
            json!("101"),
            "at most 100 %",
        ),
        (
            "/pitch/status/win_probability",
            json!("NaN"),
            "win_probability",
        ),
        ("/pitch/currency", json!("euro"), "currency"),
        (
            "/pitch/budget/lines/1/kind",
            json!("barter"),
            "budget › lines › 2",
        ),
        (
            "/pitch/timeline/tasks/0/id",
            json!("not an id!"),
            "tasks › 1",
        ),
    ];
    for (at, value, words) in cases {
        let error = file::read(&with(at, value)).expect_err(at).to_string();
        assert!(error.contains(words), "{at}: {error}");
    }
}

#[test]
fn whole_numbers_written_as_decimals_are_taken() {
    let read = document(&with("/pitch/team/roles/0/bill_rate", json!(15500.0)));
    assert_eq!(read.pitch.team.roles[0].bill_rate.units(), 15_500);
    let read = document(&with("/pitch/team/roles/0/bill_rate", json!(-15500)));
    assert_eq!(read.pitch.team.roles[0].bill_rate.units(), -15_500);
    let read = document(&with("/pitch/status/win_probability", json!(12.5)));
    assert_eq!(read.pitch.status.win_probability.to_string(), "12.5");
}

#[test]
fn damage_of_any_kind_is_an_error_and_never_a_panic() {
    let huge = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    let nested = with("/pitch/title", json!("x")).replace("\"x\"", &huge);
    let long = with("/pitch/brief/background", json!("x".repeat(100_001)));
    let surrogate = EXAMPLE.replacen("Morning", "\\ud800", 1);
    let infinite = EXAMPLE.replacen("\"revision\": 1", "\"revision\": 1e400", 1);
    let double = EXAMPLE.replacen("\"revision\": 1,", "\"revision\": 1, \"revision\": 2,", 1);
    let trailing = format!("{EXAMPLE} {{}}");
    for text in [nested, long, surrogate, infinite, double, trailing] {
        assert!(file::read(&text).is_err());
    }
    for cut in (0..EXAMPLE.len()).step_by(997) {
        if let Some(part) = EXAMPLE.get(..cut) {
            assert!(file::read(part).is_err());
        }
    }
}

#[test]
fn too_many_entries_are_refused() {
    let line = json!({ "id": "x", "name": "n" });
    let text = with("/pitch/budget/lines", Value::Array(vec![line; 10_001]));
    let error = file::read(&text).unwrap_err().to_string();
    assert!(error.contains("10001 entries"), "{error}");
}

#[test]
fn double_ids_dangling_references_and_loops_are_put_right_and_listed() {
    let mut broken: Value = serde_json::from_str(FULL).unwrap();
    let tasks = broken
        .pointer_mut("/pitch/timeline/tasks")
        .unwrap()
        .as_array_mut()
        .unwrap();
    tasks[1]["id"] = tasks[0]["id"].clone();
    tasks[2]["phase"] = json!("gone");
    let links = broken
        .pointer_mut("/pitch/timeline/links")
        .unwrap()
        .as_array_mut()
        .unwrap();
    links.push(json!({ "id": "back", "from": "t-review", "to": "t-concept" }));
    links.push(json!({ "id": "self", "from": "t-review", "to": "t-review" }));
    links.push(json!({ "id": "nowhere", "from": "t-review", "to": "never" }));
    broken["pitch"]["budget"]["recommended"] = json!("gone");
    let opened = file::read(&broken.to_string()).unwrap();
    let set_aside = opened
        .repairs
        .iter()
        .filter(|r| matches!(r, Repair::LinkSetAside { .. }))
        .count();
    assert!(set_aside >= 3, "{:?}", opened.repairs);
    assert!(
        opened
            .repairs
            .iter()
            .any(|r| matches!(r, Repair::DoubleId { .. }))
    );
    assert!(
        opened
            .repairs
            .iter()
            .any(|r| r.to_string().contains("phase"))
    );
    let written = file::write(&opened.document, &file::Pictures::new());
    for kept in [
        "\"back\"",
        "\"self\"",
        "\"nowhere\"",
        "lost_phase",
        "lost_recommended",
    ] {
        assert!(written.contains(kept), "{kept} is lost");
    }
    assert_eq!(file::read(&written).unwrap().repairs, []);
}

#[test]
fn names_are_safe_on_every_system() {
    let mut document = document(EXAMPLE);
    let mut named = |title: &str| {
        document.pitch.title = title.to_owned();
        std::sync::Arc::make_mut(&mut document.pitch.client).organisation = String::new();
        file::name(&document)
    };
    assert_eq!(
        named("Morning, made kinder"),
        "morning-made-kinder.pitch.json"
    );
    assert_eq!(named("../../etc/passwd"), "etc-passwd.pitch.json");
    assert_eq!(named("CON"), "pitch-con.pitch.json");
    assert_eq!(named("\u{202e}gpj.exe"), "gpj-exe.pitch.json");
    assert_eq!(named(""), "pitch.pitch.json");
    assert!(named(&"long ".repeat(200)).chars().count() < 100);
}

#[test]
fn a_seal_finds_every_changed_byte() {
    let sealed = sealed::seal("{\"a\":1}");
    assert_eq!(sealed::open(&sealed), Ok("{\"a\":1}"));
    for index in 0..sealed.len() {
        let mut bytes = sealed.clone().into_bytes();
        bytes[index] ^= 1;
        if let Ok(text) = String::from_utf8(bytes) {
            assert!(sealed::open(&text).is_err(), "byte {index}");
        }
    }
    assert!(sealed::open("").is_err());
}

#[test]
fn a_backup_is_never_all_or_nothing() {
    let good = document(EXAMPLE);
    let settings = Settings {
        agency: "Fieldnote".to_owned(),
        ..Settings::default()
    };
    let text = backup::write(
        &settings,
        std::slice::from_ref(&good),
        &file::Pictures::new(),
    );
    let mut value: Value = serde_json::from_str(&text).unwrap();
    value["pitches"]
        .as_array_mut()
        .unwrap()
        .insert(0, json!({ "format": "other", "version": 1 }));
    let restored = backup::read(&value.to_string()).unwrap();
    assert_eq!(restored.documents, [good]);
    assert_eq!(restored.settings, Some(settings));
    assert_eq!(restored.refused.len(), 1);
}

#[test]
fn a_backup_is_read_back_before_it_counts() {
    let pitches = [document(EXAMPLE)];
    let settings = Settings::default();
    let none = file::Pictures::new();
    let text = backup::write(&settings, &pitches, &none);
    assert_eq!(backup::verify(&text, &settings, &pitches, &none), Ok(()));
    let fewer = backup::write(&settings, &[], &none);
    let other = Settings {
        agency: "Fieldnote".to_owned(),
        ..Settings::default()
    };
    assert!(backup::verify(&fewer, &settings, &pitches, &none).is_err());
    assert!(backup::verify(&text, &other, &pitches, &none).is_err());
    assert!(backup::verify(&text[..text.len() / 2], &settings, &pitches, &none).is_err());
    let changed = text.replacen("Morning, made kinder", "Morning, made harder", 1);
    assert!(backup::verify(&changed, &settings, &pitches, &none).is_err());
}

#[test]
fn settings_come_back() {
    let settings = Settings {
        author: "Noor".to_owned(),
        ..Settings::default()
    };
    assert_eq!(
        backup::read_settings(&backup::write_settings(&settings)),
        Ok(settings)
    );
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn random_damage_never_panics(changes in prop::collection::vec((0..FULL.len(), any::<u8>()), 1..6)) {
        let mut bytes = FULL.as_bytes().to_vec();
        for (at, byte) in changes {
            bytes[at] = byte;
        }
        if let Ok(opened) = file::read(&String::from_utf8_lossy(&bytes)) {
            // What is taken can be written and taken again, with nothing left to repair.
            let again = file::read(&file::write(&opened.document, &file::Pictures::new())).unwrap();
            prop_assert_eq!(again.repairs, []);
            prop_assert_eq!(again.document, opened.document);
        }
    }

    #[test]
    fn ids_are_what_they_are_made_of(random in any::<u64>()) {
        let id = PitchId::from_random(random);
        prop_assert_eq!(PitchId::new(id.as_str()), Ok(id));
    }
}

#[test]
fn files_are_indented_as_everybody_does_it() {
    for text in [EXAMPLE, FULL] {
        let document = document(text);
        let written = file::write(&document, &file::Pictures::new());
        let value: Value = serde_json::from_str(&written).unwrap();
        let compact: Value = serde_json::from_str(&file::write_compact(&document)).unwrap();
        assert_eq!(value, compact);
    }
    let mut tricky = document(EXAMPLE);
    tricky.pitch.title = "a \"quote\", a \\ and [ { : , } ]".to_owned();
    tricky.extra.insert(
        "extra".to_owned(),
        json!({ "a": [], "b": {}, "c": [1, { "d": "\\\"" }, [[-2.5]]] }),
    );
    let written = file::write(&tricky, &file::Pictures::new());
    let begins = "{\n  \"format\": \"pitchwright-pitch\",\n  \"version\": 1,\n  \"app_version\": ";
    assert!(written.starts_with(begins), "{written:.200}");
    let title = "\n    \"title\": \"a \\\"quote\\\", a \\\\ and [ { : , } ]\",\n";
    assert!(written.contains(title), "{written:.400}");
    let ends = r#"
  "extra": {
    "a": [],
    "b": {},
    "c": [
      1,
      {
        "d": "\\\""
      },
      [
        [
          -2.5
        ]
      ]
    ]
  }
}
"#;
    assert!(
        written.ends_with(ends),
        "{}",
        &written[written.len() - 300..]
    );
    assert!(file::verify(&written, &tricky, &file::Pictures::new()).is_ok());
}
