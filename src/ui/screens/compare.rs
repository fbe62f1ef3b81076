//! Compare: a copy that came in beside ours, what is different in words, and one pitch made of both.

use std::sync::Arc;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;

use crate::file::Document;
use crate::library::history::Why;
use crate::merge::{self, Change, Comparison, Decisions, Merged, Side};
use crate::model::Fingerprint;
use crate::model::Pitch;
use crate::ui::desk::{CameIn, use_desk};
use crate::ui::history::{self, history};
use crate::ui::parts::changes::{self, Look};
use crate::ui::route::{Part, Route};
use crate::ui::words::Here;
use crate::ui::workspace::{Workspace, use_workspace};
use crate::ui::{desk::Desk, format};

/// Of so many changes at most it is worked out what each does by itself.
const EFFECTS: usize = 200;

/// What both copies go back to.
#[derive(Clone)]
enum Ancestor {
    /// It is being looked for.
    Sought,
    /// It is not known.
    Unknown,
    /// It was kept at this moment, in milliseconds since 1970; none where it is one of the two.
    Known(Option<u64>, Arc<Pitch>),
}

/// The screen.
#[component]
pub fn CompareScreen() -> impl IntoView {
    let desk = use_desk();
    let workspace = use_workspace();
    let came_in = move || {
        let came_in = desk.came_in.get()?;
        (came_in.document.id == workspace.document().id).then_some(came_in)
    };
    view! {
        <header class="screen-head">
            <h1>{t!("Compare")}</h1>
        </header>
        {move || match came_in() {
            Some(came_in) => view! { <Beside came_in/> }.into_any(),
            None => view! {
                <section class="sheet notice">
                    <h2>{t!("Nothing to compare")}</h2>
                    <p>
                        {t!("When a colleague sends their copy of this pitch back, open it with “Open file…” in the list of pitches: it is laid beside yours here.")}
                    </p>
                    <p><a href="#/">{t!("All pitches")}</a></p>
                </section>
            }
            .into_any(),
        }}
    }
    .into_any()
}

/// The newest state of their lineage that our history holds.
async fn ancestor(desk: Desk, mine: &Document, theirs: &Document) -> Ancestor {
    let (ours, other) = (Fingerprint::of(&mine.pitch), Fingerprint::of(&theirs.pitch));
    if theirs.shared.contains(&ours) {
        return Ancestor::Known(None, Arc::new(mine.pitch.clone()));
    }
    if mine.shared.contains(&other) {
        return Ancestor::Known(None, Arc::new(theirs.pitch.clone()));
    }
    let Ok(history) = history(&desk.library()).await else {
        return Ancestor::Unknown;
    };
    let Ok(entries) = history.all().await else {
        return Ancestor::Unknown;
    };
    for state in theirs.shared.iter().rev() {
        let kept = (entries.iter())
            .filter(|entry| entry.pitch == mine.id && entry.fingerprint == Some(*state));
        for entry in kept {
            if let Ok(opened) = history.read(entry).await
                && Fingerprint::of(&opened.document.pitch) == *state
            {
                let pitch = Arc::new(opened.document.pitch);
                return Ancestor::Known(Some(entry.at), pitch);
            }
        }
    }
    Ancestor::Unknown
}

/// The two copies.
#[component]
fn Beside(came_in: Arc<CameIn>) -> impl IntoView {
    let desk = use_desk();
    let workspace = use_workspace();
    let base = RwSignal::new(Ancestor::Sought);
    {
        let came_in = came_in.clone();
        leptos::task::spawn_local(async move {
            let mine = workspace.document();
            let found = ancestor(desk, &mine, &came_in.document).await;
            base.try_set(found);
        });
    }
    let decisions = RwSignal::new(Decisions::new());
    let effects = RwSignal::new(Arc::<Vec<(String, String)>>::default());
    let comparison = {
        let came_in = came_in.clone();
        Memo::new(move |before: Option<&Option<Shared>>| {
            let mine = workspace.pitch.get();
            let base = match base.get() {
                Ancestor::Sought => return None,
                Ancestor::Unknown => None,
                Ancestor::Known(_, pitch) => Some(pitch),
            };
            let theirs = &came_in.document.pitch;
            let turn = before
                .and_then(Option::as_ref)
                .map_or(0, |before| before.turn + 1);
            let compared = Arc::new(Comparison::new(base.as_deref(), &mine, theirs));
            Some(Shared { turn, compared })
        })
    };
    work_out_effects(comparison, effects);
    let merged = Memo::new(move |_| {
        let compared = comparison.get()?.compared;
        Some(decisions.with(|decisions| compared.merge(decisions)))
    });
    let about = {
        let from = came_in.from.clone();
        move || match base.get() {
            Ancestor::Sought => t!("{from} beside yours."),
            Ancestor::Unknown => t!(
                "{from} beside yours. What both copies go back to is not known here, so that everything that differs is for you to decide."
            ),
            Ancestor::Known(None, _) => {
                t!("{from} beside yours. One was made from the other.")
            }
            Ancestor::Known(Some(at), _) => t!(
                "{from} beside yours. Both go back to the version of {}: what only one of you changed since is taken; what both changed is for you to decide.",
                format::day_and_time(at),
            ),
        }
    };
    let body = move || {
        let Some(shared) = comparison.get() else {
            return view! { <p class="opening" role="status">{t!("Comparing…")}</p> }.into_any();
        };
        let look = Look {
            currency: shared.compared.currency(),
            decisions: Some(decisions),
            effects,
        };
        lists(&shared.compared, look)
    };
    view! {
        <p class="lead">{about}</p>
        {move || outcome(workspace, merged)}
        <div class="compare-lists">{body}</div>
        {move || actions(desk, workspace, came_in.clone(), comparison, merged)}
    }
    .into_any()
}

/// A comparison, told from others by when it was made.
#[derive(Clone)]
struct Shared {
    turn: u32,
    compared: Arc<Comparison>,
}

impl PartialEq for Shared {
    fn eq(&self, other: &Self) -> bool {
        self.turn == other.turn
    }
}

/// Works out what each change does by itself, one after the other while the page is at rest.
fn work_out_effects(
    comparison: Memo<Option<Shared>>,
    effects: RwSignal<Arc<Vec<(String, String)>>>,
) {
    Effect::new(move |_| {
        let Some(shared) = comparison.get() else {
            return;
        };
        effects.set(Arc::default());
        leptos::task::spawn_local(async move {
            let compared = &shared.compared;
            for change in compared.changes().iter().take(EFFECTS) {
                TimeoutFuture::new(0).await;
                let newest = comparison.try_get_untracked().flatten();
                if newest.as_ref() != Some(&shared) {
                    return;
                }
                if let Ok(effect) = compared.effect_of(&change.key)
                    && !effect.is_nothing()
                {
                    let words = effect.words(&Here(effect.after.currency));
                    effects.try_update(|all| {
                        Arc::make_mut(all).push((change.key.clone(), words));
                    });
                }
            }
        });
    });
}

type Outcome = Memo<Option<Result<Merged, merge::MergeError>>>;

/// Dates and sums of ours and of what the merge makes, and what it had to do beside.
fn outcome(workspace: Workspace, merged: Outcome) -> AnyView {
    match merged.get() {
        None => ().into_any(),
        Some(Err(error)) => {
            view! { <p class="banner bad" role="alert">{error.to_string()}</p> }.into_any()
        }
        Some(Ok(merged)) => {
            let consequences = merge::consequences(&workspace.pitch.get(), &merged.pitch);
            let notes = (!merged.notes.is_empty()).then(|| {
                let notes = merged.notes.iter().map(|note| view! { <li>{note.to_string()}</li> });
                view! { <ul class="compare-notes" aria-label=t!("What else is done")>{notes.collect_view()}</ul> }
            });
            view! {
                <div class="compare-outcome" role="status" aria-label=t!("After merging")>
                    {changes::figures(&consequences, (t!("Yours now"), t!("After merging")))}
                    {notes}
                </div>
            }
            .into_any()
        }
    }
}

/// What is to decide, what is taken, and what stays as it is.
fn lists(compared: &Comparison, look: Look) -> AnyView {
    let all = compared.changes();
    if compared.is_empty() {
        return view! {
            <p class="history-same">{t!("Both copies say the same. There is nothing to merge.")}</p>
        }
        .into_any();
    }
    let of = |wanted: &dyn Fn(&Change) -> bool| -> Vec<&Change> {
        all.iter().filter(|change| wanted(change)).collect()
    };
    let asked = of(&|change| change.asks);
    let theirs = of(&|change| !change.asks && change.side == Side::Theirs);
    let mine = of(&|change| !change.asks && change.side == Side::Mine);
    let rest = of(&|change| !change.asks && matches!(change.side, Side::Same | Side::Both));
    let list = |id: &'static str, title: &str, changes: &[&Change], open: bool| {
        (!changes.is_empty()).then(|| {
            let title = format!("{title} ({})", changes.len());
            let inner = changes::by_part(changes, look, |_| None);
            if open {
                view! {
                    <section class="compare-list" aria-labelledby=id>
                        <h2 id=id>{title}</h2>
                        {inner}
                    </section>
                }
                .into_any()
            } else {
                view! {
                    <details class="compare-list">
                        <summary>{title}</summary>
                        {inner}
                    </details>
                }
                .into_any()
            }
        })
    };
    view! {
        {list("compare-asked", t!("To decide"), &asked, true)}
        {list("compare-theirs", t!("Taken from their copy"), &theirs, true)}
        {list("compare-mine", t!("Yours, and kept"), &mine, false)}
        {list("compare-rest", t!("The same in both, or put together"), &rest, false)}
    }
    .into_any()
}

fn actions(
    desk: Desk,
    workspace: Workspace,
    came_in: Arc<CameIn>,
    comparison: Memo<Option<Shared>>,
    merged: Outcome,
) -> AnyView {
    let leave = move || {
        desk.came_in.set(None);
        desk.go(&Route::Pitch(
            workspace.document().id.clone(),
            Part::Overview,
        ));
    };
    let differs = move || {
        comparison
            .get()
            .is_some_and(|shared| !shared.compared.is_empty())
    };
    let ready =
        move || differs() && matches!(merged.get(), Some(Ok(_))) && !workspace.is_read_only();
    let merge = move |_| {
        let Some(Ok(merged)) = merged.get_untracked() else {
            return;
        };
        let came_in = came_in.clone();
        leptos::task::spawn_local(async move {
            let mine = workspace.document();
            let theirs = Arc::new(came_in.document.clone());
            let kept = async {
                history::keep(desk, mine, Why::BeforeMerge, "").await?;
                history::keep(desk, theirs.clone(), Why::Shared, "").await
            };
            if let Err(words) = kept.await {
                desk.toast(&t!(
                    "Nothing was merged, because the copies could not be kept first: {words}."
                ));
                return;
            }
            workspace.edit(t!("Merge a copy"), "", |pitch| *pitch = merged.pitch);
            let mut states = came_in.document.shared.clone();
            states.push(Fingerprint::of(&theirs.pitch));
            workspace.parted(&states);
            leave();
            desk.toast_with(
                t!("Merged. Both copies are in the history."),
                t!("Undo"),
                move || {
                    workspace.undo();
                },
            );
        });
    };
    view! {
        <div class="actions compare-actions">
            <button type="button" class="primary" disabled=move || !ready() on:click=merge>
                {t!("Merge")}
            </button>
            <button type="button" class="quiet" on:click=move |_| leave()>
                {t!("Leave mine as it is")}
            </button>
        </div>
    }
    .into_any()
}
