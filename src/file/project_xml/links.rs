//! The links of a Project file: between tasks as they stand, to summaries by the tasks in them.

use std::collections::{BTreeSet, HashMap};

use super::outline::Outline;
use super::value::{DivCeil, is_elapsed, is_percent};
use super::xml::Element;
use crate::model::timeline::MAX_LAG;
use crate::model::{Link, LinkId, LinkKind, Task};

/// The most links that one link to a summary may become.
const MOST_OF_ONE: usize = 40;

/// A link between positions of the outline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Arrow {
    from: usize,
    to: usize,
    kind: LinkKind,
    lag: i32,
}

/// The links between the tasks that were read: `tasks` by their positions in the outline.
pub(super) fn read(
    outline: &Outline<'_>,
    tasks: &HashMap<usize, Task>,
    minutes_per_day: i64,
    days_per_week: i64,
    said: &mut Vec<String>,
) -> Vec<Link> {
    let places: HashMap<i64, usize> = outline
        .rows
        .iter()
        .enumerate()
        .map(|(at, row)| (row.uid, at))
        .collect();
    let mut arrows = Vec::new();
    let (mut rounded, mut elsewhere) = (0, 0);
    for (to, row) in outline.rows.iter().enumerate() {
        for link in row.element.all("PredecessorLink") {
            let from = link
                .number("PredecessorUID")
                .and_then(|uid| places.get(&uid));
            let (Some(from), false) = (from.copied(), link.flag("CrossProject")) else {
                elsewhere += 1;
                continue;
            };
            let days = tasks.get(&from).map_or(0, Task::days);
            let lag = lag(link, days, minutes_per_day, days_per_week, &mut rounded);
            let kind = match link.number("Type") {
                Some(0) => LinkKind::FinishToFinish,
                Some(2) => LinkKind::StartToFinish,
                Some(3) => LinkKind::StartToStart,
                _ => LinkKind::FinishToStart,
            };
            arrows.push(Arrow {
                from,
                to,
                kind,
                lag,
            });
        }
    }
    match elsewhere {
        0 => {}
        1 => said.push(t!("1 link to what is not in this plan was left out.").to_owned()),
        _ => said.push(t!(
            "{elsewhere} links to what is not in this plan were left out."
        )),
    }
    match rounded {
        0 => {}
        1 => said
            .push(t!("1 lag that was no whole number of working days was rounded up.").to_owned()),
        _ => said.push(t!(
            "{rounded} lags that were no whole number of working days were rounded up."
        )),
    }
    between_tasks(outline, &arrows, tasks, said)
}

/// The lag of a link in whole working days.
fn lag(
    link: &Element,
    days: u32,
    minutes_per_day: i64,
    days_per_week: i64,
    rounded: &mut usize,
) -> i32 {
    let value = link
        .number("LinkLag")
        .unwrap_or(0)
        .clamp(-1_000_000_000, 1_000_000_000);
    let format = link.number("LagFormat").unwrap_or(7);
    // Tenths of minutes, or of a percentage a whole number.
    let (parts, whole) = if is_percent(format) {
        (value * i64::from(days), 100)
    } else if is_elapsed(format) {
        (value * days_per_week, 24 * 60 * 10 * 7)
    } else {
        (value, minutes_per_day * 10)
    };
    *rounded += usize::from(parts % whole != 0);
    let most = i64::from(MAX_LAG);
    i32::try_from(parts.div_ceil_of(whole).clamp(-most, most)).unwrap_or(0)
}

/// Links of summaries become links of the tasks in them: the finish of a summary is that of the
/// tasks that nothing in it follows, its start that of the tasks that follow nothing in it.
fn between_tasks(
    outline: &Outline<'_>,
    arrows: &[Arrow],
    tasks: &HashMap<usize, Task>,
    said: &mut Vec<String>,
) -> Vec<Link> {
    let is_summary = |at: usize| outline.rows.get(at).is_some_and(|row| row.summary);
    let name = |at: usize| {
        outline
            .rows
            .get(at)
            .map_or("", |row| row.element.text("Name"))
    };
    let into: BTreeSet<(usize, usize)> = arrows.iter().map(|a| (a.to, a.from)).collect();
    let out_of: BTreeSet<(usize, usize)> = arrows.iter().map(|a| (a.from, a.to)).collect();
    // The tasks of a summary without a neighbour in it on this side; a task itself.
    let ends = |at: usize, sides: &BTreeSet<(usize, usize)>| -> Vec<usize> {
        if !is_summary(at) {
            return vec![at];
        }
        let inside: BTreeSet<usize> = outline.under(at).collect();
        inside
            .iter()
            .copied()
            .filter(|task| {
                !sides
                    .range((*task, 0)..=(*task, usize::MAX))
                    .any(|(_, other)| inside.contains(other))
            })
            .collect()
    };
    let mut links = Vec::new();
    let mut seen = BTreeSet::new();
    let mut translated = 0;
    for arrow in arrows {
        let by_summary = is_summary(arrow.from) || is_summary(arrow.to);
        let froms = match arrow.kind {
            LinkKind::FinishToStart | LinkKind::FinishToFinish => ends(arrow.from, &out_of),
            LinkKind::StartToStart | LinkKind::StartToFinish => ends(arrow.from, &into),
        };
        let tos = match arrow.kind {
            LinkKind::FinishToStart | LinkKind::StartToStart => ends(arrow.to, &into),
            LinkKind::FinishToFinish | LinkKind::StartToFinish => ends(arrow.to, &out_of),
        };
        let nested = outline.under(arrow.from).any(|at| at == arrow.to)
            || outline.under(arrow.to).any(|at| at == arrow.from);
        if by_summary && (nested || froms.is_empty() || tos.is_empty())
            || froms.len() * tos.len() > MOST_OF_ONE
        {
            said.push(t!(
                "The link from “{}” to “{}” was left out: it is one of a whole phase.",
                name(arrow.from),
                name(arrow.to)
            ));
            continue;
        }
        translated += usize::from(by_summary);
        for from in &froms {
            for to in &tos {
                let (Some(source), Some(target)) = (tasks.get(from), tasks.get(to)) else {
                    continue;
                };
                if from == to || !seen.insert((*from, *to, arrow.kind, arrow.lag)) {
                    continue;
                }
                let Ok(id) = LinkId::new(&format!("l-{}", links.len() + 1)) else {
                    continue;
                };
                links.push(Link {
                    id,
                    from: source.id.clone(),
                    to: target.id.clone(),
                    kind: arrow.kind,
                    lag: arrow.lag,
                    extra: Default::default(),
                });
            }
        }
    }
    match translated {
        0 => {}
        1 => said.push(
            t!("1 link of whole phases became links of their first or last tasks.").to_owned(),
        ),
        _ => said.push(t!(
            "{translated} links of whole phases became links of their first or last tasks."
        )),
    }
    links
}
