//! Story: the sections of the proposal in the order in which they are told, and the words of the
//! one that is selected. A live block shows what it is drawn from, to be edited right here.

mod fields;
mod figures;
mod layout;
mod reuse;
mod scope;
mod terms;

use std::sync::Arc;

use leptos::prelude::*;

use crate::model::{Identifier, Section, SectionId, SectionKind};
use crate::ui::desk::fresh;
use crate::ui::parts::details::RowTools;
use crate::ui::parts::field::{TextArea, TextField, Tick};
use crate::ui::parts::grid::{Cell, Column, Editor, Grid, GridState, Row, SharedSource, Source};
use crate::ui::parts::prose::ProseField;
use crate::ui::route::{Part, Route};
use crate::ui::words;
use crate::ui::workspace::{Open, Workspace, use_workspace};
use crate::words::Word;

/// The screen.
#[component]
pub fn StoryScreen() -> impl IntoView {
    let workspace = use_workspace();
    let state = GridState::default();
    let disabled = Signal::derive(move || workspace.is_read_only());
    let rows: SharedSource = Arc::new(Sections(workspace));
    let add = move || {
        let after = state.active.get_untracked().map(|(row, _)| row);
        add_section(workspace, after.as_deref())
    };
    // The first section is open from the start, so that there is something to write on.
    Effect::new(move |_| {
        if state.active.read_untracked().is_none()
            && let Some(first) = workspace.story.read().sections.first()
        {
            state.active.set(Some((first.id.as_str().into(), 0)));
        }
    });
    // A deliverable that is sought from elsewhere stands in the section that tells of them.
    Effect::new(move |_| {
        let Some((Part::Story, row)) = workspace.seek.get() else {
            return;
        };
        let (scope, story) = (
            workspace.scope.read_untracked(),
            workspace.story.read_untracked(),
        );
        let is_deliverable = scope.deliverables.iter().any(|d| d.id.as_str() == &*row);
        let mut sections = story.sections.iter();
        let told = sections.find(|section| section.kind == SectionKind::Deliverables);
        if let Some(section) = told.filter(|_| is_deliverable) {
            state.active.set(Some((section.id.as_str().into(), 0)));
        }
    });
    let writing = StoredValue::new_local(fields::Place::default());
    let selected = Memo::new(move |_| {
        let row = state.active_row()?;
        let story = workspace.story.get();
        let section = story.sections.iter().find(|s| s.id.as_str() == &*row);
        section.map(|section| (section.id.clone(), section.kind))
    });
    let words_count = move || {
        let story = workspace.story.read();
        let count: usize = story
            .sections
            .iter()
            .filter(|section| !section.internal)
            .map(|section| section.words())
            .sum();
        match count {
            1 => t!("1 word for the client").to_owned(),
            count => t!(
                "{} words for the client",
                crate::ui::format::number(count.into())
            ),
        }
    };
    view! {
        <header class="screen-head">
            <h1>{t!("Story")}</h1>
            <p class="field-hint">{words_count}</p>
        </header>
        <div class="story">
            <section class="story-outline" aria-label=t!("Outline")>
                <RowTools
                    source=rows.clone()
                    state=state
                    add=t!("Add section")
                    on_add=Callback::new(move |()| add())
                    disabled=disabled
                />
                {reuse::tools(workspace, state)}
                <Grid
                    name=t!("Sections")
                    source=rows
                    state=state
                    empty=t!("No section yet. Begin with what you understood, then the idea, then how and for how much.")
                />
            </section>
            <section
                class="story-page sheet"
                aria-label=t!("Section")
                on:focusout=move |event| fields::remember(writing, &event)
            >
                {move || match selected.get() {
                    Some((id, kind)) => section_editor(workspace, id, kind),
                    None => view! { <p class="field-hint">{t!("A section is written here: its title, its words and pictures, and what you say when you present it.")}</p> }
                        .into_any(),
                }}
                <Show when=move || selected.read().is_some()>{fields::picker(workspace, writing)}</Show>
            </section>
        </div>
    }
}

/// Adds a section of prose after this one, or at the end.
fn add_section(workspace: Workspace, after: Option<&str>) -> Arc<str> {
    let id: SectionId = fresh();
    let key: Arc<str> = id.as_str().into();
    workspace.edit(t!("Add section"), "", |pitch| {
        let sections = &mut Arc::make_mut(&mut pitch.story).sections;
        let at = after
            .and_then(|after| sections.iter().position(|s| s.id.as_str() == after))
            .map_or(sections.len(), |index| index + 1);
        sections.insert(
            at,
            Section {
                title: t!("New section").to_owned(),
                ..Section::new(id)
            },
        );
    });
    key
}

/// Changes one section.
fn change(
    workspace: Workspace,
    name: &str,
    field: &str,
    id: &SectionId,
    act: impl Fn(&mut Section),
) {
    workspace.edit(name, field, |pitch| {
        if let Some(section) = Arc::make_mut(&mut pitch.story).sections.find_mut(id) {
            act(section);
        }
    });
}

const WRITING: Word = word!("At the start of a line # makes a heading, - or 1. a list, > a quote.");

const NOTES: Word = word!(
    "Internal: what you say when you present. Only the speaker window shows it; the client never gets it, on paper or in a file."
);

/// The words of one section, and what its live block is drawn from.
fn section_editor(workspace: Workspace, id: SectionId, kind: SectionKind) -> AnyView {
    let disabled = Signal::derive(move || workspace.is_read_only());
    let section = {
        let id = id.clone();
        Memo::new(move |_| workspace.story.read().sections.find(&id).cloned())
    };
    let bound = {
        let id = id.clone();
        move |label: &'static str,
              changed: &'static str,
              get: fn(&Section) -> &String,
              set: fn(&mut Section, String)| {
            let id = id.clone();
            let value = Signal::derive(move || {
                section
                    .read()
                    .as_ref()
                    .map(|s| get(s).clone())
                    .unwrap_or_default()
            });
            let on_input = move |text: String| {
                let field = format!("{id} {label}");
                change(workspace, changed, &field, &id, |section| {
                    set(section, text.clone());
                });
            };
            (value, Callback::new(on_input))
        }
    };
    let (idea, said) = (bound.clone(), bound.clone());
    let prose = move |label: &'static str,
                      changed: &'static str,
                      hint: &'static str,
                      get: fn(&Section) -> &String,
                      set: fn(&mut Section, String)| {
        let (value, on_input) = bound(label, changed, get, set);
        let hint = Signal::stored(hint.to_owned());
        view! { <ProseField label=label hint=hint value=value on_input=on_input disabled=disabled/> }
            .into_any()
    };
    let title = Signal::derive(move || {
        section
            .read()
            .as_ref()
            .map(|s| s.title.clone())
            .unwrap_or_default()
    });
    let on_title = {
        let id = id.clone();
        move |text: String| {
            change(
                workspace,
                t!("Rename section"),
                &format!("{id} title"),
                &id,
                |s| {
                    text.clone_into(&mut s.title);
                },
            );
        }
    };
    let shown = Signal::derive(move || section.read().as_ref().is_some_and(|s| !s.internal));
    let on_shown = {
        let id = id.clone();
        move |shown: bool| {
            let name = if shown {
                t!("Show section to the client")
            } else {
                t!("Hide section from the client")
            };
            change(workspace, name, "", &id, |s| s.internal = !shown);
        }
    };
    let body = match kind {
        SectionKind::Prose => prose(
            t!("Text"),
            t!("Change text"),
            WRITING.said(),
            |s| &s.text,
            |s, t| s.text = t,
        ),
        SectionKind::Concept => {
            let recommended =
                Signal::derive(move || section.read().as_ref().is_some_and(|s| s.recommended));
            let id = id.clone();
            let on_recommended = move |yes: bool| {
                change(workspace, t!("Recommend concept"), "", &id, |s| {
                    s.recommended = yes;
                });
            };
            let (idea, on_idea) = idea(
                t!("Idea"),
                t!("Change idea"),
                |s| &s.idea,
                |s, t| s.idea = t,
            );
            view! {
                <Tick label=t!("We recommend this concept") value=recommended on_change=on_recommended disabled=disabled/>
                <TextArea
                    label=t!("Idea")
                    hint=Signal::stored(t!("The idea in a sentence or two.").to_owned())
                    value=idea
                    on_input=on_idea
                    disabled=disabled
                />
                {prose(t!("Why it works"), t!("Change why it works"), WRITING.said(), |s| &s.rationale, |s, t| s.rationale = t)}
                {prose(t!("Executions"), t!("Change executions"), t!("What is made of it, as a list."), |s| &s.executions, |s, t| s.executions = t)}
            }
            .into_any()
        }
        _ => view! {
            {prose(t!("Introduction"), t!("Change introduction"), WRITING.said(), |s| &s.text, |s, t| s.text = t)}
            {live_block(workspace, kind)}
        }
        .into_any(),
    };
    let (notes, on_notes) = said(
        t!("Speaker notes"),
        t!("Change speaker notes"),
        |s| &s.speaker_notes,
        |s, t| s.speaker_notes = t,
    );
    view! {
        <div class="form">
            <TextField label=t!("Title") value=title on_input=on_title disabled=disabled/>
            <Tick label=t!("The client sees this section") value=shown on_change=on_shown disabled=disabled/>
            {body}
            {figures::figures(workspace, id.clone())}
            <div class="speaker-notes">
                <TextArea
                    label=t!("Speaker notes")
                    hint=Signal::stored(NOTES.said().to_owned())
                    value=notes
                    on_input=on_notes
                    disabled=disabled
                />
            </div>
            {layout::layout(workspace, id, kind)}
        </div>
    }
    .into_any()
}

/// What a live block is drawn from: edited here, or one click away.
fn live_block(workspace: Workspace, kind: SectionKind) -> AnyView {
    let elsewhere = move |part: Part, what: &'static str| {
        let href = move || match workspace.open.get() {
            Open::Pitch(id) => Route::Pitch(id, part).hash(),
            _ => String::new(),
        };
        view! {
            <p class="live-note">
                {what} " " <a href=href>{t!("Open {}", part.name())}</a>
            </p>
        }
        .into_any()
    };
    match kind {
        SectionKind::Prose | SectionKind::Concept => ().into_any(),
        SectionKind::Deliverables => scope::scope_editor(workspace),
        SectionKind::Terms => terms::terms_editor(workspace),
        SectionKind::Objectives => elsewhere(
            Part::Brief,
            t!("Under it stand the objectives of the brief, always as they are there."),
        ),
        SectionKind::Timeline => elsewhere(
            Part::Timeline,
            t!("Under it stands the Gantt, drawn from the timeline as it is at the moment of printing."),
        ),
        SectionKind::Budget => elsewhere(
            Part::Budget,
            t!("Under it stand the lines and totals of the recommended option. Cost, markup and margin never do."),
        ),
        SectionKind::Options => elsewhere(Part::Budget, t!("Under it stand the options side by side.")),
        SectionKind::Media => elsewhere(
            Part::Media,
            t!("Under it stand the flights and what they are expected to do."),
        ),
        SectionKind::Team => elsewhere(Part::Team, t!("Under it stand the people of the team.")),
        SectionKind::Payments => elsewhere(Part::Budget, t!("Under it stands the payment schedule.")),
        SectionKind::Signatures => view! {
            <p class="live-note">{t!("Under it stand places to sign for the client and the agency.")}</p>
        }
        .into_any(),
    }
}

/// The sections as a grid.
struct Sections(Workspace);

impl Sections {
    fn find(&self, row: &Row) -> Option<Arc<Section>> {
        let story = self.0.story.get();
        let found = story.sections.iter().find(|s| s.id.as_str() == &*row.id);
        found.cloned()
    }
    fn kinds() -> Vec<(String, String)> {
        SectionKind::ALL
            .map(|kind| {
                (
                    words::section_kind(kind).to_owned(),
                    words::section_kind(kind).to_owned(),
                )
            })
            .to_vec()
    }
}

impl Source for Sections {
    fn columns(&self) -> Vec<Column> {
        vec![
            Column::text(t!("Section"), "minmax(9rem, 3fr)"),
            Column::text(t!("Holds"), "minmax(6rem, 1fr)").on_card(),
            Column::text(t!("Client"), "4.5rem").on_card(),
        ]
    }
    fn rows(&self) -> Vec<Row> {
        let story = self.0.story.get();
        story
            .sections
            .iter()
            .map(|s| Row::new(s.id.as_str()))
            .collect()
    }
    fn cells(&self, row: &Row) -> Vec<Cell> {
        let Some(section) = self.find(row) else {
            return Vec::new();
        };
        let client = if section.internal {
            Cell::edit(t!("Hidden")).class("quiet-cell")
        } else {
            Cell::edit(t!("Sees it"))
        };
        vec![
            Cell::edit(section.title.clone()),
            Cell::edit(words::section_kind(section.kind)).class("quiet-cell"),
            client,
        ]
    }
    fn editor(&self, row: &Row, column: usize) -> Option<Editor> {
        let section = untrack(|| self.find(row))?;
        Some(match column {
            0 => Editor::Line(section.title.clone()),
            1 => Editor::Choice(Self::kinds(), words::section_kind(section.kind).to_owned()),
            _ => {
                let chosen = if section.internal {
                    t!("Hidden")
                } else {
                    t!("Sees it")
                };
                let choices =
                    [t!("Sees it"), t!("Hidden")].map(|word| (word.to_owned(), word.to_owned()));
                Editor::Choice(choices.to_vec(), chosen.to_owned())
            }
        })
    }
    fn commit(&self, row: &Row, column: usize, text: &str) -> Result<(), String> {
        let Ok(id) = SectionId::new(&row.id) else {
            return Ok(());
        };
        match column {
            0 => change(self.0, t!("Rename section"), "", &id, |s| {
                text.clone_into(&mut s.title);
            }),
            1 => {
                let kind = SectionKind::ALL
                    .into_iter()
                    .find(|kind| words::section_kind(*kind) == text)
                    .ok_or(t!("Choose one of the kinds in the list."))?;
                change(self.0, t!("Change what a section holds"), "", &id, |s| {
                    s.kind = kind;
                });
            }
            _ => change(self.0, t!("Show or hide section"), "", &id, |s| {
                s.internal = text == t!("Hidden");
            }),
        }
        Ok(())
    }
    fn remove(&self, row: &Row) {
        self.0.delete(t!("Delete section"), |pitch| {
            Arc::make_mut(&mut pitch.story)
                .sections
                .retain(|section| section.id.as_str() != &*row.id);
        });
    }
    fn step(&self, row: &Row, by: i32) {
        self.0.edit(t!("Move section"), "", |pitch| {
            words::step(&mut Arc::make_mut(&mut pitch.story).sections, &row.id, by);
        });
    }
    fn drop_before(&self, row: &Row, before: Option<&Row>) {
        self.0.edit(t!("Move section"), "", |pitch| {
            let list = &mut Arc::make_mut(&mut pitch.story).sections;
            words::move_before(list, &row.id, before.map(|row| &*row.id));
        });
    }
    fn add_after(&self, row: &Row) -> Option<Arc<str>> {
        Some(add_section(self.0, Some(&row.id)))
    }
}
