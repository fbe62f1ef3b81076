//! The agency's settings and the whole library as files.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::pictures::Form;
use super::{
    Document, Envelope, Pictures, ReadError, explained, pictures, probe, quoted,
    read as read_pitch, unmarked,
};
use crate::model::Settings;

/// What the envelope of a library calls itself.
const LIBRARY: &str = "pitchwright-library";
/// What the envelope of settings calls itself.
const SETTINGS: &str = "pitchwright-settings";
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Written<'a> {
    format: &'a str,
    version: u32,
    settings: &'a Settings,
    pitches: Vec<Envelope>,
}

#[derive(Deserialize)]
struct Incoming<'a> {
    settings: Option<Settings>,
    #[serde(borrow)]
    pitches: Vec<&'a RawValue>,
}

/// A backup that was read: what came in, and what did not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// The pitches that could be read.
    pub documents: Vec<Document>,
    /// Their pictures, and those of the settings.
    pub pictures: Pictures,
    /// The settings.
    pub settings: Option<Settings>,
    /// A sentence for each pitch that could not be read, or was put right.
    pub refused: Vec<String>,
}

/// The most bytes of a backup that are read.
const MAX_BYTES: usize = 100_000_000;

/// Whether a text says that it is a backup.
#[must_use]
pub fn is_backup(text: &str) -> bool {
    let head: String = text.chars().take(200).collect();
    unmarked(&head).trim_start().starts_with('{') && head.contains(LIBRARY)
}

/// The whole library as one file, with the pictures of all its pitches.
#[must_use]
pub fn write(settings: &Settings, documents: &[Document], pictures: &Pictures) -> String {
    let written = Written {
        format: LIBRARY,
        version: VERSION,
        settings,
        pitches: documents.iter().map(Envelope::of).collect(),
    };
    let mut text = super::indented(&serde_json::to_string(&written).unwrap_or_default());
    pictures::put_in(&mut text, pictures, Form::Indented);
    text.push('\n');
    text
}

/// Reads a backup back and compares it with what it was made of.
///
/// # Errors
/// When it does not read, or reads as something else.
pub fn verify(
    text: &str,
    settings: &Settings,
    documents: &[Document],
    pictures: &Pictures,
) -> Result<(), ReadError> {
    let read = read(text)?;
    if read.refused.is_empty()
        && read.settings.as_ref() == Some(settings)
        && read.documents == documents
        && read.pictures == *pictures
    {
        return Ok(());
    }
    Err(ReadError::BeyondLimit {
        place: t!("The backup").to_owned(),
        what: t!("it does not read back as what it was made of").to_owned(),
    })
}

/// Reads a backup: each pitch for itself, never all or nothing.
///
/// # Errors
/// When the file is too large, damaged or no backup.
pub fn read(text: &str) -> Result<Restored, ReadError> {
    let whole = unmarked(text);
    if whole.len() > MAX_BYTES + pictures::MAX_BYTES {
        return Err(ReadError::TooLarge);
    }
    let mut repairs = Vec::new();
    let (text, pictures) = pictures::taken_out(whole, &mut repairs)?;
    let text = &*text;
    let (format, version) = probe_any(text)?;
    if format == super::FORMAT {
        let opened = read_pitch(whole)?;
        return Ok(Restored {
            documents: vec![opened.document],
            pictures: opened.pictures,
            settings: None,
            refused: opened.repairs.iter().map(ToString::to_string).collect(),
        });
    }
    if format != LIBRARY {
        return Err(ReadError::OtherFormat(quoted(&format)));
    }
    if version > VERSION {
        return Err(ReadError::TooNew { found: version });
    }
    let incoming: Incoming<'_> =
        serde_json::from_str(text).map_err(|error| explained(text, &error))?;
    let mut restored = Restored {
        documents: Vec::new(),
        pictures,
        settings: incoming.settings,
        refused: repairs.iter().map(ToString::to_string).collect(),
    };
    for (index, pitch) in incoming.pitches.iter().enumerate() {
        match read_pitch(pitch.get()) {
            Ok(opened) => {
                let title = &opened.document.pitch.title;
                restored.refused.extend(
                    opened
                        .repairs
                        .iter()
                        .map(|repair| format!("{title}: {repair}")),
                );
                restored.documents.push(opened.document);
            }
            Err(error) => restored.refused.push(t!("Pitch {}: {error}", index + 1)),
        }
    }
    Ok(restored)
}

/// The settings as kept.
#[must_use]
pub fn write_settings(settings: &Settings) -> String {
    #[derive(Serialize)]
    struct Kept<'a> {
        format: &'a str,
        version: u32,
        settings: &'a Settings,
    }
    let kept = Kept {
        format: SETTINGS,
        version: VERSION,
        settings,
    };
    serde_json::to_string(&kept).unwrap_or_default()
}

/// Reads settings as kept.
///
/// # Errors
/// When they are damaged, of another format or of a newer version.
pub fn read_settings(text: &str) -> Result<Settings, ReadError> {
    #[derive(Deserialize)]
    struct Kept {
        settings: Settings,
    }
    let (format, version) = probe(text)?;
    if format != SETTINGS {
        return Err(ReadError::OtherFormat(quoted(&format)));
    }
    if version > VERSION {
        return Err(ReadError::TooNew { found: version });
    }
    let kept: Kept = serde_json::from_str(text).map_err(|error| explained(text, &error))?;
    Ok(kept.settings)
}

/// A backup may be larger than a pitch, so its probe has no limit of a pitch's size.
fn probe_any(text: &str) -> Result<(String, u32), ReadError> {
    #[derive(Deserialize)]
    struct Head {
        format: Option<String>,
        version: Option<u32>,
    }
    if !text.trim_start().starts_with('{') {
        return probe(text);
    }
    let head: Head = serde_json::from_str(text).map_err(|error| explained(text, &error))?;
    match (head.format, head.version) {
        (Some(format), Some(version)) => Ok((format, version)),
        _ => Err(ReadError::OtherFormat(t!("not named").to_owned())),
    }
}
