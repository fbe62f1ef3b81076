//! Walks over the sheets as they are shown and lists what is drawn on them.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CssStyleDeclaration, Element, HtmlElement, Node as DomNode, Range};

use super::frame::Frame;
use super::look::{Looks, pixels, pseudo_style, style, value};
use crate::pdf::list::{
    Figure, Item, Link, List, Mark, Node, Owner, Page, Place, Rect, Scope, Tag, Target, What,
};

/// What is the same for everything inside an element.
#[derive(Clone)]
pub struct Inside {
    /// What its content belongs to, where that is not read.
    pub artifact: Option<Owner>,
    /// The node it stands in.
    pub node: Option<u32>,
    /// How deep that node is.
    pub depth: usize,
    /// How much larger it is drawn than its style says.
    pub scale: f32,
    /// The line under its letters.
    pub underline: Option<crate::pdf::list::Underline>,
    /// Where letters are cut off, with three dots.
    pub limit: Option<f32>,
    /// Whether its first letter is made large.
    pub first_large: bool,
}

/// The walk, and what it has found.
pub struct Walk {
    /// What is found.
    pub list: List,
    /// The addresses of the pictures, in the order of their numbers.
    pub pictures: Vec<String>,
    /// How letters look.
    pub looks: Looks,
    /// Measures letters.
    pub range: Range,
    /// Where the sheet stands.
    pub frame: Frame,
    /// The page that is walked over.
    pub page: Page,
    /// The last letters that were put on a page.
    pub last_run: Option<(u32, usize)>,
    section: Option<u32>,
    block: Option<String>,
    /// The nodes of the last block from the outermost to the innermost that was last begun.
    spine: Vec<u32>,
    /// Those that go on on this page.
    going_on: Vec<u32>,
}

/// Elements that stand for themselves: what holds none of them and has letters is a paragraph.
const BLOCKS: &str =
    "p, div, h1, h2, h3, h4, ul, ol, li, table, blockquote, figure, img, svg:not([aria-hidden])";

impl Walk {
    /// Begins with nothing.
    pub fn new() -> Result<Self, JsValue> {
        Ok(Self {
            list: List::default(),
            pictures: Vec::new(),
            looks: Looks::new()?,
            range: Range::new()?,
            frame: Frame {
                left: 0.0,
                top: 0.0,
                scale: 1.0,
                turned: None,
            },
            page: Page::default(),
            last_run: None,
            section: None,
            block: None,
            spine: Vec::new(),
            going_on: Vec::new(),
        })
    }

    /// The number of the page that is walked over, from 0.
    pub fn page_number(&self) -> u32 {
        u32::try_from(self.list.pages.len()).unwrap_or(u32::MAX)
    }

    /// Lists what is on a sheet; `page` has its size.
    pub fn sheet(&mut self, leaf: &HtmlElement, page: Page, frame: Frame) {
        self.page = page;
        self.frame = frame;
        self.last_run = None;
        let inside = Inside {
            artifact: None,
            node: None,
            depth: 0,
            scale: 1.0,
            underline: None,
            limit: None,
            first_large: false,
        };
        // What fills the sheet fills the page, which is a little higher.
        let ground = style(leaf).and_then(|style| super::look::colour(&style, "background-color"));
        if let Some(colour) = ground {
            let (width, height) = match self.frame.turned {
                Some(_) if self.page.turned.is_some() => (self.page.height, self.page.width),
                _ => (self.page.width, self.page.height),
            };
            let at = Rect {
                x: -1.0,
                y: -1.0,
                width: width + 2.0,
                height: height + 2.0,
            };
            self.look(
                &inside,
                What::Area(crate::pdf::list::Area {
                    at,
                    radius: 0.0,
                    colour,
                }),
            );
        }
        if let Some(style) = style(leaf) {
            self.before(leaf, &style, &inside);
        }
        self.children(leaf, &inside);
        let page = std::mem::take(&mut self.page);
        self.list.pages.push(page);
    }

    fn children(&mut self, element: &Element, inside: &Inside) {
        let nodes = element.child_nodes();
        for at in 0..nodes.length() {
            let Some(node) = nodes.item(at) else {
                continue;
            };
            match node.node_type() {
                DomNode::TEXT_NODE => self.text(&node, element, inside),
                DomNode::ELEMENT_NODE => {
                    if let Ok(child) = node.dyn_into::<Element>() {
                        self.element(&child, inside);
                    }
                }
                _ => {}
            }
        }
    }

    fn element(&mut self, element: &Element, outside: &Inside) {
        let classes = element.class_list();
        let has = |class: &str| classes.contains(class);
        // What is there only for those who have the screen read aloud.
        if has("unseen") {
            return;
        }
        let Some(style) = style(element) else {
            return;
        };
        if value(&style, "display") == "none" || value(&style, "visibility") != "visible" {
            return;
        }
        let tag = element.tag_name().to_lowercase();
        let mut inside = outside.clone();
        if has("leaf-head") {
            inside.artifact = Some(Owner::Head);
        } else if has("leaf-foot") {
            inside.artifact = Some(Owner::Foot);
        } else if has("block") && inside.artifact.is_none() {
            self.begin_block(element, &mut inside);
        }
        if let Some(scale) = scale_of(&style) {
            inside.scale *= scale;
        }
        let at = self.frame.rect(&element.get_bounding_client_rect());
        match tag.as_str() {
            "svg" => {
                let inside = self.figure(element, &inside, at);
                self.svg(element, &inside, at);
                return;
            }
            "img" => {
                self.boxes(element, &style, &inside);
                let inside = self.figure(element, &inside, at);
                self.picture(element, &style, &inside, at);
                return;
            }
            _ => {}
        }
        self.enter_element(element, &tag, &mut inside);
        self.boxes(element, &style, &inside);
        if value(&style, "text-decoration-line").contains("underline") {
            inside.underline = Some(super::text::underline(&style, inside.scale));
        }
        let clip = self.clip(element, &style, &mut inside, at);
        if tag == "p" {
            let first = pseudo_style(element, "::first-letter");
            inside.first_large = first.is_some_and(|first| {
                value(&first, "text-transform") == "uppercase"
                    && value(&style, "text-transform") != "uppercase"
            });
        }
        self.before(element, &style, &inside);
        self.children(element, &inside);
        if clip {
            self.put(&inside, What::Unclip);
        }
        if tag == "a" && inside.artifact.is_none() {
            self.link(element, &inside);
        }
    }

    /// Puts something on the page that is part of what is read.
    pub fn put(&mut self, inside: &Inside, what: What) {
        let of = match (inside.artifact, inside.node) {
            (Some(artifact), _) => artifact,
            (None, Some(node)) => Owner::Node(node),
            (None, None) => Owner::Look,
        };
        self.page.items.push(Item { of, what });
    }

    /// Puts something on the page that is only looked at.
    pub fn look(&mut self, inside: &Inside, what: What) {
        let of = inside.artifact.unwrap_or(Owner::Look);
        self.page.items.push(Item { of, what });
    }

    /// A new node.
    fn node(&mut self, tag: Tag, parent: Option<u32>) -> u32 {
        let number = u32::try_from(self.list.nodes.len()).unwrap_or(u32::MAX);
        self.list.nodes.push(Node { tag, parent });
        number
    }

    fn tag(&self, node: u32) -> Option<&Tag> {
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

    fn begin_block(&mut self, element: &Element, inside: &mut Inside) {
        let number = element.get_attribute("data-block");
        let goes_on = number.is_some() && number == self.block;
        self.going_on = if goes_on {
            std::mem::take(&mut self.spine)
        } else {
            Vec::new()
        };
        self.block = number;
        self.spine.clear();
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
    fn enter_element(&mut self, element: &Element, tag: &str, inside: &mut Inside) {
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
            "p" => self.enter(inside, Tag::Paragraph),
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
            "caption" | "thead" if self.is_going_on(inside) => inside.artifact = Some(Owner::Look),
            "tr" if has("carried") => inside.artifact = Some(Owner::Look),
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
                self.enter(inside, Tag::Paragraph);
            }
            _ => {}
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
    fn figure(&mut self, element: &Element, inside: &Inside, at: Rect) -> Inside {
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

    /// Whether something stands over the edges of an element and is cut off there. Words that are
    /// cut off with three dots are cut in the text.
    fn clip(
        &mut self,
        element: &Element,
        style: &CssStyleDeclaration,
        inside: &mut Inside,
        at: Rect,
    ) -> bool {
        let too_wide = element.scroll_width() > element.client_width();
        let too_high = element.scroll_height() > element.client_height();
        if !(too_wide || too_high)
            || value(style, "overflow-x") == "visible"
            || value(style, "display") == "inline"
        {
            return false;
        }
        if too_wide && value(style, "text-overflow") == "ellipsis" {
            inside.limit = Some(at.right() - pixels(style, "padding-right") * inside.scale);
            return false;
        }
        self.put(inside, What::Clip(at));
        true
    }

    fn link(&mut self, element: &Element, inside: &Inside) {
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

/// How much larger a transform draws; none where there is none that scales.
fn scale_of(style: &CssStyleDeclaration) -> Option<f32> {
    let transform = value(style, "transform");
    let numbers = transform.strip_prefix("matrix(")?;
    // A sheet that is turned is turned back by its frame.
    let mut numbers = numbers
        .split(',')
        .map(|number| number.trim().parse::<f32>().ok());
    let (a, b) = (numbers.next()??, numbers.next()??);
    Some(a.hypot(b)).filter(|scale| (scale - 1.0).abs() > 0.000_1)
}
