//! A PDF file as work: what the worker that writes it is asked, and how the talk goes. Bytes of
//! fonts and pictures travel beside the messages.
//!
//! The page asks with [`Pdf`]. Where the fonts lack letters, the worker answers with
//! [`PdfNews::Lacking`] and is sent pictures of them; then it writes, and hands over the file.

use serde::{Deserialize, Serialize};

use crate::pdf::list::{Lacking, Likeness, List};
use crate::words::{Spoken, Word};

/// A PDF file that is wanted. The files of its fonts come beside it, and then its pictures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pdf {
    /// What is drawn on it.
    pub list: List,
    /// The names of the fonts, in the order of their files.
    pub fonts: Vec<String>,
    /// The language in which a failure is told; none for English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spoken: Option<Spoken>,
}

impl Pdf {
    /// What is said when the page does not get the file.
    pub const NOT_HANDED_OVER: Word =
        word!("The PDF is made and could not be handed over. Try again.");
}

/// The measures of pictures of letters, in the order in which they were asked for. Their files
/// come beside them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Likenesses(pub Vec<Likeness>);

/// What the worker has to say.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PdfNews {
    /// It has started and hears what it is asked.
    Ready,
    /// No font has these letters: pictures of them are wanted.
    Lacking(Vec<Lacking>),
    /// So much is written.
    Progress(super::Progress),
    /// It cannot be done: why, in words.
    Failed(String),
}

/// What comes of a message.
#[derive(Debug, Clone, PartialEq)]
pub enum Heard {
    /// No font has these letters: pictures of them are wanted.
    Lacking(Vec<Lacking>),
    /// The file.
    Done(Vec<u8>),
}

/// A file while it is talked about.
#[cfg(feature = "pdf")]
#[derive(Default)]
pub struct PdfTalk {
    writer: Option<(crate::pdf::Writer, u32)>,
}

#[cfg(feature = "pdf")]
impl PdfTalk {
    /// Takes a message with the bytes beside it; `on_progress` hears how far the file is.
    ///
    /// # Errors
    /// In words, when the message is not understood or the file cannot be written.
    pub fn hear(
        &mut self,
        message: &str,
        mut bytes: Vec<Vec<u8>>,
        on_progress: &mut dyn FnMut(super::Progress),
    ) -> Result<Heard, String> {
        let unknown =
            |error: serde_json::Error| t!("The worker was asked what it does not know: {error}");
        let (writer, pages, likenesses) = match self.writer.take() {
            None => {
                let asked = serde_json::from_str(message).map_err(unknown)?;
                let Pdf {
                    list,
                    fonts,
                    spoken,
                } = asked;
                if let Some(spoken) = spoken {
                    spoken.speak();
                }
                let pictures = bytes.split_off(fonts.len().min(bytes.len()));
                let fonts = fonts.into_iter().zip(bytes).collect();
                let pages = u32::try_from(list.pages.len()).unwrap_or(u32::MAX);
                let mut writer = crate::pdf::Writer::new(list, &fonts, pictures)
                    .map_err(|error| error.to_string())?;
                let lacking = writer.lacking();
                if !lacking.is_empty() {
                    self.writer = Some((writer, pages));
                    return Ok(Heard::Lacking(lacking));
                }
                (writer, pages, Vec::new())
            }
            Some((writer, pages)) => {
                let Likenesses(measures) = serde_json::from_str(message).map_err(unknown)?;
                (writer, pages, measures.into_iter().zip(bytes).collect())
            }
        };
        let tell = &mut |done| {
            let done = u32::try_from(done).unwrap_or(pages);
            on_progress(super::Progress { done, of: pages });
        };
        writer
            .write(likenesses, tell)
            .map(Heard::Done)
            .map_err(|error| error.to_string())
    }
}
