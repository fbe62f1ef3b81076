//! The media plan: flights and what is expected of them.

use serde::{Deserialize, Serialize};

use super::id::{FlightId, OptionId};
use super::list::entry;
use super::{Date, Extra, List, Money, Percent, Quantity, is_default};

/// What is bought where, and what is expected of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct MediaPlan {
    /// In the order in which they are shown.
    #[serde(default, skip_serializing_if = "is_default")]
    pub flights: List<Flight>,
    /// What one conversion is worth to the client.
    #[serde(default, skip_serializing_if = "is_default")]
    pub conversion_value: Option<Money>,
    /// What the client reads about it (Markdown).
    #[serde(default, skip_serializing_if = "is_default")]
    pub notes: String,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A placement over a span of days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Flight {
    /// Never changes.
    pub id: FlightId,
    /// Such as online video.
    #[serde(default, skip_serializing_if = "is_default")]
    pub channel: String,
    /// Where in the channel.
    #[serde(default, skip_serializing_if = "is_default")]
    pub placement: String,
    /// The first day.
    #[serde(default, skip_serializing_if = "is_default")]
    pub start: Option<Date>,
    /// The last day, included.
    #[serde(default, skip_serializing_if = "is_default")]
    pub finish: Option<Date>,
    /// What is bought.
    #[serde(default, skip_serializing_if = "is_default")]
    pub model: BuyingModel,
    /// Price of one unit of what is bought (of a thousand impressions, for CPM).
    #[serde(default, skip_serializing_if = "is_default")]
    pub rate: Money,
    /// What the medium is paid.
    #[serde(default, skip_serializing_if = "is_default")]
    pub net: Money,
    /// Expected impressions, of a flat placement.
    #[serde(default, skip_serializing_if = "is_default")]
    pub impressions: Option<u64>,
    /// Expected clicks per hundred impressions.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ctr: Option<Percent>,
    /// Expected conversions per hundred clicks.
    #[serde(default, skip_serializing_if = "is_default")]
    pub cvr: Option<Percent>,
    /// Expected contacts a person.
    #[serde(default, skip_serializing_if = "is_default")]
    pub frequency: Option<Quantity>,
    /// The options it belongs to; none named means all.
    #[serde(default, skip_serializing_if = "is_default")]
    pub options: Vec<OptionId>,
    /// Internal: a note.
    #[serde(default, skip_serializing_if = "is_default")]
    pub note: String,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What one pays for.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub enum BuyingModel {
    /// A thousand impressions.
    #[default]
    #[serde(rename = "CPM")]
    Cpm,
    /// A click.
    #[serde(rename = "CPC")]
    Cpc,
    /// A completed view.
    #[serde(rename = "CPV")]
    Cpv,
    /// An action.
    #[serde(rename = "CPA")]
    Cpa,
    /// The placement.
    #[serde(rename = "flat")]
    Flat,
}

impl BuyingModel {
    /// Every value, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Cpm, Self::Cpc, Self::Cpv, Self::Cpa, Self::Flat];
}

entry!(Flight: FlightId);

impl Flight {
    /// Whether it is part of this option.
    #[must_use]
    pub fn is_in(&self, option: Option<&OptionId>) -> bool {
        super::option::belongs(&self.options, option)
    }
}
