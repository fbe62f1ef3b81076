//! Proposal: the sheets as they will print. What is shown is what is printed: the same elements,
//! with everything else hidden.

mod blocks;
mod design;
mod documents;
pub mod formats;
mod going_out;
mod leaves;
mod measure;
mod picture;
mod press;
mod print;
mod table;

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::model::DocumentKind;
use crate::proposal::layout::{Capacity, Fragment, Laid, page_of, paginate};
use crate::proposal::paper::{self, Sheet};
use crate::proposal::{Block, Content, Proposal, compose};
use crate::ui::desk::use_desk;
use crate::ui::parts::field::Choice;
use crate::ui::workspace::use_workspace;
pub use formats::Here;
use leaves::Leaves;
use measure::Measure;
use press::Press;

/// What the rule over footnotes takes of a sheet, in millimetres: above it 4, below it 1.6.
const NOTES_RULE: f64 = 5.6;

/// A proposal that is laid out.
pub struct Print {
    /// What it says.
    proposal: Arc<Proposal>,
    /// How high its blocks are.
    measures: Vec<Arc<Measure>>,
    /// Its sheets.
    sheets: Vec<Laid>,
}

impl Print {
    fn lay(proposal: Arc<Proposal>, measures: Vec<Arc<Measure>>) -> Self {
        let capacity = Capacity {
            upright: paper::millimetres(Sheet::upright(proposal.paper).text_height()),
            landscape: paper::millimetres(Sheet::landscape(proposal.paper).text_height()),
            rule: paper::millimetres(NOTES_RULE),
        };
        let notes = (proposal.blocks.iter().enumerate())
            .filter_map(|(at, block)| match block.content {
                Content::Footnote { number, .. } => Some((number, at)),
                _ => None,
            })
            .collect();
        let blocks = proposal.blocks.iter().zip(&measures);
        let blocks: Vec<_> = (blocks.map(|(block, measure)| measure.of(block, &notes))).collect();
        let sheets = paginate(&blocks, capacity);
        Self {
            proposal,
            measures,
            sheets,
        }
    }

    /// Whether a sheet of this looks like one of another, but for its number.
    fn same_sheet(&self, at: usize, other: &Self, there: usize) -> bool {
        let (Some(sheet), Some(its)) = (self.sheets.get(at), other.sheets.get(there)) else {
            return false;
        };
        let (mine, theirs) = (&*self.proposal, &*other.proposal);
        let same_piece = |(here, there): (&Fragment, &Fragment)| {
            let moved = Fragment {
                block: here.block,
                ..there.clone()
            };
            *here == moved && self.same_block(here, other, there)
        };
        sheet.landscape == its.landscape
            && mine.paper == theirs.paper
            && mine.turn_landscape == theirs.turn_landscape
            && mine.footer == theirs.footer
            && self.heading(at) == other.heading(there)
            && sheet.fragments.len() == its.fragments.len()
            && sheet.notes.len() == its.notes.len()
            && sheet.fragments.iter().zip(&its.fragments).all(same_piece)
            && sheet.notes.iter().zip(&its.notes).all(same_piece)
    }

    fn same_block(&self, here: &Fragment, other: &Self, there: &Fragment) -> bool {
        let (Some((block, mine)), Some((its, theirs))) =
            (self.block(here.block), other.block(there.block))
        else {
            return false;
        };
        let pages = |print: &Self, block: &Block| match &block.content {
            Content::Contents(entries) => (entries.iter())
                .take(here.atoms.end)
                .skip(here.atoms.start)
                .map(|entry| print.page_of(entry.block))
                .collect(),
            _ => Vec::new(),
        };
        // A measure is shared by what is the same alone.
        let same =
            Arc::ptr_eq(mine, theirs) || (block.content == its.content && mine.cuts == theirs.cuts);
        same && pages(self, block) == pages(other, its)
    }

    fn block(&self, at: usize) -> Option<(&Block, &Arc<Measure>)> {
        self.proposal.blocks.get(at).zip(self.measures.get(at))
    }

    /// What the running header of a sheet says: the section with which it begins.
    fn heading(&self, at: usize) -> &str {
        (self.sheets.get(at))
            .and_then(|sheet| self.proposal.blocks.get(sheet.fragments.first()?.block))
            .and_then(|block| self.proposal.sections.get(block.section?))
            .map_or("", String::as_str)
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
    let press = Press::new(proposal);
    let laid = press.laid;
    let drawn = RwSignal::new(false);

    // Printing waits until what is on screen is what is wanted.
    Effect::new(move |_| {
        let is_newest = |laid: &Arc<Print>| Arc::ptr_eq(&laid.proposal, &proposal.read());
        let ready = drawn.get() && laid.read().as_ref().is_some_and(is_newest);
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
                <Count press drawn/>
                {documents::choice(workspace)}
                <ZoomChoice zoom/>
                <button type="button" class="primary" on:click=move |_| desk.print_wanted.set(true)>
                    "Print"
                </button>
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
                <Leaves laid zoom drawn/>
            </div>
            {press.galley()}
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
                    None => "Laying out…".to_owned(),
                    Some(1) => "1 page".to_owned(),
                    Some(pages) => format!("{pages} pages"),
                }}
            </p>
            // Heard when it is asked for: every slice would be too often.
            {move || slow.get().then(|| view! {
                <progress
                    aria-label="Blocks laid out"
                    max=move || measured().1.to_string()
                    prop:value=move || measured().0.to_string()
                ></progress>
                <span aria-hidden="true">
                    {move || {
                        let (done, all) = measured();
                        format!("{done} of {all} blocks")
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
