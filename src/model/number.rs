//! Numbers that are not binary floats: money in minor units, and decimals with a range.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Neg, Sub};
use std::str::FromStr;

use rust_decimal::{Decimal, RoundingStrategy};
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::words::Word;

/// Why a number is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadNumber {
    /// Not a number at all.
    #[error("{}", t!("{what} is a decimal number such as 12.5; this is {text}", what = .what, text = format_args!("{:?}", .text)))]
    NoNumber {
        /// What was expected.
        what: &'static str,
        /// What was found.
        text: String,
    },
    /// A number outside its range.
    #[error("{}", t!("{what} lies between {least} and {most}; this is {text}", what = .what, least = .least, most = .most, text = .text))]
    OutOfRange {
        /// What was expected.
        what: &'static str,
        /// The least value allowed.
        least: String,
        /// The greatest value allowed.
        most: String,
        /// What was found.
        text: String,
    },
}

/// An amount in the minor unit of its currency (cents, yen, fils).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Money(i64);

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// The greatest amount that can be typed or read: 10^13 minor units, a hundred thousand
    /// million euro.
    pub const MAX_TYPED: Self = Self(10_000_000_000_000);
    /// The greatest amount of one line. [`super::list::MAX_ENTRIES`] of them still add up
    /// without overflow.
    pub const MAX_LINE: Self = Self(100_000_000_000_000);

    /// An amount of so many minor units.
    #[must_use]
    pub const fn minor(units: i64) -> Self {
        Self(units)
    }

    /// Its minor units.
    #[must_use]
    pub const fn units(self) -> i64 {
        self.0
    }

    /// `amount` minor units rounded half away from zero, held within plus and minus
    /// [`Self::MAX_LINE`]; the second value says whether it had to be held.
    #[must_use]
    pub fn round(amount: Decimal) -> (Self, bool) {
        let rounded = amount.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
        let bound = Decimal::from(Self::MAX_LINE.0);
        let held = rounded.clamp(-bound, bound);
        let units = i64::try_from(held).unwrap_or(0);
        (Self(units), held != rounded)
    }

    /// The amount as a decimal number of minor units.
    #[must_use]
    pub fn decimal(self) -> Decimal {
        Decimal::from(self.0)
    }

    /// Whether it is nothing.
    #[must_use]
    pub const fn is_zero(&self) -> bool {
        self.0 == 0
    }
}

impl Add for Money {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Money {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Money {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.0)
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let what = word!("an amount in minor units");
        let number = deserializer.deserialize_any(Number(what, "an amount in minor units"))?;
        if !number.fract().is_zero() {
            return Err(D::Error::custom(t!(
                "{what} is a whole number; this is {number}"
            )));
        }
        let most = Decimal::from(Self::MAX_TYPED.0);
        within(what, number, -most, most)
            .map_err(D::Error::custom)
            .map(|number| Self(i64::try_from(number).unwrap_or(0)))
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl schemars::JsonSchema for Money {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Money".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "integer",
            "minimum": -Self::MAX_TYPED.0,
            "maximum": Self::MAX_TYPED.0,
            "description": "An amount in the minor unit of the pitch's currency."
        })
    }
}

fn within(
    what: Word,
    number: Decimal,
    least: Decimal,
    most: Decimal,
) -> Result<Decimal, BadNumber> {
    if (least..=most).contains(&number) {
        Ok(number)
    } else {
        Err(BadNumber::OutOfRange {
            what: what.said(),
            least: least.normalize().to_string(),
            most: most.normalize().to_string(),
            text: number.normalize().to_string(),
        })
    }
}

/// Reads a decimal from a JSON string or number: what it is for, and that in the English of a reader
/// of JSON.
struct Number(Word, &'static str);

impl Visitor<'_> for Number {
    type Value = Decimal;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.1)
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<Decimal, E> {
        parse(self.0, text).map_err(E::custom)
    }
    fn visit_i64<E: Error>(self, number: i64) -> Result<Decimal, E> {
        Ok(Decimal::from(number))
    }
    fn visit_u64<E: Error>(self, number: u64) -> Result<Decimal, E> {
        Ok(Decimal::from(number))
    }
    fn visit_f64<E: Error>(self, number: f64) -> Result<Decimal, E> {
        // The shortest text that stands for this float is what a spreadsheet wrote.
        parse(self.0, &number.to_string()).map_err(E::custom)
    }
}

fn parse(what: Word, text: &str) -> Result<Decimal, BadNumber> {
    let plain = !text.is_empty()
        && text.len() <= 32
        && text
            .bytes()
            .all(|b| b.is_ascii_digit() || b == b'.' || b == b'-');
    let number = if plain {
        Decimal::from_str(text).ok()
    } else {
        None
    };
    number.ok_or_else(|| BadNumber::NoNumber {
        what: what.said(),
        text: text.chars().take(40).collect(),
    })
}

macro_rules! decimals {
    ($($(#[$doc:meta])* $name:ident, $what:expr, $plain:literal, $least:literal..=$most:literal, $places:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name(Decimal);

        impl $name {
            /// None of it.
            pub const ZERO: Self = Self(Decimal::ZERO);

            /// The value of this number.
            ///
            /// # Errors
            /// When the number is out of range. It is kept to its allowed number of decimal
            /// places, rounded half away from zero.
            pub fn new(number: Decimal) -> Result<Self, BadNumber> {
                within($what, number, Decimal::from($least), Decimal::from($most)).map(|number| {
                    Self(number.round_dp_with_strategy($places, RoundingStrategy::MidpointAwayFromZero).normalize())
                })
            }

            /// The value of a whole number, held within the range.
            #[must_use]
            pub fn whole(number: i64) -> Self {
                Self(Decimal::from(number.clamp($least, $most)))
            }

            /// The number.
            #[must_use]
            pub const fn decimal(self) -> Decimal {
                self.0
            }

            /// Whether it is none.
            #[must_use]
            pub const fn is_zero(&self) -> bool {
                self.0.is_zero()
            }
        }

        impl FromStr for $name {
            type Err = BadNumber;
            fn from_str(text: &str) -> Result<Self, BadNumber> {
                parse($what, text).and_then(Self::new)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let number = deserializer.deserialize_any(Number($what, $plain))?;
                Self::new(number).map_err(D::Error::custom)
            }
        }

        #[cfg(not(target_arch = "wasm32"))]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({
                    "type": "string",
                    "pattern": r"^-?\d{1,13}(\.\d{1,12})?$",
                    "description": concat!($plain, ", a decimal number as text, from ", $least, " to ", $most, ".")
                })
            }
        }
    )*};
}

decimals! {
    /// Per hundred: `12.5` is 12.5 %.
    Percent, word!("a percentage"), "a percentage", 0..=1000, 6;
    /// Hours of work.
    Hours, word!("a number of hours"), "a number of hours", 0..=100_000, 4;
    /// How many of something.
    Quantity, word!("a quantity"), "a quantity", 0..=1_000_000_000, 6;
}

impl Percent {
    /// The share: 12.5 % is 0.125.
    #[must_use]
    pub fn fraction(self) -> Decimal {
        self.0 / Decimal::ONE_HUNDRED
    }
}

impl Quantity {
    /// One.
    pub const ONE: Self = Self(Decimal::ONE);
}

impl Add for Hours {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sum for Hours {
    fn sum<I: Iterator<Item = Self>>(hours: I) -> Self {
        hours.fold(Self::ZERO, Add::add)
    }
}

/// An ISO 4217 currency code, such as EUR.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

/// Why a text is no currency.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", t!("a currency is its three-letter code, such as EUR; this is {0}", format_args!("{:?}", .0)))]
pub struct BadCurrency(pub String);

impl Currency {
    /// The euro.
    pub const EUR: Self = Self(*b"EUR");

    /// The currency with this code.
    ///
    /// # Errors
    /// When the text is not three capital letters.
    pub fn new(code: &str) -> Result<Self, BadCurrency> {
        match <[u8; 3]>::try_from(code.as_bytes()) {
            Ok(letters) if letters.iter().all(u8::is_ascii_uppercase) => Ok(Self(letters)),
            _ => Err(BadCurrency(code.chars().take(12).collect())),
        }
    }

    /// Its three letters.
    #[must_use]
    pub fn code(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or("EUR")
    }

    /// How many decimals its minor unit has, 0 to 4 (ISO 4217, list one).
    #[must_use]
    pub fn decimals(self) -> u32 {
        match self.code() {
            "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF"
            | "UGX" | "UYI" | "VND" | "VUV" | "XAF" | "XOF" | "XPF" => 0,
            "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
            "CLF" | "UYW" => 4,
            _ => 2,
        }
    }
}

impl Default for Currency {
    fn default() -> Self {
        Self::EUR
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Self::new(&code).map_err(D::Error::custom)
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl schemars::JsonSchema for Currency {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Currency".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^[A-Z]{3}$", "description": "ISO 4217 code." })
    }
}
