//! The budget in pictures: where the money goes, the options beside each other, the months.

use leptos::prelude::*;

use crate::plan::phasing::{Measure, phasing};
use crate::plan::price::{group_prices, price_options};
use crate::proposal::charts::{
    Words, by_kind, by_month, months_by_kind, options_compared, where_it_goes,
};
use crate::ui::parts::charts::chart;
use crate::ui::screens::proposal::formats::Here;
use crate::ui::workspace::Workspace;

/// The pictures, of what the client pays. They follow an edit when it is on screen.
pub fn pictures(workspace: Workspace) -> AnyView {
    let words = move || Words {
        formats: &Here,
        currency: workspace.currency.get(),
    };
    let groups = Memo::new(move |_| {
        workspace.settled.track();
        let words = words();
        let price = workspace.price.get();
        let budget = workspace.budget.read_untracked();
        let sums = group_prices(&budget, &price);
        let named = sums.into_iter().map(|(id, sum)| {
            let group = id.and_then(|id| budget.groups.find(&id).cloned());
            (
                group.map(|group| group.name.clone()).unwrap_or_default(),
                sum.net,
            )
        });
        where_it_goes(&named.collect::<Vec<_>>(), words)
    });
    let options = Memo::new(move |_| {
        workspace.settled.track();
        let words = words();
        let pitch = workspace.pitch.read_untracked();
        let recommended = pitch.budget.recommended_option();
        let options = price_options(&pitch).into_iter().filter_map(|(id, price)| {
            let option = pitch.budget.options.find(&id)?;
            let kinds = by_kind(&pitch.budget, &price);
            Some((option.name.clone(), recommended == Some(&id), kinds))
        });
        options_compared(&options.collect::<Vec<_>>(), words)
    });
    let months = Memo::new(move |_| {
        workspace.settled.track();
        let words = words();
        let pitch = workspace.pitch.read_untracked();
        let (schedule, price) = (workspace.schedule.get(), workspace.price.get());
        let phased = phasing(&pitch, &schedule, &price, Measure::Net);
        by_month(&months_by_kind(&pitch.budget, &phased), words)
    });
    view! {
        <section class="block pictures" aria-label="In pictures">
            {chart(groups, 2)}
            {chart(options, 2)}
            {chart(months, 2)}
        </section>
    }
    .into_any()
}
