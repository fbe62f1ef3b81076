//! Two copies of a pitch: what is made of both.
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

use std::collections::BTreeSet;
use std::time::Instant;

use copies::{WORDS, add, decided, entry, example, ids, only, sentences, set, undecided, with};
use edits::{Edit, text};
use pitchwright::file;
use pitchwright::merge::{
    Choice, Comparison, Decisions, MergeError, Note, Part, Side, What, consequences, merge, since,
    take_part,
};
use pitchwright::model::{Currency, Identifier, Money, Pitch};
use serde_json::json;

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
fn a_piece_says_where_it_stands_and_what_both_would_be() {
    let base = letter("one\n\ntwo\n\nthree\n\nfour");
    let mine = letter("zero, mine\n\none\n\nthree, mine\n\nmore, mine\n\nfour");
    let theirs = letter("zero, theirs\n\none\n\ntwo, theirs\n\nthree, theirs\n\nfour");
    let comparison = Comparison::new(Some(&base), &mine, &theirs);
    let change = only(comparison.changes());
    let paragraphs = change.differences[0].paragraphs.as_ref().unwrap();
    let said: Vec<_> = (paragraphs.pieces.iter())
        .map(|piece| (piece.place(), piece.both.as_str()))
        .collect();
    let said: Vec<(&str, &str)> = (said.iter())
        .map(|(place, both)| (place.as_str(), *both))
        .collect();
    assert_eq!(
        said,
        [
            ("paragraph 1", "zero, mine\n\nzero, theirs"),
            ("paragraph 2", ""),
            ("paragraph 3", "three, mine\n\ntwo, theirs"),
            ("paragraph 4", "more, mine\n\nthree, theirs"),
            ("paragraph 5", ""),
        ]
    );
    // One took it out, the other wrote on: both is what is left.
    let (mine, theirs) = (
        letter("one\n\nthree\n\nfour"),
        letter("one\n\ntwo, theirs\n\nthree\n\nfour"),
    );
    let comparison = Comparison::new(Some(&base), &mine, &theirs);
    let paragraphs = only(comparison.changes()).differences[0]
        .paragraphs
        .clone()
        .unwrap();
    let piece = paragraphs
        .pieces
        .iter()
        .find(|piece| piece.key.is_some())
        .unwrap();
    assert_eq!(
        (piece.place().as_str(), piece.both.trim_end()),
        ("after paragraph 1", "two, theirs")
    );
}

#[test]
fn paragraphs_that_one_side_left_alone_are_not_written_twice() {
    let base = letter("one\n\ntwo\n\nthree");
    let mine = letter("one, mine\n\ntwo, mine\n\nthree");
    let theirs = letter("one\n\ntwo, theirs\n\nthree");
    let merged = merge(Some(&base), &mine, &theirs, &undecided()).unwrap();
    assert_eq!(
        written(&merged.pitch),
        "one, mine\n\ntwo, mine\n\ntwo, theirs\n\nthree"
    );
    let theirs = letter("one\n\ntwo, theirs\n\nmore\n\nthree");
    let merged = merge(Some(&base), &mine, &theirs, &undecided()).unwrap();
    assert_eq!(
        written(&merged.pitch),
        "one, mine\n\ntwo, mine\n\ntwo, theirs\n\nmore\n\nthree"
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
