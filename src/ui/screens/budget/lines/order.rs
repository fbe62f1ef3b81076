//! Moving groups and lines, past the edges of groups.

use std::sync::Arc;

use super::index::group_of_row;
use crate::model::{GroupId, Identifier, LineId, Pitch};
use crate::ui::words;

/// Moves a group or line one place, past the edge of a group into the next one.
pub(super) fn step(pitch: &mut Pitch, row: &str, by: i32) {
    let budget = Arc::make_mut(&mut pitch.budget);
    if let Some(group) = group_of_row(row) {
        words::step(&mut budget.groups, group.as_str(), by);
        return;
    }
    let Some(line) = budget
        .lines
        .iter()
        .find(|line| line.id.as_str() == row)
        .cloned()
    else {
        return;
    };
    let mates: Vec<LineId> = budget
        .lines
        .iter()
        .filter(|other| other.group == line.group)
        .map(|other| other.id.clone())
        .collect();
    let by = isize::try_from(by).unwrap_or(0);
    let at = mates.iter().position(|id| *id == line.id).unwrap_or(0);
    if let Some(mate) = at.checked_add_signed(by).and_then(|to| mates.get(to)) {
        if let Some(to) = budget.lines.position(mate) {
            budget.lines.move_to(&line.id, to);
        }
        return;
    }
    let groups: Vec<Option<GroupId>> = std::iter::once(None)
        .chain(budget.groups.iter().map(|group| Some(group.id.clone())))
        .collect();
    let here = groups
        .iter()
        .position(|group| *group == line.group)
        .unwrap_or(0);
    if let Some(next) = here
        .checked_add_signed(by)
        .and_then(|to| groups.get(to).cloned())
    {
        let last = budget.lines.len();
        if let Some(line) = budget.lines.find_mut(&line.id) {
            line.group = next;
        }
        budget
            .lines
            .move_to(&line.id, if by > 0 { 0 } else { last });
    }
}

/// Moves a row before another, or to the end; a line takes the group it lands in.
pub(super) fn drop_before(pitch: &mut Pitch, row: &str, before: Option<&str>) {
    let budget = Arc::make_mut(&mut pitch.budget);
    let group_at = |row: &str| {
        group_of_row(row).or_else(|| {
            let line = budget.lines.iter().find(|line| line.id.as_str() == row);
            line.and_then(|line| line.group.clone())
        })
    };
    if let Some(group) = group_of_row(row) {
        let target = before.and_then(group_at);
        words::move_before(
            &mut budget.groups,
            group.as_str(),
            target.as_ref().map(Identifier::as_str),
        );
        return;
    }
    // Before a group's row means at the end of what stands above it.
    let (group, anchor) = match before {
        None => (budget.groups.last().map(|group| group.id.clone()), None),
        Some(row) => match group_of_row(row) {
            Some(next) => {
                let at = budget.groups.position(&next).unwrap_or(0);
                let above = at.checked_sub(1).and_then(|at| budget.groups.get(at));
                (above.map(|group| group.id.clone()), None)
            }
            None => (group_at(row), Some(row)),
        },
    };
    budget.lines.change_where(
        |line| line.id.as_str() == row,
        |line| line.group.clone_from(&group),
    );
    words::move_before(&mut budget.lines, row, anchor);
}
