//! The sheets as a PDF file: what is shown is listed letter by letter, and a worker of its own
//! writes the file (`crate::pdf`).

mod boxes;
mod frame;
mod likeness;
mod look;
mod nodes;
mod sheets;
mod svg;
mod text;
mod walk;

use std::sync::Arc;

use chrono::Datelike;
use leptos::prelude::*;
use web_sys::Blob;

use super::Print;
use crate::file::{self, client};
use crate::pdf::list::{About, Attachment, Day, List};
use crate::pdf::{faces, list};
use crate::proposal::Proposal;
use crate::ui::craft::{self, Asked, Craft, Making};
use crate::ui::desk::Desk;
use crate::ui::pictures;
use crate::ui::workspace::Workspace;
use crate::ui::{download as hand_over, format};
use crate::words::{Spoken, Word};
use crate::work::{Likenesses, Pdf, PdfNews, Progress};

const CRAFT: Craft = Craft {
    worker: "pdf",
    kind: "application/pdf",
    not_fetched: word!(
        "The part of Pitchwright that makes PDF files could not be fetched. The connection may be gone, or a newer Pitchwright has taken this one's place: try again, or reload the page."
    ),
    stopped: word!(
        "Making the PDF has stopped, perhaps for want of memory. Your pitch is as it was. Try again, or print to a file."
    ),
};
const NO_FONTS: Word =
    word!("The fonts of the PDF could not be fetched. Check the connection and try again.");
const NOT_SEEN: Word =
    word!("The sheets could not be read. Reload the page and try again, or print to a file.");

/// How it stands with the file.
#[derive(Clone, PartialEq)]
enum Stand {
    /// None is being made.
    Idle,
    /// The sheets are read, or written.
    Making(Progress),
    /// It came to nothing: why.
    Failed(String),
}

/// The file that is being made.
#[derive(Clone, Copy)]
struct Wanted {
    desk: Desk,
    workspace: Workspace,
    proposal: Memo<Arc<Proposal>>,
    laid: RwSignal<Option<Arc<Print>>>,
    stand: RwSignal<Stand>,
    /// Whether it waits for the sheets.
    waits: RwSignal<bool>,
    /// Tells one file from the next, so that a cancelled one is not gone on with.
    number: StoredValue<u32>,
    making: StoredValue<Option<Making>, LocalStorage>,
}

/// The button, and the progress in its place.
pub fn download(
    desk: Desk,
    workspace: Workspace,
    proposal: Memo<Arc<Proposal>>,
    laid: RwSignal<Option<Arc<Print>>>,
    ready: Signal<bool>,
) -> AnyView {
    let wanted = Wanted {
        desk,
        workspace,
        proposal,
        laid,
        stand: RwSignal::new(Stand::Idle),
        waits: RwSignal::new(false),
        number: StoredValue::new(0),
        making: StoredValue::new_local(None),
    };
    // It is made of what is wanted, when that is on screen.
    Effect::new(move |_| {
        if ready.get() && wanted.waits.get() {
            wanted.waits.set(false);
            leptos::task::spawn_local(async move {
                leptos::task::tick().await;
                wanted.make().await;
            });
        }
    });
    // Whoever leaves has given it up.
    on_cleanup(move || {
        let _ = wanted.making.try_set_value(None);
    });
    let now = Memo::new(move |_| match &*wanted.stand.read() {
        Stand::Making(progress) => Some(*progress),
        Stand::Idle | Stand::Failed(_) => None,
    });
    let is_making = Memo::new(move |_| now.read().is_some());
    let percent = move || now.get().map_or(0, Progress::percent);
    let press = move |_| {
        if is_making.get_untracked() {
            wanted.cancel();
        } else {
            wanted.ask();
        }
    };
    let failure = move || match &*wanted.stand.read() {
        Stand::Failed(words) => {
            Some(view! { <p class="pdf-failed bad" role="alert">{words.clone()}</p> })
        }
        Stand::Idle | Stand::Making(_) => None,
    };
    view! {
        <div class="pdf-make">
            <Show when=move || is_making.get()>
                <progress aria-label=t!("Making the PDF") max="100" value=move || percent().to_string()></progress>
            </Show>
            // One button, so that whoever has pressed it by key still stands on it.
            <button type="button" on:click=press>
                {move || if is_making.get() { t!("Cancel") } else { t!("Download PDF") }}
            </button>
        </div>
        {failure}
    }
    .into_any()
}

impl Wanted {
    fn ask(self) {
        self.workspace.save_now();
        self.desk.say(t!("The PDF is being made."));
        self.stand.set(Stand::Making(Progress { done: 0, of: 100 }));
        self.waits.set(true);
    }

    fn cancel(self) {
        self.waits.set(false);
        self.number.update_value(|number| *number += 1);
        self.making.set_value(None);
        self.stand.set(Stand::Idle);
        self.desk.say(t!("The PDF is not made."));
    }

    /// Whether this one is still wanted.
    fn is_wanted(self, number: u32) -> bool {
        self.number.try_get_value() == Some(number)
    }

    async fn make(self) {
        let Some(Some(print)) = self.laid.try_get_untracked() else {
            return;
        };
        let Some(number) = self.number.try_get_value() else {
            return;
        };
        match self.start(&print, number).await {
            // Sheets that have changed meanwhile are read anew.
            Ok(false) if self.is_wanted(number) => self.waits.set(true),
            Ok(_) => {}
            Err(words) => self.end(Stand::Failed(words)),
        }
    }

    /// Reads the sheets and hands them over to the worker. Whether they stayed as they were.
    async fn start(self, print: &Arc<Print>, number: u32) -> Result<bool, String> {
        let document = self.workspace.document();
        let goes_on = || {
            let same = matches!(self.laid.try_get_untracked(), Some(Some(laid)) if Arc::ptr_eq(&laid, print));
            same && self.is_wanted(number)
        };
        let on_page = |done: usize, of: usize| {
            // Reading is the first half.
            let share = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
            self.tell(Progress {
                done: share(done),
                of: share(of).saturating_mul(2),
            });
        };
        pictures::ready(".leaf img").await;
        let Some(read) = sheets::read(print, &goes_on, &on_page)
            .await
            .map_err(|_| NOT_SEEN.said().to_owned())?
        else {
            return Ok(false);
        };
        let mut list = read.list;
        list.about = about(&print.proposal, &document);
        list.attachment = Some(attachment(&document).await?);
        let fonts = faces::needed(&list);
        let mut bytes = Vec::new();
        for font in &fonts {
            bytes.push(
                sheets::fetch(font)
                    .await
                    .map_err(|_| NO_FONTS.said().to_owned())?,
            );
        }
        bytes.extend(read.pictures);
        if !self.is_wanted(number) {
            return Ok(true);
        }
        self.hand_over(list, fonts, bytes)?;
        Ok(true)
    }

    fn hand_over(
        self,
        list: List,
        fonts: Vec<String>,
        bytes: Vec<js_sys::Uint8Array>,
    ) -> Result<(), String> {
        let name = format!(
            "{}.pdf",
            file_name(&self.proposal.read_untracked().file_name)
        );
        let types = list.types.clone();
        let asked = serde_json::to_string(&Pdf {
            list,
            fonts,
            spoken: Spoken::here(),
        })
        .map_err(|error| error.to_string())?;
        let on_ready = move |worker: &Asked| {
            // What cannot be handed over is heard as a worker that has stopped.
            let _ = worker.say(&asked, &bytes);
        };
        let on_news = move |worker: &Asked, text: &str| self.hear(worker, text, &types);
        let on_done = move |result: Result<Blob, String>| {
            let handed_over = result.and_then(|file| hand_over::blob(&name, &file));
            self.end(match handed_over {
                Ok(()) => {
                    self.desk.say(t!("The PDF is downloaded."));
                    Stand::Idle
                }
                Err(words) => Stand::Failed(words),
            });
        };
        let making = craft::start(CRAFT, on_ready, on_news, on_done)?;
        let _ = self.making.try_set_value(Some(making));
        Ok(())
    }

    fn hear(self, worker: &Asked, text: &str, types: &[list::Type]) -> Result<(), String> {
        match serde_json::from_str::<PdfNews>(text) {
            Ok(PdfNews::Progress(Progress { done, of })) => {
                self.tell(Progress {
                    done: done.saturating_add(of),
                    of: of.saturating_mul(2),
                });
                Ok(())
            }
            Ok(PdfNews::Lacking(letters)) => {
                let (worker, types) = (worker.clone(), types.to_vec());
                leptos::task::spawn_local(async move {
                    let (measures, bytes) = likeness::of(&letters, &types).await;
                    if let Ok(text) = serde_json::to_string(&Likenesses(measures)) {
                        let _ = worker.say(&text, &bytes);
                    }
                });
                Ok(())
            }
            Ok(PdfNews::Failed(words)) => Err(words),
            Ok(PdfNews::Ready) | Err(_) => Err(CRAFT.stopped.said().to_owned()),
        }
    }

    fn tell(self, progress: Progress) {
        let _ = self.stand.try_set(Stand::Making(progress));
    }

    /// Ends the worker after its last message, not within it.
    fn end(self, stand: Stand) {
        let _ = self.stand.try_set(stand);
        request_animation_frame(move || {
            let is_making = matches!(self.stand.try_get_untracked(), Some(Stand::Making(_)));
            if !is_making {
                let _ = self.making.try_set_value(None);
            }
        });
    }
}

/// What is said of the document as a whole.
fn about(proposal: &Proposal, document: &file::Document) -> About {
    let pitch = &document.pitch;
    let day = pitch.proposal.date.unwrap_or_else(format::today).naive();
    let root = leptos::prelude::document().document_element();
    About {
        title: proposal.file_name.clone(),
        author: pitch.proposal.agency.trim().to_owned(),
        language: root
            .and_then(|root| root.get_attribute("lang"))
            .unwrap_or_else(|| "en".to_owned()),
        day: Day {
            year: u16::try_from(day.year()).unwrap_or_default(),
            month: u8::try_from(day.month()).unwrap_or(1),
            day: u8::try_from(day.day()).unwrap_or(1),
        },
    }
}

/// The client's copy of the pitch, as its web page carries it.
async fn attachment(document: &file::Document) -> Result<Attachment, String> {
    let copy = client::copy(document);
    let (pictures, _) = pictures::of(&file::write_compact(&copy)).await;
    let json = file::write_on_one_line(&copy, &pictures);
    file::verify(&json, &copy, &pictures).map_err(|error| {
        t!("The PDF was not made, because its pitch did not read back as it should. {error}")
    })?;
    Ok(Attachment {
        name: file::name(&copy),
        description: t!(
            "The pitch that this proposal was made of, as its client sees it. Pitchwright opens it."
        )
        .to_owned(),
        json,
    })
}

/// A name that every system takes.
fn file_name(title: &str) -> String {
    let name: String = title
        .chars()
        .map(|letter| match letter {
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '-',
            letter if letter.is_control() => ' ',
            letter => letter,
        })
        .take(120)
        .collect();
    match name.trim().trim_matches('.') {
        "" => t!("Proposal").to_owned(),
        name => name.to_owned(),
    }
}
