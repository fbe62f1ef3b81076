//! What a client gets beside paper: the proposal as one web page, and on the clipboard for word
//! processors. What writes them is fetched with the proposal.

use std::collections::BTreeSet;

use super::desk::Desk;
use super::screens::proposal::Here;
use super::workspace::Workspace;
use super::{clipboard, download, pictures};
use crate::file::{self, Document, Pictures, client, web_page};
use crate::library::browser::chunk::{NotFetched, in_chunk};
use crate::model::Picture;
use crate::proposal::{compose, html};

const NOT_FETCHED: &str = "The part of the page that writes the proposal could not be fetched. Check the connection and try again, or reload the page.";
const REFUSED: &str = "The browser did not let the proposal be copied. Allow this page to use the clipboard, or download the web page and copy from there.";

in_chunk! {
    proposal, prepared by prepare_page,
    /// The web page with the client's copy of the pitch in it, read back; in words why it was not
    /// made.
    fn page(document: &Document, pictures: &Pictures) -> Result<Result<String, String>, NotFetched> {
        let copy = client::copy(document);
        let proposal = compose(&document.pitch, &Here);
        let carried = web_page::element(&file::write_compact(&copy));
        let page = html::page(&proposal, &images(pictures), &carried);
        let shown: BTreeSet<Picture> = proposal.pictures().collect();
        let shown = pictures.iter().filter(|(picture, _)| shown.contains(picture));
        let shown: Pictures = shown.map(|(picture, bytes)| (*picture, bytes.clone())).collect();
        Ok(file::verify(&page, &copy, &shown).map(|()| page).map_err(|error| format!(
            "The page was not made, because it did not read back as it should. {error}"
        )))
    }
}

in_chunk! {
    proposal, prepared by prepare_pieces,
    /// The proposal for the clipboard: as HTML, and as text.
    fn pieces(document: &Document, pictures: &Pictures) -> Result<(String, String), NotFetched> {
        let proposal = compose(&document.pitch, &Here);
        Ok((html::fragment(&proposal, &images(pictures)), html::plain(&proposal)))
    }
}

/// Pictures as attributes of their elements.
fn images(pictures: &Pictures) -> impl Fn(Picture) -> Option<String> {
    |picture| {
        let bytes = pictures.get(&picture)?;
        Some(web_page::picture(picture, bytes))
    }
}

/// The pictures that the client sees.
async fn pictures_of(document: &Document) -> Pictures {
    let copy = file::write_compact(&client::copy(document));
    pictures::of(&copy).await.0
}

/// Downloads the proposal as a web page.
pub fn download_page(desk: Desk, workspace: Workspace) {
    workspace.save_now();
    let document = workspace.document();
    leptos::task::spawn_local(async move {
        let pictures = pictures_of(&document).await;
        let page = page(&document, &pictures).await;
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
        let pictures = pictures_of(&document).await;
        let Ok((html, text)) = pieces(&document, &pictures).await else {
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
