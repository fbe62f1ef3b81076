//! Overview: the pitch at a glance, and what is wrong with it.

mod ahead;
mod drift;
mod journal;
mod pursuit;
mod since;

use leptos::prelude::*;

use crate::plan::checks::checks;
use crate::plan::pipeline::opportunity;
use crate::ui::desk::use_desk;
use crate::ui::format;
use crate::ui::parts::field::Choice;
use crate::ui::route::Part;
use crate::ui::screens::findings::check_list;
use crate::ui::screens::{GAP, around};
use crate::ui::words;
use crate::ui::workspace::{Workspace, use_workspace};

use drift::drift_view;
use journal::Journal;

/// The screen.
#[component]
pub fn Overview() -> impl IntoView {
    let workspace = use_workspace();
    let title = move || workspace.title.get();
    let on_title = move |event| {
        let text = event_target_value(&event);
        workspace.edit(t!("Rename pitch"), "title", |pitch| pitch.title = text);
    };
    let money = move |amount| format::money_round(amount, workspace.currency.get());
    let date = |date: Option<crate::model::Date>| date.map_or_else(|| "–".to_owned(), format::date);
    let weighted = move || {
        opportunity(&workspace.pitch.read())
            .weighted_value()
            .map_or_else(|| "–".to_owned(), money)
    };
    let currency_choices = Signal::derive(move || {
        let mut codes: Vec<String> = [
            "EUR", "GBP", "USD", "CHF", "SEK", "NOK", "DKK", "PLN", "JPY", "AUD", "CAD", "KWD",
        ]
        .map(str::to_owned)
        .to_vec();
        let own = workspace.currency.get().code().to_owned();
        if !codes.contains(&own) {
            codes.push(own);
        }
        codes
            .into_iter()
            .map(|code| (code.clone(), code))
            .collect::<Vec<_>>()
    });
    // What is wrong or missing.
    let found = Memo::new(move |_| {
        let (schedule, price) = (workspace.schedule.read(), workspace.price.read());
        checks(
            &workspace.pitch.read(),
            &schedule,
            &price,
            Some(format::today()),
        )
    });
    view! {
        <div class="overview">
            <div class="sections">
                <h1 class="unseen">{t!("Overview")}</h1>
                {move || template_banner(workspace)}
                <div class="field">
                    <input
                        class="overview-title"
                        type="text"
                        aria-label=t!("Title")
                        placeholder=t!("Title of the pitch")
                        autocomplete="off"
                        readonly=move || workspace.is_read_only()
                        prop:value=title
                        on:input=on_title
                    />
                    <p class="lead">
                        {move || {
                            let client = workspace.client.read().organisation.clone();
                            (!client.trim().is_empty()).then(|| view! { <bdi>{client}</bdi> " · " })
                        }}
                        {move || {
                            let stage = words::stage(workspace.status.read().stage);
                            let chance = format::percent(workspace.status.read().win_probability.decimal());
                            format!("{stage} · {}", t!("{chance} to win"))
                        }}
                    </p>
                </div>
                <dl class="figures">
                    <div>
                        <dt id="o-launch">{t!("Launch date")}</dt>
                        <dd><output aria-labelledby="o-launch">{move || date(workspace.schedule.read().launch)}</output></dd>
                    </div>
                    <div>
                        <dt id="o-finish">{t!("Finish date")}</dt>
                        <dd><output aria-labelledby="o-finish">{move || date(workspace.schedule.read().finish)}</output></dd>
                    </div>
                    <div>
                        <dt id="o-net">{t!("Net total")}</dt>
                        <dd><output aria-labelledby="o-net">{move || money(workspace.price.read().net_total)}</output></dd>
                    </div>
                    <div>
                        <dt id="o-weighted">{t!("Weighted value")}</dt>
                        <dd><output aria-labelledby="o-weighted">{weighted}</output></dd>
                    </div>
                    <div>
                        <dt id="o-profit">{t!("Profit margin")}</dt>
                        <dd>
                            <output aria-labelledby="o-profit">
                                {move || {
                                    workspace
                                        .price
                                        .read()
                                        .profit_margin
                                        .map_or_else(|| "–".to_owned(), words::basis_points)
                                }}
                            </output>
                        </dd>
                    </div>
                </dl>
                <section aria-labelledby="o-objectives">
                    <h2 id="o-objectives">{t!("Objectives")}</h2>
                    {move || {
                        let brief = workspace.brief.get();
                        if brief.objectives.is_empty() {
                            let link = view! {
                                <a href=move || workspace.href(Part::Brief)>{t!("the brief’s objectives")}</a>
                            };
                            let none = around(&t!("None yet. Add them under {GAP}."), link.into_any());
                            return view! { <p class="field-hint">{none}</p> }.into_any();
                        }
                        view! {
                            <ul class="objectives-brief">
                                {brief
                                    .objectives
                                    .iter()
                                    .map(|objective| {
                                        let from_to = if objective.baseline.is_empty() {
                                            objective.target.clone()
                                        } else {
                                            format!("{} → {}", objective.baseline, objective.target)
                                        };
                                        let said = match objective.by.map(format::date) {
                                            Some(date) => t!("{from_to} by {date}"),
                                            None => from_to,
                                        };
                                        view! {
                                            <li>
                                                <strong>{objective.name.clone()}</strong>
                                                <span class="under">{said}</span>
                                            </li>
                                        }
                                    })
                                    .collect_view()}
                            </ul>
                        }
                        .into_any()
                    }}
                </section>
                <ahead::Ahead/>
                <since::SinceShared/>
                {drift_view(workspace)}
                <pursuit::GoOrNoGo/>
                <Journal/>
                <section aria-labelledby="o-currency">
                    <h2 id="o-currency">{t!("Currency")}</h2>
                    <div class="pair">
                        <Choice
                            label=t!("Currency")
                            choices=currency_choices
                            value=Signal::derive(move || workspace.currency.get().code().to_owned())
                            disabled=Signal::derive(move || workspace.is_read_only())
                            hint=Signal::stored(t!("Amounts keep their digits; nothing is converted.").to_owned())
                            on_choose=move |code: String| change_currency(workspace, &code)
                        />
                    </div>
                </section>
            </div>
            <aside aria-labelledby="o-checks">
                <h2 id="o-checks">{t!("Checks")}</h2>
                {move || {
                    let checks = found.read();
                    if checks.is_empty() {
                        view! { <p class="good">{t!("Nothing is wrong or missing.")}</p> }.into_any()
                    } else {
                        view! {
                            {check_list(workspace, &checks)}
                        }
                        .into_any()
                    }
                }}
            </aside>
        </div>
    }
}

/// What is said of a template, and how a pitch is started from it.
fn template_banner(workspace: Workspace) -> Option<AnyView> {
    if !workspace.pitch.read().is_template {
        return None;
    }
    let desk = use_desk();
    let start = move |_| {
        let settings = desk.settings.get_untracked();
        let template = workspace.pitch.get_untracked();
        desk.start(template.from_template(format::next_monday(), &settings));
    };
    let banner = view! {
        <div class="banner" role="status">
            <p>{t!("This is a template: new pitches are started from it, and it counts nowhere.")}</p>
            <button type="button" on:click=start>
                {t!("Start a pitch from it")}
            </button>
        </div>
    };
    Some(banner.into_any())
}

/// Changes the currency; amounts keep their digits, so those in minor units are moved along when
/// the number of decimals differs.
fn change_currency(workspace: Workspace, code: &str) {
    if let Ok(currency) = crate::model::Currency::new(code) {
        workspace.edit(t!("Change currency"), "", |pitch| {
            pitch.set_currency(currency);
        });
    }
}
