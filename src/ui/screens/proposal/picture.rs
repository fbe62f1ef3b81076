//! Draws the timeline: names and dates as text, time as one SVG. Its user unit is a millimetre.

use leptos::prelude::*;

use crate::proposal::gantt::{BarKind, Chart, ChartRow};

/// Half the height of a bar.
const BAR: f64 = 1.15;
/// Half the height of a diamond.
const DIAMOND: f64 = 1.45;

/// The rows from one to another of a chart, under its scale.
pub fn gantt(chart: &Chart, from: usize, to: usize) -> AnyView {
    let to = to.min(chart.rows.len());
    let rows = chart.rows.get(from.min(to)..to).unwrap_or_default();
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
        return ().into_any();
    };
    let (top, bottom) = (first.y, last.y + last.height);
    let (left, right) = (chart.time_at, chart.width);
    let names = rows.iter().map(|row| name(row, chart)).collect_view();
    view! {
        <div class="gantt">
            <div class="gantt-names" style:width=mm(left)>
                <div class="gantt-key" aria-hidden="true" style:height=mm(chart.scale_height)>
                    {key()}
                </div>
                {names}
            </div>
            <svg
                class="gantt-time"
                width=mm(right - left)
                height=mm(chart.scale_height + bottom - top)
                viewBox=format!(
                    "{:.3} {:.3} {:.3} {:.3}",
                    left,
                    top - chart.scale_height,
                    right - left,
                    chart.scale_height + bottom - top,
                )
                role="img"
                aria-label="Bars of the timeline; the dates stand beside the names"
            >
                {scale(chart, top, bottom)}
                {rows.iter().map(|row| row_line(row, chart)).collect_view()}
                <svg
                    x=left
                    y=top
                    width=right - left
                    height=bottom - top
                    viewBox=format!("{:.3} {:.3} {:.3} {:.3}", left, top, right - left, bottom - top)
                >
                    {links(chart)}
                </svg>
                {rows.iter().map(shape).collect_view()}
            </svg>
        </div>
    }
    .into_any()
}

fn mm(length: f64) -> String {
    format!("{length:.3}mm")
}

fn name(row: &ChartRow, chart: &Chart) -> AnyView {
    let phase = row.kind == BarKind::Phase;
    view! {
        <div class="gantt-row" class:phase=phase style:height=mm(row.height)>
            <span class="gantt-name" style:width=mm(chart.dates_at)>
                {row.name.clone()}
            </span>
            " "
            <span class="gantt-dates">{row.dates.clone()}</span>
        </div>
    }
    .into_any()
}

fn row_line(row: &ChartRow, chart: &Chart) -> AnyView {
    let y = row.y + row.height;
    view! { <line class="row-line" x1=chart.time_at y1=y x2=chart.width y2=y/> }.into_any()
}

/// What the signs mean.
fn key() -> AnyView {
    view! {
        <span>
            <svg class="key-sign" viewBox="-2 -2 4 4">
                <path class="milestone" d=diamond(0.0, 0.0)/>
            </svg>
            "milestone"
        </span>
        <span>
            <svg class="key-sign" viewBox="-2 -2 4 4">
                <path class="approval" d=diamond(0.0, 0.0)/>
            </svg>
            "your approval"
        </span>
        <span>
            <svg class="key-sign wide" viewBox="-4 -2 8 4">
                <rect class="bar critical" x="-3.5" y=-BAR width="7" height=2.0 * BAR/>
            </svg>
            "no slack"
        </span>
    }
    .into_any()
}

fn scale(chart: &Chart, top: f64, bottom: f64) -> AnyView {
    let head = top - chart.scale_height;
    let months = (chart.months.iter())
        .map(|month| {
            let label = month.label.clone();
            view! {
                <line class="month" x1=month.x y1=head x2=month.x y2=bottom/>
                <text class="month-name" x=month.x + 1.0 y=head + 3.2>
                    {label}
                </text>
            }
        })
        .collect_view();
    let weeks = (chart.weeks.iter())
        .map(|week| {
            let label = week.label.clone();
            view! {
                <line class="week" x1=week.x y1=head + 4.6 x2=week.x y2=bottom/>
                <text class="week-day" x=week.x + 0.7 y=head + 7.6>
                    {label}
                </text>
            }
        })
        .collect_view();
    let launch =
        (chart.launch).map(|x| view! { <line class="launch" x1=x y1=head + 4.6 x2=x y2=bottom/> });
    view! {
        <g>{weeks} {months}</g>
        <line class="edge" x1=chart.time_at y1=top x2=chart.width y2=top/>
        {launch}
    }
    .into_any()
}

fn links(chart: &Chart) -> AnyView {
    (chart.links.iter())
        .map(|points| {
            let path = path_of(points);
            let head = points
                .last()
                .zip(points.len().checked_sub(2).and_then(|at| points.get(at)));
            let arrow = head.map(|((x, y), (before, _))| {
                let back = if before <= x { -1.1 } else { 1.1 };
                format!("M{x:.2} {y:.2}l{back:.2} -0.6v1.2z")
            });
            view! {
                <path class="link" d=path/>
                <path class="arrow" d=arrow/>
            }
        })
        .collect_view()
        .into_any()
}

fn path_of(points: &[(f64, f64)]) -> String {
    let corners: Vec<_> = (points.iter())
        .map(|(x, y)| format!("{x:.2} {y:.2}"))
        .collect();
    format!("M{}", corners.join("L"))
}

fn diamond(x: f64, y: f64) -> String {
    format!(
        "M{:.2} {y:.2}L{x:.2} {:.2}L{:.2} {y:.2}L{x:.2} {:.2}Z",
        x - DIAMOND,
        y - DIAMOND,
        x + DIAMOND,
        y + DIAMOND
    )
}

fn shape(row: &ChartRow) -> AnyView {
    let y = row.middle();
    let end = row.x + row.length;
    match row.kind {
        BarKind::Phase => view! {
            <path
                class="phase"
                d=format!(
                    "M{:.2} {:.2}H{end:.2}V{:.2}l-1 -1H{:.2}l-1 1Z",
                    row.x,
                    y - 0.9,
                    y + 1.1,
                    row.x + 1.0,
                )
            />
        }
        .into_any(),
        BarKind::Task => view! {
            <rect
                class="bar"
                class:critical=row.critical
                x=row.x
                y=y - BAR
                width=row.length.max(0.4)
                height=2.0 * BAR
            />
        }
        .into_any(),
        BarKind::Milestone => view! {
            <path class="milestone" class:critical=row.critical d=diamond(row.x, y)/>
        }
        .into_any(),
        // The days the client has, and the decision at their end.
        BarKind::Approval => view! {
            <line class="waiting" class:critical=row.critical x1=row.x y1=y x2=end y2=y/>
            <path class="approval" class:critical=row.critical d=diamond(end - DIAMOND, y)/>
        }
        .into_any(),
    }
}
