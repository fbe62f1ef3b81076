//! Footnotes: at the foot of the sheet of their mark; what a sheet cannot hold goes on on the next.

use std::ops::Range;

use super::{Fragment, Length, Measured, Press, height};

impl Press<'_> {
    fn has_notes(&self) -> bool {
        self.sheets
            .last()
            .is_some_and(|sheet| !sheet.notes.is_empty())
    }

    /// Sets footnotes that wait, as much of them as fits into this; one line at least of a sheet
    /// that has none.
    pub(super) fn set_waiting(&mut self, most: Length) {
        let mut left = most;
        while let Some((note, from)) = self.waiting.pop_front() {
            let Some(block) = self.blocks.get(note) else {
                continue;
            };
            let first = !self.has_notes();
            let gap = if first {
                self.capacity.rule
            } else if from > 0 {
                0
            } else {
                block.before
            };
            let count = block.atoms.len();
            let heights = block.atoms.iter().map(|atom| atom.height);
            let mut height = 0;
            let mut to = from;
            for atom in heights.skip(from) {
                if gap + height + atom > left && !(first && to == from && self.is_fresh()) {
                    break;
                }
                height += atom;
                to += 1;
            }
            if to > from || count == 0 {
                let fragment = Fragment {
                    block: note,
                    atoms: from..to,
                    complete: to >= count,
                    gap,
                    height,
                    shrunk_to: None,
                    column: (0, 1),
                };
                left -= fragment.takes();
                self.used += fragment.takes();
                if let Some(sheet) = self.sheets.last_mut() {
                    sheet.notes.push(fragment);
                }
            }
            if to < count {
                self.waiting.push_front((note, to));
                return;
            }
        }
    }

    /// The footnotes whose marks stand in these atoms, without those that are on the sheet.
    pub(super) fn wanted(&self, block: &Measured, atoms: &Range<usize>) -> Vec<usize> {
        let mut wanted = Vec::new();
        for (_, note) in block.marks.iter().filter(|(atom, _)| atoms.contains(atom)) {
            let set = self
                .sheets
                .last()
                .is_some_and(|s| s.notes.iter().any(|f| f.block == *note));
            let waits = self.waiting.iter().any(|(waiting, _)| waiting == note);
            if !set && !waits && !wanted.contains(note) {
                wanted.push(*note);
            }
        }
        wanted
    }

    /// What those take.
    pub(super) fn notes(&self, block: &Measured, atoms: &Range<usize>) -> Length {
        if block.marks.is_empty() {
            return 0;
        }
        self.take(&self.wanted(block, atoms))
    }

    /// What footnotes take, with the rule over the first.
    pub(super) fn take(&self, notes: &[usize]) -> Length {
        let mut first = !self.has_notes();
        let blocks = notes.iter().filter_map(|note| self.blocks.get(*note));
        blocks.fold(0, |sum: Length, note| {
            let above = if std::mem::take(&mut first) {
                self.capacity.rule
            } else {
                note.before
            };
            sum.saturating_add(above)
                .saturating_add(height(note, 0, note.atoms.len()))
        })
    }
}
