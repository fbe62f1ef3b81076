//! Texts made small, to be kept or carried in a link: deflate, as in RFC 1951, unpacked only as far
//! as a text of ours can be long.

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};

use super::MAX_BYTES;

/// How hard is tried, of 10: beyond this a text takes far longer and gets hardly smaller.
const LEVEL: u8 = 7;

/// Why bytes are not unpacked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unpacking {
    /// They are not what was packed.
    #[error("{}", t!("what was packed is damaged"))]
    Damaged,
    /// There is more in them than a file of ours may hold.
    #[error("{}", t!("there is more in it than {} MB", MAX_BYTES / 1_000_000))]
    TooLarge,
}

/// The text, packed.
#[must_use]
pub fn pack(text: &str) -> Vec<u8> {
    compress_to_vec(text.as_bytes(), LEVEL)
}

/// The text that was packed.
///
/// # Errors
/// When the bytes are damaged or hold more than [`MAX_BYTES`]; no more than that is ever unpacked.
pub fn unpack(bytes: &[u8]) -> Result<String, Unpacking> {
    let text = decompress_to_vec_with_limit(bytes, MAX_BYTES).map_err(|error| {
        if error.status == TINFLStatus::HasMoreOutput {
            Unpacking::TooLarge
        } else {
            Unpacking::Damaged
        }
    })?;
    String::from_utf8(text).map_err(|_| Unpacking::Damaged)
}
