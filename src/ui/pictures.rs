//! Pictures on the page: each is fetched from where it is kept when it is first shown, and has one
//! address for as long as the page is open.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, HtmlImageElement, Url};

use crate::file::Pictures;
use crate::file::pictures::mentioned;
use crate::library::ShelfError;
use crate::library::browser::chunk::{NotFetched, in_chunk};
use crate::library::browser::pictures::{Kept, PictureStore};
use crate::model::Picture;
use crate::words::Word;

/// Why a picture is not kept.
const NOT_KEPT: Word = word!(
    "This browser keeps no pictures for this page: its database is blocked, or the window is private. Allow the page to keep data and try again."
);

/// How far a picture has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arrival {
    /// It is being fetched.
    OnItsWay,
    /// It is here.
    Here {
        /// Where the page finds it.
        address: String,
        /// How many bytes it takes.
        bytes: usize,
    },
    /// This browser does not have it.
    Missing,
}

#[derive(Default)]
struct Album {
    store: RefCell<Option<Rc<PictureStore>>>,
    seen: RefCell<BTreeMap<Picture, ArcRwSignal<Arrival>>>,
}

thread_local! {
    static ALBUM: Album = Album::default();
}

async fn store() -> Option<Rc<PictureStore>> {
    if let Some(store) = ALBUM.with(|album| album.store.borrow().clone()) {
        return Some(store);
    }
    let store = Rc::new(PictureStore::open().await?);
    store.on_ended(|| ALBUM.with(|album| *album.store.borrow_mut() = None));
    ALBUM.with(|album| *album.store.borrow_mut() = Some(store.clone()));
    Some(store)
}

/// A picture, which is fetched unless it is here already.
pub fn arrival(picture: Picture) -> ArcRwSignal<Arrival> {
    let seen = ALBUM.with(|album| album.seen.borrow().get(&picture).cloned());
    let known = seen.is_some();
    let signal = seen.unwrap_or_else(|| ArcRwSignal::new(Arrival::OnItsWay));
    // What was missing may have come with a file since.
    if known && *signal.read_untracked() != Arrival::Missing {
        return signal;
    }
    ALBUM.with(|album| album.seen.borrow_mut().insert(picture, signal.clone()));
    let answer = signal.clone();
    leptos::task::spawn_local(async move {
        let arrived = match bytes(picture).await {
            Some(bytes) => here(picture, &bytes),
            None => Arrival::Missing,
        };
        if *answer.read_untracked() != arrived {
            answer.set(arrived);
        }
    });
    signal
}

/// Where the page finds a picture, for what is not drawn by signals.
pub async fn address(picture: Picture) -> Option<String> {
    let arrival = arrival(picture);
    for _ in 0..200 {
        match arrival.get_untracked() {
            Arrival::Here { address, .. } => return Some(address),
            Arrival::Missing => return None,
            Arrival::OnItsWay => gloo_timers::future::TimeoutFuture::new(25).await,
        }
    }
    None
}

/// The file of the picture that the page finds at this address.
pub async fn file_at(address: &str) -> Option<Vec<u8>> {
    let is_there = |arrival: &ArcRwSignal<Arrival>| matches!(&*arrival.read_untracked(), Arrival::Here { address: here, .. } if here == address);
    let picture = ALBUM.with(|album| {
        let seen = album.seen.borrow();
        let mut seen = seen.iter();
        seen.find_map(|(picture, arrival)| is_there(arrival).then_some(*picture))
    })?;
    bytes(picture).await
}

async fn bytes(picture: Picture) -> Option<Vec<u8>> {
    store().await?.get(picture).await.ok().flatten()
}

fn here(picture: Picture, bytes: &[u8]) -> Arrival {
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    let kind = BlobPropertyBag::new();
    kind.set_type(picture.kind.media_type());
    let address = Blob::new_with_u8_array_sequence_and_options(&parts, &kind)
        .and_then(|blob| Url::create_object_url_with_blob(&blob));
    address.map_or(Arrival::Missing, |address| Arrival::Here {
        address,
        bytes: bytes.len(),
    })
}

/// Keeps pictures: they are on the medium before this returns.
///
/// # Errors
/// In words, when the browser does not keep them; then none of them is kept.
pub async fn keep(pictures: &Pictures) -> Result<(), String> {
    if pictures.is_empty() {
        return Ok(());
    }
    let store = store().await.ok_or_else(|| NOT_KEPT.said().to_owned())?;
    store.put(pictures).await.map_err(|error| match error {
        ShelfError::Blocked => NOT_KEPT.said().to_owned(),
        error => t!("The pictures could not be kept: {error}. Nothing was changed."),
    })
}

type Keeping = Pin<Box<dyn Future<Output = Result<(), String>>>>;

in_chunk! {
    reading, prepared by prepare_keeping,
    fn keeping(pictures: Pictures) -> Result<Keeping, NotFetched> {
        Ok(Box::pin(async move { keep(&pictures).await }))
    }
}

/// Keeps the pictures that came with a file.
///
/// # Errors
/// As [`keep`].
pub async fn keep_of_file(pictures: Pictures) -> Result<(), String> {
    if pictures.is_empty() {
        return Ok(());
    }
    match keeping(pictures).await {
        Ok(keeping) => keeping.await,
        Err(_) => Err(t!("The part of the page that keeps pictures could not be fetched: check the connection and open the file again.").to_owned()),
    }
}

/// The pictures that a text mentions, with their bytes, and how many are not in this browser.
pub async fn of(text: &str) -> (Pictures, usize) {
    let mut pictures = Pictures::new();
    let mut missing = 0;
    for picture in mentioned(text) {
        match bytes(picture).await {
            Some(bytes) => {
                pictures.insert(picture, bytes);
            }
            None => missing += 1,
        }
    }
    (pictures, missing)
}

/// This moment, in milliseconds since 1970.
pub fn now() -> u64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "milliseconds since 1970 are whole and not negative"
    )]
    let now = js_sys::Date::now().max(0.0) as u64;
    now
}

/// What is kept, apart from the pitches.
pub async fn kept() -> Option<(Rc<PictureStore>, Vec<Kept>)> {
    let store = store().await?;
    let all = store.all().await.ok()?;
    Some((store, all))
}

/// Waits until the pictures on the sheets can be seen, so that none is missing on paper.
pub async fn ready(within: &str) {
    // Those that are on their way are put into the page when they are here.
    let on_their_way = || {
        ALBUM.with(|album| {
            let seen = album.seen.borrow();
            (seen.values()).any(|arrival| *arrival.read_untracked() == Arrival::OnItsWay)
        })
    };
    for _ in 0..200 {
        if !on_their_way() {
            break;
        }
        gloo_timers::future::TimeoutFuture::new(50).await;
    }
    leptos::task::tick().await;
    let Ok(images) = document().query_selector_all(within) else {
        return;
    };
    for index in 0..images.length() {
        let image = images
            .item(index)
            .and_then(|image| image.dyn_into::<HtmlImageElement>().ok());
        if let Some(image) = image {
            // One that cannot be read is seen as its description.
            let _ = JsFuture::from(image.decode()).await;
        }
    }
}

/// A picture as an element of the page, with a word in its place where this browser lacks it.
pub fn image(picture: Picture, description: String) -> AnyView {
    let arrival = arrival(picture);
    view! {
        {move || match arrival.get() {
            Arrival::OnItsWay => view! { <span class="picture-waits"></span> }.into_any(),
            Arrival::Here { address, .. } => view! {
                <img src=address alt=description.clone()/>
            }
            .into_any(),
            Arrival::Missing => view! {
                <span class="picture-missing" role="img" aria-label=description.clone()>
                    {t!("This picture is not in this browser.")}
                </span>
            }
            .into_any(),
        }}
    }
    .into_any()
}
