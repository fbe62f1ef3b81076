//! Finding by what is typed: its words in any order, case and accents aside, best first.

use std::ops::Range;

/// So many letters of a name, and of what stands beside it, are looked through.
const NAME_LETTERS: usize = 300;
/// So many letters of a longer text are looked through.
const TEXT_LETTERS: usize = 4_000;
/// So many words of what is typed are looked for.
const WORDS: usize = 8;
/// A longer text is looked through for words of so many letters: shorter ones are in all of them.
const TEXT_WORD: usize = 3;
/// So many of a kind are shown at least when there are more than can be.
const FAIR: usize = 5;

/// Something that can be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it is called.
    pub name: String,
    /// What is shown beside its name, and looked through after it.
    pub more: String,
    /// Its kind: what is of one kind stands together. At equal rank the smaller comes first.
    pub kind: usize,
    at_rest: bool,
    looked_through: [String; 3],
}

impl Entry {
    /// Something of this kind with this name, and more about it.
    #[must_use]
    pub fn new(kind: usize, name: impl Into<String>, more: impl Into<String>) -> Self {
        let (name, more) = (name.into(), more.into());
        let looked_through = [
            plain(&name, NAME_LETTERS),
            plain(&more, NAME_LETTERS),
            String::new(),
        ];
        Self {
            name,
            more,
            kind,
            at_rest: false,
            looked_through,
        }
    }

    /// The same with a text that is looked through last, for beginnings of words, and not shown.
    #[must_use]
    pub fn with_text(mut self, text: &str) -> Self {
        self.looked_through[2] = plain(text, TEXT_LETTERS);
        self
    }

    /// The same, shown also while nothing is typed.
    #[must_use]
    pub fn at_rest(mut self) -> Self {
        self.at_rest = true;
        self
    }
}

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    words: Vec<String>,
    whole: String,
}

impl Query {
    /// What was typed.
    #[must_use]
    pub fn new(typed: &str) -> Self {
        let mut words: Vec<String> = Vec::new();
        for word in plain(typed, NAME_LETTERS).split_whitespace() {
            if words.len() < WORDS && !words.iter().any(|before| before == word) {
                words.push(word.to_owned());
            }
        }
        let whole = words.join(" ");
        Self { words, whole }
    }

    /// Whether nothing is looked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// How well this fits, from 0 for the best; none where a word of the query is not in it.
    fn rank(&self, entry: &Entry) -> Option<u32> {
        let [name, more, text] = &entry.looked_through;
        let mut rank = 0;
        for word in &self.words {
            let costs = [
                find_in(name, word).map(|(fit, _)| fit.cost(0, 1, 5)),
                find_in(more, word).map(|(fit, _)| fit.cost(3, 4, 7)),
                beginning_in(text, word).then_some(9),
            ];
            rank += costs.into_iter().flatten().min()?;
        }
        let beginning = if *name == self.whole {
            0
        } else if name.starts_with(&self.whole) {
            1
        } else {
            2
        };
        Some(beginning * 100 + rank)
    }
}

/// How a word that is looked for stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fit {
    Word,
    Beginning,
    Inside,
}

impl Fit {
    const fn cost(self, word: u32, beginning: u32, inside: u32) -> u32 {
        match self {
            Self::Word => word,
            Self::Beginning => beginning,
            Self::Inside => inside,
        }
    }
}

/// How and where a word stands best in a text, both plain.
fn find_in(text: &str, word: &str) -> Option<(Fit, Range<usize>)> {
    let is_part = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    // One letter is inside of nearly everything, but for scripts that write words with one.
    let is_short = word.len() == 1;
    let begins_with_part = is_part(word.chars().next());
    let mut best: Option<(Fit, Range<usize>)> = None;
    for (at, found) in text.match_indices(word) {
        let end = at + found.len();
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let after = text.get(end..).and_then(|text| text.chars().next());
        let fit = match (begins_with_part && is_part(before), is_part(after)) {
            (false, false) => return Some((Fit::Word, at..end)),
            (false, true) => Fit::Beginning,
            (true, _) => Fit::Inside,
        };
        let is_better = match &best {
            None => fit == Fit::Beginning || !is_short,
            Some((before, _)) => *before == Fit::Inside && fit == Fit::Beginning,
        };
        if is_better {
            best = Some((fit, at..end));
        }
    }
    best
}

/// Whether a word of a long text begins so.
fn beginning_in(text: &str, word: &str) -> bool {
    word.len() >= TEXT_WORD && matches!(find_in(text, word), Some((Fit::Word | Fit::Beginning, _)))
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// By kind, the kind of the best first; in each the places of the entries, best first.
    pub groups: Vec<(usize, Vec<usize>)>,
    /// How many more there are.
    pub left_out: usize,
}

impl Found {
    /// How many are shown.
    #[must_use]
    pub fn count(&self) -> usize {
        self.groups.iter().map(|(_, entries)| entries.len()).sum()
    }

    /// The entry that is shown at this place, counted through all groups.
    #[must_use]
    pub fn at(&self, place: usize) -> Option<usize> {
        let entries = self.groups.iter().flat_map(|(_, entries)| entries);
        entries.copied().nth(place)
    }
}

/// What fits, at most so many. While nothing is looked for, what is shown then, in its order.
#[must_use]
pub fn find(entries: &[Entry], query: &Query, most: usize) -> Found {
    let all = entries.iter().enumerate();
    let mut hits: Vec<(u32, usize, usize)> = if query.is_empty() {
        all.filter(|(_, entry)| entry.at_rest)
            .map(|(at, entry)| (0, entry.kind, at))
            .collect()
    } else {
        all.filter_map(|(at, entry)| Some((query.rank(entry)?, entry.kind, at)))
            .collect()
    };
    hits.sort_unstable();
    let shown = shared(&hits, most);
    let left_out = hits.len() - shown.iter().filter(|shown| **shown).count();
    let mut groups: Vec<(usize, Vec<usize>)> = Vec::new();
    for ((_, kind, at), _) in hits.iter().zip(shown).filter(|(_, shown)| *shown) {
        match groups.iter_mut().find(|(of, _)| of == kind) {
            Some((_, entries)) => entries.push(*at),
            None => groups.push((*kind, vec![*at])),
        }
    }
    Found { groups, left_out }
}

/// Which of the hits are shown: a fair number of each kind, then the best of the rest.
fn shared(hits: &[(u32, usize, usize)], most: usize) -> Vec<bool> {
    let mut shown = vec![hits.len() <= most; hits.len()];
    if hits.len() <= most {
        return shown;
    }
    let mut left = most;
    let mut by_kind: Vec<(usize, usize)> = Vec::new();
    for (shown, (_, kind, _)) in shown.iter_mut().zip(hits) {
        let at = by_kind.iter().position(|(of, _)| of == kind);
        let at = at.unwrap_or_else(|| {
            by_kind.push((*kind, 0));
            by_kind.len() - 1
        });
        if let Some((_, count)) = by_kind.get_mut(at).filter(|(_, count)| *count < FAIR)
            && left > 0
        {
            *count += 1;
            left -= 1;
            *shown = true;
        }
    }
    for shown in shown.iter_mut().filter(|shown| !**shown).take(left) {
        *shown = true;
    }
    shown
}

/// A text in pieces, with whether each is what was looked for.
#[must_use]
pub fn marked<'a>(text: &'a str, query: &Query) -> Vec<(&'a str, bool)> {
    let (folded, places) = plain_with_places(text, NAME_LETTERS);
    let mut marks: Vec<Range<usize>> = (query.words.iter())
        .filter_map(|word| {
            let (_, range) = find_in(&folded, word)?;
            let within =
                |place: &&Place| place.plain.end > range.start && place.plain.start < range.end;
            let mut places = places.iter().filter(within);
            let first = places.next()?;
            let last = places.next_back().unwrap_or(first);
            Some(first.text.start..last.text.end)
        })
        .collect();
    marks.sort_unstable_by_key(|mark| mark.start);
    // Marks that touch are one.
    let mut joined: Vec<Range<usize>> = Vec::new();
    for mark in marks {
        match joined.last_mut().filter(|last| last.end >= mark.start) {
            Some(last) => last.end = last.end.max(mark.end),
            None => joined.push(mark),
        }
    }
    let mut pieces = Vec::new();
    let mut done = 0;
    for mark in joined {
        pieces.push((done..mark.start, false));
        done = mark.end;
        pieces.push((mark, true));
    }
    pieces.push((done..text.len(), false));
    let piece = |(range, is_mark)| Some((text.get(range)?, is_mark));
    let pieces = pieces.into_iter().filter_map(piece);
    pieces.filter(|(piece, _)| !piece.is_empty()).collect()
}

/// A letter of a text and what became of it.
struct Place {
    text: Range<usize>,
    plain: Range<usize>,
}

/// At most so many letters of a text as they are compared: lower case, without accents.
fn plain(text: &str, letters: usize) -> String {
    let mut plain = String::with_capacity(text.len().min(letters));
    for letter in text.chars().take(letters) {
        push_plain(letter, &mut plain);
    }
    plain
}

/// The same with where each letter comes from. What leaves no letter belongs to the one before.
fn plain_with_places(text: &str, letters: usize) -> (String, Vec<Place>) {
    let mut plain = String::new();
    let mut places: Vec<Place> = Vec::new();
    for (at, letter) in text.char_indices().take(letters) {
        let (start, end) = (plain.len(), at + letter.len_utf8());
        push_plain(letter, &mut plain);
        if start < plain.len() {
            places.push(Place {
                text: at..end,
                plain: start..plain.len(),
            });
        } else if let Some(before) = places.last_mut() {
            before.text.end = end;
        }
    }
    (plain, places)
}

fn push_plain(letter: char, into: &mut String) {
    if letter.is_ascii() {
        let is_space = letter.is_ascii_whitespace() || letter.is_ascii_control();
        into.push(if is_space {
            ' '
        } else {
            letter.to_ascii_lowercase()
        });
    } else if letter.is_whitespace() || letter.is_control() {
        into.push(' ');
    } else if !is_unwritten(letter) {
        for lower in letter.to_lowercase().filter(|lower| !is_unwritten(*lower)) {
            match (PLAIN.iter()).find(|(_, like)| like.contains(lower)) {
                Some((plain, _)) => into.push_str(plain),
                None => into.push(lower),
            }
        }
    }
}

/// Accents that stand by themselves, and what only says how a text is set.
const fn is_unwritten(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}'
            | '\u{300}'..='\u{36f}'
            | '\u{591}'..='\u{5bd}'
            | '\u{64b}'..='\u{65f}'
            | '\u{1ab0}'..='\u{1aff}'
            | '\u{1dc0}'..='\u{1dff}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{20d0}'..='\u{20ff}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{fe20}'..='\u{fe2f}'
            | '\u{feff}'
    )
}

/// What letters with accents, and signs that are typed otherwise, are compared as.
const PLAIN: [(&str, &str); 32] = [
    ("a", "àáâãäåāăąǎạảấầẩẫậắằẳẵặ"),
    ("ae", "æ"),
    ("c", "çćĉċč"),
    ("d", "ďđð"),
    ("e", "èéêëēĕėęěẹẻẽếềểễệ"),
    ("g", "ĝğġģ"),
    ("h", "ĥħ"),
    ("i", "ìíîïĩīĭįıǐỉị"),
    ("j", "ĵ"),
    ("k", "ķ"),
    ("l", "ĺļľŀł"),
    ("n", "ñńņňŉ"),
    ("o", "òóôõöøōŏőǒơọỏốồổỗộớờởỡợ"),
    ("oe", "œ"),
    ("r", "ŕŗř"),
    ("s", "śŝşšș"),
    ("ss", "ß"),
    ("t", "ţťŧț"),
    ("th", "þ"),
    ("u", "ùúûüũūŭůűųǔưụủứừửữự"),
    ("w", "ŵẁẃẅ"),
    ("y", "ýÿŷỳỵỷỹ"),
    ("z", "źżž"),
    ("α", "ά"),
    ("ε", "έ"),
    ("η", "ή"),
    ("ι", "ίϊΐ"),
    ("ο", "ό"),
    ("σ", "ς"),
    ("е", "ё"),
    ("'", "‘’ʼ"),
    ("-", "‐‑–—"),
];
