//! The lines of the budget: groups with their lines under them, one source for the grid and for
//! the details of a line.

mod change;
mod field;
mod index;
mod order;
mod show;
mod source;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use leptos::prelude::*;

pub use field::{DETAILS, Field, GRID, kind_name};
pub use index::{Index, group_of_row, group_row};

use crate::model::{Group, GroupId, Line, LineId, LineKind, Percent};
use crate::plan::price::GroupPrice;
use crate::ui::desk::fresh;
use crate::ui::lasting::Kept;
use crate::ui::words;
use crate::ui::workspace::Workspace;

/// What the groups come to.
pub type Sums = BTreeMap<Option<GroupId>, GroupPrice>;

/// The lines as a grid.
#[derive(Clone, Copy)]
pub struct Lines {
    pub workspace: Workspace,
    pub index: Memo<Arc<Index>>,
    pub sums: Memo<Arc<Sums>>,
    pub folded: RwSignal<Arc<BTreeSet<GroupId>>>,
    /// Whether cost, markup and margin are shown.
    pub internal: Kept<bool>,
    pub fields: &'static [Field],
}

/// Changes one line.
pub fn change(workspace: Workspace, name: &str, id: &LineId, act: impl FnOnce(&mut Line)) {
    workspace.edit(name, "", |pitch| {
        if let Some(line) = Arc::make_mut(&mut pitch.budget).lines.find_mut(id) {
            act(line);
        }
    });
}

/// A line that is yet to be named and priced.
pub fn new_line(id: LineId, kind: LineKind, group: Option<GroupId>, tax: Option<Percent>) -> Line {
    Line {
        group,
        tax,
        ..Line::new(id, t!("New line"), kind)
    }
}

/// A number of days or months as it is typed: a whole one, at most 365.
pub fn whole_days(typed: &str) -> Result<u16, String> {
    let count = words::read_count(typed)?.unwrap_or_default();
    let count = u16::try_from(count).ok().filter(|count| *count <= 365);
    count.ok_or_else(|| t!("This is at most 365.").to_owned())
}

/// Adds a group at the end and says which row it is.
pub fn add_group(workspace: Workspace) -> Arc<str> {
    let id: GroupId = fresh();
    let key = group_row(&id);
    workspace.edit(t!("Add group"), "", |pitch| {
        Arc::make_mut(&mut pitch.budget).groups.push(Group {
            id,
            name: t!("New group").to_owned(),
            extra: Default::default(),
        });
    });
    key
}
