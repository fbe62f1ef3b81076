//! Sections that are used again: one twice in this story, and those that the agency keeps in its
//! settings for every pitch, such as credentials, case studies, biographies and terms.

use std::sync::Arc;

use leptos::prelude::*;

use crate::model::{Identifier, List, Section, SectionId};
use crate::ui::desk::{fresh, use_desk};
use crate::ui::parts::grid::GridState;
use crate::ui::parts::icon::{Glyph, Icon};
use crate::ui::words;
use crate::ui::workspace::Workspace;

/// As many sections are kept.
const MOST: usize = 500;

/// The buttons over the outline.
pub fn tools(workspace: Workspace, state: GridState) -> AnyView {
    let desk = use_desk();
    let disabled = Signal::derive(move || workspace.is_read_only());
    let chosen = move || {
        let id = SectionId::new(&state.active_row()?).ok()?;
        workspace.story.read().sections.find(&id).cloned()
    };
    let none = move || chosen().is_none();
    let duplicate = move |_| {
        if let Some(section) = untrack(chosen) {
            let title = t!("{} (copy)", section.title.trim());
            let copy = Section {
                title,
                ..Section::clone(&section)
            };
            insert(workspace, state, t!("Duplicate section"), copy);
        }
    };
    let keep = move |_| {
        let Some(section) = untrack(chosen) else {
            return;
        };
        let mut words = String::new();
        desk.change_settings(|settings| words = kept(&mut settings.sections, &section));
        desk.toast(&words);
    };
    let library = Memo::new(move |_| {
        let settings = desk.settings.read();
        (settings.sections.iter())
            .map(|section| (section.id.to_string(), section.title.clone()))
            .collect::<Vec<_>>()
    });
    let take = move |event: leptos::ev::Event| {
        let select: web_sys::HtmlSelectElement = event_target(&event);
        let wanted = select.value();
        // The next choice of the same section is a choice again.
        select.set_value("");
        let settings = desk.settings.get_untracked();
        let found = settings
            .sections
            .iter()
            .find(|section| section.id.as_str() == wanted);
        if let Some(section) = found {
            insert(
                workspace,
                state,
                t!("Take section from the library"),
                Section::clone(section),
            );
        }
    };
    view! {
        <div class="actions row-tools">
            <button type="button" disabled=move || disabled.get() || none() on:click=duplicate>
                <Icon glyph=Glyph::Copy/>
                {t!("Duplicate section")}
            </button>
            <button type="button" disabled=none on:click=keep>{t!("Keep in library")}</button>
            <select
                class="from-library"
                aria-label=t!("From the library")
                disabled=move || disabled.get() || library.read().is_empty()
                on:change=take
            >
                <option value="">
                    {move || if library.read().is_empty() { t!("Library is empty") } else { t!("From the library…") }}
                </option>
                {move || {
                    library
                        .get()
                        .into_iter()
                        .map(|(id, title)| view! { <option value=id>{title}</option> })
                        .collect_view()
                }}
            </select>
        </div>
    }
    .into_any()
}

/// Puts a section under the one that is active, with an id of its own.
fn insert(workspace: Workspace, state: GridState, name: &str, section: Section) {
    let after = state.active.get_untracked().map(|(row, _)| row);
    let id: SectionId = fresh();
    let key: Arc<str> = id.as_str().into();
    let section = Section { id, ..section };
    workspace.edit(name, "", |pitch| {
        let sections = &mut Arc::make_mut(&mut pitch.story).sections;
        words::insert_after(sections, after.as_deref().unwrap_or_default(), section);
    });
    state.go_to(key);
}

/// Keeps a section: in the place of the one with its title, if there is one. Says what was done.
fn kept(library: &mut List<Section>, section: &Section) -> String {
    let title = section.title.trim();
    let same = library
        .iter()
        .find(|kept| kept.title.trim() == title)
        .map(|kept| kept.id.clone());
    if let Some(mine) = same.as_ref().and_then(|id| library.find_mut(id)) {
        let id = mine.id.clone();
        *mine = Section {
            id,
            ..section.clone()
        };
        return t!("“{title}” in the library is now as it is here.");
    }
    if library.len() >= MOST {
        return t!("The library holds {MOST} sections, which is as many as it takes.");
    }
    library.push(Section {
        id: fresh(),
        ..section.clone()
    });
    t!("“{title}” is in the library, for every pitch.")
}
