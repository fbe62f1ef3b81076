//! The worker's entry: what takes long is done here, beside the page. It carries the domain
//! alone, speaks in the messages of `work`, and hears between two slices.

#[cfg(target_arch = "wasm32")]
fn main() {
    worker::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

#[cfg(target_arch = "wasm32")]
mod worker {
    use std::cell::{OnceCell, RefCell};
    use std::rc::Rc;

    use pitchwright::work::{Answer, Bench, News};
    use wasm_bindgen::prelude::*;
    use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

    /// How long a slice takes, in milliseconds: what is no longer wanted ends after it, and
    /// progress is told as often.
    const SLICE_MS: f64 = 40.0;

    struct Worker {
        scope: DedicatedWorkerGlobalScope,
        bench: RefCell<Bench>,
        slice: OnceCell<js_sys::Function>,
    }

    /// Listens, and says that it does.
    pub fn start() {
        let worker = Rc::new(Worker {
            scope: js_sys::global().unchecked_into(),
            bench: RefCell::new(Bench::new(SLICE_MS)),
            slice: OnceCell::new(),
        });
        let own = worker.clone();
        let slice = Closure::<dyn Fn()>::new(move || own.work());
        // Both closures live as long as the worker does.
        let _ = worker.slice.set(slice.into_js_value().unchecked_into());
        let own = worker.clone();
        let hear = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            own.hear(&event.data().as_string().unwrap_or_default());
        });
        worker
            .scope
            .set_onmessage(Some(hear.into_js_value().unchecked_ref()));
        worker.say(&Answer {
            id: 0,
            news: News::Ready,
        });
    }

    impl Worker {
        fn hear(&self, message: &str) {
            let was_idle = self.bench.borrow().is_idle();
            let answer = self.bench.borrow_mut().receive(message);
            if let Some(answer) = answer {
                self.say(&answer);
            }
            if was_idle && !self.bench.borrow().is_idle() {
                self.go_on();
            }
        }

        fn work(&self) {
            let answer = self.bench.borrow_mut().work(js_sys::Date::now);
            if let Some(answer) = answer {
                self.say(&answer);
            }
            if !self.bench.borrow().is_idle() {
                self.go_on();
            }
        }

        /// Works on when what has come in meanwhile is heard.
        fn go_on(&self) {
            if let Some(slice) = self.slice.get() {
                let _ = self.scope.set_timeout_with_callback(slice);
            }
        }

        fn say(&self, answer: &Answer) {
            if let Ok(text) = serde_json::to_string(answer) {
                let _ = self.scope.post_message(&JsValue::from_str(&text));
            }
        }
    }
}
