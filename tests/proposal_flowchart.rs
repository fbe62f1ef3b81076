//! The flowchart: every flight stands on its days, weeks add up, and the client sees no net.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_cmp
)]

#[path = "support/cases.rs"]
mod cases;
#[path = "support/plain.rs"]
mod plain;

use cases::cases;
use std::collections::{BTreeMap, BTreeSet};

use pitchwright::model::{Currency, Date, FlightId, Identifier, Pitch};
use pitchwright::plan::media_weeks::by_week;
use pitchwright::plan::schedule::Span;
use pitchwright::proposal::flowchart::{
    Flight, Layer, Metrics, Place, Row, Sheet, compact, draw, grouped, sheets, span_of, week_marks,
};
use pitchwright::proposal::gantt::{Lettering, Scale, head};
use pitchwright::proposal::{Content, Formats, compose};
use plain::Plain;
use proptest::prelude::*;
use serde_json::json;

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn flight(id: &str, channel: &str, span: Option<(&str, &str)>) -> Flight {
    Flight {
        id: FlightId::new(id).unwrap(),
        channel: channel.to_owned(),
        placement: String::new(),
        span: span.map(|(start, finish)| Span {
            start: day(start),
            finish: day(finish),
        }),
        label: String::new(),
    }
}

fn example() -> Pitch {
    let text = include_str!("../assets/example.pitch.json");
    let mut file: serde_json::Value = serde_json::from_str(text).unwrap();
    serde_json::from_value(file["pitch"].take()).unwrap()
}

fn flowcharts(pitch: &Pitch) -> Vec<Sheet> {
    (compose(pitch, &Plain).blocks.into_iter())
        .filter_map(|block| match block.content {
            Content::Flowchart(sheet) => Some(sheet),
            _ => None,
        })
        .collect()
}

#[test]
fn flights_of_a_channel_stand_together() {
    let rows = grouped(vec![
        flight("a", "Video", None),
        flight("b", "Audio", None),
        flight("c", " video", None),
    ]);
    let order: Vec<(&str, bool)> = (rows.iter())
        .map(|row| (row.flight.id.as_str(), row.first))
        .collect();
    assert_eq!(order, [("a", true), ("c", false), ("b", true)]);
}

#[test]
fn a_bar_begins_and_ends_with_its_days() {
    let rows = grouped(vec![flight(
        "a",
        "Video",
        Some(("2027-05-05", "2027-05-11")),
    )]);
    let scale = Scale {
        origin: day("2027-05-03"),
        days: 14,
        width: 10.0,
        left: 100.0,
    };
    let place = Place::of(&rows[0], 2, &scale, &Metrics::SCREEN).unwrap();
    assert_eq!((place.x, place.width), (120.0, 70.0));
    assert_eq!(place.y, 2.0 * Metrics::SCREEN.row + Metrics::SCREEN.gap);
    let head = head(&scale, 0..14, 100.0, &Lettering::SCREEN, &Plain);
    let ink = draw(&rows, &BTreeMap::new(), &head, &scale, &Metrics::SCREEN);
    assert!(ink.path(Layer::Flight).starts_with("M120.00 5.00h70.00"));
    // One week begins on it: Monday 10 May.
    assert!(ink.path(Layer::Notch).starts_with("M170.00"));
    assert_eq!(ink.path(Layer::Notch).matches('M').count(), 1);
    let undated = Row {
        flight: flight("b", "Video", None),
        first: false,
    };
    assert_eq!(Place::of(&undated, 0, &scale, &Metrics::SCREEN), None);
}

#[test]
fn numbers_are_written_in_few_letters() {
    for (number, words) in [
        ("0", "0"),
        ("12.5", "12.5"),
        ("950.4", "950"),
        ("1234", "1.2k"),
        ("123456", "123k"),
        ("999499", "999k"),
        ("999500", "1M"),
        ("1250000", "1.2M"),
    ] {
        assert_eq!(compact(number.parse().unwrap(), &Plain), words);
    }
}

#[test]
fn the_client_sees_the_flowchart_with_prices_and_without_net() {
    let sheets = flowcharts(&example());
    assert_eq!(sheets.len(), 1);
    let sheet = &sheets[0];
    assert_eq!(
        sheet.rows.len(),
        8,
        "the second flight out of home is of another option"
    );
    let weight = sheet.weight.as_ref().unwrap();
    assert!(weight.name.starts_with("Price by week"), "{}", weight.name);
    let video = sheet
        .rows
        .iter()
        .find(|row| row.flight.channel == "Online video")
        .unwrap();
    // 58,000.00 net at 10 % commission.
    assert_eq!(video.flight.label, "EUR 64444.44");
    let words = Content::Flowchart(sheet.clone()).words().join("\n");
    for flight in &example().media.flights {
        let net = Plain.amount(flight.net, Currency::new("EUR").unwrap());
        assert!(!words.contains(&net), "{net} is what the medium is paid");
    }
}

#[test]
fn the_weeks_of_the_client_add_up_to_the_price_of_the_flights() {
    let pitch = example();
    let sheet = flowcharts(&pitch).remove(0);
    let weeks: i64 = sheet.weight.unwrap().weeks.values().sum();
    let prices = pitchwright::plan::forecast::paid(
        &pitch.budget,
        &pitchwright::plan::price::price(&pitch, pitch.budget.recommended_option()),
    );
    let shown: BTreeSet<FlightId> = (sheet.rows.iter())
        .map(|row| row.flight.id.clone())
        .collect();
    let sum: i64 = (prices.iter())
        .filter(|(id, _)| shown.contains(id))
        .map(|(_, paid)| paid.gross.units())
        .sum();
    assert_eq!(weeks, sum);
}

#[test]
fn without_prices_the_weeks_show_impressions_and_without_dates_there_is_no_picture() {
    let mut value = serde_json::to_value(example()).unwrap();
    value["budget"]["lines"] = json!([]);
    let pitch: Pitch = serde_json::from_value(value.clone()).unwrap();
    let sheet = flowcharts(&pitch).remove(0);
    assert_eq!(sheet.weight.unwrap().name, "Impressions by week");
    for flight in value["media"]["flights"].as_array_mut().unwrap() {
        flight["start"] = json!(null);
        flight["finish"] = json!(null);
    }
    let pitch: Pitch = serde_json::from_value(value.clone()).unwrap();
    assert_eq!(flowcharts(&pitch), []);
    let mut pitch = example();
    std::sync::Arc::make_mut(&mut pitch.proposal).without_charts = true;
    assert_eq!(flowcharts(&pitch), [], "the proposal has no pictures");
}

prop_compose! {
    fn any_flights()(
        days in prop::collection::vec((0_i64..900, 0_i64..500, prop::bool::weighted(0.9)), 0..90),
    ) -> Vec<Flight> {
        let first = day("2026-12-28");
        (days.into_iter().enumerate())
            .map(|(at, (from, length, dated))| {
                let start = first.plus_days(from);
                Flight {
                    span: dated.then(|| Span { start, finish: start.plus_days(length) }),
                    ..flight(&format!("f{at}"), ["Video", "Audio", "Search"][at % 3], None)
                }
            })
            .collect()
    }
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn every_flight_stands_on_one_sheet_and_within_it(flights in any_flights()) {
        let rows = grouped(flights.clone());
        prop_assert_eq!(rows.len(), flights.len());
        let all = sheets(&rows, None, &Plain);
        let drawn: Vec<&Row> = all.iter().flat_map(|sheet| &sheet.rows).collect();
        if span_of(&rows).is_some() {
            prop_assert_eq!(drawn, rows.iter().collect::<Vec<_>>());
        } else {
            prop_assert!(all.is_empty());
        }
        for sheet in &all {
            prop_assert!(sheet.height() <= 190.0, "higher than a sheet");
            for (at, row) in sheet.rows.iter().enumerate() {
                if let Some(place) = Place::of(row, at, &sheet.scale, &sheet.metrics) {
                    prop_assert!(place.x >= sheet.scale.left - 0.01);
                    prop_assert!(place.x + place.width <= sheet.scale.right() + 0.31);
                    prop_assert!(place.y + place.height <= sheet.height());
                }
            }
        }
    }

    #[test]
    fn columns_of_weeks_stay_in_their_row(amounts in prop::collection::vec((0_i64..700, 0_i64..90, -5_i64..1_000_000), 1..20)) {
        let first = day("2026-12-28");
        let weeks = by_week(amounts.into_iter().map(|(from, days, amount)| {
            let start = first.plus_days(from);
            (Span { start, finish: start.plus_days(days) }, amount)
        }));
        let scale = Scale { origin: first, days: 819, width: 2.0, left: 0.0 };
        for mark in week_marks(&weeks, &scale, &Metrics::SCREEN, 100.0) {
            prop_assert!(mark.amount > 0);
            prop_assert!(mark.top >= 100.0 && mark.top <= 100.0 + Metrics::SCREEN.weeks);
            prop_assert!(mark.width > 0.0 && mark.width <= 14.0);
        }
    }
}

#[test]
fn a_section_shows_the_weeks_the_figures_or_both() {
    let text = std::fs::read_to_string("assets/example.pitch.json").unwrap();
    let shown = |extent: &str, without_charts: bool| {
        let mut pitch = pitchwright::file::read(&text).unwrap().document.pitch;
        let story = std::sync::Arc::make_mut(&mut pitch.story);
        let id = pitchwright::model::SectionId::new("s-reach").unwrap();
        story.sections.find_mut(&id).unwrap().extent =
            serde_json::from_value(serde_json::json!(extent)).unwrap();
        std::sync::Arc::make_mut(&mut pitch.proposal).without_charts = without_charts;
        let blocks = compose(&pitch, &Plain).blocks;
        let of = |wanted: fn(&Content) -> bool| blocks.iter().any(|block| wanted(&block.content));
        let weeks = of(|content| matches!(content, Content::Flowchart(_)));
        let figures = of(|content| {
            matches!(content, Content::Table(table)
                if table.columns.iter().any(|column| column.title == "Impressions"))
        });
        (weeks, figures)
    };
    assert_eq!(shown("whole", false), (true, true));
    assert_eq!(shown("flowchart", false), (true, false));
    assert_eq!(shown("forecast", false), (false, true));
    assert_eq!(shown("flowchart", true), (false, true));
}
