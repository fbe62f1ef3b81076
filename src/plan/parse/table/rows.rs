//! The rows of a table as phases, tasks and links.

use std::collections::{BTreeMap, HashMap};

use super::columns::{Column, by_place, from_heading};
use super::value::{date, duration, kind, percent};
use super::{Around, MAX_ROWS, Pasted, PastedTask, links, unguarded};
use crate::model::Percent;
use crate::plan::parse::shown;

/// The most single problems that are told; the others are counted.
const MOST_TOLD: usize = 8;

/// A row that has something in it.
pub(super) struct Row {
    /// From 1, headings not counted.
    pub number: usize,
    cells: BTreeMap<Column, String>,
    pub level: usize,
    pub summary: bool,
}

impl Row {
    pub fn cell(&self, column: Column) -> &str {
        self.cells
            .get(&column)
            .map_or("", |cell| unguarded(cell.trim()))
    }
}

/// What cannot be read, told one by one up to a number.
#[derive(Default)]
pub(super) struct Problems(Vec<String>);

impl Problems {
    pub fn tell(&mut self, row: &Row, words: &str) {
        self.0.push(t!(
            "Row {row}, “{name}”: {words}",
            row = row.number,
            name = row.cell(Column::Name)
        ));
    }

    fn told(mut self) -> Vec<String> {
        if self.0.len() > MOST_TOLD {
            let more = self.0.len() - MOST_TOLD + 1;
            self.0.truncate(MOST_TOLD - 1);
            self.0.push(t!("{more} more things could not be read."));
        }
        self.0
    }
}

/// The rows of the table, headings first where it has some.
pub(super) fn read(cells: Vec<Vec<String>>, around: &Around<'_>) -> Pasted {
    let mut said = Vec::new();
    let mut rows = rows(cells, around, &mut said);
    if rows.len() > MAX_ROWS {
        said.push(t!(
            "The table has {rows} rows; the first {MAX_ROWS} were read.",
            rows = rows.len()
        ));
        rows.truncate(MAX_ROWS);
    }
    levels(&mut rows);
    let mut problems = Problems::default();
    let mut pasted = Pasted::default();
    // Where each row went: the position of its task, or its phase's tasks.
    let mut places: HashMap<usize, usize> = HashMap::new();
    let mut around_row: Vec<(usize, usize)> = Vec::new();
    let mut flattened = 0;
    let mut no_duration = 0;
    for (at, row) in rows.iter().enumerate() {
        around_row.retain(|(level, _)| *level < row.level);
        if row.summary {
            flattened += usize::from(!around_row.is_empty());
            if around_row.is_empty() {
                pasted.phases.push(row.cell(Column::Name).to_owned());
            }
            around_row.push((row.level, at));
            continue;
        }
        if row.cell(Column::Name).is_empty() {
            problems.tell(row, t!("it has no name, so it was left out."));
            continue;
        }
        let phase = match row.cell(Column::Phase) {
            "" if around_row.is_empty() => None,
            "" => pasted.phases.len().checked_sub(1),
            name => Some(phase_named(&mut pasted.phases, name)),
        };
        let under: Vec<&str> = (around_row.iter().skip(1))
            .filter_map(|(_, at)| rows.get(*at))
            .map(|row| row.cell(Column::Name))
            .collect();
        let task = task(row, &under, phase, around, &mut problems, &mut no_duration);
        places.insert(at, pasted.tasks.len());
        pasted.tasks.push(task);
    }
    pasted.links = links::read(&rows, &places, around, &mut problems);
    links::open_loops(&mut pasted, &rows, &places, &mut problems);
    starts(&mut pasted, &mut said);
    match flattened {
        0 => {}
        1 => said.push(
            t!("1 row with others under it became part of the names of those, such as “Stage › Task”.")
                .to_owned(),
        ),
        several => said.push(t!(
            "{several} rows with others under them became part of the names of those, such as “Stage › Task”."
        )),
    }
    match no_duration {
        0 => {}
        1 => said.push(t!("1 task had no duration; 1 day was taken.").to_owned()),
        tasks => said.push(t!("{tasks} tasks had no duration; 1 day was taken.")),
    }
    said.extend(problems.told());
    pasted.said = said;
    pasted
}

fn phase_named(phases: &mut Vec<String>, name: &str) -> usize {
    phases
        .iter()
        .position(|phase| phase.to_lowercase() == name.to_lowercase())
        .unwrap_or_else(|| {
            phases.push(name.to_owned());
            phases.len() - 1
        })
}

/// The rows with something in them, by what their columns hold.
fn rows(mut cells: Vec<Vec<String>>, around: &Around<'_>, said: &mut Vec<String>) -> Vec<Row> {
    let blank = |row: &Vec<String>| row.iter().all(|cell| cell.trim().is_empty());
    let first = cells.iter().position(|row| !blank(row)).unwrap_or(0);
    cells.drain(..first);
    let columns = match cells.first().and_then(|row| from_heading(row)) {
        Some(columns) => {
            let headings = cells.remove(0);
            let unknown: Vec<String> = headings
                .iter()
                .zip(&columns)
                .filter(|(name, column)| **column == Column::Other && !name.trim().is_empty())
                .map(|(name, _)| t!("“{}”", shown(name)))
                .collect();
            match unknown.as_slice() {
                [] => {}
                [one] => said.push(t!("Not read: the column {one}.")),
                several => said.push(t!("Not read: the columns {}.", several.join(", "))),
            }
            columns
        }
        None => by_place(&cells, around.columns),
    };
    let beyond = cells.iter().any(|row| {
        let rest = row.iter().skip(columns.len());
        rest.into_iter().any(|cell| !cell.trim().is_empty())
    });
    if beyond {
        said.push(t!(
            "Columns beyond the first {count} were not read. Copy the headings too.",
            count = columns.len()
        ));
    }
    cells
        .into_iter()
        .enumerate()
        .filter(|(_, row)| !blank(row))
        .map(|(at, row)| Row {
            number: at + 1,
            cells: columns.iter().copied().zip(row).collect(),
            level: 1,
            summary: false,
        })
        .collect()
}

/// How deep each row lies and which have others under them: by a column that says so, by
/// indentation, or because a row has nothing but a name where others have more.
fn levels(rows: &mut [Row]) {
    let has = |rows: &[Row], column: Column| rows.iter().any(|row| !row.cell(column).is_empty());
    if has(rows, Column::Level) {
        for row in rows.iter_mut() {
            row.level = row.cell(Column::Level).parse().unwrap_or(1);
        }
    } else if has(rows, Column::Outline) {
        for row in rows.iter_mut() {
            let dots = row.cell(Column::Outline).trim_end_matches('.').matches('.');
            row.level = dots.count() + 1;
        }
    } else {
        for row in rows.iter_mut() {
            let name = row.cells.get(&Column::Name).map_or("", |name| &**name);
            row.level = name.chars().take_while(|c| c.is_whitespace()).count() + 1;
        }
    }
    let mut summaries: Vec<bool> = rows
        .windows(2)
        .map(|pair| matches!(pair, [row, next] if next.level > row.level))
        .collect();
    if !summaries.contains(&true) && !has(rows, Column::Phase) {
        // A flat table: a row with nothing but its name is a heading of those below it.
        let only_name = |row: &Row| {
            let more = |(column, cell): (&Column, &String)| {
                !matches!(column, Column::Name | Column::Number | Column::Other)
                    && !cell.trim().is_empty()
            };
            !row.cell(Column::Name).is_empty() && !row.cells.iter().any(more)
        };
        if rows
            .iter()
            .any(|row| !row.cell(Column::Duration).is_empty())
        {
            summaries = rows
                .windows(2)
                .map(|pair| matches!(pair, [row, next] if only_name(row) && !only_name(next)))
                .collect();
            let mut under = false;
            for (row, summary) in rows.iter_mut().zip(summaries.iter().chain([&false])) {
                under |= *summary;
                row.level = if under && !summary { 2 } else { 1 };
            }
        }
    }
    for (row, summary) in rows.iter_mut().zip(summaries) {
        row.summary = summary;
    }
}

fn task(
    row: &Row,
    under: &[&str],
    phase: Option<usize>,
    around: &Around<'_>,
    problems: &mut Problems,
    no_duration: &mut usize,
) -> PastedTask {
    let mut name: Vec<&str> = under.to_vec();
    name.push(row.cell(Column::Name));
    let name = name.join(" › ");
    let mut day = |column: Column| {
        let text = row.cell(column);
        if text.is_empty() {
            return None;
        }
        let date = date(text, around);
        if date.is_none() {
            problems.tell(row, &t!("“{}” is not a date.", shown(text)));
        }
        date
    };
    let (start, finish) = (day(Column::Start), day(Column::Finish));
    let by_dates = start.zip(finish).and_then(|(start, finish)| {
        let days = around.calendar.working_days_between(start, finish);
        u32::try_from(days).ok().filter(|days| *days > 0)
    });
    let duration = match row.cell(Column::Duration) {
        "" => by_dates.unwrap_or_else(|| {
            *no_duration += 1;
            1
        }),
        text => duration(text, around.calendar.days_per_week()).unwrap_or_else(|| {
            let days = by_dates.unwrap_or(1);
            let words = t!("“{}” is not a duration; {days}d was taken.", shown(text));
            problems.tell(row, &words);
            days
        }),
    };
    let progress = match row.cell(Column::Done) {
        "" => Percent::default(),
        text => percent(text).unwrap_or_else(|| {
            problems.tell(row, &t!("“{}” is not a percentage.", shown(text)));
            Percent::default()
        }),
    };
    PastedTask {
        kind: kind(&name, duration),
        name,
        phase,
        duration,
        not_before: start,
        who: row.cell(Column::Who).to_owned(),
        progress,
        note: row.cell(Column::Note).to_owned(),
        row: row.number,
    }
}

/// Where a task comes after others its start follows from them, whatever date stands beside it.
fn starts(pasted: &mut Pasted, said: &mut Vec<String>) {
    let mut follows = 0;
    for link in &pasted.links {
        if let Some(task) = pasted.tasks.get_mut(link.to)
            && task.not_before.take().is_some()
        {
            follows += 1;
        }
    }
    let words = match follows {
        0 => return,
        1 => t!(
            "The start of 1 task follows from what it comes after; dates beside predecessors were not kept."
        ),
        _ => t!(
            "The starts of the tasks follow from what they come after; dates beside predecessors were not kept."
        ),
    };
    said.push(words.to_owned());
}
