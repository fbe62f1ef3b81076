//! The bounds of a file: what lies on a bound is taken, and what lies beyond it is refused with its
//! place named.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use pitchwright::file::{self, MAX_TEXT};
use serde_json::{Value, json};

const FULL: &str = include_str!("files/v1-full.pitch.json");

/// The full sample with this value at this JSON pointer; its last step may be a new field.
fn with(at: &str, value: Value) -> String {
    let mut document: Value = serde_json::from_str(FULL).unwrap();
    let (parent, field) = at.rsplit_once('/').unwrap();
    match document.pointer_mut(parent).expect(at) {
        Value::Object(object) => {
            object.insert(field.to_owned(), value);
        }
        Value::Array(list) => *list.get_mut(field.parse::<usize>().unwrap()).unwrap() = value,
        _ => panic!("{at} is no place"),
    }
    document.to_string()
}

/// Takes this value at this place.
fn takes(at: &str, value: Value) {
    let shown = value.to_string();
    if let Err(error) = file::read(&with(at, value)) {
        panic!("{at} = {shown:.80} is refused: {error}");
    }
}

/// Refuses this value at this place, with all of these words.
fn refuses(at: &str, value: Value, words: &[&str]) {
    let shown = value.to_string();
    let Err(error) = file::read(&with(at, value)) else {
        panic!("{at} = {shown:.80} is taken");
    };
    let error = error.to_string();
    for word in words {
        assert!(error.contains(word), "{at} = {shown:.80}: {error}");
    }
}

/// So many entries with ids of their own, each with these fields too.
fn entries(count: usize, fields: &Value) -> Value {
    (0..count)
        .map(|n| {
            let mut entry = fields.clone();
            let object = entry.as_object_mut().unwrap();
            object.insert("id".to_owned(), json!(format!("n{n}")));
            entry
        })
        .collect()
}

#[test]
fn a_list_is_taken_up_to_its_most_entries() {
    let named = json!({ "name": "n" });
    let lists = [
        ("timeline", "phases", 500, named.clone()),
        (
            "timeline",
            "holidays",
            2_000,
            json!({ "name": "n", "date": "2027-05-01" }),
        ),
        (
            "timeline",
            "baselines",
            50,
            json!({ "name": "n", "kept_on": "2027-01-01", "tasks": [] }),
        ),
        ("budget", "groups", 500, named.clone()),
        ("budget", "options", 20, named.clone()),
        ("team", "roles", 500, named.clone()),
        ("team", "people", 1_000, named.clone()),
        ("scope", "deliverables", 2_000, named.clone()),
        ("brief", "objectives", 500, named.clone()),
        ("client", "contacts", 500, named),
    ];
    for (section, list, most, entry) in lists {
        let at = format!("/pitch/{section}/{list}");
        takes(&at, entries(most, &entry));
        let place = format!("pitch › {section} › {list}");
        let count = format!("{} entries", most + 1);
        refuses(&at, entries(most + 1, &entry), &[&place, &count]);
    }
}

#[test]
fn a_list_within_an_entry_is_taken_up_to_its_most_entries() {
    let hour = json!({ "hours": "1" });
    let at = "/pitch/timeline/tasks/1/assignments";
    takes(at, entries(200, &hour));
    refuses(at, entries(201, &hour), &["“Immersion", "200 assignments"]);
    let day = json!({ "from": "2027-03-22", "to": "2027-03-22" });
    let at = "/pitch/team/people/0/away";
    takes(at, entries(500, &day));
    refuses(at, entries(501, &day), &["“Noor Haddad”", "500 spans"]);
    let kept = |count: usize| {
        let task = json!({ "task": "t", "start": "2027-03-22", "finish": "2027-03-22" });
        json!([{ "id": "b", "name": "Agreed", "kept_on": "2027-01-01", "tasks": vec![task; count] }])
    };
    let at = "/pitch/timeline/baselines";
    takes(at, kept(20_000));
    refuses(at, kept(20_001), &["“Agreed”", "20,000 tasks"]);
}

#[test]
fn figures_are_taken_up_to_their_bounds() {
    let task = "/pitch/timeline/tasks/1";
    for (field, beyond) in [("duration", 5_001), ("best", 5_001), ("worst", 5_001)] {
        let at = format!("{task}/{field}");
        takes(&at, json!(beyond - 1));
        refuses(&at, json!(beyond), &["“Immersion", "5000 working days"]);
    }
    let percentages = [
        ("/pitch/status/win_probability", "win_probability"),
        ("/pitch/media/spread", "pitch › media › spread"),
        ("/pitch/timeline/tasks/1/progress", "progress"),
    ];
    for (at, place) in percentages {
        takes(at, json!("100"));
        refuses(at, json!("100.01"), &[place, "at most 100 %"]);
    }
    for lag in [5_000_i64, -5_000] {
        takes("/pitch/timeline/links/0/lag", json!(lag));
        let (beyond, place) = (json!(lag + lag.signum()), "pitch › timeline › links › ");
        refuses("/pitch/timeline/links/0/lag", beyond, &[place, "-5000"]);
    }
}

#[test]
fn a_closure_ends_on_its_first_day_or_up_to_400_days_later() {
    let closed =
        |until: &str| json!({ "id": "c", "name": "Closed", "date": "2027-03-01", "until": until });
    let at = "/pitch/timeline/holidays/0";
    takes(at, closed("2027-03-01"));
    takes(at, closed("2028-04-04"));
    refuses(at, closed("2028-04-05"), &["“Closed”", "400 days"]);
    refuses(at, closed("2027-02-28"), &["“Closed”", "400 days"]);
}

#[test]
fn shares_are_of_a_hundred_and_a_commission_is_below_it() {
    let shares = [
        ("/pitch/budget/options/0/discount", "“Essential” › discount"),
        ("/pitch/budget/payments/0/share", "payments › “"),
    ];
    for (at, place) in shares {
        let share = |percent: &str| {
            let percent = json!({ "percent": percent });
            if at.ends_with("discount") {
                json!({ "scope": "fees", "value": percent })
            } else {
                percent
            }
        };
        takes(at, share("100"));
        refuses(at, share("100.01"), &[place, "at most 100 %"]);
    }
    // An amount is no share of a hundred.
    takes(
        "/pitch/budget/payments/0/share",
        json!({ "amount": 900_000 }),
    );
    let bought = |kind: &str, commission: &str| json!({ "id": "c", "name": "Video", "kind": kind, "net": 100, "commission": commission });
    let at = "/pitch/budget/lines/0";
    takes(at, bought("media_commission", "99.999999"));
    let words = ["“Video”", "below 100 %"];
    refuses(at, bought("media_commission", "100"), &words);
    refuses(at, bought("media_commission", "250"), &words);
    // Of other lines it says nothing.
    takes(at, bought("media_service_fee", "100"));
}

#[test]
fn a_text_is_taken_up_to_its_most_bytes() {
    let at = "/pitch/brief/background";
    let longest = "x".repeat(MAX_TEXT);
    takes(at, json!(longest));
    let long = format!("{longest}x");
    let beyond = "longer than 100000 characters";
    refuses(at, json!(long), &["pitch › brief › background", beyond]);
    // A quote within the text does not end it, nor does a backslash before its end.
    let escaped = format!("{}\"\\", "x".repeat(MAX_TEXT - 4));
    takes(at, json!(escaped));
    let halves = format!("{0}\"{0}", "x".repeat(MAX_TEXT / 2));
    refuses(at, json!(halves), &["pitch › brief › background"]);
    // What follows a long text is read as before, and so is the second of two.
    let twice = with(at, json!(longest)).replace("\"title\":\"", &format!("\"title\":\"{long}"));
    let error = file::read(&twice).unwrap_err().to_string();
    assert!(error.contains("title"), "{error:.200}");
}

#[test]
fn a_long_text_in_a_list_and_a_long_key_are_named() {
    let long = "x".repeat(MAX_TEXT + 1);
    let at = "/pitch/timeline/tasks/0/options";
    refuses(at, json!(["o-stretch", long]), &["options › 2: "]);
    let key = format!("deliverables › {}: the text", "x".repeat(60));
    let scope = json!({ "out_of_scope": "", "deliverables": { long: 1 } });
    refuses("/pitch/scope", scope, &[&key]);
}

#[test]
fn a_long_text_is_found_in_a_file_of_many_lines() {
    let document: Value = serde_json::from_str(&with(
        "/pitch/timeline/tasks/2/note",
        json!("x".repeat(MAX_TEXT + 1)),
    ))
    .unwrap();
    let text = serde_json::to_string_pretty(&document).unwrap();
    let error = file::read(&text).unwrap_err().to_string();
    assert!(
        error.contains("pitch › timeline › tasks › 3 (“Measurement framework"),
        "{error:.200}"
    );
    assert!(error.contains("› note"), "{error:.200}");
}
