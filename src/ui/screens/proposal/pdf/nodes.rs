//! The structure of the document as it is found: what an element is, what it stands in, and what
//! goes on from one sheet to the next.

use wasm_bindgen::JsCast;
use web_sys::Element;

use super::walk::{Inside, Walk};
use crate::pdf::list::{
    Figure, Link, Mark, Node, Owner, Place, Rect, Run, Scope, Tag, Target, What,
};

/// Elements that stand for themselves: what holds none of them and has letters is a paragraph.
const BLOCKS: &str =
    "p, div, h1, h2, h3, h4, ul, ol, li, table, blockquote, figure, img, svg:not([aria-hidden])";

impl Walk {
    /// A new node.
    fn node(&mut self, tag: Tag, parent: Option<u32>) -> u32 {
        let number = u32::try_from(self.list.nodes.len()).unwrap_or(u32::MAX);
        self.list.nodes.push(Node { tag, parent });
        number
    }

    pub fn tag(&self, node: u32) -> Option<&Tag> {
        let at = usize::try_from(node).ok()?;
        self.list.nodes.get(at).map(|node| &node.tag)
    }

    /// Goes into a node of this kind: the one that goes on from the page before, or a new one.
    pub fn enter(&mut self, inside: &mut Inside, tag: Tag) {
        let same = self.going_on.first().copied().filter(|node| {
            self.tag(*node).is_some_and(|known| {
                std::mem::discriminant(known) == std::mem::discriminant(&tag) && goes_on(&tag)
            })
        });
        let node = if let Some(node) = same {
            self.going_on.remove(0);
            node
        } else {
            self.going_on.clear();
            self.node(tag, inside.node)
        };
        self.spine.truncate(inside.depth);
        self.spine.push(node);
        inside.node = Some(node);
        inside.depth += 1;
    }

    pub fn begin_block(&mut self, element: &Element, inside: &mut Inside) {
        let number = element.get_attribute("data-block");
        // Footnotes stand between the parts of what goes on.
        let before = std::mem::take(&mut self.spine);
        if let Some(block) = self.block.take() {
            self.spines.insert(block, before);
        }
        let spine = (number.as_ref()).and_then(|number| self.spines.remove(number));
        let goes_on = spine.is_some();
        self.going_on = spine.unwrap_or_default();
        self.block = number;
        let begins = ".section-title, .contents-title, .cover-page";
        if !goes_on && matches!(element.query_selector(begins), Ok(Some(_))) {
            let section = self.node(Tag::Section, None);
            self.section = Some(section);
        }
        inside.node = self.section;
        inside.depth = 0;
    }

    /// Whether a table or list is one that has begun on a page before.
    fn is_going_on(&self, inside: &Inside) -> bool {
        // What was entered last was not new.
        inside.depth > 0 && !self.going_on.is_empty()
    }

    /// What an element is, in the structure.
    pub fn enter_element(&mut self, element: &Element, tag: &str, inside: &mut Inside) {
        if inside.artifact.is_some() {
            return;
        }
        let classes = element.class_list();
        let has = |class: &str| classes.contains(class);
        let hidden = element
            .get_attribute("aria-hidden")
            .is_some_and(|hidden| hidden == "true");
        let columns = || {
            let span = element
                .get_attribute("colspan")
                .and_then(|span| span.parse().ok());
            span.unwrap_or(1)
        };
        match tag {
            "h1" | "h2" | "h3" | "h4" => {
                let level = match tag {
                    _ if has("cover-title") => 1,
                    "h1" | "h2" => 2,
                    _ => 3,
                };
                self.heading(element, level, inside);
            }
            "p" => {
                // Only a text is cut; other lines of a block that goes on are new ones.
                if !element.has_attribute("data-text") {
                    self.going_on.clear();
                }
                self.enter(inside, Tag::Paragraph);
            }
            "blockquote" => self.enter(inside, Tag::Quote),
            "ol" | "ul" => {
                let contents = matches!(element.closest(".contents"), Ok(Some(_)));
                let tag = if contents {
                    Tag::Contents
                } else {
                    Tag::List(tag == "ol")
                };
                self.enter(inside, tag);
            }
            "li" => {
                let entry = inside.node.and_then(|node| self.tag(node)) == Some(&Tag::Contents);
                let marker = element.query_selector(".marker").ok().flatten();
                let unmarked =
                    marker.is_some_and(|m| m.text_content().unwrap_or_default().is_empty());
                if !unmarked {
                    self.going_on.clear();
                }
                self.enter(inside, if entry { Tag::Entry } else { Tag::Item });
            }
            "span" if has("marker") => {
                if element.text_content().unwrap_or_default().is_empty() {
                    inside.artifact = Some(Owner::Look);
                } else {
                    self.enter(inside, Tag::Label);
                }
            }
            "span" if has("item-text") => self.enter(inside, Tag::Body),
            "table" => self.enter(inside, Tag::Table),
            // What is repeated on each page of a table is read once.
            "caption" | "thead" if self.is_going_on(inside) => inside.artifact = Some(Owner::Again),
            "tr" if has("carried") => inside.artifact = Some(Owner::Again),
            "caption" => self.enter(inside, Tag::Caption),
            "thead" => self.enter(inside, Tag::Head),
            "tbody" => self.enter(inside, Tag::Rows),
            "tr" => self.enter(inside, Tag::Row),
            "th" => {
                let scope = match element.get_attribute("scope").as_deref() {
                    Some("col") => Scope::Column,
                    _ => Scope::Row,
                };
                self.enter(inside, Tag::HeadCell(scope, columns()));
            }
            "td" => self.enter(inside, Tag::Cell(columns())),
            "code" => self.enter(inside, Tag::Code),
            "a" => {
                if element
                    .get_attribute("href")
                    .is_some_and(|to| to.starts_with('#'))
                {
                    self.enter(inside, Tag::Reference);
                }
                self.enter(inside, Tag::Link);
            }
            _ if hidden => inside.artifact = Some(Owner::Look),
            _ if !is_leaf(inside.node.and_then(|node| self.tag(node)))
                && matches!(element.query_selector(BLOCKS), Ok(None))
                && !element.text_content().unwrap_or_default().trim().is_empty() =>
            {
                self.going_on.clear();
                self.enter(inside, Tag::Paragraph);
            }
            _ => {}
        }
        if matches!(tag, "th" | "td")
            && inside.artifact.is_none()
            && element.text_content().unwrap_or_default().trim().is_empty()
        {
            // An empty cell is one nevertheless.
            self.put(inside, What::Run(Run::nothing()));
        }
        if let Some(name) = element.get_attribute("id").filter(|name| !name.is_empty()) {
            let at = self.frame.rect(&element.get_bounding_client_rect());
            let place = Place {
                page: self.page_number(),
                y: at.y,
            };
            self.list.places.insert(name, place);
        }
    }

    fn heading(&mut self, element: &Element, level: u8, inside: &mut Inside) {
        let says = element.text_content().unwrap_or_default();
        let title = says.split_whitespace().collect::<Vec<_>>().join(" ");
        if level > 1 {
            let at = self.frame.rect(&element.get_bounding_client_rect());
            let place = Place {
                page: self.page_number(),
                y: at.y,
            };
            self.list.marks.push(Mark {
                title: title.clone(),
                level: level - 1,
                place,
            });
        }
        self.enter(inside, Tag::Heading(level, title));
    }

    /// A picture as a node, where it says something.
    pub fn figure(&mut self, element: &Element, inside: &Inside, at: Rect) -> Inside {
        let mut inside = inside.clone();
        let says = (element.get_attribute("aria-label"))
            .or_else(|| element.get_attribute("alt"))
            .filter(|says| !says.trim().is_empty());
        match says {
            Some(says) if inside.artifact.is_none() => {
                let page = self.page_number();
                self.enter(&mut inside, Tag::Figure(Figure { says, page, at }));
            }
            _ => inside.artifact = inside.artifact.or(Some(Owner::Look)),
        }
        inside
    }

    pub fn link(&mut self, element: &Element, inside: &Inside) {
        let Some(node) = inside.node else {
            return;
        };
        let written = element.get_attribute("href").unwrap_or_default();
        let to = if let Some(name) = written.strip_prefix('#') {
            Target::Place(name.to_owned())
        } else {
            // As the browser understands it, in letters that a file may hold.
            let anchor = element.dyn_ref::<web_sys::HtmlAnchorElement>();
            Target::Web(anchor.map_or(written, web_sys::HtmlAnchorElement::href))
        };
        let boxes = self.frame.rects(Some(element.get_client_rects()));
        let says = element.text_content().unwrap_or_default();
        let says = says.split_whitespace().collect::<Vec<_>>().join(" ");
        self.page.links.push(Link {
            node,
            boxes,
            to,
            says,
        });
    }
}

/// Whether letters may stand in it as they are.
pub fn is_leaf(tag: Option<&Tag>) -> bool {
    !matches!(
        tag,
        None | Some(
            Tag::Section
                | Tag::Division
                | Tag::Quote
                | Tag::Contents
                | Tag::Entry
                | Tag::List(_)
                | Tag::Item
                | Tag::Table
                | Tag::Head
                | Tag::Rows
                | Tag::Row
        )
    )
}

/// What goes on on the next page as one.
fn goes_on(tag: &Tag) -> bool {
    matches!(
        tag,
        Tag::Paragraph
            | Tag::Quote
            | Tag::Contents
            | Tag::List(_)
            | Tag::Item
            | Tag::Body
            | Tag::Table
            | Tag::Rows
    )
}
