//! German, as the page speaks it.

use pitchwright::words::{self, Language};

/// From now on this test speaks German.
pub fn speak_german() {
    let german: std::collections::BTreeMap<String, String> =
        serde_json::from_str(include_str!("../../words/words-de.json")).expect("a catalogue");
    let lines: Vec<String> = (german.iter())
        .map(|(english, said)| format!("{english}\t{said}"))
        .collect();
    words::speak(Language::German, lines.join("\n"));
}
