//! What the client owes, by date: decisions and payments, in words for the client.
//!
//! Holds nothing internal: no notes, cost, progress, slack, and no work of the agency.

use super::payments::payments;
use super::price::Price;
use super::schedule::Schedule;
use crate::model::{Date, Money, Pitch, Stage, Task, TaskId, TaskKind};

/// How names of approvals begin, in each language that is spoken here. Only what can be left out
/// and leaves a name as it is: not “Freigabe des Films”.
const BEGINNINGS: [&str; 20] = [
    "client approves",
    "client to approve",
    "client approval of",
    "client approval:",
    "client approval",
    "client signs off",
    "approval of",
    "approval:",
    "approval –",
    "approval -",
    "sign-off of",
    "sign off",
    "approve",
    "kunde genehmigt",
    "kundenfreigabe:",
    "kundenfreigabe –",
    "kundenfreigabe -",
    "freigabe:",
    "freigabe –",
    "freigabe -",
];
/// How they end.
const ENDINGS: [&str; 4] = ["client approval", "approval", "client sign-off", "sign-off"];
/// What stands around them.
const AROUND: (&str, &str) = ("kunde gibt", "frei");

/// Everything that the client owes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClientCalendar {
    /// By the day they are owed; what has no day yet comes last.
    pub entries: Vec<Owed>,
    /// The launch with its day, when one is named: what it is all owed for.
    pub launch: Option<(TaskId, String, Date)>,
}

/// Something that the client owes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    /// Tells it from other entries for ever, whatever it is called: the id of the task, or made of
    /// what it is and ids with dots between, which no id has.
    pub key: String,
    /// What kind of thing it is.
    pub kind: OwedKind,
    /// What is to be done, such as “Approve creative, round 1”.
    pub what: String,
    /// The day on which the client is asked; none for payments and dates that stand by themselves.
    pub asked_on: Option<Date>,
    /// The day by which it is owed; none when it waits for what has no date.
    pub by: Option<Date>,
    /// The working days that the client has, from the one on which they are asked.
    pub working_days: Option<u32>,
    /// How much is to be paid.
    pub amount: Option<Money>,
}

/// What a client may owe.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OwedKind {
    /// The brief, or the decision on the pitch.
    Decision,
    /// An approval of the timeline.
    Approval,
    /// A payment.
    Payment,
}

/// Everything that the client owes in one option, given the schedule and the price of that option.
/// The brief and the decision on the pitch are in it while they lie on or after `today`.
#[must_use]
pub fn client_calendar(
    pitch: &Pitch,
    schedule: &Schedule,
    price: &Price,
    today: Date,
) -> ClientCalendar {
    let mut entries = decisions(pitch, today);
    entries.extend(approvals(pitch, schedule));
    entries.extend(instalments(pitch, schedule, price));
    entries.sort_by_key(|owed| (owed.by.is_none(), owed.by, owed.asked_on, owed.kind));
    let launch = pitch.timeline.launch.as_ref().and_then(|id| {
        let task = pitch.timeline.tasks.find(id)?;
        Some((id.clone(), task.name.clone(), schedule.launch?))
    });
    ClientCalendar { entries, launch }
}

/// An approval in words for the client: “Client approves films” is “Approve films”.
#[must_use]
pub fn asked(approval: &str) -> String {
    let name = approval.trim();
    if name.is_empty() {
        return t!("Approve").to_owned();
    }
    let beginning = BEGINNINGS.iter().find_map(|words| after(name, words));
    let around = || before(after(name, AROUND.0)?, AROUND.1);
    let rest = beginning
        .or_else(around)
        .or_else(|| ENDINGS.iter().find_map(|words| before(name, words)));
    let sides = |c: char| c.is_whitespace() || matches!(c, ':' | '-' | '–' | '—' | '·' | ',');
    match rest.map(|rest| rest.trim_matches(sides)) {
        Some("") => t!("Approve").to_owned(),
        Some(rest) => t!("Approve {rest}"),
        // “Legal clears claims” says already who does what.
        None => name.to_owned(),
    }
}

fn approvals(pitch: &Pitch, schedule: &Schedule) -> Vec<Owed> {
    let is_approval = |task: &&std::sync::Arc<Task>| task.kind == TaskKind::Approval;
    (pitch.timeline.tasks.iter())
        .filter(is_approval)
        .filter_map(|task| {
            let scheduled = schedule.tasks.get(&task.id)?;
            Some(Owed {
                key: task.id.to_string(),
                kind: OwedKind::Approval,
                what: asked(&task.name),
                asked_on: Some(scheduled.start),
                by: Some(scheduled.finish),
                working_days: Some(scheduled.days),
                amount: None,
            })
        })
        .collect()
}

fn instalments(pitch: &Pitch, schedule: &Schedule, price: &Price) -> Vec<Owed> {
    (payments(pitch, schedule, price).payments.into_iter())
        .filter(|payment| payment.amount != Money::ZERO)
        .map(|payment| Owed {
            key: format!("payment.{}.{}", payment.instalment, payment.part),
            kind: OwedKind::Payment,
            what: match (payment.name.trim(), payment.parts) {
                ("", _) => t!("Payment").to_owned(),
                (name, 1) => t!("Payment: {name}"),
                (name, parts) => {
                    t!("Payment: {name}, {part} of {parts}", part = payment.part)
                }
            },
            asked_on: None,
            by: payment.date,
            working_days: None,
            amount: Some(payment.amount),
        })
        .collect()
}

fn decisions(pitch: &Pitch, today: Date) -> Vec<Owed> {
    let status = &pitch.status;
    let open = !matches!(status.stage, Stage::Won | Stage::Lost);
    let dates = [
        ("brief", t!("Send the brief"), status.brief_received),
        (
            "decision",
            t!("Decide on our proposal"),
            status.decision_date,
        ),
    ];
    dates
        .into_iter()
        .filter_map(|(key, what, date)| {
            let date = date.filter(|date| open && *date >= today)?;
            Some(Owed {
                key: format!("date.{key}"),
                kind: OwedKind::Decision,
                what: what.to_owned(),
                asked_on: None,
                by: Some(date),
                working_days: None,
                amount: None,
            })
        })
        .collect()
}

/// What stands after these words at the beginning of a text, in whichever case.
fn after<'a>(text: &'a str, words: &str) -> Option<&'a str> {
    let head = text.get(..words.len())?;
    let rest = text.get(words.len()..)?;
    let whole = words.ends_with(':') || !rest.starts_with(char::is_alphanumeric);
    (whole && head.eq_ignore_ascii_case(words)).then_some(rest)
}

/// What stands before these words at the end of a text, in whichever case.
fn before<'a>(text: &'a str, words: &str) -> Option<&'a str> {
    let at = text.len().checked_sub(words.len())?;
    let (rest, tail) = (text.get(..at)?, text.get(at..)?);
    let whole = !rest.ends_with(char::is_alphanumeric);
    (whole && tail.eq_ignore_ascii_case(words)).then_some(rest)
}
