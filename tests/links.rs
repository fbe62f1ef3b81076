//! Links and locked files: what is written is read, and what was cut or changed on its way says so.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

#[path = "support/cases.rs"]
mod cases;

use cases::cases;
use pitchwright::file::link::{self, LinkError, MAX_LETTERS, Parcel, Reach};
use pitchwright::file::locked::{self, Locked, LockedError, NONCE, ROUNDS, SALT};
use pitchwright::file::{self, client, packed};
use proptest::prelude::*;

fn example() -> file::Document {
    let text = std::fs::read_to_string("assets/example.pitch.json").unwrap();
    file::read(&text).unwrap().document
}

fn locked_example() -> Locked {
    Locked {
        rounds: ROUNDS,
        salt: [7; SALT],
        nonce: [9; NONCE],
        bytes: (0..200).collect(),
    }
}

#[test]
fn a_pitch_travels_in_a_link_and_comes_out_whole() {
    for document in [example(), client::copy(&example())] {
        let text = file::write_compact(&document);
        let fragment = link::write(&Parcel::Open(packed::pack(&text))).unwrap();
        assert!(
            fragment
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
        );
        assert!(
            fragment.len() < text.len() / 2,
            "{} of {}",
            fragment.len(),
            text.len()
        );
        let Ok(Parcel::Open(bytes)) = link::read(&fragment) else {
            panic!("not read")
        };
        let read = file::read(&packed::unpack(&bytes).unwrap()).unwrap();
        assert_eq!(read.document, document);
    }
}

#[test]
fn a_link_that_was_cut_says_how_much_of_it_arrived() {
    let fragment = link::write(&Parcel::Open(vec![1; 300])).unwrap();
    let cut = &fragment[..fragment.len() - 150];
    let error = link::read(cut).unwrap_err();
    assert_eq!(
        error,
        LinkError::CutOff {
            arrived: 250,
            all: 400
        }
    );
    assert!(
        error
            .to_string()
            .contains("250 of its 400 characters arrived")
    );
    for end in 0..fragment.len() {
        assert!(link::read(&fragment[..end]).is_err(), "{end}");
    }
}

#[test]
fn a_full_stop_behind_a_link_does_no_harm() {
    let parcel = Parcel::Open(vec![1; 30]);
    let fragment = link::write(&parcel).unwrap();
    for behind in [".", ")", " ", ",", ">"] {
        assert_eq!(
            link::read(&format!("{fragment}{behind}")),
            Ok(parcel.clone()),
            "{behind}"
        );
    }
}

#[test]
fn what_is_no_link_of_ours_or_a_newer_one_is_said() {
    for no in [
        "",
        "1",
        "1.",
        "1.x.y.z",
        "a.4.00000000.AAAA",
        "1.0.00000000.",
        "1.4",
        "....",
        "-1.4.0.AAAA",
    ] {
        let found = link::read(no);
        assert!(
            matches!(found, Err(LinkError::NoPitch | LinkError::CutOff { .. })),
            "{no}: {found:?}"
        );
    }
    let fragment = link::write(&Parcel::Open(vec![1; 30])).unwrap();
    assert_eq!(
        link::read(&fragment.replacen('1', "3", 1)),
        Err(LinkError::Newer)
    );
    let huge = format!("1.{}.00000000.AAAA", MAX_LETTERS + 1);
    assert_eq!(link::read(&huge), Err(LinkError::TooLong));
    assert_eq!(
        link::write(&Parcel::Open(vec![0; MAX_LETTERS])),
        Err(LinkError::TooLong)
    );
}

#[test]
fn how_far_a_link_gets_is_said_honestly() {
    assert_eq!(Reach::of(2_000), Reach::Everywhere);
    assert_eq!(Reach::of(2_001), Reach::Chats);
    assert_eq!(Reach::of(4_000), Reach::Chats);
    assert_eq!(Reach::of(4_001), Reach::Whole);
    assert!(Reach::Whole.words().contains("send the file"));
}

#[test]
fn a_locked_file_reads_back_and_holds_nothing_readable() {
    let locked = locked_example();
    let text = locked::write(&locked);
    assert!(locked::is_locked(&text));
    assert_eq!(locked::read(&text), Ok(locked.clone()));
    assert_eq!(Locked::from_bytes(&locked.to_bytes()), Ok(locked));
    // Read as a pitch it says what it is.
    assert!(
        file::read(&text)
            .unwrap_err()
            .to_string()
            .contains("pitchwright-locked")
    );
    assert!(!locked::is_locked(&file::write(
        &example(),
        &file::Pictures::new()
    )));
}

#[test]
fn a_damaged_weak_or_newer_lock_is_refused() {
    let text = locked::write(&locked_example());
    let changed = |from: &str, to: &str| locked::read(&text.replace(from, to));
    assert_eq!(
        changed("\"rounds\": 600000", "\"rounds\": 1"),
        Err(LockedError::Damaged)
    );
    assert_eq!(
        changed("\"rounds\": 600000", "\"rounds\": 4000000000"),
        Err(LockedError::Damaged)
    );
    assert_eq!(
        changed("\"version\": 1", "\"version\": 2"),
        Err(LockedError::Newer)
    );
    assert_eq!(
        changed("\"salt\": \"", "\"salt\": \"AA"),
        Err(LockedError::Damaged)
    );
    assert!(matches!(
        changed(locked::FORMAT, "other"),
        Err(LockedError::OtherFormat(_))
    ));
    assert_eq!(
        locked::read(&text[..text.len() / 2]),
        Err(LockedError::Damaged)
    );
    assert_eq!(
        Locked::from_bytes(&[0; SALT + NONCE - 1]),
        Err(LockedError::Damaged)
    );
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn whatever_bytes_come_out_as_they_went_in(bytes in proptest::collection::vec(any::<u8>(), 1..2_000), is_locked: bool) {
        let parcel = if is_locked { Parcel::Locked(bytes) } else { Parcel::Open(bytes) };
        let fragment = link::write(&parcel).unwrap();
        prop_assert_eq!(link::read(&fragment), Ok(parcel));
    }

    #[test]
    fn a_letter_changed_on_the_way_is_noticed(bytes in proptest::collection::vec(any::<u8>(), 3..200), at: prop::sample::Index, letter in "[A-Za-z0-9_-]") {
        let fragment = link::write(&Parcel::Open(bytes)).unwrap();
        let from = fragment.rfind('.').unwrap() + 1;
        let at = from + at.index(fragment.len() - from);
        let mut changed = fragment.clone();
        changed.replace_range(at..=at, &letter);
        if changed != fragment {
            prop_assert_eq!(link::read(&changed), Err(LinkError::Damaged));
        }
    }

    #[test]
    fn no_text_makes_a_reader_panic(text in "\\PC{0,200}") {
        let _ = link::read(&text);
        let _ = locked::read(&text);
    }
}
