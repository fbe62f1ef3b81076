//! What falls into which month: groups and their lines down, months across.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use crate::model::{GroupId, LineId, Money};
use crate::plan::month::Month;
use crate::plan::phasing::{GroupMonths, Measure, Months, Phasing, months_by_group, phasing};
use crate::ui::format;
use crate::ui::parts::field::Choice;
use crate::ui::parts::icon::{Glyph, Icon};
use crate::ui::parts::settled::kept_up;
use crate::ui::workspace::Workspace;
use crate::words::Word;

/// So many lines of a group are shown; the others stand in one row.
const LINES: usize = 300;

const NET: Word = word!("Net: after discount and contingency");
const PRICE: Word = word!("Price: before discount and contingency");
const COST: Word = word!("Cost (internal)");

/// The table's figures.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Table {
    measure: Measure,
    phasing: Phasing,
    groups: Vec<GroupMonths>,
    /// Where a group stands among them.
    places: BTreeMap<Key, usize>,
    /// The names of the lines that are shown.
    names: BTreeMap<LineId, String>,
}

impl Table {
    fn group(&self, key: &Key) -> Option<&GroupMonths> {
        self.groups.get(*self.places.get(key)?)
    }
}

/// What a row shows: the months across, and what falls into them.
type Across = (Vec<Month>, Months);
type Figures = Memo<Option<Arc<Table>>>;
type Key = Option<GroupId>;

/// The section.
pub fn months(workspace: Workspace) -> AnyView {
    let place = NodeRef::<html::Div>::new();
    let chosen = RwSignal::new(Measure::Net);
    let open = RwSignal::new(BTreeSet::<Key>::new());
    // In front of a client there is no cost.
    let measure = Memo::new(move |_| match chosen.get() {
        Measure::Cost if !workspace.internal.get() => Measure::Net,
        other => other,
    });
    let follow = move || {
        workspace.settled.track();
        measure.track();
        open.track();
    };
    let reckoned = kept_up(follow, place, move || {
        let pitch = workspace.pitch.read();
        let (schedule, price) = (workspace.schedule.read(), workspace.price.read());
        let phasing = phasing(&pitch, &schedule, &price, measure.get());
        let groups = months_by_group(&pitch.budget, &phasing);
        let open = open.read();
        let shown = groups.iter().filter(|group| open.contains(&group.group));
        let shown: BTreeSet<&LineId> = shown
            .flat_map(|group| group.lines.iter().take(LINES))
            .collect();
        let lines = pitch
            .budget
            .lines
            .iter()
            .filter(|line| shown.contains(&line.id));
        let names = lines
            .map(|line| (line.id.clone(), line.name.clone()))
            .collect();
        Some(Arc::new(Table {
            measure: measure.get(),
            places: (groups.iter().enumerate())
                .map(|(place, group)| (group.group.clone(), place))
                .collect(),
            phasing,
            groups,
            names,
        }))
    });
    // What stands out of view is not kept up: cost does not stay in it once it is hidden.
    let figures = Memo::new(move |_| {
        let table = reckoned.get();
        table.filter(|table| table.measure == measure.get())
    });
    let total = across(figures, |table| table.phasing.total.clone());
    let choices = Signal::derive(move || {
        let mut names = vec![NET.said(), PRICE.said()];
        names.extend(workspace.internal.get().then_some(COST.said()));
        names
            .into_iter()
            .map(|name| (name.to_owned(), name.to_owned()))
            .collect::<Vec<_>>()
    });
    let value = Signal::derive(move || name(measure.get()).to_owned());
    let choose = move |text: String| {
        let all = [Measure::Net, Measure::Price, Measure::Cost];
        if let Some(measure) = all.into_iter().find(|measure| name(*measure) == text) {
            chosen.set(measure);
        }
    };
    let empty = move || {
        figures
            .read()
            .as_ref()
            .is_none_or(|table| table.groups.is_empty())
    };
    view! {
        // The chart of the months stands with the other charts in `pictures.rs`.
        <section class="block by-month" aria-labelledby="b-months">
            <h2 id="b-months">{t!("By month")}</h2>
            <Choice label=t!("Amounts by month") choices=choices value=value on_choose=choose/>
            <div class="scrolls" tabindex="0" role="region" aria-label=t!("Amounts by month") node_ref=place>
                <p class="field-hint" hidden=move || !empty()>{t!("Nothing falls into any month yet.")}</p>
                <table class="ledger" hidden=empty>
                    <caption class="unseen">{t!("Amounts by month")}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t!("Group")}</th>
                            {move || heads(figures)}
                            <th scope="col" class="figure">{t!("Together")}</th>
                        </tr>
                    </thead>
                    <For each=move || keys(figures) key=Clone::clone let:key>
                        {group(workspace, figures, open, key)}
                    </For>
                    <tfoot>
                        <tr>
                            <th scope="row">{t!("Together")}</th>
                            {move || cells(workspace, &total.read())}
                        </tr>
                    </tfoot>
                </table>
            </div>
        </section>
    }
    .into_any()
}

fn name(measure: Measure) -> &'static str {
    match measure {
        Measure::Net => NET.said(),
        Measure::Price => PRICE.said(),
        Measure::Cost => COST.said(),
    }
}

fn heads(figures: Figures) -> AnyView {
    let table = figures.read();
    let months = table.iter().flat_map(|table| &table.phasing.months);
    let head = |month: &Month| {
        let name = format::month_and_year(month.first_day());
        view! { <th scope="col" class="figure">{name}</th> }
    };
    months.map(head).collect_view().into_any()
}

fn keys(figures: Figures) -> Vec<Key> {
    let table = figures.read();
    let groups = table.iter().flat_map(|table| &table.groups);
    groups.map(|group| group.group.clone()).collect()
}

/// The figures of a row, made anew only when they are others.
fn across(figures: Figures, of: impl Fn(&Table) -> Months + Send + Sync + 'static) -> Memo<Across> {
    Memo::new(move |_| {
        let table = figures.read();
        let across = |table: &Arc<Table>| (table.phasing.months.clone(), of(table));
        table.as_ref().map(across).unwrap_or_default()
    })
}

/// The cells of a row and their sum; what is nothing is a dash.
fn cells(workspace: Workspace, (across, amounts): &Across) -> AnyView {
    let currency = workspace.currency.get();
    let text = |amount: Money| match amount {
        Money::ZERO => "–".to_owned(),
        amount => format::money(amount, currency),
    };
    let cell = |month: &Month| {
        let amount = amounts.get(month).copied().unwrap_or_default();
        view! { <td class="figure">{text(amount)}</td> }
    };
    let sum: Money = amounts.values().copied().sum();
    let cells = across.iter().map(cell).collect_view();
    view! { {cells} <td class="figure strong">{text(sum)}</td> }.into_any()
}

/// A group with its sums, and its lines when it is open.
fn group(
    workspace: Workspace,
    figures: Figures,
    open: RwSignal<BTreeSet<Key>>,
    key: Key,
) -> AnyView {
    let id = key.clone();
    let name = Memo::new(move |_| {
        let budget = workspace.budget.read();
        let group = id.as_ref().and_then(|id| budget.groups.find(id));
        match group.map(|group| group.name.trim()) {
            None => t!("Without a group").to_owned(),
            Some("") => t!("Group without a name").to_owned(),
            Some(name) => name.to_owned(),
        }
    });
    let id = key.clone();
    let is_open = Memo::new(move |_| open.read().contains(&id));
    let id = key.clone();
    let turn = move |_| {
        open.update(|open| {
            if !open.remove(&id) {
                open.insert(id.clone());
            }
        });
    };
    let id = key.clone();
    let own = across(figures, move |table| {
        let group = table.group(&id);
        group.map(|group| group.months.clone()).unwrap_or_default()
    });
    view! {
        <tbody>
            <tr class="group">
                <th scope="row">
                    <button
                        type="button"
                        class="quiet fold"
                        aria-expanded=move || if is_open.get() { "true" } else { "false" }
                        on:click=turn
                    >
                        <Icon glyph=Glyph::Chevron/>
                        {move || name.get()}
                    </button>
                </th>
                {move || cells(workspace, &own.read())}
            </tr>
            {move || is_open.get().then(|| lines(workspace, figures, &key))}
        </tbody>
    }
    .into_any()
}

fn lines(workspace: Workspace, figures: Figures, key: &Key) -> AnyView {
    let table = figures.read();
    let Some(table) = table.as_ref() else {
        return ().into_any();
    };
    let Some(group) = table.group(key) else {
        return ().into_any();
    };
    let months = |id| table.phasing.lines.get(id).cloned().unwrap_or_default();
    let row = |name: String, months: Months| {
        let across = (table.phasing.months.clone(), months);
        view! { <tr class="line"><th scope="row">{name}</th>{cells(workspace, &across)}</tr> }
    };
    let rows = (group.lines.iter().take(LINES))
        .map(|id| row(table.names.get(id).cloned().unwrap_or_default(), months(id)))
        .collect_view();
    let others = group
        .lines
        .get(LINES..)
        .filter(|others| !others.is_empty())
        .map(|others| {
            let mut sums = Months::new();
            for (month, amount) in others.iter().flat_map(months) {
                let sum = sums.entry(month).or_default();
                *sum = *sum + amount;
            }
            let name = match others.len() {
                1 => t!("1 more line").to_owned(),
                count => t!("{count} more lines"),
            };
            row(name, sums)
        });
    view! { {rows} {others} }.into_any()
}
