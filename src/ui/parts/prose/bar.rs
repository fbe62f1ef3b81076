//! The bar over a region: what can be made of the words that are selected.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use super::region::{Look, Region, Stands};
use crate::prose::edit::{Dress, Shape, TableChange};
use crate::prose::{Style, typed_address};
use crate::ui::parts::pictures::KINDS;
use crate::ui::strokes::together;
use crate::words::Word;

/// What a button does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Act {
    Shape(Shape),
    Dress(Dress),
    Link,
    Note,
    Table,
    Picture,
}

/// A button: its name, its keys, its strokes and what it does.
type Button = (Word, &'static str, &'static str, Act);

const BUTTONS: [Button; 10] = [
    (
        word!("Heading"),
        "Ctrl+Alt+1",
        "M4 3v10M12 3v10M4 8h8",
        Act::Shape(Shape::Heading(1)),
    ),
    (
        word!("Bold"),
        "Ctrl+B",
        "M5 3h4a2.5 2.5 0 0 1 0 5H5zM5 8h4.8a2.5 2.5 0 0 1 0 5H5z",
        Act::Dress(Dress::Strong),
    ),
    (
        word!("Italic"),
        "Ctrl+I",
        "M7 3h5M4 13h5M9.5 3l-3 10",
        Act::Dress(Dress::Emphasis),
    ),
    (
        word!("Bulleted list"),
        "",
        "M6.5 4h7M6.5 8h7M6.5 12h7M3 4v.01M3 8v.01M3 12v.01",
        Act::Shape(Shape::Dashes),
    ),
    (
        word!("Numbered list"),
        "",
        "M7 4h6.5M7 8h6.5M7 12h6.5M2.5 3h1v3M2.5 10H4v1l-1.500 2h1.700",
        Act::Shape(Shape::Numbers),
    ),
    (
        word!("Quote"),
        "",
        "M3 12V8l1.500-4M3 8h3.500v4H3zM9 12V8l1.500-4M9 8h3.500v4H9z",
        Act::Shape(Shape::Quote),
    ),
    (
        word!("Link"),
        "Ctrl+K",
        "M7 9a2.5 2.5 0 0 0 3.5 0l2-2A2.5 2.5 0 0 0 9 3.500l-1 1M9 7a2.5 2.5 0 0 0-3.500 0l-2 2A2.5 2.5 0 0 0 7 12.500l1-1",
        Act::Link,
    ),
    (
        word!("Footnote"),
        "Ctrl+Alt+F",
        "M2.500 4.500h6M2.500 8h6M2.500 11.500h8M11 3.500l1.500-1v5",
        Act::Note,
    ),
    (
        word!("Table"),
        "",
        "M2.500 3h11v10h-11zM2.500 6.500h11M2.500 9.800h11M8 3v10",
        Act::Table,
    ),
    (
        word!("Picture"),
        "",
        "M2.500 3h11v10h-11zM2.500 11l3.500-4 3 3 1.500-1.500 3 3M10.500 5.800v.01",
        Act::Picture,
    ),
];

const IN_TABLE: [(Word, TableChange); 4] = [
    (word!("Add row"), TableChange::AddRow),
    (word!("Add column"), TableChange::AddColumn),
    (word!("Remove row"), TableChange::RemoveRow),
    (word!("Remove column"), TableChange::RemoveColumn),
];

impl Act {
    /// Whether the selection is such; none for what is no state.
    fn is_on(self, look: Look) -> Option<bool> {
        match self {
            Self::Shape(shape) => Some(match look.stands {
                Stands::Line(Style::Heading(_)) => matches!(shape, Shape::Heading(_)),
                Stands::Line(style) => shape.is(style),
                _ => false,
            }),
            Self::Dress(Dress::Strong) => Some(look.strong),
            Self::Dress(Dress::Emphasis) => Some(look.emphasis),
            Self::Link => Some(look.link),
            Self::Note | Self::Table | Self::Picture => None,
        }
    }

    fn act(self, region: Region, choose: NodeRef<html::Input>) {
        match self {
            Self::Picture => {
                if let Some(input) = choose.get_untracked() {
                    // The same file twice in a row is a choice too.
                    input.set_value("");
                    input.click();
                }
            }
            // A heading of any level is taken back by its button.
            Self::Shape(Shape::Heading(level)) => {
                region.shape(match region.look.get_untracked().stands {
                    Stands::Line(Style::Heading(level)) => Shape::Heading(level),
                    _ => Shape::Heading(level),
                });
            }
            Self::Shape(shape) => region.shape(shape),
            Self::Dress(dress) => region.dress(dress),
            Self::Link => region.ask_link(),
            Self::Note => region.note(),
            Self::Table => region.table(None),
        }
    }
}

/// The bar of a region.
#[component]
pub fn Bar(
    /// The region.
    region: Region,
    /// The identifier of the region.
    controls: String,
    /// Whether nothing can be edited.
    disabled: Signal<bool>,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let choose = NodeRef::<html::Input>::new();
    let current = RwSignal::new(0_usize);
    let in_table = Memo::new(move |_| region.look.read().stands == Stands::Table);
    let on_key = move |event: KeyboardEvent| {
        let Some(bar) = node.get_untracked() else {
            return;
        };
        let all = bar.query_selector_all("button").ok();
        let count = all.as_ref().map_or(0, |all| all.length() as usize);
        let now = current.get_untracked().min(count.saturating_sub(1));
        let next = match event.key().as_str() {
            "ArrowRight" => (now + 1) % count.max(1),
            "ArrowLeft" => now.checked_sub(1).unwrap_or(count.saturating_sub(1)),
            "Home" => 0,
            "End" => count.saturating_sub(1),
            "Escape" => {
                region.back();
                return;
            }
            _ => return,
        };
        event.prevent_default();
        current.set(next);
        let button = u32::try_from(next).ok().and_then(|next| all?.get(next));
        let button = button.and_then(|button| button.dyn_into::<HtmlElement>().ok());
        let _ = button.map(|button| button.focus());
    };
    let tabindex = move |at: usize| move || if current.get() == at { "0" } else { "-1" };
    // The words keep the focus and their selection while a button is pressed by pointer.
    let keep = move |event: web_sys::MouseEvent| event.prevent_default();
    let buttons = (BUTTONS.into_iter().enumerate())
        .map(|(at, (name, keys, strokes, act))| {
            let name = name.said();
            let pressed = move || {
                let on = act.is_on(region.look.get())?;
                Some(if on { "true" } else { "false" })
            };
            let title = if keys.is_empty() {
                name.to_owned()
            } else {
                format!("{name} ({})", together(keys))
            };
            view! {
                <button
                    type="button"
                    class="quiet square"
                    aria-label=name
                    title=title
                    aria-pressed=pressed
                    tabindex=tabindex(at)
                    disabled=move || disabled.get()
                    on:mousedown=keep
                    on:focus=move |_| current.set(at)
                    on:click=move |_| act.act(region, choose)
                >
                    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
                        <path d=strokes></path>
                    </svg>
                </button>
            }
        })
        .collect_view();
    let table = move || {
        if !in_table.get() {
            return ().into_any();
        }
        (IN_TABLE.into_iter().enumerate())
            .map(|(at, (name, change))| {
                let at = at + BUTTONS.len();
                view! {
                    <button
                        type="button"
                        class="quiet"
                        tabindex=tabindex(at)
                        disabled=move || disabled.get()
                        on:mousedown=keep
                        on:focus=move |_| current.set(at)
                        on:click=move |_| region.table(Some(change))
                    >
                        {name.said()}
                    </button>
                }
            })
            .collect_view()
            .into_any()
    };
    // When the buttons of tables go, one of the others is reached by Tab.
    Effect::new(move |_| {
        if !in_table.get() && current.get_untracked() >= BUTTONS.len() {
            current.set(0);
        }
    });
    view! {
        <div
            class="prose-bar"
            role="toolbar"
            aria-label=t!("Formatting")
            aria-controls=controls
            node_ref=node
            on:keydown=on_key
        >
            {buttons} {table}
            <input
                type="file"
                class="unseen"
                accept=KINDS
                multiple
                tabindex="-1"
                aria-label=t!("Pictures for the text")
                node_ref=choose
                on:change=move |_| {
                    region.take_pictures(choose.get_untracked().and_then(|input| input.files()));
                }
            />
        </div>
    }
    .into_any()
}

/// Asks where a link leads, while that is asked.
#[component]
pub fn LinkRow(
    /// The region.
    region: Region,
) -> impl IntoView {
    let asked = Memo::new(move |_| region.link.read().is_some());
    move || {
        asked.get().then(|| {
            let problem = RwSignal::new(false);
            let input = NodeRef::<html::Input>::new();
            let before = region.link.get_untracked().unwrap_or_default();
            let has_link = !before.is_empty();
            Effect::new(move |_| {
                if let Some(input) = input.get() {
                    let _ = input.focus();
                    input.select();
                }
            });
            let take = move || {
                let typed = input.get_untracked().map(|input| input.value());
                let typed = typed.unwrap_or_default();
                match typed_address(&typed) {
                    Some(address) => region.set_link(Some(&address)),
                    None if typed.trim().is_empty() => region.set_link(None),
                    None => problem.set(true),
                }
            };
            let on_key = move |event: KeyboardEvent| {
                match event.key().as_str() {
                    "Enter" => take(),
                    "Escape" => region.back(),
                    _ => return,
                }
                event.prevent_default();
                event.stop_propagation();
            };
            view! {
                <div class="prose-link" role="group" aria-label=t!("Link")>
                    <input
                        type="text"
                        inputmode="url"
                        autocomplete="off"
                        aria-label=t!("Address")
                        placeholder="https://"
                        aria-invalid=move || problem.get().then_some("true")
                        node_ref=input
                        prop:value=before
                        on:keydown=on_key
                    />
                    <button type="button" on:click=move |_| take()>{t!("Set link")}</button>
                    {has_link.then(|| view! {
                        <button type="button" on:click=move |_| region.set_link(None)>{t!("Remove link")}</button>
                    })}
                    <button type="button" class="quiet" on:click=move |_| region.back()>{t!("Cancel")}</button>
                    <p class="field-problem" role="alert">
                        {move || problem.get().then_some(t!("A link leads to https://…, http://…, mailto:… or tel:…."))}
                    </p>
                </div>
            }
        })
    }
}
