//! The budget: lines in groups, options, discounts, contingency, tax and payments.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::id::{
    DeliverableId, FlightId, GroupId, InstalmentId, LineId, OfferId, OptionId, PhaseId, RoleId,
    TaskId,
};
use super::list::entry;
use super::{Currency, Date, Extra, Hours, List, Money, Percent, Quantity, is_default};

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

/// What one of a line is bought for in another currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct BoughtIn {
    /// The currency it is bought in.
    pub currency: Currency,
    /// What one costs (of media: the net), in minor units of that currency.
    pub amount: Money,
    /// What one major unit of that currency costs in major units of the document's: above 0.
    pub rate: Quantity,
    /// The day of the rate.
    #[serde(default, skip_serializing_if = "is_default")]
    pub dated: Option<Date>,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

impl BoughtIn {
    /// What `quantity` of it costs in minor units of `home`, exact: quantity x amount x rate,
    /// from the minor unit of its currency to that of `home`. None where the product is out of
    /// all bounds.
    #[must_use]
    pub fn cost_in(&self, home: Currency, quantity: Decimal) -> Option<Decimal> {
        let decimals = |currency: Currency| i64::from(currency.decimals());
        let shift = decimals(home) - decimals(self.currency);
        let power = Decimal::from(10_i64.checked_pow(u32::try_from(shift.abs()).ok()?)?);
        let cost = (self.amount.decimal())
            .checked_mul(self.rate.decimal())?
            .checked_mul(quantity)?;
        if shift < 0 {
            cost.checked_div(power)
        } else {
            cost.checked_mul(power)
        }
    }
}

/// So many hours a month, for so many months.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Retainer {
    /// A day of the first month; the month in which the project starts when none is named.
    #[serde(default, skip_serializing_if = "is_default")]
    pub from: Option<Date>,
    /// For so many months, at most 120.
    #[serde(default, skip_serializing_if = "is_default")]
    pub months: u16,
    /// Hours a month.
    #[serde(default, skip_serializing_if = "is_default")]
    pub hours_a_month: Hours,
    /// What becomes of hours that a month leaves.
    #[serde(default, skip_serializing_if = "is_default")]
    pub rollover: Rollover,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Retainer {
    /// Months times hours a month.
    #[must_use]
    pub fn hours(&self) -> Hours {
        let hours = self.hours_a_month.decimal().checked_mul(self.months.into());
        hours
            .and_then(|hours| Hours::new(hours).ok())
            .unwrap_or(Hours::ZERO)
    }
}

/// What becomes of the hours of a retainer that a month leaves.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Rollover {
    /// They end with the month.
    #[default]
    None,
    /// They can be used in so many months after it.
    Months(u16),
    /// They can be used until the retainer ends.
    All,
}

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

/// One payment of the client, or one a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Instalment {
    /// Never changes.
    pub id: InstalmentId,
    /// What the client reads.
    #[serde(default, skip_serializing_if = "is_default")]
    pub name: String,
    /// How much.
    pub share: Share,
    /// Of what a percentage is taken.
    #[serde(default, skip_serializing_if = "is_default")]
    pub of: InstalmentBase,
    /// When.
    pub due: Due,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What the percentage of an instalment is taken of.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum InstalmentBase {
    /// The total, tax included.
    #[default]
    Total,
    /// The total without media lines and their tax.
    AllButMedia,
    /// Media lines with their tax.
    Media,
}

impl InstalmentBase {
    /// Every value, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Total, Self::AllButMedia, Self::Media];
}

/// When an instalment is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Due {
    /// On signature: the day the client decides, or the start of the project.
    Signature,
    /// When a task is finished.
    Task(TaskId),
    /// On a day.
    Date(Date),
    /// In equal parts at the start of each month of the retainers, or else of the flights, or else of
    /// the project; of a share of media, of the flights or else of the project.
    Monthly,
}

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

entry!(
    Group: GroupId,
    Line: LineId,
    BudgetOption: OptionId,
    Instalment: InstalmentId,
    Offer: OfferId,
);

/// Whether something that names these options is part of `option`; naming none means all.
#[must_use]
pub fn belongs(named: &[OptionId], option: Option<&OptionId>) -> bool {
    named.is_empty() || option.is_none_or(|option| named.contains(option))
}

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
