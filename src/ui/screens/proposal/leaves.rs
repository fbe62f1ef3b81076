//! The sheets: a box for each, at the size of the paper, shown smaller or larger by scaling.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::blocks::{Piece, content};
use super::press::Print;
use super::{Zoom, design};
use crate::model::Paper;
use crate::proposal::Content;
use crate::proposal::layout::{Fragment, Laid};
use crate::proposal::paper::{Length, Sheet};

/// CSS pixels in a millimetre.
pub const PIXELS: f64 = 96.0 / 25.4;

/// The sheets of a proposal.
#[component]
pub fn Leaves(laid: RwSignal<Option<Arc<Print>>>, zoom: RwSignal<Zoom>) -> impl IntoView {
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
            {move || laid.get().map(|print| leaves(&print))}
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
        Some(print) => format!("{own} {}", print.proposal.design.classes()),
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

fn leaves(print: &Print) -> AnyView {
    let pages = print.sheets.len();
    (print.sheets.iter().enumerate())
        .map(|(index, laid)| {
            let number = index + 1;
            view! {
                <section
                    class=frame_class(print, laid)
                    id=format!("page-{number}")
                    tabindex="-1"
                    aria-label=format!("Page {number} of {pages}")
                >
                    {leaf(print, index, None)}
                </section>
            }
        })
        .collect_view()
        .into_any()
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
    let Some(laid) = print.sheets.get(index) else {
        return ().into_any();
    };
    let (number, pages) = (index + 1, print.sheets.len());
    let proposal = &print.proposal;
    let is_cover = is_cover(print, laid);
    // The section that the sheet begins with heads it.
    let heading = (laid.fragments.first())
        .and_then(|fragment| proposal.blocks.get(fragment.block)?.section)
        .and_then(|section| proposal.sections.get(section))
        .cloned()
        .unwrap_or_default();
    let fragments = (laid.fragments.iter())
        .map(|fragment| fragment_view(print, fragment, go))
        .collect_view();
    let (left, right) = proposal.footer.clone();
    view! {
        <div class=format!("leaf folio {}", lies(print, laid)) class:cover=is_cover>
            <div class="leaf-inner">
                {(!is_cover)
                    .then(|| {
                        view! {
                            <div class="leaf-head" aria-hidden="true">
                                {heading}
                            </div>
                        }
                    })}
                <div class="leaf-body">{fragments}</div>
                {(!is_cover)
                    .then(|| {
                        view! {
                            <div class="leaf-foot" aria-hidden="true">
                                <span class="leaf-foot-left">{left}</span>
                                <span class="leaf-foot-page">
                                    {format!("page {number} of {pages}")}
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

fn fragment_view(print: &Print, fragment: &Fragment, go: Option<Callback<usize>>) -> AnyView {
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
        go,
    };
    let inner = content(&block.content, &piece, &|block| print.page_of(block));
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
        <div class="block" data-block=fragment.block style:margin-top=gap style:height=height>
            <div class="block-inner" style:transform=scale>
                {inner}
            </div>
        </div>
    }
    .into_any()
}

fn pixels(length: Length) -> String {
    format!("{:.2}px", f64::from(length) / 100.0)
}

/// Whether this browser prints all pages of a document one way round, as `WebKit` does.
pub fn needs_turning() -> bool {
    js_sys::Reflect::get(window().navigator().unchecked_ref(), &"vendor".into())
        .ok()
        .and_then(|vendor| vendor.as_string())
        .is_some_and(|vendor| vendor.starts_with("Apple"))
}
