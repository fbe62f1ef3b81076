//! Pictures: what a document says of one. Its bytes are kept apart, under its name.
//!
//! A picture is named by what is in it, so that the same picture in two pitches is kept once, a
//! copy of a pitch needs no copy of its pictures, and nobody can put another in its place. The name
//! says how large it is, so that a page is laid out before its pictures are there.

use std::fmt;
use std::str::FromStr;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::id::FigureId;
use super::list::entry;
use super::{Extra, is_default};

/// What the name of every picture begins with.
pub const SCHEME: &str = "picture:";
/// The most pixels along a side.
pub const MAX_SIDE: u16 = 4_000;

/// The name of a picture, such as `picture:0123…cdef-1600x900.jpg`: the first half of the SHA-256
/// of its bytes, its size in pixels, and how it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Picture {
    /// The first 16 bytes of the SHA-256 of its bytes.
    pub digest: [u8; 16],
    /// Pixels from left to right, from 1 to [`MAX_SIDE`].
    pub width: u16,
    /// Pixels from top to bottom, from 1 to [`MAX_SIDE`].
    pub height: u16,
    /// How it is written.
    pub kind: PictureKind,
}

/// How a picture is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PictureKind {
    /// For photographs.
    Jpeg,
    /// For drawings, and for what can be seen through.
    Png,
}

impl PictureKind {
    /// What the web calls it.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }

    const fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
        }
    }
}

impl Picture {
    /// Width for a height of one.
    #[must_use]
    pub fn aspect(&self) -> f64 {
        f64::from(self.width) / f64::from(self.height.max(1))
    }
}

/// Why a text is no name of a picture.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", t!("a picture is named {SCHEME}, 32 digits from 0 to f, its size and its kind; this is {0}", format_args!("{:?}", .0)))]
pub struct BadPicture(pub String);

impl FromStr for Picture {
    type Err = BadPicture;

    fn from_str(text: &str) -> Result<Self, BadPicture> {
        parsed(text).ok_or_else(|| BadPicture(text.chars().take(80).collect()))
    }
}

fn parsed(text: &str) -> Option<Picture> {
    let (digits, rest) = text.strip_prefix(SCHEME)?.split_once('-')?;
    let (size, ending) = rest.split_once('.')?;
    let (width, height) = size.split_once('x')?;
    let side = |text: &str| {
        let plain = text.bytes().all(|digit| digit.is_ascii_digit()) && !text.starts_with('0');
        let side: u16 = text.parse().ok().filter(|_| plain)?;
        (1..=MAX_SIDE).contains(&side).then_some(side)
    };
    let lower = |digit: u8| digit.is_ascii_digit() || (b'a'..=b'f').contains(&digit);
    if digits.len() != 32 || !digits.bytes().all(lower) {
        return None;
    }
    Some(Picture {
        digest: u128::from_str_radix(digits, 16).ok()?.to_be_bytes(),
        width: side(width)?,
        height: side(height)?,
        kind: match ending {
            "jpg" => PictureKind::Jpeg,
            "png" => PictureKind::Png,
            _ => return None,
        },
    })
}

impl fmt::Display for Picture {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{SCHEME}{:032x}-{}x{}.{}",
            u128::from_be_bytes(self.digest),
            self.width,
            self.height,
            self.kind.ending()
        )
    }
}

impl Serialize for Picture {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Picture {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl schemars::JsonSchema for Picture {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Picture".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": "^picture:[0-9a-f]{32}-[0-9]+x[0-9]+\\.(jpg|png)$",
        })
    }
}

/// A picture where it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Figure {
    /// Never changes.
    pub id: FigureId,
    /// The picture.
    pub picture: Picture,
    /// What is to be seen on it, for those who do not see it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub description: String,
    /// What stands under it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub caption: String,
    /// It has a row of the board for itself.
    #[serde(default, skip_serializing_if = "is_default")]
    pub large: bool,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Figure {
    /// This picture, without words.
    #[must_use]
    pub fn of(id: FigureId, picture: Picture) -> Self {
        Self {
            id,
            picture,
            description: String::new(),
            caption: String::new(),
            large: false,
            extra: Extra::new(),
        }
    }
}

entry!(Figure: FigureId);
