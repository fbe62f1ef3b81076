//! The page as something installed: kept in the browser by its service worker, told of newer
//! builds, and opened with files. A newer build is announced and waits; it is taken when someone
//! asks for it, and never before what is open is saved.

use std::rc::Rc;
use std::time::Duration;

use gloo_events::EventListener;
use gloo_timers::future::sleep;
use js_sys::{Array, Function, Promise, Reflect};
use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    RegistrationOptions, ServiceWorkerContainer, ServiceWorkerRegistration, ServiceWorkerState,
    ServiceWorkerUpdateViaCache,
};

use super::desk::{Desk, Toast};
use super::format;
use super::on_disk;
use super::opening::{Arrivals, Asked, Coming, take};
use super::workspace::Workspace;
use crate::library::SaveState;
use crate::library::browser::chunk::{NotFetched, in_chunk};
use crate::model::Pitch;
use crate::words::Word;

/// What is said of a newer build, and what can be done about it.
pub const NEWER: Word = word!("A new version of Pitchwright is ready.");
/// See [`NEWER.said()`].
pub const RELOAD: Word = word!("Reload to use it");

/// Why a page is not kept, where nobody says more.
const CANNOT: Word = word!("this browser or this address does not let a page be kept.");
/// How often a page that stays open asks for a newer build.
const ASKS_EVERY: Duration = Duration::from_hours(1);
/// How long the stores may take to answer, and a newer build to take over.
const ANSWERS_WITHIN: Duration = Duration::from_secs(10);
/// How often it is looked whether they have.
const LOOKS_EVERY: Duration = Duration::from_millis(25);
/// Where the start script keeps the browser's offer to install the page.
const OFFER: &str = "pitchwrightInstall";
/// Where the files that the page was last opened with are noted, for as long as its tab lives.
const LAUNCHED: &str = "pitchwright/v1/launched";

/// Whether the page works without a network.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Offline {
    /// It is being kept.
    #[default]
    Coming,
    /// All of it is kept.
    Kept,
    /// It is not kept: why.
    Not(String),
}

/// What is known of the page as something installed. A handle that is cheap to copy.
#[derive(Clone, Copy, Default)]
pub struct Installed {
    /// Whether it works without a network.
    pub offline: RwSignal<Offline>,
    /// Whether a newer build is ready.
    pub newer: RwSignal<bool>,
    /// Whether the browser offers to install it.
    pub offered: RwSignal<bool>,
}

/// What is known of this page.
pub fn use_installed() -> Installed {
    expect_context::<Installed>()
}

/// Whether the page stands in a window of its own.
pub fn is_app() -> bool {
    let matched = window().match_media("(display-mode: standalone)");
    matched.ok().flatten().is_some_and(|media| media.matches())
}

in_chunk! {
    desk, prepared by prepare_follow,
    /// Has the page kept in the browser, and says when a newer build is ready.
    ///
    /// # Errors
    /// When the code for it could not be fetched.
    pub fn follow(desk: Desk, workspace: Workspace, installed: Installed) -> Result<(), NotFetched> {
        hear_offer(installed);
        let newer = Rc::new(move || {
            installed.newer.set(true);
            desk.standing.set(Some(Toast::standing(
                NEWER.said(),
                RELOAD.said(),
                move || take_newer(desk, workspace),
            )));
        });
        spawn_local(async move {
            if let Err(why) = keep(installed, newer).await {
                installed.offline.set(Offline::Not(why.to_owned()));
            }
        });
        Ok(())
    }
}

in_chunk! {
    desk, prepared by prepare_launches,
    /// Takes the files that the page is opened with, as the system's program for them.
    ///
    /// # Errors
    /// When the code for it could not be fetched.
    pub fn follow_launches(desk: Desk, arrivals: Arrivals) -> Result<(), NotFetched> {
        // By name: few browsers have it.
        let queue = Reflect::get(&window(), &"launchQueue".into()).unwrap_or_default();
        let Some(set) = method(&queue, "setConsumer") else {
            return Ok(());
        };
        let mut is_first = true;
        let consumer = Closure::<dyn FnMut(JsValue)>::new(move |launch: JsValue| {
            let may_be_old = std::mem::replace(&mut is_first, false);
            spawn_local(async move { launched(desk, arrivals, &launch, may_be_old).await });
        });
        // The page lives as long as the consumer does.
        let _ = set.call1(&queue, &consumer.into_js_value());
        Ok(())
    }
}

/// The method of an object, where it has one.
fn method(of: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(of, &name.into()).ok()?.dyn_into().ok()
}

/// Does what the page was opened for.
async fn launched(desk: Desk, arrivals: Arrivals, launch: &JsValue, may_be_old: bool) {
    let mut files = Vec::new();
    let handles = Reflect::get(launch, &"files".into()).unwrap_or_default();
    for handle in handles.dyn_into::<Array>().unwrap_or_default() {
        match on_disk::coming(handle).await {
            Some(coming) => files.push(coming),
            None => desk.toast(on_disk::UNREAD.said()),
        }
    }
    let target = Reflect::get(launch, &"targetURL".into()).unwrap_or_default();
    let is_new = target.as_string().is_some_and(|url| url.ends_with("#/new"));
    if files.is_empty() && !is_new {
        return;
    }
    // A page that is loaded again is handed what it was once opened with, as if for the first time.
    let note: String = std::iter::once(is_new.to_string())
        .chain(files.iter().map(|Coming { file, .. }| {
            format!("{} {} {}", file.name(), file.size(), file.last_modified())
        }))
        .collect::<Vec<_>>()
        .join("\n");
    let session = window().session_storage().ok().flatten();
    let before = session
        .as_ref()
        .and_then(|kept| kept.get_item(LAUNCHED).ok());
    if may_be_old && is_reloaded() && before.flatten().as_ref() == Some(&note) {
        return;
    }
    // Where it cannot be noted, a reload asks what to do with a pitch that is here already.
    let _ = session.map(|kept| kept.set_item(LAUNCHED, &note));
    if is_new {
        let settings = desk.settings.get_untracked();
        desk.start(Pitch::blank(format::today(), &settings));
    }
    take(desk, arrivals, Asked::Files(files)).await;
}

/// Whether the page was loaded again in its tab.
fn is_reloaded() -> bool {
    let Some(performance) = window().performance() else {
        return false;
    };
    let entry = method(&performance, "getEntriesByType")
        .and_then(|get| get.call1(&performance, &"navigation".into()).ok())
        .and_then(|entries| entries.dyn_into::<Array>().ok())
        .map(|entries| entries.get(0))
        .unwrap_or_default();
    let kind = Reflect::get(&entry, &"type".into()).unwrap_or_default();
    kind.as_string().as_deref() == Some("reload")
}

/// The browser's service workers; none where it has none or keeps them from this page.
fn container() -> Option<ServiceWorkerContainer> {
    let navigator = window().navigator();
    let found = Reflect::get(&navigator, &"serviceWorker".into()).ok()?;
    found.dyn_into().ok()
}

/// Has the page kept, and follows what becomes of it.
///
/// # Errors
/// In words, when it is not kept.
async fn keep(installed: Installed, newer: Rc<dyn Fn()>) -> Result<(), &'static str> {
    let container = container().ok_or(CANNOT.said())?;
    let registration = register(&container).await.ok_or(CANNOT.said())?;
    if registration.active().is_some() {
        installed.offline.set(Offline::Kept);
    }
    if registration.waiting().is_some() && container.controller().is_some() {
        newer();
    }
    follow_incoming(&registration, installed, newer.clone());
    listen(&registration, "updatefound", {
        let (registration, newer) = (registration.clone(), newer.clone());
        move || follow_incoming(&registration, installed, newer.clone())
    });
    // Another tab has taken the newer build: this page works on with what it has.
    let had_controller = container.controller().is_some();
    listen(&container, "controllerchange", move || {
        if had_controller {
            newer();
        }
    });
    loop {
        sleep(ASKS_EVERY).await;
        // Without a network there is nothing newer.
        if let Ok(asked) = registration.update() {
            let _ = JsFuture::from(asked).await;
        }
    }
}

async fn register(container: &ServiceWorkerContainer) -> Option<ServiceWorkerRegistration> {
    let options = RegistrationOptions::new();
    // The file that says what is newest comes from no cache.
    options.set_update_via_cache(ServiceWorkerUpdateViaCache::None);
    let asked = container.register_with_options("service-worker.js", &options);
    match JsFuture::from(asked).await {
        Ok(registration) => registration.dyn_into().ok(),
        Err(error) => {
            web_sys::console::warn_2(&"This page is not kept for working offline:".into(), &error);
            None
        }
    }
}

/// Follows a build that is coming in.
fn follow_incoming(
    registration: &ServiceWorkerRegistration,
    installed: Installed,
    newer: Rc<dyn Fn()>,
) {
    let Some(worker) = registration.installing() else {
        return;
    };
    // What comes in beside one that is in charge is a newer build.
    let is_newer = registration.active().is_some();
    let registration = registration.clone();
    let changed = {
        let worker = worker.clone();
        move || match worker.state() {
            ServiceWorkerState::Installed if is_newer => newer(),
            ServiceWorkerState::Activated => installed.offline.set(Offline::Kept),
            ServiceWorkerState::Redundant if registration.active().is_none() => {
                let why = t!(
                    "not every file came as it was built. It is tried again when the page is next opened."
                );
                installed.offline.set(Offline::Not(why.to_owned()));
            }
            _ => {}
        }
    };
    listen(&worker, "statechange", changed);
}

/// Listens for as long as the page lives.
fn listen(target: &web_sys::EventTarget, name: &'static str, act: impl Fn() + 'static) {
    EventListener::new(target, name, move |_| act()).forget();
}

/// Hears that the browser offers to install the page, and that it is installed.
fn hear_offer(installed: Installed) {
    let hear = move || {
        let offer = Reflect::get(&window(), &OFFER.into()).unwrap_or_default();
        installed.offered.set(!offer.is_falsy());
    };
    hear();
    listen(&window(), "pitchwright:installable", hear);
    listen(&window(), "appinstalled", move || {
        installed.offered.set(false);
    });
}

/// Asks the browser to install the page: it asks the person.
pub fn install(installed: Installed) {
    let offer = Reflect::get(&window(), &OFFER.into()).unwrap_or_default();
    // It can be taken up once; the browser makes another.
    let _ = Reflect::set(&window(), &OFFER.into(), &JsValue::NULL);
    installed.offered.set(false);
    let asked = method(&offer, "prompt").and_then(|prompt| prompt.call0(&offer).ok());
    if let Some(Ok(promise)) = asked.map(JsCast::dyn_into::<Promise>) {
        spawn_local(async move {
            // The browser says what came of it.
            let _ = JsFuture::from(promise).await;
        });
    }
}

/// Loads the page anew with the newer build, once everything is saved. What cannot be saved stays
/// on screen, and why is said.
pub fn take_newer(desk: Desk, workspace: Workspace) {
    reload_after(desk, workspace, hand_over());
}

/// Loads the page anew once everything is saved.
pub fn reload(desk: Desk, workspace: Workspace) {
    reload_after(desk, workspace, async {});
}

fn reload_after(desk: Desk, workspace: Workspace, first: impl Future<Output = ()> + 'static) {
    super::leave_field();
    spawn_local(async move {
        if let Err(why) = everything_saved(desk, workspace).await {
            desk.toast(&t!(
                "The page was not reloaded, so that nothing is lost. {why}"
            ));
            return;
        }
        first.await;
        let _ = window().location().reload();
    });
}

/// Writes what is not yet written and waits until both stores have answered.
///
/// # Errors
/// In words, when something is not saved.
async fn everything_saved(desk: Desk, workspace: Workspace) -> Result<(), String> {
    let problem = desk.settings_problem.get_untracked();
    if !problem.is_empty() {
        return Err(problem);
    }
    // What is only looked at is not this tab's to save.
    if workspace.read_only.read_untracked().is_some() {
        return Ok(());
    }
    workspace.save_now();
    let mut waited = Duration::ZERO;
    loop {
        match workspace.save_state.get_untracked() {
            SaveState::Saved => return Ok(()),
            SaveState::Saving if waited < ANSWERS_WITHIN => {}
            state => return Err(state.to_string()),
        }
        sleep(LOOKS_EVERY).await;
        waited += LOOKS_EVERY;
    }
}

/// Lets the build that waits take over, where one does: another tab may have done so before.
async fn hand_over() {
    let Some(container) = container() else {
        return;
    };
    let found = JsFuture::from(container.get_registration()).await;
    let registration = found.map(JsCast::dyn_into::<ServiceWorkerRegistration>);
    let Some(waiting) = registration
        .ok()
        .and_then(Result::ok)
        .and_then(|r| r.waiting())
    else {
        return;
    };
    if waiting.post_message(&"take over".into()).is_err() {
        return;
    }
    let mut waited = Duration::ZERO;
    while waiting.state() == ServiceWorkerState::Installed && waited < ANSWERS_WITHIN {
        sleep(LOOKS_EVERY).await;
        waited += LOOKS_EVERY;
    }
}
