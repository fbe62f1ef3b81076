//! The sheets: a box for each, at the size of the paper, shown smaller or larger by scaling.

use std::sync::Arc;

use gloo_timers::future::TimeoutFuture;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::blocks::{Piece, follow, inner};
use super::layout::Print;
use super::press::now;
use super::{Zoom, design};
use crate::model::Paper;
use crate::proposal::Content;
use crate::proposal::layout::{Fragment, Laid};
use crate::proposal::paper::{GUTTER, Length, Sheet};
use crate::proposal::reuse::kept;

/// CSS pixels in a millimetre.
pub const PIXELS: f64 = 96.0 / 25.4;

/// How many sheets are drawn at once when the first are shown, and how many new ones afterwards, so
/// that one in view is never blank. Where there are more, the papers lie there at once, and what
/// stands on them is drawn from what is in view outwards.
const AT_FIRST: usize = 4;
const AFTERWARDS: usize = 40;
/// How long drawing goes on until the page answers again, in milliseconds. Laying out what was drawn
/// takes as long again.
const A_TURN_MS: f64 = 12.0;

/// The sheets of a proposal. `drawn` says whether all of them are there.
#[component]
pub fn Leaves(
    laid: RwSignal<Option<Arc<Print>>>,
    zoom: RwSignal<Zoom>,
    drawn: RwSignal<bool>,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let room = RwSignal::new(None::<f64>);
    let take_room = move || {
        if let Some(Some(node)) = node.try_get_untracked() {
            room.set(Some(f64::from(node.client_width())));
        }
    };
    Effect::new(move |_| {
        if laid.read().is_some() {
            take_room();
        }
    });
    let listener = window_event_listener(leptos::ev::resize, move |_| take_room());
    on_cleanup(move || listener.remove());

    let leaves = leaves_of(laid, drawn);
    let scale = move |landscape: bool| {
        let fit = || {
            let paper = laid
                .read()
                .as_ref()
                .map_or(Paper::A4, |laid| laid.proposal.paper);
            let sheet = sheet(paper, landscape);
            room.get().map_or(1.0, |room| {
                ((room - 2.0) / (sheet.width * PIXELS)).clamp(0.2, 1.1)
            })
        };
        match zoom.get() {
            Zoom::Fit => fit(),
            Zoom::Percent(percent) => f64::from(percent) / 100.0,
        }
    };
    let colour = move |at| brand_colour(laid, at);
    let upright = move || format!("{:.4}", scale(false));
    let landscape = move || format!("{:.4}", scale(true));
    view! {
        <div
            class=dressed(laid, "leaves")
            node_ref=node
            style=("--brand", colour(0))
            style=("--on-brand", colour(1))
            style=("--brand-text", colour(2))
            style=("--brand-wash", colour(3))
            style=("--zoom", upright)
            style=("--zoom-landscape", landscape)
        >
            <For each=move || leaves.get() key=|leaf| leaf.key children=|leaf| leaf.view()/>
        </div>
    }
    .into_any()
}

/// The classes of what holds sheets: its own, and those of the design.
pub fn dressed(
    laid: RwSignal<Option<Arc<Print>>>,
    own: &'static str,
) -> impl Fn() -> String + Copy + Send + Sync + 'static {
    move || match laid.read().as_ref() {
        Some(print) => format!("{own} {}", design::classes(&print.proposal.design)),
        None => own.to_owned(),
    }
}

/// One of the colours of the brand in which the sheets are dressed, in the order of
/// [`design::colours`].
pub fn brand_colour(
    laid: RwSignal<Option<Arc<Print>>>,
    at: usize,
) -> impl Fn() -> Option<String> + Copy + Send + Sync + 'static {
    move || {
        let print = laid.read();
        let colours = design::colours(&print.as_ref()?.proposal.design);
        colours.get(at).cloned().flatten()
    }
}

/// The class of what is laid out for this paper.
pub fn paper_class(paper: Paper) -> &'static str {
    match paper {
        Paper::A4 => "a4",
        Paper::Letter => "letter",
        Paper::Screen => "screen",
    }
}

fn sheet(paper: Paper, landscape: bool) -> Sheet {
    if landscape {
        Sheet::landscape(paper)
    } else {
        Sheet::upright(paper)
    }
}

/// A sheet on screen.
#[derive(Clone)]
struct Leaf {
    /// Tells it from the others as long as it looks the same.
    key: u32,
    print: Arc<Print>,
    at: usize,
    /// Its number, and how many there are.
    place: ArcRwSignal<(usize, usize)>,
    /// Whether anything is drawn on the paper.
    inked: ArcRwSignal<bool>,
}

/// The sheets of the newest layout. One that looks as it did before stays what it was, with the
/// elements that it has; only its number may be another.
fn leaves_of(laid: RwSignal<Option<Arc<Print>>>, drawn: RwSignal<bool>) -> RwSignal<Vec<Leaf>> {
    let leaves = RwSignal::new(Vec::<Leaf>::new());
    let turn = StoredValue::new(0_u32);
    let last_key = StoredValue::new(0_u32);
    Effect::new(move |_| {
        let Some(print) = laid.get() else {
            return;
        };
        let before = leaves.get_untracked();
        let pages = print.sheets.len();
        let same = |old: usize, at: usize| {
            let leaf = before.get(old);
            leaf.is_some_and(|leaf| leaf.print.same_sheet(leaf.at, &print, at))
        };
        let now: Vec<Leaf> = (kept(before.len(), pages, same).into_iter().enumerate())
            .map(|(at, old)| {
                let place = (at + 1, pages);
                let Some(leaf) = old.and_then(|old| before.get(old)) else {
                    last_key.update_value(|key| *key = key.wrapping_add(1));
                    return Leaf {
                        key: last_key.get_value(),
                        print: print.clone(),
                        at,
                        place: ArcRwSignal::new(place),
                        inked: ArcRwSignal::new(false),
                    };
                };
                if leaf.place.get_untracked() != place {
                    leaf.place.set(place);
                }
                Leaf {
                    print: print.clone(),
                    at,
                    ..leaf.clone()
                }
            })
            .collect();
        turn.update_value(|turn| *turn = turn.wrapping_add(1));
        let now_turn = turn.get_value();
        let mut blank: Vec<Leaf> = now.clone();
        blank.retain(|leaf| !leaf.inked.get_untracked());
        let at_once = if before.is_empty() {
            AT_FIRST
        } else {
            AFTERWARDS
        };
        if blank.len() <= at_once {
            blank.drain(..).for_each(|leaf| leaf.inked.set(true));
        }
        leaves.set(now);
        drawn.set(blank.is_empty());
        if !blank.is_empty() {
            leptos::task::spawn_local(async move {
                let is_wanted = move || turn.try_get_value() == Some(now_turn);
                if ink(blank, is_wanted).await.is_some() {
                    drawn.try_set(true);
                }
            });
        }
    });
    leaves
}

/// Draws on these sheets, on those in view first; none when that is no longer wanted.
async fn ink(blank: Vec<Leaf>, is_wanted: impl Fn() -> bool) -> Option<()> {
    // Until the papers lie there.
    leptos::task::tick().await;
    let mut blank: Vec<(f64, Leaf)> = (blank.into_iter())
        .map(|leaf| (out_of_view(leaf.place.get_untracked().0), leaf))
        .collect();
    blank.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut begun = now();
    for (away, leaf) in blank {
        if away > 0.0 && now() - begun > A_TURN_MS {
            TimeoutFuture::new(0).await;
            begun = now();
        }
        if !is_wanted() {
            return None;
        }
        leaf.inked.set(true);
        leptos::task::tick().await;
    }
    Some(())
}

/// How far the paper with this number lies above or below what is in view.
fn out_of_view(number: usize) -> f64 {
    let Some(paper) = document().get_element_by_id(&page_id(number)) else {
        return f64::MAX;
    };
    let paper = paper.get_bounding_client_rect();
    let height = window().inner_height().ok();
    let height = height.and_then(|height| height.as_f64()).unwrap_or(0.0);
    (paper.top() - height).max(-paper.bottom()).max(0.0)
}

fn page_id(number: usize) -> String {
    format!("page-{number}")
}

impl Leaf {
    fn view(self) -> AnyView {
        let Some(laid) = self.print.sheets.get(self.at) else {
            return ().into_any();
        };
        let (id, label) = (self.place.clone(), self.place.clone());
        let shown = Shown {
            go: None,
            key: self.key,
            place: self.place.clone(),
        };
        let (class, inked) = (frame_class(&self.print, laid), self.inked.clone());
        view! {
            <section
                class=class
                id=move || page_id(id.get().0)
                tabindex="-1"
                aria-label=move || {
                    let (number, pages) = label.get();
                    t!("Page {number} of {pages}")
                }
            >
                {move || inked.get().then(|| drawing(&self.print, self.at, &shown))}
            </section>
        }
        .into_any()
    }
}

/// Where and how a sheet is shown.
struct Shown {
    /// Where contents lead; none scrolls the page.
    go: Option<Callback<usize>>,
    /// Tells the sheet from others in the page.
    key: u32,
    /// Its number, and how many there are.
    place: ArcRwSignal<(usize, usize)>,
}

fn is_cover(print: &Print, laid: &Laid) -> bool {
    (laid.fragments.first())
        .and_then(|fragment| print.proposal.blocks.get(fragment.block))
        .is_some_and(|block| matches!(block.content, Content::Cover(_)))
}

/// The paper, and which way round it lies.
fn lies(print: &Print, laid: &Laid) -> String {
    let turned = laid.landscape && (print.proposal.turn_landscape || needs_turning());
    let way = match (laid.landscape, turned) {
        (false, _) => "upright",
        (true, false) => "landscape",
        (true, true) => "turned",
    };
    format!("{} {way}", paper_class(print.proposal.paper))
}

/// The classes of what a sheet is shown in.
pub fn frame_class(print: &Print, laid: &Laid) -> String {
    let to_edge = if is_cover(print, laid) && !needs_turning() {
        " to-edge"
    } else {
        ""
    };
    format!("leaf-frame {}{to_edge}", lies(print, laid))
}

/// A sheet, counted from 0, at the size of its paper. Contents lead where `go` says.
pub fn leaf(print: &Print, index: usize, go: Option<Callback<usize>>) -> AnyView {
    let shown = Shown {
        go,
        // Far from those of the sheets of the screen, which may be beneath.
        key: u32::MAX - u32::try_from(index).unwrap_or_default(),
        place: ArcRwSignal::new((index + 1, print.sheets.len())),
    };
    drawing(print, index, &shown)
}

fn drawing(print: &Print, index: usize, shown: &Shown) -> AnyView {
    let Some(laid) = print.sheets.get(index) else {
        return ().into_any();
    };
    let is_cover = is_cover(print, laid);
    let heading = print.heading(index).to_owned();
    let fragments = (laid.bands())
        .map(|band| band_view(print, band, shown))
        .collect_view();
    let notes = (!laid.notes.is_empty()).then(|| {
        let notes = (laid.notes.iter())
            .map(|fragment| fragment_view(print, fragment, shown))
            .collect_view();
        view! { <div class="leaf-notes">{notes}</div> }
    });
    let place = shown.place.clone();
    let (left, right) = print.proposal.footer.clone();
    let go = shown.go;
    view! {
        <div
            class=format!("leaf folio {}", lies(print, laid))
            class:cover=is_cover
            on:click=move |event| follow(&event, go)
        >
            <div class="leaf-inner">
                {(!is_cover)
                    .then(|| {
                        view! {
                            <div class="leaf-head" aria-hidden="true">
                                {heading}
                            </div>
                        }
                    })}
                <div class="leaf-body">{fragments} {notes}</div>
                {(!is_cover)
                    .then(|| {
                        view! {
                            <div class="leaf-foot" aria-hidden="true">
                                <span class="leaf-foot-left">{left}</span>
                                <span class="leaf-foot-page">
                                    {move || {
                                        let (number, pages) = place.get();
                                        t!("page {number} of {pages}")
                                    }}
                                </span>
                                <span class="leaf-foot-right">{right}</span>
                            </div>
                        }
                    })}
            </div>
        </div>
    }
    .into_any()
}

/// A fragment as wide as the sheet, or columns beside each other.
fn band_view(print: &Print, band: &[Fragment], shown: &Shown) -> AnyView {
    let columns = band.first().map_or(1, |fragment| fragment.column.1);
    let fragments = |column: &[Fragment]| {
        (column.iter())
            .map(|fragment| fragment_view(print, fragment, shown))
            .collect_view()
    };
    if columns <= 1 {
        return fragments(band).into_any();
    }
    let columns_view = (band.chunk_by(|above, next| above.column == next.column))
        .map(|column| view! { <div class="column">{fragments(column)}</div> })
        .collect_view();
    view! {
        <div
            class="columns"
            style:grid-template-columns=format!("repeat({columns}, minmax(0, 1fr))")
            style:column-gap=format!("{GUTTER}mm")
        >
            {columns_view}
        </div>
    }
    .into_any()
}

fn fragment_view(print: &Print, fragment: &Fragment, shown: &Shown) -> AnyView {
    let (Some(block), Some(measure)) = (
        print.proposal.blocks.get(fragment.block),
        print.measures.get(fragment.block),
    ) else {
        return ().into_any();
    };
    let piece = Piece {
        from: fragment.atoms.start,
        to: fragment.atoms.end,
        complete: fragment.complete,
        cuts: &measure.cuts,
        go: shown.go,
        sheet: shown.key,
    };
    let beside = fragment.column.1 > 1;
    let gap = pixels(fragment.gap);
    let (height, scale) = match fragment.shrunk_to {
        Some(to) => (
            Some(pixels(to)),
            Some(format!(
                "scale({:.4})",
                f64::from(to) / f64::from(fragment.height.max(1))
            )),
        ),
        None => (None, None),
    };
    view! {
        <div
            class="block"
            class:in-column=beside
            data-block=fragment.block
            style:margin-top=gap
            style:height=height
        >
            {inner(&block.content, &piece, &|block| print.page_of(block), scale)}
        </div>
    }
    .into_any()
}

fn pixels(length: Length) -> String {
    format!("{:.2}px", f64::from(length) / 100.0)
}

/// Whether this browser prints all pages of a document one way round, as `WebKit` does.
pub fn needs_turning() -> bool {
    vendor().starts_with("Apple")
}

/// Who makes this browser, as it says.
pub fn vendor() -> String {
    js_sys::Reflect::get(window().navigator().unchecked_ref(), &"vendor".into())
        .ok()
        .and_then(|vendor| vendor.as_string())
        .unwrap_or_default()
}
