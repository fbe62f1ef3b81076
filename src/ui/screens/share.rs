//! The Share dialog: what leaves the desk, and in which form.

use std::sync::Arc;

use leptos::prelude::*;

use crate::file::fingerprint::Fingerprint;
use crate::file::{self, Document};
use crate::library::history::Why;
use crate::ui::desk::{Desk, use_desk};
use crate::ui::download;
use crate::ui::giving;
use crate::ui::history;
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::icon::{Glyph, Icon};
use crate::ui::pictures;
use crate::ui::screens::budget::spreadsheet;
use crate::ui::shell::print;
use crate::ui::workspace::{Workspace, use_workspace};

/// The dialog.
#[component]
pub fn ShareDialog() -> impl IntoView {
    let desk = use_desk();
    let workspace = use_workspace();
    view! {
        <Dialog title="Share" open=desk.sharing>
            <ul class="share-list">
                <li>
                    <div>
                        <h3>"For a colleague"</h3>
                        <p>"A file with everything in it, cost and margin included. They open it here with “Open file…”."</p>
                    </div>
                    <button
                        type="button"
                        class="primary"
                        on:click=move |_| download_json(desk, workspace)
                    >
                        "Download JSON"
                    </button>
                </li>
                <li>
                    <div>
                        <h3>"For the client"</h3>
                        <p>"The proposal with nothing internal in it: no cost, no margin, no notes. On paper or as PDF; as one web page for any screen, which needs no network and opens here again; or copied for Word and Google Docs."</p>
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
                            "Print proposal"
                        </button>
                        <button type="button" on:click=move |_| giving::download_page(desk, workspace)>
                            "Download web page"
                        </button>
                        <button type="button" on:click=move |_| giving::copy_for_word(desk, workspace)>
                            "Copy for Word"
                        </button>
                    </div>
                </li>
                <li class="share-spreadsheet">
                    <div>
                        <h3>"Budget as a spreadsheet"</h3>
                        <p>"Excel or LibreOffice, with live formulas. The client’s version holds nothing internal."</p>
                    </div>
                    {spreadsheet::download(desk, workspace)}
                </li>
            </ul>
            <p class="field-hint">
                "Nothing is uploaded. What you download is all that leaves this browser."
            </p>
        </Dialog>
    }
    .into_any()
}

/// Writes the file, reads it back, and only then hands it over.
fn download_json(desk: Desk, workspace: Workspace) {
    workspace.save_now();
    let mut document = Document::clone(&workspace.document());
    let state = Fingerprint::of(&document.pitch);
    document.parted(state);
    leptos::task::spawn_local(async move {
        let (pictures, missing) = pictures::of(&file::write_compact(&document)).await;
        let text = file::write(&document, &pictures);
        if let Err(error) = file::verify(&text, &document, &pictures) {
            desk.toast(&format!(
                "The file was not made, because it did not read back as it should. {error}"
            ));
            return;
        }
        match download::text(&file::name(&document), "application/json", &text) {
            Ok(()) if missing == 0 => desk.say("The file is downloaded."),
            Ok(()) => desk.toast(&format!(
                "The file is downloaded without {missing} of its pictures, which are not in this browser."
            )),
            Err(words) => return desk.toast(&words),
        }
        // When the colleague's copy comes back, it is laid beside ours by what both go back to.
        workspace.parted(&[state]);
        if let Err(words) = history::keep(desk, Arc::new(document), Why::Shared, "").await {
            desk.toast(&format!(
                "The file is downloaded. What it was made of could not be kept, so that a copy that comes back is compared without it: {words}."
            ));
        }
        // The first export is when losing the browser's copy begins to matter.
        let _ = desk.library().persist().await;
    });
}
