//! Draws a block, or the piece of it that stands on one sheet.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::measure::Cut;
use super::{picture, table};
use crate::proposal::Content;
use crate::proposal::block::{ContentsEntry, Cover, Member, Party, TextLook};
use crate::proposal::board::{Board, Frame};
use crate::proposal::markdown::{Item, Marker};
use crate::proposal::run::{Run, piece};
use crate::ui::parts::{charts, flowchart};
use crate::ui::pictures;

/// Which atoms of a block are drawn.
pub struct Piece<'a> {
    /// The first atom.
    pub from: usize,
    /// The atom after the last.
    pub to: usize,
    /// Whether the block ends here.
    pub complete: bool,
    /// Where atoms begin, of blocks that are cut inside a text.
    pub cuts: &'a [Cut],
    /// Goes to a block, from the contents of a presentation; without it, the page is scrolled to
    /// the title, which has a name for that.
    pub go: Option<Callback<usize>>,
    /// Tells its sheet from the others, for what is linked on it.
    pub sheet: u32,
}

impl Piece<'static> {
    /// The whole block with everything that may stand around a piece of it, for measuring.
    pub fn probe() -> Self {
        Self {
            from: 0,
            to: usize::MAX,
            complete: false,
            cuts: &[],
            go: None,
            sheet: 0,
        }
    }
}

impl Piece<'_> {
    /// Whether it is the whole block, for measuring.
    pub fn is_probe(&self) -> bool {
        self.to == usize::MAX
    }

    /// Whether the block began on an earlier sheet.
    pub fn continued(&self) -> bool {
        self.from > 0
    }

    /// Those of a block's parts that are drawn.
    pub fn of<'a, T>(&self, all: &'a [T]) -> &'a [T] {
        let to = self.to.min(all.len());
        all.get(self.from.min(to)..to).unwrap_or_default()
    }

    fn begin(&self) -> Cut {
        self.cuts
            .get(self.from)
            .copied()
            .unwrap_or(Cut { item: 0, offset: 0 })
    }

    fn end(&self) -> Option<Cut> {
        self.cuts.get(self.to).copied()
    }
}

/// A block, or a piece of it. `page` tells on which page a block begins.
pub fn content(
    content: &Content,
    piece: &Piece<'_>,
    page: &dyn Fn(usize) -> Option<usize>,
) -> AnyView {
    match content {
        Content::Cover(cover) => cover_view(cover),
        Content::Contents(entries) => contents(entries, piece, page),
        Content::Section { number, title } => view! {
            <h2 class="section-title" id=section_id(piece, *number)>
                <span class="section-number">{*number}</span>
                " "
                <span>{title.clone()}</span>
            </h2>
        }
        .into_any(),
        Content::Heading(words) => {
            view! { <h3 class="heading">{runs(words, piece)}</h3> }.into_any()
        }
        Content::Footnote { number, runs } => footnote(*number, runs, piece),
        Content::Text { look, runs } => text(*look, runs, piece),
        Content::List(items) => list(items, piece),
        Content::Table(table) => table::table(table, piece),
        Content::Chart(chart) => charts::on_paper(chart),
        Content::Flowchart(sheet) => flowchart::on_paper(sheet),
        Content::Gantt(chart) => picture::gantt(chart, piece.from, piece.to),
        Content::Board(words) => board(words, piece),
        Content::Team(members) => view! {
            <div class="team">{piece.of(members).iter().map(|one| member(one, piece)).collect_view()}</div>
        }
        .into_any(),
        Content::Signatures(parties) => view! {
            <div class="signatures">{parties.iter().map(party).collect_view()}</div>
        }
        .into_any(),
    }
}

/// Where a link of the contents leads. What is measured off screen has no name, nor what stands on
/// the page twice.
fn section_id(piece: &Piece<'_>, number: usize) -> Option<String> {
    (!piece.is_probe() && piece.go.is_none()).then(|| format!("section-{number}"))
}

/// Runs, with links from the marks among them to the footnotes at the foot of the sheet.
fn runs(runs: &[Run], on: &Piece<'_>) -> AnyView {
    (runs.iter())
        .map(|run| {
            if run.note {
                return mark(&run.text, on);
            }
            let text = run.text.clone();
            let mut view = if run.code {
                view! { <code>{text}</code> }.into_any()
            } else {
                text.into_any()
            };
            if run.emphasis {
                view = view! { <em>{view}</em> }.into_any();
            }
            if run.strong {
                view = view! { <strong>{view}</strong> }.into_any();
            }
            match run.link.clone() {
                Some(address) => view! {
                    <a href=address target="_blank" rel="noopener noreferrer">
                        {view}
                    </a>
                }
                .into_any(),
                None => view,
            }
        })
        .collect_view()
        .into_any()
}

/// The mark of a footnote.
pub fn mark(number: &str, on: &Piece<'_>) -> AnyView {
    let number = number.to_owned();
    if on.is_probe() {
        return view! { <sup class="note-mark"><a>{number}</a></sup> }.into_any();
    }
    let note = note_id(on, &number);
    let (href, described) = (format!("#{note}"), note.clone());
    let go = move |event: leptos::ev::MouseEvent| {
        // The hash is the desk's; on paper the link is the reader's.
        event.prevent_default();
        if let Some(note) = document().get_element_by_id(&note)
            && let Ok(note) = note.dyn_into::<web_sys::HtmlElement>()
        {
            let _ = note.focus();
        }
    };
    view! {
        <sup class="note-mark">
            <a href=href role="doc-noteref" aria-describedby=described on:click=go>{number}</a>
        </sup>
    }
    .into_any()
}

fn note_id(on: &Piece<'_>, number: &str) -> String {
    format!("note-{}-{number}", on.sheet)
}

/// A footnote, or the lines of it that stand on this sheet.
fn footnote(number: usize, words: &[Run], part: &Piece<'_>) -> AnyView {
    let shown = number.to_string();
    let id = (!part.is_probe()).then(|| note_id(part, &shown));
    let words = runs(
        &piece(words, part.begin().offset, part.end().map(|cut| cut.offset)),
        part,
    );
    // What goes on from the sheet before has had its number.
    let label = (!part.continued() || part.is_probe()).then_some(shown);
    view! {
        <div class="footnote" role="doc-footnote" id=id tabindex="-1">
            <span class="footnote-number">{label}</span>
            " "
            <p data-text="">{words}</p>
        </div>
    }
    .into_any()
}

fn text(look: TextLook, words: &[Run], part: &Piece<'_>) -> AnyView {
    let words = runs(
        &piece(words, part.begin().offset, part.end().map(|cut| cut.offset)),
        part,
    );
    match look {
        TextLook::Body => view! { <p class="text" data-text="">{words}</p> }.into_any(),
        TextLook::Quote => view! {
            <blockquote class="quote">
                <p data-text="">{words}</p>
            </blockquote>
        }
        .into_any(),
        TextLook::Idea => view! { <p class="idea">{words}</p> }.into_any(),
        TextLook::Mark => view! { <p class="mark-line" data-text="">{words}</p> }.into_any(),
        TextLook::Note => view! { <p class="note" data-text="">{words}</p> }.into_any(),
    }
}

fn list(items: &[Item], part: &Piece<'_>) -> AnyView {
    let (begin, end) = (part.begin(), part.end());
    let numbered = (items.first()).is_some_and(|item| matches!(item.marker, Marker::Number(_)));
    let items = (items.iter().enumerate())
        .filter(|(at, _)| *at >= begin.item)
        .filter(|(at, _)| {
            end.is_none_or(|end| *at < end.item || (*at == end.item && end.offset > 0))
        })
        .map(|(at, item)| {
            let from = if at == begin.item { begin.offset } else { 0 };
            let to = end.filter(|end| end.item == at).map(|end| end.offset);
            let marker = match item.marker {
                // An item that goes on from the sheet before has had its mark.
                _ if from > 0 => String::new(),
                Marker::Dash => "–".to_owned(),
                Marker::Number(number) => format!("{number}."),
                Marker::None => String::new(),
            };
            view! {
                <li class=format!("item depth-{}", item.depth) class:cut=to.is_some()>
                    <span class="marker" aria-hidden="true">{marker}</span>
                    <span class="item-text" data-text="">{runs(&piece(&item.runs, from, to), part)}</span>
                </li>
            }
        })
        .collect_view();
    if numbered {
        view! { <ol class="list">{items}</ol> }.into_any()
    } else {
        view! { <ul class="list">{items}</ul> }.into_any()
    }
}

/// Pictures, a row after the other. What is measured needs none.
fn board(board: &Board, piece: &Piece<'_>) -> AnyView {
    let frame = |frame: &Frame| {
        let (width, height) = (
            format!("{:.2}mm", frame.width),
            format!("{:.2}mm", frame.height),
        );
        let seen =
            (!piece.is_probe()).then(|| pictures::image(frame.picture, frame.description.clone()));
        let caption = frame.caption.clone();
        view! {
            <figure class="frame" style:width=width>
                <div class="frame-picture" style:height=height>{seen}</div>
                {(!caption.is_empty()).then(|| view! { <figcaption>{caption}</figcaption> })}
            </figure>
        }
    };
    let rows = (piece.of(&board.rows).iter())
        .map(|row| view! { <div class="board-row">{row.iter().map(frame).collect_view()}</div> })
        .collect_view();
    view! { <div class="board">{rows}</div> }.into_any()
}

fn cover_view(cover: &Cover) -> AnyView {
    let line = |class: &'static str, words: &str| {
        let words = words.to_owned();
        (!words.is_empty()).then(|| view! { <p class=class>{words}</p> })
    };
    let prepared = (!cover.prepared_for.is_empty()).then(|| {
        view! {
            <div class="cover-for">
                <p class="cover-label">"Prepared for"</p>
                {cover.prepared_for.iter().map(|name| view! { <p>{name.clone()}</p> }).collect_view()}
            </div>
        }
    });
    let by = (!cover.agency.is_empty() || !cover.date.is_empty() || !cover.version.is_empty()).then(|| {
        view! {
            <div class="cover-by">
                {(!cover.agency.is_empty()).then(|| view! { <p class="cover-label">"Prepared by"</p> })}
                {line("cover-agency", &cover.agency)}
                {line("cover-date", &cover.date)}
                {line("cover-version", &cover.version)}
            </div>
        }
    });
    view! {
        <div class="cover-page" class:with-picture=cover.picture.is_some()>
            {cover
                .picture
                .map(|picture| view! {
                    <div class="cover-picture">{pictures::image(picture, String::new())}</div>
                })}
            <div class="cover-top">
                {cover
                    .logo
                    .map(|logo| view! {
                        <div class="cover-logo" style:aspect-ratio=format!("{:.4}", logo.aspect())>
                            {pictures::image(logo, cover.agency.clone())}
                        </div>
                    })}
                {line("cover-client", &cover.client)}
                {line("cover-brand", &cover.brand)}
            </div>
            <div class="cover-middle">
                {line("cover-document", &cover.document)}
                <h2 class="cover-title">{cover.title.clone()}</h2>
                {line("cover-subtitle", &cover.subtitle)}
            </div>
            <div class="cover-bottom">{prepared} {by}</div>
        </div>
    }
    .into_any()
}

fn contents(
    entries: &[ContentsEntry],
    piece: &Piece<'_>,
    page: &dyn Fn(usize) -> Option<usize>,
) -> AnyView {
    let lines = (piece.of(entries).iter())
        .map(|entry| {
            let number = entry.number;
            let page = page(entry.block).map(|page| page.to_string());
            let (block, elsewhere) = (entry.block, piece.go);
            let go = move |event: leptos::ev::MouseEvent| {
                // The hash is the desk's; on paper the link is the reader's.
                event.prevent_default();
                if let Some(elsewhere) = elsewhere {
                    elsewhere.run(block);
                } else if let Some(target) =
                    document().get_element_by_id(&format!("section-{number}"))
                {
                    target.scroll_into_view();
                }
            };
            view! {
                <li class="contents-entry">
                    <a href=format!("#section-{number}") on:click=go>
                        <span class="contents-number">{number}</span>
                        " "
                        <span class="contents-name">{entry.title.clone()}</span>
                        " "
                        <span class="leader" aria-hidden="true"></span>
                        " "
                        <span class="contents-page">{page}</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <div class="contents">
            <h2 class="contents-title">"Contents"</h2>
            <ol>{lines}</ol>
        </div>
    }
    .into_any()
}

fn member(member: &Member, on: &Piece<'_>) -> AnyView {
    let portrait = member.portrait.map(|portrait| {
        let seen = (!on.is_probe()).then(|| pictures::image(portrait, member.name.clone()));
        view! { <div class="member-portrait">{seen}</div> }
    });
    view! {
        <div class="member" class:with-portrait=member.portrait.is_some()>
            {portrait}
            <div class="member-who">
                <p class="member-name">{member.name.clone()}</p>
                <p class="member-role">{member.role.clone()}</p>
            </div>
            <p class="member-text">{runs(&member.biography, on)}</p>
        </div>
    }
    .into_any()
}

fn party(party: &Party) -> AnyView {
    let lines = ["Name", "Position", "Place and date", "Signature"];
    view! {
        <div class="party">
            <p class="party-part">{party.part.clone()}</p>
            <p class="party-name">{party.name.clone()}</p>
            {lines
                .map(|label| {
                    view! {
                        <div class="sign-line" class:tall=label == "Signature">
                            <span class="sign-label">{label}</span>
                        </div>
                    }
                })
                .collect_view()}
        </div>
    }
    .into_any()
}
