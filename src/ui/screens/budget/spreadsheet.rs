//! The budget as a spreadsheet: for whom, which options, how far it is, and what came of it.

use leptos::prelude::*;

use crate::file::name::of_part;
use crate::file::workbook::{Audience, Choice as Options, Setup};
use crate::model::{Identifier, OptionId};
use crate::ui::desk::Desk;
use crate::ui::parts::field::Choice;
use crate::ui::workbook::{self, Making};
use crate::ui::workspace::Workspace;
use crate::ui::{download as hand_over, format};
use crate::work::Progress;

/// The value of the choice that means all options.
const ALL: &str = "";
const CLIENT: &str = "client";
const INTERNAL: &str = "internal";

/// How it stands with a spreadsheet.
#[derive(Clone, PartialEq, Eq)]
enum Stand {
    /// None is being made.
    Idle,
    /// What makes it is being fetched, or it is being made.
    Making(Progress),
    /// It came to nothing: why.
    Failed(String),
}

/// What a spreadsheet is made of, and the one that is being made.
#[derive(Clone, Copy)]
struct Wanted {
    desk: Desk,
    workspace: Workspace,
    version: RwSignal<String>,
    option: RwSignal<String>,
    stand: RwSignal<Stand>,
    making: StoredValue<Option<Making>, LocalStorage>,
}

/// The choices, the button, and the progress in its place.
pub fn download(desk: Desk, workspace: Workspace) -> AnyView {
    let wanted = Wanted {
        desk,
        workspace,
        version: RwSignal::new(CLIENT.to_owned()),
        option: RwSignal::new(ALL.to_owned()),
        stand: RwSignal::new(Stand::Idle),
        making: StoredValue::new_local(None),
    };
    // Whoever leaves has given it up.
    on_cleanup(move || {
        let _ = wanted.making.try_set_value(None);
    });
    let versions = Signal::derive(|| {
        let named = |value: &str, name: &str| (value.to_owned(), name.to_owned());
        vec![
            named(CLIENT, t!("For the client")),
            named(INTERNAL, t!("Internal, with cost and margin")),
        ]
    });
    let options = Signal::derive(move || {
        let mut choices = vec![(ALL.to_owned(), t!("All, side by side").to_owned())];
        let budget = workspace.budget.read();
        choices.extend((budget.options.iter()).map(|option| {
            let name = match option.name.trim() {
                "" => t!("Unnamed option"),
                name => name,
            };
            (option.id.as_str().to_owned(), name.to_owned())
        }));
        choices
    });
    let has_options = Memo::new(move |_| options.read().len() > 1);
    view! {
        <div class="spreadsheet">
            <Choice
                label=t!("Version")
                choices=versions
                value=wanted.version
                on_choose=move |version: String| wanted.version.set(version)
            />
            <Show when=move || has_options.get()>
                <Choice
                    label=t!("Options")
                    choices=options
                    value=wanted.option
                    on_choose=move |option: String| wanted.option.set(option)
                />
            </Show>
            {controls(wanted)}
        </div>
    }
    .into_any()
}

fn controls(wanted: Wanted) -> AnyView {
    let now = Memo::new(move |_| match &*wanted.stand.read() {
        Stand::Making(progress) => Some(*progress),
        Stand::Idle | Stand::Failed(_) => None,
    });
    let is_making = Memo::new(move |_| now.read().is_some());
    let percent = move || now.get().map_or(0, Progress::percent);
    let failure = move || match &*wanted.stand.read() {
        Stand::Failed(words) => Some(view! { <p class="bad" role="alert">{words.clone()}</p> }),
        Stand::Idle | Stand::Making(_) => None,
    };
    view! {
        <div class="spreadsheet-make">
            {move || if is_making.get() {
                view! {
                    <progress aria-label=t!("Making the spreadsheet") max="100" value=move || percent().to_string()></progress>
                    <span class="figure" aria-hidden="true">{move || format!("{} %", percent())}</span>
                    <button type="button" on:click=move |_| wanted.cancel()>{t!("Cancel")}</button>
                }
                .into_any()
            } else {
                view! {
                    <button type="button" on:click=move |_| wanted.make()>{t!("Download spreadsheet")}</button>
                }
                .into_any()
            }}
        </div>
        {failure}
    }
    .into_any()
}

impl Wanted {
    fn setup(self) -> Setup {
        let is_internal = *self.version.read_untracked() == *INTERNAL;
        Setup {
            audience: if is_internal {
                Audience::Internal
            } else {
                Audience::Client
            },
            options: match OptionId::new(&self.option.read_untracked()) {
                Ok(id) => Options::One(id),
                Err(_) => Options::All,
            },
            made: format::today(),
        }
    }

    fn make(self) {
        let setup = self.setup();
        let name = self.file_name(&setup);
        let document = self.workspace.document();
        self.desk.say(t!("The spreadsheet is being made."));
        self.stand.set(Stand::Making(Progress { done: 0, of: 100 }));
        let on_progress = move |now| {
            let _ = self.stand.try_set(Stand::Making(now));
        };
        let on_done = move |result: Result<web_sys::Blob, String>| {
            let handed_over = result.and_then(|file| hand_over::blob(&name, &file));
            self.end(match handed_over {
                Ok(()) => {
                    self.desk.say(t!("The spreadsheet is downloaded."));
                    Stand::Idle
                }
                Err(words) => Stand::Failed(words),
            });
        };
        match workbook::make(document.pitch.clone(), setup, on_progress, on_done) {
            Ok(making) => {
                let _ = self.making.try_set_value(Some(making));
            }
            Err(words) => self.stand.set(Stand::Failed(words)),
        }
    }

    fn cancel(self) {
        self.making.set_value(None);
        self.stand.set(Stand::Idle);
        self.desk.say(t!("The spreadsheet is not made."));
    }

    /// Ends the worker after its last message, not within it.
    fn end(self, stand: Stand) {
        let _ = self.stand.try_set(stand);
        request_animation_frame(move || {
            let is_making = matches!(self.stand.try_get_untracked(), Some(Stand::Making(_)));
            if !is_making {
                let _ = self.making.try_set_value(None);
            }
        });
    }

    /// `client-title-option.client.xlsx`.
    fn file_name(self, setup: &Setup) -> String {
        let document = self.workspace.document();
        let budget = &document.pitch.budget;
        let option = match &setup.options {
            Options::One(id) => budget.options.find(id),
            Options::All => None,
        };
        let ending = match setup.audience {
            Audience::Client => "client.xlsx",
            Audience::Internal => "internal.xlsx",
        };
        of_part(&document, option.map_or("", |option| &option.name), ending)
    }
}
