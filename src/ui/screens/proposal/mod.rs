//! Proposal: the sheets as they will print. What is shown is what is printed: the same elements,
//! with everything else hidden.

mod blocks;
mod design;
mod documents;
pub mod formats;
mod going_out;
mod leaves;
mod measure;
mod pdf;
mod picture;
mod print;
mod table;

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::model::DocumentKind;
use crate::proposal::layout::{Capacity, Laid, page_of, paginate};
use crate::proposal::paper::{self, Sheet};
use crate::proposal::{Content, Proposal, compose};
use crate::ui::desk::use_desk;
use crate::ui::parts::field::Choice;
use crate::ui::workspace::use_workspace;
pub use formats::Here;
use leaves::Leaves;
use measure::Measure;

/// A proposal that is laid out.
pub struct Print {
    /// What it says.
    proposal: Arc<Proposal>,
    /// How high its blocks are.
    measures: Vec<Measure>,
    /// Its sheets.
    sheets: Vec<Laid>,
}

impl Print {
    fn lay(proposal: Arc<Proposal>, measures: Vec<Measure>) -> Self {
        let capacity = Capacity {
            upright: paper::millimetres(Sheet::upright(proposal.paper).text_height()),
            landscape: paper::millimetres(Sheet::landscape(proposal.paper).text_height()),
        };
        let blocks: Vec<_> = measures.iter().map(|m| m.measured.clone()).collect();
        let sheets = paginate(&blocks, capacity);
        Self {
            proposal,
            measures,
            sheets,
        }
    }

    fn page_of(&self, block: usize) -> Option<usize> {
        page_of(&self.sheets, block)
    }

    /// What the list of pages calls each sheet.
    fn page_names(&self) -> Vec<String> {
        let mut before = String::new();
        (self.sheets.iter())
            .map(|sheet| {
                let blocks =
                    || (sheet.fragments.iter()).filter_map(|f| self.proposal.blocks.get(f.block));
                let begins = blocks().find_map(|block| match &block.content {
                    Content::Cover(_) => Some("Cover".to_owned()),
                    Content::Contents(_) => Some("Contents".to_owned()),
                    Content::Section { title, .. } => Some(title.clone()),
                    _ => None,
                });
                let name = begins.unwrap_or_else(|| before.clone());
                if let Some(section) = blocks().next_back().and_then(|block| block.section)
                    && let Some(title) = self.proposal.sections.get(section)
                {
                    before.clone_from(title);
                }
                name
            })
            .collect()
    }
}

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
    let being_measured = RwSignal::new(None::<Arc<Proposal>>);
    let laid = RwSignal::new(None::<Arc<Print>>);
    let host = NodeRef::<html::Div>::new();

    // Every change is measured off screen, and shown when it is laid out.
    Effect::new(move |_| {
        let wanted = proposal.get();
        being_measured.set(Some(wanted.clone()));
        leptos::task::spawn_local(async move {
            leptos::task::tick().await;
            measure::fonts_ready(host).await;
            let current = proposal.try_get_untracked();
            let Some(Some(host)) = host.try_get_untracked() else {
                return;
            };
            if current.is_none_or(|current| !Arc::ptr_eq(&current, &wanted)) {
                return;
            }
            let measures = measure::measure(&host, &wanted);
            being_measured.set(None);
            laid.set(Some(Arc::new(Print::lay(wanted, measures))));
        });
    });

    // Printing waits until what is on screen is what is wanted.
    Effect::new(move |_| {
        let ready = laid
            .read()
            .as_ref()
            .is_some_and(|laid| Arc::ptr_eq(&laid.proposal, &proposal.read()));
        if ready && desk.print_wanted.get() {
            desk.print_wanted.set(false);
            leptos::task::spawn_local(async {
                leptos::task::tick().await;
                print::print();
            });
        }
    });
    print::name_the_file(proposal);
    design::fetch_faces();
    on_cleanup(move || desk.print_wanted.set(false));

    let zoom = RwSignal::new(Zoom::Fit);
    let is_empty = move || proposal.read().sections.is_empty();
    view! {
        <div class="proposal-screen">
            <header class="proposal-head">
                <h1>"Proposal"</h1>
                <p class="proposal-count" role="status">
                    {move || match laid.read().as_ref().map(|laid| laid.sheets.len()) {
                        None => "Laying out…".to_owned(),
                        Some(1) => "1 page".to_owned(),
                        Some(pages) => format!("{pages} pages"),
                    }}
                </p>
                {documents::choice(workspace)}
                <ZoomChoice zoom/>
                <button type="button" class="primary" on:click=move |_| desk.print_wanted.set(true)>
                    "Print"
                </button>
                {pdf::download(desk, workspace, proposal, laid)}
            </header>
            <Show when=is_empty>
                <p class="proposal-hint">
                    {move || match workspace.proposal.read().document {
                        DocumentKind::Proposal => "The story has no sections that the client sees. Add them under Story: prose, concepts, and the live ones that draw timeline, budget and terms.",
                        DocumentKind::Statement => "No part of the statement of work is ticked.",
                        DocumentKind::ChangeOrder => "A change order says what is different from what was signed. Record the signature first.",
                    }}
                </p>
            </Show>
            <div class="proposal-work">
                <div class="proposal-side">
                    {documents::panel(workspace)}
                    {going_out::panel(workspace, proposal)}
                    {design::panel(workspace)}
                    <PageList laid/>
                </div>
                <Leaves laid zoom/>
            </div>
            {move || {
                being_measured
                    .get()
                    .map(|proposal| {
                        let class = format!("folio-host {}", design::classes(&proposal.design));
                        let paper = leaves::paper_class(proposal.paper);
                        view! {
                            <div class=class aria-hidden="true">
                                <div class=format!("folio {paper}") node_ref=host>
                                    {measure::galley(&proposal)}
                                </div>
                            </div>
                        }
                    })
            }}
        </div>
    }
    .into_any()
}

/// How large the sheets are shown.
#[component]
fn ZoomChoice(zoom: RwSignal<Zoom>) -> impl IntoView {
    let mut zooms = vec![("fit".to_owned(), "Fit width".to_owned())];
    zooms.extend(ZOOMS.map(|percent| (percent.to_string(), format!("{percent}%"))));
    let value = Signal::derive(move || match zoom.get() {
        Zoom::Fit => "fit".to_owned(),
        Zoom::Percent(percent) => percent.to_string(),
    });
    view! {
        <Choice
            label="Zoom"
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
        <nav class="page-list" aria-label="Pages">
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
