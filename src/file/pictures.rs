//! Pictures on the way: found in what mentions them, carried beside a pitch, and taken out of a
//! file again. A picture is believed only when its bytes are what its name says.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use base64::prelude::{BASE64_STANDARD, Engine};
use imagesize::{ImageType, blob_size, image_type};
use serde::Deserialize;
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};

use super::{ReadError, Repair, explained};
use crate::model::picture::{MAX_SIDE, SCHEME};
use crate::model::{Picture, PictureKind};

/// Pictures with their bytes.
pub type Pictures = BTreeMap<Picture, Vec<u8>>;

/// The most bytes of one picture.
pub const MAX_PICTURE_BYTES: usize = 8_000_000;
/// The most bytes that pictures take in a file.
pub const MAX_BYTES: usize = 80_000_000;
/// How a file names them.
const KEY: &str = "\"pictures\"";

/// The picture that these bytes are; none where they are neither JPEG nor PNG, or too large.
#[must_use]
pub fn named(bytes: &[u8]) -> Option<Picture> {
    let kind = match image_type(bytes).ok()? {
        ImageType::Jpeg => PictureKind::Jpeg,
        ImageType::Png => PictureKind::Png,
        _ => return None,
    };
    let size = blob_size(bytes).ok()?;
    let side = |pixels: usize| {
        let pixels = u16::try_from(pixels).ok()?;
        (1..=MAX_SIDE).contains(&pixels).then_some(pixels)
    };
    let mut digest = [0; 16];
    let whole = Sha256::digest(bytes);
    digest.copy_from_slice(whole.get(..16)?);
    (bytes.len() <= MAX_PICTURE_BYTES).then_some(Picture {
        digest,
        width: side(size.width)?,
        height: side(size.height)?,
        kind,
    })
}

/// The pictures that a text mentions: a pitch as it is kept, a snapshot, settings.
#[must_use]
pub fn mentioned(text: &str) -> BTreeSet<Picture> {
    let names = text.match_indices(SCHEME).filter_map(|(at, _)| {
        let rest = text.get(at..)?;
        let end = rest.find('.')?.checked_add(4)?;
        rest.get(..end)?.parse().ok()
    });
    names.collect()
}

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// With two spaces of indent.
    Indented,
    /// Without line breaks.
    OneLine,
}

/// Puts pictures into a file, after everything else.
pub(super) fn put_in(file: &mut String, pictures: &Pictures, form: Form) {
    let Some(end) = file.rfind('}').filter(|_| !pictures.is_empty()) else {
        return;
    };
    let [outer, inner, space] = match form {
        Form::Indented => ["\n  ", "\n    ", " "],
        Form::OneLine => [""; 3],
    };
    let entries: Vec<String> = (pictures.iter())
        .map(|(picture, bytes)| {
            let data = BASE64_STANDARD.encode(bytes);
            format!("{inner}\"{picture}\":{space}\"{data}\"")
        })
        .collect();
    let last = if form == Form::Indented { "\n" } else { "" };
    file.truncate(file.get(..end).unwrap_or_default().trim_end().len());
    for part in [
        ",",
        outer,
        KEY,
        ":",
        space,
        "{",
        &entries.join(","),
        outer,
        "}",
        last,
        "}",
    ] {
        file.push_str(part);
    }
}

#[derive(Deserialize)]
struct WithPictures<'a> {
    #[serde(borrow)]
    pictures: Option<&'a RawValue>,
}

/// The file without its pictures, and these. What is no picture is left out, and said.
///
/// # Errors
/// When the file is too large, or no JSON.
pub(super) fn taken_out<'a>(
    text: &'a str,
    repairs: &mut Vec<Repair>,
) -> Result<(Cow<'a, str>, Pictures), ReadError> {
    if text.len() > super::MAX_BYTES + MAX_BYTES {
        return Err(ReadError::TooLarge);
    }
    if !text.contains(KEY) || !text.trim_start().starts_with('{') {
        return Ok((text.into(), Pictures::new()));
    }
    let found: WithPictures<'_> =
        serde_json::from_str(text).map_err(|error| explained(text, &error))?;
    let Some(raw) = found.pictures.map(RawValue::get) else {
        return Ok((text.into(), Pictures::new()));
    };
    let at = raw.as_ptr().addr().wrapping_sub(text.as_ptr().addr());
    let (before, after) = (text.get(..at), text.get(at.saturating_add(raw.len())..));
    let (Some(before), Some(after)) = (before, after) else {
        return Ok((text.into(), Pictures::new()));
    };
    let pictures = if let Ok(carried) = serde_json::from_str(raw) {
        checked(carried, repairs)
    } else {
        repairs.push(Repair::Picture {
            name: t!("all of them, as they are not written as names with texts").to_owned(),
        });
        Pictures::new()
    };
    Ok((format!("{before}{{}}{after}").into(), pictures))
}

/// Those that are what their names say.
pub(super) fn checked(
    carried: BTreeMap<String, Cow<'_, str>>,
    repairs: &mut Vec<Repair>,
) -> Pictures {
    let mut pictures = Pictures::new();
    for (name, data) in carried {
        let picture = name.parse::<Picture>().ok();
        let sound = BASE64_STANDARD
            .decode(data.as_bytes())
            .ok()
            .filter(|bytes| picture.is_some() && named(bytes) == picture);
        if let (Some(picture), Some(bytes)) = (picture, sound) {
            pictures.insert(picture, bytes);
        } else {
            let name = name.chars().take(80).collect();
            repairs.push(Repair::Picture { name });
        }
    }
    pictures
}
