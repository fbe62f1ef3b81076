//! Holidays, the agency's and each pitch's: the list, and the public holidays that come into it.

mod choice;
mod fetched;
mod grid;

use std::ops::RangeInclusive;
use std::sync::Arc;

use leptos::prelude::*;

use crate::model::{Date, Holiday, List, WorkingWeek};
use crate::ui::parts::details::RowTools;
use crate::ui::parts::grid::{Grid, GridState, SharedSource};
use crate::ui::parts::icon::{Glyph, Icon};

pub use choice::missing_years;
pub use fetched::prepare;
pub use grid::Act;

/// A list of holidays on screen: what it shows and where its changes go.
#[derive(Clone, Copy)]
pub struct Holidays {
    /// The list.
    pub list: Signal<List<Holiday>>,
    /// The working week that it belongs to.
    pub week: Signal<WorkingWeek>,
    /// The day from which holidays are added by hand.
    pub from: Signal<Date>,
    /// The years whose public holidays are wanted.
    pub years: Signal<RangeInclusive<i32>>,
    /// Takes a change and its name.
    pub change: Callback<(String, Act)>,
    /// Takes the last change back; it is given the list before it.
    pub undo: Callback<List<Holiday>>,
    /// Whether nothing can be changed.
    pub disabled: Signal<bool>,
}

/// The list with its tools, under the choice of public holidays.
pub fn holidays(holidays: Holidays, empty: &'static str) -> AnyView {
    let Holidays {
        list,
        week,
        from,
        change,
        disabled,
        ..
    } = holidays;
    let rows: SharedSource = Arc::new(grid::Rows::new(list, change));
    let state = GridState::default();
    let add = move || grid::add(list, change, from.get_untracked());
    let add_closure = move |_| {
        let from = from.get_untracked();
        state.go_to(grid::add_closure(list, change, week.get_untracked(), from));
    };
    view! {
        {choice::public_holidays(holidays)}
        <div class="holiday-list">
            <Grid name=t!("Holidays") source=rows.clone() state=state empty=empty/>
            <RowTools source=rows state=state add=t!("Add holiday") on_add=Callback::new(move |()| add()) disabled=disabled>
                <button type="button" disabled=move || disabled.get() on:click=add_closure>
                    <Icon glyph=Glyph::Plus/>
                    {t!("Add closure")}
                </button>
            </RowTools>
        </div>
    }
    .into_any()
}
