//! The agency's benchmarks: what placements cost and bring, where the figures come from, and their
//! day. Assumptions, and marked as such in the flights that are filled from them.

use std::sync::Arc;

use leptos::prelude::*;

use crate::model::{Benchmark, BenchmarkId, BuyingModel, Currency, FlightCase, Identifier, List};
use crate::ui::desk::{Desk, fresh, use_desk};
use crate::ui::parts::details::{RowTools, add_at_end};
use crate::ui::parts::grid::{Cell, Column, Editor, Grid, GridState, Row, SharedSource, Source};
use crate::ui::screens::media::{
    CaseFields, MODELS, case_fields, model_name, read_model, read_share, share,
};
use crate::ui::{format, words};
use crate::words::Word;

/// As many benchmarks are kept.
const MOST: usize = 2_000;

/// The section of the settings.
#[component]
pub fn Benchmarks() -> impl IntoView {
    let desk = use_desk();
    let state = GridState::default();
    let rows: SharedSource = Arc::new(Rows(desk));
    let chosen = Memo::new(move |_| {
        let id = BenchmarkId::new(&state.active_row()?).ok()?;
        desk.settings.read().benchmarks.position(&id).map(|_| id)
    });
    view! {
        <section aria-labelledby="s-benchmarks">
            <h2 id="s-benchmarks">{t!("Benchmarks")}</h2>
            <p class="field-hint">
                {t!("What placements cost and bring, in your own experience. Flights that are filled from them say so: the figures are assumptions.")}
            </p>
            <Grid
                name=t!("Benchmarks")
                source=rows.clone()
                state=state
                empty=t!("No benchmark yet. Add one, or keep a flight's figures from the details beside a media plan.")
            />
            <RowTools source=rows.clone() state=state add=t!("Add benchmark") on_add=add_at_end(&rows) disabled=false/>
            {move || chosen.get().map(|id| cases(desk, &id))}
        </section>
    }
    .into_any()
}

fn find(desk: Desk, id: &BenchmarkId) -> Option<Arc<Benchmark>> {
    desk.settings.read().benchmarks.find(id).cloned()
}

fn cases(desk: Desk, id: &BenchmarkId) -> AnyView {
    fn of<T: Default + Clone + PartialEq + Send + Sync + 'static>(
        desk: Desk,
        id: &BenchmarkId,
        get: fn(&Benchmark) -> T,
    ) -> Signal<T> {
        let id = id.clone();
        Memo::new(move |_| find(desk, &id).map(|one| get(&one)).unwrap_or_default()).into()
    }
    let set = {
        let id = id.clone();
        Callback::new(move |(high, case): (bool, Option<FlightCase>)| {
            desk.change_settings(|settings| {
                if let Some(one) = settings.benchmarks.find_mut(&id) {
                    if high {
                        one.high = case;
                    } else {
                        one.low = case;
                    }
                }
            });
        })
    };
    case_fields(CaseFields {
        model: of(desk, id, |one| one.model),
        currency: of(desk, id, |one| one.currency),
        cases: of(desk, id, |one| [one.low.clone(), one.high.clone()]),
        set,
        disabled: Signal::stored(false),
    })
}

/// The benchmarks as a grid.
struct Rows(Desk);

const HEADS: [Word; 10] = [
    word!("Channel"),
    word!("Placement"),
    word!("Model"),
    word!("Currency"),
    word!(media "Rate"),
    word!("CTR"),
    word!("CVR"),
    word!("Frequency"),
    word!("Source"),
    word!("Day"),
];

fn text(one: &Benchmark, column: usize) -> String {
    match column {
        0 => one.channel.clone(),
        1 => one.placement.clone(),
        2 => model_name(one.model).to_owned(),
        3 => one.currency.code().to_owned(),
        4 => (one.rate)
            .map(|rate| format::money(rate, one.currency))
            .unwrap_or_default(),
        5 => share(one.ctr),
        6 => share(one.cvr),
        7 => (one.frequency)
            .map(|times| format::number(times.decimal()))
            .unwrap_or_default(),
        8 => one.source.clone(),
        _ => one.day.map(format::date).unwrap_or_default(),
    }
}

fn put(one: &mut Benchmark, column: usize, typed: &str) -> Result<(), String> {
    match column {
        0 => typed.clone_into(&mut one.channel),
        1 => typed.clone_into(&mut one.placement),
        2 => one.model = read_model(typed)?,
        3 => {
            let code = typed.trim().to_uppercase();
            one.currency = Currency::new(&code).map_err(|error| error.to_string())?;
        }
        4 => one.rate = words::read_money(typed, one.currency)?,
        5 => one.ctr = read_share(typed)?,
        6 => one.cvr = read_share(typed)?,
        7 => one.frequency = words::read_quantity(typed)?,
        8 => typed.clone_into(&mut one.source),
        _ => one.day = words::read_date(typed)?,
    }
    Ok(())
}

impl Rows {
    fn find(&self, row: &Row) -> Option<Arc<Benchmark>> {
        find(self.0, &BenchmarkId::new(&row.id).ok()?)
    }

    fn change(&self, act: impl FnOnce(&mut List<Benchmark>)) {
        self.0
            .change_settings(|settings| act(&mut settings.benchmarks));
    }
}

impl Source for Rows {
    fn columns(&self) -> Vec<Column> {
        HEADS
            .into_iter()
            .enumerate()
            .map(|(at, name)| (at, name.said()))
            .map(|(at, name)| match at {
                0 | 8 => Column::text(name, "minmax(7rem, 2fr)"),
                1 => Column::text(name, "minmax(6rem, 2fr)"),
                2 => Column::text(name, "3.5rem"),
                3 => Column::text(name, "4.5rem"),
                4 => Column::figure(name, "4.5rem").on_card(),
                5 | 6 => Column::figure(name, "3.75rem"),
                7 => Column::figure(name, "5rem"),
                _ => Column::figure(name, "5.75rem").on_card(),
            })
            .collect()
    }
    fn rows(&self) -> Vec<Row> {
        let settings = self.0.settings.read();
        (settings.benchmarks.iter())
            .map(|one| Row::new(one.id.as_str()))
            .collect()
    }
    fn cells(&self, row: &Row) -> Vec<Cell> {
        self.find(row).map_or_else(Vec::new, |one| {
            (0..HEADS.len())
                .map(|column| match (column, one.model) {
                    (4, BuyingModel::Flat) => {
                        Cell::show("").hint(t!("A flat placement has no rate."))
                    }
                    _ => Cell::edit(text(&one, column)),
                })
                .collect()
        })
    }
    fn editor(&self, row: &Row, column: usize) -> Option<Editor> {
        let one = untrack(|| self.find(row))?;
        let text = text(&one, column);
        Some(if column == 2 {
            let names = MODELS.map(|(_, name)| (name.said().to_owned(), name.said().to_owned()));
            Editor::Choice(names.to_vec(), text)
        } else {
            Editor::Line(text)
        })
    }
    fn commit(&self, row: &Row, column: usize, typed: &str) -> Result<(), String> {
        let Some(found) = untrack(|| self.find(row)) else {
            return Ok(());
        };
        if text(&found, column) == typed {
            return Ok(());
        }
        let mut new = Benchmark::clone(&found);
        put(&mut new, column, typed)?;
        self.change(|list| {
            if let Some(one) = list.find_mut(&found.id) {
                *one = new;
            }
        });
        Ok(())
    }
    fn remove(&self, row: &Row) {
        if let Ok(id) = BenchmarkId::new(&row.id) {
            self.change(|list| {
                list.remove(&id);
            });
        }
    }
    fn step(&self, row: &Row, by: i32) {
        self.change(|list| words::step(list, &row.id, by));
    }
    fn drop_before(&self, row: &Row, before: Option<&Row>) {
        self.change(|list| words::move_before(list, &row.id, before.map(|row| &*row.id)));
    }
    fn add_after(&self, row: &Row) -> Option<Arc<str>> {
        let settings = self.0.settings.get_untracked();
        if settings.benchmarks.len() >= MOST {
            self.0.toast(&t!("At most {MOST} benchmarks are kept."));
            return None;
        }
        let id: BenchmarkId = fresh();
        let key: Arc<str> = id.as_str().into();
        let new = Benchmark {
            id,
            channel: t!("New benchmark").to_owned(),
            placement: String::new(),
            model: BuyingModel::Cpm,
            currency: settings.currency,
            rate: None,
            ctr: None,
            cvr: None,
            frequency: None,
            low: None,
            high: None,
            source: String::new(),
            day: Some(format::today()),
            extra: Default::default(),
        };
        self.change(|list| words::insert_after(list, &row.id, new));
        Some(key)
    }
}
