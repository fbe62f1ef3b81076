//! What stands behind a password: AES-256 in Galois/Counter Mode (NIST SP 800-38D) under a key that
//! PBKDF2 with HMAC-SHA-256 (RFC 8018) makes of the password. The browser does the reckoning; here
//! is what is written and read.

use base64::prelude::{BASE64_STANDARD, Engine};
use serde::{Deserialize, Serialize};

use super::quoted;

/// What the envelope of a locked file calls itself.
pub const FORMAT: &str = "pitchwright-locked";
const VERSION: u32 = 1;
/// How many rounds a key takes: as many as OWASP asks for with SHA-256.
pub const ROUNDS: u32 = 600_000;
/// More rounds than these would only keep the page busy.
const MAX_ROUNDS: u32 = 10_000_000;
/// The bytes of chance that go into a key.
pub const SALT: usize = 16;
/// The bytes of chance that go into a text.
pub const NONCE: usize = 12;

/// Something behind a password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locked {
    /// How many rounds its key takes.
    pub rounds: u32,
    /// Chance that went into the key.
    pub salt: [u8; SALT],
    /// Chance that went into the text.
    pub nonce: [u8; NONCE],
    /// The locked bytes, with 16 that prove them.
    pub bytes: Vec<u8>,
}

/// Why a locked file is not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LockedError {
    /// It is no locked file.
    #[error("{}", t!("This is no file behind a password: its format is {0}.", .0))]
    OtherFormat(String),
    /// It is cut off or changed.
    #[error("{}", t!("The file is damaged. Ask for it to be sent again."))]
    Damaged,
    /// It was made by a newer version.
    #[error("{}", t!("This file was locked by a newer version. Reload the page to get it, then open the file again."))]
    Newer,
}

#[derive(Serialize, Deserialize)]
struct Envelope {
    format: String,
    version: u32,
    #[serde(default)]
    rounds: u32,
    #[serde(default)]
    salt: String,
    #[serde(default)]
    nonce: String,
    #[serde(default)]
    data: String,
}

/// Whether a text says that it stands behind a password.
#[must_use]
pub fn is_locked(text: &str) -> bool {
    let head: String = text.chars().take(200).collect();
    head.trim_start().starts_with('{') && head.contains(FORMAT)
}

/// The file.
#[must_use]
pub fn write(locked: &Locked) -> String {
    let base64 = |bytes: &[u8]| BASE64_STANDARD.encode(bytes);
    let envelope = Envelope {
        format: FORMAT.to_owned(),
        version: VERSION,
        rounds: locked.rounds,
        salt: base64(&locked.salt),
        nonce: base64(&locked.nonce),
        data: base64(&locked.bytes),
    };
    let mut text = super::indented(&serde_json::to_string(&envelope).unwrap_or_default());
    text.push('\n');
    text
}

/// Reads a file.
///
/// # Errors
/// When it is another file, damaged, of a newer version, or asks for rounds without measure.
pub fn read(text: &str) -> Result<Locked, LockedError> {
    let envelope: Envelope =
        serde_json::from_str(super::unmarked(text)).map_err(|_| LockedError::Damaged)?;
    if envelope.format != FORMAT {
        return Err(LockedError::OtherFormat(quoted(&envelope.format)));
    }
    if envelope.version > VERSION {
        return Err(LockedError::Newer);
    }
    let bytes = |text: &str| BASE64_STANDARD.decode(text).ok();
    let read = || {
        Some(Locked {
            rounds: (ROUNDS..=MAX_ROUNDS)
                .contains(&envelope.rounds)
                .then_some(envelope.rounds)?,
            salt: bytes(&envelope.salt)?.try_into().ok()?,
            nonce: bytes(&envelope.nonce)?.try_into().ok()?,
            bytes: bytes(&envelope.data)?,
        })
    };
    read().ok_or(LockedError::Damaged)
}

impl Locked {
    /// As bytes, for a link: salt, nonce, and what is locked with [`ROUNDS`].
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        [&self.salt[..], &self.nonce[..], &self.bytes[..]].concat()
    }

    /// From the bytes of a link.
    ///
    /// # Errors
    /// When they are too few.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, LockedError> {
        let (salt, rest) = bytes.split_first_chunk().ok_or(LockedError::Damaged)?;
        let (nonce, rest) = rest.split_first_chunk().ok_or(LockedError::Damaged)?;
        Ok(Self {
            rounds: ROUNDS,
            salt: *salt,
            nonce: *nonce,
            bytes: rest.to_vec(),
        })
    }
}
