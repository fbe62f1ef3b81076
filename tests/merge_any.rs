//! Merging of whatever is edited: any field, any list, any text, on both sides.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "support/cases.rs"]
mod cases;
#[path = "support/edits.rs"]
#[allow(dead_code)]
mod edits;
#[path = "support/pitches.rs"]
#[allow(dead_code)]
mod pitches;

use cases::cases;
use std::collections::BTreeSet;

use edits::{Edit, Editor, some, text};
use pitches::Dice;
use pitchwright::file::{self, Repair};
use pitchwright::merge::{Change, Choice, Comparison, Decisions, Note, Plain, merge, since};
use pitchwright::model::{Currency, Pitch};
use proptest::prelude::*;
use serde_json::Value;

fn sentences(changes: &[Change]) -> Vec<String> {
    let words = Plain(Currency::EUR);
    changes
        .iter()
        .map(|change| change.sentence(&words))
        .collect()
}

fn undecided() -> Decisions {
    Decisions::new()
}

fn decided(key: &str, choice: Choice) -> Decisions {
    Decisions::from([(key.to_owned(), choice)])
}

/// A pitch with a section of this text.
fn letter(text: &str) -> Pitch {
    let mut value = serde_json::to_value(pitches::random(1, "EUR", 1)).unwrap();
    value["story"] = serde_json::json!({ "sections": [{ "id": "s-letter", "text": text }] });
    edits::read(&value).unwrap().0
}

fn written(pitch: &Pitch) -> String {
    pitch.story.sections[0].text.clone()
}

/// An ancestor and two copies of it, each with edits of its own.
fn three(seed: u64) -> (Pitch, Pitch, Pitch) {
    let dice = &mut Dice::new(seed);
    let editor = Editor::new();
    let edits = dice.of(6);
    let base = editor.edited(&some(dice), dice, edits);
    let (ours, others) = (1 + dice.of(12), 1 + dice.of(12));
    let (mine, edits) = editor.edited_near(&base, dice, ours, &[]);
    let (theirs, _) = editor.edited_near(&base, dice, others, &edits);
    (base, mine, theirs)
}

/// Every id of every list: its pointer without numbers, and the id.
fn all_ids(pitch: &Pitch) -> Vec<(String, String)> {
    fn under(value: &Value, at: &str, into: &mut Vec<(String, String)>) {
        match value {
            Value::Object(fields) => {
                for (name, value) in fields {
                    under(value, &format!("{at}/{name}"), into);
                }
            }
            Value::Array(entries) => {
                for entry in entries {
                    let Some(id) = entry.get("id").and_then(Value::as_str) else {
                        continue;
                    };
                    into.push((at.to_owned(), id.to_owned()));
                    under(entry, &format!("{at}/{id}"), into);
                }
            }
            _ => {}
        }
    }
    let value = serde_json::to_value(pitch).unwrap();
    let mut all = Vec::new();
    under(&value, "", &mut all);
    all.retain(|(at, _)| {
        !at.contains("signed") && !at.contains("of_next_year") && !at.contains("set_aside")
    });
    all
}

/// With lists in the order of their ids: what a merge says, but for places.
fn unordered(pitch: &Pitch) -> Value {
    fn sorted(value: &mut Value) {
        match value {
            Value::Object(fields) => fields.values_mut().for_each(sorted),
            Value::Array(entries) => {
                entries.iter_mut().for_each(sorted);
                if entries.iter().all(Value::is_object) {
                    entries.sort_by_key(ToString::to_string);
                }
            }
            _ => {}
        }
    }
    let mut value = serde_json::to_value(pitch).unwrap();
    sorted(&mut value);
    value
}

fn all(comparison: &Comparison, choice: Choice) -> Decisions {
    comparison
        .changes()
        .iter()
        .map(|change| (change.key.clone(), choice))
        .collect()
}

#[test]
fn the_edits_reach_what_there_is() {
    let (mut happened, mut lists, mut fields) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let (mut needed, mut let_go, mut paragraphs) = (0, 0, 0);
    for seed in 0..120 {
        let (base, mine, theirs) = three(seed);
        let comparison = Comparison::new(Some(&base), &mine, &theirs);
        for change in comparison.changes() {
            happened.insert(format!("{:?} {:?}", change.what, change.side));
            needed += usize::from(!change.needed_by.is_empty());
            if let Some(entry) = change.trail.last() {
                lists.insert(entry.noun);
            }
            for difference in &change.differences {
                fields.insert((
                    change.trail.last().map(|entry| entry.noun),
                    difference.field.clone(),
                ));
                let both = (difference.paragraphs.iter()).filter(|text| text.is_open());
                paragraphs += both.count();
            }
        }
        for choice in [Choice::Mine, Choice::Theirs] {
            // One side but for what the other added: much is let go.
            let mut decisions = all(&comparison, choice);
            decisions.retain(|key, _| key.len() % 2 == 0);
            if let Ok(merged) = comparison.merge(&decisions) {
                let gone = merged
                    .notes
                    .iter()
                    .filter(|note| matches!(note, Note::LetGo { .. }));
                let_go += gone.count();
                assert_eq!(file::read(&text(&merged.pitch)).unwrap().repairs, []);
            }
        }
    }
    println!(
        "{happened:?}\n{lists:?}\n{} fields, {needed} needed, {let_go} let go, {paragraphs} texts",
        fields.len()
    );
    for what in ["Added", "Removed", "Moved", "Changed"] {
        for side in ["Mine", "Theirs"] {
            assert!(
                happened.contains(&format!("{what} {side}")),
                "{what} {side}"
            );
        }
    }
    for what in ["Removed Both", "Changed Both", "Removed Same"] {
        assert!(happened.contains(what), "{what}");
    }
    assert!(lists.len() >= 20, "{lists:?}");
    assert!(fields.len() > 150, "{}", fields.len());
    assert!(
        needed > 0 && let_go > 0 && paragraphs > 0,
        "{needed} {let_go} {paragraphs}"
    );
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn merging_with_itself_changes_nothing(seed: u64) {
        let (base, mine, _) = three(seed);
        for ancestor in [None, Some(&mine)] {
            let merged = merge(ancestor, &mine, &mine, &undecided()).unwrap();
            prop_assert_eq!(text(&merged.pitch), text(&mine));
            prop_assert!(merged.changes.is_empty());
        }
        let merged = merge(Some(&base), &mine, &mine, &undecided()).unwrap();
        prop_assert_eq!(text(&merged.pitch), text(&mine));
        prop_assert!(merged.changes.iter().all(|change| !change.asks));
    }

    #[test]
    fn what_one_side_did_is_what_comes_out(seed: u64) {
        let (base, mine, _) = three(seed);
        let ours = merge(Some(&base), &mine, &base, &undecided()).unwrap();
        prop_assert_eq!(text(&ours.pitch), text(&mine));
        let others = merge(Some(&base), &base, &mine, &undecided()).unwrap();
        prop_assert_eq!(text(&others.pitch), text(&mine));
        prop_assert!(ours.changes.iter().chain(&others.changes).all(|change| !change.asks));
        prop_assert_eq!(ours.notes, []);
        prop_assert_eq!(others.notes, []);
        // Saying it and doing it are one: no change is left out of the list.
        prop_assert_eq!(since(&base, &mine).is_empty(), base == mine);
    }

    #[test]
    fn one_side_throughout_is_that_side(seed: u64) {
        let (base, mine, theirs) = three(seed);
        for ancestor in [None, Some(&base)] {
            let comparison = Comparison::new(ancestor, &mine, &theirs);
            let ours = comparison.merge(&all(&comparison, Choice::Mine)).unwrap();
            prop_assert_eq!(text(&ours.pitch), text(&mine));
            let others = comparison.merge(&all(&comparison, Choice::Theirs)).unwrap();
            prop_assert_eq!(text(&others.pitch), text(&theirs));
        }
    }

    #[test]
    fn the_result_passes_the_reader_and_loses_and_doubles_nothing(seed: u64) {
        let (base, mine, theirs) = three(seed);
        for ancestor in [None, Some(&base)] {
            let comparison = Comparison::new(ancestor, &mine, &theirs);
            let merged = match comparison.merge(&undecided()) {
                Ok(merged) => merged,
                Err(error) => return Err(TestCaseError::fail(error.to_string())),
            };
            let opened = file::read(&text(&merged.pitch)).unwrap();
            prop_assert_eq!(opened.repairs, []);
            prop_assert_eq!(&opened.document.pitch, &merged.pitch);
            // Nothing that somebody refers to was lost on the way.
            let lost = |note: &&Note| {
                matches!(note, Note::Repaired(Repair::Dangling { .. } | Repair::DoubleId { .. }))
            };
            prop_assert_eq!(merged.notes.iter().find(lost), None);
            let (ours, others, both) = (all_ids(&mine), all_ids(&theirs), all_ids(&merged.pitch));
            let set: BTreeSet<_> = both.iter().cloned().collect();
            prop_assert_eq!(set.len(), both.len(), "an id is doubled");
            let (ours, others): (BTreeSet<_>, BTreeSet<_>) = (ours.into_iter().collect(), others.into_iter().collect());
            prop_assert!(set.iter().all(|id| ours.contains(id) || others.contains(id)), "an id is new");
            let was: BTreeSet<_> = ancestor.map(all_ids).unwrap_or_default().into_iter().collect();
            let aside = text(&merged.pitch).contains("set_aside_links");
            for id in ours.union(&others) {
                let in_both = ours.contains(id) && others.contains(id);
                let new = !was.contains(id);
                let link = aside && id.0 == "/timeline/links";
                // What stands within an entry that one side removed goes with it.
                let top = id.0.matches('/').count() == 2;
                prop_assert!(set.contains(id) || link || !(top && (in_both || new)), "{id:?} is lost");
            }
        }
    }

    #[test]
    fn sides_are_alike(seed: u64) {
        let (base, mine, theirs) = three(seed);
        let one = Comparison::new(Some(&base), &mine, &theirs);
        let other = Comparison::new(Some(&base), &theirs, &mine);
        let keys = |comparison: &Comparison| -> BTreeSet<String> {
            comparison.changes().iter().map(|change| change.key.clone()).collect()
        };
        prop_assert_eq!(keys(&one), keys(&other));
        let dice = &mut Dice::new(seed ^ 1);
        let (mut decisions, mut flipped) = (Decisions::new(), Decisions::new());
        for key in keys(&one) {
            let mine = dice.one_in(2);
            let choice = |mine| if mine { Choice::Mine } else { Choice::Theirs };
            decisions.insert(key.clone(), choice(mine));
            flipped.insert(key, choice(!mine));
        }
        if let (Ok(one), Ok(other)) = (one.merge(&decisions), other.merge(&flipped)) {
            prop_assert_eq!(unordered(&one.pitch), unordered(&other.pitch));
        }
    }

    #[test]
    fn edits_of_two_fields_both_survive_in_either_order(seed: u64) {
        let dice = &mut Dice::new(seed);
        let editor = Editor::new();
        let base = some(dice);
        let value = serde_json::to_value(&base).unwrap();
        let edit = |dice: &mut Dice| loop {
            if let Some(Edit::Set(at, to)) = editor.of_field(&value, dice) {
                break (at.clone(), Edit::Set(at, to));
            }
        };
        let ((at, ours), (at_other, others)) = (edit(dice), edit(dice));
        prop_assume!(unit(&at) != unit(&at_other));
        let made = |edits: &[&Edit]| {
            let mut value = value.clone();
            for edit in edits { edit.apply(&mut value); }
            edits::read(&value).filter(|(_, repairs)| *repairs == 0).map(|(pitch, _)| pitch)
        };
        let (mine, theirs, both) = (made(&[&ours]), made(&[&others]), made(&[&ours, &others]));
        prop_assume!(mine.is_some() && theirs.is_some() && both.is_some());
        let (mine, theirs, both) = (mine.unwrap(), theirs.unwrap(), both.unwrap());
        for (one, other) in [(&mine, &theirs), (&theirs, &mine)] {
            let merged = merge(Some(&base), one, other, &undecided()).unwrap();
            prop_assert_eq!(text(&merged.pitch), text(&both), "{} and {}", at, at_other);
            prop_assert!(merged.changes.iter().all(|change| !change.asks));
        }
    }

    #[test]
    fn new_entries_of_both_stand_in_the_order_of_each(seed: u64) {
        let dice = &mut Dice::new(seed);
        let editor = Editor::new();
        let base = some(dice);
        let value = serde_json::to_value(&base).unwrap();
        let insert = |dice: &mut Dice| loop {
            let mut changed = value.clone();
            for _ in 0..=dice.of(3) {
                if let Some(edit) = editor.insertion(&changed, dice) {
                    edit.apply(&mut changed);
                }
            }
            if let Some((pitch, 0)) = edits::read(&changed) {
                break pitch;
            }
        };
        let (mine, theirs) = (insert(dice), insert(dice));
        for (one, other) in [(&mine, &theirs), (&theirs, &mine)] {
            let merged = merge(Some(&base), one, other, &undecided()).unwrap();
            prop_assert!(merged.changes.iter().all(|change| !change.asks), "{:?}", sentences(&merged.changes));
            let aside = text(&merged.pitch).contains("set_aside_links");
            prop_assume!(!aside);
            let both = all_ids(&merged.pitch);
            for side in [one, other, &base] {
                let order = all_ids(side);
                let set: BTreeSet<_> = order.iter().cloned().collect();
                let theirs: Vec<_> = both.iter().filter(|id| set.contains(id)).cloned().collect();
                prop_assert_eq!(theirs, order);
            }
        }
    }

    #[test]
    fn text_of_both_has_the_paragraphs_of_both(seed: u64) {
        let dice = &mut Dice::new(seed);
        let paragraph = |dice: &mut Dice, side: &str| format!("{side} {}", dice.of(u64::MAX));
        let count = dice.of(7);
        let base: Vec<String> = (0..count).map(|_| paragraph(dice, "base")).collect();
        let mut edited = |side: &str| {
            let mut paragraphs = base.clone();
            for _ in 0..=dice.of(4) {
                let place = usize::try_from(dice.of(paragraphs.len() as u64 + 1)).unwrap();
                if dice.one_in(2) || place == paragraphs.len() {
                    paragraphs.insert(place, paragraph(dice, side));
                } else {
                    paragraphs[place] = paragraph(dice, side);
                }
            }
            paragraphs
        };
        let (ours, others) = (edited("mine"), edited("theirs"));
        let base_paragraphs = base.clone();
        let (base, mine, theirs) = (letter(&base.join("\n\n")), letter(&ours.join("\n\n")), letter(&others.join("\n\n")));
        let key = "story/sections/s-letter/text";
        let merged = merge(Some(&base), &mine, &theirs, &decided(key, Choice::Both)).unwrap();
        let both = written(&merged.pitch);
        let paragraphs: Vec<&str> = both.split("\n\n").collect();
        for own in ours.iter().chain(&others).filter(|own| !own.starts_with("base")) {
            let times = paragraphs.iter().filter(|one| *one == own).count();
            prop_assert_eq!(times, 1, "{} in {}", own, both);
        }
        for old in base_paragraphs {
            let times = paragraphs.iter().filter(|one| **one == old).count();
            let kept = ours.contains(&old) && others.contains(&old);
            prop_assert_eq!(times, usize::from(kept), "{} in {}", old, both);
        }
        // What stands of one side stands in its order.
        for side in ["mine", "theirs"] {
            let own = |all: &[&str]| -> Vec<String> {
                all.iter().filter(|one| one.starts_with(side)).map(|one| (*one).to_owned()).collect()
            };
            let source: Vec<&str> = if side == "mine" { &ours } else { &others }.iter().map(String::as_str).collect();
            prop_assert_eq!(own(&paragraphs), own(&source));
        }
    }
}

/// The field or the few fields that are decided as one, with the place of this field in them.
fn unit(at: &str) -> String {
    // What is one value within itself.
    for record in [
        "/signed",
        "/bought_in",
        "/assumed",
        "/statement",
        "/low",
        "/high",
        "/retainer",
        "/discount",
        "/contingency",
        "/rounds",
        "/measures",
        "/of_next_year",
    ] {
        if let Some(place) = at.find(record) {
            return at[..place + record.len()].to_owned();
        }
    }
    if let Some(place) = at.find("/baselines/") {
        return at[..place].to_owned();
    }
    let (object, field) = at.rsplit_once('/').unwrap();
    let field = match (object, field) {
        (_, "best" | "worst" | "duration") => "duration",
        (_, "plan_from" | "launch_date") => "plan_from",
        (_, "commission") => "kind",
        (object, "from" | "to") if object.contains("/links/") || object.contains("/away/") => {
            "from"
        }
        (object, "date" | "until") if object.contains("/holidays/") => "date",
        (object, "start" | "finish") if object.contains("/flights/") => "start",
        (object, "model" | "rate") if object.contains("/flights/") => "model",
        (_, field) => field,
    };
    format!("{object}/{field}")
}
