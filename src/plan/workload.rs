//! What everybody has to do, week by week, over all pitches that take people's time.

use std::collections::{BTreeMap, HashMap};

use rust_decimal::Decimal;

use super::hours::RolesOfPeople;
use super::load::{Staffed, away_in, away_spans, in_week, joined, key, rounded, spread};
use super::schedule::{Scheduled, Span};
use crate::model::{
    AssignmentId, Date, Hours, Identifier, Person, PersonId, PitchId, RoleId, TaskId,
};

/// One pitch of the workload.
#[derive(Debug, Clone, Copy)]
pub struct Staff<'a> {
    /// Which it is.
    pub id: &'a PitchId,
    /// The pitch, its schedule, and how much its hours count.
    pub staffed: Staffed<'a>,
}

/// What everybody has to do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Workload {
    /// The Mondays of the weeks.
    pub weeks: Vec<Date>,
    /// Everybody who is on a team, by name. People of one name are one person.
    pub people: Vec<Worker>,
    /// Hours that have a role and nobody yet, by the role's name.
    pub open: Vec<Worker>,
}

/// The weeks of somebody, or of a role that nobody fills yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worker {
    /// Their name.
    pub name: String,
    /// What they are, by the rate card of the first pitch that says so.
    pub role: String,
    /// Hours a week that they have in all, see [`workload`]; none when nobody said how many.
    pub hours_per_week: Option<Hours>,
    /// One entry for every week.
    pub weeks: Vec<WorkerWeek>,
}

/// One week of somebody.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WorkerWeek {
    /// Hours of work, to four decimals.
    pub hours: Decimal,
    /// Hours that there are, less holidays and days away; none when nobody said how many.
    pub capacity: Option<Decimal>,
    /// Working days on which they are away.
    pub days_away: i64,
    /// What the hours are for, most hours first.
    pub work: Vec<Work>,
}

/// Hours of one assignment in one week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Work {
    /// The pitch.
    pub pitch: PitchId,
    /// The task.
    pub task: TaskId,
    /// The assignment.
    pub assignment: AssignmentId,
    /// Hours, weighted as the pitch is.
    pub hours: Decimal,
}

impl WorkerWeek {
    /// More hours than there are.
    #[must_use]
    pub fn is_overbooked(&self) -> bool {
        self.capacity.is_some_and(|capacity| self.hours > capacity)
    }

    /// Hours that are left; none when nobody said how many there are, 0 when there are none left.
    #[must_use]
    pub fn free(&self) -> Option<Decimal> {
        let left = self.capacity? - self.hours;
        Some(left.max(Decimal::ZERO))
    }
}

impl Worker {
    /// Whether any week has more hours than there are.
    #[must_use]
    pub fn is_overbooked(&self) -> bool {
        self.weeks.iter().any(WorkerWeek::is_overbooked)
    }
}

/// Somebody who could take work over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Their place in [`Workload::people`].
    pub place: usize,
    /// Whether they have the same role.
    pub same_role: bool,
    /// Hours that they have left in the weeks of the work, never counting more than a week needs.
    pub free: Decimal,
    /// Whether that is enough in every week.
    pub is_enough: bool,
}

/// What everybody has to do in so many weeks from the Monday of `from` on. A task's hours spread
/// evenly over its working days, days away excluded. Pitches give a person so many hours a week;
/// together they never give more than `full_week`, or than the most that one of them gives.
#[must_use]
pub fn workload(pitches: &[Staff<'_>], full_week: Hours, from: Date, weeks: usize) -> Workload {
    let first = from.monday();
    let weeks: Vec<Date> = (0..weeks)
        .map(|week| first.plus_days(7 * i64::try_from(week).unwrap_or(0)))
        .collect();
    let mut table = Table {
        places: weeks.iter().copied().zip(0..).collect(),
        people: BTreeMap::new(),
        open: BTreeMap::new(),
    };
    for (place, staff) in pitches.iter().enumerate() {
        table.add(place, staff);
    }
    let people = table
        .people
        .into_values()
        .map(|row| row.finish(&weeks, pitches, full_week));
    let people = people.collect();
    let open = (table.open.into_values())
        .filter(|row| row.weeks.iter().any(|week| !week.work.is_empty()))
        .map(|row| row.finish(&weeks, pitches, full_week))
        .collect();
    Workload {
        weeks,
        people,
        open,
    }
}

/// Who could take work over that falls into these weeks with so many hours each, best first: the
/// same role first, then who has most hours left. Whoever is `not` is left out.
#[must_use]
pub fn candidates(
    workload: &Workload,
    role: &str,
    wanted: &[(Date, Decimal)],
    not: Option<&str>,
) -> Vec<Candidate> {
    let places: HashMap<Date, usize> = workload.weeks.iter().copied().zip(0..).collect();
    let same = |name: &str, other: &str| name.trim().eq_ignore_ascii_case(other.trim());
    let mut found: Vec<Candidate> = (workload.people.iter().enumerate())
        .filter(|(_, worker)| not.is_none_or(|not| !same(&worker.name, not)))
        .map(|(place, worker)| {
            let mut free = Decimal::ZERO;
            let mut is_enough = true;
            for (week, hours) in wanted {
                let week = places.get(week).and_then(|place| worker.weeks.get(*place));
                let left = week.and_then(WorkerWeek::free).unwrap_or_default();
                is_enough &= left >= *hours;
                free += left.min(*hours);
            }
            Candidate {
                place,
                same_role: !role.trim().is_empty() && same(&worker.role, role),
                free,
                is_enough,
            }
        })
        .collect();
    found.sort_by_key(|one| {
        (
            std::cmp::Reverse(one.same_role),
            std::cmp::Reverse(one.is_enough),
            std::cmp::Reverse(one.free),
            one.place,
        )
    });
    found
}

struct Table {
    places: HashMap<Date, usize>,
    people: BTreeMap<String, Row>,
    open: BTreeMap<String, Row>,
}

struct Row {
    name: String,
    role: String,
    /// The pitches that have them, by their place, with their id there.
    of: Vec<(usize, PersonId)>,
    weeks: Vec<WorkerWeek>,
}

impl Row {
    fn new(name: &str, role: &str, weeks: usize) -> Self {
        Self {
            name: name.to_owned(),
            role: role.to_owned(),
            of: Vec::new(),
            weeks: vec![WorkerWeek::default(); weeks],
        }
    }

    fn finish(mut self, weeks: &[Date], pitches: &[Staff<'_>], full_week: Hours) -> Worker {
        let persons: Vec<(&Person, &Staff<'_>)> = (self.of.iter())
            .filter_map(|(place, id)| {
                let staff = pitches.get(*place)?;
                let team = &staff.staffed.pitch.team;
                Some((&**team.people.find(id)?, staff))
            })
            .collect();
        let given: Vec<(&Person, &Staff<'_>)> = (persons.iter())
            .filter(|(person, _)| !person.hours_per_week.is_zero())
            .copied()
            .collect();
        let sum: Hours = given.iter().map(|(person, _)| person.hours_per_week).sum();
        let most = given.iter().map(|(person, _)| person.hours_per_week).max();
        let in_all = most.map(|most| sum.min(most.max(full_week)));
        // Whoever is away is away from every pitch; holidays are each pitch's own.
        let away = (persons.iter()).flat_map(|(person, _)| away_spans(person));
        let away = joined(away.collect());
        let held = in_all.and_then(|in_all| in_all.decimal().checked_div(sum.decimal()));
        for (entry, monday) in self.weeks.iter_mut().zip(weeks) {
            let week = Span {
                start: *monday,
                finish: monday.plus_days(6),
            };
            let mut capacity = None;
            for (person, staff) in &given {
                let calendar = &staff.staffed.schedule.calendar;
                let hours = in_week(person.hours_per_week, *monday, &away, calendar);
                capacity = Some(capacity.unwrap_or(Decimal::ZERO) + hours);
            }
            entry.capacity = capacity
                .zip(held)
                .map(|(capacity, held)| rounded(capacity.saturating_mul(held)));
            entry.days_away = (persons.iter())
                .map(|(_, staff)| away_in(&away, week, &staff.staffed.schedule.calendar))
                .max()
                .unwrap_or(0);
            entry.work.sort_by_key(|work| std::cmp::Reverse(work.hours));
        }
        Worker {
            name: self.name,
            role: self.role,
            hours_per_week: in_all,
            weeks: self.weeks,
        }
    }
}

impl Table {
    fn add(&mut self, place: usize, staff: &Staff<'_>) {
        let Staffed {
            pitch,
            schedule,
            weight,
        } = staff.staffed;
        let team = &pitch.team;
        let roles: HashMap<&RoleId, &str> = (team.roles.iter())
            .map(|role| (&role.id, role.name.as_str()))
            .collect();
        let role_of = |id: Option<&RoleId>| id.and_then(|id| roles.get(id)).copied().unwrap_or("");
        let count = self.places.len();
        let mut people: HashMap<&PersonId, (String, Vec<Span>)> = HashMap::new();
        for person in &team.people {
            let key = key(&person.name, person.id.as_str());
            let role = role_of(person.role.as_ref());
            let row = (self.people.entry(key.clone()))
                .or_insert_with(|| Row::new(person.name.trim(), role, count));
            if row.role.is_empty() {
                role.clone_into(&mut row.role);
            }
            row.of.push((place, person.id.clone()));
            people.insert(&person.id, (key, away_spans(person)));
        }
        let billed = RolesOfPeople::new(team);
        for task in &pitch.timeline.tasks {
            let Some(scheduled) = schedule.tasks.get(&task.id) else {
                continue;
            };
            if !self.is_in_view(scheduled) {
                continue;
            }
            for assignment in task.assignments.iter().filter(|one| !one.hours.is_zero()) {
                let person = assignment.person.as_ref().and_then(|id| people.get(id));
                let away = person.map_or(&[][..], |(_, away)| away.as_slice());
                let row = match person {
                    Some((key, _)) => self.people.get_mut(key),
                    None => {
                        let role = role_of(billed.billed(assignment));
                        let row = (self.open.entry(role.to_lowercase()))
                            .or_insert_with(|| Row::new(role, role, count));
                        Some(row)
                    }
                };
                let Some(row) = row else { continue };
                for (week, hours) in spread(assignment.hours, scheduled, away, &schedule.calendar) {
                    let Some(entry) =
                        (self.places.get(&week)).and_then(|at| row.weeks.get_mut(*at))
                    else {
                        continue;
                    };
                    let hours = rounded(hours.saturating_mul(weight));
                    entry.hours += hours;
                    entry.work.push(Work {
                        pitch: staff.id.clone(),
                        task: task.id.clone(),
                        assignment: assignment.id.clone(),
                        hours,
                    });
                }
            }
        }
    }

    fn is_in_view(&self, task: &Scheduled) -> bool {
        let first = self.places.keys().min();
        let last = self.places.keys().max().map(|week| week.plus_days(6));
        first.is_some_and(|first| task.finish >= *first)
            && last.is_some_and(|last| task.start <= last)
    }
}
