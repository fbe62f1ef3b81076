//! A chart of the budget in the page: the marks that `proposal::charts` makes, for the screen and
//! for paper alike, and on screen the same figures as a table.

use leptos::html;
use leptos::prelude::*;

use super::figures::{Ledger, Row};
use super::settled::kept_up;
use super::size::on_resize;
use crate::proposal::charts::{Anchor, Chart, Drawing, Mark, Metrics, draw};
use crate::ui::lasting::Kept;

/// The size of letters on screen, in CSS pixels.
const LETTER: f64 = 12.5;
/// On paper, in millimetres, and the width that charts are drawn for.
const ON_PAPER: Metrics = Metrics {
    width: 162.0,
    letter: 2.75,
};

/// A chart as wide as its place, under its name, with its table behind a button. It follows
/// `settled`, and while it is out of view it stands as it is.
pub fn chart(
    name: &'static str,
    settled: Kept<()>,
    make: impl Fn() -> Option<Chart> + Send + Sync + 'static,
) -> AnyView {
    let place = NodeRef::<html::Div>::new();
    let chart = kept_up(move || settled.track(), place, make);
    let width = RwSignal::new(640.0_f64);
    on_resize(place, move || {
        if let Some(Some(place)) = place.try_get_untracked() {
            let _ = width.try_set(f64::from(place.client_width().max(240)));
        }
    });
    let drawn = move || {
        let chart = chart.get()?;
        let metrics = Metrics {
            width: width.get(),
            letter: LETTER,
        };
        Some(picture(&chart, &draw(&chart, metrics), "px"))
    };
    let says = move || match &*chart.read() {
        Some(chart) => chart.summary.clone(),
        None => t!("Nothing to show yet.").to_owned(),
    };
    let has = Memo::new(move |_| chart.read().is_some());
    let figures = move || {
        chart
            .read()
            .as_ref()
            .map(|chart| figures_of(chart).scrolling())
    };
    view! {
        <figure class="chart-figure">
            <h2>{name}</h2>
            <figcaption>{says}</figcaption>
            <div class="chart-place" node_ref=place>{drawn}</div>
            {move || {
                has.get().then(|| {
                    view! {
                        <details class="chart-table">
                            <summary>{t!("{name} as a table")}</summary>
                            {figures}
                        </details>
                    }
                })
            }}
        </figure>
    }
    .into_any()
}

/// A chart on paper, as wide as the text. Who has it read aloud on screen finds its figures behind
/// it; they are not printed.
pub fn on_paper(chart: &Chart) -> AnyView {
    view! {
        <div class="chart-on-paper">
            {picture(chart, &draw(chart, ON_PAPER), "mm")}
            <div class="unseen chart-figures">{figures_of(chart).table()}</div>
        </div>
    }
    .into_any()
}

fn picture(chart: &Chart, drawing: &Drawing, unit: &'static str) -> AnyView {
    let (width, height) = (drawing.width, drawing.height);
    let class = if unit == "mm" {
        "bars on-paper"
    } else {
        "bars"
    };
    let marks = drawing.marks.iter().map(mark).collect_view();
    view! {
        <svg
            class=class
            viewBox=format!("0 0 {width:.2} {height:.2}")
            role="img"
            aria-label=format!("{}. {}", chart.name, chart.summary)
        >
            {marks}
        </svg>
    }
    .into_any()
}

fn mark(mark: &Mark) -> AnyView {
    match mark {
        Mark::Part {
            x,
            y,
            width,
            height,
            series,
        } => view! {
            <rect
                class=format!("part part-{}", series % 4)
                x=format!("{x:.2}")
                y=format!("{y:.2}")
                width=format!("{width:.2}")
                height=format!("{height:.2}")
            ></rect>
        }
        .into_any(),
        Mark::Texture(path) => view! { <path class="texture" d=path.clone()></path> }.into_any(),
        Mark::Rule { path, zero } => {
            let class = if *zero { "axis zero" } else { "axis" };
            view! { <path class=class d=path.clone()></path> }.into_any()
        }
        Mark::Text {
            x,
            y,
            anchor,
            quiet,
            text,
        } => view! {
            <text
                class=if *quiet { "quiet" } else { "" }
                x=format!("{x:.2}")
                y=format!("{y:.2}")
                text-anchor=match anchor {
                    Anchor::Start => "start",
                    Anchor::Middle => "middle",
                    Anchor::End => "end",
                }
            >
                {text.clone()}
            </text>
        }
        .into_any(),
    }
}

/// The figures of a chart.
fn figures_of(chart: &Chart) -> Ledger {
    let (heads, rows) = chart.table();
    let rows = rows.into_iter().map(|cells| {
        let mut cells = cells.into_iter();
        let name = cells.next().unwrap_or_default();
        Row::new(name, cells)
    });
    Ledger {
        name: t!("{}: figures", chart.name),
        heads,
        rows: rows.collect(),
        foot: None,
    }
}
