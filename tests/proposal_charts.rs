//! Charts: what they say adds up, and what they draw stays where it may.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/plain.rs"]
mod plain;

use pitchwright::model::{Currency, Money};
use pitchwright::plan::month::Month;
use pitchwright::proposal::charts::{
    Anchor, Chart, Form, Kinds, Mark, Metrics, Words, by_month, draw, options_compared,
    where_it_goes,
};
use plain::Plain;
use proptest::prelude::*;
use rust_decimal::Decimal;

fn words() -> Words<'static> {
    Words {
        formats: &Plain,
        currency: Currency::new("EUR").unwrap(),
    }
}

fn amounts(all: &[(&str, i64)]) -> Vec<(String, Money)> {
    let one = |(name, amount): &(&str, i64)| ((*name).to_owned(), Money::minor(*amount));
    all.iter().map(one).collect()
}

fn months(all: &[Kinds]) -> Vec<(Month, Kinds)> {
    let first = Month {
        year: 2027,
        month: 11,
    };
    std::iter::successors(Some(first), |month| Some(month.next()))
        .zip(all.iter().copied())
        .collect()
}

fn kinds(all: [i64; 4]) -> Kinds {
    all.map(Money::minor)
}

/// Every mark stands on the drawing; words by an estimate that rather takes them wider.
fn stays_inside(chart: &Chart, metrics: Metrics) {
    let drawing = draw(chart, metrics);
    let inside = |x: f64, y: f64| {
        (-0.01..=drawing.width + 0.01).contains(&x) && (-0.01..=drawing.height + 0.01).contains(&y)
    };
    for mark in &drawing.marks {
        match mark {
            Mark::Part {
                x,
                y,
                width,
                height,
                ..
            } => {
                assert!(inside(*x, *y) && inside(x + width, y + height), "{mark:?}");
            }
            Mark::Text {
                x, y, anchor, text, ..
            } => {
                let wide =
                    f64::from(u32::try_from(text.chars().count()).unwrap()) * metrics.letter * 0.54;
                let (from, to) = match anchor {
                    Anchor::Start => (*x, x + wide),
                    Anchor::Middle => (x - wide / 2.0, x + wide / 2.0),
                    Anchor::End => (x - wide, *x),
                };
                assert!(inside(from, *y) && inside(to, *y), "{mark:?} {from} {to}");
            }
            Mark::Texture(_) | Mark::Rule { .. } => {}
        }
    }
}

const SCREEN: Metrics = Metrics {
    width: 900.0,
    letter: 12.5,
};
const PHONE: Metrics = Metrics {
    width: 350.0,
    letter: 12.5,
};
const PAPER: Metrics = Metrics {
    width: 162.0,
    letter: 2.75,
};

#[test]
fn the_greatest_stands_first_and_the_small_ones_together() {
    let all = [
        ("Media", 50_000),
        ("Film", 30_000),
        ("A", 1_000),
        ("B", 2_000),
        ("C", 3_000),
        ("D", 4_000),
        ("E", 1_000),
        ("F", 2_000),
        ("", 3_000),
        ("H", 3_500),
        ("I", 500),
        ("nothing", 0),
    ];
    let chart = where_it_goes(&amounts(&all), words()).unwrap();
    let labels: Vec<&str> = chart.bars.iter().map(|bar| bar.label.as_str()).collect();
    assert_eq!(
        labels,
        [
            "Media",
            "Film",
            "D",
            "H",
            "C",
            "Without a group",
            "B",
            "F",
            "3 smaller ones"
        ]
    );
    assert_eq!(chart.bars[0].note, "50.0 %");
    assert_eq!(chart.bars[8].figure, "25.00");
    assert_eq!(
        chart.summary,
        "Of EUR 1000.00, most is Media: EUR 500.00 (50.0 %)."
    );
    let (heads, rows) = chart.table();
    assert_eq!(heads, ["Group", "Amount", "Note"]);
    assert_eq!(rows[1], ["Film", "300.00", "30.0 %"]);
}

#[test]
fn nothing_has_no_chart_and_a_loss_has_no_shares() {
    assert_eq!(where_it_goes(&[], words()), None);
    assert_eq!(where_it_goes(&amounts(&[("A", 0)]), words()), None);
    let chart = where_it_goes(&amounts(&[("A", 500), ("Rebate", -700)]), words()).unwrap();
    assert!(chart.bars.iter().all(|bar| bar.note.is_empty()));
    assert_eq!(chart.summary, "Of EUR -2.00, most is A: EUR 5.00.");
    stays_inside(&chart, PHONE);
    assert_eq!(by_month(&months(&[kinds([0; 4])]), words()), None);
    let one = [("Only".to_owned(), true, kinds([1, 2, 3, 4]))];
    assert_eq!(options_compared(&one, words()), None);
}

#[test]
fn options_are_told_apart_by_kind_and_the_recommended_one_in_words() {
    let options = [
        ("Essential".to_owned(), false, kinds([10_000, 0, 30_000, 0])),
        ("Full".to_owned(), true, kinds([20_000, 0, 40_000, 0])),
    ];
    let chart = options_compared(&options, words()).unwrap();
    // Kinds that no option has are not named.
    assert_eq!(chart.series, ["Fees", "Media"]);
    assert_eq!(chart.bars[1].note, "recommended");
    assert_eq!(
        chart.summary,
        "From EUR 400.00 (Essential) to EUR 600.00 (Full)."
    );
    let (heads, rows) = chart.table();
    assert_eq!(heads, ["Option", "Fees", "Media", "Total", "Note"]);
    assert_eq!(rows[0], ["Essential", "100.00", "300.00", "400.00", ""]);
}

#[test]
fn months_have_an_axis_of_round_amounts_around_all_of_them() {
    let all = [
        kinds([12_000, 0, 0, 0]),
        kinds([0; 4]),
        kinds([10_000, 24_000, -3_000, 0]),
    ];
    let chart = by_month(&months(&all), words()).unwrap();
    assert_eq!(chart.form, Form::Columns);
    let labels: Vec<&str> = chart.bars.iter().map(|bar| bar.label.as_str()).collect();
    assert_eq!(labels, ["2027-11", "2027-12", "2028-01"]);
    let axis: Vec<&str> = chart.axis.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(
        axis,
        ["-100.00", "0.00", "100.00", "200.00", "300.00", "400.00"]
    );
    assert_eq!(
        chart.summary,
        "EUR 430.00 over 3 months; most in 2028-01: EUR 310.00."
    );
    stays_inside(&chart, PAPER);
}

#[test]
fn a_drawing_as_it_was_looked_at() {
    let chart = where_it_goes(&amounts(&[("Media", 300), ("Film", 100)]), words()).unwrap();
    let Mark::Part {
        x, width, series, ..
    } = draw(&chart, PAPER).marks[1]
    else {
        panic!("the first bar follows its name");
    };
    assert_eq!(series, 0);
    // The whole room right of the names and left of the figures.
    assert!((60.0..162.0).contains(&width) && x < 12.0, "{x} {width}");
}

proptest! {
    #[test]
    fn shares_add_up_and_all_stays_inside(
        all in prop::collection::vec(("[a-zA-Z äß語]{0,40}", 0_i64..9_000_000_000_000), 1..30)
    ) {
        let all: Vec<(String, Money)> =
            all.into_iter().map(|(name, amount)| (name, Money::minor(amount))).collect();
        let total: Money = all.iter().map(|(_, amount)| *amount).sum();
        if let Some(chart) = where_it_goes(&all, words()) {
            prop_assert_eq!(chart.bars.iter().map(|bar| bar.total).sum::<Money>(), total);
            let shares = chart.bars.iter().map(|bar| {
                bar.note.trim_end_matches(" %").parse::<Decimal>().unwrap()
            });
            prop_assert_eq!(shares.sum::<Decimal>(), Decimal::ONE_HUNDRED);
            stays_inside(&chart, SCREEN);
            stays_inside(&chart, PAPER);
        }
    }

    #[test]
    fn months_stay_inside(
        all in prop::collection::vec(prop::array::uniform4(-900_000_000_i64..9_000_000_000), 1..40)
    ) {
        let all: Vec<Kinds> = all.into_iter().map(kinds).collect();
        if let Some(chart) = by_month(&months(&all), words()) {
            prop_assert!((2..=8).contains(&chart.axis.len()), "{:?}", chart.axis);
            stays_inside(&chart, SCREEN);
            stays_inside(&chart, PHONE);
            stays_inside(&chart, PAPER);
        }
    }
}
