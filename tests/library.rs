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
use std::collections::BTreeMap;

use pitchwright::library::exported::Exported;
use pitchwright::library::message::{Build, Message};
use pitchwright::library::reconcile::{Store, Verdict, reconcile};
use pitchwright::library::{self, Card, CardSummary, SaveState, ShelfError, card};
use pitchwright::model::{
    Currency, Date, DateKind, Hours, KeyDate, Money, Percent, Pitch, PitchId, Settings, Stage,
};

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
    // Of nothing there is nothing to write.
    let nothing = reconcile(&id(), None, None);
    assert_eq!((nothing.opened, nothing.rewrite), (None, vec![]));
    assert_eq!(reconcile(&id(), Some("x"), None).rewrite, []);
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
    let long = Err(ShelfError::TooLong);
    assert_eq!(
        SaveState::of(&long, &long).to_string(),
        "Not saved: a text in it has more than 100000 characters; shorten it, or undo"
    );
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

/// A text that a store holds: which life of the page wrote it, its revision, and the byte at which
/// it is damaged, if it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Text {
    life: u64,
    revision: u64,
    damage: Option<usize>,
}

/// What is made once and met again in thousands of sessions.
#[derive(Default)]
struct Known {
    texts: BTreeMap<(u64, u64), String>,
    verdicts: BTreeMap<[Option<Text>; 2], Verdict>,
}

impl Known {
    fn text(&mut self, text: Text) -> String {
        let (life, revision) = (text.life, text.revision);
        let whole = self.texts.entry((life, revision)).or_insert_with(|| {
            let title = format!("life {life}, revision {revision}");
            sealed::seal(&file::write_compact(&document(revision, &title)))
        });
        let mut bytes = whole.clone().into_bytes();
        if let Some(damage) = text.damage {
            let at = damage % bytes.len();
            bytes[at] ^= 4;
        }
        String::from_utf8_lossy(&bytes).into_owned()
    }

    fn verdict(&mut self, found: [Option<Text>; 2]) -> Verdict {
        if let Some(verdict) = self.verdicts.get(&found) {
            return verdict.clone();
        }
        let [local, indexed] = found.map(|text| text.map(|text| self.text(text)));
        let verdict = reconcile(&id(), local.as_deref(), indexed.as_deref());
        if found.iter().flatten().all(|text| text.damage.is_none()) {
            self.verdicts.insert(found, verdict.clone());
        }
        verdict
    }
}

/// Both stores with their faults: local storage keeps every value it had since the start, since the
/// disk may hold any of them; the database keeps what it has not acknowledged apart.
struct Stores {
    local: Vec<Option<Text>>,
    indexed: Option<Text>,
    in_flight: Vec<(Text, Result<(), ShelfError>)>,
    promised: Option<Text>,
}

impl Stores {
    /// What a crash leaves: of local storage any earlier value, or nothing, or a damaged one; of
    /// the database what it acknowledged, perhaps more of what was under way.
    fn crash(&self, seeded: &mut Seeded) -> [Option<Text>; 2] {
        let at = seeded.below(self.local.len() as u64) as usize;
        let mut local = self.local[at].filter(|_| !seeded.chance(15));
        if seeded.chance(10)
            && let Some(text) = &mut local
        {
            text.damage = Some(seeded.below(4_000) as usize);
        }
        let more = seeded.below(self.in_flight.len() as u64 + 1) as usize;
        let under_way = self.in_flight[..more].last().map(|(text, _)| *text);
        [local, under_way.or(self.indexed)]
    }

    /// Whether what is found after this crash is what was promised.
    fn recover(&self, found: [Option<Text>; 2], known: &mut Known) -> Option<Text> {
        let verdict = known.verdict(found);
        let opened = verdict.opened.as_ref().map(|opened| &opened.document);
        let won = (found.iter().flatten())
            .filter(|text| text.damage.is_none())
            .find(|text| {
                opened.is_some_and(|opened| {
                    opened.pitch.title == format!("life {}, revision {}", text.life, text.revision)
                })
            })
            .copied();
        assert_eq!(
            won.is_some(),
            opened.is_some(),
            "what is opened is a copy that was there, whole"
        );
        if let Some(promised) = self.promised {
            let found = won.expect("something was promised, and nothing is found");
            assert!(
                found.revision >= promised.revision,
                "{found:?} found, {promised:?} was promised"
            );
        }
        // Nothing that was damaged is written over without being reported.
        for (store, text) in [(Store::Local, found[0]), (Store::Indexed, found[1])] {
            let damaged = text.is_some_and(|text| text.damage.is_some());
            assert_eq!(damaged, verdict.broken.contains(&store), "{store:?}");
        }
        won
    }
}

/// Some lives of a page, each ending in a crash. Between any two steps of each life every kind of
/// crash is tried as well, with what it would leave.
fn session(seed: u64, known: &mut Known) -> u64 {
    let mut seeded = Seeded(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let mut points = 0;
    let mut stores = Stores {
        local: vec![None],
        indexed: None,
        in_flight: Vec::new(),
        promised: None,
    };
    let mut revision = 0;
    for life in 0..=seeded.below(3) {
        for _ in 0..=seeded.below(8) {
            revision += 1;
            let text = Text {
                life,
                revision,
                damage: None,
            };
            let local = match seeded.below(20) {
                0 => Err(ShelfError::Full),
                1 => {
                    // A write that lies left something else behind.
                    let damage = Some(seeded.below(4_000) as usize);
                    stores.local.push(Some(Text { damage, ..text }));
                    Err(ShelfError::Lying)
                }
                _ => {
                    stores.local.push(Some(text));
                    Ok(())
                }
            };
            points += crash_here(&stores, &mut seeded, known);
            stores.in_flight.push((text, local));
            points += crash_here(&stores, &mut seeded, known);
            // The database answers late, in order, and may abort.
            while !stores.in_flight.is_empty() && seeded.chance(60) {
                let (text, local) = stores.in_flight.remove(0);
                let answer = if seeded.chance(8) {
                    Err(ShelfError::Other("AbortError".to_owned()))
                } else {
                    stores.indexed = Some(text);
                    Ok(())
                };
                let state = SaveState::of(&local, &answer);
                assert_eq!(state == SaveState::Saved, local.is_ok() && answer.is_ok());
                if answer.is_ok() {
                    assert!(!matches!(state, SaveState::NotSaved { .. }));
                    stores.promised = Some(text);
                }
                points += crash_here(&stores, &mut seeded, known);
            }
        }
        // The page starts again from what is found, and lays the copies beside one another.
        let found = stores.crash(&mut seeded);
        let won = stores.recover(found, known);
        let [mut local, mut indexed] = found;
        for store in known.verdict(found).rewrite {
            match store {
                Store::Local => local = won,
                Store::Indexed => indexed = won,
            }
        }
        stores = Stores {
            // The disk may still hold what it held before.
            local: vec![found[0], local],
            indexed,
            in_flight: Vec::new(),
            promised: stores.promised,
        };
        if won.is_none() {
            // Nothing was promised, and the pitch is begun anew.
            stores.local = vec![None];
        }
        revision = won.map_or(0, |won| won.revision);
    }
    points
}

fn crash_here(stores: &Stores, seeded: &mut Seeded, known: &mut Known) -> u64 {
    let found = stores.crash(seeded);
    stores.recover(found, known);
    1
}

/// Seeds from 1 to `SEEDS` (10,000); `SEED=n` replays one.
#[test]
fn every_crash_point_keeps_what_was_promised() {
    let number = |name: &str| {
        std::env::var(name)
            .ok()
            .and_then(|text| text.parse::<u64>().ok())
    };
    let seeds = match number("SEED") {
        Some(seed) => seed..=seed,
        None => 1..=number("SEEDS").unwrap_or(10_000),
    };
    let mut known = Known::default();
    let mut points = 0;
    for seed in seeds.clone() {
        let session = std::panic::AssertUnwindSafe(|| session(seed, &mut known));
        let Ok(more) = std::panic::catch_unwind(session) else {
            panic!("seed {seed} failed: SEED={seed} cargo test --test library replays it");
        };
        points += more;
    }
    assert!(points >= seeds.count() as u64, "{points} crash points");
}

#[test]
fn what_tabs_say_carries_the_build_that_says_it() {
    let id = PitchId::new("p").unwrap();
    let build = Build::read("1.0.1.0").unwrap();
    for message in [
        Message::Here,
        Message::Saved(7, id.clone()),
        Message::Release(id.clone()),
    ] {
        assert_eq!(Message::read(&message.write(build)), (Some(message), build));
    }
    // The first builds named none, and are older than any.
    assert_eq!(
        Message::read("saved 3 p"),
        (Some(Message::Saved(3, id)), Build::default())
    );
    assert!(Build::default() < Build::this());
    // What a newer build says may be new; that it is newer is heard all the same.
    let (message, newer) = Message::read("sealed 3 p 2.0.0.1");
    assert_eq!(message, None);
    assert!(newer > Build::this());
    for older in ["1.0.0.9", "0.9.9.9", "1.0.0.10"] {
        assert!(
            Build::read(older).unwrap() < Build::read("1.0.1.0").unwrap(),
            "{older}"
        );
    }
    for no_build in ["", "1", "1.0.1", "1.0.1.0.0", "a.b.c.d", "1.0.1.-1"] {
        assert_eq!(Build::read(no_build), None, "{no_build}");
    }
}

const DAY: u64 = 86_400_000;

#[test]
fn the_last_export_is_known_by_days_and_reminded_of_after_a_week_of_edits() {
    let at = 20_000 * DAY;
    let last = Exported::Last { at };
    let never = Exported::Never { since: at };
    for exported in [last, never] {
        assert_eq!(Exported::read(&exported.write()), Some(exported));
        // A clock that was set back counts no days.
        assert_eq!(exported.days(at - DAY), 0);
        // Seven days are no reason yet, and more are none without an edit since.
        assert_eq!(exported.reminder(at + 8 * DAY - 1, at + DAY), None);
        assert_eq!(exported.reminder(at + 30 * DAY, at), None);
        let words = exported.reminder(at + 8 * DAY, at + 1).unwrap();
        assert!(words.contains("8 days"), "{words}");
    }
    assert_eq!(
        last.words(at + DAY - 1),
        "A file was last downloaded today."
    );
    assert_eq!(
        last.words(at + DAY),
        "A file was last downloaded yesterday."
    );
    assert_eq!(
        last.words(at + 9 * DAY),
        "A file was last downloaded 9 days ago."
    );
    assert_eq!(never.words(at), "No file was downloaded yet.");
    assert_eq!(
        never.words(at + DAY),
        "No file was downloaded yet, for 1 day."
    );
    assert_eq!(
        never.words(at + 2 * DAY),
        "No file was downloaded yet, for 2 days."
    );
    // Whose pitches never left this browser is told so.
    let words = never.reminder(at + 8 * DAY, at + 1).unwrap();
    assert!(words.contains("in this browser only"), "{words}");
    let words = last.reminder(at + 8 * DAY, at + 1).unwrap();
    assert!(words.contains("since you last downloaded"), "{words}");
    for damaged in ["", "last", "last x", "first 3", "last -3"] {
        assert_eq!(Exported::read(damaged), None, "{damaged}");
    }
}

#[test]
fn what_is_kept_in_local_storage_is_found_by_its_key() {
    let key = library::pitch_key(&id());
    assert_eq!(key, "pitchwright/v1/p/p");
    assert_eq!(library::key_pitch(&key), Some(id()));
    for other in [
        "",
        "p/p",
        "pitchwright/v1/settings",
        "pitchwright/v1/p/",
        "pitchwright/v1/p/not an id",
        "pitchwright/v2/p/p",
    ] {
        assert_eq!(library::key_pitch(other), None, "{other}");
    }
}

#[test]
fn the_index_comes_back_and_a_damaged_one_is_none() {
    let card = Card {
        id: id(),
        revision: 7,
        saved_at: 1_790_000_000_000,
        summary: CardSummary {
            title: "Morning, made kinder".to_owned(),
            client: "Halden".to_owned(),
            stage: Stage::Pitched,
            is_template: false,
            dates: vec![KeyDate {
                date: Date::ymd(2027, 2, 9).unwrap(),
                kind: DateKind::Pitch,
                name: String::new(),
            }],
            launch: None,
            value: Some(Money::minor(8_425_000)),
            weighted: Some(Money::minor(3_370_000)),
            win_probability: Percent::whole(40),
            profit_margin: Some(2150),
            currency: Currency::EUR,
            counts_on: Date::ymd(2027, 2, 19).ok(),
            pitching_hours: Hours::whole(12),
            pitching_cost: Money::minor(60_000),
            score: Some(75),
            problems: 2,
        },
    };
    let kept = card::write(std::slice::from_ref(&card));
    assert_eq!(card::read(&kept), Some(vec![card]));
    assert_eq!(card::read(&card::write(&[])), Some(vec![]));
    for damaged in [
        "",
        "[]",
        &kept.replace("Halden", "Haldon"),
        &sealed::seal("{}"),
    ] {
        assert_eq!(card::read(damaged), None, "{damaged}");
    }
}

#[test]
fn a_failure_says_which_store_and_why() {
    let of = |local: Result<(), ShelfError>, indexed: Result<(), ShelfError>| {
        SaveState::of(&local, &indexed).to_string()
    };
    assert_eq!(
        of(Err(ShelfError::Full), Ok(())),
        "Saved in one place only: local storage failed, its storage is full"
    );
    assert_eq!(
        of(Ok(()), Err(ShelfError::Lying)),
        "Saved in one place only: the browser's database failed, what was written does not read back"
    );
    // Where a newer revision is, ours will not be found, whatever the other store says.
    let stale = "Not saved: another tab saved a newer version of this pitch";
    for other in [Ok(()), Err(ShelfError::Full)] {
        assert_eq!(of(Err(ShelfError::Stale), other.clone()), stale);
        assert_eq!(of(other, Err(ShelfError::Stale)), stale);
    }
    assert_eq!(SaveState::Saving.to_string(), "Saving…");
    assert!(!SaveState::Saving.is_failure());
    assert!(!SaveState::Saved.is_failure());
}

#[test]
fn what_a_newer_version_wrote_is_shown_and_no_copy_of_it_is_written_over() {
    // A copy that this version can read, though not write: of a later format.
    let newer = text(6)
        .split_off(8)
        .replacen("\"version\":1", "\"version\":2", 1);
    let newer = sealed::seal(&newer);
    let verdict = reconcile(&id(), Some(&newer), Some(&text(5)));
    assert_eq!(verdict.opened.unwrap().document.revision, 6);
    assert_eq!(verdict.rewrite, []);
    assert_eq!(verdict.snapshot, Some(text(5)));
}

#[test]
fn of_two_texts_of_one_revision_that_in_the_database_counts() {
    let other = sealed::seal(&file::write_compact(&document(4, "another life")));
    let verdict = reconcile(&id(), Some(&text(4)), Some(&other));
    assert_eq!(verdict.winner.as_ref(), Some(&other));
    assert_eq!(verdict.opened.unwrap().document.pitch.title, "another life");
    assert_eq!(verdict.snapshot, Some(text(4)));
    assert_eq!(verdict.rewrite, [Store::Local]);
}
