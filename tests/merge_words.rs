//! Two copies of a pitch: how their difference is said.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "support/copies.rs"]
#[allow(dead_code)]
mod copies;
#[path = "support/edits.rs"]
#[allow(dead_code)]
mod edits;
#[path = "support/pitches.rs"]
#[allow(dead_code)]
mod pitches;

use std::collections::{BTreeMap, BTreeSet};

use copies::{WORDS, entry, example, only, sentences, set, with};
use edits::{Editor, some};
use pitches::Dice;
use pitchwright::file;
use pitchwright::merge::{
    Change, Comparison, Part, Shown, Side, What, choices_of, consequences, label_of, since,
};
use pitchwright::model::Money;
use pitchwright::plan::checks::Words;
use serde_json::{Value, json};

#[test]
fn a_longer_task_is_said_with_what_it_does_to_dates() {
    let mine = example();
    let theirs = set(&mine, "/timeline/tasks", "t-edit", "duration", json!(8));
    let comparison = Comparison::new(Some(&mine), &mine, &theirs);
    let change = only(comparison.changes());
    assert_eq!(
        change.sentence(&WORDS),
        "Edit, grade, sound: Days 5 d → 8 d"
    );
    assert_eq!(
        (change.part, change.what, change.side),
        (Part::Timeline, What::Changed, Side::Theirs)
    );
    assert_eq!(change.key, "timeline/tasks/t-edit/duration");
    assert!(!change.asks);
    // It has slack; a later film does not.
    let effect = comparison.effect_of(&change.key).unwrap();
    assert_eq!(effect.before.launch, effect.after.launch);
    let theirs = set(
        &theirs,
        "/timeline/tasks",
        "t-concept",
        "duration",
        json!(30),
    );
    let comparison = Comparison::new(Some(&mine), &mine, &theirs);
    let effect = comparison
        .effect_of("timeline/tasks/t-concept/duration")
        .unwrap();
    assert_ne!(effect.before.launch, effect.after.launch);
    let launch = WORDS.date(effect.after.launch.unwrap());
    assert!(
        effect
            .to_string()
            .starts_with(&format!("launch moves to {launch}")),
        "{effect}"
    );
}

#[test]
fn decisions_on_one_part_are_told_from_each_other_by_name() {
    let base = example();
    let changed = |words: &str| {
        let mut copy = base.clone();
        let brief = std::sync::Arc::make_mut(&mut copy.brief);
        brief.background = format!("{words} on the background.");
        brief.insight = format!("{words} on the insight.");
        copy
    };
    let (mine, theirs) = (changed("Mine"), changed("Theirs"));
    let comparison = Comparison::new(Some(&base), &mine, &theirs);
    let names: Vec<String> = (comparison.changes().iter()).map(Change::name).collect();
    assert_eq!(names, ["Brief, background", "Brief, insight"]);
}

#[test]
fn a_dearer_line_is_said_with_what_it_does_to_sums() {
    let mine = example();
    let theirs = with(&mine, |pitch| {
        pitch["budget"]["lines"].as_array_mut().unwrap().push(
            json!({ "id": "b-drone", "name": "Drone", "kind": "fixed", "quantity": "2",
                    "unit_price": 210_000, "group": "g-production" }),
        );
    });
    let comparison = Comparison::new(Some(&mine), &mine, &theirs);
    let change = only(comparison.changes());
    assert_eq!(change.sentence(&WORDS), "Drone: added");
    let held: Vec<String> = (change.differences.iter())
        .map(|difference| format!("{} {}", difference.label, difference.theirs))
        .collect();
    assert_eq!(
        held,
        [
            "Item “Drone”",
            "Kind Fixed price",
            "Group Production",
            "Quantity 2",
            "Unit price 2,100"
        ]
    );
    let effect = comparison.effect_of(&change.key).unwrap();
    let net = effect.after.net_total - effect.before.net_total;
    assert_eq!(
        net,
        effect.after.net_total - consequences(&mine, &theirs).before.net_total
    );
    // The option has a discount of 5 %.
    assert_eq!(net, Money::minor(399_000));
    assert!(effect.to_string().starts_with("net +3,990"), "{effect}");
}

#[test]
fn values_are_read_as_people_read_them() {
    let base = example();
    let edited = with(&base, |pitch| {
        let task = entry(pitch, "/timeline/tasks", "t-edit");
        task["phase"] = json!("ph-media");
        task["deadline"] = json!("2027-05-14");
        task["progress"] = json!("40");
        task["optional"] = json!(true);
        task["kind"] = json!("approval");
        task["options"] = json!(["o-stretch"]);
        pitch["status"]["win_probability"] = json!("55.5");
        pitch["status"]["stage"] = json!("won");
        pitch["brief"]["client_budget"] = json!(61_234_550);
        entry(pitch, "/story/sections", "s-insight")["internal"] = json!(true);
        entry(pitch, "/team/people", "p-wim")["hours_per_week"] = json!("12.5");
        entry(pitch, "/budget/payments", "i-2")["due"] = json!({ "task": "t-edit" });
        entry(pitch, "/budget/payments", "i-4")["share"] = json!({ "amount": 1_000_000 });
        pitch["timeline"]["working_week"] = json!([1, 2, 3, 4]);
        pitch["budget"]["payment_days"] = json!(45);
    });
    let said = sentences(&since(&base, &edited));
    for wanted in [
        "Edit, grade, sound: Phase Production → Media",
        "Edit, grade, sound: Deadline nothing → 14 May 2027",
        "Edit, grade, sound: Done 0 % → 40 %",
        "Edit, grade, sound: May be dropped to gain time no → yes",
        "Edit, grade, sound: Kind Task → Approval by the client",
        "Edit, grade, sound: Options Recommended, Stretch → Stretch",
        "Client: Win probability 40 % → 55.5 %",
        "Client: Stage In progress → Won",
        "The insight: The client sees this section yes → no",
        "Timeline: Working days Mon, Tue, Wed, Thu, Fri → Mon, Tue, Wed, Thu",
    ] {
        assert!(
            said.iter().any(|one| one == wanted),
            "{wanted}\n{}",
            said.join("\n")
        );
    }
    for wanted in [
        "→ 612,345.50",
        "Wim de Boer: Hours a week",
        "→ 12.5 h",
        "→ After Edit, grade, sound",
        "On air: Share",
        "→ 10,000",
        "Client pays after 0 days → 45 days",
    ] {
        assert!(
            said.iter().any(|one| one.contains(wanted)),
            "{wanted}\n{}",
            said.join("\n")
        );
    }
    let ids = ["t-edit", "ph-", "o-stretch", "i-4", "p-wim"];
    assert!(
        said.iter()
            .all(|one| ids.iter().all(|id| !one.contains(id))),
        "{said:?}"
    );
}

#[test]
fn long_text_is_counted_in_words_and_shown_by_paragraphs() {
    let base = set(
        &example(),
        "/story/sections",
        "s-letter",
        "text",
        json!("One two three.\n\nFour five.\n\nSix."),
    );
    let now = set(
        &base,
        "/story/sections",
        "s-letter",
        "text",
        json!("One two three.\n\nFour and five and more.\n\nSix."),
    );
    let changes = since(&base, &now);
    let change = only(&changes);
    assert_eq!(
        change.sentence(&WORDS),
        "Dear Ines: Text: 4 words added, 1 removed"
    );
    let paragraphs = change.differences[0].paragraphs.as_ref().unwrap();
    let pieces: Vec<_> = (paragraphs.pieces.iter())
        .map(|piece| (piece.side, piece.base.as_str(), piece.mine.as_str()))
        .collect();
    assert_eq!(
        pieces,
        [
            (None, "One two three.", "One two three."),
            (Some(Side::Mine), "Four five.", "Four and five and more."),
            (None, "Six.", "Six."),
        ]
    );
}

/// Every field of the format by its path without ids, with its schema.
fn fields_of_the_format() -> Vec<(String, Value)> {
    let schema: Value = serde_json::from_str(&file::schema()).unwrap();
    let mut fields = Vec::new();
    let mut left = vec![("Pitch".to_owned(), String::new())];
    while let Some((name, at)) = left.pop() {
        let Some(properties) = schema["$defs"][&name]["properties"].as_object() else {
            continue;
        };
        for (field, of) in properties {
            let path = format!("{at}{field}");
            let all = [&of["$ref"], &of["items"]["$ref"], &of["anyOf"][0]["$ref"]];
            let mut of = of.clone();
            for inner in all.into_iter().filter_map(Value::as_str) {
                let inner = inner.rsplit('/').next().unwrap();
                of["named"] = json!(inner);
                of["words"] = schema["$defs"][inner]["oneOf"].clone();
                left.push((inner.to_owned(), format!("{path}/")));
            }
            fields.push((path, of));
        }
    }
    // Records that are compared as one value are shown by their number.
    let records = [
        "signed/deliverables/",
        "signed/dates/",
        "signed/groups/",
        "story/statement/",
        "timeline/baselines/tasks/",
    ];
    fields.retain(|(path, _)| !records.iter().any(|record| path.starts_with(record)));
    assert!(fields.len() > 180, "{}", fields.len());
    fields
}

#[test]
fn every_field_of_the_format_has_a_label() {
    let without: Vec<String> = (fields_of_the_format().into_iter())
        .map(|(path, _)| path)
        .filter(|path| label_of(path).is_none())
        .collect();
    assert_eq!(without, Vec::<String>::new());
}

#[test]
fn every_choice_of_the_format_has_words() {
    let mut choices = 0;
    for (path, of) in fields_of_the_format() {
        let words: Vec<&str> = (of["words"].as_array().into_iter().flatten())
            .filter_map(|one| one["const"].as_str())
            .collect();
        // Shares and due days are more than words.
        let name = of["named"].as_str().unwrap_or_default();
        if words.is_empty() || ["Share", "Due", "Rollover"].contains(&name) {
            continue;
        }
        choices += 1;
        let known = choices_of(&path).unwrap_or_else(|| panic!("{path} has no words"));
        let known: Vec<&str> = known.iter().map(|(word, _)| *word).collect();
        assert_eq!(known, words, "{path}, the usual one first");
    }
    assert!(choices > 20, "{choices}");
}

#[test]
fn every_value_is_read_as_what_it_is() {
    let fields: BTreeMap<String, Value> = fields_of_the_format().into_iter().collect();
    let editor = Editor::new();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for seed in 0..60 {
        let dice = &mut Dice::new(seed);
        let base = some(dice);
        for change in since(&base, &editor.edited(&base, dice, 8)) {
            // The key without its ids, and the field.
            let entries = change
                .trail
                .iter()
                .map(|entry| &entry.id)
                .collect::<Vec<_>>();
            let mut path: Vec<&str> = (change.key.split('/'))
                .filter(|step| entries.iter().all(|id| id != step))
                .collect();
            if change.what == What::Changed {
                path.pop();
            }
            for difference in &change.differences {
                let path = [&path[..], &[&difference.field]].concat().join("/");
                let (Some(of), false) = (fields.get(&path), difference.mine == Shown::Nothing)
                else {
                    continue;
                };
                let name = of["named"].as_str().unwrap_or_default();
                let fits = match (&difference.mine, name) {
                    (Shown::Money(_) | Shown::MoneyIn(..), "Money" | "Share")
                    | (Shown::Percent(_), "Percent" | "Share")
                    | (Shown::Date(_), "Date" | "Due")
                    | (Shown::Hours(_), "Hours")
                    | (Shown::Number(_), "Quantity")
                    | (Shown::List(_), "LineId" | "TaskId" | "OptionId" | "AssumedFigure")
                    | (Shown::Text(_), "Colour")
                    | (Shown::Parts(_), _) => true,
                    (Shown::Text(_) | Shown::Words(_), "") => of["type"] == "string",
                    (Shown::Days(_) | Shown::CalendarDays(_) | Shown::Number(_), "") => {
                        of["type"].to_string().contains("integer")
                    }
                    (Shown::YesNo(_), "") => of["type"] == "boolean",
                    (Shown::Name(name), of_what) => {
                        let raw = ["Money", "Percent", "Hours", "Quantity", ""];
                        !name.contains('_') && !raw.contains(&of_what)
                    }
                    _ => false,
                };
                assert!(fits, "{path} is a {name} and reads {:?}", difference.mine);
                seen.insert(path);
            }
        }
    }
    assert!(seen.len() > 120, "only {} fields were edited", seen.len());
}
