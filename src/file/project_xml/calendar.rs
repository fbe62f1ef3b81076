//! The calendar of a Project file, in and out: its working week and the days on which nobody
//! works.

use std::collections::BTreeSet;

use chrono::Datelike;

use super::file::File;
use super::value::{Moment, moment};
use super::xml::Element;
use crate::model::timeline::MAX_CLOSURE;
use crate::model::{Date, Holiday, HolidayId, List, Timeline, WorkingWeek};
use crate::plan::schedule::Span as Days;

/// The most holidays that a pitch holds.
const MOST: usize = 2_000;
/// How often a calendar may be based on another.
const MOST_BASES: usize = 10;

/// Days that are other than the week says.
struct Span {
    from: Date,
    to: Date,
    name: String,
    working: bool,
}

/// The working week and the holidays of the project's calendar. Working days beside the week
/// cannot be kept; that is said.
pub(super) fn read(project: &Element, said: &mut Vec<String>) -> (WorkingWeek, List<Holiday>) {
    let calendars: Vec<&Element> = project.entries("Calendars", "Calendar").collect();
    let of_uid = |uid: Option<i64>| {
        uid.and_then(|uid| {
            calendars
                .iter()
                .copied()
                .find(|c| c.number("UID") == Some(uid))
        })
    };
    let first_base = || calendars.iter().copied().find(|c| c.flag("IsBaseCalendar"));
    let Some(calendar) = of_uid(project.number("CalendarUID"))
        .or_else(first_base)
        .or_else(|| calendars.first().copied())
    else {
        return (WorkingWeek::default(), List::default());
    };
    // The calendar itself, then what it is based on.
    let mut chain = vec![calendar];
    while let Some(base) = chain
        .last()
        .and_then(|c| of_uid(c.number("BaseCalendarUID")))
    {
        if chain.len() > MOST_BASES || chain.iter().any(|known| std::ptr::eq(*known, base)) {
            break;
        }
        chain.push(base);
    }
    let week = week(&chain, said);
    let mut spans = Vec::new();
    for calendar in &chain {
        spans.extend(exceptions(calendar, said));
    }
    (week, holidays(spans, week, said))
}

/// The calendar, its days off as exceptions and, for programs from before 2007, as weekdays.
pub(super) fn write(file: &mut File, timeline: &Timeline) {
    let days_off = days_off(timeline);
    file.open("Calendars");
    file.open("Calendar");
    file.put("UID", 1);
    file.put("Name", "Standard");
    file.put("IsBaseCalendar", 1);
    file.put("BaseCalendarUID", -1);
    file.open("WeekDays");
    for day_type in 1_u8..=7 {
        // Project's week begins with Sunday, which is 1.
        let weekday = if day_type == 1 { 7 } else { day_type - 1 };
        let working = timeline.working_week.includes(weekday);
        file.open("WeekDay");
        file.put("DayType", day_type);
        file.put("DayWorking", u8::from(working));
        if working {
            file.open("WorkingTimes");
            for (from, to) in [("08:00:00", "12:00:00"), ("13:00:00", "17:00:00")] {
                file.open("WorkingTime");
                file.put("FromTime", from);
                file.put("ToTime", to);
                file.close("WorkingTime");
            }
            file.close("WorkingTimes");
        }
        file.close("WeekDay");
    }
    for (span, _) in &days_off {
        file.open("WeekDay");
        file.put("DayType", 0);
        file.put("DayWorking", 0);
        period(file, *span);
        file.close("WeekDay");
    }
    file.close("WeekDays");
    if !days_off.is_empty() {
        file.open("Exceptions");
        for (span, name) in &days_off {
            file.open("Exception");
            file.put("EnteredByOccurrences", 0);
            period(file, *span);
            file.put("Occurrences", span.finish.days_since(span.start) + 1);
            file.put_name(name);
            file.put("Type", 1);
            file.put("DayWorking", 0);
            file.close("Exception");
        }
        file.close("Exceptions");
    }
    file.close("Calendar");
    file.close("Calendars");
}

fn period(file: &mut File, span: Days) {
    file.open("TimePeriod");
    file.put_moment("FromDate", span.start, 0);
    file.put_moment("ToDate", span.finish, 23 * 60 + 59);
    file.close("TimePeriod");
}

/// The holidays by date. Project takes no two exceptions for one day, so a day stands in the
/// first that has it.
fn days_off(timeline: &Timeline) -> Vec<(Days, &str)> {
    let mut sorted: Vec<_> = timeline.holidays.iter().collect();
    sorted.sort_by_key(|holiday| (holiday.date, holiday.last()));
    let mut spans: Vec<(Days, &str)> = Vec::new();
    let mut free_from = Date::MIN;
    for holiday in sorted {
        let span = Days {
            start: holiday.date.max(free_from),
            finish: holiday.last(),
        };
        if span.start <= span.finish {
            spans.push((span, &holiday.name));
            free_from = span.finish.plus_days(1);
        }
    }
    spans
}

/// The working week; a day that no calendar of the chain speaks of is as usual.
fn week(chain: &[&Element], said: &mut Vec<String>) -> WorkingWeek {
    let working = |weekday: u8| {
        // Project counts from Sunday, which is 1.
        let day_type = i64::from(weekday % 7) + 1;
        chain
            .iter()
            .find_map(|calendar| {
                calendar
                    .entries("WeekDays", "WeekDay")
                    .find(|day| day.number("DayType") == Some(day_type))
            })
            .map_or(weekday <= 5, |day| day.flag("DayWorking"))
    };
    let days: Vec<u8> = (1..=7).filter(|weekday| working(*weekday)).collect();
    WorkingWeek::new(&days).unwrap_or_else(|| {
        said.push(t!("The calendar has no working day; Monday to Friday are taken.").to_owned());
        WorkingWeek::default()
    })
}

fn period_of(element: &Element) -> Option<(Date, Date)> {
    let period = element.child("TimePeriod")?;
    let from = moment(period.text("FromDate"))?.date;
    let to = moment(period.text("ToDate")).map_or(from, last_day);
    Some((from, to.max(from)))
}

/// The last day of a period; one that ends at midnight ends the day before.
fn last_day(end: Moment) -> Date {
    if end.minute == 0 && end.date > Date::MIN {
        end.date.plus_days(-1)
    } else {
        end.date
    }
}

/// What a calendar has beside its week. Project writes it twice: as exceptions, which have names
/// and may recur, and day by day among the weekdays for programs from before 2007.
fn exceptions(calendar: &Element, said: &mut Vec<String>) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut yearly = Vec::new();
    let mut recurring = Vec::new();
    for exception in calendar.entries("Exceptions", "Exception") {
        let Some((from, to)) = period_of(exception) else {
            continue;
        };
        let name = exception.text("Name").to_owned();
        let working = exception.flag("DayWorking");
        let once = exception.number("Occurrences").is_none_or(|n| n <= 1);
        match exception.number("Type") {
            None | Some(1) => spans.push(Span {
                from,
                to,
                name,
                working,
            }),
            Some(2) => yearly.push((exception, from, to, name, working)),
            Some(_) if once && from == to => spans.push(Span {
                from,
                to,
                name,
                working,
            }),
            Some(_) => recurring.push(name),
        }
    }
    let by_day: Vec<Span> = calendar
        .entries("WeekDays", "WeekDay")
        .filter(|day| day.number("DayType") == Some(0))
        .filter_map(|day| {
            let (from, to) = period_of(day)?;
            Some(Span {
                from,
                to,
                name: String::new(),
                working: day.flag("DayWorking"),
            })
        })
        .collect();
    for (exception, from, to, name, working) in yearly {
        let month = exception
            .number("Month")
            .and_then(|m| u32::try_from(m + 1).ok());
        let day = exception
            .number("MonthDay")
            .and_then(|d| u32::try_from(d).ok());
        let (Some(month), Some(day)) = (month, day) else {
            continue;
        };
        let years = from.naive().year()..=to.naive().year();
        let days = years.filter_map(|year| Date::ymd(year, month, day).ok());
        spans.extend(
            days.filter(|day| (from..=to).contains(day))
                .map(|day| Span {
                    from: day,
                    to: day,
                    name: name.clone(),
                    working,
                }),
        );
    }
    if by_day.is_empty() {
        for name in recurring {
            said.push(t!(
                "The recurring exception “{name}” of the calendar could not be read; add its days as holidays."
            ));
        }
    }
    let known = |span: &Span| {
        spans
            .iter()
            .any(|other| other.from <= span.from && span.to <= other.to)
    };
    let new: Vec<Span> = by_day.into_iter().filter(|span| !known(span)).collect();
    spans.extend(new);
    spans
}

/// The days off as holidays, each day once.
fn holidays(spans: Vec<Span>, week: WorkingWeek, said: &mut Vec<String>) -> List<Holiday> {
    let (working, mut off): (Vec<Span>, Vec<Span>) = spans.into_iter().partition(|s| s.working);
    let extra = working
        .iter()
        .filter(|span| !week.includes(span.from.weekday()))
        .count();
    if extra > 0 {
        said.push(match extra {
            1 => t!("1 shift on days that are not in the working week was left out.").to_owned(),
            _ => t!("{extra} shifts on days that are not in the working week were left out."),
        });
    }
    off.sort_by_key(|span| (span.from, span.to));
    let mut seen = BTreeSet::new();
    let mut holidays = List::default();
    for span in off {
        if !seen.insert((span.from, span.to)) {
            continue;
        }
        let mut from = span.from;
        // What is longer than one closure may be becomes several.
        loop {
            let last = span.to.min(from.plus_days(MAX_CLOSURE));
            if holidays.len() >= MOST {
                said.push(t!(
                    "The calendar has more than {MOST} exceptions; those from {from} on were left out."
                ));
                return holidays;
            }
            if let Ok(id) = HolidayId::new(&format!("h-{}", holidays.len() + 1)) {
                let mut holiday = Holiday::new(id, from, &span.name);
                holiday.until = (last > from).then_some(last);
                holidays.push(holiday);
            }
            if last >= span.to {
                break;
            }
            from = last.plus_days(1);
        }
    }
    holidays
}

/// Says how many of something did not come in, if any.
pub(super) fn left_out(said: &mut Vec<String>, count: usize, one: &str, many: String) {
    match count {
        0 => {}
        1 => said.push(one.to_owned()),
        _ => said.push(many),
    }
}
