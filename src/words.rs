//! The words of the page, in the language of whoever reads them.
//!
//! They stand in the code in English, marked by [`t!`](macro@crate::words) where they are said and by
//! `word!` where a constant holds them. `words/words-de.json` says each of them in German; a test holds
//! it to be complete. English needs no file: what has no translation is said as it is written.

use std::cell::Cell;
use std::fmt::{self, Display, Write};

use serde::{Deserialize, Serialize};

/// A language that the page speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub enum Language {
    /// As the code has it.
    #[default]
    #[serde(rename = "en")]
    English,
    /// From `words/words-de.json`.
    #[serde(rename = "de")]
    German,
}

impl Language {
    /// Every one.
    pub const ALL: [Self; 2] = [Self::English, Self::German];

    /// Its code, such as `de`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }

    /// What it calls itself.
    pub const fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
        }
    }

    /// The language of a locale such as `de-AT`, if it is spoken here.
    pub fn of_locale(locale: &str) -> Option<Self> {
        let code = locale.split(['-', '_']).next().unwrap_or_default();
        Self::ALL
            .into_iter()
            .find(|language| language.code().eq_ignore_ascii_case(code))
    }
}

/// Words in English that are said when they are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Word {
    context: &'static str,
    text: &'static str,
}

impl Word {
    /// Made by `word!`.
    pub const fn new(context: &'static str, text: &'static str) -> Self {
        Self { context, text }
    }

    /// As the code has them, to tell words from each other whatever language is spoken.
    pub const fn english(self) -> &'static str {
        self.text
    }

    /// Said in the language of the page.
    pub fn said(self) -> &'static str {
        if self.context.is_empty() {
            plain(self.text)
        } else {
            say(self.context, self.text)
        }
    }
}

impl Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.said())
    }
}

/// What is said for words in English, found by halving: the keys are in the order of their bytes.
#[derive(Clone, Copy)]
struct Catalogue {
    language: Language,
    text: &'static str,
    said: &'static [(&'static str, &'static str)],
}

thread_local! {
    static SPOKEN: Cell<Option<Catalogue>> = const { Cell::new(None) };
}

/// From now on words are said here in this language. What was said before stays as it is, so this
/// comes first; the catalogue is kept for good.
///
/// The catalogue has a line for each of its words: the English, a tab, and what is said for it, in
/// the order of the bytes of the English. Where a context tells two meanings apart, it stands before
/// the English with a bar: `state|Open`.
pub fn speak(language: Language, catalogue: String) {
    let text: &'static str = catalogue.leak();
    let said: Vec<_> = (text.lines())
        .filter_map(|line| line.split_once('\t'))
        .collect();
    SPOKEN.set(Some(Catalogue {
        language,
        text,
        said: said.leak(),
    }));
}

/// A language with its catalogue, for whoever speaks beside the page: each worker is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spoken {
    language: Language,
    catalogue: String,
}

impl Spoken {
    /// What is spoken here; none for English, which needs no telling.
    #[must_use]
    pub fn here() -> Option<Self> {
        let Catalogue { language, text, .. } = SPOKEN.get()?;
        Some(Self {
            language,
            catalogue: text.to_owned(),
        })
    }

    /// From now on it is spoken here: see [`speak`].
    pub fn speak(self) {
        speak(self.language, self.catalogue);
    }
}

/// The language that is spoken here.
pub fn language() -> Language {
    SPOKEN
        .get()
        .map_or(Language::English, |catalogue| catalogue.language)
}

/// A label as it stands within a sentence: English writes it small there, and a language that
/// writes nouns large leaves it as it is.
pub fn within(label: &str) -> String {
    match language() {
        Language::English => label.to_lowercase(),
        Language::German => label.to_owned(),
    }
}

/// Words without values. Called by `t!`.
#[inline(never)]
pub fn plain(text: &'static str) -> &'static str {
    let Some(Catalogue { said, .. }) = SPOKEN.get() else {
        return text;
    };
    find(said, text).unwrap_or(text)
}

/// Words that a context tells apart. Called by `t!`.
#[inline(never)]
pub fn say(context: &'static str, text: &'static str) -> &'static str {
    let Some(Catalogue { said, .. }) = SPOKEN.get() else {
        return text;
    };
    find(said, &key(context, text)).unwrap_or(text)
}

fn find(said: &[(&'static str, &'static str)], key: &str) -> Option<&'static str> {
    let at = said.binary_search_by(|(english, _)| (*english).cmp(key));
    Some(said.get(at.ok()?)?.1)
}

/// Words with values in their places, as many as the English has places and in their order. Called
/// by `t!`.
#[inline(never)]
pub fn fill(text: &'static str, values: &[&dyn Display]) -> String {
    fill_said(text, plain(text), values)
}

/// What is said for words in English, with the values of the English. Called by `t!`.
#[inline(never)]
pub fn fill_said(text: &'static str, said: &'static str, values: &[&dyn Display]) -> String {
    let mut filled = String::new();
    let mut unnamed = 0;
    pieces(said, &mut |piece| match piece {
        Piece::Text(text) => filled.push_str(text),
        Piece::Place(name) => {
            if let Some(value) = place_of(text, name, &mut unnamed).and_then(|at| values.get(at)) {
                let _ = write!(filled, "{value}");
            }
        }
    });
    filled
}

/// Under what words are found.
pub fn key(context: &str, text: &str) -> String {
    if context.is_empty() {
        text.to_owned()
    } else {
        [context, "|", text].concat()
    }
}

/// Which of the places for values in the English this is: by its name, by its number, or the next of
/// those without either.
fn place_of(english: &str, wanted: &str, unnamed: &mut usize) -> Option<usize> {
    let nth = if wanted.is_empty() {
        *unnamed += 1;
        Some(*unnamed - 1)
    } else {
        wanted.parse().ok()
    };
    let (mut at, mut nameless, mut found) = (0, 0, None);
    pieces(english, &mut |piece| {
        let Piece::Place(name) = piece else {
            return;
        };
        let is_it = name == wanted && !name.is_empty() || name.is_empty() && nth == Some(nameless);
        if is_it && found.is_none() {
            found = Some(at);
        }
        nameless += usize::from(name.is_empty());
        at += 1;
    });
    found
}

/// A piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Words.
    Text(&'a str),
    /// A place for a value, by its name; empty for the next of those without one.
    Place(&'a str),
}

/// Takes a text apart into what is said and the places for values. Doubled braces stand for one.
pub fn pieces<'a>(text: &'a str, take: &mut dyn FnMut(Piece<'a>)) {
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, tail) = rest.split_at(at);
        take(Piece::Text(before));
        let inside = tail.strip_prefix('{').filter(|_| !tail.starts_with("{{"));
        match inside.and_then(|inside| inside.split_once('}')) {
            Some((name, after)) => {
                take(Piece::Place(name));
                rest = after;
            }
            None => {
                let (brace, after) = tail.split_at(1);
                take(Piece::Text(brace));
                rest = after.strip_prefix(brace).unwrap_or(after);
            }
        }
    }
    take(Piece::Text(rest));
}
