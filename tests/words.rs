//! All words of the page are marked, and each is said in German: `words/words-de.json` has them all and
//! nothing else. `MISSING_WORDS=file cargo test --test words` writes down what it lacks.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use pitchwright::words::{self, Language, Piece};
use proc_macro2::{Delimiter, TokenStream, TokenTree};

const GERMAN: &str = include_str!("../words/words-de.json");

/// Every source file with its tokens.
fn sources() -> Vec<(PathBuf, TokenStream)> {
    let mut open = vec![PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                found.push((path, text.parse().unwrap()));
            }
        }
    }
    assert!(found.len() > 100, "the sources were found");
    found
}

fn place(path: &Path, token: &TokenTree) -> String {
    let from_root = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap();
    format!("{}:{}", from_root.display(), token.span().start().line)
}

/// The text of a token that is a string.
fn text_of(token: &TokenTree) -> Option<String> {
    let TokenTree::Literal(literal) = token else {
        return None;
    };
    Some(
        syn::parse_str::<syn::LitStr>(&literal.to_string())
            .ok()?
            .value(),
    )
}

/// Where `name!(…)` stands in these tokens, with what is in it.
fn calls(tokens: &TokenStream, name: &[&str], found: &mut Vec<Vec<TokenTree>>) {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else {
            continue;
        };
        let is_call = matches!(at.checked_sub(2).map(|at| &tokens[at..at + 2]),
            Some([TokenTree::Ident(called), TokenTree::Punct(mark)])
                if mark.as_char() == '!' && name.iter().any(|name| called == name));
        if is_call {
            found.push(group.stream().into_iter().collect());
        }
        calls(&group.stream(), name, found);
    }
}

/// Every text that is marked, under its key, with where it stands.
fn marked() -> BTreeMap<String, Vec<String>> {
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (path, tokens) in sources() {
        let mut found = Vec::new();
        calls(&tokens, &["t", "word"], &mut found);
        for said in found {
            let (context, text) = match said.as_slice() {
                [TokenTree::Ident(context), text, ..] => (context.to_string(), text),
                [text, ..] => (String::new(), text),
                [] => continue,
            };
            // In the rule of a macro a text has a name; it is marked where the macro is used.
            let Some(words) = text_of(text) else {
                continue;
            };
            let key = words::key(&context, &words);
            all.entry(key).or_default().push(place(&path, text));
        }
    }
    for words in rescued() {
        all.entry(words)
            .or_default()
            .push("assets/rescue.js".to_owned());
    }
    assert!(all.len() > 1_000, "the words were found");
    all
}

/// What the rescue layer says.
fn rescued() -> Vec<String> {
    let script = include_str!("../assets/rescue.js");
    let said: Vec<String> = (script.split("say(\"").skip(1))
        .filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()))
        .collect();
    assert!(said.len() > 10, "{said:?}");
    said
}

fn german() -> BTreeMap<String, String> {
    serde_json::from_str(GERMAN).unwrap()
}

/// The places for values: their names, and numbers for those without.
fn places(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut unnamed = 0;
    words::pieces(text, &mut |piece| match piece {
        Piece::Place("") => {
            found.insert(unnamed.to_string());
            unnamed += 1;
        }
        Piece::Place(name) => {
            found.insert(name.to_owned());
        }
        Piece::Text(_) => {}
    });
    found
}

/// How a text ends: what is a sentence stays one, and what opens a dialog says so.
fn ending(text: &str) -> Option<char> {
    text.chars()
        .next_back()
        .filter(|last| ".…:?!".contains(*last))
}

#[test]
fn every_word_is_said_in_german() {
    let (marked, german) = (marked(), german());
    let missing: BTreeMap<_, _> = (marked.iter())
        .filter(|(key, _)| !german.contains_key(*key))
        .collect();
    if let Ok(file) = std::env::var("MISSING_WORDS") {
        std::fs::write(file, serde_json::to_string_pretty(&missing).unwrap()).unwrap();
    }
    let superfluous: Vec<_> = german
        .keys()
        .filter(|key| !marked.contains_key(*key))
        .collect();
    assert!(
        missing.is_empty(),
        "{} are not said: {missing:#?}",
        missing.len()
    );
    assert!(
        superfluous.is_empty(),
        "nobody says these any more: {superfluous:#?}"
    );
}

#[test]
fn the_german_says_all_that_the_english_does() {
    let mut wrong = Vec::new();
    for (key, said) in german() {
        let english = key
            .split_once('|')
            .filter(|(context, _)| context.chars().all(|c| c.is_ascii_lowercase() || c == '_'));
        let english = english.map_or(&*key, |(_, english)| english);
        if places(english) != places(&said) {
            wrong.push(format!("other places for values: {english} / {said}"));
        }
        if said.trim().is_empty() || ending(english) != ending(&said) {
            wrong.push(format!("another ending: {english} / {said}"));
        }
        let edges = |text: &str| (text.starts_with(' '), text.ends_with(' '));
        if edges(english) != edges(&said) {
            wrong.push(format!("other space around it: {english:?} / {said:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Attributes that are read out or shown.
const SHOWN: [&str; 8] = [
    "aria-label",
    "aria-description",
    "aria-roledescription",
    "aria-valuetext",
    "alt",
    "label",
    "placeholder",
    "title",
];

/// What is the same in every language.
const NAMES: [&str; 2] = ["Pitchwright", "https://"];

/// Letters that stand in a view as they are.
fn unmarked(path: &Path, view: &[TokenTree], found: &mut Vec<String>) {
    for (at, token) in view.iter().enumerate() {
        if let TokenTree::Group(group) = token {
            let inner: Vec<TokenTree> = group.stream().into_iter().collect();
            // What stands in braces is code, which may have a view in it, found by itself.
            if group.delimiter() == Delimiter::None {
                unmarked(path, &inner, found);
            }
            continue;
        }
        let Some(text) = text_of(token)
            .filter(|text| text.chars().any(char::is_alphabetic) && !NAMES.contains(&&**text))
        else {
            continue;
        };
        let is_child = match at.checked_sub(1).map(|at| &view[at]) {
            Some(TokenTree::Punct(mark)) => mark.as_char() == '>',
            Some(TokenTree::Literal(_)) => true,
            Some(TokenTree::Group(group)) => group.delimiter() == Delimiter::Brace,
            _ => false,
        };
        let before: String = view[at.saturating_sub(6)..at]
            .iter()
            .map(ToString::to_string)
            .collect();
        let is_shown = SHOWN
            .iter()
            .any(|name| before.ends_with(&format!("{name}=")));
        if is_child || is_shown {
            found.push(format!("{}: {text}", place(path, token)));
        }
    }
}

#[test]
fn nothing_that_is_shown_stands_in_a_view_unmarked() {
    let mut found = Vec::new();
    for (path, tokens) in sources() {
        let mut views = Vec::new();
        calls(&tokens, &["view"], &mut views);
        for view in views {
            unmarked(&path, &view, &mut found);
        }
    }
    assert!(found.is_empty(), "mark these with t!: {found:#?}");
}

#[test]
fn values_stand_where_the_language_wants_them() {
    let count = 3;
    let said = words::fill("{count} of {} for {name}", &[&count, &9, &"Ada"]);
    assert_eq!(said, "3 of 9 for Ada");
    words::speak(
        Language::German,
        [
            "Open\tÖffnen",
            "state|Open\tOffen",
            "{count} of {} for {name}\tFür {name}: {count} von {0}, {{ja}}",
            "{} and {}\t{1} nach {0}",
        ]
        .join("\n"),
    );
    assert_eq!(words::fill("{} and {}", &[&1, &2]), "2 nach 1");
    let said = words::fill("{count} of {} for {name}", &[&count, &9, &"Ada"]);
    assert_eq!(said, "Für Ada: 3 von 9, {ja}");
    assert_eq!(words::say("state", "Open"), "Offen");
    assert_eq!(words::plain("Open"), "Öffnen");
    assert_eq!(words::plain("Not in the catalogue"), "Not in the catalogue");
}

#[test]
fn a_locale_has_a_language_or_none() {
    assert_eq!(Language::of_locale("de-AT"), Some(Language::German));
    assert_eq!(Language::of_locale("EN"), Some(Language::English));
    assert_eq!(Language::of_locale("fr-FR"), None);
    assert_eq!(Language::of_locale(""), None);
}

#[test]
fn what_spreadsheets_ask_of_words_holds_in_german() {
    let german = german();
    let sheets: Vec<&str> = (german.iter())
        .filter(|(key, _)| key.starts_with("sheet|"))
        .map(|(_, said)| &**said)
        .collect();
    assert!(sheets.len() > 5, "{sheets:?}");
    let distinct: BTreeSet<String> = sheets.iter().map(|name| name.to_lowercase()).collect();
    assert_eq!(distinct.len(), sheets.len(), "{sheets:?}");
    for name in &sheets {
        assert!(name.chars().count() <= 31, "{name} is too long for a sheet");
        assert!(
            !name.contains(['[', ']', ':', '*', '?', '/', '\\']),
            "{name}"
        );
        assert!(!name.starts_with('\'') && !name.ends_with('\''), "{name}");
    }
    // A formula sums up media by how their kinds begin.
    let kinds = [
        "Fee",
        "Fixed price",
        "Third party",
        "Media at commission",
        "Media at service fee",
        "Expense",
    ];
    for kind in kinds {
        let said = &german[kind];
        assert_eq!(
            said.starts_with("Media"),
            kind.starts_with("Media"),
            "{said}"
        );
        assert!(
            !said.contains(['*', '?', '~']) && !said.starts_with(['<', '>', '=']),
            "{said}"
        );
    }
}
