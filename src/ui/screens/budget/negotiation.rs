//! What the tools of a negotiation share while the budget is on screen: what is asked, and the way
//! from an offer to the ways to reach what the client wants instead.

use leptos::prelude::*;

use super::target;
use crate::model::{Money, OptionId};
use crate::plan::target::{Lever, Levers, Measure};
use crate::ui::parts::tools::Open;
use crate::ui::workspace::Workspace;

/// What is asked. Kept while tools are closed and opened.
#[derive(Clone, Copy)]
pub struct Negotiation {
    open: Open,
    arriving: RwSignal<bool>,
    /// The figure; none until one is typed.
    pub figure: RwSignal<Option<Money>>,
    /// What it is.
    pub measure: RwSignal<Measure>,
    /// What may be done.
    pub levers: RwSignal<Levers>,
}

impl Negotiation {
    /// Begins one for the tools of this screen. They find it by [`use_negotiation`].
    pub fn begin(open: Open) {
        provide_context(Self {
            open,
            arriving: RwSignal::new(false),
            figure: RwSignal::new(None),
            measure: RwSignal::new(Measure::NetTotal),
            // A discount on what others are paid is the last thing to offer.
            levers: RwSignal::new(Levers::ALL.set(Lever::WholeDiscount, false)),
        });
    }

    /// Opens *Price to target* with a net total that the client asked for.
    pub fn price_to(&self, workspace: Workspace, option: Option<OptionId>, figure: Money) {
        if option.is_some() {
            workspace.shown_option.set(option);
        }
        self.measure.set(Measure::NetTotal);
        self.figure.set(Some(figure));
        self.arriving.set(true);
        self.open.set(Some(target::NAME));
    }

    /// Whether somebody has just come from an offer; said once.
    pub fn arriving(&self) -> bool {
        let arriving = self.arriving.get_untracked();
        self.arriving.set(false);
        arriving
    }
}

/// The negotiation of this screen.
pub fn use_negotiation() -> Negotiation {
    expect_context::<Negotiation>()
}
