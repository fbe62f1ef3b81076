//! The grid: a windowed `grid` or `treegrid` edited as in a spreadsheet. Only rows in view (and
//! the active one) exist in the page, so that an edit costs the same with ten rows or ten
//! thousand. What stands in it comes from a [`Source`].

mod block;
mod control;
mod editor;
mod keys;
mod pointer;
mod pool;
mod row;
mod source;
mod state;

use leptos::html;
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use leptos::tachys::view::any_view::AnyViewState;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, HtmlElement};

use super::size::on_resize;
use crate::ui::desk::use_desk;
use crate::ui::lasting::Kept;
use crate::ui::route::Route;
use crate::ui::workspace::use_workspace;
use control::Control;
use editor::CellEditor;
use pool::{Placed, Pool};
pub use source::{Cell, Column, Editor, Row, SharedSource, Source};
pub use state::GridState;

/// Height of a row in CSS pixels, on wide pages and on narrow ones.
pub const ROW_HEIGHT: i32 = 32;
/// Height of a row's card on narrow pages, in CSS pixels.
pub const CARD_HEIGHT: i32 = 64;
/// Rows kept in the page above and below what is in view.
const OVERSCAN: usize = 4;
/// The window goes on by so many rows: not at every pixel, and not so many that filling them takes
/// longer than a frame.
const STEP: usize = 2;

/// The height of a row on this page, tracked.
pub fn row_height(narrow: Kept<bool>) -> i32 {
    if narrow.get() {
        CARD_HEIGHT
    } else {
        ROW_HEIGHT
    }
}

/// A grid named `name`. `tree` makes it a treegrid.
#[component]
pub fn Grid(
    /// Its accessible name.
    name: &'static str,
    /// Where its rows come from.
    source: SharedSource,
    /// What it is doing.
    state: GridState,
    /// Whether rows stand under rows.
    #[prop(optional)]
    tree: bool,
    /// What to say when there are no rows.
    #[prop(optional)]
    empty: &'static str,
) -> impl IntoView {
    let control = Control::new(use_desk(), use_workspace(), source, state, tree);
    let Control {
        rows,
        columns,
        height,
        scroller,
        ..
    } = control;
    let body = NodeRef::<html::Div>::new();
    let window = Memo::new(move |_| window(control));

    // Focus and fields look for their cells after this.
    let pool = StoredValue::new_local(Pool::default());
    let shown = RwSignal::new(());
    Effect::new(move |_| {
        let window = window.read();
        if let Some(body) = body.get() {
            pool.update_value(|pool| pool.show(control, columns.get(), &window, &body));
            shown.set(());
        }
    });
    follow_seek(control);
    follow_focus(control, shown);
    open_field(control, pool, shown);

    // A row that the screen made active is brought into view.
    Effect::new(move |_| {
        if let Some((id, _)) = state.active.get()
            && let Some(index) = control.index_of(&id)
        {
            request_animation_frame(move || control.keep_in_view(index));
        }
    });

    // The height of the part in view. What is active stays in it when it becomes lower.
    let measure = move || {
        let Some(Some(element)) = scroller.try_get_untracked() else {
            return;
        };
        let height = element.client_height().max(200);
        let before = state.view_height.get_untracked();
        let _ = state.view_height.try_set(height);
        if height < before
            && let Some((row, _)) = control.active()
            && let Some(index) = control.index_of(&row.id)
        {
            control.keep_in_view(index);
        }
    };
    on_resize(scroller, measure);

    let tracks = move || {
        let columns = columns.read();
        let tracks = columns.iter().map(|column| column.track);
        tracks.collect::<Vec<_>>().join(" ")
    };
    let head = move || {
        let columns = columns.get().into_iter().enumerate();
        columns
            .map(|(index, column)| {
                view! {
                    <div
                        role="columnheader"
                        class="head"
                        class:figure=column.numeric
                        aria-colindex=(index + 1).to_string()
                    >
                        {column.name}
                    </div>
                }
            })
            .collect_view()
    };
    let body_height = move || {
        let rows = i32::try_from(rows.read().len()).unwrap_or(i32::MAX / 100);
        format!("{}px", rows.saturating_mul(height.get()))
    };
    let edited = move || state.edit.read_untracked().is_some();
    view! {
        <div
            class="grid"
            role=if tree { "treegrid" } else { "grid" }
            aria-label=name
            aria-multiselectable="true"
            aria-rowcount=move || (rows.read().len() + 1).to_string()
            aria-colcount=move || columns.read().len().to_string()
            node_ref=scroller
            // Without a row it has the focus itself, so that keys scroll it.
            tabindex=move || rows.read().is_empty().then_some("0")
            style=("--tracks", tracks)
            on:scroll=move |_| {
                if let Some(element) = scroller.get_untracked() {
                    state.scroll.set(element.scroll_top());
                }
            }
            on:keydown=move |event| keys::on_key(control, &event)
            on:click=move |event| pointer::on_click(control, &event)
            on:dblclick=move |event| pointer::on_double_click(control, &event)
            on:copy=move |event| {
                if !edited() {
                    on_copy(control, &event);
                }
            }
            on:cut=move |event| {
                if !edited() && on_copy(control, &event) {
                    block::clear(control, t!("Cut"));
                }
            }
            on:paste=move |event| {
                if !edited() {
                    on_paste(control, &event);
                }
            }
            on:focusin=move |_| state.wants_focus.set_value(true)
            on:focusout=move |event| {
                if pointer::leaves(control, &event) {
                    state.wants_focus.set_value(false);
                }
            }
            on:pointerdown=move |event| pointer::on_down(control, &event)
            on:pointermove=move |event| pointer::on_move(control, &event)
            on:pointerup=move |event| pointer::on_up(control, &event)
            on:pointercancel=move |_| {
                state.press.set_value(pointer::Press::None);
                state.dragged.set(None);
            }
        >
            <div role="rowgroup" class="grid-head">
                <div role="row" class="row" aria-rowindex="1">
                    {head}
                </div>
            </div>
            <div role="rowgroup" class="grid-body" node_ref=body style:height=body_height>
                {move || {
                    let (_, to) = state.dragged.get()?;
                    let top = i32::try_from(to).unwrap_or(0) * height.get();
                    Some(view! { <div class="drop-line" style:transform=format!("translateY({top}px)")></div> })
                }}
            </div>
        </div>
        {move || {
            (rows.read().is_empty() && !empty.is_empty())
                .then(|| view! { <p class="grid-empty">{empty}</p> })
        }}
        {move || {
            let words = state.error.get();
            (!words.is_empty()).then(|| view! { <p class="grid-error" role="alert">{words}</p> })
        }}
    }
    .into_any()
}

/// The rows that exist in the page, in their order: those in view, and the active one.
fn window(control: Control) -> Vec<Placed> {
    let state = control.state;
    let rows = control.rows.read();
    let height = control.height.get();
    let first = usize::try_from(state.scroll.get() / height).unwrap_or(0);
    let count = usize::try_from(state.view_height.get() / height).unwrap_or(30) + 1;
    let first = first / STEP * STEP;
    let from = first.saturating_sub(OVERSCAN);
    let to = (first + count + OVERSCAN + STEP).min(rows.len());
    let mut shown: Vec<Placed> = (rows.iter().enumerate())
        .take(to)
        .skip(from)
        .map(|(index, row)| (index, row.clone()))
        .collect();
    if let Some((id, _)) = &*state.active.read()
        && let Some(index) = rows.iter().position(|row| row.id == *id)
        && !(from..to).contains(&index)
        && let Some(row) = rows.get(index)
    {
        let at = if index < from { 0 } else { shown.len() };
        shown.insert(at, (index, row.clone()));
    }
    shown
}

/// Goes to the row that is sought from elsewhere, where it is one of this grid; where it is yet to
/// be shown, as soon as it is.
fn follow_seek(control: Control) {
    let seek = control.workspace.seek;
    Effect::new(move |_| {
        let Some((part, row)) = seek.get() else {
            return;
        };
        let has_row = control.rows.read().iter().any(|other| other.id == row);
        let route = control.desk.route.read_untracked();
        let is_here = matches!(&*route, Route::Pitch(_, here) if *here == part);
        if has_row && is_here {
            seek.set(None);
            control.state.go_to(row);
        }
    });
}

/// Focus follows the active cell, also when its row was made anew or moved.
fn follow_focus(control: Control, shown: RwSignal<()>) {
    let state = control.state;
    Effect::new(move |_| {
        let active = state.active.get();
        shown.track();
        if state.edit.read().is_some() || !state.wants_focus.get_value() {
            return;
        }
        // Now: no key is lost, and no frame that comes late takes the focus from where it went.
        if let Some((id, column)) = active {
            control.focus(&id, column);
        }
    });
}

/// A field that is open in a cell: it goes when this does.
type Field = (state::Place, UnmountHandle<AnyViewState>);

/// Opens a field in the active cell while it is edited.
fn open_field(control: Control, pool: StoredValue<Pool, LocalStorage>, shown: RwSignal<()>) {
    let state = control.state;
    let label = move |column: usize| {
        let columns = control.columns.read_untracked();
        columns
            .get(column)
            .map(|column| column.name.clone())
            .unwrap_or_default()
    };
    let commit =
        Callback::new(move |(text, next): (String, (i32, i32))| control.commit(&text, next));
    Effect::new(move |before: Option<Option<Field>>| {
        shown.track();
        let place = state.active.get().filter(|_| state.edit.read().is_some())?;
        if let Some((open, field)) = before.flatten()
            && open == place
        {
            return Some((open, field));
        }
        let cell: HtmlElement = pool.with_value(|pool| {
            let cell = pool.cell(&place.0, place.1)?.clone();
            cell.dyn_into().ok()
        })?;
        let label = label(place.1);
        let field = control.owning(|| {
            mount_to(cell, move || {
                view! { <CellEditor state label commit/> }.into_any()
            })
        });
        Some((place, field))
    });
}

/// Copies what is chosen; whether it could.
fn on_copy(control: Control, event: &ClipboardEvent) -> bool {
    let (Some(data), Some(text)) = (event.clipboard_data(), block::copied(control)) else {
        return false;
    };
    let copied = data.set_data("text/plain", &text).is_ok();
    if copied {
        event.prevent_default();
    }
    copied
}

fn on_paste(control: Control, event: &ClipboardEvent) {
    let data = event.clipboard_data();
    let text = data.and_then(|data| data.get_data("text/plain").ok());
    if let Some(text) = text.filter(|text| !text.is_empty())
        && control.active().is_some()
    {
        event.prevent_default();
        block::paste(control, &text);
    }
}
