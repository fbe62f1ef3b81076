//! Team: the rate card and the people.

use std::sync::Arc;

use leptos::prelude::*;

use crate::model::{Away, Entry, Hours, Identifier, Money, Person, PersonId, Role, RoleId};
use crate::ui::desk::fresh;
use crate::ui::parts::details::{RowTools, add_at_end};
use crate::ui::parts::grid::{Cell, Column, Editor, Grid, GridState, Row, SharedSource, Source};
use crate::ui::parts::pictures::PictureField;
use crate::ui::parts::prose::ProseField;
use crate::ui::workspace::{Workspace, use_workspace};
use crate::ui::{format, words};

/// The screen.
#[component]
pub fn TeamScreen() -> impl IntoView {
    let workspace = use_workspace();
    let disabled = Signal::derive(move || workspace.is_read_only());
    let roles: SharedSource = Arc::new(RateCard::of_pitch(workspace));
    let role_state = GridState::default();
    let people: SharedSource = Arc::new(People(workspace));
    let person_state = GridState::default();
    let selected = Memo::new(move |_| {
        let row = person_state.active_row()?;
        let team = workspace.team.get();
        team.people
            .iter()
            .find(|person| person.id.as_str() == &*row)
            .map(|person| person.id.clone())
    });
    view! {
        <header class="screen-head">
            <h1>{t!("Team")}</h1>
        </header>
        <div class="sections wide">
            <section aria-labelledby="team-people">
                <h2 id="team-people">{t!("People")}</h2>
                <Grid
                    name=t!("People")
                    source=people.clone()
                    state=person_state
                    empty=t!("Nobody yet. Who works on it, in which role, and how many hours a week?")
                />
                <RowTools source=people.clone() state=person_state add=t!("Add person") on_add=add_at_end(&people) disabled/>
                {move || selected.get().map(|id| person_details(workspace, id))}
            </section>
            <section aria-labelledby="team-rates">
                <h2 id="team-rates">{t!("Rate card")}</h2>
                <p class="field-hint">
                    {t!("Per hour. Cost rates are internal: no client copy carries them.")}
                </p>
                <Grid
                    name=t!("Rate card")
                    source=roles.clone()
                    state=role_state
                    empty=t!("No role yet. Add one, or keep the agency's rate card in Settings so that new pitches start with it.")
                />
                <RowTools source=roles.clone() state=role_state add=t!("Add role") on_add=add_at_end(&roles) disabled/>
            </section>
        </div>
    }
}

/// A role that is yet to be named and priced.
pub fn new_role(id: RoleId) -> Role {
    Role {
        id,
        name: t!("New role").to_owned(),
        discipline: String::new(),
        bill_rate: Money::ZERO,
        cost_rate: Money::ZERO,
        extra: Default::default(),
    }
}

/// A rate card as a grid: the pitch's or the agency's.
pub struct RateCard {
    roles: Signal<Arc<Vec<Arc<Role>>>>,
    currency: Signal<crate::model::Currency>,
    change: Callback<(String, RoleChange)>,
}

/// What is done to a rate card.
#[derive(Clone)]
pub enum RoleChange {
    /// This role comes after the one with that id, or last.
    Add(Role, String),
    /// This role takes the place of the one with its id.
    Set(Role),
    /// This role goes.
    Remove(RoleId),
    /// This role moves so many places.
    Step(RoleId, i32),
    /// This role moves before another, or to the end.
    Before(RoleId, Option<RoleId>),
}

impl RateCard {
    /// The rate card of the open pitch.
    fn of_pitch(workspace: Workspace) -> Self {
        let roles = Signal::derive(move || {
            Arc::new(
                workspace
                    .team
                    .read()
                    .roles
                    .iter()
                    .cloned()
                    .collect::<Vec<_>>(),
            )
        });
        let change = Callback::new(move |(name, change): (String, RoleChange)| match change {
            RoleChange::Remove(id) => workspace.delete(&name, |pitch| {
                pitch.remove_role(&id);
            }),
            change => workspace.edit(&name, "", |pitch| {
                apply(&mut Arc::make_mut(&mut pitch.team).roles, change);
            }),
        });
        Self::new(roles, workspace.currency.into(), change)
    }

    /// A rate card over these roles.
    pub fn new(
        roles: Signal<Arc<Vec<Arc<Role>>>>,
        currency: Signal<crate::model::Currency>,
        change: Callback<(String, RoleChange)>,
    ) -> Self {
        Self {
            roles,
            currency,
            change,
        }
    }

    fn find(&self, row: &Row) -> Option<Arc<Role>> {
        let roles = self.roles.get();
        roles
            .iter()
            .find(|role| role.id.as_str() == &*row.id)
            .cloned()
    }

    fn text(&self, role: &Role, column: usize) -> String {
        let currency = self.currency.get();
        match column {
            0 => role.name.clone(),
            1 => role.discipline.clone(),
            2 => format::money(role.bill_rate, currency),
            3 => format::money(role.cost_rate, currency),
            _ => crate::plan::price::basis_points(role.bill_rate - role.cost_rate, role.bill_rate)
                .map_or_else(|| "–".to_owned(), words::basis_points),
        }
    }
}

/// Applies a change to a list of roles.
pub fn apply(roles: &mut crate::model::List<Role>, change: RoleChange) {
    match change {
        RoleChange::Add(role, after) => words::insert_after(roles, &after, role),
        RoleChange::Set(role) => {
            if let Some(found) = roles.find_mut(role.id()) {
                *found = role.clone();
            }
        }
        RoleChange::Remove(id) => {
            roles.remove(&id);
        }
        RoleChange::Step(id, by) => words::step(roles, id.as_str(), by),
        RoleChange::Before(id, before) => {
            words::move_before(roles, id.as_str(), before.as_ref().map(Identifier::as_str));
        }
    }
}

impl Source for RateCard {
    fn columns(&self) -> Vec<Column> {
        vec![
            Column::text(t!("Role"), "minmax(12rem, 3fr)"),
            Column::text(t!("Discipline"), "minmax(8rem, 2fr)"),
            Column::figure(t!("Bill rate"), "8rem").on_card(),
            Column::figure(t!("Cost rate"), "8rem").on_card(),
            Column::figure(t!("Margin"), "6rem"),
        ]
    }
    fn rows(&self) -> Vec<Row> {
        self.roles
            .get()
            .iter()
            .map(|role| Row::new(role.id.as_str()))
            .collect()
    }
    fn cells(&self, row: &Row) -> Vec<Cell> {
        let Some(role) = self.find(row) else {
            return Vec::new();
        };
        (0..5)
            .map(|column| {
                let text = self.text(&role, column);
                if column < 4 {
                    Cell::edit(text)
                } else {
                    Cell::show(text)
                }
            })
            .collect()
    }
    fn editor(&self, row: &Row, column: usize) -> Option<Editor> {
        let role = untrack(|| self.find(row))?;
        (column < 4).then(|| Editor::Line(untrack(|| self.text(&role, column))))
    }
    fn commit(&self, row: &Row, column: usize, text: &str) -> Result<(), String> {
        let Some(role) = untrack(|| self.find(row)) else {
            return Ok(());
        };
        let mut role = Role::clone(&role);
        let currency = self.currency.get_untracked();
        let rate = || words::read_money(text, currency).map(Option::unwrap_or_default);
        match column {
            0 => text.clone_into(&mut role.name),
            1 => text.clone_into(&mut role.discipline),
            2 => role.bill_rate = rate()?,
            3 => role.cost_rate = rate()?,
            _ => return Err(t!("The margin follows from the two rates.").to_owned()),
        }
        let name = if column < 2 {
            t!("Rename role")
        } else {
            t!("Change rate")
        };
        self.change.run((name.to_owned(), RoleChange::Set(role)));
        Ok(())
    }
    fn add_after(&self, row: &Row) -> Option<Arc<str>> {
        let id: RoleId = fresh();
        let key: Arc<str> = id.as_str().into();
        let change = RoleChange::Add(new_role(id), row.id.to_string());
        self.change.run((t!("Add role").to_owned(), change));
        Some(key)
    }
    fn remove(&self, row: &Row) {
        if let Ok(id) = RoleId::new(&row.id) {
            self.change
                .run((t!("Delete role").to_owned(), RoleChange::Remove(id)));
        }
    }
    fn step(&self, row: &Row, by: i32) {
        if let Ok(id) = RoleId::new(&row.id) {
            self.change
                .run((t!("Move role").to_owned(), RoleChange::Step(id, by)));
        }
    }
    fn drop_before(&self, row: &Row, before: Option<&Row>) {
        if let Ok(id) = RoleId::new(&row.id) {
            let before = before.and_then(|row| RoleId::new(&row.id).ok());
            self.change
                .run((t!("Move role").to_owned(), RoleChange::Before(id, before)));
        }
    }
}

/// The people as a grid.
struct People(Workspace);

impl People {
    fn find(&self, row: &Row) -> Option<Arc<Person>> {
        let team = self.0.team.get();
        team.people
            .iter()
            .find(|person| person.id.as_str() == &*row.id)
            .cloned()
    }

    fn text(&self, person: &Person, column: usize) -> String {
        match column {
            0 => person.name.clone(),
            1 => {
                let team = self.0.team.read();
                let role = person.role.as_ref().and_then(|id| team.roles.find(id));
                role.map(|role| role.name.clone()).unwrap_or_default()
            }
            2 => format::number(person.hours_per_week.decimal()),
            3 => {
                let timeline = self.0.timeline.read();
                let hours: Hours = timeline
                    .tasks
                    .iter()
                    .flat_map(|task| task.assignments.iter())
                    .filter(|assignment| assignment.person.as_ref() == Some(&person.id))
                    .map(|assignment| assignment.hours)
                    .sum();
                format::number(hours.decimal())
            }
            _ => person
                .away
                .iter()
                .map(|away| {
                    if away.from == away.to {
                        format::short_date(away.from)
                    } else {
                        format!(
                            "{} – {}",
                            format::short_date(away.from),
                            format::short_date(away.to)
                        )
                    }
                })
                .collect::<Vec<_>>()
                .join(", "),
        }
    }
}

impl Source for People {
    fn columns(&self) -> Vec<Column> {
        vec![
            Column::text(t!("Name"), "minmax(11rem, 2fr)"),
            Column::text(t!("Role"), "minmax(10rem, 2fr)").on_card(),
            Column::figure(t!("Hours a week"), "7rem").on_card(),
            Column::figure(t!("Hours assigned"), "8rem"),
            Column::text(t!("Away"), "minmax(10rem, 2fr)"),
        ]
    }
    fn rows(&self) -> Vec<Row> {
        let team = self.0.team.get();
        team.people
            .iter()
            .map(|person| Row::new(person.id.as_str()))
            .collect()
    }
    fn cells(&self, row: &Row) -> Vec<Cell> {
        let Some(person) = self.find(row) else {
            return Vec::new();
        };
        (0..5)
            .map(|column| {
                let text = self.text(&person, column);
                if column < 3 {
                    Cell::edit(text)
                } else {
                    Cell::show(text)
                }
            })
            .collect()
    }
    fn editor(&self, row: &Row, column: usize) -> Option<Editor> {
        untrack(|| {
            let person = self.find(row)?;
            match column {
                1 => {
                    let mut choices = vec![(String::new(), "–".to_owned())];
                    choices.extend(
                        self.0
                            .team
                            .read()
                            .roles
                            .iter()
                            .map(|role| (role.id.to_string(), role.name.clone())),
                    );
                    let chosen = person.role.as_ref().map(ToString::to_string);
                    Some(Editor::Choice(choices, chosen.unwrap_or_default()))
                }
                0 | 2 => Some(Editor::Line(self.text(&person, column))),
                _ => None,
            }
        })
    }
    fn commit(&self, row: &Row, column: usize, text: &str) -> Result<(), String> {
        let Ok(id) = PersonId::new(&row.id) else {
            return Ok(());
        };
        let change = |name: &str, act: &dyn Fn(&mut Person)| {
            self.0.edit(name, "", |pitch| {
                if let Some(person) = Arc::make_mut(&mut pitch.team).people.find_mut(&id) {
                    act(person);
                }
            });
        };
        match column {
            0 => change(t!("Rename person"), &|person| {
                text.clone_into(&mut person.name);
            }),
            1 => {
                let role = RoleId::new(text).ok();
                change(t!("Change role"), &|person| person.role.clone_from(&role));
            }
            2 => {
                let hours = words::read_hours(text)?.unwrap_or_default();
                if hours > Hours::whole(168) {
                    return Err(t!("A week has 168 hours.").to_owned());
                }
                change(t!("Change hours a week"), &|person| {
                    person.hours_per_week = hours;
                });
            }
            _ => return Err(t!("This follows from the timeline and the days away.").to_owned()),
        }
        Ok(())
    }
    fn add_after(&self, row: &Row) -> Option<Arc<str>> {
        let id: PersonId = fresh();
        let key: Arc<str> = id.as_str().into();
        self.0.edit(t!("Add person"), "", |pitch| {
            let person = Person {
                id,
                name: t!("New person").to_owned(),
                role: None,
                hours_per_week: Hours::whole(40),
                away: Default::default(),
                biography: String::new(),
                portrait: None,
                extra: Default::default(),
            };
            words::insert_after(&mut Arc::make_mut(&mut pitch.team).people, &row.id, person);
        });
        Some(key)
    }
    fn remove(&self, row: &Row) {
        if let Ok(id) = PersonId::new(&row.id) {
            self.0.delete(t!("Delete person"), |pitch| {
                pitch.remove_person(&id);
            });
        }
    }
    fn step(&self, row: &Row, by: i32) {
        self.0.edit(t!("Move person"), "", |pitch| {
            words::step(&mut Arc::make_mut(&mut pitch.team).people, &row.id, by);
        });
    }
    fn drop_before(&self, row: &Row, before: Option<&Row>) {
        self.0.edit(t!("Move person"), "", |pitch| {
            let list = &mut Arc::make_mut(&mut pitch.team).people;
            words::move_before(list, &row.id, before.map(|row| &*row.id));
        });
    }
}

/// What the client reads about a person, and when they are away.
fn person_details(workspace: Workspace, id: PersonId) -> AnyView {
    let disabled = Signal::derive(move || workspace.is_read_only());
    let person = {
        let id = id.clone();
        Memo::new(move |_| workspace.team.read().people.find(&id).cloned())
    };
    let biography = Signal::derive(move || {
        person
            .read()
            .as_ref()
            .map(|p| p.biography.clone())
            .unwrap_or_default()
    });
    let on_biography = {
        let id = id.clone();
        move |text: String| {
            workspace.edit(
                t!("Change biography"),
                &format!("{id} biography"),
                |pitch| {
                    if let Some(person) = Arc::make_mut(&mut pitch.team).people.find_mut(&id) {
                        person.biography = text;
                    }
                },
            );
        }
    };
    let on_portrait = {
        let id = id.clone();
        move |picture| {
            workspace.edit(t!("Choose portrait"), "", |pitch| {
                if let Some(person) = Arc::make_mut(&mut pitch.team).people.find_mut(&id) {
                    person.portrait = picture;
                }
            });
        }
    };
    let name = move || {
        person
            .read()
            .as_ref()
            .map(|p| p.name.clone())
            .unwrap_or_default()
    };
    let rows: SharedSource = Arc::new(AwayDays(workspace, id.clone()));
    let state = GridState::default();
    view! {
        <div class="person-details">
            <h3>{name}</h3>
            <ProseField label=t!("Biography") hint=Signal::stored(t!("What the client reads about them.").to_owned()) value=biography on_input=on_biography disabled=disabled/>
            <PictureField
                label=t!("Portrait")
                of=t!("portrait")
                value=Signal::derive(move || person.read().as_ref().and_then(|p| p.portrait))
                on_choose=on_portrait
                disabled=disabled
            />
            <h4>{t!("Days away")}</h4>
            <Grid name=t!("Days away") source=rows.clone() state=state empty=t!("Never away.")/>
            <RowTools source=rows.clone() state=state add=t!("Add days away") on_add=add_at_end(&rows) disabled=disabled/>
        </div>
    }
    .into_any()
}

/// The days on which a person is away, as a grid.
struct AwayDays(Workspace, PersonId);

impl AwayDays {
    fn find(&self, row: &Row) -> Option<Arc<Away>> {
        let team = self.0.team.get();
        let person = team.people.find(&self.1)?;
        person
            .away
            .iter()
            .find(|away| away.id.as_str() == &*row.id)
            .cloned()
    }
    fn change(&self, name: &str, act: impl FnOnce(&mut crate::model::List<Away>)) {
        self.0.edit(name, "", |pitch| {
            if let Some(person) = Arc::make_mut(&mut pitch.team).people.find_mut(&self.1) {
                act(&mut person.away);
            }
        });
    }
}

impl Source for AwayDays {
    fn columns(&self) -> Vec<Column> {
        vec![
            Column::text(t!("From"), "minmax(7rem, 1fr)"),
            Column::text(t!("To"), "minmax(7rem, 1fr)").on_card(),
            Column::text(t!("Note (internal)"), "minmax(8rem, 2fr)").on_card(),
        ]
    }
    fn rows(&self) -> Vec<Row> {
        let team = self.0.team.get();
        team.people.find(&self.1).map_or_else(Vec::new, |person| {
            person
                .away
                .iter()
                .map(|away| Row::new(away.id.as_str()))
                .collect()
        })
    }
    fn cells(&self, row: &Row) -> Vec<Cell> {
        self.find(row).map_or_else(Vec::new, |away| {
            vec![
                Cell::edit(format::date(away.from)),
                Cell::edit(format::date(away.to)),
                Cell::edit(away.note.clone()),
            ]
        })
    }
    fn editor(&self, row: &Row, column: usize) -> Option<Editor> {
        untrack(|| self.cells(row))
            .get(column)
            .map(|cell| Editor::Line(cell.text.clone()))
    }
    fn commit(&self, row: &Row, column: usize, text: &str) -> Result<(), String> {
        let Some(found) = untrack(|| self.find(row)) else {
            return Ok(());
        };
        let mut away = Away::clone(&found);
        let needed = || t!("A day is needed here.").to_owned();
        match column {
            0 => {
                away.from = words::read_date(text)?.ok_or_else(needed)?;
                away.to = away.to.max(away.from);
            }
            1 => {
                away.to = words::read_date_after(text, away.from)?.ok_or_else(needed)?;
                away.from = away.from.min(away.to);
            }
            _ => text.clone_into(&mut away.note),
        }
        self.change(t!("Change days away"), |list| {
            if let Some(entry) = list.find_mut(&away.id) {
                *entry = away.clone();
            }
        });
        Ok(())
    }
    fn add_after(&self, row: &Row) -> Option<Arc<str>> {
        let id: crate::model::AwayId = fresh();
        let key: Arc<str> = id.as_str().into();
        let from = self.0.timeline.read_untracked().start;
        let away = Away {
            id,
            from,
            to: from,
            note: String::new(),
            extra: Default::default(),
        };
        self.change(t!("Add days away"), |list| {
            words::insert_after(list, &row.id, away);
        });
        Some(key)
    }
    fn remove(&self, row: &Row) {
        let person = self.1.clone();
        self.0.delete(t!("Delete days away"), |pitch| {
            if let Some(person) = Arc::make_mut(&mut pitch.team).people.find_mut(&person) {
                person.away.retain(|away| away.id.as_str() != &*row.id);
            }
        });
    }
    fn step(&self, row: &Row, by: i32) {
        self.change(t!("Move days away"), |list| words::step(list, &row.id, by));
    }
    fn drop_before(&self, row: &Row, before: Option<&Row>) {
        self.change(t!("Move days away"), |list| {
            words::move_before(list, &row.id, before.map(|row| &*row.id));
        });
    }
}
