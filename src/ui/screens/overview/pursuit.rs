//! Go or no go: whether to pitch, what pitching takes, and how it ended. All of it is internal.

use std::sync::Arc;

use leptos::prelude::*;

use crate::model::{
    Entry, GoDecision, Hours, Identifier, Pursuit, Rating, RoleId, TimeEntry, TimeEntryId,
};
use crate::plan::price::recommended_price;
use crate::plan::pursuit::{Advice, expected_return, mean_cost_rate, pitching_cost, score};
use crate::ui::desk::fresh;
use crate::ui::format;
use crate::ui::parts::details::{RowTools, add_at_end};
use crate::ui::parts::field::{Choice, ReadField, TextArea};
use crate::ui::parts::grid::{Cell, Column, Editor, Grid, GridState, Row, SharedSource, Source};
use crate::ui::words;
use crate::ui::workspace::{Workspace, use_workspace};
use crate::words::{Word, within};

/// A criterion: what it is called in the page and by people, what it asks, and where it is kept.
struct Criterion {
    code: &'static str,
    name: Word,
    asks: Word,
    get: fn(&Pursuit) -> Option<Rating>,
    set: fn(&mut Pursuit, Option<Rating>),
}

const CRITERIA: [Criterion; 4] = [
    Criterion {
        code: "fit",
        name: word!(score "Fit"),
        asks: word!("Client, work and team suit each other. 5 suits best."),
        get: |pursuit| pursuit.fit,
        set: |pursuit, rating| pursuit.fit = rating,
    },
    Criterion {
        code: "odds",
        name: word!("Odds"),
        asks: word!("Against everybody else who pitches. 5 is the favourite."),
        get: |pursuit| pursuit.odds,
        set: |pursuit, rating| pursuit.odds = rating,
    },
    Criterion {
        code: "cost",
        name: word!("Cost"),
        asks: word!("Time and money that pitching takes. 5 takes least."),
        get: |pursuit| pursuit.cost,
        set: |pursuit, rating| pursuit.cost = rating,
    },
    Criterion {
        code: "return",
        name: word!("Return"),
        asks: word!("Profit, reference, more work to come. 5 brings most."),
        get: |pursuit| pursuit.returns,
        set: |pursuit, rating| pursuit.returns = rating,
    },
];

/// The section of the Overview.
#[component]
pub fn GoOrNoGo() -> impl IntoView {
    let workspace = use_workspace();
    let pursuit = Memo::new(move |_| workspace.pitch.read().pursuit.clone());
    let disabled = Signal::derive(move || workspace.is_read_only());
    let ratings = CRITERIA
        .iter()
        .map(|criterion| rating(workspace, pursuit, criterion))
        .collect_view();
    let prose = move |(label, change, field): (&'static str, &'static str, &'static str),
                      get: fn(&Pursuit) -> &String,
                      set: fn(&mut Pursuit, String)| {
        let on_input = move |text: String| {
            edit(workspace, change, field, |pursuit| {
                set(pursuit, text);
            });
        };
        view! {
            <TextArea
                label=label
                rows=2
                value=Signal::derive(move || get(&pursuit.read()).clone())
                on_input=on_input
                disabled=disabled
            />
        }
        .into_any()
    };
    let rows: SharedSource = Arc::new(TimeSpent(workspace));
    let state = GridState::default();
    view! {
        <section class="pursuit" aria-labelledby="o-pursuit">
            <h2 id="o-pursuit">{t!("Go or no go")}</h2>
            <p class="field-hint">{t!("Worth pitching for? Internal: the client never sees any of this.")}</p>
            <div class="ratings">{ratings}</div>
            {figures(workspace, pursuit)}
            {decision(workspace, pursuit, disabled)}
            {prose(
                (t!("Reason"), t!("Change reason"), "reason"),
                |pursuit| &pursuit.reason,
                |pursuit, text| pursuit.reason = text,
            )}
            <h3>{t!("Hours of pitching")}</h3>
            <div class="pair">{planned(workspace, pursuit, disabled)}</div>
            <Grid name=t!("Hours of pitching") source=rows.clone() state=state empty=t!("No hours noted yet.")/>
            <RowTools source=rows.clone() state=state add=t!("Add hours") on_add=add_at_end(&rows) disabled=disabled/>
            {prose(
                (t!("Why it was won or lost"), t!("Change why it was won or lost"), "outcome"),
                |pursuit| &pursuit.outcome,
                |pursuit, text| pursuit.outcome = text,
            )}
        </section>
    }
    .into_any()
}

fn edit(workspace: Workspace, name: &str, field: &str, change: impl FnOnce(&mut Pursuit)) {
    let field = if field.is_empty() {
        String::new()
    } else {
        format!("pursuit {field}")
    };
    workspace.edit(name, &field, |pitch| {
        change(Arc::make_mut(&mut pitch.pursuit));
    });
}

fn rating(
    workspace: Workspace,
    pursuit: Memo<Arc<Pursuit>>,
    criterion: &'static Criterion,
) -> AnyView {
    let group = format!("rating-{}", criterion.code);
    let hint = format!("{group}-hint");
    let choices = Rating::ALL
        .map(|rating| {
            let is = move || (criterion.get)(&pursuit.read()) == Some(rating);
            let choose = move |_| {
                edit(
                    workspace,
                    &t!("Rate {}", within(criterion.name.said())),
                    "",
                    |pursuit| {
                        (criterion.set)(pursuit, Some(rating));
                    },
                );
            };
            view! {
                <label>
                    <input
                        type="radio"
                        name=group.clone()
                        prop:checked=is
                        disabled=move || workspace.is_read_only()
                        on:change=choose
                    />
                    <span>{rating.number().to_string()}</span>
                </label>
            }
        })
        .collect_view();
    let described = hint.clone();
    view! {
        <fieldset class="rating" aria-describedby=described>
            <legend>{criterion.name.said()}</legend>
            <div class="rating-row">{choices}</div>
            <p class="field-hint" id=hint>{criterion.asks.said()}</p>
        </fieldset>
    }
    .into_any()
}

fn figures(workspace: Workspace, pursuit: Memo<Arc<Pursuit>>) -> AnyView {
    let said = move || {
        score(&pursuit.read()).map_or_else(
            || t!("Rate all four").to_owned(),
            |score| match score.advice {
                Advice::Go => t!("{} of 100: go", score.points),
                Advice::Talk => t!("{} of 100: ask for better terms", score.points),
                Advice::NoGo => t!("{} of 100: no go", score.points),
            },
        )
    };
    let cost = Memo::new(move |_| pitching_cost(&workspace.pitch.read()));
    let money = move |amount| format::money_round(amount, workspace.currency.get());
    let brings = move || {
        let pitch = workspace.pitch.read();
        let profit = recommended_price(&pitch).profit;
        money(expected_return(
            profit,
            pitch.status.win_probability,
            &cost.read(),
        ))
    };
    view! {
        <dl class="figures">
            <div>
                <dt id="p-score">{t!("Score")}</dt>
                <dd><output aria-labelledby="p-score">{said}</output></dd>
            </div>
            <div>
                <dt id="p-spent">{t!("Cost of pitching so far")}</dt>
                <dd><output aria-labelledby="p-spent">{move || money(cost.read().spent)}</output></dd>
            </div>
            <div>
                <dt id="p-planned">{t!("Planned")}</dt>
                <dd><output aria-labelledby="p-planned">{move || money(cost.read().planned)}</output></dd>
            </div>
            <div>
                <dt id="p-return">{t!("Expected return")}</dt>
                <dd><output aria-labelledby="p-return">{brings}</output></dd>
            </div>
        </dl>
        <p class="field-hint">{t!("Expected return is the win probability times the profit, less what pitching costs.")}</p>
    }
    .into_any()
}

fn decision(workspace: Workspace, pursuit: Memo<Arc<Pursuit>>, disabled: Signal<bool>) -> AnyView {
    let choices = [
        (String::new(), t!("Not decided").to_owned()),
        ("go".to_owned(), GoDecision::Go.name().to_owned()),
        ("no_go".to_owned(), GoDecision::NoGo.name().to_owned()),
    ];
    let value = Signal::derive(move || {
        match pursuit.read().decision {
            Some(GoDecision::Go) => "go",
            Some(GoDecision::NoGo) => "no_go",
            None => "",
        }
        .to_owned()
    });
    let choose = move |chosen: String| {
        let decision = match chosen.as_str() {
            "go" => Some(GoDecision::Go),
            "no_go" => Some(GoDecision::NoGo),
            _ => None,
        };
        edit(workspace, t!("Decide go or no go"), "", |pursuit| {
            pursuit.decision = decision;
            pursuit.decided_on = decision.map(|_| format::today());
        });
    };
    let on = Signal::derive(move || {
        let on = pursuit.read().decided_on;
        on.map(format::date).unwrap_or_default()
    });
    let set_on = move |text: String| {
        let on = words::read_date(&text)?;
        edit(workspace, t!("Change day of decision"), "", |pursuit| {
            pursuit.decided_on = on;
        });
        Ok(())
    };
    view! {
        <div class="pair">
            <Choice label=t!("Decision") choices=Signal::stored(choices.to_vec()) value=value disabled=disabled on_choose=choose/>
            <ReadField label=t!("Decided on") value=on disabled=disabled on_commit=Callback::new(set_on)/>
        </div>
    }
    .into_any()
}

fn planned(workspace: Workspace, pursuit: Memo<Arc<Pursuit>>, disabled: Signal<bool>) -> AnyView {
    let value = Signal::derive(move || {
        let hours = pursuit.read().planned_hours;
        if hours == Hours::ZERO {
            String::new()
        } else {
            format::number(hours.decimal())
        }
    });
    let commit = move |text: String| {
        let hours = words::read_hours(&text)?.unwrap_or_default();
        edit(workspace, t!("Change planned hours"), "", |pursuit| {
            pursuit.planned_hours = hours;
        });
        Ok(())
    };
    let hint = Signal::derive(move || {
        let rate = mean_cost_rate(&workspace.pitch.read());
        t!(
            "At the mean cost rate of the rate card, {} an hour.",
            format::money(rate, workspace.currency.get())
        )
    });
    view! {
        <ReadField label=t!("Hours it may take") figure=true value=value hint=hint disabled=disabled on_commit=Callback::new(commit)/>
    }
    .into_any()
}

/// The hours spent on pitching, as a grid.
struct TimeSpent(Workspace);

impl TimeSpent {
    fn find(&self, row: &Row) -> Option<Arc<TimeEntry>> {
        let pitch = self.0.pitch.read();
        let id = TimeEntryId::new(&row.id).ok()?;
        pitch.pursuit.time.find(&id).cloned()
    }

    fn change(&self, name: &str, act: impl FnOnce(&mut crate::model::List<TimeEntry>)) {
        edit(self.0, name, "", |pursuit| act(&mut pursuit.time));
    }

    fn text(&self, time: &TimeEntry, column: usize) -> String {
        let currency = self.0.currency.get();
        match column {
            0 => time.date.map(format::date).unwrap_or_default(),
            1 => {
                let team = self.0.team.read();
                let role = time.role.as_ref().and_then(|id| team.roles.find(id));
                role.map(|role| role.name.clone()).unwrap_or_default()
            }
            2 => format::number(time.hours.decimal()),
            3 => time
                .cost_rate
                .map(|rate| format::money(rate, currency))
                .unwrap_or_default(),
            _ => time.note.clone(),
        }
    }
}

impl Source for TimeSpent {
    fn columns(&self) -> Vec<Column> {
        vec![
            Column::text(t!("Day"), "minmax(7rem, 1fr)"),
            Column::text(t!("Role"), "minmax(8rem, 2fr)").on_card(),
            Column::figure(t!("Hours"), "5rem").on_card(),
            Column::figure(t!("Own cost rate"), "8rem"),
            Column::text(t!("On what"), "minmax(8rem, 3fr)"),
        ]
    }
    fn rows(&self) -> Vec<Row> {
        let pitch = self.0.pitch.read();
        (pitch.pursuit.time.iter())
            .map(|time| Row::new(time.id.as_str()))
            .collect()
    }
    fn cells(&self, row: &Row) -> Vec<Cell> {
        self.find(row).map_or_else(Vec::new, |time| {
            (0..5)
                .map(|column| Cell::edit(self.text(&time, column)))
                .collect()
        })
    }
    fn editor(&self, row: &Row, column: usize) -> Option<Editor> {
        untrack(|| {
            let time = self.find(row)?;
            if column != 1 {
                return Some(Editor::Line(self.text(&time, column)));
            }
            let mut choices = vec![(String::new(), t!("Mean of the rate card").to_owned())];
            let team = self.0.team.read();
            choices
                .extend((team.roles.iter()).map(|role| (role.id.to_string(), role.name.clone())));
            let chosen = time.role.as_ref().map(ToString::to_string);
            Some(Editor::Choice(choices, chosen.unwrap_or_default()))
        })
    }
    fn commit(&self, row: &Row, column: usize, text: &str) -> Result<(), String> {
        let Some(found) = untrack(|| self.find(row)) else {
            return Ok(());
        };
        let mut time = TimeEntry::clone(&found);
        match column {
            0 => time.date = words::read_date(text)?,
            1 => time.role = RoleId::new(text).ok(),
            2 => time.hours = words::read_hours(text)?.unwrap_or_default(),
            3 => time.cost_rate = words::read_money(text, self.0.currency.get_untracked())?,
            _ => text.clone_into(&mut time.note),
        }
        self.change(t!("Change hours of pitching"), |list| {
            if let Some(entry) = list.find_mut(time.id()) {
                *entry = time.clone();
            }
        });
        Ok(())
    }
    fn add_after(&self, row: &Row) -> Option<Arc<str>> {
        let id: TimeEntryId = fresh();
        let key: Arc<str> = id.as_str().into();
        let time = TimeEntry {
            id,
            date: Some(format::today()),
            role: None,
            hours: Hours::ZERO,
            cost_rate: None,
            note: String::new(),
            extra: Default::default(),
        };
        self.change(t!("Add hours of pitching"), |list| {
            words::insert_after(list, &row.id, time);
        });
        Some(key)
    }
    fn remove(&self, row: &Row) {
        self.0.delete(t!("Delete hours of pitching"), |pitch| {
            let pursuit = Arc::make_mut(&mut pitch.pursuit);
            pursuit.time.retain(|time| time.id.as_str() != &*row.id);
        });
    }
    fn step(&self, row: &Row, by: i32) {
        self.change(t!("Move hours of pitching"), |list| {
            words::step(list, &row.id, by);
        });
    }
    fn drop_before(&self, row: &Row, before: Option<&Row>) {
        self.change(t!("Move hours of pitching"), |list| {
            words::move_before(list, &row.id, before.map(|row| &*row.id));
        });
    }
}
