//! A spreadsheet as work: what the worker that writes it is asked. It tells how far it is in the
//! messages of [`super::News`], and hands over the file as bytes.

use serde::{Deserialize, Serialize};

use crate::file::workbook::Setup;
use crate::model::Pitch;

/// A spreadsheet that is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workbook {
    /// Of what.
    pub pitch: Pitch,
    /// What it is to hold.
    pub setup: Setup,
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
            .map_err(|error| format!("The worker was asked what it does not know: {error}"))?;
        let tell = &mut |done| on_progress(super::Progress { done, of: 100 });
        crate::file::workbook::write(&asked.pitch, &asked.setup, tell)
            .map_err(|error| error.to_string())
    }
}
