//! Values of the file as people read them.

use rust_decimal::Decimal;
use serde_json::{Map, Value};

use super::fields::{Field, Kind, Of, Shape};
use super::names::Names;
use super::shown::Shown;
use crate::model::{Currency, Date, Hours, Money, Percent};
use crate::words::Word;

/// Up to so many letters, prose without a second paragraph is shown whole.
const ONE_LINE: usize = 60;
const WEEKDAYS: [Word; 7] = [
    word!("Mon"),
    word!("Tue"),
    word!("Wed"),
    word!("Thu"),
    word!("Fri"),
    word!("Sat"),
    word!("Sun"),
];

/// What reading a value may need beside it.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    /// The entry that the field belongs to.
    pub entry: Option<&'a Map<String, Value>>,
    /// The names of its copy, then those of the other copies.
    pub names: [&'a Names; 3],
}

impl Around<'_> {
    fn name(&self, of: Of, id: &str) -> String {
        (self.names.iter())
            .find_map(|names| names.find(of, id))
            .map_or_else(|| t!("something that is gone").to_owned(), str::to_owned)
    }
}

/// What the field is called: its name on screen, or its name in the file in words.
pub(super) fn label(field: Option<&Field>, name: &str) -> String {
    field.map_or_else(
        || {
            let words = name.replace('_', " ");
            let mut letters = words.chars();
            let first: String = letters
                .next()
                .into_iter()
                .flat_map(char::to_uppercase)
                .collect();
            first + letters.as_str()
        },
        |field| field.label.said().to_owned(),
    )
}

/// The value of a field as people read it.
pub(super) fn shown(field: Option<&Field>, value: Option<&Value>, around: Around) -> Shown {
    let Some(field) = field else {
        return value.map_or(Shown::Nothing, unknown);
    };
    let empty = value.is_none_or(Value::is_null);
    if empty && field.optional {
        return Shown::Nothing;
    }
    let word = value.and_then(Value::as_str);
    let whole = value.and_then(Value::as_i64).unwrap_or_default();
    match field.kind {
        Kind::Id | Kind::Currency => {
            word.map_or(Shown::Nothing, |word| Shown::Name(word.to_owned()))
        }
        Kind::Text => written(word),
        Kind::Prose => match word {
            Some(text) if text.len() > ONE_LINE || text.contains('\n') => {
                Shown::Words(text.split_whitespace().count())
            }
            word => written(word),
        },
        Kind::Money => Shown::Money(Money::minor(whole)),
        Kind::MoneyIn(beside) => {
            let code = around.entry.and_then(|entry| entry.get(beside)?.as_str());
            let currency = code.and_then(|code| Currency::new(code).ok());
            Shown::MoneyIn(Money::minor(whole), currency.unwrap_or_default())
        }
        Kind::Date => word
            .and_then(|word| Date::parse(word).ok())
            .map_or(Shown::Nothing, Shown::Date),
        Kind::Days => Shown::Days(whole),
        Kind::CalendarDays => Shown::CalendarDays(whole),
        Kind::Percent => Shown::Percent(
            word.and_then(|word| word.parse::<Percent>().ok())
                .unwrap_or_default(),
        ),
        Kind::Hours => Shown::Hours(
            word.and_then(|word| word.parse::<Hours>().ok())
                .unwrap_or_default(),
        ),
        Kind::Number => Shown::Number(number(value)),
        Kind::YesNo => Shown::YesNo(value.and_then(Value::as_bool).unwrap_or_default()),
        Kind::NoYes => Shown::YesNo(!value.and_then(Value::as_bool).unwrap_or_default()),
        Kind::Choice(words) => chosen(words, word),
        Kind::Choices(words) => {
            let values = value.and_then(Value::as_array).into_iter().flatten();
            list(values.map(|value| chosen(words, value.as_str())).collect())
        }
        Kind::Names(of) | Kind::MayName(of) => {
            word.map_or(Shown::Nothing, |id| Shown::Name(around.name(of, id)))
        }
        Kind::NamesAll(of, none) => {
            let ids = value.and_then(Value::as_array).into_iter().flatten();
            let names: Vec<Shown> = (ids.filter_map(Value::as_str))
                .map(|id| Shown::Name(around.name(of, id)))
                .collect();
            if names.is_empty() {
                Shown::Name(none.said().to_owned())
            } else {
                Shown::List(names)
            }
        }
        // Its name says nothing to people: that it is another one is seen on it.
        Kind::Picture => word.map_or(Shown::Nothing, |name| {
            let size = name
                .rsplit_once('-')
                .and_then(|(_, rest)| rest.split_once('.'));
            Shown::Name(size.map_or_else(
                || t!("a picture").to_owned(),
                |(size, _)| t!("a picture of {size}", size = size.replace('x', " × ")),
            ))
        }),
        Kind::Week => match value.and_then(Value::as_array) {
            None => Shown::Name(t!("Mon, Tue, Wed, Thu, Fri").to_owned()),
            Some(days) => {
                let names = days.iter().filter_map(|day| {
                    let place = usize::try_from(day.as_u64()?).ok()?.checked_sub(1)?;
                    WEEKDAYS.get(place).copied().map(Word::said)
                });
                Shown::Name(names.collect::<Vec<_>>().join(", "))
            }
        },
        Kind::Share => share(value),
        Kind::Due => due(value, around),
        Kind::Rollover => {
            let months = value.and_then(|value| value.get("months")?.as_u64());
            Shown::Name(match (months, word) {
                (Some(1), _) => t!("Can be used one month longer").to_owned(),
                (Some(months), _) => t!("Can be used {months} months longer"),
                (None, Some("all")) => t!("Last until it ends").to_owned(),
                _ => t!("End with the month").to_owned(),
            })
        }
        Kind::Group(shape) | Kind::Record(shape) => value
            .and_then(Value::as_object)
            .map_or(Shown::Nothing, |entry| {
                Shown::Parts(contents(shape, entry, around.names))
            }),
        Kind::Entries(shape) => counted(shape.noun.english(), value),
        Kind::Several(noun) => counted(noun, value),
    }
}

/// So many entries; `noun` is what one is in English.
fn counted(noun: &str, list: Option<&Value>) -> Shown {
    let count = list.and_then(Value::as_array).map_or(0, Vec::len);
    if count == 0 {
        return Shown::Nothing;
    }
    Shown::Name(if count == 1 {
        match noun {
            "contact" => t!("1 contact"),
            "hours" => t!("1 entry of hours"),
            "objective" | "measure" => t!("1 objective"),
            "section" => t!("1 section"),
            "part" => t!(statement "1 part"),
            "picture" => t!("1 picture"),
            "deliverable" => t!("1 deliverable"),
            "person" => t!("1 person"),
            "role" => t!("1 role"),
            "days away" => t!("1 time away"),
            "holiday" => t!("1 holiday"),
            "phase" => t!("1 phase"),
            "task" => t!("1 task"),
            "assignment" => t!("1 assignment"),
            "link" => t!(timeline "1 link"),
            "baseline" => t!("1 baseline"),
            "group" => t!(budget "1 group"),
            "line" => t!(budget "1 line"),
            "option" => t!("1 option"),
            "rounds" => t!("for 1 deliverable"),
            "instalment" => t!("1 payment"),
            "offer" => t!("1 offer"),
            "flight" => t!("1 flight"),
            "date" => t!("1 date"),
            _ => t!("1 entry"),
        }
        .to_owned()
    } else {
        match noun {
            "contact" => t!("{count} contacts"),
            "hours" => t!("{count} entries of hours"),
            "objective" | "measure" => t!("{count} objectives"),
            "section" => t!("{count} sections"),
            "part" => t!(statement "{count} parts"),
            "picture" => t!("{count} pictures"),
            "deliverable" => t!("{count} deliverables"),
            "person" => t!("{count} people"),
            "role" => t!("{count} roles"),
            "days away" => t!("{count} times away"),
            "holiday" => t!("{count} holidays"),
            "phase" => t!("{count} phases"),
            "task" => t!("{count} tasks"),
            "assignment" => t!("{count} assignments"),
            "link" => t!(timeline "{count} links"),
            "baseline" => t!("{count} baselines"),
            "group" => t!(budget "{count} groups"),
            "line" => t!(budget "{count} lines"),
            "option" => t!("{count} options"),
            "rounds" => t!("for {count} deliverables"),
            "instalment" => t!("{count} payments"),
            "offer" => t!("{count} offers"),
            "flight" => t!("{count} flights"),
            "date" => t!("{count} dates"),
            _ => t!("{count} entries"),
        }
    })
}

/// The fields of an entry that hold something, with their labels.
pub(super) fn contents(
    shape: &'static Shape,
    entry: &Map<String, Value>,
    names: [&Names; 3],
) -> Vec<(String, Shown)> {
    let around = Around {
        entry: Some(entry),
        names,
    };
    let known = shape.fields.iter().filter_map(|field| {
        let value = entry.get(field.name)?;
        let counts = !matches!(field.kind, Kind::Id);
        counts.then(|| {
            (
                field.label.said().to_owned(),
                shown(Some(field), Some(value), around),
            )
        })
    });
    let others = (entry.iter())
        .filter(|(name, _)| shape.field(name).is_none())
        .map(|(name, value)| (label(None, name), unknown(value)));
    known.chain(others).collect()
}

fn written(text: Option<&str>) -> Shown {
    match text {
        None | Some("") => Shown::Nothing,
        Some(text) => Shown::Text(text.to_owned()),
    }
}

fn list(values: Vec<Shown>) -> Shown {
    if values.is_empty() {
        Shown::Nothing
    } else {
        Shown::List(values)
    }
}

fn chosen(words: &[(&str, Word)], value: Option<&str>) -> Shown {
    let usual = words.first().map(|(word, _)| *word);
    let value = value.or(usual).unwrap_or_default();
    let shown = words.iter().find(|(word, _)| *word == value);
    Shown::Name(shown.map_or(value, |(_, shown)| shown.said()).to_owned())
}

fn number(value: Option<&Value>) -> Decimal {
    match value {
        Some(Value::String(text)) => text.parse().unwrap_or_default(),
        Some(Value::Number(number)) => number.to_string().parse().unwrap_or_default(),
        _ => Decimal::ZERO,
    }
}

fn share(value: Option<&Value>) -> Shown {
    let Some(value) = value else {
        return Shown::Nothing;
    };
    if let Some(percent) = value.get("percent").and_then(Value::as_str) {
        return Shown::Percent(percent.parse().unwrap_or_default());
    }
    match value.get("amount").and_then(Value::as_i64) {
        Some(amount) => Shown::Money(Money::minor(amount)),
        None => Shown::Name(t!("rest").to_owned()),
    }
}

fn due(value: Option<&Value>, around: Around) -> Shown {
    let text = |field| value.and_then(|value| value.get(field)?.as_str());
    if let Some(task) = text("task") {
        return Shown::Name(t!("After {task}", task = around.name(Of::Tasks, task)));
    }
    if let Some(date) = text("date").and_then(|date| Date::parse(date).ok()) {
        return Shown::Date(date);
    }
    let monthly = value.and_then(Value::as_str) == Some("monthly");
    Shown::Name(
        if monthly {
            t!("Monthly")
        } else {
            t!("On signature")
        }
        .to_owned(),
    )
}

/// A value of which nothing is known.
fn unknown(value: &Value) -> Shown {
    match value {
        Value::Null => Shown::Nothing,
        Value::Bool(yes) => Shown::YesNo(*yes),
        Value::Number(number) => number
            .to_string()
            .parse()
            .map_or_else(|_| Shown::Name(number.to_string()), Shown::Number),
        Value::String(text) => written(Some(text)),
        Value::Array(values) => list(values.iter().map(unknown).collect()),
        Value::Object(fields) => Shown::Parts(
            (fields.iter())
                .map(|(name, value)| (label(None, name), unknown(value)))
                .collect(),
        ),
    }
}
