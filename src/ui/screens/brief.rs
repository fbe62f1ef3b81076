//! Brief: what the client wants, for whom, and with what.

use std::sync::Arc;

use leptos::prelude::*;

use crate::model::{Brief, Client, Contact, Identifier, Objective, ObjectiveId, Pitch};
use crate::ui::desk::fresh;
use crate::ui::parts::details::{RowTools, add_at_end};
use crate::ui::parts::field::{Choice, ReadField, TextArea, TextField};
use crate::ui::parts::grid::{Cell, Column, Editor, Grid, GridState, Row, SharedSource, Source};
use crate::ui::workspace::{Workspace, use_workspace};
use crate::ui::{format, words};

/// The screen.
#[component]
pub fn BriefScreen() -> impl IntoView {
    let workspace = use_workspace();
    view! {
        <header class="screen-head">
            <h1>{t!("Brief")}</h1>
        </header>
        <div class="sections">
            <ClientSection/>
            <section aria-labelledby="brief-situation">
                <h2 id="brief-situation">{t!("The situation")}</h2>
                {brief_text(workspace, t!("Background"), t!("Change background"), |b| &b.background, |b, text| b.background = text)}
                {brief_text(workspace, t!("Competitors"), t!("Change competitors"), |b| &b.competitors, |b, text| b.competitors = text)}
            </section>
            <Objectives/>
            <section aria-labelledby="brief-people">
                <h2 id="brief-people">{t!("The people and the idea")}</h2>
                {brief_text(workspace, t!("Audience"), t!("Change audience"), |b| &b.audience, |b, text| b.audience = text)}
                <AudienceSize/>
                {brief_text(workspace, t!("Insight"), t!("Change insight"), |b| &b.insight, |b, text| b.insight = text)}
                {brief_text(workspace, t!("Proposition"), t!("Change proposition"), |b| &b.proposition, |b, text| b.proposition = text)}
                {brief_text(workspace, t!("Tone"), t!("Change tone"), |b| &b.tone, |b, text| b.tone = text)}
                {brief_text(workspace, t!("Mandatories"), t!("Change mandatories"), |b| &b.mandatories, |b, text| b.mandatories = text)}
            </section>
            <Money/>
        </div>
    }
}

/// A text of the brief; `changed` is what changing it is called.
fn brief_text(
    workspace: Workspace,
    label: &'static str,
    changed: &'static str,
    get: fn(&Brief) -> &String,
    set: fn(&mut Brief, String),
) -> AnyView {
    let value = Signal::derive(move || get(&workspace.brief.read()).clone());
    let disabled = Signal::derive(move || workspace.is_read_only());
    let on_input = move |text: String| {
        workspace.edit(changed, label, |pitch| {
            set(Arc::make_mut(&mut pitch.brief), text);
        });
    };
    view! { <TextArea label=label value=value on_input=on_input disabled=disabled/> }.into_any()
}

#[component]
fn ClientSection() -> impl IntoView {
    let workspace = use_workspace();
    let disabled = Signal::derive(move || workspace.is_read_only());
    let text = move |label: &'static str,
                     changed: &'static str,
                     get: fn(&Client) -> &String,
                     set: fn(&mut Client, String)| {
        let value = Signal::derive(move || get(&workspace.client.read()).clone());
        let on_input = move |text: String| {
            workspace.edit(changed, label, |pitch| {
                set(Arc::make_mut(&mut pitch.client), text);
            });
        };
        view! { <TextField label=label value=value on_input=on_input disabled=disabled/> }
    };
    let date = move |label: &'static str,
                     get: fn(&Pitch) -> Option<crate::model::Date>,
                     set: fn(&mut Pitch, Option<crate::model::Date>)| {
        words::date_field(workspace, label, get, set)
    };
    let stage = Signal::derive(move || words::stage(workspace.status.read().stage).to_owned());
    let stages = Signal::stored(
        crate::model::Stage::ALL
            .map(|stage| {
                (
                    words::stage(stage).to_owned(),
                    words::stage(stage).to_owned(),
                )
            })
            .to_vec(),
    );
    let contacts = GridState::default();
    let rows: SharedSource = Arc::new(Contacts(workspace));
    let probability =
        Signal::derive(move || format::percent(workspace.status.read().win_probability.decimal()));
    let commit_probability = move |typed: String| {
        let percent = words::read_percent(&typed)?;
        if percent > crate::model::Percent::whole(100) {
            return Err(t!("A win probability is at most 100 %.").to_owned());
        }
        workspace.edit(t!("Change win probability"), "", |pitch| {
            Arc::make_mut(&mut pitch.status).win_probability = percent;
        });
        Ok(())
    };
    view! {
        <section aria-labelledby="brief-client">
            <h2 id="brief-client">{t!("The client")}</h2>
            <div class="pair">
                {text(t!("Organisation"), t!("Change organisation"), |c| &c.organisation, |c, text| c.organisation = text)}
                {text(t!("Brand"), t!("Change brand"), |c| &c.brand, |c, text| c.brand = text)}
            </div>
            <div class="pair">
                <Choice
                    label=t!("Stage")
                    choices=stages
                    value=stage
                    disabled=disabled
                    on_choose=move |chosen: String| {
                        if let Some(stage) = crate::model::Stage::ALL
                            .into_iter()
                            .find(|stage| words::stage(*stage) == chosen)
                        {
                            workspace
                                .edit(
                                    t!("Change stage"),
                                    "",
                                    |pitch| Arc::make_mut(&mut pitch.status).stage = stage,
                                );
                        }
                    }
                />
                <ReadField
                    label=t!("Win probability")
                    value=probability
                    figure=true
                    disabled=disabled
                    hint=Signal::stored(t!("Internal.").to_owned())
                    on_commit=Callback::new(commit_probability)
                />
            </div>
            <div class="pair">
                {date(
                    t!("Brief received"),
                    |p| p.status.brief_received,
                    |p, date| Arc::make_mut(&mut p.status).brief_received = date,
                )}
                {date(
                    t!("Pitch date"),
                    |p| p.status.pitch_date,
                    |p, date| Arc::make_mut(&mut p.status).pitch_date = date,
                )}
                {date(
                    t!("Decision date"),
                    |p| p.status.decision_date,
                    |p, date| Arc::make_mut(&mut p.status).decision_date = date,
                )}
            </div>
            <h3>{t!("Contacts")}</h3>
            <Grid
                name=t!("Contacts")
                source=rows.clone()
                state=contacts
                empty=t!("Nobody yet. Who reads the proposal, and who decides?")
            />
            <RowTools source=rows.clone() state=contacts add=t!("Add contact") on_add=add_at_end(&rows) disabled/>
            <div class="pair">
                {text(t!("Next action"), t!("Change next action"), |c| &c.next_action, |c, text| c.next_action = text)}
                {date(
                    t!("Next action by"),
                    |p| p.client.next_action_date,
                    |p, date| Arc::make_mut(&mut p.client).next_action_date = date,
                )}
            </div>
            <TextArea
                label=t!("Notes on the relationship")
                hint=Signal::stored(t!("Internal: the client never sees these.").to_owned())
                value=Signal::derive(move || workspace.client.read().notes.clone())
                disabled=disabled
                on_input=move |text: String| {
                    workspace
                        .edit(
                            t!("Change notes"),
                            "client notes",
                            |pitch| Arc::make_mut(&mut pitch.client).notes = text,
                        );
                }
            />
        </section>
    }
    .into_any()
}

/// The contacts as a grid.
struct Contacts(Workspace);

impl Contacts {
    fn field(contact: &mut Contact, column: usize) -> Option<&mut String> {
        match column {
            0 => Some(&mut contact.name),
            1 => Some(&mut contact.position),
            2 => Some(&mut contact.part),
            3 => Some(&mut contact.email),
            4 => Some(&mut contact.phone),
            _ => None,
        }
    }

    fn find(&self, row: &Row) -> Option<Contact> {
        let client = self.0.client.get();
        client
            .contacts
            .iter()
            .find(|contact| contact.id.as_str() == &*row.id)
            .map(|contact| Contact::clone(contact))
    }
}

impl Source for Contacts {
    fn columns(&self) -> Vec<Column> {
        vec![
            Column::text(t!("Name"), "minmax(10rem, 2fr)"),
            Column::text(t!(contact "Position"), "minmax(9rem, 2fr)").on_card(),
            Column::text(t!("Part (internal)"), "minmax(8rem, 1.5fr)"),
            Column::text(t!("E-mail"), "minmax(10rem, 2fr)").on_card(),
            Column::text(t!("Telephone"), "minmax(8rem, 1fr)"),
        ]
    }
    fn rows(&self) -> Vec<Row> {
        let client = self.0.client.get();
        client
            .contacts
            .iter()
            .map(|c| Row::new(c.id.as_str()))
            .collect()
    }
    fn cells(&self, row: &Row) -> Vec<Cell> {
        let Some(mut contact) = self.find(row) else {
            return Vec::new();
        };
        (0..5)
            .filter_map(|column| {
                Self::field(&mut contact, column).map(|text| Cell::edit(text.clone()))
            })
            .collect()
    }
    fn editor(&self, row: &Row, column: usize) -> Option<Editor> {
        let mut contact = untrack(|| self.find(row))?;
        Self::field(&mut contact, column).map(|text| Editor::Line(text.clone()))
    }
    fn commit(&self, row: &Row, column: usize, text: &str) -> Result<(), String> {
        self.0.edit(t!("Change contact"), "", |pitch| {
            Arc::make_mut(&mut pitch.client).contacts.change_where(
                |contact| contact.id.as_str() == &*row.id,
                |contact| {
                    if let Some(field) = Self::field(contact, column) {
                        text.clone_into(field);
                    }
                },
            );
        });
        Ok(())
    }
    fn add_after(&self, row: &Row) -> Option<Arc<str>> {
        let id: crate::model::ContactId = fresh();
        let key: Arc<str> = id.as_str().into();
        self.0.edit(t!("Add contact"), "", |pitch| {
            let contact = Contact {
                id,
                name: t!("New contact").to_owned(),
                position: String::new(),
                part: String::new(),
                email: String::new(),
                phone: String::new(),
                extra: Default::default(),
            };
            words::insert_after(
                &mut Arc::make_mut(&mut pitch.client).contacts,
                &row.id,
                contact,
            );
        });
        Some(key)
    }
    fn remove(&self, row: &Row) {
        self.0.delete(t!("Delete contact"), |pitch| {
            Arc::make_mut(&mut pitch.client)
                .contacts
                .retain(|contact| contact.id.as_str() != &*row.id);
        });
    }
    fn step(&self, row: &Row, by: i32) {
        self.0.edit(t!("Move contact"), "", |pitch| {
            words::step(&mut Arc::make_mut(&mut pitch.client).contacts, &row.id, by);
        });
    }
    fn drop_before(&self, row: &Row, before: Option<&Row>) {
        self.0.edit(t!("Move contact"), "", |pitch| {
            let list = &mut Arc::make_mut(&mut pitch.client).contacts;
            words::move_before(list, &row.id, before.map(|row| &*row.id));
        });
    }
}

#[component]
fn Objectives() -> impl IntoView {
    let workspace = use_workspace();
    let state = GridState::default();
    let rows: SharedSource = Arc::new(ObjectiveRows(workspace));
    view! {
        <section aria-labelledby="brief-objectives">
            <h2 id="brief-objectives">{t!("Objectives")}</h2>
            <Grid
                name=t!("Objectives")
                source=rows.clone()
                state=state
                empty=t!("No objective yet. What should be different afterwards, by how much, and by when?")
            />
            <RowTools
                source=rows.clone()
                state=state
                add=t!("Add objective")
                on_add=add_at_end(&rows)
                disabled=Signal::derive(move || workspace.is_read_only())
            />
        </section>
    }
    .into_any()
}

/// The objectives as a grid.
struct ObjectiveRows(Workspace);

impl ObjectiveRows {
    fn find(&self, row: &Row) -> Option<Arc<Objective>> {
        let brief = self.0.brief.get();
        let found = brief.objectives.iter().find(|o| o.id.as_str() == &*row.id);
        found.cloned()
    }
    fn text(objective: &Objective, column: usize) -> String {
        match column {
            0 => objective.name.clone(),
            1 => objective.metric.clone(),
            2 => objective.baseline.clone(),
            3 => objective.target.clone(),
            _ => objective.by.map(format::date).unwrap_or_default(),
        }
    }
}

impl Source for ObjectiveRows {
    fn columns(&self) -> Vec<Column> {
        vec![
            Column::text(t!("Objective"), "minmax(14rem, 3fr)"),
            Column::text(t!("Metric"), "minmax(10rem, 2fr)"),
            Column::text(t!("Now"), "minmax(5rem, 1fr)"),
            Column::text(t!("Target"), "minmax(5rem, 1fr)").on_card(),
            Column::text(t!("By"), "8rem").on_card(),
        ]
    }
    fn rows(&self) -> Vec<Row> {
        let brief = self.0.brief.get();
        brief
            .objectives
            .iter()
            .map(|o| Row::new(o.id.as_str()))
            .collect()
    }
    fn cells(&self, row: &Row) -> Vec<Cell> {
        let Some(objective) = self.find(row) else {
            return Vec::new();
        };
        (0..5)
            .map(|column| Cell::edit(Self::text(&objective, column)))
            .collect()
    }
    fn editor(&self, row: &Row, column: usize) -> Option<Editor> {
        let objective = untrack(|| self.find(row))?;
        Some(Editor::Line(Self::text(&objective, column)))
    }
    fn commit(&self, row: &Row, column: usize, text: &str) -> Result<(), String> {
        let by = if column == 4 {
            words::read_date(text)?
        } else {
            None
        };
        self.0.edit(t!("Change objective"), "", |pitch| {
            Arc::make_mut(&mut pitch.brief).objectives.change_where(
                |objective| objective.id.as_str() == &*row.id,
                |objective| match column {
                    0 => text.clone_into(&mut objective.name),
                    1 => text.clone_into(&mut objective.metric),
                    2 => text.clone_into(&mut objective.baseline),
                    3 => text.clone_into(&mut objective.target),
                    _ => objective.by = by,
                },
            );
        });
        Ok(())
    }
    fn add_after(&self, row: &Row) -> Option<Arc<str>> {
        let id: ObjectiveId = fresh();
        let key: Arc<str> = id.as_str().into();
        self.0.edit(t!("Add objective"), "", |pitch| {
            let objective = Objective {
                id,
                name: t!("New objective").to_owned(),
                metric: String::new(),
                baseline: String::new(),
                target: String::new(),
                by: None,
                extra: Default::default(),
            };
            words::insert_after(
                &mut Arc::make_mut(&mut pitch.brief).objectives,
                &row.id,
                objective,
            );
        });
        Some(key)
    }
    fn remove(&self, row: &Row) {
        self.0.delete(t!("Delete objective"), |pitch| {
            Arc::make_mut(&mut pitch.brief)
                .objectives
                .retain(|objective| objective.id.as_str() != &*row.id);
            let is_it = |id: &str| id == &*row.id;
            if (pitch.media.measures.iter()).any(|one| is_it(one.objective.as_str())) {
                (Arc::make_mut(&mut pitch.media).measures)
                    .retain(|one| !is_it(one.objective.as_str()));
            }
        });
    }
    fn step(&self, row: &Row, by: i32) {
        self.0.edit(t!("Move objective"), "", |pitch| {
            words::step(&mut Arc::make_mut(&mut pitch.brief).objectives, &row.id, by);
        });
    }
    fn drop_before(&self, row: &Row, before: Option<&Row>) {
        self.0.edit(t!("Move objective"), "", |pitch| {
            let list = &mut Arc::make_mut(&mut pitch.brief).objectives;
            words::move_before(list, &row.id, before.map(|row| &*row.id));
        });
    }
}

#[component]
fn AudienceSize() -> impl IntoView {
    let workspace = use_workspace();
    let value = Signal::derive(move || {
        let size = workspace.brief.read().audience_size;
        size.map(|size| format::number(size.into()))
            .unwrap_or_default()
    });
    let commit = move |typed: String| {
        let size = words::read_count(&typed)?;
        workspace.edit(t!("Change audience size"), "", |pitch| {
            Arc::make_mut(&mut pitch.brief).audience_size = size;
        });
        Ok(())
    };
    view! {
        <div class="pair">
            <ReadField
                label=t!("Size of the audience (people)")
                value=value
                figure=true
                disabled=Signal::derive(move || workspace.is_read_only())
                on_commit=Callback::new(commit)
            />
        </div>
    }
    .into_any()
}

#[component]
fn Money() -> impl IntoView {
    let workspace = use_workspace();
    let value = Signal::derive(move || {
        let budget = workspace.brief.read().client_budget;
        budget
            .map(|amount| format::money(amount, workspace.currency.get()))
            .unwrap_or_default()
    });
    let commit = move |typed: String| {
        let amount = words::read_money(&typed, workspace.currency.get_untracked())?;
        workspace.edit(t!("Change the client's budget"), "", |pitch| {
            Arc::make_mut(&mut pitch.brief).client_budget = amount;
        });
        Ok(())
    };
    view! {
        <section aria-labelledby="brief-money">
            <h2 id="brief-money">{t!("Budget and dates the client stated")}</h2>
            <div class="pair">
                <ReadField
                    label=t!("Budget, net, all in")
                    value=value
                    figure=true
                    disabled=Signal::derive(move || workspace.is_read_only())
                    hint=Signal::derive(move || workspace.currency.get().code().to_owned())
                    on_commit=Callback::new(commit)
                />
                {words::date_field(
                    workspace,
                    t!("Campaign starts"),
                    |p| p.brief.client_start,
                    |p, date| Arc::make_mut(&mut p.brief).client_start = date,
                )}
                {words::date_field(
                    workspace,
                    t!("Campaign ends"),
                    |p| p.brief.client_finish,
                    |p, date| Arc::make_mut(&mut p.brief).client_finish = date,
                )}
            </div>
        </section>
    }
    .into_any()
}
