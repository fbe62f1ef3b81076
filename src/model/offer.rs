//! Internal: what was offered to the client, and what the client said.

use serde::{Deserialize, Serialize};

use super::id::{OfferId, OptionId};
use super::list::entry;
use super::{Currency, Date, Extra, Money, is_default};

/// Internal: something that was offered to the client, as it was then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Offer {
    /// Never changes.
    pub id: OfferId,
    /// The day it was offered.
    pub on: Date,
    /// The option it was, if there are options.
    #[serde(default, skip_serializing_if = "is_default")]
    pub option: Option<OptionId>,
    /// What was offered, in words: the name of the option then.
    #[serde(default, skip_serializing_if = "is_default")]
    pub name: String,
    /// Its currency then.
    pub currency: Currency,
    /// Its net total then.
    #[serde(default, skip_serializing_if = "is_default")]
    pub net_total: Money,
    /// Its total then, tax included.
    #[serde(default, skip_serializing_if = "is_default")]
    pub total: Money,
    /// Its profit then.
    #[serde(default, skip_serializing_if = "is_default")]
    pub profit: Money,
    /// Its agency gross income then.
    #[serde(default, skip_serializing_if = "is_default")]
    pub agency_gross_income: Money,
    /// What the client said to it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub answer: OfferAnswer,
    /// What the client asked for instead, as a net total.
    #[serde(default, skip_serializing_if = "is_default")]
    pub asked: Option<Money>,
    /// Who offered it, to whom, what was said.
    #[serde(default, skip_serializing_if = "is_default")]
    pub note: String,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What the client said to an offer.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OfferAnswer {
    /// Nothing yet.
    #[default]
    Open,
    /// Yes.
    Accepted,
    /// No.
    Declined,
    /// Something else was asked for.
    Countered,
}

impl OfferAnswer {
    /// Every value, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Open, Self::Accepted, Self::Declined, Self::Countered];
}

entry!(Offer: OfferId);
