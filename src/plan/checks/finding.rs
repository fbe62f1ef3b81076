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
                let what = option.as_ref().map_or_else(
                    || t!("The net total").to_owned(),
                    |name| named(t!("Option"), name),
                );
                t!(
                    "{what} is {by} over the client's budget: {net_total} against {budget}. Take lines out, give a discount, or agree a higher budget.",
                    by = money(by),
                    net_total = money(net_total),
                    budget = money(budget)
                )
            }
            Self::LaunchMissed {
                launch,
                wanted,
                days,
            } => t!(
                "The launch falls on {launch}, {days} after {wanted}. Shorten what is critical, or agree a later launch.",
                launch = date(launch),
                days = working_days(*days),
                wanted = date(wanted)
            ),
            Self::Overbooked {
                name,
                week,
                hours,
                capacity,
                weeks,
            } => {
                let (name, week) = (or_somebody(name), date(week));
                let (hours, capacity) = (words.number(*hours), words.number(*capacity));
                match weeks {
                    0 | 1 => t!(
                        "{name} is overbooked in the week of {week} ({hours} of {capacity} hours). Move work, share it, or give more hours."
                    ),
                    2 => t!(
                        "{name} is overbooked in the week of {week} ({hours} of {capacity} hours, and in 1 week more). Move work, share it, or give more hours."
                    ),
                    weeks => t!(
                        "{name} is overbooked in the week of {week} ({hours} of {capacity} hours, and in {more} weeks more). Move work, share it, or give more hours.",
                        more = weeks - 1
                    ),
                }
            }
            Self::PriceBelowCost { name, price, cost } => t!(
                "{line} is sold for {price} and costs {cost}. Raise its price or rate, or find a lower cost.",
                line = named(t!("Line"), name),
                price = money(price),
                cost = money(cost)
            ),
            Self::PaymentsDiffer { difference, total } if difference.units() > 0 => t!(
                "The payments leave {difference} of the total of {total} unasked for. Raise one, or let one take the rest.",
                difference = money(difference),
                total = money(total)
            ),
            Self::PaymentsDiffer { difference, total } => t!(
                "The payments ask for {difference} more than the total of {total}. Lower one, or let one take the rest.",
                difference = words.money(-*difference),
                total = money(total)
            ),
            Self::PaymentNegative { name, amount } => t!(
                "{payment} comes to {amount}. Lower the other payments.",
                payment = named(t!("Payment"), name),
                amount = money(amount)
            ),
            Self::NextActionOverdue { action, date: day } => t!(
                "{action} was due on {date}. Do it, or set a new day.",
                action = named(t!("The next action"), action),
                date = date(day)
            ),
            Self::FlightBeforeCampaign { name, start, first } => t!(
                "{flight} starts on {start}, before the campaign does on {first}. Move it, or the campaign.",
                flight = named(t!("Flight"), name),
                start = date(start),
                first = date(first)
            ),
            Self::FlightAfterCampaign { name, finish, last } => t!(
                "{flight} runs until {finish}, past the end of the campaign on {last}. Shorten it, or extend the campaign.",
                flight = named(t!("Flight"), name),
                finish = date(finish),
                last = date(last)
            ),
            Self::RateOld {
                name,
                currency,
                dated,
                on,
                days,
            } => t!(
                "{line} is bought in {currency} at a rate of {dated}, which is {days} days old on {on}. Look it up again, or ask the supplier for a fixed price.",
                line = named(t!("Line"), name),
                currency = currency.code(),
                dated = date(dated),
                on = date(on)
            ),
            Self::ValidityPassed { date: day } => t!(
                "The offer ended on {date}. Set a new last day in the terms before you send it again.",
                date = date(day)
            ),
            other => other.plain_words(),
        }
    }

    /// The words of findings with neither amounts nor days in them.
    fn plain_words(&self) -> String {
        match self {
            Self::ShortOfTime { days } => t!(
                "The plan is short by {days}: its first task would have to begin before it can. Shorten tasks, or agree a later launch.",
                days = working_days(*days)
            ),
            Self::Loop { tasks } => {
                let names: Vec<&str> = tasks.iter().map(|name| or_untitled(name)).collect();
                let first = names.first().copied().unwrap_or_default();
                t!(
                    "These tasks wait for each other in a loop: {tasks} → {first}. The link that closes it does not count; delete the one that is wrong.",
                    tasks = names.join(" → ")
                )
            }
            Self::LinksWithoutTask { count: 1 } => t!(
                "1 link leads to or from a task that does not exist, and does not count. Delete what is left over."
            )
            .to_owned(),
            Self::LinksWithoutTask { count } => t!(
                "{count} links lead to or from a task that does not exist, and do not count. Delete what is left over."
            ),
            Self::StartsBeforeItCan { name, days } => t!(
                "{task} must start {days} before what it waits for allows. Move its start, or what comes before it.",
                task = named(t!("Task"), name),
                days = working_days(*days)
            ),
            Self::MustStartTooLate { name, days } => t!(
                "{task} stands {days} before the day on which it must start, or the launch would be missed. Move that day, or the launch.",
                task = named(t!("Task"), name),
                days = working_days(*days)
            ),
            Self::MustStartTooEarly { name } => t!(
                "{task} must start before the project does; it starts with the project. Move its start, or the project's.",
                task = named(t!("Task"), name)
            ),
            Self::MustStartOffDay { name } => t!(
                "{task} must start on a day on which nobody works; it starts on the next working day. Choose another day.",
                task = named(t!("Task"), name)
            ),
            Self::DeadlineMissed { name, days } => t!(
                "{task} misses its deadline by {days}. Shorten what comes before it, or move the deadline.",
                task = named(t!("Task"), name),
                days = working_days(*days)
            ),
            Self::NegativeSlack { name, days, tasks } => {
                let (days, name) = (working_days(*days), quoted(name));
                match tasks {
                    1 => t!(
                        "1 task is short by {days}, from {name} on. Shorten tasks, overlap them, or move the deadline."
                    ),
                    tasks => t!(
                        "{tasks} tasks are short by {days}, from {name} on. Shorten tasks, overlap them, or move the deadline."
                    ),
                }
            }
            Self::ApprovalWithoutTime { name } => t!(
                "{approval} gives the client no time. Give it at least a day.",
                approval = named(t!("Approval"), name)
            ),
            Self::TaskWithoutDuration { name } => t!(
                "{task} takes no time. Give it a duration, or make it a milestone.",
                task = named(t!("Task"), name)
            ),
            Self::NobodyAssigned { name } => t!(
                "Nobody is assigned to {name}. Give it a role or a person with hours.",
                name = quoted(name)
            ),
            Self::AwayDuringTask {
                person,
                task,
                days,
                of,
            } => {
                let (person, task) = (or_somebody(person), quoted(task));
                if *of == 1 {
                    t!(
                        "{person} is away on {days} of the 1 working day of {task}. Move the task, or ask somebody else."
                    )
                } else {
                    t!(
                        "{person} is away on {days} of the {of} working days of {task}. Move the task, or ask somebody else."
                    )
                }
            }
            Self::LineWithoutPrice { name } => t!(
                "{line} comes to nothing. Give it a price, or take it out.",
                line = named(t!("Line"), name)
            ),
            Self::AmountHeld { name } => t!(
                "{line} is out of bounds: its amount is too great, or its commission 100 % or more. Check its figures.",
                line = named(t!("Line"), name)
            ),
            Self::RateWithoutDay { name, currency } => t!(
                "{line} is bought in {currency} at a rate without a day. Say of which day it is.",
                line = named(t!("Line"), name),
                currency = currency.code()
            ),
            Self::NoPayments => {
                t!("There is no payment schedule. Say when the client pays what.").to_owned()
            }
            Self::PaymentWithoutDate { name } => t!(
                "{payment} is due on a task that is not part of the plan. Choose another task, or a day.",
                payment = named(t!("Payment"), name)
            ),
            Self::ObjectiveWithoutMetric { name } => t!(
                "{objective} does not say what is measured. Give it a metric.",
                objective = named(t!("Objective"), name)
            ),
            Self::ObjectiveWithoutDate { name } => t!(
                "{objective} does not say by when. Give it a date.",
                objective = named(t!("Objective"), name)
            ),
            Self::EmptySection { title } => t!(
                "{section} is empty, and the client will see it. Write it, hide it, or take it out.",
                section = named(t!("Section"), title)
            ),
            Self::PicturesWithoutDescription { title, count } => {
                let section = named(t!("Section"), title);
                match count {
                    1 => t!(
                        "{section} shows a picture without a description. Say what is to be seen, for those who do not see it."
                    ),
                    count => t!(
                        "{section} shows {count} pictures without a description. Say what is to be seen, for those who do not see it."
                    ),
                }
            }
            Self::NothingOutOfScope => {
                t!("Nothing is out of scope. Say what the price does not include.").to_owned()
            }
            Self::DeliverableIncomplete { name, missing } => {
                let missing: Vec<&str> = missing
                    .iter()
                    .map(|missing| match missing {
                        Missing::Rounds => t!("how many rounds of changes are included"),
                        Missing::Acceptance => t!("how acceptance is judged"),
                        Missing::Line => t!("which budget line pays for it"),
                    })
                    .collect();
                t!(
                    "{deliverable} does not say {missing}. Fill it in.",
                    deliverable = named(t!("Deliverable"), name),
                    missing = listed(&missing)
                )
            }
            Self::FlightWithoutDates { name } => t!(
                "{flight} has no first or no last day. Give it both.",
                flight = named(t!("Flight"), name)
            ),
            Self::FlightEndsBeforeStart { name } => t!(
                "{flight} ends before it starts. Swap its days.",
                flight = named(t!("Flight"), name)
            ),
            Self::TermsMissing { parts } => {
                let parts: Vec<&str> = parts
                    .iter()
                    .map(|part| match part {
                        TermsPart::Assumptions => t!("assumptions"),
                        TermsPart::Exclusions => t!("exclusions"),
                        TermsPart::Cancellation => t!("cancellation"),
                        TermsPart::Ownership => t!("ownership of work"),
                    })
                    .collect();
                t!(
                    "The terms say nothing about {parts}. Write it, or take it from the standard terms.",
                    parts = listed(&parts)
                )
            }
            Self::NoValidity => {
                t!("The offer has no last day. Say in the terms until when it stands.").to_owned()
            }
            Self::LooksInternal { name, word } => t!(
                "{name} says {word}, and the client will see it. Reword it, or hide it.",
                name = quoted(name),
                word = quoted(word)
            ),
            Self::Guidance { name, text } => t!(
                "{name} still has a note for the writer, {text}: write what belongs there, or take it out.",
                name = quoted(name),
                text = quoted(text)
            ),
            // The rest has amounts or days in it and was said above.
            _ => String::new(),
        }
    }
}

fn or_untitled(name: &str) -> &str {
    if name.trim().is_empty() {
        t!("untitled")
    } else {
        name
    }
}

fn or_somebody(name: &str) -> &str {
    if name.trim().is_empty() {
        t!("Somebody without a name")
    } else {
        name
    }
}

fn quoted(name: &str) -> String {
    if name.trim().is_empty() {
        t!("an untitled entry").to_owned()
    } else {
        t!("“{}”", name.trim())
    }
}

fn named(what: &str, name: &str) -> String {
    if name.trim().is_empty() {
        t!("{what} without a name")
    } else {
        t!("{what} “{}”", name.trim())
    }
}

fn working_days(days: i64) -> String {
    if days == 1 {
        t!("1 working day").to_owned()
    } else {
        t!("{days} working days")
    }
}

/// "a", "a or b", "a, b or c".
fn listed(parts: &[&str]) -> String {
    match parts.split_last() {
        None => String::new(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, first)) => t!("{} or {last}", first.join(", ")),
    }
}
