//! Writes what stands on paper straight into the page. Nothing on a sheet changes once it is there,
//! so that it needs none of what keeps a screen up to date; and a long proposal has thousands of
//! elements, which are all drawn once to be measured before anything is seen.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Document, DocumentFragment, Element, HtmlElement, Node};

/// Writes elements, one after the other.
pub struct Pen {
    page: Document,
    /// What is open, from the outermost inwards.
    open: Vec<Node>,
}

impl Pen {
    /// What `write` writes, to be put into the page.
    pub fn written(write: impl FnOnce(&mut Self)) -> DocumentFragment {
        let page = document();
        let sheet = page.create_document_fragment();
        let mut pen = Self {
            page,
            open: vec![sheet.clone().into()],
        };
        write(&mut pen);
        sheet
    }

    /// The element that is open.
    pub fn here(&self) -> Option<HtmlElement> {
        self.open.last()?.clone().dyn_into().ok()
    }

    /// A node at the end of what is open.
    pub fn put(&self, node: &Node) {
        if let Some(place) = self.open.last() {
            // An element that was made here takes any other.
            let _ = place.append_child(node);
        }
    }

    /// An element of this class, with what `inside` writes.
    pub fn element(&mut self, name: &str, class: &str, inside: impl FnOnce(&mut Self)) {
        let Ok(element) = self.page.create_element(name) else {
            return;
        };
        if !class.is_empty() {
            element.set_class_name(class);
        }
        self.put(&element);
        self.open.push(element.into());
        inside(self);
        self.open.pop();
    }

    /// An element of this class, with these words alone.
    pub fn words(&mut self, name: &str, class: &str, words: &str) {
        self.element(name, class, |pen| {
            if let Some(place) = pen.open.last() {
                place.set_text_content(Some(words));
            }
        });
    }

    /// An attribute of the element that is open: never a handler, never a style.
    pub fn set(&mut self, name: &str, value: &str) {
        let element = self.open.last().and_then(JsCast::dyn_ref::<Element>);
        if let Some(element) = element {
            // Names of attributes are ours, and good ones.
            let _ = element.set_attribute(name, value);
        }
    }

    /// A property of the style of the element that is open.
    pub fn style(&mut self, name: &str, value: &str) {
        if let Some(element) = self.open.last().and_then(JsCast::dyn_ref::<HtmlElement>) {
            let _ = element.style().set_property(name, value);
        }
    }

    /// Words.
    pub fn text(&mut self, words: &str) {
        self.put(&self.page.create_text_node(words));
    }
}
