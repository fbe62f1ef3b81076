//! Two copies of a pitch: what is said of their difference, and what is made of both.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "support/edits.rs"]
#[allow(dead_code)]
mod edits;
#[path = "support/pitches.rs"]
#[allow(dead_code)]
mod pitches;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use edits::{Edit, Editor, some, text};
use pitches::Dice;
use pitchwright::file;
use pitchwright::merge::{
    Change, Choice, Comparison, Decisions, MergeError, Note, Part, Plain, Shown, Side, What,
    choices_of, consequences, label_of, merge, since, take_part,
};
use pitchwright::model::Identifier;
use pitchwright::model::{Currency, Money, Pitch};
use pitchwright::plan::checks::Words;
use serde_json::{Value, json};

const EXAMPLE: &str = include_str!("../assets/example.pitch.json");

fn example() -> Pitch {
    file::read(EXAMPLE).unwrap().document.pitch
}

/// The pitch with its JSON changed.
fn with(pitch: &Pitch, change: impl FnOnce(&mut Value)) -> Pitch {
    let mut value = serde_json::to_value(pitch).unwrap();
    change(&mut value);
    let (pitch, repairs) = edits::read(&value).expect("the reader takes it");
    assert_eq!(repairs, 0, "the edit leaves nothing dangling");
    pitch
}

/// The entry with this id, in the list at this pointer.
fn entry<'a>(pitch: &'a mut Value, list: &str, id: &str) -> &'a mut Value {
    let list = pitch.pointer_mut(list).unwrap().as_array_mut().unwrap();
    list.iter_mut().find(|entry| entry["id"] == id).unwrap()
}

fn set(
    pitch: &Pitch,
    list: &'static str,
    id: &'static str,
    field: &'static str,
    value: Value,
) -> Pitch {
    with(pitch, |pitch| entry(pitch, list, id)[field] = value)
}

fn add(pitch: &Pitch, list: &'static str, at: usize, new: Value) -> Pitch {
    with(pitch, |pitch| {
        pitch
            .pointer_mut(list)
            .unwrap()
            .as_array_mut()
            .unwrap()
            .insert(at, new);
    })
}

fn ids(pitch: &Pitch, list: &str) -> Vec<String> {
    let pitch = serde_json::to_value(pitch).unwrap();
    let list = pitch.pointer(list).unwrap().as_array().unwrap();
    list.iter()
        .map(|entry| entry["id"].as_str().unwrap().to_owned())
        .collect()
}

const WORDS: Plain = Plain(Currency::EUR);

fn sentences(changes: &[Change]) -> Vec<String> {
    changes
        .iter()
        .map(|change| change.sentence(&WORDS))
        .collect()
}

fn only(changes: &[Change]) -> &Change {
    assert_eq!(changes.len(), 1, "{:?}", sentences(changes));
    &changes[0]
}

fn undecided() -> Decisions {
    Decisions::new()
}

fn decided(key: &str, choice: Choice) -> Decisions {
    Decisions::from([(key.to_owned(), choice)])
}

// What is said.

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

// What is taken.

#[test]
fn what_only_one_side_changed_is_taken() {
    let base = example();
    let mine = set(&base, "/timeline/tasks", "t-edit", "duration", json!(8));
    let theirs = set(
        &base,
        "/timeline/tasks",
        "t-edit",
        "note",
        json!("Ask Wim."),
    );
    let both = set(
        &mine,
        "/timeline/tasks",
        "t-edit",
        "note",
        json!("Ask Wim."),
    );
    let comparison = Comparison::new(Some(&base), &mine, &theirs);
    assert_eq!(comparison.open().count(), 0);
    let merged = comparison.merge(&undecided()).unwrap();
    assert_eq!(merged.pitch, both);
    assert_eq!(merged.notes, []);
    assert_eq!(
        merge(Some(&base), &theirs, &mine, &undecided())
            .unwrap()
            .pitch,
        both
    );
}

#[test]
fn what_both_changed_is_a_decision() {
    let base = example();
    let mine = set(&base, "/timeline/tasks", "t-edit", "duration", json!(8));
    let theirs = set(&base, "/timeline/tasks", "t-edit", "duration", json!(6));
    let comparison = Comparison::new(Some(&base), &mine, &theirs);
    let change = only(comparison.changes());
    assert_eq!(
        change.sentence(&WORDS),
        "Edit, grade, sound: Days 5 d → 8 d here, 6 d there"
    );
    assert!(change.asks);
    assert_eq!(
        (change.default, &*change.choices),
        (Choice::Mine, &[Choice::Mine, Choice::Theirs][..])
    );
    assert_eq!(comparison.merge(&undecided()).unwrap().pitch, mine);
    let theirs_taken = comparison
        .merge(&decided(&change.key, Choice::Theirs))
        .unwrap();
    assert_eq!(theirs_taken.pitch, theirs);
    assert_eq!(only(&theirs_taken.changes).taken, Choice::Theirs);
    let effect = comparison.effect_of(&change.key).unwrap();
    assert_eq!(effect, consequences(&mine, &theirs));
}

#[test]
fn a_change_of_one_side_can_be_refused() {
    let base = example();
    let mine = set(&base, "/timeline/tasks", "t-edit", "duration", json!(8));
    let refused = merge(
        Some(&base),
        &mine,
        &base,
        &decided("timeline/tasks/t-edit/duration", Choice::Theirs),
    );
    assert_eq!(refused.unwrap().pitch, base);
}

#[test]
fn the_same_edit_of_both_is_nothing_to_decide() {
    let base = example();
    let edited = set(&base, "/timeline/tasks", "t-edit", "duration", json!(8));
    let edited = add(
        &edited,
        "/journal/entries",
        0,
        json!({ "id": "j-new", "text": "Called." }),
    );
    let comparison = Comparison::new(Some(&base), &edited, &edited);
    assert!(comparison.is_empty());
    assert!(
        comparison
            .changes()
            .iter()
            .all(|change| change.side == Side::Same && change.choices.is_empty())
    );
    assert_eq!(comparison.changes().len(), 2);
    assert_eq!(comparison.merge(&undecided()).unwrap().pitch, edited);
}

#[test]
fn a_holiday_that_both_took_from_the_list_is_one() {
    let base = example();
    let day = |id: &str| json!({ "id": id, "date": "2027-12-25", "name": "Christmas Day", "region": "NL" });
    let mine = add(&base, "/timeline/holidays", 6, day("h-mine"));
    let theirs = add(&base, "/timeline/holidays", 6, day("h-theirs"));
    let comparison = Comparison::new(Some(&base), &mine, &theirs);
    assert!(comparison.is_empty());
    assert_eq!(comparison.merge(&undecided()).unwrap().pitch, mine);
    assert!(Comparison::new(None, &mine, &theirs).changes().is_empty());
}

#[test]
fn fields_that_only_make_sense_together_are_decided_together() {
    let base = example();
    let base = with(&base, |pitch| {
        entry(pitch, "/timeline/holidays", "h-1")["until"] = json!("2027-03-28");
    });
    // Each is a span by itself; the first day of one with the last of the other would be none.
    let mine = with(&base, |pitch| {
        let day = entry(pitch, "/timeline/holidays", "h-1");
        day["date"] = json!("2027-04-20");
        day["until"] = json!("2027-04-21");
    });
    let theirs = set(
        &base,
        "/timeline/holidays",
        "h-1",
        "until",
        json!("2027-03-27"),
    );
    let comparison = Comparison::new(Some(&base), &mine, &theirs);
    let change = only(comparison.changes());
    assert!(change.asks);
    assert_eq!(change.differences.len(), 2);
    assert_eq!(comparison.merge(&undecided()).unwrap().pitch, mine);
    assert_eq!(
        comparison
            .merge(&decided(&change.key, Choice::Theirs))
            .unwrap()
            .pitch,
        theirs
    );
}

// Entries.

#[test]
fn entries_of_both_stand_where_they_were_put() {
    let base = example();
    let task = |id: &str| json!({ "id": id, "name": id, "duration": 1 });
    let mine = add(&base, "/timeline/tasks", 2, task("m-1"));
    let mine = add(&mine, "/timeline/tasks", 27, task("m-2"));
    let theirs = add(&base, "/timeline/tasks", 2, task("x-1"));
    let theirs = add(&theirs, "/timeline/tasks", 27, task("x-2"));
    let theirs = add(&theirs, "/timeline/tasks", 28, task("x-3"));
    let merged = merge(Some(&base), &mine, &theirs, &undecided()).unwrap();
    let order = ids(&merged.pitch, "/timeline/tasks");
    assert_eq!(order[..4], ["t-kick-off", "t-immersion", "m-1", "x-1"]);
    assert_eq!(order[order.len() - 3..], ["m-2", "x-2", "x-3"]);
}

#[test]
fn what_moved_moves_and_the_rest_stays() {
    let base = example();
    let places = ids(&base, "/story/sections");
    let moved = |pitch: &Pitch, id: &str, to: usize| {
        with(pitch, |pitch| {
            Edit::Move("/story/sections".to_owned(), id.to_owned(), to).apply(pitch);
        })
    };
    let mine = moved(&base, "s-letter", 5);
    let theirs = moved(&base, "s-reach", 1);
    let theirs = set(
        &theirs,
        "/story/sections",
        "s-letter",
        "title",
        json!("Dear Ines and Tom"),
    );
    let comparison = Comparison::new(Some(&base), &mine, &theirs);
    let said = sentences(comparison.changes());
    assert_eq!(
        said.iter().map(String::as_str).collect::<BTreeSet<_>>(),
        BTreeSet::from([
            "Dear Ines: Title “Dear Ines” → “Dear Ines and Tom”",
            "How it reaches people: Place after Defend the crema → after Dear Ines and Tom",
            "Dear Ines: Place first → after The second sip",
        ])
    );
    assert_eq!(comparison.open().count(), 0);
    let merged = comparison.merge(&undecided()).unwrap().pitch;
    let mut expected = places;
    expected.remove(0);
    expected.insert(5, "s-letter".to_owned());
    let reach = expected.iter().position(|id| id == "s-reach").unwrap();
    let reach = expected.remove(reach);
    let letter = expected.iter().position(|id| id == "s-letter").unwrap();
    expected.insert(letter + 1, reach);
    assert_eq!(ids(&merged, "/story/sections"), expected);
}

#[test]
fn one_entry_moved_by_both_is_a_decision() {
    let base = example();
    let moved = |to: usize| {
        let edit = Edit::Move("/timeline/phases".to_owned(), "ph-set-up".to_owned(), to);
        with(&base, |pitch| edit.apply(pitch))
    };
    let (mine, theirs) = (moved(2), moved(4));
    let comparison = Comparison::new(Some(&base), &mine, &theirs);
    let change = only(comparison.changes());
    assert_eq!(
        (change.what, change.side, change.asks),
        (What::Moved, Side::Both, true)
    );
    assert_eq!(comparison.merge(&undecided()).unwrap().pitch, mine);
    assert_eq!(
        comparison
            .merge(&decided(&change.key, Choice::Theirs))
            .unwrap()
            .pitch,
        theirs
    );
}

#[test]
fn removed_here_and_changed_there_is_a_decision() {
    let base = example();
    let mut mine = base.clone();
    mine.remove_line(&pitchwright::model::LineId::new("b-set-up-strategist").unwrap());
    let theirs = set(
        &base,
        "/budget/lines",
        "b-set-up-strategist",
        "hours",
        json!("99"),
    );
    let comparison = Comparison::new(Some(&base), &mine, &theirs);
    let change = comparison.open().next().unwrap();
    assert_eq!((change.what, change.side), (What::Removed, Side::Both));
    let said = change.sentence(&WORDS);
    assert!(
        said.starts_with("Strategist: removed here, changed there: Hours "),
        "{said}"
    );
    assert!(said.ends_with(" → 99 h"), "{said}");
    // Nothing is lost unless somebody says so.
    assert_eq!(change.default, Choice::Theirs);
    let kept = comparison.merge(&undecided()).unwrap().pitch;
    assert!(ids(&kept, "/budget/lines").contains(&"b-set-up-strategist".to_owned()));
    let gone = comparison
        .merge(&decided(&change.key, Choice::Mine))
        .unwrap();
    assert_eq!(gone.pitch, mine);
    assert_eq!(gone.notes, []);
}

#[test]
fn what_the_other_side_needs_is_kept_unless_it_is_let_go() {
    let base = example();
    let mut mine = base.clone();
    mine.remove_role(&pitchwright::model::RoleId::new("r-designer").unwrap());
    let theirs = add(
        &base,
        "/timeline/tasks",
        3,
        json!({ "id": "t-icons", "name": "Icons", "duration": 2,
                "assignments": [{ "id": "a-icons", "role": "r-designer", "hours": "6" }] }),
    );
    let comparison = Comparison::new(Some(&base), &mine, &theirs);
    let change = (comparison.changes().iter())
        .find(|change| change.key == "team/roles/r-designer")
        .unwrap();
    assert_eq!(change.needed_by, ["Icons"]);
    assert!(change.asks);
    assert_eq!(change.default, Choice::Theirs);

    let kept = comparison.merge(&undecided()).unwrap();
    assert!(ids(&kept.pitch, "/team/roles").contains(&"r-designer".to_owned()));
    assert_eq!(
        kept.notes
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>(),
        ["The role “Designer” is gone in one copy and is kept: it is needed by “Icons”."]
    );

    let gone = comparison
        .merge(&decided(&change.key, Choice::Mine))
        .unwrap();
    assert!(!ids(&gone.pitch, "/team/roles").contains(&"r-designer".to_owned()));
    assert!(ids(&gone.pitch, "/timeline/tasks").contains(&"t-icons".to_owned()));
    let left = text(&gone.pitch);
    assert_eq!(
        left.matches("\"r-designer\"").count(),
        0,
        "nothing names it any more"
    );
    assert!(matches!(&*gone.notes, [Note::LetGo { name, .. }] if name == "Designer"));
}

#[test]
fn an_option_that_is_let_go_takes_nothing_along() {
    let base = example();
    let mut mine = base.clone();
    mine.remove_option(&pitchwright::model::OptionId::new("o-stretch").unwrap());
    let theirs = add(
        &base,
        "/budget/lines",
        0,
        json!({ "id": "b-new", "name": "Encore", "options": ["o-stretch"] }),
    );
    let gone = merge(
        Some(&base),
        &mine,
        &theirs,
        &decided("budget/options/o-stretch", Choice::Mine),
    )
    .unwrap();
    assert!(ids(&gone.pitch, "/budget/lines").contains(&"b-new".to_owned()));
    assert!(!text(&gone.pitch).contains("o-stretch"));
}

#[test]
fn links_of_both_that_close_a_loop_are_set_aside_and_said() {
    let base = example();
    let link = |from: &str, to: &str| json!({ "id": format!("l-{from}"), "from": from, "to": to });
    let base = with(&base, |pitch| {
        for id in ["t-one", "t-two"] {
            let task = json!({ "id": id, "name": id, "duration": 1 });
            pitch["timeline"]["tasks"]
                .as_array_mut()
                .unwrap()
                .push(task);
        }
    });
    let mine = add(&base, "/timeline/links", 0, link("t-one", "t-two"));
    let theirs = add(&base, "/timeline/links", 0, link("t-two", "t-one"));
    let merged = merge(Some(&base), &mine, &theirs, &undecided()).unwrap();
    assert!(
        matches!(&*merged.notes, [Note::Repaired(_)]),
        "{:?}",
        merged.notes
    );
    assert!(text(&merged.pitch).contains("set_aside_links"));
    assert_eq!(file::read(&text(&merged.pitch)).unwrap().repairs, []);
}

// Text.

const LETTER: &str = "Dear Ines,\n\nfirst.\n\nsecond.\n\nthird.\n\nYours";

fn letter(text: &str) -> Pitch {
    set(
        &example(),
        "/story/sections",
        "s-letter",
        "text",
        json!(text.to_owned()),
    )
}

fn written(pitch: &Pitch) -> String {
    pitch.story.sections[0].text.clone()
}

#[test]
fn text_is_merged_paragraph_by_paragraph() {
    let base = letter(LETTER);
    let mine = letter("Dear Ines,\n\nfirst of all.\n\nsecond.\n\nthird.\n\nYours");
    let theirs = letter("Dear Ines,\n\nfirst.\n\nsecond.\n\nbetween.\n\nthird!\n\nYours");
    let comparison = Comparison::new(Some(&base), &mine, &theirs);
    assert_eq!(comparison.open().count(), 0);
    let change = only(comparison.changes());
    assert_eq!((change.side, change.default), (Side::Both, Choice::Both));
    let merged = comparison.merge(&undecided()).unwrap().pitch;
    assert_eq!(
        written(&merged),
        "Dear Ines,\n\nfirst of all.\n\nsecond.\n\nbetween.\n\nthird!\n\nYours"
    );
    let one = |choice| {
        written(
            &comparison
                .merge(&decided(&change.key, choice))
                .unwrap()
                .pitch,
        )
    };
    assert_eq!(one(Choice::Mine), written(&mine));
    assert_eq!(one(Choice::Theirs), written(&theirs));
}

#[test]
fn a_paragraph_that_both_changed_is_a_decision_of_its_own() {
    let base = letter(LETTER);
    let mine = letter("Dear Ines,\n\nfirst.\n\nsecond, mine.\n\nthird.\n\nYours\n\nPS");
    let theirs = letter("Dear Ines!\n\nfirst.\n\nsecond, theirs.\n\nthird.\n\nYours\n\nPPS");
    let comparison = Comparison::new(Some(&base), &mine, &theirs);
    let change = only(comparison.changes());
    assert!(change.asks);
    assert_eq!(change.choices, [Choice::Mine, Choice::Theirs, Choice::Both]);
    let paragraphs = change.differences[0].paragraphs.as_ref().unwrap();
    let open: Vec<_> = (paragraphs.pieces.iter())
        .filter_map(|piece| {
            Some((
                piece.key.clone()?,
                piece.base.as_str(),
                piece.mine.as_str(),
                piece.theirs.as_str(),
            ))
        })
        .collect();
    assert_eq!(open.len(), 2);
    assert_eq!(
        (open[0].1, open[0].2, open[0].3),
        ("second.", "second, mine.", "second, theirs.")
    );
    assert_eq!((open[1].1, open[1].2, open[1].3), ("", "PS", "PPS"));
    assert_eq!(
        written(&comparison.merge(&undecided()).unwrap().pitch),
        "Dear Ines!\n\nfirst.\n\nsecond, mine.\n\nsecond, theirs.\n\nthird.\n\nYours\n\nPS\n\nPPS"
    );
    let decisions = Decisions::from([
        (open[0].0.clone(), Choice::Theirs),
        (open[1].0.clone(), Choice::Mine),
    ]);
    assert_eq!(
        written(&comparison.merge(&decisions).unwrap().pitch),
        "Dear Ines!\n\nfirst.\n\nsecond, theirs.\n\nthird.\n\nYours\n\nPS"
    );
}

#[test]
fn text_that_one_cleared_and_the_other_wrote_on_is_kept_and_asked() {
    let base = letter(LETTER);
    let (mine, theirs) = (letter(""), letter("Dear Ines,\n\nfirst and last."));
    let comparison = Comparison::new(Some(&base), &mine, &theirs);
    let change = only(comparison.changes());
    assert!(change.asks);
    assert_eq!(change.default, Choice::Theirs);
    assert_eq!(comparison.merge(&undecided()).unwrap().pitch, theirs);
}

#[test]
fn long_and_unlike_texts_are_compared_in_time() {
    let text = |word: &str| {
        let words: Vec<String> = (0..14_000).map(|at| format!("{word}{at}")).collect();
        words.join(" ")
    };
    let (mine, theirs) = (letter(&text("a")), letter(&text("b")));
    let started = Instant::now();
    let comparison = Comparison::new(Some(&letter(LETTER)), &mine, &theirs);
    assert!(started.elapsed().as_secs() < 10, "{:?}", started.elapsed());
    // Both would be longer than a text may be: nothing happens, and it is said.
    let refused = comparison.merge(&undecided()).unwrap_err();
    assert!(
        refused
            .to_string()
            .contains("longer than 100000 characters"),
        "{refused}"
    );
    assert!(
        comparison
            .merge(&decided(&comparison.changes()[0].key, Choice::Mine))
            .is_ok()
    );
}

// Without an ancestor.

#[test]
fn without_an_ancestor_every_difference_is_a_decision() {
    let base = example();
    let mine = set(&base, "/timeline/tasks", "t-edit", "duration", json!(8));
    let mine = add(
        &mine,
        "/journal/entries",
        0,
        json!({ "id": "j-mine", "about": "Mine" }),
    );
    let theirs = set(
        &base,
        "/timeline/tasks",
        "t-edit",
        "note",
        json!("Ask Wim."),
    );
    let theirs = add(
        &theirs,
        "/journal/entries",
        0,
        json!({ "id": "j-theirs", "about": "Theirs" }),
    );
    let comparison = Comparison::new(None, &mine, &theirs);
    assert!(comparison.changes().iter().all(|change| change.asks));
    assert_eq!(
        sentences(comparison.changes()),
        [
            "Edit, grade, sound: Days 8 d here, 5 d there",
            "Edit, grade, sound: Note nothing here, “Ask Wim.” there",
            "Mine: only here",
            "Theirs: only there",
        ]
    );
    let defaults: Vec<Choice> = comparison
        .changes()
        .iter()
        .map(|change| change.default)
        .collect();
    // Where one side has nothing, the other is proposed; entries are kept.
    assert_eq!(
        defaults,
        [Choice::Mine, Choice::Theirs, Choice::Mine, Choice::Theirs]
    );
    let merged = comparison.merge(&undecided()).unwrap().pitch;
    let order = ids(&merged, "/journal/entries");
    assert_eq!(order[..2], ["j-mine", "j-theirs"]);
    assert_eq!(
        merged
            .timeline
            .tasks
            .iter()
            .find(|task| task.duration == 8 && task.note == "Ask Wim.")
            .map(|task| task.name.as_str()),
        Some("Edit, grade, sound")
    );
}

// What nobody knows, and other currencies.

#[test]
fn fields_that_this_version_does_not_know_survive() {
    let base = example();
    let mine = set(
        &base,
        "/timeline/tasks",
        "t-edit",
        "weather",
        json!({ "rain": [1, { "id": "x" }] }),
    );
    let theirs = with(&base, |pitch| {
        pitch["moon"] = json!("full");
        pitch["budget"]["tides"] = json!({ "high": { "percent": 3 } });
    });
    let merged = merge(Some(&base), &mine, &theirs, &undecided())
        .unwrap()
        .pitch;
    let text = text(&merged);
    for wanted in [
        r#""weather":{"rain":[1,{"id":"x"}]}"#,
        r#""moon":"full""#,
        r#""tides":{"high":{"percent":3}}"#,
    ] {
        assert!(text.contains(wanted), "{wanted}");
    }
    let said = sentences(&since(&base, &merged));
    assert!(
        said.contains(&"Other: Moon nothing → “full”".to_owned()),
        "{said:?}"
    );
}

#[test]
fn amounts_keep_their_digits_in_a_currency_with_other_decimals() {
    let base = example();
    let mut theirs = base.clone();
    theirs.set_currency(Currency::new("JPY").unwrap());
    let mine = set(
        &base,
        "/budget/lines",
        "b-set-up-strategist",
        "unit_price",
        json!(123_400),
    );
    let comparison = Comparison::new(Some(&base), &mine, &theirs);
    let merged = comparison.merge(&undecided()).unwrap().pitch;
    assert_eq!(merged.currency.code(), "JPY");
    let line = (merged.budget.lines.iter()).find(|line| line.id.as_str() == "b-set-up-strategist");
    assert_eq!(line.unwrap().unit_price, Money::minor(1_234));
    assert_eq!(
        merge(Some(&base), &base, &theirs, &undecided())
            .unwrap()
            .pitch,
        theirs
    );
    assert_eq!(
        merge(Some(&theirs), &theirs, &base, &undecided())
            .unwrap()
            .pitch,
        base
    );
}

// Snapshots.

#[test]
fn one_part_is_taken_from_a_snapshot() {
    let snapshot = example();
    let mut now = set(
        &snapshot,
        "/budget/lines",
        "b-set-up-strategist",
        "hours",
        json!("99"),
    );
    now.remove_phase(&pitchwright::model::PhaseId::new("ph-media").unwrap());
    now = set(
        &now,
        "/story/sections",
        "s-letter",
        "text",
        json!("Rewritten."),
    );
    let taken = take_part(&now, &snapshot, Part::Timeline).unwrap();
    assert_eq!(taken.pitch.timeline, snapshot.timeline);
    assert_eq!(taken.pitch.budget, now.budget);
    assert_eq!(taken.pitch.story, now.story);
    let taken = take_part(&now, &snapshot, Part::Budget).unwrap();
    assert_eq!(taken.pitch.timeline, now.timeline);
    // The lines of the snapshot stand in a phase that is gone: they stand without it, and that is said.
    assert!(
        matches!(&*taken.notes, [Note::LetGo { name, .. }] if name == "Media"),
        "{:?}",
        taken.notes
    );
    let without = with(&snapshot, |pitch| {
        for line in pitch["budget"]["lines"].as_array_mut().unwrap() {
            if line["phase"] == "ph-media" {
                line.as_object_mut().unwrap().remove("phase");
            }
        }
    });
    assert_eq!(taken.pitch.budget, without.budget);
}

#[test]
fn a_part_that_is_taken_back_keeps_what_the_rest_needs() {
    let snapshot = example();
    let now = add(
        &snapshot,
        "/team/roles",
        0,
        json!({ "id": "r-new", "name": "Animator", "bill_rate": 9_000 }),
    );
    let now = add(
        &now,
        "/team/roles",
        0,
        json!({ "id": "r-idle", "name": "Nobody yet" }),
    );
    let now = add(
        &now,
        "/timeline/tasks",
        0,
        json!({ "id": "t-new", "name": "Animate",
                "assignments": [{ "id": "a-new", "role": "r-new", "hours": "6" }] }),
    );
    let taken = take_part(&now, &snapshot, Part::Team).unwrap();
    assert_eq!(taken.pitch.timeline, now.timeline);
    let roles = ids(&taken.pitch, "/team/roles");
    assert!(roles.contains(&"r-new".to_owned()));
    assert!(!roles.contains(&"r-idle".to_owned()));
    assert!(matches!(&*taken.notes, [Note::Kept { name, .. }] if name == "Animator"));
}

#[test]
fn a_key_that_is_gone_is_said() {
    let pitch = example();
    let comparison = Comparison::new(None, &pitch, &pitch);
    assert!(comparison.is_empty());
    assert_eq!(
        comparison.effect_of("nothing").unwrap_err(),
        MergeError::NoSuchChange
    );
}

#[test]
fn a_large_pitch_is_compared_well_under_a_second() {
    let base = with(&example(), |pitch| {
        let task = |at: usize| json!({ "id": format!("tt{at}"), "name": format!("Task {at}"), "duration": at % 9 });
        let line = |at: usize| {
            json!({ "id": format!("ll{at}"), "name": format!("Line {at}"), "kind": "fixed",
                                       "quantity": "1", "unit_price": at, "task": format!("tt{}", at % 1000) })
        };
        pitch["timeline"]["tasks"]
            .as_array_mut()
            .unwrap()
            .extend((0..1_000).map(task));
        pitch["budget"]["lines"]
            .as_array_mut()
            .unwrap()
            .extend((0..2_000).map(line));
    });
    let edited = |field: &'static str, step: usize| {
        with(&base, |pitch| {
            for line in pitch["budget"]["lines"]
                .as_array_mut()
                .unwrap()
                .iter_mut()
                .step_by(step)
            {
                line[field] = json!(777);
            }
            pitch["timeline"]["tasks"]
                .as_array_mut()
                .unwrap()
                .rotate_left(step);
        })
    };
    let (mine, theirs) = (edited("unit_price", 3), edited("unit_cost", 2));
    let started = Instant::now();
    let comparison = Comparison::new(Some(&base), &mine, &theirs);
    let compared = started.elapsed();
    let merged = comparison.merge(&undecided()).unwrap();
    println!(
        "compared in {compared:?}, and merged in {:?}",
        started.elapsed().saturating_sub(compared)
    );
    assert!(comparison.changes().len() > 1_000);
    assert_eq!(merged.pitch.timeline.tasks.len(), base.timeline.tasks.len());
    // Ten times what it takes in a debug build on a busy machine.
    assert!(started.elapsed().as_secs() < 10, "{:?}", started.elapsed());
}
