//! What a damaged or hand-made file gets wrong: every reference to what is not there is taken out,
//! said and remembered, and every id is there once.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use pitchwright::file::{self, Pictures, Repair};
use pitchwright::model::Identifier as _;
use serde_json::{Value, json};

const FULL: &str = include_str!("files/v1-full.pitch.json");

fn full() -> Value {
    serde_json::from_str(FULL).unwrap()
}

/// What was put right in this document, in words, and the document as it is written then.
fn put_right(document: &Value) -> (Vec<Repair>, Value) {
    let opened = file::read(&document.to_string()).unwrap();
    let written = file::write(&opened.document, &Pictures::new());
    let again = file::read(&written).unwrap();
    assert_eq!(again.repairs, [], "once is enough");
    assert_eq!(again.document, opened.document);
    (opened.repairs, serde_json::from_str(&written).unwrap())
}

/// Puts `value` into `field` of the entry at this place, which is to be taken out again: remembered
/// as `lost`, and said with this name and this kind of thing.
fn forgets(entry: &str, field: &str, value: Value, lost: &Value, said: (&str, &str)) {
    let mut document = full();
    let object = document.pointer_mut(entry).and_then(Value::as_object_mut);
    object.expect(entry).insert(field.to_owned(), value);
    let (repairs, written) = put_right(&document);
    let repair = Repair::Dangling {
        from: format!("“{}”", said.0),
        to: match said.1 {
            "role" => "role",
            "launch milestone" => "launch milestone",
            "phase" => "phase",
            "option" => "option",
            "person" => "person",
            "recommended option" => "recommended option",
            "group" => "group",
            "task" => "task",
            "flight" => "flight",
            "deliverable" => "deliverable",
            "objective" => "objective",
            "budget line" => "budget line",
            other => panic!("{other}"),
        },
    };
    assert_eq!(repairs, [repair], "{entry}/{field}");
    let sentence = repairs[0].to_string();
    let begins = format!(
        "“{}” referred to a {} that is not in the file",
        said.0, said.1
    );
    assert!(sentence.starts_with(&begins), "{sentence}");
    let kept = written.pointer(&format!("{entry}/lost_{field}"));
    assert_eq!(kept, Some(lost), "{entry}/{field}");
}

#[test]
fn a_reference_to_what_is_not_there_is_remembered() {
    let line = "/pitch/budget/lines/0";
    let cases = [
        ("/pitch/team/people/0", "role", ("Noor Haddad", "role")),
        (
            "/pitch/timeline",
            "launch",
            ("The timeline", "launch milestone"),
        ),
        ("/pitch/timeline/tasks/0", "phase", ("Kick-off", "phase")),
        (
            "/pitch/timeline/tasks/1/assignments/0",
            "role",
            ("Immersion and category audit", "role"),
        ),
        (
            "/pitch/timeline/tasks/1/assignments/0",
            "person",
            ("Immersion and category audit", "person"),
        ),
        (
            "/pitch/budget",
            "recommended",
            ("The budget", "recommended option"),
        ),
        (line, "group", ("Strategist", "group")),
        (line, "role", ("Strategist", "role")),
        (line, "phase", ("Strategist", "phase")),
        (line, "task", ("Strategist", "task")),
        (line, "flight", ("Strategist", "flight")),
        (
            "/pitch/scope/deliverables/0",
            "due",
            ("Film, 20 seconds", "task"),
        ),
    ];
    for (entry, field, said) in cases {
        forgets(entry, field, json!("gone"), &json!("gone"), said);
    }
}

#[test]
fn of_a_list_of_references_those_that_are_there_stay() {
    let cases = [
        (
            "/pitch/timeline/tasks/0",
            "options",
            "o-stretch",
            ("Kick-off", "option"),
        ),
        (
            "/pitch/budget/lines/0",
            "options",
            "o-stretch",
            ("Strategist", "option"),
        ),
        (
            "/pitch/media/flights/0",
            "options",
            "o-stretch",
            ("Online video", "option"),
        ),
        (
            "/pitch/scope/deliverables/0",
            "lines",
            "b-film",
            ("Film, 20 seconds", "budget line"),
        ),
        (
            "/pitch/scope/deliverables/0",
            "tasks",
            "t-shoot",
            ("Film, 20 seconds", "task"),
        ),
    ];
    for (entry, field, there, said) in cases {
        let lost = json!(["gone", "away"]);
        forgets(entry, field, json!(["gone", there, "away"]), &lost, said);
        let mut document = full();
        document.pointer_mut(entry).unwrap()[field] = json!(["gone", there]);
        let (_, written) = put_right(&document);
        let kept = written.pointer(&format!("{entry}/{field}"));
        assert_eq!(kept, Some(&json!([there])), "{entry}/{field}");
    }
}

#[test]
fn what_an_option_an_offer_or_the_media_plan_refers_to_is_remembered_whole() {
    let rounds = |deliverable: &str| json!({ "deliverable": deliverable, "rounds": 3 });
    forgets(
        "/pitch/budget/options/0",
        "rounds",
        json!([rounds("gone"), rounds("d-film")]),
        &json!([rounds("gone")]),
        ("Essential", "deliverable"),
    );
    let measure = |objective: &str| json!({ "objective": objective, "by": "reach" });
    forgets(
        "/pitch/media",
        "measures",
        json!([measure("ob-awareness"), measure("gone")]),
        &json!([measure("gone")]),
        ("The media plan", "objective"),
    );
    let mut document = full();
    let offer = json!({ "id": "f", "on": "2027-01-04", "name": "Full", "currency": "EUR", "option": "gone" });
    document["pitch"]["budget"]["offers"] = json!([offer]);
    let (repairs, written) = put_right(&document);
    assert!(
        repairs[0]
            .to_string()
            .starts_with("“Full” referred to a option")
    );
    let kept = &written["pitch"]["budget"]["offers"][0];
    assert_eq!(kept["lost_option"], json!("gone"));
    assert_eq!(kept.get("option"), None);
}

#[test]
fn an_instalment_whose_task_is_not_there_is_due_on_signature() {
    let mut document = full();
    document["pitch"]["budget"]["payments"][1]["due"] = json!({ "task": "gone" });
    let (repairs, written) = put_right(&document);
    assert_eq!(repairs.len(), 1);
    let sentence = repairs[0].to_string();
    assert!(sentence.starts_with("“When creative is approved” referred to a task"));
    let kept = &written["pitch"]["budget"]["payments"][1];
    assert_eq!(
        (&kept["due"], &kept["lost_due"]),
        (&json!("signature"), &json!("gone"))
    );
}

#[test]
fn what_has_no_name_is_said_as_an_entry() {
    let mut document = full();
    document["pitch"]["team"]["people"][0]["name"] = json!("");
    document["pitch"]["team"]["people"][0]["role"] = json!("gone");
    let (repairs, _) = put_right(&document);
    assert!(
        repairs[0]
            .to_string()
            .starts_with("“An entry” referred to a role")
    );
}

#[test]
fn whole_references_are_left_alone() {
    let (repairs, written) = put_right(&full());
    assert_eq!(repairs, []);
    assert!(!written.to_string().contains("lost_"));
}

#[test]
fn an_id_that_stands_twice_is_made_new_for_the_later_entry() {
    // “t-kick-off-2” is taken.
    let mut document = full();
    let tasks = document["pitch"]["timeline"]["tasks"]
        .as_array_mut()
        .unwrap();
    for (at, id) in [(2, "t-kick-off-2"), (3, "t-kick-off"), (5, "t-kick-off")] {
        tasks[at]["id"] = json!(id);
    }
    let opened = file::read(&document.to_string()).unwrap();
    let ids: Vec<&str> = (opened.document.pitch.timeline.tasks.iter())
        .take(6)
        .map(|task| task.id.as_str())
        .collect();
    assert_eq!(
        ids,
        [
            "t-kick-off",
            "t-immersion",
            "t-kick-off-2",
            "t-kick-off-3",
            "t-approve-brief",
            "t-kick-off-4"
        ]
    );
    let double = Repair::DoubleId {
        list: "timeline › tasks",
        id: "t-kick-off".to_owned(),
    };
    assert_eq!(opened.repairs[..2], [double.clone(), double]);
    assert_eq!(
        opened.repairs[0].to_string(),
        "Two entries of timeline › tasks had the id “t-kick-off”; the later one got a new id."
    );
}

#[test]
fn ids_within_an_entry_are_made_new_too() {
    let mut document = full();
    let pitch = &mut document["pitch"];
    let hour = json!({ "id": "a", "hours": "1" });
    pitch["timeline"]["tasks"][0]["assignments"] = json!([hour, hour]);
    // The same id in another entry is no double.
    pitch["timeline"]["tasks"][3]["assignments"] = json!([hour]);
    let day = json!({ "id": "w", "from": "2027-03-22", "to": "2027-03-22" });
    pitch["team"]["people"][0]["away"] = json!([day, day]);
    let (repairs, written) = put_right(&document);
    let lists: Vec<_> = (repairs.iter())
        .map(|repair| match repair {
            Repair::DoubleId { list, .. } => *list,
            other => panic!("{other}"),
        })
        .collect();
    assert_eq!(lists, ["a task's assignments", "a person's days away"]);
    let id = |at: &str| written.pointer(at).unwrap().clone();
    assert_eq!(id("/pitch/timeline/tasks/0/assignments/1/id"), "a-2");
    assert_eq!(id("/pitch/timeline/tasks/3/assignments/0/id"), "a");
    assert_eq!(id("/pitch/team/people/0/away/1/id"), "w-2");
}

#[test]
fn links_that_do_not_count_are_set_aside_with_those_that_were_before() {
    let mut document = full();
    let earlier = json!({ "id": "old", "from": "x", "to": "y" });
    document["pitch"]["timeline"]["set_aside_links"] = json!([earlier]);
    let link = json!({ "id": "never", "from": "t-kick-off", "to": "t-gone" });
    let links = document["pitch"]["timeline"]["links"]
        .as_array_mut()
        .unwrap();
    links.push(link.clone());
    let (repairs, written) = put_right(&document);
    assert_eq!(
        repairs[0].to_string(),
        "The link from “Kick-off” to “t-gone” closes a loop or leads nowhere; it was set aside in the file and does not count."
    );
    let kept = written["pitch"]["timeline"]["set_aside_links"].as_array();
    let ids: Vec<&Value> = kept.unwrap().iter().map(|link| &link["id"]).collect();
    assert_eq!(ids, ["old", "never"]);
}
