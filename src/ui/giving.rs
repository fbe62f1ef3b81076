//! What a client gets beside paper: the proposal as one web page, and on the clipboard for word
//! processors. What writes them is fetched with the proposal.

use leptos::prelude::window;
use std::collections::BTreeSet;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use super::desk::Desk;
use super::screens::proposal::Here;
use super::workspace::Workspace;
use super::{clipboard, download, pictures};
use crate::file::{self, Document, Pictures, client, web_page};
use crate::library::browser::chunk::{NotFetched, in_chunk};
use crate::model::Picture;
use crate::proposal::html::faces::Shipped;
use crate::proposal::{compose, html};
use crate::words::Word;

/// Faces with their files.
type Faces = Vec<(Shipped, Vec<u8>)>;

const NOT_FETCHED: Word = word!(
    "The part of the page that writes the proposal could not be fetched. Check the connection and try again, or reload the page."
);
const WITHOUT_FACES: Word = word!(
    "The web page is downloaded without its typefaces, which could not be fetched: it stands in those of whoever reads it. Download it again once the connection is back."
);
const REFUSED: Word = word!(
    "The browser did not let the proposal be copied. Allow this page to use the clipboard, or download the web page and copy from there."
);

in_chunk! {
    proposal, prepared by prepare_page,
    /// The web page with the client's copy of the pitch in it, read back; in words why it was not
    /// made.
    fn page(document: &Document, pictures: &Pictures, faces: Faces) -> Result<Result<String, String>, NotFetched> {
        let copy = client::copy(document);
        let proposal = compose(&document.pitch, &Here);
        let carried = web_page::element(&file::write_compact(&copy));
        let page = html::page(&proposal, &images(pictures), &faces, &carried);
        let shown: BTreeSet<Picture> = proposal.pictures().collect();
        let shown = pictures.iter().filter(|(picture, _)| shown.contains(picture));
        let shown: Pictures = shown.map(|(picture, bytes)| (*picture, bytes.clone())).collect();
        Ok(file::verify(&page, &copy, &shown).map(|()| page).map_err(|error| t!(
            "The page was not made, because it did not read back as it should. {error}"
        )))
    }
}

in_chunk! {
    proposal, prepared by prepare_faces,
    /// The faces that the web page is set in.
    fn faces(document: &Document) -> Result<Vec<Shipped>, NotFetched> {
        Ok(html::faces::needed(&compose(&document.pitch, &Here)))
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

/// A pitch as a file.
pub struct PitchFile {
    /// Its text.
    pub text: String,
    /// How many of its pictures are not in this browser, and so not in it.
    pub missing: usize,
}

/// The file of a pitch with everything in it, read back.
///
/// # Errors
/// In words, when it does not read back as it should.
pub async fn pitch_file(document: &Document) -> Result<PitchFile, String> {
    let (pictures, missing) = pictures::of(&file::write_compact(document)).await;
    let text = file::write(document, &pictures);
    match file::verify(&text, document, &pictures) {
        Ok(()) => Ok(PitchFile { text, missing }),
        Err(error) => Err(t!(
            "The file was not made, because it did not read back as it should. {error}"
        )),
    }
}

/// Hands the file of a pitch to the browser's downloads, and says how it went; `false` when it did not.
/// `download` is [`download::text`], or [`download::uncounted`] of an earlier version.
pub fn hand_over(
    desk: Desk,
    document: &Document,
    (text, missing): (&str, usize),
    download: fn(&str, &str, &str) -> Result<(), String>,
) -> bool {
    match download(&file::name(document), "application/json", text) {
        Ok(()) if missing == 0 => desk.say(t!("The file is downloaded.")),
        Ok(()) => desk.toast(&t!(
            "The file is downloaded without {missing} of its pictures, which are not in this browser."
        )),
        Err(words) => {
            desk.toast(&words);
            return false;
        }
    }
    true
}

/// Downloads the proposal as a web page.
pub fn download_page(desk: Desk, workspace: Workspace) {
    workspace.save_now();
    let document = workspace.document();
    leptos::task::spawn_local(async move {
        let Ok(needed) = faces(&document).await else {
            return desk.toast(NOT_FETCHED.said());
        };
        let wanted = needed.len();
        let mut faces = Faces::new();
        for face in needed {
            if let Ok(file) = file_of(face).await {
                faces.push((face, file));
            }
        }
        let all = faces.len() == wanted;
        let pictures = pictures_of(&document).await;
        let page = page(&document, &pictures, faces).await;
        let page = page.unwrap_or_else(|_| Err(NOT_FETCHED.said().to_owned()));
        let name = file::name::of_part(&document, "proposal", "html");
        match page.and_then(|page| download::text(&name, "text/html", &page)) {
            Ok(()) if all => desk.say(t!("The web page is downloaded.")),
            Ok(()) => desk.toast(WITHOUT_FACES.said()),
            Err(words) => desk.toast(&words),
        }
    });
}

/// The file of a shipped face.
async fn file_of(face: Shipped) -> Result<Vec<u8>, JsValue> {
    let address = format!("fonts/{}", face.file);
    let response: Response =
        (JsFuture::from(window().fetch_with_str(&address)).await?).dyn_into()?;
    if !response.ok() {
        return Err(JsValue::NULL);
    }
    let file = JsFuture::from(response.array_buffer()?).await?;
    Ok(js_sys::Uint8Array::new(&file).to_vec())
}

/// Copies the proposal for word processors.
pub fn copy_for_word(desk: Desk, workspace: Workspace) {
    let document = workspace.document();
    leptos::task::spawn_local(async move {
        let pictures = pictures_of(&document).await;
        let Ok((html, text)) = pieces(&document, &pictures).await else {
            return desk.toast(NOT_FETCHED.said());
        };
        if clipboard::put(&html, &text).await.is_ok() {
            desk.say(t!("The proposal is copied."));
            desk.toast(t!(
                "The proposal is copied: paste it into Word, Google Docs or a mail."
            ));
        } else {
            desk.toast(REFUSED.said());
        }
    });
}
