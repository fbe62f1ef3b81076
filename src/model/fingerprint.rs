//! Fingerprints: what tells one state of a pitch from every other, whoever holds it.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};

use super::Pitch;

/// How many bytes of the digest are kept.
const BYTES: usize = 16;

/// The first 128 bits of the SHA-256 of a pitch as it is written, without its envelope: two copies
/// with the same content have the same one, whatever their revisions. As text it is 32 hex digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fingerprint([u8; BYTES]);

impl Fingerprint {
    /// The fingerprint of this pitch.
    #[must_use]
    pub fn of(pitch: &Pitch) -> Self {
        let text = serde_json::to_vec(pitch).unwrap_or_default();
        let mut print = [0; BYTES];
        for (byte, digest) in print.iter_mut().zip(Sha256::digest(&text)) {
            *byte = digest;
        }
        Self(print)
    }

    /// The fingerprint of what a pitch offers: without its notes and where it stands, and without the
    /// marks of what was sent and signed, which come after.
    #[must_use]
    pub fn of_offer(pitch: &Pitch) -> Self {
        let mut client = pitch.client.clone();
        let with_client = Arc::make_mut(&mut client);
        with_client.notes.clear();
        with_client.next_action.clear();
        with_client.next_action_date = None;
        Self::of(&Pitch {
            client,
            is_template: false,
            status: Arc::default(),
            pursuit: Arc::default(),
            journal: Arc::default(),
            sent: None,
            signed: None,
            ..pitch.clone()
        })
    }

    /// Short enough to read aloud, as it stands in the footer of what was signed: `7F3A-91C2`.
    #[must_use]
    pub fn short(&self) -> String {
        let digits = self.to_string().to_uppercase();
        let (first, rest) = digits.split_at(4);
        let second: String = rest.chars().take(4).collect();
        format!("{first}-{second}")
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// The text is no fingerprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", t!("a fingerprint has {} hex digits", 2 * BYTES))]
pub struct NoFingerprint;

impl FromStr for Fingerprint {
    type Err = NoFingerprint;
    fn from_str(text: &str) -> Result<Self, NoFingerprint> {
        let is_hex = text.bytes().all(|byte| byte.is_ascii_hexdigit());
        if text.len() != 2 * BYTES || !is_hex {
            return Err(NoFingerprint);
        }
        let mut print = [0; BYTES];
        for (byte, digits) in print.iter_mut().zip(text.as_bytes().chunks(2)) {
            let digits = std::str::from_utf8(digits).map_err(|_| NoFingerprint)?;
            *byte = u8::from_str_radix(digits, 16).map_err(|_| NoFingerprint)?;
        }
        Ok(Self(print))
    }
}

impl Serialize for Fingerprint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Fingerprint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl schemars::JsonSchema for Fingerprint {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Fingerprint".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^[0-9a-f]{32}$" })
    }
}
