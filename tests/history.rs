//! The history: what tells states apart, how they are packed, and which of them go.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation
)]

#[path = "support/cases.rs"]
mod cases;

use cases::cases;
use std::collections::BTreeSet;

use pitchwright::file::packed::{Unpacking, pack, unpack};
use pitchwright::file::{self, MAX_BYTES};
use pitchwright::library::history::{EVERY, Entry, ROOM, Why, thinned};
use pitchwright::model::Fingerprint;
use pitchwright::model::{Pitch, PitchId};
use proptest::prelude::*;

const MINUTE: u64 = 60_000;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;
/// Some moment in the year 2026.
const NOW: u64 = 1_790_000_000_000;

fn example() -> Pitch {
    let text = std::fs::read_to_string("assets/example.pitch.json").unwrap();
    file::read(&text).unwrap().document.pitch
}

fn entry(key: u64, pitch: &str, at: u64, why: Why) -> Entry {
    Entry {
        key,
        pitch: PitchId::new(pitch).unwrap(),
        at,
        revision: key,
        why: Some(why),
        name: String::new(),
        fingerprint: None,
        bytes: 10_000,
    }
}

/// A year of work on one pitch: a state every ten minutes of eight hours of every day.
fn a_year() -> Vec<Entry> {
    (0..365)
        .flat_map(|day| (0..48).map(move |slot| NOW - day * DAY - slot * EVERY))
        .enumerate()
        .map(|(key, at)| entry(key as u64, "p", at, Why::Working))
        .collect()
}

fn left(entries: &[Entry], now: u64, room: u64) -> Vec<&Entry> {
    let gone = thinned(entries, now, room);
    (entries.iter())
        .filter(|entry| !gone.contains(&entry.key))
        .collect()
}

#[test]
fn a_fingerprint_tells_what_is_in_a_pitch_and_nothing_else() {
    let pitch = example();
    let print = Fingerprint::of(&pitch);
    assert_eq!(print, Fingerprint::of(&pitch.clone()));
    assert_eq!(print.to_string().parse(), Ok(print));
    assert_eq!(print.to_string().len(), 32);
    let short = print.short();
    assert_eq!(short.len(), 9);
    assert_eq!(
        short.replace('-', "").to_lowercase(),
        print.to_string()[..8]
    );
    let mut other = pitch;
    other.title.push('.');
    assert_ne!(print, Fingerprint::of(&other));
    for no in [
        "",
        "12",
        &"g".repeat(32),
        &"0".repeat(33),
        "éééééééééééééééé",
    ] {
        assert!(no.parse::<Fingerprint>().is_err(), "{no}");
    }
}

#[test]
fn what_is_packed_is_small_and_comes_out_whole() {
    let text = std::fs::read_to_string("assets/example.pitch.json").unwrap();
    let document = file::read(&text).unwrap().document;
    let text = file::write_compact(&document);
    let packed = pack(&text);
    assert!(
        packed.len() * 3 < text.len(),
        "{} of {}",
        packed.len(),
        text.len()
    );
    assert_eq!(unpack(&packed).as_deref(), Ok(text.as_str()));
    assert_eq!(unpack(&packed[..packed.len() / 2]), Err(Unpacking::Damaged));
    assert_eq!(unpack(&[]), Err(Unpacking::Damaged));
}

#[test]
fn a_bomb_is_not_unpacked() {
    let bomb = pack(&" ".repeat(MAX_BYTES + 1));
    assert!(bomb.len() < 10_000);
    assert_eq!(unpack(&bomb), Err(Unpacking::TooLarge));
    assert!(unpack(&pack(&" ".repeat(MAX_BYTES))).is_ok());
}

#[test]
fn the_older_the_fewer_stay() {
    let entries = a_year();
    let left = left(&entries, NOW, ROOM);
    let between = |from: u64, to: u64| {
        let age = |entry: &&&Entry| (from..to).contains(&(NOW - entry.at));
        left.iter().filter(age).count()
    };
    assert_eq!(between(0, HOUR), 6, "all of the last hour");
    // Eight hours of work touch nine hours of the clock.
    assert!(
        (14..=18).contains(&between(HOUR, 2 * DAY)),
        "one an hour for two days"
    );
    assert!(
        (57..=60).contains(&between(2 * DAY, 60 * DAY)),
        "one a day for two months"
    );
    assert!(
        (43..=45).contains(&between(60 * DAY, 365 * DAY)),
        "one a week for a year"
    );
}

#[test]
fn of_one_stretch_of_time_the_newest_stays() {
    let at = NOW - 10 * DAY;
    let day = at - at % DAY;
    let entries: Vec<Entry> = (0..20)
        .map(|n| entry(n, "p", day + n * HOUR, Why::Working))
        .chain([entry(99, "p", NOW, Why::Working)])
        .collect();
    let left: Vec<u64> = left(&entries, NOW, ROOM).iter().map(|e| e.key).collect();
    assert_eq!(left, [19, 99]);
}

#[test]
fn what_people_count_on_stays_whatever_its_age_and_room() {
    let mut entries = a_year();
    let reasons = [Why::ByHand, Why::Shared, Why::Sent, Why::Signed];
    for (at, why) in reasons.into_iter().enumerate() {
        entries[1000 + at].why = Some(why);
    }
    entries[2000].name = "Before the workshop".to_owned();
    // A reason that a newer version knows.
    entries[3000].why = None;
    let left: BTreeSet<u64> = left(&entries, NOW, 0).iter().map(|e| e.key).collect();
    for key in [1000, 1001, 1002, 1003, 2000, 3000] {
        assert!(left.contains(&key), "{key}");
    }
}

#[test]
fn where_room_is_short_the_oldest_go_and_some_of_every_pitch_stay() {
    let mut entries = a_year();
    let old = (0..20).map(|n| {
        entry(
            100_000 + n,
            "old",
            NOW - 900 * DAY - n * 31 * DAY,
            Why::Working,
        )
    });
    entries.extend(old);
    let all = left(&entries, NOW, ROOM);
    let bytes: u64 = all.iter().map(|entry| entry.bytes).sum();
    let half = left(&entries, NOW, bytes / 2);
    assert!(half.iter().map(|entry| entry.bytes).sum::<u64>() <= bytes / 2);
    let of = |pitch: &str, left: &[&Entry]| {
        left.iter()
            .filter(|entry| entry.pitch == PitchId::new(pitch).unwrap())
            .count()
    };
    assert_eq!(
        of("old", &half),
        12,
        "the newest of a pitch that nobody touched for years"
    );
    let oldest_left = half
        .iter()
        .filter(|e| e.pitch == PitchId::new("p").unwrap())
        .map(|e| e.at)
        .min();
    let newest_gone = all
        .iter()
        .filter(|e| e.pitch == PitchId::new("p").unwrap() && !half.contains(e))
        .map(|e| e.at)
        .max();
    assert!(newest_gone < oldest_left);
    // However short it is.
    let none = left(&entries, NOW, 0);
    assert_eq!((of("old", &none), of("p", &none)), (12, 12));
}

#[test]
fn one_stays_of_an_hour_a_day_a_week_and_thirty_days() {
    // Whether an older state stays beside a younger one that is `age` old.
    let stays = |age: u64, apart: u64| {
        // Where all the stretches of time begin.
        let at = 100 * 210 * DAY;
        let now = at + apart + age;
        let entries = [(1, now), (2, at + apart), (3, at)];
        let entries = entries.map(|(key, at)| entry(key, "p", at, Why::Working));
        !thinned(&entries, now, ROOM).contains(&3)
    };
    let ages = [
        (HOUR, MINUTE),
        (2 * DAY, 2 * HOUR),
        (60 * DAY, 2 * DAY),
        (365 * DAY, 8 * DAY),
    ];
    for (age, apart) in ages {
        assert!(stays(age - 1, apart), "younger than {age}");
        assert!(!stays(age, apart), "{age} old");
    }
    // What lies in two stretches stays, however old.
    for (age, apart) in [(HOUR, HOUR), (2 * DAY, DAY), (60 * DAY, 7 * DAY)] {
        assert!(stays(age, apart), "{apart} apart, {age} old");
    }
    assert!(stays(400 * DAY, 30 * DAY));
    assert!(!stays(4000 * DAY, 29 * DAY));
}

#[test]
fn no_more_go_than_room_asks_for() {
    let entries: Vec<Entry> = (0..20)
        .map(|n| entry(n, "p", NOW - n * MINUTE, Why::Working))
        .collect();
    for (room, gone) in [
        (200_000, 0),
        (199_999, 1),
        (190_000, 1),
        (189_999, 2),
        (1, 8),
    ] {
        let oldest: BTreeSet<u64> = (20 - gone..20).collect();
        assert_eq!(thinned(&entries, NOW, room), oldest, "{room}");
    }
}

#[test]
fn a_reason_is_known_by_its_code_and_a_state_by_its_name() {
    for why in Why::ALL {
        assert_eq!(Why::of(why.code()), Some(*why));
    }
    assert_eq!(Why::of("from-the-future"), None);
    let mut state = entry(1, "p", NOW, Why::Sent);
    assert_eq!(state.title(), "As it was sent to the client");
    state.why = None;
    assert_eq!(state.title(), "Kept by a newer version");
    state.name = "Before the workshop".to_owned();
    assert_eq!(state.title(), "Before the workshop");
    let counted_on: Vec<&str> = (Why::ALL.iter())
        .filter(|why| why.stays())
        .map(|why| why.code())
        .collect();
    assert_eq!(counted_on, ["by-hand", "shared", "sent", "signed"]);
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn thinning_is_calm(
        ages in proptest::collection::vec((0..900 * DAY, 0..3_usize, 0..4_usize), 0..200),
        ahead in 0..2 * DAY,
        room in 0..3_000_000_u64,
    ) {
        let pitches = ["a", "b", "c"];
        let whys = [Why::Working, Why::Opened, Why::ByHand, Why::BeforeMerge];
        let entries: Vec<Entry> = (ages.iter().enumerate())
            // Some lie in the future, as after a clock was set back.
            .map(|(key, (age, pitch, why))| entry(key as u64, pitches[*pitch], NOW + ahead - age, whys[*why]))
            .collect();
        let gone = thinned(&entries, NOW, room);
        let stay: Vec<Entry> = entries.iter().filter(|e| !gone.contains(&e.key)).cloned().collect();
        // The newest of every pitch stays, and whatever people count on.
        for pitch in pitches {
            let of = |e: &&Entry| e.pitch == PitchId::new(pitch).unwrap();
            let newest = entries.iter().filter(of).max_by_key(|e| (e.at, e.key));
            prop_assert!(newest.is_none_or(|newest| !gone.contains(&newest.key)));
        }
        prop_assert!(entries.iter().filter(|e| e.stays()).all(|e| !gone.contains(&e.key)));
        // What is thinned is thin.
        prop_assert_eq!(thinned(&stay, NOW, room), BTreeSet::new());
    }
}
