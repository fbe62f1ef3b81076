//! What a client gets beside paper: the proposal as one web page, and on the clipboard for word
//! processors. What writes them is fetched with the proposal.

use super::desk::Desk;
use super::screens::proposal::Here;
use super::workspace::Workspace;
use super::{clipboard, download};
use crate::file::{self, Document, client, web_page};
use crate::library::browser::chunk::{NotFetched, in_chunk};
use crate::proposal::{compose, html};

const NOT_FETCHED: &str = "The part of the page that writes the proposal could not be fetched. Check the connection and try again, or reload the page.";
const REFUSED: &str = "The browser did not let the proposal be copied. Allow this page to use the clipboard, or download the web page and copy from there.";

in_chunk! {
    proposal, prepared by prepare_page,
    /// The web page with the client's copy of the pitch in it, read back; in words why it was not
    /// made.
    fn page(document: &Document) -> Result<Result<String, String>, NotFetched> {
        let copy = client::copy(document);
        let proposal = compose(&document.pitch, &Here);
        let page = html::page(&proposal, &web_page::element(&file::write_compact(&copy)));
        Ok(file::verify(&page, &copy).map(|()| page).map_err(|error| format!(
            "The page was not made, because it did not read back as it should. {error}"
        )))
    }
}

in_chunk! {
    proposal, prepared by prepare_pieces,
    /// The proposal for the clipboard: as HTML, and as text.
    fn pieces(document: &Document) -> Result<(String, String), NotFetched> {
        let proposal = compose(&document.pitch, &Here);
        Ok((html::fragment(&proposal), html::plain(&proposal)))
    }
}

/// Downloads the proposal as a web page.
pub fn download_page(desk: Desk, workspace: Workspace) {
    workspace.save_now();
    let document = workspace.document();
    leptos::task::spawn_local(async move {
        let page = page(&document).await;
        let page = page.unwrap_or_else(|_| Err(NOT_FETCHED.to_owned()));
        let name = file::name::of_part(&document, "proposal", "html");
        match page.and_then(|page| download::text(&name, "text/html", &page)) {
            Ok(()) => desk.say("The web page is downloaded."),
            Err(words) => desk.toast(&words),
        }
    });
}

/// Copies the proposal for word processors.
pub fn copy_for_word(desk: Desk, workspace: Workspace) {
    let document = workspace.document();
    leptos::task::spawn_local(async move {
        let Ok((html, text)) = pieces(&document).await else {
            return desk.toast(NOT_FETCHED);
        };
        if clipboard::put(&html, &text).await.is_ok() {
            desk.say("The proposal is copied.");
            desk.toast("The proposal is copied: paste it into Word, Google Docs or a mail.");
        } else {
            desk.toast(REFUSED);
        }
    });
}
