//! The limits that a file keeps: how large, how many, how long, and which figures make sense.

use super::ReadError;
use super::place;
use crate::model::timeline::{MAX_CLOSURE, MAX_DURATION, MAX_LAG};
use crate::model::{LineKind, Percent, Pitch, Share};

/// The most bytes of a file that are read.
pub const MAX_BYTES: usize = 5_000_000;
/// The most bytes of one text in a file.
pub const MAX_TEXT: usize = 100_000;

/// Where the first text of more than [`MAX_TEXT`] bytes begins in a document.
fn long_text(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut start = None;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match (byte, start) {
            (b'\\', Some(_)) => at += 1,
            (b'"', None) => start = Some(at),
            (b'"', Some(from)) => {
                // Without its quotes.
                if at - from - 1 > MAX_TEXT {
                    return start;
                }
                start = None;
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// Whether a document has a text of more than [`MAX_TEXT`] bytes, so that it could be written and not
/// be read again.
#[must_use]
pub fn has_long_text(text: &str) -> bool {
    long_text(text).is_some()
}

/// Refuses a document with a text of more than [`MAX_TEXT`] bytes, before it is taken apart.
pub(super) fn check_texts(text: &str) -> Result<(), ReadError> {
    let Some(from) = long_text(text) else {
        return Ok(());
    };
    let before = text.get(..from).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = from - before.rfind('\n').map_or(0, |newline| newline + 1) + 1;
    Err(ReadError::BeyondLimit {
        place: place::of(text, line, column),
        what: t!("the text is longer than {MAX_TEXT} characters"),
    })
}

fn beyond<T>(place: impl Into<String>, what: impl Into<String>) -> Result<T, ReadError> {
    Err(ReadError::BeyondLimit {
        place: place.into(),
        what: what.into(),
    })
}

/// An entry of a list, by its name.
fn named(list: &str, name: &str) -> String {
    format!("{list} › {}", t!("“{name}”"))
}

/// Refuses a pitch with more entries than the desk is made for, or with figures that make none.
pub(super) fn check(pitch: &Pitch) -> Result<(), ReadError> {
    let timeline = &pitch.timeline;
    let counts = [
        ("pitch › timeline › tasks", timeline.tasks.len(), 20_000),
        ("pitch › timeline › links", timeline.links.len(), 20_000),
        ("pitch › timeline › phases", timeline.phases.len(), 500),
        (
            "pitch › timeline › holidays",
            timeline.holidays.len(),
            2_000,
        ),
        ("pitch › timeline › baselines", timeline.baselines.len(), 50),
        ("pitch › budget › lines", pitch.budget.lines.len(), 10_000),
        ("pitch › budget › groups", pitch.budget.groups.len(), 500),
        ("pitch › budget › options", pitch.budget.options.len(), 20),
        (
            "pitch › budget › payments",
            pitch.budget.payments.len(),
            500,
        ),
        ("pitch › media › flights", pitch.media.flights.len(), 2_000),
        ("pitch › media › measures", pitch.media.measures.len(), 500),
        ("pitch › team › roles", pitch.team.roles.len(), 500),
        ("pitch › team › people", pitch.team.people.len(), 1_000),
        ("pitch › story › sections", pitch.story.sections.len(), 500),
        (
            "pitch › scope › deliverables",
            pitch.scope.deliverables.len(),
            2_000,
        ),
        (
            "pitch › brief › objectives",
            pitch.brief.objectives.len(),
            500,
        ),
        (
            "pitch › client › contacts",
            pitch.client.contacts.len(),
            500,
        ),
        ("pitch › pursuit › time", pitch.pursuit.time.len(), 5_000),
        (
            "pitch › journal › entries",
            pitch.journal.entries.len(),
            5_000,
        ),
    ];
    for (place, count, most) in counts {
        if count > most {
            return beyond(place, t!("{count} entries; at most {most} are taken"));
        }
    }
    let hundred = Percent::whole(100);
    if pitch.status.win_probability > hundred {
        return beyond(
            "pitch › status › win_probability",
            t!("a probability is at most 100 %"),
        );
    }
    if pitch.media.spread > hundred {
        return beyond("pitch › media › spread", t!("a spread is at most 100 %"));
    }
    for task in &timeline.tasks {
        let place = || named("pitch › timeline › tasks", &task.name);
        if task.duration > MAX_DURATION {
            return beyond(
                place(),
                t!("a duration is at most {MAX_DURATION} working days"),
            );
        }
        let within = |days: Option<u32>| days.is_none_or(|days| days <= MAX_DURATION);
        if !within(task.best) || !within(task.worst) {
            return beyond(
                place(),
                t!("the best and the worst case are at most {MAX_DURATION} working days"),
            );
        }
        if task.progress > hundred {
            return beyond(place(), t!("progress is at most 100 %"));
        }
        if task.assignments.len() > 200 {
            return beyond(place(), t!("at most 200 assignments are taken"));
        }
    }
    for holiday in &timeline.holidays {
        let days = holiday
            .until
            .map_or(0, |until| until.days_since(holiday.date));
        if !(0..=MAX_CLOSURE).contains(&days) {
            return beyond(
                named("pitch › timeline › holidays", &holiday.name),
                t!("its last day lies 0 to {MAX_CLOSURE} days after its first"),
            );
        }
    }
    for baseline in &timeline.baselines {
        if baseline.tasks.len() > 20_000 {
            return beyond(
                named("pitch › timeline › baselines", &baseline.name),
                t!("at most 20,000 tasks are taken"),
            );
        }
    }
    for link in &timeline.links {
        if !(-MAX_LAG..=MAX_LAG).contains(&link.lag) {
            return beyond(
                format!("pitch › timeline › links › {}", link.id),
                t!("a lag lies between -{MAX_LAG} and {MAX_LAG} working days"),
            );
        }
    }
    for line in &pitch.budget.lines {
        if line.kind == LineKind::MediaCommission && line.commission >= hundred {
            return beyond(
                named("pitch › budget › lines", &line.name),
                t!("a commission is below 100 % of the gross"),
            );
        }
    }
    let share = |place: String, share: &Share| match share {
        Share::Percent(percent) if *percent > hundred => {
            beyond(place, t!("a share is at most 100 %"))
        }
        _ => Ok(()),
    };
    for option in &pitch.budget.options {
        if let Some(discount) = &option.discount {
            share(
                format!(
                    "{} › discount",
                    named("pitch › budget › options", &option.name)
                ),
                &discount.value,
            )?;
        }
    }
    for instalment in &pitch.budget.payments {
        share(
            named("pitch › budget › payments", &instalment.name),
            &instalment.share,
        )?;
    }
    for person in &pitch.team.people {
        if person.away.len() > 500 {
            return beyond(
                named("pitch › team › people", &person.name),
                t!("at most 500 spans away are taken"),
            );
        }
    }
    Ok(())
}
