//! What follows an edit later: once it is on screen, or once it has stood for a moment.

use std::time::Duration;

use js_sys::Promise;
use leptos::html;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::size::in_view;

/// When figures that change with every step are said: once they have stood for a moment.
const STANDS_AFTER: Duration = Duration::from_millis(300);

/// What waits for a frame waits no longer than this: a page that nobody sees has none.
const SOON: Duration = Duration::from_millis(500);

/// What takes long to reckon and stands below the work: made when its place comes into view, anew
/// with what `follow` reads (that the edit is on screen, and choices made beside it), and left as it
/// is while it is out of view.
pub fn kept_up<T: Clone + PartialEq + Send + Sync + 'static>(
    follow: impl Fn() + Send + Sync + 'static,
    place: NodeRef<html::Div>,
    make: impl Fn() -> Option<T> + Send + Sync + 'static,
) -> Memo<Option<T>> {
    let seen = in_view(place);
    Memo::new(move |before: Option<&Option<T>>| {
        follow();
        if seen.get() {
            untrack(&make)
        } else {
            before.cloned().flatten()
        }
    })
}

/// Does something with the newest value once it has stood for a moment; forgets it when the
/// panel is closed.
pub fn when_settled<T: Send + Sync + 'static>(
    act: impl Fn(T) + Send + Sync + 'static,
) -> impl Fn(T) + Copy {
    let act = StoredValue::new(act);
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    on_cleanup(move || {
        if let Some(Some(timer)) = waiting.try_get_value() {
            timer.clear();
        }
    });
    move |value: T| {
        if let Some(Some(timer)) = waiting.try_get_value() {
            timer.clear();
        }
        let fire = move || {
            act.try_with_value(|act| act(value));
        };
        let timer = set_timeout_with_handle(fire, STANDS_AFTER).ok();
        waiting.try_set_value(timer);
    }
}

/// How many frames have passed since this was made, at most `last`: what a screen consists of comes in
/// turn, so that no frame waits for all of it.
pub fn turn(last: u8) -> ReadSignal<u8> {
    let (turn, set_turn) = signal(0_u8);
    next_turn(set_turn, last);
    turn
}

/// Leaves time to paint what has come before the next.
fn next_turn(turn: WriteSignal<u8>, left: u8) {
    if left > 0 {
        when_painted(move || {
            if turn.try_update(|turn| *turn += 1).is_some() {
                next_turn(turn, left - 1);
            }
        });
    }
}

/// Acts once what was changed is on screen, and keys have had their turn.
pub fn when_painted(act: impl FnOnce() + 'static) {
    request_animation_frame(move || set_timeout(act, Duration::ZERO));
}

/// When what was changed is on screen, or soon where nothing is painted.
pub async fn painted() {
    let painted = Promise::new(&mut |resolve, _| {
        let resolved = resolve.clone();
        let tell = move || {
            let _ = resolved.call0(&JsValue::NULL);
        };
        when_painted(tell.clone());
        set_timeout(tell, SOON);
    });
    // It is never refused.
    let _ = JsFuture::from(painted).await;
}
