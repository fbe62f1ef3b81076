//! What changed since the pitch was last shared or sent.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use crate::library::history::{Entry, Why};
use crate::merge::{self, Change, Consequences};
use crate::model::Pitch;
use crate::ui::desk::use_desk;
use crate::ui::format;
use crate::ui::history::history;
use crate::ui::parts::changes;
use crate::ui::parts::settled::kept_up;
use crate::ui::route::Part;
use crate::ui::words::Here;
use crate::ui::workspace::{Workspace, use_workspace};

/// So many changes are said; History has them all.
const SAID: usize = 8;

/// The state that others have.
#[derive(Clone)]
struct Theirs {
    entry: Entry,
    pitch: Arc<Pitch>,
}

/// What is different from it now.
#[derive(Clone, PartialEq)]
struct Since {
    changes: Vec<String>,
    more: usize,
    figures: Consequences,
}

/// The section; nothing while the pitch went to nobody, or where the browser keeps no history.
#[component]
pub fn SinceShared() -> impl IntoView {
    let workspace = use_workspace();
    let theirs = RwSignal::new(None::<Theirs>);
    look(workspace, theirs);
    let place = NodeRef::<html::Div>::new();
    let since = kept_up(
        move || {
            workspace.settled.track();
            theirs.track();
        },
        place,
        move || {
            let theirs = theirs.get_untracked()?;
            let now = workspace.pitch.get_untracked();
            Some(since(&theirs.pitch, &now))
        },
    );
    let found = move || {
        let theirs = theirs.get()?;
        let (title, head) = match theirs.entry.why {
            Some(Why::Sent) => (t!("Since it was last sent to the client"), t!("As sent")),
            _ => (t!("Since it was last shared"), t!("As shared")),
        };
        let at = format::day_and_time(theirs.entry.at);
        Some(view! {
            <section class="overview-since" aria-labelledby="o-since">
                <h2 id="o-since">{title}</h2>
                <p class="field-hint">{at}</p>
                <div class="overview-since" node_ref=place>
                    {move || since.get().map(|since| changed(workspace, head, since))}
                </div>
            </section>
        })
    };
    found.into_any()
}

/// Finds the newest state that went to somebody.
fn look(workspace: Workspace, theirs: RwSignal<Option<Theirs>>) {
    let desk = use_desk();
    let id = workspace.document().id.clone();
    leptos::task::spawn_local(async move {
        // Without a history there is nothing to compare with; History says why there is none.
        let Ok(history) = history(&desk.library()).await else {
            return;
        };
        let Ok(entries) = history.all().await else {
            return;
        };
        // What was signed has a section of its own.
        let went = |entry: &Entry| matches!(entry.why, Some(Why::Shared | Why::Sent));
        let newest = (entries.into_iter())
            .filter(|entry| entry.pitch == id && went(entry))
            .max_by_key(|entry| (entry.at, entry.key));
        let Some(entry) = newest else {
            return;
        };
        if let Ok(opened) = history.read(&entry).await {
            let pitch = Arc::new(opened.document.pitch);
            theirs.try_set(Some(Theirs { entry, pitch }));
        }
    });
}

fn since(before: &Pitch, now: &Pitch) -> Since {
    let all: Vec<Change> = merge::since(before, now);
    let here = Here(now.currency);
    let said = (all.iter().take(SAID))
        .map(|change| format!("{}: {}", change.title(), change.words(&here)))
        .collect();
    Since {
        changes: said,
        more: all.len().saturating_sub(SAID),
        figures: merge::consequences(before, now),
    }
}

/// What is different, in words and figures.
fn changed(workspace: Workspace, head: &'static str, since: Since) -> AnyView {
    if since.changes.is_empty() {
        return view! { <p>{t!("Nothing has changed.")}</p> }.into_any();
    }
    let more = (since.more > 0).then(|| format!("{} ", t!("And {} more.", since.more)));
    let items = (since.changes.into_iter())
        .map(|words| view! { <li>{words}</li> })
        .collect_view();
    let figures =
        (!since.figures.is_nothing()).then(|| changes::figures(&since.figures, (head, t!("Now"))));
    view! {
        {figures}
        <ul class="since-list">{items}</ul>
        <p>{more} <a href=workspace.href(Part::History)>{t!("All changes, in History")}</a></p>
    }
    .into_any()
}
