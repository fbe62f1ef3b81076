//! What the parts of the media screen share: the forecast, what pays for the flights, and edits
//! of one flight.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use crate::model::{Benchmark, BuyingModel, Date, Flight, FlightId, Money};
use crate::plan::forecast::{Cases, Forecast, Paid, forecast_cases, paid};
use crate::ui::desk::Desk;
use crate::ui::format;
use crate::ui::workspace::Workspace;
use crate::words::Word;

/// The buying models with their names.
pub const MODELS: [(BuyingModel, Word); 5] = [
    (BuyingModel::Cpm, word!("CPM")),
    (BuyingModel::Cpc, word!("CPC")),
    (BuyingModel::Cpv, word!("CPV")),
    (BuyingModel::Cpa, word!("CPA")),
    (BuyingModel::Flat, word!("Flat")),
];

/// What a buying model is called.
pub fn model_name(model: BuyingModel) -> &'static str {
    let found = MODELS.iter().find(|(other, _)| *other == model);
    found.map_or("", |(_, name)| name.said())
}

/// The buying model with this name.
///
/// # Errors
/// In words, when there is none.
pub fn read_model(name: &str) -> Result<BuyingModel, String> {
    let found = MODELS
        .iter()
        .find(|(_, other)| other.said().eq_ignore_ascii_case(name.trim()));
    let found = found.map(|(model, _)| *model);
    found.ok_or_else(|| {
        let [cpm, cpc, cpv, cpa, flat] = MODELS.map(|(_, name)| name);
        t!("Choose {cpm}, {cpc}, {cpv}, {cpa} or {flat}.")
    })
}

/// The media plan on screen. A handle that is cheap to copy.
#[derive(Clone, Copy)]
pub struct Plan {
    /// The open pitch.
    pub workspace: Workspace,
    /// The desk.
    pub desk: Desk,
    /// What the flights of the shown option bring, in every case.
    pub cases: Memo<Arc<Cases<Forecast>>>,
    /// What pays for them.
    pub paid: Memo<Arc<BTreeMap<FlightId, Paid>>>,
}

impl Plan {
    /// The media plan of the open pitch.
    pub fn new(workspace: Workspace, desk: Desk) -> Self {
        let cases = Memo::new(move |_| {
            let option = workspace.option.get();
            let audience = workspace.brief.read().audience_size;
            let media = workspace.media.read();
            Arc::new(forecast_cases(&media, option.as_ref(), audience))
        });
        let paid =
            Memo::new(move |_| Arc::new(paid(&workspace.budget.read(), &workspace.price.read())));
        Self {
            workspace,
            desk,
            cases,
            paid,
        }
    }

    /// A flight, tracked.
    pub fn flight(&self, id: &FlightId) -> Option<Arc<Flight>> {
        self.workspace.media.read().flights.find(id).cloned()
    }

    /// Changes a flight. Edits of one `field` in quick succession are one step.
    pub fn change(&self, id: &FlightId, name: &str, field: &str, act: impl Fn(&mut Flight)) {
        self.workspace.edit(name, field, |pitch| {
            if let Some(flight) = Arc::make_mut(&mut pitch.media).flights.find_mut(id) {
                act(flight);
            }
        });
    }

    /// What the client pays for a flight, when a line says so, tracked.
    pub fn gross(&self, id: &FlightId) -> Option<Money> {
        self.paid.read().get(id).map(|paid| paid.gross)
    }

    /// Whether what the agency pays is on screen, tracked.
    pub fn is_internal(&self) -> bool {
        self.workspace.internal.get()
    }
}

/// A benchmark in words: what it is of, where it comes from, its day.
pub fn benchmark_words(benchmark: &Benchmark) -> String {
    let source = benchmark.source.trim().to_owned();
    let day = benchmark.day.map(format::date).unwrap_or_default();
    let from: Vec<String> = [source, day]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    if from.is_empty() {
        benchmark.name()
    } else {
        format!("{} ({})", benchmark.name(), from.join(", "))
    }
}

/// A flight that is yet to be described.
pub fn new_flight(id: FlightId, start: Option<Date>) -> Flight {
    Flight {
        channel: t!("New flight").to_owned(),
        start,
        finish: start.map(|day| day.plus_days(27)),
        model: BuyingModel::Cpm,
        ..Flight::new(id)
    }
}
