//! All sheets, small, to choose from. A sheet is drawn when it comes near.

use leptos::html;
use leptos::prelude::*;

use super::show::{Over, Show};
use crate::model::Paper;
use crate::proposal::paper::Sheet;
use crate::ui::parts::size::{in_view, on_resize};
use crate::ui::screens::proposal::leaves::{PIXELS, brand_colour, dressed, frame_class, leaf};

/// The least width of a small sheet and the gap between two, in CSS pixels.
const LEAST: f64 = 216.0;
const GAP: f64 = 20.0;

/// The overview, while it is open.
pub fn overview(show: Show) -> AnyView {
    let open = Memo::new(move |_| matches!(show.over.get(), Over::Overview(_)));
    (move || open.get().then(|| grid(show))).into_any()
}

fn grid(show: Show) -> AnyView {
    let node = NodeRef::<html::Div>::new();
    let zoom = RwSignal::new(0.2);
    on_resize(node, move || {
        let Some(Some(node)) = node.try_get_untracked() else {
            return;
        };
        // A pixel less, so that rounding never wraps a row.
        let room = f64::from(node.client_width()) - 1.0;
        // Two beside each other at least, so that it is an overview on a telephone too.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a small number that is not negative"
        )]
        let columns = (((room + GAP) / (LEAST + GAP)).floor().max(2.0)) as u32;
        let width = (room - GAP * f64::from(columns - 1)) / f64::from(columns);
        show.columns.set(columns as usize);
        zoom.set(width / (Sheet::upright(Paper::Screen).width * PIXELS));
    });
    view! {
        <section class="present-overview" aria-label=t!("Overview")>
            <div class="overview-room" node_ref=node>
                <ul
                    class=dressed(show.laid, "overview-sheets")
                    style=("--brand", brand_colour(show.laid, 0))
                    style=("--on-brand", brand_colour(show.laid, 1))
                    style=("--brand-text", brand_colour(show.laid, 2))
                    style=("--brand-wash", brand_colour(show.laid, 3))
                    style=("--zoom", move || format!("{:.6}", zoom.get()))
                >
                    {move || (0..show.count()).map(|index| small(show, index)).collect_view()}
                </ul>
            </div>
        </section>
    }
    .into_any()
}

/// A small sheet with the button that goes there.
fn small(show: Show, index: usize) -> AnyView {
    let name = show.name(index);
    let number = index + 1;
    let button = NodeRef::<html::Button>::new();
    let chosen = Memo::new(move |_| show.over.get() == Over::Overview(index));
    // The one that is chosen has the focus, and is scrolled to.
    Effect::new(move |_| {
        if chosen.get()
            && let Some(button) = button.get()
        {
            request_animation_frame(move || {
                let _ = button.focus();
            });
        }
    });
    let place = NodeRef::<html::Div>::new();
    let seen = in_view(place);
    let drawn = move || {
        let print = show.laid.get().filter(|_| seen.get())?;
        let class = frame_class(&print, print.sheets.get(index)?);
        Some(view! { <div class=class>{leaf(&print, index, Some(Callback::new(|_| {})))}</div> })
    };
    view! {
        <li class:chosen=move || chosen.get()>
            <div class="small-sheet" node_ref=place inert="" aria-hidden="true">
                {drawn}
            </div>
            <p class="small-name" aria-hidden="true">
                <span>{number}</span>
                {name.clone()}
            </p>
            <button
                type="button"
                node_ref=button
                tabindex=move || if chosen.get() { "0" } else { "-1" }
                aria-label=t!("Sheet {number}, {name}")
                aria-current=(show.at.get_untracked() == index).then_some("true")
                on:click=move |_| show.choose(index)
            ></button>
        </li>
    }
    .into_any()
}
