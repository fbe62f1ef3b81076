//! Every pitch of the library, for screens that look over all of them: read when such a screen is
//! opened, and again only what was saved since.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;

use super::desk::Desk;
use crate::model::{Pitch, PitchId};
use crate::plan::schedule::{Schedule, schedule};

/// Reading goes on for so long at a time, in milliseconds; then the page answers.
const SLICE_MS: f64 = 12.0;

thread_local! {
    /// What was read, by the pitch. It follows from the library and is never written.
    static READ: RefCell<HashMap<PitchId, Arc<Held>>> = RefCell::default();
}

/// A pitch that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Which.
    pub id: PitchId,
    /// The revision that was read.
    pub revision: u64,
    /// The pitch.
    pub pitch: Arc<Pitch>,
    /// The schedule of its recommended option.
    pub schedule: Arc<Schedule>,
}

/// All pitches, as far as they are read.
#[derive(Clone, Copy)]
pub struct Across {
    /// The pitches, in the order of the list; no templates.
    pub pitches: RwSignal<Arc<Vec<Arc<Held>>>>,
    /// How many of how many are read, while it goes on.
    pub progress: RwSignal<Option<(usize, usize)>>,
    /// What could not be read: the title and why.
    pub failed: RwSignal<Vec<(String, String)>>,
}

/// Reads all pitches, and again what is saved while the screen is open.
pub fn follow(desk: Desk) -> Across {
    let across = Across {
        pitches: RwSignal::new(Arc::default()),
        progress: RwSignal::new(None),
        failed: RwSignal::new(Vec::new()),
    };
    let turn = StoredValue::new(0_u32);
    Effect::new(move |_| {
        desk.cards.track();
        turn.update_value(|turn| *turn += 1);
        let mine = turn.get_value();
        let is_wanted = move || turn.try_get_value() == Some(mine);
        leptos::task::spawn_local(read(desk, across, is_wanted));
    });
    across
}

async fn read(desk: Desk, across: Across, is_wanted: impl Fn() -> bool) {
    let library = desk.library();
    let cards = desk.cards.get_untracked();
    let all = cards.iter().filter(|card| !card.summary.is_template);
    let count = all.clone().count();
    let mut found = Vec::with_capacity(count);
    let mut failed = Vec::new();
    let mut since = js_sys::Date::now();
    for card in all {
        let known = READ.with_borrow(|read| read.get(&card.id).cloned());
        if let Some(known) = known.filter(|known| known.revision == card.revision) {
            found.push(known);
            continue;
        }
        match library.load(&card.id).await {
            Ok(loaded) => {
                let pitch = loaded.document.pitch;
                let plan = schedule(&pitch.timeline, pitch.budget.recommended_option());
                let read = Arc::new(Held {
                    id: card.id.clone(),
                    revision: loaded.document.revision,
                    pitch: Arc::new(pitch),
                    schedule: Arc::new(plan),
                });
                READ.with_borrow_mut(|all| all.insert(card.id.clone(), read.clone()));
                found.push(read);
            }
            Err(error) => failed.push((card.summary.title.clone(), error.to_string())),
        }
        if js_sys::Date::now() - since > SLICE_MS {
            if !is_wanted() {
                return;
            }
            across.progress.set(Some((found.len(), count)));
            gloo_timers::future::TimeoutFuture::new(0).await;
            since = js_sys::Date::now();
        }
    }
    if !is_wanted() {
        return;
    }
    let ids: Vec<PitchId> = found.iter().map(|read| read.id.clone()).collect();
    READ.with_borrow_mut(|all| all.retain(|id, _| ids.contains(id)));
    across.progress.set(None);
    across.failed.set(failed);
    across.pitches.set(Arc::new(found));
}

/// How far reading is, and what could not be read.
pub fn reading(across: Across) -> AnyView {
    view! {
        {move || {
            across
                .progress
                .get()
                .map(|(done, all)| {
                    view! { <p class="field-hint" role="status">{t!("Reading pitches: {done} of {all}…")}</p> }
                })
        }}
        {move || {
            let failed = across.failed.get();
            (!failed.is_empty())
                .then(|| {
                    let list = (failed.into_iter())
                        .map(|(title, why)| view! { <li><bdi>{title}</bdi> ": " {why}</li> })
                        .collect_view();
                    view! {
                        <div class="banner" role="status">
                            <div>
                                <p>{t!("Not counted here, because they could not be read:")}</p>
                                <ul>{list}</ul>
                            </div>
                        </div>
                    }
                })
        }}
    }
    .into_any()
}
