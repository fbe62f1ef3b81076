//! The fields that fill themselves: offered with what they stand for now, and put where one writes.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Range, Selection};

use crate::proposal::fields::fields;
use crate::ui::desk::use_desk;
use crate::ui::screens::proposal::Here;
use crate::ui::workspace::Workspace;

/// As many are shown; more are found by typing.
const SHOWN: usize = 60;

/// Where one writes: the last field of the section that had the focus, and the place in it where the
/// cursor was when it was left.
#[derive(Clone, Default)]
pub struct Place {
    field: Option<HtmlElement>,
    range: Option<Range>,
}

/// The place, as it is handed around.
pub type Writing = StoredValue<Place, LocalStorage>;

/// Remembers the field that is left, of those that take text.
pub fn remember(writing: Writing, event: &web_sys::FocusEvent) {
    let field: Option<HtmlElement> = event.target().and_then(|field| field.dyn_into().ok());
    let takes = |field: &HtmlElement| field.tag_name() == "TEXTAREA" || field.is_content_editable();
    if let Some(field) = field.filter(takes) {
        let range = (selection().filter(|_| field.is_content_editable()))
            .and_then(|selection| selection.get_range_at(0).ok())
            .filter(|range| inside(&field, range))
            .map(|range| range.clone_range());
        writing.set_value(Place {
            field: Some(field),
            range,
        });
    }
}

fn selection() -> Option<Selection> {
    window().get_selection().ok().flatten()
}

fn inside(field: &HtmlElement, range: &Range) -> bool {
    let container = range.common_ancestor_container().ok();
    field.contains(container.as_ref())
}

impl Place {
    /// Goes back to it; whether there is one.
    fn back(&self) -> bool {
        let Some(field) = self.field.as_ref().filter(|field| field.is_connected()) else {
            return false;
        };
        let _ = field.focus();
        if let (Some(selection), Some(range)) = (selection(), &self.range)
            && inside(field, range)
        {
            let _ = selection.remove_all_ranges();
            let _ = selection.add_range(range);
        }
        true
    }
}

/// The list.
pub fn picker(workspace: Workspace, writing: Writing) -> AnyView {
    let desk = use_desk();
    let opened = RwSignal::new(false);
    let sought = RwSignal::new(String::new());
    let all = Memo::new(move |_| {
        if opened.get() {
            fields(&workspace.pitch.read(), &Here)
        } else {
            Vec::new()
        }
    });
    let found = move || {
        let sought = sought.read().trim().to_lowercase();
        let all = all.get().into_iter();
        all.filter(|field| field.name.to_lowercase().contains(&sought))
            .take(SHOWN)
            .collect::<Vec<_>>()
    };
    let put = move |name: &str| {
        let words = format!("{{{{{name}}}}}");
        if !writing.with_value(Place::back) {
            desk.toast(t!("Put the cursor into a text of the section first."));
        } else if insert(&words) {
            desk.say(&t!("{words} inserted."));
        }
    };
    let node = NodeRef::<html::Details>::new();
    view! {
        <details
            class="more fields"
            node_ref=node
            on:toggle=move |_| opened.set(node.get_untracked().is_some_and(|node| node.open()))
        >
            <summary>{t!("Fields that fill themselves")}</summary>
            <p class="field-hint">
                {t!("Written between double braces, a field is the figure of the plan wherever the proposal is shown or printed. It never goes stale.")}
            </p>
            <input
                type="search"
                aria-label=t!("Find a field")
                placeholder=t!("Find a field")
                prop:value=move || sought.get()
                on:input=move |event| sought.set(event_target_value(&event))
            />
            <ul class="field-list">
                {move || {
                    found()
                        .into_iter()
                        .map(|field| {
                            let name = field.name.clone();
                            view! {
                                <li>
                                    <button
                                        type="button"
                                        class="quiet"
                                        aria-label=t!("Insert {}", field.name)
                                        on:click=move |_| put(&name)
                                    >
                                        {format!("{{{{{}}}}}", field.name)}
                                    </button>
                                    <span>{field.value}</span>
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
        </details>
    }
    .into_any()
}

/// Puts words where the cursor is, as if they were typed; whether the browser did.
fn insert(words: &str) -> bool {
    let document: Option<web_sys::HtmlDocument> = document().dyn_into().ok();
    document.is_some_and(|document| {
        document
            .exec_command_with_show_ui_and_value("insertText", false, words)
            .unwrap_or(false)
    })
}
