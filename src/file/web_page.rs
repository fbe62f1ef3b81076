//! A pitch inside a web page: the script element that carries it, written and found again.
//!
//! The element is data: nothing in it runs. It is found by plain search, without reading the page
//! as HTML, so that nothing else in the page matters.

use std::borrow::Cow;
use std::collections::BTreeMap;

use base64::prelude::{BASE64_STANDARD, Engine};

use super::ReadError;
use crate::model::Picture;

/// The name of the element, which finds it.
const NAME: &str = "id=\"pitchwright-pitch\"";
/// What ends it.
const END: &str = "</script";
/// What stands before the name of a picture, and between it and its address.
const PICTURE: &str = "data-picture=\"";
const BETWEEN: &str = "\" src=\"data:";

/// The most bytes of a web page that are read: beside the pitch it holds all its words and
/// pictures.
pub const MAX_PAGE_BYTES: usize = 4 * super::MAX_BYTES + super::pictures::MAX_BYTES;

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
        super::MAX_BYTES + super::pictures::MAX_BYTES
    }
}

/// The picture in a web page: an address that holds it, and the name by which it is found again.
#[must_use]
pub fn picture(picture: Picture, bytes: &[u8]) -> String {
    let kind = picture.kind.media_type();
    let data = BASE64_STANDARD.encode(bytes);
    format!("{PICTURE}{picture}{BETWEEN}{kind};base64,{data}\"")
}

/// The pictures in a web page, by their names, in base64.
pub(super) fn pictures(text: &str) -> BTreeMap<String, Cow<'_, str>> {
    let found = text.split(PICTURE).skip(1).filter_map(|rest| {
        let (name, rest) = rest.split_once(BETWEEN)?;
        let (_, rest) = rest.split_once(";base64,")?;
        let (data, _) = rest.split_once('"')?;
        Some((name.get(..80).unwrap_or(name).to_owned(), data.into()))
    });
    found.collect()
}

/// Whether this text is a web page: no JSON begins like one.
pub(super) fn is_page(text: &str) -> bool {
    text.trim_start().starts_with('<')
}

/// The file inside a web page.
///
/// # Errors
/// When it holds no pitch, or ends within it.
pub(super) fn inside(text: &str) -> Result<&str, ReadError> {
    if text.len() > MAX_PAGE_BYTES {
        return Err(ReadError::TooLarge);
    }
    let (_, after) = text.split_once(NAME).ok_or(ReadError::PageWithoutPitch)?;
    let element = after
        .split_once('>')
        .and_then(|(_, rest)| rest.split_once(END));
    element.map(|(json, _)| json).ok_or(ReadError::PageCutOff)
}
