//! The flowchart: flights over the weeks, moved and pulled by pointer and by key, and under them
//! how much falls into which week. How it is drawn is in `proposal::flowchart`.

mod bar;
mod weeks;

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use rust_decimal::prelude::ToPrimitive;

use super::held::Held;
use super::plan::Plan;
use crate::model::{Date, FlightId};
use crate::plan::media_weeks::days_of;
use crate::plan::schedule::Span;
use crate::proposal::flowchart::{
    Flight as Drawn, Metrics, Place, Row, draw, grouped, period, span_of,
};
use crate::proposal::gantt::{Lettering, Scale, head};
use crate::ui::format;
use crate::ui::parts::flowchart::paths;
use crate::ui::parts::gantt::{labels, ticks};
use crate::ui::parts::grid::GridState;
use crate::ui::parts::size::on_resize;
use crate::ui::screens::proposal::Here;
use crate::words::Word;
use weeks::{Weight, weeks_of};

/// The height of the scale, in CSS pixels.
const HEAD: f64 = 34.0;

/// How much time is seen at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Zoom {
    Days,
    Weeks,
    Months,
}

impl Zoom {
    const ALL: [(Self, Word); 3] = [
        (Self::Days, word!("Days")),
        (Self::Weeks, word!("Weeks")),
        (Self::Months, word!("Months")),
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
            name.said(),
            pressed,
            Callback::new(move |()| chart.zoom.set(level)),
        )
    });
    let weights = [
        (Weight::Money, t!("Money")),
        (Weight::Impressions, t!("Impressions")),
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
                <h2 id="media-flowchart">{t!("Flowchart")}</h2>
                <div class="zoom" role="group" aria-label=t!("Zoom of the flowchart")>{zooms.collect_view()}</div>
                <div class="zoom" role="group" aria-label=t!("Summed up by week")>{weights.collect_view()}</div>
            </div>
            <p class="field-hint" id="flow-help">
                {move || {
                    if chart.zoom.get().step() == 1 {
                        t!("Drag a flight, or use ← and →, to move it by a day; drag its end, or use Shift with ← and →, to change its last day. ↑ and ↓ go to other flights.")
                    } else {
                        t!("Drag a flight, or use ← and →, to move it by a week; drag its end, or use Shift with ← and →, to change its last day. ↑ and ↓ go to other flights.")
                    }
                }}
            </p>
            {move || {
                if empty.get() {
                    view! { <p class="field-hint">{t!("No flight of this option has dates yet.")}</p> }.into_any()
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
                plan.desk.say(t!("Nothing was changed."));
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
                    aria-label=t!("Flights over the weeks")
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
        .then(|| view! { <span class="warn">{t!("no dates")}</span> });
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
