//! The load of people and roles by week, over one pitch or many.

use std::collections::{BTreeMap, HashMap};

use rust_decimal::{Decimal, RoundingStrategy};

use super::allocate::largest_remainder;
use super::calendar::Calendar;
use super::hours::RolesOfPeople;
use super::schedule::{Schedule, Scheduled, Span};
use crate::model::{Date, Hours, Person, PersonId, Pitch, Role, RoleId};

/// A pitch whose hours count.
#[derive(Debug, Clone, Copy)]
pub struct Staffed<'a> {
    /// The pitch.
    pub pitch: &'a Pitch,
    /// Its schedule, of the option that counts.
    pub schedule: &'a Schedule,
    /// How much its hours count: 1, or the win probability as a fraction.
    pub weight: Decimal,
}

/// Hours by week.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Load {
    /// The Mondays of all weeks from the first with hours to the last.
    pub weeks: Vec<Date>,
    /// Everybody on a team, by name; people of the same name in several pitches are one.
    pub people: Vec<LoadRow>,
    /// Every role of a rate card, by name: its people's hours and those that nobody has yet.
    pub roles: Vec<LoadRow>,
}

/// The weeks of one person or role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadRow {
    /// The name.
    pub name: String,
    /// Of a person: their id in the first pitch that has them.
    pub person: Option<PersonId>,
    /// Of a role: its id in the first pitch that has it.
    pub role: Option<RoleId>,
    /// One entry for every week of [`Load::weeks`].
    pub weeks: Vec<WeekLoad>,
}

/// One week of one person or role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WeekLoad {
    /// Assigned hours, to four decimals.
    pub hours: Decimal,
    /// Hours there are, less holidays and away days; none when nobody said how many.
    pub capacity: Option<Decimal>,
}

impl WeekLoad {
    /// More hours than there are.
    #[must_use]
    pub fn is_overbooked(&self) -> bool {
        self.capacity.is_some_and(|capacity| self.hours > capacity)
    }
}

/// Hours by week of the people and roles of these pitches. A task's hours spread evenly over its
/// working days, the person's away days excluded (unless they are away all the time: hours do
/// not get lost). Capacity is the hours a week of every pitch that has the person, in proportion
/// to the days of the week on which they work.
#[must_use]
pub fn load(pitches: &[Staffed<'_>]) -> Load {
    let mut table = Table::default();
    for staffed in pitches {
        table.add_pitch(staffed);
    }
    table.finish(pitches)
}

/// How many of a task's working days, as shown, somebody is away.
#[must_use]
pub fn days_away(person: &Person, task: &Scheduled, calendar: &Calendar) -> i64 {
    let span = Span {
        start: task.start,
        finish: task.finish,
    };
    days_away_in(person, span, calendar)
}

/// How many working days of a span somebody is away.
pub(super) fn days_away_in(person: &Person, span: Span, calendar: &Calendar) -> i64 {
    away_in(&away_spans(person), span, calendar)
}

type Weeks = BTreeMap<Date, Decimal>;

#[derive(Default)]
struct Table {
    people: BTreeMap<String, Entry<PersonId>>,
    roles: BTreeMap<String, Entry<RoleId>>,
}

struct Entry<Id> {
    name: String,
    id: Id,
    hours: Weeks,
}

/// The same name in several pitches is the same person or role; without a name it is the id's.
pub(super) fn key(name: &str, id: &str) -> String {
    let name = name.trim();
    if name.is_empty() {
        format!("\u{10ffff}{id}")
    } else {
        name.to_lowercase()
    }
}

fn person_key(person: &Person) -> String {
    key(&person.name, &person.id.to_string())
}

fn role_key(role: &Role) -> String {
    key(&role.name, &role.id.to_string())
}

impl Table {
    fn add_pitch(&mut self, staffed: &Staffed<'_>) {
        let team = &staffed.pitch.team;
        let people: HashMap<&PersonId, (&Person, Vec<Span>, String)> = team
            .people
            .iter()
            .map(|p| (&p.id, (&**p, away_spans(p), person_key(p))))
            .collect();
        let roles: HashMap<&RoleId, String> =
            team.roles.iter().map(|r| (&r.id, role_key(r))).collect();
        for person in &team.people {
            self.people
                .entry(person_key(person))
                .or_insert_with(|| Entry {
                    name: person.name.clone(),
                    id: person.id.clone(),
                    hours: Weeks::new(),
                });
        }
        for role in &team.roles {
            self.roles.entry(role_key(role)).or_insert_with(|| Entry {
                name: role.name.clone(),
                id: role.id.clone(),
                hours: Weeks::new(),
            });
        }
        let billed = RolesOfPeople::new(team);
        let calendar = &staffed.schedule.calendar;
        for task in &staffed.pitch.timeline.tasks {
            let Some(scheduled) = staffed.schedule.tasks.get(&task.id) else {
                continue;
            };
            for assignment in task.assignments.iter().filter(|a| !a.hours.is_zero()) {
                let person = assignment.person.as_ref().and_then(|id| people.get(id));
                let away = person.map_or(&[][..], |(_, away, _)| away.as_slice());
                let role = billed.billed(assignment).and_then(|id| roles.get(id));
                for (week, hours) in spread(assignment.hours, scheduled, away, calendar) {
                    let hours = rounded(hours.saturating_mul(staffed.weight));
                    if let Some(entry) = person.and_then(|(_, _, key)| self.people.get_mut(key)) {
                        *entry.hours.entry(week).or_default() += hours;
                    }
                    if let Some(entry) = role.and_then(|key| self.roles.get_mut(key)) {
                        *entry.hours.entry(week).or_default() += hours;
                    }
                }
            }
        }
    }

    fn finish(self, pitches: &[Staffed<'_>]) -> Load {
        let all = || {
            let people = self.people.values().map(|entry| &entry.hours);
            people.chain(self.roles.values().map(|entry| &entry.hours))
        };
        let first = all().filter_map(|hours| hours.keys().next()).min().copied();
        let last = all()
            .filter_map(|hours| hours.keys().next_back())
            .max()
            .copied();
        let weeks: Vec<Date> =
            std::iter::successors(first, |week| Some(week.plus_days(7)).filter(|w| w > week))
                .take_while(|week| last.is_some_and(|last| *week <= last))
                .collect();
        let capacity = Capacity::new(pitches, &weeks);
        let row = |hours: &Weeks, capacity: Option<&Vec<Option<Decimal>>>| {
            weeks
                .iter()
                .enumerate()
                .map(|(place, week)| WeekLoad {
                    hours: hours.get(week).copied().unwrap_or_default(),
                    capacity: capacity.and_then(|weeks| weeks.get(place).copied().flatten()),
                })
                .collect()
        };
        let people = self.people.iter().map(|(key, entry)| LoadRow {
            name: entry.name.clone(),
            person: Some(entry.id.clone()),
            role: None,
            weeks: row(&entry.hours, capacity.people.get(key)),
        });
        let roles = self.roles.iter().map(|(key, entry)| LoadRow {
            name: entry.name.clone(),
            person: None,
            role: Some(entry.id.clone()),
            weeks: row(&entry.hours, capacity.roles.get(key)),
        });
        Load {
            people: people.collect(),
            roles: roles.collect(),
            weeks: weeks.clone(),
        }
    }
}

/// Hours there are, by person and role.
struct Capacity {
    people: HashMap<String, Vec<Option<Decimal>>>,
    roles: HashMap<String, Vec<Option<Decimal>>>,
}

impl Capacity {
    fn new(pitches: &[Staffed<'_>], weeks: &[Date]) -> Self {
        let mut capacity = Self {
            people: HashMap::new(),
            roles: HashMap::new(),
        };
        for staffed in pitches {
            let team = &staffed.pitch.team;
            let calendar = &staffed.schedule.calendar;
            let roles: HashMap<&RoleId, String> =
                team.roles.iter().map(|r| (&r.id, role_key(r))).collect();
            for person in team.people.iter().filter(|p| !p.hours_per_week.is_zero()) {
                let away = away_spans(person);
                let role = person.role.as_ref().and_then(|id| roles.get(id));
                for (place, week) in weeks.iter().enumerate() {
                    let hours = in_week(person.hours_per_week, *week, &away, calendar);
                    add(
                        &mut capacity.people,
                        &person_key(person),
                        place,
                        weeks,
                        hours,
                    );
                    if let Some(role) = role {
                        add(&mut capacity.roles, role, place, weeks, hours);
                    }
                }
            }
        }
        capacity
    }
}

fn add(
    table: &mut HashMap<String, Vec<Option<Decimal>>>,
    key: &str,
    place: usize,
    weeks: &[Date],
    hours: Decimal,
) {
    if !table.contains_key(key) {
        table.insert(key.to_owned(), vec![None; weeks.len()]);
    }
    if let Some(sum) = table.get_mut(key).and_then(|row| row.get_mut(place)) {
        *sum = Some(sum.unwrap_or_default().saturating_add(hours));
    }
}

/// The hours that somebody has in one week.
pub(super) fn in_week(
    per_week: Hours,
    monday: Date,
    away: &[Span],
    calendar: &Calendar,
) -> Decimal {
    let week = Span {
        start: monday,
        finish: monday.plus_days(6),
    };
    let there =
        calendar.working_days_between(week.start, week.finish) - away_in(away, week, calendar);
    let share = per_week
        .decimal()
        .saturating_mul(Decimal::from(there.max(0)));
    rounded(
        share
            .checked_div(Decimal::from(calendar.days_per_week()))
            .unwrap_or_default(),
    )
}

pub(super) fn rounded(hours: Decimal) -> Decimal {
    hours
        .round_dp_with_strategy(4, RoundingStrategy::MidpointAwayFromZero)
        .normalize()
}

/// The hours of an assignment by week, which add up to them.
pub(super) fn spread(
    hours: Hours,
    task: &Scheduled,
    away: &[Span],
    calendar: &Calendar,
) -> Vec<(Date, Decimal)> {
    let mut weeks = Vec::new();
    let mut there = Vec::new();
    let mut in_all = Vec::new();
    let mut week = task.start.monday();
    loop {
        let part = Span {
            start: week.max(task.start),
            finish: week.plus_days(6).min(task.finish),
        };
        let days = calendar.working_days_between(part.start, part.finish);
        weeks.push(week);
        in_all.push(days);
        there.push(days - away_in(away, part, calendar));
        let next = week.plus_days(7);
        if next <= week || next > task.finish {
            break;
        }
        week = next;
    }
    let weights = if there.iter().any(|days| *days > 0) {
        there
    } else {
        in_all
    };
    // Hours have at most four decimals.
    let units = i64::try_from(hours.decimal() * Decimal::from(10_000)).unwrap_or(0);
    weeks
        .into_iter()
        .zip(largest_remainder(units, &weights))
        .filter(|(_, units)| *units != 0)
        .map(|(week, units)| (week, Decimal::new(units, 4)))
        .collect()
}

/// When somebody is away, in order, overlapping spans joined.
pub(super) fn away_spans(person: &Person) -> Vec<Span> {
    let spans = (person.away.iter())
        .filter(|away| away.from <= away.to)
        .map(|away| Span {
            start: away.from,
            finish: away.to,
        });
    joined(spans.collect())
}

/// Spans in order, overlapping ones joined.
pub(super) fn joined(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable_by_key(|span| (span.start, span.finish));
    let mut joined: Vec<Span> = Vec::new();
    for span in spans {
        match joined.last_mut() {
            Some(last) if span.start <= last.finish => *last = last.and(span),
            _ => joined.push(span),
        }
    }
    joined
}

pub(super) fn away_in(away: &[Span], span: Span, calendar: &Calendar) -> i64 {
    away.iter()
        .map(|away| {
            calendar.working_days_between(away.start.max(span.start), away.finish.min(span.finish))
        })
        .sum()
}
