//! A flight that is moved or pulled longer over the flowchart, by pointer or by key, and what is
//! said of it.

use leptos::prelude::*;

use super::plan::Plan;
use crate::model::{Date, Flight, FlightId};
use crate::plan::media_weeks::days_of;
use crate::plan::schedule::Span;
use crate::ui::format;

/// Which part of a flight is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grip {
    /// Its first day.
    Start,
    /// All of it.
    Body,
    /// Its last day.
    Finish,
}

/// A flight in the hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Which one.
    pub id: FlightId,
    /// By which part.
    pub grip: Grip,
    /// How many days later; earlier when negative.
    pub days: i64,
}

impl Held {
    /// Where a flight of these days stands then: it keeps a day at least, and stays within the
    /// calendar.
    pub fn span(&self, span: Span) -> Span {
        let within = |day: Date| day.plus_days(self.days);
        match self.grip {
            Grip::Start => Span {
                start: within(span.start).min(span.finish),
                ..span
            },
            Grip::Finish => Span {
                finish: within(span.finish).max(span.start),
                ..span
            },
            Grip::Body => {
                let (start, finish) = (within(span.start), within(span.finish));
                let same = finish.days_since(start) == span.finish.days_since(span.start);
                // At an end of the calendar it stays as long as it is.
                if same { Span { start, finish } } else { span }
            }
        }
    }
}

/// Makes the edit, and says where the flight stands then.
pub fn put(plan: Plan, held: &Held) {
    let Some(flight) = untrack(|| plan.flight(&held.id)) else {
        return;
    };
    let Some(before) = days_of(&flight) else {
        return;
    };
    let now = held.span(before);
    if now == before || plan.workspace.is_read_only() {
        return;
    }
    let (name, field) = match held.grip {
        Grip::Body => (t!("Move flight"), "body"),
        Grip::Start => (t!("Change first day of flight"), "start"),
        Grip::Finish => (t!("Change last day of flight"), "finish"),
    };
    plan.change(&held.id, name, &format!("{} {field}", held.id), |flight| {
        flight.start = Some(now.start);
        flight.finish = Some(now.finish);
    });
    let (name, days) = (flight_name(&flight), span_words(now));
    plan.desk.say(&t!("{name} now {days}."));
}

/// Channel and placement.
pub fn flight_name(flight: &Flight) -> String {
    match (flight.channel.trim(), flight.placement.trim()) {
        ("", "") => t!("Flight").to_owned(),
        (channel, "") => channel.to_owned(),
        ("", placement) => placement.to_owned(),
        (channel, placement) => format!("{channel}, {placement}"),
    }
}

/// From when to when, and how long that is: 3 May to 13 Jun 2027, 6 weeks.
pub fn span_words(span: Span) -> String {
    t!(
        "{start} to {finish}, {length}",
        start = format::short_date(span.start),
        finish = format::date(span.finish),
        length = length(span)
    )
}

/// How long a span is: in weeks where it has whole ones.
pub fn length(span: Span) -> String {
    let days = span.finish.days_since(span.start) + 1;
    match (days, days % 7, days / 7) {
        (1, ..) => t!("1 day").to_owned(),
        (7, ..) => t!("1 week").to_owned(),
        (_, 0, weeks) => t!("{weeks} weeks"),
        _ => t!("{days} days"),
    }
}
