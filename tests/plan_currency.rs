//! Lines that are bought in another currency: hand-worked amounts in currencies of 0, 2 and 3
//! decimals, and what always holds.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/cases.rs"]
mod cases;

use cases::cases;
use std::sync::Arc;

use pitchwright::model::{
    BoughtIn, Currency, Flight, Line, LineKind, Money, Percent, Pitch, Quantity,
};
use pitchwright::plan::exposure::exposure;
use pitchwright::plan::price::{LinePrice, price};
use proptest::prelude::*;
use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::json;

fn currency(code: &str) -> Currency {
    Currency::new(code).unwrap()
}

fn abroad(code: &str, amount: i64, rate: &str) -> BoughtIn {
    BoughtIn {
        currency: currency(code),
        amount: Money::minor(amount),
        rate: rate.parse().unwrap(),
        dated: None,
        extra: Default::default(),
    }
}

fn line(value: serde_json::Value) -> Line {
    serde_json::from_value(value).unwrap()
}

fn priced(home: &str, line: Line) -> (LinePrice, bool) {
    let mut pitch: Pitch = serde_json::from_value(
        json!({ "title": "", "currency": "EUR", "timeline": { "start": "2027-01-04" } }),
    )
    .unwrap();
    pitch.currency = currency(home);
    let id = line.id.clone();
    Arc::make_mut(&mut pitch.budget).lines = std::iter::once(line).collect();
    let price = price(&pitch, None);
    (*price.lines.get(&id).unwrap(), !price.held.is_empty())
}

fn film(quantity: &str, bought: BoughtIn) -> Line {
    let mut line =
        line(json!({ "id": "film", "kind": "third_party", "quantity": quantity, "markup": "10" }));
    line.bought_in = Some(bought);
    line
}

#[test]
fn amounts_worked_by_hand() {
    // 3 x 1,250.50 USD at 0.9213: 3,456.25695 EUR.
    let (film_eur, _) = priced("EUR", film("3", abroad("USD", 125_050, "0.9213")));
    assert_eq!(film_eur.cost, Money::minor(345_626));
    // 10 % on the rounded cost: 3,801.886.
    assert_eq!(film_eur.price, Money::minor(380_189));
    // 1,000,000 JPY at 0.0061: no decimals there, two here.
    let (yen, _) = priced("EUR", film("1", abroad("JPY", 1_000_000, "0.0061")));
    assert_eq!(yen.cost, Money::minor(610_000));
    // 12.345 KWD at 487.3 yen: three decimals there, none here: 6,015.7185 yen.
    let (dinar, _) = priced("JPY", film("1", abroad("KWD", 12_345, "487.3")));
    assert_eq!(dinar.cost, Money::minor(6_016));
    // 99.99 EUR at 0.331 in Kuwait: 33.09669 dinar.
    let (kuwait, _) = priced("KWD", film("1", abroad("EUR", 9_999, "0.331")));
    assert_eq!(kuwait.cost, Money::minor(33_097));
    // Halves go away from zero: 0.5 x 1 yen.
    let (half, _) = priced("JPY", film("0.5", abroad("JPY", 1, "1")));
    assert_eq!(half.cost, Money::minor(1));
}

#[test]
fn media_and_expenses_are_bought_abroad_fees_and_flights_are_not() {
    let usd = || Some(abroad("USD", 100_000, "0.5"));
    let mut post = line(json!({ "id": "a", "kind": "expense", "quantity": "2", "unit_cost": 1 }));
    post.bought_in = usd();
    assert_eq!(priced("EUR", post).0.price, Money::minor(100_000));
    let mut media = line(
        json!({ "id": "a", "kind": "media_commission", "net": 5, "commission": "20", "quantity": "7" }),
    );
    media.bought_in = usd();
    let figures = priced("EUR", media.clone()).0;
    assert_eq!(
        (figures.cost, figures.price),
        (Money::minor(50_000), Money::minor(62_500))
    );
    let mut fee = line(json!({ "id": "a", "hours": "2", "bill_rate": 700, "cost_rate": 300 }));
    fee.bought_in = usd();
    assert_eq!(priced("EUR", fee).0.cost, Money::minor(600));
    // The flight's own net counts.
    let flight: Flight = serde_json::from_value(json!({ "id": "f", "net": 800 })).unwrap();
    media.flight = Some(flight.id.clone());
    let mut pitch: Pitch = serde_json::from_value(
        json!({ "title": "", "currency": "EUR", "timeline": { "start": "2027-01-04" } }),
    )
    .unwrap();
    Arc::make_mut(&mut pitch.media).flights = std::iter::once(flight).collect();
    Arc::make_mut(&mut pitch.budget).lines = std::iter::once(media).collect();
    assert_eq!(price(&pitch, None).external_cost, Money::minor(800));
}

#[test]
fn what_is_out_of_all_bounds_is_held_and_said() {
    let (figures, held) = priced(
        "KWD",
        film("1000000000", abroad("JPY", 9_000_000_000_000, "1000000000")),
    );
    assert!(held);
    assert_eq!(figures.cost, Money::MAX_LINE);
}

fn bought(id: &str, kind: &str, quantity: &str, abroad: BoughtIn) -> Line {
    let mut line = line(json!({
        "id": id, "kind": kind, "quantity": quantity, "markup": "10", "commission": "15",
    }));
    line.bought_in = Some(abroad);
    line
}

fn pitch_of(home: &str, lines: Vec<Line>) -> Pitch {
    let mut pitch: Pitch = serde_json::from_value(
        json!({ "title": "", "currency": home, "timeline": { "start": "2027-01-04" } }),
    )
    .unwrap();
    Arc::make_mut(&mut pitch.budget).lines = lines.into_iter().collect();
    pitch
}

#[test]
fn what_a_move_of_the_rates_does_is_said_by_currency() {
    let pitch = pitch_of(
        "EUR",
        vec![
            // 2,501.00 USD at 0.92: 2,300.92 EUR; 5 % of it 115.046.
            bought("film", "third_party", "2", abroad("USD", 125_050, "0.92")),
            // 1,000.00 USD of media, whose quantity does not count: 900.00; 5 % 45.00.
            bought(
                "media",
                "media_commission",
                "7",
                abroad("USD", 100_000, "0.9"),
            ),
            // The client pays an expense at what it costs: 610.00.
            bought("travel", "expense", "1", abroad("JPY", 100_000, "0.0061")),
            line(json!({ "id": "home", "kind": "third_party", "quantity": "1", "unit_cost": 5 })),
        ],
    );
    let found = exposure(&pitch, &price(&pitch, None), Percent::whole(5));
    let rows: Vec<_> = (found.iter())
        .map(|e| {
            let units = [e.amount, e.cost, e.dearer, e.cheaper].map(Money::units);
            (e.currency.code(), e.lines, units)
        })
        .collect();
    assert_eq!(
        rows,
        [
            // 2,300.92 becomes 2,415.966, and 2,185.874: each rounded.
            ("USD", 2, [350_100, 320_092, -16_005, 16_005]),
            ("JPY", 1, [100_000, 61_000, 0, 0]),
        ]
    );
    let dinar = pitch_of(
        "KWD",
        vec![bought(
            "a",
            "third_party",
            "1",
            abroad("EUR", 9_999, "0.331"),
        )],
    );
    let found = exposure(&dinar, &price(&dinar, None), Percent::whole(5));
    // 33.09669 dinar: 34.7515245 and 31.4418555 beside 33.097.
    assert_eq!(
        (found[0].dearer, found[0].cheaper),
        (Money::minor(-1_655), Money::minor(1_655))
    );
    let none = pitch_of("EUR", Vec::new());
    assert!(exposure(&none, &price(&none, None), Percent::whole(5)).is_empty());
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn it_is_rounded_once_from_the_exact_product(
        amount in 0_i64..100_000_000_000,
        quantity in 0_i64..100_000,
        rate in 1_i64..10_000_000_000,
        home in prop::sample::select(vec!["JPY", "EUR", "KWD"]),
        there in prop::sample::select(vec!["JPY", "USD", "KWD"]),
    ) {
        let (quantity, rate) = (Decimal::new(quantity, 2), Decimal::new(rate, 6));
        let bought = BoughtIn { rate: Quantity::new(rate).unwrap(), ..abroad(there, amount, "1") };
        let (figures, _) = priced(home, film(&quantity.to_string(), bought));
        // The same in major units.
        let exact = Decimal::new(amount, currency(there).decimals()) * rate * quantity;
        let rounded = exact.round_dp_with_strategy(
            currency(home).decimals(), RoundingStrategy::MidpointAwayFromZero,
        );
        if figures.cost == Money::MAX_LINE {
            prop_assert!(rounded >= Decimal::new(figures.cost.units(), currency(home).decimals()));
        } else {
            prop_assert_eq!(Decimal::new(figures.cost.units(), currency(home).decimals()), rounded);
        }
    }

    #[test]
    fn the_exposure_is_all_that_is_bought_abroad(
        lines in prop::collection::vec((0_usize..4, 0_usize..3, 0_i64..50_000_000, 1_i64..3_000), 0..12),
        by in 0_i64..40,
    ) {
        let kinds = ["third_party", "expense", "media_commission", "media_service_fee"];
        let codes = ["USD", "JPY", "KWD"];
        let lines: Vec<Line> = lines.iter().enumerate().map(|(at, (kind, code, amount, rate))| {
            let rate = Decimal::new(*rate, 3).to_string();
            bought(&format!("l{at}"), kinds[*kind], "1.5", abroad(codes[*code], *amount, &rate))
        }).collect();
        let count = lines.len();
        let pitch = pitch_of("EUR", lines);
        let price = price(&pitch, None);
        let found = exposure(&pitch, &price, Percent::whole(by));
        prop_assert_eq!(found.iter().map(|e| e.lines).sum::<usize>(), count);
        prop_assert_eq!(found.iter().map(|e| e.cost).sum::<Money>(), price.external_cost);
        for entry in found {
            prop_assert!(entry.dearer <= Money::ZERO && entry.cheaper >= Money::ZERO);
            // Up and down are the same but for what every line is rounded by.
            let lines = i64::try_from(entry.lines).unwrap();
            prop_assert!((entry.dearer + entry.cheaper).units().abs() <= lines);
            let exact = entry.cost.decimal() * Decimal::new(by, 2);
            prop_assert!(entry.cheaper.decimal() <= exact + Decimal::from(lines));
        }
    }

    #[test]
    fn one_currency_at_a_rate_of_one_changes_nothing(amount in 0_i64..1_000_000_000, quantity in 0_i64..10_000) {
        let quantity = Decimal::new(quantity, 2).to_string();
        let mut own = film(&quantity, abroad("EUR", amount, "1"));
        let bought = priced("EUR", own.clone()).0;
        own.bought_in = None;
        own.unit_cost = Money::minor(amount);
        prop_assert_eq!(own.kind, LineKind::ThirdParty);
        prop_assert_eq!(priced("EUR", own).0, bought);
    }
}
