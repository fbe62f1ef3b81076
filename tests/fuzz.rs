//! Every reader, fed with the files of `tests/corpus/<reader>` and with what chance makes of them.
//! Each target says what holds whatever comes in; that none panics, loops or overflows is the rest.
//!
//! `cargo test --test fuzz` runs each for a few hundred rounds, always the same. For longer:
//! `FUZZ_ROUNDS=1000000 FUZZ_SEED=7 cargo test --release --test fuzz`. What breaks a target is
//! written into `target/fuzz`; it belongs into the corpus, with the mending.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};

use pitchwright::file::{
    self, Access, MAX_BYTES, Pictures, backup, client, csv, packed, pictures, project_xml, sealed,
    web_page,
};
use pitchwright::model::Fingerprint;
use pitchwright::model::{Budget, Currency, Date, List, Picture, Team, Timeline, WorkingWeek};
use pitchwright::plan::calendar::Calendar;
use pitchwright::plan::parse::table::{
    Around, BudgetAround, Column, budget, guarded, table, unguarded,
};
use pitchwright::plan::parse::{self, DateForm, NumberForm};
use pitchwright::plan::schedule::schedule;
use pitchwright::prose;
use pitchwright::prose::html::Piece;

/// Rounds of a target in the usual tests.
const ROUNDS: u64 = 400;
/// No input grows beyond this.
const LONGEST: usize = 200_000;

/// Chance from a seed.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn of(&mut self, most: usize) -> usize {
        usize::try_from(self.next() % most.max(1) as u64).unwrap()
    }
}

/// What stands in files and breaks readers.
const WORDS: &[&str] = &[
    "\"",
    "\\",
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "null",
    "true",
    "-1",
    "0",
    "1e999",
    "9223372036854775807",
    "1.5",
    "\\u0000",
    "\\ud800",
    "\u{feff}",
    "\u{202e}",
    "é",
    "🥛",
    "\u{0}",
    "\r\n",
    "\t",
    ";",
    "|",
    "<",
    ">",
    "</script",
    "&amp;",
    "&#0;",
    "<!--",
    "]]>",
    "<![CDATA[",
    "javascript:",
    "](",
    "![",
    "**",
    "`",
    "\n\n",
    "- ",
    "1. ",
    "# ",
    "> ",
    "=",
    "+",
    "@",
    "'",
    "2026-02-30",
    "31.12.2026",
    "%",
    "€",
    "1,5",
    "picture:",
    "data:",
    "\"id\":",
    "stream\n",
    "\nendstream",
    "%PDF-",
    "PT99999999999H",
    "FS+99999999999d",
];

/// The input, changed in a few places; sometimes joined with another.
fn changed(dice: &mut Dice, corpus: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = corpus[dice.of(corpus.len())].clone();
    for _ in 0..=dice.of(6) {
        let at = dice.of(bytes.len() + 1);
        let length = dice.of(bytes.len() - at + 1).min(1 << dice.of(12));
        match dice.of(8) {
            0 if at < bytes.len() => bytes[at] ^= 1 << dice.of(8),
            1 if at < bytes.len() => bytes[at] = u8::try_from(dice.of(256)).unwrap(),
            2 => drop(bytes.drain(at..at + length)),
            3 => {
                let copy = bytes[at..at + length].to_vec();
                let to = dice.of(bytes.len() + 1);
                bytes.splice(to..to, copy);
            }
            4 => {
                let copy = bytes[at..at + length.min(64)].repeat(1 + dice.of(40));
                bytes.splice(at..at, copy);
            }
            5 => {
                let other = &corpus[dice.of(corpus.len())];
                let from = dice.of(other.len() + 1);
                bytes.truncate(at);
                bytes.extend_from_slice(&other[from..]);
            }
            6 => bytes.truncate(at),
            _ => {
                let word = WORDS[dice.of(WORDS.len())];
                bytes.splice(at..at, word.bytes());
            }
        }
        bytes.truncate(LONGEST);
    }
    bytes
}

fn setting(name: &str, usual: u64) -> u64 {
    let set = std::env::var(name).ok();
    set.map_or(usual, |set| {
        set.parse().unwrap_or_else(|_| panic!("{name} is a number"))
    })
}

/// Gives a target its corpus, and then what chance makes of it.
fn fuzz(name: &str, target: impl Fn(&[u8])) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/corpus")
        .join(name);
    let mut files: Vec<PathBuf> = (std::fs::read_dir(&folder).unwrap())
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    assert!(files.len() >= 3, "{} holds a corpus", folder.display());
    let corpus: Vec<Vec<u8>> = files
        .iter()
        .map(|file| std::fs::read(file).unwrap())
        .collect();
    let check = |what: &str, bytes: &[u8]| {
        if let Err(broken) = catch_unwind(AssertUnwindSafe(|| target(bytes))) {
            let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/fuzz");
            std::fs::create_dir_all(&kept).unwrap();
            let kept = kept.join(format!("{name}-{what}"));
            std::fs::write(&kept, bytes).unwrap();
            eprintln!("{name} breaks on {}", kept.display());
            resume_unwind(broken);
        }
    };
    for (file, bytes) in files.iter().zip(&corpus) {
        check(&file.file_name().unwrap().to_string_lossy(), bytes);
    }
    let seed = setting("FUZZ_SEED", 1);
    for round in 0..setting("FUZZ_ROUNDS", ROUNDS) {
        let mut dice = Dice(seed.wrapping_mul(1 << 32).wrapping_add(round));
        check(&format!("{seed}-{round}"), &changed(&mut dice, &corpus));
    }
}

/// As a browser hands a file over.
fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn is_a_sentence(said: &str) {
    assert!(said.ends_with(['.', '?']) && said.len() < 1_000, "{said}");
}

fn day() -> Date {
    Date::parse("2027-01-04").unwrap()
}

const FORMS: [NumberForm; 2] = [
    NumberForm {
        decimal: '.',
        group: ',',
    },
    NumberForm {
        decimal: ',',
        group: '.',
    },
];

/// What opens is written and read as the same; what follows from it has an answer.
fn opens_or_says(text: &str) {
    match file::read(text) {
        Err(error) => is_a_sentence(&error.to_string()),
        Ok(opened) => {
            let _ = schedule(&opened.document.pitch.timeline, None);
            if opened.access == Access::Edit {
                let again = file::read(&file::write(&opened.document, &opened.pictures)).unwrap();
                assert_eq!(
                    (again.document, again.pictures),
                    (opened.document.clone(), opened.pictures)
                );
                let copy = client::copy(&opened.document);
                let carried = file::write(&copy, &Pictures::new());
                let page = web_page::element(&carried);
                assert_eq!(file::read(&page).unwrap().document, copy);
            }
        }
    }
}

#[test]
fn pitch() {
    fuzz("pitch", |bytes| opens_or_says(&text(bytes)));
}

#[test]
fn web_page() {
    fuzz("web_page", |bytes| opens_or_says(&text(bytes)));
}

#[test]
fn pdf_file() {
    fuzz("pdf_file", |bytes| opens_or_says(&text(bytes)));
}

#[test]
fn backup() {
    fuzz("backup", |bytes| match backup::read(&text(bytes)) {
        Err(error) => is_a_sentence(&error.to_string()),
        Ok(restored) => {
            let settings = restored.settings.clone().unwrap_or_default();
            let written = backup::write(&settings, &restored.documents, &restored.pictures);
            let again = backup::read(&written).unwrap();
            assert_eq!(again.documents, restored.documents);
            assert_eq!(again.settings, Some(settings));
        }
    });
}

#[test]
fn settings() {
    fuzz("settings", |bytes| {
        match backup::read_settings(&text(bytes)) {
            Err(error) => is_a_sentence(&error.to_string()),
            Ok(settings) => {
                let again = backup::read_settings(&backup::write_settings(&settings)).unwrap();
                assert_eq!(again, settings);
            }
        }
    });
}

#[test]
fn project() {
    fuzz("project", |bytes| {
        match project_xml::read(bytes, &Team::default(), day()) {
            Err(error) => is_a_sentence(&error.to_string()),
            Ok(read) => {
                let _ = schedule(&read.timeline, None);
                assert!(
                    read.said.iter().all(|said| said.ends_with('.')),
                    "{:?}",
                    read.said
                );
            }
        }
    });
}

#[test]
fn tasks() {
    let calendar = Calendar::new(day(), WorkingWeek::default(), &[]);
    let columns = [
        Column::Name,
        Column::Duration,
        Column::Start,
        Column::After,
        Column::Who,
    ];
    fuzz("tasks", |bytes| {
        let dates = DateForm::default();
        let around = Around {
            columns: &columns,
            dates: &dates,
            calendar: &calendar,
            near: day(),
            task_in_row: &|_| None,
        };
        let pasted = table(&csv::text_of(bytes), &around);
        assert!(
            pasted.said.iter().all(|said| said.ends_with('.')),
            "{:?}",
            pasted.said
        );
        let mut timeline = Timeline::new(day());
        let mut count = 0;
        let mut fresh = || {
            count += 1;
            format!("n{count}")
        };
        let tasks = pasted.tasks.len();
        parse::table::add(&mut timeline, &pasted, &mut fresh, |_| List::default());
        assert_eq!(timeline.tasks.len(), tasks);
        let _ = schedule(&timeline, None);
    });
}

#[test]
fn lines() {
    let (team, none, options) = (Team::default(), List::default(), List::default());
    fuzz("lines", |bytes| {
        for numbers in FORMS {
            let around = BudgetAround {
                numbers,
                currency: Currency::EUR,
                team: &team,
                phases: &none,
                options: &options,
                tax: None,
            };
            let pasted = budget(&csv::text_of(bytes), &around);
            let said = pasted.said.iter().chain(&pasted.refused);
            assert!(
                said.clone().all(|said| said.ends_with('.')),
                "{:?}",
                said.collect::<Vec<_>>()
            );
            let mut count = 0;
            let mut fresh = || {
                count += 1;
                format!("n{count}")
            };
            let mut all = Budget::default();
            parse::table::add_lines(&mut all, &pasted, &mut fresh);
            assert_eq!(all.lines.len(), pasted.lines.len());
        }
    });
}

#[test]
fn typed() {
    fuzz("typed", |bytes| {
        let text = text(bytes);
        for form in FORMS {
            if let Ok(amount) = parse::amount(&text, form, 2) {
                let written = format!(
                    "{}.{:02}",
                    amount.units() / 100,
                    amount.units().unsigned_abs() % 100
                );
                let _ = parse::amount(&written, FORMS[0], 2).unwrap();
            }
            let _ = (parse::percent(&text, form), parse::hours(&text, form));
            let _ = (parse::quantity(&text, form), parse::share(&text, form, 2));
        }
        let _ = parse::duration(&text, 5);
        if let Ok(date) = parse::date(&text, &DateForm::default(), day(), day()) {
            assert_eq!(Date::parse(&date.to_string()), Ok(date));
        }
        assert_eq!(unguarded(&guarded(&text)), text);
        if let Ok(print) = text.parse::<Fingerprint>() {
            assert_eq!(print.to_string(), text.to_lowercase());
        }
        if let Ok(picture) = text.parse::<Picture>() {
            assert_eq!(picture.to_string().parse(), Ok(picture));
        }
    });
}

#[test]
fn packed() {
    fuzz("packed", |bytes| {
        if let Ok(text) = packed::unpack(bytes) {
            assert!(text.len() <= MAX_BYTES);
            assert_eq!(packed::unpack(&packed::pack(&text)), Ok(text));
        }
    });
}

#[test]
fn sealed() {
    fuzz("sealed", |bytes| {
        let text = text(bytes);
        if let Ok(inside) = sealed::open(&text) {
            assert_eq!(sealed::seal(inside)[8..], text[8..]);
        }
        assert_eq!(sealed::open(&sealed::seal(&text)), Ok(&*text));
    });
}

#[test]
fn picture() {
    fuzz("picture", |bytes| {
        if let Some(picture) = pictures::named(bytes) {
            assert_eq!(picture.to_string().parse(), Ok(picture));
        }
        let _ = pictures::mentioned(&text(bytes));
    });
}

/// What is written of a document reads as the same, and none of its links runs.
fn is_sound(document: &prose::Document) {
    let written = prose::write(document);
    assert_eq!(prose::read(&written), *document, "{written}");
    for block in &document.blocks {
        let runs: Vec<&prose::Run> = match block {
            prose::Block::Line(line) => line.runs.iter().collect(),
            prose::Block::Table(table) => {
                let rows = table.rows.iter().chain([&table.head]);
                rows.flatten().flatten().collect()
            }
            prose::Block::Image(_) | prose::Block::Rule => Vec::new(),
        };
        for link in runs.iter().filter_map(|run| run.link.as_ref()) {
            assert!(prose::is_safe_link(link), "{link}");
            assert!(!link.contains(char::is_control), "{link:?}");
        }
    }
}

#[test]
fn markdown() {
    fuzz("markdown", |bytes| {
        let text = text(bytes);
        is_sound(&prose::read(&text));
        is_sound(&prose::Document::plain(&text).tidy());
    });
}

/// Tags, attributes and texts of anything at all, as a browser might hand them over.
fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for part in text.split_inclusive('>') {
        let (words, tag) = part.split_once('<').unwrap_or((part, ""));
        pieces.push(Piece::Text(words.to_owned()));
        let tag = tag.trim_end_matches('>');
        if tag.starts_with('/') {
            pieces.push(Piece::Close);
        } else if !tag.is_empty() {
            let mut parts = tag.split(' ');
            let name = parts.next().unwrap_or_default().to_lowercase();
            let attributes = parts.filter_map(|part| part.split_once('='));
            let attributes = attributes.map(|(name, value)| {
                (
                    name.to_lowercase(),
                    value.trim_matches('"').replace("&#32;", " "),
                )
            });
            pieces.push(Piece::Open {
                name,
                attributes: attributes.collect(),
            });
        }
        if part.len() % 7 == 0 {
            pieces.push(Piece::Mark);
        }
    }
    pieces
}

#[test]
fn html() {
    fuzz("html", |bytes| {
        let pieces = pieces(&text(bytes));
        is_sound(&prose::html::clean(pieces.clone()));
        let (document, marks) = prose::html::shown(pieces);
        for place in marks {
            let _ = document.nearest(place);
        }
    });
}
