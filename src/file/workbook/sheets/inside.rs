//! What only the agency sees: what lines cost, markups, the rate card, notes. The client's version
//! is written without it.

use std::collections::HashMap;

use super::view::{Offer, View};
use crate::model::{
    BuyingModel, Currency, FlightId, Hours, Line, LineId, LineKind, Money, Percent, Pitch,
    Quantity, Role,
};
use crate::plan::price::Price;

/// What only the agency sees of the view's offers.
pub(super) struct Inside<'a> {
    pub offers: Vec<InsideOffer<'a>>,
    pub roles: Vec<&'a Role>,
    /// Of the view's flights, in their order.
    pub flights: Vec<InsideFlight>,
}

/// What only the agency sees of an offer.
pub(super) struct InsideOffer<'a> {
    /// In the order of the offer's lines.
    pub lines: Vec<InsideLine<'a>>,
    pub price: Price,
}

/// What only the agency sees of a line.
#[derive(Clone, Copy)]
pub(super) struct InsideLine<'a> {
    pub kind: LineKind,
    /// The place of its role in the rate card.
    pub role: Option<usize>,
    pub role_name: &'a str,
    /// It has a bill rate of its own.
    pub own_rate: bool,
    /// It has a cost rate of its own.
    pub own_cost: bool,
    pub hours: Hours,
    /// How many are bought.
    pub quantity: Quantity,
    /// The cost of one: an hour, a piece, of media all of it. None where it is bought in another
    /// currency.
    pub unit_cost: Option<Money>,
    /// What one is bought for in another currency, and the rate.
    pub bought_in: Option<(Currency, Money, Quantity)>,
    /// Markup, commission or service fee.
    pub factor: Option<Percent>,
    pub cost: Money,
    pub note: &'a str,
}

/// What only the agency sees of a flight.
#[derive(Clone, Copy)]
pub(super) struct InsideFlight {
    pub model: BuyingModel,
    pub rate: Money,
    pub net: Money,
    pub ctr: Option<Percent>,
    pub cvr: Option<Percent>,
}

impl<'a> Inside<'a> {
    /// What only the agency sees of these offers, whose figures are these.
    pub fn of(pitch: &'a Pitch, view: &View<'a>, prices: Vec<Price>) -> Self {
        let roles: Vec<&Role> = pitch.team.roles.iter().map(|role| &**role).collect();
        let places: HashMap<_, usize> = (roles.iter().enumerate())
            .map(|(place, role)| (&role.id, place))
            .collect();
        let lines: HashMap<&LineId, &Line> =
            (pitch.budget.lines.iter().map(|line| (&line.id, &**line))).collect();
        let nets: HashMap<&FlightId, Money> = (pitch
            .media
            .flights
            .iter()
            .map(|flight| (&flight.id, flight.net)))
        .collect();
        let of_line = |line: &'a Line, price: &Price| {
            let role = line.role.as_ref().and_then(|id| places.get(id).copied());
            let rate = role.and_then(|place| roles.get(place));
            let figures = price.lines.get(&line.id).copied().unwrap_or_default();
            let unit_cost = match line.kind {
                LineKind::Fee => line.cost_rate.or(rate.map(|role| role.cost_rate)),
                LineKind::MediaCommission | LineKind::MediaServiceFee => {
                    let of_flight = line.flight.as_ref().and_then(|id| nets.get(id).copied());
                    Some(of_flight.unwrap_or(line.net))
                }
                LineKind::Fixed | LineKind::ThirdParty | LineKind::Expense => Some(line.unit_cost),
            };
            let abroad = line.abroad();
            InsideLine {
                kind: line.kind,
                role: role.filter(|_| line.kind == LineKind::Fee),
                role_name: rate
                    .filter(|_| line.kind == LineKind::Fee)
                    .map_or("", |role| role.name.as_str()),
                own_rate: line.bill_rate.is_some(),
                own_cost: line.cost_rate.is_some(),
                hours: figures.hours,
                quantity: line.quantity,
                unit_cost: unit_cost.filter(|_| abroad.is_none()),
                bought_in: abroad.map(|abroad| (abroad.currency, abroad.amount, abroad.rate)),
                factor: match line.kind {
                    LineKind::ThirdParty => Some(line.markup),
                    LineKind::MediaCommission => Some(line.commission),
                    LineKind::MediaServiceFee => Some(line.service_fee),
                    LineKind::Fee | LineKind::Fixed | LineKind::Expense => None,
                },
                cost: figures.cost,
                note: &line.note,
            }
        };
        let of_offer = |(offer, price): (&Offer<'a>, Price)| InsideOffer {
            lines: (offer.lines.iter())
                .filter_map(|line| Some(of_line(lines.get(line.id)?, &price)))
                .collect(),
            price,
        };
        let flights = (view.flights.iter())
            .filter_map(|flight| {
                let flight = pitch.media.flights.find(flight.id)?;
                Some(InsideFlight {
                    model: flight.model,
                    rate: flight.rate,
                    net: flight.net,
                    ctr: flight.ctr,
                    cvr: flight.cvr,
                })
            })
            .collect();
        Self {
            offers: view.offers.iter().zip(prices).map(of_offer).collect(),
            roles,
            flights,
        }
    }
}

/// What a kind is called where nothing is hidden.
pub(super) fn kind_name(kind: LineKind) -> &'static str {
    match kind {
        LineKind::Fee => t!("Fee"),
        LineKind::Fixed => t!("Fixed price"),
        LineKind::ThirdParty => t!("Third party"),
        LineKind::MediaCommission => t!("Media at commission"),
        LineKind::MediaServiceFee => t!("Media at service fee"),
        LineKind::Expense => t!("Expense"),
    }
}
