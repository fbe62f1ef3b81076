//! Media: what is bought where, over which weeks, what it is expected to bring, and whether that
//! is what the brief wants.

mod cases;
mod chart;
mod columns;
mod details;
mod held;
mod outlook;
mod plan;
mod rows;

use std::sync::Arc;

use leptos::prelude::*;

pub use cases::{CaseFields, case_fields};
pub use plan::{MODELS, model_name, read_model};
pub use rows::{read_share, share};

use chart::Flowchart;
use plan::Plan;
use rows::{Flights, count};

use crate::model::{FlightId, Money};
use crate::ui::desk::use_desk;
use crate::ui::format;
use crate::ui::parts::details::{RowDetails, RowTools, add_at_end, row_head};
use crate::ui::parts::field::{TextArea, Tick};
use crate::ui::parts::grid::{Grid, GridState, SharedSource};
use crate::ui::parts::narrow::keep_above;
use crate::ui::screens::timeline::option_choice;
use crate::ui::workspace::use_workspace;

/// The screen.
#[component]
pub fn MediaScreen() -> impl IntoView {
    let (workspace, desk) = (use_workspace(), use_desk());
    let plan = Plan::new(workspace, desk);
    let disabled = Signal::derive(move || workspace.is_read_only());
    let internal = workspace.internal;
    let source: SharedSource = Arc::new(Flights {
        plan,
        fields: Memo::new(move |_| columns::shown(&desk.settings.read(), internal.get())),
    });
    let every: SharedSource = Arc::new(Flights {
        plan,
        fields: Memo::new(move |_| columns::all(internal.get())),
    });
    let state = GridState::default();
    let pane = NodeRef::new();
    keep_above(state, pane);
    let calm = state.settled();
    let selected = Memo::new(move |_| {
        let id = FlightId::new(&calm.active_row()?).ok();
        id.filter(|id| workspace.media.read().flights.position(id).is_some())
    });
    let details = move || match selected.get() {
        None => {
            view! { <p class="field-hint">{t!("Choose a flight to see everything about it.")}</p> }
                .into_any()
        }
        Some(id) => {
            // Which fields there are changes with what may be on screen.
            let fields = every.clone();
            let row_details = move || {
                internal.track();
                view! { <RowDetails source=fields.clone() state=calm/> }
            };
            view! {
                <div class="of-row">
                    {row_head(state, t!("Flight"))}
                    {row_details}
                    {details::details(plan, &id)}
                </div>
            }
            .into_any()
        }
    };
    view! {
        <header class="screen-head">
            <h1>{t!("Media")}</h1>
            {figures(plan)}
        </header>
        <div class="toolbar">
            <RowTools source=source.clone() state=state add=t!("Add flight") on_add=add_at_end(&source) disabled=disabled/>
            <div class="toolbar-end">
                <Tick label=t!("Internal view") value=internal on_change=move |on: bool| internal.set(on)/>
                {columns::chooser(desk)}
                {option_choice(workspace)}
            </div>
        </div>
        <div class="split media">
            <div class="work" node_ref=pane>
                <Grid
                    name=t!("Media flights")
                    source=source
                    state=state
                    empty=t!("Nothing is bought yet. Which channel, from when to when, for how much?")
                />
                <Flowchart plan=plan state=state/>
                {outlook::forecast_table(plan)}
                {outlook::objectives(plan)}
                <section class="block form">
                    <TextArea
                        label=t!("Notes")
                        hint=Signal::stored(t!("The client reads these under the plan.").to_owned())
                        disabled=disabled
                        value=Signal::derive(move || workspace.media.read().notes.clone())
                        on_input=move |text: String| {
                            workspace.edit(t!("Change media notes"), "media notes", |pitch| {
                                Arc::make_mut(&mut pitch.media).notes = text;
                            });
                        }
                    />
                </section>
            </div>
            <aside class="details" aria-label=t!("Details")>{details}</aside>
        </div>
    }
}

/// What the flights cost and bring together.
fn figures(plan: Plan) -> AnyView {
    let workspace = plan.workspace;
    let shown = move || {
        let cases = plan.cases.read();
        let forecast = &cases.expected;
        let currency = workspace.currency.get();
        let dash = || "–".to_owned();
        let money =
            |amount: Option<Money>| amount.map_or_else(dash, |a| format::money(a, currency));
        let some =
            |number: Option<u64>| number.filter(|number| *number > 0).map_or_else(dash, count);
        let paid = plan.paid.read();
        let gross: Vec<Money> = (forecast.flights.keys())
            .filter_map(|id| paid.get(id))
            .map(|paid| paid.gross)
            .collect();
        let unpaid = forecast.flights.len().saturating_sub(gross.len());
        let gross = match (gross.len(), unpaid) {
            (0, _) => dash(),
            (_, 0) => format::money_round(gross.into_iter().sum(), currency),
            (_, unpaid) => t!(
                "{paid} + {unpaid} unpaid",
                paid = format::money_round(gross.into_iter().sum(), currency)
            ),
        };
        let ratio = forecast.roas.map(|ratio| format::number(ratio.round_dp(2)));
        let net = format::money_round(forecast.net, currency);
        let all = [
            (t!(media "Net"), net, true),
            (t!("Gross"), gross, false),
            (t!("Impressions"), some(Some(forecast.impressions)), false),
            (t!("Reach"), some(forecast.reach), false),
            (t!("Clicks"), some(Some(forecast.clicks)), false),
            (t!("Conversions"), some(Some(forecast.conversions)), false),
            (t!("CPM"), money(forecast.cpm), true),
            (t!("CPC"), money(forecast.cpc), true),
            (t!("CPA"), money(forecast.cpa), true),
            (t!("ROAS"), ratio.unwrap_or_else(dash), true),
        ];
        let internal = plan.is_internal();
        all.into_iter()
            .filter(|(.., is_internal)| internal || !is_internal)
            .enumerate()
            .map(|(at, (name, text, _))| {
                let id = format!("m-figure-{at}");
                view! {
                    <div>
                        <dt id=id.clone()>{name}</dt>
                        <dd><output aria-labelledby=id>{text}</output></dd>
                    </div>
                }
            })
            .collect_view()
    };
    view! { <dl class="figures small">{shown}</dl> }.into_any()
}
