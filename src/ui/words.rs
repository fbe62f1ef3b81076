//! Words and readings that several screens share: how kinds are called, how what people type is
//! read, and how an entry moves in its list.

use leptos::prelude::*;
use rust_decimal::Decimal;

use super::format;
use super::parts::field::ReadField;
use super::workspace::Workspace;
use crate::library::CardSummary;
use crate::model::{
    Currency, Date, Entry, Hours, Identifier, List, Money, OptionId, Percent, Pitch, Quantity,
    SectionKind, Stage,
};
use crate::plan::checks::{Place, Words};
use crate::plan::month::Month;
use crate::plan::parse;
use crate::plan::pipeline::Opportunity;
use crate::words::{Word, within};

/// What a stage is called.
pub fn stage(stage: Stage) -> &'static str {
    stage_word(stage).said()
}

/// The word for a stage.
pub const fn stage_word(stage: Stage) -> Word {
    match stage {
        Stage::Lead => word!(stage "Lead"),
        Stage::Briefed => word!(stage "Briefed"),
        Stage::InProgress => word!(stage "In progress"),
        Stage::Pitched => word!(stage "Pitched"),
        Stage::Won => word!(stage "Won"),
        Stage::Lost => word!(stage "Lost"),
        Stage::OnHold => word!(stage "On hold"),
    }
}

/// What a section of the story holds.
pub fn section_kind(kind: SectionKind) -> &'static str {
    match kind {
        SectionKind::Prose => t!("Text"),
        SectionKind::Concept => t!("Concept"),
        SectionKind::Objectives => t!("Objectives"),
        SectionKind::Deliverables => t!("Deliverables"),
        SectionKind::Timeline => t!("Timeline"),
        SectionKind::Budget => t!("Budget"),
        SectionKind::Options => t!("Options"),
        SectionKind::Media => t!("Media"),
        SectionKind::Team => t!("Team"),
        SectionKind::Payments => t!("Payments"),
        SectionKind::Terms => t!("Terms"),
        SectionKind::Signatures => t!("Signatures"),
    }
}

/// Basis points as a percentage: 1943 is 19.43%.
pub fn basis_points(points: i64) -> String {
    format::percent(Decimal::new(points, 2))
}

/// The same to a tenth of a per cent, for lists: 1943 is 19.4%.
pub fn rough_basis_points(points: i64) -> String {
    format::percent(Decimal::new(points, 2).round_dp(1))
}

/// How amounts, dates and numbers are written here, for sentences that `plan` makes.
pub struct Here(pub Currency);

impl Words for Here {
    fn money(&self, amount: Money) -> String {
        format::money_in(amount, self.0)
    }
    fn date(&self, date: Date) -> String {
        format::date(date)
    }
    fn number(&self, number: Decimal) -> String {
        // Hours in a sentence need no more than a tenth.
        format::number(number.round_dp(1))
    }
}

/// Reads an amount; nothing typed is none.
///
/// # Errors
/// In words, when it cannot be read or is out of range.
pub fn read_money(text: &str, currency: Currency) -> Result<Option<Money>, String> {
    read(text, |text| {
        parse::amount(text, format::number_form(), currency.decimals())
    })
}

/// Reads a percentage; nothing typed is 0 %.
///
/// # Errors
/// In words, when it cannot be read or is out of range.
pub fn read_percent(text: &str) -> Result<Percent, String> {
    read(text, |text| parse::percent(text, format::number_form())).map(Option::unwrap_or_default)
}

/// Reads a number of hours; nothing typed is none.
///
/// # Errors
/// In words, when it cannot be read or is out of range.
pub fn read_hours(text: &str) -> Result<Option<Hours>, String> {
    read(text, |text| parse::hours(text, format::number_form()))
}

/// Reads a quantity; nothing typed is none.
///
/// # Errors
/// In words, when it cannot be read or is out of range.
pub fn read_quantity(text: &str) -> Result<Option<Quantity>, String> {
    read(text, |text| parse::quantity(text, format::number_form()))
}

/// Reads a count of people or things; nothing typed is none.
///
/// # Errors
/// In words, when it is no whole number.
pub fn read_count(text: &str) -> Result<Option<u64>, String> {
    let Some(quantity) = read_quantity(text)? else {
        return Ok(None);
    };
    let whole = quantity.decimal();
    u64::try_from(whole)
        .ok()
        .filter(|count| Decimal::from(*count) == whole)
        .map(Some)
        .ok_or_else(|| t!("This is a whole number, such as 2,300,000.").to_owned())
}

/// Reads a date as people write it; nothing typed is none.
///
/// # Errors
/// In words, when it cannot be read.
pub fn read_date(text: &str) -> Result<Option<Date>, String> {
    read(text, |text| {
        parse::date(text, &format::date_form(), format::today(), format::today())
    })
}

/// Reads a date that belongs to an earlier one, from which `+3d` counts; nothing typed is none.
///
/// # Errors
/// In words, when it cannot be read.
pub fn read_date_after(text: &str, first: Date) -> Result<Option<Date>, String> {
    read(text, |text| {
        parse::date(text, &format::date_form(), first, first)
    })
}

fn read<T, E: ToString>(
    text: &str,
    parse: impl FnOnce(&str) -> Result<T, E>,
) -> Result<Option<T>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    parse(text).map(Some).map_err(|error| error.to_string())
}

/// A date of the pitch as a field.
pub fn date_field(
    workspace: Workspace,
    label: &'static str,
    get: fn(&Pitch) -> Option<Date>,
    set: fn(&mut Pitch, Option<Date>),
) -> AnyView {
    let value = Signal::derive(move || {
        get(&workspace.pitch.read())
            .map(format::date)
            .unwrap_or_default()
    });
    let commit = move |text: String| {
        let date = read_date(&text)?;
        workspace.edit(&t!("Change {field}", field = within(label)), "", |pitch| {
            set(pitch, date);
        });
        Ok(())
    };
    let disabled = Signal::derive(move || workspace.is_read_only());
    view! { <ReadField label=label value=value disabled=disabled on_commit=Callback::new(commit)/> }
        .into_any()
}

/// Moves the entry with this id so many places.
pub fn step<T: Entry>(list: &mut List<T>, id: &str, by: i32) {
    let at = list.iter().position(|entry| entry.id().as_str() == id);
    if let Some((at, entry)) = at.and_then(|at| Some((at, list.get(at)?.id().clone()))) {
        let by = isize::try_from(by).unwrap_or(0);
        list.move_to(&entry, at.saturating_add_signed(by));
    }
}

/// Puts a new entry behind the one with this id, or at the end.
pub fn insert_after<T: Entry>(list: &mut List<T>, id: &str, new: T) {
    let at = list.iter().position(|entry| entry.id().as_str() == id);
    list.insert(at.map_or(list.len(), |at| at + 1), new);
}

/// Moves the entry with this id before another one, or to the end.
pub fn move_before<T: Entry>(list: &mut List<T>, id: &str, before: Option<&str>) {
    let place = |id: &str| list.iter().position(|entry| entry.id().as_str() == id);
    let Some(from) = place(id) else {
        return;
    };
    let to = before.and_then(place).unwrap_or(list.len());
    let entry = list.get(from).map(|entry| entry.id().clone());
    if let Some(entry) = entry {
        list.move_to(&entry, if to > from { to - 1 } else { to });
    }
}

/// What counts of a card in the pipeline.
pub fn opportunity(card: &CardSummary) -> Opportunity {
    Opportunity {
        stage: card.stage,
        currency: card.currency,
        value: card.value,
        win_probability: card.win_probability,
        month: card.counts_on.map(Month::of),
        pitching_hours: card.pitching_hours,
        pitching_cost: card.pitching_cost,
    }
}

/// Where on the desk the thing that a check speaks of is.
pub fn part_of(place: &Place) -> super::route::Part {
    use super::route::Part;
    match place {
        Place::Brief | Place::Objective(_) => Part::Brief,
        Place::Section(_) | Place::Scope | Place::Deliverable(_) | Place::Terms => Part::Story,
        Place::Timeline | Place::Task(_) => Part::Timeline,
        Place::Budget | Place::Line(_) | Place::Payments => Part::Budget,
        Place::Person(_) => Part::Team,
        Place::Flight(_) => Part::Media,
    }
}

/// The row of that part's grid that it is, where there is one.
pub fn row_of(place: &Place) -> Option<std::sync::Arc<str>> {
    match place {
        Place::Task(id) => Some(id.as_str().into()),
        Place::Line(id) => Some(id.as_str().into()),
        _ => None,
    }
}

/// Puts `option` into the named options or takes it out. Naming none means all of them, so the
/// first one taken out names the others; naming all of them is the same as naming none. The last
/// one stays.
pub fn name_option(named: &mut Vec<OptionId>, all: &[OptionId], option: &OptionId, yes: bool) {
    let mut chosen: Vec<OptionId> = all
        .iter()
        .filter(|other| {
            if *other == option {
                yes
            } else {
                named.is_empty() || named.contains(other)
            }
        })
        .cloned()
        .collect();
    if chosen.is_empty() {
        return;
    }
    if chosen.len() == all.len() {
        chosen.clear();
    }
    *named = chosen;
}
