//! What entries are called, so that nobody reads an id.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::fields::{Kind, Of, Shape};
use super::shown::{Plain, short};
use crate::model::{Currency, Date};
use crate::plan::checks::Words;
use crate::words::within;

/// The names of everything in a pitch that something else may refer to.
#[derive(Default)]
pub(super) struct Names(BTreeMap<Of, BTreeMap<String, String>>);

impl Names {
    /// The names in this pitch.
    pub(super) fn of(pitch: &Value) -> Self {
        let mut names = Self::default();
        for of in Of::ALL {
            let [section, list] = of.place();
            let entries = pitch.get(section).and_then(|section| section.get(list));
            let entries = entries.and_then(Value::as_array).into_iter().flatten();
            let named = entries
                .filter_map(|entry| {
                    let entry = entry.as_object()?;
                    let id = text(entry, "id");
                    Some((id.to_owned(), names.entry(of.shape(), entry)))
                })
                .collect();
            names.0.insert(of, named);
        }
        names
    }

    /// The name of what this id refers to.
    pub(super) fn find(&self, of: Of, id: &str) -> Option<&str> {
        self.0.get(&of)?.get(id).map(String::as_str)
    }

    /// What an entry is called; never empty.
    pub(super) fn entry(&self, shape: &Shape, entry: &Map<String, Value>) -> String {
        let named = |of, field| self.find(of, text(entry, field)).unwrap_or_default();
        let day = |field| {
            let date = Date::parse(text(entry, field)).ok();
            date.map(|date| Plain(Currency::EUR).date(date))
                .unwrap_or_default()
        };
        let joined = |parts: [&str; 2], between: &str| {
            let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            parts.join(between)
        };
        let either = |one: &str, other: &str| if one.is_empty() { other } else { one }.to_owned();
        let name = match shape.noun.english() {
            "flight" => joined([text(entry, "channel"), text(entry, "placement")], ", "),
            "link" => joined([named(Of::Tasks, "from"), named(Of::Tasks, "to")], " → "),
            "assignment" => either(named(Of::People, "person"), named(Of::Roles, "role")),
            "days away" => match (day("from"), day("to")) {
                (from, to) if from.is_empty() || to.is_empty() => from + &to,
                (from, to) => t!("{from} to {to}"),
            },
            "holiday" => either(text(entry, "name"), &day("date")),
            "baseline" => joined([text(entry, "name"), &day("kept_on")], ", "),
            "offer" => joined([text(entry, "name"), &day("on")], ", "),
            "hours" => joined([&day("date"), text(entry, "note")], ", "),
            "journal entry" => joined([text(entry, "about"), text(entry, "text")], ": "),
            "picture" => either(text(entry, "caption"), text(entry, "description")),
            "rounds" => named(Of::Deliverables, "deliverable").to_owned(),
            "measure" => named(Of::Objectives, "objective").to_owned(),
            "section" => text(entry, "title").to_owned(),
            _ => text(entry, "name").to_owned(),
        };
        let name = short(&name);
        if name.is_empty() {
            unnamed(shape, entry)
        } else {
            name
        }
    }
}

/// What an entry without a name is called.
fn unnamed(shape: &Shape, entry: &Map<String, Value>) -> String {
    let noun = shape.noun.english();
    if let ("task" | "section" | "line", Some(kind)) = (noun, choice(shape, entry, "kind")) {
        let kind = within(kind);
        return match noun {
            "task" => t!("Unnamed task ({kind})"),
            "section" => t!("Unnamed section ({kind})"),
            _ => t!(budget "Unnamed line ({kind})"),
        };
    }
    let name = match noun {
        "contact" => t!("Unnamed contact"),
        "hours" => t!("Unnamed hours"),
        "objective" => t!("Unnamed objective"),
        "picture" => t!("Unnamed picture"),
        "deliverable" => t!("Unnamed deliverable"),
        "role" => t!("Unnamed role"),
        "person" => t!("Unnamed person"),
        "days away" => t!("Unnamed days away"),
        "holiday" => t!("Unnamed holiday"),
        "phase" => t!("Unnamed phase"),
        "assignment" => t!("Unnamed assignment"),
        "link" => t!(timeline "Unnamed link"),
        "baseline" => t!("Unnamed baseline"),
        "group" => t!(budget "Unnamed group"),
        "option" => t!("Unnamed option"),
        "rounds" => t!("Unnamed rounds"),
        "instalment" => t!("Unnamed instalment"),
        "offer" => t!("Unnamed offer"),
        "flight" => t!("Unnamed flight"),
        "measure" => t!("Unnamed measure"),
        "journal entry" => t!("Unnamed journal entry"),
        _ => t!("Unnamed"),
    };
    name.to_owned()
}

/// The word on screen of a choice.
fn choice(shape: &Shape, entry: &Map<String, Value>, name: &str) -> Option<&'static str> {
    let Kind::Choice(words) = shape.field(name)?.kind else {
        return None;
    };
    let value = entry.get(name).and_then(Value::as_str);
    let word = words
        .iter()
        .find(|(word, _)| Some(*word) == value)
        .or(words.first());
    word.map(|(_, shown)| shown.said())
}

/// A text of an entry; empty when it has none.
pub(super) fn text<'a>(entry: &'a Map<String, Value>, field: &str) -> &'a str {
    entry.get(field).and_then(Value::as_str).unwrap_or_default()
}
