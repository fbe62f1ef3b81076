//! A pitch inside a web page: the script element that carries it, written and found again.
//!
//! The element is data: nothing in it runs. It is found by plain search, without reading the page
//! as HTML, so that nothing else in the page matters.

use super::ReadError;

/// The name of the element, which finds it.
const NAME: &str = "id=\"pitchwright-pitch\"";
/// What ends it.
const END: &str = "</script";

/// The most bytes of a web page that are read: beside the pitch it holds all its words and
/// pictures.
pub const MAX_PAGE_BYTES: usize = 4 * super::MAX_BYTES;

/// The element with the file of a pitch in it. In JSON `<` stands in texts only, where it may be
/// written by its number, so that nothing in a pitch ends the element.
#[must_use]
pub fn element(json: &str) -> String {
    let json = json.trim_end().replace('<', "\\u003c");
    format!("<script type=\"application/json\" {NAME}>{json}</script>")
}

/// The most bytes that are read of a file of this name.
#[must_use]
pub fn most_bytes(name: &str) -> usize {
    let ending = name.rsplit('.').next().unwrap_or_default();
    if ["html", "htm"]
        .iter()
        .any(|page| ending.eq_ignore_ascii_case(page))
    {
        MAX_PAGE_BYTES
    } else if ending.eq_ignore_ascii_case("pdf") {
        super::pdf_file::MAX_PDF_BYTES
    } else {
        super::MAX_BYTES
    }
}

/// The file inside, where this text is a web page; the text itself where it is none.
///
/// # Errors
/// When it is a web page that holds no pitch, or ends within it.
pub(super) fn inside(text: &str) -> Result<&str, ReadError> {
    // No JSON begins like this.
    if !text.trim_start().starts_with('<') {
        return Ok(text);
    }
    if text.len() > MAX_PAGE_BYTES {
        return Err(ReadError::TooLarge);
    }
    let (_, after) = text.split_once(NAME).ok_or(ReadError::PageWithoutPitch)?;
    let element = after
        .split_once('>')
        .and_then(|(_, rest)| rest.split_once(END));
    element.map(|(json, _)| json).ok_or(ReadError::PageCutOff)
}
