//! Code that is fetched when it is first needed, so that the page opens without it.
//!
//! A release build is cut at the functions that [`in_chunk!`] names (`scripts/page.mjs` runs the
//! cutter): each chunk is a file of its own that shares memory and code with the page. A debug
//! build is whole.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

pub use wasm_split_helpers::SplitLoaderError as NotFetched;

/// Puts a function in a chunk: it becomes `async`, and fails with [`NotFetched`], turned into its
/// own error, when the chunk cannot be fetched. The function named by `prepared by` only fetches.
///
/// The cutter puts what several chunks use into chunks between them, so a few names are better
/// than one for each function.
macro_rules! in_chunk {
    (
        $chunk:ident, prepared by $prepare:ident,
        $(#[$meta:meta])*
        $vis:vis fn $name:ident($($arg:ident: $type:ty),*) -> $output:ty $body:block
    ) => {
        $(#[$meta])*
        #[cfg(not(debug_assertions))]
        #[wasm_split_helpers::wasm_split($chunk, fallible, preload(#[allow(dead_code, missing_docs)] $prepare))]
        $vis fn $name($($arg: $type),*) -> $output $body

        $(#[$meta])*
        #[cfg(debug_assertions)]
        #[allow(clippy::unused_async)]
        $vis async fn $name($($arg: $type),*) -> $output $body

        #[cfg(debug_assertions)]
        #[allow(dead_code, clippy::unused_async)]
        pub(crate) async fn $prepare() -> Result<(), $crate::library::browser::chunk::NotFetched> {
            Ok(())
        }
    };
}
pub(crate) use in_chunk;

/// What the future holds, if it is ready now.
pub fn at_once<T>(future: impl Future<Output = T>) -> Option<T> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => Some(value),
        Poll::Pending => None,
    }
}
