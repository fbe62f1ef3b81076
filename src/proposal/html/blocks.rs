//! Blocks as elements: the cover, the contents as links, sections with what stands in them.

use super::hand::{Dress, Hand};
use super::{options, pictures, table};
use crate::proposal::block::{
    Block, Content, ContentsEntry, Cover, Member, Party, Proposal, TextLook,
};
use crate::proposal::board::Board;
use crate::proposal::markdown::{Item, Marker};
use crate::words::Word;

/// What somebody fills in who signs.
const SIGNED_WITH: [Word; 4] = [
    word!("Name"),
    word!(contact "Position"),
    word!("Place and date"),
    word!("Signature"),
];

/// All blocks in order, each section an element of its own.
pub(super) fn all(hand: &mut Hand, proposal: &Proposal) {
    let (before, sections) = parts(&proposal.blocks);
    for block in before {
        content(hand, &block.content);
    }
    hand.open("main", Dress::NONE);
    hand.markup("\n");
    for (section, blocks) in sections {
        hand.open_with(
            "section",
            Dress::NONE,
            &format!(" aria-labelledby=\"section-{section}\""),
        );
        hand.markup("\n");
        let notes = |block: &&Block| matches!(block.content, Content::Footnote { .. });
        for run in blocks.chunk_by(|block, next| block.landscape == next.landscape) {
            let wide = run.first().is_some_and(|block| block.landscape) && hand.is_page();
            if wide {
                hand.open("div", Dress::class("wide"));
            }
            for band in run.chunk_by(|block, next| block.columns == next.columns) {
                let columns = band.first().map_or(1, |block| block.columns);
                let beside = columns > 1 && hand.is_page();
                if beside {
                    let class = if columns > 2 {
                        "columns three"
                    } else {
                        "columns"
                    };
                    hand.open("div", Dress::class(class));
                    hand.markup("\n");
                }
                for block in band {
                    content(hand, &block.content);
                }
                if beside {
                    hand.close("div");
                }
            }
            if wide {
                hand.close("div");
            }
        }
        endnotes(hand, blocks.iter().filter(notes));
        hand.close("section");
    }
    hand.close("main");
}

/// What stands before the first section, and the sections by their numbers.
fn parts(blocks: &[Block]) -> (&[Block], Vec<(usize, &[Block])>) {
    let begins = |block: &Block| matches!(block.content, Content::Section { .. });
    let first = blocks.iter().position(begins).unwrap_or(blocks.len());
    let (before, rest) = blocks.split_at(first);
    let sections = rest.chunk_by(|_, next| !begins(next)).enumerate();
    (
        before,
        sections.map(|(at, blocks)| (at + 1, blocks)).collect(),
    )
}

fn content(hand: &mut Hand, content: &Content) {
    match content {
        Content::Cover(words) => cover(hand, words),
        Content::Contents(entries) => contents(hand, entries),
        Content::Section { number, title } => {
            hand.open_with("h2", Dress::NONE, &format!(" id=\"section-{number}\""));
            hand.open("span", Dress::class("number"));
            hand.format(format_args!("{number}</span> "));
            hand.text(title);
            hand.close("h2");
        }
        Content::Heading(words) => {
            hand.open("h3", Dress::NONE);
            hand.runs(words);
            hand.close("h3");
        }
        Content::Text { look, runs } => {
            let (element, dress) = match look {
                TextLook::Body => ("p", Dress::NONE),
                TextLook::Quote => ("blockquote", Dress::NONE),
                TextLook::Idea => ("p", Dress::of("idea", "font-size:1.4em")),
                TextLook::Mark => ("p", Dress::of("mark", "font-weight:bold")),
                TextLook::Note => ("p", Dress::of("note", "color:#555555")),
            };
            hand.open(element, dress);
            hand.runs(runs);
            hand.close(element);
        }
        Content::List(items) => list(hand, items),
        Content::Table(words) if hand.is_page() && options::compares(words) => {
            options::side_by_side(hand, words);
        }
        Content::Table(words) => table::table(hand, words),
        Content::Chart(chart) => pictures::chart(hand, chart),
        Content::Gantt(chart) => pictures::gantt(hand, chart),
        Content::Flowchart(sheet) => pictures::flowchart(hand, sheet),
        Content::Board(words) => board(hand, words),
        // The end of the section has them.
        Content::Footnote { .. } => {}
        Content::Team(members) => members.iter().for_each(|one| member(hand, one)),
        Content::Signatures(parties) => signatures(hand, parties),
    }
}

/// Pictures as wide as they are on paper, in hundredths of the width of the text.
fn board(hand: &mut Hand, board: &Board) {
    /// The width of a text in a word processor, in pixels.
    const PAGE: f64 = 600.0;
    let widest = (board.rows.iter())
        .map(|row| row.iter().map(|frame| frame.width).sum::<f64>())
        .fold(1.0, f64::max);
    for row in &board.rows {
        hand.open("div", Dress::class("board"));
        for frame in row {
            let share = frame.width / widest;
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a share of a page is a few hundred pixels"
            )]
            let pixels = (share * PAGE) as u16;
            let widest = if hand.is_page() { u16::MAX } else { pixels };
            hand.format(format_args!(
                "<figure style=\"flex: {:.3} 1 0; max-width: {:.1}%\">",
                frame.picture.aspect(),
                share * 100.0
            ));
            hand.image("", widest, frame.picture, &frame.description);
            if !frame.caption.is_empty() {
                hand.open("figcaption", Dress::of("", "color:#555555"));
                hand.text(&frame.caption);
                hand.close("figcaption");
            }
            hand.markup("</figure>\n");
        }
        hand.close("div");
    }
}

/// The footnotes of a section at its end, with links back to their marks.
fn endnotes<'a>(hand: &mut Hand, notes: impl Iterator<Item = &'a Block>) {
    let mut open = false;
    for block in notes {
        let Content::Footnote { number, runs } = &block.content else {
            continue;
        };
        if !std::mem::replace(&mut open, true) {
            if hand.is_page() {
                hand.markup("<div class=\"notes\" role=\"doc-endnotes\" aria-label=\"");
                hand.text(t!("Notes"));
                hand.markup("\">");
            } else {
                hand.open("div", Dress::NONE);
            }
            hand.markup("\n");
        }
        hand.open_with(
            "p",
            Dress::of("note", "font-size:0.85em;color:#555555"),
            &format!(" id=\"note-{number}\""),
        );
        // On the clipboard the number leads back, as word processors have it.
        if hand.is_page() {
            hand.format(format_args!("<span class=\"note-number\">{number}</span> "));
            hand.runs(runs);
            hand.format(format_args!(
                " <a href=\"#mark-{number}\" role=\"doc-backlink\" aria-label=\""
            ));
            hand.text(&t!("Back to mark {number}"));
            hand.markup("\">↩</a>");
        } else {
            hand.format(format_args!("<a href=\"#mark-{number}\">{number}</a> "));
            hand.runs(runs);
        }
        hand.close("p");
    }
    if open {
        hand.close("div");
    }
}

fn cover(hand: &mut Hand, cover: &Cover) {
    hand.open("header", Dress::class("cover"));
    if let Some(picture) = cover.picture {
        hand.image("cover-picture", 1_200, picture, "");
    }
    if hand.is_page() {
        hand.open("div", Dress::class("top"));
    }
    if let Some(logo) = cover.logo {
        hand.image("logo", 240, logo, &cover.agency);
    }
    hand.element("p", Dress::class("brand"), &cover.document);
    hand.element("p", Dress::class("client"), &cover.client);
    hand.element("p", Dress::class("brand"), &cover.brand);
    if hand.is_page() {
        hand.close("div");
    }
    hand.element("h1", Dress::NONE, &cover.title);
    hand.element(
        "p",
        Dress::of("subtitle", "font-size:1.3em"),
        &cover.subtitle,
    );
    let label = Dress::of("label", "color:#555555");
    if !cover.prepared_for.is_empty() {
        hand.element("p", label, t!("Prepared for"));
        for name in &cover.prepared_for {
            hand.element("p", Dress::class("name"), name);
        }
    }
    if !cover.agency.is_empty() {
        hand.element("p", label, t!("Prepared by"));
        hand.element("p", Dress::class("name"), &cover.agency);
    }
    hand.element("p", Dress::class("name"), &cover.date);
    hand.element("p", Dress::class("name"), &cover.version);
    hand.close("header");
}

/// The contents: links in the page. A document that this is pasted into makes its own.
fn contents(hand: &mut Hand, entries: &[ContentsEntry]) {
    if !hand.is_page() {
        return;
    }
    hand.markup("<nav class=\"contents\" aria-labelledby=\"contents\">\n");
    hand.markup("<h2 id=\"contents\">");
    hand.text(t!("Contents"));
    hand.markup("</h2>\n<ol>\n");
    for entry in entries {
        let number = entry.number;
        hand.format(format_args!(
            "<li><a href=\"#section-{number}\"><span class=\"number\">{number}</span> "
        ));
        hand.text(&entry.title);
        hand.markup("</a></li>\n");
    }
    hand.markup("</ol>\n</nav>\n");
}

/// A list with its lists inside. An item without a mark goes on with the item above.
fn list(hand: &mut Hand, items: &[Item]) {
    // The lists that are open, the outermost first; each has an open item.
    let mut open: Vec<&str> = Vec::new();
    let close = |hand: &mut Hand, element: Option<&str>| {
        if let Some(element) = element {
            hand.close("li");
            hand.close(element);
        }
    };
    for item in items {
        let depth = usize::from(item.depth);
        while open.len() > depth + 1 {
            close(hand, open.pop());
        }
        let element = match item.marker {
            Marker::Number(_) => "ol",
            Marker::Dash => "ul",
            Marker::None if open.is_empty() => "ul",
            Marker::None => {
                hand.open("p", Dress::NONE);
                hand.runs(&item.runs);
                hand.close("p");
                continue;
            }
        };
        let here = open.len() == depth + 1;
        if here && open.last() == Some(&element) {
            hand.close("li");
        } else {
            if here {
                close(hand, open.pop());
            }
            match item.marker {
                Marker::Number(from) if from != 1 => {
                    hand.format(format_args!("<ol start=\"{from}\">\n"));
                }
                _ => hand.format(format_args!("<{element}>\n")),
            }
            open.push(element);
        }
        hand.open("li", Dress::NONE);
        hand.runs(&item.runs);
    }
    while let Some(element) = open.pop() {
        close(hand, Some(element));
    }
}

fn member(hand: &mut Hand, member: &Member) {
    hand.open("div", Dress::class("member"));
    if let Some(portrait) = member.portrait {
        hand.image("portrait", 160, portrait, &member.name);
    }
    hand.open("h3", Dress::NONE);
    hand.text(&member.name);
    hand.close("h3");
    hand.element("p", Dress::of("role", "color:#555555"), &member.role);
    if !member.biography.is_empty() {
        hand.open("p", Dress::NONE);
        hand.runs(&member.biography);
        hand.close("p");
    }
    hand.close("div");
}

fn signatures(hand: &mut Hand, parties: &[Party]) {
    hand.open("div", Dress::class("signatures"));
    for party in parties {
        hand.open("div", Dress::class("party"));
        hand.element("p", Dress::of("label", "color:#555555"), &party.part);
        hand.element("p", Dress::of("who", "font-weight:bold"), &party.name);
        for label in SIGNED_WITH {
            hand.element(
                "p",
                Dress::of("line", "border-top:1px solid #999999;margin-top:36px"),
                label.said(),
            );
        }
        hand.close("div");
    }
    hand.close("div");
}
