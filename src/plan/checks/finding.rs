//! What a check found, and the words that say it and what to do about it.

use rust_decimal::Decimal;

use crate::model::{Currency, Date, Money};

/// How the reader's locale writes what stands inside a sentence.
pub trait Words {
    /// An amount in the currency of the pitch.
    fn money(&self, amount: Money) -> String;
    /// A day.
    fn date(&self, date: Date) -> String;
    /// A number that is no amount, such as hours.
    fn number(&self, number: Decimal) -> String;
}

/// What a check found. Names are as they stand in the pitch and may be empty; days are working
/// days.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(
    missing_docs,
    reason = "the fields say what they are, and the words below use each of them"
)]
pub enum Finding {
    /// The net total is above what the client stated.
    OverBudget {
        option: Option<String>,
        net_total: Money,
        budget: Money,
        by: Money,
    },
    /// Planned back, the plan does not fit before the launch.
    ShortOfTime { days: i64 },
    /// The launch is later than it was wanted.
    LaunchMissed {
        launch: Date,
        wanted: Date,
        days: i64,
    },
    /// Links form a loop; the one that closes it does not count.
    Loop { tasks: Vec<String> },
    /// Links that name a task that does not exist.
    LinksWithoutTask { count: usize },
    /// A task must start on a day on which its links do not allow it yet.
    StartsBeforeItCan { name: String, days: i64 },
    /// Planned back, a task must start later than the launch allows.
    MustStartTooLate { name: String, days: i64 },
    /// A task must start before the project does.
    MustStartTooEarly { name: String },
    /// A task must start on a day on which nobody works.
    MustStartOffDay { name: String },
    /// A task finishes after its deadline.
    DeadlineMissed { name: String, days: i64 },
    /// Tasks have less time than they need.
    NegativeSlack {
        name: String,
        days: i64,
        tasks: usize,
    },
    /// An approval without a day for the client.
    ApprovalWithoutTime { name: String },
    /// A task without a duration.
    TaskWithoutDuration { name: String },
    /// A task without hours of anybody.
    NobodyAssigned { name: String },
    /// Somebody has more to do in a week than they have hours.
    Overbooked {
        name: String,
        week: Date,
        hours: Decimal,
        capacity: Decimal,
        weeks: usize,
    },
    /// Somebody is away while a task needs them.
    AwayDuringTask {
        person: String,
        task: String,
        days: i64,
        of: i64,
    },
    /// A line that costs more than the client pays.
    PriceBelowCost {
        name: String,
        price: Money,
        cost: Money,
    },
    /// A line that comes to nothing.
    LineWithoutPrice { name: String },
    /// A line whose figures are out of bounds.
    AmountHeld { name: String },
    /// A rate of exchange that is too old on the day of the pitch.
    RateOld {
        name: String,
        currency: Currency,
        dated: Date,
        on: Date,
        days: i64,
    },
    /// A rate of exchange of which nobody can say how old it is.
    RateWithoutDay { name: String, currency: Currency },
    /// There is a price but no payment schedule.
    NoPayments,
    /// The payments are not the total.
    PaymentsDiffer { difference: Money, total: Money },
    /// A payment that waits for a task that is not there.
    PaymentWithoutDate { name: String },
    /// A payment below nothing.
    PaymentNegative { name: String, amount: Money },
    /// An objective that does not say what is measured.
    ObjectiveWithoutMetric { name: String },
    /// An objective that does not say by when.
    ObjectiveWithoutDate { name: String },
    /// The next action with the client is past its day.
    NextActionOverdue { action: String, date: Date },
    /// A section that the client sees with nothing in it.
    EmptySection { title: String },
    /// Pictures that say nothing to those who do not see them.
    PicturesWithoutDescription { title: String, count: usize },
    /// The scope has no limits.
    NothingOutOfScope,
    /// A deliverable that is open to dispute.
    DeliverableIncomplete { name: String, missing: Vec<Missing> },
    /// A flight without its first or last day.
    FlightWithoutDates { name: String },
    /// A flight that ends before it starts.
    FlightEndsBeforeStart { name: String },
    /// A flight that starts before the campaign.
    FlightBeforeCampaign {
        name: String,
        start: Date,
        first: Date,
    },
    /// A flight that goes on after the campaign.
    FlightAfterCampaign {
        name: String,
        finish: Date,
        last: Date,
    },
    /// Terms that are not there.
    TermsMissing { parts: Vec<TermsPart> },
    /// The offer stands for ever.
    NoValidity,
    /// The offer has ended.
    ValidityPassed { date: Date },
    /// A text that the client will see and that looks as if it were meant for us.
    LooksInternal { name: String, word: String },
    /// A text that the client will see and that still has guidance for the writer in it.
    Guidance { name: String, text: String },
}

/// What a deliverable lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// How many rounds of changes are included.
    Rounds,
    /// How acceptance is judged.
    Acceptance,
    /// A budget line that pays for it.
    Line,
}

/// A part of the terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TermsPart {
    /// What the plan rests on.
    Assumptions,
    /// What the price leaves out.
    Exclusions,
    /// What is owed when the client stops.
    Cancellation,
    /// Who owns the work.
    Ownership,
}

impl Finding {
    /// Whether it matters in what the client is given: not what the agency alone has to settle, such
    /// as who does a task, what a line costs, or what is to be done next.
    #[must_use]
    pub const fn is_in_what_is_given(&self) -> bool {
        !matches!(
            self,
            Self::NobodyAssigned { .. }
                | Self::Overbooked { .. }
                | Self::AwayDuringTask { .. }
                | Self::PriceBelowCost { .. }
                | Self::RateOld { .. }
                | Self::RateWithoutDay { .. }
                | Self::NextActionOverdue { .. }
        )
    }

    /// The finding in a sentence or two that say what to do.
    #[must_use]
    pub fn words(&self, words: &dyn Words) -> String {
        let money = |amount: &Money| words.money(*amount);
        let date = |day: &Date| words.date(*day);
        match self {
            Self::OverBudget {
                option,
                net_total,
                budget,
                by,
            } => {
                let what = option
                    .as_ref()
                    .map_or_else(|| "The net total".to_owned(), |name| named("Option", name));
                format!(
                    "{what} is {} over the client's budget: {} against {}. Take lines out, give a discount, or agree a higher budget.",
                    money(by),
                    money(net_total),
                    money(budget)
                )
            }
            Self::LaunchMissed {
                launch,
                wanted,
                days,
            } => format!(
                "The launch falls on {}, {} after {}. Shorten what is critical, or agree a later launch.",
                date(launch),
                working_days(*days),
                date(wanted)
            ),
            Self::Overbooked {
                name,
                week,
                hours,
                capacity,
                weeks,
            } => {
                let more = match weeks {
                    0 | 1 => String::new(),
                    more => format!(", and in {} more", plural(more - 1, "week", "weeks")),
                };
                format!(
                    "{} is overbooked in the week of {} ({} of {} hours{more}). Move work, share it, or give more hours.",
                    or_somebody(name),
                    date(week),
                    words.number(*hours),
                    words.number(*capacity)
                )
            }
            Self::PriceBelowCost { name, price, cost } => format!(
                "{} is sold for {} and costs {}. Raise its price or rate, or find a lower cost.",
                named("Line", name),
                money(price),
                money(cost)
            ),
            Self::PaymentsDiffer { difference, total } if difference.units() > 0 => format!(
                "The payments leave {} of the total of {} unasked for. Raise one, or let one take the rest.",
                money(difference),
                money(total)
            ),
            Self::PaymentsDiffer { difference, total } => format!(
                "The payments ask for {} more than the total of {}. Lower one, or let one take the rest.",
                words.money(-*difference),
                money(total)
            ),
            Self::PaymentNegative { name, amount } => format!(
                "{} comes to {}. Lower the other payments.",
                named("Payment", name),
                money(amount)
            ),
            Self::NextActionOverdue { action, date: day } => format!(
                "{} was due on {}. Do it, or set a new day.",
                named("The next action", action),
                date(day)
            ),
            Self::FlightBeforeCampaign { name, start, first } => format!(
                "{} starts on {}, before the campaign does on {}. Move it, or the campaign.",
                named("Flight", name),
                date(start),
                date(first)
            ),
            Self::FlightAfterCampaign { name, finish, last } => format!(
                "{} runs until {}, past the end of the campaign on {}. Shorten it, or extend the campaign.",
                named("Flight", name),
                date(finish),
                date(last)
            ),
            Self::RateOld {
                name,
                currency,
                dated,
                on,
                days,
            } => format!(
                "{} is bought in {} at a rate of {}, which is {days} days old on {}. Look it up again, or ask the supplier for a fixed price.",
                named("Line", name),
                currency.code(),
                date(dated),
                date(on)
            ),
            Self::ValidityPassed { date: day } => format!(
                "The offer ended on {}. Set a new last day in the terms before you send it again.",
                date(day)
            ),
            other => other.plain_words(),
        }
    }

    /// The words of findings with neither amounts nor days in them.
    fn plain_words(&self) -> String {
        match self {
            Self::ShortOfTime { days } => format!(
                "The plan is short by {}: its first task would have to begin before it can. Shorten tasks, or agree a later launch.",
                working_days(*days)
            ),
            Self::Loop { tasks } => {
                let names: Vec<&str> = tasks.iter().map(|name| or_untitled(name)).collect();
                let first = names.first().copied().unwrap_or_default();
                format!(
                    "These tasks wait for each other in a loop: {} → {first}. The link that closes it does not count; delete the one that is wrong.",
                    names.join(" → ")
                )
            }
            Self::LinksWithoutTask { count } => format!(
                "{} to or from a task that does not exist, and {}. Delete what is left over.",
                plural(*count, "link leads", "links lead"),
                if *count == 1 {
                    "does not count"
                } else {
                    "do not count"
                }
            ),
            Self::StartsBeforeItCan { name, days } => format!(
                "{} must start {} before what it waits for allows. Move its start, or what comes before it.",
                named("Task", name),
                working_days(*days)
            ),
            Self::MustStartTooLate { name, days } => format!(
                "{} stands {} before the day on which it must start, or the launch would be missed. Move that day, or the launch.",
                named("Task", name),
                working_days(*days)
            ),
            Self::MustStartTooEarly { name } => format!(
                "{} must start before the project does; it starts with the project. Move its start, or the project's.",
                named("Task", name)
            ),
            Self::MustStartOffDay { name } => format!(
                "{} must start on a day on which nobody works; it starts on the next working day. Choose another day.",
                named("Task", name)
            ),
            Self::DeadlineMissed { name, days } => format!(
                "{} misses its deadline by {}. Shorten what comes before it, or move the deadline.",
                named("Task", name),
                working_days(*days)
            ),
            Self::NegativeSlack { name, days, tasks } => format!(
                "{} short by {}, from {} on. Shorten tasks, overlap them, or move the deadline.",
                match tasks {
                    1 => "1 task is".to_owned(),
                    tasks => format!("{tasks} tasks are"),
                },
                working_days(*days),
                quoted(name)
            ),
            Self::ApprovalWithoutTime { name } => format!(
                "{} gives the client no time. Give it at least a day.",
                named("Approval", name)
            ),
            Self::TaskWithoutDuration { name } => format!(
                "{} takes no time. Give it a duration, or make it a milestone.",
                named("Task", name)
            ),
            Self::NobodyAssigned { name } => format!(
                "Nobody is assigned to {}. Give it a role or a person with hours.",
                quoted(name)
            ),
            Self::AwayDuringTask {
                person,
                task,
                days,
                of,
            } => format!(
                "{} is away on {days} of the {} of {}. Move the task, or ask somebody else.",
                or_somebody(person),
                working_days(*of),
                quoted(task)
            ),
            Self::LineWithoutPrice { name } => format!(
                "{} comes to nothing. Give it a price, or take it out.",
                named("Line", name)
            ),
            Self::AmountHeld { name } => format!(
                "{} is out of bounds: its amount is too great, or its commission 100 % or more. Check its figures.",
                named("Line", name)
            ),
            Self::RateWithoutDay { name, currency } => format!(
                "{} is bought in {} at a rate without a day. Say of which day it is.",
                named("Line", name),
                currency.code()
            ),
            Self::NoPayments => {
                "There is no payment schedule. Say when the client pays what.".to_owned()
            }
            Self::PaymentWithoutDate { name } => format!(
                "{} is due on a task that is not part of the plan. Choose another task, or a day.",
                named("Payment", name)
            ),
            Self::ObjectiveWithoutMetric { name } => format!(
                "{} does not say what is measured. Give it a metric.",
                named("Objective", name)
            ),
            Self::ObjectiveWithoutDate { name } => format!(
                "{} does not say by when. Give it a date.",
                named("Objective", name)
            ),
            Self::EmptySection { title } => format!(
                "{} is empty, and the client will see it. Write it, hide it, or take it out.",
                named("Section", title)
            ),
            Self::PicturesWithoutDescription { title, count } => format!(
                "{} shows {} without a description. Say what is to be seen, for those who do not see it.",
                named("Section", title),
                match count {
                    1 => "a picture".to_owned(),
                    count => format!("{count} pictures"),
                }
            ),
            Self::NothingOutOfScope => {
                "Nothing is out of scope. Say what the price does not include.".to_owned()
            }
            Self::DeliverableIncomplete { name, missing } => {
                let missing: Vec<&str> = missing
                    .iter()
                    .map(|missing| match missing {
                        Missing::Rounds => "how many rounds of changes are included",
                        Missing::Acceptance => "how acceptance is judged",
                        Missing::Line => "which budget line pays for it",
                    })
                    .collect();
                format!(
                    "{} does not say {}. Fill it in.",
                    named("Deliverable", name),
                    listed(&missing, "or")
                )
            }
            Self::FlightWithoutDates { name } => format!(
                "{} has no first or no last day. Give it both.",
                named("Flight", name)
            ),
            Self::FlightEndsBeforeStart { name } => format!(
                "{} ends before it starts. Swap its days.",
                named("Flight", name)
            ),
            Self::TermsMissing { parts } => {
                let parts: Vec<&str> = parts
                    .iter()
                    .map(|part| match part {
                        TermsPart::Assumptions => "assumptions",
                        TermsPart::Exclusions => "exclusions",
                        TermsPart::Cancellation => "cancellation",
                        TermsPart::Ownership => "ownership of work",
                    })
                    .collect();
                format!(
                    "The terms say nothing about {}. Write it, or take it from the standard terms.",
                    listed(&parts, "or")
                )
            }
            Self::NoValidity => {
                "The offer has no last day. Say in the terms until when it stands.".to_owned()
            }
            Self::LooksInternal { name, word } => format!(
                "{} says {}, and the client will see it. Reword it, or hide it.",
                quoted(name),
                quoted(word)
            ),
            Self::Guidance { name, text } => format!(
                "{} still has a note for the writer, {}: write what belongs there, or take it out.",
                quoted(name),
                quoted(text)
            ),
            // The rest has amounts or days in it and was said above.
            _ => String::new(),
        }
    }
}

fn or_untitled(name: &str) -> &str {
    if name.trim().is_empty() {
        "untitled"
    } else {
        name
    }
}

fn or_somebody(name: &str) -> &str {
    if name.trim().is_empty() {
        "Somebody without a name"
    } else {
        name
    }
}

fn quoted(name: &str) -> String {
    if name.trim().is_empty() {
        "an untitled entry".to_owned()
    } else {
        format!("“{}”", name.trim())
    }
}

fn named(what: &str, name: &str) -> String {
    if name.trim().is_empty() {
        format!("{what} without a name")
    } else {
        format!("{what} “{}”", name.trim())
    }
}

fn plural(count: usize, one: &str, many: &str) -> String {
    if count == 1 {
        format!("1 {one}")
    } else {
        format!("{count} {many}")
    }
}

fn working_days(days: i64) -> String {
    if days == 1 {
        "1 working day".to_owned()
    } else {
        format!("{days} working days")
    }
}

/// "a", "a or b", "a, b or c".
fn listed(parts: &[&str], word: &str) -> String {
    match parts.split_last() {
        None => String::new(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, first)) => format!("{} {word} {last}", first.join(", ")),
    }
}
