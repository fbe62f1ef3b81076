//! The pipeline: by month and stage, what is won of what, and what pitching costs.

use leptos::prelude::*;
use rust_decimal::Decimal;

use super::shown;
use crate::model::{Currency, Hours, Money, Stage};
use crate::plan::pipeline::{MonthSums, Pipeline, Sums, pipeline};
use crate::ui::desk::use_desk;
use crate::ui::format;
use crate::ui::words;

/// The figures of the pitches that are shown.
#[component]
pub fn Months() -> impl IntoView {
    let desk = use_desk();
    let shown = shown(desk);
    let figures = Memo::new(move |_| {
        let all: Vec<_> = (shown.read().iter())
            .map(|card| words::opportunity(&card.summary))
            .collect();
        pipeline(&all)
    });
    view! {
        <section class="pipeline" aria-label=t!("Pipeline by month")>
            {move || whole(&figures.read())}
        </section>
    }
    .into_any()
}

fn whole(figures: &Pipeline) -> AnyView {
    if figures.currencies.is_empty() {
        return view! {
            <p class="field-hint">{t!("No pitch here has a value yet. A value is the net total of the recommended option, or a figure typed under Brief.")}</p>
        }
        .into_any();
    }
    let tables = (figures.currencies.iter())
        .map(|(currency, sums)| currency_view(*currency, sums))
        .collect_view();
    view! { {tables} <div class="pipeline-facts">{won_view(figures)} {spent_view(figures)}</div> }
        .into_any()
}

/// What was won of what was decided, by count and by value.
fn won_view(figures: &Pipeline) -> AnyView {
    let Some(share) = figures.won_share else {
        return view! { <p class="field-hint">{t!("No pitch is won or lost yet.")}</p> }.into_any();
    };
    let row = |name: String, won: String, decided: String, share: Option<i64>| {
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="figure">{won}</td>
                <td class="figure">{decided}</td>
                <td class="figure strong">{share.map(words::rough_basis_points)}</td>
            </tr>
        }
    };
    let at = |stage: Stage| figures.stages.get(&stage).copied().unwrap_or_default();
    let count = |count: usize| format::number(Decimal::from(count));
    let (won, lost) = (at(Stage::Won), at(Stage::Lost));
    let by_value = (figures.currencies.iter())
        .filter(|(_, sums)| sums.won_share.is_some())
        .map(|(currency, sums)| {
            let money = |amount| format::money_round(amount, *currency);
            row(
                t!("Value in {}", currency.code()),
                money(sums.won),
                money(sums.won + sums.lost),
                sums.won_share,
            )
        })
        .collect_view();
    view! {
        <table class="plain-table facts-table">
            <caption>{t!("What was won")}</caption>
            <thead>
                <tr>
                    <th scope="col">{t!("Counted by")}</th>
                    <th scope="col" class="figure">{t!("Won")}</th>
                    <th scope="col" class="figure">{t!("Decided")}</th>
                    <th scope="col" class="figure">{t!("Win rate")}</th>
                </tr>
            </thead>
            <tbody>
                {row(t!("Pitches").to_owned(), count(won), count(won + lost), Some(share))}
                {by_value}
            </tbody>
        </table>
    }
    .into_any()
}

fn currency_view(currency: Currency, sums: &Sums) -> AnyView {
    let stages: Vec<Stage> = (Stage::ALL.into_iter())
        .filter(|stage| {
            sums.months
                .iter()
                .any(|(_, month)| month.stages.contains_key(stage))
        })
        .collect();
    let money = move |amount: Money| {
        if amount.is_zero() {
            "–".to_owned()
        } else {
            format::money_round(amount, currency)
        }
    };
    let heads = (stages.iter())
        .map(|stage| view! { <th scope="col" class="figure">{words::stage(*stage)}</th> })
        .collect_view();
    // One scale for all months, so that bars compare.
    let most = (sums.months.iter())
        .map(|(_, month)| month.weighted + month.won)
        .max();
    let rows = (sums.months.iter())
        .map(|(month, of_month)| {
            let name = month.map_or_else(
                || t!("No date yet").to_owned(),
                |month| format::month_and_year(month.first_day()),
            );
            let cells = (stages.iter())
                .map(|stage| {
                    let (count, sum) = of_month.stages.get(stage).copied().unwrap_or_default();
                    let pitches = (count > 0).then(|| {
                        let count = format::number(Decimal::from(count));
                        view! { <span class="under">{count}</span> }
                    });
                    view! { <td class="figure">{money(sum)} {pitches}</td> }
                })
                .collect_view();
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    {cells}
                    <td class="figure strong">{money(of_month.weighted)}</td>
                    <td class="figure strong">{money(of_month.won)}</td>
                    <td class="month-bars">{bar(of_month, most.unwrap_or_default())}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="scroll-x" tabindex="0" role="region" aria-label=t!("Pipeline in {}", currency.code())>
            <table class="plain-table pipeline-table">
                <caption class="unseen">{t!("Value by month of decision and stage, in {}", currency.code())}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t!("Decided in ({})", currency.code())}</th>
                        {heads}
                        <th scope="col" class="figure">{t!("Weighted")}</th>
                        <th scope="col" class="figure">{t!("Won")}</th>
                        <th scope="col"><span class="unseen">{t!("Weighted and won as bars")}</span></th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Won, and on top of it what is likely, as one bar. The table says the same in figures.
fn bar(month: &MonthSums, most: Money) -> AnyView {
    let width = |amount: Money| {
        let part = amount.decimal().saturating_mul(Decimal::ONE_HUNDRED);
        let part = part.checked_div(most.decimal()).unwrap_or_default();
        part.max(Decimal::ZERO).round_dp(2).to_string()
    };
    let (won, likely) = (width(month.won), width(month.weighted));
    view! {
        <svg class="month-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
            <rect class="won" x="0" y="0" width=won.clone() height="10"></rect>
            <rect class="likely" x=won y="0" width=likely height="10"></rect>
        </svg>
    }
    .into_any()
}

/// What pitching took, and what of it went into pitches that were lost.
fn spent_view(figures: &Pipeline) -> AnyView {
    let hours = &figures.pitching;
    let sum: Hours = [hours.open, hours.won, hours.lost].into_iter().sum();
    if sum == Hours::ZERO {
        return view! {
            <p class="field-hint">{t!("No hours of pitching are noted yet: a pitch’s Overview keeps them, under Go or no go.")}</p>
        }
        .into_any();
    }
    let row = |name: &'static str, hours: Hours, cost: fn(&Sums) -> Money| {
        let costs = (figures.currencies.iter())
            .map(|(currency, sums)| (*currency, cost(sums)))
            .filter(|(_, cost)| !cost.is_zero())
            .map(|(currency, cost)| format::money_round(cost, currency))
            .collect::<Vec<_>>();
        let costs = if costs.is_empty() {
            "–".to_owned()
        } else {
            costs.join(" + ")
        };
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="figure">{format::number(hours.decimal())}</td>
                <td class="figure">{costs}</td>
            </tr>
        }
    };
    view! {
        <table class="plain-table facts-table">
            <caption>{t!("Cost of pitching")}</caption>
            <thead>
                <tr>
                    <th scope="col">{t!("Pitches that are")}</th>
                    <th scope="col" class="figure">{t!("Hours")}</th>
                    <th scope="col" class="figure">{t!("Cost")}</th>
                </tr>
            </thead>
            <tbody>
                {row(t!("Lost"), hours.lost, |sums| sums.pitching.lost)}
                {row(t!("Won"), hours.won, |sums| sums.pitching.won)}
                {row(t!("Open or on hold"), hours.open, |sums| sums.pitching.open)}
            </tbody>
        </table>
    }
    .into_any()
}
