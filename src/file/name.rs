//! The name of a pitch's file, safe on every system.

use super::Document;

/// The most characters of the name before its ending.
const LONGEST: usize = 80;

/// `client-title.pitch.json`: letters and digits of any script, everything else a hyphen.
#[must_use]
pub fn name(document: &Document) -> String {
    with_ending(document, "pitch.json")
}

/// `client-title.ending`, for another file of the same pitch.
#[must_use]
pub fn with_ending(document: &Document, ending: &str) -> String {
    of_part(document, "", ending)
}

/// `client-title-part.ending`, for a file of a part of it, such as an option.
#[must_use]
pub fn of_part(document: &Document, part: &str, ending: &str) -> String {
    let pitch = &document.pitch;
    let words = format!("{} {} {part}", pitch.client.organisation, pitch.title);
    let mut stem = String::new();
    for letter in words.chars().flat_map(char::to_lowercase) {
        if stem.chars().count() >= LONGEST {
            break;
        }
        if letter.is_alphanumeric() {
            stem.push(letter);
        } else if !stem.ends_with('-') && !stem.is_empty() {
            stem.push('-');
        }
    }
    let stem = stem.trim_end_matches('-');
    // Names that Windows keeps for devices always meet a hyphen or an ending of two parts, and
    // are refused there with any ending, so they are told apart by a word.
    let reserved = ["con", "prn", "aux", "nul"].contains(&stem)
        || (stem.len() == 4 && (stem.starts_with("com") || stem.starts_with("lpt")));
    match stem {
        "" => format!("pitch.{ending}"),
        stem if reserved => format!("pitch-{stem}.{ending}"),
        stem => format!("{stem}.{ending}"),
    }
}
