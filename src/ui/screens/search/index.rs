//! What the search finds: gathered when it opens, and let go of when it closes.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::act::Target;
use super::command::Command;
use crate::library::browser::Library;
use crate::model::{
    EntryKind, Identifier, JournalEntry, Pitch, PitchId, Section, SectionKind, Task, TaskKind,
};
use crate::plan::search::{Entry, Found, Query, find};
use crate::ui::desk::Desk;
use crate::ui::format;
use crate::ui::route::{Part, Route};
use crate::ui::screens::pitches::list::title_of;
use crate::ui::words;
use crate::ui::workspace::{Open, Workspace};
use crate::words::Word;

/// So many results are drawn.
const MOST: usize = 50;
/// So many pitches are shown while nothing is typed.
const RECENT: usize = 7;
/// So many letters of a note stand for it.
const NOTE_LETTERS: usize = 100;

/// The kinds of what is found, in the order in which they stand where they fit equally well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Pitch,
    Client,
    Place,
    Command,
    Section,
    Task,
    Line,
    Deliverable,
    Person,
    Role,
    Flight,
    Objective,
    Contact,
    Note,
}

/// What the kinds are called.
const NAMES: [Word; 14] = [
    word!("Pitches"),
    word!("Clients"),
    word!("Go to"),
    word!("Commands"),
    word!("Story"),
    word!("Timeline"),
    word!("Budget"),
    word!("Deliverables"),
    word!("People"),
    word!("Roles"),
    word!("Media"),
    word!("Objectives"),
    word!("Contacts"),
    word!("Journal"),
];

/// Everything that can be found, and what it leads to.
pub struct Index {
    entries: Vec<Entry>,
    targets: Vec<Target>,
}

impl Index {
    /// Of the desk as it is now.
    pub fn of(desk: Desk, workspace: Workspace) -> Self {
        let mut index = Self {
            entries: Vec::new(),
            targets: Vec::new(),
        };
        let open = untrack(|| match workspace.open.get() {
            Open::Pitch(id) => Some(id),
            _ => None,
        });
        index.pitches(desk, open.as_ref());
        index.places(open.as_ref());
        index.commands(desk, workspace, open.is_some());
        if open.is_some() {
            index.parts_of(&workspace.pitch.read_untracked());
        }
        index
    }

    /// What fits what was typed.
    pub fn find(&self, query: &Query) -> Found {
        find(&self.entries, query, MOST)
    }

    /// What a kind is called.
    pub fn kind(kind: usize) -> &'static str {
        NAMES.get(kind).map_or("", |name| name.said())
    }

    /// An entry and where it leads.
    pub fn get(&self, at: usize) -> Option<(&Entry, &Target)> {
        self.entries.get(at).zip(self.targets.get(at))
    }

    fn add(&mut self, entry: Entry, target: Target) {
        self.entries.push(entry);
        self.targets.push(target);
    }

    /// A row of a part of the pitch. What has no name cannot be found by it.
    fn row(&mut self, kind: Kind, name: &str, more: &str, (part, id): (Part, &impl Identifier)) {
        if !name.trim().is_empty() {
            let target = Target::Row(part, id.as_str().into());
            self.add(Entry::new(kind as usize, name, more), target);
        }
    }

    fn pitches(&mut self, desk: Desk, open: Option<&PitchId>) {
        let mut recent = 0;
        let mut clients = BTreeSet::new();
        for card in desk.with_library(Library::cards) {
            let summary = card.summary;
            let client = summary.client.trim();
            // As on their screen, one name is one client.
            if !summary.is_template && !client.is_empty() && clients.insert(client.to_lowercase()) {
                let entry = Entry::new(Kind::Client as usize, client, "");
                self.add(entry, Target::Go(Route::Clients(Some(client.to_owned()))));
            }
            let client = Some(client).filter(|client| !client.is_empty());
            let stage = if summary.is_template {
                t!("Template")
            } else {
                words::stage(summary.stage)
            };
            let more: Vec<&str> = client.into_iter().chain([stage]).collect();
            let mut entry = Entry::new(Kind::Pitch as usize, title_of(&summary), more.join(" · "));
            if recent < RECENT && !summary.is_template && open != Some(&card.id) {
                recent += 1;
                entry = entry.at_rest();
            }
            self.add(entry, Target::Go(Route::Pitch(card.id, Part::Overview)));
        }
    }

    fn places(&mut self, open: Option<&PitchId>) {
        let place = |name: &str| Entry::new(Kind::Place as usize, name, "").at_rest();
        for part in Part::RAIL {
            if let Some(id) = open {
                let target = Target::Go(Route::Pitch(id.clone(), part));
                self.add(place(part.name()), target);
            }
        }
        for (name, route) in [
            (t!("All pitches"), Route::Pitches),
            (t!("Clients"), Route::Clients(None)),
            (t!("People"), Route::People),
            (t!("Settings"), Route::Settings),
        ] {
            self.add(place(name), Target::Go(route));
        }
    }

    fn commands(&mut self, desk: Desk, workspace: Workspace, is_open: bool) {
        for (name, also, command) in Command::all(desk, workspace, is_open) {
            let entry = Entry::new(Kind::Command as usize, name, "").with_text(also);
            self.add(entry.at_rest(), Target::Do(command));
        }
    }

    fn parts_of(&mut self, pitch: &Pitch) {
        for section in &pitch.story.sections {
            self.section(section);
        }
        for task in &pitch.timeline.tasks {
            self.task(pitch, task);
        }
        for line in &pitch.budget.lines {
            let group = line.group.as_ref();
            let group = group.and_then(|id| pitch.budget.groups.find(id));
            let group = group.map_or("", |group| &group.name);
            self.row(Kind::Line, &line.name, group, (Part::Budget, &line.id));
        }
        for it in &pitch.scope.deliverables {
            let place = (Part::Story, &it.id);
            self.row(Kind::Deliverable, &it.name, &it.specification, place);
        }
        for person in &pitch.team.people {
            let role = person.role.as_ref();
            let role = role.and_then(|id| pitch.team.roles.find(id));
            let role = role.map_or("", |role| &role.name);
            self.row(Kind::Person, &person.name, role, (Part::Team, &person.id));
        }
        for role in &pitch.team.roles {
            self.row(
                Kind::Role,
                &role.name,
                &role.discipline,
                (Part::Team, &role.id),
            );
        }
        for flight in &pitch.media.flights {
            let place = (Part::Media, &flight.id);
            self.row(Kind::Flight, &flight.channel, &flight.placement, place);
        }
        for it in &pitch.brief.objectives {
            self.row(Kind::Objective, &it.name, &it.target, (Part::Brief, &it.id));
        }
        for contact in &pitch.client.contacts {
            let place = (Part::Brief, &contact.id);
            self.row(Kind::Contact, &contact.name, &contact.position, place);
        }
        for (at, entry) in pitch.journal.entries.iter().rev().enumerate() {
            self.note(at, entry);
        }
    }

    fn section(&mut self, section: &Section) {
        let kind = words::section_kind(section.kind);
        let name = match &*section.title {
            title if title.trim().is_empty() => kind,
            title => title,
        };
        let mut more = Vec::new();
        if section.kind != SectionKind::Prose {
            more.push(kind);
        }
        if section.internal {
            more.push(t!("hidden from the client"));
        }
        let texts = [
            &section.text,
            &section.idea,
            &section.rationale,
            &section.executions,
        ];
        let text = texts.map(String::as_str).join(" ");
        let entry = Entry::new(Kind::Section as usize, name, more.join(" · ")).with_text(&text);
        let target = Target::Row(Part::Story, section.id.as_str().into());
        self.add(entry, target);
    }

    fn task(&mut self, pitch: &Pitch, task: &Task) {
        let kind = match task.kind {
            TaskKind::Task => None,
            TaskKind::Milestone => Some(t!("Milestone")),
            TaskKind::Approval => Some(t!("Approval")),
        };
        let phase = task.phase.as_ref();
        let phase = phase.and_then(|id| pitch.timeline.phases.find(id));
        let phase = phase.map(|phase| &*phase.name);
        let more: Vec<&str> = [kind, phase].into_iter().flatten().collect();
        self.row(
            Kind::Task,
            &task.name,
            &more.join(" · "),
            (Part::Timeline, &task.id),
        );
    }

    /// A note of the journal, which has no name: its first words stand for it. `at` is its place
    /// on screen, where the newest comes first.
    fn note(&mut self, at: usize, note: &JournalEntry) {
        let text = [&*note.about, &*note.text].join(" ");
        let mut words = String::new();
        for word in text.split_whitespace() {
            if words.chars().count() > NOTE_LETTERS {
                words.push('…');
                break;
            }
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(word);
        }
        let kind = (note.kind == EntryKind::Decision).then(|| t!("Decision").to_owned());
        let author = Some(note.author.clone()).filter(|author| !author.is_empty());
        let more = [kind, author, note.date.map(format::date)];
        let more = more.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        if !words.is_empty() {
            let entry = Entry::new(Kind::Note as usize, words, more).with_text(&text);
            self.add(entry, Target::Note(at));
        }
    }
}
