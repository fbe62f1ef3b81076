//! Where the hours of a fee come from: the tasks behind them, each one click away.

use leptos::prelude::*;

use crate::model::{HoursFrom, Identifier, LineId, LineKind};
use crate::plan::hours::tasks_behind;
use crate::ui::format;
use crate::ui::route::Part;
use crate::ui::workspace::Workspace;

/// The tasks that the hours of this line come from; nothing for hours that are typed.
pub fn behind(workspace: Workspace, id: LineId) -> AnyView {
    let tasks = Memo::new(move |_| {
        let budget = workspace.budget.read();
        let line = budget.lines.find(&id)?;
        if line.kind != LineKind::Fee || line.hours_from != HoursFrom::Timeline {
            return None;
        }
        let (timeline, team) = (workspace.timeline.read(), workspace.team.read());
        let (option, phase) = (workspace.option.get(), line.phase.as_ref());
        let role = line.role.as_ref();
        let tasks = role.map(|role| tasks_behind(&timeline, &team, option.as_ref(), role, phase));
        let named = tasks.unwrap_or_default().into_iter().map(|(task, hours)| {
            let name = timeline.tasks.find(&task).map(|task| task.name.clone());
            (task, name.unwrap_or_default(), hours)
        });
        Some(named.collect::<Vec<_>>())
    });
    (move || {
        let tasks = tasks.get()?;
        if tasks.is_empty() {
            return Some(
                view! { <p class="field-hint">{t!("No task of the timeline gives this role hours here yet.")}</p> }
                    .into_any(),
            );
        }
        let item = |(task, name, hours): (crate::model::TaskId, String, crate::model::Hours)| {
            let row: std::sync::Arc<str> = task.as_str().into();
            view! {
                <li>
                    <a
                        href=workspace.href(Part::Timeline)
                        on:click=move |_| workspace.seek.set(Some((Part::Timeline, row.clone())))
                    >
                        {name}
                    </a>
                    <span class="figure">{t!("{} h", format::number(hours.decimal()))}</span>
                </li>
            }
        };
        let items = tasks.into_iter().map(item).collect_view();
        Some(
            view! {
                <section class="behind" aria-labelledby="b-behind">
                    <h3 id="b-behind">{t!("Hours from these tasks")}</h3>
                    <ul>{items}</ul>
                </section>
            }
            .into_any(),
        )
    })
    .into_any()
}
