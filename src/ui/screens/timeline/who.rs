//! Who works on a task, as people type it: `Art director 24h, Callum 26`.

use std::fmt::Write as _;

use crate::model::{Assignment, Hours, List, Team};
use crate::ui::desk::fresh;
use crate::ui::{format, words};

/// The assignments as they are typed.
pub fn shown(assignments: &List<Assignment>, team: &Team) -> String {
    let mut text = String::new();
    for assignment in assignments {
        if !text.is_empty() {
            text.push_str(", ");
        }
        let _ = write!(
            text,
            "{} {}h",
            name_of(assignment, team),
            hours(assignment.hours.decimal())
        );
    }
    text
}

/// Whole hours are written the same everywhere, which spares asking the browser.
fn hours(hours: rust_decimal::Decimal) -> String {
    if hours.is_integer() {
        hours.normalize().to_string()
    } else {
        format::number(hours)
    }
}

/// The name of whom an assignment is for: the person, else the role.
pub fn name_of(assignment: &Assignment, team: &Team) -> String {
    let person = assignment
        .person
        .as_ref()
        .and_then(|id| team.people.find(id));
    let role = assignment.role.as_ref().and_then(|id| team.roles.find(id));
    person
        .map(|person| person.name.clone())
        .or_else(|| role.map(|role| role.name.clone()))
        .unwrap_or_default()
}

/// Reads assignments; those that name the same role or person as before keep their ids.
///
/// # Errors
/// In words, when a name is neither a person nor a role of the team, or hours cannot be read.
pub fn read(
    text: &str,
    before: &List<Assignment>,
    team: &Team,
) -> Result<List<Assignment>, String> {
    let mut read: Vec<Assignment> = Vec::new();
    for part in parts(text) {
        let (name, hours) = split(part)?;
        let (role, person) = find(name, team)?;
        let known = before.iter().find(|a| a.role == role && a.person == person);
        read.push(Assignment {
            id: known.map_or_else(fresh, |known| known.id.clone()),
            role,
            person,
            hours,
            extra: known.map(|known| known.extra.clone()).unwrap_or_default(),
        });
    }
    Ok(read.into_iter().collect())
}

/// What is said of each, by commas or semicolons. A comma between two digits is one of a number.
fn parts(text: &str) -> Vec<&str> {
    let is_digit = |letter: Option<char>| letter.is_some_and(|c| c.is_ascii_digit());
    let ends = text.match_indices([',', ';']).filter(|(at, mark)| {
        let (before, after) = text.split_at(*at);
        let in_number = is_digit(before.chars().next_back()) && is_digit(after.chars().nth(1));
        *mark == ";" || !in_number
    });
    let (mut found, mut rest, mut begins) = (Vec::new(), text, 0);
    for (at, mark) in ends {
        let (part, after) = rest.split_at(at - begins);
        found.push(part.trim());
        rest = after.strip_prefix(mark).unwrap_or(after);
        begins = at + mark.len();
    }
    found.push(rest.trim());
    found.retain(|part| !part.is_empty());
    found
}

/// The name and the hours after it.
fn split(part: &str) -> Result<(&str, Hours), String> {
    let bare = part.trim_end_matches(['h', 'H']).trim_end();
    let digits = bare
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_ascii_digit() || matches!(c, '.' | ',' | '\u{a0}'))
        .last()
        .map(|(at, _)| at);
    match digits {
        Some(at) if at > 0 => {
            let (name, hours) = bare.split_at(at);
            let hours = words::read_hours(hours)?.unwrap_or_default();
            Ok((name.trim(), hours))
        }
        _ => Ok((part, Hours::ZERO)),
    }
}

type Whom = (Option<crate::model::RoleId>, Option<crate::model::PersonId>);

/// The person or role with this name, or the only one whose name begins so.
fn find(name: &str, team: &Team) -> Result<Whom, String> {
    let wanted = name.to_lowercase();
    let all: Vec<(String, Whom)> = team
        .people
        .iter()
        .map(|p| (p.name.to_lowercase(), (p.role.clone(), Some(p.id.clone()))))
        .chain(
            team.roles
                .iter()
                .map(|r| (r.name.to_lowercase(), (Some(r.id.clone()), None))),
        )
        .collect();
    let exact = all.iter().find(|(name, _)| *name == wanted);
    let mut begins = all.iter().filter(|(name, _)| name.starts_with(&wanted));
    let found = exact.or_else(|| match (begins.next(), begins.next()) {
        (Some(only), None) => Some(only),
        _ => None,
    });
    found.map(|(_, whom)| whom.clone()).ok_or_else(|| {
        t!("“{name}” is neither a person nor a role of the team. Type one and the hours, such as “Art director 24h”.")
    })
}
