//! The rooms of the house and the arrows between them: a file may use what lies below its room,
//! and only the page's own rooms know the browser or a clock.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::path::{Path, PathBuf};

const ROOMS: [&str; 11] = [
    "words", "model", "plan", "prose", "file", "library", "merge", "proposal", "pdf", "work", "ui",
];

fn may_use(room: &str) -> &'static [&'static str] {
    match room {
        "words" | "model" | "prose" | "pdf" => &[],
        "plan" => &["model"],
        "file" => &["model", "plan"],
        "proposal" => &["model", "plan", "prose"],
        "library" => &["model", "file"],
        "merge" => &["model", "plan", "file"],
        "work" => &["model", "plan", "file", "pdf"],
        "ui" => &[
            "model", "plan", "prose", "file", "library", "merge", "proposal", "pdf", "work",
        ],
        other => panic!("{other} is no room: say in ARCHITECTURE.md what it may use, and here"),
    }
}

/// The entries of the workers.
const WORKERS: [&str; 3] = ["bin/worker.rs", "bin/workbook.rs", "bin/pdf.rs"];

/// What only the rooms that know the browser may name.
const BROWSER: [&str; 16] = [
    "leptos",
    "web_sys",
    "gloo",
    "gloo_storage",
    "gloo_timers",
    "gloo_events",
    "js_sys",
    "wasm_bindgen",
    "wasm_bindgen_futures",
    "SystemTime",
    "Instant::now",
    "Utc::now",
    "Local::now",
    "std::time",
    "std::env",
    "std::fs",
];

/// The words of the source without comments and texts.
fn code(source: &str) -> String {
    let mut code = String::new();
    let mut chars = source.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '/' if chars.peek() == Some(&'/') => {
                for c in chars.by_ref() {
                    if c == '\n' {
                        code.push('\n');
                        break;
                    }
                }
            }
            '"' => {
                while let Some(c) = chars.next() {
                    match c {
                        '\\' => {
                            chars.next();
                        }
                        '"' => break,
                        _ => {}
                    }
                }
                code.push_str("\"\"");
            }
            '\'' => {
                // A quote as a character must not open a text.
                let rest: String = chars.clone().take(3).collect();
                if rest.starts_with("\"'") || rest.starts_with("\\\"'") {
                    for _ in 0..if rest.starts_with('\\') { 3 } else { 2 } {
                        chars.next();
                    }
                } else {
                    code.push('\'');
                }
            }
            _ => code.push(c),
        }
    }
    code
}

/// Every `crate::room` and `{…}` list after `crate::` that the code names, however it is nested.
fn rooms_named(code: &str, root: &str) -> Vec<String> {
    let mut rooms = Vec::new();
    for (at, found) in code.match_indices(root) {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let rest = code[at + found.len()..].trim_start();
        if let Some(list) = rest.strip_prefix('{') {
            let mut depth = 0_i32;
            let mut word = String::new();
            let mut first = true;
            for c in list.chars() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    _ => {}
                }
                if depth == 0 && c == ',' {
                    first = true;
                    word.clear();
                } else if first && (c.is_alphanumeric() || c == '_') {
                    word.push(c);
                } else if !word.is_empty() {
                    rooms.push(std::mem::take(&mut word));
                    first = false;
                }
            }
            rooms.extend((!word.is_empty()).then_some(word));
        } else {
            rooms.push(
                rest.chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect(),
            );
        }
    }
    rooms
}

fn names(code: &str, word: &str) -> bool {
    code.match_indices(word).any(|(at, _)| {
        let part = |c: char| c.is_alphanumeric() || c == '_';
        let before = code[..at].chars().next_back();
        let after = code[at + word.len()..].chars().next();
        !before.is_some_and(part) && !after.is_some_and(part)
    })
}

fn violations(path: &str, source: &str) -> Vec<String> {
    let code = code(source);
    let mut found = Vec::new();
    let room = path.split('/').next().unwrap();
    let knows_browser = room == "ui"
        || path == "main.rs"
        || path == "lib.rs"
        || WORKERS.contains(&path)
        || path.starts_with("library/browser");
    if !knows_browser {
        for word in BROWSER.iter().filter(|word| names(&code, word)) {
            found.push(format!("{path} names {word}, which only the page may"));
        }
    }
    if WORKERS.contains(&path) {
        // A page of its own, without what people see.
        let above = ["ui", "library", "proposal"];
        let used = rooms_named(&code, "pitchwright::");
        found.extend(
            used.iter()
                .filter(|room| above.contains(&room.as_str()))
                .map(|room| format!("{path} uses {room}, which no worker carries")),
        );
        return found;
    }
    if matches!(path, "main.rs" | "lib.rs") {
        return found;
    }
    let room = room.trim_end_matches(".rs");
    let allowed = may_use(room);
    let mut used = rooms_named(&code, "crate::");
    used.extend(rooms_named(&code, "pitchwright::"));
    // `super::super::…` that climbs out of its room must go through `crate::`.
    let depth = path.matches('/').count() + usize::from(!path.ends_with("/mod.rs"));
    let climb = "super::".repeat(depth);
    if depth > 0 {
        for (at, _) in code.match_indices(&climb) {
            let rest = &code[at + climb.len()..];
            used.extend(
                ROOMS
                    .iter()
                    .filter(|r| rest.starts_with(&format!("{r}::")))
                    .map(|r| (*r).to_owned()),
            );
        }
    }
    for other in used.iter().filter(|other| ROOMS.contains(&other.as_str())) {
        // Every room speaks.
        if other != room && other != "words" && !allowed.contains(&other.as_str()) {
            found.push(format!(
                "{path} uses {other}: the arrow from {room} runs up or aside"
            ));
        }
    }
    found
}

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|e| e == "rs") {
            into.push(path);
        }
    }
}

#[test]
fn arrows_run_downwards_only() {
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").unwrap()).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    assert!(files.len() > 20, "only {} files were found", files.len());
    let found: Vec<String> = files
        .iter()
        .flat_map(|file| {
            let path = file
                .strip_prefix(&root)
                .unwrap()
                .to_str()
                .unwrap()
                .replace('\\', "/");
            violations(&path, &std::fs::read_to_string(file).unwrap())
        })
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_wrong_arrow_is_found() {
    let wrong = [
        ("model/x.rs", "use crate::plan::price;"),
        ("plan/x.rs", "use crate::{model::Pitch, file::json};"),
        ("plan/x.rs", "fn f() { crate::library::open() }"),
        ("plan/deep/x.rs", "use super::super::super::ui::app;"),
        ("library/x.rs", "use crate::plan::schedule;"),
        ("library/x.rs", "use crate::merge::Comparison;"),
        ("file/x.rs", "use crate::merge::Comparison;"),
        ("merge/x.rs", "use crate::library::reconcile;"),
        ("proposal/x.rs", "use crate::{\n    file::{self, json},\n};"),
        ("file/x.rs", "use leptos::prelude::*;"),
        ("plan/x.rs", "fn now() { std::time::Instant::now(); }"),
        ("library/shelf.rs", "use web_sys::Storage;"),
        ("work/mod.rs", "use crate::ui::words;"),
        ("prose/x.rs", "use crate::proposal::block;"),
        ("bin/worker.rs", "use pitchwright::ui::words;"),
        ("bin/workbook.rs", "use pitchwright::proposal::compose;"),
        ("bin/pdf.rs", "use pitchwright::proposal::compose;"),
        ("pdf/write.rs", "use crate::proposal::Proposal;"),
        (
            "plan/x.rs",
            "const Q: char = '\"'; use crate::ui::app; const R: char = '\"';",
        ),
    ];
    for (path, source) in wrong {
        assert!(!violations(path, source).is_empty(), "{path}: {source}");
    }
    let right = [
        (
            "plan/x.rs",
            "// use crate::ui\nuse crate::model::Pitch; use super::price;",
        ),
        (
            "ui/x.rs",
            "use crate::{plan, file}; use leptos::prelude::*;",
        ),
        (
            "library/browser/local.rs",
            "use web_sys::Storage; use crate::file::json;",
        ),
        (
            "file/x.rs",
            "const T: &str = \"crate::ui leptos \\\" web_sys\";",
        ),
    ];
    for (path, source) in right {
        assert_eq!(
            violations(path, source),
            Vec::<String>::new(),
            "{path}: {source}"
        );
    }
}
