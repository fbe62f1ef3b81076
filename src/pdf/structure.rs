//! The structure of the document: its nodes as tags, with what stands on the pages in them.

use std::num::{NonZeroU16, NonZeroU32};

use krilla::tagging::{
    BBox, Identifier, ListNumbering, Node as Leaf, TableHeaderScope, Tag as Kind, TagGroup,
    TagKind, TagTree,
};

use super::list::{Figure, Node, Scope, Tag};

/// The tags as they fill while pages are drawn.
pub struct Structure<'a> {
    nodes: &'a [Node],
    children: Vec<Vec<Child>>,
    top: Vec<usize>,
}

enum Child {
    Node(usize),
    Content(Identifier),
}

impl<'a> Structure<'a> {
    /// Empty tags for these nodes.
    pub fn of(nodes: &'a [Node]) -> Self {
        Self {
            nodes,
            children: nodes.iter().map(|_| Vec::new()).collect(),
            top: Vec::new(),
        }
    }

    /// Whether there is such a node.
    pub fn has(&self, node: u32) -> bool {
        usize::try_from(node).is_ok_and(|at| at < self.nodes.len())
    }

    /// Puts content into a node. Nodes come into their parents with the first that is in them.
    pub fn put(&mut self, node: u32, content: Identifier) {
        let Ok(node) = usize::try_from(node) else {
            return;
        };
        self.enter(node);
        if let Some(children) = self.children.get_mut(node) {
            children.push(Child::Content(content));
        }
    }

    /// Takes note that a node begins here, if it has not begun.
    fn enter(&mut self, node: usize) {
        let mut at = node;
        loop {
            let parent = self
                .nodes
                .get(at)
                .and_then(|node| node.parent)
                .and_then(|p| usize::try_from(p).ok());
            let siblings = match parent {
                // Parents come before their children.
                Some(parent) if parent < at => self.children.get_mut(parent),
                _ => {
                    if at < self.nodes.len() && !self.top.contains(&at) {
                        self.top.push(at);
                    }
                    return;
                }
            };
            let Some(siblings) = siblings else {
                return;
            };
            if siblings
                .iter()
                .any(|child| matches!(child, Child::Node(other) if *other == at))
            {
                return;
            }
            siblings.push(Child::Node(at));
            at = parent.unwrap_or(0);
        }
    }

    /// The finished tree; `bounds` says where a picture is on its page.
    pub fn finish(mut self, language: &str, bounds: &dyn Fn(&Figure) -> Option<BBox>) -> TagTree {
        let levels = levels(self.nodes);
        let mut built: Vec<Option<TagGroup>> = self.nodes.iter().map(|_| None).collect();
        for at in (0..self.nodes.len()).rev() {
            let (Some(node), Some(children)) = (self.nodes.get(at), self.children.get_mut(at))
            else {
                continue;
            };
            let mut group = TagGroup::new(kind(
                &node.tag,
                levels.get(at).copied().unwrap_or(1),
                bounds,
            ));
            for child in children.drain(..) {
                match child {
                    Child::Content(content) => group.push(content),
                    Child::Node(child) => {
                        if let Some(child) = built.get_mut(child).and_then(Option::take) {
                            group.push(child);
                        }
                    }
                }
            }
            if let Some(place) = built.get_mut(at) {
                *place = Some(group);
            }
        }
        let mut tree = TagTree::new().with_lang(Some(language.to_owned()));
        for at in self.top {
            if let Some(group) = built.get_mut(at).and_then(Option::take) {
                tree.push(Leaf::Group(group));
            }
        }
        tree
    }
}

/// The levels of headings such that the first is 1 and none is left out.
fn levels(nodes: &[Node]) -> Vec<u16> {
    let mut open: Vec<u8> = Vec::new();
    nodes
        .iter()
        .map(|node| match &node.tag {
            Tag::Heading(level, _) => {
                while open.last().is_some_and(|last| last >= level) {
                    open.pop();
                }
                open.push(*level);
                u16::try_from(open.len()).unwrap_or(1)
            }
            _ => 1,
        })
        .collect()
}

fn kind(tag: &Tag, level: u16, bounds: &dyn Fn(&Figure) -> Option<BBox>) -> TagKind {
    let columns = |count: u16| NonZeroU32::new(u32::from(count)).filter(|count| count.get() > 1);
    match tag {
        Tag::Section => Kind::Section.into(),
        Tag::Division => Kind::Div.into(),
        Tag::Heading(_, title) => {
            let level = NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN);
            let title = if title.trim().is_empty() {
                "–"
            } else {
                title
            };
            Kind::Hn(level, Some(title.to_owned())).into()
        }
        Tag::Paragraph => Kind::P.into(),
        Tag::Quote => Kind::BlockQuote.into(),
        Tag::Contents => Kind::TOC.into(),
        Tag::Entry => Kind::TOCI.into(),
        Tag::Reference => Kind::Reference.into(),
        Tag::List(true) => Kind::L(ListNumbering::Decimal).into(),
        Tag::List(false) => Kind::L(ListNumbering::Disc).into(),
        Tag::Item => Kind::LI.into(),
        Tag::Label => Kind::Lbl.into(),
        Tag::Body => Kind::LBody.into(),
        Tag::Table => Kind::Table.into(),
        Tag::Caption => Kind::Caption.into(),
        Tag::Head => Kind::THead.into(),
        Tag::Rows => Kind::TBody.into(),
        Tag::Row => Kind::TR.into(),
        Tag::HeadCell(scope, count) => {
            let scope = match scope {
                Scope::Row => TableHeaderScope::Row,
                Scope::Column => TableHeaderScope::Column,
            };
            Kind::TH(scope).with_col_span(columns(*count)).into()
        }
        Tag::Cell(count) => Kind::TD.with_col_span(columns(*count)).into(),
        Tag::Figure(figure) => {
            let says = match figure.says.trim() {
                "" => t!("Picture"),
                says => says,
            };
            Kind::Figure(Some(says.to_owned()))
                .with_bbox(bounds(figure))
                .into()
        }
        Tag::Link => Kind::Link.into(),
        Tag::Code => Kind::Code.into(),
    }
}
