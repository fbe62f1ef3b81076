//! How often which day was the launch: drawn, and as a table for whoever does not see it.

use std::fmt::Write as _;

use leptos::prelude::*;

use super::{count, of_100};
use crate::model::Date;
use crate::plan::risk::{LaunchDay, Outcome};
use crate::ui::format;

/// The size of the drawing, in its own units.
const WIDTH: f64 = 300.0;
const HEIGHT: f64 = 90.0;
/// Room above the bars for what is written there.
const HEAD: f64 = 30.0;
/// The most bars: beyond them a bar stands for several days.
const MOST_BARS: i64 = 40;

/// Days in a row that share a bar.
struct Bar {
    first: Date,
    last: Date,
    /// The working day's index of the first day that it may hold.
    from: i64,
    runs: u32,
}

/// The drawing and the table, which `in_days` unfolds.
pub fn histogram(outcome: &Outcome, planned: Date, in_days: RwSignal<bool>) -> AnyView {
    let (bars, per_bar) = bars(&outcome.days);
    let most = bars.iter().map(|bar| bar.runs).max().unwrap_or(1);
    let (Some(first), Some(last)) = (bars.first(), bars.last()) else {
        return ().into_any();
    };
    // A single day stands in the middle, not as wide as the page.
    let places = ((last.from - first.from) / per_bar + 1).max(8);
    let width = WIDTH / float(places);
    let left = |index: i64| float((index - first.from) / per_bar) * width;
    let mut held = String::new();
    let mut late = String::new();
    for bar in &bars {
        let height = (f64::from(bar.runs) / f64::from(most) * (HEIGHT - 1.0)).max(1.0);
        let path = if bar.first <= planned {
            &mut held
        } else {
            &mut late
        };
        // Writing into a string cannot fail.
        let _ = write!(
            path,
            "M{:.1} {:.1}v-{height:.1}h{:.1}v{height:.1}z",
            left(bar.from) + 0.5,
            HEAD + HEIGHT,
            (width - 1.0).max(0.5)
        );
    }
    let index_of = |date: Date| {
        let day = outcome.days.iter().find(|day| day.date >= date);
        day.map_or(last.from, |day| day.index)
    };
    let mark = |date: Date, class: &'static str, words: String, y: f64| {
        let x = (left(index_of(date)) + width / 2.0).clamp(0.0, WIDTH);
        // Written towards the side on which there is more room.
        let (anchor, text) = if x > WIDTH / 2.0 {
            ("end", x - 4.0)
        } else {
            ("start", x + 4.0)
        };
        let (x, y1, y2) = (x.to_string(), (y - 9.0).to_string(), HEAD + HEIGHT);
        view! {
            <line class=class x1=x.clone() x2=x y1=y1 y2=y2.to_string()></line>
            <text x=text.to_string() y=y.to_string() text-anchor=anchor>{words}</text>
        }
    };
    let eighty = outcome.holds_in(80).unwrap_or(planned);
    let runs = count(outcome.runs);
    let (from, to) = (format::date(first.first), format::date(last.last));
    let (planned_on, holds_on) = (format::date(planned), format::date(eighty));
    let name = if outcome.is_launch {
        t!(
            "The launch in {runs} runs: from {from} to {to}, planned on {planned_on}; holds in 80 of 100 on {holds_on}."
        )
    } else {
        t!(
            "The finish in {runs} runs: from {from} to {to}, planned on {planned_on}; holds in 80 of 100 on {holds_on}."
        )
    };
    let foot = (HEAD + HEIGHT + 14.0).to_string();
    let rows = bars
        .iter()
        .map(|bar| {
            view! {
                <tr>
                    <th scope="row">{span(bar)}</th>
                    <td>{of_100(bar.runs, outcome.runs)}</td>
                    <td>{of_100(outcome.by(bar.last), outcome.runs)}</td>
                </tr>
            }
        })
        .collect_view();
    // Not left to the browser: it stays as it is when another outcome takes this one's place.
    let unfold = move |event: web_sys::MouseEvent| {
        event.prevent_default();
        in_days.update(|open| *open = !*open);
    };
    view! {
        <svg class="histogram" viewBox=format!("0 0 {WIDTH} {}", HEAD + HEIGHT + 18.0) role="img" aria-label=name>
            <path class="held" d=held></path>
            <path class="late" d=late></path>
            <line class="ground" x1="0" x2=WIDTH.to_string() y1=(HEAD + HEIGHT).to_string() y2=(HEAD + HEIGHT).to_string()></line>
            {mark(planned, "planned", t!("Planned {}", format::short_date(planned)), 10.0)}
            {mark(eighty, "eighty", t!("80 of 100 by {}", format::short_date(eighty)), 23.0)}
            <text x="0" y=foot.clone()>{format::short_date(first.first)}</text>
            {(bars.len() > 1).then(|| view! {
                <text x=(left(last.from) + width).to_string() y=foot text-anchor="end">{format::short_date(last.last)}</text>
            })}
        </svg>
        <details class="risk-days" open=move || in_days.get()>
            <summary on:click=unfold>{t!("The days, and how often")}</summary>
            <table class="risk-table">
                <thead>
                    <tr>
                        <th scope="col">{t!("Day")}</th>
                        <th scope="col">{t!("Runs of 100")}</th>
                        <th scope="col">{t!("By then")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </details>
    }
    .into_any()
}

/// The days as bars, at most [`MOST_BARS`] of them, and how many working days one stands for.
fn bars(days: &[LaunchDay]) -> (Vec<Bar>, i64) {
    let (Some(first), Some(last)) = (days.first(), days.last()) else {
        return (Vec::new(), 1);
    };
    let per_bar = (last.index - first.index) / MOST_BARS + 1;
    let mut bars: Vec<Bar> = Vec::new();
    for day in days {
        let from = first.index + (day.index - first.index) / per_bar * per_bar;
        match bars.last_mut().filter(|bar| bar.from == from) {
            Some(bar) => {
                bar.last = day.date;
                bar.runs += day.runs;
            }
            None => bars.push(Bar {
                first: day.date,
                last: day.date,
                from,
                runs: day.runs,
            }),
        }
    }
    (bars, per_bar)
}

fn span(bar: &Bar) -> String {
    if bar.first == bar.last {
        return format::date(bar.first);
    }
    format!(
        "{} – {}",
        format::short_date(bar.first),
        format::date(bar.last)
    )
}

/// A small count as a length.
#[allow(
    clippy::cast_precision_loss,
    reason = "a count of bars is far below 2 to the power of 53"
)]
fn float(count: i64) -> f64 {
    count as f64
}
