//! A pitch in a link: packed, in letters that every program takes, behind their number and their
//! checksum, so that a link that was cut or changed on its way says so.

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine};

/// The most letters of a link that are made and read: browsers refuse longer addresses.
pub const MAX_LETTERS: usize = 1_000_000;
/// What stands before the letters in the fragment of an address.
pub const MARK: &str = "#/link/";

/// What a link carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Parcel {
    /// A packed pitch; see [`super::packed`].
    Open(Vec<u8>),
    /// A packed pitch behind a password; see [`super::locked`].
    Locked(Vec<u8>),
}

/// Why a link is not opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// It is not of this form.
    #[error("{}", t!("This link holds no pitch. Ask for it to be sent again, or for a file."))]
    NoPitch,
    /// A program on the way cut it.
    #[error("{}", t!("This link was cut on its way: {arrived} of its {all} characters arrived. Ask for a file, which no program cuts.", arrived = .arrived, all = .all))]
    CutOff {
        /// How many letters arrived.
        arrived: usize,
        /// How many there were.
        all: usize,
    },
    /// Something in it was changed.
    #[error("{}", t!("This link was changed on its way. Ask for it to be sent again, or for a file."))]
    Damaged,
    /// It is longer than [`MAX_LETTERS`].
    #[error("{}", t!("The pitch is too large for a link: browsers take no longer one. Send a file."))]
    TooLong,
    /// It is of a form that this version does not know.
    #[error("{}", t!("This link was made by a newer version. Reload the page to get it, then open the link again."))]
    Newer,
}

/// How far a link of some length gets whole. What programs take was looked up in 2026.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Every program takes it.
    Everywhere,
    /// Chats do, some programs for mail do not.
    Chats,
    /// Only where nobody cuts it.
    Whole,
}

impl Reach {
    /// Of an address with so many characters.
    #[must_use]
    pub const fn of(characters: usize) -> Self {
        match characters {
            0..=2_000 => Self::Everywhere,
            2_001..=4_000 => Self::Chats,
            _ => Self::Whole,
        }
    }

    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Everywhere => t!("It works in every mail and chat."),
            Self::Chats => {
                t!(
                    "It works in chats; Outlook and others cut a link after 2,048 characters. For mail, send the file."
                )
            }
            Self::Whole => {
                t!(
                    "Most mail programs and chats cut a link this long (Outlook after 2,048 characters, Slack after about 4,000). It works where it stays whole, as in a document or a note; else send the file."
                )
            }
        }
    }
}

/// What stands in the fragment of the address after [`MARK`].
///
/// # Errors
/// When it is longer than browsers take.
pub fn write(parcel: &Parcel) -> Result<String, LinkError> {
    let (form, bytes) = match parcel {
        Parcel::Open(bytes) => ('1', bytes),
        Parcel::Locked(bytes) => ('2', bytes),
    };
    let letters = BASE64_URL_SAFE_NO_PAD.encode(bytes);
    if letters.len() > MAX_LETTERS {
        return Err(LinkError::TooLong);
    }
    let sum = crc32fast::hash(letters.as_bytes());
    Ok(format!("{form}.{}.{sum:08x}.{letters}", letters.len()))
}

/// What a link carries, from what stands after [`MARK`].
///
/// # Errors
/// When it is no link of ours, was cut, changed, or made by a newer version.
pub fn read(fragment: &str) -> Result<Parcel, LinkError> {
    let mut parts = fragment.trim().splitn(4, '.');
    let mut part = || parts.next().filter(|part| !part.is_empty());
    let (Some(form), Some(all)) = (part(), part()) else {
        return Err(LinkError::NoPitch);
    };
    let is_form = form.len() <= 3 && form.bytes().all(|byte| byte.is_ascii_digit());
    let all: usize = all.parse().map_err(|_| LinkError::NoPitch)?;
    if !is_form || all == 0 {
        return Err(LinkError::NoPitch);
    }
    if all > MAX_LETTERS {
        return Err(LinkError::TooLong);
    }
    let (sum, letters) = (part().unwrap_or_default(), part().unwrap_or_default());
    if letters.len() < all {
        let arrived = letters.len();
        return Err(LinkError::CutOff { arrived, all });
    }
    // Programs that find links in a text take the full stop behind one for a part of it.
    let letters = letters.get(..all).ok_or(LinkError::Damaged)?;
    let sum = u32::from_str_radix(sum, 16).map_err(|_| LinkError::Damaged)?;
    if crc32fast::hash(letters.as_bytes()) != sum {
        return Err(LinkError::Damaged);
    }
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(letters);
    let bytes = bytes.map_err(|_| LinkError::Damaged)?;
    match form {
        "1" => Ok(Parcel::Open(bytes)),
        "2" => Ok(Parcel::Locked(bytes)),
        _ => Err(LinkError::Newer),
    }
}
