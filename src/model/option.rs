//! The choices that the client has, and what is taken off and set aside in each.

use serde::{Deserialize, Serialize};

use super::id::{DeliverableId, OptionId};
use super::list::entry;
use super::{Extra, Percent, Share, is_default};

/// A named choice of lines, tasks and flights with a discount of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct BudgetOption {
    /// Never changes.
    pub id: OptionId,
    /// Such as Essential.
    #[serde(default, skip_serializing_if = "is_default")]
    pub name: String,
    /// What the client gets, in a sentence.
    #[serde(default, skip_serializing_if = "is_default")]
    pub description: String,
    /// What is taken off.
    #[serde(default, skip_serializing_if = "is_default")]
    pub discount: Option<Discount>,
    /// A contingency of its own, instead of the budget's percentage.
    #[serde(default, skip_serializing_if = "is_default")]
    pub contingency: Option<Percent>,
    /// Where it includes another number of rounds than the scope says.
    #[serde(default, skip_serializing_if = "is_default")]
    pub rounds: Vec<OptionRounds>,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

/// How many rounds of changes an option includes for a deliverable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct OptionRounds {
    /// Of what.
    pub deliverable: DeliverableId,
    /// Rounds of changes included.
    #[serde(default, skip_serializing_if = "is_default")]
    pub rounds: u16,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What is taken off the price of an option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Discount {
    /// What it is taken off.
    #[serde(default, skip_serializing_if = "is_default")]
    pub scope: DiscountScope,
    /// How much.
    pub value: Share,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What a discount is taken off.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DiscountScope {
    /// Fee and fixed lines.
    #[default]
    Fees,
    /// All lines.
    Everything,
}

impl DiscountScope {
    /// Every value, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Fees, Self::Everything];
}

/// What is set aside for the unforeseen.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Contingency {
    /// Of the discounted scope.
    #[serde(default, skip_serializing_if = "is_default")]
    pub percent: Percent,
    /// Of what.
    #[serde(default, skip_serializing_if = "is_default")]
    pub scope: ContingencyScope,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What a contingency is a percentage of.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ContingencyScope {
    /// Third party lines.
    #[default]
    ThirdParty,
    /// All lines.
    Everything,
}

impl ContingencyScope {
    /// Every value, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::ThirdParty, Self::Everything];
}

entry!(BudgetOption: OptionId);

impl BudgetOption {
    /// An option without a discount.
    #[must_use]
    pub fn new(id: OptionId, name: &str) -> Self {
        Self {
            id,
            name: name.to_owned(),
            description: String::new(),
            discount: None,
            contingency: None,
            rounds: Vec::new(),
            extra: Extra::new(),
        }
    }
}

/// Whether something that names these options is part of `option`; naming none means all.
#[must_use]
pub fn belongs(named: &[OptionId], option: Option<&OptionId>) -> bool {
    named.is_empty() || option.is_none_or(|option| named.contains(option))
}
