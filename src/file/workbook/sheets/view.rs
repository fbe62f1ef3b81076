//! What the client may see of a budget. No sheet of the client's version is written from anything
//! else, so nothing internal is within its reach.

use std::collections::{BTreeMap, HashMap};

use rust_decimal::Decimal;

use crate::file::workbook::{CannotWrite, Choice, MAX_AMOUNT};
use crate::model::{
    Budget, BudgetOption, Contingency, Currency, Date, Discount, Due, FlightId, InstalmentBase,
    Line, LineId, LineKind, Money, OptionId, Paper, Percent, Pitch, Role, RoleId, Share,
};
use crate::plan::forecast::forecast;
use crate::plan::month::Month;
use crate::plan::payments::payments;
use crate::plan::phasing::{Measure, phasing};
use crate::plan::price::{LinePrice, Price, price};
use crate::plan::schedule::{Schedule, schedule};

/// What the client may see.
pub(super) struct View<'a> {
    pub title: &'a str,
    pub subtitle: &'a str,
    pub organisation: &'a str,
    pub agency: &'a str,
    pub version: &'a str,
    pub date: Option<Date>,
    pub currency: Currency,
    pub paper: Paper,
    pub tax_name: &'a str,
    /// At least one: all lines, where there are no options.
    pub offers: Vec<Offer<'a>>,
    /// The place of the offer that summary, months, payments and media are of.
    pub main: usize,
    pub months: Vec<Month>,
    pub payments: Vec<Payment<'a>>,
    pub flights: Vec<Flight<'a>>,
}

/// An option with its lines.
pub(super) struct Offer<'a> {
    /// Empty where there are no options.
    pub name: &'a str,
    pub description: &'a str,
    pub recommended: bool,
    pub groups: Vec<Group<'a>>,
    /// Group by group.
    pub lines: Vec<PricedLine<'a>>,
    pub discount: Option<&'a Discount>,
    pub contingency: Option<Contingency>,
    pub sums: Sums,
}

/// What an option comes to.
pub(super) struct Sums {
    pub subtotal: Money,
    pub discount: Money,
    pub contingency: Money,
    pub net_total: Money,
    /// Rate, base, tax.
    pub taxes: Vec<(Percent, Money, Money)>,
    pub total: Money,
    /// Of the total, media with their tax.
    pub media_total: Money,
}

/// A heading with the number of lines below it.
pub(super) struct Group<'a> {
    pub name: &'a str,
    pub lines: usize,
    pub price: Money,
}

/// A line with its price.
pub(super) struct PricedLine<'a> {
    pub id: &'a LineId,
    pub name: &'a str,
    pub kind: Kind,
    pub quantity: Option<Decimal>,
    pub unit: &'a str,
    /// Of fees by the hour and of fixed prices: the price of one.
    pub unit_price: Option<Money>,
    pub price: Money,
    /// Its share of the net total.
    pub net: Money,
    pub tax: Option<Percent>,
    /// Of the offer that months are of.
    pub months: BTreeMap<Month, Money>,
    /// Held at the limit of what can be counted.
    pub held: bool,
}

/// What the client is told about how a price comes about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Fee,
    Fixed,
    ThirdParty,
    Media,
    Expense,
}

/// A payment.
pub(super) struct Payment<'a> {
    pub name: String,
    /// The milestone or the occasion.
    pub when: &'a str,
    pub date: Option<Date>,
    pub share: Share,
    pub of: InstalmentBase,
    pub amount: Money,
    pub part: usize,
    pub parts: usize,
}

/// A flight with what the client pays for it.
pub(super) struct Flight<'a> {
    pub id: &'a FlightId,
    pub channel: &'a str,
    pub placement: &'a str,
    pub start: Option<Date>,
    pub finish: Option<Date>,
    /// The places of the main offer's lines that pay for it.
    pub lines: Vec<usize>,
    pub impressions: Option<u64>,
    pub clicks: Option<u64>,
    pub conversions: Option<u64>,
}

impl Kind {
    pub const fn of(kind: LineKind) -> Self {
        match kind {
            LineKind::Fee => Self::Fee,
            LineKind::Fixed => Self::Fixed,
            LineKind::ThirdParty => Self::ThirdParty,
            LineKind::MediaCommission | LineKind::MediaServiceFee => Self::Media,
            LineKind::Expense => Self::Expense,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Fee => t!("Fee"),
            Self::Fixed => t!("Fixed price"),
            Self::ThirdParty => t!("Third party"),
            Self::Media => t!("Media"),
            Self::Expense => t!("Expense"),
        }
    }

    /// What finds all that is media in a formula: whatever they are bought at, their names begin
    /// with this one.
    pub fn all_media() -> String {
        format!("{}*", Self::Media.name())
    }

    pub const fn is_labour(self) -> bool {
        matches!(self, Self::Fee | Self::Fixed)
    }
}

impl<'a> View<'a> {
    /// The view of the chosen options, and their full figures for whoever may have them.
    ///
    /// # Errors
    /// When the option is gone, or an amount is beyond what a spreadsheet counts exactly.
    pub fn of(pitch: &'a Pitch, choice: &Choice) -> Result<(Self, Vec<Price>), CannotWrite> {
        let budget = &pitch.budget;
        let (chosen, main) = chosen(budget, choice)?;
        let main_option = chosen.get(main).copied().flatten().map(|option| &option.id);
        let schedule = schedule(&pitch.timeline, main_option);
        let prices: Vec<Price> = (chosen.iter())
            .map(|option| price(pitch, option.map(|option| &option.id)))
            .collect();
        let mut offers: Vec<Offer<'a>> = (chosen.iter().zip(&prices))
            .map(|(option, price)| offer(pitch, *option, price))
            .collect();
        for price in &prices {
            bounded(price)?;
        }
        let mut months = Vec::new();
        let mut due = Vec::new();
        let mut flights = Vec::new();
        if let (Some(price), Some(offer)) = (prices.get(main), offers.get_mut(main)) {
            let mut phasing = phasing(pitch, &schedule, price, Measure::Price);
            months = phasing.months;
            for line in &mut offer.lines {
                line.months = phasing.lines.remove(line.id).unwrap_or_default();
            }
            due = payment_views(pitch, price, &schedule);
            flights = flight_views(pitch, main_option, &offer.lines);
        }
        let view = Self {
            title: &pitch.title,
            subtitle: &pitch.proposal.subtitle,
            organisation: &pitch.client.organisation,
            agency: &pitch.proposal.agency,
            version: &pitch.proposal.version,
            date: pitch.proposal.date,
            currency: pitch.currency,
            paper: pitch.proposal.paper,
            tax_name: match budget.tax_name.trim() {
                "" => t!("Tax"),
                name => name,
            },
            offers,
            main,
            months,
            payments: due,
            flights,
        };
        Ok((view, prices))
    }

    /// The offer that summary, months, payments and media are of.
    pub fn main(&self) -> Option<&Offer<'a>> {
        self.offers.get(self.main)
    }
}

/// The options to show, and the place of the one that counts most.
fn chosen<'a>(
    budget: &'a Budget,
    choice: &Choice,
) -> Result<(Vec<Option<&'a BudgetOption>>, usize), CannotWrite> {
    match choice {
        Choice::One(id) => match budget.options.find(id) {
            Some(option) => Ok((vec![Some(&**option)], 0)),
            None => Err(CannotWrite::NoSuchOption),
        },
        Choice::All if budget.options.is_empty() => Ok((vec![None], 0)),
        Choice::All => {
            let recommended = budget.recommended_option();
            let main = recommended.and_then(|id| budget.options.position(id));
            let all = budget.options.iter().map(|option| Some(&**option));
            Ok((all.collect(), main.unwrap_or(0)))
        }
    }
}

/// Refuses what a spreadsheet would round.
fn bounded(price: &Price) -> Result<(), CannotWrite> {
    let check = |amount: Money, what: &'static str| {
        if amount.units().unsigned_abs() > MAX_AMOUNT.unsigned_abs() {
            Err(CannotWrite::TooLarge(what))
        } else {
            Ok(())
        }
    };
    // The sums of what is positive and of what is negative bound every sum in between.
    let (mut above, mut below) = (Money::ZERO, Money::ZERO);
    for line in price.lines.values() {
        for amount in [line.price, line.cost] {
            above = above + amount.max(Money::ZERO);
            below = below + amount.min(Money::ZERO);
        }
    }
    check(above, t!("The sum of the lines"))?;
    check(below, t!("The sum of the lines"))?;
    check(price.contingency, t!("The contingency"))?;
    check(price.total, t!("The total"))
}

fn offer<'a>(pitch: &'a Pitch, option: Option<&'a BudgetOption>, price: &Price) -> Offer<'a> {
    let budget = &pitch.budget;
    let id = option.map(|option| &option.id);
    let held: std::collections::HashSet<&LineId> = price.held.iter().collect();
    let roles: HashMap<&RoleId, &Role> = pitch.team.roles.iter().map(|r| (&r.id, &**r)).collect();
    let mut groups = Vec::new();
    let mut lines = Vec::new();
    for (name, of_group) in grouped(budget, id) {
        let before = lines.len();
        let mut sum = Money::ZERO;
        for line in of_group {
            let figures = price.lines.get(&line.id).copied().unwrap_or_default();
            sum = sum + figures.price;
            lines.push(PricedLine {
                held: held.contains(&line.id),
                ..priced_line(line, figures, &roles)
            });
        }
        groups.push(Group {
            name,
            lines: lines.len() - before,
            price: sum,
        });
    }
    Offer {
        name: option.map_or("", |option| match option.name.trim() {
            "" => t!("Option"),
            name => name,
        }),
        description: option.map_or("", |option| option.description.trim()),
        recommended: id.is_some() && budget.recommended_option() == id,
        groups,
        lines,
        discount: option.and_then(|option| option.discount.as_ref()),
        contingency: contingency(budget, option),
        sums: Sums {
            subtotal: price.subtotal,
            discount: price.discount,
            contingency: price.contingency,
            net_total: price.net_total,
            taxes: (price.taxes.iter())
                .map(|tax| (tax.rate, tax.base, tax.tax))
                .collect(),
            total: price.total,
            media_total: price.media_total,
        },
    }
}

/// The contingency of an option: its own percentage, else the budget's.
fn contingency(budget: &Budget, option: Option<&BudgetOption>) -> Option<Contingency> {
    let of_budget = budget.contingency.clone();
    match option.and_then(|option| option.contingency) {
        Some(percent) => Some(Contingency {
            percent,
            ..of_budget.unwrap_or_default()
        }),
        None => of_budget,
    }
}

/// The lines of an option under the names of their groups; those without a group come last.
fn grouped<'a>(budget: &'a Budget, option: Option<&OptionId>) -> Vec<(&'a str, Vec<&'a Line>)> {
    let mut groups: Vec<(&str, Vec<&Line>)> = (budget.groups.iter())
        .map(|group| (group.name.trim(), Vec::new()))
        .collect();
    let only = groups.is_empty();
    groups.push((if only { t!("All lines") } else { t!("Other") }, Vec::new()));
    let places: HashMap<_, usize> = (budget.groups.iter().enumerate())
        .map(|(place, group)| (&group.id, place))
        .collect();
    for line in budget.lines.iter().filter(|line| line.is_in(option)) {
        let place = line.group.as_ref().and_then(|id| places.get(id).copied());
        if let Some((_, lines)) = groups.get_mut(place.unwrap_or(places.len())) {
            lines.push(line);
        }
    }
    groups.retain(|(_, lines)| !lines.is_empty());
    groups
}

fn priced_line<'a>(
    line: &'a Line,
    figures: LinePrice,
    roles: &HashMap<&RoleId, &Role>,
) -> PricedLine<'a> {
    let quantity = Some(line.quantity.decimal()).filter(|quantity| !quantity.is_zero());
    let (quantity, unit, unit_price) = match line.kind {
        LineKind::Fee => {
            let role = line.role.as_ref().and_then(|id| roles.get(id));
            let rate = line.bill_rate.or(role.map(|role| role.bill_rate));
            (Some(figures.hours.decimal()), t!("h"), rate)
        }
        LineKind::Fixed => (quantity, line.unit.as_str(), Some(line.unit_price)),
        // The price of one would say what the agency pays, once somebody has seen an invoice.
        LineKind::ThirdParty | LineKind::Expense => (quantity, line.unit.as_str(), None),
        LineKind::MediaCommission | LineKind::MediaServiceFee => (None, "", None),
    };
    PricedLine {
        id: &line.id,
        name: &line.name,
        kind: Kind::of(line.kind),
        quantity,
        unit,
        unit_price,
        price: figures.price,
        net: figures.net,
        tax: line.tax,
        months: BTreeMap::new(),
        held: false,
    }
}

fn payment_views<'a>(pitch: &'a Pitch, price: &Price, schedule: &Schedule) -> Vec<Payment<'a>> {
    (payments(pitch, schedule, price).payments.into_iter())
        .filter_map(|payment| {
            let instalment = pitch.budget.payments.find(&payment.instalment)?;
            Some(Payment {
                name: payment.name,
                when: match &instalment.due {
                    Due::Signature => t!("On signature"),
                    Due::Task(task) => {
                        let task = pitch.timeline.tasks.find(task);
                        task.map_or(t!("On a milestone"), |task| task.name.as_str())
                    }
                    Due::Date(_) => t!("On a date"),
                    Due::Monthly => t!("Monthly"),
                },
                date: payment.date,
                share: instalment.share,
                of: instalment.of,
                amount: payment.amount,
                part: payment.part,
                parts: payment.parts,
            })
        })
        .collect()
}

/// The flights of an option. Their nets are what the agency pays, and their rates would give that
/// away.
fn flight_views<'a>(
    pitch: &'a Pitch,
    option: Option<&OptionId>,
    lines: &[PricedLine<'_>],
) -> Vec<Flight<'a>> {
    let forecast = forecast(&pitch.media, option, pitch.brief.audience_size);
    let bought: HashMap<&LineId, &FlightId> = (pitch.budget.lines.iter())
        .filter_map(|line| Some((&line.id, line.flight.as_ref()?)))
        .collect();
    let mut paying: HashMap<&FlightId, Vec<usize>> = HashMap::new();
    for (place, line) in lines.iter().enumerate() {
        if let Some(flight) = bought.get(line.id).filter(|_| line.kind == Kind::Media) {
            paying.entry(flight).or_default().push(place);
        }
    }
    (pitch.media.flights.iter())
        .filter(|flight| flight.is_in(option))
        .map(|flight| {
            let expected = forecast.flights.get(&flight.id).copied();
            let expected = expected.unwrap_or_default();
            Flight {
                id: &flight.id,
                channel: &flight.channel,
                placement: &flight.placement,
                start: flight.start,
                finish: flight.finish,
                lines: paying.remove(&flight.id).unwrap_or_default(),
                impressions: expected.impressions,
                clicks: expected.clicks,
                conversions: expected.conversions,
            }
        })
        .collect()
}
