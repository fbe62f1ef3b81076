//! Draws a block, or the piece of it that stands on one sheet.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{DocumentFragment, Element, HtmlElement};

use super::measure::Cut;
use super::pen::Pen;
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

/// The element in which a block stands, or the piece of it that stands on one sheet. `page` tells on
/// which page a block begins.
pub fn inner(
    content: &Content,
    piece: &Piece<'_>,
    page: &dyn Fn(usize) -> Option<usize>,
    scale: Option<String>,
) -> AnyView {
    match draw(content, piece, page) {
        Drawn::Written(written) => view! {
            <div class="block-inner" style:transform=scale use:filled=written></div>
        }
        .into_any(),
        Drawn::View(view) => {
            view! { <div class="block-inner" style:transform=scale>{view}</div> }.into_any()
        }
    }
}

fn filled(element: Element, written: DocumentFragment) {
    // A place that was made here takes what was written.
    let _ = element.append_child(&written);
}

/// What stands in a block.
pub enum Drawn {
    /// Elements that are as they are.
    Written(DocumentFragment),
    /// What has pictures in it that may yet come, or is drawn as on screen.
    View(AnyView),
}

/// Draws what stands in a block, or a piece of it. `page` tells on which page a block begins.
pub fn draw(content: &Content, on: &Piece<'_>, page: &dyn Fn(usize) -> Option<usize>) -> Drawn {
    let written = |write: &dyn Fn(&mut Pen)| Drawn::Written(Pen::written(write));
    match content {
        Content::Cover(cover) => Drawn::View(cover_view(cover)),
        Content::Contents(entries) => written(&|pen| contents(pen, entries, on, page)),
        Content::Section { number, title } => written(&|pen| section(pen, *number, title, on)),
        Content::Heading(words) => {
            written(&|pen| pen.element("h3", "heading", |pen| runs(pen, words, on)))
        }
        Content::Footnote { number, runs } => written(&|pen| footnote(pen, *number, runs, on)),
        Content::Text { look, runs } => written(&|pen| text(pen, *look, runs, on)),
        Content::List(items) => written(&|pen| list(pen, items, on)),
        Content::Table(words) => written(&|pen| table::table(pen, words, on)),
        Content::Chart(chart) => Drawn::View(charts::on_paper(chart)),
        Content::Flowchart(sheet) => Drawn::View(flowchart::on_paper(sheet)),
        Content::Gantt(chart) => Drawn::View(picture::gantt(chart, on.from, on.to)),
        Content::Board(words) => Drawn::View(board(words, on)),
        Content::Team(members) => Drawn::View(
            view! {
                <div class="team">{on.of(members).iter().map(|one| member(one, on)).collect_view()}</div>
            }
            .into_any(),
        ),
        Content::Signatures(parties) => Drawn::View(
            view! {
                <div class="signatures">{parties.iter().map(party).collect_view()}</div>
            }
            .into_any(),
        ),
    }
}

fn section(pen: &mut Pen, number: usize, title: &str, on: &Piece<'_>) {
    pen.element("h2", "section-title", |pen| {
        // Where a link of the contents leads. What is measured off screen has no name, nor what
        // stands on the page twice.
        if !on.is_probe() && on.go.is_none() {
            pen.set("id", &format!("section-{number}"));
        }
        pen.words("span", "section-number", &number.to_string());
        pen.text(" ");
        pen.words("span", "", title);
    });
}

/// Runs, with links from the marks among them to the footnotes at the foot of the sheet.
fn runs(pen: &mut Pen, runs: &[Run], on: &Piece<'_>) {
    for run in runs {
        if run.note {
            mark(pen, &run.text, on);
        } else if let Some(address) = &run.link {
            pen.element("a", "", |pen| {
                pen.set("href", address);
                pen.set("target", "_blank");
                pen.set("rel", "noopener noreferrer");
                dressed(pen, run);
            });
        } else {
            dressed(pen, run);
        }
    }
}

/// The words of a run in what they wear, from outside inwards.
fn dressed(pen: &mut Pen, run: &Run) {
    let wears = [
        ("strong", run.strong),
        ("em", run.emphasis),
        ("code", run.code),
    ];
    let worn = wears.iter().filter(|(_, wears)| *wears);
    let names: Vec<&str> = worn.map(|(name, _)| *name).collect();
    within(pen, &names, &run.text);
}

fn within(pen: &mut Pen, names: &[&str], words: &str) {
    match names.split_first() {
        Some((name, rest)) => pen.element(name, "", |pen| within(pen, rest, words)),
        None => pen.text(words),
    }
}

/// The mark of a footnote.
pub fn mark(pen: &mut Pen, number: &str, on: &Piece<'_>) {
    pen.element("sup", "note-mark", |pen| {
        pen.element("a", "", |pen| {
            if !on.is_probe() {
                let note = note_id(on, number);
                pen.set("href", &format!("#{note}"));
                pen.set("role", "doc-noteref");
                pen.set("aria-describedby", &note);
            }
            pen.text(number);
        });
    });
}

fn note_id(on: &Piece<'_>, number: &str) -> String {
    format!("note-{}-{number}", on.sheet)
}

/// Follows a link that leads from one place of the sheets to another. The hash is the desk's; on
/// paper the link is the reader's.
pub fn follow(event: &web_sys::MouseEvent, go: Option<Callback<usize>>) {
    let pressed = event.target().and_then(|target| target.dyn_into().ok());
    let Some(link) = pressed.and_then(|it: Element| it.closest("a[href^='#']").ok().flatten())
    else {
        return;
    };
    event.prevent_default();
    let section = link.get_attribute("data-leads-to");
    let is_note = section.is_none();
    if let (Some(go), Some(Ok(block))) = (go, section.map(|block| block.parse())) {
        go.run(block);
        return;
    }
    let href = link.get_attribute("href").unwrap_or_default();
    let place = document().get_element_by_id(href.trim_start_matches('#'));
    match place.and_then(|place| place.dyn_into::<HtmlElement>().ok()) {
        Some(note) if is_note => {
            let _ = note.focus();
        }
        Some(section) => section.scroll_into_view(),
        None => {}
    }
}

/// A footnote, or the lines of it that stand on this sheet.
fn footnote(pen: &mut Pen, number: usize, words: &[Run], on: &Piece<'_>) {
    let shown = number.to_string();
    pen.element("div", "footnote", |pen| {
        pen.set("role", "doc-footnote");
        pen.set("tabindex", "-1");
        if !on.is_probe() {
            pen.set("id", &note_id(on, &shown));
        }
        // What goes on from the sheet before has had its number.
        let is_first = !on.continued() || on.is_probe();
        let label = if is_first { shown.as_str() } else { "" };
        pen.words("span", "footnote-number", label);
        pen.text(" ");
        paragraph(pen, "", words, on);
    });
}

fn text(pen: &mut Pen, look: TextLook, words: &[Run], on: &Piece<'_>) {
    match look {
        TextLook::Body => paragraph(pen, "text", words, on),
        TextLook::Quote => {
            pen.element("blockquote", "quote", |pen| paragraph(pen, "", words, on));
        }
        // It is never cut.
        TextLook::Idea => pen.element("p", "idea", |pen| runs(pen, words, on)),
        TextLook::Mark => paragraph(pen, "mark-line", words, on),
        TextLook::Note => paragraph(pen, "note", words, on),
    }
}

/// A paragraph, or the lines of it that stand on this sheet.
fn paragraph(pen: &mut Pen, class: &str, words: &[Run], on: &Piece<'_>) {
    let words = piece(words, on.begin().offset, on.end().map(|cut| cut.offset));
    pen.element("p", class, |pen| {
        pen.set("data-text", "");
        runs(pen, &words, on);
    });
}

fn list(pen: &mut Pen, items: &[Item], on: &Piece<'_>) {
    let (begin, end) = (on.begin(), on.end());
    let numbered = (items.first()).is_some_and(|item| matches!(item.marker, Marker::Number(_)));
    let is_here = |at: usize| {
        at >= begin.item
            && end.is_none_or(|end| at < end.item || (at == end.item && end.offset > 0))
    };
    pen.element(if numbered { "ol" } else { "ul" }, "list", |pen| {
        for (at, item) in items.iter().enumerate().filter(|(at, _)| is_here(*at)) {
            let from = if at == begin.item { begin.offset } else { 0 };
            let to = end.filter(|end| end.item == at).map(|end| end.offset);
            let marker = match item.marker {
                // An item that goes on from the sheet before has had its mark.
                _ if from > 0 => String::new(),
                Marker::Dash => "–".to_owned(),
                Marker::Number(number) => format!("{number}."),
                Marker::None => String::new(),
            };
            let cut = if to.is_some() { " cut" } else { "" };
            let class = format!("item depth-{}{cut}", item.depth);
            pen.element("li", &class, |pen| {
                pen.element("span", "marker", |pen| {
                    pen.set("aria-hidden", "true");
                    pen.text(&marker);
                });
                pen.element("span", "item-text", |pen| {
                    pen.set("data-text", "");
                    runs(pen, &piece(&item.runs, from, to), on);
                });
            });
        }
    });
}

fn contents(
    pen: &mut Pen,
    entries: &[ContentsEntry],
    on: &Piece<'_>,
    page: &dyn Fn(usize) -> Option<usize>,
) {
    pen.element("div", "contents", |pen| {
        pen.words("h2", "contents-title", t!("Contents"));
        pen.element("ol", "", |pen| {
            for entry in on.of(entries) {
                pen.element("li", "contents-entry", |pen| {
                    contents_entry(pen, entry, page);
                });
            }
        });
    });
}

fn contents_entry(pen: &mut Pen, entry: &ContentsEntry, page: &dyn Fn(usize) -> Option<usize>) {
    let page = page(entry.block).map_or_else(String::new, |page| page.to_string());
    pen.element("a", "", |pen| {
        pen.set("href", &format!("#section-{}", entry.number));
        pen.set("data-leads-to", &entry.block.to_string());
        pen.words("span", "contents-number", &entry.number.to_string());
        pen.text(" ");
        pen.words("span", "contents-name", &entry.title);
        pen.text(" ");
        pen.element("span", "leader", |pen| pen.set("aria-hidden", "true"));
        pen.text(" ");
        pen.words("span", "contents-page", &page);
    });
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
                <p class="cover-label">{t!("Prepared for")}</p>
                {cover.prepared_for.iter().map(|name| view! { <p>{name.clone()}</p> }).collect_view()}
            </div>
        }
    });
    let by = (!cover.agency.is_empty() || !cover.date.is_empty() || !cover.version.is_empty()).then(|| {
        view! {
            <div class="cover-by">
                {(!cover.agency.is_empty()).then(|| view! { <p class="cover-label">{t!("Prepared by")}</p> })}
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

fn member(member: &Member, on: &Piece<'_>) -> AnyView {
    let portrait = member.portrait.map(|portrait| {
        let seen = (!on.is_probe()).then(|| pictures::image(portrait, member.name.clone()));
        view! { <div class="member-portrait">{seen}</div> }
    });
    let biography = Pen::written(|pen| runs(pen, &member.biography, on));
    view! {
        <div class="member" class:with-portrait=member.portrait.is_some()>
            {portrait}
            <div class="member-who">
                <p class="member-name">{member.name.clone()}</p>
                <p class="member-role">{member.role.clone()}</p>
            </div>
            <p class="member-text" use:filled=biography></p>
        </div>
    }
    .into_any()
}

fn party(party: &Party) -> AnyView {
    let lines = [
        t!("Name"),
        t!(contact "Position"),
        t!("Place and date"),
        t!("Signature"),
    ];
    view! {
        <div class="party">
            <p class="party-part">{party.part.clone()}</p>
            <p class="party-name">{party.name.clone()}</p>
            {lines
                .map(|label| {
                    view! {
                        <div class="sign-line" class:tall=label == t!("Signature")>
                            <span class="sign-label">{label}</span>
                        </div>
                    }
                })
                .collect_view()}
        </div>
    }
    .into_any()
}
