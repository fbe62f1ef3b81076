//! Runs, cut between two sheets at any place.

pub use crate::prose::{Run, text_of};

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
