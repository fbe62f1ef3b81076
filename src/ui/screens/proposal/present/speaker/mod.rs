//! The speaker window: the sheet that is shown, the next one, what there is to say, and the time.
//!
//! It is a bare window that this page opens and writes into: one program, one pitch, so that both
//! windows show the same and nothing is edited twice. It goes with the presentation.

mod desk;

use std::any::Any;

use gloo_events::EventListener;
use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Document, HtmlElement, HtmlLinkElement, Window};

use super::keys;
use super::show::Show;
use crate::words::Word;

const NAME: &str = "pitchwright-speaker";
const SIZE: &str = "popup,width=1180,height=760";
const BLOCKED: Word = word!(
    "The browser kept the speaker window from opening. Allow pop-ups for this page, then press N again."
);
const OPENED: Word = word!(
    "The speaker window is open. If the presentation no longer fills its screen, press F there."
);

/// The speaker window, while it is open. A handle that is cheap to copy.
#[derive(Clone, Copy)]
pub struct Held {
    open: RwSignal<bool>,
    window: StoredValue<Option<Opened>, LocalStorage>,
}

struct Opened {
    window: Window,
    listeners: Vec<EventListener>,
    /// What is shown in it, for as long as this is kept.
    shown: Option<Box<dyn Any>>,
}

impl Held {
    /// None yet.
    pub fn new() -> Self {
        Self {
            open: RwSignal::new(false),
            window: StoredValue::new_local(None),
        }
    }

    /// Whether it is open.
    pub fn is_open(self) -> bool {
        self.open.try_get_untracked().unwrap_or(false)
    }

    /// Closes it.
    pub fn close(self) {
        if let Some(window) = self.forget() {
            let _ = window.close();
        }
    }

    /// Forgets it, with all that was shown and heard in it.
    fn forget(self) -> Option<Window> {
        let opened = self.window.try_update_value(Option::take).flatten()?;
        self.open.try_set(false);
        let Opened {
            window,
            listeners,
            shown,
        } = opened;
        drop(listeners);
        drop(shown);
        Some(window)
    }
}

/// Opens it, or brings it to the front. Must be called in a press of a key or a button.
pub fn open(show: Show) {
    let front = show
        .speaker
        .window
        .with_value(|opened| opened.as_ref().map(|opened| opened.window.focus()));
    if front.is_some() {
        return;
    }
    let opened = window().open_with_url_and_target_and_features("", NAME, SIZE);
    let Some(second) = opened.ok().flatten() else {
        return show.say(BLOCKED.said());
    };
    // Before anything is shown: losing the full screen to it must not end the presentation.
    let _ = show.speaker.open.try_set(true);
    let Some((document, body)) = second
        .document()
        .and_then(|it| Some((it.clone(), it.body()?)))
    else {
        show.speaker.open.set(false);
        return show.say(BLOCKED.said());
    };
    body.set_inner_text("");
    let resized = RwSignal::new(());
    let mut listeners = dress(&document, &body, resized);
    listeners.push(keys::hear(&second, show, true));
    listeners.push(EventListener::new(&second, "resize", move |_| {
        resized.try_set(());
    }));
    listeners.push(EventListener::new(&second, "pagehide", move |_| {
        // Not while it is being heard.
        leptos::task::spawn_local(async move {
            show.speaker.forget();
        });
    }));
    let shown = mount_to(body, move || desk::desk(show, resized));
    show.speaker.window.set_value(Some(Opened {
        window: second,
        listeners,
        shown: Some(Box::new(shown)),
    }));
    show.say(OPENED.said());
}

/// Gives the window its name and our style sheets; `ready` tells when one of them is there.
fn dress(second: &Document, body: &HtmlElement, ready: RwSignal<()>) -> Vec<EventListener> {
    let mut listeners = Vec::new();
    if let Some(root) = second.document_element() {
        // It speaks as the page does.
        let language = (document().document_element()).and_then(|page| page.get_attribute("lang"));
        let _ = root.set_attribute("lang", language.as_deref().unwrap_or("en"));
        // In a dark room it does not shine.
        let _ = root.set_attribute("data-appearance", "dark");
    }
    body.set_class_name("speaker-body");
    let (Some(head), Ok(sheets)) = (
        second.head(),
        document().query_selector_all("link[rel=stylesheet]"),
    ) else {
        return listeners;
    };
    // A window of this name that was left over is written anew.
    let mine =
        (0..sheets.length()).filter_map(|at| sheets.item(at)?.dyn_into::<HtmlLinkElement>().ok());
    head.set_inner_text("");
    second.set_title(t!("Speaker window"));
    for sheet in mine {
        let link: Option<HtmlLinkElement> =
            (document().create_element("link").ok()).and_then(|link| link.dyn_into().ok());
        let Some(link) = link else { continue };
        link.set_rel("stylesheet");
        link.set_href(&sheet.href());
        listeners.push(EventListener::new(&link, "load", move |_| {
            ready.try_set(());
        }));
        let _ = head.append_child(&link);
    }
    listeners
}
