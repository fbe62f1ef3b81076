//! Which options something belongs to, as ticks.

use leptos::prelude::*;

use super::field::Tick;
use crate::model::OptionId;
use crate::ui::words;
use crate::ui::workspace::Workspace;

/// A tick for each option, where there are two or more. `named` are the options it names, none
/// meaning all; `set` takes them anew.
pub fn option_ticks(
    workspace: Workspace,
    named: Signal<Vec<OptionId>>,
    set: Callback<Vec<OptionId>>,
) -> AnyView {
    (move || {
        let budget = workspace.budget.read();
        if budget.options.len() < 2 {
            return ().into_any();
        }
        let all: Vec<OptionId> = budget.options.iter().map(|option| option.id.clone()).collect();
        let ticks: Vec<AnyView> = budget
            .options
            .iter()
            .map(|option| {
                let (own, all) = (option.id.clone(), all.clone());
                let value = {
                    let own = own.clone();
                    Signal::derive(move || {
                        let named = named.read();
                        named.is_empty() || named.contains(&own)
                    })
                };
                let on_change = move |yes: bool| {
                    let mut named = named.get_untracked();
                    words::name_option(&mut named, &all, &own, yes);
                    set.run(named);
                };
                let disabled = Signal::derive(move || workspace.is_read_only());
                view! { <Tick label=option.name.clone() value=value on_change=on_change disabled=disabled/> }
                    .into_any()
            })
            .collect();
        view! {
            <fieldset>
                <legend>{t!("Part of")}</legend>
                <div class="week-days">{ticks}</div>
            </fieldset>
        }
        .into_any()
    })
    .into_any()
}
