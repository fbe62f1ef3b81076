//! Saving a pitch back to the same file on disk, where the browser can: for as long as the page is
//! open it holds the files that were chosen, or that the installed app was opened with.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;

use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::desk::Desk;
use super::format;
use super::giving;
use super::pictures;
use super::workspace::Workspace;
use crate::file;
use crate::library::browser::chunk::{NotFetched, in_chunk};
use crate::model::PitchId;

type Saving = Pin<Box<dyn Future<Output = ()>>>;

thread_local! {
    /// The file of each pitch.
    static FILES: RefCell<BTreeMap<PitchId, JsValue>> = RefCell::default();
    /// Files on their way in, by their names: of which pitch they are is not known yet.
    static COMING: RefCell<BTreeMap<String, JsValue>> = RefCell::default();
}

/// A file on disk comes in. Only what is written as it was read is saved back: no page, no PDF.
pub fn comes(name: &str, handle: JsValue) {
    if !name.to_lowercase().ends_with(".json") {
        return;
    }
    COMING.with_borrow_mut(|coming| coming.insert(name.to_owned(), handle));
}

/// What came in under this name is this pitch; none when it is no pitch that is kept.
pub fn came(name: &str, pitch: Option<&PitchId>) {
    let handle = COMING.with_borrow_mut(|coming| coming.remove(name));
    if let (Some(handle), Some(pitch)) = (handle, pitch) {
        FILES.with_borrow_mut(|files| files.insert(pitch.clone(), handle));
    }
}

/// Whether the browser saves to files on disk.
pub fn can() -> bool {
    method(&window(), "showSaveFilePicker").is_some()
}

/// The name of the file to which this pitch is saved; none before one is chosen.
pub fn name_of(pitch: &PitchId) -> Option<String> {
    FILES.with_borrow(|files| {
        Reflect::get(files.get(pitch)?, &"name".into())
            .ok()?
            .as_string()
    })
}

fn method(of: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(of, &name.into()).ok()?.dyn_into().ok()
}

/// Calls a method that answers later.
async fn asked(of: &JsValue, name: &str, with: &[JsValue]) -> Result<JsValue, JsValue> {
    let method = method(of, name).ok_or(JsValue::UNDEFINED)?;
    let promise = method.apply(of, &with.iter().collect::<Array>())?;
    JsFuture::from(Promise::resolve(&promise)).await
}

/// Lets a file be chosen for the open pitch; none when nobody chose one.
async fn choose(workspace: Workspace) -> Option<JsValue> {
    let document = workspace.document();
    let accept = Object::new();
    let endings = Array::of1(&".json".into());
    let kind = Object::new();
    let options = Object::new();
    // Setting a property of a fresh object cannot fail.
    let _ = Reflect::set(&accept, &"application/json".into(), &endings);
    let _ = Reflect::set(&kind, &"description".into(), &"Pitch".into());
    let _ = Reflect::set(&kind, &"accept".into(), &accept);
    let _ = Reflect::set(
        &options,
        &"suggestedName".into(),
        &file::name(&document).into(),
    );
    let _ = Reflect::set(&options, &"types".into(), &Array::of1(&kind));
    let handle = asked(&window(), "showSaveFilePicker", &[options.into()])
        .await
        .ok()?;
    FILES.with_borrow_mut(|files| files.insert(document.id.clone(), handle.clone()));
    Some(handle)
}

/// Writes a text to a file and reads it back.
async fn write(handle: &JsValue, text: &str) -> Result<(), &'static str> {
    const REFUSED: &str = "the browser did not let it be written. It may have been moved or opened by another program";
    let written = async {
        let stream = asked(handle, "createWritable", &[]).await?;
        asked(&stream, "write", &[text.into()]).await?;
        asked(&stream, "close", &[]).await?;
        let file = asked(handle, "getFile", &[]).await?;
        asked(&file, "text", &[]).await
    };
    match written.await {
        Ok(back) if back == text => Ok(()),
        Ok(_) => Err("what was written does not read back"),
        Err(_) => Err(REFUSED),
    }
}

in_chunk! {
    desk, prepared by prepare,
    fn saving(desk: Desk, workspace: Workspace) -> Result<Saving, NotFetched> {
        Ok(Box::pin(save_open(desk, workspace)))
    }
}

/// Saves the open pitch, everything in it, to its file on disk; asks for one where there is none.
/// Says how it went.
pub fn save(desk: Desk, workspace: Workspace) {
    leptos::task::spawn_local(async move {
        match saving(desk, workspace).await {
            Ok(saving) => saving.await,
            Err(_) => desk.toast(
                "The part of the page that saves to files could not be fetched. Check the connection and try again. The pitch is safe in this browser.",
            ),
        }
    });
}

async fn save_open(desk: Desk, workspace: Workspace) {
    workspace.save_now();
    let document = workspace.document();
    let known = FILES.with_borrow(|files| files.get(&document.id).cloned());
    let handle = match known {
        Some(handle) => handle,
        None => match choose(workspace).await {
            Some(handle) => handle,
            None => return,
        },
    };
    let name = name_of(&document.id).unwrap_or_default();
    let saved = async {
        let file = giving::pitch_file(&document).await?;
        write(&handle, &file.text).await?;
        Ok::<_, String>(file.missing)
    };
    match saved.await {
        Ok(0) => {
            desk.toast(&format!(
                "Saved to {name}, {}.",
                format::time(pictures::now())
            ));
        }
        Ok(missing) => desk.toast(&format!(
            "Saved to {name} without {missing} of its pictures, which are not in this browser."
        )),
        Err(words) => desk.toast(&format!(
            "{name} was not saved: {words}. The pitch is safe in this browser."
        )),
    }
}
