//! The example, copies of it with one thing changed, and what is said of them.

use pitchwright::file;
use pitchwright::merge::{Change, Choice, Decisions, Plain};
use pitchwright::model::{Currency, Pitch};
use serde_json::Value;

use super::edits;

const EXAMPLE: &str = include_str!("../../assets/example.pitch.json");

pub fn example() -> Pitch {
    file::read(EXAMPLE).unwrap().document.pitch
}

/// The pitch with its JSON changed.
pub fn with(pitch: &Pitch, change: impl FnOnce(&mut Value)) -> Pitch {
    let mut value = serde_json::to_value(pitch).unwrap();
    change(&mut value);
    let (pitch, repairs) = edits::read(&value).expect("the reader takes it");
    assert_eq!(repairs, 0, "the edit leaves nothing dangling");
    pitch
}

/// The entry with this id, in the list at this pointer.
pub fn entry<'a>(pitch: &'a mut Value, list: &str, id: &str) -> &'a mut Value {
    let list = pitch.pointer_mut(list).unwrap().as_array_mut().unwrap();
    list.iter_mut().find(|entry| entry["id"] == id).unwrap()
}

pub fn set(
    pitch: &Pitch,
    list: &'static str,
    id: &'static str,
    field: &'static str,
    value: Value,
) -> Pitch {
    with(pitch, |pitch| entry(pitch, list, id)[field] = value)
}

pub fn add(pitch: &Pitch, list: &'static str, at: usize, new: Value) -> Pitch {
    with(pitch, |pitch| {
        pitch
            .pointer_mut(list)
            .unwrap()
            .as_array_mut()
            .unwrap()
            .insert(at, new);
    })
}

pub fn ids(pitch: &Pitch, list: &str) -> Vec<String> {
    let pitch = serde_json::to_value(pitch).unwrap();
    let list = pitch.pointer(list).unwrap().as_array().unwrap();
    list.iter()
        .map(|entry| entry["id"].as_str().unwrap().to_owned())
        .collect()
}

pub const WORDS: Plain = Plain(Currency::EUR);

pub fn sentences(changes: &[Change]) -> Vec<String> {
    changes
        .iter()
        .map(|change| change.sentence(&WORDS))
        .collect()
}

pub fn only(changes: &[Change]) -> &Change {
    assert_eq!(changes.len(), 1, "{:?}", sentences(changes));
    &changes[0]
}

pub fn undecided() -> Decisions {
    Decisions::new()
}

pub fn decided(key: &str, choice: Choice) -> Decisions {
    Decisions::from([(key.to_owned(), choice)])
}
