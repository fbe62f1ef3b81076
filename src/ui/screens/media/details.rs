//! What is said of a flight beside the grid: its fields, what it assumes, its cases, and the line
//! that pays for it.

use std::sync::Arc;

use leptos::prelude::*;

use super::cases::{CaseFields, case_fields};
use super::plan::{Plan, benchmark_words};
use crate::model::{
    AssumedFigure, Benchmark, BuyingModel, Flight, FlightCase, FlightId, Identifier, OptionId,
};
use crate::plan::forecast::{Kept, crossed};
use crate::ui::desk::fresh;
use crate::ui::format;
use crate::ui::parts::field::{Choice, TextArea};
use crate::ui::parts::options::option_ticks;
use crate::ui::screens::budget::new_media_line;

/// What the grid has no column for.
pub fn details(plan: Plan, id: &FlightId) -> AnyView {
    let workspace = plan.workspace;
    let disabled = Signal::derive(move || workspace.is_read_only());
    let named = of(plan, id, |flight| flight.options.clone());
    let set = {
        let id = id.clone();
        Callback::new(move |named: Vec<OptionId>| {
            plan.change(&id, t!("Change options"), "", |flight| {
                flight.options.clone_from(&named);
            });
        })
    };
    let note = {
        let id = id.clone();
        let field = format!("{id} note");
        move |text: String| {
            plan.change(&id, t!("Change note"), &field, |flight| {
                text.clone_into(&mut flight.note);
            });
        }
    };
    let inside = {
        let id = id.clone();
        move || {
            plan.is_internal().then(|| {
                view! {
                    {benchmarks(plan, id.clone())}
                    {cases(plan, &id)}
                    <TextArea
                        label=t!("Note")
                        hint=Signal::stored(t!("Internal.").to_owned())
                        rows=2
                        value=of(plan, &id, |flight| flight.note.clone())
                        disabled=disabled
                        on_input=note.clone()
                    />
                }
            })
        }
    };
    view! {
        {payment(plan, id.clone())}
        {option_ticks(workspace, named, set)}
        {inside}
    }
    .into_any()
}

fn of<T: Default + Clone + PartialEq + Send + Sync + 'static>(
    plan: Plan,
    id: &FlightId,
    get: fn(&Flight) -> T,
) -> Signal<T> {
    let id = id.clone();
    Memo::new(move |_| {
        plan.flight(&id)
            .map(|flight| get(&flight))
            .unwrap_or_default()
    })
    .into()
}

/// Gross and net, and what the agency keeps.
fn payment(plan: Plan, id: FlightId) -> AnyView {
    let workspace = plan.workspace;
    (move || {
        let paid = plan.paid.read().get(&id).cloned();
        let flight = plan.flight(&id)?;
        let Some(paid) = paid else {
            let id = id.clone();
            let in_other = workspace.budget.read().lines.iter().any(|line| line.flight.as_ref() == Some(&id));
            let words = if in_other {
                t!("The budget line that pays for this flight is not part of the shown option.")
            } else {
                t!("No budget line pays for this flight.")
            };
            let add = (!in_other).then(|| {
                view! {
                    <button type="button" disabled=move || workspace.is_read_only() on:click=move |_| new_media_line(workspace, &id)>
                        {t!("Add a budget line for it")}
                    </button>
                }
            });
            return Some(view! { <p class="warn">{words}</p> {add} }.into_any());
        };
        let currency = workspace.currency.get();
        let budget = workspace.budget.read();
        let internal = plan.is_internal();
        let lines = (paid.lines.iter()).filter_map(|(line, kept)| {
            let name = budget.lines.find(line)?.name.clone();
            let way = match kept {
                Kept::Commission(share) => t!("{share} commission on gross", share = format::percent(share.decimal())),
                Kept::ServiceFee(share) => t!("{share} service fee on net", share = format::percent(share.decimal())),
            };
            Some(if internal { format!("{name}: {way}.") } else { format!("{name}.") })
        });
        let twice = (paid.lines.len() > 1).then(|| {
            view! { <p class="warn">{t!("Several lines pay for this flight: the client would pay for it more than once.")}</p> }
        });
        let kept = internal.then(|| {
            view! {
                <dt>{t!(media "Net")}</dt>
                <dd>{format::money(flight.net, currency)}</dd>
                <dt>{t!("Kept by the agency")}</dt>
                <dd>{format::money(paid.gross - flight.net, currency)}</dd>
            }
        });
        Some(
            view! {
                <div class="paid">
                    <dl class="totals">
                        <dt>{t!("Gross")}</dt>
                        <dd>{format::money(paid.gross, currency)}</dd>
                        {kept}
                    </dl>
                    <p class="field-hint">{t!("Paid by {lines}", lines = lines.collect::<Vec<_>>().join(" "))}</p>
                    {twice}
                </div>
            }
            .into_any(),
        )
    })
    .into_any()
}

/// What the flight assumes, and the benchmarks that it can be filled from.
fn benchmarks(plan: Plan, id: FlightId) -> AnyView {
    let (workspace, desk) = (plan.workspace, plan.desk);
    let settings = desk.settings;
    let disabled = Signal::derive(move || workspace.is_read_only());
    let channel = of(plan, &id, |flight| flight.channel.trim().to_lowercase());
    let assumed = of(plan, &id, |flight| flight.assumed.clone());
    // Those of its channel come first.
    let fitting = Memo::new(move |_| {
        let settings = settings.read();
        let channel = channel.get();
        let mut all: Vec<Arc<Benchmark>> = settings.benchmarks.iter().cloned().collect();
        all.sort_by_key(|benchmark| benchmark.channel.trim().to_lowercase() != channel);
        all
    });
    let wanted = RwSignal::new(String::new());
    let chosen = Signal::derive(move || {
        let fitting = fitting.read();
        let wanted = wanted.get();
        let found = fitting.iter().find(|one| one.id.as_str() == wanted);
        found.or_else(|| fitting.first()).cloned()
    });
    let choices = Signal::derive(move || {
        let one = |one: &Arc<Benchmark>| (one.id.to_string(), benchmark_words(one));
        fitting.read().iter().map(one).collect::<Vec<_>>()
    });
    let fill = {
        let id = id.clone();
        move |_| {
            let Some(benchmark) = chosen.get_untracked() else {
                return;
            };
            let currency = workspace.currency.get_untracked();
            let words = benchmark_words(&benchmark);
            plan.change(&id, t!("Fill from benchmark"), "", |flight| {
                benchmark.fill(flight, currency, words.clone());
            });
            let filled = untrack(|| plan.flight(&id)).and_then(|flight| flight.assumed.clone());
            match filled {
                Some(assumed) => desk.say(&t!(
                    "Assumed: {figures}.",
                    figures = figures(&assumed.figures)
                )),
                None => desk.toast(t!("This benchmark has no figures for this flight.")),
            }
            if benchmark.rate.is_some() && benchmark.currency != currency {
                desk.toast(&t!(
                    "The benchmark's rates are in {currency}: they were left out.",
                    currency = benchmark.currency.code()
                ));
            }
        }
    };
    let keep = {
        let id = id.clone();
        move |_| {
            if let Some(flight) = untrack(|| plan.flight(&id)) {
                let currency = workspace.currency.get_untracked();
                let source = workspace.title.get_untracked();
                let benchmark = learnt(&flight, currency, &source);
                desk.change_settings(|settings| settings.benchmarks.push(benchmark));
                desk.toast(t!("Kept in Settings, Benchmarks."));
            }
        }
    };
    let marked = move || {
        let assumed = assumed.get()?;
        let words = t!(
            "Assumed from “{source}”: {figures}.",
            source = assumed.from,
            figures = figures(&assumed.figures)
        );
        Some(view! { <p class="assumed-note">{words}</p> })
    };
    let fill = StoredValue::new(fill);
    let any = Memo::new(move |_| !fitting.read().is_empty());
    let offered = move || {
        if !any.get() {
            return view! { <p class="field-hint">{t!("None yet. Keep what this flight costs and brings, or type your own in Settings.")}</p> }.into_any();
        }
        view! {
            <Choice
                label=t!("Benchmark")
                choices=choices
                value=Signal::derive(move || chosen.get().map(|one| one.id.to_string()).unwrap_or_default())
                on_choose=move |id: String| wanted.set(id)
                disabled=disabled
            />
            <button type="button" disabled=move || disabled.get() on:click=move |event| fill.with_value(|fill| fill(event))>
                {t!("Fill from benchmark")}
            </button>
        }
        .into_any()
    };
    view! {
        <fieldset class="cases">
            <legend>{t!("Benchmarks (internal)")}</legend>
            {marked}
            {offered}
            <button type="button" class="quiet" on:click=keep>{t!("Keep as benchmark")}</button>
        </fieldset>
    }
    .into_any()
}

/// The figures of a flight as a benchmark.
fn learnt(flight: &Flight, currency: crate::model::Currency, source: &str) -> Benchmark {
    let has_rate = flight.model != BuyingModel::Flat && !flight.rate.is_zero();
    Benchmark {
        id: fresh(),
        channel: flight.channel.clone(),
        placement: flight.placement.clone(),
        model: flight.model,
        currency,
        rate: has_rate.then_some(flight.rate),
        ctr: flight.ctr,
        cvr: flight.cvr,
        frequency: flight.frequency,
        low: flight.low.clone(),
        high: flight.high.clone(),
        source: source.to_owned(),
        day: Some(format::today()),
        extra: Default::default(),
    }
}

fn figures(figures: &[AssumedFigure]) -> String {
    let name = |figure: &AssumedFigure| match figure {
        AssumedFigure::Rate => t!(media "rate"),
        AssumedFigure::Ctr => t!("CTR"),
        AssumedFigure::Cvr => t!("CVR"),
        AssumedFigure::Frequency => t!("frequency"),
        AssumedFigure::Low => t!("low case"),
        AssumedFigure::High => t!("high case"),
    };
    figures.iter().map(name).collect::<Vec<_>>().join(", ")
}

fn cases(plan: Plan, id: &FlightId) -> AnyView {
    let workspace = plan.workspace;
    let cases = of(plan, id, |flight| [flight.low.clone(), flight.high.clone()]);
    let set = {
        let id = id.clone();
        Callback::new(move |(high, case): (bool, Option<FlightCase>)| {
            plan.change(&id, t!("Change case of flight"), "", |flight| {
                let (own, figure) = if high {
                    (&mut flight.high, AssumedFigure::High)
                } else {
                    (&mut flight.low, AssumedFigure::Low)
                };
                own.clone_from(&case);
                flight.owns(figure);
            });
        })
    };
    let crossed = {
        let id = id.clone();
        Memo::new(move |_| crossed(&workspace.media.read(), None).contains(&id))
    };
    view! {
        {case_fields(CaseFields {
            model: of(plan, id, |flight| flight.model),
            currency: workspace.currency.into(),
            cases,
            set,
            disabled: Signal::derive(move || workspace.is_read_only()),
        })}
        {move || crossed.get().then(|| view! { <p class="warn">{t!("A case is the wrong way round: the low one brings more than expected, or the high one less. The forecast takes the least as low and the most as high.")}</p> })}
    }
    .into_any()
}
