//! What is typed into a row of the timeline: durations, and links to other rows.

use super::{Misread, shown, trimmed};
use crate::model::timeline::{MAX_DURATION, MAX_LAG};
use crate::model::{LinkKind, TaskId};

/// A link that was typed, to a predecessor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linked {
    /// The predecessor.
    pub from: TaskId,
    /// What waits for what.
    pub kind: LinkKind,
    /// Working days between; negative is a lead.
    pub lag: i32,
}

/// A duration in working days: 3, 3d, 3 days, 2w, in German also 3 Tage. A week has
/// `days_per_week` of them.
///
/// # Errors
/// When it is no duration, no whole number of days, or above [`MAX_DURATION`].
pub fn duration(text: &str, days_per_week: u32) -> Result<u32, Misread> {
    let text = trimmed(text)?;
    let days = days(text, days_per_week, || Misread::NotADuration(shown(text)))?;
    u32::try_from(days)
        .ok()
        .filter(|days| *days <= MAX_DURATION)
        .ok_or_else(|| Misread::OutOfRange {
            what: t!("A duration in working days").to_owned(),
            least: "0".to_owned(),
            most: MAX_DURATION.to_string(),
        })
}

/// The links of a row: rows with an optional kind and lag, such as `4FS+2d, 5` (in German also
/// `4EA+2 Tage`), with commas or semicolons between. `task_in_row` says which task stands in a row. Nothing typed means no
/// links; the same link twice counts once.
///
/// # Errors
/// When one is no link, names a row without a task, or its lag is beyond [`MAX_LAG`].
pub fn links(
    text: &str,
    days_per_week: u32,
    task_in_row: impl Fn(usize) -> Option<TaskId>,
) -> Result<Vec<Linked>, Misread> {
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    if text.chars().count() > 10 * super::MAX_TEXT {
        return Err(Misread::TooLong);
    }
    let mut links = Vec::new();
    for part in text.split([',', ';']).map(str::trim) {
        if part.is_empty() {
            continue;
        }
        let link = link(part, days_per_week, &task_in_row)?;
        if !links.contains(&link) {
            links.push(link);
        }
    }
    Ok(links)
}

/// A link as it is typed: `4`, `4SS`, `4FS+2d`. `row` is the row of the predecessor.
#[must_use]
pub fn link_text(row: usize, kind: LinkKind, lag: i32) -> String {
    let name = match kind {
        LinkKind::FinishToStart if lag == 0 => "",
        LinkKind::FinishToStart => "FS",
        LinkKind::StartToStart => "SS",
        LinkKind::FinishToFinish => "FF",
        LinkKind::StartToFinish => "SF",
    };
    if lag == 0 {
        format!("{row}{name}")
    } else {
        format!("{row}{name}{lag:+}d")
    }
}

fn link(
    text: &str,
    days_per_week: u32,
    task_in_row: &impl Fn(usize) -> Option<TaskId>,
) -> Result<Linked, Misread> {
    let bad = || Misread::NotALink(shown(text));
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let (row, rest) = text.split_at(end);
    if row.is_empty() {
        return Err(bad());
    }
    let rest = rest.trim_start();
    let letters = rest
        .find(|c: char| !c.is_ascii_alphabetic())
        .unwrap_or(rest.len());
    let (kind, lag) = rest.split_at(letters);
    let kind = match kind.to_ascii_uppercase().as_str() {
        "" | "FS" | "EA" => LinkKind::FinishToStart,
        "SS" | "AA" => LinkKind::StartToStart,
        "FF" | "EE" => LinkKind::FinishToFinish,
        "SF" | "AE" => LinkKind::StartToFinish,
        _ => return Err(bad()),
    };
    let lag = lag.trim();
    let lag = if lag.is_empty() {
        0
    } else {
        let amount = lag.strip_prefix(['+', '-', '−', '–']).ok_or_else(bad)?;
        let days = days(amount.trim(), days_per_week, bad)?;
        i32::try_from(days)
            .ok()
            .filter(|days| *days <= MAX_LAG)
            .map(|days| if lag.starts_with('+') { days } else { -days })
            .ok_or_else(|| Misread::OutOfRange {
                what: t!("A lag in working days").to_owned(),
                least: (-MAX_LAG).to_string(),
                most: MAX_LAG.to_string(),
            })?
    };
    let from = row
        .parse::<usize>()
        .ok()
        .and_then(task_in_row)
        .ok_or_else(|| Misread::NoSuchRow(shown(row)))?;
    Ok(Linked { from, kind, lag })
}

/// The working days of a text, which may have a fraction as long as the days come out whole
/// (`1.6w` of five days).
fn days(text: &str, days_per_week: u32, bad: impl Fn() -> Misread) -> Result<i64, Misread> {
    let end = text
        .find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',')
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let per_unit = match unit.trim().to_lowercase().trim_end_matches('.') {
        "" | "d" | "day" | "days" | "t" | "tag" | "tage" | "at" | "arbeitstag" | "arbeitstage" => 1,
        "w" | "wk" | "week" | "weeks" | "wo" | "woche" | "wochen" => i64::from(days_per_week),
        _ => return Err(bad()),
    };
    let (whole, fraction) = number.split_once(['.', ',']).unwrap_or((number, ""));
    let digits = |part: &str, most: usize| {
        let fits = part.len() <= most && part.bytes().all(|b| b.is_ascii_digit());
        fits.then(|| part.parse::<i64>().unwrap_or(0))
    };
    let amount = digits(whole, 9).filter(|_| !whole.is_empty());
    let (Some(amount), Some(rest)) = (amount, digits(fraction, 3)) else {
        return Err(bad());
    };
    let one = 10_i64.pow(u32::try_from(fraction.len()).unwrap_or(0));
    let days = (amount * one + rest) * per_unit;
    if days % one == 0 {
        Ok(days / one)
    } else {
        Err(Misread::NotWholeDays(shown(text)))
    }
}
