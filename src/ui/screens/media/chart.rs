//! The flowchart: flights over the weeks, moved and pulled by pointer and by key, and under them
//! how much falls into which week. How it is drawn is in `proposal::flowchart`.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use wasm_bindgen::JsCast;
use web_sys::{KeyboardEvent, PointerEvent};

use super::held::{Grip, Held, flight_name, put, span_words};
use super::plan::Plan;
use crate::model::{Date, FlightId, Identifier, Money};
use crate::plan::media_weeks::{by_week, days_of};
use crate::plan::schedule::Span;
use crate::proposal::flowchart::{
    Flight as Drawn, Metrics, Place, Row, compact, draw, grouped, period, span_of, week_marks,
};
use crate::proposal::gantt::{Lettering, Scale, head};
use crate::ui::format;
use crate::ui::parts::flowchart::paths;
use crate::ui::parts::gantt::{labels, ticks};
use crate::ui::parts::grid::GridState;
use crate::ui::parts::narrow::is_narrow;
use crate::ui::parts::size::on_resize;
use crate::ui::screens::proposal::Here;

/// The height of the scale, in CSS pixels.
const HEAD: f64 = 34.0;
/// So much of a bar's end pulls it longer.
const EDGE: f64 = 9.0;

/// How much time is seen at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Zoom {
    Days,
    Weeks,
    Months,
}

impl Zoom {
    const ALL: [(Self, &'static str); 3] = [
        (Self::Days, "Days"),
        (Self::Weeks, "Weeks"),
        (Self::Months, "Months"),
    ];

    /// The least width of a day.
    const fn day(self) -> f64 {
        match self {
            Self::Days => 20.0,
            Self::Weeks => 5.5,
            Self::Months => 1.6,
        }
    }

    /// What a step of a key or of the pointer is, in days.
    const fn step(self) -> i64 {
        match self {
            Self::Days => 1,
            Self::Weeks | Self::Months => 7,
        }
    }
}

/// What is summed up by week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Weight {
    Money,
    Impressions,
}

/// The flowchart of the media plan; choosing a flight makes it the active row of the grid.
#[component]
pub fn Flowchart(plan: Plan, state: GridState) -> impl IntoView {
    let chart = Chart::new(plan, state);
    let empty = Memo::new(move |_| chart.still.read().is_empty());
    let press = move |name: &'static str, pressed: Signal<bool>, act: Callback<()>| {
        view! {
            <button type="button" aria-pressed=move || pressed.get().to_string() on:click=move |_| act.run(())>
                {name}
            </button>
        }
        .into_any()
    };
    let zooms = Zoom::ALL.map(|(level, name)| {
        let pressed = Signal::derive(move || chart.zoom.get() == level);
        press(
            name,
            pressed,
            Callback::new(move |()| chart.zoom.set(level)),
        )
    });
    let weights = [
        (Weight::Money, "Money"),
        (Weight::Impressions, "Impressions"),
    ]
    .map(|(what, name)| {
        let pressed = Signal::derive(move || chart.weight.get() == what);
        press(
            name,
            pressed,
            Callback::new(move |()| chart.weight.set(what)),
        )
    });
    view! {
        <section class="flow-section" aria-labelledby="media-flowchart">
            <div class="flow-tools">
                <h2 id="media-flowchart">"Flowchart"</h2>
                <div class="zoom" role="group" aria-label="Zoom of the flowchart">{zooms.collect_view()}</div>
                <div class="zoom" role="group" aria-label="Summed up by week">{weights.collect_view()}</div>
            </div>
            <p class="field-hint" id="flow-help">
                {move || {
                    let step = if chart.zoom.get().step() == 1 { "a day" } else { "a week" };
                    format!("Drag a flight, or use ← and →, to move it by {step}; drag its end, or use Shift with ← and →, to change its last day. ↑ and ↓ go to other flights.")
                }}
            </p>
            {move || {
                if empty.get() {
                    view! { <p class="field-hint">"No flight of this option has dates yet."</p> }.into_any()
                } else {
                    chart.pane_view()
                }
            }}
            {chart.table()}
        </section>
    }
    .into_any()
}

/// Where the bar of each flight stands.
type Places = BTreeMap<FlightId, (Row, Option<Place>)>;

#[derive(Clone, Copy)]
struct Chart {
    plan: Plan,
    state: GridState,
    zoom: RwSignal<Zoom>,
    weight: RwSignal<Weight>,
    held: RwSignal<Option<Held>>,
    /// Where the pointer took hold, along time.
    from: StoredValue<f64>,
    /// The flight that keys reach.
    at: RwSignal<Option<FlightId>>,
    pane: NodeRef<html::Div>,
    wide: RwSignal<f64>,
    left: RwSignal<i32>,
    /// As they stand in the plan.
    still: Memo<Arc<Vec<Row>>>,
    /// With what is held where it would go.
    rows: Memo<Arc<Vec<Row>>>,
    /// Where each flight stands, by its id.
    places: Memo<Arc<Places>>,
    ids: Memo<Vec<FlightId>>,
    scale: Memo<Scale>,
    weeks: Memo<Arc<BTreeMap<Date, i64>>>,
}

impl Chart {
    fn new(plan: Plan, state: GridState) -> Self {
        let zoom = RwSignal::new(Zoom::Weeks);
        let weight = RwSignal::new(Weight::Money);
        let held: RwSignal<Option<Held>> = RwSignal::new(None);
        let wide = RwSignal::new(640.0);
        let still = Memo::new(move |_| Arc::new(rows_of(plan)));
        let rows = Memo::new(move |_| {
            let rows = still.get();
            let Some(held) = held.get() else {
                return rows;
            };
            let mut rows = Vec::clone(&rows);
            let flights = rows.iter_mut().map(|row| &mut row.flight);
            for flight in flights.filter(|flight| flight.id == held.id) {
                flight.span = flight.span.map(|span| held.span(span));
            }
            Arc::new(rows)
        });
        // While something is held, time stands still under it.
        let scale = Memo::new(move |_| scale_of(&still.read(), zoom.get(), wide.get()));
        let places = Memo::new(move |_| {
            let (rows, scale) = (rows.read(), scale.read());
            let place = |(at, row): (usize, &Row)| {
                let place = Place::of(row, at, &scale, &Metrics::SCREEN);
                (row.flight.id.clone(), (row.clone(), place))
            };
            Arc::new(rows.iter().enumerate().map(place).collect())
        });
        let ids = Memo::new(move |_| {
            let rows = still.read();
            let dated = rows.iter().filter(|row| row.flight.span.is_some());
            dated.map(|row| row.flight.id.clone()).collect()
        });
        let weeks = Memo::new(move |_| Arc::new(weeks_of(plan, &rows.read(), weight.get())));
        let escape = window_event_listener(leptos::ev::keydown, move |event| {
            if event.key() == "Escape" && held.read_untracked().is_some() {
                event.prevent_default();
                held.set(None);
                plan.desk.say("Nothing was changed.");
            }
        });
        on_cleanup(move || escape.remove());
        Self {
            plan,
            state,
            zoom,
            weight,
            held,
            from: StoredValue::new(0.0),
            at: RwSignal::new(None),
            pane: NodeRef::new(),
            wide,
            left: RwSignal::new(0),
            still,
            rows,
            places,
            ids,
            scale,
            weeks,
        }
    }

    /// The names, the time and the weeks, which scroll within themselves.
    fn pane_view(self) -> AnyView {
        let pane = self.pane;
        let measure = move || {
            if let Some(Some(pane)) = pane.try_get_untracked() {
                let names = pane.query_selector(".flow-corner").ok().flatten();
                let names = names.map_or(0, |names| names.client_width());
                let _ = self
                    .wide
                    .try_set(f64::from((pane.client_width() - names).max(120)));
            }
        };
        on_resize(pane, move || request_animation_frame(measure));
        let width = move || format!("{:.0}", self.scale.read().right());
        let height = move || Metrics::SCREEN.height(self.rows.read().len()).to_string();
        let bars = move || {
            let mut metrics = Metrics::SCREEN;
            metrics.weeks = 0.0;
            let scale = self.scale.read();
            let head = self.head();
            paths(draw(
                &self.rows.read(),
                &BTreeMap::new(),
                &head,
                &scale,
                &metrics,
            ))
        };
        let names = move || (self.still.read().iter()).map(name).collect_view();
        view! {
            <div
                class="flow"
                node_ref=pane
                on:scroll=move |_| {
                    if let Some(pane) = pane.get_untracked() {
                        self.left.set(pane.scroll_left());
                    }
                }
            >
                <div class="flow-corner"></div>
                <svg class="flow-head flow-ink" aria-hidden="true" width=width height=HEAD.to_string()>
                    {move || self.head_view()}
                </svg>
                <div class="flow-names" aria-hidden="true">{names}</div>
                <div
                    class="flow-time"
                    role="group"
                    aria-label="Flights over the weeks"
                    aria-describedby="flow-help"
                >
                    <svg class="flow-ink" aria-hidden="true" width=width height=height>{bars}</svg>
                    <For each=move || self.ids.get() key=|id| id.clone() children=move |id| self.bar(id)/>
                </div>
                <div class="flow-weight">{move || self.weight_name()}</div>
                <svg
                    class="flow-weeks flow-ink"
                    role="img"
                    aria-label=move || self.weight_words()
                    width=width
                    height=Metrics::SCREEN.weeks.to_string()
                >
                    {move || self.weeks_view()}
                </svg>
            </div>
        }
        .into_any()
    }

    fn head(self) -> crate::proposal::gantt::Head {
        let scale = self.scale.read();
        let left = f64::from(self.left.get());
        head(&scale, 0..scale.days, left, &Lettering::SCREEN, &Here)
    }

    fn head_view(self) -> AnyView {
        let head = self.head();
        view! {
            <path class="f-coarse" d=ticks(&head.upper, 0.0, HEAD)></path>
            <path class="f-fine" d=ticks(&head.lower, 18.0, HEAD)></path>
            {labels(&head.upper, 13.0, "coarse")}
            {labels(&head.lower, 28.5, "fine")}
        }
        .into_any()
    }

    fn weeks_view(self) -> AnyView {
        let (weeks, scale, head) = (self.weeks.get(), self.scale.read(), self.head());
        let decimals = match self.weight.get() {
            Weight::Money => self.plan.workspace.currency.get().decimals(),
            Weight::Impressions => 0,
        };
        let metrics = Metrics::SCREEN;
        let ink = draw(&[], &weeks, &head, &scale, &metrics);
        let sums = week_marks(&weeks, &scale, &metrics, 0.0)
            .into_iter()
            .filter_map(|mark| {
                let words = compact(Decimal::new(mark.amount, decimals), &Here);
                let letters = u16::try_from(words.chars().count()).unwrap_or(u16::MAX);
                let fits = f64::from(letters) * metrics.letter <= scale.width * 7.0;
                let x = format!("{:.1}", mark.x + mark.width / 2.0);
                let y = format!("{:.1}", mark.top - 4.0);
                fits.then(
                    || view! { <text class="f-sum" text-anchor="middle" x=x y=y>{words}</text> },
                )
            });
        view! { {paths(ink)} {sums.collect_view()} }.into_any()
    }

    fn weight_name(self) -> String {
        match self.weight.get() {
            Weight::Impressions => "Impressions by week".to_owned(),
            Weight::Money => {
                let what = if self.plan.is_internal() {
                    "Net"
                } else {
                    "Gross"
                };
                format!(
                    "{what} by week, {}",
                    self.plan.workspace.currency.get().code()
                )
            }
        }
    }

    /// An amount of the row of weeks as it is written.
    fn amount(self, amount: i64) -> String {
        match self.weight.get() {
            Weight::Impressions => format::number(amount.into()),
            Weight::Money => {
                let currency = self.plan.workspace.currency.get();
                format::money(Money::minor(amount), currency)
            }
        }
    }

    fn weight_words(self) -> String {
        let weeks = self.weeks.read();
        let most = weeks.iter().max_by_key(|(_, amount)| **amount);
        let name = self.weight_name();
        match most.filter(|(_, amount)| **amount > 0) {
            None => format!("{name}: nothing yet."),
            Some((week, amount)) => {
                let week = format::date(*week);
                format!(
                    "{name}: most in the week of {week}, {}.",
                    self.amount(*amount)
                )
            }
        }
    }

    /// The weeks as figures.
    fn table(self) -> AnyView {
        let rows = move || {
            (self.weeks.read().iter())
                .map(|(week, amount)| {
                    view! {
                        <tr>
                            <th scope="row">{format::date(*week)}</th>
                            <td class="figure">{self.amount(*amount)}</td>
                        </tr>
                    }
                })
                .collect_view()
        };
        let open = RwSignal::new(false);
        view! {
            <details class="chart-table" on:toggle=move |_| open.update(|open| *open = !*open)>
                <summary>"Weeks as a table"</summary>
                {move || {
                    open.get().then(|| {
                        view! {
                            <div class="scrolls" tabindex="0" role="region" aria-label="Weeks: figures">
                                <table class="ledger" aria-label="Weeks">
                                    <thead>
                                        <tr>
                                            <th scope="col">"Week of"</th>
                                            <th scope="col" class="figure">{move || self.weight_name()}</th>
                                        </tr>
                                    </thead>
                                    <tbody>{rows}</tbody>
                                </table>
                            </div>
                        }
                    })
                }}
            </details>
        }
        .into_any()
    }

    /// What of a flight is pointed at and reached by key: it lies over its bar.
    fn bar(self, id: FlightId) -> AnyView {
        let found = {
            let id = id.clone();
            Memo::new(move |_| self.places.read().get(&id).cloned())
        };
        let side = move |of: fn(&Place) -> f64| {
            let place = found.read().as_ref().and_then(|(_, place)| *place);
            place.map(|place| format!("{:.1}px", of(&place)))
        };
        let words = {
            let id = id.clone();
            move || {
                let row = found.get()?.0;
                let flight = self.plan.flight(&id)?;
                let amount = match &*row.flight.label {
                    "" => String::new(),
                    label => format!(", {label}"),
                };
                Some(format!(
                    "{}: {}{amount}",
                    flight_name(&flight),
                    span_words(row.flight.span?)
                ))
            }
        };
        let label = move || {
            let (row, place) = found.get()?;
            let letters = u16::try_from(row.flight.label.chars().count()).unwrap_or(u16::MAX);
            let fits = f64::from(letters) * 6.6 + 14.0 <= place?.width;
            fits.then_some(row.flight.label)
        };
        // What is held says where it would go.
        let dates = {
            let id = id.clone();
            move || {
                let is_held = self.held.read().as_ref().is_some_and(|held| held.id == id);
                let span = found.get()?.0.flight.span.filter(|_| is_held)?;
                Some(view! { <span class="flow-dates">{span_words(span)}</span> })
            }
        };
        let is_at = {
            let id = id.clone();
            move || match &*self.at.read() {
                Some(at) if self.ids.read().contains(at) => *at == id,
                _ => self.ids.read().first() == Some(&id),
            }
        };
        let chosen = {
            let id = id.clone();
            move || {
                self.state
                    .active_row()
                    .is_some_and(|row| *row == *id.as_str())
            }
        };
        let (key, down, focus, tap) = (id.clone(), id.clone(), id.clone(), id.clone());
        view! {
            <button
                type="button"
                class="flow-bar"
                class:chosen=chosen
                id=element_id(&id)
                aria-label=words
                aria-describedby="flow-help"
                tabindex=move || if is_at() { "0" } else { "-1" }
                style:left=move || side(|place| place.x)
                style:top=move || side(|place| place.y - 3.0)
                style:width=move || side(|place| place.width)
                style:height=move || side(|place| place.height + 6.0)
                on:focus=move |_| self.reach(&focus)
                on:click=move |_| self.choose(&tap)
                on:keydown=move |event| self.key(&key, &event)
                on:pointerdown=move |event| self.press(&down, &event)
                on:pointermove=move |event| self.travel(&event)
                on:pointerup=move |_| self.release()
                on:pointercancel=move |_| self.held.set(None)
            >
                <span class="flow-label" aria-hidden="true">{label}</span>
                {dates}
            </button>
        }
        .into_any()
    }

    /// The flight is reached: keys begin here, and the grid shows it as its active row. On a narrow
    /// page that would cover the flowchart, and waits for a tap.
    fn reach(self, id: &FlightId) {
        self.at.set(Some(id.clone()));
        if !untrack(is_narrow) {
            self.choose(id);
        }
    }

    fn choose(self, id: &FlightId) {
        let row: Arc<str> = id.as_str().into();
        if untrack(|| self.state.active_row()).as_ref() != Some(&row) {
            self.state.active.set(Some((row, 0)));
        }
    }

    fn key(self, id: &FlightId, event: &KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let step = self.zoom.get_untracked().step();
        let ids = self.ids.get_untracked();
        let at = ids.iter().position(|other| other == id).unwrap_or(0);
        let days = match event.key().as_str() {
            "ArrowLeft" => -step,
            "ArrowRight" => step,
            "ArrowUp" => return go(event, ids.get(at.wrapping_sub(1))),
            "ArrowDown" => return go(event, ids.get(at + 1)),
            "Home" => return go(event, ids.first()),
            "End" => return go(event, ids.last()),
            "Enter" => {
                event.prevent_default();
                return self.state.go_to(id.as_str().into());
            }
            _ => return,
        };
        event.prevent_default();
        let grip = if event.shift_key() {
            Grip::Finish
        } else {
            Grip::Body
        };
        put(
            self.plan,
            &Held {
                id: id.clone(),
                grip,
                days,
            },
        );
        show(id);
    }

    /// Takes hold of a flight. A finger scrolls instead; keys and fields move flights there.
    fn press(self, id: &FlightId, event: &PointerEvent) {
        let is_pen = event.pointer_type() != "touch" && event.button() == 0;
        if !is_pen || self.plan.workspace.is_read_only() {
            return;
        }
        let Some(bar) = document().get_element_by_id(&element_id(id)) else {
            return;
        };
        let _ = bar.set_pointer_capture(event.pointer_id());
        let place = bar.get_bounding_client_rect();
        let x = f64::from(event.client_x());
        let is_wide = place.width() > 3.0 * EDGE;
        let grip = if is_wide && x > place.right() - EDGE {
            Grip::Finish
        } else if is_wide && x < place.left() + EDGE {
            Grip::Start
        } else {
            Grip::Body
        };
        self.from.set_value(x);
        self.held.set(Some(Held {
            id: id.clone(),
            grip,
            days: 0,
        }));
    }

    fn travel(self, event: &PointerEvent) {
        let Some(held) = self.held.get_untracked() else {
            return;
        };
        let gone = f64::from(event.client_x()) - self.from.get_value();
        // Alt goes by days where steps are weeks.
        let step = if event.alt_key() {
            1
        } else {
            self.zoom.get_untracked().step()
        };
        let width = self.scale.read_untracked().width * step.to_f64().unwrap_or(1.0);
        let days = (gone / width).round().to_i64().unwrap_or(0) * step;
        if days != held.days {
            self.held.set(Some(Held { days, ..held }));
        }
    }

    fn release(self) {
        let held = self.held.get_untracked();
        if let Some(held) = held {
            // In one turn with the edit, so that the bar does not spring back between.
            put(self.plan, &held);
            self.held.set(None);
        }
    }
}

fn element_id(id: &FlightId) -> String {
    format!("flow-{id}")
}

/// Moves the focus to a flight.
fn go(event: &KeyboardEvent, id: Option<&FlightId>) {
    event.prevent_default();
    let element = id.and_then(|id| document().get_element_by_id(&element_id(id)));
    if let Some(element) =
        element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok())
    {
        let _ = element.focus();
    }
}

/// Scrolls so that a flight that was moved by key stays in view.
fn show(id: &FlightId) {
    let id = element_id(id);
    request_animation_frame(move || {
        if let Some(element) = document().get_element_by_id(&id) {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            options.set_inline(web_sys::ScrollLogicalPosition::Nearest);
            element.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
}

fn name(row: &Row) -> AnyView {
    let Drawn {
        channel,
        placement,
        span,
        ..
    } = &row.flight;
    let channel = row
        .first
        .then(|| view! { <span class="flow-channel">{channel.clone()}</span> });
    let missing = span
        .is_none()
        .then(|| view! { <span class="warn">"no dates"</span> });
    view! {
        <div class="flow-name" class:first=row.first title=placement.clone()>
            {channel}
            <span class="flow-placement">{placement.clone()}</span>
            {missing}
        </div>
    }
    .into_any()
}

/// The flights of the shown option, by channel, with what they cost: net, or the client's price.
fn rows_of(plan: Plan) -> Vec<Row> {
    let workspace = plan.workspace;
    let (media, option) = (workspace.media.read(), workspace.option.get());
    let (currency, internal) = (workspace.currency.get(), plan.is_internal());
    let flights = (media.flights.iter())
        .filter(|flight| flight.is_in(option.as_ref()))
        .map(|flight| {
            let amount = if internal {
                Some(flight.net)
            } else {
                plan.gross(&flight.id)
            };
            Drawn {
                id: flight.id.clone(),
                channel: flight.channel.clone(),
                placement: flight.placement.clone(),
                span: days_of(flight),
                label: amount
                    .filter(|amount| !amount.is_zero())
                    .map(|amount| format::money_round(amount, currency))
                    .unwrap_or_default(),
            }
        });
    grouped(flights.collect())
}

/// From a week before the first flight to some weeks after the last, at least as wide as its
/// place.
fn scale_of(rows: &[Row], zoom: Zoom, wide: f64) -> Scale {
    let today = format::today();
    let span = span_of(rows).unwrap_or(Span {
        start: today,
        finish: today.plus_days(83),
    });
    let whole = period(Span {
        start: span.start.plus_days(-7),
        finish: span.finish.plus_days(14),
    });
    let days = whole.finish.days_since(whole.start) + 1;
    let fit = wide / days.to_f64().unwrap_or(1.0).max(1.0);
    Scale {
        origin: whole.start,
        days,
        width: zoom.day().max(fit),
        left: 0.0,
    }
}

/// How much falls into which week.
fn weeks_of(plan: Plan, rows: &[Row], weight: Weight) -> BTreeMap<Date, i64> {
    let (cases, media) = (plan.cases.read(), plan.workspace.media.read());
    let internal = plan.is_internal();
    let amount = |id: &FlightId| match weight {
        Weight::Impressions => {
            let seen = cases.expected.flights.get(id)?.impressions?;
            i64::try_from(seen).ok()
        }
        Weight::Money if internal => Some(media.flights.find(id)?.net.units()),
        Weight::Money => Some(plan.gross(id)?.units()),
    };
    let amounts = rows.iter().filter_map(|row| {
        let flight = &row.flight;
        Some((flight.span?, amount(&flight.id)?))
    });
    by_week(amounts)
}
