//! Runs: text with its dress, in a flat row. Flat, so that nothing in a file can nest too deep,
//! and so that a paragraph can be cut between two sheets at any place.

/// A stretch of text in one dress. A line feed in it is a line break that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
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

    fn with_text(&self, text: &str) -> Self {
        Self {
            text: text.into(),
            ..self.clone()
        }
    }
}

/// The words of these runs.
#[must_use]
pub fn text_of(runs: &[Run]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect()
}

/// The runs between two offsets, counted in UTF-16 units as browsers count; `to` of `None` is
/// the end. Every unit between the offsets is there once, so that adjoining pieces are the whole.
/// An offset inside a character means the start of the character.
#[must_use]
pub fn piece(runs: &[Run], from: u32, to: Option<u32>) -> Vec<Run> {
    let from = usize::try_from(from).unwrap_or(usize::MAX);
    let to = to.map_or(usize::MAX, |to| usize::try_from(to).unwrap_or(usize::MAX));
    let mut taken = Vec::new();
    let mut start = 0_usize;
    for run in runs {
        let length = run.text.encode_utf16().count();
        let end = start.saturating_add(length);
        if end > from && start < to {
            let first = byte_at(&run.text, from.saturating_sub(start));
            let last = byte_at(&run.text, to.saturating_sub(start));
            if let Some(text) = run.text.get(first..last).filter(|text| !text.is_empty()) {
                taken.push(run.with_text(text));
            }
        }
        start = end;
    }
    taken
}

/// The byte at which the character starts that holds this UTF-16 unit.
fn byte_at(text: &str, unit: usize) -> usize {
    let mut units = 0;
    for (byte, character) in text.char_indices() {
        let next = units + character.len_utf16();
        if next > unit {
            return byte;
        }
        units = next;
    }
    text.len()
}
