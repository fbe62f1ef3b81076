//! The entry of the worker that writes PDF files. It makes one, hands over its bytes without a
//! copy, and is ended by whoever asked.

#[cfg(target_arch = "wasm32")]
fn main() {
    worker::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

#[cfg(target_arch = "wasm32")]
mod worker {
    use std::cell::RefCell;

    use pitchwright::work::{Heard, Pdf, PdfNews, PdfTalk};
    use wasm_bindgen::prelude::*;
    use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

    /// Listens, and says that it does.
    pub fn start() {
        let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
        let own = scope.clone();
        let talk = RefCell::new(PdfTalk::default());
        // The closure lives as long as the worker does.
        let hear = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            hear(&own, &mut talk.borrow_mut(), &event.data());
        });
        scope.set_onmessage(Some(hear.into_js_value().unchecked_ref()));
        say(&scope, &PdfNews::Ready);
    }

    /// A message is a text, or a list of a text and the bytes beside it.
    fn hear(scope: &DedicatedWorkerGlobalScope, talk: &mut PdfTalk, message: &JsValue) {
        let parts = if message.is_string() {
            js_sys::Array::of1(message)
        } else {
            js_sys::Array::from(message)
        };
        let text = parts.get(0).as_string().unwrap_or_default();
        let bytes = (1..parts.length())
            .map(|at| js_sys::Uint8Array::new(&parts.get(at)).to_vec())
            .collect();
        let tell = &mut |progress| say(scope, &PdfNews::Progress(progress));
        match talk.hear(&text, bytes, tell) {
            Ok(Heard::Lacking(letters)) => say(scope, &PdfNews::Lacking(letters)),
            Ok(Heard::Done(file)) => {
                let bytes = js_sys::Uint8Array::from(file.as_slice());
                let handed_over = js_sys::Array::of1(&bytes.buffer());
                if scope
                    .post_message_with_transfer(&bytes, &handed_over)
                    .is_err()
                {
                    let words = Pdf::NOT_HANDED_OVER.said();
                    say(scope, &PdfNews::Failed(words.to_owned()));
                }
            }
            Err(words) => say(scope, &PdfNews::Failed(words)),
        }
    }

    fn say(scope: &DedicatedWorkerGlobalScope, news: &PdfNews) {
        if let Ok(text) = serde_json::to_string(news) {
            let _ = scope.post_message(&JsValue::from_str(&text));
        }
    }
}
