//! The open pitch: the one door for edits, undo and redo, and saving.
//!
//! An edit sets the current value; everything on screen follows from it through memos. Undo,
//! another tab's save and a restored copy set the current value too: there is no second way in.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::desk::{Desk, Preview};
use super::format;
use super::lasting::{Derived, Kept};
use super::route::{Part, Route};
use super::undo::Undo;
use crate::file::{Access, Document};
use crate::library::SaveState;
use crate::library::browser::{Claim, Library};
use crate::model::{
    Brief, Budget, Client, Currency, Fingerprint, Identifier, Journal, MediaPlan, OptionId, Pitch,
    PitchId, ProposalSetup, Scope, Settings, Status, Story, Team, Terms, Timeline,
};
use crate::plan::hours::{HoursByRole, same_hours};
use crate::plan::price::{Price, price_with};
use crate::plan::schedule::{Schedule, schedule, schedule_after};
use crate::words::Word;

/// An edit is written at most this many milliseconds after it was made.
const SAVE_WITHIN_MS: u64 = 25;

/// Why a tab of an older build only shows pitches.
const OUTDATED: Word = word!(
    "A newer Pitchwright is open in another tab. So that nothing is written in an older form, this tab only shows your pitches. Reload it to go on."
);

/// What is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Open {
    /// Nothing.
    Nothing,
    /// A pitch is being read.
    Opening(PitchId),
    /// It could not be opened: why.
    Failed(PitchId, String),
    /// A pitch is open.
    Pitch(PitchId),
}

/// Why an open pitch cannot be edited here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadOnly {
    /// Another tab edits it; this one can take over.
    OtherTab,
    /// It cannot be edited by this version: why.
    Newer(String),
    /// It is only shown, and may be kept.
    Preview(Arc<Preview>),
}

/// The open pitch and what follows from it. A handle that is cheap to copy.
#[derive(Clone, Copy)]
pub struct Workspace {
    desk: Desk,
    /// What is open.
    pub open: Kept<Open>,
    /// Why it is read-only, when it is.
    pub read_only: Kept<Option<ReadOnly>>,
    /// Whether it is saved.
    pub save_state: Kept<SaveState>,
    /// What was repaired when it was opened.
    pub repairs: RwSignal<Vec<String>>,
    document: RwSignal<Arc<Document>>,
    undo: Kept<Undo>,
    /// While several edits are made as one: its name, and a field of its own.
    joint: StoredValue<Option<(String, String)>>,
    claim: StoredValue<Option<Claim>, LocalStorage>,
    save_due: StoredValue<Rc<Cell<bool>>, LocalStorage>,
    /// The option whose figures are shown; none means the recommended one.
    pub shown_option: Kept<Option<OptionId>>,
    /// Whether cost, markup and margin are on screen. What was hidden in front of a client stays
    /// hidden until it is asked for.
    pub internal: Kept<bool>,
    /// Tells that an edit is on screen: what stands below the work and takes long to reckon
    /// follows this and not the edit, so that it holds up no frame.
    pub settled: Kept<()>,
    /// The row that a grid of a part goes to: what a link from elsewhere speaks of.
    pub seek: Kept<Option<(Part, Arc<str>)>>,
    /// The whole pitch.
    pub pitch: Derived<Arc<Pitch>>,
    /// Its currency.
    pub currency: Derived<Currency>,
    /// Its title.
    pub title: Derived<String>,
    /// Its client.
    pub client: Derived<Arc<Client>>,
    /// Its stage.
    pub status: Derived<Arc<Status>>,
    /// Its brief.
    pub brief: Derived<Arc<Brief>>,
    /// Its story.
    pub story: Derived<Arc<Story>>,
    /// Its scope.
    pub scope: Derived<Arc<Scope>>,
    /// Its team.
    pub team: Derived<Arc<Team>>,
    /// Its timeline.
    pub timeline: Derived<Arc<Timeline>>,
    /// Its budget.
    pub budget: Derived<Arc<Budget>>,
    /// Its media plan.
    pub media: Derived<Arc<MediaPlan>>,
    /// Its terms.
    pub terms: Derived<Arc<Terms>>,
    /// Its journal.
    pub journal: Derived<Arc<Journal>>,
    /// How its proposal is dressed.
    pub proposal: Derived<Arc<ProposalSetup>>,
    /// The option whose figures are shown: the chosen one or the recommended one.
    pub option: Derived<Option<OptionId>>,
    /// The schedule of the shown option.
    pub schedule: Derived<Arc<Schedule>>,
    /// The price of the shown option.
    pub price: Derived<Arc<Price>>,
}

/// The workspace of this page.
pub fn use_workspace() -> Workspace {
    expect_context::<Workspace>()
}

impl Workspace {
    /// A workspace with nothing open. Call once, at the root: its signals live as long as the
    /// page.
    pub fn new(desk: Desk) -> Self {
        let document = RwSignal::new(Arc::new(no_document()));
        let shown_option = Kept::new(None);
        let settled = Kept::new(());
        Effect::new(move |_| {
            document.track();
            shown_option.track();
            let after_the_frame = move || set_timeout(move || settled.set(()), Duration::ZERO);
            request_animation_frame(after_the_frame);
        });
        let pitch = Derived::new(move |_| Arc::new(document.read().pitch.clone()));
        macro_rules! section {
            ($name:ident) => {
                Derived::new(move |_| document.read().pitch.$name.clone())
            };
        }
        let team = section!(team);
        let timeline: Derived<Arc<Timeline>> = section!(timeline);
        let budget: Derived<Arc<Budget>> = section!(budget);
        let media = section!(media);
        let option = Derived::new(move |_| {
            let budget = budget.read();
            shown_option
                .get()
                .filter(|id| budget.options.position(id).is_some())
                .or_else(|| budget.recommended_option().cloned())
        });
        let schedule = Derived::new(move |before: Option<&Arc<Schedule>>| {
            let option = option.get();
            let timeline = timeline.read();
            Arc::new(match before {
                Some(before) => schedule_after(before, &timeline, option.as_ref()),
                None => schedule(&timeline, option.as_ref()),
            })
        });
        let hours_of = StoredValue::new(None::<(Arc<Timeline>, Arc<Team>, Option<OptionId>)>);
        let hours = Memo::new(move |before: Option<&Arc<HoursByRole>>| {
            let (timeline, team, option) = (timeline.get(), team.get(), option.get());
            let same = hours_of.with_value(|of| {
                of.as_ref().is_some_and(|(was, by, of)| {
                    Arc::ptr_eq(by, &team) && *of == option && same_hours(was, &timeline)
                })
            });
            let hours = match before.filter(|_| same) {
                Some(before) => before.clone(),
                None => Arc::new(HoursByRole::of(&timeline, &team, option.as_ref())),
            };
            hours_of.set_value(Some((timeline, team, option)));
            hours
        });
        let price = Derived::new(move |_| {
            // The price follows from these alone; typing elsewhere does not touch it, nor does
            // what moves tasks and leaves their hours.
            team.track();
            budget.track();
            media.track();
            let option = option.get();
            let pitch = &document.read_untracked().pitch;
            Arc::new(price_with(pitch, option.as_ref(), &hours.read()))
        });
        Self {
            desk,
            open: Kept::new(Open::Nothing),
            read_only: Kept::new(None),
            save_state: Kept::new(SaveState::Saved),
            repairs: RwSignal::new(Vec::new()),
            document,
            undo: Kept::new(Undo::default()),
            joint: StoredValue::new(None),
            claim: StoredValue::new_local(None),
            save_due: StoredValue::new_local(Rc::new(Cell::new(false))),
            shown_option,
            internal: Kept::new(true),
            settled,
            seek: Kept::new(None),
            pitch,
            currency: Derived::new(move |_| document.read().pitch.currency),
            title: Derived::new(move |_| document.read().pitch.title.clone()),
            client: section!(client),
            status: section!(status),
            brief: section!(brief),
            story: section!(story),
            scope: section!(scope),
            team,
            timeline,
            budget,
            media,
            terms: section!(terms),
            journal: section!(journal),
            proposal: section!(proposal),
            option,
            schedule,
            price,
        }
    }

    /// The same workspace, for what belongs to the current owner.
    #[must_use]
    pub fn here(self) -> Self {
        Self {
            open: self.open.here(),
            read_only: self.read_only.here(),
            save_state: self.save_state.here(),
            undo: self.undo.here(),
            shown_option: self.shown_option.here(),
            internal: self.internal.here(),
            settled: self.settled.here(),
            seek: self.seek.here(),
            pitch: self.pitch.here(),
            currency: self.currency.here(),
            title: self.title.here(),
            client: self.client.here(),
            status: self.status.here(),
            brief: self.brief.here(),
            story: self.story.here(),
            scope: self.scope.here(),
            team: self.team.here(),
            timeline: self.timeline.here(),
            budget: self.budget.here(),
            media: self.media.here(),
            terms: self.terms.here(),
            journal: self.journal.here(),
            proposal: self.proposal.here(),
            option: self.option.here(),
            schedule: self.schedule.here(),
            price: self.price.here(),
            ..self
        }
    }

    /// The open document, untracked: for sending it on.
    pub fn document(&self) -> Arc<Document> {
        self.document.get_untracked()
    }

    /// Whether edits are refused, tracked.
    pub fn is_read_only(&self) -> bool {
        self.read_only.read().is_some()
    }

    /// The one door for edits: `change` is run on a copy of the pitch, which becomes the current
    /// value and a step that can be undone by `name` ("Rename task"). Edits of the same `field`
    /// in quick succession are one step; leave it empty for a step of its own.
    pub fn edit(&self, name: &str, field: &str, change: impl FnOnce(&mut Pitch)) {
        if self.read_only.read_untracked().is_some() {
            self.desk
                .toast(t!("This pitch is read-only here, so nothing was changed."));
            return;
        }
        let before = self.document.get_untracked();
        let mut pitch = before.pitch.clone();
        change(&mut pitch);
        if pitch == before.pitch {
            return;
        }
        let joint = self.joint.get_value();
        let (name, field) = joint
            .as_ref()
            .map_or((name, field), |(name, field)| (name, field));
        self.undo.update(|undo| {
            undo.record(name, field, now(), Arc::new(before.pitch.clone()));
        });
        self.set_current(pitch);
    }

    /// Notes that copies of the pitch part here, or were merged: what both go back to is found by
    /// that. No edit of the pitch, and so no step that can be undone.
    pub fn parted(&self, states: &[Fingerprint]) {
        if self.read_only.read_untracked().is_some() {
            return;
        }
        let mut document = Document::clone(&self.document.read_untracked());
        for state in states {
            document.parted(*state);
        }
        document.revision = document.revision.saturating_add(1);
        self.document.set(Arc::new(document));
        self.save_state.set(SaveState::Saving);
        self.save_soon();
    }

    /// The address of a part of the open pitch, tracked; empty when none is open.
    pub fn href(&self, part: Part) -> String {
        match self.open.get() {
            Open::Pitch(id) => Route::Pitch(id, part).hash(),
            _ => String::new(),
        }
    }

    /// Makes all edits of `act` one step that can be undone by `name`.
    pub fn together(&self, name: &str, act: impl FnOnce()) {
        let revision = self.document.read_untracked().revision;
        let field = format!("together since {revision}");
        self.joint.set_value(Some((name.to_owned(), field)));
        act();
        self.joint.set_value(None);
    }

    /// Like [`Self::edit`], for something that takes away: says what went and offers to bring it
    /// back.
    pub fn delete(&self, name: &str, change: impl FnOnce(&mut Pitch)) {
        let before = self.document.get_untracked();
        self.edit(name, "", change);
        if before.pitch != self.document.read_untracked().pitch {
            let workspace = *self;
            self.desk
                .toast_with(&t!("{name}: done."), t!("Undo"), move || workspace.undo());
        }
    }

    /// Takes the last edit back.
    pub fn undo(&self) {
        self.cross(t!("Undone"), Undo::undo);
    }

    /// Does the last undone edit again.
    pub fn redo(&self) {
        self.cross(t!("Done again"), Undo::redo);
    }

    fn cross(
        &self,
        word: &str,
        way: impl FnOnce(&mut Undo, Arc<Pitch>) -> Option<(String, Arc<Pitch>)>,
    ) {
        if self.read_only.read_untracked().is_some() {
            return;
        }
        let now = Arc::new(self.document.read_untracked().pitch.clone());
        let step = self.undo.try_update(|undo| way(undo, now)).flatten();
        if let Some((name, pitch)) = step {
            self.set_current(Pitch::clone(&pitch));
            self.desk.say(&format!("{word}: {name}"));
        }
    }

    /// The name of what would be undone, tracked.
    pub fn next_undo(&self) -> Option<String> {
        self.undo.read().next_undo().map(str::to_owned)
    }

    /// The name of what would be done again, tracked.
    pub fn next_redo(&self) -> Option<String> {
        self.undo.read().next_redo().map(str::to_owned)
    }

    fn set_current(&self, pitch: Pitch) {
        let mut document = Document::clone(&self.document.read_untracked());
        document.revision = document.revision.saturating_add(1);
        document.pitch = pitch;
        env!("CARGO_PKG_VERSION").clone_into(&mut document.app_version);
        self.document.set(Arc::new(document));
        self.save_state.set(SaveState::Saving);
        self.save_soon();
    }

    /// Edits of one moment are written together, at most [`SAVE_WITHIN_MS`] later.
    fn save_soon(&self) {
        let due = self.save_due.get_value();
        if due.replace(true) {
            return;
        }
        let workspace = *self;
        set_timeout(
            move || workspace.save_now(),
            Duration::from_millis(SAVE_WITHIN_MS),
        );
    }

    /// Writes what is not yet written, in this very task.
    pub fn save_now(&self) {
        let due = self.save_due.get_value();
        if !due.replace(false) {
            return;
        }
        let document = self.document.get_untracked();
        let workspace = *self;
        let revision = document.revision;
        self.desk.with_library(|library| {
            library.save(&document, move |state| {
                // Only the newest revision's answer says whether the pitch is saved.
                let newest = workspace.document.read_untracked().revision;
                if newest == revision {
                    workspace.save_state.set(state);
                }
            });
        });
    }

    /// Opens a pitch, closing what was open.
    pub fn open(self, id: PitchId) {
        self.close();
        self.open.set(Open::Opening(id.clone()));
        leptos::task::spawn_local(async move {
            let library = self.desk.library();
            match library.load(&id).await {
                Ok(loaded) => {
                    if self.open.get_untracked() != Open::Opening(id.clone()) {
                        return;
                    }
                    self.repairs
                        .set(loaded.repairs.iter().map(ToString::to_string).collect());
                    let newer = match loaded.access {
                        Access::ReadOnly { reason, .. } => Some(ReadOnly::Newer(reason)),
                        Access::Edit => (library.is_outdated())
                            .then(|| ReadOnly::Newer(OUTDATED.said().to_owned())),
                    };
                    self.document.set(Arc::new(loaded.document));
                    self.save_state.set(SaveState::Saved);
                    if newer.is_none() {
                        let claim = library.claim(&id, move || self.lost()).await;
                        self.read_only
                            .set(matches!(claim, Claim::Viewer).then_some(ReadOnly::OtherTab));
                        self.claim.set_value(Some(claim));
                    } else {
                        self.read_only.set(newer);
                    }
                    self.open.set(Open::Pitch(id));
                }
                Err(error) => self.open.set(Open::Failed(id, error.to_string())),
            }
        });
    }

    /// Shows a document that is not in the library and never will be.
    pub fn show(&self, preview: &Arc<Preview>) {
        self.close();
        self.document.set(Arc::new(preview.document.clone()));
        self.save_state.set(SaveState::NotSaved {
            reason: t!("it is only shown").to_owned(),
        });
        self.read_only.set(Some(if preview.may_be_kept {
            ReadOnly::Preview(preview.clone())
        } else {
            ReadOnly::Newer(preview.reason.clone())
        }));
        self.open.set(Open::Pitch(preview.document.id.clone()));
    }

    /// Closes what is open; what is not yet written is written first.
    pub fn close(&self) {
        self.save_now();
        self.claim.set_value(None);
        self.undo.set(Undo::default());
        self.shown_option.set(None);
        if matches!(*self.read_only.read_untracked(), Some(ReadOnly::Newer(_))) {
            // What was only shown leaves nothing unsaved behind.
            self.save_state.set(SaveState::Saved);
        }
        self.read_only.set(None);
        self.repairs.set(Vec::new());
        self.open.set(Open::Nothing);
    }

    /// Another tab asks for this pitch: write what is unwritten, then only look on.
    pub fn release(&self, id: &PitchId) {
        if *self.open.read_untracked() == Open::Pitch(id.clone())
            && self.read_only.read_untracked().is_none()
        {
            self.lost();
        }
    }

    /// Another tab took over: write what is unwritten, then only look on.
    fn lost(&self) {
        self.save_now();
        self.read_only.set(Some(ReadOnly::OtherTab));
    }

    /// A newer build is at work in another tab: write what is unwritten, then only look on.
    pub fn outdate(&self) {
        self.save_now();
        self.desk.with_library(Library::set_outdated);
        self.claim.set_value(None);
        match *self.open.read_untracked() {
            Open::Pitch(_) | Open::Opening(_) => {
                self.read_only
                    .set(Some(ReadOnly::Newer(OUTDATED.said().to_owned())));
            }
            Open::Nothing | Open::Failed(..) => self.desk.toast(OUTDATED.said()),
        }
    }

    /// The stores may have been emptied while the page is open: what is open here is written again.
    pub fn save_again(&self) {
        if matches!(*self.open.read_untracked(), Open::Pitch(_))
            && self.read_only.read_untracked().is_none()
        {
            self.save_due.get_value().set(true);
            self.save_now();
        }
    }

    /// Makes this tab the one that edits.
    pub fn take_over(self) {
        let Open::Pitch(id) = self.open.get_untracked() else {
            return;
        };
        leptos::task::spawn_local(async move {
            let library = self.desk.library();
            let claim = library.take_over(&id, move || self.lost()).await;
            let newest = self.reload(&id).await;
            if matches!(claim, Claim::Viewer) {
                self.desk.toast(t!(
                    "The other tab did not let go of this pitch. Close it and try again."
                ));
            } else if newest {
                self.read_only.set(None);
                self.claim.set_value(Some(claim));
            }
        });
    }

    /// Another tab saved this pitch: shows what it saved.
    pub fn saved_elsewhere(self, id: PitchId) {
        if self.open.get_untracked() == Open::Pitch(id.clone())
            && self.read_only.get_untracked() == Some(ReadOnly::OtherTab)
        {
            leptos::task::spawn_local(async move {
                self.reload(&id).await;
            });
        }
    }

    /// Reads the open pitch anew: whether what is here now is the newest and may be edited.
    async fn reload(self, id: &PitchId) -> bool {
        let loaded = self.desk.library().load(id).await;
        if self.open.get_untracked() != Open::Pitch(id.clone()) {
            return false;
        }
        match loaded {
            Ok(loaded) => {
                self.document.set(Arc::new(loaded.document));
                self.undo.set(Undo::default());
                if let Access::ReadOnly { reason, .. } = loaded.access {
                    self.read_only.set(Some(ReadOnly::Newer(reason)));
                    return false;
                }
                true
            }
            Err(error) => {
                // What is here is older than what cannot be read, and must not replace it.
                let words = t!("What you see may not be the newest. {error}");
                self.read_only.set(Some(ReadOnly::Newer(words)));
                false
            }
        }
    }
}

/// What stands in the workspace while nothing is open; never shown and never saved.
fn no_document() -> Document {
    let pitch = Pitch::blank(format::today(), &Settings::default());
    Document::new(PitchId::from_random(0), pitch)
}

fn now() -> f64 {
    js_sys::Date::now()
}
