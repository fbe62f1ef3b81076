//! Draws the timeline on its sheets: names and dates as text, time as one SVG whose unit is a
//! millimetre. The same hand draws the chart on screen.

use std::ops::Range;

use leptos::prelude::*;

use crate::proposal::gantt::{Bar, BarKind, Chart, Ink, Line, Metrics};
use crate::ui::parts::gantt::{labels, paths, ticks};

/// The rows from one to another of a chart, under its scale.
pub fn gantt(chart: &Chart, from: usize, to: usize) -> AnyView {
    let rows = chart.piece(from, to);
    if rows.is_empty() {
        return ().into_any();
    }
    let (top, bottom) = chart.extent(&rows);
    let (left, right) = (chart.time_at, chart.width);
    let head = top - chart.scale_height;
    let names = (chart.lines_of(rows.clone()))
        .map(|(bar, line)| name(bar, line, chart))
        .collect_view();
    let (part, parts) = chart.part;
    let part = (parts > 1).then(|| {
        view! { <span class="gantt-part">{t!("part {part} of {parts}")}</span> }
    });
    view! {
        <div class="gantt">
            <div class="gantt-names" style:width=mm(left)>
                <div class="gantt-key" style:height=mm(chart.scale_height)>
                    {key()}
                    {part}
                </div>
                {names}
            </div>
            <svg
                class="gantt-time ink"
                width=mm(right - left)
                height=mm(bottom - head)
                viewBox=view_box(left, head, right, bottom)
                role="img"
                aria-label=t!("Bars of the timeline; the dates stand beside the names")
            >
                {time(chart, &rows)}
            </svg>
        </div>
    }
    .into_any()
}

fn mm(length: f64) -> String {
    format!("{length:.3}mm")
}

fn view_box(left: f64, top: f64, right: f64, bottom: f64) -> String {
    format!("{left:.3} {top:.3} {:.3} {:.3}", right - left, bottom - top)
}

fn name(bar: &Bar, line: &Line, chart: &Chart) -> AnyView {
    let phase = bar.kind == BarKind::Phase;
    view! {
        <div class="gantt-row" class:phase=phase style:height=mm(line.band.height)>
            <span class="gantt-name" style:width=mm(chart.dates_at)>
                {bar.name.clone()}
            </span>
            " "
            <span class="gantt-dates">{line.dates.clone()}</span>
        </div>
    }
    .into_any()
}

/// What the signs mean.
fn key() -> AnyView {
    let sign = |kind, critical, half: f64, name: &'static str| {
        let ink = Ink::sign(kind, critical, (-half, half), 0.0, &Metrics::PAPER);
        let wide = half > 0.0;
        let width = if wide { 4.0 } else { 2.0 };
        view! {
            <span>
                <svg class="key-sign ink" class:wide=wide viewBox=view_box(-width, -2.0, width, 2.0) aria-hidden="true">
                    {paths(ink, false)}
                </svg>
                {name}
            </span>
        }
    };
    view! {
        {sign(BarKind::Milestone, false, 0.0, t!("milestone"))}
        {sign(BarKind::Approval, false, 0.0, t!("your approval"))}
        {sign(BarKind::Task, true, 3.4, t!("no slack"))}
    }
    .into_any()
}

/// The scale, and under it the rows. Bars and links that lead out of the sheet end at its edge.
fn time(chart: &Chart, rows: &Range<usize>) -> AnyView {
    let (top, bottom) = chart.extent(rows);
    let (left, right) = (chart.time_at, chart.width);
    let head = top - chart.scale_height;
    let months = ticks(&chart.head.upper, head, top);
    let weeks = ticks(&chart.head.lower, head + 4.6, top);
    let launch = (chart.launch()).map(|x| {
        view! { <path class="launch" d=format!("M{x:.2} {:.2}V{bottom:.2}", head + 4.6)></path> }
    });
    view! {
        <path class="g-fine" d=weeks></path>
        <path class="g-coarse" d=months></path>
        {labels(&chart.head.upper, head + 3.3, "month-name")}
        {labels(&chart.head.lower, head + 7.7, "week-day")}
        <path class="edge" d=format!("M{left:.2} {top:.2}H{right:.2}")></path>
        <svg
            x=left
            y=top
            width=right - left
            height=bottom - top
            viewBox=view_box(left, top, right, bottom)
        >
            {paths(chart.ground(rows), true)}
            {paths(chart.ink(rows.clone()), false)}
        </svg>
        {launch}
    }
    .into_any()
}
