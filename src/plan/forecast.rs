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
/// be moved, where the brief says so. Figures are exact until they are shown: rates and sums are
/// worked out before anything is rounded, half away from zero.
#[must_use]
pub fn forecast(media: &MediaPlan, option: Option<&OptionId>, audience: Option<u64>) -> Forecast {
    let mut forecast = Forecast::default();
    let mut sum = Exact::default();
    for flight in media.flights.iter().filter(|flight| flight.is_in(option)) {
        let exact = Exact::of(flight);
        let figures = shown(&exact, flight, audience);
        forecast.net = forecast.net + flight.net;
        if let Some(grp) = figures.grp {
            forecast.grp = Some(forecast.grp.unwrap_or_default().saturating_add(grp));
        }
        forecast.flights.insert(flight.id.clone(), figures);
        sum.add(&exact);
    }
    let whole = |number: Option<Decimal>| number.and_then(count).unwrap_or(0);
    forecast.impressions = whole(sum.impressions);
    forecast.clicks = whole(sum.clicks);
    forecast.views = whole(sum.views);
    forecast.conversions = whole(sum.conversions);
    let per = |units: Option<Decimal>, times: Decimal| {
        let net = forecast.net.decimal().checked_mul(times)?;
        Some(Money::round(net.checked_div(units?)?).0)
    };
    forecast.cpm = per(sum.impressions, Decimal::ONE_THOUSAND);
    forecast.cpc = per(sum.clicks, Decimal::ONE);
    forecast.cpv = per(sum.views, Decimal::ONE);
    forecast.cpa = per(sum.conversions, Decimal::ONE);
    let worth = media.conversion_value.and_then(|value| {
        let conversions = sum.conversions.unwrap_or_default();
        conversions.checked_mul(value.decimal())
    });
    forecast.conversion_value = worth.map(|worth| Money::round(worth).0);
    forecast.roas = worth
        .and_then(|worth| worth.checked_div(forecast.net.decimal()))
        .map(|ratio| rounded(ratio, 4));
    forecast
}

/// The forecast for one flight.
#[must_use]
pub fn flight_forecast(flight: &Flight, audience: Option<u64>) -> FlightForecast {
    shown(&Exact::of(flight), flight, audience)
}

/// What a flight brings before rounding.
#[derive(Default)]
struct Exact {
    impressions: Option<Decimal>,
    clicks: Option<Decimal>,
    views: Option<Decimal>,
    conversions: Option<Decimal>,
}

impl Exact {
    fn of(flight: &Flight) -> Self {
        // A rate of nothing, or money that comes back, buys nothing that could be counted.
        let bought = |times: Decimal| {
            let units = flight.net.decimal().checked_mul(times)?;
            let units = units.checked_div(flight.rate.decimal())?;
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
            BuyingModel::Flat => exact.impressions = flight.impressions.map(Decimal::from),
        }
        exact.clicks = exact
            .clicks
            .or_else(|| share(exact.impressions, flight.ctr));
        exact.conversions = exact
            .conversions
            .or_else(|| share(exact.clicks, flight.cvr));
        exact
    }

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
}

fn shown(exact: &Exact, flight: &Flight, audience: Option<u64>) -> FlightForecast {
    let mut figures = FlightForecast {
        impressions: exact.impressions.and_then(count),
        clicks: exact.clicks.and_then(count),
        views: exact.views.and_then(count),
        conversions: exact.conversions.and_then(count),
        ..FlightForecast::default()
    };
    let (Some(impressions), Some(frequency)) = (exact.impressions, flight.frequency) else {
        return figures;
    };
    let Some(people) = impressions.checked_div(frequency.decimal()) else {
        return figures;
    };
    let Some(audience) = audience.filter(|audience| *audience > 0) else {
        figures.reach = count(people);
        return figures;
    };
    let audience = Decimal::from(audience);
    let people = people.min(audience);
    figures.reach = count(people);
    let percent = people
        .checked_mul(Decimal::ONE_HUNDRED)
        .and_then(|hundredfold| hundredfold.checked_div(audience));
    figures.reach_percent = percent.map(|percent| rounded(percent, 2));
    figures.grp = percent
        .and_then(|percent| percent.checked_mul(frequency.decimal()))
        .map(|points| rounded(points, 1));
    figures
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
