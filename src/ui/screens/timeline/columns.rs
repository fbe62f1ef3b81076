//! The columns of the timeline: which there are, and which of them are shown.

use leptos::prelude::*;

use crate::model::Settings;
use crate::ui::desk::Desk;
use crate::ui::parts::field::Tick;
use crate::ui::parts::grid::Column;
use crate::ui::parts::popover::Popover;

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// What is done.
    Name,
    /// The number by which links name it.
    Number,
    /// The likely duration.
    Days,
    /// The duration if all goes well.
    Best,
    /// The duration if all goes badly.
    Worst,
    /// The first day.
    Start,
    /// The last day.
    Finish,
    /// By how much it finishes later than in the baseline that is shown.
    Drift,
    /// The day by which it is to be finished.
    Deadline,
    /// What it waits for.
    After,
    /// Who works on it.
    Who,
    /// How long they work on it.
    Hours,
    /// Internal: what that costs the agency, with the budget lines tied to it.
    Cost,
    /// By how much it can slip.
    Slack,
    /// How much of it is done.
    Done,
}

impl Field {
    /// Every column, in the order in which they stand.
    pub const ALL: [Self; 15] = [
        Self::Name,
        Self::Number,
        Self::Days,
        Self::Best,
        Self::Worst,
        Self::Start,
        Self::Finish,
        Self::Drift,
        Self::Deadline,
        Self::After,
        Self::Who,
        Self::Hours,
        Self::Cost,
        Self::Slack,
        Self::Done,
    ];

    /// How the settings name it.
    const fn key(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Number => "number",
            Self::Days => "days",
            Self::Best => "best",
            Self::Worst => "worst",
            Self::Start => "start",
            Self::Finish => "finish",
            Self::Drift => "drift",
            Self::Deadline => "deadline",
            Self::After => "after",
            Self::Who => "who",
            Self::Hours => "hours",
            Self::Cost => "cost",
            Self::Slack => "slack",
            Self::Done => "done",
        }
    }

    /// Its heading, and how much room it takes.
    pub fn column(self) -> Column {
        match self {
            Self::Name => Column::text(t!("Name"), "minmax(15.5rem, 3fr)"),
            Self::Number => Column::figure(t!("No."), "2.5rem"),
            Self::Days => Column::figure(t!("Days"), "3.25rem"),
            Self::Best => Column::figure(t!("Best"), "3.25rem"),
            Self::Worst => Column::figure(t!("Worst"), "3.5rem"),
            Self::Start => Column::figure(t!("Start"), "4.75rem").on_card(),
            Self::Finish => Column::figure(t!("Finish"), "4.75rem").on_card(),
            Self::Drift => Column::figure(t!("Drift"), "3.5rem"),
            Self::Deadline => Column::figure(t!("Deadline"), "4.75rem"),
            Self::After => Column::text(t!("After"), "5rem"),
            Self::Who => Column::text(t!("Who"), "minmax(6rem, 2fr)"),
            Self::Hours => Column::figure(t!("Hours"), "3.75rem"),
            Self::Cost => Column::figure(t!("Cost"), "6rem"),
            Self::Slack => Column::figure(t!("Slack"), "3.5rem"),
            Self::Done => Column::figure(t!(progress "Done"), "3.5rem"),
        }
    }

    /// Shown until somebody chooses.
    const fn is_usual(self) -> bool {
        !matches!(
            self,
            Self::Best | Self::Worst | Self::Deadline | Self::Hours | Self::Cost
        )
    }

    /// Whether it can be hidden and shown. Rows need a name, and the baseline that is shown says
    /// whether there is a drift.
    const fn is_chosen(self) -> bool {
        !matches!(self, Self::Name | Self::Drift)
    }
}

/// Whether the settings show this column.
fn wants(settings: &Settings, field: Field) -> bool {
    match &settings.timeline_columns {
        Some(keys) if field.is_chosen() => keys.iter().any(|key| key == field.key()),
        _ => field.is_usual(),
    }
}

/// The columns that are shown. `internal` says whether cost may be, `drift` whether there is a
/// baseline to compare with.
pub fn shown(settings: &Settings, internal: bool, drift: bool) -> Vec<Field> {
    Field::ALL
        .into_iter()
        .filter(|field| match field {
            Field::Drift => drift,
            Field::Cost => internal && wants(settings, *field),
            _ => wants(settings, *field),
        })
        .collect()
}

/// A tick for each column, behind a button.
pub fn chooser(desk: Desk) -> AnyView {
    let tick = move |field: Field| {
        let set = move |yes: bool| {
            desk.change_settings(|settings| {
                let keys = Field::ALL
                    .into_iter()
                    .filter(|other| other.is_chosen())
                    .filter(|other| {
                        if *other == field {
                            yes
                        } else {
                            wants(settings, *other)
                        }
                    })
                    .map(|field| field.key().to_owned())
                    .collect();
                settings.timeline_columns = Some(keys);
            });
        };
        view! {
            <Tick
                label=field.column().name
                value=Signal::derive(move || wants(&desk.settings.read(), field))
                on_change=set
            />
        }
    };
    let ticks = move || {
        Field::ALL
            .into_iter()
            .filter(|field| field.is_chosen())
            .map(tick)
            .collect_view()
    };
    view! {
        <Popover name=t!("Columns")>
            {ticks()}
            <button
                type="button"
                class="quiet"
                on:click=move |_| desk.change_settings(|settings| settings.timeline_columns = None)
            >
                {t!("The usual ones")}
            </button>
        </Popover>
    }
    .into_any()
}
