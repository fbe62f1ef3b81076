//! The letters on the sheets, word by word, each where it stands.

use web_sys::{CssStyleDeclaration, Element, Node as DomNode};

use super::look::{colour, first_large, number, pseudo_style, style, value};
use super::nodes::is_leaf;
use super::walk::{Inside, Walk};
use crate::pdf::colour::CLEAR;
use crate::pdf::list::{Anchor, Rect, Run, Tag, Underline, What, Word};

const DOTS: &str = "…";

impl Walk {
    /// The words of a piece of text.
    pub fn text(&mut self, node: &DomNode, element: &Element, inside: &Inside) {
        let content = node.text_content().unwrap_or_default();
        if content.trim().is_empty() {
            self.space();
            return;
        }
        let mut inside = inside.clone();
        if inside.artifact.is_none() && !is_leaf(inside.node.and_then(|node| self.tag(node))) {
            self.going_on.clear();
            self.enter(&mut inside, Tag::Paragraph);
        }
        let Some(style) = style(element) else {
            return;
        };
        let letters = self.looks.letters(&style, inside.scale, "color");
        if content.starts_with(char::is_whitespace) {
            self.space();
        }
        let mut run: Option<(Rect, Run)> = None;
        let mut begins = true;
        let mut from = 0;
        for chunk in content.split_inclusive(char::is_whitespace) {
            let word = chunk.trim_end();
            let to = from + units(word);
            let space = chunk.get(word.len()..).unwrap_or_default();
            for (at, mut text) in self.pieces(node, word, from, to) {
                text = letters.case.set(&text);
                if begins && inside.first_large {
                    text = first_large(&text);
                }
                begins = false;
                if let Some(limit) = inside.limit
                    && at.right() > limit + 0.5
                {
                    self.cut_off(node, (word, from), limit, &letters, &mut run);
                    self.finish(run, &inside);
                    return;
                }
                let same_line = run
                    .as_ref()
                    .is_some_and(|(last, _)| (last.y - at.y).abs() < 0.6 && at.x > last.x - 0.5);
                if !same_line {
                    self.finish(run.take(), &inside);
                }
                let (last, run) = run.get_or_insert_with(|| {
                    let run = Run {
                        look: letters.look,
                        colour: letters.colour,
                        baseline: at.y + letters.ascent,
                        anchor: Anchor::Start,
                        words: Vec::new(),
                        underline: inside.underline,
                    };
                    (at, run)
                });
                *last = at;
                run.words.push(Word { x: at.x, text });
            }
            if let Some(letter) = space.chars().next()
                && let Some((_, run)) = &mut run
                && let Some(last) = run.words.last_mut()
                && !last.text.ends_with(char::is_whitespace)
            {
                last.text.push(plain(letter));
            }
            from += units(chunk);
        }
        self.finish(run, &inside);
    }

    fn finish(&mut self, run: Option<(Rect, Run)>, inside: &Inside) {
        if let Some((_, run)) = run.filter(|(_, run)| !run.words.is_empty()) {
            self.put(inside, What::Run(run));
            self.last_run = Some((self.page_number(), self.page.items.len() - 1));
        }
    }

    /// A space after the letters that were put last on this page.
    fn space(&mut self) {
        let Some((page, at)) = self.last_run else {
            return;
        };
        if page != self.page_number() {
            return;
        }
        if let Some(What::Run(run)) = self.page.items.get_mut(at).map(|item| &mut item.what)
            && let Some(last) = run.words.last_mut()
            && !last.text.ends_with(char::is_whitespace)
        {
            last.text.push(' ');
        }
    }

    /// Where a word stands: in one piece, or in one on each of the lines it is broken over.
    fn pieces(&self, node: &DomNode, word: &str, from: u32, to: u32) -> Vec<(Rect, String)> {
        let whole = self.boxes_of(node, from, to);
        match whole.as_slice() {
            [] => Vec::new(),
            [at] => vec![(*at, said(word, true))],
            _ => {
                let mut pieces: Vec<(Rect, String)> = Vec::new();
                let mut at = from;
                for letter in word.chars() {
                    let next = at + u32::try_from(letter.len_utf16()).unwrap_or(1);
                    let place = self.boxes_of(node, at, next).last().copied();
                    at = next;
                    match (place, pieces.last_mut()) {
                        (Some(place), Some((last, text)))
                            if (last.y - place.y).abs() < 0.6 && place.x >= last.x =>
                        {
                            last.width = place.right() - last.x;
                            text.push(letter);
                        }
                        (Some(place), _) => pieces.push((place, letter.to_string())),
                        (None, Some((_, text))) => text.push(letter),
                        (None, None) => {}
                    }
                }
                let count = pieces.len();
                for (at, (_, text)) in pieces.iter_mut().enumerate() {
                    *text = said(text, at + 1 == count);
                }
                pieces
            }
        }
    }

    fn boxes_of(&self, node: &DomNode, from: u32, to: u32) -> Vec<Rect> {
        let range = &self.range;
        if from >= to || range.set_start(node, from).is_err() || range.set_end(node, to).is_err() {
            return Vec::new();
        }
        self.frame.rects(range.get_client_rects())
    }

    /// What of a word still fits before three dots.
    fn cut_off(
        &mut self,
        node: &DomNode,
        (word, from): (&str, u32),
        limit: f32,
        letters: &super::look::Letters,
        run: &mut Option<(Rect, Run)>,
    ) {
        let dots = usize::try_from(letters.look)
            .ok()
            .and_then(|at| self.looks.types.get(at))
            .map_or(8.0, |look| look.size * 0.9);
        let mut fits = String::new();
        let mut begin = None;
        let mut at = from;
        for letter in word.chars() {
            let next = at + u32::try_from(letter.len_utf16()).unwrap_or(1);
            if let Some(place) = self.boxes_of(node, at, next).first() {
                if place.right() > limit - dots {
                    break;
                }
                begin = begin.or(Some(*place));
            }
            fits.push(letter);
            at = next;
        }
        let text = format!("{}{DOTS}", letters.case.set(&fits));
        match (begin, run.as_mut()) {
            (Some(place), Some((_, run))) => run.words.push(Word { x: place.x, text }),
            (None, Some((_, run))) => {
                if let Some(last) = run.words.last_mut() {
                    last.text = format!("{}{DOTS}", last.text.trim_end());
                }
            }
            (_, None) => {}
        }
    }

    /// What a style sheet writes before the content of an element.
    pub fn before(&mut self, element: &Element, own: &CssStyleDeclaration, inside: &Inside) {
        let Some(style) = pseudo_style(element, "::before") else {
            return;
        };
        let content = value(&style, "content");
        if !content.starts_with('"') || value(&style, "display") == "none" {
            return;
        }
        let text = content.trim_matches('"').to_owned();
        if text.is_empty() {
            self.box_before(element, own, &style, inside);
            return;
        }
        let Some(node) = first_text(element) else {
            return;
        };
        let first = units(&node.text_content().unwrap_or_default());
        let Some(at) = self.boxes_of(&node, 0, first).first().copied() else {
            return;
        };
        let letters = self.looks.letters(&style, inside.scale, "color");
        let run = Run {
            look: letters.look,
            colour: letters.colour,
            baseline: at.y + letters.ascent,
            anchor: Anchor::End,
            words: vec![Word { x: at.x, text }],
            underline: None,
        };
        self.put(inside, What::Run(run));
    }
}

/// The line under letters of this style.
pub fn underline(style: &CssStyleDeclaration, scale: f32) -> Underline {
    let size = number(&value(style, "font-size")).unwrap_or(16.0);
    let thickness =
        number(&value(style, "text-decoration-thickness")).unwrap_or((size / 16.0).max(1.0));
    let below = number(&value(style, "text-underline-offset")).unwrap_or(size * 0.1);
    Underline {
        colour: colour(style, "text-decoration-color").unwrap_or(CLEAR),
        below: below * scale,
        thickness: thickness * scale,
    }
}

/// A word as it is seen: a soft hyphen is one only where the line ends.
fn said(word: &str, ends: bool) -> String {
    let mut text: String = word.chars().filter(|letter| *letter != '\u{ad}').collect();
    if !ends && word.ends_with('\u{ad}') {
        text.push('-');
    }
    text
}

/// The space that is written for a white one.
fn plain(letter: char) -> char {
    match letter {
        '\t' | '\n' | '\r' | '\u{c}' => ' ',
        other => other,
    }
}

/// The length of a text in UTF-16 units.
fn units(text: &str) -> u32 {
    u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX)
}

fn first_text(node: &DomNode) -> Option<DomNode> {
    let children = node.child_nodes();
    (0..children.length())
        .filter_map(|at| children.item(at))
        .find_map(|child| {
            if child.node_type() == DomNode::TEXT_NODE {
                Some(child)
            } else {
                first_text(&child)
            }
        })
}
