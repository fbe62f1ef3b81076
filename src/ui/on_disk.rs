//! Saving a pitch back to the same file on disk, where the browser can: for as long as the page is
//! open it holds the files that were chosen, dropped, or that the installed app was opened with.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::future::Future;
use std::iter::repeat;
use std::pin::Pin;

use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransfer, File};

use super::desk::Desk;
use super::format;
use super::giving;
use super::opening::Coming;
use super::pictures;
use super::workspace::Workspace;
use crate::file::{self, Document};
use crate::library::browser::chunk::{NotFetched, in_chunk};
use crate::model::PitchId;
use crate::words::Word;

type Saving = Pin<Box<dyn Future<Output = ()>>>;

/// A file on disk that a pitch is saved to.
#[derive(Clone)]
struct Tied {
    handle: JsValue,
    /// When it was last changed, as far as this page knows, in milliseconds since 1970.
    changed: f64,
}

thread_local! {
    /// The file of each pitch.
    static FILES: RefCell<BTreeMap<PitchId, Tied>> = RefCell::default();
}

/// Where the open pitch is saved to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum To {
    /// To its file, unless that was changed by someone else; to one that is chosen where it has none.
    ItsFile,
    /// To its file, whatever stands in it.
    ItsFileAnyway,
    /// To one that is chosen.
    Another,
}

/// Whether a pitch that was read from a file of this name can be saved back to it: it is JSON, and no
/// page and no PDF.
pub fn can_be_tied(name: &str, text: &str) -> bool {
    name.to_lowercase().ends_with(".json") && text.trim_start().starts_with('{')
}

/// The pitch is what stands in this file: from now on it is saved to it.
pub fn tie(pitch: &PitchId, from: &Coming) {
    if let Some(handle) = from.handle.clone() {
        let changed = from.file.last_modified();
        FILES.with_borrow_mut(|files| files.insert(pitch.clone(), Tied { handle, changed }));
    }
}

/// What the browser knows of where dropped files come from, one for each and in their order. It has
/// to be asked before the drop is over, and answers later.
pub fn origins(dropped: &DataTransfer) -> Promise {
    let items = Reflect::get(dropped, &"items".into()).unwrap_or_default();
    let asked: Array = (Array::from(&items).iter())
        .filter(|item| text_of(item, "kind").as_deref() == Some("file"))
        .map(|item| {
            let method = method(&item, "getAsFileSystemHandle");
            let asked = method.and_then(|method| method.call0(&item).ok());
            asked.unwrap_or_default()
        })
        .collect();
    // Never refused, so that no answer is an error of the page.
    Promise::all_settled(&asked)
}

/// The files that were dropped, with the handle of each that is known to be a file on disk.
pub async fn with_origins(files: Vec<File>, origins: Promise) -> Vec<Coming> {
    let settled = JsFuture::from(origins).await.unwrap_or_default();
    let handles: Vec<JsValue> = (settled.dyn_into::<Array>().unwrap_or_default().iter())
        .map(|one| Reflect::get(&one, &"value".into()).unwrap_or_default())
        .collect();
    let all_known = handles.len() == files.len();
    (files
        .into_iter()
        .zip(handles.into_iter().chain(repeat(JsValue::UNDEFINED))))
    .map(|(file, handle)| {
        let is_it = all_known
            && text_of(&handle, "kind").as_deref() == Some("file")
            && text_of(&handle, "name").is_some_and(|name| name == file.name());
        Coming {
            file,
            handle: is_it.then_some(handle),
        }
    })
    .collect()
}

/// Why no file came from the browser's own choice.
pub enum NotPicked {
    /// Nobody chose one.
    Nobody,
    /// The browser did not show its files.
    NotShown,
}

/// Lets files be chosen that can be saved back to; none for one that the browser cannot read. Nothing is
/// asked for but to read them.
///
/// # Errors
/// When none was chosen.
pub async fn pick() -> Result<Vec<Option<Coming>>, NotPicked> {
    let kinds = [
        ("application/json", ".json"),
        ("text/html", ".html"),
        ("application/pdf", ".pdf"),
    ];
    let options = options(t!("Pitches"), &kinds);
    let _ = Reflect::set(&options, &"multiple".into(), &true.into());
    let handles = asked(&window(), "showOpenFilePicker", &[options.into()]).await;
    let handles = handles.map_err(|error| match text_of(&error, "name").as_deref() {
        Some("AbortError") => NotPicked::Nobody,
        _ => NotPicked::NotShown,
    })?;
    let mut files = Vec::new();
    for handle in handles.dyn_into::<Array>().unwrap_or_default() {
        files.push(coming(handle).await);
    }
    Ok(files)
}

/// Whether somebody has just pressed something, so that the browser shows what it is asked for.
pub fn is_asked_for() -> bool {
    let activation = Reflect::get(&window().navigator(), &"userActivation".into());
    let active = activation.and_then(|activation| Reflect::get(&activation, &"isActive".into()));
    active.is_ok_and(|active| active.is_truthy())
}

/// What is said of a file that the browser cannot read.
pub const UNREAD: Word = word!("The browser could not read a file that was to be opened.");

/// A file that comes in by its handle; none when the browser cannot read it.
pub async fn coming(handle: JsValue) -> Option<Coming> {
    let file = asked(&handle, "getFile", &[]).await.ok()?;
    Some(Coming {
        file: file.dyn_into().ok()?,
        handle: Some(handle),
    })
}

/// Whether the browser saves to files on disk.
pub fn can() -> bool {
    method(&window(), "showSaveFilePicker").is_some()
}

/// The name of the file to which this pitch is saved; none before one is known.
pub fn name_of(pitch: &PitchId) -> Option<String> {
    FILES.with_borrow(|files| text_of(&files.get(pitch)?.handle, "name"))
}

fn text_of(of: &JsValue, field: &str) -> Option<String> {
    Reflect::get(of, &field.into()).ok()?.as_string()
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

/// What a choice of files offers: kinds of files under one name.
fn options(name: &str, kinds: &[(&str, &str)]) -> Object {
    let (options, kind, accept) = (Object::new(), Object::new(), Object::new());
    // Setting a property of a fresh object cannot fail.
    for (mime, ending) in kinds {
        let _ = Reflect::set(&accept, &(*mime).into(), &Array::of1(&(*ending).into()));
    }
    let _ = Reflect::set(&kind, &"description".into(), &name.into());
    let _ = Reflect::set(&kind, &"accept".into(), &accept);
    let _ = Reflect::set(&options, &"types".into(), &Array::of1(&kind));
    options
}

/// Lets a file be chosen for a pitch; none when nobody chose one.
async fn choose(document: &Document) -> Option<JsValue> {
    let options = options(t!("Pitch"), &[("application/json", ".json")]);
    let name = file::name(document);
    let _ = Reflect::set(&options, &"suggestedName".into(), &name.into());
    let handle = asked(&window(), "showSaveFilePicker", &[options.into()]).await;
    handle.ok()
}

/// When the file was last changed; none where it cannot be read.
async fn changed(handle: &JsValue) -> Option<f64> {
    let file: File = (asked(handle, "getFile", &[]).await.ok()?)
        .dyn_into()
        .ok()?;
    Some(file.last_modified())
}

/// Asks to write to a file that was only opened to be read. Browsers that ask nothing let it be
/// written.
async fn may_write(handle: &JsValue) -> bool {
    let mode = Object::new();
    let _ = Reflect::set(&mode, &"mode".into(), &"readwrite".into());
    if method(handle, "requestPermission").is_none() {
        return true;
    }
    let answer = asked(handle, "requestPermission", &[mode.into()]).await;
    answer.is_ok_and(|answer| answer == "granted")
}

/// Writes a text to a file and reads it back: when it was changed.
async fn write(handle: &JsValue, text: &str) -> Result<f64, &'static str> {
    const REFUSED: Word = word!(
        "the browser did not let it be written. It may have been moved or opened by another program"
    );
    let written = async {
        let stream = asked(handle, "createWritable", &[]).await?;
        asked(&stream, "write", &[text.into()]).await?;
        asked(&stream, "close", &[]).await?;
        let file: File = asked(handle, "getFile", &[]).await?.dyn_into()?;
        let back = JsFuture::from(file.text()).await?;
        Ok::<_, JsValue>((back, file.last_modified()))
    };
    match written.await {
        Ok((back, changed)) if back == text => Ok(changed),
        Ok(_) => Err(t!("what was written does not read back")),
        Err(_) => Err(REFUSED.said()),
    }
}

in_chunk! {
    desk, prepared by prepare,
    fn saving(desk: Desk, workspace: Workspace, to: To) -> Result<Saving, NotFetched> {
        Ok(Box::pin(save_open(desk, workspace, to)))
    }
}

/// Saves the open pitch, everything in it, to a file on disk. Says how it went.
pub fn save(desk: Desk, workspace: Workspace, to: To) {
    leptos::task::spawn_local(async move {
        match saving(desk, workspace, to).await {
            Ok(saving) => saving.await,
            Err(_) => desk.toast(
                t!("The part of the page that saves to files could not be fetched. Check the connection and try again. The pitch is safe in this browser."),
            ),
        }
    });
}

async fn save_open(desk: Desk, workspace: Workspace, to: To) {
    workspace.save_now();
    let document = workspace.document();
    let known = FILES.with_borrow(|files| files.get(&document.id).cloned());
    let handle = match known.filter(|_| to != To::Another) {
        Some(Tied {
            handle,
            changed: known,
        }) => {
            // A file that is gone is written anew.
            let by_others = changed(&handle).await.is_some_and(|now| now > known);
            if by_others && to == To::ItsFile {
                let name = text_of(&handle, "name").unwrap_or_default();
                return desk.toast_with(
                    &t!("{name} was changed by someone else since it was read or saved here, so it was not written over. Open it to compare both copies."),
                    t!("Write over it"),
                    move || save(desk, workspace, To::ItsFileAnyway),
                );
            }
            handle
        }
        None => match choose(&document).await {
            Some(handle) => handle,
            None => return,
        },
    };
    let name = text_of(&handle, "name").unwrap_or_default();
    let saved = async {
        if !may_write(&handle).await {
            return Err(t!("this page was not allowed to write to it").to_owned());
        }
        let file = giving::pitch_file(&document).await?;
        let changed = write(&handle, &file.text).await?;
        let tied = Tied { handle, changed };
        FILES.with_borrow_mut(|files| files.insert(document.id.clone(), tied));
        Ok::<_, String>(file.missing)
    };
    match saved.await {
        Ok(0) => {
            desk.toast(&t!("Saved to {name}, {}.", format::time(pictures::now())));
        }
        Ok(missing) => desk.toast(&t!(
            "Saved to {name} without {missing} of its pictures, which are not in this browser."
        )),
        Err(words) => desk.toast(&t!(
            "{name} was not saved: {words}. The pitch is safe in this browser."
        )),
    }
}
