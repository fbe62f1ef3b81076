//! What the client may see of a pitch. The proposal is written from this alone, so that nothing
//! internal (costs, markups, margins, notes, hidden sections) is within its reach.

use std::collections::BTreeMap;

use crate::model::{
    Budget, Currency, Date, Deliverable, Due, FlightId, Line, LineId, LineKind, List, Money,
    Objective, OptionId, Percent, Pitch, ProposalSetup, Quantity, Section, Signed, Story, TaskId,
    TaskKind, Terms,
};
use crate::plan::client_calendar::{Owed, OwedKind, client_calendar};
use crate::plan::forecast::forecast;
use crate::plan::month::Month;
use crate::plan::payments::payments;
use crate::plan::phasing::{Measure, phasing};
use crate::plan::price::{Price, price};
use crate::plan::schedule::{Schedule, schedule};

use super::charts::{Kinds, by_kind, months_by_kind};
use super::gantt::{Picture, Source};

/// What the client may see, of the option we recommend.
pub(super) struct ClientView<'a> {
    pub title: &'a str,
    pub currency: Currency,
    pub organisation: &'a str,
    pub brand: &'a str,
    /// Name and position.
    pub contacts: Vec<(&'a str, &'a str)>,
    pub objectives: &'a List<Objective>,
    pub story: &'a Story,
    /// Those of the story that are not hidden.
    pub sections: Vec<&'a Section>,
    /// With the rounds that the option includes.
    pub deliverables: List<Deliverable>,
    pub out_of_scope: &'a str,
    pub changes: &'a str,
    pub people: Vec<Worker<'a>>,
    pub timeline: Picture,
    /// When tasks are finished, for deliverables and payments.
    pub finishes: BTreeMap<TaskId, (String, Date)>,
    /// Milestones and approvals of the option with their last days, by date.
    pub moments: Vec<(TaskId, String, Date)>,
    /// The approvals that the client owes.
    pub duties: Vec<Owed>,
    /// What was signed.
    pub signed: Option<&'a Signed>,
    pub groups: Vec<PricedGroup>,
    pub sums: Sums,
    /// The net total by group, for a picture of it.
    pub shares: Vec<(String, Money)>,
    /// The net total by month and kind of line.
    pub months: Vec<(Month, Kinds)>,
    pub tax_name: &'a str,
    pub offers: Vec<Offer>,
    pub payments: Vec<Payment>,
    pub media: MediaView<'a>,
    pub terms: &'a Terms,
    pub setup: &'a ProposalSetup,
}

/// Somebody who works on it.
pub(super) struct Worker<'a> {
    pub name: &'a str,
    pub role: &'a str,
    pub biography: &'a str,
    pub portrait: Option<crate::model::Picture>,
}

/// Lines of the budget under a heading.
pub(super) struct PricedGroup {
    pub name: String,
    pub lines: Vec<PricedLine>,
    pub price: Money,
}

/// A line of the budget with its price.
pub(super) struct PricedLine {
    pub name: String,
    /// How many, and of what.
    pub quantity: Option<(Quantity, String)>,
    /// Of fees by the hour and of fixed prices: the price of one.
    pub unit_price: Option<Money>,
    pub price: Money,
    /// What the price rests on.
    pub assumption: String,
}

/// What an option comes to.
#[derive(Default)]
pub(super) struct Sums {
    pub subtotal: Money,
    pub discount: Money,
    pub contingency: Money,
    pub net_total: Money,
    pub taxes: Vec<(Percent, Money)>,
    pub total: Money,
}

/// An option.
pub(super) struct Offer {
    pub name: String,
    pub description: String,
    pub recommended: bool,
    /// The lines that it has and that name their options, in order.
    pub own_lines: Vec<(LineId, String)>,
    /// The price of every group, by the name of the group.
    pub groups: Vec<(String, Money)>,
    pub sums: Sums,
    /// The net total by kind of line.
    pub kinds: Kinds,
}

/// An instalment.
pub(super) struct Payment {
    pub name: String,
    /// What fields call it: the same in every language.
    pub field: String,
    pub due: DueView,
    pub amount: Money,
}

/// When an instalment is due.
pub(super) enum DueView {
    Signature,
    Task(String, Option<Date>),
    Date(Option<Date>),
}

/// The media plan without what the agency pays for it.
pub(super) struct MediaView<'a> {
    pub notes: &'a str,
    pub flights: Vec<FlightView>,
    pub impressions: Option<u64>,
    pub clicks: Option<u64>,
    pub conversions: Option<u64>,
}

/// A flight with what the client pays for it, where a line of the budget says so.
pub(super) struct FlightView {
    pub id: FlightId,
    pub channel: String,
    pub placement: String,
    pub start: Option<Date>,
    pub finish: Option<Date>,
    pub price: Option<Money>,
    pub impressions: Option<u64>,
    pub clicks: Option<u64>,
    pub conversions: Option<u64>,
}

impl<'a> ClientView<'a> {
    pub fn of(pitch: &'a Pitch) -> Self {
        let option = pitch.budget.recommended_option();
        let schedule = schedule(&pitch.timeline, option);
        let price = price(pitch, option);
        Self {
            title: &pitch.title,
            currency: pitch.currency,
            organisation: &pitch.client.organisation,
            brand: &pitch.client.brand,
            contacts: (pitch.client.contacts.iter())
                .map(|contact| (contact.name.as_str(), contact.position.as_str()))
                .filter(|(name, _)| !name.is_empty())
                .collect(),
            objectives: &pitch.brief.objectives,
            story: &pitch.story,
            sections: (pitch.story.sections.iter())
                .filter(|section| !section.internal)
                .map(|section| &**section)
                .collect(),
            deliverables: deliverables(pitch, option),
            out_of_scope: &pitch.scope.out_of_scope,
            changes: &pitch.scope.changes,
            people: people(pitch),
            timeline: Picture::of(Source {
                timeline: &pitch.timeline,
                schedule: &schedule,
                option,
                agreed: None,
                internal: false,
            }),
            finishes: (pitch.timeline.tasks.iter())
                .filter_map(|task| {
                    let scheduled = schedule.tasks.get(&task.id)?;
                    Some((task.id.clone(), (task.name.clone(), scheduled.finish)))
                })
                .collect(),
            moments: moments(pitch, &schedule, option),
            duties: duties(pitch, &schedule, &price),
            signed: pitch.signed.as_deref(),
            groups: priced_groups(pitch, &price, option),
            sums: Sums::of(&price),
            shares: net_by_group(pitch, &price, option),
            months: months_by_kind(
                &pitch.budget,
                &phasing(pitch, &schedule, &price, Measure::Net),
            ),
            tax_name: &pitch.budget.tax_name,
            offers: offers(pitch),
            payments: payment_views(pitch, &price, &schedule),
            media: media(pitch, &price, option),
            terms: &pitch.terms,
            setup: &pitch.proposal,
        }
    }
}

impl Sums {
    fn of(price: &Price) -> Self {
        Self {
            subtotal: price.subtotal,
            discount: price.discount,
            contingency: price.contingency,
            net_total: price.net_total,
            taxes: price.taxes.iter().map(|tax| (tax.rate, tax.tax)).collect(),
            total: price.total,
        }
    }
}

fn deliverables(pitch: &Pitch, option: Option<&OptionId>) -> List<Deliverable> {
    let mut list = pitch.scope.deliverables.clone();
    let option = option.and_then(|id| pitch.budget.options.find(id));
    for own in option.iter().flat_map(|option| &option.rounds) {
        if let Some(deliverable) = list.find_mut(&own.deliverable) {
            deliverable.rounds = Some(own.rounds);
        }
    }
    list
}

fn moments(
    pitch: &Pitch,
    schedule: &Schedule,
    option: Option<&OptionId>,
) -> Vec<(TaskId, String, Date)> {
    let mut moments: Vec<_> = (pitch.timeline.tasks.iter())
        .filter(|task| task.kind != TaskKind::Task && task.is_in(option))
        .filter_map(|task| {
            let scheduled = schedule.tasks.get(&task.id)?;
            Some((task.id.clone(), task.name.clone(), scheduled.finish))
        })
        .collect();
    moments.sort_by_key(|(_, _, date)| *date);
    moments
}

fn duties(pitch: &Pitch, schedule: &Schedule, price: &Price) -> Vec<Owed> {
    // Decisions on the pitch itself are past when a statement of work is written.
    let mut owed = client_calendar(pitch, schedule, price, pitch.timeline.start).entries;
    owed.retain(|owed| owed.kind == OwedKind::Approval);
    owed
}

fn people(pitch: &Pitch) -> Vec<Worker<'_>> {
    (pitch.team.people.iter())
        .filter(|person| !person.name.is_empty())
        .map(|person| Worker {
            name: &person.name,
            role: (person.role.as_ref())
                .and_then(|role| pitch.team.roles.find(role))
                .map_or("", |role| role.name.as_str()),
            biography: &person.biography,
            portrait: person.portrait,
        })
        .collect()
}

fn priced_groups(pitch: &Pitch, price: &Price, option: Option<&OptionId>) -> Vec<PricedGroup> {
    grouped(&pitch.budget, option)
        .into_iter()
        .map(|(name, lines)| {
            let lines: Vec<_> = (lines.into_iter())
                .map(|line| priced_line(pitch, line, price))
                .collect();
            PricedGroup {
                name,
                price: lines.iter().map(|line| line.price).sum(),
                lines,
            }
        })
        .collect()
}

fn net_by_group(pitch: &Pitch, price: &Price, option: Option<&OptionId>) -> Vec<(String, Money)> {
    (grouped(&pitch.budget, option).into_iter())
        .map(|(name, lines)| {
            let figures = lines.iter().filter_map(|line| price.lines.get(&line.id));
            (name, figures.map(|figures| figures.net).sum())
        })
        .collect()
}

/// The lines of an option under the names of their groups; those without a group come last.
fn grouped<'a>(budget: &'a Budget, option: Option<&OptionId>) -> Vec<(String, Vec<&'a Line>)> {
    let mut groups: Vec<(String, Vec<&Line>)> = (budget.groups.iter())
        .map(|group| (group.name.clone(), Vec::new()))
        .collect();
    groups.push((String::new(), Vec::new()));
    for line in budget.lines.iter().filter(|line| line.is_in(option)) {
        let place = (line.group.as_ref())
            .and_then(|group| budget.groups.position(group))
            .unwrap_or(budget.groups.len());
        if let Some((_, lines)) = groups.get_mut(place) {
            lines.push(line);
        }
    }
    groups.retain(|(_, lines)| !lines.is_empty());
    groups
}

fn priced_line(pitch: &Pitch, line: &Line, price: &Price) -> PricedLine {
    let figures = price.lines.get(&line.id).copied().unwrap_or_default();
    let quantity = || (!line.quantity.is_zero()).then(|| (line.quantity, line.unit.clone()));
    let (quantity, unit_price) = match line.kind {
        LineKind::Fee => {
            let rate = line.bill_rate.or_else(|| {
                let role = line.role.as_ref()?;
                pitch.team.roles.find(role).map(|role| role.bill_rate)
            });
            let hours = Quantity::new(figures.hours.decimal()).ok();
            (hours.map(|hours| (hours, t!("h").to_owned())), rate)
        }
        LineKind::Fixed => (quantity(), Some(line.unit_price)),
        // The price of one would say what the agency pays, once somebody has seen an invoice.
        LineKind::ThirdParty | LineKind::Expense => (quantity(), None),
        LineKind::MediaCommission | LineKind::MediaServiceFee => (None, None),
    };
    PricedLine {
        name: line.name.clone(),
        quantity,
        unit_price,
        price: figures.price,
        assumption: line.assumption.clone(),
    }
}

fn offers(pitch: &Pitch) -> Vec<Offer> {
    let recommended = pitch.budget.recommended_option();
    (pitch.budget.options.iter())
        .map(|option| {
            let figures = price(pitch, Some(&option.id));
            Offer {
                name: option.name.clone(),
                description: option.description.clone(),
                recommended: recommended == Some(&option.id),
                own_lines: (pitch.budget.lines.iter())
                    .filter(|line| !line.options.is_empty() && line.is_in(Some(&option.id)))
                    .map(|line| (line.id.clone(), line.name.clone()))
                    .collect(),
                groups: (grouped(&pitch.budget, Some(&option.id)).into_iter())
                    .map(|(name, lines)| {
                        let sum = (lines.iter())
                            .filter_map(|line| figures.lines.get(&line.id))
                            .map(|line| line.price)
                            .sum();
                        (name, sum)
                    })
                    .collect(),
                sums: Sums::of(&figures),
                kinds: by_kind(&pitch.budget, &figures),
            }
        })
        .collect()
}

/// The payments, each of a monthly instalment by itself.
fn payment_views(pitch: &Pitch, price: &Price, schedule: &Schedule) -> Vec<Payment> {
    (payments(pitch, schedule, price).payments.into_iter())
        .map(|payment| {
            let instalment = pitch.budget.payments.find(&payment.instalment);
            let due = match instalment.map(|instalment| &instalment.due) {
                Some(Due::Signature) => DueView::Signature,
                Some(Due::Task(task)) => DueView::Task(
                    (pitch.timeline.tasks.find(task)).map_or_else(String::new, |t| t.name.clone()),
                    payment.date,
                ),
                Some(Due::Date(_) | Due::Monthly) | None => DueView::Date(payment.date),
            };
            let (name, part, parts) = (payment.name, payment.part, payment.parts);
            let is_part = parts > 1;
            Payment {
                field: if is_part {
                    format!("{name}, {part} of {parts}")
                } else {
                    name.clone()
                },
                name: if is_part {
                    t!("{name}, {part} of {parts}")
                } else {
                    name
                },
                due,
                amount: payment.amount,
            }
        })
        .collect()
}

fn media<'a>(pitch: &'a Pitch, price: &Price, option: Option<&OptionId>) -> MediaView<'a> {
    let forecast = forecast(&pitch.media, option, pitch.brief.audience_size);
    let flights = (pitch.media.flights.iter())
        .filter(|flight| flight.is_in(option))
        .map(|flight| {
            let expected = (forecast.flights.get(&flight.id).copied()).unwrap_or_default();
            FlightView {
                id: flight.id.clone(),
                channel: flight.channel.clone(),
                placement: flight.placement.clone(),
                start: flight.start,
                finish: flight.finish,
                price: price_of_flight(pitch, price, &flight.id),
                impressions: expected.impressions,
                clicks: expected.clicks,
                conversions: expected.conversions,
            }
        })
        .collect();
    // A sum of nothing known is no figure.
    let known = |sum: u64| (sum > 0).then_some(sum);
    MediaView {
        notes: &pitch.media.notes,
        flights,
        impressions: known(forecast.impressions),
        clicks: known(forecast.clicks),
        conversions: known(forecast.conversions),
    }
}

/// What the lines that pay for a flight come to. Its net is what the agency pays, and its rate
/// would give that away.
fn price_of_flight(pitch: &Pitch, price: &Price, flight: &FlightId) -> Option<Money> {
    (pitch.budget.lines.iter())
        .filter(|line| line.flight.as_ref() == Some(flight))
        .filter_map(|line| price.lines.get(&line.id))
        .map(|line| line.price)
        .reduce(|sum, price| sum + price)
}
