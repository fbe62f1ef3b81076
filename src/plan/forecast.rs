//! What the media plan is expected to bring. What cannot be worked out has no figure, which is
//! not the same as nothing.

use std::collections::BTreeMap;

use rust_decimal::{Decimal, RoundingStrategy};

use crate::model::{BuyingModel, Flight, FlightId, MediaPlan, Money, OptionId, Percent};

/// What the flights of an option are expected to bring together.
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

/// What one flight is expected to bring.
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
}

/// The forecast for the flights of one option, or for all; `audience` is how many people are to
/// be moved, where the brief says so.
#[must_use]
pub fn forecast(media: &MediaPlan, option: Option<&OptionId>, audience: Option<u64>) -> Forecast {
    let mut sum = Forecast::default();
    for flight in media.flights.iter().filter(|flight| flight.is_in(option)) {
        let figures = flight_forecast(flight, audience);
        let add = |sum: u64, more: Option<u64>| sum.saturating_add(more.unwrap_or(0));
        sum.net = sum.net + flight.net;
        sum.impressions = add(sum.impressions, figures.impressions);
        sum.clicks = add(sum.clicks, figures.clicks);
        sum.views = add(sum.views, figures.views);
        sum.conversions = add(sum.conversions, figures.conversions);
        if let Some(grp) = figures.grp {
            sum.grp = Some(sum.grp.unwrap_or_default().saturating_add(grp));
        }
        sum.flights.insert(flight.id.clone(), figures);
    }
    let thousand = Decimal::ONE_THOUSAND;
    sum.cpm = per(sum.net, sum.impressions, thousand);
    sum.cpc = per(sum.net, sum.clicks, Decimal::ONE);
    sum.cpv = per(sum.net, sum.views, Decimal::ONE);
    sum.cpa = per(sum.net, sum.conversions, Decimal::ONE);
    sum.conversion_value = media.conversion_value.and_then(|value| {
        let worth = Decimal::from(sum.conversions).checked_mul(value.decimal())?;
        Some(Money::round(worth).0)
    });
    sum.roas = sum.conversion_value.and_then(|value| {
        let ratio = value.decimal().checked_div(sum.net.decimal())?;
        Some(rounded(ratio, 4))
    });
    sum
}

/// The forecast for one flight.
#[must_use]
pub fn flight_forecast(flight: &Flight, audience: Option<u64>) -> FlightForecast {
    let bought = |times: Decimal| {
        let units = flight.net.decimal().checked_mul(times)?;
        count(units.checked_div(flight.rate.decimal())?)
    };
    let mut figures = FlightForecast::default();
    match flight.model {
        BuyingModel::Cpm => figures.impressions = bought(Decimal::ONE_THOUSAND),
        BuyingModel::Cpc => figures.clicks = bought(Decimal::ONE),
        BuyingModel::Cpv => figures.views = bought(Decimal::ONE),
        BuyingModel::Cpa => figures.conversions = bought(Decimal::ONE),
        BuyingModel::Flat => figures.impressions = flight.impressions,
    }
    figures.clicks = figures
        .clicks
        .or_else(|| share_of(figures.impressions?, flight.ctr?));
    figures.conversions = figures
        .conversions
        .or_else(|| share_of(figures.clicks?, flight.cvr?));
    reach(&mut figures, flight, audience);
    figures
}

fn reach(figures: &mut FlightForecast, flight: &Flight, audience: Option<u64>) {
    let (Some(impressions), Some(frequency)) = (figures.impressions, flight.frequency) else {
        return;
    };
    let people = Decimal::from(impressions).checked_div(frequency.decimal());
    let Some(people) = people.and_then(count) else {
        return;
    };
    let Some(audience) = audience.filter(|audience| *audience > 0) else {
        figures.reach = Some(people);
        return;
    };
    let people = people.min(audience);
    figures.reach = Some(people);
    let percent = Decimal::from(people)
        .checked_mul(Decimal::ONE_HUNDRED)
        .and_then(|hundredfold| hundredfold.checked_div(Decimal::from(audience)));
    figures.reach_percent = percent.map(|percent| rounded(percent, 2));
    figures.grp = percent
        .and_then(|percent| percent.checked_mul(frequency.decimal()))
        .map(|points| rounded(points, 1));
}

fn rounded(number: Decimal, places: u32) -> Decimal {
    number.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}

/// A number of things, rounded half away from zero; none below zero.
fn count(number: Decimal) -> Option<u64> {
    u64::try_from(rounded(number, 0)).ok()
}

fn share_of(count_of: u64, percent: Percent) -> Option<u64> {
    count(Decimal::from(count_of).checked_mul(percent.fraction())?)
}

fn per(net: Money, units: u64, times: Decimal) -> Option<Money> {
    let price = net.decimal().checked_div(Decimal::from(units))?;
    Some(Money::round(price.checked_mul(times)?).0)
}
