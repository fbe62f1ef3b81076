//! Usual payment schedules, each with what it would be for this plan.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::super::options::share_text;
use crate::model::{Due, Instalment, InstalmentBase, Share};
use crate::plan::instalments::{Template, from_template};
use crate::ui::desk::{fresh, use_desk};
use crate::ui::workspace::Workspace;

fn name(template: Template) -> &'static str {
    match template {
        Template::Halves => t!("In halves"),
        Template::FortyFortyTwenty => t!("40, 40 and 20 per cent"),
        Template::Thirds => t!("Thirds on milestones"),
        Template::MediaAhead => t!("Media ahead of its flights, the work in halves"),
        Template::Monthly => t!("Monthly"),
    }
}

/// The button that opens them, and what it opens.
pub(super) fn templates(workspace: Workspace) -> AnyView {
    let desk = use_desk();
    let open = RwSignal::new(false);
    let opener = NodeRef::<html::Button>::new();
    let made = move |template| {
        let (pitch, schedule) = (workspace.pitch.read(), workspace.schedule.read());
        from_template(template, &pitch, &schedule, fresh)
    };
    let choose = move |template: Template| {
        let list = untrack(|| made(template));
        let replaces = !workspace.budget.read_untracked().payments.is_empty();
        let put = |pitch: &mut crate::model::Pitch| {
            Arc::make_mut(&mut pitch.budget).payments = list.into_iter().collect();
        };
        if replaces {
            workspace.delete(t!("Replace payments"), put);
        } else {
            workspace.edit(t!("Begin with usual payments"), "", put);
        }
        desk.say(&t!("Payments: {}.", name(template)));
        open.set(false);
        // The button that was pressed is gone.
        if let Some(opener) = opener.get_untracked() {
            let _ = opener.focus();
        }
    };
    let list = move || {
        let item = |template: Template| {
            let says = move || sentence(workspace, &made(template));
            view! {
                <li>
                    <button
                        type="button"
                        class="quiet"
                        disabled=move || workspace.is_read_only()
                        on:click=move |_| choose(template)
                    >
                        <span class="strong">{name(template)}</span>
                        <span class="under">{says}</span>
                    </button>
                </li>
            }
        };
        open.get().then(|| {
            view! {
                <div class="usual">
                    <p class="field-hint">{t!("They take the place of the instalments above; one undo brings those back.")}</p>
                    <ul aria-label=t!("Usual payments")>{Template::ALL.map(item).collect_view()}</ul>
                </div>
            }
        })
    };
    view! {
        <button
            type="button"
            node_ref=opener
            aria-expanded=move || if open.get() { "true" } else { "false" }
            on:click=move |_| open.update(|open| *open = !*open)
        >
            {t!("Usual payments")}
        </button>
        {list}
    }
    .into_any()
}

/// "50% on signature, the rest on “On air”."
fn sentence(workspace: Workspace, list: &[Instalment]) -> String {
    let currency = workspace.currency.get();
    let timeline = workspace.timeline.read();
    let part = |instalment: &Instalment| {
        let what = match (instalment.share, instalment.of) {
            (Share::Rest, of) if list.len() == 1 => match of {
                InstalmentBase::Total => t!("equal parts").to_owned(),
                InstalmentBase::AllButMedia => t!("equal parts of the work").to_owned(),
                InstalmentBase::Media => t!("equal parts of media").to_owned(),
            },
            (Share::Rest, InstalmentBase::Total) => t!("the rest").to_owned(),
            (Share::Rest, InstalmentBase::AllButMedia) => t!("the rest of the work").to_owned(),
            (Share::Rest, InstalmentBase::Media) => t!("the rest of media").to_owned(),
            (share, of) => {
                let share = share_text(share, currency);
                match of {
                    InstalmentBase::Total => share,
                    InstalmentBase::AllButMedia => t!("{share} of the work"),
                    InstalmentBase::Media => t!("{share} of media"),
                }
            }
        };
        match &instalment.due {
            Due::Signature => t!("{what} on signature"),
            Due::Monthly => t!("{what} at the start of each month"),
            Due::Date(day) => {
                let day = crate::ui::format::date(*day);
                t!("{what} on {day}")
            }
            Due::Task(id) => {
                let name = timeline.tasks.find(id).map(|task| task.name.clone());
                let name = name.unwrap_or_default();
                t!("{what} on “{name}”")
            }
        }
    };
    let parts: Vec<String> = list.iter().map(part).collect();
    let all = parts.join(", ");
    let mut letters = all.chars();
    let first = letters.next().map(char::to_uppercase);
    first
        .into_iter()
        .flatten()
        .chain(letters)
        .chain(['.'])
        .collect()
}
