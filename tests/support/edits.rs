//! Edits of any field and any list of a pitch, found by the schema, from a seed.

use pitchwright::file::{self, Document};
use pitchwright::model::{Identifier, Pitch, PitchId};
use serde_json::{Map, Value, json};

use super::pitches::{self, Dice};

const FULL: &str = include_str!("../files/v1-full.pitch.json");

/// What an edit does, at a place of the pitch as JSON.
#[derive(Debug, Clone)]
pub enum Edit {
    /// A field gets another value, or none.
    Set(String, Option<Value>),
    /// An entry comes into a list, at this place.
    Insert(String, usize, Value),
    /// The entry with this id goes.
    Remove(String, String),
    /// The entry with this id moves so many places.
    Move(String, String, usize),
}

/// The fields and lists of a pitch, by its schema.
pub struct Editor {
    definitions: Value,
}

/// A field of an object that is there.
struct Field {
    object: String,
    name: String,
    schema: Value,
    required: bool,
    value: Option<Value>,
}

impl Editor {
    pub fn new() -> Self {
        let schema: Value = serde_json::from_str(&file::schema()).unwrap();
        Self {
            definitions: schema["$defs"].clone(),
        }
    }

    /// The name of what a schema refers to, and whether it may be null.
    fn referred<'a>(schema: &'a Value) -> Option<&'a str> {
        let one = |schema: &'a Value| schema["$ref"].as_str()?.rsplit('/').next();
        one(schema).or_else(|| schema["anyOf"].as_array()?.iter().find_map(one))
    }

    fn fields(&self, name: &str, object: &Value, at: &str, into: &mut Vec<Field>) {
        let definition = &self.definitions[name];
        let Some(properties) = definition["properties"].as_object() else {
            return;
        };
        let required = |field: &str| {
            let required = definition["required"].as_array();
            required.is_some_and(|all| all.iter().any(|one| one == field))
        };
        for (field, schema) in properties {
            let value = object.get(field);
            into.push(Field {
                object: at.to_owned(),
                name: field.clone(),
                schema: schema.clone(),
                required: required(field),
                value: value.cloned(),
            });
            let Some(value) = value else { continue };
            let at = format!("{at}/{field}");
            if let Some(inner) = Self::referred(schema) {
                self.fields(inner, value, &at, into);
            }
            if let (Some(inner), Some(entries)) =
                (Self::referred(&schema["items"]), value.as_array())
            {
                for (place, entry) in entries.iter().enumerate() {
                    self.fields(inner, entry, &format!("{at}/{place}"), into);
                }
            }
        }
    }

    fn all(&self, pitch: &Value) -> Vec<Field> {
        let mut fields = Vec::new();
        self.fields("Pitch", pitch, "", &mut fields);
        fields
    }

    /// A value that fits this schema.
    fn value(&self, schema: &Value, pitch: &Value, dice: &mut Dice) -> Option<Value> {
        if let Some(name) = Self::referred(schema) {
            return self.named(name, pitch, dice);
        }
        let kinds = schema["type"].to_string();
        Some(if kinds.contains("array") {
            let count = dice.of(3);
            (0..count)
                .filter_map(|_| self.value(&schema["items"], pitch, dice))
                .collect()
        } else if kinds.contains("integer") {
            if schema["format"] == "int32" {
                json!(dice.of(9).cast_signed() - 4)
            } else {
                json!(dice.of(40))
            }
        } else if kinds.contains("boolean") {
            json!(dice.one_in(2))
        } else {
            json!(prose(dice))
        })
    }

    fn named(&self, name: &str, pitch: &Value, dice: &mut Dice) -> Option<Value> {
        let among = |list: &str, dice: &mut Dice| {
            let all = pitch.pointer(list)?.as_array()?;
            let place = usize::try_from(dice.of(all.len() as u64)).ok()?;
            all.get(place)?.get("id").cloned()
        };
        let definition = &self.definitions[name];
        Some(match name {
            "TaskId" => among("/timeline/tasks", dice)?,
            "PhaseId" => among("/timeline/phases", dice)?,
            "RoleId" => among("/team/roles", dice)?,
            "PersonId" => among("/team/people", dice)?,
            "GroupId" => among("/budget/groups", dice)?,
            "LineId" => among("/budget/lines", dice)?,
            "OptionId" => among("/budget/options", dice)?,
            "FlightId" => among("/media/flights", dice)?,
            "DeliverableId" => among("/scope/deliverables", dice)?,
            "ObjectiveId" => among("/brief/objectives", dice)?,
            "SectionId" => among("/story/sections", dice)?,
            "Money" => json!(dice.of(2_000_000).cast_signed() - 100_000),
            "Percent" => json!(format!("{}.{}", dice.of(99), dice.of(100))),
            "Hours" | "Quantity" => json!(format!("{}.{}", dice.of(90), dice.of(10))),
            "Date" => json!(format!(
                "2027-{:02}-{:02}",
                1 + dice.of(12),
                1 + dice.of(28)
            )),
            "Currency" => json!(dice.pick(&["EUR", "USD", "GBP", "JPY", "KWD"])),
            "Colour" => json!(format!("#{:06x}", dice.of(0xff_ffff))),
            "Picture" => json!(format!(
                "picture:{:032x}-{}x{}.jpg",
                u128::from(dice.of(u64::MAX)),
                1 + dice.of(900),
                1 + dice.of(900)
            )),
            "WorkingWeek" => {
                json!(
                    (1..=7)
                        .filter(|day| *day == 3 || dice.one_in(2))
                        .collect::<Vec<_>>()
                )
            }
            "Share" => match dice.of(3) {
                0 => json!({ "percent": dice.of(100).to_string() }),
                1 => json!({ "amount": dice.of(90_000) }),
                _ => json!("rest"),
            },
            "Due" => match dice.of(4) {
                0 => json!("signature"),
                1 => json!("monthly"),
                2 => json!({ "date": self.named("Date", pitch, dice)? }),
                _ => json!({ "task": self.named("TaskId", pitch, dice)? }),
            },
            "Rollover" => match dice.of(3) {
                0 => json!("none"),
                1 => json!("all"),
                _ => json!({ "months": 1 + dice.of(6) }),
            },
            _ if definition["properties"].is_object() => self.entry(name, pitch, dice)?,
            _ if name.ends_with("Id") => json!(format!("n{:x}", dice.of(u64::MAX))),
            // One of several words.
            _ => {
                let words = (definition["oneOf"].as_array())
                    .unwrap_or_else(|| panic!("nothing is known of {name}"));
                let place = usize::try_from(dice.of(words.len() as u64)).unwrap();
                words[place]["const"].clone()
            }
        })
    }

    /// An object of this name, with its required fields and some of the others.
    fn entry(&self, name: &str, pitch: &Value, dice: &mut Dice) -> Option<Value> {
        let definition = &self.definitions[name];
        let mut entry = Map::new();
        for (field, schema) in definition["properties"].as_object()? {
            let required = (definition["required"].as_array())
                .is_some_and(|all| all.iter().any(|one| one == field));
            if field == "id" {
                entry.insert(field.clone(), json!(format!("n{:x}", dice.of(u64::MAX))));
            } else if required {
                entry.insert(field.clone(), self.value(schema, pitch, dice)?);
            } else if dice.one_in(2)
                && let Some(value) = self.value(schema, pitch, dice)
            {
                entry.insert(field.clone(), value);
            }
        }
        if dice.one_in(8) {
            entry.insert("from_tomorrow".to_owned(), json!({ "wanted": dice.of(9) }));
        }
        Some(Value::Object(entry))
    }

    /// An edit of some field or list.
    pub fn edit(&self, pitch: &Value, dice: &mut Dice) -> Edit {
        loop {
            let lists = dice.one_in(3);
            let edit = if lists {
                self.of_list(pitch, dice)
            } else {
                self.of_field(pitch, dice)
            };
            if let Some(edit) = edit {
                return edit;
            }
        }
    }

    /// Another value for some field that is no list of entries. Unknown fields are among them.
    pub fn of_field(&self, pitch: &Value, dice: &mut Dice) -> Option<Edit> {
        // Sections first, so that long lists do not hide the short ones.
        let fields: Vec<Field> = (self.all(pitch).into_iter())
            .filter(|field| field.name != "id" && !is_list(field))
            .filter(|field| {
                !field.object.is_empty() || field.name == "title" || field.name == "signed"
            })
            .collect();
        let mut kinds: Vec<(String, &str)> = (fields.iter())
            .map(|field| (plain(&field.object), field.name.as_str()))
            .collect();
        kinds.sort();
        kinds.dedup();
        let kind = &kinds[usize::try_from(dice.of(kinds.len() as u64)).unwrap()];
        let same: Vec<&Field> = (fields.iter())
            .filter(|field| (plain(&field.object), field.name.as_str()) == *kind)
            .collect();
        let field = same[usize::try_from(dice.of(same.len() as u64)).unwrap()];
        let at = format!("{}/{}", field.object, field.name);
        if dice.one_in(12) {
            let at = format!("{}/of_next_year", field.object);
            return Some(Edit::Set(
                at,
                Some(json!([{ "id": dice.of(9) }, dice.of(9)])),
            ));
        }
        if !field.required && field.value.is_some() && dice.one_in(5) {
            let section = field.object.is_empty();
            return (!section || field.name == "signed").then_some(Edit::Set(at, None));
        }
        // Some edits of text keep most of it.
        if let (Some(text), true) = (field.value.as_ref().and_then(Value::as_str), dice.one_in(2))
            && field.schema["type"] == "string"
        {
            return Some(Edit::Set(at, Some(json!(revised(text, dice)))));
        }
        let value = self.value(&field.schema, pitch, dice)?;
        Some(Edit::Set(at, Some(value)))
    }

    /// An entry of some list comes, goes or moves.
    pub fn of_list(&self, pitch: &Value, dice: &mut Dice) -> Option<Edit> {
        match dice.of(4) {
            0 | 1 => self.insertion(pitch, dice),
            _ => {
                let lists: Vec<Field> = (self.all(pitch).into_iter())
                    .filter(is_list)
                    .filter(|field| field.value.as_ref().is_some_and(|list| list != &json!([])))
                    .collect();
                let list = &lists[usize::try_from(dice.of(lists.len() as u64)).unwrap()];
                let entries = list.value.as_ref()?.as_array()?;
                let entry = &entries[usize::try_from(dice.of(entries.len() as u64)).unwrap()];
                let id = entry["id"].as_str()?.to_owned();
                let at = format!("{}/{}", list.object, list.name);
                Some(if dice.one_in(2) {
                    Edit::Remove(at, id)
                } else {
                    let to = usize::try_from(dice.of(entries.len() as u64)).unwrap();
                    Edit::Move(at, id, to)
                })
            }
        }
    }

    /// An entry goes of a list whose entries others name.
    pub fn removal(pitch: &Value, dice: &mut Dice) -> Option<Edit> {
        let list = dice.pick(&[
            "/team/roles",
            "/team/people",
            "/timeline/phases",
            "/timeline/tasks",
            "/budget/groups",
            "/budget/options",
            "/media/flights",
        ]);
        let entries = pitch.pointer(list)?.as_array()?;
        let entry = entries.get(usize::try_from(dice.of(entries.len() as u64)).ok()?)?;
        Some(Edit::Remove(
            list.to_owned(),
            entry["id"].as_str()?.to_owned(),
        ))
    }

    /// A new entry for some list.
    pub fn insertion(&self, pitch: &Value, dice: &mut Dice) -> Option<Edit> {
        let lists: Vec<Field> = (self.all(pitch).into_iter()).filter(is_list).collect();
        let mut kinds: Vec<(String, &str)> = (lists.iter())
            .map(|field| (plain(&field.object), field.name.as_str()))
            .collect();
        kinds.sort();
        kinds.dedup();
        let kind = &kinds[usize::try_from(dice.of(kinds.len() as u64)).unwrap()];
        let list =
            (lists.iter()).find(|field| (plain(&field.object), field.name.as_str()) == *kind)?;
        let entry = self.value(&list.schema["items"], pitch, dice)?;
        let count = list
            .value
            .as_ref()
            .and_then(Value::as_array)
            .map_or(0, Vec::len);
        let place = usize::try_from(dice.of(count as u64 + 1)).unwrap();
        let at = format!("{}/{}", list.object, list.name);
        Some(Edit::Insert(at, place, entry))
    }

    /// An edit that has to do with another one: of the same field, of the entry that went or
    /// moved there, or one that refers to it.
    fn near(&self, pitch: &Value, other: &Edit, dice: &mut Dice) -> Option<Edit> {
        let fields = self.all(pitch);
        let any = |found: Vec<&Field>, dice: &mut Dice| -> Option<(String, Value, Option<Value>)> {
            let field = found.get(usize::try_from(dice.of(found.len() as u64)).ok()?)?;
            let at = format!("{}/{}", field.object, field.name);
            Some((at, field.schema.clone(), field.value.clone()))
        };
        let found = match other {
            Edit::Set(at, _) => (fields.iter())
                .filter(|field| format!("{}/{}", field.object, field.name) == *at)
                .collect(),
            Edit::Insert(..) => return self.of_list(pitch, dice),
            Edit::Remove(list, id) | Edit::Move(list, id, _) => {
                let entries = pitch.pointer(list)?.as_array()?;
                let place = entries
                    .iter()
                    .position(|entry| entry["id"] == id.as_str())?;
                let entry = format!("{list}/{place}");
                // What names an entry of this list.
                let kind = match list.as_str() {
                    "/team/roles" => "RoleId",
                    "/team/people" => "PersonId",
                    "/timeline/phases" => "PhaseId",
                    "/timeline/tasks" => "TaskId",
                    "/budget/groups" => "GroupId",
                    "/budget/lines" => "LineId",
                    "/budget/options" => "OptionId",
                    "/media/flights" => "FlightId",
                    "/scope/deliverables" => "DeliverableId",
                    _ => "",
                };
                let refers = |schema: &Value| Self::referred(schema) == Some(kind);
                if dice.one_in(2) {
                    let found = (fields.iter())
                        .filter(|field| refers(&field.schema) || refers(&field.schema["items"]))
                        .filter(|field| field.name != "id" && !field.object.starts_with("/signed"))
                        .collect();
                    let (at, schema, _) = any(found, dice)?;
                    let one = json!(id);
                    let value = if refers(&schema) { one } else { json!([one]) };
                    return Some(Edit::Set(at, Some(value)));
                }
                if dice.one_in(6) {
                    return Some(Edit::Remove(list.clone(), id.clone()));
                }
                if dice.one_in(4) {
                    let to = usize::try_from(dice.of(entries.len() as u64)).unwrap();
                    return Some(Edit::Move(list.clone(), id.clone(), to));
                }
                (fields.iter())
                    .filter(|field| field.object == entry && field.name != "id" && !is_list(field))
                    .collect()
            }
        };
        let (at, schema, value) = any(found, dice)?;
        match value.as_ref().and_then(Value::as_str) {
            Some(text) if schema["type"] == "string" && dice.one_in(2) => {
                Some(Edit::Set(at, Some(json!(revised(text, dice)))))
            }
            _ => Some(Edit::Set(at, Some(self.value(&schema, pitch, dice)?))),
        }
    }

    /// The pitch after so many edits that the reader takes; what they leave dangling is repaired.
    pub fn edited(&self, pitch: &Pitch, dice: &mut Dice, edits: u64) -> Pitch {
        self.edited_near(pitch, dice, edits, &[]).0
    }

    /// The same, with the edits; half of them have to do with edits of somebody else.
    pub fn edited_near(
        &self,
        pitch: &Pitch,
        dice: &mut Dice,
        edits: u64,
        others: &[Edit],
    ) -> (Pitch, Vec<Edit>) {
        let mut pitch = pitch.clone();
        let mut done = Vec::new();
        for _ in 0..edits {
            let mut value = serde_json::to_value(&pitch).unwrap();
            let other = others.get(usize::try_from(dice.of(2 * others.len() as u64)).unwrap());
            let removal = dice
                .one_in(8)
                .then(|| Self::removal(&value, dice))
                .flatten();
            let edit = (removal.or_else(|| other.and_then(|other| self.near(&value, other, dice))))
                .unwrap_or_else(|| self.edit(&value, dice));
            edit.apply(&mut value);
            if let Some((read, _)) = read(&value) {
                pitch = read;
                done.push(edit);
            }
        }
        (pitch, done)
    }
}

/// A pitch of some kind, as it is read from a file.
pub fn some(dice: &mut Dice) -> Pitch {
    let pitch = match dice.of(3) {
        0 => return file::read(FULL).unwrap().document.pitch,
        1 => pitches::random(dice.of(1_000), "EUR", 5),
        _ => pitches::random(dice.of(1_000), "KWD", 3),
    };
    file::read(&text(&pitch)).unwrap().document.pitch
}

/// The pitch as it is kept.
pub fn text(pitch: &Pitch) -> String {
    file::write_compact(&Document::new(PitchId::from_random(1), pitch.clone()))
}

/// The pitch that this JSON is to the reader, and how many repairs it took.
pub fn read(value: &Value) -> Option<(Pitch, usize)> {
    let pitch: Pitch = serde_json::from_value(value.clone()).ok()?;
    let opened = file::read(&text(&pitch)).ok()?;
    Some((opened.document.pitch, opened.repairs.len()))
}

/// A list of entries with ids.
fn is_list(field: &Field) -> bool {
    let entries = field.schema["items"]["$ref"].as_str();
    let without = [
        "BaselineTask",
        "OptionRounds",
        "ObjectiveMeasure",
        "StatementPart",
    ];
    let signed = field.object.starts_with("/signed");
    field.schema["maxItems"] == 20_000
        && !signed
        && entries.is_some_and(|entries| !without.iter().any(|name| entries.ends_with(name)))
}

/// A place without the numbers of entries.
fn plain(at: &str) -> String {
    at.split('/')
        .map(|step| {
            if step.parse::<usize>().is_ok() {
                "*"
            } else {
                step
            }
        })
        .collect::<Vec<_>>()
        .join("/")
}

fn sentence(dice: &mut Dice) -> String {
    const WORDS: [&str; 12] = [
        "oat", "film", "launch", "shelf", "morning", "the", "a", "kind", "of", "budget", "client",
        "late",
    ];
    let count = 1 + dice.of(7);
    let words: Vec<&str> = (0..count).map(|_| dice.pick(&WORDS)).collect();
    words.join(" ")
}

fn prose(dice: &mut Dice) -> String {
    let count = dice.of(5);
    let paragraphs: Vec<String> = (0..count).map(|_| sentence(dice)).collect();
    paragraphs.join("\n\n")
}

/// The text with one paragraph changed, put in or taken out.
fn revised(text: &str, dice: &mut Dice) -> String {
    let mut paragraphs: Vec<String> = text.split("\n\n").map(str::to_owned).collect();
    let place = usize::try_from(dice.of(paragraphs.len() as u64)).unwrap();
    match dice.of(3) {
        0 => paragraphs[place] = format!("{} {}", paragraphs[place], sentence(dice)),
        1 => paragraphs.insert(place, sentence(dice)),
        _ => {
            paragraphs.remove(place);
        }
    }
    paragraphs.join("\n\n")
}

impl Edit {
    /// Does it to a pitch.
    pub fn apply(&self, pitch: &mut Value) {
        let list = |pitch: &mut Value, at: &str| -> Vec<Value> {
            let list = pitch.pointer_mut(at).and_then(Value::as_array_mut);
            list.map(std::mem::take).unwrap_or_default()
        };
        let put = |pitch: &mut Value, at: &str, value: Option<Value>| {
            let (object, name) = at.rsplit_once('/').unwrap();
            let Some(object) = pitch.pointer_mut(object).and_then(Value::as_object_mut) else {
                return;
            };
            match value {
                Some(value) => object.insert(name.to_owned(), value),
                None => object.remove(name),
            };
        };
        match self {
            Self::Set(at, value) => put(pitch, at, value.clone()),
            Self::Insert(at, place, entry) => {
                let mut entries = list(pitch, at);
                entries.insert((*place).min(entries.len()), entry.clone());
                put(pitch, at, Some(Value::Array(entries)));
            }
            Self::Remove(at, id) => {
                let mut entries = list(pitch, at);
                entries.retain(|entry| entry["id"] != id.as_str());
                put(pitch, at, Some(Value::Array(entries)));
            }
            Self::Move(at, id, to) => {
                let mut entries = list(pitch, at);
                if let Some(from) = entries.iter().position(|entry| entry["id"] == id.as_str()) {
                    let entry = entries.remove(from);
                    entries.insert((*to).min(entries.len()), entry);
                }
                put(pitch, at, Some(Value::Array(entries)));
            }
        }
    }
}
