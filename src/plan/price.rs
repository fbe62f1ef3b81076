//! What the work costs the client and the agency, for one option of the budget.
//!
//! Every line is rounded once, to the minor unit, half away from zero; sums are sums of rounded
//! amounts, so that what is printed adds up.

use std::collections::{BTreeMap, HashMap};

use rust_decimal::{Decimal, RoundingStrategy};

use super::allocate::shares;
use super::by_id::ById;
use super::hours::HoursByRole;
use crate::model::{
    Budget, BudgetOption, ContingencyScope, Currency, Discount, DiscountScope, Flight, FlightId,
    GroupId, Hours, HoursFrom, Line, LineId, LineKind, Money, OptionId, Percent, Pitch, Role,
    RoleId, Share,
};

/// The figures of one option. Those from `external_cost` on are internal: never for the client.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Price {
    /// The option they are of; none for all lines.
    pub option: Option<OptionId>,
    /// Sum of the prices of the lines.
    pub subtotal: Money,
    /// What is taken off, as a positive amount.
    pub discount: Money,
    /// What is set aside for the unforeseen.
    pub contingency: Money,
    /// Subtotal less discount plus contingency.
    pub net_total: Money,
    /// The tax of every rate that a line has, lowest rate first.
    pub taxes: Vec<Tax>,
    /// Net total and taxes.
    pub total: Money,
    /// Of the total, what media lines come to with their tax.
    pub media_total: Money,
    /// Sum of the prices of the fee lines.
    pub fees: Money,
    /// Hours of the fee lines.
    pub fee_hours: Hours,
    /// Internal: cost of third party, media and expense lines.
    pub external_cost: Money,
    /// Internal: cost of fee and fixed lines.
    pub labour_cost: Money,
    /// Internal: subtotal less discount less external cost.
    pub agency_gross_income: Money,
    /// Internal: agency gross income less labour cost.
    pub profit: Money,
    /// Internal: profit over agency gross income in basis points (10,000 is 100 %), rounded half
    /// away from zero; none when there is no income.
    pub profit_margin: Option<i64>,
    /// Internal: fees over fee hours; none without hours.
    pub blended_rate: Option<Money>,
    /// Lines whose figures are out of bounds: an amount held at [`Money::MAX_LINE`], a retainer held
    /// at the most hours there are, or a commission of 100 % or more, which no gross can have.
    pub held: Vec<LineId>,
    /// The lines of the option. Last, so that two prices are mostly told apart by their sums.
    pub lines: PricedLines,
}

/// The figures of the lines of an option, in the order of the budget, found by their ids.
#[derive(Debug, Clone)]
pub struct PricedLines(ById<LineId, LinePrice>);

impl PricedLines {
    fn of(rows: &[Row<'_>]) -> Self {
        let mut lines = ById::with_room(rows.len());
        for row in rows {
            lines.add(&row.line.id, row.figures);
        }
        Self(lines)
    }

    /// The figures of this line; none when it is not part of the option.
    #[must_use]
    pub fn get(&self, id: &LineId) -> Option<&LinePrice> {
        self.0.get(id)
    }

    /// Whether this line is part of the option.
    #[must_use]
    pub fn contains_key(&self, id: &LineId) -> bool {
        self.0.position(id).is_some()
    }

    /// The lines with their figures.
    pub fn iter(&self) -> <&Self as IntoIterator>::IntoIter {
        self.into_iter()
    }

    /// The ids of the lines.
    pub fn keys(&self) -> impl Iterator<Item = &LineId> {
        self.0.ids().iter()
    }

    /// The figures of all lines.
    pub fn values(&self) -> impl Iterator<Item = &LinePrice> {
        self.0.values().iter()
    }

    /// How many lines there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.ids().len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.ids().is_empty()
    }
}

impl Default for PricedLines {
    fn default() -> Self {
        Self(ById::with_room(0))
    }
}

impl PartialEq for PricedLines {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for PricedLines {}

impl<'a> IntoIterator for &'a PricedLines {
    type Item = (&'a LineId, &'a LinePrice);
    type IntoIter = std::iter::Zip<std::slice::Iter<'a, LineId>, std::slice::Iter<'a, LinePrice>>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.ids().iter().zip(self.0.values())
    }
}

/// The figures of one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LinePrice {
    /// Internal (but for expenses): what the agency pays.
    pub cost: Money,
    /// What the client pays, before discount and tax.
    pub price: Money,
    /// Its share of the net total: price less its discount plus its contingency.
    pub net: Money,
    /// Of a fee: its hours.
    pub hours: Hours,
}

impl LinePrice {
    /// Internal: (price - cost) / cost in basis points; none without a cost.
    #[must_use]
    pub fn markup(&self) -> Option<i64> {
        basis_points(self.price - self.cost, self.cost)
    }

    /// Internal: (price - cost) / price in basis points; none without a price.
    #[must_use]
    pub fn margin(&self) -> Option<i64> {
        basis_points(self.price - self.cost, self.price)
    }
}

/// The tax of one rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tax {
    /// The rate.
    pub rate: Percent,
    /// The share of the net total that it is taken on.
    pub base: Money,
    /// The tax.
    pub tax: Money,
}

/// The price of the group's lines, and the cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct GroupPrice {
    /// Internal: sum of the costs.
    pub cost: Money,
    /// Sum of the prices.
    pub price: Money,
    /// Sum of the shares of the net total.
    pub net: Money,
    /// Fee hours.
    pub hours: Hours,
}

/// The figures of one option; with `None`, of all lines, without a discount.
#[must_use]
pub fn price(pitch: &Pitch, option: Option<&OptionId>) -> Price {
    let hours = HoursByRole::of(&pitch.timeline, &pitch.team, option);
    price_with(pitch, option, &hours)
}

/// As [`price`], with hours of the timeline that are known already.
#[must_use]
pub fn price_with(pitch: &Pitch, option: Option<&OptionId>, hours: &HoursByRole) -> Price {
    let (mut rows, held) = rows(pitch, option, hours);
    let chosen = option.and_then(|id| pitch.budget.options.find(id));
    let chosen = chosen.map(|option| &**option);
    let sums = sum_up(&pitch.budget, chosen, &mut rows);
    Price {
        option: option.cloned(),
        held,
        lines: PricedLines::of(&rows),
        ..sums
    }
}

/// The lines of an option with their figures before discount and contingency, and those that are
/// held.
pub(super) fn rows<'a>(
    pitch: &'a Pitch,
    option: Option<&OptionId>,
    hours: &HoursByRole,
) -> (Vec<Row<'a>>, Vec<LineId>) {
    let rates = Rates {
        roles: pitch.team.roles.iter().map(|r| (&r.id, &**r)).collect(),
        flights: pitch.media.flights.iter().map(|f| (&f.id, &**f)).collect(),
        hours,
        currency: pitch.currency,
    };
    let mut held = Vec::new();
    let mut rows: Vec<Row<'_>> = Vec::with_capacity(pitch.budget.lines.len());
    for line in pitch.budget.lines.iter().filter(|line| line.is_in(option)) {
        let (figures, was_held) = rates.line(line);
        if was_held {
            held.push(line.id.clone());
        }
        rows.push(Row { line, figures });
    }
    (rows, held)
}

/// The figures of every option, in their order.
#[must_use]
pub fn price_options(pitch: &Pitch) -> Vec<(OptionId, Price)> {
    pitch
        .budget
        .options
        .iter()
        .map(|option| (option.id.clone(), price(pitch, Some(&option.id))))
        .collect()
}

/// The figures of the option we recommend, or of all lines when there is no option.
#[must_use]
pub fn recommended_price(pitch: &Pitch) -> Price {
    price(pitch, pitch.budget.recommended_option())
}

/// The sums of every group of lines; those without a group, or in one that does not exist, stand
/// under `None`.
#[must_use]
pub fn group_prices(budget: &Budget, price: &Price) -> BTreeMap<Option<GroupId>, GroupPrice> {
    let mut groups = ById::with_room(budget.groups.len());
    for group in &budget.groups {
        groups.add(&group.id, GroupPrice::default());
    }
    let mut outside: Option<GroupPrice> = None;
    for line in &budget.lines {
        let Some(figures) = price.lines.get(&line.id) else {
            continue;
        };
        let group = line.group.as_ref().and_then(|id| groups.get_mut(id));
        let sum = group.unwrap_or_else(|| outside.get_or_insert_default());
        sum.cost = sum.cost + figures.cost;
        sum.price = sum.price + figures.price;
        sum.net = sum.net + figures.net;
        sum.hours = sum.hours + figures.hours;
    }
    (groups.iter())
        .map(|(id, sum)| (Some(id.clone()), *sum))
        .chain(outside.map(|sum| (None, sum)))
        .collect()
}

/// `part` of `whole` in basis points, rounded half away from zero; none of nothing.
#[must_use]
pub fn basis_points(part: Money, whole: Money) -> Option<i64> {
    if whole.is_zero() {
        return None;
    }
    let points = part.decimal() * Decimal::from(10_000) / whole.decimal();
    i64::try_from(points.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero)).ok()
}

/// A line with its figures.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    pub line: &'a Line,
    pub figures: LinePrice,
}

/// What the figures of a line are taken from.
struct Rates<'a> {
    roles: HashMap<&'a RoleId, &'a Role>,
    flights: HashMap<&'a FlightId, &'a Flight>,
    hours: &'a HoursByRole,
    currency: Currency,
}

/// A factor times an amount, rounded; held when it is out of bounds.
pub(super) fn times(factor: Decimal, amount: Money) -> (Money, bool) {
    match factor.checked_mul(amount.decimal()) {
        Some(product) => Money::round(product),
        None => (Money::MAX_LINE, true),
    }
}

/// So many per cent of a sum, rounded half away from zero. Sums are greater than lines may be,
/// so this one stops only where an `i64` does.
pub(super) fn percent_of(percent: Percent, sum: Money) -> Money {
    let exact = percent.fraction() * sum.decimal();
    let rounded = exact.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    let limit = if rounded.is_sign_negative() {
        i64::MIN
    } else {
        i64::MAX
    };
    Money::minor(i64::try_from(rounded).unwrap_or(limit))
}

impl Rates<'_> {
    fn line(&self, line: &Line) -> (LinePrice, bool) {
        let (mut hours, mut beyond) = (Hours::ZERO, false);
        let quantity = line.quantity.decimal();
        let (cost, price) = match line.kind {
            LineKind::Fee => {
                (hours, beyond) = self.hours_of(line);
                let role = line.role.as_ref().and_then(|id| self.roles.get(id));
                let rate = |own: Option<Money>, of: fn(&Role) -> Money| {
                    own.or(role.map(|role| of(role))).unwrap_or_default()
                };
                (
                    times(hours.decimal(), rate(line.cost_rate, |role| role.cost_rate)),
                    times(hours.decimal(), rate(line.bill_rate, |role| role.bill_rate)),
                )
            }
            LineKind::Fixed => (
                times(quantity, line.unit_cost),
                times(quantity, line.unit_price),
            ),
            LineKind::Expense => {
                let cost = self.bought(line, quantity, line.unit_cost);
                (cost, cost)
            }
            LineKind::ThirdParty => {
                let cost = self.bought(line, quantity, line.unit_cost);
                (cost, times(Decimal::ONE + line.markup.fraction(), cost.0))
            }
            LineKind::MediaCommission => {
                let (net, held) = self.net_of(line);
                let kept = Decimal::ONE - line.commission.fraction();
                let gross = if kept > Decimal::ZERO {
                    net.decimal().checked_div(kept)
                } else {
                    None
                };
                ((net, held), gross.map_or((net, true), Money::round))
            }
            LineKind::MediaServiceFee => {
                let (net, held) = self.net_of(line);
                let fee = Decimal::ONE + line.service_fee.fraction();
                ((net, held), times(fee, net))
            }
        };
        let figures = LinePrice {
            cost: cost.0,
            price: price.0,
            net: price.0,
            hours,
        };
        (figures, beyond || cost.1 || price.1)
    }

    /// The hours of a fee, and whether they are held.
    fn hours_of(&self, line: &Line) -> (Hours, bool) {
        let hours = match (line.hours_from, &line.role, &line.retainer) {
            (HoursFrom::Retainer, _, Some(retainer)) => return retainer.hours(),
            (HoursFrom::Typed, _, _) => line.hours,
            (HoursFrom::Timeline, Some(role), _) => self.hours.hours(role, line.phase.as_ref()),
            (HoursFrom::Retainer, _, None) | (HoursFrom::Timeline, None, _) => Hours::ZERO,
        };
        (hours, false)
    }

    /// What is paid for so many of a line, rounded once: at its own cost, or at what it costs
    /// abroad at its rate of exchange.
    fn bought(&self, line: &Line, quantity: Decimal, unit_cost: Money) -> (Money, bool) {
        let Some(abroad) = line.abroad() else {
            return times(quantity, unit_cost);
        };
        let cost = abroad.cost_in(self.currency, quantity);
        cost.map_or((Money::MAX_LINE, true), Money::round)
    }

    fn net_of(&self, line: &Line) -> (Money, bool) {
        let flight = line.flight.as_ref().and_then(|id| self.flights.get(id));
        match flight {
            Some(flight) => (flight.net, false),
            None => self.bought(line, Decimal::ONE, line.net),
        }
    }
}

fn is_media(kind: LineKind) -> bool {
    matches!(kind, LineKind::MediaCommission | LineKind::MediaServiceFee)
}

pub(super) fn is_labour(kind: LineKind) -> bool {
    matches!(kind, LineKind::Fee | LineKind::Fixed)
}

/// What rows come to in an option, without their own figures; afterwards these say what each is
/// of the net total.
pub(super) fn sum_up(
    budget: &Budget,
    option: Option<&BudgetOption>,
    rows: &mut [Row<'_>],
) -> Price {
    let subtotal = rows.iter().map(|row| row.figures.price).sum();
    let discount = take_off(option.and_then(|option| option.discount.as_ref()), rows);
    let contingency = set_aside(budget, option, rows);
    let net_total = subtotal - discount + contingency;

    // Base of each rate, and the part of it that media lines make up.
    let mut bases: BTreeMap<Percent, (Money, Money)> = BTreeMap::new();
    let mut media_total = Money::ZERO;
    for Row { line, figures } in rows.iter() {
        let media = if is_media(line.kind) {
            figures.net
        } else {
            Money::ZERO
        };
        media_total = media_total + media;
        if let Some(rate) = line.tax {
            let (base, of_media) = bases.entry(rate).or_default();
            *base = *base + figures.net;
            *of_media = *of_media + media;
        }
    }
    let mut taxes = Vec::with_capacity(bases.len());
    for (rate, (base, of_media)) in bases {
        let tax = percent_of(rate, base);
        let others = base - of_media;
        let parts = shares(tax, &[others.units(), of_media.units()]);
        media_total = media_total + parts.get(1).copied().unwrap_or_default();
        taxes.push(Tax { rate, base, tax });
    }

    let cost = |of: fn(LineKind) -> bool| -> Money {
        rows.iter()
            .filter(|row| of(row.line.kind))
            .map(|row| row.figures.cost)
            .sum()
    };
    let fees = rows
        .iter()
        .filter(|row| row.line.kind == LineKind::Fee)
        .map(|row| row.figures.price)
        .sum::<Money>();
    let fee_hours: Hours = rows.iter().map(|row| row.figures.hours).sum();
    let external_cost = cost(|kind| !is_labour(kind));
    let labour_cost = cost(is_labour);
    let agency_gross_income = subtotal - discount - external_cost;
    let profit = agency_gross_income - labour_cost;
    Price {
        option: None,
        subtotal,
        discount,
        contingency,
        net_total,
        total: net_total + taxes.iter().map(|tax| tax.tax).sum(),
        taxes,
        media_total,
        fees,
        fee_hours,
        external_cost,
        labour_cost,
        agency_gross_income,
        profit,
        profit_margin: if agency_gross_income > Money::ZERO {
            basis_points(profit, agency_gross_income)
        } else {
            None
        },
        blended_rate: fees
            .decimal()
            .checked_div(fee_hours.decimal())
            .map(|rate| Money::round(rate).0),
        held: Vec::new(),
        lines: PricedLines::default(),
    }
}

/// Takes a discount off the lines of its scope, spread by price, and says how much it is: never
/// less than nothing, never more than the scope.
fn take_off(discount: Option<&Discount>, rows: &mut [Row<'_>]) -> Money {
    let Some(discount) = discount else {
        return Money::ZERO;
    };
    let mut scope: Vec<&mut Row<'_>> = rows
        .iter_mut()
        .filter(|row| discount.scope == DiscountScope::Everything || is_labour(row.line.kind))
        .collect();
    let whole: Money = scope.iter().map(|row| row.figures.price).sum();
    let wanted = match discount.value {
        Share::Percent(percent) => percent_of(percent, whole),
        Share::Amount(amount) => amount,
        Share::Rest => Money::ZERO,
    };
    let amount = wanted.min(whole).max(Money::ZERO);
    let weights: Vec<i64> = scope.iter().map(|row| row.figures.price.units()).collect();
    for (row, part) in scope.iter_mut().zip(shares(amount, &weights)) {
        row.figures.net = row.figures.net - part;
    }
    amount
}

/// Adds the contingency to the lines of its scope, spread by discounted price, and says how much
/// it is. An option may have a percentage of its own.
fn set_aside(budget: &Budget, option: Option<&BudgetOption>, rows: &mut [Row<'_>]) -> Money {
    let contingency = budget.contingency.as_ref();
    let own = option.and_then(|option| option.contingency);
    let Some(percent) = own.or(contingency.map(|contingency| contingency.percent)) else {
        return Money::ZERO;
    };
    let scope = contingency.map(|contingency| contingency.scope);
    let everything = scope == Some(ContingencyScope::Everything);
    let mut scope: Vec<&mut Row<'_>> = rows
        .iter_mut()
        .filter(|row| everything || row.line.kind == LineKind::ThirdParty)
        .collect();
    let whole: Money = scope.iter().map(|row| row.figures.net).sum();
    let amount = percent_of(percent, whole).max(Money::ZERO);
    let weights: Vec<i64> = scope.iter().map(|row| row.figures.net.units()).collect();
    for (row, part) in scope.iter_mut().zip(shares(amount, &weights)) {
        row.figures.net = row.figures.net + part;
    }
    amount
}
