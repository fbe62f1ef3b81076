//! What a presentation shows, and what a key changes of that.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::clock::Clock;
use super::keys::Key;
use super::{screen, speaker};
use crate::ui::screens::proposal::layout::Print;
use crate::ui::workspace::Workspace;

/// How long a message stands.
const MESSAGE: Duration = Duration::from_secs(8);
/// How long the digits of a number wait for Enter.
const DIGITS: Duration = Duration::from_secs(4);
/// The most digits of the number of a sheet.
const MOST_DIGITS: usize = 4;

/// What lies over the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// Nothing.
    Nothing,
    /// A black screen.
    Black,
    /// A white screen.
    White,
    /// All sheets, small, with the one that is chosen.
    Overview(usize),
    /// The keys.
    Keys,
}

/// A presentation. A handle that is cheap to copy.
#[derive(Clone, Copy)]
pub struct Show {
    /// Whose proposal it is.
    pub workspace: Workspace,
    /// Its sheets.
    pub laid: RwSignal<Option<Arc<Print>>>,
    /// What each of them is called.
    pub names: Memo<Arc<Vec<String>>>,
    /// The sheet that is shown, counted from 0.
    pub at: RwSignal<usize>,
    /// What lies over it.
    pub over: RwSignal<Over>,
    /// How many sheets stand beside each other in the overview.
    pub columns: RwSignal<usize>,
    /// Digits that wait for Enter.
    pub typed: RwSignal<String>,
    /// What is to be known, for a while.
    pub message: RwSignal<String>,
    /// The timer.
    pub clock: Clock,
    /// Whether it has the screen, so that losing it ends the presentation.
    pub has_screen: StoredValue<bool>,
    /// The speaker window, while it is open.
    pub speaker: speaker::Held,
    /// Ends it.
    pub end: Callback<()>,
}

impl Show {
    /// How many sheets there are.
    pub fn count(self) -> usize {
        self.names.read().len()
    }

    /// Whether the last sheet is shown.
    pub fn is_last(self) -> bool {
        self.at.get() + 1 >= self.count()
    }

    /// What a sheet is called.
    pub fn name(self, sheet: usize) -> String {
        self.names.read().get(sheet).cloned().unwrap_or_default()
    }

    /// Where it is, in words.
    pub fn place(self) -> String {
        let (at, count) = (self.at.get(), self.count());
        match count {
            0 => t!("Laying out…").to_owned(),
            _ => {
                let (number, name) = (at + 1, self.name(at));
                t!("Sheet {number} of {count}, {name}")
            }
        }
    }

    /// Whether the key goes on with a number that is typed.
    pub fn is_typing_with(self, key: Key) -> bool {
        matches!(key, Key::Enter | Key::Rub) && !self.typed.read_untracked().is_empty()
    }

    /// Shows a sheet, or the nearest that there is. The first step starts the timer.
    pub fn go(self, sheet: usize) {
        let sheet = sheet.min(untrack(|| self.count()).saturating_sub(1));
        if sheet != self.at.get_untracked() {
            self.at.set(sheet);
            self.clock.start_once();
        }
    }

    /// Shows a sheet by steps from the one that is shown.
    pub fn step(self, by: isize) {
        self.go(self.at.get_untracked().saturating_add_signed(by));
    }

    /// Fills the screen, or gives it back.
    pub fn toggle_screen(self) {
        if screen::is_filled() {
            self.has_screen.set_value(false);
            screen::give_back();
        } else {
            screen::fill();
        }
    }

    /// Opens the overview, or leaves it.
    pub fn toggle_overview(self) {
        self.lay(match self.over.get_untracked() {
            Over::Overview(_) => Over::Nothing,
            _ => Over::Overview(self.at.get_untracked()),
        });
    }

    /// Shows what was chosen in the overview.
    pub fn choose(self, sheet: usize) {
        self.go(sheet);
        self.lay(Over::Nothing);
    }

    /// Lays this over the sheet.
    pub fn lay(self, over: Over) {
        self.over.set(over);
    }

    /// Says something for a while.
    pub fn say(self, words: &str) {
        self.message.set(words.to_owned());
        let (message, said) = (self.message, words.to_owned());
        set_timeout(
            move || {
                let still = message.try_get_untracked() == Some(said);
                if still {
                    message.set(String::new());
                }
            },
            MESSAGE,
        );
    }

    /// Leaves what lies over the sheet; then the presentation.
    pub fn leave(self) {
        if !self.typed.read_untracked().is_empty() {
            self.typed.set(String::new());
        } else if self.over.get_untracked() == Over::Nothing {
            self.end.run(());
        } else {
            self.lay(Over::Nothing);
        }
    }

    fn type_digit(self, digit: char) {
        if self.typed.read_untracked().len() >= MOST_DIGITS {
            return;
        }
        self.typed.update(|typed| typed.push(digit));
        let (typed, now) = (self.typed, self.typed.get_untracked());
        set_timeout(
            move || {
                let still = typed.try_get_untracked() == Some(now);
                if still {
                    typed.set(String::new());
                }
            },
            DIGITS,
        );
    }

    /// Goes to the sheet whose number was typed.
    fn go_to_typed(self) {
        let number: Option<usize> = self.typed.get_untracked().parse().ok();
        self.typed.set(String::new());
        let count = untrack(|| self.count());
        match number {
            Some(number) if (1..=count).contains(&number) => self.choose(number - 1),
            Some(number) => self.say(&t!("There is no sheet {number}: the last is {count}.")),
            None => {}
        }
    }

    /// Does what a key asks for. `speaker` says whether it was pressed in the speaker window.
    pub fn press(self, key: Key, speaker: bool) {
        match key {
            Key::Digit(digit) => return self.type_digit(digit),
            Key::Enter if !self.typed.read_untracked().is_empty() => return self.go_to_typed(),
            Key::Rub if !self.typed.read_untracked().is_empty() => {
                self.typed.update(|typed| {
                    typed.pop();
                });
                return;
            }
            Key::Leave => return self.leave(),
            _ => self.typed.set(String::new()),
        }
        let over = self.over.get_untracked();
        let toggled = |to: Over| if over == to { Over::Nothing } else { to };
        match (key, over) {
            (Key::Black, _) => self.lay(toggled(Over::Black)),
            (Key::White, _) => self.lay(toggled(Over::White)),
            (Key::Keys, _) => self.lay(toggled(Over::Keys)),
            (Key::Overview, _) => self.toggle_overview(),
            (Key::Timer, _) => self.clock.start_anew(),
            (Key::Speaker, _) => speaker::open(self),
            (Key::FullScreen, _) if speaker => self.say(
                t!("A browser lets a window fill the screen only when it is asked in that window: press F in the presentation."),
            ),
            (Key::FullScreen, _) => self.toggle_screen(),
            (_, Over::Overview(chosen)) => self.press_in_overview(key, chosen),
            // The first key brings the sheet back, where it was.
            (_, Over::Black | Over::White | Over::Keys) => self.lay(Over::Nothing),
            (Key::Right | Key::Down | Key::Enter, Over::Nothing) => self.step(1),
            (Key::Left | Key::Up | Key::Rub, Over::Nothing) => self.step(-1),
            (Key::First, Over::Nothing) => self.go(0),
            (Key::Last, Over::Nothing) => self.go(usize::MAX),
            (Key::Digit(_) | Key::Leave, Over::Nothing) => {}
        }
    }

    fn press_in_overview(self, key: Key, chosen: usize) {
        let last = untrack(|| self.count()).saturating_sub(1);
        let row = self.columns.get_untracked();
        let to = match key {
            Key::Enter => return self.choose(chosen),
            Key::Right => chosen + 1,
            Key::Left | Key::Rub => chosen.saturating_sub(1),
            // A row that is not there is no step.
            Key::Down if chosen + row > last => chosen,
            Key::Down => chosen + row,
            Key::Up => chosen.checked_sub(row).unwrap_or(chosen),
            Key::First => 0,
            Key::Last => last,
            _ => chosen,
        };
        self.lay(Over::Overview(to.min(last)));
    }
}
