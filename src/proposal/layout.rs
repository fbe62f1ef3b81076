//! Lays measured blocks on sheets: what fits stays, what does not is cut where it may be cut.
//!
//! Rules, in order of weight: nothing is lost or doubled; order is kept; no sheet is overfull;
//! a heading stands with what it heads; a block is cut only where its atoms allow it. Where a
//! fresh sheet cannot hold what may not be cut, it is cut between any two atoms; an atom that is
//! by itself taller than a sheet is shrunk to fit.

use std::ops::Range;

use super::paper::Length;

/// Where a block begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Start {
    /// After the block before it.
    #[default]
    Flow,
    /// After the block before it when at least two fifths of the sheet are left; else on a fresh
    /// sheet.
    Section,
    /// On a fresh sheet.
    Sheet,
}

/// The smallest part of a block: a line of text, a row of a table, an item of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Atom {
    /// Its height, with the space to the next.
    pub height: Length,
    /// Whether a sheet may end before it.
    pub break_before: bool,
}

/// A block with its heights.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Measured {
    /// Where it begins.
    pub start: Start,
    /// On landscape sheets.
    pub landscape: bool,
    /// The space above it, unless it is first on its sheet.
    pub before: Length,
    /// Stands on the sheet on which the next block begins.
    pub keep_with_next: bool,
    /// What stands above its atoms where it begins, such as a caption and a table head.
    pub head: Length,
    /// What stands above its atoms where it goes on.
    pub continued_head: Length,
    /// What stands below its atoms where it is not yet complete, such as a sum carried forward.
    pub unfinished_foot: Length,
    /// Its parts, in order.
    pub atoms: Vec<Atom>,
}

/// A part of a block on a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fragment {
    /// Which block.
    pub block: usize,
    /// Which of its atoms.
    pub atoms: Range<usize>,
    /// Whether the block ends here.
    pub complete: bool,
    /// The space above it.
    pub gap: Length,
    /// Its height, without the space above it, before it is shrunk.
    pub height: Length,
    /// The height into which it has to be shrunk: of an atom taller than a sheet.
    pub shrunk_to: Option<Length>,
}

impl Fragment {
    /// Whether the block began on an earlier sheet.
    #[must_use]
    pub fn continued(&self) -> bool {
        self.atoms.start > 0
    }

    /// What it takes of its sheet.
    #[must_use]
    pub fn takes(&self) -> Length {
        self.gap
            .saturating_add(self.shrunk_to.unwrap_or(self.height))
    }
}

/// A sheet with what stands on it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Laid {
    /// Whether it is landscape.
    pub landscape: bool,
    /// From top to bottom.
    pub fragments: Vec<Fragment>,
}

/// How much may stand below each other on a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Capacity {
    /// On an upright sheet.
    pub upright: Length,
    /// On a landscape sheet.
    pub landscape: Length,
}

/// Lays the blocks on sheets. The same blocks give the same sheets.
#[must_use]
pub fn paginate(blocks: &[Measured], capacity: Capacity) -> Vec<Laid> {
    let mut press = Press {
        blocks,
        capacity,
        sheets: Vec::new(),
        used: 0,
        only_headings: true,
    };
    for index in 0..blocks.len() {
        press.place(index);
    }
    press.sheets
}

/// The number, from 1, of the sheet on which this block begins.
#[must_use]
pub fn page_of(sheets: &[Laid], block: usize) -> Option<usize> {
    sheets
        .iter()
        .position(|sheet| sheet.fragments.iter().any(|f| f.block == block))
        .map(|index| index + 1)
}

struct Press<'a> {
    blocks: &'a [Measured],
    capacity: Capacity,
    sheets: Vec<Laid>,
    used: Length,
    /// Whether all that stands on the sheet waits for the next block.
    only_headings: bool,
}

impl Press<'_> {
    fn room(&self, landscape: bool) -> Length {
        if landscape {
            self.capacity.landscape
        } else {
            self.capacity.upright
        }
    }

    fn fresh_sheet(&mut self, landscape: bool) {
        self.sheets.push(Laid {
            landscape,
            fragments: Vec::new(),
        });
        self.used = 0;
        self.only_headings = true;
    }

    fn place(&mut self, index: usize) {
        let Some(block) = self.blocks.get(index) else {
            return;
        };
        let room = self.room(block.landscape);
        let begins_sheet = match self.sheets.last() {
            None => true,
            Some(sheet) if sheet.landscape != block.landscape => true,
            Some(_) if self.used == 0 => false,
            Some(_) => {
                let free = room - self.used - block.before;
                match block.start {
                    Start::Sheet => true,
                    Start::Section => {
                        free.saturating_mul(5) < room.saturating_mul(2) || self.needed(index) > free
                    }
                    // What stands under headings alone gains nothing from a fresh sheet.
                    Start::Flow => !self.only_headings && self.needed(index) > free,
                }
            }
        };
        if begins_sheet {
            self.fresh_sheet(block.landscape);
        }
        let mut from = 0;
        loop {
            let fresh = self.used == 0;
            let gap = if fresh || from > 0 { 0 } else { block.before };
            let free = room - self.used - gap;
            let to = best_end(block, from, free, false);
            let forced = fresh || self.only_headings;
            let (to, shrunk_to) = match to {
                Some(to) => (to, None),
                None if forced => match best_end(block, from, free, true) {
                    Some(to) => (to, None),
                    None if fresh || free.saturating_mul(5) >= room.saturating_mul(2) => {
                        (from + 1, Some(free.max(0)))
                    }
                    None => {
                        self.fresh_sheet(block.landscape);
                        continue;
                    }
                },
                None => {
                    self.fresh_sheet(block.landscape);
                    continue;
                }
            };
            let to = to.min(block.atoms.len());
            let complete = to >= block.atoms.len();
            let fragment = Fragment {
                block: index,
                atoms: from..to,
                complete,
                gap,
                height: height(block, from, to),
                shrunk_to,
            };
            self.used = self.used.saturating_add(fragment.takes());
            self.only_headings = self.only_headings && block.keep_with_next;
            if let Some(sheet) = self.sheets.last_mut() {
                sheet.fragments.push(fragment);
            }
            if complete {
                return;
            }
            from = to;
            self.fresh_sheet(block.landscape);
        }
    }

    /// The least that has to stand together when this block begins: its first part that may not
    /// be cut, and under a heading the same of what follows.
    fn needed(&self, index: usize) -> Length {
        let mut needed: Length = 0;
        for (position, block) in self.blocks.iter().enumerate().skip(index) {
            if position > index {
                let parted = block.start != Start::Flow
                    || self.blocks.get(index).map(|b| b.landscape) != Some(block.landscape);
                if parted {
                    break;
                }
                needed = needed.saturating_add(block.before);
            }
            if block.keep_with_next {
                needed = needed.saturating_add(height(block, 0, block.atoms.len()));
                continue;
            }
            let first = (1..block.atoms.len())
                .find(|at| block.atoms.get(*at).is_some_and(|atom| atom.break_before))
                .unwrap_or(block.atoms.len());
            needed = needed.saturating_add(height(block, 0, first));
            break;
        }
        needed
    }
}

/// The height of a part of a block with its head and foot.
fn height(block: &Measured, from: usize, to: usize) -> Length {
    let head = if from == 0 {
        block.head
    } else {
        block.continued_head
    };
    let foot = if to >= block.atoms.len() {
        0
    } else {
        block.unfinished_foot
    };
    block
        .atoms
        .iter()
        .take(to)
        .skip(from)
        .fold(head.saturating_add(foot), |sum, atom| {
            sum.saturating_add(atom.height)
        })
}

/// The furthest atom before which the block may be cut so that the part from `from` fits into
/// `free`; the number of atoms when all of it fits; `None` when nothing does.
fn best_end(block: &Measured, from: usize, free: Length, anywhere: bool) -> Option<usize> {
    let count = block.atoms.len();
    if height(block, from, count) <= free {
        return Some(count);
    }
    let head = if from == 0 {
        block.head
    } else {
        block.continued_head
    };
    let mut sum = head.saturating_add(block.unfinished_foot);
    let mut best = None;
    for (at, atom) in block.atoms.iter().enumerate().skip(from) {
        if at > from && sum <= free && (anywhere || atom.break_before) {
            best = Some(at);
        }
        sum = sum.saturating_add(atom.height);
        if sum > free {
            // Nothing further on fits; the cut before the next atom would hold this one.
            break;
        }
    }
    best
}
