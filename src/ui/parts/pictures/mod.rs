//! Controls for pictures: choosing several, and a field for one.

mod intake;

use leptos::html;
use leptos::prelude::*;
use web_sys::{DragEvent, FileList};

use crate::model::Picture;
use crate::ui::desk::use_desk;
use crate::ui::pictures;
pub use intake::{KINDS, take_in};

/// A place that takes pictures by a button, by dropping them, and by pasting them where it has the
/// focus. `on_taken` hears of each when it is kept.
#[component]
pub fn PictureIntake(
    /// What the button says.
    #[prop(into)]
    label: Signal<String>,
    /// Its name, where that says more than the button: which picture.
    #[prop(into, optional)]
    named: Option<Signal<String>>,
    /// Whether several may be chosen at once.
    several: bool,
    /// Hears of each.
    #[prop(into)]
    on_taken: Callback<Picture>,
    /// Whether none is taken.
    #[prop(into)]
    disabled: Signal<bool>,
    /// What stands beside the button.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let desk = use_desk();
    let input = NodeRef::<html::Input>::new();
    let busy = RwSignal::new(false);
    let over = RwSignal::new(false);
    let take = move |files: Option<FileList>| {
        let Some(files) = files.filter(|files| files.length() > 0 && !disabled.get_untracked())
        else {
            return;
        };
        let count = if several { files.length() } else { 1 };
        let files: Vec<_> = (0..count).filter_map(|at| files.get(at)).collect();
        busy.set(true);
        leptos::task::spawn_local(async move {
            for file in files {
                match take_in(&file).await {
                    // Where it was to go may be gone by now.
                    Ok(picture) => drop(on_taken.try_run(picture)),
                    Err(words) => desk.toast(&t!("{} was not taken: {words}", file.name())),
                }
            }
            let _ = busy.try_set(false);
        });
    };
    let named = named.unwrap_or(label);
    let on_drop = move |event: DragEvent| {
        event.prevent_default();
        event.stop_propagation();
        over.set(false);
        take(event.data_transfer().and_then(|data| data.files()));
    };
    view! {
        <div
            class="picture-intake"
            class:over=move || over.get()
            on:dragover=move |event| {
                event.prevent_default();
                over.set(true);
            }
            on:dragleave=move |_| over.set(false)
            on:drop=on_drop
            on:paste=move |event| {
                let files = event.clipboard_data().and_then(|data| data.files());
                if files.as_ref().is_some_and(|files| files.length() > 0) {
                    event.prevent_default();
                    take(files);
                }
            }
        >
            {children.map(|children| children())}
            <button
                type="button"
                aria-label=move || named.get()
                disabled=move || disabled.get() || busy.get()
                on:click=move |_| {
                    if let Some(input) = input.get_untracked() {
                        // The same file twice in a row is a choice too.
                        input.set_value("");
                        input.click();
                    }
                }
            >
                {move || if busy.get() { t!("Taking it in…").to_owned() } else { label.get() }}
            </button>
            <input
                type="file"
                class="unseen"
                accept=KINDS
                multiple=several
                tabindex="-1"
                aria-label=move || t!("File for: {}", named.get())
                node_ref=input
                on:change=move |_| take(input.get_untracked().and_then(|input| input.files()))
            />
        </div>
    }
    .into_any()
}

/// A field for one picture.
#[component]
pub fn PictureField(
    /// Its visible label.
    label: &'static str,
    /// What stands in the names of its buttons.
    of: &'static str,
    /// The picture.
    #[prop(into)]
    value: Signal<Option<Picture>>,
    /// Takes another, or none.
    #[prop(into)]
    on_choose: Callback<Option<Picture>>,
    /// Whether it cannot be changed.
    #[prop(into, optional)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let value = Memo::new(move |_| value.get());
    let button = Signal::derive(move || {
        let verb = if value.read().is_some() {
            t!("Replace")
        } else {
            t!("Choose")
        };
        verb.to_owned()
    });
    let named = Signal::derive(move || {
        if value.read().is_some() {
            t!("Replace {of}")
        } else {
            t!("Choose {of}")
        }
    });
    view! {
        <div class="field picture-field" role="group" aria-label=label>
            <span class="picture-label" aria-hidden="true">{label}</span>
            <PictureIntake
                label=button
                named=named
                several=false
                on_taken=move |picture| on_choose.run(Some(picture))
                disabled=disabled
            >
                {move || {
                    value
                        .get()
                        .map(|picture| {
                            view! {
                                <div class="picture-thumb">{pictures::image(picture, label.to_owned())}</div>
                                <button
                                    type="button"
                                    class="quiet"
                                    aria-label=t!("Remove {of}")
                                    disabled=move || disabled.get()
                                    on:click=move |_| on_choose.run(None)
                                >
                                    {t!("Remove")}
                                </button>
                            }
                        })
                }}
            </PictureIntake>
        </div>
    }
    .into_any()
}
