//! The words of the page, in the language of whoever reads them.
//!
//! They stand in the code in English, marked by [`t!`](macro@crate::words) where they are said and by
//! `word!` where a constant holds them. `words/words-de.json` says each of them in German; a test holds
//! it to be complete. English needs no file: what has no translation is said as it is written.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::BTreeMap;
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
        say(self.context, self.text)
    }
}

impl Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.said())
    }
}

/// What is said for words in English. Where a context tells two meanings apart, it stands before
/// them with a bar: `state|Open`.
pub type Catalogue = BTreeMap<String, String>;

/// A catalogue that is kept for as long as the page is open.
type Kept = BTreeMap<&'static str, &'static str>;

thread_local! {
    static SPOKEN: Cell<Option<(Language, &'static Kept)>> = const { Cell::new(None) };
}

/// From now on words are said here in this language, as its catalogue has them. What was said before
/// stays as it is, so this comes first; the catalogue is kept for good.
pub fn speak(language: Language, catalogue: Catalogue) {
    let kept = catalogue
        .into_iter()
        .map(|(key, text)| (&*key.leak(), &*text.leak()))
        .collect::<Kept>();
    let kept: &'static Kept = Box::leak(Box::new(kept));
    SPOKEN.set(Some((language, kept)));
}

/// A language with its catalogue, for whoever speaks beside the page: each worker is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spoken {
    /// Which.
    language: Language,
    /// What it says.
    catalogue: Catalogue,
}

impl Spoken {
    /// What is spoken here; none for English, which needs no telling.
    #[must_use]
    pub fn here() -> Option<Self> {
        let (language, kept) = SPOKEN.get()?;
        let catalogue = kept
            .iter()
            .map(|(key, text)| ((*key).into(), (*text).into()));
        Some(Self {
            language,
            catalogue: catalogue.collect(),
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
        .map_or(Language::English, |(language, _)| language)
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
pub fn say(context: &'static str, text: &'static str) -> &'static str {
    let Some((_, catalogue)) = SPOKEN.get() else {
        return text;
    };
    catalogue.get(&*key(context, text)).copied().unwrap_or(text)
}

/// Words with values in their places, in the order in which the English has the places. Called by
/// `t!`.
pub fn fill(context: &'static str, text: &'static str, values: &[&dyn Display]) -> String {
    let said = say(context, text);
    let mut filled = String::with_capacity(said.len() + 16 * values.len());
    let order: Vec<Cow<'_, str>> = places(text).collect();
    let mut unnamed = 0;
    pieces(said, |piece| {
        let name = match piece {
            Piece::Text(text) => return filled.push_str(text),
            Piece::Place(name) => named(name, &mut unnamed),
        };
        let value = order
            .iter()
            .position(|place| *place == name)
            .and_then(|index| values.get(index));
        match value {
            Some(value) => {
                let _ = write!(filled, "{value}");
            }
            None => filled.push_str(&name),
        }
    });
    filled
}

/// Under what words are found.
pub fn key<'a>(context: &str, text: &'a str) -> Cow<'a, str> {
    if context.is_empty() {
        Cow::Borrowed(text)
    } else {
        Cow::Owned([context, "|", text].concat())
    }
}

/// The names of the places for values, in the order in which they come first, the empty ones
/// numbered from nought.
pub fn places(text: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let mut found = Vec::new();
    let mut unnamed = 0;
    pieces(text, |piece| {
        if let Piece::Place(name) = piece {
            let name = named(name, &mut unnamed);
            if !found.contains(&name) {
                found.push(name);
            }
        }
    });
    found.into_iter()
}

fn named<'a>(name: &'a str, unnamed: &mut usize) -> Cow<'a, str> {
    if name.is_empty() {
        let number = *unnamed;
        *unnamed += 1;
        Cow::Owned(number.to_string())
    } else {
        Cow::Borrowed(name)
    }
}

enum Piece<'a> {
    Text(&'a str),
    Place(&'a str),
}

/// Takes a text apart into what is said and the places for values. Doubled braces stand for one.
fn pieces<'a>(text: &'a str, mut take: impl FnMut(Piece<'a>)) {
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, tail) = rest.split_at(at);
        let inside = tail.strip_prefix('{').filter(|_| !tail.starts_with("{{"));
        match inside.and_then(|inside| inside.split_once('}')) {
            Some((name, after)) => {
                take(Piece::Text(before));
                take(Piece::Place(name));
                rest = after;
            }
            None => {
                let (brace, after) = tail.split_at(1);
                take(Piece::Text(before));
                take(Piece::Text(brace));
                rest = after.strip_prefix(brace).unwrap_or(after);
            }
        }
    }
    take(Piece::Text(rest));
}
