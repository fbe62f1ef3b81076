//! Charts: what they say adds up, and what they draw stays where it may.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/cases.rs"]
mod cases;
#[path = "support/plain.rs"]
mod plain;

use cases::cases;
use std::sync::Arc;

use pitchwright::file;
use pitchwright::model::{Currency, List, Money, Pitch};
use pitchwright::plan::month::Month;
use pitchwright::plan::price::{Price, recommended_price};
use pitchwright::proposal::charts::{
    Anchor, Chart, Form, Kinds, Mark, Metrics, Words, by_month, costs_and_profit, draw,
    options_compared, where_it_goes,
};
use pitchwright::proposal::{Content, compose};
use plain::Plain;
use proptest::prelude::*;
use rust_decimal::Decimal;

const EXAMPLE: &str = include_str!("../assets/example.pitch.json");

fn example() -> Pitch {
    file::read(EXAMPLE).unwrap().document.pitch
}

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

/// How wide words are, by an estimate of its own that rather takes them wider.
fn width_of(text: &str, letter: f64) -> f64 {
    let one = |sign: char| match sign {
        '\u{2e80}'.. => 1.0,
        'M' | 'W' | 'm' | 'w' => 0.85,
        sign if sign.is_uppercase() => 0.68,
        _ => 0.54,
    };
    text.chars().map(one).sum::<f64>() * letter
}

/// Every mark stands on the drawing, and no words over others.
fn stays_inside(chart: &Chart, metrics: Metrics) {
    let drawing = draw(chart, metrics);
    let inside = |x: f64, y: f64| {
        (-0.01..=drawing.width + 0.01).contains(&x) && (-0.01..=drawing.height + 0.01).contains(&y)
    };
    let mut words: Vec<(f64, f64, f64, &str)> = Vec::new();
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
                let wide = width_of(text, metrics.letter);
                let (from, to) = match anchor {
                    Anchor::Start => (*x, x + wide),
                    Anchor::Middle => (x - wide / 2.0, x + wide / 2.0),
                    Anchor::End => (x - wide, *x),
                };
                assert!(inside(from, *y) && inside(to, *y), "{mark:?} {from} {to}");
                for (other_from, other_to, line, other) in &words {
                    let level = (line - y).abs() < metrics.letter;
                    let over = from < *other_to && *other_from < to;
                    assert!(!(level && over), "{text:?} stands over {other:?}");
                }
                words.push((from, to, *y, text));
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
/// The least that the screen draws for.
const NARROWEST: Metrics = Metrics {
    width: 240.0,
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
    assert_eq!(heads, ["Group", "Amount", "Share"]);
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
    assert_eq!(
        heads,
        ["Option", "Fees", "Media", "Total", "Against recommended"]
    );
    assert_eq!(
        rows[0],
        ["Essential", "100.00", "300.00", "400.00", "200.00 less"]
    );
}

#[test]
fn options_say_how_far_they_are_from_the_recommended_one() {
    let option =
        |name: &str, recommended, fees| (name.to_owned(), recommended, kinds([fees, 0, 0, 0]));
    let notes = |options: &[(String, bool, Kinds)]| -> Vec<String> {
        let chart = options_compared(options, words()).unwrap();
        chart.bars.into_iter().map(|bar| bar.note).collect()
    };
    let all = [
        option("A", false, 100),
        option("B", true, 250),
        option("C", false, 400),
        option("D", false, 250),
    ];
    assert_eq!(
        notes(&all),
        ["1.50 less", "recommended", "1.50 more", "the same"]
    );
    // Without a recommended one there is nothing to compare with.
    assert_eq!(notes(&[all[0].clone(), all[2].clone()]), ["", ""]);
}

#[test]
fn inside_view_is_the_net_total_and_nothing_else() {
    let pitch = example();
    let price = recommended_price(&pitch);
    let chart = costs_and_profit(&pitch.budget, &price, words()).unwrap();
    assert_eq!(
        chart.bars.iter().map(|bar| bar.total).sum::<Money>(),
        price.net_total
    );
    let of = |name: &str| {
        let bar = chart.bars.iter().find(|bar| bar.label == name);
        bar.map(|bar| bar.total)
    };
    assert_eq!(of("Profit"), Some(price.profit));
    assert_eq!(of("Our people"), Some(price.labour_cost));
    let external = [of("Media"), of("Production and expenses")];
    assert_eq!(
        external.into_iter().flatten().sum::<Money>(),
        price.external_cost
    );
    assert!(
        chart.summary.starts_with("Internal. Of EUR "),
        "{}",
        chart.summary
    );
}

#[test]
fn a_loss_is_said_in_words() {
    let mut pitch = example();
    Arc::make_mut(&mut pitch.budget).lines = List::default();
    let price = Price {
        net_total: Money::minor(1_000),
        labour_cost: Money::minor(1_500),
        agency_gross_income: Money::minor(1_000),
        profit: Money::minor(-500),
        ..Price::default()
    };
    let chart = costs_and_profit(&pitch.budget, &price, words()).unwrap();
    assert_eq!(
        chart.summary,
        "Internal. The agency pays EUR 5.00 more than it earns."
    );
    assert_eq!(chart.bars[1].label, "Loss");
    stays_inside(&chart, PHONE);
    assert_eq!(
        costs_and_profit(&pitch.budget, &Price::default(), words()),
        None
    );
}

#[test]
fn what_the_client_gets_has_no_internal_chart() {
    let pitch = example();
    let proposal = compose(&pitch, &Plain);
    let names: Vec<&str> = (proposal.blocks.iter())
        .filter_map(|block| match &block.content {
            Content::Chart(chart) => Some(chart.name),
            _ => None,
        })
        .collect();
    assert_eq!(
        names,
        ["Options compared", "Where the money goes", "Months"]
    );
}

/// The marks as a file that can be looked at, in whole tenths.
fn svg(chart: &Chart, metrics: Metrics) -> String {
    let drawing = draw(chart, metrics);
    let mut out = format!(
        "<svg viewBox=\"0 0 {:.1} {:.1}\" font-size=\"{}\">\n",
        drawing.width, drawing.height, metrics.letter
    );
    for mark in &drawing.marks {
        let line = match mark {
            Mark::Part {
                x,
                y,
                width,
                height,
                series,
            } => format!(
                "<rect class=\"part-{series}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\"/>"
            ),
            // Textures are many strokes: how many says enough.
            Mark::Texture(path) => format!("<!-- {} strokes -->", path.matches('M').count()),
            Mark::Rule { path, .. } => format!("<path d=\"{path}\"/>"),
            Mark::Text {
                x, y, anchor, text, ..
            } => format!("<text class=\"{anchor:?}\" x=\"{x:.1}\" y=\"{y:.1}\">{text}</text>"),
        };
        out.push_str(&line);
        out.push('\n');
    }
    out + "</svg>"
}

fn three_options() -> Chart {
    let options = [
        (
            "Essential".to_owned(),
            false,
            kinds([1_000_000, 400_000, 3_000_000, 100_000]),
        ),
        (
            "Recommended".to_owned(),
            true,
            kinds([2_000_000, 900_000, 4_000_000, 200_000]),
        ),
        (
            "Everything there is, and then some more".to_owned(),
            false,
            kinds([3_000_000, 900_000, 8_000_000, 200_000]),
        ),
    ];
    options_compared(&options, words()).unwrap()
}

#[test]
fn drawings_stay_as_they_were_looked_at() {
    let all = [("Media", 300_000), ("Film", 100_000), ("Rebate", -20_000)];
    let goes = where_it_goes(&amounts(&all), words()).unwrap();
    insta::assert_snapshot!("where_on_paper", svg(&goes, PAPER));
    insta::assert_snapshot!("options_on_paper", svg(&three_options(), PAPER));
    insta::assert_snapshot!("options_on_a_phone", svg(&three_options(), PHONE));
    let all = [
        kinds([12_000, 0, 0, 0]),
        kinds([0; 4]),
        kinds([10_000, 24_000, -3_000, 0]),
    ];
    let columns = by_month(&months(&all), words()).unwrap();
    insta::assert_snapshot!("months_on_paper", svg(&columns, PAPER));
}

#[test]
fn wide_letters_have_their_room() {
    for name in [
        "メディア購入とキャンペーン運用費と制作費の合計",
        "WWW MAMMOTH COMMUNICATIONS WORLDWIDE",
    ] {
        let chart = where_it_goes(&amounts(&[(name, 30_000_000), ("Film", 10)]), words()).unwrap();
        for metrics in [SCREEN, PHONE, PAPER] {
            bars_are_off_names(&chart, metrics);
            stays_inside(&chart, metrics);
        }
    }
}

/// Names end before the bars beside them begin.
fn bars_are_off_names(chart: &Chart, metrics: Metrics) {
    let marks = draw(chart, metrics).marks;
    for text in &marks {
        let Mark::Text { x, y, text, .. } = text else {
            continue;
        };
        let end = x + width_of(text, metrics.letter);
        for part in &marks {
            if let Mark::Part {
                x: from,
                y: top,
                width,
                height,
                ..
            } = part
            {
                let level = *top < *y && *y < top + height + 0.5 * metrics.letter;
                assert!(
                    !(level && *x < from + width && *from < end),
                    "{text} over {part:?}"
                );
            }
        }
    }
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
    #![proptest_config(cases(256))]

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
            stays_inside(&chart, PHONE);
            stays_inside(&chart, NARROWEST);
            stays_inside(&chart, PAPER);
        }
    }

    #[test]
    fn options_stay_inside(
        all in prop::collection::vec(
            ("[a-zA-Z äß語]{0,40}", prop::array::uniform4(-900_000_000_i64..9_000_000_000)), 2..7),
        chosen in 0_usize..7
    ) {
        let all: Vec<(String, bool, Kinds)> = (all.into_iter().enumerate())
            .map(|(at, (name, parts))| (name, at == chosen, kinds(parts)))
            .collect();
        if let Some(chart) = options_compared(&all, words()) {
            for metrics in [SCREEN, PHONE, NARROWEST, PAPER] {
                stays_inside(&chart, metrics);
            }
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
