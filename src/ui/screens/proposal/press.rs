//! From a proposal to its sheets. Only blocks that are not known yet are drawn off screen and
//! measured, so many at a time that the page answers in between; a newer edit ends an older
//! layout and goes on with what that has measured.

use std::cell::RefCell;
use std::sync::Arc;

use gloo_events::EventListener;
use gloo_timers::future::TimeoutFuture;
use leptos::html;
use leptos::prelude::*;
use web_sys::HtmlDivElement;

use super::layout::Print;
use super::measure::{self, Galley, Measure};
use super::{design, leaves};
use crate::proposal::Proposal;
use crate::proposal::reuse::kept;

/// How many blocks are measured at first, before it is known how long one takes.
const FIRST_SLICE: usize = 40;
/// How long a slice may take, in milliseconds: three frames, since each has to be laid out by itself.
const SLICE_MS: f64 = 45.0;

/// What is known of the heights of blocks.
#[derive(Default)]
struct Known {
    proposal: Option<Arc<Proposal>>,
    /// How many faces were loaded.
    faces: usize,
    /// Of each block of the proposal, as far as it was measured.
    measures: Vec<Option<Arc<Measure>>>,
}

thread_local! {
    /// Of the screen that was left last, so that coming back to it after an edit elsewhere measures
    /// only what was edited.
    static KNOWN: RefCell<Known> = RefCell::default();
}

impl Known {
    /// Goes on with this proposal: what is as it was stays known.
    fn turn_to(&mut self, proposal: &Arc<Proposal>) {
        let faces = measure::faces();
        let holds = |old: &&Arc<Proposal>| {
            self.faces == faces && old.paper == proposal.paper && old.design == proposal.design
        };
        self.measures = match self.proposal.as_ref().filter(holds) {
            Some(old) if Arc::ptr_eq(old, proposal) => return,
            Some(old) => {
                let same = |before: usize, now: usize| {
                    let pair = old.blocks.get(before).zip(proposal.blocks.get(now));
                    pair.is_some_and(|(before, now)| {
                        (before.landscape, before.columns) == (now.landscape, now.columns)
                            && before.content == now.content
                    })
                };
                kept(old.blocks.len(), proposal.blocks.len(), same)
                    .into_iter()
                    .map(|old| self.measures.get(old?)?.clone())
                    .collect()
            }
            None => vec![None; proposal.blocks.len()],
        };
        self.faces = faces;
        self.proposal = Some(proposal.clone());
    }

    fn missing(&self) -> Vec<usize> {
        let missing = self.measures.iter().enumerate();
        missing
            .filter_map(|(at, known)| known.is_none().then_some(at))
            .collect()
    }

    fn learn(&mut self, blocks: &[usize], measures: Vec<Measure>) {
        for (at, measure) in blocks.iter().zip(measures) {
            if let Some(place) = self.measures.get_mut(*at) {
                *place = Some(Arc::new(measure));
            }
        }
    }
}

/// Lays out a proposal, again with every change of it.
#[derive(Clone, Copy)]
pub struct Press {
    /// The newest layout.
    pub laid: RwSignal<Option<Arc<Print>>>,
    /// How many blocks are measured of how many, while that takes long.
    pub progress: RwSignal<Option<(usize, usize)>>,
    /// What is measured, as long as that takes.
    galley: RwSignal<Option<Arc<Proposal>>>,
    host: NodeRef<html::Div>,
    known: StoredValue<Known, LocalStorage>,
    /// Counts the layouts: an older one ends.
    turn: StoredValue<u32>,
}

impl Press {
    /// A press for this proposal. Its [`Self::galley`] has to be in the page.
    pub fn new(proposal: Memo<Arc<Proposal>>) -> Self {
        let press = Self {
            laid: RwSignal::new(None),
            progress: RwSignal::new(None),
            galley: RwSignal::new(None),
            host: NodeRef::new(),
            known: StoredValue::new_local(KNOWN.take()),
            turn: StoredValue::new(0),
        };
        on_cleanup(move || {
            let known = press.known.try_update_value(std::mem::take);
            KNOWN.set(known.unwrap_or_default());
        });
        // A face that comes late changes what was measured without it.
        let late = RwSignal::new(());
        StoredValue::new_local(EventListener::new(
            &document().fonts(),
            "loadingdone",
            move |_| {
                late.try_set(());
            },
        ));
        Effect::new(move |_| {
            late.track();
            let wanted = proposal.get();
            press.turn.update_value(|turn| *turn = turn.wrapping_add(1));
            let turn = press.turn.get_value();
            leptos::task::spawn_local(async move {
                // Where this ends too early, a newer layout goes on.
                let _ = press.lay(&wanted, turn).await;
            });
        });
        press
    }

    /// Whether this layout is still wanted.
    fn is_wanted(self, turn: u32) -> Option<()> {
        (self.turn.try_get_value()? == turn).then_some(())
    }

    /// Lays the proposal out; none when it is no longer wanted.
    async fn lay(self, proposal: &Arc<Proposal>, turn: u32) -> Option<()> {
        leptos::task::tick().await;
        self.is_wanted(turn)?;
        self.known.update_value(|known| known.turn_to(proposal));
        let mut slice = FIRST_SLICE;
        loop {
            let missing = self.known.with_value(Known::missing);
            let blocks = missing.get(..slice.min(missing.len())).unwrap_or_default();
            if blocks.is_empty() {
                break;
            }
            let all = proposal.blocks.len();
            self.progress.set(
                // What is done at once is not worth saying.
                (missing.len() > FIRST_SLICE).then(|| (all - missing.len(), all)),
            );
            let host = self.place_for(proposal).await?;
            self.is_wanted(turn)?;
            let begun = now();
            let galley = Galley::set(&host, proposal, blocks)?;
            let drawn = now();
            measure::fonts_ready(&host).await;
            self.is_wanted(turn)?;
            let (faces, ready) = (measure::faces(), now());
            let measures = measure::measure(&galley, proposal, blocks);
            drop(galley);
            self.known.update_value(|known| {
                if known.faces != faces {
                    known.faces = faces;
                    known.measures.fill(None);
                }
                known.learn(blocks, measures);
            });
            let took = (drawn - begun) + (now() - ready);
            slice = next_slice(blocks.len(), took);
            if blocks.len() < missing.len() {
                TimeoutFuture::new(0).await;
                self.is_wanted(turn)?;
            }
        }
        self.galley.set(None);
        self.progress.set(None);
        let known = |known: &Known| known.measures.iter().flatten().cloned().collect();
        let measures = self.known.with_value(known);
        self.laid
            .set(Some(Arc::new(Print::lay(proposal.clone(), measures))));
        Some(())
    }

    /// The element in which the blocks of this proposal are measured.
    async fn place_for(self, proposal: &Arc<Proposal>) -> Option<HtmlDivElement> {
        let is_there = |galley: &Option<Arc<Proposal>>| {
            galley
                .as_ref()
                .is_some_and(|its| Arc::ptr_eq(its, proposal))
        };
        if !self.galley.try_with_untracked(is_there)? {
            self.galley.set(Some(proposal.clone()));
            leptos::task::tick().await;
        }
        self.host.try_get_untracked()?
    }

    /// Where blocks are measured: in the page, and out of sight.
    pub fn galley(self) -> AnyView {
        let galley = move || {
            self.galley.get().map(|proposal| {
                let class = format!("folio-host {}", design::classes(&proposal.design));
                let paper = leaves::paper_class(proposal.paper);
                view! {
                    <div class=class aria-hidden="true">
                        <div class=format!("folio {paper}") node_ref=self.host></div>
                    </div>
                }
            })
        };
        view! { {galley} }.into_any()
    }
}

/// How many blocks are measured next, when so many took so long.
fn next_slice(blocks: usize, took: f64) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a small count; a float turned into an integer is held within its range"
    )]
    let next = (blocks as f64 * SLICE_MS / took.max(1.0)) as usize;
    next.clamp(8, 4 * blocks.max(8))
}

/// The time in milliseconds, counted from when the page was opened.
pub fn now() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}
