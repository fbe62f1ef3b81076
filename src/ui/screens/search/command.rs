//! What can be done from anywhere, as the search offers it.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::HtmlInputElement;

use super::act::{Desks, go, go_to_part};
use crate::model::{Appearance, Pitch};
use crate::ui::desk::Desk;
use crate::ui::format;
use crate::ui::opening::{ACCEPT, Arrivals, choose_files, start_example, take_files};
use crate::ui::route::{Part, Route};
use crate::ui::shell;
use crate::ui::workspace::Workspace;
use crate::words::Word;

/// Other words for what is internal.
const INTERNAL: Word = word!(keywords "view cost margin markup profit client");

/// A command with its name and other words for it.
pub type Named = (String, &'static str, Command);

/// What is done with an open pitch.
const IN_A_PITCH: [(Word, Word, Command); 3] = [
    (
        word!(verb "Share"),
        word!(keywords "send download file JSON link client colleague Word spreadsheet Excel"),
        Command::Share,
    ),
    (
        word!("Print"),
        word!(keywords "paper PDF proposal"),
        Command::Print,
    ),
    (
        word!("Present"),
        word!(keywords "presentation slides screen show"),
        Command::Present,
    ),
];

/// What can always be done.
const ALWAYS: [(Word, Word, Command); 7] = [
    (
        word!("New pitch"),
        word!(keywords "start create add blank"),
        Command::New,
    ),
    (
        word!("From a template…"),
        word!(keywords "new start pitch templates"),
        Command::Templates,
    ),
    (
        word!("Start from the example"),
        word!(keywords "sample demo try"),
        Command::Example,
    ),
    (
        word!("Open file…"),
        word!(keywords "import JSON choose load"),
        Command::OpenFile,
    ),
    (
        word!("Bin"),
        word!(keywords "deleted trash restore"),
        Command::Bin,
    ),
    (
        word!("Back up everything"),
        word!(keywords "backup save export settings"),
        Command::BackUp,
    ),
    (
        word!("Keyboard keys"),
        word!(keywords "shortcuts help hotkeys"),
        Command::Keys,
    ),
];

/// What can be done from anywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// Starts a pitch.
    New,
    /// Shows what it can be started from.
    Templates,
    /// Starts one from the example.
    Example,
    /// Lets files be chosen.
    OpenFile,
    /// Takes the last edit back.
    Undo,
    /// Does it again.
    Redo,
    /// Opens the Share dialog.
    Share,
    /// Prints the proposal.
    Print,
    /// Presents it.
    Present,
    /// Shows what is internal, or hides it.
    Internal(bool),
    /// Opens the bin.
    Bin,
    /// Goes to where everything is backed up.
    BackUp,
    /// Light or dark.
    Appear(Appearance),
    /// Tells the keys.
    Keys,
}

impl Command {
    /// What can be done now, with its name and other words for it.
    pub fn all(desk: Desk, workspace: Workspace, is_open: bool) -> Vec<Named> {
        let named = |name: &str, also, command| (name.to_owned(), also, command);
        let always =
            |&(name, also, command): &(Word, Word, _)| named(name.said(), also.said(), command);
        let mut all = Vec::new();
        if is_open {
            if workspace.read_only.read_untracked().is_none() {
                let (undo, redo) = untrack(|| (workspace.next_undo(), workspace.next_redo()));
                let undo =
                    undo.map(|name| (t!("Undo: {name}"), t!(keywords "take back"), Self::Undo));
                let redo =
                    redo.map(|name| (t!("Redo: {name}"), t!(keywords "do again"), Self::Redo));
                all.extend([undo, redo].into_iter().flatten());
            }
            all.extend(IN_A_PITCH.iter().map(always));
            let (name, to) = if workspace.internal.get_untracked() {
                (t!("Hide internal figures"), false)
            } else {
                (t!("Show internal figures"), true)
            };
            all.push(named(name, INTERNAL.said(), Self::Internal(to)));
        }
        all.extend(ALWAYS.iter().map(always));
        let now = desk.settings.read_untracked().appearance;
        for appearance in Appearance::ALL.into_iter().filter(|other| *other != now) {
            let name = match appearance {
                Appearance::System => t!("Appearance: as the system says"),
                Appearance::Light => t!("Appearance: light"),
                Appearance::Dark => t!("Appearance: dark"),
            };
            all.push(named(
                name,
                t!(keywords "theme mode day night"),
                Self::Appear(appearance),
            ));
        }
        all
    }

    /// Does it.
    pub fn act(self, on: Desks) {
        let Desks {
            desk,
            workspace,
            arrivals,
        } = on;
        match self {
            Self::New => {
                let settings = desk.settings.get_untracked();
                desk.start(Pitch::blank(format::today(), &settings));
            }
            Self::Templates => desk.templates_open.set(true),
            Self::Example => start_example(desk),
            Self::OpenFile => open_file(desk, arrivals),
            Self::Undo => workspace.undo(),
            Self::Redo => workspace.redo(),
            Self::Share => desk.sharing.set(true),
            Self::Print => shell::print(desk),
            Self::Present => {
                desk.present_wanted.set(true);
                go_to_part(desk, Part::Proposal, None);
            }
            Self::Internal(to) => {
                workspace.internal.set(to);
                desk.say(if to {
                    t!("Internal figures are shown.")
                } else {
                    t!("Internal figures are hidden.")
                });
            }
            Self::Bin => desk.bin_open.set(true),
            Self::BackUp => {
                let button = "[aria-labelledby=s-keeping] .primary".to_owned();
                go(desk, Route::Settings, Some(button));
            }
            Self::Appear(appearance) => {
                desk.change_settings(|settings| settings.appearance = appearance);
            }
            Self::Keys => desk.keys_told.set(true),
        }
    }
}

/// Lets files be chosen from anywhere: by an input of its own where the browser has no better way.
fn open_file(desk: Desk, arrivals: Arrivals) {
    let input = document().create_element("input").ok();
    let Some(input) = input.and_then(|input| input.dyn_into::<HtmlInputElement>().ok()) else {
        return;
    };
    input.set_type("file");
    input.set_accept(ACCEPT);
    input.set_multiple(true);
    let chosen = {
        let input = input.clone();
        Closure::once_into_js(move || take_files(desk, arrivals, input.files()))
    };
    // Fails for no listener.
    let _ = input.add_event_listener_with_callback("change", chosen.unchecked_ref());
    choose_files(desk, arrivals, input);
}
