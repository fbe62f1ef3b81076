//! Who works on what in a Project file, in and out: its resources are people and roles of the
//! team.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rust_decimal::Decimal;

use super::calendar::left_out;
use super::file::File;
use super::outline::Outline;
use super::value::{DAY_BEGINS, DAY_ENDS, MINUTES_PER_DAY, minutes};
use super::xml::Element;
use crate::model::{
    Assignment, AssignmentId, Hours, Identifier, List, Person, PersonId, Pitch, Role, RoleId,
    TaskId, Team,
};
use crate::plan::schedule::Schedule;

/// What stands for a role in the group of its resource.
const ROLE: &str = "Role";
/// The most assignments of a task.
const MOST_ASSIGNMENTS: usize = 200;

/// Who works on what.
pub(super) struct Work {
    /// By the number of the task.
    pub assignments: BTreeMap<i64, Vec<Assignment>>,
    /// Roles that the team does not have.
    pub roles: Vec<Role>,
    /// People whom the team does not have.
    pub people: Vec<Person>,
}

/// Whom a resource stands for.
type Whom = (Option<RoleId>, Option<PersonId>);

/// The assignments by the number of their task.
pub(super) fn read(
    project: &Element,
    outline: &Outline<'_>,
    team: &Team,
    minutes_per_day: i64,
    said: &mut Vec<String>,
) -> Work {
    let mut work = Work {
        assignments: BTreeMap::new(),
        roles: Vec::new(),
        people: Vec::new(),
    };
    let mut left = 0;
    let worked: BTreeSet<i64> = project
        .entries("Assignments", "Assignment")
        .filter_map(|assignment| assignment.number("ResourceUID"))
        .collect();
    let mut whom: HashMap<i64, Whom> = HashMap::new();
    for resource in project.entries("Resources", "Resource") {
        let Some(uid) = resource.number("UID").filter(|uid| worked.contains(uid)) else {
            continue;
        };
        let things = matches!(resource.number("Type"), Some(0 | 2));
        if things || resource.flag("IsCostResource") || resource.text("Name").is_empty() {
            left += 1;
            continue;
        }
        let found = find(resource, team).unwrap_or_else(|| add(resource, uid, team, &mut work));
        whom.insert(uid, found);
    }
    left_out(
        said,
        left,
        t!("1 resource that is no person was left out."),
        t!("{left} resources that are no people were left out."),
    );
    let tasks: BTreeSet<i64> = (outline.rows.iter())
        .filter(|row| !row.summary)
        .map(|row| row.uid)
        .collect();
    let (mut lost, mut many) = (0, 0);
    for (at, assignment) in project.entries("Assignments", "Assignment").enumerate() {
        let task = assignment
            .number("TaskUID")
            .filter(|uid| tasks.contains(uid));
        let who = (assignment.number("ResourceUID")).and_then(|uid| whom.get(&uid));
        let (Some(task), Some((role, person))) = (task, who) else {
            lost += usize::from(task.is_none() && who.is_some());
            continue;
        };
        let list = work.assignments.entry(task).or_default();
        let Ok(id) = AssignmentId::new(&format!("a-{}", at + 1)) else {
            continue;
        };
        if list.len() >= MOST_ASSIGNMENTS {
            many += 1;
            continue;
        }
        list.push(Assignment {
            id,
            role: role.clone(),
            person: person.clone(),
            hours: hours(assignment.text("Work"), minutes_per_day),
            extra: Default::default(),
        });
    }
    left_out(
        said,
        lost,
        t!("1 assignment to a phase was left out."),
        t!("{lost} assignments to phases were left out."),
    );
    left_out(
        said,
        many,
        t!("1 assignment beyond 200 of one task was left out."),
        t!("{many} assignments beyond 200 of one task were left out."),
    );
    work
}

/// Who works on what: roles and people as resources, their hours as assignments.
/// `numbers` are those of the tasks in the file.
pub(super) fn write(
    file: &mut File,
    pitch: &Pitch,
    schedule: &Schedule,
    numbers: &HashMap<&TaskId, usize>,
) {
    let mut resources: Vec<(String, String)> = Vec::new();
    let mut work = Vec::new();
    for task in &pitch.timeline.tasks {
        let (Some(number), Some(scheduled)) = (numbers.get(&task.id), schedule.tasks.get(&task.id))
        else {
            continue;
        };
        for assignment in &task.assignments {
            let Some(who) = who(pitch, assignment) else {
                continue;
            };
            let place = resources.iter().position(|known| *known == who);
            let place = place.unwrap_or_else(|| {
                resources.push(who);
                resources.len() - 1
            });
            work.push((*number, place + 1, assignment.hours, scheduled));
        }
    }
    file.open("Resources");
    for (at, (name, group)) in resources.iter().enumerate() {
        file.open("Resource");
        file.put("UID", at + 1);
        file.put("ID", at + 1);
        file.put_name(name);
        file.put("Type", 1);
        file.put("IsNull", 0);
        file.put_text("Group", group);
        file.put("MaxUnits", "1.00");
        file.put("CalendarUID", 1);
        file.close("Resource");
    }
    file.close("Resources");
    file.open("Assignments");
    for (at, (task, resource, hours, scheduled)) in work.into_iter().enumerate() {
        file.open("Assignment");
        file.put("UID", at + 1);
        file.put("TaskUID", task);
        file.put("ResourceUID", resource);
        file.put_moment("Finish", scheduled.finish, DAY_ENDS);
        file.put_hours("RemainingWork", hours);
        file.put_moment("Start", scheduled.start, DAY_BEGINS);
        let whole = Decimal::from(i64::from(scheduled.days.max(1)) * MINUTES_PER_DAY / 60);
        file.put("Units", (hours.decimal() / whole).round_dp(4).normalize());
        file.put_hours("Work", hours);
        file.close("Assignment");
    }
    file.close("Assignments");
}

/// The name of the resource for an assignment and its group: a person with their role, or a role.
fn who(pitch: &Pitch, assignment: &Assignment) -> Option<(String, String)> {
    let role = (assignment.role.as_ref()).and_then(|id| pitch.team.roles.find(id));
    let person = (assignment.person.as_ref()).and_then(|id| pitch.team.people.find(id));
    let role_name = role.map(|role| role.name.clone());
    match person {
        Some(person) => Some((person.name.clone(), role_name.unwrap_or_default())),
        None => role_name.map(|name| (name, ROLE.to_owned())),
    }
}

/// The person, or else the role, of the team with the name of the resource.
fn find(resource: &Element, team: &Team) -> Option<Whom> {
    let same = |name: &str| name.trim().to_lowercase() == resource.text("Name").to_lowercase();
    let role = |name: &str| {
        let wanted = name.to_lowercase();
        (team.roles.iter())
            .find(|role| !wanted.is_empty() && role.name.trim().to_lowercase() == wanted)
            .map(|role| role.id.clone())
    };
    let person = || {
        let person = team.people.iter().find(|person| same(&person.name))?;
        let of = role(resource.text("Group")).or_else(|| person.role.clone());
        Some((of, Some(person.id.clone())))
    };
    let as_role = || Some((Some(role(resource.text("Name"))?), None));
    if resource.text("Group") == ROLE {
        as_role().or_else(person)
    } else {
        person().or_else(as_role)
    }
}

/// A role or person that the team does not have yet.
fn add(resource: &Element, uid: i64, team: &Team, work: &mut Work) -> Whom {
    let name = resource.text("Name").to_owned();
    if resource.text("Group") == ROLE {
        let id = free(&format!("r-{uid}"), |id: &RoleId| {
            team.roles.find(id).is_some()
        });
        work.roles.push(Role {
            id: id.clone(),
            name,
            discipline: String::new(),
            bill_rate: Default::default(),
            cost_rate: Default::default(),
            extra: Default::default(),
        });
        return (Some(id), None);
    }
    let id = free(&format!("p-{uid}"), |id: &PersonId| {
        team.people.find(id).is_some()
    });
    work.people.push(Person {
        id: id.clone(),
        name,
        role: None,
        hours_per_week: Hours::ZERO,
        away: List::default(),
        biography: String::new(),
        portrait: None,
        extra: Default::default(),
    });
    (None, Some(id))
}

/// This id, or with a number behind it the first that is not taken.
fn free<Id: Identifier>(wanted: &str, taken: impl Fn(&Id) -> bool) -> Id {
    std::iter::once(wanted.to_owned())
        .chain((2..10_000).map(|number| format!("{wanted}-{number}")))
        .filter_map(|text| Id::parse(&text))
        .find(|id| !taken(id))
        .unwrap_or_else(|| Id::from_random(0))
}

/// Work in hours, to the second.
fn hours(text: &str, minutes_per_day: i64) -> Hours {
    let seconds = text
        .rsplit_once('M')
        .and_then(|(_, rest)| rest.strip_suffix('S'))
        .and_then(|seconds| seconds.split('.').next())
        .and_then(|seconds| seconds.parse::<i64>().ok())
        .unwrap_or(0);
    let minutes = minutes(text, minutes_per_day).unwrap_or(0);
    // The minutes are rounded up over the seconds.
    let whole = if seconds > 0 { minutes - 1 } else { minutes };
    let seconds = whole.saturating_mul(60).saturating_add(seconds);
    Hours::new(Decimal::from(seconds.max(0)) / Decimal::from(3_600)).unwrap_or_default()
}
