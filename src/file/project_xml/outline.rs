//! The outline of a Project file as phases with tasks: what lies deeper is flattened.

use super::xml::Element;

/// A row of the outline that means something here.
pub(super) struct Row<'a> {
    pub element: &'a Element,
    pub uid: i64,
    pub level: i64,
    /// Whether others lie under it.
    pub summary: bool,
    /// The position of the phase's row, for what lies under one.
    pub phase: Option<usize>,
    /// The names of the summaries between the phase and the row.
    pub under: String,
}

/// Puts the rows under each other. Says whether summaries were flattened, and whether the one
/// summary over all was taken for the project itself.
pub(super) struct Outline<'a> {
    pub rows: Vec<Row<'a>>,
    /// How many summaries lie deeper than phases.
    pub flattened: usize,
    /// The name of the summary over everything, which is no phase.
    pub top: Option<String>,
}

/// The outline of these tasks, in their order. `is_phase` says which stand for a phase even with
/// nothing under them.
pub(super) fn outline<'a>(
    tasks: Vec<(i64, &'a Element)>,
    is_phase: impl Fn(&Element) -> bool,
) -> Outline<'a> {
    let mut rows: Vec<Row<'a>> = tasks
        .into_iter()
        .map(|(uid, element)| Row {
            element,
            uid,
            level: element.number("OutlineLevel").unwrap_or(1).clamp(0, 1_000),
            summary: is_phase(element),
            phase: None,
            under: String::new(),
        })
        .collect();
    let next: Vec<i64> = rows.iter().skip(1).map(|row| row.level).collect();
    for (row, next) in rows.iter_mut().zip(next) {
        row.summary |= next > row.level;
    }
    let top = over_all(&rows).map(|top| top.element.text("Name").to_owned());
    if top.is_some() {
        rows.remove(0);
    }
    let mut flattened = 0;
    // The summaries around the row at hand: level, position, name.
    let mut around: Vec<(i64, usize, String)> = Vec::new();
    for (at, row) in rows.iter_mut().enumerate() {
        while around.last().is_some_and(|(level, ..)| *level >= row.level) {
            around.pop();
        }
        row.phase = around.first().map(|(_, phase, _)| *phase);
        let names: Vec<&str> = around.iter().skip(1).map(|(.., name)| &**name).collect();
        row.under = names.join(" › ");
        if row.summary {
            flattened += usize::from(!around.is_empty());
            around.push((row.level, at, row.element.text("Name").to_owned()));
        }
    }
    Outline {
        rows,
        flattened,
        top,
    }
}

/// The first row, when it lies over everything and has summaries of its own: then it is the
/// project and they are the phases.
fn over_all<'a, 'b>(rows: &'b [Row<'a>]) -> Option<&'b Row<'a>> {
    let (first, rest) = rows.split_first()?;
    let over = !rest.is_empty() && rest.iter().all(|row| row.level > first.level);
    let summaries = rest.iter().any(|row| row.summary);
    (over && summaries).then_some(first)
}

impl Outline<'_> {
    /// The positions of the tasks under a summary, however deep.
    pub fn under(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let level = self.rows.get(at).map_or(0, |row| row.level);
        self.rows
            .iter()
            .enumerate()
            .skip(at + 1)
            .take_while(move |(_, row)| row.level > level)
            .filter(|(_, row)| !row.summary)
            .map(|(at, _)| at)
    }
}
