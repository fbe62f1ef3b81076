//! Files that come in: the doors, and what waits for a decision. What takes them in is fetched when
//! the first comes (`taking`).

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use leptos::prelude::*;

use super::desk::{CameIn, Desk, Preview, fresh};
use super::route::{Part, Route};
use super::taking;
use super::workspace::Workspace;
use crate::file::Document;
use crate::library::Card;
use crate::library::browser::chunk::{NotFetched, in_chunk};

/// A file that was read and holds a pitch that is in the library already.
#[derive(Clone)]
pub struct Incoming {
    /// Where it came from, such as the name of its file.
    pub from: String,
    /// What came in.
    pub document: Document,
    /// What is there.
    pub mine: Card,
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
    /// Files that were chosen, dropped, or that the page was opened with.
    Files(Vec<web_sys::File>),
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
            "The part of the page that reads files could not be fetched: check the connection, or reload the page.",
        ),
    }
}

/// Takes the files that were chosen or dropped.
pub fn take_files(desk: Desk, arrivals: Arrivals, files: Option<web_sys::FileList>) {
    let Some(files) = files else {
        return;
    };
    let files = (0..files.length()).filter_map(|at| files.get(at)).collect();
    leptos::task::spawn_local(take(desk, arrivals, Asked::Files(files)));
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
