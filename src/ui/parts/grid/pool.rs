//! The rows in the page: an element for every row of the window, used again for another row when
//! its own leaves the window. A row that stays keeps its element, and with it focus and field.

use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;
use web_sys::{Element, Node};

use super::control::Control;
use super::row::{Look, Marks, Nodes, skeleton};
use super::source::{Column, Row};

/// A row with its place among all rows.
pub(super) type Placed = (usize, Row);

/// The elements of the rows.
#[derive(Default)]
pub(super) struct Pool {
    columns: Vec<Column>,
    skeleton: Option<Element>,
    slots: Vec<Slot>,
}

struct Slot {
    /// Goes with the row, and with it all that follows what the row shows.
    _owner: Owner,
    shown: Option<Placed>,
    item: RwSignal<Option<Placed>>,
    nodes: Nodes,
    /// Paints the row as long as it lives.
    _paint: RenderEffect<Option<Look>>,
}

impl Pool {
    /// Gives every row that is wanted an element in `body`, in the order of their places.
    pub fn show(&mut self, control: Control, columns: Vec<Column>, wanted: &[Placed], body: &Node) {
        if self.columns != columns || self.skeleton.is_none() {
            let movable = control.act(|source| source.can_move());
            self.slots
                .drain(..)
                .for_each(|slot| slot.nodes.row.remove());
            self.skeleton = skeleton(&columns, movable, control.tree);
            self.columns = columns;
        }
        let mut by_id: HashMap<Arc<str>, usize> = HashMap::new();
        let mut free = Vec::new();
        for (place, slot) in self.slots.iter().enumerate() {
            match &slot.shown {
                Some((_, row)) => {
                    by_id.insert(row.id.clone(), place);
                }
                None => free.push(place),
            }
        }
        let kept: Vec<Option<usize>> = (wanted.iter())
            .map(|(_, row)| by_id.remove(&row.id))
            .collect();
        let in_order = self.is_in_order(&kept);
        for place in by_id.into_values() {
            if let Some(slot) = self.slots.get_mut(place) {
                slot.shown = None;
            }
            free.push(place);
        }
        let mut next: Option<Element> = None;
        for (item, kept) in wanted.iter().zip(kept).rev() {
            let place = kept.or_else(|| free.pop()).or_else(|| self.add(control));
            let Some(slot) = place.and_then(|place| self.slots.get_mut(place)) else {
                continue;
            };
            if slot.shown.as_ref() != Some(item) {
                slot.nodes.name(&item.1);
                slot.shown = Some(item.clone());
                slot.item.set(Some(item.clone()));
            }
            let row = &slot.nodes.row;
            if kept.is_none() || !in_order {
                let next = next.as_deref();
                if row.parent_node().is_none() || row.next_sibling().as_ref() != next {
                    // Fails only where `next` is no child of the body, which it is.
                    let _ = body.insert_before(row, next);
                }
            }
            next = Some(row.clone());
        }
        for place in free {
            if let Some(slot) = self.slots.get(place) {
                slot.nodes.row.remove();
            }
        }
    }

    /// The element of a cell that is in the page.
    pub fn cell(&self, id: &str, column: usize) -> Option<&Element> {
        let is_it = |slot: &&Slot| slot.shown.as_ref().is_some_and(|(_, row)| &*row.id == id);
        self.slots.iter().find(is_it)?.nodes.cell(column)
    }

    /// Whether the rows that keep their elements stand in the page in the order that is wanted.
    fn is_in_order(&self, kept: &[Option<usize>]) -> bool {
        let before = |place: usize| Some(self.slots.get(place)?.shown.as_ref()?.0);
        let places = kept.iter().flatten().map(|place| before(*place));
        places.is_sorted()
    }

    /// One more element, which goes at the latest when the grid does.
    fn add(&mut self, control: Control) -> Option<usize> {
        let nodes = Nodes::like(self.skeleton.as_ref()?)?;
        let owner = control.owning(Owner::new);
        let slot = owner.with(|| Slot::new(control, nodes, owner.clone()));
        self.slots.push(slot);
        Some(self.slots.len() - 1)
    }
}

impl Slot {
    fn new(control: Control, nodes: Nodes, owner: Owner) -> Self {
        let item = RwSignal::new(None::<Placed>);
        // What an active cell or a chosen block wakes needs no texts anew.
        let cells = Memo::new(move |_| {
            let item = item.read();
            let row = item.as_ref().map(|(_, row)| row)?;
            Some(Arc::new(control.act(|source| source.cells(row))))
        });
        let hand = nodes.clone();
        let paint = RenderEffect::new(move |before: Option<Option<Look>>| {
            let before = before.flatten();
            let look = (|| {
                let (index, row) = item.get()?;
                let marks = marks(control, index, &row);
                Some(Look {
                    index,
                    row,
                    cells: cells.get()?,
                    marks,
                    height: control.height.get(),
                })
            })();
            match look {
                Some(look) => {
                    let columns = control.columns.read_untracked();
                    hand.paint(&columns, before.as_ref(), &look);
                    Some(look)
                }
                // It is out of the page and keeps what it shows until it is used again.
                None => before,
            }
        });
        Self {
            _owner: owner,
            shown: None,
            item,
            nodes,
            _paint: paint,
        }
    }
}

fn marks(control: Control, index: usize, row: &Row) -> Marks {
    let state = control.state;
    let here = state.active.read();
    let active = here.as_ref().filter(|(id, _)| *id == row.id);
    let active = active.map(|(_, column)| *column);
    let block = *control.block.read();
    Marks {
        active,
        editing: active.filter(|_| state.edit.read().is_some()),
        block: block.and_then(|block| block.columns_in(index)),
        corner: match block {
            Some(block) => (block.rows.1 == index).then_some(block.columns.1),
            None => active,
        },
        entry: index == 0 && here.is_none(),
        dragged: (state.dragged.read().as_ref()).is_some_and(|(id, _)| *id == row.id),
    }
}
