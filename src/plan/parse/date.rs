//! Dates as people type them: 12 May, May 12, 12/5, 12.5.27, 2027-05-12, +3d.

use chrono::{Datelike, Months};

use super::{DateForm, DateOrder, Misread, shown, trimmed};
use crate::model::Date;

/// The months in English.
const ENGLISH: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The months in German.
const GERMAN: [&str; 12] = [
    "januar",
    "februar",
    "märz",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "dezember",
];

/// Other names of months, and which they are.
const OTHERS: [(&str, usize); 4] = [("sept", 8), ("mrz", 2), ("jänner", 0), ("feber", 1)];

/// A day of the week before a date says nothing new.
const WEEKDAYS: [&str; 15] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonnabend",
    "sonntag",
];

/// A date. `+3d`, `-1w` and `+2m` count calendar days, weeks and months from `relative_to`; a
/// date without a year is the next one after `near`, or one at most two months before it.
///
/// # Errors
/// When it is no date, the calendar has no such day, or it lies outside [`Date::MIN`] to
/// [`Date::MAX`].
pub fn date(text: &str, form: &DateForm, relative_to: Date, near: Date) -> Result<Date, Misread> {
    let text = trimmed(text)?;
    if text.starts_with(['+', '-', '−']) {
        return relative(text, relative_to);
    }
    let bad = || Misread::NotADate(shown(text));
    let mut month = None;
    let mut numbers: Vec<&str> = Vec::new();
    let tokens = text.split(|c: char| c.is_whitespace() || matches!(c, '/' | '.' | '-' | ','));
    for token in tokens.filter(|token| !token.is_empty()) {
        if token.bytes().all(|b| b.is_ascii_digit()) {
            numbers.push(token);
        } else if let Some(day) = ordinal(token) {
            numbers.push(day);
        } else if let Some(found) = month_named(token, form).filter(|_| month.is_none()) {
            month = Some(found);
        } else if !is_weekday(token) {
            return Err(bad());
        }
    }
    let number = |digits: &str| digits.parse::<u32>().ok().filter(|_| digits.len() <= 4);
    let mut parsed = Vec::with_capacity(3);
    if let ([all], None) = (numbers.as_slice(), month)
        && all.len() == 8
    {
        for range in [0..4, 4..6, 6..8] {
            parsed.push(all.get(range).and_then(number).ok_or_else(bad)?);
        }
        numbers = vec!["0000", "00", "00"];
    } else {
        for digits in &numbers {
            parsed.push(number(digits).ok_or_else(bad)?);
        }
    }
    let year_first = numbers.first().is_some_and(|first| first.len() == 4);
    let (day, month, year) = match (month, parsed.as_slice()) {
        (Some(month), [day]) => (*day, month, None),
        (Some(month), [year, day]) if year_first => (*day, month, Some(*year)),
        (Some(month), [day, year]) => (*day, month, Some(*year)),
        (None, [year, month, day]) if year_first => (*day, *month, Some(*year)),
        (None, [first, second]) if !year_first => by_order(*first, *second, None, form.order),
        (None, [first, second, year]) => by_order(*first, *second, Some(*year), form.order),
        _ => return Err(bad()),
    };
    match year {
        Some(year) => {
            let year = i32::try_from(year).map_err(|_| bad())?;
            let year = if year < 100 { year + 2000 } else { year };
            dated(text, year, month, day)
        }
        None => nearest(text, month, day, near),
    }
}

fn by_order(
    first: u32,
    second: u32,
    year: Option<u32>,
    order: DateOrder,
) -> (u32, u32, Option<u32>) {
    match order {
        DateOrder::DayMonth => (first, second, year),
        DateOrder::MonthDay => (second, first, year),
    }
}

fn dated(text: &str, year: i32, month: u32, day: u32) -> Result<Date, Misread> {
    let date = chrono::NaiveDate::from_ymd_opt(year, month, day)
        .ok_or_else(|| Misread::NoSuchDay(shown(text)))?;
    Date::from_naive(date).ok_or_else(|| Misread::YearOutOfRange(shown(text)))
}

/// How many days back a date without a year may lie: plans look ahead.
const LOOKS_BACK: i64 = 61;

/// The first day of this name that is at most [`LOOKS_BACK`] days before `near`; 29 February in
/// the next year that has one.
fn nearest(text: &str, month: u32, day: u32, near: Date) -> Result<Date, Misread> {
    let year = near.naive().year();
    let earliest = near.plus_days(-LOOKS_BACK);
    (year - 8..=year + 8)
        .filter_map(|year| Date::ymd(year, month, day).ok())
        .min_by_key(|date| (*date < earliest, date.days_since(near).abs()))
        .ok_or_else(|| Misread::NoSuchDay(shown(text)))
}

fn relative(text: &str, from: Date) -> Result<Date, Misread> {
    let bad = || Misread::NotADate(shown(text));
    let back = !text.starts_with('+');
    let rest = text.trim_start_matches(['+', '-', '−']).trim();
    let end = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    let (digits, unit) = rest.split_at(end);
    let count = digits
        .parse::<u32>()
        .ok()
        .filter(|_| digits.len() <= 5)
        .ok_or_else(bad)?;
    let unit = unit.trim().to_lowercase();
    let per_unit = match unit.as_str() {
        "" | "d" | "day" | "days" | "t" | "tag" | "tage" => 1,
        "w" | "week" | "weeks" | "wo" | "woche" | "wochen" => 7,
        "m" | "month" | "months" | "monat" | "monate" => {
            let months = Months::new(count);
            let moved = if back {
                from.naive().checked_sub_months(months)
            } else {
                from.naive().checked_add_months(months)
            };
            let moved = moved.and_then(Date::from_naive);
            return moved.ok_or_else(|| Misread::YearOutOfRange(shown(text)));
        }
        _ => return Err(bad()),
    };
    let days = i64::from(count) * per_unit * if back { -1 } else { 1 };
    let moved = from.plus_days(days);
    if moved.days_since(from) == days {
        Ok(moved)
    } else {
        Err(Misread::YearOutOfRange(shown(text)))
    }
}

/// The number of 1st, 2nd, 3rd, 4th.
fn ordinal(token: &str) -> Option<&str> {
    let end = token
        .find(|c: char| !c.is_ascii_digit())
        .filter(|end| *end > 0)?;
    let (digits, ending) = token.split_at(end);
    let known = ["st", "nd", "rd", "th", "."];
    known
        .iter()
        .any(|known| ending.eq_ignore_ascii_case(known))
        .then_some(digits)
}

/// The month with this name, or a name that begins like this, at least three letters of it (or
/// the whole name, where it is shorter).
fn month_named(token: &str, form: &DateForm) -> Option<u32> {
    let token = token.to_lowercase();
    let fits = |name: &str| {
        let name = name.trim_end_matches('.').to_lowercase();
        !name.is_empty()
            && (name == token || token.chars().count() >= 3 && name.starts_with(&token))
    };
    let place = form
        .months
        .iter()
        .position(|names| names.iter().any(|name| fits(name)))
        .or_else(|| ENGLISH.iter().position(|name| fits(name)))
        .or_else(|| GERMAN.iter().position(|name| fits(name)))
        .or_else(|| Some(OTHERS.iter().find(|(name, _)| token == *name)?.1))?;
    u32::try_from(place + 1).ok().filter(|month| *month <= 12)
}

fn is_weekday(token: &str) -> bool {
    let token = token.to_lowercase();
    token.len() >= 2 && WEEKDAYS.iter().any(|day| day.starts_with(&token))
}
