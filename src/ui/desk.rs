//! What the whole page shares: the library, the settings, the route, and words said to people.

use std::sync::Arc;

use leptos::prelude::*;

use super::lasting::Kept;
use super::route::Route;
use crate::file::Document;
use crate::file::locked::Locked;
use crate::library::browser::Library;
use crate::library::{Card, SaveState};
use crate::model::{Identifier, Pitch, PitchId, Settings, Stage};

/// How long a toast stays, in seconds.
const TOAST_SECONDS: u64 = 8;

/// What a button of a message does.
pub type Act = Arc<dyn Fn() + Send + Sync>;

/// A short message that goes by itself, perhaps with one thing to do about it.
#[derive(Clone)]
pub struct Toast {
    /// Tells it from others.
    pub id: u64,
    /// What it says.
    pub words: String,
    /// What can be done: the name of the button and what it does. Not a `Callback`: the message
    /// outlives what it came from, such as a row that is deleted.
    pub action: Option<(String, Act)>,
}

/// A pitch that is shown without being kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// Where it came from, such as the name of its file.
    pub from: String,
    /// The pitch.
    pub document: Document,
    /// Why it is only shown.
    pub reason: String,
    /// Whether it may be kept.
    pub may_be_kept: bool,
}

/// Something that waits for its password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockedIn {
    /// Where it came from, such as the name of its file.
    pub from: String,
    /// What stands behind the password.
    pub locked: Locked,
    /// Whether it came in a link, and not as a file.
    pub is_link: bool,
}

/// A copy of a pitch that is in the library, on its way in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CameIn {
    /// Where it came from, such as the name of its file.
    pub from: String,
    /// The copy.
    pub document: Document,
}

impl Toast {
    /// One that stays until something is done about it.
    pub fn standing(words: &str, button: &str, act: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            id: random(),
            words: words.to_owned(),
            action: Some((button.to_owned(), Arc::new(act))),
        }
    }
}

/// How the list of pitches is looked at, for as long as the page is open.
#[derive(Clone, Copy, Default)]
pub struct Looking {
    /// What is looked for.
    pub find: Kept<String>,
    /// At which stage; none means any.
    pub stage: Kept<Option<Stage>>,
    /// How the list is sorted.
    pub sort: Kept<Sort>,
    /// What stands together.
    pub group: Kept<Group>,
    /// Whether the stage board is shown, and not the list.
    pub is_board: Kept<bool>,
}

impl Looking {
    fn here(self) -> Self {
        Self {
            find: self.find.here(),
            stage: self.stage.here(),
            sort: self.sort.here(),
            group: self.group.here(),
            is_board: self.is_board.here(),
        }
    }
}

/// How the list of pitches is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// What was changed last comes first.
    #[default]
    Recent,
    /// By the next day that matters.
    NextDate,
    /// The greatest value first.
    Value,
    /// The greatest weighted value first.
    Weighted,
    /// By the client's name.
    Client,
    /// By title.
    Title,
}

/// What stands together in the list of pitches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Group {
    /// Nothing.
    #[default]
    Nothing,
    /// The pitches of a client.
    Client,
    /// The pitches of a stage.
    Stage,
    /// The pitches that are decided in a month.
    Month,
}

/// What the whole page shares. A handle that is cheap to copy.
#[derive(Clone, Copy)]
pub struct Desk {
    library: StoredValue<Library, LocalStorage>,
    /// Where we are.
    pub route: Kept<Route>,
    /// The agency's settings.
    pub settings: Kept<Arc<Settings>>,
    /// Whether the settings are saved: empty, or why not.
    pub settings_problem: RwSignal<String>,
    /// Every pitch in the library, newest first.
    pub cards: Kept<Arc<Vec<Card>>>,
    /// Messages on screen.
    pub toasts: RwSignal<Vec<Toast>>,
    /// A quiet message that does not go by itself.
    pub standing: RwSignal<Option<Toast>>,
    /// What is said to screen readers.
    pub announcement: RwSignal<String>,
    /// Whether the Share dialog is open.
    pub sharing: RwSignal<bool>,
    /// How the list of pitches is looked at.
    pub looking: Looking,
    /// Whether templates to start from are shown.
    pub templates_open: RwSignal<bool>,
    /// Whether the bin is open.
    pub bin_open: RwSignal<bool>,
    /// A copy of a pitch of ours that came in, to be compared with it.
    pub came_in: RwSignal<Option<Arc<CameIn>>>,
    /// A pitch that is to be shown without being kept.
    pub preview: RwSignal<Option<Arc<Preview>>>,
    /// What waits for its password.
    pub locked: RwSignal<Option<Arc<LockedIn>>>,
    /// A backup that Settings is to restore.
    pub backup: RwSignal<Option<Arc<String>>>,
    /// Whether the proposal is to be printed as soon as it is laid out.
    pub print_wanted: Kept<bool>,
    /// Whether it is to be presented then.
    pub present_wanted: Kept<bool>,
    /// Whether the search is open.
    pub searching: RwSignal<bool>,
    /// Whether the keys are told.
    pub keys_told: RwSignal<bool>,
    /// Whether the page is narrow.
    pub narrow: Kept<bool>,
}

/// The desk of this page.
pub fn use_desk() -> Desk {
    expect_context::<Desk>()
}

impl Desk {
    /// The desk over this library.
    pub fn new(library: Library) -> Self {
        let settings = Arc::new(library.settings());
        let cards = Arc::new(library.cards());
        let hash = window().location().hash().unwrap_or_default();
        Self {
            library: StoredValue::new_local(library),
            route: Kept::new(Route::from_hash(&hash)),
            settings: Kept::new(settings),
            settings_problem: RwSignal::new(String::new()),
            cards: Kept::new(cards),
            toasts: RwSignal::new(Vec::new()),
            standing: RwSignal::new(None),
            announcement: RwSignal::new(String::new()),
            sharing: RwSignal::new(false),
            looking: Looking::default(),
            templates_open: RwSignal::new(false),
            bin_open: RwSignal::new(false),
            came_in: RwSignal::new(None),
            preview: RwSignal::new(None),
            locked: RwSignal::new(None),
            backup: RwSignal::new(None),
            print_wanted: Kept::new(false),
            present_wanted: Kept::new(false),
            searching: RwSignal::new(false),
            keys_told: RwSignal::new(false),
            narrow: Kept::new(false),
        }
    }

    /// The same desk, for what belongs to the current owner. What only the shell and dialogs look
    /// at is looked at as it is.
    #[must_use]
    pub fn here(self) -> Self {
        Self {
            route: self.route.here(),
            settings: self.settings.here(),
            cards: self.cards.here(),
            looking: self.looking.here(),
            print_wanted: self.print_wanted.here(),
            present_wanted: self.present_wanted.here(),
            narrow: self.narrow.here(),
            ..self
        }
    }

    /// The library.
    pub fn library(&self) -> Library {
        self.library.get_value()
    }

    /// Does something with the library, in this task.
    pub fn with_library<T>(&self, act: impl FnOnce(&Library) -> T) -> T {
        self.library.with_value(act)
    }

    /// Goes to another place of the desk.
    pub fn go(&self, route: &Route) {
        // A hash is always a valid one; the hashchange event does the rest.
        let _ = window().location().set_hash(&route.hash());
    }

    /// Reads the list of pitches anew.
    pub fn refresh_cards(&self) {
        let cards = self.with_library(Library::cards);
        // Cards that say less than they should are made anew when what sums up is there.
        let is_whole = cards.iter().all(|card| card.revision != 0);
        self.cards.set(Arc::new(cards));
        if !is_whole {
            let desk = *self;
            leptos::task::spawn_local(async move {
                super::summing::fetch().await;
                desk.cards.set(Arc::new(desk.with_library(Library::cards)));
            });
        }
    }

    /// Keeps a new pitch in the library and opens it.
    pub fn start(&self, pitch: Pitch) {
        self.keep(Document::new(fresh(), pitch));
    }

    /// Keeps a document in the library and opens it.
    pub fn keep(&self, document: Document) {
        let id = document.id.clone();
        self.add(&document, |reason| {
            t!("The new pitch is open, but not saved: {reason}")
        });
        self.go(&Route::Pitch(id, super::route::Part::Overview));
    }

    /// Keeps a document in the library. Where that fails, what `not_saved` makes of the reason is
    /// said.
    pub fn add(&self, document: &Document, not_saved: impl Fn(&str) -> String + 'static) {
        let desk = *self;
        self.with_library(|library| {
            library.save(document, move |state| {
                if let SaveState::NotSaved { reason } = &state {
                    desk.toast(&not_saved(reason));
                }
            });
        });
        self.refresh_cards();
    }

    /// Changes the settings and keeps them.
    pub fn change_settings(&self, change: impl FnOnce(&mut Settings)) {
        self.settings
            .update(|settings| change(Arc::make_mut(settings)));
        let settings = self.settings.get_untracked();
        let result = self.with_library(|library| library.save_settings(&settings));
        self.settings_problem.set(
            result
                .err()
                .map_or_else(String::new, |error| error.to_string()),
        );
    }

    /// Says something to screen readers.
    pub fn say(&self, words: &str) {
        // The same words twice in a row must be said twice.
        let again = *self.announcement.read_untracked() == words;
        self.announcement.set(if again {
            format!("{words}\u{a0}")
        } else {
            words.to_owned()
        });
    }

    /// Shows a message that goes by itself.
    pub fn toast(&self, words: &str) {
        self.show(words, None);
    }

    /// Shows a message with one thing to do about it.
    pub fn toast_with(&self, words: &str, button: &str, act: impl Fn() + Send + Sync + 'static) {
        self.show(words, Some((button.to_owned(), Arc::new(act))));
    }

    fn show(&self, words: &str, action: Option<(String, Act)>) {
        let id = random();
        self.toasts.update(|toasts| {
            toasts.push(Toast {
                id,
                words: words.to_owned(),
                action,
            });
        });
        let toasts = self.toasts;
        set_timeout(
            move || toasts.update(|toasts| toasts.retain(|toast| toast.id != id)),
            std::time::Duration::from_secs(TOAST_SECONDS),
        );
    }
}

/// 64 random bits from the browser.
fn random() -> u64 {
    let mut bytes = [0_u8; 8];
    let filled = window()
        .crypto()
        .and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes));
    if filled.is_err() {
        // Without the browser's own source, chance and the clock are the next best.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let bits = (js_sys::Math::random() * 9_007_199_254_740_992.0) as u64;
        return bits.rotate_left(11) ^ js_sys::Date::now().to_bits();
    }
    u64::from_le_bytes(bytes)
}

/// A new id.
pub fn fresh<Id: Identifier>() -> Id {
    Id::from_random(random())
}

/// The pitch that is open according to the route.
pub fn routed_pitch(desk: Desk) -> Memo<Option<PitchId>> {
    Memo::new(move |_| desk.route.read().pitch().cloned())
}
