//! What the media plan is expected to bring, in a low, an expected and a high case. What cannot be
//! worked out has no figure, which is not the same as nothing.

use std::collections::BTreeMap;

use rust_decimal::{Decimal, RoundingStrategy};

use super::price::Price;
use crate::model::{
    Budget, BuyingModel, Flight, FlightCase, FlightId, LineId, LineKind, MediaPlan, Money,
    OptionId, Percent,
};

/// How well it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Case {
    /// Worse than expected.
    Low,
    /// As the flights say.
    #[default]
    Expected,
    /// Better than expected.
    High,
}

impl Case {
    /// Every case, from the worst.
    pub const ALL: [Self; 3] = [Self::Low, Self::Expected, Self::High];
}

/// The same in every case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cases<T> {
    /// Worse than expected.
    pub low: T,
    /// As the flights say.
    pub expected: T,
    /// Better than expected.
    pub high: T,
}

impl<T> Cases<T> {
    /// What it is in this case.
    #[must_use]
    pub const fn of(&self, case: Case) -> &T {
        match case {
            Case::Low => &self.low,
            Case::Expected => &self.expected,
            Case::High => &self.high,
        }
    }

    /// Something of each case.
    #[must_use]
    pub fn map<U>(&self, of: impl Fn(&T) -> U) -> Cases<U> {
        Cases {
            low: of(&self.low),
            expected: of(&self.expected),
            high: of(&self.high),
        }
    }
}

/// What the flights of an option bring together in one case.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Forecast {
    /// Every flight of the option.
    pub flights: BTreeMap<FlightId, FlightForecast>,
    /// What the media are paid.
    pub net: Money,
    /// Sum of the known impressions.
    pub impressions: u64,
    /// Sum of the known clicks.
    pub clicks: u64,
    /// Sum of the known completed views.
    pub views: u64,
    /// Sum of the known conversions.
    pub conversions: u64,
    /// People that at least one flight reaches, of a known audience. Assumes that who sees one
    /// flight is as likely as anybody to see another: audience less the product of the shares
    /// that each flight leaves out.
    pub reach: Option<u64>,
    /// The same in per cent of the audience, to two decimals.
    pub reach_percent: Option<Decimal>,
    /// Contacts a person that is reached: impressions of the flights with a reach over all of
    /// their reach, to one decimal.
    pub frequency: Option<Decimal>,
    /// Net over impressions, times a thousand.
    pub cpm: Option<Money>,
    /// Net over clicks.
    pub cpc: Option<Money>,
    /// Net over completed views.
    pub cpv: Option<Money>,
    /// Net over conversions.
    pub cpa: Option<Money>,
    /// What the conversions are worth to the client, when one has a value.
    pub conversion_value: Option<Money>,
    /// Conversion value over net, to four decimals.
    pub roas: Option<Decimal>,
    /// Sum of the gross rating points of the flights that have them.
    pub grp: Option<Decimal>,
}

/// What one flight brings in one case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FlightForecast {
    /// Impressions: bought by the thousand, or typed for a flat placement.
    pub impressions: Option<u64>,
    /// Clicks: bought, or impressions times click-through rate.
    pub clicks: Option<u64>,
    /// Completed views, where they are bought.
    pub views: Option<u64>,
    /// Conversions: bought, or clicks times conversion rate.
    pub conversions: Option<u64>,
    /// People reached: impressions over frequency, never above the audience.
    pub reach: Option<u64>,
    /// Reach in per cent of the audience, to two decimals.
    pub reach_percent: Option<Decimal>,
    /// Gross rating points, reach in per cent times frequency, to one decimal.
    pub grp: Option<Decimal>,
    /// Net over impressions, times a thousand.
    pub cpm: Option<Money>,
    /// Net over clicks.
    pub cpc: Option<Money>,
    /// Net over completed views.
    pub cpv: Option<Money>,
    /// Net over conversions.
    pub cpa: Option<Money>,
    /// Worth of its conversions over its net, to four decimals.
    pub roas: Option<Decimal>,
}

/// The expected forecast for the flights of one option, or for all; `audience` is how many people
/// are to be moved, where the brief says so. Figures are exact until they are shown: rates and
/// sums are worked out before anything is rounded, half away from zero.
#[must_use]
pub fn forecast(media: &MediaPlan, option: Option<&OptionId>, audience: Option<u64>) -> Forecast {
    forecast_in(Case::Expected, media, option, audience)
}

/// The forecast in every case. Of every figure that grows with success, low is never above
/// expected and expected never above high: a flight whose low case was typed to bring more than
/// its high one counts with the least and the most of what its cases bring.
#[must_use]
pub fn forecast_cases(
    media: &MediaPlan,
    option: Option<&OptionId>,
    audience: Option<u64>,
) -> Cases<Forecast> {
    let of = |case| forecast_in(case, media, option, audience);
    Cases {
        low: of(Case::Low),
        expected: of(Case::Expected),
        high: of(Case::High),
    }
}

/// The flights of an option whose typed cases are the wrong way round: a low case that brings
/// more than expected, or a high one that brings less. What they bring is put in order, and the
/// page says so.
#[must_use]
pub fn crossed(media: &MediaPlan, option: Option<&OptionId>) -> Vec<FlightId> {
    let worse = |less: &Exact, more: &Exact| {
        [
            (less.impressions, more.impressions),
            (less.clicks, more.clicks),
            (less.views, more.views),
            (less.conversions, more.conversions),
            (less.people, more.people),
        ]
        .into_iter()
        .any(|(less, more)| less.zip(more).is_some_and(|(less, more)| less > more))
    };
    (media.flights.iter())
        .filter(|flight| flight.is_in(option))
        .filter(|flight| {
            let [low, expected, high] = Exact::typed(flight, media.spread, None);
            worse(&low, &expected) || worse(&expected, &high)
        })
        .map(|flight| flight.id.clone())
        .collect()
}

/// What the client pays for a flight, and how the agency is paid for buying it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Paid {
    /// The sum of the prices of the lines, before discounts.
    pub gross: Money,
    /// The lines of the option that take their net from it, each with what the agency keeps: more
    /// than one would charge the client twice.
    pub lines: Vec<(LineId, Kept)>,
}

/// What the agency keeps of a media line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// A commission, as a share of the gross.
    Commission(Percent),
    /// A service fee, on the net.
    ServiceFee(Percent),
}

/// How the flights are paid for. A flight that no media line of the option pays for is not in it.
#[must_use]
pub fn paid(budget: &Budget, price: &Price) -> BTreeMap<FlightId, Paid> {
    let mut paid: BTreeMap<FlightId, Paid> = BTreeMap::new();
    for line in &budget.lines {
        let kept = match line.kind {
            LineKind::MediaCommission => Kept::Commission(line.commission),
            LineKind::MediaServiceFee => Kept::ServiceFee(line.service_fee),
            _ => continue,
        };
        if let (Some(flight), Some(figures)) = (&line.flight, price.lines.get(&line.id)) {
            let of_flight = paid.entry(flight.clone()).or_default();
            of_flight.gross = of_flight.gross + figures.price;
            of_flight.lines.push((line.id.clone(), kept));
        }
    }
    paid
}

fn forecast_in(
    case: Case,
    media: &MediaPlan,
    option: Option<&OptionId>,
    audience: Option<u64>,
) -> Forecast {
    let audience = audience.filter(|people| *people > 0).map(Decimal::from);
    let mut forecast = Forecast::default();
    let mut sum = Exact::default();
    let mut together = Together::default();
    for flight in media.flights.iter().filter(|flight| flight.is_in(option)) {
        let exact = Exact::in_case(case, flight, media.spread, audience);
        let figures = exact.shown(flight.net, media.conversion_value, audience);
        forecast.net = forecast.net + flight.net;
        if let Some(grp) = figures.grp {
            forecast.grp = Some(forecast.grp.unwrap_or_default().saturating_add(grp));
        }
        forecast.flights.insert(flight.id.clone(), figures);
        together.add(&exact, audience);
        sum.add(&exact);
    }
    let costs = sum.shown(forecast.net, media.conversion_value, None);
    forecast.impressions = costs.impressions.unwrap_or(0);
    forecast.clicks = costs.clicks.unwrap_or(0);
    forecast.views = costs.views.unwrap_or(0);
    forecast.conversions = costs.conversions.unwrap_or(0);
    (forecast.cpm, forecast.cpc) = (costs.cpm, costs.cpc);
    (forecast.cpv, forecast.cpa) = (costs.cpv, costs.cpa);
    forecast.conversion_value = sum
        .worth(media.conversion_value)
        .map(|worth| Money::round(worth).0);
    forecast.roas = costs.roas;
    if let Some((people, audience)) = together.people(audience) {
        forecast.reach = count(people);
        forecast.reach_percent = percent_of(people, audience).map(|share| rounded(share, 2));
        let contacts = together.impressions.checked_div(people);
        forecast.frequency = contacts.map(|contacts| rounded(contacts, 1));
    }
    forecast
}

/// What a flight brings before rounding.
#[derive(Clone, Copy, Default)]
struct Exact {
    impressions: Option<Decimal>,
    clicks: Option<Decimal>,
    views: Option<Decimal>,
    conversions: Option<Decimal>,
    /// People reached.
    people: Option<Decimal>,
    /// Gross rating points.
    points: Option<Decimal>,
}

impl Exact {
    /// In the low case the least of what its cases bring, in the high case the most.
    fn in_case(case: Case, flight: &Flight, spread: Percent, audience: Option<Decimal>) -> Self {
        let [low, expected, high] = Self::typed(flight, spread, audience);
        let pick = match case {
            Case::Expected => return expected,
            Case::Low => Ord::min,
            Case::High => Ord::max,
        };
        expected.with(&low, pick).with(&high, pick)
    }

    /// The cases as they are typed, from low to high: a case of its own, or the spread on what is
    /// bought.
    fn typed(flight: &Flight, spread: Percent, audience: Option<Decimal>) -> [Self; 3] {
        let spread = spread.fraction().min(Decimal::ONE);
        let of = |own: &Option<FlightCase>, by: Decimal| match own {
            Some(own) => Self::of(flight, own, Decimal::ONE, audience),
            None => Self::of(flight, &FlightCase::default(), by, audience),
        };
        [
            of(&flight.low, Decimal::ONE.saturating_sub(spread)),
            of(&None, Decimal::ONE),
            of(&flight.high, Decimal::ONE.saturating_add(spread)),
        ]
    }

    /// What is bought `by` so many times as much.
    fn of(flight: &Flight, case: &FlightCase, by: Decimal, audience: Option<Decimal>) -> Self {
        let rate = case.rate.unwrap_or(flight.rate);
        // A rate of nothing, or money that comes back, buys nothing that could be counted.
        let bought = |times: Decimal| {
            let units = flight.net.decimal().checked_mul(times)?;
            let units = units.checked_div(rate.decimal())?;
            let units = units.checked_mul(by)?;
            Some(units).filter(|units| !units.is_sign_negative())
        };
        let share =
            |of: Option<Decimal>, percent: Option<Percent>| of?.checked_mul(percent?.fraction());
        let mut exact = Self::default();
        match flight.model {
            BuyingModel::Cpm => exact.impressions = bought(Decimal::ONE_THOUSAND),
            BuyingModel::Cpc => exact.clicks = bought(Decimal::ONE),
            BuyingModel::Cpv => exact.views = bought(Decimal::ONE),
            BuyingModel::Cpa => exact.conversions = bought(Decimal::ONE),
            BuyingModel::Flat => {
                let typed = case.impressions.or(flight.impressions);
                exact.impressions = typed.and_then(|typed| Decimal::from(typed).checked_mul(by));
            }
        }
        exact.clicks = (exact.clicks).or_else(|| share(exact.impressions, case.ctr.or(flight.ctr)));
        exact.conversions =
            (exact.conversions).or_else(|| share(exact.clicks, case.cvr.or(flight.cvr)));
        let frequency = case.frequency.or(flight.frequency);
        let people = (exact.impressions.zip(frequency))
            .and_then(|(impressions, frequency)| impressions.checked_div(frequency.decimal()));
        exact.people = people.map(|people| audience.map_or(people, |most| people.min(most)));
        exact.points = (exact.people.zip(audience).zip(frequency)).and_then(
            |((people, audience), frequency)| {
                percent_of(people, audience)?.checked_mul(frequency.decimal())
            },
        );
        exact
    }

    /// Figure by figure the better or the worse; what is not known here stays unknown.
    fn with(self, other: &Self, pick: fn(Decimal, Decimal) -> Decimal) -> Self {
        let of = |mine: Option<Decimal>, other: Option<Decimal>| {
            mine.map(|mine| other.map_or(mine, |other| pick(mine, other)))
        };
        Self {
            impressions: of(self.impressions, other.impressions),
            clicks: of(self.clicks, other.clicks),
            views: of(self.views, other.views),
            conversions: of(self.conversions, other.conversions),
            people: of(self.people, other.people),
            points: of(self.points, other.points),
        }
    }

    /// Adds what can be added: not people, who may be the same ones.
    fn add(&mut self, more: &Self) {
        for (sum, more) in [
            (&mut self.impressions, more.impressions),
            (&mut self.clicks, more.clicks),
            (&mut self.views, more.views),
            (&mut self.conversions, more.conversions),
        ] {
            if let Some(more) = more {
                *sum = Some(sum.unwrap_or_default().saturating_add(more));
            }
        }
    }

    fn worth(&self, value: Option<Money>) -> Option<Decimal> {
        let conversions = self.conversions.unwrap_or_default();
        conversions.checked_mul(value?.decimal())
    }

    fn shown(self, net: Money, value: Option<Money>, audience: Option<Decimal>) -> FlightForecast {
        let per = |units: Option<Decimal>, times: Decimal| {
            let net = net.decimal().checked_mul(times)?;
            Some(Money::round(net.checked_div(units?)?).0)
        };
        FlightForecast {
            impressions: self.impressions.and_then(count),
            clicks: self.clicks.and_then(count),
            views: self.views.and_then(count),
            conversions: self.conversions.and_then(count),
            reach: self.people.and_then(count),
            reach_percent: (self.people.zip(audience))
                .and_then(|(people, audience)| percent_of(people, audience))
                .map(|percent| rounded(percent, 2)),
            grp: self.points.map(|points| rounded(points, 1)),
            cpm: per(self.impressions, Decimal::ONE_THOUSAND),
            cpc: per(self.clicks, Decimal::ONE),
            cpv: per(self.views, Decimal::ONE),
            cpa: per(self.conversions, Decimal::ONE),
            roas: self
                .worth(value)
                .and_then(|worth| worth.checked_div(net.decimal()))
                .map(|ratio| rounded(ratio, 4)),
        }
    }
}

/// Whom several flights reach together.
struct Together {
    /// Impressions of the flights whose reach is known.
    impressions: Decimal,
    /// The share of the audience that none of them reaches.
    missed: Decimal,
    known: bool,
}

impl Default for Together {
    fn default() -> Self {
        Self {
            impressions: Decimal::ZERO,
            missed: Decimal::ONE,
            known: false,
        }
    }
}

impl Together {
    fn add(&mut self, exact: &Exact, audience: Option<Decimal>) {
        let share = (exact.people.zip(audience))
            .and_then(|(people, audience)| people.checked_div(audience));
        if let (Some(share), Some(impressions)) = (share, exact.impressions) {
            self.known = true;
            self.impressions = self.impressions.saturating_add(impressions);
            // 28 digits are kept: what is lost of them is no person.
            self.missed = (self.missed).saturating_mul(Decimal::ONE.saturating_sub(share));
        }
    }

    fn people(&self, audience: Option<Decimal>) -> Option<(Decimal, Decimal)> {
        let audience = audience.filter(|_| self.known)?;
        let share = Decimal::ONE.saturating_sub(self.missed);
        Some((audience.checked_mul(share)?, audience))
    }
}

fn percent_of(part: Decimal, whole: Decimal) -> Option<Decimal> {
    part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)
}

fn rounded(number: Decimal, places: u32) -> Decimal {
    number
        .round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
        .normalize()
}

/// A number of things, rounded half away from zero.
fn count(number: Decimal) -> Option<u64> {
    u64::try_from(rounded(number, 0)).ok()
}
