//! Work that takes long, done by the worker beside the page; where there is none (an old browser,
//! no connection), in slices in the page itself. Either way it tells how far it is, and ends when
//! its [`Handle`] goes.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Duration;

use gloo_events::EventListener;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, HtmlLinkElement, MessageEvent, Response, Worker};

use crate::plan::risk::Outcome;
use crate::work::{Answer, Ask, Job, News, Pace, Product, Progress, Request, Risk};

/// How long a slice takes in the page, in milliseconds: half a frame, so that nothing is felt.
const SLICE_MS: f64 = 8.0;
/// How long the worker may take to start, before the page does its work.
const STARTS_WITHIN: Duration = Duration::from_secs(10);

/// Work that is wanted: it ends when this is dropped.
#[must_use = "the work ends when its handle is dropped"]
pub struct Handle(u32);

impl Drop for Handle {
    fn drop(&mut self) {
        LINE.with_borrow_mut(|line| line.cancel(self.0));
    }
}

/// Simulates the launch. `on_progress` hears how far it is, many times; `on_done` hears once what
/// it has come to, or in words why it came to nothing.
pub fn risk(
    risk: Risk,
    on_progress: impl Fn(Progress) + 'static,
    on_done: impl FnOnce(Result<Outcome, String>) + 'static,
) -> Handle {
    let on_done = move |product: Result<Product, String>| {
        on_done(product.map(|Product::Risk(outcome)| outcome));
    };
    ask(Ask::Risk(risk), Rc::new(on_progress), Box::new(on_done))
}

/// Fetches the workers' files into the browser's cache, so that they start without a network too.
pub async fn at_hand() {
    // A debug build is large and served from next door.
    if cfg!(debug_assertions) {
        return;
    }
    for name in ["worker", "worker-wasm", "workbook", "workbook-wasm"] {
        // Whoever asks for work is told what is missing; here nobody has asked.
        let _ = fetch(name).await;
    }
}

async fn fetch(name: &str) -> Result<(), JsValue> {
    let link = link(name).ok_or(JsValue::NULL)?;
    let how = web_sys::RequestInit::new();
    how.set_integrity(&link.get_attribute("integrity").unwrap_or_default());
    let response = JsFuture::from(window().fetch_with_str_and_init(&link.href(), &how)).await?;
    JsFuture::from(response.unchecked_into::<Response>().array_buffer()?).await?;
    Ok(())
}

/// The tag that says where a file of a worker is.
pub fn link(name: &str) -> Option<HtmlLinkElement> {
    let found = document().query_selector(&format!("link[rel=\"{name}\"]"));
    found.ok()??.dyn_into().ok()
}

type OnProgress = Rc<dyn Fn(Progress)>;
type OnDone = Box<dyn FnOnce(Result<Product, String>)>;

/// Work that somebody waits for.
struct Wanted {
    /// What was asked, until it is handed on.
    ask: Option<Ask>,
    on_progress: OnProgress,
    on_done: OnDone,
}

/// A worker that was started.
struct Beside {
    worker: Worker,
    /// Tells it from one before it.
    number: u32,
    ready: bool,
    _listeners: [EventListener; 3],
}

impl Drop for Beside {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

/// All that is wanted, and the worker that does it.
#[derive(Default)]
struct Line {
    last: u32,
    wanted: BTreeMap<u32, Wanted>,
    beside: Option<Beside>,
}

thread_local! {
    static LINE: RefCell<Line> = RefCell::default();
}

impl Line {
    fn next(&mut self) -> u32 {
        self.last = self.last.wrapping_add(1).max(1);
        self.last
    }

    fn cancel(&mut self, id: u32) {
        let was_wanted = self.wanted.remove(&id);
        if let (Some(Wanted { ask: None, .. }), Some(beside)) = (was_wanted, &self.beside) {
            beside.post(id, Ask::Cancel);
        }
    }

    /// Hands on what waits for the worker.
    fn hand_on(&mut self) {
        let Some(beside) = self.beside.as_ref().filter(|beside| beside.ready) else {
            return;
        };
        for (id, wanted) in &mut self.wanted {
            if let Some(ask) = wanted.ask.take() {
                beside.post(*id, ask);
            }
        }
    }
}

impl Beside {
    fn start(number: u32) -> Option<Self> {
        let worker = Worker::new(&link("worker")?.href()).ok()?;
        let on_message = move |event: &Event| {
            let message = event.unchecked_ref::<MessageEvent>().data().as_string();
            let answer = message.and_then(|text| serde_json::from_str::<Answer>(&text).ok());
            if let Some(answer) = answer {
                hear(answer);
            }
        };
        let on_error = move |event: &Event| {
            // Else the browser takes it for an error of the page, which has not crashed.
            event.prevent_default();
            lose(number);
        };
        let listeners = [
            EventListener::new(&worker, "message", on_message),
            EventListener::new_with_options(
                &worker,
                "error",
                gloo_events::EventListenerOptions::enable_prevent_default(),
                on_error,
            ),
            EventListener::new(&worker, "messageerror", move |_| lose(number)),
        ];
        set_timeout(move || give_up(number), STARTS_WITHIN);
        Some(Self {
            worker,
            number,
            ready: false,
            _listeners: listeners,
        })
    }

    fn post(&self, id: u32, ask: Ask) {
        if let Ok(text) = serde_json::to_string(&Request { id, ask }) {
            // A text can always be handed over.
            let _ = self.worker.post_message(&JsValue::from_str(&text));
        }
    }
}

fn ask(ask: Ask, on_progress: OnProgress, on_done: OnDone) -> Handle {
    let (id, is_helped) = LINE.with_borrow_mut(|line| {
        let id = line.next();
        let wanted = Wanted {
            ask: Some(ask),
            on_progress,
            on_done,
        };
        line.wanted.insert(id, wanted);
        if line.beside.is_none() {
            line.beside = Beside::start(id);
        }
        line.hand_on();
        (id, line.beside.is_some())
    });
    if !is_helped {
        do_here();
    }
    Handle(id)
}

/// Takes an answer of the worker.
fn hear(answer: Answer) {
    if answer.news == News::Ready {
        LINE.with_borrow_mut(|line| {
            if let Some(beside) = &mut line.beside {
                beside.ready = true;
            }
            line.hand_on();
        });
    } else {
        tell(answer.id, answer.news);
    }
}

/// Tells news to whoever waits for them: whether they are still wanted, and more are to come.
fn tell(id: u32, news: News) -> bool {
    let result = match news {
        News::Ready => return true,
        News::Progress(progress) => {
            let hears = LINE.with_borrow(|line| Some(line.wanted.get(&id)?.on_progress.clone()));
            if let Some(on_progress) = &hears {
                on_progress(progress);
            }
            return hears.is_some();
        }
        News::Done(product) => Ok(product),
        News::Failed(reason) => Err(reason),
    };
    if let Some(wanted) = LINE.with_borrow_mut(|line| line.wanted.remove(&id)) {
        (wanted.on_done)(result);
    }
    false
}

/// The worker does not start: its work is done here.
fn give_up(number: u32) {
    let starts = LINE.with_borrow(|line| {
        let beside = line.beside.as_ref();
        beside.is_some_and(|beside| beside.number == number && !beside.ready)
    });
    if starts {
        lose(number);
    }
}

/// The worker has stopped. What it was about to be asked is done here; what it was at is told as
/// failed, as it may well have stopped because of it.
fn lose(number: u32) {
    let (lost, given_up) = LINE.with_borrow_mut(|line| {
        let lost = line.beside.take_if(|beside| beside.number == number);
        let given_up: Vec<u32> = line
            .wanted
            .iter()
            .filter(|(_, wanted)| lost.is_some() && wanted.ask.is_none())
            .map(|(id, _)| *id)
            .collect();
        (lost, given_up)
    });
    if lost.is_none() {
        return;
    }
    do_here();
    for id in given_up {
        let words = t!("The calculation has stopped. Your pitch is as it was. Try again.");
        tell(id, News::Failed(words.to_owned()));
    }
}

/// Does in the page what was not handed on.
fn do_here() {
    let jobs: Vec<(u32, Job)> = LINE.with_borrow_mut(|line| {
        let wanted = line.wanted.iter_mut();
        wanted
            .filter_map(|(id, wanted)| Some((*id, Job::of(wanted.ask.take()?)?)))
            .collect()
    });
    for (id, job) in jobs {
        slice(id, job, Pace::of(SLICE_MS));
    }
}

/// A slice of work, and when the page has drawn and heard what it must, the next.
fn slice(id: u32, mut job: Job, mut pace: Pace) {
    let work = move || {
        if !LINE.with_borrow(|line| line.wanted.contains_key(&id)) {
            return;
        }
        let before = js_sys::Date::now();
        let news = job.step(pace.parts);
        pace.took(js_sys::Date::now() - before);
        if tell(id, news) {
            slice(id, job, pace);
        }
    };
    set_timeout(work, Duration::ZERO);
}
