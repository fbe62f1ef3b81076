//! Walks over the sheets as they are shown and lists what is drawn on them.

use std::collections::BTreeMap;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CssStyleDeclaration, Element, HtmlElement, Node as DomNode, Range};

use super::frame::Frame;
use super::look::{Looks, pixels, pseudo_style, style, value};
use crate::pdf::list::{Item, List, Owner, Page, Rect, What};

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
    /// The node of the section.
    pub section: Option<u32>,
    /// The number of the last block.
    pub block: Option<String>,
    /// The nodes of the last block from the outermost to the innermost that was last begun.
    pub spine: Vec<u32>,
    /// The same of the blocks before it, by their numbers.
    pub spines: BTreeMap<String, Vec<u32>>,
    /// Those that go on on this page.
    pub going_on: Vec<u32>,
}

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
            spines: BTreeMap::new(),
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
