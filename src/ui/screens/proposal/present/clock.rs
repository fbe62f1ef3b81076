//! The timer of a presentation and the time of day.

use std::time::Duration;

use leptos::leptos_dom::helpers::IntervalHandle;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::ui::language;

/// How often the hands move.
const TICK: Duration = Duration::from_millis(250);
/// With so much of the planned time left it is said with emphasis, in seconds.
const SOON: i64 = 120;

/// The timer. A handle that is cheap to copy.
#[derive(Clone, Copy)]
pub struct Clock {
    /// Since when it runs, in milliseconds of the browser's clock; none while it stands.
    since: RwSignal<Option<f64>>,
    /// What it had run before that, in milliseconds.
    before: RwSignal<f64>,
    now: RwSignal<f64>,
    /// How long the meeting is, in minutes.
    pub planned: RwSignal<Option<u32>>,
}

/// How the planned time stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// So many seconds are left.
    Enough(i64),
    /// So many, which are few.
    Few(i64),
    /// So many too many.
    Over(i64),
}

impl Clock {
    /// A timer at nought; it ticks for as long as its owner lives.
    pub fn new(planned: RwSignal<Option<u32>>) -> Self {
        let now = RwSignal::new(js_sys::Date::now());
        let tick = move || {
            now.try_set(js_sys::Date::now());
        };
        let interval = set_interval_with_handle(tick, TICK).ok();
        on_cleanup(move || {
            if let Some(interval) = interval {
                IntervalHandle::clear(&interval);
            }
        });
        Self {
            since: RwSignal::new(None),
            before: RwSignal::new(0.0),
            now,
            planned,
        }
    }

    /// Whether it runs.
    pub fn runs(self) -> bool {
        self.since.get().is_some()
    }

    /// Starts it, unless it has been started before.
    pub fn start_once(self) {
        if self.since.get_untracked().is_none() && self.before.get_untracked() <= 0.0 {
            self.go_on();
        }
    }

    /// Starts it where it stands at nought; else sets it to nought, from where it runs on.
    pub fn start_anew(self) {
        self.before.set(0.0);
        self.go_on();
    }

    /// Sets it to nought, where it stands.
    pub fn reset(self) {
        self.since.set(None);
        self.before.set(0.0);
    }

    fn go_on(self) {
        let now = js_sys::Date::now();
        self.now.set(now);
        self.since.set(Some(now));
    }

    /// Holds it, or has it go on.
    pub fn pause(self) {
        match self.since.get_untracked() {
            None => self.go_on(),
            Some(since) => {
                let ran = (js_sys::Date::now() - since).max(0.0);
                self.before.update(|before| *before += ran);
                self.since.set(None);
            }
        }
    }

    /// Seconds that it has run.
    pub fn seconds(self) -> i64 {
        let running = (self.since.get()).map_or(0.0, |since| (self.now.get() - since).max(0.0));
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a float turned into an integer is held within its range"
        )]
        let seconds = ((self.before.get() + running) / 1000.0) as i64;
        seconds
    }

    /// What is left of the planned time.
    pub fn left(self) -> Option<Left> {
        let left = i64::from(self.planned.get()?) * 60 - self.seconds();
        Some(match left {
            ..0 => Left::Over(-left),
            0..=SOON => Left::Few(left),
            _ => Left::Enough(left),
        })
    }

    /// The time of day, to the minute.
    pub fn time_of_day(self) -> String {
        let date = js_sys::Date::new(&JsValue::from_f64(self.now.get()));
        let options = js_sys::Object::new();
        for (name, value) in [("hour", "numeric"), ("minute", "2-digit")] {
            // Setting a property of a fresh object cannot fail.
            let _ = js_sys::Reflect::set(&options, &name.into(), &value.into());
        }
        date.to_locale_time_string_with_options(&language::locale(), &options)
            .into()
    }
}

/// Seconds as minutes and seconds, with hours where there are any.
pub fn words(seconds: i64) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes}:{seconds:02}")
    }
}
