//! A spreadsheet as work: what the worker that writes it is asked. It tells how far it is in the
//! messages of [`super::News`], and hands over the file as bytes.

use serde::{Deserialize, Serialize};

use crate::file::workbook::Setup;
use crate::model::Pitch;
use crate::words::{Spoken, Word};

/// A spreadsheet that is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workbook {
    /// Of what.
    pub pitch: Pitch,
    /// What it is to hold.
    pub setup: Setup,
    /// The language of its words; none for English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spoken: Option<Spoken>,
}

impl Workbook {
    /// What is said when the page does not get the file.
    pub const NOT_HANDED_OVER: Word =
        word!("The spreadsheet is made and could not be handed over. Try again.");
}

#[cfg(feature = "workbook")]
impl Workbook {
    /// Makes what a message asks for; `on_progress` hears how far it is.
    ///
    /// # Errors
    /// In words, when the message is not understood or the spreadsheet cannot be written.
    pub fn make(
        message: &str,
        on_progress: &mut dyn FnMut(super::Progress),
    ) -> Result<Vec<u8>, String> {
        let asked: Self = serde_json::from_str(message)
            .map_err(|error| t!("The worker was asked what it does not know: {error}"))?;
        if let Some(spoken) = asked.spoken {
            spoken.speak();
        }
        let tell = &mut |done| on_progress(super::Progress { done, of: 100 });
        crate::file::workbook::write(&asked.pitch, &asked.setup, tell)
            .map_err(|error| error.to_string())
    }
}
