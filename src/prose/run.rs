//! Runs: text with its dress, in a flat row. Flat, so that nothing in a file can nest too deep,
//! and so that a paragraph can be cut at any place.

use std::fmt::Write as _;

/// A stretch of text in one dress. A line feed in it is a line break that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a dress by itself, and all go together"
)]
pub struct Run {
    /// The words.
    pub text: String,
    /// Bold.
    pub strong: bool,
    /// Italic.
    pub emphasis: bool,
    /// As typed on a machine.
    pub code: bool,
    /// Where it leads; only `http`, `https`, `mailto` and `tel`.
    pub link: Option<String>,
    /// The mark of a footnote: the text is its name. It has no other dress.
    pub note: bool,
}

impl Run {
    /// Plain text.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// Bold text.
    #[must_use]
    pub fn strong(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            strong: true,
            ..Self::default()
        }
    }

    /// The mark of a footnote of this name.
    #[must_use]
    pub fn note(name: impl Into<String>) -> Self {
        Self {
            note: true,
            ..Self::plain(name)
        }
    }

    /// Other words in the same dress.
    #[must_use]
    pub fn with_text(&self, text: &str) -> Self {
        Self {
            text: text.into(),
            ..self.clone()
        }
    }

    /// Whether both are dressed alike.
    #[must_use]
    pub fn is_dressed_as(&self, other: &Self) -> bool {
        self.strong == other.strong
            && self.emphasis == other.emphasis
            && self.code == other.code
            && self.link == other.link
            && self.note == other.note
    }
}

/// The words of these runs.
#[must_use]
pub fn text_of(runs: &[Run]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect()
}

/// Whether a link may be followed from a proposal.
#[must_use]
pub fn is_safe_link(address: &str) -> bool {
    let scheme = address.split(':').next().unwrap_or_default();
    address.contains(':')
        && ["http", "https", "mailto", "tel"]
            .iter()
            .any(|safe| scheme.eq_ignore_ascii_case(safe))
}

/// The address as it is kept, if it may be followed: what would end it in Markdown is encoded.
#[must_use]
pub fn clean_address(address: &str) -> Option<String> {
    let address = address.trim();
    is_safe_link(address).then(|| encoded(address))
}

/// The address that somebody meant who typed this: `https://` and `mailto:` may be left out.
#[must_use]
pub fn typed_address(typed: &str) -> Option<String> {
    let typed = typed.trim();
    if is_safe_link(typed) {
        return clean_address(typed);
    }
    let one_word = !typed.contains(char::is_whitespace) && !typed.contains(':');
    match (one_word, typed.contains('@'), typed.contains('.')) {
        (true, true, _) => clean_address(&format!("mailto:{typed}")),
        (true, false, true) => clean_address(&format!("https://{typed}")),
        _ => None,
    }
}

/// An address in which nothing ends a link of Markdown.
pub(super) fn encoded(address: &str) -> String {
    let mut clean = String::new();
    for character in address.trim().chars() {
        if character.is_control() || character.is_whitespace() || "<>()\"`\\|".contains(character) {
            let mut bytes = [0; 4];
            for byte in character.encode_utf8(&mut bytes).bytes() {
                let _ = write!(clean, "%{byte:02X}");
            }
        } else {
            clean.push(character);
        }
    }
    clean
}

/// Adds a run to a row, as part of the last where that is dressed alike.
pub(super) fn push(row: &mut Vec<Run>, run: Run) {
    match row.last_mut() {
        // Two marks beside each other stay two.
        Some(last) if last.is_dressed_as(&run) && !run.note => last.text.push_str(&run.text),
        _ => row.push(run),
    }
}

/// Adds runs to a row.
pub(super) fn extend(row: &mut Vec<Run>, runs: impl IntoIterator<Item = Run>) {
    for run in runs {
        push(row, run);
    }
}

/// The runs as they are kept: no white space at the ends, one space between words, dress that
/// begins and ends with a word.
pub(super) fn tidy(runs: &[Run]) -> Vec<Run> {
    let mut tidy: Vec<Run> = Vec::new();
    let mut gap = String::new();
    for run in runs {
        if run.note {
            let name = note_name(&run.text);
            if !name.is_empty() {
                add_gap(&mut tidy, &mut gap, &Run::default());
                tidy.push(Run::note(name));
            }
            continue;
        }
        let text = visible(&run.text);
        let link = run.link.as_deref().and_then(clean_address);
        for (word, space) in words(&text, run.code) {
            if !word.is_empty() {
                let word = Run {
                    text: word.to_owned(),
                    link: link.clone(),
                    ..*run
                };
                add_gap(&mut tidy, &mut gap, &word);
                push(&mut tidy, word);
            }
            gap.push_str(space);
        }
    }
    tidy
}

/// Puts the white space between what is there and the next word, in the dress of both.
fn add_gap(tidy: &mut Vec<Run>, gap: &mut String, word: &Run) {
    if let Some(last) = tidy.last().filter(|_| !gap.is_empty()) {
        let between = Run {
            text: spacing(gap),
            strong: last.strong && word.strong,
            emphasis: last.emphasis && word.emphasis,
            code: false,
            link: word.link.clone().filter(|_| last.link == word.link),
            note: false,
        };
        push(tidy, between);
    }
    gap.clear();
}

/// The name of a footnote as it is kept: letters, digits and the signs that join them.
#[must_use]
pub fn note_name(name: &str) -> String {
    let kept = name
        .chars()
        .filter(|c| c.is_alphanumeric() || "-_.".contains(*c));
    kept.collect()
}

/// The text as words, each with the white space after it. What was typed on a machine is a word
/// a line.
fn words(text: &str, code: bool) -> Vec<(&str, &str)> {
    let mut words = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let ends = |c: char| if code { c == '\n' } else { c.is_whitespace() };
        let word = rest.split(ends).next().unwrap_or_default();
        let word = if code { word.trim_end() } else { word };
        let after = rest.get(word.len()..).unwrap_or_default();
        let next = after.trim_start();
        let space = after.get(..after.len() - next.len()).unwrap_or_default();
        words.push((word, space));
        rest = next;
    }
    words
}

/// White space between two words as it is kept.
fn spacing(gap: &str) -> String {
    let breaks = gap.matches('\n').count();
    let mut characters = gap.chars();
    match (breaks, characters.next(), characters.next()) {
        (0, Some(only), None) => only.to_string(),
        (0, ..) => " ".to_owned(),
        _ => "\n".repeat(breaks.min(2)),
    }
}

/// The text without control characters, which have no shape on paper.
pub(super) fn visible(text: &str) -> String {
    text.chars()
        .filter_map(|character| match character {
            '\n' => Some('\n'),
            '\t' => Some(' '),
            other if other.is_control() => None,
            other => Some(other),
        })
        .collect()
}
