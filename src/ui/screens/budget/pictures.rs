//! The budget in pictures: where the money goes, the options beside each other, the months.

use leptos::prelude::*;

use crate::plan::phasing::{Measure, phasing};
use crate::plan::price::{group_prices, price_options};
use crate::proposal::charts::{
    Words, by_kind, by_month, costs_and_profit, months_by_kind, options_compared, where_it_goes,
};
use crate::ui::parts::charts::chart;
use crate::ui::screens::proposal::formats::Here;
use crate::ui::workspace::Workspace;

/// The pictures, of what the client pays; in the internal view, of what the agency keeps too. They
/// follow an edit when it is on screen.
pub fn pictures(workspace: Workspace) -> AnyView {
    let words = move || Words {
        formats: &Here,
        currency: workspace.currency.get(),
    };
    let groups = move || {
        let budget = workspace.budget.read();
        let sums = group_prices(&budget, &workspace.price.read());
        let named = sums.into_iter().map(|(id, sum)| {
            let group = id.and_then(|id| budget.groups.find(&id).cloned());
            let name = group.map(|group| group.name.clone());
            (name.unwrap_or_default(), sum.net)
        });
        where_it_goes(&named.collect::<Vec<_>>(), words())
    };
    let inside =
        move || costs_and_profit(&workspace.budget.read(), &workspace.price.read(), words());
    let options = move || {
        let pitch = workspace.pitch.read();
        let recommended = pitch.budget.recommended_option();
        let options = price_options(&pitch).into_iter().filter_map(|(id, price)| {
            let option = pitch.budget.options.find(&id)?;
            let kinds = by_kind(&pitch.budget, &price);
            Some((option.name.clone(), recommended == Some(&id), kinds))
        });
        options_compared(&options.collect::<Vec<_>>(), words())
    };
    let months = move || {
        let pitch = workspace.pitch.read();
        let (schedule, price) = (workspace.schedule.read(), workspace.price.read());
        let phased = phasing(&pitch, &schedule, &price, Measure::Net);
        by_month(&months_by_kind(&pitch.budget, &phased), words())
    };
    let settled = workspace.settled;
    view! {
        <section class="block pictures" aria-label=t!("In pictures")>
            {chart(t!("Where the money goes"), settled, groups)}
            {move || {
                let shown = workspace.internal.get();
                shown.then(|| chart(t!("Costs and profit"), settled, inside))
            }}
            {chart(t!("Options compared"), settled, options)}
            {chart(t!("Months"), settled, months)}
        </section>
    }
    .into_any()
}
