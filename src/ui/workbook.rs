//! A spreadsheet, written by a worker of its own that is fetched when the first one is asked for.
//! Each has a worker to itself, which ends with it: so it can be cancelled at any moment, and its
//! memory is given back.

use std::cell::Cell;
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, Event, MessageEvent, Worker};

use super::worker::link;
use crate::file::workbook::Setup;
use crate::model::Pitch;
use crate::work::{Answer, News, Progress, Workbook};

/// What spreadsheets are to the browser.
const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const NOT_FETCHED: &str = "The part of Pitchwright that makes spreadsheets could not be fetched. The connection may be gone, or a newer Pitchwright has taken this one's place: try again, or reload the page.";
const STOPPED: &str = "Making the spreadsheet has stopped, perhaps for want of memory. Your pitch is as it was. Try again, or choose one option alone.";

/// A spreadsheet that is being made: it is given up when this is dropped.
#[must_use = "the spreadsheet is given up when this is dropped"]
pub struct Making {
    worker: Worker,
    _listeners: [EventListener; 3],
}

impl Drop for Making {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

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
    let not_fetched = || NOT_FETCHED.to_owned();
    let link = link("workbook").ok_or_else(not_fetched)?;
    let worker = Worker::new(&link.href()).map_err(|_| not_fetched())?;
    let asked = serde_json::to_string(&Workbook { pitch, setup });
    let asked = JsValue::from_str(&asked.map_err(|error| error.to_string())?);
    let ready = Rc::new(Cell::new(false));
    let is_ready = ready.clone();
    let own = worker.clone();
    let done = on_done.clone();
    let on_message = move |event: &Event| {
        let data = event.unchecked_ref::<MessageEvent>().data();
        let Some(text) = data.as_string() else {
            done(file(&data));
            return;
        };
        match serde_json::from_str::<Answer>(&text).map(|answer| answer.news) {
            Ok(News::Ready) => {
                ready.set(true);
                // A text can always be handed over.
                let _ = own.post_message(&asked);
            }
            Ok(News::Progress(progress)) => on_progress(progress),
            Ok(News::Failed(words)) => done(Err(words)),
            Ok(News::Done(_)) | Err(_) => done(Err(STOPPED.to_owned())),
        }
    };
    let done = on_done.clone();
    let on_error = move |event: &Event| {
        // Else the browser takes it for an error of the page, which has not crashed.
        event.prevent_default();
        let words = if is_ready.get() { STOPPED } else { NOT_FETCHED };
        done(Err(words.to_owned()));
    };
    let may_prevent = EventListenerOptions::enable_prevent_default();
    let listeners = [
        EventListener::new(&worker, "message", on_message),
        EventListener::new_with_options(&worker, "error", may_prevent, on_error),
        EventListener::new(&worker, "messageerror", move |_| {
            on_done(Err(STOPPED.to_owned()));
        }),
    ];
    Ok(Making {
        worker,
        _listeners: listeners,
    })
}

fn file(bytes: &JsValue) -> Result<Blob, String> {
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(KIND);
    Blob::new_with_u8_array_sequence_and_options(&js_sys::Array::of1(bytes), &options)
        .map_err(|_| STOPPED.to_owned())
}
