//! The tool “Files”: the plan in other programs, and their plans here.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::columns::Field;
use super::picture;
use super::rows::Plan;
use super::who;
use crate::file::ics;
use crate::file::name::with_ending;
use crate::file::project_xml::{self, Audience, Imported, MAX_PROJECT_BYTES};
use crate::model::{Assignment, Identifier, List, TaskId, Team};
use crate::plan::parse::table::{self, Around, Column, Pasted, table};
use crate::ui::desk::{Desk, fresh};
use crate::ui::format;
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::field::{TextArea, Tick};
use crate::ui::parts::files::{self, bytes_of, opener};
use crate::ui::parts::tools::focus_first;
use crate::ui::workspace::Workspace;

/// What stands in a column of the grid, for a table without headings.
fn column(field: Field) -> Column {
    match field {
        Field::Name => Column::Name,
        Field::Number => Column::Number,
        Field::Days => Column::Duration,
        Field::Start => Column::Start,
        Field::Finish => Column::Finish,
        Field::After => Column::After,
        Field::Who => Column::Who,
        Field::Done => Column::Done,
        Field::Best
        | Field::Worst
        | Field::Drift
        | Field::Deadline
        | Field::Hours
        | Field::Cost
        | Field::Slack => Column::Other,
    }
}

/// The tool.
pub fn exchange(plan: Arc<Plan>) -> AnyView {
    view! {
        <div class="tool exchange">
            {calendar(plan.desk, plan.workspace)}
            {project(plan.desk, plan.workspace)}
            {spreadsheet(plan.clone())}
            <section>
                <h3>{t!("Picture")}</h3>
                {picture::buttons(plan)}
            </section>
        </div>
    }
    .into_any()
}

/// Hands the plan in another form to the browser.
pub fn hand_over(desk: Desk, workspace: Workspace, ending: &str, kind: &str, text: &str) {
    let name = with_ending(&workspace.document(), ending);
    files::hand_over(desk, &name, kind, text);
}

/// Now, for what carries a time stamp.
pub fn now() -> chrono::DateTime<chrono::Utc> {
    #[allow(clippy::cast_possible_truncation)]
    let milliseconds = js_sys::Date::now() as i64;
    chrono::DateTime::from_timestamp_millis(milliseconds).unwrap_or_default()
}

fn calendar(desk: Desk, workspace: Workspace) -> AnyView {
    let download = move |_| {
        let schedule = workspace.schedule.get_untracked();
        let text = ics::milestones(&workspace.document(), &schedule, now());
        hand_over(desk, workspace, "ics", "text/calendar;charset=utf-8", &text);
    };
    view! {
        <section>
            <h3>{t!("Calendar")}</h3>
            <p class="field-hint">
                {t!("Milestones and approvals as whole days, for any calendar program. Open a later download there again and the entries move.")}
            </p>
            <button type="button" on:click=download>{t!("Download calendar")}</button>
        </section>
    }
    .into_any()
}

fn project(desk: Desk, workspace: Workspace) -> AnyView {
    let client = RwSignal::new(false);
    let waiting: RwSignal<Option<Arc<(String, Imported)>>> = RwSignal::new(None);
    let open = RwSignal::new(false);
    let disabled = Signal::derive(move || workspace.is_read_only());
    let download = move |_| {
        let schedule = workspace.schedule.get_untracked();
        let audience = if client.get_untracked() {
            Audience::Client
        } else {
            Audience::Internal
        };
        let text = project_xml::write(&workspace.document().pitch, &schedule, audience);
        hand_over(desk, workspace, "project.xml", "application/xml", &text);
    };
    let chosen = move |file: web_sys::File| {
        leptos::task::spawn_local(async move {
            match read_file(&file, workspace).await {
                Ok(imported) => {
                    waiting.set(Some(Arc::new((file.name(), imported))));
                    open.set(true);
                }
                Err(words) => desk.toast(&format!("{}: {words}", file.name())),
            }
        });
    };
    view! {
        <section>
            <h3>{t!("Microsoft Project")}</h3>
            <p class="field-hint">
                {t!("Tasks, links, calendar and dates as Project’s XML, which most planning programs read. In Project, save as “XML Format” to open a plan here.")}
            </p>
            <Tick
                label=t!("For the client: no notes, people, hours or progress")
                value=client
                on_change=move |on| client.set(on)
            />
            <button type="button" on:click=download>{t!("Download Project file")}</button>
            {opener(t!("Open Project file…"), t!("Project file"), ".xml,application/xml,text/xml", disabled, chosen)}
            <Dialog title=t!("Open Project file") open=open>
                {move || waiting.get().map(|file| arrived(desk, workspace, open, &file))}
            </Dialog>
        </section>
    }
    .into_any()
}

async fn read_file(file: &web_sys::File, workspace: Workspace) -> Result<Imported, String> {
    let too_large = project_xml::BadProject::TooLarge.to_string();
    let bytes = bytes_of(file, MAX_PROJECT_BYTES, &too_large).await?;
    let start = workspace.timeline.read_untracked().start;
    project_xml::read(&bytes, &workspace.team.read_untracked(), start)
        .map_err(|error| error.to_string())
}

/// What came in, and where it is to go.
fn arrived(
    desk: Desk,
    workspace: Workspace,
    open: RwSignal<bool>,
    file: &Arc<(String, Imported)>,
) -> AnyView {
    let (name, imported) = &**file;
    let timeline = &imported.timeline;
    let counts = counts(
        timeline.tasks.len(),
        timeline.phases.len(),
        timeline.links.len(),
    );
    let people = imported.people.len() + imported.roles.len();
    let team = (people > 0).then(|| {
        let names = (imported.people.iter().map(|person| &person.name))
            .chain(imported.roles.iter().map(|role| &role.name))
            .map(|name| t!("“{name}”"))
            .collect::<Vec<_>>()
            .join(", ");
        view! { <p>{t!("New on the team: {names}.")}</p> }
    });
    let come_in = move |file: Arc<(String, Imported)>, replace: bool| {
        let option = workspace.option.get_untracked();
        let imported = file.1.clone();
        let mut held = 0;
        let name = if replace {
            t!("Replace the timeline")
        } else {
            t!("Add a Project file")
        };
        workspace.edit(name, "", |pitch| {
            if replace {
                project_xml::replace(pitch, imported, option.as_ref());
            } else {
                held = project_xml::add(pitch, imported, &mut fresh_text);
            }
        });
        open.set(false);
        let mut words = if replace {
            t!("The timeline is now that of {}: {counts}.", file.0)
        } else {
            t!("{counts} came in from {}.", file.0)
        };
        if held > 0 {
            words.push(' ');
            words.push_str(t!(
                "First tasks do not start before their days in the file."
            ));
        }
        desk.toast_with(&words, t!("Undo"), move || workspace.undo());
    };
    let (add, put) = (come_in.clone(), come_in);
    let (for_add, for_put) = (Arc::clone(file), Arc::clone(file));
    view! {
        <p>
            <strong>{name.clone()}</strong>
            ": "
            {t!("{}, starting {}.", self::counts(timeline.tasks.len(), timeline.phases.len(), timeline.links.len()), format::date(timeline.start))}
        </p>
        {said(&imported.said, t!("Not quite as in the file:"))}
        {team}
        <p>
            {t!("Add its tasks after those of this plan, or put its plan in the place of this one? Tasks that came from this pitch are known again. Either is one step to undo.")}
        </p>
        <div class="choices">
            <button type="button" class="primary" on:click=move |_| add(for_add.clone(), false)>
                {t!("Add to this plan")}
            </button>
            <button type="button" on:click=move |_| put(for_put.clone(), true)>
                {t!("Replace this plan")}
            </button>
        </div>
    }
    .into_any()
}

/// How much there is: `12 tasks, 3 phases, 9 links`.
fn counts(tasks: usize, phases: usize, links: usize) -> String {
    let tasks = match tasks {
        1 => t!("1 task").to_owned(),
        count => t!("{count} tasks"),
    };
    let phases = match phases {
        1 => t!("1 phase").to_owned(),
        count => t!("{count} phases"),
    };
    let links = match links {
        1 => t!("1 link").to_owned(),
        count => t!("{count} links"),
    };
    [tasks, phases, links].join(", ")
}

fn said(words: &[String], over: &'static str) -> AnyView {
    if words.is_empty() {
        return ().into_any();
    }
    let lines: Vec<_> = words
        .iter()
        .map(|words| view! { <li>{words.clone()}</li> })
        .collect();
    view! {
        <div class="said">
            <p>{over}</p>
            <ul>{lines}</ul>
        </div>
    }
    .into_any()
}

fn fresh_text() -> String {
    fresh::<TaskId>().as_str().to_owned()
}

fn spreadsheet(plan: Arc<Plan>) -> AnyView {
    let workspace = plan.workspace;
    let desk = plan.desk;
    let open = RwSignal::new(false);
    let text = RwSignal::new(String::new());
    let disabled = Signal::derive(move || workspace.is_read_only());
    let reading = plan.clone();
    let pasted = Memo::new(move |_| Arc::new(read_table(&reading, &text.read())));
    let nothing = move || pasted.read().tasks.is_empty();
    let preview = move || {
        let pasted = pasted.read();
        if pasted.tasks.is_empty() && pasted.said.is_empty() {
            return t!("Nothing to add yet.").to_owned();
        }
        let counts = counts(pasted.tasks.len(), pasted.phases.len(), pasted.links.len());
        match pasted.said.len() {
            0 => format!("{counts}."),
            1 => t!("{counts}; 1 thing to know:"),
            more => t!("{counts}; {more} things to know:"),
        }
    };
    let rows = NodeRef::<html::Div>::new();
    let show = move |_| {
        open.set(true);
        // Ready to be pasted into, without a click.
        request_animation_frame(move || focus_first(rows, "textarea"));
    };
    let add = move |_| {
        let pasted = pasted.get_untracked();
        let team = workspace.team.get_untracked();
        workspace.edit(t!("Paste tasks"), "", |pitch| {
            let timeline = Arc::make_mut(&mut pitch.timeline);
            table::add(timeline, &pasted, &mut fresh_text, |who| {
                workers(who, &team).0
            });
        });
        open.set(false);
        text.set(String::new());
        let counts = counts(pasted.tasks.len(), pasted.phases.len(), pasted.links.len());
        desk.toast_with(&t!("{counts} added."), t!("Undo"), move || {
            workspace.undo();
        });
    };
    view! {
        <section>
            <h3>{t!("Spreadsheet")}</h3>
            <p class="field-hint">
                {t!("Copy the rows of a plan, best with their headings: task, duration, start, predecessors, who.")}
            </p>
            <button type="button" disabled=move || disabled.get() on:click=show>
                {t!("Paste tasks…")}
            </button>
            <Dialog title=t!("Paste tasks") open=open>
                <div node_ref=rows>
                    <TextArea
                        label=t!("Rows")
                        value=text
                        on_input=move |typed: String| text.set(typed)
                        rows=8
                        hint=t!("Indented names, an outline level or rows with nothing but a name make phases. 0 days make a milestone.")
                    />
                </div>
                <div class="preview">
                    <p role="status">{preview}</p>
                    {move || said(&pasted.read().said, "")}
                </div>
                <div class="choices">
                    <button type="button" class="primary" disabled=nothing on:click=add>
                        {t!("Add tasks")}
                    </button>
                </div>
            </Dialog>
        </section>
    }
    .into_any()
}

/// Reads a table for this plan; who is not on the team is said.
fn read_table(plan: &Plan, text: &str) -> Pasted {
    if text.trim().is_empty() {
        return Pasted::default();
    }
    let index = plan.index.read();
    let schedule = plan.workspace.schedule.read();
    let dates = format::date_form();
    let columns: Vec<Column> = plan.fields.read().iter().copied().map(column).collect();
    let mut pasted = table(
        text,
        &Around {
            columns: &columns,
            dates: &dates,
            calendar: &schedule.calendar,
            near: plan.workspace.timeline.read().start,
            task_in_row: &|number| index.order.get(number.checked_sub(1)?).cloned(),
        },
    );
    let team = plan.workspace.team.read();
    let strangers: BTreeSet<String> = pasted
        .tasks
        .iter()
        .flat_map(|task| workers(&task.who, &team).1)
        .collect();
    if !strangers.is_empty() {
        let names: Vec<String> = strangers.iter().map(|name| t!("“{name}”")).collect();
        pasted.said.push(t!(
            "Nobody on the team, and no role, is called {}: their work is left out.",
            names.join(", ")
        ));
    }
    pasted
}

/// Who works on a task, and the names that nobody has. Shares such as `Ada[50%]` are not read.
fn workers(text: &str, team: &Team) -> (List<Assignment>, Vec<String>) {
    let mut found: List<Assignment> = List::default();
    let mut strangers = Vec::new();
    for part in text.split([',', ';']).map(str::trim) {
        let name = part.split('[').next().unwrap_or(part).trim();
        if name.is_empty() {
            continue;
        }
        match who::read(name, &List::default(), team) {
            Ok(read) => {
                for assignment in &read {
                    found.push(Assignment::clone(assignment));
                }
            }
            Err(_) => strangers.push(name.to_owned()),
        }
    }
    (found, strangers)
}
