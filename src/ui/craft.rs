//! A worker that makes one file: fetched when the first of its kind is asked for, and ended with
//! its file. So it can be cancelled at any moment, and its memory is given back.

use std::cell::Cell;
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, Event, MessageEvent, Worker};

use super::worker::link;
use crate::words::Word;

/// A kind of file, and what is said when it cannot be made.
#[derive(Clone, Copy)]
pub struct Craft {
    /// The name of its worker.
    pub worker: &'static str,
    /// What the file is to the browser.
    pub kind: &'static str,
    /// The worker could not be fetched.
    pub not_fetched: Word,
    /// The worker has stopped.
    pub stopped: Word,
}

/// A file that is being made: it is given up when this is dropped.
#[must_use = "the file is given up when this is dropped"]
pub struct Making {
    worker: Worker,
    _listeners: [EventListener; 3],
}

impl Drop for Making {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

/// A worker as it is asked: what is posted travels without a copy where it can.
#[derive(Clone)]
pub struct Asked(Worker);

impl Asked {
    /// Asks it for something. `bytes` travel beside the text, and are gone here.
    ///
    /// # Errors
    /// When the browser cannot hand them over.
    pub fn say(&self, text: &str, bytes: &[js_sys::Uint8Array]) -> Result<(), JsValue> {
        if bytes.is_empty() {
            return self.0.post_message(&JsValue::from_str(text));
        }
        let message = js_sys::Array::of1(&JsValue::from_str(text));
        let handed_over = js_sys::Array::new();
        for bytes in bytes {
            message.push(bytes);
            handed_over.push(&bytes.buffer());
        }
        self.0.post_message_with_transfer(&message, &handed_over)
    }
}

/// Starts a worker. When it hears, `on_ready` asks it; `on_news` hears what it says in texts,
/// and answers with the words of a failure if that is what it was; `on_done` hears once what has
/// come of it: the file, or in words why there is none.
///
/// # Errors
/// In words, when the browser starts no worker.
pub fn start(
    craft: Craft,
    on_ready: impl Fn(&Asked) + 'static,
    on_news: impl Fn(&Asked, &str) -> Result<(), String> + 'static,
    on_done: impl Fn(Result<Blob, String>) + Clone + 'static,
) -> Result<Making, String> {
    let not_fetched = || craft.not_fetched.said().to_owned();
    let link = link(craft.worker).ok_or_else(not_fetched)?;
    let worker = Worker::new(&link.href()).map_err(|_| not_fetched())?;
    let ready = Rc::new(Cell::new(false));
    let is_ready = ready.clone();
    let own = Asked(worker.clone());
    let done = on_done.clone();
    let on_message = move |event: &Event| {
        let data = event.unchecked_ref::<MessageEvent>().data();
        let Some(text) = data.as_string() else {
            done(file(craft, &data));
            return;
        };
        // The first that it says is that it hears.
        if !ready.replace(true) {
            on_ready(&own);
        } else if let Err(words) = on_news(&own, &text) {
            done(Err(words));
        }
    };
    let done = on_done.clone();
    let on_error = move |event: &Event| {
        // Else the browser takes it for an error of the page, which has not crashed.
        event.prevent_default();
        let words = if is_ready.get() {
            craft.stopped.said()
        } else {
            craft.not_fetched.said()
        };
        done(Err(words.to_owned()));
    };
    let may_prevent = EventListenerOptions::enable_prevent_default();
    let listeners = [
        EventListener::new(&worker, "message", on_message),
        EventListener::new_with_options(&worker, "error", may_prevent, on_error),
        EventListener::new(&worker, "messageerror", move |_| {
            on_done(Err(craft.stopped.said().to_owned()));
        }),
    ];
    Ok(Making {
        worker,
        _listeners: listeners,
    })
}

fn file(craft: Craft, bytes: &JsValue) -> Result<Blob, String> {
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(craft.kind);
    Blob::new_with_u8_array_sequence_and_options(&js_sys::Array::of1(bytes), &options)
        .map_err(|_| craft.stopped.said().to_owned())
}
