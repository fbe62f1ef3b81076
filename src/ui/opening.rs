//! Files that come in: the doors, and what waits for a decision. What takes them in is fetched when
//! the first comes (`taking`).

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use js_sys::{Promise, Reflect};
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::{DragEvent, File, FileList, HtmlInputElement};

use super::desk::{CameIn, Desk, Preview, fresh};
use super::on_disk;
use super::route::{Part, Route};
use super::taking;
use super::workspace::Workspace;
use crate::file::Document;
use crate::library::Card;
use crate::library::browser::chunk::{NotFetched, in_chunk};

/// The files in which pitches come.
pub const ACCEPT: &str = ".json,.html,.pdf,application/json,text/html,application/pdf";

/// A file that was read and holds a pitch that is in the library already.
#[derive(Clone)]
pub struct Incoming {
    /// Where it came from, such as the name of its file.
    pub from: String,
    /// What came in.
    pub document: Document,
    /// What is there.
    pub mine: Card,
    /// Why ours cannot be replaced, where it cannot.
    pub refused: Option<String>,
    /// The file that it was read from, where it can be saved back to it.
    pub origin: Option<StoredValue<Coming, LocalStorage>>,
}

/// A file on its way in.
#[derive(Clone)]
pub struct Coming {
    /// What is read.
    pub file: File,
    /// The same on disk, where the browser says so.
    pub handle: Option<JsValue>,
}

/// Files that wait for a decision, oldest first.
#[derive(Clone, Copy, Default)]
pub struct Arrivals(pub RwSignal<Vec<Incoming>>);

/// The files that wait in this page.
pub fn use_arrivals() -> Arrivals {
    expect_context::<Arrivals>()
}

/// What is to be taken in.
pub enum Asked {
    /// Files that were chosen, or that the page was opened with.
    Files(Vec<Coming>),
    /// Files that were dropped, and where they come from.
    Dropped(Vec<File>, Promise),
    /// Files that are to be chosen; by this input where the browser's own choice is not to be had.
    Choice(HtmlInputElement),
    /// A text that was pasted, or came out from behind a password; and where it came from.
    Text(String, String),
    /// A pitch that is only shown so far.
    Preview(Arc<Preview>, Box<Workspace>),
    /// A copy that is to take the place of ours.
    InPlaceOfMine(Box<Incoming>),
    /// The built-in example.
    Example,
}

type Taking = Pin<Box<dyn Future<Output = ()>>>;

in_chunk! {
    desk, prepared by prepare,
    fn begin(desk: Desk, arrivals: Arrivals, asked: Asked) -> Result<Taking, NotFetched> {
        Ok(Box::pin(taking::take(desk, arrivals, asked)))
    }
}

/// Takes something in.
pub async fn take(desk: Desk, arrivals: Arrivals, asked: Asked) {
    match begin(desk, arrivals, asked).await {
        Ok(taking) => taking.await,
        Err(_) => desk.toast(
            t!("The part of the page that reads files could not be fetched: check the connection, or reload the page."),
        ),
    }
}

/// Lets files be chosen: in a way that they can be saved back to where the browser has one.
pub fn choose_files(desk: Desk, arrivals: Arrivals, input: HtmlInputElement) {
    let picker = Reflect::get(&window(), &"showOpenFilePicker".into());
    if picker.is_ok_and(|picker| picker.is_function()) {
        leptos::task::spawn_local(take(desk, arrivals, Asked::Choice(input)));
    } else {
        input.click();
    }
}

/// Takes the files that were chosen or pasted.
pub fn take_files(desk: Desk, arrivals: Arrivals, files: Option<FileList>) {
    let files = all(files).map(|file| Coming { file, handle: None });
    leptos::task::spawn_local(take(desk, arrivals, Asked::Files(files.collect())));
}

/// Takes the files that were dropped.
pub fn take_dropped(desk: Desk, arrivals: Arrivals, event: &DragEvent) {
    let Some(dropped) = event.data_transfer() else {
        return;
    };
    // What was dropped can be looked into in this task only.
    let files = all(dropped.files()).collect();
    let asked = Asked::Dropped(files, on_disk::origins(&dropped));
    leptos::task::spawn_local(take(desk, arrivals, asked));
}

fn all(files: Option<FileList>) -> impl Iterator<Item = File> {
    let count = files.as_ref().map_or(0, FileList::length);
    (0..count).filter_map(move |at| files.as_ref()?.get(at))
}

/// Keeps the pitch that is only shown, and opens it.
pub fn keep_preview(desk: Desk, arrivals: Arrivals, workspace: Workspace, preview: &Arc<Preview>) {
    let asked = Asked::Preview(preview.clone(), Box::new(workspace));
    leptos::task::spawn_local(take(desk, arrivals, asked));
}

/// Puts what came in in the place of ours, after keeping ours in its history.
pub fn replace_mine(desk: Desk, incoming: Incoming) {
    let asked = Asked::InPlaceOfMine(Box::new(incoming));
    leptos::task::spawn_local(take(desk, Arrivals::default(), asked));
}

/// Starts a pitch from the built-in example.
pub fn start_example(desk: Desk) {
    leptos::task::spawn_local(take(desk, Arrivals::default(), Asked::Example));
}

/// Opens what is there; what came in is left as it is.
pub fn open_mine(desk: Desk, incoming: Incoming) {
    desk.go(&Route::Pitch(incoming.mine.id, Part::Overview));
}

/// Lays what came in beside ours.
pub fn compare(desk: Desk, incoming: Incoming) {
    let id = incoming.mine.id.clone();
    desk.came_in.set(Some(Arc::new(CameIn {
        from: incoming.from,
        document: incoming.document,
    })));
    desk.go(&Route::Pitch(id, Part::Compare));
}

/// Keeps what came in as a pitch of its own.
pub fn keep_both(desk: Desk, incoming: Incoming) {
    let mut document = incoming.document;
    document.id = fresh();
    desk.keep(document);
}
