//! How much of time is in view: by button, and by key from anywhere in the timeline.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use crate::model::Date;
use crate::plan::schedule::Schedule;
use crate::proposal::gantt::Scale;
use crate::ui::desk::Desk;
use crate::ui::format;
use crate::words::{Word, within};

/// Today is drawn and can be gone to when it is at most this many days before or after the plan.
const NEAR_DAYS: i64 = 120;

/// How much of time is in view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zoom {
    /// Days can be told apart.
    Days,
    /// Weeks can.
    Weeks,
    /// Months can.
    Months,
    /// Quarters can.
    Quarters,
    /// Everything is in view.
    Fit,
}

impl Zoom {
    /// The levels with their names.
    pub const ALL: [(Self, Word); 5] = [
        (Self::Days, word!("Days")),
        (Self::Weeks, word!("Weeks")),
        (Self::Months, word!("Months")),
        (Self::Quarters, word!("Quarters")),
        (Self::Fit, word!(zoom "Fit")),
    ];

    /// The width of a day in CSS pixels, where it does not follow from the plan.
    const fn day(self) -> Option<f64> {
        match self {
            Self::Days => Some(26.0),
            Self::Weeks => Some(9.0),
            Self::Months => Some(3.6),
            Self::Quarters => Some(1.5),
            Self::Fit => None,
        }
    }

    /// The level with the next wider (1) or narrower (-1) days; the same where there is none.
    fn next(self, day: f64, by: i32) -> Self {
        let levels = Self::ALL.iter().map(|(level, _)| *level);
        let mut known = levels.filter_map(|level| Some((level, level.day()?)));
        let next = if by > 0 {
            known.rfind(|(_, width)| *width > day * 1.01)
        } else {
            known.find(|(_, width)| *width < day * 0.99)
        };
        next.map_or(self, |(level, _)| level)
    }
}

/// What of time is in view. A handle that is cheap to copy.
#[derive(Clone, Copy)]
pub struct View {
    /// How much of it.
    pub zoom: RwSignal<Zoom>,
    /// A new value takes the chart to today.
    pub to_today: RwSignal<i32>,
    /// The width of a day as it is drawn, in CSS pixels.
    pub day: StoredValue<f64>,
    /// Whether the chart is there.
    pub shown: RwSignal<bool>,
}

impl View {
    /// Weeks, with the chart there or not.
    pub fn new(shown: bool) -> Self {
        Self {
            zoom: RwSignal::new(Zoom::Weeks),
            to_today: RwSignal::new(0),
            day: StoredValue::new(9.0),
            shown: RwSignal::new(shown),
        }
    }

    /// Goes to today.
    pub fn go_to_today(&self) {
        self.to_today.update(|times| *times += 1);
    }

    /// Alt with +, -, 0 or T, outside of fields: there they write what they write elsewhere.
    pub fn on_key(&self, event: &KeyboardEvent, desk: Desk) {
        let alone = event.alt_key() && !event.ctrl_key() && !event.meta_key();
        let in_field = (event.target())
            .and_then(|target| target.dyn_into::<Element>().ok())
            .is_some_and(|target| target.matches("input, textarea, select").unwrap_or(false));
        if !alone || in_field || !self.shown.get_untracked() {
            return;
        }
        let (zoom, day) = (self.zoom.get_untracked(), self.day.get_value());
        let to = match command(&event.key(), &event.code()) {
            Some('+') => zoom.next(day, 1),
            Some('-') => zoom.next(day, -1),
            Some('0') => Zoom::Fit,
            Some(_) => {
                event.prevent_default();
                self.go_to_today();
                return desk.say(t!("The chart shows today."));
            }
            None => return,
        };
        event.prevent_default();
        self.zoom.set(to);
        if let Some((_, name)) = Zoom::ALL.iter().find(|(level, _)| *level == to) {
            desk.say(&t!("The chart shows: {}.", within(name.said())));
        }
    }
}

/// What a key asks for. With Alt some keyboards write another letter: then its place counts.
fn command(key: &str, code: &str) -> Option<char> {
    match key {
        "+" | "=" => Some('+'),
        "-" | "0" => key.chars().next(),
        "t" | "T" => Some('t'),
        _ => match code {
            "Equal" | "NumpadAdd" => Some('+'),
            "Minus" | "NumpadSubtract" => Some('-'),
            "Digit0" => Some('0'),
            "KeyT" => Some('t'),
            _ => None,
        },
    }
}

/// The days of the chart: the plan with room around it, and today when it is near. `view` is the
/// width in view; time is never narrower.
pub fn scale_of(schedule: &Schedule, start: Date, zoom: Zoom, view: f64) -> Scale {
    let span = schedule.span();
    let mut first = span.map_or(start, |span| span.start.min(start));
    let mut last = span.map_or(start, |span| span.finish);
    if zoom != Zoom::Fit {
        let today = format::today();
        if (first.plus_days(-NEAR_DAYS)..=last.plus_days(NEAR_DAYS)).contains(&today) {
            first = first.min(today);
            last = last.max(today);
        }
        last = last.max(start.plus_days(42));
    }
    // From a Monday before, with some room after.
    let origin = first.plus_days(1 - i64::from(first.weekday()) - 7);
    let room = if zoom == Zoom::Fit { 7 } else { 22 };
    // In steps, so that the whole chart is not drawn anew when the last task moves a day.
    let step = if zoom == Zoom::Fit { 1 } else { 28 };
    let days = (last.days_since(origin) + room + step - 1) / step * step;
    let days = days.clamp(21, 36_500);
    let float = |days: i64| f64::from(i32::try_from(days).unwrap_or(i32::MAX));
    let width = zoom
        .day()
        .unwrap_or_else(|| (view / float(days)).clamp(0.2, 26.0));
    let mut scale = Scale {
        origin,
        days,
        width,
        left: 0.0,
    };
    while scale.right() < view {
        scale.days += 7;
    }
    scale
}
