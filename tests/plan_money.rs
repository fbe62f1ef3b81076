//! Money over a whole pitch: prices, phasing, payments, forecast, load, pipeline and the card.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "support/cases.rs"]
mod cases;

use cases::cases;
use std::sync::Arc;
use std::time::Instant;

use pitchwright::model::{
    Budget, Currency, Date, DateKind, Hours, Identifier, Line, LineId, LineKind, List, Money,
    OptionId, Percent, Pitch, Settings, Stage, key_date,
};
use pitchwright::plan::allocate::largest_remainder;
use pitchwright::plan::forecast::forecast;
use pitchwright::plan::load::{Staffed, load};
use pitchwright::plan::month::Month;
use pitchwright::plan::payments::payments;
use pitchwright::plan::phasing::{Measure, phasing};
use pitchwright::plan::pipeline::{Opportunity, pipeline};
use pitchwright::plan::price::{Price, group_prices, price, price_options, recommended_price};
use pitchwright::plan::schedule::schedule;
use pitchwright::plan::summary::{Summary, summary};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value, json};

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn euro(amount: i64) -> Money {
    Money::minor(amount * 100)
}

fn line(id: &str) -> LineId {
    LineId::new(id).unwrap()
}

/// A small pitch with everything in it that money follows from.
fn pitch() -> Pitch {
    let pitch = json!({
        "title": "Morning", "currency": "EUR",
        "client": { "organisation": "Halden" },
        "status": { "stage": "in_progress", "win_probability": "40",
                    "pitch_date": "2027-02-09", "decision_date": "2027-02-19" },
        "brief": { "audience_size": 1_000_000 },
        "team": {
            "roles": [
                { "id": "ad", "name": "Art director", "bill_rate": 11500, "cost_rate": 4900 },
                { "id": "pm", "name": "Project manager", "bill_rate": 10000, "cost_rate": 4300 }
            ],
            "people": [
                { "id": "sofia", "name": "Sofia", "role": "ad", "hours_per_week": "20",
                  "away": [{ "id": "w1", "from": "2027-03-03", "to": "2027-03-04" },
                           { "id": "w2", "from": "2027-03-04", "to": "2027-03-05" }] },
                { "id": "hugo", "name": "Hugo", "role": "pm" }
            ]
        },
        "timeline": {
            "start": "2027-02-22",
            "phases": [{ "id": "make", "name": "Make" }, { "id": "live", "name": "Live" }],
            "tasks": [
                { "id": "design", "name": "Design", "phase": "make", "duration": 10, "assignments": [
                    { "id": "x1", "person": "sofia", "hours": "70" },
                    { "id": "x2", "role": "pm", "hours": "12.5" }] },
                { "id": "air", "name": "On air", "kind": "milestone", "phase": "live" },
                { "id": "report", "name": "Report", "phase": "live", "duration": 15, "options": ["full"],
                  "assignments": [{ "id": "x3", "role": "pm", "hours": "8" }] }
            ],
            "links": [{ "id": "k1", "from": "design", "to": "air" }, { "id": "k2", "from": "air", "to": "report" }],
            "launch": "air"
        },
        "budget": {
            "groups": [{ "id": "g1", "name": "Fees" }, { "id": "g2", "name": "Media" }],
            "lines": [
                { "id": "f1", "name": "Art direction", "kind": "fee", "group": "g1", "role": "ad", "hours_from": "timeline", "phase": "make", "tax": "21" },
                { "id": "f2", "name": "Management", "kind": "fee", "group": "g1", "role": "pm", "hours_from": "timeline", "tax": "21" },
                { "id": "film", "name": "Film", "kind": "third_party", "quantity": "1", "unit_cost": 620_000, "markup": "10", "task": "air", "tax": "21" },
                { "id": "m1", "name": "Video", "kind": "media_commission", "group": "g2", "flight": "v", "net": 1, "commission": "10", "tax": "21" },
                { "id": "x", "name": "Travel", "kind": "expense", "quantity": "3", "unit_cost": 33_333, "options": ["full"] }
            ],
            "options": [
                { "id": "small", "name": "Essential" },
                { "id": "full", "name": "Recommended", "discount": { "scope": "fees", "value": { "percent": "5" } } }
            ],
            "recommended": "full",
            "contingency": { "percent": "7.5", "scope": "third_party" },
            "payments": [
                { "id": "p1", "name": "Start", "share": { "percent": "30" }, "of": "all_but_media", "due": "signature" },
                { "id": "p2", "name": "Media", "share": { "percent": "100" }, "of": "media", "due": "monthly" },
                { "id": "p3", "name": "Rest", "share": "rest", "due": { "task": "report" } }
            ]
        },
        "media": {
            "conversion_value": 500,
            "flights": [
                { "id": "v", "channel": "Video", "start": "2027-03-20", "finish": "2027-05-09", "model": "CPM", "rate": 1150,
                  "net": 5_800_000, "ctr": "0.35", "cvr": "1.1", "frequency": "4" }
            ]
        }
    });
    serde_json::from_value(pitch).unwrap()
}

fn option(id: &str) -> OptionId {
    OptionId::new(id).unwrap()
}

#[test]
fn fees_take_their_hours_from_the_tasks_of_the_option() {
    let pitch = pitch();
    let full = price(&pitch, Some(&option("full")));
    let small = price(&pitch, Some(&option("small")));
    assert_eq!(
        full.lines.get(&line("f1")).unwrap().price,
        euro(70 * 115),
        "the role of the person counts"
    );
    assert_eq!(full.lines.get(&line("f1")).unwrap().cost, euro(70 * 49));
    assert_eq!(
        full.lines.get(&line("f2")).unwrap().price,
        euro(2050),
        "12.5 and 8 hours"
    );
    assert_eq!(small.lines.get(&line("f2")).unwrap().price, euro(1250));
    assert!(!small.lines.contains_key(&line("x")));
    assert_eq!(full.fee_hours.to_string(), "90.5");
    assert_eq!(
        full.lines.get(&line("m1")).unwrap().cost,
        euro(58_000),
        "the net of the flight"
    );
    assert_eq!(
        full.lines.get(&line("m1")).unwrap().price,
        Money::minor(6_444_444)
    );
    assert_eq!(full.lines.get(&line("m1")).unwrap().margin(), Some(1000));
    assert_eq!(full.lines.get(&line("film")).unwrap().markup(), Some(1000));
    assert_eq!(full.discount, Money::minor(50_500));
    assert_eq!(full.contingency, Money::minor(51_150));
    assert_eq!(full.option, Some(option("full")));
    let ids: Vec<&str> = full.lines.keys().map(LineId::as_str).collect();
    assert_eq!(ids, ["f1", "f2", "film", "m1", "x"]);
    let all = price(&pitch, None);
    assert_eq!(all.option, None);
    assert_eq!(all.discount, Money::ZERO);
    assert_eq!(all.lines.len(), 5);
}

#[test]
fn prices_are_told_apart_by_their_lines_where_the_sums_are_the_same() {
    let of = |first: i64, second: i64| {
        let mut pitch = Pitch::blank(day("2027-01-04"), &Settings::default());
        let lines = json!([
            { "id": "a", "kind": "fixed", "quantity": "1", "unit_price": first },
            { "id": "b", "kind": "fixed", "quantity": "1", "unit_price": second },
        ]);
        Arc::make_mut(&mut pitch.budget).lines = serde_json::from_value(lines).unwrap();
        price(&pitch, None)
    };
    assert_eq!(of(100, 300).net_total, of(300, 100).net_total);
    assert_ne!(of(100, 300), of(300, 100));
    assert_eq!(of(100, 300), of(100, 300));
    assert!(!of(100, 300).lines.is_empty());
    let blank = Pitch::blank(day("2027-01-04"), &Settings::default());
    assert!(price(&blank, None).lines.is_empty());
}

#[test]
fn groups_add_up_to_the_subtotal() {
    let pitch = pitch();
    let full = price(&pitch, Some(&option("full")));
    let groups = group_prices(&pitch.budget, &full);
    let sum: Money = groups.values().map(|g| g.price).sum();
    assert_eq!(sum, full.subtotal);
    assert_eq!(groups.len(), 3, "two groups and what stands in none");
    let cost: Money = groups.values().map(|g| g.cost).sum();
    assert_eq!(cost, full.labour_cost + full.external_cost);
    let net: Money = groups.values().map(|g| g.net).sum();
    assert_eq!(net, full.net_total);
    let hours: Hours = groups.values().map(|g| g.hours).sum();
    assert_eq!(hours, full.fee_hours);
}

#[test]
fn the_option_that_counts_is_the_recommended_one_else_the_first_else_all_lines() {
    let mut pitch = pitch();
    assert_eq!(
        recommended_price(&pitch),
        price(&pitch, Some(&option("full")))
    );
    Arc::make_mut(&mut pitch.budget).recommended = None;
    assert_eq!(
        recommended_price(&pitch),
        price(&pitch, Some(&option("small")))
    );
    Arc::make_mut(&mut pitch.budget).options = List::default();
    let all = recommended_price(&pitch);
    assert_eq!(all, price(&pitch, None));
    assert_eq!(all.lines.len(), 5);
}

#[test]
fn figures_out_of_bounds_are_held_and_said() {
    let mut pitch = pitch();
    let budget = Arc::make_mut(&mut pitch.budget);
    let film = budget.lines.find_mut(&line("film")).unwrap();
    film.quantity = "1000000000".parse().unwrap();
    film.unit_cost = Money::MAX_TYPED;
    budget.lines.find_mut(&line("m1")).unwrap().commission = Percent::whole(100);
    let full = price(&pitch, Some(&option("full")));
    assert_eq!(full.held, [line("film"), line("m1")]);
    assert_eq!(
        full.lines.get(&line("film")).unwrap().price,
        Money::MAX_LINE
    );
}

#[test]
fn months_follow_phase_flight_task_and_project() {
    let pitch = pitch();
    let plan = schedule(&pitch.timeline, Some(&option("full")));
    let full = price(&pitch, Some(&option("full")));
    let phasing = phasing(&pitch, &plan, &full, Measure::Price);
    let month = |month| Month { year: 2027, month };
    // Ten working days from 22 February: five in February, five in March.
    assert_eq!(phasing.lines[&line("f1")][&month(2)], euro(70 * 115 / 2));
    assert_eq!(
        phasing.lines[&line("film")],
        [(month(3), euro(6820))].into()
    );
    // 20 March to 9 May: 12, 30 and 9 days.
    let expected: Vec<Money> = largest_remainder(6_444_444, &[12, 30, 9])
        .into_iter()
        .map(Money::minor)
        .collect();
    let media: Vec<Money> = phasing.lines[&line("m1")].values().copied().collect();
    assert_eq!(media, expected);
    // 999.99 of travel over the project, 22 February to 26 March: 7 and 26 days.
    assert_eq!(
        phasing.lines[&line("x")],
        [
            (month(2), Money::minor(21_212)),
            (month(3), Money::minor(78_787))
        ]
        .into()
    );
    assert_eq!(phasing.months, [month(2), month(3), month(4), month(5)]);
    assert_eq!(
        phasing.total.values().copied().sum::<Money>(),
        full.subtotal
    );
}

#[test]
fn payments_add_up_and_say_when() {
    let mut pitch = pitch();
    let plan = schedule(&pitch.timeline, Some(&option("full")));
    let full = price(&pitch, Some(&option("full")));
    let due = payments(&pitch, &plan, &full);
    assert_eq!(due.difference, Money::ZERO);
    let dates: Vec<_> = due.payments.iter().map(|p| p.date).collect();
    let on = |text| Some(day(text));
    assert_eq!(
        dates,
        [
            on("2027-02-19"),
            on("2027-03-01"),
            on("2027-04-01"),
            on("2027-05-01"),
            plan.finish
        ]
    );
    let media: Money = due.payments[1..4].iter().map(|p| p.amount).sum();
    assert_eq!(media, full.media_total);
    assert_eq!((due.payments[3].part, due.payments[3].parts), (3, 3));
    Arc::make_mut(&mut pitch.budget)
        .payments
        .remove(&pitchwright::model::InstalmentId::new("p3").unwrap());
    let due = payments(&pitch, &plan, &full);
    assert_eq!(
        due.difference,
        full.total - due.payments.iter().map(|p| p.amount).sum::<Money>()
    );
    assert!(due.difference > Money::ZERO);
    // Thirds that make a whole do so to the last cent.
    let thirds = json!([
        { "id": "a", "share": { "percent": "33.3" }, "due": "signature" },
        { "id": "b", "share": { "percent": "33.3" }, "due": { "date": "2027-03-05" } },
        { "id": "c", "share": { "percent": "33.4" }, "due": { "task": "report" } }
    ]);
    Arc::make_mut(&mut pitch.budget).payments = serde_json::from_value(thirds).unwrap();
    for total in [1, 2, 5, 49, 100, 1001] {
        let price = Price {
            total: Money::minor(total),
            ..Price::default()
        };
        assert_eq!(
            payments(&pitch, &plan, &price).difference,
            Money::ZERO,
            "{total}"
        );
    }
    let small = schedule(&pitch.timeline, Some(&option("small")));
    assert_eq!(
        payments(&pitch, &small, &full).payments[2].date,
        None,
        "no report in this option"
    );
}

#[test]
fn the_forecast_reaches_no_more_than_the_audience() {
    let pitch = pitch();
    let found = forecast(&pitch.media, None, Some(1_000_000));
    let video = found.flights.values().next().unwrap();
    assert_eq!(video.impressions, Some(5_043_478));
    assert_eq!(video.clicks, Some(17_652));
    assert_eq!(video.conversions, Some(194));
    assert_eq!(video.reach, Some(1_000_000));
    assert_eq!(video.grp, Some(Decimal::from(400)));
    assert_eq!(found.cpm, Some(Money::minor(1150)));
    assert_eq!(found.cpv, None);
    assert_eq!(found.conversion_value, Some(Money::minor(97_087)));
    assert_eq!(found.roas, Some("0.0167".parse().unwrap()));
    let wider = forecast(&pitch.media, None, Some(2_000_000));
    assert_eq!(
        wider.flights.values().next().unwrap().reach_percent,
        Some("63.04".parse().unwrap())
    );
}

#[test]
fn hours_fall_into_weeks_around_away_days() {
    let pitch = pitch();
    let plan = schedule(&pitch.timeline, Some(&option("full")));
    let staffed = Staffed {
        pitch: &pitch,
        schedule: &plan,
        weight: Decimal::ONE,
    };
    let found = load(&[staffed]);
    assert_eq!(found.weeks[..2], [day("2027-02-22"), day("2027-03-01")]);
    let sofia = found.people.iter().find(|p| p.name == "Sofia").unwrap();
    // Five days in the first week, two in the second: she is away for the other three.
    assert_eq!(sofia.weeks[0].hours, Decimal::from(50));
    assert_eq!(sofia.weeks[1].hours, Decimal::from(20));
    assert_eq!(sofia.weeks[0].capacity, Some(Decimal::from(20)));
    assert_eq!(sofia.weeks[1].capacity, Some(Decimal::from(8)));
    assert!(sofia.weeks[0].is_overbooked());
    let hugo = found.people.iter().find(|p| p.name == "Hugo").unwrap();
    assert!(
        hugo.weeks
            .iter()
            .all(|w| w.hours.is_zero() && w.capacity.is_none())
    );
    let managers = found
        .roles
        .iter()
        .find(|r| r.name == "Project manager")
        .unwrap();
    let sum: Decimal = managers.weeks.iter().map(|w| w.hours).sum();
    assert_eq!(
        sum,
        "20.5".parse().unwrap(),
        "hours that nobody has yet stand with the role"
    );
    // Two pitches, one weighted: the same people.
    let half = Staffed {
        weight: "0.5".parse().unwrap(),
        ..staffed
    };
    let both = load(&[staffed, half]);
    assert_eq!(both.people.len(), 2);
    let sofia = both.people.iter().find(|p| p.name == "Sofia").unwrap();
    assert_eq!(sofia.weeks[0].hours, Decimal::from(75));
    assert_eq!(sofia.weeks[0].capacity, Some(Decimal::from(40)));
}

#[test]
fn the_pipeline_adds_no_currencies_together() {
    let of = |stage, currency, value: i64, chance| Opportunity {
        stage,
        currency: Currency::new(currency).unwrap(),
        value: Some(euro(value)),
        win_probability: Percent::whole(chance),
        month: None,
        pitching_hours: Hours::ZERO,
        pitching_cost: Money::ZERO,
    };
    let found = pipeline(&[
        of(Stage::InProgress, "EUR", 1000, 40),
        of(Stage::Pitched, "EUR", 500, 60),
        of(Stage::Pitched, "USD", 700, 50),
        of(Stage::Won, "EUR", 300, 100),
        of(Stage::Lost, "EUR", 600, 0),
        of(Stage::OnHold, "EUR", 9000, 90),
        Opportunity {
            value: None,
            ..of(Stage::Lost, "EUR", 0, 0)
        },
    ]);
    let eur = &found.currencies[&Currency::EUR];
    assert_eq!((eur.open, eur.weighted), (euro(1500), euro(700)));
    assert_eq!(eur.won_share, Some(3333));
    assert_eq!(found.won_share, Some(3333));
    assert_eq!(
        found.currencies[&Currency::new("USD").unwrap()].weighted,
        euro(350)
    );
    assert_eq!(found.stages[&Stage::Pitched], 2);
    assert_eq!(pipeline(&[]).won_share, None);
}

#[test]
fn the_card_of_a_pitch() {
    let pitch = pitch();
    let card = summary(&pitch, day("2027-02-01"));
    let full = price(&pitch, Some(&option("full")));
    assert_eq!(card.organisation, "Halden");
    assert_eq!(card.value, Some(full.net_total));
    assert_eq!(
        card.weighted.unwrap().units(),
        (full.net_total.units() * 4 + 5) / 10
    );
    let next = |card: &Summary, today: &str| {
        key_date::next(&card.dates, day(today)).map(|due| (due.kind, due.date))
    };
    assert_eq!(
        next(&card, "2027-02-01"),
        Some((DateKind::Pitch, day("2027-02-09")))
    );
    // The same card on a later day.
    assert_eq!(
        next(&card, "2027-02-20"),
        Some((DateKind::Launch, day("2027-03-05")))
    );
    assert_eq!(card.launch, Some(day("2027-03-05")));
    let blank = Pitch::blank(day("2027-01-04"), &Settings::default());
    let card = summary(&blank, day("2027-01-04"));
    assert_eq!((card.value, card.dates, card.problems), (None, vec![], 0));
}

#[test]
fn two_thousand_lines_are_quick() {
    let mut pitch = pitch();
    let lines: List<Line> = (0..2000)
        .map(|n| Line {
            id: line(&format!("l{n}")),
            ..(*pitch.budget.lines[n % 5]).clone()
        })
        .collect();
    Arc::make_mut(&mut pitch.budget).lines = lines;
    let start = Instant::now();
    let full = price(&pitch, Some(&option("full")));
    let took = start.elapsed();
    assert_eq!(full.lines.len(), 2000);
    assert!(
        took.as_millis() < 300,
        "{took:?}: this must not grow with the square of the lines"
    );
    println!("2,000 lines: {took:?}");
}

fn drawn_line(n: usize) -> impl Strategy<Value = Value> {
    (
        proptest::sample::select(LineKind::ALL.to_vec()),
        -200_000_i64..2_000_000,
        0_u32..5000,
        0_u32..4000,
        proptest::sample::select(vec!["7", "19", "21"]),
        proptest::option::weighted(0.3, proptest::sample::select(vec!["a", "b"])),
        proptest::sample::select(vec![None, Some("design"), Some("ghost")]),
        proptest::sample::select(vec![None, Some("make"), Some("live")]),
    )
        .prop_map(
            move |(kind, amount, hundredths, percent, tax, option, task, phase)| {
                let positive = amount.abs();
                let mut line = json!({
                    "id": format!("l{n:02}"), "kind": kind, "tax": tax,
                    "hours": Decimal::new(hundredths.into(), 2).to_string(),
                    "quantity": Decimal::new(hundredths.into(), 2).to_string(),
                    "bill_rate": positive, "cost_rate": positive / 2,
                    "unit_price": amount, "unit_cost": positive / 3, "net": positive,
                    "markup": Decimal::new(percent.into(), 2).to_string(),
                    "commission": Decimal::new(percent.into(), 2).to_string(),
                    "service_fee": Decimal::new(percent.into(), 2).to_string(),
                    "options": option.into_iter().collect::<Vec<_>>(),
                });
                for (name, value) in [("task", task), ("phase", phase)] {
                    if let Some(value) = value {
                        line[name] = json!(value);
                    }
                }
                line
            },
        )
}

fn budgets() -> impl Strategy<Value = Budget> {
    let share = prop_oneof![
        (0_u32..12_000).prop_map(|p| json!({ "percent": Decimal::new(p.into(), 2).to_string() })),
        (-1000_i64..5_000_000).prop_map(|a| json!({ "amount": a })),
        Just(json!("rest")),
    ];
    let discount =
        proptest::option::of((share, proptest::sample::select(vec!["fees", "everything"])));
    let contingency = (
        0_u32..3000,
        proptest::sample::select(vec!["third_party", "everything"]),
    );
    let lines = (0_usize..12).prop_flat_map(|n| (0..n).map(drawn_line).collect::<Vec<_>>());
    (lines, discount, contingency).prop_map(|(lines, discount, (percent, scope))| {
        let discount = discount.map(|(value, scope)| json!({ "value": value, "scope": scope }));
        let mut a = json!({ "id": "a" });
        if let Some(discount) = discount {
            a["discount"] = discount;
        }
        serde_json::from_value(json!({
            "lines": lines, "options": [a, { "id": "b" }],
            "contingency": { "percent": Decimal::new(percent.into(), 2).to_string(), "scope": scope },
        }))
        .unwrap()
    })
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn parts_add_up_and_stay_close(amount in any::<i64>(), weights in proptest::collection::vec(0_i64..1_000_000, 1..30)) {
        let parts = largest_remainder(amount, &weights);
        prop_assert_eq!(parts.iter().map(|p| i128::from(*p)).sum::<i128>(), i128::from(amount));
        let total: i128 = weights.iter().map(|w| i128::from(*w)).sum();
        if total > 0 {
            for (part, weight) in parts.iter().zip(&weights) {
                let off = i128::from(*part) * total - i128::from(amount) * i128::from(*weight);
                prop_assert!(off.abs() < total, "each part is within a unit of its share");
            }
        }
    }

    #[test]
    fn weights_below_nothing_take_their_exact_share_too(
        amount in -1_000_000_000_000_i64..1_000_000_000_000,
        weights in proptest::collection::vec(-1000_i64..1000, 1..12),
    ) {
        let total: i64 = weights.iter().sum();
        prop_assume!(total != 0);
        let parts = largest_remainder(amount, &weights);
        let sum: i128 = parts.iter().map(|part| i128::from(*part)).sum();
        prop_assert_eq!(sum, i128::from(amount));
        let off = |(part, weight): (&i64, &i64)| {
            i128::from(*part) * i128::from(total) - i128::from(amount) * i128::from(*weight)
        };
        let close = |off: i128| off.abs() < i128::from(total.abs());
        prop_assert!(parts.iter().zip(&weights).map(off).all(close), "{:?}", parts);
        // The same shares by weights of any size, and turned round.
        for factor in [1_000_000_000, -1, -1_000_000_000] {
            let scaled: Vec<i64> = weights.iter().map(|weight| weight * factor).collect();
            prop_assert_eq!(&largest_remainder(amount, &scaled), &parts, "{}", factor);
        }
        let turned: Vec<i64> = parts.iter().map(|part| -part).collect();
        prop_assert_eq!(largest_remainder(-amount, &weights), turned);
    }

    #[test]
    fn the_net_of_an_option_is_the_sum_of_its_parts(budget in budgets()) {
        let mut pitch = pitch();
        pitch.budget = Arc::new(budget);
        for (_, price) in price_options(&pitch) {
            prop_assert_eq!(price.net_total, price.subtotal - price.discount + price.contingency);
            prop_assert_eq!(price.lines.values().map(|l| l.price).sum::<Money>(), price.subtotal);
            prop_assert_eq!(price.lines.values().map(|l| l.net).sum::<Money>(), price.net_total);
            // Every line is taxed.
            prop_assert_eq!(price.taxes.iter().map(|t| t.base).sum::<Money>(), price.net_total);
            prop_assert_eq!(price.net_total + price.taxes.iter().map(|t| t.tax).sum::<Money>(), price.total);
            prop_assert!(price.discount >= Money::ZERO && price.discount <= price.subtotal.max(price.discount));
            prop_assert_eq!(price.profit, price.subtotal - price.discount - price.external_cost - price.labour_cost);
            let cost: Money = price.lines.values().map(|l| l.cost).sum();
            prop_assert_eq!(cost, price.external_cost + price.labour_cost);
        }
    }

    #[test]
    fn the_months_of_a_line_add_up_to_the_line(budget in budgets(), net in proptest::bool::ANY) {
        let mut pitch = pitch();
        pitch.budget = Arc::new(budget);
        let plan = schedule(&pitch.timeline, Some(&option("a")));
        let price = price(&pitch, Some(&option("a")));
        let measure = if net { Measure::Net } else { Measure::Price };
        let phasing = phasing(&pitch, &plan, &price, measure);
        prop_assert_eq!(phasing.lines.len(), price.lines.len());
        for (id, months) in &phasing.lines {
            let line = price.lines.get(id).unwrap();
            let expected = if net { line.net } else { line.price };
            prop_assert_eq!(months.values().copied().sum::<Money>(), expected);
        }
        let expected = if net { price.net_total } else { price.subtotal };
        prop_assert_eq!(phasing.total.values().copied().sum::<Money>(), expected);
    }

    /// The order of lines decides only where a last minor unit goes (ties to the earlier line).
    #[test]
    fn the_order_of_lines_does_not_matter(budget in budgets()) {
        let mut pitch = pitch();
        let other = Budget { lines: budget.lines.iter().rev().map(|l| (**l).clone()).collect(), ..budget.clone() };
        pitch.budget = Arc::new(budget);
        let before = price(&pitch, Some(&option("a")));
        pitch.budget = Arc::new(other);
        let after = price(&pitch, Some(&option("a")));
        prop_assert_eq!(before.subtotal, after.subtotal);
        prop_assert_eq!(before.discount, after.discount);
        prop_assert_eq!(before.profit, after.profit);
        prop_assert_eq!(before.blended_rate, after.blended_rate);
        let close = |a: Money, b: Money, by: i64| (a.units() - b.units()).abs() <= by;
        prop_assert!(close(before.contingency, after.contingency, 4));
        for (id, line) in &before.lines {
            prop_assert_eq!((line.price, line.cost), (after.lines.get(id).unwrap().price, after.lines.get(id).unwrap().cost));
            prop_assert!(close(line.net, after.lines.get(id).unwrap().net, 4));
        }
    }
}

#[test]
fn hours_stay_where_only_dates_change() {
    use pitchwright::plan::hours::{HoursByRole, same_hours};
    let text = include_str!("../assets/example.pitch.json");
    let file: Value = serde_json::from_str(text).unwrap();
    let pitch: Pitch = serde_json::from_value(file["pitch"].clone()).unwrap();
    let of = |pitch: &Pitch| HoursByRole::of(&pitch.timeline, &pitch.team, None);
    let change = |act: &dyn Fn(&mut pitchwright::model::Task)| {
        let mut other = pitch.clone();
        let tasks = &mut Arc::make_mut(&mut other.timeline).tasks;
        let worked = tasks.iter().find(|task| !task.assignments.is_empty());
        let id = worked.unwrap().id.clone();
        act(tasks.find_mut(&id).unwrap());
        other
    };
    let longer = change(&|task| task.duration += 3);
    assert!(same_hours(&pitch.timeline, &longer.timeline));
    assert_eq!(of(&pitch), of(&longer));
    let idle = change(&|task| task.assignments = List::default());
    assert!(!same_hours(&pitch.timeline, &idle.timeline));
    assert_ne!(of(&pitch), of(&idle));
    let elsewhere = change(&|task| task.phase = None);
    assert!(!same_hours(&pitch.timeline, &elsewhere.timeline));
    let mut fewer = pitch.clone();
    let tasks = &mut Arc::make_mut(&mut fewer.timeline).tasks;
    let last = tasks.last().unwrap().id.clone();
    tasks.remove(&last);
    assert!(!same_hours(&pitch.timeline, &fewer.timeline));
}
