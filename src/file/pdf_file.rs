//! A pitch inside a PDF file: found again by plain search, since it is written as it is.
//!
//! A PDF names its streams by where they begin; ours is compact JSON, which has no line breaks, so
//! that the line on which it begins and the one after it cannot be mistaken. Nothing else of the
//! file is read. Another program that saves the file anew may pack the stream, or leave it out.

use super::ReadError;

/// How every PDF file begins.
const PDF: &str = "%PDF-";
/// How ours begins in its stream, and what follows it there.
const BEGIN: &str = "stream\n{\"format\":\"pitchwright-";
const END: &str = "\nendstream";

/// The most bytes of a PDF file that are read: beside the pitch it holds fonts and pictures.
pub const MAX_PDF_BYTES: usize = 32_000_000 + super::pictures::MAX_BYTES;
/// A byte that is no text is three where the file is read as text.
const AS_TEXT: usize = 3;

/// The file inside, where this text is that of a PDF file; the text itself where it is none.
///
/// # Errors
/// When it is a PDF file that holds no pitch, or ends within it, or is too large.
pub(super) fn inside(text: &str) -> Result<&str, ReadError> {
    if !text.starts_with(PDF) {
        return Ok(text);
    }
    if text.len() > MAX_PDF_BYTES * AS_TEXT {
        return Err(ReadError::TooLarge);
    }
    let at = text.find(BEGIN).ok_or(ReadError::PdfWithoutPitch)?;
    let from = at + "stream\n".len();
    let stream = text.get(from..).unwrap_or_default();
    let (json, _) = stream.split_once(END).ok_or(ReadError::PdfCutOff)?;
    Ok(json)
}
