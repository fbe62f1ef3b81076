//! The first steps: what to try once, each ticked when it was done. It stands beside the work, stops
//! nothing, and can be left at any time.

use leptos::prelude::*;

use crate::model::{FirstStep, Money};
use crate::ui::desk::{Desk, use_desk};
use crate::ui::parts::icon::{Glyph, Icon};
use crate::ui::route::{Part, Route};
use crate::ui::workspace::{Workspace, use_workspace};

/// What a step is called, what it teaches, and where it is done.
fn about(step: FirstStep) -> (&'static str, &'static str, Part) {
    match step {
        FirstStep::Title => (
            t!("Give the pitch a title of your own"),
            t!("Everything is saved as you type."),
            Part::Overview,
        ),
        FirstStep::Timeline => (
            t!("Make a task longer"),
            t!(
                "Under Timeline, type 8 into the days of a task: what waits for it moves, and so does the finish."
            ),
            Part::Timeline,
        ),
        FirstStep::Budget => (
            t!("Change what a line costs"),
            t!(
                "Under Budget, type another price or quantity: totals, tax, payments and margin follow."
            ),
            Part::Budget,
        ),
        FirstStep::Undo => (
            t!("Take it back"),
            t!("Undo, or Ctrl+Z. Everything can be undone; History keeps more than that."),
            Part::Budget,
        ),
        FirstStep::Proposal => (
            t!("See what the client will read"),
            t!("The sheets are the print. Cost, margin and notes are never on them."),
            Part::Proposal,
        ),
        FirstStep::Share => (
            t!("Look at the ways to share it"),
            t!("A file for a colleague, a copy for the client, PDF, spreadsheet, calendar."),
            Part::Overview,
        ),
    }
}

/// What the pitch was like when the steps began here.
#[derive(Clone, PartialEq)]
struct Before {
    title: String,
    finish: Option<crate::model::Date>,
    net_total: Money,
}

impl Before {
    fn of(workspace: Workspace) -> Self {
        Self {
            title: workspace.title.get(),
            finish: workspace.schedule.read().finish,
            net_total: workspace.price.read().net_total,
        }
    }
}

/// The steps.
#[component]
pub fn FirstSteps() -> impl IntoView {
    let desk = use_desk();
    let workspace = use_workspace();
    let folded = RwSignal::new(false);
    follow(desk, workspace);
    let done = Memo::new(move |_| {
        let settings = desk.settings.read();
        let guide = settings.guide.as_ref();
        guide.map(|guide| guide.done.clone()).unwrap_or_default()
    });
    let count = move || done.read().len();
    let all = FirstStep::ALL.len();
    let leave = move |_| desk.change_settings(|settings| settings.guide = None);
    view! {
        <aside class="guide" aria-labelledby="guide">
            <header>
                <h2 id="guide">{t!("First steps")}</h2>
                <span class="under-inline" role="status">{move || t!("{} of {all}", count())}</span>
                <button
                    type="button"
                    class="quiet square"
                    aria-label=t!("Fold the first steps")
                    aria-expanded=move || if folded.get() { "false" } else { "true" }
                    on:click=move |_| folded.update(|folded| *folded = !*folded)
                >
                    <Icon glyph=Glyph::Down/>
                </button>
                <button type="button" class="quiet square" aria-label=t!("Leave the first steps") title=t!("Leave") on:click=leave>
                    <Icon glyph=Glyph::Cross/>
                </button>
            </header>
            <Show when=move || !folded.get()>
                <Show when=move || { count() < all } fallback=move || view! {
                    <p>{t!("That is how it works. The rest is where you expect it, and Undo takes back whatever you try.")}</p>
                    <p>
                        <button type="button" class="primary" on:click=leave>
                            {t!(close "Done")}
                        </button>
                    </p>
                }>
                    <ol>{move || steps(workspace, &done.read())}</ol>
                </Show>
            </Show>
        </aside>
    }
    .into_any()
}

fn steps(workspace: Workspace, done: &[FirstStep]) -> AnyView {
    let next = FirstStep::ALL.into_iter().find(|step| !done.contains(step));
    FirstStep::ALL
        .map(|step| {
            let (name, teaches, part) = about(step);
            let is_done = done.contains(&step);
            let is_next = next == Some(step);
            let mark = is_done.then(|| {
                view! {
                    <Icon glyph=Glyph::Check/>
                    <span class="unseen">{t!("Done:")} " "</span>
                }
            });
            let more = is_next.then(|| view! { <p>{teaches}</p> });
            view! {
                <li class:done=is_done aria-current=is_next.then_some("step")>
                    <span class="guide-mark">{mark}</span>
                    <div>
                        <a href=workspace.href(part)>{name}</a>
                        {more}
                    </div>
                </li>
            }
        })
        .collect_view()
        .into_any()
}

/// Ticks what was done.
fn follow(desk: Desk, workspace: Workspace) {
    let before = untrack(|| Before::of(workspace));
    let tick = move |step: FirstStep| {
        let is_new = desk
            .settings
            .read_untracked()
            .guide
            .as_ref()
            .is_some_and(|guide| !guide.done.contains(&step));
        if is_new {
            desk.change_settings(|settings| {
                if let Some(guide) = &mut settings.guide {
                    guide.done.push(step);
                }
            });
            desk.say(&t!("First step done: {}.", about(step).0));
        }
    };
    Effect::new(move |_| {
        let now = Before::of(workspace);
        for (step, differs) in [
            (FirstStep::Title, now.title != before.title),
            (FirstStep::Timeline, now.finish != before.finish),
            (FirstStep::Budget, now.net_total != before.net_total),
        ] {
            if differs {
                tick(step);
            }
        }
    });
    Effect::new(move |_| {
        if workspace.next_redo().is_some() {
            tick(FirstStep::Undo);
        }
    });
    Effect::new(move |_| {
        if matches!(&*desk.route.read(), Route::Pitch(_, Part::Proposal)) {
            tick(FirstStep::Proposal);
        }
    });
    Effect::new(move |_| {
        if desk.sharing.get() {
            tick(FirstStep::Share);
        }
    });
}
