//! A spreadsheet, written by a worker of its own that is fetched when the first one is asked for.

use web_sys::Blob;

pub use super::craft::Making;
use super::craft::{self, Asked, Craft};
use crate::file::workbook::Setup;
use crate::model::Pitch;
use crate::words::Spoken;
use crate::work::{Answer, News, Progress, Workbook};

const CRAFT: Craft = Craft {
    worker: "workbook",
    kind: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    not_fetched: word!(
        "The part of Pitchwright that makes spreadsheets could not be fetched. The connection may be gone, or a newer Pitchwright has taken this one's place: try again, or reload the page."
    ),
    stopped: word!(
        "Making the spreadsheet has stopped, perhaps for want of memory. Your pitch is as it was. Try again, or choose one option alone."
    ),
};

/// Makes a spreadsheet. `on_progress` hears how far it is, `on_done` hears once what has come of
/// it: the file, or in words why there is none.
///
/// # Errors
/// In words, when the browser starts no worker.
pub fn make(
    pitch: Pitch,
    setup: Setup,
    on_progress: impl Fn(Progress) + 'static,
    on_done: impl Fn(Result<Blob, String>) + Clone + 'static,
) -> Result<Making, String> {
    let asked = serde_json::to_string(&Workbook {
        pitch,
        setup,
        spoken: Spoken::here(),
    });
    let asked = asked.map_err(|error| error.to_string())?;
    let on_ready = move |worker: &Asked| {
        // A text can always be handed over.
        let _ = worker.say(&asked, &[]);
    };
    let on_news = move |_: &Asked, text: &str| match serde_json::from_str::<Answer>(text)
        .map(|answer| answer.news)
    {
        Ok(News::Progress(progress)) => {
            on_progress(progress);
            Ok(())
        }
        Ok(News::Failed(words)) => Err(words),
        Ok(News::Ready | News::Done(_)) | Err(_) => Err(CRAFT.stopped.said().to_owned()),
    };
    craft::start(CRAFT, on_ready, on_news, on_done)
}
