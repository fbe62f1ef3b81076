//! The shell: a slim header, a rail with the parts of the open pitch, the work in the middle.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::desk::{Desk, use_desk};
use super::lasting::look_from_here;
use super::lazy::{self, lazily};
use super::on_disk;
use super::opening::{keep_preview, use_arrivals};
use super::parts::icon::{Glyph, Icon};
use super::parts::toast::Toasts;
use super::route::{Part, Route};
use super::screens;
use super::strokes;
use super::workspace::{Open, ReadOnly, Workspace, use_workspace};

/// The whole page.
#[component]
pub fn Shell() -> impl IntoView {
    let desk = use_desk();
    let workspace = use_workspace();
    keys(workspace);
    let is_open = move || matches!(*workspace.open.read(), Open::Pitch(_));
    // Once it was there it stays, so that closing it gives the focus back.
    let arrivals = use_arrivals();
    let arrived = Memo::new(move |before| before == Some(&true) || !arrivals.0.read().is_empty());
    let hands = Memo::new(move |before| {
        before == Some(&true) || desk.searching.get() || desk.keys_told.get()
    });
    view! {
        <a class="skip" href="#main" on:click=move |event| {
            event.prevent_default();
            focus_main();
        }>{t!("Skip to the work")}</a>
        <Header/>
        <div class="body with-rail">
            <Show when=is_open fallback=move || view! { <DeskRail desk workspace/> }>
                <Rail desk workspace/>
            </Show>
            <main id="main" tabindex="-1">
                <Banners/>
                {move || {
                    look_from_here(desk, workspace);
                    match desk.route.get() {
                        Route::Pitches => screens::pitches::Pitches().into_any(),
                        Route::Clients(_) => lazily(lazy::clients()),
                        Route::People => lazily(lazy::people()),
                        Route::Settings => lazily(lazy::settings()),
                        Route::Pitch(..) => view! { <OpenPitch/> }.into_any(),
                    }
                }}
            </main>
        </div>
        <Show when=move || desk.sharing.get()>{lazily(lazy::share())}</Show>
        <Show when=move || desk.bin_open.get()>{lazily(lazy::bin())}</Show>
        <Show when=move || desk.templates_open.get()>{lazily(lazy::templates())}</Show>
        <Show when=move || desk.locked.read().is_some()>{lazily(lazy::unlock())}</Show>
        <Show when=move || arrived.get()>{lazily(lazy::arrival())}</Show>
        <Show when=move || is_open() && desk.settings.read().guide.is_some()>{lazily(lazy::guide())}</Show>
        <Show when=move || hands.get()>{lazily(lazy::hands())}</Show>
        <Toasts/>
    }
    .into_any()
}

fn focus_main() {
    if let Some(main) = document()
        .get_element_by_id("main")
        .and_then(|main| main.dyn_into::<web_sys::HtmlElement>().ok())
    {
        let _ = main.focus();
    }
}

/// The open pitch, or why there is none.
#[component]
fn OpenPitch() -> impl IntoView {
    let desk = use_desk();
    let workspace = use_workspace();
    let part = Memo::new(move |_| match &*desk.route.read() {
        Route::Pitch(_, part) => *part,
        _ => Part::Overview,
    });
    let open = Memo::new(move |_| workspace.open.get());
    move || match open.get() {
        Open::Nothing | Open::Opening(_) => {
            view! { <p class="opening" role="status">{t!("Opening…")}</p> }.into_any()
        }
        Open::Failed(_, words) => view! {
            <section class="sheet notice">
                <h1>{t!("This pitch cannot be opened")}</h1>
                <p>{words}</p>
                <p><a href="#/">{t!("All pitches")}</a></p>
            </section>
        }
        .into_any(),
        Open::Pitch(_) => (move || match part.get() {
            Part::Overview => lazily(lazy::overview()),
            Part::Brief => lazily(lazy::brief()),
            Part::Story => lazily(lazy::story()),
            Part::Timeline => lazily(lazy::timeline()),
            Part::Budget => lazily(lazy::budget()),
            Part::Media => lazily(lazy::media()),
            Part::Team => lazily(lazy::team()),
            Part::Proposal => lazily(lazy::proposal()),
            Part::History => lazily(lazy::history()),
            Part::Compare => lazily(lazy::compare()),
        })
        .into_any(),
    }
}

#[component]
fn Header() -> impl IntoView {
    let desk = use_desk();
    let workspace = use_workspace();
    let is_open = move || matches!(*workspace.open.read(), Open::Pitch(_));
    Effect::new(move |_| {
        let name = if is_open() {
            format!("{} · Pitchwright", title(workspace))
        } else {
            "Pitchwright".to_owned()
        };
        document().set_title(&name);
    });
    view! {
        <header class="top">
            <a class="brand" href="#/" aria-label=t!("Pitchwright, all pitches")>
                <span aria-hidden="true" class="mark"></span>
                <span class="brand-name">"Pitchwright"</span>
            </a>
            <Show when=is_open fallback=|| view! { <span class="where"></span> }>
                <OpenHead desk workspace/>
            </Show>
            <button
                type="button"
                class="quiet with-icon find"
                title=t!("Search everything")
                aria-keyshortcuts="Control+K Meta+K"
                on:click=move |_| desk.searching.set(true)
            >
                <Icon glyph=Glyph::Search/>
                <span class="unseen">{t!("Search")}</span>
                <kbd aria-hidden="true">{strokes::with_ctrl("K")}</kbd>
            </button>
            <a
                class="quiet square button"
                href="#/settings"
                aria-label=t!("Settings")
                title=t!("Settings")
                aria-current=move || (*desk.route.read() == Route::Settings).then_some("page")
            >
                <Icon glyph=Glyph::Gear/>
            </a>
        </header>
    }
    .into_any()
}

/// The title of the open pitch, tracked.
fn title(workspace: Workspace) -> String {
    let title = workspace.title.get();
    if title.is_empty() {
        t!("Untitled pitch").to_owned()
    } else {
        title
    }
}

/// What the header says of the open pitch, and does with it.
#[component]
fn OpenHead(desk: Desk, workspace: Workspace) -> impl IntoView {
    look_from_here(desk, workspace);
    let (desk, workspace) = (use_desk(), use_workspace());
    let client = move || workspace.client.read().organisation.clone();
    let undo_name = move || {
        workspace.next_undo().map_or_else(
            || t!("Nothing to undo").to_owned(),
            |name| t!("Undo: {name} (Ctrl+Z)"),
        )
    };
    let redo_name = move || {
        workspace.next_redo().map_or_else(
            || t!("Nothing to redo").to_owned(),
            |name| t!("Redo: {name} (Ctrl+Shift+Z)"),
        )
    };
    view! {
        <p class="where">
            <strong><bdi>{move || title(workspace)}</bdi></strong>
            <span class="where-client"><bdi>{client}</bdi></span>
        </p>
        <p
            class="save-state"
            role="status"
            class:bad=move || workspace.save_state.read().is_failure()
        >
            {move || workspace.save_state.read().to_string()}
        </p>
        <div class="tools">
            <button
                type="button"
                class="quiet square"
                aria-label=t!("Undo")
                title=undo_name
                disabled=move || workspace.next_undo().is_none() || workspace.is_read_only()
                on:click=move |_| workspace.undo()
            >
                <Icon glyph=Glyph::Undo/>
            </button>
            <button
                type="button"
                class="quiet square"
                aria-label=t!("Redo")
                title=redo_name
                disabled=move || workspace.next_redo().is_none() || workspace.is_read_only()
                on:click=move |_| workspace.redo()
            >
                <Icon glyph=Glyph::Redo/>
            </button>
            <button type="button" class="quiet with-icon" on:click=move |_| desk.sharing.set(true)>
                <Icon glyph=Glyph::Share/>
                <span>{t!(verb "Share")}</span>
            </button>
            <button
                type="button"
                class="quiet with-icon on-wide"
                title=t!("Print the proposal (Ctrl+P)")
                aria-keyshortcuts="Control+P Meta+P"
                on:click=move |_| print(desk)
            >
                <Icon glyph=Glyph::Print/>
                <span>{t!("Print")}</span>
            </button>
        </div>
    }
    .into_any()
}

/// Printing is the proposal's: it is laid out first, then printed.
pub fn print(desk: Desk) {
    let pitch = desk.route.read_untracked().pitch().cloned();
    if let Some(id) = pitch {
        super::take_typed();
        desk.print_wanted.set(true);
        desk.go(&Route::Pitch(id, Part::Proposal));
    }
}

#[component]
fn Rail(desk: Desk, workspace: Workspace) -> impl IntoView {
    look_from_here(desk, workspace);
    let desk = use_desk();
    let link = move |part: Part| {
        let href = move || {
            desk.route
                .read()
                .pitch()
                .map_or_else(String::new, |id| Route::Pitch(id.clone(), part).hash())
        };
        let current = move || {
            matches!(&*desk.route.read(), Route::Pitch(_, here) if *here == part).then_some("page")
        };
        view! {
            <li>
                <a href=href aria-current=current>
                    {part.name()}
                </a>
            </li>
        }
    };
    view! {
        <nav class="rail" aria-label=t!("Parts of the pitch")>
            <ul>{Part::RAIL.map(link).collect_view()}</ul>
        </nav>
    }
    .into_any()
}

/// The places of the desk while no pitch is open.
#[component]
fn DeskRail(desk: Desk, workspace: Workspace) -> impl IntoView {
    look_from_here(desk, workspace);
    let desk = use_desk();
    let link = |name: &'static str, route: Route| {
        let href = route.hash();
        let current = move || {
            let here = desk.route.read();
            (std::mem::discriminant(&*here) == std::mem::discriminant(&route)).then_some("page")
        };
        view! {
            <li>
                <a href=href aria-current=current>
                    {name}
                </a>
            </li>
        }
    };
    view! {
        <nav class="rail" aria-label=t!("Desk")>
            <ul>
                {link(t!("Pitches"), Route::Pitches)} {link(t!("Clients"), Route::Clients(None))}
                {link(t!("People"), Route::People)}
            </ul>
        </nav>
    }
    .into_any()
}

/// What must be known before working: what storage cannot do, what was repaired, who else edits.
#[component]
fn Banners() -> impl IntoView {
    let desk = use_desk();
    let workspace = use_workspace();
    let arrivals = use_arrivals();
    let health = move || {
        desk.cards.track();
        desk.with_library(|library| library.health().words())
    };
    let read_only = move || {
        match workspace.read_only.get() {
        Some(ReadOnly::OtherTab) => view! {
            <div class="banner" role="status">
                <p>{t!("Another tab is editing this pitch. Here you see what it saves.")}</p>
                <button type="button" on:click=move |_| workspace.take_over()>
                    {t!("Edit here")}
                </button>
            </div>
        }
        .into_any(),
        Some(ReadOnly::Preview(preview)) => view! {
            <div class="banner" role="status">
                <p>{preview.reason.clone()}</p>
                <button type="button" on:click=move |_| keep_preview(desk, arrivals, workspace, &preview)>
                    {t!("Keep this pitch")}
                </button>
            </div>
        }
        .into_any(),
        Some(ReadOnly::Newer(words)) => view! {
            <div class="banner" role="status">
                <p>{words}</p>
            </div>
        }
        .into_any(),
        None => ().into_any(),
    }
    };
    view! {
        {move || {
            health()
                .map(|words| {
                    view! {
                        <div class="banner bad" role="alert">
                            <p>{words}</p>
                        </div>
                    }
                })
        }}
        {read_only}
        {move || {
            let repairs = workspace.repairs.get();
            (!repairs.is_empty())
                .then(|| {
                    view! {
                        <div class="banner" role="status">
                            <details>
                                <summary>
                                    {match repairs.len() {
                                        1 => t!("This file had 1 thing that was put right. Nothing was lost.").to_owned(),
                                        count => t!("This file had {count} things that were put right. Nothing was lost."),
                                    }}
                                </summary>
                                <ul>
                                    {repairs.into_iter().map(|words| view! { <li>{words}</li> }).collect_view()}
                                </ul>
                            </details>
                            <button type="button" on:click=move |_| workspace.repairs.set(Vec::new())>
                                {t!("Understood")}
                            </button>
                        </div>
                    }
                })
        }}
    }
    .into_any()
}

/// Keys that work everywhere. Fields keep their own undo only while nothing was taken from them,
/// so Ctrl+Z is always the pitch's.
fn keys(workspace: Workspace) {
    let desk = use_desk();
    let listener = window_event_listener(ev::keydown, move |event| {
        if hand(desk, &event) {
            event.prevent_default();
            return;
        }
        let open = matches!(*workspace.open.read_untracked(), Open::Pitch(_));
        if !open || !(event.ctrl_key() || event.meta_key()) || event.alt_key() {
            return;
        }
        match event.key().as_str() {
            "z" | "Z" if event.shift_key() => workspace.redo(),
            "z" => workspace.undo(),
            "y" => workspace.redo(),
            "p" => print(desk),
            // Nothing asks to be saved; the browser's own dialog would only save the page.
            "s" if on_disk::name_of(&workspace.document().id).is_some() => {
                on_disk::save(desk, workspace, on_disk::To::ItsFile);
            }
            "s" => {
                workspace.save_now();
                desk.say(t!("Everything is saved as you type."));
            }
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || listener.remove());
}

/// Opens and closes the search (Ctrl+K) and the keys (Ctrl+/, and ? where nothing is written), but
/// not over another dialog: whether this key is one of theirs.
fn hand(desk: Desk, event: &ev::KeyboardEvent) -> bool {
    let field: Option<web_sys::Element> = event.target().and_then(|on| on.dyn_into().ok());
    let writes = "input:not([type=checkbox]), textarea, select, [contenteditable=true]";
    let in_field = field.is_some_and(|on| on.matches(writes).unwrap_or(false));
    let with_ctrl = (event.ctrl_key() || event.meta_key()) && !event.alt_key();
    let open = match &*event.key() {
        "k" if with_ctrl && !event.shift_key() => desk.searching,
        "/" if with_ctrl => desk.keys_told,
        "?" if !with_ctrl && !in_field => desk.keys_told,
        _ => return false,
    };
    // In a text Ctrl+K makes a link.
    if event.default_prevented() {
        return false;
    }
    let is_open = open.get_untracked();
    let other = document().query_selector("dialog[open]");
    if is_open || !other.is_ok_and(|other| other.is_some()) {
        if in_field && !is_open {
            super::take_typed();
        }
        open.set(!is_open);
    }
    true
}
