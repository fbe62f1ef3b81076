//! What people see and touch: the only room that knows the browser's DOM and Leptos.

pub mod across;
mod arriving;
mod clipboard;
mod craft;
pub mod desk;
pub mod download;
pub mod elsewhere;
pub mod format;
mod giving;
pub mod history;
pub mod holidays;
pub mod installed;
pub mod language;
pub mod lasting;
mod lazy;
pub mod links;
pub mod locking;
mod on_disk;
pub mod opening;
pub mod parts;
pub mod pictures;
pub mod route;
pub mod screens;
pub mod shell;
mod strokes;
mod style;
mod summing;
mod taking;
mod undo;
pub mod words;
pub mod workbook;
pub mod worker;
pub mod workspace;

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::library::browser::{Library, panic};
use crate::library::message::Message;
use desk::Desk;
use installed::Installed;
use opening::Arrivals;
use parts::narrow::follow_width;
use route::Route;
use workspace::{Open, Workspace};

/// How long after the start the other screens are fetched: the first one comes first.
const AT_REST: Duration = Duration::from_secs(1);

/// Puts the desk on the page.
pub fn mount() {
    panic::install();
    // Leptos knows how to spawn only once something is mounted.
    wasm_bindgen_futures::spawn_local(async {
        let library = Library::open(summing::SUMMARISE).await;
        // The list is on screen before its pitches are looked at.
        let is_list = Route::from_hash(&window().location().hash().unwrap_or_default())
            .pitch()
            .is_none();
        let is_listed = is_list && !document().hidden() && library.list_as_known();
        if !is_listed {
            library.settle().await;
        }
        let unsaid = language::speak(library.settings().language).await;
        leptos::mount::mount_to_body(move || {
            let desk = Desk::new(library);
            if let Some(words) = unsaid {
                desk.toast(words);
            }
            provide_context(desk);
            follow_width(desk);
            let workspace = Workspace::new(desk);
            provide_context(workspace);
            let arrivals = Arrivals::default();
            provide_context(arrivals);
            let installed = Installed::default();
            provide_context(installed);
            follow_route(desk, workspace);
            follow_library(desk, workspace);
            links::follow(desk);
            follow_appearance(desk);
            history::keep_by_itself(desk, workspace);
            wasm_bindgen_futures::spawn_local(follow_at_rest(desk, workspace, arrivals, installed));
            wasm_bindgen_futures::spawn_local(settle(desk, is_listed));
            view! { <shell::Shell/> }
        });
    });
}

/// Looks at the pitches of a list that is on screen, and tells the rescue layer that the page has
/// started.
async fn settle(desk: Desk, is_listed: bool) {
    if is_listed {
        parts::settled::painted().await;
        desk.library().settle().await;
        desk.refresh_cards();
    }
    for words in desk.with_library(Library::take_notices) {
        desk.toast(&words);
    }
    if let Ok(event) = web_sys::Event::new("pitchwright:ready") {
        let _ = window().dispatch_event(&event);
    }
}

/// What the page does when nothing is asked of it: fetches what may be asked for, and has itself
/// kept. Files that an app is opened with are asked for.
async fn follow_at_rest(
    desk: Desk,
    workspace: Workspace,
    arrivals: Arrivals,
    installed: Installed,
) {
    // Whoever misses a part that could not be fetched is told there.
    let is_app = installed::is_app();
    if is_app {
        let _ = installed::follow_launches(desk, arrivals).await;
    }
    gloo_timers::future::sleep(AT_REST).await;
    lazy::prepare_all().await;
    if !is_app {
        let _ = installed::follow_launches(desk, arrivals).await;
    }
    let _ = arriving::follow(desk, arrivals).await;
    let _ = installed::follow(desk, workspace, installed).await;
}

/// The element that has the focus.
fn focused() -> Option<web_sys::HtmlElement> {
    document().active_element()?.dyn_into().ok()
}

/// What is typed is taken before its field goes.
fn leave_field() {
    if let Some(active) = focused() {
        let _ = active.blur();
    }
}

/// What is typed is taken, and the focus stays.
fn take_typed() {
    if let Some(active) = focused() {
        let _ = active.blur();
        let _ = active.focus();
    }
}

/// The hash says where we are; the pitch it names is opened.
fn follow_route(desk: Desk, workspace: Workspace) {
    window_event_listener(ev::hashchange, move |_| {
        let hash = window().location().hash().unwrap_or_default();
        let route = Route::from_hash(&hash);
        if *desk.route.read_untracked() != route {
            leave_field();
            desk.route.set(route);
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
    });
    let wanted = desk::routed_pitch(desk);
    Effect::new(move |_| {
        let wanted = wanted.get();
        let open = match workspace.open.get_untracked() {
            Open::Nothing => None,
            Open::Opening(id) | Open::Failed(id, _) | Open::Pitch(id) => Some(id),
        };
        if wanted != open {
            match wanted {
                Some(id) => workspace.open(id),
                None => workspace.close(),
            }
        }
    });
    // Whatever comes after this may never come back: write what is unwritten.
    document_event_listener("visibilitychange", move || workspace.save_now());
    window_event_listener(ev::pagehide, move |_| {
        workspace.save_now();
        desk.with_library(Library::sum_up);
    });
}

fn document_event_listener(name: &str, act: impl Fn() + 'static) {
    use wasm_bindgen::JsCast;
    use wasm_bindgen::closure::Closure;
    let listener = Closure::<dyn Fn()>::new(act);
    let function = listener.as_ref().unchecked_ref();
    // The page lives as long as the listener does.
    if document()
        .add_event_listener_with_callback(name, function)
        .is_ok()
    {
        listener.forget();
    }
}

/// What another tab saves is shown here.
fn follow_library(desk: Desk, workspace: Workspace) {
    desk.with_library(|library| {
        library.on_message(
            move |message| match message {
                Message::Here => {}
                Message::Saved(_, id) => workspace.saved_elsewhere(id),
                Message::Release(id) => workspace.release(&id),
            },
            move || workspace.outdate(),
        );
        library.on_cleared(move || workspace.save_again());
    });
    // Another page of this origin emptied local storage.
    window_event_listener(ev::storage, move |event| {
        if event.key().is_none() {
            workspace.save_again();
        }
    });
    Effect::new(move |_| {
        if let Some(preview) = desk.preview.get() {
            desk.preview.set(None);
            workspace.show(&preview);
            desk.go(&Route::Pitch(
                preview.document.id.clone(),
                route::Part::Overview,
            ));
        }
    });
    // The list of pitches is made anew whenever it comes into view.
    Effect::new(move |_| {
        if desk.route.read().pitch().is_none() {
            workspace.save_now();
            desk.refresh_cards();
        }
    });
}

/// Light, dark, or as the system says.
fn follow_appearance(desk: Desk) {
    Effect::new(move |_| {
        let appearance = match desk.settings.read().appearance {
            crate::model::Appearance::System => "system",
            crate::model::Appearance::Light => "light",
            crate::model::Appearance::Dark => "dark",
        };
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("data-appearance", appearance);
        }
    });
}
