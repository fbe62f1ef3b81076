//! iCalendar (RFC 5545): milestones and approvals, or what the client owes, as whole days in
//! anybody's calendar.

use chrono::{DateTime, NaiveDate, Utc};

use super::Document;
use crate::model::{Date, Identifier, Money, TaskKind};
use crate::plan::client_calendar::{ClientCalendar, Owed, OwedKind};
use crate::plan::schedule::Schedule;

/// A line is folded before it has more octets than this, its end not counted.
const LONGEST_LINE: usize = 75;

/// The milestones and approvals of the schedule, for colleagues. `now` is when the calendar is
/// made. Read again after a change, it changes the entries that are there: their identifiers
/// follow from ids, and the revision of the document counts up.
#[must_use]
pub fn milestones(document: &Document, schedule: &Schedule, now: DateTime<Utc>) -> String {
    let pitch = &document.pitch;
    let mut calendar = Calendar::new(document, now, &pitch.title);
    for task in &pitch.timeline.tasks {
        let Some(scheduled) = schedule.tasks.get(&task.id) else {
            continue;
        };
        let category = match task.kind {
            TaskKind::Milestone => t!("Milestone"),
            TaskKind::Approval => t!("Approval"),
            TaskKind::Task => continue,
        };
        let phase = task
            .phase
            .as_ref()
            .and_then(|id| pitch.timeline.phases.find(id));
        let mut words = match (task.kind, scheduled.days) {
            (TaskKind::Approval, 1) => t!("The client has 1 working day.").to_owned(),
            (TaskKind::Approval, days) => t!("The client has {days} working days."),
            _ if pitch.timeline.launch.as_ref() == Some(&task.id) => t!("The launch.").to_owned(),
            _ => String::new(),
        };
        if let Some(phase) = phase.filter(|phase| !phase.name.is_empty()) {
            words.push('\n');
            words.push_str(&t!("Phase: {}", phase.name));
        }
        calendar.event(&Event {
            key: task.id.as_str(),
            summary: &task.name,
            description: words.trim_start(),
            start: scheduled.start,
            finish: scheduled.finish,
            category,
        });
    }
    calendar.end()
}

/// What the client owes, and the launch, for the client: nothing else is in it. `amount` writes
/// amounts of money.
#[must_use]
pub fn for_client(
    document: &Document,
    owed: &ClientCalendar,
    now: DateTime<Utc>,
    amount: impl Fn(Money) -> String,
) -> String {
    let pitch = &document.pitch;
    let mut calendar = Calendar::new(document, now, &pitch.title);
    for entry in &owed.entries {
        let Some(by) = entry.by else {
            continue;
        };
        calendar.event(&Event {
            key: &entry.key,
            summary: &entry.what,
            description: &description(entry, &amount),
            start: entry.asked_on.unwrap_or(by).min(by),
            finish: by,
            category: match entry.kind {
                OwedKind::Approval => t!("Approval"),
                OwedKind::Payment => t!("Payment"),
                OwedKind::Decision => t!("Decision"),
            },
        });
    }
    // A launch that the client approves is in it already.
    let launch = owed.launch.as_ref().filter(|(id, ..)| {
        let known = |entry: &Owed| entry.key == id.as_str();
        !owed.entries.iter().any(known)
    });
    if let Some((id, name, date)) = launch {
        calendar.event(&Event {
            key: id.as_str(),
            summary: name,
            description: t!("The launch."),
            start: *date,
            finish: *date,
            category: t!("Milestone"),
        });
    }
    calendar.end()
}

fn description(entry: &Owed, amount: impl Fn(Money) -> String) -> String {
    match (entry.amount, entry.working_days) {
        (Some(money), _) => t!("{} is due.", amount(money)),
        (None, Some(1)) => t!("1 working day.").to_owned(),
        (None, Some(days)) if days > 0 => t!("{days} working days."),
        _ => String::new(),
    }
}

/// A calendar under way.
struct Calendar {
    text: String,
    /// What its entries' identifiers have in common.
    pitch: String,
    stamp: String,
    sequence: u64,
    of: String,
}

struct Event<'a> {
    key: &'a str,
    summary: &'a str,
    description: &'a str,
    start: Date,
    finish: Date,
    category: &'a str,
}

impl Calendar {
    fn new(document: &Document, now: DateTime<Utc>, title: &str) -> Self {
        let client = &document.pitch.client.organisation;
        let of: Vec<&str> = [title, client]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        let mut calendar = Self {
            text: String::new(),
            pitch: document.id.to_string(),
            stamp: now.format("%Y%m%dT%H%M%SZ").to_string(),
            // An integer of iCalendar has 31 bits.
            sequence: document.revision.min(0x7FFF_FFFF),
            of: of.join(" · "),
        };
        calendar.line("BEGIN", "VCALENDAR");
        calendar.line("VERSION", "2.0");
        let version = env!("CARGO_PKG_VERSION");
        calendar.line(
            "PRODID",
            &format!("-//Pitchwright//Pitchwright {version}//EN"),
        );
        calendar.line("CALSCALE", "GREGORIAN");
        let name = calendar.of.clone();
        calendar.text_line("X-WR-CALNAME", &name);
        calendar
    }

    fn event(&mut self, event: &Event<'_>) {
        let date = |date: NaiveDate| date.format("%Y%m%d").to_string();
        let description = match event.description {
            "" => self.of.clone(),
            words => format!("{words}\n{}", self.of),
        };
        self.line("BEGIN", "VEVENT");
        self.line("UID", &format!("{}-{}@pitchwright", self.pitch, event.key));
        self.line("DTSTAMP", &self.stamp.clone());
        self.line("SEQUENCE", &self.sequence.to_string());
        self.line("DTSTART;VALUE=DATE", &date(event.start.naive()));
        // The end is the first day that is no longer part of it.
        let end = event.finish.naive().succ_opt();
        self.line("DTEND;VALUE=DATE", &date(end.unwrap_or(NaiveDate::MAX)));
        self.text_line("SUMMARY", event.summary);
        self.text_line("DESCRIPTION", &description);
        self.line("CATEGORIES", event.category);
        // It takes nobody's time.
        self.line("TRANSP", "TRANSPARENT");
        self.line("END", "VEVENT");
    }

    fn end(mut self) -> String {
        self.line("END", "VCALENDAR");
        self.text
    }

    /// A line with a text, in which some signs mean something and are escaped.
    fn text_line(&mut self, name: &str, text: &str) {
        let mut escaped = String::with_capacity(text.len());
        for sign in text.replace("\r\n", "\n").chars() {
            match sign {
                '\\' | ';' | ',' => escaped.extend(['\\', sign]),
                '\n' | '\r' => escaped.push_str("\\n"),
                '\t' => escaped.push(' '),
                sign if sign.is_control() => {}
                sign => escaped.push(sign),
            }
        }
        self.line(name, &escaped);
    }

    /// A line, folded where it is too long and never within a character.
    fn line(&mut self, name: &str, value: &str) {
        let mut octets = 0;
        for sign in name.chars().chain([':']).chain(value.chars()) {
            if octets + sign.len_utf8() > LONGEST_LINE {
                self.text.push_str("\r\n ");
                octets = 1;
            }
            self.text.push(sign);
            octets += sign.len_utf8();
        }
        self.text.push_str("\r\n");
    }
}
