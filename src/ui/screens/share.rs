//! The Share dialog: what leaves the desk, and in which form.

use std::sync::Arc;

use leptos::prelude::*;
use rust_decimal::Decimal;
use wasm_bindgen_futures::JsFuture;

use crate::file::link::Reach;
use crate::file::pictures::mentioned;
use crate::file::{self, Document, locked};
use crate::library::history::Why;
use crate::model::Fingerprint;
use crate::ui::desk::{Desk, use_desk};
use crate::ui::giving::{self, PitchFile};
use crate::ui::history;
use crate::ui::on_disk::{self, To};
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::icon::{Glyph, Icon};
use crate::ui::screens::budget::spreadsheet;
use crate::ui::shell::print;
use crate::ui::workspace::{Workspace, use_workspace};
use crate::ui::{download, format, links, locking};
use crate::words::Word;

/// The dialog.
#[component]
pub fn ShareDialog() -> impl IntoView {
    let desk = use_desk();
    let workspace = use_workspace();
    let file_password = RwSignal::new(String::new());
    view! {
        <Dialog title=t!(verb "Share") open=desk.sharing>
            <ul class="share-list">
                <li>
                    <div>
                        <h3>{t!("For a colleague")}</h3>
                        <p>{t!("A file with everything in it, cost and margin included. They open it here with “Open file…”; when it comes back, both copies are compared and merged.")}</p>
                        {on_disk::name_of(&workspace.document().id).map(|name| view! {
                            <p class="share-said">
                                {t!("Tied to {name} on this device for as long as this page is open: Ctrl+S saves to it.")}
                            </p>
                        })}
                    </div>
                    <div class="share-ways">
                        {password_field(t!("Password for the file (optional)"), file_password)}
                        <button
                            type="button"
                            class="primary"
                            on:click=move |_| download_json(desk, workspace, file_password.get_untracked())
                        >
                            {t!("Download JSON")}
                        </button>
                        {to_disk(desk, workspace)}
                    </div>
                </li>
                <li>
                    <div>
                        <h3>{t!("For the client")}</h3>
                        <p>{t!("The proposal with nothing internal in it: no cost, no margin, no notes. On paper or as PDF; as one web page for any screen, which needs no network and opens here again; or copied for Word and Google Docs.")}</p>
                    </div>
                    <div class="share-ways">
                        <button
                            type="button"
                            on:click=move |_| {
                                desk.sharing.set(false);
                                print(desk);
                            }
                        >
                            <Icon glyph=Glyph::Print/>
                            {t!("Print proposal")}
                        </button>
                        <button type="button" on:click=move |_| giving::download_page(desk, workspace)>
                            {t!("Download web page")}
                        </button>
                        <button type="button" on:click=move |_| giving::copy_for_word(desk, workspace)>
                            {t!("Copy for Word")}
                        </button>
                    </div>
                </li>
                {link_item(desk, workspace)}
                <li class="share-spreadsheet">
                    <div>
                        <h3>{t!("Budget as a spreadsheet")}</h3>
                        <p>{t!("Excel or LibreOffice, with live formulas. The client’s version holds nothing internal.")}</p>
                    </div>
                    {spreadsheet::download(desk, workspace)}
                </li>
            </ul>
            <p class="field-hint">
                {t!("Nothing is uploaded. What you download is all that leaves this browser.")}
            </p>
        </Dialog>
    }
    .into_any()
}

/// The pitch as it goes to a colleague: it says from which state their copy goes on.
fn for_colleague(workspace: Workspace) -> Document {
    workspace.save_now();
    let mut document = Document::clone(&workspace.document());
    document.parted(Fingerprint::of(&document.pitch));
    document
}

/// Keeps what went to a colleague: when their copy comes back, it is what both copies go back to.
async fn went(desk: Desk, workspace: Workspace, document: Document) {
    workspace.parted(&[Fingerprint::of(&document.pitch)]);
    if let Err(words) = history::keep(desk, Arc::new(document), Why::Shared, "").await {
        desk.toast(&t!(
            "What was shared could not be kept here, so that a copy that comes back will be compared without it: {words}."
        ));
    }
}

/// Saving to a file on disk, where the browser can.
fn to_disk(desk: Desk, workspace: Workspace) -> Option<AnyView> {
    const WHAT: Word =
        word!("Everything in it. From then on Ctrl+S saves to it, while this page is open");
    let save = move |to| move |_| on_disk::save(desk, workspace, to);
    if !on_disk::can() {
        return None;
    }
    if on_disk::name_of(&workspace.document().id).is_none() {
        return Some(
            view! {
                <button type="button" title=WHAT.said() on:click=save(To::Another)>{t!("Save to a file…")}</button>
            }
            .into_any(),
        );
    }
    Some(
        view! {
            <button type="button" on:click=save(To::ItsFile)>{t!("Save to its file")}</button>
            <button type="button" class="quiet" title=WHAT.said() on:click=save(To::Another)>
                {t!("Save to another file…")}
            </button>
        }
        .into_any(),
    )
}

/// A field for a password, which the browser is not to keep.
fn password_field(label: &'static str, password: RwSignal<String>) -> AnyView {
    view! {
        <label class="share-password">
            <span>{label}</span>
            <input
                type="password"
                autocomplete="new-password"
                prop:value=move || password.get()
                on:input=move |event| password.set(event_target_value(&event))
            />
        </label>
    }
    .into_any()
}

/// The pitch as a link.
fn link_item(desk: Desk, workspace: Workspace) -> AnyView {
    let for_client = RwSignal::new(true);
    let password = RwSignal::new(String::new());
    let said = RwSignal::new(String::new());
    let copy = move |_| {
        let document = for_colleague(workspace);
        let (for_client, password) = (for_client.get_untracked(), password.get_untracked());
        leptos::task::spawn_local(async move {
            let address = match links::address(&document, for_client, &password).await {
                Ok(address) => address,
                Err(words) => {
                    said.try_set(words);
                    return;
                }
            };
            let copied =
                JsFuture::from(window().navigator().clipboard().write_text(&address)).await;
            if copied.is_err() {
                said.try_set(t!("The browser did not let the link be copied. Allow this page to use the clipboard, and try again.").to_owned());
                return;
            }
            let pictures = mentioned(&file::write_compact(&document)).len();
            let without = match pictures {
                0 => "",
                1 => t!("The picture is not in it."),
                _ => t!("The pictures are not in it."),
            };
            let count = address.chars().count();
            let characters = format::number(Decimal::from(count));
            let reach = Reach::of(count).words();
            let copied = t!("Copied: {characters} characters.");
            let words = format!("{copied} {reach} {without}");
            said.try_set(words.trim_end().to_owned());
            if for_client {
                let sent = Arc::new(document);
                // The link is given; without this only the history lacks it.
                let _ = history::keep(desk, sent, Why::Sent, "").await;
            } else {
                went(desk, workspace, document).await;
            }
            let _ = desk.library().persist().await;
        });
    };
    view! {
        <li class="share-link">
            <div>
                <h3>{t!("As a link")}</h3>
                <p>{t!("The pitch is in the link itself, in the part that browsers send to nobody. Whoever has the link has the pitch; with a password they need that too. It opens to be looked at, and is kept only if they say so.")}</p>
                <p class="share-said" role="status">{move || said.get()}</p>
            </div>
            <div class="share-ways">
                <label class="share-password">
                    <span>{t!("What the link holds")}</span>
                    <select on:change=move |event| for_client.set(event_target_value(&event) == "client")>
                        <option value="client">{t!("What the client sees")}</option>
                        <option value="all">{t!("Everything, for a colleague")}</option>
                    </select>
                </label>
                {password_field(t!("Password for the link (optional)"), password)}
                <button type="button" on:click=copy>{t!("Copy link")}</button>
            </div>
        </li>
    }
    .into_any()
}

/// Whether a locked file opens with its password and holds the pitch.
async fn opens_again(text: &str, password: &str, document: &Document) -> bool {
    let Ok(locked) = locked::read(text) else {
        return false;
    };
    let opened = locking::unlock(&locked, password).await;
    let text = opened.ok().and_then(|bytes| String::from_utf8(bytes).ok());
    text.is_some_and(|text| file::read(&text).is_ok_and(|opened| opened.document == *document))
}

/// Writes the file, reads it back, and only then hands it over.
fn download_json(desk: Desk, workspace: Workspace, password: String) {
    let document = for_colleague(workspace);
    leptos::task::spawn_local(async move {
        let PitchFile { text, missing } = match giving::pitch_file(&document).await {
            Ok(file) => file,
            Err(words) => return desk.toast(&words),
        };
        let text = if password.is_empty() {
            text
        } else {
            match locking::lock(text.as_bytes(), &password).await {
                Ok(locked) => locked::write(&locked),
                Err(error) => return desk.toast(&t!("The file was not made. {error}")),
            }
        };
        if !password.is_empty() && !opens_again(&text, &password, &document).await {
            return desk.toast(t!(
                "The file was not made, because it did not open again with its password."
            ));
        }
        if !giving::hand_over(desk, &document, (&text, missing), download::text) {
            return;
        }
        went(desk, workspace, document).await;
        // The first export is when losing the browser's copy begins to matter.
        let _ = desk.library().persist().await;
    });
}
