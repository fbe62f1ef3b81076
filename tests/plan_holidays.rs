//! Public holidays against the calendars on walls, how they come into a plan, and closures.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "support/cases.rs"]
mod cases;

use cases::cases;
use std::cell::Cell;
use std::collections::BTreeSet;
use std::fs;
use std::sync::Arc;

use pitchwright::model::timeline::MAX_CLOSURE;
use pitchwright::model::{Date, Holiday, HolidayId, Identifier, List, WorkingWeek};
use pitchwright::plan::calendar::Calendar;
use pitchwright::plan::public_holidays::{
    PublicHolidays, Unreadable, missing, missing_years, put_in, regions_in, take_out_others, year,
};
use proptest::prelude::*;
use serde_json::{Value, json};

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn shipped_text() -> String {
    fs::read_to_string("assets/holidays.json").unwrap()
}

fn shipped() -> PublicHolidays {
    PublicHolidays::parse(&shipped_text()).unwrap()
}

fn closure(id: &str, from: &str, until: Option<&str>) -> Arc<Holiday> {
    let mut holiday = Holiday::new(HolidayId::new(id).unwrap(), day(from), "Closed");
    holiday.until = until.map(day);
    Arc::new(holiday)
}

/// Ids that count.
fn counting() -> impl Fn() -> HolidayId {
    let next = Cell::new(0);
    move || {
        next.set(next.get() + 1);
        HolidayId::from_random(next.get() << 8)
    }
}

#[test]
fn days_that_are_on_every_wall() {
    let known = shipped();
    // Region, day, whether it is a holiday: from laws and printed calendars, not from the file.
    let facts = [
        ("NL", "2027-04-27", true),
        ("NL", "2025-04-26", true), // The 27th was a Sunday.
        ("NL", "2025-04-27", false),
        ("NL", "2025-05-05", true), // Liberation Day, every fifth year.
        ("NL", "2027-05-05", false),
        ("DE-BY", "2027-05-27", true), // Corpus Christi.
        ("DE-BE", "2027-05-27", false),
        ("DE", "2027-05-27", false),
        ("DE-BE", "2027-03-08", true), // Women's Day, in Berlin only.
        ("DE-SN", "2026-11-18", true), // Repentance Day, in Saxony only.
        ("DE-BY", "2026-11-18", false),
        ("DE", "2027-10-03", true),
        ("AT", "2027-10-26", true),
        ("CH-ZH", "2027-08-01", true),
        ("CH-ZH", "2027-05-27", false),
        ("CH-LU", "2027-05-27", true),
        ("FR", "2027-07-14", true),
        ("FR", "2027-03-26", false),
        ("FR-57", "2027-03-26", true), // Good Friday, in Moselle.
        ("BE", "2027-07-21", true),
        ("ES-CT", "2027-09-11", true),
        ("ES-MD", "2027-09-11", false),
        ("IT", "2027-06-02", true),
        ("PL", "2027-05-03", true),
        ("SE", "2027-06-26", true), // Midsummer.
        ("GB-SCT", "2026-01-02", true),
        ("GB-ENG", "2026-01-02", false),
        ("GB-NIR", "2027-03-17", true),
        ("GB-ENG", "2027-03-29", true),
        ("GB-SCT", "2027-03-29", false),
        ("GB-ENG", "2027-12-27", true), // For Christmas on a Saturday.
        ("IE", "2027-02-01", true),
        ("US", "2026-11-26", true), // Thanksgiving.
        ("US", "2027-11-25", true),
        ("US", "2026-07-03", true), // For the 4th on a Saturday.
        ("US", "2027-11-26", false),
        ("CA", "2027-07-01", true),
        ("CA-QC", "2027-06-24", true),
        ("CA-ON", "2027-06-24", false),
        ("AU-VIC", "2027-11-02", true), // Melbourne Cup.
        ("AU-NSW", "2027-11-02", false),
        ("NZ", "2027-02-06", true),
        ("JP", "2027-05-03", true),
        ("JP", "2027-03-22", true), // For the equinox on a Sunday.
        ("KR", "2027-10-09", true),
        ("IN", "2027-08-15", true),
        ("ZA", "2027-04-27", true),
        ("MX", "2027-09-16", true),
        ("BR", "2027-09-07", true),
        ("TR", "2027-10-29", true),
        ("SG", "2027-08-09", true),
        ("HK", "2027-07-01", true),
        ("AE", "2027-12-02", true),
    ];
    for (region, date, is_holiday) in facts {
        assert!(known.region(region).is_some(), "{region} is missing");
        let found = known.of(region, day(date), day(date));
        assert_eq!(!found.is_empty(), is_holiday, "{region} {date}: {found:?}");
    }
    let name = |region, date| known.of(region, day(date), day(date))[0].1.clone();
    assert_eq!(name("NL", "2027-04-27"), "King's Day");
    assert_eq!(name("DE-BY", "2027-05-27"), "Corpus Christi");
    assert_eq!(name("US", "2026-11-26"), "Thanksgiving Day");
}

#[test]
fn easter_is_where_it_belongs() {
    let known = shipped();
    // Easter Mondays, as the churches publish them.
    let mondays = [
        "2024-04-01",
        "2025-04-21",
        "2026-04-06",
        "2027-03-29",
        "2028-04-17",
        "2029-04-02",
        "2030-04-22",
        "2031-04-14",
        "2032-03-29",
        "2033-04-18",
        "2034-04-10",
        "2035-03-26",
    ];
    for region in ["NL", "DE", "AT", "FR", "GB-ENG", "IT", "IE", "AU"] {
        for monday in mondays.map(day) {
            assert!(
                !known.of(region, monday, monday).is_empty(),
                "{region} {monday}"
            );
        }
    }
}

#[test]
fn every_region_has_holidays_in_every_year() {
    let known = shipped();
    let regions = known.regions();
    assert_eq!(known.years, 2024..=2035);
    let countries = regions.iter().filter(|region| !region.is_part()).count();
    assert!(countries >= 40, "{countries} countries");
    for region in regions {
        assert!(known.region(region.country()).is_some(), "{}", region.code);
        assert!(!region.name.trim().is_empty(), "{}", region.code);
        for year in known.years.clone() {
            let days = known.in_years(&region.code, year..=year);
            // Fewer than three means lost data, more than forty that Sundays came along.
            assert!(
                (3..=40).contains(&days.len()),
                "{} {year}: {days:?}",
                region.code
            );
            assert!(
                days.is_sorted_by(|a, b| a.0 < b.0),
                "{} {year}",
                region.code
            );
        }
    }
    let codes: BTreeSet<_> = regions.iter().map(|region| &region.code).collect();
    assert_eq!(codes.len(), regions.len());
    for country in ["AT", "AU", "CA", "CH", "DE", "ES", "GB", "US"] {
        assert!(
            regions
                .iter()
                .any(|r| r.is_part() && r.country() == country)
        );
    }
}

#[test]
fn the_file_says_where_it_is_from_and_stays_small() {
    let text = shipped_text();
    assert!(text.len() < 160_000, "{} bytes", text.len());
    let known = shipped();
    assert_eq!((&*known.source, &*known.licence), ("holidays", "MIT"));
    let pinned = fs::read_to_string("scripts/holidays/requirements.txt").unwrap();
    assert!(pinned.contains(&format!("holidays=={}\n", known.version)));
    assert!(known.generated >= day("2026-01-01"));
    let licence = fs::read_to_string("assets/holidays-LICENSE.txt").unwrap();
    assert!(licence.contains("Permission is hereby granted, free of charge"));
}

/// A file of two holidays and two regions.
fn small() -> Value {
    json!({
        "source": "wall", "version": "1", "licence": "none", "generated": "2027-01-01",
        "first_year": 2027, "last_year": 2028,
        "series": [
            { "name": "New Year", "days": [0, 365] },
            { "name": "First day", "days": [0] },
            { "name": "Fair", "days": [31] },
        ],
        "regions": [
            { "code": "NL", "name": "Netherlands", "series": [0, 1] },
            { "code": "NL-UT", "name": "Utrecht", "series": [0, 2] },
        ],
    })
}

#[test]
fn a_day_stands_once_with_all_its_names() {
    let known = PublicHolidays::parse(&small().to_string()).unwrap();
    let days = known.of("NL", day("2027-01-01"), day("2028-12-31"));
    assert_eq!(
        days,
        [
            (day("2027-01-01"), "New Year; First day".to_owned()),
            (day("2028-01-01"), "New Year".to_owned()),
        ]
    );
    assert_eq!(known.in_years("NL-UT", 2027..=2027)[1].0, day("2027-02-01"));
    assert_eq!(known.of("NL", day("2027-01-02"), day("2027-12-31")), []);
    assert_eq!(known.of("XX", Date::MIN, Date::MAX), []);
    assert_eq!(known.region("NL-UT").unwrap().country(), "NL");
}

#[test]
fn a_file_that_contradicts_itself_is_refused() {
    let broken: [(&str, Value); 9] = [
        ("/series/0/days", json!([0, 0])),
        ("/series/0/days", json!([])),
        ("/series/0/days", json!([0, 366, 366])),
        ("/series/0/name", json!(" ")),
        ("/regions/0/series", json!([3])),
        ("/regions/0/series", json!([])),
        ("/regions/0/code", json!("nl")),
        ("/regions/1/code", json!("NL")),
        ("/last_year", json!(2026)),
    ];
    for (place, value) in broken {
        let mut file = small();
        *file.pointer_mut(place).unwrap() = value.clone();
        let result = PublicHolidays::parse(&file.to_string());
        assert!(
            matches!(result, Err(Unreadable::Content(_))),
            "{place} {value}"
        );
    }
    assert!(matches!(
        PublicHolidays::parse("{}"),
        Err(Unreadable::Form(_))
    ));
    let long = " ".repeat(1_000_001);
    assert!(matches!(
        PublicHolidays::parse(&long),
        Err(Unreadable::TooLong)
    ));
}

#[test]
fn public_holidays_come_in_once_and_in_order() {
    let known = shipped();
    let mut list: List<Holiday> = [
        closure("summer", "2027-08-02", Some("2027-08-13")),
        closure("outing", "2027-02-05", None),
    ]
    .into_iter()
    .collect();
    let fresh = counting();
    let days = missing(&list, known.in_years("NL", 2027..=2028));
    put_in(&mut list, "NL", &days, &fresh);
    assert_eq!(list.len(), 22);
    assert!(list.is_sorted_by_key(|holiday| holiday.date));
    assert_eq!(regions_in(&list), BTreeSet::from(["NL"]));
    assert!(missing(&list, known.in_years("NL", 2027..=2028)).is_empty());
    assert_eq!(
        missing_years(&list, "NL", 2026..=2029),
        BTreeSet::from([2026, 2029])
    );

    // A day that is off already does not come in twice, whatever it is called there.
    let days = missing(&list, known.in_years("DE-BY", 2027..=2027));
    assert!(days.iter().any(|(date, _)| *date == day("2027-05-27")));
    assert!(!days.iter().any(|(_, name)| name == "New Year's Day"));

    // Another region takes the place of the first; the agency's own days stay.
    take_out_others(&mut list, "DE-BY");
    assert_eq!(list.len(), 2);
    let days = missing(&list, known.in_years("DE-BY", 2027..=2027));
    put_in(&mut list, "DE-BY", &days, &fresh);
    assert_eq!(regions_in(&list), BTreeSet::from(["DE-BY"]));
    assert!(list.iter().filter(|h| h.region.is_empty()).count() == 2);
    let ids: BTreeSet<_> = list.iter().map(|holiday| holiday.id.clone()).collect();
    assert_eq!(ids.len(), list.len());
}

#[test]
fn a_closure_takes_its_working_days_out() {
    let week = closure("week", "2027-01-06", Some("2027-01-12"));
    let calendar = Calendar::new(day("2027-01-04"), WorkingWeek::default(), &[week]);
    assert_eq!(calendar.date(1), day("2027-01-05"));
    assert_eq!(calendar.date(2), day("2027-01-13"));
    assert!(!calendar.is_working(day("2027-01-12")));
    // One that ends before it starts is a day; none is longer than the longest.
    let turned = closure("turned", "2027-01-06", Some("2027-01-04"));
    let calendar = Calendar::new(day("2027-01-04"), WorkingWeek::default(), &[turned]);
    assert_eq!(calendar.date(2), day("2027-01-07"));
    let endless = closure("endless", "2027-01-05", Some("2200-12-31"));
    let calendar = Calendar::new(day("2027-01-04"), WorkingWeek::default(), &[endless]);
    assert_eq!(
        calendar.date(1),
        day("2027-01-05").plus_days(MAX_CLOSURE + 1)
    );
}

fn any_closures() -> impl Strategy<Value = Vec<Arc<Holiday>>> {
    // Around the start, overlapping, turned round, and some longer than is taken.
    let one = (-60_i64..400, prop_oneof![-5_i64..20, 390_i64..420, Just(0)]);
    prop::collection::vec(one, 0..8).prop_map(|days| {
        let holidays = days.into_iter().enumerate().map(|(i, (from, length))| {
            let from = day("2027-01-04").plus_days(from);
            let mut holiday = Holiday::new(HolidayId::new(&format!("c{i}")).unwrap(), from, "");
            holiday.until = (length != 0).then(|| from.plus_days(length));
            Arc::new(holiday)
        });
        holidays.collect()
    })
}

fn any_week() -> impl Strategy<Value = WorkingWeek> {
    prop::collection::btree_set(1_u8..=7, 1..=7).prop_map(|days| {
        serde_json::from_value(json!(days.into_iter().collect::<Vec<_>>())).unwrap()
    })
}

proptest! {
    #![proptest_config(cases(256))]

    /// Index, date and difference agree with a walk from day to day that asks every closure.
    #[test]
    fn the_calendar_with_closures_agrees_with_counting_days(
        closures in any_closures(), week in any_week(), start in -30_i64..30
    ) {
        let start = day("2027-01-04").plus_days(start);
        let calendar = Calendar::new(start, week, &closures);
        let is_off = |date: Date| closures.iter().any(|closure| {
            let last = closure.until.unwrap_or(closure.date).max(closure.date);
            let length = last.days_since(closure.date).min(MAX_CLOSURE);
            (0..=length).contains(&date.days_since(closure.date))
        });
        let mut index = 0;
        for date in (0..600).map(|days| start.plus_days(days)) {
            let works = week.includes(date.weekday()) && !is_off(date);
            prop_assert_eq!(calendar.is_working(date), works, "{}", date);
            prop_assert_eq!(calendar.index_on_or_after(date), index);
            if works {
                prop_assert_eq!(calendar.date(index), date);
                prop_assert_eq!(calendar.index_on_or_before(date), index);
                prop_assert_eq!(calendar.working_days_between(start, date), index + 1);
                index += 1;
            }
        }
    }

    /// Whatever stretch is asked for, the answer lies in it, in order, and in the region's years.
    #[test]
    fn what_is_asked_for_is_what_comes(at in 0_usize..1000, from in 0_i64..4000, length in 0_i64..800) {
        thread_local!(static KNOWN: PublicHolidays = shipped());
        KNOWN.with(|known| {
            let region = &known.regions()[at % known.regions().len()].code;
            let from = day("2024-01-01").plus_days(from);
            let to = from.plus_days(length);
            let days = known.of(region, from, to);
            prop_assert!(days.iter().all(|(date, name)| (from..=to).contains(date) && !name.is_empty()));
            prop_assert!(days.is_sorted_by(|a, b| a.0 < b.0));
            let by_year: usize = (year(from)..=year(to))
                .map(|year| known.in_years(region, year..=year))
                .map(|days| days.iter().filter(|(date, _)| (from..=to).contains(date)).count())
                .sum();
            prop_assert_eq!(by_year, days.len());
            Ok(())
        })?;
    }
}
