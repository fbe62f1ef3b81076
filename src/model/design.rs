//! How a proposal is dressed: theme, cover, faces and the colour of the brand.

use std::fmt;
use std::str::FromStr;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A colour as it is written on the web: red, green and blue from 0 to 255.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Colour(pub [u8; 3]);

/// Why a text is no colour.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", t!("A colour is written as # and six digits from 0 to f, such as #1f44ab; this is {0}.", format_args!("{:?}", .0)))]
pub struct BadColour(pub String);

impl FromStr for Colour {
    type Err = BadColour;

    /// Reads `#rrggbb`, also without its `#`, and the short form `#rgb`.
    fn from_str(text: &str) -> Result<Self, BadColour> {
        let bad = || BadColour(text.chars().take(40).collect());
        let digits = text.trim();
        let digits = digits.strip_prefix('#').unwrap_or(digits);
        if !digits.chars().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(bad());
        }
        let number = u32::from_str_radix(digits, 16).map_err(|_| bad())?;
        let [_, red, green, blue] = match digits.len() {
            6 => number,
            // Every digit twice.
            3 => {
                let digit = |shift: u32| ((number >> shift) & 0xf) * 0x11;
                digit(8) << 16 | digit(4) << 8 | digit(0)
            }
            _ => return Err(bad()),
        }
        .to_be_bytes();
        Ok(Self([red, green, blue]))
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(formatter, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl Serialize for Colour {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Colour {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl schemars::JsonSchema for Colour {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Colour".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^#[0-9a-f]{6}$" })
    }
}

/// A choice that a file names by its words.
macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $value:ident = $words:expr),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
        )]
        #[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$of])* $value),+ }

        impl $name {
            /// Every value, in the order in which they are offered.
            pub const ALL: &'static [Self] = &[$(Self::$value),+];

            /// What people call it.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$value => $words),+ }
            }
        }
    };
}

choice! {
    /// A theme: how titles, tables and marks look.
    Theme {
        /// White paper, a serif, section numbers that hang in the margin.
        #[default]
        Paper = t!(theme "Paper"),
        /// Heavy sans serif titles, filled table heads, a cover in the colour of the brand.
        Poster = t!(theme "Poster"),
        /// Centred titles in a serif with contrast, fine rules above and below.
        Journal = t!(theme "Journal"),
        /// A strict grid: small bold titles under thick rules.
        Studio = t!(theme "Studio"),
    }
}

choice! {
    /// How the cover is laid out.
    Cover {
        /// As the theme has it.
        #[default]
        Theme = t!("As the theme has it"),
        /// White, a large title between hairlines.
        White = t!("White"),
        /// A band of the brand's colour above the title.
        Band = t!("Band of colour"),
        /// In the brand's colour from edge to edge.
        Full = t!("Full colour"),
    }
}

choice! {
    /// A face that is shipped with the program.
    Face {
        /// As the theme has it.
        #[default]
        Theme = t!("As the theme has it"),
        /// A serif for reading.
        Newsreader = "Newsreader",
        /// A soft serif for titles.
        Fraunces = "Fraunces",
        /// A grotesque with character.
        Bricolage = "Bricolage Grotesque",
        /// A humanist sans serif.
        SourceSans = "Source Sans 3",
    }
}
