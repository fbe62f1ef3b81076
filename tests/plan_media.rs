//! The media forecast in its three cases, and held against the brief.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "support/cases.rs"]
mod cases;

use cases::cases;
use pitchwright::model::{
    AssumedFigure, Benchmark, Brief, Currency, Date, Flight, FlightId, Measure, MediaPlan, Money,
    Percent, Pitch,
};
use pitchwright::plan::forecast::{Cases, Kept, crossed, forecast, forecast_cases, paid};
use pitchwright::plan::media_weeks::by_week;
use pitchwright::plan::objectives_forecast::{Against, Unheld, held, measure};
use pitchwright::plan::parse::NumberForm;
use pitchwright::plan::price::price;
use pitchwright::plan::schedule::Span;
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::json;

const ENGLISH: NumberForm = NumberForm {
    decimal: '.',
    group: ',',
};
const GERMAN: NumberForm = NumberForm {
    decimal: ',',
    group: '.',
};

fn plan(value: serde_json::Value) -> MediaPlan {
    serde_json::from_value(value).unwrap()
}

fn brief(metric: &str, target: &str) -> Brief {
    serde_json::from_value(json!({
        "audience_size": 1_000_000,
        "objectives": [{ "id": "o", "name": "It", "metric": metric, "target": target }]
    }))
    .unwrap()
}

/// 20,000.00 at a CPM of 10.00 are 2,000,000 impressions; at 0.5 % 10,000 clicks; at 2 % 200
/// conversions of 150.00 each.
fn video() -> serde_json::Value {
    json!({ "id": "v", "model": "CPM", "rate": 1000, "net": 2_000_000, "ctr": "0.5", "cvr": "2",
            "frequency": "4" })
}

#[test]
fn the_spread_makes_a_flight_bring_less_or_more_for_the_same_net() {
    let media = plan(json!({ "flights": [video()], "spread": "20", "conversion_value": 15_000 }));
    let cases = forecast_cases(&media, None, Some(1_000_000));
    assert_eq!(
        cases.map(|case| case.impressions),
        Cases {
            low: 1_600_000,
            expected: 2_000_000,
            high: 2_400_000
        }
    );
    assert_eq!((cases.low.clicks, cases.high.clicks), (8_000, 12_000));
    assert_eq!((cases.low.conversions, cases.high.conversions), (160, 240));
    assert_eq!(cases.low.cpm, Some(Money::minor(1250)));
    assert_eq!(cases.high.cpa, Some(Money::minor(8333)));
    assert_eq!(cases.low.roas, Some(Decimal::new(12, 1)));
    assert_eq!(cases.low.reach, Some(400_000));
    assert_eq!(cases.low.grp, Some(Decimal::from(160)));
    let flight = &cases.low.flights[&FlightId::new("v").unwrap()];
    assert_eq!(flight.cpc, Some(Money::minor(250)));
    assert_eq!(flight.roas, Some(Decimal::new(12, 1)));
}

#[test]
fn a_case_of_its_own_takes_the_place_of_the_spread() {
    let mut flight = video();
    flight["low"] = json!({ "rate": 1600, "ctr": "0.4" });
    let media = plan(json!({ "flights": [flight], "spread": "20" }));
    let cases = forecast_cases(&media, None, None);
    assert_eq!(cases.low.impressions, 1_250_000);
    assert_eq!(cases.low.clicks, 5_000);
    assert_eq!(
        cases.low.conversions, 100,
        "what it leaves out is as expected"
    );
    assert_eq!(cases.high.impressions, 2_400_000, "it has no high case");
}

#[test]
fn several_flights_reach_the_same_people() {
    let mut second = video();
    second["id"] = json!("w");
    second["net"] = json!(800_000);
    let media = plan(json!({ "flights": [video(), second] }));
    // 50 % and 20 % of the audience leave 0.5 x 0.8 = 40 % that neither meets.
    let found = forecast(&media, None, Some(1_000_000));
    assert_eq!(found.reach, Some(600_000));
    assert_eq!(found.grp, Some(Decimal::from(280)));
    assert_eq!(found.frequency, Some(Decimal::new(47, 1)));
    assert_eq!(forecast(&media, None, None).reach, None, "overlap unknown");
}

/// The objective held against one flight of video with a spread of 20 %.
fn against(
    metric: &str,
    target: &str,
    form: NumberForm,
) -> (Option<Measure>, Result<Against, Unheld>) {
    let media = plan(json!({ "flights": [video()], "spread": "20" }));
    let cases = forecast_cases(&media, None, Some(1_000_000));
    let one = held(&brief(metric, target), &media, &cases, form, 2).remove(0);
    (one.measure, one.result)
}

#[test]
fn an_objective_is_met_or_missed_in_each_case() {
    let short = |metric, target, form| {
        let found = against(metric, target, form).1.unwrap();
        found
            .cases
            .map(|outcome| outcome.short.map(|short| short.to_string()))
    };
    let all = |low: &str, expected: &str, high: &str| Cases {
        low: Some(low.to_owned()),
        expected: Some(expected.to_owned()),
        high: Some(high.to_owned()),
    };
    assert_eq!(
        short("Clicks to the shop", "at least 10k", ENGLISH),
        all("2000", "0", "0")
    );
    assert_eq!(
        short("Cost per click", "€2.20", ENGLISH),
        all("0.30", "0", "0")
    );
    assert_eq!(
        short("Reach in the audience", "45 %", ENGLISH),
        all("5", "0", "0")
    );
    assert_eq!(
        short("Impressions", "2,5 million", GERMAN),
        all("900000", "500000", "100000")
    );
    assert_eq!(short("Frequency", "at most 3", ENGLISH), all("1", "1", "1"));
    assert_eq!(short("Leads", "200", ENGLISH), all("40", "0", "0"));
    let unknown = against("Completed views", "1.000", GERMAN).1.unwrap();
    assert_eq!(unknown.target, 1000.into());
    assert_eq!(
        unknown.cases.expected.is_met(),
        None,
        "nothing is bought by the view"
    );
}

#[test]
fn targets_are_read_as_people_write_them() {
    let target = |text, form| {
        against("Clicks", text, form)
            .1
            .map(|found| found.target.to_string())
    };
    for (text, form, number) in [
        ("38,000", ENGLISH, "38000"),
        // Nobody wants 38 clicks and nothing: the file came from somebody who writes otherwise.
        ("38,000", GERMAN, "38000"),
        ("38.000", ENGLISH, "38000"),
        ("1.234.567 clicks", ENGLISH, "1234567"),
        ("38 000", ENGLISH, "38000"),
        ("about 12.5k a month", ENGLISH, "12500"),
        ("3万", ENGLISH, "30000"),
        ("from 4 to 5", ENGLISH, "4"),
    ] {
        assert_eq!(target(text, form), Ok(number.to_owned()), "{text}");
    }
    assert_eq!(target("many", ENGLISH), Err(Unheld::NoTarget));
    assert_eq!(target("", ENGLISH), Err(Unheld::NoTarget));
    assert_eq!(target("+20 %", ENGLISH), Err(Unheld::Percentage));
}

#[test]
fn words_of_a_metric_name_its_figure() {
    for (words, figure) in [
        ("Prompted awareness in the audience", None),
        ("Preview audience", None),
        ("Page views", None),
        (
            "First purchases by coupon and retail media",
            Some(Measure::Conversions),
        ),
        ("Cost per purchase", Some(Measure::Cpa)),
        ("Cost per thousand", Some(Measure::Cpm)),
        ("ROAS of the shop", Some(Measure::Roas)),
        ("Completed views", Some(Measure::Views)),
        ("Gross rating points", Some(Measure::Grp)),
        ("REACH", Some(Measure::Reach)),
    ] {
        assert_eq!(measure(words), figure, "{words}");
    }
    assert_eq!(
        against("Prompted awareness", "24 %", ENGLISH),
        (None, Err(Unheld::NoMeasure))
    );
}

#[test]
fn a_chosen_measure_counts_instead_of_the_words() {
    let mut media = plan(json!({ "flights": [video()],
        "measures": [{ "objective": "o", "by": "impressions" }] }));
    let cases = forecast_cases(&media, None, None);
    let brief = brief("Clicks", "100");
    let of = |media: &MediaPlan| held(&brief, media, &cases, ENGLISH, 2).remove(0);
    assert_eq!(of(&media).measure, Some(Measure::Impressions));
    assert!(of(&media).chosen);
    media.measures[0].by = None;
    assert_eq!(of(&media).result, Err(Unheld::NotByMedia));
}

#[test]
fn a_case_that_is_typed_the_wrong_way_round_is_named_and_put_in_order() {
    let mut flight = video();
    flight["low"] = json!({ "rate": 500 });
    let media = plan(json!({ "flights": [flight] }));
    assert_eq!(crossed(&media, None), [FlightId::new("v").unwrap()]);
    let cases = forecast_cases(&media, None, None);
    assert_eq!(cases.low.impressions, 2_000_000);
    assert_eq!(cases.high.impressions, 4_000_000);
    let plain = plan(json!({ "flights": [video()], "spread": "20" }));
    assert_eq!(crossed(&plain, None), []);
}

#[test]
fn gross_comes_from_the_lines_that_pay() {
    let text = include_str!("../assets/example.pitch.json");
    let mut file: serde_json::Value = serde_json::from_str(text).unwrap();
    let pitch = &mut file["pitch"];
    pitch["budget"] = json!({ "lines": [
        { "id": "a", "kind": "media_commission", "flight": "f-video", "commission": "15" },
        { "id": "b", "kind": "media_service_fee", "flight": "f-audio", "service_fee": "8" },
        { "id": "c", "kind": "fixed", "flight": "f-dooh", "quantity": "1", "unit_price": 100 }
    ] });
    let pitch: Pitch = serde_json::from_value(pitch.take()).unwrap();
    let paid = paid(&pitch.budget, &price(&pitch, None));
    let of = |id: &str| paid.get(&FlightId::new(id).unwrap());
    // 58,000.00 / 0.85, and 14,500.00 x 1.08.
    assert_eq!(of("f-video").unwrap().gross, Money::minor(6_823_529));
    assert_eq!(
        of("f-video").unwrap().lines[0].1,
        Kept::Commission(Percent::whole(15))
    );
    assert_eq!(of("f-audio").unwrap().gross, Money::minor(1_566_000));
    assert_eq!(of("f-dooh"), None, "a line that buys no media");
}

#[test]
fn a_benchmark_fills_a_flight_and_marks_what_it_filled() {
    let benchmark: Benchmark = serde_json::from_value(json!({
        "id": "b", "channel": "Online video", "model": "CPV", "currency": "EUR", "rate": 4,
        "ctr": "0.3", "low": { "rate": 6 }, "source": "Our campaigns of 2026"
    }))
    .unwrap();
    let eur = Currency::new("EUR").unwrap();
    let mut flight: Flight = serde_json::from_value(video()).unwrap();
    benchmark.fill(&mut flight, eur, "Online video".to_owned());
    assert_eq!((flight.rate, flight.ctr), (Money::minor(4), benchmark.ctr));
    assert_eq!(
        flight.cvr,
        Some(Percent::whole(2)),
        "it does not know better"
    );
    assert!(flight.assumes(AssumedFigure::Low) && !flight.assumes(AssumedFigure::Cvr));
    for figure in [AssumedFigure::Rate, AssumedFigure::Ctr, AssumedFigure::Low] {
        assert!(flight.assumes(figure));
        flight.owns(figure);
    }
    assert_eq!(flight.assumed, None);

    // Elsewhere its rates say nothing, and a price of impressions is none of views.
    let mut abroad: Flight = serde_json::from_value(video()).unwrap();
    benchmark.fill(&mut abroad, Currency::new("JPY").unwrap(), String::new());
    assert_eq!((abroad.rate, &abroad.low), (Money::ZERO, &None));
    assert!(!abroad.assumes(AssumedFigure::Rate));
}

prop_compose! {
    fn flight()(
        model in prop::sample::select(vec!["CPM", "CPC", "CPV", "CPA", "flat"]),
        rate in 1_i64..100_000, net in 0_i64..1_000_000_000, impressions in 0_u64..100_000_000,
        ctr in 0_u32..=100, cvr in 0_u32..=100, frequency in 1_u32..20,
    ) -> serde_json::Value {
        json!({ "model": model, "rate": rate, "net": net, "impressions": impressions,
                "ctr": ctr.to_string(), "cvr": cvr.to_string(), "frequency": frequency.to_string() })
    }
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn low_is_no_more_than_expected_and_expected_no_more_than_high(
        flights in prop::collection::vec(flight(), 0..6), spread in 0_u32..=150,
    ) {
        let numbered = flights.into_iter().enumerate().map(|(at, mut flight)| {
            flight["id"] = json!(format!("f{at}"));
            flight
        });
        let media = plan(json!({ "flights": numbered.collect::<Vec<_>>(), "spread": spread.to_string() }));
        let cases = forecast_cases(&media, None, Some(5_000_000));
        prop_assert_eq!(&cases.expected, &forecast(&media, None, Some(5_000_000)));
        for (less, more) in [(&cases.low, &cases.expected), (&cases.expected, &cases.high)] {
            prop_assert!(less.impressions <= more.impressions);
            prop_assert!(less.clicks <= more.clicks);
            prop_assert!(less.views <= more.views);
            prop_assert!(less.conversions <= more.conversions);
            prop_assert!(less.reach <= more.reach);
            prop_assert!(less.grp <= more.grp);
            prop_assert_eq!(less.net, more.net);
            prop_assert!(more.reach.unwrap_or(0) <= 5_000_000);
        }
        for case in [&cases.low, &cases.expected, &cases.high] {
            // Each flight is rounded by at most a half; the sum is rounded once.
            let sum: u64 = case.flights.values().filter_map(|flight| flight.clicks).sum();
            prop_assert!(sum.abs_diff(case.clicks) <= case.flights.len() as u64);
            let sum: u64 = case.flights.values().filter_map(|flight| flight.impressions).sum();
            prop_assert!(sum.abs_diff(case.impressions) <= case.flights.len() as u64);
        }
    }
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

#[test]
fn weeks_begin_on_monday_and_hold_their_days() {
    // Thursday to the Tuesday after next: 4, 7 and 2 days.
    let span = Span {
        start: day("2027-04-29"),
        finish: day("2027-05-11"),
    };
    let later = Span {
        start: day("2027-05-24"),
        finish: day("2027-05-24"),
    };
    let weeks = by_week([(span, 1300), (later, 5)]);
    let weeks: Vec<(String, i64)> = weeks
        .into_iter()
        .map(|(week, sum)| (week.to_string(), sum))
        .collect();
    let expected = [
        ("2027-04-26", 400),
        ("2027-05-03", 700),
        ("2027-05-10", 200),
        ("2027-05-17", 0),
        ("2027-05-24", 5),
    ];
    assert_eq!(weeks, expected.map(|(week, sum)| (week.to_owned(), sum)));
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn weeks_add_up_to_the_last_unit(
        flights in prop::collection::vec((0_i64..4000, 0_i64..400, 0_i64..1_000_000_000_000), 0..8),
    ) {
        let first = day("2026-12-28");
        let amounts: Vec<(Span, i64)> = flights
            .iter()
            .map(|(from, days, amount)| {
                let start = first.plus_days(*from);
                (Span { start, finish: start.plus_days(*days) }, *amount)
            })
            .collect();
        let weeks = by_week(amounts.clone());
        prop_assert_eq!(weeks.values().sum::<i64>(), amounts.iter().map(|(_, amount)| amount).sum::<i64>());
        for (week, next) in weeks.keys().zip(weeks.keys().skip(1)) {
            prop_assert_eq!(week.plus_days(7), *next);
            prop_assert_eq!(week.monday(), *week);
        }
    }
}
