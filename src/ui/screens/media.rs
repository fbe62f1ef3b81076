//! Media: what is bought where, and what is expected of it.

use std::sync::Arc;

use leptos::prelude::*;
use rust_decimal::Decimal;

use super::budget::new_media_line;
use crate::model::{BuyingModel, Date, Flight, FlightId, Identifier, Money, OptionId, Percent};
use crate::plan::forecast::{Forecast, forecast};
use crate::ui::desk::fresh;
use crate::ui::parts::details::{RowDetails, RowTools, add_at_end};
use crate::ui::parts::field::{ReadField, TextArea};
use crate::ui::parts::grid::{Cell, Column, Editor, Grid, GridState, Row, SharedSource, Source};
use crate::ui::parts::options::option_ticks;
use crate::ui::screens::timeline::option_choice;
use crate::ui::workspace::{Workspace, use_workspace};
use crate::ui::{format, words};

/// The screen.
#[component]
pub fn MediaScreen() -> impl IntoView {
    let workspace = use_workspace();
    let disabled = Signal::derive(move || workspace.is_read_only());
    let forecast = Memo::new(move |_| {
        let option = workspace.option.get();
        let audience = workspace.brief.read().audience_size;
        Arc::new(forecast(&workspace.media.read(), option.as_ref(), audience))
    });
    let source: SharedSource = Arc::new(Flights {
        workspace,
        forecast,
    });
    let state = GridState::default();
    let calm = state.settled();
    let selected = Memo::new(move |_| {
        let id = FlightId::new(&calm.active_row()?).ok();
        id.filter(|id| workspace.media.read().flights.position(id).is_some())
    });
    let details_source = source.clone();
    let details = move || match selected.get() {
        None => view! { <p class="field-hint">"Choose a flight to see everything about it."</p> }
            .into_any(),
        Some(id) => view! {
            <h2>"Flight"</h2>
            <RowDetails source=details_source.clone() state=calm/>
            {flight_details(workspace, id)}
        }
        .into_any(),
    };
    view! {
        <header class="screen-head">
            <h1>"Media"</h1>
            {figures(workspace, forecast)}
        </header>
        <div class="toolbar">
            <RowTools source=source.clone() state=state add="Add flight" on_add=add_at_end(&source) disabled=disabled/>
            <div class="toolbar-end">{option_choice(workspace)}</div>
        </div>
        <div class="split">
            <div class="work">
                <Grid
                    name="Media flights"
                    source=source
                    state=state
                    empty="Nothing is bought yet. Which channel, from when to when, for how much?"
                />
                {move || flowchart(workspace)}
                <section class="block form">
                    <ReadField
                        label="What one conversion is worth to the client"
                        figure=true
                        disabled=disabled
                        value=Signal::derive(move || {
                            let value = workspace.media.read().conversion_value;
                            value.map(|v| format::money(v, workspace.currency.get())).unwrap_or_default()
                        })
                        on_commit=Callback::new(move |typed: String| {
                            let value = words::read_money(&typed, workspace.currency.get_untracked())?;
                            workspace.edit("Change conversion value", "", |pitch| {
                                Arc::make_mut(&mut pitch.media).conversion_value = value;
                            });
                            Ok(())
                        })
                    />
                    <TextArea
                        label="Notes"
                        hint=Signal::stored("The client reads these under the plan.".to_owned())
                        disabled=disabled
                        value=Signal::derive(move || workspace.media.read().notes.clone())
                        on_input=move |text: String| {
                            workspace.edit("Change media notes", "media notes", |pitch| {
                                Arc::make_mut(&mut pitch.media).notes = text;
                            });
                        }
                    />
                </section>
            </div>
            <aside class="details" aria-label="Details">{details}</aside>
        </div>
    }
}

fn new_flight(id: FlightId, start: Option<Date>) -> Flight {
    Flight {
        id,
        channel: "New flight".to_owned(),
        placement: String::new(),
        start,
        finish: start.map(|day| day.plus_days(27)),
        model: BuyingModel::Cpm,
        rate: Money::ZERO,
        net: Money::ZERO,
        impressions: None,
        ctr: None,
        cvr: None,
        frequency: None,
        low: None,
        high: None,
        assumed: None,
        options: Vec::new(),
        note: String::new(),
        extra: Default::default(),
    }
}

fn count(number: u64) -> String {
    format::number(Decimal::from(number))
}

/// What the flights bring together.
fn figures(workspace: Workspace, forecast: Memo<Arc<Forecast>>) -> AnyView {
    let shown = move || {
        let forecast = forecast.get();
        let currency = workspace.currency.get();
        let money = |amount: Option<Money>| {
            amount.map_or_else(|| "–".to_owned(), |a| format::money(a, currency))
        };
        let some = |number: u64| {
            if number == 0 {
                "–".to_owned()
            } else {
                count(number)
            }
        };
        [
            ("Net", format::money_round(forecast.net, currency)),
            ("Impressions", some(forecast.impressions)),
            ("Clicks", some(forecast.clicks)),
            ("Conversions", some(forecast.conversions)),
            ("CPM", money(forecast.cpm)),
            ("CPC", money(forecast.cpc)),
            ("CPA", money(forecast.cpa)),
            (
                "ROAS",
                forecast
                    .roas
                    .map_or_else(|| "–".to_owned(), |r| format::number(r.round_dp(2))),
            ),
        ]
        .into_iter()
        .map(|(name, text)| {
            let id = format!("m-{name}");
            view! {
                <div>
                    <dt id=id.clone()>{name}</dt>
                    <dd><output aria-labelledby=id>{text}</output></dd>
                </div>
            }
        })
        .collect_view()
    };
    view! { <dl class="figures small">{shown}</dl> }.into_any()
}

/// What the grid has no column for, and the line that pays for the flight.
fn flight_details(workspace: Workspace, id: FlightId) -> AnyView {
    let named = {
        let id = id.clone();
        Signal::derive(move || {
            let media = workspace.media.read();
            media
                .flights
                .find(&id)
                .map(|flight| flight.options.clone())
                .unwrap_or_default()
        })
    };
    let change = {
        let id = id.clone();
        move |name: &str, field: &str, act: &dyn Fn(&mut Flight)| {
            workspace.edit(name, field, |pitch| {
                if let Some(flight) = Arc::make_mut(&mut pitch.media).flights.find_mut(&id) {
                    act(flight);
                }
            });
        }
    };
    let set = {
        let change = change.clone();
        Callback::new(move |named: Vec<OptionId>| {
            change("Change options", "", &|flight| {
                flight.options.clone_from(&named);
            });
        })
    };
    let note = {
        let id = id.clone();
        Signal::derive(move || {
            let media = workspace.media.read();
            media
                .flights
                .find(&id)
                .map(|flight| flight.note.clone())
                .unwrap_or_default()
        })
    };
    let field = format!("{id} note");
    let paid = {
        let id = id.clone();
        Memo::new(move |_| {
            let budget = workspace.budget.read();
            budget
                .lines
                .iter()
                .any(|line| line.flight.as_ref() == Some(&id))
        })
    };
    let line = move || {
        let id = id.clone();
        if paid.get() {
            view! { <p class="field-hint">"A budget line takes its net from this flight."</p> }
                .into_any()
        } else {
            view! {
                <p class="warn">"No budget line pays for this flight."</p>
                <button type="button" disabled=move || workspace.is_read_only() on:click=move |_| new_media_line(workspace, &id)>
                    "Add a budget line for it"
                </button>
            }
            .into_any()
        }
    };
    view! {
        {option_ticks(workspace, named, set)}
        <TextArea
            label="Note"
            hint=Signal::stored("Internal.".to_owned())
            rows=2
            value=note
            disabled=Signal::derive(move || workspace.is_read_only())
            on_input=move |text: String| change("Change note", &field, &|flight| text.clone_into(&mut flight.note))
        />
        {line}
    }
    .into_any()
}

/// The flights over the weeks. The grid says it all; this is for the eye.
fn flowchart(workspace: Workspace) -> AnyView {
    const WIDTH: f64 = 900.0;
    const NAMES: f64 = 190.0;
    const ROW: f64 = 26.0;
    let media = workspace.media.get();
    let option = workspace.option.get();
    let spans: Vec<(&Arc<Flight>, Date, Date)> = media
        .flights
        .iter()
        .filter(|flight| flight.is_in(option.as_ref()))
        .filter_map(|flight| Some((flight, flight.start?, flight.finish?)))
        .filter(|(_, start, finish)| start <= finish)
        .collect();
    let (Some(first), Some(last)) = (
        spans.iter().map(|s| s.1).min(),
        spans.iter().map(|s| s.2).max(),
    ) else {
        return ().into_any();
    };
    let monday = first.plus_days(1 - i64::from(first.weekday()));
    let weeks = (last.days_since(monday) / 7 + 1).min(260);
    #[allow(clippy::cast_precision_loss)]
    let float = |number: i64| number as f64;
    let week = (WIDTH - NAMES) / float(weeks);
    let x = |day: Date| NAMES + float(day.days_since(monday)) / 7.0 * week;
    let height = ROW * float(i64::try_from(spans.len()).unwrap_or(0)) + 40.0;
    let mut month = String::new();
    let mut next_label = 0.0;
    let scale: Vec<_> = (0..weeks)
        .map(|number| {
            let day = monday.plus_days(number * 7);
            let left = x(day);
            let name = format::month_and_year(day);
            let label = (name != month && left >= next_label).then(|| {
                month.clone_from(&name);
                next_label = left + 64.0;
                view! { <text class="month" x=format!("{:.1}", left + 3.0) y="12">{name}</text> }
            });
            view! {
                {label}
                <line class="week" x1=format!("{left:.1}") x2=format!("{left:.1}") y1="18" y2=height.to_string()></line>
            }
        })
        .collect();
    let currency = workspace.currency.get();
    let mut top = 24.0;
    let bars: Vec<_> = spans
        .iter()
        .map(|(flight, start, finish)| {
            let (left, right) = (x(*start), x(finish.plus_days(1)));
            let label: String = flight.channel.chars().take(28).collect();
            let bar = view! {
                <text x="0" y=format!("{:.1}", top + 15.0)>{label}</text>
                <rect x=format!("{left:.1}") y=format!("{:.1}", top + 3.0) width=format!("{:.1}", (right - left).max(2.0)) height="16"></rect>
                <text class="amount" x=format!("{:.1}", left + 5.0) y=format!("{:.1}", top + 15.0)>
                    {if right - left > 60.0 { format::money_round(flight.net, currency) } else { String::new() }}
                </text>
            };
            top += ROW;
            bar
        })
        .collect();
    view! {
        <svg class="flowchart" aria-hidden="true" viewBox=format!("0 0 {WIDTH} {height}")>
            {scale}
            {bars}
        </svg>
    }
    .into_any()
}

/// The flights as a grid.
struct Flights {
    workspace: Workspace,
    forecast: Memo<Arc<Forecast>>,
}

const MODELS: [(BuyingModel, &str); 5] = [
    (BuyingModel::Cpm, "CPM"),
    (BuyingModel::Cpc, "CPC"),
    (BuyingModel::Cpv, "CPV"),
    (BuyingModel::Cpa, "CPA"),
    (BuyingModel::Flat, "Flat"),
];

impl Flights {
    fn find(&self, row: &Row) -> Option<Arc<Flight>> {
        let media = self.workspace.media.get();
        media
            .flights
            .iter()
            .find(|flight| flight.id.as_str() == &*row.id)
            .cloned()
    }

    fn text(&self, flight: &Flight, column: usize) -> String {
        let currency = self.workspace.currency.get();
        let expected = self
            .forecast
            .read()
            .flights
            .get(&flight.id)
            .copied()
            .unwrap_or_default();
        let percent =
            |p: Option<Percent>| p.map(|p| format::percent(p.decimal())).unwrap_or_default();
        let known = |n: Option<u64>| n.map_or_else(|| "–".to_owned(), count);
        match column {
            0 => flight.channel.clone(),
            1 => flight.placement.clone(),
            2 => flight.start.map(format::date).unwrap_or_default(),
            3 => flight.finish.map(format::date).unwrap_or_default(),
            4 => MODELS
                .iter()
                .find(|(model, _)| *model == flight.model)
                .map(|(_, name)| (*name).to_owned())
                .unwrap_or_default(),
            5 if flight.model == BuyingModel::Flat => String::new(),
            5 => format::money(flight.rate, currency),
            6 => format::money(flight.net, currency),
            7 if flight.model == BuyingModel::Flat => {
                flight.impressions.map(count).unwrap_or_default()
            }
            7 => known(expected.impressions),
            8 => percent(flight.ctr),
            9 => percent(flight.cvr),
            10 => flight
                .frequency
                .map(|f| format::number(f.decimal()))
                .unwrap_or_default(),
            11 => known(expected.clicks),
            _ => known(expected.conversions),
        }
    }
}

impl Source for Flights {
    fn columns(&self) -> Vec<Column> {
        vec![
            Column::text("Channel", "minmax(9rem, 2fr)"),
            Column::text("Placement", "minmax(7rem, 2fr)"),
            Column::figure("Start", "6.25rem").on_card(),
            Column::figure("Finish", "6.25rem"),
            Column::text("Model", "3.75rem"),
            Column::figure("Rate", "4.5rem"),
            Column::figure("Net", "6.25rem").on_card(),
            Column::figure("Impressions", "6.25rem"),
            Column::figure("CTR", "4rem"),
            Column::figure("CVR", "4rem"),
            Column::figure("Frequency", "5rem"),
            Column::figure("Clicks", "5rem"),
            Column::figure("Conversions", "6rem"),
        ]
    }
    fn rows(&self) -> Vec<Row> {
        let media = self.workspace.media.get();
        media
            .flights
            .iter()
            .map(|flight| Row::new(flight.id.as_str()))
            .collect()
    }
    fn cells(&self, row: &Row) -> Vec<Cell> {
        let Some(flight) = self.find(row) else {
            return Vec::new();
        };
        let out = !flight.is_in(self.workspace.option.get().as_ref());
        let flat = flight.model == BuyingModel::Flat;
        (0..13)
            .map(|column| {
                let text = self.text(&flight, column);
                let cell = match column {
                    5 if flat => Cell::show("").hint("A flat placement has no rate."),
                    7 if !flat => Cell::show(text).hint("Follows from net and rate."),
                    11 | 12 => Cell::show(text),
                    _ => Cell::edit(text),
                };
                if out { cell.class("out") } else { cell }
            })
            .collect()
    }
    fn editor(&self, row: &Row, column: usize) -> Option<Editor> {
        let cells = untrack(|| self.cells(row));
        let cell = cells.get(column).filter(|cell| cell.editable)?;
        if column == 4 {
            let names = MODELS.map(|(_, name)| (name.to_owned(), name.to_owned()));
            return Some(Editor::Choice(names.to_vec(), cell.text.clone()));
        }
        Some(Editor::Line(cell.text.clone()))
    }
    fn commit(&self, row: &Row, column: usize, text: &str) -> Result<(), String> {
        let Some(found) = untrack(|| self.find(row)) else {
            return Ok(());
        };
        let cells = untrack(|| self.cells(row));
        let Some(cell) = cells.get(column).filter(|cell| cell.text != text) else {
            return Ok(());
        };
        if !cell.editable {
            return Err(format!(
                "This follows from the other figures. {}",
                cell.hint
            ));
        }
        let currency = self.workspace.currency.get_untracked();
        let mut new = Flight::clone(&found);
        let amount = || words::read_money(text, currency).map(Option::unwrap_or_default);
        let percent = || -> Result<Option<Percent>, String> {
            if text.trim().is_empty() {
                return Ok(None);
            }
            let percent = words::read_percent(text)?;
            if percent > Percent::whole(100) {
                return Err("A rate is at most 100 %.".to_owned());
            }
            Ok(Some(percent))
        };
        match column {
            0 => text.clone_into(&mut new.channel),
            1 => text.clone_into(&mut new.placement),
            2 => new.start = words::read_date(text)?,
            3 => new.finish = words::read_date(text)?,
            4 => {
                let model = MODELS
                    .iter()
                    .find(|(_, name)| name.eq_ignore_ascii_case(text));
                new.model = model.ok_or("Choose CPM, CPC, CPV, CPA or Flat.")?.0;
            }
            5 => new.rate = amount()?,
            6 => new.net = amount()?,
            7 => new.impressions = words::read_count(text)?,
            8 => new.ctr = percent()?,
            9 => new.cvr = percent()?,
            10 => new.frequency = words::read_quantity(text)?,
            _ => return Err("This follows from the other figures.".to_owned()),
        }
        if let (Some(start), Some(finish)) = (new.start, new.finish)
            && finish < start
        {
            // A flight that starts later than it finished moves as a whole.
            if let (2, Some(before)) = (column, found.start) {
                new.finish = Some(start.plus_days(finish.days_since(before)));
            } else {
                return Err("A flight cannot finish before it starts.".to_owned());
            }
        }
        self.workspace.edit("Change flight", "", |pitch| {
            if let Some(flight) = Arc::make_mut(&mut pitch.media).flights.find_mut(&new.id) {
                *flight = new.clone();
            }
        });
        Ok(())
    }
    fn remove(&self, row: &Row) {
        if let Ok(id) = FlightId::new(&row.id) {
            self.workspace.delete("Delete flight", |pitch| {
                pitch.remove_flight(&id);
            });
        }
    }
    fn step(&self, row: &Row, by: i32) {
        self.workspace.edit("Move flight", "", |pitch| {
            words::step(&mut Arc::make_mut(&mut pitch.media).flights, &row.id, by);
        });
    }
    fn drop_before(&self, row: &Row, before: Option<&Row>) {
        self.workspace.edit("Move flight", "", |pitch| {
            let list = &mut Arc::make_mut(&mut pitch.media).flights;
            words::move_before(list, &row.id, before.map(|row| &*row.id));
        });
    }
    fn add_after(&self, row: &Row) -> Option<Arc<str>> {
        let id: FlightId = fresh();
        let key: Arc<str> = id.as_str().into();
        let start = self.workspace.schedule.read_untracked().launch;
        let flight = new_flight(id, start);
        self.workspace.edit("Add flight", "", |pitch| {
            let list = &mut Arc::make_mut(&mut pitch.media).flights;
            words::insert_after(list, &row.id, flight);
        });
        Some(key)
    }
}
