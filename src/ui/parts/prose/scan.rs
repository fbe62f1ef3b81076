//! Hands the elements of the page, or of HTML that is pasted, over to [`crate::prose::html`], one
//! after another.

use js_sys::{Function, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Node};

use crate::prose::Document;
use crate::prose::html::{Piece, clean};

/// The attributes that say something.
const TELLING: [&str; 10] = [
    "href",
    "start",
    "align",
    "data-alt",
    "data-source",
    "data-note",
    "style",
    "class",
    "aria-level",
    "colspan",
];

/// Where a selection begins or ends in the page.
pub struct Edge {
    /// The element or text.
    pub node: Node,
    /// The child, or the unit of the text, before which it is.
    pub offset: u32,
}

/// What HTML of other programs holds. It is taken apart in a document of its own, in which
/// nothing is run and nothing fetched; the first script of the page has the only key to one.
pub fn foreign(html: &str) -> Option<Document> {
    let reading = Reflect::get(&window(), &"pitchwrightReading".into()).ok()?;
    let reading: Function = reading.dyn_into().ok()?;
    let parsed = reading.call1(&JsValue::NULL, &html.into()).ok()?;
    let parsed: web_sys::Document = parsed.dyn_into().ok()?;
    Some(clean(pieces(parsed.body()?.as_ref(), &[])))
}

/// What stands inside a node, with marks at these edges.
pub fn pieces(root: &Node, edges: &[Edge]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut parent = root.clone();
    let mut next = root.first_child();
    // How many children stand before the next one, of every open element.
    let mut counts = vec![0_u32];
    loop {
        let count = counts.last().copied().unwrap_or_default();
        for edge in edges {
            if edge.offset == count && edge.node.is_same_node(Some(&parent)) {
                pieces.push(Piece::Mark);
            }
        }
        let Some(node) = next else {
            counts.pop();
            if counts.is_empty() {
                return pieces;
            }
            pieces.push(Piece::Close);
            next = parent.next_sibling();
            let Some(above) = parent.parent_node() else {
                return pieces;
            };
            parent = above;
            one_more(&mut counts);
            continue;
        };
        if let Some(element) = node.dyn_ref::<Element>() {
            pieces.push(opened(element));
            next = node.first_child();
            parent = node;
            counts.push(0);
        } else {
            if node.node_type() == Node::TEXT_NODE {
                text(&node, edges, &mut pieces);
            }
            next = node.next_sibling();
            one_more(&mut counts);
        }
    }
}

fn one_more(counts: &mut [u32]) {
    if let Some(count) = counts.last_mut() {
        *count += 1;
    }
}

fn opened(element: &Element) -> Piece {
    let mut attributes: Vec<_> = TELLING
        .iter()
        .filter_map(|name| Some(((*name).to_owned(), element.get_attribute(name)?)))
        .collect();
    // Word in the browser has its own name for it.
    let level = element.get_attribute("data-aria-level");
    attributes.extend(level.map(|level| ("aria-level".to_owned(), level)));
    Piece::Open {
        name: element.local_name(),
        attributes,
    }
}

fn text(node: &Node, edges: &[Edge], pieces: &mut Vec<Piece>) {
    let text = node.text_content().unwrap_or_default();
    let inside = edges
        .iter()
        .filter(|edge| edge.node.is_same_node(Some(node)));
    let mut offsets: Vec<u32> = inside.map(|edge| edge.offset).collect();
    offsets.sort_unstable();
    let mut from = 0;
    for offset in offsets {
        let at = byte_at(&text, offset).max(from);
        pieces.push(Piece::Text(
            text.get(from..at).unwrap_or_default().to_owned(),
        ));
        pieces.push(Piece::Mark);
        from = at;
    }
    pieces.push(Piece::Text(text.get(from..).unwrap_or_default().to_owned()));
}

/// The byte before which so many UTF-16 units stand, as browsers count.
fn byte_at(text: &str, units: u32) -> usize {
    let mut before = 0;
    for (byte, character) in text.char_indices() {
        if before >= units {
            return byte;
        }
        before += u32::try_from(character.len_utf16()).unwrap_or(1);
    }
    text.len()
}
