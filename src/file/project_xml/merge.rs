//! What was read from a Project file, put into a pitch: beside what is there, or in its place.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::Imported;
use crate::model::{
    Date, Identifier, Link, OptionId, Phase, PhaseId, Pitch, Task, TaskId, Timeline,
};
use crate::plan::schedule::schedule;

/// Puts what was read in the place of the timeline. Tasks and phases that the file knows by their
/// ids stay what they are and keep what Project does not know of them; others go, and with them
/// what refers to them. Tasks that are not part of `option`, and baselines, stay.
pub fn replace(pitch: &mut Pitch, imported: Imported, option: Option<&OptionId>) {
    let new = imported.timeline;
    let old = Arc::clone(&pitch.timeline);
    let named: HashSet<TaskId> = new.tasks.iter().map(|task| task.id.clone()).collect();
    let before: HashMap<&TaskId, &Task> = old.tasks.iter().map(|t| (&t.id, &**t)).collect();
    let stays = |task: &Task| !task.is_in(option) && !named.contains(&task.id);
    for task in &old.tasks {
        if !stays(task) && !named.contains(&task.id) {
            pitch.remove_task(&task.id);
        }
    }
    let kept: Vec<Arc<Task>> = old
        .tasks
        .iter()
        .filter(|task| stays(task))
        .cloned()
        .collect();
    for phase in &old.phases {
        let used = kept
            .iter()
            .any(|task| task.phase.as_ref() == Some(&phase.id));
        if !used && new.phases.find(&phase.id).is_none() {
            pitch.remove_phase(&phase.id);
        }
    }
    let staying: Vec<Arc<Phase>> = (pitch.timeline.phases.iter())
        .filter(|phase| new.phases.find(&phase.id).is_none())
        .cloned()
        .collect();
    // Links between what is in the file come from it; others stay.
    let links: Vec<Link> = (pitch.timeline.links.iter())
        .filter(|link| !named.contains(&link.from) || !named.contains(&link.to))
        .map(|link| Link::clone(link))
        .collect();
    let tasks = (new.tasks.iter())
        .map(|task| match before.get(&task.id) {
            Some(before) => known_again(task, before),
            None => Task::clone(task),
        })
        .map(Arc::new)
        .chain(kept);
    let mut timeline = Timeline {
        tasks: tasks.collect(),
        phases: new.phases.iter().cloned().chain(staying).collect(),
        baselines: old.baselines.clone(),
        extra: old.extra.clone(),
        launch: new.launch.clone().or_else(|| {
            let launch = old.launch.clone()?;
            pitch.timeline.tasks.find(&launch).map(|_| launch)
        }),
        launch_date: new.launch_date.or(old.launch_date),
        ..new
    };
    for link in links {
        add_link(&mut timeline, link);
    }
    pitch.timeline = Arc::new(timeline);
    add_team(pitch, imported.roles, imported.people);
}

/// A task of the file with what only this pitch knows of it.
fn known_again(task: &Task, before: &Task) -> Task {
    Task {
        best: before.best.map(|best| best.min(task.duration)),
        worst: before.worst.map(|worst| worst.max(task.duration)),
        optional: before.optional,
        options: before.options.clone(),
        extra: before.extra.clone(),
        ..task.clone()
    }
}

/// Adds what was read as new phases and tasks after those that are there; `fresh` makes the texts
/// of new ids. Tasks that wait for nothing are held on their days; says how many.
pub fn add(pitch: &mut Pitch, imported: Imported, fresh: &mut dyn FnMut() -> String) -> usize {
    let dates = schedule(&imported.timeline, None);
    let followers: HashSet<&TaskId> = imported.timeline.links.iter().map(|l| &l.to).collect();
    let timeline = Arc::make_mut(&mut pitch.timeline);
    let mut phases: HashMap<PhaseId, PhaseId> = HashMap::new();
    for phase in &imported.timeline.phases {
        let id: PhaseId = new_id(fresh);
        phases.insert(phase.id.clone(), id.clone());
        timeline.phases.push(Phase {
            id,
            ..Phase::clone(phase)
        });
    }
    let mut ids: HashMap<TaskId, TaskId> = HashMap::new();
    let mut held = 0;
    for task in &imported.timeline.tasks {
        let id: TaskId = new_id(fresh);
        ids.insert(task.id.clone(), id.clone());
        let mut new = Task {
            id,
            phase: task
                .phase
                .as_ref()
                .and_then(|phase| phases.get(phase).cloned()),
            ..Task::clone(task)
        };
        let free = task.not_before.is_none() && task.must_start_on.is_none();
        if free && !followers.contains(&task.id) {
            let start: Option<Date> = dates.tasks.get(&task.id).map(|s| s.start);
            new.not_before = start.filter(|day| *day > timeline.start);
            held += usize::from(new.not_before.is_some());
        }
        timeline.tasks.push(new);
    }
    for link in &imported.timeline.links {
        if let (Some(from), Some(to)) = (ids.get(&link.from), ids.get(&link.to)) {
            timeline.links.push(Link {
                id: new_id(fresh),
                from: from.clone(),
                to: to.clone(),
                ..Link::clone(link)
            });
        }
    }
    add_team(pitch, imported.roles, imported.people);
    held
}

fn add_team(pitch: &mut Pitch, roles: Vec<crate::model::Role>, people: Vec<crate::model::Person>) {
    if roles.is_empty() && people.is_empty() {
        return;
    }
    let team = Arc::make_mut(&mut pitch.team);
    for role in roles {
        team.roles.push(role);
    }
    for person in people {
        team.people.push(person);
    }
}

/// Adds a link under an id that no other has.
fn add_link(timeline: &mut Timeline, mut link: Link) {
    let mut number = 1;
    while timeline.links.find(&link.id).is_some() {
        number += 1;
        let text = format!("l-kept-{number}");
        if let Some(id) = Identifier::parse(&text) {
            link.id = id;
        }
    }
    timeline.links.push(link);
}

fn new_id<Id: Identifier>(fresh: &mut dyn FnMut() -> String) -> Id {
    Id::parse(&fresh()).unwrap_or_else(|| Id::from_random(0))
}
