//! The columns of the media plan: which there are, and which of them are shown.

use leptos::prelude::*;

use crate::model::{AssumedFigure, Settings};
use crate::ui::desk::Desk;
use crate::ui::parts::field::Tick;
use crate::ui::parts::grid::Column;
use crate::ui::parts::popover::Popover;

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// What is bought.
    Channel,
    /// Where in the channel.
    Placement,
    /// The first day.
    Start,
    /// The last day.
    Finish,
    /// What is paid for.
    Model,
    /// Internal: the price of one.
    Rate,
    /// Internal: what the medium is paid.
    Net,
    /// What the client pays.
    Gross,
    /// Impressions.
    Impressions,
    /// Clicks per hundred impressions.
    Ctr,
    /// Conversions per hundred clicks.
    Cvr,
    /// Contacts a person.
    Frequency,
    /// People reached.
    Reach,
    /// Gross rating points.
    Grp,
    /// Clicks.
    Clicks,
    /// Completed views.
    Views,
    /// Conversions.
    Conversions,
    /// Internal: cost of a thousand impressions.
    Cpm,
    /// Internal: cost of a click.
    Cpc,
    /// Internal: cost of a conversion.
    Cpa,
}

impl Field {
    /// Every column, in the order in which they stand.
    pub const ALL: [Self; 20] = [
        Self::Channel,
        Self::Placement,
        Self::Start,
        Self::Finish,
        Self::Model,
        Self::Rate,
        Self::Net,
        Self::Gross,
        Self::Impressions,
        Self::Ctr,
        Self::Cvr,
        Self::Frequency,
        Self::Reach,
        Self::Grp,
        Self::Clicks,
        Self::Views,
        Self::Conversions,
        Self::Cpm,
        Self::Cpc,
        Self::Cpa,
    ];

    /// How the settings name it.
    const fn key(self) -> &'static str {
        match self {
            Self::Channel => "channel",
            Self::Placement => "placement",
            Self::Start => "start",
            Self::Finish => "finish",
            Self::Model => "model",
            Self::Rate => "rate",
            Self::Net => "net",
            Self::Gross => "gross",
            Self::Impressions => "impressions",
            Self::Ctr => "ctr",
            Self::Cvr => "cvr",
            Self::Frequency => "frequency",
            Self::Reach => "reach",
            Self::Grp => "grp",
            Self::Clicks => "clicks",
            Self::Views => "views",
            Self::Conversions => "conversions",
            Self::Cpm => "cpm",
            Self::Cpc => "cpc",
            Self::Cpa => "cpa",
        }
    }

    /// Its heading, and how much room it takes.
    pub fn column(self) -> Column {
        match self {
            Self::Channel => Column::text(t!("Channel"), "minmax(7.5rem, 3fr)"),
            Self::Placement => Column::text(t!("Placement"), "minmax(5.5rem, 3fr)"),
            Self::Start => Column::figure(t!("Start"), "minmax(5.75rem, 1fr)").on_card(),
            Self::Finish => Column::figure(t!("Finish"), "minmax(5.75rem, 1fr)"),
            Self::Model => Column::text(t!("Model"), "4.25rem"),
            Self::Rate => Column::figure(t!(media "Rate"), "4.25rem"),
            Self::Net => Column::figure(t!(media "Net"), "minmax(5.75rem, 1fr)").on_card(),
            Self::Gross => Column::figure(t!("Gross"), "minmax(5.75rem, 1fr)"),
            Self::Impressions => Column::figure(t!("Impressions"), "5.75rem"),
            Self::Ctr => Column::figure(t!("CTR"), "3.75rem"),
            Self::Cvr => Column::figure(t!("CVR"), "3.75rem"),
            Self::Frequency => Column::figure(t!("Frequency"), "5rem"),
            Self::Reach => Column::figure(t!("Reach"), "5rem"),
            Self::Grp => Column::figure(t!("GRP"), "4rem"),
            Self::Clicks => Column::figure(t!("Clicks"), "4.25rem"),
            Self::Views => Column::figure(t!("Views"), "4.75rem"),
            Self::Conversions => Column::figure(t!("Conversions"), "5.75rem"),
            Self::Cpm => Column::figure(t!("CPM"), "4.25rem"),
            Self::Cpc => Column::figure(t!("CPC"), "4.25rem"),
            Self::Cpa => Column::figure(t!("CPA"), "4.25rem"),
        }
    }

    /// Shown until somebody chooses.
    const fn is_usual(self) -> bool {
        matches!(
            self,
            Self::Channel
                | Self::Placement
                | Self::Start
                | Self::Finish
                | Self::Model
                | Self::Rate
                | Self::Net
                | Self::Impressions
                | Self::Clicks
                | Self::Conversions
        )
    }

    /// Whether it can be hidden and shown.
    const fn is_chosen(self) -> bool {
        !matches!(self, Self::Channel | Self::Placement)
    }

    /// Whether it says what the agency pays.
    const fn is_internal(self) -> bool {
        matches!(
            self,
            Self::Rate | Self::Net | Self::Cpm | Self::Cpc | Self::Cpa
        )
    }

    /// The figure that a benchmark may have filled in.
    pub const fn assumed(self) -> Option<AssumedFigure> {
        match self {
            Self::Rate => Some(AssumedFigure::Rate),
            Self::Ctr => Some(AssumedFigure::Ctr),
            Self::Cvr => Some(AssumedFigure::Cvr),
            Self::Frequency => Some(AssumedFigure::Frequency),
            _ => None,
        }
    }
}

/// Whether the settings show this column.
fn wants(settings: &Settings, field: Field) -> bool {
    match &settings.media_columns {
        Some(keys) if field.is_chosen() => keys.iter().any(|key| key == field.key()),
        _ => field.is_usual(),
    }
}

/// The columns that are shown. Without what is internal, the client's price takes the place of
/// the net.
pub fn shown(settings: &Settings, internal: bool) -> Vec<Field> {
    Field::ALL
        .into_iter()
        .filter(|field| {
            if internal {
                wants(settings, *field)
            } else {
                (wants(settings, *field) && !field.is_internal()) || *field == Field::Gross
            }
        })
        .collect()
}

/// Every column for the details of a flight.
pub fn all(internal: bool) -> Vec<Field> {
    let fields = Field::ALL.into_iter();
    fields
        .filter(|field| internal || !field.is_internal())
        .collect()
}

/// A tick for each column, behind a button.
pub fn chooser(desk: Desk) -> AnyView {
    let tick = move |field: Field| {
        let set = move |yes: bool| {
            desk.change_settings(|settings| {
                let keys = (Field::ALL.into_iter())
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
                settings.media_columns = Some(keys);
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
        (Field::ALL.into_iter())
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
                on:click=move |_| desk.change_settings(|settings| settings.media_columns = None)
            >
                {t!("The usual ones")}
            </button>
        </Popover>
    }
    .into_any()
}
