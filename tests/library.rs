//! The two stores: which copy wins, what is kept aside, and that *Saved* is never a lie, replayed
//! from seeds over every kind of fault that browsers were seen to have.
//!
//! What is promised: when a pitch was called saved, or saved in the database only, a crash may
//! cost later edits but not that one, unless the database itself loses what it acknowledged. Local
//! storage may fall back to any value of the last minutes, or be gone.
#![allow(
    clippy::cast_possible_truncation,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use pitchwright::file::{self, Document, ReadError, sealed};
use pitchwright::library::reconcile::{Store, reconcile};
use pitchwright::library::{SaveState, ShelfError};
use pitchwright::model::{Date, Pitch, PitchId, Settings};

fn document(revision: u64, title: &str) -> Document {
    let mut pitch = Pitch::blank(Date::ymd(2027, 1, 4).unwrap(), &Settings::default());
    title.clone_into(&mut pitch.title);
    let mut document = Document::new(PitchId::new("p").unwrap(), pitch);
    document.revision = revision;
    document
}

fn text(revision: u64) -> String {
    sealed::seal(&file::write_compact(&document(
        revision,
        &format!("r{revision}"),
    )))
}

fn id() -> PitchId {
    PitchId::new("p").unwrap()
}

#[test]
fn the_newest_sound_copy_wins_and_the_other_is_kept() {
    let (old, new) = (text(3), text(4));
    for (local, indexed, loser) in [(&old, &new, Store::Local), (&new, &old, Store::Indexed)] {
        let verdict = reconcile(&id(), Some(local), Some(indexed));
        assert_eq!(verdict.opened.unwrap().document.revision, 4);
        assert_eq!(verdict.snapshot.as_deref(), Some(old.as_str()));
        assert_eq!(verdict.rewrite, [loser]);
        assert_eq!(verdict.broken, []);
    }
}

#[test]
fn equal_copies_need_nothing() {
    let verdict = reconcile(&id(), Some(&text(2)), Some(&text(2)));
    assert_eq!(verdict.opened.unwrap().document.revision, 2);
    assert_eq!(
        (verdict.rewrite, verdict.snapshot, verdict.broken),
        (vec![], None, vec![])
    );
}

#[test]
fn a_missing_copy_is_written_again() {
    assert_eq!(
        reconcile(&id(), None, Some(&text(2))).rewrite,
        [Store::Local]
    );
    assert_eq!(
        reconcile(&id(), Some(&text(2)), None).rewrite,
        [Store::Indexed]
    );
    assert_eq!(reconcile(&id(), None, None).opened, None);
}

#[test]
fn a_broken_copy_is_reported_before_it_is_written_over() {
    let verdict = reconcile(&id(), Some("00000000{}"), Some(&text(2)));
    assert_eq!(
        (verdict.broken, verdict.rewrite),
        (vec![Store::Local], vec![Store::Local])
    );
    let verdict = reconcile(&id(), Some("x"), Some("y"));
    assert_eq!(verdict.broken, [Store::Local, Store::Indexed]);
    assert_eq!((verdict.opened, verdict.rewrite), (None, vec![]));
    // A sound pitch under another's key is not ours to show.
    let other = PitchId::new("q").unwrap();
    assert_eq!(
        reconcile(&other, Some(&text(2)), None).broken,
        [Store::Local]
    );
}

#[test]
fn a_newer_versions_data_is_never_written_over() {
    let newer = r#"{"format":"pitchwright-pitch","version":9,"id":"p","shape":"unknown"}"#;
    let newer = sealed::seal(newer);
    let verdict = reconcile(&id(), Some(&newer), Some(&text(5)));
    assert_eq!(verdict.newer, Some(ReadError::TooNew { found: 9 }));
    assert_eq!(verdict.rewrite, []);
    assert_eq!(verdict.broken, []);
}

#[test]
fn saved_is_said_only_when_both_stores_said_yes() {
    let failures = [
        ShelfError::Full,
        ShelfError::Blocked,
        ShelfError::Lying,
        ShelfError::Stale,
    ];
    assert_eq!(SaveState::of(&Ok(()), &Ok(())), SaveState::Saved);
    for failure in &failures {
        for state in [
            SaveState::of(&Err(failure.clone()), &Ok(())),
            SaveState::of(&Ok(()), &Err(failure.clone())),
            SaveState::of(&Err(failure.clone()), &Err(failure.clone())),
        ] {
            assert!(state.is_failure(), "{state}");
            assert_ne!(state.to_string(), "Saved");
        }
    }
    let both = SaveState::of(&Err(ShelfError::Full), &Err(ShelfError::Full));
    assert!(both.to_string().starts_with("Not saved: "));
}

/// A small generator of its own, so that a seed means the same for ever.
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most
    }
    fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }
}

/// Both stores with their faults: local storage keeps every value it ever had, since the disk may
/// hold any of them; the database keeps what it has not acknowledged apart.
#[derive(Default)]
struct Stores {
    local: Vec<Option<String>>,
    indexed: Option<(u64, String)>,
    in_flight: Vec<(u64, String)>,
}

/// One session: edits, saves, faults, and a crash at some step; then what is found.
fn session(seed: u64) {
    let mut seeded = Seeded(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let mut stores = Stores {
        local: vec![None],
        ..Stores::default()
    };
    let mut revision = 0;
    let mut promised = 0;
    for _ in 0..=seeded.below(40) {
        revision += 1;
        let text = text(revision);
        let local = match seeded.below(20) {
            0 => Err(ShelfError::Full),
            1 => Err(ShelfError::Lying),
            _ => {
                stores.local.push(Some(text.clone()));
                Ok(())
            }
        };
        // A write that lies left something else behind.
        if local == Err(ShelfError::Lying) {
            stores.local.push(Some(text[..text.len() / 2].to_owned()));
        }
        stores.in_flight.push((revision, text));
        // The database answers late, in order, and may abort.
        while !stores.in_flight.is_empty() && seeded.chance(60) {
            let (acknowledged, kept) = stores.in_flight.remove(0);
            let answer = if seeded.chance(8) {
                Err(ShelfError::Other("AbortError".to_owned()))
            } else {
                stores.indexed = Some((acknowledged, kept));
                Ok(())
            };
            if acknowledged == revision {
                let state = SaveState::of(&local, &answer);
                if answer.is_ok() {
                    assert!(!matches!(state, SaveState::NotSaved { .. }));
                    promised = revision;
                }
                assert_eq!(state == SaveState::Saved, local.is_ok() && answer.is_ok());
            }
        }
    }
    // The crash. Local storage: any earlier value, or nothing, or a damaged one.
    let at = seeded.below(stores.local.len() as u64) as usize;
    let mut local = if seeded.chance(15) {
        None
    } else {
        stores.local[at].clone()
    };
    if seeded.chance(10)
        && let Some(text) = &mut local
    {
        let at = seeded.below(text.len() as u64) as usize;
        let mut bytes = std::mem::take(text).into_bytes();
        bytes[at] ^= 4;
        *text = String::from_utf8_lossy(&bytes).into_owned();
    }
    // The database: what it acknowledged, perhaps more of what was under way.
    let more = seeded.below(stores.in_flight.len() as u64 + 1) as usize;
    let indexed = stores.in_flight[..more]
        .last()
        .cloned()
        .or(stores.indexed)
        .map(|(_, text)| text);
    let verdict = reconcile(&id(), local.as_deref(), indexed.as_deref());
    let found = verdict
        .opened
        .as_ref()
        .map_or(0, |opened| opened.document.revision);
    assert!(
        found >= promised,
        "seed {seed}: revision {found} found, {promised} was promised"
    );
    if let Some(opened) = &verdict.opened {
        assert_eq!(
            opened.document.pitch.title,
            format!("r{found}"),
            "seed {seed}"
        );
    }
    // Nothing that was damaged is written over without being reported.
    for store in &verdict.rewrite {
        let there = if *store == Store::Local {
            &local
        } else {
            &indexed
        };
        let sound = there
            .as_deref()
            .is_none_or(|text| sealed::open(text).is_ok());
        assert!(sound || verdict.broken.contains(store), "seed {seed}");
    }
}

#[test]
fn every_crash_point_keeps_what_was_promised() {
    let seeds = std::env::var("SEEDS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(10_000);
    for seed in 1..=seeds {
        session(seed);
    }
}
