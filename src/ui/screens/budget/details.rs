//! Everything about the line or group that is chosen, beside the grid; on narrow pages from below.

use leptos::prelude::*;

use std::sync::Arc;

use super::lines::{self, Index, group_of_row};
use super::{abroad, assumption, hours, optional, retainer};
use crate::model::LineId;
use crate::ui::parts::details::{RowDetails, row_head};
use crate::ui::parts::grid::{GridState, SharedSource};
use crate::ui::parts::options::option_ticks;
use crate::ui::workspace::Workspace;

/// What the details are of.
#[derive(Clone)]
pub struct Beside {
    pub workspace: Workspace,
    pub index: Memo<Arc<Index>>,
    /// The grid.
    pub state: GridState,
    /// The grid as it settles.
    pub calm: GridState,
    /// The fields that have a column.
    pub row: SharedSource,
    /// The others.
    pub more: SharedSource,
}

/// What is chosen.
#[derive(Clone, PartialEq, Eq)]
enum Chosen {
    Nothing,
    Group,
    Line(LineId),
}

impl Beside {
    /// The details.
    pub fn details(&self) -> AnyView {
        let (calm, index) = (self.calm, self.index);
        let chosen = Memo::new(move |_| {
            let Some(row) = calm.active_row() else {
                return Chosen::Nothing;
            };
            if group_of_row(&row).is_some() {
                return Chosen::Group;
            }
            // Of a line that was deleted nothing is left to show.
            let line = LineId::new(&row).ok();
            line.filter(|_| index.read().has_line(&row))
                .map_or(Chosen::Nothing, Chosen::Line)
        });
        let own = self.clone();
        (move || match chosen.get() {
            Chosen::Nothing => view! {
                <p class="field-hint">
                    {t!("Choose a line to see everything about it. Amounts may be typed as 12k or =3*850.")}
                </p>
            }
            .into_any(),
            Chosen::Group => view! {
                <div class="of-row">
                    {row_head(own.state, t!("Group"))}
                    <RowDetails source=own.row.clone() state=own.calm/>
                </div>
            }
            .into_any(),
            Chosen::Line(id) => own.line(id),
        })
        .into_any()
    }

    fn line(&self, id: LineId) -> AnyView {
        let (workspace, calm) = (self.workspace, self.calm);
        let own = id.clone();
        let named = Signal::derive(move || {
            let budget = workspace.budget.read();
            let line = budget.lines.find(&own);
            line.map(|line| line.options.clone()).unwrap_or_default()
        });
        let own = id.clone();
        let set = Callback::new(move |named: Vec<_>| {
            lines::change(workspace, t!("Change options"), &own, |line| {
                line.options = named;
            });
        });
        view! {
            <div class="of-row">
                {row_head(self.state, t!("Line"))}
                <RowDetails source=self.row.clone() state=calm/>
                <RowDetails source=self.more.clone() state=calm/>
                {hours::behind(workspace, id.clone())}
                {retainer::retainer(workspace, id.clone())}
                {abroad::abroad(workspace, id.clone())}
                {assumption::assumption(workspace, id.clone())}
                {optional::optional_tick(workspace, id)}
                {option_ticks(workspace, named, set)}
            </div>
        }
        .into_any()
    }
}
