//! Which column of a pasted table holds what: by its heading in English or German, or as it is
//! said here, else by its place.

use crate::words::Word;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// The name of the task.
    Name,
    /// The number by which other rows refer to it.
    Number,
    /// How deep it lies in the outline, from 1.
    Level,
    /// Its number in the outline, such as 2.1.
    Outline,
    /// The name of its phase.
    Phase,
    /// Its duration.
    Duration,
    /// Its first day.
    Start,
    /// Its last day.
    Finish,
    /// What it comes after.
    After,
    /// Who works on it.
    Who,
    /// How much of it is done.
    Done,
    /// A note.
    Note,
    /// What is not read.
    Other,
}

/// The headings, in small letters.
const HEADINGS: [(Column, &[&str]); 12] = [
    (
        Column::Name,
        &[
            "name",
            "task",
            "task name",
            "tasks",
            "activity",
            "what",
            "aufgabe",
            "aufgaben",
            "vorgang",
            "vorgangsname",
            "aktivität",
            "tätigkeit",
            "bezeichnung",
            "was",
        ],
    ),
    (
        Column::Number,
        &[
            "id", "no", "nr", "#", "number", "nummer", "row", "zeile", "pos", "lfd. nr", "lfd nr",
        ],
    ),
    (
        Column::Level,
        &[
            "outline level",
            "level",
            "indent",
            "gliederungsebene",
            "ebene",
            "einzug",
        ],
    ),
    (
        Column::Outline,
        &[
            "wbs",
            "outline number",
            "psp",
            "psp-code",
            "psp-nummer",
            "gliederungsnummer",
        ],
    ),
    (Column::Phase, &["phase", "stage", "section", "abschnitt"]),
    (
        Column::Duration,
        &[
            "duration",
            "days",
            "working days",
            "duration (days)",
            "dauer",
            "tage",
            "arbeitstage",
            "dauer (tage)",
            "dauer in tagen",
            "werktage",
        ],
    ),
    (
        Column::Start,
        &[
            "start",
            "start date",
            "begin",
            "begins",
            "from",
            "anfang",
            "beginn",
            "startdatum",
            "starttermin",
            "von",
            "ab",
        ],
    ),
    (
        Column::Finish,
        &[
            "finish",
            "end",
            "ends",
            "end date",
            "finish date",
            "due",
            "due date",
            "until",
            "ende",
            "enddatum",
            "endtermin",
            "fertig stellen",
            "fertigstellung",
            "termin",
            "fällig",
            "fällig am",
            "bis",
        ],
    ),
    (
        Column::After,
        &[
            "predecessors",
            "predecessor",
            "after",
            "depends on",
            "dependencies",
            "waits for",
            "vorgänger",
            "nach",
            "abhängig von",
            "abhängigkeit",
            "abhängigkeiten",
            "wartet auf",
        ],
    ),
    (
        Column::Who,
        &[
            "who",
            "owner",
            "resource",
            "resources",
            "resource names",
            "assigned to",
            "assignee",
            "responsible",
            "ressource",
            "ressourcen",
            "ressourcennamen",
            "wer",
            "zuständig",
            "verantwortlich",
            "verantwortliche",
            "rolle",
        ],
    ),
    (
        Column::Done,
        &[
            "done",
            "% complete",
            "% done",
            "complete",
            "progress",
            "% abgeschlossen",
            "fortschritt",
            "erledigt",
            "% erledigt",
            "fertig",
        ],
    ),
    (
        Column::Note,
        &[
            "notes",
            "note",
            "comment",
            "comments",
            "remarks",
            "notiz",
            "notizen",
            "bemerkung",
            "bemerkungen",
            "kommentar",
            "kommentare",
            "anmerkung",
            "anmerkungen",
        ],
    ),
];

/// What the columns are called where the plan is shown.
const SAID: [(Column, Word); 11] = [
    (Column::Name, word!("Name")),
    (Column::Name, word!("Task")),
    (Column::Number, word!("No.")),
    (Column::Phase, word!("Phase")),
    (Column::Duration, word!("Days")),
    (Column::Start, word!("Start")),
    (Column::Finish, word!("Finish")),
    (Column::After, word!("After")),
    (Column::Who, word!("Who")),
    (Column::Done, word!("Done")),
    (Column::Note, word!("Note")),
];

/// What a heading stands for.
fn heading(cell: &str) -> Option<Column> {
    let plain = |cell: &str| cell.trim().trim_end_matches(['.', ':', '*']).to_lowercase();
    let words = plain(cell);
    let known = HEADINGS
        .iter()
        .find(|(_, names)| names.contains(&words.as_str()))
        .map(|(column, _)| *column);
    let said = || SAID.iter().find(|(_, word)| plain(word.said()) == words);
    known.or_else(|| said().map(|(column, _)| *column))
}

/// The columns that a first row names; `None` when it is no heading. A second column of one
/// meaning is not read.
pub(super) fn from_heading(row: &[String]) -> Option<Vec<Column>> {
    let mut columns: Vec<Column> = Vec::with_capacity(row.len());
    for cell in row {
        let column = heading(cell).filter(|column| !columns.contains(column));
        columns.push(column.unwrap_or(Column::Other));
    }
    let known = columns.iter().filter(|c| **c != Column::Other).count();
    let filled = row.iter().filter(|cell| !cell.trim().is_empty()).count();
    (columns.contains(&Column::Name) && (known >= 2 || filled == 1)).then_some(columns)
}

/// The columns by their place: `usual`, with the column of numbers left out unless numbers that
/// count up stand in it.
pub(super) fn by_place(rows: &[Vec<String>], usual: &[Column]) -> Vec<Column> {
    let Some(place) = usual.iter().position(|column| *column == Column::Number) else {
        return usual.to_vec();
    };
    let numbers: Vec<Option<u32>> = rows
        .iter()
        .filter_map(|row| row.get(place))
        .map(|cell| cell.trim())
        .filter(|cell| !cell.is_empty())
        .map(|cell| cell.parse().ok())
        .collect();
    let wide = rows.iter().any(|row| row.len() > place + 1);
    let counts_up = numbers.iter().all(Option::is_some) && numbers.is_sorted_by(|a, b| a < b);
    let mut columns = usual.to_vec();
    if !(wide && counts_up && !numbers.is_empty()) {
        columns.remove(place);
    }
    columns
}
