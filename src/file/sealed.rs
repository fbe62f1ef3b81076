//! The text that is kept: eight hex digits of CRC-32 over the rest, so that a damaged copy is
//! known from a sound one.

/// The kept text is not what was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", t!("the kept copy is damaged"))]
pub struct Damaged;

const SEAL: usize = 8;

/// The text with its seal before it.
#[must_use]
pub fn seal(text: &str) -> String {
    format!("{:08x}{text}", crc32fast::hash(text.as_bytes()))
}

/// The text behind its seal.
///
/// # Errors
/// When the seal is missing or does not match.
pub fn open(sealed: &str) -> Result<&str, Damaged> {
    let (seal, text) = sealed.split_at_checked(SEAL).ok_or(Damaged)?;
    let expected = u32::from_str_radix(seal, 16).map_err(|_| Damaged)?;
    if crc32fast::hash(text.as_bytes()) == expected {
        Ok(text)
    } else {
        Err(Damaged)
    }
}
