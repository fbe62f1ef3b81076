//! The links of a pasted table: to its own rows by number or name, else to rows of the plan.

use std::collections::HashMap;

use super::columns::Column;
use super::rows::{Problems, Row};
use super::{Around, Pasted, PastedLink, Predecessor};
use crate::model::{
    Date, Extra, Identifier, Link, LinkId, List, PlanFrom, Task, TaskId, TaskKind, Timeline,
    WorkingWeek,
};
use crate::plan::parse;
use crate::plan::schedule::schedule;

/// The id by which a task of the table is known while links are read.
fn provisional(at: usize) -> Option<TaskId> {
    TaskId::new(&format!("pasted-row-{at}")).ok()
}

/// The links: to rows of the table by their numbers or names, else to rows of the plan.
pub(super) fn read(
    rows: &[Row],
    places: &HashMap<usize, usize>,
    around: &Around<'_>,
    problems: &mut Problems,
) -> Vec<PastedLink> {
    let by_number = numbers(rows);
    let mut by_name: HashMap<String, usize> = HashMap::new();
    for (at, row) in rows.iter().enumerate() {
        by_name
            .entry(row.cell(Column::Name).to_lowercase())
            .or_insert(at);
    }
    // A row with others under it stands for the last of them.
    let task_of = |at: usize| {
        let row = rows.get(at)?;
        let last = (rows.iter().enumerate().skip(at + 1))
            .take_while(|(_, below)| row.summary && below.level > row.level)
            .filter(|(_, below)| !below.summary)
            .map(|(at, _)| at)
            .last();
        places.get(&last.unwrap_or(at)).copied()
    };
    let known: HashMap<TaskId, usize> = (0..places.len())
        .filter_map(|at| Some((provisional(at)?, at)))
        .collect();
    let mut links = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let after = row.cell(Column::After);
        let Some(to) = places.get(&at).copied().filter(|_| !after.is_empty()) else {
            if !after.is_empty() && row.summary {
                problems.tell(
                    row,
                    t!("it has rows under it, so what it comes after was not read."),
                );
            }
            continue;
        };
        let week = around.calendar.days_per_week();
        // The whole cell may be a name with a comma in it.
        let named = |text: &str| by_name.get(&text.trim().to_lowercase()).copied();
        if let Some(from) = named(after).and_then(task_of) {
            links.push(PastedLink {
                from: Predecessor::Pasted(from),
                to,
                kind: Default::default(),
                lag: 0,
            });
            continue;
        }
        for part in after.split([',', ';']).map(str::trim) {
            if part.is_empty() {
                continue;
            }
            if let Some(from) = named(part).and_then(task_of) {
                links.push(PastedLink {
                    from: Predecessor::Pasted(from),
                    to,
                    kind: Default::default(),
                    lag: 0,
                });
                continue;
            }
            let row_at = leading(part).and_then(|number| by_number.get(&number));
            if row_at.is_some_and(|phase| is_in(rows, at, *phase)) {
                problems.tell(row, t!("it cannot come after the phase that it is in."));
                continue;
            }
            let task_in_row = |number: usize| match by_number.get(&number) {
                Some(at) => task_of(*at).and_then(provisional),
                None => (around.task_in_row)(number),
            };
            match parse::links(&in_english(part), week, task_in_row) {
                Ok(read) => links.extend(read.into_iter().map(|link| {
                    PastedLink {
                        from: known
                            .get(&link.from)
                            .map_or(Predecessor::Planned(link.from), |at| {
                                Predecessor::Pasted(*at)
                            }),
                        to,
                        kind: link.kind,
                        lag: link.lag,
                    }
                })),
                Err(error) => problems.tell(row, &error.to_string()),
            }
        }
    }
    links
}

/// Which row a number stands for: the row with the number in its column; without such a column the
/// row's place, or the task's place among tasks where by rows something would come after the phase
/// that it is in.
fn numbers(rows: &[Row]) -> HashMap<usize, usize> {
    let mut numbers = HashMap::new();
    if rows.iter().any(|row| !row.cell(Column::Number).is_empty()) {
        for (at, row) in rows.iter().enumerate() {
            if let Ok(number) = row.cell(Column::Number).parse() {
                numbers.entry(number).or_insert(at);
            }
        }
        return numbers;
    }
    numbers.extend(rows.iter().enumerate().map(|(at, row)| (row.number, at)));
    let nonsense = rows.iter().enumerate().any(|(at, row)| {
        let after = row.cell(Column::After).split([',', ';']);
        after
            .filter_map(|part| numbers.get(&leading(part.trim())?))
            .any(|phase| is_in(rows, at, *phase))
    });
    if nonsense {
        let tasks = rows.iter().enumerate().filter(|(_, row)| !row.summary);
        numbers = tasks
            .enumerate()
            .map(|(before, (at, _))| (before + 1, at))
            .collect();
    }
    numbers
}

/// The number that a link begins with.
fn leading(link: &str) -> Option<usize> {
    let end = link
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(link.len());
    link.get(..end)?.parse().ok()
}

/// Whether a row lies under another.
fn is_in(rows: &[Row], at: usize, phase: usize) -> bool {
    let level = rows.get(phase).map_or(0, |row| row.level);
    let between = rows.get(phase + 1..=at).unwrap_or_default();
    phase < at && between.iter().all(|row| row.level > level)
}

/// A link with German names of its kind and its unit in English: `4EA+2 Tage` is `4FS+2 days`.
fn in_english(link: &str) -> String {
    let mut text = link.to_uppercase();
    for (german, english) in [("EA", "FS"), ("AA", "SS"), ("EE", "FF"), ("AE", "SF")] {
        let digits = text
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(text.len());
        if text
            .get(digits..)
            .is_some_and(|rest| rest.trim_start().starts_with(german))
        {
            text = text.replacen(german, english, 1);
            break;
        }
    }
    let text = text.to_lowercase();
    let end = text.trim_end_matches(['?', '.']);
    for (words, unit) in [
        (["tage", "tag", "t"], "d"),
        (["wochen", "woche", "wo"], "w"),
        (["wks", "wk", "w"], "w"),
    ] {
        if let Some(rest) = words.iter().find_map(|word| end.strip_suffix(word))
            && rest.trim_end().ends_with(|c: char| c.is_ascii_digit())
        {
            return format!("{}{unit}", rest.trim_end());
        }
    }
    end.to_owned()
}

/// Takes out the links that close loops, and those of a task to itself.
pub(super) fn open_loops(
    pasted: &mut Pasted,
    rows: &[Row],
    places: &HashMap<usize, usize>,
    problems: &mut Problems,
) {
    let mut timeline = Timeline {
        start: Date::MIN,
        working_week: WorkingWeek::default(),
        holidays: List::default(),
        plan_from: PlanFrom::Start,
        launch_date: None,
        launch: None,
        phases: List::default(),
        tasks: (0..pasted.tasks.len())
            .filter_map(|at| Some(Task::new(provisional(at)?, "", TaskKind::Task, 1)))
            .collect(),
        links: List::default(),
        baselines: List::default(),
        extra: Extra::new(),
    };
    for (at, link) in pasted.links.iter().enumerate() {
        if let Predecessor::Pasted(from) = link.from
            && let (Some(from), Some(to)) = (provisional(from), provisional(link.to))
            && let Ok(id) = LinkId::new(&format!("l-{at}"))
        {
            timeline.links.push(Link {
                id,
                from,
                to,
                kind: link.kind,
                lag: link.lag,
                extra: Extra::new(),
            });
        }
    }
    let closing: Vec<usize> = schedule(&timeline, None)
        .set_aside
        .iter()
        .filter_map(|id| id.as_str().strip_prefix("l-")?.parse().ok())
        .collect();
    for at in &closing {
        let to = pasted.links.get(*at).map(|link| link.to);
        let row = rows
            .iter()
            .enumerate()
            .find(|(at, _)| places.get(at).copied() == to)
            .map(|(_, row)| row);
        if let Some(row) = row {
            problems.tell(
                row,
                t!("a link of it closes a loop, so the link was left out."),
            );
        }
    }
    let mut at = 0;
    pasted.links.retain(|_| {
        at += 1;
        !closing.contains(&(at - 1))
    });
}
