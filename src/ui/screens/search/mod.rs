//! The search: one field for every pitch, all that is in the open one, and what can be done.

mod act;
mod command;
mod index;

use std::time::Duration;

use leptos::html;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use crate::plan::search::{Found, Query, marked};
use crate::ui::desk::use_desk;
use crate::ui::opening::use_arrivals;
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::icon::{Glyph, Icon};
use crate::ui::screens::keys::KeysDialog;
use crate::ui::screens::{GAP, around};
use crate::ui::workspace::{Open, use_workspace};
use act::Desks;
use index::Index;

/// So many results are gone over by Page Up and Page Down.
const PAGE: usize = 8;

/// What is reached by key from anywhere: the search, and the keys.
pub fn hands() -> AnyView {
    let (desk, workspace) = (use_desk(), use_workspace());
    let on = Desks {
        desk,
        workspace,
        arrivals: use_arrivals(),
    };
    view! {
        <Dialog title=t!("Search") open=desk.searching class="search" slight=true>
            {Search::new(on).view()}
        </Dialog>
        <KeysDialog/>
    }
    .into_any()
}

/// What is typed, what is found, and which of it is chosen. A handle that is cheap to copy.
#[derive(Clone, Copy)]
struct Search {
    on: Desks,
    index: RwSignal<Index>,
    query: Memo<Query>,
    typed: RwSignal<String>,
    found: Memo<Found>,
    /// The place of the result that Enter chooses.
    active: RwSignal<usize>,
}

impl Search {
    fn new(on: Desks) -> Self {
        let index = RwSignal::new(Index::of(on.desk, on.workspace));
        // A pitch that was still being read when the search opened.
        Effect::new(move |before: Option<Open>| {
            let open = on.workspace.open.get();
            if before.is_some_and(|before| before != open) {
                index.set(Index::of(on.desk, on.workspace));
            }
            open
        });
        let typed = RwSignal::new(String::new());
        let query = Memo::new(move |_| Query::new(&typed.read()));
        let found = Memo::new(move |_| index.read().find(&query.read()));
        Self {
            on,
            index,
            query,
            typed,
            found,
            active: RwSignal::new(0),
        }
    }

    fn view(self) -> AnyView {
        let input = NodeRef::<html::Input>::new();
        Effect::new(move |_| {
            if let Some(input) = input.get() {
                let _ = input.focus();
            }
        });
        let nothing = Memo::new(move |_| self.found.read().groups.is_empty());
        let active = move || (!nothing.get()).then(|| option_id(self.active.get()));
        view! {
            <div class="search-field">
                <Icon glyph=Glyph::Search/>
                <input
                    type="text"
                    role="combobox"
                    aria-label=t!("Search")
                    aria-autocomplete="list"
                    aria-controls="search-results"
                    aria-expanded=move || (!nothing.get()).to_string()
                    aria-activedescendant=active
                    placeholder=t!("Pitches, tasks, lines, people, commands…")
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    enterkeyhint="go"
                    node_ref=input
                    on:input=move |event| {
                        self.active.set(0);
                        self.typed.set(event_target_value(&event));
                    }
                    on:keydown=move |event| self.key(&event)
                />
                <button
                    type="button"
                    class="quiet square"
                    aria-label=t!("Close")
                    on:click=move |_| self.on.desk.searching.set(false)
                >
                    <Icon glyph=Glyph::Cross/>
                </button>
            </div>
            <div
                id="search-results"
                class="search-results"
                role="listbox"
                aria-label=t!("Results")
                tabindex="-1"
                hidden=move || nothing.get()
                // The field keeps the focus.
                on:mousedown=move |event| event.prevent_default()
            >
                {move || self.groups()}
            </div>
            {move || nothing.get().then(|| self.nothing_found())}
            <footer class="search-foot">
                <p role="status">{move || self.count()}</p>
                <p class="search-keys" aria-hidden="true">
                    <kbd>"↑"</kbd> <kbd>"↓"</kbd> <span>{t!(verb "choose")}</span>
                    <kbd>{t!(key "Enter")}</kbd> <span>{t!(verb "go")}</span>
                    <kbd>{t!(key "Esc")}</kbd> <span>{t!(verb "close")}</span>
                </p>
            </footer>
        }
        .into_any()
    }

    fn groups(self) -> AnyView {
        // The same results are marked anew when more of them is typed.
        self.query.track();
        let found = self.found.read();
        // The list begins anew with what is typed.
        request_animation_frame(move || show(0));
        let mut place = 0;
        (found.groups.iter())
            .map(|(kind, entries)| {
                let first = place;
                place += entries.len();
                let options = (entries.iter().enumerate())
                    .map(|(at, entry)| self.option(first + at, *entry))
                    .collect_view();
                let name = Index::kind(*kind);
                view! {
                    <div role="group" aria-label=name>
                        <p class="search-kind" aria-hidden="true">{name}</p>
                        {options}
                    </div>
                }
            })
            .collect_view()
            .into_any()
    }

    fn option(self, place: usize, entry: usize) -> AnyView {
        let query = self.query.read_untracked();
        let marks = |text: &str| {
            let pieces = marked(text, &query).into_iter();
            pieces
                .map(|(piece, is_mark)| {
                    let piece = piece.to_owned();
                    if is_mark {
                        view! { <mark>{piece}</mark> }.into_any()
                    } else {
                        piece.into_any()
                    }
                })
                .collect_view()
        };
        let is_active = move || self.active.get() == place;
        self.index.with_untracked(|index| {
            let (entry, target) = index.get(entry)?;
            let (name, more) = (marks(&entry.name), marks(&entry.more));
            let detail = target.detail(self.on.workspace);
            Some(view! {
                <div
                    id=option_id(place)
                    class="search-option"
                    role="option"
                    aria-selected=move || is_active().to_string()
                    on:mousemove=move |event| {
                        // Not when the list moves under a pointer that rests.
                        if (event.movement_x(), event.movement_y()) != (0, 0) && !untrack(is_active) {
                            self.active.set(place);
                        }
                    }
                    on:click=move |_| self.choose(place)
                >
                    <bdi class="search-name">{name}</bdi>
                    <bdi class="search-more">{more}</bdi>
                    <span class="search-detail">{detail}</span>
                </div>
            })
        })
        .into_any()
    }

    fn nothing_found(self) -> AnyView {
        let typed = self.typed.get();
        let is_open = matches!(*self.on.workspace.open.read_untracked(), Open::Pitch(_));
        let inside = if is_open {
            t!("Tasks, lines, people and texts are looked for in the open pitch only.")
        } else {
            t!("Open a pitch to look for its tasks, lines, people and texts.")
        };
        let typed = view! { <bdi>{typed}</bdi> }.into_any();
        let nothing = around(&t!("Nothing is called “{GAP}”."), typed);
        view! {
            <div class="search-nothing">
                <p>{nothing}</p>
                <p class="field-hint">
                    {t!("Try fewer words, or only the beginning of one.")} " " {inside}
                </p>
            </div>
        }
        .into_any()
    }

    /// How many there are, for those who hear it and, where some are left out, for all.
    fn count(self) -> AnyView {
        let found = self.found.read();
        let words = match found.count() {
            0 => t!("No results").to_owned(),
            1 => t!("1 result").to_owned(),
            count => t!("{count} results"),
        };
        if found.left_out == 0 {
            return view! { <span class="unseen">{words}</span> }.into_any();
        }
        let more = t!(
            "The best {} of {}. Another word leaves fewer.",
            found.count(),
            found.count() + found.left_out
        );
        view! { <span>{more}</span> }.into_any()
    }

    fn key(self, event: &KeyboardEvent) {
        let with_ctrl = event.ctrl_key() || event.meta_key();
        if with_ctrl && matches!(&*event.key(), "z" | "Z" | "y") {
            // What is typed here is undone here, and no edit of the pitch.
            return event.stop_propagation();
        }
        if with_ctrl || event.alt_key() || event.shift_key() || event.is_composing() {
            return;
        }
        let count = self.found.read_untracked().count();
        let last = count.saturating_sub(1);
        let now = self.active.get_untracked();
        let to = match &*event.key() {
            "ArrowDown" if now >= last => 0,
            "ArrowDown" => now + 1,
            "ArrowUp" => now.checked_sub(1).unwrap_or(last),
            "PageDown" => (now + PAGE).min(last),
            "PageUp" => now.saturating_sub(PAGE),
            "Home" => 0,
            "End" => last,
            "Enter" => {
                event.prevent_default();
                return self.choose(now);
            }
            _ => return,
        };
        event.prevent_default();
        self.active.set(to);
        show(to);
    }

    /// Closes the search and does what the result at this place stands for.
    fn choose(self, place: usize) {
        let entry = self.found.read_untracked().at(place);
        let target = self
            .index
            .with_untracked(|index| Some(index.get(entry?)?.1.clone()));
        if let Some(target) = target {
            let on = self.on;
            on.desk.searching.set(false);
            // The focus is given back first, to be taken from there.
            set_timeout(move || target.act(on), Duration::ZERO);
        }
    }
}

fn option_id(place: usize) -> String {
    format!("search-{place}")
}

/// Scrolls the list so that a result is in view.
fn show(place: usize) {
    let option = document().get_element_by_id(&option_id(place));
    if let Some(option) = option {
        // The name of its kind belongs to the first of a kind.
        let head = option
            .previous_element_sibling()
            .filter(|before| before.class_list().contains("search-kind"));
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        option.scroll_into_view_with_scroll_into_view_options(&options);
        if let Some(head) = head {
            head.scroll_into_view_with_scroll_into_view_options(&options);
        }
    }
}
