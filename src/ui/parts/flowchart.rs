//! The flowchart of a media plan in the page: its paths, and on paper the names beside them. What
//! they are comes from `proposal::flowchart`, for the screen and for paper alike.

use leptos::prelude::*;

use super::gantt::{labels, ticks};
use crate::proposal::flowchart::{Ink, Place, Row, Sheet};

/// The paths.
pub fn paths(ink: Ink) -> AnyView {
    ink.layers()
        .filter(|(_, path)| !path.is_empty())
        .map(|(layer, path)| view! { <path class=layer.class() d=path></path> })
        .collect_view()
        .into_any()
}

fn mm(length: f64) -> String {
    format!("{length:.3}mm")
}

/// A piece of it on a sheet: names as text, time as one SVG whose unit is a millimetre.
pub fn on_paper(sheet: &Sheet) -> AnyView {
    let (left, top) = sheet.margins;
    let (width, height) = (sheet.scale.right() - left, sheet.height() + top);
    let row = sheet.metrics.row;
    let names = (sheet.rows.iter())
        .map(|row| name(row, sheet.metrics.row))
        .collect_view();
    let months = ticks(&sheet.head.upper, -top, 0.0);
    let weeks = ticks(&sheet.head.lower, 4.6 - top, 0.0);
    let bars = sheet.rows.iter().enumerate().filter_map(|(at, row)| {
        let place = Place::of(row, at, &sheet.scale, &sheet.metrics)?;
        let label = row.flight.label.clone();
        let letters = u16::try_from(label.chars().count()).unwrap_or(u16::MAX);
        let fits = f64::from(letters) * sheet.metrics.letter + 2.0 <= place.width;
        let y = place.y + place.height / 2.0 + 0.85;
        fits.then(|| {
            view! { <text class="f-label" x=format!("{:.2}", place.x + 1.0) y=format!("{y:.2}")>{label}</text> }
        })
    });
    let sums = sheet.marks().into_iter().map(|(mark, words)| {
        let x = mark.x + mark.width / 2.0;
        view! { <text class="f-sum" text-anchor="middle" x=format!("{x:.2}") y=format!("{:.2}", mark.top - 0.8)>{words}</text> }
    });
    let weight = sheet.weight.as_ref().map(|weight| {
        view! { <div class="flow-name flow-weight" style:height=mm(sheet.metrics.weeks)>{weight.name.clone()}</div> }
    });
    let (part, parts) = sheet.part;
    let part = (parts > 1).then(|| t!("part {part} of {parts}"));
    let edge = format!("M{left:.2} 0H{:.2}", sheet.scale.right());
    let under = format!(
        "M{left:.2} {0:.2}H{1:.2}",
        sheet.metrics.height(sheet.rows.len()),
        sheet.scale.right()
    );
    view! {
        <div class="flow-paper" style=("--flow-row", mm(row))>
            <div class="flow-names" style:width=mm(left)>
                <div class="flow-corner" style:height=mm(top)>{part}</div>
                {names}
                {weight}
            </div>
            <svg
                class="flow-ink on-paper"
                width=mm(width)
                height=mm(height)
                viewBox=format!("{left:.3} {:.3} {width:.3} {height:.3}", -top)
                role="img"
                aria-label=t!("Flowchart. {} The table says the same in figures.", sheet.summary)
            >
                <path class="f-fine" d=weeks></path>
                <path class="f-coarse" d=months></path>
                {labels(&sheet.head.upper, 3.3 - top, "month-name")}
                {labels(&sheet.head.lower, 7.7 - top, "week-day")}
                {paths(sheet.ink())}
                <path class="f-edge" d=edge></path>
                <path class="f-edge" d=under></path>
                {bars.collect_view()}
                {sums.collect_view()}
            </svg>
        </div>
    }
    .into_any()
}

fn name(row: &Row, height: f64) -> AnyView {
    let flight = &row.flight;
    let channel = row.first.then(|| {
        view! { <span class="flow-channel">{flight.channel.clone()}</span> " " }
    });
    view! {
        <div class="flow-name" class:first=row.first style:height=mm(height)>
            {channel}
            <span class="flow-placement">{flight.placement.clone()}</span>
        </div>
    }
    .into_any()
}
