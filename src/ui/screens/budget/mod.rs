//! Budget: lines in groups, options side by side, totals, payments and months.

mod abroad;
mod abroad_exposure;
mod assumption;
mod cash;
mod compare;
mod details;
mod exchange;
mod hours;
mod incoming;
mod lines;
mod months;
mod negotiation;
mod offers;
mod optional;
mod options;
mod panel;
mod payments;
mod pictures;
mod retainer;
mod retainers;
pub mod spreadsheet;
mod target;
mod totals;

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;

use crate::model::{GroupId, LineId};
use crate::plan::price::group_prices;
use crate::ui::parts::details::RowTools;
use crate::ui::parts::field::Tick;
use crate::ui::parts::grid::{Grid, GridState, Row, SharedSource};
use crate::ui::parts::icon::{Glyph, Icon};
use crate::ui::parts::narrow::keep_above;
use crate::ui::parts::tools;
use crate::ui::route::Part;
use crate::ui::screens::timeline::option_choice;
use crate::ui::workspace::{Workspace, use_workspace};
use details::Beside;
use lines::{Index, Lines};
use panel::TOOLS;

/// The screen.
#[component]
pub fn BudgetScreen() -> impl IntoView {
    let workspace = use_workspace();
    let disabled = Signal::derive(move || workspace.is_read_only());
    let internal = workspace.internal;
    let folded = RwSignal::new(Arc::new(BTreeSet::new()));
    let index = ArcMemo::new_with_compare(
        move |before: Option<&Arc<Index>>| {
            let (budget, folded) = (workspace.budget.read(), folded.read());
            match before.filter(|before| before.is_of(&budget, &folded)) {
                Some(before) => before.clone(),
                None => Arc::new(Index::of(&budget, &folded)),
            }
        },
        |before, now| {
            !before
                .zip(now)
                .is_some_and(|(before, now)| Arc::ptr_eq(before, now))
        },
    );
    let index = Memo::from(index);
    let sums = Memo::new(move |_| {
        Arc::new(group_prices(
            &workspace.budget.read(),
            &workspace.price.read(),
        ))
    });
    let state = GridState::default();
    unfold_sought(workspace, folded);
    let grid = Lines {
        workspace,
        index,
        sums,
        folded,
        internal,
        fields: lines::GRID,
    };
    let fields = Lines {
        fields: lines::DETAILS,
        ..grid
    };
    let source: SharedSource = Arc::new(grid);
    let fields: SharedSource = Arc::new(fields);
    let adder = source.clone();
    let add = Callback::new(move |()| {
        let row = state.active.get_untracked().map(|(row, _)| row);
        let row = Row::new(row.as_deref().unwrap_or_default());
        adder.add_after(&row).unwrap_or_else(|| row.id.clone())
    });
    let open = tools::Open::new(None);
    negotiation::Negotiation::begin(open);
    let pane = NodeRef::new();
    keep_above(state, pane);
    let beside = Beside {
        workspace,
        index,
        state,
        calm: state.settled(),
        row: source.clone(),
        more: fields,
    };
    let details = move || beside.details();
    view! {
        <header class="screen-head">
            <h1>{t!("Budget")}</h1>
            {tools::buttons(TOOLS, open)}
        </header>
        <div class="toolbar">
            <RowTools source=source.clone() state=state add=t!("Add line") on_add=add disabled=disabled/>
            <button
                type="button"
                disabled=move || disabled.get()
                on:click=move |_| state.go_to(lines::add_group(workspace))
            >
                <Icon glyph=Glyph::Plus/>
                {t!("Add group")}
            </button>
            <div class="toolbar-end">
                <Tick
                    label=t!("Internal view")
                    value=internal
                    on_change=move |yes: bool| internal.set(yes)
                />
                {option_choice(workspace)}
            </div>
        </div>
        <div class="split budget">
            <div class="work" node_ref=pane>
                <Grid
                    name=t!("Budget lines")
                    source=source
                    state=state
                    tree=true
                    empty=t!("No line yet. Add a group such as Creative, then a fee, a third party or media.")
                />
                {options::options(workspace)}
                {payments::payment_schedule(workspace)}
                {months::months(workspace)}
                {retainers::retainers(workspace)}
                {cash::position(workspace)}
                {abroad_exposure::currencies(workspace)}
                {pictures::pictures(workspace)}
            </div>
            <aside class="details" aria-label=t!("Totals and details")>
                {tools::beside(
                    TOOLS,
                    open,
                    workspace,
                    move || view! { {totals::totals(workspace, internal)} {details.clone()} }.into_any(),
                )}
            </aside>
        </div>
    }
}

/// A line that is sought from elsewhere is shown, also when its group is folded.
fn unfold_sought(workspace: Workspace, folded: RwSignal<Arc<BTreeSet<GroupId>>>) {
    Effect::new(move |_| {
        let Some((Part::Budget, row)) = workspace.seek.get() else {
            return;
        };
        let budget = workspace.budget.read_untracked();
        let line = LineId::new(&row).ok().and_then(|id| budget.lines.find(&id));
        let group = line.and_then(|line| line.group.as_ref());
        if let Some(group) = group.filter(|group| folded.read_untracked().contains(group)) {
            folded.update(|folded| {
                Arc::make_mut(folded).remove(group);
            });
        }
    });
}

/// Adds a budget line that takes its net from a flight, in the group of other media lines.
pub fn new_media_line(workspace: crate::ui::workspace::Workspace, flight: &crate::model::FlightId) {
    use crate::model::{LineKind, Percent};
    workspace.edit(t!("Add budget line for a flight"), "", |pitch| {
        let found = pitch.media.flights.find(flight).cloned();
        let budget = Arc::make_mut(&mut pitch.budget);
        let like = budget
            .lines
            .iter()
            .rev()
            .find(|line| line.flight.is_some())
            .cloned();
        let group = like.as_ref().and_then(|line| line.group.clone());
        let id = crate::ui::desk::fresh();
        let mut line = lines::new_line(id, LineKind::MediaCommission, group, budget.tax_rate);
        // 15 % of the gross is what the trade begins with.
        line.commission = like.map_or(Percent::whole(15), |line| line.commission);
        line.flight = Some(flight.clone());
        if let Some(flight) = found {
            line.name.clone_from(&flight.channel);
            line.options.clone_from(&flight.options);
        }
        budget.lines.push(line);
    });
}
