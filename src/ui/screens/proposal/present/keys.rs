//! The keys of a presentation, in its own window and in the speaker's: what each asks for. The desk
//! beneath hears none of them.

use crate::words::Word;
use gloo_events::{EventListener, EventListenerOptions, EventListenerPhase};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, Window};

use super::show::Show;

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// On to the next sheet; in the overview, to the one beside.
    Right,
    /// Back to the one before.
    Left,
    /// On; in the overview, to the row below.
    Down,
    /// Back; in the overview, to the row above.
    Up,
    /// On, or to the sheet whose number was typed, or to the one chosen in the overview.
    Enter,
    /// Back, or the last digit typed.
    Rub,
    /// The first sheet.
    First,
    /// The last sheet.
    Last,
    /// A digit of the number of a sheet.
    Digit(char),
    /// A black screen, and back.
    Black,
    /// A white screen, and back.
    White,
    /// The whole screen, and back to the window.
    FullScreen,
    /// All sheets, small.
    Overview,
    /// The speaker window.
    Speaker,
    /// Starts the timer, or sets it back to nought.
    Timer,
    /// The keys themselves.
    Keys,
    /// Leaves what lies over the sheet, then the presentation.
    Leave,
}

/// The keys as they are told to people.
pub const TOLD: [(&str, Word); 12] = [
    ("→  ↓  Space  Page Down  Enter", word!("Next sheet")),
    ("←  ↑  Page Up  Backspace", word!("Previous sheet")),
    ("Home  End", word!("First, last sheet")),
    ("12 Enter", word!("Go to sheet 12")),
    ("G  O", word!("Overview of all sheets")),
    ("N", word!("Speaker window: notes, next sheet, timer")),
    ("T", word!("Start the timer, or set it back")),
    ("B  .", word!("Black screen")),
    ("W  ,", word!("White screen")),
    ("F", word!("Full screen")),
    ("?", word!("These keys")),
    ("Esc", word!("Back, then end")),
];

/// What this key asks for, pressed without Ctrl, Alt or Meta.
fn meaning(key: &str) -> Option<Key> {
    Some(match key {
        "ArrowRight" | " " | "PageDown" => Key::Right,
        "ArrowLeft" | "PageUp" => Key::Left,
        "ArrowDown" => Key::Down,
        "ArrowUp" => Key::Up,
        "Enter" => Key::Enter,
        "Backspace" => Key::Rub,
        "Home" => Key::First,
        "End" => Key::Last,
        "b" | "B" | "." => Key::Black,
        "w" | "W" | "," => Key::White,
        "f" | "F" => Key::FullScreen,
        "g" | "G" | "o" | "O" => Key::Overview,
        "n" | "N" => Key::Speaker,
        "t" | "T" => Key::Timer,
        "?" => Key::Keys,
        "Escape" => Key::Leave,
        digit => {
            let mut letters = digit.chars();
            let first = letters.next().filter(char::is_ascii_digit)?;
            letters.next().is_none().then_some(Key::Digit(first))?
        }
    })
}

/// Whether the element takes this key itself: a button is pressed with it, a field is written in.
fn takes(element: &Element, key: Key) -> bool {
    match &*element.tag_name() {
        "INPUT" => key != Key::Leave,
        "BUTTON" | "A" => matches!(key, Key::Enter),
        _ => false,
    }
}

/// Hears the keys pressed in a window for as long as what it gives back is kept. `speaker` says
/// whether it is the speaker's.
pub fn hear(window: &Window, show: Show, speaker: bool) -> EventListener {
    let options = EventListenerOptions {
        phase: EventListenerPhase::Capture,
        passive: false,
    };
    EventListener::new_with_options(window, "keydown", options, move |event| {
        let event: &KeyboardEvent = event.unchecked_ref();
        // Whatever is pressed is meant for the presentation, not for the desk beneath.
        event.stop_immediate_propagation();
        if event.ctrl_key() || event.meta_key() || event.alt_key() || event.is_composing() {
            return;
        }
        let Some(key) = meaning(&event.key()) else {
            return;
        };
        let target = event.target();
        let element = target.map(JsCast::unchecked_into::<Element>);
        // Space presses a button too, and it is the key most used: on a button it is the button's.
        let is_space = event.key() == " ";
        let taken = element.is_some_and(|element| {
            takes(&element, key) || (is_space && element.tag_name() == "BUTTON")
        });
        if taken && !show.is_typing_with(key) {
            return;
        }
        event.prevent_default();
        show.press(key, speaker);
    })
}
