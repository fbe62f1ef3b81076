//! Bands of columns: filled one after another to the foot of the sheet, and balanced where they end.

use super::{Fragment, Length, Measured, Press, Start, band_takes, first_cut, height};

/// A place among the atoms of blocks.
type Spot = (usize, usize);

/// How exactly columns are balanced: half a pixel.
const BALANCED_TO: Length = 50;

/// Columns beside each other on a sheet.
#[derive(Debug, Clone)]
struct Band {
    /// From top to bottom, column after column.
    fragments: Vec<Fragment>,
    /// Where it ends.
    to: Spot,
    /// Without the space above it.
    height: Length,
    /// The footnotes that it brings to the sheet, and what they take.
    notes: Vec<usize>,
    notes_take: Length,
}

impl Band {
    /// An empty one.
    fn at(to: Spot) -> Self {
        Self {
            fragments: Vec::new(),
            to,
            height: 0,
            notes: Vec::new(),
            notes_take: 0,
        }
    }
}

impl Press<'_> {
    /// Places a band of columns: sheet after sheet is filled, the last part is balanced. Which block
    /// comes after it.
    pub(super) fn place_band(&mut self, first: usize) -> usize {
        let Some(head) = self.blocks.get(first) else {
            return first + 1;
        };
        let room = self.room(head.landscape);
        let goes_on = |block: &&Measured| {
            block.is_note
                || (block.columns == head.columns
                    && block.landscape == head.landscape
                    && block.start == Start::Flow)
        };
        let rest = self.blocks.iter().skip(first + 1);
        let end = first + 1 + rest.take_while(goes_on).count();
        let mut from = (first, 0);
        while from.0 < end {
            let gap = match self.blocks.get(from.0) {
                Some(block) if !self.is_fresh() && from.1 == 0 => block.before,
                _ => 0,
            };
            let free = (room - self.used - gap).max(0);
            let forced =
                self.is_fresh() || (self.only_headings && free.saturating_mul(5) >= room * 2);
            let band = self.filled(from, end, free, forced, gap);
            if band.fragments.is_empty() {
                self.fresh_sheet(head.landscape);
                continue;
            }
            let band = if band.to.0 >= end {
                self.balanced(from, end, &band, gap)
            } else {
                band
            };
            self.used = self.used.saturating_add(band_takes(&band.fragments));
            self.only_headings = false;
            if let Some(sheet) = self.sheets.last_mut() {
                sheet.fragments.extend(band.fragments);
            }
            self.waiting
                .extend(band.notes.into_iter().map(|note| (note, 0)));
            self.set_waiting(room - self.used);
            from = band.to;
            if from.0 < end {
                self.fresh_sheet(head.landscape);
            }
        }
        end
    }

    /// A band as high as it can be in what is free, with room for the footnotes whose marks it has.
    fn filled(&self, from: Spot, end: usize, free: Length, forced: bool, gap: Length) -> Band {
        let mut height = free;
        loop {
            let band = self.band(from, end, height, forced && height == free, gap);
            let over = band.height.saturating_add(band.notes_take) - free;
            let lower = band.height.min(height) - over;
            let nothing = band.fragments.is_empty();
            if over <= 0 && !(nothing && forced) {
                return band;
            }
            if nothing || lower <= 0 {
                // The first line alone with what it can have of its footnotes.
                return if forced {
                    self.first_line(from, free, gap)
                } else {
                    Band::at(from)
                };
            }
            height = lower;
        }
    }

    /// The lowest band that holds all that this one holds, which ends the columns.
    fn balanced(&self, from: Spot, end: usize, whole: &Band, gap: Length) -> Band {
        let mut best = whole.clone();
        let (mut low, mut high) = (0, whole.height);
        while high - low > BALANCED_TO {
            let height = low + (high - low) / 2;
            let band = self.band(from, end, height, false, gap);
            if band.to.0 >= end {
                high = band.height.min(height);
                best = band;
            } else {
                low = height;
            }
        }
        best
    }

    /// Columns of this height from a place on, one filled after another. `forced` cuts anywhere, and
    /// shrinks what is higher, where an empty column holds nothing else.
    fn band(&self, from: Spot, end: usize, height: Length, forced: bool, gap: Length) -> Band {
        let columns = self
            .blocks
            .get(from.0)
            .map_or(1, |block| block.columns.max(1));
        let mut band = Band::at(from);
        for column in 0..columns {
            let mut used = 0;
            while band.to.0 < end {
                let (index, from) = band.to;
                let Some(block) = self.blocks.get(index).filter(|block| !block.is_note) else {
                    band.to = (index + 1, 0);
                    continue;
                };
                let empty = used == 0;
                let above = if empty || from > 0 { 0 } else { block.before };
                let free = height - used - above;
                let to = self.column_end(index, from, end, free, forced && empty);
                let Some((to, shrunk_to)) = to else {
                    break;
                };
                let count = block.atoms.len();
                let fragment = Fragment {
                    block: index,
                    atoms: from..to,
                    complete: to >= count,
                    gap: if empty { gap } else { above },
                    height: super::height(block, from, to),
                    shrunk_to,
                    column: (column, columns),
                };
                used += above + shrunk_to.unwrap_or(fragment.height);
                for note in self.wanted(block, &(from..to)) {
                    if !band.notes.contains(&note) {
                        band.notes.push(note);
                    }
                }
                band.fragments.push(fragment);
                if to < count {
                    band.to = (index, to);
                    break;
                }
                band.to = (index + 1, 0);
            }
            band.height = band.height.max(used);
        }
        band.notes_take = self.take(&band.notes);
        band
    }

    /// How far a block goes from an atom on in what is free of a column; none where it goes on in
    /// the next. A heading goes with the first lines of what it heads.
    fn column_end(
        &self,
        index: usize,
        from: usize,
        end: usize,
        free: Length,
        forced: bool,
    ) -> Option<(usize, Option<Length>)> {
        let block = self.blocks.get(index)?;
        let count = block.atoms.len();
        let whole = height(block, from, count);
        if block.keep_with_next {
            let mut needed = whole;
            let next = self
                .blocks
                .iter()
                .take(end)
                .skip(index + 1)
                .filter(|block| !block.is_note);
            for block in next {
                let first = if block.keep_with_next {
                    block.atoms.len()
                } else {
                    first_cut(block)
                };
                needed += block.before + height(block, 0, first);
                if !block.keep_with_next {
                    break;
                }
            }
            if needed <= free || (forced && whole <= free) {
                return Some((count, None));
            }
        } else if let Some(to) = cut_before(block, from, free, false) {
            return Some((to, None));
        }
        if !forced {
            return None;
        }
        match cut_before(block, from, free, true) {
            Some(to) => Some((to, None)),
            None => Some(((from + 1).min(count), Some(free.max(0)))),
        }
    }

    /// The first atom alone in the first column: where a line has more footnotes than a sheet holds.
    fn first_line(&self, from: Spot, free: Length, gap: Length) -> Band {
        let mut band = Band::at(from);
        let Some(block) = self.blocks.get(from.0) else {
            return band;
        };
        let to = (from.1 + 1).min(block.atoms.len());
        let height = height(block, from.1, to);
        band.height = height.min(free);
        band.notes = self.wanted(block, &(from.1..to));
        band.fragments.push(Fragment {
            block: from.0,
            atoms: from.1..to,
            complete: to >= block.atoms.len(),
            gap,
            height,
            shrunk_to: (height > free).then_some(free),
            column: (0, block.columns),
        });
        band.to = if to >= block.atoms.len() {
            (from.0 + 1, 0)
        } else {
            (from.0, to)
        };
        band
    }
}

/// The furthest atom before which the block may be cut so that the part from `from` fits into
/// `free`; the number of atoms when all of it fits; `None` when nothing does.
fn cut_before(block: &Measured, from: usize, free: Length, anywhere: bool) -> Option<usize> {
    let count = block.atoms.len();
    if height(block, from, count) <= free {
        return Some(count);
    }
    let cuts = (from + 1..count).rev();
    cuts.filter(|at| anywhere || block.atoms.get(*at).is_some_and(|atom| atom.break_before))
        .find(|at| height(block, from, *at) <= free)
}
