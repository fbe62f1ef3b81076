//! Presentation: the proposal on the screen, a sheet at a time, whatever paper it is printed on.

mod clock;
mod keys;
mod overview;
mod screen;
mod show;
mod speaker;

use std::sync::Arc;
use std::time::Duration;

use gloo_events::EventListener;
use leptos::ev::{MouseEvent, PointerEvent};
use leptos::html;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::Here;
use super::layout::Print;
use super::leaves::{PIXELS, brand_colour, dressed, frame_class, leaf};
use super::press::Press;
use crate::model::{Paper, Pitch};
use crate::proposal::compose;
use crate::proposal::paper::Sheet;
use crate::ui::parts::icon::{Glyph, Icon};
use crate::ui::parts::size::on_resize;
use crate::ui::workspace::Workspace;
use crate::words::Word;
use clock::Clock;
pub use keys::TOLD as KEYS;
use show::{Over, Show};

/// How long a pointer rests before it is hidden with the controls.
const STILL: Duration = Duration::from_secs(3);
/// How far a finger goes sideways to turn the sheet, in CSS pixels.
const SWIPE: i32 = 48;

/// The section of the proposal that is shown, counted from 0; none before the first.
pub type Place = Option<usize>;

/// Asks for the screen while the browser still allows it: in the press that begins a presentation.
pub fn fill_screen() {
    screen::fill();
}

/// The presentation, from this place on. `planned` is how many minutes there are; `on_end` is told
/// what was shown last.
pub fn presentation(
    workspace: Workspace,
    planned: RwSignal<Option<u32>>,
    from: Place,
    on_end: Callback<Place>,
) -> AnyView {
    let proposal = Memo::new(move |_| {
        let mut pitch = Pitch::clone(&workspace.pitch.read());
        Arc::make_mut(&mut pitch.proposal).paper = Paper::Screen;
        Arc::new(compose(&pitch, &Here))
    });
    let press = Press::new(proposal);
    let (laid, galley) = (press.laid, press.galley());
    let names = Memo::new(move |_| {
        let laid = laid.read();
        Arc::new(
            laid.as_ref()
                .map(|laid| laid.page_names())
                .unwrap_or_default(),
        )
    });
    let at = RwSignal::new(0);
    let shown = move || {
        let laid = laid.read_untracked();
        (laid.as_ref()).and_then(|laid| laid.section_of(at.get_untracked()))
    };
    let show = Show {
        workspace,
        laid,
        names,
        at,
        over: RwSignal::new(Over::Nothing),
        columns: RwSignal::new(1),
        typed: RwSignal::new(String::new()),
        message: RwSignal::new(String::new()),
        clock: Clock::new(planned),
        has_screen: StoredValue::new(screen::is_filled()),
        speaker: speaker::Held::new(),
        end: Callback::new(move |()| on_end.run(shown())),
    };
    // It begins where one was; what is edited meanwhile may leave fewer sheets.
    Effect::new(move |begun: Option<bool>| {
        let laid = laid.read();
        let Some(laid) = laid.as_ref() else {
            return false;
        };
        let last = laid.sheets.len().saturating_sub(1);
        if begun != Some(true) {
            let sheet = from.and_then(|section| laid.sheet_of_section(section));
            at.set(sheet.unwrap_or(0));
        } else if at.get_untracked() > last {
            at.set(last);
        }
        true
    });
    let node = NodeRef::<html::Div>::new();
    hold(show, node);
    screen::keep_awake();
    view! {
        <div class="present" role="dialog" aria-modal="true" aria-label=t!("Presentation") tabindex="-1" node_ref=node>
            {galley}
            {stage(show)}
            {move || match show.over.get() {
                Over::Black => Some(curtain("black")),
                Over::White => Some(curtain("white")),
                _ => None,
            }}
            {overview::overview(show)}
            {move || (show.over.get() == Over::Keys).then(keys_told)}
            {bar(show)}
            {messages(show)}
        </div>
    }
    .into_any()
}

/// While it is on the page it has the keys, the focus and the screen to itself.
fn hold(show: Show, node: NodeRef<html::Div>) {
    let held = StoredValue::new_local((Vec::new(), Vec::new()));
    Effect::new(move |_| {
        let Some(element) = node.get() else {
            return;
        };
        let _ = element.focus();
        let lost = EventListener::new(&document(), "fullscreenchange", move |_| {
            // The browser takes Esc to give the screen back: it means what Esc means. Where there
            // is a speaker window, the screen is also lost by opening it or going to it.
            let (had, has) = (show.has_screen.try_get_value(), screen::is_filled());
            show.has_screen.try_set_value(has);
            if had == Some(true) && !has && !show.speaker.is_open() {
                show.leave();
            }
        });
        let gone = EventListener::new(&window(), "pagehide", move |_| show.speaker.close());
        held.set_value((
            vec![keys::hear(&window(), show, false), lost, gone],
            screen::alone(&element),
        ));
    });
    on_cleanup(move || {
        held.update_value(|(listeners, around)| {
            listeners.clear();
            screen::together(around);
        });
        show.speaker.close();
        screen::give_back();
    });
}

/// The sheet that is shown and its neighbours, which are drawn before they are wanted.
fn stage(show: Show) -> AnyView {
    let node = NodeRef::<html::Div>::new();
    let zoom = RwSignal::new(1.0);
    on_resize(node, move || {
        if let Some(Some(node)) = node.try_get_untracked() {
            let sheet = Sheet::upright(Paper::Screen);
            let (width, height) = (node.client_width(), node.client_height());
            zoom.set(
                (f64::from(width) / (sheet.width * PIXELS))
                    .min(f64::from(height) / (sheet.height * PIXELS)),
            );
        }
    });
    let near = move || {
        let Some(print) = show.laid.get() else {
            return Vec::new();
        };
        let at = show.at.get();
        (at.saturating_sub(1)..=at + 1)
            .filter(|index| *index < print.sheets.len())
            .map(|index| (print.clone(), index))
            .collect()
    };
    let go = Callback::new(move |block: usize| {
        let page = (show.laid.read_untracked().as_ref()).and_then(|print| print.page_of(block));
        if let Some(page) = page {
            show.go(page - 1);
        }
    });
    let (awake, wake) = awake();
    let pressed = StoredValue::new(None::<i32>);
    let on_up = move |event: PointerEvent| {
        let began = pressed.try_update_value(Option::take).flatten();
        let moved = began.map_or(0, |x| event.client_x() - x);
        if event.pointer_type() != "mouse" && moved.abs() >= SWIPE {
            show.step(if moved < 0 { 1 } else { -1 });
            pressed.set_value(Some(i32::MAX));
        }
    };
    let on_click = move |event: MouseEvent| {
        // A swipe has turned the sheet, and a link leads elsewhere.
        let swiped = pressed.try_update_value(Option::take).flatten().is_some();
        if swiped || on_link(&event) {
            return;
        }
        let width = node.get_untracked().map_or(0, |node| node.client_width());
        match event.client_x() {
            x if x * 3 < width => show.step(-1),
            x if x * 3 > width * 2 => show.step(1),
            _ => {}
        }
    };
    view! {
        <div
            class=dressed(show.laid, "present-stage")
            class:still=move || !awake.get()
            node_ref=node
            style=("--brand", brand_colour(show.laid, 0))
            style=("--on-brand", brand_colour(show.laid, 1))
            style=("--brand-text", brand_colour(show.laid, 2))
            style=("--brand-wash", brand_colour(show.laid, 3))
            style=("--zoom", move || format!("{:.4}", zoom.get()))
            on:pointermove=move |_| wake()
            on:pointerdown=move |event| {
                wake();
                pressed.set_value(Some(event.client_x()));
            }
            on:pointerup=on_up
            on:click=on_click
        >
            <For each=near key=|(print, index)| (Arc::as_ptr(print).addr(), *index) let((print, index))>
                {sheet_on_stage(show, &print, index, go)}
            </For>
        </div>
    }
    .into_any()
}

fn sheet_on_stage(show: Show, print: &Print, index: usize, go: Callback<usize>) -> AnyView {
    let now = move || show.at.get() == index;
    let class = (print.sheets.get(index)).map_or_else(String::new, |laid| frame_class(print, laid));
    let (number, count) = (index + 1, print.sheets.len());
    let name = t!("Sheet {number} of {count}");
    view! {
        <section class=class class:now=now inert=move || !now() aria-label=name>
            {leaf(print, index, Some(go))}
        </section>
    }
    .into_any()
}

fn on_link(event: &MouseEvent) -> bool {
    let target: Option<web_sys::Element> = event.target().and_then(|target| target.dyn_into().ok());
    target.is_some_and(|target| target.closest("a").ok().flatten().is_some())
}

/// Whether the pointer moved a moment ago, and what says that it does.
fn awake() -> (RwSignal<bool>, impl Fn() + Copy + 'static) {
    let awake = RwSignal::new(true);
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let clear = move || {
        if let Some(Some(timer)) = timer.try_get_value() {
            timer.clear();
        }
    };
    on_cleanup(clear);
    let wake = move || {
        clear();
        if !awake.get_untracked() {
            awake.set(true);
        }
        let sleep = move || {
            awake.try_set(false);
        };
        timer.set_value(set_timeout_with_handle(sleep, STILL).ok());
    };
    wake();
    (awake, wake)
}

fn curtain(colour: &'static str) -> AnyView {
    view! { <div class=format!("curtain {colour}")></div> }.into_any()
}

/// The keys, told.
fn keys_told() -> AnyView {
    let line = |(keys, what): (&'static str, Word)| {
        let keys = keys
            .split("  ")
            .map(|key| view! { <kbd>{key}</kbd> })
            .collect_view();
        view! {
            <div>
                <dt>{keys}</dt>
                <dd>{what.said()}</dd>
            </div>
        }
    };
    view! {
        <section class="present-keys" aria-label=t!("Keys")>
            <h2>{t!("Keys")}</h2>
            <dl>{keys::TOLD.map(line).collect_view()}</dl>
        </section>
    }
    .into_any()
}

/// The controls: there when the pointer moves or one comes to them by Tab.
fn bar(show: Show) -> AnyView {
    let of = move || match show.count() {
        0 => t!("Laying out…").to_owned(),
        count => t!("{number} of {count}", number = show.at.get() + 1),
    };
    let over = move |over: Over| show.over.get() == over;
    view! {
        <div class="present-bar" role="group" aria-label=t!("Controls of the presentation")>
            <button
                type="button"
                class="quiet square back"
                aria-label=t!("Previous sheet")
                title=t!("Previous sheet (←)")
                disabled=move || show.at.get() == 0
                on:click=move |_| show.step(-1)
            >
                <Icon glyph=Glyph::Chevron/>
            </button>
            <span class="present-count">{of}</span>
            <button
                type="button"
                class="quiet square"
                aria-label=t!("Next sheet")
                title=t!("Next sheet (→)")
                disabled=move || show.is_last()
                on:click=move |_| show.step(1)
            >
                <Icon glyph=Glyph::Chevron/>
            </button>
            <button
                type="button"
                class="quiet"
                title=t!("Overview (G)")
                aria-expanded=move || matches!(show.over.get(), Over::Overview(_)).to_string()
                on:click=move |_| show.toggle_overview()
            >
                {t!("Overview")}
            </button>
            <button type="button" class="quiet" title=t!("Speaker window (N)") on:click=move |_| speaker::open(show)>
                {t!("Speaker window")}
            </button>
            <button type="button" class="quiet on-wide" title=t!("Full screen (F)") on:click=move |_| show.toggle_screen()>
                {t!("Full screen")}
            </button>
            <button
                type="button"
                class="quiet on-wide"
                title=t!("Keys (?)")
                aria-expanded=move || over(Over::Keys).to_string()
                on:click=move |_| {
                    show.lay(if show.over.get_untracked() == Over::Keys { Over::Nothing } else { Over::Keys });
                }
            >
                {t!("Keys")}
            </button>
            <button type="button" class="quiet" title=t!("End the presentation (Esc)") on:click=move |_| show.end.run(())>
                {t!(verb "End")}
            </button>
        </div>
    }
    .into_any()
}

/// What is said: the sheet to those who hear, and to all what is typed and what went wrong.
fn messages(show: Show) -> AnyView {
    let typed = move || {
        let typed = show.typed.get();
        (!typed.is_empty()).then(|| t!("Go to {typed}: Enter"))
    };
    let shown = move || typed().unwrap_or_else(|| show.message.get());
    let place = move || match show.over.get() {
        Over::Black => t!("Black screen").to_owned(),
        Over::White => t!("White screen").to_owned(),
        _ => show.place(),
    };
    view! {
        <p class="present-message" role="status" class:empty=move || shown().is_empty()>
            {shown}
        </p>
        <p class="unseen" role="status" aria-label=t!("Sheet")>
            {place}
        </p>
    }
    .into_any()
}
