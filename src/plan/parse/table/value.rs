//! The values of a pasted table: durations, dates, percentages, as spreadsheets and Project write
//! them in English and German.

use std::str::FromStr;

use rust_decimal::Decimal;

use super::Around;
use crate::model::{Date, Percent, TaskKind};
use crate::plan::parse;

/// Nothing lasts 0 days but a milestone; what is named as an approval is one.
pub(super) fn kind(name: &str, duration: u32) -> TaskKind {
    const APPROVALS: [&str; 6] = [
        "client approv",
        "client sign",
        "approval",
        "freigabe",
        "kundenfreigabe",
        "kunde genehmigt",
    ];
    let name = name.rsplit(" › ").next().unwrap_or(name).to_lowercase();
    if duration == 0 {
        TaskKind::Milestone
    } else if APPROVALS.iter().any(|words| name.starts_with(words))
        || name.starts_with("kunde gibt ") && name.ends_with(" frei")
    {
        TaskKind::Approval
    } else {
        TaskKind::Task
    }
}

/// A date, also with a weekday before it or a time behind it.
pub(super) fn date(text: &str, around: &Around<'_>) -> Option<Date> {
    let text = text.split_once('T').map_or(
        text,
        |(day, time)| {
            if time.contains(':') { day } else { text }
        },
    );
    let words: Vec<&str> = text
        .split_whitespace()
        .filter(|word| !word.contains(':') && !matches!(*word, "AM" | "PM" | "am" | "pm"))
        .collect();
    let read = |words: &[&str]| {
        let near = around.near;
        parse::date(&words.join(" "), around.dates, near, near).ok()
    };
    // A weekday in another language than English says nothing new either.
    let weekday = |word: &str| {
        word.trim_end_matches(['.', ','])
            .chars()
            .all(char::is_alphabetic)
    };
    read(&words).or_else(|| match words.split_first() {
        Some((first, rest)) if weekday(first) => read(rest),
        _ => None,
    })
}

/// A duration in working days, in English or German, also in hours, as Project writes it too.
pub(super) fn duration(text: &str, days_per_week: u32) -> Option<u32> {
    let text = text.trim().trim_end_matches('?').to_lowercase();
    let end = text
        .find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ','))
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let amount = Decimal::from_str(&number.replace(',', ".")).ok()?;
    let unit = unit.trim().trim_end_matches('.');
    let each = match unit {
        "" | "d" | "day" | "days" | "wd" | "t" | "tg" | "tag" | "tage" | "at" | "pt"
        | "working days" | "arbeitstag" | "arbeitstage" | "werktag" | "werktage" => Decimal::ONE,
        "w" | "wk" | "wks" | "week" | "weeks" | "wo" | "woche" | "wochen" => {
            Decimal::from(days_per_week)
        }
        "mo" | "mon" | "mons" | "month" | "months" | "monat" | "monate" => Decimal::from(20),
        "h" | "hr" | "hrs" | "hour" | "hours" | "std" | "stunde" | "stunden" => {
            Decimal::ONE / Decimal::from(8)
        }
        _ => return None,
    };
    let days = amount.checked_mul(each)?.ceil();
    parse::duration(&days.normalize().to_string(), days_per_week).ok()
}

/// A percentage: 50 %, 50, or 0.5; yes and done are all of it.
pub(super) fn percent(text: &str) -> Option<Percent> {
    let text = text.trim().to_lowercase();
    let all = [
        "yes", "x", "✓", "✔", "done", "true", "ja", "erledigt", "fertig", "wahr",
    ];
    if all.contains(&text.as_str()) {
        return Some(Percent::whole(100));
    }
    if ["no", "false", "nein", "falsch", "–", "-"].contains(&text.as_str()) {
        return Some(Percent::default());
    }
    let bare = text.trim_end_matches('%').trim().replace(',', ".");
    let number = Decimal::from_str(&bare).ok()?;
    let share = !text.contains('%') && bare.contains('.') && number <= Decimal::ONE;
    let number = if share {
        number * Decimal::ONE_HUNDRED
    } else {
        number
    };
    let range = Decimal::ZERO..=Decimal::ONE_HUNDRED;
    range.contains(&number).then(|| Percent::new(number).ok())?
}
