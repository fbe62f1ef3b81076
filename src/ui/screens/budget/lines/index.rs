//! Which line stands in which row.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::{Budget, Group, GroupId, Identifier, Line, LineId};
use crate::plan::by_id::ById;
use crate::ui::parts::grid::Row;

/// What stands in which row.
#[derive(Debug)]
pub struct Index {
    pub(super) rows: Vec<Row>,
    places: ById<LineId, usize>,
    /// What it is of.
    budget: Arc<Budget>,
    folded: Arc<BTreeSet<GroupId>>,
}

impl Index {
    /// Whether this budget has the same rows: an edit seldom changes them.
    pub fn is_of(&self, budget: &Budget, folded: &BTreeSet<GroupId>) -> bool {
        let line = |(was, is): (&Arc<Line>, &Arc<Line>)| {
            Arc::ptr_eq(was, is) || (was.id == is.id && was.group == is.group)
        };
        let group = |(was, is): (&Arc<Group>, &Arc<Group>)| was.id == is.id;
        let (lines, groups) = (&self.budget.lines, &self.budget.groups);
        *self.folded == *folded
            && lines.len() == budget.lines.len()
            && groups.len() == budget.groups.len()
            && groups.iter().zip(&budget.groups).all(group)
            && lines.iter().zip(&budget.lines).all(line)
    }

    /// The rows of a budget, with these groups folded. Lines without a group, or in one that does
    /// not exist, stand first.
    pub fn of(budget: &Arc<Budget>, folded: &Arc<BTreeSet<GroupId>>) -> Self {
        let mut by_group: BTreeMap<Option<&GroupId>, Vec<Arc<str>>> = BTreeMap::new();
        let known: BTreeSet<&GroupId> = budget.groups.iter().map(|group| &group.id).collect();
        let mut places = ById::with_room(budget.lines.len());
        for (place, line) in budget.lines.iter().enumerate() {
            let key: Arc<str> = line.id.as_str().into();
            let group = line.group.as_ref().filter(|group| known.contains(group));
            by_group.entry(group).or_default().push(key);
            places.add(&line.id, place);
        }
        let mut rows = Vec::with_capacity(budget.lines.len() + known.len());
        let groups = budget.groups.iter().map(|group| Some(&group.id));
        for group in std::iter::once(None).chain(groups) {
            let lines = by_group.remove(&group).unwrap_or_default();
            let open = group.is_none_or(|group| !folded.contains(group));
            if let Some(group) = group {
                rows.push(Row {
                    id: group_row(group),
                    level: 1,
                    expanded: Some(open),
                    class: "group",
                });
            }
            if open {
                rows.extend(lines.into_iter().map(|id| Row {
                    id,
                    level: if group.is_some() { 2 } else { 1 },
                    expanded: None,
                    class: "line",
                }));
            }
        }
        Self {
            rows,
            places,
            budget: budget.clone(),
            folded: folded.clone(),
        }
    }

    /// Where the line of this row stands in the budget, if it is one.
    pub(super) fn place(&self, row: &str) -> Option<usize> {
        self.places.get(&LineId::new(row).ok()?).copied()
    }

    /// Whether this is the row of a line that exists.
    pub fn has_line(&self, row: &str) -> bool {
        self.place(row).is_some()
    }
}

/// The id of a group's row. Lines' rows have the lines' ids, which hold no colon.
pub fn group_row(id: &GroupId) -> Arc<str> {
    format!("group:{id}").into()
}

/// The group whose row this is.
pub fn group_of_row(row: &str) -> Option<GroupId> {
    GroupId::new(row.strip_prefix("group:")?).ok()
}
