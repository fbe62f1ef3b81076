//! The press: lays a proposal on sheets whenever it changes. The screen prints what comes out of it;
//! a presentation shows the same on sheets of its own.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::leaves;
use super::measure::{self, Measure};
use crate::proposal::layout::{Capacity, Laid, page_of, paginate};
use crate::proposal::paper::{self, Sheet};
use crate::proposal::{Content, Proposal};

/// A proposal that is laid out.
pub struct Print {
    /// What it says.
    pub proposal: Arc<Proposal>,
    /// How high its blocks are.
    pub measures: Vec<Measure>,
    /// Its sheets.
    pub sheets: Vec<Laid>,
}

impl Print {
    fn lay(proposal: Arc<Proposal>, measures: Vec<Measure>) -> Self {
        let capacity = Capacity {
            upright: paper::millimetres(Sheet::upright(proposal.paper).text_height()),
            landscape: paper::millimetres(Sheet::landscape(proposal.paper).text_height()),
        };
        let blocks: Vec<_> = measures.iter().map(|m| m.measured.clone()).collect();
        let sheets = paginate(&blocks, capacity);
        Self {
            proposal,
            measures,
            sheets,
        }
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
                    Content::Cover(_) => Some("Cover".to_owned()),
                    Content::Contents(_) => Some("Contents".to_owned()),
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

/// Lays the proposal out now and whenever it changes: the sheets, and what they are measured in,
/// out of sight, which belongs on the page.
pub fn lay_out(proposal: Memo<Arc<Proposal>>) -> (RwSignal<Option<Arc<Print>>>, AnyView) {
    let being_measured = RwSignal::new(None::<Arc<Proposal>>);
    let laid = RwSignal::new(None::<Arc<Print>>);
    let host = NodeRef::<html::Div>::new();
    // Every change is measured off screen, and shown when it is laid out.
    Effect::new(move |_| {
        let wanted = proposal.get();
        being_measured.set(Some(wanted.clone()));
        leptos::task::spawn_local(async move {
            leptos::task::tick().await;
            measure::fonts_ready(host).await;
            let current = proposal.try_get_untracked();
            let Some(Some(host)) = host.try_get_untracked() else {
                return;
            };
            if current.is_none_or(|current| !Arc::ptr_eq(&current, &wanted)) {
                return;
            }
            let measures = measure::measure(&host, &wanted);
            being_measured.set(None);
            laid.set(Some(Arc::new(Print::lay(wanted, measures))));
        });
    });
    let galley = move || {
        being_measured.get().map(|proposal| {
            let class = format!("folio-host {}", proposal.design.classes());
            let paper = leaves::paper_class(proposal.paper);
            view! {
                <div class=class aria-hidden="true">
                    <div class=format!("folio {paper}") node_ref=host>
                        {measure::galley(&proposal)}
                    </div>
                </div>
            }
        })
    };
    (laid, galley.into_any())
}
