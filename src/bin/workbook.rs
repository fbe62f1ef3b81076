//! The entry of the worker that writes spreadsheets. It makes one, hands over its bytes without a
//! copy, and is ended by whoever asked: that frees its memory, and cancels it at any moment.

#[cfg(target_arch = "wasm32")]
fn main() {
    worker::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

#[cfg(target_arch = "wasm32")]
mod worker {
    use pitchwright::work::{Answer, News, Workbook};
    use wasm_bindgen::prelude::*;
    use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

    /// Listens, and says that it does.
    pub fn start() {
        let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
        let own = scope.clone();
        // The closure lives as long as the worker does.
        let hear = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            make(&own, &event.data().as_string().unwrap_or_default());
        });
        scope.set_onmessage(Some(hear.into_js_value().unchecked_ref()));
        say(&scope, News::Ready);
    }

    fn make(scope: &DedicatedWorkerGlobalScope, message: &str) {
        let made = Workbook::make(message, &mut |progress| {
            say(scope, News::Progress(progress));
        });
        match made {
            Ok(bytes) => {
                let bytes = js_sys::Uint8Array::from(bytes.as_slice());
                let handed_over = js_sys::Array::of1(&bytes.buffer());
                if scope
                    .post_message_with_transfer(&bytes, &handed_over)
                    .is_err()
                {
                    let words = Workbook::NOT_HANDED_OVER.said();
                    say(scope, News::Failed(words.to_owned()));
                }
            }
            Err(words) => say(scope, News::Failed(words)),
        }
    }

    fn say(scope: &DedicatedWorkerGlobalScope, news: News) {
        if let Ok(text) = serde_json::to_string(&Answer { id: 0, news }) {
            let _ = scope.post_message(&JsValue::from_str(&text));
        }
    }
}
