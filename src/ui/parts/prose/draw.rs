//! Makes the elements of a document, and puts the selection into them. Everything is made node by
//! node: no text of a pitch is ever read as HTML by the page.

use leptos::prelude::document as page;
use web_sys::{Element, Node};

use crate::model::Picture;
use crate::prose::edit::{Place, Selection};
use crate::prose::{Align, Block, Document, Image, Line, Marker, Run, Style, Table};
use crate::ui::pictures;

/// The elements of a document: one for every line and cell.
#[derive(Default)]
pub struct Drawn {
    texts: Vec<(Place, Element)>,
}

/// A list that is drawn, and its last item.
struct List {
    element: Element,
    item: Option<Element>,
}

/// Draws the document in the place of what stands in the region.
pub fn draw(region: &Element, document: &Document) -> Drawn {
    region.set_text_content(None);
    let mut drawn = Drawn::default();
    let mut lists: Vec<List> = Vec::new();
    let mut quote: Option<Element> = None;
    for (block, content) in document.blocks.iter().enumerate() {
        let style = match content {
            Block::Line(line) => Some(line.style),
            _ => None,
        };
        if !matches!(style, Some(Style::Item { .. })) {
            lists.clear();
        }
        if style != Some(Style::Quote) {
            quote = None;
        }
        let text = match content {
            Block::Line(line) => line_in(region, line, &mut lists, &mut quote),
            Block::Table(table) => {
                table_in(region, table, block, &mut drawn);
                None
            }
            Block::Image(image) => {
                picture_in(region, image);
                None
            }
            Block::Rule => {
                child(region, "hr");
                None
            }
        };
        drawn
            .texts
            .extend(text.map(|text| (Place::start(block), text)));
    }
    drawn
}

fn line_in(
    region: &Element,
    line: &Line,
    lists: &mut Vec<List>,
    quote: &mut Option<Element>,
) -> Option<Element> {
    let element = match line.style {
        Style::Paragraph => child(region, "p"),
        Style::Heading(level) => child(region, &format!("h{level}")),
        Style::Code => child(region, "pre"),
        Style::Note => {
            let note = child(region, "p")?;
            note.set_class_name("note-line");
            Some(note)
        }
        Style::Quote => {
            if quote.is_none() {
                *quote = child(region, "blockquote");
            }
            child(quote.as_ref()?, "p")
        }
        Style::Item { depth, marker } => item_in(region, usize::from(depth), marker, lists),
    }?;
    runs_in(&element, &line.runs);
    Some(element)
}

fn item_in(
    region: &Element,
    depth: usize,
    marker: Marker,
    lists: &mut Vec<List>,
) -> Option<Element> {
    lists.truncate(depth + 1);
    let name = match marker {
        Marker::Dash => "ul",
        Marker::Number(_) => "ol",
        Marker::None => return child(lists.get(depth)?.item.as_ref()?, "p"),
    };
    if lists
        .get(depth)
        .is_some_and(|list| list.element.local_name() != name)
    {
        lists.truncate(depth);
    }
    if lists.len() <= depth {
        let above = lists.last().and_then(|list| list.item.as_ref());
        let element = child(above.unwrap_or(region), name)?;
        if let Marker::Number(first) = marker
            && first != 1
        {
            let _ = element.set_attribute("start", &first.to_string());
        }
        lists.push(List {
            element,
            item: None,
        });
    }
    let list = lists.last_mut()?;
    list.item = child(&list.element, "li");
    list.item.clone()
}

fn table_in(region: &Element, table: &Table, block: usize, drawn: &mut Drawn) -> Option<()> {
    let whole = child(region, "table")?;
    let (head, body) = (child(&whole, "thead")?, child(&whole, "tbody")?);
    let rows = std::iter::once(&table.head).chain(&table.rows);
    for (row, cells) in rows.enumerate() {
        let line = child(if row == 0 { &head } else { &body }, "tr")?;
        for (column, runs) in cells.iter().enumerate() {
            let cell = child(&line, if row == 0 { "th" } else { "td" })?;
            let align = match table.columns.get(column) {
                Some(Align::End) => Some("right"),
                Some(Align::Center) => Some("center"),
                _ => None,
            };
            if let Some(align) = align {
                let _ = cell.set_attribute("align", align);
            }
            if row == 0 {
                let _ = cell.set_attribute("scope", "col");
            }
            runs_in(&cell, runs);
            let place = Place {
                cell: Some((row, column)),
                ..Place::start(block)
            };
            drawn.texts.push((place, cell));
        }
    }
    Some(())
}

/// A picture stays whole, and is taken away with Backspace or its button. Its description is a
/// field of its own. One from elsewhere is not fetched: its words stand for it.
fn picture_in(region: &Element, image: &Image) -> Option<()> {
    let figure = child(region, "figure")?;
    for (name, value) in [
        ("data-alt", image.alt.as_str()),
        ("data-source", &image.source),
        ("contenteditable", "false"),
    ] {
        let _ = figure.set_attribute(name, value);
    }
    if let Ok(picture) = image.source.parse::<Picture>() {
        return kept_picture_in(&figure, picture, &image.alt);
    }
    let words = if image.alt.is_empty() {
        &image.source
    } else {
        &image.alt
    };
    figure.set_text_content(Some(words));
    Some(())
}

fn kept_picture_in(figure: &Element, picture: Picture, words: &str) -> Option<()> {
    let seen = child(figure, "img")?;
    let _ = seen.set_attribute("alt", words);
    for (name, value) in [("width", picture.width), ("height", picture.height)] {
        let _ = seen.set_attribute(name, &value.to_string());
    }
    leptos::task::spawn_local(async move {
        if let Some(address) = pictures::address(picture).await {
            let _ = seen.set_attribute("src", &address);
        }
    });
    let below = child(figure, "div")?;
    let field = child(&below, "input")?;
    for (name, value) in [
        ("type", "text"),
        ("aria-label", t!("Description of the picture")),
        (
            "placeholder",
            t!("What is to be seen, for those who do not see it"),
        ),
        ("value", words),
    ] {
        let _ = field.set_attribute(name, value);
    }
    let remove = child(&below, "button")?;
    for (name, value) in [("type", "button"), ("class", "quiet remove-picture")] {
        let _ = remove.set_attribute(name, value);
    }
    remove.set_text_content(Some(t!("Remove picture")));
    Some(())
}

fn runs_in(element: &Element, runs: &[Run]) {
    for run in runs {
        dressed(element, run);
    }
    // A line without words, or after a last break, is not there without something in it.
    // Nor can anybody write behind a mark that ends it.
    let open = |run: &Run| run.note || run.text.is_empty() || run.text.ends_with('\n');
    if runs.last().is_none_or(open) {
        child(element, "br");
    }
}

fn dressed(element: &Element, run: &Run) -> Option<()> {
    if run.note {
        // A mark stays whole, and is taken away with Backspace.
        let mark = child(element, "sup")?;
        let _ = mark.set_attribute("data-note", &run.text);
        let _ = mark.set_attribute("contenteditable", "false");
        mark.set_text_content(Some(&run.text));
        return Some(());
    }
    let mut inner = element.clone();
    if let Some(address) = &run.link {
        inner = child(&inner, "a")?;
        let _ = inner.set_attribute("href", address);
    }
    for (wanted, name) in [
        (run.strong, "strong"),
        (run.emphasis, "em"),
        (run.code, "code"),
    ] {
        if wanted {
            inner = child(&inner, name)?;
        }
    }
    for (at, text) in run.text.split('\n').enumerate() {
        if at > 0 {
            child(&inner, "br");
        }
        if !text.is_empty() {
            let _ = inner.append_child(&page().create_text_node(text));
        }
    }
    Some(())
}

fn child(parent: &Element, name: &str) -> Option<Element> {
    let element = page().create_element(name).ok()?;
    parent.append_child(&element).ok()?;
    Some(element)
}

impl Drawn {
    /// Selects in the page what is selected in the document.
    pub fn select(&self, selection: Selection) -> Option<()> {
        let (from, start) = self.find(selection.from)?;
        let (to, end) = self.find(selection.to)?;
        let page_selection = leptos::prelude::window().get_selection().ok()??;
        let _ = page_selection.set_base_and_extent(&from, start, &to, end);
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        let element = self.text(selection.to)?;
        element.scroll_into_view_with_scroll_into_view_options(&options);
        Some(())
    }

    fn text(&self, place: Place) -> Option<&Element> {
        let is = |text: &Place| (text.block, text.cell) == (place.block, place.cell);
        let found = self.texts.iter().find(|(text, _)| is(text));
        found.map(|(_, element)| element)
    }

    /// The node and offset at which a place is in the page.
    fn find(&self, place: Place) -> Option<(Node, u32)> {
        let element = self.text(place)?;
        let root: &Node = element.as_ref();
        let mut left = place.offset;
        let mut node = root.first_child();
        let mut last: Option<(Node, u32)> = None;
        // In the order of the page, down to texts and breaks.
        while let Some(here) = node {
            if here.node_type() == Node::TEXT_NODE {
                let text = here.text_content().unwrap_or_default();
                let count = text.chars().count();
                if left <= count {
                    let units: usize = text.chars().take(left).map(char::len_utf16).sum();
                    return Some((here, u32::try_from(units).ok()?));
                }
                left -= count;
                let units = text.encode_utf16().count();
                last = Some((here.clone(), u32::try_from(units).ok()?));
            } else if here.node_name() == "BR" {
                let (parent, index) = (here.parent_node()?, index_of(&here));
                if left == 0 {
                    return Some((parent, index));
                }
                left -= 1;
                last = Some((parent, index + 1));
            }
            node = after(root, &here);
        }
        last.or_else(|| Some((root.clone(), 0)))
    }
}

/// The node after this one inside the root.
fn after(root: &Node, node: &Node) -> Option<Node> {
    if let Some(first) = node.first_child() {
        return Some(first);
    }
    let mut here = node.clone();
    while !here.is_same_node(Some(root)) {
        if let Some(next) = here.next_sibling() {
            return Some(next);
        }
        here = here.parent_node()?;
    }
    None
}

fn index_of(node: &Node) -> u32 {
    let mut index = 0;
    let mut before = node.previous_sibling();
    while let Some(node) = before {
        index += 1;
        before = node.previous_sibling();
    }
    index
}
