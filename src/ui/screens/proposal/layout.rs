//! A proposal on its sheets: what stands where, and what each sheet is about.

use std::sync::Arc;

use super::measure::Measure;
use crate::proposal::layout::{Capacity, Fragment, Laid, page_of, paginate};
use crate::proposal::paper::{self, Sheet};
use crate::proposal::{Block, Content, Proposal};

/// What the rule over footnotes takes of a sheet, in millimetres: above it 4, below it 1.6.
const NOTES_RULE: f64 = 5.6;

/// A proposal that is laid out.
pub struct Print {
    /// What it says.
    pub proposal: Arc<Proposal>,
    /// How high its blocks are.
    pub measures: Vec<Arc<Measure>>,
    /// Its sheets.
    pub sheets: Vec<Laid>,
}

impl Print {
    /// Lays blocks of these heights on sheets.
    pub fn lay(proposal: Arc<Proposal>, measures: Vec<Arc<Measure>>) -> Self {
        let capacity = Capacity {
            upright: paper::millimetres(Sheet::upright(proposal.paper).text_height()),
            landscape: paper::millimetres(Sheet::landscape(proposal.paper).text_height()),
            rule: paper::millimetres(NOTES_RULE),
        };
        let notes = (proposal.blocks.iter().enumerate())
            .filter_map(|(at, block)| match block.content {
                Content::Footnote { number, .. } => Some((number, at)),
                _ => None,
            })
            .collect();
        let blocks = proposal.blocks.iter().zip(&measures);
        let blocks: Vec<_> = (blocks.map(|(block, measure)| measure.of(block, &notes))).collect();
        let sheets = paginate(&blocks, capacity);
        Self {
            proposal,
            measures,
            sheets,
        }
    }

    /// Whether a sheet of this looks like one of another, but for its number.
    pub fn same_sheet(&self, at: usize, other: &Self, there: usize) -> bool {
        let (Some(sheet), Some(its)) = (self.sheets.get(at), other.sheets.get(there)) else {
            return false;
        };
        let (mine, theirs) = (&*self.proposal, &*other.proposal);
        let same_piece = |(here, there): (&Fragment, &Fragment)| {
            let moved = Fragment {
                block: here.block,
                ..there.clone()
            };
            *here == moved && self.same_block(here, other, there)
        };
        sheet.landscape == its.landscape
            && mine.paper == theirs.paper
            && mine.turn_landscape == theirs.turn_landscape
            && mine.footer == theirs.footer
            && self.heading(at) == other.heading(there)
            && sheet.fragments.len() == its.fragments.len()
            && sheet.notes.len() == its.notes.len()
            && sheet.fragments.iter().zip(&its.fragments).all(same_piece)
            && sheet.notes.iter().zip(&its.notes).all(same_piece)
    }

    fn same_block(&self, here: &Fragment, other: &Self, there: &Fragment) -> bool {
        let (Some((block, mine)), Some((its, theirs))) =
            (self.block(here.block), other.block(there.block))
        else {
            return false;
        };
        let pages = |print: &Self, block: &Block| match &block.content {
            Content::Contents(entries) => (entries.iter())
                .take(here.atoms.end)
                .skip(here.atoms.start)
                .map(|entry| print.page_of(entry.block))
                .collect(),
            _ => Vec::new(),
        };
        // A measure is shared by what is the same alone.
        let same =
            Arc::ptr_eq(mine, theirs) || (block.content == its.content && mine.cuts == theirs.cuts);
        same && pages(self, block) == pages(other, its)
    }

    fn block(&self, at: usize) -> Option<(&Block, &Arc<Measure>)> {
        self.proposal.blocks.get(at).zip(self.measures.get(at))
    }

    /// What the running header of a sheet says: the section with which it begins.
    pub fn heading(&self, at: usize) -> &str {
        (self.sheets.get(at))
            .and_then(|sheet| self.proposal.blocks.get(sheet.fragments.first()?.block))
            .and_then(|block| self.proposal.sections.get(block.section?))
            .map_or("", String::as_str)
    }

    /// The number of the sheet on which a block begins, from 1.
    pub fn page_of(&self, block: usize) -> Option<usize> {
        page_of(&self.sheets, block)
    }

    /// What the list of pages calls each sheet.
    pub fn page_names(&self) -> Vec<String> {
        let mut before = String::new();
        (self.sheets.iter())
            .map(|sheet| {
                let blocks =
                    || (sheet.fragments.iter()).filter_map(|f| self.proposal.blocks.get(f.block));
                let begins = blocks().find_map(|block| match &block.content {
                    Content::Cover(_) => Some(t!("Cover").to_owned()),
                    Content::Contents(_) => Some(t!("Contents").to_owned()),
                    Content::Section { title, .. } => Some(title.clone()),
                    _ => None,
                });
                let name = begins.unwrap_or_else(|| before.clone());
                if let Some(section) = blocks().next_back().and_then(|block| block.section)
                    && let Some(title) = self.proposal.sections.get(section)
                {
                    before.clone_from(title);
                }
                name
            })
            .collect()
    }

    /// Which of the proposal's sections stand on a sheet, counted from 0, each once and in order.
    pub fn sections_on(&self, sheet: usize) -> Vec<usize> {
        let fragments = self.sheets.get(sheet).map(|sheet| &sheet.fragments);
        let mut sections: Vec<usize> = (fragments.into_iter().flatten())
            .filter_map(|fragment| self.proposal.blocks.get(fragment.block)?.section)
            .collect();
        sections.dedup();
        sections
    }

    /// The section that a sheet is about, counted from 0: the first that begins on it, or the one
    /// that goes on.
    pub fn section_of(&self, sheet: usize) -> Option<usize> {
        let on = self.sections_on(sheet);
        let begins = |section: &&usize| self.sheet_of_section(**section) == Some(sheet);
        on.iter().find(begins).or(on.first()).copied()
    }

    /// The sheet on which a section begins, counted from 0.
    pub fn sheet_of_section(&self, section: usize) -> Option<usize> {
        let mut blocks = self.proposal.blocks.iter();
        let block = blocks.position(|block| block.section == Some(section))?;
        self.page_of(block).map(|page| page - 1)
    }
}
