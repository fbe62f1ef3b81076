//! Overview: the pitch at a glance, and what is wrong with it.

use std::sync::Arc;

use leptos::prelude::*;

use crate::model::DocumentKind;
use crate::plan::checks::checks;
use crate::proposal::given::drift;
use crate::ui::desk::use_desk;
use crate::ui::format;
use crate::ui::parts::icon::{Glyph, Icon};
use crate::ui::route::{Part, Route};
use crate::ui::screens::findings::check_list;
use crate::ui::screens::proposal::Here;
use crate::ui::words;
use crate::ui::workspace::{Workspace, use_workspace};

/// How far the pitch has moved since it was signed.
fn drift_view(workspace: Workspace) -> AnyView {
    let is_signed = Memo::new(move |_| workspace.pitch.read().signed.is_some());
    let drift = Memo::new(move |_| {
        is_signed
            .get()
            .then(|| drift(&workspace.pitch.read(), &Here))
            .flatten()
    });
    let desk = use_desk();
    let write = move |_| {
        workspace.edit("Choose document", "", |pitch| {
            Arc::make_mut(&mut pitch.proposal).document = DocumentKind::ChangeOrder;
        });
        let id = workspace.document().id.clone();
        desk.go(&Route::Pitch(id, Part::Proposal));
    };
    (move || {
        let drift = drift.get()?;
        let signed = workspace.pitch.read().signed.clone()?;
        let on = signed
            .date
            .map(|date| format!(" on {}", format::date(date)));
        let print = signed
            .fingerprint
            .map(|print| format!(", {}", print.short()));
        let said = format!(
            "Signed{}{}.",
            on.unwrap_or_default(),
            print.unwrap_or_default()
        );
        let parts = (drift.parts.iter())
            .map(|part| {
                let rows = (part.rows.iter())
                    .map(|[what, before, now]| {
                        view! {
                            <tr>
                                <th scope="row">{what.clone()}</th>
                                <td>{before.clone()}</td>
                                <td>{now.clone()}</td>
                            </tr>
                        }
                    })
                    .collect_view();
                view! {
                    <table class="change-figures">
                        <thead>
                            <tr>
                                <th scope="col">{part.name}</th>
                                <th scope="col">"As signed"</th>
                                <th scope="col">"Now"</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                }
            })
            .collect_view();
        let rest = if drift.parts.is_empty() {
            view! { <p>"Scope, dates and price are as they were signed."</p> }.into_any()
        } else {
            view! {
                {parts}
                <p>
                    <button type="button" disabled=move || workspace.is_read_only() on:click=write>
                        "Write the change order"
                    </button>
                </p>
            }
            .into_any()
        };
        Some(view! {
            <section class="overview-drift" aria-labelledby="o-drift">
                <h2 id="o-drift">"Since it was signed"</h2>
                <p class="field-hint">{said}</p>
                {rest}
            </section>
        })
    })
    .into_any()
}

/// The screen.
#[component]
pub fn Overview() -> impl IntoView {
    let workspace = use_workspace();
    let title = move || workspace.title.get();
    let on_title = move |event| {
        let text = event_target_value(&event);
        workspace.edit("Rename pitch", "title", |pitch| pitch.title = text);
    };
    let money = move |amount| format::money_round(amount, workspace.currency.get());
    let date = |date: Option<crate::model::Date>| date.map_or_else(|| "–".to_owned(), format::date);
    let next = move || {
        let today = format::today();
        let schedule = workspace.schedule.get();
        let timeline = workspace.timeline.get();
        timeline
            .tasks
            .iter()
            .filter(|task| task.kind != crate::model::TaskKind::Task)
            .filter_map(|task| Some((schedule.tasks.get(&task.id)?.finish, task.name.clone())))
            .filter(|(date, _)| *date >= today)
            .min()
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
                <h1 class="unseen">"Overview"</h1>
                <div class="field">
                    <input
                        class="overview-title"
                        type="text"
                        aria-label="Title"
                        placeholder="Title of the pitch"
                        autocomplete="off"
                        readonly=move || workspace.is_read_only()
                        prop:value=title
                        on:input=on_title
                    />
                    <p class="lead">
                        <bdi>{move || workspace.client.read().organisation.clone()}</bdi>
                        {move || {
                            let stage = words::stage(workspace.status.read().stage);
                            let chance = format::percent(workspace.status.read().win_probability.decimal());
                            format!(" · {stage} · {chance} to win")
                        }}
                    </p>
                </div>
                <dl class="figures">
                    <div>
                        <dt id="o-launch">"Launch date"</dt>
                        <dd><output aria-labelledby="o-launch">{move || date(workspace.schedule.read().launch)}</output></dd>
                    </div>
                    <div>
                        <dt id="o-finish">"Finish date"</dt>
                        <dd><output aria-labelledby="o-finish">{move || date(workspace.schedule.read().finish)}</output></dd>
                    </div>
                    <div>
                        <dt id="o-net">"Net total"</dt>
                        <dd><output aria-labelledby="o-net">{move || money(workspace.price.read().net_total)}</output></dd>
                    </div>
                    <div>
                        <dt id="o-profit">"Profit margin"</dt>
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
                    <h2 id="o-objectives">"Objectives"</h2>
                    {move || {
                        let brief = workspace.brief.get();
                        if brief.objectives.is_empty() {
                            return view! {
                                <p class="field-hint">
                                    "None yet. Add them under "
                                    <a href=move || workspace.href(Part::Brief)>"the brief’s objectives"</a> "."
                                </p>
                            }
                            .into_any();
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
                                        let by = objective
                                            .by
                                            .map(|by| format!(" by {}", format::date(by)))
                                            .unwrap_or_default();
                                        view! {
                                            <li>
                                                <strong>{objective.name.clone()}</strong>
                                                <span class="under">{format!("{from_to}{by}")}</span>
                                            </li>
                                        }
                                    })
                                    .collect_view()}
                            </ul>
                        }
                        .into_any()
                    }}
                </section>
                {drift_view(workspace)}
                <section aria-labelledby="o-next">
                    <h2 id="o-next">"Next"</h2>
                    <p>
                        {move || {
                            next()
                                .map_or_else(
                                    || "No milestone or approval lies ahead.".to_owned(),
                                    |(date, name)| format!("{}: {name}", format::long_date(date)),
                                )
                        }}
                    </p>
                    <p>
                        {move || {
                            let people: Vec<String> = workspace
                                .team
                                .read()
                                .people
                                .iter()
                                .map(|person| person.name.clone())
                                .collect();
                            if people.is_empty() {
                                "Nobody is on the team yet.".to_owned()
                            } else {
                                format!("On it: {}.", people.join(", "))
                            }
                        }}
                    </p>
                    <div class="pair">
                        <crate::ui::parts::field::Choice
                            label="Currency"
                            choices=currency_choices
                            value=Signal::derive(move || workspace.currency.get().code().to_owned())
                            disabled=Signal::derive(move || workspace.is_read_only())
                            hint=Signal::stored("Amounts keep their digits; nothing is converted.".to_owned())
                            on_choose=move |code: String| change_currency(workspace, &code)
                        />
                    </div>
                </section>
                <Journal/>
            </div>
            <aside aria-labelledby="o-checks">
                <h2 id="o-checks">"Checks"</h2>
                {move || {
                    let checks = found.read();
                    if checks.is_empty() {
                        view! { <p class="good">"Nothing is wrong or missing."</p> }.into_any()
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

/// Changes the currency; amounts keep their digits, so those in minor units are moved along when
/// the number of decimals differs.
fn change_currency(workspace: Workspace, code: &str) {
    if let Ok(currency) = crate::model::Currency::new(code) {
        workspace.edit("Change currency", "", |pitch| pitch.set_currency(currency));
    }
}

/// Notes and decisions.
#[component]
fn Journal() -> impl IntoView {
    use crate::model::{EntryId, EntryKind, JournalEntry};
    use crate::ui::desk::{fresh, use_desk};
    let workspace = use_workspace();
    let desk = use_desk();
    let text = RwSignal::new(String::new());
    let kind = RwSignal::new(EntryKind::Note);
    let add = move |_| {
        let words = text.get_untracked().trim().to_owned();
        if words.is_empty() {
            return;
        }
        let id: EntryId = fresh();
        let author = desk.settings.read_untracked().author.clone();
        let kind = kind.get_untracked();
        workspace.edit("Add journal entry", "", |pitch| {
            Arc::make_mut(&mut pitch.journal)
                .entries
                .push(JournalEntry {
                    id,
                    kind,
                    date: Some(format::today()),
                    author,
                    about: String::new(),
                    text: words,
                    extra: Default::default(),
                });
        });
        text.set(String::new());
    };
    let entry = move |entry: Arc<JournalEntry>| {
        let id = entry.id.clone();
        let head = [
            entry.date.map(format::date).unwrap_or_default(),
            entry.author.clone(),
            entry.about.clone(),
            if entry.kind == EntryKind::Decision {
                "Decision".to_owned()
            } else {
                String::new()
            },
        ]
        .into_iter()
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" · ");
        let value = {
            let id = id.clone();
            Signal::derive(move || {
                let journal = workspace.journal.read();
                journal
                    .entries
                    .find(&id)
                    .map(|entry| entry.text.clone())
                    .unwrap_or_default()
            })
        };
        let on_input = {
            let id = id.clone();
            move |text: String| {
                workspace.edit("Change journal entry", &format!("{id} text"), |pitch| {
                    if let Some(entry) = Arc::make_mut(&mut pitch.journal).entries.find_mut(&id) {
                        entry.text = text;
                    }
                });
            }
        };
        let remove = move |_| {
            workspace.delete("Delete journal entry", |pitch| {
                Arc::make_mut(&mut pitch.journal).entries.remove(&id);
            });
        };
        view! {
            <li class="journal-entry">
                <crate::ui::parts::field::TextArea label=head value=value on_input=on_input rows=1 disabled=Signal::derive(move || workspace.is_read_only())/>
                <button type="button" class="quiet square" aria-label="Delete journal entry" on:click=remove disabled=move || workspace.is_read_only()>
                    <Icon glyph=Glyph::Bin/>
                </button>
            </li>
        }
    };
    view! {
        <section aria-labelledby="o-journal">
            <h2 id="o-journal">"Journal"</h2>
            <p class="field-hint">"Notes and decisions. Internal: the client never sees these."</p>
            <ul class="journal">
                <For
                    each=move || {
                        let journal = workspace.journal.get();
                        journal.entries.iter().rev().cloned().collect::<Vec<_>>()
                    }
                    key=|entry| (entry.id.clone(), entry.kind, entry.date)
                    let:item
                >
                    {entry(item)}
                </For>
            </ul>
            <div class="journal-new">
                <crate::ui::parts::field::TextArea
                    label="New entry"
                    rows=2
                    value=text
                    on_input=move |typed: String| text.set(typed)
                    disabled=Signal::derive(move || workspace.is_read_only())
                />
                <div class="actions">
                    <crate::ui::parts::field::Tick
                        label="It is a decision"
                        value=Signal::derive(move || kind.get() == EntryKind::Decision)
                        on_change=move |yes: bool| kind.set(if yes { EntryKind::Decision } else { EntryKind::Note })
                    />
                    <button type="button" on:click=add disabled=move || text.read().trim().is_empty()>
                        "Add entry"
                    </button>
                </div>
            </div>
        </section>
    }
    .into_any()
}
