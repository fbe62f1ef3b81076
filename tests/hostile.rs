//! Hostile files and words: whatever comes in is opened or refused with a sentence, and no word of
//! it becomes markup, a link that runs, a formula or the end of what it stands in.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "support/corpora.rs"]
mod corpora;
#[path = "support/plain.rs"]
mod plain;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};
use std::sync::{Arc, LazyLock};

use calamine::{Data, Reader as _, Xlsx, open_workbook_from_rs};
use chrono::DateTime;
use corpora::{field, json, leaves, naughty, numbers, texts};
use pitchwright::file::project_xml::{self, Audience, MAX_PROJECT_BYTES};
use pitchwright::file::workbook::{self, Choice, Setup};
use pitchwright::file::{
    self, Document, MAX_BYTES, Pictures, backup, client, csv, ics, packed, pictures, sealed,
    web_page,
};
use pitchwright::model::Fingerprint;
use pitchwright::model::{Date, Line, Money, PitchId, Task, TaskId, TaskKind, Team, WorkingWeek};
use pitchwright::plan::calendar::Calendar;

use pitchwright::plan::client_calendar::client_calendar;
use pitchwright::plan::parse::table::{Around, BudgetAround, Column, budget, table};
use pitchwright::plan::parse::{self, DateForm, NumberForm};
use pitchwright::plan::price::price;
use pitchwright::plan::schedule::schedule;
use pitchwright::proposal::given::send;
use pitchwright::proposal::{compose, html, sign};
use pitchwright::prose;
use pitchwright::prose::html::Piece;
use plain::Plain;
use serde_json::{Value, json};

const FULL: &str = include_str!("files/v1-full.pitch.json");
const EXAMPLE: &str = include_str!("../assets/example.pitch.json");
const NO_PICTURES: fn(pitchwright::model::Picture) -> Option<String> = |_| None;
const ENGLISH: NumberForm = NumberForm {
    decimal: '.',
    group: ',',
};

/// The example without its pictures, with an entry in every list that it leaves empty: the schema
/// knows no text of a pitch that is not in it.
static SAMPLE: LazyLock<Value> = LazyLock::new(|| {
    let mut whole = value(EXAMPLE);
    whole.as_object_mut().unwrap().remove("pictures");
    let document = file::read(&whole.to_string()).unwrap().document;
    let pitch = &mut whole["pitch"];
    pitch["sent"] = serde_json::to_value(send(&document.pitch, day("2027-02-19"))).unwrap();
    pitch["signed"] = serde_json::to_value(sign(&document.pitch, day("2027-02-20"))).unwrap();
    pitch["budget"]["offers"] = json!([{ "id": "of", "on": "2027-02-22", "name": "Second", "note": "By mail",
        "currency": "EUR", "net_total": 1, "total": 2, "profit": 3, "agency_gross_income": 4, "answer": "open" }]);
    let task = pitch["timeline"]["tasks"][0]["id"].clone();
    pitch["timeline"]["baselines"] = json!([{ "id": "b", "name": "Agreed", "kept_on": "2027-02-20",
        "net_total": 5, "tasks": [{ "task": task, "start": "2027-03-01", "finish": "2027-03-02" }] }]);
    let role = pitch["team"]["roles"][0]["id"].clone();
    pitch["pursuit"] = json!({ "fit": 4, "decision": "go", "decided_on": "2027-01-12", "reason": "We know them",
        "outcome": "On price", "planned_hours": "40",
        "time": [{ "id": "h", "date": "2027-01-13", "role": role, "hours": "6", "note": "Immersion" }] });
    pitch["timeline"]["holidays"][0]["region"] = json!("NL");
    pitch["media"]["flights"][0]["assumed"] = json!({ "from": "A benchmark", "figures": ["rate"] });
    for (list, at) in [
        ("timeline", "tasks"),
        ("budget", "lines"),
        ("media", "flights"),
    ] {
        pitch[list][at][0]["note"] = json!("A note");
    }
    pitch["stranger"] = json!({ "words": ["of a newer version"] });
    whole
});

fn value(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// The sample with another value at this place.
fn with(place: &str, new: Value) -> String {
    let mut whole = SAMPLE.clone();
    *whole.pointer_mut(place).expect(place) = new;
    whole.to_string()
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

/// What a reader says when it refuses something: a sentence for people.
fn is_a_sentence(said: &str) {
    assert!(said.ends_with(['.', '?']), "{said}");
    assert!(
        said.chars().next().unwrap().is_uppercase() || said.starts_with("pitch"),
        "{said}"
    );
    assert!(said.len() < 1_000, "{} bytes", said.len());
    for inner in ["unwrap", "panicked", "Err(", "None", "::"] {
        assert!(!said.contains(inner), "{said}");
    }
}

fn refused(text: &str) -> String {
    let said = match file::read(text) {
        Ok(_) => panic!("opened: {}", text.chars().take(200).collect::<String>()),
        Err(error) => error.to_string(),
    };
    is_a_sentence(&said);
    said
}

// ---------------------------------------------------------------- JSON

/// Every reader of JSON says something about a text, and none of them breaks.
fn every_reader_of_json(text: &str) -> [Result<(), String>; 4] {
    let read = [
        file::read(text).map(drop),
        backup::read(text).map(drop),
        backup::read_settings(text).map(drop),
        file::read(&web_page::element(text)).map(drop),
    ];
    read.map(|read| read.map_err(|error| error.to_string()))
}

#[test]
fn no_text_of_the_suite_is_a_pitch() {
    for (name, text) in json() {
        for said in every_reader_of_json(&text) {
            let said = said.expect_err(&name);
            is_a_sentence(&said);
        }
    }
}

#[test]
fn what_is_json_is_kept_in_a_field_that_is_unknown_and_what_is_none_is_refused() {
    let parts = FULL.split_once("\"title\"").unwrap();
    for (name, text) in json() {
        let whole = format!("{}\"stranger\": {text},\n \"title\"{}", parts.0, parts.1);
        match (name.chars().next().unwrap(), file::read(&whole)) {
            ('y', Ok(opened)) => {
                let kept = &opened.document.pitch.extra["stranger"];
                assert_eq!(*kept, value(&text), "{name}");
                let again = file::write(&opened.document, &opened.pictures);
                assert_eq!(file::read(&again).unwrap().document, opened.document);
            }
            ('y', Err(error)) => panic!("{name}: {error}"),
            ('n', Ok(_)) => panic!("{name} was opened"),
            ('n' | 'i', Err(error)) => is_a_sentence(&error.to_string()),
            ('i', Ok(opened)) => {
                let again = file::write(&opened.document, &opened.pictures);
                assert_eq!(file::read(&again).unwrap().document, opened.document);
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn what_is_json_stands_in_no_field_that_wants_something_else() {
    let places = [
        "/pitch/timeline",
        "/pitch/budget/lines",
        "/pitch/currency",
        "/revision",
    ];
    let whole = |place: &str, text: &str| {
        with(place, json!("here it stands")).replace("\"here it stands\"", text)
    };
    for (name, text) in json() {
        for place in places {
            if let Err(error) = file::read(&whole(place, &text)) {
                is_a_sentence(&error.to_string());
            } else {
                let fits = place == "/pitch/budget/lines" && text.trim() == "[]"
                    || place == "/revision" && value(&text).is_u64();
                assert!(fits, "{name} in {place}: {text}");
            }
        }
    }
}

#[test]
fn depth_is_refused_or_passed_over() {
    let open = [("[", "]"), ("{\"a\":", "}")];
    for depth in [128, 5_000, 200_000] {
        for (begin, end) in open {
            let deep = format!("{}1{}", begin.repeat(depth), end.repeat(depth));
            let place =
                |at: &str| with(at, json!("here it stands")).replace("\"here it stands\"", &deep);
            for said in every_reader_of_json(&deep) {
                is_a_sentence(&said.unwrap_err());
            }
            assert!(refused(&place("/pitch/title")).contains("pitch › title"));
            assert!(
                refused(&place("/pitch/timeline/tasks/0/name"))
                    .contains("timeline › tasks › 1 › name")
            );
            // Where a field is unknown it would be kept, which has an end.
            let unknown =
                FULL.replacen("\"title\"", &format!("\"stranger\": {deep}, \"title\""), 1);
            let said = refused(&unknown);
            assert!(
                said.contains("pitch › stranger") && said.contains("recursion limit"),
                "{said}"
            );
            // Pictures come first, and what are none is said.
            let pictures = FULL.replacen(
                "\"revision\"",
                &format!("\"pictures\": {deep}, \"revision\""),
                1,
            );
            let opened = file::read(&pictures).unwrap();
            assert_eq!((opened.pictures.len(), opened.repairs.len()), (0, 1));
            // A backup reads each of its pitches for itself.
            let library = format!(
                "{{\"format\":\"pitchwright-library\",\"version\":1,\"settings\":null,\"pitches\":[{deep},{FULL}]}}"
            );
            let restored = backup::read(&library).unwrap();
            assert_eq!((restored.documents.len(), restored.refused.len()), (1, 1));
            is_a_sentence(&restored.refused[0]);
            let settings = format!(
                "{{\"format\":\"pitchwright-settings\",\"version\":1,\"settings\":{{\"agency\":{deep}}}}}"
            );
            is_a_sentence(&backup::read_settings(&settings).unwrap_err().to_string());
        }
    }
}

#[test]
fn a_million_of_anything_is_refused_by_its_place() {
    // As short as an entry can be, so that as many as can be stand in a file that is read at all.
    let many = |entry: &str| {
        format!(
            "[{}]",
            vec![entry; MAX_BYTES / (entry.len() + 1) - 20_000].join(",")
        )
    };
    let whole = |place: &str, list: &str| {
        with(place, json!("here it stands")).replace("\"here it stands\"", list)
    };
    let tasks = refused(&whole(
        "/pitch/timeline/tasks",
        &many("{\"id\":\"t\",\"name\":\"\"}"),
    ));
    assert!(
        tasks.contains("20000") && tasks.contains("pitch › timeline › tasks"),
        "{tasks}"
    );
    let lines = refused(&whole(
        "/pitch/budget/lines",
        &many("{\"id\":\"l\",\"name\":\"\"}"),
    ));
    assert!(
        lines.contains("20000") && lines.contains("pitch › budget › lines"),
        "{lines}"
    );
    let task = json!({ "id": "t", "name": "A task", "duration": 1 }).to_string();
    let million = whole(
        "/pitch/timeline/tasks",
        &format!("[{}]", vec![task; 1_000_000].join(",")),
    );
    assert!(refused(&million).contains("larger than 5 MB"));
    // In a backup too, where it is one pitch among others.
    let library = format!(
        "{{\"format\":\"pitchwright-library\",\"version\":1,\"settings\":null,\"pitches\":[{million},{FULL}]}}"
    );
    let restored = backup::read(&library).unwrap();
    assert_eq!(restored.documents.len(), 1);
    assert!(restored.refused[0].starts_with("Pitch 1: The file is larger than 5 MB."));
}

#[test]
fn size_is_refused() {
    let large = "x".repeat(100_000_000);
    assert!(refused(&large).contains("larger than 5 MB"));
    assert!(refused(&format!("{{\"title\":\"{large}\"}}")).contains("larger than 5 MB"));
    assert!(refused(&format!("<html>{large}{large}")).contains("larger than 5 MB"));
    is_a_sentence(&refused(&format!("%PDF-{large}{large}{large}{large}")));
    is_a_sentence(
        &backup::read(&format!("{large}{large}"))
            .unwrap_err()
            .to_string(),
    );
    is_a_sentence(&backup::read(&large).unwrap_err().to_string());
    is_a_sentence(&backup::read_settings(&large).unwrap_err().to_string());
    let half = with("/pitch/title", json!("x".repeat(50_000_000)));
    assert!(refused(&half).contains("larger than 5 MB"));
    let long = refused(&with(
        "/pitch/brief/background",
        json!("x".repeat(4_000_000)),
    ));
    assert!(
        long.contains("pitch › brief › background") && long.contains("longer than 100000"),
        "{long}"
    );
    let project = project_xml::read(large.as_bytes(), &Team::default(), day("2027-01-04"));
    assert!(
        project
            .unwrap_err()
            .to_string()
            .contains(&format!("{} MB", MAX_PROJECT_BYTES / 1_000_000))
    );
    assert!(pasted_tasks(&large).said[0].contains("nothing of it was read"));
    assert!(
        pasted_budget(&large)
            .refused
            .iter()
            .chain(&pasted_budget(&large).said)
            .any(|said| said.contains("more than"))
    );
    assert!(pictures::named(large.as_bytes()).is_none());
}

#[test]
fn a_bomb_is_unpacked_no_further_than_a_file_is_long() {
    let bomb = miniz_oxide_bomb();
    assert!(bomb.len() < 200_000);
    assert_eq!(packed::unpack(&bomb), Err(packed::Unpacking::TooLarge));
    let fits = packed::pack(&"x".repeat(MAX_BYTES));
    assert_eq!(packed::unpack(&fits).unwrap().len(), MAX_BYTES);
    let one_more = packed::pack(&"x".repeat(MAX_BYTES + 1));
    assert_eq!(packed::unpack(&one_more), Err(packed::Unpacking::TooLarge));
}

/// 100 MB of the same letter, in some hundred kilobytes.
fn miniz_oxide_bomb() -> Vec<u8> {
    packed::pack(&"x".repeat(100_000_000))
}

#[test]
fn a_png_that_says_it_is_endless_is_no_picture() {
    let dot = include_bytes!("files/dot.png");
    assert!(pictures::named(dot).is_some());
    for (width, height) in [
        (0, 1),
        (1, 0),
        (u32::MAX, u32::MAX),
        (65_536, 1),
        (30_000, 30_000),
    ] {
        let mut bytes = dot.to_vec();
        bytes[16..20].copy_from_slice(&width.to_be_bytes());
        bytes[20..24].copy_from_slice(&height.to_be_bytes());
        assert_eq!(pictures::named(&bytes), None, "{width} x {height}");
    }
}

#[test]
fn nul_and_lone_surrogates_are_refused_by_place_or_kept() {
    let raw = FULL.replacen("Morning, made kinder", "Morn\u{0}ing", 1);
    let said = refused(&raw);
    assert!(
        said.contains("pitch › title") && said.contains("control character"),
        "{said}"
    );
    for half in ["\\ud800", "\\udc00", "\\ud800\\ud800", "\\ud800x"] {
        let said = refused(&FULL.replacen("Morning, made kinder", half, 1));
        assert!(said.contains("pitch › title"), "{said}");
    }
    let kept = file::read(&with("/pitch/title", json!("a\u{0}b\u{feff}\u{fffe}"))).unwrap();
    assert_eq!(kept.document.pitch.title, "a\u{0}b\u{feff}\u{fffe}");
    let again = file::write(&kept.document, &kept.pictures);
    assert_eq!(file::read(&again).unwrap().document, kept.document);
    is_a_sentence(&refused("\u{0}"));
    is_a_sentence(&refused(&format!("{FULL}\u{0}")));
}

// ---------------------------------------------------------------- figures

/// Works out everything that follows from a pitch: whatever it holds, there is an answer.
fn everything_follows(document: &Document) {
    let pitch = &document.pitch;
    let option = pitch.budget.recommended_option();
    let dates = schedule(&pitch.timeline, option);
    let prices = price(pitch, option);
    let owed = client_calendar(pitch, &dates, &prices, day("2027-02-01"));
    let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
    let _ = ics::milestones(document, &dates, now);
    let _ = ics::for_client(document, &owed, now, |money: Money| {
        money.units().to_string()
    });
    let _ = csv::lines(pitch, option, Audience::Internal, ENGLISH);
    let _ = project_xml::write(pitch, &dates, Audience::Internal);
    let _ = compose(pitch, &Plain);
    let opened = file::read(&file::write(document, &Pictures::new())).unwrap();
    assert_eq!(opened.document, *document);
}

#[test]
fn absurd_figures_are_refused_by_place_or_reckoned_with() {
    let absurd = [
        "1e400",
        "-1e400",
        "1e-400",
        "9007199254740993",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "1.0",
        "-0",
        "-1",
        "0.1",
        "null",
        "\"NaN\"",
        "\"Infinity\"",
        "\"9223372036854775807\"",
        "\"79228162514264337593543950335\"",
        "\"1e28\"",
        "\"\"",
        "\"0x10\"",
        "\"１\"",
        "1e15",
    ];
    let whole = SAMPLE.clone();
    let mut opened = 0;
    let mut seen = BTreeSet::new();
    for place in numbers(&whole) {
        // One of each list is as good as all.
        if !seen.insert(field(&place)) {
            continue;
        }
        for number in absurd {
            let text = with(&place, json!("here it stands")).replace("\"here it stands\"", number);
            match file::read(&text) {
                Ok(read) => {
                    opened += 1;
                    everything_follows(&read.document);
                }
                Err(error) => {
                    let said = error.to_string();
                    is_a_sentence(&said);
                    let last = field(&place).rsplit('/').next().unwrap().to_owned();
                    let of = place.split('/').nth(2).unwrap_or(&last).to_owned();
                    assert!(
                        said.contains(&last) || said.contains(&of) || place == "/version",
                        "{place} = {number}: {said}"
                    );
                }
            }
        }
    }
    assert!(
        seen.len() > 40 && opened > 100,
        "{} fields, {opened} opened",
        seen.len()
    );
}

#[test]
fn absurd_dates_are_refused_by_place_or_reckoned_with() {
    let absurd = [
        "1970-01-01",
        "2200-12-31",
        "1969-12-31",
        "2201-01-01",
        "0000-00-00",
        "9999-12-31",
        "2026-02-30",
        "+275760-09-13",
        "-0001-01-01",
        "",
        "2026-2-3",
        "20260203",
        "２０２６-02-03",
        "2026-02-03T00:00:00Z",
        "\u{0}",
    ];
    let whole = SAMPLE.clone();
    let is_date = |leaf: &Value| leaf.as_str().is_some_and(|text| Date::parse(text).is_ok());
    let mut seen = BTreeSet::new();
    let mut opened = 0;
    for place in leaves(&whole, is_date) {
        if !seen.insert(field(&place)) {
            continue;
        }
        for date in absurd {
            match file::read(&with(&place, json!(date))) {
                Ok(read) => {
                    opened += 1;
                    assert!(Date::parse(date).is_ok(), "{place} = {date}");
                    everything_follows(&read.document);
                }
                Err(error) => {
                    let said = error.to_string();
                    is_a_sentence(&said);
                    let of = place.split('/').nth(2).unwrap();
                    assert!(said.contains(of), "{place} = {date}: {said}");
                }
            }
        }
    }
    assert!(
        seen.len() > 10 && opened > 20,
        "{} fields, {opened} opened",
        seen.len()
    );
}

// ---------------------------------------------------------------- words

/// One place of every field of the sample that holds words, by the field. The format's own name
/// and such stay as they are.
fn fields_of_words(whole: &Value) -> BTreeMap<String, String> {
    // An id, a date or a name of something else is no text: tried once for each field.
    let mut found = BTreeMap::new();
    let mut tried = BTreeSet::new();
    for place in texts(whole) {
        if tried.insert(field(&place)) && is_free(whole, &place) {
            found.insert(field(&place), place);
        }
    }
    found
}

/// Whether any text may stand in this place: found by trying.
fn is_free(whole: &Value, place: &str) -> bool {
    let probe = json!("No id, no date: “ü” 1+1=2");
    let mut tried = whole.clone();
    *tried.pointer_mut(place).unwrap() = probe.clone();
    file::read(&tried.to_string()).is_ok_and(|opened| {
        let written = file::write_compact(&opened.document);
        opened.repairs.is_empty() && value(&written).pointer(place) == Some(&probe)
    })
}

#[test]
fn the_sample_has_a_place_for_every_text_that_the_schema_knows() {
    let schema = value(&file::schema());
    let mut known = BTreeSet::new();
    let mut open = vec![(String::new(), &schema, Vec::new())];
    while let Some((at, part, above)) = open.pop() {
        if let Some(name) = part["$ref"]
            .as_str()
            .and_then(|name| name.rsplit('/').next())
            && !above.contains(&name)
        {
            let above = above.iter().copied().chain([name]).collect();
            open.push((at.clone(), &schema["$defs"][name], above));
        }
        for key in ["anyOf", "oneOf", "allOf"] {
            let parts = part[key].as_array().into_iter().flatten();
            open.extend(parts.map(|part| (at.clone(), part, above.clone())));
        }
        if let Some(fields) = part["properties"].as_object() {
            let fields = fields.iter();
            open.extend(fields.map(|(name, field)| (format!("{at}/{name}"), field, above.clone())));
        }
        if part["items"].is_object() {
            open.push((at.clone(), &part["items"], above.clone()));
        }
        let closed = ["pattern", "format", "enum", "const"]
            .iter()
            .any(|key| !part[key].is_null());
        if part["type"] == "string" && !closed {
            known.insert(at);
        }
    }
    let whole = SAMPLE.clone();
    let there: BTreeSet<String> = texts(&whole).iter().map(|place| field(place)).collect();
    let found = fields_of_words(&whole);
    // What names something else is a reference, and no words.
    let references = [
        "option",
        "objective",
        "task",
        "section",
        "deliverable",
        "id",
    ];
    let missing: Vec<&String> = (known.iter())
        .filter(|at| !references.contains(&at.rsplit('/').next().unwrap()))
        .filter(|at| !there.contains(*at))
        .collect();
    assert_eq!(
        missing,
        Vec::<&String>::new(),
        "are texts that the sample lacks"
    );
    assert!(found.len() > 70, "{:#?}", found.keys());
    assert!(known.len() > 100, "{}", known.len());
}

/// The sample, in every round of which each of its fields holds another of these words.
fn rounds(words: &[String]) -> impl Iterator<Item = Document> {
    let whole = SAMPLE.clone();
    let fields = fields_of_words(&whole);
    let words = words.to_vec();
    (0..words.len()).map(move |round| {
        let mut changed = whole.clone();
        for (at, place) in fields.values().enumerate() {
            *changed.pointer_mut(place).unwrap() = json!(words[(round + at * 7) % words.len()]);
        }
        let opened = file::read(&changed.to_string())
            .unwrap_or_else(|error| panic!("round {round}: {error}"));
        let back = value(&file::write_compact(&opened.document));
        for place in fields.values() {
            // A text that is empty is left out.
            let text = |whole: &Value| whole.pointer(place).map_or(json!(""), Value::clone);
            assert_eq!(text(&back), text(&changed), "{place}");
        }
        opened.document
    })
}

/// The tags of a page, each whole: quotes may hold any sign but themselves.
fn tags(markup: &str) -> Vec<&str> {
    let mut tags = Vec::new();
    let mut rest = markup;
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        let mut quote = None;
        let end = rest.char_indices().find(|(_, sign)| match (quote, sign) {
            (None, '"' | '\'') => {
                quote = Some(*sign);
                false
            }
            (Some(open), sign) if open == *sign => {
                quote = None;
                false
            }
            (None, '>') => true,
            _ => false,
        });
        let (end, _) = end.expect("a tag ends");
        let tag = &rest[..=end];
        tags.push(tag);
        rest = &rest[end + 1..];
        // What is in these is no markup.
        for raw in ["style", "script"] {
            if tag.starts_with(&format!("<{raw}")) {
                rest = &rest[rest.find(&format!("</{raw}")).expect("it ends")..];
            }
        }
    }
    tags
}

/// The attributes of a tag.
fn attributes(tag: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = tag;
    while let Some((before, after)) = rest.split_once("=\"") {
        let (value, next) = after.split_once('"').unwrap();
        let name = before.rsplit(char::is_whitespace).next().unwrap();
        found.push((name, value));
        rest = next;
    }
    found
}

/// What a page or a piece of one is made of is ours alone.
fn is_ours(markup: &str) {
    const ELEMENTS: &[&str] = &[
        "!doctype",
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "main",
        "nav",
        "header",
        "footer",
        "section",
        "article",
        "aside",
        "details",
        "summary",
        "figure",
        "figcaption",
        "table",
        "caption",
        "colgroup",
        "col",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "th",
        "td",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "p",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "a",
        "b",
        "i",
        "strong",
        "em",
        "s",
        "del",
        "code",
        "sup",
        "sub",
        "br",
        "hr",
        "span",
        "div",
        "blockquote",
        "bdi",
        "fieldset",
        "legend",
        "input",
        "button",
        "script",
        "svg",
        "g",
        "path",
        "rect",
        "line",
        "text",
        "tspan",
        "circle",
        "defs",
        "pattern",
        "polygon",
        "polyline",
        "desc",
        "address",
        "small",
        "label",
    ];
    for tag in tags(markup) {
        let name: String = tag[1..]
            .trim_start_matches('/')
            .chars()
            .take_while(|sign| sign.is_alphanumeric() || *sign == '!')
            .collect();
        assert!(ELEMENTS.contains(&&*name), "{tag}");
        if name == "script" {
            assert!(
                tag == "</script>" || tag.starts_with("<script type=\"application/json\" id="),
                "{tag}"
            );
        }
        for (name, value) in attributes(tag) {
            assert!(!name.starts_with("on"), "{tag}");
            assert!(
                ![
                    "src",
                    "srcdoc",
                    "formaction",
                    "action",
                    "xlink:href",
                    "http-equiv"
                ]
                .contains(&name)
                    || value == "Content-Security-Policy",
                "{tag}"
            );
            if name == "href" {
                let safe = ["#", "http:", "https:", "mailto:", "tel:"];
                let small = value.to_lowercase();
                assert!(safe.iter().any(|safe| small.starts_with(safe)), "{tag}");
                assert!(!value.contains(char::is_control), "{tag}");
            }
        }
    }
}

#[test]
fn naughty_words_come_back_from_every_file_and_are_no_markup_in_any() {
    let words = naughty();
    let none = Pictures::new();
    for (round, document) in rounds(&words).enumerate() {
        assert_eq!(
            file::verify(&file::write(&document, &none), &document, &none),
            Ok(())
        );
        let line = file::write_on_one_line(&document, &none);
        assert_eq!(file::read(&line).unwrap().document, document);
        let copy = client::copy(&document);
        let carried = file::write(&copy, &none);
        assert_eq!(
            file::read(&carried).unwrap().document,
            copy,
            "round {round}"
        );
        let pdf = format!(
            "%PDF-1.7\n1 0 obj\n<< /Type /EmbeddedFile >>\nstream\n{}\nendstream\n",
            file::write_compact(&copy)
        );
        assert_eq!(file::read(&pdf).unwrap().document, copy, "round {round}");
        let name = file::name(&document);
        assert!(
            name.ends_with(".pitch.json") && name.chars().count() < 120,
            "{name}"
        );
        assert!(
            !name.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|']),
            "{name}"
        );
        assert!(
            !name.contains(char::is_control) && !name.starts_with('.'),
            "{name}"
        );
        // Every word stands in a dozen fields of every page, so that some pages are enough.
        if round % 9 != 0 {
            continue;
        }
        let sealed = sealed::seal(&line);
        assert_eq!(sealed::open(&sealed), Ok(&*line));
        assert_eq!(packed::unpack(&packed::pack(&line)), Ok(line));
        let proposal = compose(&document.pitch, &Plain);
        let page = html::page(&proposal, &NO_PICTURES, &[], &web_page::element(&carried));
        assert_eq!(file::read(&page).unwrap().document, copy, "round {round}");
        is_ours(&page);
        assert_eq!(page.matches("<script").count(), 1);
        is_ours(&html::fragment(&proposal, &NO_PICTURES));
    }
}

#[test]
fn naughty_words_come_back_from_a_backup_and_the_settings() {
    let words = naughty();
    let documents: Vec<Document> = rounds(&words).step_by(97).collect();
    let pitch = &documents[0].pitch;
    let settings = json!({
        "agency": words[3], "author": words[100], "tax_name": words[300],
        "roles": words.iter().enumerate().map(|(at, word)| json!({
            "id": format!("r{at}"), "name": word })).collect::<Vec<_>>(),
        "sections": words.iter().enumerate().map(|(at, word)| json!({
            "id": format!("s{at}"), "title": word, "text": word, "speaker_notes": word })).collect::<Vec<_>>(),
        "terms": pitch.terms,
        "stranger": words,
    });
    let settings = serde_json::from_value(settings).unwrap();
    assert_eq!(
        backup::read_settings(&backup::write_settings(&settings)).unwrap(),
        settings
    );
    let restored = backup::read(&backup::write(&settings, &documents, &Pictures::new())).unwrap();
    assert_eq!(restored.refused, Vec::<String>::new());
    assert_eq!(
        (restored.settings.unwrap(), restored.documents),
        (settings, documents)
    );
}

/// A pitch with a task, a milestone and a line for each of these words.
fn named(words: &[String]) -> Document {
    let mut pitch = file::read(FULL).unwrap().document.pitch;
    let timeline = Arc::make_mut(&mut pitch.timeline);
    timeline.links = Default::default();
    timeline.tasks = (words.iter().enumerate())
        .map(|(at, word)| {
            let id = TaskId::new(&format!("t{at}")).unwrap();
            Task::new(id, word, TaskKind::Milestone, 0)
        })
        .collect();
    let group = pitch.budget.groups[0].id.clone();
    Arc::make_mut(&mut pitch.budget).lines = (words.iter().enumerate())
        .map(|(at, word)| {
            let line = json!({ "id": format!("l{at}"), "name": word, "kind": "fixed", "unit": word,
                "note": word, "quantity": "1", "unit_price": 100, "group": group });
            serde_json::from_value::<Line>(line).unwrap()
        })
        .collect();
    Document::new(PitchId::new("p").unwrap(), pitch)
}

fn pasted_budget(text: &str) -> pitchwright::plan::parse::table::PastedLines {
    let pitch = file::read(FULL).unwrap().document.pitch;
    budget(
        text,
        &BudgetAround {
            numbers: ENGLISH,
            currency: pitch.currency,
            team: &pitch.team,
            phases: &pitch.timeline.phases,
            options: &pitch.budget.options,
            tax: None,
        },
    )
}

fn pasted_tasks(text: &str) -> pitchwright::plan::parse::table::Pasted {
    table(
        text,
        &Around {
            columns: &[Column::Name, Column::Duration, Column::After, Column::Who],
            dates: &DateForm::default(),
            calendar: &Calendar::new(day("2027-01-04"), WorkingWeek::default(), &[]),
            near: day("2027-01-04"),
            task_in_row: &|_| None,
        },
    )
}

/// Comma-separated values as a spreadsheet reads them.
fn cells(text: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut quoted = false;
    let mut signs = text.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(sign) = signs.next() {
        let row = rows.last_mut().unwrap();
        match sign {
            '"' if quoted && signs.peek() == Some(&'"') => {
                signs.next();
                row.last_mut().unwrap().push('"');
            }
            '"' if quoted || row.last().unwrap().is_empty() => quoted = !quoted,
            ',' if !quoted => row.push(String::new()),
            '\r' if !quoted && signs.peek() == Some(&'\n') => {
                signs.next();
                rows.push(vec![String::new()]);
            }
            sign => row.last_mut().unwrap().push(sign),
        }
    }
    rows
}

#[test]
fn naughty_words_are_cells_of_a_csv_file_and_no_formulas() {
    let words = naughty();
    let document = named(&words);
    let text = csv::lines(&document.pitch, None, Audience::Internal, ENGLISH);
    let rows = cells(&text);
    assert_eq!(
        rows.len(),
        words.len() + 2,
        "a heading, and an end after the last row"
    );
    for (row, word) in rows[1..].iter().zip(&words) {
        for cell in [&row[1], &row[4]] {
            let plain = cell
                .strip_prefix('\'')
                .filter(|rest| rest == word)
                .unwrap_or(cell);
            assert_eq!(plain, word);
        }
        for cell in row {
            let begins = cell.trim_start_matches(|sign: char| {
                sign.is_whitespace()
                    || sign.is_control()
                    || sign == '\u{feff}'
                    || sign == '\u{200b}'
            });
            let formula = begins.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
            assert!(!formula || cell.parse::<f64>().is_ok(), "{cell:?}");
        }
    }
    // What is read again is the same, but for space around it.
    let back = pasted_budget(&text);
    for (_, line) in &back.lines {
        assert!(
            (words.iter()).any(|word| *word == line.name || word.trim() == line.name),
            "{:?}",
            line.name
        );
    }
    for said in back.refused.iter().chain(&back.said) {
        assert!(said.ends_with('.'), "{said}");
    }
    // A row whose name is empty has a price all the same.
    assert_eq!(back.lines.len() + back.refused.len(), words.len());
}

/// A text of a workbook, in which signs that XML cannot hold are written as `_x001B_`.
fn unescaped(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let code = rest
            .get(at + 2..at + 6)
            .and_then(|code| u32::from_str_radix(code, 16).ok());
        let ends = rest.get(at + 6..at + 7) == Some("_");
        let (sign, next) = match code.and_then(char::from_u32) {
            Some(sign) if ends => (sign, at + 7),
            _ => ('_', at + 1),
        };
        plain.push_str(&rest[..at]);
        plain.push(sign);
        rest = &rest[next..];
    }
    plain + rest
}

#[test]
fn naughty_words_are_texts_in_a_spreadsheet() {
    let words = naughty();
    let document = named(&words);
    let setup = Setup {
        audience: Audience::Internal,
        options: Choice::All,
        made: day("2027-02-01"),
    };
    let bytes = workbook::write(&document.pitch, &setup, &mut |_| {}).unwrap();
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(&bytes)).unwrap();
    let mut found = BTreeSet::new();
    for (_, range) in book.worksheets() {
        for (_, _, cell) in range.cells() {
            if let Data::String(text) = cell {
                found.insert(unescaped(text));
            }
        }
    }
    // Signs that stand for nothing are left out.
    let shown = |word: &str| -> String {
        let signs = word.chars();
        signs
            .filter(|sign| *sign == '\n' || !sign.is_control())
            .collect()
    };
    let found: BTreeSet<String> = found.iter().map(|word| shown(word)).collect();
    for word in words.iter().filter(|word| !word.is_empty()) {
        let alike = || {
            found
                .iter()
                .find(|text| text.get(..6) == shown(word).get(..6))
        };
        assert!(found.contains(&shown(word)), "{word:?}, but {:?}", alike());
    }
    // No formula, relation or part of another book holds a word of theirs.
    let mut zip = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    for at in 0..zip.len() {
        let mut part = zip.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        assert!(
            !name.contains("external") && !text.contains("TargetMode=\"External\""),
            "{name}"
        );
        for formula in text.split("<f>").skip(1) {
            let formula = formula.split("</f>").next().unwrap();
            for evil in ["HYPERLINK", "cmd", "WEBSERVICE", "DDE", "e.com", "alert"] {
                assert!(!formula.contains(evil), "{name}: {formula}");
            }
        }
    }
}

#[test]
fn naughty_words_stay_in_their_line_of_a_calendar() {
    let words = naughty();
    let document = named(&words);
    let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
    let text = ics::milestones(&document, &schedule(&document.pitch.timeline, None), now);
    for line in text.split("\r\n") {
        assert!(
            line.len() <= 75 && !line.contains(char::is_control),
            "{line:?}"
        );
    }
    let unfolded = text.replace("\r\n ", "");
    let lines: Vec<&str> = unfolded.split("\r\n").collect();
    assert_eq!(
        lines.iter().filter(|line| **line == "BEGIN:VEVENT").count(),
        words.len()
    );
    let titles: Vec<String> = (lines.iter())
        .filter_map(|line| line.strip_prefix("SUMMARY:"))
        .map(|text| {
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
        })
        .collect();
    let shown = |word: &String| -> String {
        let word = word
            .replace("\r\n", "\n")
            .replace('\r', "\n")
            .replace('\t', " ");
        word.chars()
            .filter(|sign| *sign == '\n' || !sign.is_control())
            .collect()
    };
    assert_eq!(titles, words.iter().map(shown).collect::<Vec<_>>());
}

#[test]
fn naughty_words_go_to_project_and_back() {
    let words = naughty();
    let document = named(&words);
    let dates = schedule(&document.pitch.timeline, None);
    let text = project_xml::write(&document.pitch, &dates, Audience::Internal);
    let read = project_xml::read(text.as_bytes(), &document.pitch.team, day("2027-01-04")).unwrap();
    let legal = |sign: &char| !matches!(sign, '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    let shown = |word: &str| -> String {
        word.chars()
            .filter(legal)
            .take(255)
            .collect::<String>()
            .trim()
            .to_owned()
    };
    let back: Vec<String> = read
        .timeline
        .tasks
        .iter()
        .map(|task| task.name.trim().to_owned())
        .collect();
    let sent: Vec<String> = words.iter().map(|word| shown(word)).collect();
    let lost: Vec<&String> = sent
        .iter()
        .filter(|word| !word.is_empty() && !back.contains(word))
        .collect();
    assert_eq!(lost, Vec::<&String>::new());
}

/// Links of a document, as they would be followed.
fn links(document: &prose::Document) -> Vec<String> {
    let mut found = Vec::new();
    for block in &document.blocks {
        let runs: Vec<&prose::Run> = match block {
            prose::Block::Line(line) => line.runs.iter().collect(),
            prose::Block::Table(table) => table
                .rows
                .iter()
                .chain([&table.head])
                .flatten()
                .flatten()
                .collect(),
            prose::Block::Image(_) | prose::Block::Rule => Vec::new(),
        };
        found.extend(runs.iter().filter_map(|run| run.link.clone()));
    }
    found
}

fn only_safe_links(document: &prose::Document, from: &str) {
    for link in links(document) {
        let small = link.to_lowercase();
        let safe = ["http:", "https:", "mailto:", "tel:"];
        assert!(
            safe.iter().any(|safe| small.starts_with(safe)),
            "{from:?}: {link}"
        );
        assert!(
            !link.contains(|sign: char| sign.is_control() || sign.is_whitespace()),
            "{from:?}: {link:?}"
        );
    }
    let written = prose::write(document);
    assert_eq!(prose::read(&written), *document, "{from:?}: {written:?}");
}

#[test]
fn naughty_words_as_markdown_and_as_html_are_words_and_safe_links() {
    for word in naughty() {
        only_safe_links(&prose::read(&word), &word);
        only_safe_links(&prose::read(&format!("[x]({word})")), &word);
        only_safe_links(
            &prose::read(&format!(
                "# {word}\n\n- {word}\n\n| {word} |\n| - |\n| {word} |\n"
            )),
            &word,
        );
        let element = |name: &str, attribute: &str| Piece::Open {
            name: name.to_owned(),
            attributes: vec![(attribute.to_owned(), word.clone())],
        };
        let pieces = [
            element("a", "href"),
            Piece::Text(word.clone()),
            Piece::Close,
            element("img", "src"),
            Piece::Close,
            element("p", "style"),
            Piece::Text(word.clone()),
            Piece::Close,
            element("script", "src"),
            Piece::Text(word.clone()),
            Piece::Close,
            element(&word, "class"),
            Piece::Text(word.clone()),
            Piece::Close,
            Piece::Close,
        ];
        only_safe_links(&prose::html::clean(pieces.clone()), &word);
        let plain = prose::Document::plain(&word);
        only_safe_links(&plain.tidy(), &word);
        if let Some(address) = prose::typed_address(&word) {
            assert!(prose::is_safe_link(&address), "{word:?}: {address}");
            assert!(!address.contains(|sign: char| sign.is_control() || sign.is_whitespace()));
        }
    }
}

#[test]
fn naughty_words_are_no_figures_dates_names_of_pictures_or_packed_texts() {
    let calendar = DateForm::default();
    let form = ENGLISH;
    for word in naughty() {
        if let Ok(read) = file::read(&word) {
            panic!("{word:?}: {read:?}");
        }
        for said in every_reader_of_json(&word) {
            is_a_sentence(&said.unwrap_err());
        }
        let _ = parse::amount(&word, form, 2);
        let _ = parse::percent(&word, form);
        let _ = parse::hours(&word, form);
        let _ = parse::quantity(&word, form);
        let _ = parse::share(&word, form, 2);
        let _ = parse::duration(&word, 5);
        let _ = parse::date(&word, &calendar, day("2027-01-04"), day("2027-01-04"));
        let tasks = pasted_tasks(&word);
        assert!(
            tasks.said.iter().all(|said| said.ends_with('.')),
            "{:?}",
            tasks.said
        );
        let lines = pasted_budget(&word);
        assert!(
            lines
                .said
                .iter()
                .chain(&lines.refused)
                .all(|said| said.ends_with('.')),
            "{lines:?}"
        );
        assert!(
            project_xml::read(word.as_bytes(), &Team::default(), day("2027-01-04")).is_err(),
            "{word}"
        );
        assert_eq!(
            packed::unpack(word.as_bytes())
                .ok()
                .filter(|text| !text.is_empty()),
            None
        );
        assert_eq!(sealed::open(&word), Err(sealed::Damaged));
        assert!(word.parse::<Fingerprint>().is_err());
        assert!(word.parse::<pitchwright::model::Picture>().is_err());
        assert_eq!(pictures::named(word.as_bytes()), None);
        assert!(pictures::mentioned(&word).is_empty());
        // Whatever encoding a spreadsheet wrote it in.
        for bytes in [
            word.as_bytes().to_vec(),
            word.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        ] {
            let _ = csv::text_of(&bytes);
        }
    }
}

#[test]
fn naughty_words_stand_in_every_place_at_once() {
    let words = naughty();
    let mut whole = SAMPLE.clone();
    let fields = fields_of_words(&whole);
    let places = texts(&whole)
        .into_iter()
        .filter(|place| fields.contains_key(&field(place)));
    let places: Vec<String> = places.collect();
    assert!(places.len() > 300, "{}", places.len());
    for (at, place) in places.iter().enumerate() {
        *whole.pointer_mut(place).unwrap() = json!(words[at % words.len()]);
    }
    let document = file::read(&whole.to_string()).unwrap().document;
    everything_follows(&document);
    for audience in [Audience::Internal, Audience::Client] {
        let setup = Setup {
            audience,
            options: Choice::All,
            made: day("2027-02-01"),
        };
        let bytes = workbook::write(&document.pitch, &setup, &mut |_| {}).unwrap();
        let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(&bytes)).unwrap();
        assert!(book.worksheets().len() > 2);
    }
    let copy = client::copy(&document);
    let page = html::page(
        &compose(&document.pitch, &Plain),
        &NO_PICTURES,
        &[],
        &web_page::element(&file::write(&copy, &Pictures::new())),
    );
    is_ours(&page);
    assert_eq!(file::read(&page).unwrap().document, copy);
}
