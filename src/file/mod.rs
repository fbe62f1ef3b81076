//! How a pitch travels: the JSON envelope around it, reading with limits, and writing.
//!
//! Reading never changes what is there and never guesses: a file is taken whole, taken with its
//! repairs listed, opened read-only, or refused with a sentence that says why.

pub mod backup;
pub mod client;
pub mod csv;
pub mod ics;
mod limits;
pub mod link;
pub mod locked;
pub mod name;
pub mod packed;
pub mod pdf_file;
pub mod pictures;
mod place;
pub mod project_xml;
mod repair;
pub mod sealed;
pub mod web_page;
pub mod workbook;

use serde::{Deserialize, Serialize};

use crate::model::{Extra, Fingerprint, Pitch, PitchId};

pub use limits::{MAX_BYTES, MAX_TEXT, has_long_text};
pub use name::name;
use pictures::Form;
pub use pictures::Pictures;
pub use repair::{Repair, repair};

/// What the envelope of a pitch calls itself.
pub const FORMAT: &str = "pitchwright-pitch";
/// The version of the format that this build writes.
pub const VERSION: u32 = 1;

/// A pitch in its envelope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The pitch's id, for ever.
    pub id: PitchId,
    /// Grows by one with every edit.
    pub revision: u64,
    /// The revision that this copy was made from, when it is a copy.
    pub based_on: Option<u64>,
    /// The version of the application that wrote it last.
    pub app_version: String,
    /// The states in which copies of it parted or were merged, the newest last: what a colleague's
    /// copy and ours both go back to is among them. See [`Document::parted`].
    pub shared: Vec<Fingerprint>,
    /// The pitch.
    pub pitch: Pitch,
    /// Fields of the envelope that this version does not know, kept as they came.
    pub extra: Extra,
}

impl Document {
    /// A first revision of this pitch.
    #[must_use]
    pub fn new(id: PitchId, pitch: Pitch) -> Self {
        Self {
            id,
            revision: 1,
            based_on: None,
            app_version: env!("CARGO_PKG_VERSION").to_owned(),
            shared: Vec::new(),
            pitch,
            extra: Extra::new(),
        }
    }

    /// Notes that a copy goes, or came, in this state.
    pub fn parted(&mut self, state: Fingerprint) {
        self.shared.retain(|known| *known != state);
        self.shared.push(state);
        let surplus = self.shared.len().saturating_sub(MAX_SHARED);
        self.shared.drain(..surplus);
    }
}

/// The envelope as it stands in the file, in the order of its keys.
#[derive(Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[cfg_attr(not(target_arch = "wasm32"), schemars(title = "Pitchwright pitch"))]
pub(crate) struct Envelope {
    /// Always `pitchwright-pitch`.
    format: String,
    /// The version of the format.
    version: u32,
    /// The version of the application that wrote the file.
    #[serde(default)]
    app_version: String,
    /// The pitch's id, for ever.
    id: PitchId,
    /// Grows by one with every edit.
    revision: u64,
    /// The revision that this copy was made from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    based_on: Option<u64>,
    /// The states in which copies of it parted or were merged, the newest last.
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "states"
    )]
    shared: Vec<Fingerprint>,
    /// The pitch.
    pitch: Pitch,
    /// The bytes of its pictures in base64, by their names. They are read before the rest, and
    /// written after it.
    #[serde(default, skip_serializing, rename = "pictures")]
    #[cfg_attr(
        not(target_arch = "wasm32"),
        schemars(with = "std::collections::BTreeMap<String, String>")
    )]
    _pictures: serde::de::IgnoredAny,
    /// Fields that this version does not know.
    #[serde(flatten)]
    extra: Extra,
}

/// So many states at most: of more, the oldest are forgotten.
const MAX_SHARED: usize = 32;

/// The newest states; what is no fingerprint is refused.
fn states<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<Fingerprint>, D::Error> {
    let mut states = Vec::<Fingerprint>::deserialize(from)?;
    let surplus = states.len().saturating_sub(MAX_SHARED);
    states.drain(..surplus);
    Ok(states)
}

impl Envelope {
    fn of(document: &Document) -> Self {
        Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            app_version: document.app_version.clone(),
            id: document.id.clone(),
            revision: document.revision,
            based_on: document.based_on,
            shared: document.shared.clone(),
            pitch: document.pitch.clone(),
            _pictures: serde::de::IgnoredAny,
            extra: document.extra.clone(),
        }
    }

    fn into_document(self) -> Document {
        Document {
            id: self.id,
            revision: self.revision,
            based_on: self.based_on,
            shared: self.shared,
            app_version: self.app_version,
            pitch: self.pitch,
            extra: self.extra,
        }
    }
}

/// Whether a file that was read may be edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Access {
    /// It may.
    Edit,
    /// It was written by a newer version: it is shown and never written back.
    ReadOnly {
        /// The version of its format.
        version: u32,
        /// Why, in words for the user.
        reason: String,
    },
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// What was in it.
    pub document: Document,
    /// The pictures that came with it, each what its name says.
    pub pictures: Pictures,
    /// What had to be put right; nothing was lost.
    pub repairs: Vec<Repair>,
    /// Whether it may be edited.
    pub access: Access,
}

/// Why a file is not opened. Nothing in the library is touched.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// More than [`MAX_BYTES`].
    #[error("{}", t!("The file is larger than {} MB. A pitch is far smaller; is this the right file?", MAX_BYTES / 1_000_000))]
    TooLarge,
    /// Nothing in it.
    #[error("{}", t!("The file is empty. Ask for it to be sent again."))]
    Empty,
    /// Not JSON, or cut off.
    #[error("{}", t!("The file is damaged or no JSON: line {line}, column {column}, in {place}: {what}. Ask for it to be sent again.", line = .line, column = .column, place = .place, what = .what))]
    Damaged {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// Where in the document.
        place: String,
        /// What is wrong.
        what: String,
    },
    /// A web page, but none of ours, or one that was saved without its pitch.
    #[error("{}", t!("This web page holds no pitch. Choose one that was downloaded here for a client, or a file whose name ends in .pitch.json."))]
    PageWithoutPitch,
    /// A web page that ends within its pitch.
    #[error("{}", t!("The web page is cut off: it ends within its pitch. Ask for it to be sent again."))]
    PageCutOff,
    /// A PDF file, but none of ours, or one whose pitch another program has packed or left out.
    #[error("{}", t!("This PDF holds no pitch that can be found. Choose one that was downloaded from a proposal here; one that was printed, or saved anew by another program, no longer holds it."))]
    PdfWithoutPitch,
    /// A PDF file that ends within its pitch.
    #[error("{}", t!("The PDF is cut off: it ends within its pitch. Ask for it to be sent again."))]
    PdfCutOff,
    /// JSON, but not a pitch.
    #[error("{}", t!("This is no pitch: its format is {0}. Choose a file whose name ends in .pitch.json.", .0))]
    OtherFormat(String),
    /// A newer version that cannot be understood.
    #[error("{}", t!("This file has version {found} of the format, and this page reads up to {VERSION}. Reload the page to get the newest version, then open it again.", found = .found))]
    TooNew {
        /// The version of its format.
        found: u32,
    },
    /// A value that is not allowed.
    #[error("{}", t!("The file holds something that does not fit, in {place} (line {line}): {what}. Correct it there, or ask for the file to be saved again.", place = .place, line = .line, what = .what))]
    NotAllowed {
        /// Where in the document.
        place: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        what: String,
    },
    /// More entries, or other figures, than are taken.
    #[error("{}", t!("{place}: {what}. Nothing was opened.", place = .place, what = .what))]
    BeyondLimit {
        /// Where in the document.
        place: String,
        /// What is beyond the limit.
        what: String,
    },
}

/// What a file says it is, before anything else of it is believed.
#[derive(Deserialize)]
struct Probe {
    format: Option<String>,
    version: Option<u32>,
}

/// What kind of our files this text is, and its version.
pub(crate) fn probe(text: &str) -> Result<(String, u32), ReadError> {
    if text.len() > MAX_BYTES {
        return Err(ReadError::TooLarge);
    }
    if text.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    let probe: Probe = if text.trim_start().starts_with('{') {
        serde_json::from_str(text).map_err(|error| explained(text, &error))?
    } else {
        // A derived struct would read a list by position.
        serde_json::from_str::<serde::de::IgnoredAny>(text)
            .map_err(|error| explained(text, &error))?;
        Probe {
            format: None,
            version: None,
        }
    };
    match (probe.format, probe.version) {
        (Some(format), Some(version)) => Ok((format, version)),
        (Some(format), None) => Err(ReadError::OtherFormat(quoted(&format))),
        (None, _) => Err(ReadError::OtherFormat(t!("not named").to_owned())),
    }
}

pub(crate) fn quoted(text: &str) -> String {
    let short: String = text.chars().take(40).collect();
    t!("“{name}”", name = short)
}

/// A text without the mark that some programs put before UTF-8.
pub(crate) fn unmarked(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// Reads a file, or a web page or PDF file with a file in it. A PDF file is taken as text, with
/// whatever in it that is no text replaced.
///
/// # Errors
/// When it is a page or PDF without a pitch, too large, damaged, of another format, of a newer version that cannot be
/// understood, or holds something outside the limits.
pub fn read(text: &str) -> Result<Opened, ReadError> {
    let mut repairs = Vec::new();
    let text = unmarked(text);
    let (text, pictures) = if web_page::is_page(text) {
        let carried = web_page::pictures(text);
        (
            web_page::inside(text)?.into(),
            pictures::checked(carried, &mut repairs),
        )
    } else {
        pictures::taken_out(pdf_file::inside(text)?, &mut repairs)?
    };
    let text = &*text;
    let (format, version) = probe(text)?;
    if format != FORMAT {
        return Err(ReadError::OtherFormat(quoted(&format)));
    }
    if version == 0 {
        return Err(ReadError::OtherFormat(
            t!("version 0, which never was").to_owned(),
        ));
    }
    limits::check_texts(text)?;
    // Migrations of older versions go here, one pure step a version; version 1 is the first.
    let parsed: Result<Envelope, _> = serde_json::from_str(text);
    let envelope = match parsed {
        Ok(envelope) => envelope,
        Err(_) if version > VERSION => return Err(ReadError::TooNew { found: version }),
        Err(error) => return Err(explained(text, &error)),
    };
    let mut document = envelope.into_document();
    limits::check(&document.pitch)?;
    repairs.extend(repair(&mut document.pitch));
    let access = if version > VERSION {
        Access::ReadOnly {
            version,
            reason: t!(
                "This pitch was saved by a newer version (format {version}; this page knows {VERSION}). It is shown read-only, so that nothing of it gets lost. Reload the page to get the newest version."
            ),
        }
    } else {
        Access::Edit
    };
    Ok(Opened {
        document,
        pictures,
        repairs,
        access,
    })
}

/// Says what serde says, with the place in the document.
pub(crate) fn explained(text: &str, error: &serde_json::Error) -> ReadError {
    let (line, column) = (error.line(), error.column());
    let place = place::of(text, line, column);
    let what = error.to_string();
    let what = what
        .rsplit_once(" at line ")
        .map_or(what.as_str(), |(what, _)| what)
        .to_owned();
    if error.is_data() {
        ReadError::NotAllowed { place, line, what }
    } else {
        ReadError::Damaged {
            line,
            column,
            place,
            what,
        }
    }
}

/// The file of a document with its pictures: two-space indent, keys in a fixed order, a newline at
/// the end.
#[must_use]
pub fn write(document: &Document, pictures: &Pictures) -> String {
    let mut text = indented(&write_compact(document));
    pictures::put_in(&mut text, pictures, Form::Indented);
    text.push('\n');
    text
}

/// Compact JSON with two spaces of indent. A second serialiser for every type would cost the page
/// more than these few lines.
pub(crate) fn indented(compact: &str) -> String {
    let mut text = String::with_capacity(compact.len() * 2);
    let mut depth = 0;
    let (mut in_string, mut escaped, mut opened) = (false, false, false);
    let new_line = |text: &mut String, depth: usize| {
        text.push('\n');
        for _ in 0..depth {
            text.push_str("  ");
        }
    };
    for sign in compact.chars() {
        if in_string {
            text.push(sign);
            in_string = escaped || sign != '"';
            escaped = !escaped && sign == '\\';
            continue;
        }
        match sign {
            '}' | ']' => {
                depth -= usize::from(depth > 0);
                // Nothing stands between the brackets of an empty list.
                if !opened {
                    new_line(&mut text, depth);
                }
            }
            _ if opened => new_line(&mut text, depth),
            _ => {}
        }
        opened = matches!(sign, '{' | '[');
        text.push(sign);
        match sign {
            '"' => in_string = true,
            '{' | '[' => depth += 1,
            ':' => text.push(' '),
            ',' => new_line(&mut text, depth),
            _ => {}
        }
    }
    text
}

/// The same without white space, for keeping.
#[must_use]
pub fn write_compact(document: &Document) -> String {
    serde_json::to_string(&Envelope::of(document)).unwrap_or_default()
}

/// The same with pictures, on one line.
#[must_use]
pub fn write_on_one_line(document: &Document, pictures: &Pictures) -> String {
    let mut text = write_compact(document);
    pictures::put_in(&mut text, pictures, Form::OneLine);
    text
}

/// Reads a file back and compares it with what it was made of.
///
/// # Errors
/// When it does not read, or reads as something else.
pub fn verify(text: &str, document: &Document, pictures: &Pictures) -> Result<(), ReadError> {
    let opened = read(text)?;
    if opened.document == *document && opened.pictures == *pictures {
        Ok(())
    } else {
        Err(ReadError::BeyondLimit {
            place: t!("The file").to_owned(),
            what: t!("it does not read back as the pitch it was made of").to_owned(),
        })
    }
}

/// The JSON Schema of the format, made from the types.
#[cfg(not(target_arch = "wasm32"))]
#[must_use]
pub fn schema() -> String {
    let schema = schemars::schema_for!(Envelope);
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}
