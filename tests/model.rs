//! Edits that keep a pitch whole, and the types that keep figures in their range.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::sync::Arc;

use pitchwright::file;
use pitchwright::model::{
    Currency, Date, Hours, Identifier, Money, Percent, Pitch, Quantity, Settings, WorkingWeek,
};
use rust_decimal::Decimal;
use serde_json::json;

fn example() -> Pitch {
    file::read(include_str!("../assets/example.pitch.json"))
        .unwrap()
        .document
        .pitch
}

/// What is taken out leaves nothing behind that refers to it.
fn whole(pitch: &Pitch) {
    let mut copy = pitch.clone();
    assert_eq!(file::repair(&mut copy), []);
    assert_eq!(copy, *pitch);
}

#[test]
fn taking_anything_out_leaves_the_pitch_whole() {
    let pitch = example();
    macro_rules! each {
        ($section:ident, $list:ident, $remove:ident) => {
            for entry in &pitch.$section.$list {
                let mut copy = pitch.clone();
                assert!(copy.$remove(&entry.id), "{}", entry.id);
                assert!(!copy.$remove(&entry.id), "{} twice", entry.id);
                whole(&copy);
            }
        };
    }
    each!(timeline, tasks, remove_task);
    each!(timeline, phases, remove_phase);
    each!(team, roles, remove_role);
    each!(team, people, remove_person);
    each!(budget, lines, remove_line);
    each!(budget, groups, remove_group);
    each!(budget, options, remove_option);
    each!(media, flights, remove_flight);
    each!(scope, deliverables, remove_deliverable);
}

#[test]
fn a_role_that_goes_leaves_its_rates_and_hours_in_the_lines() {
    use pitchwright::plan::price::price;
    let pitch = example();
    let option = pitch.budget.recommended_option().cloned();
    let before = price(&pitch, option.as_ref());
    for role in &pitch.team.roles {
        let mut copy = pitch.clone();
        copy.remove_role(&role.id);
        let after = price(&copy, option.as_ref());
        assert_eq!(after.net_total, before.net_total, "{}", role.name);
        assert_eq!(after.profit, before.profit, "{}", role.name);
    }
}

#[test]
fn an_edit_copies_only_the_section_it_changes() {
    let pitch = example();
    let mut copy = pitch.clone();
    Arc::make_mut(&mut copy.brief).insight = "Other".to_owned();
    assert!(Arc::ptr_eq(&pitch.timeline, &copy.timeline));
    assert!(!Arc::ptr_eq(&pitch.brief, &copy.brief));
}

#[test]
fn another_currency_keeps_the_digits() {
    let mut pitch = example();
    let rate = pitch.team.roles[0].bill_rate.units();
    pitch.set_currency(Currency::new("KWD").unwrap());
    assert_eq!(pitch.team.roles[0].bill_rate.units(), rate * 10);
    pitch.set_currency(Currency::new("JPY").unwrap());
    assert_eq!(pitch.team.roles[0].bill_rate.units(), rate / 100);
    assert_eq!(pitch.brief.client_budget.unwrap().units(), 480_000);
}

#[test]
fn another_currency_changes_every_amount_but_those_that_name_their_own() {
    // Every amount is 12.30.
    let pitch = json!({
        "title": "", "currency": "EUR",
        "status": { "typed_value": 1230 },
        "brief": { "client_budget": 1230 },
        "scope": { "deliverables": [{ "id": "d", "further_round_price": 1230 }] },
        "team": { "roles": [{ "id": "r", "name": "R", "bill_rate": 1230, "cost_rate": 1230 }] },
        "timeline": {
            "start": "2027-01-04",
            "baselines": [{ "id": "b", "kept_on": "2027-01-04", "net_total": 1230 }],
        },
        "signed": { "groups": [{ "price": 1230 }], "net_total": 1230, "total": 1230 },
        "budget": {
            "lines": [{
                "id": "l", "name": "L", "bill_rate": 1230, "cost_rate": 1230, "unit_price": 1230,
                "unit_cost": 1230, "net": 1230,
                "bought_in": { "currency": "USD", "amount": 1_230_000, "rate": "0.9" },
            }],
            "options": [
                { "id": "o", "name": "O", "discount": { "value": { "amount": 1230 } } },
                { "id": "p", "name": "P", "discount": { "value": { "percent": "10" } } },
            ],
            "payments": [
                { "id": "i", "share": { "amount": 1230 }, "due": "signature" },
                { "id": "j", "share": "rest", "due": "signature" },
            ],
            "offers": [{
                "id": "f", "on": "2027-01-04", "currency": "EUR", "net_total": 1_230_000,
                "total": 1_230_000, "asked": 1_230_000,
            }],
        },
        "media": {
            "conversion_value": 1230,
            "flights": [{
                "id": "v", "channel": "Video", "rate": 1230, "net": 1230,
                "low": { "rate": 1230 }, "high": { "rate": 1230 },
            }],
        },
    });
    let amounts = pitch.to_string().matches(":1230").count();
    let mut pitch: Pitch = serde_json::from_value(pitch).unwrap();
    // 1,230,000 of another currency stay what they are.
    let abroad = 4;
    for (currency, units) in [
        ("KWD", 12_300),
        ("EUR", 1230),
        ("JPY", 12),
        ("CLF", 120_000),
    ] {
        pitch.set_currency(Currency::new(currency).unwrap());
        assert_eq!(pitch.currency.code(), currency);
        let written = serde_json::to_string(&pitch).unwrap();
        let count = |units: i64| {
            let text = format!(":{units}");
            let after = |at: usize| written[at + text.len()..].chars().next();
            written
                .match_indices(&text)
                .filter(|(at, _)| after(*at).is_some_and(|c| !c.is_ascii_digit()))
                .count()
        };
        assert_eq!(count(units), amounts - abroad, "{currency}: {written}");
        assert_eq!(count(1_230_000), abroad, "{currency}: {written}");
    }
    let mut rich = Pitch::blank(Date::ymd(2027, 1, 4).unwrap(), &Settings::default());
    Arc::make_mut(&mut rich.brief).client_budget = Some(Money::MAX_TYPED);
    rich.set_currency(Currency::new("BHD").unwrap());
    assert_eq!(
        rich.brief.client_budget,
        Some(Money::MAX_TYPED),
        "and no more"
    );
}

#[test]
fn figures_keep_their_range() {
    assert!("1001".parse::<Percent>().is_err());
    assert!("-1".parse::<Hours>().is_err());
    assert!("1e3".parse::<Quantity>().is_err());
    for text in ["", "1_000", "+1", " 1", "1,5", &"0".repeat(33)] {
        assert!(text.parse::<Quantity>().is_err(), "{text:?}");
    }
    assert_eq!("0".repeat(32).parse::<Quantity>(), Ok(Quantity::ZERO));
    assert_eq!("12.50".parse::<Percent>().unwrap().to_string(), "12.5");
    let half = Money::round(Decimal::new(25, 1));
    assert_eq!(half, (Money::minor(3), false));
    assert_eq!(Money::round(Decimal::new(-25, 1)).0, Money::minor(-3));
    assert!(Money::round(Decimal::MAX).1);
    assert_eq!(
        Money::minor(i64::MAX) + Money::minor(1),
        Money::minor(i64::MAX)
    );
}

#[test]
fn dates_stay_between_their_first_and_last() {
    assert!(Date::parse("2027-2-3").is_err());
    assert!(Date::parse("2026-02-30").is_err());
    for text in [
        "",
        "2027/02/03",
        "20270203",
        "2027-02-3x",
        "+027-02-03",
        "2027-02-031",
    ] {
        assert!(Date::parse(text).is_err(), "{text}");
    }
    assert_eq!(Date::MAX.plus_days(1), Date::MAX);
    assert_eq!(Date::MIN.plus_days(-1), Date::MIN);
    assert_eq!(Date::ymd(2027, 5, 3).unwrap().weekday(), 1);
}

#[test]
fn a_week_keeps_at_least_one_day() {
    let monday = WorkingWeek::new(&[1]).unwrap();
    assert_eq!(monday.toggled(1), None);
    assert_eq!(
        monday.toggled(7).unwrap().weekdays().collect::<Vec<_>>(),
        [1, 7]
    );
    assert_eq!(WorkingWeek::new(&[]), None);
    assert_eq!(WorkingWeek::new(&[8]), None);
}

#[test]
fn ids_have_no_room_for_mischief() {
    use pitchwright::model::TaskId;
    for text in ["", "a b", "<script>", "\u{202e}", "__proto__\0"] {
        assert!(TaskId::new(text).is_err(), "{text:?}");
    }
    assert!(TaskId::new("__proto__").is_ok_and(|id| id.as_str() == "__proto__"));
}
