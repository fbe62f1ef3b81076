//! The budget: groups of lines, and what they are priced by. Options, payments, offers, purchases
//! abroad and retainers have files of their own.

use serde::{Deserialize, Serialize};

use super::id::{FlightId, GroupId, LineId, OptionId, PhaseId, RoleId, TaskId};
use super::list::entry;
use super::option::belongs;
use super::{
    BoughtIn, BudgetOption, Contingency, Extra, Hours, Instalment, List, Money, Offer, Percent,
    Quantity, Retainer, is_default,
};

/// What the work costs the client, and the agency.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Budget {
    /// The groups of lines, in order.
    #[serde(default, skip_serializing_if = "is_default")]
    pub groups: List<Group>,
    /// The lines, in the order in which they are shown.
    #[serde(default, skip_serializing_if = "is_default")]
    pub lines: List<Line>,
    /// The choices the client has.
    #[serde(default, skip_serializing_if = "is_default")]
    pub options: List<BudgetOption>,
    /// The option we recommend; the first when none is named.
    #[serde(default, skip_serializing_if = "is_default")]
    pub recommended: Option<OptionId>,
    /// What is set aside for the unforeseen.
    #[serde(default, skip_serializing_if = "is_default")]
    pub contingency: Option<Contingency>,
    /// The tax rate that new lines get.
    #[serde(default, skip_serializing_if = "is_default")]
    pub tax_rate: Option<Percent>,
    /// What the tax is called, such as VAT.
    #[serde(default, skip_serializing_if = "is_default")]
    pub tax_name: String,
    /// When the client pays.
    #[serde(default, skip_serializing_if = "is_default")]
    pub payments: List<Instalment>,
    /// Internal: how many days after its due date the client pays.
    #[serde(default, skip_serializing_if = "is_default")]
    pub payment_days: u16,
    /// Internal: how many days after the month of a purchase the agency pays for it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub supplier_days: u16,
    /// Internal: what was offered when, the earliest first.
    #[serde(default, skip_serializing_if = "is_default")]
    pub offers: List<Offer>,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A heading over lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Group {
    /// Never changes.
    pub id: GroupId,
    /// Such as Production.
    #[serde(default, skip_serializing_if = "is_default")]
    pub name: String,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A line of the budget. Which figures count depends on its kind; the others are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Line {
    /// Never changes.
    pub id: LineId,
    /// What it is, as the client reads it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub name: String,
    /// How cost and price come about.
    #[serde(default, skip_serializing_if = "is_default")]
    pub kind: LineKind,
    /// The group it stands in.
    #[serde(default, skip_serializing_if = "is_default")]
    pub group: Option<GroupId>,
    /// Of a fee: the role, whose rates count.
    #[serde(default, skip_serializing_if = "is_default")]
    pub role: Option<RoleId>,
    /// Of a fee: the typed hours.
    #[serde(default, skip_serializing_if = "is_default")]
    pub hours: Hours,
    /// Of a fee: typed hours or those of the timeline.
    #[serde(default, skip_serializing_if = "is_default")]
    pub hours_from: HoursFrom,
    /// Of a fee: a bill rate an hour instead of the role's.
    #[serde(default, skip_serializing_if = "is_default")]
    pub bill_rate: Option<Money>,
    /// Internal, of a fee: a cost rate an hour instead of the role's.
    #[serde(default, skip_serializing_if = "is_default")]
    pub cost_rate: Option<Money>,
    /// Of fixed, third party and expense lines: how many.
    #[serde(default, skip_serializing_if = "is_default")]
    pub quantity: Quantity,
    /// What one is called, such as day.
    #[serde(default, skip_serializing_if = "is_default")]
    pub unit: String,
    /// Of a fixed line: price of one.
    #[serde(default, skip_serializing_if = "is_default")]
    pub unit_price: Money,
    /// Internal (but for expenses): cost of one.
    #[serde(default, skip_serializing_if = "is_default")]
    pub unit_cost: Money,
    /// Internal, of a third party line: on its cost.
    #[serde(default, skip_serializing_if = "is_default")]
    pub markup: Percent,
    /// Of a media line: what the medium is paid.
    #[serde(default, skip_serializing_if = "is_default")]
    pub net: Money,
    /// Of a media line: the flight whose net counts instead.
    #[serde(default, skip_serializing_if = "is_default")]
    pub flight: Option<FlightId>,
    /// Internal, of media at commission: share of the gross, below 100 %.
    #[serde(default, skip_serializing_if = "is_default")]
    pub commission: Percent,
    /// Internal, of media at a service fee: on the net.
    #[serde(default, skip_serializing_if = "is_default")]
    pub service_fee: Percent,
    /// The tax rate; none means not taxed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub tax: Option<Percent>,
    /// The phase it belongs to: its hours when they come from the timeline, its months.
    #[serde(default, skip_serializing_if = "is_default")]
    pub phase: Option<PhaseId>,
    /// The task on whose finish it falls.
    #[serde(default, skip_serializing_if = "is_default")]
    pub task: Option<TaskId>,
    /// Internal, of third party, expense and media lines: bought in another currency, which counts
    /// instead of the unit cost or the net.
    #[serde(default, skip_serializing_if = "is_default")]
    pub bought_in: Option<BoughtIn>,
    /// Of a fee whose hours come from a retainer: which months, how many hours.
    #[serde(default, skip_serializing_if = "is_default")]
    pub retainer: Option<Retainer>,
    /// What its price rests on, as the client reads it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub assumption: String,
    /// Internal: may be dropped to reach a price.
    #[serde(default, skip_serializing_if = "is_default")]
    pub optional: bool,
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

/// How the cost and the price of a line come about.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    /// Hours of a role.
    #[default]
    Fee,
    /// A price that is set.
    Fixed,
    /// Bought in, with a markup.
    ThirdParty,
    /// Media, with the agency's commission in the gross.
    MediaCommission,
    /// Media, with a fee on the net.
    MediaServiceFee,
    /// Passed through at cost.
    Expense,
}

impl LineKind {
    /// Every value, in the order in which they are offered.
    pub const ALL: [Self; 6] = [
        Self::Fee,
        Self::Fixed,
        Self::ThirdParty,
        Self::MediaCommission,
        Self::MediaServiceFee,
        Self::Expense,
    ];
}

/// Where the hours of a fee line come from.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum HoursFrom {
    /// From the line.
    #[default]
    Typed,
    /// From the assignments of its role, in its phase or all.
    Timeline,
    /// From its retainer: months times hours a month.
    Retainer,
}

impl HoursFrom {
    /// Every value, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Typed, Self::Timeline, Self::Retainer];
}

/// A percentage of something, or an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Share {
    /// So many per cent.
    Percent(Percent),
    /// So much.
    Amount(Money),
    /// What the other instalments leave (of an instalment only; elsewhere nothing).
    Rest,
}

entry!(Group: GroupId, Line: LineId);

impl Line {
    /// A line without figures: one of it, not taxed, in all options.
    #[must_use]
    pub fn new(id: LineId, name: &str, kind: LineKind) -> Self {
        Self {
            id,
            name: name.to_owned(),
            kind,
            group: None,
            role: None,
            hours: Hours::ZERO,
            hours_from: HoursFrom::Typed,
            bill_rate: None,
            cost_rate: None,
            quantity: Quantity::ONE,
            unit: String::new(),
            unit_price: Money::ZERO,
            unit_cost: Money::ZERO,
            markup: Percent::default(),
            net: Money::ZERO,
            flight: None,
            commission: Percent::default(),
            service_fee: Percent::default(),
            tax: None,
            phase: None,
            task: None,
            bought_in: None,
            retainer: None,
            assumption: String::new(),
            optional: false,
            options: Vec::new(),
            note: String::new(),
            extra: Extra::new(),
        }
    }

    /// Whether it is part of this option.
    #[must_use]
    pub fn is_in(&self, option: Option<&OptionId>) -> bool {
        belongs(&self.options, option)
    }

    /// Whether it can be bought in another currency: fees and fixed prices are the agency's own
    /// work, and a flight says itself what it costs.
    #[must_use]
    pub fn can_be_bought_abroad(&self) -> bool {
        match self.kind {
            LineKind::Fee | LineKind::Fixed => false,
            LineKind::ThirdParty | LineKind::Expense => true,
            LineKind::MediaCommission | LineKind::MediaServiceFee => self.flight.is_none(),
        }
    }

    /// What it is bought for in another currency, where that counts.
    #[must_use]
    pub fn abroad(&self) -> Option<&BoughtIn> {
        self.bought_in
            .as_ref()
            .filter(|_| self.can_be_bought_abroad())
    }
}

impl Budget {
    /// The id of the option we recommend: the named one, else the first.
    #[must_use]
    pub fn recommended_option(&self) -> Option<&OptionId> {
        self.recommended
            .as_ref()
            .filter(|id| self.options.position(id).is_some())
            .or_else(|| self.options.first().map(|option| &option.id))
    }
}
