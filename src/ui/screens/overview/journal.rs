//! The journal: what was said and decided on the way.

use std::sync::Arc;

use leptos::prelude::*;

use crate::model::{EntryId, EntryKind, JournalEntry};
use crate::ui::desk::{fresh, use_desk};
use crate::ui::format;
use crate::ui::parts::field::{TextArea, Tick};
use crate::ui::parts::icon::{Glyph, Icon};
use crate::ui::workspace::use_workspace;

/// Notes and decisions.
#[component]
pub fn Journal() -> impl IntoView {
    let workspace = use_workspace();
    let desk = use_desk();
    let text = RwSignal::new(String::new());
    let kind = RwSignal::new(EntryKind::Note);
    let add = move |_| {
        let words = text.get_untracked().trim().to_owned();
        if words.is_empty() {
            return;
        }
        let id: EntryId = fresh();
        let author = desk.settings.read_untracked().author.clone();
        let kind = kind.get_untracked();
        workspace.edit(t!("Add journal entry"), "", |pitch| {
            let entry = JournalEntry::new(id, kind, format::today(), &author, words);
            Arc::make_mut(&mut pitch.journal).entries.push(entry);
        });
        text.set(String::new());
    };
    let entry = move |entry: Arc<JournalEntry>| {
        let id = entry.id.clone();
        let head = [
            entry.date.map(format::date).unwrap_or_default(),
            entry.author.clone(),
            entry.about.clone(),
            if entry.kind == EntryKind::Decision {
                t!("Decision").to_owned()
            } else {
                String::new()
            },
        ]
        .into_iter()
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" · ");
        let value = {
            let id = id.clone();
            Signal::derive(move || {
                let journal = workspace.journal.read();
                journal
                    .entries
                    .find(&id)
                    .map(|entry| entry.text.clone())
                    .unwrap_or_default()
            })
        };
        let on_input = {
            let id = id.clone();
            move |text: String| {
                workspace.edit(t!("Change journal entry"), &format!("{id} text"), |pitch| {
                    if let Some(entry) = Arc::make_mut(&mut pitch.journal).entries.find_mut(&id) {
                        entry.text = text;
                    }
                });
            }
        };
        let remove = move |_| {
            workspace.delete(t!("Delete journal entry"), |pitch| {
                Arc::make_mut(&mut pitch.journal).entries.remove(&id);
            });
        };
        view! {
            <li class="journal-entry">
                <TextArea label=head value=value on_input=on_input rows=1 disabled=Signal::derive(move || workspace.is_read_only())/>
                <button type="button" class="quiet square" aria-label=t!("Delete journal entry") on:click=remove disabled=move || workspace.is_read_only()>
                    <Icon glyph=Glyph::Bin/>
                </button>
            </li>
        }
    };
    view! {
        <section aria-labelledby="o-journal">
            <h2 id="o-journal">{t!("Journal")}</h2>
            <p class="field-hint">{t!("Notes and decisions. Internal: the client never sees these.")}</p>
            <ul class="journal">
                <For
                    each=move || {
                        let journal = workspace.journal.get();
                        journal.entries.iter().rev().cloned().collect::<Vec<_>>()
                    }
                    key=|entry| (entry.id.clone(), entry.kind, entry.date)
                    let:item
                >
                    {entry(item)}
                </For>
            </ul>
            <div class="journal-new">
                <TextArea
                    label=t!("New entry")
                    rows=2
                    value=text
                    on_input=move |typed: String| text.set(typed)
                    disabled=Signal::derive(move || workspace.is_read_only())
                />
                <div class="actions">
                    <Tick
                        label=t!("It is a decision")
                        value=Signal::derive(move || kind.get() == EntryKind::Decision)
                        on_change=move |yes: bool| kind.set(if yes { EntryKind::Decision } else { EntryKind::Note })
                    />
                    <button type="button" on:click=add disabled=move || text.read().trim().is_empty()>
                        {t!("Add entry")}
                    </button>
                </div>
            </div>
        </section>
    }
    .into_any()
}
