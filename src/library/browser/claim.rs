//! One tab edits a pitch. A lock of the browser decides which; it is free again the moment its
//! tab closes or crashes.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::model::{Identifier, PitchId};

/// Whether this tab edits a pitch or looks on.
pub enum Claim {
    /// It edits; dropping the guard lets go.
    Editor(Guard),
    /// Another tab edits.
    Viewer,
}

/// Holds the lock until it is dropped.
pub struct Guard(Option<Function>);

impl Drop for Guard {
    fn drop(&mut self) {
        if let Some(release) = &self.0 {
            let _ = release.call0(&JsValue::NULL);
        }
    }
}

/// The browser's locks and the function that asks for one; none on pages that are not served
/// securely. They are not in the bindings' stable part, so they are called by name.
fn locks() -> Option<(JsValue, Function)> {
    let navigator = web_sys::window()?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    let request = Reflect::get(&locks, &"request".into()).ok()?;
    Some((locks, request.dyn_into().ok()?))
}

/// Claims a pitch; `steal` takes it from the tab that holds it. `on_lost` is called when another
/// tab takes it from this one.
pub async fn claim(id: &PitchId, steal: bool, on_lost: impl Fn() + 'static) -> Claim {
    let Some((locks, request)) = locks() else {
        // Without locks two tabs may both edit; IndexedDB's check of revisions still keeps the
        // newer one.
        return Claim::Editor(Guard(None));
    };
    let options = Object::new();
    let mode = if steal { "steal" } else { "ifAvailable" };
    // Setting a property of a fresh object cannot fail.
    let _ = Reflect::set(&options, &mode.into(), &JsValue::TRUE);
    let mut held = None;
    let granted = Promise::new(&mut |resolve: Function, _| {
        // The lock is held as long as the promise that the callback returns is open.
        let callback = Closure::once_into_js(move |lock: JsValue| -> JsValue {
            let mut release = None;
            let hold = Promise::new(&mut |done: Function, _| release = Some(done));
            if lock.is_null() || lock.is_undefined() {
                let _ = resolve.call1(&JsValue::NULL, &JsValue::NULL);
                return JsValue::UNDEFINED;
            }
            let release = release.map_or(JsValue::NULL, JsValue::from);
            let _ = resolve.call1(&JsValue::NULL, &release);
            hold.into()
        });
        let name = format!("pitchwright/{}", id.as_str());
        held = request
            .call3(&locks, &name.into(), &options, &callback)
            .ok();
    });
    if let Some(held) = held {
        spawn_local(async move {
            // The request fails only when another tab steals the lock.
            if JsFuture::from(Promise::from(held)).await.is_err() {
                on_lost();
            }
        });
    }
    match JsFuture::from(granted).await {
        Ok(release) if release.is_function() => {
            Claim::Editor(Guard(Some(release.unchecked_into())))
        }
        _ => Claim::Viewer,
    }
}
