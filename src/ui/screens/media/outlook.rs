//! The forecast in its three cases, and the brief's objectives held against it.

use std::sync::Arc;

use leptos::prelude::*;
use rust_decimal::Decimal;

use super::plan::Plan;
use super::rows::count_or_dash;
use crate::model::{Measure, Money, Objective, ObjectiveId, ObjectiveMeasure, Percent};
use crate::plan::forecast::{Cases, Forecast, crossed};
use crate::plan::objectives_forecast::{Against, Held, Outcome, held};
use crate::ui::parts::field::ReadField;
use crate::ui::{format, words};

const DASH: &str = "–";

/// What a figure of the forecast is called.
fn name(measure: Measure) -> &'static str {
    match measure {
        Measure::Impressions => t!("Impressions"),
        Measure::Reach => t!("Reach"),
        Measure::ReachPercent => t!("Reach, % of audience"),
        Measure::Frequency => t!("Frequency"),
        Measure::Grp => t!("GRP"),
        Measure::Clicks => t!("Clicks"),
        Measure::Views => t!("Views"),
        Measure::Conversions => t!("Conversions"),
        Measure::Cpm => t!("CPM"),
        Measure::Cpc => t!("CPC"),
        Measure::Cpv => t!("CPV"),
        Measure::Cpa => t!("CPA"),
        Measure::Roas => t!("ROAS"),
    }
}

/// Low, expected and high of every figure.
pub fn forecast_table(plan: Plan) -> AnyView {
    let workspace = plan.workspace;
    let disabled = Signal::derive(move || workspace.is_read_only());
    let rows = move || {
        let cases = plan.cases.read();
        let internal = plan.is_internal();
        (Measure::ALL.into_iter())
            .filter(|measure| internal || !(measure.is_cost() || *measure == Measure::Roas))
            .map(|measure| {
                let texts = cases.map(|forecast| figure_text(plan, forecast, measure));
                view! {
                    <tr>
                        <th scope="row">{name(measure)}</th>
                        <td class="figure">{texts.low}</td>
                        <td class="figure expected">{texts.expected}</td>
                        <td class="figure">{texts.high}</td>
                    </tr>
                }
            })
            .collect_view()
    };
    let spread = Signal::derive(move || {
        let spread = workspace.media.read().spread;
        if spread == Percent::default() {
            String::new()
        } else {
            format::percent(spread.decimal())
        }
    });
    let set_spread = move |typed: String| {
        let spread = words::read_percent(&typed)?;
        if spread > Percent::whole(100) {
            return Err(t!("A spread is at most 100 %.").to_owned());
        }
        workspace.edit(t!("Change spread"), "", |pitch| {
            Arc::make_mut(&mut pitch.media).spread = spread;
        });
        Ok(())
    };
    let value = Signal::derive(move || {
        let value = workspace.media.read().conversion_value;
        value
            .map(|value| format::money(value, workspace.currency.get()))
            .unwrap_or_default()
    });
    let set_value = move |typed: String| {
        let value = words::read_money(&typed, workspace.currency.get_untracked())?;
        workspace.edit(t!("Change conversion value"), "", |pitch| {
            Arc::make_mut(&mut pitch.media).conversion_value = value;
        });
        Ok(())
    };
    view! {
        <section class="block" aria-labelledby="media-forecast">
            <h2 id="media-forecast">{t!("Forecast")}</h2>
            <div class="scrolls" tabindex="0" role="region" aria-label=t!("Forecast: figures")>
                <table class="ledger" aria-label=t!("Forecast")>
                    <thead>
                        <tr>
                            <th scope="col">{t!("Figure")}</th>
                            <th scope="col" class="figure">{t!("Low")}</th>
                            <th scope="col" class="figure">{t!("Expected")}</th>
                            <th scope="col" class="figure">{t!("High")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {notes(plan)}
            <div class="pair">
                <ReadField
                    label=t!("Spread of low and high")
                    figure=true
                    hint=Signal::stored(t!("Internal. How much less or more than expected flights without cases of their own may bring, such as 20 %.").to_owned())
                    disabled=disabled
                    value=spread
                    on_commit=Callback::new(set_spread)
                />
                <ReadField
                    label=t!("What one conversion is worth to the client")
                    figure=true
                    disabled=disabled
                    value=value
                    on_commit=Callback::new(set_value)
                />
            </div>
        </section>
    }
    .into_any()
}

/// What the figures rest on.
fn notes(plan: Plan) -> AnyView {
    let workspace = plan.workspace;
    (move || {
        let (media, option) = (workspace.media.read(), workspace.option.get());
        let shown = || media.flights.iter().filter(|flight| flight.is_in(option.as_ref()));
        let all = shown().count();
        let mut notes = Vec::new();
        let reached = (plan.cases.read().expected.flights.values()).filter(|flight| flight.reach.is_some()).count();
        if workspace.brief.read().audience_size.is_none() {
            notes.push(t!("Reach together and GRP need the size of the audience in the brief.").to_owned());
        } else if reached == 0 {
            notes.push(t!("Reach and GRP need flights with impressions and a frequency.").to_owned());
        } else if reached < all {
            notes.push(t!("Reach counts the {reached} of {all} flights that have impressions and a frequency, as if their audiences overlapped by chance."));
        } else if all > 1 {
            notes.push(t!("Reach takes the audiences of the flights to overlap by chance.").to_owned());
        }
        let assumed = shown().filter(|flight| flight.assumed.is_some()).count();
        if assumed > 0 && plan.is_internal() {
            notes.push(t!("{assumed} of {all} flights rest on benchmarks: these figures are assumptions."));
        }
        let wrong = crossed(&media, option.as_ref()).len();
        match wrong {
            0 => {}
            1 => notes.push(t!("1 flight has a case the wrong way round; the least counts as low, the most as high.").to_owned()),
            _ => notes.push(t!("{wrong} flights have a case the wrong way round; the least counts as low, the most as high.")),
        }
        if media.spread == Percent::default() && shown().all(|flight| flight.low.is_none() && flight.high.is_none()) {
            notes.push(t!("Low and high are as expected until the plan has a spread or flights have cases.").to_owned());
        }
        notes.into_iter().map(|note| view! { <p class="field-hint">{note}</p> }).collect_view()
    })
    .into_any()
}

fn figure_text(plan: Plan, forecast: &Forecast, measure: Measure) -> String {
    let currency = plan.workspace.currency.get();
    let money = |amount: Option<Money>| amount.map(|amount| format::money(amount, currency));
    let count = |number: u64| (number > 0).then(|| count_or_dash(Some(number)));
    let text = match measure {
        Measure::Impressions => count(forecast.impressions),
        Measure::Reach => forecast.reach.map(|people| count_or_dash(Some(people))),
        Measure::ReachPercent => forecast.reach_percent.map(format::percent),
        Measure::Frequency => forecast.frequency.map(format::number),
        Measure::Grp => forecast.grp.map(format::number),
        Measure::Clicks => count(forecast.clicks),
        Measure::Views => count(forecast.views),
        Measure::Conversions => count(forecast.conversions),
        Measure::Cpm => money(forecast.cpm),
        Measure::Cpc => money(forecast.cpc),
        Measure::Cpv => money(forecast.cpv),
        Measure::Cpa => money(forecast.cpa),
        Measure::Roas => forecast.roas.map(|ratio| format::number(ratio.round_dp(2))),
    };
    text.unwrap_or_else(|| DASH.to_owned())
}

/// A figure that an objective wants, or misses.
fn amount(plan: Plan, measure: Measure, number: Decimal) -> String {
    let currency = plan.workspace.currency.get();
    match measure {
        Measure::ReachPercent => format::percent(number),
        measure if measure.is_cost() => {
            let minor = number.checked_mul(Decimal::from(10_u32.pow(currency.decimals())));
            let minor = minor.map(|minor| Money::round(minor).0).unwrap_or_default();
            format::money(minor, currency)
        }
        _ => format::number(number.round_dp(2)),
    }
}

/// The objectives of the brief, and whether the plan meets them.
pub fn objectives(plan: Plan) -> AnyView {
    let workspace = plan.workspace;
    let all = Memo::new(move |_| {
        let decimals = workspace.currency.get().decimals();
        let form = format::number_form();
        let (brief, media) = (workspace.brief.read(), workspace.media.read());
        held(&brief, &media, &plan.cases.read(), form, decimals)
    });
    let rows = move || {
        let brief = workspace.brief.read();
        (all.get().into_iter())
            .filter_map(|held| Some(row(plan, brief.objectives.find(&held.objective)?, &held)))
            .collect_view()
    };
    let none = Memo::new(move |_| all.read().is_empty());
    let table = move || {
        if none.get() {
            return view! { <p class="field-hint">{t!("The brief has no objectives yet.")}</p> }
                .into_any();
        }
        view! {
            <div class="scrolls" tabindex="0" role="region" aria-label=t!("Objectives: figures")>
                <table class="ledger objectives" aria-label=t!("Objectives")>
                    <thead>
                        <tr>
                            <th scope="col">{t!("Objective")}</th>
                            <th scope="col">{t!("Measured by")}</th>
                            <th scope="col" class="figure">{t!("Target")}</th>
                            <th scope="col" class="figure">{t!("Low")}</th>
                            <th scope="col" class="figure">{t!("Expected")}</th>
                            <th scope="col" class="figure">{t!("High")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! {
        <section class="block" aria-labelledby="media-objectives">
            <h2 id="media-objectives">{t!("Against the objectives")}</h2>
            {table}
        </section>
    }
    .into_any()
}

fn row(plan: Plan, objective: &Objective, held: &Held) -> AnyView {
    let label = if objective.metric.trim().is_empty() {
        objective.name.clone()
    } else {
        objective.metric.clone()
    };
    let cells = match (&held.result, held.measure) {
        (Ok(against), Some(measure)) => {
            let Against {
                target,
                at_most,
                cases,
            } = against;
            let target = amount(plan, measure, *target);
            let target = if *at_most {
                format!("≤ {target}")
            } else {
                target
            };
            let Cases {
                low,
                expected,
                high,
            } = cases.map(|outcome| outcome_cell(plan, measure, *outcome, *at_most));
            view! {
                <td class="figure">{target}</td>
                {low}
                {expected}
                {high}
            }
            .into_any()
        }
        (Err(why), _) => {
            let words = why.to_string();
            view! {
                <td class="figure">{objective.target.clone()}</td>
                <td colspan="3" class="unheld">{words}</td>
            }
            .into_any()
        }
        (Ok(_), None) => view! { <td colspan="4"></td> }.into_any(),
    };
    view! {
        <tr>
            <th scope="row">
                {objective.name.clone()}
                {(!objective.metric.is_empty()).then(|| view! { <span class="metric">{objective.metric.clone()}</span> })}
            </th>
            <td>{choice(plan, &objective.id, held, &label)}</td>
            {cells}
        </tr>
    }
    .into_any()
}

fn outcome_cell(plan: Plan, measure: Measure, outcome: Outcome, at_most: bool) -> AnyView {
    let Outcome { figure, short } = outcome;
    let Some((figure, short)) = figure.zip(short) else {
        return view! { <td class="figure">{DASH}<span class="verdict">{t!("no figure")}</span></td> }
            .into_any();
    };
    let figure = amount(plan, measure, figure);
    let (class, verdict) = if short.is_zero() {
        ("verdict good", t!("✓ met").to_owned())
    } else {
        let by = amount(plan, measure, short);
        let missed = if at_most {
            t!("✗ {by} over")
        } else {
            t!("✗ {by} short")
        };
        ("verdict bad", missed)
    };
    view! { <td class="figure">{figure}<span class=class>{verdict}</span></td> }.into_any()
}

/// What an objective is measured by: by its words, by a figure, or not by media.
fn choice(plan: Plan, id: &ObjectiveId, held: &Held, label: &str) -> AnyView {
    const BY_WORDS: &str = "words";
    const NOT: &str = "not";
    let workspace = plan.workspace;
    let key = |measure: Measure| format!("{measure:?}");
    let value = match (held.chosen, held.measure) {
        (false, _) => BY_WORDS.to_owned(),
        (true, None) => NOT.to_owned(),
        (true, Some(measure)) => key(measure),
    };
    let by_words = match held.measure.filter(|_| !held.chosen) {
        Some(measure) => t!("{measure} (by its words)", measure = name(measure)),
        None => t!("By its words").to_owned(),
    };
    let mut choices = vec![
        (BY_WORDS.to_owned(), by_words),
        (NOT.to_owned(), t!("Not by media").to_owned()),
    ];
    choices.extend(Measure::ALL.map(|measure| (key(measure), name(measure).to_owned())));
    let id = id.clone();
    let on_choose = move |event: web_sys::Event| {
        let chosen = event_target_value(&event);
        let by = Measure::ALL
            .into_iter()
            .find(|measure| key(*measure) == chosen);
        workspace.edit(t!("Choose measure of objective"), "", |pitch| {
            let measures = &mut Arc::make_mut(&mut pitch.media).measures;
            measures.retain(|one| one.objective != id);
            if chosen != BY_WORDS {
                let objective = id.clone();
                measures.push(ObjectiveMeasure { objective, by });
            }
        });
    };
    let options = (choices.into_iter())
        .map(|(key, name)| {
            let selected = key == value;
            view! { <option value=key selected=selected>{name}</option> }
        })
        .collect_view();
    view! {
        <select aria-label=t!("Measured by, {label}") disabled=move || workspace.is_read_only() on:change=on_choose>
            {options}
        </select>
    }
    .into_any()
}
