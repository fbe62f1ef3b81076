//! What people type is read as they mean it, and whatever they type, nothing breaks.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "support/cases.rs"]
mod cases;

use cases::cases;
use pitchwright::model::{Date, LinkKind, Money, Share, TaskId};
use pitchwright::plan::parse::{
    DateForm, DateOrder, Linked, Misread, NumberForm, amount, date, duration, hours, link_text,
    links, percent, quantity, share,
};
use proptest::prelude::*;

const ENGLISH: NumberForm = NumberForm {
    decimal: '.',
    group: ',',
};
const GERMAN: NumberForm = NumberForm {
    decimal: ',',
    group: '.',
};
const FRENCH: NumberForm = NumberForm {
    decimal: ',',
    group: '\u{202f}',
};

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

#[test]
fn amounts_in_any_form() {
    for (text, form, minor) in [
        ("12", ENGLISH, 1200),
        ("12.5", ENGLISH, 1250),
        ("12,5", ENGLISH, 1250),
        ("12,500", ENGLISH, 1_250_000),
        ("12.500", ENGLISH, 1250),
        ("12.500", GERMAN, 1_250_000),
        ("12,500.5", ENGLISH, 1_250_050),
        ("1.250,50", ENGLISH, 125_050),
        ("1.250,50", GERMAN, 125_050),
        ("1,250.50", GERMAN, 125_050),
        ("1.250.000", ENGLISH, 125_000_000),
        ("12,34,567", ENGLISH, 123_456_700),
        ("1 250,5", FRENCH, 125_050),
        ("1\u{202f}250,5", FRENCH, 125_050),
        ("1’250.50", ENGLISH, 125_050),
        ("12k", ENGLISH, 1_200_000),
        ("1.5m", ENGLISH, 150_000_000),
        ("1,5 K", GERMAN, 150_000),
        ("12 Tsd", GERMAN, 1_200_000),
        ("1,5 Mio. €", GERMAN, 150_000_000),
        ("€ 12k", ENGLISH, 1_200_000),
        ("12k EUR", ENGLISH, 1_200_000),
        ("-12.5", ENGLISH, -1250),
        ("−3", ENGLISH, -300),
        ("-€3", ENGLISH, -300),
        ("(40)", ENGLISH, -4000),
        (".5", ENGLISH, 50),
        ("0.005", ENGLISH, 1),
        ("0.125", GERMAN, 13),
        ("=3*850", ENGLISH, 255_000),
        ("=3*850+40", ENGLISH, 259_000),
        ("= 2 * (850 - 50,5) / 3", GERMAN, 53_300),
        ("=-3*-4", ENGLISH, 1200),
        ("=10%*2k", ENGLISH, 20_000),
        ("=100/3", ENGLISH, 3333),
    ] {
        assert_eq!(amount(text, form, 2), Ok(Money::minor(minor)), "{text}");
    }
    assert_eq!(amount("12.5", ENGLISH, 0), Ok(Money::minor(13)));
    assert_eq!(amount("12.5", ENGLISH, 3), Ok(Money::minor(12_500)));
}

#[test]
fn what_is_no_amount_is_said() {
    for text in [
        "abc",
        "1.2.3,4.5",
        "12 5",
        "1..2",
        "--",
        "12,50,0",
        "1e5",
        "k",
        "%",
        "€",
        "0x10",
        "١٢",
    ] {
        assert!(
            matches!(amount(text, ENGLISH, 2), Err(Misread::NotANumber(_))),
            "{text}: {:?}",
            amount(text, ENGLISH, 2)
        );
    }
    assert_eq!(amount("  ", ENGLISH, 2), Err(Misread::Empty));
    assert_eq!(amount("12%", ENGLISH, 2), Err(Misread::UnexpectedPercent));
    assert_eq!(amount("=1/0", ENGLISH, 2), Err(Misread::DivisionByZero));
    for text in ["=", "=3*", "=(3", "=3)", "=3**4", "=+"] {
        assert_eq!(amount(text, ENGLISH, 2), Err(Misread::BrokenSum), "{text}");
    }
    assert!(matches!(
        amount("999999999m", ENGLISH, 2),
        Err(Misread::OutOfRange { .. })
    ));
    assert_eq!(
        amount("=9999999999999999999999*9999999999", ENGLISH, 2),
        Err(Misread::BrokenSum)
    );
    assert_eq!(
        amount(&format!("={}", "(".repeat(90)), ENGLISH, 2),
        Err(Misread::BrokenSum)
    );
    assert_eq!(amount(&"1".repeat(300), ENGLISH, 2), Err(Misread::TooLong));
}

#[test]
fn percentages_hours_and_quantities() {
    assert_eq!(percent("12.5%", ENGLISH).unwrap().to_string(), "12.5");
    assert_eq!(percent("12,5 %", GERMAN).unwrap().to_string(), "12.5");
    assert_eq!(percent("15", ENGLISH).unwrap().to_string(), "15");
    assert!(matches!(
        percent("-1", ENGLISH),
        Err(Misread::OutOfRange { .. })
    ));
    assert_eq!(hours("7:30", ENGLISH).unwrap().to_string(), "7.5");
    assert_eq!(hours("7.5h", ENGLISH).unwrap().to_string(), "7.5");
    assert!(hours("7:60", ENGLISH).is_err());
    assert_eq!(hours("=5*8", ENGLISH).unwrap().to_string(), "40");
    assert_eq!(quantity("2,5", GERMAN).unwrap().to_string(), "2.5");
    assert_eq!(quantity("40k", ENGLISH).unwrap().to_string(), "40000");
    assert_eq!(
        share("5%", ENGLISH, 2),
        Ok(Share::Percent("5".parse().unwrap()))
    );
    assert_eq!(
        share("5k", ENGLISH, 2),
        Ok(Share::Amount(Money::minor(500_000)))
    );
    assert_eq!(share("rest", ENGLISH, 2), Ok(Share::Rest));
}

#[test]
fn dates_in_any_form() {
    let european = DateForm {
        order: DateOrder::DayMonth,
        months: vec![
            vec![],
            vec![],
            vec!["März".into(), "Mrz.".into()],
            vec![],
            vec!["Mai".into()],
        ],
    };
    let american = DateForm {
        order: DateOrder::MonthDay,
        ..DateForm::default()
    };
    let near = day("2027-02-22");
    let from = day("2027-01-31");
    for (text, form, expected) in [
        ("12 May", &european, "2027-05-12"),
        ("May 12", &american, "2027-05-12"),
        ("12. Mai", &european, "2027-05-12"),
        ("Montag, 3. Mai 2027", &DateForm::default(), "2027-05-03"),
        ("24. Dezember 2027", &DateForm::default(), "2027-12-24"),
        ("3 mrz", &european, "2027-03-03"),
        ("3 Sept 2028", &european, "2028-09-03"),
        ("Mon, 3 May 2027", &european, "2027-05-03"),
        ("May 3rd, 2027", &american, "2027-05-03"),
        ("12/5", &european, "2027-05-12"),
        ("12/5", &american, "2027-12-05"),
        ("12.5.2027", &european, "2027-05-12"),
        ("12.5.", &european, "2027-05-12"),
        ("12-5-28", &european, "2028-05-12"),
        ("2027-05-12", &american, "2027-05-12"),
        ("2027/5/2", &european, "2027-05-02"),
        ("20270512", &european, "2027-05-12"),
        ("30 Dec", &european, "2026-12-30"),
        ("1 Aug", &european, "2027-08-01"),
        ("29 Feb", &european, "2028-02-29"),
        ("+3d", &european, "2027-02-03"),
        ("+3", &european, "2027-02-03"),
        ("+2w", &european, "2027-02-14"),
        ("-1 week", &european, "2027-01-24"),
        ("+1m", &european, "2027-02-28"),
    ] {
        assert_eq!(date(text, form, from, near), Ok(day(expected)), "{text}");
    }
    for text in [
        "hello",
        "12",
        "12/5/27/8",
        "12 May June",
        "5",
        "+",
        "+3x",
        "12 Foo",
        "1/2/12345",
    ] {
        assert!(
            matches!(date(text, &european, from, near), Err(Misread::NotADate(_))),
            "{text}: {:?}",
            date(text, &european, from, near)
        );
    }
    for text in ["31/4", "30 Feb 2027", "0/5", "31.11.2027"] {
        assert!(
            matches!(
                date(text, &european, from, near),
                Err(Misread::NoSuchDay(_))
            ),
            "{text}"
        );
    }
    for text in ["1/1/1969", "2201-01-01", "+99999w"] {
        assert!(
            matches!(
                date(text, &european, from, near),
                Err(Misread::YearOutOfRange(_))
            ),
            "{text}"
        );
    }
}

#[test]
fn durations() {
    for (text, days) in [
        ("3", 3),
        ("3d", 3),
        ("3 days", 3),
        ("2w", 10),
        ("1 week", 5),
        ("1.2w", 6),
        ("3 Tage", 3),
        ("1 Tag", 1),
        ("2 Wochen", 10),
        ("0", 0),
        ("2.0", 2),
    ] {
        assert_eq!(duration(text, 5), Ok(days), "{text}");
    }
    assert_eq!(duration("2w", 6), Ok(12));
    assert!(matches!(duration("1.5", 5), Err(Misread::NotWholeDays(_))));
    assert!(matches!(duration("-1", 5), Err(Misread::NotADuration(_))));
    assert!(matches!(duration("3x", 5), Err(Misread::NotADuration(_))));
    assert!(matches!(
        duration("5001", 5),
        Err(Misread::OutOfRange { .. })
    ));
}

use LinkKind::{FinishToFinish, FinishToStart, StartToFinish, StartToStart};

fn task(row: usize) -> Option<TaskId> {
    (1..=9)
        .contains(&row)
        .then(|| TaskId::new(&format!("t{row}")).unwrap())
}

#[test]
fn links_of_a_row() {
    let read = |text: &str| links(text, 5, task);
    let link = |row, kind, lag| Linked {
        from: task(row).unwrap(),
        kind,
        lag,
    };
    for (text, expected) in [
        ("", vec![]),
        ("4", vec![link(4, FinishToStart, 0)]),
        ("4FS+2d", vec![link(4, FinishToStart, 2)]),
        ("4 ss - 1 d", vec![link(4, StartToStart, -1)]),
        ("4+2", vec![link(4, FinishToStart, 2)]),
        ("4EA+2 Tage", vec![link(4, FinishToStart, 2)]),
        ("4AA", vec![link(4, StartToStart, 0)]),
        (
            "4ff+1w; 5SF",
            vec![link(4, FinishToFinish, 5), link(5, StartToFinish, 0)],
        ),
        ("4, 4 ,", vec![link(4, FinishToStart, 0)]),
    ] {
        assert_eq!(read(text), Ok(expected), "{text}");
    }
    for text in ["FS", "4XX", "4FS2d", "4FS+", "x", "4FS+2x"] {
        assert!(matches!(read(text), Err(Misread::NotALink(_))), "{text}");
    }
    assert!(matches!(read("12"), Err(Misread::NoSuchRow(_))));
    assert!(matches!(read("4+9999d"), Err(Misread::OutOfRange { .. })));
    for kind in LinkKind::ALL {
        for lag in [-3, 0, 7] {
            assert_eq!(read(&link_text(4, kind, lag)), Ok(vec![link(4, kind, lag)]));
        }
    }
}

fn typed() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[-+=0-9.,'%kmh()*/ €$dwFSa-z:é−]{0,24}",
        "[0-9]{1,4}[-/. ][0-9]{1,3}[-/. ]?[0-9]{0,5}",
        "=[-+*/(0-9.)]{0,40}",
    ]
}

fn sign() -> impl Strategy<Value = char> {
    prop_oneof![
        Just('.'),
        Just(','),
        Just(' '),
        Just('\''),
        Just('\u{202f}'),
        Just('é')
    ]
}

proptest! {
    #![proptest_config(cases(3000))]

    #[test]
    fn nothing_typed_breaks_anything(text in typed(), decimal in sign(), group in sign(), decimals in 0_u32..5) {
        let form = NumberForm { decimal, group };
        if let Ok(money) = amount(&text, form, decimals) {
            prop_assert!(money.units().abs() <= Money::MAX_TYPED.units());
        }
        let _ = percent(&text, form);
        let _ = hours(&text, form);
        let _ = quantity(&text, form);
        let _ = share(&text, form, decimals);
        for order in [DateOrder::DayMonth, DateOrder::MonthDay] {
            let form = DateForm { order, months: vec![vec!["é".into(), String::new()]] };
            let _ = date(&text, &form, Date::MAX, Date::MIN);
        }
        let _ = duration(&text, 7);
        let _ = links(&text, 5, task);
    }

    #[test]
    fn what_a_locale_writes_is_read_back(units in -10_000_000_000_000_i64..=10_000_000_000_000) {
        for (form, group) in [(ENGLISH, ","), (GERMAN, "."), (FRENCH, "\u{202f}")] {
            let whole = (units.unsigned_abs() / 100).to_string();
            let mut grouped = String::new();
            for (place, digit) in whole.chars().enumerate() {
                if place > 0 && (whole.len() - place) % 3 == 0 {
                    grouped.push_str(group);
                }
                grouped.push(digit);
            }
            let sign = if units < 0 { "-" } else { "" };
            let text = format!("{sign}{grouped}{}{:02}", form.decimal, units.unsigned_abs() % 100);
            prop_assert_eq!(amount(&text, form, 2), Ok(Money::minor(units)), "{}", text);
        }
    }

    #[test]
    fn every_date_is_read_back(days in 0_i64..84_000) {
        let expected = Date::MIN.plus_days(days);
        let form = DateForm::default();
        prop_assert_eq!(date(&expected.to_string(), &form, Date::MIN, Date::MIN), Ok(expected));
    }
}
