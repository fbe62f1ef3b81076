//! What waits until something has been done once.

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// Shut until it is opened, and open from then on. A handle that is cheap to copy.
#[derive(Clone)]
pub struct Gate {
    opened: Promise,
    open: Option<Function>,
}

impl Default for Gate {
    fn default() -> Self {
        let mut open = None;
        let opened = Promise::new(&mut |resolve, _| open = Some(resolve));
        Self { opened, open }
    }
}

impl Gate {
    /// Lets go on who waits.
    pub fn open(&self) {
        if let Some(open) = &self.open {
            // It only resolves a promise.
            let _ = open.call0(&JsValue::NULL);
        }
    }

    /// Waits until it is open.
    pub async fn wait(&self) {
        // It is resolved and never refused.
        let _ = JsFuture::from(self.opened.clone()).await;
    }
}
