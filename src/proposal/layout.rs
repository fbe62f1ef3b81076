//! Lays measured blocks on sheets: what fits stays, what does not is cut where it may be cut.
//!
//! Rules, in order of weight: nothing is lost or doubled; order is kept; no sheet is overfull;
//! a footnote stands at the foot of the sheet on which its mark stands; a heading stands with what
//! it heads; a block is cut only where its atoms allow it. Where a fresh sheet cannot hold what may
//! not be cut, it is cut between any two atoms; an atom that is by itself taller than a sheet is
//! shrunk to fit. A line brings the height of its footnotes; where a fresh sheet cannot hold a line
//! with all of them, they go on at the foot of the next.
//!
//! Neighbours in columns make a band: its columns are filled one after another to the foot of the
//! sheet, and what ends the band is balanced, so that its columns are as low as they can be.

mod columns;
mod notes;

use std::collections::VecDeque;
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
    /// In how many columns it stands with those beside it; 0 and 1 are as wide as the sheet.
    pub columns: u8,
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
    /// The footnotes whose marks stand in it: in which atom, and which block the footnote is.
    pub marks: Vec<(usize, usize)>,
    /// It is a footnote: it stands where its mark is.
    pub is_note: bool,
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
    /// In which of how many columns it stands, from 0; `(0, 1)` is as wide as the sheet.
    pub column: (u8, u8),
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
    /// At its foot, under a rule.
    pub notes: Vec<Fragment>,
}

impl Laid {
    /// What stands below each other: a fragment as wide as the sheet, or a band of columns.
    pub fn bands(&self) -> impl Iterator<Item = &[Fragment]> {
        let goes_on = |above: &Fragment, next: &Fragment| {
            above.column.1 > 1 && above.column.1 == next.column.1 && above.column.0 <= next.column.0
        };
        self.fragments.chunk_by(goes_on)
    }
}

/// What a band takes of its sheet: as much as its highest column.
#[must_use]
pub fn band_takes(band: &[Fragment]) -> Length {
    let columns = band.chunk_by(|above, next| above.column == next.column);
    let heights = columns.map(|column| column.iter().map(Fragment::takes).sum());
    heights.max().unwrap_or(0)
}

/// How much may stand below each other on a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Capacity {
    /// On an upright sheet.
    pub upright: Length,
    /// On a landscape sheet.
    pub landscape: Length,
    /// What the rule over footnotes takes, with the space around it.
    pub rule: Length,
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
        waiting: VecDeque::new(),
    };
    let mut index = 0;
    while index < blocks.len() {
        index = press.place(index);
    }
    while !press.waiting.is_empty() {
        let landscape = press.sheets.last().is_some_and(|sheet| sheet.landscape);
        press.fresh_sheet(landscape);
    }
    press.sheets
}

/// The number, from 1, of the sheet on which this block begins.
#[must_use]
pub fn page_of(sheets: &[Laid], block: usize) -> Option<usize> {
    sheets
        .iter()
        .position(|sheet| {
            let mut all = sheet.fragments.iter().chain(&sheet.notes);
            all.any(|f| f.block == block)
        })
        .map(|index| index + 1)
}

struct Press<'a> {
    blocks: &'a [Measured],
    capacity: Capacity,
    sheets: Vec<Laid>,
    used: Length,
    /// Whether all that stands on the sheet waits for the next block.
    only_headings: bool,
    /// Footnotes that go on on the next sheet: which, and from which of their atoms.
    waiting: VecDeque<(usize, usize)>,
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
            ..Laid::default()
        });
        self.used = 0;
        self.only_headings = true;
        // The text goes on too: it has two fifths of the sheet at least.
        let most = self.room(landscape) / 5 * 3;
        self.set_waiting(most);
    }

    /// Whether nothing stands on the sheet but footnotes that went on.
    fn is_fresh(&self) -> bool {
        (self.sheets.last()).is_some_and(|sheet| sheet.fragments.is_empty())
    }

    /// Places a block, or the band that begins with it; which block comes next.
    fn place(&mut self, index: usize) -> usize {
        let Some(block) = self.blocks.get(index).filter(|block| !block.is_note) else {
            return index + 1;
        };
        self.begin(index, block);
        if block.columns > 1 {
            return self.place_band(index);
        }
        self.place_wide(index, block);
        index + 1
    }

    /// Begins a fresh sheet for a block where it wants one.
    fn begin(&mut self, index: usize, block: &Measured) {
        let room = self.room(block.landscape);
        let begins_sheet = match self.sheets.last() {
            None => true,
            Some(sheet) if sheet.landscape != block.landscape => true,
            Some(_) if self.is_fresh() => false,
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
    }

    fn place_wide(&mut self, index: usize, block: &Measured) {
        let room = self.room(block.landscape);
        let mut from = 0;
        loop {
            let fresh = self.is_fresh();
            let gap = if fresh || from > 0 { 0 } else { block.before };
            let free = room - self.used - gap;
            let forced = fresh || self.only_headings;
            let to = match self.best_end(block, from, free, false) {
                None if forced => self.best_end(block, from, free, true),
                to => to,
            };
            let (to, alone) = match to {
                Some(to) => (to, false),
                None if forced && (fresh || free.saturating_mul(5) >= room.saturating_mul(2)) => {
                    (from + 1, true)
                }
                None => {
                    self.fresh_sheet(block.landscape);
                    continue;
                }
            };
            let to = to.min(block.atoms.len());
            let complete = to >= block.atoms.len();
            let height = height(block, from, to);
            let fragment = Fragment {
                block: index,
                atoms: from..to,
                complete,
                gap,
                height,
                shrunk_to: (alone && height > free).then(|| free.max(0)),
                column: (0, 1),
            };
            self.used = self.used.saturating_add(fragment.takes());
            self.only_headings = self.only_headings && block.keep_with_next;
            if let Some(sheet) = self.sheets.last_mut() {
                sheet.fragments.push(fragment);
            }
            let notes = self.wanted(block, &(from..to));
            self.waiting.extend(notes.into_iter().map(|note| (note, 0)));
            self.set_waiting(room - self.used);
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
        let flow = self
            .blocks
            .iter()
            .enumerate()
            .filter(|(_, block)| !block.is_note);
        for (position, block) in flow.skip_while(|(position, _)| *position < index) {
            if position > index {
                let parted = block.start != Start::Flow
                    || self.blocks.get(index).map(|b| b.landscape) != Some(block.landscape);
                if parted {
                    break;
                }
                needed = needed.saturating_add(block.before);
            }
            let count = block.atoms.len();
            let first = if block.keep_with_next {
                count
            } else {
                first_cut(block)
            };
            needed = needed
                .saturating_add(height(block, 0, first))
                .saturating_add(self.notes(block, &(0..first)));
            if !block.keep_with_next {
                break;
            }
        }
        needed
    }

    /// The furthest atom before which the block may be cut so that the part from `from` fits into
    /// `free` with its footnotes; the number of atoms when all of it fits; `None` when nothing does.
    fn best_end(
        &self,
        block: &Measured,
        from: usize,
        free: Length,
        anywhere: bool,
    ) -> Option<usize> {
        let count = block.atoms.len();
        let takes =
            |to: usize| height(block, from, to).saturating_add(self.notes(block, &(from..to)));
        if takes(count) <= free {
            return Some(count);
        }
        let mut height = height(block, from, from);
        let mut best = None;
        for (at, atom) in block.atoms.iter().enumerate().skip(from) {
            if at > from && (anywhere || atom.break_before) {
                let notes = self.notes(block, &(from..at));
                if height.saturating_add(notes) <= free {
                    best = Some(at);
                }
            }
            height = height.saturating_add(atom.height);
            if height > free {
                // Nothing further on fits; the cut before the next atom would hold this one.
                break;
            }
        }
        best
    }
}

/// The first atom before which a block may be cut; the number of its atoms where it may not.
fn first_cut(block: &Measured) -> usize {
    let count = block.atoms.len();
    (1..count)
        .find(|at| block.atoms.get(*at).is_some_and(|atom| atom.break_before))
        .unwrap_or(count)
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
