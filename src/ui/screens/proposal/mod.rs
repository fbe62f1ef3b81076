//! Proposal: the sheets as they will print. What is shown is what is printed: the same elements,
//! with everything else hidden.

mod blocks;
mod design;
mod documents;
pub mod formats;
mod going_out;
mod layout;
mod leaves;
mod measure;
mod pdf;
mod pen;
mod picture;
mod present;
mod press;
mod print;
mod table;

use std::sync::Arc;

use leptos::prelude::*;
use leptos::{ev, html};
use wasm_bindgen::JsCast;

use crate::model::DocumentKind;
use crate::proposal::compose;
use crate::ui::desk::use_desk;
use crate::ui::parts::field::Choice;
use crate::ui::pictures;
use crate::ui::workspace::use_workspace;
pub use formats::Here;
use layout::Print;
use leaves::Leaves;
pub use present::KEYS as PRESENTATION_KEYS;
use press::Press;

/// How large the sheets are shown.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Zoom {
    Fit,
    Percent(u16),
}

const ZOOMS: [u16; 5] = [50, 75, 100, 125, 150];

/// The screen.
#[component]
pub fn ProposalScreen() -> impl IntoView {
    let desk = use_desk();
    let workspace = use_workspace();
    let proposal = Memo::new(move |_| Arc::new(compose(&workspace.pitch.read(), &Here)));
    let press = Press::new(proposal);
    let laid = press.laid;
    let drawn = RwSignal::new(false);

    // Whether what is on screen is what is wanted, and whole: printing waits for that.
    let ready = Signal::derive(move || {
        let is_newest = |laid: &Arc<Print>| Arc::ptr_eq(&laid.proposal, &proposal.read());
        drawn.get() && laid.read().as_ref().is_some_and(is_newest)
    });
    Effect::new(move |_| {
        if ready.get() && desk.print_wanted.get() {
            desk.print_wanted.set(false);
            leptos::task::spawn_local(async {
                leptos::task::tick().await;
                pictures::ready(".leaf img").await;
                print::print();
            });
        }
    });
    print::name_the_file(proposal);
    on_cleanup(move || {
        desk.print_wanted.set(false);
        desk.present_wanted.set(false);
    });

    let zoom = RwSignal::new(Zoom::Fit);
    let presenting = RwSignal::new(None::<present::Place>);
    let minutes = RwSignal::new(None::<u32>);
    let button = NodeRef::<html::Button>::new();
    let present = move || {
        if presenting.get_untracked().is_none() {
            present::fill_screen();
            presenting.set(Some(in_view(laid)));
        }
    };
    let on_end = Callback::new(move |place: present::Place| {
        presenting.set(None);
        go_to_section(laid, place);
        // Once it is within reach again.
        request_animation_frame(move || focus_quietly(button));
    });
    present_by_key(present);
    Effect::new(move |_| {
        if laid.read().is_some() && desk.present_wanted.get() {
            desk.present_wanted.set(false);
            if !proposal.read_untracked().sections.is_empty() {
                present();
            }
        }
    });
    let is_empty = move || proposal.read().sections.is_empty();
    // The sheets come first; what stands beside them comes with the next frame.
    let beside = RwSignal::new(false);
    Effect::new(move |_| {
        if laid.read().is_some() && !beside.get_untracked() {
            request_animation_frame(move || {
                beside.try_set(true);
            });
        }
    });
    let side = move || {
        beside.get().then(|| {
            view! {
                {documents::panel(workspace)}
                {going_out::panel(workspace, proposal)}
                {design::panel(workspace)}
                <PageList laid/>
            }
        })
    };
    view! {
        <div class="proposal-screen">
            <header class="proposal-head">
                <h1>{t!("Proposal")}</h1>
                <Count press drawn/>
                {documents::choice(workspace)}
                <ZoomChoice zoom/>
                <button
                    type="button"
                    node_ref=button
                    title=t!("Present, a sheet at a time (Ctrl+Enter)")
                    aria-keyshortcuts="Control+Enter Meta+Enter"
                    disabled=is_empty
                    on:click=move |_| present()
                >
                    {t!("Present")}
                </button>
                <button
                    type="button"
                    class="primary"
                    title=t!("Print (Ctrl+P)")
                    aria-keyshortcuts="Control+P Meta+P"
                    on:click=move |_| desk.print_wanted.set(true)
                >
                    {t!("Print")}
                </button>
                {pdf::download(desk, workspace, proposal, laid, ready)}
            </header>
            <Show when=is_empty>
                <p class="proposal-hint">
                    {move || match workspace.proposal.read().document {
                        DocumentKind::Proposal => t!("The story has no sections that the client sees. Add them under Story: prose, concepts, and the live ones that draw timeline, budget and terms."),
                        DocumentKind::Statement => t!("No part of the statement of work is ticked."),
                        DocumentKind::ChangeOrder => t!("A change order says what is different from what was signed. Record the signature first."),
                    }}
                </p>
            </Show>
            <div class="proposal-work">
                <div class="proposal-side">{side}</div>
                <Leaves laid zoom drawn/>
            </div>
            {press.galley()}
            {move || {
                presenting
                    .get()
                    .map(|place| present::presentation(workspace, minutes, place, on_end))
            }}
        </div>
    }
    .into_any()
}

/// How many pages there are; while that takes long, how far it is.
#[component]
fn Count(press: Press, drawn: RwSignal<bool>) -> impl IntoView {
    let slow = Memo::new(move |_| press.progress.read().is_some());
    let pages = Memo::new(move |_| press.laid.read().as_ref().map(|laid| laid.sheets.len()));
    let measured = move || press.progress.get().unwrap_or_default();
    view! {
        <div class="proposal-count">
            <p role="status">
                {move || match pages.get().filter(|_| drawn.get() && !slow.get()) {
                    None => t!("Laying out…").to_owned(),
                    Some(1) => t!("1 page").to_owned(),
                    Some(pages) => t!("{pages} pages"),
                }}
            </p>
            // Heard when it is asked for: every slice would be too often.
            {move || slow.get().then(|| view! {
                <progress
                    aria-label=t!("Blocks laid out")
                    max=move || measured().1.to_string()
                    prop:value=move || measured().0.to_string()
                ></progress>
                <span aria-hidden="true">
                    {move || {
                        let (done, all) = measured();
                        t!("{done} of {all} blocks")
                    }}
                </span>
            })}
        </div>
    }
    .into_any()
}

/// How large the sheets are shown.
#[component]
fn ZoomChoice(zoom: RwSignal<Zoom>) -> impl IntoView {
    let mut zooms = vec![("fit".to_owned(), t!("Fit width").to_owned())];
    zooms.extend(ZOOMS.map(|percent| (percent.to_string(), t!("{percent}%"))));
    let value = Signal::derive(move || match zoom.get() {
        Zoom::Fit => "fit".to_owned(),
        Zoom::Percent(percent) => percent.to_string(),
    });
    view! {
        <Choice
            label=t!("Zoom")
            choices=Signal::stored(zooms)
            value=value
            on_choose=move |chosen: String| {
                zoom.set(chosen.parse().map_or(Zoom::Fit, Zoom::Percent));
            }
        />
    }
    .into_any()
}

/// The pages by name; a press goes there.
#[component]
fn PageList(laid: RwSignal<Option<Arc<Print>>>) -> impl IntoView {
    let names = Memo::new(move |_| {
        laid.read()
            .as_ref()
            .map(|laid| laid.page_names())
            .unwrap_or_default()
    });
    view! {
        <nav class="page-list" aria-label=t!("Pages")>
            <ol>
                {move || {
                    names
                        .get()
                        .into_iter()
                        .enumerate()
                        .map(|(index, name)| {
                            let number = index + 1;
                            view! {
                                <li>
                                    <button type="button" class="page-link" on:click=move |_| show_page(number)>
                                        <span class="page-number">{number}</span>
                                        <span class="page-name">{name}</span>
                                    </button>
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ol>
        </nav>
    }
    .into_any()
}

/// Brings a page into view.
fn show_page(number: usize) {
    let frame = document().get_element_by_id(&format!("page-{number}"));
    if let Some(frame) = frame.and_then(|frame| frame.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = frame.focus();
        frame.scroll_into_view();
    }
}

/// Ctrl+Enter presents.
fn present_by_key(present: impl Fn() + 'static) {
    let listener = window_event_listener(ev::keydown, move |event| {
        let with = (event.ctrl_key() || event.meta_key()) && !event.alt_key() && !event.shift_key();
        if with && event.key() == "Enter" {
            event.prevent_default();
            present();
        }
    });
    on_cleanup(move || listener.remove());
}

/// The section that one looks at: of the first page whose lower half is still in the window.
fn in_view(laid: RwSignal<Option<Arc<Print>>>) -> present::Place {
    let laid = laid.read_untracked();
    let print = laid.as_ref()?;
    let half = window().inner_height().ok()?.as_f64()? / 2.0;
    let is_seen = |page: &usize| {
        let frame = document().get_element_by_id(&format!("page-{page}"));
        frame.is_some_and(|frame| frame.get_bounding_client_rect().bottom() > half)
    };
    let page = (1..=print.sheets.len()).find(is_seen)?;
    print.section_of(page - 1)
}

/// Brings the page on which a section begins into view, unless one looks at the section already.
fn go_to_section(laid: RwSignal<Option<Arc<Print>>>, section: present::Place) {
    if in_view(laid) == section {
        return;
    }
    let laid = laid.read_untracked();
    let sheet = |section| {
        laid.as_ref()
            .and_then(|print| print.sheet_of_section(section))
    };
    let page = section.map_or(Some(0), sheet).unwrap_or(0) + 1;
    if let Some(frame) = document().get_element_by_id(&format!("page-{page}")) {
        frame.scroll_into_view();
    }
}

/// Gives the focus back without leaving the page that is in view.
fn focus_quietly(button: NodeRef<html::Button>) {
    if let Some(Some(button)) = button.try_get_untracked() {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = button.focus_with_options(&options);
    }
}
