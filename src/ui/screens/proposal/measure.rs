//! Measures blocks off screen, in the styles and widths in which they will stand on the sheets.

use std::collections::BTreeMap;

use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node, Range};

use super::blocks::{Drawn, Piece, draw};
use super::pen::Pen;
use crate::proposal::block::{Block, Mark, RowKind, TableLook, TextLook};
use crate::proposal::gantt::BarKind;
use crate::proposal::layout::{Atom, Measured};
use crate::proposal::paper::{self, Length, Sheet};
use crate::proposal::{Content, Proposal};

/// The least number of rows of the timeline on a sheet.
const TOGETHER: usize = 3;

/// How high a block is and where its atoms begin. It holds for every block with this content, this
/// width and this design; what else [`Measured`] says of a block is the block's own.
pub struct Measure {
    /// Its heights.
    pub measured: Measured,
    /// Where each atom begins; empty where atoms are counted by themselves.
    pub cuts: Vec<Cut>,
}

impl Measure {
    /// The block with its heights. `notes` tells which block a footnote is.
    pub fn of(&self, block: &Block, notes: &BTreeMap<usize, usize>) -> Measured {
        let place = |mark: &Mark| {
            let note = *notes.get(&mark.number)?;
            Some((self.atom_of(mark), note))
        };
        Measured {
            marks: block.content.marks().iter().filter_map(place).collect(),
            is_note: matches!(block.content, Content::Footnote { .. }),
            start: block.start,
            landscape: block.landscape,
            columns: block.columns,
            before: paper::millimetres(block.before),
            keep_with_next: block.keep_with_next,
            ..self.measured.clone()
        }
    }

    /// The atom in which a mark stands.
    fn atom_of(&self, mark: &Mark) -> usize {
        let last = self.measured.atoms.len().saturating_sub(1);
        if self.cuts.is_empty() {
            return mark.part.min(last);
        }
        let begun =
            (self.cuts).partition_point(|cut| (cut.item, cut.offset) <= (mark.part, mark.offset));
        begun.saturating_sub(1).min(last)
    }
}

/// A place in a block: an item, and an offset into its text in UTF-16 units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut {
    /// The paragraph or the item of the list.
    pub item: usize,
    /// Where in its text.
    pub offset: u32,
}

/// Blocks below each other, whole, for as long as they are measured. They are gone before the page
/// is painted, which would look at each of them. Each stands in a place of its own: a newer layout may
/// begin while an older one still waits.
pub struct Galley {
    place: Element,
    /// What in them is drawn as on screen.
    _views: Vec<Box<dyn std::any::Any>>,
}

impl Drop for Galley {
    fn drop(&mut self) {
        self.place.remove();
    }
}

impl Galley {
    /// Sets these blocks in the place for it.
    pub fn set(host: &Element, proposal: &Proposal, blocks: &[usize]) -> Option<Self> {
        let mut views = Vec::new();
        let place = document().create_element("div").ok()?;
        let set = Pen::written(|pen| {
            for block in blocks.iter().filter_map(|at| proposal.blocks.get(*at)) {
                let class = if block.columns > 1 {
                    "block in-column"
                } else {
                    "block"
                };
                pen.element("div", class, |pen| {
                    pen.style("width", &format!("{:.2}mm", width(block, proposal)));
                    pen.element("div", "block-inner", |pen| views.extend(probe(pen, block)));
                });
            }
        });
        place.append_child(&set).ok()?;
        host.append_child(&place).ok()?;
        Some(Self {
            place,
            _views: views,
        })
    }
}

/// How wide a block is, in millimetres.
fn width(block: &Block, proposal: &Proposal) -> f64 {
    // Footnotes have one width, so that one can go on on a sheet that lies the other way.
    let is_note = matches!(block.content, Content::Footnote { .. });
    let sheet = if block.landscape && !is_note {
        Sheet::landscape(proposal.paper)
    } else {
        Sheet::upright(proposal.paper)
    };
    sheet.column_width(block.columns)
}

/// A block with everything that may stand around a piece of it.
fn probe(pen: &mut Pen, block: &Block) -> Option<Box<dyn std::any::Any>> {
    // A cover fills its sheet, whatever stands on it; a chart of the timeline says itself how high
    // its rows are.
    if matches!(block.content, Content::Cover(_) | Content::Gantt(_)) {
        return None;
    }
    match draw(&block.content, &Piece::probe(), &|_| Some(888)) {
        Drawn::Written(written) => {
            pen.put(&written);
            None
        }
        Drawn::View(view) => {
            let place = pen.here()?;
            Some(Box::new(mount_to(place, move || view)))
        }
    }
}

/// Waits until the fonts that the galley asks for are there.
pub async fn fonts_ready(host: &HtmlElement) {
    // Asking for a height lays the text out, which is when fonts are asked for.
    let _ = host.offset_height();
    if let Ok(ready) = document().fonts().ready() {
        // Without its fonts the text is laid out in those that stand in for them.
        let _ = wasm_bindgen_futures::JsFuture::from(ready).await;
    }
}

/// How many faces are loaded: with one more, what was measured without it no longer holds.
pub fn faces() -> usize {
    let loaded = |face: &wasm_bindgen::JsValue| {
        let status = js_sys::Reflect::get(face, &"status".into());
        status.is_ok_and(|status| status == "loaded")
    };
    match js_sys::try_iter(&document().fonts()) {
        Ok(Some(faces)) => faces.flatten().filter(loaded).count(),
        _ => 0,
    }
}

/// The heights of these blocks, which stand in this galley.
pub fn measure(galley: &Galley, proposal: &Proposal, blocks: &[usize]) -> Vec<Measure> {
    let elements = galley.place.children();
    let range = Range::new().ok();
    (blocks.iter().enumerate())
        .map(|(index, at)| {
            let element = u32::try_from(index).ok().and_then(|i| elements.item(i));
            match (proposal.blocks.get(*at), element) {
                (Some(block), Some(element)) => {
                    block_measure(block, &element, proposal, range.as_ref())
                }
                _ => one_atom(0),
            }
        })
        .collect()
}

fn block_measure(
    block: &Block,
    element: &Element,
    proposal: &Proposal,
    range: Option<&Range>,
) -> Measure {
    match &block.content {
        Content::Cover(_) => one_atom(paper::millimetres(
            Sheet::upright(proposal.paper).text_height(),
        )),
        Content::Text { look, .. } if *look != TextLook::Idea => lines(element, range, false),
        Content::List(_) => lines(element, range, true),
        // On the foot of a sheet every line may be the last.
        Content::Footnote { .. } => {
            let mut measure = lines(element, range, false);
            let atoms = measure.measured.atoms.iter_mut();
            atoms.for_each(|atom| atom.break_before = true);
            measure
        }
        Content::Table(table) => {
            let rows = all(element, "tbody > tr.row");
            let head = height_of(element, "thead") + height_of(element, ".carried-in");
            let foot = height_of(element, ".carried-out");
            let caption = height_of(element, "caption");
            let breaks = |at: usize| {
                let kind = |at: usize| table.rows.get(at).map(|row| row.kind);
                // Neither the first row nor the last stands alone.
                table.look == TableLook::Plain
                    && at > 0
                    && at + 1 < table.rows.len()
                    && kind(at - 1) != Some(RowKind::Group)
                    && !matches!(kind(at), Some(RowKind::Subtotal | RowKind::Total))
            };
            Measure {
                measured: Measured {
                    head: height_of(element, "thead")
                        + if table.caption.is_empty() { 0 } else { caption },
                    continued_head: head + caption,
                    unfinished_foot: foot,
                    atoms: atoms(&rows, breaks),
                    ..Measured::default()
                },
                cuts: Vec::new(),
            }
        }
        Content::Contents(_) => Measure {
            measured: Measured {
                head: height_of(element, ".contents-title"),
                continued_head: height_of(element, ".contents-title"),
                atoms: atoms(&all(element, ".contents-entry"), |_| true),
                ..Measured::default()
            },
            cuts: Vec::new(),
        },
        Content::Board(_) => Measure {
            measured: Measured {
                atoms: atoms(&all(element, ".board-row"), |_| true),
                ..Measured::default()
            },
            cuts: Vec::new(),
        },
        Content::Team(members) => Measure {
            measured: Measured {
                atoms: atoms(&all(element, ".member"), |at| at + 1 < members.len()),
                ..Measured::default()
            },
            cuts: Vec::new(),
        },
        Content::Gantt(chart) => {
            let scale = paper::millimetres(chart.scale_height);
            let count = chart.rows.len();
            let (mut end, _) = chart.extent(&chart.rows);
            let mut under_phase = false;
            let atoms = (chart.lines_of(chart.rows.clone()).enumerate())
                .map(|(at, (bar, line))| {
                    let height = paper::millimetres(line.band.bottom()) - paper::millimetres(end);
                    end = line.band.bottom();
                    // A few rows stand together at the beginning and at the end.
                    let together = at < TOGETHER || count - at < TOGETHER;
                    let break_before = !together && !under_phase;
                    under_phase = bar.kind == BarKind::Phase;
                    Atom {
                        height,
                        break_before,
                    }
                })
                .collect();
            Measure {
                measured: Measured {
                    head: scale,
                    continued_head: scale,
                    atoms,
                    ..Measured::default()
                },
                cuts: Vec::new(),
            }
        }
        Content::Section { .. }
        | Content::Heading(_)
        | Content::Text { .. }
        | Content::Chart(_)
        | Content::Flowchart(_)
        | Content::Signatures(_) => one_atom(height(element)),
    }
}

fn one_atom(height: Length) -> Measure {
    Measure {
        measured: Measured {
            atoms: vec![Atom {
                height,
                break_before: false,
            }],
            ..Measured::default()
        },
        cuts: Vec::new(),
    }
}

fn atoms(elements: &[Element], break_before: impl Fn(usize) -> bool) -> Vec<Atom> {
    (elements.iter().enumerate())
        .map(|(at, element)| Atom {
            height: height(element),
            break_before: break_before(at),
        })
        .collect()
}

fn all(element: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = element.query_selector_all(selector) else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|index| found.item(index)?.dyn_into().ok())
        .collect()
}

/// The height, rounded up.
fn height(element: &Element) -> Length {
    hundredths(element.get_bounding_client_rect().height())
}

fn height_of(element: &Element, selector: &str) -> Length {
    all(element, selector).first().map_or(0, height)
}

fn hundredths(pixels: f64) -> Length {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a float turned into an integer is held within its range"
    )]
    let length = (pixels * 100.0).ceil() as Length;
    length
}

/// The lines of a paragraph, or of the items of a list; two at least stand together.
fn lines(element: &Element, range: Option<&Range>, list: bool) -> Measure {
    let mut atoms = Vec::new();
    let mut cuts = Vec::new();
    let texts = all(element, "[data-text]");
    let line = texts.first().map_or(1.0, line_height);
    for (item, text) in texts.iter().enumerate() {
        // The item takes its space with it.
        let whole = if list {
            text.parent_element().map_or(0, |parent| height(&parent))
        } else {
            height(element)
        };
        let is_one_line = text.get_bounding_client_rect().height() < 1.5 * line;
        let starts = match range.filter(|_| !is_one_line) {
            Some(range) => line_starts(text, range),
            None => Vec::new(),
        };
        let count = starts.len().max(1);
        let mut above = 0;
        for (at, start) in starts
            .iter()
            .copied()
            .chain(starts.is_empty().then_some((0, 0.0)))
            .enumerate()
        {
            let below = match starts.get(at + 1) {
                // Line boxes are equally high, so that a part is as high as its lines.
                Some((_, top)) => hundredths((top / line).round() * line),
                None => whole,
            };
            atoms.push(Atom {
                height: (below - above).max(0),
                break_before: if at == 0 {
                    item > 0
                } else {
                    at >= 2 && count - at >= 2
                },
            });
            cuts.push(Cut {
                item,
                offset: start.0,
            });
            above = below;
        }
    }
    if atoms.is_empty() {
        return one_atom(height(element));
    }
    Measure {
        measured: Measured {
            atoms,
            ..Measured::default()
        },
        cuts,
    }
}

fn line_height(element: &Element) -> f64 {
    window()
        .get_computed_style(element)
        .ok()
        .flatten()
        .and_then(|style| style.get_property_value("line-height").ok())
        .and_then(|height| height.trim_end_matches("px").parse().ok())
        .filter(|height| *height > 1.0)
        .unwrap_or(20.0)
}

/// Where the lines of a text begin: the offset of their first letter, and how far below the
/// first line they stand.
fn line_starts(text: &Element, range: &Range) -> Vec<(u32, f64)> {
    let mut lines = Lines::default();
    let mut offset = 0;
    for node in text_nodes(text) {
        let words = node.text_content().unwrap_or_default();
        let mut parts = Vec::new();
        let mut from = 0;
        for word in words.split_inclusive(char::is_whitespace) {
            let to = from + units(word.trim_end());
            if to > from {
                parts.push((from, to, word.trim_end()));
            }
            from += units(word);
        }
        let boxed = |at: usize| {
            let part = parts.get(at);
            part.map_or_else(Vec::new, |(from, to, _)| boxes(range, &node, *from, *to))
        };
        for (at, found) in at_ends_of_lines(parts.len(), boxed) {
            let (Some((from, _, word)), Some(first)) = (parts.get(at), found.first()) else {
                continue;
            };
            if below(first, &found) {
                // A word that is broken: at which of its letters.
                let mut at = *from;
                for letter in word.chars() {
                    let next = at + u32::try_from(letter.len_utf16()).unwrap_or(1);
                    if let Some(first) = self::boxes(range, &node, at, next).first() {
                        lines.see(offset + at, *first);
                    }
                    at = next;
                }
            } else {
                lines.see(offset + *from, *first);
            }
        }
        offset += units(&words);
    }
    lines.starts
}

/// The middle and the lower edge of a box.
type Edges = (f64, f64);

/// Whether some of these boxes stand on a line below this one.
fn below(first: &Edges, boxes: &[Edges]) -> bool {
    boxes.iter().any(|(middle, _)| *middle > first.1)
}

/// The words with which lines begin and end, with their boxes. Between two words on one line no
/// other is asked for its boxes: that takes longer than all else.
fn at_ends_of_lines(count: usize, boxed: impl Fn(usize) -> Vec<Edges>) -> Vec<(usize, Vec<Edges>)> {
    let Some(last) = count.checked_sub(1) else {
        return Vec::new();
    };
    let mut found = vec![(0, boxed(0))];
    let mut ahead = if last > 0 {
        vec![(last, boxed(last))]
    } else {
        Vec::new()
    };
    while let (Some((from, before)), Some((to, after))) = (found.last(), ahead.last()) {
        let same_line = match (before.last(), after.first()) {
            (Some(before), Some(after)) => after.0 <= before.1,
            _ => false,
        };
        if same_line || to - from <= 1 {
            found.extend(ahead.pop());
        } else {
            let middle = from + (to - from) / 2;
            ahead.push((middle, boxed(middle)));
        }
    }
    found
}

/// Lines found so far.
struct Lines {
    starts: Vec<(u32, f64)>,
    /// The middle of the first line.
    first: f64,
    /// The lower edge of the last.
    bottom: f64,
}

impl Default for Lines {
    fn default() -> Self {
        Self {
            starts: Vec::new(),
            first: 0.0,
            bottom: f64::MIN,
        }
    }
}

impl Lines {
    fn see(&mut self, offset: u32, (middle, bottom): (f64, f64)) {
        if middle <= self.bottom {
            self.bottom = self.bottom.max(bottom);
            return;
        }
        if self.starts.is_empty() {
            self.first = middle;
            self.starts.push((0, 0.0));
        } else {
            self.starts.push((offset, middle - self.first));
        }
        self.bottom = bottom;
    }
}

/// The middle and the lower edge of every box of a stretch of text. A stretch that begins a line
/// may also touch the end of the line before, without any width.
fn boxes(range: &Range, node: &Node, from: u32, to: u32) -> Vec<(f64, f64)> {
    if from >= to || range.set_start(node, from).is_err() || range.set_end(node, to).is_err() {
        return Vec::new();
    }
    let Some(rects) = range.get_client_rects() else {
        return Vec::new();
    };
    (0..rects.length())
        .filter_map(|index| rects.item(index))
        .filter(|rect| rect.width() > 0.0 && rect.height() > 0.0)
        .map(|rect| (rect.top() + rect.height() / 2.0, rect.bottom()))
        .collect()
}

/// The length of a text in UTF-16 units.
fn units(text: &str) -> u32 {
    u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX)
}

fn text_nodes(element: &Element) -> Vec<Node> {
    let mut found = Vec::new();
    let mut open: Vec<Node> = vec![element.clone().into()];
    while let Some(node) = open.pop() {
        if node.node_type() == Node::TEXT_NODE {
            found.push(node);
            continue;
        }
        let children = node.child_nodes();
        open.extend(
            (0..children.length())
                .rev()
                .filter_map(|index| children.item(index)),
        );
    }
    found
}
