//! What the speaker window shows: where one is, how the time stands, the sheets and the notes.

use leptos::html;
use leptos::prelude::*;

use crate::model::Paper;
use crate::proposal::block::{Content, TextLook};
use crate::proposal::fields::filled;
use crate::proposal::markdown::{Prose, read};
use crate::proposal::paper::Sheet;
use crate::prose::Run;
use crate::ui::screens::proposal::Here;
use crate::ui::screens::proposal::blocks::{Piece, inner};
use crate::ui::screens::proposal::leaves::{PIXELS, brand_colour, dressed, frame_class, leaf};
use crate::ui::screens::proposal::present::clock::{self, Left};
use crate::ui::screens::proposal::present::show::{Over, Show};

/// Text sizes of the notes, in hundredths.
const SIZES: [u16; 7] = [80, 100, 125, 150, 180, 220, 270];
/// The size they begin with.
const USUAL: usize = 2;

/// All of it.
pub fn desk(show: Show, resized: RwSignal<()>) -> AnyView {
    let current = Signal::derive(move || (show.count() > 0).then(|| show.at.get()));
    let next = Signal::derive(move || {
        let next = show.at.get() + 1;
        (next < show.count()).then_some(next)
    });
    let over = move || match show.over.get() {
        Over::Nothing => None,
        Over::Black => Some(t!("The screen is black")),
        Over::White => Some(t!("The screen is white")),
        Over::Overview(_) => Some(t!("The overview is shown")),
        Over::Keys => Some(t!("The keys are shown")),
    };
    view! {
        <div class="speaker">
            {head(show)}
            <main class="speaker-work">
                <section class="speaker-now" aria-label=t!("Current sheet")>
                    {pane(show, current, resized)}
                    <p class="speaker-over" role="status">{over}</p>
                    {controls(show)}
                </section>
                <section class="speaker-next" aria-label=t!("Next sheet")>
                    <h2>
                        {move || match next.get() {
                            Some(next) => t!("Next: {sheet}", sheet = show.name(next)),
                            None => t!("This is the last sheet").to_owned(),
                        }}
                    </h2>
                    {pane(show, next, resized)}
                </section>
                {notes(show)}
            </main>
            <p class="present-message" role="status" class:empty=move || said(show).is_empty()>
                {move || said(show)}
            </p>
        </div>
    }
    .into_any()
}

fn said(show: Show) -> String {
    match show.typed.get() {
        typed if typed.is_empty() => show.message.get(),
        typed => t!("Go to {typed}: Enter"),
    }
}

/// Where one is and how the time stands.
fn head(show: Show) -> AnyView {
    let clock = show.clock;
    let elapsed = Memo::new(move |_| clock::words(clock.seconds()));
    let time = Memo::new(move |_| clock.time_of_day());
    let left = Memo::new(move |_| clock.left());
    let left_words = move || match left.get() {
        None => String::new(),
        Some(Left::Enough(seconds) | Left::Few(seconds)) => {
            t!("{time} left", time = clock::words(seconds))
        }
        Some(Left::Over(seconds)) => t!("{time} over", time = clock::words(seconds)),
    };
    let plan = move |event| {
        let typed = event_target_value(&event);
        let minutes: Option<u32> = typed.trim().parse().ok();
        clock
            .planned
            .set(minutes.filter(|minutes| (1..=1440).contains(minutes)));
    };
    view! {
        <header class="speaker-head">
            <h1><span role="status">{move || show.place()}</span></h1>
            <p class="speaker-elapsed" role="timer" aria-label=t!("Elapsed")>{move || elapsed.get()}</p>
            <div class="actions">
                <button type="button" on:click=move |_| clock.pause()>
                    {move || if clock.runs() { t!("Pause") } else { t!(verb "Start") }}
                </button>
                <button type="button" class="quiet" on:click=move |_| clock.reset()>{t!("Reset")}</button>
            </div>
            <label class="inline-field">
                <span>{t!("Minutes planned")}</span>
                <input
                    type="number"
                    min="1"
                    max="1440"
                    prop:value=clock.planned.get_untracked().map(|minutes| minutes.to_string())
                    on:input=plan
                />
            </label>
            <output
                class="speaker-left"
                aria-label=t!("Time left")
                class:warn=move || matches!(left.get(), Some(Left::Few(_)))
                class:bad=move || matches!(left.get(), Some(Left::Over(_)))
            >
                {left_words}
            </output>
            <p class="speaker-time" aria-label=t!("Time of day") role="note">{move || time.get()}</p>
        </header>
    }
    .into_any()
}

/// A sheet as wide as its pane.
fn pane(show: Show, sheet: Signal<Option<usize>>, resized: RwSignal<()>) -> AnyView {
    let node = NodeRef::<html::Div>::new();
    let zoom = RwSignal::new(0.4);
    Effect::new(move |_| {
        resized.track();
        if let Some(node) = node.get() {
            let width = f64::from(node.client_width()).max(1.0);
            zoom.set(width / (Sheet::upright(Paper::Screen).width * PIXELS));
        }
    });
    let drawn = move || {
        let (print, index) = (show.laid.get()?, sheet.get()?);
        let class = frame_class(&print, print.sheets.get(index)?);
        Some(view! { <div class=class>{leaf(&print, index, Some(Callback::new(|_| {})))}</div> })
    };
    view! {
        <div
            class=dressed(show.laid, "speaker-pane")
            node_ref=node
            inert=""
            style=("--brand", brand_colour(show.laid, 0))
            style=("--on-brand", brand_colour(show.laid, 1))
            style=("--brand-text", brand_colour(show.laid, 2))
            style=("--brand-wash", brand_colour(show.laid, 3))
            style=("--zoom", move || format!("{:.4}", zoom.get()))
        >
            {drawn}
        </div>
    }
    .into_any()
}

fn controls(show: Show) -> AnyView {
    let pressed = move |over: Over| (show.over.get() == over).to_string();
    let toggle = move |over: Over| {
        let now = show.over.get_untracked();
        show.lay(if now == over { Over::Nothing } else { over });
    };
    view! {
        <div class="actions" role="group" aria-label=t!("Controls of the presentation")>
            <button type="button" disabled=move || show.at.get() == 0 on:click=move |_| show.step(-1)>
                {t!(sheet "Previous")}
            </button>
            <button
                type="button"
                class="primary"
                disabled=move || show.is_last()
                on:click=move |_| show.step(1)
            >
                {t!(sheet "Next")}
            </button>
            <button type="button" class="quiet" on:click=move |_| show.toggle_overview()>{t!("Overview")}</button>
            <button
                type="button"
                class="quiet"
                aria-pressed=move || pressed(Over::Black)
                on:click=move |_| toggle(Over::Black)
            >
                {t!("Black")}
            </button>
            <button type="button" class="quiet" on:click=move |_| show.end.run(())>{t!("End presentation")}</button>
        </div>
    }
    .into_any()
}

/// What there is to say about the sections on the sheet that is shown.
fn notes(show: Show) -> AnyView {
    let size = RwSignal::new(USUAL);
    let is_largest = move || size.get() + 1 >= SIZES.len();
    let percent = move || SIZES.get(size.get()).copied().unwrap_or(100);
    let resize = move |by: isize| {
        size.update(|size| *size = size.saturating_add_signed(by).min(SIZES.len() - 1));
    };
    let written = Memo::new(move |_| {
        let laid = show.laid.get()?;
        let pitch = show.workspace.pitch.get();
        let notes: Vec<(String, String)> = (laid.sections_on(show.at.get()).into_iter())
            .filter_map(|section| {
                let title = laid.proposal.sections.get(section)?.clone();
                let id = laid.proposal.section_ids.get(section)?.as_ref()?;
                let text = pitch.story.sections.find(id)?.speaker_notes.clone();
                Some((title, filled(&pitch, &Here, &text)))
            })
            .filter(|(_, text)| !text.trim().is_empty())
            .collect();
        Some(notes)
    });
    let body = move || {
        match written.get() {
        None => ().into_any(),
        Some(notes) if notes.is_empty() => view! {
            <p class="field-hint">
                {t!("No notes for this sheet. Write them under Story, in “Speaker notes” of a section.")}
            </p>
        }
        .into_any(),
        Some(notes) => (notes.into_iter())
            .map(|(title, text)| {
                view! {
                    <h3>{title}</h3>
                    {prose(&text)}
                }
            })
            .collect_view()
            .into_any(),
    }
    };
    view! {
        <section class="speaker-say" aria-label=t!("Speaker notes")>
            <header>
                <h2>{t!("Speaker notes")}</h2>
                <div class="actions">
                    <button
                        type="button"
                        class="quiet square"
                        aria-label=t!("Smaller text")
                        disabled=move || size.get() == 0
                        on:click=move |_| resize(-1)
                    >
                        "−"
                    </button>
                    <button
                        type="button"
                        class="quiet square"
                        aria-label=t!("Larger text")
                        disabled=is_largest
                        on:click=move |_| resize(1)
                    >
                        "+"
                    </button>
                </div>
            </header>
            <div
                class="speaker-text"
                tabindex="0"
                role="group"
                aria-label=t!("What there is to say")
                style:font-size=move || format!("{}%", percent())
            >
                {body}
            </div>
        </section>
    }
    .into_any()
}

/// Notes as they were written, drawn by the hand that draws the proposal.
fn prose(text: &str) -> AnyView {
    let drawn = |piece: Prose| {
        let content_of = match piece {
            Prose::Heading(runs) => Content::Heading(runs),
            Prose::Paragraph(runs) => text_of(TextLook::Body, runs),
            Prose::Quote(runs) => text_of(TextLook::Quote, runs),
            Prose::List(items) => Content::List(items),
            // Said where its mark stands, if at all.
            Prose::Note(_, runs) => text_of(TextLook::Note, runs),
            Prose::Picture {
                picture,
                description,
            } => return crate::ui::pictures::image(picture, description),
            // A table is read out line by line.
            Prose::Table(table) => {
                let lines = std::iter::once(table.head).chain(table.rows);
                let line = |cells: Vec<Vec<_>>| {
                    let words: Vec<_> = cells
                        .iter()
                        .map(|cell| crate::prose::text_of(cell))
                        .collect();
                    view! { <p class="text">{words.join(" · ")}</p> }
                };
                return lines.map(line).collect_view().into_any();
            }
        };
        inner(&content_of, &Piece::probe(), &|_| None, None)
    };
    read(text).into_iter().map(drawn).collect_view().into_any()
}

fn text_of(look: TextLook, runs: Vec<Run>) -> Content {
    Content::Text { look, runs }
}
