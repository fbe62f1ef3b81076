//! The media plan: flights and what is expected of them.

use serde::{Deserialize, Serialize};

use super::id::{BenchmarkId, FlightId, ObjectiveId, OptionId};
use super::list::entry;
use super::{Currency, Date, Extra, List, Money, Percent, Quantity, is_default};

/// What is bought where, and what is expected of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct MediaPlan {
    /// In the order in which they are shown.
    #[serde(default, skip_serializing_if = "is_default")]
    pub flights: List<Flight>,
    /// What one conversion is worth to the client.
    #[serde(default, skip_serializing_if = "is_default")]
    pub conversion_value: Option<Money>,
    /// Internal: by how much the results of a flight without cases of its own may fall short of
    /// what is expected, or exceed it: at most 100 %.
    #[serde(default, skip_serializing_if = "is_default")]
    pub spread: Percent,
    /// Internal: which figure of the forecast an objective of the brief is held against, where
    /// its words do not say.
    #[serde(default, skip_serializing_if = "is_default")]
    pub measures: Vec<ObjectiveMeasure>,
    /// What the client reads about it (Markdown).
    #[serde(default, skip_serializing_if = "is_default")]
    pub notes: String,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A placement over a span of days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Flight {
    /// Never changes.
    pub id: FlightId,
    /// Such as online video.
    #[serde(default, skip_serializing_if = "is_default")]
    pub channel: String,
    /// Where in the channel.
    #[serde(default, skip_serializing_if = "is_default")]
    pub placement: String,
    /// The first day.
    #[serde(default, skip_serializing_if = "is_default")]
    pub start: Option<Date>,
    /// The last day, included.
    #[serde(default, skip_serializing_if = "is_default")]
    pub finish: Option<Date>,
    /// What is bought.
    #[serde(default, skip_serializing_if = "is_default")]
    pub model: BuyingModel,
    /// Price of one unit of what is bought (of a thousand impressions, for CPM).
    #[serde(default, skip_serializing_if = "is_default")]
    pub rate: Money,
    /// What the medium is paid.
    #[serde(default, skip_serializing_if = "is_default")]
    pub net: Money,
    /// Expected impressions, of a flat placement.
    #[serde(default, skip_serializing_if = "is_default")]
    pub impressions: Option<u64>,
    /// Expected clicks per hundred impressions.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ctr: Option<Percent>,
    /// Expected conversions per hundred clicks.
    #[serde(default, skip_serializing_if = "is_default")]
    pub cvr: Option<Percent>,
    /// Expected contacts a person.
    #[serde(default, skip_serializing_if = "is_default")]
    pub frequency: Option<Quantity>,
    /// Internal: what is assumed if it goes badly; what it leaves out is as expected.
    #[serde(default, skip_serializing_if = "is_default")]
    pub low: Option<FlightCase>,
    /// Internal: what is assumed if it goes well; what it leaves out is as expected.
    #[serde(default, skip_serializing_if = "is_default")]
    pub high: Option<FlightCase>,
    /// Internal: which of its figures are a benchmark's, and not its own.
    #[serde(default, skip_serializing_if = "is_default")]
    pub assumed: Option<Assumed>,
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

/// Assumptions about a flight that differ from what is expected of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct FlightCase {
    /// Price of one unit of what is bought (of a thousand impressions, for CPM).
    #[serde(default, skip_serializing_if = "is_default")]
    pub rate: Option<Money>,
    /// Impressions, of a flat placement.
    #[serde(default, skip_serializing_if = "is_default")]
    pub impressions: Option<u64>,
    /// Clicks per hundred impressions.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ctr: Option<Percent>,
    /// Conversions per hundred clicks.
    #[serde(default, skip_serializing_if = "is_default")]
    pub cvr: Option<Percent>,
    /// Contacts a person.
    #[serde(default, skip_serializing_if = "is_default")]
    pub frequency: Option<Quantity>,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Which figures of a flight were filled in from a benchmark of the agency.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Assumed {
    /// The benchmark in words: what it is of, where it comes from, its day.
    pub from: String,
    /// The figures that still are as it had them.
    pub figures: Vec<AssumedFigure>,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A figure of a flight that a benchmark can fill in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AssumedFigure {
    /// The rate.
    Rate,
    /// The click-through rate.
    Ctr,
    /// The conversion rate.
    Cvr,
    /// The frequency.
    Frequency,
    /// The low case.
    Low,
    /// The high case.
    High,
}

/// What the agency has learnt that a placement costs and brings: an assumption wherever it is
/// used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Benchmark {
    /// Never changes.
    pub id: BenchmarkId,
    /// Such as online video.
    #[serde(default, skip_serializing_if = "is_default")]
    pub channel: String,
    /// Where in the channel.
    #[serde(default, skip_serializing_if = "is_default")]
    pub placement: String,
    /// What is bought.
    #[serde(default, skip_serializing_if = "is_default")]
    pub model: BuyingModel,
    /// The currency of its rates.
    #[serde(default, skip_serializing_if = "is_default")]
    pub currency: Currency,
    /// Price of one unit of what is bought.
    #[serde(default, skip_serializing_if = "is_default")]
    pub rate: Option<Money>,
    /// Clicks per hundred impressions.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ctr: Option<Percent>,
    /// Conversions per hundred clicks.
    #[serde(default, skip_serializing_if = "is_default")]
    pub cvr: Option<Percent>,
    /// Contacts a person.
    #[serde(default, skip_serializing_if = "is_default")]
    pub frequency: Option<Quantity>,
    /// What was seen when it went badly.
    #[serde(default, skip_serializing_if = "is_default")]
    pub low: Option<FlightCase>,
    /// What was seen when it went well.
    #[serde(default, skip_serializing_if = "is_default")]
    pub high: Option<FlightCase>,
    /// Where the figures come from.
    #[serde(default, skip_serializing_if = "is_default")]
    pub source: String,
    /// The day of the figures.
    #[serde(default, skip_serializing_if = "is_default")]
    pub day: Option<Date>,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What an objective of the brief is measured by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct ObjectiveMeasure {
    /// Which objective.
    pub objective: ObjectiveId,
    /// The figure of the forecast; none means that media do not measure it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub by: Option<Measure>,
}

/// A figure of the forecast that an objective can be held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Impressions.
    Impressions,
    /// People reached.
    Reach,
    /// People reached in per cent of the audience.
    ReachPercent,
    /// Contacts a person.
    Frequency,
    /// Gross rating points.
    Grp,
    /// Clicks.
    Clicks,
    /// Completed views.
    Views,
    /// Conversions.
    Conversions,
    /// Cost of a thousand impressions.
    Cpm,
    /// Cost of a click.
    Cpc,
    /// Cost of a completed view.
    Cpv,
    /// Cost of a conversion.
    Cpa,
    /// Worth of conversions over net.
    Roas,
}

impl Measure {
    /// Every value, in the order in which they are offered.
    pub const ALL: [Self; 13] = [
        Self::Impressions,
        Self::Reach,
        Self::ReachPercent,
        Self::Frequency,
        Self::Grp,
        Self::Clicks,
        Self::Views,
        Self::Conversions,
        Self::Cpm,
        Self::Cpc,
        Self::Cpv,
        Self::Cpa,
        Self::Roas,
    ];

    /// Whether it is an amount of money: less of it is better.
    #[must_use]
    pub const fn is_cost(self) -> bool {
        matches!(self, Self::Cpm | Self::Cpc | Self::Cpv | Self::Cpa)
    }
}

/// What one pays for.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub enum BuyingModel {
    /// A thousand impressions.
    #[default]
    #[serde(rename = "CPM")]
    Cpm,
    /// A click.
    #[serde(rename = "CPC")]
    Cpc,
    /// A completed view.
    #[serde(rename = "CPV")]
    Cpv,
    /// An action.
    #[serde(rename = "CPA")]
    Cpa,
    /// The placement.
    #[serde(rename = "flat")]
    Flat,
}

impl BuyingModel {
    /// Every value, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Cpm, Self::Cpc, Self::Cpv, Self::Cpa, Self::Flat];
}

entry!(Flight: FlightId, Benchmark: BenchmarkId);

impl Flight {
    /// A flight that is bought at a fixed price and of which nothing else is known.
    #[must_use]
    pub fn new(id: FlightId) -> Self {
        Self {
            id,
            channel: String::new(),
            placement: String::new(),
            start: None,
            finish: None,
            model: BuyingModel::Flat,
            rate: Money::ZERO,
            net: Money::ZERO,
            impressions: None,
            ctr: None,
            cvr: None,
            frequency: None,
            low: None,
            high: None,
            assumed: None,
            options: Vec::new(),
            note: String::new(),
            extra: Extra::new(),
        }
    }

    /// Whether it is part of this option.
    #[must_use]
    pub fn is_in(&self, option: Option<&OptionId>) -> bool {
        super::option::belongs(&self.options, option)
    }
    /// Whether this figure is a benchmark's.
    #[must_use]
    pub fn assumes(&self, figure: AssumedFigure) -> bool {
        (self.assumed.as_ref()).is_some_and(|assumed| assumed.figures.contains(&figure))
    }

    /// Says that a figure is now the flight's own, since somebody typed it.
    pub fn owns(&mut self, figure: AssumedFigure) {
        if let Some(assumed) = &mut self.assumed {
            assumed.figures.retain(|other| *other != figure);
        }
        self.assumed.take_if(|assumed| assumed.figures.is_empty());
    }
}

impl Benchmark {
    /// Channel and placement.
    #[must_use]
    pub fn name(&self) -> String {
        match (self.channel.trim(), self.placement.trim()) {
            (channel, "") => channel.to_owned(),
            ("", placement) => placement.to_owned(),
            (channel, placement) => format!("{channel}, {placement}"),
        }
    }

    /// Fills what it knows into a flight of a pitch in this currency, and marks it there as
    /// assumed from `words`. Rates in another currency stay out. What it does not know stays, but
    /// for the price of another thing: a click costs what a thousand impressions do not.
    pub fn fill(&self, flight: &mut Flight, currency: Currency, words: String) {
        let same = self.currency == currency;
        let mut figures = Vec::new();
        let mut take = |known: bool, figure: AssumedFigure| {
            if known {
                figures.push(figure);
            }
            known
        };
        if take(self.rate.is_some() && same, AssumedFigure::Rate) {
            flight.rate = self.rate.unwrap_or_default();
        } else if self.model != flight.model {
            flight.rate = Money::ZERO;
        }
        if take(self.ctr.is_some(), AssumedFigure::Ctr) {
            flight.ctr = self.ctr;
        }
        if take(self.cvr.is_some(), AssumedFigure::Cvr) {
            flight.cvr = self.cvr;
        }
        if take(self.frequency.is_some(), AssumedFigure::Frequency) {
            flight.frequency = self.frequency;
        }
        let case = |case: &Option<FlightCase>| {
            let mut case = case.clone()?;
            case.rate.take_if(|_| !same);
            (case != FlightCase::default()).then_some(case)
        };
        for (case, own, figure) in [
            (case(&self.low), &mut flight.low, AssumedFigure::Low),
            (case(&self.high), &mut flight.high, AssumedFigure::High),
        ] {
            if take(case.is_some(), figure) {
                *own = case;
            }
        }
        flight.model = self.model;
        flight.assumed = (!figures.is_empty()).then(|| Assumed {
            from: words,
            figures,
            extra: Extra::new(),
        });
    }
}
