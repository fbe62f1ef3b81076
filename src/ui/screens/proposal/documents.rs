//! Which of the three documents is written, what stands in the statement of work, and what was sent
//! and signed: a change order is measured against that.

use std::sync::Arc;

use leptos::prelude::*;

use crate::library::history::Why;
use crate::model::{DocumentKind, Fingerprint, SectionKind, StatementPart, Story};
use crate::proposal::{given, sign, statement};
use crate::ui::desk::use_desk;
use crate::ui::format;
use crate::ui::history;
use crate::ui::parts::field::Choice;
use crate::ui::parts::icon::{Glyph, Icon};
use crate::ui::parts::reorder::Reorder;
use crate::ui::workspace::Workspace;

/// The document that is written.
pub fn choice(workspace: Workspace) -> AnyView {
    let named = |kind: &DocumentKind| (kind.name().to_owned(), kind.name().to_owned());
    let choose = move |chosen: String| {
        if let Some(kind) = DocumentKind::ALL.iter().find(|kind| kind.name() == chosen) {
            workspace.edit(t!("Choose document"), "", |pitch| {
                Arc::make_mut(&mut pitch.proposal).document = *kind;
            });
        }
    };
    view! {
        <Choice
            label=t!("Document")
            choices=Signal::stored(DocumentKind::ALL.iter().map(named).collect::<Vec<_>>())
            value=Signal::derive(move || workspace.proposal.read().document.name().to_owned())
            on_choose=choose
            disabled=Signal::derive(move || workspace.is_read_only())
        />
    }
    .into_any()
}

/// What belongs to the document that is written, and what was given to the client.
pub fn panel(workspace: Workspace) -> AnyView {
    let kind = Memo::new(move |_| workspace.proposal.read().document);
    (move || match kind.get() {
        DocumentKind::Proposal | DocumentKind::ChangeOrder => given(workspace),
        DocumentKind::Statement => view! { {outline(workspace)} {given(workspace)} }.into_any(),
    })
    .into_any()
}

/// What was sent and what was signed, and the buttons that record it.
fn given(workspace: Workspace) -> AnyView {
    let desk = use_desk();
    let sent = Memo::new(move |_| workspace.pitch.read().sent.clone());
    let signed = Memo::new(move |_| workspace.pitch.read().signed.clone());
    // What, with its day, stands before the version and the fingerprint.
    let said = |what: &str, version: &str, print: Option<Fingerprint>| {
        let print = print
            .map(|print| format!(", {}", print.short()))
            .unwrap_or_default();
        match version {
            "" => format!("{what}{print}."),
            version => format!("{what}: {}{print}.", t!("version {version}")),
        }
    };
    let sent_words = move || {
        let Some(sent) = sent.get() else {
            return t!("Nothing is recorded as sent.").to_owned();
        };
        let what = match sent.date.map(format::date) {
            Some(date) => t!("Sent on {date}"),
            None => t!(state "Sent").to_owned(),
        };
        said(&what, &sent.version, sent.fingerprint)
    };
    let signed_words = move || {
        let Some(signed) = signed.get() else {
            return t!("Nothing is signed yet. From the signature on, a change order says what is different.").to_owned();
        };
        let what = match signed.date.map(format::date) {
            Some(date) => t!("Signed on {date}"),
            None => t!(state "Signed").to_owned(),
        };
        said(&what, &signed.version, signed.fingerprint)
    };
    // What is recorded is also kept whole, for as long as anyone may ask for it.
    let keep = move |why: Why| {
        let now = workspace.document();
        leptos::task::spawn_local(async move {
            if let Err(words) = history::keep(desk, now, why, "").await {
                desk.toast(&t!(
                    "It is recorded, but its version could not be kept in the history: {words}."
                ));
            }
        });
    };
    let send = move |_| {
        let now = given::send(&workspace.pitch.get_untracked(), format::today());
        workspace.edit(t!("Record as sent"), "", |pitch| {
            pitch.sent = Some(Arc::new(now));
        });
        desk.say(t!("Recorded as sent. As long as nothing of the offer changes, its fingerprint stands in the footer."));
        keep(Why::Sent);
    };
    let record = move |_| {
        let now = sign(&workspace.pitch.get_untracked(), format::today());
        workspace.edit(t!("Record as signed"), "", |pitch| {
            pitch.signed = Some(Arc::new(now));
        });
        desk.toast(t!(
            "Recorded as signed. Undo brings back what was recorded before."
        ));
        keep(Why::Signed);
    };
    view! {
        <section class="proposal-signed" aria-label=t!("Signature")>
            <p class="field-hint">{sent_words}</p>
            <button type="button" disabled=move || workspace.is_read_only() on:click=send>
                {move || if sent.read().is_some() { t!("Record anew as sent") } else { t!("Record as sent") }}
            </button>
            <p class="field-hint">{signed_words}</p>
            <button type="button" disabled=move || workspace.is_read_only() on:click=record>
                <Icon glyph=Glyph::Check/>
                {move || if signed.read().is_some() { t!("Record anew as signed") } else { t!("Record as signed") }}
            </button>
        </section>
    }
    .into_any()
}

/// What a part is called in the list.
fn name(story: &Story, part: &StatementPart) -> String {
    let section = part.section.as_ref().and_then(|id| story.sections.find(id));
    section.map_or_else(
        || statement::title(part.kind).to_owned(),
        |section| section.title.clone(),
    )
}

/// The parts of the statement of work: ticked, moved, added from the story.
fn outline(workspace: Workspace) -> AnyView {
    let desk = use_desk();
    let disabled = move || workspace.is_read_only();
    let parts = Memo::new(move |_| workspace.story.read().statement_parts());
    let change = move |name: &str, act: &dyn Fn(&mut Vec<StatementPart>)| {
        let mut parts = parts.get_untracked();
        act(&mut parts);
        workspace.edit(name, "", |pitch| {
            Arc::make_mut(&mut pitch.story).statement = parts;
        });
    };
    let order = Reorder::new(Callback::new(move |(from, to): (usize, usize)| {
        change(t!("Move part of the statement of work"), &|parts| {
            if from < parts.len() && to < parts.len() {
                let part = parts.remove(from);
                parts.insert(to, part);
            }
        });
        let parts = parts.get_untracked();
        if let Some(part) = parts.get(to) {
            let name = name(&workspace.story.read_untracked(), part);
            let (place, all) = (to + 1, parts.len());
            desk.say(&t!("{name} is now {place} of {all}."));
        }
    }));
    let row = move |at: usize, part: &StatementPart, count: usize| {
        let name = name(&workspace.story.read_untracked(), part);
        view! {
            <li
                class=move || order.class(at, count)
                on:keydown=move |event| {
                    if !disabled() {
                        order.on_key(at, &event);
                    }
                }
            >
                {(!disabled()).then(|| order.handle(at))}
                <label>
                    <input
                        type="checkbox"
                        data-control="entry"
                        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
                        prop:checked=!part.left_out
                        disabled=disabled
                        on:change=move |event| {
                            let shown = event_target_checked(&event);
                            change(t!("Choose what stands in the statement of work"), &|parts| {
                                if let Some(part) = parts.get_mut(at) {
                                    part.left_out = !shown;
                                }
                            });
                        }
                    />
                    {name.clone()}
                </label>
                <button
                    type="button"
                    class="quiet square"
                    data-control="up"
                    aria-label=t!("Move {name} up")
                    disabled=move || disabled() || at == 0
                    on:click=move |_| order.step(at, -1)
                >
                    <Icon glyph=Glyph::Up/>
                </button>
                <button
                    type="button"
                    class="quiet square"
                    data-control="down"
                    aria-label=t!("Move {name} down")
                    disabled=move || disabled() || at + 1 == count
                    on:click=move |_| order.step(at, 1)
                >
                    <Icon glyph=Glyph::Down/>
                </button>
            </li>
        }
    };
    // Prose and concepts of the story, and live blocks, that do not stand in it yet.
    let others = move || {
        let (story, parts) = (workspace.story.read(), parts.read());
        let mut others: Vec<(String, String)> = (story.sections.iter())
            .filter(|section| matches!(section.kind, SectionKind::Prose | SectionKind::Concept))
            .filter(|section| !section.internal)
            .filter(|section| {
                parts
                    .iter()
                    .all(|part| part.section.as_ref() != Some(&section.id))
            })
            .map(|section| (section.id.to_string(), section.title.clone()))
            .collect();
        for kind in [SectionKind::Options, SectionKind::Media] {
            if parts
                .iter()
                .all(|part| part.kind != kind || part.section.is_some())
            {
                let title = statement::title(kind);
                others.push((title.to_owned(), title.to_owned()));
            }
        }
        others
    };
    let add = move |event: leptos::ev::Event| {
        let select: web_sys::HtmlSelectElement = event_target(&event);
        let wanted = select.value();
        select.set_value("");
        let story = workspace.story.get_untracked();
        let section = story
            .sections
            .iter()
            .find(|section| section.id.to_string() == wanted);
        let kind = [SectionKind::Options, SectionKind::Media]
            .into_iter()
            .find(|kind| statement::title(*kind) == wanted);
        let part = match (section, kind) {
            (Some(section), _) => StatementPart {
                kind: section.kind,
                section: Some(section.id.clone()),
                left_out: false,
            },
            (None, Some(kind)) => StatementPart {
                kind,
                section: None,
                left_out: false,
            },
            (None, None) => return,
        };
        change(t!("Add to the statement of work"), &|parts| {
            // Signatures stay at the end.
            let at = parts
                .iter()
                .position(|part| part.kind == SectionKind::Signatures);
            parts.insert(at.unwrap_or(parts.len()), part.clone());
        });
    };
    view! {
        <section class="statement-parts" aria-label=t!("Parts of the statement of work")>
            <ol node_ref=order.list>
                {move || {
                    let parts = parts.get();
                    let count = parts.len();
                    parts.iter().enumerate().map(|(at, part)| row(at, part, count)).collect_view()
                }}
            </ol>
            <select aria-label=t!("Add to the statement of work") disabled=disabled on:change=add>
                <option value="">{t!("Add a section…")}</option>
                {move || {
                    others()
                        .into_iter()
                        .map(|(value, title)| view! { <option value=value>{title}</option> })
                        .collect_view()
                }}
            </select>
        </section>
    }
    .into_any()
}
