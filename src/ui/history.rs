//! Earlier states of pitches: kept by themselves while one is worked on, and before whatever takes
//! the place of what was there.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::desk::Desk;
use super::workspace::{Open, Workspace};
use crate::file::Document;
use crate::library::SaveState;
use crate::library::browser::Library;
use crate::library::browser::chunk::{NotFetched, in_chunk};
use crate::library::browser::gate::Gate;
use crate::library::browser::history::History;
use crate::library::history::{EVERY, Why};
use crate::model::Pitch;
use crate::words::Word;

/// How long after the opening of a pitch its state is kept: its screen comes first.
const AFTER_OPENING: Duration = Duration::from_secs(2);

thread_local! {
    static HISTORY: RefCell<Option<Rc<History>>> = RefCell::default();
    /// Shut while it is being opened: what an older version kept is taken in once.
    static OPENING: RefCell<Option<Gate>> = RefCell::default();
}

/// The history being opened. Others are let go on when it ends, also where it came to nothing.
struct Opening(Gate);

impl Opening {
    fn begin() -> Self {
        let gate = Gate::default();
        OPENING.set(Some(gate.clone()));
        Self(gate)
    }
}

impl Drop for Opening {
    fn drop(&mut self) {
        OPENING.set(None);
        self.0.open();
    }
}

type Keeping = Pin<Box<dyn Future<Output = Result<(), String>>>>;

/// Why there is none, in words that go on after a colon.
const NO_HISTORY: Word = word!(
    "this browser keeps no history for this page, because its database is blocked or the window is private"
);

/// The history of this browser's pitches.
///
/// # Errors
/// In words that go on after a colon, where the browser keeps none.
pub async fn history(library: &Library) -> Result<Rc<History>, String> {
    while let Some(opening) = OPENING.with_borrow(Clone::clone) {
        opening.wait().await;
    }
    if let Some(history) = HISTORY.with_borrow(Clone::clone) {
        return Ok(history);
    }
    let _opening = Opening::begin();
    let opened = History::open(library).await.map(Rc::new);
    if let Some(opened) = &opened {
        opened.on_ended(|| HISTORY.set(None));
        HISTORY.set(Some(opened.clone()));
    }
    opened.ok_or_else(|| NO_HISTORY.said().to_owned())
}

in_chunk! {
    desk, prepared by prepare,
    fn keeping(
        library: Library, document: Arc<Document>, why: Why, name: String
    ) -> Result<Keeping, NotFetched> {
        Ok(Box::pin(async move {
            let history = history(&library).await?;
            let kept = history.keep(&document, why, &name).await;
            kept.map_err(|error| error.to_string())
        }))
    }
}

/// Keeps a state of a pitch; it is on the medium when this returns.
///
/// # Errors
/// When it could not be kept, in words that go on after a colon.
pub async fn keep(desk: Desk, document: Arc<Document>, why: Why, name: &str) -> Result<(), String> {
    let keeping = keeping(desk.library(), document, why, name.to_owned()).await;
    let keeping = keeping.map_err(|_| {
        t!("the part of the page that keeps it could not be fetched; check the connection")
            .to_owned()
    })?;
    keeping.await
}

/// Keeps states of the open pitch by themselves: when it was opened, every so often while it is
/// worked on, and before nearly all of it is gone at once.
pub fn keep_by_itself(desk: Desk, workspace: Workspace) {
    let last = StoredValue::new(0.0_f64);
    let said = StoredValue::new(false);
    let keep_now = move |document: Arc<Document>, why: Why| {
        last.set_value(js_sys::Date::now());
        leptos::task::spawn_local(async move {
            let kept = keep(desk, document, why, "").await;
            if let Err(words) = kept
                && desk.with_library(|library| library.health().indexed)
                && !said.get_value()
            {
                said.set_value(true);
                desk.toast(&t!(
                    "No earlier versions of this pitch can be kept now: {words}. The pitch itself is not affected."
                ));
            }
        });
    };
    let is_ours = move || {
        matches!(*workspace.open.read_untracked(), Open::Pitch(_))
            && workspace.read_only.read_untracked().is_none()
    };
    Effect::new(move |_| {
        if matches!(*workspace.open.read(), Open::Pitch(_)) {
            let opened = workspace.document();
            set_timeout(
                move || {
                    if is_ours() && workspace.document().id == opened.id {
                        keep_now(opened.clone(), Why::Opened);
                    }
                },
                AFTER_OPENING,
            );
        }
    });
    Effect::new(move |_| {
        #[expect(clippy::cast_precision_loss, reason = "some minutes, in milliseconds")]
        let due = js_sys::Date::now() - last.get_value() >= EVERY as f64;
        if *workspace.save_state.read() == SaveState::Saved && due && is_ours() {
            keep_now(workspace.document(), Why::Working);
        }
    });
    Effect::new(move |before: Option<Option<Arc<Document>>>| {
        workspace.pitch.track();
        let now = is_ours().then(|| workspace.document());
        if let (Some(Some(before)), Some(now)) = (before, &now)
            && before.id == now.id
            && is_emptied(&before.pitch, &now.pitch)
        {
            keep_now(before, Why::BeforeEmptying);
        }
        now
    });
}

/// Whether nearly all that someone had entered is gone.
fn is_emptied(before: &Pitch, now: &Pitch) -> bool {
    let entries = |pitch: &Pitch| {
        pitch.story.sections.len()
            + pitch.timeline.tasks.len()
            + pitch.budget.lines.len()
            + pitch.media.flights.len()
            + pitch.scope.deliverables.len()
    };
    let (before, now) = (entries(before), entries(now));
    before >= 10 && now * 5 < before
}
