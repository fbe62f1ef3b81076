//! Fields for what differs when it goes badly or well: of a flight, and of a benchmark.

use leptos::prelude::*;

use super::rows::{count, read_share, share};
use crate::model::{BuyingModel, Currency, FlightCase};
use crate::ui::parts::field::ReadField;
use crate::ui::{format, words};

/// What the fields belong to.
#[derive(Clone, Copy)]
pub struct CaseFields {
    /// What is bought: which figures count.
    pub model: Signal<BuyingModel>,
    /// The currency of its rates.
    pub currency: Signal<Currency>,
    /// The low case, then the high one.
    pub cases: Signal<[Option<FlightCase>; 2]>,
    /// Takes a case: whether it is the high one, and what it is then.
    pub set: Callback<(bool, Option<FlightCase>)>,
    /// Whether they cannot be edited.
    pub disabled: Signal<bool>,
}

/// A figure of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Figure {
    Rate,
    Impressions,
    Ctr,
    Cvr,
    Frequency,
}

impl Figure {
    fn name(self) -> &'static str {
        match self {
            Self::Rate => t!(media "Rate"),
            Self::Impressions => t!("Impressions"),
            Self::Ctr => t!("CTR"),
            Self::Cvr => t!("CVR"),
            Self::Frequency => t!("Frequency"),
        }
    }

    /// Those from which results follow.
    fn of(model: BuyingModel) -> Vec<Self> {
        match model {
            BuyingModel::Cpm => vec![Self::Rate, Self::Ctr, Self::Cvr, Self::Frequency],
            BuyingModel::Cpc => vec![Self::Rate, Self::Cvr],
            BuyingModel::Cpv | BuyingModel::Cpa => vec![Self::Rate],
            BuyingModel::Flat => vec![Self::Impressions, Self::Ctr, Self::Cvr, Self::Frequency],
        }
    }

    fn text(self, case: &FlightCase, currency: Currency) -> String {
        match self {
            Self::Rate => case.rate.map(|rate| format::money(rate, currency)),
            Self::Impressions => case.impressions.map(count),
            Self::Ctr => case.ctr.map(|_| share(case.ctr)),
            Self::Cvr => case.cvr.map(|_| share(case.cvr)),
            Self::Frequency => case.frequency.map(|times| format::number(times.decimal())),
        }
        .unwrap_or_default()
    }

    fn put(self, case: &mut FlightCase, text: &str, currency: Currency) -> Result<(), String> {
        match self {
            Self::Rate => case.rate = words::read_money(text, currency)?,
            Self::Impressions => case.impressions = words::read_count(text)?,
            Self::Ctr => case.ctr = read_share(text)?,
            Self::Cvr => case.cvr = read_share(text)?,
            Self::Frequency => case.frequency = words::read_quantity(text)?,
        }
        Ok(())
    }
}

/// The fields, low beside high.
pub fn case_fields(fields: CaseFields) -> AnyView {
    let model = Memo::new(move |_| fields.model.get());
    let shown = move || {
        (Figure::of(model.get()).into_iter())
            .map(|figure| {
                view! {
                    <div class="pair">
                        {field(fields, figure, false)}
                        {field(fields, figure, true)}
                    </div>
                }
            })
            .collect_view()
    };
    view! {
        <fieldset class="cases">
            <legend>{t!("Low and high case (internal)")}</legend>
            {shown}
            <p class="field-hint">{t!("What is left empty is as expected. Without a case of its own, the plan's spread counts.")}</p>
        </fieldset>
    }
    .into_any()
}

fn field(fields: CaseFields, figure: Figure, high: bool) -> AnyView {
    let case = move || {
        let [low, most] = fields.cases.get();
        if high { most } else { low }.unwrap_or_default()
    };
    let commit = move |text: String| {
        let mut case = untrack(case);
        figure.put(&mut case, &text, fields.currency.get_untracked())?;
        let case = (case != FlightCase::default()).then_some(case);
        fields.set.run((high, case));
        Ok(())
    };
    let name = figure.name();
    let label = if high {
        t!("{name}, high")
    } else {
        t!("{name}, low")
    };
    view! {
        <ReadField
            label=label
            figure=true
            disabled=fields.disabled
            value=Signal::derive(move || figure.text(&case(), fields.currency.get()))
            on_commit=Callback::new(commit)
        />
    }
    .into_any()
}
